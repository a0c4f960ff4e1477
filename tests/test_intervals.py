"""Intervals hold the truth as often as they promise, and shrink as one knows more."""

import sys
from pathlib import Path

import numpy as np
import pytest

from helpers.estimates import measured
from helpers.estimates.measured import Error, Score

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))  # what measures the package stands there

import counting

EXACT = Error(1.0, 1.0, 0.0, 0.0)
NEWS = Error(0.9, 1.0, 0.5, 0.05, 40, "made-up news")


def width(estimate):
    return estimate.high - estimate.low


def test_a_tool_without_error_has_an_interval_without_width():
    estimate = measured.count(40, EXACT)
    assert (estimate.value, estimate.low, estimate.high) == (40, 40, 40)


def test_misses_move_the_count_up_and_wrong_rows_move_it_down():
    assert measured.count(80, measured.rates(1.0, 5000, 0.8, 5000)).value == pytest.approx(100, abs=2)
    assert measured.count(100, measured.rates(0.8, 5000, 1.0, 5000)).value == pytest.approx(80, abs=2)


@pytest.mark.parametrize(
    ("wider", "narrower"),
    [
        (measured.rates(0.8, 30, 0.8, 30), measured.rates(0.8, 3000, 0.8, 3000)),  # less was annotated
        (Error(0.8, 1.0, 2.0, 0.05), Error(0.8, 1.0, 0.5, 0.05)),  # articles differ more
        (Error(0.8, 1.0, 0.5, 0.2), Error(0.8, 1.0, 0.5, 0.05)),  # the ratio itself is less known
        (Error(0.8, 1.0, 0.5, 0.05, freedom=4), Error(0.8, 1.0, 0.5, 0.05)),  # the dispersion is less known
    ],
)
def test_the_interval_is_wider_where_less_is_known(wider, narrower):
    assert width(measured.count(50, wider)) > width(measured.count(50, narrower))


def test_the_same_numbers_give_the_same_interval():
    assert measured.count(10, NEWS) == measured.count(10, NEWS)


def test_where_nothing_was_found_something_may_have_been_missed():
    estimate = measured.count(0, NEWS)
    assert estimate.low == 0 < estimate.high < measured.count(1, NEWS).high


def test_annotated_articles_say_how_many_there_are_for_each_one_found():
    error = counting.compared([10, 20, 10, 0], [12, 24, 12, 3])  # of an article without a find no ratio can be said
    assert (error.per_found, error.precision, error.articles) == (1.2, 1.0, 3)
    assert width(measured.count(100, error)) == pytest.approx(0, abs=1)
    uneven = counting.compared([10, 10], [5, 15])
    assert (uneven.per_found, uneven.precision, uneven.dispersion) == (1.0, 0.75, pytest.approx(5.0))


def test_one_article_that_goes_badly_wrong_makes_the_dispersion_itself_uncertain():
    even = counting.compared([10] * 40, [9, 11] * 20)
    once = counting.compared([10] * 40, [10] * 39 + [40])
    assert even.freedom == 40 and once.freedom == 3


def test_where_little_is_found_more_is_missed():
    """The line through the articles, of which the ratio is the slope that goes through nothing."""
    error = counting.compared([1, 2, 3, 10, 20], [3, 4, 5, 12, 22])
    assert (error.per_found, error.missed) == (pytest.approx(46 / 36), pytest.approx(2.0))
    few, as_usual = (measured.count(n, error) for n in (1, 100))
    assert few.value == pytest.approx(3, abs=0.6) and as_usual.value == pytest.approx(128, abs=4)


def test_an_error_that_is_read_is_the_error_that_was_written():
    error = counting.compared([1, 2, 3, 10, 20], [3, 4, 5, 12, 26])
    kept = counting.scores(error)
    known = {measure: Score("", "", measure, value, n) for measure, (value, n) in kept.items()}
    known["precision"] = Score("", "", "precision", 100 * error.precision, 36)
    again = measured._of_set(known, "as given")
    assert [getattr(again, name) for name in Error.__slots__] == pytest.approx(
        [getattr(error, name) for name in Error.__slots__]
    )


def test_students_t_is_the_textbook_s():
    assert [measured.student(n) for n in (4, 9, 49)] == pytest.approx([2.776, 2.262, 2.010], rel=0.004)


def test_sets_differ_by_more_than_chance_or_not_at_all():
    alike, apart = Error(1, 1.0, 0.5, 0.02), Error(1, 1.3, 0.5, 0.02)
    assert counting.between([alike, alike]) == 0
    assert counting.between([alike, apart]) == pytest.approx(0.185, abs=0.002)


def test_an_error_carried_over_to_other_texts_is_larger():
    there, here = (measured.measured_error("statements", carried=carried) for carried in (False, True))
    assert there.doubt < here.doubt and there.per_found == here.per_found
    assert set(here.basis.split(" and ")) == {"GGT dev", "PolNeAR dev"}


def test_own_sentences_take_the_place_of_what_was_measured_misses_too():
    every, speaker = Error(0.9, 1.0, 0.5, 0.05, 40), Error(0.8, 1.2, 0.5, 0.05, 40)
    here = measured.Estimate(100, 150, 130, 170, "50 of 400 units checked")
    assert every.sampled(every, here).per_found == 1.5
    assert speaker.sampled(every, here).per_found == pytest.approx(1.8)  # off from all as far as it was there
    assert every.sampled(every, here).basis == "50 of 400 sentences of yours checked"


def test_rows_that_were_checked_and_put_right_are_in_no_doubt():
    done = NEWS.checked(6, 4, settled=10, unseen=0)
    assert (done.per_found, done.doubt) == (pytest.approx(1 / 0.9), NEWS.doubt)
    assert NEWS.checked(6, 4, settled=6, unseen=90).per_found < done.per_found


def test_own_checks_take_the_place_of_the_measured_precision():
    worse, better = NEWS.checked(5, 15), NEWS.checked(20, 0)
    assert worse.per_found < NEWS.per_found < better.per_found
    assert "20 rows of yours checked by hand (5 right)" in worse.basis
    assert NEWS.checked(18, 2).doubt > NEWS.checked(180, 20).doubt


@pytest.mark.parametrize(("hits", "total"), [(0, 5), (5, 5), (3, 20), (0, 0)])
def test_a_share_of_articles_lies_in_its_interval(hits, total):
    estimate = measured.of_articles(hits, total, measured.rates(0.9, 200, 0.8, 200))
    assert 0 <= estimate.low <= estimate.found <= estimate.high <= 1
    assert (estimate.low == 0) == (hits == 0) and (estimate.high == 1) == (hits == total)


@pytest.mark.parametrize(("hits", "expected"), [(0, (0, 0.217)), (5, (0.224, 0.776)), (10, (0.783, 1))])
def test_without_a_tool_s_error_a_share_has_jeffreys_interval(hits, expected):
    estimate = measured.of_articles(hits, 10, EXACT)
    assert (estimate.low, estimate.high) == pytest.approx(expected, abs=0.015)


def test_more_articles_narrow_a_share():
    error = measured.rates(0.9, 2000, 0.8, 2000)
    assert width(measured.of_articles(5, 10, error)) > width(measured.of_articles(50, 100, error))


def test_the_interval_closes_when_all_rows_are_checked():
    estimate = measured.confirmed(40, 35, 5)
    assert (estimate.low, estimate.value, estimate.high) == (35, 35, 35)
    assert width(measured.confirmed(40, 9, 1)) > width(measured.confirmed(40, 27, 3)) > 0


def test_more_rows_can_t_be_checked_than_were_found():
    with pytest.raises(ValueError, match="6 rows checked, but only 5 found"):
        measured.confirmed(5, 3, 3)


def test_a_checked_sample_puts_a_biased_count_right():
    truth = [1, 0, 0, 1, 0, 2, 0, 0, 1, 0] * 40
    found = [1, 0, 0, 0, 0, 1, 0, 0, 1, 0] * 40  # misses two in five
    checked = {unit: truth[unit] for unit in np.random.default_rng(1).choice(400, 120, replace=False).tolist()}
    estimate = measured.total(found, checked)
    assert estimate.found == 120 and estimate.low <= sum(truth) <= estimate.high


def test_checking_everything_leaves_no_doubt():
    estimate = measured.total([1, 0, 2], {0: 1, 1: 1, 2: 2})
    assert (estimate.value, estimate.low, estimate.high) == (4, 4, 4)


def test_a_sample_without_a_single_error_still_leaves_doubt():
    assert width(measured.total([1, 0] * 50, {unit: (1, 0)[unit % 2] for unit in range(10)})) > 0


def test_one_unit_is_no_sample():
    with pytest.raises(ValueError, match="at least two"):
        measured.total([1, 0], {0: 1})


@pytest.mark.parametrize("spread", [0.0, 0.2])
def test_nine_and_a_half_in_ten_intervals_hold_the_truth(spread):
    """Simulated here in small (the wide bounds are the simulation's own doubt); in full in benchmarks/coverage.py."""
    rng, hits, rounds = np.random.default_rng(3), 0, 150

    def articles(number):
        vary = (
            (lambda m: rng.beta(m * (1 / spread - 1), (1 - m) * (1 / spread - 1), number)) if spread else (lambda m: m)
        )
        truth = rng.poisson(12, number)
        right, share = rng.binomial(truth, vary(0.7)), np.clip(vary(0.85), 0.1, 1)
        return right + rng.poisson(right * (1 - share) / share), truth

    error = counting.compared(*(column.tolist() for column in articles(100)))
    for _ in range(rounds):
        found, truth = articles(6)
        estimate = measured.count(int(found.sum()), error)
        hits += estimate.low <= truth.sum() <= estimate.high
    assert 0.90 <= hits / rounds <= 0.995


@pytest.mark.parametrize(("what", "only"), [("miracles", ""), ("statements", "the moon")])
def test_what_was_not_measured_is_not_guessed(what, only):
    with pytest.raises(KeyError, match=what):
        measured.measured_error(what, only)
