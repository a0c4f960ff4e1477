"""The cast of one article: its actors while they are being put together, and where each is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count


@dataclass(slots=True, eq=False)
class Actor:
    """One actor of one article.

    gender: m, f, x (could be either) or '' where nothing is known. roles: what the article calls a person
    ("president"), each with the ids of the countries it is said of. likely: how sure it is that a person is one.
    listed: a table of actors names it. number: the order in which the article's actors were made.
    """

    id: str
    name: str
    type: str
    gender: str = ""
    likely: float = 1.0
    roles: dict[str, set[str]] = field(default_factory=dict)
    listed: bool = False
    number: int = 0
    unknown: bool = False  # its kind is a guess: read as an organisation until "he" or "she" says otherwise


@dataclass(slots=True, eq=False)
class Found:
    """One mention, tokens first to last - 1, and whom it means."""

    first: int
    last: int
    kind: str
    reason: str
    actor: Actor


@dataclass
class Cast:
    """All actors of one article by id."""

    actors: dict[str, Actor] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def get(self, actor_id: str, name: str, kind: str) -> Actor:
        """Return the actor of this id, made on first use."""
        actor = self.actors.get(actor_id)
        if actor is None:
            actor = self.actors[actor_id] = Actor(actor_id, name, kind, number=next(self._numbers))
        return actor

    def rename(self, actor: Actor, actor_id: str) -> None:
        """Give an actor another id, under which it is found from now on."""
        if self.actors.get(actor.id) is actor:
            del self.actors[actor.id]
        actor.id = actor_id
        self.actors[actor_id] = actor
