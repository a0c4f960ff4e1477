"""Write dates, lengths of time and what comes again in words, where the tables have the codes of TIMEX3."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from datetime import date, timedelta

from .calendar import PARTS, SEASONS, units

NAMES = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}  # of the seasons, by the month they begin in
REFERENCES = {"PAST_REF": "in the past", "PRESENT_REF": "at present", "FUTURE_REF": "in the future"}
LENGTH = re.compile(r"P(?=.)((?:[\dX.]+(?:DE|CE|ML|WE|[YMWDQHX]))*)(?:T((?:[\dX.]+[HMS])+))?")
PART = re.compile(r"([\dX.]+)([A-Z]+)")
OPEN = {"": "year", "XX": "month", "XX-XX": "day", "WXX": "week", "WXX-WE": "weekend", "QX": "quarter", "HX": "half"}


def when(begin: str, precision: str, end: str = "") -> str:
    """Write a date as exactly as it is known.

    Args:
        begin: its first day, an ISO date.
        precision: of the table of events.
        end: its last day, for a range; '' for none.

    Returns:
        The date in words.

    Raises:
        ValueError: `begin` is no ISO date.

    Example:
        >>> when("2023-02-16", "day"), when("2023-03-01", "season"), when("1980-01-01", "decade")
        ('16 Feb 2023', 'spring 2023', '1980s')
    """
    day = date.fromisoformat(begin)
    month = f"{day:%b} {day.year}"
    if precision == "range" and end:
        return _range(day, date.fromisoformat(end))
    forms = {
        "month": month, "week": f"week of {day.day} {month}", "weekend": f"weekend of {day.day} {month}",
        "season": f"{NAMES.get(day.month, '')} {day.year}".strip(), "quarter": f"Q{(day.month + 2) // 3} {day.year}",
        "half": f"{'first' if day.month < 7 else 'second'} half of {day.year}", "year": str(day.year),
        "decade": f"{day.year}s", "century": f"{ordinal(day.year // 100 + 1)} century",
    }  # fmt: skip
    return forms.get(precision, f"{day.day} {month}")


def _range(first: date, last: date) -> str:
    """Write a time from one date to another, by years or months where those are whole."""
    after = last + timedelta(1)
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1):
        return f"{first.year} to {last.year}"
    if first.day == after.day == 1:
        return f"{first:%b}{'' if first.year == last.year else f' {first.year}'} to {last:%b} {last.year}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%b}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day}{month}{year} to {last.day} {last:%b} {last.year}"


def ordinal(number: int) -> str:
    """Write a number with the ending of its place.

    Args:
        number: from 1 on.

    Returns:
        Both.

    Example:
        >>> ordinal(11), ordinal(21), ordinal(22)
        ('11th', '21st', '22nd')
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def at(begin: str, precision: str) -> str:
    """Write a date with its preposition.

    Args:
        begin: its first day, an ISO date.
        precision: of the table of events.

    Returns:
        Both in words.

    Example:
        >>> at("2023-02-16", "day"), at("2022-02-01", "month")
        ('on 16 Feb 2023', 'in Feb 2022')
    """
    prepositions = dict.fromkeys(("day", "time"), "on") | dict.fromkeys(("week", "weekend", "half", "decade"), "in the")
    return f"{prepositions.get(precision, 'in')} {when(begin, precision)}"


def in_words(value: str, kind: str = "") -> str:
    """Write the value of a time expression for people who do not know TIMEX3.

    Args:
        value: as TIMEX3 has it.
        kind: its type; SET is what comes again.

    Returns:
        The words; the value itself where it has a form that is not known.

    Example:
        >>> in_words("P46Y"), in_words("XXXX-WXX-3", "SET"), in_words("2016-04-05TEV"), in_words("PTXH")
        ('46 years', 'every Wednesday', '5 Apr 2016, evening', 'some hours')
    """
    if value in REFERENCES:
        return REFERENCES[value]
    if found := LENGTH.fullmatch(value):
        return _length(found[1], found[2] or "", kind == "SET")
    since, _, length = value.partition("/")
    if length:
        return f"{in_words(length)} from {in_words(since)}"
    day, _, hour = value.partition("T")
    told = PARTS.get(hour, hour)
    if hour and set(day) <= set("X-"):  # of no day in particular
        return f"{'every' if kind == 'SET' else 'some'} {told}" if hour in PARTS else told
    again = _open(day[5:]) if day.startswith("XXXX") else ""
    if kind != "SET" and again.split()[-1:] and again.split()[-1] in month_name:
        named = f"{again} of some year"
    else:
        named = f"{'every' if kind == 'SET' else 'some'} {again}" if again else _known(day)
    return f"{named}, {told}" if named and told else named or value


def _length(days: str, hours: str, again: bool) -> str:
    """Write a length of time: "P1Y6M", or what comes again after it."""
    called = {letter: unit for unit, letter in units("letter").items() if unit != "fortnight"}
    parts = [(n, called.get(unit, "time")) for n, unit in PART.findall(days)]
    parts += [(n, called[f"T{unit}"]) for n, unit in PART.findall(hours)]
    numbers = [f"{int(n):,}" if n.isdigit() else "some" if n == "X" else n for n, _ in parts]
    several = [f"{n} {unit}{'s' * (n != '1' and unit != 'time')}" for n, (_, unit) in zip(numbers, parts, strict=True)]
    told = " ".join(several).replace("halfs", "half-years")
    return f"every {told.removeprefix('1 ').removeprefix('some ')}" if again else told


def _open(rest: str) -> str:
    """Write what stands behind the "XXXX-" of a time of any year: "05-03", "WXX-3"; '' for no form known."""
    if rest in OPEN:
        return OPEN[rest]
    if rest in SEASONS:
        return NAMES[SEASONS[rest]]
    if found := re.fullmatch(r"WXX-([1-7])", rest):
        return day_name[int(found[1]) - 1]
    if found := re.fullmatch(r"([QH])(\d)", rest):
        return f"{ordinal(int(found[2]))} {'quarter' if found[1] == 'Q' else 'half-year'}"
    if found := re.fullmatch(r"(\d\d)(?:-(\d\d))?", rest):
        return f"{f'{int(found[2])} ' if found[2] else ''}{month_name[int(found[1])]}"
    found = re.fullmatch(r"XX-(\d\d)", rest)
    return f"month, the {ordinal(int(found[1]))}" if found else ""


def _known(value: str) -> str:
    """Write a day, week, month … of the calendar; '' for a value that is none."""
    if found := re.fullmatch(r"BC(\d+)", value):
        return f"{int(found[1])} BC"
    year, _, rest = value.partition("-")
    try:
        if value.isdigit() and len(value) == 1:
            return f"{ordinal(int(value) + 1)} millennium"
        if not rest:
            return when(
                f"{max(int(year.ljust(4, '0')), 1):04d}-01-01", {2: "century", 3: "decade", 4: "year"}[len(year)]
            )
        if found := re.fullmatch(r"W(\d\d)(-WE)?", rest):
            first = date.fromisocalendar(int(year), int(found[1]), 6 if found[2] else 1)
            return when(first.isoformat(), "weekend" if found[2] else "week")
        if rest[0] in "QH":
            first = date(int(year), 1 + (int(rest[1:]) - 1) * (3 if rest[0] == "Q" else 6), 1)
            return when(first.isoformat(), "quarter" if rest[0] == "Q" else "half")
        if rest in SEASONS:
            return f"{NAMES[SEASONS[rest]]} {year}"
        return when(f"{value}-01" if len(rest) == 2 else value, "month" if len(rest) == 2 else "day")
    except (ValueError, KeyError):
        return ""
