"""The network: a small or a large encoder, and a head on [CLS] and the mean of the target's tokens."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from examples import Example
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from helpers.sentiment.portrayal import LABELS, Encoded, encode


class Portrayal(nn.Module):
    """Logits (n, 3) from token ids, their mask, and the mask of the target's tokens."""

    def __init__(self, source: Path, dropout: float = 0.1) -> None:
        super().__init__()
        # plain attention: on a CPU the fused one takes half of the time, in its backward pass
        options = {"attn_implementation": "eager", "hidden_dropout_prob": dropout}
        options["attention_probs_dropout_prob"] = 0.0
        self.encoder = AutoModel.from_pretrained(source, add_pooling_layer=False, dtype=torch.float32, **options)
        size = self.encoder.config.hidden_size
        self.still: list[nn.Module] = []
        self.filler = self.encoder.config.pad_token_id
        self.head = nn.Sequential(
            nn.Dropout(0.1),
            nn.Linear(2 * size, size),
            nn.Tanh(),
            nn.Dropout(0.1),
            nn.Linear(size, len(LABELS)),
        )

    def forward(self, input_ids, attention_mask, target_mask):
        """Return the logits (n, 3)."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weight = target_mask.unsqueeze(-1).to(states.dtype)
        target = (states * weight).sum(1) / weight.sum(1)
        return self.head(torch.cat([states[:, 0], target], dim=-1)).float()

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the first `layers` layers (0: the word embeddings alone) as they are."""
        embeddings = self.encoder.embeddings if layers else self.encoder.embeddings.word_embeddings
        self.still = [embeddings, *self.encoder.encoder.layer[:layers]]
        for module in self.still:
            module.requires_grad_(False)

    def train(self, mode: bool = True) -> Portrayal:
        """Switch dropout on, but for the frozen layers."""
        super().train(mode)
        for module in self.still:
            module.eval()
        return self

    def groups(self, rate: float, decay: float, head: float) -> list[dict]:
        """Return the optimizer's groups: a lower rate the deeper the layer, rate `head` for the head."""
        layers = self.encoder.encoder.layer
        groups = [{"params": list(self.head.parameters()), "lr": head}]
        seen = {id(p) for group in groups for p in group["params"]}
        for above, layer in enumerate(reversed(layers)):
            groups.append({"params": list(layer.parameters()), "lr": rate * decay**above})
            seen |= {id(p) for p in layer.parameters()}
        rest = [p for p in self.parameters() if id(p) not in seen]
        groups.append({"params": rest, "lr": rate * decay ** len(layers)})
        return [{**g, "params": [p for p in g["params"] if p.requires_grad]} for g in groups]


def encode_all(source: Path, examples: Sequence[Example]) -> list[Encoded]:
    """Return the token ids and target masks of all examples."""
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return [encode(tokenizer, e.sentence, (e.start, e.end)) for e in examples]


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Yield shuffled batches of indices of about the same length."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    span = 40 * size
    cut = [sorted(order[i : i + span], key=lambda k: lengths[k]) for i in range(0, len(order), span)]
    groups = [chunk[i : i + size] for chunk in cut for i in range(0, len(chunk), size)]
    rng.shuffle(groups)
    yield from groups


def tensors(encoded: Sequence[Encoded], filler: int) -> dict[str, torch.Tensor]:
    """Return encoded pairs as the network's inputs, padded to the longest."""
    shape = (len(encoded), max(len(ids) for ids, _ in encoded))
    inputs = {
        "input_ids": torch.full(shape, filler),
        "attention_mask": torch.zeros(shape, dtype=torch.long),
        "target_mask": torch.zeros(shape, dtype=torch.long),
    }
    for row, (ids, inside) in enumerate(encoded):
        inputs["input_ids"][row, : len(ids)] = torch.tensor(ids)
        inputs["attention_mask"][row, : len(ids)] = 1
        inputs["target_mask"][row, : len(ids)] = torch.tensor(inside)
    return inputs


@torch.inference_mode()
def logits(model: Portrayal, encoded: Sequence[Encoded], size: int = 64) -> np.ndarray:
    """Return the logits (n, 3) of all pairs, without dropout."""
    model.eval()
    result = np.zeros((len(encoded), len(LABELS)), dtype=np.float32)
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
    for first in range(0, len(order), size):
        rows = order[first : first + size]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            result[rows] = model(**tensors([encoded[i] for i in rows], model.filler)).numpy()
    return result


def save(model: Portrayal, path: Path) -> None:
    """Write the weights as safetensors."""
    save_file({k: v.contiguous().clone() for k, v in model.state_dict().items()}, path)


def restore(model: Portrayal, path: Path) -> Portrayal:
    """Load the weights that `save` wrote."""
    model.load_state_dict(load_file(path))
    return model
