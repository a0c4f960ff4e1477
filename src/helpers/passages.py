"""Show the passages behind a number: the very words, with what stands before and after."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING
from urllib.parse import unquote

from . import tokens
from .tables import LETTERS, row_ids

if TYPE_CHECKING:
    import pandas as pd

    from .analysis import Analysis

WIDTH = 48  # a notebook cuts a cell of fifty characters at its end, which for the words before is the wrong one


def behind(analysis: Analysis, evidence: str, width: int = WIDTH) -> pd.DataFrame:
    """Return the passages that an `evidence` cell of a figure's data names, in its order.

    Args:
        analysis: that the figure was drawn from.
        evidence: `article_id#row_id` separated by spaces; row ids are m… (mentions), q… (quotes), t… (time
            expressions), s… (sentences) or f… (framing).
        width: characters of context on either side at most; a word that does not fit in is left out.

    Returns:
        article_id, row, before, words, after, start, end, with text[start:end] == words. A quote broken in parts gives
        a row a part.

    Raises:
        KeyError: a row is not there.
    """
    import pandas as pd

    wanted = [name.rpartition("#")[::2] for name in evidence.split()]
    wanted = [(unquote(article_id), row) for article_id, row in wanted]
    places = _places(analysis, wanted)
    articles = analysis.articles[analysis.articles["article_id"].isin({article_id for article_id, _ in wanted})]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = []
    for article_id, row in wanted:
        for start, end in places[article_id, row]:
            text = texts[article_id]
            before, after = around(text, start, end, width)
            rows.append((article_id, row, before, text[start:end], after, start, end))
    return pd.DataFrame(rows, columns=["article_id", "row", "before", "words", "after", "start", "end"])


def listed(analysis: Analysis, evidence: str, width: int = WIDTH) -> pd.DataFrame:
    """Return the passages that an `evidence` cell names, as people read them.

    Args:
        analysis: that the figure was drawn from.
        evidence: as for `behind`.
        width: as for `behind`.

    Returns:
        article (its outlet and day, or its title; left out where there is one only), paragraph (H: the headline),
        before, words, after.

    Raises:
        KeyError: a row is not there.
    """
    found = behind(analysis, evidence, width)
    articles = analysis.articles.set_index("article_id").loc[found["article_id"].drop_duplicates()]
    starts = {article: [start for start, _ in tokens.paragraphs(text)] for article, text in articles["text"].items()}
    numbers = {article: tokens.numbered(text) for article, text in articles["text"].items()}
    places = zip(found["article_id"], found["start"], strict=True)
    found["paragraph"] = [numbers[article][bisect(starts[article], start) - 1] for article, start in places]
    found["article"] = found["article_id"].map({name: _called(row) for name, row in articles.iterrows()})
    shown = ["article"] * (len(analysis.articles) > 1) + ["paragraph", "before", "words", "after"]
    return found[shown]


def _called(article: pd.Series) -> str:
    known = [str(article[column]) for column in ("outlet", "published") if article[column]]
    return ", ".join(known) or str(article["title"] or article.name)


def _places(analysis: Analysis, wanted: list[tuple[str, str]]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Return where the wanted rows lie, in one pass over each table that holds some."""
    places: dict[tuple[str, str], list[tuple[int, int]]] = {key: [] for key in wanted}
    for letter in sorted({row[:1] for _, row in wanted}):
        if letter not in LETTERS:
            odd = next(row for _, row in wanted if row[:1] == letter)
            raise KeyError(f"{odd!r} is no row id: they begin with {', '.join(LETTERS)}")
        name = LETTERS[letter]
        here = getattr(analysis, name)
        here = here[here["article_id"].isin({article_id for article_id, row in wanted if row[:1] == letter})]
        places_here = zip(here["article_id"], row_ids(name, here), here["start"], here["end"], strict=True)
        for article_id, row, start, end in places_here:
            if (article_id, row) in places:
                places[article_id, row].append((int(start), int(end)))
    for (article_id, row), found in places.items():
        if not found:
            raise KeyError(f"no row {row!r} in article {article_id!r}")
    return places


def around(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Find the whole words before and after a place.

    Args:
        text: the article's.
        start: where the place begins.
        end: where it ends, exclusive.
        width: characters to either side; a word that is cut there is left out.

    Returns:
        (before, after), each on one line.

    Example:
        >>> around("Rain at last in the north", 8, 12, 8)
        ('Rain at', 'in the')
    """
    first, last = max(start - width, 0), end + width
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return " ".join(text[first:start].split()), " ".join(text[end:last].split())
