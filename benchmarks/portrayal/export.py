"""From trained weights to the files a reader gets: calibrated, quantised, described."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from network import Portrayal
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from helpers.sentiment.portrayal import LABELS


class Calibrated(nn.Module):
    """Probabilities (n, 3): the softmax of the logits over one temperature."""

    def __init__(self, model: Portrayal, temperature: float) -> None:
        super().__init__()
        self.model, self.temperature = model, temperature

    def forward(self, input_ids, attention_mask, target_mask):
        """Return the probabilities."""
        return torch.softmax(self.model(input_ids, attention_mask, target_mask) / self.temperature, dim=-1)


def temperature_of(logits: np.ndarray, truth: np.ndarray) -> float:
    """Return the temperature with the least cross entropy (Guo and others 2017), to two decimals."""
    grid = np.arange(0.5, 3.01, 0.01)
    scaled = logits[None] / grid[:, None, None]
    log_p = scaled - np.log(np.exp(scaled).sum(-1, keepdims=True))
    losses = -log_p[:, np.arange(len(truth)), truth].mean(1)
    return round(float(grid[losses.argmin()]), 2)


def write(model: Portrayal, temperature: float, tokenizer: Path, out: Path, small: bool = True) -> None:
    """Write model.onnx (int8 with reduced range when `small`), tokenizer.json and model.json into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    names = ["input_ids", "attention_mask", "target_mask"]
    axes = {name: {0: "pairs", 1: "tokens"} for name in names} | {"probabilities": {0: "pairs"}}
    with tempfile.TemporaryDirectory() as directory:
        plain, prepared = Path(directory) / "plain.onnx", Path(directory) / "prepared.onnx"
        torch.onnx.export(
            Calibrated(model, temperature).eval(),
            (torch.ones(2, 9, dtype=torch.long),) * 3,
            plain,
            input_names=names,
            output_names=["probabilities"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if small:
            quant_pre_process(plain, prepared, skip_symbolic_shape=True)
            # 7 bits of 8: products then never saturate, on processors with and without VNNI alike
            quantize_dynamic(
                prepared, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
            )
        else:
            shutil.copy(plain, out / "model.onnx")
    shutil.copy(tokenizer / "tokenizer.json", out / "tokenizer.json")
    describe(out, temperature)


def describe(out: Path, temperature: float) -> None:
    """Write model.json: the labels, the temperature, and the sha256 of the model's files."""
    files = ("model.onnx", "tokenizer.json")
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    text = json.dumps({"labels": list(LABELS), "temperature": temperature, "sha256": sums}, indent=1)
    (out / "model.json").write_text(text + "\n", encoding="utf-8")
