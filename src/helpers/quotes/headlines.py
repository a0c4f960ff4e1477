"""Read a headline: `Keller: The Bridge Is Safe`, `‘We were lied to’: drivers turn on the mayor`."""

from __future__ import annotations

from collections.abc import Sequence

from ..knowledge import words
from ..tables import Mention
from .cues import LABELS
from .draft import Draft, Said
from .reporting import trim

TITLES = frozenset(("person", "country", "organisation"))
GROUP = frozenset(("NOUN", "PROPN", "ADJ", "DET", "NUM"))
NOUNS = frozenset(("NOUN", "PROPN"))
SHORT = 5  # tokens at most of a name before a colon


def add(d: Draft, mentions: Sequence[Mention]) -> None:
    """Add what a headline quotes, in marks of either kind, or after a name and a colon.

    Args:
        d: the article's draft, with what its sentences quote; it is added to.
        mentions: the article's mentions: only somebody named is quoted after a colon without marks.
    """
    p = d.p
    if not p.sentences or not p.sentences[0].headline:
        return
    low, high = p.first[0], p.last[0]
    if any(said.content[0][0] < p.end[high - 1] for said in d.said if said.content):
        return
    colon = next((k for k in range(low + 1, high - 1) if p.word[k] == ":"), -1)
    for number, mark in enumerate(d.marked):
        first, last = d.words[number]
        if first >= high:
            break
        if mark.inside < 0 and colon > 0 and (last == colon or first == colon + 1) and first < last:
            _keep(
                d, (mark.start, mark.end), _after(d, colon, high) if last == colon else _named(d, mentions, low, colon)
            )
            return
    source = _named(d, mentions, low, colon) if 0 < colon <= low + SHORT else -1
    if source >= 0 and high - colon > 2:
        for span in d.settle(-1, [trim(p, colon + 1, high)]):
            _keep(d, span, source)


def _keep(d: Draft, span: tuple[int, int], source: int) -> None:
    d.said.append(Said(None, [span], source=source, by="headline"))


def _named(d: Draft, mentions: Sequence[Mention], low: int, colon: int) -> int:
    """Return the last token of who is named before a colon, or -1: a label such as `WATCH:` names nobody."""
    p = d.p
    if " ".join(p.lower[low:colon]) in words(LABELS, "label"):
        return -1
    at, verb = p.start[colon - 1], any(p.pos[k] in ("VERB", "AUX") for k in range(colon, p.last[0]))
    named = [m for m in mentions if m.start <= at < m.end and m.kind != "pronoun" and m.actor_type in TITLES]
    surname = any(m.actor_type == "person" and m.actor.split()[-1] == p.word[colon - 1] for m in mentions)
    return colon - 1 if surname or (named and verb) else -1


def _after(d: Draft, colon: int, high: int) -> int:
    """Return who acts after a quotation and a colon: `‘We were lied to’: flood victims turn on the mayor`."""
    p, token = d.p, colon + 1
    while token < high and p.pos[token] in GROUP:
        token += 1
    return token - 1 if token > colon + 1 and token < high and p.pos[token - 1] in NOUNS else -1
