"""The parts that pages of the site are made of: figures with their words, excerpts, addresses, styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from .. import __version__, knowledge
from .. import figures as style
from ..estimates import measured
from ..reading.markup import visible
from . import lesson
from .drawing import Letters, inline
from .evidence import Figure

CONTEXT = 200  # characters of a sentence on either side of a passage


def drawing(figure: Figure, to: Callable[[str], str], letters: Letters, anchors: bool = True) -> str:
    """Return a figure drawn for a page; `to` gives the address of a mark's passages.

    anchors: whether its marks can be led to, as on the figure's own page.
    """
    links = {mark.name: (to(mark.name), f"{mark.label}, to the passages") for mark in figure.marks}
    return inline(figure.svg, figure.name, f"Figure {figure.number}. {figure.alt}", links, letters, anchors)


def block(figure: Figure, ours: bool = False) -> dict[str, Any]:
    """Return a figure as the templates want it: with its measured error and how to cite it.

    ours: whether the report is on the article that comes with this project; the error there says nothing of others.
    """
    scores = [score for score in figure.about.get("scores", "").split(";") if ours or "|seed|" not in score]
    words = {name: getattr(figure, name) for name in ("number", "name", "title", "subtitle", "alt", "about")}
    title = visible_text(figure.title)
    return words | {
        "caption": figure.caption.removeprefix(figure.title).lstrip(". "),
        "measured": list(errors(";".join(scores))),
        "citation": f"“{title}”. Figure {figure.number} of a report by helpers {__version__}, {figure.name}.svg.",
    }


def errors(scores: str) -> Iterator[dict[str, str]]:
    """Say what has been measured, a sentence a score, for readers who do not know the sets.

    Args:
        scores: `method|set|measure`, separated by semicolons.

    Yields:
        The sentence in three parts: before the set, the set in plain words, after; and `link`, where the set is found.

    Raises:
        KeyError: it has not been measured.
    """
    known = {(score.method, score.set, score.measure): score for score in measured.read()}
    for named in filter(None, scores.split(";")):
        method, of, measure = named.split("|")
        score, (plain, link) = known[method, of, measure], measured.sets()[of]
        unit = " of 100" if re.search(r"F1|precision|recall", score.measure) else ""
        after = f": {score.method}, {score.measure} {score.value:g}{unit} (n {score.n:,})."
        yield {"before": "Measured on ", "set": plain, "link": link, "after": after}


def heading(row: Mapping[str, Any]) -> str:
    """Return an article's title, or its first line, or its id."""
    first = next((line.strip() for line in row["text"].splitlines() if line.strip()), "")
    return head(row["title"] or first or row["article_id"], 140)


def web_address(url: str) -> str:
    """Return an address that may be linked, or '' for any that is not plainly a web page.

    One with a user's name (`bank.org@a.org`), or with a character that is not seen, leads elsewhere than it looks.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = url.isprintable() and not re.search(r"[\s<>\"'\\]", url)  # no control, no mark that turns the order
    return url if parts.scheme in {"http", "https"} and parts.netloc and plain and "@" not in parts.netloc else ""


def visible_text(text: str) -> str:
    """Return foreign text with its direction controls made visible, not yet escaped."""
    return str(Markup(visible(text)).unescape())  # noqa: S704 - `visible` escapes


@cache
def after_dark() -> str:
    """Return rules that lighten the palette's dark colours on dark paper; the hue stays the actor's."""
    rules = []
    for row in knowledge.rows("palette.csv", ("colour",)):
        colour = row["colour"]
        share = 55 if style.on(colour) == "#ffffff" else 90
        mixed = f"color-mix(in oklab,{colour} {share}%,white)"
        rules.append(
            f'.chart [fill="{colour.lower()}"]{{fill:{mixed}}}.chart [stroke="{colour.lower()}"]{{stroke:{mixed}}}'
        )
    return "\n".join(rules)


@cache
def file(name: str) -> str:
    """Return the text of a style sheet or script."""
    return (lesson.TEMPLATES / name).read_text(encoding="utf-8")


def sortable() -> str:
    """Return the script that sorts and filters tables."""
    return file("site.js")


@cache
def templates() -> Any:
    """Return the template environment, with the filter that makes foreign names safe and keeps them apart."""
    found = lesson.environment()
    found.filters["name"] = lambda text: Markup(f"<bdi>{visible(text)}</bdi>")  # noqa: S704 - `visible` escapes
    return found


def head(text: str, most: int = CONTEXT) -> str:
    """Cut a text off after a word; a word longer than that is cut too."""
    if len(text) <= most:
        return text
    words, space, _ = text[:most].rpartition(" ")
    return (words if space else text[:most]).rstrip() + " …"


def tail(text: str) -> str:
    """Return the end of a text, begun at a word."""
    if len(text) <= CONTEXT:
        return text
    _, space, words = text[-CONTEXT:].partition(" ")
    return "… " + (words if space else text[-CONTEXT:])
