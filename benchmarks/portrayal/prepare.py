"""Prepare what is learnt from: sentences as token ids without names, the mentions in them, and labels.

    python benchmarks/portrayal/prepare.py NEWSMTSC TEXTS --work DIR

Leaves readings.npz in DIR, which `train.py` needs and nothing else of the texts: so what learns, on whatever machine,
needs no parser. The mentions of ordinary news that are judged are in it without their labels, for the larger models'
opinions alone: nothing learns them.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import bases
import numpy as np
from examples import Reading, Target, framed, newsmtsc, ordinary, own, shown, unlabelled
from kinds import FOLDS, KINDS
from tokenizers import Tokenizer

from helpers.actors.gazetteer import closed
from helpers.sentiment.portrayal import MOST_TOKENS, PRIORS, WHOLE, Spot, encode, hidden, inside, names

FILLINGS = 6  # of each frame, with other names and roles
BESIDE = 3  # of the names and pronouns of a sentence that nobody labelled, how many are judged too
SHARED = 10  # words in a row that make a sentence another one's copy


def fold(name: str) -> int:
    """Say which of the parts an article belongs to, by its digest: each larger model leaves one out."""
    return hashlib.sha256(name.encode()).digest()[1] % FOLDS


def copies(sentences: Iterable[str]) -> Callable[[str], bool]:
    """Return what says whether a sentence is one of these, or shares a run of words with one: agencies' come twice."""
    whole = set(sentences)

    def runs(sentence: str) -> set[tuple[str, ...]]:
        words = sentence.lower().split()
        return {tuple(words[i : i + SHARED]) for i in range(len(words) - SHARED + 1)}

    known = set().union(*map(runs, whole))
    return lambda sentence: sentence in whole or not known.isdisjoint(runs(sentence))


def tokenizer_of(source: Path) -> Tokenizer:
    """Return a base's tokenizer, without padding."""
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


def beside(reading: Reading, rng: random.Random) -> Reading:
    """Add some names and pronouns of the sentence that nobody labelled: a larger model's opinion is learnt of them."""
    sentence, taken = reading.sentence, [(t.start, t.end) for t in reading.targets]
    words, at = [], 0
    for word in sentence.split():
        at = sentence.index(word, at)
        bare = word.strip("“”\"'’‘.,;:!?()")
        if bare.lower() in closed("pronoun"):
            start = at + word.index(bare)
            words.append((start, start + len(bare)))
        at += len(word)
    free = [s for s in [*names(sentence), *words] if not any(s[0] < b and a < s[1] for a, b in taken)]
    more = rng.sample(free, min(BESIDE, len(free)))
    return replace(reading, targets=(*reading.targets, *(Target(*span, priors=()) for span in sorted(more))))


def encoded(tokenizer: Tokenizer, reading: Reading) -> Iterator[tuple[list[int], list[tuple]]]:
    """Yield a reading's token ids and its mentions; twice where two mentions hide other names."""
    texts: dict[Sequence[Spot], list[Target]] = {}
    for target in reading.targets:
        texts.setdefault(hidden(reading.sentence, (target.start, target.end)), []).append(target)
    for spots, targets in texts.items():
        ids, offsets = encode(tokenizer, reading.sentence, spots)
        mentions = []
        for t in targets:
            own = [place for place, weight in enumerate(inside(offsets, (t.start, t.end))) if weight]
            label = [-1 if t.label is None or p not in t.priors else t.label for p in PRIORS]
            mentions.append((own[0], own[-1] + 1, label))
        yield ids, mentions


def gathered(args: argparse.Namespace) -> Iterator[tuple[int, Reading]]:
    """Yield all readings with their kinds."""
    rng = random.Random(11)
    political, drawn = newsmtsc(args.newsmtsc), ordinary(args.texts, "drawn")
    judged = [r for r in drawn if r.kept] + ordinary(args.texts, "fresh") + ordinary(args.texts, "third")
    near = copies(r.sentence for r in judged)
    news = [r for r in drawn + ordinary(args.texts, "chosen") if not r.kept and not near(r.sentence)]
    tuning = [r for r in ordinary(args.texts, "tuning") if not near(r.sentence)]
    known = {r.sentence for r in news + tuning}
    heard = [r for r in unlabelled(args.texts, known, args.work / "heard.json") if not near(r.sentence)]
    kept = {r.sentence for r in political if r.kept}
    heard = [r for r in heard if r.sentence not in kept]
    yield from ((KINDS.index("political"), beside(r, rng)) for r in political if not r.kept)
    yield from ((KINDS.index("ordinary"), beside(r, rng)) for r in news)
    yield from ((KINDS.index("tuning"), beside(r, rng)) for r in tuning)
    yield from ((KINDS.index("own"), r) for r in own("train"))
    yield from ((KINDS.index("frame"), shown(r, rng)) for r in framed() for _ in range(FILLINGS))
    yield from ((KINDS.index("heard"), beside(r, rng)) for r in heard)
    for r in [r for r in political if r.kept] + judged:
        yield KINDS.index("judged"), replace(r, targets=tuple(replace(t, label=None) for t in r.targets))


def main() -> None:
    """Write the readings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("newsmtsc", type=Path, help="NewsMTSC's train.jsonl")
    parser.add_argument("texts", type=Path, help="folder with the files that examples.py and the labels name")
    parser.add_argument("--work", type=Path, required=True, help="folder for what the steps leave")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of(bases.small())
    ids, kinds, folds, counts, spans, labels = [], [], [], [], [], []
    for kind, reading in gathered(args):
        if len(reading.sentence) > WHOLE:
            continue
        for tokens, mentions in encoded(tokenizer, reading):
            ids.append(tokens)
            kinds.append(kind)
            folds.append(fold(reading.name) if KINDS[kind] in ("political", "ordinary", "tuning") else FOLDS)
            counts.append(len(mentions))
            spans += [m[:2] for m in mentions]
            labels += [m[2] for m in mentions]
    padded = np.zeros((len(ids), max(map(len, ids))), dtype=np.uint16)
    for row, tokens in enumerate(ids):
        padded[row, : len(tokens)] = tokens
    np.savez_compressed(
        args.work / "readings.npz",
        ids=padded,
        length=np.array([len(tokens) for tokens in ids], dtype=np.int32),
        kind=np.array(kinds, dtype=np.uint8),
        fold=np.array(folds, dtype=np.uint8),
        first=np.cumsum([0, *counts]).astype(np.int32),
        span=np.array(spans, dtype=np.int16),
        label=np.array(labels, dtype=np.int8),
    )
    for number, kind in enumerate(KINDS):
        own_ = np.array(kinds) == number
        print(f"{kind}: {own_.sum()} sentences, {np.array(counts)[own_].sum()} mentions")


if __name__ == "__main__":
    main()
