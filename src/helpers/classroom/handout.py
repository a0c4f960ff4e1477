"""Print: the handout of all exercises, and a sheet of two pages for a single lesson.

One list of parts becomes two files, HTML and PDF. The page of the PDF is as wide as A4 and as high as Letter, so that
it prints on both without being scaled; nothing in it hangs on colour. No part is broken over two pages, and what a
page has left becomes room to write.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from .. import charts, reading, tokens
from ..analysis import Analysis
from ..charts import clocks, telling, tones
from ..figures import Chart
from ..report.lesson import environment
from . import exercises, tagged

TITLE = "How does an article tell its story?"
LINE, MORE = 8.5, 8  # millimetres between lines to write on; lines that a part gets beyond its own at most
MM = 72 / 25.4  # points
WIDTH, HEIGHT, MARGIN, FIGURE = 210.0, 279.4, 17.0, 164.0  # millimetres
HOW = "Underlined: reported speech, with the speaker before it. Bold: who is meant. Italic: when. "
HOW += "What stands in square brackets was added by the program."
NAME = "Name: ______________________________  Date: ______________"
INVENTED = ("constructed-2024-05-13-herald", "constructed-2024-05-13-quay")  # accounts of one day, for one lesson
WHAT = ("What do I want to know?", "Who or what could tell?")
STYLED = {  # how what the program marks stands in the PDF, by its class
    "label": ('<font size="7" color="#555555">', "</font>"),
    "quotes": ("<u>", "</u>"),
    "actors": ("<b>", "</b>"),
    "time": ("<i>", "</i>"),
}
AGAIN = "pointed out"  # the other verb that a sentence is read aloud with


@dataclass(frozen=True)
class Part:
    """One part of a handout: a heading, words, and what hangs on them. `page` begins a new page."""

    title: str
    words: str = ""
    text: tuple[tuple[str, str], ...] = ()  # (label in the margin, words) of the article, to be marked
    marked: str = ""  # the annotated article, as HTML of the one renderer
    labels: tuple[str, ...] = ()  # of its paragraphs
    chart: Chart | None = None
    table: tuple[tuple[str, ...], ...] = ()
    lines: int = 0
    page: bool = False


def parts(analysis: Analysis, figures: Mapping[str, Chart]) -> list[Part]:
    """Return the parts of the handout for the first article of an analysis.

    Args:
        analysis: that holds it.
        figures: by the call that draws them, from `asked`. Those of exercises 5 and 6 are left out: these two are done
            with a pencil; that of exercise 8 too, which counts the lines of a table.

    Returns:
        The article to mark, exercises for a pencil, the article as marked, the other exercises with their figures.
    """
    article = analysis.articles.iloc[0]
    sentences = analysis.sentences[analysis.sentences["article_id"] == article["article_id"]]
    apart = tokens.numbered(article["text"])[:1] == ["H"]
    numbers = ["H"] * apart + [str(number) for number in range(1, len(sentences) + 1 - apart)]
    numbered = tuple(zip(numbers, (" ".join(words.split()) for words in sentences["surface"]), strict=True))
    labels = tuple(tokens.numbered(article["text"]))
    marked = reading.article(analysis, article["article_id"], ["actors", "quotes", "time"]).html
    grid = (("sentence", "I say", "my neighbour says", "the program says"), *((n, "", "", "") for n, _ in numbered))
    voices = (("mentions", "of them in the last sentence", "actor", "in whose words"), *exercises.voices(analysis))
    tables = {3: grid, 8: voices}
    drawn = {number: exercises.row(number)["figure"].split("|")[0] for number in (1, 2, 4, 7, 9, 10)}
    first = f"{NAME} — {_first()} Exercises 3, 5 and 6 need a pencil only."
    return [
        Part(TITLE, first, text=numbered, lines=3),
        *(_exercise(number, None, page=number == 3, table=tables.get(number, ())) for number in (3, 5, 6)),
        Part("The article, as a program marks it", HOW, marked=marked, labels=labels, page=True),
        *(
            _exercise(number, figures.get(drawn.get(number, "")), page=number == 1, table=tables.get(number, ()))
            for number in (1, 2, 4, 8, 7, 9, 10)  # 8 fits below 4
        ),
    ]


def one_lesson(analysis: Analysis) -> list[Part]:
    """Return the parts of a sheet for one lesson, in the order in which the plan uses them; no answer is in it.

    Args:
        analysis: of one article, or of a few short ones that are printed one below the other.

    Returns:
        The parts: reading and guessing on the first page, the exercises 2, 4, 5 and 10 on the second.
    """
    several = len(analysis.articles) > 1
    text = tuple(line for letter, row in zip("ABCDEFGH", analysis.articles.itertuples(), strict=False)
                 for line in _paragraphs(row, letter if several else ""))  # fmt: skip
    aloud = _aloud(analysis, several)
    rewrite = exercises.row(5)["question"]
    missing = (WHAT, *[("", "")] * 3)
    read = "Read both accounts once." if several else "Read the article once."
    return [
        Part(TITLE, f"{NAME} — {_first(read)}", text=text, lines=3),
        Part("2. Mentioned against heard (10 minutes)", exercises.row(2)["question"], lines=2, page=True),
        Part("4. The verb does the work (12 minutes)", aloud, lines=2),
        Part("5. Nobody asked (10 minutes)", rewrite, lines=3),
        Part("10. What is not here (7 minutes)", "Three things that the text does not tell, with a source for each.",
             table=missing),
        Part("To close", "From this text I may say … From this text I may not say …", lines=2),
    ]  # fmt: skip


def _paragraphs(article: Any, letter: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of an article with their labels; of several, each has a letter before its number."""
    spans = tokens.paragraphs(article.text)
    for label, (start, end) in zip(tokens.numbered(article.text), spans, strict=True):
        outlet = f"{article.outlet}: " if letter and label == "H" and article.outlet else ""
        yield f"{letter}{label}", outlet + " ".join(article.text[start:end].split())


def _aloud(analysis: Analysis, several: bool) -> str:
    """Say which paragraph is read aloud: the first whose reporting verb may be exchanged, best one that keeps off."""
    verbs = analysis.framing[analysis.framing["measure"] == "reporting verb"]
    far = verbs.sort_values("value", key=lambda stance: stance != "distancing", kind="stable")
    verb, rest = next(far.itertuples(), None), "Which other verbs here report speech? Sort them: which keep a distance?"
    if verb is None:
        return rest
    articles = analysis.articles["article_id"].tolist()
    text = analysis.articles["text"].iloc[articles.index(verb.article_id)]
    place = sum(start <= verb.start for start, _ in tokens.paragraphs(text)) - 1
    label = ("ABCDEFGH"[articles.index(verb.article_id)] if several else "") + tokens.numbered(text)[place]
    return (
        f"Listen to paragraph {label} read aloud twice: with “{verb.surface}”, and with “{AGAIN}” in its place. What "
        f"did you believe each time? {rest}"
    )


def write(made: Sequence[Part], out: Path, name: str = "handout") -> list[Path]:
    """Write parts as NAME.html and NAME.pdf into a folder.

    Args:
        made: the parts, in their order.
        out: the folder.
        name: of the files.

    Returns:
        The two paths.
    """
    out.mkdir(parents=True, exist_ok=True)
    page, printed = out / f"{name}.html", out / f"{name}.pdf"
    body = environment().get_template("handout.html.j2").render(title=TITLE, parts=made, picture=_picture)
    page.write_text(body, encoding="utf-8", newline="\n", errors="replace")
    printed.write_bytes(pdf(made))
    return [page, printed]


def _first(read: str = "Read the article once.") -> str:
    return f"{read} Guess, before you count anything: who is mentioned most, who speaks most, who never speaks?"


def _exercise(number: int, chart: Chart | None, page: bool = False, table: tuple[tuple[str, ...], ...] = ()) -> Part:
    row = exercises.row(number)
    title = f"{number}. {row['title']} ({row['minutes']} minutes)"
    return Part(title, row["question"], chart=chart, table=table, lines=int(row["lines"]), page=page)


def asked(analysis: Analysis) -> dict[str, Chart]:
    """Return the figures whose finding would tell an answer, with a question in its place.

    Args:
        analysis: that they are drawn from.

    Returns:
        {the call that draws it in a lesson, as in `exercises.csv`: the figure}.
    """
    rooms = {"charts": charts, "clocks": clocks, "telling": telling, "tones": tones}
    method = "target" if (analysis.sentiment["method"] == "target").any() else "vader"
    made = {}
    for call, question in exercises.questions().items():
        room, name = call.split(".")
        how = (method,) if name == "portrayal" else ()
        made[call] = getattr(rooms[room], name)(analysis, *how).asking(question)
    return made


def _picture(chart: Chart) -> str:
    return base64.b64encode(chart.png).decode("ascii")


# ------------------------------------------------------------------ the PDF


def pdf(made: Sequence[Part]) -> bytes:
    """Return the handout as PDF, the same bytes for the same parts.

    Args:
        made: the parts, in their order.

    Returns:
        The file's bytes, tagged as far as `tagged` can.
    """
    _fonts()
    pages = [[flowable for block in page for flowable in block] for page in _pages(made)]
    return tagged.pdf(TITLE, pages, (WIDTH * MM, HEIGHT * MM), MARGIN * MM, _foot)


def _pages(made: Sequence[Part]) -> Iterator[list[list[Any]]]:
    """Put parts on pages, none of them broken, and share what is left among those that ask for writing."""
    room, page, left = (HEIGHT - 2 * MARGIN) * MM, list[Part](), 0.0
    for part in [*made, None]:
        need = _height(_block(part, len(page))) if part else room
        if page and (part is None or part.page or need > left):
            yield _filled(page, left)
            page, left = [], 0.0
        if part:
            left = (left or room) - need
            page.append(part)


def _filled(page: Sequence[Part], left: float) -> list[list[Any]]:
    asking = [place for place, part in enumerate(page) if part.lines]
    more = min(max(int(left // (LINE * MM)), 0) // max(len(asking), 1), MORE)
    return [_block(part, place, more if place in asking else 0) for place, part in enumerate(page)]


def _height(block: Sequence[Any]) -> float:
    return sum(part.wrap((WIDTH - 2 * MARGIN) * MM, 9e9)[1] + part.getSpaceAfter() for part in block)


def _block(part: Part, place: int, more: int = 0) -> list[Any]:
    """Return the flowables of a part, with `more` lines to write on beyond its own."""
    from reportlab.platypus import Spacer

    use, styles = tagged.flowables(), _styles()
    head = use.Title if part.title == TITLE else use.Heading
    block: list[Any] = [Spacer(1, 4 * MM)] if place else []
    block.append(head(html.escape(part.title), styles["heading"]))
    if part.words:
        block.append(use.Text(html.escape(part.words), styles["words"]))
    if part.chart is not None:
        figure = part.chart.figure
        size = FIGURE * MM, FIGURE * MM * figure.get_figheight() / figure.get_figwidth()
        picture = use.Picture(io.BytesIO(part.chart.png), *size, hAlign="LEFT")
        picture.alt = part.chart.alt
        block.append(picture)
    close = styles["mark" if len(part.text) < 12 else "close"]
    for label, words in part.text:
        small = f'<font size="8" color="#595959">{label}</font>'
        block.append(use.Text(f"{small}&nbsp; {html.escape(words)}", close))
    for label, words in zip(part.labels, _marked_up(part.marked), strict=False):
        block.append(use.Text(f'<font size="7" color="#595959">{label}</font>&nbsp; {words}', styles["read"]))
    if part.table:
        block.append(_table(part.table))
    block.append(Spacer(1, 2 * MM))
    for _ in range(part.lines + more):
        block += [Spacer(1, LINE * MM), use.Line("100%", 0.4, color="#767676", spaceBefore=0, spaceAfter=0)]
    return block


def _table(rows: tuple[tuple[str, ...], ...]) -> Any:
    from reportlab.platypus import Table

    empty = not any(any(row) for row in rows[1:])  # to be written into
    first = (WIDTH - 2 * MARGIN) / len(rows[0]) if empty else 20
    wide = (WIDTH - 2 * MARGIN - first) / (len(rows[0]) - 1)
    look = [("GRID", (0, 0), (-1, -1), 0.4, "#767676"), ("FONT", (0, 0), (-1, -1), "DejaVu", 9)]
    heights = [7 * MM, *[(12 if empty else 7) * MM] * (len(rows) - 1)]
    sizes = [first * MM, *[wide * MM] * (len(rows[0]) - 1)]
    return Table(rows, sizes, heights, look, hAlign="LEFT", renderCB=tagged.cells)


@cache
def _fonts() -> None:
    """Register DejaVu, which comes with matplotlib and has every letter we need."""
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    faces = {"DejaVu": "", "DejaVu-B": "-Bold", "DejaVu-I": "-Oblique", "DejaVu-BI": "-BoldOblique"}
    for name, file in faces.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"DejaVuSans{file}.ttf")))
    pdfmetrics.registerFontFamily("DejaVu", *faces)


@cache
def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    plain = ParagraphStyle("words", fontName="DejaVu", fontSize=9.5, leading=14, spaceAfter=6)
    return {
        "words": plain,
        "heading": ParagraphStyle("heading", plain, fontName="DejaVu-B", fontSize=13, leading=17, spaceAfter=4),
        "mark": ParagraphStyle("mark", plain, fontSize=10, leading=19, spaceAfter=4),
        "close": ParagraphStyle("close", plain, fontSize=9.5, leading=15, spaceAfter=3),
        "read": ParagraphStyle("read", plain, fontSize=9.5, leading=15.5, spaceAfter=5),
    }


def _foot(canvas: Any) -> None:
    canvas.setFont("DejaVu", 7.5)
    canvas.setFillColor("#595959")
    canvas.drawString(MARGIN * MM, 9 * MM, TITLE)
    canvas.drawRightString((WIDTH - MARGIN) * MM, 9 * MM, str(canvas.getPageNumber()))


def _marked_up(page: str) -> list[str]:
    """Turn the paragraphs of the renderer's HTML into the PDF library's own mark-up."""
    plain = re.sub(r"<fieldset.*?</fieldset>", "", page, flags=re.DOTALL)
    return [_inside(one) for one in ElementTree.fromstring(f"<div>{plain}</div>").iter("p")]  # noqa: S314 - our own


def _inside(element: ElementTree.Element) -> str:
    parts = [html.escape(element.text or "")]
    for child in element:
        classes = child.get("class", "").split()
        opening, closing = next((STYLED[name] for name in STYLED if name in classes), ("", ""))
        parts.append(f"{opening}{_inside(child)}{closing}{html.escape(child.tail or '')}")
    return "".join(parts)
