"""Read the news closely: who is named, who speaks, how they are spoken of, when things happen."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import charts, classroom, corpus, estimates, figures, passages, reading, sentiment, timeline, words
    from .analysis import Analysis
    from .corpus import read
    from .pipeline import analyse, open

# onnxruntime, from 1.32 on, tells Microsoft of each use, and keeps a number for this machine in the user's cache; it
# asks for this as it is imported. Nothing leaves the house, and nothing is written beside what was asked for.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if sys.argv[:1] == ["-m"]:  # `python -m helpers`, which is about to be loaded
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C meanwhile ends it without a traceback; `main` hears it
    if sys.path[0] and os.path.samefile(sys.path[0], "."):  # noqa: PTH121 (pathlib is not light)
        del sys.path[0]  # no csv.py or random.py in the reader's folder is run in place of Python's

__version__ = "1.0.0"
__released__ = "2026-11-26"  # the day of this version
__all__ = [
    "Analysis", "analyse", "charts", "classroom", "corpus", "estimates", "figures", "open", "passages", "read",
    "reading", "sentiment", "timeline", "words",
]  # fmt: skip
CHARTS = ("clocks", "comparing", "panels", "rhythms", "telling", "tones", "voices")


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is first asked for, so that `import helpers` stays light."""
    found: Any
    match name:
        case "Analysis":
            from .analysis import Analysis as found
        case "read":
            from .corpus import read as found
        case "analyse":
            from .pipeline import analyse as found
        case "open":
            from .pipeline import open as found
        case "charts":
            import helpers.charts as found

            for part in CHARTS:  # so that `helpers.charts.voices` is there
                import_module(f"{found.__name__}.{part}")
        case "classroom":
            import helpers.classroom as found
        case "corpus":
            import helpers.corpus as found
        case "estimates":
            import helpers.estimates as found
        case "figures":
            import helpers.figures as found
        case "passages":
            import helpers.passages as found
        case "reading":
            import helpers.reading as found
        case "sentiment":
            import helpers.sentiment as found
        case "timeline":
            import helpers.timeline as found
        case "words":
            import helpers.words as found
        case _:
            raise AttributeError(f"module 'helpers' has no attribute {name!r}; it has {', '.join(__all__)}")
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
