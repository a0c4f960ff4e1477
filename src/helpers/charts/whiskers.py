"""Put into each count of a figure how far it may be off: a thin line from `low` to `high`, and a line that says so.

The error is the one measured (`data/measured.csv`), or, where the reader has checked rows of this corpus, rests on
those. Every figure of counts uses these functions and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from ..estimates import intervals, tones
from ..estimates.intervals import Error, Estimate
from ..figures import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MENTIONS, PARAGRAPHS, NAMING = "mentions of an actor", "paragraphs with an actor", "articles that name an actor"
STATEMENTS, WORDS, QUOTING = "statements of a speaker", "words of a speaker", "articles that quote an actor"
DATES, DISTANCES = "dates", "dates at one distance"
ALL_STATEMENTS, ALL_WORDS = "statements", "words reported"
# What a check of whole sentences speaks for, and the count of all statements that it is held against.
OF_SENTENCES = {what: ALL_STATEMENTS for what in (STATEMENTS, WORDS, ALL_STATEMENTS, ALL_WORDS)}


def error_of(what: str, table: pd.DataFrame) -> Error:
    """Return how a count errs; table: what is counted.

    Where the reader has checked rows of that table, or sentences, their own error goes before the measured one:
    sentences first, because they show what was missed as well.
    """
    if what in OF_SENTENCES and "sentences" in table.attrs:
        here = Estimate(*table.attrs["sentences"])
        measured_here, every = (intervals.measured_error(name, carried=False) for name in (what, OF_SENTENCES[what]))
        return measured_here.sampled(every, here)
    error, checks = intervals.measured_error(what), table.attrs.get("checked", ())
    checks = checks.get(what, ()) if isinstance(checks, dict) else checks
    return error.checked(*checks) if sum(checks[:2]) else error


def limits(found: Iterable[float], error: Error, size: Sequence[float] = (), whole: float = float("inf")) -> list:
    """Return the (low, high) of each count.

    size: how large each is in the unit of the figure (words, a share), when that goes with the count; of nothing
    found the mean size of one. whole: what no count can go beyond.
    """
    found = list(found)
    size = list(size) or found
    one = sum(size) / max(1, sum(found))
    ranges = []
    for n, large in zip(found, size, strict=True):
        estimate, scale = intervals.count(n, error), large / n if n else one
        ranges.append((min(whole, estimate.low * scale), min(whole, estimate.high * scale)))
    return ranges


def columns(data: pd.DataFrame, ranges: Sequence[tuple[float, float]], digits: int = 1) -> pd.DataFrame:
    """Return the data of a figure with the columns `low` and `high`."""
    low, high = ([round(float(pair[side]), digits) for pair in ranges] for side in (0, 1))
    return data.assign(low=low, high=high)


def note(error: Error, *tables: pd.DataFrame, mark: str = "Thin line") -> str:
    """Return the line that says what the interval contains, and how many rows of the tables were put right by hand."""
    return f"{mark}: 95 % interval for the true number, given the program’s error on {error.basis}." + _by_hand(tables)


def _by_hand(tables: Iterable[pd.DataFrame]) -> str:
    said = {table.attrs.get("by_hand", "") for table in tables} - {""}
    return "".join(f" {sentence}" for sentence in sorted(said))


def note_of_means(table: pd.DataFrame, method: str, mark: str = "Line") -> str:
    """Return the line that says what the interval of a mean contains; table: `sentiment`."""
    few = "95 % interval, with the chance of few sentences and the scorer’s error"
    return f"{mark}: {few} on {tones.basis(table, method)}." + _by_hand([table])


def across(axes: Axes, ranges: Iterable[tuple[float, float]], places: Iterable[float], colour: str = INK) -> None:
    """Draw each interval along a horizontal bar; a white edge lets it be seen on a dark one."""
    for (low, high), place in zip(ranges, places, strict=True):
        _line(axes, (low, high), (place, place), colour)


def upright(axes: Axes, ranges: Iterable[tuple[float, float]], places: Iterable[float], colour: str = INK) -> None:
    """Draw each interval above its place on the horizontal axis."""
    for (low, high), place in zip(ranges, places, strict=True):
        _line(axes, (place, place), (low, high), colour)


def _line(axes: Axes, x: tuple[float, float], y: tuple[float, float], colour: str) -> None:
    from matplotlib.patheffects import Stroke

    halo = [Stroke(linewidth=3.2, foreground="white"), Stroke(linewidth=1.4, foreground=colour)]
    axes.plot(x, y, color=colour, linewidth=1.4, solid_capstyle="butt", path_effects=halo, zorder=5)


def between(pair: tuple[float, float], digits: int = 0) -> str:
    """Write an interval as text: 4–9."""
    low, high = (f"{side:,.{digits}f}" for side in pair)
    return low if low == high else f"{low}–{high}"


def to(pair: tuple[float, float]) -> str:
    """Write an interval into a sentence: 4 to 9."""
    return between(pair).replace("–", " to ")
