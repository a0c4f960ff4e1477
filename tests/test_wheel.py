"""The package works when it is installed from its wheel, anywhere: with what it needs and what the lessons read."""

import os
import subprocess
import sys
import zipfile
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


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel of what git knows and unpack it, as an installer does."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    source.mkdir()
    known = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, known.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "reports/", "benchmarks/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    made = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", work, source]
    subprocess.run(made, check=True, capture_output=True)
    (wheel,) = work.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(work / "site")
    return work / "site"


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
    assert said.startswith("9 Belarus is mentioned") and "named.svg" in said


@pytest.mark.slow
def test_a_wheel_reads_a_readers_own_folder_from_the_command_line(installed, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "one.txt").write_text("Ferry strike\n\nAda Holm said on Monday that it would end.")
    run(installed, tmp_path, "-m", "helpers", "analyse", "mine", "--out", "tables", "--format", "csv", "--quiet")
    assert "person:ada-holm" in (tmp_path / "tables" / "actors.csv").read_text()


def test_a_wheel_carries_lessons_lexicons_models_and_types(installed):
    carried = {path.relative_to(installed / "helpers").as_posix() for path in (installed / "helpers").rglob("*")}
    assert {"py.typed", "palette.csv", "lexicons/countries.csv", "models/portrayal/model.onnx", "templates/site.css",
            "data/measured.csv", "data/articles/lukashenko-belarus-troops.txt", "notebooks/00_start_here.ipynb",
            } <= carried  # fmt: skip
