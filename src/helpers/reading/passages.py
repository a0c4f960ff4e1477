"""Show the passages behind a number: the very words, with what stands before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    import pandas as pd

    from ..pipeline import Analysis

# The letter a row's id begins with, and where rows of that kind are kept.
TABLES = {"m": ("mentions", "mention_id"), "q": ("quotes", "quote_id"), "t": ("timexes", "timex_id")}


def behind(analysis: Analysis, evidence: str, width: int = 60) -> pd.DataFrame:
    """Return the passages that an `evidence` cell of a figure's data names, in its order.

    evidence: `article_id#row_id` separated by spaces; row ids are m… (mentions), q… (quotes), t… (time
    expressions), s… (sentences) or f… (framing; the number is where the words start). width: characters of
    context on either side.
    Returns article_id, row, before, words, after, start, end, with text[start:end] == words. A quote broken in
    parts gives a row a part. Raises KeyError for a row that is not there.
    """
    import pandas as pd

    texts = dict(zip(analysis.articles["article_id"], analysis.articles["text"], strict=True))
    rows = []
    for name in evidence.split():
        article_id, _, row = name.rpartition("#")
        article_id = unquote(article_id)
        for start, end in _spans(analysis, article_id, row):
            text = texts[article_id]
            before, after = text[max(start - width, 0) : start], text[end : end + width]
            rows.append((article_id, row, _flat(before), text[start:end], _flat(after), start, end))
    return pd.DataFrame(rows, columns=["article_id", "row", "before", "words", "after", "start", "end"])


def _spans(analysis: Analysis, article_id: str, row: str) -> list[tuple[int, int]]:
    if row[:1] == "s":
        table, own = analysis.sentences, analysis.sentences["sentence_id"] == int(row[1:])
    elif row[:1] == "f":
        table, own = analysis.framing, analysis.framing["start"] == int(row[1:])
    elif row[:1] in TABLES:
        name, column = TABLES[row[:1]]
        table = getattr(analysis, name)
        own = table[column] == row
    else:
        raise KeyError(f"{row!r} is no row id: they begin with {', '.join(TABLES)}, f or s")
    found = table[own & (table["article_id"] == article_id)]
    if found.empty:
        raise KeyError(f"no row {row!r} in article {article_id!r}")
    return list(zip(found["start"].tolist(), found["end"].tolist(), strict=True))


def _flat(text: str) -> str:
    return " ".join(text.split()) if text.strip() else ""
