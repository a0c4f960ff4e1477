"""Measure and draw how a story is told: who gets the words, by which verbs, whose adjectives, what is unsaid.

The charts of this module are lists of words, because the words are the finding: a mark is the word itself,
and a number beside it says how often it stands there. Each function returns a table or a `figures.Chart`.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import figures
from ..analysis import once
from ..figures import FAINT, OTHERS, Chart, mark
from ..framing import DEFINITE
from ..phrases import begun, counted, first_words, listed, percent, plain, together
from . import NAMELESS, UNNAMED, behind, outer, spoken, whiskers, with_name
from .clocks import MOSTLY
from .whiskers import leads, not_counted, passed_over

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..analysis import Analysis
    from ..estimates.measured import Error

AUTHOR = "author"
LITTLE = 0.03  # the share of an article's words below which a title does not give them
REPORTER = "the author"  # of a report, a column, a press release
SEVERAL = 5  # reporting verbs, from which a title says what most of them do
ABREAST = 4  # columns of words beside each other; more stand below them
MOST_WORDS = 14  # words or voices that one column shows; the rest are counted below it
GRAMMAR = ("passive", "impersonal")  # kinds of places without a doer that no reader would call none
CHOSEN = ("article_id", "framing_id", "surface", "measure", "value")  # columns of a choice of words


def voices(analysis: Analysis) -> pd.DataFrame:
    """Share out the words: whose they are reported to be, and the rest, which are the reporter's own.

    Args:
        analysis: whose words are counted.

    Returns:
        One row a voice, most words first: voice (speaker_id, `unnamed` or `author`), who, words, share (0 to 1 of all
        words), statements. A quote inside a quote counts for the outer speaker.
    """
    said = spoken(analysis).rename(columns={"speaker_id": "voice", "speaker": "who"})
    total = int(analysis.columns("articles", "n_words")["n_words"].sum())
    rest = max(total - int(said["words"].sum()), 0)
    own = pd.DataFrame([{"voice": AUTHOR, "who": REPORTER, "words": rest, "statements": 0}])
    table = pd.concat([own, said], ignore_index=True)
    table["share"] = table["words"] / max(total, 1)
    return table.sort_values(["words", "voice"], ascending=[False, True], kind="stable", ignore_index=True)


def diversity(analysis: Analysis, articles: Collection[str] | None = None) -> pd.Series:
    """Count the sources, and say how evenly the quoted words are shared among them.

    Args:
        analysis: whose quotes are counted.
        articles: ids to count alone; None for all.

    Returns:
        statements, named (speakers with a name), unnamed (statements without one), top_share (the share of the quoted
        words that the most quoted speaker has), effective (how many speakers with equal shares would be as diverse: the
        exponential of Shannon's entropy over the words of the named; Jost 2006). Without a named speaker top_share and
        effective are missing.
    """
    said = spoken(analysis, articles=articles)
    named = said[~said["speaker_id"].isin(list(NAMELESS)) & (said["words"] > 0)]
    shares = named["words"] / max(named["words"].sum(), 1)
    return pd.Series(
        {
            "statements": int(said["statements"].sum()),
            "named": len(named),
            "unnamed": int(said.loc[said["speaker_id"] == UNNAMED, "statements"].sum()),
            "top_share": shares.max() if len(shares) else math.nan,
            "effective": math.exp(-sum(p * math.log(p) for p in shares)) if len(shares) else math.nan,
        }
    )


def voice_share(analysis: Analysis) -> Chart:
    """Draw how many of an article's words are the reporter's, and how many are reported as each speaker's.

    Args:
        analysis: whose words are counted.

    Returns:
        A chart; data: `voices` of those drawn, with low, high, mark, evidence.
    """
    table = voices(analysis)
    shown, ranges = table.head(MOST_WORDS), _word_ranges(analysis)[:MOST_WORDS]
    shades = {**figures.colours(analysis), AUTHOR: "#eeeeee", **dict.fromkeys(NAMELESS, OTHERS)}
    note = whiskers.note(whiskers.error_of(whiskers.WORDS, analysis), analysis) + not_counted(analysis)
    chart = whiskers.counts(
        "voice_share", _share_title(table, analysis),
        f"Words by whose they are, of {table['words'].sum():,} in all. What no statement holds "
        f"counts as the author's (hatched). {note}",
        "A bar chart shows whose the words are: "
        + listed(f"{row.who} {row.words:,} ({percent(row.share)})" for row in shown.itertuples()),
        shown, "words", ranges, shown["who"], shown["voice"].map(shades.get),
        [f"{row.words:,} · {percent(row.share)}" for row in shown.itertuples()], "voice " + shown["voice"],
        behind(outer(analysis), "voice", shown["voice"], "quote_id"),
    )  # fmt: skip
    for bar, voice in zip(chart.figure.axes[0].patches, shown["voice"], strict=False):
        if voice == AUTHOR:
            bar.set(hatch="////", edgecolor="#777777", linewidth=0.5)
    return chart


def most_quoted(analysis: Analysis) -> tuple[Any, tuple[float, float]] | None:
    """Find whose words are most of those reported, where a title may say so.

    Args:
        analysis: whose words are counted.

    Returns:
        The row of `voices` and the limits of its words; None where that is not certain, or these are next to none.
    """
    table = voices(analysis)
    named = table[with_name(table["voice"]) & (table["voice"] != AUTHOR)]
    if named.empty:
        return None
    every = _word_ranges(analysis)
    first, *others = (every[place] for place in named.index)
    top = named.iloc[0]
    known = worth(first, int(table["words"].sum()), analysis) and leads(analysis, top["voice"], first, others)
    return (top, first) if known else None


def _share_title(table: pd.DataFrame, analysis: Analysis) -> str:
    if found := most_quoted(analysis):
        top, ends = found
        share = _share_said(top["share"], ends, table["words"].sum(), analysis, "of the words ")
        return begun(f"{plain(whiskers.in_sentence(top['voice'], analysis), 44)} has {share}")
    if (with_name(table["voice"]) & (table["voice"] != AUTHOR)).any():
        if told := reported(analysis, "of the words "):
            return begun(told)
    elif not whiskers.alone(analysis):
        found_none = "Nobody was found quoted: every word counts as the author's"
        return "Nobody with a name was found quoted" if len(table) > 1 else found_none
    return "Whose the words are, the author's and those reported"


def reported(analysis: Analysis, of: str = "") -> str:
    """Say how much of the text is somebody's words, where it can't be said whose are most.

    Args:
        analysis: whose words are counted.
        of: stands behind the share, “of the words ”.

    Returns:
        A clause; '' where there may be next to none.
    """
    table = voices(analysis)
    whole, own = int(table["words"].sum()), table["voice"].tolist().index(AUTHOR)
    high, low = (whole - end for end in _word_ranges(analysis)[own])
    if not worth((low, high), whole, analysis):
        return ""
    told = _share_said(1 - table["share"].iloc[own], (low, high), whole, analysis, of)
    return f"{told} are reported as said by somebody"


def worth(pair: tuple[float, float], whole: int, analysis: Analysis) -> bool:
    """Tell whether a title may give a number of words: in one article a floor of a few words says nothing.

    Args:
        pair: (low, high), in words.
        whole: all words.
        analysis: of one article or of many.

    Returns:
        True where it may.
    """
    return whiskers.some(pair, analysis) and (pair[0] >= LITTLE * whole or not whiskers.alone(analysis))


def _share_said(share: float, ends: tuple[float, float], words: int, analysis: Analysis, of: str) -> str:
    if whiskers.alone(analysis):
        return f"at least {percent(math.floor(100 * ends[0] / words) / 100)} {of}({percent(share)} found)"
    least, most = (percent(end / max(int(words), 1)) for end in ends)
    return f"{percent(share)} {of}({least} to {most} likely)"


@once
def _word_ranges(analysis: Analysis) -> list[tuple[float, float]]:
    """Return how many words each voice may have; the author has what no statement holds, and may not have all of it."""
    table = voices(analysis)
    total = int(table["words"].sum())
    error = whiskers.error_of(whiskers.WORDS, analysis)
    speakers = table["voice"] != AUTHOR
    ranges = iter(whiskers.limits(table.loc[speakers, "statements"], error, table.loc[speakers, "words"], total))
    reported = int(table.loc[speakers, "words"].sum())
    ((low, high),) = whiskers.limits([reported], whiskers.error_of(whiskers.ALL_WORDS, analysis), whole=total)
    high = min(total, high + passed_over(analysis))
    return [next(ranges) if speaker else (total - high, total - low) for speaker in speakers]


def verbs(analysis: Analysis) -> Chart:
    """Draw the reporting verbs on the stance axis, each with whose words it reports.

    Args:
        analysis: whose reporting verbs are drawn.

    Returns:
        A chart; data: column (the stance), word, key and note (id and name of who is reported), n, mark, evidence, and
        of each column the count and its interval.
    """
    found = analysis.columns("framing", *CHOSEN, "start", measure="reporting verb")
    quotes = analysis.columns("quotes", "article_id", "cue_start", "speaker_id").dropna(subset=["cue_start"])
    who = quotes.drop_duplicates(["article_id", "cue_start"], keep="last").astype({"cue_start": found["start"].dtype})
    places = found[["article_id", "start"]].set_axis(["article_id", "cue_start"], axis=1)
    key = places.merge(who, how="left")["speaker_id"].fillna("").tolist()
    note = [analysis.names.get(speaker, "") for speaker in key]
    table = found.assign(column=found["value"], word=found["surface"].str.lower(), key=key, note=note)
    title = _verbs_title(table) if len(table) else "No reporting verb was found"
    here = {*table["column"], "distancing", "neutral"}
    columns = {name: label for name, label in figures.words("stance").items() if name in here}
    return _columns_of_words(
        "reporting_verbs", table, columns, title,
        "The verb tells how far the writer vouches for the words. Behind it stands who is reported.",
        analysis, {"reporting verb": whiskers.error_of(whiskers.ALL_STATEMENTS, analysis)},
    )  # fmt: skip


def _verbs_title(table: pd.DataFrame) -> str:
    """Say that most verbs take no side, where that is so, and which keep a distance, where most others do."""
    if len(table) < SEVERAL or (table["column"] == "neutral").mean() < MOSTLY:
        return "How far the reporting verbs found vouch for what is said"
    sides = table["column"][table["column"] != "neutral"].value_counts()
    far = table.loc[table["column"] == "distancing", "word"].value_counts().sort_index()
    far = (
        far if sides.get("distancing", 0) == sides.max() else far[:0]
    )  # others stand there oftener, of which it says nothing
    words = [f"“{plain(word, 20)}”" for word in far.sort_values(ascending=False, kind="stable").index[:2]]
    kept = f"; {together(words)} {'keeps' if len(words) == 1 else 'keep'} a distance" if words else ""
    return f"Most of the reporting verbs found take no side{kept}"


def whose(analysis: Analysis) -> Chart:
    """Draw the loaded words by whose they are: the reporter's, a paraphrase's, or quoted word for word.

    Args:
        analysis: whose loaded words are drawn.

    Returns:
        A chart; data as `verbs` has it, the column whose the word is.
    """
    found = analysis.columns("framing", *CHOSEN, "voice", "quoted", measure="loaded word")
    column = found["quoted"].map({"": AUTHOR, "indirect": "paraphrase"}).fillna("quoted")
    column = column.where((column != AUTHOR) | (found["voice"] == AUTHOR), "quoted")  # in marks that no statement holds
    note = [analysis.names.get(voice, "") if voice != AUTHOR else "" for voice in found["voice"].tolist()]
    table = found.assign(column=column, word=found["surface"].str.lower(), key=found["voice"], note=note)
    labels = {AUTHOR: "the author's own", "paraphrase": "in a paraphrase", "quoted": "quoted"}
    most = column.value_counts(normalize=True).head(1)
    title = (
        "Whose the words are that a list calls loaded" if len(table) else "No word was found that a list calls loaded"
    )
    if len(table) >= SEVERAL and most.iloc[0] >= MOSTLY:
        title = f"Most of the words that a list calls loaded are {labels[most.index[0]]}"
    return _columns_of_words(
        "loaded_words", table, labels, title,
        "Words that judge or colour. In a paraphrase the thought is the speaker's, the words may not be.",
        analysis, {"loaded word": whiskers.error_of("loaded word", analysis)},
    )  # fmt: skip


def unsaid(analysis: Analysis) -> Chart:
    """Draw what the text leaves open: constructions without an agent, sources without a person's name.

    Args:
        analysis: whose framing is drawn.

    Returns:
        A chart; data as `verbs` has it, the column what is left open.
    """
    table = analysis.columns("framing", *CHOSEN)
    table = table[table["measure"].isin(["agentless", "unnamed source"])]
    word = table["surface"].groupby(table["surface"].str.lower()).transform("first")  # Asked and asked are one
    table = table.assign(column=table["value"], word=word, key="", note="")
    here = set(table["column"])
    columns = {name: label for name, label in figures.words("unsaid").items() if name in here}
    title = begun(left_open(analysis)) or "What the text leaves open"
    title = title if len(table) else "No place was found that leaves open who"
    return _columns_of_words(
        "unsaid", table, columns or {"passive": figures.words("unsaid")["passive"]}, title,
        "Constructions that leave out who did, said or felt something, and sources that are no person with a name.",
        analysis, {name: whiskers.error_of(name, analysis) for name in ("agentless", "unnamed source")},
    )  # fmt: skip


def left_open(analysis: Analysis) -> str:
    """Say how often the text leaves open who.

    Args:
        analysis: whose framing is counted.

    Returns:
        A list of counts; '' where there may be none.
    """
    return ", ".join(told for told, _ in places_open(analysis))


def places_open(analysis: Analysis) -> list[tuple[str, pd.DataFrame]]:
    """Find the places of each kind that leave open who, where a title may count them.

    Args:
        analysis: whose framing is looked at.

    Returns:
        How many there are, in words, and their rows of `framing`; kinds of which there may be none are left out. Of
        one article that counts which grammar alone tells: whose a demand is, may be told, and who “the groom” is.
    """
    table, alone = analysis.columns("framing", *CHOSEN), whiskers.alone(analysis)
    doers = table["value"].isin(GRAMMAR) if alone else table["measure"] == "agentless"
    known = table["surface"].str.lower().str.split(n=1).str[0].isin(DEFINITE) & alone
    kinds = (
        ("place", "with the doer left out", "agentless", doers),
        ("source", "without a name", "unnamed source", (table["value"] == "unnamed") & ~known),
        ("source", "named as a body", "unnamed source", (table["value"] == "collective") & (not alone)),
    )
    found = []
    for noun, what, measure, which in kinds:
        own = table[which]
        (pair,) = whiskers.limits([len(own)], whiskers.error_of(measure, analysis))
        if whiskers.some(pair, analysis):
            written = partial(_counted_as, noun, what)
            found.append((whiskers.stated(len(own), pair, analysis, written), own))
    return found


def _counted_as(noun: str, what: str, n: int) -> str:
    return f"{counted(n, noun)} {what}"


def _columns_of_words(
    name: str, table: pd.DataFrame, columns: dict[str, str], title: str, subtitle: str, analysis: Analysis,
    errors: dict[str, Error],
) -> Chart:  # fmt: skip
    """Draw columns of words: one mark for each word with its note, the commonest first, else as in the text.

    errors: how the count of a column errs, by the `measure` of its rows.
    """
    shades, rows = figures.colours(analysis), []
    note = whiskers.note(next(iter(errors.values())), analysis, mark="In brackets")
    groups = {column: table[table["column"] == column] for column in columns}
    counts = ((column, group.groupby(["word", "key", "note"], sort=False).size()) for column, group in groups.items())
    sizes = {column: count.sort_values(ascending=False, kind="stable") for column, count in counts}
    depths = [max(1, min(len(found), MOST_WORDS + 1)) for found in sizes.values()]
    banks = [max(depths[left : left + ABREAST]) for left in range(0, len(depths), ABREAST)]
    across = min(len(columns), ABREAST)
    with figures.titled(0.4 + 0.36 * sum(banks) + 0.7 * len(banks), title, f"{subtitle} {note}") as figure:
        every = figure.subplots(len(banks), across, squeeze=False, height_ratios=banks)
        for axes in every.flat:
            axes.axis("off")
        for (column, label), axes, depth in zip(columns.items(), every.flat, np.repeat(banks, across), strict=False):
            group, found = groups[column], sizes[column]
            measure = next(iter(group["measure"]), next(iter(errors)))
            ((low, high),) = whiskers.limits([len(group)], errors[measure])
            axes.set_title(f"{label}\n{len(group):,} ({whiskers.between((low, high))})", fontsize=9.5)
            axes.set(xlim=(0, 1), ylim=(depth, -0.15))
            axes.axhline(-0.1, color="#bbbbbb", linewidth=0.8)
            count = (round(float(low), 1), round(float(high), 1), len(group))
            for place, ((word, key, who), n) in enumerate(found.head(MOST_WORDS).items()):
                hits = group[(group["word"] == word) & (group["key"] == key) & (group["note"] == who)]
                shade = "" if key in ("", AUTHOR) else shades.get(key, OTHERS)
                text = _word(axes, place, word + f" ×{n:,}" * (n > 1), who, shade, round(84 / across))
                ids = figures.evidence(hits["article_id"], hits["framing_id"])
                rows.append((column, word, key, who, n, mark(text, f"{name} {column} {word} {key}"), ids, *count))
            if more := len(found) - len(found.head(MOST_WORDS)):
                _word(axes, MOST_WORDS, f"and {more:,} more", "", "", round(84 / across)).set_color(FAINT)
                rows.append((column, f"and {more:,} more", "", "", 0, "", "", *count))
    known = ["column", "word", "key", "note", "n", "mark", "evidence", "column_low", "column_high", "column_n"]
    data = pd.DataFrame(rows, columns=known)
    counts = ((column, group["word"].value_counts(sort=False)) for column, group in groups.items())
    often = {column: count.sort_values(ascending=False, kind="stable") for column, count in counts}
    alt = "Columns list the words by kind: " + listed(
        f"{label}, {len(groups[column]):,}: "
        + (", ".join(f"{w} ×{n:,}" if n > 1 else w for w, n in often[column].head(MOST_WORDS).items()) or "none")
        for column, label in columns.items()
    )
    return Chart(name, figure, title, alt, data, f"{title}.")


def _word(axes: Axes, place: int, words: str, note: str, shade: str, width: int) -> Any:
    """Write one word of a column, with its note below it."""
    if shade:
        axes.plot(0.02, place + 0.42, "s", markersize=6, color=shade)
    words = plain(words, 60)
    beside: dict[str, Any] = {"xytext": (6, 0), "textcoords": "offset points", "va": "center"}
    lines = [first_words(words, width)] if note else textwrap.wrap(words, width, break_long_words=False)
    lines = lines if len(lines) < 3 else [lines[0], first_words(" ".join(lines[1:]), width)]
    if note:
        below = first_words(plain(note), round(width * 1.15))
        axes.annotate(below, (0.02, place + 0.7), **beside, fontsize=8.5, color=FAINT)
    size = 10 if len(lines) < 2 else 8.5
    return axes.annotate("\n".join(lines), (0.02, place + (0.26 if note else 0.42)), **beside, fontsize=size)
