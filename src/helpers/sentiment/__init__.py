"""Judge the words around each mention with three instruments: a trained scorer and two lexicons.

`textblob` (the Pattern lexicon) and `vader` (Hutto and Gilbert 2014) add up the values of the words they know
and can't say toward whom; they judge the clause of the mention. `target` judges the sentence toward the
mention. The author's voice is kept apart from what quoted people say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ..parse import Parsed, clause
from ..tables import Mention, Quote, SentimentRow, affirmed
from ..tokens import words

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FEW = 5  # below this many mentions no mean is given: read the sentences instead
SEEN_ALONE = ("country:", "place:")  # ids of those of whom no mean tone is stated, single sentences only
LEAST = 0.05  # below it a lexicon says neutral: what VADER's authors advise
MANY = 1_000  # sentences beyond which the interval of a mean is computed, not drawn
OFTEN = 32  # sentences: so many or fewer have most actors, and the same are drawn for all of one number
METHODS = ("target", "textblob", "vader")
CLASSES = ("p_negative", "p_neutral", "p_positive")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one instrument says: a score from -1 to 1, the share of words known, the words matched."""

    score: float
    known: float = 1.0
    matched: str = ""
    probabilities: tuple[float, float, float] | None = None


def toward(sentences: Sequence[str], spans: Sequence[tuple[int, int]], prior: str = "news") -> pd.DataFrame:
    """Judge the tone of each sentence toward the words sentence[start:end].

    Args:
        sentences: one for each span.
        spans: (start, end) in code points.
        prior: "news", calibrated on mentions of ordinary news, four fifths of which are neutral: what every table uses;
            "even": the model as it is, for sentences that were picked for their tone.

    Returns:
        One row per (sentence, span) pair, in order, with p_negative, p_neutral, p_positive (they sum to one) and
        score = p_positive - p_negative.

    Raises:
        ValueError: a span does not lie inside its sentence, or there is no such prior.

    >>> bool(toward(["The mayor lied to the council."], [(0, 9)])["score"][0] < 0)
    True
    """
    import pandas as pd

    from . import portrayal

    frame = pd.DataFrame(portrayal.toward(sentences, spans, prior), columns=list(CLASSES))
    frame["score"] = (frame["p_positive"] - frame["p_negative"]).round(3)
    return frame


def textblob(text: str) -> Judgement:
    """Judge a text with TextBlob's lexicon: the mean polarity of the words it knows.

    Args:
        text: of any length.

    Returns:
        The judgement; 0 where it knows no word.
    """
    from textblob.en import sentiment  # what TextBlob's own class asks twice

    found = sentiment(text)
    matched = [(" ".join(part), polarity) for part, polarity, _, _ in found.assessments]
    size = sum(len(part) for part, _, _, _ in found.assessments)
    return Judgement(round(found[0], 3), _share(size, text), _matched(matched))


def vader(text: str) -> Judgement:
    """Judge a text with VADER: the summed valence of the words it knows, squeezed into -1 to 1.

    Args:
        text: of any length.

    Returns:
        The judgement; 0 where it knows no word.
    """
    analyser = _vader()
    tokens = [text[start:end].lower() for start, end, is_word in words(text) if is_word]
    matched = [(token, analyser.lexicon[token]) for token in tokens if token in analyser.lexicon]
    score = round(analyser.polarity_scores(text)["compound"], 3)
    return Judgement(score, _share(len(matched), text), _matched(matched))


LEXICONS = {"textblob": textblob, "vader": vader}


def find(
    parsed: Parsed, mentions: Iterable[Mention], quotes: Iterable[Quote], methods: Sequence[str] = METHODS
) -> list[SentimentRow]:
    """Judge every mention that has an actor, with each method.

    Args:
        parsed: the article.
        mentions: its rows.
        quotes: its rows; they say in whose voice a mention stands.
        methods: target, vader, textblob.

    Returns:
        A row per mention and method. The lexicons judge the mention's clause, `target` its sentence.

    Raises:
        ModelError: the trained scorer is not there, or not as it was.
    """
    settled = [mention for mention in mentions if mention.actor_id]
    if not settled:
        return []
    voices = voices_of(settled, quotes)
    rows: list[SentimentRow] = []
    clauses = [_clause_span(parsed, mention) for mention in settled]
    for method in methods:
        if method == "target":
            spans = [_read_span(parsed, mention) for mention in settled]
            judged = _target(parsed.text, settled, spans)
        else:
            spans = clauses
            known = {span: LEXICONS[method](parsed.text[slice(*span)]) for span in set(spans)}
            judged = [known[span] for span in spans]
        drawn = zip(settled, voices, spans, judged, strict=True)
        rows += [_row(parsed, mention, voice, method, span, one) for mention, voice, span, one in drawn]
    return rows


def compare(sentences: pd.DataFrame, most: int = 2_000) -> pd.DataFrame:
    """Judge whole sentences with both lexicons, toward nobody in particular.

    Args:
        sentences: the `sentences` table.
        most: of more than so many every second, third … is judged, so that a large corpus is as quick as a small one.

    Returns:
        article_id, sentence_id, surface, then for each lexicon its score, the words it matched (`…_matched`) and the
        share of words it knows (`…_known`).
    """
    step = -(-len(sentences) // most) or 1
    table = sentences[["article_id", "sentence_id", "surface"]].iloc[::step].reset_index(drop=True)
    for name, judge in LEXICONS.items():
        judged = [judge(surface) for surface in table["surface"]]
        table[name] = [judgement.score for judgement in judged]
        table[f"{name}_matched"] = [judgement.matched for judgement in judged]
        table[f"{name}_known"] = [judgement.known for judgement in judged]
    return table


def voices_of(mentions: Sequence[Mention], quotes: Iterable[Quote]) -> list[str]:
    """Say in whose voice each mention stands.

    A mention inside the content of a quote is the speaker's; of quotes inside quotes the innermost counts.

    Args:
        mentions: of one article.
        quotes: of the same.

    Returns:
        `author`, a speaker's actor_id, or `unnamed`, for each mention in their order.
    """
    ordered = sorted(quotes, key=lambda quote: quote.start)
    voices, open_, read = ["author"] * len(mentions), [], 0
    for number in sorted(range(len(mentions)), key=lambda number: mentions[number].start):
        mention = mentions[number]
        while read < len(ordered) and ordered[read].start <= mention.start:
            open_.append(ordered[read])
            read += 1
        open_ = [quote for quote in open_ if quote.end > mention.start]
        around = [quote for quote in open_ if mention.end <= quote.end]
        if around:
            voices[number] = min(around, key=lambda quote: quote.end - quote.start).speaker_id or "unnamed"
    return voices


def compare_voices(mentions: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Count in whose words each actor is mentioned.

    Args:
        mentions: the table.
        quotes: the table.

    Returns:
        actor_id, actor, author (the reporter's words), quoted, all; most mentioned first, ties by actor_id.
    """
    import pandas as pd

    settled = mentions[mentions["actor_id"] != ""]
    voices = []
    said = defaultdict(list)
    for quote in affirmed(quotes).itertuples():
        said[quote.article_id].append(quote)
    for article_id, group in settled.groupby("article_id", sort=False):
        voices.append(pd.Series(voices_of(list(group.itertuples()), said[article_id]), index=group.index))
    voice = pd.concat(voices) if voices else pd.Series(dtype="str")
    quoted = (voice != "author").astype(int)
    counts = settled.assign(quoted=quoted, author=1 - quoted).groupby("actor_id", sort=True)
    table = counts.agg(actor=("actor", "first"), author=("author", "sum"), quoted=("quoted", "sum"))
    table["all"] = table["author"] + table["quoted"]
    return table.sort_values("all", ascending=False, kind="stable").reset_index()


def by_actor(
    sentiment: pd.DataFrame, method: str, seed: int = 0, draws: int = 2000, own: Sequence[float] = ()
) -> pd.DataFrame:
    """Average one method's scores by actor and voice, the reporter's voice apart from quoted voices.

    The one place that gives a mean tone its interval: tables, figures and sentences all take it from here.

    Args:
        sentiment: the `sentiment` table, or a part of it.
        method: target, textblob or vader.
        seed, draws: of the bootstrap.
        own: what the reader's own judgements are above the scores, where there are some (`estimates.sample`).

    Returns:
        actor_id, actor (where the table has it), voice (author or quoted), n, coloured, mean, low, high, stated. low to
        high: 95 %, for the chance of few sentences (a percentile bootstrap over sentences, since mentions in one
        sentence are not independent; beyond a thousand sentences, where it comes to the same, the normal interval of a
        ratio) and for the scorer's own error (`estimates.tones`). coloured: sentences that have the tone of the mean's
        sign. stated: whether the interval excludes zero, at least five such sentences carry it and the actor is no
        country or place, of which every second tone is none (the model's card); else nothing can be said of the tone.
        With fewer than five mentions mean, low and high are missing.

    Raises:
        ValueError: there are no scores by this method.
    """
    import numpy as np
    import pandas as pd

    from ..estimates import measured

    chosen = sentiment if (by := sentiment["method"] == method).all() else sentiment[by]
    if chosen.empty and not sentiment.empty:
        raise ValueError(f"no scores by {method!r}; there are {', '.join(sorted(set(sentiment['method'])))}")
    # plain arrays: a corpus has ten thousands of groups, and to group by categories takes time for each category
    voices, tones_of, sentences = sides(chosen), tone(chosen), chosen["sentence_id"].to_numpy("int64")
    key = 2 * _order(chosen["actor_id"]) + (voices == "quoted").to_numpy()
    order = key.argsort(kind="stable")
    _, begins, n = np.unique(key[order], return_index=True, return_counts=True)
    place = _order(chosen["article_id"]) * (sentences.max(initial=0) + 1) + sentences
    columns = (one.to_numpy()[order] for one in (chosen["score"], tones_of, pd.Series(place)))
    scores, tones, places = (np.split(column, n.cumsum()) for column in columns)
    first = chosen.iloc[order[begins]]
    who = {name: pd.Series(first[name].tolist(), dtype="str") for name in ("actor_id", "actor") if name in first}
    table = pd.DataFrame(who)
    table = table.assign(voice=voices.iloc[order[begins]].to_numpy(), n=n)
    found = [_mean(scores[at], tones[at], places[at], seed, draws) for at in range(len(table))]
    means = pd.DataFrame(found, columns=["coloured", "mean", "low", "high", "sentences"], dtype=float)
    table = table.join(means.astype({"coloured": int}))
    table = measured.widened(table, method, own).drop(columns="sentences")
    clear = (table["low"].round(2) > 0) | (table["high"].round(2) < 0)  # as it is written
    somebody = ~table["actor_id"].str.startswith(SEEN_ALONE)
    return table.assign(stated=clear & somebody & (table["coloured"] >= FEW))


def _order(column: pd.Series) -> np.ndarray:
    """Return numbers in the order of a column's values."""
    import pandas as pd

    coded = isinstance(column.dtype, pd.CategoricalDtype)
    return (column.array.codes if coded else column.factorize(sort=True)[0]).astype("int64")


def sides(judged: pd.DataFrame) -> pd.Series:
    """Say of each judgement whether it stands in the reporter's words (author) or in words of people quoted (quoted).

    Args:
        judged: rows of the `sentiment` table.

    Returns:
        author or quoted each, indexed as they are.
    """
    return judged["voice"].eq("author").map({True: "author", False: "quoted"}).astype("str")


def tone(judged: pd.DataFrame) -> pd.Series:
    """Say of each judgement which tone it hears: -1, 0 or 1.

    The one rule by which tables, readings and figures call a mention coloured: of the trained scorer the likeliest
    class (a score above zero may still be called neutral), of a lexicon the sign from LEAST on.

    Args:
        judged: rows of the `sentiment` table.

    Returns:
        A series with the index of the rows.

    Raises:
        KeyError: there is no column score.
    """
    import numpy as np
    import pandas as pd

    by_score = np.sign(judged["score"].where(judged["score"].abs() >= LEAST, 0.0))
    if not set(CLASSES) <= set(judged.columns):
        return by_score
    known = judged["p_neutral"].notna()
    likeliest = judged[list(CLASSES)].fillna(0).to_numpy(dtype=float).argmax(axis=1) - 1
    return pd.Series(np.where(known, likeliest, by_score), index=judged.index)


def _mean(
    score: np.ndarray, tones: np.ndarray, place: np.ndarray, seed: int, draws: int
) -> tuple[int, float, float, float, float]:
    """Return coloured, mean, low and high of an actor's mentions in one voice, as `by_actor` has them, and sentences.

    place: the number of each mention's sentence.
    """
    import numpy as np

    if len(score) < FEW:
        return 0, np.nan, np.nan, np.nan, np.nan
    mean = score.mean()
    several, at = np.unique(place, return_inverse=True)
    low, high = _interval(np.bincount(at, weights=score), np.bincount(at), seed, draws)
    return len(np.unique(place[tones * mean > 0])), round(mean, 3), low, high, len(several)


def _interval(total: np.ndarray, size: np.ndarray, seed: int, draws: int) -> tuple[float, float]:
    """Return the 95 % interval of a mean score, sentences drawn whole; total, size: of the scores in each."""
    import numpy as np

    if len(size) > MANY:
        mean = total.sum() / size.sum()
        error = 1.96 * np.sqrt(len(size) * np.var(total - mean * size, ddof=1)) / size.sum()
        return max(-1.0, mean - error), min(1.0, mean + error)
    draw = (_draw if len(size) <= OFTEN else _draw.__wrapped__)(len(size), seed, draws)
    low, high = np.percentile(total[draw].sum(1) / size[draw].sum(1), [2.5, 97.5])
    return low, high


@lru_cache(maxsize=OFTEN)
def _draw(count: int, seed: int, draws: int) -> np.ndarray:
    import numpy as np

    return np.random.default_rng(seed).integers(0, count, (draws, count))


def _target(text: str, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> list[Judgement]:
    inside = [(m.start - start, min(m.end, end) - start) for m, (start, end) in zip(mentions, spans, strict=True)]
    frame = toward([text[start:end] for start, end in spans], inside)
    return [Judgement(score, probabilities=(a, b, c)) for a, b, c, score in frame.itertuples(index=False)]


def _row(
    parsed: Parsed, mention: Mention, voice: str, method: str, span: tuple[int, int], judged: Judgement
) -> SentimentRow:
    negative, neutral, positive = judged.probabilities or (None, None, None)
    return SentimentRow(
        article_id=mention.article_id, mention_id=mention.mention_id, sentence_id=mention.sentence_id,
        actor_id=mention.actor_id, actor=mention.actor, start=span[0], end=span[1],
        surface=parsed.text[slice(*span)], voice=voice, method=method, p_negative=negative,
        p_neutral=neutral, p_positive=positive, score=judged.score, known=judged.known,
        matched=judged.matched,
    )  # fmt: skip


def _read_span(parsed: Parsed, mention: Mention) -> tuple[int, int]:
    """Return what the trained scorer reads of the mention's sentence: all of it, unless it is very long."""
    from .portrayal import reach

    sentence = parsed.sentences[mention.sentence_id]
    length, begin = sentence.end - sentence.start, sentence.start
    first, last = reach(length, (mention.start - begin, mention.end - begin))
    return begin + first, begin + last


def _clause_span(parsed: Parsed, mention: Mention) -> tuple[int, int]:
    start, end = parsed.span(*clause(parsed, max(bisect_right(parsed.start, mention.end - 1) - 1, 0)))
    return min(start, mention.start), max(end, mention.end)


def _share(known: int, text: str) -> float:
    total = sum(is_word for _, _, is_word in words(text))
    return round(min(known / total, 1.0), 3) if total else 0.0


def _matched(pairs: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{word} {value:+.2f}" for word, value in pairs)


@cache
def _vader() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
