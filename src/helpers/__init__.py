"""Read the news closely: who is named, who speaks, how they are spoken of, when things happen."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Where the short names live. They are imported when first used, so that `import helpers` stays light.
_HOME = {"read": "corpus", "analyse": "pipeline", "open": "pipeline"}
_MODULES = {
    "actors", "charts", "clauses", "corpus", "corrections", "events", "figures", "framing", "knowledge",
    "measured", "parse", "pipeline", "quotes", "reading", "sentiment", "tables", "timeline", "tokens",
    "tones",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"helpers.{_HOME[name]}"), name)
    if name in _MODULES:
        return import_module(f"helpers.{name}")
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")
