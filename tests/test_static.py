"""The static edition in a browser, network off: the same verdicts as in Python, kept answers, room at any width."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import browser
import pytest
from test_browser import AXE, missing

import helpers
from helpers import classroom, knowledge
from helpers.classroom import exercises, static
from helpers.report import lesson

VERDICTS = knowledge.rows(Path(__file__).with_name("verdicts.csv"), ("exercise", "answer", "verdict"))
PLAN = {int(row.number): row.notebook for row in exercises.plan().itertuples()}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("static") / "site"
    out.mkdir()
    static.write(
        helpers.analyse(knowledge.DATA / "articles"),
        {
            path.stem: static.screen(classroom.for_paper(lesson.read(path)))
            for path in sorted(classroom.NOTEBOOKS.glob("*.ipynb"))
        },
        classroom.glossary(),
        out,
    )
    yield out
    shutil.rmtree(out)


@pytest.fixture(scope="module")
def page():
    path = browser.find()
    if not path:
        missing("Chromium")
    found = browser.Browser(path)
    found.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
    yield found
    found.close()


TRY = """((number, given) => {
  const box = document.querySelector(`[data-exercise="${number}"]`), fields = [...box.querySelectorAll("[data-field]")];
  if (given.length > fields.length) given = [given.join("\\n")];
  fields.forEach((field, n) => { field.value = given[n] ?? ""; field.dispatchEvent(new Event("input")); });
  box.querySelector("[data-check]").click();
  const out = box.querySelector("[role=status]");
  return [out.dataset.right, out.textContent];
})"""


@pytest.mark.parametrize("number", sorted(PLAN))
def test_the_page_gives_the_verdicts_of_the_specification(page, site, number):
    """Wrong, empty, right: every row of the table, typed into the page's own fields."""
    page.open(site / f"{PLAN[number]}.html")
    assert page.run(f"document.querySelectorAll('[data-exercise=\"{number}\"]').length") == 1
    rows, seen = [row for row in VERDICTS if row["exercise"] == str(number)], set()
    for row in rows:
        given = json.loads(row["answer"])
        given = [str(part) for part in (given if isinstance(given, list) else [given])]
        right, told = page.run(f"{TRY}({number}, {json.dumps(given)})")
        assert (right, told[:1]) == (("true", "✓") if row["verdict"] == "right" else ("false", "N")), (row, told)
        seen.add(row["verdict"])
    assert seen == {"right", "wrong"} and len(rows) >= 20
    assert not page.trouble()


def test_every_page_opens_without_trouble_and_has_room(page, site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 25
    for path in pages:
        for width in (360, 1280):
            page.open(path, width)
            assert page.run("document.scrollingElement.scrollWidth") <= width, (path.name, width)
            assert not page.trouble(), path.name


def test_every_link_leads_somewhere(site):
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r'href="([^"]+)"', text):
            file, _, anchor = address.partition("#")
            if file.startswith(("https:", "http:", "mailto:")):
                continue
            there = (path.parent / file).resolve() if file else path
            assert there.is_file(), (path.name, address)
            if anchor and there.suffix == ".html":
                assert f'id="{anchor}"' in there.read_text(encoding="utf-8"), (path.name, address)


def test_marks_of_a_lessons_figures_lead_to_words(page, site):
    page.open(site / "03_quote_attribution.html")
    address = page.run("document.querySelector('svg.chart a[href]').getAttribute('href')")
    page.open(f"{site.as_uri()}/{address}")
    assert page.run("document.querySelector(':target mark').textContent")


def test_answers_are_kept_and_come_together_on_the_sheet(page, site):
    page.open(site / "02_entity_counts.html")
    page.run(f"{TRY}(1, ['Belarus', 'Ukraine', 'Russia'])")
    page.open(site / "02_entity_counts.html")
    assert page.run("document.querySelector('[data-field]').value") == "Belarus"
    page.open(site / "sheet.html")
    assert "Guess, then count" in page.run("document.querySelector('[data-sheet]').textContent")
    page.run("document.querySelector('[data-download]').click()")
    assert not page.trouble()
    page.run("document.querySelector('[data-clear]').click()")
    page.open(site / "sheet.html")
    assert page.run("document.querySelector('[data-sheet]').textContent") == ""


def test_an_alias_moves_and_a_verb_is_swapped(page, site):
    page.open(site / "02_entity_counts.html")
    row = "document.querySelector('[data-alias] tbody').rows[0].textContent"
    assert page.run("document.querySelector('[data-alias] tbody').rows.length") == 0  # it would tell the answer
    move = "one.value = 'Ukraine'; into.value = 'Russia'; into.dispatchEvent(new Event('change'));"
    page.run(f"(([one, into]) => {{ {move} }})(document.querySelectorAll('[data-alias] select'))")
    assert page.run(row) == "Russia23"
    page.open(site / "06_how_it_is_told.html")
    page.run("(choice => { choice.value = 'pointed out'; choice.dispatchEvent(new Event('change')); })"
             "(document.querySelector('[data-swap] select'))")  # fmt: skip
    told = page.run("document.querySelector('[data-swap] [role=status]').textContent")
    assert "keeps a distance: 1" in told and "vouches for it: 3" in told


def test_no_answer_and_no_telling_headline_stands_in_a_page(site):
    told = (
        "mentioned 12 times and never heard",
        "Ukraine is mentioned",
        "In the article that comes with this collection it is",
    )
    for path in site.rglob("*.html"):
        text = unescape(path.read_text(encoding="utf-8"))
        assert not [words for words in told if words in text], path.name
        assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in text and 'src="http' not in text
    sealed = json.loads(
        re.search(
            r'id="classroom">(.*?)</script>', (site / "06_how_it_is_told.html").read_text(encoding="utf-8"), re.DOTALL
        )[1]
    )
    assert all(re.fullmatch(r"[0-9a-f]{20}", form) for sheet in sealed["sheets"].values() for form in sheet["forms"])


def test_it_weighs_little(site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 15_000_000


@pytest.mark.parametrize("width", [360, 1280])
def test_no_barrier(page, site, width):
    if not AXE.is_file():
        missing("axe-core")
    rules = AXE.read_text(encoding="utf-8")
    for path in (site / "index.html", site / "sheet.html", site / "03_quote_attribution.html", site / "article.html"):
        page.open(path, width)
        page.run(rules + "; 1")
        found = page.run("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.nodes[0].html]))")
        assert not [row for row in found if row[0] in ("serious", "critical")], (path.name, found)
