"""The sentences a model of portrayal learns from: labelled targets, swapped names, frames of our own."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.knowledge import DATA, rows
from helpers.sentiment.portrayal import LABELS, PRIORS

POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}  # NewsMTSC's codes -> index into helpers.sentiment.portrayal.LABELS


@dataclass(frozen=True)
class Target:
    """A mention in a sentence, its label (0 negative, 1 neutral, 2 positive) where known, and for which priors."""

    start: int
    end: int
    label: int | None = None
    priors: tuple[str, ...] = PRIORS


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
    "fresh" (at random too, later and by another annotator: for testing only) or "chosen" (for training only). Mentions
    of one sentence make one reading. Left out: what two annotators called differently and what names no actor.
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


# --------------------------------------------------------------------------- swapped names

WORDS = json.loads(Path(__file__).with_name("mentions.json").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, whole."""
    return rf"\b(?:{'|'.join(words)})\b"


PART = rf"(?!{one_of(WORDS['never_names'])})[A-Z][\w\-]*\w"
TITLE = rf"(?:{one_of(WORDS['titles'])}\. )?"
NAMES: dict[str, list[str]] = {}
for row in rows(Path(__file__).with_name("names.csv")):
    if row["use"] == "train":
        NAMES.setdefault(row["kind"], []).append(row["name"])
GROUPS = ("country", "party", "religion", "organisation")
KIND = {name: kind for kind in GROUPS for name in NAMES[kind]}
OFFICE = r"(?:(?:[Ff]ormer |[Vv]ice )?(?:President|Senator|Governor|Prime Minister|Chancellor|Secretary|Mayor|Judge) )"
PERSON = re.compile(rf"(?P<title>(?:{TITLE}|{OFFICE}))(?P<name>{PART}(?: (?:[A-Z]\. )?{PART}){{0,2}})(?P<own>[’']s)?")


MASKED = 0.12  # share of names that are blotted out: what is left must tell the tone


def other_name(mention: str, rng: random.Random) -> str:
    """Return another name for a mention: of the same kind where the kind is known; "" where it is no name.

    A bare surname mostly gets a surname, a full name a full one; one in four gets a well-known person's.
    """
    if mention in KIND:
        return rng.choice(NAMES[KIND[mention]])
    person = PERSON.fullmatch(mention)
    if not person or set(person["name"].split()) & set(WORDS["never_people"]):
        return ""
    if rng.random() < MASKED:
        return person["title"] + "[MASK]" + (person["own"] or "")
    full, chance = " " in person["name"], rng.random()
    if chance < 0.06 and not person["title"]:
        name = rng.choice(NAMES[rng.choice(GROUPS)])
    elif chance < 0.3:
        name = rng.choice([n for n in NAMES["known"] if (" " in n) == full])
    else:
        name = rng.choice(NAMES["person" if full != (chance > 0.92) else "surname"])
    return person["title"] + name + (person["own"] or "")


def renamed(reading: Reading, rng: random.Random) -> Reading:
    """Give each named target of a sentence another name, wherever the sentence has it, so that no name means a tone."""
    for place in rng.sample(range(len(reading.targets)), len(reading.targets)):
        target = reading.targets[place]
        old = reading.sentence[target.start : target.end]
        new = other_name(old, rng)
        if new:
            reading = put(reading, old, new)
    return reading


def put(reading: Reading, old: str, new: str) -> Reading:
    """Put other words wherever a sentence has the old ones, and move its targets along."""
    ends = (r"(?<!\w)" if old[0].isalnum() else "") + re.escape(old) + (r"(?!\w)" if old[-1].isalnum() else "")
    spots = [m.span() for m in re.finditer(ends, reading.sentence)]
    parts, last = [], 0
    for a, b in spots:
        parts += [reading.sentence[last:a], new[0].upper() + new[1:] if a == 0 else new]
        last = b
    longer = len(new) - len(old)

    def moved(place: int, side: int) -> int:
        before = sum(b <= place for _, b in spots)
        for a, _ in spots:
            if a < place < a + len(old):  # a target inside the old words now is all of the new ones
                return a + longer * before + (len(new) if side else 0)
        return place + longer * before

    targets = tuple(replace(t, start=moved(t.start, 0), end=moved(t.end, 1)) for t in reading.targets)
    return replace(reading, sentence="".join(parts) + reading.sentence[last:], targets=targets)


GAPS = {"{1}": "first", "{2}": "second"}


def framed(each: int, rng: random.Random) -> list[Reading]:
    """Return our own training sentences, each with `each` names, as labelled readings."""
    found = []
    for row in rows(Path(__file__).with_name("frames.csv")):
        kinds = list(NAMES) if row["kind"] == "any" else ["person", "surname", "known"]
        start = row["sentence"].index("{}")
        plain = Reading(row["sentence"], (Target(start, start + 2, LABELS.index(row["label"])),), name="frame")
        first = rng.randrange(len(kinds))
        found += [put(plain, "{}", rng.choice(NAMES[kinds[(first + k) % len(kinds)]])) for k in range(each)]
    for row in rows(Path(__file__).with_name("pairs.csv")):
        places = [(row["sentence"].index(gap), LABELS.index(row[which])) for gap, which in GAPS.items()]
        plain = Reading(row["sentence"], tuple(Target(start, start + 3, label) for start, label in places), name="pair")
        for _ in range(2 * each):
            kind = rng.choice(("person", "surname", "known", *GROUPS))
            one, other = rng.sample(NAMES[kind], 2)
            found.append(put(put(plain, "{1}", one), "{2}", other))
    return found
