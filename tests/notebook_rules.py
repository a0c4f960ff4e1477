"""The rules that every lesson keeps; `broken` lists the ones a notebook breaks."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
SETUP = """SOURCE = "../data/articles"  # a file or folder of your own can go here
FIGURES = "../reports/figures"  # where figures are saved

import helpers

corpus = helpers.read(SOURCE)
analysis = helpers.analyse(corpus)"""
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
IMAGE = re.compile(r"<img\b[^>]*>")
ABSOLUTE = re.compile(r"(?<![\w.])(/(home|root|Users|tmp|work|mnt|opt)/|[A-Z]:\\)")
EXERCISE_TAGS = {"exercise", "solution", "instructor"}
OUR_TAGS = {"seed", "accounts"}
LAUNCH = "launch"


def text_of(cell: dict[str, Any]) -> str:
    """Return the source of a cell."""
    return "".join(cell["source"])


def tags_of(cell: dict[str, Any]) -> set[str]:
    """Return the tags of a cell."""
    return set(cell["metadata"].get("tags", []))


def broken(notebook: dict[str, Any], folder: Path = NOTEBOOKS, source: str = "../data/articles") -> list[str]:
    """Return what is wrong with a notebook, one line a fault; source: where its set-up cell reads from."""
    return [*_whole(notebook, source), *(line for cell in notebook["cells"] for line in _cell(cell, folder))]


def _whole(notebook: dict[str, Any], source: str) -> Iterator[str]:
    cells = [cell for cell in notebook["cells"] if LAUNCH not in tags_of(cell)]  # of these, see test_adoption.py
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        yield "kernel is not python3"
    ids = [cell.get("id") for cell in notebook["cells"]]
    if len(set(ids)) != len(ids) or not all(ids):
        yield "cell ids are missing or not unique"
    if "widgets" in notebook["metadata"]:
        yield "widgets in committed outputs"
    title = text_of(cells[0]).splitlines()[0]
    if not (title.startswith("# ") and title.endswith("?") and "None" not in title):
        yield "the title is no question"
    setups = [text_of(cell) for cell in cells if "parameters" in tags_of(cell)]
    if setups != [SETUP.replace("../data/articles", source)]:
        yield "the set-up cell differs"
    counts = [cell["execution_count"] for cell in cells if cell["cell_type"] == "code"]
    if counts != list(range(1, len(counts) + 1)):
        yield "not executed from first to last"
    # What is said of our own articles alone stands in cells of its own; prose that it parts counts as one.
    prose = [cell["cell_type"] == "markdown" for cell in cells]
    ours = [text and bool(tags_of(cell) & OUR_TAGS) for text, cell in zip(prose, cells, strict=True)]
    counted = [not own and not (text and after) for own, text, after in zip(ours, prose, [False, *ours], strict=False)]
    counted = list(itertools.compress(cells, counted))
    # What is to be marked by hand comes before the program's own marking, so exercises may stand anywhere.
    told = sum(not tags_of(cell) & EXERCISE_TAGS for cell in counted[:-1])
    if not 12 <= told <= 20:
        yield f"{told} cells that are no exercises"
    if not tags_of(cells[-1]) and "claim" not in text_of(cells[-1]):
        yield "does not end with what may be claimed"
    for tag in EXERCISE_TAGS:
        if not any(tag in tags_of(cell) for cell in cells):
            yield f"no cell tagged {tag}"
    lesson = (cell for cell in cells if cell["cell_type"] == "markdown" and "instructor" not in tags_of(cell))
    words = sum(len(text_of(cell).split()) for cell in lesson)
    if not 350 <= words <= 1100:
        yield f"{words} words"


def _cell(cell: dict[str, Any], folder: Path) -> Iterator[str]:
    name, text = cell.get("id"), text_of(cell)
    if not text.strip():
        yield f"{name}: empty"
    if ABSOLUTE.search(text):
        yield f"{name}: absolute path"
    if cell["cell_type"] == "markdown":
        for address in LINK.findall(text):
            if not address.startswith("https://") and not (folder / address).exists():
                yield f"{name}: broken link {address}"
        return
    if len(text.splitlines()) > 8:
        yield f"{name}: more than 8 lines"
    if any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in ast.walk(ast.parse(text))):
        yield f"{name}: defines a function or a class"
    for output in cell["outputs"]:
        yield from (f"{name}: {fault}" for fault in _output(output))


def _output(output: dict[str, Any]) -> Iterator[str]:
    if output["output_type"] == "error":
        yield "an error in the output"
    if output.get("name") == "stderr":
        yield "a warning in the output"
    data = output.get("data", {})
    if any(kind.startswith(("image/", "application/")) for kind in data):
        yield "a picture without alt text, or a widget"
    page = "".join(data.get("text/html", ""))
    if any('alt=""' in image or "alt=" not in image for image in IMAGE.findall(page)):
        yield "an image without alt text"
    if ABSOLUTE.search("".join(data.get("text/plain", ""))):
        yield "absolute path in the output"
