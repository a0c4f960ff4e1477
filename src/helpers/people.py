"""Merge the names of one person: titles, given names, initials, nicknames, surnames alone."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from .gazetteer import gazetteer, slug
from .knowledge import rows
from .names import Name, tables
from .parse import Parsed

if TYPE_CHECKING:
    from .actors import Actor, Found


@cache
def _nicknames() -> frozenset[tuple[str, str]]:
    pairs = {(row["short"], row["long"]) for row in rows("lexicons/nicknames.csv", ("short", "long"))}
    return frozenset(pairs | {(long, short) for short, long in pairs})


def cluster(parsed: Parsed, spans: list[Name], actors: dict[str, Actor]) -> dict[int, tuple[Actor, str]]:
    """Return {id of the name: (its person, the reason)} for all names of persons."""
    from .actors import Actor

    persons = [span for span in spans if span.type == "person"]
    parts = {id(span): [_plain(word) for word in parsed.word[span.core : span.last] if word not in "-–"] for span in persons}
    result: dict[int, tuple[Actor, str]] = {}
    by_surname: dict[str, list[tuple[list[str], Actor]]] = defaultdict(list)
    by_part: dict[str, list[Actor]] = defaultdict(list)
    for span in sorted(persons, key=lambda span: -len(parts[id(span)])):
        words = parts[id(span)]
        if len(words) < 2:
            continue
        surface = parsed.text[parsed.start[span.core] : parsed.end[span.last - 1]]
        actor, reason = None, ""
        if span.entry is not None:
            actor_id, name, reason = span.entry.actor_id, span.entry.actor, "listed in your own table"
            actor = actors.get(actor_id)
        else:
            same = {a.id: a for full, a in by_surname[words[-1]] if compatible(words, full)}
            if len(same) == 1:
                actor = next(iter(same.values()))
                reason = f"the same person as {actor.name}" if surface != actor.name else "named in full"
            actor_id, name = f"person:{slug(surface)}", surface
        if actor is None:
            actor = actors.setdefault(actor_id, Actor(actor_id, name, "person"))
            reason = reason or "named in full"
        by_surname[words[-1]].append((words, actor))
        for word in words:
            if actor not in by_part[word]:
                by_part[word].append(actor)
        result[id(span)] = (actor, reason)
        _learn(parsed, span, actor)
    latest: dict[str, int] = {}
    for position, span in enumerate(persons):
        if id(span) not in result:
            result[id(span)] = _alone(parsed, span, parts[id(span)], by_surname, by_part, latest, actors)
            _learn(parsed, span, result[id(span)][0])
        latest[result[id(span)][0].id] = position
    return result


def _plain(word: str) -> str:
    return word.lower().rstrip(".").replace("’", "'")


def compatible(a: list[str], b: list[str]) -> bool:
    """Say whether two full names with the same surname can be one person's."""
    if a[0] == b[0] or (a[0], b[0]) in _nicknames():
        return True
    if len(a[0]) == 1 or len(b[0]) == 1:
        return a[0][0] == b[0][0]
    short, long = sorted((a, b), key=len)
    return len(short) < len(long) and all(word in long for word in short)


def _alone(parsed, span, words, by_surname, by_part, latest, actors):
    """Find the person whose surname or given name stands alone here."""
    from .actors import Actor

    word = words[0] if words else ""
    gender = _title_gender(parsed, span)
    candidates = list({actor.id: actor for _, actor in by_surname.get(word, ())}.values())
    how = "surname"
    if not candidates:
        candidates, how = by_part.get(word, []), "part"
    fitting = [a for a in candidates if not gender or a.gender in ("", "x", gender)] or candidates
    if fitting:
        actor = max(fitting, key=lambda a: latest.get(a.id, -1))
        return actor, f"{how} of {actor.name}" + ("" if len(fitting) == 1 else ", the one named last")
    listed = gazetteer().listed(word)
    if listed is not None:
        return actors.setdefault(listed.actor_id, Actor(listed.actor_id, listed.actor, "person")), "the one listed person of this surname"
    surface = parsed.text[parsed.start[span.core] : parsed.end[span.last - 1]]
    actor_id = f"person:{slug(surface)}"
    return actors.setdefault(actor_id, Actor(actor_id, surface, "person")), "named only so in this article"


def _title_gender(parsed: Parsed, span: Name) -> str:
    titles = tables().titles
    return next((titles[w][1] for w in parsed.lower[span.first : span.core] if w in titles and titles[w][1]), "")


def _learn(parsed: Parsed, span: Name, actor: Actor) -> None:
    """Remember what a mention tells of its person: gender and roles."""
    gender = _title_gender(parsed, span)
    if gender:
        actor.gender = gender
    elif not actor.gender and span.last - span.core > 1:
        actor.gender = tables().given.get(parsed.lower[span.core], "x")
    titles = tables().titles
    for word in parsed.lower[span.first : span.core]:
        if titles.get(word, ("", ""))[0] == "office":
            actor.roles.add(word)


def titles(parsed: Parsed, spans: list[Name], found: list[Found]) -> None:
    """Add the mentions that are a title alone ("the President") and mean the person last called so."""
    from .actors import Found

    people_found = sorted((m for m in found if m.actor and m.actor.type == "person"), key=lambda m: m.first)
    for span in spans:
        if span.type != "title":
            continue
        office = next((w for w in reversed(parsed.lower[span.first : span.last]) if w in tables().titles), "")
        holder = None
        for mention in people_found:
            if mention.first > span.first and holder is not None:
                break
            if office in mention.actor.roles:
                holder = mention.actor
        if holder is not None:
            found.append(Found(span.first, span.last, "name", f"{holder.name} is the {office} here", holder))
