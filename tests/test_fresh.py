"""What is committed is what the code gives: notebooks with their outputs, and the published figures.

Byte for byte in the pinned environment on Linux x86-64; elsewhere the numbers agree and pictures are left out.
"""

import json
import math
import os
import platform
import re
import shutil
import sys
from pathlib import Path

import audited
import pytest

from helpers import ownership

ROOT = Path(__file__).resolve().parents[1]
PINNED = sys.platform == "linux" and platform.machine() == "x86_64" and not os.environ.get("HELPERS_UNPINNED")
TOLERANCE = 0.005
NUMBER = re.compile(r"-?\d+\.\d+")
PICTURE = re.compile(r'src="data:image/png;base64,[^"]*"')


def shown(notebook: str) -> list[str]:
    """Return the texts that a notebook's outputs show, pictures left out."""
    cells = json.loads(notebook)["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    texts = [output.get("text") or output.get("data", {}).get("text/html") or "" for output in outputs]
    texts += [output.get("data", {}).get("text/plain") or "" for output in outputs]
    return [PICTURE.sub("", "".join(text)) for text in texts]


def agree(one: str, other: str) -> bool:
    """Say whether two texts are the same but for numbers that differ by no more than the tolerance."""
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(math.isclose(float(a), float(b), abs_tol=TOLERANCE + 1e-9) for a, b in pairs)


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    work = tmp_path_factory.mktemp("fresh")
    shutil.copytree(ROOT / "notebooks", work / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (work / "data").symlink_to(ROOT / "data", target_is_directory=True)
    code = "from pathlib import Path; from helpers import report; notebooks, figures = map(Path, sys.argv[1:])\n"
    code += "sys.exit(report.refresh(notebooks, quiet=True, figures=figures))"
    done, told = audited.run(code, work, str(work / "notebooks"), str(work / "figures"))
    assert done.returncode == 0, done.stderr
    return work, told


@pytest.fixture
def fresh(executed):
    return executed[0]


@pytest.mark.slow
def test_no_lesson_reaches_out(executed):
    assert executed[1] == ""  # no network, no pickle, no shell, no file elsewhere: see test_audit.py


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")), ids=lambda path: path.stem)
def test_a_committed_notebook_is_fresh(fresh, path):
    committed, anew = path.read_text(encoding="utf-8"), (fresh / "notebooks" / path.name).read_text(encoding="utf-8")
    if PINNED:
        assert anew == committed, f"{path.name} is stale: run `make notebooks` and commit"
    else:
        assert all(map(agree, shown(committed), shown(anew))), f"{path.name} is stale"


@pytest.mark.slow
def test_the_published_figures_are_fresh(fresh):
    committed, anew = ROOT / "reports" / "figures", fresh / "figures"
    names = sorted(path.name for path in anew.glob("*.csv"))
    assert sorted(path.name for path in committed.glob("*.csv")) == names, "run `make report` and commit"
    if PINNED:
        kept = [name for csv in names for name in (csv, csv.replace(".csv", ".svg"))]
        assert [name for name in kept if (committed / name).read_bytes() != (anew / name).read_bytes()] == []
    else:
        assert all(agree((committed / name).read_text(), (anew / name).read_text()) for name in names)


def test_the_published_figures_are_what_their_manifest_names():
    """By it `make report` knows in a fresh clone that they are ours, and may be drawn anew."""
    folder = ROOT / "reports" / "figures"
    published = {path for kind in ("svg", "csv") for path in folder.glob(f"*.{kind}")}
    assert published - set(ownership.ours(folder)) == set(), "run `make report` and commit"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("score 0.120", "score 0.124", True),
        ("score 0.120", "score 0.130", False),
        ("Ada 0.1", "Bo 0.1", False),
        ("3 rows", "4 rows", False),
    ],
)
def test_the_tolerance_bites(one, other, same):
    assert agree(one, other) is same
