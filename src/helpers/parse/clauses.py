"""Find the clause a token stands in: the words that concern it."""

from __future__ import annotations

from . import Parsed

# Dependency labels whose token heads a clause of its own.
CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "parataxis", "pcomp"})
LOOSE = frozenset({"PUNCT", "CCONJ", "SCONJ"})


def head_of_clause(parsed: Parsed, token: int) -> int:
    """Return the token that heads the smallest clause around a token (the root at last)."""
    while parsed.head[token] != token and not is_clause(parsed, token):
        token = parsed.head[token]
    return token


def is_clause(parsed: Parsed, token: int) -> bool:
    """Say whether a token heads a clause: a clausal label, or a verb joined to another by `and`."""
    if parsed.dep[token] in CLAUSAL:
        return True
    return parsed.dep[token] == "conj" and parsed.pos[token] in {"VERB", "AUX"}


def clause(parsed: Parsed, token: int) -> tuple[int, int]:
    """Return (first token, last token + 1) of the clause around a token.

    Clauses inside it that stand at its edges and do not hold the token are left out, as are punctuation and
    conjunctions at the edges; so `She left, angry that he had won` gives `She left` for `She`.
    """
    head = head_of_clause(parsed, token)
    first, last = parsed.edges[head]
    inner = [parsed.edges[t] for t in range(first, last) if t != head and is_clause(parsed, t)]
    lefts = {left: right for left, right in inner if right <= token}
    rights = {right: left for left, right in inner if left > token}
    while True:
        if first < token and parsed.pos[first] in LOOSE:
            first += 1
        elif last - 1 > token and parsed.pos[last - 1] in LOOSE:
            last -= 1
        elif first in lefts:
            first = lefts[first]
        elif last in rights:
            last = rights[last]
        else:
            return first, last
