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
    pages = [*shown.values(), shown["table"].replace("mathjax_ignore", "")]  # the last one shows that it would be seen
    made = nbformat.v4.new_notebook()
    for page in pages:
        output = nbformat.v4.new_output("display_data", data={"text/html": page, "text/plain": ""})
        made.cells.append(nbformat.v4.new_code_cell("1", outputs=[output]))
    nbformat.write(made, tmp_path / "shown.ipynb")
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
        *ours, control = _mathematics(f"http://127.0.0.1:{port}/doc/tree/shown.ipynb", len(pages), port)
    finally:
        lab.terminate()
        lab.wait()
    assert control > 0
    assert ours == [0] * len(shown)


def _mathematics(address, outputs, port):
    """Return how many formulas JupyterLab set in each output, once it has shown all of them and settled.

    It goes through them from the first to the last, so when the last has formulas the others have had their turn;
    then it is given two seconds more.
    """
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    page = browser.Browser(browser.find())
    each = "[...document.querySelectorAll('.jp-OutputArea-output')]"
    count = f"JSON.stringify({each}.map(output => output.querySelectorAll('mjx-container').length))"
    try:
        page.call("Page.navigate", url=address)
        until, settled = time.monotonic() + 90, None
        while time.monotonic() < until:
            time.sleep(0.25)
            found = json.loads(page.call("Runtime.evaluate", expression=count)["result"]["value"])
            if len(found) >= outputs and found[-1]:
                settled = settled or time.monotonic() + 2
                if time.monotonic() > settled:
                    return found
    finally:
        page.close()
    raise AssertionError("JupyterLab did not show the notebook, or set no formula where it should")
