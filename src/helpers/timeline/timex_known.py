"""Say what is known when a time expression is read: the day of publication, and what the text named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .calendar_periods import Period

Slots = dict[str, str]
NEARER = 5  # so many times nearer, and a day is meant whatever the tense ('Nov. 20' in a text of 2 November)
UNKNOWN = "no publication date"
RELATIVE = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXXX", "century": "XXXX",
    "millennium": "XXXX",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 value, the days it covers where they are known, and what it was reckoned from."""

    value: str
    period: Period | None = None
    anchor: str = ""


@dataclass
class Known:
    """What is known when an expression is read: the day of publication, and what the text named before."""

    published: date | None
    direction: Callable[[], int] = lambda: 0  # -1 where the clause looks back, 1 where it looks forward
    last: Period | None = None  # the latest period that the text named
    business: Period | None = None  # the latest quarter or fiscal year, which 'a year earlier' counts from
    near: Period | None = None  # the latest day that this sentence or the one before named

    def note(self, period: Period, operation: str) -> None:
        """Remember a period that was named: the next expression may count from it."""
        self.last = period
        if period.unit == "day":
            self.near = period
        if operation in ("quarter", "quarter_of", "the") and period.unit == "quarter":
            self.business = period

    @property
    def anchor(self) -> str:
        """How an anchor on the publication date is written."""
        return f"published {self.published.isoformat()}" if self.published else UNKNOWN


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
    if choices[0].unit == "day" and max(back, ahead) > NEARER * min(back, ahead):
        return past[-1] if back < ahead else future[0]
    way = known.direction()
    return past[-1] if way < 0 or (not way and back <= ahead) else future[0]
