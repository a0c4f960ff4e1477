"""Embed letters in a PDF as matplotlib does, byte for byte, in a third of the time.

For each figure matplotlib cuts the letters it needs out of DejaVu Sans, whose six thousand glyphs, and the rules that
join them, take long to read. Here that is done once a process for the letters of Western languages; what a figure needs
is cut out of these, and comes out the same. A figure with other letters is drawn as before.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from fontTools.ttLib.tables._n_a_m_e import NameRecordVisitor
from matplotlib import font_manager
from matplotlib.backends import _backend_pdf_ps

backend: Any = _backend_pdf_ps
# Basic Latin to Latin Extended-A, dashes, quotation marks and bullets, and what else stands in our figures: arrows, a
# minus, signs of comparison, shapes, and the ligatures of f, as Unicode has them
WESTERN = (
    *range(0x20, 0x180), *range(0x2010, 0x2030), *range(0x2190, 0x2194), 0x2212, *range(0x2260, 0x2266),
    *range(0x25A0, 0x2600), *range(0xFB00, 0xFB05),
)  # fmt: skip
ABLE = hasattr(backend, "SubsetResults")  # another version of matplotlib has other ways
_cut: Any = getattr(backend, "get_glyphs_subset", None)


class _File(io.BytesIO):
    face_index = 0  # what matplotlib asks the path of a font for


def prepare() -> None:
    """Cut out the letters of the project's style; done before processes are forked, it is done once for all of them."""
    for weight in ("normal", "bold") if ABLE else ():
        properties = font_manager.FontProperties(family="DejaVu Sans", weight=weight)
        _western(font_manager.FontPath(font_manager.findfont(properties), 0))


@contextmanager
def quickly() -> Iterator[None]:
    """Within this block PDFs are written with letters that are cut out of those cut out before.

    Nor are all rules of a font searched for names that they use: those of DejaVu Sans use none.
    """
    backend.get_glyphs_subset = _again if ABLE else _cut
    searched, NameRecordVisitor.TABLES = NameRecordVisitor.TABLES, ()
    try:
        yield
    finally:
        backend.get_glyphs_subset, NameRecordVisitor.TABLES = _cut, searched


@contextmanager
def _again(path: Any, glyphs: Collection[int]) -> Iterator[Any]:
    """Cut glyphs out of a font: in the place of matplotlib's function, and like it."""
    letters, at = _western(path)
    if not at.keys() >= set(glyphs):
        with _cut(path, set(glyphs)) as found:
            yield found
        return
    with _cut(_File(letters), {at[glyph] for glyph in glyphs}) as found:
        yield found._replace(glyph_index_map={glyph: found.glyph_index_map[at[glyph]] for glyph in glyphs})


@cache
def _western(path: Any) -> tuple[bytes, dict[int, int]]:
    """Return a font with the letters of Western languages alone, and {glyph of the whole: glyph of it}."""
    whole = font_manager.get_font(path)
    wanted = {whole.get_char_index(code) for code in WESTERN} - {0}
    with _cut(path, wanted) as found:
        return backend.font_as_file(found.font).getvalue(), {glyph: found.glyph_index_map[glyph] for glyph in wanted}
