"""Make a folder of hostile articles, each with what must become of it. No text here is anybody's."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.corpus.entries import MAX_TEXT

PLAIN = "The harbour stays shut\n\nAda Lind said on Monday that no ferry would leave. Bo Berg denied it."
# One paragraph of English, so that what is tried in it is read as English.
SAID = "Ada Lind said on Monday that no ferry would leave the harbour before the storm was over. "


@dataclass(frozen=True)
class Kind:
    """One hostile file: how it is written, how many articles come of it, and which problems are named."""

    name: str
    file: str
    content: bytes
    articles: int = 1
    problems: tuple[str, ...] = ()


def kinds(scale: int = 1) -> Iterator[Kind]:
    """Yield every kind; scale: how much larger the large ones are (1: kilobytes, 100: megabytes)."""
    yield from _bytes_of_text()
    yield from _sizes(scale)
    yield from _marks(scale)
    yield from _unicode()
    yield from _pages(scale)
    yield from _tables()
    yield from _more_tables()
    yield from _packed()
    yield from _no_texts()
    yield from _dates()


def write(folder: Path, kind: Kind) -> Path:
    """Write one kind into a folder; return the path."""
    path = folder / kind.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kind.content)
    return path


def _txt(name: str, text: str | bytes, articles: int = 1, *problems: str) -> Kind:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return Kind(name, f"{name}.txt", content, articles, problems)


def _bytes_of_text() -> Iterator[Kind]:
    unreadable = (0, "cannot be read")
    yield _txt("empty", "", 0, "empty")
    yield _txt("white space", " \n\t\r\n \u00a0 ", 0, "empty")
    yield _txt("one word", "Yes")
    yield _txt("one mark", "“")
    yield _txt("utf-16 with mark", PLAIN.encode("utf-16"))
    yield _txt("utf-16 big endian with mark", b"\xfe\xff" + PLAIN.encode("utf-16-be"))
    yield _txt("utf-16 without mark", PLAIN.encode("utf-16-le"), *unreadable)
    yield _txt("utf-8 with mark", b"\xef\xbb\xbf" + PLAIN.encode())
    yield _txt("latin-1", "The café of Zoë Åberg\n\nZoë Åberg said that the café was closed.".encode("latin-1"))
    yield _txt("windows-1252", "A quote\n\n“No,” said Ada Lind – “never.”".encode("cp1252"))
    yield _txt("utf-8 cut in a letter", "The cafés are closed, Ada Lind said. Café".encode()[:-1])
    yield _txt("nul bytes", PLAIN.replace(" ", "\x00"), *unreadable)
    yield _txt("control characters", PLAIN.replace(" ", " \x01\x02"))
    yield _txt("random bytes", random.Random(1).randbytes(4000), *unreadable)
    yield _txt("gzip named txt", gzip.compress(PLAIN.encode(), mtime=0))  # it is unpacked, whatever it is called
    yield _txt("gzip named txt, of too much", gzip.compress(b"a" * (MAX_TEXT + 1), mtime=0), *unreadable)
    yield _txt("png named txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), *unreadable)
    yield _txt("old mac lines", PLAIN.replace("\n", "\r"))
    yield _txt("windows lines", PLAIN.replace("\n", "\r\n"))
    yield _txt("lines of every kind", PLAIN.replace(". ", ".\u2028") + "\x0b\x0c\x85\u2029End.")


def _sizes(scale: int) -> Iterator[Kind]:
    yield _txt("one long line", SAID * (25 * scale))
    yield _txt("one long sentence", "Ada Lind said that " + "the ferry and " * (100 * scale) + "the harbour shut.")
    yield _txt("one long word", "x" * (2500 * scale) + " said Ada Lind.")
    yield _txt("many short lines", "No.\n" * (75 * scale))
    yield _txt("many paragraphs", (SAID + "\n\n") * (20 * scale))
    yield _txt("deep clauses", "Ada said that " * (30 * scale) + "it rained.")
    yield _txt("a long list of names", ", ".join(f"Ada Lind{n}" for n in range(50 * scale)) + " met in the harbour.")
    yield _txt("one name again and again", "Ada Lind met Bo Berg. " * (50 * scale))
    yield _txt("a large family", ", ".join(f"Ada{n}x Lind" for n in range(50 * scale)) + " met Lind in the harbour.")
    yield _txt("many dates", "It rained on 3 May 2021. " * (37 * scale))
    yield _txt("many pronouns", "Ada Lind came. " + "He said she knew that it was theirs. " * (25 * scale))


def _marks(scale: int) -> Iterator[Kind]:
    yield _txt("only quotation marks", "“" * (1250 * scale))
    yield _txt("straight marks", '"' * (1250 * scale))
    yield _txt("unbalanced marks", "“No, said Ada Lind. Bo Berg said “yes. " * (12 * scale))
    yield _txt("marks nested deep", "“Ada said " * 200 + "no" + "”" * 200)
    yield _txt("marks of every kind", "„No“, «no», ‹no›, ‘no’, ''no'', ``no'', “no”, 'no', 「no」 said Ada Lind.")
    yield _txt("brackets nested deep", "(" * (250 * scale) + "Ada said no" + ")" * (250 * scale))
    yield _txt("full stops", "." * (1250 * scale))
    yield _txt("dashes", "– — -- - ― " * (125 * scale))
    yield _txt("colons", "Ada: Bo: Cy: " * (50 * scale), 1, "looks like furniture")
    yield _txt("digits", "1" * (1250 * scale) + " people, 0/0/0, 99/99/9999, 24:61, 1e999 said Ada Lind.")


def _unicode() -> Iterator[Kind]:
    yield _txt("combining marks", "A\u0301da\u0302 Li\u0303nd sa\u0301id no. " * 20)
    yield _txt("stacked marks", "Ada" + "\u0301" * 2000 + " said that it rained.")
    yield _txt("emoji with joiners", "👩‍👩‍👧‍👦 Ada Lind said 🏳️‍🌈 that 👍🏽 it rained. " * 10)
    yield _txt("bidi controls", "Ada \u202e\u2066Lind\u2069\u202c said \u200fthat it rained.")
    yield _txt("zero width", "Ada\u200b Lind\u200d said\ufeff that\u2060 it rained.")
    yield _txt("beyond the first plane", "𝐀𝐝𝐚 𝐋𝐢𝐧𝐝 said that 𐍈 it rained on Monday.")
    yield _txt("private and unassigned", "Ada \ue000\U000f0000\u0378 Lind said that it rained.")
    yield _txt("lone surrogate bytes", "Ada \ud800 said that it rained.", 1)
    yield _txt("other spaces", "Ada\u00a0Lind\u2003said\u3000that\u1680it rained on\u2009Monday.")
    yield _txt("full width", "Ａｄａ said that it rained, “ｎｏ”.")
    yield _txt("turkish letters", "İstanbul said that İİ it rained; STRASSE ẞ ﬃ. Ada İİnd said no.")
    yield _txt("case that changes length", "ΐΰŉǰ İ ﬀ ﬁ Ada Lind said that it rained. " * 5)
    every = "".join(chr(n) for n in range(33, 0x3000) if chr(n).isprintable())
    yield _txt("many scripts", "Ada Lind said that these are letters, and Bo Berg said that they are not: " + every)
    tagged = "<script>alert(1)</script> Ada <b onclick=x>Lind</b> said &amp; that ]]> it rained."
    yield _txt("markup in the text", tagged, 1, "looks like furniture")
    yield _txt("formulas", "=cmd|' /C calc'!A0 said Ada Lind. @SUM(1) +1 -1 said Bo Berg on Monday.")
    yield _txt("format strings", "%s %n {0} {x!r} $HOME `id` $(id) said Ada Lind on Monday.")


def _pages(scale: int) -> Iterator[Kind]:
    body = "".join(f"<p>{SAID}Number {n} is a line of its own, and Bo Berg agreed with it.</p>" for n in range(6))
    page = f"<html><head><title>Harbour</title></head><body><article><h1>Harbour</h1>{body}</article></body></html>"
    yield Kind("a page", "a page.html", page.encode())
    yield Kind("a page without end", "open.html", page[: len(page) // 2].encode())
    yield Kind("an empty page", "empty.html", b"<html></html>", 0, ("no article found",))
    yield Kind("a page that is text", "text.html", b"no markup at all", 0, ("no article found",))
    yield Kind("a deep page", "deep.html", ("<div>" * (500 * scale) + page).encode(), 0, ("no article found",))
    yield Kind(
        "a page of entities", "entities.html", (f"<html><body><p>{'&lt;&amp;' * 2000}</p></body></html>").encode(), -1
    )
    bomb = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + page.replace("Harbour", "&b;")
    yield Kind("a page with entity bomb", "bomb.html", bomb.encode(), 0, ("no article found",))


def _tables() -> Iterator[Kind]:
    row = json.dumps({"id": "r1", "text": PLAIN + " One."})
    other = json.dumps({"id": "r2", "text": PLAIN + " Two."})
    yield Kind("one broken line", "broken.jsonl", f"{row}\n{{oops\n{other}\n".encode(), 2, ("cannot be read",))
    yield Kind(
        "lines of wrong types", "types.jsonl", b'[1]\n"x"\n3\nnull\n{"text": 5}\n', 0, ("cannot be read", "not text")
    )
    yield Kind(
        "lone surrogate in json",
        "surrogate.jsonl",
        b'{"text": "Ada \\ud800 said that it rained."}',
        1,
        ("replaced characters",),
    )
    yield Kind("deep json", "deep.jsonl", b"[" * 100_000 + b"\n", 0, ("cannot be read",))
    yield Kind(
        "the same id twice", "twice.jsonl", f"{row}\n{other.replace('r2', 'r1')}\n".encode(), 1, ("duplicate id",)
    )
    yield Kind(
        "the same text twice", "same.jsonl", f"{row}\n{row.replace('r1', 'r3')}\n".encode(), 1, ("duplicate text",)
    )
    yield Kind("ids that climb", "climb.jsonl", json.dumps({"id": "../../etc/x", "text": PLAIN + " C."}).encode())
    yield Kind("ids with newlines", "lines.jsonl", json.dumps({"id": 'a\nb\u202e,"c', "text": PLAIN + " D."}).encode())
    yield Kind("an empty table", "empty.csv", b"", 0, ("cannot be read",))
    yield Kind("no column text", "missing.csv", b"id,topic\n1,hello\n", 0, ("cannot be read",))
    wide = ",".join(["text", *(f"c{n}" for n in range(1000))])
    yield Kind(
        "a thousand columns", "wide.csv", f"{wide}\nAda Lind said that it rained on Monday.{',x' * 1000}\n".encode()
    )
    yield Kind(
        "embedded newlines",
        "newlines.csv",
        b'id,text\n1,"Rain\n\nAda said ""no"" to\nit, and Bo said that it rained."\n',
    )
    yield Kind(
        "ragged rows",
        "ragged.csv",
        b"id,text\n1,Ada said that it rained.,x,y\n2\n",
        1,
        ("cells put together", "empty"),
    )
    yield Kind(
        "a quote that never ends",
        "open.csv",
        b'id,text\n0,Bo said no.\n1,"Ada said that it rained.\n2,never closed\n',
        1,
        ("cannot be read",),
    )
    yield Kind("no parquet", "fake.parquet", b"PAR1 this is none PAR1", 0, ("cannot be read",))
    yield Kind("a broken zip", "broken.zip", b"PK\x03\x04 no zip", 0, ("cannot be read",))
    yield Kind("a zip of texts", "texts.zip", _zip({"../up.txt": PLAIN + " U.", "b/c.txt": PLAIN + " Z."}), 2)
    yield Kind("a zip bomb", "bomb.zip", _zip({"big.txt": "a " * 20_000_000}), 0, ("cannot be read",))


def _more_tables() -> Iterator[Kind]:
    """Tables as spreadsheets, databases and careless programs leave them."""
    rows = f'id;Body\n1;"{SAID}"\n2;"Bo Berg; he said no to Ada Lind."\n'
    yield Kind("semicolons", "semicolons.csv", rows.encode("cp1252"), 2, ("columns as understood",))
    yield Kind("old mac rows", "mac.csv", f'id,text\r1,"{SAID}"\r2,Bo Berg said no.\r'.encode(), 2)
    utf16 = f"id\ttext\n1\t{SAID}\n".encode("utf-16")
    yield Kind("tabs in utf-16", "tabs.tsv", utf16, 1)
    yield Kind(
        "one nul byte", "nul.csv", b"id,text\n1,Ada said\x00 no.\n2,Bo said that it rained.\n", 1, ("cannot be read",)
    )
    mixed = "id,text\n1,Zo\u00eb said no.\n".encode() + "2,The caf\u00e9 of Zo\u00eb is shut.\n".encode("cp1252")
    yield Kind("two encodings", "two.csv", mixed, 2)
    yield Kind("a long cell", "long.csv", b'id,text\n1,"' + SAID.encode() * 2000 + b'"\n2,Bo said no.\n', 2)
    commas = b"text,id\nAda said no, and Bo, too, said so.,1\nBo said that it rained.,2\n"
    yield Kind("unquoted commas", "commas.csv", commas, 1, ("cannot be read",))
    last = b"id,text\n1,Ada said no, and Bo, too, said so.\n2,Bo said that it rained.\n"
    yield Kind("unquoted commas at the end", "last.csv", last, 2, ("cells put together",))
    markup = b'id,text\n1,"<p>Ada said &quot;no&quot;.</p><p>Bo said &amp; wrote it.</p>"\n'
    yield Kind("html in a table", "html.csv", markup, 1, ("read as HTML",))
    yield Kind("binary named csv", "binary.csv", random.Random(2).randbytes(4000), 0, ("cannot be read",))
    yield Kind("a header alone", "header.csv", b"id,text\n", 0, ("cannot be read",))
    yield Kind("an empty json", "empty.json", b"[]", 0, ("cannot be read",))
    yield Kind("json of nothing", "nothing.json", b'{"status": "ok"}', 0, ("cannot be read",))
    yield Kind("deep json at once", "deep.json", b"[" * 100_000, 0, ("cannot be read",))
    yield Kind(
        "parquet with a day beyond all", "beyond.parquet", _parquet(published=[1 << 62, 0]), 2, ("date not understood",)
    )
    yield Kind("parquet of bytes", "bytes.parquet", _parquet(text=[b"\xff\xfe", b"text"]), 0, ("not text",))
    yield Kind("no sheet", "fake.xlsx", b"PK no sheet", 0, ("cannot be read",))
    yield Kind("no document", "fake.docx", b"no document", 0, ("cannot be read",))
    xml = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
    yield Kind("a document that names a file", "xxe.docx", _zip({"word/document.xml": xml}), 0, ("cannot be read",))
    yield Kind(
        "a document like a bomb", "bomb.docx", _zip({"word/document.xml": " " * 200_000_000}), 0, ("cannot be read",)
    )
    yield Kind("a message of nothing", "nothing.eml", b"", 0, ("empty",))
    yield Kind("a saved page of nothing", "nothing.mhtml", b"MIME-Version: 1.0\n\nx", 0, ("cannot be read",))


def _packed() -> Iterator[Kind]:
    good = PLAIN + " Packed."
    one = _zip({"good.txt": good, "other.txt": "Bo Berg said on Monday that he would come, and Ada denied it."})
    yield Kind("a locked member", "locked.zip", _patched(one, b"other.txt", flag=True), 1, ("cannot be read",))
    yield Kind("a member in deflate64", "deflate64.zip", _patched(one, b"other.txt", method=9), 1, ("cannot be read",))
    at = one.index(b"other.txt") + 20
    damaged = one[:at] + bytes(byte ^ 0xFF for byte in one[at : at + 8]) + one[at + 8 :]
    yield Kind("a damaged member", "damaged.zip", damaged, 1, ("cannot be read",))
    yield Kind("a zip cut off", "cut.zip", one[:-30], 0, ("cannot be read",))
    inner = _zip({"in.txt": good + " Inner."})
    yield Kind("a zip in a zip", "nested.zip", _zip({"inner.zip": inner, "out.txt": good + " Outer."}), 2)
    for _ in range(6):
        inner = _zip({"inner.zip": inner})
    yield Kind("zips without end", "endless.zip", inner, 0, ("cannot be read",))
    yield Kind("a packed page", "page.txt.gz", gzip.compress((good + " Gz.").encode(), mtime=0))
    yield Kind("a packed bomb", "bomb.txt.gz", gzip.compress(bytes(1 << 27), mtime=0), 0, ("cannot be read",))
    yield Kind("packed nothing", "none.txt.gz", b"no gzip", 0, ("cannot be read",))
    yield Kind("a pdf", "a.pdf", b"%PDF-1.7", 0, ("not read",))
    yield Kind("without an ending", "LICENCE", b"Do as you like.", 0, ("not read",))
    yield Kind("a picture", "a.JPG", b"\xff\xd8", 0, ("passed over", "nothing to read"))


def _no_texts() -> Iterator[Kind]:
    """What stands where a text should be, and is none."""
    for number, value in enumerate((float("nan"), True, [PLAIN], {"a": PLAIN}, 7, "[Removed]", "NaN", "None", "  ")):
        wanted = (
            "empty" if value != value or value == "  " else "cannot be read" if value == {"a": PLAIN} else "not text"
        )
        content = json.dumps({"text": value, "id": "n"}).encode()
        yield Kind(f"no text: {value!r}"[:40], f"none{number}.jsonl", content, 0, (wanted,))
    yield _txt("utf-32 with mark", PLAIN.encode("utf-32") + " Wide.".encode("utf-32-le"))
    yield _txt("utf-16 of nothing", b"\xff\xfe" + bytes(400), 0, "cannot be read")
    yield Kind("a page of nuls", "nuls.html", bytes(4000), 0, ("cannot be read",))
    body = "".join(f"<p>{SAID}&#0;Line {n} is a line of its own, and Bo Berg agreed.</p>" for n in range(6))
    page = f"<html><body><article>{body}\x00</article></body></html>".encode()
    yield Kind("a page with a nul", "onenul.html", page, 1, ("replaced characters",))  # &#0; is U+FFFD in HTML


def _parquet(text: list | None = None, published: list | None = None) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"text": text or [PLAIN + " Early.", PLAIN + " Late."]}
    if published:
        columns["published"] = pa.array(published, pa.timestamp("us"))
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def _patched(archive: bytes, name: bytes, flag: bool = False, method: int = 8) -> bytes:
    """Return a zip of which one member says that it is locked, or packed by another method."""
    data = bytearray(archive)
    local, central = data.index(name) - 30, data.rindex(name) - 46
    for at in (local + 6, central + 8):
        data[at] |= flag
    for at in (local + 8, central + 10):
        data[at] = method
    return bytes(data)


def _dates() -> Iterator[Kind]:
    for published in (
        "0000-00-00",
        "9999-12-31",
        "0001-01-01",
        "2021-02-30",
        "yesterday",
        "20230216",
        "2023-02-16T25:00",
    ):
        text = f"{PLAIN} It happened two weeks later, last year, next century and in 1066. {published}."
        content = json.dumps({"id": published, "text": text, "published": published}).encode()
        bad = published in ("0000-00-00", "2021-02-30", "yesterday", "0001-01-01", "9999-12-31")
        yield Kind(
            f"date {published}", f"date {published.replace(':', '')}.jsonl", content, 1, ("date not understood",) * bad
        )


def _zip(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
