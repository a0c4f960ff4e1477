"""Read transcripts and interviews: paragraphs that begin with who speaks, `KELLER: The bridge is old.`"""

from __future__ import annotations

from collections.abc import Sequence

from ..tables import Mention
from .draft import Draft, Said

FEW = 2  # words at least of a turn
LONG = 5  # tokens at most before the colon
QUESTIONS = frozenset(("q", "a"))  # "Q: Is it old?" "A: It is."


def add(d: Draft, mentions: Sequence[Mention]) -> None:
    """Add what stands behind the names of an article that is, in part, a transcript: two paragraphs at least.

    A label is the surname of somebody whom the article names, or the Q and A of an interview.

    Args:
        d: the article's draft, which is added to.
        mentions: the article's mentions.
    """
    p = d.p
    named = {m.actor.split()[-1].casefold() for m in mentions if m.actor_type == "person" and m.kind == "name"}
    turns = []
    for number, sentence in enumerate(p.sentences):
        if sentence.headline or (number and p.sentences[number - 1].paragraph == sentence.paragraph):
            continue
        colon = _label(d, number, named)
        if colon >= 0:
            turns.append((number, colon))
    for number, colon in turns if len(turns) > 1 else ():
        end = number
        while end + 1 < len(p.sentences) and p.sentences[end + 1].paragraph == p.sentences[number].paragraph:
            end += 1
        start, stop = p.start[colon + 1], p.sentences[end].end
        told = sum(word.isalpha() for word in p.word[colon + 1 : p.last[end]]) >= FEW  # else a score: "Keller: 12."
        if told and not any(s < stop and start < e for said in d.said for s, e in said.content[:1]):
            said = Said(None, [(start, stop)], source=colon - 1, source_span=(p.first[number], colon))
            d.said.append(said)


def _label(d: Draft, number: int, named: set[str]) -> int:
    """Return the colon after a label at the beginning of a paragraph, or -1."""
    p, first = d.p, d.p.first[number]
    while first < p.last[number] and not p.word[first][0].isalnum():
        first += 1
    for token in range(first + 1, min(first + LONG, p.last[number] - 1)):
        if p.word[token] == ":":
            known = p.lower[token - 1] in named or (p.lower[token - 1] in QUESTIONS and token == first + 1)
            return token if known and p.word[token - 1][0].isupper() else -1
    return -1
