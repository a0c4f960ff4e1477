"""What the files of tests share: their order, and what is made once for all processes that test side by side."""

import gc
import json
import os
import time

import audited
import pytest

# By what they cost on two cores, longest first; xdist by itself would begin with the files that hold most tests, and
# end with one process at work. `--no-loadscope-reorder` keeps it from undoing this.
LONGEST = (
    "fresh",
    "hostile",
    "audit",
    "store",
    "sizes",
    "ours",
    "site",
    "static",
    "ownership",
    "stopping",
    "wheel",
    "notebooks",
    "browser",
    "lab",
    "whiskers",
    "properties",
)


def pytest_collection_modifyitems(items):
    """Sort the files of tests, those that take longest first; within one, the order stays."""
    order = {f"test_{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


def pytest_collection_finish():
    """Look less often for what nobody holds any more: among all that tests import, that took a ninth of their time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def once(tmp_path_factory, name, make):
    """Have `make(folder)` fill a folder, once for all processes; return the folder and what it told (JSON)."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    folder, told, half = root / name, root / f"{name}.json", root / f"{name}.half"
    try:
        folder.mkdir()
    except FileExistsError:  # another process makes it
        until = time.monotonic() + 900
        while not told.exists():
            assert time.monotonic() < until, f"nobody finished {name}"
            time.sleep(0.1)
        return folder, json.loads(told.read_text(encoding="utf-8"))
    found = {"status": None, "did": "", "said": "it was not finished"}
    try:
        found = make(folder)
    finally:
        half.write_text(json.dumps(found), encoding="utf-8")
        half.replace(told)
    return folder, found


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """The edition for a class as the command writes it under the audit: (folder, its status, did and said)."""

    def make(folder):
        code = "import gc\ngc.set_threshold(50_000, 20, 20)\n"
        code += "from helpers.__main__ import main\nsys.exit(main(['classroom', '--out', OUT]))"
        done, did = audited.run(code, folder)
        return {"status": done.returncode, "did": did, "said": done.stderr}

    return once(tmp_path_factory, "edition", make)
