"""Let a reader put right what the tools got wrong: `data/corrections.csv`, applied in one place.

A correction names its place by table, article, offsets and the words that stand there, and is checked
against them: where the text or the row is no longer what it was, that is an error, never a silence. The
pipeline applies corrections as soon as a table is made, so that whatever builds on it is right as well.

change      means                                    column, value
`set`       this column of the row at this place     a column's name, its right value
`remove`    there should be no such row
`add`       a row is missing here                    value: `column=value; column=value`
`checked`   somebody looked at the row               value: `right` or `wrong`; of a sentence the number
                                                     of statements it reports (see helpers.trust.sample)
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import figures
from ..knowledge import DATA, rows
from ..tables import TABLES, Correction, Problem, columns

if TYPE_CHECKING:
    import pandas as pd

    from ..parse import Parsed

FILE = DATA / "corrections.csv"
CHANGES = ("set", "remove", "add", "checked")
ROW_ID = {"mentions": "mention_id", "quotes": "quote_id", "timexes": "timex_id"}
WORDS = {"mentions": "surface", "quotes": "content", "timexes": "surface", "sentences": "surface"}
DEFAULTS = {
    "mentions": {"kind": "name", "reason": "by hand"},
    "quotes": {"kind": "indirect", "stance": "neutral"},
}
LOCATED = {"cue", "source"}  # words whose offsets are kept beside them
# What follows from other columns, or tells rows apart, is not for correcting.
KEPT = {
    "article_id",
    "sentence_id",
    "surface",
    "content",
    "cue_start",
    "cue_end",
    "source_start",
    "source_end",
}


class CorrectionError(ValueError):
    """A correction can't be applied; the message names its file, its line, the reason and the way out."""


def read(path: Path | str | None = FILE) -> dict[str, tuple[Correction, ...]]:
    """Return the corrections of one file by article_id; a file that is not there holds none.

    Raises CorrectionError for a line that says what can't be done to any table.
    """
    if path is None or not Path(path).exists():
        return {}
    path = Path(path)
    found: dict[str, list[Correction]] = defaultdict(list)
    names = [field.name for field in fields(Correction) if field.name not in ("was", "place")]
    for row in rows(path, tuple(names)):
        place = f"{path.name} line {row['line']}"
        if not (row["start"].isdigit() and row["end"].isdigit()):
            raise CorrectionError(f"{place}: start and end are whole numbers, not {row['start']!r}, {row['end']!r}")
        known = {name: row[name] for name in names} | {"start": int(row["start"]), "end": int(row["end"])}
        correction = Correction(**known, was="", place=place)
        _check(correction)
        found[correction.article_id].append(correction)
    return {article: tuple(corrections) for article, corrections in found.items()}


def _check(correction: Correction) -> None:
    table, change, place = correction.table, correction.change, correction.place
    if table not in WORDS:
        raise CorrectionError(f"{place}: table {table!r} takes no corrections; {', '.join(WORDS)} do")
    if change not in CHANGES:
        raise CorrectionError(f"{place}: change {change!r} is none of {', '.join(CHANGES)}")
    if change == "set":
        _known(table, correction.column, place)
    if table == "sentences" and (change != "checked" or not correction.value.isdigit()):
        raise CorrectionError(f"{place}: a sentence can be `checked`, its value a number of statements")
    if table != "sentences" and change == "checked" and correction.value not in ("right", "wrong"):
        raise CorrectionError(f"{place}: a checked row is right or wrong, not {correction.value!r}")
    for column in _pairs(correction) if change == "add" else ():
        _known(table, column, place)


def _known(table: str, column: str, place: str) -> None:
    open_columns = [name for name in columns(table) if name not in KEPT | {ROW_ID.get(table)}]
    if column not in open_columns:
        raise CorrectionError(f"{place}: {table} has no column {column!r} to set; there are {', '.join(open_columns)}")


def _pairs(correction: Correction) -> dict[str, str]:
    parts = [part.partition("=") for part in correction.value.split(";") if part.strip()]
    if any(not equals for _, equals, _ in parts):
        raise CorrectionError(f"{correction.place}: expected column=value; column=value, not {correction.value!r}")
    return {name.strip(): value.strip() for name, _, value in parts}


def line(
    table: str, row: Mapping[str, Any], change: str, column: str = "", value: str = "", who: str = "", why: str = ""
) -> str:
    """Write the line that corrects one row, to be put into the file: line("quotes", analysis.quotes.iloc[2], "remove").

    row: of the table, or for `add` a mapping with article_id, start, end and the words.
    Raises CorrectionError for what can't be done to this table.
    """
    words = row[WORDS[table]] if table in WORDS and WORDS[table] in row else row.get("surface", "")
    place = (str(row["article_id"]), int(row["start"]), int(row["end"]), str(words))
    _check(Correction(table, *place, change, column, value, "", who, why, "this line"))
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([table, *place, change, column, value, who, why])
    return written.getvalue()


def unused(corrections: Mapping[str, Sequence[Correction]], seen: Collection[str]) -> list[Problem]:
    """Return a note for each correction of an article that was not among those read."""
    return [
        Problem(correction.place, "correction not used", f"no article {article!r} in this corpus")
        for article, mine in corrections.items()
        if article not in seen
        for correction in mine
    ]


def noted(table: str, done: pd.DataFrame) -> dict[str, Any]:
    """Return what the figures made of a table have to say: the sentence on rows corrected by hand, and [right, wrong].

    done: the table `corrections` of an analysis; {} where nobody corrected or checked anything.
    """
    if done.empty:
        return {}
    verdicts = done[(done["table"] == table) & (done["change"] == "checked")]["value"].value_counts()
    return {
        "by_hand": figures.by_hand(done),
        "checked": [int(verdicts.get(verdict, 0)) for verdict in ("right", "wrong")],
    }


# --------------------------------------------------------------------------- applying


class Corrected:
    """One article's corrections: called with a table's name and rows it puts the rows right.

    done: the corrections applied so far, each with what stood there before.
    """

    def __init__(self, parsed: Parsed, corrections: Sequence[Correction]) -> None:
        self.parsed, self.corrections, self.done = parsed, corrections, list[Correction]()
        self.names: dict[str, tuple[str, str]] = {}

    def __call__(self, table: str, rows: list[Any]) -> list[Any]:
        """Return the rows, corrected; without corrections the very list given."""
        if not self.corrections:
            return rows
        if table == "mentions":
            self.names = {row.actor_id: (row.actor, row.actor_type) for row in rows if row.actor_id}
        rows, done = apply(table, rows, self.corrections, self.parsed, self.names)
        self.done += done
        return rows


def apply(
    table: str,
    rows: Sequence[Any],
    corrections: Iterable[Correction],
    parsed: Parsed,
    names: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[list[Any], list[Correction]]:
    """Apply one article's corrections to the rows of one table.

    names: {actor_id: (actor, actor_type)}, for the columns that follow from an id.
    Returns the rows in their order in the text, and the corrections applied, with what stood there before.
    Raises CorrectionError when the words at a place, or the row, are not what the correction says.
    """
    mine = [correction for correction in corrections if correction.table == table]
    if not mine:
        return list(rows), []
    current: list[Any] = list(rows)
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        at[row.start, row.end].append(number)
    done = []
    for number, correction in enumerate(mine):
        _same_words(correction, parsed.text)
        here = at[correction.start, correction.end]
        if correction.change == "add":
            current.append(_added(correction, parsed, names or {}, f"{correction.table[0]}-by-hand-{number}"))
            done.append(correction)
            continue
        if not here:
            raise CorrectionError(_no_row(correction, at))
        for index in here:
            row = current[index]
            if row is None:
                raise CorrectionError(f"{correction.place}: an earlier line already removed this row")
            if correction.change == "set":
                done.append(replace(correction, was=str(getattr(row, correction.column))))
                current[index] = _set(row, {correction.column: correction.value}, correction, parsed, names or {})
            else:
                done.append(replace(correction, was=correction.surface))
                current[index] = None if correction.change == "remove" else row
    return sorted((row for row in current if row is not None), key=lambda row: (row.start, -row.end)), done


def _same_words(correction: Correction, text: str) -> None:
    now = text[correction.start : correction.end]
    if now != correction.surface:
        moved = text.find(correction.surface)
        hint = f"; the words now stand at {moved}" if moved >= 0 else "; the words are gone: delete the line"
        raise CorrectionError(
            f"{correction.place}: {correction.article_id}[{correction.start}:{correction.end}] is now "
            f"{now!r}, not {correction.surface!r}{hint}"
        )


def _no_row(correction: Correction, at: Mapping[tuple[int, int], list[int]]) -> str:
    near = [f"{s}:{e}" for (s, e), there in sorted(at.items()) if there and s < correction.end and correction.start < e]
    return (
        f"{correction.place}: no row of {correction.table} at {correction.start}:{correction.end} of "
        f"{correction.article_id}; rows there: {', '.join(near) or 'none'} (to make one, use change `add`)"
    )


def _added(correction: Correction, parsed: Parsed, names: Mapping[str, tuple[str, str]], row_id: str) -> Any:
    kind = TABLES[correction.table]
    empty = {"str": "", "int": 0, "float": 0.0, "bool": False}
    row = kind(**{field.name: empty.get(str(field.type)) for field in fields(kind)})
    basis = {"article_id": correction.article_id, "start": correction.start, "end": correction.end}
    if correction.table in ROW_ID:
        basis[ROW_ID[correction.table]] = row_id
    values = DEFAULTS.get(correction.table, {}) | _pairs(correction)
    return _set(replace(row, **basis), values, correction, parsed, names)


def _set(
    row: Any,
    values: Mapping[str, str],
    correction: Correction,
    parsed: Parsed,
    names: Mapping[str, tuple[str, str]],
) -> Any:
    """Return the row with new values, and with what follows from them."""
    types = {field.name: str(field.type) for field in fields(row)}
    new: dict[str, Any] = {name: _typed(value, types[name], correction) for name, value in values.items()}
    for name, follows in (("actor_id", ("actor", "actor_type")), ("speaker_id", ("speaker",))):
        if name in values:
            known = names.get(values[name]) or _name_from_id(values[name])
            new |= {column: known[i] for i, column in enumerate(follows) if column not in values}
    row = replace(row, **new)
    sentence = max(0, bisect_right([sentence.start for sentence in parsed.sentences], row.start) - 1)
    words = {WORDS[correction.table]: parsed.text[row.start : row.end], "sentence_id": sentence}
    row = replace(row, **words)
    located = {}
    for column in LOCATED & set(values):
        located |= _locate(column, values[column], row, parsed, correction)
    if located.get("cue_start") is not None and "cue_lemma" not in values:
        located["cue_lemma"] = parsed.lemma[bisect_right(parsed.start, located["cue_start"]) - 1]
    return replace(row, **located)


def _typed(value: str, kind: str, correction: Correction) -> Any:
    try:
        if value == "" and "None" in kind:
            return None
        return int(value) if kind.startswith("int") else float(value) if kind.startswith("float") else value
    except ValueError as error:
        raise CorrectionError(f"{correction.place}: {correction.column or 'value'}: {error}") from error


def _name_from_id(actor_id: str) -> tuple[str, str]:
    kind, _, name = actor_id.partition(":")
    return name.replace("-", " ").title(), kind


def _locate(column: str, words: str, row: Any, parsed: Parsed, correction: Correction) -> dict[str, Any]:
    """Find the cue or source nearest to the row, in its own sentence first, then anywhere before it."""
    if not words:
        return {column: "", f"{column}_start": None, f"{column}_end": None}
    sentence = parsed.sentences[row.sentence_id]
    for low, high in ((sentence.start, max(sentence.end, row.end)), (0, len(parsed.text))):
        starts = [i for i in range(low, high - len(words) + 1) if parsed.text.startswith(words, i)]
        if starts:
            start = min(starts, key=lambda i: min(abs(i + len(words) - row.start), abs(i - row.end)))
            return {column: words, f"{column}_start": start, f"{column}_end": start + len(words)}
    raise CorrectionError(f"{correction.place}: the {column} {words!r} does not stand in {row.article_id}")
