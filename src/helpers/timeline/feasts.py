"""Say on which days a feast falls: by arithmetic, by a table of other calendars, or by country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from ..knowledge import rows
from ..parse import Parsed
from .calendar import easter, nth_weekday

TABLE = "lexicons/feast_dates.csv"
NATIONAL = "lexicons/national_days.csv"
COUNTRIES = "lexicons/countries.csv"
DOMAIN = re.compile(r"https?://[^/:?#]+\.([a-z]{2})(?=[/:?#]|$)")
NEAR = 6  # tokens before a feast in which its country may stand: 'India marked its Republic Day'
LONGEST = 4  # words of a country's name
MOST = 0.6  # share of the names of countries from which an article is one country's


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
    if name in _national():
        name = _national()[name].get(country) or _national()[name].get("", "")
    return [_reckoned(name, year)] if name else []


def _reckoned(name: str, year: int) -> date:
    for start, sunday in (("orthodox-easter", _orthodox_easter), ("easter", easter)):
        if name.startswith(start):
            return sunday(year) + timedelta(int(name.removeprefix(start) or 0))
    numbers = [int(number) for number in name.split("-")]
    return date(year, *numbers) if len(numbers) == 2 else nth_weekday(year, *numbers)


def _orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Julian calendar by our calendar (Meeus 1991, chapter 8)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    month, day = divmod(d + (2 * a + 4 * b - d + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


@cache
def _table() -> dict[str, dict[int, str]]:
    table = rows(TABLE, ("year",))
    names = set(table[0]) - {"year", "line"}
    return {name: {int(row["year"]): row[name] for row in table} for name in names}


@cache
def _national() -> dict[str, dict[str, str]]:
    days: dict[str, dict[str, str]] = {}
    for row in rows(NATIONAL, ("feast", "country", "day")):
        days.setdefault(row["feast"], {})[row["country"]] = row["day"]
    return days


def country_before(parsed: Parsed, first: int) -> str:
    """Return the country that a feast's own sentence names shortly before it, ISO 3166-1 alpha-2, or ''."""
    begin = parsed.first[parsed.sentence[first]]
    near = [country for _, country in _named(parsed, max(begin, first - NEAR), first)]
    return near[-1] if near else ""


def country_of(parsed: Parsed) -> str:
    """Return the country of an article, that of its address on the web or that which most names of countries name.

    ISO 3166-1 alpha-2; '' where neither says.
    """
    if domain := DOMAIN.match(parsed.article.url):
        ending = domain[1].upper()
        if code := {"UK": "GB"}.get(ending, ending if ending in set(_names().values()) else ""):
            return code
    named = Counter(country for _, country in _named(parsed, 0, len(parsed.word)))
    most, count = max(named.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return most if count >= MOST * sum(named.values()) else ""


def _named(parsed: Parsed, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the countries that tokens [first, last) name, in order."""
    names, token = _names(), first
    while token < last:
        for length in range(min(LONGEST, last - token), 0, -1):
            if country := names.get(" ".join(parsed.word[token : token + length])):
                yield token, country
                token += length - 1
                break
        token += 1


@cache
def _names() -> dict[str, str]:
    cells = ("name", "aliases", "adjectives", "people")
    return {
        name: row["id"].removeprefix("country:")
        for row in rows(COUNTRIES, ("id", *cells))
        for cell in cells
        for name in row[cell].split("|")
        if name
    }
