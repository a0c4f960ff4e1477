"""Train the portrayal model: NewsMTSC in, an int8 ONNX file of 23 MB out.

    python benchmarks/portrayal/train.py NEWSMTSC_FOLDER --work DIR [--unlabelled FILE.jsonl …] [--out FOLDER]

1. teacher   a large encoder (MPNet-base) learns the labels
2. soften    it judges the labelled mentions and, first few, then many, unlabelled ones
3. student   a small encoder (MiniLM-L6) learns its judgement and the labels, with some of the names swapped
4. export    calibrated by one temperature on the hold-out, quantised to int8, described in model.json

Every step leaves a file in DIR and is skipped when its file is there. The hold-out (a tenth of the
sentences, by their hash) is never trained on: it calibrates, and the scores are measured on it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bases
import numpy as np
import torch
from examples import Example, framed, held_out, newsmtsc, own, regrouped, renamed, unlabelled
from export import temperature_of, write
from network import Encoded, Portrayal, batches, encode_all, logits, restore, save, tensors
from torch.nn import functional

SEED = 1
FIRST = 8000  # unlabelled mentions of the first lesson, from NewsMTSC's own sentences
RENAMED, REGROUPED = 0.4, 0.08  # shares of the examples that get another name, or a group for a name


def f1_macro(truth: np.ndarray, guess: np.ndarray) -> float:
    """Return the mean F1 of the three classes in per cent."""
    scores = []
    for k in range(3):
        hits, total = np.sum((truth == k) & (guess == k)), np.sum(truth == k) + np.sum(guess == k)
        scores.append(2 * hits / max(1, total))
    return round(100 * float(np.mean(scores)), 1)


def loss_of(
    guess: torch.Tensor, label: torch.Tensor, soft: torch.Tensor | None, hard: float, heat: float
) -> torch.Tensor:
    """Return the loss: cross entropy with the labels where known, and with the teacher's logits."""
    loss = functional.cross_entropy(guess, label, ignore_index=-100, label_smoothing=0.05, reduction="none")
    if soft is None:
        return loss.mean()
    teacher = functional.softmax(soft / heat, dim=-1)
    distilled = functional.cross_entropy(guess / heat, teacher, reduction="none") * heat
    known = (label != -100).float() * hard
    return (known * loss + (1 - known) * distilled).mean()


def fit(
    model: Portrayal,
    groups: list[dict],
    encoded: Sequence[Encoded],
    labels: Sequence[int],
    soft: np.ndarray | None,
    epochs: float,
    seed: int,
    size: int = 32,
    hard: float = 0.3,
    heat: float = 2.0,
    after: Callable[[int], None] = lambda epoch: None,
) -> None:
    """Train in place with a linear warm-up and decay; call `after` at the end of each epoch."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = int(epochs * np.ceil(len(encoded) / size))
    warm = max(1, total // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))
    )
    label = torch.tensor([-100 if x is None else x for x in labels])
    step, epoch, began = 0, 0, time.time()
    while step < total:
        for rows in batches([len(ids) for ids, _ in encoded], size, rng):
            if step == total:
                break
            model.train()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                guess = model(**tensors([encoded[i] for i in rows], model.filler))
            target = None if soft is None else torch.from_numpy(soft[rows])
            loss = loss_of(guess, label[rows], target, hard, heat)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            if step % 20 == 0:
                print(f"  step {step}/{total} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
        epoch += 1
        after(epoch)


def teach(train: list[Example], test: list[Example], work: Path) -> Path:
    """Train the teacher on the labels and return its file."""
    path = work / f"teacher_{SEED}.safetensors"
    if path.exists():
        return path
    torch.manual_seed(SEED)
    source = bases.large(work)
    model = Portrayal(source)
    model.freeze(4)
    encoded, tested = encode_all(source, train), encode_all(source, test)
    truth = np.array([e.label for e in test])

    def report(epoch: int) -> None:
        print(f"teacher, epoch {epoch}: F1 {f1_macro(truth, logits(model, tested).argmax(1))}", flush=True)

    fit(model, model.groups(5e-5, 0.95, 2e-4), encoded, [e.label for e in train], None, 2, SEED, after=report)
    save(model, path)
    return path


def soften(mentions: Sequence[Example], work: Path, teacher: Path, chunk: int = 4000) -> np.ndarray:
    """Return the teacher's logits for the mentions, (n, 3); what is done is kept, chunk by chunk."""
    found, model = [], None
    for first in range(0, len(mentions), chunk):
        part = mentions[first : first + chunk]
        key = hashlib.sha256(repr((teacher.name, part)).encode()).hexdigest()[:12]
        path = work / f"soft_{key}.npy"
        if not path.exists():
            source = bases.large(work)
            model = model or restore(Portrayal(source), teacher)
            np.save(path, logits(model, encode_all(source, part)))
            print(f"  judged {first + len(part)}/{len(mentions)}", flush=True)
        found.append(np.load(path))
    return np.concatenate(found)


def study(lesson: Lesson, test: list[Example], path: Path, epochs: float, start: Path | None = None) -> Path:
    """Train the student on a lesson, from the weights of `start` if given, and return its file."""
    if path.exists():
        return path
    torch.manual_seed(SEED)
    source = bases.small()
    model = Portrayal(source, dropout=0.0)
    if start:
        restore(model, start)
    model.freeze(0)
    truth, tested = np.array([e.label for e in test]), encode_all(source, test)

    def report(epoch: int) -> None:
        print(f"{path.stem}, {epoch}: F1 {f1_macro(truth, logits(model, tested).argmax(1))}", flush=True)

    encoded, labels = encode_all(source, lesson.examples), [e.label for e in lesson.examples]
    fit(model, model.groups(2e-4, 0.95, 6e-4), encoded, labels, lesson.soft, epochs, SEED, after=report)
    report(0)
    save(model, path)
    return path


@dataclass(frozen=True)
class Lesson:
    """Examples and the teacher's logits for them, (n, 3)."""

    examples: list[Example]
    soft: np.ndarray


def lesson_of(
    known: list[Example],
    few: list[Example],
    more: list[Example],
    work: Path,
    teacher: Path,
    times: int,
) -> Lesson:
    """Put labelled examples (`times` over), our own and unlabelled mentions together, some with other names.

    What the teacher said of a sentence is kept when its name is swapped: so the name comes to mean nothing.
    """
    rng = random.Random(SEED)
    ours = own("train") * 4 + framed(16, rng)
    sure = 4.0 * np.eye(3, dtype=np.float32)[[e.label for e in ours]]  # written by rule: no teacher needed
    judged = soften([*known, *few], work, teacher)
    if more:
        judged = np.concatenate([judged, soften(more, work, teacher)])
    soft = np.concatenate([judged[: len(known)]] * times + [judged[len(known) :], sure])
    examples = [swapped(e, rng) for e in known * times + few + more]
    return Lesson(examples + ours, soft)


def swapped(example: Example, rng: random.Random) -> Example:
    """Return an example as it is, or with another name."""
    chance = rng.random()
    if chance < REGROUPED:
        return regrouped(example, rng)
    return renamed(example, rng) if chance < REGROUPED + RENAMED else example


def export(weights: Path, test: list[Example], out: Path, small: bool = True) -> None:
    """Calibrate a model on the hold-out and write its files."""
    source = bases.small() if small else bases.large(weights.parent)
    model = restore(Portrayal(source, dropout=0.0), weights)
    found, truth = logits(model, encode_all(source, test)), np.array([e.label for e in test])
    write(model, temperature_of(found, truth), source, out, small)
    print(f"{out}: F1 before quantising {f1_macro(truth, found.argmax(1))}", flush=True)


def main() -> None:
    """Run the steps that are not done yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("newsmtsc", type=Path, help="folder with NewsMTSC's train.jsonl")
    parser.add_argument("--work", type=Path, required=True, help="folder for what the steps leave")
    parser.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="JSON lines with a `text`")
    parser.add_argument("--mentions", type=int, default=44000, help="mentions to draw from them")
    parser.add_argument("--out", type=Path, help="folder for the model")
    parser.add_argument("--large", action="store_true", help="export the teacher instead, unquantised")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    (path,) = args.newsmtsc.glob("*train.jsonl")
    examples = newsmtsc(path)
    train, test = [e for e in examples if not held_out(e)], [e for e in examples if held_out(e)]
    print(f"{len(train)} to train on, {len(test)} held out", flush=True)
    model = teach(train, test, args.work)
    if not args.large:
        few = unlabelled([path], examples, FIRST)
        first = lesson_of(train, few, [], args.work, model, times=1)
        begun = study(first, test, args.work / "student_first.safetensors", 1.5)
        more = unlabelled(args.unlabelled, examples, args.mentions)
        second = lesson_of(train, few, more, args.work, model, times=2)
        model = study(second, test, args.work / "student.safetensors", 1.6, start=begun)
    if args.out:
        export(model, test, args.out, small=not args.large)


if __name__ == "__main__":
    main()
