"""The commands that question a result: `sample` draws rows, `actors` asks who is one, `verify` what made a figure."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import ownership, phrases
from .corpus.columns import OURS
from .knowledge import DATA
from .pipeline.corrections import FILE as CORRECTIONS

if TYPE_CHECKING:
    from .analysis import Analysis

RECORD = "same, as its own record has it; no lesson draws it, so nothing shows that the record is true"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module to the command line.

    Args:
        commands: takes the new parsers.
    """
    sample = commands.add_parser("sample", help="draw rows at random, for somebody to check")
    sample.add_argument("table", metavar="TABLE", help="quotes, mentions, timexes, framing, sentences or tones")
    sample.add_argument("--n", type=int, default=50, help="how many rows (default: 50)")
    sample.add_argument("--seed", type=int, default=0, help="another number draws other rows")
    sample.add_argument("--out", type=Path, metavar="FILE", help="default: TABLE_to_check.csv")
    sample.add_argument("--overwrite", action="store_true", help="replace FILE, with what was filled in there")
    _corpus(sample)
    sample.set_defaults(run=_sample)
    actors = commands.add_parser("actors", help="who is probably one person or body, for somebody to say")
    actors.add_argument("source", metavar="SOURCE", help="a folder or a file of articles, or of tables")
    actors.set_defaults(run=_actors)
    verify = commands.add_parser("verify", help="is a figure what this corpus gives, drawn anew?")
    verify.add_argument("figure", metavar="FIGURE", nargs="+", type=Path, help=".svg, .png or .pdf")
    _corpus(verify)
    verify.set_defaults(run=_verify)


def _corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", default=str(DATA / "articles"), help="articles (default: the seed)")
    add_taken(parser)


def add_taken(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how articles are taken in, the same for every command that reads some.

    Args:
        parser: of one command.
    """
    parser.add_argument("--columns", type=_pairs, default={}, metavar="text=body,…", help="our columns, and yours")
    parser.add_argument("--corrections", type=_file, default=CORRECTIONS, metavar="FILE", help="what readers put right")
    parser.add_argument("--any-language", action="store_true", help="keep articles that are not in English")


def taken(options: argparse.Namespace) -> dict[str, Any]:
    """Pick those of the options of `add_taken` that were given.

    Args:
        options: of a command that has them.

    Returns:
        {name: value}, to be passed on to `report.report`.
    """
    given = {"columns": options.columns, "corrections": options.corrections, "any_language": options.any_language}
    usual = {"columns": {}, "corrections": CORRECTIONS, "any_language": False}
    return {name: value for name, value in given.items() if value != usual[name]}


def _pairs(value: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value.split(",")]
    if any(not (name and given) for name, _, given in pairs):
        raise argparse.ArgumentTypeError("expected our=yours pairs, such as text=body,published=date")
    ours = {name.strip(): given.strip() for name, _, given in pairs}
    if unknown := sorted(set(ours) - set(OURS)):
        raise argparse.ArgumentTypeError(f"no column {', '.join(unknown)} of ours; there are {', '.join(OURS)}")
    return ours


def _file(value: str) -> Path:
    if not Path(value).is_file():
        raise argparse.ArgumentTypeError(f"{value}: there is no such file")
    return Path(value)


def _analysed(options: argparse.Namespace) -> Analysis:
    from .corpus import read
    from .pipeline import analyse

    corpus = read(options.source, options.columns)
    return analyse(corpus, corrections=options.corrections, any_language=options.any_language)


def _sample(options: argparse.Namespace) -> int:
    from .estimates.sample import sheet

    drawn = sheet(_analysed(options), options.table, options.n, options.seed)
    out = options.out or Path(f"{options.table}_to_check.csv")
    sources = [Path(options.source), options.corrections]
    ownership.write(out, phrases.csv(drawn), sources, options.overwrite)
    print(f"{len(drawn)} rows to check: {out}. Fill in `value`, then append the lines to {options.corrections.name}.")
    return 0


def _actors(options: argparse.Namespace) -> int:
    from .actors import beside, gazetteer
    from .actors.review import report, review
    from .corpus import read
    from .pipeline import analyse

    corpus, source = read(options.source), Path(options.source)
    found = analyse(corpus, () if corpus.tables else ("quotes", "sentiment", "timexes", "events", "framing", "tokens"))
    listed = {entry.actor_id for entry in gazetteer.read(beside(options.source)).own.values()}
    folder = source if source.is_dir() else source.parent
    print(report(review(found.mentions, found.articles, listed), str(folder / gazetteer.OWN_TABLE)))
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
        for name, anew in drawn({path.stem for path in figures}, Path(options.source), Path(work), **taken(options)):
            for path in figures:
                if path.stem == name and path.suffix == anew.suffix:
                    same[path] = same.get(path, False) or path.read_bytes() == anew.read_bytes()
            if len(same) == len(figures) and all(same.values()):
                break
    return same
