"""Say what was taken in, first: how much, from when to when, by whom, and what was left out and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from ..article import Article
from ..phrases import counted, percent
from ..tables import Problem

if TYPE_CHECKING:
    import pandas as pd

# Problems that name an article which is in the tables all the same, or whose very text is.
NOTES = frozenset(
    {
        "duplicate text", "date not understood", "dates differ", "replaced characters", "correction not used",
        "row not used", "columns as understood", "export taken apart", "read as HTML", "cells put together",
        "page read in part", "cut short", "looks like furniture", "passed over",
    }
)  # fmt: skip
SHORT = 50  # words below which a text is hardly an article
SHOWN = 10  # outlets, or files that were not read, that are named
LANGUAGE = re.compile(r"in '(\w+)'")


class Tables(Protocol):
    """What an analysis has and this module needs."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def problems(self) -> pd.DataFrame: ...  # noqa: D102


@dataclass
class Tally:
    """What is counted while articles are read, so that one line can be said of a million."""

    articles: int = 0
    undated: int = 0
    since: str = ""
    until: str = ""
    outlets: set[str] = field(default_factory=set)
    near: int = 0  # articles that tell what another of them tells

    def add(self, article: Article) -> None:
        """Count one more."""
        self.articles += 1
        self.undated += not article.published
        if article.published:
            self.since = min(self.since or article.published, article.published)
            self.until = max(self.until, article.published)
        if article.outlet:
            self.outlets.add(article.outlet)

    def line(self, problems: Iterable[Problem]) -> str:
        """Return one line: articles, outlets, days, and what is not among them."""
        kinds = Counter(problem.problem for problem in problems)
        unread = sum(count for kind, count in kinds.items() if kind not in NOTES)
        parts = [counted(self.articles, "article")]
        parts += [f"of {counted(len(self.outlets), 'outlet')}"] if self.outlets else []
        parts += [_days(self.since, self.until, self.undated)]
        left = [f"{counted(kinds['duplicate text'], 'double')} left out"] if kinds["duplicate text"] else []
        left += [f"{self.near:,} told again (column near)"] if self.near else []
        left += [f"{unread:,} not read"] if unread else []
        return "; ".join([" ".join(parts), *left])


def _days(since: str, until: str, undated: int) -> str:
    span = f"of {since}" if since == until else f"from {since} to {until}"
    return f"{span} ({undated:,} without a date)" if since and undated else span if since else "without any date"


def reasons(problems: Iterable[Problem], most: int = SHOWN) -> list[str]:
    """Return a line for each thing that was not read, with its file and the way out; the first of many."""
    unread = [problem for problem in problems if problem.problem not in NOTES]
    lines = [f"{problem.source}: {problem.problem}: {problem.detail}" for problem in unread[:most]]
    return lines + ([f"and {len(unread) - most:,} more, in the table `problems`"] if len(unread) > most else [])


def intake(tables: Tables) -> pd.DataFrame:
    """Return what was taken in as a table of two columns, `what` and `found`: the page to read before any figure.

    Args:
        tables: an analysis, or whatever has its `articles` and `problems`.
    """
    import pandas as pd

    articles, problems = tables.articles, tables.problems
    rows = [
        ("articles", f"{len(articles):,}"),
        ("published", _published(articles)),
        ("dates known by", _counts(articles["published_by"].value_counts())),
        ("outlets", _outlets(articles)),
        ("length", _lengths(articles["n_words"])),
        ("languages", _languages(problems)),
        ("left out", _left_out(problems)),
        ("told again", _near(articles)),
        ("looks like furniture", _looks(problems)),
        ("columns as understood", _details(problems, "columns as understood")),
    ]
    return pd.DataFrame([(what, found or "–") for what, found in rows], columns=["what", "found"])


def said(tables: Tables) -> str:
    """Return what `intake` finds as lines of text, which a notebook does not cut off as it does cells of tables."""
    return "\n".join(f"{what}: {found}" for what, found in intake(tables).itertuples(index=False))


def outlets(tables: Tables) -> pd.DataFrame:
    """Return, for each outlet, its articles, their share, its first and last day and those without one."""
    import pandas as pd

    rows = [
        {
            "outlet": outlet or "(not known)", "articles": len(group), "share": len(group) / len(tables.articles),
            "since": min(dated, default=""), "until": max(dated, default=""), "undated": len(group) - len(dated),
        }
        for outlet, group in tables.articles.groupby("outlet")
        for dated in [[day for day in group["published"] if day]]
    ]  # fmt: skip
    columns = ["outlet", "articles", "share", "since", "until", "undated"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["articles", "outlet"], ascending=[False, True], ignore_index=True
    )


def left_out(tables: Tables) -> pd.DataFrame:
    """Return, for each reason, how many files or articles are not in the tables, one of them, and the way out."""
    problems = tables.problems[~tables.problems["problem"].isin(NOTES - {"duplicate text"})]
    first = problems.groupby("problem", sort=False).agg(
        n=("source", "size"), first=("source", "first"), detail=("detail", "first")
    )
    return first.reset_index().sort_values(["n", "problem"], ascending=[False, True], ignore_index=True)


def told_again(tables: Tables) -> pd.DataFrame:
    """Return the articles in clusters of near-duplicates, cluster by cluster."""
    articles = tables.articles[tables.articles["near"] != ""]
    several = articles[articles["near"].duplicated(keep=False)]
    columns = ["near", "article_id", "outlet", "published", "title"]
    return several[columns].sort_values(["near", "article_id"], ignore_index=True)


def once(articles: pd.DataFrame) -> list[str]:
    """Return the ids of articles with each cluster of near-duplicates once: `analysis.of(once(analysis.articles))`."""
    alone = articles["near"].where(articles["near"] != "", articles["article_id"])
    return list(articles["article_id"][~alone.duplicated()])


def _published(articles: pd.DataFrame) -> str:
    dated = [day for day in articles["published"] if day]
    return _days(min(dated, default=""), max(dated, default=""), len(articles) - len(dated))


def _outlets(articles: pd.DataFrame) -> str:
    known = articles["outlet"][articles["outlet"] != ""].value_counts()
    without = len(articles) - int(known.sum())
    named = _counts(known.sort_index().sort_values(ascending=False, kind="stable").head(SHOWN))
    more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    return f"{len(known)}: {named}{more}" * bool(len(known)) + f"; {without:,} articles without" * bool(without)


def _counts(counts: Any) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _lengths(words: pd.Series) -> str:
    if not len(words):
        return ""
    short = int((words < SHORT).sum())
    few = f"; {counted(short, 'article')} under {SHORT}" if short else ""
    return f"{int(words.median()):,} words in the middle, {int(words.min()):,} to {int(words.max()):,}{few}"


def _languages(problems: pd.DataFrame) -> str:
    foreign = problems["detail"][problems["problem"] == "not in English"]
    found = Counter(match[1] for detail in foreign if (match := LANGUAGE.search(detail)))
    return f"left out as not in English: {_counts(dict(sorted(found.items())))}" if found else "nothing left out"


def _left_out(problems: pd.DataFrame) -> str:
    kinds = problems["problem"][~problems["problem"].isin(NOTES - {"duplicate text"})].value_counts().sort_index()
    aside = problems["detail"][problems["problem"] == "passed over"].str.removesuffix(": no articles")
    return "; ".join(filter(None, [_counts(kinds), *aside])) or "nothing"


def _near(articles: pd.DataFrame) -> str:
    clusters = articles["near"][(articles["near"] != "") & articles["near"].duplicated(keep=False)]
    if clusters.empty:
        return "nothing: no two texts share half of their runs of four words"
    share = percent(len(clusters) / len(articles))
    return (
        f"{len(clusters):,} articles ({share}) tell {counted(clusters.nunique(), 'text')}; figures count each as often "
        "as it was printed, and once where they are drawn from analysis.of(once(analysis.articles))"
    )


def _looks(problems: pd.DataFrame) -> str:
    return _details(problems, "looks like furniture")


def _details(problems: pd.DataFrame, kind: str) -> str:
    rows = problems[problems["problem"] == kind]
    named = [
        f"{source}: {detail}" for source, detail in zip(rows["source"][:SHOWN], rows["detail"][:SHOWN], strict=True)
    ]
    return "; ".join(named) + (f"; and {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")
