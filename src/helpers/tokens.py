"""Cut an article into paragraphs, sentences and words with NLTK; every piece keeps its offsets.

The sentences made here are *the* sentences: the parser is given them as its sentence starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .knowledge import rows
from .knowledge import words as word_list

if TYPE_CHECKING:
    from nltk.tokenize import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer

BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
LINE = re.compile(r"\n+")
# Dashes that stand between words; a hyphen inside a word is left alone.
DASH = re.compile(r"--+|[–—―]|(?<=\w)-(?=\s|$)|(?<=\s)-(?=\w)")
CHUNK = re.compile(r"\S+")
CLOSING = " \t\n\r\f\v])}>\"'»”’"  # what may follow the full stop of a sentence
BLOCK = 50_000  # characters that sentences are looked for in at a time
LONG = 100  # characters: not worth remembering
PLAIN_END = re.compile(r"(\w+)([.?!]?[”\"]?)\s*$")
ANY_DASH = re.compile("[-–—―]")
GLUED = re.compile(r"(?<![\w./@’'-])[a-z’']{2,}[.?!][”\"’')]*(?=[“‘(]?[A-Z][a-z])")  # "said.Critics"
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
        whole = _cut(text, start, end)
        found += [Sentence(first, last, number) for span in whole for first, last in _parted(text, *span)]
    return found


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span again where a sentence ends on an abbreviation, or goes over into the next without a space."""
    breaks = [match.span("gap") for match in _abbreviated().finditer(text, start, end) if _begins(match)]
    breaks += [(match.end(), match.end()) for match in GLUED.finditer(text, start, end)]
    for first, last in sorted(breaks):
        if start < first and last < end:
            yield start, first
            start = last
    yield start, end


def _begins(match: re.Match[str]) -> bool:
    """Say whether the capital after an abbreviation begins a sentence."""
    following = match["next"].lower()
    if following in word_list("lexicons/sentence_starts.csv"):
        return True
    kind = _abbreviations()[match["word"].lower()]
    if kind == "function" or not match["small"] or following in word_list("lexicons/time_words.csv"):
        return False
    return kind == "clock" or bool(match["comma"])


@cache
def _abbreviations() -> dict[str, str]:
    return {row["word"].lower(): row["ends"] for row in rows("lexicons/abbreviations.csv", ("word", "ends"))}


@cache
def _abbreviated() -> re.Pattern[str]:
    """An abbreviation that may end a sentence, the space after it, and the word with a capital that follows."""
    forms = "|".join(re.escape(form) for form, ends in sorted(_abbreviations().items()) if ends)
    mark, opening = "[”\"’')]*", "[“\"‘'(]*"
    following = rf"(?={opening}(?P<next>[A-Z][\w’']*)(?P<small> [a-z])?)"
    return re.compile(rf"(?P<comma>, )?(?<![\w.])(?i:(?P<word>{forms}))\.{mark}(?P<gap>\s+){following}")


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a paragraph's sentences, a block of it at a time.

    NLTK gives up on a text that takes it five seconds, as one of some megabytes without a line break does. The last
    sentence of a block may go on beyond it, and so begins the next one; a sentence longer than a block widens it.
    """
    size = BLOCK
    while start < end:
        stop = min(start + size, end)
        spans = [(start + first, start + last) for first, last in _punkt().span_tokenize(text[start:stop])]
        if stop == end:
            yield from spans
            return
        if len(spans) > 1:
            yield from spans[:-1]
            start, size = spans[-1][0], BLOCK
        else:
            size *= 2


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
    dashes = ANY_DASH.search(piece) is not None
    for first, last in _spans(piece.replace("’", "'").replace("‘", "'")):
        if not dashes or not ANY_DASH.search(piece, first, last):
            yield start + first, start + last, _is_word(piece[first:last])
            continue
        position = first
        for dash in DASH.finditer(piece, first, last):
            if dash.start() > position:
                yield start + position, start + dash.start(), _is_word(piece[position : dash.start()])
            yield start + dash.start(), start + dash.end(), False
            position = dash.end()
        if position < last:
            yield start + position, start + last, _is_word(piece[position:last])


def _spans(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of NLTK's tokens, asking it once for each different word between blanks.

    Its rules look no further than the blanks around a word, but for the full stop at the end of a sentence.
    A call costs NLTK as much for one word as for fifty.
    """
    body = sentence.rstrip(CLOSING)
    end = len(body) - len(body.rsplit(None, 1)[-1]) if body.strip() else 0
    for chunk in CHUNK.finditer(sentence, 0, end):
        start, word = chunk.span()[0], chunk.group()
        for first, last in _within(word) if len(word) < LONG else _within.__wrapped__(word):
            yield start + first, start + last
    plain = PLAIN_END.match(sentence, end)
    if plain is None:
        for first, last in (_ending if len(sentence) - end < LONG else _ending.__wrapped__)(sentence[end:]):
            yield end + first, end + last
        return
    for first, last in _within(plain.group(1)):
        yield end + first, end + last
    for mark in range(plain.end(1), plain.end(2)):
        yield mark, mark + 1


@lru_cache(maxsize=10_000)
def _ending(tail: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the tokens at the end of a sentence."""
    return tuple(_treebank().span_tokenize(tail))


@lru_cache(maxsize=100_000)
def _within(chunk: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the tokens in a word that another follows."""
    return tuple(_treebank().span_tokenize(chunk + " x"))[:-1]


def _is_word(token: str) -> bool:
    return token[:1].isalnum() or any(map(str.isalnum, token))


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
