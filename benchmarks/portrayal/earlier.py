"""Take up the weights of the model that shipped before this one, from its quantised files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from network import Portrayal
from onnx import numpy_helper

PARTS = {"own": "attention.output", "wide": "intermediate", "narrow": "output"}  # of a layer: as graph.py calls them


def take_up(model: Portrayal, folder: Path) -> Portrayal:
    """Put the weights of a folder that `export.write` wrote, dequantised, into the network.

    Raises KeyError where one is missing.
    """
    old, size = _encoder(folder / "model.onnx"), model.encoder.keys.out_features
    found = {
        "embeddings.word_embeddings.weight": old["words.weight"],
        "embeddings.position_embeddings.weight": old["places.weight"],
        "embeddings.token_type_embeddings.weight": np.zeros((2, size)),  # exported as part of the places
    }
    for kind in ("weight", "bias"):
        found[f"embeddings.LayerNorm.{kind}"] = old[f"start.{kind}"]
        for number in range(model.encoder.body.config.num_hidden_layers):
            ours, theirs = f"layer{number}", f"encoder.layer.{number}"
            for name, part in zip(("query", "key", "value"), np.split(old[f"{ours}.joint.{kind}"], 3), strict=True):
                found[f"{theirs}.attention.self.{name}.{kind}"] = part
            for mine, part in PARTS.items():
                found[f"{theirs}.{part}.dense.{kind}"] = old[f"{ours}.{mine}.{kind}"]
                if mine != "wide":
                    found[f"{theirs}.{part}.LayerNorm.{kind}"] = old[f"{ours}.{mine}.norm.{kind}"]
    found = {f"encoder.body.{name}": value for name, value in found.items()}
    for kind in ("weight", "bias"):
        keys, values = np.split(old[f"lookup.{kind}"], 2)
        found |= {f"encoder.keys.{kind}": keys, f"encoder.values.{kind}": values}
    head = _head(folder / "head.onnx")
    found |= {name: head[name] for name in model.state_dict() if name.startswith("head.")}
    model.load_state_dict({name: torch.tensor(np.ascontiguousarray(value)).float() for name, value in found.items()})
    return model


def _weights(path: Path) -> dict[str, np.ndarray]:
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}


def _encoder(path: Path) -> dict[str, np.ndarray]:
    """Return what `graph.write` wrote: the products' weights turned back, all stretched to what they stood for.

    Each is moved by up to half a step: a run moves weights by about a step, and what began on the steps would be
    rounded back to where it began.
    """
    rng = np.random.default_rng(1)
    raw = _weights(path)
    products = {name.removesuffix(".steps") for name in raw if name.endswith(".steps")}
    found = {name: value for name, value in raw.items() if name.endswith((".weight", ".bias"))}
    found |= {
        f"{name}.weight": (
            (raw[f"{name}.weight"] + rng.uniform(-0.5, 0.5, raw[f"{name}.weight"].shape)) * raw[f"{name}.steps"]
        ).T
        for name in sorted(products)
    }
    return found | {f"{name}.weight": raw[f"{name}.weight"] * raw[f"{name}.step"] for name in ("words", "places")}


def _head(path: Path) -> dict[str, np.ndarray]:
    """Return what `torch` exported, the int8 weights stretched to what they stood for."""
    raw = _weights(path)
    found = {name: value for name, value in raw.items() if name.endswith((".weight", ".bias"))}
    for name in [name for name in raw if name.endswith("_quantized")]:
        base = name.removesuffix("_quantized")
        value = (raw[name].astype(np.float32) - raw[f"{base}_zero_point"].astype(np.float32)) * raw[f"{base}_scale"]
        turned = base.endswith("_Transposed")
        found[base.removesuffix("_Transposed")] = value.T if turned else value
    return found
