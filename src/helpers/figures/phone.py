"""Draw a figure again for a page: without its title, and narrow enough for a phone where its words allow it.

A figure for print is seven inches wide; scaled down to a phone its letters are too small to read. Laid out
anew on less width, they keep their size.
"""

from __future__ import annotations

import copy
import warnings
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 4.6  # inches: letters of ten points are nine pixels high on the narrowest phone
CROWDED = "constrained_layout not applied"
MOST_TEXTS = 300  # beyond, comparing every pair takes too long and the figure is no figure for a phone


def for_page(figure: Figure, headline: str) -> Figure:
    """Return a copy of a figure without its title, narrow if no more words then collide or are cut off.

    headline: what the name (gid) of the title's texts begins with. The figure itself is not changed.
    """
    wide, narrow = _without_title(figure, headline, None), _without_title(figure, headline, WIDTH)
    return wide if _clashes(narrow) > _clashes(wide) else narrow


def _without_title(figure: Figure, headline: str, width: float | None) -> Figure:
    """Return a copy of a figure of this width (None: its own) without its title and the room that it took."""
    with warnings.catch_warnings():
        # Axes hold a colour cycle of itertools, which Python 3.14 will no longer copy: see requires-python.
        warnings.filterwarnings("ignore", "Pickle, copy, and deepcopy support", DeprecationWarning)
        bare: Figure = copy.deepcopy(figure)
    wide, height = bare.get_size_inches()
    titles = [text for text in bare.texts if str(text.get_gid()).startswith(headline)]
    depth = max((int(str(text.get_gid()).rpartition("-")[2]) / 72 for text in titles), default=0)
    for text in titles:
        text.set_visible(False)  # a copy can not remove what its original holds
    bare.set_size_inches(width or wide, height - depth)
    bare.set_layout_engine("constrained")
    return bare


def _clashes(figure: Figure) -> int:
    """Count the words that overlap others or leave the figure; beyond counting where they leave no room at all."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(figure)
    with warnings.catch_warnings(record=True) as said:
        warnings.filterwarnings("always", CROWDED)
        canvas.draw()
    if any(CROWDED in str(warning.message) for warning in said):
        return MOST_TEXTS**2
    renderer = canvas.get_renderer()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    if len(texts) > MOST_TEXTS:
        return MOST_TEXTS
    boxes = [text.get_window_extent(renderer).padded(2) for text in texts]
    outside = sum(
        box.x0 < -1 or box.y0 < -1 or box.x1 > figure.bbox.width + 1 or box.y1 > figure.bbox.height + 1 for box in boxes
    )
    return outside + sum(one.overlaps(other) for one, other in combinations(boxes, 2))
