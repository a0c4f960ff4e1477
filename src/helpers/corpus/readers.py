"""Read one file, one reader a kind: texts, pages, documents of Word, messages. Tables have a room of their own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast
from xml.etree import ElementTree

from ..tables import Problem
from . import exports, pages, tabular
from .columns import article
from .encodings import decode
from .entries import MAX_TEXT, Entry, Notes, Record

HEADLINE = 250  # characters up to which a first line is a headline
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
Reader = Callable[[Entry, Mapping[str, str], Notes], Iterator[Record]]


def _txt(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    yield from _text(entry, decode(entry.bytes()), notes)


def _text(entry: Entry, text: str, notes: Notes) -> Iterator[Record]:
    """Yield the article that a text is, or those of an export of a database."""
    if export := exports.split(text):
        yield from _export(entry, *export, notes)
        return
    lines = text.strip().split("\n", 1)
    title = lines[0].strip() if len(lines) > 1 and len(lines[0]) < HEADLINE else ""
    yield from _plain(entry, {"text": text, "title": title}, notes)


def _plain(entry: Entry, values: dict[str, Any], notes: Notes) -> Iterator[Record]:
    yield from article(entry.name, {"id": entry.stem} | values, notes, spare=entry.name)


def _export(entry: Entry, name: str, documents: list[exports.Document | str], notes: Notes) -> Iterator[Record]:
    notes.add("export taken apart", entry.name, f"{len(documents)} documents of {name}, an article each")
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
    if pages.EXPORT.search(page) and (export := exports.split(pages.plain(page))):
        yield from _export(entry, *export, notes)
        return
    found, said = pages.read(page, url)
    yield from (Problem(entry.name, *note) for note in said)
    if found is None:
        yield Problem(entry.name, "no article found", "no body of text in this page")
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
    if export := exports.split("\n".join(lines)):
        yield from _export(entry, *export, notes)
        return
    lines = [line.strip() for line in lines if line.strip()]
    title = lines[0] if len(lines) > 1 and len(lines[0]) < HEADLINE else ""
    yield from _plain(entry, {"text": "\n\n".join(lines), "title": title}, notes)


def _paragraphs(xml: bytes) -> Iterator[str]:
    """Yield the paragraphs of a document of Word, without what was struck out.

    Raises ValueError for XML with a document type, which could name other files or grow without end.
    """
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml[:200]:
        raise ValueError("XML with a document type, or not in UTF-8, is not read")
    for node in _inside(ElementTree.fromstring(xml)):  # noqa: S314 - no document type, so no entities
        if node.tag == f"{WORD}p":
            yield "".join(_letters(part) for part in _inside(node, f"{WORD}p"))


def _inside(node: ElementTree.Element, apart: str = "") -> Iterator[ElementTree.Element]:
    """Yield what a node holds, without what is there for other programs, or stands apart."""
    for child in node:
        if child.tag not in (FALLBACK, apart):
            yield child
            yield from _inside(child, apart)


def _letters(node: ElementTree.Element) -> str:
    if node.tag == f"{WORD}t":
        return node.text or ""
    return {f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}tab": "\t"}.get(node.tag, "")


def _eml(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    message = cast(EmailMessage, message_from_bytes(entry.bytes(), policy=policy.default))
    body = message.get_body(("plain", "html"))
    if body is None:
        raise ValueError("no text in this message")
    for part in message.iter_attachments():
        name = part.get_filename() or part.get_content_type()
        if part.get_content_maintype() not in ("image", "audio", "video", "font"):
            yield Problem(f"{entry.name}/{name}", "not read", "attached to a message: save it on its own")
    content = body.get_content()
    sender = message["from"].addresses[0] if message["from"] and message["from"].addresses else None
    known = {
        "title": str(message["subject"] or ""), "published": message["date"].datetime if message["date"] else "",
        "author": (sender.display_name or sender.addr_spec) if sender else "",
    }  # fmt: skip
    text = pages.plain(content) if body.get_content_subtype() == "html" else content.replace("\r\n", "\n")
    yield from _plain(entry, {"text": text} | known, notes)


def _mhtml(entry: Entry, columns: Mapping[str, str], notes: Notes) -> Iterator[Record]:
    message = cast(EmailMessage, message_from_bytes(entry.bytes(), policy=policy.default))
    shown = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if shown is None:
        raise ValueError("no page in it")
    url = str(message["snapshot-content-location"] or shown["content-location"] or "").strip()
    data = cast(bytes, shown.get_payload(decode=True))
    charset = shown.get_content_charset()
    page = data.decode(charset, "replace") if charset and _known(charset) else pages.decode(data)
    yield from _page(entry, page, url if re.match(r"https?://", url) else "", notes)


def _known(charset: str) -> bool:
    import codecs

    try:
        return bool(codecs.lookup(charset))
    except LookupError:
        return False


READERS: dict[str, Reader] = {
    ".txt": _txt, ".html": _html, ".htm": _html, ".xhtml": _html, ".docx": _docx, ".eml": _eml, ".mhtml": _mhtml,
    ".mht": _mhtml, **tabular.READERS,
}  # fmt: skip
