"""Notice texts that are, or hold, what stands around articles: banners, bars, addresses, capitals, broken lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..knowledge import rows

ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
SENTENCE = re.compile(r"[.!?…”\"'’)]\s*$")
EDGE = 1500  # characters at the beginning and the end where furniture stands
FEW = 4  # words up to which a line is a heading, a name, a button
MANY = 6  # such lines one after the other
CAPITALS = 120  # letters from which a text in capitals is one
UPPER, LOWER = re.compile("[A-Z]"), re.compile("[a-z]")
WIDTH = 40, 100  # characters of a line that somebody has broken
PIPES = re.compile(r"^[^|>»›]{1,60}(?: [>»›] [^|>»›]{1,60}){1,6}$|^[^|>»›]{1,40}(?: \| [^|>»›]{1,40}){2,9}$")


def noticed(text: str) -> Iterator[str]:
    """Yield what about a text looks like furniture; the text stays as it is."""
    if ADDRESS.match(text):
        yield "a lone address"
        return
    edges = (text if len(text) <= 2 * EDGE else f"{text[:EDGE]}\n{text[-EDGE:]}").lower()
    for what, words in sorted({what: words for words, what in reversed(_phrases()) if words in edges}.items()):
        yield f"{what} (“{words}”)"
    lines = [line.strip() for line in text[: 4 * EDGE].split("\n")]
    lines = [line for line in lines if line]
    if bar := _bar(lines):
        yield f"a bar of links (“{bar}”)"
    upper, lower = len(UPPER.findall(text, 0, EDGE)), len(LOWER.findall(text, 0, EDGE))
    if upper + lower > CAPITALS and upper > 4 * lower:
        yield "capitals throughout"
    broken = [line for line in lines if WIDTH[0] < len(line) < WIDTH[1] and not SENTENCE.search(line)]
    if len(lines) > 2 * MANY and len(broken) > 0.6 * len(lines):
        yield "lines broken within sentences"


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((row["words"], row["what"]) for row in rows("lexicons/furniture.csv", ("words", "what")))


def _bar(lines: list[str]) -> str:
    """Return a path such as `Home > UK`, or the first of many short lines in a row; '' where there is none."""
    for line in [*lines[:5], *lines[-3:]]:
        if PIPES.match(line) and not SENTENCE.search(line):
            return line
    run = 0
    for at, line in enumerate(lines):
        run = run + 1 if len(line.split()) <= FEW and not SENTENCE.search(line) else 0
        if run == MANY:
            return lines[at - MANY + 1]
    return ""
