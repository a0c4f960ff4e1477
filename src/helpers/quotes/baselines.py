"""Two simple readers of quotations, to set beside ours: quotation marks alone, and a pattern of cue words."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from operator import itemgetter

import pandas as pd

from ..analysis import Analysis
from ..knowledge import rows
from ..tables import affirmed
from ..tokens import count_words

MARKED = re.compile(r"“([^”]{2,})”|\"([^\"]{2,})\"")


def marks_alone(text: str) -> list[tuple[int, int]]:
    """Read whatever stands between double quotation marks as said.

    Args:
        text: an article's.

    Returns:
        (start, end) of each, without the marks.

    Example:
        >>> marks_alone('"Rain," said Holm.')
        [(1, 6)]
    """
    return [match.span(1) if match.group(1) else match.span(2) for match in MARKED.finditer(text)]


def pattern(text: str) -> list[tuple[int, int]]:
    """Read quotation marks, and what follows `Name said (that) …` up to the end of the clause.

    The cue words are those of `cues.csv` that are neutral and take a clause; the name is one or more words with
    a capital. This is how many a first script in this field reads.

    Args:
        text: an article's.

    Returns:
        (start, end) of each, sorted.
    """
    return sorted({*marks_alone(text), *_clauses(text)})


def _clauses(text: str) -> list[tuple[int, int]]:
    return [match.span(1) for match in _said().finditer(text)]


def compared(analysis: Analysis) -> pd.DataFrame:
    """Let both readers and ours read every article.

    Args:
        analysis: ours, of these articles.

    Returns:
        A row a reader: reader, statements, words (how many lie in statements), speakers (how many different ones are
        named; the two simple readers know none).
    """
    found: tuple[list[str], list[str]] = [], []  # within marks, and what a pattern finds beyond them
    for text in analysis.columns("articles", "text")["text"]:
        marks = marks_alone(text)
        for said, spans in zip(found, (marks, set(_clauses(text)).difference(marks)), strict=True):
            said += [text[start:end] for start, end in spans]
    (marked, told), (more, beyond) = ((len(said), count_words(*said)) for said in found)
    quotes = analysis.columns("quotes", "article_id", "quote_id", "speaker_id", "inside", "negated", "words")
    ours = affirmed(quotes).query("inside == ''")
    statements = len(ours[["article_id", "quote_id"]].drop_duplicates())
    heard = ours.loc[ours["speaker_id"] != "", "speaker_id"].nunique()
    table = [
        ("quotation marks alone", marked, told, 0),
        ("marks and a pattern", marked + more, told + beyond, 0),
        ("the grammar of each sentence", statements, int(ours["words"].sum()), heard),
    ]
    return pd.DataFrame(table, columns=["reader", "statements", "words", "speakers"])


@cache
def _said() -> re.Pattern[str]:
    cues = rows("lexicons/cues.csv", ("forms", "takes", "stance"))
    plain = [row for row in cues if row["stance"] == "neutral" and "clause" in row["takes"].split()]
    forms = sorted({form for row in plain for form in row["forms"].split() if form.isalpha()})
    # the last word of a name tells as much as all of them, and the search is done in half the time; so it is once more
    # where cues that begin alike are looked at together
    return re.compile(rf"[A-Z][\w’'-]++ {_one_of(forms)} (?:that )?([^.,;\n]{{3,}})")


def _one_of(words: list[str]) -> str:
    """Write a pattern of different words in their order, letter by letter."""
    begins = groupby(filter(None, words), itemgetter(0))
    longer = [letter + _one_of([word[1:] for word in own]) for letter, own in begins]
    return f"(?:{'|'.join(longer)}){'' if all(words) else '?'}" if longer else ""
