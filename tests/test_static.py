"""The static edition in a browser, network off: the same verdicts as in Python, kept answers, room at any width."""

import json
import os
import re
import time
from html import unescape
from itertools import product
from pathlib import Path

import browser
import pytest
from test_browser import AXE, missing

import helpers
from helpers import charts, classroom, knowledge
from helpers.charts import telling
from helpers.classroom import exercises

VERDICTS = knowledge.rows(Path(__file__).with_name("verdicts.csv"), ("exercise", "answer", "verdict"))
NOTEBOOKS = sorted(classroom.NOTEBOOKS.glob("*.ipynb"))
PLAN = {int(row.number): row.notebook for row in exercises.plan().itertuples()}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(edition):
    """As `helpers classroom` writes it."""
    folder, told = edition
    assert told["status"] == 0, told["said"]
    return folder / "site"


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


WRONG = """(() => {
  const heads = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(head => +head.tagName[1]);
  const jumps = heads.filter((level, n) => level > (n ? heads[n - 1] : 0) + 1);
  if (heads[0] !== 1 || heads.filter(level => level === 1).length !== 1) jumps.push("not one h1");
  const stuck = [...document.querySelectorAll("body *")].filter(box => box.scrollWidth > box.clientWidth + 1
    && /auto|scroll/.test(getComputedStyle(box).overflowX) && box.tabIndex < 0);
  const mute = [...document.images].map(one => one.alt).filter(alt => !/^[A-Z“\\d].* .*[.?]$/s.test(alt));
  const wide = document.scrollingElement.scrollWidth > innerWidth;
  return {wide, jumps, stuck: stuck.map(box => box.outerHTML.slice(0, 90)), mute};
})()"""


@pytest.fixture(scope="module")
def others(edition):
    """The pages of the other editions, and what is printed."""
    folder, _ = edition
    return sorted([*folder.glob("student/*.html"), *folder.glob("instructor/*.html"), *folder.glob("*.html")])


def test_no_barrier_on_any_page(page, site, others):
    """No rule of axe is broken, nothing scrolls sideways that the keyboard does not reach, headings are in order.

    Every page of every edition, light on a phone and dark on a screen; at length (HELPERS_SOAK) all four ways. Of pages
    of one make, such as a figure's passages, the first three stand for all, at length all of them.
    """
    if not AXE.is_file():
        missing("axe-core")
    rules, soak = AXE.read_text(encoding="utf-8"), bool(os.environ.get("HELPERS_SOAK"))
    pages = [*sorted(site.glob("*.html")), *others]
    for folder in sorted({path.parent for path in site.rglob("*/*.html")}):
        pages += sorted(folder.glob("*.html"))[: None if soak else 3]
    assert len(pages) > 45
    for path in pages:
        ways = product((360, 1280), (False, True)) if soak else ((360, False), (1280, True))
        for width, dark in ways if soak or site in path.parents else ((360, False),):  # the others are white always
            page.open(path, width, dark)
            wrong = page.run(WRONG)
            assert not any(wrong.values()), (path.name, width, wrong)
            page.run(rules + "; 1")
            found = page.run("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.nodes[0].html]))")
            assert not found, (path.name, width, dark, found)
            assert not page.trouble(), path.name


def test_what_is_printed_fits_on_the_paper(page, others):
    """Guards: tables of nine columns, which on A4 stood 141 pixels beyond the edge."""
    for path in others:
        page.open(path, 718)
        page.call("Emulation.setEmulatedMedia", media="print")
        wide = page.run("document.scrollingElement.scrollWidth - innerWidth")
        page.call("Emulation.setEmulatedMedia", media="")
        assert wide <= 0, (path.parent.name, path.name, wide)


def test_the_first_page_can_be_used_at_once(page, site):
    """Within two seconds of opening, the article and an exercise answer."""
    for name in ("index.html", "article.html", "02_entity_counts.html"):
        begun = time.monotonic()
        page.open(site / name)
        page.run("1")
        assert time.monotonic() - begun < 2, name


def test_a_projector_shows_labels_of_twenty_pixels(page, site):
    """The smallest letters of a figure are eight points high on narrow drawings, and eight and a half on wide ones."""
    page.open(site / "02_entity_counts.html")
    page.run("document.getElementById('large').click()")
    for path in sorted(site.glob("0[2-69]_*.html")):
        page.open(path)  # the choice is kept from page to page
        sizes = page.run("[...document.querySelectorAll('svg.chart')].map(one => [one.getBoundingClientRect().width / "
                         "one.viewBox.baseVal.width, one.classList.contains('narrow')])")  # fmt: skip
        assert sizes and all(scale * (8 if narrow else 8.5) >= 20 for scale, narrow in sizes), (path.name, sizes)
        assert page.run("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)") >= 20
        assert page.run("document.scrollingElement.scrollWidth <= innerWidth")
    page.run("document.getElementById('large').click()")


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


def test_no_page_for_students_tells_what_a_figure_would(site, others):
    """The headlines that a figure has elsewhere: in no page of the lessons on the article, not even as alternative."""
    analysis = helpers.analyse(knowledge.DATA / "articles")
    made = (charts.named(analysis), charts.presence(analysis), charts.heard(analysis), telling.voice_share(analysis),
            telling.verbs(analysis), telling.unsaid(analysis), telling.whose(analysis))  # fmt: skip
    pages = [*site.glob("*.html"), *(path for path in others if path.parent.name != "instructor")]
    own = [path for path in pages if not re.search("08_|09_", path.name)]
    assert len(own) > 20
    for path in own:
        text = unescape(path.read_text(encoding="utf-8"))
        assert not [chart.title for chart in made if chart.title in text], path.name


def test_it_weighs_little(site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 15_000_000
