"""Measure whom "he" and "she" mean, on pronouns of newspaper articles drawn at random and read one by one.

python benchmarks/pronouns.py ARTICLES.jsonl ... [--record]

ARTICLES hold one article a line: {"id", "text"}, those that benchmarks/pronouns_labels.csv names, of whatever
files. right: of the pronouns given to somebody, how many are given to whom the passage
means; given: how many of all are given to anybody.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

from helpers import actors
from helpers.corpus import Article
from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.parse import parse
from helpers.tables import Mention

LABELS = Path(__file__).with_name("pronouns_labels.csv")
SET = "news, pronouns read one by one"


def outcome(mentions: list[Mention], row: dict[str, str]) -> str:
    """Return whether a pronoun is given to whom it means: right, wrong, or silent."""
    given = next((m for m in mentions if m.start == int(row["start"]) and m.kind == "pronoun"), None)
    if given is None:
        return "silent"
    start, end = int(row["truth_start"] or 0), int(row["truth_end"] or 0)  # both 0: nobody whom the passage names
    return (
        "right" if any(m.start < end and m.end > start and m.actor_id == given.actor_id for m in mentions) else "wrong"
    )


def main() -> None:
    """Measure those drawn at random, print the shares, and record them when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    lines = (line for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    wanted: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(lines):
        wanted[row["article"]] += [row] if row["drawn"] == "random" else []
    texts = (json.loads(line) for path in args.articles for line in path.read_text(encoding="utf-8").splitlines())
    articles = [Article(one["id"], one["text"]) for one in texts if wanted.get(one["id"])]
    counts: Counter[str] = Counter()
    for parsed in parse(articles):
        found = actors.find(parsed)
        counts.update(outcome(found, row) for row in wanted[parsed.article.article_id])
    given = counts["right"] + counts["wrong"]
    print(dict(counts))
    command = "python benchmarks/pronouns.py ARTICLES.jsonl --record"
    where = "github.com/networkdynamics/PolNeAR (data/train), github.com/stanfordnlp/en-worldwide-newswire"
    shares = (("he and she, right", counts["right"], given), ("he and she, given", given, counts.total()))
    scores = [
        Score("actors", SET, measure, round(100 * part / whole, 1), whole, command=command, where=where)
        for measure, part, whole in shares
    ]
    if args.record:
        measured.record(scores)


if __name__ == "__main__":
    main()
