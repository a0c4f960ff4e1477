"""What was taken in: counts, spans, gaps, near-duplicates."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from ..phrases import counted, percent, told
from ..tables import Article, Problem

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


# --------------------------------------------------------------------------------------------------
# Find near-duplicates: wire copy with another headline, dateline or last paragraph.
#
# MinHash (Broder 1997, "On the resemblance and containment of documents") over runs of four words, looked up in
# bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3): a pass over each text, a sort of
# each band, no comparison of every article with every other. An article costs 256 bytes; the same articles in the
# same order give the same clusters.


WORD = re.compile(r"\w+")
RUN = 4  # words a run: shorter ones are shared by articles on one subject
HASHES, ROWS = 63, 3  # 21 bands of three: of pairs that share half of their runs 94 in 100 are looked at
SAME = 0.5  # share of the runs of both that are common to both, from which they count as one
BLOCK = 1 << 14  # runs or pairs at a time, so that any number of them needs little memory


def clusters(order: Sequence[str], sketches: Iterable[tuple[Collection[str], bytes]]) -> dict[str, str]:
    """Find the clusters of near-duplicates.

    Args:
        order: article ids, as they were read.
        sketches: article ids with the sketches of their texts, one behind the other; of those in `order` alone.

    Returns:
        {article_id: the first id of its cluster, in the order of ids} of articles in a cluster of several.
    """
    import numpy as np

    place = {article_id: number for number, article_id in enumerate(order)}
    table, there = np.zeros((len(order), HASHES), np.uint32), np.zeros(len(order), bool)
    for names, rows in sketches:
        at = np.array([place.get(name, -1) for name in names], int)
        table[at[at >= 0]] = np.frombuffer(rows, np.uint32).reshape(-1, HASHES)[at >= 0]
        there[at[at >= 0]] = True
    del place
    ids = [order[number] for number in np.flatnonzero(there).tolist()]
    table = table if there.all() else table[there]
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while (above := parent.get(one, one)) != one:
            parent[one] = parent.get(above, above)
            one = above
        return one

    for first, second in _alike(table):
        one, other = root(int(first)), root(int(second))
        if one != other:  # the smaller id stands for both
            one, other = sorted((one, other), key=ids.__getitem__)
            parent[other] = one
            parent.setdefault(one, one)
    return {ids[one]: ids[root(one)] for one in list(parent)}


def sketch(text: str) -> bytes:
    """Remember of a text, for each of 63 orders of all runs of four words, the first of its runs.

    Args:
        text: of an article.

    Returns:
        Its MinHash: 63 numbers of 32 bits, of which two texts share the share of runs they share.
    """
    import numpy as np

    words = np.fromiter(map(zlib.crc32, (word.encode() for word in WORD.findall(text.lower()))), np.uint64)
    runs = words[: len(words) - RUN + 1] if len(words) >= RUN else words[:1]
    for step in range(1, min(RUN, len(words))):
        runs = _mixed(runs) + words[step : step + len(runs)]
    times, plus = _orders()
    least = np.full(HASHES, 0xFFFFFFFF, np.uint32)
    for start in range(0, len(runs), BLOCK):
        block = (_mixed(runs[start : start + BLOCK])[:, None] * times + plus) >> np.uint64(32)
        least = np.minimum(least, block.min(axis=0).astype(np.uint32))
    return least.tobytes()


def _mixed(numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Spread numbers of 64 bits (the finaliser of MurmurHash3)."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return numbers ^ (numbers >> np.uint64(33))


@cache
def _orders() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return what makes each order: a factor and a summand, the same for ever."""
    import numpy as np

    drawn = np.random.Generator(np.random.PCG64(1997)).integers(0, 1 << 64, (2, HASHES), np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]


def _alike(table: np.ndarray[Any, Any]) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows that share a band and enough of the whole: each with its neighbour and the band's first."""
    import numpy as np

    keys = [_key(table[:, start : start + ROWS]) for start in range(0, HASHES, ROWS)]
    filled = table[:, 0] != 0xFFFFFFFF  # a text without words is like no other
    for band, key in enumerate(keys):
        order = np.lexsort((keys[(band + 1) % len(keys)], key))
        order = order[filled[order]]
        same = key[order[1:]] == key[order[:-1]]
        begins = np.flatnonzero(np.concatenate(([True], ~same))) if len(order) else np.zeros(0, int)
        first = order[np.repeat(begins, np.diff(np.append(begins, len(order))))]
        for left, right in ((order[:-1][same], order[1:][same]), (first[1:][same], order[1:][same])):
            for start in range(0, len(left), BLOCK):
                one, other = left[start : start + BLOCK], right[start : start + BLOCK]
                enough = (table[one] == table[other]).mean(axis=1) >= SAME
                yield from zip(one[enough], other[enough], strict=True)


def _key(band: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    key = np.zeros(len(band), np.uint64)
    for column in band.T:
        key = _mixed(key) + column.astype(np.uint64)
    return key


# --------------------------------------------------------------------------------------------------
# Say what was taken in, first: how much, from when to when, by whom, and what was left out and why.


# Problems that name an article which is in the tables all the same, or whose very text is.
NOTES = frozenset(
    {
        "duplicate text", "date not understood", "dates differ", "replaced characters", "correction not used",
        "row not used", "columns as understood", "export taken apart", "read as HTML", "cells put together",
        "page read in part", "cut short", "looks like furniture", "passed over",
    }
)  # fmt: skip
NOT_FOLLOWED = ("row not used", "correction not used", "date not understood")  # notes on what a reader wrote
SHORT = 50  # words below which a text is hardly an article
SHOWN = 10  # outlets, or files that were not read, that are named
LANGUAGE = re.compile(r"in '(\w+)'")


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
        """Count one more article.

        Args:
            article: as it was read.
        """
        self.articles += 1
        self.undated += not article.published
        if article.published:
            self.since = min(self.since or article.published, article.published)
            self.until = max(self.until, article.published)
        if article.outlet:
            self.outlets.add(article.outlet)

    def line(self, problems: Iterable[Problem]) -> str:
        """Say it in a line: articles, outlets, days, and what is not among them.

        Args:
            problems: of the reading.

        Returns:
            The line, its parts apart by semicolons.
        """
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


def reasons(problems: Iterable[Problem], kept: bool = True) -> list[str]:
    """Say what was not read, with its file and the way out, and what of the reader's own tables was not followed.

    Args:
        problems: of the reading.
        kept: whether they stand in a table, too.

    Returns:
        The lines: `SHOWN` files at most, then how many others; one for each kind of row that was not followed.
    """
    problems = list(problems)
    unread = [problem for problem in problems if problem.problem not in NOTES]
    lines = [f"{problem.source}: {problem.problem}: {problem.detail}" for problem in unread[:SHOWN]]
    where = ", in the table `problems`" if kept else ""
    lines += [f"and {len(unread) - SHOWN:,} more{where}"] if len(unread) > SHOWN else []
    for kind in NOT_FOLLOWED:
        if such := [problem for problem in problems if problem.problem == kind]:
            more = f" (and {len(such) - 1:,} more such{where})" if len(such) > 1 else ""
            lines.append(f"{such[0].source}: {kind}: {such[0].detail}{more}")
    return [told(line) for line in lines]


def intake(tables: Any) -> pd.DataFrame:
    """Say what was taken in: the page to read before any figure.

    Args:
        tables: an analysis, or whatever has its `articles` and `problems`.

    Returns:
        Two columns, `what` and `found`.
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
        ("looks like furniture", _details(problems, "looks like furniture")),
        ("columns as understood", _details(problems, "columns as understood")),
    ]
    return pd.DataFrame([(what, found or "–") for what, found in rows], columns=["what", "found"])


def said(tables: Any) -> str:
    """Say what `intake` finds as lines of text, which a notebook does not cut off as it does cells of tables.

    Args:
        tables: as `intake` takes them.

    Returns:
        A line for each row.
    """
    return "\n".join(f"{what}: {found}" for what, found in intake(tables).itertuples(index=False))


def outlets(tables: Any) -> pd.DataFrame:
    """Count the articles of each outlet.

    Args:
        tables: whose articles are counted.

    Returns:
        outlet, articles, share (0 to 1 of all), since, until (its first and last day, '' without one), undated; the
        largest first.
    """
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
    order = {"by": ["articles", "outlet"], "ascending": [False, True]}
    return pd.DataFrame(rows, columns=columns).sort_values(**order, ignore_index=True)


def once(articles: pd.DataFrame) -> list[str]:
    """Take each cluster of near-duplicates once: `analysis.of(once(analysis.articles))`.

    Args:
        articles: the table, or a part of it.

    Returns:
        The ids of the first article of each cluster, and of those that are in none; in the table's order.
    """
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


def _details(problems: pd.DataFrame, kind: str) -> str:
    rows = problems[problems["problem"] == kind]
    shown = zip(rows["source"][:SHOWN], rows["detail"][:SHOWN], strict=True)
    named = [f"{source}: {detail}" for source, detail in shown]
    return "; ".join(named) + (f"; and {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")
