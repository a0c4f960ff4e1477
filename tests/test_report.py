"""The report: every notebook executed on the source, everything named in the manifest, nothing made twice."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import test_crate

import helpers
from helpers import ownership, report
from helpers.report import evidence, lesson, manifest

CHART = """from helpers import figures
import pandas as pd
with figures.canvas(2, "Two of three") as (figure, axes):
    mark = figures.mark(axes.barh(["a"], [1])[0], "one")
chart = figures.Chart("two", figure, "Two of three", "one bar", pd.DataFrame({"mark": [mark]}), "A caption.")
chart.save(FIGURES); chart"""
SETUP = """SOURCE = "../data/articles"     # yours here
FIGURES = "../reports/figures"
import helpers
corpus = helpers.read(SOURCE)"""


def notebook(path, *cells, heading="# Who speaks?"):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(heading)])
    for cell in cells:
        tags = {"tags": ["parameters"]} if cell.startswith("SOURCE") else {}
        made.cells.append(nbformat.v4.new_code_cell(cell, metadata=tags))
    for number, cell in enumerate(made.cells):
        cell.id = f"c{number}"
    nbformat.write(made, path)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("report")
    (place / "notebooks").mkdir()
    (place / "my <texts>").mkdir()
    (place / "my <texts>" / "ferry.txt").write_text("Ferry stops\n\nAda Lindqvist said on Monday it would stop.")
    notebook(place / "notebooks" / "00_corpus.ipynb", SETUP, "print(len(corpus), 'article')")
    notebook(place / "notebooks" / "01_chart.ipynb", SETUP, CHART)
    notebook(place / "notebooks" / "helper.ipynb", "raise SystemError")  # not one of the lessons
    return place


def run(place, **options):
    options = {"quiet": True} | options
    return report.report(place / "my <texts>", place / "out", notebooks=place / "notebooks", **options)


@pytest.mark.slow
def test_a_report_is_complete_the_same_again_and_redone_only_where_something_changed(place, capsys):
    out = place / "out"
    assert run(place) == 0
    made = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    listed = json.loads(made["manifest.json"])
    assert set(listed["outputs"]) == set(made) - {"manifest.json"}
    assert {f"figures/two.{kind}" for kind in ("svg", "png", "pdf", "csv", "txt", "json")} <= set(made)
    assert list(test_crate.faults(out)) == []
    assert b"1 article" in made["notebooks/00_corpus.html"]
    assert b"my &lt;texts&gt;" in made["notebooks/00_corpus.html"]
    assert str(place).encode() not in b"".join(made.values())
    assert listed["inputs"]["ferry.txt"] == manifest.digest(place / "my <texts>" / "ferry.txt")

    assert run(place, check=True) == 0
    (out / "figures" / "two.csv").write_text("tampered")
    (out / "notebooks" / "00_corpus.html").unlink()
    notebook(place / "notebooks" / "00_corpus.ipynb", SETUP, "1/0")
    with pytest.raises(ownership.Taken, match=r"figures/two\.csv was not written here, or was changed since"):
        run(place)
    assert (out / "figures" / "two.csv").read_text() == "tampered" and not list(out.glob(".work-*"))
    capsys.readouterr()
    assert run(place, overwrite=True) == 1
    assert "00_corpus: cell 3: ZeroDivisionError: division by zero" in capsys.readouterr().err
    assert (out / "figures" / "two.csv").read_bytes() == made["figures/two.csv"]
    assert "notebooks/00_corpus.html" not in ownership.read(out / "manifest.json")["outputs"]
    before = (out / "figures" / "two.svg").stat().st_mtime_ns
    notebook(place / "notebooks" / "00_corpus.ipynb", SETUP, "print(len(corpus), 'article')")
    assert run(place) == 0
    assert (out / "figures" / "two.svg").stat().st_mtime_ns == before
    assert {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} == set(made)


def test_published_figures_of_a_lesson_that_fails_are_not_left_for_the_readers(tmp_path, place):
    """Guards: they lay there in no manifest any longer, and the next run asked for --overwrite."""
    lessons, out = tmp_path / "notebooks", tmp_path / "out"
    lessons.mkdir()
    second = CHART.replace('"two"', '"three"')
    notebook(lessons / "00_one.ipynb", SETUP, CHART)
    notebook(lessons / "01_other.ipynb", SETUP, second)
    assert report.report(place / "my <texts>", out, notebooks=lessons, quiet=True) == 0
    for path in out.iterdir():
        if path.name != "figures":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    notebook(lessons / "01_other.ipynb", SETUP, second, "1/0")
    assert report.report(place / "my <texts>", out, notebooks=lessons, quiet=True) == 1
    assert (out / "figures" / "two.svg").is_file() and not list(out.rglob("three.*"))
    notebook(lessons / "01_other.ipynb", SETUP, second)
    assert report.report(place / "my <texts>", out, notebooks=lessons, quiet=True) == 0


def test_of_two_lessons_that_draw_one_figure_the_first_is_named_whichever_ends_last(tmp_path, place):
    """Guards: two reports of one source differed in their manifests."""
    lessons, out = tmp_path / "notebooks", tmp_path / "out"
    lessons.mkdir()
    notebook(lessons / "00_one.ipynb", SETUP, CHART)
    notebook(lessons / "01_other.ipynb", SETUP, CHART, "import time; time.sleep(4)")
    assert report.report(place / "my <texts>", out, notebooks=lessons, quiet=True) == 0
    assert ownership.read(out / "manifest.json")["outputs"]["figures/two.svg"]["made_by"] == "00_one"


@pytest.mark.parametrize(
    ("source", "error"),
    [("nowhere", r"nowhere: there is no such file or folder$"), ("It rained. " * 500, r"read as \[Article\(")],
    ids=("path", "text"),
)
def test_a_source_that_is_not_there_is_named(tmp_path, source, error):
    """Guards: a text given as a source ended in "File name too long"."""
    with pytest.raises(FileNotFoundError, match=error):
        report.report(tmp_path / source, tmp_path / "out")
    with pytest.raises(FileNotFoundError, match=error):
        helpers.analyse(tmp_path / source)


def test_a_source_without_tables_yet_costs_no_tables(place, tmp_path):
    begun, out = tmp_path / "begun", tmp_path / "out"
    (begun / ".parts").mkdir(parents=True)
    (begun / ".parts" / "manifest.json").write_text('{"manifest": "helpers", "outputs": {}}')
    (out / "tables").mkdir(parents=True)
    (out / "tables" / "articles.csv").write_text("as it was")
    with pytest.raises(FileNotFoundError, match="no analysis here"):
        report.report(begun, out, quiet=True, notebooks=place / "notebooks")
    assert [path.name for path in out.rglob("*")] == ["tables", "articles.csv"]
    assert (out / "tables" / "articles.csv").read_text() == "as it was"


def test_without_notebooks_there_is_nothing_to_report(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no notebooks named NN_\*\.ipynb"):
        report.report(tmp_path, tmp_path / "out", notebooks=tmp_path)


@pytest.mark.parametrize(
    ("cell", "source", "expected"),
    [
        ('SOURCE = "../data/articles"  # yours', "/a/b", 'SOURCE = "/a/b"  # yours'),
        ("import helpers\nSOURCE = 'x'", 'C:\\new "ones"', 'import helpers\nSOURCE = "C:\\\\new \\"ones\\""'),
        ("OTHER = 1", "/a", "OTHER = 1"),
    ],
)
def test_the_source_is_put_into_the_parameters_cell(cell, source, expected):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell, metadata={"tags": ["parameters"]})])
    lesson.set_parameters(made, SOURCE=source)
    assert made.cells[0].source == expected


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    (tmp_path / "00_x.ipynb").write_text("nothing")
    with pytest.raises(ValueError, match=r"00_x\.ipynb: no notebook"):
        lesson.read(tmp_path / "00_x.ipynb")


def test_notebooks_are_read_without_a_grammar_of_addresses():
    code = "import sys; from helpers.report import lesson; lesson._nbformat(); assert 'lark' not in sys.modules"
    subprocess.run([sys.executable, "-c", f"{code}; import rfc3987_syntax"], check=True)


def test_written_back_a_notebook_keeps_its_metadata(tmp_path):
    notebook(tmp_path / "00_x.ipynb", "1 + 1")
    executed = lesson.read(tmp_path / "00_x.ipynb")
    executed.metadata["language_info"] = {"version": "this machine's"}
    executed.cells[1].metadata["execution"] = {"time": "now"}
    executed.cells[1].execution_count = 1
    lesson.write(executed, tmp_path / "00_x.ipynb")
    again = lesson.read(tmp_path / "00_x.ipynb")
    assert (again.metadata, again.cells[1].metadata, again.cells[1].execution_count) == ({}, {}, 1)


def test_what_would_differ_is_said(tmp_path):
    (tmp_path / "a").write_text("1")
    (tmp_path / "b").write_text("2")
    new = {"outputs": {name: {"sha256": manifest.digest(tmp_path / "a")} for name in ("a", "b", "c")}}
    said = manifest.differences({"outputs": {"a": {}, "d": {}}}, new, tmp_path)
    assert said == ["differs: b", "missing: c", "no longer made: d"]
    digests = {name: {"sha256": manifest.digest(tmp_path / name)} for name in ("a", "b")}
    old = {"outputs": digests, "inputs": {"x.txt": "1", "y.txt": "2"}, "packages": {"spacy": "3.7", "nltk": "3"}}
    now = {"inputs": {"x.txt": "3", "z.txt": "2", "--columns": "{}"}, "packages": {"spacy": "3.8", "nltk": "3"}}
    (tmp_path / "a").write_text("by hand")
    assert manifest.differences(old, now | {"outputs": digests}, tmp_path) == [
        "made from: --columns: new", "made from: x.txt: changed since", "made from: y.txt: gone",
        "made from: z.txt: new", "made from: spacy: 3.7 then, 3.8 now", "differs: a (changed since it was written)",
    ]  # fmt: skip
    (tmp_path / "a").write_text("1")
    assert manifest.differences(old, now | {"outputs": digests}, tmp_path) == []  # the same, whatever it is made from


def test_a_file_whose_name_is_no_utf_8_can_stand_in_a_manifest(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"bad\xff.txt")).write_text("It rained.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    ownership.replace(tmp_path / "manifest.json", {"outputs": {}, "inputs": manifest.tree(tmp_path)})
    assert "bad\\xff.txt" in ownership.read(tmp_path / "manifest.json")["inputs"]


@pytest.mark.parametrize(("status", "unread", "left"), [(0, 0, ""), (3, 1, "1 of"), (3, 6, "6 of")])
def test_a_report_ends_by_saying_where_it_opens_and_what_its_status_means(status, unread, left, capsys):
    """Guards: “349 files”, and then make's “Error 3” over a report that was there and whole."""
    run = SimpleNamespace(tell=print, out=Path("my report"), status=status, unread=unread, compared=False)
    assert report.Run.end(run, "349 files") == status
    said = capsys.readouterr().out
    assert f"open {Path('my report') / 'index.html'}" in said
    assert (left in said and "exit status 3" in said) if left else said.count("\n") == 1
    run.compared = True  # in a folder that is gone when anybody looks
    report.Run.end(run, "349 files")
    assert "open" not in capsys.readouterr().out


def test_a_passage_is_called_by_names_and_by_no_id():
    row = {"speaker_id": "person:bo-berg", "speaker": "Bo Berg", "actor": "Ada Hill", "n": "2", "low": "0", "high": "5"}
    assert evidence._label([row]) == "Bo Berg, Ada Hill: count 2, interval 0 to 5"
