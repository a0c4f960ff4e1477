"""Work out what calendar dates mean, and the times of a day: days, months, quarters, seasons, feasts, hours.

What leans on a publication date that is not known stays relative: `XXXX-WXX-4` for a bare Thursday. A function that a
rule of timex_rules.csv names is called with what stands behind its name there, as strings, after these:

Args:
    slots: {slot: value} of the words that the pattern found, such as weekday, month, last (-1, +0, +1).
    known: what the article has made known before.

Returns:
    A `Meaning`; where the day can't be known it has a relative value, no period, and the reason as its anchor.

Raises:
    ValueError, OverflowError: no calendar has such a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta, weekday

from .calendar import (
    NOT_SAID,
    SEASONS,
    UNDATED,
    UNKNOWN,
    Known,
    Meaning,
    Period,
    Slots,
    around,
    choose,
    days_of,
    named,
    units,
)
from .vetoes import context

NEW = 58  # days that a year is new: January and February
READ = (5, 10, 20, 25)  # minutes past the hour, or to it
YEARLY = frozenset(("season", "austral"))
STORY_DAY = 4  # sentences for which times of day are of the day that was told
MORNING, NOON = 6, 12  # before MORNING the night of the day before goes on
FRESH = 120  # days for which news still speaks of a quarter that has ended
SHORT_YEARS = 10  # years after publication that two figures can mean: '26 in a text of 2016, but 1927


def day(slots: Slots, known: Known, later: str = "0") -> Meaning:
    """A day: an ISO date, month and day, a weekday, or yesterday, today, tomorrow, or so many days later than these."""
    if "iso" in slots:
        year, month, number = map(int, slots["iso"].split("-"))
        return named(Period("day", date(year, month, number)))
    if "month" in slots:
        return _day_of_month(slots, known)
    if slots.get("weekday", "+").isdigit():
        return _weekday(slots, known)
    if not known.published:
        return Meaning("XXXX-XX-XX", None, UNKNOWN)
    if slots.get("day") == "+0" and known.nowadays():
        return Meaning("PRESENT_REF", None, known.anchor)
    offset = slots.get("weekday") or slots.get("day") or slots.get("last", "0")  # Friday or yesterday: either slot
    return named(Period("day", known.published).shift(int(offset) + int(later)), known.anchor)


def coming(slots: Slots, known: Known, days: str = "0") -> Meaning:
    """The coming Friday: the next one there is; Friday week: so many days later."""
    if known.published and days != "0" and known.published.isoweekday() == int(slots["weekday"]):
        days = str(int(days) - 7)  # 'Friday week' on a Friday is in a week
    found = day(slots | {"last": "coming"}, known)
    return named(found.period.shift(int(days)), found.anchor) if found.period else found


def after_that(slots: Slots, known: Known, count: str = "1") -> Meaning:
    """The following Tuesday: the one after the day that the text named last."""
    if not known.last:
        return day(slots | {"last": count}, known)
    back = (known.last.last.isoweekday() - int(slots["weekday"])) % 7
    ahead = 7 - back if int(count) > 0 else -(back or 7)
    return named(Period("day", known.last.last).shift(ahead), "text")


def named_day(slots: Slots, known: Known, iso: str) -> Meaning:
    """A day that history named (9/11): that day, where month and day are its own."""
    one = date.fromisoformat(iso)
    if slots and (int(slots["month"]), int(slots["dom"].rstrip("stndrh"))) != (one.month, one.day):
        return day(slots, known)
    return named(Period("day", one))


def day_of_month(slots: Slots, known: Known) -> Meaning:
    """The first or last day of a month."""
    last = slots["ord"] == "last"
    return _within(month(slots, known), "day", lambda it: it.last if last else it.first.replace(day=_ordinal(slots)))


def week_of_month(slots: Slots, known: Known) -> Meaning:
    """The first, second … or last week of a month: seven days of it, since which week that is depends on the reader."""
    found = month(slots, known)
    if not found.period:
        return found
    first, last = found.period.first, found.period.last
    begin = last - timedelta(6) if slots["ord"] == "last" else first + timedelta(7 * (_ordinal(slots, 5) - 1))
    return replace(found, days=(begin, min(last, begin + timedelta(6))))


def numbers(slots: Slots, known: Known) -> Meaning:
    """A date in numbers: 3/4/2021 with the month first, 3-4-2021 the day, where no number and no country says else."""
    text = slots.get("slash") or slots.get("dots") or f"{slots['first']}-{slots['second']}-{slots['year']}"
    first, second, year = map(int, re.split(r"\D", text))
    day_first = known.day_first() if "slash" in slots else "dots" in slots or known.home() not in context("month first")
    month, number = (second, first) if first > 12 or (day_first and second <= 12) else (first, second)
    return named(Period("day", date(year if year > 99 else _short_year(year, known), month, number)))


def month(slots: Slots, known: Known) -> Meaning:
    """A month, its year given, counted from 'last', of the year that is told, or by the clause's direction."""
    number = int(slots["month"])
    if given := _given(slots, known):
        return named(Period("month", date(given, number, 1)))
    if "last" not in slots and (one := known.told(lambda year: Period("month", date(year, number, 1)))):
        return named(one, "text")
    if not known.published:
        return Meaning(f"XXXX-{number:02d}", None, UNKNOWN)
    now = around("month", known.published)
    choices = [Period("month", date(now.first.year + step, number, 1)) for step in (-1, 0, 1)]
    return named(choose(choices, now.first, slots.get("last"), known), known.anchor)


def month_then(slots: Slots, known: Known, years: str = "0") -> Meaning:
    """March of that year, March of the following year: of the year that the text named last."""
    if not known.last:
        return Meaning(f"XXXX-{int(slots['month']):02d}", None, "not named in the text")
    return named(Period("month", date(known.last.first.year + int(years), int(slots["month"]), 1)), "text")


def of_month(slots: Slots, known: Known) -> Meaning:
    """The 2nd of this month, the 30th: of the month named with it, of the one just told, or by direction."""
    number = int(slots["dom"].rstrip("stndrh"))
    if not 1 <= number <= 31:
        raise ValueError(f"no month has a day {number}")
    told = known.last if known.last and known.last.unit in ("day", "month") and known.idle <= 1 else None
    if "last" not in slots and told:
        return named(Period("day", told.first.replace(day=number)), "text")
    if not known.published:
        return Meaning(f"XXXX-XX-{number:02d}", None, UNKNOWN)
    now = around("month", known.published)
    months = [now.shift(int(slots["last"]))] if "last" in slots else [now.shift(step) for step in (-1, 0, 1)]
    choices = _day_in(months, number)
    if len(choices) < 2:
        return named(choices[0], known.anchor) if choices else Meaning("XXXX-XX-XX", None, known.anchor)
    return named(choose(choices, known.published, None, known), known.anchor)


def _day_in(months: list[Period], number: int) -> list[Period]:
    """Return that day of each month that has it."""
    return [Period("day", one.first.replace(day=number)) for one in months if number <= one.last.day]


def of_year(slots: Slots, known: Known) -> Meaning:
    """A month or a season of last, this or next year."""
    unit, number = ("month", int(slots["month"])) if "month" in slots else _season(slots, known)
    if not known.published:
        return Meaning(f"XXXX-{f'{number:02d}' if unit == 'month' else slots['season']}", None, UNKNOWN)
    year = known.published.year + int(slots["last"])
    return named(Period(unit, date(year, number, 1)), known.anchor)


def year(slots: Slots, known: Known) -> Meaning:
    """A year that stands there in figures or words; two figures go by the year of publication."""
    return named(Period("year", date(_given(slots, known), 1, 1)))


def year_end_of(slots: Slots, known: Known) -> Meaning:
    """The second year of a pair: 2012-13, 1890/91."""
    begin, number = int(slots["year"]), int(slots["yy"])
    if not begin % 100 < number <= begin % 100 + 60:
        raise ValueError(f"{begin} and {number} are no pair of years")
    return named(Period("year", date(begin - begin % 100 + number, 1, 1)))


def lifespan(slots: Slots, known: Known, which: str) -> Meaning:
    """One end of (314 – 368): two years that one life holds."""
    if not 0 < int(slots["other"]) - int(slots["year3"]) <= 110:
        raise ValueError("no life is so long")
    return year({"year3": slots[which]}, known)


def ancient(slots: Slots, known: Known) -> Meaning:
    """A year of three figures, where the text tells of such times."""
    if not (known.era and known.era.first.year < 1000):
        raise ValueError("nothing says that this is a year")
    return year(slots, known)


def ancient_month(slots: Slots, known: Known) -> Meaning:
    """December of 384: a month of a year of three figures, where the text tells of such times."""
    return _within(ancient(slots, known), "month", lambda one: one.first.replace(month=int(slots["month"])))


def nth_of_month(slots: Slots, known: Known, unit: str = "day") -> Meaning:
    """The first Tuesday of November; the last weekend of it: the last with both days in it."""
    nth = -1 if slots["ord"] == "last" else _ordinal(slots, 5)
    back = {"day": 31, "days": -(unit == "weekend")} if nth < 0 else {}
    far = relativedelta(weekday=weekday(int(slots.get("weekday", 6)) - 1, nth), **back)
    return _within(month(slots, known), unit, lambda one: one.first + far)


def month_quarter(slots: Slots, known: Known) -> Meaning:
    """The June quarter: the three months that end with it, as in Australia, India and New Zealand."""
    found, ends = month(slots, known), int(slots["month"]) % 3 == 0
    return _within(found, "quarter", lambda one: one.first - relativedelta(months=2)) if ends else found


def before_christ(slots: Slots, known: Known) -> Meaning:
    """A year before our era, which the calendar here does not reach."""
    number = slots.get("year") or slots.get("year3") or slots["num"]
    return Meaning(f"BC{int(number.replace(',', '')):04d}")


def decade(slots: Slots, known: Known) -> Meaning:
    """The 1980s, the '80s, the eighties (of the twentieth century unless the text says so in figures)."""
    if "year" in slots and slots["year"][-1] != "0":
        raise ValueError(f"{slots['year']} begins no decade")
    number = int((slots.get("decade4") or slots.get("year") or slots.get("decade2") or slots["decade"]).rstrip("s"))
    if number % 100 == 0 and 1000 <= number < 2000:  # the 1800s are the century
        return named(Period("century", date(number, 1, 1)))
    return named(Period("decade", date(number if number >= 100 else 1900 + number, 1, 1)))


def century(slots: Slots, known: Known) -> Meaning:
    """The 19th century."""
    return named(Period("century", date(max(1, (_ordinal(slots) - 1) * 100), 1, 1)))


def quarter(slots: Slots, known: Known) -> Meaning:
    """A quarter of a year: calendar quarters, since a text seldom says when a firm's own year begins."""
    return _part_of_year("quarter", _ordinal(slots, 4) * 3 - 2, slots, known)


def holding(slots: Slots, known: Known, unit: str) -> Meaning:
    """The week of March 6, the quarter ended June 30: the period that holds a day."""
    return _within(day(slots, known), unit, lambda one: around(unit, one.first).first)


def _within(found: Meaning, unit: str, begins: Callable[[Period], date]) -> Meaning:
    """Mean a period that begins on some day of another; where that other is not known, a relative value."""
    if not found.period:
        return Meaning(units("relative")[unit], None, found.anchor)
    return named(Period(unit, begins(found.period)), found.anchor)


def half(slots: Slots, known: Known) -> Meaning:
    """The first or second half of a year."""
    return _part_of_year("half", _ordinal(slots, 2) * 6 - 5, slots, known)


def season(slots: Slots, known: Known) -> Meaning:
    """A season of a year, in the half of the world that the article is from."""
    return _part_of_year(*_season(slots, known), slots, known, slots["season"])


def _season(slots: Slots, known: Known) -> tuple[str, int]:
    """Return the unit and the first month of a season."""
    month = SEASONS[slots["season"]]
    return ("austral", (month + 5) % 12 + 1) if known.home() in context("south") else ("season", month)


def that_season(slots: Slots, known: Known, after: str = "") -> Meaning:
    """That summer: of the year that the text named last; the next summer, the following March: the one after that."""
    if after and not (known.last and known.direction() < 0):
        return (month if "month" in slots else season)(slots | {"last": "1"}, known)
    if not known.last:
        return Meaning(f"XXXX-{slots['season']}", None, "not named in the text")
    unit, number = ("month", int(slots["month"])) if "month" in slots else _season(slots, known)
    one = Period(unit, date(known.last.first.year, number, 1))
    return named(one.shift(12 if unit == "month" else 1) if after and one.first <= known.last.last else one, "text")


def feast(slots: Slots, known: Known, name: str, days: str = "0", country: str = "") -> Meaning:
    """A feast of the tables or so many days from it, of the article's country where countries differ."""
    name, where = slots.get(name.strip("{}"), name), known.country() or country
    if "year" in slots:
        here = days_of(name, int(slots["year"]), where)
        return named(Period("day", here[0]).shift(int(days))) if here else Meaning(slots["year"])
    if not known.published:
        return Meaning("XXXX-XX-XX", None, UNKNOWN)
    now = known.published
    every = [day for step in (-1, 0, 1) for day in days_of(name, now.year + step, where)]
    choices = [Period("day", day).shift(int(days)) for day in every]
    if len(choices) < 3:  # no table says when, or each country has a day of its own
        return Meaning("XXXX-XX-XX", None, "which day is not known")
    said = slots.get("last")
    told = None if said else known.told(lambda year: Period("day", (days_of(name, year, where) or [now])[0]))
    if told and told.first != now:
        return named(told.shift(int(days)), "text")
    return named(choose(choices, now, said, known), known.anchor)


def fast(slots: Slots, known: Known, name: str, length: str, country: str = "") -> Meaning:
    """A feast of many days, such as Ramadan: all of them."""
    found = feast(slots, known, name, "0", country)
    if not found.period:
        return found
    last = found.period.first + timedelta(int(length) - 1)
    return replace(found, value=f"{found.value}/P{length}D", days=(found.period.first, last))


def part(slots: Slots, known: Known, name: str = "") -> Meaning:
    """A morning, afternoon, evening or night of a day."""
    found = day(slots, known)
    return Meaning(f"{found.value}T{name or slots['daypart']}", found.period, found.anchor)


def overnight(slots: Slots, known: Known) -> Meaning:
    """The night that ended on the day of publication, or the coming one where the clause looks ahead."""
    return part(slots | {"day": "+0" if known.direction() > 0 else "-1"}, known, "NI")


def new_year(slots: Slots, known: Known) -> Meaning:
    """The New Year: the first weeks of the coming year late in the year, of this one else."""
    if not known.published:
        return Meaning("XXXX", None, UNKNOWN)
    coming = known.published.month > 6 and known.direction() >= (0 if known.published.month > 8 else 1)
    year = Period("year", date(known.published.year + coming, 1, 1))
    return replace(named(year, known.anchor), days=(year.first, year.first + timedelta(NEW)))


def clock_off(slots: Slots, known: Known, days: str) -> Meaning:
    """10pm last night: a time of a day so many days from publication; what comes after midnight is of the next day."""
    early = slots.get("ampm", "").startswith("a") and days == "-1"
    return clock(slots | {"day": "+0" if early else days}, known)


def clock_words(slots: Slots, known: Known, way: str) -> Meaning:
    """Twenty past five, ten to eleven: minutes that clocks are read by."""
    if int(slots["minutes"]) not in READ:
        raise ValueError(f"nobody reads {slots['minutes']} minutes off a clock so")
    return clock(slots, known, str(int(way) * int(slots["minutes"])))


def clock(slots: Slots, known: Known, minutes: str = "00") -> Meaning:
    """A time of day, of the day named beside it, else of the day of publication."""
    hour = int(slots.get("hour", 0))
    if minutes.startswith("-"):
        hour, minutes = hour - 1 or 12, str(60 + int(minutes))
    text = slots.get("clock") or slots.get("clockword") or f"{hour}:{int(minutes):02d}"
    text = text.replace(".", ":") if ":" in text or "." in text else f"{text[:2]}:{text[2:]}"
    head, _, rest = text.partition(":")
    number = int(head)
    if (slots.get("ampm", "").startswith("p") or slots.get("daypart") in ("AF", "EV")) and number < 12:
        number += 12
    elif slots.get("ampm", "").startswith("a") and number == 12:
        number = 0
    if number > 24 or int(rest[:2]) > 59:
        raise ValueError(f"no such time of day: {text}")
    dated = not slots.keys().isdisjoint(("month", "weekday", "day"))
    if not dated and (known.daily or known.habit()):
        return Meaning(f"XXXX-XX-XXT{number:02d}:{rest}", None, NOT_SAID)
    near = None
    if not dated and not known.alone:
        past = known.day and known.published and known.day.first < known.published and known.direction() < 0
        near = known.near or (known.day if past and known.stale <= STORY_DAY else None)  # 'the raid of 3 May … at 11pm'
        ahead = near and known.published and near.first >= known.published
        usual = not ahead and (known.stale or not near) and slots.keys().isdisjoint(("tz", "zone")) and known.usual()
        if usual or (past and not near):
            return Meaning(f"XXXX-XX-XXT{number:02d}:{rest}", None, NOT_SAID)
        if near and known.published and near.first > known.published and known.direction() < 0:
            near = None  # 'schools stay shut on Friday. The bridge was shut at 14:00'
        past_midnight = known.late and number < (NOON if slots.get("ampm", "").startswith("a") else MORNING)
        if near and past_midnight and (not ahead or known.direction() > 0):
            near = near.shift(1)
    found = named(near, "text") if near else day(slots, known)
    return Meaning(f"{found.value}T{number:02d}:{rest}", found.period, found.anchor)


def _day_of_month(slots: Slots, known: Known) -> Meaning:
    number = int(slots["dom"].rstrip("stndrh"))
    if given := _given(slots, known):
        return named(Period("day", date(given, int(slots["month"]), number)))
    if "last" in slots and known.published:  # 3 February last year
        year = known.published.year + int(slots["last"])
        return named(Period("day", date(year, int(slots["month"]), number)), known.anchor)
    leap = (int(slots["month"]), number) == (2, 29)
    if not leap and (one := known.told(lambda year: Period("day", date(year, int(slots["month"]), number)))):
        return named(one, "text")
    if not known.published:
        return Meaning(f"XXXX-{int(slots['month']):02d}-{number:02d}", None, UNKNOWN)
    months = [Period("month", date(known.published.year + step, int(slots["month"]), 1)) for step in (-1, 0, 1)]
    choices = _day_in(months, number)
    if not choices:
        raise ValueError(f"no day {number} in month {slots['month']}")
    return named(choose(choices, known.published, None, known), known.anchor)


def _weekday(slots: Slots, known: Known) -> Meaning:
    wanted = int(slots["weekday"])
    if "last" not in slots and known.habit():
        return Meaning(f"XXXX-WXX-{wanted}", None, NOT_SAID)
    if not known.published:
        return Meaning(f"XXXX-WXX-{wanted}", None, UNKNOWN)
    ahead, said = wanted - known.published.isoweekday(), slots.get("last", "")
    back = -ahead % 7
    coming = said == "coming" or (not said and back and known.direction() > (back == 1))  # yesterday is near
    ahead -= 7 * (said == "0" and ahead > 0 and known.direction() < 0)  # 'they met this Thursday', on a Monday
    this_week = {"-1": -(back or 7), "0": ahead, "1": 7 + ahead}  # next Friday is of next week, also on a Thursday
    offset = this_week.get(said, 7 - back if coming else -back)
    return named(Period("day", known.published).shift(offset), known.anchor)


def _part_of_year(unit: str, month: int, slots: Slots, known: Known, code: str = "") -> Meaning:
    if given := _given(slots, known):
        return named(Period(unit, date(given, month, 1)))
    again = unit in YEARLY and "last" not in slots
    if again and known.era and not known.since and known.era.unit == "year" and known.direction() < 0:
        return named(Period(unit, date(known.era.first.year, month, 1)), "text")  # 'in 2019, in the winter'
    if again and (told := known.told(lambda year: Period(unit, date(year, month, 1)))):
        return named(told, "text")
    if not known.published:
        code = code or f"{unit[0].upper()}{(month + 2) // 3 if unit == 'quarter' else 1 + month // 7}"
        return Meaning(f"XXXX-{code}", None, UNKNOWN)
    here = known.published
    choices = [Period(unit, date(here.year + offset, month, 1)) for offset in (-2, -1, 0, 1)]
    said = slots.get("last")
    if unit not in YEARLY and said is not None:
        return named(choices[2 + int(said)], known.anchor)
    begun = [one for one in choices if one.first <= here][-1]
    if unit not in YEARLY and ((here - begun.last).days < FRESH or known.direction() <= 0):
        return named(begun, known.anchor)  # results are told of the latest quarter that has begun
    return named(choose(choices, here, said, known), known.anchor)


def _given(slots: Slots, known: Known) -> int:
    """Return the year that stands beside a date, two figures by the year of publication; 0 where there is none."""
    number = slots.get("year") or slots.get("year3") or slots.get("yy") or "0"
    return _short_year(int(number), known) if len(number) <= 2 and number != "0" else int(number)


def _short_year(number: int, known: Known) -> int:
    """Return the year of two figures: not long after publication, nor a century before."""
    latest = (known.published.year if known.published else UNDATED) + SHORT_YEARS
    return latest - (latest - number) % 100


def _ordinal(slots: Slots, most: int = 99) -> int:
    if slots["ord"] == "last":
        return most
    number = int(slots["ord"].rstrip("stndrh"))
    if not 1 <= number <= most:
        raise ValueError(f"there is no number {number} here")
    return number


OPERATIONS: dict[str, Callable[..., Meaning]] = {
    operation.__name__: operation
    for operation in (
        day, coming, after_that, named_day, day_of_month, week_of_month, numbers, month, month_then, of_month,
        of_year, year, year_end_of, lifespan, ancient, ancient_month, nth_of_month, month_quarter, before_christ,
        decade, century, quarter, holding, half, season, that_season, feast, fast, part, overnight, new_year,
        clock_off, clock_words, clock,
    )
}  # fmt: skip
