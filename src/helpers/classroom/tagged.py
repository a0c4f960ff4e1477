"""Write a PDF that says what its parts are: headings, paragraphs, pictures with their alternative, tables.

ReportLab draws; the tags are ours (ISO 32000-1, 14.7 and 14.8): what is drawn for a part stands between `BDC` and `EMC`
with a number, and a tree of parts at the end names the page and the number of each, in reading order. Lines to write
on and what stands at the foot of a page are artifacts, which a screen reader passes over. No PDF/UA is claimed: no
validator was at hand.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any

AUTHOR = "Reading the news closely"


@dataclass
class Element:
    """A part of the document: its role, its alternative, what it holds, and where that was drawn."""

    role: str
    alt: str = ""
    scope: str = ""
    inside: list[Element] = field(default_factory=list)
    page: int = -1
    number: int = -1


class Tags:
    """Notes what is drawn where; one for a document."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.within = [self.root]  # open parts, the innermost last
        self.marked: list[list[Element]] = [[]]  # by page, by number

    def open(self, canvas: Any, role: str, alt: str = "", scope: str = "", drawn: bool = True) -> None:
        """Begin a part inside the one that is open.

        Args:
            canvas: of ReportLab, on its present page.
            role: of the part: P, H1, Figure, TR …
            alt: what a screen reader says instead; '' for what is drawn.
            scope: of a head cell: Row or Column; '' for none.
            drawn: what follows is its own drawing.
        """
        element = Element(role, alt, scope)
        self.within[-1].inside.append(element)
        self.within.append(element)
        if drawn:
            while len(self.marked) < canvas.getPageNumber():
                self.marked.append([])
            element.page, element.number = canvas.getPageNumber() - 1, len(self.marked[-1])
            self.marked[-1].append(element)
            canvas._code.append(f"/{role} <</MCID {element.number}>> BDC")

    def close(self, canvas: Any) -> None:
        """End the innermost part.

        Args:
            canvas: of ReportLab.
        """
        if self.within.pop().number >= 0:
            canvas._code.append("EMC")

    def write(self, document: Any) -> None:
        """Put the tree into a document whose pages are drawn.

        Args:
            document: of ReportLab's own PDF library.
        """
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        pages = document.Pages.pages
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        found: dict[int, Any] = {}

        def put(element: Element, parent: Any) -> Any:
            known: dict[str, Any] = {"Type": PDFName("StructElem"), "S": PDFName(element.role), "P": parent}
            made = PDFDictionary(known)
            found[id(element)] = here = document.Reference(made)
            kids: list[Any] = [put(one, here) for one in element.inside]
            if element.number >= 0:
                made["Pg"] = document.Reference(pages[element.page])
                kids.insert(0, element.number)
            if element.alt:
                made["Alt"] = PDFString(element.alt)
            if element.scope:
                made["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
            made["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
            return here

        here = document.Reference(root)
        root["K"] = PDFArray([put(self.root, here)])
        numbers: list[Any] = []
        for place, page in enumerate(pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = place, PDFName("S")
            own = self.marked[place] if place < len(self.marked) else []
            numbers += [place, document.Reference(PDFArray([found[id(element)] for element in own]))]
        root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(pages)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


@cache
def flowables() -> SimpleNamespace:
    """Return ReportLab's flowables that draw inside their tag: Heading, Title, Text, Picture, Line."""
    from reportlab.platypus import HRFlowable, Image, Paragraph

    class Text(Paragraph):
        role = "P"

        def draw(self) -> None:
            if self.role != "P":  # a bookmark leads here
                key = f"h{len(self.canv.tags.marked)}-{len(self.canv.tags.marked[-1])}"
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(self.getPlainText(), key, 0, 0)
            self.canv.tags.open(self.canv, self.role)
            super().draw()
            self.canv.tags.close(self.canv)

    class Picture(Image):
        alt = ""

        def draw(self) -> None:
            self.canv.tags.open(self.canv, "Figure", self.alt)
            super().draw()
            self.canv.tags.close(self.canv)

    class Line(HRFlowable):
        def draw(self) -> None:
            _artifact(self.canv, super().draw)

    heads = {name: type(name, (Text,), {"role": role}) for name, role in (("Title", "H1"), ("Heading", "H2"))}
    return SimpleNamespace(Text=Text, Picture=Picture, Line=Line, **heads)


def cells(table: Any, what: str, *told: Any) -> None:
    """Tag a table of ReportLab while it is drawn: its `renderCB`.

    Args:
        table: that is drawn.
        what: begins or ends: startTable, startRow, startCell, startBG … and the same with end.
        told: of a cell its row and column.
    """
    canvas = table.canv
    if what in ("startBG", "startLines"):
        canvas._code.append("/Artifact BMC")
    elif what in ("endBG", "endLines"):
        canvas._code.append("EMC")
    elif what == "startCell":
        row, column = told[:2]
        role, scope = ("TD", "") if row and column else ("TH", "Row" if row else "Column")
        canvas.tags.open(canvas, role, scope=scope)
    elif what.startswith("start"):
        canvas.tags.open(canvas, "Table" if what == "startTable" else "TR", drawn=False)
    else:
        canvas.tags.close(canvas)


def _artifact(canvas: Any, draw: Callable[[], None]) -> None:
    """Draw what belongs to the paper and not to the text."""
    canvas._code.append("/Artifact BMC")
    draw()
    canvas._code.append("EMC")


def pdf(
    title: str, pages: Sequence[Sequence[Any]], size: tuple[float, float], margin: float, foot: Callable[[Any], None]
) -> bytes:
    """Return a tagged PDF, the same bytes for the same pages.

    Args:
        title: of the document.
        pages: the flowables of each; what does not fit goes on on a further page.
        size: width and height of a page, in points.
        margin: on all sides.
        foot: draws what stands at the foot of a page, an artifact.

    Returns:
        The file's bytes: with its language, title, bookmarks and tags.
    """
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate

    class Tagging(Canvas):
        def __init__(self, *known: Any, **named: Any) -> None:
            super().__init__(*known, **named)
            self.tags = Tags()
            self.setViewerPreference("DisplayDocTitle", "true")

        def save(self) -> None:
            if self._code:
                self.showPage()
            self.tags.write(self._doc)
            super().save()

    target = io.BytesIO()
    document = BaseDocTemplate(target, pagesize=size, title=title, author=AUTHOR, subject=title, lang="en", invariant=1)
    inner = (margin, margin, size[0] - 2 * margin, size[1] - 2 * margin)
    frame = Frame(*inner, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template = PageTemplate("page", [frame], onPage=lambda canvas, _: _artifact(canvas, lambda: foot(canvas)))
    document.addPageTemplates(template)
    flow = [part for number, page in enumerate(pages) for part in ([PageBreak()] if number else []) + list(page)]
    document.build(flow, canvasmaker=Tagging)
    return target.getvalue()
