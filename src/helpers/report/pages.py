"""What all pages of the site share: what is written, where it stands, and how an article shows its marks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from .. import __version__, reading
from .. import figures as style
from ..actors.review import review
from ..knowledge import DATA
from ..ownership import digest
from ..phrases import by_hand
from ..reading.markup import UNPRINTABLE, Link, policy
from . import parts
from .evidence import Figure, Mark, Passages, backwards, slug

FULL = 420_000  # bytes of passages and drawings; what surrounds them fits into the rest
MOST_ARTICLES = 1200  # a page each up to here; beyond, the first of them as samples


@dataclass
class Site:
    """A site being written: its analysis, its figures, and the pages written so far."""

    analysis: Any
    out: Path
    figures: list[Figure]
    lessons: list[tuple[str, str]]
    pages: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.passages = Passages(self.analysis)
        known = set(self.analysis.articles["article_id"])
        # A lesson may draw other texts than this report is about; those figures stay in its page.
        found = [f for f in self.figures if _leads_into(f, known)]
        self.figures = [replace(figure, number=number) for number, figure in enumerate(found, 1)]
        self.counted = backwards(self.figures)
        self.proofs: dict[tuple[str, str], str] = {}  # the page of each (figure, mark)
        self.rows: dict[str, list[tuple[str, str]]] = {}  # the counted rows of each article
        for row in self.counted:
            if row in self.passages:
                self.rows.setdefault(row[0], []).append(row)
        articles = self.analysis.articles.to_dict("records")
        self.alone = len(articles) == 1
        place = {article: number for number, article in enumerate(self.analysis.by_date)}
        articles.sort(key=lambda row: place[row["article_id"]])
        self.shown = articles[:MOST_ARTICLES]
        self.names = {row["article_id"]: parts.heading(row) for row in articles}
        self.homes = {
            row["article_id"]: "index.html" if self.alone else f"articles/{slug(row['article_id'])}.html"
            for row in self.shown
        }
        self.colours = style.colours(self.analysis)
        listed = set(self.analysis.actors.query("listed == 1")["actor_id"])
        self.pairs = [] if self.alone else review(self.analysis.mentions, self.analysis.articles, listed)
        self.by_hand = by_hand(self.analysis.corrections["change"])

    @cached_property
    def ours(self) -> bool:
        """Whether these are the articles that come with this project."""
        known = {digest(path) for path in (DATA / "articles").glob("*.txt")}
        return set(self.analysis.articles["sha256"]) <= known

    def write(self, path: str, template: str, title: str, extra: str = "", script: str = "", **known: Any) -> None:
        """Write one page."""
        up = "../" * path.count("/")
        css = parts.file("site.css").replace("{{ dark }}", parts.after_dark()) + extra
        nav = [("Report", "index.html")]
        if not self.alone:
            nav += [("Articles", "articles/index.html"), ("Actors", "actors/index.html")]
            nav += [("Who is one?", "actors/review.html")] if self.pairs else []
        nav.append(("Statements", "quotes/index.html"))
        page = parts.templates().get_template(template).render(
            title=title, css=css, script=script, version=__version__, here=up + path, up=up, by_hand=self.by_hand,
            policy=policy(css, scripts=(script,) if script else ()),
            nav=[(name, up + address) for name, address in nav], **known,
        )  # fmt: skip
        self.put(path, UNPRINTABLE.sub("\ufffd", page).encode("utf-8"))

    def put(self, path: str, content: bytes) -> None:
        """Write one file."""
        target = self.out / path
        self.pages.append(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _leads_into(figure: Figure, known: set[str]) -> bool:
    """Whether a figure's marks count rows of these articles, and of no others; one with other data passes."""
    rows = [row for mark in figure.marks for row in mark.rows]
    return (not figure.marks and figure.rows > 0) or (bool(rows) and all(article in known for article, _ in rows))


def annotated(site: Site, tables: reading.Tables, up: str) -> reading.Reading:
    """Return an article with its marks, each with links to the figures it counts in.

    Where so many links make the page too large, each mark keeps its first one, or, in a very long article, none.
    """
    links: dict[tuple[str, str], list[Link]] = {}
    for row in site.rows.get(tables.article["article_id"], ()):
        layer = site.passages.places[row][0]
        links[layer, row[1]] = [_back(figure, mark, up) for figure, mark in site.counted[row]]
    for most in (None, 1, 0):
        shown = reading.render(tables, site.colours, {row: found[:most] for row, found in links.items()})
        if len(shown.html) + len(shown.css) <= FULL:
            break
    return shown


def _back(figure: Figure, mark: Mark, up: str) -> Link:
    return Link(
        str(figure.number), f"{up}evidence/{figure.name}.html#{figure.anchor(mark.name)}", f"figure {figure.number}"
    )
