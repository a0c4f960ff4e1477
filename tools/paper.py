"""Put the measured numbers into paper.md: `python tools/paper.py`.

A number is followed by a comment that names its row, `<!--method :: set :: measure-->`, or `… :: n` for what it is a
share of. One that is preceded by `<!--@key-->` is quoted from that work of paper.bib. Comments are not printed.
"""

import re
from pathlib import Path

from helpers.estimates import measured

PAPER = Path(__file__).resolve().parents[1] / "paper.md"
NUMBER = re.compile(r"([\d.]+)<!--([^@>][^>]*?)-->")


def filled(text: str) -> str:
    """Return the text with each number as `data/measured.csv` has it.

    Raises:
        KeyError: a comment names a row that is not there.
    """
    known = {(score.method, score.set, score.measure): score for score in measured.read()}

    def number(found: re.Match[str]) -> str:
        method, name, measure, *of = found[2].split(" :: ")
        score = known[method, name, measure]
        return f"{score.n if of == ['n'] else f'{score.value:g}'}<!--{found[2]}-->"

    return NUMBER.sub(number, text)


if __name__ == "__main__":
    PAPER.write_text(filled(PAPER.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
