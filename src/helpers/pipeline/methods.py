"""Run every method on one article, or on a batch of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any

from .. import actors, framing, sentiment, timeline, tokens
from .. import quotes as quotation
from ..corpus.intake import sketch
from ..knowledge import KnowledgeError
from ..parse import ModelError, Parsed, parse, pipeline
from ..tables import OF_ARTICLES, Article, ArticleRow, Correction, Problem, Quote, SentenceRow, Token
from ..timeline import events
from . import files
from .corrections import Corrected, CorrectionError

if TYPE_CHECKING:
    import pyarrow as pa

_ALONE = Lock()  # one parse at a time in a process, whatever threads Dask gives it


@dataclass(frozen=True)
class Options:
    """What to find: tables to leave out, whether reports of minds count as quotes, what readers corrected."""

    skip: frozenset[str] = frozenset()
    minds: bool = False
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)  # by article_id
    actors: tuple[Any, ...] = ()  # what the reader's actors.csv beside the articles says
    later: bool = False  # judge tone when its table is asked for: the scorer takes as long to load as a page to read

    def wants(self, *names: str) -> bool:
        """Tell whether any of these tables is asked for.

        Args:
            names: of tables.

        Returns:
            False where all of them are left out.
        """
        return not self.skip.issuperset(names)


@dataclass(frozen=True)
class Outcome:
    """What was found in a batch: each table, packed where it came from another process, and what went wrong."""

    article_ids: tuple[str, ...]
    tables: Mapping[str, files.Packed | pa.Table | Callable[[], pa.Table]]
    problems: tuple[Problem, ...] = ()
    sketches: bytes = b""  # of the texts, to find near-duplicates (`corpus.intake`)


def find(parsed: Parsed, options: Options = Options()) -> dict[str, list[Any]]:
    """Run every method on one article.

    Args:
        parsed: the article.
        options: what to find.

    Returns:
        {table: its rows}, and what is to be said of the article as `problems`.

    Raises:
        CorrectionError: a correction no longer fits.
    """
    wants = options.wants
    listed = partial(actors.listed, own=options.actors)
    right = Corrected(parsed, options.corrections.get(parsed.article.article_id, ()), listed)
    words = _tokens(parsed)
    mentions, quotes, heard, timexes = [], [], [], []
    if wants("mentions", "quotes", "sentiment", "events", "framing"):
        mentions = right("mentions", actors.find(parsed, options.actors))
    if wants("quotes", "sentiment", "events", "framing"):
        quotes = right("quotes", quotation.find(parsed, mentions, options.minds))
        heard = _heard(quotes)
        mentions = quotation.with_speakers(mentions, quotes)
    if wants("timexes", "events"):
        timexes = right("timexes", timeline.find(parsed))
    found = {
        "articles": [_article(parsed, words)],
        "sentences": right("sentences", _sentences(parsed)),
        "tokens": words,
        "mentions": mentions,
        "quotes": quotes,
        "timexes": timexes,
        "events": right("events", events.find(parsed, timexes, mentions)) if wants("events") else [],
        "sentiment": sentiment.find(parsed, mentions, heard) if wants("sentiment") else [],
        "framing": right("framing", framing.find(parsed, mentions, heard)) if wants("framing") else [],
        "corrections": right.done,
    }
    return {name: rows if wants(name) else [] for name, rows in found.items()} | {"problems": right.newcomers}


def _heard(quotes: Iterable[Quote]) -> list[Quote]:
    return [quote for quote in quotes if not quote.negated]  # what was not said is in nobody's voice


def find_all(articles: Iterable[Article], options: Options) -> Outcome:
    """Run every method on a batch of articles; one that a method fails on becomes a problem.

    Args:
        articles: of the batch.
        options: what to find.

    Returns:
        What was found.

    Raises:
        CorrectionError: a correction no longer fits its article.
        ModelError: there is no parser, and all articles would fail.
        KnowledgeError: likewise a table of ours or the reader's is wrong.
    """
    later = options.later and not options.skip & {"mentions", "quotes", "sentiment"}
    options = replace(options, skip=options.skip | {"sentiment"}) if later else options
    rows: dict[str, list[Any]] = {name: [] for name in OF_ARTICLES if options.wants(name)}
    judged: list[Callable[[], list[Any]]] = []
    done: list[str] = []
    sketches: list[bytes] = []
    problems: list[Problem] = []
    with _ALONE:
        _keep_memory()
        pipeline()
        for parsed in _parsed(articles, problems):
            name = parsed.article.article_id
            try:
                found = find(parsed, options)
            except (CorrectionError, KnowledgeError, ModelError):
                raise
            except Exception as error:  # one article must not cost the others
                problems.append(failed(name, error))
                continue
            done.append(name)
            sketches.append(sketch(parsed.text))
            problems += found["problems"]
            for table in rows:
                rows[table] += found[table]
            if later:
                judged.append(partial(sentiment.find, parsed, found["mentions"], _heard(found["quotes"])))
        tables: dict[str, Any] = {name: files.table(name, found) for name, found in rows.items()}
    if later:
        tables["sentiment"] = lambda: files.table("sentiment", chain.from_iterable(judge() for judge in judged))
    return Outcome(tuple(done), tables, tuple(problems), b"".join(sketches))


def find_packed(articles: Iterable[Article], options: Options) -> Outcome:
    """Do what `find_all` does, and pack the tables for the way to another process.

    Args:
        articles: of the batch.
        options: what to find.

    Returns:
        What was found, its tables as bytes.

    Raises:
        CorrectionError, ModelError, KnowledgeError: as `find_all` does.
    """
    found = find_all(articles, options)
    return replace(found, tables={name: files.pack(table) for name, table in found.tables.items()})


def _parsed(articles: Iterable[Article], problems: list[Problem]) -> Iterator[Parsed]:
    """Yield the articles parsed together; where that fails, those that are left one by one."""
    left = {article.article_id: article for article in articles}
    try:
        for parsed in parse(list(left.values())):
            del left[parsed.article.article_id]
            yield parsed
    except Exception as error:  # one article must not cost the others
        if len(left) == 1:
            problems.append(failed(next(iter(left)), error))
            return
        for article in list(left.values()):
            yield from _parsed([article], problems)


def failed(article_id: str, error: BaseException) -> Problem:
    """Say that the analysis of an article failed.

    Args:
        article_id: its id.
        error: that ended it.

    Returns:
        The problem.
    """
    return Problem(article_id, "analysis failed", f"{type(error).__name__}: {error}")


@cache
def _keep_memory() -> None:
    """Have glibc keep freed memory for the next batch: giving it back each time costs a tenth of the work.

    Dask's nanny asks for the contrary by MALLOC_TRIM_THRESHOLD_; this overrules it in the worker.
    """
    if sys.platform == "linux":
        import ctypes

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        for parameter in (-1, -3):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
            if mallopt is not None:
                mallopt(parameter, 1 << 28)


def _article(parsed: Parsed, words: list[Token]) -> ArticleRow:
    article = parsed.article
    return ArticleRow(
        article.article_id, article.title, article.published, article.outlet, article.url, article.author,
        article.text, sum(token.is_word for token in words), len(parsed.sentences), article.sha256,
        article.known, article.published_by, article.article_id,
    )  # fmt: skip


def _sentences(parsed: Parsed) -> list[SentenceRow]:
    text, name = parsed.text, parsed.article.article_id
    return [
        SentenceRow(name, number, inner.paragraph, inner.start, inner.end, text[inner.start : inner.end])
        for number, inner in enumerate(parsed.sentences)
    ]


def _tokens(parsed: Parsed) -> list[Token]:
    text, name = parsed.text, parsed.article.article_id
    return [
        Token(name, number, start, end, text[start:end], is_word)
        for number, sentence in enumerate(parsed.sentences)
        for start, end, is_word in tokens.words(text, sentence.start, sentence.end)
    ]
