"""Write the pages that only a corpus has: one an article, one an actor, and a table of each."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from .. import reading
from ..charts import ranking
from ..corpus.intake import intake
from ..phrases import times
from ..tables import affirmed
from .evidence import slug
from .evidence_pages import item
from .pages import FULL, Site, annotated
from .parts import file, head, web_address

MOST_ACTORS = 300  # pages of actors, the most mentioned first
MOST_LISTED = 100  # statements, and mentions, on an actor's page

if TYPE_CHECKING:
    import pandas as pd


def write(site: Site) -> None:
    """Write the articles' pages, the actors' pages and the two tables."""
    mentions, quotes = site.analysis.mentions, affirmed(site.analysis.quotes)
    ranked = ranking(site.analysis, documents=True)
    homes = {actor: f"actors/{slug(actor)}.html" for actor in ranked["actor_id"].head(MOST_ACTORS)}
    named = {
        article: group for article, group in mentions[mentions["actor_id"] != ""].groupby("article_id", sort=False)
    }
    said = quotes.groupby(["article_id"])["quote_id"].nunique()
    every = reading.split(site.analysis)
    for row in site.shown:
        _article(site, row, every[row["article_id"]], named.get(row["article_id"]), homes)
    rows = [
        [
            (site.names[row["article_id"]], "../" + site.homes[row["article_id"]]), (row["published"], ""),
            (head(row["outlet"], 60), ""), (f"{row['n_words']}", ""), (f"{said.get(row['article_id'], 0)}", ""),
        ]
        for row in site.shown
    ]  # fmt: skip
    rows = _fitting(rows)
    site.write(
        "articles/index.html", "table.html.j2", "Articles", script=file("site.js"), heading="Articles",
        note=_of(len(rows), len(site.analysis.articles), "articles"), rows=rows,
        columns=["Article", "Published", "Outlet", "Words", "Statements"],
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
        rows=[[(what, ""), (found, "")] for what, found in intake(site.analysis).itertuples(index=False)],
        columns=["What", "Found"],
    )  # fmt: skip


def _review(site: Site) -> None:
    """Write the list of who is probably one person or body, with the lines that settle it (see `actors.review`)."""
    rows = [
        [
            (f"{pair.other} ({pair.other_mentions:,})", ""), (f"{pair.actor} ({pair.mentions:,})", ""), (pair.why, ""),
            (f"{pair.other_place.passage} … {pair.place.passage}", ""), (pair.merge, ""), (pair.apart, ""),
        ]
        for pair in site.pairs
    ]  # fmt: skip
    if rows:
        shown = _fitting(rows)
        site.write(
            "actors/review.html", "table.html.j2", "Who is one?", script=file("site.js"),
            heading="Who is probably one person, or one body?", rows=shown,
            note=f"{_of(len(shown), len(rows), 'pairs')} In brackets: mentions. Copy the line that is right into "
            "actors.csv beside your articles, whose first line is id,name,type,aliases; the next report follows it.",
            columns=["This name …", "… and this one", "Why", "Where they stand first", "They are one", "They are two"],
        )  # fmt: skip


def _fitting(rows: list[list[tuple[str, str]]]) -> list[list[tuple[str, str]]]:
    """Return as many rows of (text, address) cells, from the first on, as fit into a table on one page."""
    room = FULL
    for number, row in enumerate(rows):
        room -= sum(len(escape(text).encode("utf-8", "replace")) + len(address) + 45 for text, address in row)
        if room < 0:
            return rows[:number]
    return rows


def _of(shown: int, every: int, what: str) -> str:
    return f"{shown:,} of {every:,} {what}; all are in the tables." if shown < every else f"All {every:,} {what}."


def _article(
    site: Site, row: dict[str, Any], tables: reading.Tables, named: pd.DataFrame | None, homes: dict[str, str]
) -> None:
    counts = {} if named is None else named.groupby("actor_id").size().sort_values(ascending=False, kind="stable")
    actors = [
        (site.analysis.names[actor_id], n, f"../{homes[actor_id]}" if actor_id in homes else "")
        for actor_id, n in islice(counts.items(), 12)
    ]
    shown = annotated(site, tables, "../")
    known = [row[name] for name in ("outlet", "author", "published") if row[name]]
    site.write(
        site.homes[row["article_id"]], "article.html.j2", site.names[row["article_id"]], shown.css,
        kicker=" · ".join([*known, f"{row['n_words']:,} words"]), heading=site.names[row["article_id"]],
        link=web_address(row["url"]), actors=actors, reading=shown.html,
    )  # fmt: skip


def _actors(site: Site, ranked: pd.DataFrame, homes: dict[str, str]) -> None:
    outer = affirmed(site.analysis.quotes).query("part == 0")
    said = {actor: group for actor, group in outer.groupby("speaker_id", sort=False)}
    named = {actor: group for actor, group in site.analysis.mentions.groupby("actor_id", sort=False)}
    rows = []
    for actor in ranked.to_dict("records"):
        own, spoken = named[actor["actor_id"]], said.get(actor["actor_id"])
        articles, statements = own["article_id"].nunique(), 0 if spoken is None else len(spoken)
        home = homes.get(actor["actor_id"], "")
        rows.append([
            (actor["actor"], home and f"../{home}"), (actor["actor_type"], ""), (f"{actor['n']}", ""),
            (f"{articles}", ""), (f"{statements}", ""),
        ])  # fmt: skip
        if not home:
            continue
        lists = []
        for title, group, key in (("Statements", spoken, "quote_id"), ("Mentions", own, "mention_id")):
            found = [] if group is None else list(zip(group["article_id"], group[key], strict=True))
            most = MOST_LISTED
            note = f"The first {most} of {len(found):,}." if len(found) > most else "" if found else "None was found."
            lists.append((title, [item(site, place, "../") for place in found[:most]], note))
        summary = (
            f"Mentioned {times(actor['n'])} in {articles:,} of {len(site.analysis.articles):,} articles; "
            f"{statements:,} statements are reported as this actor's. The same name is taken as the same actor."
        )
        site.write(
            home, "actor.html.j2", actor["actor"],
            kind=actor["actor_type"], heading=actor["actor"], summary=summary, lists=lists,
        )  # fmt: skip
    rows = _fitting(rows)
    site.write(
        "actors/index.html", "table.html.j2", "Actors", script=file("site.js"), heading="Actors",
        note=_of(len(rows), len(ranked), "actors"), rows=rows,
        columns=["Actor", "Kind", "Mentions", "Articles", "Statements"],
    )  # fmt: skip
