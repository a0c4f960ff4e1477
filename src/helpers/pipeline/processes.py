"""Start processes that have the libraries and the parser loaded already, where that is safe.

Importing spaCy and loading its model takes longer than analysing a hundred articles. On Linux processes are
forked from one that has done so once; elsewhere (macOS, Windows) each starts afresh and imports for itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
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


@contextmanager
def worker(context: Any) -> Iterator[ProcessPoolExecutor]:
    """Give a process to submit work to; it ends with the block, at once where an error ends that."""
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
    """End a pool's processes, whatever they are at."""
    running = list((pool._processes or {}).values())  # until Python 3.14's terminate_workers
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.terminate()
    for process in running:
        process.join()
