"""Train and judge the model that says where a name begins and ends (helpers.actors.kinds).

python benchmarks/edges.py DATA            train on all labels, write src/helpers/models/edges/weights.csv
python benchmarks/edges.py DATA --judge    cross-validation over articles: which changes to the rules' names are right

DATA: a folder with the files that `benchmarks/edges_labels.csv` names, as in data/README.md; `kinds_articles.jsonl`
lies beside the labels. A label is a name as the program had it, and as a reader would have it; each gap between
capitalised words within that, or at its ends, is an example.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from world import unmarked

from helpers.actors.gazetteer import lexicon
from helpers.actors.kinds import View
from helpers.actors.names import names
from helpers.corpus import Article
from helpers.knowledge import PACKAGE, rows
from helpers.parse import Parsed, parse

LABELS = Path(__file__).parent / "edges_labels.csv"
WEIGHTS = PACKAGE / "models/edges/weights.csv"
FOLDS = 6
HEAD = """# Weights of the model that says where a name begins and ends; see CARD.md. Written by benchmarks/edges.py.
# Source: trained on labels of our own. Licence: CC BY 4.0.
"""


@dataclass
class Gap:
    """Two capitalised words of an article: what speaks for one name, what the rules say, and what a reader does."""

    article: str
    features: list[str]
    ruled: bool
    one: bool
    words: str


def examples(folder: Path) -> list[Gap]:
    """Return the gaps of all labels."""
    labels: dict[str, dict[str, list[dict[str, str]]]] = {}
    for row in rows(LABELS.resolve(), ("set", "article", "start", "end", "first", "last", "kind")):
        labels.setdefault(row["set"], {}).setdefault(row["article"], []).append(row)
    found: list[Gap] = []
    for name, articles in labels.items():
        path = LABELS.parent / f"{name}.jsonl"
        for parsed in _parsed(path if path.exists() else folder / f"{name}.jsonl", articles):
            found += _gaps(parsed, articles[parsed.article.article_id])
    return found


def _parsed(path: Path, articles: dict[str, list[dict[str, str]]]) -> Iterator[Parsed]:
    with path.open(encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["id"] in articles]
    return parse(Article(record["id"], unmarked(path, record["text"])) for record in records)


def _gaps(parsed: Parsed, labels: list[dict[str, str]]) -> Iterator[Gap]:
    view, seen, titles = View(parsed, names(parsed)), set(), lexicon().titles.keys() | lexicon().persons.keys()
    for row in labels:
        first, last, person = int(row["first"]), int(row["last"]), row["kind"] == "person"
        same = (row["first"], row["last"]) == (row["start"], row["end"])
        inside = [token for token, start in enumerate(parsed.start) if first <= start < last]
        if not inside or (row["kind"] == "other" and same) or view.loud(inside[0]):
            continue  # what is none has no right extent
        for a in (view.beside(inside[0], -1), *inside):
            b = view.beside(a, 1) if a >= 0 and (a not in inside or parsed.word[a][0].isupper()) else -1
            if b < 0 or (a, b) in seen or parsed.lower[a] in ("the", "a", "i", "an"):
                continue
            one, titled = a in inside and b in inside, parsed.lower[a] in titles
            if (titled and b in inside and (not one or (same and person))) or (person and parsed.lower[b] in titles):
                continue  # titles and roles may be in or out
            seen.add((a, b))
            rule = view.own.get(a, a) is view.own.get(b)
            words = parsed.text[parsed.start[max(a - 4, 0)] : parsed.end[min(b + 4, len(parsed.end) - 1)]]
            yield Gap(parsed.article.article_id, list(view.features(a, b)), rule, one, " ".join(words.split()))


@dataclass(frozen=True)
class Learning:
    """Logistic regression by AdaGrad: a weight a feature, the mean of the later half of the rounds.

    rate: of the steps; shrink: how much of a weight is taken back at each; least: times that a feature must stand;
    small: weights below it are left out.
    """

    rate: float = 0.3
    shrink: float = 1e-4
    rounds: int = 12
    least: int = 2
    small: float = 0.03

    def fit(self, rows: Sequence[Sequence[str]], truth: Sequence[bool], counted: Sequence[float]) -> dict[str, float]:
        """Learn from rows of features, what is true of each, and how much each counts."""
        counts = Counter(feature for row in rows for feature in row)
        enough = sorted(feature for feature, count in counts.items() if count >= self.least)
        number = {feature: n for n, feature in enumerate(enough)}
        known = [np.array([number[f] for f in row if f in number], dtype=int) for row in rows]
        weights, steps, total = np.zeros(len(number)), np.full(len(number), 1e-2), np.zeros(len(number))
        order = np.random.default_rng(0)
        for turn in range(self.rounds):
            for n in order.permutation(len(rows)):
                place = known[n]
                slope = (1 / (1 + np.exp(-weights[place].sum())) - truth[n]) * counted[n] + self.shrink * weights[place]
                steps[place] += slope * slope
                weights[place] -= self.rate * slope / np.sqrt(steps[place])
            if turn >= self.rounds // 2:
                total += weights
        total /= self.rounds - self.rounds // 2
        return {feature: float(total[n]) for feature, n in number.items() if abs(total[n]) >= self.small}


def fit(found: list[Gap]) -> dict[str, float]:
    """Return a weight for each feature of gaps."""
    return Learning().fit([gap.features for gap in found], [gap.one for gap in found], [1.0] * len(found))


def judge(found: list[Gap], show: bool) -> None:
    """Print, for shares from which the model overrules the rules, how many gaps it changes, and how many rightly."""
    articles = sorted({gap.article for gap in found})
    random.Random(0).shuffle(articles)
    shares: list[tuple[float, Gap]] = []
    for fold in range(FOLDS):
        away = set(articles[fold::FOLDS])
        weights = fit([gap for gap in found if gap.article not in away])
        for gap in found:
            if gap.article in away:
                score = sum(weights.get(feature, 0.0) for feature in gap.features)
                shares.append((1 / (1 + np.exp(-score)), gap))
    print(f"{len(found)} gaps, of them right by the rules: {sum(gap.ruled == gap.one for gap in found)}")
    for least in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        joins = [gap.one for share, gap in shares if share > least and not gap.ruled]
        parts = [not gap.one for share, gap in shares if share < 1 - least and gap.ruled]
        print(f"{least}: joined {len(joins)}, rightly {sum(joins)}; parted {len(parts)}, rightly {sum(parts)}")
    for share, gap in shares if show else ():
        if (share > 0.7) != gap.ruled and (share > 0.7 or share < 0.3):
            print("good" if gap.one != gap.ruled else "BAD ", f"{share:.2f}", gap.words)


def main(folder: str, *options: str) -> None:
    """Train, or judge when asked."""
    found = examples(Path(folder))
    if "--judge" in options:
        judge(found, "--show" in options)
        return
    write(WEIGHTS, HEAD, fit(found))


def write(path: Path, head: str, weights: dict[str, float]) -> None:
    """Write a table of weights below the lines that say what they are."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"{head}weight,feature\n")
        out.writelines(f"{weight:.2f},{feature}\n" for feature, weight in sorted(weights.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
