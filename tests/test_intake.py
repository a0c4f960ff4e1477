"""Somebody else's articles as they come: what each product's file gives, and what is said of it."""

import gzip
import json
import time
import zipfile

import exports as made
import pandas
import pytest
from exports import BREAD, SHUT, WAIT, docx, page, table

import helpers
from helpers import ownership, passages, quotes
from helpers.__main__ import main
from helpers.corpus import Article, columns, entries, exports, intake, pages, read, readers
from helpers.corpus.entries import noticed
from helpers.knowledge import KnowledgeError
from helpers.tables import Problem, quote_id

FIRST = ("Harbour stays shut", "2010-01-11", "The Quay", "Ada Holm")
SECOND = ("Ferries wait for the insurers", "2010-02-02", "Island News", "")
HEADER = ["Headline", "Body", "Publication Date", "Source", "Byline"]
ROWS = [[FIRST[0], SHUT, "January 11, 2010", *FIRST[2:]], [SECOND[0], WAIT, "2 Feb. 2010", *SECOND[2:]]]


def taken(path, **options):
    records = list(read(path, **options).records())
    return (
        [record for record in records if isinstance(record, Article)],
        [record for record in records if isinstance(record, Problem)],
    )


def said(problems, kind):
    return [problem.detail for problem in problems if problem.problem == kind]


PRODUCTS = {
    "nexis.csv": table([HEADER, *ROWS]).encode(),
    "nexis.txt": made.NEXIS.encode(),
    "nexis_uni.docx": docx(made.NEXIS_UNI),
    "factiva.txt": made.FACTIVA.encode("cp1252"),
    "factiva_plain.txt": made.FACTIVA_PLAIN.replace("\n", "\r\n").encode("utf-16"),
    "factiva.tsv": table(
        [["HD", "LP", "TD", "PD", "SN", "BY"]]
        + [[row[0], *([*row[1].split("\n\n"), ""][:2]), *row[2:]] for row in ROWS],
        "\t",
    ).encode(),
    "proquest.txt": made.PROQUEST.encode(),
    "ebsco.txt": made.EBSCO.encode(),
    "proquest.csv": table([["Title", "fullText", "pubdate", "pubtitle", "Authors"], *ROWS], ";").encode("utf-16"),
    "guardian.json": made.guardian().encode(),
    "all_the_news.csv": table(
        [["", "id", "title", "publication", "author", "date", "year", "content"]]
        + [["0", f"{number}", row[0], row[3], row[4], row[2], "2010.0", row[1]] for number, row in enumerate(ROWS)]
    ).encode(),
    "mediacloud.json": json.dumps(
        [{"stories_id": n, "title": row[0], "story_text": row[1], "publish_date": f"{day} 08:00:00.00",
          "media_name": row[3], "authors": [row[4]] if row[4] else []}
         for n, (row, day) in enumerate(zip(ROWS, ("2010-01-11", "2010-02-02"), strict=True))]
    ).encode(),
    "news_please.jsonl": "\n".join(
        json.dumps({"title": row[0], "maintext": row[1], "date_publish": f"{day} 08:00:00", "source_domain": row[3],
                    "authors": [row[4]] if row[4] else [], "date_download": "2020-01-01", "description": "none"})
        for row, day in zip(ROWS, ("2010-01-11", "2010-02-02"), strict=True)
    ).encode(),
    "book.xlsx": made.xlsx(),
    "pandas.json": json.dumps({"title": {"0": FIRST[0], "1": SECOND[0]}, "content": {"0": SHUT, "1": WAIT}}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_file_as_it_comes(tmp_path, name):
    (tmp_path / name).write_bytes(PRODUCTS[name])
    articles, problems = taken(tmp_path / name)
    assert [article.text for article in articles] == [SHUT, WAIT]
    got = [(one.title.removesuffix(" after storm"), one.published, one.outlet, one.author) for one in articles]
    got = [(*one[:2], one[2].removesuffix(" (Norvik)"), one[3].replace("Holm, Ada", "Ada Holm")) for one in got]
    wanted = [
        FIRST,
        ("Ferries wait for the insurers", "2010-02-02", "Island News", "BO BERG" if name == "nexis.txt" else ""),
    ]
    cut = {"pandas.json": 1, "book.xlsx": 3}.get(name, 4)  # what the file does not say
    assert [one[:cut] for one in got] == [one[:cut] for one in wanted]
    assert {one.published_by for one in articles} == {"metadata" if cut > 1 else "none"}
    kinds = [problem.problem for problem in problems]
    assert kinds in (["columns as understood"], ["export taken apart"], ["not read", "columns as understood"])


def test_newsapi_cuts_short_and_takes_down(tmp_path):
    (tmp_path / "a.json").write_text(made.newsapi(), encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert [(one.title, one.published, one.outlet, one.author) for one in articles] == [FIRST, SECOND]
    assert [problem.problem for problem in problems] == ["not text", "columns as understood", "cut short"]
    assert "outlet = source.name" in said(problems, "columns as understood")[0]


def test_what_is_said_of_many_rows_is_counted_once(tmp_path):
    rows = "".join(f"{day}/5/2020,Ada Lind, of Norvik, said no to number {day}.\n" for day in range(1, 31))
    (tmp_path / "a.csv").write_text(f"published,text\n{rows}")
    articles, problems = taken(tmp_path)
    assert len(articles) == 30 and articles[2].published == "2020-05-03"
    assert said(problems, "cells put together")[0].endswith("(and so in 29 more)")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_any_delimiter_and_encoding(tmp_path, delimiter, encoding):
    rows = [["Headline", "Text"], ["Zoë", f"{BREAD} “Zoë, and; more|so.”"], ["Bo", f"{WAIT} – Bo"]]
    (tmp_path / "a.csv").write_bytes(table(rows, delimiter).encode(encoding))
    articles, problems = taken(tmp_path)
    assert [(one.title, one.text) for one in articles] == [tuple(row) for row in rows[1:]]
    assert ("between cells" in problems[0].detail) == (delimiter not in ",\t")


def test_lines_above_the_header_and_quotation_marks_of_other_programs(tmp_path):
    (tmp_path / "a.csv").write_text(f'sep=;\n"An export"\n\nTitle;Text\nA;"{WAIT}"\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        'id,text\nb1,"She said \\"no\\", and left."\nb2,"He said \\"so\\"."\n', encoding="utf-8"
    )
    (tmp_path / "c.tsv").write_text('id\ttext\n1\t"No," she said\n2\tan inch is 1"\n', encoding="utf-8")
    articles, _ = taken(tmp_path)
    assert [one.text for one in articles] == [
        WAIT, 'She said "no", and left.', 'He said "so".', '"No," she said', 'an inch is 1"'
    ]  # fmt: skip


ELEVEN = [
    "2015-12-22", "December 22, 2015", "22 December 2015", "Dec. 22, 2015", "Tuesday, December 22nd, 2015",
    "December 22, 2015 Tuesday 10:14 PM EST", "Tue, 22 Dec 2015 10:00:00 GMT", "22-Dec-15", "20151222", "2015/12/22",
    "1450785600",
]  # fmt: skip


@pytest.mark.parametrize(
    "written", [*ELEVEN, "22.12.2015", "12/22/2015", "22/12/15", "2015-12-22T25:00", "22nd of December 2015"]
)
def test_dates_in_every_common_form(written):
    assert entries.iso(written) == "2015-12-22"


@pytest.mark.parametrize(
    "written", ["yesterday", "December 2015", "2015", "22", "2015-02-30", "31/02/2015", "0001-01-01", "3/4/2015", "May"]
)
def test_what_is_no_day_or_could_be_two_has_no_date(written):
    with pytest.raises(ValueError):
        entries.iso(written)


@pytest.mark.parametrize(
    ("column", "wanted", "why"),
    [
        (["3/4/2021", "25/4/2021", "5/4/2021"], ["2021-04-03", "2021-04-25", "2021-04-05"], "day first: 1 row"),
        (["3/4/2021", "4/25/2021", "4/5/2021"], ["2021-03-04", "2021-04-25", "2021-04-05"], "month first: 1 row"),
        (["3/4/2021", "5/5/2021"], ["", "2021-05-05"], "no row tells the day from the month in 1 dates"),
        (["3/4/2021", "25/4/2021", "4/25/2021"], ["", "2021-04-25", "2021-04-25"], "dates mixed"),
        (["3.4.2021", "5.4.2021"], ["2021-04-03", "2021-04-05"], "written with full stops"),
    ],
)
def test_which_is_the_day_is_settled_by_the_whole_column_and_said(tmp_path, column, wanted, why):
    rows = [["text", "published"], *([f"{WAIT} {number}", day] for number, day in enumerate(column))]
    (tmp_path / "a.csv").write_text(table(rows), encoding="utf-8")
    articles, problems = taken(tmp_path / "a.csv")
    assert [one.published for one in articles] == wanted
    assert why in said(problems, "columns as understood")[0]
    assert len(said(problems, "date not understood")) == wanted.count("")
    given = {"published": "published:day-first"}
    assert taken(tmp_path / "a.csv", columns=given)[0][0].published == "2021-04-03"


def test_what_the_reader_says_goes_before_what_is_guessed(tmp_path):
    (tmp_path / "a.csv").write_text(table([["Body", "Lead", "Date"], [WAIT, BREAD, "1 May 2020"]]), encoding="utf-8")
    (article,), problems = taken(tmp_path / "a.csv", columns={"text": "Lead+Body", "published": "Date"})
    assert (article.text, article.published, problems) == (f"{BREAD}\n\n{WAIT}", "2020-05-01", [])
    _, problems = taken(tmp_path / "a.csv", columns={"text": "Inhalt"})
    assert "no column 'Inhalt' (columns: Body, Lead, Date); say --columns text=" in problems[0].detail


def test_what_pandas_writes_of_records_lists_and_nothing(tmp_path):
    rows = [["source", "author", "title", "publishedAt", "content"]]
    rows += [["{'id': None, 'name': \"The Quay's\"}", "['Ada Holm', \"Bo O'Berg\"]", "nan", "NaT", WAIT]]
    (tmp_path / "a.csv").write_text(table(rows), encoding="utf-8")
    (article,), problems = taken(tmp_path)
    assert (article.outlet, article.author, article.title) == ("The Quay's", "Ada Holm, Bo O'Berg", "")
    assert [problem.problem for problem in problems] == ["columns as understood"]


def test_an_export_saved_as_a_page(tmp_path):
    said_ = {"HD": FIRST[0], "BY": FIRST[3], "PD": "11 January 2010", "SN": FIRST[2], "LP": SHUT}
    fields = (said_ | {"AN": "Document QUAY000020100111ecap0001a"}).items()
    cells = "".join(f"<tr><td>{code}&nbsp;</td><td><p>{value}</p></td></tr>" for code, value in fields)
    markup = f"<html><body><div class='article enArticle'><table>{cells}</table></div></body></html>"
    (tmp_path / "factiva.html").write_text(markup, encoding="utf-8")
    (article,), _ = taken(tmp_path)
    assert (article.title, article.published, article.outlet, article.author) == FIRST
    assert article.text.split() == SHUT.split()


def test_a_list_without_texts_says_so(tmp_path):
    (tmp_path / "a.csv").write_text("id,media_name,publish_date,title,url\n1,q,2020-01-01,T,https://q.example\n")
    _, problems = taken(tmp_path / "a.csv")
    assert "columns: id, media_name" in problems[0].detail and "holds no texts" in problems[0].detail
    (tmp_path / "Articles (1).csv").write_text("file,published\na.txt,2024-05-06\n")
    assert "called articles.csv" in taken(tmp_path / "Articles (1).csv")[1][0].detail  # “say --columns text=file”
    (tmp_path / "b.jsonl").write_text(json.dumps({"document": SHUT, "summary": "s"}))
    assert "say --columns text=document" in taken(tmp_path / "b.jsonl")[1][0].detail
    (tmp_path / "actors.csv").write_text("")
    with pytest.raises(KnowledgeError, match="no header line: write one, or remove"):
        helpers.analyse(tmp_path)


def test_pages_say_their_day_before_their_address_does(tmp_path):
    address = '<link rel="canonical" href="https://q.example/2023/02/15/harbour">'
    heads = {
        "zone": f'{address}<meta property="article:published_time" content="2023-02-16T01:00:00+03:00">',
        "address": address,
        "none": f'{address}<meta property="article:published_time" content="0001-01-01T00:00:00Z">',
        "linked": '<script type="application/ld+json">{"datePublished": "2023-02-16T08:00:00Z"}</script>',
    }
    for name, head in heads.items():
        (tmp_path / f"{name}.html").write_text(page(f"{SHUT} {name}", head), encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert {one.article_id: (one.published, one.published_by) for one in articles} == {
        "zone": ("2023-02-16", "metadata"), "address": ("2023-02-15", "url"), "none": ("2023-02-15", "url"),
        "linked": ("2023-02-16", "metadata"),
    }  # fmt: skip
    assert [(one.source, one.problem) for one in problems] == [
        ("none.html", "date not understood"), ("zone.html", "dates differ")
    ]  # fmt: skip


def test_pages_in_the_encoding_that_they_name(tmp_path):
    markup = (
        page(SHUT.replace("Lindqvist", "Łukasz"), '<meta charset="iso-8859-2">').replace("“", '"').replace("”", '"')
    )
    (tmp_path / "a.html").write_bytes(markup.encode("iso-8859-2"))
    assert "Ada Łukasz" in taken(tmp_path)[0][0].text


def test_packed_pages_messages_saved_pages_and_documents(tmp_path):
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page(SHUT).encode()))
    sent = "Date: Thu, 16 Feb 2023 23:30:00 -0500"
    head = ["From: The Quay <n@q.example>", "Subject: =?utf-8?q?Caf=C3=A9?=", sent, "MIME-Version: 1.0"]
    attached = ["Content-Type: application/pdf", 'Content-Disposition: attachment; filename="x.pdf"', "", "x", "--b--"]
    mixed = 'Content-Type: multipart/mixed; boundary="b"'
    mail = [*head, mixed, "", "--b", "Content-Type: text/plain", "", WAIT, "--b", *attached, ""]
    (tmp_path / "b.eml").write_text("\r\n".join(mail))
    related = ["MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="b"', "", "--b"]
    shown = ["Content-Type: text/html; charset=utf-8", "", page(BREAD), "--b--", ""]
    saved = ["Snapshot-Content-Location: https://q.example/2024/05/06/x.html", *related, *shown]
    (tmp_path / "c.mhtml").write_text("\r\n".join(saved), encoding="utf-8")
    (tmp_path / "d.docx").write_bytes(docx(["A headline", *SHUT.split("\n\n")]))
    articles, problems = taken(tmp_path)
    assert [(one.article_id, one.title, one.published, one.published_by) for one in articles] == [
        ("a", "Harbour stays shut", "", "none"), ("b", "Café", "2023-02-16", "metadata"),
        ("c", "Harbour stays shut", "2024-05-06", "url"), ("d", "A headline", "", "none"),
    ]  # fmt: skip
    assert articles[1].text.strip() == WAIT and articles[3].text == f"A headline\n\n{SHUT}"
    assert [(one.source, one.problem) for one in problems] == [("b.eml/x.pdf", "not read")]


def record(kind, url, body, http=None):
    """Return a record of a web archive: a response with its head, or something else."""
    if http:
        body = b"HTTP/1.1 200 OK\r\n" + http + b"\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_web_archive_are_articles(tmp_path, packed):
    page = f"<html><head><title>Harbour</title></head><body><article><p>{SHUT}</p><p>{WAIT}</p></article></body></html>"
    page = page.encode("utf-8")
    zipped = gzip.compress(page)
    pieces = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, zipped[:9], len(zipped) - 9, zipped[9:])
    html = b"Content-Type: text/html; charset=utf-8"
    records = [
        record("warcinfo", "", b"software: none"),
        record("response", "https://quay.example/2024/05/06/shut", page, html),
        record("response", "https://quay.example/a.png", b"\x89PNG", b"Content-Type: image/png"),
        record("response", "https://quay.example/b", pieces,
               html + b"\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        record("response", "https://quay.example/c", b"\x00", html + b"\r\nContent-Encoding: br"),
        record("request", "https://quay.example/b", b"GET /b HTTP/1.1\r\n\r\n"),
    ]  # fmt: skip
    name = "web.warc.gz" if packed else "web.warc"
    (tmp_path / name).write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    articles, problems = taken(tmp_path)
    assert [one.article_id for one in articles] == ["web-1"] and WAIT in articles[0].text
    assert articles[0].published == "2024-05-06" and articles[0].url.endswith("/shut")
    assert [(one.problem, one.source) for one in problems] == [
        ("duplicate text", "web-2"), ("cannot be read", "web.warc/3"),
    ]  # fmt: skip
    assert "packed by the server as br" in problems[-1].detail


def test_a_web_archive_that_breaks_off_keeps_what_stands_before(tmp_path):
    page = f"<html><body><article><p>{SHUT}</p><p>{WAIT}</p></article></body></html>".encode()
    whole = record("response", "https://quay.example/a", page, b"Content-Type: text/html")
    (tmp_path / "web.warc").write_bytes(whole + b"nonsense\r\n")
    articles, problems = taken(tmp_path)
    assert len(articles) == 1 and "no record" in problems[-1].detail


@pytest.mark.parametrize(
    ("cut", "why"),
    [
        (lambda whole, last: whole + last[:-40], "cut short"),
        (lambda whole, last: whole + last.replace(b"Content-Length: ", b"Content-Length: -"), "how long"),
        (lambda whole, last: whole + last.replace(b"Content-Length: ", b"Content-Length: x"), "how long"),
        (lambda whole, last: whole + b"WARC/1.0\r\nX: " + b"y" * (1 << 17), "has no end"),
    ],
    ids=["within a record", "a length below nothing", "no number", "a line without end"],
)
def test_a_web_archive_with_a_broken_record_says_so_and_keeps_what_stands_before(tmp_path, cut, why):
    """Guards: of an archive cut short within a page nothing was said, and a length below nothing read all of it."""
    page = f"<html><body><article><p>{SHUT}</p><p>{WAIT}</p></article></body></html>".encode()
    whole, last = (
        record("response", f"https://quay.example/{name}", page, b"Content-Type: text/html") for name in "ab"
    )
    (tmp_path / "web.warc").write_bytes(cut(whole, last))
    articles, problems = taken(tmp_path)
    assert len(articles) == 1
    assert [(one.problem, one.source) for one in problems] == [("cannot be read", "web.warc")] and why in problems[
        0
    ].detail


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.warc", b""),
        ("a.warc", record("response", "https://quay.example/a.png", b"\x89PNG", b"Content-Type: image/png")),
        ("a.warc.gz", gzip.compress(b"WARC/1.0", mtime=0)[:-9]),
        ("a.txt.gz", b"no gzip"),
    ],
    ids=["empty", "a picture alone", "cut short", "no gzip"],
)
def test_what_holds_no_page_or_is_damaged_is_named_in_words(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    articles, problems = taken(tmp_path)
    assert articles == [] and [(one.problem, one.source) for one in problems] == [
        ("cannot be read", name.removesuffix(".gz"))
    ]
    assert "Error" not in problems[0].detail and ("no page" in problems[0].detail or "damaged" in problems[0].detail)


def test_every_file_that_is_not_read_is_named_with_the_way_out(tmp_path):
    named = ["a.pdf", "b.rtf", "c.odt", "d.md", "e.wacz", "f.xls", "g.tar.gz", "h.xyz", "LICENCE", "deep/i.doc"]
    (tmp_path / "deep").mkdir()
    for name in [
        *named,
        ".hidden",
        "p.PNG",
        "s.mp3",
        "t.woff2",
        "~$d.docx",
        "Thumbs.db",
        "actors.csv",
        "corrections.csv",
    ]:
        (tmp_path / name).write_bytes(b"\x00x")
    (tmp_path / "articles.csv").write_text("file,outlet\nz.txt,The Quay\n")
    (tmp_path / "z.txt").write_text(WAIT)
    articles, problems = taken(tmp_path)
    assert [one.outlet for one in articles] == ["The Quay"]
    assert sorted(one.source for one in problems if one.problem == "not read") == sorted(named)
    assert all(len(one.detail) > 10 for one in problems)
    assert said(problems, "passed over") == ["1 picture, 1 sound, 1 font, 3 hidden files: no articles"]
    assert len(problems) == len(named) + 1


def test_what_is_said_of_files_is_checked_row_by_row(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{WAIT} {name}")
    rows = [
        ["file", "Date", "Newspaper"],
        ["a.txt", "13/5/2020", "Q"],
        ["a.txt", "14/5/2020", "R"],
        ["b.txt", "soon", ""],
        ["c.txt", "", "S"],
    ]
    (tmp_path / "articles.csv").write_text(table(rows, ";"), encoding="cp1252")
    articles, problems = taken(tmp_path)
    assert [(one.published, one.published_by, one.outlet) for one in articles] == [
        ("2020-05-13", "reader", "Q"), ("", "none", "")
    ]  # fmt: skip
    assert [(one.source, one.problem) for one in problems] == [
        ("articles.csv row 2", "row not used"), ("articles.csv row 3", "date not understood"),
        ("articles.csv row 4", "row not used"),
    ]  # fmt: skip
    (tmp_path / "articles.csv").write_bytes(bytes(range(256)) * 20)
    _, problems = taken(tmp_path)
    assert [(one.source, one.problem) for one in problems] == [("articles.csv", "cannot be read")]


def test_files_and_zips_of_the_same_name_are_all_read(tmp_path):
    (tmp_path / "a.html").write_text(page(SHUT), encoding="utf-8")
    (tmp_path / "a.txt").write_text(WAIT)
    for name, text in (("one.zip", BREAD), ("two.zip", f"{BREAD} Again.")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("b.txt", text)
    articles, problems = taken(tmp_path)
    assert [one.article_id for one in articles] == ["a", "a.txt", "b", "two.zip/b.txt"]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"We use cookies. Accept all cookies\n\n{SHUT}", "a banner of consent"),
        (f"Home > UK > Harbours\n{SHUT}", "a bar of links (“Home > UK > Harbours”)"),
        ("Reject\nShare\nHome\nNews\nSport\nWeather\n" + SHUT, "a bar of links (“Reject”)"),
        ("https://q.example/2020/01/02/harbour\n", "a lone address"),
        (SHUT.upper(), "capitals throughout"),
        ("\n".join(f"line {n} of a text that somebody has broken up" for n in range(20)), "lines broken"),
        (f"{SHUT}\n\nSubscribe to continue reading.", "a wall of payment"),
        ("\n".join(f"Headline {n} of the day" for n in range(20)), "end no sentence (“Headline 0 of the day”)"),
        (2 * SHUT.replace("harbour", "har-\r\nbour"), "words cut in two at the ends of lines (“har- bour”)"),
        (
            f"{SHUT}\n\nFollow Tom Ridley on Twitter\n\nFULL TEXT\n\n{SHUT}",
            "nobody is counted (2, “Follow Tom Ridley on Twitter”)",
        ),
        (
            f"{SHUT}\n\nUpdated November 5, 2025 — 7.42am, first published at 6am\n\nSave   Share\n\n{SHUT}",
            "nobody is counted (2, “Updated November 5, 2025",
        ),
        (
            "".join(f"{n}\n00:0{n}:01,000 --> 00:0{n}:04,000\nShe said so.\n\n" for n in range(5)),
            "clock times in lines",
        ),
        (f"Live\n\n14:32\n\n{SHUT}\n\n14:10\n\n{WAIT}\n\n13:02\n\n{BREAD}", "clock times in lines of their own"),
        ("".join(f"[06/05/2024, 10:1{n}:12] Ada: It is shut.\n" for n in range(5)), "messages of a chat"),
        (SHUT.encode().decode("cp1252", "replace"), "letters garbled"),
        ("Harbour\n\nCafÃ© owners agreed, said Ada Holm.", "letters garbled"),
        (f"<DOC>\n<TEXT>\n<P>\n{SHUT}\n</P>\n</TEXT>\n</DOC>", "tags of a markup (“</P>”)"),
        (f"# Shut\n\n**Ada** said so.\n\n{SHUT}", "marks of Markdown (“# Shut”)"),
        (SHUT.replace("\n", "\\n"), "signs as a program writes them"),
        ("`` It is n't shut , '' said Ada . `` I ca n't pay . ''", "words cut apart"),
        (SHUT.lower(), "no capitals"),
        (40 * "harbour stay shut Mayor say ", "no marks at the ends of sentences"),
        (f"{SHUT}\n\n-----\n\n{WAIT}\n\n-----\n\n{BREAD}", "lines that part something (2): several articles"),
    ],
)
def test_what_looks_like_furniture_is_named_and_stays(tmp_path, text, wanted):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (article,), problems = taken(tmp_path)
    assert article.text == text
    assert wanted in said(problems, "looks like furniture")[0]


@pytest.mark.parametrize(
    "text", [SHUT, WAIT, f"Storm\n\n{SHUT}\n\n{BREAD}", "Ada Holm | The Quay\n" + WAIT, "NORVIK, March 2 — " + WAIT]
)
def test_an_article_is_no_furniture(text):
    assert list(noticed(text)) == []


def test_a_page_of_which_the_extractor_takes_the_smaller_part_is_named():
    text = "".join(f"<p>{SHUT} This is line {n} of the other part of the page.</p>" for n in range(12))
    found, notes = pages.read(
        page(BREAD, lines=3).replace("</article>", f"</article><div class='comments'>{text}</div>")
    )
    assert [kind for kind, _ in notes] == ["page read in part"] and "line 11" not in found["text"]


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    """Return the tables of an export with wire copy, a German article, a picture and a document nobody can read."""
    folder = tmp_path_factory.mktemp("in")
    wire = f"Storm shuts Norvik harbour\n\n{SHUT} {BREAD}"
    rows = [
        ["Headline", "Body", "Date", "Source"],
        ["A", f"{SHUT} {BREAD}", "13/5/2020", "The Quay"],
        ["B", wire, "1/6/2020", "Island News"],
    ]
    german = "Die Bürgermeisterin sagte am Montag, dass die Fähre den Hafen nicht verlassen werde."
    (folder / "a.csv").write_text(table([*rows, ["C", WAIT, "", ""], ["D", german, "", ""]]), encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF")
    (folder / "c.jpg").write_bytes(b"x")
    (folder / "d.txt").write_text(f"Skip to content\n\n{BREAD}")
    return folder, helpers.analyse(folder, skip=["sentiment"])


def test_the_figures_of_the_intake(analysed):
    _, analysis = analysed
    found = dict(intake.intake(analysis).values)
    assert found["articles"] == "4"
    assert found["published"] == "from 2020-05-13 to 2020-06-01 (2 without a date)"
    assert found["dates known by"] == "metadata 2, none 2"
    assert found["outlets"] == "2: Island News 1, The Quay 1; 2 articles without"
    assert found["languages"] == "left out as not in English: de 1"
    assert found["left out"] == "not in English 1, not read 1; 1 picture"
    assert found["told again"].startswith("2 articles (50 %) tell 1 text")
    assert "a bar of buttons" in found["looks like furniture"] and "text = Body" in found["columns as understood"]
    assert intake.outlets(analysis)[["outlet", "articles"]].values.tolist() == [
        ["(not known)", 2],
        ["Island News", 1],
        ["The Quay", 1],
    ]
    assert intake.once(analysis.articles) == ["a#1", "a#3", "d"]


def test_the_page_of_the_intake_is_on_the_site_and_linked_first(analysed, tmp_path):
    from helpers.report import site

    (tmp_path / "tables").mkdir()
    site.write(analysed[1], tmp_path, [])
    shown = (tmp_path / "articles" / "intake.html").read_text(encoding="utf-8")
    assert "from 2020-05-13 to 2020-06-01 (2 without a date)" in shown and "not in English 1, not read 1" in shown
    assert 'href="articles/intake.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_one_line_and_what_was_not_read_on_the_terminal(analysed, tmp_path, capsys):
    folder, _ = analysed
    out = ["--out", str(tmp_path / "out"), "--skip", "sentiment"]
    assert main(["analyse", str(folder), *out]) == 3
    lines = capsys.readouterr().err.strip().split("\n")
    days = "from 2020-05-13 to 2020-06-01 (2 without a date)"
    assert f"4 articles of 2 outlets {days}; 1 told again (column near); 2 not read" in lines[-3]
    assert "b.pdf: not read: a PDF" in lines[-1] or "b.pdf: not read: a PDF" in lines[-2]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (
            "a.csv",
            "Thema,Artikelinhalt\nx," + "word " * 60,
            "columns: Thema, Artikelinhalt); say --columns text=Artikelinhalt",
        ),
        ("a.csv", "id,text\n", "no rows, only columns: id, text"),
        ("a.csv", "", "the table is empty"),
        ("a.pdf", "%PDF", "a PDF holds places of letters"),
        ("a.json", '{"status": "error"}', "no list of records with a text in it (fields: status)"),
    ],
)
def test_where_nothing_is_read_the_reason_is_on_the_terminal(tmp_path, capsys, name, content, why):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(content)
    for source in (tmp_path / "in", tmp_path / "in" / name):
        assert main(["analyse", str(source), "--out", str(tmp_path / "out"), "--quiet"]) == 1
        assert why in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["analyse", "a.txt", "--out", "out"], ["report", "a.txt"], ["sample", "quotes"], ["verify", "a.svg"]]
)
@pytest.mark.parametrize(
    "wrong", [["--corrections", "corections.csv"], ["--columns", "txt=Body"], ["--columns", "text"]]
)
def test_every_command_takes_the_same_options_and_names_what_is_wrong_with_them(command, wrong, capsys):
    with pytest.raises(SystemExit) as stop:
        main([*command, *wrong])
    said = capsys.readouterr().err
    assert stop.value.code == 2
    assert any(
        why in said for why in ("corections.csv: there is no such file", "no column txt of ours", "our=yours pairs")
    )


def test_a_sample_reads_columns_and_languages_as_analyse_does(tmp_path):
    german = "„Die Fähre verlässt den Hafen nicht“, sagte die Bürgermeisterin Ada Lind am Montag in Norvik."
    (tmp_path / "a.csv").write_text(table([["Inhaltstext"], [SHUT], [german]]), encoding="utf-8")
    given = ["--source", str(tmp_path / "a.csv"), "--columns", "text=Inhaltstext", "--any-language"]
    assert main(["sample", "sentences", *given, "--out", str(tmp_path / "out.csv")]) == 0
    assert {"a#1", "a#2"} == set(pandas.read_csv(tmp_path / "out.csv")["article_id"])


def test_the_tables_of_a_report_are_taken_in_by_the_same_options(tmp_path):
    from helpers.report import write_tables

    (tmp_path / "a.csv").write_text(table([["Inhaltstext"], [SHUT]]), encoding="utf-8")
    read_, unread, said_ = write_tables(tmp_path / "a.csv", tmp_path / "one", tmp_path / "work1")
    assert (read_, unread) == (0, 1) and "say --columns text=Inhaltstext" in said_[0]
    given = {"columns": {"text": "Inhaltstext"}}
    assert write_tables(tmp_path / "a.csv", tmp_path / "two", tmp_path / "work2", **given) == (1, 0, [])


def test_rows_of_an_article_whose_name_has_blanks_are_found(tmp_path):
    (tmp_path / "two words, 50%.txt").write_text("Ada Lind said on Monday that it rained on 3 May 2020.")
    analysis = helpers.analyse(tmp_path, skip=["sentiment"])
    rows = " ".join(f"{quote_id(row.article_id)}#{row.timex_id}" for row in analysis.timexes.itertuples())
    assert passages.behind(analysis, rows)["words"].tolist() == analysis.timexes["surface"].tolist()


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("May 6, 2024", "2024-05-06"),
        ("Published: Monday, 6th May 2024, 10:30 GMT", "2024-05-06"),
        ("2024-05-06", "2024-05-06"),
        ("OSLO, May 6, 2024 (Wire) - It rained on May 7, 2024.", "2024-05-06"),
        ("6 May 2024\n7 May 2024", ""),
        ("31 February 2024", ""),
        ("On 6 May 2024 it rained.", ""),
        ("Updated May 6, 2024", ""),
        ("OSLO, May 6 (Wire) - It rained.", ""),
    ],
)
def test_the_day_that_a_text_gives_as_its_own_is_its_day(tmp_path, top, day):
    """Guards: a text under a line with its day counted as without a date."""
    (tmp_path / "a.txt").write_text(f"Harbour to close\n{top}\n\nThe harbour will close.\n", encoding="utf-8")
    (article,) = read(tmp_path)
    assert (article.published, article.published_by) == (day, "text" if day else "none")


@pytest.mark.parametrize("cells", [(45413, 45414.25), ("45413", "45414.25")])
def test_numbers_of_days_as_spreadsheets_count_them_are_days_and_said(tmp_path, cells):
    """Guards: a column of dates that came without its format, named as no dates in each row."""
    rows = [(f"Text {cell}.", cell) for cell in cells]
    pandas.DataFrame(rows, columns=["text", "published"]).to_excel(tmp_path / "a.xlsx", index=False)
    pandas.DataFrame(rows, columns=["text", "published"]).to_csv(tmp_path / "b.csv", index=False)
    for name in ("a.xlsx", "b.csv"):
        articles, problems = taken(tmp_path / name)
        assert [article.published for article in articles] == ["2024-05-01", "2024-05-02"]
        assert "45414.25 is 2024-05-02" in said(problems, "columns as understood")[0]
    (tmp_path / "c.csv").write_text("text,published\nOne.,45413\nTwo.,2024-05-02\n", encoding="utf-8")
    assert [article.published for article in taken(tmp_path / "c.csv")[0]] == ["", "2024-05-02"]


def test_a_hidden_sheet_is_not_read_and_named(tmp_path):
    """Guards: texts that nobody sees who opens the workbook were counted."""
    with pandas.ExcelWriter(tmp_path / "a.xlsx") as book:
        for sheet in ("Shown", "Hidden"):
            pandas.DataFrame([(f"{sheet} text.",)], columns=["text"]).to_excel(book, sheet_name=sheet, index=False)
        book.sheets["Hidden"].sheet_state = "hidden"
    articles, problems = taken(tmp_path / "a.xlsx")
    assert [article.text for article in articles] == ["Shown text."]
    assert [(problem.source, problem.detail) for problem in problems] == [
        ("a.xlsx/Hidden", "a hidden sheet: show it in Excel to have it read")
    ]


def test_what_is_packed_under_another_name_is_unpacked(tmp_path):
    """Guards: a page that a server sent packed, saved as .html, was no text."""
    (tmp_path / "a.html").write_bytes(gzip.compress(page(SHUT).encode()))
    (tmp_path / "b.txt").write_bytes(gzip.compress(b"It rained."))
    assert [article.article_id for article in read(tmp_path)] == ["a", "b"]


def test_a_headline_that_a_page_only_declares_is_its_title():
    """Guards: a title was found in schema.org's words for one thing, and not where they stand in a list."""
    paragraphs = "".join(f"<p>{block}</p>" for block in SHUT.split("\n\n"))
    one, other = (f'{{"@type": "NewsArticle", "headline": "{words}"}}' for words in (r"\"Shut\" &amp; wet", "Other"))
    for declared, title in ((one, '"Shut" & wet'), (f"{one}, {other}", "")):
        script = f'<script type="application/ld+json">[{declared}]</script>'
        found, _ = pages.read(f"<html><head>{script}</head><body><article>{paragraphs}</article></body></html>")
        assert found["title"] == title


def test_of_a_workbook_that_we_wrote_the_articles_alone_are_articles(tmp_path):
    """Guards: each statement of the sheet `quotes` was read as an article more."""
    helpers.analyse([Article("a", "Ada Holm said that it rained.")], skip=["sentiment"]).to_excel(tmp_path / "t.xlsx")
    articles, problems = taken(tmp_path / "t.xlsx")
    assert [article.article_id for article in articles] == ["a"]
    assert ("t.xlsx/quotes", "not read") in {(problem.source, problem.problem) for problem in problems}


def test_of_a_document_of_word_what_was_moved_stands_once_and_hyphens_stay(tmp_path):
    """Guards: a paragraph that somebody had moved stood twice, and “co‑operate” lost its hyphen."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    moved = "<w:r><w:t>The mayor left.</w:t></w:r>"
    inside = (
        f"<w:p><w:moveFrom w:id='1'>{moved}</w:moveFrom></w:p>"
        "<w:p><w:r><w:t>They co</w:t><w:noBreakHyphen/><w:t>operate.</w:t></w:r></w:p>"
        f"<w:p><w:moveTo w:id='2'>{moved}</w:moveTo></w:p>"
    )
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        document = f'<w:document xmlns:w="{name}"><w:body>{inside}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    assert [article.text for article in read(tmp_path)] == ["They co-operate.\n\nThe mayor left."]


def test_rows_that_a_filter_hides_are_read_and_counted(tmp_path):
    """Guards: texts that nobody sees who opens the sheet were counted without a word."""
    with pandas.ExcelWriter(tmp_path / "a.xlsx") as book:
        pandas.DataFrame({"text": ["It rained.", "It snowed."]}).to_excel(book, sheet_name="All", index=False)
        book.sheets["All"].row_dimensions[3].hidden = True
    articles, problems = taken(tmp_path / "a.xlsx")
    assert len(articles) == 2
    assert "1 of its rows hidden" in said(problems, "columns as understood")[0]


MAIL = "From: Q <q@q.example>\r\nSubject: S\r\nDate: 6 May 2024\r\n\r\n"
RAIN = "It rained for days in the valley, said Bo Lind, who has lived there since."


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (f"id\ttext\tpublished\r\n1\t{SHUT[:90]}\t2024-05-03\r\n2\t{RAIN}\t\r\n".encode("utf-16"), ["1", "2"]),
        (f'id,title,text\n1,Shut,"{SHUT[:90]}"\n2,Rain,"{RAIN}"\n'.encode(), ["1", "2"]),
        (json.dumps([{"id": "1", "text": RAIN}]).encode(), ["1"]),
        (f'{json.dumps({"id": "1", "text": RAIN})}\n{json.dumps({"id": "2", "text": SHUT})}\n'.encode(), ["1", "2"]),
        (page(SHUT).encode(), ["a"]),
        (f"Received: from q\r\n\tby r\r\n{MAIL}{SHUT}".encode(), ["a"]),
        (f"{MAIL}{RAIN}\n\nFrom q@q May 7 2024\n{MAIL}{SHUT}".encode(), []),
        (b"%PDF-1.4\n1 0 obj\nstream\n", []),
        (rb"{\rtf1\ansi Hello.}", []),
        (b"id, title, text: what a table of articles needs\nis told here, and more.", ["a"]),
        (b"[{(the rest is lost)\nIt rained.", ["a"]),
    ],
)  # fmt: skip
def test_what_is_unmistakably_something_else_is_not_read_as_a_text(tmp_path, content, ids):
    """Guards: a table that Excel had saved as “Unicode text” was one article, and so were tags, JSON and a PDF."""
    (tmp_path / "a.txt").write_bytes(content)
    articles, problems = taken(tmp_path)
    assert [article.article_id for article in articles] == ids
    assert ids == ["a"] or "under the name of a text" in problems[0].detail
    assert all(not set(("<", '{"', "Subject:")) & {*article.text, *article.text.split()} for article in articles)


@pytest.mark.parametrize(
    "unseen",
    [
        "<template><p>{}</p></template>", "<noscript><p>{}</p></noscript>", "<p hidden>{}</p>",
        "<p style='color:red; display: none'>{}</p>", "<section style=visibility:hidden><p>{}</p></section>",
        "<p aria-hidden=true>{}</p>", "<p class='a visually-hidden'>{}</p>", "<p class=imageCaption>{}</p>",
        "<p><strong><a href=/x>{}</a></strong></p>",
    ],
)  # fmt: skip
def test_what_no_browser_shows_of_a_page_is_not_read_nor_what_stands_between_its_paragraphs(unseen):
    said = unseen.format("Nobody sees this, said Eve Hill on Monday, and nobody should read it")
    found, notes = pages.read(page(SHUT).replace("</p>", f"</p>{said}", 2))
    assert "Harbour" in found["title"] and "Nobody sees" not in found["text"] and found["text"].count("line") == 5
    assert all(kind == "page read in part" and "no browser shows" in words for kind, words in notes)


@pytest.mark.parametrize("hiding", ["<body hidden>", "<body><div style='display:none'>", "<body aria-hidden=true>"])
def test_what_a_script_was_to_show_of_a_page_is_read(hiding):
    found, notes = pages.read(page(SHUT).replace("<body>", hiding))
    assert found["text"].count("This is line") == 5 and not notes
    lines = "<br><br>".join(f"{SHUT} This is line {number}." for number in range(5))  # without paragraphs
    for kind in ("style='display:none'", "class=withCaption"):
        found, _ = pages.read(f"<html><body><div {kind}>{lines}</div></body></html>")
        assert found["text"].count("This is line") == 5


def test_a_page_of_old_that_a_table_lays_out_is_read_paragraph_by_paragraph():
    """Guards: such a page was one line, its links among it, between two bars."""
    lines = "<br><br>".join(f"{SHUT} This is line {number}." for number in range(5)).replace("\n\n", "<p>")
    found, _ = pages.read(f"<title>Shut</title><table><tr><td><a>Home</a><td><b>Shut</b><br>{lines}</table>")
    assert "|" not in found["text"]
    assert sum(line.endswith(f"This is line {n}.") for n in range(5) for line in found["text"].split("\n")) == 5


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("She has run the port since 2019.", ""), ("It was built on 5 January 2013, she said.", ""),
        ("5 January 2013", "2013-01-05"), ("<span class=date>Jan. 5, 2013</span>", "2013-01-05"),
        ("<span class=date>02/03/2013</span>", ""), ("<time datetime=2013-01-05T10:00>today</time>", "2013-01-05"),
    ],
)  # fmt: skip
def test_no_day_is_guessed_from_what_a_page_happens_to_say(line, day):
    """Guards: “© 2026” below a page without a day, or a day that it tells of, was its day: 2026-01-01."""
    foot = "<footer>Copyright © 2026 The Quay. All rights reserved.</footer>"
    found, _ = pages.read(page(SHUT).replace("<article>", f"<article><p>{line}</p>").replace("</body>", foot))
    assert (found["published"], found["published_by"]) == (day, "text" * bool(day))


def test_of_a_title_the_outlet_is_no_part():
    head = '<meta property="og:title" content="Harbour stays shut | The Quay"><meta property="og:site_name" content='
    assert pages.read(page(SHUT, f'{head}"The Quay">'))[0]["title"] == "Harbour stays shut"
    assert pages.read(page(SHUT, f'{head}"Quay">'))[0]["title"] == "Harbour stays shut | The Quay"


def test_no_name_of_a_file_steers_the_terminal(tmp_path, capsys):
    """Guards: a name with an escape in it coloured, or cleared, the screen; one turned round read as another."""
    for name in ("a\x1b[2J.pdf", "b\u202efdp.doc"):
        (tmp_path / name).write_bytes(b"x")
    assert main(["analyse", str(tmp_path), "--out", str(tmp_path / "o"), "--quiet"]) == 1
    assert main(["analyse", str(tmp_path / "c\x1b[2J"), "--out", str(tmp_path / "o"), "--quiet"]) == 1
    said = capsys.readouterr().err
    assert r"a\x1b[2J.pdf: not read" in said and r"b\u202efdp.doc" in said and r"c\x1b[2J" in said
    assert not {"\x1b", "\u202e"} & set(said)


@pytest.mark.parametrize("kind", ["plain", "html; charset=us-ascii", "plain; charset=utf-8"])
def test_a_message_that_does_not_say_how_it_is_written_loses_no_letter(tmp_path, kind):
    """Guards: each quotation mark became three times U+FFFD, and nobody was quoted."""
    (tmp_path / "a.eml").write_text(f"From: q@q.example\nSubject: S\nContent-Type: text/{kind}\n\n{SHUT}", "utf-8")
    articles, problems = taken(tmp_path)
    assert "“Nobody" in articles[0].text and not problems


def test_what_the_first_lines_of_a_text_say_of_it_is_known(tmp_path):
    for name, mark in (("a", ""), ("b", "---\n")):
        head = f"{mark}Headline: 'Shut'\r\nDate: May 6, 2024\r\nByline: By Ada Holm\r\nNewspaper: The Quay\n{mark}"
        (tmp_path / f"{name}.txt").write_text(f"{head}\r\n{SHUT}{name}", encoding="utf-8", newline="")
    front = (
        "---\ntitle: 'Shut'\ntags:\n  - harbour\ndraft:\ndate: 2024-05-06\nauthor: Ada Holm\noutlet: The Quay\n---\n"
    )
    (tmp_path / "b2.txt").write_text(f"{front}\n{SHUT}b2", encoding="utf-8")
    (tmp_path / "c.txt").write_text(f"Anna: Who pays?\nBo: You do.\nAuthor: Nobody\n\n{SHUT}", encoding="utf-8")
    known = [(one.title, one.published, one.author, one.outlet) for one in taken(tmp_path)[0]]
    assert known == [("Shut", "2024-05-06", "Ada Holm", "The Quay")] * 3 + [("Anna: Who pays?", "", "", "")]


@pytest.mark.parametrize(
    "shape",
    [
        lambda one, two: {"hits": {"hits": [{"_id": "a", "_source": one}, {"_id": "b", "_source": two}]}},
        lambda one, two: [{"status": "ok", "articles": [one]}, {"status": "ok", "articles": [two]}],
        lambda one, two: [[one], [two]],
        lambda one, two: {"data": {"edges": [{"node": {"post": one}}, {"node": {"post": two}}]}},
    ],
)
def test_of_records_within_records_all_are_read(tmp_path, shape):
    """Guards: of the pages that a programme had saved, or of what Elasticsearch answers, the first article was read."""
    one, two = ({"title": name, "body": text} for name, text in (("A", SHUT), ("B", BREAD)))
    (tmp_path / "a.json").write_text(json.dumps(shape(one, two)), encoding="utf-8")
    assert [article.title for article in taken(tmp_path)[0]] == ["A", "B"]


def test_what_other_programs_give_is_no_text_and_no_author(tmp_path):
    rows = [["title", "text", "author"], ["A", "#REF!", ""], ["B", "#N/A", ""], ["C", SHUT.split("\n\n")[0], "3"]]
    (tmp_path / "a.csv").write_text(table(rows), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps([{"text": SHUT.split("\n\n")}]), encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert [(one.title, one.author) for one in articles] == [("C", ""), ("", "")]
    assert [problem.problem for problem in problems] == ["not text"] * 2 and "\n\n" in articles[1].text


def test_rows_that_r_has_numbered_and_letters_as_excel_for_mac_writes_them(tmp_path):
    """Guards: the number was the title and the title the beginning of the text; “It’s” was ÒItÕsÓ."""
    lines = ["title,text"] + [f'"{n}","Shut {n}","“It’s shut,” said Bo, day {n}."' for n in (3, 7)]
    (tmp_path / "a.csv").write_bytes("\r\n".join(lines).encode("mac-roman"))
    articles, problems = taken(tmp_path)
    assert [one.title for one in articles] == ["Shut 3", "Shut 7"] and not problems
    assert articles[0].text == "“It’s shut,” said Bo, day 3."


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">
<channel><title>The Quay</title>
<item><title>Shut &amp; shut</title><link>https://q.example/1</link><pubDate>Thu, 16 Feb 2023 23:30:00 +0000</pubDate>
<dc:creator>Ada Holm</dc:creator><guid>q1</guid><description>Divers.</description><content:encoded><![CDATA[<p>{}</p>
[caption id="a"]<img src=x> The gate in May[/caption]]]></content:encoded><excerpt:encoded>no</excerpt:encoded></item>
<item><title>Open</title><description>A summary only.</description></item>
<item><title>menu</title><wp:post_type>nav_menu_item</wp:post_type></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title><entry><title>Shut &amp; shut</title>
<link href="https://q.example/1"/><id>q1</id><updated>2023-02-18T00:00:00Z</updated><published>2023-02-16T23:30:00Z</published>
<author><name>Ada Holm</name></author><content type="html">{}</content></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "feed", "left"), [("a.xml", RSS, 1), ("a.txt", RSS, 1), ("a.rss", ATOM, 0), ("a.atom", ATOM, 0)]
)
def test_a_feed_and_what_wordpress_exports_are_articles(tmp_path, name, feed, left):
    (tmp_path / name).write_text(feed.format(SHUT.replace("\n\n", "</p><p>" if feed is RSS else "\n\n")), "utf-8")
    articles, problems = taken(tmp_path)
    assert [(one.article_id, one.title, one.published, one.author, one.outlet, one.url) for one in articles] == [
        ("q1", "Shut & shut", "2023-02-16", "Ada Holm", "The Quay", "https://q.example/1")
    ]
    assert articles[0].text == SHUT and [one.problem for one in problems].count("empty") == left


@pytest.mark.parametrize(
    "xml", ["<!DOCTYPE a [<!ENTITY x SYSTEM '/etc/passwd'>]><rss/>", "<nitf><body/></nitf>", "<rss>"]
)
def test_xml_that_is_no_feed_or_no_xml_is_named(tmp_path, xml):
    (tmp_path / "a.xml").write_text(xml)
    assert [problem.problem for problem in taken(tmp_path)[1]] == ["cannot be read"]


LABELLED = (
    "Paper: The Quay\nTitle: Shut {0}\nDate: May {0}, 2024\nAuthor: Ada Holm\n\n{1} It is day {0}.\n\nRecord: {0}\n\n"
)


def test_texts_behind_labels_are_an_article_each(tmp_path):
    """Guards: what a database puts one behind the other, with `Title: …` before each, was one article."""
    texts = "".join(LABELLED.format(number, SHUT) for number in (1, 2))
    (tmp_path / "a.txt").write_text(texts.replace("\n", "\r\n"), encoding="utf-8", newline="")
    articles, problems = taken(tmp_path)
    assert [(one.title, one.published, one.author, one.outlet) for one in articles] == [
        (f"Shut {day}", f"2024-05-0{day}", "Ada Holm", "The Quay") for day in (1, 2)
    ]
    assert articles[0].text == f"{SHUT} It is day 1.\n\nRecord: 1"
    assert "2 documents" in said(problems, "export taken apart")[0]


@pytest.mark.parametrize("lines", [None, 1])
def test_a_list_of_records_is_read_whatever_its_lines_are(tmp_path, lines):
    (tmp_path / "a.jsonl").write_text(json.dumps([{"text": SHUT}, {"text": WAIT}], indent=lines), encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert [one.text for one in articles] == [SHUT, WAIT] and not problems


def test_an_export_of_nexis_uni_saved_as_a_page_and_authors_that_proquest_names_twice(tmp_path):
    lines = "".join(f"<p>{line}</p>" for line in made.NEXIS_UNI)
    (tmp_path / "a.html").write_text(f"<html><body>{lines}</body></html>", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(docx([SHUT]))
    articles, problems = taken(tmp_path)
    assert [one.title for one in articles] == [FIRST[0], SECOND[0]]
    assert "call it .docx" in said(problems, "cannot be read")[0]
    author = "Author: Holm, Ada\n"
    (tmp_path / "b.txt").write_text(made.PROQUEST.replace(author, f"{author}\n{author}"), "utf-8")
    assert {one.author for one in read(tmp_path / "b.txt")} == {"Holm, Ada", ""}


def test_what_a_manifest_hides_among_the_articles_is_said(tmp_path):
    """Guards: a manifest of our form, or a folder of tables, hid a reader's files without a word."""
    (tmp_path / "a.txt").write_text(SHUT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(WAIT, encoding="utf-8")
    rows = {"a.txt": {"sha256": ownership.digest(tmp_path / "a.txt")}}
    (tmp_path / "manifest.json").write_text(json.dumps(ownership.OURS | {"outputs": rows}))
    articles, problems = taken(tmp_path)
    assert [one.article_id for one in articles] == ["b"] and "2 earlier results" in said(problems, "passed over")[0]
    assert (
        main(["analyse", str(tmp_path / "b.txt"), "--out", str(tmp_path / "o"), "--quiet", "--skip", "sentiment"]) == 0
    )
    assert "earlier results" in said(taken(tmp_path)[1], "passed over")[0]


@pytest.mark.parametrize("packed", [False, True])
def test_what_a_browser_saves_beside_a_page_is_none_of_the_articles(tmp_path, packed):
    """Guards: each frame with an advertisement was an article, and each script a file that was not read."""
    files = {"Shut.html": page(SHUT), "Shut_files/ad.html": page(WAIT), "Shut_files/x/a.js": "x", "y.css": "x"}
    (tmp_path / "in").mkdir()
    if packed:
        with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as archive:
            for name, content in (files | {"b_files/c.txt": BREAD}).items():
                archive.writestr(name, content)
    for name, content in ({} if packed else files | {"b_files/c.txt": BREAD}).items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(content, encoding="utf-8")
    articles, problems = taken(tmp_path / "in")
    assert [one.article_id for one in articles] == ["Shut", "b_files/c"]
    assert [one.problem for one in problems] == ["passed over"] and "3 " in problems[0].detail


@pytest.mark.parametrize(
    "text", ["A bus was late.\n" + "\n" * 100_000 + "It rained.", "---\n\n" * 30_000 + "It rained."]
)
def test_labels_are_looked_for_in_time_that_grows_with_the_text(text):
    """Guards: each of many empty lines was where labels may begin, and all behind it were read again: minutes."""
    begun = time.process_time()
    assert exports._blocks(text) == []
    assert not readers.BOX.search(text)
    assert not entries.BETWEEN.findall(text)
    assert not quotes.TURN.findall("?" * 50_000 + "a" + text)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("row", "text", "day"),
    [
        ({"text": None, "maintext": SHUT, "date_publish": "2024-05-06 10:00:00"}, SHUT, "2024-05-06"),
        ({"text": SHUT, "date": {"$date": "2024-05-06T00:00:00Z"}, "_id": {"$oid": "5f"}}, SHUT, "2024-05-06"),
        ({"text": SHUT, "date": {"$date": {"$numberLong": "1715000000000"}}}, SHUT, "2024-05-06"),
        ({"text": SHUT.replace("\n", "\\n"), "date": "2024-05-06"}, SHUT, "2024-05-06"),
        ({"text": "It fell, &amp;quot;he said&amp;quot;.", "date": ""}, 'It fell, "he said".', ""),
        ({"text": "&lt;p&gt;It fell.&lt;/p&gt;", "date": ""}, "It fell.", ""),
    ],
)
def test_what_programs_leave_in_records_is_understood(tmp_path, row, text, day):
    """Guards: an empty column before the full one, days in a record of MongoDB, ends of lines in two characters."""
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (article,), _ = taken(tmp_path)
    assert (article.text, article.published) == (text, day)


def test_ids_that_excel_has_rounded_cost_no_article(tmp_path):
    rows = [["id", "text"], ["1.23457E+18", SHUT], ["1.23457E+18", WAIT]]
    (tmp_path / "a.csv").write_text(table(rows), encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert [one.article_id for one in articles] == ["a#1", "a#2"]
    assert "rows are numbered instead (and so in 1 more)" in said(problems, "columns as understood")[0]


@pytest.mark.parametrize(
    "around", ["<body><h1>Shut</h1>{}</body>", "<body><font size=2>{}</font></body>", "<div>{}</div>"]
)
def test_the_first_paragraph_of_a_page_written_by_hand_is_read(around):
    """Guards: `Text<p>Text<p>Text` lost its first paragraph, without a word."""
    parts = [*SHUT.replace("Ada Lindqvist", "<b>Ada Lindqvist</b>").split("\n\n"), WAIT, BREAD]
    found, _ = pages.read(f"<html>{around.format('<p>'.join(parts))}</html>")
    assert found["text"].split("\n")[-4:] == [*SHUT.split("\n\n"), WAIT, BREAD]


@pytest.mark.parametrize(
    "line",
    [
        "This article was amended on 7 May 2024 to say that Ada Holm owns it.",
        "Correction: May 6, 2024", "Editor’s note: Ada Holm is married to the owner.", "Thanks for reading The Quay!",
    ],
)  # fmt: skip
def test_a_note_of_the_editors_under_an_article_names_nobody(line):
    told = helpers.analyse([Article("a", f"Shut\n\n{SHUT}\n\n{line}")], skip=("sentiment", "quotes"))
    assert not told.mentions["surface"].isin(["Ada Holm", "Holm", "Quay"]).any()
    assert "nobody is counted (1" in " ".join(noticed(f"Shut\n\n{SHUT}\n\n{line}"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قالت رئيسة البلدية يوم الثلاثاء إن الميناء سيبقى مغلقا " * 20, "ar"),
        ("市长星期二说，港口将关闭到五月。" * 20, "zh"),
        ("市长星期二说港口将关闭到五月。", "zh"),
        (f"{SHUT} {WAIT} She called it 市长星期二.", ""),
        ("市长 said so.", ""),
    ],
)
def test_what_is_written_in_letters_of_another_script_is_not_english(text, language):
    """Guards: of Arabic and Chinese the model is not sure, so such articles counted as English ones without names."""
    assert entries.foreign(text) == language


def test_halves_of_letters_in_an_article_made_by_hand_are_replaced():
    """Guards: half an emoji, as a pupil's notebook may hold it, cost the whole article."""
    told = helpers.analyse([Article("a", f"{SHUT}\ud83d")], skip=("sentiment", "quotes"))
    assert told.problems["problem"].tolist() == ["replaced characters"]
    assert len(told.mentions) and told.articles["text"].tolist() == [f"{SHUT}\ufffd"]


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.json", json.dumps({"text": SHUT}) + json.dumps({"text": WAIT}), [SHUT, WAIT]),
        ("a.jsonl", "\n".join(json.dumps({"text": text}, indent=1) for text in (SHUT, WAIT)), [SHUT, WAIT]),
        ("a.jsonl", "[\n" + ",\n".join(json.dumps({"text": text}) for text in (SHUT, WAIT)) + "\n]", [SHUT, WAIT]),
        ("a.json", json.dumps({"text": SHUT}) + "\n{" + "\n" + json.dumps({"text": WAIT}), [SHUT, WAIT]),
        ("a.csv", f"id,text\n1,{WAIT.split(',')[0]}\nid,text\n2,{BREAD.split(',')[0]}\n",
         [WAIT.split(",")[0], BREAD.split(",")[0]]),
    ],
)  # fmt: skip
def test_files_that_were_put_one_behind_the_other_are_read(tmp_path, name, content, texts):
    """Guards: only a part was read, or a header was an article."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert [one.text for one in taken(tmp_path)[0]] == texts


@pytest.mark.parametrize("plain", ["View this e-mail in your browser: https://q.example/1", ""])
def test_a_newsletter_is_read_where_its_plain_text_is_a_stub(tmp_path, plain):
    """Guards: the stub was the article, and the newsletter lost without a word."""
    parts = (("plain", plain), ("html", f"<p>{SHUT.replace(chr(10) * 2, '</p><p>')}</p><p>{WAIT}</p>"))
    body = "".join(f"--B\nContent-Type: text/{kind}; charset=utf-8\n\n{text}\n" for kind, text in parts)
    head = "From: q@q.example\nSubject: Shut\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n"
    (tmp_path / "a.eml").write_text(f"{head}{body}--B--\n", encoding="utf-8")
    assert [one.text for one in taken(tmp_path)[0]] == [f"{SHUT}\n\n{WAIT}"]


def test_of_a_document_of_word_hidden_words_are_not_read_and_the_strict_form_is(tmp_path):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "<w:r><w:t>It fell.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> No.</w:t></w:r>"
    hidden = f'<w:p xmlns:w="{space}">{runs}</w:p>'
    for name, xml in (("a", hidden), ("b", hidden.replace(space, "http://purl.oclc.org/ooxml/wordprocessingml/main"))):
        with zipfile.ZipFile(tmp_path / f"{name}.docx", "w") as archive:
            archive.writestr("word/document.xml", f"<x>{xml.replace('fell', f'fell {name}')}</x>")
    assert [one.text for one in taken(tmp_path)[0]] == ["It fell a.", "It fell b."]


GROUPS = [
    ["Article", "", "Source", ""],
    ["Headline", "Full text", "Outlet", "Date"],
    ["Shut", SHUT, "Quay", "2024-05-06"],
]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_of_two_heads_of_a_table_the_one_that_names_more_columns_is_its_head(tmp_path, name):
    """Guards: under a row of groups (“Article”, “Source”) each headline was read as an article, without a word."""
    frame = pandas.DataFrame([["Export of 6 May", "", "", ""], *GROUPS])
    (frame.to_excel if name == "a.xlsx" else frame.to_csv)(tmp_path / name, index=False, header=False)
    (article,) = taken(tmp_path)[0]
    assert (article.title, article.text, article.outlet) == ("Shut", SHUT, "Quay")


def test_a_row_that_holds_an_article_is_no_head_of_a_table(tmp_path):
    """Guards: of a sheet that names its fields in a column, “published” and “outlet” were read as articles."""
    fields = [("title", "Shut"), ("text", SHUT), ("published", "2024-05-06"), ("outlet", "Quay")]
    pandas.DataFrame(fields).to_excel(tmp_path / "a.xlsx", index=False, header=False)
    articles, problems = taken(tmp_path)
    assert not articles
    assert "no column that is known to hold the text" in problems[0].detail


def test_rows_that_a_spreadsheet_saves_empty_are_no_rows(tmp_path):
    """Guards: each line of commas alone was named as an article that could not be read; ids stay as they were."""
    (tmp_path / "a.csv").write_text(f'text,outlet,\n"{SHUT}",Quay,\n,,\n"{WAIT}",Quay,\n,,\n , ,\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text("text,outlet\n,\n,\n", encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert [one.article_id for one in articles] == ["a#1", "a#3"]
    assert [(one.source, one.detail) for one in problems] == [
        ("b.csv", "the table has no rows, only columns: text, outlet")
    ]


def test_a_table_that_is_called_a_text_is_one_though_its_first_cell_has_lines(tmp_path):
    """Guards: it was read as one article whose headline was “Title;Text;Date”."""
    (tmp_path / "a.txt").write_text(f'Title;Text;Date\nShut;"{SHUT}";06.05.2024\n', encoding="utf-8")
    (article,) = taken(tmp_path)[0]
    assert (article.title, article.text, article.published) == ("Shut", SHUT, "2024-05-06")


def test_an_outlet_that_is_given_as_an_address_is_known_by_its_host(tmp_path):
    """Guards: each page of one site was an outlet of its own; trafilatura puts the address under “source”."""
    rows = [{"text": SHUT, "source": "https://www.quay.example/a"}, {"text": WAIT, "source": "Island News"}]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "b.json").write_text(
        json.dumps({"raw_text": BREAD, "text": BREAD, "source": "https://quay.example/b", "hostname": "quay.example"})
    )
    assert [one.outlet for one in taken(tmp_path)[0]] == ["quay.example", "Island News", "quay.example"]


def test_a_zip_that_windows_has_packed_is_read_as_a_folder(tmp_path):
    """Guards: “texts\\a.txt” lay in no folder, and what articles.csv says of it was not used."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("texts/a.txt", SHUT)
        archive.writestr("texts/articles.csv", "file,outlet\na.txt,Quay\n")
    packed = (tmp_path / "a.zip").read_bytes().replace(b"texts/", b"texts\\")
    (tmp_path / "a.zip").write_bytes(packed)
    (article,), problems = taken(tmp_path)
    assert (article.article_id, article.outlet, problems) == ("texts/a", "Quay", [])


def test_of_a_feed_paragraphs_stay_apart_and_authors_have_names(tmp_path):
    """Guards: paragraphs of XHTML ran together (“May.The”), and authors had their addresses behind their names."""
    inside = "".join(f"<p>{block}</p>" for block in SHUT.split("\n\n"))
    (tmp_path / "a.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><title>Shut</title><id>1</id>'
        "<author><name>Ada Holm</name><email>ada@quay.example</email></author>"
        f'<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">{inside.replace("p>", "h:p>")}</h:div>'
        "</content></entry></feed>", encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "b.rss").write_text(
        "<rss><channel><item><author>bo@quay.example (Bo Ek)</author><guid>2</guid>"
        f"<description>{WAIT * 11}</description></item></channel></rss>", encoding="utf-8",
    )  # fmt: skip
    one, other = taken(tmp_path)[0]
    assert (one.text, one.author, other.author) == (SHUT, "Ada Holm", "Bo Ek")


def test_of_factiva_the_headline_is_no_author(tmp_path):
    """Guards: where who wrote it stands without “By”, the name was the title."""
    (tmp_path / "a.txt").write_text(made.FACTIVA_PLAIN.replace("By Ada", "Ada"), encoding="utf-8")
    assert [one.title for one in taken(tmp_path)[0]] == ["Harbour stays shut", "Ferries wait for the insurers"]


@pytest.mark.parametrize(
    ("name", "data", "way_out"),
    [
        ("a.xlsx", b"<html><table><tr><td>text</td></tr></table></html>", "not what its name says"),
        ("a.json", b"title,text\nA,B\n", "cut short, or no JSON?"),
        ("a.rss", b"<rss><channel><item>Fish & chips</item>", "save its articles as .html"),
        ("a.rss", b"<!DOCTYPE rss><rss/>", "delete its line <!DOCTYPE"),
        ("a.txt", "It rained.".encode("utf-16") + b"\n", "save it as UTF-8"),
        ("a.txt", "It rained.".encode("utf-16-le"), "save it as UTF-8"),
    ],
)
def test_what_is_not_what_its_name_says_is_named_with_the_way_out(tmp_path, name, data, way_out):
    """Guards: “ParseError”, “codec can’t decode byte 0x0a”, and “fetch it again” of a page called .xlsx."""
    (tmp_path / name).write_bytes(data)
    articles, problems = taken(tmp_path)
    assert not articles
    assert way_out in problems[0].detail
    assert "Error:" not in problems[0].detail


def test_of_ebsco_what_the_labels_do_not_say_stays_empty(tmp_path):
    """Guards: all of “St. Louis Post. May2010, Vol. 3 …” was the outlet, and labels without a text were a text."""
    alone = made.EBSCO.partition("Record: 2\n")[2].replace("Island News. 2/2/2010", "St. Louis Post. May2010")
    (tmp_path / "a.txt").write_text(alone, encoding="utf-8")
    (tmp_path / "b.txt").write_text(made.EBSCO.replace(WAIT, ""), encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert (articles[0].text, articles[0].outlet, articles[0].published) == (WAIT, "St. Louis Post", "")
    assert said(problems, "cannot be read") == ["no body of text in document 2 of this export"]


def test_a_plain_text_is_taken_for_no_table_in_little_time(tmp_path, monkeypatch):
    """Guards: for each text all known names of columns were folded anew, five times: most of its time."""
    (tmp_path / "a.txt").write_text(f"Harbour to close; ferries stop, too\n\n{SHUT}\n", encoding="utf-8")
    assert len(list(read(tmp_path))) == 1
    folded, fold = [], columns._fold
    monkeypatch.setattr(columns, "_fold", lambda name: folded.append(name) or fold(name))
    assert len(list(read(tmp_path))) == 1
    assert len(folded) < 50


@pytest.mark.parametrize("code", ["gbk", "gb18030", "euc-kr", "big5", "cp932", "mac-roman"])
def test_letters_as_windows_in_asia_and_macs_write_them_are_those_that_were_written(tmp_path, code):
    """Guards: “ was ¡° or ¡§ or a lost letter, and – was Ð, so that nothing was quoted."""
    text = "“Nobody was hurt,” Holm said at the pier; “nobody.”\n\nThe harbour stays shut, and nobody knows how long."
    (tmp_path / "a.txt").write_bytes(text.encode(code))
    (tmp_path / "b.txt").write_bytes(text.replace("“", '"').replace("”", '"').replace(";", " –").encode("mac-roman"))
    articles, _ = taken(tmp_path)
    assert articles[0].text == text and " – " in articles[1].text


def test_letters_of_western_europe_stay_as_they_are(tmp_path):
    """Guards: “¡” of a Spanish cry, or a letter of DOS, taken for half of a Chinese mark."""
    text = "¡Él no! ¡Ándale! ¡Que viva! Nuñez said – “no”, Ñandú Ðorðe said, and the café was shut for good."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    (tmp_path / "b.txt").write_bytes("Müller said in Brügge that the café stays shut, and ÑA is Ð.".encode("cp850"))
    articles, _ = taken(tmp_path)
    assert articles[0].text == text and "caf" in articles[1].text and "M\ufffdller" in articles[1].text


@pytest.mark.parametrize(
    "text",
    [
        [{"type": "kicker", "content": "Opinion"}, {"type": "date", "content": 1714953600000}]
        + [{"type": "sanitized_html", "subtype": "paragraph", "content": one} for one in SHUT.split("\n\n")],
        [{"type": "p", "text": one} for one in SHUT.split("\n\n")] + [{"type": "image"}, {"type": "p", "text": None}],
    ],
)
def test_of_a_text_that_is_a_list_of_records_the_paragraphs_are_the_text(tmp_path, text):
    """Guards: no article of the Washington Post as TREC has it was read, without a way out."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "A", "contents": text}), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"title": "A", "contents": [{"type": "image"}]}), encoding="utf-8")
    articles, problems = taken(tmp_path)
    assert [one.text for one in articles] == [SHUT] and said(problems, "empty") == ["there is no text"]


def test_columns_that_are_lists_are_articles_and_paragraphs_that_are_one_stay_together(tmp_path):
    """Guards: of {title: [A, B], text: [ … ]} one article was made, of both texts."""
    (tmp_path / "a.json").write_text(json.dumps({"title": ["A", "B"], "text": [SHUT, BREAD]}), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"title": "C", "text": [WAIT, WAIT]}), encoding="utf-8")
    assert [(one.title, one.text) for one in taken(tmp_path)[0]] == [
        ("A", SHUT), ("B", BREAD), ("C", f"{WAIT}\n\n{WAIT}")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "above",
    [
        "<div data-gu-name=standfirst><p>{}</p></div>", "<h2 class=deck>{}</h2>", "<p><em>{}</em></p>",
        "<div class=x><span>{}</span><p>By Ada Holm, who is our reporter in Norvik</p></div>", "<p id=summary>{}.</p>",
    ],
)  # fmt: skip
def test_the_standfirst_of_a_page_is_read(above):
    """Guards: what stands between a headline and the body was left out, without a word."""
    lead = "A storm has cut off the island, and nobody knows for how long"
    body = "".join(f"<p>{SHUT} This is line {number}.</p>" for number in range(5))
    cards = "".join(
        f"<div class={name}>Read also what the islanders eat when no ship comes</div>"
        for name in ("card__sub-title", "newsletter-summary", "synopsis")
    )
    made = f"<article><h1>Shut</h1>{above.format(lead)}{cards}<div itemprop=articleBody>{body}</div>{cards}</article>"
    found, _ = pages.read(f"<title>Shut</title><meta name=description content='{lead.upper()} …'>{cards}{made}")
    assert found["text"].count(lead) == 1 and "Read also" not in found["text"] and "By Ada" not in found["text"]
    assert found["text"].index(lead) < found["text"].index("This is line 0") and found["text"].count("line") == 5


def test_a_table_of_the_readers_that_is_written_otherwise_is_named(tmp_path):
    """Guards: corrections under “Table;Article_ID” and actors under “actor_id” were passed over without a word."""
    (tmp_path / "a.txt").write_text(SHUT, encoding="utf-8")
    heads = {
        "corrections.csv": "Table;Article_ID\nMentions;a\n",
        "actors.csv": "actor_id,name,type\nperson:x,X,person\n",
    }
    for name, text in heads.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    articles, problems = taken(tmp_path)
    told = {one.source: one.detail for one in problems if one.problem == "row not used"}
    assert len(articles) == 1 and set(told) == set(heads)
    assert (
        "should be id,name,type,aliases" in told["actors.csv"] and "table,article_id,start" in told["corrections.csv"]
    )
    for name, text in (
        ("corrections.csv", "table,article_id,change\n"),
        ("actors.csv", "id,name,type\nperson:x,X,person\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert not taken(tmp_path)[1]
