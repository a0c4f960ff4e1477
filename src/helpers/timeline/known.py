"""Say what is known when a time expression is read: the day of publication, and what the text named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .calendar import Period

Slots = dict[str, str]
NEARER = 5  # so many times nearer, and a day is meant whatever the tense ('Nov. 20' in a text of 2 November)
UNKNOWN = "no publication date"
RELATIVE = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXXX", "century": "XXXX",
    "millennium": "XXXX",
}  # fmt: skip
STORY = 1  # sentences for which news goes on with a month of another year; a text without 'yesterday' goes on for good
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
    home: Callable[[], str] = lambda: ""  # the article's country
    country: Callable[[], str] = lambda: ""  # whose calendar this feast goes by
    day_first: Callable[[], bool] = lambda: False  # whether 3/4 is the third of April
    last: Period | None = None  # the latest period that the text named
    business: Period | None = None  # the latest quarter or fiscal year, which 'a year earlier' counts from
    near: Period | None = None  # the latest day that this sentence or the one before named
    era: Period | None = None  # the latest date of another year that was told in full, or counted on from one
    since: int = 0  # sentences since then
    idle: int = 0  # sentences since any period was named
    listed: int = 0  # a year not yet over that the text named: of the list that may follow
    story: bool = True  # nothing in the article is counted from the day of publication
    said: bool = False  # `published` is the day on which the words were said, which the text gives

    def note(self, meaning: Meaning, operation: str) -> None:
        """Remember a period that was named: the next expression may count from it."""
        period = meaning.period
        if not period:
            return
        self.last, self.idle = period, 0
        if period.unit == "day":
            self.near = period
        if operation in ("quarter", "quarter_of", "the") and period.unit == "quarter":
            self.business = period
        if meaning.anchor == "" or (meaning.anchor == "text" and self.era):
            another = not self.published or period.first.year < self.published.year
            self.era, self.since = (period, 0) if another else (None, 0)
            if self.published and period.first.year >= self.published.year and period.unit == "year":
                self.listed = period.first.year
        elif meaning.anchor != "text":
            self.era = None

    def told(self, make: Callable[[int], Period]) -> Period | None:
        """Return the period of the year that the story is in, or None where the text counts from its own day."""
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


def named(period: Period) -> tuple[str, Period]:
    """Return a period with its value, as a Meaning begins."""
    return period.value, period


def exact(period: Period) -> Meaning:
    """Return what stands in the text in full: no anchor."""
    return Meaning(period.value, period, "")


def from_text(period: Period) -> Meaning:
    """Return what was counted from a date that the text named before."""
    return Meaning(period.value, period, "text")


def choose(choices: list[Period], now: date, said: str | None, known: Known) -> Period:
    """Pick last year's, this year's or next year's: by 'last' or 'next', else by the clause's direction."""
    current = next((one for one in choices if one.first <= now <= one.last), None)
    past = [one for one in choices if one.last < now] or choices[:1]
    future = [one for one in choices if one.first > now] or choices[-1:]
    if said is not None:
        return {"-1": past[-1], "1": future[0]}.get(said, next(one for one in choices if one.first.year == now.year))
    if current:
        return current
    back, ahead = (now - past[-1].last).days, (future[0].first - now).days
    way = known.direction()
    if way != -2 and choices[0].unit == "day" and max(back, ahead) > NEARER * min(back, ahead):
        return past[-1] if back < ahead else future[0]
    return past[-1] if way < 0 or (not way and back <= ahead) else future[0]
