"""Draw the same thing once a group, side by side: small multiples with the same rows and the same scale.

The data of these charts have one row for each pair of a row (`key`, its name in `row`) and a `group`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import compress
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures
from ..figures import FAINT, INK, OTHERS, Chart, mark
from ..phrases import counted, first_words, listed, minus, plain
from . import whiskers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


HEADING = 56  # characters of headings that stand beside each other
ABREAST = 4  # panels beside each other; more stand below them
SILENT = "none found"  # in the place of words that nobody was found to say


def short(name: str, most: int = 26) -> str:
    """Shorten a group's name for a panel: what stands in brackets goes to the caption.

    Args:
        name: of the group.
        most: characters.

    Returns:
        The name, safe to draw.

    Example:
        >>> short("The Kellburg Herald (constructed)")
        'The Kellburg Herald'
    """
    return first_words(plain(name.split(" (")[0], 120), most)


def headed(own: pd.DataFrame, count: int) -> str:
    """Write the heading of a group's panel.

    Args:
        own: the group's rows, with `articles`.
        count: of panels, which share the width.

    Returns:
        Its name, on two lines at most, and below it how many articles it rests on.
    """
    width = HEADING // min(max(count, 1), ABREAST) + 2
    name = textwrap.wrap(short(own["group"].iloc[0], 2 * HEADING), width, max_lines=2, placeholder=" …")
    return "\n".join([*name, counted(int(own["articles"].iloc[0]), "article")])


def written(value: float, form: str) -> str:
    """Write a number in a form; one that is more than nothing never reads as nothing.

    Args:
        value: to write.
        form: as `str.format` takes it.

    Returns:
        The number as text.

    Example:
        >>> written(0.04, "{:.0f} %"), written(12.3, "{:.0f} %")
        ('0.04 %', '12 %')
    """
    said = form.format(value)
    rounded = value and said == form.format(0)
    return minus(said.replace(form.format(0).rstrip(" %"), f"{value:.1g}", 1) if rounded else said)


@contextmanager
def sheet(
    count: int, rows: float, title: str, subtitle: str, abreast: int = ABREAST
) -> Iterator[tuple[Figure, list[Axes]]]:
    """Make a titled figure with panels.

    Args:
        count: of panels.
        rows: for which each is high enough.
        title: the finding.
        subtitle: what is measured.
        abreast: so many stand beside each other; four have the same rows.

    Yields:
        The figure, and the axes of each panel; one at least.
    """
    across, down = min(max(count, 1), abreast), -(-max(count, 1) // abreast)
    width = figures.WIDTH + 0.6 * max(across - 3, 0)
    with figures.titled(1.3 + down * (0.6 + 0.34 * rows), title, subtitle, width) as figure:
        every = list(figure.subplots(down, across, sharey=abreast == ABREAST, squeeze=False).flat)
        for axes in every[max(count, 1) :]:
            axes.axis("off")
        yield figure, every[: max(count, 1)]


def nothing(name: str, why: str, more: str = "") -> Chart:
    """Draw what can't be compared: it says why, and counts nothing, so that no page shows it.

    Args:
        name: of the figure.
        why: in words, without a full stop.
        more: stands behind that in the title.

    Returns:
        A chart without rows.
    """
    with figures.canvas(1.4, why + more) as (figure, axes):
        axes.axis("off")
    data = pd.DataFrame(columns=["group", "key", "row", "n", "value", "low", "high", "mark", "evidence"])
    return Chart(name, figure, why + more, f"{why}.", data, f"{why}.")


def bars(name: str, data: pd.DataFrame, title: str, subtitle: str, shades: Mapping[str, str], number: str) -> Chart:
    """Draw the column `value`, with its `low` and `high`, as one panel of bars a group.

    Args:
        name: of the figure.
        data: group, key, row, value, low, high, articles; every group has the same rows.
        title: the finding.
        subtitle: what is measured.
        shades: {key: colour}; others are grey.
        number: the format of the value beside a bar.

    Returns:
        A chart; its data has the marks as well.
    """
    rows = data.drop_duplicates("key")
    parts = list(dict.fromkeys(data["group"]))
    data = data.assign(mark="")
    colours = [shades.get(key, OTHERS) for key in rows["key"]]
    with sheet(len(parts), len(rows), title, subtitle) as (figure, panels):
        for axes, group in zip(panels, parts, strict=False):
            own = data[data["group"] == group]
            drawn = axes.barh(range(len(own)), own["value"], 0.7, color=colours)
            for bar, row in zip(drawn, own.itertuples(), strict=True):
                data.loc[row.Index, "mark"] = mark(bar, f"{name} {group} {row.key}")
                label, colour = (written(row.value, number), INK) if row.value else ("none", FAINT)
                place = (max(row.value, row.high), bar.get_y() + 0.35)
                figures.beside(axes, label, place, 4, color=colour, fontsize=9)
            whiskers.across(axes, zip(own["low"], own["high"], strict=True), range(len(own)))
            axes.set_title(headed(own, len(parts)), fontsize=10)
            axes.set_xlim(0, max(data["value"].max() * 1.25, data["high"].max() * 1.25, 0.1))
            axes.set_xticks([])
            axes.spines["bottom"].set_visible(False)
            axes.axvline(0, color="#888888", linewidth=0.8)
        figures.actor_axis(panels[0], rows["row"], 56)
    alt = described(title, data, lambda row: written(row.value, number))
    return Chart(name, figure, title, alt, data, f"{title}. {', '.join(parts)}.")


def grid(name: str, data: pd.DataFrame, title: str, subtitle: str) -> Chart:
    """Write the column `words` into a table of rows and groups; an empty cell says that nothing was found.

    Args:
        name: of the figure.
        data: group, key, row, words; every group has the same rows.
        title: the finding.
        subtitle: what is measured.

    Returns:
        A chart; its data has the marks as well.
    """
    rows, parts = data.drop_duplicates("key"), list(dict.fromkeys(data["group"]))
    width = 66 // min(max(len(parts), 1), ABREAST)
    cells = [textwrap.wrap(words, width, break_long_words=False) or [SILENT] for words in data["words"]]
    data = data.assign(mark="")
    lines = pd.Series([len(cell) + 1 for cell in cells], data.index).groupby(data["key"], sort=False).max()
    tops = dict(zip(rows["key"], [0, *lines.cumsum()], strict=False))
    with sheet(len(parts), 0.5 * lines.sum(), title, subtitle) as (figure, drawn):
        for axes, group in zip(drawn, parts, strict=False):
            own = data["group"] == group
            for row, cell in zip(data[own].itertuples(), compress(cells, own), strict=True):
                words, colour = "\n".join(map(plain, cell)), INK if row.words else FAINT
                text = axes.text(0, tops[row.key], words, va="top", fontsize=9, color=colour, linespacing=1.2)
                data.loc[row.Index, "mark"] = mark(text, f"{name} {row.group} {row.key}")
            for top in list(tops.values())[1:]:
                axes.axhline(top - 0.5, color="#dddddd", linewidth=0.8)
            axes.set_title(headed(data[own], len(parts)), fontsize=10, color=FAINT)
            axes.set_xticks([])
            axes.spines["bottom"].set_visible(False)
        drawn[0].set_yticks([top + 0.5 for top in tops.values()], [plain(who, 28) for who in rows["row"]])
        drawn[0].set_ylim(max(lines.sum(), 1), -0.3)
    alt = described(title, data, lambda row: row.words or SILENT)
    return Chart(name, figure, title, alt, data, f"{title}. {', '.join(parts)}.")


def dots(name: str, data: pd.DataFrame, title: str, subtitle: str) -> Chart:
    """Draw a dot where `value` is true and a ring where it is not, rows against groups.

    Args:
        name: of the figure.
        data: group, key, row, value.
        title: the finding.
        subtitle: what is measured.

    Returns:
        A chart; its data has the marks as well.
    """
    rows, parts = data.drop_duplicates("key"), list(dict.fromkeys(data["group"]))
    place = {key: number for number, key in enumerate(rows["key"])}
    marks = []
    with figures.canvas(1.5 + 0.25 * len(rows), title, subtitle) as (figure, axes):
        for row in data.itertuples():
            face = INK if row.value else "white"
            look: dict[str, Any] = {"markersize": 9, "markerfacecolor": face, "markeredgecolor": INK}
            (dot,) = axes.plot(parts.index(row.group), place[row.key], "o", **look)
            marks.append(mark(dot, f"{name} {row.key} {row.group}"))
        axes.set_yticks(range(len(rows)), [plain(row, 90) for row in rows["row"]], fontsize=9)
        axes.set_xticks(range(len(parts)), ["\n".join(textwrap.wrap(short(group), 12)) for group in parts])
        axes.xaxis.tick_top()
        axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        axes.set_xlim(-0.6, max(len(parts), 1) - 0.4)
        axes.spines["bottom"].set_visible(False)
    alt = described(title, data, lambda row: "yes" if row.value else "no")
    return Chart(name, figure, title, alt, data.assign(mark=marks), f"{title}. {', '.join(parts)}.")


def described(title: str, data: pd.DataFrame, value: Callable[[Any], str]) -> str:
    """Write an alt text: the finding, then each row with its value in each group that has one.

    Args:
        title: the finding.
        data: group, key, row and what `value` reads; n, if there: 0 where nothing was counted.
        value: writes the value of a row.

    Returns:
        The text; of more than 40 rows the first, which it says.
    """
    rows = []
    for _, part in data.groupby("key", sort=False):
        some = part[part["n"] > 0] if "n" in part else part
        said = [f"{short(row.group)} {value(row)}" for row in some.itertuples()]
        rows.append(f"{part['row'].iloc[0]}: {', '.join(said + ['none elsewhere'] * (len(some) < len(part)))}")
    return f"{title}. " + listed(rows, 40)
