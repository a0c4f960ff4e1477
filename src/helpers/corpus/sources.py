"""Find the articles in a folder, a file or a zip, or among the tables of an earlier analysis."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from ..article import Article
from ..tables import Problem
from .encodings import decode, encoding

Record = Article | Problem
FIELDS = ("title", "published", "outlet", "url", "author", "known")
METADATA = "articles.csv"
ACTORS = "actors.csv"  # the reader's table of actors may lie among the articles
PARTS = ".parts"  # what `analyse` remembers: a folder that holds it holds tables
MAX_BYTES = 1 << 30  # a text or a zip's member beyond this is not an article
MAX_TEXT = 1 << 25  # 32 MB: a single text beyond this is no article; tables of articles may be larger
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """One file of a corpus: its name within the source, its size in bytes, and how to open it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @property
    def stem(self) -> str:
        """The name without its ending: the id of an article that has no other."""
        return str(PurePosixPath(self.name).with_suffix(""))

    @property
    def suffix(self) -> str:
        """The ending in lower case."""
        return PurePosixPath(self.name).suffix.lower()


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


def records(source: Path, columns: Mapping[str, str], meter: Meter | None = None) -> Iterator[Record]:
    """Yield the articles and problems of a folder, a file or a zip, in the order of their names.

    meter: told how far the reading is. Raises FileNotFoundError when the source is not there, ValueError for
    a kind of file nobody can read.
    """
    if holds_tables(source):
        yield from _analysed(source)
        return
    if source.is_dir():
        files, root, known = _walk(source), source.resolve(), _metadata(source)
    elif source.exists():
        if source.suffix.lower() not in KINDS:
            raise ValueError(f"{source}: can read {', '.join(KINDS)}, not {source.suffix or 'this'}")
        files, root, known = iter([source]), None, _metadata(source.parent)
    else:
        raise FileNotFoundError(f"{source}: there is no such file or folder")
    base = source if root else source.parent
    if meter:
        meter.total = sum(path.stat().st_size for path in (_walk(source) if root else [source]) if path.exists())
    found = False
    for path in files:
        entry = _entry(path, path.relative_to(base).as_posix(), meter)
        if (known and entry.name == METADATA) or entry.name == ACTORS:
            continue
        found = True
        if root and path.is_symlink() and not path.resolve().is_relative_to(root):
            yield Problem(entry.name, "link leads out", "the link points outside the folder; not followed")
        elif path.is_dir():
            continue
        else:
            yield from (_with(known, entry, record) for record in _read(entry, columns))
        if meter:
            meter.done, meter.handle = meter.done + entry.size, None
    if not found:
        yield Problem(str(source), "nothing to read", f"no {', '.join(KINDS)} in this folder")


def holds_tables(folder: Path) -> bool:
    """Tell whether the tables of an analysis lie in a folder."""
    both = (
        any((folder / f"{name}.{kind}").exists() for kind in ("csv", "parquet")) for name in ("articles", "problems")
    )
    return (folder / PARTS).is_dir() or all(both)


def _analysed(folder: Path) -> Iterator[Record]:
    """Yield the articles of an analysis, as they were given to it."""
    path = next((path for path in (folder / "articles.parquet", folder / "articles.csv") if path.exists()), None)
    for part in sorted(path.glob("*.parquet")) if path and path.is_dir() else [path] if path else []:
        yield from _read(_entry(part, part.relative_to(folder).as_posix(), None), {})
    if path is None:
        yield Problem(str(folder), "nothing to read", "an analysis was begun here, and none of its tables written")


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files that can be read, by name; not hidden ones, nor the tables of an earlier analysis."""
    if holds_tables(folder):
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        elif path.suffix.lower() in KINDS or path.is_dir():  # a link to a folder is named or passed over
            yield path


def _entry(path: Path, name: str, meter: Meter | None) -> Entry:
    def open_it() -> BinaryIO:
        handle = path.open("rb")
        if meter:
            meter.handle = handle
        return handle

    return Entry(name, path.stat().st_size if path.exists() else 0, open_it)


def _read(entry: Entry, columns: Mapping[str, str]) -> Iterator[Record]:
    """Read one file; whatever goes wrong in it becomes a problem."""
    try:
        if entry.suffix == ".zip":
            yield from _zip(entry, columns)
        else:
            yield from READERS[entry.suffix](entry, columns)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, csv.Error) as error:
        yield Problem(entry.name, "cannot be read", f"{type(error).__name__}: {error}")


def _zip(entry: Entry, columns: Mapping[str, str]) -> Iterator[Record]:
    with entry.open() as handle, zipfile.ZipFile(handle) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            suffix = PurePosixPath(info.filename).suffix.lower()
            if info.is_dir() or suffix not in READERS or info.filename.startswith("__MACOSX/"):
                continue
            data = lambda info=info: io.BytesIO(archive.read(info))  # noqa: E731 - seekable, as Parquet needs
            if info.file_size > MAX_BYTES:
                yield Problem(f"{entry.name}/{info.filename}", "too large", f"{info.file_size} bytes unpacked")
                continue
            yield from _read(Entry(info.filename, info.file_size, data), columns)


# One reader a kind of file.


def _txt(entry: Entry, columns: Mapping[str, str]) -> Iterator[Record]:
    text = decode(_bytes(entry))
    lines = text.strip().split("\n", 1)
    title = lines[0].strip() if len(lines) > 1 and len(lines[0]) < 250 else ""
    yield from _article(entry.name, {"id": entry.stem, "text": text, "title": title})


def _html(entry: Entry, columns: Mapping[str, str]) -> Iterator[Record]:
    import trafilatura

    page = trafilatura.bare_extraction(decode(_bytes(entry)), with_metadata=True, include_comments=False)
    if page is None or not page.text:
        yield Problem(entry.name, "no article found", "no body of text in this page")
        return
    meta = {
        "title": page.title, "published": page.date, "outlet": page.sitename,
        "url": page.url, "author": page.author,
    }  # fmt: skip
    yield from _article(entry.name, {"id": entry.stem, "text": page.text} | meta)


def _csv(entry: Entry, columns: Mapping[str, str]) -> Iterator[Record]:
    csv.field_size_limit(2**31 - 1)
    with entry.open() as handle, io.TextIOWrapper(handle, encoding=_encoding(entry), newline="") as lines:
        reader = csv.DictReader(lines)
        _require(reader.fieldnames or (), columns)
        yield from _rows(entry, columns, reader)


def _jsonl(entry: Entry, columns: Mapping[str, str]) -> Iterator[Record]:
    with entry.open() as handle, io.TextIOWrapper(handle, encoding=_encoding(entry), newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError(f"expected an object with the column {columns.get('text', 'text')!r}")
                _require(row, columns)
            except (ValueError, TypeError, RecursionError) as error:
                yield Problem(f"{entry.name} line {number}", "cannot be read", str(error))
                continue
            yield from _rows(entry, columns, [row], number)


def _parquet(entry: Entry, columns: Mapping[str, str]) -> Iterator[Record]:
    import pyarrow.parquet as pq

    with entry.open() as handle:
        file = pq.ParquetFile(handle, pre_buffer=False)
        _require(file.schema_arrow.names, columns)
        wanted = {columns.get(name, name) for name in ("id", "article_id", "text", *FIELDS)}
        number = 1
        names = [name for name in file.schema_arrow.names if name in wanted]
        # Arrow's own threads could still hold this Python file when the interpreter ends (apache/arrow issue 50482)
        for batch in file.iter_batches(batch_size=256, columns=names, use_threads=False):
            yield from _rows(entry, columns, batch.to_pylist(), number)
            number += batch.num_rows


READERS: dict[str, Callable[[Entry, Mapping[str, str]], Iterator[Record]]] = {
    ".txt": _txt, ".html": _html, ".htm": _html, ".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet,
}  # fmt: skip


KINDS = tuple(sorted([*READERS, ".zip"]))


def _require(names: Iterable[str], columns: Mapping[str, str]) -> None:
    wanted = columns.get("text", "text")
    if wanted not in names:
        raise ValueError(f"no column {wanted!r}; give the names of yours as --columns text=NAME")


def _rows(
    entry: Entry, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], number: int = 1
) -> Iterator[Record]:
    for count, row in enumerate(rows, number):
        values = {name: row.get(columns.get(name, name)) for name in ("text", *FIELDS)}
        given = row.get(columns.get("id", "id"))
        given = row.get(columns.get("article_id", "article_id")) if given in (None, "") else given
        values["id"] = f"{entry.stem}#{count}" if given in (None, "") else str(given)
        yield from _article(f"{entry.name} row {count}", values)


def _article(source: str, values: Mapping[str, Any]) -> Iterator[Record]:
    """Make one article, or say what is wrong with it."""
    cells = {name: "" if value is None else str(value) for name, value in values.items()}
    if not cells["text"].strip():
        yield Problem(source, "empty", "there is no text")
        return
    text, replaced = SURROGATE.subn("\ufffd", cells["text"])
    if replaced:
        yield Problem(source, "replaced characters", f"{replaced} halves of surrogate pairs, now U+FFFD")
    published = cells["published"] = _date(cells.get("published", "").strip())
    if published is None:
        yield Problem(source, "date not understood", f"published {values['published']!r} is not an ISO date")
    meta = {name: SURROGATE.sub("\ufffd", cells.get(name) or "").strip() for name in FIELDS}
    yield Article(SURROGATE.sub("\ufffd", cells["id"]), text, **meta)


def _date(value: str) -> str | None:
    """Return the ISO date of an ISO date or date and time, '' for '', None for anything else."""
    if not value:
        return ""
    try:
        return datetime.date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def _metadata(folder: Path) -> dict[str, dict[str, str]]:
    """Read the `articles.csv` in or beside a folder: {file name: what is known}."""
    for path in (folder / METADATA, folder.resolve().parent / METADATA):
        if path.is_file():
            entry = Entry(path.name, path.stat().st_size, lambda path=path: path.open("rb"))
            rows = list(csv.DictReader(io.StringIO(decode(_bytes(entry)), newline="")))
            if rows and "file" in rows[0] and "text" not in rows[0]:
                return {row["file"]: row for row in rows}
    return {}


def _with(known: Mapping[str, Mapping[str, str]], entry: Entry, record: Record) -> Record:
    row = known.get(entry.name) or known.get(entry.stem) or known.get(PurePosixPath(entry.name).name)
    if row is None or isinstance(record, Problem):
        return record
    values = {name: row[name].strip() for name in FIELDS if row.get(name)}
    if "published" in values:
        values["published"] = _date(values["published"]) or ""
    return replace(record, **values)


def _bytes(entry: Entry) -> bytes:
    if entry.size > MAX_TEXT:
        raise ValueError(f"{entry.size} bytes are too many for one article")
    with entry.open() as handle:
        return handle.read()


def _encoding(entry: Entry) -> str:
    with entry.open() as handle:
        return encoding(handle)
