"""Make the report: execute every notebook on a source and write all that comes out of it.

    OUT/index.html            the page to open first, and pages beside it (see `site`)
    OUT/figures/NAME.*        svg, png, pdf, the data (csv), the alt text (txt), title and caption (json)
    OUT/notebooks/NN_*.html   the notebooks as they ran
    OUT/tables/*.csv          the tables of the analysis (folders of Parquet beyond a thousand articles)
    OUT/manifest.json         what each of these was made from
    OUT/ro-crate-metadata.json   the same as archives read it

Only what changed since the last run is made again, and a run that was stopped is gone on with: what it had finished is
known by its digests, and by those of all it was made from.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import ownership
from ..figures.provenance import versions
from ..phrases import by_hand, counted
from . import lesson, manifest, waiting
from .manifest import PROJECT

NOTEBOOKS = PROJECT / "notebooks"
SEED = PROJECT / "data" / "articles"
DONE, NOTHING, PARTLY = 0, 1, 3  # exit statuses, see __main__
FOLDERS = {"actors", "articles", "embed", "evidence", "figures", "find", "notebooks", "quotes", "tables"}  # of a report
TABLES, SITE = "tables", "site"  # the units beside the notebooks
ANALYSIS = "analysis"  # where the articles of a source are analysed, in the folder of work


@dataclass
class Run:
    """One run of the report: where from, where to, and what has been made so far."""

    source: Path
    folder: ownership.Folder
    notebooks: dict[str, Path]
    quiet: bool = False
    taken: Mapping[str, Any] = field(default_factory=dict)  # how the source is taken in: see `report`
    gender: bool = True  # whether cells that ask by gender are kept
    compared: bool = False  # made to be compared only, in a folder that goes
    made: dict[str, tuple[str, str]] = field(default_factory=dict)  # output: (unit, digest of its inputs)
    begun: dict[str, dict[str, str]] = field(default_factory=dict)  # those that lie finished in `new`: as in manifests
    articles: int = 0  # that were read
    unread: int = 0  # articles that could not be read
    failed: bool = False  # whether a notebook did not run to its end

    def __post_init__(self) -> None:
        self.out, self.old = self.folder.root, self.folder.found
        self.sources = manifest.sources(self.source)
        shared = {"source": manifest.combine(self.sources), "versions": manifest.combine(versions())}
        # what the tables depend on beside the source: options, and what a file of corrections holds
        held = {name: manifest.digest(how) if isinstance(how, Path) else repr(how) for name, how in self.taken.items()}
        shared |= manifest.common() | ({"taken in": manifest.combine(held)} if held else {})
        shared |= {} if self.gender else {"gender": "left out"}
        self.options = {f"--{name.replace('_', '-')}": how for name, how in held.items()}
        self.options |= {} if self.gender else {"--no-gender": "True"}
        self.keys = {TABLES: manifest.combine(shared)}
        for name, path in self.notebooks.items():
            self.keys[name] = manifest.combine(shared | {"notebook": manifest.digest(path)})
        self.keys[SITE] = manifest.combine(self.keys)

    @property
    def seed(self) -> bool:
        """Whether each lesson keeps the source that it was written for."""
        return self.source == SEED and not self.taken and self.gender

    @property
    def new(self) -> Path:
        """The folder in which the report is put together, before all of it takes its place at once."""
        return self.folder.work / "report"

    @property
    def status(self) -> int:
        """The exit status as things stand."""
        return NOTHING if self.failed else PARTLY if self.unread else DONE

    @property
    def note(self) -> Path:
        """Where it is written down what lies finished in `new`, for a run that goes on from there."""
        return self.folder.work / manifest.NAME

    def stale(self) -> list[str]:
        """Return the units to be made anew; the outputs of the others are kept, those of a run that was stopped too."""
        stopped = {"outputs": {}} | (ownership.read(self.note) if self.folder.goes_on else {})
        stale = []
        for unit, key in self.keys.items():
            for known, folder in ((self.old, self.out), (stopped, self.new)):
                if manifest.fresh(known, unit, key, folder):
                    if unit == TABLES:
                        self.articles, self.unread = known.get("articles", 0), known.get("unread", 0)
                    kept = {name: row for name, row in known["outputs"].items() if row.get("made_by") == unit}
                    self.made |= dict.fromkeys(kept, (unit, key))
                    self.begun |= kept if known is stopped else {}
                    break
            else:
                stale.append(unit)
        if stale and SITE not in stale:  # the pages show what all the others made
            stale.append(SITE)
            self.made = {name: made for name, made in self.made.items() if made[0] != SITE}
            self.begun = {name: row for name, row in self.begun.items() if name in self.made}
        return stale

    def go_on(self) -> None:
        """Let lie in the folder of work what is finished, and what was analysed; put what is kept of OUT beside it."""
        for path in sorted(self.folder.work.rglob("*"), reverse=True):
            place, *below = path.relative_to(self.folder.work).parts
            if place == ANALYSIS or path == self.note or (place == self.new.name and "/".join(below) in self.begun):
                continue
            if path.is_symlink() or path.is_file():
                path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()
        self.new.mkdir(exist_ok=True)
        for name in self.made.keys() - self.begun.keys():
            ownership.link(self.out / name, self.new / name)

    def add(self, unit: str, paths: Iterable[Path]) -> None:
        """Note that a unit made these files, which lie in `new`.

        Args:
            unit: a notebook's name, the tables, the site.
            paths: of all of them.
        """
        for path in paths:
            name = path.relative_to(self.new).as_posix()
            if self.made.get(name, (unit,))[0] < unit:
                continue  # of two lessons that save one figure the first has made it, whichever ended last
            self.made[name] = (unit, self.keys[unit])
            self.begun[name] = {"made_by": unit, "inputs": self.keys[unit], "sha256": manifest.digest(path)}
        facts = {"articles": self.articles, "unread": self.unread}
        ownership.replace(self.note, facts | {"outputs": self.begun})

    def tell(self, line: str) -> None:
        """Say something to who is waiting.

        Args:
            line: on the standard error output; nothing where the run is quiet.
        """
        if not self.quiet:
            print(line, file=sys.stderr)

    def end(self, done: str) -> int:
        """Say where the report is, and what its exit status means, which make calls an error.

        Args:
            done: what was done.

        Returns:
            The exit status.
        """
        self.tell(f"{done}, to be compared" if self.compared else f"{done}: open {self.out / 'index.html'}")
        if self.status == PARTLY:
            left = (
                f"not in it: {self.unread:,} of the files or rows, which could not be read (page “What was taken in”)"
            )
            self.tell(f"{left}; the exit status {PARTLY} says no more")
        return self.status


def report(
    source: Path | str = SEED,
    out: Path | str = "reports",
    check: bool = False,
    quiet: bool = False,
    notebooks: Path = NOTEBOOKS,
    overwrite: bool = False,
    gender: bool = True,
    **taken: Any,
) -> int:
    """Write the report of a source into a folder.

    Args:
        source: folder or file of articles, or a folder of tables.
        out: the folder.
        check: write nothing, say what would differ, and return 1 if anything does.
        quiet: show no progress.
        notebooks: the folder whose NN_*.ipynb are executed.
        overwrite: replace files of the reader's that bear names of the report's, but none of the source.
        gender: False leaves out who is quoted by gender.
        taken: how the source is taken in, `columns` as for `helpers.read`, `corrections` and `any_language` as for
            `helpers.analyse`; what is not given is as it is there.

    Returns:
        The exit status: 0, 1 or 3 as for `analyse`.

    Raises:
        FileNotFoundError: the source or the notebooks are not there.
        Taken: the reader's files stand where the report is to be put.
    """
    from ..corpus import there

    source, out = there(source).resolve(), Path(out).resolve()
    lessons = lesson.found(notebooks)
    if not lessons:
        raise FileNotFoundError(f"{notebooks}: no notebooks named NN_*.ipynb")
    inside = source.relative_to(out).parts[:1] if source.is_dir() and source.is_relative_to(out) else ()
    if FOLDERS.intersection(inside):
        what = TABLES if TABLES in inside else "pages"
        other = f"choose another --out, such as {out}/report"
        raise ownership.Taken(f"{source}: a report writes its own {what} there; {other}")
    if not check:
        beside = source.parent / "articles.csv"
        with ownership.Folder(out, sources=[source, beside], overwrite=overwrite, keep=True) as folder:
            folder.check(["index.html"])
            run = Run(source, folder, lessons, quiet, taken, gender)
            try:
                return _make(run)
            except KeyboardInterrupt:
                run.tell("what is finished is kept: the same command goes on from there")
                raise
    with tempfile.TemporaryDirectory(prefix="report-check-") as anew, ownership.Folder(Path(anew).resolve()) as folder:
        run = Run(source, folder, lessons, quiet, taken, gender, compared=True)
        status = _make(run)
        lines = manifest.differences(ownership.read(out / manifest.NAME), folder.found, out)
    for line in lines:
        print(line)
    run.tell(f"{out}: {counted(len(lines), 'difference') if lines else 'nothing differs, every byte is the same'}")
    return NOTHING if lines else status


def refresh(notebooks: Path = NOTEBOOKS, quiet: bool = False, figures: Path | None = None) -> int:
    """Execute the notebooks on their own source and write them back where they are.

    What identifies the machine or the moment stays out, so that the same code gives the same bytes.

    Args:
        notebooks: the folder whose NN_*.ipynb are executed.
        quiet: name no notebook that ran to its end.
        figures: where their figures go, as SVG; None for nowhere, since figures are published by a report.

    Returns:
        The exit status: 0, or 1 where one did not run to its end; that one stays as it was.
    """
    from . import kernels

    paths = lesson.found(notebooks)
    opened = {name: lesson.read(path, whole=True) for name, path in paths.items()}
    status = DONE
    with tempfile.TemporaryDirectory() as work:
        for notebook in opened.values():
            lesson.set_parameters(notebook, FIGURES=str(figures or work))
        for name, error in kernels.execute(opened, notebooks, kernels.processes(), formats=("svg",)):
            if error is None:
                lesson.set_parameters(opened[name], FIGURES=lesson.FIGURES)
                lesson.write(opened[name], paths[name])
            else:
                status = NOTHING
            if error is not None or not quiet:
                print(f"error: {error}" if error else name, file=sys.stderr)
    return status


def _make(run: Run) -> int:
    stale = run.stale()
    if not stale and not run.begun:
        return run.end("nothing changed")
    run.go_on()
    if stale:
        _units(run, stale, run.folder.work)
    rows = {name: {"made_by": unit, "inputs": key} for name, (unit, key) in run.made.items()}
    gone = {name for name, row in run.old["outputs"].items() if "inputs" in row}
    # in a clone figures are published without the rest; of a lesson that fails now none stays
    published = ownership.read(run.out / "figures" / manifest.NAME).get("outputs", ())
    gone = (gone | {f"figures/{name}" for name in published}) - set(run.made)
    crate = run.new / manifest.CRATE
    rows.pop(manifest.CRATE, None)
    crate.write_bytes(manifest.crate(run.new, rows, run.sources, run.source.name))
    rows[manifest.CRATE] = {"made_by": SITE, "inputs": run.keys[SITE]}
    run.add(SITE, [crate])
    inputs = run.sources | manifest.common() | run.options
    facts = {"articles": run.articles, "unread": run.unread, "packages": versions(), "inputs": inputs}
    run.folder.put({name: run.new / name for name in run.made}, gone, rows, **facts)
    return run.end(f"{len(run.made)} files")


def _units(run: Run, stale: list[str], work: Path) -> None:
    from ..pipeline.methods import worker
    from . import kernels

    context = kernels.processes()  # warms up while this process imports what it needs
    if TABLES in stale:
        run.tell(f"reading {run.source.name}")
        with worker(context) as pool:
            places = run.new / TABLES, work / ANALYSIS
            written = pool.submit(write_tables, run.source, *places, **run.taken, quiet=run.quiet)
            lesson.without_addresses()
            import nbclient  # noqa: F401  (the longest import of all, done while the tables are made)

            run.articles, run.unread, unread = written.result()
        for line in unread:  # also where it is to be quiet
            print(f"  {line}", file=sys.stderr)
        if not run.articles:
            raise ValueError(f"{run.source}: no article could be read")
        run.add(TABLES, sorted(path for path in (run.new / TABLES).rglob("*") if path.is_file()))
    costs = waiting.expected([name for name in stale if name in run.notebooks], run.articles)
    names = sorted(costs, key=lambda name: (-costs[name], name))  # the longest first, so that no one is left alone
    still = waiting.Waiting([*names, SITE], run.articles, run.quiet)
    for name, page in _executed(run, names, work, context, still):
        made = [page]
        for path in sorted(path for path in (work / name).rglob("*") if path.is_file()):
            if path.name != manifest.NAME:
                target = run.new / "figures" / path.relative_to(work / name)
                target.parent.mkdir(parents=True, exist_ok=True)
                made.append(Path(shutil.move(path, target)))
        run.add(name, made)
    with worker(context) as pool:
        made = pool.submit(_write_site, run.new, _lessons(run)).result()
    if (run.new / "figures").is_dir():  # they are published with a manifest of their own
        made.append(ownership.describe(run.new / "figures"))
    run.add(SITE, made)
    still.end()


def _lessons(run: Run) -> list[tuple[str, str]]:
    """Return (title, address) of the notebooks that have a page."""
    pages = {name: f"notebooks/{name}.html" for name in run.notebooks}
    made = ((name, page) for name, page in pages.items() if page in run.made)
    return [(lesson.title(lesson.read(run.notebooks[name]), name), page) for name, page in made]


def _write_site(out: Path, lessons: list[tuple[str, str]]) -> list[Path]:
    """Write the site over the tables and figures that lie in a folder; return the paths of its files."""
    from .. import pipeline
    from . import site

    return site.write(pipeline.open(out / TABLES), out, lessons)


def corrected(tables: Path) -> str:
    """Say how many rows readers corrected in tables that lie in a folder.

    Args:
        tables: the folder.

    Returns:
        The sentence of `phrases.by_hand`; '' for none.
    """
    path = tables / "corrections.csv"
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        return by_hand(row["change"] for row in csv.DictReader(file))


def write_tables(
    source: Path, directory: Path, work: Path, columns: Mapping[str, str] | None = None, quiet: bool = True,
    **options: Any,
) -> tuple[int, int, list[str]]:  # fmt: skip
    """Write the tables of a source into a new folder.

    A source that holds tables is not analysed again, unless options of `analyse` are given.

    Args:
        source: folder or file of articles, or a folder of tables.
        directory: the new folder, empty.
        work: a folder that may be made, on the same disk.
        columns: {our name: the file's name}, as `corpus.read` takes them.
        quiet: show no progress.
        options: of `pipeline.analyse_into`.

    Returns:
        How many articles were read, how many not, and why not.

    Raises:
        FileNotFoundError: the source was begun and holds no tables yet.
    """
    from .. import pipeline
    from ..corpus import NOTES, read
    from ..corpus.intake import reasons
    from ..pipeline import files
    from ..tables import Problem

    corpus = read(source, columns)
    ready = corpus.tables if not options else None
    if not ready:
        with waiting.bar(quiet, ", then the lessons") as bar:
            show = None if quiet else lambda reading: reading.show(bar)
            read_now = pipeline.analyse_into(work, corpus, progress=show, **options)
        if not read_now.articles:
            return 0, len(read_now.problems), reasons(read_now.problems, kept=False)
    directory.mkdir(parents=True)
    files.copy(ready or work, directory)
    analysis = pipeline.open(directory)
    problems = [Problem(*row) for row in analysis.problems.itertuples(index=False)]
    return len(analysis.articles), int((~analysis.problems["problem"].isin(NOTES)).sum()), reasons(problems)


def _executed(
    run: Run, names: list[str], work: Path, context: Any, still: waiting.Waiting
) -> Iterator[tuple[str, Path]]:
    """Execute notebooks and write each as a page; yield the names and pages of those that ran to their end."""
    from . import kernels

    opened = {name: lesson.read(run.notebooks[name]) for name in names}
    _point(opened, work, run.source, None if run.seed else run.new / TABLES, run.gender)
    put_right = corrected(run.new / TABLES)
    folder = run.notebooks[names[0]].parent if names else run.out
    still.tell()
    for name, error in kernels.execute(opened, folder, context):
        if error is not None:
            still.end()
            print(f"error: {error}", file=sys.stderr)
            run.failed = True
        else:
            # The same page wherever the folders lie.
            own = {} if run.seed else {"SOURCE": run.source.name}
            lesson.set_parameters(opened[name], FIGURES=lesson.FIGURES, **own)
            yield name, lesson.write_page(opened[name], name, run.new / "notebooks", put_right)
        still.finished(name)


def _point(
    notebooks: Mapping[str, Any], work: Path, source: Path, tables: Path | None, gender: bool = True
) -> None:  # fmt: skip
    """Say to lessons where their figures go, and which tables of a source they read.

    On the seed (None) each lesson keeps the source it was written for, since one compares outlets. Another source is
    analysed once, and opened by every lesson.
    """
    own = {"SOURCE": str(tables)} if tables else {}
    for name, notebook in notebooks.items():
        if tables:
            lesson.keep_true_of(notebook, source, gender)
        lesson.set_parameters(notebook, FIGURES=str(work / name), **own)


def drawn(names: Iterable[str], source: Path, work: Path, **taken: Any) -> Iterator[tuple[str, Path]]:
    """Draw figures again as the lessons draw them from a source, so that one can be held against it byte by byte.

    Args:
        names: of figures, without ending; those that no lesson draws are never yielded.
        source: the articles.
        work: an empty folder.
        taken: how the articles are taken in, as `analyse` has it.

    Yields:
        (name, path); several lessons may draw one of a name.

    Raises:
        ValueError: a lesson did not run to its end.
    """
    from . import kernels

    wanted = set(names)
    opened = {name: lesson.read(path) for name, path in lesson.found(NOTEBOOKS).items()}
    opened = {name: notebook for name, notebook in opened.items() if wanted & set(lesson.shown(notebook))}
    tables = work / TABLES if opened and (source.resolve() != SEED or taken) else None
    if tables:
        write_tables(source, tables, work / ANALYSIS, **taken)
    _point(opened, work, source, tables)
    for name, error in kernels.execute(opened, NOTEBOOKS, kernels.processes()):
        if error is not None:
            raise ValueError(f"no figure of {name} can be drawn anew: {error}")
        yield from ((path.stem, path) for path in sorted((work / name).glob("*.*")) if path.stem in wanted)
