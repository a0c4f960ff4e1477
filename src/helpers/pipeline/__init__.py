"""Run every method over a corpus: into memory for a notebook, into a folder for a corpus of any size."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import actors, ownership
from ..analysis import Analysis, cast
from ..corpus import ACTORS, METADATA, NOTES, Corpus, Meter, read
from ..corpus.entries import foreign, looks
from ..corpus.intake import Tally, clusters
from ..knowledge import DATA, PACKAGE, ModelError, fingerprint
from ..parse import batches, forget, parser_path
from ..tables import TABLES, Article, Problem, frame
from . import files, methods, store
from .corrections import FILE as CORRECTIONS
from .corrections import beside, check_words, unused
from .corrections import read as read_corrections
from .methods import Options, find

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analysis", "Options", "Reading", "analyse", "analyse_into", "find", "open"]

BATCH = 64  # articles a batch, and a part
CHARACTERS = 400_000  # … or this much text
FEW, TELLING = 50, 0.05  # articles, or the share of all bytes, from which they tell how many are still to come


@dataclass
class Reading:
    """What happened on the way: articles read, of these known before, problems; at the end, articles in the tables."""

    articles: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    meter: Meter | None = None
    corrected: set[str] = field(default_factory=set)  # articles met that have corrections
    order: list[str] = field(default_factory=list)  # the ids of the articles met
    tally: Tally = field(default_factory=Tally)
    stopped: bool = False

    @property
    def all_read(self) -> bool:
        """Tell whether every text that was given is in the tables."""
        return not self.stopped and all(problem.problem in NOTES for problem in self.problems)

    def show(self, bar: Any) -> None:
        """Move a progress bar on to here; how long still, it reckons from the bytes that were read.

        Args:
            bar: of tqdm.
        """
        done, share = self.articles + self.known, self.meter.fraction() if self.meter else 0
        told = share > TELLING or done > FEW  # the first may be a book, or a note
        bar.total = round((done + len(self.problems)) / share) if share and told else None
        bar.set_postfix(problems=len(self.problems), refresh=False)
        bar.update(done - bar.n)


def analyse(
    source: str | Path | Iterable[Article] | Corpus,
    skip: Collection[str] = (),
    minds: bool = False,
    corrections: Path | str | None = CORRECTIONS,
    workers: int = 1,
    scheduler: str | None = None,
    any_language: bool = False,
) -> Analysis:
    """Run every method over a corpus.

    A folder that `analyse` wrote is opened as it is (see `open`), unless options of your own are given here; what was
    corrected since then counts once `analyse` has run into it again.

    Args:
        source: a path, a Corpus, or articles.
        skip: tables to leave out, with their cost.
        minds: count reports of minds (think, hope, fear) as quotes.
        corrections: a file of what readers put right (see helpers.pipeline.corrections), or None. Where none is named,
            the `corrections.csv` beside the articles, else the one in `data/`.
        workers: processes here.
        scheduler: address of a Dask cluster; None for none.
        any_language: keep articles that are not in English.

    Returns:
        The tables, in the order of the corpus.

    Raises:
        ValueError: a table that does not exist, or a correction that no longer fits its article.
        FileNotFoundError: the source is not there.
        ModelError: there is no parser.

    Example:
        >>> from helpers.corpus import Article
        >>> analysis = analyse([Article("a", "Ada Holm said that the ferry would stop.")])
        >>> analysis.quotes[["speaker", "cue", "content"]].values.tolist()
        [['Ada Holm', 'said', 'that the ferry would stop']]
    """
    corpus, reading = source if isinstance(source, Corpus) else read(source), Reading()
    if corpus.tables and not (skip or minds or any_language) and corrections == CORRECTIONS:
        return open(corpus.tables)
    later = workers == 1 and not scheduler
    options = replace(_options(skip, minds, corrections, corpus.given), later=later)
    parser_path()  # before anything is done
    results = _run(corpus, options, reading, any_language, workers, scheduler)
    found = [part for _, part in sorted(results, key=lambda result: result[0].order)]
    problems = _problems(reading, [problem for part in found for problem in part.problems], options)

    def load(name: str) -> pd.DataFrame:
        if name == "problems":
            return frame(name, problems)
        if name == "actors":
            return cast([(analysis.mentions, analysis.quotes)], options.actors)
        sketches = ((part.article_ids, part.sketches) for part in found)
        near = clusters(reading.order, sketches) if name == "articles" else {}
        parts = [part.tables[name] for part in found if name in part.tables]
        return files.unpack(name, [part() if callable(part) else part for part in parts], near)

    analysis = Analysis(load)
    return analysis


def analyse_into(
    directory: Path,
    corpus: Corpus,
    kind: str = "parquet",
    skip: Collection[str] = (),
    minds: bool = False,
    corrections: Path | str = CORRECTIONS,
    workers: int = 1,
    scheduler: str | None = None,
    any_language: bool = False,
    progress: Callable[[Reading], None] | None = None,
    overwrite: bool = False,
    more: Collection[str] = (),
) -> Reading:
    """Run every method over a corpus, however large, into a folder; go on where an earlier run stopped.

    An article that was analysed before, in the same way, is not analysed again. Ctrl-C ends the run and keeps what is
    done. Where no article can be read nothing is written, and what stands there stays.

    Args:
        directory: the folder.
        corpus: read as it goes.
        kind: parquet or csv.
        skip: as for `analyse`; so are minds, corrections, workers, scheduler and any_language.
        minds: as there.
        corrections: as there.
        workers: as there.
        scheduler: as there.
        any_language: as there.
        progress: called whenever there is something new; None for nobody.
        overwrite: replace files of the reader's that bear the tables' names, but none of the source.
        more: names that will be written beside the tables.

    Returns:
        How the run ended.

    Raises:
        Taken: files of the reader's bear the tables' names.
        OSError: the folder can't be written to, or another run is using it.
        ValueError, FileNotFoundError, ModelError: as for `analyse`.
    """
    sources = [Path(corrections)] if corrections else []
    if isinstance(given := corpus.given, Path):
        if given.is_dir() and directory.exists() and given.samefile(directory):
            raise ownership.Taken(f"{directory}: the tables would lie among the articles; choose another --out")
        sources += [given, *(given.resolve().parent / name for name in (METADATA, ACTORS, CORRECTIONS.name))]
    options = _options(skip, minds, corrections, given)
    parser_path()  # that there is a parser, before anything is done; it is loaded for the first article that is new
    reading = Reading(meter=Meter() if progress else None)
    chosen = repr((sorted(options.skip), options.minds, any_language, options.actors))
    same = hashlib.sha256(f"{code_key()}\n{chosen}".encode()).hexdigest()  # what all rows depend on beside the articles

    last: list[Any] = [None, ""]
    fields = attrgetter(*(name for name in Article.__dataclass_fields__ if name != "text"))

    def key(one: Article) -> str:
        if one is not last[0]:  # each is asked for twice, one after the other
            said = f"{(same, *fields(one), *options.corrections.get(one.article_id, ()))}{one.text}"
            last[:] = one, hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return last[1]

    failures: list[Problem] = []
    with closing(store.Store(directory, key, kind, skip, sources, overwrite, more)) as kept:
        try:
            for batch, found in _run(corpus, options, reading, any_language, workers, scheduler, kept):
                kept.add(batch.articles, found)
                reading.articles += len(found.article_ids)
                failures += found.problems
                if progress:
                    progress(reading)
        except KeyboardInterrupt:
            reading.stopped = True
        reading.problems = _problems(reading, failures, options)
        if not (any(kept.parts()) if reading.stopped else reading.order):
            return reading  # nothing was read, or done: what stands there stays, and no empty tables are put beside it
        kept.forget(complete=not reading.stopped)
        if reading.articles > store.SMALL:
            forget()  # the tables of many articles are put together in the memory that the parser took
        reading.articles = kept.publish(reading.problems, reading.order, code_key(), options.actors)
        reading.tally.near = kept.again
    return reading


def open(directory: str | Path) -> Analysis:
    """Open the tables that `analyse` wrote into a folder; each is read when it is first asked for.

    Args:
        directory: with the tables, as Parquet or CSV. Warns when another version of the package, its models or its word
            lists wrote them.

    Returns:
        The tables.

    Raises:
        FileNotFoundError: there are none.
        ValueError: a run was killed just while it put them in place, or an older version wrote a table that lacks a
            column; the message names the command that renews them.
    """
    directory = Path(directory)
    files.load(directory, "problems")
    if ownership.torn(directory):
        raise ValueError(f"{directory}: a run was stopped while it put its tables in place; run `analyse` again")
    made_by = ownership.read(directory / ownership.OF_TABLES).get("made_by", "")
    if made_by and _code_here() not in ("", made_by):
        warnings.warn(
            f"{directory}: these tables were made by another version of the helpers, its models or its word lists; "
            "run `python -m helpers analyse` again into this folder (with --overwrite, where it says so) to renew them",
            stacklevel=2,
        )
    return Analysis(partial(files.load, directory), partial(files.load, directory))


@cache
def code_key() -> str:
    """Return the code, the models and the knowledge files as one hash."""
    digest = hashlib.sha256()
    code = sorted(PACKAGE.rglob("*.py"))
    tables = [path for path in [*sorted(PACKAGE.glob("lexicons/*")), DATA / "actors.csv"] if path.is_file()]
    models = [path for path in sorted(PACKAGE.glob("models/**/*")) if path.is_file()]
    for path in [*code, *tables, *models, parser_path()]:
        digest.update(f"{path.name} {fingerprint(path)}\n".encode())
    return digest.hexdigest()


def _code_here() -> str:
    """Return `code_key`, '' where no parser is installed: tables open all the same, and nobody can renew them here."""
    try:
        return code_key()
    except ModelError:
        return ""


def _options(skip: Collection[str], minds: bool, corrections: Path | str | None, given: object) -> Options:
    skip = [skip] if isinstance(skip, str) else skip
    if unknown := set(skip) - set(TABLES):
        raise ValueError(f"no table {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}")
    own = actors.beside(given)
    actors.read(own)  # so that a wrong row in any table of actors ends the run before anything is done
    if corrections == CORRECTIONS:  # none was named: what lies beside the articles speaks of them
        corrections = beside(given) or corrections
    return Options(frozenset(skip), minds, read_corrections(corrections), own)


def _run(
    corpus: Corpus,
    options: Options,
    reading: Reading,
    any_language: bool,
    count: int,
    scheduler: str | None,
    kept: store.Store | None = None,
) -> methods.Results:
    groups = enumerate(batches(_articles(corpus, options, reading, any_language, kept), BATCH, CHARACTERS))
    return methods.run((methods.Batch((n,), tuple(group)) for n, group in groups), options, count, scheduler)


def _articles(
    corpus: Corpus, options: Options, reading: Reading, any_language: bool, kept: store.Store | None
) -> Iterator[Article]:
    """Yield the articles that are to be analysed; write down the problems on the way."""
    for record in corpus.records(reading.meter, kept.looks if kept else looks):
        if isinstance(record, Problem):
            reading.problems.append(record)
            continue
        if record.article_id in options.corrections:
            reading.corrected.add(record.article_id)
            check_words(record, options.corrections[record.article_id])
        before = kept is not None and kept.has(record)
        if not before and not any_language and (language := foreign(record.text)):
            detail = f"it seems to be in {language!r}; left out (--any-language keeps it)"
            reading.problems.append(Problem(record.article_id, "not in English", detail))
            continue
        reading.order.append(record.article_id)
        reading.tally.add(record)
        reading.known += before
        if not before:
            yield record


def _problems(reading: Reading, failures: Iterable[Problem], options: Options) -> list[Problem]:
    failures = sorted(failures, key=lambda problem: problem.source)
    return [*reading.problems, *failures, *unused(options.corrections, reading.corrected)]
