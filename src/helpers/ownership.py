"""Keep the reader's files: a command replaces or removes only what a manifest of ours names.

One rule for everything that writes. A manifest (`manifest.json`; of tables `.parts/manifest.json`) names files in
its own folder, each with the SHA-256 it had when we wrote it. A file that still has it is ours. Anything else is the
reader's, a link always, and a name that is taken is one error before anything is done; `overwrite` is for those who
mean it, and never for the source. A file that holds the very bytes to be written is no conflict.

What is written is made in a folder of its own first, and put in place when all of it is there. Before that the
manifest is given both digests, of what stands there and of what comes: whenever a run is killed, the next one knows
what is ours.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any

MANIFEST, OF_TABLES = "manifest.json", ".parts/manifest.json"
OURS = {"manifest": "helpers"}  # other programs have a manifest.json, too
SIGN = b'{\n "manifest": "helpers"'  # what ours begins with
WORK, HALF = re.compile(r"\.work-[0-9a-f]{16}"), re.compile(r"\.manifest\.json\.[0-9a-f]{16}")
PATIENCE = 60  # seconds to wait for another process that saves a figure into the same folder


class Taken(ValueError):
    """Names that a command would write are the reader's; the message says which, and the way out."""


def digest(path: Path) -> str:
    """Hash a file.

    Args:
        path: of the file.

    Returns:
        Its SHA-256, in hexadecimal digits.

    Raises:
        OSError: it can't be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path) -> dict[str, Any]:
    """Read a manifest of ours.

    Args:
        path: where it may lie.

    Returns:
        Its facts, and under `outputs` {name within its folder: {"sha256": …}}; {} for what is missing, a link, or not
        ours.
    """
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() and not path.is_symlink() else None
        if isinstance(found, dict) and found.items() >= OURS.items() and isinstance(found.get("outputs"), dict):
            rows, before = found["outputs"].items(), found.pop("before", None)
            if isinstance(before, dict) and all(isinstance(sha, str) for sha in before.values()):
                found["before"] = {name: sha for name, sha in before.items() if _plain(name)}
            return found | {"outputs": {name: row for name, row in rows if _plain(name) and _is_row(row)}}
    return {}


def ours(folder: Path) -> Iterator[Path]:
    """Find what is ours in a folder.

    Args:
        folder: which may have no manifest.

    Yields:
        Its manifests, and the files below it that they name and that are as we wrote them.
    """
    for name in (MANIFEST, OF_TABLES):
        if found := read(folder / name):
            yield folder / name
            for output, row in found["outputs"].items():
                path = folder / output
                if not _link(folder, output) and path.is_file() and digest(path) == row["sha256"]:
                    yield path


def reported(folder: Path) -> Iterator[Path]:
    """Find what a report wrote into a folder of which one above it is the report's.

    Args:
        folder: of articles, perhaps.

    Yields:
        The files that are as the report wrote them.
    """
    real = folder.resolve()
    for above in real.parents:
        for name, row in read(above / MANIFEST).get("outputs", {}).items():
            path = above / name
            made = "inputs" in row and path.is_relative_to(real)  # the articles of a lesson have no inputs
            if made and not _link(above, name) and path.is_file() and digest(path) == row["sha256"]:
                yield folder / path.relative_to(real)


def torn(folder: Path) -> bool:
    """Tell whether a run was killed while it put tables in place: some that stand there are new, others are not.

    Args:
        folder: of tables.

    Returns:
        True where what stands there is neither what it was before that run nor what the run was to leave.
    """
    found = read(folder / OF_TABLES)
    before = found.get("before", {})
    stands = {name: digest(folder / name) if (folder / name).is_file() else "" for name in before}
    return stands not in (before, {name: found["outputs"].get(name, {}).get("sha256", "") for name in before})


def link(path: Path, target: Path) -> None:
    """Put a file in a second place, where that can be without room of its own.

    Args:
        path: of the file.
        target: the second place; its folder is made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)


def describe(folder: Path, **facts: Any) -> Path:
    """Give a folder of finished files its own manifest.

    Args:
        folder: with its files; a manifest that lies there is replaced.
        facts: what the manifest says beside the files' digests.

    Returns:
        The manifest's path.
    """
    path = folder / MANIFEST
    rows = {name: {"sha256": sha} for name, sha in sorted(_digests({".": folder}).items()) if name != MANIFEST}
    path.write_text(_text(facts | {"outputs": rows}), encoding="utf-8", newline="\n")
    return path


def replace(path: Path, facts: Mapping[str, Any], room: Path | None = None) -> None:
    """Write a manifest; a run that is killed meanwhile leaves the one that was there.

    Args:
        path: where it goes.
        facts: what it says, `outputs` among them.
        room: a folder on the same disk in which it is written; None for the one it goes to.
    """
    partial = (room or path.parent) / f".{MANIFEST}.{secrets.token_hex(8)}"
    with partial.open("x", encoding="utf-8", newline="\n") as file:
        file.write(_text(facts))
    partial.replace(path)


def write(path: Path, content: bytes, sources: Iterable[Path] = (), overwrite: bool = False) -> None:
    """Write one file that no manifest names: under a name that is free, or over a file that was meant.

    Args:
        path: of the file.
        content: its bytes.
        sources: files and folders that are read; what lies there is never replaced.
        overwrite: replace what stands there, though it is not ours.

    Raises:
        Taken: the name is not free.
        OSError: it can't be written.
    """
    coming = {path.name: hashlib.sha256(content).hexdigest()}
    Folder(path.parent, sources=sources, overwrite=overwrite, manifest="").check([path.name], coming)
    if path.is_file() and path.read_bytes() == content:
        return
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with partial.open("xb") as file:
            file.write(content)
        partial.replace(path)
    except OSError as error:  # the reader asked for this name and knows no other
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        partial.unlink(missing_ok=True)


def home(path: str) -> str:
    """Take a path as a shell would have given it: `~/articles`, where quotation marks or a program kept it whole.

    Args:
        path: as it was given.

    Returns:
        The path in one's home. What is called `~…` indeed is given whole: Arrow takes every ~ for a home, and would
        write into another folder than ours.
    """
    path = path if os.path.lexists(path) else os.path.expanduser(path)  # noqa: PTH111 (`Path` raises for ~nobody)
    return os.path.abspath(path) if path.startswith("~") else path  # noqa: PTH100


class Folder:
    """A folder that a command writes into: `with Folder(out) as folder: … folder.put(…)`.

    manifest: its name within the folder. sources: files and folders that are read, of which none is ever replaced.
    overwrite: whether the reader lets us replace other files; None where nobody is asked.
    wait: for another process that writes here, instead of an error. keep: whether the work of a run that is stopped or
    killed stays for the next one that keeps it; any other removes it. Entering raises OSError when another process
    writes here or the folder can't be written, Taken when the manifest's own name is the reader's.
    """

    def __init__(
        self, root: Path, manifest: str = MANIFEST, sources: Iterable[Path] = (), overwrite: bool | None = None,
        wait: bool = False, keep: bool = False,
    ) -> None:  # fmt: skip
        self.root, self.path, self.name = root, root / manifest, manifest
        self.sources = [path.resolve() for path in sources]
        self.overwrite, self.wait, self.keep = overwrite, wait, keep
        self.found: dict[str, Any] = {}
        self.goes_on = False  # whether the work of a run that was stopped is there
        self._work: Path | None = None
        self._manifests: dict[Path, dict[str, Any]] = {}

    def __enter__(self) -> Folder:
        there = next((path for path in (self.root, *self.root.parents) if os.path.lexists(path)), self.root)
        if os.path.lexists(there) and not there.is_dir():
            what = "a file" if there.exists() else "a link that leads nowhere"
            raise Taken(f"{there} is {what}, and a folder is to be written there: choose another --out")
        self.check([self.name])
        self._made = [folder for folder in (self.path.parent, self.root) if not folder.exists()]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.path.parent, PATIENCE if self.wait else 0)
        self.found = {"outputs": {}} | read(self.path)
        self._clear()
        self._settle()
        return self

    def __exit__(self, error: type[BaseException] | None = None, *_: object) -> None:
        stopped = error is not None and not issubclass(error, Exception)
        try:
            if self._work is not None and not (self.keep and stopped):
                shutil.rmtree(self._work, ignore_errors=True)
                self._work = None
                self._save()
            if not self.found["outputs"] and self._work is None:
                self.path.unlink(missing_ok=True)
            for folder in self._made:  # that nothing was put into
                with contextlib.suppress(OSError):
                    folder.rmdir()
        finally:
            self._lock.close()

    @property
    def work(self) -> Path:
        """A folder to make things in, on the same disk. The manifest names it, so that no kill leaves it for long."""
        if self._work is None:
            self._work = self.path.parent / f".work-{secrets.token_hex(8)}"
            self._save()
            self._work.mkdir()
        return self._work

    def check(self, names: Iterable[str], coming: Mapping[str, str] | None = None, firm: bool = False) -> None:
        """Make sure that names are free, or ours.

        Args:
            names: within the folder.
            coming: {name: digest of what is to be written}; the same bytes are no conflict.
            firm: refuse also where the reader lets us overwrite.

        Raises:
            Taken: any of them is the reader's; the message names five.
        """
        self._manifests.clear()
        said = [f"{name} {why}" for name in names if (why := self._taken(name, coming or {}, firm))]
        if said:
            more = f" and {len(said) - 5} more" if len(said) > 5 else ""
            ways = "move what is yours, or choose another --out"
            if self.overwrite is False and not firm:
                ways = "move what is yours, choose another --out, or say --overwrite"
            raise Taken(f"{self.root}: {'; '.join(said[:5])}{more}. Nothing was written: {ways}")

    def put(
        self, made: Mapping[str, Path], gone: Iterable[str] = (), rows: Mapping[str, Mapping[str, str]] | None = None,
        **facts: Any,
    ) -> None:  # fmt: skip
        """Put what was made in place, all of it or, where a name is taken, nothing.

        Args:
            made: {name: finished file or folder of files, in `work`}.
            gone: names that shall not stand here any longer, removed where they are ours.
            rows: {name: what the manifest says of a file beside its digest}.
            facts: what it says beside its files.

        Raises:
            Taken: a name is the reader's.
            OSError: a file can't be moved.
        """
        coming = _digests(made)
        self.check(made, coming)
        leaving = {
            name for name in {*gone} - made.keys() if not self._taken(name) and os.path.lexists(self.root / name)
        }
        standing = _digests({name: self.root / name for name in {*made, *leaving} if (self.root / name).exists()})
        folders = {name for name, path in made.items() if path.is_dir() or (self.root / name).is_dir()}
        outputs = {name: row for name, row in self.found["outputs"].items() if (self.root / name).is_file()}
        outputs |= {name: {"sha256": sha, **(rows or {}).get(name, {})} for name, sha in coming.items()}
        before = {name: standing.get(name, "") for name in {*standing, *coming}}
        changed = any(coming.get(name, "") != sha for name, sha in before.items())
        facts = {name: fact for name, fact in self.found.items() if name not in ("outputs", "before")} | facts
        self.found = {"outputs": outputs, "before": before}  # the rest is true again when all is in place
        if changed:
            self._save()
        for name in (*leaving, *folders):
            self._away(name)
        for name, path in made.items():
            if name in folders or standing.get(name) != coming[name]:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                path.replace(self.root / name)
        self._settle()
        self.found |= facts
        self._save()

    def intact(self) -> bool:
        """Tell whether every file that the manifest names stands there as we wrote it."""
        rows = self.found["outputs"].items()
        files = ((self.root / name, row["sha256"]) for name, row in rows)
        return bool(rows) and all(file.is_file() and digest(file) == known for file, known in files)

    def _clear(self) -> None:
        """Remove, or take up, what a run left of its work; remove what it left of the manifest that it was writing."""
        for name in self.found.pop("work", ()):
            left = self.path.parent / name
            if not WORK.fullmatch(name) or left.is_symlink():
                continue
            if self.keep and self._work is None and left.is_dir():
                # under another name: a process of that run which lives on a moment longer writes there no more
                self._work, self.goes_on = left.with_name(f".work-{secrets.token_hex(8)}"), True
                self._save(name)
                left.rename(self._work)
                self._save()
            else:
                shutil.rmtree(left, ignore_errors=True)
        for path in self.path.parent.glob(f".{MANIFEST}.*"):
            if HALF.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    begun = file.read(len(SIGN))
                if SIGN.startswith(begun):
                    path.unlink()

    def _settle(self) -> None:
        """After files were put in place, or a kill while they were: let the manifest say what stands there."""
        before = self.found.pop("before", {})
        outputs = self.found["outputs"]
        for name, sha in before.items():
            now = digest(self.root / name) if (self.root / name).is_file() and not _link(self.root, name) else ""
            if now and now == sha != outputs.get(name, {}).get("sha256"):
                outputs[name] = {"sha256": sha}
            elif not now or now != outputs.get(name, {}).get("sha256"):
                outputs.pop(name, None)
        self.found["outputs"] = dict(sorted(outputs.items()))

    def _away(self, name: str) -> None:
        """Take what stands under a name out of sight at once, and folders that this leaves empty."""
        target = self.root / name
        if not target.exists():
            return
        target.replace(self.work / f"old-{secrets.token_hex(8)}")
        for parent in target.parents:
            if parent == self.root or any(parent.iterdir()):
                return
            parent.rmdir()

    def _taken(self, name: str, coming: Mapping[str, str] | None = None, firm: bool = True) -> str:
        """Say why a name may not be written: '' when it is free, or ours, or the reader lets us."""
        target = self.root / name
        if not _plain(name):
            return "leads out of this folder"
        if "/" not in name and not os.path.lexists(target):
            return ""
        if link := _link(self.root, name):
            return "is a link" if link == name else f"lies behind {link}, which is a link"
        if file := _file_above(self.root, name):
            return f"needs a folder where {file} is a file"
        if not target.exists():
            return ""
        if target.is_dir():
            inside = [path for path in target.rglob("*") if path.is_symlink() or not path.is_dir()]
            mine = bool(inside) and all(self._mine(path, coming or {}) for path in inside)
            return "" if mine else "is a folder that was not written here"
        if self._mine(target, coming or {}):
            return ""
        if self.overwrite and not firm:
            return "is one of the sources" if any(map(target.resolve().is_relative_to, self.sources)) else ""
        return "was not written here, or was changed since"

    def _mine(self, path: Path, coming: Mapping[str, str]) -> bool:
        name = path.relative_to(self.root).as_posix()
        if _link(self.root, name) or not path.is_file():
            return False
        if path.name == MANIFEST and read(path):
            return True
        return digest(path) in {*self._known(name), coming.get(name, "")}

    def _known(self, name: str) -> Iterator[str]:
        """Yield the digests that the manifests in the folders above a file give it."""
        for above in PurePosixPath(name).parents:
            own = PurePosixPath(name).relative_to(above).as_posix()
            for manifest in (MANIFEST, OF_TABLES):
                path = self.root / above / manifest
                if path not in self._manifests:
                    self._manifests[path] = read(path)
                found = self._manifests[path]
                if own in found.get("outputs", {}):
                    yield found["outputs"][own]["sha256"]
                yield found.get("before", {}).get(own, "")

    def _save(self, *also: str) -> None:
        """Write the manifest; also: names of further folders of work."""
        work = {"work": [self._work.name, *also]} if self._work is not None else {}
        room = self._work if self._work and self._work.exists() else self.path.parent
        replace(self.path, self.found | work, room)


def _text(found: Mapping[str, Any]) -> str:
    return json.dumps(OURS | dict(found), indent=1, ensure_ascii=False) + "\n"


def _digests(made: Mapping[str, Path]) -> dict[str, str]:
    """Return {name: digest} of files, and of the files in folders."""
    found: dict[str, str] = {}
    for name, path in made.items():
        inside = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        found |= {str(PurePosixPath(name, file.relative_to(path).as_posix())): digest(file) for file in inside}
    return found


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("sha256"), str)


def _plain(name: str) -> bool:
    """Tell whether a name stays in its folder, whatever system reads it."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and not {"..", "."} & set(path.parts) and not set(name) & set("\\:\0")


def _link(root: Path, name: str) -> str:
    """Return the first part of a path below a folder that is a link, '' when none is."""
    parts = [PurePosixPath(name), *PurePosixPath(name).parents][:-1]
    return next((str(part) for part in reversed(parts) if (root / part).is_symlink()), "")


def _file_above(root: Path, name: str) -> str:
    parts = [part for part in PurePosixPath(name).parents if part.name]
    return next((str(part) for part in parts if (root / part).exists() and not (root / part).is_dir()), "")


def _lock(folder: Path, patience: float) -> IO[Any] | contextlib.ExitStack:
    """Lock a folder for as long as this process holds it; the system unlocks it whatever happens."""
    until = time.monotonic() + patience
    while True:
        try:
            return _locked(folder)
        except BlockingIOError as error:
            if time.monotonic() > until:
                place = folder.parent if folder.name == PurePosixPath(OF_TABLES).parent.name else folder
                raise OSError(f"{place}: another run is writing here; wait for it, or choose another --out") from error
            time.sleep(0.05)


def _locked(folder: Path) -> IO[Any] | contextlib.ExitStack:
    """Raise BlockingIOError when another process holds the folder."""
    if sys.platform == "win32":  # where a folder can't be opened, a file in it is
        import msvcrt

        handle = (folder / ".lock").open("a", encoding="utf-8")
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            handle.close()
            raise BlockingIOError(*error.args) from error
        return handle
    import fcntl

    with contextlib.ExitStack() as held:
        held.callback(os.close, number := os.open(folder, os.O_RDONLY))
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:  # else of a file system without locks: then the reader takes care of that
            if isinstance(error, BlockingIOError):
                raise
        return held.pop_all()
