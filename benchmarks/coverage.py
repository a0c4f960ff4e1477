"""How often do the intervals of `helpers.estimates.measured` hold the truth? Simulated, nominal 95 %.

python benchmarks/coverage.py            print the shares
python benchmarks/coverage.py --record   and write them into data/measured.csv
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import counting
import numpy as np
import pandas as pd

from helpers.estimates import measured
from helpers.estimates.measured import Score

ROUNDS = 1000
COMMAND = "python benchmarks/coverage.py --record"


def world(rng: np.random.Generator, articles: int, precision: float, recall: float, spread: float):
    """Make up a corpus and a tool's result: (found, right, truth), one number an article."""
    truth = rng.poisson(10, articles)
    vary = (lambda share: rng.beta(share * (1 / spread - 1), (1 - share) * (1 / spread - 1), articles)) if spread else (
        lambda share: np.full(articles, share)
    )  # fmt: skip
    right = rng.binomial(truth, vary(recall))
    share = np.clip(vary(precision), 0.05, 1)
    wrong = rng.poisson(rng.gamma(np.maximum(right, 0.001), (1 - share) / share))
    return right + wrong, right, truth


def by_measured_error(rng: np.random.Generator, articles: int, rates: tuple[float, ...], apart: float = 0.0) -> float:
    """Return the share of corpora whose true count lies in `count`'s interval, the error measured on 80 articles.

    apart: the sd of the log by which the truth of whole sets differs from what the rates say, known as such.
    """
    hits = 0
    for _ in range(ROUNDS):
        found, _, truth = world(rng, 80, *rates)
        error = counting.compared(found.tolist(), (truth * np.exp(rng.normal(0, apart))).tolist())
        error = replace(error, doubt=float(np.hypot(error.doubt, apart * 2**0.5)))
        found, _, truth = world(rng, articles, *rates)
        estimate = measured.count(int(found.sum()), error)
        hits += estimate.low <= round(truth.sum() * np.exp(rng.normal(0, apart))) <= estimate.high
    return hits / ROUNDS


def by_rates(rng: np.random.Generator, articles: int, rates: tuple[float, ...]) -> float:
    """Return the share of corpora whose true count lies in the interval made of precision and recall alone."""
    hits = 0
    for _ in range(ROUNDS):
        found, right, truth = world(rng, 80, *rates)
        shares = right.sum() / found.sum(), int(found.sum()), right.sum() / truth.sum(), int(truth.sum())
        found, _, truth = world(rng, articles, *rates)
        estimate = measured.count(int(found.sum()), measured.rates(*shares))
        hits += estimate.low <= truth.sum() <= estimate.high
    return hits / ROUNDS


def by_own_checks(rng: np.random.Generator, n: int, precision: float) -> float:
    """Return how often `count` holds after n rows of 20 articles were checked, whose precision is not the measured one.

    The recall is as measured (0.7); the precision was 0.9 where it was measured.
    """
    hits = 0
    for _ in range(ROUNDS):
        found, right, truth = world(rng, 80, 0.9, 0.7, 0.0)
        measured_there = counting.compared(found.tolist(), truth.tolist())
        error = replace(measured_there, precision=right.sum() / found.sum())
        found, right, truth = world(rng, 20, precision, 0.7, 0.0)
        seen = int(rng.hypergeometric(right.sum(), found.sum() - right.sum(), n))
        estimate = measured.count(int(found.sum()), error.checked(seen, n - seen))
        hits += estimate.low <= truth.sum() <= estimate.high
    return hits / ROUNDS


def by_articles(rng: np.random.Generator, total: int, share: float) -> float:
    """Return how often `of_articles` holds the share of articles like these, by precision 0.86 and recall 0.84."""
    error, hits = measured.rates(0.86, 254, 0.84, 260), 0
    for _ in range(ROUNDS):
        true = rng.random(total) < share
        wrong = 0.84 * share * (1 - 0.86) / 0.86 / (1 - share)  # among the others, so that the precision is 0.86
        found = np.where(true, rng.random(total) < 0.84, rng.random(total) < wrong)
        estimate = measured.of_articles(int(found.sum()), total, error)
        hits += estimate.low <= share <= estimate.high
    return hits / ROUNDS


def by_checked_sentences(rng: np.random.Generator, sentences: int, n: int, rates: tuple[float, ...]) -> float:
    """Return the share of corpora whose true count lies in `total`'s interval after n checked sentences."""
    hits = 0
    for _ in range(ROUNDS):
        truth = rng.binomial(2, 0.2, sentences)
        found = rng.binomial(truth, rates[1]) + rng.binomial(1, 0.4 * (1 - rates[0]) * rates[1] / rates[0], sentences)
        sample = rng.choice(sentences, n, replace=False)
        estimate = measured.total(found.tolist(), {int(i): int(truth[i]) for i in sample})
        hits += estimate.low <= truth.sum() <= estimate.high
    return hits / ROUNDS


def by_checked_rows(rng: np.random.Generator, found: int, n: int, precision: float) -> float:
    """Return the share of corpora whose number of right rows lies in `confirmed`'s interval."""
    hits = 0
    for _ in range(ROUNDS):
        right = rng.random(found) < precision
        seen = int(right[:n].sum())
        estimate = measured.confirmed(found, seen, n - seen)
        hits += estimate.low <= right.sum() <= estimate.high
    return hits / ROUNDS


def by_own_tones(rng: np.random.Generator, mentions: int, n: int, off: float) -> float:
    """Return how often the interval of an actor's mean tone holds the tone of its mentions, n of 1000 judged by hand.

    The scorer's single errors have a spread of 0.5 of a scale from -1 to 1, and are off by so much on average.
    """
    hits = 0
    for _ in range(ROUNDS):
        truth = rng.choice([-1.0, 0.0, 1.0], 1000)
        score = np.clip(truth + off + rng.normal(0, 0.5, 1000), -1, 1)
        checked = rng.choice(1000, n, replace=False)
        own, mean = truth[:mentions], score[:mentions].mean()
        row = pd.DataFrame({"n": [mentions], "mean": [mean], "low": [mean], "high": [mean]})
        found = measured.widened(row, "made up", (truth - score)[checked].tolist()).iloc[0]
        hits += found["low"] <= own.mean() <= found["high"]
    return hits / ROUNDS


def by_own_sentences(rng: np.random.Generator, n: int, rates: tuple[float, float]) -> float:
    """Return how often the interval of all statements holds after n of 1000 sentences were checked.

    The error measured elsewhere says that as many are there as were found, which is wrong here.
    """
    elsewhere, hits = measured.Error(0.9, 1.0, 0.3, 0.02, 80), 0
    for _ in range(ROUNDS):
        truth = rng.binomial(2, 0.2, 1000)
        found = rng.binomial(truth, rates[1]) + rng.binomial(1, 0.4 * (1 - rates[0]) * rates[1] / rates[0], 1000)
        sample = rng.choice(1000, n, replace=False)
        here = measured.total(found.tolist(), {int(i): int(truth[i]) for i in sample})
        estimate = measured.count(int(found.sum()), elsewhere.sampled(elsewhere, here))
        hits += estimate.low <= truth.sum() <= estimate.high
    return hits / ROUNDS


def scores() -> Iterator[Score]:
    """Yield one score for each made-up world."""
    rng = np.random.default_rng(7)

    def score(method: str, world: str, value: float) -> Score:
        return Score(method, "simulated", f"coverage · {world}", round(100 * value, 1), ROUNDS, command=COMMAND,
                     where="benchmarks/coverage.py")  # fmt: skip

    for (precision, recall), spread, articles in product(((0.9, 0.7), (0.7, 0.5)), (0.0, 0.1, 0.3), (1, 10, 50)):
        rates = (precision, recall, spread)
        name = f"precision {precision} recall {recall} spread {spread} articles {articles}"
        yield score("interval from measured error", name, by_measured_error(rng, articles, rates))
    for articles in (1, 10, 50):
        value = by_measured_error(rng, articles, (0.9, 0.7, 0.1), apart=0.1)
        yield score("interval from measured error", f"sets differ by 0.1 · articles {articles}", value)
        value = by_rates(rng, articles, (0.9, 0.7, 0.0))
        yield score("interval from precision and recall", f"precision 0.9 recall 0.7 articles {articles}", value)
    for precision, n in product((0.9, 0.6), (20, 50, 100)):
        name = f"precision {precision} instead of 0.9 · rows of 20 articles checked {n}"
        yield score("interval from measured error and own checks", name, by_own_checks(rng, n, precision))
    for total, share in product((5, 20, 100), (0.2, 0.5)):
        yield score(
            "interval of a share of articles", f"share {share} articles {total}", by_articles(rng, total, share)
        )
    for mentions, n, off in product((5, 50), (10, 50, 200), (0.0, 0.2)):
        name = f"off by {off} · mean of {mentions} mentions checked {n}"
        yield score("interval of a mean tone from own checks", name, by_own_tones(rng, mentions, n, off))
    for rates, n in product(((0.9, 0.7), (0.7, 0.5)), (50, 200)):
        name = f"precision {rates[0]} recall {rates[1]} sentences 1000 checked {n}"
        yield score("interval of a figure from checked sentences", name, by_own_sentences(rng, n, rates))
    for rates, n in product(((0.9, 0.7), (0.7, 0.5)), (20, 50, 100, 200)):
        name = f"precision {rates[0]} recall {rates[1]} sentences 1000 checked {n}"
        yield score("interval from checked sentences", name, by_checked_sentences(rng, 1000, n, rates))
    for precision, n in product((0.95, 0.9, 0.7), (10, 50, 150)):
        name = f"precision {precision} rows 200 checked {n}"
        yield score("interval from checked rows", name, by_checked_rows(rng, 200, n, precision))


if __name__ == "__main__":
    rows = []
    for row in scores():
        print(f"{row.method:<32} {row.measure:<66} {row.value:>6g}", flush=True)
        rows.append(row)
    if "--record" in sys.argv[1:]:
        measured.record(rows)
