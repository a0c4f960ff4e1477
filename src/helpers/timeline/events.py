"""Find what a time expression dates: the clause, its predicate, who takes part, and how sure the text is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import pairwise

from ..parse import Parsed, clause
from ..tables import Event, Mention, Timex
from ..tokens import DATELINE
from . import outlook
from .dated import word_of
from .outlook import PRESENT, VERBAL, auxiliaries, governs, modality, signs, verb_above
from .participants import hung, taking_part
from .vetoes import context

DAY = re.compile(r"XXXX-(?:\d\d-\d|WXX-\d)")  # of a year or week that nobody knows
AFTER_PLACE = re.compile(r" *(?:\n|:\s|,? ?\([^()\n]{1,30}\) ?[-–—])")  # behind the day of a dateline

# What follows a noun and is no part of what it names.
OTHER_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "appos"))
# A time expression that hangs on a noun by one of these dates the noun: 'Friday's meeting', 'spring offensive'.
OF_NOUN = frozenset(("compound", "nmod", "poss", "amod", "nummod", "npadvmod"))
TAKEN_OVER = frozenset(("feared", "hoped"))
DATED = frozenset(("DATE", "TIME"))
HAVE = frozenset(("have", "has", "had"))
RECORD = 6  # tokens before 'since' in which a rank stands: 'the first president since'
PRECISION = {2: "century", 3: "decade", 4: "year", 7: "month", 10: "day"}
MEASURED = frozenset(("year", "half", "quarter", "month"))
LONGEST = 100  # tokens from a time expression to what it dates, and of a clause: beyond, no parse we know


def find(parsed: Parsed, timexes: Sequence[Timex], mentions: Sequence[Mention]) -> list[Event]:
    """Find the dated clauses of an article: one row a DATE or TIME that a clause or noun of action hangs on.

    Args:
        parsed: the article.
        timexes: its rows, in order.
        mentions: its rows, in order.

    Returns:
        Rows in the order of `timexes`. begin and end_date are the time expression's; of one that ends or begins a time
        ('by May', 'since May'), those of that time. precision: time, day, week, month, season, quarter, half, year,
        decade, century; range, from one date to another. modality: happened, planned, feared, hoped, demanded,
        possible, supposed, denied, negated. actors: whom the parse makes its subject, object or companion.
    """
    takes_part = cache(partial(taking_part, parsed, hung(parsed, mentions)))
    events: list[Event] = []
    clauses: dict[int, tuple[int, int]] = {}
    told_by = cache(partial(modality, parsed))  # a verb may have a thousand dates
    ends = _ranges(parsed, timexes)
    behind, told = set(ends.values()), set[tuple[int, str, str]]()
    often = {verb_above(parsed, bisect_left(parsed.start, one.end) - 1) for one in timexes if one.type == "SET"}
    for place, timex in enumerate(timexes):
        if place in behind or not asked_of(parsed, timex) or (head := word_of(parsed, timex)) < 0:
            continue
        until = timexes[ends[place]] if place in ends else timex
        if head in often and parsed.tag[head] in PRESENT:
            continue  # 'pensions go up each April by the rate of the previous September'
        if timex.begin and (head, timex.begin, timex.end_date) in told:
            continue  # 'at 10pm tonight' is told once
        told.add((head, timex.begin, timex.end_date))
        first, last = _clause(parsed, head, timex, clauses)
        start, end = parsed.span(first, last)
        told_as = told_by(head)
        turns = told_as == "negated" and parsed.lower[bisect_left(parsed.start, timex.start) - 1] in signs("turn")
        if turns:
            told_as = told_by(head, told_as)  # 'did not learn of it until 2008': then she did
        over = bool(timex.end_date) and timex.end_date < parsed.article.published[:10]
        if told_as == "happened" or (told_as == "demanded" and over and parsed.pos[head] not in VERBAL):
            told_as = _ahead(parsed, timex, head)  # 'wants the 2021 election looked into'
        elif over and told_as in ("planned", "negated") and _told_of_by(parsed, head):
            told_as = "happened"  # 'the inquiry into last month's floods was put off'
        days = (timex.begin, until.end_date)
        exact = precision(timex.value) if until is timex else "range"
        if until is timex and not turns and _one_end(parsed, timex, head, told_as):
            days, exact = _reach(parsed, timex, head), "range"
            if not all(days):
                continue
        events.append(
            Event(
                timex.article_id, f"e{len(events) + 1}", timex.timex_id, timex.sentence_id, parsed.lemma[head].lower(),
                start, end, parsed.text[start:end], *days, exact, told_as, takes_part(head),
            )
        )  # fmt: skip
    return events


def asked_of(parsed: Parsed, timex: Timex) -> bool:
    """Say whether a time expression may date something: a date or time of day, but no 'now', nor a dateline's day.

    Args:
        parsed: the article.
        timex: one of its rows.

    Returns:
        True where there may be a row of it.
    """
    known = timex.type in DATED and timex.value and not timex.value.endswith("_REF")
    return bool(known) and not _of_the_report(parsed, timex)


def _ranges(parsed: Parsed, timexes: Sequence[Timex]) -> dict[int, int]:
    """Return which dates are the beginning of a time whose end the next one is: 'from May 20 to June 3'."""
    found: dict[int, int] = {}
    for place, (one, two) in enumerate(pairwise(timexes)):
        joint = parsed.text[one.end : two.start].strip(" ,").lower()
        before = parsed.text[max(0, one.start - 9) : one.start].split()[-1:]
        opened = [word.lower() for word in before]
        to = opened == ["from"] or joint not in signs("before") or joint in ("to", "through")
        linked = (joint in context("range") and to) or (joint == "and" and opened == ["between"])
        days = one.type in DATED and two.type in DATED and one.begin and one.begin < two.begin
        if linked and days and one.sentence_id == two.sentence_id and place not in found.values():
            found[place] = place + 1
    return found


def _one_end(parsed: Parsed, timex: Timex, head: int, told_as: str) -> bool:
    """Say whether a date is one end of what it dates, and no goal: 'since May', 'pay by May', 'between now and May'."""
    first = bisect_left(parsed.start, timex.start)
    if first == parsed.first[timex.sentence_id] or parsed.pos[head] not in VERBAL:
        return False
    before = _before(parsed, first)
    if before == "and":
        return parsed.lower[first - 2] == "now"
    limit = before in signs("limit") and timex.type == "DATE" and told_as != "negated"
    return (limit or before in signs("bound")) and not _aimed(parsed, timex, head)


def _before(parsed: Parsed, first: int) -> str:
    """Return the word before a date: 'until' of 'until at least May', too."""
    return parsed.lower[first - 3 if first > 2 and parsed.lower[first - 2 : first] == ["at", "least"] else first - 1]


def _reach(parsed: Parsed, timex: Timex, head: int) -> tuple[str, str]:
    """Return the first and last day of what a date bounds, up to publication or from it; '' where no other is known.

    'Has sold five since May' is from May until today, 'shut it until May', with that to come, from today; but 'had sold
    five since May' and 'sold it until May' tell one end only.
    """
    published = parsed.article.published[:10]
    if _before(parsed, bisect_left(parsed.start, timex.start)) == "since":
        told = parsed.dep[head] == "ccomp" and parsed.tag[parsed.head[head]] == "VBD"  # 'said that it had sold five'
        told = told or "had" not in auxiliaries(parsed, head)
        near = timex.type == "DATE" or timex.begin == published  # 'since 4 a.m.' of a night that is over
        return (timex.begin, published if told and near and timex.begin <= published else "")
    ends = timex.end_date > published and "end" in timex.surface.lower().split()  # 'until the end of the year'
    lasts = (ends or timex.begin > published) and parsed.lemma[bisect_left(parsed.start, timex.start) - 2] not in signs(
        "term"
    )
    last = timex.end_date
    whole = timex.begin and "end" not in timex.surface.lower().split()
    if whole and _before(parsed, bisect_left(parsed.start, timex.start)) == "before":
        last = (date.fromisoformat(timex.begin) - timedelta(1)).isoformat()
    return (published if lasts else "", last)  # 'signed a contract until 2027' was done once


def precision(value: str) -> str:
    """Tell how exact a TIMEX3 value is.

    Args:
        value: of a date or time.

    Returns:
        time, day, weekend, week, month, season, quarter, half, year, decade or century; range for one with a slash.

    Example:
        >>> precision("2023-02-16"), precision("2023-SP")
        ('day', 'season')
    """
    if "/" in value:
        return "range"
    if "T" in value:
        return "time"
    if value.endswith("-WE"):
        return "weekend"
    if "-WXX-" in value:
        return "day"
    for mark, name in (("-W", "week"), ("-Q", "quarter"), ("-H", "half")):
        if mark in value and not value.endswith("-WI"):
            return name
    if value[5:] in ("SP", "SU", "FA", "WI"):
        return "season"
    return PRECISION.get(len(value), "year")


def _told_of_by(parsed: Parsed, head: int) -> bool:
    """Say whether an event is what another noun is about, whose verb says nothing of it: 'a trial over the riots'."""
    above = parsed.head[head]
    about = parsed.dep[head] == "pobj" and parsed.lower[above] not in ("of", "for")
    return about and parsed.pos[parsed.head[above]] == "NOUN" and parsed.pos[head] not in VERBAL


def _of_the_report(parsed: Parsed, timex: Timex) -> bool:
    """Say whether a date stands in a dateline, 'OSLO, Feb 9 (Wire) -': it is the report's day and not the story's."""
    sentence = parsed.sentences[timex.sentence_id]
    line = DATELINE.match(parsed.text, sentence.start, sentence.end)
    if line is not None and timex.end <= line.end():
        return True
    begin, after = parsed.first[timex.sentence_id], parsed.text[timex.end : timex.end + 40]
    first = bisect_left(parsed.start, timex.start)
    places = 0 < first - begin <= RECORD and all(
        word[0].isupper() or not word[0].isalpha() for word in parsed.word[begin:first]
    )
    return places and AFTER_PLACE.match(after) is not None


def _ahead(parsed: Parsed, timex: Timex, head: int) -> str:
    """Return what is said of something that has no sign of its own: planned where its date is to come, else happened.

    A date lies ahead by publication or by its own words ('next week'). A thing in a clause that has a sign takes it
    over unless it is past: the debate in 'plan to protest at the debate', the offensive in 'fears to be drawn into'.
    """
    if aimed := _aimed(parsed, timex, head):
        return aimed
    says = parsed.lemma[head] in signs("stative") and precision(timex.value) in ("day", "time")
    if parsed.tag[head] == "VBD" and timex.begin and (says or not timex.anchor):
        return "happened"  # whatever day an article is said to be of; 'said in an editorial on Monday'
    published = parsed.article.published[:10]
    back = not signs("reckoned").keys().isdisjoint(timex.surface.lower().split())
    over = back or bool(timex.begin and published and timex.begin <= published)
    today = timex.begin == published and timex.type == "TIME"
    if published and timex.begin == published and _on_the_calendar(parsed, timex, head):
        return "planned"
    counted = timex.anchor in ("text", "not named in the text")  # 'the next day': of the story, not of the paper
    to_come = not (over or counted) and not context("coming").isdisjoint(timex.surface.lower().split())
    lasts = timex.begin <= published < timex.end_date and parsed.lemma[head] in signs("game")  # 'the 2024 election'
    if parsed.pos[head] not in VERBAL and (not over or today or lasts) and not (timex.begin and not published):
        verb = verb_above(parsed, head)
        around = modality(parsed, verb) if verb >= 0 else "happened"
        if around in TAKEN_OVER and not today and parsed.lemma[head] not in signs("game"):
            return around
        past = verb >= 0 and (parsed.tag[verb] == "VBD" or not HAVE.isdisjoint(auxiliaries(parsed, verb)))
        to_come = to_come or around in outlook.COMING or (lasts and not past)
    if to_come or (timex.begin and published and not over):
        return "planned"
    if not published and not timex.begin and _by_its_words(parsed, timex, head):
        return "planned"
    return "happened"


def _by_its_words(parsed: Parsed, timex: Timex, head: int) -> bool:
    """Say whether a clause looks ahead by its words alone: 'it opens on Monday', 'Club to close', 'is due in May'."""
    if outlook.awaited(parsed, head) or (parsed.tag[head] in PRESENT and outlook.due(parsed, head)):
        return True  # 'ahead of Saturday's poll'
    if "to" in auxiliaries(parsed, head):
        return parsed.dep[head] in ("acl", "relcl", "ROOT")
    return DAY.match(timex.value) is not None and parsed.lemma[head] != "have" and _on_the_calendar(parsed, timex, head)


def _on_the_calendar(parsed: Parsed, timex: Timex, head: int) -> bool:
    """Say whether the simple present tells what is to come today: 'polls close at 10pm'; not in a headline."""
    present = parsed.tag[head] in PRESENT and not auxiliaries(parsed, head)
    timed = "T" in timex.value or timex.surface.lower() != "today"
    ends = parsed.word[parsed.last[parsed.sentence[head]] - 1] in (".", "”", '"', "''", "!", "?")
    calendar = parsed.lemma[head] not in signs("stative") or outlook.coming(parsed, head)
    return present and timed and ends and calendar


def _aimed(parsed: Parsed, timex: Timex, head: int) -> str:
    """Return how far off a date was when it was set, whatever came of it: 'planned for Monday', 'due on Friday'."""
    sign, first = governs(parsed, head), bisect_left(parsed.start, timex.start)
    if not sign.ahead or sign.outlook != "planned" or first <= head or parsed.pos[head] not in VERBAL:
        return ""
    if not signs("reckoned").keys().isdisjoint(timex.surface.lower().split()):
        return ""  # 'was scheduled two weeks ago'
    goal = parsed.lower[first - 1] in signs("goal") and parsed.head[first - 1] == head
    return sign.outlook if goal or (sign.own and parsed.tag[head] == "VBN") else ""


def _clause(parsed: Parsed, head: int, timex: Timex, clauses: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Return the tokens [first, last) of the clause or noun phrase, without the clauses that hang on it."""
    here, there = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end)
    if parsed.pos[head] in VERBAL:
        first, last = _around(parsed, head, clauses)
        return _near((min(first, here), max(last, there)), here, there)
    number = parsed.sentence[head]
    first, last = parsed.edges[head]
    first, last = _near((max(first, parsed.first[number]), min(last, parsed.last[number])), here, there)
    for child in range(head + 1, last):
        if parsed.head[child] == head and parsed.dep[child] in OTHER_CLAUSES:
            last = min(last, parsed.edges[child][0])
            break
    last = max(last, there, head + 1)
    while last > max(there, head + 1) and not parsed.word[last - 1][-1].isalnum():
        last -= 1
    return min(first, here), last


def _around(parsed: Parsed, head: int, clauses: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Return the tokens of the clause around a verb or noun, worked out once for all that it is the head of."""
    if head not in clauses:
        clauses[head] = clause(parsed, head)
    return clauses[head]


def _near(tokens: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    """Cut what reaches far beyond [first, last): 4,800 dates in one sentence would repeat all of it 4,800 times."""
    return max(tokens[0], first - LONGEST), min(tokens[1], last + LONGEST)
