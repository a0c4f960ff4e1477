"""Say what every output was made from, and so what need not be made again.

The manifest names, for each file of a report, the unit that made it (a notebook, the tables, the site), the
digest of the unit's inputs, and the file's own SHA-256; then the inputs' SHA-256, each, and the versions of
the packages that matter. No clock and no path of this machine goes in, so the same run gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .. import ownership
from ..corpus.sources import ACTORS, METADATA, holds_tables
from ..knowledge import DATA
from ..ownership import MANIFEST as NAME
from ..ownership import digest

__all__ = ["NAME", "combine", "common", "differences", "digest", "fresh", "link", "sources", "tree"]

PROJECT = DATA.parent
PACKAGE = Path(__file__).resolve().parents[1]


def tree(folder: Path, without: Collection[Path] = ()) -> dict[str, str]:
    """Return {path within the folder: SHA-256} of its files, sorted; a link counts as where it points to."""
    found = {}
    for path in sorted(set(folder.rglob("*")).difference(without)):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_file() and "__pycache__" not in path.parts:
            found[name] = digest(path)
    return found


def sources(source: Path) -> dict[str, str]:
    """Return {name: SHA-256} of the files of a source, and of the tables of the reader's beside it.

    What we wrote into the source, such as the report itself, is none, unless it is a folder of tables given as such.
    """
    found = {} if source.is_dir() else {source.name: digest(source)}
    if source.is_dir():
        folders = [] if holds_tables(source) else [source, *(path for path in source.rglob("*") if path.is_dir())]
        found = tree(source, {path for folder in folders for path in ownership.ours(folder)})
    beside = [source.parent / name for name in (METADATA, ACTORS)]
    return found | {f"../{path.name}": digest(path) for path in beside if path.is_file() and path != source}


@cache
def common() -> dict[str, str]:
    """Return the digests of what everything depends on: the package and its knowledge."""
    return {"src/helpers": combine(tree(PACKAGE)), "data": combine(tree(DATA))}


def combine(parts: Mapping[str, str]) -> str:
    """Return one digest of named parts."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def fresh(old: Mapping[str, Any], unit: str, key: str, directory: Path) -> bool:
    """Whether a unit's outputs were made from these inputs and still stand as they were made."""
    outputs = {name: row for name, row in old["outputs"].items() if row.get("made_by") == unit}
    return bool(outputs) and all(
        row.get("inputs") == key and (directory / name).is_file() and digest(directory / name) == row["sha256"]
        for name, row in outputs.items()
    )


def link(path: Path, target: Path) -> None:
    """Put a file in a second place, where that can be without room of its own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)


def differences(old: Mapping[str, Any], new: Mapping[str, Any], directory: Path) -> list[str]:
    """Return in words what a new run would change in a folder: outputs new, gone, or other than they stand."""
    lines = []
    for name, row in sorted(new["outputs"].items()):
        path = directory / name
        if not path.is_file():
            lines.append(f"missing: {name}")
        elif digest(path) != row["sha256"]:
            lines.append(f"differs: {name}")
    return lines + [f"no longer made: {name}" for name in sorted(set(old.get("outputs", ())) - set(new["outputs"]))]
