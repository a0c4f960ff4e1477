"""Write the site: a page where every mark of every figure leads to the words behind it, and back.

    OUT/index.html               findings, figures, for one article the article itself
    OUT/evidence/FIGURE.html     a figure and the passages that each of its marks counts
    OUT/articles/*.html          for a corpus: each article with its marks, and all in a table
    OUT/actors/*.html            for a corpus: each actor, and all in a table
    OUT/downloads/FIGURE.csv     the data behind a figure, safe to open in a spreadsheet

It opens from disk, loads nothing, and needs no script. A page stays below 500 kB: a mark that counts more
passages than fit shows the first and says so; the rest is in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import __version__, reading
from .. import figures as style
from ..reading.markup import UNPRINTABLE, Link, policy
from . import parts
from .drawing import Letters
from .evidence import Figure, Mark, Passages, backwards, figures, slug
from .findings import findings

MOST_ARTICLES = 1500  # a page each up to here; beyond, the first of them as samples
MOST_ACTORS = 300  # pages of actors, the most mentioned first
MOST_PASSAGES = 400  # on one page


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
        self.figures = [f for f in self.figures if _leads_into(f, known)]
        self.counted = backwards(self.figures)
        self.rows: dict[str, list[tuple[str, str]]] = {}  # the counted rows of each article
        for row in self.counted:
            if row in self.passages:
                self.rows.setdefault(row[0], []).append(row)
        articles = self.analysis.articles.to_dict("records")
        self.alone = len(articles) == 1
        self.shown = articles[:MOST_ARTICLES]
        self.names = {row["article_id"]: parts.heading(row) for row in articles}
        self.homes = {
            row["article_id"]: "index.html" if self.alone else f"articles/{slug(row['article_id'])}.html"
            for row in self.shown
        }
        self.colours = style.colours(self.analysis.mentions)

    def write(self, path: str, template: str, title: str, extra: str = "", script: str = "", **known: Any) -> None:
        """Write one page, unless it stands there already with the same bytes."""
        up = "../" * path.count("/")
        css = parts.file("site.css").replace("{{ dark }}", parts.after_dark()) + extra
        nav = [("Report", "index.html")]
        if not self.alone:
            nav += [("Articles", "articles/index.html"), ("Actors", "actors/index.html")]
        page = parts.templates().get_template(template).render(
            title=title, css=css, script=script, version=__version__, here=up + path, up=up,
            policy=policy(css, scripts=(script,) if script else ()),
            nav=[(name, up + address) for name, address in nav], **known,
        )  # fmt: skip
        self.put(path, UNPRINTABLE.sub("\ufffd", page).encode("utf-8"))

    def put(self, path: str, content: bytes) -> None:
        """Write one file, unless it stands there already with the same bytes."""
        target = self.out / path
        self.pages.append(target)
        if target.is_file() and target.read_bytes() == content:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".partial")
        partial.write_bytes(content)
        partial.replace(target)


def _leads_into(figure: Figure, known: set[str]) -> bool:
    """Whether a figure's marks count rows of these articles, and of no others; one without marks passes."""
    rows = [row for mark in figure.marks for row in mark.rows]
    return not figure.marks or (bool(rows) and all(article in known for article, _ in rows))


def write(analysis: Any, out: Path, lessons: list[tuple[str, str]]) -> list[Path]:
    """Write the site of an analysis beside its figures and tables; return the paths of its files.

    out: holds `figures/` and `tables/`. lessons: (title, address within out) of the executed notebooks.
    """
    site = Site(analysis, out, figures(out / "figures") if (out / "figures").is_dir() else [], lessons)
    for figure in site.figures:
        site.put(f"downloads/{figure.name}.csv", parts.spreadsheet(out / "figures" / f"{figure.name}.csv"))
        _evidence(site, figure)
    _index(site)
    if not site.alone:
        from . import corpus_pages

        corpus_pages.write(site)
    return site.pages


# --------------------------------------------------------------------------- pages


def _index(site: Site) -> None:
    articles = site.analysis.articles
    letters = Letters()
    drawings = [(parts.block(f), parts.drawing(f, f"evidence/{f.name}.html#", letters)) for f in site.figures]
    told = [
        {"question": f.question, "answer": f.answer, "limit": f.limit, "links": list(_proof(site, f))}
        for f in findings(site.analysis, site.figures)
    ]
    shown, first = None, articles.iloc[0].to_dict()
    if site.alone:
        shown = annotated(site, reading.tables(site.analysis, first["article_id"]), "")
    known = [first[name] for name in ("outlet", "author", "published") if first[name]] if site.alone else []
    samples = {"note": f"{len(articles):,} articles were read; each has a page."}
    if len(site.shown) < len(articles):
        samples = {"note": f"{len(articles):,} articles were read; the first {len(site.shown):,} have a page each."}
    site.write(
        "index.html", "index.html.j2", f"{_title(site)} · Report", shown.css if shown else "",
        kicker="How this article is written" if site.alone else "How these articles are written",
        heading=_title(site), notes=[*known, f"{int(articles['n_words'].sum()):,} words"], findings=told,
        letters=letters.svg(), drawings=drawings, reading=shown.html if shown else "",
        samples=None if site.alone else samples,
        lessons=site.lessons, tables=sorted(path.name for path in (site.out / "tables").glob("*.*")),
        citation=_citation(site),
    )  # fmt: skip


def _evidence(site: Site, figure: Figure) -> None:
    letters = Letters()
    share = max(MOST_PASSAGES // max(len(figure.marks), 1), 1)
    marks = []
    for mark in figure.marks:
        rows = [row for row in mark.rows if row in site.passages]
        note = ""
        if not rows:
            note = " · No passage: nothing in the text counts here."
        elif len(rows) > share:
            note = f" · The first {share} of {len(rows):,} passages; all are named in the CSV."
        items = [item(site, row, "../", figure) for row in rows[:share]]
        marks.append({
            "id": mark.name, "label": mark.label, "drawn": figure.anchor(mark.name), "passages": items, "note": note,
        })  # fmt: skip
    site.write(
        f"evidence/{figure.name}.html", "evidence.html.j2", f"Figure {figure.number}: {figure.title}",
        figure=parts.block(figure), svg=parts.drawing(figure, "#", letters), letters=letters.svg(), marks=marks,
    )  # fmt: skip


def annotated(site: Site, tables: reading.Tables, up: str) -> reading.Reading:
    """Return an article with its marks, each with links to the figures it counts in."""
    links: dict[tuple[str, str], list[Link]] = {}
    for row in site.rows.get(tables.article["article_id"], ()):
        layer = site.passages.places[row][0]
        links[layer, row[1]] = [_back(figure, mark, up) for figure, mark in site.counted[row]]
    return reading.render(tables, site.colours, links)


def _back(figure: Figure, mark: Mark, up: str) -> Link:
    return Link(
        str(figure.number), f"{up}evidence/{figure.name}.html#{figure.anchor(mark.name)}", f"figure {figure.number}"
    )


def item(site: Site, row: tuple[str, str], up: str, own: Figure | None = None) -> dict[str, Any]:
    """Return what a page shows of a passage: its sentence, where it stands, and where else it counts."""
    found = site.passages[row]
    home = site.homes.get(found.article_id)
    others = [(figure, mark) for figure, mark in site.counted.get(row, ()) if figure is not own]
    return {
        "before": parts.tail(found.before), "words": parts.head(found.words, 600),
        "after": parts.head(found.after),
        "address": f"{up}{home}#{found.anchor}" if home else f"{up}tables/articles.csv",
        "place": "in the article" if site.alone else site.names[found.article_id],
        "refs": [(f.number, f"{up}evidence/{f.name}.html#{f.anchor(m.name)}") for f, m in others],
    }  # fmt: skip


def _proof(site: Site, finding: Any) -> Iterator[tuple[str, str]]:
    numbers = {figure.name: figure.number for figure in site.figures}
    for name, mark in finding.evidence:
        yield "The passages behind this", f"evidence/{name}.html#{mark}"
    if finding.figure in numbers:
        yield f"Figure {numbers[finding.figure]}", f"#figure-{finding.figure}"


def _title(site: Site) -> str:
    articles = site.analysis.articles
    if site.alone:
        return str(next(iter(site.names.values())))
    outlets = sorted(set(articles["outlet"]) - {""})
    return f"{len(articles):,} articles" + (f" of {len(outlets)} outlets" if len(outlets) > 1 else "")


def _citation(site: Site) -> str:
    from .manifest import combine

    articles = site.analysis.articles
    digest = combine(dict(zip(articles["article_id"], articles["sha256"], strict=True)))[:12]
    return f"“{parts.visible_text(_title(site))}”: a report by helpers {__version__}, texts {digest}."
