"""Train and judge the model that says what kind of actor a name names (helpers.actors.kinds).

python benchmarks/kinds.py DATA            train on everything, write src/helpers/models/kinds/weights.csv
python benchmarks/kinds.py DATA --judge    five-fold cross-validation over articles, printed beside the rules alone

DATA: a folder with the files that `benchmarks/kinds_labels.csv` names, as in data/README.md, and `actors/gum_*.jsonl`;
`kinds_articles.jsonl` and `world_articles.jsonl`, made up for this project (CC BY 4.0), lie beside the labels.
Three sources of examples, one a name and article: names read and labelled by hand for this project; names of persons,
places and organisations in GUM (annotation CC BY 4.0); and names that our tables or titles settle, with that evidence
taken away, so that the model learns what else speaks for them. The labels that came with the other texts are not used.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from world import unmarked

from helpers.actors import kinds
from helpers.actors.gazetteer import lexicon, slug
from helpers.actors.kinds import mended
from helpers.actors.names import surface
from helpers.corpus import Article
from helpers.knowledge import PACKAGE, rows
from helpers.parse import Parsed, parse

LABELS = Path(__file__).parent / "kinds_labels.csv"
WORLD = LABELS.with_name("world_labels.csv")  # all names of articles made up in all parts of the world
WEIGHTS = PACKAGE / "models/kinds/weights.csv"
GUM = ("gum_bio", "gum_interview", "gum_speech")  # not its news: what is measured on them must be new to the model
READ = ("timex/tempeval3_train", "kinds_articles", "world_articles")  # only for what was labelled in them
SETTLED = ("quotes/polnear_train", "quotes/polnear_dev", "quotes/ggt_dev", "names/worldwide_dev")
TYPES = {"person": "person", "place": "place", "organization": "organisation"}
HAND, GOLD, OTHER, SURE = 2.0, 0.5, 0.15, 0.05  # how much an example of each source counts
RATE, SHRINK, ROUNDS, LEAST, SMALL, TIMES = 0.1, 1e-4, 10, 2, 0.03, 5
LETTERS, HIDDEN = ("word:", "end", "start"), 0.75  # how often what a name's own letters tell is hidden while it learns
HEAD = """# Weights of the model that says what kind of actor a name names; see CARD.md. Written by benchmarks/kinds.py.
# Source: trained on labels of our own, on GUM (annotation CC BY 4.0) and on what our tables settle. Licence: CC BY 4.0.
"""


@dataclass(frozen=True)
class Example:
    """One name of one article: what speaks for it, what it is, and how much it counts."""

    article: str
    features: kinds.Features
    kind: str
    weight: float
    hand: bool = False


def examples(folder: Path) -> list[Example]:
    """Return the examples of all three sources."""
    labels: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for row in chain(*(rows(path.resolve(), ("set", "article", "start", "kind")) for path in (LABELS, WORLD))):
        labels.setdefault(row["set"], {}).setdefault(row["article"], []).append((int(row["start"]), row["kind"]))
    found: list[Example] = []
    for name in (*SETTLED, *READ):
        path = LABELS.parent / f"{name}.jsonl"
        for parsed in _parsed(path if path.exists() else folder / f"{name}.jsonl"):
            found += _by_hand(parsed, labels.get(name, {}).get(parsed.article.article_id, []))
            found += _settled(parsed) if name in SETTLED else ()
    for name in GUM:
        path = folder / f"actors/{name}.jsonl"
        for record, parsed in zip(_records(path), _parsed(path), strict=True):
            found += _annotated(record, parsed)
    return found


def _records(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _parsed(path: Path) -> Iterator[Parsed]:
    return parse(Article(record["id"], unmarked(path, record["text"])) for record in _records(path))


def _by_hand(parsed: Parsed, labels: list[tuple[int, str]]) -> Iterator[Example]:
    if not labels:
        return
    spans = mended(parsed)
    at = {parsed.start[token]: slug(surface(parsed, span)) for span in spans for token in (span.core, span.first)}
    evidence = kinds.features(parsed, spans)
    for start, kind in labels:
        if kind in kinds.CLASSES and (found := evidence.pop(at.get(start, ""), None)) is not None:
            yield Example(parsed.article.article_id, found, kind, HAND, True)


def _settled(parsed: Parsed) -> Iterator[Example]:
    """Yield the names that titles, given names, type words or tables settle, without the feature that does so."""
    lex, spans, article = lexicon(), mended(parsed), parsed.article.article_id
    evidence = kinds.features(parsed, spans)
    for key, same in kinds.groups(parsed, spans).items():
        words = parsed.lower[same[0].core : same[0].last]
        before = [lex.titles.get(word) for span in same for word in parsed.lower[span.first : span.core]]
        typed = any(word in lex.types for word in words)
        if ("honorific" in before or "office" in before) and len(words) < 5 and not typed:
            yield _without(article, evidence[key], "person", ("rule:", "title", "noun-before"))
        elif 1 < len(words) < 4 and words[0] in lex.given and not typed and all(span.type == "person" for span in same):
            yield _without(article, evidence[key], "person", ("rule:", "given-first", "word:"))
        elif len(words) > 1 and words[-1] in lex.types and any(lex.types.get(w) == "organisation" for w in words):
            yield _without(article, evidence[key], "organisation", ("rule:", "type-", "whole"))
    listed = [s for s in spans if s.entry is not None and s.entry.use == "name" and s.type != "group"]
    bare = [replace(span, entry=None, type="", sure=False) for span in listed]
    known = {slug(surface(parsed, span)): span.type for span in listed}
    evidence = kinds.features(parsed, [*bare, *(span for span in spans if span.entry is None)])
    for key in kinds.groups(parsed, bare):
        kind = "organisation" if known[key] == "organisation" else "place"
        yield _without(article, evidence[key], kind, ("rule:",))


def _without(article: str, features: kinds.Features, kind: str, masked: tuple[str, ...]) -> Example:
    left = {feature: value for feature, value in features.items() if not feature.startswith(masked)}
    return Example(article, left, kind, SURE)


def _annotated(record: dict, parsed: Parsed) -> Iterator[Example]:
    """Yield the names of a GUM document; what is annotated as no actor counts little: it is often another cut."""
    spans = mended(parsed)
    evidence = kinds.features(parsed, spans)
    for key, same in kinds.groups(parsed, spans).items():
        kind = Counter(_type_of(record, parsed, span) for span in same).most_common(1)[0][0]
        if kind in kinds.CLASSES[:3]:
            yield Example(record["id"], evidence[key], kind, GOLD)
        elif kind == "other" and not any(f.startswith(("label:PERSON", "rule:person")) for f in evidence[key]):
            yield Example(record["id"], evidence[key], kind, OTHER)


def _type_of(record: dict, parsed: Parsed, span) -> str:
    start, core, end = parsed.start[span.first], parsed.start[span.core], parsed.end[span.last - 1]
    best, most = None, 0.0
    for mention in record["mentions"]:
        if mention["mtype"] in ("name", "demonym") and core <= mention["head"][0] < end:
            shared = min(end, mention["end"]) - max(start, mention["start"])
            share = shared / (max(end, mention["end"]) - min(start, mention["start"]))
            if share > most:
                best, most = mention, share
    if best is None:
        return "other"
    return "" if best["mtype"] == "demonym" else TYPES.get(best["etype"], "other")


def fit(found: list[Example]) -> dict[str, np.ndarray]:
    """Return a weight for each feature and class: softmax regression, AdaGrad, the mean of the later rounds.

    It is learnt several times, in other orders, and the mean is taken: it errs less than one.
    What the letters of a name tell is hidden most of the time, so that what stands around it learns to tell as well
    (dropout: Srivastava et al. 2014): a new name has other letters.
    """
    counts: Counter[str] = Counter()
    for example in found:
        counts.update(example.features.keys())
    least = {f: LEAST * (1 + f.startswith(("left:", "right:"))) for f in counts}  # twice of words that are heard
    number = {feature: n for n, feature in enumerate(sorted(f for f, count in counts.items() if count >= least[f]))}
    known = [[(number[f], value) for f, value in example.features.items() if f in number] for example in found]
    places = [np.array([n for n, _ in pairs], dtype=int) for pairs in known]
    values = [np.array([value for _, value in pairs]) for pairs in known]
    hidden = np.array([HIDDEN * feature.startswith(LETTERS) for feature in number])
    total, chance = np.zeros((len(number), len(kinds.CLASSES))), np.random.default_rng(0)
    for turn in range(ROUNDS * TIMES):
        if turn % ROUNDS == 0:
            weights, steps = np.zeros_like(total), np.full_like(total, 1e-2)
        for n in chance.permutation(len(found)):
            seen = chance.random(len(places[n])) >= hidden[places[n]]
            place, value = places[n][seen], (values[n] / (1 - hidden[places[n]]))[seen]
            scores = value @ weights[place]
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            shares[kinds.CLASSES.index(found[n].kind)] -= 1
            slope = np.outer(value, shares) * found[n].weight + SHRINK * weights[place]
            steps[place] += slope * slope
            weights[place] -= RATE * slope / np.sqrt(steps[place])
        if turn % ROUNDS >= ROUNDS // 2:
            total += weights / ((ROUNDS - ROUNDS // 2) * TIMES)
    return {feature: total[n] for feature, n in number.items() if np.abs(total[n]).max() >= SMALL}


def decided(weights: dict[str, np.ndarray], features: kinds.Features) -> str:
    """Return the class that weights give."""
    scores = sum((value * weights[f] for f, value in features.items() if f in weights), np.zeros(len(kinds.CLASSES)))
    return kinds.CLASSES[int(np.argmax(scores))]


def judge(found: list[Example]) -> None:
    """Print how many names labelled by hand are right in cross-validation over articles, and by the rules alone."""
    articles = sorted({example.article for example in found if example.hand})
    random.Random(0).shuffle(articles)
    table: Counter[tuple[str, str]] = Counter()
    for fold in range(5):
        away = set(articles[fold::5])
        weights = fit([example for example in found if example.article not in away])
        for example in found:
            if example.hand and example.article in away:
                table[example.kind, decided(weights, example.features)] += 1
    print(f"{'by hand':14}" + "".join(f"{kind:>14}" for kind in kinds.CLASSES))
    for kind in kinds.CLASSES:
        print(f"{kind:14}" + "".join(f"{table[kind, other]:14}" for other in kinds.CLASSES))
    right = sum(count for (kind, other), count in table.items() if kind == other)
    print(f"right: {right} of {table.total()} ({100 * right / table.total():.1f} %)")


def write(weights: dict[str, np.ndarray]) -> None:
    """Write the weights, the feature last: it may hold a comma."""
    with WEIGHTS.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD + ",".join((*kinds.CLASSES, "feature")) + "\n")
        for feature, values in sorted(weights.items()):
            out.write(",".join(f"{value:.2f}" for value in values) + f",{feature}\n")


def main(folder: str, *options: str) -> None:
    """Train, or judge when asked."""
    found = examples(Path(folder))
    print(Counter((example.weight, example.kind) for example in found))
    if "--judge" in options:
        judge(found)
    else:
        write(fit(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
