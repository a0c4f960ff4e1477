"""How far a count may be off: the tool's error, sampling, tone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist, fmean, mean, stdev
from typing import TYPE_CHECKING

from . import measured

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


# --------------------------------------------------------------------------------------------------
# How far the mean of tone scores may be off: by the scorer's own error, as measured on ordinary news.


SET = "ordinary news"  # mentions drawn at random from newspaper articles: data/gold/portrayal_news_rule.md


def widened(scores: pd.DataFrame, method: str, own: Sequence[float] = ()) -> pd.DataFrame:
    """Widen the `low` and `high` of mean scores, which hold the chance of few sentences, by the scorer's own error.

    The error of a mean of scores: the mean error, which no number of sentences makes smaller, and the spread of single
    errors over the root of the number of sentences, as measured on ordinary news: two mentions of an actor in one
    sentence are misheard together. Where the reader has judged `sample.ENOUGH` mentions or more, the interval lies
    around the mean put right by theirs, with their spread (prediction-powered inference for a mean: Angelopoulos and
    others 2023).

    Args:
        scores: sentences, mean, low, high; a row an actor.
        method: the scorer, as `data/measured.csv` names it.
        own: what the reader's own judgements are above the scores (`sample.tone_errors`); empty for none.

    Returns:
        The same rows, `low` and `high` between -1 and 1.

    Raises:
        KeyError: the scorer's error was not measured.
    """
    n = scores["sentences"].clip(lower=1)
    if own:
        shift, single = fmean(own), stdev(own)
        error = student(len(own) - 1) * single * (1 / n + 1 / len(own)) ** 0.5
    else:
        bias, single = (measured.value(method, SET, f"score: {name}") for name in ("mean error", "sd of error"))
        shift, error = 0.0, (bias**2 + single**2 / n) ** 0.5 * NORMAL
    low = scores["mean"] + shift - ((scores["mean"] - scores["low"]) ** 2 + error**2) ** 0.5
    high = scores["mean"] + shift + ((scores["high"] - scores["mean"]) ** 2 + error**2) ** 0.5
    return scores.assign(low=low.clip(-1, 1).round(3), high=high.clip(-1, 1).round(3))


def basis(own: Sequence[float]) -> str:
    """Say on what the error of a mean rests.

    Args:
        own: the reader's own judgements, as `widened` takes them.

    Returns:
        How many there are, in words; without any the set that the error was measured on.
    """
    return f"{len(own)} mentions of yours, judged by hand" if own else SET


# --------------------------------------------------------------------------------------------------
# Put an interval around a count that contains the tool's own error.
#
# A tool finds rows; some are wrong, some are missed. Two ways to say how many there are in truth:
#
# - `count`, `of_articles`: from the error measured elsewhere (`data/measured.csv`). They assume that the
#   tool errs in your texts as it did there, up to how far the annotated sets differ from one another.
# - `confirmed`, `total`: from a random sample of your own texts that somebody checked. Assumes only that the
#   sample was drawn at random and that the checker is right.
#
# Methods: for the first, a ratio estimator whose variance is measured between annotated articles by leaving out one
# after the other (jackknife; Särndal and others 1992), drawn from a gamma distribution; where less is found than
# annotated articles hold on average, the line through the articles goes before the ratio. For the second, the
# difference estimator of survey sampling (Särndal and others), which Angelopoulos and others (2023,
# Prediction-powered inference; power tuning in PPI++, 2024) and Egami and others (2023, design-based supervised
# learning) rest on, for a finite corpus.


LEVEL = 0.95
NORMAL = NormalDist().inv_cdf((1 + LEVEL) / 2)
DRAWS = 4000  # the limits of a 95 % interval then move by less than a tenth of its width from seed to seed
SEED = 20230216
UNSEEN = 0.1  # of a row: where nothing was found something may have been missed
FRAMING = "framing accounts"  # the set of whole articles; its other one holds hard single sentences
MEASURES = {  # the columns of an error, and what they are called in data/measured.csv
    "per_found": "true per found",
    "dispersion": "dispersion",
    "freedom": "dispersion: degrees of freedom",
    "size": "found in one article (mean)",
    "missed": "missed in an article of few (number)",
    "missed_variance": "missed in an article of few (variance)",
}
BETWEEN = ("count: statements", "between sets", "sd of log true per found")


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
    """How a method errs when it counts.

    precision: the share (0 to 1) of the rows found that are right, one by one: what a reader's own check measures.
    per_found: how many there are in truth for each one found; a wrong row and a missed one are often the same row
    with other bounds, so this can be near 1 where precision is not. dispersion: how much more than by chance (1:
    Poisson) the truth differs from that, from article to article. doubt: the relative standard error of per_found.
    articles: behind the dispersion, None when it is given and not measured; freedom: the degrees of freedom it has.
    size: how many are found in one article on average. In one in which fewer are found, more are missed: missed and
    missed_variance are the number, and the variance, that come on top as the number found goes to nothing.
    """

    precision: float
    per_found: float
    dispersion: float
    doubt: float
    articles: int | None = None
    basis: str = "as given"
    freedom: float = math.inf
    size: float = 0.0
    missed: float = 0.0
    missed_variance: float = 0.0

    def checked(self, right: int, wrong: int, settled: int | None = None, unseen: float = math.inf) -> Error:
        """Put the reader's own precision into the error: so many rows, drawn at random, are right and wrong.

        What is missed stays as it was measured.

        Args:
            right: rows that were right when they were checked.
            wrong: rows that were not.
            settled: how many of these are right by now; None for as many as were right.
            unseen: how many rows of the corpus nobody looked at.

        Returns:
            The new error.
        """
        n, settled = right + wrong, right if settled is None else settled
        own = (right + 0.5) / (n + 1)
        rest = unseen / (unseen + n) if unseen < math.inf else 1.0  # the part of the corpus that is not known yet
        share = rest * own + (1 - rest) * max(settled, 0.5) / n
        doubt = math.hypot(self.doubt, rest * math.sqrt(own * (1 - own) / n) / share)
        basis = f"{n} row{'s' * (n != 1)} of yours checked by hand ({right} right)"
        basis += f" and, for what is missed, {self.basis}"
        return replace(self, precision=own, per_found=self.per_found * share / self.precision, doubt=doubt, basis=basis)

    def sampled(self, every: Error, here: Estimate) -> Error:
        """Put the reader's own count of what is there into the error, missed rows too.

        A count of one speaker is off from all of them as far as it was where that was measured.

        Args:
            every: how the count of all rows errs where it was measured, whoever they are of.
            here: that count in the reader's corpus (`total`).

        Returns:
            The new error.
        """
        found = max(here.found, 1.0)
        value = max(here.value, 0.5)
        doubt = math.hypot(0 if self == every else self.doubt, (here.high - here.value) / NORMAL / value)
        ratio = self.per_found / every.per_found * value / found
        return replace(self, per_found=ratio, doubt=doubt, basis=here.basis.replace("units", "sentences of yours"))


def rates(precision: float, n_precision: int, recall: float, n_recall: int, basis: str = "as given") -> Error:
    """Work out the error of a method of which precision and recall are known.

    Takes rows to be right, and missed, as by dice: the variance of a binomial and a negative binomial count.

    Args:
        precision: 0 to 1.
        n_precision: on how many rows it was measured.
        recall: 0 to 1.
        n_recall: on how many rows it was measured.
        basis: where that was, in words.

    Returns:
        The error, its dispersion that of chance.

    Example:
        >>> error = rates(0.9, 200, 0.8, 200)
        >>> round(error.per_found, 2)  # so many there in truth for each one found
        1.12
    """
    p, q = ((share * n + 0.5) / (n + 1) for share, n in ((precision, n_precision), (recall, n_recall)))
    doubt = math.sqrt((1 - p) / p / n_precision + (1 - q) / q / n_recall)
    return Error(precision, p / q, ((1 - p) + (1 - q)) / q, doubt, None, basis)


def measured_error(what: str, only: str = "", carried: bool = True) -> Error:
    """Look up how a count errs, as `data/measured.csv` has it.

    Without a measured dispersion, errors fall as by dice (`rates`).

    Args:
        what: what is counted ("statements of a speaker"), or a measure of framing.
        only: one set; '' for all.
        carried: with how far sets differ, as texts of another kind will.

    Returns:
        The mean of the sets' errors.

    Raises:
        KeyError: it was not measured.
    """
    scores = measured.read()
    sets: dict[str, dict[str, measured.Score]] = {}
    for score in scores:
        framing = score.method == f"framing: {what}" and score.set == FRAMING
        if (score.method == f"count: {what}" or framing) and only in ("", score.set) and score.set != BETWEEN[1]:
            sets.setdefault(score.set, {})[score.measure] = score
    errors = [_of_set(known, name) for name, known in sets.items()]
    if not errors:
        raise KeyError(f"not measured: count: {what}{f' · {only}' if only else ''}")
    between = next(s.value for s in scores if (s.method, s.set, s.measure) == BETWEEN) if carried else 0.0
    k = len(errors)
    known = math.sqrt(sum(error.doubt**2 for error in errors)) / k
    return Error(
        mean(error.precision for error in errors),
        math.exp(mean(math.log(error.per_found) for error in errors)),
        mean(error.dispersion for error in errors),
        math.hypot(known, between * math.sqrt(1 + 1 / k)),
        sum(error.articles or 0 for error in errors) or None,
        " and ".join(sorted(sets)),
        sum(error.freedom for error in errors),
        *(mean(getattr(error, name) for error in errors) for name in ("size", "missed", "missed_variance")),
    )


def _of_set(known: Mapping[str, measured.Score], name: str) -> Error:
    share = known["precision"]
    if "recall" in known:
        recall = known["recall"]
        return rates(share.value / 100, share.n, recall.value / 100, recall.n, name)
    values = {field: known[measure].value for field, measure in MEASURES.items()}
    doubt = math.sqrt(values["dispersion"] / (values["per_found"] * known[MEASURES["per_found"]].n))
    articles = known[MEASURES["dispersion"]].n
    return Error(share.value / 100, **values, doubt=doubt, articles=articles, basis=name)


def student(freedom: int) -> float:
    """Find the quantile of Student's t for a two-sided interval of 95 %.

    Args:
        freedom: degrees of freedom, three at least.

    Returns:
        How many standard errors it reaches to either side.

    Method:
        Cornish-Fisher expansion (Abramowitz and Stegun 1964, 26.7.5); off by less than 1 per cent from 4 on.

    Example:
        >>> round(student(10), 2)
        2.23
    """
    z = NORMAL
    terms = ((z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384)
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))


# --------------------------------------------------------------------------- from measured error


def count(found: float, error: Error) -> Estimate:
    """Estimate how many there are in truth where a tool found so many.

    Args:
        found: how many.
        error: of counting them.

    Returns:
        The estimate with its interval; the same each time.
    """
    return _estimate(found, _true_totals(found, error), error.basis)


def _true_totals(found: float, error: Error) -> np.ndarray:
    """Draw likely true totals: whole numbers, (`DRAWS`,).

    For each draw a ratio and a dispersion that the measurement allows; then a gamma count with their mean and
    variance.
    """
    import numpy as np

    rng = np.random.default_rng(SEED)
    wider = error.freedom / rng.chisquare(error.freedom, DRAWS) if error.freedom < math.inf else np.ones(DRAWS)
    ratio = error.per_found * np.exp(rng.normal(0, error.doubt, DRAWS) * np.sqrt(wider))
    rows = found + UNSEEN * (error.dispersion > 1e-6)
    few = max(0.0, 1 - found / error.size) if error.size else 0.0
    expected = ratio * rows + error.missed * few
    variance = wider * (error.dispersion * error.per_found * rows + error.missed_variance * few)
    scale = np.maximum(variance, 1e-9) / np.maximum(expected, 1e-9)
    return np.round(rng.gamma(expected / scale, scale))


def of_articles(hits: int, total: int, error: Error) -> Estimate:
    """Estimate the share of articles like these in which something is.

    Contains the tool's error and the chance of few articles: the share found (Jeffreys interval, which reaches the
    end where nothing or everything was a hit: Brown, Cai and DasGupta 2001) times what is there for each one found.

    Args:
        hits: articles in which a tool found it.
        total: articles.
        error: of finding it.

    Returns:
        The estimate of the share, 0 to 1; of no articles 0.5, between 0 and 1.
    """
    import numpy as np

    if not total:
        return Estimate(0.0, 0.5, 0.0, 1.0, error.basis)
    rng = np.random.default_rng(SEED)
    ratio = error.per_found * np.exp(rng.normal(0, error.doubt, DRAWS))
    share = np.minimum(1, rng.beta(hits + 0.5, total - hits + 0.5, DRAWS) * ratio)
    found = _estimate(hits / total, share, error.basis)
    return replace(found, low=found.low if hits else 0.0, high=found.high if hits < total else 1.0)


def _estimate(found: float, draws: np.ndarray, basis: str) -> Estimate:
    import numpy as np

    low, middle, high = np.quantile(draws, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2])
    return Estimate(found, float(middle), float(low), float(high), basis)


# --------------------------------------------------------------------------- from a checked sample


def confirmed(found: int, right: int, wrong: int) -> Estimate:
    """Estimate how many of the rows found are right, when a random sample of them was checked.

    The rows that nobody checked are right as often as those that somebody did (beta-binomial, Jeffreys
    prior); when all are checked the interval closes. Says nothing about what the tool missed.

    Args:
        found: rows found.
        right: of the sample, how many are right.
        wrong: and how many are not.

    Returns:
        The estimate.

    Raises:
        ValueError: more rows were checked than found.

    Example:
        >>> everything = confirmed(found=20, right=18, wrong=2)
        >>> everything.low, everything.high
        (18.0, 18.0)
    """
    import numpy as np

    if right + wrong > found:
        raise ValueError(f"{right + wrong} rows checked, but only {found} found")
    rng = np.random.default_rng(SEED)
    share = rng.beta(right + 0.5, wrong + 0.5, DRAWS)
    draws = right + rng.binomial(found - right - wrong, share)
    return _estimate(found, draws, f"{right + wrong} of {found} rows checked, {right} right")


def total(found: Sequence[float], checked: Mapping[int, float]) -> Estimate:
    """Estimate the true sum over all units, of which a random sample was checked (misses included).

    The tool's sum is put right by the mean difference in the sample, and used as far as it predicts the
    truth there (power tuning). Two made-up units, one with a row too many and one with a row too few, keep
    the interval honest when the sample happens to hold no error (as in Agresti and Coull 1998).

    Args:
        found: what the tool found in each unit (sentence, article).
        checked: {unit: what is there in truth}.

    Returns:
        The estimate.

    Raises:
        ValueError: fewer than two units were checked.
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
    reach = NORMAL * (1 + 1 / sample) * error
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
