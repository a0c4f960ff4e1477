"""Read tables of articles: CSV of any delimiter, JSON of any nesting, JSON lines, Parquet, sheets of Excel."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Literal, cast

from ..tables import Problem
from .columns import LONG, Row, Table, articles, recognise
from .entries import MAX_TEXT, Entry, Notes, Record, decode

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE
WAYS: tuple[tuple[Quoting, str | None], ...]
WAYS = ((csv.QUOTE_MINIMAL, None), (csv.QUOTE_MINIMAL, "\\"), (csv.QUOTE_NONE, None))
LOOKED_AT = 1 << 16  # characters at the beginning of a CSV from which its form is told
ABOVE = 20  # rows up to which a header may have other lines above it
NUMBERED = re.compile(r'^[^\r\n]*\r?\n"\d+"')  # R numbers its rows, and gives that column no name
BLANK = re.compile(r"\s*")
HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\shidden=["'](?:1|true)["']""")
LARGE = 1 << 28  # bytes of JSON that is read as a whole
SAMPLE = 50  # rows by which columns are judged
LONGEST = 500  # characters of a line that names columns
NAMES = 1000  # records of which the names of the fields are taken


@dataclass(frozen=True)
class Form:
    """How a CSV is written; above: rows before its header."""

    delimiter: str = ","
    quoting: Quoting = csv.QUOTE_MINIMAL
    escape: str | None = None
    above: int = 0

    def said(self) -> tuple[str, ...]:
        """Return what is worth a word."""
        said = [f"{DELIMITERS[self.delimiter]} between cells"] if self.delimiter not in ",\t" else []
        said += ["quotation marks taken as they stand"] if self.quoting == csv.QUOTE_NONE else []
        return (*said, *_above(self.above))


def _above(count: int) -> list[str]:
    return [f"{count} line{'s' * (count > 1)} above the header passed over"] if count else []


def _csv(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    yield from articles(entry, opened(entry, columns, notes), columns, notes)


def headed(text: str) -> bool:
    """Tell whether a text is a table: its first line names columns of articles, and the second has as many cells.

    Args:
        text: of a file that is called a text.

    Returns:
        True where two columns at least are known, that of the texts among them.
    """
    lines = [line for line in text[:LOOKED_AT].splitlines() if line.strip()][:2]
    for delimiter in DELIMITERS if len(lines) == 2 and len(lines[0]) < LONGEST else ():
        names = [name.strip(' "\ufeff') for name in lines[0].split(delimiter)]
        found = recognise(names, {}) if len(names) > 1 else {}
        cells = lines[1].count(delimiter) + len(names) * (lines[1].count('"') % 2)  # a cell may have line ends in it
        if len(found) > 1 and "text" in found and cells >= len(names) - 1:
            return True
    return False


def opened(entry: Entry, columns: Mapping[str, str], notes: Notes | None = None) -> Table:
    """Open a CSV as a table, its form told from its beginning.

    Args:
        entry: the file.
        columns: {our name: the file's name}, as the reader says; they tell the header.
        notes: takes what is true of many rows; None for nobody.

    Returns:
        The table; its rows are read as they are asked for.

    Raises:
        ValueError: the file is empty, or no text.
    """
    csv.field_size_limit(MAX_TEXT)
    with entry.lines("") as lines:
        start = lines.read(LOOKED_AT)
    if not start.strip():
        raise ValueError("the table is empty: it has no columns")
    form = _form(start, len(start) < LOOKED_AT, columns)
    with entry.lines("") as lines:
        reader = _reader(lines, form)
        names = [name.strip() for name in _header(reader, form)]
        first = list(_safely(islice(reader, SAMPLE)))
    if NUMBERED.search(start) and all(len(cells) == len(names) + 1 for cells in first):
        names = ["", *names]
    sample = [dict(zip(names, cells, strict=False)) for cells in first]
    text = recognise(names, columns).get("text", "")
    rows = partial(_csv_rows, entry, form, names, text, notes or Notes())
    return Table(names, rows, form.said(), sample=sample, column=partial(_csv_column, entry, form, names))


def _reader(lines: Iterable[str], form: Form, strict: bool = False) -> Any:
    return csv.reader(lines, delimiter=form.delimiter, quoting=form.quoting, escapechar=form.escape, strict=strict)


def _header(reader: Iterator[list[str]], form: Form) -> list[str]:
    return next(islice(reader, form.above, None), [])


def _form(start: str, whole: bool, columns: Mapping[str, str]) -> Form:
    """Tell how a CSV is written: so that most rows have as many cells as the header, and a text is among them.

    csv.Sniffer guesses from single characters; given articles, it takes a letter or a blank for the delimiter.
    """
    best, found = -1.0, Form()
    for delimiter in DELIMITERS:
        for quoting, escape in WAYS:
            if delimiter not in start or (escape and '\\"' not in start):
                continue
            form = Form(delimiter, quoting, escape)
            rows = list(_safely(_reader(io.StringIO(start, newline=""), form)))
            rows = rows if whole or len(rows) < 3 else rows[:-1]  # the last is cut off
            above = _names(rows[:ABOVE], columns)
            rows = [row for row in rows[above:] if row]
            if not rows or (quoting == csv.QUOTE_NONE and delimiter != "\t"):
                continue
            same = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
            strictly = len(list(_safely(_reader(io.StringIO(start, newline=""), form, strict=True)))) >= len(rows)
            score = 4 * bool(_holds_text(rows[0], columns)) + 2 * (len(rows[0]) > 1) + same + 0.1 * strictly
            score -= 0.01 * (escape is not None) + 0.02 * (quoting == csv.QUOTE_NONE)
            if score > best + 1e-9:
                best, found = score, Form(delimiter, quoting, escape, above)
    return found


def _holds_text(row: list[str], columns: Mapping[str, str]) -> int:
    """Return how many columns a row names, that of the text among them; 0 where it names no text, or is an article."""
    known = recognise([cell.strip() for cell in row], columns) if max(map(len, row), default=0) < LONG else {}
    return len(known) * ("text" in known)


def _names(rows: list[list[str]], columns: Mapping[str, str]) -> int:
    """Return which of the first rows of a table names its columns: of several above one another the one with most."""
    return max(range(len(rows)), key=lambda at: (_holds_text(rows[at], columns), any(rows[at])), default=0)


def _safely(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield rows until one can't be read; what is wrong with it is said when the table is read."""
    try:
        yield from rows
    except csv.Error:
        return


def _csv_rows(entry: Entry, form: Form, names: list[str], text: str, notes: Notes) -> Iterator[Row | Problem]:
    """Yield the rows of a CSV; commas that stand in an unquoted text, the last column, are put back into it."""
    with entry.lines("") as lines:
        seen = _Seen(lines)
        reader = _reader(seen, form)
        _header(reader, form)
        number = 0
        while True:
            seen.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Problem(f"{entry.name} line {seen.line}", "cannot be read", f"{error}; what follows is not read")
                return
            if not cells:
                continue
            if cells == names:
                notes.add("columns as understood", entry.name, "its header stands in it again, which is no article")
                continue
            number += 1
            place = f"{entry.name} row {number}"
            if seen.open(form):
                detail = f"a quotation mark that opens in line {seen.first} is never closed: all that follows is in it"
                yield Problem(place, "cannot be read", detail)
                return
            over = len(cells) - len(names)
            if over > 0 and any(cells[len(names) :]):
                if text != names[-1]:
                    why = f"{len(cells)} cells where the header has {len(names)}"
                    way = f"is one of {DELIMITERS[form.delimiter]} in a cell without quotation marks?"
                    yield Problem(place, "cannot be read", f"{why} (line {seen.first}): {way}")
                    continue
                cells[len(names) - 1 :] = [form.delimiter.join(cells[len(names) - 1 :])]
                notes.add("cells put together", place, "unquoted text with the delimiter in it, as the last column")
            filled = any(map(str.strip, cells))  # a spreadsheet saves empty rows, too
            yield place, dict(reversed(list(zip(names, cells, strict=False)))) if filled else {}


def _csv_column(entry: Entry, form: Form, names: list[str], name: str) -> Iterator[str]:
    """Yield the cells of one column, where a row has it."""
    at = names.index(name)
    with entry.lines("") as lines:
        reader = _reader(lines, form)
        _header(reader, form)
        yield from (cells[at] for cells in _safely(reader) if len(cells) > at)


class _Seen:
    """The lines of a CSV as its reader takes them: how many, and those of the row at hand."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.line = self.first = self.marks = 0

    def __iter__(self) -> _Seen:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.line += 1
        self.marks += line.count('"')
        return line

    def begin(self) -> None:
        """Begin a row."""
        self.first, self.marks = self.line + 1, 0

    def open(self, form: Form) -> bool:
        """Tell whether the row that was read ends because the file does, within quotation marks."""
        if form.quoting == csv.QUOTE_NONE or self.line <= self.first or self.marks % 2 == 0 or form.escape:
            return False
        return next(self.lines, None) is None


def _jsonl(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    first = list(islice(_json_lines(entry), NAMES))
    rows = partial(_json_lines, entry) if len(first) == NAMES else lambda: first  # a short file is read once
    sample = [row[1] for row in first if not isinstance(row, Problem)]
    names = dict.fromkeys(name for row in sample for name in row)
    if not names and entry.size < LARGE and _is_json(entry):
        yield from _json(entry, columns, notes)  # a list of records, under another name
    elif names:
        yield from articles(entry, Table(list(names), rows, sample=sample[:SAMPLE]), columns, notes)
    elif not first:
        raise ValueError("the table is empty: it has no columns")
    else:
        yield from (row for row in rows() if isinstance(row, Problem))


def _is_json(entry: Entry) -> bool:
    with suppress(ValueError, RecursionError), entry.open() as handle:
        return isinstance(_value(decode(handle.read(LARGE)).strip()), list)
    return False


def _is_value(text: str) -> bool:
    with suppress(ValueError, RecursionError):
        return json.loads(text) is not None
    return False


def _value(text: str) -> Any:
    """Return the value that a JSON text is; of several, one behind the other, a list of them."""
    found, at, decoder = list[Any](), 0, json.JSONDecoder()
    while at < len(text) or not found:
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        at = cast(re.Match[str], BLANK.match(text, at)).end()
    return found[0] if len(found) == 1 else found


def _json_lines(entry: Entry) -> Iterator[Row | Problem]:
    with entry.lines("\n") as lines:
        for number, line in enumerate(lines, 1):
            if (line := line.strip().removesuffix(",")) in ("", "[", "]"):  # a list, a record a line
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError(f"an object with a column for the text was expected, not {type(row).__name__}")
            except (ValueError, TypeError, RecursionError) as error:
                yield Problem(f"{entry.name} line {number}", "cannot be read", str(error))
                continue
            yield f"{entry.name} row {number}", _flat(row)


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return a record with the fields of records in it as `outer.inner`; {"$date": …} of MongoDB is the day alone."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        while isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith("$"):
            (value,) = value.values()
        if isinstance(value, dict):
            flat |= _flat(value, f"{before}{name}.")
        else:
            flat[f"{before}{name}"] = value
    return flat


def _json(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    if entry.size > LARGE:
        raise ValueError(f"{entry.size} bytes of JSON are too many at once: write a line each article, as .jsonl")
    with entry.open() as handle:
        data = handle.read(LARGE + 1)
    if not data.strip():
        raise ValueError("the file is empty")
    first, _, more = (text := decode(data).strip()).partition("\n")
    if more and first.startswith("{") and _is_value(first):
        yield from _jsonl(entry, columns, notes)  # a line each article, under another name
        return
    try:
        whole = _value(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if whole in ([], {}):
        raise ValueError("there is nothing in it: no record, no article")
    found = _records(whole, columns)
    if found is None:
        shown = _flat(whole) if isinstance(whole, dict) else {}
        raise ValueError(_nothing(shown))
    where, records = found
    rows: list[Row | Problem] = [
        (f"{entry.name} row {number}", _flat(one))
        if isinstance(one, dict)
        else Problem(f"{entry.name} row {number}", "cannot be read", f"a record was expected, not {str(one)[:40]!r}")
        for number, one in enumerate(records, 1)
    ]
    sample = [row[1] for row in rows if not isinstance(row, Problem)][:SAMPLE]
    names = dict.fromkeys(name for row in rows[:NAMES] if not isinstance(row, Problem) for name in row[1])
    said = (f"articles in {where}",) if where else ()
    yield from articles(entry, Table(list(names), lambda: rows, said, sample=sample), columns, notes)


def _nothing(shown: Mapping[str, Any]) -> str:
    names = ", ".join(list(shown)[:20])
    return f"no list of records with a text in it (fields: {names or 'none'}); say --columns text=NAME"


def _records(whole: Any, columns: Mapping[str, str]) -> tuple[str, list[Any]] | None:
    """Find the list of articles in a JSON value, the nearest to its top: where it is, and its records."""
    queue: list[tuple[str, Any]] = [("", whole)]
    lists: list[tuple[str, list[Any]]] = []
    for where, value in queue:  # grows as it goes: the nearer first
        if isinstance(value, list):
            records = [one for one in value[:SAMPLE] if isinstance(one, dict)]
            names = {name for one in records for name in _flat(one)}
            if "text" in recognise(names, columns):
                return where, value
            lists.append((where, value))
            queue += _below(where, value)
        elif isinstance(value, dict):
            if turned := _by_column(value, columns):
                return where, turned
            inner = [one for one in value.values() if isinstance(one, dict)]
            if len(inner) == len(value) > 0 and all("text" in recognise(_flat(one), columns) for one in inner[:SAMPLE]):
                return where, inner  # {id: record}
            if "text" in recognise(_flat(value), columns) and not any(
                isinstance(one, list) and one and isinstance(one[0], dict) for one in value.values()
            ):
                return where, [value]
            further = ((name, one) for name, one in value.items() if isinstance(one, dict | list))
            queue += [(f"{where}.{name}".lstrip("."), one) for name, one in further]
        if len(queue) > 10_000:
            break
    return next(((where, value) for where, value in lists if value and isinstance(value[0], dict)), None)


def _below(where: str, value: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield what the records of a list hold under each name, of all of them; and what the lists in it hold."""
    records = [one for one in value if isinstance(one, dict)]
    names = dict.fromkeys(name for one in records[:SAMPLE] for name in one)
    held = {f"{where}[].{name}": [one.get(name) for one in records] for name in names}
    held[f"{where}[]"] = [one for one in value if isinstance(one, list)]
    for place, inner in held.items():
        flat: list[Any] = [one for some in inner for one in (some if isinstance(some, list) else [some])]
        if any(isinstance(one, dict | list) for one in flat):
            yield place, flat


def _by_column(value: dict[str, Any], columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """Turn {column: {row: cell}}, as pandas writes a table, or {column: [cells]}, into records."""
    if "title" in recognise(value, columns) and all(isinstance(cells, list) for cells in value.values()):
        value = {name: dict(enumerate(cells)) for name, cells in value.items()}
    first = next(iter(value.values()), None)
    if not isinstance(first, dict) or not first or "text" not in recognise(value, columns):
        return []
    if not all(isinstance(cells, dict) and cells.keys() == first.keys() for cells in value.values()):
        return []
    return [{name: cells[at] for name, cells in value.items()} for at in first]


def _parquet(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    import pyarrow.parquet as pq

    with entry.open() as handle:
        file = pq.ParquetFile(handle, pre_buffer=False)
        names = file.schema_arrow.names
        wanted = {part for theirs in recognise(names, columns).values() for part in (theirs, *theirs.split("+"))}
        wanted &= set(names)

        def rows() -> Iterator[Row]:
            number = 0
            # Arrow's own threads could still hold this Python file when the interpreter ends (apache/arrow issue 50482)
            for batch in file.iter_batches(batch_size=256, columns=sorted(wanted) or names[:1], use_threads=False):
                cells = [_values(column) for column in batch.columns]
                for row in zip(*cells, strict=True):
                    number += 1
                    yield f"{entry.name} row {number}", dict(zip(batch.schema.names, row, strict=True))

        def column(name: str) -> Iterator[Any]:
            for batch in file.iter_batches(columns=[name], use_threads=False):
                yield from _values(batch.columns[0])

        yield from articles(entry, Table(names, rows, column=column), columns, notes)


def _values(column: Any) -> list[Any]:
    """Return the cells of an Arrow column; a date that Python has no room for as it is written."""
    import pyarrow as pa

    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return list(column.cast(pa.string()).to_pylist())


def _xlsx(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    try:
        import openpyxl
    except ImportError:
        raise ValueError(".xlsx needs openpyxl (pip install 'helpers[formats]'); or save the sheet as .csv") from None
    with entry.open() as handle, warnings.catch_warnings(action="ignore"):  # of styles that openpyxl leaves out
        book = openpyxl.load_workbook(handle, read_only=True, data_only=True)
        sheets = [(sheet, _sheet(entry, sheet, columns)) for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible" and _sheet(entry, sheet, columns):
                yield Problem(
                    f"{entry.name}/{sheet.title}", "not read", "a hidden sheet: show it in Excel to have it read"
                )
        readable = [(sheet, table) for sheet, table in sheets if table and "text" in recognise(table.names, columns)]
        for sheet, table in sheets:
            if table and readable and not any(sheet is one for one, _ in readable):
                yield Problem(f"{entry.name}/{sheet.title}", "not read", "a sheet without a column for the text")
        for sheet, table in readable or [(sheet, table) for sheet, table in sheets if table][:1]:
            inside, stem = entry, f"{entry.stem}/{sheet.title}.xlsx"
            if hidden := _hidden(entry, sheet):
                said = f"{hidden} of its rows hidden, as a filter does, and read all the same"
                notes.add("columns as understood", f"{entry.name}/{sheet.title}", said)
            if len(readable) > 1:
                inside = Entry(f"{entry.name}/{sheet.title}", 0, entry.open, stem)
            yield from articles(inside, table, columns, notes)
        if not any(table for _, table in sheets):
            raise ValueError("the table is empty: it has no columns")


def _hidden(entry: Entry, sheet: Any) -> int:
    """Count the rows of a sheet that nobody sees who opens it; openpyxl tells only where it reads all at once."""
    path = getattr(sheet, "_worksheet_path", "")
    with entry.open() as handle, zipfile.ZipFile(handle) as book:
        return len(HIDDEN.findall(book.read(path))) if path in book.namelist() else 0


def _sheet(entry: Entry, sheet: Any, columns: Mapping[str, str]) -> Table | None:
    """Return a sheet as a table, None for an empty one; its header may have other rows above it."""
    first = islice(sheet.iter_rows(values_only=True), ABOVE)
    top = [["" if cell is None else str(cell).strip() for cell in cells] for cells in first]
    above = _names(top, columns)
    names = top[above] if top else []
    if not any(names):
        return None

    def rows() -> Iterator[Row]:
        number = 0
        for cells in islice(sheet.iter_rows(values_only=True), above + 1, None):
            if any(cell is not None for cell in cells):
                number += 1
                yield f"{entry.name} row {number}", dict(zip(names, cells, strict=False))

    sample = [cells for _, cells in islice(rows(), SAMPLE)]
    return Table(names, rows, tuple(_above(above)), sheet=True, sample=sample)


READERS: dict[str, Callable[[Entry, Mapping[str, str], Notes], Iterator[Record]]] = {
    ".csv": _csv, ".tsv": _csv, ".tab": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl, ".json": _json,
    ".parquet": _parquet, ".xlsx": _xlsx, ".xlsm": _xlsx,
}  # fmt: skip
