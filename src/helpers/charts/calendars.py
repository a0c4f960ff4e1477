"""Events on a calendar, and its axis of days."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures
from ..estimates import measured
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import first_words, listed, plain
from ..timeline.calendar import around
from ..timeline.wording import when
from . import whiskers
from .clocks import LINES, MOSTLY, SHOWN, dated, days_of, each, inferred, number_dated, styles, undated_note

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis


# --------------------------------------------------------------------------------------------------
# Place days along a figure: evenly, or stretched around publication where most of them crowd.


MANY = 20  # events, from which a title says what most of them are
LONG = 1100  # days: a longer calendar with most events near publication is stretched there
GAP = 0.095  # share of the width that the words below a tick need
TICKS = (  # days from publication where a stretched calendar has its ticks
    (-36500, "100 years\nbefore"), (-10950, "30 years"), (-3650, "10 years"), (-1095, "3 years"), (-365, "1 year"),
    (-91, "3 months"), (-30, "1 month"), (-7, "1 week"), (0, "published"), (7, "1 week"), (30, "1 month"),
    (91, "3 months"), (365, "1 year"), (1095, "3 years"), (3650, "10 years"), (10950, "30 years\nafter"),
)  # fmt: skip


def scale(first: list[float], last: list[float], today: float) -> tuple[Callable[[float], float], bool]:
    """Decide where a day is drawn: evenly, or stretched around publication where most events crowd there.

    Args:
        first: the first day of each event, as an ordinal of the calendar.
        last: the last day of each.
        today: the day of publication; 0 where it is not known.

    Returns:
        What gives a day its place on the axis, and whether it stretches.
    """
    if not first or not today:
        return (lambda day: day), False
    span = max(*last, today) - min(*first, today)
    near = sum(abs(day - today) < span / 12 for day in first)
    if span < LONG or near < len(first) / 3:
        return (lambda day: day), False
    return (lambda day: stretch(day - today)), True


def stretch(days: float) -> float:
    """Place a day on a stretched calendar: evenly near publication, by powers far from it.

    Args:
        days: from publication; before it below 0.

    Returns:
        The place on the axis; 0 for publication.

    Example:
        >>> [round(stretch(days), 1) for days in (-365, 0, 1, 7)]
        [-4.3, 0.0, 0.2, 0.9]
    """
    return math.copysign(math.log1p(abs(days) / 5), days)


def _apart(marks: list[tuple[int, str]], gap: float) -> list[tuple[int, str]]:
    """Return the ticks that have room for their words: publication first, then the far ends, then what fits between."""
    kept: list[tuple[int, str]] = []
    for tick in sorted(marks, key=lambda one: (one[0] != 0, -abs(one[0]), one[0])):
        if all(abs(stretch(tick[0]) - stretch(other)) >= gap for other, _ in kept):
            kept.append(tick)
    return sorted(kept)


def _ticks(axes: Axes, stretched: bool, low: float, high: float) -> None:
    """Write dates, or distances from publication, along the bottom of a calendar from low to high."""
    if stretched:
        shown = _apart([tick for tick in TICKS if low <= stretch(tick[0]) <= high], GAP * (high - low))
        axes.set_xticks([stretch(days) for days, _ in shown], [label for _, label in shown], fontsize=8.5)
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


# --------------------------------------------------------------------------------------------------
# Draw events on a calendar: precision as the length of a bar, modality as fill, edge and hatch.
#
# A day is a dot; a bar says 'some time in here'. Up to two dozen events have a line each; more are counted by
# day, week, month, year or decade, whatever the span allows, one lane a modality.


FEW = 24  # events with a line each
UNITS = (("day", 45), ("week", 320), ("month", 1300), ("quarter", 3700), ("year", 20000), ("decade", 10**7))
KEPT = 0.85  # share of events that a dense calendar must hold; what lies outside is counted at its edge
TOLD_APART = ("modality", "own labels, test half", "fact or not: right")  # the score that a calendar gives


def calendar(analysis: Analysis) -> Chart:
    """Draw when events happen, as exactly as the text says it.

    A day of publication that is inferred is said to be so.

    Args:
        analysis: whose dated events are drawn: each where there are few, else counted by week, month …

    Returns:
        A chart; data: the events drawn (timex_id, predicate, begin, end_date, precision, modality …), or modality, a
        span of time and n; with low, high, mark, evidence.
    """
    known, note = dated(analysis.events), inferred(analysis.articles)
    draw = _lines if len(known) <= FEW else _lanes
    return draw(known, days_of(analysis.articles, known), analysis, note)


def _number(day: str) -> float:
    return float(date.fromisoformat(day).toordinal())


def _lines(events: pd.DataFrame, published: list[str], analysis: Analysis, note: str) -> Chart:
    undated = len(analysis.events) - len(events)
    events = events.sort_values(["begin", "end_date", "start"], kind="stable", ignore_index=True)
    first = [_number(day) for day in events["begin"]]
    last = [_number(end or begin) + 1 for begin, end in zip(events["begin"], events["end_date"], strict=True)]
    today = _number(published[-1]) if published else 0.0
    place, stretched = scale(first, last, today)
    title = _title(events, analysis)
    with figures.style():
        figure, axes = figures.canvas(
            1.7 + 0.42 * max(len(events), 1), title,
            "A dot is a day; a bar means some time within it. Solid: told as fact; the others say what they are."
            f"{' The calendar is stretched near publication.' if stretched else ''}"
            f" Found: {_counts(events, analysis)}.{undated_note(undated)} {note} {_note(analysis)}".replace("  ", " "),
        )  # fmt: skip
        lefts, rights = [place(day) for day in first], [place(day) for day in last]
        here = [place(today), place(today + 1)] if today else []
        low, high = min([*lefts, *here], default=0.0), max([*rights, *here], default=1.0)
        span = max(high - low, 1e-9)
        axes.set_xlim(low - 0.03 * span, high + 0.03 * span)
        if today and len(events):
            axes.axvline(place(today), color="#888888", linewidth=0.9, zorder=1)
            side, shift = ("right", -3) if (place(today) - low) > span / 2 else ("left", 3)
            label = f"{'latest ' if len(published) > 1 else ''}published {when(published[-1], 'day')}"
            figures.beside(axes, label, (place(today), -0.95), shift, ha=side, fontsize=8.5, color=FAINT)
        marks = [_line(axes, event, row, lefts[row], rights[row], (low, span)) for row, event in events.iterrows()]
        axes.set_ylim(max(len(events), 1) - 0.4, -1.3)
        axes.set_yticks([])
        _ticks(axes, stretched, low, high)
        axes.grid(axis="x")
    counts = events["modality"].map(events["modality"].value_counts())
    data = whiskers.columns(events[SHOWN].assign(of_its_kind=counts), _limits(counts, analysis))
    data = data.assign(mark=marks, evidence=each(events))
    alt = "A calendar shows when each event happens: " + listed(
        f"{when(e.begin, e.precision, e.end_date)}, {styles()[e.modality]['words']}: {first_words(e.surface, 60)}"
        for e in events.itertuples()
    )
    return Chart("calendar", figure, title, alt, data, f"{title}. {note}".strip())


def _line(axes: Axes, event: Any, row: int, left: float, right: float, frame: tuple[float, float]) -> str:
    """Draw one event and write beside it, on the side with more room, what it is."""
    style, (low, span) = styles()[event["modality"]], frame
    solid = style["fill"] == "solid"
    middle, narrow = (left + right) / 2, 0.014 * span
    if right - left < narrow:  # a month among decades is still a bar
        left, right = middle - narrow / 2, middle + narrow / 2
    if event["precision"] in ("day", "time"):
        artist = axes.scatter(
            [middle], [row], s=52, facecolor=style["colour"] if solid else "white", edgecolor=style["colour"],
            linewidth=1.7, zorder=3,
        )  # fmt: skip
        left, right = middle - 0.008 * span, middle + 0.008 * span
    else:
        artist = axes.barh(
            row, right - left, left=left, height=0.36, facecolor=style["colour"] if solid else "white",
            edgecolor=style["colour"], linestyle=LINES[style["edge"]], linewidth=1.4, hatch=style["hatch"] or None,
            zorder=3,
        )[0]  # fmt: skip
    name = mark(artist, f"calendar {event['article_id']} {event['timex_id']}")
    if hasattr(artist, "set_urls"):
        artist.set_urls([f"#{name}"])
    on_right = low + span - right >= left - low
    room = (low + span - right if on_right else left - low) / span
    where = (right, row) if on_right else (left, row)
    head = f"{when(event['begin'], event['precision'], event['end_date'])}, {style['words']}"
    chars = max(18, int(room * 98))
    clause = plain(first_words(event["surface"], chars))
    side, shift = ("left", 5) if on_right else ("right", -5)
    for text, up, size, colour, weight in ((head, 1, 8, style["colour"], "bold"), (clause, -1, 8.5, INK, "normal")):
        axes.annotate(
            text, where, (shift, up), textcoords="offset points", ha=side, va="bottom" if up > 0 else "top",
            fontsize=size, color=colour, weight=weight, zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},  # a stroke would draw each letter anew
        )  # fmt: skip
    return name


def _title(events: pd.DataFrame, analysis: Analysis) -> str:
    if events.empty:
        return "Nothing in this text can be dated"
    if len(events) >= MANY and (events["modality"] == "happened").mean() >= MOSTLY:
        return "Most of what is dated is told as fact"
    return number_dated(len(events), analysis)


def _limits(counts: Iterable[float], analysis: Analysis, what: str = whiskers.DATES) -> list[tuple[float, float]]:
    return whiskers.limits(counts, whiskers.error_of(what, analysis))


def _counts(events: pd.DataFrame, analysis: Analysis) -> str:
    """Return how many events there are of each kind, with intervals."""
    kinds = events["modality"].value_counts()
    kinds = kinds[[kind for kind in reversed(styles()) if kind in kinds.index]]
    pairs = zip(kinds.items(), _limits(kinds, analysis), strict=True)
    return ", ".join(f"{n:,} ({whiskers.between(pair)}) {styles()[kind]['words']}" for (kind, n), pair in pairs) or "0"


def _note(analysis: Analysis) -> str:
    told = f" Fact was told from plan, fear or denial rightly in {measured.value(*TOLD_APART):.0f} of 100 clauses."
    return whiskers.note(whiskers.error_of(whiskers.DATES, analysis), analysis, mark="In brackets") + told


def _lanes(events: pd.DataFrame, published: list[str], analysis: Analysis, note: str) -> Chart:
    undated = len(analysis.events) - len(events)
    low, high, unit = _window(events)
    edges = _edges(low, high, unit)
    kinds = [kind for kind in reversed(styles()) if (events["modality"] == kind).any()]
    title = _title(events, analysis)
    before, after = int((events["end_date"] < low.isoformat()).sum()), int((events["begin"] > high.isoformat()).sum())
    outside = f" {before} earlier and {after} later events lie outside." if before or after else ""
    rows: list[tuple[Any, ...]] = []
    with figures.style():
        figure = figures.titled(
            2.2 + 0.5 * len(kinds), title,
            f"Events by {unit}, the number is the most in one {unit}. Dark: known to the {unit}; pale: known less "
            "exactly, spread over the time they may fall in. Heights grow with the square root, so that single events "
            f"stay visible.{outside}{undated_note(undated)} {note} {_note(analysis)}".replace("  ", " "),
        )  # fmt: skip
        heights = [1.0] * len(kinds) + [0.3]
        plots = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights)
        lanes = [_binned(events[events["modality"] == kind], edges) for kind in kinds]
        tallest = max(len(exact) + sum(vague) for lane in lanes for exact, vague, _ in lane) ** 0.5
        for axes, kind, lane in zip(plots, kinds, lanes, strict=False):
            _lane(axes, events[events["modality"] == kind], kind, edges, lane, rows, analysis)
            axes.set_ylim(0, tallest * 1.25)
        days = [_number(day) for day in published]
        plots[-1].vlines([day for day in days if edges[0] <= day < edges[-1]], 0, 1, color=FAINT, linewidth=0.6)
        plots[-1].set_yticks([])
        plots[-1].set_ylabel("days of publication", rotation=0, ha="right", va="center", color=FAINT, fontsize=8.5)
        plots[-1].set_xlim(edges[0], edges[-1])
        _ticks(plots[-1], False, edges[0], edges[-1])
    columns = ["modality", unit, "n", "exact", "mark", "evidence"]
    data = pd.DataFrame(rows, columns=columns)
    data = whiskers.columns(data, _limits(data["n"], analysis, whiskers.DISTANCES))
    alt = f"Bars show how many events fall into each {unit}, one lane a modality: " + listed(
        f"{styles()[kind]['words']} {(events['modality'] == kind).sum()}" for kind in kinds
    )
    return Chart("calendar", figure, title, alt, data, f"{title}. {note}".strip())


Lane = list[tuple[list[int], list[float], list[int]]]  # by bin: rows known to it, shares of others, and whose they are


def _binned(group: pd.DataFrame, edges: list[float]) -> Lane:
    """Put events into bins: whole where they fit, else shared over the bins they may fall in."""
    bins: Lane = [([], [], []) for _ in edges[1:]]
    spans: dict[tuple[str, str], tuple[float, float, list[int]]] = {}  # the same days again and again
    for index, span in enumerate(zip(group["begin"].tolist(), group["end_date"].tolist(), strict=True)):
        if span not in spans:
            first, last = _number(span[0]), _number(span[1] or span[0]) + 1
            spans[span] = first, last, [n for n in range(len(bins)) if first < edges[n + 1] and last > edges[n]]
        first, last, inside = spans[span]
        if len(inside) == 1 and edges[inside[0]] <= first and last <= edges[inside[0] + 1]:
            bins[inside[0]][0].append(index)
            continue
        for n in inside:
            bins[n][1].append((min(last, edges[n + 1]) - max(first, edges[n])) / (last - first))
            bins[n][2].append(index)
    return bins


def _lane(
    axes: Axes,
    group: pd.DataFrame,
    kind: str,
    edges: list[float],
    lane: Lane,
    rows: list[tuple[Any, ...]],
    analysis: Analysis,
) -> None:
    """Draw the events of one modality and add a row of data for each bar."""
    style = styles()[kind]
    for (exact, vague, whose), left, right in zip(lane, edges, edges[1:], strict=False):
        if not exact and not vague:
            continue
        low, high, width = len(exact) ** 0.5, (len(exact) + sum(vague)) ** 0.5, (right - left) * 0.9
        day = date.fromordinal(int(left)).isoformat()
        pale = axes.bar(left, high, width, align="edge", color=style["colour"], alpha=0.3, zorder=2)[0]
        name = mark(pale, f"calendar {kind} {day}")
        axes.bar(left, low, width, align="edge", color=style["colour"], zorder=2)[0].set_url(f"#{name}")
        here = group.iloc[[*exact, *whose]]
        rows.append((kind, day, len(here), len(exact), name, evidence(here["article_id"], here["timex_id"])))
    most = max(range(len(lane)), key=lambda n: (len(lane[n][0]), sum(lane[n][1])))
    exact, vague, whose = lane[most]
    axes.annotate(
        str(len(exact) or len(whose)), ((edges[most] + edges[most + 1]) / 2, (len(exact) + sum(vague)) ** 0.5), (0, 1),
        textcoords="offset points", ha="center", va="bottom", fontsize=8.5, color=style["colour"],
    )  # fmt: skip
    axes.set_yticks([])
    likely = whiskers.between(_limits([len(group)], analysis)[0])
    axes.set_ylabel(
        f"{style['words']}  {len(group):,} ({likely})", rotation=0, ha="right", va="center", color=style["colour"],
        fontsize=9,
    )  # fmt: skip


def _window(events: pd.DataFrame) -> tuple[date, date, str]:
    """Return the shortest stretch that holds most events, from whole unit to whole unit, and the unit."""
    days = sorted(date.fromisoformat(day).toordinal() for day in events["begin"])
    size = max(1, round(KEPT * len(days)))
    start = min(range(len(days) - size + 1), key=lambda n: days[n + size - 1] - days[n])
    low, high = days[start], days[start + size - 1]
    unit = next(name for name, longest in UNITS if high - low <= longest)
    return around(unit, date.fromordinal(low)).first, around(unit, date.fromordinal(high)).last, unit


def _edges(low: date, high: date, unit: str) -> list[float]:
    period, edges = around(unit, low), []
    while period.first <= high:
        edges.append(float(period.first.toordinal()))
        period = period.shift(1)
    return [*edges, float(period.first.toordinal())]
