"""How a count errs, from annotated articles: what `data/measured.csv` keeps of it, and figures put around counts."""

import math
from collections.abc import Sequence
from statistics import mean, stdev

from helpers.estimates.measured import MEASURES, Error


def compared(found: Sequence[int], gold: Sequence[int], basis: str = "as given") -> Error:
    """Work out the error from annotated articles (or speakers in articles): what was found there, what is there.

    Where nothing was found nothing can be said of the ratio: those pairs count for nothing. An article that goes badly
    wrong makes the dispersion large, and itself uncertain: its degrees of freedom are those of the kurtosis found
    (Satterthwaite 1946), three at least.

    Args:
        found: rows found in each article.
        gold: rows that are there, in the same order.
        basis: which articles, in words.

    Returns:
        The error.

    Raises:
        ValueError: the two are not equally long.
    """
    pairs = [(f, g) for f, g in zip(found, gold, strict=True) if f]
    n, rows, right = len(pairs), sum(f for f, _ in pairs), sum(min(f, g) for f, g in pairs)
    ratio = sum(g for _, g in pairs) / max(1, rows)
    if n < 2 or not ratio:
        return Error(right / max(1, rows), ratio or 1.0, 1.0, 1.0, None, basis)
    squares = [((g - ratio * f) / (1 - f / rows)) ** 2 for f, g in pairs]
    variance = sum(squares) * (n - 1) / n
    dispersion = max(1e-9, variance / (ratio * rows))
    kurtosis = n * sum(square**2 for square in squares) / sum(squares) ** 2 if variance > 1e-9 else 3.0
    freedom = min(n, max(3.0, 2 * n / max(1e-9, kurtosis - 1)))
    flat, slope = _line([(f, g, 1 / f) for f, g in pairs])
    spread, _ = _line([(f, (g - flat - slope * f) ** 2, 1 / f**2) for f, g in pairs])
    doubt = math.sqrt(dispersion / (ratio * rows))
    return Error(right / rows, ratio, dispersion, doubt, n, basis, freedom, rows / n, flat, spread)


def _line(points: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Return the weighted line through points (x, y, weight), neither its height at 0 nor its slope negative."""
    w, x, y, xx, xy = (
        sum(parts) for parts in zip(*((w, w * x, w * y, w * x * x, w * x * y) for x, y, w in points), strict=True)
    )
    apart = w * xx - x * x
    flat, slope = ((xx * y - x * xy) / apart, (w * xy - x * y) / apart) if apart > 1e-9 * w * xx else (0.0, xy / xx)
    return (0.0, max(0.0, xy / xx)) if flat < 0 else (max(0.0, y / w), 0.0) if slope < 0 else (flat, slope)


def between(errors: Sequence[Error]) -> float:
    """Work out how far annotated sets differ beyond what chance would do.

    Args:
        errors: of one count, a set each; two at least.

    Returns:
        The standard deviation of the logarithm of true per found; 0 where chance would do.

    Raises:
        statistics.StatisticsError: there are fewer than two.
    """
    spread = stdev(math.log(error.per_found) for error in errors)
    return math.sqrt(max(0.0, spread**2 - mean(error.doubt**2 for error in errors)))


def scores(error: Error) -> dict[str, tuple[float, int]]:
    """Say of an error what `data/measured.csv` keeps of it.

    Args:
        error: as `compared` measured it.

    Returns:
        {measure: (value, n)}.
    """
    articles, rows = error.articles or 0, round(error.size * (error.articles or 0))
    return {MEASURES["per_found"]: (error.per_found, rows)} | {
        MEASURES[name]: (getattr(error, name), articles) for name in list(MEASURES)[1:]
    }
