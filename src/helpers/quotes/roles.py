"""Who a source is: its head word, whom the article names, what kind it is, what it is called, and whom it speaks for.

Six kinds, after what journalists ask of a source: a person or body with a name, a document, or a person or people
whom the article leaves without one. What the article calls somebody anywhere holds for all that somebody says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

from ..actors import nominals
from ..actors.gazetteer import closed, document_nouns, is_body, is_person, lexicon, noun_kinds, slug, speaks_for
from ..knowledge import words
from ..parse import Parsed
from ..tables import Mention
from .cues import FINITE, PARTICIPIAL, SUBJECTS, Cue, Draft, Said, is_mark, source
from .titles import NOUNS, PLURAL, Titles, human

# --------------------------------------------------------------------------------------------------
# Find who a cue's words are from: the head word of a source, by the parse, else the noun beside the cue.


TIMES = "lexicons/time_words.csv"
EVENTS = "lexicons/event_nouns.csv"
DEEDS = ("ing", "ings", "tion", "tions", "ment", "ments", "ness", "ity")  # how nouns for what happens or is done end
NOUN = frozenset(("NOUN", "PROPN", "PRON"))
NOMINAL = NOUN | {"NUM", "DET", "ADJ", "X"}  # "some said", "the poor said"
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
NEAR = 3  # sentences back to somebody without a name whom "she" may take up
AGO = 500  # tokens back to where "the aide" may have come in as "an aide"


def describe(p: Parsed, said: Sequence[Said], mentions: Sequence[Mention], marked: Mapping[int, int]) -> None:
    """Fill in the kind of each source, the title that the article gives it, and its organisation.

    Args:
        p: the article.
        said: its quotations, with their speakers; they are changed.
        mentions: its mentions.
        marked: its tokens in quotation marks, each with the number of its pair.

    Source: the six kinds are those of the Markkula Center for Applied Ethics' benchmark of news sources (2026).
    """
    named = [m for m in mentions if m.actor_id]
    starts = [m.start for m in named]
    before: dict[str, str] = {}
    last: Said | None = None
    for s in sorted(said, key=lambda s: s.source):
        alone = s.source >= 0 and s.source_span == (s.source - 1, s.source + 1) and p.lower[s.source - 1] == "the"
        again = before.get(p.lower[s.source], "") if alone and not s.speaker else ""  # "the spokesman" of somebody
        s.kind = s.kind or again or _kind(p, s, named, starts)
        if last is not None and not (s.kind or s.speaker or last.speaker) and _goes_on(p, last, s):
            s.kind = last.kind
        if s.source >= 0 and not s.speaker:
            before[p.lower[s.source]] = s.kind
        last = s if s.source >= 0 else last
    called = Titles(p, named, marked)
    titles = called.all({s.speaker_id for s in said if s.kind == "person"})
    for s in said:
        if s.kind == "person":
            s.title, s.organisation = titles.get(s.speaker_id, ("", ""))
        elif s.kind == "organisation":
            s.organisation = s.speaker
        elif s.source >= 0 and s.kind.startswith("unnamed") and p.tag[s.source] in NOUNS:
            span = nominals.bare(p, *s.source_span)
            span = called.cut((span[0] + (p.tag[span[0]] == "WP$"), span[1]))  # "whose lawyers"
            words = called.words(span)
            none = words.isdigit() or p.lower[s.source] in closed("share") or words.endswith(s.speaker or " ")  # "49%"
            s.title, s.organisation = "" if none else words, called.body(span)


def _goes_on(p: Parsed, last: Said, s: Said) -> bool:
    """Say whether "he" or "it" goes on with a source without a name that spoke right before."""
    one = p.tag[last.source] in ("NN", "PRP") and p.sentence[s.source] - p.sentence[last.source] <= 2
    person = human(p.lower[last.source]) or p.lower[last.source] in ("he", "she")
    kinds = ("organisation", "unnamed person" if person else "document")
    one = one and p.lower[s.source + 1 : s.source + 2] not in (["himself"], ["herself"])  # "she herself": another
    return one and last.kind in kinds and p.lower[s.source] in (("he", "she") if person else ("it",))


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
    some = tag == "NN" and not human(word) and any(p.tag[k] in PLURAL and is_person(p.lemma[k]) for k in of)
    if word in closed("share") or some:
        return "unnamed group"  # "a number of drivers"
    people = human(p.lemma[s.source]) or p.lemma[s.source].endswith(tuple(closed("ends several")))
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
