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

import base64
import gzip
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import escape

from .. import reading
from ..charts import called, ranking
from ..charts.clocks import inferred
from ..corpus.intake import intake
from ..phrases import counted, first_words, times
from ..reading import UNPRINTABLE
from ..tables import affirmed, statements
from . import pages
from .evidence import Figure, Letters, Mark, figures, slug
from .findings import findings
from .manifest import combine
from .pages import CONTEXT, FULL, Site, annotated, file, web_address

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
        write_evidence(site, figure, embed=True)
    _index(site)
    write_quotes(site)
    _find(site)
    if not site.alone:
        _corpus(site)
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
    found = ((f, list(_proof(site, f, drawn))) for f in findings(site.analysis, site.figures))
    told = [{"question": f.question, "answer": f.answer, "limit": f.limit, "links": links} for f, links in found]
    known = [first[name] for name in ("outlet", "author", "published") if first[name]] if site.alone else []
    days = filter(None, [inferred(articles).rstrip(".")])
    samples = {"note": f"{len(articles):,} articles were read; each has a page."}
    if len(site.shown) < len(articles):
        samples = {"note": f"{len(articles):,} articles were read; the first {len(site.shown):,} have a page each."}
    site.write(
        "index.html", "index.html.j2", f"{_title(site)} · Report", shown.css if shown else "",
        kicker="How this article is written" if site.alone else "How these articles are written",
        heading=_title(site), notes=[*known, f"{int(articles['n_words'].sum()):,} words", *days], findings=told,
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
        yield "The passages behind this", site.proof(name, mark) if mark else f"evidence/{name}.html#passages"
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
    articles = site.analysis.articles
    digest = combine(dict(zip(articles["article_id"], articles["sha256"], strict=True)))[:12]
    return f"“{pages.visible_text(_title(site))}”: a report by {pages.made_by()}, texts {digest}."


# --------------------------------------------------------------------------------------------------
# Write a figure's evidence: the figure, then the passages of each of its marks, on as many pages as they fill.


MOST_PASSAGES = 800  # of one figure, shared among its marks …
MOST_OF_MARK, FEWEST_OF_MARK = 200, 3  # … within these bounds


def write_evidence(site: Site, figure: Figure, embed: bool = False) -> None:
    """Write the pages of a figure, and note in `site.proofs` on which of them each mark's passages stand.

    Args:
        site: that is being written.
        figure: whose pages they are.
        embed: whether the figure is offered as HTML to paste into other pages, too.
    """
    share = min(max(MOST_PASSAGES // max(len(figure.marks), 1), FEWEST_OF_MARK), MOST_OF_MARK)
    first = f"evidence/{figure.name}.html"
    sections = [(mark.name, _section(site, figure, mark, share)) for mark in figure.marks]
    drawn = pages.drawing(figure, lambda mark: f"{figure.name}-00.html#{mark}", Letters())
    sheets = list(_sheets(sections, len(drawn)))
    addresses = [first, *(f"evidence/{figure.name}-{number}.html" for number in range(2, len(sheets) + 1))]
    for address, sheet in zip(addresses, sheets, strict=True):
        site.proofs |= {(figure.name, name): address for name, _ in sheet}
    letters = Letters()

    def own(mark: str) -> str:
        page = site.proofs[figure.name, mark]
        return f"#{mark}" if page == first else f"{page.partition('/')[2]}#{mark}"

    svg = pages.drawing(figure, own, letters)
    shown = pages.block(figure, site.ours)
    if embed:
        embedded = pages.snippet(figure, site.out / "figures", shown["citation"])
        site.put(f"embed/{figure.name}.txt", UNPRINTABLE.sub("\ufffd", embedded).strip().encode("utf-8"))
    for number, (address, sheet) in enumerate(zip(addresses, sheets, strict=True)):
        near = {"Previous passages": number - 1, "More passages": number + 1}
        site.write(
            address, "evidence.html.j2", f"Figure {figure.number}: {figure.title}",
            figure=shown, embed=embed, svg="" if number else svg, letters="" if number else letters.svg(),
            sections="\n".join(section for _, section in sheet), home=f"{figure.name}.html",
            place=f"page {number + 1} of {len(sheets)}" if len(sheets) > 1 else "",
            near=[(text, addresses[n].partition("/")[2]) for text, n in near.items() if 0 <= n < len(sheets)],
        )  # fmt: skip


def _sheets(sections: list[tuple[str, str]], taken: int) -> Iterator[list[tuple[str, str]]]:
    """Cut sections, in their order, into pages that are not too full; the figure takes its room on the first."""
    sheet: list[tuple[str, str]] = []
    for section in sections:
        size = len(section[1].encode("utf-8", "replace"))
        if sheet and taken + size > FULL:
            yield sheet
            sheet, taken = [], 0
        sheet.append(section)
        taken += size
    yield sheet


def _section(site: Site, figure: Figure, mark: Mark, share: int) -> str:
    """Return what a page shows of one mark: its name, the way back, and the first of its passages."""
    macros = pages.templates().get_template("macros.html.j2").module
    rows = [row for row in mark.rows if row in site.passages]
    shown: list[str] = []
    room = FULL - 10_000
    for row in rows[:share]:
        text = str(macros.passage(item(site, row, "../", figure)))
        room -= len(text.encode("utf-8", "replace"))
        if room < 0:
            break
        shown.append(text)
    note = ""
    if not rows:
        note = " · No passage: nothing in the text counts here."
    elif len(rows) > len(shown):
        note = f" · The first {len(shown):,} of {len(rows):,} passages; all are named in the CSV."
    back = f"{figure.name}.html#{figure.anchor(mark.name)}"
    return str(macros.mark(mark.name, mark.label, back, note, "".join(shown)))


def item(site: Site, row: tuple[str, str], up: str, own: Figure | None = None) -> dict[str, Any]:
    """Say what a page shows of a passage: its sentence, where it stands, and where else it counts.

    Args:
        site: that is being written.
        row: (article_id, row id).
        up: the way from the page to the site's folder: '' or '../'.
        own: the figure whose page it is; None for no figure's.

    Returns:
        before, words, after, address, place, refs ((number, address) of the other figures).
    """
    found = site.passages[row]
    home = site.homes.get(found.article_id)
    others = [(figure, mark) for figure, mark in site.counted.get(row, ()) if figure is not own]
    return {
        "before": pages.tail(found.before), "words": first_words(found.words, 600),
        "after": " " * found.after[:1].isspace() + first_words(found.after, CONTEXT),
        "address": f"{up}{home}#{found.anchor}" if home else f"{up}tables/articles.csv",
        "place": "in the article" if site.alone else site.names[found.article_id],
        "refs": [(f.number, f"{up}evidence/{f.name}.html#{f.anchor(m.name)}") for f, m in others],
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------
# Write the pages that only a corpus has: one an article, one an actor, and a table of each.


IN_PAGE = 200_000  # rows of a table in a page; the tables hold all
PLAIN = 200  # of them in the plain table
MOST_ACTORS = 300  # pages of actors, the most mentioned first
MOST_LISTED = 100  # statements, and mentions, on an actor's page


def _corpus(site: Site) -> None:
    """Write the articles' pages, the actors' pages and the two tables."""
    ranked = ranking(site.analysis, documents=True)
    homes = {actor: f"actors/{slug(actor)}.html" for actor in ranked["actor_id"].head(MOST_ACTORS)}
    quotes = affirmed(site.analysis.quotes)
    said = statements(site.analysis.quotes).groupby("article_id").size()
    speakers = quotes[quotes["speaker_id"] != ""].groupby("article_id")["speaker_id"].unique()
    kinds = quotes.groupby("article_id")["source_kind"].unique()
    every = reading.split(site.analysis, [row["article_id"] for row in site.shown])
    for row, tables in zip(site.shown, every, strict=True):
        _article(site, row, tables, homes)
    rows = [
        [
            site.names[one], row["published"][:10], first_words(row["outlet"], 60), f"{row['n_words']}",
            f"{said.get(one, 0)}",
            f"../{site.homes[one]}" if one in site.homes else "",
            ", ".join([*map(site.analysis.names.get, speakers.get(one, ())), *filter(None, kinds.get(one, ()))]),
        ]
        for row in site.articles for one in [row["article_id"]]
    ]  # fmt: skip
    _table(
        site, "articles/index.html", "Articles", rows, ["Article", "Published", "Outlet", "Words", "Statements"],
        f"{_of(len(rows[:IN_PAGE]), len(rows), 'article')} A search finds who is quoted in them, too.",
        {"Published": "date", "Outlet": "choice"},
    )  # fmt: skip
    _actors(site, ranked, homes)
    _review(site)
    _intake(site)


def _intake(site: Site) -> None:
    """Write what was taken in, and what was not: the page to read before any figure is believed."""
    site.write(
        "articles/intake.html", "table.html.j2", "What was taken in", heading="What was taken in",
        note="Read this before the figures: what is not here, no figure can show. "
        "Every file that was left out stands in the table of problems, with the way out.",
        rows=[[what, found, ""] for what, found in intake(site.analysis).itertuples(index=False)],
        columns=["What", "Found"], linked=-1, look="", data="", filters={}, every=0,
    )  # fmt: skip


def _review(site: Site) -> None:
    """Write the list of who is probably one person or body, with the lines that settle it (see `actors.review`)."""
    rows = [
        [
            f"{pair.other} ({pair.other_mentions:,})", f"{pair.actor} ({pair.mentions:,})", pair.why,
            pair.merge, pair.apart, f"{pair.other_place.passage} · {pair.place.passage}", "",
        ]
        for pair in site.pairs
    ]  # fmt: skip
    if rows:
        _table(
            site, "actors/review.html", "Who is probably one person, or one body?", rows,
            ["This name …", "… and this one", "Why", "They are one", "They are two", "Where they stand first"],
            f"{_of(len(rows[:IN_PAGE]), len(rows), 'pair')} In brackets: mentions. Copy the line that is right into "
            "actors.csv beside your articles, whose first line is id,name,type,aliases; the next report follows it.",
            {"Why": "choice"}, look="pairs",
        )  # fmt: skip


def _table(
    site: Site, address: str, heading: str, rows: list[list[str]], columns: list[str], note: str,
    filters: Mapping[str, str], linked: int = 0, look: str = "sortable counts",
) -> None:  # fmt: skip
    """Write a table to search, filter and sort in the browser, without a server.

    The first rows stand in the page as a plain table. All of them, up to `IN_PAGE`, lie in it as data (JSON,
    compressed, in base64), which a small script unpacks and shows a screenful at a time, so that a hundred thousand are
    no burden; nothing is fetched, and without a script the plain table and `tables/` remain.

    Args:
        rows: cells of text, one a column, then the address that the column `linked` leads to ('' for none), then what
            is searched but not shown. filters: {column: choice, words or date}.
    """
    every = [[_flat(cell) for cell in row] for row in rows[:IN_PAGE]]
    site.write(
        address, "table.html.j2", heading, script=file("table.js"), heading=heading, note=note, columns=columns,
        rows=_plain(every), every=len(every), filters=filters, linked=linked, look=f"stacked {look}",
        data=_packed(every), extra="" if look == "quotes" else _stacked(columns),
    )  # fmt: skip


def _stacked(columns: list[str]) -> str:
    """Return the style that writes its column's name before each cell, where a phone shows a row as a list."""
    named = (f'.stacked td:nth-child({n})::before{{content:"{name}: "}}' for n, name in enumerate(columns, 1))
    return f"@media screen and (max-width:45rem){{{''.join(named)}}}"


def _packed(rows: list[list[Any]]) -> str:
    """Return data for a page's own script: JSON, compressed, in base64."""
    told = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(told, 9, mtime=0)).decode("ascii")


def _flat(cell: str) -> str:
    return UNPRINTABLE.sub("\ufffd", pages.visible_text(" ".join(cell.split())))


def _plain(rows: list[list[str]]) -> list[list[str]]:
    """Return the first rows, as many as stand in the page and fit into it."""
    room = FULL
    for number, row in enumerate(rows[:PLAIN]):
        room -= sum(len(escape(cell).encode("utf-8", "replace")) + 45 for cell in row)
        if room < 0:
            return rows[:number]
    return rows[:PLAIN]


def _of(shown: int, every: int, what: str) -> str:
    if shown < every:
        return f"{shown:,} of {counted(every, what)}; all are in the tables."
    return f"{'All ' * (every > 1)}{counted(every, what)}."


def _article(site: Site, row: dict[str, Any], tables: reading.Tables, homes: dict[str, str]) -> None:
    counts = Counter(mention["actor_id"] for mention in tables["mentions"] if mention["actor_id"])
    most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:12]
    actors = [(site.analysis.names[one], n, f"../{homes[one]}" if one in homes else "") for one, n in most]
    more = max(len(counts) - len(actors), 0)
    shown = annotated(site, tables, "../")
    known = [row[name] for name in ("outlet", "author", "published") if row[name]]
    named = site.names[row["article_id"]].rstrip(" …")
    top = row["text"].lstrip()[:1500].splitlines()  # where a release has its headline on the third line
    headline = any(line.strip().startswith(named) for line in top) and 'class="headline"' in shown.html
    site.write(
        site.homes[row["article_id"]], "article.html.j2", site.names[row["article_id"]], shown.css,
        kicker=" · ".join([*known, f"{row['n_words']:,} words"]), heading=site.names[row["article_id"]],
        link=web_address(row["url"]), actors=actors, more=more and counted(more, "other"), reading=shown.html,
        repeated=headline, head=pages.HEAD, offers=pages.offers(tables),
    )  # fmt: skip


def _actors(site: Site, ranked: pd.DataFrame, homes: dict[str, str]) -> None:
    outer, mentions = statements(site.analysis.quotes), site.analysis.mentions
    said, named = (_of_each(table, key, homes) for table, key in ((outer, "speaker_id"), (mentions, "actor_id")))
    heard = outer.groupby("speaker_id").size().to_dict()
    spread = mentions.groupby("actor_id")["article_id"].nunique().to_dict()
    rows = []
    everybody = site.analysis.everybody[["actor_id", "actor", "actor_type"]].drop_duplicates("actor_id")
    quoted = everybody[~everybody["actor_id"].isin(ranked["actor_id"])].assign(n=0)  # a document is, and seldom named
    for actor in [*ranked.to_dict("records"), *quoted.to_dict("records")]:
        articles, made = spread.get(actor["actor_id"], 0), heard.get(actor["actor_id"], 0)
        home = homes.get(actor["actor_id"], "")
        cells = [actor["actor"], actor["actor_type"], f"{actor['n']}", f"{articles}", f"{made}"]
        rows.append([*cells, home and f"../{home}", " ".join(site.analysis.names_of(actor["actor_id"]))])
        if not home:
            continue
        lists = []
        spoken, own = said.get(actor["actor_id"]), named[actor["actor_id"]]
        for title, group, key in (("Statements", spoken, "quote_id"), ("Mentions", own, "mention_id")):
            found = [] if group is None else list(zip(group["article_id"], group[key], strict=True))
            most = MOST_LISTED
            note = f"The first {most} of {len(found):,}." if len(found) > most else "" if found else "None was found."
            lists.append((title, [item(site, place, "../") for place in found[:most]], note))
        summary = f"Mentioned {times(actor['n'])} in {articles:,} of {len(site.analysis.articles):,} articles; "
        summary += f"{counted(made, 'statement')} {'is' if made == 1 else 'are'} reported as this actor's. "
        summary += "The same name is taken as the same actor."
        site.write(
            home, "actor.html.j2", actor["actor"],
            kind=actor["actor_type"], heading=actor["actor"], summary=summary, lists=lists,
        )  # fmt: skip
    _table(
        site, "actors/index.html", "Actors", rows, ["Actor", "Kind", "Mentions", "Articles", "Statements"],
        f"{_of(len(rows[:IN_PAGE]), len(rows), 'actor')} A search finds every form of a name.", {"Kind": "choice"},
    )  # fmt: skip


MOST_TEXT = 24_000_000  # characters in the page that finds words: beyond, the first articles


def _find(site: Site) -> None:
    """Write the page that finds words in all texts: each place with what stands around it, and the way to it."""
    groups = site.analysis.sentences.groupby("article_id", sort=False)
    starts = {article: (own["start"].tolist(), own["sentence_id"].tolist()) for article, own in groups}
    rows: list[list[Any]] = []
    room = MOST_TEXT
    for row in site.articles:
        one, text = row["article_id"], UNPRINTABLE.sub("\ufffd", row["text"])
        room -= len(text)
        if room < 0:
            break
        places, ids = starts.get(one, ([0], [0]))
        home = f"../{site.homes[one]}" if one in site.homes else ""
        known = (_flat(site.names[one]), _flat(first_words(row["outlet"], 60)), row["published"][:10])
        rows.append([*known, home, text, _units(text, places), ids])
    note = f"Every place of a word or phrase in {counted(len(rows), 'article')}, with what stands around it."
    if len(rows) < len(site.articles):
        note += f" These are the first of {len(site.articles):,}; analysis.find(…) looks through all."
    site.write("find/index.html", "find.html.j2", "Find words", script=file("find.js"), note=note, data=_packed(rows))


def _units(text: str, places: list[int]) -> list[int]:
    """Return places as a browser counts them: a character beyond the first plane is two."""
    if text.isascii() or max(text) <= "\uffff":
        return places
    before = list(accumulate((1 + (char > "\uffff") for char in text), initial=0))
    return [before[place] for place in places]


def _of_each(table: pd.DataFrame, key: str, actors: Collection[str]) -> dict[str, pd.DataFrame]:
    """Return the rows of each of these actors."""
    own = table[table[key].isin(list(actors))]
    return {str(actor): group for actor, group in own.groupby(key, sort=False)}


# --------------------------------------------------------------------------------------------------
# Write the one table of all statements: searched, filtered and sorted in the browser, without a server.
#
#     OUT/quotes/index.html    who says what, by which verb, in which outlet, when, with a link to the place


COLUMNS = ["Speaker", "Kind of source", "Kind", "Verb", "Words", "Outlet", "Date", "Article"]
LONG = 400  # characters of a statement


def write_quotes(site: Site) -> None:
    """Write the table of a site's statements, by date; beyond `IN_PAGE` the first, and the page says so.

    Args:
        site: that is being written.
    """
    every = list(_rows(site))
    outer = len(statements(site.analysis.quotes))
    note = f"{counted(outer, 'statement')} found, by date"
    note += f", and {len(every) - outer:,} more quoted within them." if len(every) > outer else "."
    if len(every) > IN_PAGE:
        note += f" Here are the first {IN_PAGE:,}; all are in the tables."
    filters = {"Speaker": "words", "Kind of source": "choice", "Kind": "choice", "Outlet": "choice", "Date": "date"}
    _table(site, "quotes/index.html", "Statements", every, COLUMNS, note, filters, len(COLUMNS) - 1, "quotes")


def _rows(site: Site) -> Iterator[list[str]]:
    """Yield the cells of each statement, and the address of its place last, '' where its article has no page."""
    analysis = site.analysis
    known = {row["article_id"]: row for row in analysis.articles.to_dict("records")}
    place = {article: number for number, article in enumerate(analysis.by_date)}
    quotes = affirmed(analysis.quotes).drop_duplicates(["article_id", "quote_id"])
    quotes = quotes.iloc[quotes["article_id"].map(place).argsort(kind="stable")]
    for quote in quotes.itertuples():
        article, home = known[quote.article_id], site.homes.get(quote.article_id, "")
        row = (quote.article_id, quote.quote_id)
        anchor = f"../{home}#{site.passages[row].anchor}" if home and row in site.passages else ""
        yield [
            called(analysis, quote.speaker_id), quote.source_kind, quote.kind, quote.cue,
            first_words(quote.content, LONG), first_words(article["outlet"], 60), article["published"][:10],
            site.names[quote.article_id], anchor,
        ]  # fmt: skip
