"""Draw what kinds of source speak, and who is quoted by the gender that the text gives."""

from __future__ import annotations

import pandas as pd

from ..analysis import MEN, OTHER, UNKNOWN, WOMEN, Analysis
from ..estimates.intervals import Error
from ..figures import OTHERS, Chart
from ..phrases import counted as counted_as
from ..phrases import listed
from . import behind, outer, whiskers
from .certain import surely_people

KINDS = {  # of source, as the table `quotes` has them, and what a figure calls them
    "person": "a person with a name",
    "organisation": "a body that speaks as one",
    "document": "a document",
    "unnamed person": "a person without a name",
    "unnamed group": "people without names",
    "": "not told, or not found",
}
KIND_SHADES = ["#0072b2", "#56b4e9", "#009e73", "#d55e00", "#e69f00", OTHERS]
SHADES = {WOMEN: "#0072b2", MEN: "#e69f00", OTHER: "#009e73", UNKNOWN: OTHERS}
LABELS = {WOMEN: WOMEN, MEN: MEN, OTHER: "another, as the text has it", UNKNOWN: "unknown"}
GROUNDS = {
    "pronouns": "the text’s pronouns",
    "title": "a title",
    "kin word": "a noun such as “actress”",
    "given name": "the given name alone",
}
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
    own = outer(analysis, "source_kind").fillna({"source_kind": ""})
    data = own.groupby("source_kind").agg(n=("first", "sum"), words=("words", "sum"))
    data = data.reindex(list(KINDS), fill_value=0).reset_index()
    whole, alone = int(own["first"].sum()), whiskers.alone(analysis)
    data.insert(2, "share", (data["n"] / max(whole, 1)).round(4))
    errors = [_error(kind, analysis) for kind in KINDS]
    ranges = [whiskers.limits([n], error, whole=whole)[0] for n, error in zip(data["n"], errors, strict=True)]
    title = "What kinds of source speak" if whole or alone else "No statement was found"
    low, high = ranges[0]
    if alone:  # where bodies that look like people (“Network Rail”) count for much
        sure = (own["source_kind"] == "person") & own["speaker_id"].isin(surely_people(analysis))
        low = min(low, int(own.loc[sure, "first"].sum()))
    if whole and whiskers.some((low, high), analysis):
        likely = whiskers.stated(data["n"].iloc[0], (low, high), analysis)
        title = f"Of {counted_as(whole, 'statement')} found, {likely} are those of people with a name"
    about = f"Statements by the kind of source that makes them. {whiskers.note(errors[0], analysis)}"
    written = [f"{n:,}" for n in data["n"]]
    rows = behind(own, "source_kind", KINDS, "quote_id")
    return _bars("sources", title, about, data, "n", ranges, list(KINDS.values()), KIND_SHADES, written, rows)


def by_gender(analysis: Analysis) -> Chart:
    """Draw how many words are quoted of women and men, and of people of whom the text tells nothing.

    Args:
        analysis: whose quoted persons are counted; bodies and documents have no gender. Nothing is drawn of fewer than
            three people, and a group of one person counts as unknown: no guess is shown of somebody alone.

    Returns:
        The figure; its data has a row a group: gender, people, statements, words, low and high (of words).

    Source: after the Gender Gap Tracker (Asr and others 2021); the gender is the column of the table `actors`.
    """
    own = outer(analysis)
    own = own[own["speaker_id"].str.startswith("person:")]
    if own["speaker_id"].nunique() < FEW:
        own = own.head(0)
    known = analysis.everybody.set_index("actor_id")
    gender = own["speaker_id"].map(known["gender"]).fillna(UNKNOWN).replace("", UNKNOWN)
    people = own["speaker_id"].groupby(gender).nunique()
    own = own.assign(gender=gender.replace(dict.fromkeys(people.index[people == 1], UNKNOWN)))
    data = own.groupby("gender").agg(
        people=("speaker_id", "nunique"), statements=("first", "sum"), words=("words", "sum")
    )
    groups = [one for one in SHADES if one in data.index or one != OTHER]
    data = data.reindex(groups, fill_value=0).rename_axis("gender").reset_index()
    error = whiskers.error_of(whiskers.WORDS, analysis)
    ranges = whiskers.limits(data["statements"], error, data["words"])
    one, other = ((n, *pair) for n, pair in zip(data["words"][:2], ranges, strict=False))
    _, low, high = whiskers.difference(one, other)
    title = f"Too few people are quoted to ask by gender: fewer than {FEW}"
    if len(own) and not one[0] + other[0]:
        title = "Of too few who are quoted does the text tell a gender"
    elif len(own):
        title = "Whether more words are quoted of women or of men is not certain"
        unknown = data["words"].iloc[-1]  # whoever they are of
        if low > unknown or -high > unknown:
            more, less = (whiskers.stated(n, (a, b), analysis) for n, a, b in sorted((one, other), reverse=True))
            title = f"More words are quoted of {'women' if low > 0 else 'men'}: {more}"
            title += f", {less} of the others" * bool(one[0] and other[0] and not whiskers.alone(analysis))
            title += ", as far as the text tells"
    by = known["gender_by"].reindex(own["speaker_id"].unique()).value_counts()
    told = [f"of {by[one]:,} from {words}" for one, words in GROUNDS.items() if by.get(one, 0)]
    guessed = f"Gender is guessed: {listed(told) if told else 'here of nobody.'}"
    about = f"Words reported as said by people with a name. {guessed} {whiskers.note(error, analysis)}"
    written = [
        f"{row.words:,} words of {row.people:,} {'person' if row.people == 1 else 'people'}"
        for row in data.itertuples()
    ]
    return _bars(
        "by_gender", title, about, data, "words", ranges, [LABELS[one] for one in groups],
        [SHADES[one] for one in groups], written, behind(own, "gender", groups, "quote_id"),
    )  # fmt: skip


def _error(kind: str, analysis: Analysis) -> Error:
    """Return how statements of a kind of source are miscounted; of a kind too rare to measure, as all are."""
    try:
        return whiskers.error_of(counted(kind).removeprefix(COUNT), analysis)
    except KeyError:
        return whiskers.error_of(whiskers.STATEMENTS, analysis)


def _bars(
    name: str, title: str, about: str, data: pd.DataFrame, column: str, ranges: list, labels: list[str], shades: list,
    written: list[str], rows: list[str],
) -> Chart:  # fmt: skip
    alt = f"Bar chart, {column} of each: " + listed(
        f"{label} {n:,}" for label, n in zip(labels, data[column], strict=True)
    )
    written = [f"{words} ({whiskers.between(pair)})" for words, pair in zip(written, ranges, strict=True)]
    marks = [f"{name} {label}" for label in labels]
    return whiskers.counts(name, title, about, alt, data, column, ranges, labels, shades, written, marks, rows)
