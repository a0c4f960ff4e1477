"""Measure what kind of source is said to speak: person, organisation, document, unnamed person or group.

python benchmarks/sources.py [SOURCING.jsonl] [--record]

On the seed and the accounts (data/gold/source_kinds.csv), and on SOURCING where it is given, one article a line:
{"id", "text", "sources": [{"kind", "spans": [[start, end], ...]}]}, spans being the sentences of a statement. found:
statements that a quotation of ours shares words with; kind: of those, how many bear the right kind. Of each kind,
precision: of our statements of this kind, how many are such; recall: of the statements of this kind, how many we found
as such. The intervals of the figure `sources` rest on these.
Nothing but counts leaves the texts.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from helpers import actors, quotes
from helpers.charts.voices import measured_as
from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.figures import words
from helpers.knowledge import DATA, rows
from helpers.parse import parse
from helpers.tables import Article, Quote

Span = tuple[int, int]
LEAST = 0.3  # of the shorter of the two, as the makers of the larger set count
OURS = "seed and accounts, kinds of source"
LARGE = "US news, sourced statements"
WHERE = {OURS: "data/gold", LARGE: "github.com/MarkkulaCenterJMEthics/llms-journ-sourcing"}


@dataclass
class Counts:
    """Of all statements and of each kind: marked, found, and of the right kind."""

    marked: int = 0
    found: int = 0
    right: int = 0
    ours: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    gold: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    both: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    kept: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def statements(found: Iterable[Quote]) -> list[tuple[str, list[Span]]]:
    """Return (kind, spans) of the statements that stand in no other."""
    spans: dict[str, tuple[str, list[Span]]] = {}
    for row in found:
        if not row.inside and not row.negated:
            spans.setdefault(row.quote_id, (row.source_kind, []))[1].append((row.start, row.end))
    return list(spans.values())


def shared(one: list[Span], other: list[Span]) -> float:
    """Return how much of the shorter of two statements lies in the other."""
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return both / max(1, min(sum(b - a for a, b in one), sum(d - c for c, d in other)))


def count(counts: Counts, gold: list[tuple[str, list[Span]]], found: list[tuple[str, list[Span]]]) -> None:
    """Add one article: each marked statement with the one of ours that shares most with it."""
    told: dict[int, set[str]] = defaultdict(set)
    for kind, spans in gold:
        best = max(range(len(found)), key=lambda n: shared(spans, found[n][1]), default=-1)
        counts.marked += 1
        counts.gold[kind] += 1
        for number, (_, own) in enumerate(found):
            if shared(spans, own) >= LEAST:
                told[number].add(kind)
        if best >= 0 and shared(spans, found[best][1]) >= LEAST:
            counts.found += 1
            counts.right += found[best][0] == kind
            counts.both[kind] += found[best][0] == kind
    for number, (kind, _) in enumerate(found):
        counts.ours[kind] += 1
        counts.kept[kind] += kind in told[number]


def measure(name: str, articles: list[Article], gold: dict[str, list[tuple[str, list[Span]]]]) -> list[Score]:
    """Return the scores on one set."""
    counts = Counts()
    for p in parse(articles):
        count(counts, gold[p.article.article_id], statements(quotes.find(p, actors.find(p))))
    command = "python benchmarks/sources.py SOURCING.jsonl --record"

    def score(method: str, what: str, right: int, n: int) -> Score:
        return Score(method, name, what, round(100 * right / n, 1), n, command=command, where=WHERE[name])

    scores = [
        score("quotes", "statements with a source found", counts.found, counts.marked),
        score("quotes", "kind of source, right", counts.right, counts.found),
    ]
    for kind in words("source"):
        if counts.ours[kind] > 1 and counts.gold[kind] > 1:
            scores.append(score(measured_as(kind), "precision", counts.kept[kind], counts.ours[kind]))
            scores.append(score(measured_as(kind), "recall", counts.both[kind], counts.gold[kind]))
    return scores


def own() -> tuple[list[Article], dict[str, list[tuple[str, list[Span]]]]]:
    """Return the seed and the accounts, and what is marked in them."""
    gold: dict[str, list[tuple[str, list[Span]]]] = defaultdict(list)
    for row in rows("gold/source_kinds.csv", ("article_id", "start", "end", "source_kind")):
        gold[row["article_id"]].append((row["source_kind"], [(int(row["start"]), int(row["end"]))]))
    paths = sorted([*(DATA / "classroom").glob("*.txt"), *(DATA / "articles").glob("*.txt")])
    return [Article(path.stem, path.read_text(encoding="utf-8")) for path in paths if path.stem in gold], gold


def large(path: Path) -> tuple[list[Article], dict[str, list[tuple[str, list[Span]]]]]:
    """Return the articles of a larger set, and what is marked in them."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    gold = {
        line["id"]: [(one["kind"], [(start, end) for start, end in one["spans"]]) for one in line["sources"]]
        for line in lines
    }
    return [Article(line["id"], line["text"]) for line in lines], gold


def main() -> None:
    """Print the scores, and record them when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sourcing", type=Path, nargs="?")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    scores = measure(OURS, *own())
    if args.sourcing:
        scores += measure(LARGE, *large(args.sourcing))
    for one in scores:
        print(f"{one.set:36} {one.method:44} {one.measure:32} {one.value:6} n={one.n}")
    if args.record:
        measured.record(scores)


if __name__ == "__main__":
    main()
