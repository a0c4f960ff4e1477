"""From trained weights to the files a reader gets: the encoder and the head in int8, both described."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from graph import write as write_graph
from network import Portrayal
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from helpers.sentiment.portrayal import FILES, LABELS, PRIORS


class Probabilities(nn.Module):
    """The head's logits as probabilities (n, 3), by prior."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head

    def forward(self, states, keys, values, mention):
        """Return the probabilities."""
        return tuple(torch.softmax(logits, dim=-1) for logits in self.head(states, keys, values, mention))


def write(model: Portrayal, tokenizer: Path, out: Path, small: bool = True) -> None:
    """Write model.onnx, head.onnx (int8 when `small`), tokenizer.json and model.json into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    size, names = model.encoder.keys.out_features, ["states", "keys", "values"]
    ids, mention = torch.ones(1, 9, dtype=torch.long), torch.ones(1, 9)
    if small:
        write_graph(model.encoder, out / "model.onnx")
    else:
        _export(model.encoder, (ids,), ["input_ids"], names, out / "model.onnx", small)
    head = Probabilities(model.head).eval()
    _export(head, (*[torch.ones(1, 9, size)] * 3, mention), [*names, "mention"], list(PRIORS), out / "head.onnx", small)
    shutil.copy(tokenizer / "tokenizer.json", out / "tokenizer.json")
    describe(out, {prior: {"slope": 1.0, "shift": [0.0, 0.0, 0.0]} for prior in PRIORS})


def _export(module: nn.Module, example: tuple, inputs: list[str], outputs: list[str], path: Path, small: bool) -> None:
    with tempfile.TemporaryDirectory() as directory:
        plain, prepared = Path(directory) / "plain.onnx", Path(directory) / "prepared.onnx"
        torch.onnx.export(
            module, example, plain, input_names=inputs, output_names=outputs, opset_version=17, dynamo=False,
            dynamic_axes={name: {1: "tokens"} for name in [*inputs, *outputs] if name not in PRIORS},
        )  # fmt: skip
        if not small:
            shutil.copy(plain, path)
            return
        quant_pre_process(plain, prepared, skip_symbolic_shape=True)
        # a mention is judged alone, so one scale is enough; 7 bits of 8: see rounding.py
        quantize_dynamic(prepared, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def describe(out: Path, priors: dict[str, dict]) -> None:
    """Write model.json: the labels, the calibration by prior, and the sha256 of the model's files."""
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    text = json.dumps({"labels": list(LABELS), "priors": priors, "sha256": sums}, indent=1)
    (out / "model.json").write_text(text + "\n", encoding="utf-8")
