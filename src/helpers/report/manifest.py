"""Say what every output was made from, and so what need not be made again.

The manifest names, for each file of a report, the unit that made it (a notebook, the tables, the site), the
digest of the unit's inputs, and the file's own SHA-256; then the inputs' SHA-256, each, and the versions of
the packages that matter. No clock and no path of this machine goes in, so the same run gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .. import __released__, __version__, ownership
from ..corpus import ACTORS, CORRECTIONS, METADATA, holds_tables
from ..figures.provenance import DISTRIBUTION, versions
from ..knowledge import DATA, commit
from ..ownership import MANIFEST as NAME
from ..ownership import digest
from .lesson import environment

__all__ = ["CRATE", "NAME", "combine", "common", "crate", "differences", "digest", "fresh", "sources", "tree"]

PROJECT = DATA.parent
PACKAGE = Path(__file__).resolve().parents[1]
CRATE = "ro-crate-metadata.json"
ADDRESS = "https://github.com/reading-the-news-closely/reading-the-news-closely"
MOST_NAMED = 1000  # files of a source that a crate names one by one
FORMATS = {
    ".html": "text/html", ".csv": "text/csv", ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain",
    ".pdf": "application/pdf", ".json": "application/json", ".parquet": "application/vnd.apache.parquet",
}  # fmt: skip


def tree(folder: Path, without: Collection[Path] = ()) -> dict[str, str]:
    """Hash the files of a folder.

    Args:
        folder: with what lies below it.
        without: paths that are left out.

    Returns:
        {path within the folder: SHA-256}, sorted; a link counts as where it points to.
    """
    found = {}
    for path in sorted(set(folder.rglob("*")).difference(without)):
        # a name that is no UTF-8 stands as bytes do, told apart by them
        name = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")
        if path.is_symlink():
            found[name] = f"link to {os.fsencode(path.readlink()).decode('utf-8', 'backslashreplace')}"
        elif path.is_file() and "__pycache__" not in path.parts:
            try:
                found[name] = digest(path)
            except PermissionError:  # a row of the table of problems says so
                found[name] = "may not be read"
    return found


def sources(source: Path) -> dict[str, str]:
    """Hash the files of a source, and the tables of the reader's beside it.

    What we wrote into the source, such as the report itself, is none, unless it is a folder of tables given as such.

    Args:
        source: folder or file.

    Returns:
        {name: SHA-256}.
    """
    found = {} if source.is_dir() else {source.name: digest(source)}
    if source.is_dir():
        folders = [] if holds_tables(source) else [source, *(path for path in source.rglob("*") if path.is_dir())]
        ours = {path for folder in folders for path in ownership.ours(folder)} | {*ownership.reported(source)}
        found = tree(source, ours)
    beside = [source.parent / name for name in (METADATA, ACTORS, CORRECTIONS)]
    return found | {f"../{path.name}": digest(path) for path in beside if path.is_file() and path != source}


@cache
def common() -> dict[str, str]:
    """Return the digests of what everything depends on: the package and its knowledge."""
    return {"src/helpers": combine(tree(PACKAGE)), "data": combine(tree(DATA))}


def combine(parts: Mapping[str, str]) -> str:
    """Make one digest of several.

    Args:
        parts: {name: digest}; their order does not count.

    Returns:
        A SHA-256, in hexadecimal digits.
    """
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def fresh(old: Mapping[str, Any], unit: str, key: str, directory: Path) -> bool:
    """Tell whether a unit's outputs were made from these inputs and still stand as they were made.

    Args:
        old: the manifest.
        unit: its name there.
        key: the digest of its inputs.
        directory: where the outputs lie, resolved.

    Returns:
        True where it need not be made again; False for a unit that made nothing, and where a link leads elsewhere.
    """
    outputs = {directory / name: row for name, row in old["outputs"].items() if row.get("made_by") == unit}
    kept = (row.get("inputs") == key and path.is_file() and path.resolve() == path for path, row in outputs.items())
    return bool(outputs) and all(kept) and all(digest(path) == row["sha256"] for path, row in outputs.items())


def differences(old: Mapping[str, Any], new: Mapping[str, Any], directory: Path) -> list[str]:
    """Say what a new run would change in a folder, and why: what it is made from, outputs new, gone, or other.

    Args:
        old: the manifest that lies there.
        new: the one that would.
        directory: the folder.

    Returns:
        A line each; none where nothing would change.
    """
    lines = []
    for name, row in sorted(new["outputs"].items()):
        path = directory / name
        if not path.is_file():
            lines.append(f"missing: {name}")
        elif (now := digest(path)) != row["sha256"]:
            edited = now != old.get("outputs", {}).get(name, {}).get("sha256", now)
            lines.append(f"differs: {name}{' (changed since it was written)' * edited}")
    lines += [f"no longer made: {name}" for name in sorted(set(old.get("outputs", ())) - set(new["outputs"]))]
    return [*_causes(old, new), *lines] if lines else []


def _causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Say which inputs and packages are others than those of which a manifest says that the outputs were made."""
    for kind in ("inputs", "packages"):
        before, now = old.get(kind, {}), new.get(kind, {})
        for name in sorted({*before, *now} if before and now else ()):
            one, other = before.get(name), now.get(name)
            version = f"{one} then, {other} now" if kind == "packages" else "changed since"
            if one != other:
                yield f"made from: {name}: {'new' if one is None else 'gone' if other is None else version}"


def crate(out: Path, outputs: Mapping[str, Mapping[str, str]], sources: Mapping[str, str], name: str) -> bytes:
    """Describe a report as archives read it: an RO-Crate 1.2 of the profile Process Run Crate 0.5.

    Args:
        out: the folder of the report.
        outputs: {file within it: the unit that made it, under `made_by`}.
        sources: {file of the source: SHA-256}.
        name: of the source.

    Returns:
        `ro-crate-metadata.json`. No clock goes in, so that the same run gives the same bytes: its day is that of the
        version that made it, and runs have no time. Source: https://w3id.org/ro/wfrun/process/0.5
    """
    files = sorted({*outputs, NAME})
    made: dict[str, list[str]] = {}
    for file, row in sorted(outputs.items()):
        made.setdefault(row["made_by"], []).append(_at(file))
    given = [{"@id": f"#source/{_at(file)}", "name": file, "sha256": sha} for file, sha in sorted(sources.items())]
    told = f"{len(sources):,} files; the SHA-256 of their names and digests is {combine(sources)}"
    written = environment().get_template("crate.json.j2").render(
        name=name, address=ADDRESS, version=__version__, released=__released__, commit=commit() or "unknown",
        distribution=DISTRIBUTION, packages={key: one for key, one in versions().items() if key != "helpers"},
        files=[_file(out, file) for file in files], made=dict(sorted(made.items())),
        given=given if len(given) <= MOST_NAMED else [], told=told,
    )  # fmt: skip
    return (json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n").encode()


def _file(out: Path, name: str) -> dict[str, Any]:
    path = out / name
    found = {"@id": _at(name), "@type": "File", "name": name, "encodingFormat": FORMATS.get(path.suffix, "text/plain")}
    if name == NAME:  # it is written last, and names the digest of this file
        return found | {"description": "the digests of all inputs and outputs"}
    words = path.with_suffix(".txt")
    if path.parent.name == "figures" and path.suffix in (".svg", ".png", ".pdf") and words.is_file():
        found["description"] = words.read_text(encoding="utf-8").strip()
    return found | {"contentSize": str(path.stat().st_size), "sha256": digest(path)}


def _at(name: str) -> str:
    """Write a path as the identifier of a file: a relative URI, letters beyond ASCII as they are."""
    return "".join(letter if ord(letter) > 127 else quote(letter, safe="/-._~") for letter in name)
