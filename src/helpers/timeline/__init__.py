"""Find time expressions (TIMEX3) and work out when they mean.

What they look like is a table (src/helpers/lexicons/timex_rules.csv, read by `grammar`), what they mean is
arithmetic (`values`). Here the two meet the article: its day of publication, the dates it named
before, and the clause that says whether a bare 'Thursday' looks back or forward.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from .. import tokens
from ..parse import FINITE, Parsed
from ..tables import Timex, frame
from .calendar import UNDATED, Known, Meaning, Period, country_before, country_of
from .grammar import Match, resolve
from .grammar import find as find_in
from .outlook import habit, looks, nowadays, told_then, usual, verb_above
from .vetoes import VETOES, Asked, context

if TYPE_CHECKING:
    import pandas as pd

SAID_THEN = frozenset(("day", "part", "shift", "ago", "overnight"))  # tomorrow, last night, two days ago
WHOLE = frozenset(("month", "season", "quarter", "half", "year", "decade", "century"))  # 'late' is their second half
# What is no time where the arithmetic fails.
GUESSES = frozenset((
    "numbers", "clock_words", "year_end_of", "ancient", "ancient_month", "lifespan", "decade", "quarter", "half",
    "soon",
))  # fmt: skip
CLOCKS = frozenset(("clock", "clock_words"))
RATES = frozenset(("a", "rate"))  # rules of rates: $40 a year, twice a week
NO_TIME = Meaning("", None, "no time")
AFTER = re.compile(r"\s+(?:after|before)\b")
SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{2,4}(?![\d/])")


def find(parsed: Parsed) -> list[Timex]:
    """Find the time expressions of an article.

    Args:
        parsed: the article; its `published`, an ISO date, may be ''.

    Returns:
        Rows in order, with TIMEX3 values; begin and end_date ISO dates or ''. `anchor`: `published YYYY-MM-DD`, `text`
        (counted from a date the text named before), '' (absolute), or why there is no day, such as `no publication
        date`; the value stays relative then.
    """
    text, known = parsed.text, Known(day_of(parsed.article.published))
    asked = Asked(parsed, known.published.year if known.published else UNDATED)
    known.home = cache(partial(country_of, parsed))
    known.day_first = cache(partial(_day_first, parsed, known))
    known.story = not _deictic().search(text)
    result: list[Timex] = []
    day_sentence, quoted = 0, Quoted(parsed)
    for number, sentence in enumerate(parsed.sentences):
        known.near = known.near if number - day_sentence <= 1 else None
        known.since, known.idle, known.stale = known.since + 1, known.idle + 1, known.stale + 1
        later: list[tuple[int, Match, int, int]] = []
        rows: list[tuple[int, Match, Meaning]] = []
        asked.sentence = number
        matches = find_in(text[sentence.start : sentence.end], partial(_refused, asked, sentence.start))
        known.verbless = partial(FINITE.isdisjoint, parsed.tag[parsed.first[number] : parsed.last[number]])
        often: set[int] | None = None
        at = sentence.start
        for found in matches:
            start, end = sentence.start + found.start, sentence.start + found.end
            if found.by == "over" and (parsed.dep[bisect_left(parsed.start, start)] == "prt" or AFTER.match(text, end)):
                start = sentence.start + found.core  # 'took over four months after it'
            first, token = bisect_left(parsed.start, start), min(bisect_left(parsed.start, end), len(parsed.start)) - 1
            if found.rule.meaning[0] in SAID_THEN and tokens.at(quoted.marked, start) >= 0:
                later.append((len(rows), found, first, token))
                rows.append((start, found, Meaning("")))
                continue
            asking = _asking(known, parsed, found, first, token)
            if found.rule.meaning[0] in CLOCKS:
                often = often if often is not None else _often(parsed, sentence.start, matches)
                alone = (text[start - 1 : start] or "\n") == "\n" == (text[end : end + 1] or "\n")
                asking = replace(known, alone=alone, daily=verb_above(parsed, token) in often)
            meaning = _resolve(found, asking)
            if rows and "weekday" in found.slots and text[at:start].strip(" ,").lower() in context("range"):
                meaning = _not_before(meaning, rows[-1][2])
            at = end
            rows.append((start, found, meaning))
            aside = len(meaning.value) == 4 and told_then(parsed, token)  # 'as she told the paper in 1989'
            if meaning.value[:1].isdigit() and not aside:
                known.note(meaning, found.rule.meaning[0])
            day_sentence = number if known.near is not None and known.near is meaning.period else day_sentence
        for place, found, first, token in later:
            start = rows[place][0]
            day = quoted.day(start, [(at, m) for at, _, m in rows], known.published)
            there = Known(day.first, said=True, home=known.home) if day else known
            rows[place] = (start, found, _resolve(found, _asking(there, parsed, found, first, token)))
            if not day and rows[place][2].period and rows[place][2].value[:1].isdigit():
                known.note(rows[place][2], found.rule.meaning[0])
        for start, found, meaning in rows:
            if meaning is NO_TIME:
                continue
            end = sentence.start + found.end
            begin, last = _days(meaning, found, known.published)
            result.append(
                Timex(
                    parsed.article.article_id, f"t{len(result) + 1}", number, start, end, text[start:end],
                    found.rule.type, meaning.value, begin, last, meaning.anchor, found.rule.name,
                )
            )  # fmt: skip
    return result


def find_timexes(text: str, published: str | date | None = None) -> pd.DataFrame:
    """Return the table `timexes` of one text.

    The text is parsed (about 0.1 s a page, and once 1 s for the model), since the tense of a clause decides which
    Thursday is meant.

    Args:
        text: what may hold time expressions.
        published: the day of publication, a date or an ISO date; what is no date counts as unknown.

    Returns:
        A row a time expression, with the columns of `timexes` and values as TIMEX3 writes them.

    >>> find_timexes("The mill burned on Thursday.", "2023-02-18")[["surface", "value"]].values.tolist()
    [['Thursday', '2023-02-16']]
    """
    from ..corpus import Article
    from ..parse import parse

    article = Article("text", text, published=str(published or ""))
    return frame("timexes", (timex for parsed in parse([article]) for timex in find(parsed)))


def day_of(published: str) -> date | None:
    """Read the day an article was published.

    Args:
        published: ISO date, a time behind it or not; or ''.

    Returns:
        The day, or None where there is none that a calendar knows.

    Example:
        >>> day_of("2023-02-18T09:30"), day_of("yesterday")
        (datetime.date(2023, 2, 18), None)
    """
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


@cache
def _deictic() -> re.Pattern[str]:
    """Return what finds the words by which an article counts from its own day: then it is news, and no life story."""
    return re.compile(rf"\b(?:{'|'.join(sorted(context('deictic')))})\b", re.IGNORECASE)


class Quoted:
    """Where the text quotes, and on what day what it quotes was said."""

    def __init__(self, parsed: Parsed) -> None:
        self.marked, self.days = parsed.marked, dict[int, Period | None]()

    def day(self, start: int, rows: list[tuple[int, Meaning]], published: date | None) -> Period | None:
        """Work out on what day the quotation around a place was said.

        It is the day that the sentence gives, before the quotation or, failing that, behind it. A quotation of several
        sentences has the day that its first was given.

        Args:
            start: offset of a place within a quotation.
            rows: (offset, meaning) of the time expressions of the sentence so far.
            published: the day of publication; None where it is not known.

        Returns:
            The day; None for no other day than publication's.
        """
        number = tokens.at(self.marked, start)
        if number not in self.days:
            one = self.marked[number]
            days = ((at, period) for at, meaning in rows if (period := meaning.period) and period.unit == "day")
            here = [(at > one.start, abs(at - one.start), day) for at, day in days if not one.start <= at < one.end]
            period = min(here, key=lambda item: item[:2])[2] if here else self.days.get(number - 1)
            same = period is None or period.first == published or (published and period.first > published)
            self.days[number] = None if same else period
        return self.days[number]


def _refused(asked: Asked, offset: int, found: Match) -> bool:
    """Say whether the parse makes a match something else than a time."""
    starts = asked.parsed.start
    last = min(bisect_left(starts, offset + found.end), len(starts)) - 1
    asked.slots, asked.last = found.slots, max(last, 0)
    asked.first = min(bisect_left(starts, offset + found.core), asked.last)
    return any(VETOES[name](asked) for name in found.rule.vetoes)


def _not_before(meaning: Meaning, begin: Meaning) -> Meaning:
    """Return the end of a range of weekdays, a week later where it would be over before it began: Sunday to Friday."""
    one, two = begin.period, meaning.period
    if not (one and two and one.unit == two.unit == "day" and one.first - timedelta(7) < two.first < one.first):
        return meaning
    day = two.shift(7)
    return replace(meaning, value=day.value + meaning.value[len(two.value) :], period=day)


def _often(parsed: Parsed, offset: int, matches: list[Match]) -> set[int]:
    """Return the verbs of which the sentence tells how often: opens daily, trains every Tuesday; no 'daily paper'."""
    verbs = set()
    for one in matches:
        if one.rule.type == "SET" and one.rule.name.split()[0] not in RATES:
            last = bisect_left(parsed.start, offset + one.end) - 1
            if parsed.dep[last] not in ("amod", "compound"):
                verbs.add(verb_above(parsed, last))
    return verbs - {-1}


def _asking(known: Known, parsed: Parsed, found: Match, first: int, token: int) -> Known:
    """Return what is known, with what the clause of this expression says of it."""
    known.direction = partial(looks, parsed, token, first, found.slots)
    known.habit = partial(habit, parsed, token)
    known.usual = partial(usual, parsed, token)
    known.nowadays, known.apart = partial(nowadays, parsed, token), found.by in ("earlier", "later")
    if "weekday" in found.slots and first == token and _among_days(parsed, first, token):
        known.habit = known.usual  # 'is open Tuesday to Sunday'
    known.country = lambda: country_before(parsed, first) or known.home()
    return known


def _among_days(parsed: Parsed, first: int, token: int) -> bool:
    """Say whether a weekday is one end of a range of weekdays: 'Tuesday to Sunday'; not 'from Thursday to Sunday'."""
    ends = [parsed.lower[token + 1 : token + 3], parsed.lower[max(0, first - 2) : first][::-1]]
    days = any(pair and pair[0] in context("range") and pair[-1] in context("month") for pair in ends)
    return days and "from" not in parsed.lower[max(0, first - 3) : first]


def _resolve(found: Match, known: Known) -> Meaning:
    try:
        return resolve(found.rule.meaning, found.slots, known)
    except (ValueError, OverflowError):  # 31 February, a million years ago
        return NO_TIME if found.rule.meaning[0] in GUESSES else Meaning("", None, "no such date")


def _days(meaning: Meaning, found: Match, published: date | None) -> tuple[str, str]:
    """Return the first and last day: of 'late May' its second half, of 'the end of May' its last quarter.

    Of 'later this month' it is what is left of it.
    """
    if not meaning.period:
        return "", ""
    try:
        first, last = meaning.days or (meaning.period.first, meaning.period.last)
    except (ValueError, OverflowError):
        return meaning.period.first.isoformat(), ""
    if found.mod and meaning.period.unit in WHOLE and not meaning.days:
        first, last = _part(first, last, found, published)
    return first.isoformat(), last.isoformat()


def _part(first: date, last: date, found: Match, published: date | None) -> tuple[date, date]:
    if found.by in ("earlier", "later"):
        if not published or not first <= published <= last:
            return first, last
        return (first, published) if found.by == "earlier" else (published, last)
    quarter = (last - first) / 4
    most = quarter if found.by in context("edge") else quarter * 2  # 'the end of the year' is less of it than 'late in'
    match found.mod:
        case "START":
            return first, first + most
        case "END":
            return first + (last - first - most) + timedelta(most > quarter), last
        case "MID":
            return first + quarter, last - quarter
    return first, last


def _day_first(parsed: Parsed, known: Known) -> bool:
    """Say whether the article writes the day before the month: by a day above 12 of another date, or its country."""
    pairs = [(int(match[1]), int(match[2])) for match in SLASHED.finditer(parsed.text)]
    if any(first > 12 for first, _ in pairs) != any(second > 12 for _, second in pairs):
        return any(first > 12 for first, _ in pairs)
    return bool(known.home()) and known.home() not in context("month first")
