"""Draw who speaks where along an article, or along many articles laid over one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import listed, times
from ..tables import affirmed
from . import NAMELESS, actor_axis, called, voiced, whiskers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis

MOST = 10  # speakers a figure shows
PARTS = 10  # many articles are cut into tenths
FILL = {"direct": 1.0, "mixed": 0.45, "indirect": 0.0}  # how dark the words of each kind of quote are drawn


def voices(analysis: Analysis) -> Chart:
    """Draw who speaks where along the article; several articles are laid over one another by tenths.

    A quote inside another counts for the outer speaker alone. Speakers
    without an id share the line 'someone unnamed', documents the line 'documents'.
    """
    outer = (
        affirmed(analysis.quotes)
        .query("inside == ''")
        .sort_values(["article_id", "start"], kind="stable", ignore_index=True)
    )
    outer = outer.assign(speaker_id=voiced(outer["speaker_id"]))
    sizes = outer.assign(size=outer["end"] - outer["start"]).groupby("speaker_id")["size"].sum()
    ranked = sizes.sort_index().sort_values(ascending=False, kind="stable").index
    order = [one for one in ranked if one not in NAMELESS][:MOST] + [one for one in NAMELESS if one in sizes.index]
    names = {speaker: called(analysis, speaker) for speaker in sizes.index}
    articles = analysis.articles
    length = dict(zip(articles["article_id"], articles["text"].str.len(), strict=True))
    shades = figures.colours(analysis) | dict.fromkeys(NAMELESS, figures.OTHERS)
    shown = outer[outer["speaker_id"].isin(order)]
    single = outer["article_id"].nunique() <= 1
    title = _voices_title(outer, names, single)
    rows: list[tuple[Any, ...]] = []
    statements = outer.assign(key=outer["article_id"] + "#" + outer["quote_id"]).groupby("speaker_id")["key"].nunique()
    error = whiskers.error_of(whiskers.STATEMENTS, analysis)
    ranges = dict(zip(order, whiskers.limits([int(statements[one]) for one in order], error), strict=True))
    about = (
        "Where in the article each speaker's words stand. Solid: quoted; outlined: in the reporter's words; pale: both."
        if single
        else "Statements by tenth of the article, all articles together; the darker, the more."
    )
    with figures.style():
        figure, axes = figures.canvas(
            1.75 + 0.4 * max(len(order), 1), title, f"{about} {whiskers.note(error, analysis, mark='In brackets')}"
        )
        draw = _spans if single else _tenths
        draw(axes, shown, order, shades, length, rows)
        actor_axis(axes, [names[one] for one in order])
        for place, one in enumerate(order):
            label = f"{statements[one]} ({whiskers.between(ranges[one])})"
            axes.text(1.015, place, label, va="center", fontsize=9, color=INK)
        axes.text(1.015, -0.68, "statements", va="center", fontsize=8.5, color=FAINT)
        axes.set_xlim(0, 1.16)
        axes.set_xticks([0, 0.5, 1], ["start of the article", "middle", "end"])
        axes.get_xticklabels()[0].set_horizontalalignment("left")
        axes.get_xticklabels()[-1].set_horizontalalignment("right")
        axes.spines["bottom"].set_visible(False)
    data = pd.DataFrame(rows, columns=["speaker_id", "from", "to", "kind", "n", "mark", "evidence"])
    data.insert(1, "speaker", data["speaker_id"].map(names))
    data = data.assign(
        statements=[int(statements[one]) for one in data["speaker_id"]],
        statements_low=[ranges[one][0] for one in data["speaker_id"]],
        statements_high=[ranges[one][1] for one in data["speaker_id"]],
    )
    alt = "Boxes show where along the article each speaker's words stand: " + listed(
        f"{names[one]} {times(statements[one])}, first at {_first(shown, one, length)} %" for one in order
    )
    return Chart("voices", figure, title, alt, data, f"{title}.")


def _voices_title(outer: pd.DataFrame, names: dict[str, str], single: bool) -> str:
    """Say who speaks first and last in one article; in many, who makes most statements of how many."""
    if outer.empty:
        return "Nobody is quoted"
    if not single:
        every = outer.drop_duplicates(["article_id", "quote_id"])["speaker_id"]
        most = every[~every.isin(list(NAMELESS))].value_counts()
        if most.empty:
            return "No speaker is named"
        leading = sorted(most[most == most.max()].index)
        if len(leading) > 1:
            return (
                f"{len(leading)} named speakers share the most statements found, {most.max():,} each of {len(every):,}"
            )
        among = "Of the named, " if any((every == one).sum() > most.max() for one in NAMELESS) else ""
        return f"{among}{names[leading[0]]} makes the most statements found, {most.max():,} of {len(every):,}"
    first, last = (names[outer["speaker_id"].iloc[end]] for end in (0, -1))
    if len(outer["quote_id"].unique()) == 1:
        return f"One statement was found, of {first}"
    if first == last:
        return f"{first[:1].upper()}{first[1:]} has the first and the last word of those found"
    return f"{first[:1].upper()}{first[1:]} speaks first of those found, and {last} last"


def _first(shown: pd.DataFrame, speaker: str, length: dict[str, int]) -> int:
    own = shown[shown["speaker_id"] == speaker].iloc[0]
    return round(100 * own["start"] / max(1, length.get(own["article_id"], 1)))


def _spans(
    axes: Axes, shown: pd.DataFrame, order: list[str], shades: dict[str, str], length: dict[str, int], rows: list[Any]
) -> None:
    """Draw each part of each quote where it stands."""
    for place in range(len(order)):
        axes.plot([0, 1], [place, place], color="#DDDDDD", linewidth=1, zorder=1)
    for quote in shown.itertuples():
        size, place = max(1, length.get(quote.article_id, 1)), order.index(quote.speaker_id)
        left, right = quote.start / size, quote.end / size
        colour = shades.get(quote.speaker_id, figures.OTHERS)
        fill = FILL.get(quote.kind, 0.0)
        bar = axes.barh(
            place, max(right - left, 0.004), left=left, height=0.56, facecolor=_tint(colour, fill),
            edgecolor=colour, linewidth=1.4, zorder=3,
        )[0]  # fmt: skip
        name = mark(bar, f"voices {quote.article_id} {quote.quote_id} {quote.part}")
        ids = evidence([quote.article_id], [quote.quote_id])
        rows.append((quote.speaker_id, round(left, 4), round(right, 4), quote.kind, 1, name, ids))


def _tenths(
    axes: Axes, shown: pd.DataFrame, order: list[str], shades: dict[str, str], length: dict[str, int], rows: list[Any]
) -> None:
    """Count statements by speaker and tenth; the darker the cell, the more."""
    part = [
        min(PARTS - 1, start * PARTS // max(1, length.get(article, 1)))
        for article, start in zip(shown["article_id"], shown["start"], strict=True)
    ]
    groups = (
        shown.assign(tenth=part).drop_duplicates(["article_id", "quote_id"]).groupby(["speaker_id", "tenth"], sort=True)
    )
    most = max((len(group) for _, group in groups), default=1)
    for (speaker, tenth), group in groups:
        colour = _tint(shades.get(speaker, figures.OTHERS), 0.15 + 0.85 * len(group) / most)
        place = order.index(speaker)
        cell = axes.barh(place, 0.094, left=tenth / PARTS + 0.003, height=0.86, color=colour, zorder=3)[0]
        name = mark(cell, f"voices {speaker} {tenth}")
        axes.text(
            (tenth + 0.5) / PARTS, place, str(len(group)), ha="center", va="center", fontsize=8,
            color=figures.on(colour), zorder=4,
        )  # fmt: skip
        ids = evidence(group["article_id"], group["quote_id"])
        rows.append((speaker, tenth / PARTS, (tenth + 1) / PARTS, "", len(group), name, ids))


def _tint(colour: str, strength: float) -> str:
    """Return a colour mixed with white: 1 is the colour itself, 0 white."""
    return "#" + "".join(f"{round(255 + (int(colour[i : i + 2], 16) - 255) * strength):02x}" for i in (1, 3, 5))
