"""Write the tables so that they open elsewhere: in Excel, as W3C Web Annotations, as spaCy `Doc`s; and read them back.

Web Annotations (W3C Recommendation of 2017, JSON-LD): one annotation a row, its place given twice, by offsets
in code points and by the words with those around them, so that it is found again in another copy of the text.
spaCy: a `DocBin` with one `Doc` an article, one span group a table; tokens are cut wherever a row begins or
ends, so that every span keeps its exact place.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import ownership, workbook
from ..article import quote_id
from ..tables import ROLES, columns

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Doc

    from ..analysis import Analysis

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of context on either side
SHOWN = {name: roles for name, roles in ROLES.items() if roles.label}  # tables whose rows say something of words
FILES = {"annotations": "annotations.jsonld", "spacy": "docs.spacy", "xlsx": "tables.xlsx"}


def save(analysis: Analysis, directory: Path | str, kind: str) -> Path:
    """Write all rows into a folder, as `annotations`, `spacy` or `xlsx`; return the path.

    Raises ValueError for another kind, Taken where a file of the reader's has that name.
    """
    if kind not in FILES:
        raise ValueError(f"no export {kind!r}; there are {', '.join(FILES)}")
    directory = Path(directory)
    beside_tables = bool(ownership.read(directory / ownership.OF_TABLES))
    with ownership.Folder(directory, ownership.OF_TABLES if beside_tables else ownership.MANIFEST) as folder:
        path = folder.work / FILES[kind]
        if kind == "spacy":
            from spacy.tokens import DocBin

            DocBin(docs=docs(analysis), store_user_data=True).to_disk(path)
        elif kind == "xlsx":
            workbook.write(analysis, path)
        else:
            page = {"@context": CONTEXT, "id": "urn:helpers:annotations", "type": "AnnotationPage"}
            text = json.dumps(page | {"items": list(as_annotations(analysis))}, ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8", newline="\n")
        folder.put({path.name: path})
    return directory / FILES[kind]


# --------------------------------------------------------------------------- W3C Web Annotations


def as_annotations(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield one Web Annotation for each row of each table that points at words."""
    articles = {row["article_id"]: row for row in analysis.articles.to_dict("records")}
    for table, roles in SHOWN.items():
        for number, row in enumerate(getattr(analysis, table).to_dict("records")):
            article = articles[row["article_id"]]
            text, start, end = article["text"], int(row["start"]), int(row["end"])
            name = f"{table}:{quote_id(row['article_id'])}:{row[roles.id]}:{number}"
            yield {
                "@context": CONTEXT,
                "id": f"urn:helpers:{name}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": [
                    {"type": "TextualBody", "purpose": "classifying", "value": str(row[roles.label]) or "unknown"},
                    {"type": "TextualBody", "purpose": "describing", "format": "application/json",
                     "value": json.dumps({"table": table} | _plain(row), ensure_ascii=False, sort_keys=True)},
                ],
                "target": {
                    "source": article["url"] or f"urn:sha256:{article['sha256']}",
                    "selector": [
                        {"type": "TextPositionSelector", "start": start, "end": end},
                        {"type": "TextQuoteSelector", "exact": row[roles.words],
                         "prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]},
                    ],
                },
            }  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in values that JSON knows; an absent one is null."""
    import pandas as pd

    return {
        name: None if pd.isna(value) else getattr(value, "item", lambda v=value: v)() for name, value in row.items()
    }


def read_annotations(path: Path | str) -> dict[str, pd.DataFrame]:
    """Return the tables that `save` wrote as annotations; each row's words are checked against its selector.

    Raises ValueError where a row and the place it is fixed to disagree.
    """
    import pandas as pd

    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in json.loads(Path(path).read_text(encoding="utf-8"))["items"]:
        row = json.loads(item["body"][1]["value"])
        table, (position, quote) = row.pop("table"), item["target"]["selector"]
        if (position["start"], position["end"], quote["exact"]) != (row["start"], row["end"], row[ROLES[table].words]):
            raise ValueError(f"{item['id']}: the row says {row['start']}:{row['end']}, its selector something else")
        rows[table].append(row)
    return {
        name: pd.DataFrame(found, columns=list(columns(name))).astype(columns(name)) for name, found in rows.items()
    }


# --------------------------------------------------------------------------- spaCy


def docs(analysis: Analysis) -> Iterator[Doc]:
    """Yield one spaCy Doc an article: `doc.spans[table]`, each span with its row's id and label.

    `doc.text` is the article's text; `doc.user_data` holds article_id and sha256.
    """
    import spacy
    from spacy.tokens import Doc, Span

    vocab = spacy.blank("en").vocab
    by_article = {
        name: dict(iter(getattr(analysis, name).groupby("article_id"))) for name in (*SHOWN, "tokens", "sentences")
    }
    for article in analysis.articles.itertuples():
        own = {name: by_article[name].get(article.article_id) for name in by_article}
        spans = [
            (name, int(row["start"]), int(row["end"]), str(row[roles.label]), str(row[roles.id]))
            for name, roles in SHOWN.items() if (rows := own[name]) is not None for row in rows.to_dict("records")
        ]  # fmt: skip
        cuts = {offset for _, start, end, *_ in spans for offset in (start, end)}
        for table in ("tokens", "sentences"):
            if (rows := own[table]) is not None:
                cuts |= {*rows["start"].tolist(), *rows["end"].tolist()}
        words, spaces, starts, ends = _cut(article.text, cuts)
        begins = set() if (rows := own["sentences"]) is None else set(rows["start"])
        doc = Doc(vocab, words, spaces, sent_starts=[start in begins for start in starts])
        doc.user_data.update({"article_id": article.article_id, "sha256": article.sha256})
        first, last = ({offset: token for token, offset in enumerate(side)} for side in (starts, ends))
        for name in SHOWN:
            doc.spans[name] = [
                Span(doc, first[start], last[end] + 1, label=label or "unknown", span_id=row)
                for table, start, end, label, row in spans if table == name
            ]  # fmt: skip
        yield doc


def _cut(text: str, cuts: set[int]) -> tuple[list[str], list[bool], list[int], list[int]]:
    """Cut a text into spaCy's tokens: (words, whether a space follows, starts, ends)."""
    edges = sorted({0, len(text), *cuts})
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        if piece.startswith(" ") and not piece.strip() and words and not spaces[-1] and ends[-1] == start:
            spaces[-1] = True  # spaCy keeps one space with the token before it
            start += 1
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
            starts.append(start)
            ends.append(end)
    return words, spaces, starts, ends


def read_docs(path: Path | str) -> pd.DataFrame:
    """Return the spans of a DocBin as rows: article_id, table, row_id, start, end, surface, label."""
    import pandas as pd
    import spacy
    from spacy.tokens import DocBin

    rows = [
        (doc.user_data["article_id"], table, span.id_, span.start_char, span.end_char, span.text, span.label_)
        for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)
        for table, group in doc.spans.items()
        for span in group
    ]
    return pd.DataFrame(rows, columns=["article_id", "table", "row_id", "start", "end", "surface", "label"])
