"""Read articles and never change their text.

A corpus is read as it is asked for, one article at a time, so that a million articles need no more
memory than ten. What can't be read becomes a problem, and the reading goes on.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import os
import unicodedata
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import ParseError

from .. import ownership
from ..knowledge import KnowledgeError, lookup, rows
from ..phrases import counted, rearm
from ..tables import CORRECTIONS as OF_CORRECTIONS
from ..tables import Article, Problem, frame, show_whole
from . import entries, tabular
from .columns import FIELDS, called, ordered, recognise, whole
from .entries import MAX_BYTES, Entry, Looks, Notes, Record, looks
from .intake import NOTES
from .readers import READERS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NOTES", "Article", "Corpus", "read"]

SHOWN = 1_000  # characters of a path, or of a text taken for one, in a message


@dataclass(frozen=True)
class Corpus:
    """Articles in a fixed order; each id once, each text once unless `duplicates` are asked for.

    Iterating yields Article after Article; `records` yields the problems too, where they occur.
    """

    given: Path | tuple[Article, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    duplicates: bool = False

    def __iter__(self) -> Iterator[Article]:
        return (record for record in self.records() if isinstance(record, Article))

    def __len__(self) -> int:
        return len(self.articles)

    @property
    def tables(self) -> Path | None:
        """The folder, where the source is one that `analyse` wrote: its tables need no second analysis."""
        return self.given if isinstance(self.given, Path) and holds_tables(self.given) else None

    def records(self, meter: Meter | None = None, looks: Looks = looks) -> Iterator[Record]:
        """Read everything, also what is wrong.

        Args:
            meter: is told how far the reading has come; None for nobody.
            looks: says what about an article looks like furniture.

        Yields:
            Articles and problems as they are read.

        Raises:
            FileNotFoundError: the source is not there.
            ValueError: a kind of file nobody can read.
        """
        if isinstance(self.given, Path):
            return _once(records(self.given, self.columns, meter, looks), self.duplicates)
        return _once(_dated(self.given), self.duplicates)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles as a DataFrame: article_id, text, title, published, outlet, url, author, known, published_by."""
        import pandas as pd

        show_whole()
        rows = [asdict(article) for article in self]
        columns = [name for name in Article.__dataclass_fields__ if name != "spare"]
        return pd.DataFrame(rows, columns=columns, dtype="str")

    @cached_property
    def problems(self) -> pd.DataFrame:
        """What could not be read, or only in part: source, problem, detail."""
        return frame("problems", (record for record in self.records() if isinstance(record, Problem)))


def read(
    source: str | Path | Iterable[Article], columns: Mapping[str, str] | None = None, duplicates: bool = False
) -> Corpus:
    """Read a folder, a file or a zip of articles.

    Args:
        source: nested folders of texts, pages, feeds, documents of Word and messages; tables (.csv, .tsv, .json,
            .jsonl, .parquet, .xlsx) with a column for the text; exports of databases with many documents in a file; a
            .zip of any of these; a folder that `analyse` wrote; or articles made by hand.
        columns: {our name: the file's name} where it is none that is known, for example
            {"text": "Inhalt", "published": "Datum:day-first"}.
        duplicates: keep an article whose text was there before.

    Returns:
        A corpus, which reads as it is iterated over.

    Raises:
        FileNotFoundError: nothing is there.
        TypeError: the source is neither a path nor articles.

    Example:
        >>> from helpers.corpus import Article
        >>> [article.text for article in read([Article("a", "It rained."), Article("b", "It rained.")])]
        ['It rained.']
    """
    if isinstance(source, str | Path):
        return Corpus(there(source), dict(columns or {}), duplicates)
    given = tuple(source) if isinstance(source, Iterable) else (source,)
    if others := [one for one in given if not isinstance(one, Article)]:
        what = type(others[0] if isinstance(source, list | tuple) else source).__name__
        raise TypeError(f"a path or Articles are read, not {what}: [Article('a name', text, published='2024-05-06')]")
    return Corpus(given, dict(columns or {}), duplicates)


def there(source: str | Path) -> Path:
    """Say where articles lie, or that they do not lie there: a text that was taken for a path is none.

    Args:
        source: a file or a folder.

    Returns:
        Its path.

    Raises:
        FileNotFoundError: nothing is there.
    """
    source = ownership.home(source) if isinstance(source, str) and source.startswith("~") else source
    try:
        os.stat(source)  # noqa: PTH116 (a `Path` of a text of any length ends in an error of its own)
    except PermissionError as error:
        raise PermissionError(f"{source}: {_reason(error)}") from None
    except (OSError, ValueError):
        way_out = "; a text itself is read as [Article('a name', text)]" if " " in str(source) else ""
        below = f" below {Path.cwd()}" if Path().is_dir() and not Path(source).is_absolute() else ""
        raise FileNotFoundError(f"{str(source)[:SHOWN]}: there is no such file or folder{below}{way_out}") from None
    return Path(source)


def _dated(given: Iterable[Article]) -> Iterator[Record]:
    """Write the days of articles made by hand as the tables have them, or say that one is none."""
    for article in given:
        try:
            published = entries.iso(article.published)
        except ValueError as error:
            published = ""
            yield Problem(article.article_id, "date not understood", f"published {error}")
        text, replaced = whole(article.text)
        if replaced:
            yield Problem(
                article.article_id, "replaced characters", f"{replaced} halves of surrogate pairs, now U+FFFD"
            )
            article = replace(article, text=text)
        yield article if published == article.published[:10] else replace(article, published=published, published_by="")


def _once(source: Iterable[Record], duplicates: bool) -> Iterator[Record]:
    """Let each id and each text through once; a few digests an article are all that is remembered."""
    ids: set[bytes] = set()
    texts: dict[bytes, str] = {}
    for record in source:
        if isinstance(record, Problem):
            yield record
            continue
        name, spare = _digest(record.article_id), _digest(record.spare) if record.spare else b""
        if name in ids and spare and spare not in ids:  # b.txt beside b.html, the same id in two tables
            record, name = replace(record, article_id=record.spare), spare
        if name in ids:
            said = f"an article with the id {record.article_id} came before; left out"
            yield Problem(record.spare or record.article_id, "duplicate id", said)
            continue
        ids.update({name, spare} - {b""})
        if not duplicates:
            text = _digest(record.text, 12)
            if text in texts:
                yield Problem(record.article_id, "duplicate text", f"the same text as {texts[text]}; counted once")
                continue
            texts[text] = record.article_id
        yield record


def _digest(name: str, size: int = 8) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=size).digest()


# --------------------------------------------------------------------------------------------------
# Know what a reader's own `articles.csv` says of the files beside it: title, day, outlet, by file name.


METADATA = "articles.csv"
ACTORS, CORRECTIONS = "actors.csv", "corrections.csv"  # the reader's own tables, which are no articles
FILE = "file"  # columns of this kind say of which file a row is, or an id: its name without the ending


@dataclass
class Known:
    """What is known of files by their names, where it stands, what was wrong with it, and which rows were used."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    path: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)  # what to call the rows
    ours: bool = False  # whether it is such a table at all
    tails: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # files by name, however written

    @classmethod
    def beside(cls, folder: Path, columns: Mapping[str, str]) -> Known:
        """Read the `articles.csv` in a folder, or beside it.

        Args:
            folder: of texts.
            columns: as `corpus.read` takes them; they tell whether days come first.

        Returns:
            What is known, with what was wrong with the table; nothing where there is none.
        """
        for path in (folder / METADATA, folder.resolve().parent / METADATA):
            if path.is_file():
                known = cls.read(_entry(path, path.name, None), columns, own=path.parent == folder)
                if known.ours:
                    known.path = path
                    return known
        return cls()

    @classmethod
    def read(cls, entry: Entry, columns: Mapping[str, str], own: bool = True) -> Known:
        """Read one table of what is known of files; one that holds articles of its own, or none of ours, is none.

        Args:
            entry: the table.
            columns: as for `beside`.
            own: it lies in the folder of the texts, so that what is wrong with it is worth a word.

        Returns:
            What is known; nothing, with a problem if it is `own`, where it can't be read.
        """
        known = cls()
        try:
            table = tabular.opened(entry, {"text": FILE})
            names = recognise(table.names, {})
            ids = (name for name in ("article_id", "id") if name in table.names)
            by = called(table.names, FILE) or next(ids, "")
            if not by or "text" in names:
                return cls()
            known.ours = True
            order = ordered(columns)[1] or entries.settle(table.cells(names.get("published", "")))
            for row in table.rows():
                if isinstance(row, Problem):
                    known.problems.append(row)
                    continue
                known._take(*row, by, names, order)
        except Exception as error:
            reason = f"{_reason(error)}; what it says of the files is not used"
            return cls(problems=[Problem(entry.name, "cannot be read", reason)], ours=True) if own else cls()
        return known

    def _take(
        self, place: str, row: Mapping[str, Any], by: str, names: Mapping[str, str], order: entries.Order
    ) -> None:
        file = str(row.get(by) or "").strip()
        if not file:
            if any(str(cell or "").strip() for cell in row.values()):
                self.problems.append(Problem(place, "row not used", f"it names no file in its column {by!r}"))
            return
        if file in self.rows:
            self.problems.append(Problem(place, "row not used", f"a second row for {file!r}; the first counts"))
            return
        values = {name: str(row.get(names[name]) or "").strip() for name in FIELDS if name in names}
        if values.get("published"):
            try:
                values["published"] = entries.iso(values["published"], order)
            except ValueError as error:
                self.problems.append(Problem(place, "date not understood", f"published {error}"))
                values["published"] = ""
        self.rows[file] = {name: value for name, value in values.items() if value}
        self.places[file] = place
        self.tails[_written(file).rpartition("/")[2]].append(file)

    def added(self, entry: Entry, records: Iterable[Record]) -> Iterator[Record]:
        """Complete the records of a file with what is known of it.

        Args:
            entry: the file.
            records: its articles and problems.

        Yields:
            The same records, in their order.
        """
        name = entry.inner or entry.name
        keys = (name, entry.stem, PurePosixPath(name).name)
        key = next((key for key in keys if key in self.rows), None) or self._near(name, entry.stem)
        self.used |= {key or ""}
        values = self.rows.get(key or "", {})
        if "published" in values:
            values = {"published_by": "reader"} | values
        for record in records:
            yield replace(record, **values) if values and not isinstance(record, Problem) else record

    def _near(self, *names: str) -> str:
        """Return the one row that means a file in other letters: C:\\texts\\A.TXT, ./a.txt, an accent written apart."""
        for name in map(_written, names):
            tails = self.tails.get(name.rpartition("/")[2], ())
            rows = [row for row in tails if f"/{_written(row)}".endswith(f"/{name}")]
            if len(rows) == 1:
                return rows[0]
        return ""

    def unused(self, base: Path | None) -> Iterator[Problem]:
        """Find the rows that match no file.

        Args:
            base: the folder of the source; None for a zip.

        Yields:
            A problem for each.
        """
        beside = self.path.parent if self.path else None
        for file in self.rows:
            elsewhere = beside is not None and base is not None and beside != base and (beside / file).exists()
            if file not in self.used and not elsewhere:
                yield Problem(self.places[file], "row not used", f"no file {file!r} among those that were read")


def _written(name: str) -> str:
    """Return a path as all systems write it."""
    return unicodedata.normalize("NFC", name).casefold().replace("\\", "/").removeprefix("./")


# --------------------------------------------------------------------------------------------------
# Find the articles in a folder, a file or a zip, or among the tables of an earlier analysis.


DEEPEST = 4  # zips in zips
PART = "page part"
ASIDE = ("picture", "sound", "video", "font", "hidden file", PART)  # what lies beside articles, and is counted only
WROTE = "earlier result"  # tables, and files that a manifest of ours names
KINDS = tuple(sorted([*READERS, ".gz", ".zip"]))
ENDINGS = "lexicons/endings.csv"


@dataclass
class Meter:
    """How far the reading has come, in bytes of the source."""

    total: int = 0
    done: int = 0
    handle: BinaryIO | None = None

    def fraction(self) -> float:
        """Return the share of the source that has been read, 0 to 1."""
        inside = self.handle.tell() if self.handle and not self.handle.closed else 0
        return min(1.0, (self.done + inside) / self.total) if self.total else 0.0


def records(source: Path, columns: Mapping[str, str], meter: Meter | None, looks: Looks) -> Iterator[Record]:
    """Read a folder, a file or a zip, in the order of its names.

    Args:
        source: the folder or file.
        columns: {our name: the file's name}, as `corpus.read` takes them.
        meter: is told how far the reading has come; None for nobody.
        looks: says what about an article looks like furniture.

    Yields:
        Articles and problems.

    Raises:
        FileNotFoundError: the source is not there.
        ValueError: a kind of file nobody can read.
    """
    if holds_tables(source):
        yield from _analysed(source)
        return
    notes, aside = Notes(looks=looks), Counter[str]()
    if source.is_dir():
        ours = frozenset(ownership.reported(source))
        files, root, base = _walk(source, ours, aside), source.resolve(), source
        known = Known.beside(source, columns)
    else:
        if _kind(there(source).name)[0] != "article":
            raise ValueError(f"{source}: cannot be read: {_way_out(source.name)}")
        files, root, base = iter([source]), None, source.parent
        known = Known.beside(source.parent, columns)
    if meter:
        meter.total = sum(
            path.stat().st_size for path in (_walk(source, ours, Counter()) if root else [source]) if path.is_file()
        )
    yield from known.problems
    found = False
    for path in files:
        name, size = path.relative_to(base).as_posix(), path.stat().st_size if path.is_file() else 0
        kind = _kind(name)[0] if root else "article"
        if root and path.is_symlink() and not path.resolve().is_relative_to(root):
            yield Problem(name, "link leads out", "the link points outside the folder; not followed")
        elif kind in ASIDE:
            aside[kind] += 1
        elif path.is_dir() and not path.is_symlink():
            yield Problem(name, "cannot be read", _reason(PermissionError()))
        elif path.exists() and not path.is_dir() and not path.is_file():
            yield Problem(name, "not read", "no file that can be read to its end")
        elif root and name in (ACTORS, CORRECTIONS) and path.is_file():
            yield from _unlike(path, name)
        elif not path.is_dir() and not (root and (name in (ACTORS, CORRECTIONS) or path == known.path)):
            found = True
            yield from _file(_entry(path, name, meter), columns, notes, known)
        if meter:
            meter.done, meter.handle = meter.done + size, None
    yield from notes.problems()
    yield from known.unused(base) if root else ()
    if any(aside.values()):
        lie = ", ".join(counted(aside[kind], kind) for kind in (*ASIDE, WROTE) if aside[kind])
        yield Problem(str(source), "passed over", f"{lie}: no articles")
    if not found:
        yield Problem(str(source), "nothing to read", f"no {', '.join(KINDS)} in this folder")


def _unlike(path: Path, name: str) -> Iterator[Record]:
    """Say of a table that bears the name of a reader's own, and is not written as these are, that it is not used."""
    head: set[str] = set()
    with contextlib.suppress(KnowledgeError):  # what is broken is said where it is read
        head = set(next(iter(rows(path)), {}))
    if ("actor_id" in head) if name == ACTORS else (head and not head & {"table", "change"}):
        wanted = "id,name,type,aliases" if name == ACTORS else ",".join(OF_CORRECTIONS)
        yield Problem(name, "row not used", f"nothing in it is: its first line should be {wanted}")


def holds_tables(folder: Path) -> bool:
    """Tell whether the tables of an analysis lie in a folder.

    Args:
        folder: it may be missing.

    Returns:
        True where a manifest of ours names tables, or both articles and problems lie there.
    """
    tables = ("articles", "problems")
    both = (any((folder / f"{name}.{kind}").exists() for kind in ("csv", "parquet")) for name in tables)
    return bool(ownership.read(folder / ownership.OF_TABLES)) or all(both)


def _analysed(folder: Path) -> Iterator[Record]:
    """Yield the articles of an analysis, as they were given to it."""
    path = next((path for path in (folder / "articles.parquet", folder / "articles.csv") if path.exists()), None)
    for part in sorted(path.glob("*.parquet")) if path and path.is_dir() else [path] if path else []:
        entry = replace(_entry(part, part.relative_to(folder).as_posix(), None), exact=True)
        disarmed = part.suffix == ".csv" and "cells" in ownership.read(folder / ownership.MANIFEST)
        for record in _read(entry, {}, Notes()):
            if disarmed and isinstance(record, Article):  # the cells of a report's tables, which a spreadsheet may open
                record = replace(record, **{name: rearm(cell) for name, cell in asdict(record).items()})
            yield record
    if path is None:
        yield Problem(str(folder), "nothing to read", "an analysis was begun here, and none of its tables written")


def _walk(folder: Path, ours: frozenset[Path], aside: Counter[str]) -> Iterator[Path]:
    """Yield all files by name, and folders hidden or locked; what we wrote, and what saved pages hold, lies `aside`.

    It is counted, so that a manifest like ours hides no file of the reader's without a word.
    """
    try:
        inside = sorted(folder.iterdir())
        if holds_tables(folder):
            aside[WROTE] += sum(not path.name.startswith(".") for path in inside)
            inside = []
    except PermissionError:
        yield folder
        return
    ours |= frozenset(ownership.ours(folder)) if inside else frozenset()
    beside = _beside(map(str, inside))
    for path in inside:
        aside[WROTE] += path in ours
        if path in ours or path.name == ownership.OF_TABLES.partition("/")[0] or ownership.WORK.fullmatch(path.name):
            continue
        if str(path) in beside and path.is_dir():
            aside[PART] += sum(one.is_file() for one in path.rglob("*"))
        elif path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _walk(path, ours, aside)
        else:
            yield path


def _beside(names: Iterable[str]) -> set[str]:
    """Return the folders into which browsers put the parts of a page: `Shut_files` beside `Shut.html`."""
    ends = lookup(ENDINGS, "ending", "kind", kind="folder of a page")
    pages = (name for name in names if name.lower().endswith((".html", ".htm")))
    return {name[: name.rindex(".")] + end for name in pages for end in ends}


def _kind(name: str) -> tuple[str, str]:
    """Return what a file is by its name (article, document, picture …), and the way out for what is not read."""
    path = PurePosixPath(name.lower())
    if any(part.startswith((".", "~$")) for part in path.parts if part not in (".", "..")) or "__macosx" in path.parts:
        return "hidden file", ""
    for ending in (path.name, "".join(path.suffixes[-2:]), path.suffix):
        if what := lookup(ENDINGS, "ending", "kind").get(ending):
            return what, lookup(ENDINGS, "ending", "way_out")[ending]
    inner = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if inner in READERS or path.suffix == ".zip":
        return "article", ""
    return "document", f"{path.suffix or 'without an ending it'} is no kind of file that is known: call texts .txt"


def _way_out(name: str) -> str:
    """Return what to do with a file that is not read."""
    return _kind(name)[1] or f"what is read: {', '.join(KINDS)}"


def _entry(path: Path, name: str, meter: Meter | None) -> Entry:
    def open_it() -> BinaryIO:
        handle = path.open("rb")
        if meter:
            meter.handle = handle
        return handle

    return Entry(name, path.stat().st_size if path.exists() else 0, open_it)


def _file(entry: Entry, columns: Mapping[str, str], notes: Notes, known: Known, depth: int = 0) -> Iterator[Record]:
    """Yield what one file holds, with what is known of it; or say that it is not read, and the way out."""
    if _kind(entry.name)[0] != "article":
        yield Problem(entry.name, "not read", _way_out(entry.name))
    elif entry.suffix == ".zip":
        try:
            yield from _zip(entry, columns, notes, depth)
        except Exception as error:
            yield Problem(entry.name, "cannot be read", _reason(error))
    else:
        inside = entry.unpacked() if entry.suffix == ".gz" or _packed(entry) else entry
        yield from known.added(inside, _read(inside, columns, notes))


def _packed(entry: Entry) -> bool:
    """Tell whether a file is packed under a name that does not say so, as a page saved from a server may be."""
    with contextlib.suppress(OSError), entry.open() as handle:
        return handle.read(3) == b"\x1f\x8b\x08"
    return False


def _read(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    """Read one file; whatever goes wrong in it becomes a problem, and costs no other."""
    try:
        yield from READERS[entry.suffix](entry, columns, notes)
    except Exception as error:  # of whatever kind: the libraries that read have many
        yield Problem(entry.name, "cannot be read", _reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, RuntimeError) and "encrypted" in str(error):
        return "it is locked with a password: unpack it first"
    if isinstance(error, PermissionError):
        return "it may not be opened: ask for leave, or copy it"
    if isinstance(error, FileNotFoundError):
        return "it is a link that leads nowhere, or was taken away meanwhile"
    if isinstance(error, NotImplementedError):
        return f"{error}: unpack it and pack it anew, or leave it unpacked"
    if isinstance(error, MemoryError | RecursionError):
        return f"it is too large or nested too deep ({type(error).__name__})"
    if isinstance(error, json.JSONDecodeError):
        return f"this is no whole JSON: {error.msg}, line {error.lineno}, column {error.colno}; cut short, or no JSON?"
    if isinstance(error, ParseError):
        return f"this is no whole XML ({error}): fetch it again, or save its articles as .html"
    if isinstance(error, UnicodeDecodeError):
        return "its letters break off or are mixed: open it in an editor and save it as UTF-8"
    if isinstance(error, zipfile.BadZipFile | gzip.BadGzipFile | zlib.error | EOFError):
        return f"the file is damaged or cut short, or not what its name says ({error}): open it and save it anew"
    return str(error) if type(error) is ValueError else f"{type(error).__name__}: {error}"


def _zip(entry: Entry, columns: Mapping[str, str], notes: Notes, depth: int) -> Iterator[Record]:
    """Read a zip like a folder, with zips in it, and an articles.csv of its own."""
    if depth >= DEEPEST:
        raise ValueError("zips within zips within zips: unpack them first")
    with entry.open() as handle, zipfile.ZipFile(handle) as archive:
        for info in archive.infolist():  # as old programs of Windows pack folders
            info.filename = info.filename.replace("\\", "/")
        every = sorted(archive.infolist(), key=lambda info: info.filename)  # two may bear one name
        members = {info.filename: info for info in every}
        tables = (PurePosixPath(name) for name in members if name.endswith(METADATA) and _kind(name)[0] == "article")
        named = [path for path in tables if path.name == METADATA]  # “texts/articles.csv”, where a folder was packed
        ours, known = min(named, key=lambda path: len(path.parts), default=PurePosixPath(METADATA)), Known()
        if named:
            known = Known.read(_member(entry, archive, members[str(ours)]), columns)
            yield from known.problems
        no_articles = {str(ours.with_name(name)) for name in (ACTORS, CORRECTIONS, *([METADATA] * known.ours))}
        aside, beside = 0, _beside(members)
        for name, info in ((info.filename, info) for info in every):
            if info.is_dir() or name in no_articles:
                continue
            if _kind(name)[0] in ASIDE or not beside.isdisjoint(map(str, PurePosixPath(name).parents)):
                aside += 1
            elif info.file_size > MAX_BYTES:
                yield Problem(f"{entry.name}/{name}", "too large", f"{info.file_size} bytes unpacked")
            else:
                yield from _file(_member(entry, archive, info), columns, notes, known, depth + 1)
        yield from known.unused(None)
        if aside:
            yield Problem(
                entry.name, "passed over", f"{aside} pictures, sounds, page parts and hidden files in it: no articles"
            )


def _member(entry: Entry, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    data = lambda: io.BytesIO(archive.read(info))  # noqa: E731 - seekable, as Parquet needs
    return Entry(f"{entry.name}/{info.filename}", info.file_size, data, info.filename)
