"""Import what notebooks need before they need it: the process that kernels are forked from preloads this.

Importing spaCy, pandas and matplotlib and loading the model takes longer than running a notebook on one
article. Done once, before the forks, six notebooks pay for it once. Where processes cannot be forked safely
(macOS, Windows), nothing preloads this and each kernel imports for itself.
"""

from __future__ import annotations

import gc
from importlib import import_module

LIBRARIES = (
    "IPython", "ipykernel.kernelapp", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "nltk.tokenize",
    "pandas", "pyarrow.parquet", "textblob", "tqdm", "vaderSentiment.vaderSentiment",
    "helpers.actors", "helpers.corpus", "helpers.figures", "helpers.pipeline", "helpers.quotes",
    "helpers.reading", "helpers.sentiment", "helpers.timeline",
)  # fmt: skip


def warm() -> None:
    """Import the libraries and load the spaCy pipeline; what is missing is left for the kernel to report."""
    for name in LIBRARIES:
        try:
            import_module(name)
        except ImportError:
            continue
    try:
        from ..parse import pipeline

        pipeline()
    except (ImportError, OSError, ValueError):
        pass
    gc.freeze()  # what is loaded now stays shared between the forks


if __name__ != "__main__":
    warm()
