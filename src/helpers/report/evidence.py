"""What stands behind a figure: its marks, its rows, its drawing with links."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd

from .. import knowledge, phrases
from ..analysis import Analysis
from ..figures import METADATA
from ..reading import mark_id as passage_id
from ..tables import ACTOR_ID, LETTERS, row_ids

# --------------------------------------------------------------------------------------------------
# Put a saved figure into a page: its SVG inline, every mark a link, nothing that a strict policy forbids.
#
# matplotlib writes styles as attributes, which a Content-Security-Policy without 'unsafe-inline' ignores, ids
# that clash when two figures share a page, and each letter's outline once a figure. Here styles become
# attributes of their own, ids get the figure's name, and letters are kept once a page (`Letters`).


SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
Links = Mapping[str, tuple[str, str]]  # {a mark of ours: its address and what it says}
HEADLINE = re.compile(r"headline-(\d+)")  # the id of the title's text: how deep it reaches, in points
LETTER = re.compile(r"[\w-]+-[0-9a-f]+")
WHITE = "fill:#ffffff"  # the style of a figure's paper
NARROW = 400  # points of width below which a drawing fits a phone
NUMBER = re.compile(r"-?\d+\.\d{3,}")


@dataclass
class Letters:
    """The outlines of letters that a page's figures share."""

    outlines: dict[str, dict[str, str]] = field(default_factory=dict)

    def svg(self) -> str:
        """Return them as one hidden drawing."""
        if not self.outlines:
            return ""
        root = ElementTree.Element("svg", {"class": "hidden", "aria-hidden": "true", "width": "0", "height": "0"})
        defs = ElementTree.SubElement(root, "defs")
        for name, attributes in sorted(self.outlines.items()):
            ElementTree.SubElement(defs, "path", {"id": name} | attributes)
        return ElementTree.tostring(root, encoding="unicode")


def inline(path: Path, name: str, alt: str, links: Links, letters: Letters, anchors: bool = True) -> str:
    """Put a figure's SVG into a page.

    Args:
        path: of the file.
        name: the figure's, put before every id.
        alt: what a screen reader says of it.
        links: {mark: (address, what a screen reader says of it)}; a mark without one stays a plain drawing.
        letters: the page's, added to.
        anchors: give each mark an id.

    Returns:
        The element.

    Raises:
        ElementTree.ParseError: the file is not the SVG it was.
    """
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a figure that we drew
    cut = _pruned(root, letters)
    left, top, width, height = (float(number) for number in root.get("viewBox", "0 0 1 1").split())
    root.attrib.clear()
    root.attrib |= {"viewBox": f"{left:g} {top + cut:g} {width:g} {height - cut:g}"}
    root.attrib |= {"class": "chart narrow" if width < NARROW else "chart", "role": "group", "aria-label": alt}
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    seen: set[str] = set()
    for element in list(root.iter()):
        _rename(element, name, links, letters, seen)
    for link in () if anchors else root.iter(f"{SVG}a"):
        link.attrib.pop("id", None)
    _shorten(root)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    text = re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode"))
    return NUMBER.sub(_rounded, text)


def _pruned(parent: ElementTree.Element, letters: Letters) -> float:
    """Take out what a page has of its own, keep letters for all of its figures, and turn styles into attributes.

    A page sets the title in its own type, and its paper shows through, light or dark. Returns how much of the top is
    free now.
    """
    depth, of_words = 0.0, parent.get("id", "").startswith("text_")  # whose own paper keeps a line off them
    for child in list(parent):
        own = child.get("id", "")
        fills = [one.get("style", "").replace(" ", "") for one in child]
        paper = own.startswith("patch_") and fills == [WHITE] and not of_words
        if found := HEADLINE.fullmatch(own):
            depth = max(depth, float(found[1]))
        elif child.tag == f"{SVG}path" and parent.tag == f"{SVG}defs" and LETTER.fullmatch(own):
            del child.attrib["id"]
            letters.outlines[_letter(own)] = dict(child.attrib) | {"d": " ".join(child.get("d", "").split())}
        elif not paper and child.tag not in (f"{SVG}metadata", f"{SVG}style"):
            depth = max(depth, _pruned(child, letters))
            continue
        parent.remove(child)
    for rule in parent.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key and value:
            parent.set(key, value)
    return depth


def _rounded(number: re.Match[str]) -> str:
    """Round a place to a hundredth of a point; what is smaller than one is a scale, where that would be coarse."""
    value = float(number[0])
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def _shorten(element: ElementTree.Element) -> None:
    """Take out groups that say nothing, and draw lines of one look that follow each other as one path."""
    children: list[ElementTree.Element] = []
    for child in element:
        _shorten(child)
        children += list(child) if child.tag == f"{SVG}g" and not child.attrib else [child]
    element[:] = []
    for child in children:
        if child.tag == f"{SVG}defs" and not len(child):
            continue
        if child.tag == f"{SVG}path":
            child.set("d", " ".join(child.get("d", "").split()))
            last = element[-1] if len(element) else None
            if last is not None and child.get("fill") == "none" and _plain_style(last) == _plain_style(child):
                last.set("d", f"{last.get('d')} {child.get('d')}")
                continue
        element.append(child)


def _plain_style(element: ElementTree.Element) -> tuple[str, dict[str, str]]:
    return element.tag, {key: value for key, value in element.attrib.items() if key != "d"}


def _rename(element: ElementTree.Element, name: str, links: Links, letters: Letters, seen: set[str]) -> None:
    target = element.attrib.pop(f"{XLINK}href", "") or element.attrib.pop("href", "")
    own = element.attrib.pop("id", "")
    if element.tag == f"{SVG}a":
        mark = target.removeprefix("#")
        if mark not in links:
            element.tag = f"{SVG}g"
            return
        element.attrib.pop("target", None)  # matplotlib's links open a new window, and the way back is lost
        element.set("href", links[mark][0])
        element.set("aria-label", links[mark][1])
        if mark not in seen:
            element.set("id", _mark_id(name, mark))
            seen.add(mark)
        else:  # one mark drawn in several strokes is one stop for the keyboard
            element.set("tabindex", "-1")
        return
    if own and element.tag != f"{SVG}g":
        element.set("id", f"{name}-{own}")
    if target:
        letter = _letter(target[1:])
        element.set("href", f"#{letter}" if letter in letters.outlines else f"#{name}-{target[1:]}")
    if clip := element.get("clip-path"):
        element.set("clip-path", clip.replace("url(#", f"url(#{name}-"))
    if fill := element.get("fill"):
        element.set("fill", fill.replace("url(#", f"url(#{name}-"))


def _letter(own: str) -> str:
    return "l-" + re.sub(r"\W", "-", own)


def _mark_id(figure: str, mark: str) -> str:
    """Return the id that a mark of a figure has on a page."""
    return f"mark-{figure}-{mark}"


# --------------------------------------------------------------------------------------------------
# Lead from every mark of a figure to the passages it counts, and from every passage back to the figures.
#
# A figure's data say which rows a mark counts (column `evidence`, see `figures`). Here those are looked up:
# what passage each row is, where on which page it stands, and in which figures it counts.


ABOUT = "figures.csv"  # which figures there are, in which order, how they are made and how far to trust them
QUIET_COLUMNS = frozenset(("mark", "evidence", "actor_id", "actor_type", "article_id", "key", "n_surface", "timex_id"))
OF_ALL = frozenset(("column_low", "column_high", "column_n", "events", "events_low", "events_high"))  # not of a mark
NUMBERS = {"n": "count", "names": "by name"}  # what a column's number is called in words
FEW = ("people", "parts")  # most actors have none of these
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
    kinds: tuple[str, ...] = ()  # the formats to download

    def anchor(self, mark: str) -> str:
        """Make the id of one of its marks on a page.

        Args:
            mark: its name.

        Returns:
            The id, the same on every page.
        """
        return _mark_id(self.name, mark)


def figures(directory: Path) -> list[Figure]:
    """Read the figures saved in a folder.

    Args:
        directory: the folder.

    Returns:
        They, numbered in the order of `data/figures.csv`, others after them by name.
    """
    about = {row["figure"]: row for row in knowledge.rows(ABOUT, ("figure", "how", "scores"))}
    order = {name: place for place, name in enumerate(about)}
    found = (path.stem for path in directory.glob("*.svg"))
    names = sorted(found, key=lambda name: (order.get(name, len(order)), name))
    return [_figure(directory, name, number, about.get(name, {})) for number, name in enumerate(names, 1)]


def _figure(directory: Path, name: str, number: int, about: Mapping[str, str]) -> Figure:
    words = {"title": name, "subtitle": "", "caption": ""}
    if (path := directory / f"{name}.json").is_file():
        words |= json.loads(path.read_text(encoding="utf-8"))
    alt = (directory / f"{name}.txt").read_text(encoding="utf-8").strip()
    rows = phrases.read(directory / f"{name}.csv").to_dict("records")
    marks = tuple(_marks(rows))
    page = directory / "page" / f"{name}.svg"  # drawn for pages
    svg = page if page.is_file() else directory / f"{name}.svg"
    kinds = tuple(kind for kind in METADATA if (directory / f"{name}.{kind}").is_file())
    said = words["title"], words["subtitle"], words["caption"]
    return Figure(number, name, *said, alt, svg, about, marks, len(rows), kinds)


def _marks(rows: Iterable[Mapping[str, str]]) -> Iterator[Mark]:
    """Gather the rows of a figure's data by mark; a line that joins several rows is one mark."""
    gathered: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        if row.get("mark"):
            gathered.setdefault(row["mark"], []).append(row)
    for name, own in gathered.items():
        places = (place.rpartition("#") for row in own for place in (row.get("evidence") or "").split())
        counted = dict.fromkeys((unquote(article), row) for article, _, row in places)
        yield Mark(name, _label(own), tuple(counted))


def _label(rows: list[Mapping[str, str]]) -> str:
    """Say in words what a mark stands for: its names first, then its numbers."""
    first = rows[0]
    shown = {key: value for key, value in first.items() if key not in QUIET_COLUMNS | OF_ALL and value}
    words = (value for value in shown.values() if not _is_number(value) and not ACTOR_ID.fullmatch(value))
    names = list(dict.fromkeys(words))
    if len(rows) > 1:
        return ", ".join(names[:2]) + f": {len(rows)} values"
    ends = [f"{float(shown.pop(end)):,g}" for end in ("low", "high") if _is_number(shown.get(end, ""))]
    told = ((key, value) for key, value in shown.items() if _is_number(value) and (float(value) or key not in FEW))
    numbers = [f"{NUMBERS.get(key, key.replace('_', ' '))} {float(value):,g}" for key, value in told][:4]
    if len(ends) == 2:  # an interval with one end left out would mislead
        numbers.append(f"interval {ends[0]} to {ends[1]}")
    return ", ".join(names[:3]) + (": " if names and numbers else "") + ", ".join(numbers)


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


class Passages:
    """All rows that a figure can name, looked up once."""

    def __init__(self, analysis: Analysis) -> None:
        articles = analysis.articles
        self.texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        self.places: dict[tuple[str, str], tuple[str, int, int]] = {}
        self.bounds: dict[str, list[tuple[int, int]]] = {}
        for letter, table in LETTERS.items():
            rows: pd.DataFrame = getattr(analysis, table)
            ids = row_ids(table, rows)
            for article, key, start, end in zip(rows["article_id"], ids, rows["start"], rows["end"], strict=True):
                self.places.setdefault((article, key), (LAYERS[letter], int(start), int(end)))
        for article, start, end in analysis.sentences[["article_id", "start", "end"]].itertuples(index=False):
            self.bounds.setdefault(article, []).append((start, end))

    def __contains__(self, row: tuple[str, str]) -> bool:
        return row in self.places

    def __getitem__(self, row: tuple[str, str]) -> Passage:
        """Return the passage of (article_id, row id). Raises KeyError for a row that is not there."""
        article, own = row
        layer, start, end = self.places[row]
        bounds = self.bounds.get(article, [])
        sentence = bisect_right(bounds, (start, 1 << 60)) - 1
        low, high = bounds[sentence] if sentence >= 0 else (start, start)
        text = self.texts[article]
        before, after = text[min(low, start) : start], text[end : max(high, end)]
        return Passage(article, own, layer, start, end, before, text[start:end], after)


def backwards(found: Iterable[Figure]) -> dict[tuple[str, str], list[tuple[Figure, Mark]]]:
    """Find for every row the figures that it counts in.

    Args:
        found: the figures.

    Returns:
        {(article_id, row id): each figure with the first mark in it}.
    """
    counted: dict[tuple[str, str], list[tuple[Figure, Mark]]] = {}
    for figure in found:
        for mark in figure.marks:
            for row in mark.rows:
                places = counted.setdefault(row, [])
                if not places or places[-1][0] is not figure:
                    places.append((figure, mark))
    return counted


def slug(identity: str) -> str:
    """Make a file name for an article or an actor: readable, and no two alike.

    Args:
        identity: its id.

    Returns:
        Small letters, digits and hyphens.

    Example:
        >>> slug("person:ada-holm")
        'person-ada-holm-84d12da8'
    """
    readable = "".join(char if char.isascii() and char.isalnum() else "-" for char in identity)[:40].strip("-")
    return f"{readable}-{sha256(identity.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-").lower()
