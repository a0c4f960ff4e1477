"""Keep track of who is to the fore while an article is read, with speaking as the strongest factor.

Who spoke last speaks on, and `the mayor` after a quotation is whoever was quoted, not whom the quotation is
about. So every mention and every quotation moves its actor to the fore, and every sentence lets all fade (a
salience list after Lappin and Leass 1994, "An Algorithm for Pronominal Anaphora Resolution").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from ..actors.lexicon import lexicon
from ..parse import Parsed
from ..tables import Mention

ROLE = {"nsubj": 4.0, "nsubjpass": 3.5, "ROOT": 3.0, "appos": 2.5, "dobj": 2.0, "attr": 2.0, "conj": 2.0}
OTHER, QUOTED, SPEAKING = 1.5, 0.2, 9.0  # the order matters, the figures hardly: halves and doubles change little
DECAY = 0.7  # what a sentence that passes leaves
DESCRIBING = frozenset(("compound", "nmod", "amod"))
MANY = 12  # words kept to describe one actor


@dataclass(slots=True)
class Known:
    """What an article tells of one actor: gender (m, f, x or '') and the words that describe the actor."""

    id: str
    name: str
    type: str
    gender: str = ""
    roles: set[str] = field(default_factory=set)


class Foreground:
    """One reading of an article from its first token to its last.

    mentions: the article's. quoted: its tokens in quotation marks, whose mentions hardly come to the fore.
    """

    def __init__(self, p: Parsed, mentions: list[Mention], quoted: dict[int, int]):
        self.p, self.quoted = p, quoted
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]
        self.known: dict[str, Known] = {}
        self._order = [(self.token(m.start), m) for m in self.mentions if m.actor_id]
        for first, mention in self._order:
            if mention.kind != "pronoun":
                self._learn(first, mention)
        self._next, self._sentence = 0, 0
        self.weights: dict[str, float] = {}

    def token(self, position: int) -> int:
        """Return the token at or after a character."""
        return min(bisect_right(self.p.start, position - 1), len(self.p.start) - 1)

    def covering(self, token: int) -> Mention | None:
        """Return the mention with an actor that covers a token."""
        start = self.p.start[token]
        number = bisect_right(self._starts, start) - 1
        for mention in self.mentions[max(0, number - 3) : number + 1][::-1]:
            if mention.start <= start < mention.end and mention.actor:
                return mention
        return None

    def advance(self, token: int) -> None:
        """Read on to a token: its mentions come to the fore, and what is past fades."""
        p = self.p
        while self._next < len(self._order) and self._order[self._next][0] < token:
            first, mention = self._order[self._next]
            self._next += 1
            if mention.actor_id in self.known:
                self._fade(p.sentence[first])
                role = ROLE.get(p.dep[self._head(first, mention)], OTHER)
                self._raise(mention.actor_id, QUOTED if first in self.quoted else role)
        self._fade(p.sentence[token])

    def spoke(self, actor_id: str) -> None:
        """Move the speaker of a quotation to the fore."""
        if actor_id in self.known:
            self._raise(actor_id, SPEAKING)

    def foremost(self, gender: str = "", person: bool = True) -> tuple[str, str]:
        """Return (id, name) of the person, or else of the organisation or country, to the fore; ('', '') for nobody."""
        fitting = [
            (weight * (1.0 if actor.gender == gender or not person else 0.8), key)
            for key, weight in self.weights.items()
            for actor in (self.known[key],)
            if (actor.type == "person") == person and (not gender or actor.gender in ("", "x", gender))
        ]
        if not fitting:
            return "", ""
        actor = self.known[max(fitting, key=lambda pair: pair[0])[1]]
        if gender and actor.gender in ("", "x"):
            actor.gender = gender
        return actor.id, actor.name

    def described(self, word: str) -> tuple[str, str]:
        """Return (id, name) of the foremost actor whom the article describes with this word."""
        fitting = [(weight, key) for key, weight in self.weights.items() if word in self.known[key].roles]
        return (max(fitting)[1], self.known[max(fitting)[1]].name) if fitting else ("", "")

    def called(self, word: str) -> tuple[str, str]:
        """Return (id, name) of the actor whose name holds this word ("the board": Parole Board)."""
        fitting = [key for key in self.weights if word in self.known[key].name.lower().split()]
        return (fitting[-1], self.known[fitting[-1]].name) if fitting else ("", "")

    def _raise(self, actor_id: str, weight: float) -> None:
        self.weights[actor_id] = self.weights.get(actor_id, 0.0) + weight

    def _fade(self, sentence: int) -> None:
        if sentence > self._sentence:
            factor = DECAY ** (sentence - self._sentence)
            self.weights = {key: weight * factor for key, weight in self.weights.items() if weight > 0.001}
            self._sentence = sentence

    def _learn(self, first: int, mention: Mention) -> None:
        """Note gender and describing words: `Mayor Anna Keller`, `Anna Keller, a lawyer`."""
        p, words = self.p, lexicon()
        actor = self.known.setdefault(mention.actor_id, Known(mention.actor_id, mention.actor, mention.actor_type))
        if actor.type == "person" and not actor.gender:
            titles = (words.gender.get(p.lower[k], "") for k in (first, max(0, first - 1)))
            actor.gender = next(filter(None, titles), "") or words.given.get(mention.actor.split()[0].lower(), "")
        if len(actor.roles) < MANY:
            head = self._head(first, mention)
            near = [k for k in range(p.edges[head][0], head) if p.dep[k] in DESCRIBING]
            near += [k for k in p.children[head] if p.dep[k] == "appos" and p.tag[k] in ("NN", "NNP")]
            if p.dep[head] == "appos" and p.tag[p.head[head]] in ("NN", "NNP"):
                near.append(p.head[head])
            actor.roles.update(p.lower[k] for k in near)

    def _head(self, first: int, mention: Mention) -> int:
        """Return the token of a mention whose head lies outside of it."""
        p, token = self.p, first
        while token < len(p.start) and p.start[token] < mention.end:
            if p.head[token] == token or not mention.start <= p.start[p.head[token]] < mention.end:
                return token
            token += 1
        return max(first, token - 1)
