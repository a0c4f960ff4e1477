"""Put into each count of a figure how far it may be off: a thin line from `low` to `high`, and a line that says so.

The error is the one measured (`data/measured.csv`), or, where the reader has checked rows of this corpus, rests on
those. Every figure of counts uses these functions and no others: as bars, or as cells with sums at their right.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures
from ..estimates import intervals, measured, sample
from ..estimates.intervals import Error
from ..figures import FAINT, INK, Chart
from ..phrases import by_hand

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis

MENTIONS, PARAGRAPHS, NAMING = "mentions of an actor", "paragraphs with an actor", "articles that name an actor"
STATEMENTS, WORDS, QUOTING = "statements of a speaker", "words of a speaker", "articles that quote an actor"
DATES, DISTANCES = "dates", "dates at one distance"
ALL_STATEMENTS, ALL_WORDS = "statements", "words reported"
# The table whose rows each count counts; the measures of framing are called by their own names.
COUNTED = dict.fromkeys((MENTIONS, PARAGRAPHS, NAMING), "mentions")
COUNTED |= dict.fromkeys((STATEMENTS, WORDS, QUOTING, ALL_STATEMENTS, ALL_WORDS), "quotes")
COUNTED |= dict.fromkeys((DATES, DISTANCES), "events")
LONG = 22  # letters beside a bar; more stand on a second line
OF_SOURCES = "statements of a source: "  # by its kind
# What a check of whole sentences speaks for, and the count of all statements that it is held against.
OF_SENTENCES = {what: ALL_STATEMENTS for what in (STATEMENTS, WORDS, ALL_STATEMENTS, ALL_WORDS)}


def error_of(what: str, analysis: Analysis) -> Error:
    """Find how a count errs.

    Where the reader has checked rows of the table that is counted, or sentences, their own error goes before the
    measured one: sentences first, because they show what was missed as well.

    Args:
        what: is counted: one of the names above, a kind of source, or a measure of framing.
        analysis: with the reader's checks.

    Returns:
        The error.

    Raises:
        KeyError: it was not measured.
    """
    if what in OF_SENTENCES and (here := sample.statements(analysis.whole)):
        measured_here, every = (intervals.measured_error(name, carried=False) for name in (what, OF_SENTENCES[what]))
        return measured_here.sampled(every, here)
    table = "quotes" if what.startswith(OF_SOURCES) else COUNTED.get(what, "framing")
    error = intervals.measured_error(what)
    checks = sample.checked(analysis.whole, table, what if table == "framing" else "")
    return error.checked(*checks) if sum(checks[:2]) else error


def limits(found: Iterable[float], error: Error, size: Sequence[float] = (), whole: float = float("inf")) -> list:
    """Work out the interval of each count.

    Args:
        found: the counts.
        error: how they err.
        size: how large each is in the unit of the figure (words, a share), when that goes with the count; of nothing
            found the mean size of one. Empty for the counts themselves.
        whole: what no count can go beyond.

    Returns:
        (low, high) each; what was found lies between.
    """
    found = list(found)  # each lies within its own limits: what was found is one of the numbers that may be true
    size = list(size) or found
    one = sum(size) / sum(found) if sum(found) else 1.0
    ranges, known = [], {n: intervals.count(n, error) for n in set(found)}  # many speakers make one statement each
    for n, large in zip(found, size, strict=True):
        estimate, scale = known[n], large / n if n else one
        ranges.append((min(large, estimate.low * scale), min(whole, max(large, estimate.high * scale))))
    return ranges


def columns(data: pd.DataFrame, ranges: Sequence[tuple[float, float]], digits: int = 1) -> pd.DataFrame:
    """Put the intervals into the data of a figure.

    Args:
        data: a row a count.
        ranges: (low, high) of each.
        digits: after the point.

    Returns:
        The data with the columns `low` and `high`.
    """
    low, high = ([round(float(pair[side]), digits) for pair in ranges] for side in (0, 1))
    return data.assign(low=low, high=high)


def note(error: Error, analysis: Analysis, mark: str = "Thin line") -> str:
    """Say what the interval contains, and how many rows were put right by hand.

    Args:
        error: that the interval rests on.
        analysis: with the reader's corrections.
        mark: what the interval looks like.

    Returns:
        A sentence or two.
    """
    said = f"{mark}: 95 % interval for the true number, given the program’s error on {measured.plain(error.basis)}."
    return f"{said} {by_hand(analysis.whole.corrections['change'])}".strip()


def difference(
    one: tuple[float, float, float], other: tuple[float, float, float], looked: int = 1
) -> tuple[float, float, float]:
    """Return how far two values lie apart, and between which limits.

    Args:
        one, other: value, low and high of each, the limits of a 95 % interval.
        looked: among how many pairs this one was chosen; the more, the wider its interval (Bonferroni), so that of all
            pairs looked at one in twenty reports shows a difference that is none.

    Returns:
        one less other, low, high. No difference can be told where low and high lie on both sides of zero.

    Method: square and add (Zou and Donner 2008), from the limits of the two.
    """
    wider = NormalDist().inv_cdf(1 - (1 - intervals.LEVEL) / 2 / max(looked, 1)) / intervals.NORMAL
    (a, a_low, a_high), (b, b_low, b_high) = one, other
    return (
        a - b,
        a - b - wider * math.hypot(a - a_low, b_high - b),
        a - b + wider * math.hypot(a_high - a, b - b_low),
    )


def note_of_means(analysis: Analysis, method: str, mark: str = "Line") -> str:
    """Say what the interval of a mean contains.

    Args:
        analysis: with the reader's judgements.
        method: the instrument.
        mark: what the interval looks like.

    Returns:
        A sentence or two.
    """
    few = "95 % interval, with the chance of few sentences and the scorer’s error"
    rests = measured.plain(intervals.basis(sample.tone_errors(analysis.whole, method)))
    return f"{mark}: {few} on {rests}. {by_hand(analysis.whole.corrections['change'])}".strip()


def bars(
    axes: Axes, names: Iterable[str], values: Sequence[float], ranges: Sequence[tuple[float, float]],
    shades: Sequence[str], written: Sequence[str], marks: Iterable[str],
) -> list[str]:  # fmt: skip
    """Draw a horizontal bar a row, the first at the top: its name, its interval, and its number beside it.

    Args:
        axes: drawn on; its horizontal axis has no ticks then, and room for the numbers, on a phone too.
        names: of the rows, written down the left.
        values: the counts.
        ranges: (low, high) of each.
        shades: the colours of the bars.
        written: what stands beside each; in grey beside nothing, on two lines where it is long.
        marks: what each bar shows.

    Returns:
        The names of the marks.
    """
    drawn = axes.barh(range(len(values)), values, color=shades, height=0.7)
    across(axes, ranges, range(len(values)))
    wide = 1
    for place, (value, (_, high), words) in enumerate(zip(values, ranges, written, strict=True)):
        lines = textwrap.wrap(words, LONG)
        look: dict[str, Any] = {"color": INK if value else FAINT, "fontsize": 10 if len(lines) < 2 else 8.5}
        figures.beside(axes, "\n".join(lines), (max(value, high), place), **look)
        wide = max(wide, *map(len, lines)) if value else wide
    figures.actor_axis(axes, names)
    axes.set_xticks([])
    axes.set_xlim(0, max([1, *(high for _, high in ranges)]) * (1.05 + 0.065 * wide))
    axes.spines["bottom"].set_visible(False)
    return [figures.mark(bar, name) for bar, name in zip(drawn, marks, strict=True)]


def counts(
    name: str, title: str, about: str, alt: str, data: pd.DataFrame, column: str, ranges: Sequence[tuple[float, float]],
    names: Sequence[str], shades: Sequence[str], written: Sequence[str], marks: Iterable[str], rows: Sequence[str],
    caption: str = "",
) -> Chart:  # fmt: skip
    """Draw a figure of bars, one a row of its data (see `bars`).

    Args:
        name: of the figure.
        title: the finding.
        about: what is measured.
        alt: the text alternative.
        data: a row a bar.
        column: of the counts.
        ranges: (low, high) of each.
        names: written down the left.
        shades: the colours of the bars.
        written: what stands beside each.
        marks: what each bar shows.
        rows: the evidence of each.
        caption: stands behind the title.

    Returns:
        A chart; its data has low, high, mark and evidence as well.
    """
    with figures.style():
        figure, axes = figures.canvas(1.4 + 0.35 * max(len(data), 1), title, about)
        marks = bars(axes, names, data[column], ranges, shades, written, marks)
    table = columns(data, ranges).assign(mark=marks, evidence=rows)
    return Chart(name, figure, title, alt, table, f"{title}. {caption}".strip())


def cells(
    axes: Axes, counts: Mapping[tuple[int, int], int], named: Callable[[int, int], str], shade: Callable[[int], str],
    width: float = 1.0,
) -> list[str]:  # fmt: skip
    """Draw counts as cells, the darker the more, each with its number.

    Args:
        axes: drawn on.
        counts: {(row, column): count}.
        named: says what a cell shows.
        shade: the darkest colour of a row.
        width: of a column; the first begins at 0.

    Returns:
        The names of the marks.
    """
    most, marks = max(counts.values(), default=1), []
    for (row, column), n in counts.items():
        colour = tint(shade(row), 0.12 + 0.88 * n / most)
        (cell,) = axes.barh(row, 0.94 * width, left=(column + 0.03) * width, height=0.9, color=colour, zorder=3)
        marks.append(figures.mark(cell, named(row, column)))
        look: dict[str, Any] = {"color": figures.on(colour), "ha": "center", "va": "center", "fontsize": 8.5}
        axes.text((column + 0.5) * width, row, f"{n:,}", zorder=4, **look)
    return marks


def sums(axes: Axes, written: Sequence[str], what: str = "") -> None:
    """Write the sum of each row to the right of a figure.

    Args:
        axes: drawn on.
        written: the sums, the first at 0 of the vertical axis; nothing is grey.
        what: stands above them.
    """
    for place, words in [*enumerate(written), (-0.7, what)]:
        look: dict[str, Any] = {"fontsize": 9, "color": FAINT if words == what or words.startswith("0 ") else INK}
        figures.beside(axes, words, (1, place), 4, xycoords=axes.get_yaxis_transform(), **look)


def tint(colour: str, strength: float) -> str:
    """Mix a colour with white.

    Args:
        colour: as #rrggbb.
        strength: 1 is the colour itself, 0 white.

    Returns:
        The colour that comes of it.

    Example:
        >>> tint("#0000ff", 0.5)
        '#8080ff'
    """
    return "#" + "".join(f"{round(255 + (int(colour[i : i + 2], 16) - 255) * strength):02x}" for i in (1, 3, 5))


def across(axes: Axes, ranges: Iterable[tuple[float, float]], places: Iterable[float]) -> None:
    """Draw each interval along a horizontal bar; a white edge lets it be seen on a dark one.

    Args:
        axes: drawn on.
        ranges: (low, high) of each.
        places: on the vertical axis.
    """
    for (low, high), place in zip(ranges, places, strict=True):
        _line(axes, (low, high), (place, place), INK)


def upright(axes: Axes, ranges: Iterable[tuple[float, float]], places: Iterable[float], colour: str) -> None:
    """Draw each interval above its place on the horizontal axis.

    Args:
        axes: drawn on.
        ranges: (low, high) of each.
        places: on the horizontal axis.
        colour: of the lines.
    """
    for (low, high), place in zip(ranges, places, strict=True):
        _line(axes, (place, place), (low, high), colour)


def _line(axes: Axes, x: tuple[float, float], y: tuple[float, float], colour: str) -> None:
    from matplotlib.patheffects import Stroke

    halo = [Stroke(linewidth=3.2, foreground="white"), Stroke(linewidth=1.4, foreground=colour)]
    axes.plot(x, y, color=colour, linewidth=1.4, solid_capstyle="butt", path_effects=halo, zorder=5)


def likely(pair: tuple[float, float]) -> str:
    """Write an interval into a title, behind its number.

    Args:
        pair: (low, high).

    Returns:
        Both in brackets.

    Example:
        >>> likely((4, 9))
        '(4 to 9 likely)'
    """
    return f"({between(pair).replace('–', ' to ')} likely)"


def alone(analysis: Analysis) -> bool:
    """Tell whether one article is all there is: of a single one a title says what is at least there (`stated`).

    Args:
        analysis: of one article or of many.

    Returns:
        True for one.
    """
    return len(analysis.columns("articles", "article_id")) == 1


def stated(n: float, pair: tuple[float, float], analysis: Analysis, write: Callable[[int], str] = "{:,}".format) -> str:
    """Write a count into a title: with its interval, or of one article how much is at least there.

    In many articles errors on both sides even out. In one an error comes with its kind (all of a paragraph without
    quotation marks is missed, all of a sentence's dates), so the upper end of an interval says more than is known.

    Args:
        n: what was found.
        pair: (low, high).
        analysis: of one article or of many.
        write: puts a number into words.

    Returns:
        Both.

    Example:
        >>> import helpers
        >>> one = helpers.analyse([helpers.corpus.Article("a", "Rain fell.")])
        >>> stated(10, (6.4, 14.2), one), stated(3, (3, 5), one)
        ('at least 6 (10 found)', 'at least 3')
    """
    if not alone(analysis):
        return f"{write(round(n))} {likely(pair)}"
    least = math.floor(pair[0])
    return f"at least {write(least)}" + f" ({n:,.0f} found)" * (least < round(n))


def some(pair: tuple[float, float], analysis: Analysis) -> bool:
    """Tell whether a title may give a count: not where there may be none in truth, whatever was found.

    Args:
        pair: (low, high).
        analysis: of one article or of many.

    Returns:
        True where the low end is one or more; of one article two or more, for “at least one” is nothing to head a page.
    """
    return pair[0] >= (2 if alone(analysis) else 1)


def between(pair: tuple[float, float], digits: int = 0) -> str:
    """Write an interval as text.

    Args:
        pair: (low, high).
        digits: after the point.

    Returns:
        Both; one number where they read alike.

    Example:
        >>> between((4, 9)), between((4.2, 4.4))
        ('4–9', '4')
    """
    low, high = (f"{side:,.{digits}f}" for side in pair)
    return low if low == high else f"{low}–{high}"
