"""Put an interval around a count that contains the tool's own error.

A tool finds rows; some are wrong (precision), some are missed (recall). Two ways to say how many there are
in truth:

- `count`, `shares`: from the precision and recall measured elsewhere (`data/measured.csv`). Assumes that the
  tool errs in your texts as it did there; no interval can see it when it doesn't.
- `confirmed`, `total`: from a random sample of your own texts that somebody checked. Assumes only that the
  sample was drawn at random and that the checker is right.

Methods: for the first, posterior simulation of the true count with beta-distributed precision and recall that
also vary between articles (beta-binomial). For the second, the difference estimator of survey sampling
(Särndal and others 1992), which Angelopoulos and others (2023, Prediction-powered inference; power tuning in
PPI++, 2024) and Egami and others (2023, design-based supervised learning) rest on, for a finite corpus.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from . import measured

if TYPE_CHECKING:
    import numpy as np

LEVEL = 0.95
DRAWS = 4000  # the limits of a 95 % interval then move by less than a tenth of its width from seed to seed
SEED = 20230216


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was found, what is likely there in truth, and between which limits; `basis` says how it is known."""

    found: float
    value: float
    low: float
    high: float
    basis: str


@dataclass(frozen=True, slots=True)
class Error:
    """How a method errs: precision and recall (0 to 1), out of how many rows, and how much articles differ.

    spread: the intraclass correlation between articles (0: errors fall as by dice; 1: an article is all
    right or all wrong). articles: how many articles were annotated, None for independent rows.
    per_found, dispersion: how many there are in truth for each one found, and how much more than by chance
    (1: Poisson) that differs between articles; where they are known, totals are estimated from them, because a
    wrong row and a missed one are often the same quote with other bounds.
    """

    precision: float
    n_precision: int
    recall: float
    n_recall: int
    precision_spread: float = 0.0
    recall_spread: float = 0.0
    articles: int | None = None
    per_found: float | None = None
    dispersion: float | None = None
    basis: str = "as given"


def measured_error(method: str, set: str, what: str) -> Error:
    """Return a method's error as `data/measured.csv` has it: `what` is the measure without its last word.

    Raises KeyError when precision or recall was not measured; without a measured spread, errors count as
    independent.
    """
    known = {score.measure: score for score in measured.read() if (score.method, score.set) == (method, set)}
    try:
        precision, recall = known[f"{what} precision"], known[f"{what} recall"]
    except KeyError as error:
        raise KeyError(f"not measured: {method} · {set} · {error.args[0]}") from error
    spreads = [known.get(f"{what} {name} spread") for name in ("precision", "recall")]
    totals = [known.get(f"{what} {name}") for name in ("true per found", "dispersion")]
    return Error(
        precision.value / 100, precision.n, recall.value / 100, recall.n,
        *(spread.value if spread else 0.0 for spread in spreads),
        articles=spreads[0].n if spreads[0] else None,
        per_found=totals[0].value if totals[0] else None,
        dispersion=totals[1].value if totals[1] else None,
        basis=f"precision {precision.value:g} % and recall {recall.value:g} % on {set}",
    )  # fmt: skip


# --------------------------------------------------------------------------- from measured error


def count(found: int | Sequence[int], error: Error, level: float = LEVEL) -> Estimate:
    """Estimate how many there are in truth where a tool found so many.

    found: one number, or one for each article (then articles may differ as they did where it was measured).
    Uses `per_found` and `dispersion` where they are known (gamma, with the mean and variance of a quasi-Poisson
    count), else precision and recall.
    """
    numbers = [found] if isinstance(found, int) else list(found)
    draws = true_totals(sum(numbers), error) if error.dispersion else true_counts(numbers, error)
    return _estimate(sum(numbers), draws, error.basis, level)


def true_totals(found: int, error: Error, draws: int = DRAWS) -> np.ndarray:
    """Draw likely true totals from how many there are for each one found: whole numbers, (draws,)."""
    import numpy as np

    if error.per_found is None or not error.dispersion:
        raise ValueError("per_found and dispersion are not known")
    rng = np.random.default_rng(SEED)
    doubt = math.sqrt(error.dispersion * error.per_found / error.n_precision)
    mean = np.maximum(1e-6, rng.normal(error.per_found, doubt, draws) * (found + 0.5))
    return np.round(rng.gamma(mean / error.dispersion, error.dispersion))


def totals(found: Sequence[int], gold: Sequence[int]) -> tuple[float, float]:
    """Return (true per found, dispersion) of annotated articles: the ratio, and Pearson's chi-square over it."""
    ratio = sum(gold) / max(1, sum(found))
    pairs = [(f, g) for f, g in zip(found, gold, strict=True) if f]
    if len(pairs) < 2 or ratio == 0:
        return ratio, 1.0
    return ratio, sum((g - ratio * f) ** 2 / (ratio * f) for f, g in pairs) / (len(pairs) - 1)


def shares(found: Mapping[str, Sequence[int]], error: Error, level: float = LEVEL) -> dict[str, Estimate]:
    """Estimate each name's share (0 to 1) of all, from what was found for it in each article.

    Assumes that the tool errs alike for everybody; where it doesn't, check a sample.
    """
    draws = {
        name: true_counts(list(numbers), error, SEED + place) for place, (name, numbers) in enumerate(found.items())
    }
    everything, all_found = sum(draws.values()), sum(sum(numbers) for numbers in found.values())
    return {
        name: _estimate(sum(found[name]) / max(1, all_found), drawn / everything, error.basis, level)
        for name, drawn in draws.items()
    }


def true_counts(found: Sequence[int], error: Error, seed: int = SEED, draws: int = DRAWS) -> np.ndarray:
    """Draw likely true counts, summed over articles: (draws,).

    For each draw: a precision and a recall that the measurement allows; for each article, its own around
    them; the rows that are right; and the rows missed beside them (negative binomial).
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    numbers = np.asarray(found, dtype=float)[:, None]
    precision = _share(rng, error.precision, error.n_precision, error.precision_spread, error.articles, draws)
    recall = _share(rng, error.recall, error.n_recall, error.recall_spread, error.articles, draws)
    right = rng.binomial(numbers.astype(int), _vary(rng, precision, error.precision_spread, len(numbers)))
    kept = np.clip(_vary(rng, recall, error.recall_spread, len(numbers), tilt=1), 0.02, 1)
    # Half a row more, once for the corpus: where nothing was found, something may still have been missed.
    missed = rng.poisson(rng.gamma(right + 0.5 / max(1, len(numbers)), (1 - kept) / kept))
    return (right + missed).sum(axis=0)


def _share(
    rng: np.random.Generator, share: float, n: int, spread: float, articles: int | None, draws: int
) -> np.ndarray:
    """Draw what the true share may be, given the share measured on n rows of so many articles."""
    alike = 1 + (n / articles - 1) * spread if articles else 1.0  # the design effect: rows of one article are alike
    rows = n / max(1.0, alike)
    return rng.beta(rows * share + 0.5, rows * (1 - share) + 0.5, draws)


def _vary(rng: np.random.Generator, share: np.ndarray, spread: float, articles: int, tilt: int = 0) -> np.ndarray:
    """Draw each article's own share around the common one: (articles, draws).

    tilt: 1 for recall. A row that was found comes likelier from an article where much is found; with the
    tilt, the rows missed beside it are (1 - recall) / recall on average, as they must be.
    """
    import numpy as np

    if spread <= 0:
        return np.broadcast_to(share, (articles, len(share)))
    strength = 1 / min(spread, 0.99) - 1
    inner = np.clip(share, 1e-6, 1 - 1e-6)
    return rng.beta(inner * strength + tilt, (1 - inner) * strength, (articles, len(share)))


def _estimate(found: float, draws: np.ndarray, basis: str, level: float) -> Estimate:
    import numpy as np

    low, middle, high = np.quantile(draws, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return Estimate(found, float(middle), float(low), float(high), basis)


def spread(right: Sequence[int], whole: Sequence[int]) -> float:
    """Return the intraclass correlation of right rows between articles, 0 to 1 (ANOVA estimator, Ridout 1999).

    right, whole: for each article, how many rows were right, out of how many; empty articles are left out.
    """
    pairs = [(r, n) for r, n in zip(right, whole, strict=True) if n]
    articles, rows = len(pairs), sum(n for _, n in pairs)
    if articles < 2 or rows <= articles:
        return 0.0
    mean = sum(r for r, _ in pairs) / rows
    between = sum(n * (r / n - mean) ** 2 for r, n in pairs) / (articles - 1)
    within = sum(r * (1 - r / n) for r, n in pairs) / (rows - articles)
    size = (rows - sum(n * n for _, n in pairs) / rows) / (articles - 1)
    whole_variance = between + (size - 1) * within
    return min(1.0, max(0.0, (between - within) / whole_variance)) if whole_variance > 0 else 0.0


# --------------------------------------------------------------------------- from a checked sample


def confirmed(found: int, right: int, wrong: int, level: float = LEVEL) -> Estimate:
    """Estimate how many of the rows found are right, when a random sample of them was checked.

    The rows that nobody checked are right as often as those that somebody did (beta-binomial, Jeffreys
    prior); when all are checked the interval closes. Says nothing about what the tool missed.
    Raises ValueError when more rows were checked than found.
    """
    import numpy as np

    if right + wrong > found:
        raise ValueError(f"{right + wrong} rows checked, but only {found} found")
    rng = np.random.default_rng(SEED)
    share = rng.beta(right + 0.5, wrong + 0.5, DRAWS)
    draws = right + rng.binomial(found - right - wrong, share)
    return _estimate(found, draws, f"{right + wrong} of {found} rows checked, {right} right", level)


def total(found: Sequence[float], checked: Mapping[int, float], level: float = LEVEL) -> Estimate:
    """Estimate the true sum over all units, of which a random sample was checked (misses included).

    found: what the tool found in each unit (sentence, article). checked: {unit: what is there in truth}.
    The tool's sum is put right by the mean difference in the sample, and used as far as it predicts the
    truth there (power tuning). Two made-up units, one with a row too many and one with a row too few, keep
    the interval honest when the sample happens to hold no error (as in Agresti and Coull 1998).
    Raises ValueError with fewer than two checked units.
    """
    units, sample = len(found), len(checked)
    if sample < 2:
        raise ValueError("check at least two units, drawn at random")
    predicted = [found[unit] for unit in checked]
    truth = list(checked.values())
    weight = _tuning(predicted, truth)
    rest = [y - weight * f for y, f in zip(truth, predicted, strict=True)]
    value = weight * sum(found) + units * sum(rest) / sample
    mean = sum(rest) / sample
    squares = sum((r - mean) ** 2 for r in rest) + 2 * (sample < units)
    error = units * math.sqrt(squares / (sample + 1) / sample * (1 - sample / units))
    reach = NormalDist().inv_cdf((1 + level) / 2) * (1 + 1 / sample) * error
    known = sum(truth)  # what was seen in the sample is there
    return Estimate(sum(found), value, max(known, value - reach), value + reach, f"{sample} of {units} units checked")


def _tuning(predicted: Sequence[float], truth: Sequence[float]) -> float:
    """Return how far to lean on the tool: the slope of truth on prediction in the sample, 0 to 1."""
    n = len(truth)
    mean_f, mean_y = sum(predicted) / n, sum(truth) / n
    variance = sum((f - mean_f) ** 2 for f in predicted)
    if variance == 0:
        return 1.0
    slope = sum((f - mean_f) * (y - mean_y) for f, y in zip(predicted, truth, strict=True)) / variance
    return min(1.0, max(0.0, slope))
