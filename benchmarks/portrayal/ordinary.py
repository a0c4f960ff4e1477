"""Calibrate the model on ordinary news, and measure all instruments there.

    python benchmarks/portrayal/ordinary.py TEXTS [--newsmtsc FILE] [--write] [--record]

TEXTS: the folder with the files that data/gold/portrayal_news.csv names, JSON lines of `id` and `text`. Three sets of
mentions drawn at random count, whose annotators agree and that name an actor: those in articles kept apart (a quarter,
never trained on), and two drawn later and labelled by other annotators, in sentences never trained on. The model's
scores are cross-validated: five parts by article, each judged with a calibration fitted on the other four of all sets.
Of the sets together there is an interval (articles drawn anew) and, beside it, what the scores come to where as many
are neutral as where the wanted scores were set (NEUTRAL).
For whom a tone is meant is asked apart (BESIDE): in articles kept apart, of sentences with two actors or more. So are
headlines of articles kept apart (HEADS), and how far the mean of those that name somebody by one word moves where a
surname, and nothing else, is put in its place.
With NewsMTSC's train.jsonl the prior "even" gets a slope, fitted on the tenth of it that is never trained on: one
number, which changes how sure the model is and not what it says.
--write puts the calibrations into model.json, --record the scores into data/measured.csv.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from examples import Pair, newsmtsc, ordinary, pairs
from measure import calibration_error, f1_of

from helpers import sentiment
from helpers.estimates.measured import SET, Score, alpha, record
from helpers.knowledge import DATA, rows
from helpers.sentiment import portrayal
from helpers.sentiment.portrayal import calibrated

HERE = Path(__file__).resolve().parent
PARTS = 5
PARTS_OF = {"drawn": f"{SET}, first set", "fresh": f"{SET}, second set", "third": f"{SET}, third set"}
BESIDE = "two actors in a sentence"
HEADS = "headlines of political news"
NEUTRAL = 0.826  # of the 598 mentions on which the wanted scores were set; of our 1,440 it is .792
DRAWS = 2000
WIDTHS = [step / 20 for step in range(25)]  # tried: what is added to the neutral logarithm
BOTH = 0.5  # of 0, .25, .5, .75 and 1 tried, by the cross-validated scores: from there on the recall fell
COST = 1.0  # of macro F1, in points, that it may take to be right more often: a tone is heard right, or not at all
COMMAND = "python benchmarks/portrayal/ordinary.py TEXTS"
WHERE = "data/gold/portrayal_news.csv; texts: PolNeAR, Gender Gap Tracker, English Worldwide Newswire"


def fitted(p: np.ndarray, truth: np.ndarray, steps: int = 2000) -> tuple[float, list[float]]:
    """Return slope and shift of least cross entropy (by Adam: three numbers), and neutral as wide as `width` says."""
    logs, one = np.log(np.clip(p, 1e-3, 1)), np.eye(3)[truth]
    theta, mean, square = np.array([1.0, 0.0, 0.0]), np.zeros(3), np.zeros(3)
    for step in range(1, steps + 1):
        off = (calibrated(p, theta[0], [theta[1], 0.0, theta[2]]) - one) / len(truth)
        slope = np.array([(off * logs).sum(), off[:, 0].sum(), off[:, 2].sum()])
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        theta = theta - 0.02 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    slope, negative, positive = (round(float(value), 3) for value in theta)
    return slope, [negative, width(calibrated(p, slope, [negative, 0.0, positive]), truth), positive]


def sloped(p: np.ndarray, truth: np.ndarray) -> float:
    """Return the slope of least cross entropy, of those in steps of a fiftieth."""
    slopes = [step / 50 for step in range(10, 101)]
    losses = [-np.log(calibrated(p, slope, [0.0] * 3)[np.arange(len(truth)), truth]).mean() for slope in slopes]
    return slopes[int(np.argmin(losses))]


def width(p: np.ndarray, truth: np.ndarray) -> float:
    """Return what to add to the neutral logarithm: of all widths that cost next to no F1, the widest.

    So a tone is heard where it is likeliest to be right, as long as the three classes are told apart as well.
    """
    guesses = [calibrated(p, 1.0, [0.0, wide, 0.0]).argmax(1) for wide in WIDTHS]
    found = [f1_of(truth, guess) for guess in guesses]
    return max(wide for wide, f1 in zip(WIDTHS, found, strict=True) if f1 >= max(found) - COST)


def cross_validated(p: np.ndarray, truth: np.ndarray, articles: list[str]) -> np.ndarray:
    """Return the calibrated probabilities, each by a calibration that saw no mention of its article's part."""
    part = np.array([hashlib.sha256(article.encode()).digest()[1] % PARTS for article in articles])
    result = np.zeros_like(p)
    for k in range(PARTS):
        result[part == k] = calibrated(p[part == k], *fitted(p[part != k], truth[part != k]), BOTH)
    return np.round(result, 3)


def four(confusions: np.ndarray, neutral: float | None = None) -> np.ndarray:
    """Return accuracy, macro F1, precision and recall in per cent, each (...), of counts (..., truth, guess).

    neutral: the share that neutral mentions are weighted to have, negative and positive ones as they are to one
    another; None: all count the same.
    """
    count = confusions.astype(float)
    if neutral is not None:
        share = count[..., 1, :].sum(-1) / count.sum((-1, -2))
        tinted = (1 - neutral) / (1 - share)
        count = count * np.stack([tinted, neutral / share, tinted], -1)[..., None]
    right, truth, guess = np.diagonal(count, axis1=-2, axis2=-1), count.sum(-1), count.sum(-2)
    whole, both, toned = truth.sum(-1), truth + guess, right[..., 0] + right[..., 2]
    f1 = (2 * right / np.maximum(both, 1e-9)).mean(-1)
    precision, recall = (toned / np.maximum(whole - side[..., 1], 1e-9) for side in (guess, truth))
    return 100 * np.stack([right.sum(-1) / whole, f1, precision, recall])


def with_intervals(truth: np.ndarray, guess: np.ndarray, articles: list[str]) -> list[Score]:
    """Return the four scores weighted, and of these and those as drawn the 95 % intervals: articles drawn anew."""
    place = np.unique(articles, return_inverse=True)[1]
    each = np.zeros((place.max() + 1, 3, 3), dtype=int)
    np.add.at(each, (place, truth, guess), 1)
    drawn = each[np.random.default_rng(0).integers(0, len(each), (DRAWS, len(each)))].sum(1)
    found = []
    for beside, neutral in (("", None), (f", {NEUTRAL:.1%} neutral", NEUTRAL)):
        low, high = np.percentile(four(drawn, neutral), [2.5, 97.5], axis=1)
        for k, name in enumerate(("accuracy", "macro F1", "precision", "recall")):
            values = {"": four(each.sum(0), neutral)[k], ", low": low[k], ", high": high[k]}
            found += [  # those as drawn stand among the other scores
                Score("target", SET, f"tone {name}{beside}{end}", round(float(v), 1), len(truth), where=WHERE)
                for end, v in values.items()
                if beside or end
            ]
    return found


def told_apart(p: np.ndarray, mentions: list[Pair]) -> Score:
    """Return how often, of two mentions in a sentence, the one that has a tone is judged nearer to it."""
    by: dict[tuple[str, str], list[tuple[int, np.ndarray]]] = {}
    for mention, odds in zip(mentions, p / p[:, 1:2], strict=True):
        by.setdefault((mention.name, mention.sentence), []).append((mention.label, odds))
    right = [
        a[tone] > b[tone] for beside in by.values() for tone, a in beside for other, b in beside if other != tone != 1
    ]
    return Score("target", BESIDE, "told apart", round(100 * float(np.mean(right)), 1), len(right), where=WHERE)


def with_other_surnames(headlines: list[Pair], calibration: tuple[float, list[float]]) -> Score:
    """Return the largest change of the mean score where all who are named by one word bear another surname."""
    alone = [m for m in headlines if " " not in m.sentence[m.start : m.end]]
    surnames = [r["name"] for r in rows(HERE / "names.csv") if r["use"] == "measure" and r["kind"] == "surname"]
    means = []
    for surname in (None, *surnames):
        renamed = [m if surname is None else _renamed(m, surname) for m in alone]
        p = calibrated(judged(renamed)[1], *calibration, BOTH)
        means.append(float((p[:, 2] - p[:, 0]).mean()))
    change = round(max(abs(mean - means[0]) for mean in means), 3)
    return Score(
        "target", HEADS, f"largest change of the mean, {len(surnames)} surnames", change, len(alone), where=WHERE
    )


def _renamed(mention: Pair, surname: str) -> Pair:
    """Put a surname in the place of a name, wherever it stands in the sentence."""
    name, before = mention.sentence[mention.start : mention.end], mention.sentence[: mention.start]
    start = len(before.replace(name, surname))
    return replace(mention, sentence=mention.sentence.replace(name, surname), start=start, end=start + len(surname))


def scores_of(method: str, p: np.ndarray, score: np.ndarray, truth: np.ndarray, name: str = SET) -> list[Score]:
    """Return what is measured of one method; precision: of what it colours, recall: of what has a tone."""
    guess = p.argmax(1)
    count, error = np.zeros((3, 3), dtype=int), score - (truth - 1)
    np.add.at(count, (truth, guess), 1)
    accuracy, f1, precision, recall = four(count)
    found = {
        "tone accuracy": (accuracy, len(truth)),
        "tone macro F1": (f1, len(truth)),
        "tone precision": (precision, int((guess != 1).sum())),
        "tone recall": (recall, int((truth != 1).sum())),
        "score: mean error": (error.mean(), len(truth)),
        "score: sd of error": (error.std(ddof=1), len(truth)),
    }
    if method == "target":
        found["calibration error (0 to 1)"] = (calibration_error(p, truth), len(truth))
    return [
        Score(method, name, what, round(float(v), 3 if what.endswith(("error", "1)")) else 1), n, where=WHERE)
        for what, (v, n) in found.items()
    ]


def judged(mentions: list[Pair]) -> list[np.ndarray]:
    """Return the model's probabilities of the priors "even" and "news", without any calibration."""
    model, found = portrayal.load(portrayal.folder()), []
    shown = [portrayal.shown(model, m.sentence, (m.start, m.end)) for m in mentions]
    for prior in ("even", "news"):
        found.append(np.array([portrayal.judged(model, *asked, prior) for asked in shown], dtype=float))
    return found


def agreed() -> Score:
    """Return how far the annotators of the mentions that two of them judged agree."""
    twice = [
        r["label"].split()
        for r in rows(DATA / "gold" / "portrayal_news.csv")
        if " " in r["label"] and r["use"] != "headline"
    ]
    return Score("two annotators", SET, "tone alpha", alpha(list(zip(*twice, strict=True))), len(twice), where=WHERE)


def by_score(scores: np.ndarray) -> np.ndarray:
    """Return a lexicon as a classifier: its sign, from the least that counts on."""
    return np.eye(3)[np.where(scores <= -sentiment.LEAST, 0, np.where(scores >= sentiment.LEAST, 2, 1))]


def main() -> None:
    """Fit, measure, print, and keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--newsmtsc", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    kept = {use: pairs(r for r in ordinary(args.texts, use) if r.kept or use != "drawn") for use in PARTS_OF}
    mentions = [mention for part in kept.values() for mention in part]
    truth, of = np.array([m.label for m in mentions]), np.repeat(list(kept), [len(part) for part in kept.values()])
    even, news = judged(mentions)
    p = cross_validated(news, truth, [m.name for m in mentions])
    always, zeros = np.tile([0.0, 1.0, 0.0], (len(truth), 1)), np.zeros(len(truth))
    scores: list[Score] = []
    for name, part in ((SET, of != ""), *((name, of == use) for use, name in PARTS_OF.items())):
        scores += scores_of("target", p[part], p[part, 2] - p[part, 0], truth[part], name)
        scores += scores_of("always neutral", always[part], zeros[part], truth[part], name)
    scores += with_intervals(truth, p.argmax(1), [m.name for m in mentions])
    scores += scores_of("target, prior even", even, even[:, 2] - even[:, 0], truth)
    for name, judge in sentiment.LEXICONS.items():
        value = np.array([judge(m.sentence).score for m in mentions])
        scores += scores_of(name, by_score(value), value, truth)
    scores.append(agreed())
    slope, shift = fitted(news, truth)
    beside = pairs(r for r in ordinary(args.texts, "contrast") if r.kept)
    found, told = judged(beside)[1], np.array([m.label for m in beside])
    p = calibrated(found, slope, shift, BOTH)
    scores += [*scores_of("target", p, p[:, 2] - p[:, 0], told, BESIDE)[:4], told_apart(found, beside)]
    headlines = pairs(ordinary(args.texts, "headline"))
    found, told = judged(headlines), np.array([m.label for m in headlines])
    for method, p in (("target", calibrated(found[1], slope, shift, BOTH)), ("target, prior even", found[0])):
        scores += scores_of(method, p, p[:, 2] - p[:, 0], told, HEADS)[:4]
    scores += scores_of("always neutral", always[: len(told)], zeros[: len(told)], told, HEADS)[:2]
    scores.append(with_other_surnames(headlines, (slope, shift)))
    for score in scores:
        print(f"{score.method:20}{score.set:28}{score.measure:28}{score.value:8g}  n = {score.n}")
    print(f"calibration on all {len(truth)}: slope {slope}, shift {shift}")
    even_slope = 1.0
    if args.newsmtsc:
        picked = pairs(r for r in newsmtsc(args.newsmtsc) if r.kept)
        even_slope = sloped(judged(picked)[0], np.array([m.label for m in picked]))
        print(f"slope of the prior even on {len(picked)}: {even_slope}")
    if args.write:
        path = portrayal.folder() / "model.json"
        described = json.loads(path.read_text(encoding="utf-8"))
        described["priors"]["even"]["slope"] = even_slope
        described["priors"]["news"] = {"slope": slope, "shift": shift, "both": BOTH}
        path.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    if args.record:
        record(replace(score, command=COMMAND) for score in scores)


if __name__ == "__main__":
    main()
