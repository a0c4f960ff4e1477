"""Measure the quotes on annotated news, article by article: precision, recall, counts and the intervals' coverage.

    python benchmarks/errors.py NAME GOLD.jsonl [--speech] [--record]
    python benchmarks/errors.py --between [--record]             how far the sets measured so far differ
    python benchmarks/errors.py NAME GOLD.jsonl --from OTHER     intervals from the error measured on set OTHER
    python benchmarks/errors.py NAME GOLD.jsonl --outlets        intervals alone, also from the error of other outlets

GOLD holds one article a line: {"id", "text", "quotes": [{"content": [[start, end], …], "source": [[start, end], …],
"speech": true}]}. NAME is the set's name in data/measured.csv. With --speech, quotes without a speech verb or
marks are left out, on both sides. An outlet is what stands before the first _ of an id. Nothing but counts leaves
the texts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import counting
import numpy as np
import pandas as pd

import helpers
from helpers import charts, tokens
from helpers.estimates import measured
from helpers.estimates.measured import Error, Score, pairs
from helpers.report.findings import SILENT
from helpers.tables import Article, affirmed

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


def words(text: str, rows: pd.DataFrame) -> set[int]:
    """Return where the words of a text start that stand in any of these spans."""
    covered = {place for start, end in zip(rows["start"], rows["end"], strict=True) for place in range(start, end)}
    return {start for start, _, is_word in tokens.words(text) if is_word and start in covered}


def measure(gold: Path, speech: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the counts of every article, in the order of the file, and of every named speaker of every article."""
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    analysis = helpers.analyse([Article(record["id"], record["text"]) for record in records], skip=TABLES)
    stated = affirmed(analysis.quotes)
    found = dict(iter(stated.groupby("article_id")))
    actors = analysis.mentions.groupby("article_id")["actor"].value_counts()
    articles, named = [], []
    for number, record in enumerate(records):
        wanted, got = spans(record, speech), found.get(record["id"], stated.iloc[:0])
        said, text = wanted[wanted["speech"] | (not speech)], record["text"]
        asked = words(text, said)
        unasked = words(text, wanted) - asked
        both = {"words found": len(words(text, got) - unasked), "words gold": len(asked)}
        here = actors[record["id"]] if record["id"] in actors.index else actors.iloc[:0].droplevel(0)
        known = {surname(actor) for actor in here.index}
        own = analysis.of([record["id"]])
        often = {surname(actor) for actor in charts.silent(own, charts.ranking(own))["actor"]}
        silent = {"silent": len(often), "silent wrong": len(often & set(wanted["speaker"]))}
        outlet = {"outlet": record["id"].partition("_")[0]}
        articles.append(counts(wanted, got, speech) | both | silent | outlet)
        named += [row | {"article": number, "known": row["speaker"] in known} for row in speakers(text, wanted, got)]
    return pd.DataFrame(articles), pd.DataFrame(named)


def speakers(text: str, gold: pd.DataFrame, found: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield, for each speaker that an article's gold names or the tool found, the quotes and words on each side."""
    said = found.assign(speaker=[surname(name) for name in found["speaker"]])
    matched = [(i, j) for i, j in pairs(gold, found, HALF) if gold["speaker"].iloc[i] == said["speaker"].iloc[j]]
    for name in sorted({*gold["speaker"], *said["speaker"]} - {""}):
        ours, theirs = said[said["speaker"] == name], gold[gold["speaker"] == name]
        yield {
            "speaker": name, "found": len(ours), "gold": len(theirs), "words found": len(words(text, ours)),
            "words gold": len(words(text, theirs)),
            SPEAKER: sum(gold["speaker"].iloc[i] == name for i, _ in matched),
        }  # fmt: skip


def errors_of(table: pd.DataFrame, named: pd.DataFrame) -> dict[str, Error]:
    """Return how each count errs: statements and words of articles and, where gold names speakers, of speakers."""
    errors = {
        "statements": compared(table["found"], table["gold"]),
        "words reported": compared(table["words found"], table["words gold"]),
    }
    if named["gold"].any():
        errors["statements of a speaker"] = compared(named["found"], named["gold"])
        errors["words of a speaker"] = compared(named["found"], as_statements(named))
    return errors


def compared(found: pd.Series, gold: pd.Series) -> Error:
    """Return `counting.compared` of two columns."""
    return counting.compared(found.tolist(), gold.tolist())


def as_statements(named: pd.DataFrame) -> pd.Series:
    """Return the gold words of speakers in units of their statements found, the words of one being those found."""
    return (named["words gold"] * named["found"] / named["words found"].clip(lower=1)).where(named["found"] > 0, 0)


def coverage(found: pd.Series, gold: pd.Series, articles: int, rounds: int, given: Error | None = None) -> float:
    """Return how often (in per cent) the interval of a group of articles holds their true count.

    The error comes from the articles outside the group, or is given.
    """
    rng, hits = np.random.default_rng(11), 0
    for number in range(rounds):
        group = [number] if articles == 1 else rng.choice(len(found), articles, replace=False).tolist()
        error = given or compared(found.drop(index=group), gold.drop(index=group))
        estimate = measured.count(int(found.iloc[group].sum()), error)
        hits += estimate.low <= gold.iloc[group].sum() <= estimate.high
    return round(100 * hits / rounds, 1)


def outlet_coverage(found: pd.Series, gold: pd.Series, outlets: pd.Series, articles: int) -> tuple[float, int]:
    """Return how often (in per cent) the interval of a group of one outlet's articles holds their true count.

    The error comes from all other outlets. Each article stands in one group; those left over in none.
    """
    rng, hits, groups = np.random.default_rng(11), 0, 0
    for outlet in sorted(outlets.unique()):
        own = np.flatnonzero(outlets == outlet)
        error = compared(found[outlets != outlet], gold[outlets != outlet])
        order = rng.permutation(own)
        for place in range(0, len(own) - articles + 1, articles):
            group = order[place : place + articles]
            estimate = measured.count(int(found.iloc[group].sum()), error)
            hits += estimate.low <= gold.iloc[group].sum() <= estimate.high
            groups += 1
    return round(100 * hits / max(1, groups), 1), groups


def speaker_coverage(named: pd.DataFrame, gold: pd.Series) -> tuple[float, int]:
    """Return how often (in per cent) the interval of one speaker found in one article holds the true count."""
    hits, asked = 0, named["found"] > 0
    for article in named["article"].unique():
        own = named["article"] == article
        error = compared(named.loc[~own, "found"], gold[~own])
        for found, truth in zip(named.loc[own & asked, "found"], gold[own & asked], strict=True):
            estimate = measured.count(int(found), error)
            hits += estimate.low <= truth <= estimate.high
    return round(100 * hits / asked.sum(), 1), int(asked.sum())


Scoring = Callable[..., Score]
UNITS = {"statements": ("found", "gold"), "words": ("words found", "words gold")}


def scores(name: str, table: pd.DataFrame, named: pd.DataFrame, options: argparse.Namespace) -> Iterator[Score]:
    """Yield the scores of one set."""
    where = WHERE.get(name.split()[0].lower(), "")
    flags = ("--speech " * options.speech) + ("--outlets " * options.outlets)
    flags += f"--from {options.other!r} " if options.other else ""
    command = f"python benchmarks/errors.py {name!r} GOLD.jsonl {flags}--record"

    def score(measure: str, value: float, n: int, method: str = "quotes") -> Score:
        return Score(method, name, measure, float(f"{value:.4g}"), int(n), command=command, where=where)

    if not options.other and not options.outlets:
        yield from of_counts(table, named, score)
    for unit, columns in UNITS.items():
        found, gold = (table[column] for column in columns)
        if options.other and unit == "words":
            continue
        for articles, rounds in ((1, len(table)), (5, ROUNDS), (20, ROUNDS)):
            for source, given in sources(options.other).items():
                share = coverage(found, gold, articles, rounds, given)
                yield score(f"coverage · all {unit} · {source} · articles {articles}", share, rounds, INTERVAL)
            if options.outlets:
                share, groups = outlet_coverage(found, gold, table["outlet"], articles)
                label = f"coverage · all {unit} · error from the other outlets · articles {articles}"
                yield score(label, share, groups, INTERVAL)


def sources(other: str) -> dict[str, Error | None]:
    """Return what intervals may rest on; None: the articles outside a group."""
    if not other:
        return {"error from the other articles": None}
    return {
        f"error from {other}": measured.measured_error("statements", other),
        f"error from {other}, as if sets did not differ": measured.measured_error("statements", other, carried=False),
    }


def of_counts(table: pd.DataFrame, named: pd.DataFrame, score: Scoring) -> Iterator[Score]:
    """Yield precision and recall of rows, and how counts err."""
    if named["gold"].any():
        silent = table["silent"].sum()
        yield score(SILENT, round(100 * table["silent wrong"].sum() / silent, 1), silent)
    for what in ("content", "content and source"):
        yield from shares(what, table[what].sum(), table["found"].sum(), table["gold"].sum(), score)
    for what, error in errors_of(table, named).items():
        rows = named["found"] if "speaker" in what else table["words found" if "words" in what else "found"]
        right = {"statements": table["content"], "words reported": table["words found"] * error.precision}
        right = named[SPEAKER] if "speaker" in what else right[what]
        yield score("precision", 100 * right.sum() / rows.sum(), rows.sum(), f"count: {what}")
        for measure, (value, n) in counting.scores(error).items():
            yield score(measure, value, n, f"count: {what}")
    if named["gold"].any():
        yield from of_speakers(named, score)


def of_speakers(named: pd.DataFrame, score: Scoring) -> Iterator[Score]:
    """Yield the scores of what each named speaker says; whether it is quoted, of those that the tool names at all."""
    yield from shares(SPEAKER, named[SPEAKER].sum(), named["found"].sum(), named["gold"].sum(), score)
    found, gold = named["found"] > 0, (named["gold"] > 0) & named["known"]
    what = "articles that quote an actor"
    yield from shares("", (found & gold).sum(), found.sum(), gold.sum(), partial(score, method=f"count: {what}"))
    yield score("coverage · one speaker in one article", *speaker_coverage(named, named["gold"]), INTERVAL)
    yield score("coverage · one speaker's words", *speaker_coverage(named, as_statements(named)), INTERVAL)


def shares(what: str, right: int, found: int, gold: int, score: Scoring) -> Iterator[Score]:
    """Yield precision and recall."""
    yield score(f"{what} precision".strip(), round(100 * right / found, 1), found)
    yield score(f"{what} recall".strip(), round(100 * right / gold, 1), gold)


def between(command: str) -> Score:
    """Return how far the sets on which statements were counted differ."""
    method, name, measure = measured.BETWEEN
    sets = sorted({score.set for score in measured.read() if score.method == method} - {name})
    errors = [measured.measured_error("statements", only, carried=False) for only in sets]
    spread = counting.between(errors)
    return Score(method, name, measure, round(spread, 3), len(errors), command=command, where=" and ".join(sets))


INTERVAL = "interval from measured error"
SPEAKER = "content and speaker"
ROUNDS = 1000

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?")
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--between", action="store_true")
    parser.add_argument("--speech", action="store_true")
    parser.add_argument("--from", dest="other", default="")
    parser.add_argument("--outlets", action="store_true")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    if given.between:
        rows = [between("python benchmarks/errors.py --between --record")]
    else:
        rows = list(scores(given.name, *measure(given.gold, given.speech), given))
    for row in rows:
        print(f"{row.method:<30} {row.measure:<70} {row.value:>7g}  n={row.n}")
    if given.record:
        measured.record(rows)
