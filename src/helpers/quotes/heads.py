"""Who a cue's words are from: the head word of a source, by the parse, else the noun beside the cue."""

from __future__ import annotations

import calendar

from ..actors.gazetteer import closed, document_nouns, is_body, is_person, noun_kinds, speaks_for
from ..knowledge import words
from ..parse import Parsed
from .cues import FINITE, PARTICIPIAL, SUBJECTS, Cue, Draft, is_mark, source

TIMES = "lexicons/time_words.csv"
EVENTS = "lexicons/event_nouns.csv"
DEEDS = ("ing", "ings", "tion", "tions", "ment", "ments", "ness", "ity")  # how nouns for what happens or is done end
NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
NOMINAL = NOUNS | {"NUM", "DET", "ADJ", "X"}  # "some said", "the poor said"
PLURAL = ("NNS", "NNPS")
MONTHS = frozenset(month.lower() for month in calendar.month_name if month)
WITHIN = frozenset(("compound", "poss", "nmod"))


def who(d: Draft, verb: int, first: int, last: int) -> int:
    """Find the source of a cue.

    Args:
        d: the quotations so far.
        verb: token of the cue.
        first: the first token of its content.
        last: the token after the last of its content.

    Returns:
        The head word of the source, or -1.
    """
    p = d.p
    if verb in d.at and accused(p, d.at[verb]):
        return -1
    found = _quoted_as(d, verb)
    if found < 0:
        found = source(p, verb)
        if p.tag[verb] == "VBG" and _deed(p, found) and p.dep[found] in SUBJECTS:
            found = source(p, p.head[p.head[found]])  # "said the talks were brief, adding that"
            found = -1 if _deed(p, found) else found
    about = verb in d.at and d.at[verb].takes("document") and found < verb - 1 and tells(p, verb - 1)
    if about and p.dep[found] == "nsubj" and p.pos[found] == "PROPN":
        found = verb - 1  # "The State of the Air report found"
    if _speaks(d, found, verb, first, last):
        return found
    low, high = p.first[p.sentence[verb]], p.last[p.sentence[verb]]
    by = p.tag[verb] == "VBN" and p.lower[last : last + 1] == ["by"]  # 'was called "a fraud" by Keller'
    passive = p.tag[verb] == "VBN" and any(p.dep[k] == "auxpass" for k in p.children[verb])
    if passive or (by and p.dep[verb] in PARTICIPIAL):
        return next((k for k in p.children[last] if p.dep[k] == "pobj"), -1) if by else -1
    finite = p.tag[verb] in FINITE or p.tag[verb] == "VBN" or p.tag[verb][0] != "V"  # taken for something else
    token = _before(d, verb, low) if finite else -1
    if token >= low and _speaks(d, token, verb, first, last):
        return token
    for token in range(verb + 1, min(verb + 12, high)) if verb >= last else ():  # "...", said the mayor
        noun = p.pos[token] in NOUNS and p.dep[token] not in (*WITHIN, "pobj")
        if noun and _speaks(d, token, verb, first, last):
            return token
        if p.word[token] in ",.;":
            break
    return -1


def who_says(d: Draft, cue: Cue, first: int, last: int) -> int:
    """Find the source of a cue that may go on with another's: "said its count was ahead and warned rivals".

    Args:
        d: the quotations so far.
        cue: the cue.
        first: the first token of its content.
        last: the token after the last of its content.

    Returns:
        The head word of the source, or -1.
    """
    p, found, above = d.p, who(d, cue.token, first, last), d.p.head[cue.token]
    body = found >= 0 and is_body(p.lower[found]) and p.lemma[above] != "be"  # "said the board had met and asked"
    theirs = body and not any(p.tag[k] == "MD" for k in p.children[above])
    other = who(d, d.joint.get(cue.token, cue.token), first, last)
    return found if theirs or other < 0 else other


def accused(p: Parsed, cue: Cue) -> bool:
    """Say whether a verb of attack tells of whom it is said, as headlines do: `Keller accused of ‘theft’`.

    Args:
        p: the article.
        cue: in it.

    Returns:
        True where it does.
    """
    whom = any(p.dep[k] == "dobj" and k > cue.token for k in p.children[cue.token])
    return cue.entry.stance == "hostile" and p.lower[cue.last : cue.last + 1] == ["of"] and not whom


def document_kind(p: Parsed, source: int) -> str:
    """Say what a source tells beyond being a document: "her letter" is hers, "the video" shows, "the sign" bears words.

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        own, picture or inscribed (see the head of document_nouns.csv), or "" for any other source.
    """
    return document_nouns().get(p.lemma[source].lower(), "") if source >= 0 else ""


def tells(p: Parsed, source: int) -> bool:
    """Say whether a source is a document.

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        True for a document.
    """
    return source >= 0 and "document" in (noun_kinds().get(p.lower[source]), noun_kinds().get(p.lemma[source].lower()))


def thing(p: Parsed, source: int) -> bool:
    """Say whether a source is a thing or an event that says nothing in a literal sense: "the storm", "the belief".

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        True where it is; False for a document.
    """
    if source < 0 or p.tag[source] not in ("NN", "NNS") or tells(p, source):
        return False
    one = p.lemma[source].lower()
    return not (is_body(p.lower[source]) or is_body(one) or is_person(one) or noun_kinds().get(one))


def _deed(p: Parsed, source: int) -> bool:
    known = source >= 0 and (p.lemma[source] in words(EVENTS) or p.lower[source].endswith(DEEDS))
    return known and p.word[source][0].islower() and thing(p, source)


def anonymous(p: Parsed, head: int) -> bool:
    """Say whether a source asked not to be named: then nobody speaks for a body.

    Args:
        p: the article.
        head: the source's head word.

    Returns:
        True where it did.
    """
    return any(word in closed("unnamed") for word in p.lower[head : p.edges[head][1]])


def past(p: Parsed, first: int, head: int) -> bool:
    """Say whether somebody is what a noun says no more: "a former official".

    Args:
        p: the article.
        first: the first word of what somebody is called.
        head: the noun.

    Returns:
        True where they are not.
    """
    return any(speaks_for().get(word) == "past" for word in p.lower[first:head])


def _quoted_as(d: Draft, verb: int) -> int:
    """Return whom `saying` belongs to in `quoted Keller as saying`, `Keller was quoted as saying`, or -1."""
    p, link = d.p, d.p.head[verb]
    if p.lemma[verb] in closed("quoted as") and p.lower[verb + 1 : verb + 2] == ["as"]:
        return next((k for k in p.children[verb] if p.dep[k] == "nsubjpass"), -1)  # `"...," he was quoted as saying`
    above = p.head[link]
    having = any(p.lower[k] == "having" for k in p.children[verb])
    if not (p.tag[verb] == "VBG" or having) or p.lower[link] != "as" or above not in d.at:
        return -1
    wanted = "nsubjpass" if any(p.dep[k] == "auxpass" for k in p.children[above]) else "dobj"
    return next((k for k in p.children[above] if p.dep[k] == wanted), -1)


def _before(d: Draft, verb: int, low: int) -> int:
    """Return the word before a verb, past adverbs, auxiliaries and what stands in brackets or commas."""
    p, token = d.p, verb - 1
    while token >= low:
        aside = p.word[token] in ",)" or p.word[token - 1] == "," == p.word[token + 1]  # ", 82,"
        named = token == verb - 1 and p.word[token][0].isupper() and is_mark(p.word[token - 1])
        if named or (not aside and p.pos[token] not in ("ADV", "AUX", "PART")):
            break
        token = next((k for k in range(token, low, -1) if p.word[k] == "("), low) if p.word[token] == ")" else token
        token -= 1
    up = p.head[p.head[token]]
    token = up if p.dep[token] == "pobj" and low <= up < token and up not in d.mark and p.pos[up] in NOUNS else token
    behind = token
    while p.word[verb - 1] == "," and low <= p.head[behind] < behind:
        behind, label = p.head[behind], p.dep[behind]
        if label in ("appos", "relcl") and p.tag[behind] == "NNP" and behind not in d.mark:
            return behind  # "on May 2, Anna Keller, a guard, said", "Anna Keller, who is married to Paul Ross, said"
    return token


def _speaks(d: Draft, token: int, verb: int, first: int, last: int) -> bool:
    """Say whether a token can be the head of a source: a noun or pronoun outside of the content."""
    p = d.p
    if token < 0 or first <= token < last:
        return False
    if p.word[token].lower() in MONTHS and p.tag[token + 1 : token + 2] == ["CD"]:
        return False  # "HULL, July 2 – Harbour Union ... announced"
    named = p.head[token] == verb and p.lower[token + 1 : token + 3] == [",", "who"]
    named |= token == verb - 1 and p.word[token][0].isupper() and is_mark(p.word[token - 1])  # `"...," Tolliver said`
    if p.pos[token] not in NOMINAL and not named:  # "Bol, who ..., said": a name that the parse took for a verb
        return False
    if not any(char.isalnum() or char == "%" for char in p.word[token]) or p.lower[token] in words(TIMES):
        return False
    return d.mark.get(token, -1) in (-1, d.mark.get(verb, -1)) or p.sentence[token] != p.sentence[verb]
