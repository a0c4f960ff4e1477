"""Recognise the columns of somebody else's table, and turn its rows into articles."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ..knowledge import rows as knowledge
from ..knowledge import words
from ..tables import PUBLISHED_BY, Article, Problem
from . import entries
from .entries import MAX_TEXT, Entry, Notes, Record
from .pages import HTML, plain

OURS = ("id", "article_id", "text", "title", "published", "outlet", "url", "author", "known", "published_by")
FIELDS = OURS[3:]
ROWS = {"article_id", "sentence_id", "start", "end"}  # of our own tables of what stands in articles, which are none
JOINED = "+"  # text=LP+TD: two columns, one after the other
SURROGATE = re.compile("[\ud800-\udfff]")
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
BY = re.compile(r"^by[:\s]\s*|^\d+$", re.IGNORECASE)  # no author has a number
HOST = re.compile(r"^https?://(?:www\.)?([^/\s]+)\S*$", re.IGNORECASE)  # an outlet that is known by an address
LINE_END = re.compile(r"""(?:\\r)?\\n(?=\\|[\s\dA-Z“"'‘]|$)|\\r\\n""")  # as a program writes it
ROUNDED = re.compile(r"\d[.,]\d+E\+\d\d")  # a long number as Excel shows it: many of them become one
CUT_SHORT = re.compile(r"\[\+?\d+ chars\]\s*$")  # NewsAPI gives the first 200 characters
NAMED = re.compile(r"""'name': (["'])(.*?)\1""")  # a record of NewsAPI as pandas writes it into a CSV
QUOTED = re.compile(r"""(["'])(.*?)\1(?=\s*[,\]])""")  # … and a list of authors
CELL = 32_767  # characters that a cell of a spreadsheet holds at most
PARAGRAPHS = ("paragraph", "p", "text", "html", "raw_html")  # of a text that is a list of records, what its words are
LONG = 200  # characters of a cell from which a column may hold texts
Row = tuple[str, Mapping[str, Any]]  # what to call it, and {column: cell}


@dataclass(frozen=True)
class Table:
    """A table of articles: its columns, its rows as often as they are asked for, and how its file was understood."""

    names: Sequence[str]
    rows: Callable[[], Iterable[Row | Problem]]
    said: tuple[str, ...] = ()
    sheet: bool = False  # of a spreadsheet, whose cells end at 32,767 characters
    sample: Sequence[Mapping[str, Any]] = ()
    column: Callable[[str], Iterable[Any]] | None = None  # the cells of one column, where that is less work

    def cells(self, name: str) -> Iterable[Any]:
        """Give the cells of one column.

        Args:
            name: of the column; '' for none.

        Returns:
            The cells, those of rows that can't be read left out.
        """
        if self.column and name:
            return self.column(name)
        return (row[1].get(name) for row in self.rows() if not isinstance(row, Problem)) if name else ()


def recognise(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Find the columns of ours in a table: as they are given, called as ours, or as others call them.

    Args:
        names: of the table's columns. Of those that mean the same the first of columns.csv is taken.
        given: {our column: theirs} as the reader says.

    Returns:
        {our column: theirs}; two of theirs that make one of ours are joined.

    Example:
        >>> recognise(["Headline", "Body"], {})
        {'text': 'Body', 'title': 'Headline'}
    """
    names = list(dict.fromkeys(names))
    folded = {_fold(name): name for name in reversed(names)} | {name: name for name in names}
    find = lambda name: folded.get(name, folded.get(_fold(name), ""))  # noqa: E731
    found: dict[str, str] = {}
    for ours in OURS:
        if ours in given:
            whole = find(given[ours])
            parts = [whole] if whole else list(map(find, given[ours].split(JOINED)))
            if all(parts):
                found[ours] = JOINED.join(parts)
        elif ours in names:
            found[ours] = ours
    taken = set(found.values())
    for ours, theirs in _synonyms() if names else ():
        parts = [folded.get(part, "") for part in theirs]  # as they are folded already
        if ours == "text" and set(names) >= ROWS:
            continue
        if ours not in found and ours not in given and all(parts) and not taken.intersection(parts):
            found[ours] = JOINED.join(parts)
            taken.update(parts)
    return found


@cache
def _synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = knowledge("lexicons/columns.csv", ("column", "name"))
    ours = (row for row in table if row["column"] in OURS)
    return tuple((row["column"], tuple(map(_fold, row["name"].split(JOINED)))) for row in ours)


def called(names: Iterable[str], kind: str) -> str:
    """Find the column that bears a name of a kind which no article has.

    Args:
        names: of the table's columns.
        kind: as columns.csv has it.

    Returns:
        The first that the list has, as the table writes it; '' for none.
    """
    table = knowledge("lexicons/columns.csv", ("column", "name"))
    known = [_fold(row["name"]) for row in table if row["column"] == kind]
    folded = {_fold(name): name for name in names}
    return next((folded[name] for name in known if name in folded), "")


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def articles(entry: Entry, table: Table, given: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    """Turn a table into articles; say once how its columns and dates were understood.

    Args:
        entry: the file that holds it.
        table: its columns and rows.
        given: {our column: the file's}, as the reader says; `published` may end in :day-first or :month-first.
        notes: takes what is true of many rows.

    Yields:
        Articles and problems, row by row.

    Raises:
        ValueError: there is no column with texts; the message has the columns and the way out.
    """
    given, order = ordered(given)
    found = recognise(table.names, given)
    if "text" not in found:
        raise ValueError(_no_text(table, given.get("text", "")))
    if "text" not in given and table.sample and not any(row.get(found["text"]) for row in table.sample):
        others = recognise((name for name in table.names if name != found["text"]), given)  # news-please keeps an empty
        found = others if "text" in others else found
    order = order or entries.settle(table.cells(found.get("published", "")))
    _say(entry, table, found, given, order, notes)
    joined = {ours: theirs for ours, theirs in found.items() if JOINED in theirs and theirs not in table.names}
    filled = False
    for number, row in enumerate(table.rows(), 1):
        if not isinstance(row, Problem) and not row[1]:
            continue
        filled = True
        if isinstance(row, Problem):
            yield row
            continue
        (place, cells), numbered = row, f"{entry.name}#{number}"
        values = {ours: cells.get(theirs) for ours, theirs in found.items()}
        values |= {ours: _together(cells, theirs) for ours, theirs in joined.items()}
        if table.sheet and isinstance(values["text"], str) and len(values["text"]) >= CELL:
            notes.add("cut short", place, f"a cell of a spreadsheet ends at {CELL} characters; what follows is lost")
        if values.get("id") in (None, ""):
            values["id"] = values.get("article_id")
        if isinstance(values["id"], str):
            values["id"] = values["id"].strip()  # as the cells of corrections.csv are
        spare = f"{entry.name}/{values['id']}" if found.get("id", "id") in ("id", given.get("id")) else numbered
        if ROUNDED.fullmatch(str(values["id"])):
            notes.add(
                "columns as understood", place, "ids rounded, as Excel shows long numbers: rows are numbered instead"
            )
            values["id"] = ""
        if values["id"] in (None, ""):
            values["id"], spare = f"{entry.stem}#{number}", numbered
        yield from article(place, values, notes, order, spare, entry.exact)
    if not filled:
        raise ValueError(f"the table has no rows, only columns: {', '.join(filter(None, table.names))}")


def ordered(given: Mapping[str, str]) -> tuple[dict[str, str], entries.Order | None]:
    """Take what a reader says of days and months from what it says of columns.

    Args:
        given: {our column: theirs}; `published` may end in :day-first or :month-first.

    Returns:
        The columns without it, and the order; None where nothing is said.
    """
    name, _, order = given.get("published", "").rpartition(":")
    if order not in entries.ORDERS:
        return dict(given), None
    return dict(given) | {"published": name}, entries.Order(entries.ORDERS[order], "as given")


def _together(row: Mapping[str, Any], column: str) -> str | None:
    parts = [row.get(part) for part in column.split(JOINED)]
    return "\n\n".join(part for part in parts if isinstance(part, str) and part.strip()) or None


def _no_text(table: Table, wanted: str) -> str:
    names = [name for name in table.names if name]
    sizes = {name: sum(len(str(row.get(name) or "")) for row in table.sample) for name in names}
    known = recognise(names, {})
    longest = max((name for name in names if name not in known.values()), key=lambda name: sizes[name], default="")
    there = f"columns: {', '.join(names[:20])}{' …' * (len(names) > 20)}" if names else "it has no columns"
    none = f"no column {wanted!r}" if wanted else "no column that is known to hold the text"
    size = sizes.get(longest, 0) / max(1, len(table.sample))
    if called(names, "file") and size < LONG / 4:
        return f"{none} ({there}); what is known of other files is read from a table that is called articles.csv"
    if size < LONG and "url" in known:
        way = "; a list of addresses holds no texts: save the pages as .html, or export the full texts"
    else:
        way = "; is its first line a header?" if len(longest) > LONG / 4 else ""
    say = f"; say --columns text={longest if longest and not way else 'NAME'}" if names else ""
    return f"{none} ({there}){way}{say}"


def _say(
    entry: Entry, table: Table, found: Mapping[str, str], given: Mapping[str, str], order: entries.Order, notes: Notes
) -> None:
    """Say once what was guessed; a table with our own names in it is not worth a word."""
    guessed = {ours: theirs for ours, theirs in found.items() if theirs not in (ours, given.get(ours))}
    said = [f"{ours} = {theirs}" for ours, theirs in guessed.items()]
    said += [f"published: {order.said}"] if order.said else []
    said += table.said
    for ours, theirs in given.items():
        if ours not in found:
            said.append(f"no column {theirs!r} to be {ours}")
    if not said:
        return
    used = {part for theirs in found.values() for part in (theirs, *theirs.split(JOINED))}
    if guessed and (unused := [name for name in table.names if name and name not in used]):
        said.append(f"not used: {', '.join(unused[:12])}{' …' * (len(unused) > 12)}")
    rule = "; --columns says otherwise" if guessed else ""
    notes.add("columns as understood", entry.name, "; ".join(said) + rule)


def article(
    source: str, values: Mapping[str, Any], notes: Notes, order: entries.Order = entries.UNKNOWN, spare: str = "",
    exact: bool = True,
) -> Iterator[Record]:  # fmt: skip
    """Make one article, or say what is wrong with it.

    Args:
        source: file and place, for what is said of it.
        values: id, text and what else is known.
        notes: takes what is true of many articles.
        order: of the numbers in its date.
        spare: see `Article`.
        exact: leave the text as it is, also where it looks like HTML.

    Yields:
        The article, if there is one, and its problems.
    """
    parts = values.get("text")
    if isinstance(parts, list) and parts and all(isinstance(part, dict) for part in parts):
        kinds = ((part.get("subtype") or part.get("type"), part.get("content") or part.get("text")) for part in parts)
        values = {**values, "text": "\n\n".join(str(words) for kind, words in kinds if kind in PARAGRAPHS and words)}
    elif isinstance(parts, list) and len(parts) > 1 and all(isinstance(part, str) for part in parts):  # paragraphs
        values = {**values, "text": "\n\n".join(parts)}
    if reason := _not_text(values.get("text")):
        yield Problem(source, *reason)
        return
    text, replaced = whole(values["text"])
    if replaced:
        yield Problem(source, "replaced characters", f"{replaced} halves of surrogate pairs, now U+FFFD")
    if not exact and "\n" not in text and LINE_END.search(text):
        notes.add("columns as understood", source, "there are \\n in the text; now the ends of lines that they mean")
        text = LINE_END.sub("\n", text)
    twice = html.unescape(html.unescape(text)) if not exact and "&" in text else text  # as some write it
    if ENTITY.search(text) and not HTML.search(text) and twice != text:
        notes.add("read as HTML", source, "there are entities such as &quot; in the text; now the characters they mean")
        text = twice
    if not exact and HTML.search(text):
        notes.add("read as HTML", source, "there are tags in the text; paragraphs kept, tags left out")
        text = plain(text)
    if "\ufffd" in text and not replaced:
        notes.add("replaced characters", source, "there are U+FFFD: letters that no encoding we know could read")
    if CUT_SHORT.search(text):
        notes.add("cut short", source, "NewsAPI gives the first 200 characters of an article only ([+… chars])")
    if not text.strip():
        yield Problem(source, "empty", "there is no text, only tags")
        return
    try:
        published = values.get("published")
        published = entries.iso("" if str(published).strip().casefold() in _nothing() else published, order)
    except ValueError as error:
        published = ""
        yield Problem(source, "date not understood", f"published {error}")
    meta = {name: _words(values.get(name)) for name in FIELDS} | {"published": published}
    meta["author"], meta["outlet"] = BY.sub("", meta["author"]), HOST.sub(r"\1", meta["outlet"])
    if published and meta["published_by"] not in PUBLISHED_BY:
        meta["published_by"] = "metadata"
    one = Article(whole(str(values["id"]))[0], text, **meta, spare=whole(spare)[0])
    if looks := notes.looks(one):
        yield Problem(source, "looks like furniture", looks)
    yield one


def whole(text: str) -> tuple[str, int]:
    """Return a text with U+FFFD for each half of a surrogate pair, and how many these were.

    Args:
        text: that may hold such, as JSON may.

    Returns:
        A text that can be written, as long as it was; and how many were replaced.
    """
    try:
        text.encode()  # in a fifth of the time of a search
        return text, 0
    except UnicodeEncodeError:
        return SURROGATE.subn("\ufffd", text)


def _not_text(text: Any) -> tuple[str, str] | None:
    """Return the problem with what should be a text, if there is one."""
    if text is None or text == "" or (isinstance(text, float) and math.isnan(text)):
        return "empty", "there is no text"
    if not isinstance(text, str):
        return "not text", f"where the text should be stands {type(text).__name__} {str(text)[:60]!r}"
    if "\x00" in text:
        return "cannot be read", "there is a NUL byte in the text: save it again as UTF-8"
    if not (bare := text.strip()):
        return "empty", "there is no text"
    if len(bare) < 40 and bare.casefold().rstrip(".") in words("lexicons/no_text.csv"):
        return "not text", f"{bare!r} stands for a text that is not there"
    if len(text) > MAX_TEXT:
        return "cannot be read", f"more than {MAX_TEXT >> 20} million characters are too many for one article"
    return None


def _words(value: Any) -> str:
    """Return a cell of what is known of an article as one line: a list joined, entities as the characters they mean."""
    if value is None or isinstance(value, bool) or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        return _words(value.get("name", value.get("title")))
    return _line(str(value))


@lru_cache(maxsize=256)  # an outlet, an author, a day stand in many rows
def _line(value: str) -> str:
    value = whole(value)[0].replace("\x00", "").strip()
    if value.casefold() in _nothing():
        return ""
    if (name := NAMED.search(value)) and value[0] + value[-1] == "{}":
        value = name[2]
    elif value[:1] + value[-1:] == "[]" and (parts := QUOTED.findall(value)):
        value = ", ".join(part for _, part in parts)
    return html.unescape(value) if ENTITY.search(value) else value


@cache
def _nothing() -> frozenset[str]:
    table = knowledge("lexicons/no_text.csv", ("everywhere",))
    return frozenset(row["word"] for row in table if row["everywhere"] == "1")
