"""Import what notebooks need before they need it: the process that kernels are forked from preloads this."""

from ..pipeline.workers import load

load((
    "IPython", "ipykernel.kernelapp", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "nltk.tokenize",
    "pandas", "pyarrow.parquet", "textblob", "tqdm", "vaderSentiment.vaderSentiment",
    "helpers.actors", "helpers.corpus", "helpers.figures", "helpers.pipeline", "helpers.pipeline.methods",
    "helpers.quotes", "helpers.reading", "helpers.sentiment", "helpers.timeline",
))  # fmt: skip
