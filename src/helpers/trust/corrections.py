"""Let a reader put right what the tools got wrong: `data/corrections.csv`, applied in one place.

A correction names its place by table, article, offsets and the words that stand there, and is checked
against them: where the text or the row is no longer what it was, that is an error, never a silence. The
pipeline applies corrections as soon as a table is made, so that whatever builds on it is right as well.

change      means                                    column, value
`set`       this column of the row at this place     a column's name, its right value
`remove`    there should be no such row              column: of framing, its measure
`add`       a row is missing here                    value: `column=value; column=value`
`checked`   somebody looked at the row               value: `right` or `wrong`; of a sentence the number
                                                     of statements it reports; of a mention's `tone`, the
                                                     column, its name; of framing, the column is its
                                                     measure (see helpers.trust.sample)
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..knowledge import DATA, rows
from ..tables import TABLES, Correction, Problem, columns

if TYPE_CHECKING:
    from ..pipeline import Analysis

FILE = DATA / "corrections.csv"
COLUMNS = ["table", "article_id", "start", "end", "surface", "change", "column", "value", "who", "why"]
CHANGES = ("set", "remove", "add", "checked")
TONES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
ROW_ID = {"mentions": "mention_id", "quotes": "quote_id", "timexes": "timex_id"}
WORDS = {"mentions": "surface", "quotes": "content", "timexes": "surface", "sentences": "surface",
         "events": "surface", "framing": "surface"}  # fmt: skip
# What follows from other columns, or tells rows apart, is not for correcting.
KEPT = {
    "article_id",
    "sentence_id",
    "timex_id",
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
    path = Path(path).resolve()  # a path given is the reader's, not one of the data folder
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in rows(path, tuple(COLUMNS)):
        place = f"{path.name} line {row['line']}"
        if not (row["start"].isdigit() and row["end"].isdigit()):
            raise CorrectionError(f"{place}: start and end are whole numbers, not {row['start']!r}, {row['end']!r}")
        known = {name: row[name] for name in COLUMNS} | {"start": int(row["start"]), "end": int(row["end"])}
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
    if change == "checked" and table == "events":
        raise CorrectionError(f"{place}: events are as right as their time expressions: check timexes")
    if table == "framing" and change in ("remove", "checked") and not correction.column:
        raise CorrectionError(f"{place}: say in `column` which measure of framing is meant: loaded word, hedge …")
    if table == "sentences" and (change != "checked" or not correction.value.isdigit()):
        raise CorrectionError(f"{place}: a sentence can be `checked`, its value a number of statements")
    if change == "checked" and (table, correction.column) == ("mentions", "tone"):
        if correction.value not in TONES:
            raise CorrectionError(f"{place}: a tone is one of {', '.join(TONES)}, not {correction.value!r}")
    elif table != "sentences" and change == "checked" and correction.value not in ("right", "wrong"):
        raise CorrectionError(f"{place}: a checked row is right or wrong, not {correction.value!r}")
    values = pairs(correction) if change == "add" else {correction.column: correction.value}
    for column in values if change == "add" else ():
        _known(table, column, place)
    modalities = (
        [row["modality"] for row in rows("lexicons/modalities.csv", ("modality",))] if table == "events" else []
    )
    if "modality" in values and values["modality"] not in modalities:
        raise CorrectionError(f"{place}: a modality is one of {', '.join(modalities)}, not {values['modality']!r}")


def _known(table: str, column: str, place: str) -> None:
    open_columns = [name for name in columns(table) if name not in KEPT | {ROW_ID.get(table)}]
    if column not in open_columns:
        raise CorrectionError(f"{place}: {table} has no column {column!r} to set; there are {', '.join(open_columns)}")


def pairs(correction: Correction) -> dict[str, str]:
    """Return {column: value} of a row to be added: `column=value; column=value`."""
    parts = [part.partition("=") for part in correction.value.split(";") if part.strip()]
    if any(not equals for _, equals, _ in parts):
        raise CorrectionError(f"{correction.place}: expected column=value; column=value, not {correction.value!r}")
    return {name.strip(): value.strip() for name, _, value in parts}


def typed(value: str, kind: str, correction: Correction) -> Any:
    """Return a value as its column's type has it."""
    try:
        if value == "" and "None" in kind:
            return None
        return int(value) if kind.startswith("int") else float(value) if kind.startswith("float") else value
    except ValueError as error:
        raise CorrectionError(f"{correction.place}: {correction.column or 'value'}: {error}") from error


def line(
    table: str, row: Mapping[str, Any], change: str, column: str = "", value: str = "", who: str = "", why: str = ""
) -> str:
    """Write the line that corrects one row, to be put into the file: line("quotes", analysis.quotes.iloc[2], "remove").

    row: of the table, or for `add` a mapping with article_id, start, end and the words.
    Raises CorrectionError for what can't be done to this table.
    """
    words = row[WORDS[table]] if table in WORDS and WORDS[table] in row else row.get("surface", "")
    place = (str(row["article_id"]), int(row["start"]), int(row["end"]), str(words))
    correction = Correction(table, *place, change, column, value, "", who, why, "this line")
    _check(correction)
    if change == "set":
        typed(value, next(str(field.type) for field in fields(TABLES[table]) if field.name == column), correction)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([table, *place, change, column, value, who, why])
    return written.getvalue()


def correct(
    analysis: Analysis, row_id: str, change: str, column: str = "", value: str = "", who: str = "", why: str = "",
    article_id: str = "", path: Path | str | None = None,
) -> str:  # fmt: skip
    """Return the line that corrects the row which the annotated article names: correct(analysis, "q3", "remove").

    row_id: as it stands there when one points at a mark; article_id: '' where there is one article. path: a file of
    corrections that the line is to be appended to, made where there is none; None writes nothing.
    Raises CorrectionError when there is no such row, when the change can't be made, or when the file has the line.
    """
    table = next((name for name, column in ROW_ID.items() if row_id[:1] == name[0]), "")
    rows = getattr(analysis, table) if table else analysis.mentions[:0]
    fits = rows[rows[ROW_ID[table]] == row_id] if table else rows
    fits = fits[fits["article_id"] == article_id] if article_id else fits
    if fits["article_id"].nunique() != 1:
        known = ", ".join(sorted(set(fits["article_id"]))[:5])
        raise CorrectionError(f"row {row_id!r} stands in several articles: {known}" if known else f"no row {row_id!r}")
    written = line(table, fits.iloc[0], change, column, value, who, why)
    if path is not None:
        _append(Path(path), written)
    return written


def _append(path: Path, written: str) -> None:
    before = path.read_text(encoding="utf-8") if path.exists() else ",".join(COLUMNS) + "\n"
    if written in before:
        raise CorrectionError(f"{path.name} has this line already: {written.strip()}")
    path.write_text(before + "\n" * (not before.endswith("\n")) + written, encoding="utf-8", newline="\n")


def unused(corrections: Mapping[str, Sequence[Correction]], seen: Collection[str]) -> list[Problem]:
    """Return a note for each correction of an article that was not among those read."""
    return [
        Problem(correction.place, "correction not used", f"no article {article!r} in this corpus")
        for article, mine in corrections.items()
        if article not in seen
        for correction in mine
    ]
