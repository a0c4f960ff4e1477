"""Hold the tables of known actors: states, organisations, places, and the analyst's own table.

`match` answers one question, fast: does a known name begin at this offset, and what does it stand for?
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from ..knowledge import DATA, KnowledgeError, rows
from .ids import parts, slug

TYPES = ("person", "country", "organisation", "group", "place")
OWN_TABLE = "actors.csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name. use: name, adjective, people, capital, or own (the analyst's table)."""

    surface: str
    actor_id: str
    actor: str
    type: str
    use: str
    part_of: str = ""  # the id of the body or state that it is a part of
    home: str = ""  # the country without which the name may be another's
    the: bool = False  # stands for the actor only after "the": "the West", "the States"


@dataclass
class Gazetteer:
    """Known names by their first three letters, longest first, and listed persons by surname."""

    by_start: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    own: dict[str, Entry] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    part_of: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[str, list[Entry]] = field(
        default_factory=lambda: defaultdict(list)
    )  # by the id of an unlisted namesake

    def match(self, text: str, start: int) -> Entry | None:
        """Return the longest known name that begins at this offset and ends where a word ends."""
        begin = text[start : start + 3]
        for entry in self.by_start.get(begin, ()) or self.by_start.get(begin[:2], ()):
            if text.startswith(entry.surface, start):
                end = start + len(entry.surface)
                if (end == len(text) or not (text[end].isalnum() or text[end] in "$€£")) and (
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


_in_use: ContextVar[Gazetteer | None] = ContextVar("gazetteer", default=None)


def gazetteer() -> Gazetteer:
    """Return the tables in use: ours and `data/actors.csv`, and within `using` the one beside the articles.

    Raises KnowledgeError naming the file and line of a bad row.
    """
    return _in_use.get() or read(())


@contextmanager
def using(own: tuple[Entry, ...]) -> Iterator[None]:
    """Let what `beside` read override all other tables, for the length of a with-block."""
    token = _in_use.set(read(own))
    try:
        yield
    finally:
        _in_use.reset(token)


@lru_cache(maxsize=8)
def read(own: tuple[Entry, ...]) -> Gazetteer:
    """Put all tables together, the reader's last. Raises KnowledgeError naming the file and line of a bad row."""
    found: dict[str, Entry] = {}
    for entry in (*_places(), *_known(), *_countries(), *_own(OWN_TABLE), *own):  # the later overrides the earlier
        found[entry.surface] = entry
        if "'" in entry.surface:
            curly = entry.surface.replace("'", "’")
            found[curly] = replace(entry, surface=curly)
    table = Gazetteer()
    for entry in found.values():
        table.by_start[entry.surface[:3]].append(entry)
        table.ids.add(entry.actor_id)
        if entry.part_of:
            table.part_of[entry.actor_id] = entry.part_of
        if entry.use == "own":
            table.own[entry.surface] = entry
            form = parts(entry.surface)
            if entry.type == "person" and form.given:
                table.surnames[form.bare].append(entry)
                table.persons[form.id].append(entry)
    for begin, entries in table.by_start.items():
        if len(begin) == 3:  # names of two letters are looked for where none of three fits
            entries += table.by_start.get(begin[:2], ())
    for entries in table.by_start.values():
        entries.sort(key=lambda entry: -len(entry.surface))
    return table


def beside(source: object) -> tuple[Entry, ...]:
    """Read the `actors.csv` that lies in a folder of articles, or beside a file of them; () where there is none.

    source: what the articles are read from; anything but a path has nothing beside it.
    Raises KnowledgeError naming the file and line of a bad row.
    """
    if not isinstance(source, str | Path):
        return ()
    folder = Path(source) if Path(source).is_dir() else Path(source).parent
    path = (folder / OWN_TABLE).resolve()
    if not path.is_file() or path == (DATA / OWN_TABLE).resolve():
        return ()
    if any("actor_id" in row for row in rows(path)):  # the table `actors` of an analysis, not the reader's
        return ()
    return tuple(_own(str(path)))


def _countries() -> list[Entry]:
    entries = []
    columns = (("capital", "capital"), ("adjectives", "adjective"), ("people", "people"))
    for row in rows("lexicons/countries.csv", ("id", "name", "aliases", "seats", *(c for c, _ in columns))):
        known = (row["id"], row["name"], "country")
        for column, use in columns:
            entries += [_entry(surface, *known, use) for surface in _cell(row[column])]
        for seat in _cell(row["seats"]):
            surface, _, body = seat.partition("=")
            body = (body or surface).removeprefix("the ")
            entry = _entry(surface, f"organisation:{slug(body)}", body, "organisation", "name")
            entries.append(replace(entry, part_of=row["id"]))
        for adjective in _cell(row["adjectives"]):
            if adjective[-1] in "ni":
                entries.append(_entry(adjective + "s", *known, "people"))
        entries += [_entry(surface, *known, "name") for surface in (*_cell(row["aliases"]), row["name"])]
    return entries


def _known() -> list[Entry]:
    entries = []
    for row in rows("lexicons/known_actors.csv", ("id", "name", "aliases", "adjectives", "capital", "part_of", "home")):
        known = (row["id"], row["name"].removeprefix("the "), row["id"].split(":")[0])
        own = [_entry(surface, *known, "adjective") for surface in _cell(row["adjectives"])]
        own += [_entry(surface, *known, "capital") for surface in _cell(row["capital"])]
        own += [_entry(surface, *known, "name") for surface in (row["name"], *_cell(row["aliases"]))]
        entries += [replace(entry, part_of=row["part_of"], home=row["home"]) for entry in own]
    return entries


def _places() -> list[Entry]:
    entries = []
    for row in rows("lexicons/places.csv", ("name", "aliases")):
        known = (f"place:{slug(row['name'])}", row["name"], "place")
        entries += [_entry(surface, *known, "name") for surface in (row["name"], *_cell(row["aliases"]))]
    return entries


def _own(table: str) -> list[Entry]:
    """Read a table of the reader's, which overrides ours. table: absolute, or relative to `data/`."""
    entries: list[Entry] = []
    owners: dict[str, str] = {}
    for row in rows(table, ("id", "name", "type", "aliases")):
        where = f"{Path(table).name} line {row['line']}"
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
    return Entry(bare, actor_id, actor, kind, use, the=the)
