"""Take apart a file in which a database has put many articles: Nexis, Factiva, ProQuest, EBSCO.

Each writes its documents in a form of its own; a file is taken apart only where the form is unmistakable, and what
stands in it and is no article is said.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

from ..knowledge import rows
from . import entries
from .columns import FIELDS, recognise

Document = dict[str, Any]
NEXIS = re.compile(r"^[^\S\n]*(?:Document\s+)?\d+ of \d+ DOCUMENTS?[^\S\n]*$", re.MULTILINE)
NEXIS_UNI = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.MULTILINE)
FACTIVA = re.compile(r"^[^\S\n]*(?:AN\s+)?Document ((?=\w*\d{8})[A-Za-z]\w{9,60})[^\S\n]*$", re.MULTILINE)
PROQUEST = re.compile(r"^_{40,}[^\S\n]*$", re.MULTILINE)
EBSCO = re.compile(r"^[^\S\n]*Record:[^\S\n]*\d+[^\S\n]*$", re.MULTILINE)
EBSCO_SOURCE = re.compile(r"(.*?)\.\s+(?=\S*\d)(?:(\d\d?)/(\d\d?)/(\d{4}))?|$")  # the month first, in whatever country
EBSCO_END = re.compile(r"Copyright of .+ is the property of|\(Copyright applies|_{20}")
LABEL = re.compile(r"([A-Za-z][A-Za-z /-]{2,30}):(?:\s+(.*))?$")
CODE = re.compile(r"[^\S\n]*([A-Z]{2,3})(?:([^\S\n]+)(\S.*)?)?$")
WORDS = re.compile(r"[\d,.]+ words?$", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}:\d\d")
RIGHTS = re.compile(r"(?:copyright\b|\(c\)|©|all rights reserved)", re.IGNORECASE)
NUMBERED = re.compile(r"Document \d+ of \d+$")
LABELS = re.compile(r"(?:\A\s*|(?<=\n\n))(?:---[ \t]*\n)?((?:[A-Za-z][\w /-]{2,30}:[ \t]+\S.*\n){2,})(?:---)?[ \t]*\n")
FRONT = re.compile(r"\A\s*---[ \t]*\n((?:(?!---).*\n){1,60})---[ \t]*\n")  # with lists and records in it, too
CUT_OFF = 50  # words after the last mark that are a document without its end


def split(text: str) -> tuple[str, list[Document | str]] | None:
    """Cut the export of a database into its documents.

    Args:
        text: of a file that may be one: Nexis, Nexis Uni, Factiva, ProQuest, EBSCO.

    Returns:
        The database and the documents; None for any other text. A document: text, title, published, outlet, author, id,
        as far as they stand there; or a string, what is wrong.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\ufeff", "")
    for name, pieces, read in (
        ("Nexis", _after(NEXIS, text), _nexis),
        ("Nexis Uni", _before(NEXIS_UNI, text), _nexis_uni),
        ("Factiva", _before(FACTIVA, text), _factiva),
        ("ProQuest", _between(PROQUEST, text), _proquest),
        ("EBSCO", (_after(EBSCO, text) or [text]) if "Accession Number:" in text else [], _ebsco),
        ("texts behind labels", _blocks(text), _block),
    ):
        documents = [read(piece) for piece in pieces]
        if any(documents):
            missing = "no body of text in document {} of this export"
            return name, [one if one and one["text"] else missing.format(at) for at, one in enumerate(documents, 1)]
    return None


def _after(mark: re.Pattern[str], text: str) -> list[str]:
    """Return what follows each mark, up to the next."""
    found = list(mark.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    return [text[one.end() : end] for one, end in zip(found, ends if found else [], strict=True)]


def _before(mark: re.Pattern[str], text: str) -> list[str]:
    """Return what precedes each mark, with it, from the one before."""
    ends = [0, *(one.end() for one in mark.finditer(text))]
    pieces = [text[start:end] for start, end in pairwise(ends)]
    rest = text[ends[-1] :]
    return [*pieces, rest] if pieces and len(rest.split()) > CUT_OFF else pieces


def _between(mark: re.Pattern[str], text: str) -> list[str]:
    pieces = mark.split(text) if mark.search(text) else []
    return [piece for piece in pieces if re.search(r"^(?:Full text|Abstract|Publication title):", piece, re.MULTILINE)]


@cache
def _columns(export: str) -> dict[str, str]:
    """Return {label in lower case: our column} of an export."""
    table = rows("lexicons/export_labels.csv", ("export", "label", "column"))
    return {row["label"].lower(): row["column"] for row in table if row["export"] == export}


def _label(line: str, export: str) -> tuple[str, str]:
    """Return the label that a line begins with, in lower case, and what follows it; '' where there is none."""
    found = LABEL.match(line)
    name = found[1].strip().lower() if found else ""
    return (name, (found[2] or "").strip()) if found and name in _columns(export) else ("", "")


def _is_day(line: str) -> bool:
    return len(line) < 80 and bool(entries.IN_WORDS.match(re.sub(r"^\w+day,?\s+", "", line)))


def _lines(piece: str) -> list[str]:
    return [line.strip() for line in piece.split("\n")]


def _body(lines: list[str]) -> str:
    """Return lines as a text, with one blank line at most between them."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _flat(lines: list[str]) -> str:
    return " ".join(filter(None, lines))


def _nexis(piece: str) -> Document | None:
    """Read a document of Nexis as text: outlet, day, headline, labels in capitals, body, labels again."""
    lines = _lines(piece)
    labels = {at: _label(line, "Nexis") for at, line in enumerate(lines) if line.partition(":")[0].isupper()}
    labels = {at: label for at, label in labels.items() if label[0]}
    where = {name: at for at, (name, _) in reversed(labels.items())}
    begin = where.get("body", where.get("length"))
    if begin is None:
        return None
    day = next((at for at in range(begin) if _is_day(lines[at])), None)
    top = [line for line in lines[: day or 0] if line and not RIGHTS.match(line)]
    end = next((at for at, (name, _) in labels.items() if at > begin and _columns("Nexis")[name] == "end"), len(lines))
    body = ([labels[begin][1]] if "body" in where else []) + lines[begin + 1 : end]
    while body and (not body[-1] or RIGHTS.match(body[-1])):
        body.pop()
    loose_from = 0 if day is None else day + 1
    loose = lines[loose_from : min((at for at in labels if at >= loose_from), default=begin)]
    known = {name: _flat([labels[at][1], *_until_blank(lines, at + 1, labels)]) for name, at in where.items()}
    return {
        "text": _body(body), "title": known.get("headline") or _flat(loose), "outlet": _flat(top),
        "published": "" if day is None else lines[day], "author": known.get("byline", ""),
    }  # fmt: skip


def _until_blank(lines: list[str], start: int, labels: dict[int, tuple[str, str]]) -> list[str]:
    end = next((at for at in range(start, len(lines)) if not lines[at] or at in labels), len(lines))
    return lines[start:end]


def _nexis_uni(piece: str) -> Document | None:
    """Read a document of Nexis Uni: headline, outlet, day, labels, `Body`, text, `Load-Date`."""
    lines = [line for line in _lines(piece) if line]
    body = next((at for at, line in enumerate(lines) if line.rstrip(":") == "Body"), None)
    if body is None:
        return None
    day = next((at for at in range(body - 1, -1, -1) if _is_day(lines[at])), None)
    known = {name: value for name, value in (_label(line, "Nexis") for line in lines[day or 0 : body])}
    head = [line for line in lines[: day or 0] if not RIGHTS.match(line)][-2:]  # before them: a cover, a list
    text = []
    for line in lines[body + 1 :]:
        name = _label(line, "Nexis")[0] or line.lower()
        if NEXIS_UNI.match(line) or _columns("Nexis").get(name) == "end":
            break
        text.append(line)
    return {
        "text": "\n\n".join(text), "title": head[0] if head else "", "outlet": head[1] if len(head) > 1 else "",
        "published": "" if day is None else lines[day], "author": known.get("byline", ""),
    }  # fmt: skip


def _factiva(piece: str) -> Document | None:
    """Read a document of Factiva: with a code before each field, or without."""
    mark = FACTIVA.search(piece)
    inner = piece[: mark.start()] if mark else piece
    known: dict[str, list[str]] = {}
    now = ""
    for line in inner.split("\n"):
        found = CODE.match(line)
        within = _columns("Factiva").get(now) == "text"  # where `IN Norvik …` is the text's own, a code stands apart
        if found and found[1].lower() in _columns("Factiva") and not (within and found[2] == " " and found[3]):
            now = found[1].lower()
            known.setdefault(now, []).append((found[3] or "").strip())
        elif now:
            known[now].append(line.strip())
    name = mark[1] if mark else ""
    if not ({"hd", "pd"} <= set(known) and {"lp", "td"} & set(known)):
        return _factiva_plain(inner, name) if mark else None
    document: Document = {"id": name}
    for code, column in _columns("Factiva").items():
        if column == "text":
            document["text"] = "\n\n".join(filter(None, (document.get("text", ""), _body(known.get(code, [])))))
        elif column:
            document[column] = _flat(known.get(code, []))
    return document


def _factiva_plain(piece: str, name: str) -> Document | None:
    """Read it without codes: headline, By …, so many words, day, clock, outlet, its code, language, rights, text."""
    lines = _lines(piece)
    count = next((at for at, line in enumerate(lines) if WORDS.match(line)), len(lines))
    day = next((at for at in range(count, len(lines)) if _is_day(lines[at])), None)
    if day is None:
        return None
    rights = next((at for at in range(day, min(len(lines), day + 14)) if RIGHTS.match(lines[at])), day)
    head = [line for line in lines[:count] if line]
    by = next((line for line in head[1:] if line.lower().startswith("by ")), "")
    title = max((line for line in head[-3:] if line != by), key=len, default="")  # beside a section, or who wrote it
    outlet = next((line for line in lines[day + 1 : rights] if line and not CLOCK.match(line)), "")
    return {"text": _body(lines[rights + 1 :]), "title": title, "published": lines[day],
            "outlet": outlet, "author": by[3:], "id": name}  # fmt: skip


def _proquest(piece: str) -> Document | None:
    """Read a document of ProQuest: a title, then `Label: value`, the text behind `Full text:`."""
    known: dict[str, list[str]] = {}
    now = title = ""
    for line in _lines(piece):
        name, value = _label(line, "ProQuest")
        if name and not (now == "full text" and known[now][-1:] != [""]):  # within the text a label is none
            now = name
            known.setdefault(now, []).append(value)
        elif now:
            known[now].append(line)
        elif line and not NUMBERED.match(line):
            title = title or line
    if not {"full text", "publication title"} & set(known):
        return None
    columns = {
        column: _flat(list(dict.fromkeys(known.get(name, []))))
        for name, column in _columns("ProQuest").items()
        if column
    }
    return columns | {"text": _body(known.get("full text", [])), "title": columns["title"] or title}


def _ebsco(piece: str) -> Document | None:
    """Read a document of EBSCO: labels, each with its value beside or below it, `Database` among the last, the text."""
    known: dict[str, list[str]] = {}
    now, lines, end = "", _lines(piece), 0
    for at, line in enumerate(lines):
        name, value = _label(line, "EBSCO")
        if line and not name and any(known.get("database", ())):
            end = next((below for below in range(at, len(lines)) if EBSCO_END.match(lines[below])), len(lines))
            break
        now = name or now
        known.setdefault(now, []).append(value if name else line)
    if not {"title", "source", "accession number", "database"} <= set(known):
        return None
    outlet, month, day, year = EBSCO_SOURCE.findall(_flat(known["source"])[: entries.EDGE])[0]
    document = {column: _flat(known[name]) for name, column in _columns("EBSCO").items() if column and name in known}
    document |= {"title": document["title"].removesuffix("."), "outlet": outlet}
    return document | {"text": _body(lines[at:end]), "published": year and f"{year}-{month:0>2}-{day:0>2}"}


def _blocks(text: str) -> list[str]:
    """Return what begins with labels, `Title: …` among them, where that is so more than once."""
    begins = [found.start() for found in LABELS.finditer(text) if labelled(found[0])]
    return [text[start:end] for start, end in pairwise([*begins, len(text)])] if len(begins) > 1 else []


def _block(piece: str) -> Document:
    return {**labelled(piece), "text": LABELS.sub("", piece, count=1).strip()}


def labelled(text: str) -> dict[str, str]:
    """Find what the first lines of a text say of it, where they do so under names of columns: `Title: …`.

    Args:
        text: of a file.

    Returns:
        {our column: what stands there}; {} where there is no such block, or it names no title.
    """
    top = text[: entries.EDGE].replace("\r\n", "\n")
    found = FRONT.match(top) or LABELS.match(top)
    lines = [line.partition(":") for line in found[1].splitlines()] if found else []
    said = {name: value.strip(" \"'") for name, _, value in lines}
    ours = {ours: said[theirs] for ours, theirs in recognise(said, {}).items() if ours in FIELDS and theirs in said}
    return ours if len(ours) > 1 and "title" in ours else {}
