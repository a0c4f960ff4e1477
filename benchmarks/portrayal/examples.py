"""The sentences a model of portrayal learns from: labelled targets, swapped names, frames of our own."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from helpers import analyse
from helpers.corpus import Article
from helpers.knowledge import DATA, rows
from helpers.sentiment.portrayal import LABELS, PRIORS, WHOLE

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


def unlabelled(texts: Path, known: set[str], path: Path) -> list[Reading]:
    """Return what our tables find in articles that are trained on, in sentences that aren't known yet.

    texts: as `ordinary` has them; path: where what was found is kept, for it takes a minute or two.
    """
    if not path.exists():
        files = sorted({r["set"] for r in rows(DATA / "gold" / "portrayal_news.csv")})
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


# --------------------------------------------------------------------------- swapped names

WORDS = json.loads(Path(__file__).with_name("mentions.json").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, whole."""
    return rf"\b(?:{'|'.join(words)})\b"


# What a mention is swapped for depends on what it seems to be: a listed group, a body (by a word or as an acronym),
# a place, or else a person, a bare surname too. The article goes with the name: "the FBI said" becomes "Hamas said",
# "FBI agents" becomes "IMF agents".
ONE = rf"(?!{one_of(WORDS['never_names'])})[A-ZÀ-Þ][\w\-]*(?:[’'](?!s\b)[\w\-]+)?"
BEFORE = rf"(?:[a-z][\w\-]*|{one_of(WORDS['titles'])}\.?|{one_of(WORDS['offices'])}) "
PARTICLE = one_of(WORDS["particles"])
PERSON = re.compile(
    rf"(?P<title>(?:(?:[\w\-.’]+ )*?(?!{PARTICLE}){BEFORE})?)"
    rf"(?P<name>(?:{ONE}|[A-Z]\.)(?: (?:{PARTICLE}[ \-])*(?:[A-Z]\.|[A-ZÀ-Þ][\w’'\-]*\w)){{0,3}})"
)
ACRONYM = re.compile(r"[A-Z]{2,5}|(?:[A-Z]\.){2,4}")
PLACE = re.compile(one_of(map(re.escape, WORDS["places"])).removesuffix(r"\b"))
BODY = re.compile(one_of(WORDS["bodies"]))
OWN = re.compile(r"[’']s?$")
ARTICLE = re.compile(r"[Tt]he ")
OFTEN = ("movements and media",)  # what has the best and the worst names fills gaps twice as often
NAMES: dict[str, list[str]] = {}
for row in rows(Path(__file__).with_name("names.csv")):
    if row["use"] == "train":
        for kind in (row["kind"], *(group for group in OFTEN if group == row["group"])):
            NAMES.setdefault(kind, []).append(row["name"])
GROUPS = ("country", "party", "religion", "organisation")
KIND = {ARTICLE.sub("", name): kind for kind in GROUPS for name in NAMES[kind]}

MASKED = 0.12  # share of names that are blotted out: what is left must tell the tone
INVENTED = 0.2  # share of bodies that get an acronym nobody knows


def kind_of(name: str) -> str:
    """Return what a mention without article and possessive seems to be: a kind of GROUPS, "person", or "" (no name)."""
    if name in KIND:
        return KIND[name]
    if name in WORDS["places"] or name in WORDS["adjectives"]:
        return "country" if name.startswith("U") else ""
    if (BODY.search(name) and name[0].isupper()) or ACRONYM.fullmatch(name):
        return "organisation"
    if PLACE.match(name):
        return "country"
    return "person" if PERSON.fullmatch(name) else ""


def other_name(mention: str, rng: random.Random) -> str:
    """Return another name for a mention: of the same kind where the kind is known; "" where it is no name.

    A bare surname mostly gets a surname, a full name a full one; one in four gets a well-known person's.
    """
    own = OWN.search(mention)
    core = ARTICLE.sub("", mention.removesuffix(own.group() if own else ""), count=1)
    kind, title, chance = kind_of(core), "", rng.random()
    person = PERSON.fullmatch(core) if kind == "person" else None
    if not kind:
        return ""
    if rng.random() < MASKED:
        name = "[MASK]"
    elif kind == "organisation" and chance < INVENTED:
        name = "the " + "".join(rng.sample("ABCDEFGHIJKLMNOPRSTUVW", rng.choice((3, 3, 4))))
    elif not person:
        name = rng.choice(NAMES[kind if chance < 0.9 else rng.choice(("surname", "known", *GROUPS))])
    else:
        full = " " in person["name"]
        if chance < 0.06 and not person["title"]:
            name = rng.choice(NAMES[rng.choice(GROUPS)])
        elif chance < 0.3:
            name = rng.choice([n for n in NAMES["known"] if (" " in n) == full])
        else:
            name = rng.choice(NAMES["person" if full != (chance > 0.92) else "surname"])
    if person:
        title = person["title"]
    return title + name + (own.group() if own else "")


def renamed(reading: Reading, rng: random.Random) -> Reading:
    """Give each named target of a sentence another name, wherever the sentence has it, so that no name means a tone."""
    for place in rng.sample(range(len(reading.targets)), len(reading.targets)):
        target = reading.targets[place]
        old = reading.sentence[target.start : target.end]
        new = other_name(old, rng)
        if new:
            reading = swapped(reading, old, new)
    return shorn(reading, rng)


def swapped(reading: Reading, old: str, new: str) -> Reading:
    """Put another name in the place of one, and its article in the place of the other's."""
    bare, short = ARTICLE.sub("", old, count=1), ARTICLE.sub("", new, count=1)
    if re.search(rf"\b{re.escape(bare)}", new):  # it would be found again in what was put
        return reading
    with_article = [article + bare for article in ("the ", "The ") if article + bare in reading.sentence]
    if not with_article or kind_of(OWN.sub("", bare)) == "person":
        return put(reading, old, new)
    for full in with_article:
        reading = put(reading, full, new)
    return put(reading, bare, short)


def shorn(reading: Reading, rng: random.Random) -> Reading:
    """Leave the article out of every other target that begins with one: tables name both "the FBI" and "FBI"."""

    def cut(t: Target) -> Target:
        found = ARTICLE.match(reading.sentence[t.start : t.end])
        return replace(t, start=t.start + found.end()) if found and rng.random() < 0.5 else t

    return replace(reading, targets=tuple(map(cut, reading.targets)))


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


# --------------------------------------------------------------------------- frames

GAPS = {"{}": "label", "{1}": "first", "{2}": "second"}
PEOPLE = ("person", "surname", "known")
WITH_ROLE = 0.25  # share of people in frames that are named with what they are: "Bus driver X"


def framed() -> list[Reading]:
    """Return our own training sentences with their gaps, one target a gap; `name`: any, person, or pair."""
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
    """Put names into the gaps of a frame: of two, both of one kind."""
    kind = rng.choice(PEOPLE if frame.name == "person" else list(NAMES))
    gaps = [gap for gap in GAPS if gap in frame.sentence]
    for gap, name in zip(gaps, rng.sample(NAMES[kind], len(gaps)), strict=True):
        if kind in PEOPLE and rng.random() < WITH_ROLE:
            frame = put(frame, gap, f"{rng.choice(WORDS['roles'])} {name}")
            first = frame.sentence.index(name)
            targets = [replace(t, start=first, end=first + len(name)) if t.start <= first < t.end else t
                       for t in frame.targets]  # fmt: skip
            frame = replace(frame, targets=tuple(targets))
        else:
            frame = put(frame, gap, name)
    return shorn(frame, rng)


def shown(reading: Reading, rng: random.Random, share: float) -> Reading:
    """Return a sentence as it is shown in training: gaps filled, or, of so large a share, names swapped."""
    if any(gap in reading.sentence for gap in GAPS):
        return filled(reading, rng)
    return renamed(reading, rng) if rng.random() < share else reading
