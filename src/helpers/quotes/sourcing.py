"""Find the head word of a source: by the parse, else the noun beside the cue."""

from __future__ import annotations

from ..knowledge import words
from .draft import Draft
from .reporting import FINITE, source

TIMES = "lexicons/time_words.csv"
NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
NOMINAL = NOUNS | {"NUM", "DET", "ADJ", "X"}  # "some said", "the poor said"
WITHIN = frozenset(("compound", "poss", "nmod"))


def who(d: Draft, verb: int, first: int, last: int) -> int:
    """Return the head word of the source of a cue whose content is tokens first to last - 1, or -1."""
    p = d.p
    found = _quoted_as(d, verb)
    if found < 0:
        found = source(p, verb)
    if _speaks(d, found, verb, first, last):
        return found
    low, high = p.first[p.sentence[verb]], p.last[p.sentence[verb]]
    if p.tag[verb] == "VBN" and any(p.dep[k] == "auxpass" for k in p.children[verb]):
        by = p.lower[last : last + 1] == ["by"]  # 'was called "a fraud" by Keller'
        return next((k for k in p.children[last] if p.dep[k] == "pobj"), -1) if by else -1
    token = _before(d, verb, low) if p.tag[verb] in FINITE or p.tag[verb] == "VBN" else -1
    if token >= low and _speaks(d, token, verb, first, last):
        return token
    for token in range(verb + 1, min(verb + 12, high)) if verb >= last else ():  # "...", said the mayor
        noun = p.pos[token] in NOUNS and p.dep[token] not in WITHIN
        if noun and _speaks(d, token, verb, first, last):
            return token
        if p.word[token] in ",.;":
            break
    return -1


def _quoted_as(d: Draft, verb: int) -> int:
    """Return whom `saying` belongs to in `quoted Keller as saying`, `Keller was quoted as saying`, or -1."""
    p, link = d.p, d.p.head[verb]
    above = p.head[link]
    if p.tag[verb] != "VBG" or p.lower[link] != "as" or above not in d.at:
        return -1
    wanted = "nsubjpass" if any(p.dep[k] == "auxpass" for k in p.children[above]) else "dobj"
    return next((k for k in p.children[above] if p.dep[k] == wanted), -1)


def _before(d: Draft, verb: int, low: int) -> int:
    """Return the word before a verb, past adverbs, auxiliaries and what stands in brackets or commas."""
    p, token = d.p, verb - 1
    while token >= low and (p.pos[token] in ("ADV", "AUX", "PART") or p.word[token] in ",)"):
        if p.word[token] == ")":
            while token > low and p.word[token] != "(":
                token -= 1
        token -= 1
    return token


def _speaks(d: Draft, token: int, verb: int, first: int, last: int) -> bool:
    """Say whether a token can be the head of a source: a noun or pronoun outside of the content."""
    p = d.p
    if token < 0 or first <= token < last or p.pos[token] not in NOMINAL:
        return False
    if not any(char.isalnum() for char in p.word[token]) or p.lower[token] in words(TIMES):
        return False
    return d.mark.get(token, -1) in (-1, d.mark.get(verb, -1)) or p.sentence[token] != p.sentence[verb]
