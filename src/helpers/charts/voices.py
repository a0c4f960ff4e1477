"""Draw who speaks where along an article, or along many articles laid over one another, and of whom they speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import figures
from ..figures import FAINT, INK, Chart, evidence, mark
from ..phrases import counted, listed, plain, times
from ..tables import affirmed, statements
from . import NAMELESS, STATED, actor_axis, called, voiced, whiskers, with_name
from .certain import quotable, sayable, unheard

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis

MOST = 10  # speakers a figure shows
PARTS = 10  # many articles are cut into tenths
UNCERTAIN = "Who makes most statements is not certain"
WHERE = "Who speaks where, from the first word to the last"  # the figure's own matter, where nobody makes most
NOBODY = "Nobody who is quoted was found to name another"
# Kinds of mention that speak of somebody; who says “Americans” need not speak of a country.
BY_NAME = ("name", "metonym")
# Whom one can speak of; of a place or a document one speaks elsewhere.
SPOKEN_OF = ("person", "organisation", "group", "country")
FILL = {"direct": 1.0, "mixed": 0.45, "indirect": 0.0}  # how dark the words of each kind of quote are drawn


def voices(analysis: Analysis) -> Chart:
    """Draw who speaks where along the article; several articles are laid over one another by tenths.

    A quote inside another counts for the outer speaker alone. Speakers without an id share the line 'someone unnamed',
    documents the line 'documents'.

    Args:
        analysis: of one article or of many.

    Returns:
        A chart; data: speaker_id, speaker, from, to (0 to 1 of the article), kind, n, mark, evidence, and of each
        speaker the statements with their interval.
    """
    outer = (
        affirmed(analysis.columns("quotes", *STATED, "part", "kind", "start", "end"))
        .query("inside == ''")
        .sort_values(["article_id", "start"], kind="stable", ignore_index=True)
    )
    outer = outer.assign(speaker_id=voiced(outer["speaker_id"]))
    sizes = outer.assign(size=outer["end"] - outer["start"]).groupby("speaker_id")["size"].sum()
    ranked = sizes.sort_index().sort_values(ascending=False, kind="stable").index
    order = [one for one in ranked if one not in NAMELESS][:MOST] + [one for one in NAMELESS if one in sizes.index]
    names = {speaker: called(analysis, speaker) for speaker in sizes.index}
    articles = analysis.columns("articles", "article_id", "text")
    length = dict(zip(articles["article_id"], articles["text"].str.len(), strict=True))
    shades = {**figures.colours(analysis), **dict.fromkeys(NAMELESS, figures.OTHERS)}
    shown = outer[outer["speaker_id"].isin(order)]
    single = outer["article_id"].nunique() <= 1
    rows: list[tuple[Any, ...]] = []
    made = outer.assign(key=outer["article_id"] + "#" + outer["quote_id"]).groupby("speaker_id")["key"].nunique()
    error = whiskers.error_of(whiskers.STATEMENTS, analysis)
    ranges = dict(zip(order, whiskers.limits([int(made[one]) for one in order], error), strict=True))
    title = _voices_title(made, names, ranges, analysis)
    about = (
        "Where in the article each speaker's words stand. Solid: quoted; outlined: in the reporter's words; pale: both."
        if single
        else "Statements by tenth of the article, all articles together; the darker, the more."
    )
    with figures.style():
        figure, axes = figures.canvas(
            1.75 + 0.4 * max(len(order), 1), title, f"{about} {whiskers.note(error, analysis, mark='In brackets')}"
        )
        draw = _spans if single else _tenths
        draw(axes, shown, order, shades, length, rows)
        actor_axis(axes, [names[one] for one in order])
        for place, one in enumerate(order):
            label = f"{made[one]} ({whiskers.between(ranges[one])})"
            axes.text(1.015, place, label, va="center", fontsize=9, color=INK)
        axes.text(1.015, -0.68, "statements", va="center", fontsize=8.5, color=FAINT)
        axes.set_xlim(0, 1.16)
        figures.article_axis(axes, [0, 0.5, 1])
    data = pd.DataFrame(rows, columns=["speaker_id", "from", "to", "kind", "n", "mark", "evidence"])
    data.insert(1, "speaker", data["speaker_id"].map(names))
    data = data.assign(
        statements=[int(made[one]) for one in data["speaker_id"]],
        statements_low=[ranges[one][0] for one in data["speaker_id"]],
        statements_high=[ranges[one][1] for one in data["speaker_id"]],
    )
    alt = "Boxes show where along the article each speaker's words stand: " + listed(
        f"{names[one]} {times(made[one])}, first at {_first(shown, one, length)} %" for one in order
    )
    return Chart("voices", figure, title, alt, data, f"{title}.")


def of_whom(analysis: Analysis, most: int | None = None, pairs: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count the statements of each speaker that name another actor.

    Args:
        analysis: whose statements are counted.
        most: rows that are wanted; None for all.
        pairs: what `naming` finds in it, where that is known.

    Returns:
        One row a speaker and actor, most statements first: speaker_id, speaker, actor_id, actor, n (statements), of
        (all statements of the speaker), articles, evidence (their rows).
    """
    pairs = naming(analysis) if pairs is None else pairs
    return _with_rows(_counts(analysis, pairs).head(most), pairs)


def _counts(analysis: Analysis, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return `of_whom` without its evidence, which takes longest; pairs: what `naming` finds."""
    by = pairs.groupby(["speaker_id", "actor_id"], sort=True)
    table = by.agg(n=("quote_id", "size"), articles=("article_id", "nunique")).reset_index()
    every = statements(analysis.columns("quotes", *STATED))["speaker_id"].value_counts()
    table["of"] = table["speaker_id"].map(every).astype("int64")
    for who in ("speaker", "actor"):
        table[who] = table[f"{who}_id"].map(analysis.names)
    table = table[["speaker_id", "speaker", "actor_id", "actor", "n", "of", "articles"]]
    order = {"n": False, "speaker_id": True, "actor_id": True}
    return table.sort_values(list(order), ascending=list(order.values()), kind="stable", ignore_index=True)


def _with_rows(table: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `of_whom` with the evidence of each."""
    own = pairs[pairs["speaker_id"].isin(table["speaker_id"]) & pairs["actor_id"].isin(table["actor_id"])]
    rows = {
        pair: evidence(one["article_id"].tolist(), one["quote_id"].tolist())
        for pair, one in own.groupby(["speaker_id", "actor_id"], sort=False)
    }
    return table.assign(
        evidence=[rows[pair] for pair in zip(*(table[who].tolist() for who in ("speaker_id", "actor_id")), strict=True)]
    )


def naming(analysis: Analysis) -> pd.DataFrame:
    """Find the statements that name another actor than their speaker, one row a statement and actor.

    Args:
        analysis: of its statements the outermost count; a name within an inner quote counts for who is quoted first.
            Names count, “Americans”, “he” and descriptions do not, nor what a document says.

    Returns:
        article_id, quote_id, speaker_id, actor_id.
    """
    quotes = analysis.columns("quotes", *STATED, "source_kind", "start", "end")
    article, quote = (quotes[name].factorize()[0].astype("int64") for name in ("article_id", "quote_id"))
    quotes = quotes.assign(key=article * (quote.max(initial=0) + 1) + quote)
    said = statements(quotes).query("speaker_id != '' and source_kind != 'document'")
    parts = affirmed(quotes)
    parts = parts[parts["key"].isin(said["key"])]
    mentions = analysis.columns("mentions", "article_id", "actor_id", "actor_type", "kind", "start", "end", coded=True)
    meant = mentions["actor_type"].isin(SPOKEN_OF) & (mentions["actor_id"] != "")
    pairs = _within(parts, mentions[mentions["kind"].isin(BY_NAME) & meant])
    return pairs[pairs["speaker_id"] != pairs["actor_id"]].drop_duplicates(["article_id", "quote_id", "actor_id"])


def _within(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return article_id, quote_id, speaker_id and actor_id of each mention that stands in a quote, in one pass.

    mentions: text as categories, of which there are few.
    """
    code = {article: number for number, article in enumerate(quotes["article_id"].unique().tolist())}
    known = np.array([code.get(article, -1) for article in mentions["article_id"].cat.categories] + [-1], "int64")
    mentions = mentions.assign(place=known[mentions["article_id"].cat.codes.to_numpy()])
    mentions = mentions[mentions["place"] >= 0]
    far = int(max(quotes["end"].max() if len(quotes) else 0, mentions["end"].max() if len(mentions) else 0)) + 1
    at = mentions["place"].to_numpy() * far + mentions["start"].to_numpy("int64")
    order = np.argsort(at, kind="stable")
    begin = quotes["article_id"].map(code).to_numpy("int64") * far
    first, last = (np.searchsorted(at[order], begin + quotes[side].to_numpy("int64")) for side in ("start", "end"))
    count = last - first
    quote = np.repeat(np.arange(len(quotes)), count)
    which = order[np.arange(len(quote)) + np.repeat(first - (count.cumsum() - count), count)]
    actors = mentions["actor_id"].iloc[which].astype("str").to_numpy()
    return quotes[["article_id", "quote_id", "speaker_id"]].iloc[quote].assign(actor_id=actors)


def matrix(analysis: Analysis) -> Chart:
    """Draw who speaks of whom: a row a speaker, a column an actor, in each cell the statements that name the actor.

    Args:
        analysis: whose statements are read.

    Returns:
        A chart; data: `of_whom`, of those drawn, with the interval of each count and the marks.
    """
    pairs = naming(analysis)
    table = _counts(analysis, pairs)
    speakers, actors = (_most(table, who) for who in ("speaker", "actor"))
    shown = table[table["speaker_id"].isin(list(speakers)) & table["actor_id"].isin(list(actors))]
    shown = _with_rows(shown, pairs)
    title, error = NOBODY, whiskers.error_of(whiskers.STATEMENTS, analysis)
    if len(table):
        top = table.iloc[0]
        ranges = whiskers.limits(table["n"], error)
        title = "Which speaker names another most often is not certain"
        both = {top["speaker_id"], top["actor_id"]}
        told = {*sayable(analysis, [top["actor_id"]]), *quotable(analysis, [top["speaker_id"]])} == both
        if told and len(table) > 1 and max(high for _, high in ranges[1:]) <= ranges[0][0]:
            often = whiskers.stated(top["n"], ranges[0], analysis, lambda n: counted(n, "statement"))
            title = f"{top['speaker']} names {top['actor']} in {often}"
    marks = []
    with figures.style():
        figure, axes = figures.canvas(
            2.3 + 0.34 * max(len(speakers), 1), title,
            "Statements found of who stands at the left that name who stands above; to the right all statements found "
            "of the speaker. “He” and descriptions are not counted, and not what one says of oneself. "
            f"{whiskers.note(error, analysis)}",
        )  # fmt: skip
        most = max(shown["n"], default=1)
        rows, across = ({one: place for place, one in enumerate(side)} for side in (speakers, actors))
        for row in shown.itertuples():
            shade = _tint("#332288", 0.12 + 0.78 * row.n / most)
            x, y = across[row.actor_id], rows[row.speaker_id]
            cell = axes.barh(y, 0.94, left=x - 0.47, height=0.9, color=shade, zorder=3)[0]
            marks.append(mark(cell, f"of whom {row.speaker_id} {row.actor_id}"))
            axes.text(x, y, f"{row.n:,}", ha="center", va="center", fontsize=9, color=figures.on(shade), zorder=4)
        actor_axis(axes, list(speakers.values()))
        for speaker, place in rows.items():
            axes.text(
                max(len(actors), 1) - 0.4, place, f"{table.loc[table['speaker_id'] == speaker, 'of'].iloc[0]:,}",
                va="center", fontsize=9, color=FAINT,
            )  # fmt: skip
        axes.xaxis.tick_top()
        axes.set_xticks(range(len(actors)), [plain(name, 22) for name in actors.values()], rotation=40, ha="left")
        axes.set_xlim(-0.6, max(len(actors), 1) + 0.1)
        axes.spines["bottom"].set_visible(False)
    alt = "Matrix of who speaks of whom: " + listed(
        f"{row.speaker} of {row.actor} {times(row.n)}" for row in shown.itertuples()
    )
    more = len(table) - len(shown)
    rest = f" {counted(more, 'more pair')} of speaker and actor {'is' if more == 1 else 'are'} not drawn." * bool(more)
    data = whiskers.columns(shown, whiskers.limits(shown["n"], error)).assign(mark=marks)
    return Chart("of_whom", figure, title, alt, data, f"{title}.{rest}")


def _most(table: pd.DataFrame, who: str) -> dict[str, str]:
    """Return {id: name} of the speakers, or the actors, with most statements that name another."""
    sizes = table.groupby(f"{who}_id", sort=True)["n"].sum().sort_values(ascending=False, kind="stable").head(MOST)
    names = dict(zip(table[f"{who}_id"], table[who], strict=True))
    return {one: names[one] for one in sizes.index}


def _voices_title(
    made: pd.Series, names: dict[str, str], ranges: dict[str, tuple[float, float]], analysis: Analysis
) -> str:
    """Say who makes most statements, of those who have a name, and whether that is certain."""
    if made.empty:
        return WHERE if whiskers.alone(analysis) else "Nobody was found quoted"
    most = made[[one for one in ranges if with_name(pd.Series([one])).all()]]
    if most.empty:
        return WHERE if whiskers.alone(analysis) else "No speaker with a name was found"
    first = most.sort_index().sort_values(ascending=False, kind="stable").index[0]
    others = [ranges[one][1] for one in most.index if one != first]
    told = not unheard(analysis) and quotable(analysis, [first])
    if not told or not others or max(others) > ranges[first][0]:  # who speaks alone makes neither most nor fewest
        return WHERE
    return f"{names[first]} makes most statements: {whiskers.stated(made[first], ranges[first], analysis)}"


def _first(shown: pd.DataFrame, speaker: str, length: dict[str, int]) -> int:
    own = shown[shown["speaker_id"] == speaker].iloc[0]
    return round(100 * own["start"] / max(1, length.get(own["article_id"], 1)))


def _spans(
    axes: Axes, shown: pd.DataFrame, order: list[str], shades: dict[str, str], length: dict[str, int], rows: list[Any]
) -> None:
    """Draw each part of each quote where it stands."""
    for place in range(len(order)):
        axes.plot([0, 1], [place, place], color="#DDDDDD", linewidth=1, zorder=1)
    for quote in shown.itertuples():
        size, place = max(1, length.get(quote.article_id, 1)), order.index(quote.speaker_id)
        left, right = quote.start / size, quote.end / size
        colour = shades.get(quote.speaker_id, figures.OTHERS)
        fill = FILL.get(quote.kind, 0.0)
        bar = axes.barh(
            place, max(right - left, 0.004), left=left, height=0.56, facecolor=_tint(colour, fill),
            edgecolor=colour, linewidth=1.4, zorder=3,
        )[0]  # fmt: skip
        name = mark(bar, f"voices {quote.article_id} {quote.quote_id} {quote.part}")
        ids = evidence([quote.article_id], [quote.quote_id])
        rows.append((quote.speaker_id, round(left, 4), round(right, 4), quote.kind, 1, name, ids))


def _tenths(
    axes: Axes, shown: pd.DataFrame, order: list[str], shades: dict[str, str], length: dict[str, int], rows: list[Any]
) -> None:
    """Count statements by speaker and tenth; the darker the cell, the more."""
    part = [
        min(PARTS - 1, start * PARTS // max(1, length.get(article, 1)))
        for article, start in zip(shown["article_id"], shown["start"], strict=True)
    ]
    groups = (
        shown.assign(tenth=part).drop_duplicates(["article_id", "quote_id"]).groupby(["speaker_id", "tenth"], sort=True)
    )
    most = max((len(group) for _, group in groups), default=1)
    for (speaker, tenth), group in groups:
        colour = _tint(shades.get(speaker, figures.OTHERS), 0.15 + 0.85 * len(group) / most)
        place = order.index(speaker)
        cell = axes.barh(place, 0.094, left=tenth / PARTS + 0.003, height=0.86, color=colour, zorder=3)[0]
        name = mark(cell, f"voices {speaker} {tenth}")
        axes.text(
            (tenth + 0.5) / PARTS, place, str(len(group)), ha="center", va="center", fontsize=8,
            color=figures.on(colour), zorder=4,
        )  # fmt: skip
        ids = evidence(group["article_id"], group["quote_id"])
        rows.append((speaker, tenth / PARTS, (tenth + 1) / PARTS, "", len(group), name, ids))


def _tint(colour: str, strength: float) -> str:
    """Return a colour mixed with white: 1 is the colour itself, 0 white."""
    return "#" + "".join(f"{round(255 + (int(colour[i : i + 2], 16) - 255) * strength):02x}" for i in (1, 3, 5))
