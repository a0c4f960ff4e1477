"""Learn how much each sign speaks for whom "he", "she" and "it" mean, and when they are better left open.

python benchmarks/resolver.py ARTICLES.jsonl ... benchmarks/world_articles.jsonl tests/cases/actors.csv [--write]

ARTICLES hold one article a line, of one of three kinds: marked as those of `world.py` ({"id", "text"} with `[she|=ada]`
in the text); as those of `actors.py` ({"id", "text", "mentions"}); or {"id", "text"} that `pronouns_labels.csv` or
`meant_labels.csv` name. The cases of the tests are learnt as well, and count for nothing in what is printed.

`helpers.actors.pronouns` tells the signs of each candidate and of nobody. A logistic regression over the candidates of
each pronoun and nobody (a softmax, L2) makes weights of them, which say how likely each is. Printed is what is right,
wrong and open with weights from the other documents, in eight parts by digest of the id, at several likelihoods below
which a pronoun stays open. The signs depend on what was read before, so run it again until nothing changes. `--write`
puts the weights into `lexicons/salience.csv`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from world import KINDS, read, shared

from helpers import actors
from helpers.actors import pronouns, salience
from helpers.actors.gazetteer import pronoun_gender
from helpers.corpus import Article
from helpers.knowledge import rows
from helpers.parse import Parsed, parse
from helpers.tables import Mention

HERE = Path(__file__).resolve().parent
TABLE = Path(salience.__file__).parents[1] / "lexicons" / "salience.csv"
PARTS, L2, STEPS, MEMORY = 8, 2.0, 300, 10
CASE = 6.0  # what a case of the tests counts: more of them are right then, and no fewer pronouns of articles
READ = ("he", "she", "his", "her", "him", "it", "its", "he who goes on", "subject ahead")  # kinds in meant_labels.csv
Signs = dict[str, float]
Truths = dict[int, tuple[set[str], set[str]]]


@dataclass
class Asked:
    """One pronoun: the signs of each candidate, and last of nobody; which of them would be right; whom each is.

    truth: whom it means, or, with "not " before, whom it does not. much: how much it counts when weights are learnt.
    """

    article: str
    kind: str
    signs: list[Signs]
    right: list[bool]
    whom: list[str]
    truth: set[str]
    much: float


def articles(paths: list[Path]) -> Iterator[tuple[Article, dict]]:
    """Yield each article without marks, with its line."""
    for path in paths:
        if path.suffix == ".csv":
            for number, row in enumerate(rows(path, ("kinds", "text", "expected"))):
                if "pronoun" in row["kinds"]:
                    yield (
                        Article(f"case {number}", row["text"].replace(" // ", "\n\n")),
                        {"marks": None, "cases": row["expected"]},
                    )
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            one["marks"] = read(one["text"]) if "|=" in one["text"] else None
            yield Article(one["id"], one["marks"].text if one["marks"] else one["text"]), one


def labels() -> dict[str, list[dict[str, str]]]:
    """Return the rows of both tables of labels by article."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for name in ("meant_labels.csv", "pronouns_labels.csv"):  # the second says more, and goes over the first
        for row in rows(HERE / name, ("article", "start")):
            found[row["article"]].append(row)
    return found


def case(parsed: Parsed, expected: str) -> Truths:
    """Return the same for a case of the tests, but for pronouns of which it does not say which of several it means."""
    said: dict[str, list[str]] = defaultdict(list)
    for word, _, whom in (pair.partition(" = ") for pair in expected.split("; ")):
        said[word].append(whom)
    truth = {}
    for word in dict.fromkeys(parsed.word):
        places = [start for start, one in zip(parsed.start, parsed.word, strict=True) if one == word]
        whom = said.get(word, [])
        if len(whom) in (0, len(places)):
            truth |= {
                start: ({one} - {""}, set()) for start, one in zip(places, whom or [""] * len(places), strict=True)
            }
    return truth


def truths(one: dict, mentions: list[Mention], labelled: list[dict[str, str]]) -> Truths:
    """Return for each pronoun, by where it starts, whom it may mean, and whom it does not; both empty: nobody."""
    named = [m for m in mentions if m.kind in ("name", "metonym", "demonym") and m.actor_type != "group"]
    truth: Truths = {}
    whose: dict[str, Counter[str]] = defaultdict(Counter)
    if one["marks"] is not None:
        for start, end, kind, whom in one["marks"].names:
            best = max(named, key=lambda m: shared(start, end, m), default=None)
            if best is not None and shared(start, end, best) and kind in KINDS:
                whose[best.actor_id][whom] += 1
        said = [(start, whom) for start, _, whom in one["marks"].pronouns]
    elif "mentions" in one:
        names = [m for m in one["mentions"] if m["mtype"] == "name"]
        for m in named:
            inside = [n for n in names if m.start <= n["head"][0] < m.end]
            if inside:
                near = min(inside, key=lambda n: abs(n["end"] - m.end) + abs(n["start"] - m.start))
                whose[m.actor_id][str(near["cluster"])] += 1
        said = [(m["head"][0], str(m["cluster"])) for m in one["mentions"] if m["mtype"] == "pronoun"]
    else:
        for row in labelled:
            start = int(row["start"])
            if "drawn" in row and "truth_start" in row:
                begin, end = int(row["truth_start"] or 0), int(row["truth_end"] or 0)
                truth[start] = {m.actor_id for m in mentions if m.start < end and m.end > begin}, set()
            elif row["kind"] in READ and row["verdict"] != "unsure":
                wrong = row["verdict"] == "wrong"
                truth[start] = (
                    {row["actor"]} if row["verdict"] == "right" else set(),
                    {row["actor"]} if wrong else set(),
                )
        return truth
    most = {actor: counts.most_common(1)[0][0] for actor, counts in whose.items()}
    for start, whom in said:
        truth[start] = {actor for actor, other in most.items() if other == whom}, set()
    return truth


def asked(parsed: Parsed, one: dict, labelled: list[dict[str, str]]) -> Iterator[Asked]:
    """Yield the pronouns of an article whose truth is known, with the signs that were read for them."""
    heard: list[tuple[int, list[pronouns.Told], set[str]]] = []
    signs = pronouns._signs

    def listen(p: Parsed, token: int, *rest: object) -> tuple[list[pronouns.Told], set[str]]:
        told, nobody = signs(p, token, *rest)
        heard.append((token, told, nobody))
        return told, nobody

    pronouns._signs = listen
    try:
        mentions = actors.find(parsed)
    finally:
        pronouns._signs = signs
    known = case(parsed, one["cases"]) if "cases" in one else truths(one, mentions, labelled)
    for token, told, nobody in heard:
        start = parsed.start[token]
        gum = "mentions" in one and pronoun_gender()[parsed.lower[token]] == "n"  # those that mean nothing have no mark
        if start not in known and not gum:
            continue
        may, not_ = known.get(start, (set(), set()))
        whom = [candidate.actor.id if candidate.actor else "" for candidate, _ in told]
        right = [w in may for w in whom]
        if not any(right):
            right = [(bool(not_) and (w not in not_)) or w == "" for w in whom] + [True]
        else:
            right.append(False)
        kind = "it" if pronoun_gender()[parsed.lower[token]] == "n" else "he"
        every = [*(dict(s) for _, s in told), dict.fromkeys((f"nobody: {sign}" for sign in nobody), 1.0)]
        much = CASE if "cases" in one else 1.0
        yield Asked(parsed.article.article_id, kind, every, right, whom, {f"not {w}" for w in not_} or may, much)


def learn(every: list[Asked]) -> dict[str, float]:
    """Return the weights that make what is right most likely: a softmax over the options, by L-BFGS."""
    names = {sign: k for k, sign in enumerate(sorted({s for one in every for option in one.signs for s in option}))}
    first = np.cumsum([0, *(len(one.signs) for one in every)])
    matrix, right = np.zeros((first[-1], len(names))), np.zeros(first[-1])
    for begin, one in zip(first, every, strict=False):
        right[begin : begin + len(one.right)] = one.right
        for row, option in enumerate(one.signs):
            for sign, much in option.items():
                matrix[begin + row, names[sign]] = much
    sizes, starts, much = np.diff(first), first[:-1], np.array([one.much for one in every])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ w
        e = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
        p = e / np.repeat(np.add.reduceat(e, starts), sizes)
        hit = np.maximum(np.add.reduceat(p * right, starts), 1e-12)
        return (
            -(np.log(hit) * much).sum() + L2 / 2 * (w @ w),
            matrix.T @ ((p - p * right / np.repeat(hit, sizes)) * np.repeat(much, sizes)) + L2 * w,
        )

    w, past = np.zeros(len(names)), list[tuple[np.ndarray, np.ndarray]]()
    value, slope = loss(w)
    for _ in range(STEPS):
        way, kept = slope.copy(), []
        for s, y in reversed(past):
            kept.append(s @ way / (y @ s))
            way -= kept[-1] * y
        way *= past[-1][0] @ past[-1][1] / (past[-1][1] @ past[-1][1]) if past else 1 / max(1.0, np.abs(slope).max())
        for (s, y), a in zip(past, reversed(kept), strict=True):
            way += s * (a - y @ way / (y @ s))
        step = 1.0
        while (new := loss(w - step * way))[0] > value - 1e-4 * step * (slope @ way) and step > 1e-8:
            step /= 2
        past = [*past[-MEMORY + 1 :], (-step * way, new[1] - slope)]
        w, done = w - step * way, abs(value - new[0]) < 1e-7 * abs(value)
        value, slope = new
        if done or past[-1][0] @ past[-1][1] <= 0:
            break
    return {sign: float(w[k]) for sign, k in names.items()}


def likely(one: Asked, weights: dict[str, float]) -> tuple[float, str]:
    """Return how likely the likeliest is, and whom."""
    z = np.array([sum(weights.get(sign, 0.0) * much for sign, much in option.items()) for option in one.signs])
    p = np.exp(z - z.max())
    best = int(np.argmax(p[:-1])) if one.whom else -1
    return (float(p[best] / p.sum()), one.whom[best]) if best >= 0 else (0.0, "")


def cross(every: list[Asked]) -> Iterator[str]:
    """Yield what is right, wrong and open with weights from other documents, by likelihood."""
    part = [int(hashlib.sha256(one.article.encode()).hexdigest(), 16) % PARTS for one in every]
    said: list[tuple[float, str, Asked]] = []
    for number in range(PARTS):
        weights = learn([one for one, k in zip(every, part, strict=True) if k != number])
        said += [(*likely(one, weights), one) for one, k in zip(every, part, strict=True) if k == number]
    for least in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        n: Counter[str] = Counter()
        for p, whom, one in (row for row in said if row[2].much == 1.0):
            given = whom if p > least else ""
            not_ = any(w.startswith("not ") for w in one.truth)
            wrong = f"not {given}" in one.truth if not_ else given not in one.truth
            n["open" if not given else "wrong" if wrong else "unknown" if not_ else "right"] += 1
        yield f"  {least:4}: right {n['right']}, wrong {n['wrong']}, open {n['open']}"


def write(kind: str, weights: dict[str, float]) -> None:
    """Put weights in the place of those of their kind."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    why = {tuple(line.split(",")[:2]): line.split(",", 3)[3] for line in lines if line.startswith(f"{kind},")}
    kept = [line for line in lines if not line.startswith(f"{kind},")]
    new = [
        f"{kind},{sign},{w:.2f},{why.get((kind, sign), '')}" for sign, w in sorted(weights.items()) if abs(w) >= 0.05
    ]
    TABLE.write_text("\n".join([*kept, *new]) + "\n", encoding="utf-8")


def main() -> None:
    """Learn, print what comes of it in documents not learnt from, and write it when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    named = labels()
    wanted = [
        (article, one)
        for article, one in articles(args.articles)
        if one["marks"] or "mentions" in one or "cases" in one or article.article_id in named
    ]
    parsed = list(parse(article for article, _ in wanted))
    every = [
        pronoun
        for p, (article, one) in zip(parsed, wanted, strict=True)
        for pronoun in asked(p, one, named.get(article.article_id, []))
    ]
    for kind in ("he", "it"):
        own = [one for one in every if one.kind == kind]
        print(kind, len(own), "pronouns,", len({one.article for one in own}), "documents")
        print("\n".join(cross(own)))
        if args.write:
            write(kind, learn(own))


if __name__ == "__main__":
    main()
