"""Measure how often the floors that titles of a single article give are no higher than what is there.

    python benchmarks/floors.py names SET GOLD.jsonl… [--record]    how often somebody is named
    python benchmarks/floors.py words SET GOLD.jsonl… [--record]    how many words report what somebody said

GOLD for names is what benchmarks/actors.py reads (mentions with head, cluster and mtype), for words what
benchmarks/errors.py reads, with the full name of each speaker (`reference`). Only floors that a title would give
count: of whose name is whole, of two or more, of the three most named and the four most quoted of an article. An
actor found is the cluster on whose names most of its own lie. Nothing but counts leaves the texts.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers import charts, pipeline
from helpers.analysis import Analysis
from helpers.charts import telling, whiskers
from helpers.charts.whiskers import quotable, sayable, unheard
from helpers.estimates import measured
from helpers.tables import NAMED, Article

NAMES, SPEAKERS = 3, 4  # of an article
METHOD = "floor in a title of one article"
Floor = tuple[float, int]  # the floor, and what is there


def names(analysis: Analysis, gold: dict[str, Any]) -> Iterator[Floor]:
    """Yield the floors of how often somebody is named."""
    table = charts.ranking(analysis)
    top = table[table["names"] > 0].sort_values("names", ascending=False, kind="stable").head(NAMES)
    named = {tuple(m["head"]): m["cluster"] for m in gold["mentions"] if m["mtype"] in ("name", "demonym")}
    every, known = Counter(named.values()), sayable(analysis, top["actor_id"])
    mentions = analysis.mentions[analysis.mentions["kind"].isin(NAMED)]
    for _, row in top[top["actor_id"].isin(known)].iterrows():
        pair = charts.names_limits(analysis, row)
        own = mentions[mentions["actor_id"] == row["actor_id"]]
        places = list(zip(own["start"], own["end"], strict=True))
        hits = Counter(
            cluster for (first, _), cluster in named.items() if any(start <= first < end for start, end in places)
        )
        if whiskers.some(pair, analysis):
            yield int(pair[0]), every[hits.most_common(1)[0][0]] if hits else 0


def words(analysis: Analysis, gold: dict[str, Any]) -> Iterator[Floor]:
    """Yield the floors of how many words report what somebody said."""
    table = charts.spoken(analysis)
    table = table[charts.with_name(table["speaker_id"])].head(SPEAKERS)
    error, whole = whiskers.error_of(whiskers.WORDS, analysis), int(analysis.articles["n_words"].sum())
    ranges = whiskers.limits(table["statements"], error, table["words"], whole)
    known = set() if unheard(analysis) else quotable(analysis, table["speaker_id"])
    for row, pair in zip(table.itertuples(), ranges, strict=True):
        if row.speaker_id in known and telling.worth(pair, whole, analysis):
            surname = row.speaker.split()[-1].casefold()
            own = [quote for quote in gold["quotes"] if surname in quote.get("reference", "").casefold()]
            pieces = [gold["text"][start:end] for quote in own for start, end in quote["content"]]
            yield int(pair[0]), sum(len(re.findall(r"\w+", piece)) for piece in pieces)


def main(kind: str, name: str, *paths: str) -> None:
    """Print the share of floors that hold, and write it into data/measured.csv with --record."""
    floors: Callable[[Analysis, dict[str, Any]], Iterator[Floor]] = {"names": names, "words": words}[kind]
    found: list[Floor] = []
    for path in (Path(one) for one in paths if one != "--record"):
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            analysis = pipeline.analyse([Article(gold["id"], gold["text"])], skip=("sentiment", "framing"))
            found += floors(analysis, gold)
    right = sum(floor <= there for floor, there in found)
    print(f"{name}: {right} of {len(found)} floors of {kind} hold")
    if "--record" in paths:
        command = f"python benchmarks/floors.py {kind} '{name}' GOLD.jsonl --record"
        share = round(100 * right / len(found), 1)
        measured.record([measured.Score(METHOD, name, f"{kind}: no more than is there", share, len(found),
                                        command=command, where=WHERE[kind])])  # fmt: skip


WHERE = {
    "names": "github.com/amir-zeldes/gum, dep/GUM_*.conllu",
    "words": "github.com/Sydney-Informatics-Hub/ATAP-GenderGapTracker, NLP/evaluation",
}

if __name__ == "__main__":
    main(*sys.argv[1:])
