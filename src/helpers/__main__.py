"""The command line: `python -m helpers analyse SOURCE --out DIR`."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import shlex
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import __version__, knowledge, ownership, phrases
from .corpus import read
from .corpus.columns import OURS
from .corpus.intake import reasons
from .pipeline.corrections import FILE as CORRECTIONS
from .pipeline.files import FILES as EXPORTS
from .tables import Problem

if TYPE_CHECKING:
    from .analysis import Analysis

SCRIPT = "reading-the-news-closely"  # what the installed command is called
OVERWRITE = "replace files of these names that were not written here; never those of the source"
DONE, NOTHING, USAGE, PARTLY, HEARD = 0, 1, 2, 3, 141  # exit statuses
WAYS = {errno.EACCES: "ask for leave", errno.ENOSPC: "make room there", errno.EROFS: "nothing is written there"}
RECORD = "same, as its own record has it; no lesson draws it, so nothing shows that the record is true"


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: of the command line; None for those of this process.

    Returns:
        The exit status: 0 all read, 3 some not, 1 nothing, 2 wrong usage; 128 and its number where a signal ended it.

    Raises:
        SystemExit: usage is wrong, or only asked for.
    """
    for name in ("stdin", "stdout", "stderr"):  # closed by who started us: else our own files would take their places
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115
    script = Path(sys.argv[0]).stem == SCRIPT
    prog = SCRIPT if script else "python -m helpers"
    parser = argparse.ArgumentParser(prog=prog, description="Read the news closely.")
    parser.add_argument("--version", action="version", version=f"helpers {__version__} {knowledge.commit()}".strip())
    commands = parser.add_subparsers(dest="command", required=True)
    _analyse_options(commands.add_parser("analyse", help="write the tables of a corpus into a folder"))
    _report_options(commands.add_parser("report", help="execute the notebooks on a corpus and write a site"))
    _classroom_options(commands.add_parser("classroom", help="write the teaching edition of the notebooks"))
    _lessons_options(commands.add_parser("lessons", help="put the lessons, with all they read, into a folder"))
    _sample_options(commands.add_parser("sample", help="draw rows at random, for somebody to check"))
    _actors_options(commands.add_parser("actors", help="who is probably one person or body, for somebody to say"))
    _verify_options(commands.add_parser("verify", help="is a figure what this corpus gives, drawn anew?"))
    given = sys.argv[1:] if arguments is None else arguments
    if given and not given[0].startswith("-") and given[0] not in commands.choices:
        near = get_close_matches(given[0], commands.choices, 1)
        parser.error(f"no command {given[0]!r}: {f'did you mean {near[0]}' if near else 'see --help'}?")
    options, left = parser.parse_known_args(given)
    if left:
        more = options.command in ("analyse", "report", "actors") and not any(one.startswith("-") for one in left)
        way = "; one SOURCE is read, and a folder whole: name the folder in place of its files" if more else ""
        commands.choices[options.command].error(f"unrecognized arguments: {' '.join(left[:5])}{way}")
    try:
        with _stopped_by(signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):  # as a closed terminal sends
            status = options.run(options)
            sys.stdout.flush()
            return status
    except BrokenPipeError:  # who listened has gone, as `head` does; what was to be written is
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return HEARD
    except KeyboardInterrupt as stop:  # what was begun is cleared away by now
        number = stop.args[0] if stop.args else signal.SIGINT
        print("stopped", file=sys.stderr)
        return 128 + number
    except (OSError, ValueError, ImportError) as error:
        # what the system says begins with a number and ends with the file; a reader asks for the file first
        if isinstance(error, shutil.Error):  # of many files; the first is enough
            error = OSError(f"{error.args[0][0][1]}: {error.args[0][0][2]}")
        said = getattr(error, "strerror", None)
        file = getattr(error, "filename", None) or getattr(options, "out", None)  # a full disk names none
        way = WAYS.get(getattr(error, "errno", None) or 0, "")
        said = f"{said}: {way}, or choose another --out" if way and "out" in options else said
        line = f"error: {file}: {said}" if file is not None and said else f"error: {error}"
        print(phrases.told(line), file=sys.stderr)
        return NOTHING


@contextlib.contextmanager
def _stopped_by(*numbers: int) -> Iterator[None]:
    """Let signals end the work as Ctrl-C does, so that processes of ours end and nothing half done is left."""

    def stop(number: int, frame: object) -> None:
        # the terminal is gone, and a word to it would be an error
        for stream in () if number in (signal.SIGINT, signal.SIGTERM) else (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        raise KeyboardInterrupt(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as it was while this was loaded
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # what is ignored, as under nohup, stays so
    before = {one: signal.signal(one, stop) for one in {*numbers} if signal.getsignal(one) is not signal.SIG_IGN}
    try:
        yield
    finally:
        list(map(signal.signal, before, before.values()))


def _analyse_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", type=ownership.home, help="a folder or a file of articles")
    parser.add_argument("--out", metavar="DIR", required=True, type=_place)
    parser.add_argument("--format", choices=("parquet", "csv", *EXPORTS), default="parquet")
    parser.add_argument("--skip", type=_names, default=(), metavar="TABLE,…")
    parser.add_argument("--minds", action="store_true", help="add reports of minds: think, believe, hope, fear")
    _add_taken(parser)
    parser.add_argument("--keep-duplicates", action="store_true", help="count a text as often as it is there")
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="processes on this machine")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, such as tcp://host:8786")
    parser.add_argument("--overwrite", action="store_true", help=OVERWRITE)
    parser.add_argument("--quiet", action="store_true", help="no progress bar; errors are said all the same")
    parser.set_defaults(run=_analyse)


def _report_options(parser: argparse.ArgumentParser) -> None:
    what = "a folder or a file; the seed article if left out"
    parser.add_argument("source", metavar="SOURCE", type=ownership.home, nargs="?", help=what)
    parser.add_argument("--out", metavar="DIR", default=Path("reports"), type=_place)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if anything would differ")
    parser.add_argument("--overwrite", action="store_true", help=OVERWRITE)
    _add_taken(parser)
    parser.add_argument("--no-gender", action="store_true", help="leave out who is quoted by gender, which is guessed")
    parser.add_argument("--in-place", action="store_true", help="execute the notebooks where they are")
    parser.add_argument("--quiet", action="store_true")
    parser.set_defaults(run=_report)


def _classroom_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", default=Path("build/classroom"), type=_place)
    parser.set_defaults(run=_classroom)


def _lessons_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", default=Path(SCRIPT), type=_place)
    parser.set_defaults(run=_lessons)


def _sample_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("table", metavar="TABLE", help="quotes, mentions, timexes, framing, sentences or tones")
    parser.add_argument("--n", type=int, default=50, help="how many rows (default: 50)")
    parser.add_argument("--seed", type=int, default=0, help="another number draws other rows")
    parser.add_argument("--out", type=_place, metavar="FILE", help="default: TABLE_to_check.csv")
    parser.add_argument("--overwrite", action="store_true", help="replace FILE, with what was filled in there")
    _corpus(parser)
    parser.set_defaults(run=_sample)


def _actors_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", metavar="SOURCE", type=ownership.home, help="a folder or a file of articles, or of tables"
    )
    _add_taken(parser)
    parser.set_defaults(run=_actors)


def _verify_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("figure", metavar="FIGURE", nargs="+", type=Path, help=".svg, .png or .pdf")
    _corpus(parser)
    parser.set_defaults(run=_verify)


def _lessons(options: argparse.Namespace) -> int:
    from . import classroom

    classroom.lessons(options.out)
    print(f"jupyter lab {shlex.quote(str(options.out / 'notebooks' / '00_start_here.ipynb'))}")
    return DONE


def _classroom(options: argparse.Namespace) -> int:
    from . import classroom

    print("making the editions; this takes a minute or two", file=sys.stderr)
    made = classroom.build(options.out)
    print(f"{len(made)} files: {options.out}; for teachers: {options.out / 'instructor' / 'index.html'}")
    return DONE


def _report(options: argparse.Namespace) -> int:
    from . import report

    if options.in_place:
        return report.refresh(quiet=options.quiet)
    taken = _taken(options)
    return report.report(
        options.source or report.SEED, options.out, options.check, options.quiet,
        overwrite=options.overwrite, gender=not options.no_gender, **taken,
    )  # fmt: skip


def _place(value: str) -> Path:
    if not value.strip():  # as an empty variable of a shell gives it: it would be the folder one stands in
        raise argparse.ArgumentTypeError("expected a name, not an empty one; the folder you are in is .")
    return Path(ownership.home(value))


def _count(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError("expected a whole number, 1 or more")
    return int(value)


def _names(value: str) -> tuple[str, ...]:
    from .tables import TABLES

    names = tuple(name.strip() for name in value.split(",") if name.strip())
    if unknown := sorted(set(names) - set(TABLES)):
        raise argparse.ArgumentTypeError(f"no table {', '.join(unknown)}; there are {', '.join(TABLES)}")
    return names


def _analyse(options: argparse.Namespace) -> int:
    from .pipeline import analyse_into
    from .report import waiting

    with waiting.bar(options.quiet) as bar:
        summary = analyse_into(
            options.out, read(options.source, options.columns, options.keep_duplicates),
            "csv" if options.format in EXPORTS else options.format, options.skip,
            options.minds, options.corrections, options.workers, options.scheduler, options.any_language,
            None if options.quiet else lambda reading: reading.show(bar), options.overwrite,
            more=[EXPORTS[options.format]] if options.format in EXPORTS else (),
        )  # fmt: skip
    if not (options.quiet or summary.stopped):
        new = summary.articles - summary.known
        print(f"{summary.tally.line(summary.problems)}: {options.out} ({new} new)", file=sys.stderr)
    if summary.stopped:
        told = "stopped; run again to go on. What stands there was read now, or by a run before"
        print(f"{options.out}: {told}", file=sys.stderr)
    elif not summary.articles:
        print(f"error: {options.source}: no article could be read", file=sys.stderr)
    # also where it is to be quiet: what was left out is no progress
    for line in reasons(summary.problems, summary.articles > 0):
        print(f"  {line}", file=sys.stderr)
    if not (summary.articles or summary.stopped):
        return NOTHING
    if options.format in EXPORTS:
        from . import pipeline
        from .pipeline import files

        files.export(pipeline.open(options.out), options.out, options.format)
    return DONE if summary.all_read else PARTLY


# --------------------------------------------------------------------------------------------------
# Question a result: `sample` draws rows, `actors` asks who is one, `verify` what made a figure.


def _corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source", type=ownership.home, default=str(knowledge.DATA / "articles"), help="articles (default: the seed)"
    )
    _add_taken(parser)


def _add_taken(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how articles are taken in, the same for every command that reads some."""
    parser.add_argument("--columns", type=_pairs, default={}, metavar="text=body,…", help="our columns, and yours")
    parser.add_argument("--corrections", type=_file, default=CORRECTIONS, metavar="FILE", help="what readers put right")
    parser.add_argument("--any-language", action="store_true", help="keep articles that are not in English")


def _taken(options: argparse.Namespace) -> dict[str, Any]:
    """Pick those of the options of `_add_taken` that were given, to be passed on to `report.report`."""
    usual = {"columns": {}, "corrections": CORRECTIONS, "any_language": False}
    return {name: given for name, value in usual.items() if (given := getattr(options, name)) != value}


def _pairs(value: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value.split(",")]
    if any(not (name and given) for name, _, given in pairs):
        raise argparse.ArgumentTypeError("expected our=yours pairs, such as text=body,published=date")
    ours = {name.strip(): given.strip() for name, _, given in pairs}
    if unknown := sorted(set(ours) - set(OURS)):
        raise argparse.ArgumentTypeError(f"no column {', '.join(unknown)} of ours; there are {', '.join(OURS)}")
    return ours


def _file(value: str) -> Path:
    if not Path(ownership.home(value)).is_file():
        raise argparse.ArgumentTypeError(f"{value}: there is no such file")
    return Path(ownership.home(value))


def _analysed(options: argparse.Namespace) -> Analysis:
    from .pipeline import analyse

    corpus = read(options.source, options.columns)
    return _some(analyse(corpus, corrections=options.corrections, any_language=options.any_language), options.source)


def _some(analysis: Analysis, source: str) -> Analysis:
    """Return an analysis that has articles. Raises ValueError, with what was not read, for one that has none."""
    if not len(analysis.articles):
        lines = reasons((Problem(*row) for row in analysis.problems.itertuples(index=False)), kept=False)
        raise ValueError("\n  ".join([f"{source}: no article could be read", *lines]))
    return analysis


def _sample(options: argparse.Namespace) -> int:
    from .estimates.sample import sheet

    drawn = sheet(_analysed(options), options.table, options.n, options.seed)
    out = options.out or Path(f"{options.table}_to_check.csv")
    sources = [Path(options.source), options.corrections]
    ownership.write(out, phrases.csv(drawn), sources, options.overwrite)
    asked = {"sentences": "how many statements each holds", "tones": "negative, neutral or positive"}
    what = asked.get(options.table, "right or wrong")
    filled = f"Fill in `value` ({what}), then append the lines to {options.corrections.name}."
    print(f"{len(drawn)} rows to check: {out.resolve()}. {filled}")
    return 0


def _actors(options: argparse.Namespace) -> int:
    from .actors import beside, gazetteer
    from .actors.review import report, review
    from .pipeline import analyse

    corpus, source = read(options.source, options.columns), Path(options.source)
    skip = () if corpus.tables else ("quotes", "sentiment", "timexes", "events", "framing", "tokens")
    how = {"corrections": options.corrections, "any_language": options.any_language}
    found = _some(analyse(corpus, skip, **how), options.source)
    listed = {entry.actor_id for entry in gazetteer.read(beside(options.source)).own.values()}
    folder = source if source.is_dir() else source.parent
    pairs = review(found.mentions, found.articles, listed, dict(found.actors[["actor_id", "gender"]].values))
    print(report(pairs, str(folder / gazetteer.OWN_TABLE)))
    return 0


def _verify(options: argparse.Namespace) -> int:
    """Print `same`, or `differs` and where; the exit status is 1 when any figure differs or is none of ours.

    First what the file says of its making, then the figure drawn anew from the tables, byte by byte.
    """
    from .figures.provenance import NoProvenance, differences, read

    known, status = [], 0
    for path in options.figure:  # before the long work
        try:
            read(path)
            known.append(path)
        except (NoProvenance, FileNotFoundError) as error:
            print(f"error: {error}", file=sys.stderr)
            status = 1
    found = {}
    if known:
        analysis = _analysed(options)
        found = {path: list(differences(path, analysis)) for path in known}
    anew = _drawn_anew([path for path in known if not found[path]], options)
    for path, lines in found.items():
        if not lines and anew.get(path) is False:
            lines.append("picture: drawn anew from the tables, it is another")
        same = "same: drawn anew from the tables, every byte is as it was" if path in anew else RECORD
        print(f"{path}: {'differs' if lines else same}", *lines, sep="\n  ")
        status = status or int(bool(lines))
    return status


def _drawn_anew(figures: list[Path], options: argparse.Namespace) -> dict[Path, bool]:
    """Return whether each figure is, byte by byte, what a lesson draws from the tables; nothing of those none draws."""
    from .report import drawn

    same: dict[Path, bool] = {}
    with tempfile.TemporaryDirectory(prefix="anew-") as work:
        for name, anew in drawn({path.stem for path in figures}, Path(options.source), Path(work), **_taken(options)):
            for path in figures:
                if path.stem == name and path.suffix == anew.suffix:
                    same[path] = same.get(path, False) or path.read_bytes() == anew.read_bytes()
            if len(same) == len(figures) and all(same.values()):
                break
    return same


if __name__ == "__main__":
    sys.exit(main())
