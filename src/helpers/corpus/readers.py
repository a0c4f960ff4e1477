"""What a file holds, by its ending: texts, pages, feeds, documents of Word, messages, web archives."""

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
from typing import Any, BinaryIO, cast
from xml.etree import ElementTree

from ..knowledge import lookup
from ..phrases import counted
from ..tables import Problem
from ..tokens import byline, furniture
from . import entries, pages, tabular
from .columns import Row, Table, article, articles
from .entries import EDGE, MAX_TEXT, TOO_LONG, Entry, Notes, Record, decode
from .exports import Document, labelled, split

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
    yield from _plain(entry, known | labelled(text), notes)


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
