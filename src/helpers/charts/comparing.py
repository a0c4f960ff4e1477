"""Compare coverage: the same measures for several outlets, side by side, with the same scale in each panel.

Articles are grouped by outlet; where fewer than two outlets are known, each article is a group of its own.
Each function takes an `Analysis`, returns a table or a `figures.Chart`, and draws the largest groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import figures, knowledge, sentiment
from ..estimates import sample
from ..estimates.intervals import Error
from ..figures import INK, Chart, evidence, mark
from ..phrases import listed, plain
from ..tables import affirmed
from ..timeline.calendar import around
from . import panels, ranking, rhythms, telling, whiskers
from .clocks import is_day
from .panels import short
from .tones import NAMES

if TYPE_CHECKING:
    from ..analysis import Analysis

PANELS, ROWS = 4, 9
MANY = 60  # judgements in a row, beyond which single dots can't be told apart
FEW_SPANS = 10  # days that are each named
VERBS = 8  # different verbs that a cell of the table of verbs has room for
LINES, DOTS = ("-", "--", ":", "-."), ("o", "s", "^", "D")
GREYS = ("#222222", "#777777", "#aa6600", "#4477aa")  # told apart by dash and marker, not by colour alone
# How a verb's stance is written beside it, so that it can be read without colour.
SIGNS = {"hostile": "−−", "distancing": "−", "neutral": "", "endorsing": "+", "question": "?", "mind": ""}
COUNTED = {"loaded word": "loaded", "hedge": "hedges", "agentless": "agentless", "unnamed source": "no name"}


def groups(articles: pd.DataFrame) -> dict[str, str]:
    """Return {article_id: group}: outlets, or else the articles' titles; those with most articles first."""
    if articles["outlet"].replace("", pd.NA).nunique() >= 2:
        names = articles["outlet"].where(articles["outlet"] != "", "outlet not known")
    else:
        names = articles["title"].where(articles["title"] != "", articles["article_id"])
    order = names.value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    rank = {name: number for number, name in enumerate(order)}
    pairs = sorted(zip(names, articles["article_id"], strict=True), key=lambda pair: rank[pair[0]])
    return {article: name for name, article in pairs}


def counted(analysis: Analysis) -> pd.DataFrame:
    """Count each group's articles, words, sources (`telling.diversity`) and the reporter's framing."""
    rows = []
    for name, own in _parts(analysis.articles):
        articles, framing = own(analysis.articles), own(analysis.framing)
        row = {"group": name, "articles": len(articles), "words": int(articles["n_words"].sum())}
        row |= telling.diversity(analysis.of(articles["article_id"])).to_dict()
        reporter = framing[framing["voice"] == telling.AUTHOR]["measure"]
        rows.append(row | {label: int((reporter == measure).sum()) for measure, label in COUNTED.items()})
    return pd.DataFrame(rows).round(2)


def named(analysis: Analysis) -> Chart:
    """Draw how often each group mentions each actor, per 100 words."""
    top = ranking(analysis).head(ROWS)
    rows = []
    for name, own in _parts(analysis.articles)[:PANELS]:
        words, mentions = max(int(own(analysis.articles)["n_words"].sum()), 1), own(analysis.mentions)
        for actor, who in zip(top["actor_id"], top["actor"], strict=True):
            hits = mentions[mentions["actor_id"] == actor]
            ids = evidence(hits["article_id"], hits["mention_id"])
            rows.append((name, actor, who, len(hits), 100 * len(hits) / words, ids))
    data = pd.DataFrame(rows, columns=["group", "key", "row", "n", "value", "evidence"])
    error = whiskers.error_of(whiskers.MENTIONS, analysis)
    data = _with_limits(data, "n", error)
    title = _widest(data, "{row}: {high} mentions per 100 words in {most}, {low} in {least}", "{:.1f}")
    subtitle = f"Mentions per 100 words, on the same scale in every panel. {whiskers.note(error, analysis)}"
    subtitle += _largest(analysis.articles)
    return panels.bars("compare_named", data, title, subtitle, figures.colours(analysis), "{:.1f}")


def heard(analysis: Analysis) -> Chart:
    """Draw which share of each group's words is reported as whose."""
    every = telling.voices(analysis)
    top = every[every["voice"] != telling.AUTHOR].head(ROWS)
    rows = []
    for name, own in _parts(analysis.articles)[:PANELS]:
        said = telling.outer(own(analysis.quotes))
        words = max(int(own(analysis.articles)["n_words"].sum()), 1)
        for voice, who in zip(top["voice"], top["who"], strict=True):
            hits = said[said["voice"] == voice]
            share = 100 * int(hits["words"].sum()) / words
            ids = evidence(hits["article_id"], hits["quote_id"])
            rows.append((name, voice, who, int(hits["words"].sum()), share, _statements(hits), ids))
    data = pd.DataFrame(rows, columns=["group", "key", "row", "n", "value", "statements", "evidence"])
    error = whiskers.error_of(whiskers.WORDS, analysis)
    data = _with_limits(data, "statements", error, 100)
    known = data[data["key"] != telling.UNNAMED]
    title = _widest(known, "{row} has {high} of the words in {most}, {low} in {least}", "{:.0f} %")
    subtitle = "Of all words, the per cent reported as each voice's. What is missing to 100 is the reporter's. "
    subtitle += whiskers.note(error, analysis)
    subtitle += _largest(analysis.articles)
    return panels.bars("compare_heard", data, title, subtitle, figures.colours(analysis), "{:.0f}")


def verbs(analysis: Analysis) -> Chart:
    """Write, for each speaker and group, the verbs that report the speaker, with the sign of their stance."""
    quotes = affirmed(analysis.quotes).query("part == 0 and cue != ''")
    sizes = quotes[quotes["speaker_id"] != ""].groupby("speaker_id").size().sort_index()
    top = [(one, analysis.names[one]) for one in sizes.sort_values(ascending=False, kind="stable").head(ROWS).index]
    error = whiskers.error_of(whiskers.STATEMENTS, analysis)
    rows = []
    for name, own in _parts(analysis.articles)[:PANELS]:
        for speaker, who in top:
            hits = own(quotes)[own(quotes)["speaker_id"] == speaker]
            words = _verbs([f"{cue.lower()}{SIGNS.get(stance, '')}" for cue, stance in hits[["cue", "stance"]].values])
            far = int(hits["stance"].isin(["distancing", "hostile"]).sum())
            likely = whiskers.limits([len(hits)], error)[0]
            words += f" ({len(hits)}:\u00a0{whiskers.between(likely)})" * bool(words)
            ids = evidence(hits["article_id"], hits["quote_id"])
            rows.append((name, speaker, who, len(hits), *likely, far, words, ids))
    columns = ["group", "key", "row", "n", "low", "high", "distancing", "words", "evidence"]
    data = pd.DataFrame(rows, columns=columns)
    far = data.groupby("row", sort=False)["distancing"].sum()
    title = "No distancing verb was found"
    if far.sum():
        title = f"{int(far.max()):,} of {int(far.sum()):,} distancing verbs stand with {plain(far.idxmax(), 40)}"
    subtitle = "+ vouches for what is said · − keeps a distance · ? asks · no sign: takes no side. In brackets: "
    subtitle += f"statements with a verb. {whiskers.note(error, analysis, mark='After the colon')}"
    subtitle += _largest(analysis.articles)
    return panels.grid("compare_verbs", data, title, subtitle)


def _verbs(words: list[str]) -> str:
    """Write different verbs in their order; of many those that stand most often."""
    different = list(dict.fromkeys(words))
    if len(different) <= VERBS:
        return ", ".join(different)
    often = sorted(different, key=lambda word: -words.count(word))[:VERBS]
    return ", ".join(often) + f", {len(different) - VERBS} more"


def portrayed(analysis: Analysis, method: str = "target") -> Chart:
    """Draw every judgement on the reporter's own words about an actor; the mean from five judgements on.

    method: target, vader or textblob. Of more than 60 judgements the middle four fifths are drawn as one bar.
    """
    judged, judgements = analysis.sentiment, sample.tone_errors(analysis.whole, method)
    judged = judged[(judged["method"] == method) & (judged["voice"] == telling.AUTHOR)]
    top, parts = ranking(analysis).head(ROWS), _parts(analysis.articles)[:PANELS]
    rows = []
    for name, own in parts:
        for actor, who in zip(top["actor_id"], top["actor"], strict=True):
            hits = own(judged)[own(judged)["actor_id"] == actor]
            mean = sentiment.by_actor(hits, method, draws=500, own=judgements)
            likely = mean[["mean", "low", "high", "stated"]].iloc[0] if len(hits) >= 5 else (None, None, None, False)
            ids = evidence(hits["article_id"], hits["mention_id"])
            rows.append((name, actor, who, len(hits), *likely, tuple(hits["score"]), ids))
    columns = ["group", "key", "row", "n", "value", "low", "high", "stated", "scores", "evidence"]
    data = pd.DataFrame(rows, columns=columns).assign(mark="")
    means = data[data["stated"].astype(bool)]
    title = f"Of {len(means)} of {len(data)} dot rows a tone can be stated"
    if len(several := means[means.groupby("key")["group"].transform("size") > 1]):
        title = _widest(several, "{row}: mean {high} in {most}, {low} in {least}{but}", "{:+.2f}").replace("-", "−")
    band = "Bar: the middle four fifths of more than 60. " if (data["n"] > MANY).any() else ""
    subtitle = f"Dot: how {NAMES[method]} judges the reporter's words about one mention, −1 to +1. {band}"
    subtitle += "Upright: the mean, from five on. "
    subtitle += whiskers.note_of_means(analysis, method, mark="Thin line")
    subtitle += _largest(analysis.articles)
    shades = figures.colours(analysis)
    with figures.style():
        figure, drawn = panels.sheet(len(parts), len(top), title, subtitle)
        for axes, (name, _) in zip(drawn, parts, strict=False):
            for place, row in enumerate(data[data["group"] == name].itertuples()):
                drawn_as = _judgements(axes, row.scores, place, shades[row.key])
                data.loc[row.Index, "mark"] = key = mark(drawn_as, f"compare portrayed {name} {row.key}")
                if row.n <= MANY:
                    drawn_as.set_urls([f"#{key}"] * row.n)
                if row.n >= 5:
                    axes.plot([row.value, row.value], [place - 0.36, place + 0.36], color=INK, linewidth=2)
                    whiskers.across(axes, [(row.low, row.high)], [place + 0.3])
            axes.axvline(0, color="#aaaaaa", linewidth=0.8, zorder=0)
            axes.set_xlim(-1.05, 1.05)
            axes.set_xticks([-1, 0, 1], ["−1", "0", "+1"])
            axes.set_title(short(name), fontsize=10)
        panels.row_names(drawn[0], list(top["actor"]))
    alt = panels.described(title, data, lambda row: f"{row.n} judgements, mean {row.value}")
    caption = panels.caption(title, [name for name, _ in parts])
    return Chart("compare_portrayed", figure, title, alt, data.drop(columns="scores"), caption)


def _judgements(axes: Any, scores: Sequence[float], place: int, colour: str) -> Any:
    if len(scores) <= MANY:
        return axes.scatter(scores, [place] * len(scores), s=26, color=colour, alpha=0.6, linewidth=0)
    low, high = pd.Series(scores).quantile([0.1, 0.9])
    return axes.barh(place, max(high - low, 0.02), 0.34, left=low, color=colour, alpha=0.6)[0]


def over_time(analysis: Analysis, most: int = 4) -> Chart:
    """Draw for the most quoted speakers how many words each group reports as theirs, by day, week, month …"""
    articles, of = analysis.articles, groups(analysis.articles)
    names = list(dict.fromkeys(of.values()))[:PANELS]
    known = articles[articles["published"].str[:10].map(is_day).astype(bool)]
    bins, unit = rhythms.spans(sorted(known["published"].str[:10]))
    days = [period.first.isoformat() for period in bins]
    dates = {
        article: around(unit, date.fromisoformat(day[:10])).first.isoformat()
        for article, day in zip(known["article_id"], known["published"], strict=True)
    }
    said = telling.outer(analysis.quotes)
    said = said.assign(group=said["article_id"].map(of), day=said["article_id"].map(dates))
    top = telling.voices(analysis)
    top = top[~top["voice"].isin([telling.AUTHOR, telling.UNNAMED])].head(most)
    cells = {key: hits for key, hits in said.groupby(["voice", "group", "day"])}
    none, rows = said.head(0), []
    for voice, who in zip(top["voice"], top["who"], strict=True):
        for name in names:
            for day in days:
                hits = cells.get((voice, name, day), none)
                ids = evidence(hits["article_id"], hits["quote_id"])
                rows.append((name, voice, who, day, int(hits["words"].sum()), _statements(hits), "", ids))
    data = pd.DataFrame(rows, columns=["group", "key", "row", "published", "value", "statements", "mark", "evidence"])
    error = whiskers.error_of(whiskers.WORDS, analysis)
    data = _with_limits(data, "statements", error)
    title = "No dated words to draw"
    if len(data):
        peak = data.loc[data["value"].idxmax()]
        one = f"{'on' if unit == 'day' else 'in'} one {unit}"
        title = f"Most words {one}: {peak['value']:,} of {plain(peak['row'], 40)}, in {short(peak['group'])}"
    subtitle = f"Words reported as each speaker's, by {unit} of publication; one line an outlet. "
    subtitle += whiskers.note(error, analysis)
    subtitle += _largest(analysis.articles)
    with figures.style():
        figure, drawn = panels.sheet(max(len(top), 1), 5, title, subtitle)
        for axes, (voice, own) in zip(drawn, data.groupby("key", sort=False), strict=False):
            for number, name in enumerate(names):
                part = own[own["group"] == name]
                values, beside = part["value"], [place + 0.07 * (number - 1) for place in range(len(days))]
                drawn_for = [
                    at for at, value in zip(beside, values, strict=True) if value
                ]  # a zero's stands in the data
                heard = part[part["value"] > 0]
                whiskers.upright(axes, zip(heard["low"], heard["high"], strict=True), drawn_for, GREYS[number])
                look: dict[str, Any] = {"linestyle": LINES[number], "marker": DOTS[number], "color": GREYS[number]}
                look |= {"markersize": 3, "linewidth": 1} if len(days) > FEW_SPANS else {}
                (line,) = axes.plot(beside, values, label=short(name), zorder=6, **look)
                data.loc[values.index, "mark"] = mark(line, f"over time {name} {voice}")
            if unit == "day" and len(days) <= FEW_SPANS:
                month = f" {bins[0].first:%b}"  # once: the panels are narrow
                axes.set_xticks(range(len(days)), [day[8:].lstrip("0") + month * (day == days[0]) for day in days])
            else:
                rhythms.name_spans(axes, bins, unit, most=4)
            axes.set_title(plain(own["row"].iloc[0], 22), fontsize=10)
            axes.set_ylim(-0.02 * data["high"].max(), max(data["high"].max() * 1.05, 1))
            axes.set_xlim(-0.35, len(days) - 0.65)
            axes.grid(axis="y")
        if len(data):
            figure.legend(*drawn[0].get_legend_handles_labels(), loc="outside lower left", ncols=PANELS, fontsize=9)
    alt = f"{title}. " + listed(
        f"{who}, {short(name)}: " + " ".join(str(value) for value in part["value"])
        for (who, name), part in data.groupby(["row", "group"], sort=False)
    )
    return Chart("compare_over_time", figure, title, alt, data, panels.caption(title, names))


def facts(analysis: Analysis, path: str = "gold/classroom_facts.csv") -> Chart:
    """Draw which facts each group gives, those that all groups give at the top.

    path: a table with fact_id, fact, article_id and words (the account's own; empty where it is left out).
    """
    of = groups(analysis.articles)
    table = pd.DataFrame(knowledge.rows(path, ("fact_id", "fact", "article_id", "words")))
    table = table[table["article_id"].isin(of)]
    table = table.assign(group=table["article_id"].map(of), value=(table["words"] != "").astype(int))
    rank = {name: number for number, name in enumerate(dict.fromkeys(of.values()))}
    table = table.sort_values("group", key=lambda names: names.map(rank), kind="stable")
    data = table.groupby(["fact_id", "fact", "group"], sort=False, as_index=False)["value"].max()
    given = data.groupby("fact_id", sort=False)["value"].sum()
    order = given.sort_index().sort_values(ascending=False, kind="stable").index
    data["rank"] = data["fact_id"].map({fact: number for number, fact in enumerate(order)})
    data = data.sort_values("rank", kind="stable", ignore_index=True).rename(columns={"fact_id": "key", "fact": "row"})
    shared = int((given == data["group"].nunique()).sum())
    title = f"{shared:,} of {len(given):,} facts stand in every outlet"
    data = data.drop(columns="rank").assign(evidence="")
    return panels.dots("compare_facts", data, title, "● gives the fact, ○ leaves it out. Read by hand.")


def _largest(articles: pd.DataFrame) -> str:
    """Say how many groups are not drawn."""
    rest = len(set(groups(articles).values())) - PANELS
    return f" The {PANELS} groups with most articles; {rest} more in the tables." if rest > 0 else ""


def _statements(quotes: pd.DataFrame) -> int:
    return len(quotes[["article_id", "quote_id"]].drop_duplicates())


def _with_limits(data: pd.DataFrame, unit: str, error: Error, whole: float = float("inf")) -> pd.DataFrame:
    """Add low and high to `value`, group by group; unit: the column with the counts behind it."""
    parts = [
        whiskers.columns(part, whiskers.limits(part[unit], error, part["value"].tolist(), whole), 2)
        for _, part in data.groupby("group", sort=False)
    ]
    return pd.concat(parts).sort_index() if parts else data.assign(low=0.0, high=0.0)


def _parts(articles: pd.DataFrame) -> list[tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]]:
    """Return for each group its name and a function that picks its rows out of any table."""
    ids: dict[str, list[str]] = {}
    for article, name in groups(articles).items():
        ids.setdefault(name, []).append(article)
    return [(name, partial(_own, own)) for name, own in ids.items()]


def _own(ids: Sequence[str], table: pd.DataFrame) -> pd.DataFrame:
    return table[table["article_id"].isin(ids)]


def _widest(data: pd.DataFrame, words: str, form: str) -> str:
    """Make a finding of the row whose values, each written in this form, lie furthest apart between groups."""
    if data.empty:
        return "Nothing to compare"
    spread = data.groupby("key", sort=False)["value"].agg(lambda values: values.max() - values.min())
    own = data[data["key"] == spread.idxmax()]
    most, least = own.loc[own["value"].idxmax()], own.loc[own["value"].idxmin()]
    return words.format(
        row=plain(most["row"], 40), most=short(most["group"]), least=short(least["group"]),
        high=form.format(most["value"]), low=form.format(least["value"]) if least["n"] else "none",
        but="; the intervals overlap" if most["low"] <= least["high"] else "",
    )  # fmt: skip
