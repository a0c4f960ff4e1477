"""Measure whom nouns, titles and pronouns mean, on those of articles drawn at random by reason and read one by one.

python benchmarks/meant.py ARTICLES.jsonl ... [--record]

ARTICLES hold one article a line: {"id", "text"}, those that benchmarks/meant_labels.csv names. Of those of one kind
that are given to the actor that was read: how many mean it. What is given to nobody or to another by now is left out,
so that silence is not counted; how many are left is printed beside.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from helpers import actors
from helpers.corpus import Article
from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.knowledge import rows
from helpers.parse import parse

LABELS = Path(__file__).resolve().with_name("meant_labels.csv")
COLUMNS = ("article", "start", "end", "kind", "actor", "verdict", "drawn")


def main() -> None:
    """Print the shares by kind, and record them when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    wanted: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(LABELS, COLUMNS):
        wanted[row["article"]].append(row)
    texts = (json.loads(line) for path in args.articles for line in path.read_text(encoding="utf-8").splitlines())
    articles = [Article(one["id"], one["text"]) for one in texts if wanted.get(one["id"])]
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for parsed in parse(articles):
        given = {(m.start, m.end, m.actor_id) for m in actors.find(parsed)}
        for row in wanted[parsed.article.article_id]:
            still = (int(row["start"]), int(row["end"]), row["actor"]) in given
            counts[row["drawn"], row["kind"]][row["verdict"] if still else "gone"] += 1
    scores = []
    for (drawn, kind), found in sorted(counts.items()):
        judged = found["right"] + found["wrong"] + found["nobody"]
        share = round(100 * found["right"] / max(judged, 1), 1)
        print(
            f"{drawn:10} {kind:24} {share:5} % right of {judged:3}; {found['gone']} given to another or nobody by now"
        )
        command, where = "python benchmarks/meant.py ARTICLES.jsonl --record", "benchmarks/meant_labels.csv"
        if judged and drawn != "left open":
            what = f"nouns and pronouns read by reason, {drawn}"
            scores.append(Score("actors", what, f"{kind}, right", share, judged, command=command, where=where))
    if args.record:
        measured.record(scores)


if __name__ == "__main__":
    main()
