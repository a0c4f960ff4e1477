"""Keep account of who and what is spoken of most at each place of an article, and of who speaks."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..parse import Parsed
from .cast import Actor, Found
from .lexicon import lexicon

# How much a mention counts, by its place in the sentence; the numbers are set on the development texts,
# where the results change little when any of them is moved by a quarter.
WEIGHT = {
    "nsubj": 1.0,
    "nsubjpass": 0.95,
    "ROOT": 0.9,
    "agent": 0.8,
    "dobj": 0.5,
    "poss": 0.5,
    "dative": 0.45,
    "compound": 0.25,
}
OTHERWISE = 0.35  # in any other place
KEPT = 0.5  # what stays of earlier mentions when a new one comes
DECAY = 0.6  # what a sentence that passes leaves
DECAY_QUOTED = 0.9  # the same where the whole sentence is a quotation
PLACE = 0.4  # of a place: it is talked of, but acts less
UNNAMED = 0.45  # of a person or thing without a name ("a neighbour")


@dataclass(slots=True)
class Candidate:
    """Somebody a pronoun may mean.

    actor: None for a person or thing without a name. gender: m, f, n; x (a person, either); ? (a name of
    unknown kind); - (no pronoun in the singular fits). head: its last mention. marked: the quotation that stands in.
    """

    actor: Actor | None
    gender: str
    score: float = 0.0
    head: int = -1
    marked: int = -1


@dataclass
class Salience:
    """What is known at one place of the article; marked: for each token the quotation it stands in, or -1."""

    parsed: Parsed
    marked: list[int]
    candidates: dict[object, Candidate] = field(default_factory=dict)
    speaker: Actor | None = None

    def pass_sentence(self, quoted: bool) -> None:
        """Let a new sentence begin. quoted: all of it is a quotation."""
        for candidate in self.candidates.values():
            candidate.score *= DECAY_QUOTED if quoted else DECAY

    def add(self, mention: Found, quoting: bool) -> None:
        """Let a mention make its actor more salient. quoting: the sentence holds a quotation."""
        parsed, actor = self.parsed, mention.actor
        core = head_of(parsed, mention)
        weight = weight_of(parsed, core)
        candidate = self.candidates.get(actor)
        if candidate is None:
            candidate = self.candidates[actor] = Candidate(actor, "-" if mention.kind == "demonym" else "n")
        if actor.type == "person":
            candidate.gender = actor.gender or "x"
            weight *= actor.likely
        elif actor.unknown:
            candidate.gender = "?"
        elif actor.type == "place":
            weight *= PLACE
        candidate.score = KEPT * candidate.score + weight
        candidate.head, candidate.marked = core, self.marked[core]
        if actor.type == "person" and self.marked[core] < 0 and parsed.dep[core] == "nsubj":
            verb = parsed.head[core]
            if parsed.lower[verb] in lexicon().speech or (quoting and parsed.dep[verb] == "ROOT"):
                self.speaker = actor

    def add_unnamed(self, token: int) -> None:
        """Let somebody or something without a name compete: "a neighbour said that she …"."""
        if self.parsed.dep[token] in ("nsubj", "nsubjpass", "dobj", "pobj"):
            word = self.parsed.lower[token]
            gender = lexicon().persons.get(word)
            kind = "n" if gender is None else gender or "x"
            score = UNNAMED * weight_of(self.parsed, token)
            self.candidates[word] = Candidate(None, kind, score, token, self.marked[token])

    def add_relative(self, token: int) -> None:
        """Let "who" raise the person it belongs to: it is the subject of its clause."""
        verb = self.parsed.head[token]
        if self.parsed.dep[verb] == "relcl":
            for candidate in self.candidates.values():
                if candidate.head == self.parsed.head[verb]:
                    candidate.score += KEPT * WEIGHT["nsubj"]
                    candidate.head = token


def weight_of(parsed: Parsed, token: int) -> float:
    """Return how much a mention with this head token counts; an apposition counts as what it belongs to."""
    while parsed.dep[token] in ("appos", "conj") and parsed.head[token] != token:
        token = parsed.head[token]
    dep = parsed.dep[token]
    if dep == "pobj" and parsed.dep[parsed.head[token]] == "agent":
        dep = "agent"
    return WEIGHT.get(dep, OTHERWISE)


def head_of(parsed: Parsed, mention: Found) -> int:
    """Return the token of a mention whose head lies outside it."""
    for token in range(mention.last - 1, mention.first - 1, -1):
        if not mention.first <= parsed.head[token] < mention.last or parsed.head[token] == token:
            return token
    return mention.last - 1
