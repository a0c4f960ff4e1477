"""Measure the merging of mentions on articles whose coreference was annotated by hand.

python benchmarks/actors.py GOLD.jsonl              print the scores of spaCy's strings and of `actors`
python benchmarks/actors.py GOLD.jsonl --record     and write them into data/measured.csv

GOLD: one object a line: id, text, mentions [{head: [start, end], cluster, etype, mtype, text}], made from the
`dep/GUM_news_*.conllu` of the GUM corpus (Zeldes 2017; text CC BY, annotation CC BY 4.0). A mention counts once
for its head word, when its cluster is a person, place or organisation that is named at least once. Every found
actor is mapped to the cluster whose heads its names cover most; a cluster keeps one actor.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import counting

from helpers import actors
from helpers.corpus import Article
from helpers.estimates import measured
from helpers.parse import Parsed, parse
from helpers.tokens import paragraphs

TYPES = ("person", "place", "organization")
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP")
SINGULAR = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"])
SET = "GUM news, development half"
WHERE = "github.com/amir-zeldes/gum, dep/GUM_news_*.conllu, every second document by id"
Row = tuple[int, int, str, bool]  # start, end, actor, is it a pronoun?
Pair = tuple[int, int, int, int]  # mentions found and in the gold, paragraphs found and in the gold
INTERVAL = "interval from measured error"


def strings(parsed: Parsed) -> list[Row]:
    """Return the baseline: each of the model's entities is the actor of its own words."""
    spans = [parsed.span(first, last) for first, last, label in parsed.entities if label in LABELS]
    return [(start, end, parsed.text[start:end], False) for start, end in spans]


def merged(parsed: Parsed) -> list[Row]:
    """Return what `actors` finds, without mentions by role."""
    found = [m for m in actors.find(parsed) if m.kind != "nominal"]
    return [(m.start, m.end, m.actor_id, m.kind == "pronoun") for m in found]


def count(
    record: dict, rows: list[Row], pronouns: bool, n: Counter[str], errors: list[float], each: list[Pair]
) -> None:
    """Add one article's counts: gold, found, right, he/she/it asked for and right, errors of the top counts.

    each: gets, for each actor found and each cluster missed, its mentions and its paragraphs on both sides.
    """
    kinds = ("name", "demonym", "pronoun") if pronouns else ("name", "demonym")
    named = {m["cluster"] for m in record["mentions"] if m["mtype"] == "name" and m["etype"] in TYPES}
    wanted: dict[int, dict] = {}
    others = []
    for m in record["mentions"]:
        asked = m["cluster"] in named and m["mtype"] in kinds
        if asked and m["etype"] in TYPES:
            wanted.setdefault(m["head"][0], m)
        elif not asked:
            others.append(m["head"][0])
    rows = [row for row in rows if pronouns or not row[3]]
    partner = {}
    for row in rows:
        if covered := [m for head, m in wanted.items() if row[0] <= head < row[1]]:
            partner[row] = covered[-1]
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, _, actor, pronoun), m in partner.items():
        shared[actor][m["cluster"]] += not pronoun
    cluster = {actor: counts.most_common(1)[0][0] for actor, counts in shared.items()}
    kept: dict[str, tuple[int, str]] = {}
    for actor, name in cluster.items():
        if shared[actor][name] > kept.get(name, (0, ""))[0]:
            kept[name] = shared[actor][name], actor
    n["gold"] += len(wanted)
    n["right"] += sum(kept.get(m["cluster"], (0, ""))[1] == row[2] for row, m in partner.items())
    at = {row[0]: row for row in rows if row[3]}
    for head, m in wanted.items():
        if m["mtype"] == "pronoun" and m["text"].lower() in SINGULAR:
            n["pronouns"] += 1
            n["pronouns right"] += head in at and cluster.get(at[head][2]) == m["cluster"]
    asked_for = [row for row in rows if row in partner or not any(row[0] <= head < row[1] for head in others)]
    n["found"] += len(asked_for)
    each += _each(record["text"], asked_for, list(wanted.items()), {actor: name for name, (_, actor) in kept.items()})
    counts = Counter(row[2] for row in rows)
    for name, gold in Counter(m["cluster"] for m in wanted.values()).most_common(3):
        errors.append(abs(counts[kept.get(name, (0, ""))[1]] - gold) / gold)


def _each(text: str, rows: list[Row], wanted: list[tuple[int, dict]], cluster: dict[str, str]) -> Iterator[Pair]:
    ours, theirs = defaultdict(list), defaultdict(list)
    for row in rows:
        ours[cluster.get(row[2], row[2])].append(row[0])
    for head, mention in wanted:
        theirs[mention["cluster"]].append(head)
    starts = [start for start, _ in paragraphs(text)]
    for name in sorted({*ours, *theirs}, key=str):
        sides = ours[name], theirs[name]
        blocks = [len({bisect_right(starts, place) for place in side}) for side in sides]
        yield len(sides[0]), len(sides[1]), *blocks


def counted(each: list[list[Pair]], precision: float, command: str) -> Iterator[measured.Score]:
    """Yield how the counts of an actor's mentions, paragraphs and articles err, and how often intervals hold.

    precision: of mentions one by one, in per cent; it is what a reader who checks rows finds as well.
    """

    def score(measure: str, value: float, n: int, method: str) -> measured.Score:
        return measured.Score(method, SET, measure, float(f"{value:.4g}"), n, command=command, where=WHERE)

    for what, at in (("mentions of an actor", 0), ("paragraphs with an actor", 2)):
        columns = [[(row[at], row[at + 1]) for row in rows] for rows in each]
        every = [pair for rows in columns for pair in rows]
        error = counting.compared(*zip(*every, strict=True))
        method, rows = f"count: {what}", sum(found for found, _ in every)
        yield score("precision", precision, rows, method)
        for measure, (value, n) in counting.scores(error).items():
            yield score(measure, value, n, method)
        hits = asked = 0
        for number, own in enumerate(columns):
            others = [pair for rows in columns[:number] + columns[number + 1 :] for pair in rows]
            error = counting.compared(*zip(*others, strict=True))
            for found, truth in own:
                estimate = measured.count(found, error)
                hits += found > 0 and estimate.low <= truth <= estimate.high
                asked += found > 0
        yield score(f"coverage · {what} in one article", round(100 * hits / asked, 1), asked, INTERVAL)
    every = [row for rows in each for row in rows]
    found, gold = sum(row[0] > 0 for row in every), sum(row[1] > 0 for row in every)
    both = sum(row[0] > 0 and row[1] > 0 for row in every)
    yield score("precision", round(100 * both / found, 1), found, "count: articles that name an actor")
    yield score("recall", round(100 * both / gold, 1), gold, "count: articles that name an actor")


def scores(gold: list[dict], parsed: list[Parsed]) -> Iterator[measured.Score]:
    """Yield the scores of both methods."""
    command = "python benchmarks/actors.py GOLD.jsonl --record"
    for method, finder in (("spaCy's strings", strings), ("actors", merged)):
        found = [finder(p) for p in parsed]
        for name, pronouns in (("all mentions", True), ("names and demonyms", False)):
            n: Counter[str] = Counter()
            errors: list[float] = []
            each: list[list[Pair]] = [[] for _ in gold]
            for record, rows, pairs in zip(gold, found, each, strict=True):
                count(record, rows, pronouns, n, errors, pairs)
            if pronouns and method == "actors":
                yield from counted(each, round(100 * n["right"] / n["found"], 2), command)
            result = measured.prf(n["right"], n["gold"], n["found"])
            for measure, whole in (("precision", "found"), ("recall", "gold"), ("F1", "gold")):
                yield measured.Score(
                    method, SET, f"{name} {measure}", result[measure], n[whole], command=command, where=WHERE
                )
            if pronouns:
                error = round(sum(errors) / len(errors), 3)
                yield measured.Score(
                    method,
                    SET,
                    "error of the three largest counts (share)",
                    error,
                    len(errors),
                    command=command,
                    where=WHERE,
                )
            if pronouns and method == "actors":
                right = round(100 * n["pronouns right"] / n["pronouns"], 1)
                yield measured.Score(
                    method, SET, "he, she and it right", right, n["pronouns"], command=command, where=WHERE
                )


def main(path: str, *options: str) -> None:
    """Print the scores, and record them when asked."""
    gold = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    found = list(scores(gold, list(parse(Article(record["id"], record["text"]) for record in gold))))
    for score in found:
        print(f"{score.method:36} {score.measure:48} {score.value:6} of {score.n}")
    if "--record" in options:
        measured.record(found)


if __name__ == "__main__":
    main(*sys.argv[1:])
