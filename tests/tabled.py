"""Cases that stand in tables (`cases/*.csv`): one a line, with what is said of a kind above it."""

from pathlib import Path

import pytest

from helpers.knowledge import rows

FOLDER = Path(__file__).with_name("cases")


def cases(name, **only):
    """Return the columns of a table and its rows, as `parametrize` takes them; only: {column: its cell in these rows}.

    ` // ` stands for the end of a paragraph. A case that fails is named by its line.
    """
    table = [row for row in rows(FOLDER / f"{name}.csv") if only.items() <= row.items()]
    columns = [column for column in table[0] if column not in {"line", *only}]
    values = [[row[column].replace(" // ", "\n\n") for column in columns] for row in table]
    return columns, [pytest.param(*one, id=f"{name} {row['line']}") for row, one in zip(table, values, strict=True)]
