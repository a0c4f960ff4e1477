"""Take up the weights of the model that shipped before this one, from its quantised files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from network import Portrayal
from onnx import numpy_helper

PARTS = (
    "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm",
)  # fmt: skip


def take_up(model: Portrayal, folder: Path) -> Portrayal:
    """Put the weights of a folder that `export.write` wrote, dequantised, into the network.

    Raises KeyError where one is missing.
    """
    old = {**_stored(folder / "model.onnx"), **_stored(folder / "head.onnx")}
    body, size = model.encoder.body, model.encoder.keys.out_features
    lengthened = (size // body.config.num_attention_heads) ** 0.5  # of the query, which was exported shortened
    found = {
        "embeddings.word_embeddings.weight": old["words.weight"],
        "embeddings.position_embeddings.weight": old["places.weight"],
        "embeddings.token_type_embeddings.weight": np.zeros((2, size)),  # exported as part of the places
        **{f"embeddings.LayerNorm.{kind}": old[f"norm.{kind}"] for kind in ("weight", "bias")},
    }
    for kind in ("weight", "bias"):
        for number in range(body.config.num_hidden_layers):
            layer, joint = f"encoder.layer.{number}", np.split(old[f"joint.{number}.{kind}"], 3)
            for name, part, longer in zip(("query", "key", "value"), joint, (lengthened, 1, 1), strict=True):
                found[f"{layer}.attention.self.{name}.{kind}"] = part * longer
            found |= {f"{layer}.{part}.{kind}": old[f"layers.{number}.{part}.{kind}"] for part in PARTS}
    found = {f"encoder.body.{name}": value for name, value in found.items()}
    for kind in ("weight", "bias"):
        keys, values = np.split(old[f"lookup.{kind}"], 2)
        found |= {f"encoder.keys.{kind}": keys, f"encoder.values.{kind}": values}
    found |= {name: old[name] for name in model.state_dict() if name.startswith("head.")}
    model.load_state_dict({name: torch.tensor(np.ascontiguousarray(value)).float() for name, value in found.items()})
    return model


def _stored(path: Path) -> dict[str, np.ndarray]:
    """Return the weights of an exported file by the names they had, the int8 ones stretched to what they stood for."""
    raw = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}
    found = {name: value for name, value in raw.items() if name.endswith((".weight", ".bias"))}
    for name in [name for name in raw if name.endswith("_quantized")]:
        base = name.removesuffix("_quantized")
        value = (raw[name].astype(np.float32) - raw[f"{base}_zero_point"].astype(np.float32)) * raw[f"{base}_scale"]
        turned = base.endswith("_Transposed")
        found[base.removesuffix("_Transposed")] = value.T if turned else value
    return found
