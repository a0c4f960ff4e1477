"""Give, for what a page marks, the lines that put it right, to be copied into a `corrections.csv`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..phrases import first_words
from ..pipeline.corrections import line
from ..reading import Tables
from ..tables import CORRECTIONS, ROLES
from ..timeline.wording import in_words

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


def head() -> str:
    """Return the first line of a file of corrections."""
    return ",".join(CORRECTIONS)


def offers(tables: Tables) -> list[Offer]:
    """Say what can be put right on an article's page.

    Args:
        tables: the rows of the article.

    Returns:
        In the order of the text, for each statement, mention, date and word of framing the line that removes it; for
        who speaks or is meant also the line that names somebody else, in which NAME stands. As many as fit into a page.
    """
    found, room = [], ROOM
    for table, row in sorted(_rows(tables), key=lambda one: (one[1]["start"], one[1]["end"], one[0])):
        measure = row["measure"] if table == "framing" else ""
        lines = [line(table, row, "remove", measure)]
        lines += [line(table, row, "set", WHO[table], NAME)] if table in WHO else []
        room -= sum(map(len, lines)) + 200
        if room < 0:
            break
        words = first_words(str(row[ROLES[table].words]), 60)
        found.append(Offer(words, TAKEN[table](row), tuple(one.rstrip("\n") for one in lines)))
    return found


def _rows(tables: Tables) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for table in TAKEN:
        yield from ((table, {"article_id": tables.article["article_id"], **row}) for row in tables[table])
