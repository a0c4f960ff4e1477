"""Train the portrayal model: labelled news in, an int8 encoder and a small head out.

    python benchmarks/portrayal/train.py NEWSMTSC TEXTS --earlier FOLDER --work DIR [--out FOLDER] [--large]

1. take up   the encoder of the model that shipped before (`--earlier`, a pair reader), dequantised
2. adapt     it learns to give from one reading of a sentence, for all its mentions, what that model said pair by pair
3. learn     it learns the labels: NewsMTSC's for the prior "even", those of ordinary news for "news", our own for both;
             names are swapped in every pass, so that none comes to stand for a tone
4. settle    from the mean of 2 and 3, once more over ordinary news, with dropout; what ships is a mean of 2, 3 and 4
5. export    the encoder in one piece for speed, quantised to int8, described in model.json; ordinary.py calibrates it

Every step leaves a file in DIR and is skipped when its file is there. Never trained on: a tenth of NewsMTSC's sentences
and a quarter of the articles of ordinary news, by their hash; on them the scores are measured.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bases
import numpy as np
import torch
from earlier import judge, take_up
from examples import Reading, framed, newsmtsc, ordinary, own, renamed, unlabelled, with_mentions
from export import write
from network import Portrayal, batches, encode_all, logits, restore, save, tensors, tokenizer_of
from safetensors.torch import load_file
from torch.nn import functional

from helpers.sentiment.portrayal import PRIORS

SEED, SETTLED = 1, 7
MIXED = (0.1, 0.2, 0.7)  # of the adapted, the learnt and the settled weights in the mean
BLEND = 0.6  # of the output for "news"; the rest is that for "even", which has seen more sentences
UNLABELLED = 9_000  # sentences of ordinary news to adapt on, beside NewsMTSC's
NEWS = ("quotes/polnear_train", "quotes/ggt_dev", "names/worldwide_dev")  # files of TEXTS
HEAT = 1.5  # of the earlier model's answers
Lesson = Callable[[random.Random], list[Reading]]


def f1_macro(truth: np.ndarray, guess: np.ndarray) -> float:
    """Return the mean F1 of the three classes in per cent."""
    scores = []
    for k in range(3):
        hits, total = np.sum((truth == k) & (guess == k)), np.sum(truth == k) + np.sum(guess == k)
        scores.append(2 * hits / max(1, total))
    return round(100 * float(np.mean(scores)), 1)


def loss_of(found: Sequence[torch.Tensor], labels: torch.Tensor, soft: torch.Tensor) -> torch.Tensor:
    """Return the loss: cross entropy with the labels by prior, and with what the earlier model said (prior "even")."""
    loss = torch.zeros(())
    for prior, guess in enumerate(found):
        known = labels[:, prior]
        if (known != -100).any():
            each = functional.cross_entropy(guess, known, ignore_index=-100, label_smoothing=0.05, reduction="sum")
            loss = loss + each / len(labels)
    told = soft.sum(1) > 0.5
    if told.any():
        teacher = soft[told] ** (1 / HEAT)
        teacher = teacher / teacher.sum(1, keepdim=True)
        guess = found[PRIORS.index("even")][told] / HEAT
        weight = torch.where((labels[told] != -100).any(1), 0.5, 1.0)
        loss = loss + (functional.cross_entropy(guess, teacher, reduction="none") * weight).sum() * HEAT / len(labels)
    return loss


def fit(
    model: Portrayal, source: Path, lesson: Lesson, groups: list[dict], epochs: int, seed: int, size: int = 24,
    after: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Train in place with a linear warm-up and decay; `lesson` gives the sentences of each epoch, with other names."""
    torch.manual_seed(seed)
    rng, tokenizer = random.Random(seed), tokenizer_of(source)
    encoded = encode_all(tokenizer, lesson(rng))
    total = epochs * -(-len(encoded) // size)
    warm = max(1, total // 15)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    step, began = 0, time.time()
    for epoch in range(epochs):
        encoded = encode_all(tokenizer, lesson(rng)) if epoch else encoded
        for rows in batches([len(e.ids) for e in encoded], size, rng):
            chosen = [encoded[i] for i in rows]
            model.train()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model(**tensors(chosen, model.filler))
            labels = torch.tensor([label for e in chosen for label in e.labels])
            soft = torch.tensor(np.array([s for e in chosen for s in e.soft]), dtype=torch.float32)
            loss = loss_of(found, labels, soft)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            if step % 20 == 0:
                print(f"  step {step}/{total} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
        after()


def report(model: Portrayal, source: Path, kept: dict[str, list[Reading]]) -> None:
    """Print how good it is on what is kept apart, by the prior it is meant for."""
    tokenizer = tokenizer_of(source)
    for prior, readings in kept.items():
        truth = np.array([t.label for r in readings for t in r.targets])
        guess = logits(model, encode_all(tokenizer, readings))[PRIORS.index(prior)].argmax(1)
        right, coloured, tinted = truth == guess, guess != 1, truth != 1
        print(
            f"  {prior}: F1 {f1_macro(truth, guess)} accuracy {100 * right.mean():.1f} precision "
            f"{100 * right[coloured].mean():.1f} recall {100 * right[tinted].mean():.1f}",
            flush=True,
        )


def adapt(readings: list[Reading], kept: dict, earlier: Path, work: Path) -> Path:
    """Teach one reading a sentence what the earlier model said of its pairs; return the file of the weights."""
    path = work / "adapted.safetensors"
    if path.exists():
        return path
    source = bases.small()
    torch.manual_seed(SEED)
    model = Portrayal(source)
    take_up(model, earlier / "model.onnx")
    model.freeze(0)
    judged = judge(readings, earlier)

    def lesson(rng: random.Random) -> list[Reading]:
        return [renamed(r, rng) if rng.random() < 0.5 else r for r in judged]

    rates = model.groups(1.5e-4, 0.9, 5e-4)
    fit(model, source, lesson, rates, 1, SEED, after=lambda: report(model, source, kept))
    save(model, path)
    return path


@dataclass(frozen=True)
class Known:
    """Labelled sentences to learn from: political news, ordinary news, our own."""

    political: list[Reading]
    ordinary: list[Reading]
    own: list[Reading]


def learn(model: Portrayal, source: Path, known: Known, kept: dict, path: Path, rates: list[dict], epochs: int) -> None:
    """Teach all labels, with other names in every pass."""

    def lesson(rng: random.Random) -> list[Reading]:
        readings = known.political + known.ordinary * 2 + known.own * 2
        return [renamed(r, rng) if rng.random() < 0.75 else r for r in readings] + framed(4, rng)

    fit(model, source, lesson, rates, epochs, SEED, after=lambda: report(model, source, kept))
    save(model, path)


def settle(model: Portrayal, source: Path, known: Known, kept: dict, path: Path) -> None:
    """Go once over ordinary news, our own sentences and half of the political ones, with dropout."""

    def lesson(rng: random.Random) -> list[Reading]:
        readings = rng.sample(known.political, len(known.political) // 2) + known.ordinary + known.own * 2
        return [renamed(r, rng) if rng.random() < 0.85 else r for r in readings] + framed(4, rng)

    model.freeze(2)
    rates = model.groups(7e-5, 0.9, 2e-4)
    fit(model, source, lesson, rates, 1, SETTLED, after=lambda: report(model, source, kept))
    save(model, path)


def mean_of(model: Portrayal, parts: dict[Path, float]) -> Portrayal:
    """Put the weighted mean of several trainings' weights into a model (Wortsman and others 2022, model soups)."""
    states = [(load_file(path), weight) for path, weight in parts.items()]
    total = sum(weight for _, weight in states)
    mean = {name: sum(weight * state[name] for state, weight in states) / total for name in states[0][0]}
    model.load_state_dict(mean)
    return model


def small(political: list[Reading], known: Known, kept: dict, args: argparse.Namespace) -> Portrayal:
    """Take up the earlier model, adapt it, teach it, and return the mean of what came out."""
    source, rng = bases.small(), random.Random(SEED)
    plain = unlabelled([args.texts / f"{name}.jsonl" for name in NEWS], UNLABELLED, rng)
    adapted = adapt([with_mentions(r, 2, rng) for r in political] + plain, kept, args.earlier, args.work)
    learnt, settled = args.work / "learnt.safetensors", args.work / "settled.safetensors"
    if not learnt.exists():
        model = restore(Portrayal(source), adapted)
        model.freeze(2)
        learn(model, source, known, kept, learnt, model.groups(1e-4, 0.9, 3e-4), 2)
    if not settled.exists():
        settle(mean_of(Portrayal(source, 0.1), {adapted: 0.3, learnt: 0.7}), source, known, kept, settled)
    model = mean_of(Portrayal(source), {adapted: MIXED[0], learnt: MIXED[1], settled: MIXED[2]})
    with torch.no_grad():
        news, even = (model.head.out[prior] for prior in ("news", "even"))
        for own_, other in zip(news.parameters(), even.parameters(), strict=True):
            own_.lerp_(other, 1 - BLEND)
    report(model, source, kept)
    return model


def large(known: Known, kept: dict, args: argparse.Namespace) -> Portrayal:
    """Teach MPNet the labels, without an earlier model."""
    source, path = bases.large(args.work), args.work / "large.safetensors"
    model = Portrayal(source, 0.1)
    model.freeze(4)
    if path.exists():
        return restore(model, path)
    learn(model, source, known, kept, path, model.groups(5e-5, 0.95, 2e-4), 2)
    return model


def main() -> None:
    """Run the steps that are not done yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("newsmtsc", type=Path, help="NewsMTSC's train.jsonl")
    parser.add_argument("texts", type=Path, help="folder with the files that data/gold/portrayal_news.csv names")
    parser.add_argument("--earlier", type=Path, help="folder of the model that shipped before; not with --large")
    parser.add_argument("--work", type=Path, required=True, help="folder for what the steps leave")
    parser.add_argument("--out", type=Path, help="folder for the model")
    parser.add_argument("--large", action="store_true", help="MPNet on the labels alone, exported unquantised")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    political, drawn = newsmtsc(args.newsmtsc), ordinary(args.texts, "drawn")
    kept = {"even": [r for r in political if r.kept], "news": [r for r in drawn if r.kept]}
    political = [r for r in political if not r.kept]
    news = [r for r in drawn + ordinary(args.texts, "chosen") if not r.kept]
    known = Known(political, news, own("train"))
    model = large(known, kept, args) if args.large else small(political, known, kept, args)
    if args.out:
        source = bases.large(args.work) if args.large else bases.small()
        write(model, source, args.out, small=not args.large)


if __name__ == "__main__":
    main()
