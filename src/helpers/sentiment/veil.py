"""Hide the names of a sentence from the scorer: what is said of somebody must count, not who it is.

Names are told by their capital letters, from the sentence alone: it is read in one way whoever is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ..actors.gazetteer import closed, lexicon, noun_kinds, world
from ..knowledge import rows, words

Span = tuple[int, int]
Spot = tuple[int, int, str]  # where a name stands, and the word that is read in its place

WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z]\.(?= )|(?:[a-z]+-)?[A-ZÀ-Þ](?:\w|[&.-](?=\w)|[’'](?!s\b)(?=\w))*)"
CAPITAL = re.compile(WORD)
SMALL = re.compile(r"\b[a-z]{3,}\b")


def hidden(sentence: str, span: Span) -> tuple[Spot, ...]:
    """Say which names of a sentence are hidden when a mention in it is judged, and behind which words.

    Args:
        sentence: its text.
        span: (start, end) of the mention; a name in it is hidden wherever it stands.

    Returns:
        (start, end, word) of each name with its article, in order: the same word for the same name, titles left out.

    >>> hidden("The envoy of the United Nations met Ms. Okoro, and Okoro left.", (36, 45))
    ((13, 31, 'abc'), (40, 45, 'smith'), (51, 56, 'smith'))
    """
    spots = names(sentence)
    own = (a for a in _names(sentence, span, own=True) if not any(a[0] < b[1] and b[0] < a[1] for b in spots))
    return _behind(sentence, tuple(sorted([*spots, *own])))


@lru_cache(maxsize=2**12)
def names(sentence: str) -> tuple[Span, ...]:
    """Find the names of a sentence; in a headline that has capitals throughout, none.

    Args:
        sentence: its text.

    Returns:
        (start, end) of each.
    """
    capital, small = CAPITAL.findall(sentence), [word for word in SMALL.findall(sentence) if word not in _plain()]
    headline = len(capital) > 3 and 8 * len(small) < len(capital)
    return () if headline else tuple(_names(sentence, (0, len(sentence)), own=False))


def _names(sentence: str, span: Span, own: bool) -> Iterator[Span]:
    """Find the names within a span; own: of a mention, whose first word is a name even where a sentence begins."""
    for run in _run().finditer(sentence, *span):
        parts = [part.span() for part in CAPITAL.finditer(sentence, *run.span())]
        lower = [_lower(sentence[a:b]) for a, b in parts]
        if all(word in lexicon().titles or word in _plain() for word in lower):
            continue
        small = next(place for place, word in enumerate(lower) if word not in _plain())
        first = max([small, *(place for place in range(1, len(lower)) if _titled(lower[place - 1], lower[place:]))])
        start, end = parts[first][0], parts[-1][1]
        before, word = sentence[:start].rstrip(), lower[-1]
        if start == parts[-1][0] and word.islower() and (not before or before[-1] in '"“‘:!?'):
            noun = word in noun_kinds() or word in lexicon().persons or word in lexicon().things
            if noun or not (own or word in lexicon().given or word in world()["family"]):
                continue
        yield start, end


def _titled(title: str, rest: list[str]) -> bool:
    """Say whether a title stands before a name: not in "Justice Department", nor in "Mayor Pete", which is one name."""
    one, known = rest[0] if len(rest) == 1 else "", lexicon()
    whole = one in known.types or one in known.things or (one in known.given and one not in world()["family"])
    return known.titles.get(title, "part") != "part" and not whole


def _behind(sentence: str, spots: tuple[Span, ...]) -> tuple[Spot, ...]:
    """Choose the words that are read in the place of names, as they come; "the FBI" is hidden like "Hamas"."""
    found: list[Spot] = []
    chosen: dict[tuple[str, str], str] = {}
    for start, end in spots:
        parts = [_lower(part) for part in sentence[start:end].split()]
        kind = "person" if parts[0] in lexicon().given or parts[-1] in world()["family"] else "other"
        several = _stand_ins(kind)
        word = chosen.setdefault((kind, parts[-1]), several[sum(k == kind for k, _ in chosen) % len(several)])
        found.append((start - 4 * (sentence[max(0, start - 4) : start].lower() == "the "), end, word))
    return tuple(found)


def _lower(word: str) -> str:
    return word.lower() if word != word.upper() or len(word) == 1 else word  # "WHO" is not "who"


@cache
def _run() -> re.Pattern[str]:
    """Return what a name looks like: capitals, with at most one small word between two ("Bank of the West")."""
    joint = "|".join(sorted(closed("in a hidden name")))
    return re.compile(rf"(?<!\w){WORD}(?: (?:(?:{joint})(?: the)? )?{WORD})*")


@cache
def _plain() -> frozenset[str]:
    return words("lexicons/function_words.csv") | closed("calendar") | {"i"}


@cache
def _stand_ins(kind: str) -> list[str]:
    return [row["word"] for row in rows("lexicons/stand_ins.csv", ("kind", "word")) if row["kind"] == kind]
