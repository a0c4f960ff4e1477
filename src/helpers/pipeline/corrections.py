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
                                                     measure (see helpers.estimates.sample)
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from .. import tables
from ..actors.gazetteer import renewed
from ..analysis import Analysis
from ..corpus import holds_tables
from ..knowledge import DATA, rows
from ..parse import Parsed
from ..phrases import disarm, rearm
from ..tables import CORRECTIONS, ROLES, TABLES, Article, Correction, Problem
from ..timeline.calendar import Period
from ..timeline.outlook import strength

FILE = DATA / "corrections.csv"
CHANGES = ("set", "remove", "add", "checked")
Names = Mapping[str, tuple[str, str]]  # {actor_id: (actor, actor_type)}
DAYS = ("begin", "end_date")
ONE = ("mentions", "quotes", "timexes")  # tables with one row at a place: a second would be counted twice
TIMEX3 = re.compile(  # the forms of its values: what a spreadsheet makes of a day is none
    r"[A-Z]+_REF|P[\dA-Z.]+|T[\dA-Z:]+|[\dX]{2,3}|(?:BC)?[\dX]{4}(?:-W[\dX]{1,2}(?:-(?:[1-7X]|WE))?|-[A-Z\dX]{2}"
    r"(?:-[\dX]{2})?)?(?:T[\dA-Z:.+-]+)?(?:/[\dA-Z:-]+)?"
)
WEEK, DATE = re.compile(r"(\d{4})-W(\d\d)"), re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")
NUMBER = re.compile(r"[0-9]{1,9}")  # of an offset, or of statements
WHOLE = re.compile(r"\.0+$")  # as pandas writes whole numbers of a column with an empty cell
IDS = {"actor_id", "speaker_id"}
DEFAULTS = {"mentions": {"kind": "name", "reason": "by hand"}, "quotes": {"kind": "indirect", "stance": "neutral"}}
SOURCES = {"person": "person", "country": "organisation", "organisation": "organisation", "document": "document"}
LOCATED = {"cue", "source"}  # words whose offsets are kept beside them


class CorrectionError(ValueError):
    """A correction can't be applied; the message names its file, its line, the reason and the way out."""


def beside(source: object) -> Path | None:
    """Find the `corrections.csv` that lies in a folder of articles, or beside a file of them.

    Args:
        source: what the articles are read from; anything but a path, and a folder of tables, has none beside it.

    Returns:
        Its path; None where none does.
    """
    if not isinstance(source, str | Path) or holds_tables(Path(source)):
        return None
    path = ((Path(source) if Path(source).is_dir() else Path(source).parent) / FILE.name).resolve()
    if not path.is_file() or path == FILE.resolve():
        return None
    head = next(iter(rows(path)), {})
    return path if {"table", "change"} & set(head) else None  # else a table of somebody else's that bears the name


def read(path: Path | str | None = FILE) -> dict[str, tuple[Correction, ...]]:
    """Read a file of corrections.

    Args:
        path: of the file; one that is not there holds none, and so does None.

    Returns:
        {article_id: its corrections}, in the order of the file.

    Raises:
        CorrectionError: a line says what can't be done to any table.
        KnowledgeError: the file is no table of corrections.
    """
    if path is None or not Path(path).exists():
        return {}
    path = Path(path).resolve()  # a path given is the reader's, not one of the data folder
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in rows(path, CORRECTIONS):
        place = f"{path.name} line {row['line']}"
        places = {name: WHOLE.sub("", row[name]) for name in ("start", "end")}
        if not all(map(NUMBER.fullmatch, places.values())):
            shown = f"{row['start'][:20]!r}, {row['end'][:20]!r}"
            raise CorrectionError(f"{place}: start and end are whole numbers, not {shown}")
        known: dict[str, Any] = {name: rearm(row[name]) for name in CORRECTIONS}
        known |= {name: int(number) for name, number in places.items()}
        correction = Correction(**known, was="", place=place)
        _check(correction)
        found[correction.article_id].append(correction)
    return {article: tuple(corrections) for article, corrections in found.items()}


def _check(correction: Correction) -> None:
    table, change, place = correction.table, correction.change, correction.place
    if table not in ROLES or table == "sentiment":
        takers = ", ".join(name for name in ROLES if name != "sentiment")
        raise CorrectionError(f"{place}: table {table!r} takes no corrections; {takers} do")
    if change not in CHANGES:
        raise CorrectionError(f"{place}: change {change!r} is none of {', '.join(CHANGES)}")
    if change == "checked" and table == "events":
        raise CorrectionError(f"{place}: events are as right as their time expressions: check timexes")
    if table == "framing" and change in ("remove", "checked") and not correction.column:
        raise CorrectionError(f"{place}: say in `column` which measure of framing is meant: loaded word, hedge …")
    if table == "sentences" and (change != "checked" or not NUMBER.fullmatch(correction.value)):
        raise CorrectionError(f"{place}: a sentence can be `checked`, its value a number of statements")
    if change == "checked" and (table, correction.column) == ("mentions", "tone"):
        if correction.value not in tables.TONES:
            raise CorrectionError(f"{place}: a tone is one of {', '.join(tables.TONES)}, not {correction.value!r}")
    elif table != "sentences" and change == "checked" and correction.value not in ("right", "wrong"):
        raise CorrectionError(f"{place}: a checked row is right or wrong, not {correction.value!r}")
    values = _new_values(correction)
    if change == "add" and table == "mentions" and not values.get("actor_id") and not values.get("actor"):
        raise CorrectionError(f"{place}: say in `value` whom these words mean: actor_id=person:ada-holm")
    for column, value in values.items():
        _check_value(table, column, value, place)


def _check_value(table: str, column: str, value: str, place: str) -> None:
    """Say whether a column may be set, and to this; what hangs on the text is checked when the text is read."""
    if column not in ROLES[table].correctable:
        known = ", ".join(ROLES[table].correctable)
        raise CorrectionError(f"{place}: {table} has no column {column!r} to set; there are {known}")
    if (table == "timexes" and column == "value") or (column in DAYS and value):
        span = _span(value) if TIMEX3.fullmatch(value) else None
        if span is None or (column in DAYS and span != (value, value)):
            raise CorrectionError(
                f"{place}: {value!r} is no {column}, such as {'' if column in DAYS else '2024-03, P3D, '}2024-03-25"
            )
    allowed = tables.VALUES.get((table, column), ())
    if table == "events" and column == "modality":
        allowed = tuple(strength())
    if allowed and value not in allowed:
        shown = ", ".join(name for name in allowed if name)
        raise CorrectionError(f"{place}: a {column} is one of {shown}, not {value!r}")
    if column == "negated" and value not in ("0", "1"):
        raise CorrectionError(f"{place}: negated is 0 or 1, not {value!r}")
    if column in IDS and value and not tables.ACTOR_ID.fullmatch(value):
        like = "person:ada-holm, country:BY, organisation:red-cross"
        raise CorrectionError(f"{place}: {value!r} is no id; ids look like {like}")


def _span(value: str) -> tuple[str, str] | None:
    """Return the first and the last day of a value of TIMEX3, '' where it is none of the calendar; None for no day."""
    try:
        if week := WEEK.fullmatch(value):
            period = Period("week", date.fromisocalendar(int(week[1]), int(week[2]), 1))
        elif found := DATE.fullmatch(value):
            year, month, day = (int(part or 0) for part in found.groups())
            period = Period("day" if day else "month" if month else "year", date(year, month or 1, day or 1))
        else:
            return "", ""
        return period.first.isoformat(), period.last.isoformat()
    except ValueError:
        return None


def _new_values(correction: Correction) -> dict[str, str]:
    """Return {column: value} that a correction sets; {} where it sets nothing."""
    if correction.change == "set":
        return {correction.column: correction.value}
    return pairs(correction) if correction.change == "add" else {}


def pairs(correction: Correction) -> dict[str, str]:
    """Take a row to be added apart: `column=value; column=value`.

    Args:
        correction: whose change is `add`.

    Returns:
        {column: value}.

    Raises:
        CorrectionError: a part has no equals sign.
    """
    parts = [part.partition("=") for part in correction.value.split(";") if part.strip()]
    if any(not equals for _, equals, _ in parts):
        raise CorrectionError(f"{correction.place}: expected column=value; column=value, not {correction.value!r}")
    return {name.strip(): value.strip() for name, _, value in parts}


def typed(value: str, kind: str, correction: Correction) -> Any:
    """Turn a value into what its column's type has.

    Args:
        value: as it stands in the file.
        kind: the type of the field, as the dataclass writes it: str, int, float | None …
        correction: to name its place.

    Returns:
        The value; None for '' where the column may be empty.

    Raises:
        CorrectionError: it is no number.
    """
    try:
        if value == "" and "None" in kind:
            return None
        return int(value) if kind.startswith("int") else float(value) if kind.startswith("float") else value
    except ValueError as error:
        raise CorrectionError(f"{correction.place}: {correction.column or 'value'}: {error}") from error


def line(
    table: str, row: Mapping[str, Any], change: str, column: str = "", value: str = "", who: str = "", why: str = ""
) -> str:
    """Write the line that corrects one row, to be put into the file.

    Args:
        table: its name.
        row: of the table, or for `add` a mapping with article_id, start, end and the words.
        change: set, remove, add or checked.
        column: that is set, or the measure of framing; '' for none.
        value: its right value; '' for none.
        who: says so.
        why: in words.

    Returns:
        The line, with its line end.

    Raises:
        CorrectionError: that can't be done to this table.

    Example:
        >>> row = {"article_id": "a", "start": 0, "end": 4, "surface": "Rain"}
        >>> line("mentions", row, "remove", who="ah")
        'mentions,a,0,4,Rain,remove,,,ah,\\n'
    """
    named = ROLES[table].words if table in ROLES else "surface"
    words = row[named] if named in row else row.get("surface", "")
    place = (str(row["article_id"]), int(row["start"]), int(row["end"]), str(words))
    correction = Correction(table, *place, change, column, value, "", who, why, "this line")
    _check(correction)
    if change == "set":
        typed(value, next(str(field.type) for field in fields(TABLES[table]) if field.name == column), correction)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(map(disarm, [table, *place, change, column, value, who, why]))
    return written.getvalue()


def correct(
    analysis: Analysis, row_id: str, change: str, column: str = "", value: str = "", who: str = "", why: str = "",
    article_id: str = "", path: Path | str | None = None,
) -> str:  # fmt: skip
    """Write the line that corrects the row which the annotated article names: correct(analysis, "q3", "remove").

    Args:
        analysis: that holds the row.
        row_id: as it stands there when one points at a mark.
        change: set, remove or checked.
        column: as for `line`; so are value, who and why.
        value: as there.
        who: as there.
        why: as there.
        article_id: '' where there is one article.
        path: a file of corrections that the line is to be appended to, made where there is none; None writes nothing.

    Returns:
        The line, with its line end.

    Raises:
        CorrectionError: there is no such row, the change can't be made, or the file has the line.
    """
    try:
        row = analysis.row(row_id, article_id)
    except KeyError as error:
        raise CorrectionError(error.args[0]) from error
    written = line(tables.LETTERS[row_id[:1]], row, change, column, value, who, why)
    if path is not None:
        _append(Path(path), written)
    return written


def _append(path: Path, written: str) -> None:
    # line ends inside a cell stay as they are
    before = path.read_bytes().decode("utf-8-sig", "replace") if path.exists() else ""
    if written in before:
        raise CorrectionError(f"{path.name} has this line already: {written.strip()}")
    head = "" if before else ",".join(CORRECTIONS) + "\n"
    if before and not any(line.strip() == ",".join(CORRECTIONS) for line in before.splitlines()):
        wanted = f"first line is {','.join(CORRECTIONS)}"
        raise CorrectionError(f"{path.name}: a line is added only to a table whose {wanted}; add it by hand: {written}")
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(head + "\n" * (bool(before) and not before.endswith("\n")) + written)


def unused(corrections: Mapping[str, Sequence[Correction]], seen: Collection[str]) -> list[Problem]:
    """Note each correction of an article that was not among those read.

    Args:
        corrections: {article_id: its corrections}.
        seen: ids of the articles met.

    Returns:
        A problem for each.
    """
    return [
        Problem(correction.place, "correction not used", f"no article {article!r} in this corpus")
        for article, mine in corrections.items()
        if article not in seen
        for correction in mine
    ]


# --------------------------------------------------------------------------- applying them


class Corrected:
    """One article's corrections: called with a table's name and rows it puts the rows right.

    done: the corrections applied so far, each with what stood there before. newcomers: a note for each id they set that
    no mention of the article and no table of actors has.
    """

    def __init__(self, parsed: Parsed, corrections: Sequence[Correction], listed: Collection[str] = ()) -> None:
        self.parsed, self.corrections, self.listed = parsed, corrections, listed
        self.done, self.newcomers = list[Correction](), list[Problem]()
        self.names: dict[str, tuple[str, str]] = {}

    def __call__(self, table: str, rows: list[Any]) -> list[Any]:
        """Return the rows, corrected; without corrections the very list given."""
        if not self.corrections:
            return rows
        if table == "mentions":
            self._meet(rows)
        rows, done = apply(table, rows, self.corrections, self.parsed, self.names)
        self.done += done
        self.newcomers += [note for correction in done for note in self._new(correction)]
        if table == "mentions":
            self._meet(rows)  # whom a line brought in can be named by another
        return rows

    def _meet(self, rows: Iterable[Any]) -> None:
        self.names |= {row.actor_id: (row.actor, row.actor_type) for row in rows if row.actor_id}

    def _new(self, correction: Correction) -> Iterator[Problem]:
        """Yield a note for an id that nobody had before: a reader's new actor, a slip, or an id of an older version."""
        if correction.change == "checked":
            return
        for column, value in _new_values(correction).items():
            now = _renewed(value, self.names) if column in IDS and value else ""
            if now and now not in self.names and now not in self.listed:
                here = ", ".join(sorted(self.names)) or "none"
                detail = f"{value} was found neither here nor in a table of actors; it counts as a new actor"
                yield Problem(correction.place, "actor not known", f"{detail} (ids in {correction.article_id}: {here})")
                self.names[now] = _told(now)


def apply(
    table: str, rows: Sequence[Any], corrections: Iterable[Correction], parsed: Parsed, names: Names
) -> tuple[list[Any], list[Correction]]:
    """Apply one article's corrections to the rows of one table.

    Args:
        table: its name.
        rows: of the article, in order.
        corrections: of the article, for any table.
        parsed: the article.
        names: {actor_id: (actor, actor_type)}, for the columns that follow from an id.

    Returns:
        The rows in their order in the text, and the corrections applied, with what stood there before.

    Raises:
        CorrectionError: the words at a place, or the row, are not what the correction says.
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
            if table in ONE and any(current[index] for index in here):
                why = "there is such a row (found since, or added twice): delete the line, or `set` a column of the row"
                raise CorrectionError(f"{correction.place}: {why}")
            here.append(len(current))  # a row added by hand can be checked too
            current.append(_added(correction, parsed, names, f"{correction.table[0]}-by-hand-{number}"))
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
                current[index] = _set(row, {correction.column: correction.value}, correction, parsed, names)
            else:
                done.append(replace(correction, was=correction.surface))
                current[index] = None if correction.change == "remove" else row
    return sorted((row for row in current if row is not None), key=lambda row: (row.start, -row.end)), done


def check_words(article: Article, corrections: Iterable[Correction]) -> None:
    """Make sure that corrections are of an article's own words.

    Args:
        article: as it was read.
        corrections: of it.

    Raises:
        CorrectionError: the words of one do not stand in the article, or it leads out of it.
    """
    for correction in corrections:
        _same_words(correction, article.text)
        values = _new_values(correction)
        here = {"start": correction.start, "end": correction.end}
        here |= {name: typed(value, "int", correction) for name, value in values.items() if name in here}
        if not 0 <= here["start"] < here["end"] <= len(article.text):
            raise CorrectionError(
                f"{correction.place}: {here['start']}:{here['end']} is no place in {correction.article_id}, whose text "
                f"goes from 0 to {len(article.text)}"
            )


def _same_words(correction: Correction, text: str) -> None:
    now = text[correction.start : correction.end]
    if now != correction.surface:
        moved = text.find(correction.surface)
        gone = (
            "; with other marks or blanks: copy them from the article"
            if _letters(now) == _letters(correction.surface)
            else ""
        )
        gone = gone or "; the words are gone: delete the line"
        hint = f"; the words now stand at {moved}" if moved >= 0 else gone
        raise CorrectionError(
            f"{correction.place}: {correction.article_id}[{correction.start}:{correction.end}] is now "
            f"{now!r}, not {correction.surface!r}{hint}"
        )


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)


def _no_row(correction: Correction, at: Mapping[tuple[int, int], list[int]]) -> str:
    near = [f"{s}:{e}" for (s, e), there in sorted(at.items()) if there and s < correction.end and correction.start < e]
    return (
        f"{correction.place}: no row of {correction.table} at {correction.start}:{correction.end} of "
        f"{correction.article_id}; rows there: {', '.join(near) or 'none'} (to make one, use change `add`)"
    )


def _added(correction: Correction, parsed: Parsed, names: Names, row_id: str) -> Any:
    kind = TABLES[correction.table]
    empty = {"str": "", "int": 0, "float": 0.0, "bool": False}
    row = kind(**{field.name: empty.get(str(field.type)) for field in fields(kind) if field.init})
    basis = {"article_id": correction.article_id, "start": correction.start, "end": correction.end}
    if correction.table in tables.CHECKS or correction.table in ("framing", "events"):
        basis[ROLES[correction.table].id] = row_id
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
    values = {name: _renewed(value, names) if name in IDS else value for name, value in values.items()}
    new: dict[str, Any] = {name: typed(value, types[name], correction) for name, value in values.items()}
    for column, follows in ROLES[correction.table].follows.items():
        if column in values and follows[0] not in values:
            new |= _followed(column, values[column], follows, names, correction)
    if correction.table == "quotes" and "speaker_id" in new:  # who speaks stands there by hand now, of whatever kind
        kind = SOURCES.get(new["speaker_id"].partition(":")[0], "")
        new = {"speaker_by": "corrected", "source_kind": kind or row.source_kind} | new
    if correction.table == "timexes" and "value" in values:  # the days that figures count follow
        new = dict(zip(DAYS, _span(values["value"]) or (), strict=False)) | new
    row = replace(row, **new)
    sentence = max(0, bisect_right([sentence.start for sentence in parsed.sentences], row.start) - 1)
    words = {ROLES[correction.table].words: parsed.text[row.start : row.end], "sentence_id": sentence}
    row = replace(row, **words)
    located: dict[str, Any] = {}
    for column in LOCATED & set(values):
        located |= _locate(column, values[column], row, parsed, correction)
    if located.get("cue_start") is not None and "cue_lemma" not in values:
        located["cue_lemma"] = parsed.lemma[bisect_right(parsed.start, located["cue_start"]) - 1]
    return replace(row, **located)


def _renewed(actor_id: str, names: Names) -> str:
    """Return an id as this version has it: an actor of the article whose id was another in a version before."""
    now = "" if actor_id in names else renewed(actor_id)
    return now if now in names else actor_id


def _followed(
    column: str, value: str, follows: tuple[str, ...], names: Names, correction: Correction
) -> dict[str, str]:
    """Return what follows from an id (the name and the type) or from a name (the id and the type).

    Raises CorrectionError for a name that nobody, or more than one, bears in this article: a name alone says not who.
    """
    if not value:
        return dict.fromkeys(follows, "")
    if column in IDS:
        return dict(zip(follows, names.get(value) or _told(value), strict=False))
    bearers = sorted(actor for actor, (name, _) in names.items() if name.casefold() == value.casefold())
    if len(bearers) != 1:
        known = ", ".join(sorted(names)) or "none"
        count = "several actors here bear the name" if bearers else "no actor here bears the name"
        raise CorrectionError(
            f"{correction.place}: {count} {value!r}; set {follows[0]} instead, which brings the name along "
            f"(ids in {correction.article_id}: {known})"
        )
    name, kind = names[bearers[0]]  # as it is written elsewhere
    return {column: name, **dict(zip(follows, (bearers[0], kind), strict=False))}


def _told(actor_id: str) -> tuple[str, str]:
    """Return the name and the type that an id alone tells."""
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
