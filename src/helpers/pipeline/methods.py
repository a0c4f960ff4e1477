"""Run every method on one article, on a batch of them, on several processes, or on a cluster."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .. import actors, framing, sentiment, timeline, tokens
from .. import quotes as quotation
from ..corpus.intake import sketch
from ..knowledge import KnowledgeError, ModelError
from ..parse import Parsed, parse, pipeline
from ..tables import OF_ARTICLES, Article, ArticleRow, Correction, Problem, Quote, SentenceRow, Token
from ..timeline import events
from . import files
from .corrections import Corrected, CorrectionError

if TYPE_CHECKING:
    import pyarrow as pa

_ALONE = threading.Lock()  # one parse at a time in a process, whatever threads Dask gives it


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
    corrections = options.corrections.get(parsed.article.article_id, ())
    right = Corrected(parsed, corrections, actors.read(options.actors).ids)
    words = _tokens(parsed)
    mentions, quotes, heard, timexes = [], [], [], []
    if wants("mentions", "quotes", "sentiment", "events", "framing"):
        mentions = right("mentions", quotation.in_turns(parsed, actors.find(parsed, options.actors)))
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
        files.keep_memory()
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


# --------------------------------------------------------------------------------------------------
# Start processes that have the libraries and the parser loaded already, where that is safe.
#
# Importing spaCy, loading its model and reading the word lists takes longer than analysing a hundred articles. On Linux
# processes are forked from one that has done so once; elsewhere (macOS, Windows) each starts afresh for itself.


FORKS = sys.platform == "linux"
FIRST = "Ada Holm said on Monday that she would not stay in Paris."


def context(preload: str = "helpers.pipeline.warm") -> Any:
    """Choose how processes are started.

    Args:
        preload: the module that the process to fork from imports; the first call in a program decides.

    Returns:
        The context of multiprocessing.
    """
    if not FORKS:
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker

    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload([preload])
    resource_tracker.ensure_running()  # which lets Ctrl-C in again when it starts
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # the new process inherits it, until `load`
    forkserver.ensure_running()
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return chosen


def load(libraries: Iterable[str], skip: Iterable[str] = ()) -> None:
    """Import libraries, and analyse a sentence, so that the model and the word lists are there.

    What is missing is left for the new process to report.

    Args:
        libraries: names of modules.
        skip: tables for which nothing is to be loaded.
    """
    # Ctrl-C is the parent's to answer; outside of the main thread nobody may say so
    with suppress(ValueError, AttributeError):
        signal.signal(signal.SIGINT, lambda *_: os._exit(128 + signal.SIGINT))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    for name in libraries:
        with suppress(ImportError):
            import_module(name)
    with suppress(ImportError, OSError, ValueError):
        find_all([Article("first", FIRST)], Options(frozenset(skip)))
    actors.read.cache_clear()  # the reader's own table may be another by then
    gc.freeze()  # what is loaded now stays shared between the forks


@contextmanager
def worker(context: Any) -> Iterator[ProcessPoolExecutor]:
    """Give a process to submit work to; it ends with the block, at once where an error ends that.

    Args:
        context: as `context` gives it.

    Yields:
        A pool of one process.
    """
    pool = ProcessPoolExecutor(1, context, initializer=begin)
    try:
        yield pool
        pool.shutdown()
    except BaseException:
        stop(pool)
        raise


def begin() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does; the first that a new process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def stop(pool: ProcessPoolExecutor) -> None:
    """End a pool's processes, whatever they are at.

    Args:
        pool: of this process.
    """
    running = list((pool._processes or {}).values())  # until Python 3.14's terminate_workers
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.terminate()
    for process in running:
        process.join()


# --------------------------------------------------------------------------------------------------
# Hand batches of articles to one process, to several, or to a Dask cluster; results come as they are ready.
#
# A worker that is lost costs the batches it held, which are done again by others. A batch that is lost time
# and again is taken apart, so that an article which no worker survives costs only itself.


TRIES = 3
PATIENCE = 20.0  # seconds without any result after which it is asked whether workers are there
AHEAD = 2  # batches a worker holds: one at work, one waiting, so that it never idles


@dataclass(frozen=True)
class Batch:
    """Articles to be analysed together; `order` tells the batches in the order of the corpus."""

    order: tuple[int, ...]
    articles: tuple[Article, ...]
    tries: int = 0


Results = Iterator[tuple[Batch, Outcome]]


def run(batches: Iterable[Batch], options: Options, workers: int = 1, scheduler: str | None = None) -> Results:
    """Analyse batches, here or on a cluster.

    Args:
        batches: read as they are needed.
        options: what to find.
        workers: processes on this machine; 1 works in this process.
        scheduler: address of a Dask scheduler; None for none.

    Yields:
        Each batch with what was found in it, as results become ready.

    Raises:
        ValueError: less than one worker.
        ImportError: there is no extra `cluster`.
        OSError: the scheduler can't be reached or goes away.
        CorrectionError: a correction fits no longer.
    """
    if workers < 1:
        raise ValueError(f"--workers {workers}: at least one is needed")
    if scheduler:
        return _cluster(batches, options, scheduler)
    return _local(batches, options, workers) if workers > 1 else _serial(batches, options)


def _lose(batch: Batch, error: BaseException, lost: deque[Batch]) -> Results:
    """Put a batch that was lost back, to be tried again, at last by single articles; yield what is given up."""
    if batch.tries + 1 < TRIES:
        lost.append(replace(batch, tries=batch.tries + 1))
    elif len(batch.articles) > 1:
        lost.extend(Batch((*batch.order, at), (one,), TRIES - 2) for at, one in enumerate(batch.articles))
    else:
        yield batch, Outcome((), {}, (failed(batch.articles[0].article_id, error),))


def _serial(batches: Iterable[Batch], options: Options) -> Results:
    for number, given in enumerate(batches):
        if number:  # what waits to be asked for keeps its parse: one batch's, and no more
            options = replace(options, later=False)
        todo = deque([given])
        while todo:
            batch = todo.popleft()
            try:
                yield batch, find_all(batch.articles, options)
            except (CorrectionError, KnowledgeError, OSError):
                raise
            except Exception as error:
                yield from _lose(replace(batch, tries=TRIES - 1), error, todo)  # here it would fail the same way


class _Lane:
    """One worker process with its own queue: when it dies, no other worker is touched."""

    def __init__(self) -> None:
        self.load = 0
        self.renew()

    def renew(self) -> None:
        self.pool: Any = ProcessPoolExecutor(1, context(), initializer=begin)

    def room(self) -> int:
        return AHEAD

    def submit(self, batch: Batch, options: Options) -> Future[Outcome]:
        self.load += 1
        try:
            return self._submit(batch, options)
        except BrokenExecutor:
            self.renew()
            return self._submit(batch, options)

    def _submit(self, batch: Batch, options: Options) -> Future[Outcome]:
        """Hand a batch over; a process that starts with it needs nothing of the reader's own program, nor runs it."""
        program, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
        try:
            return self.pool.submit(find_packed, batch.articles, options)
        finally:
            sys.modules["__main__"] = program


class _Cluster(_Lane):
    """All threads of a Dask cluster, as one lane."""

    def __init__(self, client: Any) -> None:
        self.client = client
        super().__init__()

    def renew(self) -> None:
        self.pool = self.client.get_executor(pure=False)

    def room(self) -> int:
        return AHEAD * max(1, sum(self.client.nthreads().values()))


def _give_back(running: Mapping[Future[Outcome], tuple[_Lane, Batch, Any]]) -> None:
    """Let the batches fail that a pool took in the moment in which it broke: Python 3.11 forgets them."""
    for future, (_, _, pool) in running.items():
        try:
            pool.submit(int)
        except BrokenExecutor as error:
            future.set_exception(error)


def _spread(batches: Iterable[Batch], options: Options, lanes: Sequence[_Lane]) -> Results:
    """Keep every lane busy."""
    running: dict[Future[Outcome], tuple[_Lane, Batch, Any]] = {}
    lost: deque[Batch] = deque()
    source = iter(batches)
    while True:
        while (lane := min(lanes, key=lambda lane: lane.load)).load < lane.room() and (
            batch := lost.popleft() if lost else next(source, None)
        ):
            running[lane.submit(batch, options)] = lane, batch, lane.pool
        if not running:
            return
        done, _ = wait(running, PATIENCE, FIRST_COMPLETED)
        if not done:
            _give_back(running)
        for future in done:
            lane, batch, pool = running.pop(future)
            lane.load -= 1
            try:
                yield batch, future.result()
            except (CorrectionError, KnowledgeError, OSError, CancelledError):
                raise
            except Exception as error:
                if isinstance(error, BrokenExecutor) and lane.pool is pool:
                    lane.renew()
                yield from _lose(batch, error, lost)


def _local(batches: Iterable[Batch], options: Options, workers: int) -> Results:
    lanes = [_Lane() for _ in range(workers)]
    try:
        yield from _spread(batches, options, lanes)
    finally:
        for lane in lanes:
            stop(lane.pool)


def _cluster(batches: Iterable[Batch], options: Options, address: str) -> Results:
    try:
        from distributed import Client
    except ImportError as error:
        raise ImportError("--scheduler needs Dask: pip install 'helpers[cluster]'") from error
    from distributed.comm import CommClosedError

    with Client(address, timeout="20s") as client:
        try:
            client.wait_for_workers(1, timeout=60)
            yield from _spread(batches, client.scatter(options, broadcast=True), [_Cluster(client)])
        except (CommClosedError, CancelledError) as error:
            raise ConnectionError(f"the scheduler at {address} went away; what is done is kept: run again") from error
