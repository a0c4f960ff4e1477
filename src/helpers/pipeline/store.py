"""Keep an analysis in a folder: finished parts at once, so that a run that stops goes on where it was.

`.parts/` holds what the analysis remembers. A part is a folder: a Parquet file a table for some dozens of articles, the
sketches of their texts, by which near-duplicates are found, and `part.json`, which says which articles, under which
keys, and the length and digest of each file. A part bears the hash of its keys as its name, and appears whole, by one
rename, or not at all. What a reader opens (`quotes.csv`, `quotes.parquet`) is made from the parts at the end, and put
in place when every table is there. What else lies in these folders is the reader's (see `helpers.ownership`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import ownership
from ..actors.gazetteer import Entry
from ..analysis import cast
from ..corpus.entries import looks
from ..corpus.intake import clusters
from ..tables import OF_ARTICLES, TABLES, Article, Problem
from . import files
from .methods import Outcome

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FILED = (*OF_ARTICLES, "actors")
SMALL = 1_000  # articles up to which a table is one sorted file; beyond, a folder of parts
NAMES = frozenset(f"{name}.{kind}" for name in TABLES for kind in files.KINDS)
SKETCHES = "sketches.bin"  # of the texts of a part, in the order of its keys (`corpus.intake`)
PART, FILE = re.compile(r"part-([0-9a-f]{24})(-\d+)?"), re.compile(r"\w+\.\w+")


@dataclass(frozen=True)
class Part:
    """One finished part: its folder, the key of each article in it, and the names of its tables."""

    folder: Path
    keys: Mapping[str, str]
    tables: Collection[str]


class Store:
    """The parts of one folder, locked for one run."""

    def __init__(
        self, directory: Path, key: Callable[[Article], str], kind: str = "parquet", skip: Iterable[str] = (),
        sources: Iterable[Path] = (), overwrite: bool = False, more: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """Open a folder and find out which of its parts are whole.

        key: gives, as one hash, everything that the rows of an article depend on. kind, skip: of the tables to be
        made. sources, overwrite: see `ownership.Folder`. more: names that are written beside the tables.
        Raises Taken when the reader's files stand in the way, OSError when the folder can't be written to or
        another run is using it.
        """
        self.directory, self.key, self.kind = directory, key, kind
        self.written = {f"{name}.{kind}" for name in TABLES if name not in skip}
        self.folder = ownership.Folder(directory, ownership.OF_TABLES, sources, overwrite)
        self.folder.check([*sorted(self.written), *more])
        self.folder.check(sorted(NAMES - self.written), firm=True)  # two answers in one folder are one too many
        self.folder.__enter__()
        self.home = self.folder.path.parent
        self.known: dict[str, tuple[str, ...]] = {}  # keys by article_id, of articles not met in this run
        self.stale: set[str] = set()
        self.doubled = False
        self.near, self.noticed = dict[str, str](), dict[str, str]()  # … what looks like furniture, by articles' keys
        for part in self.parts():
            for article_id, key_ in part.keys.items():
                others = self.known.get(article_id, ())
                self.known[article_id] = (*others, key_)
                self.doubled |= bool(others)

    def close(self) -> None:
        """Let another run use the folder."""
        self.folder.__exit__()

    def has(self, article: Article) -> bool:
        """Tell whether this very article has been analysed in the same way before.

        Args:
            article: as it was read.

        Returns:
            True where it need not be analysed; what stands there of another version of it is dropped by `forget`.
        """
        before = self.known.pop(article.article_id, ())
        own = self.key(article) if before else ""
        self.stale.update(key for key in before if key != own)
        return own in before

    def looks(self, article: Article) -> str:
        """Say what about an article looks like furniture, as it was noticed when it was analysed in the same way.

        Args:
            article: as it was read.

        Returns:
            As `corpus.entries.looks`.
        """
        before = self.known.get(article.article_id)
        return self.noticed.get(key, "") if before and (key := self.key(article)) in before else looks(article)

    def parts(self) -> Iterator[Part]:
        """Yield the whole parts in a fixed order; what is not whole, or not of our making, is let be."""
        for folder in sorted(self.home.glob("part-*")):
            about = _about(folder)
            wanted = {name: file["size"] for name, file in about["files"].items()} if about else {}
            if wanted and wanted.items() <= _sizes(folder).items():
                self.noticed |= about["noticed"]
                yield Part(folder, about["keys"], sorted(name.partition(".")[0] for name in wanted if name != SKETCHES))

    def add(self, articles: Iterable[Article], found: Outcome) -> None:
        """Keep what was found in a batch.

        Args:
            articles: of the batch.
            found: what was found in them; who failed is not kept.
        """
        done = set(found.article_ids)
        keys = {article.article_id: self.key(article) for article in articles if article.article_id in done}
        if keys:
            self.noticed |= {keys[one.article_id]: looks(one) for one in articles if one.article_id in keys}
            tables = {f"{name}.parquet": files.pack(table) for name, table in found.tables.items()}
            sketches = dict(_sketches(found.article_ids, found.sketches))
            self._write(keys, tables | {SKETCHES: b"".join(sketches[name] for name in keys)})

    def _write(self, keys: Mapping[str, str], contents: Mapping[str, bytes]) -> None:
        """Write a part out of sight, then rename it."""
        half = self.folder.work / f"part-{_name(keys)}"
        half.mkdir(exist_ok=True)
        for file, data in contents.items():
            (half / file).write_bytes(data)
        sizes = {file: {"size": len(data), "digest": _digest(data)} for file, data in contents.items()}
        seen = {key: said for key in keys.values() if (said := self.noticed.pop(key, ""))}
        (half / "part.json").write_text(json.dumps({"keys": keys, "noticed": seen, "files": sizes}), encoding="utf-8")
        half.replace(_free(self.home / half.name))

    def forget(self, complete: bool) -> None:
        """Drop the rows of articles that have changed, and after a complete reading of those that are gone.

        A run that was killed may have left an article in two parts: it stays in one.

        Args:
            complete: whether the whole source was read.
        """
        gone = {key for keys in self.known.values() for key in keys} if complete else set()
        # of an article not met in a run that was stopped, either version stands for what was there before
        gone |= {key for keys in self.known.values() for key in keys[1:] if key != keys[0]}
        stale, seen = self.stale | gone, set[str]()
        for part in self.parts() if stale or self.doubled else ():
            keys = {name: key for name, key in part.keys.items() if key not in stale and key not in seen}
            seen.update(keys.values())
            if len(keys) == len(part.keys):
                continue
            if keys:
                tables = {f"{name}.parquet": _only(part.folder / f"{name}.parquet", list(keys)) for name in part.tables}
                own = _sketches(part.keys, _data(part.folder / SKETCHES))
                tables[SKETCHES] = b"".join(one for name, one in own if name in keys)
                self._write(keys, tables)
            self._remove(part.folder)

    def _remove(self, folder: Path) -> None:
        """Remove a part, and of its folder what the part names; the reader's files in it stay."""
        about = _about(folder)
        named = {"part.json", *about["files"]}
        if {path.name for path in folder.iterdir()} == named:
            folder = folder.replace(self.folder.work / folder.name)  # at once, whenever we are killed
        for name in ("part.json", *about["files"]):
            path = folder / name
            if name == "part.json" or _digest(path.read_bytes()) == about["files"][name]["digest"]:
                path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()

    def publish(
        self, problems: Sequence[Problem], order: Sequence[str], made_by: str = "", own: tuple[Entry, ...] = ()
    ) -> int:
        """Make the tables that a reader opens from the parts.

        Args:
            problems: of the run.
            order: the ids of the articles met, as they were read: those that the column `near` tells of.
            made_by: a hash of the code that made the rows, for `pipeline.open`.
            own: what the reader's table of actors says.

        Returns:
            The number of articles in them.

        Raises:
            ValueError: a part is damaged; the message has the way out.
            Taken: a name was taken meanwhile.
        """
        import pyarrow as pa

        pa.set_memory_pool(pa.system_memory_pool())  # so that it takes up the memory that the analysis gave back
        parts = sorted(self.parts(), key=lambda part: min(part.keys))
        count = sum(len(part.keys) for part in parts)
        there = {name for part in parts for name in part.tables} | {"actors"} if parts else set(FILED)
        names = [name for name in FILED if name in there and f"{name}.{self.kind}" in self.written]
        now: dict[str, Any] = {"kind": self.kind, "parts": [part.folder.name for part in parts], "tables": names}
        made, room = {}, self.folder.work / "tables"
        room.mkdir()
        kept = set()
        if now.items() <= (before := self.folder.found).items() and "again" in before and self.folder.intact():
            self.again = before["again"]  # articles that tell what another of them tells
            kept = {f"{name}.{self.kind}" for name in names} | set(files.FILES.values())
        else:
            self.near = clusters(order, ((part.keys, _data(part.folder / SKETCHES)) for part in parts))
            self.again = len(self.near) - len(set(self.near.values()))
            for name in names:
                made[f"{name}.{self.kind}"] = room / f"{name}.{self.kind}"
                if name == "actors":
                    self._make_actors(parts, own, made["actors." + self.kind])
                else:
                    self._make(name, [part.folder / f"{name}.parquet" for part in parts], count, room)
        made[f"problems.{self.kind}"] = room / f"problems.{self.kind}"
        files.write_file(files.table("problems", problems), room / f"problems.{self.kind}", self.kind)
        gone = (NAMES | set(files.FILES.values())) - kept
        self.folder.put(made, gone, **now, again=self.again, made_by=made_by)
        return count

    def _make(self, name: str, paths: list[Path], count: int, room: Path) -> None:
        path = room / f"{name}.{self.kind}"
        if self.kind == "parquet" and count > SMALL:
            self._link(name, paths, path)
        elif count > SMALL:
            files.write_csv(files.schema_of(name), map(self._load, paths), path)
        else:
            files.write_file(_sorted(name, map(self._load, paths)), path, self.kind)

    def _load(self, path: Path) -> pa.Table:
        """Read a table of a part; only the whole corpus tells which articles are near-duplicates."""
        table = files.whole(path.stem, _load(path))
        return files.with_near(table, self.near) if path.stem == "articles" else table

    def _link(self, name: str, paths: list[Path], folder: Path) -> None:
        files.link(paths, folder)
        for number, path in enumerate(paths) if name == "articles" and self.near else ():
            if not (table := self._load(path))["near"].equals(table["article_id"]):
                files.part(folder, number).unlink()  # a name of the part itself, which stays as it is
                files.write_file(table, files.part(folder, number), "parquet")

    def _make_actors(self, parts: Sequence[Part], own: tuple[Entry, ...], path: Path) -> None:
        """Count who is named and quoted, part by part: an article lies in one."""
        import pyarrow as pa

        def read(part: Part, name: str) -> pd.DataFrame:
            path = part.folder / f"{name}.parquet"
            return files.to_frame(name, _load(path) if path.exists() else files.schema_of(name).empty_table())

        table = cast(((read(part, "mentions"), read(part, "quotes")) for part in parts), own)
        rows = pa.Table.from_pandas(table, files.schema_of("actors"), preserve_index=False)
        files.write_file(rows, path, self.kind)


def _about(folder: Path) -> dict[str, Any]:
    """Return what a part says of itself; {} for a folder that is none of ours."""
    try:
        about = json.loads((folder / "part.json").read_text(encoding="utf-8"))
        named = PART.fullmatch(folder.name) if SKETCHES in about["files"] else None
        plain = all(FILE.fullmatch(name) and {"size", "digest"} <= file.keys() for name, file in about["files"].items())
        plain &= all(isinstance(said, str) for said in about.setdefault("noticed", {}).values())
        mine = named and named[1] == _name(about["keys"]) and plain and not folder.is_symlink()
        return about if mine else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _name(keys: Mapping[str, str]) -> str:
    return hashlib.blake2b(json.dumps(keys).encode(), digest_size=12).hexdigest()


def _sizes(folder: Path) -> dict[str, int]:
    with os.scandir(folder) as inside:
        return {file.name: file.stat().st_size for file in inside if file.is_file(follow_symlinks=False)}


def _free(path: Path) -> Path:
    """Return a path, or, where something lies there (a damaged part, say), the first one after it that is free."""
    number, free = 1, path
    while free.exists() or free.is_symlink():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _load(path: Path) -> pa.Table:
    return files.read(_data(path))


def _data(path: Path) -> bytes:
    """Return what a file of a part holds; damaged parts are set aside."""
    data = path.read_bytes()
    about = json.loads((path.parent / "part.json").read_text(encoding="utf-8"))
    if _digest(data) != about["files"][path.name]["digest"]:
        aside = path.parent.replace(_free(path.parent.with_name(f"damaged-{path.parent.name}")))
        raise ValueError(f"{path} was damaged and is set aside as {aside.name}; run again: its articles are done anew")
    return data


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _sketches(names: Collection[str], rows: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the id and the sketch of each text."""
    each = len(rows) // max(len(names), 1)
    return ((name, rows[at * each : (at + 1) * each]) for at, name in enumerate(names))


def _only(path: Path, article_ids: list[str]) -> bytes:
    import pyarrow as pa
    import pyarrow.compute as pc

    table = _load(path)
    return files.pack(table.filter(pc.is_in(table["article_id"], pa.array(article_ids, pa.string()))))


def _sorted(name: str, parts: Iterable[pa.Table]) -> pa.Table:
    """Return the rows of all parts by article_id, an article's rows in the order they were found."""
    import numpy as np
    import pyarrow as pa

    table = pa.concat_tables([files.schema_of(name).empty_table(), *parts])
    ids = table["article_id"].to_numpy(zero_copy_only=False)
    return table.take(pa.array(np.argsort(ids, kind="stable")))
