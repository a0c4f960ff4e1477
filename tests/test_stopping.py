"""Stopped by Ctrl-C or by the system, a command says so in a line, and leaves no process and nothing half done."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import test_report

import helpers
from helpers import pipeline
from helpers.corpus import Meter

SLEEP = "from pathlib import Path; import time\nPath({!r}).touch(); time.sleep(600)"
COMMAND = """
import functools, sys
from pathlib import Path
from helpers import __main__, report
from helpers.pipeline import methods
from helpers.report import kernels
if sys.argv[2] == "report":  # the lessons here parse and draw nothing: nothing that can is waited for
    kernels.processes = lambda: methods.context("ipykernel.kernelapp")
report.report = functools.partial(report.report, notebooks=Path(sys.argv[1]))
sys.exit(__main__.main(sys.argv[2:]))
"""


def wait_for(true, process):
    until = time.monotonic() + 180
    while not true():
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.05)


def start(*arguments):
    environment = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *map(str, arguments)],
        env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def end(process, number):
    """Send a signal, as the terminal does for Ctrl-C: to all in its session. Return (status, what was said)."""
    begun = psutil.Process(process.pid).children(recursive=True)
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    _, said = process.communicate(timeout=180)
    _, alive = psutil.wait_procs(begun, timeout=20)
    assert alive == []
    return process.returncode, said


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Tables of an article, which a report takes as they are."""
    (source := tmp_path_factory.mktemp("source") / "a.txt").write_text("Ada Holm said on Monday that it would stop.")
    pipeline.analyse_into(source.parent / "tables", helpers.read(source))
    return source.parent / "tables"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_report_that_is_stopped_takes_its_processes_along(tmp_path, tables, number):
    """Two lessons are at work; what stood in OUT stands there, and what was begun is cleared up by the next run."""
    begun = [tmp_path / f"begun{n}" for n in (1, 2)]
    for n, path in enumerate(begun):
        (tmp_path / "lessons").mkdir(exist_ok=True)
        test_report.notebook(tmp_path / "lessons" / f"0{n}_x.ipynb", test_report.SETUP, SLEEP.format(str(path)))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    process = start(tmp_path / "lessons", "report", tables, "--out", tmp_path / "out", "--quiet")
    wait_for(lambda: all(path.exists() for path in begun), process)
    status, said = end(process, number)
    left = [path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith((".work-", "manifest.json"))]
    assert left == ["mine.txt"]
    with helpers.ownership.Folder(tmp_path / "out"):
        pass
    assert number == signal.SIGKILL or (status, said) == (128 + number, "stopped\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_analysis_that_is_stopped_keeps_what_is_done(tmp_path, number):
    rows = [f"Ferry {n} stops. Ada Holm said on Monday that ferry {n} would wait." for n in range(4000)]
    (tmp_path / "in").mkdir()
    for n, text in enumerate(rows):
        (tmp_path / "in" / f"{n}.txt").write_text(text)
    out = tmp_path / "out"
    process = start(
        tmp_path, "analyse", tmp_path / "in", "--out", out, "--workers", "2", "--skip", "sentiment", "--quiet"
    )
    wait_for(lambda: any((out / ".parts").glob("part-*")), process)
    status, said = end(process, number)
    assert (status, said) == (
        3,
        f"{out}: stopped; run again to go on. What stands there was read now, or by a run before\n",
    )
    assert 0 < len(helpers.open(out).articles) < len(rows) and not list(out.rglob(".work-*"))


def test_a_process_that_is_still_loading_is_stopped_without_a_word():
    """Guards: Ctrl-C in the first seconds of a report ended in forty lines of a process that nobody had started."""
    load = "methods.find_all = lambda *_: (os.kill(os.getpid(), signal.SIGINT), time.sleep(9)); methods.load(())"
    code = f"import os, signal, time; from helpers.pipeline import methods; {load}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (130, "")


def test_how_many_are_still_to_come_is_told_by_enough_of_them():
    """Guards: “4 articles of about 5,949; about 116 h 30 min left”, of a folder with one long text in it."""
    bar = SimpleNamespace(n=0, set_postfix=lambda **_: None, update=lambda _: None)
    for articles, done, told in ((4, 1, None), (4, 100, 40), (60, 1, 60_000)):
        pipeline.Reading(articles, meter=Meter(total=1000, done=done)).show(bar)
        assert bar.total == told


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl-C is no signal")
def test_stopped_while_it_is_loaded_a_command_says_nothing():
    """Guards: Ctrl-C in the first moments printed Python's own traceback, on a busy machine for some seconds."""
    loads = "import sys; sys.argv = ['-m']; import helpers, os, signal; os.kill(os.getpid(), signal.SIGINT)"
    run = [sys.executable, "-c"]
    done = subprocess.run([*run, loads], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")
    hears = (
        "import sys; sys.argv = ['-m']; import helpers.__main__ as m, signal, os\n"
        "with m._stopped_by(signal.SIGTERM):\n    try: os.kill(os.getpid(), signal.SIGINT)\n"
        "    except KeyboardInterrupt: print('heard')"
    )
    assert subprocess.run([*run, hears], capture_output=True, text=True, check=True).stdout == "heard\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize(("before", "wanted"), [("SIG_DFL", "stopped by 1"), ("SIG_IGN", "went on")])
def test_a_terminal_that_is_closed_ends_the_work_as_ctrl_c_does(tmp_path, before, wanted):
    """Guards: a closed window left folders in the system's temporary one; under nohup the work is to go on."""
    code = (
        "import os, signal, sys; from pathlib import Path; from helpers import __main__ as m\n"
        f"signal.signal(signal.SIGHUP, signal.{before})\n"
        "def work(options):\n"
        "    try: os.kill(os.getpid(), signal.SIGHUP); said = 'went on'\n"
        "    except KeyboardInterrupt as stop: said = f'stopped by {stop.args[0]}'; print('nobody reads', flush=True)\n"
        "    Path(sys.argv[1]).write_text(said)\n"
        "m._lessons = work\n"
        "sys.exit(m.main(['lessons']))"
    )
    status, out = os.WEXITSTATUS, tmp_path / "said"
    pid, terminal = os.forkpty()
    if not pid:
        os.execv(sys.executable, [sys.executable, "-c", code, str(out)])
    os.read(terminal, 0)
    assert status(os.waitpid(pid, 0)[1]) == 0
    os.close(terminal)
    assert out.read_text() == wanted


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process is forked from one that has loaded")
def test_ctrl_c_is_not_answered_by_a_process_that_has_just_begun(tmp_path):
    """Guards: in the first second of a report or of `verify` it ended in the traceback of a process of ours."""
    (tmp_path / "hit.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    code = (
        "from helpers.pipeline import methods\n"
        "process = methods.context('hit').Process(target=print, args=['there'])\n"
        "process.start(); process.join()"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60, env=os.environ | {
        "PYTHONPATH": f"{tmp_path}:{Path(helpers.__file__).parents[1]}"})  # fmt: skip
    assert (done.stdout, done.stderr) == ("there\n", "")
