"""Find what a time expression dates: the clause, its predicate, who takes part, and how sure the text is.

A feared offensive is not a past one: the modality is read off the verb's auxiliaries, the words the clause
depends on ('fears that …', 'denied that …', 'plans to …') and the tense; the words are in outlook.csv.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from .outlook import AUXILIARY, VERBAL, auxiliaries, signs
from .parse import Parsed
from .tables import Event, Mention, Quote, Timex

# A clause ends where another begins: these dependents are left out of it.
OTHER_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "csubj"))
# A time expression that hangs on a noun by one of these dates the noun: 'Friday's meeting', 'spring offensive'.
OF_NOUN = frozenset(("compound", "nmod", "poss", "amod", "nummod", "npadvmod"))
COMPLEMENT = frozenset(("ccomp", "xcomp", "acl", "pcomp", "dobj", "pobj", "prep", "attr", "nsubj", "nsubjpass", "conj", "oprd", "dative", "advcl"))  # fmt: skip
WEAK = ("dobj", "pobj", "prep", "nsubj", "nsubjpass", "conj", "advcl")  # a clause or noun may hang here without being meant
STRENGTH = ("denied", "negated", "feared", "hoped", "demanded", "possible", "supposed", "planned", "happened")
PRECISION = {4: "year", 7: "month", 10: "day"}
STEPS = 12


def find(
    parsed: Parsed, timexes: Sequence[Timex], mentions: Sequence[Mention], quotes: Sequence[Quote]
) -> list[Event]:
    """Return the dated clauses of an article: one row a DATE or TIME that a clause or noun of action hangs on.

    begin and end_date are the time expression's. precision: time, day, week, month, season, quarter, half, year,
    decade, century. modality: happened, planned, feared, hoped, demanded, possible, supposed, denied, negated.
    """
    starts = [mention.start for mention in mentions]
    events = []
    for timex in timexes:
        if timex.type not in ("DATE", "TIME") or not timex.value or timex.value.endswith("_REF"):
            continue
        head = _dated(parsed, timex)
        if head < 0:
            continue
        first, last = _clause(parsed, head, timex)
        start, end = parsed.span(first, last)
        taking_part = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        actors = dict.fromkeys(
            one.actor_id for one in taking_part if one.actor_id and one.actor_type != "place" and one.end <= end
        )
        modality = _modality(parsed, head)
        if modality == "happened" and timex.begin > parsed.article.published[:10] and timex.anchor:
            modality = "planned"
        events.append(
            Event(
                timex.article_id, timex.timex_id, timex.sentence_id, parsed.lemma[head].lower(), start, end,
                parsed.text[start:end], timex.begin, timex.end_date, precision(timex.value), modality,
                " ".join(actors),
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
    if value.isalpha() or value[:4].isdigit() or "-" in value:
        return PRECISION.get(len(value), "year")
    return "century" if value.endswith("XX") else "decade"


def _dated(parsed: Parsed, timex: Timex) -> int:
    """Return the verb or noun that a time expression dates, or -1."""
    first, last = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end)
    inside = range(first, last)
    top = next((token for token in reversed(inside) if parsed.head[token] not in inside), -1)
    if top < 0 or parsed.head[top] == top:
        return -1
    above = parsed.head[top]
    if parsed.pos[above] == "NOUN" and parsed.dep[top] in OF_NOUN:
        return above
    for _ in range(STEPS):
        if parsed.pos[above] in VERBAL and parsed.dep[above] not in AUXILIARY:
            return above
        if parsed.head[above] == above:
            return -1
        above = parsed.head[above]
    return -1


def _clause(parsed: Parsed, head: int, timex: Timex) -> tuple[int, int]:
    """Return the tokens [first, last) of the clause or noun phrase, without the clauses that hang on it."""
    first, last = parsed.edges[head]
    number = parsed.sentence[head]
    first, last = max(first, parsed.first[number]), min(last, parsed.last[number])
    here, there = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end)
    low, high = min(head, here), max(head + 1, there)
    for child in parsed.children[head]:
        if parsed.dep[child] not in OTHER_CLAUSES:
            continue
        left, right = parsed.edges[child]
        if right <= low:
            first = max(first, right)
        elif left >= high:
            last = min(last, left)
    first, last = min(first, low), max(last, high)
    while first < low and not parsed.word[first][0].isalnum() or first < low and parsed.dep[first] in ("cc", "mark"):
        first += 1
    while last > high and not parsed.word[last - 1][-1].isalnum() or last > high and parsed.dep[last - 1] in ("cc", "mark"):
        last -= 1
    return first, last


def _modality(parsed: Parsed, head: int) -> str:
    """Return the strongest sign of how the text stands to what it dates."""
    governors, signs = signs("governor"), {"happened"}
    adverbs = signs("adverb")
    token = head
    for _ in range(STEPS):
        signs |= _own_signs(parsed, token, adverbs)
        above, dep = parsed.head[token], parsed.dep[token]
        if above == token or dep not in COMPLEMENT:
            break
        sign, ahead = governors.get(parsed.lemma[above].lower(), ("", False))
        if sign and (dep not in WEAK or token == head or parsed.pos[above] == "NOUN"):
            signs.add(sign)
        if dep in ("conj", "advcl") or (dep == "ccomp" and not sign and parsed.tag[above] == "VBD"):
            break
        token = above
    return min(signs, key=STRENGTH.index)


def _own_signs(parsed: Parsed, token: int, adverbs: dict[str, tuple[str, bool]]) -> set[str]:
    """Return what auxiliaries, negation, adverbs and participles beside a word say."""
    modals, governors = signs("modal"), signs("governor")
    signs = set()
    aux = auxiliaries(parsed, token)
    for word in aux:
        sign = modals.get(word, ("", False))[0]
        if sign:
            signs.add("supposed" if "have" in aux else sign)
    for child in parsed.children[token]:
        lower, dep = parsed.lower[child], parsed.dep[child]
        if dep in ("neg", "advmod", "det", "preconj", "amod") and (known := adverbs.get(lower)):
            signs.add("negated" if known[0] == "denied" else known[0])
        elif dep == "amod" and (known := governors.get(parsed.lemma[child].lower())):
            signs.add(known[0])
    return signs
