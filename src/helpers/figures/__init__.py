"""One style, one colour an actor, one way to save a figure, and once more for a phone."""

from __future__ import annotations

import base64
import html
import io
import json
import os
import re
import textwrap
import warnings
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from .. import knowledge, ownership, phrases
from ..analysis import Analysis, once
from ..phrases import by_hand, plain
from ..tables import quote_id
from . import provenance

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


# --------------------------------------------------------------------------------------------------
# Draw a figure again for a page: without its title, and narrow enough for a phone where its words allow it.
#
# A figure for print is seven inches wide; scaled down to a phone its letters are too small to read. Laid out
# anew on less width, they keep their size.


NARROW = 4.6  # inches: letters of ten points are nine pixels high on the narrowest phone
CROWDED = "constrained_layout not applied"
SLANTED = 20  # pixels that must lie between the beginnings of slanted words
MOST_TEXTS = 300  # beyond, comparing every pair takes too long and the figure is no figure for a phone


@contextmanager
def _for_page(figure: Figure, headline: str) -> Iterator[None]:
    """Let a figure be, within this block, without its title, and narrow if no more words then collide or are cut off.

    Panels that have no room beside each other there stand below each other.
    headline: what the name (gid) of the title's texts begins with. After the block the figure is as it was.
    """
    engine, (width, height) = figure.get_layout_engine(), figure.get_size_inches()
    places = [(axes, axes.get_position(original=True), axes.get_in_layout()) for axes in figure.axes]
    titles = [text for text in figure.texts if str(text.get_gid()).startswith(headline)]
    depth = max((int(str(text.get_gid()).rpartition("-")[2]) / 72 for text in titles), default=0)

    cells = [(axes, axes.get_subplotspec(), axes.yaxis.get_tick_params().get("labelleft")) for axes in figure.axes]

    def back() -> None:
        figure.set_size_inches(width, height)
        for axes, spec, labels in cells:
            if spec is not None and axes.get_subplotspec() is not spec:
                axes.set_subplotspec(spec)
                axes.tick_params(labelleft=labels)
        for axes, place, inside in places:
            axes.set_position(place)
            axes.set_in_layout(inside)

    def anew(wide: float, stacked: bool = False) -> int:
        back()
        figure.set_size_inches(wide, (height - depth) * (_stacked(figure) if stacked else 1))
        figure.set_layout_engine("constrained")
        return _clashes(figure)

    for text in titles:
        text.set_visible(False)
    if (clashes := anew(NARROW)) and clashes <= (known := anew(width)):
        anew(NARROW)
    elif clashes and any(spec is not None and spec.get_gridspec().ncols > 1 for _, spec, _ in cells):
        anew(NARROW, stacked=True) <= known or anew(width)
    try:
        yield
    finally:
        back()
        figure.set_layout_engine(engine)
        for text in titles:
            text.set_visible(True)
        _settled(figure)


def _stacked(figure: Figure) -> float:
    """Put the panels of a figure one below the other, or two abreast where there were more.

    Returns how many times as high it has to be. Panels without anything in them stay where they are.
    """
    from matplotlib.gridspec import GridSpec

    panels = [axes for axes in figure.axes if axes.get_title(loc="left") or axes.has_data()]
    specs: list[Any] = [axes.get_subplotspec() for axes in panels]
    grid = specs[0].get_gridspec()
    ratios, across = grid.get_height_ratios(), 2 if grid.ncols > 2 else 1
    parts = (specs[first : first + across] for first in range(0, len(specs), across))
    rows = [max(ratios[spec.rowspan.start] for spec in part) for part in parts]
    new = GridSpec(len(rows), across, figure=figure, height_ratios=rows)
    for number, axes in enumerate(panels):
        axes.set_subplotspec(new[number // across, number % across])
        axes.tick_params(labelleft=number % across == 0)
    return sum(rows) / sum(ratios)


def _clashes(figure: Figure) -> int:
    """Count the words that overlap others or leave the figure; beyond counting where they leave no room at all."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    renderer = FigureCanvasAgg(figure).get_renderer()
    with warnings.catch_warnings(record=True) as said:
        warnings.filterwarnings("always", CROWDED)
        figure.draw_without_rendering()  # where words stand is asked, not how they look
    figure.set_layout_engine(None)  # and there they stay
    if any(CROWDED in str(warning.message) for warning in said):
        return MOST_TEXTS**2
    shown = set(figure.findobj(Text)) - set(_hidden(figure))
    texts = [text for text in shown if text.get_visible() and text.get_text().strip()]
    if len(texts) > MOST_TEXTS:
        return MOST_TEXTS
    boxes = [text.get_window_extent(renderer).padded(2) for text in texts]
    width, height = figure.bbox.size
    outside = sum(box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1 for box in boxes)
    for text, box in zip(texts, boxes, strict=True):
        if text.get_rotation() % 90:  # beside each other slanted words have room where the boxes around them have none
            box.p1 = (box.x0 + SLANTED, box.y0 + SLANTED)
    return outside + sum(one.overlaps(other) for one, other in combinations(boxes, 2))


def _hidden(figure: Figure) -> Iterator[Any]:
    """Yield the labels of ticks that are not drawn: beyond the ends of an axis, or of one that is switched off."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not axes.axison or not low <= tick.get_loc() <= high:
                    yield from (tick.label1, tick.label2)


# --------------------------------------------------------------------------------------------------
# Make a figure that a report can print: one style, one colour an actor, one way to save.
#
# A `Chart` is a matplotlib figure together with what a reader needs to trust it: the title that says the
# finding, the alt text, and the data behind it. Every mark (bar, dot, line) has a name; in `data` the column
# `mark` holds it, and `evidence` the rows it counts, as `article_id#row_id` separated by spaces. The mark's
# drawing links to `#mark`, so that a page can lead from it to the passages.


THEIRS = ("backend", "interactive", "toolbar", "webagg", "tk.", "docstring", "figure.raise_window", "savefig.directory")
STYLE = Path(__file__).parents[1] / "templates" / "figures.mplstyle"
OTHERS = "#999999"
HEADLINE = "headline"
INK, FAINT = "#222222", "#666666"
MOST_ROWS = 10_000  # rows that a mark names
WIDTH = 7.2  # inches: a column and a half of A4, and the projector's middle
# matplotlib writes the time and its own version into files unless each is taken out.
METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
PAGE = "page"  # the drawing without its title, for pages that a phone shows
FORMATS = (*METADATA, PAGE)
ASKED = "HELPERS_FORMATS"  # names those that are written where none is asked for; a report sets it for its lessons


@dataclass(frozen=True, repr=False)
class Chart:
    """A figure with its name, finding, alt text, caption and data; a notebook shows it with its alt text."""

    name: str
    figure: Figure
    title: str
    alt: str
    data: pd.DataFrame
    caption: str = ""
    about: Mapping[str, str] = field(default_factory=dict)  # written into the files' metadata

    @property
    def png(self) -> bytes:
        """The figure as PNG, the same bytes each time in the pinned environment."""
        return _described(_kept(self.figure) or _picture(self.figure), self.about)

    def save(
        self, directory: Path | str, analysis: Analysis | None = None, formats: Collection[str] | None = None
    ) -> list[Path]:
        """Write the figure with its data (csv), alt text, title and caption (json) into a directory.

        Args:
            directory: of figures. Formats of an earlier saving that are not asked for now are removed from it.
            analysis: what the figure was drawn from; then its files say so, and can be verified later.
            formats: svg, png, pdf, and `page` for `page/NAME.svg`, without its title and narrow where it can be, for
                pages that a phone shows. None: SVG, and what the environment's HELPERS_FORMATS names; a report asks
                for all.

        Returns:
            The paths of the files.

        Raises:
            ValueError: another format, or what `figures.save` raises. Taken: files stand there that no figure was saved
                to.
        """
        about = {**self.about, **(provenance.about(analysis, self.data) if analysis is not None else {})}
        kinds = _asked(formats)
        contents = _contents(self.figure, self.name, self.data, self.alt, about, kinds)
        above = [text.get_text() for text in self.figure.texts if str(text.get_gid()).startswith(HEADLINE)]
        subtitle = " ".join(" ".join(above[1:]).split())
        if analysis is not None:  # a notebook shows the figure after saving it
            self.__dict__["by_hand"] = by_hand(analysis.corrections["change"])
        words = {"title": self.title, "subtitle": subtitle, "caption": self._said()}
        contents[f"{self.name}.json"] = (json.dumps(words, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        if PAGE in kinds:
            with style(), _for_page(self.figure, HEADLINE):
                contents[_file(self.name, PAGE)] = _render(self.figure, "svg", {})
        return _put(Path(directory), self.name, contents)

    def asking(self, question: str) -> Chart:
        """Put a question where the chart's finding stood, for readers who shall find it themselves.

        The drawing is shared: make a new chart where both are wanted.

        Args:
            question: it should fit on one line.

        Returns:
            The chart with the question as title and caption, and in its alt text.
        """
        first = next(text for text in self.figure.texts if str(text.get_gid()).startswith(HEADLINE))
        first.set_text(plain(question))
        return replace(self, title=question, alt=self.alt.replace(self.title, question), caption=question)

    def _said(self) -> str:
        numbered = (f"[{n}]: {words}." for words, n in _NUMBERED.get(self.figure, {}).items())
        return " ".join(filter(None, (self.caption.strip(), *numbered, self.__dict__.get("by_hand"))))

    def __repr__(self) -> str:
        return f"Chart({self.name}: {self.title})"

    def _repr_html_(self) -> str:
        picture = base64.b64encode(self.png).decode("ascii")
        return (
            f'<figure class="mathjax_ignore"><img src="data:image/png;base64,{picture}" alt="{html.escape(self.alt)}" '
            f'style="max-width:100%;width:{round(self.figure.get_figwidth() * 100)}px">'
            f"<figcaption>{html.escape(self._said()).replace(' %', '&nbsp;%')}</figcaption></figure>"
        )


def save(
    figure: Figure,
    name: str,
    data: pd.DataFrame,
    alt: str,
    directory: Path | str,
    about: Mapping[str, str] | None = None,
    formats: Collection[str] | None = None,
) -> list[Path]:
    """Write a figure, its data and its alt text into a directory.

    The same figure and data give the same bytes each time in the pinned environment.

    Args:
        figure: as it was drawn.
        name: of the files, without ending: letters, digits, - and _.
        data: what the figure shows, for NAME.csv.
        alt: its text alternative, for NAME.txt.
        directory: made where it is not there.
        about: what made the figure, put into the files' metadata; None for nothing.
        formats: svg, png, pdf, as `Chart.save` has it.

    Returns:
        The paths of the files.

    Raises:
        ValueError: an empty alt text, a format that there is not, or a name that is no plain file name.
        Taken: files stand there that no figure was saved to.
    """
    return _put(Path(directory), name, _contents(figure, name, data, alt, about or {}, _asked(formats)))


def _asked(formats: Collection[str] | None) -> Collection[str]:
    """Return the formats to write. Raises ValueError for one that there is not."""
    kinds = {"svg", *filter(None, os.environ.get(ASKED, "").split(","))} if formats is None else formats
    if unknown := sorted({*kinds} - {*FORMATS}):
        raise ValueError(f"no format {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    return kinds


def _file(name: str, kind: str) -> str:
    return f"{PAGE}/{name}.svg" if kind == PAGE else f"{name}.{kind}"


def _contents(
    figure: Figure, name: str, data: pd.DataFrame, alt: str, about: Mapping[str, str], kinds: Collection[str]
) -> dict[str, bytes]:
    if not alt.strip():
        raise ValueError(f"figure {name!r} has no alt text: say in a sentence or two what it shows")
    if not re.fullmatch(r"[\w-]+", name):
        raise ValueError(f"{name!r} is no plain file name: letters, digits, - and _ only")
    drawn = {kind: _render(figure, kind, about) for kind in METADATA if kind in kinds}
    contents = {_file(name, kind): provenance.sign(content, kind) for kind, content in drawn.items()}
    contents[f"{name}.csv"] = phrases.csv(data)
    contents[f"{name}.txt"] = (alt.strip() + "\n").encode("utf-8")
    return contents


def _put(directory: Path, name: str, contents: Mapping[str, bytes]) -> list[Path]:
    """Write a figure's files into a folder whose manifest names them, so that they may be saved again."""
    with ownership.Folder(directory, wait=True) as folder:
        for file, content in contents.items():
            (folder.work / file).parent.mkdir(exist_ok=True)
            (folder.work / file).write_bytes(content)
        # what another saving left in other formats would be another figure's picture beside this one's data
        folder.put({file: folder.work / file for file in contents}, gone=[_file(name, kind) for kind in FORMATS])
    return [directory / file for file in contents]


def _render(figure: Figure, kind: str, about: Mapping[str, str]) -> bytes:
    if kind == "png":
        return _described(_picture(figure), about)
    return _drawn(figure, kind, _metadata(kind, about))


def _drawn(figure: Figure, kind: str, metadata: dict[str, str]) -> bytes:
    from matplotlib.layout_engine import PlaceHolderLayoutEngine

    buffer = io.BytesIO()
    _kept(figure)
    _kept_apart(figure)
    with style(), _letters(kind):
        if not isinstance(engine := figure.get_layout_engine(), PlaceHolderLayoutEngine | None):
            engine.execute(figure)  # anew for each format, things would move by a hair, and the bytes with them
        figure.set_layout_engine(None)  # with any, be it one that moves nothing, each format is drawn twice
        figure.savefig(buffer, format=kind, metadata=METADATA[kind] | metadata)
    _settled(figure)
    return buffer.getvalue()


def _kept_apart(figure: Figure) -> None:
    """Keep what is written from right to left from turning round the numbers and marks that stand beside it.

    What the font can't draw is numbered in the order it stands there; the caption says what the numbers stand for.
    """
    from matplotlib.text import Text

    numbered = _NUMBERED.setdefault(figure, {})

    def written(text: str) -> str:
        apart = LEFTWARDS.sub("\u200e\\1\u200e", text)
        return _undrawable().sub(lambda run: f"[{numbered.setdefault(run[0], len(numbered) + 1)}]", apart)

    for text in figure.findobj(Text):
        if text.get_text() != (new := written(text.get_text())):
            text.set_text(new)
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        labels = [label.get_text() for label in axis.get_ticklabels()]
        if (new_labels := list(map(written, labels))) != labels:
            axis.set_ticklabels(new_labels)


@cache
def _undrawable() -> re.Pattern[str]:
    """Return what finds words in letters that the font of the style lacks: boxes would stand for them."""
    from matplotlib.font_manager import findfont, get_font

    letters = "".join(map(re.escape, map(chr, get_font(findfont("DejaVu Sans")).get_charmap())))
    return re.compile(rf"[^{letters}\s]+(?: [^{letters}\s]+)*")


def _settled(figure: Figure) -> None:
    """Note that a figure is as it was drawn, so that its picture is kept."""
    for artist in figure.findobj():
        artist.stale = False


def _letters(kind: str) -> AbstractContextManager[None]:
    """Embed letters quickly where a format does so; what that needs is not imported for others."""
    if kind != "pdf":
        return nullcontext()
    from . import letters

    return letters.quickly()


# A picture of pixels takes longest to make, and a lesson shows the figure that it saved.
_PICTURES: WeakKeyDictionary[Figure, bytes] = WeakKeyDictionary()
_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
LEFTWARDS = re.compile(rf"\u200e?({_RTL}+(?:[ -]+{_RTL}+)*)\u200e?")
_NUMBERED: WeakKeyDictionary[Figure, dict[str, int]] = WeakKeyDictionary()  # {words in letters the font lacks: number}
BEGUN = 33  # bytes: the signature of a PNG and its first chunk


def _picture(figure: Figure) -> bytes:
    """Draw a figure as a PNG that says nothing of its making, and keep that while nothing in the figure changes."""
    _PICTURES[figure] = picture = _drawn(figure, "png", {})
    return picture


def _kept(figure: Figure) -> bytes | None:
    """Return the PNG that was drawn of a figure, unless something in it was changed since; then forget it."""
    if figure in _PICTURES and any(artist.stale for artist in figure.findobj()):
        del _PICTURES[figure]
    return _PICTURES.get(figure)


def _described(picture: bytes, about: Mapping[str, str]) -> bytes:
    """Write into a PNG what made it, at the place where drawing would have put it."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    for name, text in _metadata("png", about).items():
        info.add_text(name, text)
    parts = ((data, kind + data) for kind, data, *_ in info.chunks)
    chunks = [len(data).to_bytes(4, "big") + both + zlib.crc32(both).to_bytes(4, "big") for data, both in parts]
    return picture[:BEGUN] + b"".join(chunks) + picture[BEGUN:]


def _metadata(kind: str, about: Mapping[str, str]) -> dict[str, str]:
    """Place the provenance in the one free-text field that each format has."""
    if not about:
        return {}
    key = {"svg": "Description", "pdf": "Subject", "png": "Description"}[kind]
    return {key: "; ".join(f"{name}: {value}" for name, value in sorted(about.items()))}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the project's style; figures made inside belong to no window and need no closing."""
    import matplotlib

    with matplotlib.rc_context(_style()):
        yield


@cache
def _style() -> Any:
    import matplotlib

    # whatever somebody's own matplotlibrc says; what is no matter of looks stays theirs
    usual = {name: value for name, value in matplotlib.rcParamsDefault.items() if not name.startswith(THEIRS)}
    return usual | dict(matplotlib.rc_params_from_file(STYLE, use_default_template=False))


@contextmanager
def canvas(height: float, title: str, subtitle: str = "") -> Iterator[tuple[Figure, Axes]]:
    """Make a figure, titled with the finding; what is drawn inside the with-block is in the project's style.

    Args:
        height: in inches, without further lines of the title.
        title: the finding.
        subtitle: what is measured; '' for none.

    Yields:
        The figure and its axes.
    """
    with titled(height, title, subtitle) as figure:
        yield figure, figure.add_subplot()


@contextmanager
def titled(height: float, title: str, subtitle: str = "", width: float = WIDTH) -> Iterator[Figure]:
    """Make a figure without axes, as `canvas` does with one.

    Args:
        height: in inches, without further lines of the title.
        title: the finding.
        subtitle: what is measured; '' for none.
        width: in inches.

    Yields:
        The figure.
    """
    from matplotlib.figure import Figure

    with style():
        figure = Figure(figsize=(width, height), layout="constrained")
        _headline(figure, title, subtitle)
        yield figure


def beside(axes: Axes, text: str, place: tuple[float, float], shift: float = 5, **look: Any) -> None:
    """Write a text beside a mark.

    Args:
        axes: drawn on.
        text: that is written.
        place: of the mark.
        shift: to the right of it, in points.
        look: what else `Axes.annotate` takes.
    """
    axes.annotate(text, place, (shift, 0), textcoords="offset points", **{"va": "center", **look})


def _headline(figure: Figure, title: str, subtitle: str) -> None:
    """Write the finding at the figure's upper left, and below it in grey what is measured.

    Long lines are broken; the figure grows by each line beyond the first of both, so that its marks keep their room.
    """

    width, height = figure.get_size_inches()
    lines, small = (
        [line.replace("\xa0", " ") for line in textwrap.wrap(text.replace(" %", "\xa0%"), round(width * letters))]
        for text, letters in ((plain(title), 8.6), (plain(subtitle, 800), 13))
    )
    depth = 0.1 + 0.235 * len(lines) + 0.175 * len(small)
    height += 0.235 * max(len(lines) - 1, 0) + 0.175 * max(len(small) - 1, 0)
    figure.set_size_inches(width, height)
    figure.text(0.008, 1 - 0.08 / height, "\n".join(lines), ha="left", va="top", fontsize=13, weight="bold")
    figure.text(
        0.008, 1 - (0.1 + 0.235 * len(lines)) / height, "\n".join(small),
        ha="left", va="top", fontsize=9, color=FAINT, linespacing=1.25,
    )  # fmt: skip
    for text in figure.texts:  # by this name a page finds the title, to set it in its own type
        text.set_gid(f"{HEADLINE}-{round(depth * 72)}")
    layout: Any = figure.get_layout_engine()
    layout.set(rect=(0, 0, 1, 1 - (depth + 0.08) / height))


def actor_axis(axes: Axes, names: Iterable[str], most: int = 40) -> None:
    """Write names down the left, first at the top.

    Args:
        axes: whose y axis they become.
        names: each on two lines where it is long.
        most: characters of each.
    """
    names = ["\n".join(textwrap.wrap(plain(name, most), 4 + most // 2)) for name in names]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(max(len(names), 1) - 0.45, -0.75)


def article_axis(axes: Axes, places: Sequence[float]) -> None:
    """Write along the bottom where an article begins and ends.

    Args:
        axes: whose x axis it becomes.
        places: of its start, middle and end.
    """
    axes.set_xticks(places, ["start of the article", "", "end"])  # for “middle” a phone has no room
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.spines["bottom"].set_visible(False)


def colours(analysis: Analysis) -> Mapping[str, str]:
    """Give each actor one fixed colour, by how often it is mentioned in the whole corpus.

    Args:
        analysis: of the corpus or of a part; the colours are the same.

    Returns:
        {actor_id: colour as #rrggbb}. Ties go by actor_id; actors beyond the palette (after Okabe and Ito 2008 and Tol
        2021) are grey.
    """
    return _colours(analysis.whole)


@once
def _colours(analysis: Analysis) -> Mapping[str, str]:
    palette = [row["colour"] for row in knowledge.rows("palette.csv", ("colour",))]
    return dict.fromkeys(analysis.names, OTHERS) | dict(zip(analysis.names, palette, strict=False))


def words(use: str) -> dict[str, str]:
    """Look up what figures call what the tables hold in short.

    Args:
        use: as in the column of `lexicons/figure_words.csv`: stance, unsaid, source, gender, gender by.

    Returns:
        {what stands in the table: the words}, in the order in which figures show them.
    """
    return knowledge.lookup("lexicons/figure_words.csv", "key", "words", use=use)


def on(colour: str) -> str:
    """Choose black or white for what is written on a background.

    Args:
        colour: of the background, as #rrggbb.

    Returns:
        Whichever is read more easily, by the background's luminance (weights of ITU-R BT.709).

    Example:
        >>> on("#ffee99"), on("#332288")
        ('#000000', '#ffffff')
    """
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.4 else "#ffffff"


def mark(artist: Artist, name: str) -> str:
    """Give a drawn mark its link.

    Args:
        artist: what was drawn; points get it one by one.
        name: what it shows, such as "ranking" and an actor's name.

    Returns:
        The mark's name: letters, digits and hyphens only.
    """
    slug = re.sub(r"[^\w]+", "-", name.lower()).strip("-")
    artist.set_url(f"#{slug}")
    if hasattr(artist, "set_urls"):
        artist.set_urls([f"#{slug}"])
    artist.set_gid(slug)
    return slug


def evidence(articles: Sequence[str], rows: Sequence[object]) -> str:
    """Write the rows a mark counts.

    Args:
        articles: ids of their articles.
        rows: ids of the rows, as many.

    Returns:
        `article_id#row_id`, separated by spaces. Of more than ten thousand every second, third … stands there: the
        number of the mark is in its own column.

    Example:
        >>> evidence(["my file", "b"], ["m0", "q1"])
        'my%20file#m0 b#q1'
    """
    step = -(-len(articles) // MOST_ROWS) or 1
    counted = zip(_plain(articles[::step]), _plain(rows[::step]), strict=True)
    return " ".join(f"{quote_id(article)}#{row}" for article, row in counted)


def _plain(ids: Any) -> list[Any]:
    """Return a column as a list: one by one, Arrow takes long to give its values."""
    return ids.tolist() if hasattr(ids, "tolist") else list(ids)
