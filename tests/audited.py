"""Run a program where nothing may reach out: see `audit/sitecustomize.py`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent


def run(code, out, *arguments):
    """Run a program in the project's folder; return (its process, what it did that is forbidden).

    out: the one folder, beside a new temporary one, in which it may change files; the program knows it as OUT.
    """
    with tempfile.TemporaryDirectory(prefix="a-") as folder:  # a short name: sockets between processes need one
        log, work = Path(folder) / "log", Path(folder) / "tmp"
        work.mkdir()
        paths = (TESTS / "audit", TESTS.parent / "src", os.environ.get("PYTHONPATH", ""))
        known = {
            "AUDIT_LOG": str(log),
            "AUDIT_ALLOWED": os.pathsep.join((str(out), str(work))),
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MPLCONFIGDIR": str(work),  # matplotlib keeps its list of fonts at home, unless it is told where
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work)),
        }
        done = subprocess.run(
            [sys.executable, "-c", f"import sys\nOUT = {str(out)!r}\n{code}", *arguments],
            env=os.environ | known, capture_output=True, text=True, cwd=TESTS.parent, check=False,
        )  # fmt: skip
        return done, log.read_text(encoding="utf-8")
