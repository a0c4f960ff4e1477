"""The calendar: periods, feasts, the dates that an article makes known, and how they are written in words."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from dateutil.relativedelta import relativedelta, weekday

from ..knowledge import lookup, rows
from ..parse import Parsed

# --------------------------------------------------------------------------------------------------
# Calendar arithmetic on days, weeks, months, quarters, seasons, years, decades, with their TIMEX3 values.
#
# A period is a unit and the first day of it. Weeks are ISO weeks; seasons the meteorological ones: a `season` of the
# northern half of the world, `austral` of the southern. Each belongs to the year it begins in.


SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}


@cache
def units(column: str) -> dict[str, str]:
    """Read what units of time are.

    Args:
        column: of units.csv: letter, months, days, relative or rank.

    Returns:
        {unit: its cell}, without those that have none.
    """
    return {row["unit"]: row[column] for row in rows("lexicons/units.csv", ("unit", column)) if row[column]}


@cache
def lengths(column: str) -> dict[str, int]:
    """Read how long units are.

    Args:
        column: of units.csv: months, days or rank.

    Returns:
        {unit: number}.
    """
    return {unit: int(number) for unit, number in units(column).items()}


@dataclass(frozen=True, slots=True)
class Period:
    """One day, week, month … of the calendar; `first` is its first day."""

    unit: str
    first: date

    @property
    def last(self) -> date:
        """The last day of the period."""
        days = 2 if self.unit == "weekend" else lengths("days").get(self.unit, 0)
        return self.first + relativedelta(months=lengths("months").get(self.unit, 0), days=days - 1)

    @property
    def value(self) -> str:
        """The period as TIMEX3 writes it."""
        year, month = f"{self.first.year:04d}", self.first.month
        match self.unit:
            case "day":
                return self.first.isoformat()
            case "week" | "fortnight" | "weekend":
                iso = self.first.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}{'-WE' * (self.unit == 'weekend')}"
            case "month":
                return f"{year}-{month:02d}"
            case "quarter":
                return f"{year}-Q{(month + 2) // 3}"
            case "half":
                return f"{year}-H{1 if month < 7 else 2}"
            case "season" | "austral":
                northern = (month + 6 * (self.unit == "austral")) % 12
                return f"{year}-{next(name for name, first in SEASONS.items() if first % 12 == northern)}"
        return year[: {"decade": 3, "century": 2, "millennium": 1}.get(self.unit, 4)]

    def shift(self, count: int) -> Period:
        """Move on by so many of the period's own units.

        Args:
            count: how many; below 0 moves back.

        Returns:
            The period there.

        Raises:
            ValueError, OverflowError: it lies beyond the years 1 to 9999.

        Example:
            >>> Period("month", date(2023, 12, 1)).shift(2).value
            '2024-02'
        """
        months = 12 if self.unit in ("season", "austral") else lengths("months").get(self.unit, 0)
        step = relativedelta(months=count * months, days=count * lengths("days").get(self.unit, 0))
        return Period(self.unit, self.first + step)


def around(unit: str, day: date) -> Period:
    """Find the period that holds a day.

    Args:
        unit: day, week, weekend, month … up to millennium.
        day: of the calendar.

    Returns:
        The period; of weekends that of the day's week, of seasons the one that began last.

    Example:
        >>> around("quarter", date(2023, 5, 17)).value
        '2023-Q2'
    """
    match unit:
        case "week" | "fortnight":
            return Period(unit, day - timedelta(day.weekday()))
        case "weekend":
            return Period(unit, day + timedelta(5 - day.weekday()))
        case "season" | "austral":
            return Period(unit, date(day.year - (day.month < 3), day.month // 3 * 3 or 12, 1))
    months = lengths("months").get(unit, 0)
    if not months:
        return Period("day", day)
    years = max(1, months // 12)
    return Period(unit, date(max(1, day.year // years * years), (day.month - 1) // months * months + 1, 1))


def moved(start: date, unit: str, count: int) -> Period:
    """Move on from a day by units; hours count as the days they fill.

    Args:
        start: the day.
        unit: second, minute … up to millennium.
        count: how many; below 0 moves back.

    Returns:
        The period there.

    Raises:
        ValueError, OverflowError: it lies beyond the years 1 to 9999.
    """
    if unit in ("second", "minute", "hour"):
        return Period("day", start).shift(int(count / 24) if unit == "hour" else 0)
    return around(unit, start).shift(count)


def rank(unit: str) -> int:
    """Say how long a unit is beside the others.

    Args:
        unit: of time.

    Returns:
        Its place among them, 0 for one that is not known.
    """
    return lengths("rank").get(unit, 0)


def amount(count: float | str, unit: str) -> str:
    """Write a length of time as TIMEX3 does.

    Args:
        count: how many, 'X' where that is left open (several).
        unit: second, minute … up to millennium.

    Returns:
        The value; decades and longer in years, as TimeBank writes them.

    Example:
        >>> amount(3, "day"), amount("X", "hour"), amount(2.5, "hour"), amount(4, "decade")
        ('P3D', 'PTXH', 'PT2H30M', 'P40Y')
    """
    years = lengths("months").get(unit, 0) // 12
    common = (years, "year") if years > 1 else (1, unit)  # 'four decades' is P40Y, as TimeBank writes it
    times, unit = {"fortnight": (2, "week"), "weekend": (2, "day")}.get(unit, common)
    letter = units("letter")[unit]
    prefix, letter = ("PT", letter[1:]) if letter[0] == "T" else ("P", letter)
    if count == "X":
        return f"{prefix}X{letter}"
    whole, rest = divmod(float(count) * times, 1)
    if rest and (cell := units("smaller").get(unit)) and (rest == 0.5 or prefix == "PT"):
        number, form = cell.split()
        return f"{prefix}{f'{int(whole)}{letter}' * (whole > 0)}{form.format(round(rest * int(number)))}"
    return f"{prefix}{f'{whole + rest:g}' if rest else int(whole)}{letter}"


# --------------------------------------------------------------------------------------------------
# Say on which days a feast falls: by arithmetic, by a table of other calendars, or by country.


TABLE = "lexicons/feast_dates.csv"
NATIONAL = "lexicons/national_days.csv"
COUNTRIES = "lexicons/countries.csv"
PLACES = "lexicons/places.csv"
DOMAIN = re.compile(r"https?://[^/:?#]+\.([a-z]{2})(?=[/:?#]|$)")
NEAR = 6  # tokens before a feast in which its country may stand: 'India marked its Republic Day'
LONGEST = 4  # words of a country's name
OWN = 0.6  # share of the names of countries from which an article is one country's
TOP = 3  # sentences in which an article says where it is


def days_of(name: str, year: int, country: str = "") -> list[date]:
    """Return the days of one year on which a feast begins, in order; none where no table says.

    Args:
        name: month-day, month-nth-weekday, `easter`, `orthodox-easter`, or a name of feast_dates.csv or
            national_days.csv; `easter-46` is so many days before.
        year: of the common calendar.
        country: ISO 3166-1 alpha-2, '' where it is not known.

    Returns:
        None, one, or (a feast of a shorter year) two days.
    """
    if not 1 < year < 9999:
        return []
    if name in _table():
        return [date.fromisoformat(f"{year}-{day}") for day in _table()[name].get(year, "").split("|") if day]
    if days := lookup(NATIONAL, "country", "day", feast=name):
        name = days.get(country) or days.get("", "")
    return [_feast_day(name, year)] if name else []


def _feast_day(name: str, year: int) -> date:
    for start, church in (("orthodox-easter", EASTER_ORTHODOX), ("easter", EASTER_WESTERN)):
        if name.startswith(start):
            return easter(year, church) + timedelta(int(name.removeprefix(start) or 0))
    month, *numbers = map(int, name.split("-"))
    if len(numbers) == 1:
        return date(year, month, numbers[0])
    nth, day = numbers
    return date(year, month, 1) + relativedelta(days=-(not nth), weekday=weekday(day - 1, nth or -1))


@cache
def _table() -> dict[str, dict[int, str]]:
    table = rows(TABLE, ("year",))
    names = set(table[0]) - {"year", "line"}
    return {name: {int(row["year"]): row[name] for row in table} for name in names}


def country_before(parsed: Parsed, first: int) -> str:
    """Find the country that a feast's own sentence names shortly before it.

    Args:
        parsed: the article.
        first: the feast's first token.

    Returns:
        ISO 3166-1 alpha-2; '' where none is named within `NEAR` tokens.
    """
    begin = parsed.first[parsed.sentence[first]]
    near = [country for _, country in _named(parsed, max(begin, first - NEAR), first)]
    return near[-1] if near else ""


def country_of(parsed: Parsed) -> str:
    """Find the country of an article: that of its address on the web, or that which most names of countries name.

    Args:
        parsed: the article.

    Returns:
        ISO 3166-1 alpha-2; '' where neither says.
    """
    if domain := DOMAIN.match(parsed.article.url):
        ending = domain[1].upper()
        if code := {"UK": "GB"}.get(ending, ending if ending in set(_names().values()) else ""):
            return code
    places = list(_named(parsed, 0, len(parsed.word)))
    named = Counter(country for _, country in places)
    most, count = max(named.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    passing = count == 1 and parsed.sentence[places[0][0]] >= TOP  # 'her son lives in New Zealand'
    return most if count >= OWN * sum(named.values()) and not passing else ""


def _named(parsed: Parsed, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the countries that tokens [first, last) name, in order."""
    names, opening, token = _names(), _opening(), first
    while token < last:
        for length in () if parsed.word[token] not in opening else range(min(LONGEST, last - token), 0, -1):
            if country := names.get(" ".join(parsed.word[token : token + length])):
                yield token, country
                token += length - 1
                break
        token += 1


@cache
def _opening() -> frozenset[str]:
    """Return the first words of the names of countries and of what lies in one."""
    return frozenset(name.partition(" ")[0] for name in _names())


@cache
def _names() -> dict[str, str]:
    cells = ("name", "aliases", "adjectives", "people")
    tables = [(rows(PLACES, ("country", *cells[:2])), "country"), (rows(COUNTRIES, ("id", *cells)), "id")]
    said = ((row[country], row.get(cell, "")) for table, country in tables for row in table for cell in cells)
    names = ((name, code.removeprefix("country:")) for code, cell in said for name in cell.split("|") if name and code)
    return {form: code for name, code in names for form in (name, name.upper())}


# --------------------------------------------------------------------------------------------------
# Say what is known when a time expression is read: the day of publication, and what the text named before.


Slots = dict[str, str]
NEARER = 5  # so many times nearer, and a day is meant whatever the tense ('Nov. 20' in a text of 2 November)
JUST = 14  # days for which a goal that has passed can still be spoken of: 'was to return it by Jan. 14'
GOAL = 3  # the direction of a clause that looks forward to a date it names as its goal: by Labor Day
EVENING = "18"
UNKNOWN = "no publication date"
NOT_SAID = "not said which"
UNDATED = 2030  # the year by which an article without a day of publication is read
STORY = 0  # sentences for which news goes on with a month of another year; a text without 'yesterday' goes on for good
YEARS = 4  # sentences for which even such a text goes on with a bare year


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 value, what it was reckoned from, and the period it names; `days` where it is only a part of that."""

    value: str
    period: Period | None = None
    anchor: str = ""
    days: tuple[date, date] | None = None


@dataclass
class Known:
    """What is known when an expression is read: the day of publication, and what the text named before."""

    published: date | None
    direction: Callable[[], int] = lambda: 0  # -1 where the clause looks back, 1 where it looks forward
    verbless: Callable[[], bool] = lambda: False  # whether the sentence is a line of a list: 'July 26 – Saratoga'
    habit: Callable[[], bool] = lambda: False  # whether the clause tells what is usual
    usual: Callable[[], bool] = lambda: False  # whether it is in the simple present, or a rule
    apart: bool = False  # the words are 'earlier in' or 'later in' some time
    nowadays: Callable[[], bool] = lambda: False  # whether it tells what is so: 'today it employs fifty'
    home: Callable[[], str] = lambda: ""  # the article's country
    country: Callable[[], str] = lambda: ""  # whose calendar this feast goes by
    day_first: Callable[[], bool] = lambda: False  # whether 3/4 is the third of April
    last: Period | None = None  # the latest period that the text named
    planned: Period | None = None  # the latest to come that it named
    business: Period | None = None  # the latest quarter or fiscal year, which 'a year earlier' counts from
    day: Period | None = None  # the latest day that it named
    stale: int = 0  # sentences since that day was named
    near: Period | None = None  # the latest day that this sentence or the one before named
    late: bool = False  # and whether it was the evening or night of that day: what comes at 2 a.m. is of the next one
    era: Period | None = None  # the latest date of another year that was told in full, or counted on from one
    since: int = 0  # sentences since then
    idle: int = 0  # sentences since any period was named
    listed: int = 0  # a year not yet over that the text named: of the list that may follow
    story: bool = True  # nothing in the article is counted from the day of publication
    daily: bool = False  # the clause tells how often: 'daily from 8.30am'
    alone: bool = False  # the words stand alone on a line: they are no part of a story
    said: bool = False  # `published` is the day on which the words were said, which the text gives

    def note(self, meaning: Meaning, operation: str) -> None:
        """Remember a period that was named: the next expression may count from it.

        Args:
            meaning: of the expression; one without a period changes nothing.
            operation: the arithmetic that gave it, by its name in the column `meaning`.
        """
        period = meaning.period
        if not period:
            return
        self.last, self.idle = period, 0
        if self.published and period.first > self.published:
            self.planned = period
        if period.unit == "day":
            self.near = self.day = period
            self.stale = 0
            time = meaning.value.partition("T")[2]
            self.late = time in ("EV", "NI") or EVENING <= time < "25"
        begun = not self.published or period.first <= self.published  # what is forecast is no quarter of results
        if operation in ("quarter", "holding", "the") and period.unit == "quarter" and begun:
            self.business = period
        if meaning.anchor == "" or (meaning.anchor == "text" and self.era):
            another = not self.published or period.first.year < self.published.year
            self.era, self.since = (period, 0) if another else (None, 0)
            if self.published and period.first.year >= self.published.year and period.unit == "year":
                self.listed = period.first.year
        elif meaning.anchor != "text":
            self.era = None

    def told(self, make: Callable[[int], Period]) -> Period | None:
        """Find the period of the year that the story is in.

        Args:
            make: makes the period, such as a March, of a year.

        Returns:
            It, or None where the text counts from its own day.
        """
        if self.listed and self.verbless():
            return make(self.listed)
        if not self.era or (self.published and self.direction() > 0):
            return None
        if not self.story and (self.since > STORY or self.era.unit not in ("day", "month") or self.direction() >= 0):
            return None
        if self.era.unit not in ("day", "month") and self.since > YEARS:
            return None
        one, year = make(self.era.first.year), self.era.first.year + 1
        goes_on = self.since and self.era.unit in ("day", "month") and one.last < self.era.first
        if goes_on and (not self.published or make(year).first <= self.published):
            return make(year)
        return one

    @property
    def anchor(self) -> str:
        """How an anchor on the publication date is written."""
        return "text" if self.said else f"published {self.published.isoformat()}" if self.published else UNKNOWN


def named(period: Period, anchor: str = "") -> Meaning:
    """Mean a period.

    Args:
        period: of the calendar.
        anchor: what it was counted from, `text` for a date that the text named before; '' where it stands there in
            full.

    Returns:
        Its meaning.
    """
    return Meaning(period.value, period, anchor)


def choose(choices: list[Period], now: date, said: str | None, known: Known) -> Period:
    """Pick last year's, this year's or next year's: by 'last' or 'next', else by the clause's direction.

    Args:
        choices: the period in several years, the earliest first.
        now: the day to look from.
        said: what the words say: '-1' last, '1' next, '0' this; None where they don't.
        known: has the clause's direction.

    Returns:
        One of the choices.
    """
    current = next((one for one in choices if one.first <= now <= one.last), None)
    past = [one for one in choices if one.last < now] or choices[:1]
    future = [one for one in choices if one.first > now] or choices[-1:]
    if said == "0" and choices[0].unit in ("season", "austral") and (current or known.direction() < 0):
        return current or past[-1]  # 'grew this winter', in March
    if said is not None:
        return {"-1": past[-1], "1": future[0]}.get(said, next(one for one in choices if one.first.year == now.year))
    if current:
        return current
    back, ahead = (now - past[-1].last).days, (future[0].first - now).days
    way = known.direction()
    absolute = way == -2 or (way == GOAL and back > JUST)
    if not absolute and choices[0].unit == "day" and max(back, ahead) > NEARER * min(back, ahead):
        return past[-1] if back < ahead else future[0]
    return past[-1] if way < 0 or (not way and back <= ahead) else future[0]


# --------------------------------------------------------------------------------------------------
# Write dates, lengths of time and what comes again in words, where the tables have the codes of TIMEX3.


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
        >>> when("1985-01-01", "decade", "1989-12-31"), when("1972-07-01", "decade", "1977-07-02")
        ('late 1980s', 'mid-1970s')
    """
    day = date.fromisoformat(begin)
    month = f"{day:%b} {day.year}"
    if precision == "range" and end:
        return _range(day, date.fromisoformat(end))
    whole = date.fromisoformat(end).year % 10 == 9 if end else True  # “late 1980s” began in 1985
    part = {(True, False): "early ", (False, True): "late ", (False, False): "mid-"}.get(
        (day.year % 10 == 0, whole), ""
    )
    forms = {
        "month": month, "week": f"week of {day.day} {month}", "weekend": f"weekend of {day.day} {month}",
        "season": f"{NAMES.get(day.month, '')} {day.year}".strip(), "quarter": f"Q{(day.month + 2) // 3} {day.year}",
        "half": f"{'first' if day.month < 7 else 'second'} half of {day.year}", "year": str(day.year),
        "decade": f"{part}{day.year // 10 * 10}s", "century": f"{ordinal(day.year // 100 + 1)} century",
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
            known = {2: "century", 3: "decade", 4: "year"}[len(year)]
            return when(f"{max(int(year.ljust(4, '0')), 1):04d}-01-01", known)
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
