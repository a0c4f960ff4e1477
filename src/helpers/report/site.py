"""Write the site: a page where every mark of every figure leads to the words behind it, and back.

    OUT/index.html               findings, figures, for one article the article itself
    OUT/evidence/FIGURE.html     a figure and the passages that each of its marks counts
    OUT/embed/FIGURE.txt         the figure as HTML to paste into any page, with its caption and its data
    OUT/articles/*.html          for a corpus: each article with its marks, and all in a table
    OUT/actors/*.html            for a corpus: each actor, and all in a table
    OUT/quotes/index.html        all statements in one table, to search, filter and sort
    OUT/find/index.html          every place of a word, with what stands around it

It opens from disk, loads nothing, and needs no script. A page stays below 500 kB (but the table of all
statements): a figure whose passages do not fit
goes on on further pages, and a mark that counts more than its share
shows the first and says so; the rest is in the tables. Up to MOST_ARTICLES articles have a page each; beyond, the
overview counts all of them and the first ones have pages, as samples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from .. import reading
from . import corpus_pages, pages
from .evidence import Letters, figures
from .findings import findings
from .pages import FULL, Site, annotated

PAGE = 490_000  # bytes of the first page of one article, which holds the article as well
SURROUNDINGS = 3_000  # bytes of a figure's own words on a page


def write(analysis: Any, out: Path, lessons: list[tuple[str, str]]) -> list[Path]:
    """Write the site of an analysis beside its figures and tables.

    Args:
        analysis: that it shows.
        out: holds `figures/` and `tables/`.
        lessons: (title, address within out) of the executed notebooks.

    Returns:
        The paths of its files.
    """
    site = Site(analysis, out, figures(out / "figures") if (out / "figures").is_dir() else [], lessons)
    for figure in site.figures:
        corpus_pages.write_evidence(site, figure, embed=True)
    _index(site)
    corpus_pages.write_quotes(site)
    corpus_pages.write_find(site)
    if not site.alone:
        corpus_pages.write(site)
    return site.pages


# --------------------------------------------------------------------------- pages


def _index(site: Site) -> None:
    articles = site.analysis.articles
    letters = Letters()
    offers: list[pages.Offer] = []
    shown, first = None, articles.iloc[0].to_dict()
    if site.alone:
        tables = reading.tables(site.analysis, first["article_id"])
        shown, offers = annotated(site, tables, ""), pages.offers(tables)
    drawn, linked = _overview(site, letters, min(FULL, PAGE - len(shown.html)) if shown else FULL)
    told = [
        {"question": f.question, "answer": f.answer, "limit": f.limit, "links": list(_proof(site, f, drawn))}
        for f in findings(site.analysis, site.figures)
    ]
    known = [first[name] for name in ("outlet", "author", "published") if first[name]] if site.alone else []
    samples = {"note": f"{len(articles):,} articles were read; each has a page."}
    if len(site.shown) < len(articles):
        samples = {"note": f"{len(articles):,} articles were read; the first {len(site.shown):,} have a page each."}
    site.write(
        "index.html", "index.html.j2", f"{_title(site)} · Report", shown.css if shown else "",
        kicker="How this article is written" if site.alone else "How these articles are written",
        heading=_title(site), notes=[*known, f"{int(articles['n_words'].sum()):,} words"], findings=told,
        letters=letters.svg(), parts=drawn, linked=linked, reading=shown.html if shown else "",
        head=pages.HEAD, offers=offers,
        samples=None if site.alone else samples,
        lessons=site.lessons, tables=sorted(path.name for path in (site.out / "tables").glob("*.csv")),
        citation=_citation(site),
    )  # fmt: skip


def _overview(site: Site, letters: Letters, room: int) -> tuple[dict[str, list[tuple[Any, str]]], list[Any]]:
    """Return the figures drawn on the first page, by heading, and those that it only names.

    Of one article all are drawn, of a corpus those that `data/figures.csv` puts into the overview; in either
    case as many as fit into so many bytes.
    """
    drawn: dict[str, list[tuple[Any, str]]] = {}
    linked = []
    for figure in site.figures:
        heading = "Figures" if site.alone else figure.about.get("part", "")
        tried = Letters(dict(letters.outlines))
        svg = pages.drawing(figure, partial(site.proof, figure.name), tried, anchors=False) if heading else ""
        size = len(svg) + len(tried.svg()) - len(letters.svg()) + SURROUNDINGS
        if svg and size <= room:
            drawn.setdefault(heading, []).append((pages.block(figure, site.ours), svg))
            letters.outlines, room = tried.outlines, room - size
        else:
            linked.append(pages.block(figure, site.ours))
    return drawn, linked


def _proof(site: Site, finding: Any, drawn: Mapping[str, list[tuple[Any, str]]]) -> Iterator[tuple[str, str]]:
    numbers = {figure.name: figure.number for figure in site.figures}
    for name, mark in finding.evidence:
        yield "The passages behind this", site.proof(name, mark)
    if finding.figure in numbers:
        here = finding.figure in {block["name"] for drawings in drawn.values() for block, _ in drawings}
        address = f"#figure-{finding.figure}" if here else f"evidence/{finding.figure}.html"
        yield f"Figure {numbers[finding.figure]}", address


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
    return f"“{pages.visible_text(_title(site))}”: a report by {pages.made_by()}, texts {digest}."
