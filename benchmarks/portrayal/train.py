"""Train the portrayal model: labelled news in, an int8 encoder and a small head out.

    python benchmarks/portrayal/train.py NEWSMTSC TEXTS --earlier FOLDER --work DIR [--out FOLDER] [--large]

1. teach     a larger encoder (MPNet) learns the labels, and says of every mention of ordinary news that is trained on
             how likely each tone is
2. take up   the encoder and the head of the model that shipped before (`--earlier`), dequantised
3. learn     NewsMTSC's labels for the prior "even", those of ordinary news for "news", our own frames for both, all
             without names, as the model reads them (helpers/sentiment/veil.py); the larger model's opinions are
             weighed too, and of what nobody labelled they alone
4. export    the mean of the runs, in int8, described in model.json; ordinary.py calibrates it

Every step leaves a file in DIR and is skipped when its file is there. Never trained on: a tenth of NewsMTSC's
sentences, a quarter of the articles of ordinary news, both by their hash, and the mentions marked `fresh`; on them the
scores are measured.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bases
import numpy as np
import torch
from earlier import take_up
from examples import Reading, framed, newsmtsc, ordinary, own, shown, unlabelled
from export import write
from network import Portrayal, batches, encode_all, logits, restore, save, tensors, tokenizer_of
from safetensors.torch import load_file
from torch.nn import functional

from helpers.sentiment.portrayal import PRIORS


@dataclass(frozen=True)
class Run:
    """One training: its seed, the rates of encoder and head, and what its pass reads.

    trust: weight of the larger model's opinion beside the label; decay: of the rate from a layer to the one below it;
    still: lowest layers that keep their weights, with the embeddings.
    """

    seed: int
    rate: float
    head: float
    political: float  # share of NewsMTSC
    frames: int  # times that each of our own frames is read
    ordinary: int | None = None  # sentences of ordinary news; None: all
    heard: int = 0  # sentences that nobody labelled, of which the larger model's opinion is learnt
    trust: float = 0.0
    decay: float = 0.9
    still: int = 2


RUNS = (
    Run(81, 5e-5, 1.2e-4, 0.2, 1, 4500, 2500, 0.5),
    Run(82, 7e-5, 1.68e-4, 0.3, 1, 4500, 2500, 0.5),
)
HEARD = 7000  # sentences that nobody labelled, of which the larger model is asked
LARGE = Run(3, 8e-5, 2e-4, 0.2, 1, decay=0.93, still=5)
Lesson = Callable[[random.Random], list[Reading]]


def f1_macro(truth: np.ndarray, guess: np.ndarray) -> float:
    """Return the mean F1 of the three classes in per cent."""
    scores = []
    for k in range(3):
        hits, total = np.sum((truth == k) & (guess == k)), np.sum(truth == k) + np.sum(guess == k)
        scores.append(2 * hits / max(1, total))
    return round(100 * float(np.mean(scores)), 1)


def loss_of(
    found: Sequence[torch.Tensor], labels: torch.Tensor, opinions: torch.Tensor, trust: float = 0.0
) -> torch.Tensor:
    """Return the cross entropy with the labels, by prior, and for "news" with the opinions, where there are some.

    Of a mention without a label the opinion alone counts.
    """
    told, loss = opinions.sum(1) > 0, torch.zeros(())
    for prior, guess in enumerate(found):
        known = labels[:, prior]
        if (known == -100).all() and not told.any():
            continue
        each = functional.cross_entropy(guess, known, ignore_index=-100, label_smoothing=0.05, reduction="none")
        if PRIORS[prior] == "news":
            likely = -(opinions * functional.log_softmax(guess, 1)).sum(1)
            each = torch.where(told, torch.where(known == -100, likely, (1 - trust) * each + trust * likely), each)
        loss = loss + each.sum() / len(labels)
    return loss


def fit(model: Portrayal, source: Path, lesson: Lesson, run: Run, size: int = 24) -> None:
    """Train in place, with a linear warm-up and decay, on the sentences that `lesson` draws."""
    torch.manual_seed(run.seed)
    rng, tokenizer = random.Random(run.seed), tokenizer_of(source)
    readings = lesson(rng)
    total = -(-len(readings) // size)
    warm = max(1, total // 15)
    model.freeze(run.still)
    optimizer = torch.optim.AdamW(model.groups(run.rate, run.decay, run.head), weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )

    def read(rows: list[int]) -> torch.Tensor:
        chosen = encode_all(tokenizer, [shown(readings[i], rng) for i in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = model(**tensors(chosen, model.filler))
        labels = torch.tensor([label for e in chosen for label in e.labels])
        return loss_of(found, labels, torch.tensor([told for e in chosen for told in e.opinions]), run.trust)

    began = time.process_time()
    model.train()
    for step, rows in enumerate(batches([len(r.sentence) for r in readings], size, rng)):
        loss = read(rows)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        if step % 20 == 19:
            print(f"  step {step + 1}/{total} loss {loss.item():.3f} {time.process_time() - began:.0f} s", flush=True)


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
    """Sentences to learn from: labelled ones of political and ordinary news, our own, and ones nobody labelled."""

    political: list[Reading]
    ordinary: list[Reading]
    own: list[Reading]
    heard: list[Reading]


def learn(model: Portrayal, source: Path, known: Known, run: Run, path: Path) -> None:
    """Teach the labels and keep the weights; nothing where the file is there."""
    if path.exists():
        restore(model, path)
        return

    def lesson(rng: random.Random) -> list[Reading]:
        political = rng.sample(known.political, int(len(known.political) * run.political))
        news = known.ordinary if run.ordinary is None else rng.sample(known.ordinary, run.ordinary)
        heard = rng.sample(known.heard, min(run.heard, len(known.heard)))
        return political + news + heard + known.own + framed() * run.frames

    fit(model, source, lesson, run)
    save(model, path)


def mean_of(model: Portrayal, paths: Sequence[Path]) -> Portrayal:
    """Put the mean of several trainings' weights into a model (Wortsman and others 2022, model soups)."""
    states = [load_file(path) for path in paths]
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return model


def taught(known: Known, args: argparse.Namespace) -> Known:
    """Return what is known with a larger model's opinion on each mention of ordinary news, asked once."""
    path, news = args.work / "opinions.npy", known.ordinary + known.heard
    if not path.exists():
        source = bases.large(args.work)
        model = large(known, args)
        found = logits(model, encode_all(tokenizer_of(source), news), 16)[PRIORS.index("news")]
        powers = np.exp(found - found.max(1, keepdims=True))
        np.save(path, powers / powers.sum(1, keepdims=True))
    told = iter(np.load(path).tolist())
    news = [replace(r, targets=tuple(replace(t, opinion=tuple(next(told))) for t in r.targets)) for r in news]
    return replace(known, ordinary=news[: len(known.ordinary)], heard=news[len(known.ordinary) :])


def small(known: Known, args: argparse.Namespace) -> Portrayal:
    """Take up the earlier model, teach it in each run anew, and return the mean of the runs."""
    source = bases.small()
    paths = [args.work / f"run{run.seed}.safetensors" for run in RUNS]
    for run, path in zip(RUNS, paths, strict=True):
        learn(take_up(Portrayal(source, 0.1), args.earlier), source, known, run, path)
    return mean_of(Portrayal(source), paths).eval()


def large(known: Known, args: argparse.Namespace) -> Portrayal:
    """Teach MPNet the labels, without an earlier model."""
    source = bases.large(args.work)
    model = Portrayal(source, 0.1)
    learn(model, source, known, LARGE, args.work / "large.safetensors")
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
    judged = {r.sentence for r in kept["news"] + ordinary(args.texts, "fresh")}  # agencies' sentences come twice
    news = [r for r in drawn + ordinary(args.texts, "chosen") if not r.kept and r.sentence not in judged]
    heard = [] if args.large else unlabelled(args.texts, judged | {r.sentence for r in news}, args.work / "heard.json")
    heard = random.Random(7).sample(heard, min(HEARD, len(heard)))
    known = Known(political, news, own("train"), heard)
    model = large(known, args) if args.large else small(taught(known, args), args)
    source = bases.large(args.work) if args.large else bases.small()
    report(model, source, kept)
    if args.out:
        write(model, source, args.out, small=not args.large)


if __name__ == "__main__":
    main()
