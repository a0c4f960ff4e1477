"""What the command line promises: its tables, its problems and its exit status."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import helpers
from helpers.__main__ import main
from helpers.tables import CORRECTIONS, TABLES, columns

TEXT = "Rain stops the ferry\n\nThe harbour master, Ada Lindqvist, said on Monday that no ferry would leave.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "north").mkdir(parents=True)
    (tmp_path / "in" / "north" / "ferry.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "in"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_every_table_comes_back_with_its_columns(folder, tmp_path, kind):
    out = tmp_path / "out"
    assert main(["analyse", str(folder), "--out", str(out), "--format", kind, "--quiet"]) == 0
    analysis = helpers.open(out)
    for name in TABLES:
        assert {**getattr(analysis, name).dtypes.astype(str)} == columns(name), name
    assert analysis.articles["text"].tolist() == [TEXT]
    assert analysis.articles["article_id"].tolist() == ["north/ferry"]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "cannot be read"),
        ("noise.txt", bytes(range(1, 32)) + b"\xff\xfe\xfd" * 9, "cannot be read"),
        ("table.csv", b"topic,date\nHello there.,2020-01-01\n", "cannot be read"),
        ("lines.jsonl", b'{"text": "One fine day."}\n{"text": \n', "cannot be read"),
        ("twice.jsonl", b'{"id": "a", "text": "One."}\n{"id": "a", "text": "Two."}\n', "duplicate id"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_the_rest_is_done(folder, tmp_path, name, data, problem):
    (folder / name).write_bytes(data)
    out = tmp_path / "out"
    assert main(["analyse", str(folder), "--out", str(out), "--format", "csv", "--quiet"]) == 3
    analysis = helpers.open(out)
    assert "north/ferry" in set(analysis.articles["article_id"])
    assert analysis.problems["problem"].tolist() == [problem]
    assert name in analysis.problems["source"][0] or problem == "duplicate id"


def test_a_run_that_is_stopped_before_its_first_article_did_not_read_in_vain(folder, tmp_path, capsys, monkeypatch):
    """Guards: "no article could be read" of a good source, and not a word of it where it was to be quiet."""
    out = tmp_path / "out"

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("helpers.pipeline._run", stop)
    for more in ([], ["--quiet"]):
        assert main(["analyse", str(folder), "--out", str(out), *more]) == 3
        told = capsys.readouterr().err
        assert f"{out}: stopped; run again" in told and "no article could be read" not in told
        assert "1 article" not in told and not out.exists()  # there were empty tables, and a line of articles met


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize(
    ("how", "status"),
    [
        ('analyse "$1" --out "$2/o" --skip sentiment 2>&-', 0),  # ended, nothing done and nothing said
        ('analyse "$1" --out "$2/o" --skip sentiment <&- >&- 2>&-', 0),
        ('sample sentences --source "$1" --out "$2/o.csv" | true; exit ${PIPESTATUS[0]}', 141),  # “o.csv: Broken pipe”
    ],
)
def test_nobody_need_listen(folder, tmp_path, how, status):
    done = subprocess.run(
        ["bash", "-c", f'"$0" -m helpers {how}', sys.executable, str(folder), str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.partition("article")[0].strip(" 1")) == (status, "", "")
    assert (tmp_path / "o" / "quotes.parquet").exists() or (tmp_path / "o.csv").read_text(encoding="utf-8")


def test_what_the_system_refuses_is_said_with_the_way_out(folder, tmp_path, capsys, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "o"))

    monkeypatch.setattr("helpers.pipeline.analyse_into", refuse)
    assert main(["analyse", str(folder), "--out", str(tmp_path / "o")]) == 1
    assert "make room there, or choose another --out" in capsys.readouterr().err
    monkeypatch.setattr("os.stat", lambda *_, **__: (_ for _ in ()).throw(PermissionError(errno.EACCES, "x")))
    with pytest.raises(PermissionError, match="ask for leave"):
        helpers.read(folder)


def test_files_that_a_shell_lists_are_answered_with_the_folder(tmp_path, capsys):
    """Guards: `analyse my/*.txt --out o` ended in the help of all commands and “unrecognized arguments”."""
    for given, way in ((["a.txt", "b.txt"], True), (["a.txt", "--skipp", "x"], False)):
        with pytest.raises(SystemExit) as ended:
            main(["analyse", *given, "--out", str(tmp_path / "o")])
        said = capsys.readouterr().err
        assert ended.value.code == 2 and f"unrecognized arguments: {given[1]}" in said
        assert ("name the folder in place of its files" in said) is way and "{analyse," not in said


def test_nothing_to_read_is_status_1(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    assert main(["analyse", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
    assert main(["analyse", str(tmp_path / "gone"), "--out", str(tmp_path / "out")]) == 1
    assert "there is no such file or folder" in capsys.readouterr().err


def test_where_nothing_is_read_what_stood_there_stays(folder, tmp_path, capsys):
    source, out = tmp_path / "mine", tmp_path / "tables"
    shutil.copytree(folder, source)
    assert main(["analyse", str(source), "--out", str(out)]) == 0
    before = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    shutil.rmtree(source)  # a disk that is not there
    source.mkdir()
    assert main(["analyse", str(source), "--out", str(out)]) == 1
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert main(["report", str(source), "--out", str(tmp_path / "report")]) == 1
    assert "no article could be read" in capsys.readouterr().err and not (tmp_path / "report").exists()


def test_what_a_reader_wrote_and_nothing_came_of_is_said(folder, tmp_path, capsys):
    source = folder
    (source / "articles.csv").write_text("file,published\nnone.txt,2024-05-06\nneither.txt,soon\n")
    (source / "corrections.csv").write_text(
        f"{','.join(CORRECTIONS)}\nmentions,nobody,0,5,Ferry,remove,,,me,\n", encoding="utf-8"
    )
    assert main(["analyse", str(source), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "  articles.csv row 1: row not used: no file 'none.txt' among those that were read"
        " (and 1 more such, in the table `problems`)",
        "  corrections.csv line 2: correction not used: no article 'nobody' in this corpus",
        "  articles.csv row 2: date not understood: published 'soon' is no date that can be understood;"
        " the safest is 2021-03-25",
    ]


def test_who_is_one_is_asked_of_articles_that_are_taken_in_as_the_other_commands_take_them(tmp_path, capsys):
    """Guards: what it said, `--columns text=Zeug`, it did not take."""
    source = tmp_path / "a.csv"
    source.write_text(f"Nr,Zeug\n1,{'Ada Holm said on Monday that it rained. ' * 9}\n", encoding="utf-8")
    assert main(["actors", str(source)]) == 1
    assert "say --columns text=Zeug" in capsys.readouterr().err
    assert main(["actors", str(source), "--columns", "text=Zeug", "--any-language"]) == 0
    assert capsys.readouterr().out.startswith("No two actors")


@pytest.mark.parametrize("command", [["actors", "{}"], ["sample", "quotes", "--source", "{}", "--out", "{}/../x.csv"]])
def test_no_question_is_asked_of_nothing(tmp_path, command, capsys):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.pdf").write_bytes(b"%PDF")
    assert main([part.format(source) for part in command]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"error: {source}: no article could be read\n  a.pdf: not read") and not list(
        tmp_path.glob("*.csv")
    )


@pytest.mark.parametrize("command", ["analyse {}", "report {}", "classroom", "lessons", "sample quotes --source {}"])
def test_an_empty_name_is_not_the_folder_one_stands_in(folder, tmp_path, command, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main([*command.format(folder).split(), "--out", ""])
    assert "expected a name" in capsys.readouterr().err and [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
def test_a_home_that_no_shell_has_filled_in_is_the_readers(folder, tmp_path, monkeypatch):
    """Guards: a folder called ~ was made, and Arrow wrote into the home all the same."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(["analyse", "~/in", "--out", "~/out", "--skip", "sentiment", "--quiet"]) == 0
    (tmp_path / "~").mkdir()
    (tmp_path / "inner").mkdir()
    assert main(["analyse", "in", "--out", "~/inner/out", "--skip", "sentiment", "--quiet"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "inner", "out", "~"]
    assert len(helpers.open(tmp_path / "inner" / "out").articles) == len(helpers.read("~/in")) == 1
    (tmp_path / "~" / "out").mkdir()
    assert main(["analyse", "in", "--out", "~/out", "--skip", "sentiment", "--quiet"]) == 0  # what bears the name is it
    assert (tmp_path / "~" / "out" / "articles.parquet").exists()


def test_a_program_of_the_readers_does_not_run_in_place_of_pythons(folder, tmp_path):
    """Guards: in a folder with a csv.py of one's own every command ended in a traceback, and had run it."""
    for name in ("csv", "random", "email"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('mine')")
    run = [sys.executable, "-m", "helpers", "actors", "in"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_make_hands_names_on_as_they_are():
    """Guards: quotation marks were lost, and what stood in backticks was run."""
    names = {"SOURCE": 'my "own" `id` Ann\'s texts', "OUT": 'a "report"'}
    given = [f"{name}={value}" for name, value in names.items()]
    command = ["make", "-s", "-o", ".venv", r"PYTHON=printf %s\\n", "report", *given]
    root = Path(__file__).parents[1]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == ["-m", "helpers", "report", names["SOURCE"], "--out", names["OUT"]]


@pytest.fixture
def read_only(tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):  # whoever may write anywhere may still not write here
        folder = Path("/sys")
    if not folder.is_dir():
        pytest.skip("no folder here that can't be written")
    return folder / "out"


@pytest.mark.parametrize("command", [["analyse", "{}"], ["report", "{}"], ["sample", "quotes", "--source", "{}"]])
def test_a_folder_that_cannot_be_written_is_named(folder, read_only, command, capsys):
    assert main([*(part.format(folder) for part in command), "--out", str(read_only)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"error: {read_only}") and said.count("\n") == 1


@pytest.mark.parametrize(("below", "what"), [("x/y", "a file"), ("", "a file"), (None, "a link that leads nowhere")])
def test_a_name_that_is_no_folder_is_said_with_the_way_out(folder, tmp_path, below, what, capsys):
    kept = tmp_path / "kept"
    if below is None:
        kept.symlink_to(tmp_path / "nowhere")
    else:
        kept.write_text("mine", encoding="utf-8")
    for command in ("analyse", "report")[: 1 if below is None else 2]:
        assert main([command, str(folder), "--out", str(kept / (below or ""))]) == 1
        said = f"error: {kept} is {what}, and a folder is to be written there: choose another --out\n"
        assert capsys.readouterr().err == said


def test_a_disk_that_is_full_is_said_with_the_folder(tmp_path, monkeypatch, capsys):
    def full(*_, **__):
        raise shutil.Error([("from", str(tmp_path / "out" / "00.ipynb"), "[Errno 28] No space left on device")])

    monkeypatch.setattr(shutil, "copytree", full)
    assert main(["lessons", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"error: {tmp_path / 'out' / '00.ipynb'}: [Errno 28] No space left on device\n"


@pytest.mark.parametrize("wrong", [["--skip", "verbs"], ["--columns", "text"], ["--format", "xml"], []])
def test_wrong_usage_is_status_2(folder, wrong, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["analyse", str(folder), *(["--out", "out", *wrong] if wrong else [])])
    assert stop.value.code == 2


def test_a_command_that_is_nearly_one_is_offered(capsys):
    for given, told in (("anlyse", "did you mean analyse?"), ("xyz", "see --help")):
        with pytest.raises(SystemExit):
            main([given, "."])
        assert f"no command '{given}': {told}" in capsys.readouterr().err


def test_other_column_names(tmp_path):
    rows = [{"body": "It rained on Friday.", "date": "2021-05-07", "guid": "g1"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = tmp_path / "out"
    columns = "text=body,published=date,id=guid"
    assert main(["analyse", str(tmp_path / "a.jsonl"), "--out", str(out), "--columns", columns, "--quiet"]) == 0
    assert helpers.open(out).articles[["article_id", "published"]].values.tolist() == [["g1", "2021-05-07"]]


@pytest.fixture
def no_parser(tmp_path, monkeypatch):
    """Name a parser that is not there, or, as asked for, one that does not load."""
    from helpers import parse
    from helpers.parse import pipeline

    def choose(name):
        (tmp_path / "broken").mkdir(exist_ok=True)
        monkeypatch.setenv("HELPERS_SPACY_MODEL", name.replace("broken", str(tmp_path / "broken")))
        parse.parser_path.cache_clear()
        pipeline.cache_clear()

    yield choose
    monkeypatch.undo()
    parse.parser_path.cache_clear()
    pipeline.cache_clear()


@pytest.mark.parametrize("model", ["nope", "broken"])
def test_without_a_parser_nothing_is_analysed_and_nothing_written(folder, tmp_path, no_parser, model, capsys):
    no_parser(model)
    with pytest.raises(OSError, match="spaCy model"):
        helpers.analyse(folder)
    assert main(["analyse", str(folder), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: ") and "spaCy model" in said and said.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_parser_that_does_not_load_in_the_workers_is_an_error_too(folder, tmp_path):
    """In a program of its own: the process that workers are forked from lives as long as the program does."""
    (tmp_path / "broken").mkdir()
    command = ["analyse", str(folder), "--out", str(tmp_path / "out"), "--quiet", "--workers", "2"]
    environment = {**os.environ, "HELPERS_SPACY_MODEL": str(tmp_path / "broken")}
    done = subprocess.run(
        [sys.executable, "-m", "helpers", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "does not load" in done.stderr


def test_tables_open_where_no_parser_is_installed(folder, tmp_path, no_parser):
    out = tmp_path / "out"
    assert main(["analyse", str(folder), "--out", str(out), "--quiet"]) == 0
    no_parser("nope")
    assert len(helpers.open(out).quotes) == len(helpers.analyse(out).quotes) == 1
