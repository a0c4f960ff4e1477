"""Train the portrayal model: prepared readings in, an int8 encoder and a small head out.

    python benchmarks/portrayal/train.py --earlier FOLDER --work DIR [--out FOLDER] [--jobs N] [--limit SECONDS]
    python benchmarks/portrayal/train.py --larger --work DIR --out FOLDER

1. teach     a larger encoder (MPNet) learns the labels five times, each time without a fifth of the articles, and says
             of every mention how likely each tone is: of a labelled one what counts is the opinion of the one that
             never saw its article's labels, of the others the mean of all
2. take up   the encoder and the head of the model that shipped before (`--earlier`), dequantised
3. learn     labels and opinions, everything without names (`portrayal.hidden`), in two runs, the second with
             most of the sentences labelled for tuning; how good it is on those of one part of the articles, which no
             run learns, is printed, to choose by
4. export    in int8, described in model.json; ordinary.py calibrates it

DIR holds readings.npz (`prepare.py`). Every step leaves a file there and is skipped when its file is there. It runs on
an accelerator where torch finds one, else on the processor. `--jobs` trains several at once; `--limit` lets a training
come to its end when its time is up. `--larger` teaches a larger model all labels and exports it, unquantised. Never
trained on at all: what `prepare.py` kept apart.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import bases
import numpy as np
import torch
from earlier import take_up
from export import write
from kinds import FOLDS, KINDS
from network import (
    DEVICE,
    Portrayal,
    Readings,
    batches,
    logits,
    numbered,
    pretrained,
    restore,
    save,
)
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from helpers.sentiment.portrayal import PRIORS


@dataclass(frozen=True)
class Run:
    """One training: its seed, the rates of encoder and head, how often it reads what.

    share: of each kind (KINDS), how many a pass reads; heard: weight of an opinion where there is no label; trust:
    of the opinion beside a label; last: what is left of the rates at the end; mean: whether the mean of the
    states of its second half, EVERY steps apart, is what it comes to.
    """

    seed: int
    rate: float
    head: float
    passes: int
    size: int
    share: tuple[float, ...]
    decay: float = 0.95
    trust: float = 0.0
    heard: float = 1.0
    last: float = 0.0
    mean: bool = False


TEACHERS = [Run(31 + k, 5e-5, 3e-4, 3, 32, (0.6, 1.0, 1.0, 0.34, 0.0, 1.0)) for k in range(FOLDS)]
STUDENT = (
    Run(93, 2e-4, 4e-4, 6, 96, (1.0, 1.0, 1.0, 0.34, 1.0, 0.0), trust=0.5, last=0.5),
    Run(94, 1e-4, 2e-4, 6, 96, (0.7, 1.0, 1.0, 0.5, 0.8, 1.0), trust=0.5, mean=True),
)
EVERY = 150  # steps between two states of a mean
CHOOSING = 0  # the part of the articles whose sentences for tuning only the larger models learn
TESTED = ("ordinary", "tuning", "political")


def scores(tag: str, found: np.ndarray, truth: np.ndarray) -> None:
    """Print how good logits are at several widths of the neutral class."""
    log = np.log(np.exp(found) / np.exp(found).sum(1, keepdims=True))
    loss, parts = -log[np.arange(len(truth)), truth].mean(), []
    for wide in (0.0, 0.4, 0.8):
        guess = (log + np.array([0.0, wide, 0.0])).argmax(1)
        right, coloured, tinted = guess == truth, guess != 1, truth != 1
        both = [np.sum(right & (truth == k)) / max(1, np.sum(truth == k) + np.sum(guess == k)) for k in range(3)]
        precision = right[coloured].mean() if coloured.any() else 0.0
        found_ = 100 * np.array([right.mean(), 2 * np.mean(both), precision, right[tinted].mean()])
        parts.append(" ".join(f"{value:.1f}" for value in found_))
    print(f"{tag} n {len(truth)} loss {loss:.4f} acc F1 P R: {' | '.join(parts)}", flush=True)


def plan_of(readings: Readings, run: Run, rows: np.ndarray) -> list[np.ndarray]:
    """Return the batches of all passes; rows: the sentences that may be read, of each kind its share a pass."""
    rng, plan = random.Random(run.seed), []
    for _ in range(run.passes):
        drawn: list[int] = []
        for kind, share in enumerate(run.share):
            own = rows[readings.kind[rows] == kind].tolist()
            whole, rest = divmod(share, 1)
            drawn += own * int(whole) + rng.sample(own, int(rest * len(own)))
        plan += [np.array(drawn)[places] for places in batches(readings.length[drawn], run.size, rng)]
    return plan


def loss_of(
    found: Sequence[torch.Tensor], labels: torch.Tensor, opinions: torch.Tensor | None, run: Run
) -> torch.Tensor:
    """Return the cross entropy with labels and with opinions (priors, n, 3), over the mentions that have either."""
    loss = 0.0
    for prior, guess in enumerate(found):
        known = labels[:, prior]
        told = functional.cross_entropy(
            guess, known.clamp(min=0), label_smoothing=0.0 if opinions is not None else 0.05, reduction="none"
        )
        if opinions is None:
            loss = loss + torch.where(known >= 0, told, 0.0).sum() / (known >= 0).sum().clamp(min=1)
            continue
        likely = -(opinions[prior] * functional.log_softmax(guess, 1)).sum(1)
        each = torch.where(known >= 0, (1 - run.trust) * told + run.trust * likely, run.heard * likely)
        loss = loss + each.mean()
    return loss


def fit(
    model: Portrayal,
    readings: Readings,
    run: Run,
    rows: np.ndarray,
    limit: float,
    opinions: torch.Tensor | None = None,
) -> None:
    """Train in place; the rates rise and fall linearly, with the steps or, if `limit` seconds are less, with time."""
    torch.manual_seed(run.seed)
    plan, words = plan_of(readings, run, rows), numbered(model)
    model.to(DEVICE).train()
    groups = model.groups(run.rate, run.decay, run.head)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rates = [group["lr"] for group in groups]
    labels = torch.from_numpy(readings.label.astype(np.int64)).to(DEVICE)
    mean, began = AveragedModel(model), time.monotonic()
    for step, rows in enumerate(plan):
        done = max(step / len(plan), (time.monotonic() - began) / limit)
        if done >= 1:
            break
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(done / 0.06 + 0.01, 1 - (1 - run.last) * done)
        inputs = readings.inputs(rows, *words)
        places = torch.from_numpy(readings.mentions(rows)).to(DEVICE)
        with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            found = model(**inputs)
        loss = loss_of(found, labels[places], None if opinions is None else opinions[:, places], run)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if run.mean and done >= 0.5 and step % EVERY == EVERY - 1:
            mean.update_parameters(model)
        if step % 200 == 199:
            print(f"  step {step + 1}/{len(plan)} loss {loss.item():.3f} {time.monotonic() - began:.0f} s", flush=True)
    if run.mean:
        mean.update_parameters(model)
        model.load_state_dict(mean.module.state_dict())


def report(tag: str, found: np.ndarray, readings: Readings, kinds: Sequence[str], part: int | None = None) -> None:
    """Print how good logits of all mentions are on labelled ones of some kinds (and of one part of the articles)."""
    of = readings.of_sentence()
    for kind in kinds:
        prior = PRIORS.index("even" if kind == "political" else "news")
        rows = (readings.kind[of] == KINDS.index(kind)) & (readings.label[:, prior] >= 0)
        rows &= (readings.fold[of] == part) | (part is None)
        if rows.any():
            scores(f"{tag} {kind}", found[prior, rows], readings.label[rows, prior].astype(int))


def taught(number: int, readings: Readings, args: argparse.Namespace) -> Portrayal:
    """Return a larger model that learnt the labels of all articles but one part's; FOLDS: of all."""
    model = pretrained(args.large, 0.1)
    fit(
        model,
        readings,
        TEACHERS[number % FOLDS],
        np.flatnonzero((readings.fold != number) | (number == FOLDS)),
        args.limit,
    )
    return model


def teach(number: int, readings: Readings, args: argparse.Namespace) -> None:
    """Keep what a larger model says of every mention."""
    found = logits(taught(number, readings, args), readings, np.arange(len(readings.length)))
    report(f"teacher {number}", found, readings, TESTED, number)
    np.save(args.work / f"teacher{number}.npy", found.astype(np.float16))


def opinions_of(readings: Readings, work: Path) -> np.ndarray:
    """Return the opinions (priors, n, 3): where one larger model didn't learn an article that one's, else the mean."""
    told = [np.load(work / f"teacher{k}.npy").astype(np.float32) for k in range(FOLDS)]
    likely = [np.exp(t - t.max(2, keepdims=True)) for t in told]
    likely = [p / p.sum(2, keepdims=True) for p in likely]
    found, part = np.mean(likely, axis=0), readings.fold[readings.of_sentence()]
    for k in range(FOLDS):
        found[:, part == k] = likely[k][:, part == k]
    return found


def learn(readings: Readings, args: argparse.Namespace) -> None:
    """Teach the small model labels and opinions."""
    model = take_up(Portrayal(args.small, 0.1), args.earlier)
    opinions = torch.from_numpy(opinions_of(readings, args.work)).to(DEVICE)
    choosing = (readings.kind == KINDS.index("tuning")) & (readings.fold == CHOOSING)
    for run in STUDENT:
        fit(model, readings, run, np.flatnonzero(~choosing), args.limit, opinions)
    save(model, args.work / "small.safetensors")
    rows = np.flatnonzero(choosing)
    found = np.zeros((len(PRIORS), len(readings.span), 3), dtype=np.float32)
    found[:, readings.mentions(rows)] = logits(model, readings, rows)
    report("small model", found, readings, ["tuning"], CHOOSING)


def at_once(steps: Sequence[str], args: argparse.Namespace) -> None:
    """Run steps that are not done yet, each in a process of its own, `--jobs` at a time."""

    def one(step: str) -> None:
        command = [sys.executable, __file__, *sys.argv[1:], "--step", step]
        subprocess.run(command, check=True)

    with ThreadPoolExecutor(args.jobs) as pool:
        list(pool.map(one, steps))


def read(work: Path) -> Readings:
    """Read what `prepare.py` left."""
    with np.load(work / "readings.npz") as file:
        return Readings(**dict(file))


def main() -> None:
    """Run the steps that are not done yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--earlier", type=Path, help="folder of the model that shipped before; not with --larger")
    parser.add_argument("--work", type=Path, required=True, help="folder with readings.npz, for what the steps leave")
    parser.add_argument("--out", type=Path, help="folder for the model")
    parser.add_argument("--small", type=Path, help="folder of MiniLM; left out: the package's")
    parser.add_argument("--large", type=Path, help="folder of MPNet; left out: the packages'")
    parser.add_argument("--jobs", type=int, default=1, help="trainings at once")
    parser.add_argument("--limit", type=float, default=1e9, help="seconds that a training may take")
    parser.add_argument("--larger", action="store_true", help="MPNet on the labels alone, exported unquantised")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.small, args.large = args.small or bases.small(), args.large or bases.large(args.work)
    if args.step:
        teach(int(args.step), read(args.work), args)
        return
    if args.larger:
        write(taught(FOLDS, read(args.work), args).cpu().eval(), args.large, args.out, small=False)
        return
    at_once([str(k) for k in range(FOLDS) if not (args.work / f"teacher{k}.npy").exists()], args)
    readings = read(args.work)
    report("larger models, each where it never was", np.log(opinions_of(readings, args.work)), readings, TESTED)
    if not (args.work / "small.safetensors").exists():
        learn(readings, args)
    if args.out:
        model = restore(take_up(Portrayal(args.small), args.earlier), args.work / "small.safetensors")
        write(model.cpu().eval(), args.small, args.out)


if __name__ == "__main__":
    main()
