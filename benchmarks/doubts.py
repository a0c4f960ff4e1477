"""Train and judge the model that says which names are better left out (helpers.actors.kinds).

python benchmarks/doubts.py DATA            train on all labels, write src/helpers/models/doubts/weights.csv
python benchmarks/doubts.py DATA --judge    cross-validation over articles: what it leaves out, and how many rightly

DATA: a folder with the files that `benchmarks/kinds_labels.csv`, `edges_labels.csv` and `doubts_labels.csv` name; the
made-up articles lie beside the labels. A row is wrong where a reader found no actor, other ends of the name, or another
kind. The models of kinds and of ends have seen these labels, so each article is read with models that were trained
without it.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import edges
import kinds
import numpy as np

from helpers import actors
from helpers.actors.gazetteer import lexicon
from helpers.actors.kinds import collected
from helpers.actors.merge import Found
from helpers.knowledge import PACKAGE, rows
from helpers.parse import Parsed

LABELS = edges.LABELS.with_name("doubts_labels.csv")  # of these alone
WEIGHTS = PACKAGE / "models/doubts/weights.csv"
FOLDS, KIND_ONLY = 5, 0.5  # how much a label counts that says nothing of the ends
LEARNING = edges.Learning(rate=0.05, shrink=1e-3, rounds=6, least=4, small=0.01)
ALIKE = {("organisation", "group"), ("group", "organisation"), ("group", "place")}  # right kind, and ours
HEAD = """# Weights of the model that says which names are left out; see CARD.md. Written by benchmarks/doubts.py.
# Source: trained on labels of our own. Licence: CC BY 4.0.
"""


@dataclass
class Row:
    """One row of ours that a reader judged: its features, those of all that is written alike, and what is wrong."""

    fold: int
    features: list[str]
    same: list[list[str]]
    wrong: str
    whole: bool
    words: str


def examples(folder: Path) -> list[Row]:
    """Return the rows of all labels, each as the models see it that were trained without its article."""
    labels: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for path in (kinds.LABELS, edges.LABELS, LABELS, kinds.WORLD):  # the later say more
        for row in rows(path.resolve(), ("set", "article", "start", "end", "kind")):
            labels.setdefault((row["set"], row["article"]), {})[row["start"]] = row
    named, gaps = kinds.examples(folder), edges.examples(folder)
    articles = sorted({article for _, article in labels})
    random.Random(1).shuffle(articles)
    models = []
    for fold in range(FOLDS):
        away = set(articles[fold::FOLDS])
        ends = edges.fit([gap for gap in gaps if gap.article not in away])
        kind = kinds.fit([example for example in named if example.article not in away])
        models.append({"kinds": kind, "edges": {f: (weight,) for f, weight in ends.items()}})
    found: list[Row] = []
    for name in sorted({name for name, _ in labels}):
        path = kinds.LABELS.parent / f"{name}.jsonl"
        wanted = {article: own for (where, article), own in labels.items() if where == name}
        for parsed in edges._parsed(path if path.exists() else folder / f"{name}.jsonl", wanted):
            article = parsed.article.article_id
            fold = articles.index(article) % FOLDS
            found += _rows(parsed, list(wanted[article].values()), fold, models[fold])
    return found


def _rows(parsed: Parsed, labels: list[dict[str, str]], fold: int, models: dict) -> Iterator[Row]:
    with (
        mock.patch("helpers.actors.kinds.weights", models.__getitem__),
        mock.patch("helpers.actors.kinds.weigh") as weigh,
    ):
        actors.find(parsed)
        seen = list(collected(*weigh.call_args.args))
    same: dict[tuple, list[list[str]]] = {}
    for (written, mention), evidence in seen:
        same.setdefault((written, mention.actor), []).append(evidence)
    for row in labels:
        start, end = int(row["start"]), int(row["end"])
        for (written, mention), evidence in seen:
            if parsed.start[mention.first] < end and start < parsed.end[mention.last - 1]:
                wrong = _wrong(parsed, mention, row)
                words = f"{parsed.text[start:end]} | {mention.actor.name} ({mention.actor.type})"
                yield Row(fold, evidence, same[written, mention.actor], wrong, "last" in row, words)
                break


def _wrong(parsed: Parsed, mention: Found, row: dict[str, str]) -> str:
    """Return what a reader finds wrong in a row of ours: none (no actor), ends, kind, or ''."""
    kind, own = row["kind"], mention.actor.type
    if kind == "other":
        return "none"
    right = parsed.text[int(row.get("first", row["start"])) : int(row.get("last", row["end"]))]
    ours, right = _bare(parsed.text[slice(*parsed.span(mention.first, mention.last))]), _bare(right)
    if ours != right and not (kind == own == "person" and ours.endswith(right)):
        return "ends"
    same = kind == own or (kind, own) in ALIKE or own == "country"
    return "" if same or (kind == "organisation" and own == "party") else "kind"


def _bare(words: str) -> str:
    """Return a name without titles, roles and small words before it, and without what may follow it."""
    pieces, titles = words.replace("’", "'").split(), lexicon().titles
    while len(pieces) > 1 and (
        pieces[0].lower().strip(".") in titles or pieces[0].lower() in titles or pieces[0][0].islower()
    ):
        pieces = pieces[1:]
    pieces = pieces[1:] if len(pieces) > 1 and pieces[0] in ("The", "A", "Former", "Of", "And") else pieces
    return " ".join(pieces).removesuffix("'s").removesuffix("'").rstrip('.,-—–"')


def fit(found: list[Row]) -> dict[str, float]:
    """Return a weight for each feature of rows."""
    counted = [1.0 if row.whole else KIND_ONLY for row in found]
    return LEARNING.fit([sorted(set(row.features)) for row in found], [bool(row.wrong) for row in found], counted)


def judge(found: list[Row]) -> None:
    """Print, for shares from which a row is left out, how many go, and how many of them rightly."""
    shares: list[tuple[float, Row]] = []
    for fold in range(FOLDS):
        weights = fit([row for row in found if row.fold != fold])
        for row in found:
            if row.fold == fold:
                score = np.mean([sum(weights.get(feature, 0.0) for feature in own) for own in row.same])
                shares.append((1 / (1 + np.exp(-score)), row))
    print(f"{len(found)} rows, wrong: {Counter(row.wrong for row in found if row.wrong)}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        gone = Counter(row.wrong or "right" for share, row in shares if share >= least)
        print(f"{least}: {gone.total()} left out, {gone.total() - gone['right']} rightly {dict(gone)}")


def main(folder: str, *options: str) -> None:
    """Train, or judge when asked."""
    found = examples(Path(folder))
    if "--judge" in options:
        judge(found)
        return
    edges.write(WEIGHTS, HEAD, fit(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
