"""Two dollars in an article are no mathematics: not in what a notebook shows, and not in JupyterLab itself."""

import json
import os
import re
import socket
import subprocess
import sys
import time

import browser
import nbformat
import pytest

from helpers import figures, pipeline, reading
from helpers.charts import named
from helpers.classroom.exercises import Checked
from helpers.corpus import read
from helpers.tables import Article

TEXT = "Budget\n\nThe fund fell from $21bn to $3bn, Ada Holm said on Monday. It lost $$y$$ and \\(x\\) in Norway."


@pytest.fixture(scope="module")
def shown():
    found = pipeline.analyse([Article("a", TEXT)])
    chart = named(found)
    said = figures.Chart("two", chart.figure, "$21bn and $3bn", "$21bn and $3bn", chart.data, "From $21bn to $3bn.")
    return {
        "article": reading.article(found, "a", ["actors", "quotes"])._repr_html_(),
        "table": found.articles[["text"]]._repr_html_(),
        "rows": found.quotes.head()._repr_html_(),
        "corpus": read([Article("a", TEXT)]).articles._repr_html_(),
        "chart": said._repr_html_(),
        "check": Checked(False, "From $21bn to $3bn.")._repr_html_(),
    }


def test_what_a_notebook_shows_says_that_it_is_no_mathematics(shown):
    """MathJax passes over what has this class (`ignoreHtmlClass` of its version 3, which JupyterLab brings)."""
    for name, page in shown.items():
        outer = re.search(r"<(div|figure|p|table)\b[^>]*mathjax_ignore", page)
        assert outer and "$" not in page[: outer.start()], name


@pytest.mark.slow
@pytest.mark.skipif(browser.find() is None or sys.platform == "win32", reason="needs a Chromium")
def test_jupyterlab_sets_no_mathematics_in_an_article(shown, tmp_path):
    notebooks = {"ours": list(shown.values()), "control": [shown["table"].replace("mathjax_ignore", "")]}
    for name, pages in notebooks.items():
        made = nbformat.v4.new_notebook()
        for page in pages:
            output = nbformat.v4.new_output("display_data", data={"text/html": page, "text/plain": ""})
            made.cells.append(nbformat.v4.new_code_cell("1", outputs=[output]))
        nbformat.write(made, tmp_path / f"{name}.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    lab = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
         "--IdentityProvider.token=", f"--ServerApp.root_dir={tmp_path}"],
        env=os.environ | known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        set_as = {name: _mathematics(f"http://127.0.0.1:{port}/doc/tree/{name}.ipynb", len(pages), port)
                  for name, pages in notebooks.items()}  # fmt: skip
    finally:
        lab.terminate()
        lab.wait()
    assert set_as["control"] > 0  # it would be seen
    assert set_as["ours"] == 0


def _mathematics(address, outputs, port):
    """Return how many formulas JupyterLab set, once it has shown all outputs and settled."""
    for _ in range(240):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.25)
    page = browser.Browser(browser.find())
    count = "JSON.stringify(['.jp-OutputArea-output', 'mjx-container'].map(n => document.querySelectorAll(n).length))"
    try:
        page.call("Page.navigate", url=address)
        until, before = time.monotonic() + 90, -1
        while time.monotonic() < until:
            time.sleep(4)
            there, found = json.loads(page.call("Runtime.evaluate", expression=count)["result"]["value"])
            if there >= outputs and found == before:
                return found
            before = found if there >= outputs else -1
    finally:
        page.close()
    raise AssertionError("JupyterLab did not show the notebook")
