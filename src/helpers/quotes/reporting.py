"""Read a reporting clause off the parse: which words are the content of a cue, and which its source.

Everything is in token numbers; a span is (first token, last token + 1).
"""

from __future__ import annotations

from ..actors.lexicon import speaks_for
from ..parse import Parsed

Span = tuple[int, int]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
CLIMB = frozenset(("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux", "acl", "parataxis", "dep"))
RELATIVE = frozenset(("who", "which", "that", "whom"))
QUOTE_CHARS = frozenset("\"“”„‟«»‘’'")


def is_mark(word: str) -> bool:
    """Say whether a token is nothing but quotation marks."""
    return all(char in QUOTE_CHARS or char == "`" for char in word)


def trim(p: Parsed, first: int, last: int) -> Span:
    """Drop punctuation (not quotation marks) at both ends of a span."""
    while first < last and _droppable(p, first):
        first += 1
    while last > first and _droppable(p, last - 1):
        last -= 1
    return first, last


def _droppable(p: Parsed, token: int) -> bool:
    word = p.word[token]
    return not any(char.isalnum() for char in word) and not is_mark(word) and word not in "$€£%"


def subject(p: Parsed, verb: int) -> int:
    """Return the head of a verb's own subject, or -1; of "Senators Keller and Holm" the name, not the title."""
    found = [child for child in p.children[verb] if p.dep[child] in SUBJECTS]
    if len(found) > 1 and found[1] < verb and p.tag[found[1]] == "NNP" and p.tag[found[0]] in ("NNS", "NNPS"):
        return found[1]
    return found[0] if found else -1


def source(p: Parsed, verb: int) -> int:
    """Return the head word of who says it, or -1: the subject, the agent, or the subject further up."""
    token, steps = verb, 0
    while steps < 6:
        steps += 1
        kids = p.children[token]
        passive = any(p.dep[k] == "auxpass" for k in kids) or (
            p.tag[token] == "VBN" and p.dep[token] in ("acl", "advcl") and token == verb
        )
        if passive and token == verb:
            for k in kids:
                if p.dep[k] == "agent":
                    return next((j for j in p.children[k] if p.dep[j] == "pobj"), -1)
            return -1
        found = subject(p, token)
        if found >= 0:
            return _antecedent(p, token, found)
        head = p.head[token]
        if p.dep[token] in ("acl", "relcl") and p.pos[head] in ("NOUN", "PROPN", "PRON"):
            return _issuer(p, head) if p.tag[token] == "VBG" else head
        if head == token or p.dep[token] not in CLIMB:
            return -1
        token = head
    return -1


def _issuer(p: Parsed, noun: int) -> int:
    """Return who issues what says it: the club in `the club issued a statement saying`; else the noun itself."""
    verb = p.head[noun]
    if p.dep[noun] != "dobj" or speaks_for().get(p.lemma[noun]) != "maker":
        return noun
    found = subject(p, verb)
    return found if found >= 0 else noun


def _antecedent(p: Parsed, verb: int, found: int) -> int:
    """Replace a relative pronoun by the noun that its clause describes."""
    if (p.lower[found] in RELATIVE and p.tag[found] in ("WP", "WDT")) or (
        p.dep[verb] == "relcl" and p.lower[found] == "that"
    ):
        token = verb
        for _ in range(4):
            if p.dep[token] in ("relcl", "acl"):
                return p.head[token]
            if p.dep[token] not in CLIMB:
                break
            token = p.head[token]
        return -1
    return found


def noun_group(p: Parsed, head: int) -> Span:
    """Return the span of a noun with what belongs to it, without its relative clauses."""
    left, right = p.edges[head][0], head + 1
    for child in p.children[head]:
        if child < head:
            if p.dep[child] in ("relcl", "advcl", "punct", "ccomp") and p.edges[child][1] > left:
                left = max(left, p.edges[child][1])
            continue
        if p.dep[child] in ("relcl", "acl", "advcl", "ccomp", "dep"):
            break
        if p.dep[child] == "punct":
            continue
        right = p.edges[child][1]
    return left, right


def complement(p: Parsed, verb: int) -> int:
    """Return the head of the clause that a cue takes, or -1."""
    best = -1
    for child in p.children[verb]:
        if p.dep[child] == "ccomp" and (best < 0 or child > verb):
            best = child
    return best


def parenthesis(p: Parsed, verb: int, low: int, high: int) -> Span:
    """Return the span of `he said`, `said the man on Monday`: a verb with its subject and what modifies it."""
    first, last = verb, verb + 1
    for child in p.children[verb]:
        if p.dep[child] in ("ccomp", "parataxis", "conj", "cc") or p.dep[child] == "punct":
            continue
        left, right = p.edges[child]
        if left < low or right > high:
            continue
        first, last = min(first, left), max(last, right)
    return first, last
