"""Words about numbers, and foreign text made safe to draw, to print and to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


# --------------------------------------------------------------------------------------------------
# Say counts, shares and lists in words of English, as titles, captions and pages need them.


def begun(sentence: str) -> str:
    """Write a sentence's first letter large.

    Args:
        sentence: of any words; '' stays.

    Returns:
        The sentence.

    Example:
        >>> begun("at least 3 events")
        'At least 3 events'
    """
    return sentence[:1].upper() + sentence[1:]


def times(n: int) -> str:
    """Say how often something happens.

    Args:
        n: a count.

    Returns:
        once, twice, then the number with thousands set apart.

    Example:
        >>> times(2), times(1500)
        ('twice', '1,500 times')
    """
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def minus(number: str) -> str:
    """Write a number below nothing with the sign that the scales of figures have, in place of a hyphen.

    Args:
        number: as text.

    Returns:
        The text.

    Example:
        >>> minus(f"{-0.314:+.2f}"), minus(f"{0.5:+.2f}")
        ('−0.31', '+0.50')
    """
    return number.replace("-", "−")


def percent(share: float) -> str:
    """Write a share as a whole per cent; one that is neither nothing nor all never looks like it.

    Args:
        share: from 0 to 1.

    Returns:
        The per cent, with a space before the sign.

    Example:
        >>> percent(0.314), percent(0.001), percent(0.999)
        ('31 %', 'under 1 %', 'over 99 %')
    """
    if 0 < share < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"


def together(names: Sequence[str]) -> str:
    """Join names in a sentence.

    Args:
        names: one or more.

    Returns:
        All, “and” before the last.

    Example:
        >>> together(["Ada", "Bo", "Dan"])
        'Ada, Bo and Dan'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def left_out(unknown: int) -> str:
    """Say how many articles a figure over time leaves out.

    Args:
        unknown: how many have no date.

    Returns:
        A sentence with a space before it; '' for none.
    """
    return f" {counted(unknown, 'article')} without a date {'is' if unknown == 1 else 'are'} left out." * bool(unknown)


def counted(n: int, noun: str) -> str:
    """Write a count with its noun.

    Args:
        n: a count.
        noun: in the singular; its plural takes -s, after -y -ies.

    Returns:
        Both, thousands set apart.

    Example:
        >>> counted(1, "statement"), counted(2, "entry")
        ('1 statement', '2 entries')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{n:,} {noun if n == 1 else plural}"


def plain(text: str, limit: int = 400) -> str:
    """Make foreign text safe to draw: no mathtext, no control or direction characters, bounded length.

    Args:
        text: an article's words.
        limit: characters at most, with the escapes.

    Returns:
        The text on one line, `$` escaped; what is cut ends in …
    """
    text = "".join(char if char.isprintable() else " " for char in text).replace("$", r"\$")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def told(line: str) -> str:
    """Make foreign text safe to write on a terminal: what would steer it, or turn the line round, is spelled out.

    Args:
        line: with a file's name or an article's words in it.

    Returns:
        The line.

    Example:
        >>> told("a\\x1b[2J.pdf: not read")
        'a\\\\x1b[2J.pdf: not read'
    """
    return "".join(char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in line)


def listed(parts: Iterable[object], most: int = 15) -> str:
    """Join the parts of an alt text, saying how many were left out.

    Args:
        parts: what to list; each is cut at a word, at 120 characters.
        most: how many are named.

    Returns:
        A sentence; "nothing to show." for no parts.

    Example:
        >>> listed(["rain", "snow", "hail"], most=2)
        'rain; snow; and 1 more.'
    """
    said = [plain(first_words(str(part), most=120), 240) for part in parts]
    more = f"; and {len(said) - most} more" if len(said) > most else ""
    return ("; ".join(said[:most]) + more or "nothing to show") + "."


def first_words(text: str, most: int = 34) -> str:
    """Make a label of the beginning of a text, cut at a word.

    Args:
        text: of any length; its white space becomes single spaces.
        most: characters kept at most, the closing … not counted.

    Returns:
        The text on one line, or its first words and …

    Example:
        >>> first_words("Rain at last after a long summer", 16)
        'Rain at last …'
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def by_hand(changes: Iterable[str]) -> str:
    """Say how many rows readers corrected, and checked, by hand.

    Args:
        changes: the column `change` of the corrections: set, remove, add, checked.

    Returns:
        One sentence for each of the two; '' for none.

    Example:
        >>> by_hand(["set", "checked", "remove"])
        '2 rows corrected by hand. 1 row checked by hand.'
    """
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
    """Write a cell so that no spreadsheet works it out.

    Args:
        cell: of any type; only text can be a formula, and a number written as text is none.

    Returns:
        The cell, with an apostrophe before it where it needs one.

    Example:
        >>> disarm("=1+1"), disarm("-3.5"), disarm("Rain")
        ("'=1+1", '-3.5', 'Rain')
    """
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def rearm(cell: Any) -> Any:
    """Take back what `disarm` did.

    Args:
        cell: of any type, disarmed or not.

    Returns:
        The cell as it was.

    Example:
        >>> rearm(disarm("'=1+1"))
        "'=1+1"
    """
    return cell[1:] if isinstance(cell, str) and _DISARMED.match(cell) else cell


def csv(data: pd.DataFrame) -> bytes:
    """Write a table as CSV for people, its cells disarmed.

    Args:
        data: any table; its index is left out.

    Returns:
        The file's bytes, in UTF-8, lines ending in \\n.
    """
    shown = data.copy(deep=False)
    for name in shown.columns:
        if shown[name].dtype.kind not in "biufc":
            shown[name] = shown[name].map(disarm)
    return shown.to_csv(index=False, lineterminator="\n").encode("utf-8")


def read(path: Path) -> pd.DataFrame:
    """Read what `csv` wrote.

    Args:
        path: of the file.

    Returns:
        Every cell as text and as it was, however long; '' for an empty one.

    Raises:
        OSError: the file can't be read.
        ValueError: it is no table, or no UTF-8.
    """
    import pandas as pd  # the standard library's reader stops at cells of 131,072 characters

    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8").map(rearm)


def disarmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Do to a column what `disarm` does to a cell.

    Args:
        column: of text.

    Returns:
        The column, as long as before.
    """
    import pyarrow.compute as pc

    formula = pc.match_substring_regex(column, FORMULA)
    number = pc.match_substring_regex(column, NUMBER)
    return pc.if_else(pc.and_not(formula, number), pc.binary_join_element_wise("'", column, ""), column)


def rearmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Do to a column what `rearm` does to a cell.

    Args:
        column: of text.

    Returns:
        The column, as long as before.
    """
    import pyarrow.compute as pc

    written = pc.match_substring_regex(column, DISARMED)
    return pc.if_else(written, pc.utf8_slice_codeunits(column, 1), column)
