"""Write the one table of all statements: searched, filtered and sorted in the browser, without a server.

    OUT/quotes/index.html    who says what, by which verb, in which outlet, when, with a link to the place

The first statements stand in the page as a plain table. All of them lie in it as data (JSON, compressed, in base64),
which a small script unpacks and shows a screenful at a time, so that a hundred thousand are no burden; nothing is
fetched, and without a script the plain table and `tables/` remain.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..charts import called
from ..phrases import counted
from ..reading.markup import UNPRINTABLE
from ..tables import affirmed, statements
from . import parts

if TYPE_CHECKING:
    from .pages import Site

COLUMNS = ["Speaker", "Kind of source", "Kind", "Verb", "Words", "Outlet", "Date", "Article"]
MOST = 200_000  # statements in the page; the tables hold all
PLAIN = 200  # of them in the plain table
LONG = 400  # characters of a statement


def write(site: Site) -> None:
    """Write the table of a site's statements, by date; beyond `MOST` the first, and the page says so."""
    every = list(_rows(site))
    rows = every[:MOST]
    outer = len(statements(site.analysis.quotes))
    note = f"{counted(outer, 'statement')} found, by date"
    note += f", and {len(every) - outer:,} more quoted within them." if len(every) > outer else "."
    if len(rows) < len(every):
        note += f" Here are the first {len(rows):,}; all are in the tables."
    packed = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    site.write(
        "quotes/index.html", "quotes.html.j2", "Statements", script=parts.file("quotes.js"), heading="Statements",
        note=note, columns=COLUMNS, rows=rows[:PLAIN], every=len(rows),
        data=base64.b64encode(gzip.compress(packed, 9, mtime=0)).decode("ascii"),
    )  # fmt: skip


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
        cells = (
            called(analysis, quote.speaker_id), quote.source_kind, quote.kind, quote.cue,
            parts.head(quote.content, LONG), parts.head(article["outlet"], 60), article["published"][:10],
            site.names[quote.article_id],
        )  # fmt: skip
        yield [UNPRINTABLE.sub("\ufffd", parts.visible_text(" ".join(cell.split()))) for cell in cells] + [anchor]
