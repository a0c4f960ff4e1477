"""A report that was stopped goes on where it was: what it had finished is not made again, and is what it would be."""

import json
import re
import signal
import sys
from types import SimpleNamespace

import pytest
import test_report
import test_stopping

from helpers import ownership, report
from helpers.report import waiting

FIRST = "from pathlib import Path; open({!r}, 'a').write('x')"
LATER = (
    "from pathlib import Path; import time\nopen({!r}, 'a').write('x')\nwhile not Path({!r}).exists(): time.sleep(0.1)"
)
tables = test_stopping.tables


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def lessons(tmp_path):
    """Two lessons that draw, the second of which waits for a file; each writes a letter whenever it is executed."""
    (folder := tmp_path / "lessons").mkdir()
    said = [tmp_path / "first", tmp_path / "second"]
    test_report.notebook(folder / "00_x.ipynb", test_report.SETUP, FIRST.format(str(said[0])), test_report.CHART)
    test_report.notebook(folder / "01_x.ipynb", test_report.SETUP, LATER.format(str(said[1]), str(tmp_path / "go")))
    return folder, said


def begun(out):
    """Name the units that are written down as finished in the folder of work."""
    notes = list(out.glob(".work-*/manifest.json"))
    return {row["made_by"] for note in notes for row in json.loads(note.read_text())["outputs"].values()}


def stopped(tables, out, lessons, number, *more):
    process = test_stopping.start(lessons, "report", tables, "--out", out, *more)
    test_stopping.wait_for(lambda: {"00_x", "tables"} <= begun(out), process)
    return test_stopping.end(process, number)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_report_goes_on_where_it_was_stopped(tmp_path, tables, lessons, number, capsys):
    folder, (first, second) = lessons
    out = tmp_path / "out"
    _, said = stopped(tables, out, folder, number)
    if number == signal.SIGINT:
        assert "what is finished is kept: the same command goes on from there\nstopped" in said
    lines = said.splitlines()
    assert re.fullmatch("0 of 3 done; at 00_x, 01_x; .+ left", lines[1]) and lines[0] == "reading tables"
    assert re.fullmatch("1 of 3 done; at 01_x, the pages; .+ left", lines[2])
    assert first.read_text() == "x" and not (out / "index.html").exists()
    (tmp_path / "go").touch()
    assert report.report(tables, out, notebooks=folder) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(";")[0] for line in lines[:-1]] == ["0 of 2 done", "1 of 2 done"]
    assert (first.read_text(), second.read_text()) == ("x", "xx")
    assert not list(out.glob(".work-*"))
    assert report.report(tables, tmp_path / "anew", quiet=True, notebooks=folder) == 0
    assert files(out) == files(tmp_path / "anew")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_what_was_changed_since_is_made_again(tmp_path, tables, lessons):
    """A file of the stopped run that is not as it was, a link in its place, and another lesson are not taken over."""
    folder, (first, _) = lessons
    out = tmp_path / "out"
    stopped(tables, out, folder, signal.SIGKILL, "--quiet")
    (drawn,) = out.glob(".work-*/report/figures/two.svg")
    (tmp_path / "mine.svg").write_bytes(drawn.read_bytes())
    drawn.unlink()
    drawn.symlink_to(tmp_path / "mine.svg")
    (out / "mine.txt").write_text("mine")
    (tmp_path / "go").touch()
    assert report.report(tables, out, quiet=True, notebooks=folder) == 0
    assert first.read_text() == "xx" and not (out / "figures" / "two.svg").is_symlink()
    assert (tmp_path / "mine.svg").is_file() and (out / "mine.txt").read_text() == "mine"


def test_how_long_still_is_reckoned_from_what_was_done_here(monkeypatch, capsys):
    now = [100.0]
    monkeypatch.setattr(waiting.time, "monotonic", lambda: now[0])
    costs = waiting.expected(["site", "09_compare_coverage", "of my own"], 1000)
    assert costs["site"] > costs["09_compare_coverage"] > costs["of my own"] > 0
    assert waiting.expected(["site"], 1)["site"] < costs["site"] < waiting.expected(["site"], 100_000)["site"]
    still = waiting.Waiting(costs, 1000, quiet=False)
    assert still.left == pytest.approx(sum(costs.values()))
    now[0] += 10 * costs["09_compare_coverage"]  # a machine that is ten times slower
    still.finished("09_compare_coverage")
    assert still.left > 2 * costs["site"]
    still.finished("of my own")
    still.finished("site")
    assert still.left == 0
    assert re.fullmatch(r"1 of 3 done; at the pages, of my own; .+ left\n2 of 3 .+\n", capsys.readouterr().err)
    waiting.Waiting(costs, 1000, quiet=True).tell()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("before", [0, 60])
def test_where_nobody_sees_a_bar_articles_are_told_in_lines(monkeypatch, capsys, before):
    """However long the parser took to load: that comes once. Guards: “about 49 min left” of six."""
    now = [0.0]
    monkeypatch.setattr(waiting.time, "monotonic", lambda: now[0])
    lines = waiting.Lines(", then the lessons")
    lines.total, lines.told = 1000, before
    now[0] += before
    for _ in range(4):
        now[0] += 6
        lines.update(50)
    told = "100 articles of about 1,000; about 2 min left, then the lessons\n"
    assert capsys.readouterr().err == told + "200 articles of about 1,000; about 95 s left, then the lessons\n"


@pytest.mark.slow
def test_work_is_kept_for_those_who_ask_for_it_alone(tmp_path):
    def leave(**given):
        with pytest.raises(KeyboardInterrupt), ownership.Folder(tmp_path, **given) as folder:
            (folder.work / "half").write_text("done so far")
            raise KeyboardInterrupt

    leave()
    assert list(tmp_path.iterdir()) == []
    leave(keep=True)
    with ownership.Folder(tmp_path, keep=True) as folder:
        assert folder.goes_on and (folder.work / "half").read_text() == "done so far"
    assert list(tmp_path.iterdir()) == []
    leave(keep=True)
    with ownership.Folder(tmp_path) as folder:
        assert not folder.goes_on and not list(tmp_path.glob(".work-*"))
    leave(keep=True)
    with pytest.raises(ValueError), ownership.Folder(tmp_path, keep=True) as folder:
        assert folder.goes_on
        raise ValueError("an error is no stop: nothing stays")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("order", [("00_first", "03_later"), ("03_later", "00_first")])
def test_of_two_lessons_that_save_one_figure_the_first_has_made_it(tmp_path, order):
    """Guards: the manifest named whichever lesson had ended last, so two reports of the same source differed."""
    run = report.Run.__new__(report.Run)
    run.folder, run.made, run.begun = SimpleNamespace(work=tmp_path), {}, {}
    run.keys = dict.fromkeys(order, "inputs")
    run.new.mkdir()
    (run.new / "heard.svg").write_text("<svg/>", encoding="utf-8")
    for unit in order:
        run.add(unit, [run.new / "heard.svg"])
    assert run.made == {"heard.svg": ("00_first", "inputs")} and run.begun["heard.svg"]["made_by"] == "00_first"
