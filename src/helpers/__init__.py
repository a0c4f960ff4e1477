"""Read the news closely: who is named, who speaks, how they are spoken of, when things happen."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Where the short names live. They are imported when first used, so that `import helpers` stays light.
_HOME = {"read": "corpus", "analyse": "pipeline", "open": "pipeline"}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"helpers.{_HOME[name]}"), name)
    if name.startswith("_"):
        raise AttributeError(f"module 'helpers' has no attribute {name!r}")
    try:
        return import_module(f"helpers.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"helpers.{name}":
            raise
        raise AttributeError(f"module 'helpers' has no attribute {name!r}") from None
