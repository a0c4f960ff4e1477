"""Import what notebooks need before they need it: the process that kernels are forked from preloads this."""

import gc

from ..pipeline.methods import load

load((
    "IPython", "PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "ipykernel.kernelapp",
    "matplotlib.backends.backend_agg", "matplotlib.backends.backend_pdf", "matplotlib.backends.backend_svg",
    "matplotlib.patheffects", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "nltk.tokenize", "onnxruntime",
    "pandas.io.formats.csvs", "pandas.io.formats.html", "pyarrow.parquet", "textblob", "tokenizers", "tqdm",
    "vaderSentiment.vaderSentiment",
    "helpers.actors", "helpers.charts.comparing", "helpers.charts.rhythms", "helpers.classroom.exercises",
    "helpers.corpus", "helpers.estimates.sample", "helpers.pipeline", "helpers.pipeline.methods", "helpers.quotes",
    "helpers.reading", "helpers.sentiment.portrayal", "helpers.timeline", "helpers.words",
))  # fmt: skip

from ..figures.letters import prepare  # noqa: E402  (it needs what was loaded)

prepare()
gc.set_threshold(50_000, 20, 20)  # a figure is made of many small things, and to look through them took a tenth
