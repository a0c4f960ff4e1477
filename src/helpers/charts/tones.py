"""Draw how actors are spoken of: the forest plot by actor and voice, and the instruments side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import figures
from ..estimates import sample
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import counted, first_words, listed, minus, together
from ..sentiment import CLASSES, FEW, LEAST, by_actor, compare, sides
from . import TOGETHER, actor_axis, whiskers
from .whiskers import HALF, alone, sayable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis

VOICES = {"author": "in the author's words", "quoted": "in words of people quoted"}
SHAPES = {"textblob": ("o", "#332288", "TextBlob"), "vader": ("D", "#CC6677", "VADER")}
NAME = 0.3  # of the scale: how long a name is
ROOM = 0.4  # of the scale that two names need to stand side by side
NAMES = {"textblob": "TextBlob", "vader": "VADER", "target": "the trained scorer"}
JUDGED = ("article_id", "mention_id", "sentence_id", "actor_id", "voice", "method", "score", *CLASSES)
SAID = ["actor", "voice", "score", *CLASSES, "surface"]
SHOWN = 8  # actors in the forest plot, two lines each
ENDS = 3  # judgements that `furthest` shows of either end
MOST_SENTENCES = 40  # in the comparison of instruments
LEGEND = 8  # first sentences, at one of which the figure says which mark is whose
TICKS = ([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])


def portrayal(analysis: Analysis, method: str = "target") -> Chart:
    """Draw the mean score of each actor with its interval, the author's voice apart from quoted voices.

    Below five mentions there is no mean, only the single scores, drawn hollow. Where a tone can't be stated, no number
    stands beside it.

    Args:
        analysis: whose judgements are drawn.
        method: target, vader or textblob.

    Returns:
        A chart; data: actor_id, actor, voice (author or quoted), n, coloured, mean, low, high, stated, mark, evidence.
    """
    scores, every = by_actor_of(analysis, method), judged(analysis, method)
    order = drawn(scores)
    chosen = every[every["actor_id"].isin(order)].astype({"actor_id": "str"})
    groups = {key: own for key, own in chosen.groupby(["actor_id", sides(chosen)])}
    shades, marks, shown = figures.colours(analysis), [], scores[scores["actor_id"].isin(order)]
    title = _portrayal_title(scores, analysis, method, _several(every))
    with figures.canvas(
        1.8 + 0.5 * max(len(order), 1), title,
        f"Mean score by {NAMES[method]}, from −1 (negative) to +1 (positive). "
        f"{whiskers.note_of_means(analysis, method)} Filled: {VOICES['author']}. Hollow: {VOICES['quoted']}. "
        f"Small dots: single mentions where there are fewer than {FEW}. Can’t tell: the line "
        f"crosses zero, fewer than {FEW} sentences have the tone, or it is a country or a place.",
    ) as (figure, axes):  # fmt: skip
        for row in shown.itertuples():
            place = order.index(row.actor_id) + (-0.17 if row.voice == "author" else 0.17)
            group = groups[row.actor_id, row.voice]
            marks.append(_score_marks(axes, row, group, place, shades.get(row.actor_id, figures.OTHERS)))
        actor_axis(axes, [analysis.names[actor] for actor in order])
        _score_axis(axes, 1.3)
    keys = zip(shown["actor_id"], shown["voice"], strict=True)
    rows = [evidence(groups[key]["article_id"], groups[key]["mention_id"]) for key in keys]
    told = listed(f"{r.actor} {VOICES[r.voice]} {_said(r)}" for r in shown.itertuples())
    alt = f"Dots and lines show the mean score that {NAMES[method]} gives each actor in each voice: {told}"
    data = shown.assign(mark=marks, evidence=rows)
    return Chart(f"portrayal-{method}", figure, title, alt, data, f"{title}.")


def judged(analysis: Analysis, method: str) -> pd.DataFrame:
    """Take the judgements of one method: what means and figures need of them, text as categories.

    Args:
        analysis: that holds them.
        method: target, vader or textblob.

    Returns:
        The columns `JUDGED`, a row a judgement.
    """
    return analysis.columns("sentiment", *JUDGED, coded=True, method=method)


def by_actor_of(analysis: Analysis, method: str, most: int | None = None) -> pd.DataFrame:
    """Work out the mean tone of actors (see `sentiment.by_actor`), its interval resting on what the reader judged.

    Args:
        analysis: whose judgements are taken.
        method: target, vader or textblob.
        most: rows that are wanted, the first by actor_id; None: those of the actors that `portrayal` draws. To draw
            anew for the interval of each of a hundred thousand actors takes minutes.

    Returns:
        As `sentiment.by_actor` has it, with the actors' names.

    Raises:
        ValueError: there are no scores by this method.
    """
    every = judged(analysis, method)
    if every.empty:
        every = analysis.columns("sentiment", *JUDGED)  # whose methods the error names
    who = drawn(every.groupby("actor_id", observed=True).size().rename("n").reset_index().astype({"actor_id": "str"}))
    if most is not None:
        who = sorted(every["actor_id"].unique())[:most]
    own = by_actor(every[every["actor_id"].isin(who)], method, own=sample.tone_errors(analysis.whole, method))
    own.insert(1, "actor", own["actor_id"].map(analysis.names.get))
    return own.head(most)


def furthest(analysis: Analysis) -> pd.DataFrame:
    """Find the three lowest and the three highest judgements of the trained scorer, whose voices have names.

    Args:
        analysis: whose judgements are taken.

    Returns:
        Rows of `sentiment`: actor, voice, score, p_negative, p_neutral, p_positive, surface.
    """
    every = judged(analysis, "target")
    order = every[["article_id", "score"]].sort_values("score")
    ends = order.drop(order.index[ENDS:-ENDS])
    part = analysis.of(ends["article_id"].astype("str")).sentiment.query("method == 'target'")
    place = zip(ends["article_id"].tolist(), _number(every["article_id"])[ends.index], strict=True)
    rows = part.set_index(["article_id", _number(part["article_id"])]).loc[list(place)].set_index(ends.index)
    return rows.assign(voice=rows["voice"].map(lambda voice: analysis.names.get(voice, voice)))[SAID]


def _number(articles: pd.Series) -> pd.Series:
    """Return the how manyeth row of its article each row is."""
    return articles.groupby(articles, observed=True).cumcount()


def drawn(scores: pd.DataFrame) -> list[str]:
    """Choose the actors that the figure draws.

    Args:
        scores: what `sentiment.by_actor` gives.

    Returns:
        Their ids, the most mentioned first.
    """
    order = scores.groupby("actor_id")["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
    return order.head(SHOWN).index.tolist()


def standing_out(scores: pd.DataFrame, analysis: Analysis, method: str) -> Any:
    """Find the drawn actor of whose stated tones, of those that a title may tell, one lies furthest from zero.

    Args:
        scores: what `by_actor_of` gives.
        analysis: that it is of; its texts tell whose name is whole.
        method: of the scores.

    Returns:
        Its row; None where no tone can be told.
    """
    told = _told(scores, analysis, method)
    return None if told.empty else told.loc[told["mean"].abs().idxmax()]


def _told(scores: pd.DataFrame, analysis: Analysis, method: str) -> pd.DataFrame:
    """Pick the stated means of whole names; in several articles none of which half the mentions lie in one."""
    stated = scores[scores["stated"] & scores["actor_id"].isin(sayable(analysis, drawn(scores)))]
    if alone(analysis) or stated.empty:
        return stated
    own = judged(analysis, method)
    own = own[own["actor_id"].isin(stated["actor_id"])].astype({"actor_id": "str", "article_id": "str"})
    sizes = own.groupby([own["actor_id"], sides(own).rename("side"), own["article_id"]]).size()
    most = sizes.groupby(level=[0, 1]).agg(lambda each: each.max() / each.sum())
    return stated[[most[key] <= HALF for key in zip(stated["actor_id"], stated["voice"], strict=True)]]


def _said(row: Any) -> str:
    """Write a mean beside its dot: nothing of it where the tone can't be stated."""
    if row.mean != row.mean:
        return "too few"
    return minus(f"{row.mean:+.2f}") if row.stated else "can’t tell"


def _score_marks(axes: Axes, row: Any, group: pd.DataFrame, place: float, colour: str) -> str:
    face = colour if row.voice == "author" else "white"
    if row.mean == row.mean:
        axes.plot([row.low, row.high], [place, place], color=INK, linewidth=1.5, zorder=2)
        dots = axes.scatter([row.mean], [place], s=55, facecolor=face, edgecolor=INK, linewidth=1.5, zorder=3)
    else:
        dots = axes.scatter(group["score"], [place] * len(group), s=14, facecolor=face, edgecolor=FAINT, zorder=3)
    text = f"{_said(row)}  (n {row.n:,})"
    name = mark(dots, f"portrayal {row.actor_id} {row.voice}")
    dots.set_urls([f"#{name}"] * max(len(group), 1))
    axes.annotate(text, (1.07, place), va="center", fontsize=8, color=INK if row.stated else FAINT)
    return name


def _several(every: pd.DataFrame) -> bool:
    """Tell whether any actor has enough mentions in one voice for a mean."""
    side = 2 * every["actor_id"].array.codes.astype("int64") + (every["voice"] == "author").to_numpy()
    return bool(np.bincount(side).max(initial=0) >= FEW)


def _portrayal_title(scores: pd.DataFrame, analysis: Analysis, method: str, several: bool) -> str:
    if not several:
        return f"Of no actor were {FEW} mentions found in one voice: read the sentences instead"
    told, most = _told(scores, analysis, method), standing_out(scores, analysis, method)
    if most is None:
        none = "Of no actor can a tone be stated"
        return "How each actor is spoken of, in either voice" if scores["stated"].any() else none
    alike = told[(told["voice"] == most["voice"]) & (told["mean"] * most["mean"] > 0)]
    order = alike.sort_values("n", ascending=False, kind="stable")["actor_id"]  # who is furthest from zero is not told
    ids = [most["actor_id"], *(one for one in order if one != most["actor_id"])][:TOGETHER]
    names = [analysis.names[one] for one in ids]
    tone = "negative" if most["mean"] < 0 else "positive"
    return f"{together(names)}: scored {tone} on average {VOICES[most['voice']]}"


def instruments(analysis: Analysis) -> Chart:
    """Draw sentence by sentence what each instrument says of it (see `sentiment.compare`).

    Of more than 40 sentences those are drawn, in story order, on which the instruments lie furthest apart.

    Args:
        analysis: whose sentences are judged.

    Returns:
        A chart; data: article_id, sentence_id, surface, method, score, mark, evidence.
    """
    compared, methods = compare(analysis.columns("sentences", "article_id", "sentence_id", "surface")), list(SHAPES)
    scores = compared[methods]
    signs = scores.map(lambda score: (score >= LEAST) - (score <= -LEAST))
    against = int((signs.min(axis=1) * signs.max(axis=1) < 0).sum())
    agree = int((signs.min(axis=1) == signs.max(axis=1)).sum())
    title = f"TextBlob and VADER agree on the tone of {agree:,} of {counted(len(signs), 'sentence')}"
    title += f"; in {f'{against:,} they' if against else 'none do they'} contradict each other"
    apart = (scores.max(axis=1) - scores.min(axis=1)).sort_values(ascending=False, kind="stable")
    shown = compared.loc[apart.index[:MOST_SENTENCES].sort_values()]
    named = apart[shown.index[:LEGEND]].idxmax()
    every = len(shown) == len(compared)
    which = "each sentence" if every else f"the {MOST_SENTENCES} sentences on which they differ most"
    rows: list[tuple[Any, ...]] = []
    with figures.canvas(
        1.6 + 0.32 * len(shown), title,
        f"Score of {which}, from −1 (negative) to +1 (positive), in story order.",
    ) as (figure, axes):  # fmt: skip
        for place, row in enumerate(shown.itertuples()):
            found = {method: getattr(row, method) for method in methods}
            axes.plot(sorted(found.values()), [place, place], color="#CCCCCC", linewidth=2, zorder=1)
            for method, score in found.items():
                shape, colour, label = SHAPES[method]
                dot = axes.scatter([score], [place], marker=shape, s=42, color=colour, zorder=3)
                name = mark(dot, f"instruments {method} {row.article_id} {row.sentence_id}")
                ids = evidence([row.article_id], [f"s{row.sentence_id}"])
                rows.append((row.article_id, row.sentence_id, row.surface, method, score, name, ids))
                if row.Index == named:
                    close = abs(row.textblob - row.vader) < ROOM
                    side = ("right" if method == min(found, key=found.__getitem__) else "left") if close else "center"
                    out = NAME * (0.5 if side == "center" else (side == "right") == (score < 0))
                    if abs(score) + out > 1.05:  # beside the axes stand the sentences
                        side = "left" if score < 0 else "right"
                    look: dict[str, Any] = {"color": colour, "fontsize": 9, "weight": "bold", "ha": side}
                    axes.annotate(label, (score, place), (0, 8), textcoords="offset points", **look)
        actor_axis(axes, map(first_words, shown["surface"]))
        axes.tick_params(axis="y", labelsize=8.5)  # on two lines they have room
        _score_axis(axes, 1.05)
    columns = ["article_id", "sentence_id", "surface", "method", "score", "mark", "evidence"]
    data = pd.DataFrame(rows, columns=columns).sort_values("method", kind="stable", ignore_index=True)
    told = ((first_words(r.surface), f"TextBlob {r.textblob:+.2f}, VADER {r.vader:+.2f}") for r in shown.itertuples())
    alt = "Dots show the score that each word list gives each sentence: " + listed(f"{a} {minus(b)}" for a, b in told)
    return Chart("instruments", figure, title, alt, data, f"{title}.")


def _score_axis(axes: Axes, right: float) -> None:
    axes.axvline(0, color="#888888", linewidth=1)
    axes.set_xlim(-1.05, right)
    axes.set_xticks(*TICKS)
    axes.grid(axis="x")
    axes.spines["bottom"].set_visible(False)
