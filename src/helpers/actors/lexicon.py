"""Hold the word tables that say what a capitalised word, a title or a noun tells about who is named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..knowledge import PACKAGE, rows, words


@dataclass(frozen=True)
class Lexicon:
    """The word tables, each a dictionary from a word in lower case to what it tells."""

    titles: dict[str, str]  # "minister": office, "mr": honorific, "prime": part (only beside an office)
    types: dict[str, str]  # "university": organisation, "lake": place, "festival": other
    whole: frozenset[str]  # words that make a run theirs wherever they stand in it
    epithets: frozenset[str]  # before a surname they are no given name: "Team Hale"
    particles: frozenset[str]
    joints: frozenset[str]
    given: dict[str, str]  # given name: m, f or x
    calendar: frozenset[str]
    alone: frozenset[str]
    persons: dict[str, str]  # noun for a person: m, f or ''
    things: dict[str, str]  # "company": organisation, "city": place
    gender: dict[str, str]  # of titles: "mrs": f
    owners: frozenset[str]  # "people": a body may be theirs by name ("People's Bank")
    portfolios: frozenset[str]  # "ministry": what follows its "of" is a field of work
    speech: frozenset[str]  # forms of verbs that report speech
    shorts: frozenset[tuple[str, str]]  # ("bill", "william")
    nicknames: frozenset[tuple[str, str]]  # the same both ways


@cache
def lexicon() -> Lexicon:
    """Read the word tables once."""
    titles = rows("lexicons/titles.csv", ("word", "kind", "gender"))
    kinds = rows("lexicons/name_words.csv", ("word", "type", "position"))
    never = rows("lexicons/not_names.csv", ("word", "kind"))
    short = {(row["short"], row["long"]) for row in rows("lexicons/nicknames.csv", ("short", "long"))}
    cues = rows("lexicons/cues.csv", ("forms", "class", "takes", "stance"))
    return Lexicon(
        titles={row["word"]: row["kind"] for row in titles},
        types={row["word"]: row["type"] for row in kinds if row["type"] in ("organisation", "place", "other")},
        whole=frozenset(row["word"] for row in kinds if row["position"] == "any"),
        epithets=frozenset(row["word"] for row in never if row["kind"] == "epithet"),
        particles=frozenset(row["word"] for row in kinds if row["type"] == "particle"),
        joints=frozenset(row["word"] for row in kinds if row["type"] == "joint"),
        given=_pairs("given_names", "name", "gender"),
        calendar=frozenset(row["word"] for row in never if row["kind"] == "calendar"),
        alone=frozenset(row["word"] for row in never if row["kind"] != "epithet"),
        persons=_pairs("person_nouns", "word", "gender"),
        things=_pairs("thing_nouns", "word", "type"),
        gender={row["word"]: row["gender"] for row in titles if row["gender"]},
        owners=frozenset(row["word"] for row in kinds if row["type"] == "owner"),
        portfolios=frozenset(row["word"] for row in kinds if row["position"] == "portfolio"),
        speech=frozenset(
            form
            for row in cues
            if row["class"] == "verb" and row["stance"] != "mind" and "document" not in row["takes"].split()
            for form in row["forms"].split()
        ),
        shorts=frozenset(short),
        nicknames=frozenset(short | {(long, form) for form, long in short}),
    )


def _pairs(table: str, key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in rows(f"lexicons/{table}.csv", (key, value))}


@cache
def state_nouns() -> frozenset[str]:
    """Return the nouns that make a nationality stand for the state: "invasion", "president"."""
    return words("lexicons/state_nouns.csv")


@cache
def noun_kinds() -> dict[str, str]:
    """Return what a noun without a name is as a source: person, collective or document."""
    return {row["noun"]: row["kind"] for row in rows("lexicons/sources.csv", ("noun", "kind"))}


def is_person(word: str) -> bool:
    """Say whether a noun stands for a person: "lawyer", "senator"."""
    lex = lexicon()
    return word in lex.persons or lex.titles.get(word) == "office" or noun_kinds().get(word) == "person"


def is_body(word: str) -> bool:
    """Say whether a noun stands for an organisation: "ministry", "company"."""
    known = body_kinds().get(word, "") not in ("", "people") or lexicon().things.get(word) == "organisation"
    return known or (noun_kinds().get(word) == "collective" and body_kinds().get(word) != "people")


@cache
def body_kinds() -> dict[str, str]:
    """Return what some nouns for bodies tell beyond that: government, any, part or people."""
    return {row["noun"]: row["kind"] for row in rows("lexicons/body_nouns.csv", ("noun", "kind"))}


@cache
def world() -> dict[str, frozenset[str]]:
    """Return the given and family names, the cities, the large ones and the regions of the world."""
    read = {}
    for name in ("given_names", "family_names", "cities", "regions"):
        lines = (PACKAGE / f"lexicons/{name}_world.txt").read_text(encoding="utf-8").split("\n")
        read[name.removesuffix("_names")] = frozenset(line for line in lines if line and line[0] != "#")
    read["large"] = frozenset(line[1:] for line in read["cities"] if line[0] == "+")
    return read


@cache
def speaks_for() -> dict[str, str]:
    """Return for whom a source speaks, where the text says so: body, staff or maker (see the head of the file)."""
    return {row["noun"]: row["whom"] for row in rows("lexicons/speaks_for.csv", ("noun", "whom"))}
