"""Write the tables into one workbook of Excel: a sheet a table, header frozen, filters on, no cell a formula.

The same tables give the same bytes: the time of writing, which the format asks for, is left at a fixed day.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .tables import TABLES, columns

if TYPE_CHECKING:
    import pandas as pd

    from .analysis import Analysis

ROWS, CHARACTERS = 1_048_575, 32_767  # that a sheet, and a cell, can hold
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by the rules of XML
EPOCH = datetime.datetime(2000, 1, 1)
WIDE, WIDTH = 60, 14  # of columns, in characters
WORDS = frozenset(("text", "surface", "content", "title", "detail", "names"))
CUT = "… (cut: a cell holds 32,767 characters; the table as CSV has all)"


def write(analysis: Analysis, path: Path) -> Path:
    """Write all tables that have rows into one workbook and return its path.

    Args:
        analysis: whose tables are written. path: of the .xlsx file, which is replaced where it stands.

    Raises:
        ValueError: a table has more rows than a sheet holds; the message names the way out.
        ImportError: openpyxl, of the extra `formats`, is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise ImportError("a workbook needs openpyxl, which the extra `formats` brings; or use --format csv") from error

    tables: dict[str, pd.DataFrame] = {name: getattr(analysis, name) for name in TABLES}
    for name, table in tables.items():
        if len(table) > ROWS:
            raise ValueError(
                f"table {name}: {len(table):,} rows, and a sheet of Excel holds {ROWS:,}: leave it out "
                f"(--skip {name}), or use --format csv"
            )
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = EPOCH
    for name, table in tables.items():
        if len(table):
            _sheet(book.create_sheet(name), name, table)
    if not book.worksheets:
        book.create_sheet("empty")
    book.save(path)
    _same_bytes(path)
    return path


def _sheet(sheet: Any, name: str, table: pd.DataFrame) -> None:
    from openpyxl.utils import get_column_letter

    heads = list(columns(name))
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if head in WORDS else WIDTH
    sheet.append(heads)
    for row in zip(*(table[head].tolist() for head in heads), strict=True):
        sheet.append(list(_cells(sheet, row)))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(table) + 1}"


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
