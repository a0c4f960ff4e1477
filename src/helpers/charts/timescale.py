"""Place days along a figure: evenly, or stretched around publication where most of them crowd."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONG = 1100  # days: a longer calendar with most events near publication is stretched there
GAP = 0.095  # share of the width that the words below a tick need
TICKS = (  # days from publication where a stretched calendar has its ticks
    (-36500, "100 years\nbefore"), (-10950, "30 years"), (-3650, "10 years"), (-1095, "3 years"), (-365, "1 year"),
    (-91, "3 months"), (-30, "1 month"), (-7, "1 week"), (0, "published"), (7, "1 week"), (30, "1 month"),
    (91, "3 months"), (365, "1 year"), (1095, "3 years"), (3650, "10 years"), (10950, "30 years\nafter"),
)  # fmt: skip


def scale(first: list[float], last: list[float], today: float) -> tuple[Callable[[float], float], bool]:
    """Return where a day is drawn: evenly, or stretched around publication where most events crowd there."""
    if not first or not today:
        return (lambda day: day), False
    span = max(*last, today) - min(*first, today)
    near = sum(abs(day - today) < span / 12 for day in first)
    if span < LONG or near < len(first) / 3:
        return (lambda day: day), False
    return (lambda day: stretch(day - today)), True


def stretch(days: float) -> float:
    """Return where a day lies on a stretched calendar: evenly near publication, by powers far from it."""
    return math.copysign(math.log1p(abs(days) / 5), days)


def _apart(marks: list[tuple[int, str]], gap: float) -> list[tuple[int, str]]:
    """Return the ticks that have room for their words: publication first, then the far ends, then what fits between."""
    kept: list[tuple[int, str]] = []
    for mark in sorted(marks, key=lambda one: (one[0] != 0, -abs(one[0]), one[0])):
        if all(abs(stretch(mark[0]) - stretch(other)) >= gap for other, _ in kept):
            kept.append(mark)
    return sorted(kept)


def ticks(axes: Axes, stretched: bool, low: float, high: float) -> None:
    """Write dates, or distances from publication, along the bottom of a calendar from low to high."""
    if stretched:
        shown = _apart([tick for tick in TICKS if low <= stretch(tick[0]) <= high], GAP * (high - low))
        axes.set_xticks([stretch(days) for days, _ in shown], [label for _, label in shown], fontsize=8)
        return
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num, num2date

    if high < 2:  # no event at all
        axes.set_xticks([])
        return
    offset = date2num(date(2000, 1, 1)) - date(2000, 1, 1).toordinal()
    locator = AutoDateLocator(minticks=3, maxticks=8)
    formatter = ConciseDateFormatter(locator, show_offset=False)
    start, end = max(2.0, low) + offset, min(high, date.max.toordinal() - 1.0) + offset
    values = [value for value in locator.tick_values(num2date(start), num2date(end)) if start <= value <= end]
    axes.set_xticks([value - offset for value in values], formatter.format_ticks(values))
