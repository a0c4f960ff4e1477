"""Say for a token which verb governs it, and whether that clause looks back or forward."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..knowledge import rows
from ..parse import Parsed

OUTLOOK = "lexicons/outlook.csv"
MODALITIES = "lexicons/modalities.csv"
VERBAL = frozenset(("VERB", "AUX"))
AUXILIARY = frozenset(("aux", "auxpass"))
INSIDE = frozenset(("nummod", "compound", "nmod"))  # the parts of a date: '1' in 'March 1'
STEPS = 12  # how far up the tree we climb


class Sign(NamedTuple):
    """What a word says of what depends on it, and whether that looks ahead in time."""

    outlook: str
    ahead: bool  # what depends on it looks ahead: expected to meet
    own: bool  # and a date beside its past tense does, too: planned a march on Saturday


NONE = Sign("", False, False)


@cache
def signs(role: str) -> dict[str, Sign]:
    """Return {word: its sign} of one role in outlook.csv."""
    table = rows(OUTLOOK, ("word", "role", "outlook", "forward"))
    return {
        row["word"]: Sign(row["outlook"], row["forward"] in ("yes", "own"), row["forward"] == "own")
        for row in table
        if row["role"] == role
    }


@cache
def strength() -> list[str]:
    """Return the modalities, the strongest first: a denied plan counts as denied."""
    return [row["modality"] for row in rows(MODALITIES, ("modality",))]


def verb_above(parsed: Parsed, token: int) -> int:
    """Return the verb that governs a token (itself if it is one), or -1."""
    for _ in range(STEPS):
        if parsed.pos[token] in VERBAL and parsed.dep[token] not in AUXILIARY:
            return token
        if parsed.head[token] == token:
            return -1
        token = parsed.head[token]
    return -1


def auxiliaries(parsed: Parsed, verb: int) -> list[str]:
    """Return the auxiliaries of a verb in lower case: has, been, will, to."""
    lower, dep = parsed.lower, parsed.dep
    return [lower[child] for child in parsed.children[verb] if dep[child] in AUXILIARY]


def direction(parsed: Parsed, token: int, ahead: bool = False) -> int:
    """Return which way the clause around a token looks.

    Args:
        parsed: the article.
        token: the last word of a time expression.
        ahead: a preposition such as 'for' or 'until' stands before it ('was postponed until Tuesday').

    Returns:
        -1 back, and -2 where the words hang on the past verb itself ('robbed on Friday', not 'spoke of a vote on
        Friday'); 1 or 2 forward, 2 being a plain future (will), 1 a weaker sign (would, may, is expected to); 0 where
        the clause does not say.
    """
    verb, governors, implied = verb_above(parsed, token), signs("governor"), signs("implicative")
    for _ in range(STEPS):
        if verb < 0:
            return 0
        aux = auxiliaries(parsed, verb)
        own = _tense(parsed, verb, aux, ahead, token)
        above = parsed.head[verb]
        if own is not None or above == verb:
            return -2 if own == -1 and _hangs_on(parsed, token) == verb else own or 0
        if "to" in aux and parsed.lemma[above] == "be" and parsed.tag[above] in ("VBZ", "VBP"):
            return 1  # 'is to resume on Tuesday'
        done = parsed.lemma[above] in implied  # 'was able to', 'managed to': it was done, if that is past
        if "to" in aux and not done and governors.get(parsed.lemma[above], NONE).ahead:
            return -1 if "had" in auxiliaries(parsed, verb_above(parsed, above)) else 1  # 'had been due to expire'
        verb = verb_above(parsed, above)
    return 0


def _hangs_on(parsed: Parsed, token: int) -> int:
    """Return what a date hangs on, a preposition left out: 'robbed' for '1' in 'robbed on March 1'."""
    for _ in range(STEPS):
        if parsed.dep[token] not in INSIDE:
            break
        token = parsed.head[token]
    if parsed.dep[token] not in ("pobj", "npadvmod"):  # 'has set Nov. 10 as the deadline'
        return -1
    above = parsed.head[token]
    return parsed.head[above] if parsed.dep[token] == "pobj" else above


def _tense(parsed: Parsed, verb: int, aux: list[str], ahead: bool, token: int) -> int | None:
    """Return which way a verb looks by itself, None where the verb above it decides (infinitives, participles)."""
    tag, sign, modals = parsed.tag[verb], signs("governor").get(parsed.lemma[verb], NONE), signs("modal")
    tenses = {signs("auxiliary").get(word, NONE).outlook for word in aux}
    if any(modals.get(word, NONE).ahead for word in aux):
        missed = "could" in aux and any(parsed.dep[child] == "neg" for child in parsed.children[verb])
        if any(modals.get(word, NONE).outlook == "planned" for word in aux):  # will, shall
            return 2
        return -1 if missed or ("have" in aux and tag == "VBN") else 1  # 'could not be reached on Monday'
    if tag == "VBD" or "past" in tenses:
        return 1 if (sign.own and verb < token) or (sign.outlook == "planned" and ahead and "had" not in aux) else -1
    if "to" in aux:  # 'the rules to be published in May'
        return 1 if parsed.dep[verb] in ("acl", "relcl") else None
    if tag == "VBN":  # 'a march planned Saturday'; but 'a strike called Saturday' was called then
        if sign.own or (sign.ahead and ahead):
            return 1
        if "present" in tenses:  # 'votes are counted on Sunday'; but 'is said on Sunday'
            return int(parsed.lemma[verb] not in signs("stative"))
        return -1
    if tag == "VBG" and "present" in tenses:
        return 1
    if tag in ("VBZ", "VBP"):
        is_day = parsed.lemma[verb] == "be" and parsed.head[token] == verb and parsed.dep[token] in ("attr", "nsubj")
        due = any(
            parsed.dep[child] == "acomp" and signs("governor").get(parsed.lower[child], NONE).ahead
            for child in parsed.children[verb]
        )  # 'results are due on Friday'
        if parsed.lemma[verb] in signs("stative"):
            return int(sign.ahead or is_day or due)
        return 1  # 'the fair opens on Friday'
    return None
