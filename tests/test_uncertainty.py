"""Figures that show what is not certain say so in their titles, data and alt texts."""

import pytest

from helpers import pipeline
from helpers.charts import uncertainty
from helpers.estimates.measured import Error
from helpers.tables import Article, Correction, frame

TEXT = "Harbour closes\n\n" + "Ada Holm said the harbour would close. " * 6 + "Bo Lind said it would not.\n"
ERROR = Error(0.9, 1.0, 0.3, 0.03, basis="made up")


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse([Article("a", TEXT)])


def test_every_speaker_has_an_interval_and_the_rows_behind_it(analysis):
    chart = uncertainty.statements(analysis, ERROR)
    assert chart.data[["actor", "found"]].values.tolist() == [["Ada Holm", 6], ["Bo Lind", 1]]
    assert (chart.data["low"] <= chart.data["found"]).all() and (chart.data["found"] <= chart.data["high"]).all()
    assert chart.data["evidence"].str.count("#").tolist() == [6, 1]
    assert "made up" in chart.caption


@pytest.mark.parametrize(
    ("error", "ending"),
    [(ERROR, "more than anybody else"), (Error(0.5, 1.0, 2.0, 0.5), "How many statements each speaker makes")],
)
def test_the_title_claims_no_more_than_the_intervals_allow(analysis, error, ending):
    assert uncertainty.statements(analysis, error).title.endswith(f"{ending}, if the program errs so")


def test_a_figure_with_another_error_has_a_title_of_its_own(analysis):
    """Guards: pages find the figure of a lesson by its title, and showed the first one twice."""
    assert uncertainty.statements(analysis).title != uncertainty.statements(analysis, ERROR).title


def test_checked_rows_of_the_reader_s_own_take_over(analysis):
    first = analysis.quotes.iloc[0]
    checks = [(row, "right") for row in range(9)] + [(9, "wrong")]
    done = [
        Correction("quotes", "zz", row, row + 1, "x", "checked", "", value, "", "me", "", "line 2")
        for row, value in checks
    ]
    done += [Correction("quotes", first.article_id, 0, 1, "x", "set", "cue", "x", "", "me", "", "line 3")] * 2
    checked = pipeline.Analysis(
        mentions=analysis.mentions, quotes=analysis.quotes, corrections=frame("corrections", done)
    )
    measured, own = (uncertainty.statements(tables) for tables in (analysis, checked))
    assert "10 rows of yours checked by hand (9 right)" in own.caption and "2 rows corrected by hand" in own.caption
    assert "by hand" not in measured.caption and "48 Canadian news articles" in measured.caption


def test_without_statements_the_figure_says_so():
    chart = uncertainty.statements(pipeline.analyse([Article("a", "It rained.")]), ERROR)
    assert chart.title == "No statement of a named speaker was found" and chart.data.empty


def test_checking_narrows_the_range_until_nothing_is_left():
    chart = uncertainty.checking(ERROR, rows=100)
    widths = (chart.data["high"] - chart.data["low"]).tolist()
    assert widths == sorted(widths, reverse=True) and widths[-1] == 0
    assert "Ten checks leave a range of" in chart.title
