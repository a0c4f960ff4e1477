"""Write a figure's evidence: the figure, then the passages of each of its marks, on as many pages as they fill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import parts
from .drawing import Letters
from .evidence import Figure, Mark
from .pages import FULL, Site

MOST_BYTES = 500_000  # of one page
MOST_PASSAGES = 800  # of one figure, shared among its marks …
MOST_OF_MARK, FEWEST_OF_MARK = 200, 3  # … within these bounds


def write(site: Site, figure: Figure) -> None:
    """Write the pages of a figure, and note in `site.proofs` on which of them each mark's passages stand."""
    share = min(max(MOST_PASSAGES // max(len(figure.marks), 1), FEWEST_OF_MARK), MOST_OF_MARK)
    first = f"evidence/{figure.name}.html"
    sections = [(mark.name, _section(site, figure, mark, share)) for mark in figure.marks]
    sheets = list(
        _sheets(sections, len(parts.drawing(figure, lambda mark: f"{figure.name}-00.html#{mark}", Letters())))
    )
    addresses = [first, *(f"evidence/{figure.name}-{number}.html" for number in range(2, len(sheets) + 1))]
    for address, sheet in zip(addresses, sheets, strict=True):
        site.proofs |= {(figure.name, name): address for name, _ in sheet}
    letters = Letters()

    def own(mark: str) -> str:
        page = site.proofs[figure.name, mark]
        return f"#{mark}" if page == first else f"{page.partition('/')[2]}#{mark}"

    svg = parts.drawing(figure, own, letters)
    for number, (address, sheet) in enumerate(zip(addresses, sheets, strict=True)):
        near = {"Previous passages": number - 1, "More passages": number + 1}
        site.write(
            address, "evidence.html.j2", f"Figure {figure.number}: {figure.title}",
            figure=parts.block(figure, site.ours), svg="" if number else svg, letters="" if number else letters.svg(),
            sections="\n".join(section for _, section in sheet), home=f"{figure.name}.html",
            place=f"page {number + 1} of {len(sheets)}" if len(sheets) > 1 else "",
            near=[(text, addresses[n].partition("/")[2]) for text, n in near.items() if 0 <= n < len(sheets)],
        )  # fmt: skip


def _sheets(sections: list[tuple[str, str]], taken: int) -> Iterator[list[tuple[str, str]]]:
    """Cut sections, in their order, into pages that are not too full; the figure takes its room on the first."""
    sheet: list[tuple[str, str]] = []
    for section in sections:
        size = len(section[1].encode("utf-8", "replace"))
        if sheet and taken + size > FULL:
            yield sheet
            sheet, taken = [], 0
        sheet.append(section)
        taken += size
    yield sheet


def _section(site: Site, figure: Figure, mark: Mark, share: int) -> str:
    """Return what a page shows of one mark: its name, the way back, and the first of its passages."""
    macros = parts.templates().get_template("macros.html.j2").module
    rows = [row for row in mark.rows if row in site.passages]
    shown: list[str] = []
    room = FULL - 10_000
    for row in rows[:share]:
        text = str(macros.passage(item(site, row, "../", figure)))
        room -= len(text.encode("utf-8", "replace"))
        if room < 0:
            break
        shown.append(text)
    note = ""
    if not rows:
        note = " · No passage: nothing in the text counts here."
    elif len(rows) > len(shown):
        note = f" · The first {len(shown):,} of {len(rows):,} passages; all are named in the CSV."
    back = f"{figure.name}.html#{figure.anchor(mark.name)}"
    return str(macros.mark(mark.name, mark.label, back, note, "".join(shown)))


def item(site: Site, row: tuple[str, str], up: str, own: Figure | None = None) -> dict[str, Any]:
    """Return what a page shows of a passage: its sentence, where it stands, and where else it counts."""
    found = site.passages[row]
    home = site.homes.get(found.article_id)
    others = [(figure, mark) for figure, mark in site.counted.get(row, ()) if figure is not own]
    return {
        "before": parts.tail(found.before), "words": parts.head(found.words, 600),
        "after": parts.head(found.after),
        "address": f"{up}{home}#{found.anchor}" if home else f"{up}tables/articles.csv",
        "place": "in the article" if site.alone else site.names[found.article_id],
        "refs": [(f.number, f"{up}evidence/{f.name}.html#{f.anchor(m.name)}") for f, m in others],
    }  # fmt: skip
