"""From trained weights to the files a reader gets: the encoder quantised, the head as it is, both described."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from network import Encoder, Portrayal
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from helpers.sentiment.portrayal import FILES, LABELS, PRIORS


class Lean(nn.Module):
    """A BERT encoder for one sentence, written for speed: no mask, and query, key and value in one product.

    What it returns differs from the encoder's by rounding alone; a fifth less time on one core.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        body, size = encoder.body, encoder.keys.out_features
        self.words, self.norm = body.embeddings.word_embeddings, body.embeddings.LayerNorm
        places = body.embeddings.position_embeddings.weight + body.embeddings.token_type_embeddings.weight[0]
        self.places = nn.Embedding.from_pretrained(places.detach())
        self.layers, self.heads, self.size = body.encoder.layer, body.config.num_attention_heads, size
        scale = (size // self.heads) ** -0.5  # of the query, taken into its weights
        own = [layer.attention.self for layer in self.layers]
        self.joint = nn.ModuleList([_side_by_side([a.query, a.key, a.value], [scale, 1, 1]) for a in own])
        self.lookup = _side_by_side([encoder.keys, encoder.values], [1, 1])

    def forward(self, input_ids):
        """Return states, keys and values of one sentence, (1, tokens, size) each."""
        states = self.norm(self.words(input_ids[0]) + self.places(torch.arange(input_ids.shape[1])))
        for layer, joint in zip(self.layers, self.joint, strict=True):
            parts = joint(states).reshape(-1, 3, self.heads, self.size // self.heads).permute(1, 2, 0, 3)
            query, key, value = parts.unbind(0)
            seen = torch.softmax(query @ key.transpose(1, 2), -1) @ value
            seen = layer.attention.output.dense(seen.transpose(0, 1).reshape(-1, self.size))
            states = layer.attention.output.LayerNorm(seen + states)
            wide = nn.functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(wide) + states)
        both = self.lookup(states)
        return states[None], both[None, :, : self.size], both[None, :, self.size :]


def _side_by_side(parts: list[nn.Linear], scales: list[float]) -> nn.Linear:
    """Return one product in the place of several of the same input."""
    joint = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
    with torch.no_grad():
        joint.weight.copy_(torch.cat([part.weight * scale for part, scale in zip(parts, scales, strict=True)]))
        joint.bias.copy_(torch.cat([part.bias * scale for part, scale in zip(parts, scales, strict=True)]))
    return joint


class Probabilities(nn.Module):
    """The head's logits as probabilities (n, 3), by prior."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head

    def forward(self, states, keys, values, mention):
        """Return the probabilities."""
        return tuple(torch.softmax(logits, dim=-1) for logits in self.head(states, keys, values, mention))


def write(model: Portrayal, tokenizer: Path, out: Path, small: bool = True) -> None:
    """Write model.onnx, head.onnx (int8 with reduced range when `small`), tokenizer.json and model.json into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    size, names = model.encoder.keys.out_features, ["states", "keys", "values"]
    ids, mention = torch.ones(1, 9, dtype=torch.long), torch.ones(1, 9)
    encoder = Lean(model.encoder).eval() if small else model.encoder
    _export(encoder, (ids,), ["input_ids"], names, out / "model.onnx", small)
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
        # 7 bits of 8: products then never saturate, on processors with and without VNNI alike
        quantize_dynamic(prepared, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def describe(out: Path, priors: dict[str, dict]) -> None:
    """Write model.json: the labels, the calibration by prior, and the sha256 of the model's files."""
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    text = json.dumps({"labels": list(LABELS), "priors": priors, "sha256": sums}, indent=1)
    (out / "model.json").write_text(text + "\n", encoding="utf-8")
