"""Start processes that have the libraries and the parser loaded already, where that is safe.

Importing spaCy and loading its model takes longer than analysing a hundred articles. On Linux processes are
forked from one that has done so once; elsewhere (macOS, Windows) each starts afresh and imports for itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any

FORKS = sys.platform == "linux"


def context(preload: str = "helpers.pipeline.warm") -> Any:
    """Return the multiprocessing context to start processes from.

    preload: the module that the process to fork from imports; the first call in a program decides.
    """
    if not FORKS:
        return multiprocessing.get_context("spawn")
    from multiprocessing.forkserver import ensure_running

    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload([preload])
    ensure_running()
    return chosen


def load(libraries: Iterable[str]) -> None:
    """Import libraries and load the spaCy pipeline; what is missing is left for the new process to report."""
    for name in libraries:
        try:
            import_module(name)
        except ImportError:
            continue
    try:
        from ..parse import pipeline

        pipeline()
    except (ImportError, OSError, ValueError):
        pass
    gc.freeze()  # what is loaded now stays shared between the forks
