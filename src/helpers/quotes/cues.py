"""Cues, and what stands around one: its subject, its complement, the quote being drafted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate

from ..actors.gazetteer import closed, is_person, speaks_for
from ..knowledge import rows, words
from ..parse import FINITE, Parsed
from ..tokens import DATELINE

# --------------------------------------------------------------------------------------------------
# Find the words that report what somebody said: verbs, nouns and `according to`, from the cue lexicon.


LEXICON = "lexicons/cues.csv"
LABELS = "lexicons/link_labels.csv"
DENIALS = "lexicons/denials.csv"
NOMINAL_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
SET_OFF = frozenset((",", ")", "—", "–", "--"))
PARTICIPIAL = frozenset(("advcl", "acl", "ccomp", "ROOT"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the cue lexicon. kind: verb, noun or prep; takes and stance: see the head of the file."""

    lemma: str
    kind: str
    takes: frozenset[str]
    stance: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in a text: its (first) token, the token after its last, and its entry."""

    token: int
    last: int
    entry: Entry

    def takes(self, *what: str) -> bool:
        """Say whether the cue takes any of these.

        Args:
            what: as the column `takes` of the lexicon has it.

        Returns:
            True for one at least.
        """
        return not self.entry.takes.isdisjoint(what)


@cache
def lexicon() -> dict[str, list[tuple[str, Entry]]]:
    """Return {form: [(particle or '', entry)]}; forms with a particle come first."""
    table: dict[str, list[tuple[str, Entry]]] = {}
    for row in rows(LEXICON, ("lemma", "class", "forms", "takes", "stance", "judgement")):
        entry = Entry(row["lemma"], row["class"], frozenset(row["takes"].split()), row["stance"])
        for form in row["forms"].split():
            word, _, particle = form.partition("_")
            table.setdefault(word, []).append((particle, entry))
    return {word: sorted(entries, key=lambda pair: not pair[0]) for word, entries in table.items()}


@cache
def nouns() -> frozenset[str]:
    """Return the forms of the nouns in the lexicon: "statement", "warnings"."""
    return frozenset(form for form, entries in lexicon().items() if any(e.kind == "noun" for _, e in entries))


def find(p: Parsed, minds: bool = False) -> Iterator[Cue]:
    """Find the cues of an article.

    Args:
        p: the article.
        minds: those of minds (think, hope) as well.

    Yields:
        The cues in order.
    """
    table, lower, tag = lexicon(), p.lower, p.tag
    for token in [k for k, word in enumerate(lower) if word in table]:
        for particle, entry in table[lower[token]]:
            if particle and not (last := _end(lower, token, particle)):
                continue
            if entry.stance == "mind" and not minds:
                continue
            if token and lower[token - 1] == "-" and (p.end[token - 1] == p.start[token] or lower[token - 2] == "so"):
                continue  # "so-called"
            within = token > p.first[p.sentence[token]] and p.word[token - 1][-1].isalpha()
            if p.word[token] == "Said" and within and not p.sentences[p.sentence[token]].headline:
                continue  # "the engineer Said Omar"
            verb = entry.kind != "verb" or _verb(p, token) or ("quote" in entry.takes and _closes(p, token))
            lost = tag[token] in ("NN", "NNS") and lower[token + 1 : token + 2] == ["that"] and _lost(p, token)
            if not (verb or lost) or (entry.kind == "noun" and (tag[token][0] != "N" or lost)):
                continue
            if not particle and any(lower[k] in closed("another verb") for k in p.below(token, "prt")):
                continue  # "was sworn in", "called off", "handed down"
            yield Cue(token, last if particle else token + 1, entry)
            break


def _verb(p: Parsed, token: int) -> bool:
    """Say whether a word is a verb here: not so "an estimated cost", "the accused"."""
    if p.tag[token][0] != "V" or p.dep[token] == "amod":
        return False
    if p.tag[token - 1] == "CD" and p.tag[token + 1 : token + 2] == ["NNS"]:
        return False  # "475 pledged delegates"
    if p.tag[token - 1] == "IN" and p.lower[token - 1] == "that" == " ".join(p.lower[token + 1 : token + 2]):
        return False  # "found that states that tax bread are poor"
    return not (p.tag[token] == "VBN" and token and p.tag[token - 1] == "DT" and p.dep[token] != "acl")


def _lost(p: Parsed, token: int) -> bool:
    """Say whether a word before "that" is a verb taken for a noun: "data show that", "the suit (of May) claims that".

    It has a subject, or nothing of its own stands between it and a comma, dash or bracket.
    """
    if not any(entry.kind == "verb" for _, entry in lexicon()[p.lower[token]]) or p.tag[token + 1] not in ("IN", "WDT"):
        return False
    if any(p.dep[k] in NOMINAL_SUBJECTS for k in p.children[token] if k < token):
        return True
    set_off = token > p.first[p.sentence[token]] + 1 and p.word[token - 1] in SET_OFF and p.tag[token] == "NNS"
    return set_off and p.tag[token + 1] == "IN" and p.dep[token] in ("conj", "ROOT")


def _closes(p: Parsed, token: int) -> bool:
    """Say whether a word can't but be a verb, whatever the parse took it for: `"...," scoffed developer Ned Harlan`.

    It stands in its finite form right behind a quotation and before who speaks, or behind a name at the end.
    """
    form, before, low = p.lower[token][-1], token - 1, p.first[p.sentence[token]]
    if form not in "sd" or token + 1 >= len(p.word):
        return False
    if p.word[token + 1] == ":" and token + 2 < len(p.word) and is_mark(p.word[token + 2]):
        return p.tag[before][0] == "N"  # `The message read: "..."`
    if p.word[token + 1] in ".,:" and p.tag[before] == "NN" and p.pos[before - 1] == "DET":
        before -= 2  # `"...," the email read.`
    elif p.word[token + 1] in ".,:":
        while before > low and (p.tag[before] in ("NNP", "CD") or p.word[before] == ","):
            before -= 1
        if before == token - 1 or p.tag[before + 1] != "NNP":
            return False
    elif not (p.word[token + 1][0].isupper() or is_person(p.lower[token + 1]) or p.lower[token + 1] in ("the", "a")):
        return False
    return before > low and p.word[before] in ("”", '"', "''") and p.word[before - 1] in (",", "?", "!")


def _end(lower: list[str], token: int, particle: str) -> int:
    """Return the token after a cue and its particle ("pointed it out") or its further words; 0 where they lack."""
    if "_" in particle:
        more = particle.split("_") if lower[token + 1 : token + 2] == [particle[: particle.index("_")]] else [""]
        end = token + 1 + len(more)
        return end if lower[token + 1 : end] == more else 0
    return next((k + 1 for k in range(token + 1, min(token + 3, len(lower))) if lower[k] == particle), 0)


def denied(p: Parsed, cue: Cue) -> bool:
    """Say whether a cue reports what was not said: "never said that", "declined to say when", "nobody said".

    Args:
        p: the article.
        cue: in it.

    Returns:
        True where it does.
    """
    if cue.entry.kind != "verb":
        return False
    kids, head = p.children[cue.token], p.head[cue.token]
    before = [k for k in kids if k < cue.token or k == cue.token + 1]  # later ones belong to what is said
    if any(_negates(p, k) for k in before) and p.lower[cue.token - 1] != "only":
        return cue.entry.lemma not in words(DENIALS, "lemma")  # "did not deny" is no denial of saying
    if "nor" in p.lower[cue.token - 2 : cue.token]:
        return True  # "neither confirmed nor denied that"
    joined = p.dep[cue.token] == "conj" and any(p.lower[k] == "or" for k in p.children[head] if head < k < cue.token)
    if joined and p.tag[head][0] == "V" and any(_negates(p, k) for k in p.children[head] if k < head):
        return True  # "have not named the driver or said why"
    subjects = [k for k in kids if p.dep[k] in NOMINAL_SUBJECTS and not is_mark(p.word[k - 1])]
    nobody, no = closed("nobody"), closed("no")  # "no official said", "neither Keller nor Ross said"
    if any(p.lower[k] in nobody or any(p.lower[j] in no for j in p.children[k] if j < k) for k in subjects):
        return True
    governed = p.dep[cue.token] in ("xcomp", "pcomp", "advcl") and p.tag[cue.token] in ("VB", "VBG")
    governed = governed and p.word[cue.token - 1] != ","  # "denied it, telling the court that ..."
    above = p.head[head] if p.dep[cue.token] == "pcomp" and p.pos[head] == "ADP" else head
    yet = p.lemma[above] == "have" and any(p.lower[k] == "yet" for k in range(above, cue.token))  # "has yet to say"
    negated = [j for j in (head, p.head[head] if p.dep[head] == "acomp" else head) for j in p.children[j]]
    if governed and p.tag[cue.token] == "VB" and any(_negates(p, k) and k < cue.token for k in negated):
        return p.lemma[head] not in closed("holds back")  # "was not willing to say", but not "did not hesitate to"
    return governed and (yet or p.lemma[above] in words(DENIALS, "lemma") or p.lower[head] == "without")


def _negates(p: Parsed, token: int) -> bool:
    not_ = p.dep[token] == "neg" or p.lower[token] in ("n't", "n’t")  # with a curly one the parser knows it not
    return not_ or p.lower[token] in closed("nowhere")


def unsaid(p: Parsed, cue: Cue) -> bool:
    """Say whether a cue reports nothing that was said: to come, supposed, or put to somebody unnamed.

    Args:
        p: the article.
        cue: in it.

    Returns:
        True where it does.
    """
    kids = p.children[cue.token]
    above = p.head[p.head[cue.token]] if p.dep[cue.token] == "pcomp" else cue.token  # "she could win by saying that"
    if above != cue.token and any(p.lower[k] in closed("modal") for k in p.below(above, "aux")):
        return True
    if _asked(p, cue) or _asked_to(p, cue.token) or _hears(p, cue):
        return True
    if any(p.dep[k] == "mark" and p.lower[k] == "whether" for k in kids):
        return True  # "asked whether she had said it"
    if any(p.dep[k] == "aux" and p.lower[k] in closed("modal") for k in kids):
        return not any(_negates(p, k) for k in kids)
    to_come = p.tag[cue.token] == "VB" and p.dep[cue.token] in ("xcomp", "acl", "advcl")
    if to_come and p.lemma[p.head[cue.token]] in closed("not yet") and p.lower[cue.token - 1] == "to":
        return True  # "is expected to say"
    if not cue.takes("person"):
        return False
    passive = any(p.dep[k] == "auxpass" for k in kids)
    if not passive and p.tag[cue.token] == "VBN" and p.dep[cue.token] in PARTICIPIAL:
        passive = not any(p.dep[k] == "aux" for k in kids)  # "Asked whether ...", but not "has asked"
    opens = p.dep[cue.token] == "advcl" and p.tag[cue.token] == "VBD" and cue.token == p.first[p.sentence[cue.token]]
    opens |= p.word[cue.token - 1] == ";" and not any(k < cue.token for k in p.below(cue.token, *SUBJECTS))
    return (passive or opens) and not any(p.dep[k] == "agent" for k in kids)


def _hears(p: Parsed, cue: Cue) -> bool:
    """Say whether a headline ends with who hears it: "Driver was asleep, court told"."""
    number = p.sentence[cue.token]
    past = p.tag[cue.token] in ("VBD", "VBN")  # "scientists warn" others
    return past and cue.takes("person") and p.sentences[number].headline and cue.last >= p.last[number]


def _asked_to(p: Parsed, verb: int) -> bool:
    """Say whether somebody is only asked to say it: "summoned her to explain why"."""
    head = p.head[verb]
    if p.tag[verb] != "VB" or p.dep[verb] not in ("xcomp", "ccomp", "advcl") or p.lemma[head] not in closed("asked to"):
        return False
    return any(k < verb for k in p.below(head, "dobj")) or bool(p.below(verb, "nsubj"))


def _asked(p: Parsed, cue: Cue) -> bool:
    """Say whether a question asks what was said: "When did the mayor say that?", "Who told you so?"."""
    end = p.last[p.sentence[cue.token]] - 1
    if p.word[end] != "?":
        return False
    subjects = [k for k in p.below(cue.token, *NOMINAL_SUBJECTS) if k < cue.token]
    first = subjects[0] if subjects else cue.token
    turned = any(k < first for k in p.below(cue.token, "aux", "auxpass")) if subjects else False
    return p.dep[cue.token] == "ROOT" and (turned or p.tag[first] == "WP")


def linked(p: Parsed, cue: Cue) -> bool:
    """Say whether a sentence begins with a label such as `READ MORE:` or `Match report:`, and the cue says nothing.

    Args:
        p: the article.
        cue: in that sentence.

    Returns:
        True where it does: what stands behind is no report.
    """
    low = p.first[p.sentence[cue.token]]
    if p.at(cue.last) == ":" and cue.token - low < 3 and p.lower[cue.token] in closed("label"):
        return not is_mark(p.word[min(cue.last + 1, len(p.word) - 1)])
    if ":" in p.word[low : min(low + 4, cue.token)]:
        return " ".join(p.lower[low : p.word.index(":", low)]) in words(LABELS, "label")
    return False


# --------------------------------------------------------------------------------------------------
# Hold the quotations of one article while they are being put together.


@dataclass(slots=True, eq=False)
class Said:
    """One quotation: its cue or None, its content in characters, and its source in tokens (-1: none)."""

    cue: Cue | None
    content: list[Span] = field(default_factory=list)
    source: int = -1  # head word of the source
    source_span: Span = (-1, -1)
    by: str = ""
    speaker: str = ""
    speaker_id: str = ""
    joint: tuple[str, ...] = ()  # ids of those who say it as well
    inside: Said | None = None  # the one whose content it lies in
    negated: bool = False
    verbatim: bool = False  # words that are given as they were said, without marks: a turn, an answer
    kind: str = ""  # of the source
    title: str = ""
    organisation: str = ""

    @property
    def at(self) -> int:
        """The cue's token, or -1."""
        return self.cue.token if self.cue else -1


class Draft:
    """What is known of one article so far: its marks, its cues, and who has taken which."""

    def __init__(self, p: Parsed, cues: list[Cue]):
        self.p, self.marked = p, p.marked
        self.said: list[Said] = []
        self.around: list[int] = []  # where each clause ends that is reported around the cue at hand
        self.taken: dict[int, Said] = {}  # by a cue's token
        self.owner: dict[int, Said] = {}  # by the number of marked words
        self.joint: dict[int, int] = {}  # a cue: another whose speaker it shares
        self.cues: dict[int, list[Cue]] = {}  # by sentence
        self.joins: dict[int, list[Cue]] = {}  # by sentence: the cues that may go on with another's speaker
        for cue in cues:
            self.cues.setdefault(p.sentence[cue.token], []).append(cue)
            if self._may_join(cue):
                self.joins.setdefault(p.sentence[cue.token], []).append(cue)
        self.at = {cue.token: cue for cue in cues}
        self.words: list[Span] = []  # the tokens of each marked words
        self.mark: dict[int, int] = {}  # a token: the innermost marked words around it
        for number, mark in enumerate(p.marked):
            first = bisect_left(p.end, mark.start + 1)
            last = bisect_left(p.start, mark.end)
            self.words.append((first, last))
            self.mark.update(dict.fromkeys(range(first, last), number))

    @cached_property
    def words_before(self) -> list[int]:
        """How many words, marks not counted, stand before each token; one entry more than tokens."""
        return [0, *accumulate([word[0].isalnum() for word in self.p.word])]

    def _may_join(self, cue: Cue) -> bool:
        p, token = self.p, cue.token
        if cue.entry.kind != "verb" or not cue.takes("clause", "that", "question", "to"):
            return False
        if p.tag[token] == "VBG":
            asks = cue.entry.stance == "question" and complement(p, token) < 0  # ", asking him three questions"
            return cue.takes("clause", "that") and not asks
        joined = p.dep[token] == "conj" and p.tag[token] in FINITE
        joined = joined and cue.last <= token + 2  # not "said they would pay but wanted to know"
        return joined and not p.below(token, *SUBJECTS)

    def keep(self, said: Said) -> None:
        """Remember a quotation, and the marked words that its content covers.

        Args:
            said: the quotation.
        """
        self.said.append(said)
        if said.cue:
            self.taken[said.at] = said
        for start, end in said.content:
            for number in self.over(start, end):
                self.owner.setdefault(number, said)

    def settle(self, cue: int, segments: list[Span]) -> list[Span]:
        """Turn token spans into characters; marked words that a span cuts in two are taken whole.

        Args:
            cue: token of the cue; what it reports within marks ends where they do.
            segments: (first, last) of the tokens, in order.

        Returns:
            (start, end) of each that holds anything.
        """
        p, content = self.p, []
        for first, last in segments:
            while first < last and p.lower[last - 1] in closed("before more") and p.pos[last - 1] in ("CCONJ", "SCONJ"):
                last -= 1  # "let him scream that he was innocent and"
            if first >= last:
                continue
            first = self._after_break(cue, first, last)
            start, end = p.start[first], p.end[last - 1]
            for number in self.over(start, end + 1):
                mark = self.marked[number]
                if mark.single:
                    if abs(start - mark.start) < 2 and mark.end - 3 < end <= mark.end:
                        start, end = mark.start, mark.end
                    continue
                start, end = min(start, mark.start), max(end, mark.end)
            if start < end:
                opened = p.text.rfind("(", start, end)
                end += opened >= 0 and p.text[end : end + 1] == ")" and ")" not in p.text[opened:end]
                content.append((start, end))
        return content

    def outermost(self, number: int) -> int:
        """Find the marked words that stand in no others, around these.

        Args:
            number: of these; -1 for none.

        Returns:
            Their number; -1 for none.
        """
        while number >= 0 and self.marked[number].inside >= 0:
            number = self.marked[number].inside
        return number

    def over(self, start: int, end: int) -> list[int]:
        """Find the marked words, outermost ones, that share a character with a span.

        Args:
            start: of the span.
            end: of the span, exclusive.

        Returns:
            Their numbers in order.
        """
        number = bisect_left(self.marked, start, key=lambda mark: mark.start)
        number = self.outermost(number - 1) if number else 0
        last = bisect_left(self.marked, end, key=lambda mark: mark.start)
        return [k for k in range(number, last) if self.marked[k].end > start]

    def _after_break(self, cue: int, first: int, last: int) -> int:
        """Return the start of marked words at the end of a span if a full stop or colon stands before them.

        Not where somebody in the span says them: `Keller said her lawyer had told her: "..."`.
        """
        number = self.outermost(self.mark.get(last - 1, -1))
        if number >= 0 and first < self.words[number][0] and self.p.word[self.words[number][0] - 1][-1] in ".?!:":
            begin, below = self.words[number][0], self.p.children
            inner = next((k for k in range(begin - 2, max(first, begin - 5), -1) if k in self.at), -1)
            theirs = any(self.p.dep[k] in SUBJECTS for k in below[inner]) if inner > cue >= 0 else False
            return first if theirs else begin
        return first


# --------------------------------------------------------------------------------------------------
# Read a reporting clause off the parse: which words are the content of a cue, and which its source.
#
# Everything is in token numbers; a span is (first token, last token + 1).


Span = tuple[int, int]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CLIMB = frozenset(("conj", "xcomp", "acomp", "advcl", "pcomp", "prep", "ccomp", "aux", "acl", "parataxis", "dep"))
HIGH = 6  # steps at most from a cue up to who says it
TOWN = re.compile(  # "MUMBAI: Rain fell, police said", "Kampala (Reuters) - The bank said"
    r"[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{2,})?: |"
    r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}(?:, [A-ZÀ-Þ][\w. ]{1,20})?(?: \d\d?)? "
    r"\([A-Z][^()\n]{1,40}\) ?[-–—]{1,2}\s+"
)
QUOTE_CHARS = frozenset("\"“”„‟«»‘’'")


def is_mark(word: str) -> bool:
    """Say whether a token is nothing but quotation marks.

    Args:
        word: the token's.

    Returns:
        True for marks of any form.

    Example:
        >>> is_mark("“"), is_mark("``"), is_mark("a")
        (True, True, False)
    """
    return all(char in QUOTE_CHARS or char == "`" for char in word)


def addressed(p: Parsed, cue: Cue) -> bool:
    """Say whether a bare noun for people behind a cue is whom it is said to: "told friends he was ill".

    Args:
        p: the article.
        cue: in it.

    Returns:
        True where it is.
    """
    after = p.tag[cue.last : cue.last + 2]
    bare = after in (["NNS", "PRP"], ["PRP", "PRP"])  # "told them he was ill"
    return cue.takes("person") and bare and p.lower[cue.last + 1] in closed("pronoun")


def titled(p: Parsed, first: int, last: int) -> bool:
    """Say whether marked words are written as the title of a work or programme is: ‘The Long Rain’.

    Args:
        p: the article.
        first: the first token of the words.
        last: the token after their last.

    Returns:
        True where all words of more than three letters begin with a capital.
    """
    return all(word[0].isupper() for word in p.word[first:last] if len(word) > 3)


def trim(p: Parsed, first: int, last: int) -> Span:
    """Drop punctuation (not quotation marks) at both ends of a span.

    Args:
        p: the article.
        first: the span's first token.
        last: the token after its last.

    Returns:
        (first, last) of what is left, which may be nothing.
    """
    while first < last and _droppable(p, first):
        first += 1
    while last > first and _droppable(p, last - 1):
        last -= 1
    return first, last


def _droppable(p: Parsed, token: int) -> bool:
    word = p.word[token]
    return not any(char.isalnum() for char in word) and not is_mark(word) and word not in "$€£%"


def subject(p: Parsed, verb: int) -> int:
    """Find a verb's own subject; of "Senators Keller and Holm" the name, not the title.

    Args:
        p: the article.
        verb: its token.

    Returns:
        The subject's head, or -1.
    """
    found = [child for child in p.below(verb, *SUBJECTS) if not _negates(p, child)]
    named = len(found) > 1 and found[1] < verb and p.tag[found[1]] in ("NNP", "PRP")
    titles = named and p.tag[found[1]] == "NNP" and p.tag[found[0]] in ("NNS", "NNPS")
    beside = named and p.edges[found[1]][0] == found[0] + 1 and p.tag[found[0] + 1] == "NNP"  # "observer Anna Keller"
    if titles or beside or (named and p.word[p.edges[found[1]][0] - 1] == ","):
        return found[1]  # "A cap in hand, Keller said"
    if len(found) > 2 and p.word[found[1]] == "-":
        return found[2]  # "the co-founder said"
    return found[0] if found else -1


def main_subject(p: Parsed, first: int, last: int, apart: Container[int] = ()) -> int:
    """Find the subject of a main clause.

    Args:
        p: the article.
        first: the token where to begin.
        last: the token after the last to look at.
        apart: tokens that are passed over.

    Returns:
        The subject's head, or -1.
    """
    below = (k for k in range(first, last) if p.dep[k] in SUBJECTS and k not in apart)
    return next((k for k in below if p.dep[p.head[k]] == "ROOT"), -1)


def source(p: Parsed, verb: int) -> int:
    """Find who says it: the subject, the agent, or the subject further up.

    Args:
        p: the article.
        verb: token of the cue.

    Returns:
        The head word of the source, or -1.
    """
    token = verb
    for _ in range(HIGH):
        kids = p.children[token]
        told = p.tag[token] == "VBN" and p.dep[token] in ("acl", "advcl")
        if token == verb and (told or any(p.dep[k] == "auxpass" for k in kids)):
            return next((j for k in p.below(token, "agent") for j in p.below(k, "pobj")), -1)
        found = subject(p, token)
        if found >= 0 and p.lower[found] in closed("empty") and any(p.dep[k] == "acomp" for k in kids if k >= verb - 3):
            return -1  # "It is worth noting that"
        if found >= 0:
            return _antecedent(p, token, found)
        head = p.head[token]
        if p.tag[token] == "VB" and p.lemma[head] in closed("made to"):  # "the leak led Keller to admit"
            return next((k for k in p.below(head, "dobj") if k < token), -1)
        if p.dep[token] in ("acl", "relcl") and p.pos[head] in ("NOUN", "PROPN", "PRON"):
            return _issuer(p, head) if p.tag[token] == "VBG" else head
        if head == token or p.dep[token] not in CLIMB:
            return -1
        token = head
    return -1


def _issuer(p: Parsed, noun: int) -> int:
    """Return who issues what says it: the club in `the club issued a statement saying`; else the noun itself."""
    verb = p.head[noun]
    to = p.head[verb] if p.dep[noun] == "pobj" and p.lower[verb] == "to" else -1  # "a letter to the club saying"
    issued = next(iter(p.below(to, "dobj")), to) if to >= 0 else noun
    if p.dep[issued] != "dobj" or speaks_for().get(p.lemma[issued]) != "maker":
        return noun
    found = source(p, p.head[issued])
    return found if found >= 0 else noun


def _antecedent(p: Parsed, verb: int, found: int) -> int:
    """Replace a relative pronoun by the noun that its clause describes."""
    relative = p.lower[found] in closed("relative") and p.tag[found][0] == "W"  # not "the WHO confirms"
    if relative or (p.dep[verb] == "relcl" and p.lower[found] == "that"):
        token = verb
        if (cleft := _cleft(p, verb)) >= 0:
            return cleft
        for _ in range(4):
            if p.dep[token] in ("relcl", "acl"):
                head = p.head[token]
                if p.lower[found] == "which" and p.dep[found - 1 - (p.word[found - 1] == ",")] == "pobj":
                    head = _body(p, head, found - 1 - (p.word[found - 1] == ","))
                return _who_means(p, head, verb) if p.lower[found] == "who" else head
            if p.dep[token] not in CLIMB:
                break
            token = p.head[token]
        return -1
    return found


def _body(p: Parsed, noun: int, last: int) -> int:
    """Return what "which" means: the firm, not the shares, of "shares in Norvik, which said"."""
    thing = p.tag[noun] == "NNS" and not is_person(p.lemma[noun])
    return last if thing and p.tag[last] == "NNP" and p.edges[noun][0] <= last < p.edges[noun][1] else noun


def _cleft(p: Parsed, verb: int) -> int:
    """Return who is meant in "It was she who told", "It was Pugh, the chief, who said", or -1."""
    above = p.climb(p.head[verb], "appos")
    if p.dep[above] == "attr":
        above = p.head[above]
    it = p.lemma[above] == "be" and any(p.lower[k] == "it" and p.dep[k] == "nsubj" for k in p.children[above])
    return next(iter(p.below(above, "attr")), -1) if it else -1


def _who_means(p: Parsed, noun: int, verb: int) -> int:
    """Return whom "who" means: the callers, not the programme, of "callers to his programme who said".

    A name of one is not meant where the verb tells of several: "traders on Mill Street, who say".
    """
    token = noun
    at = bisect_left(p.entities, (noun + 1, 0, "")) - 1
    place = at >= 0 and p.entities[at][1] > noun and p.entities[at][2] != "PERSON"
    one = ("NN", "NNP") if place or p.tag[verb] == "VBP" else ("NN",)
    while p.dep[token] == "pobj" and p.tag[token] in one and not is_person(p.lower[token]):
        token = p.head[p.head[token]]
    one_of_them = token != noun and p.dep[token] == "appos" and p.lower[token] not in closed("kin")
    if one_of_them and p.tag[p.head[token]] == "NNP":
        token = p.head[token]  # "Anna Keller, a doctor at Harbour Hospital, who said"
    person = p.tag[token] in ("NNS", "NNP", "NNPS") or is_person(p.lower[token])
    return token if person and p.pos[token] in ("NOUN", "PROPN") else noun


def dateline(p: Parsed, number: int) -> int:
    """Find where a sentence begins, behind the dateline of its paragraph.

    Args:
        p: the article.
        number: of the sentence.

    Returns:
        The character.
    """
    start, end = p.sentences[number].start, p.sentences[number].end
    if number and p.sentences[number - 1].paragraph == p.sentences[number].paragraph:
        return start
    line = DATELINE.match(p.text, start, end) or TOWN.match(p.text, start, end)
    asks, *behind = range(p.first[number], min(p.first[number] + 3, p.last[number]))
    if p.lower[asks] in closed("question and answer") and len(behind) > 1 and p.word[asks + 1] == ":":
        return p.start[behind[-1]]  # "Q: The mayor said it rained"
    return line.end() if line else start


def noun_group(p: Parsed, head: int) -> Span:
    """Find the span of a noun with what belongs to it, without its relative clauses.

    Args:
        p: the article.
        head: token of the noun.

    Returns:
        (first, last), the token after its last.
    """
    left, right = p.edges[head][0], head + 1
    for child in p.children[head]:
        if child < head:
            hyphen = p.word[child] == "-"  # "the 58-year-old"
            if p.dep[child] in ("relcl", "advcl", "punct", "ccomp") and p.edges[child][1] > left and not hyphen:
                left = max(left, p.edges[child][1])
            continue
        year = p.lower[child] == "in" and any(p.word[k].isdigit() for k in p.children[child])  # "a guard in 1961"
        if year or p.dep[child] in ("relcl", "acl", "advcl", "ccomp", "dep"):
            break
        if p.dep[child] == "punct":
            continue
        right = p.edges[child][1]
    if p.word[left - 1] == "-" and p.end[left - 1] == p.start[left]:
        left = p.edges[left - 2][0]  # "the club's co-founder"
    return left, right - (p.word[right - 1] == ",")


def complement(p: Parsed, verb: int) -> int:
    """Find the clause that a cue takes.

    Args:
        p: the article.
        verb: token of the cue.

    Returns:
        Its head, or -1.
    """
    found = p.below(verb, "ccomp")
    return next((k for k in reversed(found) if k > verb), found[0] if found else -1)


def parenthesis(p: Parsed, verb: int, low: int, high: int) -> Span:
    """Find the span of `he said`, `said the man on Monday`: a verb with its subject and what modifies it.

    Args:
        p: the article.
        verb: its token.
        low: the first token it may have.
        high: the token after the last it may have.

    Returns:
        (first, last), the token after its last.
    """
    first, last = verb, verb + 1
    for child in p.children[verb]:
        if p.dep[child] in ("ccomp", "parataxis", "conj", "cc") or p.dep[child] == "punct":
            continue
        left, right = p.edges[child]
        if left < low or right > high:
            continue
        first, last = min(first, left), max(last, right)
    return first, last
