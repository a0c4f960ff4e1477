"""Resolve what stands for a name without naming: "the President", "the Russian president", "the company"."""

from __future__ import annotations

from ..parse import Parsed
from .cast import Actor, Found
from .gazetteer import gazetteer
from .lexicon import lexicon
from .names import Name

DEFINITE = frozenset(("the", "this", "that"))


def resolve(parsed: Parsed, spans: list[Name], found: list[Found]) -> list[Found]:
    """Return the mentions by role or kind whose actor is plain; the others stay out.

    A role must have been given to a person in this article; of several, the one named last before it.
    """
    ordered = sorted(found, key=lambda mention: mention.first)
    persons = [mention for mention in ordered if mention.actor.type == "person"]
    holders: dict[str, list[Actor]] = {}
    for actor in dict.fromkeys(mention.actor for mention in persons):
        for role in actor.roles:
            holders.setdefault(role, []).append(actor)
    added = _titles(parsed, spans, persons, holders)
    covered = {token for mention in found for token in range(mention.first, mention.last)}
    organisations = [mention for mention in ordered if mention.actor.type == "organisation"]
    lex = lexicon()
    for token, word in enumerate(parsed.lower):
        if parsed.tag[token] != "NN" or token in covered or parsed.dep[token] in ("appos", "attr"):
            continue
        if word in holders:
            mention = _role(parsed, token, persons, holders[word])
        elif lex.things.get(word) == "organisation":
            mention = _kind(parsed, token, word, organisations)
        else:
            continue
        if mention is not None:
            added.append(mention)
    return added


def _titles(parsed: Parsed, spans: list[Name], persons: list[Found], holders: dict[str, list[Actor]]) -> list[Found]:
    """Read titles that stand alone with a capital, as names do: "the President"."""
    added = []
    for span in spans:
        if span.type != "title":
            continue
        office = " ".join(parsed.lower[span.first : span.last])
        bearer = _said_of(parsed, span, persons)
        if bearer is not None:
            bearer.roles.setdefault(office, set())
            added.append(Found(span.first, span.last, "name", f"said of {bearer.name}", bearer))
        elif office in holders and (holder := _last_named(persons, holders[office], span.first)) is not None:
            added.append(Found(span.first, span.last, "name", f"{holder.name} is {office} in this article", holder))
    return added


def _said_of(parsed: Parsed, span: Name, persons: list[Found]) -> Actor | None:
    """Return of whom a title is said: "Ann Lee, Director of Research and Chair of the Board"."""
    joined = span.first > 0 and parsed.word[span.first - 1] in (",", "and")
    if not joined or parsed.lower[span.last : span.last + 1] != ["of"]:
        return None
    before = [m for m in persons if m.last < span.first and parsed.sentence[m.first] == parsed.sentence[span.first]]
    if not before or any(parsed.tag[token].startswith("VB") for token in range(before[-1].last, span.first)):
        return None
    return before[-1].actor if parsed.word[before[-1].last] == "," else None


def _last_named(persons: list[Found], holders: list[Actor], token: int) -> Actor | None:
    """Return who of the holders of a role was named last before a token; the first named where nobody was."""
    latest = None
    for mention in persons:
        if mention.first > token and latest is not None:
            break
        if mention.actor in holders:
            latest = mention.actor
    return latest


def _role(parsed: Parsed, token: int, persons: list[Found], holders: list[Actor]) -> Found | None:
    first = _definite(parsed, token)
    if first < 0 or any(parsed.dep[c] in ("prep", "relcl", "appos", "acl") for c in parsed.children[token]):
        return None
    role = parsed.lower[token]
    for start in range(first + 1, token):  # "the prime minister" is no other minister
        longer = " ".join(parsed.lower[start : token + 1])
        if fuller := [actor for actor in holders if longer in actor.roles]:
            role, holders = longer, fuller
            break
    countries = {
        entry.actor_id
        for index in range(first, token)
        if parsed.word[index][0].isupper() and (entry := gazetteer().match(parsed.text, parsed.start[index]))
    }
    fitting = [a for a in holders if not countries or not a.roles[role] or countries & a.roles[role]]
    holder = _last_named([m for m in persons if m.first < token], fitting, token)
    if holder is None or (first + 1 < token and not countries and " " not in role):
        return None
    return Found(first, token + 1, "nominal", f"{holder.name} is called {role} in this article", holder)


def _kind(parsed: Parsed, token: int, word: str, organisations: list[Found]) -> Found | None:
    """Read "the court" as the one court named before."""
    first = _definite(parsed, token)
    if first != token - 1 or any(parsed.dep[c] == "prep" for c in parsed.children[token]):
        return None
    before = {m.actor.id: m.actor for m in organisations if m.first < token and word in m.actor.name.lower().split()}
    if len(before) != 1:
        return None
    actor = next(iter(before.values()))
    return Found(first, token + 1, "nominal", f"{actor.name} is the one {word} named before", actor)


def _definite(parsed: Parsed, token: int) -> int:
    """Return where "the …" begins whose noun this is, or -1 when it is not definite."""
    for first in range(token - 1, max(token - 4, -1), -1):
        if parsed.lower[first] in DEFINITE:
            return first
        if parsed.tag[first] not in ("JJ", "NN", "NNP", "VBN"):
            break
    return -1
