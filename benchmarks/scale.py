"""Measure what a large corpus costs: memory, two workers against one, Dask, opening. Made-up articles only.

    python benchmarks/scale.py memory [N ...]      peak memory of a run over N short articles, each in a process
    python benchmarks/scale.py workers [ROUNDS]    wall time: one process, two workers, two of Dask's; start left out
    python benchmarks/scale.py report              the report of the seed : one plain process that runs the same cells
    python benchmarks/scale.py open [N]            seconds until `helpers.open` has what the figures ask of N articles
    python benchmarks/scale.py lessons TABLES      CPU seconds and peak memory of each lesson on a folder of tables
    python benchmarks/scale.py hostile [SCALE]     CPU seconds and memory of hostile texts, once and four times as long

Every article has names of its own, so that nothing is remembered from one to the next.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from helpers import pipeline
from helpers.pipeline import methods
from helpers.pipeline.methods import Options
from helpers.tables import Article

SKIP = Options(frozenset({"sentiment"}))
SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "tas",
    "vor",
    "bel",
    "dun",
    "esk",
    "fal",
    "gri",
    "hol",
    "jor",
    "nim",
    "pel",
    "quo",
)
CHILD = """
import resource, sys
from helpers.__main__ import main
status = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(status)
"""


def made_up(count: int, paragraphs: int, seed: int = 1) -> Iterator[Article]:
    """Yield articles of about 37 words a paragraph."""
    chance = random.Random(seed)

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=3)).capitalize()

    for number in range(count):
        parts = []
        for _ in range(paragraphs):
            who, whom, place = f"{name()} {name()}", f"{name()} {name()}", name()
            parts.append(
                f"{who}, the mayor of {place}, said on Monday that the harbour would stay shut until "
                f"{chance.randint(2, 28)} May. “We have waited long enough,” {whom} told reporters, and warned "
                f"that another {chance.randint(3, 90)} ferries had been stopped near {name()} since last week."
            )
        yield Article(f"made-{number:06d}", "\n\n".join(parts), published="2021-05-04", outlet=f"Paper {number % 4}")


def write(path: Path, articles: Iterator[Article]) -> None:
    """Write articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for one in articles:
            file.write(json.dumps({"id": one.article_id, "text": one.text, "published": one.published}) + "\n")


def memory(counts: list[int]) -> None:
    """Print the peak memory of a run over each number of articles."""
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            source, out = Path(folder) / f"{count}.jsonl", Path(folder) / str(count)
            write(source, made_up(count, 2))
            command = ["analyse", str(source), "--out", str(out), "--skip", "sentiment", "--quiet"]
            begin = time.perf_counter()
            done = subprocess.run([sys.executable, "-c", CHILD, *command], capture_output=True, text=True, check=True)
            peak = int(done.stdout.split()[-1]) / 1024
            print(f"{count} articles: peak {peak:.0f} MB, {time.perf_counter() - begin:.0f} s", flush=True)


def _steady(count: int, scheduler: str | None, lanes: int) -> float:
    """Return the seconds a batch took, once every worker had given one."""
    articles = list(made_up(count, 10))
    batches = [methods.Batch((number,), tuple(articles[number : number + 8])) for number in range(0, count, 8)]
    ends = []
    for _ in methods.run(iter(batches), SKIP, lanes, scheduler):
        ends.append(time.perf_counter())
    first, last = 3 * lanes, len(ends) - lanes  # the last may run alone
    return (ends[last] - ends[first]) / (last - first)


def ratio(rounds: int, count: int = 400) -> None:
    """Print how much faster two are than one, for a local pool and for Dask's workers."""
    from distributed import LocalCluster

    seconds: dict[str, list[float]] = {"one": [], "two": [], "dask": []}
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        _steady(96, cluster.scheduler_address, 2)
        for _ in range(rounds):
            seconds["one"].append(_steady(count // 2, None, 1))
            seconds["two"].append(_steady(count, None, 2))
            seconds["dask"].append(_steady(count, cluster.scheduler_address, 2))
    for name in ("two", "dask"):
        ratios = [one / more for one, more in zip(seconds["one"], seconds[name], strict=True)]
        print(f"{name} : one = {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def opening(count: int) -> None:
    """Print how long a folder of `count` articles takes to open, and to give what the figures count."""
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "few.jsonl"
        write(few, made_up(count, 1))
        pipeline.analyse_into(Path(folder) / "out", pipeline.read(few), skip=["sentiment"])
        begin = time.perf_counter()
        analysis = pipeline.open(Path(folder) / "out")
        opened = time.perf_counter() - begin
        for table in ("articles", "mentions", "quotes", "timexes", "events", "framing"):
            at = time.perf_counter()
            rows = len(getattr(analysis, table))
            print(f"  {table:10} {rows:9} rows {time.perf_counter() - at:6.2f} s")
        print(f"{count} articles: opened in {opened:.3f} s, every table read in {time.perf_counter() - begin:.1f} s")


PLAIN = """
import os, sys
from pathlib import Path
import nbformat
from IPython.core.interactiveshell import InteractiveShell
notebooks, figures = Path(sys.argv[1]), sys.argv[2]
os.chdir(notebooks)
for path in sorted(notebooks.glob("[0-9][0-9]_*.ipynb")):
    shell = InteractiveShell()
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source).raise_error()
            if "parameters" in cell.metadata.get("tags", ()):
                shell.user_ns["FIGURES"] = figures
"""


def report() -> None:
    """Print the wall time of the report of the seed beside that of a plain process with the same cells."""
    root = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for number, command in enumerate((
            ["-c", PLAIN, str(root / "notebooks"), f"{folder}/plain"],
            ["-m", "helpers", "report", str(root / "data" / "articles"), "--out", f"{folder}/report", "--quiet"],
            ["-m", "helpers", "report", str(root / "data" / "articles"), "--out", f"{folder}/report", "--quiet"],
        )):  # fmt: skip
            begin = time.perf_counter()
            subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - begin)
            print(("plain process", "report", "report again")[number], f"{seconds[-1]:.1f} s", flush=True)
    print(f"report : plain = {seconds[1] / seconds[0]:.2f}; again : first = {seconds[2] / seconds[1]:.4f}")


LESSON = """
import os, resource, sys, tempfile, time
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
from helpers.report import lesson
path, tables = Path(sys.argv[1]), str(Path(sys.argv[2]).resolve())
notebook, shell = lesson.read(path), InteractiveShell(user_ns={"display": lambda *charts: None})
os.chdir(path.parent)
with tempfile.TemporaryDirectory() as figures:
    lesson.set_parameters(notebook, SOURCE=tables, FIGURES=figures)
    lesson.keep_true_of(notebook, Path(tables))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source, silent=True).raise_error()
print(f"{path.stem}: {time.process_time():.0f} CPU seconds,",
      f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
"""


def lessons(tables: str) -> None:
    """Print what each lesson costs on a folder of tables, each in a process of its own, without its exercises."""
    for path in sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        subprocess.run([sys.executable, "-c", LESSON, str(path), tables], check=True)


GROWTH = """
import json, resource, sys, time
from pathlib import Path
import helpers
from helpers.tables import Article
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
list(helpers.analyse([Article("a", "Ada Lind said on Monday that no ferry would leave.")], skip=["sentiment"]).quotes)
text, before, begin = Path(sys.argv[1]).read_text(encoding="utf-8"), peak(), time.process_time()
analysis = helpers.analyse([Article("a", text)], skip=["sentiment"], any_language=True)
print(json.dumps([len(text), time.process_time() - begin, peak() - before, len(analysis.tokens)]))
"""


def hostile(scale: int) -> None:
    """Print what hostile texts of any length cost: characters, CPU seconds, and memory above a plain text's.

    Each is analysed in a process of its own, at this scale and at four times it (see `tests/hostile.py`).
    """
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from hostile import kinds, write

    with tempfile.TemporaryDirectory() as folder:
        small, large = (
            {kind.name: kind for kind in kinds(n) if kind.file.endswith(".txt")} for n in (scale, 4 * scale)
        )
        grown = [name for name, kind in large.items() if len(kind.content) > 2 * len(small[name].content)]
        print("| kind | characters | CPU s | four times as long | ratio | MB | four times as long | ratio |")
        for name in grown:
            costs = []
            for kind in (small[name], large[name]):
                command = [sys.executable, "-c", GROWTH, str(write(Path(folder), kind))]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                costs.append(json.loads(done.stdout))
            (long, seconds, size, _), (_, more, larger, _) = costs
            print(
                f"| {name} | {long:,} | {seconds:.2f} | {more:.2f} | {more / seconds:.1f} "
                f"| {size:.0f} | {larger:.0f} | {larger / max(size, 1):.1f} |", flush=True,
            )  # fmt: skip


def main() -> None:
    """Run one of the six."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("memory", "workers", "report", "open", "lessons", "hostile"))
    parser.add_argument("given", nargs="*", metavar="N | TABLES")
    options = parser.parse_args()
    if options.what == "lessons":
        if len(options.given) != 1:
            parser.error("lessons needs one folder of tables")
        lessons(options.given[0])
        return
    if not all(number.isdigit() for number in options.given):
        parser.error("expected whole numbers")
    options.numbers = [int(number) for number in options.given]
    first = options.numbers[:1]
    if options.what == "memory":
        memory(options.numbers or [2000, 20000])
    elif options.what == "workers":
        ratio(*(first or [3]))
    elif options.what == "report":
        report()
    elif options.what == "hostile":
        hostile(*(first or [20]))
    else:
        opening(*(first or [100_000]))


if __name__ == "__main__":
    main()
