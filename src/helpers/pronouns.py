"""Resolve he, she, it and their forms: agreement first, then salience; open rather than wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .parse import Parsed

if TYPE_CHECKING:
    from .actors import Actor, Found

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
IT = frozenset(("it", "its", "itself"))
WEIGHT = {"nsubj": 80, "nsubjpass": 75, "dobj": 50, "dative": 45, "poss": 45, "appos": 20, "ROOT": 60}


def resolve(parsed: Parsed, found: list[Found]) -> list[Found]:
    """Return the mentions that are pronouns, each with the actor it means."""
    from .actors import Found

    at: dict[int, Found] = {}
    for mention in found:
        for token in range(mention.first, mention.last):
            at[token] = mention
    added: list[Found] = []
    salience: dict[str, float] = {}
    actors: dict[str, Actor] = {}
    heads: dict[str, int] = {}
    lower, dep, head = parsed.lower, parsed.dep, parsed.head
    for number in range(len(parsed.sentences)):
        for key in salience:
            salience[key] *= 0.5
        seen = None
        for token in range(parsed.first[number], parsed.last[number]):
            mention = at.get(token)
            if mention is None and lower[token] in HE:
                gender = HE[lower[token]]
                options = [
                    (score, key) for key, score in salience.items()
                    if score > 8 and actors[key].type == "person" and actors[key].gender in (gender, "x", "")
                    and not _clash(parsed, token, heads.get(key, -1))
                ]  # fmt: skip
                if not options:
                    continue
                actor = actors[max(options)[1]]
                if actor.gender in ("x", ""):
                    actor.gender = gender
                mention = Found(token, token + 1, "pronoun", f"{actor.name} is the person spoken of most here", actor)
                added.append(mention)
            if mention is None or mention.actor is None or mention is seen:
                continue
            seen = mention
            key = mention.actor.id
            actors[key] = mention.actor
            core = _head(parsed, mention.first, mention.last)
            heads[key] = core
            salience[key] = salience.get(key, 0) + WEIGHT.get(dep[core], 30)
    return added


def _head(parsed: Parsed, first: int, last: int) -> int:
    """Return the token of a span whose head lies outside it."""
    for token in range(last - 1, first - 1, -1):
        if not first <= parsed.head[token] < last or parsed.head[token] == token:
            return token
    return last - 1


def _clash(parsed: Parsed, token: int, other: int) -> bool:
    """Say whether two tokens are arguments of one verb, and so can't mean the same person."""
    if other < 0 or parsed.lower[token] in ("himself", "herself", "itself", "his", "hers", "its"):
        return False
    if parsed.lower[token] == "her" and parsed.dep[token] == "poss":
        return False
    return parsed.head[token] == parsed.head[other] and parsed.dep[other] in ("nsubj", "dobj", "nsubjpass")
