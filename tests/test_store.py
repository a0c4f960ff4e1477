"""What is done is kept: resume, cache, faults, and the same tables from any number of workers."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import helpers
from helpers import parse, pipeline
from helpers.corpus import entries, read
from helpers.pipeline import files, methods, store
from helpers.tables import OF_ARTICLES, TABLES, Article

PLACES = ["Bergen", "Narvik", "Ghent", "Porto", "Cork", "Turku", "Gdynia", "Malmo"]


def articles(count, start=0):
    for number in range(start, start + count):
        place = PLACES[number % len(PLACES)]
        text = f"Ferry {number} stays in {place}\n\nOn Monday the mayor, Ada Holm, said that ferry {number} would wait."
        yield Article(f"ferry-{number:05d}", text, published="2021-03-02", outlet="The Quay")


def run(directory, given, **options):
    return pipeline.analyse_into(directory, read(given), **options)


def same(one, other):
    for name in TABLES:
        left, right = (getattr(helpers.open(directory), name) for directory in (one, other))
        order = list(left.columns)
        assert_frame_equal(left.sort_values(order, ignore_index=True), right.sort_values(order, ignore_index=True))


@pytest.fixture
def analysed(monkeypatch):
    """Count the articles that really are analysed."""
    seen = []
    real = methods.find

    def find(parsed, options):
        seen.append(parsed.article.article_id)
        return real(parsed, options)

    monkeypatch.setattr(methods, "find", find)
    monkeypatch.setattr(pipeline, "BATCH", 4)
    return seen


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_second_run_analyses_nothing_twice(tmp_path, analysed, kind):
    first = run(tmp_path / "a", articles(10), kind=kind)
    assert (first.articles, first.known, len(analysed)) == (10, 0, 10)
    before = {path.name: path.read_bytes() for path in (tmp_path / "a").glob(f"*.{kind}")}
    again = run(tmp_path / "a", articles(10), kind=kind)
    assert (again.articles, again.known, len(analysed)) == (10, 10, 10)
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").glob(f"*.{kind}")} == before


def test_furniture_of_known_articles_is_remembered_and_of_changed_ones_noticed(tmp_path, analysed, monkeypatch):
    texts = {one.article_id: one.text for one in articles(10)}
    texts["ferry-00003"] += "\n\nShare this article"
    source, looked = tmp_path / "ferries.jsonl", []

    def problems(place):
        rows = [{"article_id": name, "text": text} for name, text in texts.items()]
        source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return [(found.source[-5:], found.detail) for found in run(tmp_path / place, source).problems]

    noticed = entries.noticed
    monkeypatch.setattr(entries, "noticed", lambda text: [looked.append(text), *noticed(text)][1:])
    first = problems("a")
    assert len(first) == 1 and "share this article" in first[0][1]
    looked.clear()
    assert problems("a") == first and not looked
    texts["ferry-00003"] = texts["ferry-00003"].removesuffix("\n\nShare this article")
    texts["ferry-00006"] += "\n\nAccept all cookies"
    changed = problems("a")
    assert changed == problems("b") and "accept all cookies" in changed[0][1]
    looked.clear()
    assert problems("a") == changed and not looked
    for part in (tmp_path / "a" / ".parts").glob("part-*"):  # as an older version wrote it, and as nobody does
        about = json.loads((part / "part.json").read_text())
        about["noticed"] = {key: 1 for key in about["keys"].values()}
        (part / "part.json").write_text(json.dumps(about))
    assert problems("a") == changed and len(looked) >= 10


def test_no_parser_is_loaded_where_all_is_known(tmp_path):
    from helpers import parse

    run(tmp_path, articles(3))
    parse.pipeline.cache_clear()
    assert run(tmp_path, articles(3)).known == 3
    assert parse.pipeline.cache_info().currsize == 0
    assert run(tmp_path, articles(4)).known == 3
    assert parse.pipeline.cache_info().currsize == 1


def test_what_changed_is_analysed_anew_and_what_is_gone_goes(tmp_path, analysed):
    given = list(articles(10))
    run(tmp_path / "a", given)
    analysed.clear()
    changed = [replace(given[0], text=given[0].text + " It rains."), *given[1:8], *articles(2, 20)]
    summary = run(tmp_path / "a", changed)
    assert (summary.articles, summary.known, len(analysed)) == (10, 7, 3)
    run(tmp_path / "b", changed)
    same(tmp_path / "a", tmp_path / "b")


def test_a_correction_redoes_its_article_only(tmp_path, analysed):
    run(tmp_path / "a", articles(5))
    analysed.clear()
    path = tmp_path / "corrections.csv"
    path.write_text(
        "table,article_id,start,end,surface,change,column,value,who,why\n"
        "sentences,ferry-00001,0,23,Ferry 1 stays in Narvik,checked,,1,me,read it\n",
        encoding="utf-8",
    )
    run(tmp_path / "a", articles(5), corrections=path)
    assert analysed == ["ferry-00001"]


def test_a_stopped_run_goes_on_where_it_was(tmp_path, analysed, monkeypatch):
    def stop(reading):
        if reading.articles >= 8:
            raise KeyboardInterrupt

    summary = run(tmp_path / "a", articles(20), progress=stop)
    assert summary.stopped and not summary.all_read
    assert len(helpers.open(tmp_path / "a").articles) == summary.articles == 8
    summary = run(tmp_path / "a", articles(20))
    assert (summary.articles, summary.known, len(analysed)) == (20, 8, 20)
    run(tmp_path / "b", articles(20))
    same(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("harm", ["cut", "unreadable note", "gone"])
def test_a_damaged_part_is_done_again(tmp_path, analysed, harm):
    run(tmp_path / "a", articles(10))
    part = sorted((tmp_path / "a" / ".parts").glob("part-*"))[0]
    number = len(json.loads((part / "part.json").read_text())["keys"])
    if harm == "cut":
        (part / "quotes.parquet").write_bytes((part / "quotes.parquet").read_bytes()[:-9])
    elif harm == "gone":
        (part / "quotes.parquet").unlink()
    else:
        (part / "part.json").write_text("{")
    analysed.clear()
    assert run(tmp_path / "a", articles(10)).articles == 10
    assert len(analysed) == number
    run(tmp_path / "b", articles(10))
    same(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("place", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_a_flipped_byte_is_found(tmp_path, analysed, place):
    run(tmp_path / "a", articles(10))
    path = sorted((tmp_path / "a" / ".parts").glob("part-*"))[0] / "articles.parquet"
    data = bytearray(path.read_bytes())
    data[round((len(data) - 1) * place)] ^= 1
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"articles.parquet was damaged .* run again"):
        run(tmp_path / "a", articles(11))
    assert run(tmp_path / "a", articles(11)).articles == 11


def test_nothing_half_written_is_left_when_the_disk_is_full(tmp_path, analysed, monkeypatch):
    run(tmp_path / "a", articles(10))
    earlier = helpers.open(tmp_path / "a").quotes
    real = Path.write_bytes

    def full(self, data):
        if self.name == "quotes.parquet":
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        run(tmp_path / "a", articles(20))
    assert not list((tmp_path / "a" / ".parts").glob("*.half"))
    assert_frame_equal(helpers.open(tmp_path / "a").quotes, earlier)
    monkeypatch.undo()
    assert run(tmp_path / "a", articles(20)).articles == 20


def test_two_runs_into_one_folder(tmp_path):
    kept = store.Store(tmp_path, lambda article: "")
    with pytest.raises(OSError, match="another run is writing here"):
        store.Store(tmp_path, lambda article: "")
    kept.close()
    store.Store(tmp_path, lambda article: "").close()


def test_a_large_corpus_becomes_folders_of_parts(tmp_path, analysed, monkeypatch):
    run(tmp_path / "a", articles(12))
    monkeypatch.setattr(store, "SMALL", 10)
    run(tmp_path / "b", articles(12))
    run(tmp_path / "a", articles(12), skip=["sentiment"])
    assert (tmp_path / "a" / "quotes.parquet").is_dir() and not (tmp_path / "a" / "sentiment.parquet").exists()
    run(tmp_path / "a", articles(12))
    same(tmp_path / "a", tmp_path / "b")
    monkeypatch.undo()
    run(tmp_path / "a", articles(3), kind="csv")
    assert not list((tmp_path / "a").glob("*.parquet"))
    assert len(helpers.open(tmp_path / "a").articles) == 3


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("small", [1_000, 3])
def test_tables_are_opened_and_never_analysed_again(tmp_path, analysed, monkeypatch, kind, small):
    monkeypatch.setattr(store, "SMALL", small)
    given = list(articles(6))
    run(tmp_path / "a", given, kind=kind)
    analysed.clear()
    assert [article.article_id for article in read(tmp_path / "a")] == [article.article_id for article in given]
    assert list(read(tmp_path / "a")) == given
    quotes = helpers.analyse(tmp_path / "a").quotes
    assert analysed == []
    assert quotes["content"].str.contains("ferry").sum() == 6
    again = helpers.analyse(tmp_path / "a", skip=["quotes"])  # what differs from how they were made is done anew
    assert len(again.quotes) == 0
    assert len(analysed) == 6


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("small", [1_000, 3])
def test_some_articles_are_read_without_the_others(tmp_path, analysed, monkeypatch, kind, small):
    monkeypatch.setattr(store, "SMALL", small)
    run(tmp_path / "a", articles(6), kind=kind)
    wanted = ["ferry-00001", "ferry-00004"]
    whole, lazy = helpers.open(tmp_path / "a"), helpers.open(tmp_path / "a").of(wanted)
    assert lazy.names == whole.names and lazy.actors.set_index("actor")["articles"]["Ada Holm"] == 2
    for name in OF_ARTICLES:
        table = getattr(whole, name)
        expected = table[table["article_id"].isin(wanted)].reset_index(drop=True) if "article_id" in table else table
        assert_frame_equal(getattr(lazy, name), expected)
        assert_frame_equal(getattr(whole.of(wanted), name), expected)


def test_a_copy_of_tables_holds_the_same_rows(tmp_path, analysed, monkeypatch):
    monkeypatch.setattr(store, "SMALL", 3)
    run(tmp_path / "a", articles(6))
    (tmp_path / "b").mkdir()
    files.copy(tmp_path / "a", tmp_path / "b")
    same(tmp_path / "a", tmp_path / "b")
    assert sorted(path.name for path in (tmp_path / "b").glob("*.csv")) == [
        "actors.csv", "corrections.csv", "problems.csv",
    ]  # fmt: skip
    assert read(tmp_path / "b").tables == tmp_path / "b"


def test_tables_of_another_version_are_opened_with_a_warning(tmp_path, analysed, monkeypatch):
    run(tmp_path / "a", articles(2))
    assert len(helpers.open(tmp_path / "a").articles) == 2
    monkeypatch.setattr(pipeline, "code_key", lambda: "of another day")
    with pytest.warns(UserWarning, match="another version .* run `python -m helpers analyse` again"):
        helpers.open(tmp_path / "a")


def test_a_run_that_wrote_no_table_yet_is_no_source(tmp_path):
    (tmp_path / ".parts").mkdir()
    assert read(tmp_path).problems["problem"].tolist() == ["nothing to read"]


def test_results_are_no_source(tmp_path):
    (tmp_path / "one.txt").write_text("Rain stops the ferry, the mayor said.")
    run(tmp_path / "out", tmp_path, kind="csv")
    assert [article.article_id for article in read(tmp_path)] == ["one"]


@pytest.mark.slow
def test_workers_of_a_program_without_a_guard_find_the_same(tmp_path):
    """Guards: each process ran the reader's program anew, which failed, and the tables were empty without an error."""
    program = tmp_path / "mine.py"
    program.write_text(
        "import helpers\n"
        "articles = [helpers.corpus.Article(f'a{n}', f'Ada Holm said that {n} ferries left.') for n in range(3)]\n"
        "print(len(helpers.analyse(articles, skip=['sentiment'], workers=2).quotes))\n"
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=300)
    assert (done.stdout, done.stderr) == ("3\n", "")


def test_the_parser_gives_its_memory_back_before_many_articles_are_put_together(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "SMALL", 3)
    for count in (3, 4):
        run(tmp_path / str(count), list(articles(count)), skip=["sentiment"])
        assert parse.pipeline.cache_info().currsize == (count == 3)


@pytest.mark.slow
def test_workers_give_the_same_tables_in_any_order(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 5)
    given = list(articles(20))
    run(tmp_path / "one", given)
    run(tmp_path / "two", given[::-1], workers=2)
    for name in TABLES:
        assert (tmp_path / "one" / f"{name}.parquet").read_bytes() == (
            tmp_path / "two" / f"{name}.parquet"
        ).read_bytes()
    one, two = (pipeline.analyse(given, skip=["sentiment"], workers=workers) for workers in (1, 2))
    for name in TABLES:
        assert_frame_equal(getattr(one, name), getattr(two, name))


@pytest.mark.slow
def test_a_lost_worker_costs_its_batch_only(tmp_path, monkeypatch):
    import psutil

    monkeypatch.setattr(pipeline, "BATCH", 5)
    killed = []

    def kill(reading):
        if not killed and reading.articles >= 10:
            children = psutil.Process().children(recursive=True)
            # The last begun is a worker: what it was forked from, if anything, began before.
            worker = max((child for child in children if "resource_tracker" not in " ".join(child.cmdline())),
                         key=lambda child: (child.create_time(), child.pid))  # fmt: skip
            killed.append(worker.pid)
            worker.kill()

    summary = run(tmp_path / "a", list(articles(60)), workers=2, progress=kill, skip=["sentiment"])
    assert killed and summary.articles == 60 and not summary.problems
    run(tmp_path / "b", list(articles(60)), skip=["sentiment"])
    same(tmp_path / "a", tmp_path / "b")


@pytest.mark.slow
def test_a_batch_that_a_breaking_pool_forgets_is_done_again(tmp_path, monkeypatch):
    """Guards: a batch given to a worker in the moment of its death was waited for without end."""
    submit, forgotten = methods._Lane.submit, []

    def forget(lane, batch, options):
        if forgotten:
            return submit(lane, batch, options)
        lane.load += 1
        forgotten.append(Future())
        lane.pool.submit(os._exit, 1).exception()
        return forgotten[0]

    monkeypatch.setattr(methods, "PATIENCE", 0.5)
    monkeypatch.setattr(methods._Lane, "submit", forget)
    summary = run(tmp_path / "a", list(articles(5)), workers=2, skip=["sentiment"])
    assert forgotten[0].done() and summary.articles == 5 and not summary.problems


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_kill_9_and_resume(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": a.article_id, "text": a.text}) + "\n" for a in articles(320)))
    command = [sys.executable, "-m", "helpers", "analyse", str(source), "--quiet", "--out", str(tmp_path / "a")]
    command += ["--skip", "sentiment"]  # what is kept and what is lost does not hang on the slowest table
    environment = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    for wanted in (1, 4):
        process = subprocess.Popen(command, env=environment)
        while process.poll() is None and len(list((tmp_path / "a" / ".parts").glob("part-*[!f]"))) < wanted:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert run(tmp_path / "a", source, skip=["sentiment"]).articles == 320
    run(tmp_path / "b", source, skip=["sentiment"])
    same(tmp_path / "a", tmp_path / "b")


@pytest.mark.skipif(not os.environ.get("HELPERS_SOAK"), reason="twenty kills take minutes: `make soak`")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_twenty_kills_at_random_moments(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "a"
    long = (replace(a, text="\n\n".join(f"{a.text} It was day {day}." for day in range(12))) for a in articles(2000))
    source.write_text("".join(json.dumps({"id": a.article_id, "text": a.text}) + "\n" for a in long))
    command = [sys.executable, "-m", "helpers", "analyse", str(source), "--quiet", "--out", str(out)]
    command += ["--skip", "sentiment"]
    environment = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    chance, killed, kept = random.Random(20), 0, {}
    for _ in range(20):
        process = subprocess.Popen(command, env=environment)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.5, 20))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        whole = {path.name: path.stat().st_mtime_ns for path in out.glob(".parts/part-*[!f]")}
        assert kept.items() <= whole.items()  # what was done is neither lost nor done again
        kept = whole
    assert killed == 20, "the run ended before it could be killed: give it more to do"
    assert run(out, source, skip=["sentiment"]).articles == 2000
    run(tmp_path / "b", source, skip=["sentiment"])
    same(out, tmp_path / "b")


def wait_for(port):
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(port)), 1):
            return
        time.sleep(0.1)


@pytest.fixture(scope="module")
def cluster():
    """Start a Dask scheduler and two workers; return its address and the three processes.

    The tests take from it one after the other: first a worker, at last the scheduler.
    """
    pytest.importorskip("distributed", reason="Dask is the optional extra `cluster`")
    environment = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    start = [sys.executable, "-m"]
    scheduler = [*start, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    worker = [*start, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    processes = [subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
                 for command in (scheduler, worker, worker)]  # fmt: skip
    try:
        wait_for(port)
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def once(process, after=10):
    """Return a progress that kills a process as soon as so many articles are done."""
    return lambda reading: process.kill() if reading.articles >= after and process.poll() is None else None


@pytest.mark.slow
def test_dask_gives_the_same_tables_and_survives_a_lost_worker(tmp_path, monkeypatch, cluster):
    monkeypatch.setattr(pipeline, "BATCH", 5)
    given, (address, (_, worker, _)) = list(articles(60)), cluster
    summary = run(tmp_path / "a", given, scheduler=address, progress=once(worker), skip=["sentiment"])
    assert worker.poll() is not None and summary.articles == 60 and not summary.problems
    run(tmp_path / "b", given, skip=["sentiment"])
    same(tmp_path / "a", tmp_path / "b")


@pytest.mark.slow
def test_a_scheduler_that_goes_away_costs_no_finished_part(tmp_path, monkeypatch, cluster, analysed):
    monkeypatch.setattr(pipeline, "BATCH", 5)
    given, (address, (scheduler, _, _)) = list(articles(200)), cluster
    with pytest.raises(OSError, match=f"{address} went away; what is done is kept: run again"):
        run(tmp_path / "a", given, scheduler=address, progress=once(scheduler), skip=["sentiment"])
    summary = run(tmp_path / "a", given, skip=["sentiment"])
    assert summary.articles == 200 and summary.known > 0 and len(analysed) == 200 - summary.known
    run(tmp_path / "b", given, skip=["sentiment"])
    same(tmp_path / "a", tmp_path / "b")
