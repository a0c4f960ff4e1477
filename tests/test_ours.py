"""What is true of our own articles alone stands in cells that say so, and in no report on anybody else's."""

import html
import json
import re

import audited
import pytest
from notebook_rules import EXERCISE_TAGS, NOTEBOOKS, OUR_TAGS, tags_of, text_of

from helpers import analyse, figures, knowledge, read
from helpers.report import lesson

LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
MADE_UP = {
    "well.txt": "Well runs dry in Ostrava\n\n“We dig deeper,” the engineer Hana Novak said on 3 May 2021. Tomas Kral, "
    "who owns the field, told her to stop. Novak said that the town council had paid for it.",
    "again.txt": "Water again\n\nTomas Kral denied that he had stopped the work. Hana Novak was not there.",
}
# Words of ours that no table names. Each was printed on pages about other people's articles.
TELLING = [
    "constructed", "Twelve short", "about 320 words", "eight long", "eight paragraphs", "not a single quotation mark",
    "strongman", "slaughter", "twelve accounts", "made-up corpus", "comes with this collection", "docker",
    "Ten checks leave", "0 of 0", "the seed",
]  # fmt: skip


def names():
    """Who and what is named in the seed and in the accounts, without names that are words as well ("the judge")."""
    ours = analyse(read(knowledge.DATA / "articles")), analyse(read(knowledge.DATA / "classroom"))
    found = {surface for one in ours for surface in one.mentions.query("kind in ('name', 'demonym')")["surface"]}
    words = set(re.findall(r"\w+", " ".join(text for one in ours for text in one.articles["text"])))
    return sorted(name for name in found if len(name) > 3 and name[0].isupper() and name.lower() not in words)


def said(text, wanted):
    """Which of these stand in a text as whole words."""
    return [one for one in wanted if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]


def cells(*tags):
    """The cells of all lessons with one of these tags; without tags, those that every reader's report holds."""
    for path in LESSONS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            own = tags_of(cell)
            if own & set(tags) if tags else not own & (OUR_TAGS | EXERCISE_TAGS):
                yield f"{path.stem}: {cell['id']}", cell


def test_no_cell_that_every_report_holds_names_ours():
    wanted = names() + TELLING
    assert {"Belarus", "Lukashenko", "Port Sarrow"} <= set(wanted)
    faults = {name: said(text_of(cell), wanted) for name, cell in cells()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_tag_alone_decides_and_a_folder_of_ours_keeps_what_is_true_of_it(tmp_path):
    kept = {}
    for source in (knowledge.DATA / "articles", knowledge.DATA / "classroom", tmp_path):
        opened = [lesson.read(path) for path in LESSONS]
        for notebook in opened:
            lesson.keep_true_of(notebook, source)
        kept[source.name] = {tag for notebook in opened for cell in notebook.cells for tag in tags_of(cell)}
    assert kept == {
        "articles": {"parameters", "gender", "lab", "seed"}, "classroom": {"parameters", "gender", "lab", "accounts"},
        tmp_path.name: {"parameters", "gender", "lab"},
    }  # fmt: skip


def test_who_is_quoted_by_gender_can_be_left_out():
    for notebook in (lesson.read(path) for path in LESSONS):
        lesson.keep_true_of(notebook, knowledge.DATA / "classroom", gender=False)
        assert not any("by_gender" in cell.source or "Women, men" in cell.source for cell in notebook.cells)


@pytest.mark.slow
def test_a_report_on_made_up_articles_says_nothing_of_ours_and_keeps_to_itself(tmp_path):
    (tmp_path / "mine").mkdir()
    for name, text in MADE_UP.items():
        (tmp_path / "mine" / name).write_text(text, encoding="utf-8")
    command = "['report', OUT + '/mine', '--out', OUT + '/out', '--quiet']"
    done, did = audited.run(f"from helpers.__main__ import main\nsys.exit(main({command}))", tmp_path)
    assert (done.returncode, did) == (0, ""), done.stderr  # nor does it reach out: see test_audit.py
    made = {path.name for path in (tmp_path / "out" / "figures").iterdir()}
    assert {f"named.{kind}" for kind in figures.METADATA} <= made
    sentences = {
        sentence
        for _, cell in cells(*OUR_TAGS)
        if cell["cell_type"] == "markdown"
        for sentence in re.split(r"(?<=[.?!:])\s+|\n+", text_of(cell))
        if len(sentence.split()) > 4
    }
    assert len(sentences) > 30
    told = (knowledge.DATA / "measured.csv").read_text(encoding="utf-8")  # "outside the West" is what a score is of
    wanted = [name for name in names() if name not in " ".join(MADE_UP.values()) + told]
    for path in sorted((tmp_path / "out").rglob("*.html")):
        page = re.sub(
            r"<style>.*?</style>|<script>.*?</script>|\bd=\"[^\"]*\"", "", path.read_text(encoding="utf-8"), flags=re.S
        )
        page = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
        assert [one for one in sentences if " ".join(re.sub(r"[*`]", "", one).split()) in page] == [], path.name
        assert said(page, [one for one in TELLING if one != "the seed"]) == [], path.name
        assert said(page, wanted) == [], path.name
