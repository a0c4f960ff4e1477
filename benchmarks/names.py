"""Measure which names are found, and whether their kind is right, in news from outside the West, by region.

python benchmarks/names.py GOLD.jsonl               print the scores of spaCy's labels and of `actors`
python benchmarks/names.py GOLD.jsonl --record      and write them into data/measured.csv

GOLD: one object a line: id, region, text, entities [[start, end, label]], made from the annotated articles of the
English Worldwide Newswire. Those articles none of whose names was labelled for training (`kinds_labels.csv`).
A name is found when a span of ours overlaps it, each span used once, exact ones first. A country counts as a place, a
group as an organisation. Spans on dates, money, products and nationalities count for nothing.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from helpers import actors
from helpers.corpus import Article
from helpers.estimates import measured
from helpers.knowledge import rows
from helpers.parse import Parsed, parse

SET = "Worldwide newswire, articles without training labels"
WHERE = "github.com/stanfordnlp/en-worldwide-newswire, processed_annotated; a half by digest, articles without labels"
LABELLED = Path(__file__).parent / "kinds_labels.csv"
GOLD = {"Person": "person", "Location": "place", "Facility": "place", "Organization": "organisation"}
SAME = {"country": "place", "group": "organisation"}
LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
Span = tuple[int, int, str]


def labels(parsed: Parsed) -> list[Span]:
    """Return the baseline: the parser's own entities."""
    return [(*parsed.span(a, b), LABELS[label]) for a, b, label in parsed.entities if label in LABELS]


def ours(parsed: Parsed) -> list[Span]:
    """Return the names that `actors` finds."""
    named = [mention for mention in actors.find(parsed) if mention.kind in ("name", "metonym")]
    return [(m.start, m.end, SAME.get(m.actor_type, m.actor_type)) for m in named]


def count(record: dict, mine: list[Span], n: Counter[str]) -> None:
    """Add one article's counts: names of the gold and of ours, found ones, and those of the right kind."""
    gold = [(start, end, GOLD[label]) for start, end, label in record["entities"] if label in GOLD]
    other = [(start, end) for start, end, label in record["entities"] if label not in GOLD]
    partner: dict[int, int] = {}
    for exact in (True, False):
        for g, (start, end, _) in enumerate(gold):
            for m, (first, last, _) in enumerate(mine):
                fits = (first, last) == (start, end) or (not exact and first < end and start < last)
                if g not in partner and m not in partner.values() and fits:
                    partner[g] = m
    used = set(partner.values())
    n["gold"] += len(gold)
    n["found"] += len(partner)
    n["typed"] += sum(mine[m][2] == gold[g][2] for g, m in partner.items())
    n["ours"] += sum(
        m in used or not any(first < end and start < last for start, end in other)
        for m, (first, last, _) in enumerate(mine)
    )


def scores(gold: list[dict], parsed: list[Parsed]) -> Iterator[measured.Score]:
    """Yield F1 of the names found, and of those of the right kind, of both methods, in all and by region."""
    for method, finder in (("spaCy's labels", labels), ("actors", ours)):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for record, one in zip(gold, parsed, strict=True):
            mine = finder(one)
            for where in ("", f", {record['region']}"):
                count(record, mine, counts[where])
        for where, n in sorted(counts.items()):
            for what, key in (("names found F1", "found"), ("names found and of the right kind F1", "typed")):
                value = round(200 * n[key] / (n["gold"] + n["ours"]), 1)
                yield measured.Score(
                    method, SET, what + where, value, n["gold"], where=WHERE,
                    command="python benchmarks/names.py GOLD.jsonl --record",
                )  # fmt: skip


def main(path: str, *options: str) -> None:
    """Print the scores, and record them when asked."""
    labelled = {row["article"] for row in rows(LABELLED.resolve(), ("set", "article", "start", "kind"))}
    gold = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    gold = [record for record in gold if record["id"] not in labelled]
    found = list(scores(gold, list(parse(Article(record["id"], record["text"]) for record in gold))))
    for score in found:
        print(f"{score.method:16} {score.measure:56} {score.value:6} of {score.n}")
    if "--record" in options:
        measured.record(found)


if __name__ == "__main__":
    main(*sys.argv[1:])
