"""Write a table into a file, a folder of parts or another folder, and read it back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .. import cells, ownership
from ..tables import TABLES, columns, frame
from . import arrow

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

KINDS = ("parquet", "csv")
DISARMED = "disarmed"


def save(table: pd.DataFrame, directory: Path, name: str, kind: str) -> Path:
    """Write one DataFrame as the table of this name into a folder of ours."""
    import pyarrow as pa

    target = directory / f"{name}.{kind}"
    write_file(pa.Table.from_pandas(table, arrow.schema(name), preserve_index=False), target, kind)
    return target


def copy(directory: Path, target: Path) -> None:
    """Put the tables of a folder into an empty one: as CSV to look at, or, where they are parts, as these parts.

    What was corrected and what could not be read is always CSV. Cells of CSV are disarmed (see helpers.cells); the
    manifest of the new folder says so, and `load` takes it back.
    """
    import pyarrow as pa

    for name in TABLES:
        path = directory / f"{name}.parquet"
        if path.is_dir() and name != "corrections":
            link(sorted(path.iterdir()), target / path.name)
        elif path.exists():
            table = pa.Table.from_pandas(load(directory, name), arrow.schema(name), preserve_index=False)
            write_csv(name, [table], target / f"{name}.csv", disarm=True)
        elif (path := path.with_suffix(".csv")).exists():
            write_csv(name, _batches(path, name, disarmed(directory)), target / path.name, disarm=True)
    ownership.describe(target, cells=DISARMED)


def disarmed(directory: Path) -> bool:
    """Tell whether the cells of the CSV files in a folder of tables are disarmed."""
    return ownership.read(directory / ownership.MANIFEST).get("cells") == DISARMED


def load(directory: Path, name: str, articles: set[str] | None = None) -> pd.DataFrame:
    """Read one table back with its columns and dtypes; a table that was left out is empty.

    articles: of these alone, where rows belong to articles. Raises FileNotFoundError when the folder holds no analysis.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if not any((directory / f"articles.{kind}").exists() for kind in KINDS):
        raise FileNotFoundError(f"{directory}: no analysis here; make one with `python -m helpers analyse`")
    if (path := directory / f"{name}.parquet").exists():
        only = None if articles is None or "article_id" not in columns(name) else pc.field("article_id").isin(articles)
        return arrow.frame(name, pq.read_table(path, filters=only))
    if (path := directory / f"{name}.csv").exists():
        parts = [arrow.schema(name).empty_table(), *_batches(path, name, disarmed(directory))]
        table = arrow.frame(name, pa.concat_tables(parts))
        if articles is None or "article_id" not in table:
            return table
        return table[table["article_id"].isin(articles)].reset_index(drop=True)
    return frame(name, [])


def _batches(path: Path, name: str, disarmed: bool) -> Iterator[pa.Table]:
    """Yield a table that lies in a CSV file, so much of it at a time as memory holds."""
    import pyarrow as pa
    import pyarrow.csv

    convert = pa.csv.ConvertOptions(
        column_types=arrow.schema(name), strings_can_be_null=False, true_values=["True"], false_values=["False"]
    )
    parsing = pa.csv.ParseOptions(newlines_in_values=True)
    with pa.csv.open_csv(path, pa.csv.ReadOptions(block_size=1 << 28), parsing, convert) as reader:
        for batch in reader:
            table = arrow.whole(name, pa.Table.from_batches([batch])).select(arrow.schema(name).names)
            columns = [cells.rearmed(column) if disarmed and pa.types.is_string(column.type) else column
                       for column in table.columns]  # fmt: skip
            yield pa.table(columns, schema=table.schema)


def link(parts: list[Path], folder: Path) -> None:
    """Make a folder of parts that takes no room of its own where the file system has hard links."""
    folder.mkdir()
    for number, file in enumerate(parts):
        target = part(folder, number)
        try:
            os.link(file, target)
        except OSError:
            shutil.copy2(file, target)


def part(folder: Path, number: int) -> Path:
    """Return the path of a table's part."""
    return folder / f"part-{number:06d}.parquet"


def write_file(table: pa.Table, path: Path, kind: str) -> None:
    """Write a whole table into one file."""
    import pyarrow.parquet as pq

    if kind == "parquet":
        pq.write_table(table, path)
    else:
        write_csv("", [table], path, table.schema)


def write_csv(
    name: str, tables: Iterable[pa.Table], path: Path, schema: pa.Schema | None = None, disarm: bool = False
) -> None:
    """Write CSV: text in quotation marks, so that '' differs from nothing and line ends come back as they were.

    disarm: for people to open in a spreadsheet; else every cell is exactly what the table holds.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv

    schema = schema or arrow.schema(name)
    written = pa.schema(
        [(field.name, pa.string() if pa.types.is_boolean(field.type) else field.type) for field in schema]
    )
    with pa.csv.CSVWriter(path, written) as writer:
        for table in tables:
            columns = [
                pc.if_else(column, "True", "False") if pa.types.is_boolean(column.type)
                else cells.disarmed(column) if disarm and pa.types.is_string(column.type) else column
                for column in table.columns
            ]  # fmt: skip
            writer.write_table(pa.table(columns, schema=written))
