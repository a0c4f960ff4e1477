"""What people open in a spreadsheet holds no formula, and comes back as it was."""

import csv
import io
import re

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers import figures, phrases, pipeline
from helpers.__main__ import main
from helpers.charts import named
from helpers.corpus import read
from helpers.figures import provenance
from helpers.pipeline import files
from helpers.pipeline.corrections import correct, line
from helpers.report import evidence
from helpers.tables import TABLES, Article

FIRST = "=+-@\t\r\n＝＋－＠"
TEXT = (
    '=HYPERLINK("http://x.example","Ada")\n\nAda Holm said Norway would close the harbour. '
    "\u201c-2+3 is one,\u201d said Bo Lind.\n\n@ada wrote: '=1+1' and -5 and +x.\n\n'=already\n"
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"), ("-0.5", "-0.5"), ("+3", "+3"),
     ("1e-05", "1e-05"), ("a=b", "a=b"), ("", ""), ("-1-1", "'-1-1"), ("'=x", "''=x"), ("'tis", "'tis"), (None, None),
     ("-5\n", "'-5\n")],
)  # fmt: skip
def test_a_cell_is_disarmed_and_comes_back(cell, expected):
    assert phrases.disarm(cell) == expected and phrases.rearm(expected) == cell
    column = pa.chunked_array([[cell]], pa.string())
    assert phrases.disarmed(column).to_pylist() == [expected]
    assert phrases.rearmed(phrases.disarmed(column)).to_pylist() == [cell]


@given(st.lists(st.text(st.sampled_from(FIRST + "'1.e x\u2028é"), max_size=5), max_size=9))
def test_any_cell_comes_back_and_none_is_a_formula(words):
    column = pa.chunked_array([words], pa.string())
    assert phrases.disarmed(column).to_pylist() == [phrases.disarm(word) for word in words]
    assert (
        phrases.rearmed(phrases.disarmed(column)).to_pylist()
        == words
        == [*map(phrases.rearm, map(phrases.disarm, words))]
    )
    assert not armed(map(phrases.disarm, words))


def armed(found):
    return [cell for cell in found if cell[:1] in set(FIRST) and not re.fullmatch(r"[+-]?[0-9.]+(e[+-]?[0-9]+)?", cell)]


def written(path):
    csv.field_size_limit(2**31 - 1)
    return [cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")) for cell in row]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cells")
    (folder / "in").mkdir()
    (folder / "in" / "-ferry.txt").write_text(TEXT, encoding="utf-8", newline="")
    pipeline.analyse_into(folder / "exact", read(folder / "in"), kind="csv", skip=["sentiment"])
    return folder


def test_tables_for_people_are_disarmed_and_open_as_they_were(source, tmp_path):
    exact = helpers.open(source / "exact")
    files.copy(source / "exact", tmp_path)
    (tmp_path / "again").mkdir()
    files.copy(tmp_path, tmp_path / "again")
    for folder in (tmp_path, tmp_path / "again"):
        found = helpers.open(folder)
        for name in TABLES:
            pd.testing.assert_frame_equal(getattr(found, name), getattr(exact, name))
        assert [article.text for article in read(folder)] == [TEXT] and len(list(read(folder))) == 1
        assert next(iter(read(folder))).article_id == "-ferry"
        assert [cell for path in folder.glob("*.csv") for cell in armed(written(path))] == []
    assert armed(written(source / "exact" / "tokens.csv"))  # exact values for programs: the contract says so


def test_a_sheet_and_a_correction_are_disarmed_and_taken_back(source, tmp_path):
    sheet, mine = tmp_path / "sheet.csv", tmp_path / "mine.csv"
    run = ["sample", "sentences", "--source", str(source / "in"), "--out", str(sheet)]
    assert main(run) == 0 and armed(written(sheet)) == []
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("checked,,,", "checked,,1,"), encoding="utf-8")
    done = pipeline.analyse(source / "in", corrections=sheet).corrections
    assert len(done) == len(helpers.open(source / "exact").sentences) and set(done["article_id"]) == {"-ferry"}
    found = helpers.open(source / "exact")
    made = [correct(found, "q0", "set", "speaker_id", "person:bo-lind", who="=me", path=mine)]
    made.append(line("mentions", found.mentions.iloc[0], "remove"))
    assert not any(cell[0] in FIRST for row in csv.reader(made) for cell in row if cell)
    assert pipeline.analyse(source / "in", corrections=mine).corrections["who"].tolist() == ["=me"]


def test_the_data_of_a_figure_are_disarmed_and_verified(source, tmp_path):
    found = helpers.open(source / "exact")
    named(found).save(tmp_path, found)
    assert armed(written(tmp_path / "named.csv")) == []
    assert list(provenance.differences(tmp_path / "named.svg", found)) == []
    (figure,) = evidence.figures(tmp_path)
    assert {row for mark in figure.marks for row in mark.rows} and figure.marks[0].rows[0][0] == "-ferry"


def test_a_cell_of_any_length_is_read(tmp_path):
    with figures.canvas(2, "Two of three") as (drawn, _):
        pass
    figures.save(drawn, "long", pd.DataFrame({"mark": ["m"], "evidence": ["=" * 200_000]}), "One.", tmp_path)
    assert phrases.read(tmp_path / "long.csv")["evidence"][0] == "=" * 200_000


def test_an_article_whose_text_begins_like_a_formula_is_the_same_everywhere(tmp_path):
    given_ = [Article("=a", "=1+1 is two, Ada Holm said on Monday.")]
    found = pipeline.analyse(given_, skip=["sentiment"])
    assert found.articles["text"][0][0] == "=" and found.quotes["article_id"].tolist() == ["=a"]
