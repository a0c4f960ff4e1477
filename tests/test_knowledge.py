"""Tables of knowledge and corrections are read as they were written, in time that grows with them."""

import time

import pytest

from helpers import knowledge
from helpers.knowledge import KnowledgeError


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path, ends):
    path = tmp_path / "t.csv"
    path.write_bytes(ends.join(["# a note", "word,kind", "", "one,a", '"two, three",b', ""]).encode())
    assert [(row["word"], row["kind"], row["line"]) for row in knowledge.rows(path)] == [
        ("one", "a", "4"), ("two, three", "b", "5"),
    ]  # fmt: skip


def test_line_ends_inside_a_cell_stay_as_they_are(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b'word,kind\r\n"one\r\ntwo",a\r\n')
    assert knowledge.rows(path)[0]["word"] == "one\r\ntwo"


def test_a_mark_left_open_is_named_with_its_line(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('word,kind\none,a\n"two,b\n' + "three,c\n" * 20_000)
    with pytest.raises(KnowledgeError, match=r"t\.csv line 3: .*is a quotation mark left open"):
        knowledge.rows(path)


def test_a_mark_left_open_costs_time_that_grows_with_the_file():
    took = []
    for lines in (20_000, 80_000):
        text = 'word,kind\n"open,b\n' + "three,c\n" * lines
        start = time.process_time()
        list(knowledge._records(text))
        took.append(time.process_time() - start)
    assert took[1] < 12 * took[0] + 0.05  # four times as much; sixteen, were it by the square


TABLE = "word,kind\nMüller,a\n,\n“two”,b\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_that_a_spreadsheet_saved_is_read(tmp_path, encoding, mark):
    path = tmp_path / "t.csv"
    path.write_bytes(TABLE.replace(",", mark).encode(encoding))
    assert [(row["word"], row["kind"], row["line"]) for row in knowledge.rows(path)] == [
        ("Müller", "a", "2"), ("“two”", "b", "4"),
    ]  # fmt: skip


def test_one_byte_of_another_encoding_leaves_the_other_letters(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("word\nMüller\n".encode() + b"Jos\xe9\n")
    assert [row["word"] for row in knowledge.rows(path)] == ["Müller", "José"]


def test_a_table_without_its_header_says_what_it_should_be(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("one,a\n")
    with pytest.raises(KnowledgeError, match=r"t\.csv: no column word, kind; its first line should be word,kind"):
        knowledge.rows(path, ("word", "kind"))


@pytest.mark.parametrize("table", ["closed_words.csv use", "timex_contexts.csv kind", "outlook.csv role"])
def test_no_list_of_words_serves_nobody(table):
    name, column = table.split()
    source = "".join(path.read_text(encoding="utf-8") for path in knowledge.PACKAGE.rglob("*.py"))
    kinds = {row[column] for row in knowledge.rows(f"lexicons/{name}")}
    assert [kind for kind in kinds if f'"{kind}"' not in source and f"'{kind}'" not in source] == []
