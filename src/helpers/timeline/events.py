"""Find what a time expression dates: the clause, its predicate, who takes part, and how sure the text is.

A feared offensive is not a past one: the modality is read off the verb's auxiliaries, the words the clause
depends on ('fears that …', 'denied that …', 'plans to …') and the tense; the words are in outlook.csv.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..parse import Parsed
from ..parse.clauses import clause
from ..tables import Event, Mention, Quote, Timex
from .outlook import NONE, VERBAL, Sign, auxiliaries, signs, strength, verb_above

# What follows a noun and is no part of what it names.
OTHER_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "appos"))
# A time expression that hangs on a noun by one of these dates the noun: 'Friday's meeting', 'spring offensive'.
OF_NOUN = frozenset(("compound", "nmod", "poss", "amod", "nummod", "npadvmod"))
# Along these a clause or noun depends on what may be a word of planning, fearing or denying; along the weak ones
# it counts only for a noun ('a feared offensive', 'plans for a summit').
WEAK = frozenset(("dobj", "pobj", "prep", "nsubj", "nsubjpass", "conj", "advcl"))
COMPLEMENT = WEAK | {"ccomp", "xcomp", "acl", "pcomp", "attr", "oprd", "dative"}
PRECISION = {2: "century", 3: "decade", 4: "year", 7: "month", 10: "day"}
STEPS = 12
LONGEST = 100  # tokens from a time expression to what it dates, and of a clause: beyond, no parse we know


def find(parsed: Parsed, timexes: Sequence[Timex], mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Event]:
    """Return the dated clauses of an article: one row a DATE or TIME that a clause or noun of action hangs on.

    begin and end_date are the time expression's. precision: time, day, week, month, season, quarter, half, year,
    decade, century. modality: happened, planned, feared, hoped, demanded, possible, supposed, denied, negated.
    """
    starts = [mention.start for mention in mentions]
    events: list[Event] = []
    clauses: dict[int, tuple[int, int]] = {}
    for timex in timexes:
        if timex.type not in ("DATE", "TIME") or not timex.value or timex.value.endswith("_REF"):
            continue
        head = _dated(parsed, timex)
        if head < 0:
            continue
        first, last = _clause(parsed, head, timex, clauses)
        start, end = parsed.span(first, last)
        actors = _actors(mentions, starts, start, end)
        if not actors and parsed.pos[head] not in VERBAL:  # 'Minsk fears a spring offensive'
            actors = _actors(mentions, starts, *parsed.span(*_near(_around(parsed, head, clauses), first, last)))
        modality = _modality(parsed, head)
        if modality == "happened" and parsed.article.published and timex.begin > parsed.article.published[:10]:
            modality = "planned"
        events.append(
            Event(
                timex.article_id, f"e{len(events) + 1}", timex.timex_id, timex.sentence_id, parsed.lemma[head].lower(),
                start, end, parsed.text[start:end], timex.begin, timex.end_date, precision(timex.value), modality,
                actors,
            )
        )  # fmt: skip
    return events


def precision(value: str) -> str:
    """Return how exact a TIMEX3 value is: 'day' for 2023-02-16, 'season' for 2023-SP."""
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


def _actors(mentions: Sequence[Mention], starts: list[int], start: int, end: int) -> str:
    """Return the ids of the actors named between two offsets, in order, places left out."""
    inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
    return " ".join(
        dict.fromkeys(one.actor_id for one in inside if one.actor_id and one.actor_type != "place" and one.end <= end)
    )


def _dated(parsed: Parsed, timex: Timex) -> int:
    """Return the verb or noun that a time expression dates, or -1."""
    first, last = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end)
    inside = range(first, last)
    top = next((token for token in reversed(inside) if parsed.head[token] not in inside), -1)
    if top < 0 or parsed.head[top] == top:
        return -1
    above = parsed.head[top]
    if not first - LONGEST < above < last + LONGEST:
        return -1
    if parsed.pos[above] == "NOUN" and parsed.dep[top] in OF_NOUN:
        return above
    return verb_above(parsed, above)


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


def _modality(parsed: Parsed, head: int) -> str:
    """Return the strongest sign of how the text stands to what it dates."""
    governors, found = signs("governor"), {"happened"}
    adverbs = signs("adverb")
    token = head
    for _ in range(STEPS):
        found |= _own_signs(parsed, token, adverbs)
        above, dep = parsed.head[token], parsed.dep[token]
        if above == token or dep not in COMPLEMENT:
            break
        sign = governors.get(parsed.lemma[above].lower(), NONE).outlook
        if sign and (dep not in WEAK or token == head or parsed.pos[above] == "NOUN"):
            found.add(sign)
        if dep in ("conj", "advcl") or (dep == "ccomp" and not sign and parsed.tag[above] == "VBD"):
            break
        token = above
    return min(found, key=strength().index)


def _own_signs(parsed: Parsed, token: int, adverbs: dict[str, Sign]) -> set[str]:
    """Return what auxiliaries, negation, adverbs and participles beside a word say."""
    modals, governors = signs("modal"), signs("governor")
    found = set()
    aux = auxiliaries(parsed, token)
    for word in aux:
        sign = modals.get(word, NONE).outlook
        if sign:
            found.add("supposed" if "have" in aux else sign)
    for child in parsed.children[token]:
        lower, dep = parsed.lower[child], parsed.dep[child]
        if dep in ("neg", "advmod", "det", "preconj", "amod") and (known := adverbs.get(lower)):
            found.add("negated" if known.outlook == "denied" else known.outlook)
        elif dep == "amod" and (known := governors.get(parsed.lemma[child].lower())):
            found.add(known.outlook)
    return found
