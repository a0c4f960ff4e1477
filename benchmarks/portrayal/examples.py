"""The sentences a model of portrayal learns from: labelled targets, and frames of our own."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from helpers import analyse
from helpers.corpus import Article
from helpers.knowledge import DATA, rows
from helpers.sentiment.portrayal import LABELS, PRIORS, WHOLE

ALSO = (  # files without labels of ours, in sentences of which a larger model's opinion is learnt, where they are there
    "quotes/polnear_dev",
    "timex/tempeval3_train",
    "actors/gum_news_dev",
    "actors/gum_speech",
    "actors/gum_interview",
    "actors/gum_bio",
    "sourcing/scu_dev",
)
POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}  # NewsMTSC's codes -> index into helpers.sentiment.portrayal.LABELS


@dataclass(frozen=True)
class Target:
    """A mention in a sentence, its label (0 negative, 1 neutral, 2 positive) where known, and for which priors.

    opinion: what a larger model makes of it, probabilities for the prior "news"; () where it wasn't asked.
    """

    start: int
    end: int
    label: int | None = None
    priors: tuple[str, ...] = PRIORS
    opinion: tuple[float, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A labelled mention and its sentence, as the scores are measured on them."""

    sentence: str
    start: int
    end: int
    label: int
    name: str


@dataclass(frozen=True)
class Reading:
    """A sentence and the targets to judge in it; `kept`: never trained on."""

    sentence: str
    targets: tuple[Target, ...]
    kept: bool = False
    name: str = ""  # an article's or a sentence's own id


def newsmtsc(path: Path) -> list[Reading]:
    """Read the labelled sentences of a NewsMTSC file; a tenth of them, by their hash, is kept apart."""
    found = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        targets = tuple(
            Target(t["from"], t["to"], POLARITY[float(t["polarity"])], ("even",))
            for t in row["targets"]
            if float(t["polarity"]) in POLARITY
        )
        sentence = row["sentence_normalized"]
        kept = hashlib.sha256(sentence.encode()).digest()[0] < 25.6
        found += [Reading(sentence, targets, kept, row["primary_gid"])] if targets else []
    return found


def kept_apart(article: str) -> bool:
    """Say whether an article of ordinary news is kept for testing: a quarter of them, by their digest."""
    return hashlib.sha256(article.encode()).digest()[0] % 4 == 3


def ordinary(texts: Path, use: str) -> list[Reading]:
    """Read our labels of mentions in ordinary news (data/gold/portrayal_news.csv) and the sentences they stand in.

    texts: the folder with the files that the labels name, JSON lines of `id` and `text`; use: "drawn" (at random),
    "fresh", "third" (at random too, later, by other annotators: for testing only), "chosen" and "tuning" (for training
    only) or "contrast" (two actors or more of a sentence). Mentions of one sentence make one reading. Left out: what
    two annotators called differently and what names no actor.
    """
    labelled = [r for r in rows(DATA / "gold" / "portrayal_news.csv") if r["use"] == use and not int(r["bad_target"])]
    found: dict[str, dict[str, str]] = {}
    for name in sorted({r["set"] for r in labelled}):
        lines = (texts / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        found[name] = {row["id"]: row["text"] for row in map(json.loads, lines)}
    readings: dict[tuple[str, str, int], Reading] = {}
    for r in labelled:
        if len(set(r["label"].split())) > 1:
            continue
        first, last, start, end = (int(r[key]) for key in ("sentence_start", "sentence_end", "start", "end"))
        target = Target(start - first, end - first, LABELS.index(r["label"].split()[0]), ("news",))
        place = (r["set"], r["article"], first)
        if place in readings:
            readings[place] = replace(readings[place], targets=(*readings[place].targets, target))
            continue
        sentence = found[r["set"]][r["article"]][first:last]
        readings[place] = Reading(sentence, (target,), kept_apart(r["article"]), r["article"])
    return list(readings.values())


def unlabelled(texts: Path, known: set[str], path: Path) -> list[Reading]:
    """Return what our tables find in articles that are trained on, in sentences that aren't known yet.

    texts: as `ordinary` has them; path: where what was found is kept, for it takes some minutes.
    """
    if not path.exists():
        files = sorted({r["set"] for r in rows(DATA / "gold" / "portrayal_news.csv")})
        files += [name for name in ALSO if (texts / f"{name}.jsonl").exists()]
        lines = [line for name in files for line in (texts / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        articles = [Article(r["id"], r["text"]) for r in map(json.loads, lines) if not kept_apart(r["id"])]
        tables = analyse(articles, skip=["tokens", "timexes", "events", "framing", "sentiment"])
        within = {(s.article_id, s.sentence_id): s for s in tables.sentences.itertuples()}
        found: dict[str, list[tuple[int, int]]] = {}
        for m in tables.mentions[tables.mentions["actor_id"] != ""].itertuples():
            sentence = within[m.article_id, m.sentence_id]
            found.setdefault(sentence.surface, []).append((m.start - sentence.start, m.end - sentence.start))
        path.write_text(
            json.dumps({sentence: sorted(set(spans)) for sentence, spans in found.items()}), encoding="utf-8"
        )
    return [
        Reading(sentence, tuple(Target(*span, priors=("news",)) for span in spans))
        for sentence, spans in json.loads(path.read_text(encoding="utf-8")).items()
        if sentence not in known and len(sentence) <= WHOLE
    ]


def own(split: str) -> list[Reading]:
    """Read one half (train, test) of our own labelled sentences."""
    return [
        Reading(r["sentence"], (Target(int(r["start"]), int(r["end"]), LABELS.index(r["label"])),), name=r["id"])
        for r in rows(DATA / "gold" / "portrayal.csv")
        if r["split"] == split
    ]


def pairs(readings: Iterable[Reading]) -> list[Pair]:
    """Return the labelled targets one by one."""
    return [
        Pair(r.sentence, t.start, t.end, t.label, r.name) for r in readings for t in r.targets if t.label is not None
    ]


# --------------------------------------------------------------------------- frames

GAPS = {"{}": "label", "{1}": "first", "{2}": "second"}
PEOPLE = ("person", "surname", "known")
ONLY = {"person": PEOPLE, "place": ("country",), "he": ("he",)}  # what goes into frames that not every name fits
WITH_ROLE = 0.25  # share of people in frames that are named with what they are: "Bus driver X"
ROLES = [row["role"] for row in rows(Path(__file__).with_name("roles.csv"))]
NAMES: dict[str, list[str]] = {}
for row in rows(Path(__file__).with_name("names.csv")):
    if row["use"] == "train":
        NAMES.setdefault(row["kind"], []).append(row["name"])
ANY = tuple(NAMES)
NAMES["he"] = ["he", "she"]


def framed() -> list[Reading]:
    """Return our own training sentences with their gaps, one target a gap; `name`: any, one of ONLY, or pair."""
    found = []
    for file in ("frames.csv", "pairs.csv"):
        for row in rows(Path(__file__).with_name(file)):
            sentence = row["sentence"]
            targets = tuple(
                Target(sentence.index(gap), sentence.index(gap) + len(gap), LABELS.index(row[which]))
                for gap, which in GAPS.items()
                if gap in sentence
            )
            found.append(Reading(sentence, targets, name=row.get("kind", "pair")))
    return found


def filled(frame: Reading, rng: random.Random) -> Reading:
    """Put names into the gaps of a frame, of two both of one kind: some kinds have bodies that are no name in them."""
    kind = rng.choice(ONLY.get(frame.name, ANY))
    gaps = [gap for gap in GAPS if gap in frame.sentence]
    for gap, name in zip(gaps, rng.sample(NAMES[kind], len(gaps)), strict=True):
        at = frame.sentence.index(gap)
        role = f"{rng.choice(ROLES)} " if kind in PEOPLE and rng.random() < WITH_ROLE else ""
        words = role + (name if at or role else name[0].upper() + name[1:])
        longer, end = len(words) - len(gap), at + len(words)
        targets = [
            replace(t, start=end - len(name), end=end) if t.start == at
            else replace(t, start=t.start + longer * (t.start > at), end=t.end + longer * (t.start > at))
            for t in frame.targets
        ]  # fmt: skip
        sentence = frame.sentence.replace(gap, words, 1)
        frame = replace(frame, sentence=sentence, targets=tuple(targets))
    return frame


def shown(reading: Reading, rng: random.Random) -> Reading:
    """Return a reading as it is shown in training: a frame with its gaps filled."""
    return filled(reading, rng) if any(gap in reading.sentence for gap in GAPS) else reading
