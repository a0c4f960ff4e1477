"""Carry rows in Arrow columns: packed as Parquet between processes and on disk, a DataFrame for the reader."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ..tables import TABLES, columns, keep_dollars

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Packed = bytes  # a Parquet file
PAGE_CHECKS = {"write_page_checksum": True}  # a flipped byte is found when the page is read


@cache
def schema(name: str) -> pa.Schema:
    """Return the Arrow schema of a table, as `tables` says what its columns are."""
    import pyarrow as pa

    types = {"str": pa.string(), "int64": pa.int64(), "Int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    return pa.schema([(column, types[dtype]) for column, dtype in columns(name).items()])


def table(name: str, rows: Iterable[Any]) -> pa.Table:
    """Turn rows into an Arrow table.

    Raises TypeError for a row of another table.
    """
    import pyarrow as pa

    kind, rows = TABLES[name], list(rows)
    if stray := next((row for row in rows if type(row) is not kind), None):
        raise TypeError(f"table {name}: expected rows of {kind.__name__}, got {type(stray).__name__}")
    values = zip(*map(attrgetter(*columns(name)), rows), strict=True) if rows else [[] for _ in columns(name)]
    fields = schema(name)
    return pa.table([pa.array(column, field.type) for column, field in zip(values, fields, strict=True)], schema=fields)


def pack(table: Packed | pa.Table) -> Packed:
    """Return a table as the bytes of a Parquet file; one that is packed already as it is."""
    import pyarrow.parquet as pq

    if isinstance(table, bytes):
        return table
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **PAGE_CHECKS)
    return buffer.getvalue()


def read(packed: Packed | pa.Table) -> pa.Table:
    """Return the table that the bytes of a Parquet file hold; one that is not packed as it is.

    In this thread alone: Arrow's own threads may still hold Python's memory when the interpreter ends, and then
    end it with an abort, or never (apache/arrow issues 34314 and 50482).
    """
    if not isinstance(packed, bytes):
        return packed
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(pa.BufferReader(packed), pre_buffer=False) as file:
        return file.read(use_threads=False)


def unpack(name: str, packed: Sequence[Packed | pa.Table], near: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return what `pack` packed, one after the other, as one DataFrame; near: see `with_near`."""
    import pyarrow as pa

    table = pa.concat_tables([schema(name).empty_table(), *map(read, packed)])
    return frame(name, with_near(table, near) if near else table)


def whole(name: str, table: pa.Table) -> pa.Table:
    """Return a table with all columns of this name: what an earlier version did not write stands as in no row.

    Raises ValueError where a column is missing that says something of every row.
    """
    import pyarrow as pa

    usual = {field.name: field.default for field in fields(TABLES[name])}
    for column in [column for column in columns(name) if column not in table.column_names]:
        if usual[column] is MISSING:
            raise ValueError(
                f"table {name}: no column {column!r}: an earlier version of the helpers wrote it, or something else; "
                "run `python -m helpers analyse SOURCE --out FOLDER --overwrite` to renew this folder"
            )
        kind = schema(name).field(column)
        table = table.append_column(kind, pa.array([usual[column]] * table.num_rows, kind.type))
    return table.select(list(columns(name)))


def with_near(table: pa.Table, near: Mapping[str, str]) -> pa.Table:
    """Return the table of articles with the clusters that a whole corpus gives (see helpers.corpus.near)."""
    import pyarrow as pa

    ids = table["article_id"].to_pylist()
    if near.keys().isdisjoint(ids):
        return table
    at = table.schema.get_field_index("near")
    return table.set_column(at, table.schema.field(at), pa.array([near.get(one, one) for one in ids], pa.string()))


def frame(name: str, table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame with the table's columns and dtypes."""
    import pandas as pd

    keep_dollars()
    wanted, table = columns(name), whole(name, table)
    counts = {column: pd.Int64Dtype() for column, dtype in wanted.items() if dtype == "Int64"}
    data = {}
    for column, dtype in wanted.items():
        values = table.column(column)
        data[column] = pd.Series(
            counts[column].__from_arrow__(values) if column in counts else values.to_pandas(), dtype=dtype
        )
    return pd.DataFrame(data)
