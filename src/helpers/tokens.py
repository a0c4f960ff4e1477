"""Cut an article into paragraphs, sentences and words with NLTK; every piece keeps its offsets.

The sentences made here are *the* sentences: the parser is given them as its sentence starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .knowledge import words as word_list

if TYPE_CHECKING:
    from nltk.tokenize import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer

BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
LINE = re.compile(r"\n+")
# Dashes that stand between words; a hyphen inside a word is left alone.
DASH = re.compile(r"--+|[–—―]|(?<=\w)-(?=\s|$)|(?<=\s)-(?=\w)")
CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: [start, end) in the text, the paragraph it stands in, and whether it is the headline."""

    start: int
    end: int
    paragraph: int
    headline: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each paragraph, without the white space around it.

    A paragraph is a block between blank lines; in a text without blank lines, a line.
    """
    text_n = text.replace("\r\n", " \n").replace("\r", "\n")
    breaks = BLANK_LINE if BLANK_LINE.search(text_n.strip()) else LINE
    spans, position = [], 0
    for start, end in [*(m.span() for m in breaks.finditer(text_n)), (len(text), len(text))]:
        block = text[position:start]
        if inner := block.strip():
            first = position + block.index(inner[0])
            spans.append((first, first + len(inner)))
        position = end
    return spans


def sentences(text: str, headline: bool | None = None) -> list[Sentence]:
    """Return the sentences of a text in order.

    headline: whether the first paragraph is a headline (one sentence, however many full stops it has);
    by default it is when it is one line, stands before another paragraph and does not end in a full stop.
    """
    found: list[Sentence] = []
    blocks = paragraphs(text)
    if headline is None:
        headline = _looks_like_headline(text, blocks)
    for number, (start, end) in enumerate(blocks):
        if headline and number == 0:
            found.append(Sentence(start, end, number, True))
            continue
        for first, last in _punkt().span_tokenize(text[start:end]):
            found.append(Sentence(start + first, start + last, number))
    return found


def _looks_like_headline(text: str, blocks: list[tuple[int, int]]) -> bool:
    if len(blocks) < 2:
        return False
    line = text[blocks[0][0] : blocks[0][1]]
    return "\n" not in line and len(line) < 250 and line.rstrip(CLOSERS)[-1:] not in {".", ";", ","}


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, is_word) for each token of text[start:end].

    NLTK's Treebank rules, which split `Won’t` into `Wo` and `n’t`; dashes between words stand alone.
    A token is a word when it holds a letter or a digit.
    """
    piece = text[start:end]
    for first, last in _treebank().span_tokenize(piece.replace("’", "'").replace("‘", "'")):
        position = first
        for dash in DASH.finditer(piece, first, last):
            if dash.start() > position:
                yield start + position, start + dash.start(), _is_word(piece[position : dash.start()])
            yield start + dash.start(), start + dash.end(), False
            position = dash.end()
        if position < last:
            yield start + position, start + last, _is_word(piece[position:last])


def _is_word(token: str) -> bool:
    return any(char.isalnum() for char in token)


@cache
def _treebank() -> NLTKWordTokenizer:
    from nltk.tokenize import NLTKWordTokenizer

    return NLTKWordTokenizer()


@cache
def _punkt() -> PunktSentenceTokenizer:
    """Punkt with our own abbreviations: its trained models would have to be downloaded."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = {word.lower().rstrip(".") for word in word_list("lexicons/abbreviations.csv")}
    return PunktSentenceTokenizer(parameters)
