"""Draw figures again, so that one can be held against what this corpus gives, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from . import NOTEBOOKS, SEED, TABLES, kernels, lesson, write_tables


def drawn(names: Iterable[str], source: Path, work: Path, **taken: Any) -> Iterator[tuple[str, Path]]:
    """Draw figures as the lessons draw them from a source.

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
    wanted = set(names)
    opened = {name: lesson.read(path) for name, path in lesson.found(NOTEBOOKS).items()}
    opened = {name: notebook for name, notebook in opened.items() if wanted & set(shown(notebook))}
    own: Mapping[str, str] = {}
    if opened and (source.resolve() != SEED or taken):
        write_tables(source, work / TABLES, work / "analysis", **taken)
        own = {"SOURCE": str(work / TABLES)}
    for name, notebook in opened.items():
        if own:
            lesson.keep_true_of(notebook, source)
        lesson.set_parameters(notebook, FIGURES=str(work / name), **own)
    for name, error in kernels.execute(opened, NOTEBOOKS, kernels.processes()):
        if error is not None:
            raise ValueError(f"no figure of {name} can be drawn anew: {error}")
        yield from ((path.stem, path) for path in sorted((work / name).glob("*.*")) if path.stem in wanted)


def shown(notebook: Any) -> list[str]:
    """List the figures that a notebook's outputs show.

    Args:
        notebook: executed.

    Returns:
        Their names, in order.
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    texts = ["".join(output.get("data", {}).get("text/plain", "")) for output in outputs]
    return [found[1] for text in texts if (found := re.match(r"Chart\(([\w-]+): ", text))]
