"""Ask the entity recogniser how likely some words are a name, and of what: it says only what it takes for most likely.

It goes from token to token, and what it does next depends on three of them: where it is, where the entity began, and
the token before. So its shares for any words follow from what it computed of each token, which `parse` keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ..parse import Parsed, pipeline


@cache  # small, and the same whenever the pipeline is loaded anew
def _recogniser() -> tuple[tuple[Any, ...], list[str], dict[str, list[int]]]:
    """Return the recogniser's weights, its labels, and the number of each step with each label."""
    ner: Any = pipeline().get_pipe("ner")
    lower, upper = ner.model.get_ref("lower"), ner.model.get_ref("upper")
    weights = (*(lower.get_param(name) for name in ("W", "b", "pad")), *(upper.get_param(name) for name in "Wb"))
    names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
    labels = sorted({name[2:] for name in names if name[1:2] == "-" and name[2:]})
    return weights, labels, {step: [names.index(f"{step}-{label}") for label in labels] for step in "BILU"}


def heard(parsed: Parsed, spans: Sequence[tuple[int, int]]) -> list[dict[str, float]]:
    """Ask how likely the entity recogniser takes exactly these words for one name, label by label.

    Args:
        parsed: the article.
        spans: (first token, last token + 1) of each.

    Returns:
        {label: share} of each; nothing of another model than the pinned one.
    """
    import numpy as np

    if parsed.traits is None or not spans:
        return [{} for _ in spans]
    (weight, bias, pad, out, level), labels, steps = _recogniser()
    asked = [(k, first, k - 1) if k > first else (k, -1, -1) for first, last in spans for k in range(first, last)]
    tokens, where = np.unique(np.array(asked), return_inverse=True)
    known = np.einsum("ti,fopi->ftop", parsed.traits[np.maximum(tokens, 0)], weight, optimize=True)
    known = np.where((tokens < 0)[:, None, None], pad[0][:, None], known)
    hidden = sum(known[part][where.reshape(-1, 3)[:, part]] for part in range(3)) + bias
    raised = np.exp((hidden.max(axis=-1) @ out.T + level).astype("float64"))
    shares = raised / raised.sum(axis=1, keepdims=True)
    sizes = [last - first for first, last in spans]
    path = [steps[step] for size in sizes for step in ("U" if size == 1 else f"B{'I' * (size - 2)}L")]
    each = np.take_along_axis(shares, np.array(path), axis=1)
    whole = np.multiply.reduceat(each, np.cumsum([0, *sizes])[:-1], axis=0)
    return [dict(zip(labels, row, strict=True)) for row in whole.tolist()]
