"""Measure whether the speaker is the right one, by the way in which it was named, on statements read by hand.

python benchmarks/speakers.py ARTICLES.jsonl [--record]

ARTICLES holds one article a line: {"id", "text"}, those that data/gold/speakers.csv names among them. right: of the
speakers given to the statements of the sample, how many bear the name that stands at the place the readers marked.
two readers: how often both call the same speaker right, and Krippendorff's alpha.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from helpers import actors, knowledge, quotes
from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.parse import parse
from helpers.tables import Article, Quote

GOLD = "gold/speakers.csv"
SET = "PolNeAR train, speakers read by hand"
WAYS = {"nominal": "noun", "pronoun": "pronoun", "carried": "carried on", "name": "name", "headline": "headline"}


def words(name: str) -> set[str]:
    """Return the words of a name, without possessives and articles."""
    plain = re.sub(r"[’']s\b", "", name.lower().replace(".", ""))
    return {word for word in re.findall(r"\w+", plain) if word not in ("the", "of", "mr", "mrs", "ms", "dr")}


def outcome(text: str, rows: list[Quote], row: dict[str, str]) -> tuple[str, str]:
    """Return (way, outcome) of one statement of the sample: right, wrong, silent or not found."""
    start, end = int(row["start"]), int(row["end"])
    best = max(rows, key=lambda q: min(q.end, end) - max(q.start, start), default=None)
    if best is None or min(best.end, end) - max(best.start, start) < 0.5 * (end - start):
        return row["way"], "not found"
    truth = words(text[int(row["truth_start"]) : int(row["truth_end"])]) if row["truth_start"] else set()
    said = words(best.speaker)
    if not said:
        return row["way"], "silent"
    return best.speaker_by, "right" if truth and (said <= truth or truth <= said) else "wrong"


def agreement(sample: list[dict[str, str]]) -> dict[str, float]:
    """Return how far the two readers agree on which speakers are right; what nobody says has no right one."""
    first, second = ([row[column] == "right" for row in sample] for column in ("read", "second"))
    same = sum(one == other for one, other in zip(first, second, strict=True))
    return {"same verdict": round(100 * same / len(sample), 1), "alpha": measured.alpha([first, second])}


def main() -> None:
    """Measure the sample, print the shares, and record them when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    sample = knowledge.rows(GOLD, ("article_id", "start", "end", "way", "truth_start", "truth_end", "read", "second"))
    wanted = {row["article_id"] for row in sample}
    lines = (json.loads(line) for line in args.articles.read_text(encoding="utf-8").splitlines() if line.strip())
    articles = [Article(one["id"], one["text"]) for one in lines if one["id"] in wanted]
    found = {p.article.article_id: (p.text, quotes.find(p, actors.find(p))) for p in parse(articles)}
    counts: Counter[tuple[str, str]] = Counter(
        outcome(*found[row["article_id"]], row) for row in sample if row["article_id"] in found
    )
    command = "python benchmarks/speakers.py ARTICLES.jsonl --record"
    where = "github.com/networkdynamics/PolNeAR (data/train)"
    scores = [
        Score("two readers", SET, measure, value, len(sample), command=command, where="data/gold/speakers.csv")
        for measure, value in agreement(sample).items()
    ]
    for way, name in WAYS.items():
        right, wrong = counts[way, "right"], counts[way, "wrong"]
        print(f"{name:12} right {right:3} wrong {wrong:3} silent {counts[way, 'silent']:3}", end="")
        print(f" not found {counts[way, 'not found']:3}")
        if right + wrong > 1:
            share = round(100 * right / (right + wrong), 1)
            scores.append(
                Score("quotes", SET, f"speaker by {name}, right", share, right + wrong, command=command, where=where)
            )
    if args.record:
        measured.record(scores)


if __name__ == "__main__":
    main()
