"""Keep account of who and what is spoken of most at each place of an article, and of who speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from ..knowledge import lookup
from ..parse import Parsed
from .gazetteer import closed, is_person, lexicon, pronoun_gender
from .merge import Actor, Found

OPENING = 5  # tokens at most, with a title, before the name that opens a sentence
INSIDE = frozenset(("poss", "compound", "nmod", "pobj"))
KIN = {"parent": "offspring", "offspring": "parent", "sibling": "sibling", "spouse": "spouse"}  # who is that one's what
BEGINNING = 3  # sentences from the first name on, in which an obituary says that somebody died
AT_LEAST = 6  # pronouns, from which an article may be of one person's life
OF_ONE_LIFE = 2  # pronouns for each name of another, from which it is; one where it begins with the death
FORGOTTEN = 0.02  # a score that no factor lifts to where anybody is meant


@cache
def weights(kind: str) -> dict[str, float]:
    """Read the weights of one kind.

    Args:
        kind: place, keep, times, least or sure (see the head of salience.csv).

    Returns:
        {what: weight}.
    """
    return {what: float(cell) for what, cell in lookup("lexicons/salience.csv", "what", "weight", kind=kind).items()}


@dataclass(slots=True)
class Candidate:
    """Somebody a pronoun may mean.

    actor: None for a person or thing without a name. gender: m, f, n; x (a person, either); ? (a name of
    unknown kind); - (no pronoun in the singular fits). head: its last mention. marked: the quotation that stands in.
    new: somebody without a name who comes in there ("a man"). told: named besides as who says something.
    outside: spoken of outside quotations. times: of how many mentions.
    """

    actor: Actor | None
    gender: str
    score: float = 0.0
    head: int = -1
    marked: int = -1
    new: bool = False
    told: bool = False
    outside: bool = False
    new_name: bool = True
    times: int = 0


@dataclass
class Salience:
    """What is known at one place of the article; marked: for each token the quotation it stands in, or -1.

    named: mentions by name, by their first token. protagonist: of whom the article tells; life: of that one's life, as
    an obituary does. speaker: who spoke last.
    subject: of whom the last sentence outside quotations told. open: that sentence told of somebody who could not
    be settled on. asked: whom it asked. kin: who is somebody's mother, …
    """

    parsed: Parsed
    marked: list[int]
    named: dict[int, Found]
    protagonist: Actor | None
    life: bool
    candidates: dict[object, Candidate] = field(default_factory=dict)
    begins: int = 0
    speaker: Actor | None = None
    subject: Actor | None = None
    open: bool = False
    asked: Actor | None = None
    question: bool = False
    heads: dict[int, Actor] = field(default_factory=dict)
    opens: dict[int, int] = field(default_factory=dict)  # by sentence: its first colon or word in marks
    kin: dict[tuple[Actor | None, str], set[Actor]] = field(default_factory=lambda: defaultdict(set))

    def pass_sentence(self, number: int, quoted: bool) -> None:
        """Let a new sentence begin.

        Args:
            number: of the sentence.
            quoted: all of it is a quotation.
        """
        told = self.parsed.sentences
        begins = number > 0 and told[number].paragraph != told[number - 1].paragraph
        self.begins = self.parsed.first[number] if begins else self.begins
        left = weights("keep")["quoted sentence" if quoted else "sentence"]
        left *= weights("keep")["paragraph"] if begins else 1.0
        for candidate in self.candidates.values():
            candidate.score *= left
        hero = self.protagonist
        self.candidates = {key: one for key, one in self.candidates.items() if one.score > FORGOTTEN or key is hero}
        if begins and self.protagonist in self.candidates:
            told_of = self.candidates[self.protagonist]
            told_of.score = max(told_of.score, weights("least")["of one life" if self.life else "told of"])

    def told(self, number: int) -> None:
        """Remember of whom a sentence that has been read told: the subject of its main verb, outside quotations.

        Args:
            number: of the sentence.
        """
        p, first = self.parsed, self._first(number)
        roots = [k for k in range(p.first[number], p.last[number]) if p.dep[k] == "ROOT"]
        for token in sorted(k for root in roots for k in p.children[root]):
            there = p.dep[token] == "attr" and bool(p.below(p.head[token], "expl"))
            if self.marked[token] < 0 and (there or p.dep[token] in ("nsubj", "nsubjpass")):
                like = [j for k in p.children[token] if p.lower[k] in closed("like") for j in p.children[k]]
                if token not in self.heads and p.lower[token] in closed("points"):  # "It is a plan that Lee opposed."
                    what = [j for k in p.below(p.head[token], "attr") for j in p.children[k]]
                    like += [k for j in what if p.dep[j] == "relcl" for k in p.below(j, "nsubj")]
                self.subject = next(filter(None, map(self.heads.get, [token, *like])), first)
                self.open = self.subject is None and self._somebody(token)
                self.asked = self._asked(p.head[token])
                self.question = bool(p.below(p.head[token], "ccomp"))
                return
        if first is not None:
            self.subject, self.open = first, False

    def _asked(self, verb: int) -> Actor | None:
        """Return the person whom a verb asks: "Lee asked Ross why"."""
        p = self.parsed
        whom = [k for k in p.below(verb, "dobj", "dative") if p.lemma[verb] in closed("asks")]
        return next(filter(None, map(self.heads.get, whom)), None)

    def _first(self, number: int) -> Actor | None:
        """Return the person with whose name a sentence begins, of whose verb the parse knows nothing."""
        p, begin = self.parsed, self.parsed.first[number]
        for token in range(begin, min(begin + OPENING, p.last[number])):
            actor = self.heads.get(token)
            if actor is not None and actor.type == "person" and self.marked[token] < 0 and p.pos[token] == "PROPN":
                return actor if p.dep[token] not in INSIDE else None
            if p.pos[token] not in ("PROPN", "CCONJ", "PUNCT"):
                return None
        return None

    def _somebody(self, token: int) -> bool:
        """Say whether a word means a person who is not settled: "his brother", "the woman"."""
        p = self.parsed
        if p.pos[token] == "PROPN" or p.lower[token] in ("he", "she"):
            return p.tag[token] != "NNPS"
        return p.tag[token] == "NN" and is_person(p.lower[token])

    def add(self, mention: Found, quoting: bool) -> None:
        """Let a mention make its actor more salient.

        Args:
            mention: with its actor.
            quoting: the sentence holds a quotation.
        """
        parsed, actor = self.parsed, mention.actor
        core = parsed.top(mention.first, mention.last)
        weight = _weight_of(parsed, core)
        candidate = self.candidates.get(actor)
        if candidate is None:
            candidate = self.candidates[actor] = Candidate(actor, "-" if mention.kind == "demonym" else "n")
        if actor.type == "person":
            weight = weights("place")["whose"] if mention.kind == "pronoun" and parsed.dep[core] == "poss" else weight
            several = parsed.tag[core] == "NNPS" and " " not in actor.name  # "Catholics" read as a name
            candidate.gender = "-" if several else actor.gender or "x"
            weight *= actor.likely
        elif actor.unknown:
            candidate.gender = "?"
        elif actor.type == "organisation" and mention.kind != "pronoun":
            several = parsed.tag[core] in ("NNS", "NNPS") and parsed.lower[core] not in actor.name.lower()
            candidate.gender = "-" if several else "n"  # "Republicans" are no it
        elif actor.type == "place":
            weight *= weights("times")["place"]
        candidate.score = weights("keep")["mention"] * candidate.score + weight
        seat = self._seat(core)
        if seat != core:
            self.candidates.pop(parsed.lower[seat], None)
        if mention.kind == "name" and actor.type == "person":
            self._learn_kin(actor, mention.first, core, seat)
        candidate.new_name, candidate.times = candidate.head < 0, candidate.times + 1
        candidate.head, candidate.marked = seat, self.marked[core]
        candidate.outside |= self.marked[core] < 0
        self.heads[core] = self.heads[seat] = actor
        verb, acts = parsed.head[seat], parsed.dep[seat] == "nsubj"
        candidate.told |= mention.kind != "pronoun" and not (acts and parsed.lower[verb] in lexicon().speech)
        if actor.type == "person" and self.marked[core] < 0 and acts:
            joined = parsed.below(verb, "conj")  # "Lee stayed and said"
            says = any(parsed.lower[k] in lexicon().speech for k in (verb, *joined))
            topmost = parsed.dep[verb] == "ROOT" or self.marked[parsed.head[verb]] >= 0
            if says or (quoting and topmost):
                self.speaker = actor

    def _learn_kin(self, actor: Actor, first: int, core: int, seat: int) -> None:
        """Remember whose mother somebody is, and who is a child of hers: "his mother, Ann Lee"."""
        behind = self.parsed.below(core, "appos")
        for token in (seat, *range(first, core), *behind):
            for kin, turned in KIN.items():
                owner = self._owner(token) if self.parsed.lower[token] in closed(kin) else None
                if owner is not None and owner is not actor:
                    self.kin[owner, kin].add(actor)
                    self.kin[actor, turned].add(owner)

    def _owner(self, token: int) -> Actor | None:
        """Return the person whose kin a noun tells of: "his mother", "the mother of Ann Lee"."""
        p = self.parsed
        of = [j for k in p.children[token] if p.lower[k] == "of" for j in p.children[k]]
        owners = p.below(token, "poss") + of
        return next((self.heads[k] for k in owners if k in self.heads and self.heads[k].type == "person"), None)

    def kin_of(self, token: int) -> Actor | None:
        """Return whom a noun of kin means, where the article has told: "his mother", after "his mother, Ann Lee".

        Args:
            token: of the noun.

        Returns:
            The person; None where nothing tells, or several may be.
        """
        word = self.parsed.lower[token]
        owner = self._owner(token) if word in closed("kin") else None
        known = {who for kin in KIN if word in closed(kin) for who in self.kin.get((owner, kin), ())}
        fitting = [who for who in known if who.gender in ("", "x", lexicon().persons.get(word) or who.gender)]
        return fitting[0] if len(fitting) == 1 else None

    def near(self, actor: Actor | None) -> bool:
        """Say whether an actor has been spoken of enough to be taken up.

        Args:
            actor: None for nobody.

        Returns:
            True where its score is high enough.
        """
        return actor in self.candidates and self.candidates[actor].score > weights("least")["taken up"]

    def add_unnamed(self, token: int) -> None:
        """Let somebody or something without a name compete: "a neighbour said that she …".

        Args:
            token: of the noun.
        """
        p = self.parsed
        if p.dep[token] not in ("nsubj", "nsubjpass", "dobj", "pobj"):
            return
        word, before = p.lower[token], [k for k in p.children[token] if k < token]
        gender = lexicon().persons.get(word)
        some = before != [] and p.lower[before[0]] in closed("indefinite")
        new = gender is not None and (some or word in closed("somebody"))
        what = "somebody new" if new and p.dep[token] in ("nsubj", "nsubjpass") else "unnamed"
        for owner in (k for k in before if gender and p.dep[k] == "poss"):
            sex = pronoun_gender().get(p.lower[owner]) or (self.heads[owner].gender if owner in self.heads else "")
            what = "kin" if sex in ("m", "f") and sex != gender else what
        kind, score = "n" if gender is None else gender or "x", weights("times")[what] * _weight_of(p, token)
        self.candidates[word] = Candidate(None, kind, score, token, self.marked[token], new or what == "kin")

    def add_relative(self, token: int) -> None:
        """Let "who" raise the person it belongs to: it is the subject of its clause.

        Args:
            token: of "who".
        """
        verb = self.parsed.head[token]
        if self.parsed.dep[verb] == "relcl":
            whose = named = self.parsed.head[verb]
            while named not in self.heads and self.parsed.dep[named] == "appos":  # "Ann Lee, the mayor, who"
                named = self.parsed.head[named]
            actor = self.heads.get(named)
            for candidate in self.candidates.values():
                if candidate.head == whose or (actor is not None and candidate.actor is actor):
                    candidate.score += weights("keep")["mention"] * weights("place")["nsubj"]
                    candidate.head = token
            if actor is not None:
                self.heads[token] = actor

    def _seat(self, token: int) -> int:
        """Return the word that stands where an apposition belongs: "president" of "the president, Ann Lee"."""
        seat = token
        while self.parsed.dep[seat] == "appos" and self.parsed.head[seat] < seat:
            seat = self.parsed.head[seat]
        return token if seat in self.heads else seat


def protagonist(parsed: Parsed, found: list[Found]) -> tuple[Actor | None, bool]:
    """Return the person who is named first and most of all, and whether the article is of one life.

    That is where it begins with who that is, or with the death, and “he” and “she” stand oftener than the names of
    others; an obituary need not name most whose it is.

    Args:
        parsed: the article.
        found: its named mentions.

    Returns:
        The person, or None; True where the article is of that one's life.
    """
    people = [mention for mention in found if mention.actor.type == "person" and mention.kind == "name"]
    if not people:
        return None, False
    times = Counter(mention.actor for mention in people)
    begins = min(people, key=lambda mention: mention.first)
    first, number = begins.actor, parsed.sentence[begins.first]
    opening = not number or not {"VERB", "AUX"} & set(parsed.pos[: parsed.first[number]])  # or a title before it
    meant = sum(map((closed("he") | closed("she")).__contains__, parsed.lower))
    dies = _dies(parsed, begins)
    others = len(people) - times[first]
    life = meant >= (max(AT_LEAST / 2, others) if dies else max(AT_LEAST, OF_ONE_LIFE * others)) and (opening or dies)
    if times[first] < max(times.values()) and not (life and dies):
        return None, False
    return first, life


def _dies(parsed: Parsed, begins: Found) -> bool:
    """Say whether an article begins with somebody's death: "Lee, who taught us to swim, has died. She was 90"."""
    number = parsed.sentence[begins.first]
    end = parsed.last[min(number + BEGINNING, len(parsed.sentences)) - 1]
    for verb in range(begins.first, end):
        if parsed.lemma[verb] in closed("dies"):
            who = parsed.below(verb, "nsubj")
            who += [j for k in who for j in parsed.below(k, "appos")]
            named = any(begins.first <= k < begins.last or parsed.tag[k] == "WP" for k in who)
            if named or any(pronoun_gender().get(parsed.lower[k], "n") != "n" for k in who):
                return True
    return False


def in_marks(parsed: Parsed) -> list[int]:
    """Find which words stand in quotation marks.

    Args:
        parsed: the article.

    Returns:
        For each token the number of the outermost quotation it stands in, or -1.
    """
    numbers = [-1] * len(parsed.word)
    for number, quotation in enumerate(parsed.marked):
        if quotation.inside < 0 and not quotation.single:
            first, last = bisect_left(parsed.start, quotation.start), bisect_left(parsed.start, quotation.end)
            numbers[first:last] = [number] * (last - first)
    return numbers


def _weight_of(parsed: Parsed, token: int) -> float:
    """Return how much a mention with this head token counts; an apposition counts as what it belongs to."""
    token = parsed.climb(token, "appos", "conj")
    dep, place = parsed.dep[token], weights("place")
    if dep == "pobj" and parsed.dep[parsed.head[token]] == "agent":
        dep = "agent"
    if dep == "pobj" and parsed.pos[token] == "PROPN" and parsed.lower[parsed.head[parsed.head[token]]] == "according":
        dep = "nsubj"  # "according to Lee": Lee tells it
    return place.get(dep, place["other"])
