"""Know what a reader's own `articles.csv` says of the files beside it: title, day, outlet, by file name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from ..tables import Problem
from . import dates, tabular
from .columns import FIELDS, recognise
from .entries import Entry, Record

METADATA = "articles.csv"
ACTORS, CORRECTIONS = "actors.csv", "corrections.csv"  # the reader's own tables, which are no articles
FILE = "file"


@dataclass
class Known:
    """What is known of files by their names, where it stands, what was wrong with it, and which rows were used."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    path: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    @classmethod
    def beside(cls, folder: Path, whole: bool = True) -> Known:
        """Read the `articles.csv` in a folder, or beside it. whole: the folder is the source, not one file in it."""
        for path in (folder / METADATA, folder.resolve().parent / METADATA):
            if path.is_file():
                entry = Entry(path.name, path.stat().st_size, partial(_binary, path))
                known = cls.read(entry, own=path.parent == folder)
                if known.rows or known.problems:
                    known.path = path
                    return known
        return cls()

    @classmethod
    def read(cls, entry: Entry, own: bool = True) -> Known:
        """Read one table of what is known of files; one that holds articles of its own, or none of ours, is none.

        own: it lies in the folder of the texts, so that what is wrong with it is worth a word.
        """
        known = cls()
        try:
            table = tabular.opened(entry, {"text": FILE})
            names = recognise(table.names, {})
            if FILE not in table.names or "text" in names:
                return cls()
            order = dates.settle(row[1].get(names.get("published", "")) for row in _sound(table.rows()))
            for row in table.rows():
                if isinstance(row, Problem):
                    known.problems.append(row)
                    continue
                known._take(*row, names, order)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}; what it says of the files is not used"
            return cls(problems=[Problem(entry.name, "cannot be read", reason)]) if own else cls()
        return known

    def _take(self, place: str, row: Mapping[str, Any], names: Mapping[str, str], order: dates.Order) -> None:
        file = str(row.get(FILE) or "").strip()
        if file in self.rows:
            self.problems.append(Problem(place, "row not used", f"a second row for {file!r}; the first counts"))
            return
        values = {name: str(row.get(names[name]) or "").strip() for name in FIELDS if name in names}
        if values.get("published"):
            try:
                values["published"] = dates.iso(values["published"], order)
            except ValueError as error:
                self.problems.append(Problem(place, "date not understood", f"published {error}"))
                values["published"] = ""
        self.rows[file] = {name: value for name, value in values.items() if value}

    def added(self, entry: Entry, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of a file with what is known of it."""
        name = entry.inner or entry.name
        keys = (name, entry.stem, PurePosixPath(name).name)
        key = next((key for key in keys if key in self.rows), None)
        self.used |= {key} if key is not None else set()
        values = self.rows[key] if key is not None else {}
        if "published" in values:
            values = {"published_by": "reader"} | values
        for record in records:
            yield record if isinstance(record, Problem) else replace(record, **values)

    def unused(self, base: Path | None) -> Iterator[Problem]:
        """Yield the rows that match no file; base: the folder of the source, '' for a zip."""
        beside = self.path.parent if self.path else None
        for number, file in enumerate(self.rows, 1):
            elsewhere = beside is not None and base is not None and beside != base and (beside / file).exists()
            if file not in self.used and not elsewhere:
                yield Problem(
                    f"{METADATA} row {number}", "row not used", f"no file {file!r} among those that were read"
                )


def _binary(path: Path) -> BinaryIO:
    return path.open("rb")


def _sound(rows: Iterable[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return (row for row in rows if not isinstance(row, Problem))
