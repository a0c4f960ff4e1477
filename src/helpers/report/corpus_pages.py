"""Pages of a corpus: the evidence of a mark, articles, actors, all quotes."""

from __future__ import annotations

import base64
import gzip
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from .. import reading
from ..charts import called, ranking
from ..corpus.intake import intake
from ..phrases import counted, times
from ..reading import UNPRINTABLE
from ..tables import affirmed, statements
from . import pages
from .evidence import Figure, Letters, Mark, slug
from .pages import FULL, Site, annotated, file, head, web_address

if TYPE_CHECKING:
    import pandas as pd


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
    sheets = list(
        _sheets(sections, len(pages.drawing(figure, lambda mark: f"{figure.name}-00.html#{mark}", Letters())))
    )
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
        "before": pages.tail(found.before), "words": pages.head(found.words, 600),
        "after": pages.head(found.after),
        "address": f"{up}{home}#{found.anchor}" if home else f"{up}tables/articles.csv",
        "place": "in the article" if site.alone else site.names[found.article_id],
        "refs": [(f.number, f"{up}evidence/{f.name}.html#{f.anchor(m.name)}") for f, m in others],
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------
# Write the pages that only a corpus has: one an article, one an actor, and a table of each.


MOST = 200_000  # rows of a table in a page; the tables hold all
PLAIN = 200  # of them in the plain table
MOST_ACTORS = 300  # pages of actors, the most mentioned first
MOST_LISTED = 100  # statements, and mentions, on an actor's page


def write(site: Site) -> None:
    """Write the articles' pages, the actors' pages and the two tables.

    Args:
        site: that is being written.
    """
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
            site.names[one], row["published"][:10], head(row["outlet"], 60), f"{row['n_words']}", f"{said.get(one, 0)}",
            f"../{site.homes[one]}" if one in site.homes else "",
            ", ".join([*map(site.analysis.names.get, speakers.get(one, ())), *filter(None, kinds.get(one, ()))]),
        ]
        for row in site.articles for one in [row["article_id"]]
    ]  # fmt: skip
    _table(
        site, "articles/index.html", "Articles", rows, ["Article", "Published", "Outlet", "Words", "Statements"],
        f"{_of(len(rows[:MOST]), len(rows), 'articles')} A search finds who is quoted in them, too.",
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
            f"{_of(len(rows[:MOST]), len(rows), 'pairs')} In brackets: mentions. Copy the line that is right into "
            "actors.csv beside your articles, whose first line is id,name,type,aliases; the next report follows it.",
            {"Why": "choice"}, look="pairs",
        )  # fmt: skip


def _table(
    site: Site, address: str, heading: str, rows: list[list[str]], columns: list[str], note: str,
    filters: Mapping[str, str], linked: int = 0, look: str = "sortable counts",
) -> None:  # fmt: skip
    """Write a table to search, filter and sort in the browser, without a server.

    The first rows stand in the page as a plain table. All of them, up to `MOST`, lie in it as data (JSON, compressed,
    in base64), which a small script unpacks and shows a screenful at a time, so that a hundred thousand are no
    burden; nothing is fetched, and without a script the plain table and `tables/` remain.

    Args:
        rows: cells of text, one a column, then the address that the column `linked` leads to ('' for none), then what
            is searched but not shown. filters: {column: choice, words or date}.
    """
    every = [[_flat(cell) for cell in row] for row in rows[:MOST]]
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
    return f"{shown:,} of {every:,} {what}; all are in the tables." if shown < every else f"All {every:,} {what}."


def _article(site: Site, row: dict[str, Any], tables: reading.Tables, homes: dict[str, str]) -> None:
    counts = Counter(mention["actor_id"] for mention in tables["mentions"] if mention["actor_id"])
    actors = [
        (site.analysis.names[actor_id], n, f"../{homes[actor_id]}" if actor_id in homes else "")
        for actor_id, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:12]
    ]
    actors += [("others", len(counts) - len(actors), "")] if len(counts) > len(actors) else []
    shown = annotated(site, tables, "../")
    known = [row[name] for name in ("outlet", "author", "published") if row[name]]
    headline = row["text"].lstrip().startswith(site.names[row["article_id"]].rstrip(" …")) and "headline" in shown.html
    site.write(
        site.homes[row["article_id"]], "article.html.j2", site.names[row["article_id"]], shown.css,
        kicker=" · ".join([*known, f"{row['n_words']:,} words"]), heading=site.names[row["article_id"]],
        link=web_address(row["url"]), actors=actors, reading=shown.html, repeated=headline,
        head=pages.HEAD, offers=pages.offers(tables),
    )  # fmt: skip


def _actors(site: Site, ranked: pd.DataFrame, homes: dict[str, str]) -> None:
    outer, mentions = statements(site.analysis.quotes), site.analysis.mentions
    said, named = (_of_each(table, key, homes) for table, key in ((outer, "speaker_id"), (mentions, "actor_id")))
    heard = outer.groupby("speaker_id").size().to_dict()
    spread = mentions.groupby("actor_id")["article_id"].nunique().to_dict()
    rows = []
    for actor in ranked.to_dict("records"):
        articles, made = spread[actor["actor_id"]], heard.get(actor["actor_id"], 0)
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
        summary = (
            f"Mentioned {times(actor['n'])} in {articles:,} of {len(site.analysis.articles):,} articles; "
            f"{counted(made, 'statement')} {'is' if made == 1 else 'are'} reported as this actor's. "
            "The same name is taken as the same actor."
        )
        site.write(
            home, "actor.html.j2", actor["actor"],
            kind=actor["actor_type"], heading=actor["actor"], summary=summary, lists=lists,
        )  # fmt: skip
    _table(
        site, "actors/index.html", "Actors", rows, ["Actor", "Kind", "Mentions", "Articles", "Statements"],
        f"{_of(len(rows[:MOST]), len(rows), 'actors')} A search finds every form of a name.", {"Kind": "choice"},
    )  # fmt: skip


MOST_TEXT = 24_000_000  # characters in the page that finds words: beyond, the first articles


def write_find(site: Site) -> None:
    """Write the page that finds words in all texts: each place with what stands around it, and the way to it.

    Args:
        site: that is being written.
    """
    starts = {
        article: (own["start"].tolist(), own["sentence_id"].tolist())
        for article, own in site.analysis.sentences.groupby("article_id", sort=False)
    }
    rows: list[list[Any]] = []
    room = MOST_TEXT
    for row in site.articles:
        one, text = row["article_id"], UNPRINTABLE.sub("\ufffd", row["text"])
        room -= len(text)
        if room < 0:
            break
        places, ids = starts.get(one, ([0], [0]))
        home = f"../{site.homes[one]}" if one in site.homes else ""
        known = (_flat(site.names[one]), _flat(head(row["outlet"], 60)), row["published"][:10])
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
    """Write the table of a site's statements, by date; beyond `MOST` the first, and the page says so.

    Args:
        site: that is being written.
    """
    every = list(_rows(site))
    outer = len(statements(site.analysis.quotes))
    note = f"{counted(outer, 'statement')} found, by date"
    note += f", and {len(every) - outer:,} more quoted within them." if len(every) > outer else "."
    if len(every) > MOST:
        note += f" Here are the first {MOST:,}; all are in the tables."
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
            pages.head(quote.content, LONG), pages.head(article["outlet"], 60), article["published"][:10],
            site.names[quote.article_id], anchor,
        ]  # fmt: skip
