"""Resolve he, she, it and their forms: agreement first, then salience; open rather than wrong.

Who has been spoken of lately, as what, and who speaks: after Lappin and Leass (1994), "An Algorithm for
Pronominal Anaphora Resolution", with news' own habit that "he said" goes on with the last speaker.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from . import marks
from .cast import Actor, Found
from .lexicon import lexicon
from .parse import Parsed

GENDER = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n",
}  # fmt: skip
FIRST = frozenset(("i", "me", "my", "myself", "mine"))
REFLEXIVE = frozenset(("himself", "herself", "itself"))
WEIGHT = {
    "nsubj": 1.0,
    "nsubjpass": 0.95,
    "ROOT": 0.9,
    "dobj": 0.5,
    "dative": 0.45,
    "poss": 0.5,
    "agent": 0.8,
    "compound": 0.25,
}
OTHERWISE = 0.35  # weight of a mention in any other place
DECAY = 0.6  # what a sentence that passes leaves of it
IN_MARKS = 0.25  # what a mention in somebody else's quotation counts for the text around it
TELLER = 1.5  # for the subject of the verb that the pronoun's clause belongs to: "Lee said she …"
MAYBE = 0.4  # for a name of unknown kind to be a person
UNSURE = 0.75  # for a person whose gender is not known
SPEAKER = 1.6  # for the last speaker, as the subject of another verb of speech
UNNAMED = 0.8  # for a person who is not named ("a neighbour"): whoever wins as such is left open
ENOUGH = {"m": 0.12, "f": 0.12, "n": 0.5}


@dataclass(slots=True)
class Candidate:
    """Somebody a pronoun may mean. actor None: a person or thing without a name."""

    actor: Actor | None
    gender: str
    score: float = 0.0
    head: int = -1
    marked: int = -1


@dataclass
class State:
    """What is known at one place of the article."""

    candidates: dict[object, Candidate] = field(default_factory=dict)
    speaker: Actor | None = None


def resolve(parsed: Parsed, found: list[Found]) -> list[Found]:
    """Return the mentions that are pronouns, each with the actor it means; open ones are left out."""
    at = {mention.first: mention for mention in sorted(found, key=lambda mention: mention.last)}
    inside = {
        token
        for mention in found
        if mention.last - mention.first > 1
        for token in range(mention.first + 1, mention.last)
    }
    marked = _marked(parsed)
    state, added = State(), []
    for number in range(len(parsed.sentences)):
        first, last = parsed.first[number], parsed.last[number]
        quoted = bool(first < last and marked[first] >= 0 and marked[last - 1] >= 0)
        quoting = not quoted and any(marked[token] >= 0 for token in range(first, last))
        for candidate in state.candidates.values():
            candidate.score *= 0.9 if quoted else DECAY
        ahead = _ahead(parsed, first, last, at)
        tokens: Iterable[int] = range(first, last)
        if quoting:  # who speaks is known only after the words around the quotation
            tokens = sorted(tokens, key=lambda token: marked[token] >= 0)
        for token in tokens:
            mention = at.get(token)
            if mention is None and token not in inside:
                if ahead is not None and token < ahead.first:
                    mention = _looks_ahead(parsed, token, ahead)
                if mention is None:
                    mention = _pronoun(parsed, token, marked, state)
                if mention is not None:
                    added.append(mention)
                elif parsed.tag[token] in ("NN", "NNP"):
                    _unnamed(parsed, token, marked, state)
                elif parsed.tag[token] == "WP" and parsed.dep[token] == "nsubj":
                    _relative(parsed, token, state)
            if mention is not None:
                _raise(parsed, mention, marked, state, quoting)
    return added


def _marked(parsed: Parsed) -> list[int]:
    """Return for each token the number of the outermost quotation it stands in, or -1."""
    paragraphs: list[tuple[int, int]] = []
    for sentence in parsed.sentences:
        if paragraphs and sentence.paragraph == len(paragraphs) - 1:
            paragraphs[-1] = (paragraphs[-1][0], sentence.end)
        else:
            paragraphs.append((sentence.start, sentence.end))
    numbers = [-1] * len(parsed.word)
    token = 0
    for number, quotation in enumerate(marks.find(parsed.text, paragraphs)):
        if quotation.inside >= 0 or quotation.single:
            continue
        while token < len(numbers) and parsed.start[token] < quotation.start:
            token += 1
        while token < len(numbers) and parsed.start[token] < quotation.end:
            numbers[token] = number
            token += 1
    return numbers


def _pronoun(parsed: Parsed, token: int, marked: list[int], state: State) -> Found | None:
    word = parsed.lower[token]
    gender = GENDER.get(word)
    if gender is None:
        if word in FIRST and marked[token] >= 0 and state.speaker is not None and parsed.pos[token] == "PRON":
            return Found(token, token + 1, "pronoun", f"{state.speaker.name} speaks here", state.speaker)
        return None
    if gender == "n" and _empty(parsed, token):
        return None
    best, score, teller = None, ENOUGH[gender], _teller(parsed, token)
    speaks = marked[token] < 0 and parsed.dep[token] == "nsubj" and parsed.lower[parsed.head[token]] in lexicon().speech
    for candidate in state.candidates.values():
        if candidate.score * SPEAKER * TELLER <= score or not _agrees(candidate, gender):
            continue
        value = candidate.score * (IN_MARKS if candidate.marked >= 0 and marked[token] < 0 else 1.0)
        if candidate.gender == "x":
            value *= UNSURE
        elif candidate.gender == "?" and gender != "n":
            value *= MAYBE
        if teller >= 0 and candidate.head == teller:
            value *= TELLER
        if candidate.actor is not None and candidate.actor is state.speaker:
            if marked[token] >= 0 and gender != "n":
                continue  # who speaks says "I"
            value *= SPEAKER if speaks else 1.0
        if gender == "n" and not _near(parsed, token, candidate.head):
            continue
        if value > score and not _clash(parsed, token, candidate.head):
            best, score = candidate, value
    if best is None or best.actor is None:
        return None
    if gender != "n":
        best.gender = best.actor.gender = gender
        if best.actor.type != "person":  # a name of unknown kind: the pronoun tells
            best.actor.type, best.actor.id = "person", f"person:{best.actor.id.partition(':')[2]}"
    reason = f"{best.actor.name} is spoken of most just before" + (
        " and speaks" if speaks and best.actor is state.speaker else ""
    )
    return Found(token, token + 1, "pronoun", reason, best.actor)


def _ahead(parsed: Parsed, first: int, last: int, at: dict[int, Found]) -> Found | None:
    """Return the subject of a sentence that opens with something else and a comma: "In her speech, Lee said".

    None when a person stands before it: then "her" may be that one.
    """
    comma = False
    for token in range(first, last):
        mention = at.get(token)
        if mention is not None:
            core = _core(parsed, mention)
            if parsed.dep[core] in ("nsubj", "nsubjpass") and parsed.dep[parsed.head[core]] == "ROOT":
                return mention if comma else None
            if mention.actor.type == "person":
                return None
        comma |= parsed.word[token] == ","
    return None


def _looks_ahead(parsed: Parsed, token: int, ahead: Found) -> Found | None:
    gender = GENDER.get(parsed.lower[token])
    actor = ahead.actor
    own = (actor.gender or "x") if actor.type == "person" else "n"
    if gender is None or not (own == gender or (own == "x" and gender != "n")) or _empty(parsed, token):
        return None
    return Found(token, token + 1, "pronoun", f"{actor.name} is the subject that follows", actor)


def _agrees(candidate: Candidate, gender: str) -> bool:
    return candidate.gender == gender or candidate.gender == "?" or (candidate.gender == "x" and gender != "n")


def _near(parsed: Parsed, token: int, other: int) -> bool:
    """Say whether "it" may reach back to a token: in its own sentence, or from subject to the last one's subject."""
    sentence = parsed.sentence[token]
    if parsed.sentence[other] == sentence:
        return parsed.word[token - 1] != "("
    subject = parsed.dep[other] == "nsubj" and parsed.dep[parsed.head[other]] == "ROOT"
    return parsed.sentence[other] == sentence - 1 and subject and token == parsed.first[sentence]


def _teller(parsed: Parsed, token: int) -> int:
    """Return the subject of the verb whose clause the pronoun is the subject of, or -1."""
    verb = parsed.head[token]
    if parsed.dep[token] not in ("nsubj", "nsubjpass") or parsed.dep[verb] != "ccomp":
        return -1
    above = parsed.head[verb]
    return next((c for c in parsed.children[above] if parsed.dep[c] == "nsubj" and c < token), -1)


def _empty(parsed: Parsed, token: int) -> bool:
    """Say whether "it" means nothing: "it is clear that", "it seems"."""
    if parsed.lower[token] != "it":
        return False
    verb = parsed.head[token]
    if parsed.dep[token] != "nsubj":
        return False
    if parsed.lemma[verb] in ("seem", "appear", "happen", "rain", "snow"):
        return True
    below = [child for child in parsed.children[verb] if child > verb]
    below += [
        grandchild for child in below if parsed.dep[child] in ("acomp", "attr") for grandchild in parsed.children[child]
    ]
    clause = any(parsed.dep[child] in ("ccomp", "xcomp", "advcl") for child in below)
    bare = any(parsed.dep[c] == "attr" and min(parsed.children[c], default=c) >= c for c in below)  # "it is time"
    return parsed.lemma[verb] == "be" and (clause or bare)


def _relative(parsed: Parsed, token: int, state: State) -> None:
    """Let "who" raise the person it belongs to: it is the subject of its clause."""
    verb = parsed.head[token]
    if parsed.dep[verb] == "relcl":
        for candidate in state.candidates.values():
            if candidate.head == parsed.head[verb]:
                candidate.score += 0.5 * WEIGHT["nsubj"]
                candidate.head = token


def _raise(parsed: Parsed, mention: Found, marked: list[int], state: State, quoting: bool) -> None:
    """Let a mention make its actor more salient, and note who speaks."""
    actor = mention.actor
    core = _core(parsed, mention)
    weight = _weight(parsed, core)
    candidate = state.candidates.get(actor)
    if candidate is None:
        kind = (actor.gender or "x") if actor.type == "person" else "n" if mention.kind != "demonym" else "-"
        kind = "?" if actor.unknown else kind
        candidate = state.candidates[actor] = Candidate(actor, kind)
    if actor.type == "person":
        candidate.gender = actor.gender or "x"
        weight *= actor.likely
    elif actor.type == "place":
        weight *= 0.4
    candidate.score = 0.5 * candidate.score + weight
    candidate.head, candidate.marked = core, marked[core]
    verb = parsed.head[core]
    tells = parsed.lower[verb] in lexicon().speech or (quoting and parsed.dep[verb] == "ROOT")
    if tells and marked[core] < 0 and parsed.dep[core] == "nsubj" and actor.type == "person":
        state.speaker = actor


def _unnamed(parsed: Parsed, token: int, marked: list[int], state: State) -> None:
    """Let somebody without a name compete: "a neighbour said that she …"."""
    word = parsed.lower[token]
    gender = lexicon().persons.get(word)
    if parsed.dep[token] not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return
    kind = "n" if gender is None else gender or "x"
    state.candidates[word] = Candidate(None, kind, UNNAMED * _weight(parsed, token), token, marked[token])


def _weight(parsed: Parsed, core: int) -> float:
    dep = parsed.dep[core]
    while dep in ("appos", "conj") and parsed.head[core] != core:
        core = parsed.head[core]
        dep = parsed.dep[core]
    if dep == "pobj" and parsed.dep[parsed.head[core]] == "agent":
        dep = "agent"
    return WEIGHT.get(dep, OTHERWISE)


def _core(parsed: Parsed, mention: Found) -> int:
    """Return the token of a mention whose head lies outside it."""
    for token in range(mention.last - 1, mention.first - 1, -1):
        if not mention.first <= parsed.head[token] < mention.last or parsed.head[token] == token:
            return token
    return mention.last - 1


def _clash(parsed: Parsed, token: int, other: int) -> bool:
    """Say whether two tokens are arguments of one verb, and so can't mean the same ("he saw him")."""
    word = parsed.lower[token]
    if other < 0 or word in REFLEXIVE or parsed.dep[token] == "poss" or word in ("his", "its"):
        return False
    return _verb(parsed, token) == _verb(parsed, other) and parsed.dep[other] in (
        "nsubj",
        "nsubjpass",
        "dobj",
        "dative",
    )


def _verb(parsed: Parsed, token: int) -> int:
    """Return the verb whose argument a token is, through a preposition."""
    head = parsed.head[token]
    return parsed.head[head] if parsed.dep[token] == "pobj" else head
