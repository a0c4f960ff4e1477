"""Say counts, shares and lists in words of English, as titles, captions and pages need them."""

from __future__ import annotations

from collections.abc import Iterable


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
