"""Draw what is not certain: counts with the tool's own error around them, and how checking narrows it."""

from __future__ import annotations

import textwrap

import pandas as pd

from .. import figures
from ..analysis import Analysis
from ..estimates import measured
from ..estimates.measured import Error
from ..figures import INK, Chart
from ..phrases import counted as counted_as
from ..phrases import listed
from ..tables import statements as counted
from . import DRAWN, actor_axis, behind, whiskers, with_name
from .whiskers import leads


def statements(analysis: Analysis, error: Error | None = None) -> Chart:
    """Draw how many statements each speaker makes: those found (dot), and how many there may be (line).

    Args:
        analysis: whose statements are counted.
        error: how the count errs, which the title then says; None: as measured, or as the reader's own checks say.

    Returns:
        A chart; data: actor_id, actor, found, value (likely in truth), low, high, evidence, mark; most found first.
    """
    given = ", if the program errs so" if error else ""  # two figures of one lesson are told apart by their titles
    error = error or whiskers.error_of(whiskers.STATEMENTS, analysis)
    quotes = counted(analysis.quotes).query("speaker_id != ''")
    found = quotes.groupby("speaker_id", sort=True).size().sort_values(ascending=False, kind="stable").head(DRAWN)
    ranges = whiskers.limits(found, error)
    data = pd.DataFrame({"actor_id": found.index, "actor": found.index.map(analysis.names.get), "found": found.array})
    data = data.assign(value=[measured.count(n, error).value for n in found])
    data[["low", "high"]] = pd.DataFrame(ranges, columns=["low", "high"])
    data = data.assign(evidence=behind(quotes, "speaker_id", found.index, "quote_id"))
    title, shades = _finding(data, analysis) + given * bool(len(data)), figures.colours(analysis)
    subtitle = f"Dot: statements found. {whiskers.note(error, analysis)}"
    with figures.canvas(1.3 + 0.4 * max(len(data), 1), title, subtitle) as (figure, axes):
        marks = []
        for place, row in enumerate(data.itertuples()):
            shade = shades.get(row.actor_id, figures.OTHERS)
            (dot,) = axes.plot(row.found, place, "o", color=shade, markeredgecolor=INK, markersize=9, zorder=6)
            marks.append(figures.mark(dot, f"statements {row.actor_id}"))
            label = f"{row.found:,} ({whiskers.between((row.low, row.high))})"
            figures.beside(axes, textwrap.fill(label, 12), (max(row.high, row.found), place), 8)
        whiskers.across(axes, ranges, range(len(data)))
        actor_axis(axes, data["actor"])
        axes.set_xlim(0, data["high"].max() * 1.25 if len(data) else 1.25)
        axes.locator_params(axis="x", integer=True)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.set_xlabel("statements")
    told = listed(f"{row.actor} {row.found:,}, {row.low:,.0f} to {row.high:,.0f}" for row in data.itertuples())
    alt = f"Dots show how many statements of each speaker were found, lines how many are likely: {told}"
    return Chart("statements", figure, title, alt, data.assign(mark=marks), f"{title}. {subtitle}")


def _finding(data: pd.DataFrame, analysis: Analysis) -> str:
    each = "How many statements each speaker makes"  # the figure's own matter, where nobody makes most
    if data.empty:
        return "No statement of a named speaker was found"
    named = data[with_name(data["actor_id"])]
    if named.empty:
        return each if whiskers.alone(analysis) else "Nobody with a name was found to speak"
    top, pairs = named.iloc[0], list(zip(named["found"], named["low"], named["high"], strict=True))
    if not leads(analysis, top["actor_id"], pairs[0][1:], []):
        return each
    often = whiskers.stated(top["found"], pairs[0][1:], analysis, lambda n: counted_as(n, "statement"))
    first = f"{top['actor']}: {often}"
    if len(pairs) == 1:
        return first
    apart = whiskers.difference(pairs[0], pairs[1], len(pairs) - 1)[1] > 0
    return f"{first}, more than anybody else" if apart else each


def checking(error: Error, rows: int = 200) -> Chart:
    """Draw how the interval narrows as more of the rows found are checked.

    Takes the checks to come out as the error says; precision alone, not misses.

    Args:
        error: how the count errs.
        rows: how many a tool found.

    Returns:
        A chart; data: checked, value, low, high.
    """
    steps = [n for n in (0, 10, 20, 50, 100, 150, rows) if n <= rows]
    right = [round(n * error.precision) for n in steps]
    found = [measured.confirmed(rows, good, n - good) for n, good in zip(steps, right, strict=True)]
    table = [(n, one.value, one.low, one.high) for n, one in zip(steps, found, strict=True)]
    data = pd.DataFrame(table, columns=["checked", "value", "low", "high"])
    wide = {row.checked: round(row.high - row.low) for row in data.itertuples()}
    title = f"Ten checks leave a range of {wide.get(10, 0)} right rows, fifty checks of {wide.get(50, 0)}"
    subtitle = f"Of {rows} rows found, how many are right? 95 % interval after checking some, drawn at random."
    with figures.canvas(3.4, title, subtitle) as (figure, axes):
        axes.fill_between(data["checked"], data["low"], data["high"], color="#cccccc")
        axes.plot(data["checked"], data["value"], color=INK, marker="o")
        axes.set_xlabel("rows checked")
        axes.set_ylabel("right rows")
        axes.set_ylim(0, rows * 1.04)
    told = listed(f"{row.checked} checked, {row.low:.0f} to {row.high:.0f}" for row in data.itertuples())
    alt = f"Lines show between which numbers the right rows lie, by how many were checked: {told}"
    return Chart("checking", figure, title, alt, data, f"{title}. {subtitle}")
