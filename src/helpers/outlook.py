"""Say for a token which verb governs it, and whether that clause looks back or forward."""

from __future__ import annotations

from functools import cache

from .knowledge import rows
from .parse import Parsed

OUTLOOK = "lexicons/outlook.csv"
VERBAL = frozenset(("VERB", "AUX"))
AUXILIARY = frozenset(("aux", "auxpass"))
PRESENT = frozenset(("is", "are", "am", "'s", "'re", "'m"))
STEPS = 12  # how far up the tree we climb


@cache
def signs(role: str) -> dict[str, tuple[str, bool]]:
    """Return {word: (outlook, looks forward)} of one role in outlook.csv."""
    table = rows(OUTLOOK, ("word", "role", "outlook", "forward"))
    return {row["word"]: (row["outlook"], row["forward"] == "yes") for row in table if row["role"] == role}


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
    """Return -1 where the clause around a token looks back, 1 where it looks forward, 0 where it does not say.

    ahead: a preposition such as 'for' or 'until' stands before the token ('was postponed until Tuesday').
    """
    verb = verb_above(parsed, token)
    governors, modals = signs("governor"), signs("modal")
    for _ in range(STEPS):
        if verb < 0:
            return 0
        aux, tag = auxiliaries(parsed, verb), parsed.tag[verb]
        forward = governors.get(parsed.lemma[verb], ("", False))[1]
        if any(modals.get(word, ("", False))[1] for word in aux):
            return -1 if "have" in aux and tag == "VBN" else 1
        if (
            tag == "VBD"
            or "did" in aux
            or (tag in ("VBN", "VBG") and {"was", "were", "had"}.intersection(aux))
        ):
            return 1 if forward and ahead else -1
        if tag == "VBG" and "been" in aux:
            return -1
        if "to" in aux and parsed.dep[verb] in ("acl", "relcl"):  # 'the rules to be published in May'
            return 1
        if tag == "VBN" and "to" not in aux:
            return 1 if forward else 0 if PRESENT.intersection(aux) else -1
        if tag == "VBG" and PRESENT.intersection(aux):
            return 1
        if tag in ("VBZ", "VBP"):
            return 1 if forward else 0
        if parsed.head[verb] == verb:
            return 0
        above = parsed.head[verb]
        if "to" in aux and governors.get(parsed.lemma[above], ("", False))[1]:
            return 1
        verb = verb_above(parsed, above)
    return 0
