"""Tell when a city or an adjective stands for the state: by its place in the sentence."""

from __future__ import annotations

from functools import cache

from .knowledge import words
from .parse import Parsed

LOCATIVE = frozenset(
    "in at from near outside inside around through across within into toward towards above over under via off".split()
)
AGENT_OF = frozenset("by between against with for of on to".split())


@cache
def _state_nouns() -> frozenset[str]:
    return words("lexicons/state_nouns.csv")


def capital(parsed: Parsed, first: int, last: int) -> tuple[bool, str]:
    """Say whether a capital city stands for its state here, and why.

    "Moscow has never asked him" does; "in Moscow", "Moscow, Russia" and "the Moscow region" don't.
    """
    head = last - 1
    lower, dep, tag = parsed.lower, parsed.dep, parsed.tag
    before = lower[first - 1] if first else ""
    after = lower[last] if last < len(lower) else ""
    if after == "'s" or after == "'":
        noun = parsed.head[head]
        if noun != head and lower[noun] in _state_nouns():
            return True, "it has what a state has"
        return False, "a city's own"
    if before in LOCATIVE:
        return False, f"after “{before}” it is the city"
    if before in ("north", "south", "east", "west") or lower[max(0, first - 2) : first] in (["north", "of"], ["south", "of"], ["east", "of"], ["west", "of"], ["outskirts", "of"], ["suburb", "of"], ["city", "of"], ["capital", "of"]):
        return False, "a place on the map"
    if dep[head] == "compound":
        noun = parsed.head[head]
        return (True, "it has what a state has") if lower[noun] in _state_nouns() else (False, "part of the name of a place")
    if dep[head] in ("nsubj", "nsubjpass", "agent"):
        return True, "a city can't act; its government does"
    if dep[head] == "pobj" and before in AGENT_OF:
        governor = parsed.head[parsed.head[head]]
        if before in ("by", "between", "against", "with"):
            return True, f"after “{before}” it is an actor"
        if before == "to" and parsed.pos[governor] == "VERB":
            return False, "where somebody goes"
        return (True, "an actor's") if lower[governor] in _state_nouns() else (False, "nothing says the state is meant")
    if dep[head] in ("dobj", "dative") and tag[parsed.head[head]].startswith("VB"):
        return True, "what is done is done to the state"
    return False, "nothing says the state is meant"


def adjective(parsed: Parsed, first: int, last: int) -> str:
    """Return why a nationality stands for the state here ("the Russian invasion"), '' when it does not."""
    token = last
    while token < min(last + 4, len(parsed.word)):
        if parsed.lower[token] in _state_nouns():
            return f"“{parsed.lower[token]}” belongs to a state"
        if parsed.pos[token] not in ("ADJ", "NOUN", "PROPN", "CCONJ") and parsed.word[token] not in ("-", "–"):
            break
        token += 1
    return ""
