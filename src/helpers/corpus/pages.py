"""Take the article out of a web page: its body by trafilatura, its date from what the page itself says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from . import entries

BLOCK = "p|div|br|hr|h[1-6]|li|ul|ol|blockquote|figure|figcaption|table|tr|td|th|section|article|header|footer|pre"
BLOCK += "|main|aside"
HTML = re.compile(rf"</(?:{BLOCK}|a|b|i|em|strong|span)\s*>|<(?:br|hr|p)\s*/?>", re.IGNORECASE)
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{2,40})""", re.IGNORECASE)
DATED = ("article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "publication_date",
         "publicationdate", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.issued",
         "og:published_time", "date", "citation_publication_date")  # fmt: skip
EXPORT = re.compile(r"\d of \d+ DOCUMENTS|>\s*Document [A-Z]{2,}\w*\d{6,}|enArticle|_{40}")
JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{6,60})"')
HEADLINE = re.compile(r'"headline"\s*:\s*("(?:[^"\\\n]|\\.){3,400}")')
IN_ADDRESS = re.compile(r"[/-](\d{4})[/-]?(\d{2}|[a-z]{3})[/-]?(\d{2})(?=[/_.-])", re.IGNORECASE)
TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
TEMPLATE = re.compile(r"(?is)<template\b(?![^>]*shadowroot).*?(?:</template\s*>|$)")  # which no browser shows
MOST_ATTRIBUTES = 1_000  # of one tag
LOST = 3  # the extractor's text this many times shorter than the page's paragraphs: worth a word
ENOUGH = 600  # characters in paragraphs from which a loss is worth a word


def decode(data: bytes) -> str:
    """Decode a page: as other texts, or in the encoding that the page names where it isn't UTF-8 or UTF-16.

    Args:
        data: the bytes of a page.

    Returns:
        Its text.

    Raises:
        ValueError: the bytes are no text.
    """
    named = CHARSET.search(data[:4096])
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in ("utf-8-sig", named[1].decode("ascii")) if named and not marked else ():
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(name)
    return entries.decode(data.replace(b"\x00", b"") if 0 < data.count(b"\x00") * 200 < len(data) else data)


def read(page: str, url: str = "") -> tuple[dict[str, Any] | None, list[tuple[str, str]]]:
    """Take the article out of a page.

    Args:
        page: its HTML.
        url: where it is known from elsewhere; '' where not.

    Returns:
        What the page says of its article (text, title, published …), None without one; and notes on it: what each is
        about, in which words.
    """
    import trafilatura

    notes: list[tuple[str, str]] = []
    page = TEMPLATE.sub("", TAG.sub(_bounded, page))
    found: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, url=url or None)
    if found is None or not found.text:
        return None, notes
    whole = len(_paragraphs(page))
    if whole > ENOUGH and len(found.text) * LOST < whole:
        detail = f"its paragraphs hold {whole:,} characters, its article {len(found.text):,}: comments, or a part lost?"
        notes.append(("page read in part", detail))
    url = found.url or url
    published, by, said = _published(page, url, found.date)
    if said:
        notes.append(("date not understood" if said.startswith("published") else "dates differ", said))
    known = {"title": found.title or _headline(page), "outlet": found.sitename, "url": url, "author": found.author}
    return {"text": found.text, "published": published, "published_by": by} | known, notes


def _bounded(tag: re.Match[str]) -> str:
    """Return a tag without its attributes where so many of them would cost the parser, which compares each, minutes."""
    names = QUOTED.sub("", tag[0]).split() if len(tag[0]) > 2 * MOST_ATTRIBUTES else []
    return names[0] if len(names) > MOST_ATTRIBUTES else tag[0]


def _published(page: str, url: str, guess: str | None) -> tuple[str, str, str]:
    """Return the day, what says so, and what is to be said of it: the page's own word goes before its address."""
    at = IN_ADDRESS.search(url or "")
    address = _iso((" " if at[2].isalpha() else "-").join(at.groups())) if at else ""
    said = ""
    for declared in _declared(page):
        if day := _iso(declared):
            differ = f"the page says {declared}, its address {address}; the page is followed"
            return day, "metadata", differ if address not in ("", day) else ""
        said = said or f"published {declared[:60]!r} is no day"
    if address:
        return address, "url", said
    return (guess, "text", said) if guess and _iso(guess) else ("", "", said)


def _declared(page: str) -> Iterator[str]:
    """Yield what a page declares its day to be, the surest first."""
    from trafilatura.utils import load_html

    tree = load_html(page)
    by_name: dict[str, str] = {}
    for meta in tree.iter("meta", "time") if tree is not None else ():
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or "time" * ("pubdate" in meta.attrib)
        by_name.setdefault(name.lower(), (meta.get("content") or meta.get("datetime") or "").strip())
    said = [by_name.get(name, "") for name in (*DATED, "time")]
    yield from filter(None, [said[0], *JSON_LD.findall(page), *said[1:]])


def _iso(value: str) -> str:
    try:
        return entries.iso(value)
    except ValueError:
        return ""


def _headline(page: str) -> str:
    """Return the headline that a page declares where it shows none; of several nothing tells which is its own."""
    with suppress(ValueError):
        found = {str(json.loads(one)) for one in HEADLINE.findall(page)}
        return plain(found.pop()) if len(found) == 1 else ""
    return ""


def _paragraphs(page: str) -> str:
    return plain(" ".join(re.findall(r"(?is)<p[\s>].*?(?=</p|<p[\s>]|$)", page)))


def plain(markup: str) -> str:
    """Take the text out of a piece of HTML.

    Args:
        markup: the HTML, well formed or not.

    Returns:
        Its text: blocks apart by blank lines, without tags, scripts and styles.

    Example:
        >>> plain("<p>It <b>rained</b>.</p><p>It stopped.</p>")
        'It rained.\\n\\nIt stopped.'
    """
    import html

    markup = re.sub(r"(?is)<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", "", markup)
    if re.search(r"(?i)<(?:p|br|div)\b", markup):  # these make the lines; without them its own line ends do
        markup = " ".join(markup.split())
    markup = re.sub(r"(?i)<br\s*/?>", "\n", markup)
    markup = re.sub(rf"(?i)</?(?:{BLOCK})\b[^<>]*>", "\n\n", markup)
    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", markup))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()
