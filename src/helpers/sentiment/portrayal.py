"""How a sentence portrays one of its actors: a small trained model that ships with the project.

The model reads a sentence in which one mention is marked and says how likely the sentence is negative,
neutral or positive *toward that mention*: two actors in one sentence get two answers, which no lexicon can
give. It runs on one core through `onnxruntime` and `tokenizers`. How it was made stands in
`benchmarks/portrayal`, what it can and can't do in `src/helpers/models/portrayal/CARD.md`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..knowledge import PACKAGE

if TYPE_CHECKING:
    import numpy as np

Span = tuple[int, int]
Encoded = tuple[list[int], list[int]]  # token ids, and 1 for each token of the mention

LABELS = ("negative", "neutral", "positive")
PRIORS = ("news", "even")
SHIPPED = PACKAGE / "models" / "portrayal"


class ModelError(RuntimeError):
    """A file of the model is missing, or is not the one its description names."""


def toward(sentences: Sequence[str], spans: Sequence[Span], prior: str = "news", threads: int = 1) -> np.ndarray:
    """Say how each sentence portrays the words of its span.

    spans: the (start, end) code points of the mention in each sentence. prior: "news", calibrated on mentions of
    ordinary news, most of which are neutral, or "even", for sentences picked for their tone. Returns an array (n, 3) of
    probabilities in the order of LABELS, rounded to three decimals. Raises ValueError for a span outside its
    sentence or another prior, ModelError for a missing or changed file of the model.
    Pairs are computed one by one: int8 activations are scaled over all that is computed at once, so in
    batches a score would depend on its company (by up to 0.03), and batches were not faster on one core.
    """
    import numpy as np

    if len(sentences) != len(spans):
        raise ValueError(f"{len(sentences)} sentences but {len(spans)} spans: one span a sentence is needed")
    if prior not in PRIORS:
        raise ValueError(f"no prior {prior!r}; there are {', '.join(PRIORS)}")
    for sentence, (start, end) in zip(sentences, spans, strict=True):
        if not 0 <= start < end <= len(sentence):
            raise ValueError(f"span ({start}, {end}) lies outside its sentence of {len(sentence)} characters")
    if not len(sentences):
        return np.zeros((0, len(LABELS)))
    model = load(folder(), threads)
    judged = np.array([model.judge(s, span) for s, span in zip(sentences, spans, strict=True)], dtype=float)
    return np.round(calibrated(judged, *model.priors[prior]), 3)


def calibrated(p: np.ndarray, slope: float, shift: Sequence[float]) -> np.ndarray:
    """Stretch and shift the logarithms of probabilities: vector scaling with one slope (Guo and others 2017)."""
    import numpy as np

    logits = slope * np.log(np.clip(p, 1e-3, 1)) + np.array(shift)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# --------------------------------------------------------------------------- what the model is shown

OPEN, CLOSE = "«", "»"  # around the judged words: marks the model's vocabulary has and English news hasn't
REACH = 240  # characters kept on either side of them; hardly any sentence it learnt from was longer


def mark(sentence: str, span: Span) -> tuple[str, Span]:
    """Return the sentence with its span marked, cut to REACH around it, and where the span now lies."""
    start, end = span
    before = sentence[max(0, start - REACH) : start].replace(OPEN, '"').replace(CLOSE, '"')
    after = sentence[end : end + REACH].replace(OPEN, '"').replace(CLOSE, '"')
    mention = sentence[start:end][:REACH]
    begin = len(before) + len(OPEN) + 2
    return f"{before} {OPEN} {mention} {CLOSE} {after}", (begin, begin + len(mention))


def encode(tokenizer: Any, sentence: str, span: Span) -> Encoded:
    """Return the token ids of 'sentence [SEP] mention' and, for each, whether it is one of the mention's."""
    text, (start, end) = mark(sentence, span)
    encoding = tokenizer.encode(text, text[start:end])
    inside = [
        int(sequence == 0 and a < end and b > start)
        for sequence, (a, b) in zip(encoding.sequence_ids, encoding.offsets, strict=True)
    ]
    return encoding.ids, inside if any(inside) else [1, *inside[1:]]


# --------------------------------------------------------------------------- the files


@dataclass(frozen=True)
class Model:
    """A loaded model: its tokenizer, its session, and the (slope, shift) that calibrate it by prior."""

    tokenizer: Any
    session: Any
    priors: dict[str, tuple[float, Sequence[float]]]

    def judge(self, sentence: str, span: Span) -> np.ndarray:
        """Return p_negative, p_neutral and p_positive of one pair."""
        import numpy as np

        ids, inside = encode(self.tokenizer, sentence, span)
        inputs = {"input_ids": [ids], "attention_mask": [[1] * len(ids)], "target_mask": [inside]}
        return self.session.run(None, {name: np.array(value) for name, value in inputs.items()})[0][0]


def folder() -> Path:
    """Return the model's folder: the one HELPERS_PORTRAYAL_MODEL names, else the one that ships."""
    return Path(os.environ.get("HELPERS_PORTRAYAL_MODEL") or SHIPPED)


@lru_cache(maxsize=2)
def load(path: Path, threads: int = 1) -> Model:
    """Load the model of a folder, after checking each file against its sha256 in model.json.

    Raises ModelError that names the file and the way out.
    """
    check(path)
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path / "model.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    priors = json.loads((path / "model.json").read_text(encoding="utf-8"))["priors"]
    return Model(tokenizer, session, {name: (prior["slope"], prior["shift"]) for name, prior in priors.items()})


def check(path: Path) -> None:
    """Raise ModelError unless every file that model.json lists is there, unchanged."""
    way_out = "get it again with the project, or unset HELPERS_PORTRAYAL_MODEL to use the model that ships"
    if not (path / "model.json").is_file():
        raise ModelError(f"{path} has no model.json, so it is no model: {way_out}")
    described = json.loads((path / "model.json").read_text(encoding="utf-8"))
    if set(described.get("priors", ())) != set(PRIORS):
        raise ModelError(f"{path / 'model.json'} has no calibration for the priors {', '.join(PRIORS)}: {way_out}")
    for name, expected in described["sha256"].items():
        if not (path / name).is_file():
            raise ModelError(f"{path / name} is missing: {way_out}")
        if hashlib.sha256((path / name).read_bytes()).hexdigest() != expected:
            raise ModelError(f"{path / name} is not the file that model.json describes: {way_out}")
