"""What a source is: whom the article names, what it calls them and whom they speak for, and what kind of source.

Six kinds, after what journalists ask of a source: a person or body with a name, a document, or a person or people
whom the article leaves without one. What the article calls somebody anywhere holds for all that somebody says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence

from ..actors import nominals
from ..actors.gazetteer import closed, is_body, is_person, lexicon, noun_kinds, slug, speaks_for
from ..parse import Parsed
from ..tables import Mention
from .bounds import anonymous, thing
from .cues import SUBJECTS, Said, Span, is_mark

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
# Say what an article calls who speaks: an office, a role, a description, and the body that it belongs to.
#
# A title is a noun phrase whose head is what people are. It stands before a name ("Mayor Anna Keller") or beside it
# ("Anna Keller, a lawyer in Basel"), or is what somebody is or serves as. It ends where it goes on to something else,
# and is none where it tells what somebody is to others, or what others think of them. Of several the best is taken: an
# office before what is none, what holds now before what held once, the longest.


BODIES = ("organisation", "country", "place")  # the likeliest first
LONG = 30  # tokens at most of what somebody is called
AND_PARTY = 4  # words of a title from which on no party and state is shown with it
WHO = ("WP", "WDT", "WP$")
PLURAL = ("NNS", "NNPS")
NOUNS = ("NN", "NNP", *PLURAL)
JOINED = ("NOUN", "CCONJ")


class Titles:
    """What an article calls its people."""

    def __init__(self, p: Parsed, named: Sequence[Mention], marked: Mapping[int, int]):
        """Keep an article.

        Args:
            p: the article.
            named: its mentions that have an actor, by place.
            marked: its tokens in quotation marks, each with the number of its pair.
        """
        self.p, self.named, self.marked = p, named, marked
        self._starts = [m.start for m in named]

    def all(self, who: Collection[str]) -> dict[str, tuple[str, str]]:
        """Find what the article calls some people, anywhere in it.

        Args:
            who: their ids.

        Returns:
            {actor_id: (title, organisation)}; either may be empty, and who is called nothing is not in it.
        """
        p = self.p
        best: dict[str, tuple[tuple[int, int, int], str, str]] = {}
        parties: dict[str, str] = {}
        for mention in self.named:
            if mention.actor_id not in who or mention.kind != "name" or p.sentences[mention.sentence_id].headline:
                continue  # a headline's capitals make names of everything
            first, last = bisect_right(p.start, mention.start - 1), bisect_left(p.start, mention.end)
            if _plain_surname(p, first, last):
                continue
            for span in (*nominals.spans(p, first, last, mention.actor), *_serves(p, first, last)):
                if (words := self.words(span))[1:2] == "-" and words[0] in "RDI":
                    parties[mention.actor_id] = words
                    continue
                span = self.cut(self._own(_whole(p, span), last, mention.actor))
                body, words = self.body(span), self.words(self._unowned(span))
                rank = self._rank(span, first, mention.actor) if words and words != body else (0, 0, 0)
                known = best.get(mention.actor_id, ((0, 0, 0), "", ""))
                if rank > known[0]:
                    best[mention.actor_id] = (rank, words, body or known[2])
                elif body and not known[2] and (not words or p.tag[span[1] : span[1] + 1] == ["POS"]):
                    best[mention.actor_id] = (*known[:2], body)  # "the Trust's Anna Keller"
        titles = {actor: (words, body) for actor, (_, words, body) in best.items()}
        for actor, party in parties.items():  # a title before the name and a party behind it: "Rep.", "D-Ohio"
            title, body = titles.get(actor, ("", ""))
            if 0 < len(title.split()) < AND_PARTY:
                titles[actor] = (f"{title}, {party}", body)
        return titles

    def cut(self, span: Span) -> Span:
        """Cut what goes on: at a second thing somebody is, at a clause that tells what they did, at the longest shown.

        Args:
            span: tokens that tell what somebody is.

        Returns:
            Those that are shown.
        """
        p, (first, last) = self.p, span
        if p.tag[first] == "CD" and "old" in p.lower[first : min(first + 6, last - 1)]:
            first = p.lower.index("old", first) + 1  # "18-year-old"
        head = _head(p, (first, last))
        before = range(head - 1, first - 1, -1)
        ends = (k + 1 for k in before if p.word[k] == ")" or (is_mark(p.word[k]) and p.tag[k] != "POS"))
        first = next((k for k in ends if "(" not in p.word[first:k]), first)  # "(HDA) candidate"
        articles = closed("definite") | closed("indefinite")
        loose = first < head and p.pos[first] == "ADV" and (p.lower[first + 1] in articles or p.head[first] == head)
        first += loose and p.word[first + 1] != "-" and not past(p, first, head)  # "even the mayor", "then a student"
        further = range(max(first, head) + 1, last)
        known = (k for k in further if p.dep[k] == "appos" and head < p.head[k] and p.tag[k] in ("NN", "NNS"))
        last = next((p.edges[k][0] for k in known if p.word[p.edges[k][0] - 1] == ","), last)  # "of Aid, a charity"
        also = [k for k in range(first + 1, last) if p.dep[k] == "conj" and p.lower[k] in closed("no office")]
        last = next((p.edges[k][0] for k in also if p.edges[k][0] > first + 1), last)  # "... and a critic of them"
        further = range(first + 1, last)
        told = (k for k in further if p.lower[k] == "including" or (p.tag[k] in WHO and p.lower[k] != "what"))
        last = next(told, min(last, first + LONG))
        last = next((k for k in range(first + 1, last) if p.lower[k] in closed("ends office")), last)  # "since 2019"
        opened = (k for k in range(first + 1, last) if p.word[k] == "(" and ")" not in p.word[k:last])
        last = next(opened, last)  # "head of the Office (NRO"
        while last > first + 1 and (p.pos[last - 1] in ("CCONJ", "ADP") or p.lower[last - 1] in closed("reflexive")):
            last -= 1  # "an analyst with | Hale", "a monarchist | himself"
        beside = p.lower[first] in closed("before an office") and p.at(first + 1) not in ("of", "-")
        return nominals.bare(p, first + beside, last)

    def _own(self, span: Span, last: int, who: str) -> Span:
        """Leave to others what is theirs: a given name before a surname, what is said of somebody else behind "and"."""
        p, (begin, end) = self.p, span
        people = [m for m in self._within(span) if m.actor_type == "person" and m.kind == "name" and m.actor != who]
        if end <= last:
            while end > begin and p.lower[end - 1].rstrip(".") in closed("no title"):
                end -= 1  # "the club's director Dr"
            known = next((k + 1 for k in range(end - 1, begin - 1, -1) if human(p.lower[k])), end)
            tail = not people or people[-1].end <= p.end[known - 1]  # "his wife, director Anna Keller, and Dan Holm"
            end = known if tail and set(p.tag[known:end]) == {"NNP"} else end  # "coach Tomasi | Cama Vuli"
            if is_person(p.word[end - 2]) and p.word[end - 1].istitle() and human(p.lower[end - 1]):
                whole = lexicon().titles.get(p.word[end - 2]) == "part" or p.word[end - 1][-1] == "."
                # "legal analyst | Judge", not "candidate Sen.", "executive Director"
                end -= end - begin > 1 and not whole
            ends = {m.end for m in people}
            joined = (k + 1 for k in range(end - 1, begin, -1) if p.pos[k] == "CCONJ" and p.end[k - 1] in ends)
            return next(joined, begin), end  # "Dan Holm and Senator | Anna Keller"
        apart = (bisect_left(p.start, m.start) for m in people if p.dep[bisect_left(p.end, m.end)] in ("appos", "conj"))
        for other in apart:
            joined = (k for k in range(other - 1, begin, -1) if p.pos[k] == "CCONJ")
            end = next((k for k in joined if p.word[k - 1] == "," or "ADP" not in p.pos[begin:other]), end)
        return begin, end  # "a clerk in Hull, and his brother, Dan Holm"

    def _rank(self, span: Span, name: int, who: str) -> tuple[int, int, int]:
        """Say how good a title is, as whether it is an office, whether it is held, and its length; zeros for none."""
        p, (first, last), head = self.p, span, _head(self.p, span)
        word, up = p.lower[head], p.head[head]
        was = p.dep[head] == "attr" and p.tag[up] == "VBD" and not p.below(up, "expl")  # "there was Mayor Lee"
        was |= p.dep[head] == "pobj" and p.tag[p.head[up]] == "VBD" and up == first - 1
        none = first > name and head in self.marked  # an opinion
        none |= any(self.marked.get(k, self.marked.get(name)) != self.marked.get(name) for k in range(first, head))
        none = none or any(p.tag[k] == "TO" for k in range(head + 1, last))  # "the sixth woman to win"
        none = none or word.rstrip(".") in closed("no title") or set(p.word[first:last]) <= {*who.split()}
        none = none or p.lower[last - 1] == "old" or any(_names(p, m, span, head) for m in self._within(span))
        cut_off = p.tag[last : last + 1] == ["POS"]  # "leader of France | ’s opposition"
        none = none or (first > name and (was or cut_off))
        none = none or (p.lower[first : first + 2] == ["one", "of"] and p.tag[first + 2] == "PRP$")
        none = none or (p.dep[head] == "attr" and first > name and _supposed(p, up))
        if none or self._besides(span, name, who) or not _calls(p, span, head):
            return 0, 0, 0
        words = self.words(span)
        honour = lexicon().titles.get(words.lower()) == "honorific"
        good = 0 if honour else 1 if past(p, first, head) else 2
        behind = p.lower[head + 1 : head + 2]
        party = nominals.meaning(word) in closed("party") and behind != ["on"]  # "Democrat", not "Democrat on a panel"
        kin = word in closed("kin") and behind != ["at"]  # "his partner", not "a partner at Hale"
        low = kin or word in closed("no office") or party or p.lower[first] == "one"
        return 2 - low, good, len(words)

    def _besides(self, span: Span, name: int, who: str) -> bool:
        """Say whether a span tells what somebody is to others, or what others think: "her rival", "a better cook".

        Or tells of somebody else, or is part of a list: "aide Lee and clerk", "clerk Dan Holm" behind another name.
        """
        p, (first, last), head = self.p, span, _head(self.p, span)
        words, before, kin = p.lower[head : last + 1], p.lower[first : head + 1], p.lemma[head] in closed("kin")
        listed = any(words[k : k + 2] == [",", "and"] for k in range(len(words)))
        born = p.lemma[head] in closed("offspring") and words[2:3] in (["a"], ["an"])  # "the only child of a baker"
        whose = "ADP" in p.pos[head + 1 : min(head + 2, last)] or not {"POS", "NN", "NNP", "CD"}.isdisjoint(
            p.tag[first:head]
        )
        other = listed or born or not whose if kin else "JJR" in p.tag[first:head] or "most" in before[:-1]
        other = other or not (closed("beside others") | closed("supposed")).isdisjoint(before) or before[0] == "not"
        begin = name if p.dep[head] == "appos" and name < first else first
        near = self._within((begin, min(last + 1, len(p.word))))
        people = (m for m in near if m.actor_type == "person" and m.actor != who)
        at = (bisect_left(p.start, m.start) for m in people if not m.start < p.start[first] < m.end)
        lists = (k for k in at if not first <= k < last or (p.pos[k - 1] in JOINED and "ADP" not in p.pos[first:k]))
        return other or any(k != first for k in lists)

    def _unowned(self, span: Span) -> Span:
        """Leave out the body that somebody belongs to before what they are there: "Harbour Trust's treasurer"."""
        (first, last), p = span, self.p
        owner = next((k for k in range(first, last) if p.tag[k] == "POS"), -1)
        if owner == last - 1:
            return last, last  # "the Trust's Anna Keller"
        bodies = any(m.actor_type in BODIES for m in self._within((first, owner)))
        return nominals.bare(p, owner + 1, last) if 0 <= owner < _head(p, span) and bodies else span

    def body(self, span: Span) -> str:
        """Find the body named within a span: an organisation, else the country or place of somebody in office.

        Args:
            span: tokens that tell what somebody is.

        Returns:
            Its name, or "".
        """
        if span[0] >= span[1]:
            return ""
        head = self.p.lower[_head(self.p, span)]
        office = lexicon().titles.get(nominals.meaning(head)) == "office" or speaks_for().get(head) in ("body", "staff")
        kinds = BODIES if office else BODIES[:1]  # a street is no body, nor is where a striker comes from
        within = self._within(span)
        return next((m.actor for kind in kinds for m in within if m.actor_type == kind), "")

    def words(self, span: Span) -> str:
        """Read tokens as words of one line.

        Args:
            span: of tokens.

        Returns:
            The words; "" for none.
        """
        p, (first, last) = self.p, span
        marks = sum(is_mark(p.word[k]) and p.tag[k] != "POS" for k in range(first, last)) % 2
        closing = next((word for word in p.word[last : last + 2] if marks and is_mark(word)), "")
        words = " ".join(p.words(first, last).split()) if first < last else ""
        return words + closing  # "author of “Rain,|”"

    def _within(self, span: Span) -> list[Mention]:
        begin, end = self.p.start[span[0]], self.p.end[span[1] - 1]
        near = self.named[bisect_right(self._starts, begin - 1) :][:LONG]
        return [m for m in near if m.start < end and m.kind != "pronoun"]


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


def human(word: str) -> bool:
    """Say whether a word is what people are, hold or are called.

    Args:
        word: in lower case.

    Returns:
        True where it is.
    """
    office = lexicon().titles.get(word, "part") != "part"
    return office or is_person(word) or word in closed("also people")


def _supposed(p: Parsed, verb: int) -> bool:
    """Say whether somebody only may be something: "whether Lee is a fool", "Lee would be one", "think that Lee is"."""
    if p.dep[verb] == "ccomp" or any(p.tag[k] == "MD" for k in p.children[verb]):
        return True
    return any(p.lower[k] in closed("supposed") for k in p.below(verb, "mark", "advmod"))


def _serves(p: Parsed, first: int, last: int) -> list[Span]:
    """Return what somebody serves as, or is behind another verb: "works as a nurse", "left and is mayor"."""
    found, begin = list[Span](), p.first[p.sentence[first]]
    begin += not p.word[begin][0].isalnum()
    if (
        begin < first - 2
        and p.word[first - 1] == ","
        and p.lower[begin] in ("a", "an")
        and "," not in p.word[begin : first - 1]
    ):
        found.append((begin, first - 1))  # "A clerk from Hull, Lee was late"
    for token in range(first, last):
        named = [k for k in p.below(token, "conj") if p.word[p.edges[k][0] - 1] == ","]  # "Hale, Mayor and Chief of Ur"
        found += [p.edges[k] for k in named if human(p.lower[k]) or (p.tag[k] in ("NN", "NNS") and p.below(k, "conj"))]
        verbs = p.below(token, "relcl") + [p.head[token]] * (p.dep[token] in SUBJECTS)
        for verb in (k for v in verbs for k in (v, *p.below(v, "conj"))):
            links = [k for k in p.children[verb] if p.lower[k] == "as" and p.lemma[verb] in closed("serves")]
            found += [p.edges[j] for k in links for j in p.below(k, "pobj")]
            if verb not in verbs and p.lemma[verb] == "be" and not p.below(verb, *SUBJECTS, "neg"):
                found += [p.edges[k] for k in p.below(verb, "attr")]
    return [nominals.bare(p, *span) for span in found]


def _calls(p: Parsed, span: Span, head: int) -> bool:
    """Say whether a noun is what people are called: "the head of", "a cellist", not "a petition by", "6-2 6-3"."""
    word, tags = p.lower[head], p.tag[slice(*span)]
    letters = word.replace(".", "") in closed("after a name") | closed("perhaps after a name")
    known = (human(word) and p.tag[head] not in PLURAL) or (letters and not p.word[head].istitle())  # "Ann Lee, PhD"
    thing = p.tag[head] not in nominals.ONE or noun_kinds().get(word) == "document" or word in lexicon().things
    thing |= word in lexicon().given or (tags[:1] == ["CD"] and p.word[head][0].isupper())  # "12 December"
    thing |= p.tag[span[1] - 1] == "CD" or p.lower[span[0]] == "such"  # "Black Harbour 2", "such a loser"
    known = known or (not thing and word.endswith(tuple(closed("ends people"))))
    if p.word[head][0].isupper():  # "the Speaker of the House", "a Republican", "PhD", not "The Greens' Anna Keller"
        known = known or any(map(human, p.lower[slice(*span)])) or nominals.meaning(word) in closed("party")
    return known and len(word.strip(".")) > 1 and tags[:3:2] != ["CD", "CD"] and any(tag in NOUNS for tag in tags)


def _whole(p: Parsed, span: Span) -> Span:
    """Take in what stands before a hyphen: "the co-founder"."""
    first = span[0]
    hyphen = p.word[first - 1] == "-" and p.end[first - 1] == p.start[first]
    return nominals.bare(p, first - 2 * hyphen, span[1])


def _plain_surname(p: Parsed, first: int, last: int) -> bool:
    """Say whether nothing hangs on a surname, beside it or above it, that could tell who it is: most names are so."""
    beside = p.at(last) in (",", "(") or p.word[max(0, first - 1)] == ","
    if last - first > 1 or p.children[first] or p.dep[first] == "appos" or beside:
        return False
    verb = p.head[first]
    return p.dep[first] != "nsubj" or "be" not in (p.lemma[verb], *(p.lemma[k] for k in p.below(verb, "conj")))


def _head(p: Parsed, span: Span) -> int:
    """Return the word of a span on which the others hang: "director" of "the club's director of sports"."""
    first, last = span
    head = p.top(first, last)
    if p.at(head + 1) == "and" and not human(p.lower[head]):  # "art and news editor"
        head = next((k for k in p.below(head, "conj") if k < last and human(p.lower[k])), head)
    named = human(p.lower[last - 1]) and p.lower[last - 1] not in closed("no office")
    if named and not human(p.lower[head]) and {"ADP", "PUNCT"}.isdisjoint(p.pos[head:last]):
        head = last - 1  # "the state Relations Officer", by the parse
    return head + 2 if p.at(head + 1) == "-" and head + 2 < last else head  # "co-founder"


def _names(p: Parsed, mention: Mention, span: Span, head: int) -> bool:
    """Say whether a span is a name, "Sir Dan Holm", or only where somebody is."""
    where = mention.start <= p.start[span[0]] and p.end[span[1] - 1] <= mention.end
    if mention.actor_type == "person":
        return p.word[head] in mention.actor.split()
    return where and mention.actor_type in ("place", "country")


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
        s.kind = s.kind or again or _source_kind(p, s, named, starts)
        if last is not None and not (s.kind or s.speaker or last.speaker) and _again(p, last, s):
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


def _again(p: Parsed, last: Said, s: Said) -> bool:
    """Say whether "he" or "it" goes on with a source without a name that spoke right before."""
    one = p.tag[last.source] in ("NN", "PRP") and p.sentence[s.source] - p.sentence[last.source] <= 2
    person = human(p.lower[last.source]) or p.lower[last.source] in ("he", "she")
    kinds = ("organisation", "unnamed person" if person else "document")
    one = one and p.at(s.source + 1) not in ("himself", "herself")  # "she herself": another
    return one and last.kind in kinds and p.lower[s.source] in (("he", "she") if person else ("it",))


def _source_kind(p: Parsed, s: Said, named: list[Mention], starts: list[int]) -> str:
    """Return what kind of source speaks; '' where there is none, or where the text does not tell."""
    actor_type = s.speaker_id.partition(":")[0]
    if actor_type in KINDS:
        return KINDS[actor_type]
    if s.source < 0 or p.lower[s.source] in closed("nobody"):
        return ""
    word, tag = p.lower[s.source], p.tag[s.source]
    if word in ("he", "she"):
        return _open_kind(p, s.source, named[: bisect_left(starts, p.start[s.source])])
    noun = noun_kinds().get(word, "") or noun_kinds().get(p.lemma[s.source], "")
    body = is_body(word) or lexicon().things.get(word) == "place"  # "the city said": who governs it
    whose = [k for j in (s.source, *p.below(s.source, "prep")) for k in p.below(j, "poss", "pobj")]
    persons = (named[bisect_right(starts, p.start[k]) - 1] for k in whose if starts and starts[0] <= p.start[k])
    for_one = any(m.actor_type == "person" and m.end > p.start[max(whose)] for m in persons)  # "Keller's spokeswoman"
    for_one |= any(is_person(p.lower[k]) and p.tag[k] == "NN" for k in whose)  # "the prime minister's spokesman"
    if tag in NOUNS and (body or (speaks_for().get(word) == "body" and not anonymous(p, s.source) and not for_one)):
        return "organisation"
    joined = bool(p.below(s.source, "conj"))
    some = (
        tag == "NN"
        and not human(word)
        and any(p.tag[k] in PLURAL and is_person(p.lemma[k]) for k in p.behind(s.source, "of"))
    )
    if word in closed("share") or some:
        return "unnamed group"  # "a number of drivers"
    people = human(p.lemma[s.source]) or p.lemma[s.source].endswith(tuple(closed("ends several")))
    if tag == "NNS" and thing(p, s.source) and not people and word not in closed("many"):
        return ""  # "traffic cameras", not "advocates"
    if tag in PLURAL or noun == "collective" or word in closed("many") or joined:
        return "unnamed group"
    person = (
        (is_person(word) and "by" not in p.lower[slice(*s.source_span)])
        or tag in ("PRP", "WP")
        or word in ("another", "one")
    )
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


def _open_kind(p: Parsed, token: int, before: list[Mention]) -> str:
    """Return the kind of source that "she" is who stays open: a person whom the text names, unless one has no name."""
    first = p.first[max(0, p.sentence[token] - NEAR)]
    unnamed = (k for k in range(first, token) if p.tag[k] == "NN" and p.dep[k] in SUBJECTS and is_person(p.lower[k]))
    if next(unnamed, -1) >= 0:
        return ""
    return "person" if any(m.actor_type == "person" and m.kind == "name" for m in before) else "unnamed person"
