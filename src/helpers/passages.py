"""Show the passages behind a number: the very words, with what stands before and after."""

from __future__ import annotations

from bisect import bisect
from urllib.parse import unquote

import pandas as pd

from . import tokens
from .analysis import Analysis, behind


def listed(analysis: Analysis, evidence: str) -> pd.DataFrame:
    """Return the passages that an `evidence` cell names, as people read them.

    Args:
        analysis: that the figure was drawn from.
        evidence: as for `behind`.

    Returns:
        article (its outlet and day, or its title; left out where there is one only), paragraph (H: the headline),
        before, words, after.

    Raises:
        KeyError: a row is not there.
    """
    named = {unquote(row.rpartition("#")[0]) for row in evidence.split()}
    found = behind(analysis.of(named), evidence)  # of a large corpus no more is read than is shown
    articles = analysis.articles.set_index("article_id").loc[found["article_id"].drop_duplicates()]
    starts = {article: [start for start, _ in tokens.paragraphs(text)] for article, text in articles["text"].items()}
    numbers = {article: tokens.numbered(text) for article, text in articles["text"].items()}
    places = zip(found["article_id"], found["start"], strict=True)
    found["paragraph"] = [numbers[article][bisect(starts[article], start) - 1] for article, start in places]
    found["article"] = found["article_id"].map({name: _called(row) for name, row in articles.iterrows()})
    shown = ["article"] * (len(analysis.articles) > 1) + ["paragraph", "before", "words", "after"]
    return found[shown]


def _called(article: pd.Series) -> str:
    known = [str(article[column]) for column in ("outlet", "published") if article[column]]
    return ", ".join(known) or str(article["title"] or article.name)
