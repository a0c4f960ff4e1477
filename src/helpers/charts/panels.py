"""Draw the same thing once a group, side by side: small multiples with the same rows and the same scale.

The data of these charts have one row for each pair of a row (`key`, its name in `row`) and a `group`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import fsum
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures
from ..figures import FAINT, INK, OTHERS, Chart, mark
from ..phrases import listed, plain
from . import whiskers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def short(name: str, most: int = 26) -> str:
    """Shorten a group's name for a panel: what stands in brackets goes to the caption."""
    return plain(name.split(" (")[0], most)


def sheet(count: int, rows: int, title: str, subtitle: str) -> tuple[Figure, list[Axes]]:
    """Return a titled figure with `count` panels beside each other, high enough for `rows` rows."""
    from matplotlib.figure import Figure

    size = figures.WIDTH + 0.6 * max(count - 3, 0), 1.75 + 0.34 * rows
    figure = Figure(figsize=size, layout="constrained")
    figures.headline(figure, title, subtitle)
    return figure, list(figure.subplots(1, max(count, 1), sharey=True, squeeze=False)[0])


def row_names(axes: Axes, names: Sequence[str]) -> None:
    """Write the rows' names down the left, first at the top."""
    axes.set_yticks(range(len(names)), [plain(name, 28) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)


def bars(name: str, data: pd.DataFrame, title: str, subtitle: str, shades: Mapping[str, str], number: str) -> Chart:
    """Draw the column `value`, with its `low` and `high`, as one panel of bars a group.

    number: the format of the value beside a bar.
    """
    rows = data.drop_duplicates("key")
    parts = list(dict.fromkeys(data["group"]))
    data = data.assign(mark="")
    colours = [shades.get(key, OTHERS) for key in rows["key"]]
    with figures.style():
        figure, panels = sheet(len(parts), len(rows), title, subtitle)
        for axes, group in zip(panels, parts, strict=False):
            own = data[data["group"] == group]
            drawn = axes.barh(range(len(own)), own["value"], 0.7, color=colours)
            for bar, row in zip(drawn, own.itertuples(), strict=True):
                data.loc[row.Index, "mark"] = mark(bar, f"{name} {group} {row.key}")
                label, colour = (number.format(row.value), INK) if row.value else ("none", FAINT)
                place = (max(row.value, row.high), bar.get_y() + 0.35)
                axes.annotate(label, place, (4, 0), textcoords="offset points", va="center", color=colour, fontsize=9)
            whiskers.across(axes, zip(own["low"], own["high"], strict=True), range(len(own)))
            axes.set_title(short(group), fontsize=10)
            axes.set_xlim(0, max(data["value"].max() * 1.25, data["high"].max() * 1.25, 0.1))
            axes.set_xticks([])
            axes.spines["bottom"].set_visible(False)
            axes.axvline(0, color="#888888", linewidth=0.8)
        row_names(panels[0], list(rows["row"]))
    alt = described(title, data, lambda row: number.format(row.value))
    return Chart(name, figure, title, alt, data, caption(title, parts))


def grid(name: str, data: pd.DataFrame, title: str, subtitle: str) -> Chart:
    """Write the column `words` into a table of rows and groups; an empty cell reads "not heard"."""
    rows, parts = data.drop_duplicates("key"), list(dict.fromkeys(data["group"]))
    data = data.assign(mark="")
    width = 66 // max(len(parts), 1)
    cells = {index: textwrap.wrap(words, width) or ["not heard"] for index, words in data["words"].items()}
    deep = [max(len(cells[index]) for index in data.index[data["key"] == key]) + 0.6 for key in rows["key"]]
    tops = dict(zip(rows["key"], accumulate([0.0, *deep[:-1]]), strict=True)) if len(rows) else {}
    with figures.style():
        # fsum: sum rounds otherwise from Python 3.12 on, and the bytes of the picture with it
        figure, axes = figures.canvas(1.4 + 0.2 * fsum(deep), title, subtitle)
        for row in data.itertuples():
            text = axes.text(
                parts.index(row.group), tops[row.key], "\n".join(plain(line) for line in cells[row.Index]),
                va="top", fontsize=9, color=INK if row.words else FAINT, linespacing=1.2,
            )  # fmt: skip
            data.loc[row.Index, "mark"] = mark(text, f"{name} {row.group} {row.key}")
        for column, group in enumerate(parts):
            axes.text(column, -0.7, short(group), fontsize=10, color=FAINT, va="bottom")
        for top in list(tops.values())[1:]:
            axes.axhline(top - 0.3, color="#dddddd", linewidth=0.8)
        axes.set_yticks([tops[key] + 0.4 for key in rows["key"]], [plain(row, 28) for row in rows["row"]])
        axes.set_ylim(max(fsum(deep), 1), -1.4)
        axes.set_xlim(-0.04, max(len(parts), 1))
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
    alt = described(title, data, lambda row: row.words or "not heard")
    return Chart(name, figure, title, alt, data, caption(title, parts))


def dots(name: str, data: pd.DataFrame, title: str, subtitle: str) -> Chart:
    """Draw a dot where `value` is true and a ring where it is not, rows against groups."""
    rows, parts = data.drop_duplicates("key"), list(dict.fromkeys(data["group"]))
    place = {key: number for number, key in enumerate(rows["key"])}
    marks = []
    with figures.style():
        figure, axes = figures.canvas(1.5 + 0.25 * len(rows), title, subtitle)
        for row in data.itertuples():
            face = INK if row.value else "white"
            (dot,) = axes.plot(
                parts.index(row.group),
                place[row.key],
                "o",
                markersize=9,
                markerfacecolor=face,
                markeredgecolor=INK,
            )
            marks.append(mark(dot, f"{name} {row.key} {row.group}"))
        axes.set_yticks(range(len(rows)), [plain(row, 90) for row in rows["row"]], fontsize=9)
        axes.set_xticks(range(len(parts)), ["\n".join(textwrap.wrap(short(group), 12)) for group in parts])
        axes.xaxis.tick_top()
        axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        axes.set_xlim(-0.6, max(len(parts), 1) - 0.4)
        axes.spines["bottom"].set_visible(False)
    alt = described(title, data, lambda row: "yes" if row.value else "no")
    return Chart(name, figure, title, alt, data.assign(mark=marks), caption(title, parts))


def described(title: str, data: pd.DataFrame, value: Callable[[Any], str]) -> str:
    """Return an alt text: the finding, then each row with its value in each group."""
    rows = (
        f"{part['row'].iloc[0]}: " + ", ".join(f"{short(row.group)} {value(row)}" for row in part.itertuples())
        for _, part in data.groupby("key", sort=False)
    )
    return f"{title}. " + listed(rows, 40)


def caption(title: str, parts: Sequence[str]) -> str:
    """Return a caption that names the groups in full."""
    return f"{title}. {', '.join(parts)}."
