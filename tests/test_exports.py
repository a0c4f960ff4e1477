"""What is written for other programs keeps the standard's rules and comes back as it was."""

import json

import pandas as pd
import pytest
import spacy
from jsonschema import Draft202012Validator
from spacy.tokens import DocBin

from helpers import pipeline, workbook
from helpers.__main__ import main
from helpers.pipeline import files
from helpers.tables import ROLES, Article, columns

TEXTS = {
    "ferry": "Ferry  strike\n\nAda Holm said  Norway’s harbour would close on Monday.\tShe “won’t” stay, she added.\n",
    "leading space and emoji": "  ⚓️ Bo Lind told reporters that Denmark had asked him.\r\n\r\nOslo refused 🇳🇴 it.",
}
# What the Web Annotation Data Model (W3C Recommendation, 23 February 2017) says an annotation must have, part by part
# as the schemas of W3C's own test suite have it (github.com/w3c/web-annotation-tests, definitions/ and annotations/).
IRI = {"type": "string", "pattern": "^[a-zA-Z][a-zA-Z0-9+.-]*:\\S+$"}
TEXTUAL = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}, "format": {"type": "string"},
                   "purpose": {"enum": ["classifying", "describing", "tagging", "commenting"]}},
}  # fmt: skip
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0},
                   "end": {"type": "integer", "minimum": 0}},
}  # fmt: skip
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "properties": {"type": {"const": "TextQuoteSelector"}}
    | {name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
}
ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "not": {"required": ["body", "bodyValue"]},
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"type": "string"},
        "body": {"type": "array", "items": TEXTUAL},
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": IRI,
                "selector": {"type": "array", "minItems": 1, "items": {"oneOf": [POSITION, QUOTE]}},
            },
        },
    },
}
PAGE = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {"type": {"const": "AnnotationPage"}, "items": {"type": "array", "items": ANNOTATION}},
}


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse([Article(name, text) for name, text in TEXTS.items()])


def test_annotations_keep_the_standard(analysis, tmp_path):
    page = json.loads(files.export(analysis, tmp_path, "annotations").read_text(encoding="utf-8"))
    Draft202012Validator(PAGE).validate(page)
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids)) > 10
    assert not list(Draft202012Validator(PAGE).iter_errors(page))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda item: item["target"]["selector"][0].update(start=-1),
        lambda item: item["target"]["selector"][0].update(end=3.5),
        lambda item: item["target"]["selector"][1].pop("exact"),
        lambda item: item["target"]["selector"].clear(),
        lambda item: item["target"].pop("source"),
        lambda item: item.update(id="no iri"),
        lambda item: item.update(bodyValue="a second body"),
        lambda item: item.update({"@context": "http://example.org/"}),
        lambda item: item["body"][0].pop("value"),
    ],
)
def test_the_schema_can_fail(analysis, spoil):
    item = next(files.as_annotations(analysis))
    assert not list(Draft202012Validator(ANNOTATION).iter_errors(item))
    spoil(item)
    assert list(Draft202012Validator(ANNOTATION).iter_errors(item))


def test_both_selectors_find_the_same_words(analysis):
    text = dict(zip(analysis.articles["sha256"], analysis.articles["text"], strict=True))
    for item in files.as_annotations(analysis):
        position, quote = item["target"]["selector"]
        own = text[item["target"]["source"].removeprefix("urn:sha256:")]
        assert own[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert own[position["start"] - len(quote["prefix"]) :].startswith(around)


def test_annotations_come_back_as_the_same_tables(analysis, tmp_path):
    back = read_annotations(files.export(analysis, tmp_path, "annotations"))
    for name, table in back.items():
        assert table.equals(getattr(analysis, name)), name
    assert {"mentions", "quotes", "timexes"} <= set(back)


def test_docs_hold_the_text_and_every_row_at_its_exact_place(analysis, tmp_path):
    assert {doc.user_data["article_id"]: doc.text for doc in files.docs(analysis)} == TEXTS
    back = read_docs(files.export(analysis, tmp_path, "spacy"))
    for name, roles in files.SHOWN.items():
        table = getattr(analysis, name)
        expected = table[["article_id", "start", "end", roles.words]].values.tolist()
        own = back[back["table"] == name]
        assert sorted(own[["article_id", "start", "end", "surface"]].values.tolist()) == sorted(expected), name
    quotes = back[back["table"] == "quotes"]
    assert set(quotes["row_id"]) == set(analysis.quotes["quote_id"])
    assert all(TEXTS[row.article_id][row.start : row.end] == row.surface for row in back.itertuples())


def test_docs_keep_the_sentences(analysis):
    for doc in files.docs(analysis):
        own = analysis.sentences[analysis.sentences["article_id"] == doc.user_data["article_id"]]
        assert [sent.text.strip() for sent in doc.sents if sent.text.strip()] == own["surface"].tolist()


def test_another_kind_is_named(analysis, tmp_path):
    with pytest.raises(ValueError, match="no export 'pdf'; there are annotations, spacy, xlsx"):
        files.export(analysis, tmp_path, "pdf")


@pytest.mark.parametrize(("kind", "name"), files.FILES.items())
def test_the_command_writes_them_beside_the_tables(tmp_path, kind, name):
    (tmp_path / "ferry.txt").write_text(TEXTS["ferry"], encoding="utf-8")
    out = tmp_path / "out"
    assert main(["analyse", str(tmp_path / "ferry.txt"), "--out", str(out), "--format", kind, "--quiet"]) == 0
    assert {name, "articles.csv", "quotes.csv", "problems.csv"} <= {path.name for path in out.iterdir()}
    read = {"spacy": read_docs, "annotations": read_annotations, "xlsx": read_sheets}[kind]
    assert len(read(out / name))


def read_sheets(path):
    return pytest.importorskip("openpyxl").load_workbook(path).sheetnames


def test_a_workbook_holds_every_table_and_works_nothing_out(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    text = "=1+1\n\nAda Holm said =SUM(A1) \x07 " + ("andmore" * 150 + " ") * 40 + "on Monday."
    found = pipeline.analyse([Article("=a", text, title="=HYPERLINK(1)")], skip=["sentiment"])
    path = found.to_excel(tmp_path / "mine.xlsx")
    book = openpyxl.load_workbook(path)
    for name in (sheet.title for sheet in book):
        assert book[name].max_row == len(getattr(found, name)) + 1 and book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref.startswith("A1:")
        assert not [cell for row in book[name].iter_rows() for cell in row if cell.data_type == "f"]
    assert {"articles", "actors", "mentions", "tokens"} <= set(book.sheetnames)
    cell = next(value for value in next(book["articles"].iter_rows(2, 2, values_only=True)) if str(value)[:4] == "=1+1")
    assert len(cell) == 32_767 and "a cell holds 32,767" in cell
    assert path.read_bytes() == found.to_excel(tmp_path / "again.xlsx").read_bytes()
    with pytest.raises(FileExistsError, match=r"mine\.xlsx: there is such a file"):
        found.to_excel(tmp_path / "mine.xlsx")


def test_a_table_too_long_for_a_sheet_names_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 1)
    with pytest.raises(ValueError, match=r"table sentences: 2 rows, and a sheet of Excel holds 1: leave it out"):
        pipeline.analyse([Article("a", "It rains. It pours.")], skip=["sentiment"]).to_excel(tmp_path / "x.xlsx")


def test_a_workbook_leaves_empty_what_a_row_does_not_have(tmp_path):
    """A quote without a cue has no place of one: absent, not an error."""
    openpyxl = pytest.importorskip("openpyxl")
    text = "Ferry\n\nAda Holm said: “It will end on Monday.”\n\n“We waited for hours at the pier.”"
    found = pipeline.analyse([Article("a", text)], skip=["sentiment"])
    assert found.quotes["cue_start"].isna().any()
    sheet = openpyxl.load_workbook(found.to_excel(tmp_path / "a.xlsx"))["quotes"]
    column = [cell.value for cell in sheet[1]].index("cue_start")
    assert None in [row[column] for row in sheet.iter_rows(2, values_only=True)]


def read_annotations(path):
    """Return the tables of a page of annotations; each row's words must be those of its selector."""
    rows = {}
    for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
        row = json.loads(item["body"][1]["value"])
        position, quote = item["target"]["selector"]
        roles = ROLES[table := row.pop("table")]
        assert (position["start"], position["end"], quote["exact"]) == (row["start"], row["end"], row[roles.words])
        rows.setdefault(table, []).append(row)
    return {
        name: pd.DataFrame(found, columns=list(columns(name))).astype(columns(name)) for name, found in rows.items()
    }


def test_a_place_that_ends_in_white_space_is_a_span_too(tmp_path):
    """Guards: of a sentence that is longer than the scorer reads, the part that it read ended in a blank."""
    text = "Ada Holm said that the bridge would close and that the river had risen while the council slept, " * 20
    (doc,) = files.docs(pipeline.analyse([Article("a", text)]))
    assert doc.text == text and len(doc.spans["mentions"]) > 0


def read_docs(path):
    """Return the spans of a DocBin as rows: article_id, table, row_id, start, end, surface, label."""
    rows = [
        (doc.user_data["article_id"], table, span.id_, span.start_char, span.end_char, span.text, span.label_)
        for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)
        for table, spans in doc.spans.items()
        for span in spans
    ]
    return pd.DataFrame(rows, columns=["article_id", "table", "row_id", "start", "end", "surface", "label"])
