"""Find what a time expression dates: the clause, its predicate, who takes part, and how sure the text is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import pairwise

from ..actors.gazetteer import lexicon
from ..knowledge import words
from ..parse import SUBJECTS, Parsed, clause
from ..tables import Event, Mention, Timex
from ..tokens import DATELINE
from . import outlook
from .calendar import NOT_SAID, units
from .outlook import PRESENT, VERBAL, auxiliaries, governs, is_verb, modality, signs, verb_above
from .participants import behind, hung, taking_part
from .vetoes import context

DAY = re.compile(r"XXXX-(?:\d\d-\d|WXX-\d)")  # of a year or week that nobody knows
AFTER_PLACE = re.compile(r" *(?:\n|:\s|,? ?\([^()\n]{1,30}\) ?[-–—])")  # behind the day of a dateline

# What follows a noun and is no part of what it names.
OTHER_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "appos"))
# A time expression that hangs on a noun by one of these dates the noun: 'Friday's meeting', 'spring offensive'.
OF_NOUN = frozenset(("compound", "nmod", "poss", "amod", "nummod", "npadvmod"))
TAKEN_OVER = frozenset(("feared", "hoped"))
DATED = frozenset(("DATE", "TIME"))
FROM_THEN = frozenset(("begin", "start"))
NEAR = 5  # tokens before a date in which 'since' stands: 'since Ms Holm in'
RECORD = 6  # tokens before 'since' in which a rank stands: 'the first president since'
RANKS = frozenset(("th", "st", "nd", "rd"))
PRECISION = {2: "century", 3: "decade", 4: "year", 7: "month", 10: "day"}
MEASURED = frozenset(("year", "half", "quarter", "month"))
COARSE = MEASURED | {"season", "decade", "century"}
ENDS = frozenset((*VERBAL, "PROPN", "ADP", "PART"))  # where a number that another is compared with ends
FAR = 16  # tokens before a date in which the word stands that compares: 'from'
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
        if timex.type not in DATED or not timex.value or timex.value.endswith("_REF") or place in behind:
            continue
        until = timexes[ends[place]] if place in ends else timex
        head = _dated(parsed, timex)
        if head < 0 or not _happens(parsed, head) or _of_the_report(parsed, timex) or _beside(parsed, timex, head):
            continue
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
        aside = told_as != "negated" and _aside(parsed, timex, head, told_as)
        state = until is timex and _state(parsed, timex, head, told_as)
        if aside or state or _nowadays(parsed, timex, head, told_as):
            continue
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


def _dated(parsed: Parsed, timex: Timex) -> int:
    """Return the verb or noun that a time expression dates, or -1."""
    first, last = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end)
    inside = range(first, last)
    top = next((token for token in reversed(inside) if parsed.head[token] not in inside), -1)
    if top < 0 or parsed.head[top] == top:
        return -1
    above = parsed.head[top]
    if parsed.dep[top] in SUBJECTS and parsed.below(above, *SUBJECTS) == [top] and top < above:
        return -1  # 'this summer went well'; but '12:25 pm - Ms Moe is briefed'
    noun = parsed.head[above] if parsed.lower[above] == "of" else -1
    if noun >= 0 and parsed.pos[noun] in ("NOUN", "PROPN") and parsed.lower[noun] not in context("month"):
        return noun if parsed.pos[noun] == "NOUN" else -1  # 'spoke of the vote of Nov. 20'; 'the Mines Act of 1989'
    if len(timex.value) == 4 and parsed.pos[above] == "PROPN" and top < above:
        there = parsed.lower[parsed.head[above]] in signs("venue")
        return verb_above(parsed, above) if there else -1  # 'won it at the 2016 Games', but 'according to the 2016 Act'
    if (awaits := outlook.announced(parsed, first)) >= 0:
        return awaits
    if parsed.dep[top] in OF_NOUN and (parsed.pos[above] == "NOUN" or parsed.dep[top] == "poss"):
        loose = parsed.dep[top] == "npadvmod" or parsed.lower[first - 1 : first] == ["in"]
        beside = loose and parsed.dep[top] != "poss" and not _happens(parsed, above)
        return verb_above(parsed, above) if beside else above  # 'in 2019 three men drowned', 'police today said'
    if parsed.dep[top] == "pobj" and parsed.dep[parsed.head[above]] == "appos":
        return parsed.head[above]  # 'Ms Moe, a minister in 2011, resigned'
    if (named := _told_beside(parsed, top)) >= 0:
        return named
    verb = outlook.verb_of(parsed, last - 1)
    if verb >= 0 and _from_then(parsed, verb):
        verb = verb_above(parsed, parsed.head[verb])
    aims = verb >= 0 and parsed.dep[verb] in ("xcomp", "advcl") and "to" in auxiliaries(parsed, verb)
    if aims and parsed.lower[first - 1] == "since":
        verb = verb_above(parsed, parsed.head[verb])  # 'has been trying to sell it since May'
    over, published = timex.end_date, parsed.article.published[:10]
    if over <= published and (vote := outlook.voted(parsed, verb, agreed=over < published)) >= 0:
        return vote  # but 'planned to apply today'
    if verb >= 0 and (topic := _told_of(parsed, verb, first)) >= 0:
        return topic
    things = parsed.below(verb, "dobj") if verb >= 0 and parsed.lemma[verb] in signs("relation") else ()
    if things and parsed.tag[verb] != "VBN":  # 'the move follows a vote on Thursday'
        quiet = -1 if parsed.tag[verb] in PRESENT else verb
        return next((thing for thing in things if thing < first and _happens(parsed, thing)), quiet)
    return _awaited(parsed, timex, verb) if verb >= 0 else verb


def _told_of(parsed: Parsed, verb: int, first: int) -> int:
    """Return the event that a clause only speaks of, and that has the date: 'learned from the fire in May'; or -1."""
    for token in range(first - 1, max(verb, first - RECORD * 2), -1):
        if parsed.pos[token] == "NOUN" and parsed.lemma[token].lower() in words("lexicons/event_nouns.csv"):
            above = parsed.head[token]
            told = parsed.dep[token] == "pobj" and verb < above and parsed.lower[above] in signs("topic")
            due = parsed.head[above] == verb and governs(parsed, verb).ahead  # 'set for release in May'
            return token if told and not due else -1
    return -1


def _told_of_by(parsed: Parsed, head: int) -> bool:
    """Say whether an event is what another noun is about, whose verb says nothing of it: 'a trial over the riots'."""
    above = parsed.head[head]
    about = parsed.dep[head] == "pobj" and parsed.lower[above] not in ("of", "for")
    return about and parsed.pos[parsed.head[above]] == "NOUN" and parsed.pos[head] not in VERBAL


def _happens(parsed: Parsed, head: int) -> bool:
    """Say whether a word tells of something that is done or happens: a verb, or 'raid', but no 'market'."""
    return is_verb(parsed, head) or parsed.lemma[head].lower() in words("lexicons/event_nouns.csv")


def _from_then(parsed: Parsed, verb: int) -> bool:
    """Say whether a participle only tells from when the clause above it is: 'will close, starting Monday'."""
    beside = parsed.tag[verb] == "VBG" and parsed.dep[verb] in ("advcl", "prep") and parsed.lemma[verb] in FROM_THEN
    return beside and not parsed.below(verb, "nsubj", "dobj", "xcomp", "aux")


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


def _beside(parsed: Parsed, timex: Timex, head: int) -> bool:
    """Say whether a date tells of something else than when this took place.

    It is what a record is counted from ('its lowest since May 2022'), what was not ('in 2011, not 2012'), where to read
    it ('(Letters, May 3)'), part of a name ('the Inquiries Act, 1956'), the end of a business year, or long over when
    the verb tells of today ('writes of life in the 1970s'), or tells what is usual ('often sings in June').
    """
    first, last = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end)
    begin = parsed.first[parsed.sentence[head]]
    before = parsed.lower[first - 1] if first > begin else ""
    if _measured(parsed, first) or _apart(parsed, first, head):
        return True
    usual = timex.anchor == NOT_SAID and (parsed.tag[head] in PRESENT or timex.type == "TIME")
    usual = usual or any(parsed.lower[one] in signs("each") for one in parsed.below(head, "advmod"))
    if usual or outlook.habit(parsed, last - 1) or "not" in (before, parsed.lower[first - 2] * (before == "before")):
        return True
    if before == "of" and parsed.lower[first - 2] in ("as", "ahead") and parsed.dep[last - 1] == "pobj":
        return True
    of_noun = parsed.pos[first - 2] == "NOUN" and parsed.head[first - 1] == first - 2 and timex.type == "DATE"
    stamped = before in signs("stamp") and parsed.dep[first - 1] != "acomp"
    if stamped or (before == "from" and of_noun and parsed.at(last) not in context("range")):
        return True  # 'photos from 2021 were shown', 'payable Jan. 2 to stock of record Dec. 15'
    far = RECORD * 2 if parsed.lemma[head] == "be" or parsed.dep[head] == "relcl" else RECORD
    near = [token for token in range(max(begin, first - NEAR), first) if parsed.lower[token] == "since"]
    since = begin if not near or any(is_verb(parsed, token) for token in range(near[-1], first)) else near[-1]
    if any(_ranks(parsed, token) for token in range(max(begin, since - far), since)):
        return True  # 'the youngest since 1997', 'since Ms Holm in 1997'; but 'the worst since the mill burned in 1923'
    if _compared(parsed, first, before, head):
        return True
    behind = parsed.lower[last] if last < parsed.last[parsed.sentence[head]] else ""
    if behind == ")" and before in (",", "(") and parsed.word[first - 2] in outlook.MARKS:
        return True  # 'refer to “Eels for votes” (May 3)'
    if behind == ")" and before == "," and "(" in parsed.word[max(begin, first - RECORD) : first]:
        return parsed.pos[first - 2] in ("NOUN", "PROPN")
    named = first - 2 if before in (",", "(") else first - 1
    year = timex.surface.isdigit() and named >= begin and parsed.word[named][0].isupper()
    if year and parsed.lower[named] in context("enacted"):
        return True
    if year and before == "(" and behind in ("-", "–", ")") and parsed.pos[first - 2] == "PROPN":
        return True  # 'Ms Moe (1990-1995) agreed', 'her film The Mill (1962)'
    life = before in ("(", ";") and parsed.lemma[head] == "be" and head > last
    if life and parsed.at(last) in context("range") and ")" in parsed.word[last : last + RECORD]:
        return True  # 'Ms Moe (3 May 1900 – 2 June 1980) was a baker'
    ends = parsed.dep[head] == "acl" and parsed.lemma[head] in signs("end")
    if ends and parsed.lemma[parsed.head[head]] in context("unit"):
        return True
    return _long_over(parsed, timex, head, first)


def _measured(parsed: Parsed, first: int) -> bool:
    """Say whether a date is what another time is counted from, or a forecast is for: 'five weeks before Christmas'."""
    before, unit = parsed.lower[first - 1 : first], parsed.lemma[max(0, first - 2)]
    if before == ["for"]:
        awaited = [parsed.head[first - 1], *parsed.below(parsed.head[first - 1], "dobj")]
        return any(parsed.pos[one] == "NOUN" and parsed.lemma[one] in signs("awaits") for one in awaited)
    if before == ["due"]:
        return parsed.pos[parsed.head[first - 1]] == "NOUN"  # 'will redeem notes due March 1, 2031'
    return before in (["before"], ["after"]) and unit in units("letter")


def _aside(parsed: Parsed, timex: Timex, head: int, told_as: str) -> bool:
    """Say whether a verb was only before or after a date, or is about a year that is measured: 'cut costs for 2022'."""
    if parsed.pos[head] not in VERBAL:
        return False
    first, last = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end) - 1
    before = parsed.lower[parsed.head[last] if parsed.dep[last] == "pobj" and parsed.head[last] < first else first - 1]
    if timex.type != "DATE" and before != "for":
        return False
    if before == "from" and parsed.lower[last] in signs("reckoned"):
        return True  # 'narrowed from a year earlier'
    if before == "for" and timex.begin:
        if timex.begin <= parsed.article.published[:10]:
            named = not (context("month") | signs("loose").keys()).isdisjoint(timex.surface.lower().split())
            far = precision(timex.value) in MEASURED or (named and head < first)  # 'called a vigil for Wednesday'
            return far and not _aimed(parsed, timex, head)
        return not governs(parsed, head).ahead and parsed.pos[first - 2] in ("NOUN", "ADV", "NUM", "PROPN", "VERB")
    return before == "after" or (before == "before" and told_as == "happened")


def _state(parsed: Parsed, timex: Timex, head: int, told_as: str) -> bool:
    """Say whether a verb tells of no event: 'we are happy today', 'it is much like 2000', 'as they do today'."""
    if parsed.lemma[head] == "do":
        return not any(parsed.pos[thing] == "NOUN" for thing in parsed.below(head, "dobj", "nsubjpass"))
    quiet = told_as in ("happened", "negated")
    things = parsed.below(head, "dobj") if parsed.lemma[head] == "have" and quiet else ()
    if things and not any(parsed.lemma[thing] in words("lexicons/event_nouns.csv") for thing in things):
        return True  # 'had a cough on Friday'; but 'had a meeting'
    plea = parsed.tag[head] == "VB" and parsed.dep[head] == "ROOT" and not parsed.below(head, *SUBJECTS, "aux")
    so = quiet or told_as == "supposed" or parsed.tag[head] == "VBG"
    lasts = parsed.tag[head] in PRESENT and precision(timex.value) in COARSE and not auxiliaries(parsed, head)
    phrases = {f"{parsed.lemma[head]} {parsed.lower[one]}" for one in parsed.below(head, "prep")}  # 'stood at 3 %'
    if plea or (quiet and lasts) or (so and not signs("state").keys().isdisjoint({parsed.lemma[head]} | phrases)):
        return True  # 'donate today', 'this year it costs more', 'it amounted to 3 % in May'
    if parsed.lemma[head] != "be" and parsed.lower[head] != "'s":
        return False
    then = outlook.is_then(parsed, bisect_left(parsed.start, timex.end) - 1)  # 'the fair is today'
    if parsed.tag[head] in PRESENT:
        over = bool(timex.end_date) and timex.end_date < parsed.article.published[:10]
        return (over or quiet) and not then
    there = (
        parsed.below(head, "expl")
        or outlook.due(parsed, head)
        or any(parsed.lower[one] in signs("here") for one in parsed.below(head, "advmod") if one > head)
    )
    places = behind(parsed, head, "placed")
    where = any(parsed.pos[one] == "PROPN" for place in places for one in (place, *parsed.children[place]))
    return quiet and not (there or where)  # 'was happy on Friday'; but 'there was a fire', 'was in Oslo on Friday'


def _nowadays(parsed: Parsed, timex: Timex, head: int, told_as: str) -> bool:
    """Say whether 'today' or 'tomorrow' means these times or those to come: 'to understand people today'."""
    if timex.surface.lower() not in signs("loose"):
        return False
    above = parsed.head[head]
    bare = parsed.tag[head] == "VB" and set(auxiliaries(parsed, head)) <= {"to"} and not auxiliaries(parsed, above)
    return told_as == "possible" or (bare and parsed.dep[head] in ("acl", "ccomp") and not governs(parsed, above).ahead)


def _apart(parsed: Parsed, first: int, head: int) -> bool:
    """Say whether a date is quoted by a verb of saying that it would date: 'said: "Not before June"'."""
    if parsed.lemma[head] not in signs("stative"):
        return False
    between = parsed.word[min(first, head) : max(first, head)]
    return sum(word in outlook.MARKS for word in between) % 2 == 1


def _compared(parsed: Parsed, first: int, before: str, head: int) -> bool:
    """Say whether a date is that of a number which another is compared with: 'later than in 2023', 'from 3% in May'."""
    far = parsed.lower[first - 2] if first > 1 else ""
    fixed = parsed.pos[head] in VERBAL or head < first
    if parsed.lemma[head] == "compare" and not parsed.below(head, "nsubj"):
        return True  # 'compared to 165 million bags in 2020/21'
    apart = before in ("to", "with") and far in signs("apart") and fixed
    if apart or "than" in (before, far) or outlook.counted_from(parsed, first):
        return True  # 'compared with 2021', 'prior to 2019'
    last = first - 1 - (before == "in")
    much = parsed.tag[last - 1] == "JJ" or parsed.lower[last - 1] == "much"
    if much and parsed.lower[last] == "as" and "as" in parsed.lower[max(0, last - 3) : last - 1]:
        return True  # 'twice as many as last year', 'as much as in 2016'; but 'as early as 2006'
    number = first - 1 if first else 0
    if parsed.pos[number] == "ADP":
        above = parsed.head[number]
        beside = parsed.dep[number] != "prep" or parsed.lower[above] in signs("against")
        beside = beside or (parsed.pos[above] in VERBAL and parsed.tag[number - 1] == "CD")
        number = number - 1 if beside else above if above < number else 0
    counted = False  # 'from $3 million, or 40 cents a share, a year earlier', but 'from 3% to 2% on Friday'
    for token in range(number, max(parsed.first[parsed.sentence[first]] - 1, number - FAR), -1):
        word = parsed.lower[token]
        if word in signs("against") or (parsed.pos[token] in ENDS and word not in ("of", "with")):
            if word == "than" and parsed.lower[token - 1] in ("more", "less", "fewer"):
                continue  # 'raised more than 3 million last month', 'from fewer than 3 in May'
            return counted and word in signs("against") and word != "than"
        counted = counted or parsed.tag[token] == "CD"
    return False


def _ranks(parsed: Parsed, token: int) -> bool:
    word = parsed.lower[token]
    ordinal = word[0].isdigit() and word[-2:] in RANKS
    return ordinal or parsed.tag[token] in ("JJS", "RBS") or word in signs("rank")


def _long_over(parsed: Parsed, timex: Timex, head: int, first: int) -> bool:
    """Say whether a date that is over stands beside a verb of today: 'the film follows two sisters in the 1970s'."""
    over = bool(timex.end_date) and timex.end_date < parsed.article.published[:10]
    goes_on = parsed.tag[head] == "VBG" and not signs("now").keys().isdisjoint(auxiliaries(parsed, head))
    today = goes_on or (parsed.tag[head] in PRESENT and not auxiliaries(parsed, head))
    told = parsed.word[parsed.last[parsed.sentence[head]] - 1] in (".", "”", '"', "''")  # no headline
    year = len(timex.value) < 5
    return (
        over and today and ((year and head < first) or (told and (year or parsed.lemma[head] not in signs("stative"))))
    )


def _told_beside(parsed: Parsed, token: int) -> int:
    """Return the noun that only tells when the clause took place, and has the date for itself, or -1.

    'Ahead of the vote on Thursday, both camps met': the vote is on Thursday.
    """
    prep = parsed.head[token]
    noun = parsed.head[prep]
    if parsed.dep[token] == "npadvmod":  # 'ahead of the vote next year'
        noun = prep = parsed.edges[token][0] - 1
        noun = noun if parsed.lemma[noun].lower() in words("lexicons/event_nouns.csv") else -1
    elif parsed.dep[token] != "pobj" or parsed.dep[prep] != "prep" or not noun < prep:
        return -1
    if noun < 0 or parsed.pos[noun] != "NOUN":
        return -1
    if parsed.lemma[noun] in lexicon().persons:
        return -1  # 'appear before magistrates on Friday'
    outer = parsed.head[noun] if parsed.dep[noun] == "pobj" else noun
    outer = parsed.head[outer] if parsed.lower[outer] == "of" else outer  # 'ahead of'
    return noun if parsed.lower[outer] in signs("beside") else -1


def _awaited(parsed: Parsed, timex: Timex, verb: int) -> int:
    """Return what a date to come belongs to: the flood in 'they fear a flood this summer'."""
    sign = governs(parsed, verb)
    if not sign.ahead or not timex.begin or timex.begin <= parsed.article.published[:10] or auxiliaries(parsed, verb):
        return verb
    things = [child for child in parsed.below(verb, "dobj") if parsed.pos[child] == "NOUN"]
    awaited = things and parsed.article.published and parsed.lemma[things[0]] not in lexicon().persons
    return things[0] if awaited else verb  # 'summoned the minister for Tuesday'


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
        to_come = to_come or around in outlook.COMING
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
