"""Take the article out of a web page: its body by trafilatura, its date from what the page itself says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from typing import Any

from . import entries

BLOCK = "p|div|br|hr|h[1-6]|li|ul|ol|blockquote|figure|figcaption|table|tr|td|th|section|article|header|footer|pre"
BLOCK += "|main|aside"
HTML = re.compile(rf"</(?:{BLOCK}|a|b|i|em|strong|span)\s*>|<(?:br|hr|p)\s*/?>", re.IGNORECASE)
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{2,40})""", re.IGNORECASE)
DATED = ("article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "publication_date",
         "publicationdate", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.issued",
         "og:published_time", "date", "citation_publication_date")  # fmt: skip
EXPORT = re.compile(r"\d of \d+ DOCUMENTS|>\s*Document [A-Z]{2,}\w*\d{6,}|enArticle|_{40}|>\s*End of Document\s*<")
JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{6,60})"')
HEADLINE = re.compile(r'"headline"\s*:\s*("(?:[^"\\\n]|\\.){3,400}")')
IN_ADDRESS = re.compile(r"[/-](\d{4})[/-]?(\d{2}|[a-z]{3})[/-]?(\d{2})(?=[/_.-])", re.IGNORECASE)
TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
EXSLT = {"re": "http://exslt.org/regular-expressions"}
UNSEEN = r"""//noscript | //template[not(@shadowrootmode)] | //*[@hidden != 'until-found'] | //*[@aria-hidden = 'true']
 | //*[re:test(@style, 'display:\s*none|visibility:\s*hidden')]
 | //*[re:test(@class, '(^|\s)(sr-only|visually-?hidden|screen-reader-text)(\s|$)')]"""  # no browser shows it
CAPTION = "//p[contains(@class, 'aption')] | //div[contains(@class, 'aption')][count(.//p) < 2][string-length() < 600]"
ABOVE = re.compile(r"(?i)(?:^|[\s_-])standfirst(?:[\s_-]|$)")
BODY = re.compile("article-?body", re.IGNORECASE)  # as the value of whatever attribute
DAYS = {"original_date": True, "extensive_search": False}  # else any year is a day: “© 2026” the first of January
CELL = 600  # characters from which a cell of a table holds an article
ENDS = ".!?…”\"'’"  # of a paragraph that is more than a link
INLINE = ("a", "abbr", "b", "br", "cite", "em", "font", "i", "q", "small", "span", "strong", "sub", "sup", "u")
BEGINS = 40  # letters by which a page's description of itself is known again
FEW = 7  # words up to which a line before the paragraphs is a label
MOST_ATTRIBUTES = 1_000  # of one tag
LOST = 3  # the extractor's text this many times shorter than the page's paragraphs: worth a word
TOP = 6  # lines of an article within which it says of what day it is
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
    from trafilatura.utils import load_html

    notes: list[tuple[str, str]] = []
    page = TAG.sub(_bounded, page)
    if (tree := load_html(page)) is None:
        return None, notes
    declared = list(_declared(tree, page))
    if hidden := _bare(tree):
        notes.append(
            ("page read in part", f"{hidden:,} characters of its paragraphs, which no browser shows, left out")
        )
    whole = sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
    how: Any = {"include_comments": False, "with_metadata": True, "date_extraction_params": DAYS}
    every: Any = (trafilatura.bare_extraction(given, url or None, **how) for given in (tree, page))
    if (found := next((one for one in every if one and one.text), None)) is None:  # of the whole page, if need be
        return None, notes
    if whole > ENOUGH and len(found.text) * LOST < whole:
        detail = f"its paragraphs hold {whole:,} characters, its article {len(found.text):,}: comments, or a part lost?"
        notes.append(("page read in part", detail))
    url = found.url or url
    written = found.date if found.date and _stands(found.date, page) else entries.of_text(found.text.split("\n")[:TOP])
    published, by, said = _published(declared, url, written)
    if said:
        notes.append(("date not understood" if said.startswith("published") else "dates differ", said))
    title = re.sub(rf"(?i)\s[|–—-]\s{re.escape(found.sitename or '|')}$", "", found.title or _headline(page))
    known = {"title": title, "outlet": found.sitename, "url": url, "author": found.author}
    text = found.text
    if above := _above(tree, text[: 8 * CELL], found.description or ""):
        head = f"{title}\n" if text.startswith(f"{title}\n") else ""
        text = f"{head}{above}\n{text.removeprefix(head)}"
    return {"text": text, "published": published, "published_by": by} | known, notes


def _bare(tree: Any) -> int:
    """Take out of a page what nobody sees of it, links and captions between its paragraphs, tables that lay it out.

    Returns how many characters of paragraphs were hidden. Where most are, a script was to show them: they stay.
    """
    for table in tree.xpath("//table"):
        if any(len(cell.text_content()) > CELL for cell in table.iter("td")):
            for node in table.iter("table", "tbody", "tr", "td"):
                node.tag = "div"
    bodies = [node for node in tree.iter("div", "section", "main") if any(map(BODY.fullmatch, node.attrib.values()))]
    if len(bodies) == 1:
        bodies[0].set("itemprop", "articleBody")
    _lead(tree)
    unseen = set(tree.xpath(UNSEEN, namespaces=EXSLT))
    sizes = {node: len(node.text_content()) for node in tree.iter("p")}
    hidden = sum(size for node, size in sizes.items() if not unseen.isdisjoint([node, *node.iterancestors()]))
    if hidden * 2 > sum(sizes.values()):
        unseen, hidden = {node for node in unseen if node.tag in ("noscript", "template")}, 0
    for node in sizes:
        words = " ".join(node.text_content().split())
        if words[-1:] not in ENDS and any(" ".join(link.text_content().split()) == words for link in node.iter("a")):
            unseen.add(node)
    for node in {*unseen, *tree.xpath(CAPTION)}:
        if node.getparent() is not None:
            node.drop_tree()
    return hidden


def _above(tree: Any, text: str, described: str) -> str:
    """Return the standfirst of a page, where the extractor left it out: what it calls so, or describes itself by.

    Other names for it (summary, subtitle) are those of teasers and advertisements as well.
    """
    above, begins = "", " ".join(described.split()).casefold()[:BEGINS]
    for node in tree.iter("h1", "h2", "h3", "p", "div", "span"):
        words = " ".join(node.text_content()[: 2 * CELL].split())
        if node.tag == "h1":
            above = ""
        elif node.tag == "p" and words and words in text:
            return above
        elif FEW < len(words.split()) < CELL / 6 and words not in text:
            same = len(begins) == BEGINS and words.casefold().startswith(begins)
            above = words if same or any(map(ABOVE.search, node.attrib.values())) else above
    return ""


def _lead(tree: Any) -> None:
    """Put into a paragraph what stands before the first one of its kind in none, as pages written by hand begin."""
    firsts = {paragraph.getparent(): paragraph for paragraph in reversed(list(tree.iter("p")))}
    for parent, first in firsts.items():
        siblings = [] if parent is None else list(first.itersiblings(preceding=True))
        before = list(takewhile(lambda node: node.tag in INLINE, siblings))
        above = siblings[len(before)] if len(before) < len(siblings) else None
        text = (("" if parent is None else parent.text) if above is None else above.tail) or ""
        before.reverse()
        words = " ".join([text, *(node.text_content() + (node.tail or "") for node in before)]).strip()
        if words[-1:] in ENDS and len(words.split()) > FEW:
            if above is None:
                parent.text = None
            else:
                above.tail = None
            first.addprevious(made := first.makeelement("p"))
            made.text = text
            made.extend(before)


def _stands(day: str, page: str) -> bool:
    """Tell whether a day that was guessed stands in a page, unmistakably."""
    return day in page or any(_iso(found[0]) == day for found in entries.WRITTEN.finditer(page))


def _bounded(tag: re.Match[str]) -> str:
    """Return a tag without its attributes where so many of them would cost the parser, which compares each, minutes."""
    names = QUOTED.sub("", tag[0]).split() if len(tag[0]) > 2 * MOST_ATTRIBUTES else []
    return names[0] if len(names) > MOST_ATTRIBUTES else tag[0]


def _published(said_by_page: list[str], url: str, written: str) -> tuple[str, str, str]:
    """Return the day, what says so, and what is to be said of it: the page's own word goes before its address."""
    at = IN_ADDRESS.search(url or "")
    address = _iso((" " if at[2].isalpha() else "-").join(at.groups())) if at else ""
    said = ""
    for declared in said_by_page:
        if day := _iso(declared):
            differ = f"the page says {declared}, its address {address}; the page is followed"
            return day, "metadata", differ if address not in ("", day) else ""
        said = said or f"published {declared[:60]!r} is no day"
    if address:
        return address, "url", said
    return (written, "text", said) if written else ("", "", said)


def _declared(tree: Any, page: str) -> Iterator[str]:
    """Yield what a page declares its day to be, the surest first."""
    by_name: dict[str, str] = {}
    for meta in tree.iter("meta", "time"):
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
