"""Say what every output was made from, and so what need not be made again.

The manifest names, for each file of a report, the unit that made it (a notebook, the tables, the site), the
digest of the unit's inputs, and the file's own SHA-256; then the inputs' SHA-256, each, and the versions of
the packages that matter. No clock and no path of this machine goes in, so the same run gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..figures.provenance import versions
from ..knowledge import DATA

NAME = "manifest.json"
PROJECT = DATA.parent
PACKAGE = Path(__file__).resolve().parents[1]


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree(folder: Path, pattern: str = "*") -> dict[str, str]:
    """Return {path within the folder: SHA-256} of its files, sorted; a link counts as where it points to."""
    found = {}
    for path in sorted(folder.rglob(pattern)):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_file() and "__pycache__" not in path.parts:
            found[name] = digest(path)
    return found


def sources(source: Path) -> dict[str, str]:
    """Return {name: SHA-256} of the files of a source, and of an `articles.csv` beside it."""
    found = tree(source) if source.is_dir() else {source.name: digest(source)}
    beside = source.parent / "articles.csv"
    return found | ({"../articles.csv": digest(beside)} if beside.is_file() and beside != source else {})


@cache
def common() -> dict[str, str]:
    """Return the digests of what everything depends on: the package and its knowledge."""
    return {"src/helpers": combine(tree(PACKAGE)), "data": combine(tree(DATA))}


def combine(parts: Mapping[str, str]) -> str:
    """Return one digest of named parts."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def load(directory: Path) -> dict[str, Any]:
    """Return the manifest that lies in a folder, an empty one where there is none that can be read."""
    try:
        found = json.loads((directory / NAME).read_text(encoding="utf-8"))
        rows = [(row["made_by"], row["inputs"], row["sha256"]) for row in found["outputs"].values()]
        return found if rows and isinstance(found["unread"], int) else {"outputs": {}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {"outputs": {}}


def fresh(old: Mapping[str, Any], unit: str, key: str, directory: Path) -> bool:
    """Whether a unit's outputs were made from these inputs and still stand as they were made."""
    outputs = {name: row for name, row in old["outputs"].items() if row["made_by"] == unit}
    return bool(outputs) and all(
        row["inputs"] == key and (directory / name).is_file() and digest(directory / name) == row["sha256"]
        for name, row in outputs.items()
    )


def save(
    directory: Path, made: Mapping[str, tuple[str, str]], inputs: Mapping[str, str], unread: int
) -> dict[str, Any]:
    """Write the manifest and return it.

    made: {path of an output within the folder: (unit, digest of its inputs)}. inputs: {name: SHA-256}.
    unread: how many articles could not be read, for the next run that finds nothing changed.
    """
    outputs = {
        name: {"made_by": unit, "inputs": key, "sha256": digest(directory / name)}
        for name, (unit, key) in sorted(made.items())
    }
    found = {"unread": unread, "packages": versions(), "inputs": dict(inputs), "outputs": outputs}
    partial = directory / (NAME + ".partial")
    partial.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    partial.replace(directory / NAME)
    return found


def differences(old: Mapping[str, Any], new: Mapping[str, Any], directory: Path) -> list[str]:
    """Return in words what a new run would change in a folder: outputs new, gone, or other than they stand."""
    lines = []
    for name, row in sorted(new["outputs"].items()):
        path = directory / name
        if not path.is_file():
            lines.append(f"missing: {name}")
        elif digest(path) != row["sha256"]:
            lines.append(f"differs: {name}")
    return lines + [f"no longer made: {name}" for name in sorted(set(old["outputs"]) - set(new["outputs"]))]


def remove(directory: Path, names: Iterable[str]) -> None:
    """Delete outputs of an earlier run that this one no longer makes, and folders left empty."""
    root = directory.resolve()
    for name in names:
        path = (directory / name).resolve()
        if root in path.parents:  # a manifest that was tampered with must not reach out of its folder
            path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == root or any(parent.iterdir()):
                    break
                parent.rmdir()
