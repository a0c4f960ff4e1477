"""The lessons keep their rules, and each rule has been seen to bite."""

import copy
import json

import pytest
from notebook_rules import NOTEBOOKS, SETUP, broken

LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
SOURCES = {"08_your_own_articles": "../data/classroom", "09_compare_coverage": "../data/classroom"}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_there_are_lessons():
    assert [path.stem[:2] for path in LESSONS[:6]] == ["00", "01", "02", "03", "04", "05"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_keeps_the_rules(path):
    assert broken(load(path), source=SOURCES.get(path.stem, "../data/articles")) == []


def md(text, *tags, name=None):
    return {
        "cell_type": "markdown",
        "id": name or f"c{abs(hash(text))}",
        "metadata": {"tags": list(tags)},
        "source": [text],
    }


def code(text, count, *tags, outputs=(), name=None):
    cell = md(text, *tags, name=name or f"k{count}")
    return cell | {"cell_type": "code", "execution_count": count, "outputs": list(outputs)}


@pytest.fixture
def lesson():
    prose = [md("Some words about the news. " * 8, name=f"p{n}") for n in range(11)]
    return {
        "metadata": {"kernelspec": {"name": "python3"}},
        "cells": [
            md("# What is it?"), code(SETUP, 1, "parameters"), *prose,
            md("Count.", "exercise"), md("Three.", "solution"), md("Ten minutes.", "instructor"),
            code("1 + 1", 2), md("## What these numbers may be used to claim"),
        ],
    }  # fmt: skip


def test_a_sound_lesson_breaks_no_rule(lesson):
    assert broken(lesson) == []


def output(**data):
    return {"output_type": "display_data", "data": data, "metadata": {}}


def change(index, **new):
    def apply(lesson):
        lesson["cells"][index] |= new

    return apply


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda n: n["metadata"]["kernelspec"].update(name="py311"), "kernel is not python3"),
        (change(2, id="p1"), "cell ids are missing or not unique"),
        (change(0, source=["# None"]), "the title is no question"),
        (change(1, source=['SOURCE = "x"']), "the set-up cell differs"),
        (change(1, execution_count=7), "not executed from first to last"),
        (lambda n: n["cells"].__delitem__(slice(2, 8)), "8 cells that are no exercises"),
        (change(14, metadata={}), "no cell tagged solution"),
        (change(13, metadata={}), "no cell tagged exercise"),
        (change(15, metadata={}), "no cell tagged instructor"),
        (lambda n: n["metadata"].update(widgets={}), "widgets in committed outputs"),
        (change(2, source=["word " * 1200]), "1615 words"),
        (change(2, source=["see C:\\Users\\ann"]), "p0: absolute path"),
        (change(16, outputs=[output(**{"application/json": {}})]), "k2: a picture without alt text, or a widget"),
        (change(16, outputs=[output(**{"text/html": '<img src="x" alt="">'})]), "k2: an image without alt text"),
        (change(17, source=["The end"]), "does not end with what may be claimed"),
        (change(3, source=[" "]), "p1: empty"),
        (change(3, source=["see /home/ann/x"]), "p1: absolute path"),
        (change(3, source=["[link](nowhere.md)"]), "p1: broken link nowhere.md"),
        (change(16, source=["x = 1\n" * 9]), "k2: more than 8 lines"),
        (change(16, source=["def f():\n    pass"]), "k2: defines a function or a class"),
        (change(16, outputs=[{"output_type": "error"}]), "k2: an error in the output"),
        (change(16, outputs=[{"output_type": "stream", "name": "stderr"}]), "k2: a warning in the output"),
        (change(16, outputs=[output(**{"image/png": "x"})]), "k2: a picture without alt text, or a widget"),
        (change(16, outputs=[output(**{"text/html": '<img src="x">'})]), "k2: an image without alt text"),
        (change(16, outputs=[output(**{"text/plain": "PosixPath('/home/ann')"})]), "k2: absolute path in the output"),
    ],
)
def test_each_rule_bites(lesson, spoil, fault):
    spoiled = copy.deepcopy(lesson)
    spoil(spoiled)
    assert fault in broken(spoiled)


ODD = {
    "nobody named, nobody heard": ["Rain in the valley\n\nIt rained all night, and the river rose by two metres."],
    "one word": ["Rain."],
    "two articles": ["Ada Lind said on 3 May 2024 that Bergen would win.", "Bergen won. “We are glad,” Bo Berg said."],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_every_lesson_runs_on_any_articles(name, tmp_path, monkeypatch):
    """A report executes all lessons on the reader's own source; none may need what an article need not have."""
    from IPython.core.interactiveshell import InteractiveShell

    from helpers import figures, pipeline
    from helpers.report import lesson

    for number, text in enumerate(ODD[name]):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    pipeline.analyse_into(tmp_path / "tables", pipeline.read(tmp_path))
    monkeypatch.setattr(figures.Chart, "save", lambda chart, *given: chart.alt)
    monkeypatch.chdir(NOTEBOOKS)
    for path in LESSONS:
        notebook = lesson.read(path)
        lesson.set_parameters(notebook, SOURCE=str(tmp_path / "tables"))
        lesson.keep_true_of(notebook, tmp_path)
        shell = InteractiveShell(user_ns={"display": lambda *charts: None})
        for cell in notebook.cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source, silent=True).raise_error()
