"""Say who speaks: from the words of a source to the actor that they mean.

Speakers are salient: who spoke last speaks on, and `he` after a quotation is whoever was quoted, not whom
the quotation is about. So each article is walked once, and every mention and every quotation moves the
people in it to the fore (a salience list after Lappin and Leass 1994, with speaking as its strongest factor).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from .knowledge import rows
from .lexicon import lexicon
from .parse import Parsed
from .reporting import SUBJECTS, noun_group
from .tables import Mention

if TYPE_CHECKING:
    from .quotes import Said

BY = {"name": "name", "demonym": "name", "metonym": "name", "pronoun": "pronoun", "nominal": "nominal"}
GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
ROLE = {"nsubj": 4.0, "nsubjpass": 3.5, "ROOT": 3.0, "appos": 2.5, "dobj": 2.0, "attr": 2.0, "conj": 2.0}
SPEAKING = 9.0  # weights and decay: tuned on half of the development articles, checked on the other half
OTHER, QUOTED, DECAY = 1.5, 0.2, 0.7
DEFINITE = frozenset(("the", "this", "that"))


@dataclass(slots=True)
class _Person:
    """What an article tells of one actor: gender and the nouns that describe the actor."""

    id: str
    name: str
    type: str
    gender: str = ""
    roles: set[str] = field(default_factory=set)


def name(p: Parsed, said: list[Said], mentions: list[Mention], quoted: dict[int, int]) -> None:
    """Fill in source span, speaker and how the speaker was found, for quotations in the order of the text.

    quoted: the tokens that stand in quotation marks.
    """
    walk = _Walk(p, mentions, quoted)
    for s in sorted(said, key=lambda s: s.at if s.at >= 0 else walk.token(s.content[0][0])):
        walk.speaker(s)


class _Walk:
    """One pass through an article: who is where, and who is to the fore."""

    def __init__(self, p: Parsed, mentions: list[Mention], quoted: dict[int, int]):
        self.p, self.quoted = p, quoted
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self.starts = [m.start for m in self.mentions]
        self.people: dict[str, _Person] = {}
        self.order = [(self.token(m.start), m) for m in self.mentions if m.actor_id]
        for first, mention in self.order:
            if mention.kind != "pronoun":
                self._learn(first, mention)
        self.at = 0  # the next mention of `order` to come to the fore
        self.sentence = 0
        self.fore: dict[str, float] = {}
        self.last: Said | None = None

    def token(self, position: int) -> int:
        """Return the token at or after a character."""
        return min(bisect_right(self.p.start, position - 1), len(self.p.start) - 1)

    # ---- what mentions tell

    def _learn(self, first: int, mention: Mention) -> None:
        p = self.p
        person = self.people.setdefault(mention.actor_id, _Person(mention.actor_id, mention.actor, mention.actor_type))
        head = self.head(first, mention)
        if person.type == "person" and not person.gender:
            gender = lexicon().gender
            title = next((gender[w] for w in (p.lower[first], p.lower[first - 1]) if w in gender), "")
            person.gender = title or lexicon().given.get(mention.actor.split()[0].lower(), "")
        if len(person.roles) < 12:
            person.roles.update(p.lower[k] for k in range(p.edges[head][0], head) if p.dep[k] in ("compound", "nmod", "amod"))
            near = [k for k in p.children[head] if p.dep[k] == "appos"]
            if p.dep[head] in ("appos", "attr", "nsubj"):
                near += [p.head[head]] if p.dep[head] == "appos" else []
            person.roles.update(p.lower[k] for k in near if p.tag[k] in ("NN", "NNP"))

    def head(self, first: int, mention: Mention) -> int:
        """Return the token of a mention whose head lies outside it."""
        p, token = self.p, first
        while token + 1 < len(p.start) and p.start[token] < mention.end:
            if not mention.start <= p.start[p.head[token]] < mention.end or p.head[token] == token:
                return token
            token += 1
        return max(first, token - 1)

    def forward(self, position: int) -> None:
        """Bring all mentions before a token to the fore, and let what is past fade."""
        p = self.p
        while self.at < len(self.order) and self.order[self.at][0] < position:
            first, mention = self.order[self.at]
            self.at += 1
            self._fade(p.sentence[first])
            if mention.actor_id not in self.people:
                continue
            head = self.head(first, mention)
            weight = QUOTED if first in self.quoted else ROLE.get(p.dep[head], OTHER)
            self.fore[mention.actor_id] = self.fore.get(mention.actor_id, 0.0) + weight
        self._fade(p.sentence[position])

    def _fade(self, sentence: int) -> None:
        if sentence > self.sentence:
            factor = DECAY ** (sentence - self.sentence)
            self.fore = {key: value * factor for key, value in self.fore.items()}
            self.sentence = sentence

    # ---- who it is

    def speaker(self, s: Said) -> None:
        """Name the speaker of one quotation."""
        p = self.p
        position = s.source if s.source >= 0 else s.at if s.at >= 0 else self.token(s.content[0][0])
        self.forward(position)
        if s.source >= 0:
            if s.source_span[0] < 0:
                s.source_span = noun_group(p, s.source)
            self._sourced(s)
        else:
            self._carried(s, position)
        if s.speaker_id in self.people:
            self.fore[s.speaker_id] = self.fore.get(s.speaker_id, 0.0) + SPEAKING
        if s.speaker or s.source >= 0:
            self.last = s

    def _sourced(self, s: Said) -> None:
        p = self.p
        mention = self.covering(s.source)
        lower = p.lower[s.source]
        if mention is not None and mention.kind != "pronoun":
            self._set(s, mention.actor_id, mention.actor, BY[mention.kind])
        elif mention is not None and lower in GENDER:
            self._set(s, mention.actor_id, mention.actor, "pronoun")
        elif lower in GENDER:
            self._set(s, *self.fitting(s.source, GENDER[lower], "person"), "pronoun")
        elif lower in ("they", "it", "we"):
            self._it(s, lower)
        elif lower in ("i", "you", "who", "that", "which", "those", "this"):
            s.by = "unnamed" if lower in ("who", "those") else "none"
        else:
            self._noun(s)

    def _set(self, s: Said, actor_id: str, actor: str, by: str) -> None:
        if actor:
            s.speaker_id, s.speaker = actor_id, actor
        s.by = s.by or by

    def covering(self, token: int) -> Mention | None:
        """Return the mention with an actor that covers a token."""
        start = self.p.start[token]
        number = bisect_right(self.starts, start) - 1
        for k in range(number, max(-1, number - 4), -1):
            mention = self.mentions[k]
            if mention.start <= start < mention.end and mention.actor:
                return mention
        return None

    def fitting(self, token: int, gender: str, kind: str) -> tuple[str, str]:
        """Return (id, name) of the actor to the fore that agrees; ('', '') for nobody."""
        best, most = ("", ""), 0.0
        for key, value in self.fore.items():
            person = self.people[key]
            if (person.type == "person") == (kind == "person") and (not gender or person.gender in ("", "x", gender)):
                value *= 1.0 if person.gender == gender or kind != "person" else 0.8
                if value > most:
                    best, most = (key, person.name), value
        if best[0] and gender and kind == "person" and self.people[best[0]].gender in ("", "x"):
            self.people[best[0]].gender = gender
        return best

    def _it(self, s: Said, lower: str) -> None:
        last = self.last
        s.by = "pronoun"
        if last is not None and last.source >= 0:
            person = self.people.get(last.speaker_id)
            plural = self.p.tag[last.source] in ("NNS", "NNPS") or any(self.p.dep[k] == "conj" for k in self.p.children[last.source])
            if lower == "they" and plural or person is not None and person.type != "person" or lower == "it" and not plural and person is None:
                s.speaker, s.speaker_id = last.speaker, last.speaker_id
                if not s.speaker:
                    s.speaker = self.words(last.source_span)
                return
        if lower == "it":
            self._set(s, *self.fitting(s.source, "", "other"), "pronoun")

    def words(self, span: tuple[int, int]) -> str:
        return self.p.text[self.p.start[span[0]] : self.p.end[span[1] - 1]]

    def _noun(self, s: Said) -> None:
        """Resolve `the mayor`, `her statement`, `his lawyer, Jane Doe`."""
        p, head = self.p, s.source
        first, last = s.source_span
        for child in p.children[head]:  # the lawyer, Jane Doe
            mention = self.covering(child) if p.dep[child] == "appos" else None
            if mention is not None and mention.kind != "pronoun" and mention.actor_type == "person":
                self._set(s, mention.actor_id, mention.actor, "name")
                return
        word = p.lower[head]
        owner = next((k for k in p.children[head] if p.dep[k] == "poss"), -1)
        if owner >= 0 and _source_kinds().get(word) == "document":
            mention = self.covering(owner)
            if p.lower[owner] in GENDER:
                self._set(s, *self.fitting(owner, GENDER[p.lower[owner]], "person"), "nominal")
            elif mention is not None:
                self._set(s, mention.actor_id, mention.actor, "nominal")
        elif p.lower[first] in DEFINITE and p.tag[head] in ("NN", "NNP"):
            self._set(s, *self._described(word), "nominal")
        if not s.speaker:
            s.by = s.by or "unnamed"

    def _described(self, word: str) -> tuple[str, str]:
        """Return (id, name) of the actor whom `the` and a singular noun take up again."""
        named = [(value, key) for key, value in self.fore.items() if word in self.people[key].roles]
        if named:
            key = max(named)[1]
            return key, self.people[key].name
        genders = lexicon().persons
        if word in genders:
            return self.fitting(-1, genders[word], "person")
        if word in lexicon().things:
            alike = [key for key in self.fore if word in self.people[key].name.lower().split()]
            if alike:
                return alike[-1], self.people[alike[-1]].name
            return self.fitting(-1, "", "other")
        return "", ""

    def _carried(self, s: Said, position: int) -> None:
        """Name the speaker of words in marks that have no cue of their own."""
        p, last = self.p, self.last
        before = p.sentence[position] - 1
        if before >= 0 and (last is None or max(end for _, end in last.content) <= p.start[p.first[before]]):
            for token in range(p.first[before], p.last[before]):  # nobody spoke in the sentence before
                if p.dep[token] in SUBJECTS and p.dep[p.head[token]] == "ROOT" and token not in self.quoted:
                    mention = self.covering(token)
                    if p.lower[token] in GENDER:
                        actor = self.fitting(token, GENDER[p.lower[token]], "person")
                    elif mention is not None and mention.actor_type == "person":
                        actor = (mention.actor_id, mention.actor)
                    else:
                        break
                    self._set(s, *actor, "carried")
                    s.source_span = noun_group(p, token)
                    return
        if last is not None and s.at < 0:
            s.speaker, s.speaker_id, s.by = last.speaker, last.speaker_id, "carried"
            s.source_span = last.source_span  # the words that named the speaker last


@cache
def _source_kinds() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in rows("lexicons/sources.csv", ("noun", "kind"))}
