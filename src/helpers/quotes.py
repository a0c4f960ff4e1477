"""Find who says what: a cue, its content, its source, and the speaker who is meant.

Words in quotation marks and reported clauses are found apart and then put together: marks say where a
quotation ends even when the parse is wrong, the parse says what a cue without marks reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from . import marks, speakers
from .reporting import FINITE, SUBJECTS, Span, complement, is_mark, noun_group, parenthesis, source, trim
from .knowledge import rows, words
from .marks import Marked
from .parse import Parsed
from .tables import Mention, Quote

LEXICON = "lexicons/cues.csv"
LABELS = "lexicons/link_labels.csv"
TIMES = "lexicons/time_words.csv"


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the cue lexicon."""

    lemma: str
    kind: str  # verb, noun, prep
    takes: frozenset[str]
    stance: str


@dataclass(slots=True)
class Said:
    """One quotation in the making, in token numbers; `content` in characters."""

    cue: Cue | None
    at: int  # the cue's token, or -1
    cue_span: Span
    content: list[Span] = field(default_factory=list)
    source: int = -1  # head word of the source
    source_span: Span = (-1, -1)
    by: str = ""
    before: int = -1  # for carried quotes: the quotation whose speaker goes on
    speaker: str = ""
    speaker_id: str = ""


@cache
def lexicon() -> dict[str, list[tuple[str, Cue]]]:
    """Return {form: [(particle or '', cue)]}; forms with a particle come first."""
    table: dict[str, list[tuple[str, Cue]]] = {}
    for row in rows(LEXICON, ("lemma", "class", "forms", "takes", "stance", "judgement")):
        cue = Cue(row["lemma"], row["class"], frozenset(row["takes"].split()), row["stance"])
        for form in row["forms"].split():
            word, _, particle = form.partition("_")
            table.setdefault(word, []).append((particle, cue))
    return {word: sorted(entries, key=lambda entry: not entry[0]) for word, entries in table.items()}


def find(parsed: Parsed, mentions: Sequence[Mention], minds: bool = False) -> list[Quote]:
    """Return the quotations of one article, in the order of their content.

    mentions: the article's, with the actors they mean; a speaker is named after the mention that covers
    the source's head word. minds: also report thoughts (think, believe, hope), with the stance `mind`.
    """
    p = parsed
    cues = list(_cues(p, minds))
    marked = marks.find(p.text, _paragraphs(p))
    if not cues and not marked:
        return []
    state = _State(p, marked, cues)
    for token, span, cue in cues:
        state.clause(token, span, cue)
    for number in range(len(marked)):
        state.quotation(number)
    state.headline(mentions)
    said = sorted((s for s in state.said if s.content), key=lambda s: (s.content[0][0], -s.content[0][1]))
    speakers.name(p, said, list(mentions), state.mark_of)
    return _rows(p, said)


def _paragraphs(p: Parsed) -> list[Span]:
    spans: list[list[int]] = []
    last = -1
    for sentence in p.sentences:
        if sentence.paragraph != last:
            spans.append([sentence.start, sentence.end])
            last = sentence.paragraph
        spans[-1][1] = sentence.end
    return [(start, end) for start, end in spans]


def _cues(p: Parsed, minds: bool) -> Iterable[tuple[int, Span, Cue]]:
    table = lexicon()
    lower, tag = p.lower, p.tag
    for token, word in enumerate(lower):
        for particle, cue in table.get(word, ()):
            if cue.stance == "mind" and not minds:
                continue
            verb = tag[token][0] == "V"
            if cue.kind == "verb" and not verb or cue.kind == "noun" and tag[token][0] != "N":
                continue
            last = token + 1
            if particle:
                near = [k for k in range(token + 1, min(token + 3, len(lower))) if lower[k] == particle]
                if not near:
                    continue
                last = near[0] + 1
            yield token, (token, last), cue
            break


class _State:
    """What is known so far about one article."""

    def __init__(self, p: Parsed, marked: list[Marked], cues: list[tuple[int, Span, Cue]]):
        self.p, self.marked = p, marked
        self.said: list[Said] = []
        self.by_cue: dict[int, Said] = {}
        self.cues = cues
        self.cue_at = {entry[0] for entry in cues}
        self.verbal = {token for token, _, cue in cues if cue.kind == "verb" and cue.takes & {"clause", "that"}}
        self.joint: dict[int, int] = {}  # a cue whose speaker is that of another cue
        self.cue_in: dict[int, list[tuple[int, Span, Cue]]] = {}
        for entry in cues:
            self.cue_in.setdefault(p.sentence[entry[0]], []).append(entry)
        self.words: list[Span] = []
        self.mark_of: dict[int, int] = {}
        position, total = 0, len(p.start)
        for number, mark in enumerate(marked):
            while position > 0 and p.start[position - 1] >= mark.start:
                position -= 1
            while position < total and p.end[position] <= mark.start:
                position += 1
            last = position
            while last < total and p.start[last] < mark.end:
                self.mark_of[last] = number
                last += 1
            self.words.append((position, last))
        self.owner: dict[int, Said] = {}

    # ---- reported clauses

    def clause(self, token: int, span: Span, cue: Cue) -> None:
        """Add what a cue reports as a clause."""
        p = self.p
        if token in self.mark_of or self.unsaid(token, cue) or self.linked(token):
            return
        if cue.kind == "prep":
            self.according(token, span, cue)
            return
        if not cue.takes & {"clause", "that", "question"} or cue.kind == "noun":
            return
        segments = self.segments(token, cue)
        if not segments:
            return
        said = Said(cue, token, span)
        said.source = self.who(self.joint.get(token, token), *segments[0])
        if said.source < 0 and p.tag[token] in ("VB", "VBG"):
            return  # "It is worth noting that ...": nobody says it
        said.content = self.settle(token, segments)
        if said.content:
            self.keep(said)

    def unsaid(self, verb: int, cue: Cue) -> bool:
        """Say whether a cue reports nothing that was said: negated, hypothetical, or a passive question."""
        p = self.p
        kids = p.children[verb]
        if any(p.dep[k] == "neg" for k in kids) and cue.lemma != "deny":
            return True
        if any(p.dep[k] == "aux" and p.lower[k] in ("would", "could", "might", "may", "can", "should", "'d") for k in kids):
            return True
        passive = any(p.dep[k] == "auxpass" for k in kids) or p.tag[verb] == "VBN" and p.dep[verb] in ("advcl", "acl", "ccomp", "ROOT")
        if passive and cue.lemma in ("ask", "tell", "inform", "remind") and not any(p.dep[k] == "aux" and p.lower[k] in ("has","have","had","'ve","'s") for k in kids if not any(p.dep[j]=="auxpass" for j in kids)):
            return not any(p.dep[k] == "agent" for k in kids)
        return False

    def linked(self, token: int) -> bool:
        """Say whether a sentence begins with a label such as `READ MORE:`, which links to another article."""
        p, low = self.p, self.p.first[self.p.sentence[token]]
        label = []
        for k in range(low, min(low + 4, token)):
            if p.word[k] == ":":
                return " ".join(label) in words(LABELS, "label")
            label.append(p.lower[k])
        return False

    def keep(self, said: Said) -> None:
        """Remember a quotation and the marked words that it covers."""
        self.said.append(said)
        if said.at >= 0:
            self.by_cue[said.at] = said
        for start, end in said.content:
            for number, mark in enumerate(self.marked):
                if mark.start < end and start < mark.end and not self.within(said.at, number):
                    self.owner.setdefault(number, said)

    def within(self, token: int, number: int) -> bool:
        return token >= 0 and self.words[number][0] <= token < self.words[number][1]

    def segments(self, verb: int, cue: Cue) -> list[Span]:
        """Return the spans of what a verb reports."""
        p = self.p
        low, high = p.first[p.sentence[verb]], p.last[p.sentence[verb]]
        clause = complement(p, verb)
        if clause > verb:
            left = self.left_end(verb, max(p.edges[clause][0], verb + 1), cue)
            first = p.lower[left]
            question = p.tag[left] in ("WP", "WRB", "WDT", "WP$") or first in ("if", "whether")
            if "clause" not in cue.takes and not (
                "that" in cue.takes and first == "that" or "question" in cue.takes and question
            ):
                return []
            right = self.right_end(verb, max(p.edges[clause][1], left + 1), high)
            return [trim(p, left, self.cut(verb, left, right))]
        if clause >= 0:
            left, right = p.edges[clause]
            said = parenthesis(p, verb, low, high)
            if said[0] <= left or not self.breaks(said[0] - 1):
                return []
            found = [trim(p, left, min(right, said[0]))]
            if right > said[1] + 2 and p.word[said[1]] == ",":
                found.append(trim(p, said[1], right))
            return [span for span in found if span[0] < span[1]]
        return self.that_clause(verb, cue, high) or self.around(verb, cue, low, high) or self.bare(verb, cue, high)

    def cut(self, verb: int, left: int, right: int) -> int:
        """Return where another report of the same speaker begins: `..., adding that`, `and said`."""
        p = self.p
        for token in sorted(self.cue_at & set(range(left + 2, right))):
            if token in self.mark_of or token not in self.verbal:
                continue
            before = token - 1
            while before > left and p.pos[before] == "ADV":
                before -= 1
            if p.tag[token] == "VBG" and p.word[before] == ",":
                return before
            if p.dep[token] == "conj" and p.lower[before] in ("and", "but") and p.tag[token] == p.tag[verb] and p.tag[token] in ("VBD", "VBZ", "VBP"):
                if not any(p.dep[k] in SUBJECTS for k in p.children[token]):
                    self.joint[token] = verb
                    return before
        return right

    def breaks(self, token: int) -> bool:
        """Say whether a token sets off what follows: a comma, a dash, a closing mark, a question mark."""
        return self.p.word[token] in ",?!–—--…" or is_mark(self.p.word[token])

    def left_end(self, verb: int, left: int, cue: Cue) -> int:
        """Return where a clause after its cue begins: a noun group before its verb belongs to it as well.

        Not: adverbs, dates, places, and the person spoken to.
        """
        p = self.p
        for child in p.children[verb]:
            if verb < child < left and p.dep[child] in ("nsubj", "dep", "csubj", "ccomp", "attr", "oprd", "compound", "nmod", "amod") or (
                verb < child < left and p.dep[child] in ("dobj",) and "person" not in cue.takes and "clause" in cue.takes
            ):
                return max(verb + 1, p.edges[child][0])
        return left

    def right_end(self, verb: int, right: int, high: int) -> int:
        """Return where a clause after its cue ends: what else depends on the cue belongs to it as well.

        But not another cue ("..., adding that", "and said"), which begins a report of its own.
        """
        p = self.p
        while right < high:
            token = right
            while token < high and not p.word[token][0].isalnum():
                token += 1
            if token >= high:
                return right
            head = token
            while p.head[head] != head and p.head[head] >= right:
                head = p.head[head]
            if p.head[head] != verb or head in self.cue_at:
                return right
            if p.dep[head] == "cc":
                other = next((k for k in p.children[verb] if k > head and p.dep[k] == "conj"), -1)
                if other < 0 or other in self.cue_at:
                    return right
            right = max(p.edges[head][1], token + 1)
        return right

    def that_clause(self, verb: int, cue: Cue, high: int) -> list[Span]:
        """Return the clause that `that` opens shortly after a cue, where the parse missed it."""
        p = self.p
        if not cue.takes & {"clause", "that"}:
            return []
        for token in range(verb + 1, min(verb + 12, high)):
            if p.lower[token] == "that" and p.tag[token] in ("IN", "WDT") and p.dep[token] != "nsubj":
                return [trim(p, token, high)]
            if p.tag[token] in FINITE or p.word[token] in ":;\"“" or p.tag[token] == "VBG":
                break
        return []

    def bare(self, verb: int, cue: Cue, high: int) -> list[Span]:
        """Return the rest of the sentence where a cue is followed by a subject and a finite verb."""
        p = self.p
        if "clause" not in cue.takes or not any(p.dep[k] in SUBJECTS for k in p.children[verb]):
            return []
        token = verb + 1
        if token >= high or p.tag[token] not in ("PRP", "DT", "NNP", "NN", "NNS", "NNPS", "EX", "PRP$", "JJ", "CD"):
            return []
        for k in range(token, min(token + 15, high)):
            if p.word[k] in ",.;:" or is_mark(p.word[k]) or p.tag[k] in ("WP", "WDT", "IN"):
                return []
            if p.tag[k] in FINITE and k > token:
                return [trim(p, token, high)]
        return []

    def around(self, verb: int, cue: Cue, low: int, high: int) -> list[Span]:
        """Return the words around a parenthetical `he said`, `as he pointed out`."""
        p = self.p
        if "clause" not in cue.takes or not any(p.dep[k] in SUBJECTS for k in p.children[verb]):
            return []
        first, last = parenthesis(p, verb, low, high)
        as_clause = p.lower[first] == "as"
        if first <= low and not as_clause or first > low and not self.breaks(first - 1):
            return []
        if last < high and p.word[last] not in ",.;:–—-":
            return []
        after = trim(p, last, high) if last < high and p.word[last] == "," else (0, 0)
        before = trim(p, low, first)
        if as_clause and after[0] < after[1]:
            if before[0] < before[1] and p.tag[before[1] - 1] in ("IN", "CC", "WRB"):
                before = (0, 0)  # "because, as he said, ..."
        return [span for span in (before, after) if span[0] < span[1]]

    def according(self, token: int, span: Span, cue: Cue) -> None:
        p = self.p
        if token + 1 >= len(p.lower) or p.lower[token + 1] != "to":
            return
        low, high = p.first[p.sentence[token]], p.last[p.sentence[token]]
        head = next((k for k in range(token + 2, min(token + 12, high)) if p.dep[k] == "pobj"), -1)
        if head < 0:
            return
        right = max(p.edges[head][1], head + 1)
        pieces = [trim(p, low, token), trim(p, right, high)]
        if pieces[0][0] >= pieces[0][1] and right < high and p.word[right] != ",":
            pass
        said = Said(cue, token, (token, token + 2), source=head)
        said.content = self.settle(token, [piece for piece in pieces if piece[0] < piece[1]])
        if said.content:
            self.keep(said)

    def settle(self, token: int, segments: list[Span]) -> list[Span]:
        """Turn token spans into characters, with marked words that they cut in two taken whole."""
        p, content = self.p, []
        around = self.mark_of.get(token, -1) if token >= 0 else -1
        for first, last in segments:
            if first >= last:
                continue
            first = self.after_break(first, last)
            start, end = p.start[first], p.end[last - 1]
            for number, mark in enumerate(self.marked):
                if mark.start >= end + 1 or mark.end <= start or mark.single:
                    continue
                if number == around or around >= 0 and self.within(token, number):
                    start, end = max(start, mark.start + 1), min(end, mark.end - 1)
                else:
                    start, end = min(start, mark.start), max(end, mark.end)
            if start < end:
                content.append((start, end))
        return content

    def after_break(self, first: int, last: int) -> int:
        """Return the start of marked words at the end of a span if a full stop or colon stands before them."""
        p = self.p
        number = self.mark_of.get(last - 1, -1)
        while number >= 0 and self.marked[number].inside >= 0:
            number = self.marked[number].inside
        if number >= 0 and first < self.words[number][0] and p.word[self.words[number][0] - 1][-1] in ".?!:":
            return self.words[number][0]
        return first

    # ---- words in marks

    def quotation(self, number: int) -> None:
        """Add marked words that no clause has taken yet."""
        p, mark = self.p, self.marked[number]
        if number in self.owner or mark.inside >= 0 or mark.single:
            return
        first, last = self.words[number]
        if first >= last:
            return
        low, high = p.first[p.sentence[first]], p.last[p.sentence[last - 1]]
        if mark.continues and number - 1 in self.owner:
            self.owner[number - 1].content.append((mark.start, mark.end))
            self.owner[number] = self.owner[number - 1]
            return
        entry = self.cue_after(last, high) or self.cue_before(low, first)
        if entry:
            token, span, cue = entry
            begin = self.begin(token, cue, first) if token < first else first
            said = self.by_cue.get(token)
            if begin < 0 or said and token >= last and first > low and said.content[0][0] > p.start[token]:
                return
            mark = self.widened(token, begin, first, last, mark)
            if said:
                said.content.append((mark.start, mark.end))
            else:
                said = Said(cue, token, span, [(mark.start, mark.end)])
                said.source = self.who(token, first, last)
                self.said.append(said)
                self.by_cue[token] = said
            self.owner[number] = said
            return
        signed = self.signed(last, high)
        if signed >= 0 or self.alone(first, last, low, high):
            said = Said(None, -1, (-1, -1), [(mark.start, mark.end)], source=signed)
            self.said.append(said)
            self.owner[number] = said

    def headline(self, mentions: Sequence[Mention]) -> None:
        """Add a headline of the form `Name: statement`."""
        p = self.p
        if not p.sentences or not p.sentences[0].headline or not mentions:
            return
        low, high = p.first[0], p.last[0]
        colon = next((k for k in range(low + 1, min(low + 6, high - 2)) if p.word[k] == ":"), -1)
        if colon < 0 or any(s.content[0][0] < p.end[high - 1] for s in self.said if s.content):
            return
        named = [m for m in mentions if m.start <= p.start[colon - 1] < m.end and m.kind != "pronoun"]
        if not named or named[0].actor_type not in ("person", "country", "organisation"):
            return
        if not any(p.pos[k] in ("VERB", "AUX") for k in range(colon, high)):
            return
        said = Said(None, -1, (-1, -1), self.settle(-1, [trim(p, colon + 1, high)]), source=colon - 1, by="headline")
        said.source_span = (low, colon)
        self.said.append(said)

    def begin(self, verb: int, cue: Cue, first: int) -> int:
        """Return where the content begins that ends in marked words: at the mark, before it, or -1 for nowhere."""
        p = self.p
        gap = [k for k in range(verb + 1, first) if p.pos[k] not in ("ADV", "AUX")]
        if not gap or p.word[gap[-1]] in ",:—–-" or p.lower[gap[-1]] in ("that", "like"):
            return first
        inside = next((k for k in p.children[verb] if p.edges[k][0] <= first < p.edges[k][1]), -1)
        thing = next((k for k in p.children[verb] if verb < k < first and p.dep[k] in ("dobj", "nsubj", "dative")), -1)
        label = p.dep[inside] if inside >= 0 else ""
        if "name" in cue.takes:
            if label == "prep" and p.lower[inside] != "as":
                return -1
            begin = first
            for k in (thing, inside):
                if verb < k and p.dep[k] != "prep" and p.edges[k][0] < first and p.pos[k] != "PRON":
                    begin = min(begin, p.edges[k][0])
            if p.pos[begin] == "PRON" or begin > verb and p.lower[begin] in ("it", "him", "her", "them"):
                begin += 1
            return begin
        if label in ("dobj", "oprd", "attr", "ccomp", "xcomp", "acomp"):
            return p.edges[inside][0] if p.edges[inside][0] > verb else first
        if label == "prep" and cue.stance in ("hostile", "endorsing") and p.lower[inside] in ("of", "for", "as", "about"):
            return p.edges[thing][0] if thing >= 0 and p.pos[thing] != "PRON" else inside + 1
        return -1 if label in ("prep", "") else first

    def widened(self, verb: int, begin: int, first: int, last: int, mark: Marked) -> Marked:
        p = self.p
        if begin >= first:
            return mark
        end = mark.end
        return Marked(p.start[begin], max(end, mark.end))

    def who(self, verb: int, first: int, last: int) -> int:
        """Return the head word of the source of a cue whose content is tokens first to last - 1, or -1."""
        p = self.p
        found = source(p, verb)
        if self.speaks(found, verb, first, last):
            return found
        low, high = p.first[p.sentence[verb]], p.last[p.sentence[verb]]
        if self.passive(verb):
            return -1
        token = verb - 1
        while token >= low and (p.pos[token] in ("ADV", "AUX", "PART") or p.word[token] in ",)"):
            if p.word[token] == ")":
                while token > low and p.word[token] != "(":
                    token -= 1
            token -= 1
        if token >= low and self.speaks(token, verb, first, last):
            return token
        if verb >= last:  # "...", said the mayor
            for token in range(verb + 1, min(verb + 12, high)):
                if self.speaks(token, verb, first, last) and p.dep[token] not in ("compound", "poss", "nmod"):
                    return token
                if p.word[token] in ",.;":
                    break
        return -1

    def speaks(self, token: int, verb: int, first: int, last: int) -> bool:
        """Say whether a token can be the head of a source: a noun or pronoun outside of the content."""
        p = self.p
        if token < 0 or first <= token < last or p.pos[token] not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"):
            return False
        if not any(char.isalnum() for char in p.word[token]) or p.lower[token] in words(TIMES, "word"):
            return False
        return token not in self.mark_of or self.mark_of[token] == self.mark_of.get(verb, -1) or p.sentence[token] != p.sentence[verb]

    def passive(self, verb: int) -> bool:
        p = self.p
        return p.tag[verb] == "VBN" and any(p.dep[k] == "auxpass" for k in p.children[verb])

    def cue_after(self, last: int, high: int) -> tuple[int, Span, Cue] | None:
        p = self.p
        if last >= high:  # "...?" she asked: the sentences were cut after the mark
            if last >= len(p.word) or p.word[last - 1] == "." or p.sentences[p.sentence[last]].paragraph != p.sentences[p.sentence[last - 1]].paragraph:
                return None
            entry = next((e for e in self.cue_in.get(p.sentence[last], ()) if "quote" in e[2].takes and e[2].kind == "verb"), None)
            ended = self.text_before(last)[-1:] in "?!" or p.word[last][0].islower()
            return entry if ended and entry and entry[0] - last <= 12 and entry[0] not in self.by_cue and self.clear(last, entry[0]) else None
        for entry in self.cue_in.get(p.sentence[last], ()):
            if entry[0] < last or "quote" not in entry[2].takes or entry[2].kind != "verb":
                continue
            if entry[0] - last > 25 or not self.clear(last, entry[0]):
                return None
            return entry
        return None

    def text_before(self, token: int) -> str:
        """Return what stands before a token, without the quotation marks and spaces at its end."""
        return self.p.text[max(0, self.p.start[token] - 8) : self.p.start[token]].rstrip(" \"'”’»\u00a0")

    def cue_before(self, low: int, first: int) -> tuple[int, Span, Cue] | None:
        p = self.p
        if first <= low:
            return self.colon(low)
        for entry in reversed(self.cue_in.get(p.sentence[low], ())):
            if entry[0] >= first or not entry[2].takes & {"quote", "name"} or entry[2].kind != "verb":
                continue
            if entry[0] < low or first - entry[0] > 25 or not self.clear(entry[0] + 1, first):
                return None
            return entry
        return None

    def colon(self, low: int) -> tuple[int, Span, Cue] | None:
        """Return the cue of a sentence that ends in a colon right before the marked words."""
        p = self.p
        if low == 0 or p.word[low - 1] != ":":
            return None
        entries = [e for e in self.cue_in.get(p.sentence[low - 1], ()) if e[2].kind == "verb"]
        return entries[-1] if entries else None

    def clear(self, first: int, last: int) -> bool:
        """Say whether nothing but a noun group and its modifiers stands in a gap: no finite verb of its own."""
        p, relative = self.p, False
        for token in range(first, last):
            if token in self.mark_of and not is_mark(p.word[token]):
                return False
            if p.tag[token] in ("WP", "WDT", "WP$"):
                relative = True
            if p.tag[token] in FINITE and p.dep[token] not in ("aux", "auxpass") and not relative:
                return False
            if p.word[token] in ".;":
                return False
        return True

    def signed(self, last: int, high: int) -> int:
        """Return the head of the name that signs marked words (`"..." - Jane Doe`), or -1."""
        p = self.p
        if last >= len(p.word) or p.word[last] not in ("-", "–", "—", "―", "--"):
            return -1
        end = last + 1
        while end < len(p.word) and end < last + 8 and p.pos[end] == "PROPN" and p.sentence[end] - p.sentence[last - 1] < 2:
            end += 1
        return end - 1 if end > last + 1 else -1

    def alone(self, first: int, last: int, low: int, high: int) -> bool:
        """Say whether marked words are whole sentences that stand on their own."""
        p = self.p
        if any(p.word[k][0].isalnum() for k in range(low, first)):
            return False
        if any(p.word[k][0].isalnum() for k in range(last, high)):
            return False
        words = sum(p.word[k][0].isalnum() for k in range(first, last))
        return words >= 3


def _rows(p: Parsed, said: list[Said]) -> list[Quote]:
    text, rows_ = p.text, []
    for number, s in enumerate(said):
        cue = (p.start[s.cue_span[0]], p.end[s.cue_span[1] - 1]) if s.at >= 0 else (None, None)
        src = (p.start[s.source_span[0]], p.end[s.source_span[1] - 1]) if s.source_span[0] >= 0 else (None, None)
        for part, (start, end) in enumerate(sorted(s.content)):
            rows_.append(
                Quote(
                    article_id=p.article.article_id,
                    quote_id=f"q{number + 1}",
                    sentence_id=_sentence(p, start),
                    kind=_kind(text, start, end),
                    start=start,
                    end=end,
                    content=text[start:end],
                    cue=text[cue[0] : cue[1]] if cue[0] is not None else "",
                    cue_start=cue[0],
                    cue_end=cue[1],
                    cue_lemma=s.cue.lemma if s.cue else "",
                    stance=s.cue.stance if s.cue else "neutral",
                    source=text[src[0] : src[1]] if src[0] is not None else "",
                    source_start=src[0],
                    source_end=src[1],
                    speaker_id=s.speaker_id,
                    speaker=s.speaker,
                    speaker_by=s.by or "none",
                    part=part,
                    inside="",
                )
            )
    return rows_


def _sentence(p: Parsed, start: int) -> int:
    from bisect import bisect_right

    return max(0, bisect_right([s.start for s in p.sentences], start) - 1)


def _kind(text: str, start: int, end: int) -> str:
    window, inside, letters, quoted = text[max(0, start - 1) : end + 1], False, 0, 0
    seen = False
    for char in window:
        if char in "“„«‟":
            inside = seen = True
        elif char in "”»":
            inside = False
            seen = True
        elif char == '"':
            inside, seen = not inside, True
        elif char.isalnum():
            letters += 1
            quoted += inside
    share = quoted / letters if letters else 0.0
    return "direct" if share >= 0.9 else "mixed" if share or seen else "indirect"
