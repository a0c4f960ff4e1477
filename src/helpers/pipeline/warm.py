"""Import what the tables need before they need it: the process that workers are forked from preloads this."""

from .methods import load

load(("nltk.tokenize", "pandas", "pyarrow.parquet", "helpers.pipeline.methods"), skip=("sentiment",))
