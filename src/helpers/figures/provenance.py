"""Let a figure say what made it, and check whether that is still so.

`about` writes down, for the metadata of a figure's files: the articles and their hashes, the rows behind each
mark, the corrections in force, the data, the file itself, and the versions. `differences` reads it back and
compares it with a corpus at hand. SVG, PNG and PDF each have one free-text field for this. What a file says of itself
guards against mistakes: a mix-up, an older text, an edit. Somebody who means to deceive can write the record anew; so
the command `verify` draws the figure again from the tables, too, and compares the bytes (see `report.drawn`).
"""

from __future__ import annotations

import hashlib
import html
import json
import platform
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pandas as pd

from .. import __version__, phrases
from ..analysis import Analysis, once
from ..phrases import by_hand, counted
from ..tables import LETTERS, ROLES, quote_id, row_ids

KEY = "provenance"
DISTRIBUTION = "reading-the-news-closely"
SINGLY = 50  # articles named one by one; of more, one hash stands for all
SLICE = 50_000  # rows whose words are written out at once
LONGEST = 20_000  # characters of row ids in a figure's metadata
UNSIGNED = b"unsigned-picture"  # as long as the hash that takes its place, so that no offset of a PDF moves
COMMAND = "python -m helpers report"
SUBJECT = re.compile(rb"/Subject \(((?:[^()\\]|\\.)*)\)", re.DOTALL)
DESCRIBED = b"tEXtDescription\0"  # the chunk of a PNG
DESCRIPTION = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)


class NoProvenance(ValueError):
    """A file is no figure of this project, or its metadata were removed."""


def about(analysis: Analysis, data: pd.DataFrame) -> dict[str, str]:
    """Say what made a figure, for `figures.save(…, about=…)`.

    Args:
        analysis: that it was drawn from.
        data: the figure's data; its columns `mark` and `evidence`, if there, say which rows each mark counts.

    Returns:
        One entry, JSON in ASCII.
    """
    counted = {"mark", "evidence"} <= set(data.columns)
    told = zip(data["mark"], data["evidence"], strict=True) if counted else ()
    evidence = {str(mark): str(ids) for mark, ids in told}
    rows = _row_hashes(analysis, {row for ids in evidence.values() for row in ids.split()})
    marks = {mark: [ids, _of_rows(ids, rows)] for mark, ids in evidence.items()}
    if sum(len(ids) for ids, _ in marks.values()) > LONGEST:  # then the ids stand in the data alone
        marks = {mark: ["", found] for mark, (_, found) in marks.items()}
    facts = _facts(analysis) | {"command": COMMAND, "data": _sixteen(phrases.csv(data)), "marks": marks}
    facts["picture"] = UNSIGNED.decode("ascii")
    return {KEY: json.dumps(facts, ensure_ascii=True, sort_keys=True)}


def sign(content: bytes, kind: str) -> bytes:
    """Put the hash of the picture into a rendered file's metadata, in the place that `about` kept free.

    Args:
        content: of the file.
        kind: svg, png or pdf.

    Returns:
        The content, as long as before; unchanged where no place was kept.
    """
    signature = digest(content, kind).encode("ascii")
    start = content.find(UNSIGNED)
    if start < 0:
        return content
    content = content[:start] + signature + content[start + len(UNSIGNED) :]
    return _checksummed(content, start) if kind == "png" else content


def _checksummed(content: bytes, inside: int) -> bytes:
    """Compute anew the checksum of the PNG chunk that holds this offset."""
    start = content.rfind(b"tEXt", 0, inside)
    if start < 4:
        return content
    length = int.from_bytes(content[start - 4 : start], "big")
    end = start + 4 + length
    return content[:end] + zlib.crc32(content[start:end]).to_bytes(4, "big") + content[end + 4 :]


def _facts(analysis: Analysis) -> dict[str, Any]:
    return _facts_of(analysis) | {"versions": {name: found for name, found in versions().items() if name != "python"}}


@once  # to put a hundred thousand articles in order takes time
def _facts_of(analysis: Analysis) -> dict[str, Any]:
    ids = analysis.columns("articles", "article_id", "sha256")
    articles = sorted(dict(zip(ids["article_id"].tolist(), ids["sha256"].tolist(), strict=True)).items())
    corrected = by_hand(analysis.corrections["change"]) or "0 rows corrected by hand"
    return {
        "articles": {article: sha[:12] for article, sha in articles} if len(articles) <= SINGLY else {},
        "corpus": f"{counted(len(articles), 'article')} {_hash(f'{a} {s}' for a, s in articles)}",
        "corrections": f"{corrected.rstrip('.')} {_hash(_lines(analysis.corrections))}",
    }


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python, of this project and of its direct dependencies."""
    wanted = [name for name in metadata.requires(DISTRIBUTION) or () if "extra ==" not in name]
    names = sorted(re.split(r"[^\w.-]", name)[0] for name in wanted)
    found = {"python": platform.python_version(), "helpers": __version__}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "missing"
    return found


def _row_hashes(analysis: Analysis, wanted: Collection[str]) -> dict[str, str]:
    """Return {`article_id#row_id`: hash} of the rows that evidence names, where they are."""
    found: dict[str, str] = {}
    asked: dict[str, list[tuple[str, str]]] = {}  # by table: articles and rows
    for row in wanted:
        article, _, own = row.rpartition("#")
        if own[:1] in LETTERS:
            asked.setdefault(LETTERS[own[:1]], []).append((unquote(article), own))
    for name, rows in asked.items():
        table = analysis.columns(name, "article_id", ROLES[name].id, coded=True)
        article, row = (table[column].astype("category").array for column in table)
        ids = pd.Index(row_ids(name, row.categories.to_frame(name=ROLES[name].id)))
        known = article.categories.get_indexer([one for one, _ in rows]) * (len(ids) + 1)  # so that -1 meets no row
        keys = article.codes.astype("int64") * (len(ids) + 1) + row.codes
        places = np.flatnonzero(pd.Series(keys).isin(known + ids.get_indexer([own for _, own in rows])))
        own = table.iloc[places]
        chosen = [f"{quote_id(a)}#{r}" for a, r in zip(own["article_id"].tolist(), row_ids(name, own), strict=True)]
        whole = analysis.rows(name, places)
        for first in range(0, len(chosen), SLICE):
            last = first + SLICE
            for key, line in zip(chosen[first:last], _lines(whole.iloc[first:last]), strict=True):
                found[key] = _hash([found.get(key, ""), line])  # the parts of one quote share its id
    return found


def _of_rows(evidence: str, rows: dict[str, str]) -> str:
    return _hash(rows.get(row, "gone") for row in evidence.split())


def _lines(table: pd.DataFrame) -> list[str]:
    columns = [column for column in table.columns if column != "place"]
    return ["\x1f".join(map(str, row)) for row in zip(*(table[column].tolist() for column in columns), strict=True)]


def _sixteen(content: bytes) -> str:
    """Return sixteen hexadecimal digits of the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()[:16]


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


# --------------------------------------------------------------------------- reading it back


def read(path: Path | str) -> dict[str, Any]:
    """Read what a figure's file says of its making.

    Args:
        path: of an .svg, .png or .pdf.

    Returns:
        corpus, articles, corrections, data, marks, picture, versions and what else `about` wrote.

    Raises:
        NoProvenance: it says nothing.
        FileNotFoundError: there is no such file.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such figure")
    try:
        text = _text(path.read_bytes(), path.suffix.lstrip("."), path.name)
        start = text.find(f"{KEY}: {{")
        facts = json.JSONDecoder().raw_decode(text, start + len(KEY) + 2)[0] if start >= 0 else {}
        said = ("corpus", "corrections", "data", "picture")
        sound = bool(facts) and all(isinstance(facts[name], str) for name in said)
        sound &= all(isinstance(one, str) for name in ("articles", "versions") for one in facts[name].values())
        sound &= all(isinstance(one, str) for mark in facts["marks"].values() for one in (*mark, mark[1]))
        sound &= all(facts[name].split() for name in ("corpus", "corrections"))
    except NoProvenance:
        raise
    except Exception:  # a file may hold anything
        sound = False
    if not sound:
        raise NoProvenance(f"{path.name}: says nothing of its making; a figure saved with its analysis does")
    return facts


def _text(content: bytes, kind: str, name: str) -> str:
    """Return the free-text field of a figure's metadata, '' where there is none."""
    if kind == "svg":
        found = DESCRIPTION.search(content.decode("utf-8"))
        return html.unescape(found[1]) if found else ""
    if kind == "png":
        at = content.find(DESCRIBED)
        length = int.from_bytes(content[at - 4 : at], "big") if at >= 4 else 0
        return content[at + len(DESCRIBED) : at + 4 + length].decode("latin-1")
    if kind == "pdf":
        subject = SUBJECT.search(content)
        return re.sub(rb"\\(.)", rb"\1", subject[1]).decode("latin-1") if subject else ""
    raise NoProvenance(f"{name}: a figure is an .svg, .png or .pdf file")


def digest(content: bytes, kind: str, signature: bytes = UNSIGNED) -> str:
    """Hash every byte of a file but for the signature, which stands in its own metadata.

    Args:
        content: of the file.
        kind: svg, png or pdf.
        signature: that the file has; by default the place kept free for it.

    Returns:
        Sixteen hexadecimal digits of its SHA-256.
    """
    start = content.find(signature)
    if start >= 0 and signature != UNSIGNED:
        content = content[:start] + UNSIGNED + content[start + len(signature) :]
        content = _checksummed(content, start) if kind == "png" else content
    return _sixteen(content)


def differences(path: Path | str, analysis: Analysis) -> Iterator[str]:
    """Compare a figure with a corpus at hand.

    Looks at the picture, the data beside it (NAME.csv, if it is there), the articles, the corrections, the
    rows behind each mark, and the versions.

    Args:
        path: of an .svg, .png or .pdf.
        analysis: of the corpus.

    Yields:
        A line for each difference; nothing when they are the same.

    Raises:
        NoProvenance: the figure says nothing of its making.
        FileNotFoundError: there is no such file.
    """
    path = Path(path)
    then = read(path)
    signature = then["picture"].encode("utf-8", "replace")
    same = len(signature) == len(UNSIGNED)
    if not (same and digest(path.read_bytes(), path.suffix.lstrip("."), signature) == then["picture"]):
        yield "picture: the file was changed after it was saved"
    beside = path.with_suffix(".csv")
    if beside.exists() and _sixteen(beside.read_bytes()) != then["data"]:
        yield f"data: {beside.name} is not what the figure was drawn from"
    yield from _against(then, analysis, _evidence_beside(beside))


def _against(then: dict[str, Any], analysis: Analysis, ids: dict[str, str]) -> Iterator[str]:
    now = _facts(analysis)
    behind = {mark: evidence or ids.get(mark, "") for mark, (evidence, _) in then["marks"].items()}
    rows = _row_hashes(analysis, {row for evidence in behind.values() for row in evidence.split()})
    named = list(_articles(then["articles"], now["articles"]))
    yield from named
    for fact in ("corpus", "corrections"):
        if then[fact].split()[-1] != now[fact].split()[-1] and not (named and fact == "corpus"):
            yield f"{fact}: made with {then[fact]}, here {now[fact]}"
    for mark, (_, sha) in then["marks"].items():
        if behind[mark] and _of_rows(behind[mark], rows) != sha:
            gone = [row for row in behind[mark].split() if row not in rows]
            where = f": {' '.join(gone[:5])}{' …' * (len(gone) > 5)} no longer there" if gone else ""
            yield f"mark {mark}: the rows behind it are not the same{where}"
    for package, version in then["versions"].items():
        if now["versions"].get(package) != version:
            yield f"version: made with {package} {version}, here {now['versions'].get(package, 'none')}"


def _articles(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield which articles differ, where both corpora are small enough to be named article by article."""
    if not (then and now):
        return
    for article in sorted({*then, *now}):
        if article not in now:
            yield f"article {article}: not in this corpus"
        elif article not in then:
            yield f"article {article}: was not in the corpus when the figure was made"
        elif then[article] != now[article]:
            yield f"article {article}: its text is not the same"


def _evidence_beside(path: Path) -> dict[str, str]:
    """Return {mark: row ids} of the data beside a figure."""
    if not path.exists():
        return {}
    data = phrases.read(path)
    if "mark" not in data or "evidence" not in data:
        return {}
    return dict(zip(data["mark"], data["evidence"], strict=True))
