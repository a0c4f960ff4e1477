"""Say what a reader of files is given and gives: one file, its records, and what is said once of many."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ..article import Article
from ..tables import Problem

Record = Article | Problem
MAX_BYTES = 1 << 30  # a text or a zip's member beyond this is not an article
MAX_TEXT = 1 << 25  # 32 MB: a single text beyond this is no article; tables of articles may be larger


@dataclass(frozen=True)
class Entry:
    """One file of a corpus: its name within the source, its size in bytes, and how to open it.

    inner: its name within its zip, where it lies in one. exact: its texts are as they were given, also where they
    look like HTML.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    inner: str = ""
    exact: bool = False

    @property
    def own(self) -> PurePosixPath:
        """Its name in its folder or zip, without the ending of a packed file."""
        return PurePosixPath((self.inner or self.name).removesuffix(".gz"))

    @property
    def stem(self) -> str:
        """The name without its ending: the id of an article that has no other."""
        return str(self.own.with_suffix(""))

    @property
    def suffix(self) -> str:
        """The ending in lower case; `.gz` where a file is packed."""
        return ".gz" if self.name.lower().endswith(".gz") else self.own.suffix.lower()

    def bytes(self) -> bytes:
        """Return all of it. Raises ValueError when it is too large for one article."""
        with self.open() as handle:
            data = handle.read(MAX_TEXT + 1)
        if len(data) > MAX_TEXT:
            raise ValueError(f"more than {MAX_TEXT >> 20} MB are too many for one article")
        return data

    def unpacked(self) -> Entry:
        """Return what a `.gz` holds."""
        name = self.name[: -len(".gz")]
        return replace(self, name=name, open=lambda: cast(BinaryIO, _Unpacked(self.open())))


class _Unpacked(gzip.GzipFile):
    """What a packed file holds; closes the file, too, which gzip leaves open."""

    def __init__(self, packed: BinaryIO) -> None:
        self.packed = packed
        super().__init__(fileobj=packed, mode="rb")

    def close(self) -> None:
        """Close both."""
        super().close()
        self.packed.close()


@dataclass
class Notes:
    """What is said once, of however many articles it is true: {(what, in which words): [where first, how often]}."""

    said: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def add(self, problem: str, source: str, detail: str) -> None:
        """Say it of one more."""
        first, count = self.said.get((problem, detail), (source, 0))
        self.said[problem, detail] = first, count + 1

    def problems(self) -> Iterator[Problem]:
        """Yield a row for each thing that was said, with how many it is true of."""
        for (problem, detail), (first, count) in self.said.items():
            yield Problem(first, problem, detail if count == 1 else f"{detail} (and so in {count - 1} more)")
