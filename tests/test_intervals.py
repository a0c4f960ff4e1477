"""Intervals hold the truth as often as they promise, and shrink as one knows more."""

import numpy as np
import pytest

from helpers.trust import intervals
from helpers.trust.intervals import Error

EXACT = Error(1.0, 10**6, 1.0, 10**6)


def width(estimate):
    return estimate.high - estimate.low


def test_a_tool_without_error_has_an_interval_without_width():
    estimate = intervals.count(40, EXACT)
    assert (estimate.value, estimate.low, estimate.high) == (40, 40, 40)


def test_misses_move_the_count_up_and_wrong_rows_move_it_down():
    assert intervals.count(80, Error(1.0, 5000, 0.8, 5000)).value == pytest.approx(100, abs=2)
    assert intervals.count(100, Error(0.8, 5000, 1.0, 5000)).value == pytest.approx(80, abs=2)


@pytest.mark.parametrize(
    ("wider", "narrower"),
    [
        (Error(0.8, 30, 0.8, 30), Error(0.8, 3000, 0.8, 3000)),  # less was annotated
        (Error(0.8, 900, 0.8, 900, 0.3, 0.3, 30), Error(0.8, 900, 0.8, 900)),  # articles differ
    ],
)
def test_the_interval_is_wider_where_less_is_known(wider, narrower):
    assert width(intervals.count([10] * 5, wider)) > width(intervals.count([10] * 5, narrower))


def test_the_same_numbers_give_the_same_interval():
    error = Error(0.9, 200, 0.7, 300, 0.1, 0.1, 40)
    assert intervals.count([3, 0, 7], error) == intervals.count([3, 0, 7], error)


def test_where_nothing_was_found_something_may_have_been_missed():
    estimate = intervals.count(0, Error(0.9, 200, 0.5, 200))
    assert estimate.low == 0 < estimate.high


def test_shares_add_up_and_hold_the_found_share_of_an_even_handed_tool():
    found = {"a": [30, 10], "b": [10, 10]}
    estimates = intervals.shares(found, Error(0.9, 500, 0.7, 500))
    assert sum(e.value for e in estimates.values()) == pytest.approx(1, abs=0.02)
    assert all(e.low < e.found < e.high for e in estimates.values())


@pytest.mark.parametrize(
    ("right", "whole", "expected"),
    [
        ([5, 5, 5, 5], [10, 10, 10, 10], 0.0),  # all alike
        ([10, 0, 10, 0], [10, 10, 10, 10], 1.0),  # all or nothing
        ([], [], 0.0),
        ([1], [1], 0.0),
    ],
)
def test_spread_between_articles(right, whole, expected):
    assert intervals.spread(right, whole) == pytest.approx(expected, abs=0.01)


def test_spread_finds_what_was_put_in():
    rng = np.random.default_rng(0)
    share = rng.beta(0.7 * 4, 0.3 * 4, 3000)  # intraclass correlation 1 / (4 + 1)
    assert intervals.spread(rng.binomial(12, share), [12] * 3000) == pytest.approx(0.2, abs=0.02)


def test_the_interval_closes_when_all_rows_are_checked():
    estimate = intervals.confirmed(40, 35, 5)
    assert (estimate.low, estimate.value, estimate.high) == (35, 35, 35)
    assert width(intervals.confirmed(40, 9, 1)) > width(intervals.confirmed(40, 27, 3)) > 0


def test_more_rows_can_t_be_checked_than_were_found():
    with pytest.raises(ValueError, match="6 rows checked, but only 5 found"):
        intervals.confirmed(5, 3, 3)


def test_a_checked_sample_puts_a_biased_count_right():
    truth = [1, 0, 0, 1, 0, 2, 0, 0, 1, 0] * 40
    found = [1, 0, 0, 0, 0, 1, 0, 0, 1, 0] * 40  # misses two in five
    checked = {unit: truth[unit] for unit in np.random.default_rng(1).choice(400, 120, replace=False).tolist()}
    estimate = intervals.total(found, checked)
    assert estimate.found == 120 and estimate.low <= sum(truth) <= estimate.high


def test_checking_everything_leaves_no_doubt():
    estimate = intervals.total([1, 0, 2], {0: 1, 1: 1, 2: 2})
    assert (estimate.value, estimate.low, estimate.high) == (4, 4, 4)


def test_a_sample_without_a_single_error_still_leaves_doubt():
    assert width(intervals.total([1, 0] * 50, {unit: (1, 0)[unit % 2] for unit in range(10)})) > 0


def test_one_unit_is_no_sample():
    with pytest.raises(ValueError, match="at least two"):
        intervals.total([1, 0], {0: 1})


@pytest.mark.parametrize("spread", [0.0, 0.2])
def test_nine_and_a_half_in_ten_intervals_hold_the_truth(spread):
    """Simulated here in small (the wide bounds are the simulation's own doubt); in full in benchmarks/coverage.py."""
    rng, hits, rounds = np.random.default_rng(3), 0, 150
    vary = (lambda m: rng.beta(m * (1 / spread - 1), (1 - m) * (1 / spread - 1), 6)) if spread else (lambda m: m)
    error = Error(0.85, 1000, 0.7, 1000, spread, spread, 100)
    for _ in range(rounds):
        truth = rng.poisson(12, 6)
        right = rng.binomial(truth, vary(0.7))
        share = np.clip(vary(0.85), 0.1, 1)
        found = right + rng.poisson(right * (1 - share) / share)
        low, high = np.quantile(intervals.true_counts(found.tolist(), error, draws=800), (0.025, 0.975))
        hits += low <= truth.sum() <= high
    assert 0.90 <= hits / rounds <= 0.995


def test_what_was_not_measured_is_not_guessed():
    with pytest.raises(KeyError, match="content precision"):
        intervals.measured_error("quotes", "the moon", "content")


def test_totals_are_estimated_from_what_was_there_for_each_one_found():
    assert intervals.totals([10, 20, 10], [12, 24, 12]) == (1.2, 0.0)
    assert intervals.totals([10, 10], [5, 15]) == (1.0, pytest.approx(5.0))
    loose, tight = (Error(0.8, 800, 0.8, 800, per_found=1.1, dispersion=d) for d in (1.0, 0.3))
    assert width(intervals.count(100, loose)) > width(intervals.count(100, tight))
    assert intervals.count(100, tight).value == pytest.approx(110, abs=1)
    assert intervals.count(0, tight).low == 0
