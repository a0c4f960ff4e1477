"""Read articles and never change their text.

A corpus is read as it is asked for, one article at a time, so that a million articles need no more
memory than ten. What can't be read becomes a problem, and the reading goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..tables import Article, Problem, show_whole
from .entries import Record
from .intake import NOTES
from .sources import Meter, holds_tables, records

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NOTES", "Article", "Corpus", "read"]


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

    def records(self, meter: Meter | None = None) -> Iterator[Record]:
        """Read everything, also what is wrong.

        Args:
            meter: is told how far the reading has come; None for nobody.

        Yields:
            Articles and problems as they are read.

        Raises:
            FileNotFoundError: the source is not there.
            ValueError: a kind of file nobody can read.
        """
        source = records(self.given, self.columns, meter) if isinstance(self.given, Path) else iter(self.given)
        return _once(source, self.duplicates)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles as a DataFrame: article_id, text, title, published, outlet, url, author, known, published_by."""
        import pandas as pd

        show_whole()
        rows = [asdict(article) for article in self]
        return pd.DataFrame(
            rows, columns=[name for name in Article.__dataclass_fields__ if name != "spare"], dtype="str"
        )

    @cached_property
    def problems(self) -> pd.DataFrame:
        """What could not be read, or only in part: source, problem, detail."""
        from ..tables import frame

        return frame("problems", (record for record in self.records() if isinstance(record, Problem)))


def read(
    source: str | Path | Iterable[Article], columns: Mapping[str, str] | None = None, duplicates: bool = False
) -> Corpus:
    """Read a folder, a file or a zip of articles.

    Args:
        source: nested folders of texts, pages, documents of Word and messages; tables (.csv, .tsv, .json, .jsonl,
            .parquet, .xlsx) with a column for the text; exports of databases with many documents in a file; a .zip of
            any of these; a folder that `analyse` wrote; or articles made by hand.
        columns: {our name: the file's name} where it is none that is known, for example
            {"text": "Inhalt", "published": "Datum:day-first"}.
        duplicates: keep an article whose text was there before.

    Returns:
        A corpus, which reads as it is iterated over.

    Raises:
        FileNotFoundError: nothing is there.

    Example:
        >>> from helpers.corpus import Article
        >>> [article.text for article in read([Article("a", "It rained."), Article("b", "It rained.")])]
        ['It rained.']
    """
    if isinstance(source, str | Path):
        path = Path(source)
        if not path.exists():
            raise FileNotFoundError(f"{source}: there is no such file or folder")
        return Corpus(path, dict(columns or {}), duplicates)
    return Corpus(tuple(source), dict(columns or {}), duplicates)


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
            yield Problem(record.article_id, "duplicate id", "an article with this id came before; left out")
            continue
        ids.update({name, spare} - {b""})
        if not duplicates:
            text = bytes.fromhex(record.sha256)[:12]
            if text in texts:
                yield Problem(record.article_id, "duplicate text", f"the same text as {texts[text]}; counted once")
                continue
            texts[text] = record.article_id
        yield record


def _digest(name: str) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()
