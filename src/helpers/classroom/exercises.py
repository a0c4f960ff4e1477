"""Check the answer to an exercise: say what is right, or give a hint, but never the answer.

The right answers are nowhere written down. They are computed from the tables of the article at hand, so that the
checks work for any text, and so that no file for students holds them.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from .. import charts, framing, knowledge, sentiment, tokens
from ..charts import telling
from ..estimates import measured
from ..phrases import counted, times

if TYPE_CHECKING:
    from ..analysis import Analysis

BRIEF = 100  # words that a brief may have
NUMBERS = 2  # numbers that it must have, at least
COPIED = 15  # words that a copied place may have: whoever copies a paragraph has not yet found the place
# What may be built on an agreement, from this alpha on; the bounds are Krippendorff's (2004).
MEANINGS = (
    (0.8, "close enough to build on"),
    (0.667, "close enough for careful conclusions only"),
    (0.01, "better than chance, too far apart to build on: the rule, or the text, leaves room"),
    (-1.0, "no better than chance"),
)
NOBODY = "nobody"
T = TypeVar("T")


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

    answer: what the exercise asks for; an empty one gets the hint. Returns the outcome with a message in words.
    Raises KeyError for an exercise that does not exist.
    """
    if number not in CHECKS:
        raise KeyError(f"there is no exercise {number}: they run from 1 to {len(CHECKS)}")
    given = [answer] if isinstance(answer, str | int) else list(answer)
    if not any(str(part).strip() for part in given):
        return Checked(False, row(number)["hint"])
    right, message = CHECKS[number](given, analysis)
    return Checked(right, message if right else f"{message} {row(number)['hint']}".strip())


def plan() -> pd.DataFrame:
    """Return the ten exercises: number, notebook, minutes, title, aim."""
    table = pd.DataFrame(_rows()).drop(columns=["question", "lines", "hint", "headline", "line"])
    return table.astype({"number": int, "minutes": int})


def row(number: int) -> dict[str, str]:
    """Return all that is known about one exercise. Raises KeyError where there is none."""
    return {int(row["number"]): row for row in _rows()}[number]


def of(notebook: str, figures: Mapping[int, T]) -> list[T]:
    """Return those of some figures, given by exercise, whose exercise stands in a notebook."""
    return [figure for number, figure in figures.items() if row(number)["notebook"] == notebook]


def coding(analysis: Analysis) -> list[str]:
    """Return the tool's answer to exercise 3: for each sentence of the first article, who is reported first."""
    article = analysis.articles["article_id"].iloc[0]
    quotes = telling.outer(analysis.quotes[analysis.quotes["article_id"] == article])
    first = quotes.sort_values("start", kind="stable").drop_duplicates("sentence_id").set_index("sentence_id")
    sentences = analysis.sentences[analysis.sentences["article_id"] == article]["sentence_id"]
    return [first["speaker"].get(number, NOBODY) or "someone unnamed" for number in sentences]


def agreement(codings: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Say for each two coders how well they agree: in how many sentences, and Krippendorff's alpha (nominal).

    codings: {name: one entry a sentence}. Names count as the same when one is part of the other, so that "Smith"
    agrees with "Ada Smith". A sentence for which one of them has written nothing is left out. alpha is 1 where they
    agree throughout and 0 where chance would do as well; `meaning` says what may be built on it.
    Raises ValueError when the lists differ in length.
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


# ------------------------------------------------------------------ one function an exercise, by its number


def _ranking(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    table = charts.ranking(analysis)
    wanted = table["n"].head(len(given)).tolist()
    counts = [_count(table, str(name)) for name in given]
    right = sum(one == other for one, other in zip(counts, wanted, strict=False))
    if right == len(given) == len(set(map(_plain, given))) == min(3, len(table)):
        return True, "In this order they are mentioned most."
    return False, f"{right} of {len(given)} stand in the right place."


def _silent(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    table = charts.heard(analysis).data.query("side == 'heard'")
    rows = table[[_same(str(given[0]), actor) for actor in table["actor"]]]
    if rows.empty:
        return False, "No actor of the figure has this name."
    row = rows.iloc[0]
    if row["words"]:
        return False, f"This actor is heard, in {counted(row['statements'], 'statement')}."
    if row["n"] < 5:
        return False, f"Never heard, but mentioned only {times(row['n'])}."
    return True, f"Mentioned {times(row['n'])}, and not one statement is reported. What would you ask?"


def _marked(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    tool = coding(analysis)
    if len(given) != len(tool):
        return False, f"The article has {len(tool)} sentences, your list has {counted(len(given), 'entry')}."
    mine = [str(entry) for entry in given]
    if left := sum(not entry.strip() for entry in mine):
        return False, f"{counted(left, 'entry')} of {len(tool)} still empty."
    row = agreement({"you": mine, "the tool": tool}).iloc[0]
    message = f"You and the tool agree in {row['same']} of {len(tool)} sentences; alpha is {row['alpha']}."
    if row["same"] == len(tool):
        return True, f"{message} Could one read it otherwise?"
    if len(set(map(_plain, mine))) == 1:
        return False, f"{message} You wrote the same for every sentence: look at each of them."
    return True, f"{message} That is {row['meaning']}. Look at each difference: which of you is right, or are both?"


def _distant(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    verbs = analysis.framing[analysis.framing["measure"] == "reporting verb"]
    wanted = int((verbs["value"] == "distancing").sum())
    right = str(given[0]).strip() == str(wanted)
    return right, "So many verbs keep a distance." if right else _number(given[:1], "That is not what the tool counts.")


def _agentless(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    own = analysis.framing[analysis.framing["voice"] == telling.AUTHOR]
    found = own[own["measure"].isin(["agentless", "unnamed source"])]["surface"]
    return _all(given, found, 2, "In these places the text leaves open who.", "Places that the tool finds, too")


def _own_words(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    loaded = analysis.framing[analysis.framing["measure"] == "loaded word"]
    found = loaded[loaded["voice"] == telling.AUTHOR]["surface"]
    return _all(given, found, 3, "These are the reporter's own words.", "Loaded words of the reporter's")


def _feeling(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    judges = {"textblob": sentiment.textblob, "vader": sentiment.vader}
    scores = {name: judge("strongman").score for name, judge in judges.items()}
    name = _plain(given[0])
    if name not in scores:
        return False, "Write the name of one of the two lists."
    return scores[name] > 0, "Its score is above zero." if scores[name] > 0 else "Its score is not above zero."


def _means(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    """Two numbers: the means with all sentences, and without the sentence that is given third (default the last)."""
    judged = analysis.sentiment
    method = judged["method"].min()  # the trained model where it is there: its name comes first
    without = int(given[2]) if len(given) > 2 else int(analysis.sentences["sentence_id"].iloc[-1])
    tables = [judged, judged[judged["sentence_id"] != without]]
    wanted = [str(int(sentiment.by_actor(table, method)["mean"].notna().sum())) for table in tables]
    right = [str(part).strip() for part in given[:2]] == wanted
    wrong = _number(given[:2], "These are not the two numbers.")
    return right, "A mean of few sentences hangs on each of them." if right else wrong


def _earliest(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    begins = sorted(begin for begin in analysis.events["begin"] if begin)
    right = bool(begins) and bool(re.fullmatch(r"\d{4}-\d\d(-\d\d)?", str(given[0]))) and begins[0].startswith(given[0])
    return right, "That is where the events begin." if right else ""


def _brief(given: list[Any], analysis: Analysis) -> tuple[bool, str]:
    from ..article import Article
    from ..parse import parse

    text = " ".join(str(part) for part in given)
    size = sum(is_word for _, _, is_word in tokens.words(text))
    numbers = len(re.findall(r"\d+(?:[.,]\d+)*", text))
    found = framing.find(next(parse([Article("brief", text)])), [], [])
    loaded = sorted({row.surface for row in found if row.measure == "loaded word"})
    faults = [
        f"It has {size} words; {BRIEF} are allowed." if size > BRIEF else "",
        f"It has {counted(numbers, 'number')} in digits; {NUMBERS} are needed." if numbers < NUMBERS else "",
        f"These words judge: {', '.join(loaded)}." if loaded else "",
    ]
    if any(faults):
        return False, " ".join(filter(None, faults))
    return (
        True,
        f"{size} words, {numbers} numbers, and no word that the list calls loaded. Can a reader check each claim?",
    )


CHECKS: dict[int, Callable[[list[Any], Any], tuple[bool, str]]] = {
    1: _ranking, 2: _silent, 3: _marked, 4: _distant, 5: _agentless,
    6: _own_words, 7: _feeling, 8: _means, 9: _earliest, 10: _brief,
}  # fmt: skip


# ------------------------------------------------------------------ comparing what people write


def _all(given: list[Any], found: Iterable[str], least: int, message: str, what: str) -> tuple[bool, str]:
    """Whether enough of the answers hold a place found, which is known by its longest word; each counts once."""
    left = [max(_plain(words).split(), key=len) for words in found]
    answers = dict.fromkeys(_plain(answer) for answer in given if str(answer).strip())
    hits = 0
    for answer in answers:
        words = answer.split()
        place = next((word for word in left if word in words and len(words) <= COPIED), None)
        if place is not None:
            left.remove(place)
            hits += 1
    if hits >= least:
        return True, message
    return False, f"{what}: {hits} of {least}."


def _number(given: list[Any], wrong: str) -> str:
    """Say what is wrong with an answer that should be numbers."""
    digits = all(re.fullmatch(r"\s*\d+\s*", str(part)) for part in given)
    return wrong if digits else "Write numbers in digits, such as 12."


def _count(table: pd.DataFrame, name: str) -> int:
    rows = table[[_same(name, actor) for actor in table["actor"]]]
    return int(rows["n"].iloc[0]) if len(rows) else -1


def _same(answer: str, wanted: str) -> bool:
    """Whether one consists of words of the other: "Smith" for "Ada Smith", and the other way round."""
    one, other = set(_plain(answer).split()), set(_plain(wanted).split())
    return bool(one and other) and (one <= other or other <= one)


def _plain(words: object) -> str:
    kept = re.sub(r"[^\w\s]", " ", str(words).casefold().replace("’s", "").replace("'s", ""))
    return " ".join(word for word in kept.split() if word not in ("the", "a", "an"))


def _merged(entries: Iterable[str]) -> dict[str, str]:
    """Give each entry a label, so that a surname and the full name get the same one."""
    plain = sorted({_plain(entry) for entry in entries}, key=lambda entry: (-len(entry), entry))
    return {entry: next(longer for longer in plain if entry == longer or _same(entry, longer)) for entry in plain}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    columns = ("number", "notebook", "minutes", "title", "aim", "question", "lines", "hint", "headline")
    return tuple(knowledge.rows("exercises.csv", columns))
