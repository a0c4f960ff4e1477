"""Draw when things happen: the order of telling against the order of events, and the calendar.

With a dozen events each is drawn and named; with hundreds they are counted in cells. What the text dates only
to a month is a bar as long as the month, and what is feared is not drawn like what is past
(src/helpers/lexicons/modalities.csv says how).
"""

from __future__ import annotations

import math
import re
import textwrap
from calendar import month_abbr, month_name
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures, knowledge
from ..estimates import measured
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import begun, counted, first_words, listed, plain, together
from ..timeline import day_of
from ..timeline.calendar import Period, around, at, ordinal, when
from . import whiskers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis

STYLES = "lexicons/modalities.csv"
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
WRITTEN = re.compile(rf"{YEAR.pattern}|\b(?:{'|'.join(month_name[1:])}|(?:{'|'.join(month_abbr[1:])})\b)")
AGO = 183  # days before publication, beyond which a month without its year may be the coming one
RECENT = timedelta(7)  # before publication: that news tells no earlier day is no finding
CERTAIN = {"day": 10, "week": 10, "month": 7}  # how exactly the earliest date must be known, and how much is written
SHOWN = ["article_id", "timex_id", "surface", "predicate", "begin", "end_date", "precision", "modality"]
LINES = {"solid": "-", "dashed": (0, (4, 2)), "dotted": (0, (1, 1.6))}  # the edges of modalities
MOSTLY = 0.6  # the share from which most are of one kind, though one in ten may not be


@cache
def styles() -> dict[str, dict[str, str]]:
    """Return {modality: its words, colour, fill, edge and hatch}, the strongest first."""
    columns = ("modality", "words", "colour", "fill", "edge", "hatch")
    return {row["modality"]: row for row in knowledge.rows(STYLES, columns)}


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
        an earlier year stands there, where it lies in the week of publication, and of several articles.
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
    if date.fromisoformat(first["end_date"] or first["begin"]) > day - RECENT:
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
    (likely,) = _limits([n], analysis)
    unknown = (analysis.columns("articles", "published")["published"] == "").any()  # "on Monday" is no day there
    if unknown or not whiskers.some(likely, analysis):
        return OPEN
    told = whiskers.stated(n, likely, analysis, lambda n: f"{counted(n, 'event')} {'is' if n == 1 else 'are'} dated")
    return begun(told)


def days_of(articles: pd.DataFrame, events: pd.DataFrame) -> list[str]:
    """List the days of publication of the articles that events stand in.

    Args:
        articles: the table.
        events: some of their events.

    Returns:
        ISO dates, each once, the latest last.
    """
    days = articles[articles["article_id"].isin(events["article_id"].unique())]["published"].str[:10]
    return sorted(day for day in days.unique() if day_of(day))


def inferred(articles: pd.DataFrame) -> str:
    """Say which days of publication nobody gave.

    Args:
        articles: the table, or a part of it.

    Returns:
        A sentence; '' where all are given.
    """
    here = articles["known"].str.contains("published: inferred", regex=False) | (articles["published_by"] == "text")
    address = articles["published_by"] == "url"
    told = [(int(here.sum()), "inferred from the text"), (int(address.sum()), "taken from the web address")]
    of = "" if len(articles) == 1 else " of {n} of {every} articles"
    said = (f"The day of publication{of} is {how}.".format(n=n, every=len(articles)) for n, how in told if n)
    return " ".join(said)


def periods(unit: str, first: date, last: date) -> list[Period]:
    """List every day, week, month … from one day to another.

    Args:
        unit: which of them.
        first: in the first period.
        last: in the last.

    Returns:
        The periods, without a gap.
    """
    found = [around(unit, first)]
    while found[-1].last < last:
        found.append(found[-1].shift(1))
    return found


def _limits(counts: Iterable[float], analysis: Analysis, what: str = whiskers.DATES) -> list[tuple[float, float]]:
    return whiskers.limits(counts, whiskers.error_of(what, analysis))


def _rows(events: pd.DataFrame) -> list[str]:
    """Name each event's time expression, as evidence."""
    return [evidence([a], [t]) for a, t in zip(events["article_id"], events["timex_id"], strict=True)]


def _about(told: str, events: pd.DataFrame, analysis: Analysis, what: str = whiskers.DATES) -> str:
    """Put behind what a figure shows how many events no chart can place, and which days nobody gave."""
    undated, day = len(analysis.events) - len(events), inferred(analysis.articles)
    more = f"{undated} more cannot be dated from the text." if undated else ""
    note = whiskers.note(whiskers.error_of(what, analysis), analysis, mark="In brackets")
    return " ".join(filter(None, (told, more, day, note)))


# --------------------------------------------------------------------------------------------------
# Draw the order of telling against the order of time.


FEW = 14  # events that are drawn one by one
SLIPS = 2  # wrong dates that a title bears
ORDER = "The order of telling and the order of time"  # the figure's own matter
BEFORE = 4  # the last of the distances that lies before the day of publication
PARTS = 10  # the dense chart cuts an article into tenths
SHADE = "#08306b"  # of the cell with most


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
    known = dated(analysis.events)
    draw = _joined if len(known) <= FEW and known["article_id"].nunique() <= 1 else _counted
    return draw(known, analysis)


def _joined(events: pd.DataFrame, analysis: Analysis) -> Chart:
    told = list(range(len(events)))
    order = sorted(told, key=lambda row: (events["begin"][row], events["end_date"][row], row))
    title = "No dated event was found"
    if told:
        title = "What is dated is not told in the order of time" if _out_of_order(events) else ORDER
        if (first := earliest(analysis)) is not None:
            place = f"sentence {first['sentence_id'] + 1} of {len(analysis.sentences)}"
            title = f"Of what is dated, the earliest, {at(first['begin'], first['precision'])}, is told in {place}"
    (likely,), published = _limits([len(told)], analysis), days_of(analysis.articles, events)
    about = "Left: events in the order of telling. Right: in the order of time."
    about += f" {len(told)} dated events found ({whiskers.between(likely)})."
    with figures.canvas(1.55 + 0.52 * max(len(told), 1), title, _about(about, events, analysis)) as (figure, axes):
        marks = [_strand(axes, events.loc[row], row, order.index(row)) for row in told]
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
        told=[row + 1 for row in told], happened=[order.index(row) + 1 for row in told], events=len(told),
        events_low=likely[0], events_high=likely[1], mark=marks, evidence=_rows(events),
    )  # fmt: skip
    alt = "Lines join each event's place in the order of telling with its place in the order of time: " + listed(
        f"told {ordinal(row.Index + 1)}, {when(row.begin, row.precision, row.end_date)}, {row.modality}: "
        + first_words(row.surface, 60)
        for row in events.itertuples()
    )
    return Chart("two-clocks", figure, title, alt, data, f"{title}. {inferred(analysis.articles)}".strip())


def _out_of_order(events: pd.DataFrame) -> bool:
    """Whether so many events stand before an earlier one that a wrong date or two would not undo it."""
    waiting: list[str] = []  # the first days of events that no earlier one told later was paired with
    pairs = 0
    for begin, end in zip(events["begin"], events["end_date"], strict=True):
        later = next((day for day in waiting if (end or begin) < day), "")
        pairs += bool(later)
        waiting.remove(later) if later else waiting.append(begin)
    return pairs > SLIPS


def _strand(axes: Axes, event: Any, told: int, happened: int) -> str:
    """Draw one event: its clause on the left, its date on the right, a line between them."""
    style = styles()[event["modality"]]
    dash = LINES[style["edge"]]
    line = axes.plot([0.03, 0.97], [told, happened], color=style["colour"], linestyle=dash, linewidth=2)[0]
    name = mark(line, f"two-clocks {event['article_id']} {event['timex_id']}")
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
        A sentence without its full stop; '' where it lies on both sides.
    """
    rows = _distances(dated(analysis.events), analysis.articles)
    return _side([row for row in rows if row is not None])


def _distances(events: pd.DataFrame, articles: pd.DataFrame) -> list[int | None]:
    published = dict(zip(articles["article_id"], articles["published"].str[:10], strict=True))
    columns = (events[name].tolist() for name in ("begin", "end_date", "article_id"))
    return [distance(begin, end, published.get(article, "")) for begin, end, article in zip(*columns, strict=True)]


def _side(rows: list[int]) -> str:
    if not rows:
        return "No event lies a known time from publication"
    before = sum(row <= BEFORE for row in rows) >= MOSTLY * len(rows)
    return "Most of what is dated lies before the day of publication" if before else ""


def _counted(events: pd.DataFrame, analysis: Analysis) -> Chart:
    articles = analysis.articles
    length = dict(zip(articles["article_id"], articles["text"].str.len(), strict=True))
    places = zip(events["article_id"].tolist(), events["start"].tolist(), strict=True)
    part = [min(PARTS - 1, start * PARTS // max(1, length.get(article, 1))) for article, start in places]
    placed = events.assign(row=pd.array(_distances(events, articles), "Int64"), part=part).dropna(subset=["row"])
    groups = placed.groupby(["row", "part"])
    labels = list(figures.words("distance").values())
    sums = placed.groupby("row").size().reindex(range(len(labels)), fill_value=0)
    ranges = _limits(sums, analysis, whiskers.DISTANCES)
    title = _side(placed["row"].tolist()) or "How far from the day of publication the dated events lie"
    about = "Across: tenths of the article, as read. Down: how long before or after publication. The number is how "
    about += "many events are told there."
    with figures.canvas(4.6, title, _about(about, placed, analysis, whiskers.DISTANCES)) as (figure, axes):
        counts = groups.size().to_dict()
        marks = whiskers.cells(axes, counts, lambda row, part: f"two-clocks {row} {part}", lambda _: SHADE)
        whiskers.sums(axes, [f"{n:,} ({whiskers.between(pair)})" for n, pair in zip(sums, ranges, strict=True)], "all")
        axes.axhspan(BEFORE + 0.5, BEFORE + 1.5, color="#F2F2F2", zorder=0)
        axes.set_yticks(range(len(labels)), labels)
        axes.set_ylim(len(labels) - 0.5, -1.1)
        axes.set_xlim(0, PARTS)
        figures.article_axis(axes, [0.1, PARTS / 2, PARTS - 0.1])
    rows = [
        (labels[row], part + 1, len(group), name, evidence(group["article_id"], group["timex_id"]))
        for ((row, part), group), name in zip(groups, marks, strict=True)
    ]
    data = pd.DataFrame(rows, columns=["distance", "tenth", "n", "mark", "evidence"])
    data = whiskers.columns(data, _limits(data["n"], analysis, whiskers.DISTANCES))
    told = listed(f"{label} {count:,}" for label, count in zip(labels, sums, strict=True))
    alt = f"Shaded cells show {len(placed):,} events by distance from publication and tenth of the article: {told}"
    return Chart("two-clocks", figure, title, alt, data, f"{title}. {inferred(articles)}".strip())


@lru_cache(maxsize=10_000)  # the same days again and again
def distance(begin: str, end: str, published: str) -> int | None:
    """Find how far from publication a period lies.

    It is 0 days where the period holds the day of publication and is not a long one.

    Args:
        begin: its first day, an ISO date.
        end: its last day; '' for the first.
        published: the day of publication, or ''.

    Returns:
        The number of the distance in figure_words.csv that it falls into; None where a day is not known.
    """
    try:
        first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
        day = date.fromisoformat(published)
    except ValueError:
        return None
    days = 0 if first <= day <= last and last - first < timedelta(7) else ((first if first > day else last) - day).days
    if first <= day <= last and days:  # this month, this year: as long before as it reaches back
        days = min(-1, (first - day).days)
    return sum(days >= float(edge) for edge in figures.words("distance")) - 1


# --------------------------------------------------------------------------------------------------
# Draw events on a calendar: precision as the length of a bar, modality as fill, edge and hatch.
#
# A day is a dot; a bar says 'some time in here'. Up to two dozen events have a line each; more are counted by
# day, week, month, year or decade, whatever the span allows, one lane a modality.


ACROSS = 98  # letters that a calendar has room for
MOST_LINES = 24  # events with a line each
UNITS = (("day", 45), ("week", 320), ("month", 1300), ("quarter", 3700), ("year", 20000), ("decade", 10**7))
OPEN = "What is dated in the text"  # the figures' own matter, where it is not certain how much that is
KEPT = 0.85  # share of events that a dense calendar must hold; what lies outside is counted at its edge
TOLD_APART = ("modality", "own labels, test half", "fact or not: right")  # the score that a calendar gives
MANY = 20  # events, from which a title says what most of them are


def calendar(analysis: Analysis) -> Chart:
    """Draw when events happen, as exactly as the text says it.

    A day of publication that is inferred is said to be so.

    Args:
        analysis: whose dated events are drawn: each where there are few, else counted by week, month …

    Returns:
        A chart; data: the events drawn (timex_id, predicate, begin, end_date, precision, modality …), or modality, a
        span of time and n; with low, high, mark, evidence.
    """
    known = dated(analysis.events)
    draw = _lines if len(known) <= MOST_LINES else _lanes
    return draw(known, days_of(analysis.articles, known), analysis)


def _ordinal_day(day: str) -> float:
    return float(date.fromisoformat(day).toordinal())


def _lines(events: pd.DataFrame, published: list[str], analysis: Analysis) -> Chart:
    events = events.sort_values(["begin", "end_date", "start"], kind="stable", ignore_index=True)
    first = [_ordinal_day(day) for day in events["begin"]]
    last = [_ordinal_day(end or begin) + 1 for begin, end in zip(events["begin"], events["end_date"], strict=True)]
    today = _ordinal_day(published[-1]) if published else 0.0
    place, stretched = scale(first, last, today)
    title = _title(events, analysis)
    about = "A dot is a day; a bar means some time within it. Solid: told as fact; the others say what they are."
    about += f"{' The calendar is stretched near publication.' * stretched} Found: {_kinds(events, analysis)}."
    with figures.canvas(1.7 + 0.42 * max(len(events), 1), title, _told_apart(about, events, analysis)) as (
        figure,
        axes,
    ):
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
    data = data.assign(mark=marks, evidence=_rows(events))
    alt = "A calendar shows when each event happens: " + listed(
        f"{when(e.begin, e.precision, e.end_date)}, {styles()[e.modality]['words']}: {first_words(e.surface, 60)}"
        for e in events.itertuples()
    )
    return Chart("calendar", figure, title, alt, data, f"{title}. {inferred(analysis.articles)}".strip())


def _line(axes: Axes, event: Any, row: int, left: float, right: float, frame: tuple[float, float]) -> str:
    """Draw one event and write beside it, on the side with more room, what it is."""
    style, (low, span) = styles()[event["modality"]], frame
    face = style["colour"] if style["fill"] == "solid" else "white"
    look: dict[str, Any] = {"facecolor": face, "edgecolor": style["colour"], "zorder": 3}
    middle, narrow = (left + right) / 2, 0.014 * span
    if right - left < narrow:  # a month among decades is still a bar
        left, right = middle - narrow / 2, middle + narrow / 2
    name = f"calendar {event['article_id']} {event['timex_id']}"
    if event["precision"] in ("day", "time"):
        name = mark(axes.scatter([middle], [row], s=52, linewidth=1.7, **look), name)
        left, right = middle - 0.008 * span, middle + 0.008 * span
    else:
        look |= {"linestyle": LINES[style["edge"]], "linewidth": 1.4, "hatch": style["hatch"] or None}
        name = mark(axes.barh(row, right - left, left=left, height=0.36, **look)[0], name)
    on_right = low + span - right >= left - low
    room = (low + span - right if on_right else left - low) / span
    where = (right, row) if on_right else (left, row)
    head = f"{when(event['begin'], event['precision'], event['end_date'])}, {style['words']}"
    side, shift = ("left", 5) if on_right else ("right", -5)
    if (chars := int(room * ACROSS)) < 1.2 * len(head):  # a long bar leaves no room: the words stand on its end
        where, chars = (low + span * (1.03 if on_right else -0.03), row), len(head)
        side, shift = {"left": "right", "right": "left"}[side], 0
    clause = plain(first_words(event["surface"], chars))
    for text, up, size, colour, weight in ((head, 1, 8, style["colour"], "bold"), (clause, -1, 8.5, INK, "normal")):
        axes.annotate(
            text, where, (shift, up), textcoords="offset points", ha=side, va="bottom" if up > 0 else "top",
            fontsize=size, color=colour, weight=weight, zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},  # a stroke would draw each letter anew
        ).set_in_layout(False)  # fmt: skip  # else the calendar shrinks, and its words no longer fit
    return name


def _title(events: pd.DataFrame, analysis: Analysis) -> str:
    if events.empty:
        return "There is nothing to put on a calendar"
    if len(events) >= MANY and (events["modality"] == "happened").mean() >= MOSTLY:
        return "Most of what is dated is told as fact"
    return number_dated(len(events), analysis)


def _kinds(events: pd.DataFrame, analysis: Analysis) -> str:
    """Return how many events there are of each kind, with intervals."""
    counts = events["modality"].value_counts()
    counts = counts[[kind for kind in reversed(styles()) if kind in counts.index]]
    pairs = zip(counts.items(), _limits(counts, analysis), strict=True)
    return ", ".join(f"{n:,} ({whiskers.between(pair)}) {styles()[kind]['words']}" for (kind, n), pair in pairs) or "0"


def _told_apart(about: str, events: pd.DataFrame, analysis: Analysis) -> str:
    right = f"Fact was told from plan, fear or denial rightly in {measured.value(*TOLD_APART):.0f} of 100 clauses."
    return f"{_about(about, events, analysis)} {right}"


def _lanes(events: pd.DataFrame, published: list[str], analysis: Analysis) -> Chart:
    low, high, unit = _window(events)
    edges = [float(period.first.toordinal()) for period in periods(unit, low, high)] + [high.toordinal() + 1.0]
    groups = {kind: own for kind in reversed(styles()) if len(own := events[events["modality"] == kind])}
    title = _title(events, analysis)
    before, after = int((events["end_date"] < low.isoformat()).sum()), int((events["begin"] > high.isoformat()).sum())
    about = f"Events by {unit}, the number is the most in one {unit}. Dark: known to the {unit}; pale: known less "
    about += "exactly, spread over the time they may fall in. Heights grow with the square root, so that single events "
    about += "stay visible."
    outside = together(
        [counted(n, f"{side} event") for n, side in ((before, "earlier"), (after, "later")) if n] or [""]
    )
    about += f" {outside} {'lies' if before + after == 1 else 'lie'} outside." * bool(before or after)
    rows: list[tuple[Any, ...]] = []
    with figures.titled(2.2 + 0.5 * len(groups), title, _told_apart(about, events, analysis)) as figure:
        heights = [1.0] * len(groups) + [0.3]
        plots = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights)
        lanes = [_binned(own, edges) for own in groups.values()]
        tallest = max(len(exact) + sum(vague) for lane in lanes for exact, vague, _ in lane) ** 0.5
        for axes, (kind, own), lane in zip(plots, groups.items(), lanes, strict=False):
            rows += _lane(axes, own, kind, edges, lane)
            (likely,) = _limits([len(own)], analysis)
            label = f"{styles()[kind]['words']}  {len(own):,} ({whiskers.between(likely)})"
            _named(axes, label, styles()[kind]["colour"], 9)
            axes.set_ylim(0, tallest * 1.25)
        days = [_ordinal_day(day) for day in published]
        plots[-1].vlines([day for day in days if edges[0] <= day < edges[-1]], 0, 1, color=FAINT, linewidth=0.6)
        _named(plots[-1], "days of publication", FAINT, 8.5)
        plots[-1].set_xlim(edges[0], edges[-1])
        _ticks(plots[-1], False, edges[0], edges[-1])
    data = pd.DataFrame(rows, columns=["modality", unit, "n", "exact", "mark", "evidence"])
    data = whiskers.columns(data, _limits(data["n"], analysis, whiskers.DISTANCES))
    told = listed(f"{styles()[kind]['words']} {len(own):,}" for kind, own in groups.items())
    alt = f"Bars show how many events fall into each {unit}, one lane a modality: {told}"
    return Chart("calendar", figure, title, alt, data, f"{title}. {inferred(analysis.articles)}".strip())


def _named(axes: Axes, label: str, colour: str, size: float) -> None:
    axes.set_yticks([])
    axes.set_ylabel(label, rotation=0, ha="right", va="center", color=colour, fontsize=size)


Lane = list[tuple[list[int], list[float], list[int]]]  # by bin: rows known to it, shares of others, and whose they are


def _binned(group: pd.DataFrame, edges: list[float]) -> Lane:
    """Put events into bins: whole where they fit, else shared over the bins they may fall in."""
    bins: Lane = [([], [], []) for _ in edges[1:]]
    spans: dict[tuple[str, str], tuple[float, float, list[int]]] = {}  # the same days again and again
    for index, span in enumerate(zip(group["begin"].tolist(), group["end_date"].tolist(), strict=True)):
        if span not in spans:
            first, last = _ordinal_day(span[0]), _ordinal_day(span[1] or span[0]) + 1
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
    axes: Axes, group: pd.DataFrame, kind: str, edges: Sequence[float], lane: Lane
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """Draw the events of one modality; yield a row of data for each bar."""
    colour = styles()[kind]["colour"]
    for (exact, vague, whose), left, right in zip(lane, edges, edges[1:], strict=False):
        if not exact and not vague:
            continue
        low, high, width = len(exact) ** 0.5, (len(exact) + sum(vague)) ** 0.5, (right - left) * 0.9
        day = date.fromordinal(int(left)).isoformat()
        pale = axes.bar(left, high, width, align="edge", color=colour, alpha=0.3, zorder=2)[0]
        name = mark(pale, f"calendar {kind} {day}")
        axes.bar(left, low, width, align="edge", color=colour, zorder=2)[0].set_url(f"#{name}")
        here = group.iloc[[*exact, *whose]]
        yield kind, day, len(here), len(exact), name, evidence(here["article_id"], here["timex_id"])
    most = max(range(len(lane)), key=lambda n: (len(lane[n][0]), sum(lane[n][1])))
    exact, vague, whose = lane[most]
    if not exact and not whose:  # all of them lie outside
        return
    axes.annotate(
        str(len(exact) or len(whose)), ((edges[most] + edges[most + 1]) / 2, (len(exact) + sum(vague)) ** 0.5), (0, 1),
        textcoords="offset points", ha="center", va="bottom", fontsize=8.5, color=colour,
    )  # fmt: skip


def _window(events: pd.DataFrame) -> tuple[date, date, str]:
    """Return the shortest stretch that holds most events, from whole unit to whole unit, and the unit."""
    days = sorted(date.fromisoformat(day).toordinal() for day in events["begin"])
    size = max(1, round(KEPT * len(days)))
    start = min(range(len(days) - size + 1), key=lambda n: days[n + size - 1] - days[n])
    low, high = days[start], days[start + size - 1]
    unit = next(name for name, longest in UNITS if high - low <= longest)
    return around(unit, date.fromordinal(low)).first, around(unit, date.fromordinal(high)).last, unit


# --------------------------------------------------------------------------------------------------
# Place days along a calendar: evenly, or stretched around publication where most of them crowd.


LONG = 1100  # days: a longer calendar with most events near publication is stretched there
GAP = 0.095  # share of the width that the words below a tick need


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
        ticks = [(int(days), label) for days, label in figures.words("tick").items()]
        shown = _apart([tick for tick in ticks if low <= stretch(tick[0]) <= high], GAP * (high - low))
        axes.set_xticks([stretch(days) for days, _ in shown], [label for _, label in shown], fontsize=8.5)
        return
    from matplotlib.dates import AutoDateLocator, date2num, num2date

    if high < 2:  # no event at all
        axes.set_xticks([])
        return
    offset = date2num(date(2000, 1, 1)) - date(2000, 1, 1).toordinal()
    locator = AutoDateLocator(minticks=3, maxticks=8)
    start, end = max(2.0, low) + offset, min(high, date.max.toordinal() - 1.0) + offset
    values = [int(day) for day in locator.tick_values(num2date(start), num2date(end)) if start <= day <= end]
    values = sorted(set(values))  # of hours the day
    axes.set_xticks([value - offset for value in values], _tick_labels([num2date(day).date() for day in values]))


def _tick_labels(days: list[date]) -> list[str]:
    """Name days, or the months or years that begin with them, as briefly as they differ; the year where it changes."""
    apart = min((later - day).days for day, later in pairwise(days)) if len(days) > 1 else 0
    unit = next(name for name, least in (("year", 360), ("month", 28), ("day", 0)) if apart >= least)
    names, labels = [when(day.isoformat(), unit).rpartition(" ") for day in days], []
    for before, (head, _, year) in zip([None, *names], names, strict=False):
        labels.append(head if before and before[2] == year else f"{head}\n{year}".strip())
    return labels
