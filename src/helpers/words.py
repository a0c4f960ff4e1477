"""Count and find words with NLTK: frequencies, a word in its contexts, where in the text it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from . import figures
from .charts import actor_axis
from .figures import Chart, evidence, mark
from .knowledge import words as word_list
from .phrases import listed, times

if TYPE_CHECKING:
    from nltk.text import Text

    from .analysis import Analysis


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

    spoken = [surface.lower().replace("’", "'") for surface in tokens.loc[tokens["is_word"], "surface"]]
    dropped = word_list("lexicons/function_words.csv") if content_only else frozenset()
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
    title = f"“{most}” stands {times(len(places[most]))} among {len(spoken)} words"
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


def _text(tokens: pd.DataFrame) -> Text:
    from nltk.text import Text

    return Text(tokens["surface"].tolist())
