"""Pages of the site, and the parts that all of them share."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from .. import __version__, knowledge, phrases, reading
from .. import figures as style
from ..actors.review import review
from ..estimates import measured
from ..knowledge import DATA
from ..ownership import digest
from ..phrases import by_hand, first_words
from ..pipeline.corrections import line
from ..reading import UNPRINTABLE, Link, policy, visible
from ..tables import CORRECTIONS, ROLES
from ..timeline.calendar import in_words
from ..tokens import heading
from . import lesson
from .evidence import Figure, Letters, Passages, backwards, inline, slug

# --------------------------------------------------------------------------------------------------
# The parts that pages of the site are made of: figures with their words, excerpts, addresses, styles.


MOST_EMBEDDED = 100  # rows of data that an embedded figure carries
LEADING = frozenset(("mark", "evidence"))  # columns of a figure's data that lead to passages of this site
CONTEXT = 200  # characters of a sentence on either side of a passage


def drawing(figure: Figure, to: Callable[[str], str], letters: Letters, anchors: bool = True) -> str:
    """Draw a figure for a page.

    Args:
        figure: that was saved.
        to: gives the address of a mark's passages.
        letters: the page's, added to.
        anchors: whether its marks can be led to, as on the figure's own page.

    Returns:
        The SVG element.
    """
    links = {mark.name: (to(mark.name), f"{mark.label}, to the passages") for mark in figure.marks}
    return inline(figure.svg, figure.name, f"Figure {figure.number}. {figure.alt}", links, letters, anchors)


def made_by() -> str:
    """Say what makes these pages, to cite: the version, and the commit where it is known."""
    commit = knowledge.commit()
    return f"helpers {__version__}" + (f" (commit {commit})" if commit else "")


def block(figure: Figure, ours: bool = False) -> dict[str, Any]:
    """Give the templates what they say of a figure: its words, its measured error and how to cite it.

    Args:
        figure: that was saved.
        ours: whether the report is on the article that comes with this project; the error there says nothing of others.

    Returns:
        number, name, title, subtitle, alt, about, kinds, caption, measured, citation.
    """
    scores = [score for score in figure.about.get("scores", "").split(";") if ours or "|seed|" not in score]
    words = {name: getattr(figure, name) for name in ("number", "name", "title", "subtitle", "alt", "about", "kinds")}
    title, caption = visible_text(figure.title), figure.caption.removeprefix(figure.title).lstrip(". ")
    return words | {
        "caption": "" if caption == figure.subtitle else caption,
        "measured": list(errors(";".join(scores))),
        "citation": f"“{title}”. Figure {figure.number} of a report by {made_by()}, {figure.name}.svg.",
    }


def snippet(figure: Figure, directory: Path, citation: str) -> str:
    """Make a figure to paste into any page: one element, static, that loads nothing and runs no script.

    Args:
        figure: with its words.
        directory: where it was saved.
        citation: how to name it.

    Returns:
        HTML: the picture as data with its alt text, the caption, and the data as a table to open. Columns that only
        lead on (marks, evidence) are left out, and of more than `MOST_EMBEDDED` rows the others, which it says.
    """
    rows = phrases.read(directory / f"{figure.name}.csv").to_dict("records")
    heads = [str(head) for head in (rows[0] if rows else ()) if head not in LEADING]
    picture = base64.b64encode((directory / f"{figure.name}.svg").read_bytes()).decode("ascii")
    shown = [[row[head] for head in heads] for row in rows[:MOST_EMBEDDED]]
    macros = templates().get_template("macros.html.j2").module
    return str(macros.embed(picture, figure, citation, heads, shown, len(rows)))


def errors(scores: str) -> Iterator[dict[str, str]]:
    """Say what has been measured, a sentence a set, for readers who do not know the sets.

    Args:
        scores: `method|set|measure`, separated by semicolons.

    Yields:
        The sentence in three parts: before the set, the set in plain words, after; and `link`, where the set is found.

    Raises:
        KeyError: it has not been measured.
    """
    known = {(score.method, score.set, score.measure): score for score in measured.read()}
    told: dict[str, list[str]] = {}
    for named in filter(None, scores.split(";")):
        method, of, measure = named.split("|")
        score = known[method, of, measure]
        unit = " of 100" if re.search(r"F1|precision|recall", score.measure) else ""
        told.setdefault(of, []).append(f"{score.method}, {score.measure} {score.value:g}{unit} (n {score.n:,})")
    for of, parts in told.items():
        plain, link = measured.sets()[of]
        yield {"before": "Measured on ", "set": plain, "link": link, "after": f": {'; '.join(parts)}."}


def web_address(url: str) -> str:
    """Let an address be linked only where it is plainly a web page.

    One with a user's name (`bank.org@a.org`), or with a character that is not seen, leads elsewhere than it looks.

    Args:
        url: as the article has it.

    Returns:
        The address, or ''.

    Example:
        >>> web_address("https://example.org/a"), web_address("https://bank.org@a.org"), web_address("javascript:1")
        ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = url.isprintable() and not re.search(r"[\s<>\"'\\]", url)  # no control, no mark that turns the order
    return url if parts.scheme in {"http", "https"} and parts.netloc and plain and "@" not in parts.netloc else ""


def visible_text(text: str) -> str:
    """Make the direction controls of foreign text visible, without escaping it.

    Args:
        text: foreign.

    Returns:
        The text, yet to be escaped.
    """
    return str(Markup(visible(text)).unescape())  # noqa: S704 - `visible` escapes


@cache
def _look() -> str:
    """Return the site's style, in which the palette's dark colours are lightened on dark paper; the hue stays."""
    palette = [(row["colour"], style.on(row["colour"])) for row in knowledge.rows("palette.csv", ("colour",))]
    return str(templates().get_template("site.css").render(palette=palette))


@cache
def file(name: str) -> str:
    """Read a style sheet or script.

    Args:
        name: of the file in `templates`.

    Returns:
        Its text.
    """
    return (lesson.TEMPLATES / name).read_text(encoding="utf-8")


@cache
def templates() -> Any:
    """Return the template environment, with the filter that makes foreign names safe and keeps them apart."""
    found = lesson.environment()
    found.filters["name"] = lambda text: Markup(f"<bdi>{visible(text)}</bdi>".replace(" %", "\xa0%"))  # noqa: S704 - `visible` escapes
    return found


def tail(text: str) -> str:
    """Cut a text's beginning off before a word.

    Args:
        text: of any length; `CONTEXT` characters are kept.

    Returns:
        The text, or … and its end.
    """
    if len(text) <= CONTEXT:
        return text
    _, space, words = text[-CONTEXT:].partition(" ")
    return "… " + (words if space else text[-CONTEXT:])


# --------------------------------------------------------------------------------------------------
# What all pages of the site share: what is written, where it stands, and how an article shows its marks.


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
        self.articles, self.shown = articles, articles[:MOST_ARTICLES]
        self.names = {row["article_id"]: heading(row) for row in articles}
        ids = [row["article_id"] for row in self.shown]
        self.homes = {one: "index.html" if self.alone else f"articles/{slug(one)}.html" for one in ids}
        self.colours = style.colours(self.analysis)
        actors = self.analysis.actors
        listed, genders = set(actors.query("listed == 1")["actor_id"]), dict(actors[["actor_id", "gender"]].values)
        self.pairs = [] if self.alone else review(self.analysis.mentions, self.analysis.articles, listed, genders)
        self.by_hand = by_hand(self.analysis.corrections["change"])

    @cached_property
    def ours(self) -> bool:
        """Whether these are the articles that come with this project."""
        known = {digest(path) for path in (DATA / "articles").glob("*.txt")}
        return set(self.analysis.articles["sha256"]) <= known

    def write(self, path: str, template: str, title: str, extra: str = "", script: str = "", **known: Any) -> None:
        """Write one page.

        Args:
            path: within the site's folder.
            template: its file.
            title: of the page.
            extra: style beside the site's own.
            script: the one that may run; '' for none.
            known: what the template asks for; `foreign` lets the styles of a lesson's outputs act.
        """
        up = "../" * path.count("/")
        css = _look() + extra
        rule = policy(css, scripts=(script,) if script else ())
        if known.pop("foreign", False):
            css, rule = _light(css), re.sub(r"style-src [^;]+", "style-src 'unsafe-inline'", rule)
        page = templates().get_template(template).render(
            title=visible_text(title), css=css, script=script, version=__version__, here=up + path, up=up,
            by_hand=self.by_hand, policy=rule, nav=[(name, up + address) for name, address in self.nav()], **known,
        )  # fmt: skip
        self.put(path, UNPRINTABLE.sub("\ufffd", page).encode("utf-8"))

    def nav(self) -> list[tuple[str, str]]:
        """Say where a page leads: names, and addresses within the site's folder."""
        nav = [("Report", "index.html")]
        if not self.alone:
            nav += [("Articles", "articles/index.html"), ("Actors", "actors/index.html")]
            nav += [("Who is one?", "actors/review.html")] if self.pairs else []
        return [*nav, ("Statements", "quotes/index.html"), ("Find", "find/index.html")]

    def proof(self, figure: str, mark: str) -> str:
        """Say where the passages behind a mark stand.

        Args:
            figure: its name.
            mark: its name.

        Returns:
            The address within the site's folder.
        """
        return f"{self.proofs[figure, mark]}#{mark}"

    def put(self, path: str, content: bytes) -> None:
        """Write one file.

        Args:
            path: within the site's folder.
            content: its bytes.
        """
        target = self.out / path
        self.pages.append(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _light(css: str) -> str:
    """Take the rules for dark paper out: the outputs of a notebook are drawn for white."""
    css = re.sub(r"@media \(prefers-color-scheme:dark\)\{:root\{[^}]*\}\}", "", css).replace("light dark", "light")
    head, mark, rest = css.partition("@media screen and (prefers-color-scheme:dark){")
    return head + re.sub(r"\A.*?\}\}\n", "", rest, count=1, flags=re.DOTALL) if mark else css


def _leads_into(figure: Figure, known: set[str]) -> bool:
    """Whether a figure's marks count rows of these articles, and of no others; one with other data passes."""
    rows = [row for mark in figure.marks for row in mark.rows]
    return (not figure.marks and figure.rows > 0) or (bool(rows) and all(article in known for article, _ in rows))


def annotated(site: Site, tables: reading.Tables, up: str) -> reading.Reading:
    """Write an article with its marks, each with links to the figures it counts in.

    Where so many links make the page too large, each mark keeps its first one, or, in a very long article, none.

    Args:
        site: that is being written.
        tables: the article's rows.
        up: the way from the page to the site's folder: '' or '../'.

    Returns:
        The annotated article.
    """
    links: dict[tuple[str, str], list[Link]] = {}
    for row in site.rows.get(tables.article["article_id"], ()):
        layer = site.passages.places[row][0]
        drawn = ((f, f"{up}evidence/{f.name}.html#{f.anchor(mark.name)}") for f, mark in site.counted[row])
        links[layer, row[1]] = [Link(str(f.number), address, f"figure {f.number}") for f, address in drawn]
    for most in (None, 1, 0):
        shown = reading.render(tables, site.colours, {row: found[:most] for row, found in links.items()})
        if len(shown.html) + len(shown.css) <= FULL:
            break
    return shown


# --------------------------------------------------------------------------------------------------
# Give, for what a page marks, the lines that put it right, to be copied into a `corrections.csv`.


HEAD = ",".join(CORRECTIONS)  # the first line of such a file
NAME = "NAME"  # stands in a line for the name that the reader puts there
ROOM = 100_000  # characters of all lines of one page
TAKEN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "mentions": lambda row: f"means {row['actor']}" if row["actor"] else "means nobody",
    "quotes": lambda row: f"said by {row['speaker'] or 'nobody with a name'}",
    "timexes": lambda row: f"the time: {in_words(row['value'], row['type'])}",
    "framing": lambda row: str(row["measure"]),
}
WHO = {"mentions": "actor", "quotes": "speaker"}


@dataclass(frozen=True)
class Offer:
    """One row of a page's list: the words, what they were taken for, and the lines that change it."""

    words: str
    taken: str
    lines: tuple[str, ...]


def offers(tables: reading.Tables) -> list[Offer]:
    """Say what can be put right on an article's page.

    Args:
        tables: the rows of the article.

    Returns:
        In the order of the text, for each statement, mention, date and word of framing the line that removes it; for
        who speaks or is meant also the line that names somebody else, in which NAME stands. As many as fit into a page.
    """
    found, room, article = [], ROOM, {"article_id": tables.article["article_id"]}
    claims = [(table, article | row) for table in TAKEN for row in tables[table]]
    for table, row in sorted(claims, key=lambda one: (one[1]["start"], one[1]["end"], one[0])):
        measure = row["measure"] if table == "framing" else ""
        lines = [line(table, row, "remove", measure)]
        lines += [line(table, row, "set", WHO[table], NAME)] if table in WHO else []
        room -= sum(map(len, lines)) + 200
        if room < 0:
            break
        words = first_words(str(row[ROLES[table].words]), 60)
        found.append(Offer(words, TAKEN[table](row), tuple(one.rstrip("\n") for one in lines)))
    return found
