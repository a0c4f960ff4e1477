"""The site: every mark leads to its passages and back, hostile input stays text, the same bytes twice."""

import base64
import csv
import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pandas as pd
import pytest

from helpers import charts, figures, knowledge, reading, tables, tokens
from helpers.charts import clocks, telling, voices
from helpers.pipeline import Analysis, analyse
from helpers.report import evidence, findings, site
from helpers.report import pages as pages_of
from helpers.tables import Article

TABLES_OF = {"index.html", "review.html"}  # pages of tables, which a script of theirs searches, filters and sorts
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202e\u2066 javascript:alert(1) " + "x" * 10_000
TEXTS = [
    "Ferry stops\n\nAda Lindqvist, who runs the ferry, said on Monday that it would stop. “We are sorry,” she added. "
    "Norway and Norway's shameful neighbours waited. Norway was not asked.",
    f"Ferry {NASTY}\n\nAda Lindqvist claimed that {NASTY} is cruel.",
    "Rain again\n\nIt rained in Norway, Jon Dahl said. Ada Lindqvist did not answer.",
]


class Page(HTMLParser):
    """The ids and links of a page, and whatever could act in it."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.acting, self.labels = [], [], [], {}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "a":
            self.links.append(known["href"])
            self.labels[known["href"]] = known.get("aria-label", "")
        if tag in {"script", "iframe", "object", "embed", "form", "base", "img"}:
            self.acting.append(tag)
        self.acting += [name for name in known if name.startswith("on") or name in {"style", "srcset", "srcdoc"}]
        self.acting += [
            value for name, value in attrs if name in {"href", "src"} and "script:" in (value or "").lower()
        ]


def test_a_headline_behind_a_release_is_not_written_twice(tmp_path):
    text = "FOR IMMEDIATE RELEASE\n\nFerry stops\n\nAda Lindqvist said that it would stop."
    found = analyse([Article("a", text, title="Ferry stops"), Article("b", text + " ", title="Another day")])
    (tmp_path / "tables").mkdir()
    site.write(found, tmp_path, [])
    hidden = {
        path.name[0]: '<h1 class="hidden">' in path.read_text() for path in (tmp_path / "articles").glob("?-*.html")
    }
    assert hidden == {"a": True, "b": False}


def write(out, texts, *more, published=""):
    """A site of these texts, with figures as a notebook saves them."""
    articles = [Article(f"{n} {NASTY[:60]}" if n else "0", text, outlet=NASTY[:80], url="javascript:alert(1)",
                        published=published)
                for n, text in enumerate(texts)]  # fmt: skip
    found = analyse(articles)
    (out / "tables").mkdir(parents=True)
    for name in tables.TABLES:
        getattr(found, name).to_csv(out / "tables" / f"{name}.csv", index=False, quoting=csv.QUOTE_NONNUMERIC)
    for chart in (
        charts.named(found), charts.heard(found), charts.presence(found), telling.whose(found),
        *(draw(found) for draw in more),
    ):  # fmt: skip
        chart.save(out / "figures")
    site.write(found, out, [("Start here", "notebooks/00.html")])
    return out


@pytest.fixture(scope="module", params=[1, 3], ids=["one article", "a corpus"])
def written(request, tmp_path_factory):
    return write(tmp_path_factory.mktemp("site"), TEXTS[: request.param])


def pages(out):
    return {path: Page(path) for path in sorted(out.rglob("*.html"))}


def test_every_link_leads_somewhere(written):
    found = pages(written)
    for path, page in found.items():
        assert len(page.ids) == len(set(page.ids)), f"{path.name}: an id twice"
        for link in page.links:
            address, anchor = urldefrag(link)
            if address.startswith(("notebooks/", "https://")) or address.endswith("manifest.json"):
                continue  # other units of a report make these
            target = (path.parent / unquote(address)).resolve() if address else path
            assert target.is_file(), f"{path.name}: {link}"
            assert not anchor or anchor in found[target].ids, f"{path.name}: {link}"


def test_every_mark_leads_to_its_passages_and_every_passage_back(written):
    found, marks = pages(written), 0
    for figure in evidence.figures(written / "figures"):
        own = found[written / "evidence" / f"{figure.name}.html"]
        front = found[written / "index.html"]
        on_front = f"figure-{figure.name}" in front.ids
        assert on_front or f"evidence/{figure.name}.html" in front.links
        assert on_front or (figure.name in {"presence", "loaded_words"} and len(found) > 10), "an overview shows all"
        drawn = re.findall(r'<a xlink:href="#([^"]+)"', figure.svg.read_text(encoding="utf-8"))
        assert set(drawn) == {mark.name for mark in figure.marks}
        for mark in figure.marks:
            marks += 1
            if on_front:
                assert f"evidence/{figure.name}.html#{mark.name}" in front.links
            assert f"#{mark.name}" in own.links and own.labels[f"#{mark.name}"]
            assert f"{figure.name}.html#{figure.anchor(mark.name)}" in own.links
            assert figure.anchor(mark.name) in own.ids
    assert marks >= 9
    articles = [page for path, page in found.items() if "articles-" not in path.name]
    back = [link for page in articles for link in page.links if "#mark-" in link]
    assert back


def test_marks_that_count_rows_list_them_highlighted(written):
    page = (written / "evidence" / "named.html").read_text(encoding="utf-8")
    assert page.count("<mark>Norway</mark>") >= 3


def test_a_passage_reads_as_the_article_has_it(written):
    """Guards: "claimedthat", the space behind the marked words gone."""
    told = " ".join(" ".join(TEXTS).split())
    pages = "".join(path.read_text(encoding="utf-8") for path in (written / "evidence").glob("*.html"))
    found = [html.unescape(re.sub("<[^>]*>", "", one)) for one in re.findall(r'<q class="passage">(.*?)</q>', pages)]
    plain = [" ".join(one.split()) for one in found if "…" not in one and "x" * 9 not in one]
    assert len(plain) > 5 and [one for one in plain if one not in told] == []


def test_hostile_input_stays_text(written):
    for path, page in pages(written).items():
        script = (
            ["script"]
            if path.parent.name in {"articles", "actors", "quotes", "find"} and path.name in TABLES_OF
            else []
        )
        assert page.acting == script, path.name
        text = path.read_text(encoding="utf-8")
        assert not reading.UNPRINTABLE.search(text)
        assert not reading.BIDI.search(re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1])
        assert "<script>alert" not in text
        allowed = html.unescape(re.search(r'Content-Security-Policy" content="(.*?)"', text)[1])
        assert allowed.startswith("default-src 'none'; ") and "unsafe" not in allowed
        style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
        assert reading.policy(style).split(";")[1] in allowed


def test_pages_are_small_and_whole(written):
    for path in pages(written):
        assert path.stat().st_size <= 500_000
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")


def many(n):
    """An analysis of so many articles, all like the first text; only the parse of one is paid for."""
    one = analyse([Article("0", TEXTS[0], title="Ferry stops, " * 30, outlet="The Harbour Herald and Weekly Tide")])
    ids = [f"2024/{number:06d}" for number in range(n)]
    found = {name: getattr(one, name) for name in tables.OF_ARTICLES}
    return Analysis(
        **{
            name: rows.take(list(range(len(rows))) * n).assign(article_id=[i for i in ids for _ in range(len(rows))])
            for name, rows in found.items()
        }
    )


def test_no_page_grows_beyond_its_limit_with_the_corpus(tmp_path, monkeypatch):
    found = many(1300)
    monkeypatch.setattr(site, "_article", lambda *_: None)  # as long as the article, not as the corpus
    (tmp_path / "tables").mkdir()
    (tmp_path / "figures").mkdir()
    rows = figures.evidence(found.mentions["article_id"], found.mentions["mention_id"]).split()
    data = pd.DataFrame({"mark": [f"m{n}" for n in range(400)]})
    data["evidence"] = [" ".join(rows[n::400]) for n in range(400)]
    data.to_csv(tmp_path / "figures" / "crowd.csv", index=False)
    drawn = "".join(f'<a xlink:href="#m{n}"><path d="M {n} 0 L {n} 9"/></a>' for n in range(400))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{drawn}</svg>'
    (tmp_path / "figures" / "crowd.svg").write_text(svg)
    (tmp_path / "figures" / "crowd.txt").write_text("Four hundred dots")
    written = [path for path in site.write(found, tmp_path, []) if path.suffix == ".html"]
    assert max(path.stat().st_size for path in written) <= 500_000
    ids = {path: Page(path) for path in sorted((tmp_path / "evidence").glob("crowd*.html"))}
    assert len(ids) > 1, "the passages go on on further pages"
    front = ids[tmp_path / "evidence" / "crowd.html"]
    for n in range(400):
        (address,) = (link for link in front.links if link.endswith(f"#m{n}"))
        page, _ = urldefrag(address)
        assert f"m{n}" in ids[tmp_path / "evidence" / (page or "crowd.html")].ids
        assert front.ids.count(f"mark-crowd-m{n}") == 1
    said = (tmp_path / "articles" / "index.html").read_text(encoding="utf-8")
    assert "All 1,300 articles." in said and said.count("<tr>") == site.PLAIN + 1
    assert len(packed(tmp_path, "articles")) == 1300, "the page's own script shows all"


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.org/b?c=d", True), ("http://a.org", True), ("javascript:alert(1)", False), ("//a.org", False),
     ("https://", False), ("https://a.org/\"onclick='x", False), ("data:text/html,x", False), ("http://[", False),
     ("https://user:password@a.org/b", False), ("https://bank.org@a.org", False), ("https://a.org/@ada", True),
     ("https://a.org/\u202egro.b", False), ("https://a.org/\u2066b", False), ("https://a.org/\x07b", False),
     ("https://a\u200b.org", False), ("https://a.org\\@b.org", False), ("https://a.org/é", True)],
)  # fmt: skip
def test_only_web_addresses_are_linked(url, expected):
    assert bool(pages_of.web_address(url)) is expected


def test_file_names_are_plain_and_differ():
    names = [evidence.slug(name) for name in ("a/b", "a b", "../../etc/passwd", "", "x" * 500, "x" * 501, "Ä", "CON")]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{8,60}", name) for name in names)


def test_a_line_of_several_values_is_one_mark(tmp_path):
    with figures.canvas(2, "Up") as (figure, axes):
        mark = figures.mark(axes.plot([1, 2])[0], "line a")
    data = pd.DataFrame({"who": ["A", "A"], "n": [1, 2], "mark": [mark] * 2, "evidence": ["0#m0 0#m1", "a%20b#m1"]})
    figures.Chart("up", figure, "Up", "a line", data).save(tmp_path)
    (found,) = evidence.figures(tmp_path)
    assert [(m.label, m.rows) for m in found.marks] == [("A: 2 values", (("0", "m0"), ("0", "m1"), ("a b", "m1")))]
    drawn = evidence.inline(found.svg, "up", 'a "line"', {mark: ("#x", "A")}, evidence.Letters())
    assert drawn.count("<a ") == 1 and "style=" not in drawn and 'aria-label="a &quot;line&quot;"' in drawn


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ({"actor": "A", "n": "3"}, "A: count 3"),
        ({"actor": "A", "n": "3000", "names": "2", "people": "0", "parts": "1"}, "A: count 3,000, by name 2, parts 1"),
        ({"actor": "A", "n": "3", "words": "9", "low": "1.0", "high": "5.0"}, "A: count 3, words 9, interval 1 to 5"),
        ({"actor": "A", "a": "1", "b": "2", "c": "3", "d": "4", "low": "0", "high": "6"},
         "A: a 1, b 2, c 3, d 4, interval 0 to 6"),
        ({"actor": "A", "n": "3", "low": "", "high": ""}, "A: count 3"),
    ],
)  # fmt: skip
def test_a_mark_says_both_ends_of_its_interval(row, label):
    assert [m.label for m in evidence._marks([row | {"mark": "a", "evidence": "0#m0"}])] == [label]


def test_every_finding_of_a_page_leads_to_passages(tmp_path):
    """Guards: what is dated, and what is left open, led to a figure alone, and 37 % of the words to one speaker's."""
    people = ["Ada Lind", "Bo Holm", "Eva Moe"] * 2
    what = ("gate", "closed"), ("road", "barred"), ("boat", "sunk"), ("town", "hit"), ("bank", "shut"), ("mill", "sold")
    said = "".join(f"On May {n} the board met. “It was {does},” {who} said. The {it} was {does} on Monday. "
                   for n, (who, (it, does)) in enumerate(zip(people, what, strict=True), 3))  # fmt: skip
    draw = telling.unsaid, telling.voice_share, voices.sources, clocks.two_clocks
    page = (write(tmp_path, [said], *draw, published="2024-06-15") / "index.html").read_text()
    asked = re.findall(r"<h3>([A-Z][^<]*\?)</h3>.*?<p class=\"proof\">(.*?)</p>", page, re.DOTALL)
    assert len(asked) >= 4 and all("The passages behind this" in proof for _, proof in asked), asked
    assert 'href="evidence/unsaid.html#passages"' in page


def test_a_label_keeps_a_line_off_its_words(tmp_path):
    """Guards: on pages “published 16 Feb 2023” was struck through by the line that it stands on."""
    box = '<g id="patch_3"><path d="M 0 0" style="fill: #ffffff"/></g>'
    path = tmp_path / "boxed.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="axes_1">{box}</g>'
        f'<g id="text_1">{box}</g></svg>'
    )
    assert evidence.inline(path, "boxed", "words", {}, evidence.Letters()).count('fill="#ffffff"') == 1


def test_words_on_a_page_keep_their_size(tmp_path):
    path = tmp_path / "sized.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g transform="translate(10.123456 2) '
        'scale(0.085 -0.085)"><path d="M 0.0004321 1.23456 L 2 2"/></g></svg>'
    )
    drawn = evidence.inline(path, "sized", "words", {}, evidence.Letters())
    assert 'transform="translate(10.12 2) scale(0.085 -0.085)"' in drawn and "M 0.000432 1.23 L 2 2" in drawn


def test_every_page_says_what_was_put_right_by_hand(tmp_path):
    from helpers import pipeline

    article = pipeline.analyse([Article("a", "Harbour closes\n\nAda Holm said the harbour would close.")])
    tables = {name: getattr(article, name) for name in ("articles", "sentences", "mentions", "quotes", "timexes")}
    for changes, said in ((["set", "checked", "add"], "2 rows corrected by hand. 1 row checked by hand."), ([], "")):
        out = tmp_path / str(len(changes))
        corrected = pipeline.Analysis(
            **tables, corrections=pd.DataFrame({"table": "", "column": "", "change": changes, "value": ""})
        )
        pages = [page for page in site.write(corrected, out, []) if page.suffix == ".html"]
        assert pages and all(
            ("by hand." in page.read_text()) == bool(said) and said in page.read_text() for page in pages
        )


def test_findings_count_what_the_tables_hold():
    text = TEXTS[0] + " Norway slept on." * 5
    found = analyse([Article("0", text)])
    said = {finding.question: finding.answer for finding in findings.findings(found, [])}
    n = int(found.articles["n_words"][0])
    assert said["Who is named?"].startswith(f"In {n} words, ")
    one = analyse([Article("0", text.replace(" “We are sorry,” she added.", ""))])
    assert "Who speaks?" not in {finding.question for finding in findings.findings(one, [])}, "one may be none"
    error = r"\(\d+( %)? found, before allowing for the tool’s own error\)"
    often = " ".join(f"Ada Lindqvist said that ferry {n} would stop." for n in range(9))
    told = {finding.question: finding.answer for finding in findings.findings(analyse([Article("0", often)]), [])}
    assert re.match(rf"Of \d+ words, at least \d+ {error} report what Ada Lindqvist said\.", told["Who speaks?"])
    assert not any("not found to say" in asked for asked in said), "Norway is a place here"
    text = text.replace("Norway was not asked", "Karin Moe left").replace("Norway", "Karin Moe")
    quiet = analyse([Article("0", text + " Ada Lindqvist said that it rained." * 4)])
    said = {finding.question: finding.answer for finding in findings.findings(quiet, [])}
    silent = said["Who is named, and not found to say anything?"]
    assert re.match(
        rf"Karin Moe is named at least \d times {error}; of the 6 statements found that have a speaker, none is", silent
    )


def test_findings_say_so_when_there_is_nothing():
    found = analyse([Article("0", "Rain. Rain again.")])
    answers = [finding.answer for finding in findings.findings(found, [])]
    assert answers[0] == "No actor was found in 3 words."
    assert answers[1:] == []
    found = analyse([Article("0", "It rained on Monday. It rains now. In 2019 it snowed. It may hail tomorrow.")])
    answers = [finding.answer for finding in findings.findings(found, [])]
    assert "The day of publication is not known: without it, “Monday” and “tomorrow” can’t be dated." in answers


SAME = """
import sys; from pathlib import Path; sys.path.insert(0, "tests")
import test_site; test_site.write(Path(sys.argv[1]), test_site.TEXTS)
"""


@pytest.mark.slow
def test_the_same_bytes_in_another_process_locale_and_time_zone(tmp_path):
    running, digests = [], []
    for number, (locale, zone) in enumerate([("C", "Pacific/Kiritimati"), ("de_DE.UTF-8", "America/Adak")]):
        surroundings = os.environ | {"LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-c", SAME, str(tmp_path / str(number))]
        running.append(subprocess.Popen(command, env=surroundings, cwd=Path(__file__).parents[1]))
    for number, process in enumerate(running):
        assert process.wait() == 0
        out = tmp_path / str(number)
        files = sorted(path for path in out.rglob("*") if path.is_file())
        digests.append([(str(p.relative_to(out)), hashlib.sha256(p.read_bytes()).hexdigest()) for p in files])
    assert digests[0] == digests[1]
    assert len(digests[0]) > 30


def test_figures_are_numbered_from_one_without_a_gap_and_articles_stand_by_date(tmp_path):
    (tmp_path / "tables").mkdir()
    days = ("2024-05-09", "2024-05-08", "2024-05-07")
    found = analyse([Article(str(n), f"{TEXTS[0]} {n} of 3.", published=day) for n, day in enumerate(days)])
    charts.named(found).save(tmp_path / "figures")
    charts.heard(found.of(["0"])).save(tmp_path / "figures")
    other = analyse([Article("elsewhere", TEXTS[2])])  # a lesson may draw other texts
    telling.voice_share(other).save(tmp_path / "figures")
    telling.whose(found).save(tmp_path / "figures")
    of_site = pages_of.Site(found, tmp_path, evidence.figures(tmp_path / "figures"), [])
    assert [(figure.number, figure.name) for figure in of_site.figures] == [
        (1, "named"), (2, "heard"), (3, "loaded_words"),
    ]  # fmt: skip
    assert [row["article_id"] for row in of_site.shown] == ["2", "1", "0"]


def packed(out, page="quotes"):
    """The rows that a page's table holds for its script."""
    text = (out / page / "index.html").read_text(encoding="utf-8")
    data = re.search(r'<div id="data" hidden>([A-Za-z0-9+/=]+)</div>', text)[1]
    return json.loads(gzip.decompress(base64.b64decode(data)))


def test_the_table_of_statements_holds_each_once_with_the_way_to_its_place(written):
    rows, found = packed(written), pages(written)
    assert sorted(row[0] for row in rows)[:2] == ["Ada Lindqvist", "Ada Lindqvist"]
    page = found[written / "quotes" / "index.html"]
    for row in rows:
        address, anchor = urldefrag(row[-1])
        assert row[-1] in page.links
        assert anchor in found[(written / "quotes" / unquote(address)).resolve()].ids
    assert not any(reading.UNPRINTABLE.search(cell) for row in rows for cell in row)


def test_tables_of_articles_and_actors_count_as_the_figures_do(written):
    """Guards: parts of a quote, and quotes within others, counted as statements on these pages alone."""
    if not (written / "articles").is_dir():
        pytest.skip("one article needs no table of articles")
    by_article = {row[0]: int(row[4]) for row in packed(written, "articles")}
    by_actor = {row[0]: int(row[4]) for row in packed(written, "actors")}
    said = tables.statements(analyse([Article(str(n), text) for n, text in enumerate(TEXTS)]).quotes)
    assert sum(by_article.values()) == len(said)
    assert by_actor["Ada Lindqvist"] == (said["speaker"] == "Ada Lindqvist").sum() > 0


def test_an_embedded_figure_carries_its_words_and_data_and_loads_nothing(written):
    text = (written / "embed" / "named.txt").read_text(encoding="utf-8")
    found = HTMLParser()
    tags, addresses = [], []
    found.handle_starttag = lambda tag, attributes: (tags.append(tag), addresses.extend(
        value for name, value in attributes if name in {"src", "href", "action"} or name.startswith("on")))  # fmt: skip
    found.feed(text)
    assert text.startswith("<figure") and text.endswith("</figure>")
    assert "script" not in tags and {"img", "figcaption", "table"} <= set(tags)
    assert len(addresses) == 1 and addresses[0].startswith("data:image/svg+xml;base64,")
    drawn = base64.b64decode(addresses[0].partition(",")[2])
    assert drawn == (written / "figures" / "named.svg").read_bytes()
    data = pd.read_csv(written / "figures" / "named.csv")
    assert text.count("<tr>") == len(data) + 1 and "evidence" not in text
    page = (written / "evidence" / "named.html").read_text(encoding="utf-8")
    assert 'href="../embed/named.txt"' in page and "&lt;img src=&quot;named.svg&quot; alt=&quot;" in page


def test_a_hundred_thousand_statements_fit_into_the_table(tmp_path):
    """Of a tenth of them in the gate, at the same room for each."""
    articles = 50_000 if os.environ.get("HELPERS_SOAK") else 5_000
    found = many(articles)
    (tmp_path / "tables").mkdir()
    of_site = pages_of.Site(found, tmp_path, [], [])
    site.write_quotes(of_site)
    rows = packed(tmp_path)
    assert len(rows) == len(found.quotes) == 2 * articles
    assert (tmp_path / "quotes" / "index.html").stat().st_size < 200 * len(rows)
    assert f"{len(rows):,} statements found, by date." in (tmp_path / "quotes" / "index.html").read_text(
        encoding="utf-8"
    )


def test_every_score_that_stands_beside_a_figure_has_been_measured():
    beside = [list(pages_of.errors(row["scores"])) for row in knowledge.rows("figures.csv", ("figure", "scores"))]
    assert sum(map(bool, beside)) > 10
    assert all(len({line["set"] for line in lines}) == len(lines) for lines in beside)  # a set is named once
    with pytest.raises(KeyError):
        list(pages_of.errors("actors|nowhere|F1"))


def test_an_article_is_called_by_its_first_line_that_is_one():
    row = {"title": "", "article_id": "a", "text": "======\nFOR IMMEDIATE RELEASE\n\nHale Motors grows\n\nIt said so."}
    assert tokens.heading(row) == "Hale Motors grows"
    assert (tokens.heading(row | {"text": "***"}), tokens.heading(row, 4)) == ("a", "Hale …")
    assert tokens.heading(row | {"text": "HALE, N.Y. (AP) --\nRain fell."}) == "Rain fell."


@pytest.mark.parametrize(("rows", "kept"), [(("a", "a"), True), (("a", "other"), False), (("other",), False)])
def test_a_figure_with_a_row_of_another_article_stays_out_of_the_report(rows, kept):
    """Guards: a figure with a foreign row passes."""
    marks = tuple(evidence.Mark(f"m{n}", "", ((article, f"m{n}"),)) for n, article in enumerate(rows))
    figure = evidence.Figure(1, "named", "", "", "", "", None, {}, marks, len(rows))
    assert pages_of._leads_into(figure, {"a"}) == kept


def test_a_corpus_has_a_page_that_asks_who_is_one_and_gives_the_line_that_settles_it(tmp_path):
    texts = [
        "Harbour\n\nAda Holm opened the gate. Holm smiled.",
        "Harbour\n\nHolm closed the gate again on <b>Monday</b>.",
    ]
    out = write(tmp_path / "site", texts)
    page = (out / "actors" / "review.html").read_text()
    assert "person:holm" in page and "Ada Holm" in page and "<b>Monday" not in page
    assert 'href="../actors/review.html"' in (out / "articles" / "index.html").read_text()


def test_the_headline_stands_once_on_an_articles_page(tmp_path):
    out = write(tmp_path / "site", ["Harbour shut\n\nAda Holm closed the gate on Monday.", "Ada Holm opened the gate."])
    shown = [page.read_text() for page in sorted((out / "articles").glob("*.html")) if "reading" in page.read_text()]
    shut = next(page for page in shown if "Harbour shut" in page)
    assert '<h1 class="hidden">' in shut and all('<h1 class="hidden">' not in page for page in shown if page != shut)
