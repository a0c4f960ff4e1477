"""Weights in 8 bits that overflow on no processor.

Processors without VNNI add two products of an unsigned and a signed byte in 16 bits, 32,767 at most, and cut off what
is more. A product of 255 (the largest input) and 128 leaves room; so of any four weights that are multiplied together,
the two largest of one sign stay below 129 in sum. The largest weight is then 89 steps on average. To halve all instead,
as `reduce_range` does, leaves 64, and that is felt: a probability is off by 0.021 on average, not by 0.005.
"""

from __future__ import annotations

import numpy as np

MOST = 127  # of a weight, and of two of one sign in sum, before they are rounded
TOGETHER = 4  # weights that are multiplied at once


def rounded(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (outputs, inputs) as int8 and what one step of each output's stands for (outputs)."""
    ordered = np.sort(weights.reshape(len(weights), -1, TOGETHER), axis=2)
    two = np.maximum(ordered[..., -1] + ordered[..., -2], -ordered[..., 0] - ordered[..., 1]).max(1)
    step = np.maximum(np.abs(weights).max(1), two) / MOST
    step = np.where(step > 0, step, 1).astype(np.float32)
    return np.round(weights / step[:, None]).astype(np.int8), step


def table(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a table that is only looked up in as int8 and what one step of each row stands for (rows, 1)."""
    step = (np.abs(weights).max(1, keepdims=True) / MOST).astype(np.float32)
    step = np.where(step > 0, step, 1).astype(np.float32)
    return np.round(weights / step).astype(np.int8), step
