"""What a file holds, by its ending; exports of databases with many documents in one file."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from functools import cache
from itertools import pairwise
from typing import Any, BinaryIO, cast
from xml.etree import ElementTree

from ..knowledge import lookup, rows
from ..phrases import counted
from ..tables import Problem
from ..tokens import byline, furniture
from . import entries, pages, tabular
from .columns import FIELDS, Row, Table, article, articles, recognise
from .entries import EDGE, MAX_TEXT, TOO_LONG, Entry, Notes, Record, decode

# --------------------------------------------------------------------------------------------------
# Take apart a file in which a database has put many articles: Nexis, Factiva, ProQuest.
#
# Each writes its documents in a form of its own; a file is taken apart only where the form is unmistakable, and what
# stands in it and is no article is said.


Document = dict[str, Any]
NEXIS = re.compile(r"^[^\S\n]*(?:Document\s+)?\d+ of \d+ DOCUMENTS?[^\S\n]*$", re.MULTILINE)
NEXIS_UNI = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.MULTILINE)
FACTIVA = re.compile(r"^[^\S\n]*(?:AN\s+)?Document ((?=\w*\d{8})[A-Za-z]\w{9,60})[^\S\n]*$", re.MULTILINE)
PROQUEST = re.compile(r"^_{40,}[^\S\n]*$", re.MULTILINE)
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
        text: of a file that may be one: Nexis, Nexis Uni, Factiva, ProQuest.

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


def _blocks(text: str) -> list[str]:
    """Return what begins with labels, `Title: …` among them, where that is so more than once."""
    begins = [found.start() for found in LABELS.finditer(text) if _labelled(found[0])]
    return [text[start:end] for start, end in pairwise([*begins, len(text)])] if len(begins) > 1 else []


def _block(piece: str) -> Document:
    return {**_labelled(piece), "text": LABELS.sub("", piece, count=1).strip()}


def _labelled(text: str) -> dict[str, str]:
    """Return what the first lines of a text say of it, where they do so under names of columns: `Title: …`."""
    top = text[:EDGE].replace("\r\n", "\n")
    found = FRONT.match(top) or LABELS.match(top)
    lines = [line.partition(":") for line in found[1].splitlines()] if found else []
    said = {name: value.strip(" \"'") for name, _, value in lines}
    ours = {ours: said[theirs] for ours, theirs in recognise(said, {}).items() if ours in FIELDS and theirs in said}
    return ours if len(ours) > 1 and "title" in ours else {}


# --------------------------------------------------------------------------------------------------
# Read one file, one reader a kind: texts, pages, documents of Word, messages. Tables have a room of their own.


COLUMNS = ("id", "text", "title", "published", "url", "outlet", "author")  # of the items of a feed
SUMMARY = 1_000  # characters from which what a feed calls a description is more than one
SHORTCODE = re.compile(r"\[caption\b.*?\[/caption\]|\[/?(?:gallery|embed|video|audio|playlist)\b[^\]]*\]", re.DOTALL)
FEED = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
MAILBOX = re.compile(r"\S+@\S+ \((.+)\)")  # who wrote an item, as RSS has it
FORMS = (
    ("<!doctype html", ".html", "a page"), ("<html", ".html", "a page"), ("%pdf-", ".pdf", "a PDF"),
    ("{\\rtf", ".rtf", "rich text"),
)  # fmt: skip
MAIL = re.compile(  # a block of fields, the sender, the day and what it is about among them
    r"(?i)(?:From .*\n)?(?=(?:.+\n)*?From:)(?=(?:.+\n)*?(?:Date|Sent):)(?=(?:.+\n)*?Subject:)"
    r"(?:(?:[\w-]+:|[ \t]).*\n)+\s*\n"
)
BOX = re.compile(r"\n[^\S\n]*\nFrom \S+ .*\d{4}\r?\n[\w-]+:")
TOP = 6  # lines within which a text says of what day it is
NO_BODY = "no body of text in this page: where a script loads it, save the page as it is shown, or its text as .txt"
STUB = 2  # a message's page this many times longer than its plain text holds more than that
HEADLINE = 250  # characters up to which a first line is a headline
DOCX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOVED = f"{DOCX}moveFrom"  # what stands elsewhere now
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
Reader = Callable[[Entry, Mapping[str, str], Notes], Iterator[Record]]


def _txt(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    if (data := entry.bytes()).startswith(b"PK\3\4"):
        raise ValueError("a packed file under the name of a text: call it .docx, .xlsx or .zip, as what it is")
    text = decode(data)
    ending, what = _form(text)
    if ending in READERS:
        notes.add("columns as understood", entry.name, f"{what} under the name of a text")
        yield from READERS[ending](entry, columns, notes)
    elif ending:
        way_out = lookup("lexicons/endings.csv", "ending", "way_out")[ending]
        raise ValueError(f"{what} under the name of a text; {way_out}")
    else:
        yield from _text(entry, text, notes)


def _form(text: str) -> tuple[str, str]:
    """Tell what a text is that is none, where that is unmistakable: the ending it should have, and what that means."""
    start = text[:1000].lstrip("\ufeff \r\n")
    if found := next((one for one in FORMS if start[: len(one[0])].lower() == one[0]), None):
        return found[1:]
    if FEED.match(start):
        return ".rss", "a feed"
    if start.startswith(('{"', "[{", "[\n")):
        for part in (text, text.strip().partition("\n")[0]):
            with suppress(ValueError, RecursionError):
                return (".json", "JSON") if json.loads(part) else ("", "")
    if MAIL.match(text[: 10 * EDGE].lstrip().replace("\r\n", "\n")):
        return (".mbox", "messages") if BOX.search(text) else (".eml", "a message")
    return (".csv", "a table") if tabular.headed(text) else ("", "")


def _text(entry: Entry, text: str, notes: Notes, lines: str = "") -> Iterator[Record]:
    """Yield the article that a text is, or those of an export of a database; lines: the same with its empty ones."""
    if export := split(lines or text):
        yield from _export(entry, *export, notes)
        return
    top = [line.strip() for line in text.strip()[:EDGE].splitlines() if line.strip()]  # the last may be cut
    title = next((line for line in top[:-1] if not (furniture(line) or byline(line))), "")
    title = title if len(title) < HEADLINE else ""
    known = {"text": text, "title": title, "published": entries.of_text(top[:TOP]), "published_by": "text"}
    yield from _plain(entry, known | _labelled(text), notes)


def _plain(entry: Entry, values: dict[str, Any], notes: Notes) -> Iterator[Record]:
    yield from article(entry.name, {"id": entry.stem} | values, notes, spare=entry.name)


def _export(entry: Entry, name: str, documents: list[Document | str], notes: Notes) -> Iterator[Record]:
    notes.add("export taken apart", entry.name, f"{counted(len(documents), 'document')} of {name}, an article each")
    for number, document in enumerate(documents, 1):
        place = f"{entry.name} document {number}"
        if isinstance(document, str):
            yield Problem(place, "cannot be read", document)
            continue
        named = {"id": document.get("id") or f"{entry.stem}#{number}"}
        yield from article(place, document | named, notes, spare=f"{entry.name}#{number}")


def _html(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    yield from _page(entry, pages.decode(entry.bytes()), "", notes)


def _page(entry: Entry, page: str, url: str, notes: Notes) -> Iterator[Record]:
    """Yield the article of a web page, or those of an export saved as one."""
    if pages.EXPORT.search(page) and (export := split(pages.plain(page))):
        yield from _export(entry, *export, notes)
        return
    found, said = pages.read(page, url)
    yield from (Problem(entry.name, *note) for note in said)
    if found is None:
        yield Problem(entry.name, "no article found", NO_BODY)
        return
    yield from _plain(entry, found, notes)


def _docx(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    with entry.open() as handle, zipfile.ZipFile(handle) as archive:
        try:
            part = archive.getinfo("word/document.xml")
        except KeyError:
            raise ValueError("no document of Word in it") from None
        if part.file_size > 4 * MAX_TEXT:
            raise ValueError(f"{part.file_size} bytes are too many for one article")
        with archive.open(part) as inside:
            lines = list(_paragraphs(inside.read()))
    text = "\n\n".join(filter(None, map(str.strip, lines)))
    yield from _text(entry, text, notes, "\n".join(lines))


def _xml(data: bytes) -> ElementTree.Element:
    """Parse XML; raise ValueError for such with a document type, which could name other files or grow without end."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:200]:
        raise ValueError("XML with a document type, or not in UTF-8, is not read: delete its line <!DOCTYPE …>")
    data = data.replace(b"http://purl.oclc.org/ooxml/wordprocessingml/main", DOCX[1:-1].encode())  # Word's strict form
    return ElementTree.fromstring(data)  # noqa: S314 - no document type, so no entities


def _feed(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    """Yield the articles of a feed, or of what WordPress exports: those items that hold a text."""
    with entry.open() as handle:
        tree = _xml(handle.read(tabular.LARGE).lstrip())
    items = [node for node in tree.iter() if _local(node) in ("item", "entry")]
    outlet = next((node.text for node in tree.iter() if _local(node) == "title"), "")
    rows: list[Row | Problem] = []
    for number, node in enumerate(items, 1):
        held = {_local(child): child for child in reversed(node) if "excerpt/" not in child.tag}  # the first of a name
        said = {name: _said(child) for name, child in held.items()}
        if said.get("post_type", "post") not in ("post", "page"):  # WordPress keeps pictures, menus and styles beside
            continue
        place, summary = f"{entry.name} item {number}", said.get("description", "")
        text = said.get("encoded") or said.get("content") or summary * (len(summary) > SUMMARY)
        day = next((said[name] for name in ("pubDate", "published", "date", "updated") if said.get(name)), "")
        url = said.get("link") or held["link"].get("href", "") if "link" in held else ""
        known = {"text": SHORTCODE.sub("", text), "published": day, "url": url, "outlet": outlet,
                 "author": MAILBOX.sub(r"\1", said.get("creator") or said.get("author", "")),
                 "id": said.get("guid") or said.get("id")}  # fmt: skip
        nothing = Problem(place, "empty", "a summary, or nothing: save the page that it links to as .html")
        rows.append((place, known | {"title": said.get("title")}) if text else nothing)
    if not items:
        raise ValueError("XML that is no feed: export it as .json or .csv, or save each article as .txt")
    yield from articles(entry, Table(COLUMNS, lambda: rows), columns, notes)


def _said(node: ElementTree.Element) -> str:
    """Return the words of a field: of a page that stands in the feed its markup, of an author the name alone."""
    if _local(node) == "content" and len(node):
        for one in node.iter():
            one.tag = _local(one)
        return ElementTree.tostring(node, "unicode", "html")
    name = next((one.text for one in node if _local(one) == "name"), None)
    return (name or "".join(node.itertext())).strip()


def _local(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


def _paragraphs(xml: bytes) -> Iterator[str]:
    """Yield the paragraphs of a document of Word, without what was struck out."""
    for node in _inside(_xml(xml)):
        if node.tag == f"{DOCX}p":
            yield "".join(_letters(part) for part in _inside(node, f"{DOCX}p"))


def _inside(node: ElementTree.Element, apart: str = "") -> Iterator[ElementTree.Element]:
    """Yield what a node holds, without what is there for other programs, or stands apart."""
    for child in node:
        if child.tag not in (FALLBACK, MOVED, apart) and child.find(f"{DOCX}rPr/{DOCX}vanish") is None:
            yield child
            yield from _inside(child, apart)


def _letters(node: ElementTree.Element) -> str:
    if node.tag == f"{DOCX}t":
        return node.text or ""
    letters = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
    return letters.get(node.tag.removeprefix(DOCX), "")


def _eml(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    message = cast(EmailMessage, message_from_bytes(entry.bytes().lstrip(), policy=policy.default))
    bodies = [body for kind in ("plain", "html") if (body := message.get_body((kind,))) is not None]
    if not bodies:
        raise ValueError("no text in this message; one that is attached to it: save it on its own")
    for part in message.iter_attachments():
        name = part.get_filename() or part.get_content_type()
        if part.get_content_maintype() not in ("image", "audio", "video", "font"):
            yield Problem(f"{entry.name}/{name}", "not read", "attached to a message: save it on its own")
    texts = [_of_body(cast(EmailMessage, body)) for body in bodies]
    text = texts[-1] if len(texts[-1]) > STUB * len(texts[0]) else texts[0]  # “View this in your browser”
    sender = message["from"].addresses[0] if message["from"] and message["from"].addresses else None
    day = message["date"] or message["sent"]
    known = {
        "title": str(message["subject"] or ""), "published": getattr(day, "datetime", None) or str(day or ""),
        "author": (sender.display_name or sender.addr_spec) if sender else "",
    }  # fmt: skip
    yield from _plain(entry, {"text": text} | known, notes)


def _of_body(body: EmailMessage) -> str:
    content = _decoded(cast(bytes, body.get_payload(decode=True)), body.get_content_charset())
    return pages.plain(content) if body.get_content_subtype() == "html" else content.replace("\r\n", "\n")


def _mhtml(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    message = cast(EmailMessage, message_from_bytes(entry.bytes(), policy=policy.default))
    shown = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if shown is None:
        raise ValueError("no page in it")
    url = str(message["snapshot-content-location"] or shown["content-location"] or "").strip()
    data = cast(bytes, shown.get_payload(decode=True))
    page = _decoded(data, shown.get_content_charset())
    yield from _page(entry, page, url if re.match(r"https?://", url) else "", notes)


def _decoded(data: bytes, charset: str | None) -> str:
    """Return the letters of a page or a message that may say how they are written, rightly or not."""
    with suppress(LookupError, UnicodeDecodeError):
        return data.decode(charset or "")
    return pages.decode(data)


# --------------------------------------------------------------------------------------------------
# Read the pages of a web archive (ISO 28500): record after record, however many it holds.


PAGES = ("text/html", "application/xhtml+xml")
HEAD = 1 << 16  # bytes of a record's first lines
CHUNK = re.compile(rb"(?:\r\n)?([0-9a-fA-F]{1,8})[^\r\n]{0,99}\r\n")


def _warc(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    """Yield the articles of the pages that servers sent; pictures, styles and errors are passed over."""
    number = 0
    with entry.open() as handle:
        while line := handle.readline(HEAD):
            if not line.strip():
                continue
            if not line.startswith(b"WARC/"):
                raise ValueError("no record of a web archive where one should begin")
            head = _fields(handle)
            length = str(head["content-length"] or "").strip()
            if not (length.isascii() and length.isdigit()):
                raise ValueError("a record does not say how long it is: what follows is not read")
            left = int(length)
            body = handle.read(min(left, MAX_TEXT))
            whole = len(body) == left
            left -= len(body)
            while left > 0 and (more := handle.read(min(left, HEAD))):
                left -= len(more)
            if left:
                raise ValueError("the archive is cut short within a record: fetch it again")
            if head["warc-type"] == "response" and (sent := _sent(body)):
                number += 1
                if not whole:
                    yield Problem(f"{entry.name}/{number}", "cannot be read", TOO_LONG)
                    continue
                place = replace(entry, name=f"{entry.name}/{number}", inner=f"{entry.stem}-{number}.html")
                url = str(head["warc-target-uri"] or "").strip(" <>")
                try:
                    yield from _page(place, _unpacked(*sent), url if re.match(r"https?://", url) else "", notes)
                except (ValueError, zlib.error) as error:
                    yield Problem(place.name, "cannot be read", str(error))
    if not number:
        raise ValueError("no page that a server sent is in this web archive")


def _fields(handle: BinaryIO) -> Message:
    lines, room = [], HEAD
    while (line := handle.readline(HEAD)).strip():
        lines.append(line)
        room -= len(line)
        if room < 0:
            raise ValueError("the head of a record has no end")
    return message_from_bytes(b"".join(lines))


def _sent(body: bytes) -> tuple[Message, bytes] | None:
    """Return the head and the bytes of a page that a server sent; None for whatever else it sent."""
    head, _, data = body.partition(b"\r\n\r\n")
    status, _, lines = head.partition(b"\r\n")
    fields = message_from_bytes(lines)
    return (fields, data) if b" 200" in status[:16] and fields.get_content_type() in PAGES else None


def _unpacked(fields: Message, data: bytes) -> str:
    if "chunked" in str(fields["transfer-encoding"]).lower():
        data = _joined(data)
    packed = str(fields["content-encoding"] or "identity").lower()
    if packed in ("gzip", "x-gzip", "deflate"):
        data = zlib.decompressobj(47).decompress(data, MAX_TEXT)  # 47: gzip or zlib, as it comes
    elif packed != "identity":
        raise ValueError(f"packed by the server as {packed}: save the page as .html")
    return _decoded(data, fields.get_content_charset())


def _joined(data: bytes) -> bytes:
    """Join what was sent in pieces, each behind its length; as it is where the archive had joined it before."""
    parts, place = [], 0
    while found := CHUNK.match(data, place):
        place = found.end() + int(found[1], 16)
        parts.append(data[found.end() : place])
    return b"".join(parts) or data


READERS: dict[str, Reader] = {
    ".txt": _txt, ".html": _html, ".htm": _html, ".xhtml": _html, ".docx": _docx, ".eml": _eml, ".mhtml": _mhtml,
    ".mht": _mhtml, ".warc": _warc, ".xml": _feed, ".rss": _feed, ".atom": _feed, **tabular.READERS,
}  # fmt: skip
