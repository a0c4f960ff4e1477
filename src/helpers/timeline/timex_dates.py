"""Work out calendar dates: days, months, quarters, seasons, holidays, and the times of a day.

What leans on a publication date that is not known stays relative: `XXXX-WXX-4` for a bare Thursday.
"""

from __future__ import annotations

from datetime import date, timedelta

from .calendar_periods import SEASONS, Period, around, easter, nth_weekday
from .timex_known import UNKNOWN, Known, Meaning, Slots, choose, exact, from_text, named

FRESH = 120  # days for which news still speaks of a quarter that has ended


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
