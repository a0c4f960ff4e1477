"""The commands that question a result: `sample` draws rows, `actors` asks who is one, `verify` what made a figure."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import ownership
from .knowledge import DATA
from .pipeline.corrections import FILE as CORRECTIONS


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module to the command line."""
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
    verify = commands.add_parser("verify", help="is a figure still what this corpus gives?")
    verify.add_argument("figure", metavar="FIGURE", nargs="+", type=Path, help=".svg, .png or .pdf")
    _corpus(verify)
    verify.set_defaults(run=_verify)


def _corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", default=str(DATA / "articles"), help="articles (default: the seed)")
    parser.add_argument("--corrections", type=Path, default=CORRECTIONS, metavar="FILE")


def _sample(options: argparse.Namespace) -> int:
    from .estimates.sample import sheet
    from .pipeline import analyse

    drawn = sheet(analyse(options.source, corrections=options.corrections), options.table, options.n, options.seed)
    out = options.out or Path(f"{options.table}_to_check.csv")
    sources = [Path(options.source), options.corrections]
    ownership.write(out, drawn.to_csv(index=False, lineterminator="\n").encode("utf-8"), sources, options.overwrite)
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
    """Print `same`, or `differs` and where; the exit status is 1 when any figure differs."""
    from .figures.provenance import differences, read
    from .pipeline import analyse

    for path in options.figure:  # before the long work
        read(path)
    analysis = analyse(options.source, corrections=options.corrections)
    status = 0
    for path in options.figure:
        found = list(differences(path, analysis))
        print(f"{path}: {'differs' if found else 'same'}", *found, sep="\n  ")
        status = status or int(bool(found))
    return status
