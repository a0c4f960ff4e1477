"""Compare coverage: the same measures for several outlets, side by side, with the same scale in each panel.

Articles are grouped by outlet; where fewer than two outlets are known, each of a few articles is a group of its own.
Each function takes an `Analysis`, returns a table or a `figures.Chart`, and draws every group. A title states a
difference only where its interval, widened by how many pairs were looked at, leaves zero out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from .. import figures, knowledge, sentiment
from .. import words as word_counts
from ..analysis import Analysis, once
from ..estimates import sample
from ..estimates.measured import Error
from ..figures import INK, Chart, evidence, mark
from ..phrases import counted as counted_as
from ..phrases import left_out, listed, minus, plain
from ..phrases import times as times_of
from ..tables import statements
from ..tokens import heading
from . import outer, panels, ranking, rhythms, telling, tones, voices, whiskers, with_name
from .panels import short
from .tones import NAMES
from .whiskers import HALF, sayable

PANELS, ROWS = 12, 9  # groups that have a panel each (beyond, the smallest share the last one), and their rows
LONE = 12  # articles of one outlet that are compared with one another; of more, none
OTHER = "other outlets"
MANY = 60  # judgements in a row, beyond which single dots can't be told apart
FEWEST = 5  # judgements that have a mean
FEW_SPANS = 10  # days that are each named
VERBS = 8  # different verbs that a cell of the table of verbs has room for
LINES, DOTS = ("-", "--", ":", "-."), ("o", "s", "^", "D")
# How a verb's stance is written beside it, so that it can be read without colour.
SIGNS = {"hostile": "−−", "distancing": "−", "neutral": "", "endorsing": "+", "question": "?", "mind": ""}
NOTHING = "There are no two outlets to compare"
SEPARATE = "Of those counted most nobody is in two {}"
ONCE, UNDATED = "All articles appeared at one time", "No article has a known date"
NO_DIFFERENCE = "No difference between outlets can be told in "  # in what: three figures may stand on one page
NOT_KNOWN = "outlet not known"  # no outlet, of which a title could speak
BETWEEN = "→"  # the ids of who speaks and of whom
KEYWORDS = 8  # words that a panel shows of each group
BY = ("outlet", "period", "speaker")  # what the words of a corpus can be held against one another by
COUNTED = {"loaded word": "loaded", "hedge": "hedges", "agentless": "agentless", "unnamed source": "no name"}


def groups(articles: pd.DataFrame) -> dict[str, str]:
    """Return {article_id: group}: outlets, or else the articles' titles; those with most articles first.

    Args:
        articles: the table.

    Returns:
        At most `PANELS` groups: beyond, the smallest outlets are one group together. None where there is nothing to
        compare: one article, more than `LONE` of one outlet, or of outlets of which but one has more than one.
    """
    if articles["outlet"].replace("", pd.NA).nunique() >= 2:
        names = articles["outlet"].where(articles["outlet"] != "", NOT_KNOWN)
    elif len(articles) <= LONE:
        names = _called(articles)
    else:
        return {}
    sizes = names.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    order = sizes.index
    if len(order) < 2 or (len(articles) > LONE and sizes.iloc[1] < 2):
        return {}
    rank = {name: number for number, name in enumerate(order)}
    if len(order) > PANELS:
        rest = f"{len(order) - PANELS + 1} {OTHER}"
        names = names.map(lambda name: name if rank[name] < PANELS - 1 else rest)
        rank |= {rest: len(order)}
    pairs = sorted(zip(names, articles["article_id"], strict=True), key=lambda pair: rank[pair[0]])
    return {article: name for name, article in pairs}


def _called(articles: pd.DataFrame) -> pd.Series:
    """Return what each article is called: its title, or how it begins; with its id where two are called the same."""
    begun = pd.Series([heading(row, 60) for row in articles.to_dict("records")], articles.index, dtype=object)
    names = articles["title"].where(articles["title"] != "", begun)
    return names.where(~names.duplicated(keep=False), names + " (" + articles["article_id"] + ")")


def counted(analysis: Analysis) -> pd.DataFrame:
    """Count each group's articles, words, sources (`telling.diversity`) and the reporter's framing, or those of all.

    Args:
        analysis: whose articles are grouped.

    Returns:
        A row a group: group, articles, words, what `telling.diversity` counts, loaded, hedges, agentless, no name.
    """
    rows = []
    framing = analysis.columns("framing", "article_id", "voice", "measure", coded=True)
    framing = framing[framing["voice"] == telling.AUTHOR]
    every = _articles(analysis)
    parts, reported = (_split(analysis, table) or {"all articles": table} for table in (every, framing))
    for name, articles in parts.items():
        reporter = reported[name]["measure"]
        row = {"group": name, "articles": len(articles), "words": int(articles["n_words"].sum())}
        row |= telling.diversity(analysis, articles["article_id"]).to_dict()
        rows.append(row | {label: int((reporter == measure).sum()) for measure, label in COUNTED.items()})
    return pd.DataFrame(rows).round(2)


def named(analysis: Analysis) -> Chart:
    """Draw how often each group mentions each actor, per 100 words.

    Args:
        analysis: whose articles are grouped.

    Returns:
        A chart; data: group, key and row (id and name of the actor), n, value (per 100 words), low, high, mark,
        evidence, articles.
    """
    top = ranking(analysis).head(ROWS)
    named = analysis.columns("mentions", "article_id", "mention_id", "actor_id", coded=True)
    named = named[named["actor_id"].isin(top["actor_id"])]
    words, error = _words(analysis), whiskers.error_of(whiskers.MENTIONS, analysis)
    data = _cells(
        analysis, named, "actor_id", dict(zip(top["actor_id"], top["actor"], strict=True)), "mention_id",
        lambda hits, group: {"n": len(hits), "value": 100 * len(hits) / words[group]},
    )  # fmt: skip
    return _bars(
        "compare_named", analysis, data, "n", error, "how often each is named",
        "{row}: {high} mentions per 100 words in {most}, {low} in {least}", "{:.1f}",
        "Mentions per 100 words, on the same scale in every panel.",
    )  # fmt: skip


def heard(analysis: Analysis) -> Chart:
    """Draw which share of each group's words is reported as whose.

    Args:
        analysis: whose articles are grouped.

    Returns:
        A chart; data: group, key and row (id and name of the voice), n (words), value (per cent), statements, low,
        high, mark, evidence, articles.
    """
    every = telling.voices(analysis)
    top = every[every["voice"] != telling.AUTHOR].head(ROWS)
    own = outer(analysis)
    own, words = own[own["voice"].isin(top["voice"])], _words(analysis)

    def measure(hits: pd.DataFrame, group: str) -> dict[str, Any]:
        n = int(hits["words"].sum())
        return {"n": n, "value": 100 * n / words[group], "statements": int(hits["first"].sum())}

    data = _cells(analysis, own, "voice", dict(zip(top["voice"], top["who"], strict=True)), "quote_id", measure)
    return _bars(
        "compare_heard", analysis, data, "statements", whiskers.error_of(whiskers.WORDS, analysis),
        "whose the words are", "{row} has {high} of the words in {most}, {low} in {least}", "{:.0f} %",
        "Of all words, the per cent reported as each voice's. What is missing to 100 is the author's.",
    )  # fmt: skip


def _bars(
    name: str, analysis: Analysis, data: pd.DataFrame, unit: str, error: Error, what: str, told: str, form: str,
    about: str,
) -> Chart:  # fmt: skip
    """Draw what is measured as bars, a panel a group, under the widest difference that can be told (see `_widest`).

    unit: the column with the counts behind `value`, which is of a hundred.
    """
    if data.empty:
        return _nothing(name, analysis)
    data = _with_limits(data, unit, error, 100)
    title, about = _widest(analysis, data, what, told, form), f"{about} {whiskers.note(error, analysis)}"
    return panels.bars(name, data, title, about, figures.colours(analysis), form)


def verbs(analysis: Analysis) -> Chart:
    """Write, for each speaker and group, the verbs that report the speaker, with the sign of their stance.

    Args:
        analysis: whose articles are grouped.

    Returns:
        A chart; data: group, key and row (id and name of the speaker), n (statements), low, high, distancing, words
        (the verbs), mark, evidence, articles.
    """
    wanted = ("article_id", "quote_id", "speaker_id", "cue", "stance", "inside", "negated")
    quotes = statements(analysis.columns("quotes", *wanted)).query("cue != ''")
    sizes = quotes[quotes["speaker_id"] != ""].groupby("speaker_id").size().sort_index()
    top = {one: analysis.names[one] for one in sizes.sort_values(ascending=False, kind="stable").head(ROWS).index}
    error = whiskers.error_of(whiskers.STATEMENTS, analysis)

    def measure(hits: pd.DataFrame, group: str) -> dict[str, Any]:
        words = _verbs([f"{cue.lower()}{SIGNS.get(stance, '')}" for cue, stance in hits[["cue", "stance"]].values])
        low, high = whiskers.limits([len(hits)], error)[0]
        words += f" ({len(hits):,}:\u00a0{whiskers.between((low, high))})" * bool(words)
        far = int(hits["stance"].isin(["distancing", "hostile"]).sum())
        return {"n": len(hits), "low": low, "high": high, "distancing": far, "words": words}

    data = _cells(analysis, quotes[quotes["speaker_id"].isin(list(top))], "speaker_id", top, "quote_id", measure)
    if data.empty:
        return _nothing("compare_verbs", analysis)
    unit = _units(analysis)[:-1]
    title = f"The verbs that report each speaker, {unit} by {unit}"
    subtitle = "+ vouches for what is said · − keeps a distance · ? asks · no sign: takes no side. In brackets: "
    subtitle += f"statements with a verb. {whiskers.note(error, analysis, mark='After the colon')}"
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

    Args:
        analysis: whose articles are grouped.
        method: target, vader or textblob. Of more than 60 judgements the middle four fifths are drawn as one bar.

    Returns:
        A chart; data: group, key and row (id and name of the actor), n (judgements), value (their mean), low, high,
        stated (whether a tone can be told), mark, evidence, articles.
    """
    mine, top = sample.tone_errors(analysis.whole, method), ranking(analysis).head(ROWS)
    judged = tones.judged(analysis, method)
    judged = judged[(judged["voice"] == telling.AUTHOR) & judged["actor_id"].isin(top["actor_id"])]

    # of all actors of a group at once: one by one they take most of the time
    told, every = ["mean", "low", "high", "stated"], _split(analysis, judged).items()
    means = {one: sentiment.by_actor(own, method, 0, 500, mine).set_index("actor_id") for one, own in every}

    def measure(hits: pd.DataFrame, group: str) -> dict[str, Any]:
        mean = means[group].loc[hits["actor_id"].iloc[0], told] if len(hits) >= FEWEST else (None, None, None, False)
        return {"n": len(hits), **dict(zip(["value", *told[1:]], mean, strict=True)), "scores": tuple(hits["score"])}

    who = dict(zip(top["actor_id"], top["actor"], strict=True))
    data = _cells(analysis, judged, "actor_id", who, "mention_id", measure)
    if data.empty:
        return _nothing("compare_portrayed", analysis)
    data.insert(data.columns.get_loc("articles"), "mark", "")
    means = data[data["stated"].astype(bool)]
    title = f"Of no actor can a tone be stated in any {_units(analysis)[:-1]}"
    if len(means):
        title = _widest(analysis, means, "tone", "{row}: mean {high} in {most}, {low} in {least}", "{:+.2f}")
        if "(difference " not in title:
            title = f"{counted_as(len(means), 'mean')} of {len(data)} can be stated"
            title += f"; between {_units(analysis)} no difference can be told"
    band = "Bar: the middle four fifths of more than 60. " if (data["n"] > MANY).any() else ""
    subtitle = f"Dot: how {NAMES[method]} judges the author's words about one mention, −1 to +1. {band}"
    subtitle += "Upright: the mean, from five on. "
    subtitle += whiskers.note_of_means(analysis, method, mark="Thin line")
    shades, parts = figures.colours(analysis), data["group"].unique().tolist()
    with panels.sheet(len(parts), len(top), title, subtitle) as (figure, drawn):
        for axes, name in zip(drawn, parts, strict=True):
            own = data[data["group"] == name]
            for place, row in enumerate(own.itertuples()):
                if not row.n:
                    continue  # nothing is drawn, so no mark leads anywhere
                drawn_as = _judgements(axes, row.scores, place, shades[row.key])
                data.loc[row.Index, "mark"] = key = mark(drawn_as, f"compare portrayed {name} {row.key}")
                if row.n <= MANY:
                    drawn_as.set_urls([f"#{key}"] * row.n)
                if row.n >= FEWEST:
                    axes.plot([row.value, row.value], [place - 0.36, place + 0.36], color=INK, linewidth=2)
                    whiskers.across(axes, [(row.low, row.high)], [place + 0.3])
            axes.axvline(0, color="#aaaaaa", linewidth=0.8, zorder=0)
            axes.set_xlim(-1.05, 1.05)
            axes.set_xticks([-1, 0, 1], ["−1", "0", "+1"])
            axes.set_title(panels.headed(own, len(parts)), fontsize=10)
        figures.actor_axis(drawn[0], top["actor"], 56)
    alt = panels.described(title, data, lambda row: f"{row.n} judgements, {_mean_said(row)}")
    data = data.drop(columns="scores")
    return Chart("compare_portrayed", figure, title, alt, data, f"{title}. {', '.join(parts)}.")


def _mean_said(row: Any) -> str:
    """Say the mean of a line that has one and of which a tone can be stated; of others that nothing can be told."""
    return f"mean {minus(f'{row.value:+.2f}')}" if row.stated else "can’t tell" if row.n >= FEWEST else "too few"


def _judgements(axes: Any, scores: Sequence[float], place: int, colour: str) -> Any:
    if len(scores) <= MANY:
        return axes.scatter(scores, [place] * len(scores), s=26, color=colour, alpha=0.6, linewidth=0)
    low, high = pd.Series(scores).quantile([0.1, 0.9])
    return axes.barh(place, max(high - low, 0.02), 0.34, left=low, color=colour, alpha=0.6)[0]


def over_time(analysis: Analysis) -> Chart:
    """Draw for each group how many words it reports as those of the four most quoted, by day, week, month …

    Args:
        analysis: whose articles are grouped. Where a group has no article the line breaks.

    Returns:
        A chart; data: group, key and row (id and name of the speaker), published (first day of the span), value,
        statements, low, high, mark, evidence, articles.
    """
    articles = _articles(analysis)
    of, name = _groups(analysis), "compare_over_time"
    bins, unit, first = rhythms.spread(articles)
    if not of or len(bins) < 2:
        return panels.nothing(name, NOTHING if not of else UNDATED if not bins else ONCE)
    days = [period.first.isoformat() for period in bins]
    dates = {article: day.isoformat() for article, day in first.items()}
    printed = sorted({(of[article], day) for article, day in dates.items()})
    times = Counter(group for group, _ in printed)
    if sum(n > 1 for n in times.values()) < 2:  # one day, week, month is no course, and one course compares nothing
        return panels.nothing(name, f"No two outlets have articles of more than one {unit}")
    top = telling.voices(analysis)
    top = top[with_name(top["voice"]) & (top["voice"] != telling.AUTHOR)].head(len(LINES))
    said = outer(analysis).loc[lambda rows: rows["voice"].isin(top["voice"])]
    said = said.assign(group=said["article_id"].map(of), day=said["article_id"].map(dates))
    cells = {key: hits for key, hits in said.groupby(["voice", "group", "day"])}
    none, rows, sizes = said.head(0), [], {one: len(ids) for one, ids in _parts(analysis).items()}
    for group in sizes:
        for voice, who in zip(top["voice"], top["who"], strict=True):
            for day in (day for one, day in printed if one == group):
                hits = cells.get((voice, group, day), none)
                ids = evidence(hits["article_id"], hits["quote_id"])
                found = int(hits["words"].sum()), int(hits["first"].sum())
                rows.append((group, voice, who, day, *found, "", ids, sizes[group]))
    if not rows:
        return panels.nothing(name, "No dated words of a named speaker were found")
    columns = ["group", "key", "row", "published", "value", "statements", "mark", "evidence", "articles"]
    error = whiskers.error_of(whiskers.WORDS, analysis)
    data = _with_limits(pd.DataFrame(rows, columns=columns), "statements", error)
    peak, rest = data.loc[data["value"].idxmax()], data.drop(data["value"].idxmax())
    one = f"{'on' if unit == 'day' else 'in'} one {unit}"
    title = f"Words reported as whose, {unit} by {unit}"
    if peak["low"] > rest["high"].max() and sayable(analysis, [peak["key"]]):
        title = f"Most words {one} are those of {plain(peak['row'], 40)} in {short(peak['group'])}: {peak['value']:,} "
        title += whiskers.likely((peak["low"], peak["high"]))
    subtitle = f"Words reported as each speaker's, by {unit} of publication, outlet by outlet. "
    subtitle += "A line breaks where the outlet has no article. " + whiskers.note(error, analysis)
    subtitle += left_out(len(articles) - len(dates))
    shades, parts = figures.colours(analysis), data["group"].unique().tolist()
    with panels.sheet(len(parts), 5, title, subtitle) as (figure, drawn):
        for axes, group in zip(drawn, parts, strict=True):
            for number, (voice, own) in enumerate(data[data["group"] == group].groupby("key", sort=False)):
                across = [place + 0.07 * (number - 1) for place in range(len(days))]
                heard = own[own["value"] > 0]  # the interval of a zero stands in the data
                at = [across[days.index(day)] for day in heard["published"]]
                shade = shades.get(voice, figures.OTHERS)
                whiskers.upright(axes, zip(heard["low"], heard["high"], strict=True), at, shade)
                look: dict[str, Any] = {"linestyle": LINES[number], "marker": DOTS[number], "color": shade}
                look |= {"markersize": 3, "linewidth": 1} if len(days) > FEW_SPANS else {}
                values = own.set_index("published")["value"].reindex(days)
                label = plain(own["row"].iloc[0], 24)
                (line,) = axes.plot(across, values.array, label=label, zorder=6, clip_on=False, **look)
                data.loc[own.index, "mark"] = mark(line, f"over time {group} {voice}")
            rhythms.name_spans(axes, bins, unit, most=3)
            axes.set_title(panels.headed(data[data["group"] == group], len(parts)), fontsize=10)
            axes.yaxis.set_major_formatter("{x:,.0f}")
            axes.set_ylim(-0.02 * data["high"].max(), max(data["high"].max() * 1.05, 1))
            axes.set_xlim(-0.35, len(days) - 0.65)
            axes.grid(axis="y")
        figure.legend(*drawn[0].get_legend_handles_labels(), loc="outside lower left", ncols=2, fontsize=9)
    cells = data.groupby(["row", "group"], sort=False)["value"]
    said = (f"{who}, {short(group)}: {' '.join(map(str, part))}" for (who, group), part in cells)
    alt = f"{title}. {listed(said)}"
    return Chart(name, figure, title, alt, data, f"{title}. {', '.join(sizes)}.")


def of_whom(analysis: Analysis) -> Chart:
    """Draw who speaks of whom, outlet by outlet: of each hundred statements, in how many one speaker names another.

    Args:
        analysis: whose articles are grouped.

    Returns:
        A chart; data: group, key (both ids), row (both names), n, value (of 100 statements), low, high, mark, evidence,
        articles.
    """
    pairs = voices.naming(analysis)
    top, every = voices.of_whom(analysis, ROWS, pairs), statements(analysis.columns("quotes", *voices.STATED))
    who = {f"{row.speaker_id}{BETWEEN}{row.actor_id}": f"{row.speaker} on {row.actor}" for row in top.itertuples()}
    said = {name: max(len(own), 1) for name, own in _split(analysis, every).items()}
    if said and not who:
        return panels.nothing("compare_of_whom", voices.NOBODY)
    data = _cells(
        analysis, pairs.assign(key=pairs["speaker_id"] + BETWEEN + pairs["actor_id"]), "key", who, "quote_id",
        lambda hits, group: {"n": len(hits), "value": 100 * len(hits) / said[group]},
    )  # fmt: skip
    return _bars(
        "compare_of_whom", analysis, data, "n", whiskers.error_of(whiskers.STATEMENTS, analysis), "who names whom",
        "{row}: {high} of 100 statements in {most}, {low} in {least}", "{:.0f}",
        "Of 100 statements of an outlet, those in which one speaker names another.",
    )  # fmt: skip


def words(analysis: Analysis, by: str = "outlet", near: str = "") -> Chart:
    """Draw the words that set outlets, halves of the time, or speakers apart: how many times as often each has them.

    Args:
        analysis: whose words are compared.
        by: outlet, period (the two halves of the time) or speaker (within the statements of those most quoted).
        near: a word; then only what stands within five words of it is compared: how each speaks of it. '' for all
            words.

    Returns:
        A chart; data: `words.keyness` of the words drawn, with marks and evidence (the sentences).

    Raises:
        ValueError: `by` is none of these.
    """
    name = f"compare_words{'' if by == 'outlet' else f'_{by}'}{'_near' if near else ''}"
    group = _word_groups(analysis, by)
    if near:
        group = group.where(word_counts.near(analysis, near) == "near")
    group = word_counts.grouped(group)
    if len(group.cat.categories) < 2:
        return panels.nothing(name, {"outlet": NOTHING, "period": ONCE}.get(by, "There are no two speakers to compare"))
    table = word_counts.keyness(analysis, group)
    called = analysis.names if by == "speaker" else {}
    parts = {one: called.get(one, one) for one in group.unique().dropna() if one in set(table["group"])}
    data = table.groupby("group", sort=False).head(KEYWORDS)
    data = data.assign(who=data["group"].map(parts), mark="", evidence=_sentences(analysis, group, data))
    beside = f" near “{plain(near, 30)}”" if near else ""
    title = f"No word{beside} can be said to set {'an' if by == 'outlet' else 'a'} {by} apart"
    if data.empty:
        return panels.nothing(name, title)
    sure = data[data["sure"] & ~data["who"].str.endswith((OTHER, NOT_KNOWN))]  # “in outlet not known” tells nothing
    if len(sure):
        top = sure.iloc[0]
        times, low, high = (f"{2**n:,.{0 if n > 3 else 1}f}" for n in top[["log_ratio", "low", "high"]])
        where = {"period": "the articles ", "speaker": "the statements of "}.get(by, "") + short(top["who"])
        title = f"“{plain(top['word'], 30)}”{beside}: {times} times as often in {where} as elsewhere ({low} to {high})"
        if not top["rest"]:  # how many times as often as never, nobody can say
            title = f"“{plain(top['word'], 30)}”{beside} stands {times_of(top['n'])} in {where}, and "
            title += figures.words("nowhere")[by]
    subtitle = (
        "How many times as often as in all others, with a 95 % interval over texts; beside it, how often it stands and "
        "in how many texts. Only words that three texts have, and that stay without the text with most of them. "
        "Hollow: of so many words looked at, this one may be chance."
    )
    deep, far = data["group"].value_counts().max(), max(4, int(data["high"].max()) + 1)
    with panels.sheet(len(parts), deep, title, subtitle, abreast=2) as (figure, axes):
        for panel in axes:
            doublings = range(0, far + 1, -(-far // 3))
            panel.set_xticks(doublings, [f"{2**n:,}×" for n in doublings])
            panel.set_yticks([])
            panel.set(xlim=(-0.3, far), ylim=(deep - 0.4, -0.6))
            panel.grid(axis="x")
        for (one, who), panel in zip(parts.items(), axes, strict=False):
            own = data[data["group"] == one]
            whiskers.across(panel, zip(own["low"], own["high"], strict=True), range(len(own)))
            for place, row in enumerate(own.itertuples()):
                face = INK if row.sure else "white"
                (dot,) = panel.plot(row.log_ratio, place, "o", color=INK, markerfacecolor=face, markersize=5, zorder=6)
                data.loc[row.Index, "mark"] = mark(dot, f"{name} {one} {row.word}")
            whiskers.sums(panel, [f"{row.n:,} in {row.texts:,}" for row in own.itertuples()])
            panel.set_yticks(range(len(own)), [plain(word, 40) for word in own["word"]])
            panel.set_title(plain(who.split(" (")[0], 34), fontsize=10)
    told = ((row, "" if row.sure else ", which may be chance") for row in data.itertuples())
    alt = f"{title}. " + listed(f"{row.who}: {row.word} {2**row.log_ratio:,.1f} times{chance}" for row, chance in told)
    undated = int((_articles(analysis)["published"] == "").sum())
    return Chart(name, figure, title, alt, data, f"{title}. {left_out(undated).strip() if by == 'period' else ''}")


def _word_groups(analysis: Analysis, by: str) -> pd.Series:
    """Return the group of each token."""
    if by == "speaker":
        said = word_counts.by_speaker(analysis)
        return word_counts.grouped(said, word_counts.often(said).head(PANELS).index)
    if by not in BY:
        raise ValueError(f"by={by!r}: say one of {', '.join(BY)}")
    of = _groups(analysis) if by == "outlet" else word_counts.by_period(analysis)
    return word_counts.by_article(analysis, of)


def _sentences(analysis: Analysis, group: pd.Series, data: pd.DataFrame) -> list[str]:
    """Return the sentences in which each keyword stands, within its group."""
    tokens = analysis.columns("tokens", "sentence_id", "surface", coded=True)
    edges, article, articles = word_counts.runs(analysis)
    known = tokens["surface"].cat.categories
    lower = pd.Series(word_counts.lower(known), known)
    lower = lower[lower.isin(data["word"])]
    here = np.flatnonzero(word_counts.taken(known.isin(lower.index), tokens["surface"].array.codes))
    here = here[group.iloc[here].isin(data["group"]).to_numpy()]
    own = tokens.iloc[here].astype({"surface": "str"})
    own = own.assign(word=own["surface"].map(lower), group=group.iloc[here].astype("str").to_numpy())
    own["article_id"] = articles[article[np.searchsorted(edges, here, "right") - 1]].to_numpy()
    rows = {key: part.drop_duplicates(["article_id", "sentence_id"]) for key, part in own.groupby(["group", "word"])}
    keyed = (rows[one, word] for one, word in data[["group", "word"]].itertuples(index=False))
    return [evidence(part["article_id"].tolist(), [f"s{n}" for n in part["sentence_id"]]) for part in keyed]


def facts(analysis: Analysis) -> Chart:
    """Draw which facts each group gives, those that all groups give at the top (`data/gold/classroom_facts.csv`).

    Args:
        analysis: whose articles are grouped.

    Returns:
        A chart; data: key and row (id and words of the fact), group, value (1 where it is given), mark.

    Raises:
        KnowledgeError: there is no such table, or it lacks a column.
    """
    of = groups(_articles(analysis))
    table = pd.DataFrame(knowledge.rows("gold/classroom_facts.csv", ("fact_id", "fact", "article_id", "words")))
    table = table[table["article_id"].isin(of)].rename(columns={"fact_id": "key", "fact": "row"})
    group = pd.Categorical(table["article_id"].map(of), list(dict.fromkeys(of.values())))
    table = table.assign(group=group, value=(table["words"] != "").astype(int))
    data = table.groupby(["key", "row", "group"], observed=True)["value"].max().reset_index()
    data = data.assign(given=data.groupby("key")["value"].transform("sum"))
    data = data.sort_values(["given", "key", "group"], ascending=[False, True, True], ignore_index=True)
    given = data.drop_duplicates("key")["given"]
    shared = int((given == data["group"].nunique()).sum())
    title = f"{shared:,} of {len(given):,} facts stand in every outlet"
    data = data.drop(columns="given").astype({"group": "str"}).assign(evidence="")
    return panels.dots("compare_facts", data, title, "● gives the fact, ○ leaves it out. Read by hand.")


def _with_limits(data: pd.DataFrame, unit: str, error: Error, whole: float = float("inf")) -> pd.DataFrame:
    """Add low and high to `value`, group by group; unit: the column with the counts behind it."""
    groups = (part for _, part in data.groupby("group", sort=False))
    mean = data["value"].sum() / max(data[unit].sum(), 1)  # where a group has nothing, one would be as large as others
    limits = ((part, whiskers.limits(part[unit], error, part["value"].tolist(), whole, mean)) for part in groups)
    parts = [whiskers.columns(part, low_high, 2) for part, low_high in limits]
    return pd.concat(parts).sort_index() if parts else data.assign(low=0.0, high=0.0)


def _articles(analysis: Analysis) -> pd.DataFrame:
    known = ("article_id", "title", "published", "outlet", "n_words")
    table = analysis.columns("articles", *known)  # of many articles the texts take gigabytes; few may have no title
    return analysis.columns("articles", *known, "text") if len(table) <= LONE else table


@once
def _parts(analysis: Analysis) -> dict[str, list[str]]:
    """Return {group: ids of its articles}."""
    parts: dict[str, list[str]] = {}
    for article, name in _groups(analysis).items():
        parts.setdefault(name, []).append(article)
    return parts


@once
def _groups(analysis: Analysis) -> dict[str, str]:
    return groups(_articles(analysis))


def _split(analysis: Analysis, table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each group's articles."""
    parts, article = _parts(analysis), table["article_id"]
    code, known = (article.cat.codes, article.cat.categories) if article.dtype == "category" else article.factorize()
    place = {one: number for number, ids in enumerate(parts.values()) for one in ids}
    of = np.array([*(place.get(one, -1) for one in known.tolist()), -1])[code]
    return {name: table[of == number] for number, name in enumerate(parts)}


def _words(analysis: Analysis) -> dict[str, int]:
    """Return how many words the articles of each group have, one at least."""
    every = _articles(analysis)
    return {name: max(int(own["n_words"].sum()), 1) for name, own in _split(analysis, every).items()}


def _cells(
    analysis: Analysis, table: pd.DataFrame, column: str, who: Mapping[str, str], row_id: str,
    measure: Callable[[pd.DataFrame, str], dict[str, Any]],
) -> pd.DataFrame:  # fmt: skip
    """Measure in each group those of whom a figure has a row: group, key, row, what is measured, evidence, articles.

    who: {what stands in the column: what the figure calls it}; row_id: the column that names the evidence. Nothing
    where no two groups have several articles, or nobody is in several, and nobody with a name is in two groups: panels
    that share no actor compare nothing.
    """
    rows = []
    for name, here in _split(analysis, table).items():
        ids = _parts(analysis)[name]
        for key, label in who.items():
            hits = here[here[column] == key]
            counted = {"evidence": evidence(hits["article_id"].tolist(), hits[row_id].tolist()), "articles": len(ids)}
            rows.append({"group": name, "key": key, "row": label, **measure(hits, name), **counted})
    data = pd.DataFrame(rows)
    if rows and (_single(data) or data["evidence"].map(_lone).min() == 1):
        shared = data.loc[(data["n"] > 0) & with_name(data["key"]), "key"].duplicated().any()
        return data if shared else data.head(0)
    return data


def _lone(rows: str) -> float:
    """Return the share of the rows behind a mark that lie in one article."""
    texts = Counter(row.rpartition("#")[0] for row in rows.split())
    return max(texts.values(), default=1) / max(texts.total(), 1)


def _single(data: pd.DataFrame) -> bool:
    """Say whether no two groups have more than one article."""
    return data.loc[data["articles"] > 1, "group"].nunique() < 2


def _nothing(name: str, analysis: Analysis) -> Chart:
    """Draw that there is nothing to compare, and why."""
    return panels.nothing(name, SEPARATE.format(_units(analysis)) if _parts(analysis) else NOTHING)


def _units(analysis: Analysis) -> str:
    """Say what the groups are: outlets, or, without two of them, articles."""
    outlets = analysis.columns("articles", "outlet")["outlet"].replace("", pd.NA)
    return "outlets" if outlets.nunique() > 1 else "articles"


def _widest(analysis: Analysis, data: pd.DataFrame, what: str, words: str, form: str) -> str:
    """Make a finding of the row of which two groups differ by most that can be told, with the difference's interval.

    what: is compared, for where no difference can be told.
    """
    if _single(data):
        if _units(analysis) == "articles":
            return f"{what[0].upper()}{what[1:]}, article by article"
        return f"Fewer than two outlets have more than one article here: {what}, side by side"
    actors = {key: set(key.split(BETWEEN)) for key in data["key"]}
    known = sayable(analysis, set().union(*actors.values()))
    data = data[[actors[key] <= known for key in data["key"]]]
    own = [
        (one, other)
        for _, rows in data.groupby("key", sort=False)
        for one, other in permutations(rows[~rows["group"].str.endswith((OTHER, NOT_KNOWN))].to_dict("records"), 2)
        if one["value"] > other["value"] and min(one["articles"], other["articles"]) > 1  # one text is no outlet
        if _lone(one["evidence"]) <= HALF  # nor is one text's matter its outlet's
    ]
    limits = itemgetter("value", "low", "high")
    apart = [(whiskers.difference(limits(one), limits(other), len(own)), (one, other)) for one, other in own]
    told = [(found, pair) for found, pair in apart if float(form.format(found[1]).rstrip(" %")) > 0]  # as it is written
    if not told:
        return NO_DIFFERENCE + what
    (_, low, high), (one, other) = max(told, key=lambda item: item[0][1])
    said = words.format(
        row=plain(one["row"], 40), most=short(one["group"]), least=short(other["group"]),
        high=panels.written(one["value"], form), low=panels.written(other["value"], form) if other["n"] else "none",
    )  # fmt: skip
    between = round(one["value"], _digits(form)) - (round(other["value"], _digits(form)))  # of what is printed
    first, second, third = (minus(form.format(n)).rstrip(" %") for n in (between, low, high))
    return f"{said} (difference {first}{' points' * form.endswith('%')}, {second} to {third})"


def _digits(form: str) -> int:
    """Return the decimals of a format: 1 of "{:.1f}"."""
    return int(form.partition(".")[2][0])
