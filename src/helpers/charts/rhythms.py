"""Draw who is named, heard and judged from day to day: a panel an actor, a dot a day, week, month or year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import figures, sentiment
from ..estimates import measured, sample
from ..estimates.measured import Error
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import left_out, listed, minus, percent, plain
from ..tables import NAMED, affirmed
from ..timeline import day_of
from ..timeline.calendar import Period, around, when
from . import panels, tones, whiskers
from .clocks import periods
from .tones import NAMES
from .whiskers import Found, sayable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis

FEWEST = 5  # articles in each half of the time, below which the halves are not compared
COURSE = 3  # articles below which an actor has no course, and a dot stands alone: of one all is 0 or 100 %
PANELS = 6  # actors whose course over time is drawn
Asked = list[tuple[pd.DataFrame, int]]  # an actor's rows, in so many articles
Measure = Callable[[Asked], list[Found | None]]
UNITS = (("day", 31), ("week", 190), ("month", 1000), ("quarter", 3000), ("year", 10**7))  # longest span in days


def named_over_time(analysis: Analysis) -> Chart:
    """Draw the share of articles that name each actor, by publication time, with 95 % intervals.

    Articles are counted and not mentions, which come in clusters.

    Args:
        analysis: of dated articles.

    Returns:
        A chart; data: actor_id, actor, day (the first of the span), value, low, high (0 to 1), mark, articles,
        evidence.
    """
    mentions = analysis.columns("mentions", "article_id", "mention_id", "actor_id", "kind", coded=True)
    named = mentions[(mentions["actor_id"] != "") & mentions["kind"].isin(NAMED)]
    rows = named[["article_id", "actor_id"]].assign(row=named["mention_id"])
    return _shares(analysis, rows, "named", "named", whiskers.error_of(whiskers.NAMING, analysis))


def heard_over_time(analysis: Analysis) -> Chart:
    """Draw the share of articles that report words of each actor, by publication time, with 95 % intervals.

    Args:
        analysis: of dated articles.

    Returns:
        A chart; data as `named_over_time` has it.
    """
    quotes = analysis.columns("quotes", "article_id", "quote_id", "speaker_id", "negated")
    said = affirmed(quotes).query("speaker_id != ''")
    rows = pd.DataFrame({"article_id": said["article_id"], "actor_id": said["speaker_id"], "row": said["quote_id"]})
    return _shares(analysis, rows, "heard", "quoted", whiskers.error_of(whiskers.QUOTING, analysis))


def portrayed_over_time(analysis: Analysis, method: str = "target") -> Chart:
    """Draw the mean score of each actor in the reporter's words, by publication time.

    Intervals are those of `sentiment.by_actor`; below five mentions there is no mean and so no dot.

    Args:
        analysis: of dated articles.
        method: target, vader or textblob.

    Returns:
        A chart; data as `named_over_time` has it, values from -1 to 1.
    """
    own = tones.judged(analysis, method).loc[lambda scores: scores["voice"] == "author"]
    rows = own[["article_id", "actor_id"]].assign(row=own["mention_id"])
    judged = sample.tone_errors(analysis.whole, method)
    stated: set[Found] = set()  # a change is told where one half at least has a tone

    def measure(asked: Asked) -> list[Found | None]:  # all at once: one by one they take most of the time
        rows = [(row, number) for number, (here, _) in enumerate(asked) for row in here.index]
        every = own.loc[[row for row, _ in rows]]
        apart = [f"{actor} {number}" for actor, (_, number) in zip(every["actor_id"], rows, strict=True)]
        table = sentiment.by_actor(every.assign(actor_id=apart), method, draws=500, own=judged).dropna(subset="mean")
        found = list(table[["mean", "low", "high"]].itertuples(index=False, name=None))
        stated.update(one for one, sure in zip(found, table["stated"], strict=True) if sure)
        told = dict(zip([int(one.rpartition(" ")[2]) for one in table["actor_id"]], found, strict=True))
        return [told.get(number) for number in range(len(asked))]

    def title(halves: list[Any]) -> str:
        told = [(actor, pair if stated & set(pair) else (None, None)) for actor, pair in halves]
        return _tone_title(told)

    def said(found: Found) -> str:
        return minus(f"{found[0]:+.2f}") if found in stated else "can’t tell"

    note = whiskers.note_of_means(analysis, method, mark="Pale line")
    return _course(analysis, rows, f"portrayed-{method}", measure, (-1.0, 1.0), title, note, said)


def _shares(analysis: Analysis, rows: pd.DataFrame, what: str, verb: str, error: Error) -> Chart:
    def measure(asked: Asked) -> list[Found | None]:
        shares = [measured.of_articles(here["article_id"].nunique(), printed, error) for here, printed in asked]
        return [(share.found, share.low, share.high) for share in shares]

    def title(halves: list[Any]) -> str:
        best = _most_changed(halves)
        if not best:
            return f"No actor is {verb} clearly more in one half of the time than in the other"
        actor, early, late, (between, low, high) = best
        gap = sorted((abs(low), abs(high)))
        return (
            f"{plain(actor)} is {verb} in {percent(early[0])} of the articles of the first half, in {percent(late[0])} "
            f"of the second (difference {100 * abs(between):.0f} points, {100 * gap[0]:.0f} to {100 * gap[1]:.0f})"
        )

    note = whiskers.note(error, analysis, mark="Pale line") + " It holds the chance of few articles as well."
    return _course(analysis, rows, what, measure, (0.0, 1.0), title, note)


def _course(
    analysis: Analysis, rows: pd.DataFrame, what: str, measure: Measure, limits: tuple[float, float],
    titled: Callable[[list[Any]], str], note: str, said: Callable[[Found], str] = lambda found: percent(found[0]),
) -> Chart:  # fmt: skip
    """Draw one panel an actor, one dot a day, week, month …; where no article appeared the panel is grey.

    said: writes what was found in one of them, for the description of the figure.
    """
    articles, names = analysis.columns("articles", "article_id", "published"), analysis.names
    bins, unit, where = spread(articles)
    placed = rows[rows["article_id"].isin(list(where))]
    actor, article = (placed[column].astype("category").array for column in ("actor_id", "article_id"))
    wide = len(article.categories) + 1
    pairs = actor.codes.astype("int64") * wide + article.codes
    pairs.sort()  # np.unique takes ten times as long
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    whose = {"articles": pairs // wide, "rows": actor.codes}
    counts = {name: np.bincount(own, minlength=len(actor.categories)) for name, own in whose.items()}
    often = pd.DataFrame(counts, actor.categories).query("articles >= @COURSE")
    order = often.sort_values(["articles", "rows"], ascending=False, kind="stable").index[:PANELS].tolist()
    why = "" if order else "Too few articles tell of any one actor"
    why = "The articles with a known date are too few" if len(where) < 2 * FEWEST else why
    if len(bins) < 2:
        why = f"All articles appeared in one {unit}" if bins else "No article has a known date"
    if why:  # nothing is drawn of it, and no page shows it
        return panels.nothing(what + "-over-time", why, ": there is no course to draw")
    size = pd.Series(list(where.values()), dtype=object).value_counts().reindex([one.first for one in bins]).fillna(0)
    placed = placed[placed["actor_id"].isin(order)]  # these alone, since days take room
    placed = placed.astype({"article_id": "str", "actor_id": "str"})
    placed = placed.assign(bin=[where[article] for article in placed["article_id"].tolist()])
    cells, none = {key: own for key, own in placed.groupby(["actor_id", "bin"])}, placed.head(0)
    printed = [(actor, day) for actor in order for day, n in size.items() if n]
    told = dict(zip(printed, measure([(cells.get(one, none), int(size[one[1]])) for one in printed]), strict=True))
    courses = {actor: [(day, found) for day in size.index if (found := told.get((actor, day)))] for actor in order}
    middle, known = bins[len(bins) // 2].first, sayable(analysis, order)
    title = titled([
        (names[actor], [_half(own, late, middle, size, measure, limits[0] < 0) for late in (0, 1)])
        for actor in order if actor in known for own in [placed[placed["actor_id"] == actor]]
    ])  # fmt: skip
    gaps = [place for place, n in enumerate(size) if not n]
    about = "Share of articles" if limits[0] == 0 else f"Mean score by {NAMES[what.split('-')[1]]}, from −1 to +1"
    days = list(size.index)
    firm = {day for day in days if size[day] >= COURSE or limits[0] < 0}  # a mean has its own fewest mentions
    alone = f"No line leads to fewer than {COURSE} articles. " * (len(firm) + len(gaps) < len(size))
    subtitle = f"{about} by {unit}. {note} {'Grey: no article. ' if gaps else ''}{alone}"
    subtitle += left_out(len(articles) - len(where)).strip()
    shades, data = figures.colours(analysis), []
    with figures.titled(1.7 + 0.85 * len(order), title, subtitle) as figure:
        heights = [1.0] * len(order) + [0.5]
        plots = figure.subplots(len(heights), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
        for axes, (actor, course) in zip(plots, courses.items(), strict=False):
            colour = shades.get(actor, figures.OTHERS)
            marks = _panel(axes, course, colour, names[actor], limits, f"{what}-over-time {actor}", days, firm)
            for (day, found), name in zip(course, marks, strict=True):
                own = cells.get((actor, day), none)
                ids = evidence(own["article_id"], own["row"])
                values = (round(value, 3) for value in found)
                data.append((actor, names[actor], day.isoformat(), *values, name, int(size[day]), ids))
        _articles_below(plots[-1], size.tolist())
        for axes, place in ((axes, place) for axes in plots for place in gaps):
            axes.axvspan(place - 0.5, place + 0.5, color="#EFEFEF", zorder=0, linewidth=0)
        name_spans(plots[-1], bins, unit)

    def told_of(day: date, found: Found) -> str:
        return f"{said(found)} ({when(day.isoformat(), unit)})"

    columns = ["actor_id", "actor", unit, "value", "low", "high", "mark", "articles", "evidence"]
    alt = f"A panel for each actor shows its course by {unit}: " + listed(
        f"{names[actor]} from {told_of(*sure[0])} to {told_of(*sure[-1])}"
        for actor, course in courses.items() if course for sure in [[one for one in course if one[0] in firm] or course]
    )  # fmt: skip
    return Chart(what + "-over-time", figure, title, alt, pd.DataFrame(data, columns=columns), f"{title}.")


def _half(
    own: pd.DataFrame, late: int, middle: date, size: pd.Series, measure: Measure, tone: bool
) -> Found | None:  # fmt: skip
    """Measure an actor in the first or the second half of the time: single days are too few to compare."""
    total = int(size[[(day >= middle) == bool(late) for day in size.index]].sum())
    here = own[(own["bin"] >= middle) == bool(late)]
    enough = min(total, here["article_id"].nunique() if tone else total) >= FEWEST
    return measure([(here, total)])[0] if enough else None


def spread(articles: pd.DataFrame) -> tuple[list[Period], str, dict[str, date]]:
    """Say in which day, week, month … each article appeared.

    Args:
        articles: article_id, published.

    Returns:
        What `spans` gives of those with a known day, and {article_id: first day of its period}.
    """
    days = articles.set_index("article_id")["published"].str[:10]
    days = days[[day_of(day) is not None for day in days]]
    bins, unit = spans(sorted(days))
    first = {day: around(unit, date.fromisoformat(day)).first for day in days.unique()}
    return bins, unit, {article: first[day] for article, day in days.items()}


def spans(days: list[str]) -> tuple[list[Period], str]:
    """List every day, week, month … from the first publication to the last.

    Args:
        days: ISO dates, sorted.

    Returns:
        The periods without a gap, and which unit they are; none for no day.
    """
    if not days:
        return [], "day"
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    unit = next(name for name, longest in UNITS if (last - first).days <= longest)
    return periods(unit, first, last), unit


def _panel(
    axes: Axes, course: list[tuple[date, Found]], colour: str, name: str, limits: tuple[float, float], what: str,
    days: list[date], firm: set[date],
) -> list[str]:  # fmt: skip
    """Draw one actor's dots and intervals, joined where one firm bin follows another; return the names of the marks."""
    values = {days.index(day): found[0] for day, found in course}
    small, marks = len(days) >= 60, []
    for x, (day, (value, low, high)) in zip(values, course, strict=True):
        if x - 1 in values and {days[x - 1], day} <= firm:
            axes.plot([x - 1, x], [values[x - 1], value], color=colour, linewidth=1.6, zorder=3, clip_on=False)
        width = 1.5 if small else 3
        axes.plot([x, x], [low, high], color=colour, lw=width, solid_capstyle="butt", alpha=0.35, clip_on=False)
        dot = axes.scatter([x], [value], s=9 if small else 26, color=colour, zorder=4, clip_on=False)
        marks.append(mark(dot, f"{what} {day}"))
    if not course:
        axes.text(len(days) / 2 - 0.5, sum(limits) / 2, f"fewer than {sentiment.FEW} mentions at any one time",
                  ha="center", va="center", fontsize=8.5, style="italic", color=FAINT)  # fmt: skip
    axes.set_ylim(limits[0] - 0.06 * (limits[1] - limits[0]), limits[1] + 0.06 * (limits[1] - limits[0]))
    ticks = {0: "0", 1: "100 %"} if limits[0] == 0 else {-1: "−1", 0: "0", 1: "+1"}
    axes.set_yticks(list(ticks), list(ticks.values()), fontsize=8.5, color=FAINT)
    axes.grid(axis="y")
    axes.set_ylabel(plain(name, 24), rotation=0, ha="right", va="center", fontsize=10, color=INK, labelpad=8)
    axes.spines["bottom"].set_visible(False)
    return marks


def _articles_below(axes: Axes, numbers: list[int]) -> None:
    """Draw how many articles each bin holds: how much every dot above it rests on."""
    most = int(max(numbers))
    axes.bar(range(len(numbers)), numbers, color="#BBBBBB", width=0.8)
    look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 8.5, "color": FAINT}
    axes.annotate(str(most), (numbers.index(most), most), (0, 1), textcoords="offset points", **look)
    axes.set_ylim(0, most * 1.5)
    axes.set_xlim(-0.6, len(numbers) - 0.4)
    axes.set_yticks([])
    axes.set_ylabel("articles", rotation=0, ha="right", va="center", fontsize=9, color=FAINT, labelpad=8)


def name_spans(axes: Axes, bins: list[Period], unit: str, most: int = 7) -> None:
    """Name about so many of the spans below the axis; the year stands where it begins or changes.

    Args:
        axes: whose ticks are set.
        bins: the periods, one a unit of the axis.
        unit: which they are, as `spans` gives it.
        most: how many are named, about.
    """
    step = max(1, -(-len(bins) // most))
    shown, labels, year = list(range(0, len(bins), step)), [], 0
    for number in shown:
        first = bins[number].first
        text = {"day": f"{first.day} {first:%b}", "week": f"{first.day} {first:%b}", "month": f"{first:%b}",
                "quarter": f"Q{(first.month + 2) // 3}"}.get(unit, when(first.isoformat(), unit))  # fmt: skip
        labels.append(f"{text}\n{first.year}" if first.year != year and not text.endswith(str(first.year)) else text)
        year = first.year
    axes.set_xticks(shown, labels, fontsize=8)


def _most_changed(halves: list[Any]) -> tuple[str, Found, Found, Found] | None:
    """Return the actor who differs most between the halves, where that can be told: name, early, late, difference."""
    told = [
        (actor, early, late, whiskers.difference(late, early, looked=len(halves)))
        for actor, (early, late) in halves if early and late
    ]  # fmt: skip
    best = max(told, key=lambda one: max(one[3][1], -one[3][2]), default=None)
    return best if best and max(best[3][1], -best[3][2]) > 0 else None


def _tone_title(halves: list[Any]) -> str:
    best = _most_changed(halves)
    if not best:
        return "Of no actor can it be told that the tone changed from the first half of the time to the second"
    actor, early, late, gap = best
    first, second, *apart = (minus(f"{score:+.2f}") for score in (early[0], late[0], *gap))
    means = f"mean {second} in the second half of the time, {first} in the first"
    return f"{plain(actor)}: {means} (difference {apart[0]}, {apart[1]} to {apart[2]})"
