"""The command line: `python -m helpers analyse SOURCE --out DIR`."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import __version__, knowledge
from . import commands as commands_that_question
from .corpus import read
from .corpus.intake import reasons
from .pipeline.files import FILES as EXPORTS

SCRIPT = "reading-the-news-closely"  # what the installed command is called
OVERWRITE = "replace files of these names that were not written here; never those of the source"
DONE, NOTHING, USAGE, PARTLY = 0, 1, 2, 3  # exit statuses


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: of the command line; None for those of this process.

    Returns:
        The exit status: 0 all read, 3 some not, 1 nothing, 2 wrong usage; 128 and its number where a signal ended it.

    Raises:
        SystemExit: usage is wrong, or only asked for.
    """
    script = Path(sys.argv[0]).stem == SCRIPT
    prog = SCRIPT if script else "python -m helpers"
    parser = argparse.ArgumentParser(prog=prog, description="Read the news closely.")
    parser.add_argument("--version", action="version", version=f"helpers {__version__} {knowledge.commit()}".strip())
    commands = parser.add_subparsers(dest="command", required=True)
    _analyse_options(commands.add_parser("analyse", help="write the tables of a corpus into a folder"))
    _report_options(commands.add_parser("report", help="execute the notebooks on a corpus and write a site"))
    _classroom_options(commands.add_parser("classroom", help="write the teaching edition of the notebooks"))
    _lessons_options(commands.add_parser("lessons", help="put the lessons, with all they read, into a folder"))
    commands_that_question.add(commands)
    options = parser.parse_args(arguments)
    try:
        with _stopped_by(signal.SIGTERM):
            return options.run(options)
    except KeyboardInterrupt as stop:  # what was begun is cleared away by now
        number = stop.args[0] if stop.args else signal.SIGINT
        print("stopped", file=sys.stderr)
        return 128 + number
    except (OSError, ValueError, ImportError) as error:
        # what the system says begins with a number and ends with the file; a reader asks for the file first
        file, said = getattr(error, "filename", None), getattr(error, "strerror", None)
        print(f"error: {file}: {said}" if file is not None and said else f"error: {error}", file=sys.stderr)
        return NOTHING


@contextlib.contextmanager
def _stopped_by(number: int) -> Iterator[None]:
    """Let a signal end the work as Ctrl-C does, so that processes of ours end and nothing half done is left."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, stop)
    try:
        yield
    finally:
        signal.signal(number, before)


def _analyse_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a folder or a file of articles")
    parser.add_argument("--out", metavar="DIR", required=True, type=Path)
    parser.add_argument("--format", choices=("parquet", "csv", *EXPORTS), default="parquet")
    parser.add_argument("--skip", type=_names, default=(), metavar="TABLE,…")
    parser.add_argument("--minds", action="store_true", help="add reports of minds: think, believe, hope, fear")
    commands_that_question.add_taken(parser)
    parser.add_argument("--keep-duplicates", action="store_true", help="count a text as often as it is there")
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="processes on this machine")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, such as tcp://host:8786")
    parser.add_argument("--overwrite", action="store_true", help=OVERWRITE)
    parser.add_argument("--quiet", action="store_true", help="no progress bar; errors are said all the same")
    parser.set_defaults(run=_analyse)


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", nargs="?", help="a folder or a file; the seed article if left out")
    parser.add_argument("--out", metavar="DIR", default=Path("reports"), type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if anything would differ")
    parser.add_argument("--overwrite", action="store_true", help=OVERWRITE)
    commands_that_question.add_taken(parser)
    parser.add_argument("--no-gender", action="store_true", help="leave out who is quoted by gender, which is guessed")
    parser.add_argument("--in-place", action="store_true", help="execute the notebooks where they are")
    parser.add_argument("--quiet", action="store_true")
    parser.set_defaults(run=_report)


def _classroom_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", default=Path("build/classroom"), type=Path)
    parser.set_defaults(run=_classroom)


def _lessons_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", default=Path(SCRIPT), type=Path)
    parser.set_defaults(run=_lessons)


def _lessons(options: argparse.Namespace) -> int:
    from . import classroom

    classroom.lessons(options.out)
    print(f"jupyter lab {options.out / 'notebooks' / '00_start_here.ipynb'}")
    return DONE


def _classroom(options: argparse.Namespace) -> int:
    from . import classroom

    made = classroom.build(options.out)
    print(f"{len(made)} files: {options.out}")
    return DONE


def _report(options: argparse.Namespace) -> int:
    from . import report

    if options.in_place:
        return report.refresh(quiet=options.quiet)
    taken = commands_that_question.taken(options)
    return report.report(
        options.source or report.SEED, options.out, options.check, options.quiet,
        overwrite=options.overwrite, gender=not options.no_gender, **taken,
    )  # fmt: skip


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
    from .pipeline import Reading, analyse_into

    bar = None if options.quiet else _bar()

    def progress(reading: Reading) -> None:
        reading.show(bar)

    summary = analyse_into(
        options.out, read(options.source, options.columns, options.keep_duplicates),
        "csv" if options.format in EXPORTS else options.format, options.skip,
        options.minds, options.corrections, options.workers, options.scheduler, options.any_language,
        progress if bar is not None else None, options.overwrite,
        more=[EXPORTS[options.format]] if options.format in EXPORTS else (),
    )  # fmt: skip
    if bar is not None:
        bar.close()
        new = summary.articles - summary.known
        print(
            f"{summary.tally.line(summary.problems)}: {options.out} ({new} new)"
            + (" – stopped; run again to go on" if summary.stopped else ""),
            file=sys.stderr,
        )
    if not summary.articles:
        print(f"error: {options.source}: no article could be read", file=sys.stderr)
    for line in reasons(summary.problems):  # also where it is to be quiet: what was left out is no progress
        print(f"  {line}", file=sys.stderr)
    if not summary.articles:
        return NOTHING
    if options.format in EXPORTS:
        from . import pipeline
        from .pipeline import files

        files.export(pipeline.open(options.out), options.out, options.format)
    return DONE if summary.all_read else PARTLY


def _bar() -> Any:
    from tqdm import tqdm

    return tqdm(unit=" articles", smoothing=0.05, dynamic_ncols=True, mininterval=0.5)


if __name__ == "__main__":
    sys.exit(main())
