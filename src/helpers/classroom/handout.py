"""Print a lesson: the article to mark, the article as marked, the figures, and room to write.

One list of parts becomes two files, `handout.html` and `handout.pdf`. The page of the PDF is as wide as A4 and as
high as Letter, so that it prints on both without being scaled; nothing in it hangs on colour.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import charts, reading
from ..charts import clocks, telling, tones
from ..report.lesson import environment
from . import exercises, sheets

if TYPE_CHECKING:
    from ..analysis import Analysis
    from ..figures import Chart

TITLE = "How does an article tell its story?"
LINE = 8.5  # millimetres between lines to write on
WIDTH, HEIGHT, MARGIN, FIGURE = 210.0, 279.4, 17.0, 176.0  # millimetres; figures as wide as the text
HOW = (
    "Underlined: reported speech, with the speaker before it. Bold: who is meant. Italic: when. "
    "What stands in square brackets was added by the program."
)


@dataclass(frozen=True)
class Part:
    """One part of a handout: a heading, words, and what hangs on them. `page` begins a new page."""

    title: str
    words: str = ""
    text: tuple[tuple[str, str], ...] = ()  # (label in the margin, sentence) of the article, to be marked
    marked: str = ""  # the annotated article, as HTML of the one renderer
    chart: Chart | None = None
    table: tuple[tuple[str, ...], ...] = ()
    lines: int = 0
    page: bool = False


def parts(analysis: Analysis, figures: Mapping[int, Chart]) -> list[Part]:
    """Return the parts of the handout for the first article of an analysis.

    figures: by exercise, from `asked`. Those of exercises 5 and 6 are left out: these two are done with a pencil.
    """
    article = analysis.articles.iloc[0]
    sentences = analysis.sentences[analysis.sentences["article_id"] == article["article_id"]]
    numbered = tuple((str(number or "H"), " ".join(words.split())) for number, words in enumerate(sentences["surface"]))
    marked = reading.article(analysis, article["article_id"], ["actors", "quotes", "time"]).html
    grid = (("sentence", "I say", "my neighbour says", "the program says"), *((n, "", "", "") for n, _ in numbered))
    voices = (("mentions", "of them in the last sentence", "actor", "in whose words"), *sheets.voices(analysis))
    return [
        Part(TITLE, _first(), text=numbered, lines=3),
        *(_exercise(number, None, page=number == 3, table=grid if number == 3 else ()) for number in (3, 5, 6)),
        Part("The article, as a program marks it", HOW, marked=marked, page=True),
        *(
            _exercise(number, figures.get(number), page=number == 10, table=voices if number == 8 else ())
            for number in (1, 2, 4, 7, 8, 9, 10)
        ),
    ]


def write(made: list[Part], out: Path) -> list[Path]:
    """Write parts as handout.html and handout.pdf into a folder and return their paths."""
    out.mkdir(parents=True, exist_ok=True)
    page, printed = out / "handout.html", out / "handout.pdf"
    body = environment().get_template("handout.html.j2").render(title=TITLE, parts=made, picture=_picture)
    page.write_text(body, encoding="utf-8", newline="\n", errors="replace")
    printed.write_bytes(pdf(made))
    return [page, printed]


def _first() -> str:
    return (
        "Name: ______________________________  Date: ______________ — Read the article once. Guess, before you count "
        "anything: who is mentioned most, who speaks most, who never speaks? Exercises 3, 5 and 6 need a pencil only."
    )


def _exercise(number: int, chart: Chart | None, page: bool = False, table: tuple[tuple[str, ...], ...] = ()) -> Part:
    row = exercises.row(number)
    title = f"{number}. {row['title']} ({row['minutes']} minutes)"
    return Part(title, row["question"], chart=chart, table=table, lines=int(row["lines"]), page=page)


def asked(analysis: Analysis) -> dict[int, Chart]:
    """Return the figure that each exercise is tied to, with a question in the place of its finding."""
    judged = analysis.sentiment
    method = "target" if (judged["method"] == "target").any() else "vader"
    made = {
        1: charts.named(analysis),
        2: charts.heard(analysis),
        4: telling.verbs(analysis),
        5: telling.unsaid(analysis),
        6: telling.whose(analysis),
        7: tones.instruments(analysis),
        8: tones.portrayal(analysis, method),
        9: clocks.two_clocks(analysis),
    }
    return {number: chart.asking(exercises.row(number)["headline"]) for number, chart in made.items()}


def _picture(chart: Chart) -> str:
    return base64.b64encode(chart.png).decode("ascii")


# ------------------------------------------------------------------ the PDF


def pdf(made: list[Part]) -> bytes:
    """Return the handout as PDF, the same bytes for the same parts."""
    from reportlab.lib.units import mm
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    target = io.BytesIO()
    inner = (MARGIN * mm, MARGIN * mm, (WIDTH - 2 * MARGIN) * mm, (HEIGHT - 2 * MARGIN) * mm)
    document = BaseDocTemplate(target, pagesize=(WIDTH * mm, HEIGHT * mm), title=TITLE, lang="en", invariant=1)
    frame = Frame(*inner, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_foot))
    styles = _styles()
    document.build([flowable for part in made for flowable in _flow(part, styles)])
    return target.getvalue()


def _flow(part: Part, styles: Mapping[str, Any]) -> Iterator[Any]:
    from reportlab.lib.units import mm
    from reportlab.platypus import CondPageBreak, HRFlowable, Image, KeepTogether, PageBreak, Paragraph, Spacer

    if part.page:
        yield PageBreak()
    head = [Paragraph(html.escape(part.title), styles["heading"])]
    if part.words:
        head.append(Paragraph(html.escape(part.words), styles["words"]))
    if part.chart is not None:
        figure = part.chart.figure
        width = FIGURE * mm
        height = width * figure.get_figheight() / figure.get_figwidth()
        head.append(Image(io.BytesIO(part.chart.png), width, height, hAlign="LEFT"))
    room = [Spacer(1, 2 * mm)]
    for _ in range(part.lines):
        room += [Spacer(1, LINE * mm), HRFlowable("100%", 0.4, color="#999999", spaceBefore=0, spaceAfter=0)]
    if part.text:
        yield from head
        for number, words in part.text:
            small = f'<font size="8" color="#666666">{number}</font>'
            yield Paragraph(f"{small}&nbsp; {html.escape(words)}", styles["mark"])
        yield from room
    elif part.lines < 8:
        yield KeepTogether([*head, *room])
    else:
        yield KeepTogether(head)
        yield CondPageBreak(3 * LINE * mm)
        yield from room
    if part.marked:
        yield from (Paragraph(words, styles["read"]) for words in _marked(part.marked))
    if part.table:
        yield _table(part.table)
    yield Spacer(1, 5 * mm)


def _table(rows: tuple[tuple[str, ...], ...]) -> Any:
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    wide = (WIDTH - 2 * MARGIN - 20) / (len(rows[0]) - 1)
    look = [("GRID", (0, 0), (-1, -1), 0.4, "#999999"), ("FONT", (0, 0), (-1, -1), "DejaVu", 9)]
    return Table(rows, colWidths=[20 * mm, *[wide * mm] * (len(rows[0]) - 1)], rowHeights=7 * mm, style=look)


def _styles() -> dict[str, Any]:
    """Return the paragraph styles, set in DejaVu, which comes with matplotlib and has every letter we need."""
    import matplotlib
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    faces = {"DejaVu": "", "DejaVu-B": "-Bold", "DejaVu-I": "-Oblique", "DejaVu-BI": "-BoldOblique"}
    for name, file in faces.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"DejaVuSans{file}.ttf")))
    pdfmetrics.registerFontFamily("DejaVu", *faces)
    plain = ParagraphStyle("words", fontName="DejaVu", fontSize=9.5, leading=14, spaceAfter=6)
    return {
        "words": plain,
        "heading": ParagraphStyle("heading", plain, fontName="DejaVu-B", fontSize=13, leading=17, spaceAfter=4),
        "mark": ParagraphStyle("mark", plain, fontSize=10, leading=19, spaceAfter=4),
        "read": ParagraphStyle("read", plain, fontSize=9.5, leading=15.5, spaceAfter=5),
    }


def _foot(canvas: Any, document: Any) -> None:
    from reportlab.lib.units import mm

    canvas.setFont("DejaVu", 7.5)
    canvas.setFillColor("#666666")
    canvas.drawString(MARGIN * mm, 9 * mm, TITLE)
    canvas.drawRightString((WIDTH - MARGIN) * mm, 9 * mm, str(document.page))


class _Words(HTMLParser):
    """Turns the renderer's HTML into paragraphs of the PDF library's own mark-up."""

    TAGS: Mapping[str, tuple[str, str]] = {
        "label": ('<font size="7" color="#555555">', "</font>"),
        "quotes": ("<u>", "</u>"),
        "actors": ("<b>", "</b>"),
        "time": ("<i>", "</i>"),
    }

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.closing: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "br", "img"):
            return
        classes = (dict(attrs).get("class") or "").split()
        opening, closing = next((self.TAGS[name] for name in self.TAGS if name in classes), ("", ""))
        if tag == "fieldset" or self.hidden:
            self.hidden += 1
        elif tag == "p":
            self.paragraphs.append("")
        elif self.paragraphs:
            self.paragraphs[-1] += opening
        self.closing.append(closing)

    def handle_endtag(self, tag: str) -> None:
        if not self.closing or tag in ("input", "br", "img"):
            return
        closing = self.closing.pop()
        if self.hidden:
            self.hidden -= 1
        elif self.paragraphs and tag != "p":
            self.paragraphs[-1] += closing

    def handle_data(self, data: str) -> None:
        if self.paragraphs and not self.hidden and data.strip("\n"):
            self.paragraphs[-1] += html.escape(data)


def _marked(page: str) -> list[str]:
    words = _Words()
    words.feed(page)
    return words.paragraphs
