"""Understand the dates that people and programs write, a column at a time.

Which of 3/4/2021 is the day no row can tell; the rows of a column together can: one `25/4/2021` among them, and
no `4/25/2021`. Where none or both stand there, such rows have no date, and that is said.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

NUMBERS = re.compile(r"(?:[^\W\d]+,?\s+)?(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
YEAR_FIRST = re.compile(r"(\d{4})\s?[/.年-]\s?(\d{1,2})\s?[/.月-]\s?(\d{1,2})(?!\d)")
RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{2,6}Z?)?$")
SECONDS = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?$")  # since 1970, or thousandths of them
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
IN_WORDS = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?{MONTH}[\s,-]*(?:\d{{4}}|\d\d(?!\d|:))"
    rf"|{MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s*\d{{4}}",
    re.IGNORECASE,
)
ORDERS = {"day-first": True, "month-first": False}
EARLIEST, LATEST = 1600, 2200  # outside of these a date stands for 'none': 0001-01-01, 9999-12-31


@dataclass(frozen=True)
class Order:
    """Whether the day comes first in a column of dates; None where its rows don't tell. said: how it is known."""

    day_first: bool | None = None
    said: str = ""


UNKNOWN = Order()


def settle(values: Iterable[Any]) -> Order:
    """Tell from all values of a column which number is the day."""
    day = month = open_ = dots = 0
    for value in values:
        found = NUMBERS.match(str(value).strip()) if value is not None else None
        if not found:
            continue
        first, mark, second = int(found[1]), found[2], int(found[3])
        day += first > 12 >= second
        month += second > 12 >= first
        open_ += first <= 12 and second <= 12 and first != second
        dots += mark == "."
    rows = f"{day + month} row{'s' * (day + month != 1)}"
    if not open_ and not day and not month:
        return Order()
    if day and month:
        return Order(None, f"dates mixed: {day} have the day first, {month} the month; {open_} can't be told")
    if day or month:
        return Order(bool(day), f"{'day' if day else 'month'} first: {rows} can't be read otherwise")
    if dots:  # with full stops between, the day comes first in every country that writes so
        return Order(True, "day first: written with full stops")
    return Order(None, f"no row tells the day from the month in {open_} dates; say --columns published=NAME:day-first")


def iso(value: Any, order: Order = UNKNOWN) -> str:
    """Return the ISO date of a date in any common form; '' for nothing.

    Times and zones are left out: the day is the one that is written. Raises ValueError, with the reason, for a value
    that is no day, or could be two.
    """
    if isinstance(value, datetime.date):  # a datetime is one, too
        value = value.isoformat()
    value = "" if value is None else str(value).strip()
    if not value:
        return ""
    day = _day(value, order)
    if day is None:
        raise ValueError(f"{value[:60]!r} is no date that can be understood; the safest is 2021-03-25")
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(f"{value[:60]!r} is no day of publication")
    return day.isoformat()


def _day(value: str, order: Order) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value[:10])
    except ValueError:
        pass
    try:
        if found := YEAR_FIRST.match(value) or RUN_TOGETHER.match(value):
            return datetime.date(*map(int, found.groups()))
    except ValueError:
        pass
    if found := SECONDS.match(value):
        return datetime.datetime.fromtimestamp(int(found[1]), datetime.UTC).date()
    if found := NUMBERS.match(value):
        return _from_numbers(value, int(found[1]), int(found[3]), found[4], order)
    return _from_words(value) if len(value) < 200 else None


def _from_numbers(value: str, first: int, second: int, year: str, order: Order) -> datetime.date | None:
    whole = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 69 else 1900)  # as POSIX has it
    day_first = order.day_first if first <= 12 and second <= 12 else first > 12
    if day_first is None and first != second:
        raise ValueError(f"{value[:60]!r} has the day first, or the month? (--columns published=NAME:day-first)")
    try:
        return datetime.date(whole, second, first) if day_first else datetime.date(whole, first, second)
    except ValueError:
        return None


def _from_words(value: str) -> datetime.date | None:
    """Return the day that is written with the name of its month."""
    for part in (value, *IN_WORDS.findall(value)[:1]):
        days = set()
        for default in (datetime.datetime(2001, 1, 1), datetime.datetime(2002, 2, 2)):
            try:
                days.add(_parser().parse(part, default=default, ignoretz=True).date())
            except (ValueError, OverflowError):
                break
        if len(days) == 1:  # whatever is missing would have come from the default
            return days.pop()
    return None


@cache
def _parser() -> Any:
    from dateutil import parser

    class Info(parser.parserinfo):
        """English, with two figures of a year read alike for ever: dateutil's own reading moves with the calendar."""

        def convertyear(self, year: int, century_specified: bool = False) -> int:
            """Return the year that two figures stand for."""
            return year if century_specified or year >= 100 else year + (2000 if year < 69 else 1900)

    return parser.parser(Info())
