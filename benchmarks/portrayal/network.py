"""The network: an encoder that reads a sentence once, and a head that judges each mention from its states."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from examples import Reading, Target
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from helpers.sentiment.portrayal import LABELS, MOST_TOKENS, PRIORS, encode, inside
from helpers.sentiment.veil import Spot, hidden

HEADS = 6  # of the attention from a mention to its sentence


class Encoder(nn.Module):
    """States (n, tokens, size) of the sentences, and the keys and values that a mention's query looks up in them."""

    def __init__(self, source: Path, dropout: float) -> None:
        super().__init__()
        # plain attention: on a CPU the fused one takes half of the time, in its backward pass
        options = {"attn_implementation": "eager", "hidden_dropout_prob": dropout}
        options["attention_probs_dropout_prob"] = 0.0
        self.body = AutoModel.from_pretrained(source, add_pooling_layer=False, dtype=torch.float32, **options)
        size = self.body.config.hidden_size
        self.keys, self.values = nn.Linear(size, size), nn.Linear(size, size)

    def forward(self, input_ids, attention_mask=None):
        """Return states, keys and values, (n, tokens, size) each."""
        states = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return states, self.keys(states), self.values(states)


class Head(nn.Module):
    """Logits of each prior from the states, keys and values of a sentence and the weights of a mention's tokens."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.query = nn.Linear(size, size)
        self.join = nn.Linear(3 * size, size)
        self.drop = nn.Dropout(0.1)
        self.out = nn.ModuleDict({prior: nn.Linear(size, len(LABELS)) for prior in PRIORS})

    def forward(self, states, keys, values, mention, mask=None):
        """Return logits (n, 3) by prior; mention: (n, tokens), the part of each token in the mention's mean."""
        count, tokens, size = keys.shape
        target = (mention.unsqueeze(-1) * states).sum(1)
        split = (count, tokens, HEADS, size // HEADS)
        query = self.query(target).reshape(count, 1, HEADS, size // HEADS)
        look = (query * keys.reshape(split)).sum(-1) / (size // HEADS) ** 0.5
        if mask is not None:
            look = look.masked_fill(mask.unsqueeze(-1) == 0, -1e4)
        seen = (torch.softmax(look, dim=1).unsqueeze(-1) * values.reshape(split)).sum(1).reshape(count, size)
        joined = torch.tanh(self.join(self.drop(torch.cat([states[:, 0], target, seen], dim=-1))))
        joined = self.drop(joined)
        return [self.out[prior](joined) for prior in PRIORS]


class Portrayal(nn.Module):
    """The encoder and the head together."""

    def __init__(self, source: Path, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(source, dropout)
        self.head = Head(self.encoder.body.config.hidden_size)
        self.still: list[nn.Module] = []
        self.filler = self.encoder.body.config.pad_token_id

    def forward(self, input_ids, attention_mask, row, mention):
        """Return the logits of every mention by prior; row: the sentence of each."""
        states, keys, values = self.encoder(input_ids, attention_mask)
        found = self.head(states[row], keys[row], values[row], mention, attention_mask[row])
        return [logits.float() for logits in found]

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the first `layers` layers (0: the word embeddings alone) as they are."""
        body = self.encoder.body
        self.still = [body.embeddings if layers else body.embeddings.word_embeddings, *body.encoder.layer[:layers]]
        for module in self.still:
            module.requires_grad_(False)

    def train(self, mode: bool = True) -> Portrayal:
        """Switch dropout on, but for the frozen layers."""
        super().train(mode)
        for module in self.still:
            module.eval()
        return self

    def groups(self, rate: float, decay: float, head: float) -> list[dict]:
        """Return the optimizer's groups: a lower rate the deeper the layer, rate `head` for what is above them."""
        layers, body = self.encoder.body.encoder.layer, {id(p) for p in self.encoder.body.parameters()}
        groups = [{"params": [p for p in self.parameters() if id(p) not in body], "lr": head}]
        for above, layer in enumerate(reversed(layers)):
            groups.append({"params": list(layer.parameters()), "lr": rate * decay**above})
        seen = {id(p) for group in groups for p in group["params"]}
        rest = [p for p in self.parameters() if id(p) not in seen]
        groups.append({"params": rest, "lr": rate * decay ** len(layers)})
        return [{**g, "params": [p for p in g["params"] if p.requires_grad]} for g in groups]


@dataclass(frozen=True)
class Encoded:
    """A sentence's token ids, and by target the parts of the tokens, the label, a larger model's opinion."""

    ids: list[int]
    mentions: list[list[float]]
    labels: list[list[int]]  # of each target, by prior; -100: none known
    opinions: list[list[float]]  # of each target, for the prior "news"; zeros: none


def encode_all(tokenizer: Tokenizer, readings: Sequence[Reading]) -> list[Encoded]:
    """Return the readings as the network takes them, without names; twice where two mentions hide other names."""
    found = []
    for reading in readings:
        texts: dict[Sequence[Spot], list[Target]] = {}
        for target in reading.targets:
            texts.setdefault(hidden(reading.sentence, (target.start, target.end)), []).append(target)
        for spots, targets in texts.items():
            ids, offsets = encode(tokenizer, reading.sentence, spots)
            found.append(
                Encoded(
                    ids,
                    [inside(offsets, (t.start, t.end)) for t in targets],
                    [[-100 if t.label is None or p not in t.priors else t.label for p in PRIORS] for t in targets],
                    [list(t.opinion or (0.0, 0.0, 0.0)) for t in targets],
                )
            )
    return found


def tokenizer_of(source: Path) -> Tokenizer:
    """Return a base's tokenizer, without padding."""
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


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
    """Return encoded sentences as the network's inputs, padded to the longest."""
    longest = max(len(e.ids) for e in encoded)
    ids = torch.full((len(encoded), longest), filler)
    mask = torch.zeros((len(encoded), longest), dtype=torch.long)
    for row, e in enumerate(encoded):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
        mask[row, : len(e.ids)] = 1
    pairs = [(row, weights) for row, e in enumerate(encoded) for weights in e.mentions]
    mention = torch.zeros((len(pairs), longest))
    for place, (_, weights) in enumerate(pairs):
        mention[place, : len(weights)] = torch.tensor(weights)
    return {"input_ids": ids, "attention_mask": mask, "row": torch.tensor([r for r, _ in pairs]), "mention": mention}


@torch.inference_mode()
def logits(model: Portrayal, encoded: Sequence[Encoded], size: int = 32) -> np.ndarray:
    """Return the logits (priors, n, 3) of all targets in order, without dropout."""
    model.eval()
    starts = np.cumsum([0, *(len(e.mentions) for e in encoded)])
    result = np.zeros((len(PRIORS), starts[-1], len(LABELS)), dtype=np.float32)
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    for first in range(0, len(order), size):
        rows = order[first : first + size]
        places = np.concatenate([np.arange(starts[i], starts[i + 1]) for i in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = model(**tensors([encoded[i] for i in rows], model.filler))
        for prior, part in enumerate(found):
            result[prior, places] = part.numpy()
    return result


def save(model: Portrayal, path: Path) -> None:
    """Write the weights as safetensors."""
    save_file({k: v.contiguous().clone() for k, v in model.state_dict().items()}, path)


def restore(model: Portrayal, path: Path) -> Portrayal:
    """Load the weights that `save` wrote."""
    model.load_state_dict(load_file(path))
    return model
