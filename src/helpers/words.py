"""Count and find words with NLTK: frequencies, a word in its contexts, where it stands, and what sets texts apart.

Keywords and collocates are one method: the words of some places are held against those of all others. Words come in
bursts, so what is counted on is never one text: a word must stand in `FEWEST` of them, pass without the one that has
most of it, and the interval of its ratio is that of texts drawn anew, not of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import figures
from .figures import Chart, actor_axis, evidence, mark
from .knowledge import words as word_list
from .phrases import first_words, listed, times
from .tables import statements

if TYPE_CHECKING:
    from nltk.text import Text

    from .analysis import Analysis

FEWEST = 3  # texts that must have a word before it is said to set them apart
CHANCE = 0.05  # that of all words looked at one is listed by chance
NONE = 1.0  # variance of the log rate of a word that was not found: from half a text up to the limit of a Poisson count
NEAR = 5  # words to either side that are looked at for collocates
NORMAL = NormalDist()
TWO = NORMAL.inv_cdf(0.975)  # standard errors to either side
KEYNESS = ["group", "word", "n", "rest", "per_10k", "rest_per_10k", "texts", "of_texts", "dp", "log_likelihood"]
KEYNESS += ["log_ratio", "low", "high", "sure"]


def frequencies(tokens: pd.DataFrame, content_only: bool = True) -> pd.DataFrame:
    """Count the words of a corpus, commonest first (NLTK's FreqDist).

    Args:
        tokens: the `tokens` table.
        content_only: leave out function words (the, of, and …), which say little about what a text is about; `share`
            stays a share of all words.

    Returns:
        word (in lower case), n, share (0 to 1 of all words). Ties stand in alphabetical order.

    Example:
        >>> from helpers.corpus import Article
        >>> from helpers import analyse
        >>> tokens = analyse([Article("a", "The war is a war on words.")]).tokens
        >>> frequencies(tokens).values.tolist()
        [['war', 2, 0.2857], ['words', 1, 0.1429]]
    """
    from nltk.probability import FreqDist

    spoken = _lower(tokens.loc[tokens["is_word"], "surface"])
    dropped = _function_words() if content_only else frozenset()
    counts = FreqDist(word for word in spoken if word not in dropped)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shares = [round(n / len(spoken), 4) for _, n in rows]
    return pd.DataFrame({"word": [w for w, _ in rows], "n": [n for _, n in rows], "share": shares})


def concordance(tokens: pd.DataFrame, phrase: str, width: int = 90) -> pd.DataFrame:
    """Show every place of a word or phrase with what stands around it (NLTK's concordance).

    Args:
        tokens: the `tokens` table; a line never runs from one article into the next.
        phrase: one word or several, whatever their case.
        width: characters of a line, words and context together.

    Returns:
        article_id, start (offset of the first word), left, found, right; in the order of the text.
    """
    rows = []
    for article_id, group in tokens.groupby("article_id", sort=False):
        starts = group["start"].tolist()
        for line in _text(group).concordance_list(phrase.split(), width=width, lines=len(starts)):
            rows.append((article_id, starts[line.offset], line.left_print, line.query, line.right_print))
    return pd.DataFrame(rows, columns=["article_id", "start", "left", "found", "right"])


def keyness(analysis: Analysis, group: pd.Series, content_only: bool = True) -> pd.DataFrame:
    """Find the words that stand in the texts of one group more often than in those of all others.

    Args:
        analysis: whose words are counted; near-duplicates (column `near`) are one text.
        group: the group of each row of `analysis.tokens`, missing for words that are left out; `by_outlet`,
            `by_period` and `by_speaker` give one.
        content_only: leave out function words.

    Returns:
        One row a keyword and group, the surest first: group, word, n, rest (how often it stands in the others),
        per_10k, rest_per_10k (of 10,000 words), texts (that have it), of_texts, dp (how unevenly it is spread over
        the group's texts, 0 to 1), log_likelihood, log_ratio (1: twice as often, 2: four times), low, high (its 95 %
        interval), sure (whether chance is left out, of all words looked at).

    Method:
        Log-likelihood (Dunning 1993) with the log ratio as effect size (Hardie 2014) and the deviation of proportions
        (Gries 2008). The interval is that of a ratio over texts as clusters, since words of one text are no independent
        draws (Lijffijt and others 2014). A word is listed when it stands in three texts, and when log-likelihood and
        interval leave chance out also without the text that has most of it. It is `sure` when they do so widened by how
        many words were looked at (Bonferroni): of a hundred corpora shared out by lot, five have one.
    """
    tokens, articles = analysis.tokens, analysis.articles
    own = (tokens["is_word"] & group.notna()).to_numpy()
    same = articles["near"].where(articles["near"] != "", articles["article_id"])
    spoken = pd.DataFrame(
        {
            "group": group[own].to_numpy(),
            "text": tokens.loc[own, "article_id"].map(dict(zip(articles["article_id"], same, strict=True))).to_numpy(),
            "word": _lower(tokens.loc[own, "surface"]),
        }
    ).astype("category")
    sizes = spoken.groupby(["group", "text"], observed=True).size().rename("size").reset_index()
    counts = spoken.groupby(["group", "text", "word"], observed=True).size().rename("n").reset_index()
    counts = counts.merge(sizes, on=["group", "text"])
    if content_only:
        counts = counts[~counts["word"].isin(_function_words())]
    often = counts.groupby("word", observed=True)["text"].transform("size") >= FEWEST
    return _keywords(counts[often], sizes)


def collocates(analysis: Analysis, word: str, width: int = NEAR, content_only: bool = True) -> pd.DataFrame:
    """Find the words that stand near a word more often than elsewhere: its collocates.

    Args:
        analysis: whose words are counted. word: whatever its case. width: words to either side, within the sentence.
        content_only: leave out function words.

    Returns:
        As `keyness` has it: n counts the places near the word, rest those elsewhere.
    """
    tokens = analysis.tokens
    table = keyness(analysis, near(tokens, word, width), content_only)
    return table[table["group"] == "near"].drop(columns="group").reset_index(drop=True)


def near(tokens: pd.DataFrame, word: str, width: int = NEAR) -> pd.Series:
    """Tell for each token whether it stands near a word.

    Args:
        tokens: the `tokens` table.
        word: one word, whatever its case.
        width: words to either side, within the sentence.

    Returns:
        "near" or "elsewhere", indexed as `tokens`; missing for the word itself, and for what is no word.
    """
    hit = pd.Series(_lower(tokens["surface"]), index=tokens.index) == word.lower().replace("’", "'")
    spoken = tokens.loc[tokens["is_word"] | hit, ["article_id", "sentence_id"]]
    here = hit[spoken.index]
    close = pd.Series(False, index=spoken.index)
    by_sentence = here.groupby([spoken["article_id"], spoken["sentence_id"]], sort=False)
    for step in range(1, width + 1):
        close |= by_sentence.shift(step, fill_value=False) | by_sentence.shift(-step, fill_value=False)
    return close.map({True: "near", False: "elsewhere"}).mask(here).reindex(tokens.index)


def by_article(analysis: Analysis, group: dict[str, str]) -> pd.Series:
    """Group tokens by their article.

    Args:
        analysis: whose tokens are grouped.
        group: {article_id: group}.

    Returns:
        The group of each token; missing where its article has none.
    """
    return analysis.tokens["article_id"].map(group)


def by_period(analysis: Analysis) -> dict[str, str]:
    """Cut the dated articles into two halves of time.

    Args:
        analysis: its articles; the undated are left out.

    Returns:
        {article_id: "until 2024-05-14" or "since 2024-05-15"}; {} where all are of one day.
    """
    day = analysis.articles.set_index("article_id")["published"].str[:10]
    day = day[day != ""].sort_values(kind="stable")
    after = day.iloc[len(day) // 2] if len(day) else ""
    early = day[day < after]
    return (
        {one: f"until {early.iloc[-1]}" if when < after else f"since {after}" for one, when in day.items()}
        if len(early)
        else {}
    )


def by_speaker(analysis: Analysis) -> pd.Series:
    """Group tokens by who says them.

    Args:
        analysis: whose tokens and statements are read.

    Returns:
        The speaker's id for each token that stands in somebody's statement; missing for the others.
    """
    said = statements(analysis.quotes).query("speaker_id != ''")
    tokens = analysis.tokens
    whose = pd.Series(pd.NA, index=tokens.index, dtype=object)
    rows = {article: own.index.to_numpy() for article, own in tokens.groupby("article_id", sort=False)}
    for quote in said.itertuples():
        own = rows.get(quote.article_id)
        if own is not None:
            starts = tokens["start"].to_numpy()[own]
            first, last = np.searchsorted(starts, [quote.start, quote.end])
            whose.loc[own[first:last]] = quote.speaker_id
    return whose


def dispersion(analysis: Analysis, words: Sequence[str]) -> Chart:
    """Draw where along one article each word stands: a line a word, a stroke a place (Hoey's dispersion plot).

    Args:
        analysis: of one article. words: to look for, whatever their case; one line each, in this order.

    Returns:
        A chart; data: word, place (counted in words), mark, sentence_id, evidence.

    Raises:
        ValueError: the analysis holds several articles.
    """
    tokens = analysis.tokens
    if tokens["article_id"].nunique() > 1:
        raise ValueError("a dispersion plot shows one article: choose one, analysis.of([article_id])")
    spoken = tokens[tokens["is_word"]].reset_index(drop=True)
    lower = spoken["surface"].str.lower()
    places = {word: spoken.index[lower == word.lower()].tolist() for word in words}
    most = max(words, key=lambda word: len(places[word]))
    own = analysis.articles[analysis.articles["article_id"].isin(tokens["article_id"].head(1))].to_dict("records")
    called = "".join(f" of “{first_words(row['title'] or row['text'].strip().split(chr(10))[0], 60)}”" for row in own)
    title = f"“{most}” stands {times(len(places[most]))} among the {len(spoken):,} words{called}"
    rows = []
    with figures.style():
        figure, axes = figures.canvas(
            1.4 + 0.36 * len(words), title, "Each stroke is one place, from first word to last."
        )
        for line, word in enumerate(words):
            for place in places[word]:
                stroke = axes.plot([place, place], [line - 0.34, line + 0.34], color="#332288", linewidth=2)[0]
                name = mark(stroke, f"dispersion {word} {place}")
                rows.append((word, place + 1, name, int(spoken["sentence_id"][place])))
        actor_axis(axes, [f"{word} ({len(places[word])})" for word in words])
        axes.set_xlim(-1, max(len(spoken), 2))
        axes.set_xlabel("word of the article")
    data = pd.DataFrame(rows, columns=["word", "place", "mark", "sentence_id"])
    articles = tokens["article_id"].head(1).tolist() * len(data)
    data["evidence"] = [evidence([a], [f"s{n}"]) for a, n in zip(articles, data["sentence_id"], strict=True)]
    alt = "Strokes show where in the article each word stands: " + listed(
        f"{word} {times(len(places[word]))}" for word in words
    )
    return Chart("dispersion", figure, title, alt, data, f"{title}.")


def _keywords(counts: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """Return the keywords of each group.

    Args:
        counts: group, text, word, n, and the size of the text in words. sizes: group, text, size.
    """
    counts = counts.assign(n2=counts["n"] ** 2, ns=counts["n"] * counts["size"])
    by = counts.sort_values("n", ascending=False, kind="stable").groupby(["group", "word"], observed=True)
    table = by.agg(n=("n", "sum"), n2=("n2", "sum"), ns=("ns", "sum"), texts=("n", "size"), most=("n", "first"),
                   size_of_most=("size", "first")).reset_index()  # fmt: skip
    every = table.groupby("word", observed=True)[["n", "n2", "ns"]].transform("sum")
    wide = -NORMAL.inv_cdf(CHANCE / 2 / max(table["word"].nunique() * sizes["group"].nunique(), 1))
    squares = sizes.assign(squares=sizes["size"] ** 2).groupby("group", observed=True)
    of = squares.agg(size=("size", "sum"), squares=("squares", "sum"), texts=("size", "size")).astype(float)
    own = of.loc[table["group"]].reset_index(drop=True)
    rest = of.sum() - own
    without = table.assign(
        n=table["n"] - table["most"],
        n2=table["n2"] - table["most"] ** 2,
        ns=table["ns"] - table["most"] * table["size_of_most"],
    )
    less = own.assign(
        size=own["size"] - table["size_of_most"],
        squares=own["squares"] - table["size_of_most"] ** 2,
        texts=own["texts"] - 1,
    )
    others = every - table[["n", "n2", "ns"]]
    ratio, spread = _ratio(table, own, others, rest)
    held, spread_held = _ratio(without, less, others, rest)
    likely = log_likelihood(without["n"], others["n"], less["size"], rest["size"])
    table = table.assign(
        group=table["group"].astype(str), word=table["word"].astype(str), rest=others["n"],
        per_10k=10_000 * table["n"] / own["size"], rest_per_10k=10_000 * others["n"] / rest["size"],
        of_texts=own["texts"].astype(int), log_ratio=ratio, low=ratio - TWO * spread, high=ratio + TWO * spread,
        log_likelihood=log_likelihood(table["n"], others["n"], own["size"], rest["size"]),
        sure=(likely > wide**2) & (ratio - wide * spread > 0) & (held - wide * spread_held > 0),
    )  # fmt: skip
    table = table[(table["texts"] >= FEWEST) & (likely > TWO**2) & (table["low"] > 0) & (held - TWO * spread_held > 0)]
    table = table.assign(dp=_unevenness(table, counts, of))[KEYNESS].round(3)
    order = {"sure": False, "low": False, "word": True, "group": True}
    return table.sort_values(list(order), ascending=list(order.values()), kind="stable", ignore_index=True)


def _ratio(
    one: pd.DataFrame, of: pd.DataFrame, other: pd.DataFrame, of_other: pd.DataFrame
) -> tuple[pd.Series, pd.Series]:
    """Return the log ratio (base 2) of two rates of each word, and its standard error over texts as clusters.

    A word that the others do not have might have stood in half a text of theirs, as often as in one that has it.
    """
    burst = (one["n2"] / one["n"].clip(lower=1)).clip(lower=1) / 2
    found = one["n"].clip(lower=0.5) / of["size"] / (other["n"].where(other["n"] > 0, burst) / of_other["size"])
    return np.log2(found), np.sqrt(_variance(one, of) + _variance(other, of_other)) / np.log(2)


def _variance(counts: pd.DataFrame, of: pd.DataFrame) -> pd.Series:
    """Return the variance of the logarithm of each word's rate, over texts as clusters (a ratio estimator's)."""
    n = counts["n"].astype(float)
    rate, texts = n / of["size"], of["texts"]
    off = (counts["n2"] - 2 * rate * counts["ns"] + rate**2 * of["squares"]).clip(lower=0)
    clusters = (texts / (texts - 1)).where(texts > 1, np.inf)
    return (off * clusters / n**2).where(n > 0, NONE)


def _unevenness(table: pd.DataFrame, counts: pd.DataFrame, of: pd.DataFrame) -> list[float]:
    """Return how unevenly each word is spread over its group's texts (Gries 2008), 0 to 1."""
    shares = counts[counts["word"].isin(table["word"])].assign(group=lambda rows: rows["group"].astype(str))
    rows = {key: own for key, own in shares.groupby(["group", "word"], observed=True)}
    found = []
    for group, word, n in table[["group", "word", "n"]].itertuples(index=False):
        own = rows[group, word]
        share = own["size"] / of.loc[group, "size"]
        found.append(float(((own["n"] / n - share).abs() - share).sum() + 1) / 2)
    return found


def log_likelihood(a: pd.Series, b: pd.Series, c: pd.Series, d: pd.Series) -> pd.Series:
    """Work out Dunning's log-likelihood (1993) of words that stand a times among c words and b times among d.

    Args:
        a: how often each word stands in the first group.
        b: the same in the second.
        c: how many words the first group has.
        d: how many the second has.

    Returns:
        Twice the logarithm of the ratio of likelihoods; negative where a word stands less often among the c words.

    Example:
        >>> one, rest = pd.Series([10.0]), pd.Series([1000.0])
        >>> log_likelihood(one, one * 2, rest, rest).round(2).tolist()
        [-3.45]
    """
    every = c + d
    cells = ((a, c, a + b), (b, d, a + b), (c - a, c, every - a - b), (d - b, d, every - a - b))
    parts = [n * np.log((n * every / (row * column)).where(n > 0, 1.0)) for n, row, column in cells]
    total = parts[0] + parts[1] + parts[2] + parts[3]
    return 2 * total.clip(lower=0) * np.where(a * d >= b * c, 1, -1)


def _lower(surfaces: pd.Series) -> list[str]:
    return [surface.lower().replace("’", "'") for surface in surfaces]


def _function_words() -> frozenset[str]:
    return word_list("lexicons/function_words.csv")


def _text(tokens: pd.DataFrame) -> Text:
    from nltk.text import Text

    return Text(tokens["surface"].tolist())
