"""Write the edition for a school that installs nothing: pages that open from a folder, and check the exercises.

    site/index.html          the lessons with their plan, and what a page can't do
    site/NAME.html           each lesson: its prose, its figures, whose marks lead to the words, its exercises
    site/article.html        the article alone; site/marked.html as the program marks it
    site/evidence/*.html     each figure with the passages that its marks count
    site/accounts/           the same, and the articles, for the lessons on the twelve invented accounts
    site/lesson*.pdf         a lesson on paper
    site/sheet.html          what a pupil wrote, to print or to download

No page loads anything or sends anything; the one script acts by its hash. What is right stands there sealed
(`answers.seal`): enough against looking, not against a programmer.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .. import charts, knowledge, reading, tokens
from ..charts import clocks, comparing, rhythms, telling, uncertainty, voices
from ..figures import FORMATS, words
from ..report import lesson, pages
from ..report.evidence import Letters, figures
from ..report.pages import Site, annotated
from ..report.site import write_evidence
from . import answers, exercises, handout

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from ..analysis import Analysis
    from ..figures import Chart

NAV = (
    ("Lessons", "index.html"), ("The article", "article.html"), ("My answers", "sheet.html"),
    ("Words", "glossary.html"),
)  # fmt: skip
USES = ("title", "body", "nobody", "unnamed", "number", "month", "filler", "doubt", "joint", "plain")
ACCOUNTS = ("08_your_own_articles", "09_compare_coverage")  # lessons on the twelve accounts
VERBS = ("said", "added", "announced", "stressed", "claimed", "alleged", "pointed out", "confirmed", "admitted")
SHOWN = 8  # actors to choose from, and sentences with a verb to swap


class Pages(Site):
    """The static edition being written, or the part of it that is about other articles; `root` leads to that part."""

    root = ""

    def write(self, path: str, template: str, title: str, extra: str = "", script: str = "", **known: Any) -> None:
        """Write one page.

        Args:
            path: within the edition.
            template: its name.
            title: of the page.
            extra: style that only this page needs.
            script: what may act there.
            known: what the template needs beside; `foreign` lets the styles of a lesson's outputs act.
        """
        extra = pages.file("classroom.css") + extra
        super().write(path, template, title, extra, script, large=True, **known)

    def nav(self) -> list[tuple[str, str]]:
        """Say where a page of the edition leads."""
        home = "../" * self.root.count("/")
        return [(name, home + address) for name, address in NAV]


def write(
    analysis: Analysis, accounts: Analysis, notebooks: Mapping[str, NotebookNode], glossary: NotebookNode, out: Path
) -> list[Path]:
    """Write the static edition.

    Args:
        analysis: of the article that the lessons are about.
        accounts: of the invented accounts, which two lessons are about.
        notebooks: {name: what a pupil may see of it}, solutions taken out.
        glossary: as a lesson of one cell.
        out: the folder `site`.

    Returns:
        The paths of its pages.
    """
    article = analysis.articles["article_id"].iloc[0]
    site = _part(analysis, _charts(analysis), out, homes={article: "marked.html"})
    told = _part(accounts, _several(accounts), out, "accounts/")
    for row in told.shown:
        shown = annotated(told, reading.tables(accounts, row["article_id"]), "../")
        title = f"{row['outlet']}, {row['published']}: {told.names[row['article_id']]}"
        home = told.homes[row["article_id"]]
        told.write(home, "article_marked.html.j2", title, extra=shown.css, heading=title, reading=shown.html)
    script = pages.file("classroom.js")
    _article(site, article)
    for name, notebook in notebooks.items():
        _lesson(site, told if name in ACCOUNTS else site, name, notebook, script)
    body = _body(glossary)
    site.write(
        "glossary.html", "classroom.html.j2", "What does this word mean?", body=body, letters="", data="", foreign=True,
    )  # fmt: skip
    site.write("sheet.html", "sheet.html.j2", "My answers", script=script)
    for name, texts in (("lesson", analysis), ("lesson-invented", accounts.of(handout.INVENTED))):
        handout.write(handout.one_lesson(texts), out, name)
    asked = list(_plan(notebooks))
    site.write("index.html", "lessons.html.j2", handout.TITLE, lessons=asked, elsewhere=answers.words("elsewhere"))
    for part in (site, told):  # drawn for pages, and by now in them
        shutil.rmtree(part.out / "figures" / "page")
    return [*site.pages, *told.pages]


def _part(
    analysis: Analysis, drawn: Iterable[Chart], out: Path, root: str = "", homes: Mapping[str, str] | None = None
) -> Pages:
    """Draw the figures of one analysis and write a page of passages for each."""
    folder = out / root / "figures"
    for chart in drawn:
        chart.save(folder, analysis, FORMATS)
    (folder / "manifest.json").unlink(missing_ok=True)  # the edition as a whole has one
    part = Pages(analysis, out / root, figures(folder), [])
    part.root = root
    part.homes = dict(homes or part.homes)
    for figure in part.figures:
        write_evidence(part, figure)
    return part


def _charts(analysis: Analysis) -> Iterator[Chart]:
    """Yield the figures whose marks lead to words: those that an exercise asks about stand under a question."""
    from ..words import dispersion, frequencies

    yield from handout.asked(analysis).values()
    yield clocks.calendar(analysis)
    yield voices.voices(analysis)
    yield uncertainty.statements(analysis)
    yield dispersion(analysis, frequencies(analysis)["word"].head(6).tolist())


def _several(accounts: Analysis) -> Iterator[Chart]:
    """Yield the figures of the lessons on several accounts."""
    yield from (charts.named(accounts), charts.heard(accounts), telling.voice_share(accounts))
    yield from (rhythms.named_over_time(accounts), rhythms.heard_over_time(accounts))
    yield rhythms.portrayed_over_time(accounts, "target")
    yield from (comparing.named(accounts), comparing.heard(accounts), comparing.verbs(accounts))
    yield from (comparing.portrayed(accounts, "target"), comparing.over_time(accounts), comparing.facts(accounts))


# ------------------------------------------------------------------ a lesson


def _lesson(site: Pages, drawn_in: Pages, name: str, notebook: NotebookNode, script: str) -> None:
    """Write the page of a lesson; the figures that were drawn for it as pictures become those whose marks lead on."""
    known = {(figure.name, figure.title): figure for figure in drawn_in.figures}
    body, letters = _body(notebook), Letters()

    def drawn(found: re.Match[str]) -> str:
        if (figure := known.get((found[1], html.unescape(found[2])))) is None:
            return found[0]
        svg = pages.drawing(figure, lambda mark: drawn_in.root + drawn_in.proof(figure.name, mark), letters, False)
        template = pages.templates().get_template("figure.html.j2")
        return str(template.render(figure=pages.block(figure), svg=svg, root=drawn_in.root))

    picture = r'<div data-figure="([\w-]+)" data-title="([^"]*)">.*?</figure></div>'
    body = re.sub(picture, drawn, body, flags=re.DOTALL)
    asked = [row.number for row in exercises.plan().itertuples() if row.notebook == name]
    made = {number: exercises.sheet(number, site.analysis) for number in asked}
    for number, sheet in made.items():
        body = body.replace(f"<p>EXERCISE-{number}</p>", _fields(site.analysis, number, sheet))
    body = re.sub(r"<p>ROOM-([\w-]+)</p>", lambda found: _notes(name, found[1]), body)
    if told := answers.words("elsewhere").get(name):
        body = body.replace("</h1>", f'</h1><p class="deck">{told}</p>', 1)
    site.write(
        f"{name}.html", "classroom.html.j2", lesson.title(notebook, name), script=script, body=body,
        letters=letters.svg(), data=_data(site.analysis, made), foreign=True,
    )  # fmt: skip


def _body(notebook: NotebookNode) -> str:
    """Return a notebook as HTML for everybody, in which names of lessons lead to them."""
    from . import PRINTED

    body = lesson.html(notebook, **PRINTED)
    return re.sub(r"<code>(\d\d_\w+)</code>", r'<a href="\1.html">\1</a>', body)


def screen(notebook: NotebookNode) -> NotebookNode:
    """Make a copy to be read and worked on in a browser: places for figures, exercises and notes.

    Args:
        notebook: a lesson as printed, from `classroom.for_paper`.

    Returns:
        It with marks (`EXERCISE-4`, `ROOM-…`, `data-figure`) in the places of what `write` puts in.
    """
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        if cell.metadata.get("room"):
            if cells[-1].source.startswith("EXERCISE-"):  # which has room of its own
                continue
            cell.source = f"ROOM-{cell.id}"
        elif cell.cell_type == "markdown" and (found := re.match(r"## Exercise (\d+): ", cell.source)):
            cell.source = f"EXERCISE-{found[1]}"
        for output in cell.get("outputs", []):
            shown = re.fullmatch(r"Chart\(([\w-]+): (.*)\)", output.get("data", {}).get("text/plain", ""))
            if shown:
                picture = output.data.get("text/html", "")
                place = f'<div data-figure="{shown[1]}" data-title="{html.escape(shown[2])}">{picture}</div>'
                output.data = {"text/html": place, "text/plain": ""}
        cells.append(cell)
    notebook.cells = cells
    return notebook


def _notes(name: str, cell: str) -> str:
    key, title = f"{name}/{cell}", f"{name.partition('_')[2].replace('_', ' ').capitalize()}: notes"
    area = f'<textarea rows="5" data-keep="{key}" data-title="{title}"></textarea>'
    return f'<div class="room"><label>Write here {area}</label></div>'


def _fields(analysis: Analysis, number: int, sheet: Mapping[str, Any]) -> str:
    fields = [""] if sheet["fields"] == 1 else [str(place) for place in range(1, sheet["fields"] + 1)]
    if sheet["kind"] == "marked":
        fields = [" ".join(words.split()) for words in analysis.sentences["surface"]]
        fields = [f"{place or 'Headline'}. {words}" for place, words in enumerate(fields)]
    return str(pages.templates().get_template("exercise.html.j2").render(
        row=exercises.row(number), fields=fields, long=sheet["kind"] == "brief",
        counts=_mentioned(analysis) if number == 1 else [], lines=list(_lines(analysis)) if number == 4 else [],
        voices=exercises.voices(analysis) if number == 8 else [],
    ))  # fmt: skip


def _mentioned(analysis: Analysis) -> list[tuple[str, int]]:
    table = charts.ranking(analysis).head(SHOWN)
    # Not in the order that is asked for.
    return sorted(zip(table["actor"], table["n"].astype(int).tolist(), strict=True))


def _lines(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield the sentences with a reporting verb; one in the past may be exchanged."""
    stances = {
        form.replace("_", " "): cue["stance"]
        for cue in knowledge.rows("lexicons/cues.csv", ("forms", "stance")) for form in cue["forms"].split()
    }  # fmt: skip
    sentences = analysis.sentences.set_index("sentence_id")
    verbs = analysis.framing[analysis.framing["measure"] == "reporting verb"].head(SHOWN)
    for verb in verbs.itertuples():
        sentence = sentences.loc[verb.sentence_id]
        text, start = sentence["surface"], verb.start - sentence["start"]
        past = verb.surface.split()[0].endswith("ed")
        options = [(verb.surface, verb.value), *((word, stances[word]) for word in VERBS if word != verb.surface)]
        yield {
            "number": verb.sentence_id, "stance": verb.value, "cue": verb.surface, "options": options if past else [],
            "before": text[:start], "after": text[start + len(verb.surface) :],
        }  # fmt: skip


def _data(analysis: Analysis, made: Mapping[int, Mapping[str, Any]]) -> str:
    """Return what the script of a page knows, sealed, as JSON that can't end its element."""
    if not made:
        return ""
    texts = analysis.articles["sha256"].iloc[0][:16]
    hints = {number: {"hint": exercises.row(number)["hint"]} for number in made}
    sealed = {number: answers.seal(dict(sheet), f"{texts}-{number}") | hints[number] for number, sheet in made.items()}
    used = {use: answers.words(use) for use in USES}
    known: dict[str, Any] = {"rounds": answers.ROUNDS, "words": used, "sheets": sealed}
    if 1 in made:
        known["counts"] = _mentioned(analysis)
    if 4 in made:
        known["stances"] = words("stance")
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")


# ------------------------------------------------------------------ the other pages


def _article(site: Pages, article: str) -> None:
    text = site.analysis.articles["text"].iloc[0]
    paragraphs = [" ".join(text[start:end].split()) for start, end in tokens.paragraphs(text)]
    site.write("article.html", "article_plain.html.j2", "The article", paragraphs=paragraphs)
    shown = annotated(site, reading.tables(site.analysis, article), "")
    title = "The article, as a program marks it"
    site.write("marked.html", "article_marked.html.j2", title, extra=shown.css, heading=title, reading=shown.html)


def _plan(notebooks: Mapping[str, NotebookNode]) -> Iterator[dict[str, Any]]:
    """Yield each lesson with what its card says and the exercises in it."""
    plan = exercises.plan()
    titles = {name: f"“{lesson.title(notebook, name)}”" for name, notebook in notebooks.items()}
    for name, notebook in notebooks.items():
        card = dict(re.findall(r"\| \*\*([^*|]+)\*\* \| (.*?) \|", notebook.cells[0].source))
        own = plan[plan["notebook"] == name]
        title, learn = lesson.title(notebook, name), _card_words(card.get("You will learn", ""))
        yield {
            "address": f"{name}.html", "title": title, "learn": learn,
            "minutes": card.get("Minutes", ""), "need": _card_words(card.get("You need", ""), titles),
            "exercises": [(row.number, row.title, row.minutes, row.aim) for row in own.itertuples()],
        }  # fmt: skip


def _card_words(text: str, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a cell of a lesson's card as plain words, with the titles of lessons in the place of their files."""
    plain = re.sub(r"[`*]", "", text)
    return re.sub(r"\b\d\d_\w+", lambda found: titles.get(found[0], found[0]), plain)
