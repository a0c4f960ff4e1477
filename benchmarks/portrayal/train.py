"""Train the portrayal model: labelled news in, an int8 encoder and a small head out.

    python benchmarks/portrayal/train.py NEWSMTSC TEXTS --earlier FOLDER --work DIR [--out FOLDER] [--large]

1. take up   the encoder and the head of the model that shipped before (`--earlier`), dequantised
2. learn     all labels, in three runs of their own seeds and rates: NewsMTSC's for the prior "even", those of ordinary
             news for "news", our own for both; names are swapped in every pass, so that none comes to mean a tone
3. settle    from the mean of the three, in three short runs on parts of the labels with a rate that falls to nothing;
             then, from the mean of all six, in two shorter ones, mostly on our own frames, so that who is cleared is
             not blamed; the mean of these two is what ships
4. export    the encoder in one piece for speed, quantised to int8, described in model.json; ordinary.py calibrates it

Every run leaves a file in DIR and is skipped when its file is there. Never trained on: a tenth of NewsMTSC's
sentences, a quarter of the articles of ordinary news, both by their hash, and the mentions marked `fresh`; on them the
scores are measured.
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
from earlier import take_up
from examples import Reading, framed, newsmtsc, ordinary, own, renamed
from export import write
from network import Portrayal, batches, encode_all, logits, restore, save, tensors, tokenizer_of
from safetensors.torch import load_file
from torch.nn import functional

from helpers.sentiment.portrayal import PRIORS


@dataclass(frozen=True)
class Run:
    """One training: its seed, the rates of encoder and head, what a pass reads, and how many there are.

    fade: passes after which the rate would be nothing; the first stage stops half-way, and the next goes on from there.
    """

    seed: int
    rate: float
    head: float
    political: float = 0.33  # share of NewsMTSC
    ordinary: int | None = None  # sentences of ordinary news; None: all
    frames: int | None = None  # sentences of our own frames, two names each; None: all
    passes: int = 1
    fade: int = 1


STAGES = (
    (Run(1, 1e-4, 3e-4, fade=2), Run(2, 1.6e-4, 4e-4, fade=2), Run(4, 1.6e-4, 4e-4, fade=2)),
    tuple(Run(seed, 7e-5, 2e-4, 0.08, 2300, 400) for seed in (11, 12, 13)),
    tuple(Run(seed, 5e-5, 1.5e-4, 0.05, 700, 800) for seed in (21, 22)),
)
LARGE = Run(1, 5e-5, 2e-4, 1.0, passes=2, fade=2)
STILL = 2  # lowest layers that keep their weights, with the embeddings
RENAMED = 0.75  # of the sentences of a pass
Lesson = Callable[[random.Random], list[Reading]]


def f1_macro(truth: np.ndarray, guess: np.ndarray) -> float:
    """Return the mean F1 of the three classes in per cent."""
    scores = []
    for k in range(3):
        hits, total = np.sum((truth == k) & (guess == k)), np.sum(truth == k) + np.sum(guess == k)
        scores.append(2 * hits / max(1, total))
    return round(100 * float(np.mean(scores)), 1)


def loss_of(found: Sequence[torch.Tensor], labels: torch.Tensor) -> torch.Tensor:
    """Return the cross entropy with the labels, by prior."""
    loss = torch.zeros(())
    for prior, guess in enumerate(found):
        known = labels[:, prior]
        if (known != -100).any():
            each = functional.cross_entropy(guess, known, ignore_index=-100, label_smoothing=0.05, reduction="sum")
            loss = loss + each / len(labels)
    return loss


def fit(
    model: Portrayal, source: Path, lesson: Lesson, groups: list[dict], run: Run, size: int = 24,
    after: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Train in place with a linear warm-up and decay; `lesson` gives the sentences of each pass, with other names."""
    torch.manual_seed(run.seed)
    rng, tokenizer = random.Random(run.seed), tokenizer_of(source)
    encoded = encode_all(tokenizer, lesson(rng))
    total = run.fade * -(-len(encoded) // size)
    warm = max(1, total // 15)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    step, began = 0, time.time()
    for number in range(run.passes):
        encoded = encode_all(tokenizer, lesson(rng)) if number else encoded
        for rows in batches([len(e.ids) for e in encoded], size, rng):
            chosen = [encoded[i] for i in rows]
            model.train()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model(**tensors(chosen, model.filler))
            labels = torch.tensor([label for e in chosen for label in e.labels])
            loss = loss_of(found, labels)
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


@dataclass(frozen=True)
class Known:
    """Labelled sentences to learn from: political news, ordinary news, our own."""

    political: list[Reading]
    ordinary: list[Reading]
    own: list[Reading]


def some(readings: list[Reading], count: int | None, rng: random.Random) -> list[Reading]:
    """Return so many of the readings, drawn at random; None: all."""
    return readings if count is None else rng.sample(readings, count)


def learn(model: Portrayal, source: Path, known: Known, kept: dict, path: Path, run: Run, decay: float = 0.9) -> None:
    """Teach the labels, with other names in every pass, and keep the weights."""

    def lesson(rng: random.Random) -> list[Reading]:
        political = rng.sample(known.political, int(len(known.political) * run.political))
        readings = political + some(known.ordinary, run.ordinary, rng) + known.own * (1 if run.ordinary else 2)
        frames = some(framed(2, rng), run.frames, rng)
        return [renamed(r, rng) if rng.random() < RENAMED else r for r in readings] + frames

    rates = model.groups(run.rate, decay, run.head)
    fit(model, source, lesson, rates, run, after=lambda: report(model, source, kept))
    save(model, path)


def mean_of(model: Portrayal, paths: Sequence[Path]) -> Portrayal:
    """Put the mean of several trainings' weights into a model (Wortsman and others 2022, model soups)."""
    states = [load_file(path) for path in paths]
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return model


def small(known: Known, kept: dict, args: argparse.Namespace) -> Portrayal:
    """Take up the earlier model, teach it, let it settle, and return the mean of the last runs."""
    source = bases.small()
    before: list[Path] = []  # of all runs of earlier stages, from whose mean a stage begins
    for runs in STAGES:
        paths = [args.work / f"run{run.seed}.safetensors" for run in runs]
        for run, path in zip(runs, paths, strict=True):
            if not path.exists():
                model = Portrayal(source, 0.1)
                model = mean_of(model, before) if before else take_up(model, args.earlier)
                model.freeze(STILL)
                learn(model, source, known, kept, path, run)
        before = before + paths
    model = mean_of(Portrayal(source), paths)
    report(model, source, kept)
    return model


def large(known: Known, kept: dict, args: argparse.Namespace) -> Portrayal:
    """Teach MPNet the labels, without an earlier model."""
    source, path = bases.large(args.work), args.work / "large.safetensors"
    model = Portrayal(source, 0.1)
    model.freeze(4)
    if path.exists():
        return restore(model, path)
    learn(model, source, known, kept, path, LARGE, 0.95)
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
    model = large(known, kept, args) if args.large else small(known, kept, args)
    if args.out:
        source = bases.large(args.work) if args.large else bases.small()
        write(model, source, args.out, small=not args.large)


if __name__ == "__main__":
    main()
