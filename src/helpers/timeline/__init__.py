"""Find time expressions (TIMEX3) and work out when they mean.

What they look like is a table (src/helpers/lexicons/timex_rules.csv, read by `grammar`), what they mean is
arithmetic (`values`). Here the two meet the article: its day of publication, the dates it named
before, and the clause that says whether a bare 'Thursday' looks back or forward.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from ..parse import Parsed
from ..tables import Timex, frame
from .grammar import Found
from .grammar import find as find_in
from .outlook import NONE, direction, signs
from .values import Known, Meaning, resolve

if TYPE_CHECKING:
    import pandas as pd

MONEY = frozenset("$£€¥#")
HOUR = 6  # letters of the longest word of an hour: 'p.m.', '11a.m.'
OF_NOUN = frozenset(("compound", "nmod"))


def find(parsed: Parsed) -> list[Timex]:
    """Return the time expressions of an article in order.

    TIMEX3 values; begin and end_date ISO dates or ''. `anchor`: `published YYYY-MM-DD`, `text` (counted from a
    date the text named before), '' (absolute), or `no publication date`, where the value stays relative.
    """
    known = Known(day_of(parsed.article.published))
    article, text = parsed.article.article_id, parsed.text
    result: list[Timex] = []
    day_sentence = 0
    for number, sentence in enumerate(parsed.sentences):
        known.near = known.near if number - day_sentence <= 1 else None
        for found in find_in(text[sentence.start : sentence.end]):
            start, end = sentence.start + found.start, sentence.start + found.end
            token = min(bisect_left(parsed.start, end) - 1, len(parsed.start) - 1)
            if token < 0 or _is_something_else(parsed, found, bisect_left(parsed.start, start), token):
                continue
            known.direction = partial(_direction, parsed, token, start, "month" in found.slots)
            meaning = _resolve(found, known)
            begin, last = _bounds(meaning)
            result.append(
                Timex(
                    article, f"t{len(result) + 1}", number, start, end, text[start:end], found.rule.type,
                    meaning.value, begin, last, meaning.anchor, found.rule.name,
                )
            )  # fmt: skip
            if meaning.period and meaning.value[:1].isdigit():
                known.note(meaning.period, found.rule.meaning[0])
                day_sentence = number if known.near is meaning.period else day_sentence
    return result


def find_timexes(text: str, published: str | date | None = None) -> pd.DataFrame:
    """Return the table `timexes` of one text.

    published: ISO date; what is no date counts as unknown. The text is parsed (about 0.1 s a page, and once
    1 s for the model), since the tense of a clause decides which Thursday is meant.
    """
    from ..corpus import Article
    from ..parse import parse

    article = Article("text", text, published=str(published or ""))
    return frame("timexes", (timex for parsed in parse([article]) for timex in find(parsed)))


def day_of(published: str) -> date | None:
    """Return the day an article was published, or None where there is none that a calendar knows."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _resolve(found: Found, known: Known) -> Meaning:
    try:
        return resolve(found.rule.meaning, found.slots, known)
    except (ValueError, OverflowError):  # 31 February, a million years ago
        return Meaning("", None, "no such date")


def _bounds(meaning: Meaning) -> tuple[str, str]:
    if not meaning.period:
        return "", ""
    try:
        return meaning.period.first.isoformat(), meaning.period.last.isoformat()
    except OverflowError:
        return meaning.period.first.isoformat(), ""


def _direction(parsed: Parsed, token: int, start: int, month: bool) -> int:
    first = bisect_left(parsed.start, start)
    before = parsed.lower[first - 1] if first else ""
    after = parsed.lower[token + 1] if token + 1 < len(parsed.lower) else ""
    if before == "since" or after == "'s":  # 'Wednesday's ruling': the clause tells of the ruling, not of its day
        return -1 if before == "since" else 0
    if month and parsed.dep[token] in OF_NOUN and parsed.pos[parsed.head[token]] == "NOUN":
        return 0  # nor does it in 'is bound by a June agreement'
    goal = signs("before").get(before, NONE).ahead
    way = direction(parsed, token, goal)
    return max(way, 0) or int(goal and not way) if goal else way  # 'gave them until March' does not say which


def _is_something_else(parsed: Parsed, found: Found, first: int, last: int) -> bool:
    """Say whether the words are a sum, a count or a name rather than a time."""
    if found.rule.name == "year":
        before = parsed.word[first - 1] if first else ""
        after = parsed.tag[last + 1] if last + 1 < len(parsed.tag) else ""
        return before[-1:] in MONEY or (after == "NNS" and parsed.dep[last] == "nummod")
    if found.rule.name == "overnight":  # an overnight train
        return parsed.dep[last] in ("amod", "compound")
    if found.rule.name == "hour":  # the end of an address: …/h3pm
        return parsed.end[last] - parsed.start[last] > HOUR
    if found.rule.name in ("often", "the unit"):  # LA Weekly, the Century Towers
        return parsed.pos[last] == "PROPN"
    if found.rule.name in ("month", "season noun", "holiday"):
        named = parsed.dep[last] == "compound" and parsed.pos[parsed.head[last]] == "PROPN"
        return (
            named
            or parsed.pos[last] not in ("PROPN", "NOUN")
            or any(label == "PERSON" and begin <= last < end for begin, end, label in parsed.entities)
        )
    return False
