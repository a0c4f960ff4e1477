"""Lead from every mark of a figure to the passages it counts, and from every passage back to the figures.

A figure's data say which rows a mark counts (column `evidence`, see `figures`). Here those are looked up:
what passage each row is, where on which page it stands, and in which figures it counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .. import cells, knowledge
from ..reading.markup import mark_id as passage_id
from ..tables import LETTERS, row_ids
from .drawing import mark_id

if TYPE_CHECKING:
    import pandas as pd

    from ..analysis import Analysis

ABOUT = "figures.csv"  # which figures there are, in which order, how they are made and how far to trust them
QUIET_COLUMNS = frozenset({"mark", "evidence", "actor_id", "actor_type", "article_id", "key", "n_surface"})
NUMBERS = {"n": "count"}  # what a column's number is called in words
# The layer of the annotated article in which a row is marked, by the letter its id begins with.
LAYERS = {"m": "actors", "q": "quotes", "t": "time", "f": "loaded", "s": "sentence"}


@dataclass(frozen=True)
class Passage:
    """A row of a table as a reader meets it: the words, the sentence around them, and the mark on the page."""

    article_id: str
    row: str
    layer: str
    start: int
    end: int
    before: str
    words: str
    after: str

    @property
    def anchor(self) -> str:
        """The id of the passage on the article's page."""
        return passage_id(self.layer, self.row)


@dataclass(frozen=True)
class Mark:
    """One bar, dot or line of a figure: its name, what it says in words, and the rows it counts."""

    name: str
    label: str
    rows: tuple[tuple[str, str], ...]  # (article_id, row id)


@dataclass(frozen=True)
class Figure:
    """A saved figure with its words and its marks."""

    number: int
    name: str
    title: str
    subtitle: str
    caption: str
    alt: str
    svg: Path
    about: Mapping[str, str]
    marks: tuple[Mark, ...]
    rows: int  # of its data

    def anchor(self, mark: str) -> str:
        """The id of one of its marks on a page."""
        return mark_id(self.name, mark)


def figures(directory: Path) -> list[Figure]:
    """Return the figures saved in a folder, in the order of `data/figures.csv`, others after them by name."""
    about = {row["figure"]: row for row in knowledge.rows(ABOUT, ("figure", "how", "scores"))}
    order = {name: place for place, name in enumerate(about)}
    names = sorted(
        (path.stem for path in directory.glob("*.svg")), key=lambda name: (order.get(name, len(order)), name)
    )
    return [_figure(directory, name, number, about.get(name, {})) for number, name in enumerate(names, 1)]


def _figure(directory: Path, name: str, number: int, about: Mapping[str, str]) -> Figure:
    words = {"title": name, "subtitle": "", "caption": ""}
    if (path := directory / f"{name}.json").is_file():
        words |= json.loads(path.read_text(encoding="utf-8"))
    alt = (directory / f"{name}.txt").read_text(encoding="utf-8").strip()
    rows = cells.read(directory / f"{name}.csv").to_dict("records")
    marks = tuple(_marks(rows))
    page = directory / "page" / f"{name}.svg"  # drawn for pages
    svg = page if page.is_file() else directory / f"{name}.svg"
    return Figure(number, name, words["title"], words["subtitle"], words["caption"], alt, svg, about, marks, len(rows))


def _marks(rows: Iterable[Mapping[str, str]]) -> Iterator[Mark]:
    """Gather the rows of a figure's data by mark; a line that joins several rows is one mark."""
    gathered: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        if row.get("mark"):
            gathered.setdefault(row["mark"], []).append(row)
    for name, own in gathered.items():
        counted = dict.fromkeys(
            (unquote(place.rpartition("#")[0]), place.rpartition("#")[2])
            for row in own
            for place in (row.get("evidence") or "").split()
        )
        yield Mark(name, _label(own), tuple(counted))


def _label(rows: list[Mapping[str, str]]) -> str:
    """Say in words what a mark stands for: its names first, then its numbers."""
    first = rows[0]
    shown = {key: value for key, value in first.items() if key not in QUIET_COLUMNS and value}
    names = list(dict.fromkeys(value for value in shown.values() if not _is_number(value)))
    if len(rows) > 1:
        return ", ".join(names[:2]) + f": {len(rows)} values"
    ends = [f"{float(shown.pop(end)):g}" for end in ("low", "high") if _is_number(shown.get(end, ""))]
    numbers = [
        f"{NUMBERS.get(key, key.replace('_', ' '))} {float(value):g}"
        for key, value in shown.items()
        if _is_number(value)
    ][:4]
    if len(ends) == 2:  # an interval with one end left out would mislead
        numbers.append(f"interval {ends[0]} to {ends[1]}")
    return ", ".join(names[:3]) + (": " if names and numbers else "") + ", ".join(numbers)


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


@dataclass
class Passages:
    """All rows that a figure can name, looked up once."""

    analysis: Analysis
    texts: dict[str, str] = field(init=False)
    places: dict[tuple[str, str], tuple[str, int, int]] = field(init=False)
    bounds: dict[str, list[tuple[int, int]]] = field(init=False)

    def __post_init__(self) -> None:
        articles = self.analysis.articles
        self.texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        self.places, self.bounds = {}, {}
        for letter, table in LETTERS.items():
            rows: pd.DataFrame = getattr(self.analysis, table)
            ids = row_ids(table, rows)
            for article, key, start, end in zip(rows["article_id"], ids, rows["start"], rows["end"], strict=True):
                self.places.setdefault((article, key), (LAYERS[letter], int(start), int(end)))
        for article, start, end in self.analysis.sentences[["article_id", "start", "end"]].itertuples(index=False):
            self.bounds.setdefault(article, []).append((start, end))

    def __contains__(self, row: tuple[str, str]) -> bool:
        return row in self.places

    def __getitem__(self, row: tuple[str, str]) -> Passage:
        """Return the passage of (article_id, row id). Raises KeyError for a row that is not there."""
        article, own = row
        layer, start, end = self.places[row]
        low, high = self._sentence(article, start)
        text = self.texts[article]
        return Passage(
            article, own, layer, start, end, text[min(low, start) : start], text[start:end], text[end : max(high, end)]
        )

    def _sentence(self, article: str, start: int) -> tuple[int, int]:
        from bisect import bisect_right

        bounds = self.bounds.get(article, [])
        place = bisect_right(bounds, (start, 1 << 60)) - 1
        return bounds[place] if place >= 0 else (start, start)


def backwards(found: Iterable[Figure]) -> dict[tuple[str, str], list[tuple[Figure, Mark]]]:
    """Return the figures, with the first mark in each, that every row counts in."""
    counted: dict[tuple[str, str], list[tuple[Figure, Mark]]] = {}
    for figure in found:
        for mark in figure.marks:
            for row in mark.rows:
                places = counted.setdefault(row, [])
                if not places or places[-1][0] is not figure:
                    places.append((figure, mark))
    return counted


def slug(identity: str) -> str:
    """Return a file name for an article or an actor: readable, and no two alike."""
    readable = "".join(char if char.isascii() and char.isalnum() else "-" for char in identity)[:40].strip("-")
    return f"{readable}-{sha256(identity.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-").lower()
