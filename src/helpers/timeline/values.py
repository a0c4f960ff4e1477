"""Work out what a time expression means: the arithmetic behind the column `meaning` of timex_rules.csv.

Calendar dates stand in `dates`, which also says what each function takes, returns and raises; here is what is counted
from another date, lengths of time, what comes again, and the table of all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from . import dates
from .calendar import (
    NOT_SAID,
    UNKNOWN,
    Known,
    Meaning,
    Period,
    Slots,
    amount,
    around,
    lengths,
    moved,
    named,
    rank,
    units,
)


def resolve(meaning: tuple[str, ...], slots: Slots, known: Known) -> Meaning:
    """Work out what a rule's meaning says about these words.

    Args:
        meaning: name of the arithmetic and what follows it in the column `meaning`; `slot=value` fills a slot.
        slots: {slot: value} of the words that the pattern found.
        known: what the article has made known before.

    Returns:
        Value, period and anchor.

    Raises:
        KeyError: the meaning has no arithmetic.
        ValueError, OverflowError: the day is in no calendar (31 February); callers turn it into 'no value'.
    """
    said = dict(word.split("=") for word in meaning if "=" in word)
    name, *given = (word for word in meaning if "=" not in word)
    return OPERATIONS[name](slots | said, known, *given)


def shift(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Last, this or next week, month, year … counted from the publication date."""
    unit = slots.get("calunit", "year")
    if not known.published:
        return Meaning(units("relative")[unit], None, UNKNOWN)
    step = int(count or slots.get("last", "-1"))
    if unit == "weekend" and not step and known.published.weekday() < 4 and known.direction() < 0:
        step = -1  # 'this weekend' of what has happened, read on a Tuesday
    return named(around(unit, known.published).shift(step), known.anchor)


def year_period(slots: Slots, known: Known) -> Meaning:
    """The 1988 period: of that year, the quarter that the text speaks of, if it does."""
    number = int(slots["year"])
    if known.business and slots["period"] != "year":
        return named(Period(known.business.unit, known.business.first.replace(year=number)), "text")
    return named(Period("year", date(number, 1, 1)))


def the(slots: Slots, known: Known) -> Meaning:
    """The week, the month, the year: the one just named in the text, else the one of publication."""
    unit = slots.get("calunit", slots.get("period", "quarter"))
    if unit in ("quarter", "period") and known.business:
        return named(known.business, "text")
    unit = "quarter" if unit == "period" else unit
    if not known.published:
        return Meaning(units("relative")[unit], None, UNKNOWN)
    now = around(unit, known.published)
    if unit == "weekend" and known.published < now.first and known.direction() <= 0:
        now = now.shift(-1)
    if unit == "quarter":
        now = now.shift(-1)
    return named(now, known.anchor)


def ended(slots: Slots, known: Known) -> Meaning:
    """The latest quarter: the one that the text speaks of, if it is over."""
    over = known.published and known.business and known.business.last >= known.published
    return the(slots, replace(known, business=None)) if over else the(slots, known)


def that(slots: Slots, known: Known) -> Meaning:
    """That year, the same day: the one the text named last."""
    unit, last = slots["calunit"], known.last
    plan = known.planned if rank(unit) <= rank("week") and known.direction() >= 0 else None
    if plan and plan.unit == "day" and last and known.published and last.last < known.published:
        last = plan  # 'they travel on 4 December … and play the same week'
    if last and rank(last.unit) <= rank(unit):
        return named(around(unit, last.first), "text")
    return Meaning(units("relative")[unit], None, "not named in the text")


def step(slots: Slots, known: Known, count: str) -> Meaning:
    """The next day, the previous year: from the last date the text named, else from publication."""
    unit = slots.get("calunit", "day")
    if unit == "day" and not known.near and known.usual():
        return Meaning(units("relative")[unit], None, NOT_SAID)  # 'her shift ends at six the next morning'
    if known.last and rank(known.last.unit) <= rank(unit):
        return named(around(unit, known.last.first).shift(int(count)), "text")
    if count == "0" or (int(count) > 0 and known.published and known.direction() < 0):  # 'the next day': after what?
        return Meaning(units("relative")[unit], None, "not named in the text")
    return shift({"calunit": unit, "last": count}, known)


def story_next(slots: Slots, known: Known) -> Meaning:
    """The next year: of a story, the one after the date it named last; else the coming one."""
    if known.published and known.direction() >= 0:
        return shift(slots | {"last": "1"}, known)
    return step(slots, known if known.idle <= dates.STORY_DAY else replace(known, last=None), "1")


def ago(slots: Slots, known: Known, count: str = "") -> Meaning:
    """A week ago, three months ago: counted back from the publication date."""
    if known.published and slots.get("unit") == "year" and known.business:
        return named(_years_on(known.business, -1), "text")
    return _reckoned(slots.get("unit") or slots["units"], known, -_count(slots, count))


def ahead(slots: Slots, known: Known) -> Meaning:
    """Three months from now: counted on from the publication date."""
    return _reckoned(slots.get("unit") or slots["units"], known, _count(slots, ""))


def earlier(slots: Slots, known: Known, count: str = "", unit: str = "") -> Meaning:
    """A year earlier, the year-ago period: from the period the text speaks of."""
    return _counted(slots, known, -_count(slots, count), unit)


def later(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Two weeks later: from the last date the text named; without one, or one too coarse, there is no saying."""
    unit = slots.get("unit") or slots["units"]
    if not known.last or (rank(known.last.unit) > rank(unit) and known.era):
        return Meaning(units("relative").get(unit, "XXXX-XX-XX"), None, "not named in the text")
    return _counted(slots, known, _count(slots, count), "")


def length(slots: Slots, known: Known, count: str = "") -> Meaning:
    """A length of time."""
    unit = slots.get("unit") or slots.get("units") or ""
    count = count if count not in ("", "past") else slots.get("num", "1")
    return Meaning(amount(count if count == "X" else float(count.replace(",", "")), unit))


def up_to(slots: Slots, known: Known) -> Meaning:
    """The year to the end of March, the six months to June 30: so long a time, of which the end is told."""
    found = (dates.day if "dom" in slots else dates.month)(slots, known)
    if not found.period:
        return found
    unit, count = slots.get("unit") or slots["units"], _count(slots, "")
    months, days = lengths("months").get(unit, 0) * count, lengths("days").get(unit, 0) * count
    begin = found.period.last + timedelta(1) - relativedelta(months=months, days=days)
    return replace(found, value=f"{begin}/{amount(count, unit)}", days=(begin, found.period.last))


def value(slots: Slots, known: Known, text: str) -> Meaning:
    """A value that stands in the table, with slots in it."""
    text = text.format(**slots)
    return Meaning(text, None, known.anchor if text.endswith("_REF") else "")


def soon(slots: Slots, known: Known) -> Meaning:
    """Soon: no time where it was soon then."""
    if known.direction() < 0:
        raise ValueError("it was soon then")
    return value(slots, known, "FUTURE_REF")


def some_weekday(slots: Slots, known: Known) -> Meaning:
    """On a Saturday: of which week the text does not say."""
    return Meaning(f"XXXX-WXX-{slots['weekday']}", None, NOT_SAID)


def feasts(slots: Slots, known: Known) -> Meaning:
    """Every Christmas: its day where that is the same each year."""
    name = slots["holiday"]
    return Meaning(f"XXXX-{name}" if name[:1].isdigit() else "P1Y")


def every(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Every year, twice a week: how often, as the length of one round."""
    return length(slots, known, count or ("" if "units" in slots else "1"))


def part_of(slots: Slots, known: Known, count: str) -> Meaning:
    """The next morning: of the day after the one the text named last."""
    found = step({"calunit": "day"}, known, count)
    return Meaning(f"{found.value}T{slots['daypart']}", found.period, found.anchor)


def clock_of(slots: Slots, known: Known, count: str) -> Meaning:
    """At 4.05 the next morning: of the day after the one the text named last."""
    found, time = step({"calunit": "day"}, known, count), dates.clock(slots, replace(known, published=None, near=None))
    return Meaning(f"{found.value}T{time.value.partition('T')[2]}", found.period, found.anchor)


def _count(slots: Slots, count: str) -> int:
    return round(float((count or slots.get("num", "1")).replace(",", "")))


def _reckoned(unit: str, known: Known, count: int) -> Meaning:
    if not known.published:
        return Meaning(units("relative").get(unit, "XXXX-XX-XX"), None, UNKNOWN)
    return named(moved(known.published, unit, count), known.anchor)


def _counted(slots: Slots, known: Known, count: int, unit: str) -> Meaning:
    unit = unit or slots.get("unit") or slots["units"]
    if unit == "year" and known.business:
        return named(_years_on(known.business, count), "text")
    if known.last and rank(known.last.unit) <= rank(unit):
        return named(moved(known.last.first, unit, count), "text")
    return _reckoned(unit, known, count)


def _years_on(period: Period, count: int) -> Period:
    return replace(period, first=period.first + relativedelta(years=count))


OPERATIONS: dict[str, Callable[..., Meaning]] = {
    operation.__name__: operation
    for operation in (
        shift, year_period, the, ended, that, step, story_next, ago, ahead, earlier, later, length, up_to, value,
        soon, some_weekday, feasts, part_of, clock_of,
    )
} | {"set": every} | dates.OPERATIONS  # fmt: skip
