"""Draw what kinds of source speak, and who is quoted by the gender that the text gives."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from .. import figures
from ..analysis import MEN, OTHER, UNKNOWN, WOMEN, Analysis
from ..estimates.intervals import Error
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import counted as counted_as
from ..phrases import listed
from . import actor_axis, telling, whiskers
from .certain import surely_people

KINDS = {  # of source, as the table `quotes` has them, and what a figure calls them
    "person": "a person with a name",
    "organisation": "a body that speaks as one",
    "document": "a document",
    "unnamed person": "a person without a name",
    "unnamed group": "people without names",
    "": "not told, or not found",
}
GENDERS = (WOMEN, MEN, OTHER, UNKNOWN)
LABELS = {OTHER: "another, as the text has it", UNKNOWN: "unknown"}
SHADES = {WOMEN: "#0072b2", MEN: "#e69f00", OTHER: "#009e73", UNKNOWN: figures.OTHERS}
FEW = 3  # people without whom nothing is drawn: a guess about one or two of them would be a guess about somebody
COUNT = "count: "  # what a method that counts is called in data/measured.csv


def counted(kind: str) -> str:
    """Name the method under which `data/measured.csv` has the error of counting statements by a kind of source.

    Args:
        kind: as in the column `source_kind`.

    Returns:
        The method's name.

    Example:
        >>> counted("document")
        'count: statements of a source: document'
    """
    return f"{COUNT}statements of a source: {kind or 'none'}"


def sources(analysis: Analysis) -> Chart:
    """Draw how many statements each kind of source makes: people and bodies, documents, and who has no name.

    Args:
        analysis: whose statements are counted; one within another counts for the outer source alone, and what was not
            said counts nowhere.

    Returns:
        The figure; its data has a row a kind: source_kind, n (statements), share (of all), words, low and high (of n).

    Source: the kinds are those of the Markkula Center for Applied Ethics' benchmark of news sources (2026).
    """
    outer = telling.outer(analysis, "source_kind")
    outer = outer.assign(key=outer["article_id"] + "#" + outer["quote_id"])
    whole = outer["key"].nunique()
    groups = {kind: outer[outer["source_kind"].fillna("") == kind] for kind in KINDS}
    rows = [(kind, own["key"].nunique(), int(own["words"].sum())) for kind, own in groups.items()]
    data = pd.DataFrame(rows, columns=["source_kind", "n", "words"])
    data.insert(2, "share", (data["n"] / max(whole, 1)).round(4))
    errors = [_error(kind, analysis) for kind in data["source_kind"]]
    ranges = [whiskers.limits([n, 1], error, whole=whole)[0] for n, error in zip(data["n"], errors, strict=True)]
    title = "What kinds of source speak" if whiskers.alone(analysis) else "No statement was found"
    if whole:
        persons = groups["person"]
        named, (low, high) = persons["key"].nunique(), ranges[0]
        if whiskers.alone(analysis):  # where bodies that look like people (“Network Rail”) count for much
            low = min(low, persons.loc[persons["speaker_id"].isin(surely_people(analysis)), "key"].nunique())
        likely = whiskers.stated(named, (low, high), analysis)
        title = f"Of {counted_as(whole, 'statement')} found, {likely} are those of people with a name"
        title = title if whiskers.some((low, high), analysis) else "What kinds of source speak"
    about = "Statements by the kind of source that makes them."
    return _bars(
        "sources", analysis, title, about, data, ranges, [KINDS[kind] for kind in data["source_kind"]],
        ["#0072b2", "#56b4e9", "#009e73", "#d55e00", "#e69f00", figures.OTHERS],
        [groups[kind] for kind in data["source_kind"]], errors[0], lambda row: f"{row.n:,}", "n",
    )  # fmt: skip


def by_gender(analysis: Analysis) -> Chart:
    """Draw how many words are quoted of women and men, and of people of whom the text tells nothing.

    Args:
        analysis: whose quoted persons are counted; bodies and documents have no gender. Nothing is drawn of fewer than
            three people, and a group of one person counts as unknown: no guess is shown of somebody alone.

    Returns:
        The figure; its data has a row a group: gender, people, statements, words, low and high (of words).

    Source: after the Gender Gap Tracker (Asr and others 2021); the gender is the column of the table `actors`.
    """
    outer = telling.outer(analysis)
    outer = outer[outer["speaker_id"].str.startswith("person:")]
    outer = outer.assign(key=outer["article_id"] + "#" + outer["quote_id"])
    known = analysis.everybody.set_index("actor_id")
    outer = outer.assign(gender=outer["speaker_id"].map(known["gender"]).fillna(UNKNOWN).replace("", UNKNOWN))
    people = outer.drop_duplicates("speaker_id")["gender"].value_counts()
    alone = [gender for gender in GENDERS if people.get(gender, 0) == 1]
    outer = outer.assign(gender=outer["gender"].where(~outer["gender"].isin(alone), UNKNOWN))
    if outer["speaker_id"].nunique() < FEW:
        outer = outer.head(0)
    groups = {gender: outer[outer["gender"] == gender] for gender in GENDERS}
    rows = [
        (gender, own["speaker_id"].nunique(), own["key"].nunique(), int(own["words"].sum()))
        for gender, own in groups.items()
        if len(own) or gender != OTHER
    ]
    data = pd.DataFrame(rows, columns=["gender", "people", "statements", "words"])
    error = whiskers.error_of(whiskers.WORDS, analysis)
    ranges = whiskers.limits(data["statements"], error, data["words"])
    first, last = (data.set_index("gender")["words"][gender] for gender in (WOMEN, MEN))
    one, other = ((row.words, *pair) for row, pair in zip(data.head(2).itertuples(), ranges, strict=False))
    _, low, high = whiskers.difference(one, other)
    title = f"Too few people are quoted to ask by gender: fewer than {FEW}"
    if len(outer) and not first + last:
        title = "Of too few who are quoted does the text tell a gender"
    elif len(outer):
        title = "Whether more words are quoted of women or of men is not certain"
        unknown = int(data.loc[data["gender"] == UNKNOWN, "words"].sum())  # whoever they are of
        if low > unknown or -high > unknown:
            more, less = (whiskers.stated(n, (a, b), analysis) for n, a, b in sorted((one, other), reverse=True))
            title = f"More words are quoted of {'women' if low > 0 else 'men'}: {more}"
            title += f", {less} of the others" * bool(first and last and not whiskers.alone(analysis))
            title += ", as far as the text tells"
    about = f"Words reported as said by people with a name. Gender is guessed: {_grounds(outer, known)}."
    return _bars(
        "by_gender", analysis, title, about, data, ranges, [LABELS.get(one, one) for one in data["gender"]],
        [SHADES[one] for one in data["gender"]], [groups[one] for one in data["gender"]], error,
        lambda row: f"{row.words:,} words of {row.people:,} {'person' if row.people == 1 else 'people'}", "words",
    )  # fmt: skip


def _error(kind: str, analysis: Analysis) -> Error:
    """Return how statements of a kind of source are miscounted; of a kind too rare to measure, as all are."""
    try:
        return whiskers.error_of(counted(kind).removeprefix(COUNT), analysis)
    except KeyError:
        return whiskers.error_of(whiskers.STATEMENTS, analysis)


def _grounds(outer: pd.DataFrame, known: pd.DataFrame) -> str:
    """Say from what the gender of how many people is guessed."""
    by = known["gender_by"].reindex(outer["speaker_id"].unique()).value_counts()
    told = [f"of {by[one]:,} from {words}" for one, words in GROUNDS.items() if by.get(one, 0)]
    return listed(told).rstrip(".") if told else "here of nobody"


GROUNDS = {
    "pronouns": "the text’s pronouns",
    "title": "a title",
    "kin word": "a noun such as “actress”",
    "given name": "the given name alone",
}


def _bars(
    name: str, analysis: Analysis, title: str, about: str, data: pd.DataFrame, ranges: list, labels: list[str],
    shades: list[str], groups: list[pd.DataFrame], error: Error, text: Callable[..., str], column: str,
) -> Chart:  # fmt: skip
    """Draw one bar a row, with its interval."""
    with figures.style():
        about = f"{about} {whiskers.note(error, analysis)}"
        figure, axes = figures.canvas(1.5 + 0.36 * max(len(data), 1), title, about)
        written = [
            f"{text(row)} ({whiskers.between(pair)})" for row, pair in zip(data.itertuples(), ranges, strict=True)
        ]
        bars = whiskers.bars(axes, data[column], ranges, shades, whiskers.room(written))
        marks = [mark(bar, f"{name} {label}") for bar, label in zip(bars, labels, strict=True)]
        for place, (found, pair) in enumerate(zip(data[column], ranges, strict=True)):
            figures.beside(axes, written[place], (max(found, pair[1]), place), color=INK if found else FAINT)
        actor_axis(axes, labels)
    table = whiskers.columns(data, ranges).assign(
        mark=marks, evidence=[evidence(own["article_id"], own["quote_id"]) for own in groups]
    )
    alt = f"Bar chart, {column} of each: " + listed(
        f"{label} {getattr(row, column):,}" for label, row in zip(labels, table.itertuples(), strict=True)
    )
    return Chart(name, figure, title, alt, table, f"{title}.")
