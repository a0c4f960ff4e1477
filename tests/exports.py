"""Write articles as the products that journalists take them from do. No text here is anybody's."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from xml.sax.saxutils import escape

SHUT = (
    "The harbour of Norvik stays shut until Thursday, the harbour master, Ada Lindqvist, said on Monday.\n\n"
    "“Nobody was hurt,” she added. The council will meet on Wednesday to decide who is to pay for the repairs."
)
WAIT = "Bo Berg, who runs the larger of the ferries, said that he would wait for the insurers before he sued."
BREAD = "It took the islanders three days to learn that the storm had cut them off, and shops ran out of bread."

NEXIS = f"""


                               1 of 2 DOCUMENTS


                              The Quay (Norvik)

                            January 11, 2010 Monday

Harbour stays shut after storm

BYLINE: Ada Holm

SECTION: NATIONAL; Pg. 5

LENGTH: 355 words


{SHUT}

LOAD-DATE: January 11, 2010

LANGUAGE: ENGLISH


                   Copyright 2010 The Quay
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                              Island News

                     February 2, 2010 Tuesday
                               Late Edition - Final

SECTION: Section A; Column 0

LENGTH: 20 words

HEADLINE: Ferries wait for
the insurers

BYLINE: By BO BERG

BODY:
{WAIT}

LOAD-DATE: February 2, 2010
"""
FACTIVA = f"""HD  Harbour stays shut
BY  Ada Holm
WC  355 words
PD  11 January 2010
SN  The Quay
LA  English
CY  (c) 2010 The Quay

LP  
{SHUT.partition(chr(10))[0]}

TD  
{SHUT.rpartition(chr(10))[2]}

NS  gcat
AN  Document QUAY000020100111ecap0001a

HD  Ferries wait for the insurers
PD  2 February 2010
SN  Island News
LP  {WAIT}
AN  Document ISLN000020100202ecap0002b
"""
FACTIVA_PLAIN = f"""Harbour stays shut
By Ada Holm
355 words
11 January 2010
10:30
The Quay
QUAY
English
(c) 2010 The Quay

{SHUT}

Document QUAY000020100111ecap0001a

Ferries wait for the insurers
20 words
2 February 2010
Island News
ISLN
English
Copyright 2010 Island News

{WAIT}

Document ISLN000020100202ecap0002b
"""
PROQUEST = f"""{"_" * 60}

Report Information from ProQuest
October 01 2020 10:00
{"_" * 60}

Document 1 of 2

Harbour stays shut

Author: Holm, Ada

Abstract: none

Full text: {SHUT}

Subject: Harbours; Storms

Publication title: The Quay

Publication date: Jan 11, 2010

ProQuest document ID: 183

Document URL: https://p.example/183

{"_" * 60}

Document 2 of 2

Ferries wait for the insurers

Publication title: Island News

Publication date: Feb 2, 2010

Full text: {WAIT}

{"_" * 60}

Contact us at: https://p.example
"""
EBSCO = f"""Record: 1
Title:
    Harbour stays shut.
Authors:
    Holm, Ada
Source:
    The Quay (Norvik). 1/11/2010, Vol. 3 Issue 2, p5-6. 2p.
Document Type:
    Article
Subject Terms:
    *HARBORS
    *STORMS
Full Text Word Count:
    355
Accession Number:
    123456789
Database:
    Newspaper Source
Section: National

{SHUT}

Copyright of The Quay is the property of The Quay and its content may not be copied.
{"_" * 40}
Record: 2
Title:\tFerries wait for the insurers.
Source:\tIsland News. 2/2/2010, p1. 1p.
Accession Number:\t123456790
Database:\tNewspaper Source

{WAIT}
"""
NEXIS_UNI = [
    "User Name: x", "Job Number: 1", "Documents (2)", "1. Harbour stays shut", "2. Ferries wait for the insurers",
    "Harbour stays shut", "The Quay (Norvik)", "January 11, 2010 Monday", "Copyright 2010 The Quay All Rights Reserved",
    "Section: NEWS; Pg. 3", "Length: 355 words", "Byline: Ada Holm", "Body", *SHUT.split("\n\n"),
    "Load-Date: January 12, 2010", "End of Document",
    "Ferries wait for the insurers", "Island News", "February 2, 2010 Tuesday 10:14 AM EST", "Length: 20 words",
    "Body", WAIT, "Classification", "Language: ENGLISH", "End of Document",
]  # fmt: skip


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    """Return rows as a CSV."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


def docx(lines: list[str]) -> bytes:
    """Return paragraphs as a document of Word."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inside = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    gone = "<w:p><w:del><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>"
    body = f'<w:document xmlns:w="{name}"><w:body>{inside}{gone}</w:body></w:document>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{body}')
    return written.getvalue()


def xlsx() -> bytes:
    """Return a workbook with a line above its header, and a sheet that holds no articles."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (
        ["An export of the archive"],
        ["Headline", "Article Text", "Date", "Newspaper"],
        ["Harbour stays shut", SHUT, datetime.datetime(2010, 1, 11, 5), "The Quay"],
        ["Ferries wait for the insurers", WAIT, datetime.datetime(2010, 2, 2), "Island News"],
    ):
        book.active.append(row)
    book.create_sheet("Notes").append(["remarks"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def newsapi() -> str:
    """Return what NewsAPI answers, with an article taken down and one cut short."""
    records = [
        {"source": {"id": None, "name": "The Quay"}, "author": "Ada Holm", "title": "Harbour stays shut",
         "description": "A storm", "publishedAt": "2010-01-11T23:30:00Z", "content": SHUT},
        {"source": {"id": None, "name": "Island News"}, "author": None, "title": "Ferries wait for the insurers",
         "description": None, "publishedAt": "2010-02-02T00:00:00Z", "content": f"{WAIT[:90]}… [+1234 chars]"},
        {"source": {"id": None, "name": "[Removed]"}, "title": "[Removed]", "content": "[Removed]"},
    ]  # fmt: skip
    return json.dumps({"status": "ok", "totalResults": 3, "articles": records})


def guardian() -> str:
    """Return what the Guardian's content API answers."""
    records = [
        {"id": f"world/{day}", "type": "article", "webPublicationDate": f"{day}T05:00:00Z", "webTitle": title,
         "webUrl": "https://g.example",
         "fields": {"byline": by, "publication": outlet, "bodyText": text, "body": "<p>"}}
        for day, title, by, outlet, text in (
            ("2010-01-11", "Harbour stays shut", "Ada Holm", "The Quay", SHUT),
            ("2010-02-02", "Ferries wait for the insurers", "", "Island News", WAIT),
        )
    ]  # fmt: skip
    return json.dumps({"response": {"status": "ok", "total": 2, "results": records}})


def page(text: str, head: str = "", lines: int = 5) -> str:
    """Return a web page with an article of so many lines."""
    body = "".join(f"<p>{text} This is line {number}.</p>" for number in range(lines))
    return f"<html><head><title>Harbour stays shut</title>{head}</head><body><article>{body}</article></body></html>"
