"""The command line: `python -m helpers analyse SOURCE --out DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import commands as commands_that_question
from .corpus import NOTES, read
from .corrections import FILE as CORRECTIONS

DONE, NOTHING, USAGE, PARTLY = 0, 1, 2, 3  # exit statuses


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 all read, 3 some not, 1 nothing, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description="Read the news closely.")
    commands = parser.add_subparsers(dest="command", required=True)
    _analyse_options(commands.add_parser("analyse", help="write the tables of a corpus into a folder"))
    _report_options(commands.add_parser("report", help="execute the notebooks on a corpus and write a site"))
    commands_that_question.add(commands)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return NOTHING


def _analyse_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a folder or a file of articles")
    parser.add_argument("--out", metavar="DIR", required=True, type=Path)
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--skip", type=_names, default=(), metavar="TABLE,…")
    parser.add_argument("--columns", type=_pairs, default={}, metavar="text=body,…")
    parser.add_argument("--minds", action="store_true", help="add reports of minds: think, believe, hope, fear")
    parser.add_argument("--corrections", type=Path, default=CORRECTIONS, metavar="FILE")
    parser.add_argument("--quiet", action="store_true")
    parser.set_defaults(run=_analyse)


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", nargs="?", help="a folder or a file; the seed article if left out")
    parser.add_argument("--out", metavar="DIR", default=Path("reports"), type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if anything would differ")
    parser.add_argument("--in-place", action="store_true", help="execute the notebooks where they are")
    parser.add_argument("--quiet", action="store_true")
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from . import report

    if options.in_place:
        return report.refresh(quiet=options.quiet)
    return report.report(options.source or report.SEED, options.out, options.check, options.quiet)


def _names(value: str) -> tuple[str, ...]:
    from .tables import TABLES

    names = tuple(name.strip() for name in value.split(",") if name.strip())
    if unknown := sorted(set(names) - set(TABLES)):
        raise argparse.ArgumentTypeError(f"no table {', '.join(unknown)}; there are {', '.join(TABLES)}")
    return names


def _pairs(value: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value.split(",")]
    if any(not (name and given) for name, _, given in pairs):
        raise argparse.ArgumentTypeError("expected our=yours pairs, such as text=body,published=date")
    return {name.strip(): given.strip() for name, _, given in pairs}


def _analyse(options: argparse.Namespace) -> int:
    from . import store
    from .pipeline import analyse
    from .tables import TABLES

    analysis = analyse(read(options.source, options.columns), options.skip, options.minds, options.corrections)
    options.out.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        if name not in options.skip:
            store.save(getattr(analysis, name), options.out, name, options.format)
    if not options.quiet:
        print(
            f"{len(analysis.articles)} articles, {len(analysis.problems)} problems: {options.out}",
            file=sys.stderr,
        )
    if analysis.articles.empty:
        return NOTHING
    return PARTLY if set(analysis.problems["problem"]) - NOTES else DONE


if __name__ == "__main__":
    sys.exit(main())
