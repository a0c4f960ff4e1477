"""Make the teaching edition out of the notebooks: for students, for teachers, and for a room without computers.

The notebooks are the one source. Cells tagged `solution` and `instructor` are for teachers alone; cells tagged
`exercise` are worked on, so students get them without outputs; cells tagged `lab` need the program, so pages and paper
go without them. Nothing is executed here: what students run, they run themselves, and teachers see the outputs that the
notebooks were committed with.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from .. import ownership
from ..knowledge import DATA
from ..report import lesson
from . import exercises, handout, static

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

    from ..figures import Chart

NOTEBOOKS = DATA.parent / "notebooks"
HERE = Path("reading-the-news-closely")  # where lessons are put that are not there yet
MADE_BY = "classroom"
HIDDEN = ("solution", "instructor")
LINES = 6  # to write on, below an exercise of the printed edition
READ = ("articles", "articles.csv", "classroom", "gold/corrections_example.csv")  # of data/, by the notebooks
# Where the notebooks look, from the root of the project and from the folder of an edition.
HOME = {'"../data/': '"data/', '"../reports/figures"': '"figures"'}
# What students read in a table is never cut.
WHOLE = '\n\nimport pandas\n\npandas.set_option("display.max_colwidth", None, "display.max_rows", 500)'
FOR_TEACHERS = "For teachers", "With solutions, timing and wrong answers: not for pupils"
PRINTED = dict.fromkeys(("exclude_input", "exclude_input_prompt", "exclude_output_prompt"), True)  # without the code
LABELS = {"solution": "Solution", "instructor": "For the teacher"}


def build(out: Path) -> list[Path]:
    """Write the teaching edition into a folder.

    Args:
        out: gets student/ and instructor/ (.ipynb and .html), each with the data/ that its notebooks read, so that the
            folder can be given away alone; site/ for a school that installs nothing; handout.html and handout.pdf.

    Returns:
        The paths of the files. What pupils changed there is never replaced.

    Raises:
        FileNotFoundError: when there are no notebooks.
        Taken: when pupils worked in this folder.
    """
    if not any(NOTEBOOKS.glob("*.ipynb")):
        raise FileNotFoundError(f"{NOTEBOOKS}: there are no notebooks here")
    with ownership.Folder(out, sources=[NOTEBOOKS, DATA]) as folder:
        before = {name for name, row in folder.found["outputs"].items() if row.get("made_by") == MADE_BY}
        folder.check(sorted(before))
        new = folder.work / MADE_BY
        _editions(new)
        made = _files(new)
        folder.put(made, before - set(made), {name: {"made_by": MADE_BY} for name in made})
    return [out / name for name in made]


def lessons(out: Path | str) -> list[Path]:
    """Put the lessons into a folder of the reader's, with the articles and tables that they read.

    Args:
        out: gets notebooks/ and data/, as a clone has them.

    Returns:
        The paths of the files.

    Raises:
        Taken: files of these names stand there that were not written here, or were changed since.
    """
    out = Path(out)
    with ownership.Folder(out) as folder:
        new = folder.work / MADE_BY
        for name in ("notebooks", "data"):
            whole = shutil.ignore_patterns(".*", "__pycache__")
            shutil.copytree(DATA.parent / name, new / name, ignore=whole)
        made = _files(new)
        folder.put(made, rows={name: {"made_by": "lessons"} for name in made})
    return [out / name for name in made]


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def begin() -> None:
    """Stand where a lesson finds what it reads.

    In a clone that is so already. Elsewhere, as where the wheel alone is installed, the lessons are put into a folder
    (what stands there from an earlier time is left as it is), and the working folder becomes the one of the lessons.
    """
    if Path("../data/articles").is_dir():
        return
    if not (HERE / "data" / "articles").is_dir():
        lessons(HERE)
    os.chdir(HERE / "notebooks")


def _editions(new: Path) -> None:
    """Write all editions of the notebooks into a new folder."""
    from ..pipeline import analyse

    analysis, accounts = analyse(DATA / "articles"), analyse(DATA / "classroom")
    asked, sources = handout.asked(analysis), sorted(NOTEBOOKS.glob("*.ipynb"))
    for source in sources:
        notebook = lesson.read(source)
        _write(for_students(notebook), new / "student" / source.name)
        _write(for_teachers(notebook, source.stem), new / "instructor" / source.name)
        _page(notebook, new / "student" / f"{source.stem}.html", asked.values())
        _teachers_page(for_teachers(notebook, source.stem), source.stem, new / "instructor")
    _page(glossary(), new / "student" / "glossary.html")
    _teachers_page(plans(), "index", new / "instructor")
    for edition in ("student", "instructor"):
        _copy_data(new / edition / "data")
    handout.write(handout.parts(analysis, asked), new)
    lessons = {path.stem: static.screen(for_paper(lesson.read(path), asked.values())) for path in sources}
    static.write(analysis, accounts, lessons, glossary(), new / "site")
    for sheet in (new / "site").glob("lesson*.*"):
        shutil.copy(sheet, new / sheet.name)


def plans() -> NotebookNode:
    """Make a lesson of one cell out of the teachers' page: plans, rubric, and what the checks can't do."""
    from nbformat.v4 import new_markdown_cell, new_notebook

    words = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
    return new_notebook(cells=[new_markdown_cell(words, id="plans", metadata={"tags": ["instructor"]})])


def glossary() -> NotebookNode:
    """Return the glossary of the teachers' page as a lesson of one cell."""
    from nbformat.v4 import new_markdown_cell, new_notebook

    words = (NOTEBOOKS / "README.md").read_text(encoding="utf-8").partition("\n## Glossary\n")[2]
    words = words.replace("\n### ", "\n## ")  # a page has one heading less above them
    return new_notebook(cells=[new_markdown_cell(f"# What does this word mean?\n{words}", id="glossary")])


def _copy_data(folder: Path) -> None:
    for name in READ:
        source, target = DATA / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy(source, target)


def for_students(notebook: NotebookNode) -> NotebookNode:
    """Make a copy to be worked on.

    Args:
        notebook: a lesson with solutions and outputs.

    Returns:
        It without solutions, notes for teachers and outputs; figures that an exercise asks about stand under a
        question in the place of their finding, wherever a lesson draws them.
    """
    from nbconvert.preprocessors import ClearOutputPreprocessor

    shown = _without_answers(notebook)
    shown, _ = ClearOutputPreprocessor(enabled=True).preprocess(shown, {})
    for cell in shown.cells:
        if cell.cell_type == "code":
            cell.source = exercises.asking(cell.source) + (WHOLE if "parameters" in _tags(cell) else "")
    return shown


def for_teachers(notebook: NotebookNode, name: str) -> NotebookNode:
    """Make a copy with solutions and notes labelled as such, and with the lesson's timing on top.

    Args:
        notebook: the lesson.
        name: its file's, without the ending.

    Returns:
        The teacher's copy.
    """
    from nbformat.v4 import new_markdown_cell

    shown = copy.deepcopy(notebook)
    for cell in shown.cells:
        tag = next((tag for tag in HIDDEN if tag in _tags(cell)), "")
        if tag and cell.cell_type == "markdown":
            cell.source = f"**{LABELS[tag]}.** {cell.source}"
    plan = exercises.plan().query("notebook == @name")
    if len(plan):
        rows = "\n".join(f"| {row.number} | {row.title} | {row.minutes} | {row.aim} |" for row in plan.itertuples())
        table = f"| Exercise | | Minutes | Aim |\n|---|---|---|---|\n{rows}"
        note = f"**{LABELS['instructor']}.** Lesson plans and a rubric stand in `notebooks/README.md`.\n\n{table}"
        shown.cells.insert(1, new_markdown_cell(note, id="plan", metadata={"tags": ["instructor"]}))
    return shown


def for_paper(notebook: NotebookNode, asked: Iterable[Chart] = ()) -> NotebookNode:
    """Return a copy to be read and worked on by hand.

    Args:
        notebook: the lesson, as committed.
        asked: figures of the article that comes with the project, with a question as headline; they stand for those of
            their names in the lessons that read it.

    Returns:
        The lesson with its figures and tables. Cells to run become lines to write on, the set-up goes, and each of the
        ten exercises asks its question as it stands on paper.
    """
    shown = _without_answers(notebook)
    cells: list[NotebookNode] = []
    ours = any('"../data/articles"' in cell.source for cell in notebook.cells if "parameters" in _tags(cell))
    instead = {chart.name: chart for chart in asked if ours}
    for cell in shown.cells:
        for output in cell.get("outputs", []):
            found = re.match(r"Chart\(([\w-]+): ", output.get("data", {}).get("text/plain", ""))
            if found and (chart := instead.get(found[1])):
                output.data = {"text/html": chart._repr_html_(), "text/plain": repr(chart)}
        worked_on = "exercise" in _tags(cell)
        if cell.id.startswith("setup") or "lab" in _tags(cell):  # which nobody can do here
            continue
        if cell.cell_type == "code" and worked_on:
            cells += [] if cells and cells[-1].metadata.get("room") else [_room(cell)]
            continue
        if cell.cell_type == "markdown":
            cell.source = _on_paper(cell.source) if worked_on else cell.source.partition("\n## Set up\n")[0]
        cells.append(cell)
        if cell.id == "predict":
            cells.append(_room(cell))
    shown.cells = cells
    return shown


def _on_paper(source: str) -> str:
    """Put an exercise's question for paper in place of the one that speaks of cells and checks."""
    found = re.match(r"## Exercise (\d+): .*", source)
    return f"{found[0]}\n\n{exercises.row(int(found[1]))['question']}" if found else source


def _without_answers(notebook: NotebookNode) -> NotebookNode:
    from nbconvert.preprocessors import TagRemovePreprocessor

    shown = copy.deepcopy(notebook)
    shown, _ = TagRemovePreprocessor(enabled=True, remove_cell_tags=set(HIDDEN)).preprocess(shown, {})
    return shown


def _room(cell: NotebookNode) -> NotebookNode:
    from nbformat.v4 import new_markdown_cell

    lines = "\n".join(['<div class="answer"></div>'] * LINES)
    return new_markdown_cell(lines, id=f"{cell.id}-room"[:64], metadata={"room": True})


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", ()))


def _write(notebook: NotebookNode, path: Path) -> Path:
    for cell in notebook.cells:
        for there, here in HOME.items():
            cell.source = cell.source.replace(there, here) if cell.cell_type == "code" else cell.source
    path.parent.mkdir(parents=True, exist_ok=True)
    lesson.save(notebook, path)
    return path


def _teachers_page(notebook: NotebookNode, name: str, folder: Path) -> Path:
    back = "index.html" if name != "index" else ""
    return lesson.write_page(notebook, name, folder, above=(back, *FOR_TEACHERS))


def _page(notebook: NotebookNode, path: Path, asked: Iterable[Chart] = ()) -> Path:
    shown = lesson.html(for_paper(notebook, asked), **PRINTED)
    template = lesson.environment().get_template("student.html.j2")
    page = template.render(title=lesson.title(notebook, path.stem), body=shown)
    path.write_text(page, encoding="utf-8", newline="\n", errors="replace")
    return path
