"""Hold the tables of known actors: states, organisations, places, and the analyst's own table.

`match` answers one question, fast: does a known name begin at this offset, and what does it stand for?
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from ..knowledge import KnowledgeError, rows
from .ids import parts, slug

TYPES = ("person", "country", "organisation", "group", "place")
OWN_TABLE = "actors.csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name. use: name, adjective, people, capital, seat, or own (the analyst's table)."""

    surface: str
    actor_id: str
    actor: str
    type: str
    use: str
    the: bool = False  # stands for the actor only after "the": "the West", "the States"


@dataclass
class Gazetteer:
    """Known names by their first two letters, longest first, and listed persons by surname."""

    by_start: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    own: dict[str, Entry] = field(default_factory=dict)
    surnames: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[str, list[Entry]] = field(
        default_factory=lambda: defaultdict(list)
    )  # by the id of an unlisted namesake

    def match(self, text: str, start: int) -> Entry | None:
        """Return the longest known name that begins at this offset and ends where a word ends."""
        for entry in self.by_start.get(text[start : start + 2], ()):
            if text.startswith(entry.surface, start):
                end = start + len(entry.surface)
                if (end == len(text) or not text[end].isalnum()) and (
                    not entry.the or text[max(0, start - 4) : start].lower() == "the "
                ):
                    return entry
        return None

    def listed(self, surname: str) -> Entry | None:
        """Return the one listed person of this surname; None when there is none or more than one."""
        return _only(self.surnames.get(surname, ()))

    def person(self, actor_id: str) -> Entry | None:
        """Return the one listed person whose name, or an alias, gives this id by the rule for unlisted ones."""
        return _only(self.persons.get(actor_id, ()))


def _only(entries: Iterable[Entry]) -> Entry | None:
    found = {entry.actor_id: entry for entry in entries}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def gazetteer() -> Gazetteer:
    """Read the tables once. Raises KnowledgeError naming the file and line of a bad row."""
    found: dict[str, Entry] = {}
    for entry in (*_places(), *_known(), *_countries(), *_own()):  # the later overrides the earlier
        found[entry.surface] = entry
    table = Gazetteer()
    for entry in found.values():
        table.by_start[entry.surface[:2]].append(entry)
        if entry.use == "own":
            table.own[entry.surface] = entry
            if entry.type == "person" and " " in entry.surface:
                form = parts(entry.surface)
                table.surnames[form.bare].append(entry)
                table.persons[form.id].append(entry)
    for entries in table.by_start.values():
        entries.sort(key=lambda entry: -len(entry.surface))
    return table


def _countries() -> list[Entry]:
    entries = []
    columns = (("capital", "capital"), ("seats", "seat"), ("adjectives", "adjective"), ("people", "people"))
    for row in rows("lexicons/countries.csv", ("id", "name", "aliases", *(column for column, _ in columns))):
        known = (row["id"], row["name"], "country")
        for column, use in columns:
            entries += [_entry(surface, *known, use) for surface in _cell(row[column])]
        for adjective in _cell(row["adjectives"]):
            if adjective[-1] in "ni":
                entries.append(_entry(adjective + "s", *known, "people"))
        entries += [_entry(surface, *known, "name") for surface in (*_cell(row["aliases"]), row["name"])]
    return entries


def _known() -> list[Entry]:
    entries = []
    for row in rows("lexicons/known_actors.csv", ("id", "name", "aliases", "adjectives", "capital")):
        known = (row["id"], row["name"].removeprefix("the "), row["id"].split(":")[0])
        entries += [_entry(surface, *known, "adjective") for surface in _cell(row["adjectives"])]
        entries += [_entry(surface, *known, "capital") for surface in _cell(row["capital"])]
        entries += [_entry(surface, *known, "name") for surface in (row["name"], *_cell(row["aliases"]))]
    return entries


def _places() -> list[Entry]:
    entries = []
    for row in rows("lexicons/places.csv", ("name", "aliases")):
        known = (f"place:{slug(row['name'])}", row["name"], "place")
        entries += [_entry(surface, *known, "name") for surface in (row["name"], *_cell(row["aliases"]))]
    return entries


def _own() -> list[Entry]:
    """Read the analyst's table, which overrides all others."""
    entries: list[Entry] = []
    owners: dict[str, str] = {}
    for row in rows(OWN_TABLE, ("id", "name", "type", "aliases")):
        where = f"{OWN_TABLE} line {row['line']}"
        if not row["name"]:
            raise KnowledgeError(f"{where}: the name is empty")
        if row["type"] not in TYPES:
            raise KnowledgeError(f"{where}: type {row['type']!r} is not one of {', '.join(TYPES)}")
        if not re.fullmatch(r"[a-z]+:[A-Za-z0-9-]+", row["id"]):
            raise KnowledgeError(f"{where}: id {row['id']!r} should look like {row['type']}:{slug(row['name'])}")
        for surface in (row["name"], *_cell(row["aliases"])):
            if owners.setdefault(surface, row["id"]) != row["id"]:
                raise KnowledgeError(f"{where}: {surface!r} already stands for {owners[surface]}")
            entries.append(_entry(surface, row["id"], row["name"], row["type"], "own"))
    return entries


def _cell(cell: str) -> list[str]:
    return [value.strip() for value in cell.split("|") if value.strip()]


def _entry(surface: str, actor_id: str, actor: str, kind: str, use: str) -> Entry:
    the = surface.startswith("the ") and use != "own"
    bare = surface.removeprefix("the ").removeprefix("The ") if use != "own" else surface
    return Entry(bare, actor_id, actor, kind, use, the)
