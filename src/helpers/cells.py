"""Keep a spreadsheet from taking a cell for a formula, and take the cell back as it was.

What we write for people (figures' data, a report's tables, sheets to check) holds words of the articles; a cell that
begins with `=` would be worked out by the spreadsheet that opens it. It is written with an apostrophe before it, as a
spreadsheet's user would; what has apostrophes there already gets one more, so that nothing is lost.
Which first characters count: OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FORMULA = r"\A'*[=+\-@\t\r\n＝＋－＠]"
NUMBER = r"\A[+-]?\d+(\.\d+)?(e[+-]?\d+)?\z"  # stays a number
DISARMED = r"\A'+[=+\-@\t\r\n＝＋－＠]"
_FORMULA, _NUMBER, _DISARMED = (re.compile(rule.replace(r"\z", r"\Z")) for rule in (FORMULA, NUMBER, DISARMED))


def disarm(cell: Any) -> Any:
    """Return a cell that no spreadsheet works out: disarm("=1+1") is "'=1+1"."""
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def rearm(cell: Any) -> Any:
    """Return a cell as it was before `disarm`."""
    return cell[1:] if isinstance(cell, str) and _DISARMED.match(cell) else cell


def csv(data: pd.DataFrame) -> bytes:
    """Return a DataFrame as CSV for people, its cells disarmed."""
    shown = data.copy(deep=False)
    for name in shown.columns:
        if shown[name].dtype.kind not in "biufc":
            shown[name] = shown[name].map(disarm)
    return shown.to_csv(index=False, lineterminator="\n").encode("utf-8")


def read(path: Path) -> pd.DataFrame:
    """Return what `csv` wrote, every cell as text and as it was, however long."""
    import pandas as pd  # the standard library's reader stops at cells of 131,072 characters

    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8").map(rearm)


def disarmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of text with its cells disarmed."""
    import pyarrow.compute as pc

    formula = pc.match_substring_regex(column, FORMULA)
    number = pc.match_substring_regex(column, NUMBER)
    return pc.if_else(pc.and_not(formula, number), pc.binary_join_element_wise("'", column, ""), column)


def rearmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of text as it was before `disarmed`."""
    import pyarrow.compute as pc

    written = pc.match_substring_regex(column, DISARMED)
    return pc.if_else(written, pc.utf8_slice_codeunits(column, 1), column)
