"""Say who is meant: every mention of an actor in an article, merged, with the reason for each decision."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import metonyms, people, pronouns
from .gazetteer import gazetteer, slug
from .names import Name, names, tables
from .parse import Parsed
from .tables import Mention


@dataclass
class Actor:
    """One actor of one article, while it is being put together."""

    id: str
    name: str
    type: str
    gender: str = ""  # m, f, x (could be either), or '' where it does not apply
    forms: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Found:
    """One mention, tokens first to last - 1, and whom it means (None while that is open)."""

    first: int
    last: int
    kind: str
    reason: str
    actor: Actor | None


def find(parsed: Parsed) -> list[Mention]:
    """Return the mentions of an article in order of appearance.

    Raises KnowledgeError when a table of actors has a bad row.
    """
    found = named(parsed)
    found += pronouns.resolve(parsed, found)
    found.sort(key=lambda mention: (mention.first, mention.last))
    rows = []
    for number, mention in enumerate(found):
        start, end = parsed.span(mention.first, mention.last)
        actor = mention.actor
        rows.append(Mention(
            article_id=parsed.article.article_id, mention_id=f"m{number}",
            sentence_id=parsed.sentence[mention.first], start=start, end=end, surface=parsed.text[start:end],
            kind=mention.kind, reason=mention.reason,
            actor_id=actor.id if actor else "", actor=actor.name if actor else "", actor_type=actor.type if actor else "",
        ))  # fmt: skip
    return rows


def named(parsed: Parsed) -> list[Found]:
    """Return the named mentions, each with its actor."""
    spans = names(parsed)
    _retype(parsed, spans)
    actors: dict[str, Actor] = {}
    persons = people.cluster(parsed, spans, actors)
    found: list[Found] = []
    things: dict[str, Actor] = {}
    for span in spans:
        if id(span) in persons:
            actor, reason = persons[id(span)]
            found.append(Found(span.first, span.last, "name", reason, actor))
        elif span.entry is not None:
            if (mention := _listed(parsed, span, actors)) is not None:
                found.append(mention)
        elif span.type in ("organisation", "place", "group", ""):
            found.append(_thing(parsed, span, actors, things))
    people.titles(parsed, spans, found)
    return found


def _retype(parsed: Parsed, spans: list[Name]) -> None:
    """Give a name the type that the same words have for sure elsewhere in the article."""
    surnames: dict[str, Name] = {}
    types: dict[str, str] = {}
    for span in spans:
        if span.type == "person" and (span.sure or span.last - span.core > 1):
            surnames.setdefault(parsed.word[span.last - 1], span)
            surnames.setdefault(parsed.word[span.core], span)
        if span.sure and span.entry is None:
            types.setdefault(_surface(parsed, span), span.type)
    for span in spans:
        if span.entry is not None or span.sure or span.type == "title":
            continue
        if span.last - span.first == 1 and parsed.word[span.first] in surnames:
            span.type = "person"
        elif (kind := types.get(_surface(parsed, span))) is not None:
            span.type = kind
        elif span.type == "" and span.last - span.first == 1 and parsed.lower[span.first] in tables().given:
            span.type = "person"


def _surface(parsed: Parsed, span: Name) -> str:
    return parsed.text[parsed.start[span.core] : parsed.end[span.last - 1]]


def _listed(parsed: Parsed, span: Name, actors: dict[str, Actor]) -> Found | None:
    entry = span.entry
    assert entry is not None
    if entry.use == "capital":
        meant, reason = metonyms.capital(parsed, span.first, span.last)
        if not meant:
            place = _actor(actors, f"place:{slug(entry.surface)}", entry.surface, "place")
            return Found(span.first, span.last, "name", reason, place)
        return Found(span.first, span.last, "metonym", f"{entry.surface} stands for {entry.actor}: {reason}",
                     _actor(actors, entry.actor_id, entry.actor, entry.type))  # fmt: skip
    actor = _actor(actors, entry.actor_id, entry.actor, entry.type)
    if entry.use == "seat":
        return Found(span.first, span.last, "metonym", f"the seat of the government of {entry.actor}", actor)
    if entry.use == "adjective" and parsed.tag[span.first] not in ("NNPS", "NNS"):
        if (reason := metonyms.adjective(parsed, span.first, span.last)) == "":
            return None
        return Found(span.first, span.last, "demonym", reason, actor)
    if entry.use == "people":
        return Found(span.first, span.last, "demonym", f"the people of {entry.actor}", actor)
    by = "your own table" if entry.use == "own" else "the table of known actors"
    return Found(span.first, span.last, "name", f"listed in {by}", actor)


def _thing(parsed: Parsed, span: Name, actors: dict[str, Actor], things: dict[str, Actor]) -> Found:
    """Merge an organisation, place or group with the one it is a short form of."""
    surface = _surface(parsed, span)
    kind = span.type or "organisation"
    if surface in things:
        return Found(span.first, span.last, "name", "the same name", things[surface])
    actor, reason = _long_form(parsed, span, surface, things)
    if actor is None:
        actor = _actor(actors, f"{kind}:{slug(surface)}", surface, kind)
        reason = f"named in full, not listed; read as {kind}" if span.type else "a name of unknown kind"
    things[surface] = actor
    if (short := _bracketed(parsed, span)) is not None:
        things[short] = actor
    return Found(span.first, span.last, "name", reason, actor)


def _actor(actors: dict[str, Actor], actor_id: str, name: str, kind: str) -> Actor:
    return actors.setdefault(actor_id, Actor(actor_id, name, kind))


def _bracketed(parsed: Parsed, span: Name) -> str | None:
    """Return the abbreviation that follows a name in brackets: "National Labor Relations Board (NLRB)"."""
    token = span.last
    if token + 2 < len(parsed.word) and parsed.word[token] == "(" and parsed.word[token + 2] == ")":
        short = parsed.word[token + 1]
        if sum(char.isupper() for char in short) >= 2 or short in _surface(parsed, span):
            return short
    return None


def _long_form(parsed: Parsed, span: Name, surface: str, things: dict[str, Actor]) -> tuple[Actor | None, str]:
    """Find the earlier, longer name that this one shortens."""
    if surface.isupper() and " " not in surface and len(surface) > 1:
        for long, actor in things.items():
            if _initials(long) == surface.replace(".", ""):
                return actor, f"the initials of {long}"
        return None, ""
    matches = {}
    for long, actor in things.items():
        if long.startswith(surface + " ") or (long.endswith(" " + surface) and surface.lower() in tables().types):
            matches[actor.id] = (actor, f"short for {long}")
    return next(iter(matches.values())) if len(matches) == 1 else (None, "")


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
