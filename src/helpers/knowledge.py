"""Read the knowledge tables: word lists, cues, countries live in data files, never in code.

A knowledge file is a CSV in UTF-8 whose first lines start with `#` and say what it is, its source and
its licence. Nothing is fetched. What the methods need lies in the package; what readers edit and look at lies in
`data/`: the clone's, or where the package is installed without one, the copy that it carries.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent  # lexicons/, models/, palette.csv: what the methods need
CLONE = PACKAGE.parents[1]
DATA = CLONE / "data" if (CLONE / "pyproject.toml").is_file() else PACKAGE / "data"


CHECKSUMS = "models/checksums.csv"
ORDINARY = ("textblob/en/en-lexicon.txt", "textblob/en/en-spelling.txt")
COMMIT = PACKAGE / "commit.txt"  # in a wheel: the commit that it was built from


class KnowledgeError(ValueError):
    """A knowledge file is missing or a line of it is wrong; the message names the file and the line."""


class ModelError(OSError):
    """A model is missing or is not the one that is pinned; the message says the way out."""


@cache
def fingerprint(path: Path) -> str:
    """Work out the SHA-256 over a model's files, by name and content.

    Args:
        path: one file, or a folder of them; what Python compiled there is left out.

    Returns:
        The digest, in hexadecimal digits.
    """
    digest = hashlib.sha256()
    files = [path] if path.is_file() else sorted(path.rglob("*"), key=lambda file: file.relative_to(path).parts)
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def verify(name: str, path: Path) -> Path:
    """Make sure that a model is the one this project was tested with.

    Args:
        name: its name in `src/helpers/models/checksums.csv`.
        path: where it lies, a file or a folder.

    Returns:
        The path.

    Raises:
        ModelError: the checksum there is another.
    """
    if fingerprint(path) != lookup(CHECKSUMS, "model", "sha256").get(name):
        raise ModelError(f"model {name!r} in {path} is not the pinned one (its checksum differs): install it anew")
    return path


@cache
def weights(model: str) -> dict[str, tuple[float, ...]]:
    """Read the weights of a linear model.

    Args:
        model: its folder in `models/`.

    Returns:
        {feature: its weights}; a feature stands last on its line, for it may hold a comma.
    """
    lines = (PACKAGE / f"models/{model}/weights.csv").read_text(encoding="utf-8").split("\n")
    many, *cells = [line for line in lines if line and line[0] != "#"]
    split = [line.split(",", many.count(",")) for line in cells]
    return {feature: tuple(map(float, row)) for *row, feature in split}


def rows(path: Path | str, required: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Read one knowledge file.

    Args:
        path: absolute, or relative to the package or, where it is not there, to `data/`.
        required: columns that it must have.

    Returns:
        {column: cell} for each row, white space around cells stripped, and its line number under `line`.

    Raises:
        KnowledgeError: the file is missing or no text, a required column is not there, or a row has more or fewer
            cells than the header.
    """
    path = PACKAGE / path if (PACKAGE / path).exists() else DATA / path
    try:
        body = list(_records(_decoded(path.read_bytes())))  # line ends inside a cell stay as they are
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read ({error}); save it as CSV in UTF-8") from error
    if not body:
        raise KnowledgeError(f"{path.name}: no header line: write one, or remove the file")
    mark = next((mark for mark in ",;\t" if mark in body[0][1]), ",")  # as spreadsheets of some countries part cells
    header = [cell.strip() for cell in next(csv.reader([body[0][1]], delimiter=mark))]
    if missing := [column for column in required if column not in header]:
        wanted = f"; its first line should be {','.join(required)}"
        raise KnowledgeError(f"{path.name}: no column {', '.join(missing)}{wanted}")
    table = []
    for number, line in body[1:]:
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
        except csv.Error as error:  # it takes no cell of more than 131,072 characters
            raise KnowledgeError(f"{path.name} line {number}: {error}; is a quotation mark left open?") from error
        if not any(cells):  # a row that a spreadsheet left behind
            continue
        if len(cells) != len(header):
            wanted = f"{len(cells)} cells where the header has {len(header)}"
            left = "; is a quotation mark left open?" if line.count('"') % 2 else ""
            raise KnowledgeError(f"{path.name} line {number}: {wanted}{left}")
        table.append(dict(zip(header, cells, strict=True)) | {"line": str(number)})
    return table


@cache
def commit() -> str:
    """Name the commit that the code and its data are of.

    Returns:
        Twelve letters of the last commit that changed either; a `+` says that files were changed since. '' where
        nobody knows, as in a copy without its history.
    """
    if COMMIT.is_file():
        return COMMIT.read_text(encoding="ascii").strip()
    git = ["git", "--no-optional-locks", "-C", str(CLONE)]
    told: dict[str, Any] = {"capture_output": True, "text": True, "check": True}
    if not (CLONE / ".git").exists():  # inside somebody else's, git would answer for theirs
        return ""
    try:  # our own words alone go to git
        last = subprocess.run([*git, "log", "-1", "--abbrev=12", "--format=%h", "--", "src", "data"], **told)  # noqa: S603
        changed = subprocess.run([*git, "status", "--porcelain", "--", "src", "data"], **told)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
    return last.stdout.strip() + ("+" if changed.stdout.strip() else "")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, so that one such row leaves the others as they are."""
    if not isinstance(error, UnicodeDecodeError) or error.encoding.startswith(("utf-16", "utf-32")):
        return "\ufffd", error.end if isinstance(error, UnicodeDecodeError) else 0
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252", _as_windows)


def _decoded(data: bytes) -> str:
    """Return what a spreadsheet saved as CSV: UTF-8, UTF-16 with its mark, or Windows-1252."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16") if wide else data.decode("utf-8-sig", "windows-1252")


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Yield the records of a CSV file with their line numbers: a cell in quotation marks may go over several lines."""
    ends = "\n" if "\n" in text else "\r"  # some spreadsheets write the old Macintosh's
    record: list[str] = []
    first, inside = 0, False
    for number, line in enumerate(text.split(ends), 1):
        if not record and (not line.strip() or line.startswith("#")):
            continue
        first = first if record else number
        record.append(line)
        inside ^= line.count('"') % 2 == 1
        if not inside:
            yield first, ends.join(record)
            record = []
    if record:
        yield first, ends.join(record)


@cache
def words(path: str, column: str = "word") -> frozenset[str]:
    """Read one column of a knowledge file as a set of words.

    Args:
        path: as `rows` takes it.
        column: its name; it must be there.

    Returns:
        The words as they stand there, empty cells left out.

    Raises:
        KnowledgeError: as `rows` does.
    """
    return frozenset(row[column] for row in rows(path, (column,)) if row[column])


@cache
def _ordinary() -> frozenset[str]:
    lists = (Path(str(distribution("textblob").locate_file(name))).read_text("utf-8") for name in ORDINARY)
    return frozenset(line.partition(" ")[0] for text in lists for line in text.split("\n") if line[:1].islower())


def strange(word: str) -> bool:
    """Say whether a word is none that English writes in small letters, as far as TextBlob's lists know.

    Args:
        word: with a capital.

    Returns:
        True for one that no list has: a name, whatever a tagger takes it for.

    Source: the word lists that the installed package TextBlob (MIT) brings along.
    """
    return len(word) > 2 and word.isalpha() and word.lower() not in _ordinary()


@cache
def lookup(path: str, key: str, value: str, **only: str) -> dict[str, str]:
    """Read two columns of a knowledge file as a dictionary.

    Args:
        path: as `rows` takes it.
        key: the one column's name.
        value: the other's.
        only: {column: cell} of the rows that count; all where none is given.

    Returns:
        {key: value}, in the order of the file.

    Raises:
        KnowledgeError: as `rows` does.
    """
    return {row[key]: row[value] for row in rows(path, (key, value, *only)) if only.items() <= row.items()}


@cache
def grouped(path: str, key: str, value: str) -> dict[str, frozenset[str]]:
    """Read the words of one column by those of another.

    Args:
        path: as `rows` takes it.
        key: the column by which they are put together.
        value: the column of the words.

    Returns:
        {key: its words}.

    Raises:
        KnowledgeError: as `rows` does.
    """
    table = rows(path, (key, value))
    return {name: frozenset(row[value] for row in table if row[key] == name) for name in {row[key] for row in table}}
