"""Draw when things happen: the order of telling against the order of events, and the calendar.

With a dozen events each is drawn and named; with hundreds they are counted in cells. What the text dates only
to a month is a bar as long as the month, and what is feared is not drawn like what is past
(src/helpers/lexicons/modalities.csv says how).
"""

from __future__ import annotations

import re
import textwrap
from calendar import month_abbr, month_name
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures, knowledge
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import begun, counted, first_words, listed, plain
from ..timeline.wording import at, ordinal, when
from . import whiskers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis

FEW = 14  # events that are drawn one by one
STYLES = "lexicons/modalities.csv"
# How long before publication (days), from the far past to the future: rows of the dense chart of two clocks.
DISTANCES = (
    (float("-inf"), "over ten years before"), (-3650, "one to ten years before"), (-365, "months before"),
    (-31, "weeks before"), (-7, "the week before"), (0, "the same day"), (1, "the week after"), (8, "weeks after"),
    (32, "months after"), (366, "over a year after"),
)  # fmt: skip
BEFORE = 4  # the last row of DISTANCES that lies before the day of publication
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
WRITTEN = re.compile(rf"{YEAR.pattern}|\b(?:{'|'.join(month_name[1:])}|(?:{'|'.join(month_abbr[1:])})\b)")
AGO = 183  # days before publication, beyond which a month without its year may be the coming one
CERTAIN = {"day": 10, "week": 10, "month": 7}  # how exactly the earliest date must be known, and how much is written
SHOWN = ["article_id", "timex_id", "surface", "predicate", "begin", "end_date", "precision", "modality"]
LINES = {"solid": "-", "dashed": (0, (4, 2)), "dotted": (0, (1, 1.6))}  # the edges of modalities
MOSTLY = 0.6  # the share from which most are of one kind, though one in ten may not be
PARTS = 10  # the dense chart cuts an article into tenths


@cache
def styles() -> dict[str, dict[str, str]]:
    """Return {modality: its words, colour, fill, edge and hatch}, the strongest first."""
    columns = ("modality", "words", "colour", "fill", "edge", "hatch")
    return {row["modality"]: row for row in knowledge.rows(STYLES, columns)}


def two_clocks(analysis: Analysis) -> Chart:
    """Draw the order in which events are told against the order in which they happened.

    Up to 14 dated events of one article are joined one by one; more, or several
    articles, are counted by tenth of the article and distance from its day of publication. A day of publication
    that is inferred is said to be so.

    Args:
        analysis: whose dated events are drawn.

    Returns:
        A chart; data: the events, or distance, tenth and n; with low and high, mark, evidence.
    """
    known, note = dated(analysis.events), inferred(analysis.articles)
    if len(known) <= FEW and known["article_id"].nunique() <= 1:
        return _joined(known, analysis, note)
    return _counted(known, analysis, note)


def dated(events: pd.DataFrame) -> pd.DataFrame:
    """Pick the events with a known day.

    Args:
        events: the table, or a part of it.

    Returns:
        Its rows, in story order.
    """
    return events[events["begin"] != ""].sort_values(["article_id", "start"], kind="stable", ignore_index=True)


def earliest(analysis: Analysis) -> Any:
    """Find what happened first of all that a single article dates, where that can be said.

    Args:
        analysis: of one article.

    Returns:
        Its row of `events`; None where the first date is no day, week or month that has its month or year in the text
        (“on Monday” may hide an earlier one that was not understood), where a month without its year lies far back or
        an earlier year stands there, and of several articles.
    """
    events, articles = dated(analysis.events), analysis.articles
    if len(events) < 2 or len(articles) != 1 or not articles["published"].iloc[0]:
        return None
    first = events.sort_values(["begin", "start"], kind="stable").iloc[0]
    known = analysis.timexes[analysis.timexes["timex_id"] == first["timex_id"]]
    written = any(WRITTEN.search(surface) for surface in known["surface"])
    years = {int(year) for year in YEAR.findall(articles["text"].iloc[0])}
    day = date.fromisoformat(articles["published"].iloc[0][:10])
    if (day - date.fromisoformat(first["begin"])).days > AGO and not any(map(YEAR.search, known["surface"])):
        return None
    if first["precision"] not in CERTAIN or first["modality"] != "happened" or not written:
        return None
    return None if min(years, default=9999) < int(first["begin"][:4]) else first


def number_dated(n: int, analysis: Analysis) -> str:
    """Say how many events are dated, and how many may be.

    Args:
        n: events found.
        analysis: with the reader's checks.

    Returns:
        The beginning of a title.
    """
    (likely,) = whiskers.limits([n], whiskers.error_of(whiskers.DATES, analysis))
    unknown = (analysis.columns("articles", "published")["published"] == "").any()  # "on Monday" is no day there
    if unknown or not whiskers.some(likely, analysis):
        return "What is dated in the text"
    told = whiskers.stated(n, likely, analysis, lambda n: f"{counted(n, 'event')} {'is' if n == 1 else 'are'} dated")
    return begun(told)


def undated_note(count: int) -> str:
    """Say how many events no chart can place.

    Args:
        count: of events without a day.

    Returns:
        A sentence with a space before it; '' for none.
    """
    return f" {count} more cannot be dated from the text." if count else ""


def _joined(events: pd.DataFrame, analysis: Analysis, note: str) -> Chart:
    undated = len(analysis.events) - len(events)
    told = list(range(len(events)))
    order = sorted(told, key=lambda row: (events["begin"][row], events["end_date"][row], row))
    rank = {row: place for place, row in enumerate(order)}
    title = "Nothing in this text can be dated"
    if told:
        title = number_dated(len(told), analysis)
        if (first := earliest(analysis)) is not None:
            place = f"sentence {first['sentence_id'] + 1} of {len(analysis.sentences)}"
            title = f"Of what is dated, the earliest, {at(first['begin'], first['precision'])}, is told in {place}"
    error, published = whiskers.error_of(whiskers.DATES, analysis), days_of(analysis.articles, events)
    (likely,) = whiskers.limits([len(told)], error)
    about = "Left: events in the order of telling. Right: in the order of time."
    about += f" {len(told)} dated events found ({whiskers.between(likely)}).{undated_note(undated)}"
    line = whiskers.note(error, analysis, mark="In brackets")
    with figures.style():
        figure, axes = figures.canvas(
            1.55 + 0.52 * max(len(told), 1), title, f"{about} {note} {line}".replace("  ", " ")
        )
        marks = [_strand(axes, events.loc[row], row, rank[row]) for row in told]
        axes.set_xlim(-1.05, 2.05)
        axes.set_ylim(max(len(told), 1) - 0.4, -1.05)
        axes.set_axis_off()
        axes.text(-0.05, -0.85, "as the reader meets them", ha="right", color=FAINT, fontsize=9)
        axes.text(1.05, -0.85, "as they happened", ha="left", color=FAINT, fontsize=9)
        if published and told:
            past = sum(events["begin"][row] <= published[-1] for row in told)
            axes.plot([1.05, 2.0], [past - 0.5] * 2, color=FAINT, linewidth=0.8)
            label = f"published {when(published[-1], 'day')}"
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            axes.text(2.0, past - 0.5, label, ha="right", va="center", fontsize=8.5, color=FAINT, bbox=box)
    data = events[SHOWN].assign(
        told=[row + 1 for row in told],
        happened=[rank[row] + 1 for row in told],
        events=len(told),
        events_low=likely[0],
        events_high=likely[1],
        mark=marks,
        evidence=each(events),
    )
    dates = [when(*one) for one in zip(events["begin"], events["precision"], events["end_date"], strict=True)]
    alt = "Lines join each event's place in the order of telling with its place in the order of time: " + listed(
        f"told {_th(row + 1)}, {dates[row]}, {events['modality'][row]}: " + first_words(events["surface"][row], 60)
        for row in told
    )
    return Chart("two-clocks", figure, title, alt, data, f"{title}. {note}".strip())


def _strand(axes: Axes, event: Any, told: int, happened: int) -> str:
    """Draw one event: its clause on the left, its date on the right, a line between them."""
    style = styles()[event["modality"]]
    dash = LINES[style["edge"]]
    name = mark(
        axes.plot([0.03, 0.97], [told, happened], color=style["colour"], linestyle=dash, linewidth=2)[0],
        f"two-clocks {event['article_id']} {event['timex_id']}",
    )
    face = style["colour"] if style["fill"] == "solid" else "white"
    axes.scatter([0.0, 1.0], [told, happened], s=46, facecolor=face, edgecolor=style["colour"], linewidth=1.6, zorder=3)
    clause = "\n".join(textwrap.wrap(plain(" ".join(event["surface"].split())), 42, max_lines=2, placeholder=" …"))
    axes.text(-0.05, told, clause, ha="right", va="center", fontsize=8.5, linespacing=1.15)
    label = when(event["begin"], event["precision"], event["end_date"])
    axes.text(1.05, happened - 0.02, label, ha="left", va="bottom", fontsize=9.5, weight="bold", color=INK)
    words = f"{event['predicate']}, {style['words']}"
    axes.text(1.05, happened + 0.06, words, ha="left", va="top", fontsize=8.5, color=style["colour"])
    return name


def sides(analysis: Analysis) -> str:
    """Say on which side of the day of publication what is dated lies, as the figure of several articles does.

    Args:
        analysis: whose events are looked at.

    Returns:
        A sentence without its full stop.
    """
    published = dict(zip(analysis.articles["article_id"], analysis.articles["published"].str[:10], strict=True))
    columns = ("begin", "end_date", "article_id")
    every = zip(*(dated(analysis.events)[name] for name in columns), strict=True)
    rows = (distance(begin, end, published.get(article, "")) for begin, end, article in every)
    return _side([row for row in rows if row is not None])


def _side(rows: list[int]) -> str:
    if not rows:
        return "No event lies a known time from publication"
    if sum(row <= BEFORE for row in rows) >= MOSTLY * len(rows):
        return "Most of what is dated lies before the day of publication"
    return "What is dated lies on both sides of the day of publication"


def _counted(events: pd.DataFrame, analysis: Analysis, note: str) -> Chart:
    articles = analysis.articles
    length = dict(zip(articles["article_id"], articles["text"].str.len(), strict=True))
    published = dict(zip(articles["article_id"], articles["published"].str[:10], strict=True))
    rows = []
    columns = (events[name].tolist() for name in ("article_id", "timex_id", "start", "begin", "end_date"))
    for article, timex, start, begin, end in zip(*columns, strict=True):
        row = distance(begin, end, published.get(article, ""))
        if row is not None:
            part = min(PARTS - 1, start * PARTS // max(1, length.get(article, 1)))
            rows.append((part, row, article, timex))
    placed = pd.DataFrame(rows, columns=["part", "row", "article_id", "timex_id"])
    counts = placed.groupby(["row", "part"]).size()
    sums = placed.groupby("row").size().reindex(range(len(DISTANCES)), fill_value=0)
    error = whiskers.error_of(whiskers.DISTANCES, analysis)
    ranges = dict(zip(sums.index, whiskers.limits(sums, error), strict=True))
    title = _side(placed["row"].tolist())
    missing = len(analysis.events) - len(placed)
    with figures.style():
        figure, axes = figures.canvas(
            4.6, title,
            "Across: tenths of the article, as read. Down: how long before or after publication. The number is how "
            f"many events are told there.{undated_note(missing)} {note} ".replace("  ", " ")
            + whiskers.note(error, analysis, mark="In brackets"),
        )  # fmt: skip
        most, marks = max(counts.max() if len(counts) else 1, 1), []
        for (row, part), count in counts.items():
            shade = _shade(count / most)
            cell = axes.barh(row, 0.94, left=part + 0.03, height=0.9, color=shade)[0]
            marks.append(mark(cell, f"two-clocks {row} {part}"))
            axes.text(part + 0.5, row, str(count), ha="center", va="center", fontsize=8.5, color=figures.on(shade))
        for row, count in sums.items():
            label = f"{count:,} ({whiskers.between(ranges[row])})"
            axes.text(PARTS + 0.15, row, label, va="center", fontsize=9, color=INK if count else FAINT)
        axes.text(PARTS + 0.15, -0.75, "all", fontsize=9, color=FAINT)
        axes.axhspan(BEFORE + 0.5, BEFORE + 1.5, color="#F2F2F2", zorder=0)
        axes.set_yticks(range(len(DISTANCES)), [label for _, label in DISTANCES])
        axes.set_ylim(len(DISTANCES) - 0.5, -1.1)
        axes.set_xlim(0, PARTS + 1.9)
        figures.article_axis(axes, [0.1, PARTS / 2, PARTS - 0.1])
    groups = placed.groupby(["row", "part"])
    data = pd.DataFrame(
        [
            (DISTANCES[row][1], part + 1, len(group), name, evidence(group["article_id"], group["timex_id"]))
            for ((row, part), group), name in zip(groups, marks, strict=True)
        ],
        columns=["distance", "tenth", "n", "mark", "evidence"],
    )
    data = whiskers.columns(data, whiskers.limits(data["n"], error))
    alt = f"Shaded cells show {len(placed)} events by distance from publication and tenth of the article: " + listed(
        f"{label} {count}" for (_, label), count in zip(DISTANCES, sums, strict=True)
    )
    return Chart("two-clocks", figure, title, alt, data, f"{title}. {note}".strip())


@lru_cache(maxsize=10_000)  # the same days again and again
def distance(begin: str, end: str, published: str) -> int | None:
    """Find how far from publication a period lies.

    It is 0 days where the period holds the day of publication and is not a long one.

    Args:
        begin: its first day, an ISO date.
        end: its last day; '' for the first.
        published: the day of publication, or ''.

    Returns:
        The row of `DISTANCES` that it falls into; None where a day is not known.
    """
    try:
        first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
        day = date.fromisoformat(published)
    except ValueError:
        return None
    days = 0 if first <= day <= last and last - first < timedelta(7) else ((first if first > day else last) - day).days
    if first <= day <= last and days:  # this month, this year: as long before as it reaches back
        days = min(-1, (first - day).days)
    return sum(days >= edge for edge, _ in DISTANCES) - 1


def _shade(share: float) -> str:
    """Return a blue from pale to dark: lightness falls steadily, so that it reads in greyscale too."""
    pale, dark = (0.87, 0.92, 0.97), (0.03, 0.19, 0.42)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in zip(pale, dark, strict=True))


def days_of(articles: pd.DataFrame, events: pd.DataFrame) -> list[str]:
    """List the days of publication of the articles that events stand in.

    Args:
        articles: the table.
        events: some of their events.

    Returns:
        ISO dates, each once, the latest last.
    """
    days = articles[articles["article_id"].isin(events["article_id"].unique())]["published"].str[:10]
    return sorted({day for day in days if is_day(day)})


def each(events: pd.DataFrame) -> list[str]:
    """Name each event's time expression, as evidence.

    Args:
        events: the table, or a part of it.

    Returns:
        A reference each.
    """
    return [evidence([a], [t]) for a, t in zip(events["article_id"], events["timex_id"], strict=True)]


def inferred(articles: pd.DataFrame) -> str:
    """Say which days of publication nobody gave.

    Args:
        articles: the table, or a part of it.

    Returns:
        A sentence; '' where all are given.
    """
    here = articles["known"].str.contains("published: inferred", regex=False) | (articles["published_by"] == "text")
    address = articles["published_by"] == "url"
    said = [(int(here.sum()), "inferred from the text"), (int(address.sum()), "taken from the web address")]
    if len(articles) == 1:
        return "".join(f"The day of publication is {how}." for count, how in said if count)
    counts = [f"The day of publication of {n} of {len(articles)} articles is {how}." for n, how in said if n]
    return " ".join(counts)


def is_day(text: str) -> bool:
    """Tell whether a text is an ISO date.

    Args:
        text: of any kind.

    Returns:
        True for a day of the calendar.

    Example:
        >>> is_day("2024-02-29"), is_day("2023-02-29")
        (True, False)
    """
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _th(number: int) -> str:
    names = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    return names.get(number, ordinal(number))
