"""The network: an encoder that reads a sentence once, and a head that judges each mention from its states."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import AutoConfig, AutoModel

from helpers.sentiment.portrayal import LABELS, PRIORS

HEADS = 6  # of the attention from a mention to its sentence
WORDS = "encoder.body.embeddings.word_embeddings.weight"  # never changed
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Encoder(nn.Module):
    """States (n, tokens, size) of the sentences, and the keys and values that a mention's query looks up in them."""

    def __init__(self, source: Path, dropout: float) -> None:
        super().__init__()
        options = {"hidden_dropout_prob": dropout, "attention_probs_dropout_prob": 0.0}
        config = AutoConfig.from_pretrained(source, **options)
        # plain attention: on a CPU the fused one takes half of the time, in its backward pass
        how = "sdpa" if DEVICE.type == "cuda" and config.model_type == "bert" else "eager"
        self.body = AutoModel.from_config(config, add_pooling_layer=False, attn_implementation=how)
        size = config.hidden_size
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
        self.filler = self.encoder.body.config.pad_token_id

    def forward(self, input_ids, attention_mask, row, mention):
        """Return the logits of every mention by prior; row: the sentence of each."""
        states, keys, values = self.encoder(input_ids, attention_mask)
        found = self.head(states[row], keys[row], values[row], mention, attention_mask[row])
        return [logits.float() for logits in found]

    def groups(self, rate: float, decay: float, head: float) -> list[dict]:
        """Return the optimizer's groups: a lower rate the deeper the layer, rate `head` for what is above them.

        The words keep their vectors: most stand in too few sentences here to learn from.
        """
        body = self.encoder.body
        body.embeddings.word_embeddings.requires_grad_(False)
        inner = {id(p) for p in body.parameters()}
        groups = [{"params": [p for p in self.parameters() if id(p) not in inner], "lr": head}]
        for above, layer in enumerate(reversed(body.encoder.layer)):
            groups.append({"params": list(layer.parameters()), "lr": rate * decay**above})
        seen = {id(p) for group in groups for p in group["params"]}
        rest = [p for p in self.parameters() if id(p) not in seen and p.requires_grad]
        return [*groups, {"params": rest, "lr": rate * decay ** len(body.encoder.layer)}]


def pretrained(source: Path, dropout: float = 0.0) -> Portrayal:
    """Return a network whose encoder has the weights of a base, and whose head knows nothing yet."""
    model = Portrayal(source, dropout)
    weights = {k.removeprefix("bert."): v.float() for k, v in load_file(source / "model.safetensors").items()}
    missing = model.encoder.body.load_state_dict(weights, strict=False).missing_keys
    if missing:
        raise KeyError(f"{source} lacks {', '.join(missing)}")
    return model


@dataclass(frozen=True)
class Readings:
    """Sentences as token ids, and the mentions in them, as `prepare.py` leaves them; all arrays, a row each.

    Of a sentence: ids (padded with zeros), length, kind, fold (of five; by article), first (place of its first
    mention; one more than there are sentences). Of a mention: span (its first token, and the one after its last),
    label (by prior; -1: none).
    """

    ids: np.ndarray
    length: np.ndarray
    kind: np.ndarray
    fold: np.ndarray
    first: np.ndarray
    span: np.ndarray
    label: np.ndarray

    def mentions(self, rows: Sequence[int]) -> np.ndarray:
        """Return the places of the mentions of some sentences."""
        return np.concatenate([np.arange(self.first[r], self.first[r + 1]) for r in rows])

    def of_sentence(self) -> np.ndarray:
        """Return the sentence of each mention."""
        return np.repeat(np.arange(len(self.length)), np.diff(self.first))

    def inputs(self, rows: np.ndarray, words: int, marks: dict[int, int]) -> dict[str, torch.Tensor]:
        """Return some sentences as the network's inputs; words, marks: how its vocabulary counts (`numbered`)."""
        longest = int(self.length[rows].max())
        ids = self.ids[rows, :longest].astype(np.int64)
        mask = np.arange(longest) < self.length[rows][:, None]
        ids = np.where(mask, ids + words, 0)
        for ours, theirs in marks.items():
            ids[ids == ours + words] = theirs
        ids = np.where(mask, ids, marks.get(0, 0))
        row = np.repeat(np.arange(len(rows)), self.first[rows + 1] - self.first[rows])
        start, end = self.span[self.mentions(rows)].T.astype(int)
        places = np.arange(longest)
        part = ((places >= start[:, None]) & (places < end[:, None])) / np.maximum(1, end - start)[:, None]
        found = {"input_ids": ids, "attention_mask": mask.astype(np.int64), "row": row, "mention": part.astype("f4")}
        return {name: torch.from_numpy(value).to(DEVICE, non_blocking=True) for name, value in found.items()}


def numbered(model: Portrayal) -> tuple[int, dict[int, int]]:
    """Say how a base numbers BERT's vocabulary: what is added, and the numbers of its marks; MPNet has its own."""
    return (4, {0: 1, 101: 0, 102: 2}) if model.encoder.body.config.model_type == "mpnet" else (0, {})


def batches(lengths: np.ndarray, size: int, rng: random.Random) -> Iterator[np.ndarray]:
    """Yield shuffled batches of places of about the same length."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    span = 40 * size
    cut = [sorted(order[i : i + span], key=lambda k: lengths[k]) for i in range(0, len(order), span)]
    groups = [chunk[i : i + size] for chunk in cut for i in range(0, len(chunk), size)]
    rng.shuffle(groups)
    yield from map(np.array, groups)


@torch.inference_mode()
def logits(model: Portrayal, readings: Readings, rows: np.ndarray, size: int = 128) -> np.ndarray:
    """Return the logits (priors, n, 3) of all mentions of some sentences, in order, without dropout."""
    model.eval()
    count, words = len(readings.span), numbered(model)
    found = np.zeros((len(PRIORS), count, len(LABELS)), dtype=np.float32)
    order = rows[np.argsort(readings.length[rows], kind="stable")]
    for first in range(0, len(order), size):
        part = order[first : first + size]
        with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            guess = model(**readings.inputs(part, *words))
        found[:, readings.mentions(part)] = torch.stack(guess).float().cpu().numpy()
    return found[:, readings.mentions(rows)]


def save(model: Portrayal, path: Path) -> None:
    """Write what training changes of the weights as safetensors, in half precision."""
    changed = {name: value for name, value in model.state_dict().items() if name != WORDS}
    save_file({name: value.detach().half().cpu().contiguous() for name, value in changed.items()}, path)


def restore(model: Portrayal, path: Path) -> Portrayal:
    """Load the weights that `save` wrote into a model that has the words already."""
    changed = {name: value.float() for name, value in load_file(path).items()}
    model.load_state_dict({WORDS: model.state_dict()[WORDS], **changed})
    return model
