"""Keep the tables of an analysis in a folder, one file a table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .tables import columns, frame

if TYPE_CHECKING:
    import pandas as pd


def save(table: pd.DataFrame, directory: Path, name: str, kind: str) -> Path:
    """Write one table as `name.csv` or `name.parquet`: to a temporary name first, then renamed."""
    write: dict[str, Callable[[Path], object]] = {
        "parquet": lambda path: table.to_parquet(path, index=False),
        # All strings in quotation marks: then line ends of any kind within them come back as they were.
        "csv": lambda path: table.to_csv(
            path, index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n"
        ),
    }
    target = directory / f"{name}.{kind}"
    half = directory / f".{name}.{kind}.half"
    write[kind](half)
    half.replace(target)
    return target


def load(directory: Path, name: str) -> pd.DataFrame:
    """Read one table back with its columns and dtypes; a table that was left out is empty.

    Raises FileNotFoundError when the folder holds no analysis.
    """
    import pandas as pd

    if not any((directory / f"articles.{kind}").exists() for kind in ("csv", "parquet")):
        raise FileNotFoundError(f"{directory}: no analysis here; make one with `python -m helpers analyse`")
    if (path := directory / f"{name}.parquet").exists():
        return pd.read_parquet(path)
    if (path := directory / f"{name}.csv").exists():
        return pd.read_csv(path, dtype=columns(name), keep_default_na=False, na_values={
            column: [""] for column, dtype in columns(name).items() if dtype in ("Int64", "float64")
        })  # fmt: skip
    return frame(name, [])
