"""Write the pages for who writes code: `python tools/docs.py [FOLDER]`, and docs/tables.md, which is kept in git.

    FOLDER/*.html       docs/*.md as pages
    FOLDER/api/         every public function from its docstring (pdoc)

A warning is an error. The pages load nothing, from anywhere.
"""

import re
import sys
import warnings
from pathlib import Path

import jinja2
import markdown2
import pdoc
from markupsafe import Markup

import helpers
from helpers import knowledge, tables

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TABLES = DOCS / "tables.md"
CODE = "https://github.com/reading-the-news-closely/reading-the-news-closely/blob/main/"
PAGES = "https://reading-the-news-closely.github.io/reading-the-news-closely/docs/"
SHOWN = ["helpers", "helpers.tables", "helpers.pipeline", "helpers.analysis"]  # with all that lies in them
HEAD = """# What each column says

Made by `make docs` from `src/helpers/tables.py`, which says what the rows are, and `data/codebook.csv`, which says \
what the columns mean. For every row `text[start:end]` of its article is the row's own words, in the column marked \
*the words*. *Key*: what tells the rows of one article apart. *Label*: what a row claims, in short. *Put right*: a \
reader may set it (see [how](putting_right.md)); what follows from it follows.
"""


def codebook() -> str:
    """Return the page of all tables: each column with its type, unit, role, values and meaning.

    Raises:
        ValueError: a column is not explained, or one is explained that is not there.
    """
    rows = knowledge.rows("codebook.csv", ("table", "column", "unit", "meaning"))
    known = {(row["table"], row["column"]): row for row in rows}
    wanted = [(name, column) for name in tables.TABLES for column in tables.columns(name)]
    if wrong := sorted({*wanted} ^ {*known}) or (len(rows) != len(known)):
        raise ValueError(f"data/codebook.csv and helpers.tables name other columns: {wrong}")
    parts = [HEAD]
    for name, kind in tables.TABLES.items():
        first = (kind.__doc__ or "").split("\n\n")[0].replace("\n", " ").strip()
        parts.append(f"## {name}\n\n{first}\n\n| column | type | unit | role | what it says |\n|---|---|---|---|---|")
        parts += [_line(known[name, column], dtype) for column, dtype in tables.columns(name).items()]
        parts.append("")
    return "\n".join(parts)


def _line(row: dict[str, str], dtype: str) -> str:
    name, column = row["table"], row["column"]
    values = ", ".join(f"`{value}`" for value in tables.VALUES.get((name, column), ()) if value)
    cells = (f"`{column}`", dtype, row["unit"], ", ".join(_roles(name, column)), row["meaning"])
    meaning = f"{cells[4]}: {values}" if values else cells[4]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (*cells[:4], meaning)) + " |"


def _roles(name: str, column: str) -> list[str]:
    roles = tables.ROLES.get(name)
    if roles is None:  # a table of the corpus: its first column is its key
        return ["key"] if column == f"{name.removesuffix('s')}_id" else []
    said = ["key"] if column in roles.key else []
    said += ["the words"] if column == roles.words else []
    said += ["label"] if column == roles.label else []
    said += ["put right"] if column in roles.correctable else []
    follows = roles.follows.get(column, ())
    return said + ([f"{', '.join(f'`{other}`' for other in follows)} follow"] if follows else [])


def page(path: Path) -> str:
    """Return one page of docs/ as HTML; a link into the project leads to its code, one of these pages to the page."""
    text = path.read_text(encoding="utf-8")
    body = str(markdown2.markdown(text, extras=["tables", "code-friendly"]))
    body = body.replace(f'href="{PAGES}', 'href="').replace('href="../', f'href="{CODE}')
    body = re.sub(r'href="([\w-]+)\.md"', r'href="\1.html"', body)
    title = text.split("\n", 1)[0].removeprefix("# ")
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
        (DOCS / "page.html.j2").read_text(encoding="utf-8")
    )
    return template.render(title=title, body=Markup(body), version=helpers.__version__)  # noqa: S704 (our own pages)


def write(folder: Path) -> None:
    """Write all pages into a folder."""
    TABLES.write_text(codebook(), encoding="utf-8", newline="\n")
    for name in helpers.__all__:  # they come when they are asked for, and pdoc looks without asking
        setattr(helpers, name, getattr(helpers, name))
    pdoc.render.configure(docformat="google", show_source=False, footer_text=f"helpers {helpers.__version__}")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # pdoc's own: a name that leads nowhere, a module that fails
        pdoc.pdoc(*SHOWN, output_directory=folder / "api")
    for path in sorted(DOCS.glob("*.md")):
        (folder / f"{path.stem}.html").write_text(page(path), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(*sys.argv[1:2] or [ROOT / "build" / "docs"]))
