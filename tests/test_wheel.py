"""The package works when it is installed from its wheel, anywhere: with what it needs and what the lessons read."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TRIED = """
import sys
from pathlib import Path
import helpers
from helpers import knowledge
from helpers.charts import named

assert Path(helpers.__file__).is_relative_to(sys.argv[1]), helpers.__file__
assert knowledge.DATA.is_relative_to(sys.argv[1])
analysis = helpers.analyse(knowledge.DATA / "articles")
chart = named(analysis)
print(len(analysis.quotes), chart.title, *[path.name for path in chart.save("figures", analysis)])
"""


def _known():
    """Return what git knows."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [name for name in told.split("\0") if name]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build a source distribution of what git knows, of that a wheel, and unpack it, as an installer does."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    for name in _known():
        if (ROOT / name).is_file() and not name.startswith(("tests/", "reports/", "benchmarks/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    build = "from setuptools import build_meta as b; import sys; getattr(b, sys.argv[1])(sys.argv[2])"
    for what, ending in (("build_sdist", "*.tar.gz"), ("build_wheel", "*.whl")):
        done = subprocess.run(
            [sys.executable, "-c", build, what, work], cwd=source, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        (archive,) = work.glob(ending)
        shutil.unpack_archive(archive, work / what, "zip" if ending == "*.whl" else "gztar", **_safe(ending))
        (source,) = (work / what).iterdir() if what == "build_sdist" else (source,)
    return work / "build_wheel"


def _safe(ending):
    return {"filter": "data"} if ending == "*.tar.gz" else {}  # newer Pythons ask for it


def run(site, folder, *command):
    environment = {**os.environ, "PYTHONPATH": str(site), "MPLCONFIGDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_a_wheel_analyses_and_draws_far_from_any_clone(installed, tmp_path):
    said = run(installed, tmp_path, "-c", TRIED, str(installed))
    assert said.startswith("9 Belarus is named") and "named.svg" in said


@pytest.mark.slow
def test_a_wheel_reads_a_readers_own_folder_from_the_command_line(installed, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "one.txt").write_text("Ferry strike\n\nAda Holm said on Monday that it would end.")
    run(installed, tmp_path, "-m", "helpers", "analyse", "mine", "--out", "tables", "--format", "csv", "--quiet")
    assert "person:ada-holm" in (tmp_path / "tables" / "actors.csv").read_text()


LAUNCHED = """
import json, os, sys
from pathlib import Path
import helpers

lesson = Path(sys.argv[1]) / "00_start_here.ipynb"
cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
launch = ["".join(cell["source"]) for cell in cells if "launch" in cell["metadata"].get("tags", ())]
here = Path.cwd()
for _ in range(2):  # the second lesson finds what the first one laid out
    os.chdir(here)
    exec(launch[1])
    print(Path.cwd().relative_to(here), len(helpers.read("../data/articles").articles))
here = Path.cwd()
exec(launch[1])
assert Path.cwd() == here
"""


def test_the_first_cell_of_a_lesson_works_from_a_wheel_and_from_a_clone(installed, tmp_path):
    """What it fetches on Colab, where there is neither, is the wheel: see test_adoption.py for its address."""
    said = run(installed, tmp_path, "-c", LAUNCHED, str(installed / "helpers" / "notebooks"))
    assert said.replace(os.sep, "/").splitlines() == ["reading-the-news-closely/notebooks 1"] * 2
    in_clone = LAUNCHED.replace("here = Path.cwd()", "here = Path(sys.argv[1])", 1)
    assert run(ROOT / "src", tmp_path, "-c", in_clone, str(ROOT / "notebooks")).splitlines() == [". 1"] * 2


@pytest.mark.slow
def test_the_command_of_a_wheel_says_who_it_is_and_lays_out_the_lessons(installed, tmp_path):
    script = "import sys; from helpers.__main__ import main; sys.argv[0] = 'reading-the-news-closely'; sys.exit(main())"
    assert run(installed, tmp_path, "-c", script, "--version").startswith("helpers 1.")
    assert "usage: reading-the-news-closely" in run(installed, tmp_path, "-c", script, "--help")
    said = run(installed, tmp_path, "-c", script, "lessons", "--out", "mine")
    assert said.split()[-1].replace(os.sep, "/") == "mine/notebooks/00_start_here.ipynb"
    assert (tmp_path / "mine" / "data" / "measured.csv").is_file()


def test_a_source_distribution_holds_all_that_the_wheel_is_built_from(installed):
    """The wheel of these tests is built from it."""
    held = {path.relative_to(installed / "helpers").as_posix() for path in (installed / "helpers").rglob("*")}
    source = ROOT / "src" / "helpers"
    known = {name.removeprefix("src/helpers/") for name in _known() if name.startswith("src/helpers/")}
    assert {name for name in known if (source / name).is_file()} <= held


def test_a_wheel_carries_lessons_lexicons_models_and_types(installed):
    carried = {path.relative_to(installed / "helpers").as_posix() for path in (installed / "helpers").rglob("*")}
    assert {"py.typed", "palette.csv", "lexicons/countries.csv", "models/portrayal/model.onnx", "templates/site.css",
            "data/measured.csv", "data/articles/lukashenko-belarus-troops.txt", "notebooks/00_start_here.ipynb",
            } <= carried  # fmt: skip
