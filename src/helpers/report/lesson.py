"""Read a notebook, set its parameters, and write it back or as a page that opens without network."""

from __future__ import annotations

import copy
import importlib
import itertools
import re
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..knowledge import DATA

if TYPE_CHECKING:
    from jinja2 import Environment
    from nbformat import NotebookNode

FIGURES = "../reports/figures"  # what the `parameters` cell of every notebook says
TEMPLATES = Path(__file__).parents[1] / "templates"
LAUNCH = "launch"  # on Binder or Colab, or from a wheel
ASKED = {"exercise", "solution", "instructor"}  # about the article that the lesson was written for
OURS = {"seed": DATA / "articles", "accounts": DATA / "classroom"}  # tag: the articles its cells are true of
GENDER = "gender"  # tag: cells that ask who is quoted by gender
IN_REPORT = "../index.html", "The report", "An executed notebook, as it ran on this source"
PANDAS = re.compile(r"<style scoped[^>]*>.*?</style>\n?|(?<=<tr) style=\"text-align: right;\"", re.DOTALL)
PARAMETER = r"""^{name} = (?:"[^"\n]*"|'[^'\n]*')"""


def read(path: Path, whole: bool = False) -> NotebookNode:
    """Read a notebook.

    Args:
        path: its file.
        whole: with the cells that launch it elsewhere, which say nothing of any article.

    Returns:
        The notebook, in the format of nbformat 4.

    Raises:
        ValueError: it is no notebook; the message names the file.
    """
    try:
        notebook = _nbformat().read(path, as_version=4)
    except Exception as error:  # nbformat lets through whatever its readers raise
        raise ValueError(f"{path.name}: no notebook that can be read ({error})") from error
    if not whole:
        notebook.cells = [cell for cell in notebook.cells if LAUNCH not in cell.metadata.get("tags", ())]
    return notebook


def set_parameters(notebook: NotebookNode, **values: str) -> None:
    """Put values into the cell tagged `parameters`; names that it does not set are left out.

    Args:
        notebook: changed in place.
        values: {name: text}.
    """
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            for name, value in values.items():
                quoted = value.replace("\\", "\\\\").replace('"', '\\"')
                line = re.compile(PARAMETER.format(name=name), re.MULTILINE)
                cell.source = line.sub(f'{name} = "{quoted}"'.replace("\\", r"\\"), cell.source, count=1)


def keep_true_of(notebook: NotebookNode, source: Path, gender: bool = True) -> None:
    """Take out the cells that are not about these articles: those that ask and answer, and those true of ours alone.

    Args:
        notebook: a lesson; its cells' tags alone say what they are about.
        source: the articles that the lesson is to be run on.
        gender: whether cells that ask by gender are kept.
    """
    left_out = ASKED | {tag for tag, folder in OURS.items() if source.resolve() != folder}
    left_out |= set() if gender else {GENDER}
    notebook.cells = [cell for cell in notebook.cells if not left_out & set(cell.metadata.get("tags", ()))]


def write(notebook: NotebookNode, path: Path) -> None:
    """Write an executed notebook over the one it came from, with the metadata that one had.

    Args:
        notebook: executed; it stays as it is.
        path: of the file it came from.
    """
    before = read(path, whole=True)
    clean = copy.deepcopy(notebook)
    clean.metadata = before.metadata
    for cell, old in zip(clean.cells, before.cells, strict=True):
        cell.metadata = old.metadata
    save(clean, path)


def save(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as a file that ends in one line end.

    Args:
        notebook: as it is to be read.
        path: of the file, which is replaced where it stands.
    """
    text = _nbformat().writes(notebook, version=4)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def found(folder: Path) -> dict[str, Path]:
    """List the lessons of a folder.

    Args:
        folder: of notebooks.

    Returns:
        {name: path} of its NN_*.ipynb, in order.
    """
    return {path.stem: path for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}


def shown(notebook: Any) -> list[str]:
    """List the figures that a notebook's outputs show.

    Args:
        notebook: executed.

    Returns:
        Their names, in order.
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    texts = ["".join(output.get("data", {}).get("text/plain", "")) for output in outputs]
    return [found[1] for text in texts if (found := re.match(r"Chart\(([\w-]+): ", text))]


def write_page(
    notebook: NotebookNode, name: str, directory: Path, by_hand: str = "", above: tuple[str, str, str] = IN_REPORT
) -> Path:
    """Write an executed notebook as a page, which runs no script and loads nothing.

    Args:
        notebook: executed.
        name: of the file, without ending.
        directory: made where it is not there.
        by_hand: the sentence that says how many rows readers corrected; '' for none.
        above: the page that it belongs to ('' for none), what that is called, and what this page is.

    Returns:
        The page's path.
    """
    directory.mkdir(parents=True, exist_ok=True)
    template = environment().get_template("notebook.html.j2")
    heads = dict(zip(("back", "where", "said"), above, strict=True))
    page = template.render(title=title(notebook, name), body=html(notebook), by_hand=by_hand, **heads)
    path = directory / f"{name}.html"
    path.write_text(page, encoding="utf-8", newline="\n", errors="replace")
    return path


def for_everybody(body: str) -> str:
    """Make a lesson's HTML one that all can read: on a phone, by keyboard, with a screen reader.

    Args:
        body: as the exporter wrote it.

    Returns:
        The same, in which each table and each picture scrolls in a region of its own that the keyboard reaches, empty
        heads of columns are cells, long words have room, addresses are links, and pandas' own style is gone: it sets
        words to the right.
    """
    body = PANDAS.sub("", body)
    for kind, element in (("Table", r"<table\b.*?</table>"), ("Picture", r"<img\b[^>]*>")):
        body = re.sub(element, partial(_region, kind, itertools.count(1)), body, flags=re.DOTALL)
    body = re.sub(r"<td>(?=[^<]{60})", '<td class="long">', body)
    body = re.sub(r"<td(?: class=\"long\")?>(https://[^\s<]+)</td>", r'<td><a href="\1">\1</a></td>', body)
    return body.replace("<th></th>", "<td></td>")


def _region(kind: str, number: Iterator[int], found: re.Match[str]) -> str:
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{kind} {next(number)}">{found[0]}</div>'


def title(notebook: NotebookNode, name: str) -> str:
    """Find a notebook's title.

    Args:
        notebook: its first heading is read.
        name: stands in where there is none.

    Returns:
        The title.
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := re.search(r"^# (.+)$", cell.source, re.MULTILINE)):
            return found[1].strip()
    return name


def without_addresses() -> None:
    """Import what checks notebooks without its grammar of web addresses, which takes a second and no notebook needs."""
    if "jsonschema" not in sys.modules:
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # as if it were not installed
        importlib.import_module("jsonschema")
        if sys.modules["rfc3987_syntax"] is None:
            del sys.modules["rfc3987_syntax"]


def _nbformat() -> Any:
    without_addresses()
    import nbformat

    return nbformat


def html(notebook: NotebookNode, **look: bool) -> str:
    """Write a notebook's cells as HTML that all can read (`for_everybody`).

    Args:
        notebook: with its outputs.
        look: options of nbconvert's exporter, such as exclude_input=True.

    Returns:
        The HTML, without a page around it.
    """
    return for_everybody(_exporter(**look).from_notebook_node(notebook)[0])


@cache
def _exporter(**look: bool) -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(template_name="basic", anchor_link_text="", exclude_anchor_links=True, **look)


@cache
def environment() -> Environment:
    """Return the one template environment: everything is escaped, a missing name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.trim_blocks = made.lstrip_blocks = made.keep_trailing_newline = True
    return made
