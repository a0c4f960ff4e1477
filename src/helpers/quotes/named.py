"""The mentions of an article by place: who a word means, and which body or place a noun takes up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from ..actors.gazetteer import is_body, lexicon, slug
from ..parse import Parsed
from ..tables import Mention
from .cues import SUBJECTS


class Named:
    """The mentions of an article, by place."""

    def __init__(self, p: Parsed, mentions: list[Mention]):
        self.p = p
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]

        self.made: dict[str, Mention] = {}  # who spoke last in a poll, through a spokesman: by these nouns
        self.first = {m.actor_id: m for m in reversed(self.mentions)}  # where each comes in
        self._surnames: dict[str, set[tuple[str, str]]] = {}
        for m in mentions:
            if m.actor_type == "person" and m.kind == "name":
                self._surnames.setdefault(m.actor.split()[-1].casefold(), set()).add((m.actor_id, m.actor))
        self._bodies: dict[str, list[Mention]] = {}  # by what their names begin with
        for m in mentions:
            if m.actor_type == "organisation" and " " in m.actor:
                self._bodies.setdefault(m.actor.rsplit(" ", 1)[0], []).append(m)
        self._entities = {k: label for first, last, label in p.entities for k in range(first, last)}

    def unread(self, token: int) -> tuple[str, str]:
        """Read a name that is no mention: a surname that one person has, or a body.

        Args:
            token: its head.

        Returns:
            (id, name); else ('', '').
        """
        p = self.p
        if not p.word[token][0].isupper():
            return "", ""
        bearers = self._surnames.get(p.lower[token], set())
        if len(bearers) == 1:
            return next(iter(bearers))
        if bearers or p.tag[token] != "NNP" or self._entities.get(token) != "ORG":
            return "", ""
        first = token
        while first and p.tag[first - 1] == "NNP" and p.head[first - 1] == token:
            first -= 1
        words = p.text[p.start[first] : p.end[token]]
        return f"organisation:{slug(words)}", words

    def body_called(self, mention: Mention | None) -> Mention | None:
        """Find the one body whose name a place begins: Harbour Lines, of `a Harbour spokesman`.

        Args:
            mention: of the place, or of anybody; None for none.

        Returns:
            A mention of the body; the one given where it is no place, or begins no body's name or several.
        """
        if mention is None or mention.actor_type != "place":
            return mention
        called = {m.actor_id: m for m in self._bodies.get(mention.surface, ())}
        return next(iter(called.values())) if len(called) == 1 else mention

    def holding(self, token: int) -> Mention | None:
        """Find the one body named before whose name holds a noun: the Ludlow Council of `a council spokesman`.

        Args:
            token: the noun.

        Returns:
            A mention of it; None where none or several bodies are called so, or the noun is none for bodies.
        """
        word = self.p.lower[token]
        if not is_body(word):
            return None
        return self._one(token, "organisation", lambda m: word in m.actor.lower().split() and " " in m.actor)

    def governed(self, token: int) -> Mention | None:
        """Find the one place named before that a noun means: Dorset County, of `the county said`; or a mayor's city.

        Args:
            token: the noun.

        Returns:
            A mention of it; None where none or several places are called so, or the noun is none for places.
        """
        p, word = self.p, self.p.lower[token]
        if lexicon().things.get(word) != "place" or p.tag[token] != "NN":
            return None
        return self._one(token, "place", lambda m: m.actor.lower().endswith(f" {word}") or self._governs(m, word))

    def _one(self, token: int, kind: str, fits: Callable[[Mention], bool]) -> Mention | None:
        """Return the one actor of a kind that is named before a token and fits."""
        before = self.mentions[: bisect_left(self._starts, self.p.start[token])]
        named = (m for m in before if m.actor_type == kind and m.kind == "name")
        called = {m.actor_id: m for m in named if fits(m)}
        return next(iter(called.values())) if len(called) == 1 else None

    def _governs(self, place: Mention, word: str) -> bool:
        """Say whether a place is told to be a city: "Hull Mayor Anna Keller", "the city of Hull"."""
        lower, first, last = self.p.lower, self.token(place.start), self.token(place.end)
        of = lower[max(0, first - 1)] == "of" and lower[max(0, first - 2)] in (word, "mayor")
        beside = any(k.startswith(("mayor", "council", word)) for k in lower[last : last + 2])
        return of or (beside and word in ("city", "town"))

    def only_body(self, token: int) -> Mention | None:
        """Find the one body that its sentence, as far as a token, and the sentence before tell of.

        Args:
            token: a spokesman of whom nothing else is told.

        Returns:
            A mention of it; None where they tell of none or several.
        """
        p = self.p
        begin = p.sentences[max(0, p.sentence[token] - 1)].start
        bodies = [m for m in self.between(begin, p.start[token]) if m.actor_type in ("organisation", "country")]
        own = len({m.actor_id for m in bodies}) == 1 and bodies[0].actor_type == "organisation"
        return next((m for m in bodies if p.dep[self.token(m.end) - 1] in SUBJECTS), None) if own else None

    def token(self, position: int) -> int:
        """Find the token at or after a character.

        Args:
            position: of the character.

        Returns:
            The token; the last one beyond them.
        """
        return min(bisect_right(self.p.start, position - 1), len(self.p.start) - 1)

    def between(self, start: int, end: int) -> list[Mention]:
        """Find the mentions that begin between two characters.

        Args:
            start: the first.
            end: the one after the last.

        Returns:
            The mentions in order.
        """
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covering(self, token: int) -> Mention | None:
        """Find the innermost mention with an actor that covers a token.

        Args:
            token: of the article.

        Returns:
            The mention; None where none does.
        """
        start = self.p.start[token]
        number = bisect_right(self._starts, start) - 1
        for mention in self.mentions[max(0, number - 3) : number + 1][::-1]:
            if mention.start <= start < mention.end and mention.actor:
                return mention
        return None
