"""Draw who speaks: where along an article or many laid over one another, of whom, as what kind of source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import figures
from ..analysis import MEN, OTHER, UNKNOWN, WOMEN, Analysis
from ..estimates.measured import Error
from ..figures import Chart, evidence, mark
from ..phrases import begun, counted, listed, plain, times
from ..tables import affirmed, statements
from . import NAMELESS, STATED, actor_axis, behind, called, outer, whiskers, with_name
from .whiskers import leads, not_counted, sayable, surely_people, unheard

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEARD = 10  # speakers a figure shows
PARTS = 10  # many articles are cut into tenths
SHADE = "#332288"  # of the cell with most
WHERE = "Who speaks where, from the first word to the last"  # the figure's own matter, where nobody makes most
OF_WHOM = "Who speaks of whom"
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
    own = outer(analysis, "part", "kind", "start", "end")
    own = own.sort_values(["article_id", "start"], kind="stable", ignore_index=True)
    sizes = (own["end"] - own["start"]).groupby(own["voice"]).sum().sort_values(ascending=False, kind="stable")
    people = [one for one in sizes.index if one not in NAMELESS][:HEARD]
    order = people + [one for one in NAMELESS if one in sizes.index]
    names = [called(analysis, one) for one in order]
    made = own.groupby("voice")["first"].sum()
    error = whiskers.error_of(whiskers.STATEMENTS, analysis)
    ranges = dict(zip(order, whiskers.limits([int(made[one]) for one in order], error), strict=True))
    articles = analysis.columns("articles", "article_id", "text")
    length = dict(zip(articles["article_id"], articles["text"].str.len().clip(1), strict=True))
    shown = own[own["voice"].isin(order)]
    shown = shown.assign(length=[length[article] for article in shown["article_id"]])
    single = own["article_id"].nunique() <= 1
    title = _voices_title(made, ranges, analysis)
    about = "Statements by tenth of the article, all articles together; the darker, the more."
    if single:
        about = "Where in the article each speaker's words stand. Solid: quoted; outlined: in the author's words; "
        about += "pale: both."
    shades = {**figures.colours(analysis), **dict.fromkeys(NAMELESS, figures.OTHERS)}
    note = whiskers.note(error, analysis, mark="In brackets")
    with figures.canvas(1.75 + 0.4 * max(len(order), 1), title, f"{about} {note}") as (figure, axes):
        rows = list((_spans if single else _tenths)(axes, shown, order, shades))
        actor_axis(axes, names)
        whiskers.sums(axes, [f"{made[one]:,} ({whiskers.between(ranges[one])})" for one in order], "statements")
        axes.set_xlim(0, 1)
        figures.article_axis(axes, [0, 0.5, 1])
    data = pd.DataFrame(rows, columns=["speaker_id", "from", "to", "kind", "n", "mark", "evidence"])
    data.insert(1, "speaker", data["speaker_id"].map(dict(zip(order, names, strict=True))))
    low, high = ([ranges[one][side] for one in data["speaker_id"]] for side in (0, 1))
    data = data.assign(statements=data["speaker_id"].map(made), statements_low=low, statements_high=high)
    begins = (100 * shown["start"] / shown["length"]).groupby(shown["voice"]).first().round().astype(int)
    first = {one: f", first at {begins[one]} %" * single for one in order}  # of several articles that tells nothing
    told = (f"{name} {times(made[one])}{first[one]}" for one, name in zip(order, names, strict=True))
    what = "Boxes show where along the article" if single else "Shaded cells show in which tenths of the articles"
    alt = f"{what} each speaker's words stand: {listed(told)}"
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
        table[who] = table[f"{who}_id"].map(analysis.names.get)
    table = table[["speaker_id", "speaker", "actor_id", "actor", "n", "of", "articles"]]
    order = {"n": False, "speaker_id": True, "actor_id": True}
    return table.sort_values(list(order), ascending=list(order.values()), kind="stable", ignore_index=True)


def _with_rows(table: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `of_whom` with the evidence of each."""
    own = pairs[pairs["speaker_id"].isin(table["speaker_id"]) & pairs["actor_id"].isin(table["actor_id"])]
    pairs = own.groupby(["speaker_id", "actor_id"], sort=False)
    rows = {pair: evidence(one["article_id"].tolist(), one["quote_id"].tolist()) for pair, one in pairs}
    both = zip(table["speaker_id"].tolist(), table["actor_id"].tolist(), strict=True)
    return table.assign(evidence=[rows[pair] for pair in both])


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
    mentions = mentions.assign(place=known[mentions["article_id"].array.codes])
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
    speakers, actors = _meeting(table)
    shown = table[table["speaker_id"].isin(list(speakers)) & table["actor_id"].isin(list(actors))]
    shown = _with_rows(shown, pairs)
    error = whiskers.error_of(whiskers.STATEMENTS, analysis)
    title = _matrix_title(table, whiskers.limits(table["n"], error), analysis) if len(table) else NOBODY
    with figures.canvas(
        2.3 + 0.34 * max(len(speakers), 1), title,
        "Statements found of who stands at the left that name who stands above; to the right all statements found "
        "of the speaker. “He” and descriptions are not counted, and not what one says of oneself. "
        f"{whiskers.note(error, analysis, mark='In the CSV')}",
    ) as (figure, axes):  # fmt: skip
        rows, across = list(speakers), list(actors)
        counts = {(rows.index(row.speaker_id), across.index(row.actor_id)): row.n for row in shown.itertuples()}
        marks = whiskers.cells(axes, counts, lambda y, x: f"of whom {rows[y]} {across[x]}", lambda _: SHADE)
        actor_axis(axes, list(speakers.values()))
        every = dict(zip(table["speaker_id"], table["of"], strict=True))
        whiskers.sums(axes, [f"{every[speaker]:,}" for speaker in rows])
        axes.xaxis.tick_top()
        places = [column + 0.5 for column in range(len(across))]
        axes.set_xticks(places, [plain(name, 22) for name in actors.values()], rotation=40, ha="left")
        axes.set_xlim(-0.1, max(len(actors), 1))
        axes.spines["bottom"].set_visible(False)
    told = listed(f"{row.speaker} of {row.actor} {times(row.n)}" for row in shown.itertuples())
    alt = f"Matrix of who speaks of whom: {told}"
    more = len(table) - len(shown)
    rest = f" {counted(more, 'more pair')} of speaker and actor {'is' if more == 1 else 'are'} not drawn." * bool(more)
    data = whiskers.columns(shown, whiskers.limits(shown["n"], error)).assign(mark=marks)
    return Chart("of_whom", figure, title, alt, data, f"{title}.{rest}")


def _matrix_title(table: pd.DataFrame, ranges: list[tuple[float, float]], analysis: Analysis) -> str:
    top = table.iloc[0]
    others = [] if whiskers.alone(analysis) else ranges[1:]  # one of many pairs is named for a reason
    if not sayable(analysis, [top["actor_id"]]) or not leads(analysis, top["speaker_id"], ranges[0], others):
        return OF_WHOM
    often = whiskers.stated(top["n"], ranges[0], analysis, lambda n: counted(n, "statement"))
    speaker, actor = (whiskers.in_sentence(top[who], analysis) for who in ("speaker_id", "actor_id"))
    return begun(f"{speaker} names {actor} in {often}")


def _meeting(table: pd.DataFrame) -> list[dict[str, str]]:
    """Return {id: name} of speakers and of actors, so that no row and no column of a matrix stays empty.

    The pairs with most statements come first; where pairs are level, those of whom most is said and who say most.
    """
    sides = ("speaker", "actor")
    sums = {side: table.groupby(f"{side}_id")["n"].sum() for side in sides}
    order = table.assign(**{f"all_{side}": table[f"{side}_id"].map(sums[side]) for side in sides})
    order = order.sort_values(["n", "all_actor", "all_speaker"], ascending=False, kind="stable")
    found: list[dict[str, str]] = [{}, {}]
    for row in order[["speaker_id", "speaker", "actor_id", "actor"]].itertuples():
        if all(len(known) >= HEARD for known in found):
            break
        pair = ((row.speaker_id, row.speaker), (row.actor_id, row.actor))
        if all(one in known or len(known) < HEARD for (one, _), known in zip(pair, found, strict=True)):
            for (one, name), known in zip(pair, found, strict=True):
                known[one] = name
    order = (sums[side].sort_values(ascending=False, kind="stable").index for side in sides)
    return [{one: known[one] for one in ids if one in known} for ids, known in zip(order, found, strict=True)]


def _voices_title(made: pd.Series, ranges: dict[str, tuple[float, float]], analysis: Analysis) -> str:
    """Say who makes most statements, of those who have a name, and whether that is certain."""
    named = made[with_name(pd.Series(made.index, made.index)) & made.index.isin(list(ranges))]
    if named.empty:
        none = "Nobody was found quoted" if made.empty else "No speaker with a name was found"
        return WHERE if whiskers.alone(analysis) else none
    first, *others = named.sort_values(ascending=False, kind="stable").index
    # Who speaks alone makes neither most nor fewest.
    if not others or not leads(analysis, first, ranges[first], [ranges[one] for one in others]):
        return WHERE
    most = whiskers.stated(made[first], ranges[first], analysis)
    return begun(f"{whiskers.in_sentence(first, analysis)} makes most statements: {most}")


def _spans(axes: Axes, shown: pd.DataFrame, order: list[str], shades: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """Draw each part of each quote where it stands."""
    for place in range(len(order)):
        axes.plot([0, 1], [place, place], color="#DDDDDD", linewidth=1, zorder=1)
    for quote in shown.itertuples():
        left, right = quote.start / quote.length, quote.end / quote.length
        colour = shades.get(quote.voice, figures.OTHERS)
        (bar,) = axes.barh(
            order.index(quote.voice), max(right - left, 0.004), left=left, height=0.56,
            facecolor=whiskers.tint(colour, FILL.get(quote.kind, 0.0)), edgecolor=colour, linewidth=1.4, zorder=3,
        )  # fmt: skip
        name = mark(bar, f"voices {quote.article_id} {quote.quote_id} {quote.part}")
        ids = evidence([quote.article_id], [quote.quote_id])
        yield quote.voice, round(left, 4), round(right, 4), quote.kind, 1, name, ids


def _tenths(axes: Axes, shown: pd.DataFrame, order: list[str], shades: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """Count statements by speaker and tenth; the darker the cell, the more."""
    own = shown.assign(tenth=(shown["start"] * PARTS // shown["length"]).clip(upper=PARTS - 1).astype(int))
    own = own.drop_duplicates(["voice", "article_id", "quote_id"])
    groups = {(order.index(voice), tenth): group for (voice, tenth), group in own.groupby(["voice", "tenth"])}
    counts = {place: len(group) for place, group in groups.items()}
    marks = whiskers.cells(
        axes, counts, lambda row, tenth: f"voices {order[row]} {tenth}",
        lambda row: shades.get(order[row], figures.OTHERS), 1 / PARTS,
    )  # fmt: skip
    for ((row, tenth), group), name in zip(groups.items(), marks, strict=True):
        ids = evidence(group["article_id"], group["quote_id"])
        yield order[row], tenth / PARTS, (tenth + 1) / PARTS, "", len(group), name, ids


# --------------------------------------------------------------------------------------------------
# Draw what kinds of source speak, and who is quoted by the gender that the text gives.


KIND_SHADES = ["#0072b2", "#56b4e9", "#009e73", "#d55e00", "#e69f00", figures.OTHERS]
SHADES = {WOMEN: "#0072b2", MEN: "#e69f00", OTHER: "#009e73", UNKNOWN: figures.OTHERS}
SURE = ("title", "kin word")  # of whom the text tells it beside the name
FEW = 3  # people without whom nothing is drawn: a guess about one or two of them would be a guess about somebody
COUNT = "count: "  # what a method that counts is called in data/measured.csv


def measured_as(kind: str) -> str:
    """Name the method under which `data/measured.csv` has the error of counting statements by a kind of source.

    Args:
        kind: as in the column `source_kind`.

    Returns:
        The method's name.

    Example:
        >>> measured_as("document")
        'count: statements of a source: document'
    """
    return f"{COUNT}statements of a source: {kind or 'none'}"


def sources(analysis: Analysis) -> Chart:
    """Draw how many statements each kind of source makes: people and bodies, documents, and who has no name.

    Args:
        analysis: whose statements are counted; one within another counts for the outer source alone, and what was not
            said counts nowhere.

    Returns:
        The figure; its data has a row a kind: source_kind, n (statements), share (of all), words, low and high (of n).

    Source: the kinds are those of the Markkula Center for Applied Ethics' benchmark of news sources (2026).
    """
    own, kinds = outer(analysis, "source_kind").fillna({"source_kind": ""}), figures.words("source")
    data = own.groupby("source_kind").agg(n=("first", "sum"), words=("words", "sum"))
    data = data.reindex(list(kinds), fill_value=0).reset_index()
    whole = int(own["first"].sum())
    data.insert(2, "share", (data["n"] / max(whole, 1)).round(4))
    errors = [_error(kind, analysis) for kind in kinds]
    ranges = [whiskers.limits([n], error, whole=whole)[0] for n, error in zip(data["n"], errors, strict=True)]
    title = named_people(analysis)
    if not title:
        title = "What kinds of source speak" if whole or whiskers.alone(analysis) else "No statement was found"
    about = f"Statements by the kind of source that makes them. {whiskers.note(errors[0], analysis)}"
    written = [f"{n:,}" for n in data["n"]]
    rows = behind(own, "source_kind", kinds, "quote_id")
    return _bars_of("sources", title, about, data, "n", ranges, list(kinds.values()), KIND_SHADES, written, rows)


def named_people(analysis: Analysis, written: str = "Of {whole} found, {likely}") -> str:
    """Say how many of the statements found are those of people with a name.

    Args:
        analysis: whose statements are counted.
        written: how the sentence begins: {whole} statements, and that {likely} of these are.

    Returns:
        A sentence without its full stop; '' where these may be next to none.
    """
    own = outer(analysis, "source_kind").query("first")
    people = own[own["source_kind"] == "person"]
    (pair,) = whiskers.limits([len(people)], _error("person", analysis), whole=len(own))
    if whiskers.alone(analysis):  # where bodies that look like people (“Network Rail”) count for much
        pair = (min(pair[0], int(people["speaker_id"].isin(surely_people(analysis)).sum())), pair[1])
    if pair[0] < 2:  # “1 … are those of people” tells nothing, of one article or of many
        return ""
    likely = whiskers.stated(len(people), pair, analysis)
    opening = written.format(whole=counted(len(own), "statement"), likely=likely)
    return f"{opening} are those of people with a name"


def by_gender(analysis: Analysis) -> Chart:
    """Draw how many words are quoted of women and men, and of people of whom the text tells nothing.

    Args:
        analysis: whose quoted persons are counted; bodies and documents have no gender. Nothing is drawn of fewer than
            three people. A group of one person has no bar and counts as unknown: no guess is shown of somebody alone.
            No title says of whom more is quoted that one wrong guess would undo.

    Returns:
        The figure; its data has a row a group: gender, people, statements, words, low and high (of words).

    Source: after the Gender Gap Tracker (Asr and others 2021); the gender is the column of the table `actors`.
    """
    own = outer(analysis)
    own = own[own["speaker_id"].str.startswith("person:")]
    if own["speaker_id"].nunique() < FEW:
        own = own.head(0)
    known = analysis.everybody.set_index("actor_id")
    gender = own["speaker_id"].map(known["gender"]).fillna(UNKNOWN).replace("", UNKNOWN)
    people = own["speaker_id"].groupby(gender).nunique()
    alone = {one for one in people.index[people == 1] if one != UNKNOWN}
    own = own.assign(gender=gender.replace(dict.fromkeys(alone, UNKNOWN)))
    counts = {"people": ("speaker_id", "nunique"), "statements": ("first", "sum"), "words": ("words", "sum")}
    data = own.groupby("gender").agg(**counts)
    groups = [one for one in SHADES if one in data.index or one != OTHER]
    data = data.reindex(groups, fill_value=0).rename_axis("gender").reset_index()
    error = whiskers.error_of(whiskers.WORDS, analysis)
    ranges = whiskers.limits(data["statements"], error, data["words"])
    one, other = ((n, *pair) for n, pair in zip(data["words"][:2], ranges, strict=False))
    _, low, high = whiskers.difference(one, other)
    title = f"Too few people with a name were found quoted first-hand to ask by gender: fewer than {FEW}"
    if len(own) and not one[0] + other[0]:
        title = "Of too few who are quoted does the text tell a gender"
    elif len(own):
        title = "Words quoted, by the gender of who says them, as far as the text tells"
        unknown = data["words"].iloc[-1] + unheard(analysis)  # whoever they are of
        open_ = own[~own["speaker_id"].map(known["gender_by"]).isin(SURE)]  # “he” may be somebody else
        most_of_one = open_.groupby(["gender", "speaker_id"])["words"].sum().groupby("gender").max()
        swing = unknown + 2 * most_of_one.get(WOMEN if low > 0 else MEN, 0)
        if max(low, -high) > swing:
            more, less = (whiskers.stated(n, (a, b), analysis) for n, a, b in sorted((one, other), reverse=True))
            most, least = ("women", "men") if low > 0 else ("men", "women")
            title = f"More words of {most} than of {least} are quoted, as far as the text tells: {more}"
            title += f" and {less}" * bool(one[0] and other[0] and not whiskers.alone(analysis))
    by = known["gender_by"].reindex(own["speaker_id"].unique()).value_counts()
    shown = [place for place, one in enumerate(groups) if one not in alone]
    data = data.iloc[shown].reset_index(drop=True)
    groups, ranges = [groups[n] for n in shown], [ranges[n] for n in shown]
    told = [f"of {by[one]:,} from {words}" for one, words in figures.words("gender by").items() if by.get(one, 0)]
    guessed = f"Gender is guessed: {listed(told) if told else 'here of nobody.'}"
    note = whiskers.note(error, analysis) + not_counted(analysis)
    about = f"Words reported as said by people with a name. {guessed} {note}"
    sizes = zip(data["words"], data["people"], strict=True)
    written = [f"{words:,} words of {people:,} {'person' if people == 1 else 'people'}" for words, people in sizes]
    return _bars_of(
        "by_gender", title, about, data, "words", ranges, [figures.words("gender")[one] for one in groups],
        [SHADES[one] for one in groups], written, behind(own, "gender", groups, "quote_id"),
    )  # fmt: skip


def _error(kind: str, analysis: Analysis) -> Error:
    """Return how statements of a kind of source are miscounted; of a kind too rare to measure, as all are."""
    try:
        return whiskers.error_of(measured_as(kind).removeprefix(COUNT), analysis)
    except KeyError:
        return whiskers.error_of(whiskers.STATEMENTS, analysis)


def _bars_of(
    name: str, title: str, about: str, data: pd.DataFrame, column: str, ranges: list, labels: list[str], shades: list,
    written: list[str], rows: list[str],
) -> Chart:  # fmt: skip
    told = listed(f"{label} {n:,}" for label, n in zip(labels, data[column], strict=True))
    alt = f"Bar chart, {column} of each: {told}"
    written = [f"{words} ({whiskers.between(pair)})" for words, pair in zip(written, ranges, strict=True)]
    marks = [f"{name} {label}" for label in labels]
    return whiskers.counts(name, title, about, alt, data, column, ranges, labels, shades, written, marks, rows)
