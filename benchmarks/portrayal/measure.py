"""Measure the model and its elders, and keep the scores in data/measured.csv and in the model's card.

    python benchmarks/portrayal/measure.py [--newsmtsc FILE] [--name NAME] [--speed] [--record]

On our own sentences (the half never trained on), on the hold-out of NewsMTSC's train file if given, by
swapped names, and, with --speed, beside VADER and spaCy's parse of the same sentences in the same run.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from bias import change_by_group
from examples import Pair, newsmtsc, own, pairs

from helpers import sentiment
from helpers.estimates.measured import SET, Score, alpha, read, record
from helpers.knowledge import DATA, rows
from helpers.sentiment import portrayal

HERE = Path(__file__).parent
OURS, OUTSIDE = "own sentences, test half", "NewsMTSC train, hold-out"
NEWSMTSC = "github.com/fhamborg/NewsMTSC"


def target(examples: Sequence[Pair]) -> np.ndarray:
    """Return the model's probabilities (n, 3), as it is: the sentences were picked for their tone."""
    return portrayal.toward([e.sentence for e in examples], [(e.start, e.end) for e in examples], prior="even")


def lexicon(judge: Callable) -> Callable[[Sequence[Pair]], np.ndarray]:
    """Return a lexicon as a classifier: its sign, and neutral between -0.05 and 0.05 (VADER's advice)."""

    def classify(examples: Sequence[Pair]) -> np.ndarray:
        scores = np.array([judge(e.sentence).score for e in examples])
        return np.eye(3)[np.where(scores <= -0.05, 0, np.where(scores >= 0.05, 2, 1))]

    return classify


def neutral(examples: Sequence[Pair]) -> np.ndarray:
    """Call everything neutral."""
    return np.tile([0.0, 1.0, 0.0], (len(examples), 1))


def f1_of(truth: np.ndarray, guess: np.ndarray) -> float:
    """Return the mean F1 of the three classes in per cent."""
    both = [np.sum((truth == k) & (guess == k)) for k in range(3)]
    sizes = [np.sum(truth == k) + np.sum(guess == k) for k in range(3)]
    return 100 * float(np.mean([2 * hit / max(1, size) for hit, size in zip(both, sizes, strict=True)]))


def calibration_error(p: np.ndarray, truth: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins (0 to 1)."""
    sure, right = p.max(1), p.argmax(1) == truth
    place = np.ceil(sure * bins).astype(int)
    parts = [(place == k) for k in range(1, bins + 1) if (place == k).any()]
    return float(sum(part.mean() * abs(sure[part].mean() - right[part].mean()) for part in parts))


def mixed(examples: Sequence[Pair], p: np.ndarray) -> tuple[float, int]:
    """Return macro F1 on sentences whose targets differ in label, and how many targets these are."""
    labels: dict[str, set[int | None]] = {}
    for e in examples:
        labels.setdefault(e.sentence, set()).add(e.label)
    keep = [i for i, e in enumerate(examples) if len(labels[e.sentence]) > 1]
    return f1_of(np.array([examples[i].label for i in keep]), p[keep].argmax(1)), len(keep)


def scores_of(method: str, name: str, where: str, examples: list[Pair], p: np.ndarray) -> list[Score]:
    """Return macro F1, accuracy, calibration and the F1 on mixed sentences of one method on one set."""
    truth, guess = np.array([e.label for e in examples]), p.argmax(1)
    found = {"tone macro F1": f1_of(truth, guess), "tone accuracy": 100 * float(np.mean(truth == guess))}
    result = [Score(method, name, m, round(v, 1), len(truth), where=where) for m, v in found.items()]
    value, n = mixed(examples, p)
    result.append(Score(method, name, "tone macro F1, mixed sentences", round(value, 1), n, where=where))
    if method.startswith("target"):
        error = round(calibration_error(p, truth), 3)
        result.append(Score(method, name, "calibration error (0 to 1)", error, len(truth), where=where))
    return result


def score_errors(method: str, name: str, where: str, examples: list[Pair], score: np.ndarray) -> list[Score]:
    """Return how far a method's scores lie from the label (-1, 0, 1), on average and by standard deviation."""
    error = score - (np.array([e.label for e in examples]) - 1)
    found = {"score: mean error": error.mean(), "score: sd of error": error.std(ddof=1)}
    return [Score(method, name, m, round(float(v), 3), len(error), where=where) for m, v in found.items()]


def by_phenomenon(method: str, examples: list[Pair], p: np.ndarray) -> list[Score]:
    """Return the accuracy on each kind of our own sentences."""
    kind = {row["id"]: row["phenomenon"] for row in rows(DATA / "gold" / "portrayal.csv")}
    right = p.argmax(1) == np.array([e.label for e in examples])
    kinds = np.array([kind[e.name] for e in examples])
    return [
        Score(method, OURS, f"accuracy: {k}", round(100 * right[kinds == k].mean(), 1), int(sum(kinds == k)),
              where="data/gold")
        for k in sorted(set(kinds))
    ]  # fmt: skip


def cleared(method: str) -> Score:
    """Return how often one who is cleared is not called negative: each sentence with four names never trained on."""
    names = [row["name"] for row in rows(HERE / "names.csv") if row["use"] == "measure"]
    names = [name for name in names if name[0].isupper()][::9]
    frames = [row["sentence"] for row in rows(HERE / "exonerated.csv")]
    places = [(frame, names[(4 * k + j) % len(names)]) for k, frame in enumerate(frames) for j in range(4)]
    spans = [(frame.index("{}"), frame.index("{}") + len(name)) for frame, name in places]
    p = portrayal.toward([frame.replace("{}", name) for frame, name in places], spans)
    share = round(100 * float((p.argmax(1) != 0).mean()), 1)
    return Score(
        method, "exonerated, own sentences", "not called negative", share, len(p), where="benchmarks/portrayal"
    )


def speed(examples: Sequence[Pair]) -> list[Score]:
    """Return how many times longer than VADER and than spaCy's parse the model takes, in CPU time."""
    from helpers.parse import pipeline

    texts = [e.sentence for e in examples]
    nlp = pipeline()

    def timed(work: Callable[[], object]) -> float:
        work()
        portrayal.judged.cache_clear()
        began = time.process_time()
        work()
        return time.process_time() - began

    took = timed(lambda: target(examples))
    beside = {"VADER": timed(lambda: [sentiment.vader(t) for t in texts]),
              "the parse": timed(lambda: list(nlp.pipe(texts)))}  # fmt: skip
    n = len(examples)
    result = [Score("target", "own sentences", "sentences per CPU second", round(n / took), n, where="data/gold")]
    return result + [
        Score("target", "own sentences", f"CPU time, times {name}", round(took / t, 1), n, where="data/gold")
        for name, t in beside.items()
    ]


def table(head: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table."""
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in [head, ["---"] * len(head), *lines])


def fill(card: Path, scores: Sequence[Score], changes: pd.DataFrame) -> None:
    """Write the scores, the changes by name and the files' sha256 into the model's card."""
    short = {
        "tone macro F1": "F1",
        "tone accuracy": "accuracy",
        "tone precision": "precision",
        "tone recall": "recall",
        "tone macro F1, mixed sentences": "F1, mixed",
        "calibration error (0 to 1)": "calibration error",
    }
    scores = [*(score for score in read() if score.set.startswith(SET)), *scores]  # what ordinary.py measured
    value = {(s.method, s.set, s.measure): s.value for s in scores}
    sets = {(s.method, s.set): s.n for s in scores if s.measure == "tone macro F1"}
    sums = json.loads((card.parent / "model.json").read_text(encoding="utf-8"))["sha256"]
    ours = [s for s in scores if s.measure.startswith("accuracy: ")]
    methods = list(dict.fromkeys(s.method for s in ours))
    kinds = list(dict.fromkeys((s.measure, s.n) for s in ours))
    parts = {
        "files": table(["file", "sha256"], [[name, f"`{sum_}`"] for name, sum_ in sums.items()]),
        "scores": table(
            ["method", "set", "n", *short.values()],
            [[m, name, n, *(value.get((m, name, k), "") for k in short)] for (m, name), n in sets.items()],
        ),
        "kinds": table(
            ["kind", "n", *methods],
            [[k.removeprefix("accuracy: "), n, *(value[m, OURS, k] for m in methods)] for k, n in kinds],
        ),
        "bias": table(
            ["kind", "group", "use", "names", "mean change", "largest of a name"],
            changes.to_numpy().tolist(),
        ),
    }
    text = card.read_text(encoding="utf-8")
    for name, part in parts.items():
        before, rest = text.split(f"<!-- {name} -->", 1)
        text = f"{before}<!-- {name} -->\n{part}\n<!-- end -->" + rest.split("<!-- end -->", 1)[1]
    card.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure, print, and keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newsmtsc", type=Path)
    parser.add_argument("--name", default="target", help="the model's name in the file of scores")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    sets = [(OURS, "data/gold", pairs(own("test")))]
    if args.newsmtsc:
        sets.append((OUTSIDE, NEWSMTSC, pairs(r for r in newsmtsc(args.newsmtsc) if r.kept)))
    methods = {args.name: target, "vader": lexicon(sentiment.vader), "textblob": lexicon(sentiment.textblob)}
    scores = []
    for method, judge in {**methods, "always neutral": neutral}.items():
        for name, where, examples in sets:
            p = judge(examples)
            scores += scores_of(method, name, where, examples, p)
            raw = {"vader": sentiment.vader, "textblob": sentiment.textblob}.get(method)
            value = np.array([raw(e.sentence).score for e in examples]) if raw else p[:, 2] - p[:, 0]
            scores += score_errors(method, name, where, examples, value)
            if name == OURS:
                scores += by_phenomenon(method, examples, p)
    ours = rows(DATA / "gold" / "portrayal.csv")
    agreed = alpha([[row["label_1"] for row in ours], [row["label_2"] for row in ours]])
    scores.append(Score("same annotator twice", "own sentences", "tone alpha", agreed, len(ours), where="data/gold"))
    changes = change_by_group()
    for kind, part in changes.groupby("kind"):
        for column, what in (("change", "mean change of score"), ("largest", "change of score by one name")):
            found = Score(
                args.name, "swapped names", f"largest {what}: {kind}", float(part[column].abs().max()), len(part)
            )
            scores.append(replace(found, where="benchmarks/portrayal"))
    scores.append(cleared(args.name))
    if args.speed:
        scores += speed(pairs(own("test") + own("train")))
    command = "python benchmarks/portrayal/measure.py" + (" --newsmtsc FILE" if args.newsmtsc else "")
    for score in scores:
        print(f"{score.method:16}{score.set:28}{score.measure:44}{score.value:8g}  n = {score.n}")
    if args.record and args.name == "target":
        fill(portrayal.SHIPPED / "CARD.md", scores, changes)
        changes.to_csv(portrayal.SHIPPED / "bias.csv", index=False, lineterminator="\n")
    if args.record:
        record(Score(**{**{f: getattr(s, f) for f in s.__slots__}, "command": command}) for s in scores)


if __name__ == "__main__":
    main()
