"""Other names that an article introduces: "Ann Lee, known as the Owl", "the Owl, whose real name is Ann Lee"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ..knowledge import rows
from ..parse import Parsed
from .gazetteer import closed, slug
from .merge import Found
from .names import Name, surface

MARKS = frozenset("“‘\"'") | {"``", "''"}
FAR = 10  # tokens between a name and another one that is introduced
SINGLE = 3  # words of a nickname, at most
KINDS = {"cue": ("person", "organisation", "place", "group"), "body": ("organisation",)}


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("lexicons/also_called.csv", ("word", "kind"))}


def introduced(parsed: Parsed, spans: Sequence[Name]) -> dict[str, Name]:
    """Find the names that the article introduces as other names.

    Spans of such a name that no table of the reader's settles get the bearer's kind.

    Args:
        parsed: the article.
        spans: its names, in order; their kinds are settled in place.

    Returns:
        {the other name, folded: the name of its bearer}.
    """
    found: dict[str, Name] = {}
    words = _words()
    for one, other in pairwise(spans):
        if not 0 < other.first - one.last <= FAR or parsed.lower[one.last] not in words:
            continue
        bearer, alias = (other, one) if _real(parsed, one, other) else (one, other)
        if bearer is one and not (_called(parsed, one, other) or _bracketed(parsed, one, other, spans)):
            continue
        key, listed = slug(surface(parsed, alias)), alias.entry is not None and bearer.type != alias.type
        fits = bearer.type in KINDS["cue"] and alias.type != "title" and alias.last - alias.core <= SINGLE
        owns = parsed.lower[alias.last : alias.last + 1] == ["'s"]  # "known as China's answer to …"
        if fits and not listed and not owns and key != slug(surface(parsed, bearer)):
            found.setdefault(key, bearer)
    if not found:
        return found
    full = [span for span in spans if span.type == "person" and span.last - span.core > 1]
    for surname in {slug(parsed.word[span.last - 1]) for span in full}:
        found.pop(surname, None)  # somebody else's
    for span in spans:
        whose = found.get(slug(surface(parsed, span)))
        if whose is not None and whose is not span and span.type != "title":
            span.type, span.entry, span.sure = whose.type, whose.entry, True
    return found


def is_other(parsed: Parsed, span: Name, also: dict[str, Name]) -> bool:
    """Say whether a span is another name of a bearer that no table lists.

    Args:
        parsed: the article.
        span: the name.
        also: what `introduced` found.

    Returns:
        True where it is.
    """
    bearer = also.get(slug(surface(parsed, span)))
    return bearer is not None and bearer is not span and span.type not in ("title", "other") and span.entry is None


def mentions(parsed: Parsed, spans: Sequence[Name], also: dict[str, Name], found: Sequence[Found]) -> list[Found]:
    """Say whom the other names mean.

    Args:
        parsed: the article.
        spans: the names that `is_other` picked, in order.
        also: what `introduced` found.
        found: the mentions by name.

    Returns:
        Their mentions, each with the actor of its bearer's name; none for a bearer without one.
    """
    actors = {mention.first: mention.actor for mention in found}
    made = []
    for span in spans:
        actor = actors.get(also[slug(surface(parsed, span))].first)
        if actor is not None:
            actors[span.first] = actor
            reason = f"another name of {actor.name}, as the article says"
            made.append(Found(span.first, span.last, "name", reason, actor))
    return made


def _called(parsed: Parsed, one: Name, other: Name) -> bool:
    """Say whether what stands between two names makes the second another name of the first."""
    between, words = parsed.lower[one.last : other.first], _words()
    if not between or not all(word in words for word in between):
        return False
    kinds = [words[word] for word in between]
    cue = next((n for n, kind in enumerate(kinds) if one.type in KINDS.get(kind, ())), -1)
    if cue < 0 or "real" in kinds or not MARKS.isdisjoint(between[:cue]):
        return False
    token = one.last + cue
    if parsed.tag[token] == "VBD" or (cue == 0 and between[0] in closed("renames")):
        return False  # "Hale called Moyo"
    return between[cue] not in closed("with as") or "as" in between[cue:]


def _bracketed(parsed: Parsed, one: Name, other: Name, spans: Sequence[Name]) -> bool:
    """Say whether a person's other name follows in brackets: "Ann Lee (“the Owl”)", "Ann Lee (Owl)".

    spans: all names. Where several people have brackets, these hold teams and parties.
    """
    between = parsed.lower[one.last : other.first]
    if one.type != "person" or not between or between[0] != "(" or other.entry is not None:
        return False
    opened = (span for span in spans if span.type == "person" and parsed.word[span.last : span.last + 1] == ["("])
    only = next(opened) is one and next(opened, None) is None
    closed = ")" in parsed.lower[other.last : other.last + 2]
    marked = not MARKS.isdisjoint(between) and all(_words().get(word) == "filler" for word in between)
    marked = marked and other.last - other.first < SINGLE
    open_ = other.type in ("person", "") or not (other.sure or parsed.word[other.first].isupper())
    alone = only and len(between) == 1 and other.last - other.first == 1 and open_
    return closed and (marked or alone)


def _real(parsed: Parsed, one: Name, other: Name) -> bool:
    """Say whether the second name is the one borne by right: "whose real name is X", "the Owl, as X is known"."""
    between, words = parsed.lower[one.last : other.first], _words()
    return "name" in between and any(words.get(w) == "real" for w in between) and all(w in words for w in between)
