"""Make all that a release holds, from a clean commit: `python tools/release.py [vX.Y.Z]`.

    build/release/   wheel, sdist, class edition, report of the seed, API pages, bill of materials, checksums, notes
    build/pages/     the web page: the report of the seed, class/, docs/

The same commit gives the same bytes in the pinned environment: files carry the time of the commit.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "reading-the-news-closely"


def version() -> str:
    """Return the version, which stands in the package alone; raise SystemExit where another file says otherwise."""
    found = re.search(r'^__version__ = "(.+)"$', _read("src/helpers/__init__.py"), re.MULTILINE)
    number = found[1] if found else ""
    said = {
        "CHANGELOG.md": re.findall(r"^## \[(\d[^\]]*)\]", _read("CHANGELOG.md"), re.MULTILINE)[:1],
        "CITATION.cff": sorted(set(re.findall(r"^ *version: (.+)$", _read("CITATION.cff"), re.MULTILINE))),
        ".zenodo.json": [json.loads(_read(".zenodo.json"))["version"]],
        "sbom.cdx.json": [json.loads(_read("sbom.cdx.json"))["metadata"]["component"]["version"]],
    }
    if wrong := [name for name, versions in said.items() if versions != [number]]:
        raise SystemExit(f"the version is {number}; {', '.join(wrong)} say otherwise")
    return number


def notes(number: str) -> str:
    """Return what the changelog says of one version."""
    found = re.search(rf"^## \[{re.escape(number)}\][^\n]*\n(.+?)(?=^## |^\[)", _read("CHANGELOG.md"), re.M | re.S)
    if not found:
        raise SystemExit(f"CHANGELOG.md has no section [{number}]")
    return found[1].strip() + "\n"


def packed(folder: Path, target: Path, when: tuple[int, ...]) -> None:
    """Put a folder into a zip, in order and with one time, so that the same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(folder).as_posix()}", when[:6])
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


def sums(folder: Path) -> str:
    """Return the SHA-256 of each file of a folder, as `sha256sum --check` reads them."""
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def make(tag: str = "") -> Path:
    """Make everything and return the folder of the release; raise SystemExit where tag and version differ."""
    number = version()
    if tag and tag != f"v{number}":
        raise SystemExit(f"the tag is {tag}, the version v{number}")
    release, pages = ROOT / "build" / "release", ROOT / "build" / "pages"
    for folder in (release, pages):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    seconds = _run("git", "log", "-1", "--format=%ct").strip()
    when = tuple(map(int, _run("git", "log", "-1", "--format=%cd", "--date=format:%Y %m %d %H %M %S").split()))
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "source"
        _run("git", "worktree", "add", "--detach", "--quiet", str(source), "HEAD")  # what is committed, nothing else
        try:
            _distributions(source, release, seconds)
        finally:
            _run("git", "worktree", "remove", "--force", str(source))
        _helpers("report", "--out", f"{work}/report", "--quiet")
        _helpers("classroom", "--out", f"{work}/class")
        _run(sys.executable, "tools/docs.py", f"{work}/docs")
        for what in ("report", "class", "docs"):
            packed(Path(work) / what, release / f"{NAME}-{number}-{what}.zip", when)
        shutil.copytree(Path(work) / "report", pages, dirs_exist_ok=True)
        shutil.copytree(Path(work) / "class" / "site", pages / "class")
        shutil.copytree(Path(work) / "docs", pages / "docs")
    shutil.copy(ROOT / "sbom.cdx.json", release / f"{NAME}-{number}.sbom.cdx.json")
    (release / "NOTES.md").write_text(notes(number), encoding="utf-8")
    (release / "SHA256SUMS").write_text(sums(release), encoding="utf-8")
    return release


def _distributions(source: Path, release: Path, seconds: str) -> None:
    """Build the wheel and the source distribution of a checkout, with the pinned setuptools."""
    build = "from setuptools import build_meta as b; import sys; getattr(b, sys.argv[1])(sys.argv[2])"
    environment = os.environ | {"SOURCE_DATE_EPOCH": seconds}
    for what in ("build_wheel", "build_sdist"):  # in a process each: the second would find the first one's setup done
        command = [sys.executable, "-c", build, what, str(release)]
        subprocess.run(command, cwd=source, env=environment, check=True, stdout=subprocess.DEVNULL)
    (sdist,) = release.glob("*.tar.gz")
    _timed(sdist, int(seconds))


def _timed(archive: Path, seconds: int) -> None:
    """Write a source distribution anew with one time and one owner, which setuptools takes from the disk."""
    with tarfile.open(archive) as old:
        held = [(member, old.extractfile(member).read() if member.isfile() else b"") for member in old.getmembers()]
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as new:
        for member, content in sorted(held, key=lambda pair: pair[0].name):
            member.mtime, member.uid, member.gid, member.uname, member.gname = seconds, 0, 0, "", ""
            member.pax_headers = {}
            new.addfile(member, io.BytesIO(content) if member.isfile() else None)
    archive.write_bytes(gzip.compress(plain.getvalue(), mtime=seconds))


def _helpers(*arguments: str) -> None:
    _run(sys.executable, "-m", "helpers", *arguments)


def _run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    print(make(*sys.argv[1:2]))
