"""The reader's files are sacred: nothing that we did not write is replaced, removed or written through."""

import contextlib
import dataclasses
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import killed
import pandas as pd
import pytest
import test_report

from helpers import classroom, figures, ownership, pipeline, report
from helpers.__main__ import main
from helpers.corpus import read
from helpers.knowledge import KnowledgeError
from helpers.ownership import Folder, Taken
from helpers.report import manifest
from helpers.tables import CORRECTIONS, Article

SOAK = bool(os.environ.get("HELPERS_SOAK"))
TEXT = "Ferry stops\n\nAda Holm said on Monday that the ferry would wait."
forks = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
fast = ("sentiment", "tokens", "framing", "events", "timexes", "mentions")  # tables that tell nothing here


def stands(folder):
    """What lies in a folder: {name: digest, where a link leads, or '' of a folder}."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        else:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found


def put(folder, files, **known):
    with Folder(folder, **known) as open_folder:
        for name, text in files.items():
            (open_folder.work / name).parent.mkdir(parents=True, exist_ok=True)
            (open_folder.work / name).write_text(text)
        open_folder.put({name: open_folder.work / name for name in files})


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")  # names as Python writes them
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


# --------------------------------------------------------------------------- the rule itself


def test_what_we_wrote_is_replaced_and_what_was_changed_since_is_not(tmp_path):
    put(tmp_path, {"a": "1", "b/c": "1"})
    put(tmp_path, {"a": "2", "b/c": "2"})
    (tmp_path / "b" / "c").write_text("mine now")
    with pytest.raises(Taken, match=r"b/c was not written here, or was changed since\. Nothing was written: "):
        put(tmp_path, {"a": "3", "b/c": "3"})
    assert (tmp_path / "a").read_text() == "2" and (tmp_path / "b" / "c").read_text() == "mine now"
    put(tmp_path, {"a": "3", "b/c": "mine now"})  # the very bytes are no conflict
    put(tmp_path, {"a": "3", "b/c": "4"})  # and from then on they are ours


def test_overwriting_is_for_those_who_mean_it_and_never_for_the_source(tmp_path):
    write(tmp_path, a="mine", s__b="a source")
    put(tmp_path, {"a": "1"}, overwrite=True)
    with pytest.raises(Taken, match="s/b is one of the sources"):
        put(tmp_path, {"s/b": "1"}, overwrite=True, sources=[tmp_path / "s"])
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("folder", "link", "a/below", "../out", "/tmp/out"):
        with pytest.raises(Taken, match="Nothing was written"), Folder(tmp_path, overwrite=True) as open_folder:
            open_folder.check([name])


@pytest.mark.parametrize("link", ["a", "b", "manifest.json"])
def test_no_link_is_written_through(tmp_path, link):
    write(tmp_path, elsewhere__c="mine", elsewhere__file="mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / link).symlink_to(tmp_path / "elsewhere" / ("" if link == "b" else "file"))
    before = stands(tmp_path)
    with pytest.raises(Taken, match="link"):
        put(out, {"a": "1", "b/c": "1"}, overwrite=True)
    assert stands(tmp_path) == before


@pytest.mark.parametrize(
    "content",
    ['{"name": "my web app"}', '{"outputs": {"a": {"sha256": "0"}}}', "[]", '{"manifest": "helpers", "outputs": 1}'],
)
def test_a_manifest_of_another_program_is_the_readers(tmp_path, content):
    write(tmp_path, manifest_dot_json=content)
    with pytest.raises(Taken, match=r"manifest\.json was not written here"):
        put(tmp_path, {"a": "1"})
    assert (tmp_path / "manifest.json").read_text() == content and ownership.read(tmp_path / "manifest.json") == {}


def test_a_manifest_does_not_reach_out_of_its_folder(tmp_path):
    write(tmp_path, mine="mine")
    outside = {name: {"sha256": hashlib.sha256(b"mine").hexdigest()} for name in ("../mine", str(tmp_path / "mine"))}
    write(tmp_path / "out", manifest_dot_json=json.dumps({"manifest": "helpers", "outputs": outside}))
    assert [path.name for path in ownership.ours(tmp_path / "out")] == ["manifest.json"]
    with Folder(tmp_path / "out") as folder:
        folder.put({}, gone=outside)
    assert (tmp_path / "mine").read_text() == "mine"


def test_the_manifest_of_a_folder_below_counts_too(tmp_path):
    """The published figures carry theirs; a report that goes over them has none yet in a fresh clone."""
    put(tmp_path / "figures", {"a.svg": "1"})
    put(tmp_path, {"figures/a.svg": "2", "index.html": "1"})
    assert {path.name for path in ownership.ours(tmp_path)} == {"manifest.json", "a.svg", "index.html"}


def test_what_was_left_by_a_kill_goes_and_what_looks_like_it_stays(tmp_path):
    number = "0123456789abcdef"
    (tmp_path / f".work-{number}").mkdir()
    for name in (f".work-{number}/mine", f".manifest.json.{number}", ".manifest.json.mine"):
        (tmp_path / name).write_text("mine")
    before = stands(tmp_path)
    half = tmp_path / f".manifest.json.{number[::-1]}"
    for left in (b"", b"{\n", b'{\n "manifest": "helpers",\n "outp'):
        half.write_bytes(left)
        put(tmp_path, {"a": "1"})
        assert not half.exists() and before.items() <= stands(tmp_path).items()


def test_two_at_once_wait_or_are_told(tmp_path):
    with Folder(tmp_path), pytest.raises(OSError, match="another run is writing here"), Folder(tmp_path):
        pass
    put(tmp_path, {"a": "1"}, wait=True)


def test_a_folder_that_nothing_was_put_into_is_not_left_behind(tmp_path):
    with pytest.raises(ZeroDivisionError), Folder(tmp_path / "out", ownership.OF_TABLES) as folder:
        assert folder.work.is_dir() and 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_its_own_is_written_once(tmp_path):
    path = tmp_path / "sheet.csv"
    ownership.write(path, b"1")
    ownership.write(path, b"1")
    with pytest.raises(Taken, match=r"sheet\.csv was not written here"):
        ownership.write(path, b"2")
    with pytest.raises(Taken, match="one of the sources"):
        ownership.write(path, b"2", [path], overwrite=True)
    ownership.write(path, b"2", overwrite=True)
    assert path.read_bytes() == b"2" and len(list(tmp_path.iterdir())) == 1


@forks
def test_killed_whenever_it_may_be_the_next_run_knows_what_is_ours(tmp_path):
    """Files and folders of files, new, changed and gone, and the reader's among them."""
    first = {"a": "1", "old": "1", "t/x": "1", "t/y": "1", "deep/er/z": "1"}
    second = {"a": "2", "t": {"x": "2", "w": "2"}, "new/z": "2"}

    def again(out):
        with Folder(out) as folder:
            for name, text in second.items():
                made = folder.work / name
                if isinstance(text, dict):
                    made.mkdir()
                    for inner, words in text.items():
                        (made / inner).write_text(words)
                else:
                    made.parent.mkdir(exist_ok=True, parents=True)
                    made.write_text(text)
            folder.put({name: folder.work / name for name in second}, gone=["old", "deep/er/z", "mine"])

    at, was_killed = 0, True
    while was_killed:
        at += 1
        out = tmp_path / str(at)
        put(out, first)
        write(out, mine="mine", deep__mine="mine")
        was_killed = killed.run(lambda out=out: again(out), at)
        assert (out / "mine").read_text() == (out / "deep" / "mine").read_text() == "mine"
        again(out)
        found = {name for name, sha in stands(out).items() if sha}
        assert found == {"a", "t/x", "t/w", "new/z", "mine", "deep/mine", "manifest.json"}, at
        assert {path.relative_to(out).as_posix() for path in ownership.ours(out)} == found - {"mine", "deep/mine"}
    assert at > 15


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
def test_cleaning_up_leaves_what_pupils_wrote(tmp_path):
    shutil.copy(Path(__file__).parents[1] / "Makefile", tmp_path)
    write(tmp_path, build__classroom__student__lesson_dot_ipynb="mine", build__lib__made="", mine="mine")
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert {name for name, sha in stands(tmp_path).items() if sha} == {
        "build/classroom/student/lesson.ipynb", "mine", "Makefile",
    }  # fmt: skip


# --------------------------------------------------------------------------- tables


def articles(count, word="wait"):
    return [Article(f"f{n}", TEXT.replace("wait", f"{word} {n} days")) for n in range(count)]


def analyse(out, given, **options):
    return pipeline.analyse_into(out, read(given), skip=fast, **options)


NAMES = ["quotes.parquet/mine.txt", "mentions.csv/mine.txt", "events.csv", "articles.csv", "corrections.csv",
         "problems.csv", "quotes.parquet", ".parts", ".parts/manifest.json"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["csv", "parquet", "annotations"])
def test_tables_never_take_a_name_of_the_readers(tmp_path, capsys, name, kind):
    write(tmp_path, a_dot_txt=TEXT)
    (tmp_path / "o" / name).parent.mkdir(parents=True)
    (tmp_path / "o" / name).write_text("mine")
    before = stands(tmp_path)
    assert main(["analyse", str(tmp_path / "a.txt"), "--out", str(tmp_path / "o"), "--format", kind, "--quiet"]) == 1
    assert stands(tmp_path) == before
    said = capsys.readouterr().err
    assert said.startswith("error: ") and said.count("\n") == 1 and name.split("/")[0] in said


@pytest.mark.parametrize("name", [".parts", ".parts/manifest.json", "quotes.csv", "annotations.jsonld", "problems.csv"])
def test_tables_are_never_written_through_a_link(tmp_path, name):
    write(tmp_path, a_dot_txt=TEXT, elsewhere__mine="mine")
    (tmp_path / "o" / name).parent.mkdir(parents=True)
    (tmp_path / "o" / name).symlink_to(tmp_path / "elsewhere" / ("" if name == ".parts" else "mine"))
    before = stands(tmp_path)
    arguments = ["analyse", str(tmp_path / "a.txt"), "--out", str(tmp_path / "o"), "--format", "annotations"]
    assert main([*arguments, "--quiet", "--overwrite"]) == 1
    assert stands(tmp_path) == before


@pytest.mark.parametrize("files", [("articles.csv", "quotes.csv"), ("corrections.csv", "articles.csv"), ()])
@pytest.mark.parametrize("overwrite", [[], ["--overwrite"]])
def test_tables_do_not_go_among_the_articles(tmp_path, capsys, monkeypatch, files, overwrite):
    write(tmp_path, a_dot_txt=TEXT, **{name.replace(".", "_dot_"): "mine" for name in files})
    before = stands(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["analyse", ".", "--out", str(tmp_path), "--format", "csv", "--quiet", *overwrite]) == 1
    assert stands(tmp_path) == before and "choose another --out" in capsys.readouterr().err


def test_overwriting_replaces_tables_of_the_readers_but_no_source_and_no_second_answer(tmp_path, capsys):
    source, out = tmp_path / "s", tmp_path / "s" / "o"
    write(tmp_path, s__a_dot_txt=TEXT, o__quotes_dot_csv="mine", o__mine_dot_csv="mine", s__o__quotes_dot_csv="mine")
    run = ["analyse", str(source), "--format", "csv", "--quiet", "--out"]
    assert main([*run, str(out), "--overwrite"]) == 1 and "one of the sources" in capsys.readouterr().err
    (out / "quotes.csv").unlink()
    assert main([*run, str(tmp_path / "o"), "--overwrite"]) == 0
    assert (tmp_path / "o" / "mine.csv").read_text() == "mine" != (tmp_path / "o" / "quotes.csv").read_text()
    write(tmp_path, p__quotes_dot_parquet="mine")
    assert main([*run, str(tmp_path / "p"), "--overwrite"]) == 1 and "quotes.parquet" in capsys.readouterr().err


def test_what_the_reader_changed_in_a_table_is_not_lost_in_the_next_run(tmp_path):
    analyse(tmp_path, articles(2), kind="csv")
    with (tmp_path / "quotes.csv").open("a") as file:
        file.write("mine")
    before = stands(tmp_path)
    with pytest.raises(Taken, match=r"quotes\.csv was not written here, or was changed since"):
        analyse(tmp_path, articles(3), kind="csv")
    assert stands(tmp_path) == before
    analyse(tmp_path, articles(3), kind="csv", overwrite=True)
    assert "mine" not in (tmp_path / "quotes.csv").read_text()


def test_what_is_taken_while_a_run_goes_on_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 2)
    with pytest.raises(Taken, match=r"quotes\.parquet"):
        analyse(tmp_path, articles(4), progress=lambda reading: (tmp_path / "quotes.parquet").write_text("mine"))
    assert (tmp_path / "quotes.parquet").read_text() == "mine" and not list(tmp_path.glob("*.csv"))
    (tmp_path / "quotes.parquet").unlink()
    assert analyse(tmp_path, articles(4)).known == 4


@pytest.mark.parametrize("place", ["part-mine", "part-mine.half", "x.old", "lock", "part-0", ".work-0", "damaged-x"])
def test_what_the_reader_put_among_the_parts_stays(tmp_path, place):
    write(tmp_path, **{f"_dot_parts__{place.replace('.', '_dot_')}__mine": "mine"})
    before = stands(tmp_path)
    analyse(tmp_path, articles(3))
    part = next((tmp_path / ".parts").glob("part-????????????????????????"))
    (part / "mine").write_text("mine")
    analyse(tmp_path, articles(2, "halt"))
    assert before.items() <= stands(tmp_path).items() and (part / "mine").read_text() == "mine"
    assert len(pipeline.open(tmp_path).articles) == 2


@pytest.mark.parametrize("harm", ["a row of two cells", "a kind that is none"])
def test_a_wrong_row_of_actors_is_an_error_before_anything_is_touched(tmp_path, capsys, monkeypatch, harm):
    from helpers import knowledge
    from helpers.actors import gazetteer

    write(tmp_path, a_dot_txt=TEXT)
    run = ["analyse", str(tmp_path / "a.txt"), "--out", str(tmp_path / "o"), "--quiet"]
    assert main(run) == 0
    before = stands(tmp_path / "o")
    data = shutil.copytree(knowledge.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("gold", "classroom"))
    with (data / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("person:x,X\n" if harm == "a row of two cells" else "planet:x,Xenia,planet,\n")
    line = (data / "actors.csv").read_text(encoding="utf-8").count("\n")
    monkeypatch.setattr(knowledge, "DATA", data)
    gazetteer.read.cache_clear()
    try:
        for known in ([], ["--workers", "2"]):
            assert main([*run, *known]) == 1
            said = capsys.readouterr().err
            assert said.startswith(f"error: actors.csv line {line}: ") and said.count("\n") == 1
            assert stands(tmp_path / "o") == before
        with pytest.raises(KnowledgeError):
            pipeline.analyse([Article("a", TEXT)])
    finally:
        gazetteer.read.cache_clear()


# --------------------------------------------------------------------------- sheets, lessons, figures, reports


def test_a_sheet_that_was_filled_in_and_an_article_are_never_overwritten(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, a_dot_txt=TEXT, c_dot_csv=",".join(CORRECTIONS) + "\n")
    sample = ["sample", "quotes", "--source", "a.txt", "--corrections", "c.csv"]
    assert main(sample) == main(sample) == 0  # the very bytes
    sheet = tmp_path / "quotes_to_check.csv"
    filled = sheet.read_text().replace("checked,,,", "checked,,right,")
    sheet.write_text(filled)
    assert main(sample) == 1 and sheet.read_text() == filled
    assert "quotes_to_check.csv was not written here" in capsys.readouterr().err
    for out in ("a.txt", "c.csv"):
        assert main([*sample, "--out", out]) == main([*sample, "--out", out, "--overwrite"]) == 1
    assert (tmp_path / "a.txt").read_text() == TEXT and (tmp_path / "c.csv").read_text().count("\n") == 1
    assert main([*sample, "--overwrite"]) == 0 and sheet.read_text() != filled
    (tmp_path / "link.csv").symlink_to("c.csv")
    assert main([*sample, "--out", "link.csv", "--overwrite"]) == 1
    assert (tmp_path / "c.csv").read_text().count("\n") == 1


def test_what_pupils_wrote_is_never_overwritten(tmp_path, monkeypatch):
    words = ["1"]

    def editions(new):
        write(new, student__a_dot_ipynb=words[-1], student__data__b=words[-1], instructor__a_dot_ipynb=words[-1])

    monkeypatch.setattr(classroom, "_editions", editions)
    classroom.build(tmp_path)
    words.append("2")
    classroom.build(tmp_path)
    for mine in ("student/a.ipynb", "student/data/b", "student/own.ipynb", "student/figures/x.svg"):
        (tmp_path / mine).parent.mkdir(exist_ok=True)
        (tmp_path / mine).write_text("mine")
    before = stands(tmp_path)
    words.append("3")
    with pytest.raises(
        Taken, match=r"student/a\.ipynb was not written here, or was changed since.*choose another --out$"
    ):
        classroom.build(tmp_path)
    assert stands(tmp_path) == before
    for name in ("student/a.ipynb", "student/data/b"):
        (tmp_path / name).unlink()  # moved away
    classroom.build(tmp_path)
    assert (tmp_path / "student" / "a.ipynb").read_text() == "3"
    assert (
        (tmp_path / "student" / "own.ipynb").read_text() == (tmp_path / "student/figures/x.svg").read_text() == "mine"
    )


def test_a_figure_is_saved_over_itself_and_over_nothing_of_the_readers(tmp_path):
    with figures.canvas(2, "Two of three") as (drawn, _):
        pass
    chart = figures.Chart("two", drawn, "Two of three", "Two bars.", pd.DataFrame({"n": [1]}))
    chart.save(tmp_path, formats=figures.FORMATS)
    made = set(stands(tmp_path))
    for mine, name in (("mine", "two.csv"), ("mine", "page/two.svg")):
        (tmp_path / name).write_text(mine)
        before = stands(tmp_path)
        with pytest.raises(Taken, match=name):
            dataclasses.replace(chart, alt="Two bars, or three.").save(tmp_path, formats=figures.FORMATS)
        assert stands(tmp_path) == before
        (tmp_path / name).unlink()
    dataclasses.replace(chart, alt="Two bars, or three.").save(tmp_path, formats=figures.FORMATS)
    assert set(stands(tmp_path)) == made
    (tmp_path / "two.png").write_text("mine")
    chart.save(tmp_path)  # as SVG alone: our pictures in other formats go, the reader's stays
    assert (tmp_path / "two.png").read_text() == "mine" and not (tmp_path / "two.pdf").exists()


@pytest.fixture
def lessons(tmp_path):
    """Two lessons: one draws a figure, as a lesson does."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    test_report.notebook(folder / "00_corpus.ipynb", test_report.SETUP, "print(len(corpus), 'article')")
    test_report.notebook(folder / "01_chart.ipynb", test_report.SETUP, test_report.CHART)
    return folder


@pytest.mark.slow
def test_a_report_takes_nothing_of_the_readers(tmp_path, lessons):
    """Over a folder with files of its names; from and into one folder; with its source inside and around it."""
    write(tmp_path, my__a_dot_txt=TEXT, my__notes_dot_md="mine", my__figures__named_dot_png="mine")
    my, run = tmp_path / "my", {"quiet": True, "notebooks": lessons}
    for name in ("index.html", "figures/two.png"):  # one that every report has, one that only its run tells
        out = tmp_path / name.replace("/", "_")
        write(out, **{name.replace("/", "__").replace(".", "_dot_"): "mine", "figures__old_dot_svg": "mine"})
        (out / "notebooks").mkdir(exist_ok=True)
        (out / "notebooks" / "own.html").write_text("mine")
        before = stands(tmp_path)
        with pytest.raises(Taken, match=name.rpartition("/")[2]):
            report.report(my, out, **run)
        assert stands(tmp_path) == before
    before = stands(tmp_path)
    assert report.report(my, my, **run) in (0, 3)  # notes that nobody can read are said
    made = stands(tmp_path)
    assert before.items() <= made.items() and "my/figures/two.svg" in made
    assert report.report(my, my, **run) in (0, 3) and stands(tmp_path) == made  # nothing of it is an article
    assert [article.article_id for article in read(my)] == ["a"]
    within = my / "notebooks"  # a report's, seen from within
    assert any(within.iterdir()) and not list(read(within)) and manifest.sources(within) == {}
    with pytest.raises(Taken, match="notebooks: a report writes its own pages there; choose another --out"):
        report.report(within, my, **run)
    tables = pipeline.analyse_into(tmp_path / "p" / "tables", read(my)) and tmp_path / "p" / "tables"
    write(tables, mine_dot_csv="mine", notes_dot_md="mine")
    before = stands(tmp_path)
    with pytest.raises(Taken, match="a report writes its own tables there"):
        report.report(tables, tmp_path / "p", **run)
    assert stands(tmp_path) == before
    assert report.report(tables, tmp_path / "p" / "report", **run) in (0, 3)
    assert before.items() <= stands(tmp_path).items()


# --------------------------------------------------------------------------- killed, and run again


def rows(out, given):
    """Each article once, with the rows of its latest text, and nothing else."""
    found = pipeline.open(out)
    assert sorted(found.articles["article_id"]) == sorted(article.article_id for article in given)
    texts = {article.article_id: article.text for article in given}
    assert found.articles.set_index("article_id")["text"].to_dict() == texts
    for row in found.quotes.to_dict("records"):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["content"]
    assert found.quotes["article_id"].tolist() == sorted(set(found.quotes["article_id"]))  # one statement each


@forks
@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("small", [1_000, 3])
def test_a_run_killed_at_any_moment_leaves_a_folder_for_the_next(tmp_path, monkeypatch, kind, small):
    """Some articles changed, some gone, some new; tables as files and as folders of parts."""
    monkeypatch.setattr(pipeline, "BATCH", 3)
    monkeypatch.setattr(pipeline.store, "SMALL", small)
    first, second = articles(8), [*articles(3, "halt"), *articles(10)[5:]]
    begun = tmp_path / "begun"
    analyse(begun, first, kind=kind)
    write(begun, mine="mine", _dot_parts__part___mine__x="mine", notes_dot_csv="mine")
    mine = {name: sha for name, sha in stands(begun).items() if "mine" in name or name == "notes.csv"}
    chance = random.Random(17)
    moments = [*range(1, 400)] if SOAK else sorted(chance.sample(range(1, 56), 7))
    killed_at = []
    for at in moments:
        out = shutil.copytree(begun, tmp_path / "out")
        if killed.run(lambda out=out: analyse(out, second, kind=kind), at):
            killed_at.append(at)
        assert mine.items() <= stands(out).items(), at
        if not ownership.torn(out):  # what stands in place is whole: of the one run or of the other
            rows(out, first if sorted(pipeline.open(out).articles["article_id"])[-1] == "f7" else second)
        for _ in range(2 if chance.random() < 0.3 else 0):
            killed.run(lambda out=out: analyse(out, second, kind=kind), chance.randrange(1, 60))
        analyse(out, second, kind=kind)
        rows(out, second)
        assert not list(out.rglob(".work-*")) and mine.items() <= stands(out).items(), at
        shutil.rmtree(out)
    assert len(killed_at) > 3
    if SOAK:
        assert killed_at[-1] < moments[-1], "there are moments after the last one tried"


# --------------------------------------------------------------------------- whatever is run over whatever lies there

TAKEN = [
    "quotes.csv", "quotes.parquet", "articles.csv", "problems.csv", "corrections.csv", "actors.csv", "quotes.csv/mine",
    ".parts/mine", ".parts/part-0123456789abcdef01234567/part.json", ".parts/lock", ".parts/manifest.json", "two.svg",
    ".work-0123456789abcdef/mine", ".manifest.json.0123456789abcdef", "manifest.json", "index.html", "figures/two.svg",
    "figures/two.csv", "figures/manifest.json", "tables/quotes.csv", "tables/mine.txt", "notebooks/00_corpus.html",
    "student/a.ipynb", "student/data/b", "handout.html", "annotations.jsonld", "docs.spacy", "sheet.csv",
    "page/two.svg", "b.txt", "c.html", ".hidden", "evidence/two.html", ".published.json.half", ".quotes.csv.half",
]  # fmt: skip
PLACES = ["", "s", "s/o", "tables", "s/tables", "o"]


def command(chance, base, lessons):
    """Choose what is run, from where, and into where: any overlap of the two."""
    source, out = base / chance.choice([*PLACES, "a.txt", "s/a.txt"]), base / chance.choice(PLACES)
    tables = ["analyse", str(source), "--out", str(out), "--quiet", "--skip", ",".join(fast), "--format"]
    with figures.canvas(2, "Two of three") as (drawn, _):
        pass
    about = {"n": [chance.randrange(3)]}
    chart = figures.Chart("two", drawn, "Two of three", "Two bars.", pd.DataFrame(about))
    return chance.choice([
        *(lambda kind=kind: main([*tables, kind]) for kind in ("csv", "parquet", "annotations", "spacy") * 2),
        lambda: main(["sample", "quotes", "--source", str(source), "--out", str(out / chance.choice(TAKEN))]),
        lambda: classroom.build(out), lambda: chart.save(out),
        *[lambda: report.report(source, out, quiet=True, notebooks=lessons)] * (3 if SOAK else 0),
    ])  # fmt: skip


@forks
@pytest.mark.parametrize("seed", range(300 if SOAK else 5))
def test_no_command_costs_the_reader_a_file(tmp_path, monkeypatch, lessons, seed):
    """Folders full of files and links of the names we use; any command, from and into any of them, some killed."""
    chance, base = random.Random(seed), tmp_path / "base"
    monkeypatch.setattr(
        classroom,
        "_editions",
        lambda new: write(new, student__a_dot_ipynb=str(chance.random()), handout_dot_html="1"),
    )
    monkeypatch.setattr(pipeline.store, "SMALL", chance.choice([1, 1_000]))
    write(base, a_dot_txt=TEXT, s__a_dot_txt=TEXT.replace("Monday", "Friday"), elsewhere__file="mine")
    for place in PLACES:
        (base / place).mkdir(exist_ok=True, parents=True)
        for name in chance.sample(TAKEN, chance.randrange(4)):
            path = base / place / name
            if path.parent.is_dir() or not os.path.lexists(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                if not os.path.lexists(path):
                    if chance.random() < 0.2:
                        path.symlink_to(base / "elsewhere" / "file")
                    else:
                        path.write_text(TEXT + name)
    mine = {name: sha for name, sha in stands(base).items() if sha}
    for _ in range(6):
        run = command(chance, base, lessons)
        if chance.random() < 0.4:
            with contextlib.suppress(AssertionError):  # what it says of it does not matter here
                killed.run(run, chance.randrange(1, 60))
        else:
            with contextlib.suppress(Taken, OSError, ValueError):
                run()
        assert mine.items() <= stands(base).items()
    assert set(stands(base / "elsewhere")) == {"file"}


def test_a_file_where_a_folder_is_to_be_written_is_named_with_the_way_out(tmp_path):
    """Guards: "afile/.parts: Not a directory"."""
    (tmp_path / "mine").write_text("keep")
    with pytest.raises(Taken, match="mine is a file, and a folder is to be written there: choose another --out"):
        ownership.Folder(tmp_path / "mine").__enter__()
    assert (tmp_path / "mine").read_text() == "keep"
