"""Execute notebooks headless, each in a kernel of its own, two at a time.

nbclient executes; only the start of a kernel is ours. On Linux a kernel is forked from a process that has
the libraries loaded (see `warm`) and talks through files in a temporary folder, so that no network is
needed, not even the loopback. Elsewhere it is started afresh and talks through the loopback.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..figures import ASKED, FORMATS
from ..pipeline.methods import FORKS, begin, context
from .waiting import AT_ONCE

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT = 3600  # seconds for one cell: a large corpus takes its time


class NotebookError(RuntimeError):
    """A cell failed; the message names the notebook, the cell and the error."""


def processes() -> Any:
    """Return the multiprocessing context that kernels and other jobs start from; warm where forks are safe."""
    return context("helpers.report.warm")


def execute(
    notebooks: Mapping[str, NotebookNode], folder: Path, context: Any, formats: Iterable[str] = FORMATS
) -> Iterator[tuple[str, NotebookError | None]]:
    """Execute notebooks in place.

    Args:
        notebooks: {name: notebook}; its outputs are replaced.
        folder: where they run.
        context: see `processes`.
        formats: that figures are saved in.

    Yields:
        The name of each notebook as it ends, and the NotebookError that ended it, or None.
    """
    started: list[Any] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = (folder, context, started, formats)
        running = {pool.submit(_run, name, one, *given): name for name, one in notebooks.items()}
        try:
            for future in as_completed(running):
                error = future.exception()
                if error is not None and not isinstance(error, NotebookError):
                    raise error
                yield running[future], error
        finally:
            for future in running:
                future.cancel()
            while not all(future.done() for future in running):  # we were stopped: so are those at work
                for process in started:
                    process.kill()
                wait(running, timeout=0.2)


def _run(
    name: str, notebook: NotebookNode, folder: Path, context: Any, started: list[Any], formats: Iterable[str]
) -> None:
    from nbclient import NotebookClient

    # Sockets need short names: the system's temporary folder, not the output folder, which may lie deep.
    with tempfile.TemporaryDirectory(prefix="kernel-") as work:
        manager, process = _start(Path(work), folder, context, formats)
        started.append(process)
        client = NotebookClient(notebook, km=manager, timeout=TIMEOUT, record_timing=False, shutdown_kernel="immediate")
        try:
            asyncio.run(client.async_execute(cleanup_kc=True))
        except Exception as error:  # whatever ends a notebook is told with its name; others go on
            raise NotebookError(f"{name}: {_where(notebook, error)}") from error
        finally:
            atexit.unregister(client._cleanup_kernel)  # nbclient's own, for a kernel that is gone by then
            started.remove(process)
            process.kill()
            process.join()


def _where(notebook: NotebookNode, error: Exception) -> str:
    """Say which cell failed and why, in one line."""
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                return f"cell {number}: {output.ename}: {output.evalue}"
    lines = str(error).strip().splitlines()
    return lines[-1] if lines else type(error).__name__


def _start(work: Path, folder: Path, context: Any, formats: Iterable[str]) -> tuple[Any, Any]:
    """Start a kernel; return the manager that nbclient talks to, and the process."""
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning import KernelProvisionerBase

    class Running(KernelProvisionerBase):
        """A process that we started ourselves, seen as Jupyter wants to see it."""

        has_process = True

        async def poll(self) -> int | None:
            return process.exitcode

        async def wait(self) -> int | None:
            await asyncio.to_thread(process.join)
            return process.exitcode

        async def send_signal(self, signum: int) -> None:
            return None  # a kernel is never interrupted here, only ended

        async def kill(self, restart: bool = False) -> None:
            process.kill()

        terminate = kill

        async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
            raise NotImplementedError("the kernel runs already")

        async def cleanup(self, restart: bool = False) -> None:
            return None

    transport = {"transport": "ipc", "ip": str(work / "k")} if FORKS else {}
    manager = AsyncKernelManager(connection_file=str(work / "kernel.json"), **transport)
    manager.write_connection_file()
    given = manager.connection_file, str(folder), ",".join(formats)
    process = context.Process(target=_serve, args=given, daemon=True)
    process.start()
    manager.provisioner = Running(parent=manager)
    return manager, process


def _serve(connection: str, folder: str, formats: str) -> None:
    """Be a kernel until told to stop; the target of a new process."""
    if hasattr(os, "setsid"):
        os.setsid()  # a cell would take Ctrl-C for itself
    begin()
    os.chdir(folder)
    os.environ[ASKED] = formats
    os.environ["IPYTHONDIR"] = str(Path(connection).parent)  # nothing is written into the user's home
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # nobody debugs a lesson here, and it is long to import
    from ipykernel.kernelapp import IPKernelApp

    # The kernel ends when the process that started it does.
    parent = {} if sys.platform == "win32" else {"parent_handle": os.getppid()}
    app = IPKernelApp.instance(connection_file=connection, **parent)
    app.initialize(["--HistoryManager.enabled=False", "--log-level=CRITICAL"])
    app.start()
