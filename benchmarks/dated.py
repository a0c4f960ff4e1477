"""Train and judge the model that chooses the word that a time dates (helpers.timeline.dated).

python benchmarks/dated.py DATA            train, write src/helpers/models/dated/weights.csv
python benchmarks/dated.py DATA --judge    four-fold cross-validation over articles
python benchmarks/dated.py DATA --kept     of the labels kept apart, how many times get the word that a reader named

DATA: a folder with the files that `dated_labels.csv` names, as in data/README.md. `events_articles.jsonl`, our texts
(see `events.py` for its marks), lies beside it. A label names the offset of the word that a time dates, '' for none,
with `dates` 'no' that it does not date this one. Articles whose digest ends so are kept apart and never trained on.
Learnt is the share of each word among all that a time may date and none, by gradient descent with a penalty on squares.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import events as marked
import numpy as np

import helpers
from helpers import timeline
from helpers.corpus import Article
from helpers.knowledge import DATA, PACKAGE, rows
from helpers.parse import Parsed, parse
from helpers.tables import Timex
from helpers.timeline import dated, events

LABELS = Path(__file__).resolve().with_name("dated_labels.csv")
OWN = LABELS.with_name("events_articles.jsonl")
WEIGHTS = PACKAGE / "models/dated/weights.csv"
DAY = re.compile(r"_(\d{4}-\d\d-\d\d)_")  # in the ids of PolNeAR
LEAST, SHRINK, ROUNDS, RATE, SMALL = 6, 1.5, 400, 0.05, 0.02
FOLDS = 4
TURNS, AGAIN = 6, 2.5  # how often it is fitted, and how much more a case that was not kept counts the next time
LISTED, CASE = 0.5, 4.0  # how much a label counts that only says whether one word is dated, and one of our own texts
COUNTED = {"row": LISTED, "word": 1.0, "own": CASE}
HEAD = """# Weights of the model that chooses the word that a time dates; see CARD.md. Written by benchmarks/dated.py.
# Source: trained on labels and texts of our own. Licence: CC BY 4.0.
weight,feature
"""


@dataclass
class Example:
    """One time: for each word that it may date what speaks for it, and whether it may be the answer; and 'none'."""

    article: str
    words: list[int]
    evidence: list[list[str]]
    right: list[bool]
    none: bool  # whether that it dates nothing may be the answer
    counted: float
    start: int


def digest(article: str) -> bytes:
    """Return the digest of an id, which says in which part an article is."""
    return hashlib.md5(article.encode(), usedforsecurity=False).digest()


def kept(article: str) -> bool:
    """Say whether the labels of an article are kept apart."""
    return digest(article)[5] % 4 == 0


def example(
    parsed: Parsed, time: Timex, words: Iterable[int], dates: bool = True, counted: float = 1.0
) -> Example | None:
    """Return one time with its answer; None where the answer is no word that we ask of."""
    here = dated.place(parsed, time)
    choices = dated.may_be(parsed, here, time.sentence_id)
    wanted = set(words)
    if wanted and wanted.isdisjoint(choices):
        return None
    right = [(word in wanted) == dates if wanted else False for word in choices]
    found = dated.evidence(parsed, time, here, choices)
    own = [[*found.all, *one] for one in found.words]
    return Example(parsed.article.article_id, choices, own, right, not wanted or not dates, counted, time.start)


def datable(parsed: Parsed) -> list[Timex]:
    """Return the times of an article of which we ask."""
    return [time for time in timeline.find(parsed) if events.asked_of(parsed, time)]


def ours() -> Iterator[Example]:
    """Yield the times of our own texts."""
    records = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    truths = [marked.read(one["text"]) for one in records]
    articles = (
        Article(one["id"], text, published=one["published"]) for one, (text, _) in zip(records, truths, strict=True)
    )
    for (_, truth), parsed in zip(truths, parse(articles), strict=True):
        whose = {(time.start, time.end): one for one in truth if (time := marked.shared(one, datable(parsed)))}
        for time in datable(parsed):
            one, made = whose.get((time.start, time.end)), parsed.article.article_id.startswith("tb-")
            if one is None and not made:
                continue  # of cases and lessons only what is marked is known
            words = marked.places(parsed, one) if one else ()
            if found := example(parsed, time, words, counted=1.0 if made else CASE):
                yield found


def labelled(folder: Path) -> Iterator[Example]:
    """Yield the labelled times of the texts in a folder."""
    labels: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows(LABELS, ("set", "article", "start", "end", "word", "dates")):
        labels[row["set"], row["article"]].append(row)
    for name in sorted({name for name, _ in labels}):
        for parsed in parse(one for one in texts(folder, name) if (name, one.article_id) in labels):
            at = {time.start: time for time in datable(parsed)}
            for row in labels[name, parsed.article.article_id]:
                words = [bisect_left(parsed.start, int(start)) for start in row["word"].split()]
                if (time := at.get(int(row["start"]))) is None:
                    continue
                if found := example(parsed, time, words, row["dates"] != "no", COUNTED[row["by"]]):
                    yield found


def texts(folder: Path, name: str) -> Iterator[Article]:
    """Yield the articles of a set."""
    if name == "seed":
        yield from helpers.read(DATA / "articles")
        return
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    yield from map(article, map(json.loads, lines))


def article(record: dict) -> Article:
    """Return an article of a file, with its day of publication where that is known."""
    day = DAY.search(record["id"])
    return Article(record["id"], record["text"], published=day[1] if day else (record.get("dct") or "")[:10])


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return a weight for each feature."""
    many = Counter(feature for one in examples for own in one.evidence for feature in set(own))
    place = {feature: number for number, feature in enumerate(sorted(f for f, n in many.items() if n >= LEAST))}
    owner = np.array([number for number, one in enumerate(examples) for _ in one.words])
    right = np.array([answer for one in examples for answer in one.right])
    none = np.array([one.none for one in examples])
    counts = np.array([one.counted for one in examples], np.float32)
    table = np.zeros((len(owner), len(place)), np.float32)
    for row, own in zip(table, (own for one in examples for own in one.evidence), strict=True):
        row[[place[feature] for feature in own if feature in place]] = 1
    weights, mean, square = (np.zeros(len(place), np.float32) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        raised = np.exp(np.clip(table @ weights, -25, 25))
        whole = 1 + np.bincount(owner, raised, len(examples))
        share = raised / whole[owner]
        hit = np.bincount(owner, share * right, len(examples)) + none / whole + 1e-9
        slope = table.T @ (counts[owner] * (share - right * share / hit[owner])).astype(np.float32) + SHRINK * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = RATE * (1 - 0.9 * step / ROUNDS)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return {
        feature: round(float(weights[number]), 2) for feature, number in place.items() if abs(weights[number]) > SMALL
    }


def taught(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that keep what our own texts ask for: what is not kept is asked for with more weight."""
    for _ in range(TURNS):
        weights = fit(examples)
        for one in examples:
            score, best = choose(one, weights)
            kept_to = one.right[best] if score > dated.LEAST else one.none
            one.counted *= AGAIN if one.counted >= CASE and not kept_to else 1
    return weights


def choose(one: Example, weights: dict[str, float]) -> tuple[float, int]:
    """Return what speaks most for a word, and its place among those that may be meant; -1 for none."""
    scores = [sum(weights.get(feature, 0.0) for feature in own) for own in one.evidence]
    best = max(range(len(scores)), key=scores.__getitem__, default=-1)
    return (scores[best], best) if best >= 0 else (-9.0, -1)


def tell(pairs: Sequence[tuple[Example, tuple[float, int]]]) -> None:
    """Print, for how much has to speak for a word, how many times get the word that a reader named."""
    for least in (-0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5):
        n = Counter[str]()
        for one, (score, best) in pairs:
            if one.counted == 1:
                given = score > least
                n[
                    "right" if given and one.right[best] else "wrong" if given else "silent" if one.none else "missed"
                ] += 1
        print(f"{least:5} {dict(n)} right of those given {100 * n['right'] / max(1, n['right'] + n['wrong']):.1f} %")


def main(folder: str, *options: str) -> None:
    """Train, or judge when asked."""
    read = list(labelled(Path(folder)))
    known = [*ours(), *(one for one in read if one.counted >= CASE or not kept(one.article))]
    if "--judge" in options:
        pairs = []
        for fold in range(FOLDS):
            weights = fit([one for one in known if digest(one.article)[0] % FOLDS != fold])
            pairs += [(one, choose(one, weights)) for one in known if digest(one.article)[0] % FOLDS == fold]
        for real in (True, False):
            tell([(one, best) for one, best in pairs if one.article.startswith("tb-") != real])
    elif "--kept" in options:
        weights = {feature: values[0] for feature, values in dated.weights(dated.MODEL).items()}
        tell([(one, choose(one, weights)) for one in read if kept(one.article) and one.counted < CASE])
    else:
        weights = taught(known)
        WEIGHTS.parent.mkdir(exist_ok=True)
        lines = (f"{weight:g},{feature}\n" for feature, weight in sorted(weights.items()))
        WEIGHTS.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
