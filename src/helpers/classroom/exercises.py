"""Check the answer to an exercise: say what was compared, give a hint, but never the answer.

The right answers are nowhere written down. They are computed from the tables of the article at hand, so that the
checks work for any text, and so that no file for students holds them. `sheet` says what an exercise accepts,
`answers.judge` compares. `tests/verdicts.csv` is the specification: answers to the seed with their verdicts.
"""

from __future__ import annotations

import html
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from .. import knowledge
from ..analysis import Analysis
from ..estimates import measured
from . import answers
from .answers import Sheet
from .sheets import SHEETS, coded, sheet

# What may be built on an agreement, from this alpha on; the bounds are Krippendorff's (2004).
MEANINGS = (
    (0.8, "close enough to build on"),
    (0.667, "close enough for careful conclusions only"),
    (0.01, "better than chance, too far apart to build on: the rule, or the text, leaves room"),
    (-1.0, "no better than chance"),
)
TOLD = ("aim", "question", "lines", "hint", "headline", "figure", "entry")  # columns of `exercises.csv`
NOBODY, UNNAMED = "nobody", "someone unnamed"


@dataclass(frozen=True)
class Checked:
    """The outcome of a check; a notebook shows its message."""

    right: bool
    message: str

    def __repr__(self) -> str:
        return ("✓ " if self.right else "Not yet. ") + self.message

    def _repr_html_(self) -> str:
        return f"<p class='mathjax_ignore'>{html.escape(repr(self))}</p>"


def check(number: int, answer: Any, analysis: Analysis) -> Checked:
    """Check an answer to exercise 1 to 10.

    Args:
        number: the exercise's.
        answer: what it asks for, as text, number or list; an empty one gets the hint.
        analysis: of the articles that the exercise is about.

    Returns:
        The outcome, with a message that says what was compared.

    Raises:
        KeyError: for an exercise that does not exist.
    """
    if number not in SHEETS:
        raise KeyError(f"there is no exercise {number}: they run from 1 to {len(SHEETS)}")
    given = _entries(answer)
    if not any(map(answers.written, given)):
        return Checked(False, row(number)["hint"])
    asked = sheet(number, analysis)
    right, message = answers.judge(asked, given)
    if right and number == 3 and len(given) == asked["fields"]:
        message = f"{message} {_alpha(given, analysis, asked)}"
    return Checked(right, message if right else f"{message} {row(number)['hint']}".strip())


def _entries(answer: Any) -> list[Any]:
    """Return what was written as a list: one text or number is a list of one."""
    if answer is None or isinstance(answer, str) or not isinstance(answer, Iterable):
        return [answer]
    return list(answer.values()) if isinstance(answer, Mapping) else list(answer)


def plan() -> pd.DataFrame:
    """Return the ten exercises.

    Returns:
        One row an exercise: number, notebook, minutes, title, aim.
    """
    table = pd.DataFrame(_rows()).drop(columns=[*TOLD[1:], "line"])
    return table.astype({"number": int, "minutes": int})


def row(number: int) -> dict[str, str]:
    """Return all that is known about one exercise.

    Args:
        number: the exercise's.

    Returns:
        {column of `exercises.csv`: cell}.

    Raises:
        KeyError: where there is none.
    """
    return {int(row["number"]): row for row in _rows()}[number]


def asking(source: str) -> str:
    """Put a question over each figure that an exercise asks about, where its finding would tell the answer.

    Args:
        source: of a notebook's cell.

    Returns:
        The source, in which the calls that draw such figures (`figure` in `exercises.csv`) are followed by `asking`.
    """
    for call, question in questions().items():
        drawn = rf"(?<![\w.])({re.escape(call)}\([^()]*\))(?!\.asking)"
        source = re.sub(drawn, rf'\1.asking("{question}")', source)
    return source


def questions() -> dict[str, str]:
    """Return the question that stands over each figure whose finding would tell an answer.

    Returns:
        {the call that draws the figure: its question}.
    """
    pairs = (zip(row["figure"].split("|"), row["headline"].split("|"), strict=True) for row in _rows())
    return {call: question for pair in pairs for call, question in pair if call}


def coding(analysis: Analysis) -> list[str]:
    """Return the tool's answer to exercise 3: for each sentence of the first article, who is reported first.

    Args:
        analysis: whose first article is read.

    Returns:
        One name a sentence, or "nobody".
    """
    return [NOBODY if who is None else analysis.names.get(who, UNNAMED) for who in coded(analysis)]


def _alpha(given: Sequence[Any], analysis: Analysis, asked: Sheet) -> str:
    """Say how well a coding agrees with the tool's, chance taken off."""
    labels = answers.coded(asked, [answers.written(part) for part in given], asked["forms"].get)
    ids = {number: actor for number, actor in enumerate(analysis.everybody["actor_id"], 2)}
    mine = [NOBODY if label == 0 else analysis.names.get(ids.get(label or 1, ""), UNNAMED) for label in labels]
    alpha = agreement({"you": mine, "the tool": coding(analysis)}).iloc[0]["alpha"]
    return f"Krippendorff's alpha is {alpha}: that is {_meaning(alpha)}."


def agreement(codings: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Say for each two coders how well they agree: in how many sentences, and Krippendorff's alpha (nominal).

    Args:
        codings: {name: one entry a sentence}. Names count as the same when one is part of the other, so that "Smith"
            agrees with "Ada Smith". A sentence for which one of them has written nothing is left out.

    Returns:
        One row a pair: who, same, sentences, alpha (1 where they agree throughout, 0 where chance would do as well;
        Krippendorff 2004) and meaning, which says what may be built on it.

    Raises:
        ValueError: when the lists differ in length.
    """
    if len({len(entries) for entries in codings.values()}) > 1:
        sizes = ", ".join(f"{name} {len(entries)}" for name, entries in codings.items())
        raise ValueError(f"one entry for each sentence, please: {sizes}")
    labels = _merged(entry for entries in codings.values() for entry in entries)
    rows, names = [], list(codings)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            both = zip(codings[one], codings[other], strict=True)
            pairs = [(labels[a], labels[b]) for a, b in (map(_plain, pair) for pair in both) if a and b]
            alpha = round(measured.alpha(list(zip(*pairs, strict=True))), 2) if pairs else math.nan
            rows.append((f"{one} and {other}", sum(a == b for a, b in pairs), len(pairs), alpha, _meaning(alpha)))
    return pd.DataFrame(rows, columns=["who", "same", "sentences", "alpha", "meaning"])


def _meaning(alpha: float) -> str:
    return next((words for least, words in MEANINGS if alpha >= least), "nothing to compare yet")


# ------------------------------------------------------------------ comparing what people write


def _same(answer: str, wanted: str) -> bool:
    """Whether one consists of words of the other: "Smith" for "Ada Smith", and the other way round."""
    one, other = set(_plain(answer).split()), set(_plain(wanted).split())
    return bool(one and other) and (one <= other or other <= one)


def _plain(entry: object) -> str:
    """Return an entry in its plain form; whatever stands for nobody is one word."""
    text, form = str(entry).strip(), answers.plain(str(entry))
    return NOBODY if text and (not form or form in answers.words("nobody")) else form


def _merged(entries: Iterable[str]) -> dict[str, str]:
    """Give each entry a label, so that a surname and the full name get the same one."""
    plain = sorted({_plain(entry) for entry in entries}, key=lambda entry: (-len(entry), entry))
    return {entry: next(longer for longer in plain if entry == longer or _same(entry, longer)) for entry in plain}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(knowledge.rows("exercises.csv", ("number", "notebook", "minutes", "title", *TOLD)))


# ------------------------------------------------------------------ a name without quotation marks


def _help_with_names() -> None:
    """In a notebook, answer `answer = Ukraine` with one line instead of a traceback."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.set_custom_exc((NameError,), _one_line)


def _one_line(shell: Any, kind: type[BaseException], error: BaseException, trace: Any, **_: Any) -> None:
    """Print how a bare word becomes an answer; any other error, and any other cell, keeps its traceback."""
    name = getattr(error, "name", "") or ""
    here = getattr(shell.history_manager, "input_hist_raw", [""])[-1]
    if "exercises." in here and re.search(rf"=.*\b{re.escape(name)}\b", here):
        print(f'Words stand between quotation marks: write "{name}" in the place of {name}, and run the cell again.')
    else:
        shell.showtraceback((kind, error, trace))


_help_with_names()
