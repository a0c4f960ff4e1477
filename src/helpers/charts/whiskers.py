"""Say how sure a figure is: a thin line around each count, a line that says so, and of whom a title may speak.

The error is the one measured (`data/measured.csv`), or, where the reader has checked rows of this corpus, rests on
those. Every figure of counts uses these functions and no others: as bars, or as cells with sums at their right."""

from __future__ import annotations

import math
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures, tokens
from ..actors.gazetteer import company_forms, is_body, is_person, lexicon, slug, world
from ..analysis import Analysis, once
from ..estimates import measured, sample
from ..estimates.measured import Error
from ..figures import FAINT, INK, Chart
from ..phrases import by_hand
from ..tables import affirmed

if TYPE_CHECKING:
    from matplotlib.axes import Axes


Found = tuple[float, float, float]  # value, low, high
MENTIONS, PARAGRAPHS, NAMING = "mentions of an actor", "paragraphs with an actor", "articles that name an actor"
STATEMENTS, WORDS, QUOTING = "statements of a speaker", "words of a speaker", "articles that quote an actor"
DATES, DISTANCES = "dates", "dates at one distance"
ALL_STATEMENTS, ALL_WORDS = "statements", "words reported"
# The table whose rows each count counts; the measures of framing are called by their own names.
COUNTED = dict.fromkeys((MENTIONS, PARAGRAPHS, NAMING), "mentions")
COUNTED |= dict.fromkeys((STATEMENTS, WORDS, QUOTING, ALL_STATEMENTS, ALL_WORDS), "quotes")
COUNTED |= dict.fromkeys((DATES, DISTANCES), "events")
LONG = 20  # letters beside a bar; more stand on a second line
OF_SOURCES = "statements of a source: "  # by its kind
# What a check of whole sentences speaks for, and the count of all statements that it is held against.
OF_SENTENCES = {what: ALL_STATEMENTS for what in (STATEMENTS, WORDS, ALL_STATEMENTS, ALL_WORDS)}


def error_of(what: str, analysis: Analysis) -> Error:
    """Find how a count errs.

    Where the reader has checked rows of the table that is counted, or sentences, their own error goes before the
    measured one: sentences first, because they show what was missed as well.

    Args:
        what: is counted: one of the names above, a kind of source, or a measure of framing.
        analysis: with the reader's checks.

    Returns:
        The error.

    Raises:
        KeyError: it was not measured.
    """
    if what in OF_SENTENCES and (here := sample.statements(analysis.whole)):
        measured_here, every = (measured.measured_error(name, carried=False) for name in (what, OF_SENTENCES[what]))
        return measured_here.sampled(every, here)
    table = "quotes" if what.startswith(OF_SOURCES) else COUNTED.get(what, "framing")
    error = measured.measured_error(what)
    checks = sample.checked(analysis.whole, table, what if table == "framing" else "")
    return error.checked(*checks) if sum(checks[:2]) else error


def limits(
    found: Iterable[float], error: Error, size: Sequence[float] = (), whole: float = float("inf"), mean: float = 1.0
) -> list:
    """Work out the interval of each count.

    Args:
        found: the counts.
        error: how they err.
        size: how large each is in the unit of the figure (words, a share), when that goes with the count; of nothing
            found the mean size of one. Empty for the counts themselves.
        whole: what no count can go beyond.
        mean: the size of one, for where nothing is found at all.

    Returns:
        (low, high) each; what was found lies between.
    """
    found = list(found)  # each lies within its own limits: what was found is one of the numbers that may be true
    size = list(size) or found
    one = sum(size) / sum(found) if sum(found) else mean
    ranges, known = [], {n: measured.count(n, error) for n in set(found)}  # many speakers make one statement each
    for n, large in zip(found, size, strict=True):
        estimate, scale = known[n], large / n if n else one
        ranges.append((min(large, estimate.low * scale), min(whole, max(large, estimate.high * scale))))
    return ranges


def columns(data: pd.DataFrame, ranges: Sequence[tuple[float, float]], digits: int = 1) -> pd.DataFrame:
    """Put the intervals into the data of a figure.

    Args:
        data: a row a count.
        ranges: (low, high) of each.
        digits: after the point.

    Returns:
        The data with the columns `low` and `high`.
    """
    low, high = ([round(float(pair[side]), digits) for pair in ranges] for side in (0, 1))
    return data.assign(low=low, high=high)


def note(error: Error, analysis: Analysis, mark: str = "Thin line") -> str:
    """Say what the interval contains, and how many rows were put right by hand.

    Args:
        error: that the interval rests on.
        analysis: with the reader's corrections.
        mark: what the interval looks like.

    Returns:
        A sentence or two.
    """
    said = f"{mark}: 95 % interval for the true number, given the program’s error on {measured.plain(error.basis)}."
    return f"{said} {by_hand(analysis.whole.corrections['change'])}".strip()


def difference(one: Found, other: Found, looked: int = 1) -> Found:
    """Return how far two values lie apart, and between which limits.

    Args:
        one, other: value, low and high of each, the limits of a 95 % interval.
        looked: among how many pairs this one was chosen; the more, the wider its interval (Bonferroni), so that of all
            pairs looked at one in twenty reports shows a difference that is none.

    Returns:
        one less other, low, high. No difference can be told where low and high lie on both sides of zero.

    Method: square and add (Zou and Donner 2008), from the limits of the two.
    """
    wider = NormalDist().inv_cdf(1 - (1 - measured.LEVEL) / 2 / max(looked, 1)) / measured.NORMAL
    (a, a_low, a_high), (b, b_low, b_high) = one, other
    return a - b, a - b - wider * math.hypot(a - a_low, b_high - b), a - b + wider * math.hypot(a_high - a, b - b_low)


def note_of_means(analysis: Analysis, method: str, mark: str = "Line") -> str:
    """Say what the interval of a mean contains.

    Args:
        analysis: with the reader's judgements.
        method: the instrument.
        mark: what the interval looks like.

    Returns:
        A sentence or two.
    """
    few = "95 % interval, with the chance of few sentences and the scorer’s error"
    rests = measured.plain(measured.basis(sample.tone_errors(analysis.whole, method)))
    return f"{mark}: {few} on {rests}. {by_hand(analysis.whole.corrections['change'])}".strip()


def bars(
    axes: Axes, names: Iterable[str], values: Sequence[float], ranges: Sequence[tuple[float, float]],
    shades: Sequence[str], written: Sequence[str], marks: Iterable[str],
) -> list[str]:  # fmt: skip
    """Draw a horizontal bar a row, the first at the top: its name, its interval, and its number beside it.

    Args:
        axes: drawn on; its horizontal axis has no ticks then, and room for the numbers, on a phone too.
        names: of the rows, written down the left.
        values: the counts.
        ranges: (low, high) of each.
        shades: the colours of the bars.
        written: what stands beside each; in grey beside nothing, on two lines where it is long.
        marks: what each bar shows.

    Returns:
        The names of the marks.
    """
    drawn = axes.barh(range(len(values)), values, color=shades, height=0.7)
    across(axes, ranges, range(len(values)))
    wide, size = 1, 10 if all(len(words) <= LONG for words in written) else 8.5
    for place, (value, (_, high), words) in enumerate(zip(values, ranges, written, strict=True)):
        lines = textwrap.wrap(words, LONG)
        look: dict[str, Any] = {"color": INK if value else FAINT, "fontsize": size}
        figures.beside(axes, "\n".join(lines), (max(value, high), place), **look)
        wide = max(wide, *map(len, lines)) if value else wide
    figures.actor_axis(axes, names)
    axes.set_xticks([])
    axes.set_xlim(0, max([1, *(high for _, high in ranges)]) * (1.05 + 0.065 * wide))
    axes.spines["bottom"].set_visible(False)
    return [figures.mark(bar, name) for bar, name in zip(drawn, marks, strict=True)]


def counts(
    name: str, title: str, about: str, alt: str, data: pd.DataFrame, column: str, ranges: Sequence[tuple[float, float]],
    names: Sequence[str], shades: Sequence[str], written: Sequence[str], marks: Iterable[str], rows: Sequence[str],
    caption: str = "",
) -> Chart:  # fmt: skip
    """Draw a figure of bars, one a row of its data (see `bars`).

    Args:
        name: of the figure.
        title: the finding.
        about: what is measured.
        alt: the text alternative.
        data: a row a bar.
        column: of the counts.
        ranges: (low, high) of each.
        names: written down the left.
        shades: the colours of the bars.
        written: what stands beside each.
        marks: what each bar shows.
        rows: the evidence of each.
        caption: stands behind the title.

    Returns:
        A chart; its data has low, high, mark and evidence as well.
    """
    with figures.canvas(1.4 + 0.35 * max(len(data), 1), title, about) as (figure, axes):
        marks = bars(axes, names, data[column], ranges, shades, written, marks)
    table = columns(data, ranges).assign(mark=marks, evidence=rows)
    return Chart(name, figure, title, alt, table, f"{title}. {caption}".strip())


def cells(
    axes: Axes, counts: Mapping[tuple[int, int], int], named: Callable[[int, int], str], shade: Callable[[int], str],
    width: float = 1.0,
) -> list[str]:  # fmt: skip
    """Draw counts as cells, the darker the more, each with its number.

    Args:
        axes: drawn on.
        counts: {(row, column): count}.
        named: says what a cell shows.
        shade: the darkest colour of a row.
        width: of a column; the first begins at 0.

    Returns:
        The names of the marks.
    """
    most, marks = max(counts.values(), default=1), []
    for (row, column), n in counts.items():
        colour = tint(shade(row), 0.12 + 0.88 * n / most)
        (cell,) = axes.barh(row, 0.94 * width, left=(column + 0.03) * width, height=0.9, color=colour, zorder=3)
        marks.append(figures.mark(cell, named(row, column)))
        look: dict[str, Any] = {"color": figures.on(colour), "ha": "center", "va": "center", "fontsize": 8.5}
        axes.text((column + 0.5) * width, row, f"{n:,}", zorder=4, **look)
    return marks


def sums(axes: Axes, written: Sequence[str], what: str = "") -> None:
    """Write the sum of each row to the right of a figure.

    Args:
        axes: drawn on.
        written: the sums, the first at 0 of the vertical axis; nothing is grey.
        what: stands above them.
    """
    for place, words in [*enumerate(written), (-0.7, what)]:
        look: dict[str, Any] = {"fontsize": 9, "color": FAINT if words == what or words.startswith("0 ") else INK}
        figures.beside(axes, words, (1, place), 4, xycoords=axes.get_yaxis_transform(), **look)


def tint(colour: str, strength: float) -> str:
    """Mix a colour with white.

    Args:
        colour: as #rrggbb.
        strength: 1 is the colour itself, 0 white.

    Returns:
        The colour that comes of it.

    Example:
        >>> tint("#0000ff", 0.5)
        '#8080ff'
    """
    return "#" + "".join(f"{round(255 + (int(colour[i : i + 2], 16) - 255) * strength):02x}" for i in (1, 3, 5))


def across(axes: Axes, ranges: Iterable[tuple[float, float]], places: Iterable[float]) -> None:
    """Draw each interval along a horizontal bar; a white edge lets it be seen on a dark one.

    Args:
        axes: drawn on.
        ranges: (low, high) of each.
        places: on the vertical axis.
    """
    for (low, high), place in zip(ranges, places, strict=True):
        _whisker(axes, (low, high), (place, place), INK)


def upright(axes: Axes, ranges: Iterable[tuple[float, float]], places: Iterable[float], colour: str) -> None:
    """Draw each interval above its place on the horizontal axis.

    Args:
        axes: drawn on.
        ranges: (low, high) of each.
        places: on the horizontal axis.
        colour: of the lines.
    """
    for (low, high), place in zip(ranges, places, strict=True):
        _whisker(axes, (place, place), (low, high), colour)


def _whisker(axes: Axes, x: tuple[float, float], y: tuple[float, float], colour: str) -> None:
    from matplotlib.patheffects import Stroke

    halo = [Stroke(linewidth=3.2, foreground="white"), Stroke(linewidth=1.4, foreground=colour)]
    axes.plot(x, y, color=colour, linewidth=1.4, solid_capstyle="butt", path_effects=halo, zorder=5)


def likely(pair: tuple[float, float]) -> str:
    """Write an interval into a title, behind its number.

    Args:
        pair: (low, high).

    Returns:
        Both in brackets.

    Example:
        >>> likely((4, 9))
        '(4 to 9 likely)'
    """
    return f"({between(pair).replace('–', ' to ')} likely)"


def alone(analysis: Analysis) -> bool:
    """Tell whether one article is all there is: of a single one a title says what is at least there (`stated`).

    Args:
        analysis: of one article or of many.

    Returns:
        True for one.
    """
    return len(analysis.columns("articles", "article_id")) == 1


def stated(n: float, pair: tuple[float, float], analysis: Analysis, write: Callable[[int], str] = "{:,}".format) -> str:
    """Write a count into a title: with its interval, or of one article how much is at least there.

    In many articles errors on both sides even out. In one an error comes with its kind (all of a paragraph without
    quotation marks is missed, all of a sentence's dates), so the upper end of an interval says more than is known.

    Args:
        n: what was found.
        pair: (low, high).
        analysis: of one article or of many.
        write: puts a number into words.

    Returns:
        Both.

    Example:
        >>> import helpers
        >>> one = helpers.analyse([helpers.corpus.Article("a", "Rain fell.")])
        >>> stated(10, (6.4, 14.2), one), stated(3, (3, 5), one)
        ('at least 6 (10 found)', 'at least 3')
    """
    if not alone(analysis):
        return f"{write(round(n))} {likely(pair)}"
    least = math.floor(pair[0])
    return f"at least {write(least)}" + f" ({n:,.0f} found)" * (least < round(n))


def some(pair: tuple[float, float], analysis: Analysis) -> bool:
    """Tell whether a title may give a count: not where there may be none in truth, whatever was found.

    Args:
        pair: (low, high).
        analysis: of one article or of many.

    Returns:
        True where the low end is one or more; of one article two or more, for “at least one” is nothing to head a page.
    """
    return pair[0] >= (2 if alone(analysis) else 1)


def between(pair: tuple[float, float], digits: int = 0) -> str:
    """Write an interval as text.

    Args:
        pair: (low, high).
        digits: after the point.

    Returns:
        Both; one number where they read alike.

    Example:
        >>> between((4, 9)), between((4.2, 4.4))
        ('4–9', '4')
    """
    low, high = (f"{side:,.{digits}f}" for side in pair)
    return low if low == high else f"{low}–{high}"


# --------------------------------------------------------------------------------------------------
# Say of whom a title may speak: whose name stands whole in the texts, and whose words can be counted at all.
#
# A title is read without what stands beside it. A cut name in it speaks of nobody, and who answers in an interview,
# without quotation marks, is quoted more than a count of quotes can tell. A figure draws what was found; a title leaves
# it out.


UNNAMED, DOCUMENTS = "unnamed", "documents"
NAMELESS = {UNNAMED: "someone unnamed", DOCUMENTS: "documents"}  # who speaks and is no voice by name
CUT = 0.2  # share of the places beyond which what stands beside a name is taken for a part of it
SEEN = 500  # places of one name that are looked at
NEAR = 40  # characters on each side
AFTER = re.compile(r"[ -][A-Z][\w’'-]*[a-z]")  # "Hilla|ry Foundation": the name goes on
JOINED_AFTER = re.compile(r" (?:and|&|of|for) (?:the )?[A-Z]")  # "Board |of Works"
JOINED_BEFORE = re.compile(r"[A-Z][\w’'-]* (?:and|&|of|for) $")  # "Works and |Hilla Foundation"
BEFORE = re.compile(r"(?:^|[\s(“\"‘])([A-Z][\w’'-]*)\.? $")  # "Ada |Hilla", "Mr |Hilla"
INITIAL = re.compile(r"[A-Z]\. \S+")
# Both of a text behind a line end, which regular expressions find faster than the beginning of a line.
LABEL = re.compile(r"\n([A-Z][\w .’'-]{0,40}):[ \t]")  # who speaks, at the beginning of a line
ASKS_YOU = re.compile(r"\n(?![\"“”„‘'«])(?=[^\n?]*\byou(?:r|rself)?\b)[^\n]*\?[ \t]*$", re.MULTILINE | re.IGNORECASE)
LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")  # as `splitlines` has it
COLON = re.compile(r"\w[^.!?]{15,300}:\s*$")  # a sentence that leads on to what stands below it
COLON_LAST = re.compile(r":\s*(?:[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|\Z)")
MARKED = re.compile(r"\s*[\"“”„‘'«]")
BELOW, SOME = 3, 20  # paragraphs; words
TEXTS, SPANS = ("articles", "article_id", "text"), ("quotes", "article_id", "start", "end")
ENDS, MIXED = (".", "!", "?", ".”", '."', "?”", "!”"), 1.5  # of a sentence; lines that end so for each paragraph
HALF = 0.5
Span = tuple[int, int]
Place = tuple[str, str, str]  # what stands before a name, its form there, what stands after it
ASKED, SPOKEN, VOICES = 2, 3, 2  # questions, or lines of each of so many, from which a text is an interview
UNLABELLED = 3  # lines that ask "you" and are nobody's, from which it is one, too


def sayable(analysis: Analysis, ids: Iterable[str]) -> set[str]:
    """Pick those of whom a title may speak by name.

    Args:
        analysis: whose texts show how the names go on.
        ids: of actors or speakers.

    Returns:
        The ids of actors with a name (no documents, nobody unnamed) that is listed, or stands whole as far as the
        texts tell: of a person no surname alone and no rank, one name alone only where it is a given name that nothing
        goes before and that is no part of somebody's longer one; of a body that is not listed no abbreviation and no
        part of a longer name; no company taken for a person. In a single article no body of which just a common noun
        stands there, which may be another's (“Congress” in Lima), no unlisted one without a noun for a body in its name
        (“First Nations”), no place that is a part of a longer name, and nobody of whom an initial or a longer name
        stands there, too.
    """
    wanted = [one for one in dict.fromkeys(ids) if one and one not in NAMELESS and not one.startswith("document:")]
    everybody = analysis.everybody
    everybody = everybody[everybody["actor_id"].isin(wanted)].drop_duplicates("actor_id")
    beside, found = _beside(analysis, wanted), set()
    single = alone(analysis)
    columns = (everybody[name].tolist() for name in ("actor_id", "actor", "actor_type", "listed"))
    for one, name, kind, listed in zip(*columns, strict=True):
        places = beside.get(one, [])
        if kind == "place" and name.isupper():  # as a dateline has it
            continue
        if listed or kind == "country":
            own = (form == name or " " in form or form.replace(".", "").isupper() for _, form, _ in places)
            whole = not single or kind != "organisation" or any(own)  # the name itself, two words, an abbreviation
            if single and kind == "place":  # “NPRI Ayle Beach” is a station, “Ayle Metro” a railway
                whole = not _often(_goes_before(before) or AFTER.match(after) for before, _, after in places)
        else:
            whole = _whole_person(analysis.whole, name, places) if kind == "person" else _whole_body(name, kind, places)
            if single and kind == "person" and len(name.split()[0]) > 2:  # “J. Hilla” beside Jo Hilla is another
                whole = whole and not any(INITIAL.fullmatch(form) for _, form, _ in places)
                whole = whole and not analysis.everybody["actor"].str.startswith(f"{name} ").any()  # may be the same
            if single and kind == "organisation":
                whole = whole and any(is_body(w) or w.rstrip(".") in company_forms() for w in name.lower().split())
            if all(form.isupper() and " " in form for _, form, _ in places):  # "TALIBAN CLOSING RANKS": a heading's
                whole = not places
        found |= {one} if whole else set()
    return found


def quotable(analysis: Analysis, ids: Iterable[str]) -> set[str]:
    """Pick the speakers of whose words a title may speak.

    Args:
        analysis: whose statements they make.
        ids: of speakers.

    Returns:
        Those whose name a title may write (`sayable`). In a single article no speaker whose name stands at less than
        half of the statements: who “she” is, or who goes on speaking, is told wrongly for a whole paragraph at once.
    """
    found = sayable(analysis, ids)
    if not found or not alone(analysis):
        return found
    said = affirmed(analysis.columns("quotes", "speaker_id", "speaker_by", "inside", "negated")).query("inside == ''")
    by_name = said["speaker_by"].isin(["name", "corrected"]).groupby(said["speaker_id"]).mean()
    return {one for one in found if by_name.get(one, 0.0) >= HALF}


def leads(
    analysis: Analysis, first: str, pair: tuple[float, float], others: Iterable[tuple[float, float]]
) -> bool:  # fmt: skip
    """Tell whether a title may say that a speaker comes before all others, whatever the error of the counts.

    Args:
        analysis: whose statements are counted.
        first: the speaker's id.
        pair: (low, high) of its count.
        others: those of the others.

    Returns:
        True where it may: where there are some at least, no other can have more, it is a speaker whose words can be
        counted (`quotable`), and no words of others were passed over (`unheard`).
    """
    clear = some(pair, analysis) and all(high <= pair[0] for _, high in others)
    return clear and not unheard(analysis) and bool(quotable(analysis, [first]))


def texts_of(analysis: Analysis, wanted: Iterable[str]) -> dict[str, str]:
    """Look up the texts of some articles.

    Args:
        analysis: that holds them.
        wanted: ids of articles.

    Returns:
        {article_id: text}.
    """
    articles = analysis.columns("articles", "article_id", "text")
    articles = articles[articles["article_id"].isin(set(wanted))]
    return dict(zip(articles["article_id"], articles["text"], strict=True))


def in_sentence(one: str, analysis: Analysis) -> str:
    """Write an actor's name as a sentence has it.

    Args:
        one: the actor's id.
        analysis: its table of actors has the name, its texts tell how they write it.

    Returns:
        The name, behind “the” where names like this stand so (“the Czech Republic”), or where the texts mostly write
        so the whole name of a body (“the Hilla Navy”).
    """
    name, known = analysis.names[one], tokens.word_list("lexicons/with_the.csv")
    if {name.lower(), f"* {name.lower().split(' ')[-1]}"} & known:
        return f"the {name}"
    if not is_body(name.lower().split(" ")[-1]):
        return name
    behind = [
        before.lower().endswith("the ") for before, form, _ in _beside(analysis, [one]).get(one, []) if form == name
    ]
    return f"the {name}" if behind and 2 * sum(behind) >= len(behind) else name


def surely_people(analysis: Analysis) -> set[str]:
    """Pick the persons who are people by more than the shape of a name: “Network Rail” may look like one.

    Args:
        analysis: whose actors are looked at.

    Returns:
        The ids of persons who are listed, of whom a title, a pronoun or a noun tells the gender, or whose first name is
        a given name somewhere.
    """
    people = analysis.everybody[analysis.everybody["actor_type"] == "person"]
    first = [slug(name.split()[0]) in world()["given"] for name in people["actor"]]
    told = people["gender_by"].isin(["pronouns", "title", "kin word"]) | (people["listed"] == 1)
    return set(people.loc[told | pd.Series(first, index=people.index, dtype=bool), "actor_id"])


def paragraphs_told(text: str) -> bool:
    """Tell whether the paragraphs of a text can be counted: blank lines between some, a line each for others, can't.

    Args:
        text: an article's.

    Returns:
        False where far more lines end a sentence than there are paragraphs.
    """
    ends = sum(line.rstrip().endswith(ENDS) for line in text.splitlines())
    return ends <= MIXED * len(tokens.paragraphs(text))


def _company(after: str) -> bool:
    """Whether the form of a company stands behind a name: “Ada Hilla |Cos.”."""
    word = after.split()[0].rstrip(".,") if after.startswith(" ") and after.strip() else ""
    return word[:1].isupper() and word.lower() in company_forms()


def _whole_person(analysis: Analysis, name: str, places: list[Place]) -> bool:
    words, often = name.split(), any if alone(analysis) else _often  # one “Texas Sen. Ada Hilla” of hundreds is she
    ranked = len(words) > 1 and len(words[0]) > 1 and words[0].isupper() and not name.isupper()
    if ranked and len(words[0]) == 2:  # “OC Hilla” beside Ada Hilla has a rank, and may be she
        ranked = bool(analysis.everybody["actor"].str.endswith(f" {words[-1]}").sum() > 1)
    if (
        ranked
        or (len(words) > 2 and is_person(words[0].lower()))  # “Parent Ada Hilla”
        or (len(words[-1]) > 1 and words[-1].isupper() and not name.isupper())  # “Ada Hilla NPRI”
        or words[-1].islower()
        or words[0].isdigit()  # “Police Officer |3 Ada Hilla”
        or all(word.lower() in lexicon().titles for word in words)  # “Lt Gen”
        or any(before.endswith("alias ") for before, _, _ in places)  # “Bo alias |Ada Hilla”
        or "of" in words  # “Ada House of Hilla”
        or _word_before(words)
        or lexicon().types.get(words[-1].lower()) == "organisation"
        or _often(AFTER.match(after) for _, _, after in places)
        or often(_company(after) for _, _, after in places)
        or often(_longer(form, words) for _, form, _ in places)
        or _begins_alone(words[0], places)
        or sum(_unknown_before(before) for before, _, _ in places) > HALF * len(places)  # “NPRI Ada Beach”
    ):
        return False
    if len(words) > 1:
        return True
    names = analysis.everybody["actor"]
    another = (names.str.startswith(f"{name} ") | names.str.endswith(f" {name}")).any()
    given = name.lower() in lexicon().given and slug(name) not in world()["family"]  # “Carson” may be a surname
    return given and not another and not any(_goes_before(before) for before, _, _ in places)


def _word_before(words: list[str]) -> bool:
    """Whether a word that is no given name stands before a name that is whole without it: “Year Ada Hilla”."""
    given = [slug(word) in world()["given"] for word in words[:2]]
    return len(words) > 2 and len(words[0].rstrip(".")) > 1 and given == [False, True]


def _longer(form: str, words: list[str]) -> bool:
    """Whether a form that holds the whole name has one more: “Una Ada Hilla” of Ada Hilla, but “Mr Ada Hilla”."""
    more = [word for word in form.split() if word not in words and word[0].isupper() and not word.isupper()]
    titles = lexicon().titles
    others = (word.lower() for word in more)
    return set(words) <= set(form.split()) and any(word not in titles and not is_person(word) for word in others)


def _begins_alone(word: str, places: list[Place]) -> bool:
    """Whether a first name that is no given name stands nowhere but where a sentence begins: “Outside Hilla …”."""
    before = [text.rstrip(" ") for text, form, _ in places if word in form.split()]
    known = word.isupper() or slug(word) in world()["given"]
    return not known and bool(before) and all(not text or text[-1] in "\n.!?:”\"'" for text in before)


def _unknown_before(before: str) -> bool:
    """Whether a capital word stands before a name that is no title, no noun for a person and begins no sentence."""
    found = BEFORE.search(before)
    word = found[1].lower() if found and _goes_before(before) else ""
    return bool(word) and word not in lexicon().titles and not is_person(word)


def _goes_before(before: str) -> bool:
    """Whether a capital word stands before a surname, which is not just the first of a sentence ("But Hilla")."""
    found = BEFORE.search(before)
    return found is not None and found[1].lower() not in tokens.word_list("lexicons/sentence_starts.csv")


def _whole_body(name: str, kind: str, places: list[Place]) -> bool:
    if kind == "place" or " " not in name or name.split()[-1].islower():
        return False
    return not _often(
        AFTER.match(after) or JOINED_AFTER.match(after) or JOINED_BEFORE.search(before) or _goes_before(before)
        for before, _, after in places
    )


def _often(signs: Iterable[object]) -> bool:
    seen = [bool(sign) for sign in signs]
    return sum(seen) > CUT * len(seen)


def _beside(analysis: Analysis, ids: list[str]) -> Mapping[str, list[Place]]:
    """Return what stands before each actor's name, its form, and what stands after it, at its first places."""
    own = analysis.columns("mentions", "article_id", "actor_id", "kind", "start", "end", coded=True)
    own = own[own["actor_id"].isin(ids) & (own["kind"] == "name")].astype({"article_id": "str", "actor_id": "str"})
    own = own.groupby("actor_id", sort=False).head(SEEN)
    texts = texts_of(analysis, own["article_id"])
    found: dict[str, list[Place]] = {}
    for article, actor, start, end in own[["article_id", "actor_id", "start", "end"]].itertuples(index=False):
        text = texts.get(article, "")
        place = text[max(0, start - NEAR) : start], text[start:end], text[end : end + NEAR]
        found.setdefault(actor, []).append(place)
    return found


def unheard(analysis: Analysis) -> int:
    """Count the words that may be somebody's and that no quotation marks set apart: of interviews, and below a colon.

    Args:
        analysis: its articles are looked through for lines that begin with who speaks ("Q:", "Ada Holm:"), for lines
            that ask "you" something, and for paragraphs without marks below one that ends with a colon ("In May she
            said:").

    Returns:
        How many words these are.
    """
    return _looked_through(analysis)[0]


def passed_over(analysis: Analysis) -> int:
    """Count the words of answers, and below colons, that are in no statement that was found.

    Args:
        analysis: as `unheard` takes it.

    Returns:
        How many words these are: more than were counted may be somebody's.
    """
    return _looked_through(analysis)[1]


def not_counted(analysis: Analysis) -> str:
    """Say how many words of answers, and below colons, are in no statement that was found.

    Args:
        analysis: as `unheard` takes it.

    Returns:
        A sentence that follows another, or "" where there are next to none.
    """
    words = passed_over(analysis)
    said = "words of interviews, and below colons, may be somebody's and are not counted as speech."
    return f" {words:,} {said}" if words >= SOME else ""


@once
def _looked_through(analysis: Analysis) -> tuple[int, int]:
    """Return how many words may be somebody's, and how many of them stand in lines without a statement found."""
    every, lines = 0, {}
    for article, text, n in analysis.columns(*TEXTS, "n_words").itertuples(index=False):
        interview = _is_interview(text)
        if spans := list(_may_be_said(text, interview)):
            lines[article] = [(low, high, len(text[low:high].split())) for low, high in spans]
        every += int(n) if interview else sum(words for *_, words in lines.get(article, ()))
    quotes = analysis.columns(*SPANS)
    found: dict[str, list[Span]] = {article: [] for article in lines}
    for article, start, end in quotes[quotes["article_id"].isin(list(found))].itertuples(index=False):
        found[article].append((start, end))
    left = sum(
        words
        for article, said in found.items()
        for low, high, words in lines[article]
        if not any(start < high and low < end for start, end in said)
    )
    return every, left


def _may_be_said(text: str, interview: bool) -> Iterator[Span]:
    """Yield the lines that may be somebody's words: in an interview behind its first question, else below colons."""
    if not interview and not COLON_LAST.search(text):
        return
    lines = [(line.start(), line.end()) for line in LINE.finditer(text) if line.group().strip()]
    if interview:
        asks = [text[low:high].rstrip().endswith("?") for low, high in lines]
        behind = asks.index(True) if True in asks else 0
        yield from (line for line, asked in zip(lines[behind:], asks[behind:], strict=True) if not asked)
        return
    for place, (low, high) in enumerate(lines):
        if text[low:high].rstrip().endswith(":") and COLON.search(text[low:high]):
            below = lines[place + 1 : place + 1 + BELOW]
            yield from (line for line in below if not MARKED.match(text[line[0] : line[1]]))


def _is_interview(text: str) -> bool:
    text = "\n" + text
    lines = Counter(LABEL.findall(text) if text.count(":") >= ASKED <= text.count(": ") + text.count(":\t") else ())
    labelled = lines["Q"] >= ASKED or sum(n >= SPOKEN for n in lines.values()) >= VOICES
    return labelled or (text.count("?") >= UNLABELLED and len(ASKS_YOU.findall(text)) >= UNLABELLED)
