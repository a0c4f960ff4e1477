"""Measure the quotes on annotated news, article by article: precision, recall, spread and the intervals' coverage.

    python benchmarks/errors.py NAME GOLD.jsonl [--speech] [--record]
    python benchmarks/errors.py NAME GOLD.jsonl --from OTHER     intervals from the error measured on set OTHER

GOLD holds one article a line: {"id", "text", "quotes": [{"content": [[start, end], …], "source": [[start, end], …],
"speech": true}]}. NAME is the set's name in data/measured.csv. With --speech, quotes without a speech verb or
marks are left out, on both sides. Nothing but counts leaves the texts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import helpers
from helpers.article import Article
from helpers.trust import intervals, measured
from helpers.trust.intervals import Error
from helpers.trust.measured import Score, pairs

HALF = 0.499
TABLES = frozenset({"tokens", "sentiment", "timexes", "events", "framing"})
WHERE = {
    "ggt": "github.com/Sydney-Informatics-Hub/ATAP-GenderGapTracker, NLP/evaluation",
    "polnear": "github.com/networkdynamics/PolNeAR",
}


def spans(record: dict[str, Any], speech: bool) -> pd.DataFrame:
    """Return one row for each contiguous piece of gold content, with its sources."""
    rows = [
        {"article_id": record["id"], "start": start, "end": end, "source": quote["source"],
         "speech": quote["speech"], "speaker": surname(quote.get("reference", ""))}
        for quote in record["quotes"]
        for start, end in joined(record["text"], quote["content"])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "source", "speech", "speaker"])


def surname(name: str) -> str:
    """Return the last word of a name, without marks and in small letters."""
    words = [word.strip(".,'’\"()") for word in name.lower().split()]
    return next((word for word in reversed(words) if word.isalpha() or "-" in word), "")


def joined(text: str, pieces: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Join pieces of one content that have no word between them."""
    current: tuple[int, int] | None = None
    for start, end in sorted(pieces):
        if current and not any(char.isalnum() for char in text[current[1] : start]):
            current = current[0], max(end, current[1])
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current


def counts(gold: pd.DataFrame, found: pd.DataFrame, speech: bool) -> dict[str, int]:
    """Count one article's rows: found, gold, and right with and without the source."""
    matched = pairs(gold, found, HALF)
    unasked = {i for i in range(len(gold)) if speech and not gold["speech"].iloc[i]}
    free = {j for i, j in matched if i in unasked}
    matched = [(i, j) for i, j in matched if i not in unasked]
    right = sum(same_source(gold["source"].iloc[i], found.iloc[j]) for i, j in matched)
    return {
        "found": len(found) - len(free),
        "gold": len(gold) - len(unasked),
        "content": len(matched),
        "content and source": right,
    }


def same_source(wanted: list[list[int]], row: pd.Series) -> bool:
    """Say whether the source found touches one of the annotated; where none is annotated, any will do."""
    if not wanted:
        return True
    if pd.isna(row["source_start"]):
        return False
    return any(row["source_start"] < end and start < row["source_end"] for start, end in wanted)


def measure(gold: Path, speech: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the counts of every article, in the order of the file, and of every named speaker of every article."""
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    analysis = helpers.analyse([Article(record["id"], record["text"]) for record in records], skip=TABLES)
    found = dict(iter(analysis.quotes.groupby("article_id")))
    none = analysis.quotes.iloc[:0]
    both = [(spans(record, speech), found.get(record["id"], none)) for record in records]
    by_speaker = [
        row | {"article": number} for number, (wanted, got) in enumerate(both) for row in speakers(wanted, got)
    ]
    return pd.DataFrame([counts(*pair, speech) for pair in both]), pd.DataFrame(by_speaker)


def speakers(gold: pd.DataFrame, found: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield, for each speaker that an article's gold names or the tool found, how many quotes each side has."""
    said = [surname(name) for name in found["speaker"]]
    right = [j for i, j in pairs(gold, found, HALF) if gold["speaker"].iloc[i] and gold["speaker"].iloc[i] == said[j]]
    for name in sorted({*gold["speaker"], *said} - {""}):
        yield {
            "found": said.count(name),
            "gold": int((gold["speaker"] == name).sum()),
            "content and speaker": sum(said[j] == name for j in right),
        }


def error_of(table: pd.DataFrame, what: str) -> Error:
    """Return precision, recall and spread over the articles of a table of counts."""
    right = table[what]
    return Error(
        right.sum() / table["found"].sum(), int(table["found"].sum()),
        right.sum() / table["gold"].sum(), int(table["gold"].sum()),
        intervals.spread(right, table["found"]), intervals.spread(right, table["gold"]), len(table),
        *(intervals.totals(table["found"], table["gold"]) if what == "content" else (None, None)),
    )  # fmt: skip


def coverage(table: pd.DataFrame, what: str, articles: int, rounds: int, given: Error | None = None) -> float:
    """Return how often (in per cent) the interval of a group of articles holds their true count.

    The error comes from the articles outside the group, or is given.
    """
    rng, hits = np.random.default_rng(11), 0
    for number in range(rounds):
        group = [number] if articles == 1 else rng.choice(len(table), articles, replace=False).tolist()
        error = given or error_of(table.drop(index=group), what)
        estimate = intervals.count([int(n) for n in table["found"].iloc[group]], error)
        hits += estimate.low <= table["gold"].iloc[group].sum() <= estimate.high
    return round(100 * hits / rounds, 1)


def speaker_coverage(table: pd.DataFrame) -> tuple[float, int]:
    """Return how often (in per cent) the interval of one speaker's count in one article holds the true count."""
    hits = 0
    for article, rows in table.groupby("article"):
        others = table[table["article"] != article].groupby("article")[["found", "gold", SPEAKER]].sum()
        error = error_of(others.reset_index(drop=True), SPEAKER)
        for found, gold in zip(rows["found"], rows["gold"], strict=True):
            estimate = intervals.count([int(found)], error)
            hits += estimate.low <= gold <= estimate.high
    return round(100 * hits / len(table), 1), len(table)


def scores(name: str, table: pd.DataFrame, named: pd.DataFrame, command: str, other: str) -> Iterator[Score]:
    """Yield the scores of one set."""
    where = WHERE.get(name.split()[0], "")

    def score(measure: str, value: float, n: int, method: str = "quotes") -> Score:
        return Score(method, name, measure, round(value, 3), n, command=command, where=where)

    if named["gold"].any() and not other:
        by_article = named.groupby("article")[["found", "gold", SPEAKER]].sum().reset_index(drop=True)
        yield from shares(SPEAKER, error_of(by_article, SPEAKER), score)
        yield score("coverage · one speaker in one article", *speaker_coverage(named), INTERVAL)
    yield from shares("content and source", error_of(table, "content and source"), score) if not other else ()
    yield from shares("content", error_of(table, "content"), score) if not other else ()
    given = intervals.measured_error("quotes", other, "content") if other else None
    source = f"error from {other}" if other else "error from the other articles"
    for articles, rounds in ((1, len(table)), (5, 400), (20, 400)):
        share = coverage(table, "content", articles, rounds, given)
        yield score(f"coverage · all statements · {source} · articles {articles}", share, rounds, INTERVAL)


def shares(what: str, error: Error, score: Callable[..., Score]) -> Iterator[Score]:
    """Yield precision and recall, how much they differ between articles, and how many there are for one found."""
    yield score(f"{what} precision", round(100 * error.precision, 1), error.n_precision)
    yield score(f"{what} recall", round(100 * error.recall, 1), error.n_recall)
    yield score(f"{what} precision spread", error.precision_spread, error.articles)
    yield score(f"{what} recall spread", error.recall_spread, error.articles)
    if error.per_found and error.dispersion:
        yield score(f"{what} true per found", error.per_found, error.n_precision)
        yield score(f"{what} dispersion", error.dispersion, error.articles)


INTERVAL = "interval from measured error"
SPEAKER = "content and speaker"

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--speech", action="store_true")
    parser.add_argument("--from", dest="other", default="")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    flags = ("--speech " * given.speech) + (f"--from {given.other!r} " if given.other else "")
    command = f"python benchmarks/errors.py {given.name!r} GOLD.jsonl {flags}--record"
    rows = list(scores(given.name, *measure(given.gold, given.speech), command, given.other))
    for row in rows:
        print(f"{row.method:<30} {row.measure:<70} {row.value:>7g}  n={row.n}")
    if given.record:
        measured.record(rows)
