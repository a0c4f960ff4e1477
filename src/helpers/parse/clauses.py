"""Find the clause a token stands in: the words that concern it; and give a clause back the subject it lost."""

from __future__ import annotations

from dataclasses import replace

from . import Parsed

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
BETWEEN = frozenset({"PUNCT", "ADV", "AUX", "PART"})  # what may stand between a subject and its verb
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})

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


def with_subjects(parsed: Parsed) -> Parsed:
    """Return the parse in which no subject was taken for an apposition: `Saying that it knows war, Holm added that …`.

    After a participle at the start of a sentence the parser takes some names for an apposition to the clause's last
    noun, and others, in the same words, for the subject that they are. Where the main verb has no subject, the
    apposition that a comma sets off and that stands last before the verb is it.
    """
    head, dep = list(parsed.head), list(parsed.dep)
    for first, last in zip(parsed.first, parsed.last, strict=True):
        token = _lost(parsed, first, last) if first < last and parsed.tag[first] == "VBG" else -1
        if token >= 0:
            verb, noun = parsed.head[first], parsed.head[token]
            for later in range(token + 1, verb):
                if parsed.head[later] < token:  # what hung on the noun is the name's, what hung further up the verb's
                    head[later] = token if parsed.head[later] == noun and parsed.pos[later] != "PUNCT" else verb
            head[token], dep[token] = verb, "nsubj"
            head[parsed.edges[token][0] - 1] = verb  # the comma stands no longer in the participle's clause
    return replace(parsed, head=head, dep=dep) if dep != parsed.dep else parsed


def _lost(parsed: Parsed, first: int, last: int) -> int:
    """Return the apposition that is the subject of the verb above a participle, or -1."""
    verb = parsed.head[first]
    if not first < verb < last or parsed.dep[first] != "advcl" or parsed.tag[verb] not in FINITE:
        return -1
    if any(parsed.dep[child] in SUBJECTS for child in parsed.children[verb]):
        return -1
    for token in range(parsed.edges[first][1] - 1, first, -1):
        left, right = parsed.edges[token][0], parsed.edges[parsed.head[token]][1]  # of its noun: a "who" may hang there
        apart = parsed.dep[token] == "appos" and parsed.pos[token] in {"PROPN", "NOUN", "PRON"}
        if apart and parsed.word[left - 1] == "," and all(parsed.pos[k] in BETWEEN for k in range(right, verb)):
            return token
    return -1
