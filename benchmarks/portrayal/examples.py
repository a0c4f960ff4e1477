"""The examples a model of portrayal learns from: labelled targets, unlabelled mentions, swapped names."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.knowledge import DATA, rows
from helpers.sentiment.portrayal import LABELS

POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}  # NewsMTSC's codes -> index into helpers.sentiment.portrayal.LABELS
SHORTEST, LONGEST = 40, 200  # characters of a sentence worth distilling on


@dataclass(frozen=True)
class Example:
    """A mention in a sentence, and its label (0 negative, 1 neutral, 2 positive) where one is known."""

    sentence: str
    start: int
    end: int
    label: int | None = None
    gid: str = ""


def newsmtsc(path: Path) -> list[Example]:
    """Read every labelled target of a NewsMTSC file."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Example(row["sentence_normalized"], t["from"], t["to"], POLARITY[float(t["polarity"])], t["Input.gid"])
        for row in records
        for t in row["targets"]
        if float(t["polarity"]) in POLARITY
    ]


def own(split: str) -> list[Example]:
    """Read one half (train, test) of our own labelled sentences."""
    return [
        Example(r["sentence"], int(r["start"]), int(r["end"]), LABELS.index(r["label"]), r["id"])
        for r in rows(DATA / "gold" / "portrayal.csv")
        if r["split"] == split
    ]


def held_out(example: Example, tenths: int = 1) -> bool:
    """Say whether an example's sentence belongs to the hold-out: by its hash, so never in part."""
    return hashlib.sha256(example.sentence.encode()).digest()[0] < 25.6 * tenths


# --------------------------------------------------------------------------- unlabelled mentions

WORDS = json.loads(Path(__file__).with_name("mentions.json").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, whole."""
    return rf"\b(?:{'|'.join(words)})\b"


PART = rf"(?!{one_of(WORDS['never_names'])})[A-Z][\w\-]*\w"
TITLE = rf"(?:{one_of(WORDS['titles'])}\. )?"
NAME = rf"\b{TITLE}{PART}(?: (?:(?:of|de|bin|al|von|van) )?(?:[A-Z]\. )?{PART})*"
ROLE = rf"\b(?:[Tt]he|his|her|their) (?:{'|'.join(WORDS['roles'])})\b"
MENTION = re.compile(f"{NAME}|{one_of(WORDS['pronouns'])}|{ROLE}")
NOT_AFTER = r"(?<!\b[A-Z]\.)(?<!\bMr\.|\bMs\.|\bDr\.)(?<!\bMrs\.|\bSen\.|\bRep\.|\bGov\.)"
SENTENCE = re.compile(rf"(?<=[.!?”\"]){NOT_AFTER}\s+(?=[A-Z“\"])")


def sentences_of(path: Path) -> list[str]:
    """Return the sentences of a JSON-lines file: `sentence_normalized` as it is, or `text` roughly split."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "sentence_normalized" in row:
            found.append(row["sentence_normalized"])
        else:
            found += [part.strip() for block in row["text"].split("\n") for part in SENTENCE.split(block)]
    return [sentence for sentence in dict.fromkeys(found) if SHORTEST <= len(sentence) <= LONGEST]


def mentions_of(sentence: str) -> list[Example]:
    """Return the names, pronouns and common role nouns of a sentence as unlabelled examples."""
    return [Example(sentence, *match.span()) for match in MENTION.finditer(sentence)]


def unlabelled(paths: Iterable[Path], known: Iterable[Example], wanted: int, seed: int = 0) -> list[Example]:
    """Draw `wanted` mentions, none of them a known example's nor from a held-out sentence."""
    known = list(known)
    taken = {(e.sentence, e.start) for e in known}
    kept_apart = {e.sentence for e in known if held_out(e)}
    pool = []
    for path in sorted(paths):
        rng = random.Random(seed)
        for sentence in sentences_of(path):
            if sentence in kept_apart:
                continue
            fresh = [m for m in mentions_of(sentence) if (m.sentence, m.start) not in taken]
            pool += rng.sample(fresh, min(3, len(fresh)))
    random.Random(seed).shuffle(pool)
    return pool[:wanted]


# --------------------------------------------------------------------------- swapped names

NAMES: dict[str, list[str]] = {}
for row in rows(Path(__file__).with_name("names.csv")):
    if row["use"] == "train":
        NAMES.setdefault(row["kind"], []).append(row["name"])
KIND = {name: kind for kind, names in NAMES.items() if kind != "person" for name in names}
OFFICE = r"(?:President|Senator|Governor|Prime Minister) "
PERSON = re.compile(rf"(?P<title>{TITLE}|{OFFICE})(?P<name>{PART} {PART})")


def renamed(example: Example, rng: random.Random) -> Example:
    """Give the actor of an example another name of the same kind, so that no name comes to stand for a tone.

    An example without a full personal name, a listed country, party or religion is returned as it is.
    """
    mention = example.sentence[example.start : example.end]
    person = PERSON.fullmatch(mention)
    if mention in KIND:
        return put(example, rng.choice(NAMES[KIND[mention]]))
    if person and not set(person["name"].split()) & set(WORDS["never_people"]):
        return put(example, person["title"] + rng.choice(NAMES["person"]))
    return example


def regrouped(example: Example, rng: random.Random) -> Example:
    """Put a country, a party or a religion where a name or "they" stood, odd as the sentence may become."""
    mention = example.sentence[example.start : example.end]
    if mention[0].islower() and mention != "they":
        return example
    return put(example, rng.choice(NAMES[rng.choice(("country", "party", "religion"))]))


def put(example: Example, name: str) -> Example:
    """Put another name where the mention stood, and wherever else the sentence has the same words."""
    mention = example.sentence[example.start : example.end]
    if example.start == 0:
        name = name[0].upper() + name[1:]
    before = example.sentence[: example.start].replace(mention, name)
    after = example.sentence[example.end :].replace(mention, name)
    start, end = len(before), len(before) + len(name)
    return replace(example, sentence=before + name + after, start=start, end=end)


def framed(each: int, rng: random.Random) -> list[Example]:
    """Return our own training sentences, each with `each` names, as labelled examples."""
    found = []
    for row in rows(Path(__file__).with_name("frames.csv")):
        kinds = list(NAMES) if row["kind"] == "any" else [row["kind"]]
        start = row["sentence"].index("{}")
        plain = Example(row["sentence"], start, start + 2, LABELS.index(row["label"]))
        found += [put(plain, rng.choice(NAMES[kinds[k % len(kinds)]])) for k in range(each)]
    return found
