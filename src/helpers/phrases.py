"""Words about numbers, and foreign text made safe to draw, to print and to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


# --------------------------------------------------------------------------------------------------
# Say counts, shares and lists in words of English, as titles, captions and pages need them.


def times(n: int) -> str:
    """Write a count as words of English: once, twice, 5 times."""
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def percent(share: float) -> str:
    """Write a share of 0 to 1 as a whole per cent: 31 %; one that is neither nothing nor all never looks like it."""
    if 0 < share < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"


def left_out(unknown: int) -> str:
    """Say how many articles a figure over time leaves out; '' for none."""
    return f" {counted(unknown, 'article')} without a date {'is' if unknown == 1 else 'are'} left out." * bool(unknown)


def counted(n: int, noun: str) -> str:
    """Write a count with its noun: 1 statement, 2 statements, 2 entries."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{n:,} {noun if n == 1 else plural}"


def plain(text: str, limit: int = 400) -> str:
    """Make foreign text safe to draw: no mathtext, no control or direction characters, bounded length."""
    text = "".join(char if char.isprintable() else " " for char in text).replace("$", r"\$")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listed(parts: Iterable[object], most: int = 15) -> str:
    """Join parts of an alt text, saying how many were left out."""
    said = [plain(str(part), 120) for part in parts]
    more = f"; and {len(said) - most} more" if len(said) > most else ""
    return ("; ".join(said[:most]) + more or "nothing to show") + "."


def first_words(text: str, most: int = 34) -> str:
    """Return the beginning of a text as a label, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def by_hand(changes: Iterable[str]) -> str:
    """Return the sentence that says how many rows readers corrected, and checked, by hand; '' for none."""
    changes = list(changes)
    checked = changes.count("checked")
    counts = ((len(changes) - checked, "corrected"), (checked, "checked"))
    return " ".join(f"{n} row{'s' * (n != 1)} {what} by hand." for n, what in counts if n)


# --------------------------------------------------------------------------------------------------
# Keep a spreadsheet from taking a cell for a formula, and take the cell back as it was.
#
# What we write for people (figures' data, a report's tables, sheets to check) holds words of the articles; a cell that
# begins with `=` would be worked out by the spreadsheet that opens it. It is written with an apostrophe before it, as a
# spreadsheet's user would; what has apostrophes there already gets one more, so that nothing is lost.
# Which first characters count: OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection).


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
