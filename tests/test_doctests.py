"""The examples in docstrings and on the pages for who writes code run, and say what they say."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
PAGES = sorted((SOURCE.parent / "docs").glob("*.md"))
EXAMPLES = [path for path in PAGES if ">>> " in path.read_text(encoding="utf-8")]
MODULES = [
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(SOURCE.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    found = doctest.testmod(import_module(name))
    assert found.attempted and not found.failed


@pytest.mark.parametrize(
    "path", [path for path in PAGES if ">>> " in path.read_text(encoding="utf-8")], ids=lambda path: path.stem
)
def test_a_worked_example_runs_as_it_stands(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert found.attempted >= 10 and not found.failed


def test_there_are_examples():
    assert {"one_article", "two_outlets", "putting_right"} == {path.stem for path in EXAMPLES}
    assert "helpers.pipeline" in MODULES and len(MODULES) >= 6
