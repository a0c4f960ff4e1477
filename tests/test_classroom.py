"""No file for students shows a solution; the teacher's edition passes every check; the handout prints."""

import base64
import json
import re
import zlib
from collections import Counter
from html import unescape

import nbformat
import pandas as pd
import pytest

from helpers import classroom, figures, knowledge, tables
from helpers.classroom import exercises, handout
from helpers.report import lesson

NOTEBOOKS = sorted(classroom.NOTEBOOKS.glob("*.ipynb"))
HIDDEN = {"solution", "instructor"}


def tags(cell):
    return set(cell.metadata.get("tags", ()))


def words(text):
    """The text as bare words, whatever HTML, JSON or Markdown did to it."""
    return " ".join(re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\\n", " ")))


def secrets(notebook):
    """Every line of a hidden cell, and what it printed, that is long enough to be recognised."""
    for cell in notebook.cells:
        if tags(cell) & HIDDEN:
            outputs = [str(output.get("data", output.get("text", ""))) for output in cell.get("outputs", [])]
            for line in [*cell.source.splitlines(), *outputs]:
                # a set-up line of a solution may also stand in the exercise that it answers
                if len(words(line)) > 25 and not line.startswith(("from ", "import ", "exercises.check")):
                    yield words(line)


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return lesson.read(request.param)


def test_students_get_no_solution_and_no_output(notebook):
    shown = classroom.for_students(notebook)
    assert [cell.id for cell in shown.cells if tags(cell) & HIDDEN] == []
    assert [cell.id for cell in shown.cells if cell.get("outputs") or cell.get("execution_count")] == []
    assert len(shown.cells) == sum(not tags(cell) & HIDDEN for cell in notebook.cells)
    kept = words(json.dumps(shown, ensure_ascii=False))
    assert [secret for secret in secrets(notebook) if secret in kept] == []
    nbformat.validate(shown)


def test_the_printed_lesson_shows_no_solution(notebook, tmp_path):
    page = classroom._page(notebook, tmp_path / "page.html").read_text(encoding="utf-8")
    assert [secret for secret in secrets(notebook) if secret in words(page)] == []
    assert "<script" not in page and 'src="http' not in page
    worked_on = [cell for cell in notebook.cells if "exercise" in tags(cell) and cell.cell_type == "code"]
    shown = classroom.for_paper(notebook)
    assert not [cell for cell in shown.cells if "exercise" in tags(cell) and cell.cell_type == "code"]
    assert page.count('class="answer"') >= (classroom.LINES if worked_on else 0)
    assert page.count("<img") == page.count("alt=")


def test_on_paper_nobody_is_told_to_run_a_cell(notebook):
    """A cell is spoken of only as one of JupyterLab's; what a lesson on the program says of commands stays."""
    shown = classroom.for_paper(notebook)
    text = "\n".join(cell.source for cell in shown.cells if cell.cell_type == "markdown")
    told = [
        one for one in re.findall(r"[^.:;]*\b(?:cells?|Shift|double-click)\b[^.:;]*", text) if "JupyterLab" not in one
    ]
    assert [one for one in told if "runs unchanged" not in one] == []
    for number in re.findall(r"## Exercise (\d+):", text):
        assert exercises.row(int(number))["question"] in text


def test_on_paper_a_figure_asks_what_its_headline_would_tell():
    """The figure of an exercise stands there with a question above it; every other figure keeps its finding."""
    with figures.canvas(2, "Ada is never heard") as (drawn, _):
        pass
    told = figures.Chart("heard", drawn, "Ada is never heard", "Ada is never heard. Two bars.", pd.DataFrame())
    asked = told.asking("Who is heard?")
    assert next(text.get_text() for text in drawn.texts) == "Who is heard?"
    notebook = lesson.read(classroom.NOTEBOOKS / "03_quote_attribution.ipynb")
    page = json.dumps(classroom.for_paper(notebook, [asked]))
    assert "Who is heard?" in page and "Two bars." in page
    assert "never heard" not in re.sub(r'"source".*?\]', "", page.replace("mentioned often and never heard", ""))
    assert "never heard" in json.dumps(classroom.for_paper(notebook))


def test_every_question_above_a_figure_fits_on_one_line():
    asked = exercises.questions().values()
    assert len(asked) == 10 and all(line.endswith("?") and len(line) < 62 for line in asked)


def test_a_secret_is_noticed():
    """The tests above can fail: an untagged solution is found."""
    cells = [nbformat.v4.new_markdown_cell("The answer is that Ada is mentioned most of all.")]
    leaked = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_markdown_cell(cells[0].source)])
    leaked.cells[0].metadata["tags"] = ["solution"]
    kept = words(json.dumps(classroom.for_students(leaked)))
    assert [secret for secret in secrets(leaked) if secret in kept] != []


def test_the_teachers_edition_passes_every_check():
    """As committed: each exercise that has a check is solved somewhere, and no solution was refused."""
    right, refused = set(), []
    for path in NOTEBOOKS:
        for cell in classroom.for_teachers(lesson.read(path), path.stem).cells:
            found = re.search(r"exercises\.check\((\d+)", cell.source) if cell.cell_type == "code" else None
            if found and "solution" in tags(cell):
                texts = [str(output.get("data", {}).get("text/plain", "")) for output in cell.outputs]
                (
                    right.add(int(found[1]))
                    if any(t.startswith("✓") for t in texts)
                    else refused.append((path.stem, cell.id))
                )
    assert refused == []
    assert right == set(exercises.SHEETS)


def test_each_exercise_stands_in_its_notebook():
    for row in exercises.plan().itertuples():
        source = (classroom.NOTEBOOKS / f"{row.notebook}.ipynb").read_text(encoding="utf-8")
        assert f"Exercise {row.number}: " in source and f"exercises.check({row.number}," in source


def test_teachers_see_the_timing():
    notebook = lesson.read(classroom.NOTEBOOKS / "06_how_it_is_told.ipynb")
    plan = classroom.for_teachers(notebook, "06_how_it_is_told").cells[1].source
    assert "| 4 | The verb does the work | 15 |" in plan


def test_a_teachers_page_leads_back_to_the_plans_and_nowhere_else(tmp_path):
    """Guards: a link to a report that no class has, on each page for teachers."""
    notebook = lesson.read(classroom.NOTEBOOKS / "06_how_it_is_told.ipynb")
    for made, name in ((notebook, "06_how_it_is_told"), (classroom.plans(), "index")):
        classroom._teachers_page(made, name, tmp_path)
    heads = [re.search(r"<header>.*?</header>", page.read_text("utf-8"), re.DOTALL)[0] for page in tmp_path.iterdir()]
    assert sorted(re.findall(r'href="([^"]+)"', " ".join(heads))) == ["index.html"]
    assert all("not for pupils" in head and "report" not in head.lower() for head in heads)


def test_students_draw_questions_where_a_headline_would_tell(tmp_path):
    """Every figure that an exercise asks about, in every lesson for students, stands under its question."""
    calls = exercises.questions()
    drawn = 0
    for path in NOTEBOOKS:
        for cell in classroom.for_students(lesson.read(path)).cells:
            for call, question in calls.items() if cell.cell_type == "code" else ():
                for found in re.finditer(rf"(?<![\w.]){re.escape(call)}\([^()]*\)(.*)", cell.source):
                    drawn += 1
                    assert found[1].startswith(f'.asking("{question}")'), (path.stem, cell.source)
    assert len(calls) == 10 and drawn > 15
    assert exercises.asking("x = charts.heard(analysis)\ncomparing.heard(analysis)").count("asking") == 1


def test_words_in_tables_are_whole_and_texts_are_not():
    """A statement of 300 words stands in a notebook's table as it was said; an article does not fill the screen."""
    said = tables.frame("quotes", []).reindex([0]).assign(content="word " * 300)
    assert said[["content"]]._repr_html_().count("word") == 300
    texts = tables.frame("articles", []).reindex([0]).assign(text="word " * 3000)
    assert texts[["text"]]._repr_html_().count("word") < 500


def test_pupils_see_all_rows_of_an_articles_mentions():
    """Guards: an exercise asks what a table misses, and the table showed ten of its 64 rows."""
    (cell,) = [cell for cell in classroom.for_students(lesson.read(NOTEBOOKS[0])).cells if "parameters" in tags(cell)]
    table = pd.DataFrame({"row": range(100)})
    with pd.option_context("display.max_rows", 60, "display.max_colwidth", 50):
        exec(classroom.WHOLE)
        assert classroom.WHOLE in cell.source and table._repr_html_().count("<tr") == 101


def test_no_table_shows_pupils_what_only_a_program_needs(notebook):
    """Ids of articles, numbers of rows and letters counted from zero: not in what a lesson shows of words."""
    shown = classroom.for_students(notebook)
    for cell in shown.cells:
        if cell.cell_type == "code":
            columns = re.findall(r'"(article_id|row|start|end)"', "".join(re.findall(r"\[\[.*?\]\]", cell.source)))
            merged = re.search(r'merge\(analysis\.articles\[\["article_id"', cell.source)
            assert not columns or merged, (cell.id, cell.source)
            assert "passages.behind" not in cell.source, cell.id


def test_marking_comes_before_the_programs_own():
    """Exercises 3 and 5 ask to mark: in their lessons the program shows its marks below them."""
    for name, number, shows in (("03_quote_attribution", 3, "baselines"), ("06_how_it_is_told", 5, "telling.unsaid")):
        sources = [cell.source for cell in lesson.read(classroom.NOTEBOOKS / f"{name}.ipynb").cells]
        asked = next(place for place, text in enumerate(sources) if f"exercises.check({number}," in text)
        assert asked < next(place for place, text in enumerate(sources) if shows in text)


@pytest.mark.slow
def test_the_handout_is_the_same_twice_and_holds_the_article(tmp_path):
    from helpers import pipeline

    analysis = pipeline.analyse(knowledge.DATA / "articles")
    made = handout.parts(analysis, handout.asked(analysis))
    one = handout.write(made, tmp_path)
    _is_tagged(one[1].read_bytes(), headings=len(made) - 1)
    assert one[1].read_bytes() == handout.pdf(made)
    page = words(one[0].read_text(encoding="utf-8"))
    assert all(words(sentence) in page for sentence in analysis.sentences.surface)
    assert one[1].read_bytes().startswith(b"%PDF") and one[1].stat().st_size < 3_000_000
    assert all(f"{number} " in page for number in range(1, 11))


def _is_tagged(pdf, headings):
    """The tree of tags and what is drawn agree: each number on a page has its element, and nothing stands outside."""
    assert all(known in pdf for known in (b"/Lang (en)", b"/MarkInfo", b"/DisplayDocTitle true", b"/StructTreeRoot"))
    roles = Counter(re.findall(rb"/S /(\w+)", pdf))
    assert roles[b"H1"] == 1 and roles[b"H2"] == headings and roles[b"P"] > 10
    assert roles[b"Figure"] == pdf.count(b"/Alt ")
    drawn = [
        zlib.decompress(base64.a85decode(stream, adobe=False))
        for stream in re.findall(rb"ASCII85Decode /FlateDecode.*?stream\r?\n(.*?)~>endstream", pdf, re.DOTALL)
    ]
    pages = [page for page in drawn if b" BDC" in page]
    numbered = sum(len(re.findall(rb"/MCID (\d+)", page)) for page in pages)
    assert numbered == pdf.count(b"/Pg ") and len(pages) == pdf.count(b"/StructParents")
    for page in pages:
        assert page.count(b"BDC") + page.count(b"BMC") == page.count(b"EMC")
        outside = re.sub(rb"/\w+ (?:<</MCID \d+>> BDC|BMC).*?EMC", b"", page, flags=re.DOTALL)
        assert not re.search(rb"\b(?:Tj|TJ|Do|S|f)\b", outside), outside[:500]


@pytest.mark.slow
@pytest.mark.parametrize("invented", [False, True])
def test_a_lesson_stands_on_two_pages_and_gives_no_answer_away(invented, tmp_path):
    from helpers import pipeline

    analysis = pipeline.analyse(knowledge.DATA / ("classroom" if invented else "articles"))
    analysis = analysis.of(handout.INVENTED) if invented else analysis
    made = handout.one_lesson(analysis)
    page, printed = handout.write(made, tmp_path, "lesson")
    assert printed.read_bytes().count(b"/Type /Page\n") + printed.read_bytes().count(b"/Type /Page ") == 2
    _is_tagged(printed.read_bytes(), headings=5)
    text = words(page.read_text(encoding="utf-8"))
    assert all(words(paragraph) in text for _, paragraph in made[0].text)
    asked = " ".join(f"{part.title} {part.words}" for part in made)
    names = [name for name in analysis.everybody["actor"] if name != "West"]
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", asked)]
    open_places = analysis.framing.query("measure == 'agentless'")["surface"]
    assert not [place for place in open_places if place in asked] and "<img" not in page.read_text(encoding="utf-8")
    order = [int(number) for number in re.findall(r"^\| \d+ \| Exercise (\d+)", PLAN, re.MULTILINE)]
    assert [int(part.title.split(".")[0]) for part in made if part.title[0].isdigit()] == order


PLAN = (
    (classroom.NOTEBOOKS / "README.md").read_text(encoding="utf-8").partition("## One lesson")[2].partition("\n## ")[0]
)


# Words of the field that a pupil can't know: whoever uses one in a lesson explains it in the glossary.
FIELD = """
    accuracy actor agentless alias alpha anchor annotator bias concordance content corpus cue demonym F1 framing gold
    hedge interval loaded mean mention metonym modality n paraphrase parser portrayal precision pronoun recall sample
    sentiment source speaker stance string surface TextBlob TIMEX3 token tone VADER voice"""


def explained(column):
    """The words that stand in bold (in code, for columns) in the first cell of the glossary's rows."""
    words, columns = classroom.glossary().cells[0].source.split("## Columns")
    pattern, table = (r"`([^`]+)`", columns) if column else (r"\*\*([^*]+)\*\*", words)
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    return {word for cell in cells for words in re.findall(pattern, cell) for word in re.split(r", ", words)}


def test_every_word_of_the_field_that_a_lesson_uses_is_explained(notebook):
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    used = {word for word in FIELD.split() if re.search(rf"\b{word}s?\b", prose, re.IGNORECASE if len(word) > 1 else 0)}
    known = {part for word in explained(column=False) for part in (word, *word.split())}
    assert used - known == set()


def test_words_of_the_scores_are_explained():
    assert {"macro F1", "relaxed", "dispersion", "provenance"} <= explained(column=False)


def test_every_column_that_a_lesson_shows_is_explained(notebook):
    """Column heads of the committed tables; a group's own name, and what stands in brackets, explain themselves."""
    heads = {
        head.split(" (")[0]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for table in re.findall(r"<thead>(.*?)</thead>", str(output.get("data", {}).get("text/html", "")), re.DOTALL)
        for head in re.findall(r"<th>([^<]+)</th>", table)
    }
    outlets = {row["outlet"].split(" (")[0] for row in knowledge.rows("classroom/articles.csv", ("outlet",))}
    endings = {word.removeprefix("…") for word in explained(column=True) if word.startswith("…")}
    unknown = heads - outlets - explained(column=True)
    assert {head for head in unknown if not head.endswith(tuple(endings))} == set()


def test_an_edition_has_all_that_its_notebooks_read(notebook, tmp_path):
    """Whoever is given the folder alone can run every cell: no path leads out of it, and each file is there."""
    classroom._copy_data(tmp_path / "data")
    for edition in (classroom.for_students(notebook), classroom.for_teachers(notebook, "x")):
        written = classroom._write(edition, tmp_path / "lesson.ipynb").read_text(encoding="utf-8")
        code = "\n".join(cell.source for cell in nbformat.reads(written, 4).cells if cell.cell_type == "code")
        assert "../" not in code
        assert [path for path in re.findall(r'"(data/[^"]+)"', code) if not (tmp_path / path).exists()] == []


def test_markup_of_the_article_becomes_markup_of_the_page():
    said = '<span class="quotes"><span class="label">[Ada: </span>a &lt; b</span>'
    page = f"<fieldset><label>Show</label></fieldset><p>{said}</p>"
    assert handout._marked_up(page) == ['<u><font size="7" color="#555555">[Ada: </font>a &lt; b</u>']
