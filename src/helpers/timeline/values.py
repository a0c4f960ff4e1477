"""Work out what a time expression means: the arithmetic behind the column `meaning` of timex_rules.csv.

Each function takes what the words say (slots) and what is known (`Known`) and returns a `Meaning`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .calendar import SEASONS, Period, amount, around, easter, nth_weekday

Slots = dict[str, str]
NEARER = 5  # so many times nearer, and a day is meant whatever the tense ('Nov. 20' in a text of 2 November)
UNKNOWN = "no publication date"
RELATIVE = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXXX", "century": "XXXX",
    "millennium": "XXXX",
}  # fmt: skip
FRESH = 120  # days for which news still speaks of a quarter that has ended


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


def resolve(meaning: tuple[str, ...], slots: Slots, known: Known) -> Meaning:
    """Return what a rule's meaning says about these words.

    Raises KeyError for a meaning that has no arithmetic; ValueError or OverflowError for a day that is
    in no calendar (31 February), which callers turn into 'no value'.
    """
    return OPERATIONS[meaning[0]](slots, known, *meaning[1:])


def day(slots: Slots, known: Known) -> Meaning:
    """A day: an ISO date, month and day, a weekday, or yesterday, today, tomorrow."""
    if "iso" in slots:
        year, month, number = map(int, slots["iso"].split("-"))
        return exact(Period("day", date(year, month, number)))
    if "month" in slots:
        return _day_of_month(slots, known)
    if slots.get("weekday", "+").isdigit():
        return _weekday(slots, known)
    if not known.published:
        return Meaning("XXXX-XX-XX", None, UNKNOWN)
    offset = slots.get("weekday") or slots.get("day") or slots.get("last", "0")  # Friday or yesterday: either slot
    return Meaning(*named(Period("day", known.published).shift(int(offset))), known.anchor)


def day_off(slots: Slots, known: Known, days: str) -> Meaning:
    """The day before yesterday: so many days from publication."""
    return day({"day": days}, known)


def named_day(slots: Slots, known: Known, iso: str) -> Meaning:
    """A day that history named (9/11): that day, where month and day are its own."""
    one = date.fromisoformat(iso)
    if slots and (int(slots["month"]), int(slots["dom"].rstrip("stndrh"))) != (one.month, one.day):
        return day(slots, known)
    return exact(Period("day", one))


def day_of_month(slots: Slots, known: Known) -> Meaning:
    """The first or last day of a month."""
    found = month(slots, known)
    if not found.period:
        return Meaning("XXXX-XX-XX", None, found.anchor)
    first = found.period.first
    one = found.period.last if slots["ord"] == "last" else first.replace(day=_ordinal(slots))
    return Meaning(*named(Period("day", one)), found.anchor)


def week_of_month(slots: Slots, known: Known) -> Meaning:
    """The first, second … or last week of a month: the ISO week of that Thursday, as ISO counts the weeks of a year."""
    found = month(slots, known)
    if not found.period:
        return Meaning("XXXX-WXX", None, found.anchor)
    here, after = found.period.first, found.period.last + timedelta(1)
    if slots["ord"] == "last":
        thursday = nth_weekday(after.year, after.month, 0, 4)
    else:
        thursday = nth_weekday(here.year, here.month, _ordinal(slots, 5), 4)
    return Meaning(*named(around("week", thursday)), found.anchor)


def slash(slots: Slots, known: Known) -> Meaning:
    """A date with slashes, month first as in American news unless the first number is above twelve."""
    first, second, year = map(int, slots["slash"].split("/"))
    month, number = (second, first) if first > 12 else (first, second)
    return exact(Period("day", date(year + (2000 if year < 50 else 1900) * (year < 100), month, number)))


def month(slots: Slots, known: Known) -> Meaning:
    """A month, its year given, counted from 'last', or the one the clause's direction asks for."""
    number = int(slots["month"])
    if "year" in slots:
        return exact(Period("month", date(int(slots["year"]), number, 1)))
    if not known.published:
        return Meaning(f"XXXX-{number:02d}", None, UNKNOWN)
    now = around("month", known.published)
    choices = [Period("month", date(now.first.year + step, number, 1)) for step in (-1, 0, 1)]
    return Meaning(*named(choose(choices, now.first, slots.get("last"), known)), known.anchor)


def of_year(slots: Slots, known: Known) -> Meaning:
    """A month or a season of last, this or next year."""
    unit = "month" if "month" in slots else "season"
    number = int(slots["month"]) if "month" in slots else SEASONS[slots["season"]]
    if not known.published:
        return Meaning(f"XXXX-{slots['season'] if unit == 'season' else f'{number:02d}'}", None, UNKNOWN)
    year = known.published.year + int(slots["last"])
    return Meaning(*named(Period(unit, date(year, number, 1))), known.anchor)


def week(slots: Slots, known: Known) -> Meaning:
    """The week that holds a day."""
    return _holding("week", "XXXX-WXX", day(slots, known))


def year(slots: Slots, known: Known) -> Meaning:
    """A year that stands there in figures or words."""
    return exact(Period("year", date(int(slots["year"]), 1, 1)))


def decade(slots: Slots, known: Known) -> Meaning:
    """The 1980s, the '80s, the eighties (of the twentieth century unless the text says so in figures)."""
    number = int((slots.get("decade4") or slots.get("decade2") or slots["decade"]).rstrip("s"))
    return exact(Period("decade", date(number if number >= 100 else 1900 + number, 1, 1)))


def century(slots: Slots, known: Known) -> Meaning:
    """The 19th century."""
    return exact(Period("century", date(max(1, (_ordinal(slots) - 1) * 100), 1, 1)))


def quarter(slots: Slots, known: Known) -> Meaning:
    """A quarter of a year: calendar quarters, since a text seldom says when a firm's own year begins."""
    return _part_of_year("quarter", _ordinal(slots, 4) * 3 - 2, slots, known)


def quarter_of(slots: Slots, known: Known) -> Meaning:
    """The quarter that ended on a day."""
    return _holding("quarter", "XXXX-QX", _day_of_month(slots, known))


def _holding(unit: str, unknown: str, found: Meaning) -> Meaning:
    """Return the period of a unit that holds a day; its value is `unknown` where the day is."""
    if not found.period:
        return Meaning(unknown, None, found.anchor)
    return Meaning(*named(around(unit, found.period.first)), found.anchor)


def half(slots: Slots, known: Known) -> Meaning:
    """The first or second half of a year."""
    return _part_of_year("half", _ordinal(slots, 2) * 6 - 5, slots, known)


def season(slots: Slots, known: Known) -> Meaning:
    """A season of a year."""
    return _part_of_year("season", SEASONS[slots["season"]], slots, known, slots["season"])


def holiday(slots: Slots, known: Known, days: str = "0") -> Meaning:
    """A holiday that the table dates (month-day, month-nth-weekday or easter), or the day before it."""
    if "year" in slots:
        return exact(Period("day", _feast(slots["holiday"], int(slots["year"]))).shift(int(days)))
    if not known.published:
        return Meaning("XXXX-XX-XX", None, UNKNOWN)
    choices = [
        Period("day", _feast(slots["holiday"], known.published.year + step)).shift(int(days)) for step in (-1, 0, 1)
    ]
    return Meaning(*named(choose(choices, known.published, slots.get("last"), known)), known.anchor)


def feast(slots: Slots, known: Known, day: str, days: str = "0") -> Meaning:
    """A holiday that stands in the rule, or so many days from it."""
    return holiday(slots | {"holiday": day}, known, days)


def part(slots: Slots, known: Known, name: str = "") -> Meaning:
    """A morning, afternoon, evening or night of a day."""
    found = day(slots, known)
    return Meaning(f"{found.value}T{name or slots['daypart']}", found.period, found.anchor)


def overnight(slots: Slots, known: Known) -> Meaning:
    """The night that ended on the day of publication, or the coming one where the clause looks ahead."""
    return part(slots | {"day": "+0" if known.direction() > 0 else "-1"}, known, "NI")


def clock(slots: Slots, known: Known) -> Meaning:
    """A time of day, of the day named beside it, else of the day of publication."""
    text = slots.get("clock") or slots.get("clockword") or slots["hour"] + ":00"
    text = text.replace(".", ":") if ":" in text or "." in text else f"{text[:2]}:{text[2:]}"
    hour, _, rest = text.partition(":")
    number = int(hour)
    if (slots.get("ampm", "").startswith("p") or slots.get("daypart") in ("AF", "EV")) and number < 12:
        number += 12
    elif slots.get("ampm", "").startswith("a") and number == 12:
        number = 0
    if number > 24 or int(rest[:2]) > 59:
        raise ValueError(f"no such time of day: {text}")
    named = "month" in slots or "weekday" in slots or "day" in slots
    found = day(slots, known) if named or not known.near else from_text(known.near)
    return Meaning(f"{found.value}T{number:02d}:{rest}", found.period, found.anchor)


def shift(slots: Slots, known: Known) -> Meaning:
    """Last, this or next week, month, year … counted from the publication date."""
    unit = slots.get("calunit", "year")
    if not known.published:
        return Meaning(RELATIVE[unit], None, UNKNOWN)
    step = int(slots.get("last", "-1"))
    if unit == "weekend" and step == -1 and known.published.weekday() >= 5:
        step = 0 if known.published.weekday() == 6 else -1
    elif unit == "weekend" and not step and known.published.weekday() < 4 and known.direction() < 0:
        step = -1  # 'this weekend' of what has happened, read on a Tuesday
    return Meaning(*named(around(unit, known.published).shift(step)), known.anchor)


def year_period(slots: Slots, known: Known) -> Meaning:
    """The 1988 period: of that year, the quarter that the text speaks of, if it does."""
    number = int(slots["year"])
    if known.business and slots["period"] != "year":
        return from_text(Period(known.business.unit, known.business.first.replace(year=number)))
    return exact(Period("year", date(number, 1, 1)))


def year_end(slots: Slots, known: Known) -> Meaning:
    """The year's end: that year."""
    return shift({"last": "0"}, known)


def the(slots: Slots, known: Known) -> Meaning:
    """The week, the month, the year: the one just named in the text, else the one of publication."""
    unit = slots.get("calunit", slots.get("period", "quarter"))
    if unit in ("quarter", "period") and known.business:
        return from_text(known.business)
    unit = "quarter" if unit == "period" else unit
    if not known.published:
        return Meaning(RELATIVE[unit], None, UNKNOWN)
    now = around(unit, known.published)
    if unit == "weekend" and known.published < now.first and known.direction() <= 0:
        now = now.shift(-1)
    if unit == "quarter":
        now = now.shift(-1)
    return Meaning(*named(now), known.anchor)


def ended(slots: Slots, known: Known) -> Meaning:
    """The latest quarter: the one that the text speaks of, if it is over."""
    over = known.published and known.business and known.business.last >= known.published
    return the(slots, replace(known, business=None)) if over else the(slots, known)


def that(slots: Slots, known: Known) -> Meaning:
    """That year, the same day: the one the text named last."""
    unit = slots["calunit"]
    if known.last and _rank(known.last.unit) <= _rank(unit):
        return from_text(around(unit, known.last.first))
    return Meaning(RELATIVE[unit], None, "not named in the text")


def step(slots: Slots, known: Known, count: str) -> Meaning:
    """The next day, the previous year: from the last date the text named, else from publication."""
    unit = slots.get("calunit", "day")
    if known.last and _rank(known.last.unit) <= _rank(unit):
        return from_text(around(unit, known.last.first).shift(int(count)))
    return shift({"calunit": unit, "last": count}, known)


def ago(slots: Slots, known: Known, count: str = "") -> Meaning:
    """A week ago, three months ago: counted back from the publication date."""
    unit = slots.get("unit") or slots["units"]
    if not known.published:
        return Meaning(RELATIVE.get(unit, "XXXX-XX-XX"), None, UNKNOWN)
    if unit == "year" and known.business and "unit" in slots:
        return from_text(known.business.shift(-_per_year(known.business)))
    return Meaning(*named(_back(known.published, slots, unit, -_count(slots, count))), known.anchor)


def earlier(slots: Slots, known: Known, count: str = "", unit: str = "") -> Meaning:
    """A year earlier, the year-ago period: from the period the text speaks of."""
    return _counted(slots, known, -_count(slots, count), unit)


def later(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Two weeks later: from the last date the text named."""
    return _counted(slots, known, _count(slots, count), "")


def length(slots: Slots, known: Known, count: str = "") -> Meaning:
    """A length of time."""
    unit = slots.get("unit") or slots.get("units") or ""
    count = count if count not in ("", "past") else slots.get("num", "1")
    return Meaning(amount(count if count == "X" else float(count.replace(",", "")), unit))


def value(slots: Slots, known: Known, text: str) -> Meaning:
    """A value that stands in the table."""
    text = slots[text.strip("{}")] if text.startswith("{") else text
    return Meaning(text, None, known.anchor if text.endswith("_REF") else "")


def weekdays(slots: Slots, known: Known) -> Meaning:
    """Mondays, every Friday."""
    return Meaning(f"XXXX-WXX-{slots.get('weekdays') or slots['weekday']}")


def months(slots: Slots, known: Known) -> Meaning:
    """Each April, every summer."""
    return Meaning(f"XXXX-{int(slots['month']):02d}" if "month" in slots else f"XXXX-{slots['season']}")


def every(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Every year, twice a week: how often, as the length of one round."""
    return length(slots, known, count or ("" if "units" in slots else "1"))


def parts(slots: Slots, known: Known) -> Meaning:
    """Every morning, every Friday evening."""
    weekday = f"WXX-{slots['weekday']}" if "weekday" in slots else "XX-XX"
    return Meaning(f"XXXX-{weekday}T{slots['daypart']}")


def part_of(slots: Slots, known: Known, count: str) -> Meaning:
    """The next morning: of the day after the one the text named last."""
    found = step({"calunit": "day"}, known, count)
    return Meaning(f"{found.value}T{slots['daypart']}", found.period, found.anchor)


OPERATIONS: dict[str, Callable[..., Meaning]] = {
    "day": day, "day_off": day_off, "day_of_month": day_of_month, "named_day": named_day, "slash": slash,
    "month": month, "of_year": of_year, "week": week, "week_of_month": week_of_month, "year": year,
    "decade": decade, "century": century, "quarter": quarter, "quarter_of": quarter_of, "half": half,
    "year_period": year_period, "year_end": year_end, "season": season, "holiday": holiday, "feast": feast,
    "shift": shift, "the": the, "ended": ended, "that": that, "step": step, "ago": ago, "earlier": earlier,
    "later": later, "length": length, "value": value, "weekdays": weekdays, "months": months, "parts": parts,
    "set": every, "part": part, "part_of": part_of, "overnight": overnight, "clock": clock,
}  # fmt: skip


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


def _day_of_month(slots: Slots, known: Known) -> Meaning:
    number = int(slots["dom"].rstrip("stndrh"))
    if "year" in slots:
        return exact(Period("day", date(int(slots["year"]), int(slots["month"]), number)))
    if not known.published:
        return Meaning(f"XXXX-{int(slots['month']):02d}-{number:02d}", None, UNKNOWN)
    choices = []
    for offset in (-1, 0, 1):
        try:
            choices.append(Period("day", date(known.published.year + offset, int(slots["month"]), number)))
        except ValueError:  # 29 February
            continue
    if not choices:
        raise ValueError(f"no day {number} in month {slots['month']}")
    return Meaning(*named(choose(choices, known.published, None, known)), known.anchor)


def _weekday(slots: Slots, known: Known) -> Meaning:
    wanted = int(slots["weekday"])
    if not known.published:
        return Meaning(f"XXXX-WXX-{wanted}", None, UNKNOWN)
    back = (known.published.isoweekday() - wanted) % 7
    said = slots.get("last")
    today = Period("day", known.published)
    if said == "-1":
        offset = -(back or 7)
    elif said == "1" or (said is None and back and known.direction() > (back == 1)):  # yesterday is near
        offset = 7 - back if back else 7
    elif said == "0":
        offset = wanted - known.published.isoweekday()
    else:
        offset = -back
    return Meaning(*named(today.shift(offset)), known.anchor)


def _part_of_year(unit: str, month: int, slots: Slots, known: Known, code: str = "") -> Meaning:
    number = int(slots["year"]) if "year" in slots else 0
    if number:
        return exact(Period(unit, date(number, month, 1)))
    if not known.published:
        code = code or f"{unit[0].upper()}{(month + 2) // 3 if unit == 'quarter' else 1 + month // 7}"
        return Meaning(f"XXXX-{code}", None, UNKNOWN)
    here = known.published
    choices = [Period(unit, date(here.year + offset, month, 1)) for offset in (-2, -1, 0, 1)]
    said = slots.get("last")
    if unit != "season" and said is not None:
        return Meaning(*named(choices[2 + int(said)]), known.anchor)
    begun = [one for one in choices if one.first <= here][-1]
    if unit != "season" and ((here - begun.last).days < FRESH or known.direction() <= 0):
        return Meaning(*named(begun), known.anchor)  # results are told of the latest quarter that has begun
    return Meaning(*named(choose(choices, here, said, known)), known.anchor)


def _feast(text: str, year: int) -> date:
    if text == "easter":
        return easter(year)
    numbers = [int(number) for number in text.split("-")]
    return date(year, *numbers) if len(numbers) == 2 else nth_weekday(year, *numbers)


def _ordinal(slots: Slots, most: int = 99) -> int:
    if slots["ord"] == "last":
        return most
    number = int(slots["ord"].rstrip("stndrh"))
    if not 1 <= number <= most:
        raise ValueError(f"there is no number {number} here")
    return number


def _count(slots: Slots, count: str) -> int:
    return round(float((count or slots.get("num", "1")).replace(",", "")))


def _back(start: date, slots: Slots, unit: str, count: int) -> Period:
    """Move by units; hours count as the days they fill."""
    if unit in ("second", "minute", "hour"):
        return Period("day", start).shift(int(count / 24) if unit == "hour" else 0)
    return around(unit, start).shift(count)


def _counted(slots: Slots, known: Known, count: int, unit: str) -> Meaning:
    unit = unit or slots.get("unit") or slots["units"]
    if unit == "year" and known.business:
        return from_text(known.business.shift(count * _per_year(known.business)))
    if known.last and _rank(known.last.unit) <= _rank(unit):
        return from_text(_back(known.last.first, slots, unit, count))
    if not known.published:
        return Meaning(RELATIVE.get(unit, "XXXX-XX-XX"), None, UNKNOWN)
    return Meaning(*named(_back(known.published, slots, unit, count)), known.anchor)


def _per_year(period: Period) -> int:
    return {"quarter": 4, "half": 2, "month": 12}.get(period.unit, 1)


def _rank(unit: str) -> int:
    order = (
        "day",
        "weekend",
        "week",
        "fortnight",
        "month",
        "season",
        "quarter",
        "half",
        "year",
        "decade",
        "century",
    )
    return order.index(unit) if unit in order else 0
