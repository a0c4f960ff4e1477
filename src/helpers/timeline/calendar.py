"""Calendar arithmetic on days, weeks, months, quarters, seasons, years, decades, with their TIMEX3 values.

A period is a unit and the first day of it. Weeks are ISO weeks; seasons are the meteorological ones of
the northern half of the world, and a winter belongs to the year it begins in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LETTER = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE", "fortnight": "W",
    "month": "M", "quarter": "Q", "half": "H", "season": "S", "year": "Y", "decade": "DE", "century": "CE",
    "millennium": "ML",
}  # fmt: skip
MONTHS = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "season": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
LONG_UNITS = {"decade": 10, "century": 100, "millennium": 1000}  # in years
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}


@dataclass(frozen=True, slots=True)
class Period:
    """One day, week, month … of the calendar; `first` is its first day."""

    unit: str
    first: date

    @property
    def last(self) -> date:
        """The last day of the period."""
        if self.unit == "weekend":
            return _days(self.first, 1)
        if self.unit in DAYS:
            return _days(self.first, DAYS[self.unit] - 1)
        return _days(_months(self.first, MONTHS[self.unit]), -1)

    @property
    def value(self) -> str:
        """The period as TIMEX3 writes it."""
        year, month = f"{self.first.year:04d}", self.first.month
        match self.unit:
            case "day":
                return self.first.isoformat()
            case "week" | "fortnight":
                iso = self.first.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}"
            case "weekend":
                iso = self.first.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}-WE"
            case "month":
                return f"{year}-{month:02d}"
            case "quarter":
                return f"{year}-Q{(month + 2) // 3}"
            case "half":
                return f"{year}-H{1 if month < 7 else 2}"
            case "season":
                return f"{year}-{next(name for name, first in SEASONS.items() if first == month)}"
            case "decade":
                return year[:3]
            case "century":
                return year[:2]
            case "millennium":
                return year[:1]
        return year

    def shift(self, count: int) -> Period:
        """Return the period `count` of its own units later. Raises OverflowError beyond the years 1 to 9999."""
        if self.unit in DAYS:
            return Period(self.unit, _days(self.first, count * DAYS[self.unit]))
        step = 12 if self.unit == "season" else MONTHS[self.unit]
        return Period(self.unit, _months(self.first, count * step))


def around(unit: str, day: date) -> Period:
    """Return the period of this unit that holds a day (a weekend: of the day's week; a season: the latest)."""
    match unit:
        case "week" | "fortnight":
            return Period(unit, _days(day, -day.weekday()))
        case "weekend":
            return Period(unit, _days(day, 5 - day.weekday()))
        case "month":
            return Period(unit, day.replace(day=1))
        case "quarter":
            return Period(unit, date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
        case "half":
            return Period(unit, date(day.year, 1 if day.month < 7 else 7, 1))
        case "season":
            first = day.month // 3 * 3 or 12
            return Period(unit, date(day.year - (day.month < 3), first, 1))
        case "year":
            return Period(unit, date(day.year, 1, 1))
        case "decade":
            return Period(unit, date(max(1, day.year // 10 * 10), 1, 1))
        case "century":
            return Period(unit, date(max(1, day.year // 100 * 100), 1, 1))
        case "millennium":
            return Period(unit, date(max(1, day.year // 1000 * 1000), 1, 1))
    return Period("day", day)


def amount(count: float | str, unit: str) -> str:
    """Return a length of time as TIMEX3 writes it: 3 days 'P3D', several hours 'PTXH', 2.5 hours 'PT2H30M'."""
    if unit == "fortnight":
        count, unit = ("X" if count == "X" else float(count) * 2), "week"
    if unit == "weekend":
        count, unit = ("X" if count == "X" else float(count) * 2), "day"
    if unit in LONG_UNITS:  # 'four decades' is P40Y, as TimeBank writes it
        count, unit = ("X" if count == "X" else float(count) * LONG_UNITS[unit]), "year"
    letter = LETTER[unit]
    prefix, letter = ("PT", letter[1:]) if unit in ("second", "minute", "hour") else ("P", letter)
    if count == "X":
        return f"{prefix}X{letter}"
    whole, rest = divmod(float(count), 1)
    if rest and unit == "hour":
        return f"PT{int(whole)}H{round(rest * 60)}M" if whole else f"PT{round(rest * 60)}M"
    if rest and unit == "minute":
        return f"PT{int(whole)}M{round(rest * 60)}S" if whole else f"PT{round(rest * 60)}S"
    if rest and unit in ("year", "day") and rest == 0.5:
        return f"P{int(whole)}Y6M" if unit == "year" and whole else "P6M" if unit == "year" else _half_day(int(whole))
    return f"{prefix}{int(whole) if not rest else f'{float(count):g}'}{letter}"


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Return the nth weekday (Monday 1) of a month, such as the fourth Thursday of November."""
    first = date(year, month, 1)
    return _days(first, (weekday - 1 - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    lead = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * lead) // 451
    month, day = divmod(h + lead - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _half_day(whole: int) -> str:
    return f"P{whole}DT12H" if whole else "PT12H"


def _days(day: date, count: int) -> date:
    return day + timedelta(days=count)


def _months(day: date, count: int) -> date:
    """Move the first of a month by whole months. Raises OverflowError beyond the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"the year {year} is beyond the calendar")
    return day.replace(year=year, month=month + 1, day=1)
