"""Pair quotation marks: curly, straight, ''doubled'' and single ones, also where one is missing.

A quotation that runs over several paragraphs has an opening mark on each and one closing mark; a mark
that nobody closed ends with its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

MARK = re.compile(r"[\"“”„‟«»]|''|``|‘‘|’’")
TAG = re.compile(r"<[/\w][^<>\n]*>")
# Single marks: an apostrophe inside a word neither opens nor closes.
_INSIDE = r"[^‘\n\"“”'’]|(?<=\w)['’](?=\w)|(?<=s)['’](?= \w+[^\n‘\"“]{0,300}[,.!?]['’])"  # don't, the workers' day
SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[^\s'‘’“”\"])(?:" + _INSIDE + r")*['’](?!\w)")
OPENING = frozenset(("“", "„", "‟", "«", "``", "‘‘"))
CLOSING = frozenset(("”", "»", "’’"))
PARTNER = {"“": "”", "„": "”", "‟": "”", "«": "»", "``": "''", "‘‘": "’’", '"': '"', "''": "''"}


@dataclass(frozen=True, slots=True)
class Marked:
    """Words in marks: [start, end) with the marks; `inside` is the number of the marked words around it, or -1.

    `continues`: the same quotation as the marked words before it (a new paragraph of it).
    """

    start: int
    end: int
    inside: int = -1
    continues: bool = False
    single: bool = False


def find(text: str, paragraphs: list[tuple[int, int]]) -> list[Marked]:
    """Return all words in marks, in order of their start; an outer pair comes before the pairs inside it.

    paragraphs: (start, end) of each paragraph, in order. Straight marks open after a space and close after
    a word; where that says nothing they take turns.
    """
    spans: list[tuple[int, int, bool, bool]] = []
    marks = list(MARK.finditer(text))
    if marks and "<" in text:  # marks inside of tags that a text brought along quote nobody
        tags = {at for tag in TAG.finditer(text) for at in range(*tag.span())}
        marks = [mark for mark in marks if mark.start() not in tags]
    position, going = 0, ""
    starts = [start for start, _ in paragraphs[1:]] + [len(text)]
    for (start, end), begins in zip(paragraphs, starts, strict=True) if marks else ():
        inside = []
        while position < len(marks) and marks[position].start() < end:
            if marks[position].start() >= start:
                inside.append(marks[position])
            position += 1
        following = marks[position].group() if position < len(marks) and marks[position].start() == begins else ""
        going = _paragraph(text, start, end, inside, following, going, spans) if inside else ""
    if "'" in text or "‘" in text:
        spans += [(*match.span(), False, True) for match in SINGLE.finditer(text)]
    return _nested(sorted(spans, key=lambda span: (span[0], -span[1])))


def _paragraph(
    text: str,
    start: int,
    end: int,
    marks: list[re.Match[str]],
    following: str,
    going: str,
    spans: list[tuple[int, int, bool, bool]],
) -> str:
    """Pair the marks of one paragraph; returns the mark of a quotation that goes on in the next one."""
    stack: list[tuple[int, str, bool]] = []  # where a mark opened, which, does it continue the last paragraph's
    for match in marks:
        mark, at = match.group(), match.start()
        if _opens(text, match, stack[-1][1] if stack else ""):
            while stack and (stack[-1][1] == mark or text.find("\n", stack[-1][0], at) >= 0):
                stack.pop()  # it was never closed: a line has ended, or the same mark opens anew
            stack.append((at, mark, bool(going) and at == start and mark == going))
            continue
        kinds = [PARTNER.get(kind, kind) for _, kind, _ in stack]
        if mark in kinds:
            del stack[len(kinds) - kinds[::-1].index(mark) :]
        if stack:
            first, _, continues = stack.pop()
            spans.append((first, match.end(), continues, False))
    if not stack:
        return ""
    first, mark, continues = stack[0]
    goes_on = following == mark
    if goes_on or first == start or text[:first].rstrip()[-1:] in {":", ","}:
        spans.append((first, end, continues, False))
    return mark if goes_on else ""


def _opens(text: str, match: re.Match[str], around: str) -> bool:
    """Say whether a mark opens a quotation. around: the innermost mark that is open, or ''."""
    mark, before, after = match.group(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    free = not before or before.isspace() or before in "([{—–-/‘'"
    stuck = bool(after) and not after.isspace() and after not in ".,;:!?)]}"
    if mark in OPENING:
        return not (around and not free and not stuck)
    if mark in CLOSING:
        return not around and free and stuck
    if free != stuck:
        return not around
    return free and not (around == mark and not stuck)


def _nested(spans: list[tuple[int, int, bool, bool]]) -> list[Marked]:
    """Say for each span which one it lies in; spans that cross another are dropped."""
    found: list[Marked] = []
    around: list[int] = []
    for start, end, continues, single in spans:
        while around and found[around[-1]].end <= start:
            around.pop()
        if around and end > found[around[-1]].end:
            continue
        found.append(Marked(start, end, around[-1] if around else -1, continues, single))
        around.append(len(found) - 1)
    return found


def at(found: list[Marked], position: int) -> int:
    """Return the number of the innermost marked words that cover a character, or -1."""
    number = bisect_right([marked.start for marked in found], position) - 1
    while number >= 0 and found[number].end <= position:
        number = found[number].inside if found[number].inside >= 0 else number - 1
    return number
