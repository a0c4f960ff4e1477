"""Put the rows of one article right, as `corrections` says, as soon as a table is made."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ..tables import TABLES, Correction
from .corrections import ROW_ID, WORDS, CorrectionError, pairs, typed

if TYPE_CHECKING:
    from ..parse import Parsed

DEFAULTS = {
    "mentions": {"kind": "name", "reason": "by hand"},
    "quotes": {"kind": "indirect", "stance": "neutral"},
}
LOCATED = {"cue", "source"}  # words whose offsets are kept beside them


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
    measures = [getattr(row, "measure", "") for row in rows]
    done = []
    for number, correction in enumerate(mine):
        _same_words(correction, parsed.text)
        here = at[correction.start, correction.end]
        if correction.table == "framing" and correction.change in ("remove", "checked"):
            here = [index for index in here if measures[index] == correction.column]
        if correction.change == "add":
            here.append(len(current))  # a row added by hand can be checked too
            current.append(_added(correction, parsed, names or {}, f"{correction.table[0]}-by-hand-{number}"))
            measures.append(getattr(current[-1], "measure", ""))
            done.append(correction)
            continue
        if not here:
            raise CorrectionError(_no_row(correction, at))
        for index in here:
            row = current[index]
            if row is None and correction.change == "checked":  # the verdict on a row that was then removed
                done.append(replace(correction, was=correction.surface))
                continue
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
    values = DEFAULTS.get(correction.table, {}) | pairs(correction)
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
    new: dict[str, Any] = {name: typed(value, types[name], correction) for name, value in values.items()}
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
