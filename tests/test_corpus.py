"""What counts as an article, in every kind of file, and what is said about what does not."""

import datetime
import json
import time
import zipfile
from pathlib import Path

import pandas
import pytest

from helpers.corpus import Article, entries, read
from helpers.corpus.entries import foreign
from helpers.report import manifest
from helpers.tables import Problem

PAGE = """<html lang="en"><head><title>Rain stops the ferry - The Quay</title>
<meta property="og:title" content="Rain stops the ferry"><meta property="og:site_name" content="The Quay">
<meta name="author" content="Ada Holm"><meta property="article:published_time" content="2021-03-02T08:00:00Z">
</head><body><nav>Home News Sport</nav><article><h1>Rain stops the ferry</h1>
<p>The ferry from Bergen stayed in the harbour on Monday because of the rain, the harbour master said.</p>
<p>It will leave on Tuesday if the wind turns to the west, he added, and all tickets remain valid until then.</p>
</article><footer>Imprint</footer></body></html>"""


def records(path, **options):
    return list(read(path, **options).records())


def problems(path, **options):
    return [record.problem for record in records(path, **options) if isinstance(record, Problem)]


@pytest.mark.parametrize(
    "data",
    [
        "Café “Nord”".encode(),
        b"\xef\xbb\xbf" + "Café “Nord”".encode(),
        "Café “Nord”".encode("utf-16"),
        "Café “Nord”".encode("cp1252"),
    ],
)
def test_a_text_is_decoded_and_nothing_else(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    assert records(tmp_path / "a.txt") == [Article("a", "Café “Nord”")]


@pytest.mark.parametrize(
    "before", ["FOR IMMEDIATE RELEASE", "PRESS RELEASE", "Embargoed until 6 May 2024", "PRESS RELEASE\n\nBy Ann Lee"]
)
def test_what_a_release_puts_before_its_headline_is_no_headline(tmp_path, before):
    (tmp_path / "a.txt").write_text(f"{before}\n\nHarbour to close\n\nIt rained.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{before}\n\nIt snowed.", encoding="utf-8")
    assert [article.title for article in read(tmp_path)] == ["Harbour to close", ""]


def test_a_headline_is_found_whatever_ends_its_line(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Head\r\rBody.")
    assert [article.title for article in read(tmp_path)] == ["Head"]


def test_line_ends_and_blanks_stay(tmp_path):
    (tmp_path / "a.txt").write_bytes(b" Head\r\n\r\nBody.\r ")
    (article,) = read(tmp_path)
    assert (article.text, article.title) == (" Head\r\n\r\nBody.\r ", "Head")


@pytest.mark.parametrize(("by", "name"), [("file", "b/two.txt"), ("id", "b/two"), ("article_id", "b/two.txt")])
def test_a_folder_is_read_by_name_with_what_its_table_knows(tmp_path, by, name):
    folder = tmp_path / "texts"
    (folder / "b").mkdir(parents=True)
    for file in ("b/two.txt", "a.txt", ".hidden.txt"):
        (folder / file).write_text(f"Text of {file}")
    (tmp_path / "articles.csv").write_text(f"{by},published,outlet\n{name},2021-03-02,The Quay\n")
    assert records(folder) == [
        Article("a", "Text of a.txt"),
        Article("b/two", "Text of b/two.txt", published="2021-03-02", outlet="The Quay"),
        Problem(str(folder), "passed over", "1 hidden file: no articles"),
    ]


def test_html_gives_body_title_date_outlet_and_author(tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    (article,) = read(tmp_path / "page.html")
    assert (article.title, article.published, article.outlet) == ("Rain stops the ferry", "2021-03-02", "The Quay")
    assert article.author == "Ada Holm"
    assert "harbour master said" in article.text and "Imprint" not in article.text


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_tables_of_articles(tmp_path, kind):
    import pandas as pd

    rows = [
        {"id": "x1", "text": 'It "rained".\nStill.', "published": "2021-03-02T10:00:00", "author": "A, B"},
        {"id": None, "text": "It rained again.", "published": None, "author": None},
    ]
    path = tmp_path / f"t.{kind}"
    if kind == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        getattr(pd.DataFrame(rows), f"to_{kind}")(path, index=False)
    assert records(path) == [
        Article("x1", 'It "rained".\nStill.', published="2021-03-02", author="A, B"),
        Article("t#2", "It rained again."),
    ]


def test_parquet_dates(tmp_path):
    import pandas as pd

    pd.DataFrame({"text": ["One."], "published": [datetime.datetime(2021, 3, 2, 8)]}).to_parquet(tmp_path / "t.parquet")
    assert next(iter(read(tmp_path / "t.parquet"))).published == "2021-03-02"


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        # What MediaCloud and news-please call their fields.
        ({"stories_id": 7, "story_text": "It rained.", "publish_date": "2021-03-02 08:00:00", "media_name": "The Quay"},
         {"id": "stories_id", "text": "story_text", "published": "publish_date", "outlet": "media_name"}),
        ({"filename": "7", "maintext": "It rained.", "date_publish": "2021-03-02 08:00:00",
          "source_domain": "The Quay"},
         {"id": "filename", "text": "maintext", "published": "date_publish", "outlet": "source_domain"}),
    ],
)  # fmt: skip
def test_other_names_of_columns(tmp_path, row, columns):
    (tmp_path / "t.jsonl").write_text(json.dumps(row))
    assert records(tmp_path / "t.jsonl", columns=columns) == [
        Article("7", "It rained.", published="2021-03-02", outlet="The Quay")
    ]


def test_a_zip_is_read_like_a_folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("b/page.html", PAGE)
        archive.writestr("a.txt", "It rained.")
        archive.writestr("rows.csv", "id,text\nr1,It snowed.\n")
        archive.writestr("__MACOSX/a.txt", "nothing")
    assert [article.article_id for article in read(tmp_path / "z.zip")] == ["a", "b/page", "r1"]


@pytest.mark.parametrize("folder", ["", "texts/"], ids=("of files", "of a folder"))
def test_what_is_known_of_files_is_read_from_their_zip(tmp_path, folder):
    """Guards: of a folder that was packed whole, the table of days was no table of articles, and the days were lost."""
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr(f"{folder}a.txt", "It rained.")
        archive.writestr(f"{folder}articles.csv", "file,published\na.txt,2021-03-02\n")
        archive.writestr(f"{folder}actors.csv", "id,name\n")
    (article,) = records(tmp_path / "z.zip")
    assert (article.article_id, article.published) == (f"{folder}a", "2021-03-02")


def test_what_is_known_to_be_something_else_is_not_proposed_as_the_text(tmp_path):
    (tmp_path / "a.csv").write_text("file,published\na.txt,2021-03-02\n")
    (tmp_path / "b.csv").write_text("published,body of it\n2021-03-02,It\n")
    assert ["text=published" in found.detail for found in records(tmp_path)] == [False, False]
    assert "say --columns text=body of it" in records(tmp_path)[1].detail


def test_the_same_text_is_flagged_and_counted_once_unless_asked_otherwise(tmp_path):
    given = [Article("a", "It rained."), Article("b", "It rained."), Article("c", "It snowed.")]
    assert [article.article_id for article in read(given)] == ["a", "c"]
    assert read(given).problems.values.tolist() == [["b", "duplicate text", "the same text as a; counted once"]]
    assert [article.article_id for article in read(given, duplicates=True)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "cannot be read"),
        ("a.html", b"<html><body></body></html>", "no article found"),
        ("a.csv", b"topic\nHello.\n", "cannot be read"),
        ("a.csv", b"", "cannot be read"),
        ("a.jsonl", b"{", "cannot be read"),
        ("a.jsonl", b'["text"]', "cannot be read"),
        ("a.jsonl", b'{"text": null}', "empty"),
        ("a.jsonl", b'{"text": "Half \\ud83d."}', "replaced characters"),
        ("a.jsonl", b'{"text": "A day.", "published": "0000-00-00"}', "date not understood"),
        ("a.parquet", b"PAR1", "cannot be read"),
        ("a.zip", b"PK", "cannot be read"),
        ("a.txt", b"\xff\xfeA\x00\x00\xd8x\x00", "cannot be read"),  # half a letter of UTF-16: none is put in its place
    ],
)
def test_problems(tmp_path, name, data, expected):
    (tmp_path / name).write_bytes(data)
    assert problems(tmp_path) == [expected]


@pytest.mark.parametrize(
    ("name", "data", "way_out"),
    [
        ("a.docx", b"PK\x03\x04 nothing", "damaged or cut short"),
        ("a.xlsx", b"PK\x03\x04 nothing", "damaged or cut short"),
        ("a.zip", b"PK\x03\x04 nothing", "damaged or cut short"),
        ("a.json", b'{"articles": [{"content": "x"', "no whole JSON: Expecting ',' delimiter, line 1, column 30"),
        ("a.json", b" \n", "the file is empty"),
        ("a.json", b"[]", "nothing in it: no record"),
        ("a.json", b"{}", "nothing in it: no record"),
        ("a.csv", b"id,text\n1,Ada said\x00 no.\n", "save it again as UTF-8"),
    ],
)
def test_what_cannot_be_read_is_said_in_words_with_the_way_out(tmp_path, name, data, way_out):
    """Guards: "BadZipFile: File is not a zip file", and "say --columns text=NAME" of a list without a record."""
    (tmp_path / name).write_bytes(data)
    corpus = read(tmp_path)
    assert not list(corpus)
    (detail,) = corpus.problems["detail"]
    assert way_out in detail and "Error" not in detail and "BadZip" not in detail


def test_links_that_lead_out(tmp_path):
    (tmp_path / "secret.txt").write_text("Not for reading.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("For reading.")
    try:
        (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
        (tmp_path / "in" / "outside").symlink_to(tmp_path)
        (tmp_path / "in" / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    except OSError:
        pytest.skip("links can't be made here")
    assert [article.article_id for article in read(tmp_path / "in")] == ["a"]
    assert set(problems(tmp_path / "in")) == {"link leads out"}


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no such file"):
        read(tmp_path / "gone")
    (tmp_path / "a.odt").write_bytes(b"PK")
    with pytest.raises(ValueError, match="save it as"):
        list(read(tmp_path / "a.odt"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said on Monday that the ferry would not leave the harbour.", ""),
        ("Die Bürgermeisterin sagte am Montag, dass die Fähre den Hafen nicht verlassen werde.", "de"),
        ("Le maire a déclaré lundi que le bateau ne quitterait pas le port avant mardi matin.", "fr"),
        ("Мэр заявил в понедельник, что паром не покинет гавань до утра вторника.", "ru"),
        ("Bergen Narvik Porto", ""),
        ("”" * 100, ""),
    ],
)
def test_language(text, language):
    assert foreign(text) == language


@pytest.mark.parametrize("strange", [0, 1, 3])
def test_bytes_that_are_no_utf_8_are_text_only_without_control_characters(strange):
    """Guards: the test of control characters is off."""
    data = b"caf\xe9 " * 20 + bytes(range(1, 1 + strange))
    if strange:
        with pytest.raises(ValueError, match="neither UTF-8 nor Windows-1252"):
            entries.decode(data)
    else:
        assert entries.decode(data) == "café " * 20


@pytest.mark.parametrize("value", ["1", '"1"', "'>'", '"a > b"'])
def test_a_tag_of_very_many_attributes_costs_no_more_than_other_letters(tmp_path, value):
    """The parser compares each name with all before it: 64,000 of them took minutes."""
    said = "<p>" + "Ada Holm said on Monday that the ferry would wait for everyone. " * 20 + "</p>"
    names = " ".join(f"a{number}={value}" for number in range(64_000))
    (tmp_path / "page.html").write_text(f"<html><body><article {names}>{said}</article></body></html>")
    start = time.process_time()
    (article,) = read(tmp_path / "page.html")
    assert article.text.count("ferry") == 20 and time.process_time() - start < 10


@pytest.mark.parametrize(
    "row", ["north/A.TXT", r".\north\a.txt", r"C:\texts\in\north\a.txt", "./north/a.txt", "a.txt", "north/a"]
)
@pytest.mark.parametrize("column", ["file", "Filename", "path"])
def test_a_row_of_what_is_known_finds_its_file_however_the_path_is_written(tmp_path, row, column):
    (tmp_path / "north").mkdir()
    (tmp_path / "north" / "a.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "north" / "b.txt").write_text("It snowed.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text(f"{column},outlet\n{row},Wire\n", encoding="utf-8")
    corpus = read(tmp_path)
    assert list(corpus.articles["outlet"]) == ["Wire", ""] and len(corpus.problems) == 0


def test_an_accent_written_apart_is_the_same_file(tmp_path):
    (tmp_path / "cafe\u0301.txt").write_text("It rained.", encoding="utf-8")  # as a Mac writes it
    (tmp_path / "articles.csv").write_text("file,outlet\ncaf\u00e9.txt,Wire\n", encoding="utf-8")
    assert list(read(tmp_path).articles["outlet"]) == ["Wire"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", []),
        (",,\n,,\n", []),
        (",Wire,\nc.txt,,\n", [
            ("articles.csv row 1", "row not used", "it names no file in its column 'file'"),
            ("articles.csv row 2", "row not used", "no file 'c.txt' among those that were read"),
        ]),
    ],
)  # fmt: skip
def test_what_is_known_of_no_file_is_no_table_of_articles(tmp_path, lines, said):
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text(f"file,outlet,published\n{lines}", encoding="utf-8")
    corpus = read(tmp_path)
    assert len(corpus) == 1 and list(corpus.problems.itertuples(index=False, name=None)) == said


def test_which_number_is_the_day_can_be_said_of_what_is_known_too(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text("file,published\na.txt,02/03/2024\n", encoding="utf-8")
    (article,) = read(tmp_path, {"published": "published:day-first"})
    assert article.published == "2024-03-02"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "shift-jis", "gb18030", "cp1253", "cp1256"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_a_text_of_another_script_in_an_encoding_of_its_own_is_not_read_as_noise(tmp_path, encoding, name):
    """Guards: it was counted as an article, in letters that nobody wrote."""
    said = {
        "cp1253": "Ο δήμαρχος μίλησε",
        "cp1256": "قال رئيس البلدية",
        "shift-jis": "市長は語った",
        "gb18030": "市长说",
    }
    text = said.get(encoding, "Мэр сказал") + " 2024. "
    (tmp_path / name).write_bytes(
        ("id,text\n" * (name == "a.csv") + "1," * (name == "a.csv") + text * 9).encode(encoding)
    )
    (problem,) = read(tmp_path).problems.itertuples(index=False)
    assert len(read(tmp_path)) == 0 and problem.detail.endswith("save it as UTF-8")


def test_letters_that_no_encoding_could_read_are_said(tmp_path):
    (tmp_path / "a.txt").write_bytes("Lefèvre left. It rained.".encode("mac-roman"))
    assert [problem.problem for problem in read(tmp_path).problems.itertuples()] == ["replaced characters"]


def test_what_may_not_be_opened_is_a_problem_and_the_rest_is_read(tmp_path, monkeypatch):
    """Guards: a folder or a file without leave to read ended a run, and a report."""
    (tmp_path / "locked").mkdir()
    for name in ("a.txt", "b.txt", "locked/c.txt"):
        (tmp_path / name).write_text(f"It rained {name}.", encoding="utf-8")
    listed, opened = Path.iterdir, Path.open

    def iterdir(self):
        if self.name == "locked":
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    def open_(self, *args, **options):
        if self.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **options)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(Path, "open", open_)
    assert [article.article_id for article in read(tmp_path)] == ["a"]
    problems = read(tmp_path).problems
    assert list(problems["source"]) == ["b.txt", "locked"] and set(problems["detail"]) == {
        "it may not be opened: ask for leave, or copy it"
    }
    assert manifest.sources(tmp_path)["b.txt"] == "may not be read"


@pytest.mark.parametrize("given", [None, 5, b"It rained.", ["It rained."], [{"text": "It rained."}]])
def test_what_is_neither_a_path_nor_articles_is_said_with_the_way_out(given):
    with pytest.raises(TypeError, match=r"a path or Articles are read, not \w+: \[Article"):
        read(given)


def test_what_is_not_there_is_said_with_the_folder_it_was_looked_for_in(tmp_path, monkeypatch):
    """Guards: a lesson that was opened elsewhere said that ../data/articles is not there, and not from where."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=f"../data/none: there is no such file or folder below {tmp_path}"):
        read("../data/none")
    with pytest.raises(TypeError, match="not DataFrame"):
        read(pandas.DataFrame({"text": ["It rained."]}))


def test_one_article_is_read_as_a_list_of_one_is():
    assert [article.text for article in read(Article("a", "It rained."))] == ["It rained."]


def test_an_article_made_by_hand_has_strings_and_a_day_or_none():
    with pytest.raises(TypeError, match="strings, not str and NoneType"):
        Article("a", None)
    with pytest.raises(TypeError, match="strings, not int and str"):
        Article(1, "It rained.")
    days = {"a": "6 May 2024", "b": "soon", "c": "2024-05-06T10:00", "d": ""}
    corpus = read([Article(name, f"It rained {name}.", published=day) for name, day in days.items()])
    assert [(one.published, one.published_by) for one in corpus] == [
        ("2024-05-06", "reader"), ("", "none"), ("2024-05-06T10:00", "reader"), ("", "none"),
    ]  # fmt: skip
    assert [(row.source, row.problem) for row in corpus.problems.itertuples()] == [("b", "date not understood")]


def test_an_id_is_what_stands_between_the_blanks(tmp_path):
    """Guards: no line of corrections.csv, whose cells are stripped, could name it."""
    (tmp_path / "a.csv").write_text("id,text\n 7 ,Ada Holm said that it rained.\n", encoding="utf-8")
    assert [article.article_id for article in read(tmp_path)] == ["7"]


def test_a_table_without_a_header_is_asked_about_it(tmp_path):
    (tmp_path / "a.csv").write_text(f"1,{'Ada Holm said that it rained. ' * 3}\n2,It snowed.\n", encoding="utf-8")
    (problem,) = read(tmp_path).problems.itertuples()
    assert "is its first line a header?" in problem.detail


def test_of_two_members_of_one_name_the_second_is_not_lost_without_a_word(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("a.txt", "It rained.")
        archive.writestr("a.txt", "It snowed.")
    assert [article.text for article in read(tmp_path)] == ["It rained."]
    assert [(row.source, row.problem) for row in read(tmp_path).problems.itertuples()] == [
        ("a.zip/a.txt", "duplicate id")
    ]


def test_a_message_in_an_unknown_encoding_or_without_a_day_is_read_and_said(tmp_path):
    head = 'Subject: Rain\nDate: soon\nContent-Type: text/plain; charset="x-nobody"\n\n'
    (tmp_path / "a.eml").write_bytes(head.encode() + "Café shut.".encode("cp1252"))
    corpus = read(tmp_path)
    assert [(article.text, article.published) for article in corpus] == [("Café shut.", "")]
    assert list(corpus.problems["problem"]) == ["date not understood"]
