"""Keep an analysis in a folder: finished parts at once, so that a run that stops goes on where it was.

`.parts/` holds what the analysis remembers. A part is a folder: a Parquet file a table for some dozens of
articles, and `part.json`, which says which articles, under which keys, and how long each file is. A part
appears whole, by one rename, or not at all. What a reader opens (`quotes.csv`, `quotes.parquet`) is made from
the parts at the end.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from .. import cast
from ..article import Article
from ..corpus.near import Sketches
from ..corpus.sources import PARTS
from ..tables import OF_ARTICLES, Problem
from . import arrow, files
from .methods import Found

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FILED = (*OF_ARTICLES, "actors")
SMALL = 1_000  # articles up to which a table is one sorted file; beyond, a folder of parts
NOTE = "published.json"  # what was made of which parts, and by which code


@dataclass(frozen=True)
class Part:
    """One finished part: its folder, and the key of each article in it."""

    folder: Path
    keys: Mapping[str, str]


class Store:
    """The parts of one folder, locked for one run."""

    def __init__(self, directory: Path, key: Callable[[Article], str]) -> None:
        """Open a folder and find out which of its parts are whole.

        key: gives, as one hash, everything that the rows of an article depend on.
        Raises OSError when the folder can't be written to or another run is using it.
        """
        self.directory, self.home, self.key = directory, directory / PARTS, key
        self.home.mkdir(parents=True, exist_ok=True)
        self.lock = _lock(self.home / "lock")
        for leftover in [*self.home.glob("*.half"), *self.home.glob("*.old")]:
            shutil.rmtree(leftover)
        self.known: dict[str, str] = {}  # key by article_id, of articles not met in this run
        self.stale: set[str] = set()
        self.near: dict[str, str] = {}
        for part in self.parts():
            self.known.update(part.keys)

    def close(self) -> None:
        """Let another run use the folder."""
        self.lock.close()

    def has(self, article: Article) -> bool:
        """Tell whether this very article has been analysed in the same way before."""
        before = self.known.pop(article.article_id, None)
        if before is None or before == self.key(article):
            return before is not None
        self.stale.add(before)
        return False

    def parts(self) -> Iterator[Part]:
        """Yield the whole parts in a fixed order; what is damaged is removed, and will be done again."""
        for folder in sorted(self.home.glob("part-*")):
            try:
                about = json.loads((folder / "part.json").read_text(encoding="utf-8"))
                whole = all((folder / name).stat().st_size == file["size"] for name, file in about["files"].items())
            except (OSError, ValueError, KeyError):
                whole = False
            if whole:
                yield Part(folder, about["keys"])
            else:
                shutil.rmtree(folder)

    def add(self, articles: Iterable[Article], found: Found) -> None:
        """Keep what was found in a batch."""
        done = set(found.article_ids)
        keys = {article.article_id: self.key(article) for article in articles if article.article_id in done}
        if keys:
            self._write(keys, found.tables)

    def _write(self, keys: Mapping[str, str], tables: Mapping[str, bytes]) -> None:
        """Write a part under a temporary name, then rename it."""
        name = "part-" + hashlib.blake2b(json.dumps(keys).encode(), digest_size=12).hexdigest()
        half = self.home / f"{name}.half"
        half.mkdir()
        try:
            for table, data in tables.items():
                (half / f"{table}.parquet").write_bytes(data)
            sizes = {f"{table}.parquet": {"size": len(data), "digest": _digest(data)} for table, data in tables.items()}
            (half / "part.json").write_text(json.dumps({"keys": keys, "files": sizes}), encoding="utf-8")
            half.replace(self.home / name)
        except OSError:
            shutil.rmtree(half, ignore_errors=True)
            raise

    def forget(self, complete: bool) -> None:
        """Drop the rows of articles that have changed, and after a complete reading of those that are gone."""
        stale = self.stale | (set(self.known.values()) if complete else set())
        for part in self.parts() if stale else ():
            keys = {article_id: key for article_id, key in part.keys.items() if key not in stale}
            if len(keys) == len(part.keys):
                continue
            tables = {path.stem: _only(path, list(keys)) for path in sorted(part.folder.glob("*.parquet"))}
            old = part.folder.rename(part.folder.with_suffix(".old"))
            if keys:
                self._write(keys, tables)
            shutil.rmtree(old)

    def publish(self, kind: str, problems: Sequence[Problem], sketches: Sketches, made_by: str = "") -> int:
        """Make the tables that a reader opens from the parts; return the number of articles in them.

        sketches: of the texts, for the column `near`. made_by: a hash of the code that made the rows, for `made_by`.
        Raises ValueError with the way out when a part is damaged.
        """
        parts = sorted(self.parts(), key=lambda part: min(part.keys))
        count = sum(len(part.keys) for part in parts)
        names = {path.stem for part in parts for path in part.folder.glob("*.parquet")}
        now = {"kind": kind, "parts": [part.folder.name for part in parts]}
        note = self.home / NOTE
        before = _read_note(note)
        if {name: before.get(name) for name in (*now, "files")} != now | {"files": self._sizes()}:
            self.near = sketches.clusters({article_id for part in parts for article_id in part.keys})
            for name in OF_ARTICLES:
                if name in names or not parts:
                    self._publish(name, [part.folder / f"{name}.parquet" for part in parts], kind, count)
                self._remove(name, keep=kind if name in names or not parts else "")
            self._publish_actors(parts, kind)
        self._put("problems", kind, lambda path: files.write_file(arrow.table("problems", problems), path, kind))
        self._remove("problems", keep=kind)
        note.write_text(json.dumps(now | {"files": self._sizes(), "made_by": made_by}), encoding="utf-8")
        return count

    def _sizes(self) -> dict[str, int]:
        paths = [self.directory / f"{name}.{kind}" for name in FILED for kind in files.KINDS]
        return {path.name: path.stat().st_size if path.is_file() else -1 for path in paths if path.exists()}

    def _remove(self, name: str, keep: str) -> None:
        """Remove an earlier run's table in another format: two answers in one folder would be one too many."""
        for path in [self.directory / f"{name}.{kind}" for kind in files.KINDS if kind != keep]:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def _publish(self, name: str, paths: list[Path], kind: str, count: int) -> None:
        if kind == "parquet" and count > SMALL:
            self._put(name, kind, lambda path: self._link(name, paths, path))
        elif count > SMALL:
            self._put(name, kind, lambda path: files.write_csv(name, map(self._load, paths), path))
        else:
            self._put(name, kind, lambda path: files.write_file(_sorted(name, map(self._load, paths)), path, kind))

    def _load(self, path: Path) -> pa.Table:
        """Read a table of a part; only the whole corpus tells which articles are near-duplicates."""
        table = arrow.whole(path.stem, _load(path))
        return arrow.with_near(table, self.near) if path.stem == "articles" else table

    def _link(self, name: str, paths: list[Path], folder: Path) -> None:
        files.link(paths, folder)
        for number, path in enumerate(paths) if name == "articles" and self.near else ():
            if not (table := self._load(path))["near"].equals(table["article_id"]):
                files.part(folder, number).unlink()  # a name of the part itself, which stays as it is
                files.write_file(table, files.part(folder, number), "parquet")

    def _publish_actors(self, parts: Sequence[Part], kind: str) -> None:
        """Count who is named and quoted, part by part: an article lies in one."""
        import pyarrow as pa

        def read(part: Part, name: str) -> pd.DataFrame:
            path = part.folder / f"{name}.parquet"
            return arrow.frame(name, _load(path) if path.exists() else arrow.schema(name).empty_table())

        table = cast.of((read(part, "mentions"), read(part, "quotes")) for part in parts)
        rows = pa.Table.from_pandas(table, arrow.schema("actors"), preserve_index=False)
        self._put("actors", kind, lambda path: files.write_file(rows, path, kind))
        self._remove("actors", keep=kind)

    def _put(self, name: str, kind: str, write: Any) -> None:
        target, half = self.directory / f"{name}.{kind}", self.directory / f".{name}.{kind}.half"
        shutil.rmtree(half) if half.is_dir() else half.unlink(missing_ok=True)
        write(half)
        if target.is_dir() or (half.is_dir() and target.exists()):
            old = target.rename(self.home / f"{target.name}.old")
            half.replace(target)
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        else:
            half.replace(target)


def made_by(directory: Path) -> str:
    """Return the hash of the code that made the tables in a folder; '' where it is not known."""
    return str(_read_note(directory / PARTS / NOTE).get("made_by", ""))


def _lock(path: Path) -> IO[str]:
    """Lock a file for as long as this process lives; the system unlocks it whatever happens."""
    handle = path.open("a", encoding="utf-8")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise OSError(
            f"{path.parent.parent}: another run is writing here; wait for it, or choose another --out"
        ) from error
    return handle


def _read_note(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        note = json.loads(path.read_text(encoding="utf-8"))
        return note if isinstance(note, dict) else {}
    return {}


def _load(path: Path) -> pa.Table:
    data = path.read_bytes()
    about = json.loads((path.parent / "part.json").read_text(encoding="utf-8"))
    if _digest(data) != about["files"][path.name]["digest"]:
        shutil.rmtree(path.parent)
        raise ValueError(f"{path} was damaged and is removed; run again: its articles are done anew")
    return arrow.read(data)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _only(path: Path, article_ids: list[str]) -> bytes:
    import io

    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table, buffer = _load(path), io.BytesIO()
    kept = table.filter(pc.is_in(table["article_id"], pa.array(article_ids, pa.string())))
    pq.write_table(kept, buffer, **arrow.PAGE_CHECKS)
    return buffer.getvalue()


def _sorted(name: str, tables: Iterable[pa.Table]) -> pa.Table:
    """Return the rows of all parts by article_id, an article's rows in the order they were found."""
    import numpy as np
    import pyarrow as pa

    table = pa.concat_tables([arrow.schema(name).empty_table(), *tables])
    ids = table["article_id"].to_numpy(zero_copy_only=False)
    return table.take(pa.array(np.argsort(ids, kind="stable")))
