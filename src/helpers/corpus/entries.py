"""Records on their way in: bytes to text, days, language, furniture."""

from __future__ import annotations

import codecs
import datetime
import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import PurePosixPath
from string import ascii_lowercase, ascii_uppercase
from typing import Any, BinaryIO, cast

from ..knowledge import lookup, rows, words
from ..tables import Article, Problem
from ..tokens import DATELINE, MONTH, furniture

# --------------------------------------------------------------------------------------------------
# Understand the dates that people and programs write, a column at a time.
#
# Which of 3/4/2021 is the day no row can tell; the rows of a column together can: one `25/4/2021` among them, and
# no `4/25/2021`. Where none or both stand there, such rows have no date, and that is said.


NUMBERS = re.compile(r"(?:[^\W\d]+,?\s+)?(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
YEAR_FIRST = re.compile(r"(\d{4})\s?[/.年-]\s?(\d{1,2})\s?[/.月-]\s?(\d{1,2})(?!\d)")
RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{2,6}Z?)?$")
SECONDS = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?$")  # since 1970, or thousandths of them
IN_WORDS = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?{MONTH}[\s,-]*(?:\d{{4}}|\d\d(?!\d|:))"
    rf"|{MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s*\d{{4}}",
    re.IGNORECASE,
)
SERIAL = re.compile(r"([2-6]\d{4})(?:\.\d+)?$")  # days since the end of 1899, as spreadsheets count them
ZERO = datetime.date(1899, 12, 30)
ORDERS = {"day-first": True, "month-first": False}
EARLIEST, LATEST = 1600, 2200  # outside of these a date stands for 'none': 0001-01-01, 9999-12-31


@dataclass(frozen=True)
class Order:
    """Whether the day comes first in a column of dates; None where its rows don't tell. said: how it is known.

    serial: its dates are numbers of days, as a spreadsheet keeps them.
    """

    day_first: bool | None = None
    said: str = ""
    serial: bool = False


UNKNOWN = Order()


def settle(values: Iterable[Any]) -> Order:
    """Tell from all values of a column which number is the day.

    Args:
        values: the dates as they stand there; what does not begin with two numbers tells nothing.

    Returns:
        The order, and how it is known.

    Example:
        >>> settle(["02/04/2021", "13/04/2021"])
        Order(day_first=True, said="day first: 1 row can't be read otherwise", serial=False)
    """
    day = month = open_ = dots = other = 0
    serial = ""
    for value in values:
        said = "" if value is None or value != value else str(value).strip()  # what differs from itself is no number
        found = NUMBERS.match(said)
        if not found:
            serial, other = (said, other) if SERIAL.match(said) else (serial, other + bool(said))
            continue
        first, mark, second = int(found[1]), found[2], int(found[3])
        day += first > 12 >= second
        month += second > 12 >= first
        open_ += first <= 12 and second <= 12 and first != second
        dots += mark == "."
    rows = f"{day + month} row{'s' * (day + month != 1)}"
    if not open_ and not day and not month:
        if not serial or other:  # one such number among dates may be anything
            return Order()
        shown = f"{serial} is {iso(serial, Order(serial=True))}"
        return Order(None, f"numbers of days, as spreadsheets count them: {shown}", serial=True)
    if day and month:
        return Order(None, f"dates mixed: {day} have the day first, {month} the month; {open_} can't be told")
    if day or month:
        return Order(bool(day), f"{'day' if day else 'month'} first: {rows} can't be read otherwise")
    if dots:  # with full stops between, the day comes first in every country that writes so
        return Order(True, "day first: written with full stops")
    return Order(None, f"no row tells the day from the month in {open_} dates; say --columns published=NAME:day-first")


def iso(value: Any, order: Order = UNKNOWN) -> str:
    """Write a date in any common form as an ISO date.

    Times and zones are left out: the day is the one that is written.

    Args:
        value: text, a date or None.
        order: what is known of the numbers in its column.

    Returns:
        The date; '' for nothing.

    Raises:
        ValueError: the value is no day of publication, or could be two; the message says the reason.

    Example:
        >>> iso("March 25, 2021"), iso("02/04/2021", Order(day_first=True))
        ('2021-03-25', '2021-04-02')
    """
    if isinstance(value, datetime.date):  # a datetime is one, too
        value = value.isoformat()
    value = "" if value is None else str(value).strip()
    if not value:
        return ""
    day = _day(value, order)
    if day is None:
        raise ValueError(f"{value[:60]!r} is no date that can be understood; the safest is 2021-03-25")
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(f"{value[:60]!r} is no day of publication")
    return day.isoformat()


def _day(value: str, order: Order) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value[:10])
    except ValueError:
        pass
    try:
        if found := YEAR_FIRST.match(value) or RUN_TOGETHER.match(value):
            return datetime.date(*map(int, found.groups()))
    except ValueError:
        pass
    if order.serial and (found := SERIAL.match(value)):
        return ZERO + datetime.timedelta(int(found[1]))
    if found := SECONDS.match(value):
        return datetime.datetime.fromtimestamp(int(found[1]), datetime.UTC).date()
    if found := NUMBERS.match(value):
        return _from_numbers(value, int(found[1]), int(found[3]), found[4], order)
    return _from_words(value) if len(value) < 200 else None


def _from_numbers(value: str, first: int, second: int, year: str, order: Order) -> datetime.date | None:
    whole = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 69 else 1900)  # as POSIX has it
    day_first = order.day_first if first <= 12 and second <= 12 else first > 12
    if day_first is None and first != second:
        raise ValueError(f"{value[:60]!r} has the day first, or the month? (--columns published=NAME:day-first)")
    try:
        return datetime.date(whole, second, first) if day_first else datetime.date(whole, first, second)
    except ValueError:
        return None


def _from_words(value: str) -> datetime.date | None:
    """Return the day that is written with the name of its month."""
    for part in (value, *IN_WORDS.findall(value)[:1]):
        days = set()
        for default in (datetime.datetime(2001, 1, 1), datetime.datetime(2002, 2, 2)):
            try:
                days.add(_parser().parse(part, default=default, ignoretz=True).date())
            except (ValueError, OverflowError):
                break
        if len(days) == 1:  # whatever is missing would have come from the default
            return days.pop()
    return None


@cache
def _parser() -> Any:
    from dateutil import parser

    class Info(parser.parserinfo):
        """English, with two figures of a year read alike for ever: dateutil's own reading moves with the calendar."""

        def convertyear(self, year: int, century_specified: bool = False) -> int:
            """Return the year that two figures stand for."""
            return year if century_specified or year >= 100 else year + (2000 if year < 69 else 1900)

    return parser.parser(Info())


WRITTEN = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?),?\s+\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"(?:(?:published|posted|date)\b:?\s*(?:on\s+)?)?(?:\w+day,?\s+)?@(?:,?\s+(?:at\s+)?\d\d?[:.]\d\d.{0,12})?"
)


def of_text(top: Iterable[str]) -> str:
    """Find the day that a text itself gives as its own: in a line of nothing else, or in its dateline.

    Args:
        top: its first lines.

    Returns:
        The ISO date; '' where there is none, or where two differ.

    Example:
        >>> of_text(["Bridge closed", "OSLO, May 6, 2024 (Wire) - It rained."])
        '2024-05-06'
    """
    days = set()
    for line in top:
        head = line if len(line) < 80 else ""
        if head and not ALONE.fullmatch(WRITTEN.sub("@", head.lower(), count=1)):
            head = ""
        if not head and (dateline := DATELINE.match(line)):
            head = dateline[0]
        with suppress(ValueError):
            days |= {iso(found[0]) for found in WRITTEN.finditer(head)}
    return days.pop() if len(days) == 1 else ""


# --------------------------------------------------------------------------------------------------
# Turn bytes into text: UTF-8, UTF-16 or UTF-32 with a mark, or Windows-1252 where the bytes are not UTF-8.
#
# A byte-order mark is removed; nothing else happens to the text.


UTF_32, UTF_16 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WIDE = UTF_32 + UTF_16  # the marks of texts in which NUL bytes are usual
BEYOND, FEW = bytes(range(0x80, 0x100)), 8  # bytes beyond ASCII, and how many a short text may have in any case
OTHERS = {  # by their marks, which would be letters elsewhere: of Excel for Mac ’ “ – — (Õ Ò Ð Ñ), of Windows in Asia
    "mac-roman": re.compile(rb"[a-z]\xd5[a-z]|[\s(]\xd2[A-Za-z]|\s[\xd0\xd1]\s"),
    "gb18030": re.compile(rb"\xa1[\xaa\xad-\xb1]"), "big5": re.compile(rb"\xa1[\xa6-\xa8]"),
    "cp932": re.compile(rb"(?:\A|[\s(])\x81[\x41-\x7a]"),
}  # fmt: skip
NULS = "not text: there are NUL bytes in it; open it in an editor and save it as UTF-8"
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str:
    """Decode a whole file, a byte-order mark removed.

    Args:
        data: its bytes.

    Returns:
        Its text.

    Raises:
        ValueError: the bytes are no text.

    Example:
        >>> decode(b"It\\x92s raining")
        'It’s raining'
    """
    wide = data.startswith(WIDE)
    if b"\x00" in data and not wide:
        raise ValueError(NULS)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")  # with whatever control characters
    text = data.decode(encoding(data, 0), "strict" if wide else "windows-1252")
    if text.count("\x00") > len(text) / 200:
        raise ValueError("not text: there are NUL characters in it")
    return text


def encoding(start: bytes, few: int = 3) -> str:
    """Tell the encoding of a file from its beginning.

    Args:
        start: its first bytes.
        few: strange ones that are let pass, however short it is: of a table they cost their row.

    Returns:
        The name that Python has for it, to be read with errors="windows-1252" (`helpers.knowledge`).

    Raises:
        ValueError: it is no text.
    """
    if start.startswith(UTF_32):
        return "utf-32"
    if start.startswith(UTF_16):
        return "utf-16"
    if start.count(b"\x00") > max(few, len(start) / 10):
        raise ValueError(NULS)
    beyond = len(start) - len(start.translate(None, BEYOND))
    other = len(start) - len(start.decode("utf-8", "ignore").encode()) if beyond > max(FEW, len(start) / 4) else 0
    script = other > beyond / 8  # in Windows-1252 accents and marks are few; here they would be the words
    if script or len(CONTROL.findall(start.decode("latin-1"))) > max(few, len(start) / 200):
        raise ValueError("not text: neither UTF-8 nor Windows-1252; open it in an editor and save it as UTF-8")
    return next((name for name, marks in OTHERS.items() if marks.search(start)), "utf-8-sig")


# --------------------------------------------------------------------------------------------------
# Tell whether an article is in English: what is not would only make the tables wrong.


WORD = re.compile(r"[^\W\d_]+")
OTHER = re.compile(r"[^\W\d_\x00-\u024f]")  # letters of scripts in which nobody writes English
SAMPLE = 600  # characters from the beginning, and as many from the middle
TOO_FEW = 10  # words: too few to judge
SURE = 0.9


def foreign(text: str) -> str:
    """Tell when a text is surely not English.

    Function words that no other language shares settle nearly all articles; py3langid (its model is part of
    the package) is asked about the rest. A text of fewer than ten words is not judged.

    Args:
        text: an article's; of a long one the beginning and the middle are read.

    Returns:
        The language (ISO 639-1); '' for English, and where it is not sure.
    """
    middle = len(text) // 2
    sample = text if len(text) <= 2 * SAMPLE else f"{text[:SAMPLE]} {text[middle : middle + SAMPLE]}"
    found = [word.lower() for word in WORD.findall(sample)]
    english = words("lexicons/only_english.csv")
    script = not sample.isascii() and len(OTHER.findall(sample)) > max(TOO_FEW, len(sample) / 3)
    if (not script and len(found) < TOO_FEW) or sum(map(english.__contains__, found)) > len(found) / 10:
        return ""
    language, probability = _identifier().classify(sample)
    return str(language) if language != "en" and (script or probability > SURE) else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


# --------------------------------------------------------------------------------------------------
# Notice texts that are, or hold, what stands around articles: banners, bars, addresses, capitals, broken lines.


ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
ENDS = ".!?…”\"'’)"  # of a sentence
SENTENCE = re.compile(rf"[{re.escape(ENDS)}]\s*$")
EDGE = 1500  # characters at the beginning and the end where furniture stands
HEADING = 4  # words up to which a line is a heading, a name, a button
MANY = 6  # such lines one after the other
CAPITALS = 120  # letters from which a text in capitals is one
UPPER, LOWER = ascii_uppercase.encode(), ascii_lowercase.encode()
WIDTH = 40, 100  # characters of a line that somebody has broken
HALF = re.compile(r"\b[a-z]+-\r?\n[a-z]+", re.IGNORECASE)
MARKS = "|>»›"  # between the links of a bar
BETWEEN = re.compile(r"^[^\S\n]*([-=_*#~])\1{4,}[^\S\n]*$", re.MULTILINE)  # what parts one article from the next
PIPES = re.compile(r"^[^|>»›]{1,60}(?: [>»›] [^|>»›]{1,60}){1,6}$|^[^|>»›]{1,40}(?: \| [^|>»›]{1,40}){2,9}$")


def noticed(text: str) -> Iterator[str]:
    """Notice what about a text looks like furniture; the text stays as it is.

    Args:
        text: an article's.

    Yields:
        What it is, in words, and where it helps the place.

    Example:
        >>> list(noticed("https://example.org/rain"))
        ['a lone address']
    """
    if ADDRESS.match(text):
        yield "a lone address"
        return
    edges = (text if len(text) <= 2 * EDGE else f"{text[:EDGE]}\n{text[-EDGE:]}").lower()
    known = reversed(lookup("lexicons/furniture.csv", "words", "what").items())  # of several of a kind the first counts
    for what, said in sorted({what: said for said, what in known if said in edges}.items()):
        yield f"{what} (“{said}”)"
    if beside := [line.strip() for line in text.split("\n") if furniture(line)]:
        yield f"lines beside the article, in which nobody is counted ({len(beside)}, “{beside[0]}”)"
    lines = [line for line in map(str.strip, text[: 4 * EDGE].split("\n")) if line]
    if bar := _bar(lines, any(mark in text for mark in MARKS)):
        yield f"a bar of links (“{bar}”)"
    letters = text[:EDGE].encode("utf-8", "replace")
    others = letters.translate(None, LOWER)
    lower, upper = len(letters) - len(others), len(others) - len(others.translate(None, UPPER))
    if upper + lower > CAPITALS and upper > 4 * lower:
        yield "capitals throughout"
    if len(lines) > 2 * MANY and wrapped(lines):
        yield "lines broken within sentences"
    elif len(lines) > 2 * MANY and sum(line[-1] in ENDS for line in lines) < len(lines) / 10:
        yield f"a list of lines that end no sentence (“{lines[0][:40]}”)"
    start = text[: 4 * EDGE]
    for what, near, form, least in _signs():
        if any(map(start.__contains__, near)) and len(found := form.findall(start)) >= least:
            yield f"{what} (“{found[0].strip()[:40]}”)"
    if len(parting := BETWEEN.findall(text)) > 1:
        yield f"lines that part something ({len(parting)}): several articles in one text?"
    if lower > CAPITALS and start == start.lower():
        yield "no capitals, without which no name is found"
    if upper + lower > 2 * CAPITALS and len(lines[0]) > EDGE // 10 and not any(mark in text for mark in ENDS):
        yield "no marks at the ends of sentences"
    if len(halves := HALF.findall(text[: 4 * EDGE])) > 2:
        yield f"words cut in two at the ends of lines (“{' '.join(halves[0].split())}”), as in a PDF"


@cache
def _signs() -> list[tuple[str, str, re.Pattern[str], int]]:
    table = rows("lexicons/signs.csv", ("what", "letters", "form", "least"))
    return [(one["what"], one["letters"], re.compile(one["form"], re.M), int(one["least"])) for one in table]


def wrapped(lines: Sequence[str]) -> bool:
    """Tell whether somebody has broken lines within sentences, at a width of their own.

    Args:
        lines: of a text, or of a paragraph without its last.

    Returns:
        True where most are as long as such lines are and end no sentence.
    """
    broken = [line for line in lines if WIDTH[0] < len(line) < WIDTH[1] and line.rstrip()[-1:] not in ENDS]
    return len(broken) > 0.6 * len(lines)


def looks(article: Article) -> str:
    """Say in one line what about an article looks like furniture.

    Args:
        article: as it was read.

    Returns:
        What is `noticed` about its text; '' for nothing.
    """
    return "; ".join(noticed(article.text))


def _bar(lines: list[str], marked: bool) -> str:
    """Return a path such as `Home > UK`, or the first of many short lines in a row; '' where there is none."""
    for line in [*lines[:5], *lines[-3:]] if marked else ():
        if PIPES.match(line) and line[-1] not in ENDS:
            return line
    run = 0
    for at, line in enumerate(lines):
        run = run + 1 if len(line.split(None, HEADING)) <= HEADING and line[-1] not in ENDS else 0
        if run == MANY:
            return lines[at - MANY + 1]
    return ""


# --------------------------------------------------------------------------------------------------
# Say what a reader of files is given and gives: one file, its records, and what is said once of many.


Record = Article | Problem
Looks = Callable[[Article], str]
MAX_BYTES = 1 << 30  # a text or a zip's member beyond this is not an article
MAX_TEXT = 1 << 25  # 32 MB: a single text beyond this is no article; tables of articles may be larger
TOO_LONG = f"more than {MAX_TEXT >> 20} MB are too many for one article"


@dataclass(frozen=True)
class Entry:
    """One file of a corpus: its name within the source, its size in bytes, and how to open it.

    inner: its name within its zip, where it lies in one. exact: its texts are as they were given, also where they
    look like HTML.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    inner: str = ""
    exact: bool = False

    @property
    def own(self) -> PurePosixPath:
        """Its name in its folder or zip, without the ending of a packed file."""
        return PurePosixPath((self.inner or self.name).removesuffix(".gz"))

    @property
    def stem(self) -> str:
        """The name without its ending: the id of an article that has no other."""
        return str(self.own.with_suffix(""))

    @property
    def suffix(self) -> str:
        """The ending in lower case; `.gz` where a file is packed."""
        return ".gz" if self.name.lower().endswith(".gz") else self.own.suffix.lower()

    def bytes(self) -> bytes:
        """Read all of it.

        Returns:
            Its bytes, unpacked.

        Raises:
            ValueError: it is too large for one article.
        """
        with self.open() as handle:
            data = handle.read(MAX_TEXT + 1)
        if len(data) > MAX_TEXT:
            raise ValueError(TOO_LONG)
        return data

    @contextmanager
    def lines(self, newline: str) -> Iterator[io.TextIOWrapper]:
        """Open it as text, in its encoding.

        Args:
            newline: as `open` takes it.

        Yields:
            The open text.

        Raises:
            ValueError: it is no text.
        """
        with self.open() as handle:
            kind = encoding(handle.read(1 << 16))
        with self.open() as handle, io.TextIOWrapper(handle, kind, "windows-1252", newline) as text:
            yield text

    def unpacked(self) -> Entry:
        """Return what a `.gz` holds."""
        name = self.name[: -len(".gz")] if self.suffix == ".gz" else self.name
        return replace(self, name=name, open=lambda: cast(BinaryIO, _Unpacked(self.open())))


class _Unpacked(gzip.GzipFile):
    """What a packed file holds; closes the file, too, which gzip leaves open."""

    def __init__(self, packed: BinaryIO) -> None:
        self.packed = packed
        super().__init__(fileobj=packed, mode="rb")

    def close(self) -> None:
        """Close both."""
        super().close()
        self.packed.close()


@dataclass
class Notes:
    """What is said once, of however many articles it is true: {(what, in which words): [where first, how often]}.

    looks: says what about an article looks like furniture; a run that has analysed it before knows it.
    """

    said: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    looks: Looks = looks

    def add(self, problem: str, source: str, detail: str) -> None:
        """Say it of one more.

        Args:
            problem: what kind of thing it is, as `Problem` has it.
            source: where it is so; the first is kept.
            detail: in which words.
        """
        first, count = self.said.get((problem, detail), (source, 0))
        self.said[problem, detail] = first, count + 1

    def problems(self) -> Iterator[Problem]:
        """Yield a row for each thing that was said, with how many it is true of."""
        for (problem, detail), (first, count) in self.said.items():
            yield Problem(first, problem, detail if count == 1 else f"{detail} (and so in {count - 1} more)")
