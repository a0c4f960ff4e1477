"""Take up the weights of the model that shipped before this one, from its quantised file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from examples import Reading, Target
from network import Portrayal, tokenizer_of
from onnx import numpy_helper
from tokenizers import Tokenizer


def take_up(model: Portrayal, path: Path) -> None:
    """Put an earlier model.onnx, a pair reader of the same encoder, into the network; the new parts begin at nothing.

    Raises ValueError where a weight of the encoder is missing.
    """
    graph = onnx.load(path).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {name: value for name, value in stored.items() if name.startswith("model.")}
    for name in [n for n in stored if n.endswith("_quantized")]:
        base = name.removesuffix("_quantized")
        stored[base] = (stored[name].astype(np.float32) - stored[f"{base}_zero_point"]) * stored[f"{base}_scale"]
        found[base] = stored[base]
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = re.match(r"/model/(encoder/.+)/MatMul", node.name)
            if layer:
                found[f"model.{layer[1].replace('/', '.')}.weight"] = stored[node.input[1].removesuffix("_quantized")].T
    state = model.state_dict()
    for name in state:
        if name.startswith("encoder.body."):
            old = f"model.encoder.{name.removeprefix('encoder.body.')}"
            if old not in found:
                raise ValueError(f"{path} has no {old}")
            state[name] = torch.tensor(found[old], dtype=torch.float32)
    join = found["model.head.1.weight_Transposed"].T  # on [CLS] and the mention; what the mention sees comes new
    state["head.join.weight"] = torch.tensor(np.concatenate([join, np.zeros((len(join), len(join)))], axis=1)).float()
    state["head.join.bias"] = torch.tensor(found["model.head.1.bias"])
    for name in [n for n in state if n.startswith("head.out.")]:
        weight = name.endswith("weight")
        state[name] = torch.tensor(found["model.head.4.weight_Transposed"].T if weight else found["model.head.4.bias"])
    model.load_state_dict(state)


def judge(readings: list[Reading], folder: Path) -> list[Reading]:
    """Let the earlier model, a pair reader, judge every target: the sentence with « marks » around one mention."""
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    tokenizer = tokenizer_of(folder)
    found = []
    for reading in readings:
        targets = [replace(t, soft=tuple(_pair(session, tokenizer, reading.sentence, t))) for t in reading.targets]
        found.append(replace(reading, targets=tuple(targets)))
    return found


def _pair(session: onnxruntime.InferenceSession, tokenizer: Tokenizer, sentence: str, target: Target) -> np.ndarray:
    before, mention, after = sentence[: target.start], sentence[target.start : target.end], sentence[target.end :]
    before, after = before[-240:], after[:240]
    first = len(before) + 3
    encoding = tokenizer.encode(f"{before} « {mention} » {after}", mention)
    inside = [
        int(sequence == 0 and a < first + len(mention) and b > first)
        for sequence, (a, b) in zip(encoding.sequence_ids, encoding.offsets, strict=True)
    ]
    inputs = {"input_ids": encoding.ids, "attention_mask": [1] * len(inside), "target_mask": inside}
    return session.run(None, {name: np.array([value]) for name, value in inputs.items()})[0][0]
