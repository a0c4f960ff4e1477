"""No page types a score of its own: scores are read from data/measured.csv, where their making is told."""

import json
import re

import pytest

from helpers.knowledge import DATA

ROOT = DATA.parent
SCORE = r"precision|recall|F1|F-score|accuracy|alpha|coverage|kappa"
NUMBER = r"(?<![\w.])(?:0?\.\d+|\d+(?:\.\d+)? ?%|\d+\.\d+)(?![\w.]*\d)"
TYPED = re.compile(rf"\b(?:{SCORE})\b[^.\n|]{{0,50}}?{NUMBER}|{NUMBER}[^.\n|]{{0,30}}?\b(?:{SCORE})\b", re.IGNORECASE)
# The level of an interval and Krippendorff's bounds for alpha are chosen, not measured.
NOMINAL = re.compile(r"\b9[05] ?%|\balpha\b[^.\n]{0,40}\b0\.(?:67|667|8|80)\b")


def typed(text):
    """Return the scores that a text types itself."""
    return [found[0] for found in TYPED.finditer(NOMINAL.sub("nominal", text))]


def pages():
    for path in [*sorted(ROOT.glob("*.md")), *sorted(DATA.rglob("*.md"))]:
        yield pytest.param(path.read_text(encoding="utf-8"), id=path.relative_to(ROOT).as_posix())
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        words = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        yield pytest.param(words, id=path.name)


@pytest.mark.parametrize("text", list(pages()))
def test_a_page_types_no_score_of_its_own(text):
    filled = re.sub(r"[\d.,]+<!--.*?-->", "", text)  # from measured.csv, as test_adoption.py holds it to
    assert typed(filled) == []


@pytest.mark.parametrize(
    "text",
    ["a precision of 0.83", "Recall: 71 %", "F1 81.8", "0.94 alpha", "61.4% accuracy", "coverage was about 96.5"],
)
def test_a_typed_score_is_seen(text):
    assert typed(text)


@pytest.mark.parametrize(
    "text",
    ["a 95 % interval and its coverage", "alpha is 1 when all agree", "recall: see measured.csv", "Python 3.11"],
)
def test_what_is_no_score_is_let_be(text):
    assert not typed(text)
