"""Measure how often a dated clause has the right modality, on labels of our own (data/gold/modality.csv).

python benchmarks/modality.py [FILE …]            print the scores
python benchmarks/modality.py [FILE …] --record   and write them into data/measured.csv

The seed and the classroom's accounts stand in data/; each FILE holds the texts of another set, its name the set's: one
JSON object a line {"id", "text", "dct" (day of publication, if any)}. Sets without a FILE are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import helpers
from helpers import timeline
from helpers.estimates.measured import Score, alpha, record
from helpers.knowledge import DATA, rows
from helpers.parse import parse
from helpers.tables import Article
from helpers.timeline import events

GOLD = "gold/modality.csv"
OWN = {"seed": DATA / "articles", "classroom": DATA / "classroom"}
COMMAND = "python benchmarks/modality.py FILE … --record"
FACT = "happened"
Row = dict[str, Any]


def found(files: Sequence[str]) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    """Return (start and end of the date, modality) of every event, by set and article, of the sets that can be had."""
    wanted = {(row["set"], row["article_id"]) for row in rows(GOLD, ("set", "article_id"))}
    articles = [(name, article) for name, folder in OWN.items() for article in helpers.read(folder)]
    for file in map(Path, files):
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)
            published = (text.get("dct") or "")[:10]
            articles.append((file.stem, Article(text["id"], text["text"], published=published)))
    articles = [(name, article) for name, article in articles if (name, article.article_id) in wanted]
    result = {}
    for (name, article), parsed in zip(articles, parse(article for _, article in articles), strict=True):
        times = timeline.find(parsed)
        at = {time.timex_id: (time.start, time.end) for time in times}
        found_here = events.find(parsed, times, [])
        result[name, article.article_id] = [(*at[event.timex_id], event.modality) for event in found_here]
        result[name, article.article_id] += [  # 'from 2009 to 2013' is one event, and has both dates
            (time.start, time.end, event.modality)
            for event in found_here
            for time in times
            if event.precision == "range" and event.start < time.start < event.end
            if time.begin > event.begin and time.end_date == event.end_date != ""
        ]
    return result


def labelled(files: Sequence[str]) -> list[Row]:
    """Return the gold of the sets that can be had, each row with what was `found` ('' where no event was)."""
    here, table = found(files), []
    for row in rows(GOLD, ("set", "article_id", "date_start", "date_end", "sample", "part", "modality", "dates")):
        if (events_here := here.get((row["set"], row["article_id"]))) is not None:
            start, end = int(row["date_start"]), int(row["date_end"])
            said = next((modality for first, last, modality in events_here if first < end and start < last), "")
            table.append(row | {"found": said})
    return table


def scores(table: Sequence[Row]) -> Iterator[Score]:
    """Yield the share of right modalities by set of texts, part and sample, and how far the two passes agree."""
    own = [row for row in table if row["set"] in OWN]
    others = [row for row in table if row["set"] not in OWN]
    groups = {"seed and classroom": own}
    for part in ("tune", "test") if others else ():
        some = [row for row in others if row["part"] == part]
        groups[f"own labels, {part} half"] = some
        groups |= {
            f"own labels, {part} half, {kind}": [r for r in some if r["sample"] == kind] for kind in ("random", "cued")
        }
    for name, some in groups.items():
        yield score(name, "right", sum(row["found"] == row["modality"] for row in some), len(some))
        dated = [row for row in some if row["found"]]  # of the others nothing is said: their day dates no event for us
        yield score(name, "of those dated: right", sum(row["found"] == row["modality"] for row in dated), len(dated))
        when = [row for row in some if row["dates"] == "yes"]
        other = [row for row in some if row["dates"] in ("state", "no")]
        if when:
            right = sum(row["found"] == row["modality"] for row in when)
            yield score(name, "where the date tells when: right", right, len(when))
            yield score(name, "where it does not: silent", sum(not row["found"] for row in other), len(other))
        same = sum((row["found"] == FACT) == (row["modality"] == FACT) for row in some)
        yield score(name, "fact or not: right", same, len(some))
        facts = [row for row in some if row["found"] == FACT]
        yield score(name, "drawn as fact: right", sum(row["modality"] == FACT for row in facts), len(facts))
    passes = [[row[name] for row in table] for name in ("first", "second")]
    yield Score("one annotator, two passes", "own labels", "modality alpha", alpha(passes), len(table), command=COMMAND,
                where="data/gold/modality.csv")  # fmt: skip


def score(name: str, measure: str, right: int, n: int) -> Score:
    """Make one row of the file of scores."""
    share = round(100 * right / max(1, n), 1)
    return Score("modality", name, measure, share, n, command=COMMAND, where="data/gold/modality.csv")


def main(files: Sequence[str], keep: bool) -> None:
    """Print every score, and record them."""
    result = list(scores(labelled(files)))
    for one in result:
        print(f"{one.method:26} {one.set:34} {one.measure:22} {one.value:6} {one.n:5}")
    if keep:
        record(result)


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument != "--record"], "--record" in sys.argv)
