"""Draw rows at random for somebody to check, and turn the checks into an estimate.

A sheet has the columns of `data/corrections.csv`; fill in `value`, and append the lines there (or give the
sheet itself as `--corrections`). Rows of a table are `right` or `wrong`: that measures precision. Sentences
get the number of statements they report in truth: that finds what was missed as well.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from . import intervals
from .corrections import COLUMNS, ROW_ID
from .intervals import Estimate

if TYPE_CHECKING:
    import pandas as pd

    from ..pipeline import Analysis

TABLES = (*ROW_ID, "sentences")
WORDS = {"quotes": "content"}
SHOWN = {
    "mentions": ("kind", "actor"),
    "quotes": ("speaker", "cue", "source"),
    "timexes": ("type", "value"),
    "sentences": ("found",),
}


def sheet(analysis: Analysis, table: str, n: int = 50, seed: int = 0) -> pd.DataFrame:
    """Draw n rows (all, if there are fewer) at random; return a sheet to fill in, in the order of the text.

    `why` shows what the tool says of the row; the checker may overwrite it.
    Raises ValueError for a table that can't be sampled, or an n below one.
    """
    if table not in TABLES:
        raise ValueError(f"no samples of {table!r}; there are samples of {', '.join(TABLES)}")
    if n < 1:
        raise ValueError(f"a sample has at least one row, not {n}")
    rows = found_in_sentences(analysis) if table == "sentences" else getattr(analysis, table)
    drawn = rows.sample(min(n, len(rows)), random_state=seed).sort_index()
    says = ["; ".join(f"{name}: {row[name]}" for name in SHOWN[table]) for row in drawn.to_dict("records")]
    words = drawn.rename(columns={WORDS.get(table, "surface"): "surface"})
    return words.assign(table=table, change="checked", column="", value="", who="", why=says)[COLUMNS]


def found_in_sentences(analysis: Analysis) -> pd.DataFrame:
    """Return the sentences with `found`: how many statements the tool found that begin in each."""
    begun = Counter(zip(analysis.quotes["article_id"], analysis.quotes["sentence_id"], strict=True))
    keys = zip(analysis.sentences["article_id"], analysis.sentences["sentence_id"], strict=True)
    return analysis.sentences.assign(found=[begun[key] for key in keys])


def estimate(analysis: Analysis, table: str = "quotes") -> Estimate:
    """Estimate from the checks how many rows are right, or, of `sentences`, how many statements there are.

    Assumes that the checked rows were drawn at random. A checked row that was then put right by a correction
    counts as right, one that was removed is gone.
    Raises ValueError when too few were checked: one row, or two sentences.
    """
    checks = analysis.corrections
    checks = checks[(checks["table"] == table) & (checks["change"] == "checked")]
    if table == "sentences":
        return _statements(analysis, checks)
    if checks.empty:
        raise ValueError(f"no row of {table} is checked; draw some with `python -m helpers sample {table} --n 50`")
    rows, edits = getattr(analysis, table), analysis.corrections
    put_right = set(_places(edits[(edits["table"] == table) & (edits["change"] == "set")]))
    verdict = dict(zip(_places(checks), checks["value"], strict=True))
    places = _places(rows)
    unchecked = sum(place not in verdict for place in places)
    right_now = sum(verdict.get(place) == "right" or (place in verdict and place in put_right) for place in places)
    right, wrong = (sum(value == name for value in verdict.values()) for name in ("right", "wrong"))
    rest = intervals.confirmed(unchecked + right + wrong, right, wrong)
    moved = right_now - right
    basis = f"{right + wrong} rows of {table} checked, {right} right"
    return Estimate(len(rows), rest.value + moved, rest.low + moved, rest.high + moved, basis)


def _statements(analysis: Analysis, checks: pd.DataFrame) -> Estimate:
    sentences = found_in_sentences(analysis)
    place = {key: number for number, key in enumerate(_places(sentences))}
    truth = {place[key]: float(value) for key, value in zip(_places(checks), checks["value"], strict=True)}
    return intervals.total(sentences["found"].tolist(), truth)


def _places(table: pd.DataFrame) -> list[tuple[str, int, int]]:
    return list(zip(table["article_id"], table["start"], table["end"], strict=True))
