"""Paragraphs, sentences and words of a text, by NLTK, and the pairs of its quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from .knowledge import rows
from .knowledge import words as word_list
from .phrases import first_words

if TYPE_CHECKING:
    from nltk.tokenize import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer


# --------------------------------------------------------------------------------------------------
# Cut an article into paragraphs, sentences and words with NLTK; every piece keeps its offsets.
#
# The sentences made here are *the* sentences: the parser is given them as its sentence starts.


BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
LINE = re.compile(r"\n+")
UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"  # letters of no width, which pages leave behind, …
AT_EDGE = re.compile(rf"(?<!\w)[{UNSEEN}]|[{UNSEEN}](?!\w)")  # … where they are in no word
# The end of a line that ends no sentence, and a word in small letters that goes on behind it.
BROKEN = re.compile(r"[^\s.!?…:;”\"’')][^\S\n]*(?P<break>\n)[^\S\n]*(?P<small>[a-z][a-z'’]*(?![\w-]))?")
# Dashes that stand between words; a hyphen inside a word is left alone.
DASH = re.compile(r"--+|[–—―]|(?<=\w)-(?=\s|$)|(?<=\s)-(?=\w)")
CHUNK = re.compile(r"\S+")
CLOSING = " \t\n\r\f\v])}>\"'»”’"  # what may follow the full stop of a sentence
BLOCK = 50_000  # characters that sentences are looked for in at a time
SURE = 8  # letters, and a point, from which a word is none of NLTK's contractions, such as `cannot`, and one token
LONG = 100  # characters: not worth remembering
PLAIN_END = re.compile(r"(\w+(?:'[sS])?)([.?!]?[”\"]?)\s*$")
PLAIN = re.compile(r"([^\W_]+(?:-[^\W_]+)*\.?)('[sS])?[,;:?!]?")
ANY_DASH = re.compile("[-–—―]")
GLUED = re.compile(r"(?<![\w./@’'-])[a-z’']{2,}[.?!][”\"’')]*(?=[“‘(]?[A-Z][a-z])")  # "said.Critics"
SHORTENED = re.compile(r"(?:\.\)|(?<!\w)[A-ZÀ-Þ][\w.&’'-]*\.)$")  # what a small letter goes on behind: "(D-Ohio.) said"
LONG_WORD = 30
POINT = re.compile(r"[^\S\n]{0,9}\n[^\S\n]*(?=(?P<mark>[*•●▪‣]|[-–—·]|\d{1,2}[.)])\s\s?\S)")  # a line of a list
# A heading right above a text: it ends in no point, and what follows begins with a capital or figure.
HEADING = re.compile(
    r"(?m)^[^\S\n]*(?P<line>\S(?:[^\n]*[^\s.,;:!?…”\"'’)–—-])?)[^\S\n]*\n[^\S\n]*(?=[“\"‘'(«]?[A-ZÀ-Þ0-9])"
)
# Who wrote the article, on a line of its own: "By Ann Lee and Bo Ek, Political Editor"
BYLINE = re.compile(
    r"(?:By|BY) [A-Z][\w.'’-]*(?:,? (?:and |& |of |the |for |in )*[A-Z][\w.'’-]*){1,9}[^\S\n]*(?=\n|\Z)"
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:{MONTH} \d\d?|\d\d? {MONTH})(?:,? \d{{4}})?"
PLACE = r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}"
# Where a report was written, before what it reports: "OSLO, May 2 (Wire) — ", "Tamsel, 4 June 2024 - "
DATELINE = re.compile(
    rf"(?:{PLACE}(?:, {PLACE})?(?:, {DAY}(?: ?\([^()\n]{{1,60}}\)|,? [A-Z]{{2,9}})?| \({DAY}\)) ?[-–—]{{1,2}}\s+)|"
    r"(?:[A-ZÀ-Þ]{3}|ST\. [A-ZÀ-Þ])[A-ZÀ-Þ.'’-]*(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,5}(?:, [A-Z][\w. ]{1,20}){0,2}"
    r"(?:, \d{4})?,? ?(?:\([^()\n]{1,60}\) ?)?(?:[-–—]{1,2}|_)(?:\s+|\Z)"  # an underscore is the dash of an old wire
)
POINTS = frozenset("*•●▪‣")
BESIDE = 120  # characters of a line that may stand on the page beside an article
AROUND = ' .:"“”*_-•>|'  # such a line
CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: [start, end) in the text, the paragraph it stands in, and whether it is the headline."""

    start: int
    end: int
    paragraph: int
    headline: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    A paragraph is a block between blank lines; in a text without blank lines, a line. Where lines are broken within
    sentences, as a third of those that end none tell by what they go on with, these are no paragraphs.

    Args:
        text: an article's, with line ends of any system.

    Returns:
        (start, end) of each in order, without the white space around it.

    Example:
        >>> paragraphs("Rain at last\\n\\nIt rained.")
        [(0, 12), (14, 24)]
    """
    text_n = (text := seen(text)).replace("\r\n", " \n").replace("\r", "\n")
    blank = BLANK_LINE.search(text_n.strip()) is not None
    breaks = [match.span() for match in (BLANK_LINE if blank else LINE).finditer(text_n)]
    broken = [] if blank else list(BROKEN.finditer(text_n))
    if 0 < len(broken) <= 3 * sum(match["small"] is not None for match in broken):
        within = {match.start("break") for match in broken}
        breaks = [span for span in breaks if span[0] not in within]
    spans, position = [], 0
    for start, end in [*breaks, (len(text), len(text))]:
        block = text[position:start]
        if inner := block.strip():
            first = position + block.index(inner[0])
            spans.append((first, first + len(inner)))
        position = end
    return spans


def seen(text: str) -> str:
    """Take letters that nobody sees for blanks, but for those within a word.

    Args:
        text: an article's.

    Returns:
        The text, as long as it was; most often the very same.

    Example:
        >>> seen("Ada \\u200bHolm left.\\ufeff")
        'Ada  Holm left. '
    """
    return AT_EDGE.sub(" ", text) if any(map(text.__contains__, UNSEEN)) else text


def numbered(text: str) -> list[str]:
    """Number the paragraphs of a text as everything here does: H for a headline, then 1, 2, 3.

    Args:
        text: an article's.

    Returns:
        A label for each paragraph, in their order.

    Example:
        >>> numbered("Rain at last\\n\\nIt rained.\\n\\nIt stopped.")
        ['H', '1', '2']
    """
    blocks = paragraphs(text)
    apart = int(begins_with_headline(text, blocks))
    return ["H"] * apart + [str(number) for number in range(1, len(blocks) + 1 - apart)]


def sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences.

    Args:
        text: an article's.

    Returns:
        The sentences in order; each lies in one paragraph. A headline (`begins_with_headline`) is one, however many
        full stops it has.

    Method:
        Punkt (Kiss and Strunk 2006) as NLTK has it; cut again after abbreviations and where a space is missing.

    Example:
        >>> text = "It rained. Mr. Holm left."
        >>> [text[one.start : one.end] for one in sentences(text)]
        ['It rained.', 'Mr. Holm left.']
    """
    found: list[Sentence] = []
    blocks = paragraphs(text := seen(text))
    spaced = text.replace("\xa0", " ")  # NLTK looks for the blank before a word, of plain ones alone
    headline = begins_with_headline(text, blocks)
    for number, (start, end) in enumerate(blocks):
        if headline and number == 0:
            found.append(Sentence(start, end, number, True))
            continue
        whole = _whole(text, _cut(spaced, start, end))
        found += [Sentence(first, last, number) for span in whole for first, last in _parted(text, *span)]
    return found


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span again where a sentence ends on an abbreviation, goes over into the next, or is a point of a list."""
    breaks = [match.span("gap") for match in _abbreviated().finditer(text, start, end) if _begins(match)]
    breaks += [(match.end(), match.end()) for match in GLUED.finditer(text, start, end)]
    lines = text[start:end].split("\n")
    above = HEADING.finditer(text, start, end) if len(lines) > 1 else ()  # not so in lines that a file wraps
    breaks += [(m.end("line"), m.end()) for m in above if 3 * len(m["line"]) <= 2 * max(map(len, lines))]
    points = list(POINT.finditer(text, start, end))
    if len(points) > 1 or any(match["mark"] in POINTS for match in points):
        breaks += [match.span() for match in points]
    if (line := BYLINE.match(text, start, end)) and line.end() < end:
        breaks.append((line.end(), line.end() + 1))
    for first, last in sorted(breaks):
        if start < first and last < end:
            yield start, first
            start = last
    yield start, end


def _begins(match: re.Match[str]) -> bool:
    """Say whether the capital after an abbreviation begins a sentence."""
    following = match["next"].lower()
    posted = match["word"] == "X" and match.string.endswith((" on ", " to ", " via "), 0, match.start("word"))
    if posted or following in word_list("lexicons/sentence_starts.csv"):
        return True  # "sorrow on X. Deutsche Bahn said"
    kind = _abbreviations().get(match["word"].lower(), "function")
    if kind == "number":
        return True
    if kind == "function" or not match["small"] or following in word_list("lexicons/time_words.csv") | _zones():
        return False
    return kind == "clock" or bool(match["comma"])


@cache
def _zones() -> frozenset[str]:
    """Return what goes on behind a time of day: 'at 9 p.m. EDT', '9 a.m. Pacific', 'p.m. March 3'."""
    table = rows("lexicons/timex_words.csv", ("class", "word"))
    return frozenset(row["word"] for row in table if row["class"] in ("tz", "zone", "month", "weekday"))


@cache
def _abbreviations() -> dict[str, str]:
    return {row["word"].lower(): row["ends"] for row in rows("lexicons/abbreviations.csv", ("word", "ends"))}


@cache
def _abbreviated() -> re.Pattern[str]:
    """An abbreviation that may end a sentence, the space after it, and the word with a capital that follows."""
    forms = "|".join(re.escape(form) for form, ends in sorted(_abbreviations().items()) if ends)
    mark, opening = "[”\"’')]*", "[“\"‘'(]*"
    following = rf"(?={opening}(?P<next>[A-Z][\w’']*)(?P<small> [a-z])?)"
    return re.compile(
        rf"(?P<comma>, )?(?<![\w.])(?P<word>(?i:{forms})|[A-Z]\.[A-Z]|(?<=[a-z] )[A-Z])\.{mark}(?P<gap>\s+){following}"
    )


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


def _whole(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what a full stop cut that ends no sentence: "the F.B.I. said", "Holm & Cos. said", "(D-Mo.), who said"."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        end = found[-1][1] if found else 0
        shortened = text[first].islower() and SHORTENED.search(text[max(0, end - LONG_WORD) : end])
        if found and (shortened or text[first] == ")"):  # "Keller (D-Mo.), who"
            first = found.pop()[0]
        found.append((first, last))
    return found


def begins_with_headline(text: str, blocks: list[tuple[int, int]]) -> bool:
    """Tell whether a text's first paragraph looks like a headline.

    Args:
        text: an article's.
        blocks: its paragraphs, as `paragraphs` gives them.

    Returns:
        True where it is one line below 250 characters, before another paragraph, that does not end in a full stop, a
        semicolon or a comma, and is no caption with whose picture it is.
    """
    if len(blocks) < 2:
        return False
    line = text[blocks[0][0] : blocks[0][1]]
    _, stop, last = line.rpartition(". ")
    caption = bool(stop) and furniture(last)  # "Ann Lee at sea. Photo: Bo Ek/AP"
    return "\n" not in line and len(line) < 250 and line.rstrip(CLOSERS)[-1:] not in {".", ";", ","} and not caption


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, bool]]:
    """Cut a part of a text into tokens.

    NLTK's Treebank rules, which split `Won’t` into `Wo` and `n’t`; dashes between words stand alone.

    Args:
        text: an article's.
        start: where the part begins.
        end: where it ends, exclusive; None for the end of the text.

    Yields:
        (start, end, is_word) of each token, offsets into the whole text. A token is a word when it holds a letter or a
        digit.

    Example:
        >>> [(first, last) for first, last, is_word in words("It won’t rain.") if is_word]
        [(0, 2), (3, 5), (5, 8), (9, 13)]
    """
    piece = seen(text[start:end])
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


def count_words(*texts: str) -> int:
    """Count the words of texts as `words` does, in a tenth of its time or less: what is the same is looked at once.

    Args:
        texts: such as what quotes say, each by itself.

    Returns:
        How many of their tokens are words.

    Example:
        >>> count_words("We can’t wait -- not now.")
        6
    """
    n, chunks = 0, Counter[str]()
    for text in texts:
        body = text.rstrip(CLOSING)
        if body[-1:].isspace():  # a control character
            n += sum(is_word for _, _, is_word in words(text))
            continue
        end = len(body) - len(body.rsplit(None, 1)[-1]) if body else 0  # where the last word begins, as in `_spans`
        chunks.update(text[:end].split())
        n += _counted(text[end:])
    return n + sum(often * _counted(chunk, " x") for chunk, often in chunks.items())


@lru_cache(maxsize=100_000)
def _counted(chunk: str, behind: str = "") -> int:
    """Count the words of what stands between blanks; behind: a word, where some follows."""
    if plain := _plain(chunk):
        return 1 + bool(plain[2])
    return sum(is_word for _, _, is_word in words(chunk + behind)) - bool(behind)


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
    for first, last in (_ending if len(sentence) - end < LONG else _ending.__wrapped__)(sentence[end:]):
        yield end + first, end + last


@lru_cache(maxsize=10_000)
def _ending(tail: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the tokens at the end of a sentence."""
    if plain := PLAIN_END.match(tail):
        return (*_within(plain[1]), *((mark, mark + 1) for mark in range(plain.end(1), plain.end(2))))
    return tuple(_treebank().span_tokenize(tail))


@lru_cache(maxsize=100_000)
def _within(chunk: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the tokens in a word that another follows.

    Of letters, digits and hyphens NLTK's rules part nothing but its contractions (`cannot`), ’s, and then one mark; to
    ask all its rules takes forty times as long.
    """
    if (plain := _plain(chunk)) is None:
        return tuple(_treebank().span_tokenize(chunk + " x"))[:-1]
    return tuple(pairwise(sorted({0, plain.end(1), max(plain.span(2)), len(chunk)} - {-1})))


def _plain(chunk: str) -> re.Match[str] | None:
    plain = PLAIN.fullmatch(chunk)
    short = plain and (len(plain[1]) < SURE or "-" in chunk)
    return None if plain and short and any(rule.search(plain[1] + " ") for rule in _treebank().CONTRACTIONS2) else plain


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
    initials = {f"{one}.{two}" for one in ascii_lowercase for two in ascii_lowercase}  # "J.K. Rowling"
    parameters.abbrev_types = initials | {word.lower().rstrip(".") for word in word_list("lexicons/abbreviations.csv")}
    return PunktSentenceTokenizer(parameters)


# --------------------------------------------------------------------------------------------------
# Pair quotation marks: curly, straight, ''doubled'' and single ones, also where one is missing.
#
# A quotation that runs over several paragraphs has an opening mark on each and one closing mark; a mark
# that nobody closed ends with its paragraph.


MARK = re.compile(r"[\"“”„‟«»]|''|``|‘‘|’’")
TAG = re.compile(r"<[/\w][^<>\n]*>")
# Single marks: an apostrophe inside a word neither opens nor closes.
_INSIDE = r"[^‘\n\"“”'’]|(?<=\w)['’](?=\w)|(?<=s)['’](?= \w+[^\n‘\"“]{0,300}[,.!?]['’])"  # don't, the workers' day
SINGLE = re.compile(r"(?<![\w’'])[‘'](?!\d\ds|(?:em|n|tis|twas|til)\b)(?=[^\s'‘’“”\"])(?:" + _INSIDE + r")*['’](?!\w)")
ENCLOSING = re.compile(r"(?<!\w)‘(?=[^\s’])(?:[^‘’\n]|(?<=\w)’(?=\w))*’(?!\w)")  # that may hold double ones
LEFT_OPEN = re.compile(r"(?m)^‘(?=\w)")  # of a quotation that goes on in the next paragraph
OPENING = frozenset(("“", "„", "‟", "«", "``", "‘‘"))
CLOSES = frozenset(("”", "»", "’’"))
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


def find(text: str) -> list[Marked]:
    """Find all words in quotation marks.

    Args:
        text: an article's. Straight marks open after a space and close after a word; where that says nothing they take
            turns.

    Returns:
        The pairs in order of their start; an outer pair comes before the pairs inside it.

    Example:
        >>> text = 'Holm said: "It rains."'
        >>> [text[one.start : one.end] for one in find(text)]
        ['"It rains."']
    """
    spans: list[tuple[int, int, bool, bool]] = []
    marks = list(MARK.finditer(text := seen(text)))
    if ("‘" in text or "'" in text) and (doubled := _doubled(text, marks)):
        text, marks = doubled, list(MARK.finditer(doubled))
    if marks and "<" in text:  # marks inside of tags that a text brought along quote nobody
        tags = {at for tag in TAG.finditer(text) for at in range(*tag.span())}
        marks = [mark for mark in marks if mark.start() not in tags]
    position, going = 0, ""
    blocks = paragraphs(text) if marks else []
    for (start, end), (begins, _) in pairwise([*blocks, (len(text), 0)]):
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


def _doubled(text: str, marks: list[re.Match[str]]) -> str:
    """Return a text that quotes in single marks, as many British papers do, with double ones; "" for any other.

    Headlines have single marks everywhere: the first line counts only where it ends as a sentence does.
    """
    first, _, rest = text.partition("\n")
    head = len(first) if rest.strip() and first.rstrip("’' ")[-1:] not in {".", "!", "?"} else 0
    single = [match.span() for match in (ENCLOSING if marks else SINGLE).finditer(text, head)]
    starts = [start for start, _ in single]
    around = (bisect_right(starts, mark.start()) - 1 for mark in marks)
    if not single or not all(at >= 0 and mark.start() < single[at][1] for at, mark in zip(around, marks, strict=True)):
        return ""
    letters = list(text[:head] + LEFT_OPEN.sub("“", text[head:].translate(str.maketrans("“”", "«»"))))
    for start, end in single:
        letters[start], letters[end - 1] = "“”"
    return "".join(letters)


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
        line = text.find("\n", stack[-1][0], at) if stack and mark not in kinds else -1
        if line > 0:  # its mark was left out, and this one closes what another line left out
            first, _, continues = stack.pop()
            spans.append((first, line, continues, False))
            continue
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
    if mark in CLOSES:
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
    """Find the innermost marked words that cover a character.

    Args:
        found: the pairs of a text, as `find` gives them.
        position: offset of the character.

    Returns:
        Their number in `found`; -1 where none cover it.
    """
    number = bisect_right(found, position, key=lambda marked: marked.start) - 1
    while number >= 0 and found[number].end <= position:
        number = found[number].inside
    return number


def furniture(line: str) -> bool:
    """Say whether a line of an article is none of it but stands on the page beside it: "Share", "Follow X on Twitter".

    Args:
        line: the line, or a sentence that may be one.

    Returns:
        Whether a row of `lexicons/furniture_lines.csv` describes it.

    >>> furniture("Follow Ann Lee on Twitter @annlee."), furniture("Ann Lee follows her on Twitter.")
    (True, False)
    """
    bare = line.strip(AROUND)
    if len(bare) - bare.count(" ") > BESIDE and bare.isprintable():  # a paragraph, without white space but blanks
        return False
    plain = " ".join(bare.split()).strip(AROUND).lower()
    return 0 < len(plain) <= BESIDE and _furniture().fullmatch(plain) is not None


def byline(line: str) -> bool:
    """Say whether a line says who wrote the article: those are not in the news.

    Args:
        line: the line, or a sentence that may be one.

    Returns:
        True where all of it is a byline.

    Example:
        >>> byline("By Ann Lee and Bo Ek, Political Editor"), byline("By Monday the water had gone")
        (True, False)
    """
    return BYLINE.fullmatch(line.strip()) is not None


def heading(row: Mapping[Any, Any], most: int = 140) -> str:
    """Name an article: by its title, or its first line of its own (a dateline alone is none), or its id.

    Args:
        row: of the table of articles.
        most: characters, at which the name is cut.

    Returns:
        The name.
    """
    lines = (line for line in map(str.strip, row["text"].split("\n")) if any(map(str.isalpha, line)))
    own = (line for line in lines if not (furniture(line) or byline(line) or ANY_DASH.match(line[-1])))
    return first_words(row["title"] or next(own, "") or row["article_id"], most)


@cache
def _furniture() -> re.Pattern[str]:
    lines = word_list("lexicons/furniture_lines.csv", "text")
    return re.compile("|".join(re.escape(line).replace(r"\*", ".*") for line in sorted(lines)))
