"""Write what launches the lessons elsewhere into every notebook and the README: `python tools/launch.py`.

The addresses follow from the repository in CITATION.cff and the version of the package, which stand nowhere else.
"""

import json
import re
from pathlib import Path
from typing import Any

import release

ROOT = Path(__file__).resolve().parents[1]
BINDER, COLAB = "https://mybinder.org/v2/gh", "https://colab.research.google.com/github"


def repository() -> str:
    """Return `owner/name` of the repository, as CITATION.cff has it."""
    found = re.search(r'^repository-code: "https://github\.com/([^"]+)"$', release._read("CITATION.cff"), re.MULTILINE)
    if not found:
        raise SystemExit("CITATION.cff names no repository on GitHub")
    return found[1]


def pages() -> str:
    """Return the address of the web page that a release publishes."""
    owner, name = repository().split("/")
    return f"https://{owner}.github.io/{name}/"


def binder(name: str) -> str:
    """Return the address that opens a notebook on Binder."""
    return f"{BINDER}/{repository()}/v{release.version()}?urlpath=lab/tree/notebooks/{name}.ipynb"


def colab(name: str) -> str:
    """Return the address that opens a notebook on Colab."""
    return f"{COLAB}/{repository()}/blob/v{release.version()}/notebooks/{name}.ipynb"


def wheel() -> str:
    """Return the address of the release's wheel."""
    number, file = release.version(), release.NAME.replace("-", "_")
    return f"https://github.com/{repository()}/releases/download/v{number}/{file}-{number}-py3-none-any.whl"


def cells(name: str) -> list[dict[str, Any]]:
    """Return the cells of one notebook: where it opens without an installation, and what makes that work."""
    words = f"[Open in Binder]({binder(name)}) · [Open in Colab]({colab(name)}): nothing to install here. "
    words += f"What each column and function says: [the pages for who writes code]({pages()}docs/index.html)."
    code = f"""# On Colab: fetch the release (two minutes). From a wheel: lay out what lessons read. In a clone: nothing
RELEASE = "{wheel()}"
try:
    import helpers
except ImportError:
    get_ipython().run_line_magic("pip", f"install --quiet {{RELEASE}}")
    import helpers
helpers.classroom.begin()"""
    return [
        {"cell_type": "markdown", "id": "launch", "metadata": {"tags": ["launch"]}, "source": _lines(words)},
        {
            "cell_type": "code", "execution_count": None, "id": "launch-here",
            "metadata": {"tags": ["launch", "skip-execution"]}, "outputs": [], "source": _lines(code),
        },
    ]  # fmt: skip


def launched(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a notebook with its cells for launching, after the first, in place of those it had."""
    kept = [cell for cell in notebook["cells"] if "launch" not in cell["metadata"].get("tags", ())]
    return notebook | {"cells": [kept[0], *cells(name), *kept[1:]]}


def readme(text: str) -> str:
    """Return the README with the buttons of this version."""
    return re.sub(r"(?<=/)v\d+\.\d+\.\d+(?=[?/])", f"v{release.version()}", text)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


if __name__ == "__main__":
    (ROOT / "README.md").write_text(readme(release._read("README.md")), encoding="utf-8", newline="\n")
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        notebook = launched(json.loads(path.read_text(encoding="utf-8")), path.stem)
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
