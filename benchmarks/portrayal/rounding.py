"""Teach a model to answer in int8 as it does without rounding: quantisation-aware training, by its own answers.

While it learns, weights and inputs of the encoder's layers are rounded as the exported file rounds them (by channel and
by sentence), and gradients pass through as if they weren't (Jacob and others 2018, *Quantization and Training of Neural
Networks for Efficient Integer-Arithmetic-Only Inference*, CVPR). No label is seen.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from pathlib import Path
from types import MethodType

import torch
from examples import Reading, shown
from network import Portrayal, batches, encode_all, tensors, tokenizer_of
from torch import nn
from torch.nn import functional

RATE, WARM, SIZE = 3e-5, 8, 24
STILL = 1  # lowest layers that keep their weights, with the embeddings


def rounded(self: nn.Linear, given: torch.Tensor) -> torch.Tensor:
    """Return what a linear layer gives with weights of 7 bits by channel and inputs of 8 bits by sentence."""
    with torch.no_grad():
        step = self.weight.abs().amax(1, keepdim=True) / 64
        weight_off = (self.weight / step).round() * step - self.weight
        exact, sides = given.float(), tuple(range(1, given.dim()))
        low, high = exact.amin(sides, keepdim=True).clamp(max=0), exact.amax(sides, keepdim=True).clamp(min=0)
        step = (high - low) / 255 + 1e-9
        given_off = ((exact - low) / step).round() * step + low - exact
    return functional.linear(given + given_off.to(given.dtype), self.weight + weight_off, self.bias)


def settle(model: Portrayal, source: Path, readings: Sequence[Reading], seed: int = 7) -> Portrayal:
    """Return a model whose rounded answers are those that `model` gives unrounded.

    readings: sentences to answer about, gaps and names filled anew.
    """
    torch.manual_seed(seed)
    rng, tokenizer = random.Random(seed), tokenizer_of(source)
    pupil = copy.deepcopy(model).eval()
    pupil.freeze(STILL)
    pupil.head.requires_grad_(False)
    layers = [part for part in pupil.encoder.modules() if isinstance(part, nn.Linear)]
    for layer in layers:
        layer.forward = MethodType(rounded, layer)
    learning = [parameter for parameter in pupil.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.0)
    parts = list(batches([len(reading.sentence) for reading in readings], SIZE, rng))
    for step, rows in enumerate(parts):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM) * max(0.03, 1 - step / len(parts))
        asked = tensors(encode_all(tokenizer, [shown(readings[i], rng, 0.5) for i in rows]), model.filler)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                wanted = model(**asked)
            found = pupil(**asked)
        loss = sum(_apart(a, b) for a, b in zip(found, wanted, strict=True))
        loss.backward()
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    for layer in layers:
        del layer.forward
    return pupil


def _apart(found: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Return the mean divergence of the answers found from those wanted."""
    logs = functional.log_softmax(wanted, 1)
    return (logs.exp() * (logs - functional.log_softmax(found, 1))).sum(1).mean()
