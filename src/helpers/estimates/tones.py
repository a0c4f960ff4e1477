"""How far the mean of tone scores may be off: by the scorer's own error, as measured on ordinary news."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from . import intervals, measured

if TYPE_CHECKING:
    import pandas as pd

SET = "ordinary news"  # mentions drawn at random from newspaper articles: data/gold/portrayal_news_rule.md


def widened(scores: pd.DataFrame, method: str, own: Sequence[float] = ()) -> pd.DataFrame:
    """Widen the `low` and `high` of mean scores, which hold the chance of few sentences, by the scorer's own error.

    scores: n, mean, low, high. own: what the reader's own judgements are above the scores
    (`sample.tone_errors`). The error of a mean of n scores: the
    mean error, which no number of sentences makes smaller, and the spread of single errors over the root of n, as
    measured on ordinary news. Where the reader has judged `sample.ENOUGH` mentions or more, the interval lies around
    the mean put right by theirs, with their spread (prediction-powered inference for a mean: Angelopoulos and others
    2023).
    """
    n = scores["n"].clip(lower=1)
    if own:
        shift, single = fmean(own), stdev(own)
        error = intervals.student(len(own) - 1) * single * (1 / n + 1 / len(own)) ** 0.5
    else:
        bias, single = (measured.value(method, SET, f"score: {name}") for name in ("mean error", "sd of error"))
        shift, error = 0.0, (bias**2 + single**2 / n) ** 0.5 * intervals.NORMAL
    low = scores["mean"] + shift - ((scores["mean"] - scores["low"]) ** 2 + error**2) ** 0.5
    high = scores["mean"] + shift + ((scores["high"] - scores["mean"]) ** 2 + error**2) ** 0.5
    return scores.assign(low=low.clip(-1, 1).round(3), high=high.clip(-1, 1).round(3))


def basis(own: Sequence[float]) -> str:
    """Say on what the error of a mean rests: the reader's own judgements, or the set it was measured on."""
    return f"{len(own)} mentions of yours, judged by hand" if own else SET
