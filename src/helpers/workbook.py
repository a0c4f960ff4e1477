"""Write the tables into one workbook of Excel: a sheet a table, header frozen, filters on, no cell a formula.

A row's `sentence_id` leads to its sentence, which a pointer resting on it shows, and a sentence to its article.
The same tables give the same bytes: the time of writing, which the format asks for, is left at a fixed day.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .tables import columns

if TYPE_CHECKING:
    import pandas as pd

ROWS, CHARACTERS = 1_048_575, 32_767  # that a sheet, and a cell, can hold
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by the rules of XML
EPOCH = datetime.datetime(2000, 1, 1)
WIDE, WIDTH = 60, 14  # of columns, in characters
WORDS = frozenset(("text", "surface", "content", "title", "detail", "names"))
LINKS = 65_530  # that Excel follows in a sheet; rows beyond have none
SHOWN = 250  # characters of a sentence that a pointer shows
CUT = "… (cut: a cell holds 32,767 characters; the table as CSV has all)"


def write(tables: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Write all tables that have rows into one workbook.

    Args:
        tables: by their names, in the order of the sheets.
        path: of the .xlsx file, which is replaced where it stands.

    Returns:
        The path.

    Raises:
        ValueError: a table has more rows than a sheet holds; the message names the way out.
        ImportError: openpyxl, of the extra `formats`, is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise ImportError("a workbook needs openpyxl, which the extra `formats` brings; or use --format csv") from error

    for name, table in tables.items():
        if len(table) > ROWS:
            raise ValueError(
                f"table {name}: {len(table):,} rows, and a sheet of Excel holds {ROWS:,}: leave it out "
                f"(--skip {name}), or use --format csv"
            )
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = EPOCH
    places = _places(tables)
    for name, table in tables.items():
        if len(table):
            _sheet(book.create_sheet(name), name, table, places)
    if not book.worksheets:
        book.create_sheet("empty")
    book.save(path)
    _same_bytes(path)
    return path


def _places(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return where each article and each sentence stands, and what a pointer shows of it."""
    articles, sentences = tables["articles"], tables["sentences"]
    places: dict[tuple[str, ...], tuple[str, str]] = {}
    for row, (article, title) in enumerate(zip(articles["article_id"], articles["title"], strict=True), 2):
        places[(article,)] = f"articles!A{row}", title
    keys = zip(sentences["article_id"], sentences["sentence_id"], sentences["surface"], strict=True)
    for row, (article, number, words) in enumerate(keys, 2):
        places[article, f"{number}"] = f"sentences!A{row}", words
    return places


def _sheet(sheet: Any, name: str, table: pd.DataFrame, places: dict[tuple[str, ...], tuple[str, str]]) -> None:
    from openpyxl.utils import get_column_letter

    heads = list(columns(name))
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if head in WORDS else WIDTH
    sheet.append(heads)
    linked = "article_id" if name == "sentences" else "sentence_id"
    for number, row in enumerate(zip(*(table[head].tolist() for head in heads), strict=True)):
        cells = list(_cells(sheet, row))
        if linked in heads and number < LINKS:
            named = dict(zip(heads, row, strict=True))
            key = (named["article_id"],) if name == "sentences" else (named["article_id"], f"{named[linked]}")
            cells[heads.index(linked)] = _link(sheet, cells[heads.index(linked)], places.get(key))
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(table) + 1}"


def _link(sheet: Any, value: Any, place: tuple[str, str] | None) -> Any:
    """Return a cell that leads to a place in this workbook, without a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet.hyperlink import Hyperlink

    if place is None:
        return value
    cell = value if hasattr(value, "hyperlink") else WriteOnlyCell(sheet, value)
    words = " ".join(UNWRITABLE.sub("\ufffd", place[1]).split())[:SHOWN]
    cell.hyperlink = Hyperlink(ref="A1", location=place[0], tooltip=words)
    return cell


def _cells(sheet: Any, row: tuple[Any, ...]) -> Iterator[Any]:
    import pandas as pd
    from openpyxl.cell import WriteOnlyCell

    for value in row:
        if not isinstance(value, str):
            yield None if pd.isna(value) else value
            continue
        text = UNWRITABLE.sub("\ufffd", value)
        text = text if len(text) <= CHARACTERS else text[: CHARACTERS - len(CUT)] + CUT
        if text.startswith("="):  # else it would be worked out
            cell = WriteOnlyCell(sheet, text)
            cell.data_type = "s"
            yield cell
        else:
            yield text


def _same_bytes(path: Path) -> None:
    """Write the parts of a finished workbook anew, each with the same time."""
    with zipfile.ZipFile(path) as before:
        parts = [(part.filename, before.read(part)) for part in before.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts:
            if name == "docProps/core.xml":  # the library writes the moment of saving
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, content)
