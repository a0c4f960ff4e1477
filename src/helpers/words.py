"""Count and find words: frequencies, a word in its contexts (NLTK's), where it stands, and what sets texts apart.

Keywords and collocates are one method: the words of some places are held against those of all others. Words come in
bursts, so what is counted on is never one text: a word must stand in `FEWEST` of them, pass without the one that has
most of it, and the interval of its ratio is that of texts drawn anew, not of words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pandas as pd

from . import figures
from .analysis import Analysis, once
from .figures import Chart, actor_axis, evidence, mark
from .knowledge import words as word_list
from .phrases import listed, times
from .tables import statements
from .tokens import heading

FUNCTION_WORDS = "lexicons/function_words.csv"
FEWEST = 3  # texts that must have a word before it is said to set them apart
MANY, STEP = 1 << 17, 1 << 22  # tokens that are counted at a time: in texts, in all of them together
BLOCK = 256  # articles that are looked through at a time
CHANCE = 0.05  # that of all words looked at one is listed by chance
NONE = 1.0  # variance of the log rate of a word that was not found: from half a text up to the limit of a Poisson count
NEAR = 5  # words to either side that are looked at for collocates
NORMAL = NormalDist()
TWO = NORMAL.inv_cdf(0.975)  # standard errors to either side
SUMS = ("most", "size_of_most", "texts", "n", "n2", "ns")
KEYNESS = ["group", "word", "n", "rest", "per_10k", "rest_per_10k", "texts", "of_texts", "dp", "log_likelihood"]
KEYNESS += ["log_ratio", "low", "high", "sure"]


def frequencies(analysis: Analysis, content_only: bool = True) -> pd.DataFrame:
    """Count the words of a corpus, commonest first.

    Args:
        analysis: whose words are counted.
        content_only: leave out function words (the, of, and …), which say little about what a text is about; `share`
            stays a share of all words.

    Returns:
        word (in lower case), n, share (0 to 1 of all words). Ties stand in alphabetical order.

    Example:
        >>> from helpers.corpus import Article
        >>> from helpers import analyse
        >>> frequencies(analyse([Article("a", "The war is a war on words.")])).values.tolist()
        [['war', 2, 0.2857], ['words', 1, 0.1429]]
    """
    tokens = analysis.columns("tokens", "surface", "is_word", coded=True)
    word, words = _vocabulary(analysis)
    every = _counts(tokens["surface"].array.codes, len(word), tokens["is_word"].to_numpy())
    dropped = word_list(FUNCTION_WORDS) if content_only else frozenset()
    counts = np.bincount(word, every, len(words)).astype("int64")
    order = np.argsort(-counts, kind="stable")
    order = order[((counts > 0) & ~words.isin(list(dropped)))[order]]
    total = int(every.sum())
    shares = [round(n / total, 4) for n in counts[order].tolist()]
    return pd.DataFrame({"word": words[order], "n": counts[order], "share": shares})


def surfaces(analysis: Analysis) -> pd.Series:
    """Count how often each token stands, exactly as it is written.

    Args:
        analysis: whose tokens are counted, marks among them.

    Returns:
        {surface: places}, the commonest first.
    """
    return often(analysis.columns("tokens", "surface", coded=True)["surface"]).rename("places")


def often(column: pd.Series) -> pd.Series:
    """Count how often each value of a column of categories stands.

    Args:
        column: categories; what is missing is not counted.

    Returns:
        {value: places}, commonest first, ties in the order of the text.
    """
    codes, words = column.array.codes, column.cat.categories
    counts = _counts(codes, len(words), codes >= 0)
    order = np.array([code for code in pd.unique(codes) if code >= 0], "int64")
    order = order[np.argsort(-counts[order], kind="stable")]
    return pd.Series(counts[order], words[order].rename(column.name))


@once
def _vocabulary(analysis: Analysis) -> tuple[np.ndarray, pd.Index]:
    """Return which word each different token is, whatever its case, and the words in their order."""
    word, words = pd.factorize(lower(analysis.columns("tokens", "surface", coded=True)["surface"].cat.categories))
    order = words.argsort()
    return order.argsort()[word], words[order]


def _counts(codes: np.ndarray, wide: int, own: np.ndarray) -> np.ndarray:
    """Count how often each code below `wide` stands in its own places: `STEP` at a time, as numpy makes them longer."""
    every = np.zeros(wide, "int64")
    for at in range(0, len(codes), STEP):
        every += np.bincount(codes[at : at + STEP][own[at : at + STEP]], minlength=wide)
    return every


def taken(values: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Take a value for each code: `STEP` at a time, as numpy makes codes twice as long.

    Args:
        values: by code.
        codes: places in them.

    Returns:
        As many values as there are codes.
    """
    return np.concatenate([values[codes[at : at + STEP]] for at in range(0, max(len(codes), 1), STEP)])


def in_sentences(analysis: Analysis) -> pd.DataFrame:
    """Count the words of each sentence.

    Args:
        analysis: whose sentences they are.

    Returns:
        The table `sentences` with `words`, which is missing for a sentence without any.
    """
    sentences = analysis.sentences
    tokens = analysis.columns("tokens", "article_id", "sentence_id", "is_word", coded=True)
    own = tokens[tokens["is_word"]]
    wide = int(max((table["sentence_id"].max() for table in (sentences, own) if len(table)), default=0)) + 1
    places = own["article_id"].array.codes.astype("int64") * wide + own["sentence_id"].to_numpy()
    keys, counts = np.unique(places, return_counts=True)
    place = own["article_id"].cat.categories.get_indexer(sentences["article_id"]).astype("int64")
    return sentences.assign(words=(place * wide + sentences["sentence_id"]).map(pd.Series(counts, keys)))


def concordance(analysis: Analysis, phrase: str, width: int = 90, most: int | None = None) -> pd.DataFrame:
    """Show every place of a word or phrase with what stands around it (NLTK's concordance).

    Args:
        analysis: whose texts are looked through; a line never runs from one article into the next.
        phrase: one word or several, whatever their case.
        width: characters of a line, words and context together.
        most: places that are wanted; the first so many, found without looking through the rest.

    Returns:
        article_id, start (offset of the first word), left, found, right; in the order of the text.
    """
    from nltk.text import Text

    asked = phrase.split()
    tokens = analysis.columns("tokens", "article_id", "start", "surface", coded=True)
    known = tokens["surface"].cat.categories
    hit = tokens["surface"].isin(known[[word.lower() == asked[0].lower() for word in known]] if asked else [])
    articles, rows = list(tokens["article_id"][hit].unique()), []
    for first in range(0, len(articles), BLOCK):
        own = tokens[tokens["article_id"].isin(articles[first : first + BLOCK])]
        for article_id, group in own.groupby("article_id", sort=False, observed=True):
            starts = group["start"].tolist()
            for line in Text(group["surface"].tolist()).concordance_list(asked, width=width, lines=len(starts)):
                rows.append((article_id, starts[line.offset], line.left_print, line.query, line.right_print))
        if most is not None and len(rows) >= most:
            break
    return pd.DataFrame(rows[:most], columns=["article_id", "start", "left", "found", "right"])


def keyness(analysis: Analysis, group: pd.Series) -> pd.DataFrame:
    """Find the words that stand in the texts of one group more often than in those of all others.

    Args:
        analysis: whose words are counted; near-duplicates (column `near`) are one text.
        group: the group of each row of `analysis.tokens`, missing for words that are left out; `by_outlet`,
            `by_period` and `by_speaker` give one. Function words are left out.

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
    group = grouped(group)
    spoken = _spoken(analysis, group)
    sums = (_sums(number, own, len(spoken.words)) for number, own in spoken.parts.items())
    table = pd.concat(sums, ignore_index=True)
    table = table[table.groupby("word")["texts"].transform("sum") >= FEWEST].reset_index(drop=True)
    return _keywords(table, spoken, group.cat.categories.astype("str"))


def grouped(group: pd.Series, names: Iterable[str] | None = None) -> pd.Series:
    """Keep of the groups of tokens those that tokens are in; pandas sorts all tokens for it.

    Args:
        group: the group of each token, missing for none.
        names: of the groups to keep; None for all.

    Returns:
        The same groups as categories, none of them empty; missing where a token's is not kept.
    """
    group = group if isinstance(group.dtype, pd.CategoricalDtype) else group.astype("category")
    known, codes = group.cat.categories, group.array.codes
    there = _counts(codes, len(known), codes >= 0) > 0
    if names is not None:
        there &= known.isin(list(names))
    if there.all():
        return group
    short = np.min_scalar_type(-1 - int(there.sum()))  # a few groups take a byte a token
    place = np.append(np.where(there, np.cumsum(there) - 1, -1), -1).astype(short)
    return pd.Series(pd.Categorical.from_codes(taken(place, codes), known[there]), group.index, copy=False)


@dataclass(frozen=True)
class _Spoken:
    """How often each word stands in each place: the part of a text that is in a group.

    parts: of each group, of each word of each of its places, the word, how often, the size of the place, in pieces.
    sizes: of each group those of its places in words. Function words are in these, and are not counted.
    """

    parts: dict[int, list[np.ndarray]]
    sizes: dict[int, np.ndarray]
    words: pd.Index


def _spoken(analysis: Analysis, group: pd.Series) -> _Spoken:
    """Count the words of the tokens that are in a group: so many texts at a time as the processor has at hand."""
    tokens = analysis.columns("tokens", "surface", "is_word", coded=True)
    dropped = word_list(FUNCTION_WORDS)
    word, words = _vocabulary(analysis)
    left_out = words.isin(list(dropped)) | words.str.contains("[/=<>]").astype(bool)  # “tweet/” is of a page
    word = np.where(left_out, 0, np.arange(1, len(words) + 1, dtype="int32"))[word]
    words, of, surface = words.insert(0, ""), group.array.codes, tokens["surface"].array.codes
    spoken, (edges, article, _) = tokens["is_word"].to_numpy(), runs(analysis)
    text = _texts(analysis)[article]
    order = np.argsort(text, kind="stable")
    begins, ends, text = edges[:-1][order], edges[1:][order], text[order]
    block = np.cumsum(ends - begins) // MANY
    block = np.maximum.accumulate(np.where(np.diff(text, prepend=-1), block, 0))  # a text lies in one
    parts: defaultdict[int, list[np.ndarray]] = defaultdict(list, {0: [np.empty((3, 0), "int32")]})
    sizes: defaultdict[int, list[np.ndarray]] = defaultdict(list)
    for first, last in pairwise(_edges(block)):
        row = _spread(begins[first:last], ends[first:last])
        place = np.repeat(text[first:last] - text[first], (ends - begins)[first:last])
        own = spoken[row] & (of[row] >= 0)
        row, wide = row[own], int(text[last - 1] - text[first]) + 1
        kind = np.min_scalar_type(-len(group.cat.categories) * wide * len(words))  # four bytes are sorted faster
        at = of[row].astype(kind) * wide + place[own].astype(kind)
        size, found = np.bincount(at), word[surface[row]]
        key = at[found > 0] * len(words) + found[found > 0]
        key.sort()
        one, there = _edges(key), np.flatnonzero(size)
        at, found = np.divmod(key[one[:-1]], len(words))
        table = np.array([found, np.diff(one), size[at]], "int32")
        for found_in, cells, known in ((sizes, size[there], there), (parts, table, at)):
            for low, high in pairwise(_edges(known // wide)):
                found_in[int(known[low] // wide)].append(cells[..., low:high])
    return _Spoken(
        dict(sorted(parts.items())), {group: np.concatenate(own) for group, own in sorted(sizes.items())}, words
    )


@once
def runs(analysis: Analysis) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """Find where the tokens of one article end and those of the next begin, which takes less room than a column.

    Args:
        analysis: whose tokens they are.

    Returns:
        (where each run of tokens begins, and where the last one ends; of each run the place of its article among the
        ids; the ids in their order).
    """
    article = analysis.columns("tokens", "article_id", coded=True, kept=False)["article_id"].array
    edges = _edges(article.codes)
    return edges, article.codes[edges[:-1]], article.categories


def _edges(values: np.ndarray) -> np.ndarray:
    """Return where runs of equal values begin, and where the last one ends."""
    inner = np.flatnonzero(values[1:] != values[:-1]) + 1
    return np.concatenate(([0][: len(values)], inner, [len(values)]), dtype="int64", casting="unsafe")


def _sums(group: int, own: list[np.ndarray], wide: int) -> pd.DataFrame:
    """Return, for each word of a group, the sums over the group's places, and the place with most."""
    sums = np.zeros((len(SUMS), wide), "int64")
    for word, n, size in (part.astype("int64") for part in own):
        np.maximum.at(sums[0], word, n)
        for total, more in zip(sums[2:], (1, n, n * n, n * size), strict=True):
            np.add.at(total, word, more)
    for word, n, size in reversed(own):
        top = np.flatnonzero(n == sums[0][word])[::-1]
        sums[1][word[top]] = size[top]  # of several places that have most, the first one
    words = np.flatnonzero(sums[0])
    return pd.DataFrame({"group": group, "word": words} | dict(zip(SUMS, sums[:, words], strict=True)))


@once
def _texts(analysis: Analysis) -> np.ndarray:
    """Return for each article of `runs` the number of its text, near-duplicates being one."""
    known = analysis.columns("articles", "article_id", "near")
    same = dict(zip(known["article_id"], known["near"].where(known["near"] != "", known["article_id"]), strict=True))
    every = np.array([same.get(article, article) for article in runs(analysis)[2]], dtype=object)
    return np.unique(every, return_inverse=True)[1]


def collocates(analysis: Analysis, word: str) -> pd.DataFrame:
    """Find the words that stand near a word more often than elsewhere: its collocates.

    Args:
        analysis: whose words are counted.
        word: whatever its case.

    Returns:
        As `keyness` has it: n counts the places near the word, rest those elsewhere.
    """
    table = keyness(analysis, near(analysis, word))
    return table[table["group"] == "near"].drop(columns="group").reset_index(drop=True)


def near(analysis: Analysis, word: str) -> pd.Series:
    """Tell for each token whether it stands near a word.

    Args:
        analysis: whose tokens they are.
        word: one word, whatever its case; `NEAR` words to either side, within the sentence, are near.

    Returns:
        "near" or "elsewhere", in the order of the table; missing for the word itself, and for what is no word.
    """
    tokens = analysis.columns("tokens", "sentence_id", "surface", "is_word", coded=True)
    same = np.array(lower(tokens["surface"].cat.categories) == word.lower().replace("’", "'"))
    edges, codes = runs(analysis)[0], np.full(len(tokens), -1, "int8")
    ends = np.append(edges[:-1][np.diff(edges // STEP) > 0], edges[-1])  # some articles at a time
    for first, last in pairwise(np.append(0, ends)):
        own = tokens.iloc[first:last]
        sentence, hit = own["sentence_id"].to_numpy(), same[own["surface"].array.codes]
        spoken = np.flatnonzero(own["is_word"].to_numpy() | hit)
        places = np.flatnonzero(hit[spoken])[:, None]
        places, beside = spoken[places], spoken[np.clip(places + np.arange(-NEAR, NEAR + 1), 0, len(spoken) - 1)]
        here = codes[first:last]
        here[spoken] = 0
        alike = np.searchsorted(edges, first + beside, "right") == np.searchsorted(edges, first + places, "right")
        here[beside[alike & (sentence[beside] == sentence[places])]] = 1
        here[hit] = -1
    return pd.Series(pd.Categorical.from_codes(codes, ["elsewhere", "near"]), copy=False)


def by_article(analysis: Analysis, group: dict[str, str]) -> pd.Series:
    """Group tokens by their article.

    Args:
        analysis: whose tokens are grouped.
        group: {article_id: group}.

    Returns:
        The group of each token; missing where its article has none.
    """
    edges, article, articles = runs(analysis)
    of = pd.Categorical([group.get(one) for one in articles])
    codes = np.repeat(of.codes[article], np.diff(edges))  # the number of a group takes a byte or two
    return pd.Series(pd.Categorical.from_codes(codes, of.categories), copy=False)


def by_period(analysis: Analysis) -> dict[str, str]:
    """Cut the dated articles into two halves of time.

    Args:
        analysis: its articles; the undated are left out.

    Returns:
        {article_id: "until 2024-05-14" or "since 2024-05-15"}; {} where all are of one day.
    """
    day = analysis.columns("articles", "article_id", "published").set_index("article_id")["published"].str[:10]
    day = day[day != ""].sort_values(kind="stable")
    after = day.iloc[len(day) // 2] if len(day) else ""
    early = day[day < after]
    halves = f"since {after}", f"until {early.iloc[-1]}" if len(early) else ""
    return {one: halves[when < after] for one, when in day.items() if len(early)}


def by_speaker(analysis: Analysis) -> pd.Series:
    """Group tokens by who says them.

    Args:
        analysis: whose tokens and statements are read.

    Returns:
        The speaker's id for each token that stands in somebody's statement; missing for the others.
    """
    quotes = analysis.columns("quotes", "article_id", "quote_id", "speaker_id", "start", "end", "inside", "negated")
    said = statements(quotes).query("speaker_id != ''")
    begins = analysis.columns("tokens", "start", coded=True, kept=False)["start"].to_numpy()
    speakers = pd.Categorical(said["speaker_id"])
    edges, article, articles = runs(analysis)
    lies = np.zeros((2, len(articles) + 1), "int64")  # the last is that of an article without tokens
    lies[:, article] = edges[:-1], edges[1:]
    low, high = lies[:, articles.get_indexer(said["article_id"])]
    first, last = (_bisected(begins, low, high, said[side].to_numpy()) for side in ("start", "end"))
    del begins  # a column as long as the codes
    codes = np.frombuffer(bytearray(b"\xff") * (4 * int(edges[-1])), "int32")  # -1, in none of numpy's huge pages
    for one, low, high in zip(speakers.codes.tolist(), first.tolist(), last.tolist(), strict=True):
        codes[low:high] = one  # of several statements at a place the last one's
    return pd.Series(pd.Categorical.from_codes(codes, speakers.categories), copy=False)


def _bisected(values: np.ndarray, low: np.ndarray, high: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Find in many sorted runs of values at once, from low to high, the first place that is no less than wanted."""
    while (open_ := low < high).any():
        middle = np.where(open_, (low + high) // 2, 0)
        less = values[middle] < wanted
        low, high = np.where(open_ & less, middle + 1, low), np.where(open_ & ~less, middle, high)
    return low


def _spread(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return all places of runs, from first to last of each, one run after the other."""
    long = last - first
    return np.arange(long.sum()) + np.repeat(first - (long.cumsum() - long), long)


def dispersion(analysis: Analysis, words: Sequence[str]) -> Chart:
    """Draw where along one article each word stands: a line a word, a stroke a place (Hoey's dispersion plot).

    Args:
        analysis: of one article.
        words: to look for, whatever their case; one line each, in this order.

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
    form = {word: next(iter(spoken["surface"][places[word]].value_counts().index), word) for word in words}
    own = analysis.articles[analysis.articles["article_id"].isin(tokens["article_id"].head(1))].to_dict("records")
    called = "".join(f" of “{heading(row, 60)}”" for row in own)
    title = f"“{form[most]}” stands {times(len(places[most]))} among the {len(spoken):,} words{called}"
    if len(analysis.whole.articles) > 1:  # which of them is shown is no finding
        title = f"One article as an example: where some words stand among the {len(spoken):,}{called}"
    rows = []
    about = "Each stroke is one place, from first word to last."
    with figures.canvas(1.4 + 0.36 * len(words), title, about) as (figure, axes):
        for line, word in enumerate(words):
            for place in places[word]:
                stroke = axes.plot([place, place], [line - 0.34, line + 0.34], color="#332288", linewidth=2)[0]
                name = mark(stroke, f"dispersion {word} {place}")
                rows.append((word, place + 1, name, int(spoken["sentence_id"][place])))
        actor_axis(axes, [f"{form[word]} ({len(places[word])})" for word in words])
        axes.set_xlim(-1, max(len(spoken), 2))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.set_xlabel("word of the article")
    data = pd.DataFrame(rows, columns=["word", "place", "mark", "sentence_id"])
    articles = tokens["article_id"].head(1).tolist() * len(data)
    data["evidence"] = [evidence([a], [f"s{n}"]) for a, n in zip(articles, data["sentence_id"], strict=True)]
    told = listed(f"{form[word]} {times(len(places[word]))}" for word in words)
    alt = f"Strokes show where in the article each word stands: {told}"
    return Chart("dispersion", figure, title, alt, data, f"{title}.")


def _keywords(table: pd.DataFrame, spoken: _Spoken, groups: pd.Index) -> pd.DataFrame:
    """Return the keywords of each group.

    Args:
        table: the sums of each group and word, from `_sums`. spoken: what they were counted of. groups: their names.
    """
    every = table.groupby("word")[["n", "n2", "ns"]].transform("sum")
    rows = [(own.sum(), (own**2).sum(), len(own)) for own in spoken.sizes.values()]
    of = pd.DataFrame(rows, list(spoken.sizes), ["size", "squares", "texts"], dtype=float)
    wide = -NORMAL.inv_cdf(CHANCE / 2 / max(table["word"].nunique() * len(of), 1))
    own = of.loc[table["group"]].reset_index(drop=True)
    rest = of.sum() - own
    most = table["most"]
    without = table.assign(n=table["n"] - most, n2=table["n2"] - most**2, ns=table["ns"] - most * table["size_of_most"])
    size = table["size_of_most"]
    less = own.assign(size=own["size"] - size, squares=own["squares"] - size**2, texts=own["texts"] - 1)
    others = every - table[["n", "n2", "ns"]]
    ratio, spread = _ratio(table, own, others, rest)
    held, spread_held = _ratio(without, less, others, rest)
    likely = log_likelihood(without["n"], others["n"], less["size"], rest["size"])
    table = table.assign(
        rest=others["n"],
        per_10k=10_000 * table["n"] / own["size"], rest_per_10k=10_000 * others["n"] / rest["size"],
        of_texts=own["texts"].astype(int), log_ratio=ratio, low=ratio - TWO * spread, high=ratio + TWO * spread,
        log_likelihood=log_likelihood(table["n"], others["n"], own["size"], rest["size"]),
        sure=(likely > wide**2) & (ratio - wide * spread > 0) & (held - wide * spread_held > 0),
    )  # fmt: skip
    table = table[(table["texts"] >= FEWEST) & (likely > TWO**2) & (table["low"] > 0) & (held - TWO * spread_held > 0)]
    table = table.assign(
        dp=_unevenness(table, spoken, of["size"]),
        group=groups[table["group"].to_numpy()],
        word=spoken.words[table["word"].to_numpy()],
    )[KEYNESS].round(3)
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


def _unevenness(table: pd.DataFrame, spoken: _Spoken, whole: pd.Series) -> pd.Series:
    """Return how unevenly each word is spread over its group's texts (Gries 2008), 0 to 1; whole: sizes of groups."""
    found = pd.Series(0.0, table.index)
    for group, own in table.groupby("group"):
        place = np.full(len(spoken.words), -1, "int32")
        place[own["word"]] = np.arange(len(own), dtype="int32")
        off, every = np.zeros(len(own)), own["n"].to_numpy()
        for word, n, size in (part[:, place[part[0]] >= 0] for part in spoken.parts[group]):
            at, share = place[word], size / whole[group]
            np.add.at(off, at, np.abs(n / every[at] - share) - share)
        found[own.index] = (off + 1) / 2
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


def lower(surfaces: pd.Index) -> pd.Index:
    """Write words in lower case with straight apostrophes, as Python does; Arrow does those in ASCII at once.

    Args:
        surfaces: the words.

    Returns:
        They, in their order.
    """
    found, others = pd.Series(surfaces.str.lower(), dtype="str"), ~surfaces.str.isascii()
    found[others] = [word.lower().replace("’", "'") for word in surfaces[others]]
    return pd.Index(found)
