"""Who a source is: its head word, whom the article names, what kind it is, what it is called, and whom it speaks for.

Six kinds, after what journalists ask of a source: a person or body with a name, a document, or a person or people
whom the article leaves without one. What the article calls somebody anywhere holds for all that somebody says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from ..actors import nominals
from ..actors.gazetteer import closed, document_nouns, is_body, is_person, lexicon, noun_kinds, slug, speaks_for
from ..knowledge import words
from ..parse import Parsed
from ..tables import Mention
from .cues import FINITE, PARTICIPIAL, SUBJECTS, Cue, Draft, Said, Span, is_mark, source

# --------------------------------------------------------------------------------------------------
# Find who a cue's words are from: the head word of a source, by the parse, else the noun beside the cue.


TIMES = "lexicons/time_words.csv"
EVENTS = "lexicons/event_nouns.csv"
DEEDS = ("ing", "ings", "tion", "tions", "ment", "ments", "ness", "ity")  # how nouns for what happens or is done end
NOUN = frozenset(("NOUN", "PROPN", "PRON"))
NOMINAL = NOUN | {"NUM", "DET", "ADJ", "X"}  # "some said", "the poor said"
PLURAL = ("NNS", "NNPS")
WITHIN = frozenset(("compound", "poss", "nmod"))


def who(d: Draft, verb: int, first: int, last: int) -> int:
    """Find the source of a cue.

    Args:
        d: the quotations so far.
        verb: token of the cue.
        first: the first token of its content.
        last: the token after the last of its content.

    Returns:
        The head word of the source, or -1.
    """
    p = d.p
    if verb in d.at and accused(p, d.at[verb]):
        return -1
    found = _quoted_as(d, verb)
    if found < 0:
        found = source(p, verb)
        if p.tag[verb] == "VBG" and _deed(p, found) and p.dep[found] in SUBJECTS:
            found = source(p, p.head[p.head[found]])  # "said the talks were brief, adding that"
            found = -1 if _deed(p, found) else found
    told = p.tag[verb] == "VBG" and 0 <= found == p.head[verb] == verb - 1 and p.dep[found] == "dobj"
    if told and is_person(p.lemma[found]) and p.head[found] in d.at:
        found = source(p, p.head[found])  # "emailed drivers saying"
    if p.tag[verb] in ("VBG", "VB") and 0 <= found == p.head[verb] and _idle(p, found):
        did = p.tag[verb] == "VBG" or p.tag[p.head[found]] == "VBD"  # "held talks to say that", not "has a way to say"
        beside = (did and p.dep[found] == "dobj") or p.word[verb - 1] == ","
        found = source(p, p.head[found]) if beside else -1
    about = verb in d.at and d.at[verb].takes("document") and found < verb - 1 and tells(p, verb - 1)
    if about and p.dep[found] == "nsubj" and p.pos[found] == "PROPN":
        found = verb - 1  # "The State of the Air report found"
    if _speaks(d, found, verb, first, last):
        return found
    low, high = p.first[p.sentence[verb]], p.last[p.sentence[verb]]
    by = p.tag[verb] == "VBN" and p.lower[last : last + 1] == ["by"]  # 'was called "a fraud" by Keller'
    passive = p.tag[verb] == "VBN" and any(p.dep[k] == "auxpass" for k in p.children[verb])
    if passive or (by and p.dep[verb] in PARTICIPIAL):
        return next((k for k in p.children[last] if p.dep[k] == "pobj"), -1) if by else -1
    finite = p.tag[verb] in FINITE or p.tag[verb] == "VBN" or p.tag[verb][0] != "V"  # taken for something else
    token = _before(d, verb, low) if finite else -1
    if token >= low and _speaks(d, token, verb, first, last):
        return token
    for token in range(verb + 1, min(verb + 12, high)) if verb >= last else ():  # "...", said the mayor
        noun = p.pos[token] in NOUN and p.dep[token] not in (*WITHIN, "pobj")
        if noun and _speaks(d, token, verb, first, last):
            return token
        if p.word[token] in ",.;":
            break
    return -1


def who_says(d: Draft, cue: Cue, first: int, last: int) -> int:
    """Find the source of a cue that may go on with another's: "said its count was ahead and warned rivals".

    Args:
        d: the quotations so far.
        cue: the cue.
        first: the first token of its content.
        last: the token after the last of its content.

    Returns:
        The head word of the source, or -1.
    """
    p, found, above = d.p, who(d, cue.token, first, last), d.p.head[cue.token]
    body = found >= 0 and is_body(p.lower[found]) and p.lemma[above] != "be"  # "said the board had met and asked"
    theirs = body and not any(p.tag[k] == "MD" for k in p.children[above])
    other = who(d, d.joint.get(cue.token, cue.token), first, last)
    return found if theirs or other < 0 else other


def accused(p: Parsed, cue: Cue) -> bool:
    """Say whether a verb of attack tells of whom it is said, as headlines do: `Keller accused of ‘theft’`.

    Args:
        p: the article.
        cue: in it.

    Returns:
        True where it does.
    """
    whom = any(p.dep[k] == "dobj" and k > cue.token for k in p.children[cue.token])
    return cue.entry.stance == "hostile" and p.lower[cue.last : cue.last + 1] == ["of"] and not whom


def document_kind(p: Parsed, source: int) -> str:
    """Say what a source tells beyond being a document: "her letter" is hers, "the video" shows, "the sign" bears words.

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        own, picture or inscribed (see the head of document_nouns.csv), or "" for any other source.
    """
    return document_nouns().get(p.lemma[source].lower(), "") if source >= 0 else ""


def tells(p: Parsed, source: int) -> bool:
    """Say whether a source is a document.

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        True for a document.
    """
    return source >= 0 and "document" in (noun_kinds().get(p.lower[source]), noun_kinds().get(p.lemma[source].lower()))


def thing(p: Parsed, source: int) -> bool:
    """Say whether a source is a thing or an event that says nothing in a literal sense: "the storm", "the belief".

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        True where it is; False for a document.
    """
    if source < 0 or p.tag[source] not in ("NN", "NNS") or tells(p, source):
        return False
    one = p.lemma[source].lower()
    return not (is_body(p.lower[source]) or is_body(one) or is_person(one) or noun_kinds().get(one))


def bears_out(p: Parsed, cue: Cue, source: int) -> bool:
    """Say whether something only lets us think so, and says nothing: "the delay suggests that", "that shows".

    Args:
        p: the article.
        cue: in it.
        source: its head word, or -1.

    Returns:
        True where it does.
    """
    if source < 0 or not cue.takes("evidence"):
        return False
    if p.lower[source] in ("this", "that"):
        return p.tag[source] == "DT"
    somebody = p.word[source][0].isupper() or p.lower[source].endswith(tuple(closed("ends people")))
    return _idle(p, source) and not somebody and not p.below(source, "appos")


def _idle(p: Parsed, source: int) -> bool:
    """Say whether a source neither says nor shows anything: "held talks saying", but not "dozens of men saying"."""
    several = p.lower[source] in closed("share") | closed("nobody")
    several = several or any(p.lower[k] == "of" for k in p.below(source, "prep"))
    return thing(p, source) and not several and not document_kind(p, source)


def _deed(p: Parsed, source: int) -> bool:
    known = source >= 0 and (p.lemma[source] in words(EVENTS) or p.lower[source].endswith(DEEDS))
    return known and p.word[source][0].islower() and thing(p, source)


def anonymous(p: Parsed, head: int) -> bool:
    """Say whether a source asked not to be named: then nobody speaks for a body.

    Args:
        p: the article.
        head: the source's head word.

    Returns:
        True where it did.
    """
    return any(word in closed("unnamed") for word in p.lower[head : p.edges[head][1]])


def past(p: Parsed, first: int, head: int) -> bool:
    """Say whether somebody is what a noun says no more: "a former official".

    Args:
        p: the article.
        first: the first word of what somebody is called.
        head: the noun.

    Returns:
        True where they are not.
    """
    return any(speaks_for().get(word) == "past" for word in p.lower[first:head])


def _quoted_as(d: Draft, verb: int) -> int:
    """Return whom `saying` belongs to in `quoted Keller as saying`, `Keller was quoted as saying`, or -1."""
    p, link = d.p, d.p.head[verb]
    if p.lemma[verb] in closed("quoted as") and p.lower[verb + 1 : verb + 2] == ["as"]:
        return next((k for k in p.children[verb] if p.dep[k] == "nsubjpass"), -1)  # `"...," he was quoted as saying`
    above = p.head[link]
    having = any(p.lower[k] == "having" for k in p.children[verb])
    if not (p.tag[verb] == "VBG" or having) or p.lower[link] != "as" or above not in d.at:
        return -1
    wanted = "nsubjpass" if any(p.dep[k] == "auxpass" for k in p.children[above]) else "dobj"
    return next((k for k in p.children[above] if p.dep[k] == wanted), -1)


def _before(d: Draft, verb: int, low: int) -> int:
    """Return the word before a verb, past adverbs, auxiliaries and what stands in brackets or commas."""
    p, token = d.p, verb - 1
    while token >= low:
        aside = p.word[token] in ",)" or p.word[token - 1] == "," == p.word[token + 1]  # ", 82,"
        named = token == verb - 1 and p.word[token][0].isupper() and is_mark(p.word[token - 1])
        if named or (not aside and p.pos[token] not in ("ADV", "AUX", "PART")):
            break
        token = next((k for k in range(token, low, -1) if p.word[k] == "("), low) if p.word[token] == ")" else token
        token -= 1
    up = p.head[p.head[token]]
    token = up if p.dep[token] == "pobj" and low <= up < token and up not in d.mark and p.pos[up] in NOUN else token
    behind = token
    while p.word[verb - 1] == "," and low <= p.head[behind] < behind:
        behind, label = p.head[behind], p.dep[behind]
        if label in ("appos", "relcl") and p.tag[behind] == "NNP" and behind not in d.mark:
            return behind  # "on May 2, Anna Keller, a guard, said", "Anna Keller, who is married to Paul Ross, said"
    if p.word[verb - 1] != ",":
        return token
    whose = next((k for k in range(token, low + 1, -1) if p.tag[k] == "WP" and p.word[k - 1] == ","), low)
    if whose > low and not FINITE.isdisjoint(p.tag[whose:token]):
        while whose > low and (p.pos[whose - 1] in ("PUNCT", "ADV")):
            whose -= 1  # "Keller, meanwhile, who has two offers, said"
        return whose - 1
    if not thing(p, token) or p.lower[token] in closed("share"):
        return token
    behind = verb + 1 if p.tag[verb + 1 : verb + 2] == ["NNP"] else low  # "In other words, said Keller: ..."
    names = (k for k in range(behind, verb + 6) if p.tag[k : k + 1] == ["NNP"])
    return next((k for k in names if p.word[k + 1 : k + 2] in ([","], [":"])), -1)


def _speaks(d: Draft, token: int, verb: int, first: int, last: int) -> bool:
    """Say whether a token can be the head of a source: a noun or pronoun outside of the content."""
    p = d.p
    if token < 0 or first <= token < last:
        return False
    named = p.head[token] == verb and p.lower[token + 1 : token + 3] == [",", "who"]
    named |= token == verb - 1 and p.word[token][0].isupper() and is_mark(p.word[token - 1])  # `"...," Tolliver said`
    if p.pos[token] not in NOMINAL and not named:  # "Bol, who ..., said": a name that the parse took for a verb
        return False
    if not any(char.isalnum() or char == "%" for char in p.word[token]) or p.lower[token] in words(TIMES):
        return False
    return d.mark.get(token, -1) in (-1, d.mark.get(verb, -1)) or p.sentence[token] != p.sentence[verb]


# --------------------------------------------------------------------------------------------------
# Look up the mentions of an article by place: who a word means, and which body or place a noun takes up.


class Named:
    """The mentions of an article, by place."""

    def __init__(self, p: Parsed, mentions: list[Mention]):
        self.p = p
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]

        self.made: dict[str, Mention] = {}  # who spoke last in a poll, through a spokesman: by these nouns
        self.polled: list[Mention] = []  # whose poll each finding is of
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


# --------------------------------------------------------------------------------------------------
# Say what kind of source speaks, what the article calls it, and whom it speaks for.


KINDS = {"person": "person", "country": "organisation", "organisation": "organisation", "place": "organisation"}
KINDS |= {"document": "document", "group": "unnamed group"}
BODIES = ("organisation", "country", "place")  # the likeliest first
NEAR = 3  # sentences back to somebody without a name whom "she" may take up
AGO = 500  # tokens back to where "the aide" may have come in as "an aide"
LONG = 30  # tokens at most of what somebody is called
AND_PARTY = 4  # words of a title from which on no party and state is shown with it
WHO = ("WP", "WDT", "WP$")
NOUNS = ("NN", "NNP", "NNS", "NNPS")


def describe(p: Parsed, said: Sequence[Said], mentions: Sequence[Mention]) -> None:
    """Fill in the kind of each source, the title that the article gives it, and its organisation.

    Args:
        p: the article.
        said: its quotations, with their speakers; they are changed.
        mentions: its mentions.

    Source: the six kinds are those of the Markkula Center for Applied Ethics' benchmark of news sources (2026).
    """
    named = [m for m in mentions if m.actor_id]
    starts = [m.start for m in named]
    before: dict[str, str] = {}
    for s in sorted(said, key=lambda s: s.source):
        alone = s.source >= 0 and s.source_span == (s.source - 1, s.source + 1) and p.lower[s.source - 1] == "the"
        again = before.get(p.lower[s.source], "") if alone and not s.speaker else ""  # "the spokesman" of somebody
        s.kind = s.kind or again or _kind(p, s, named, starts)
        if s.source >= 0 and not s.speaker:
            before[p.lower[s.source]] = s.kind
    titles = _titles(p, named, starts, {s.speaker_id for s in said if s.kind == "person"})
    for s in said:
        if s.kind == "person":
            s.title, s.organisation = titles.get(s.speaker_id, ("", ""))
        elif s.kind == "organisation":
            s.organisation = s.speaker
        elif s.source >= 0 and s.kind.startswith("unnamed") and p.tag[s.source] in NOUNS:
            span = nominals.bare(p, *s.source_span)
            span = span[0] + (p.tag[span[0]] == "WP$"), span[1]  # "whose lawyers"
            words = _words(p, _short(p, span))
            number = words.isdigit() or p.lower[s.source] in closed("share")  # "49%"
            s.title, s.organisation = "" if number else words, _body(p, named, starts, _short(p, span))  # "49%"


def _kind(p: Parsed, s: Said, named: list[Mention], starts: list[int]) -> str:
    """Return what kind of source speaks; '' where there is none, or where the text does not tell."""
    actor_type = s.speaker_id.partition(":")[0]
    if actor_type in KINDS:
        return KINDS[actor_type]
    if s.source < 0 or p.lower[s.source] in closed("nobody"):
        return ""
    word, tag = p.lower[s.source], p.tag[s.source]
    if word in ("he", "she"):
        return _somebody(p, s.source, named[: bisect_left(starts, p.start[s.source])])
    noun = noun_kinds().get(word, "") or noun_kinds().get(p.lemma[s.source], "")
    body = is_body(word) or lexicon().things.get(word) == "place"  # "the city said": who governs it
    whose = [k for j in (s.source, *p.below(s.source, "prep")) for k in p.below(j, "poss", "pobj")]
    persons = (named[bisect_right(starts, p.start[k]) - 1] for k in whose if starts and starts[0] <= p.start[k])
    for_one = any(m.actor_type == "person" and m.end > p.start[max(whose)] for m in persons)  # "Keller's spokeswoman"
    for_one |= any(is_person(p.lower[k]) and p.tag[k] == "NN" for k in whose)  # "the prime minister's spokesman"
    if tag in NOUNS and (body or (speaks_for().get(word) == "body" and not anonymous(p, s.source) and not for_one)):
        return "organisation"
    joined = any(p.dep[k] == "conj" for k in p.children[s.source])
    of = [j for k in p.children[s.source] if p.lower[k] == "of" for j in p.below(k, "pobj")]
    some = tag == "NN" and not _people(word) and any(p.tag[k] in PLURAL and is_person(p.lemma[k]) for k in of)
    if word in closed("share") or some:
        return "unnamed group"  # "a number of drivers"
    people = _people(p.lemma[s.source]) or p.lemma[s.source].endswith(tuple(closed("ends several")))
    if tag == "NNS" and thing(p, s.source) and not people and word not in closed("many"):
        return ""  # "traffic cameras", not "advocates"
    if tag in PLURAL or noun == "collective" or word in closed("many") or joined:
        return "unnamed group"
    person = noun == "person" or word in lexicon().persons or tag in ("PRP", "WP") or word in ("another", "one")
    if not person or word == "it" or (p.lower[s.source_span[0]] == "the" and _takes_up(p, s.source, named, starts)):
        return ""
    return "unnamed person"


def _takes_up(p: Parsed, token: int, named: list[Mention], starts: list[int]) -> bool:
    """Say whether "the Texas senator" may well be somebody whom the text has named, and not one of many."""
    word = p.lower[token]
    parts = closed("one of many") | closed("faces somebody") | closed("somebody")
    before = named[: bisect_left(starts, p.start[token])]
    said = (k for k in range(max(0, token - AGO), token) if p.lower[k] == word)
    if any(p.lower[p.edges[k][0]] in closed("indefinite") for k in said):
        return False  # "an aide left. The aide said"
    apart = word in parts or word in speaks_for() or not closed("unnamed").isdisjoint(p.lower[slice(*p.edges[token])])
    return not apart and any(m.actor_type == "person" and m.kind == "name" for m in before)


def _somebody(p: Parsed, token: int, before: list[Mention]) -> str:
    """Return the kind of source that "she" is who stays open: a person whom the text names, unless one has no name."""
    first = p.first[max(0, p.sentence[token] - NEAR)]
    unnamed = (k for k in range(first, token) if p.tag[k] == "NN" and p.dep[k] in SUBJECTS and is_person(p.lower[k]))
    if next(unnamed, -1) >= 0:
        return ""
    return "person" if any(m.actor_type == "person" and m.kind == "name" for m in before) else "unnamed person"


def _titles(p: Parsed, named: list[Mention], starts: list[int], who: set[str]) -> dict[str, tuple[str, str]]:
    """Return {actor_id: (title, organisation)}: of all that the article calls who speaks the longest, offices first."""
    best: dict[str, tuple[tuple[bool, int, int], str, str]] = {}
    parties: dict[str, str] = {}
    for mention in named:
        if mention.actor_id not in who or mention.kind != "name":
            continue
        if p.sentences[mention.sentence_id].headline:
            continue  # its capitals make names of everything
        first, last = bisect_right(p.start, mention.start - 1), bisect_left(p.start, mention.end)
        if _alone(p, first, last):
            continue
        for span in (*nominals.spans(p, first, last, mention.actor), *_serves(p, first, last)):
            if (words := _words(p, span))[1:2] == "-" and words[0] in "RDI":
                parties[mention.actor_id] = words
                continue
            span = _short(p, _whole(p, span))
            body, head = _body(p, named, starts, span), _head(p, span)
            words = _words(p, _unowned(p, named, starts, span))
            was = p.dep[head] == "attr" and p.tag[p.head[head]] == "VBD"
            was |= p.dep[head] == "pobj" and p.tag[p.head[p.head[head]]] == "VBD" and p.head[head] == span[0] - 1
            honour = lexicon().titles.get(words.lower()) == "honorific"
            good = 0 if was else 1 if honour else 2 if past(p, span[0], head) else 3
            rank = (p.lower[head] not in closed("no office"), good, len(words))
            known = best.get(mention.actor_id, ((False, 0, 0), "", ""))
            own = set(words.split()) <= set(mention.actor.split())  # "The Speaker, Anna Keller"
            own = own or words.lower().rstrip(".") in closed("no title")
            own = own or any(_names(p, m, span, head) for m in _within(p, named, starts, span))
            own = own or any(p.tag[k] == "TO" for k in range(head + 1, span[1]))  # "the sixth woman to win"
            own = own or _born(p, span, head) or (was and _over(p, span[1])) or words == body
            own = own or _besides(p, named, starts, span, head, mention.actor)
            if not own and _calls(p, span, head) and rank > known[0]:
                best[mention.actor_id] = (rank, words, body or known[2])
            elif body and not known[2] and (not words or p.tag[span[1] : span[1] + 1] == ["POS"]):
                best[mention.actor_id] = (*known[:2], body)  # "the Trust's Anna Keller"
    titles = {actor: (words, body) for actor, (_, words, body) in best.items()}
    for actor, party in parties.items():  # a title before the name and a party behind it: "Rep.", "D-Ohio"
        title, body = titles.get(actor, ("", ""))
        if 0 < len(title.split()) < AND_PARTY:
            titles[actor] = (f"{title}, {party}", body)
    return titles


def _serves(p: Parsed, first: int, last: int) -> list[Span]:
    """Return what somebody serves as, or is behind another verb: "works as a nurse", "left and is mayor"."""
    found = []
    for token in range(first, last):
        named = [k for k in p.below(token, "conj") if p.word[p.edges[k][0] - 1] == ","]  # "Hale, Mayor and Chief of Ur"
        found += [p.edges[k] for k in named if _people(p.lower[k]) or (p.tag[k] in NOUNS[::2] and p.below(k, "conj"))]
        verbs = [k for k in p.children[token] if p.dep[k] == "relcl"] + [p.head[token]] * (p.dep[token] in SUBJECTS)
        for verb in (k for v in verbs for k in (v, *p.below(v, "conj"))):
            links = [k for k in p.children[verb] if p.lower[k] == "as" and p.lemma[verb] in closed("serves")]
            found += [p.edges[j] for k in links for j in p.below(k, "pobj")]
            if verb not in verbs and p.lemma[verb] == "be" and not p.below(verb, *SUBJECTS, "neg"):
                found += [p.edges[k] for k in p.below(verb, "attr")]
    return [nominals.bare(p, *span) for span in found]


def _calls(p: Parsed, span: Span, head: int) -> bool:
    """Say whether a noun is what people are called: "the head of", "a cellist", not "a petition by", "6-2 6-3"."""
    word, tags = p.lower[head], p.tag[slice(*span)]
    known = _people(word) and p.tag[head] not in PLURAL
    thing = p.tag[head] not in nominals.ONE or noun_kinds().get(word) == "document" or word in lexicon().things
    thing |= word in lexicon().given or (tags[:1] == ["CD"] and p.word[head][0].isupper())  # "12 December"
    thing |= p.tag[span[1] - 1] == "CD" or p.lower[span[0]] == "such"  # "Black Harbour 2", "such a loser"
    known = known or (not thing and word.endswith(tuple(closed("ends people"))))
    if p.word[head][0].isupper():  # "the Speaker of the House", "a Republican", "PhD", not "The Greens' Anna Keller"
        known = known or any(map(_people, p.lower[slice(*span)])) or nominals.meaning(word) in closed("party")
    return known and len(word.strip(".")) > 1 and tags[:3:2] != ["CD", "CD"] and any(tag in NOUNS for tag in tags)


def _people(word: str) -> bool:
    """Say whether a word is what people are, hold or are called."""
    known = is_person(word) or word in lexicon().titles or word in closed("also people")
    return known or word.replace(".", "") in closed("after a name") | closed("perhaps after a name")


def _over(p: Parsed, after: int) -> bool:
    """Say whether a time ends what somebody was: "was a baker | before she retired"."""
    return any(word in closed("ends office") and word != "since" for word in p.lower[after : after + 1])


def _born(p: Parsed, span: Span, head: int) -> bool:
    """Say whether a span tells of a family: "the only child of a baker", "her daughter, Karin, and five grandchildren".

    Or what somebody is not: "and not its chief executive, Anna Keller".
    """
    words = p.lower[head : span[1] + 1]
    listed = any(words[k : k + 2] == [",", "and"] for k in range(len(words)))
    whose = words[1:2] == ["of"] and words[2:3] in (["a"], ["an"])
    return p.lower[span[0]] == "not" or (p.lemma[head] in closed("kin") and (listed or whose))


def _besides(p: Parsed, named: list[Mention], starts: list[int], span: Span, head: int, who: str) -> bool:
    """Say whether a span tells what somebody is beside others: "her rival", "a better cook", "aide Lee and clerk"."""
    first, last = span
    other = not closed("beside others").isdisjoint(p.lower[first : head + 1])
    kin = p.lemma[head] in closed("kin")
    opinion = "JJR" in p.tag[first:head] or "most" in p.lower[first:head]  # but "best-selling author"
    other |= opinion if not kin else last == head + 1 == first + 1
    other |= p.lower[head].rstrip(".") in closed("no title")  # "the older Mr."
    people = [m.start for m in _within(p, named, starts, span) if m.actor_type == "person" and m.actor != who]
    before = (bisect_left(p.start, start) - 1 for start in people)
    return other or any(p.pos[k] in ("NOUN", "CCONJ") and "ADP" not in p.pos[first:k] for k in before if k >= first)


def _whole(p: Parsed, span: Span) -> Span:
    """Take in what stands before an office or a hyphen: "a spokeswoman for the president", "the co-founder"."""
    first, head = span[0], _head(p, span)
    up = p.head[p.head[head]] if p.dep[head] == "pobj" else head
    if up < first and speaks_for().get(p.lower[up]) == "body":
        first = p.edges[up][0]
    hyphen = p.word[first - 1] == "-" and p.end[first - 1] == p.start[first]
    return nominals.bare(p, first - 2 * hyphen, span[1])


def _alone(p: Parsed, first: int, last: int) -> bool:
    """Say whether nothing hangs on a surname, beside it or above it, that could tell who it is: most names are so."""
    if last - first > 1 or p.children[first] or p.dep[first] == "appos" or p.word[last : last + 1] in ([","], ["("]):
        return False
    return p.dep[first] != "nsubj" or p.lemma[p.head[first]] != "be"


def _head(p: Parsed, span: Span) -> int:
    """Return the word of a span on which the others hang: "director" of "the club's director of sports"."""
    first, last = span
    head = next((k for k in range(last - 1, first, -1) if not first <= p.head[k] < last or p.head[k] == k), first)
    if p.lower[head + 1 : head + 2] == ["and"] and not _people(p.lower[head]):  # "art and news editor"
        head = next((k for k in p.below(head, "conj") if k < last and _people(p.lower[k])), head)
    return head + 2 if p.word[head + 1 : head + 2] == ["-"] and head + 2 < last else head  # "co-founder"


def _unowned(p: Parsed, named: list[Mention], starts: list[int], span: Span) -> Span:
    """Leave out the body that somebody belongs to before what they are there: "Harbour Trust's treasurer"."""
    first, last = span
    owner = next((k for k in range(first, last) if p.tag[k] == "POS"), -1)
    if owner == last - 1:
        return last, last  # "the Trust's Anna Keller"
    bodies = any(m.actor_type in BODIES for m in _within(p, named, starts, (first, owner)))
    if not 0 <= owner < _head(p, span) or not bodies:
        return span
    return nominals.bare(p, owner + 1, last)


def _short(p: Parsed, span: Span) -> Span:
    """Cut what goes on: at a second thing somebody is, at a clause that tells what they did, at the longest shown."""
    first, last = span
    head = _head(p, span)
    before = range(head - 1, first - 1, -1)
    ends = (k + 1 for k in before if p.word[k] == ")" or (is_mark(p.word[k]) and p.tag[k] != "POS"))
    first = next((k for k in ends if "(" not in p.word[first:k]), first)  # "(HDA) candidate"
    known = (k for k in range(head + 1, last) if p.dep[k] == "appos" and head < p.head[k] and p.tag[k] in NOUNS[::2])
    last = next((p.edges[k][0] for k in known if p.word[p.edges[k][0] - 1] == ","), last)  # "of Aid, a charity"
    also = [k for k in range(first + 1, last) if p.dep[k] == "conj" and p.lower[k] in closed("no office")]
    last = next((p.edges[k][0] for k in also if p.edges[k][0] > first + 1), last)  # "... and a critic of the generals"
    further = range(first + 1, last)
    told = (k for k in further if p.lower[k] == "including" or (p.tag[k] in WHO and p.lower[k] != "what"))
    last = next(told, min(last, first + LONG))
    last = next((k for k in range(first + 1, last) if p.lower[k] in closed("ends office")), last)  # "since 2019"
    opened = (k for k in range(first + 1, last) if p.word[k] == "(" and ")" not in p.word[k:last])
    last = next(opened, last)  # "head of the Office (NRO"
    while last > first + 1 and p.pos[last - 1] in ("CCONJ", "ADP"):
        last -= 1  # "an analyst with | Hale"
    beside = p.lower[first] in closed("before an office") and p.lower[first + 1 : first + 2] not in (["of"], ["-"])
    return nominals.bare(p, first + beside, last)


def _names(p: Parsed, mention: Mention, span: Span, head: int) -> bool:
    """Say whether a span is a name, "Sir Dan Holm", or only where somebody is."""
    where = mention.start <= p.start[span[0]] and p.end[span[1] - 1] <= mention.end
    if mention.actor_type == "person":
        return p.word[head] in mention.actor.split()
    return where and mention.actor_type in ("place", "country")


def _body(p: Parsed, named: list[Mention], starts: list[int], span: Span) -> str:
    """Return the body named within a span: an organisation, else the country or place of somebody in office."""
    if span[0] >= span[1]:
        return ""
    head = p.lower[_head(p, span)]
    office = lexicon().titles.get(nominals.meaning(head)) == "office" or speaks_for().get(head) in ("body", "staff")
    kinds = BODIES if office else BODIES[:1]  # a street is no body, nor is where a striker comes from
    within = _within(p, named, starts, span)
    return next((m.actor for kind in kinds for m in within if m.actor_type == kind), "")


def _within(p: Parsed, named: list[Mention], starts: list[int], span: Span) -> list[Mention]:
    begin, end = p.start[span[0]], p.end[span[1] - 1]
    return [m for m in named[bisect_right(starts, begin - 1) :][:LONG] if m.start < end and m.kind != "pronoun"]


def _words(p: Parsed, span: Span) -> str:
    return " ".join(p.text[p.start[span[0]] : p.end[span[1] - 1]].split()) if span[0] < span[1] else ""
