"""Write a table into a file, a folder of parts or another folder, and read it back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..tables import TABLES, columns, frame
from . import arrow

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

KINDS = ("parquet", "csv")


def save(table: pd.DataFrame, directory: Path, name: str, kind: str) -> Path:
    """Write one DataFrame as the table of this name: to a temporary name first, then renamed."""
    import pyarrow as pa

    target, half = directory / f"{name}.{kind}", directory / f".{name}.{kind}.half"
    write_file(pa.Table.from_pandas(table, arrow.schema(name), preserve_index=False), half, kind)
    half.replace(target)
    return target


def copy(directory: Path, target: Path) -> None:
    """Put the tables of a folder into an empty one: as CSV to look at, or, where they are parts, as these parts.

    What was corrected and what could not be read is always CSV.
    """
    for name in TABLES:
        path = directory / f"{name}.parquet"
        if path.is_dir() and name != "corrections":
            link(sorted(path.iterdir()), target / path.name)
        elif path.exists():
            save(load(directory, name), target, name, "csv")
        elif (path := path.with_suffix(".csv")).exists():
            shutil.copy2(path, target / path.name)


def load(directory: Path, name: str, articles: set[str] | None = None) -> pd.DataFrame:
    """Read one table back with its columns and dtypes; a table that was left out is empty.

    articles: of these alone, where rows belong to articles. Raises FileNotFoundError when the folder holds no analysis.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv
    import pyarrow.parquet as pq

    if not any((directory / f"articles.{kind}").exists() for kind in KINDS):
        raise FileNotFoundError(f"{directory}: no analysis here; make one with `python -m helpers analyse`")
    if (path := directory / f"{name}.parquet").exists():
        only = None if articles is None or "article_id" not in columns(name) else pc.field("article_id").isin(articles)
        return arrow.frame(name, pq.read_table(path, filters=only))
    if (path := directory / f"{name}.csv").exists():
        convert = pa.csv.ConvertOptions(
            column_types=arrow.schema(name), strings_can_be_null=False, true_values=["True"], false_values=["False"]
        )
        parsing = pa.csv.ParseOptions(newlines_in_values=True)
        reading = pa.csv.ReadOptions(block_size=1 << 28)
        table = arrow.frame(name, pa.csv.read_csv(path, reading, parsing, convert))
        if articles is None or "article_id" not in table:
            return table
        return table[table["article_id"].isin(articles)].reset_index(drop=True)
    return frame(name, [])


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


def write_csv(name: str, tables: Iterable[pa.Table], path: Path, schema: pa.Schema | None = None) -> None:
    """Write CSV: text in quotation marks, so that '' differs from nothing and line ends come back as they were."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv

    schema = schema or arrow.schema(name)
    written = pa.schema(
        [(field.name, pa.string() if pa.types.is_boolean(field.type) else field.type) for field in schema]
    )
    with pa.csv.CSVWriter(path, written) as writer:
        for table in tables:
            cells = [
                pc.if_else(column, "True", "False") if pa.types.is_boolean(column.type) else column
                for column in table.columns
            ]
            writer.write_table(pa.table(cells, schema=written))
