"""Run every method over a corpus."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import tokens
from .article import Article
from .corpus import Corpus, read
from .corrections import FILE as CORRECTIONS
from .corrections import Corrected, unused
from .corrections import read as read_corrections
from .parse import Parsed, parse
from .tables import TABLES, ArticleRow, Correction, Problem, SentenceRow, Token, frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Options:
    """What to find: tables to leave out, whether reports of minds count as quotes, what readers corrected."""

    skip: frozenset[str] = frozenset()
    minds: bool = False
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)  # by article_id


@dataclass
class Analysis:
    """The tables of an analysis, one DataFrame each (see helpers.tables for their columns)."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    sentiment: pd.DataFrame
    timexes: pd.DataFrame
    events: pd.DataFrame
    framing: pd.DataFrame
    corrections: pd.DataFrame
    problems: pd.DataFrame

    def __repr__(self) -> str:
        return "Analysis(" + ", ".join(f"{name}: {len(getattr(self, name))}" for name in TABLES) + ")"


def analyse(
    source: str | Path | Iterable[Article] | Corpus,
    skip: Collection[str] = (),
    minds: bool = False,
    corrections: Path | str = CORRECTIONS,
) -> Analysis:
    """Run every method over a corpus and return its tables.

    skip: tables to leave out, with their cost. minds: count reports of minds (think, hope, fear) as quotes.
    corrections: a file of what readers put right (see helpers.corrections).
    Raises ValueError for a table that does not exist or a correction that no longer fits its article,
    FileNotFoundError when the source is not there.
    """
    if unknown := set(skip) - set(TABLES):
        raise ValueError(f"no table {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}")
    corpus = source if isinstance(source, Corpus) else read(source)
    rows: dict[str, list[Any]] = {name: [] for name in TABLES}
    options = Options(frozenset(skip), minds, read_corrections(corrections))
    for parsed in parse(_articles(corpus, rows["problems"])):
        for name, found in find(parsed, options).items():
            rows[name] += found
    rows["problems"] += unused(options.corrections, {article.article_id for article in rows["articles"]})
    return Analysis(**{name: frame(name, found) for name, found in rows.items()})


def _articles(corpus: Corpus, problems: list[Problem]) -> Iterator[Article]:
    for record in corpus.records():
        if isinstance(record, Problem):
            problems.append(record)
        else:
            yield record


def find(parsed: Parsed, options: Options = Options()) -> dict[str, list[Any]]:
    """Return the rows of every table for one parsed article."""
    skip = options.skip
    right = Corrected(parsed, options.corrections.get(parsed.article.article_id, ()))
    words = [] if "tokens" in skip else _tokens(parsed)
    mentions = right("mentions", _call("actors", "find", parsed))
    quotes = right("quotes", _call("quotes", "find", parsed, mentions, options.minds))
    timexes = [] if {"timexes", "events"} <= skip else right("timexes", _call("timeline", "find", parsed))
    found = {
        "articles": [_article(parsed, words)],
        "sentences": right("sentences", _sentences(parsed)),
        "tokens": words,
        "mentions": mentions,
        "quotes": quotes,
        "timexes": timexes,
        "events": [] if "events" in skip else _call("events", "find", parsed, timexes, mentions, quotes),
        "sentiment": [] if "sentiment" in skip else _call("sentiment", "find", parsed, mentions, quotes),
        "framing": [] if "framing" in skip else _call("framing", "find", parsed, mentions, quotes),
        "corrections": right.done,
    }
    return {name: [] if name in skip else rows for name, rows in found.items()}


def _call(module: str, function: str, *arguments: Any) -> list[Any]:
    try:
        home = import_module(f"helpers.{module}")
    except ModuleNotFoundError as error:
        if error.name != f"helpers.{module}":
            raise
        return []
    return list(getattr(home, function)(*arguments))


def _article(parsed: Parsed, words: list[Token]) -> ArticleRow:
    article = parsed.article
    return ArticleRow(
        article.article_id, article.title, article.published, article.outlet, article.url, article.author,
        article.text, sum(token.is_word for token in words), len(parsed.sentences), article.sha256,
    )  # fmt: skip


def _sentences(parsed: Parsed) -> list[SentenceRow]:
    text, name = parsed.text, parsed.article.article_id
    return [
        SentenceRow(
            name,
            number,
            sentence.paragraph,
            sentence.start,
            sentence.end,
            text[sentence.start : sentence.end],
        )
        for number, sentence in enumerate(parsed.sentences)
    ]


def _tokens(parsed: Parsed) -> list[Token]:
    text, name = parsed.text, parsed.article.article_id
    return [
        Token(name, number, start, end, text[start:end], is_word)
        for number, sentence in enumerate(parsed.sentences)
        for start, end, is_word in tokens.words(text, sentence.start, sentence.end)
    ]


def open(directory: str | Path) -> Analysis:
    """Open the tables that `analyse` wrote into a folder.

    Raises FileNotFoundError when there are none.
    """
    from . import store

    return Analysis(**{name: store.load(Path(directory), name) for name in TABLES})
