"""Hold the quotations of one article while they are being put together."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from ..marks import Marked
from ..parse import Parsed
from .cues import Cue
from .reporting import FINITE, SUBJECTS, Span


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
    negated: bool = False
    kind: str = ""  # of the source
    title: str = ""
    organisation: str = ""

    @property
    def at(self) -> int:
        """The cue's token, or -1."""
        return self.cue.token if self.cue else -1


class Draft:
    """What is known of one article so far: its marks, its cues, and who has taken which."""

    def __init__(self, p: Parsed, marked: list[Marked], cues: list[Cue]):
        self.p, self.marked = p, marked
        self.said: list[Said] = []
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
        for number, mark in enumerate(marked):
            first = bisect_left(p.end, mark.start + 1)
            last = bisect_left(p.start, mark.end)
            self.words.append((first, last))
            self.mark.update(dict.fromkeys(range(first, last), number))

    @cached_property
    def words_before(self) -> list[int]:
        """How many words, marks not counted, stand before each token; one entry more than tokens."""
        return [0, *accumulate(word[0].isalnum() for word in self.p.word)]

    def _may_join(self, cue: Cue) -> bool:
        p, token = self.p, cue.token
        if cue.entry.kind != "verb" or not cue.takes("clause", "that"):
            return False
        if p.tag[token] == "VBG":
            return True
        joined = p.dep[token] == "conj" and p.tag[token] in FINITE
        return joined and not any(p.dep[k] in SUBJECTS for k in p.children[token])

    def keep(self, said: Said) -> None:
        """Remember a quotation, and the marked words that its content covers."""
        self.said.append(said)
        if said.cue:
            self.taken[said.at] = said
        for start, end in said.content:
            for number in self._over(start, end):
                if not self._within(said.at, number):
                    self.owner.setdefault(number, said)

    def settle(self, cue: int, segments: list[Span]) -> list[Span]:
        """Turn token spans into characters; marked words that a span cuts in two are taken whole."""
        p, content = self.p, []
        for first, last in segments:
            if first >= last:
                continue
            first = self._after_break(cue, first, last)
            start, end = p.start[first], p.end[last - 1]
            for number in self._over(start, end + 1):
                mark = self.marked[number]
                if mark.single:
                    continue
                if self._within(cue, number):
                    start, end = max(start, mark.start + 1), min(end, mark.end - 1)
                else:
                    start, end = min(start, mark.start), max(end, mark.end)
            if start < end:
                content.append((start, end))
        return content

    def outermost(self, number: int) -> int:
        """Return the number of the marked words that stand in no others, around these."""
        while number >= 0 and self.marked[number].inside >= 0:
            number = self.marked[number].inside
        return number

    def _within(self, token: int, number: int) -> bool:
        return token >= 0 and self.words[number][0] <= token < self.words[number][1]

    def _over(self, start: int, end: int) -> list[int]:
        """Return the numbers of the marked words that share a character with [start, end)."""
        number = bisect_left(self.marked, start, key=lambda mark: mark.start)
        number = self.outermost(number - 1) if number else 0
        found = []
        while number < len(self.marked) and self.marked[number].start < end:
            if self.marked[number].end > start:
                found.append(number)
            number += 1
        return found

    def _after_break(self, cue: int, first: int, last: int) -> int:
        """Return the start of marked words at the end of a span if a full stop or colon stands before them.

        Not where somebody in the span says them: `Keller said her lawyer had told her: "..."`.
        """
        number = self.outermost(self.mark.get(last - 1, -1))
        if number >= 0 and first < self.words[number][0] and self.p.word[self.words[number][0] - 1][-1] in ".?!:":
            begin, below = self.words[number][0], self.p.children
            inner = next((k for k in range(begin - 2, max(first, begin - 5), -1) if k in self.at), -1)
            theirs = any(first <= k and self.p.dep[k] in SUBJECTS for k in below[inner]) if inner > cue >= 0 else False
            return first if theirs else begin
        return first
