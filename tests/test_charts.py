"""Every chart says its finding, names its marks and leads back to rows; empty tables draw too."""

import pandas as pd
import pytest

from helpers import charts
from helpers.analysis import Analysis
from helpers.charts import tones
from helpers.tables import Mention, Quote, SentenceRow, frame

TEXT = "Ada met Bo. Bo said that Ada won."


def mentions(*named):
    return frame(
        "mentions",
        [
            Mention("a b", f"m{n}", n % 2, 0, 3, surface, kind, "", f"person:{who.lower()}", who, "person")
            for n, (surface, who, kind) in enumerate(named)
        ],
    )


THREE = mentions(("Ada", "Ada", "name"), ("Bo", "Bo", "name"), ("she", "Ada", "pronoun"))
SENTENCES = frame("sentences", [SentenceRow("a b", n, n, 0, 3, "Ada met Bo") for n in range(2)])


def quotes(*said, inside=""):
    return frame(
        "quotes",
        [
            Quote("a b", f"q{n}", 0, "indirect", 0, 9, content, "", None, None, "", "neutral", "", None, None,
                  f"person:{who.lower()}" if who else "", who, "name", 0, inside)
            for n, (who, content) in enumerate(said)
        ],
    )  # fmt: skip


SAID = quotes(("Bo", "Ada won"))


def every_chart():
    some = Analysis(mentions=THREE, sentences=SENTENCES, quotes=SAID)
    return [charts.named(some), charts.presence(some), charts.heard(some), tones.instruments(some)]


@pytest.mark.parametrize("chart", every_chart(), ids=lambda chart: chart.name)
def test_marks_are_unique_drawn_and_lead_to_rows(chart, tmp_path):
    marks = chart.data["mark"].tolist()
    assert len(set(marks)) == len(marks) > 0
    chart.save(tmp_path)
    svg = (tmp_path / f"{chart.name}.svg").read_text()
    assert all(f'href="#{name}"' in svg for name in marks)
    found = [row for row, said in zip(chart.data["evidence"], chart.data.get("words", [1] * 99), strict=False) if said]
    assert all(part.startswith("a%20b#") for row in found for part in row.split())
    assert chart.alt.endswith(".") and chart.title


def test_merged_and_raw_counts_stand_side_by_side():
    table = charts.ranking(Analysis(mentions=THREE))
    assert table[["actor", "n", "names", "surface", "n_surface"]].values.tolist() == [
        ["Ada", 2, 1, "Ada", 1],
        ["Bo", 1, 1, "Bo", 1],
    ]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ([("Bo", "x")], "Ada is mentioned twice and never heard"),
        ([("Bo", "x"), ("Ada", "x y")], "Ada gets the most words, and everybody is heard"),
        ([("Ada", "x y")], "Ada gets the most words, and everybody named more than once is heard"),
        ([], "Ada is mentioned twice and never heard"),
    ],
)
def test_who_is_never_heard(said, title):
    assert charts.heard(Analysis(mentions=THREE, quotes=quotes(*said))).title == title


def test_words_count_once_for_the_outer_speaker():
    both = pd.concat([quotes(("Bo", "one two three")), quotes(("Ada", "two three"), inside="q0")])
    assert charts.spoken(Analysis(quotes=both))[["speaker", "words", "statements"]].values.tolist() == [["Bo", 3, 1]]


def test_a_speaker_without_id_is_someone_unnamed():
    assert charts.spoken(Analysis(quotes=quotes(("", "one two"))))["speaker"].tolist() == ["someone unnamed"]


def test_empty_tables_draw_an_honest_figure():
    none = Analysis()
    drawn = [charts.named(none), charts.presence(none), charts.heard(none)]
    assert {chart.title for chart in drawn} == {"No actor is named in this text", "No actor appears in this text"}
    assert tones.portrayal(none, "vader").title.startswith("No actor has 5")
    assert all(chart.png for chart in drawn)


@pytest.mark.parametrize("count", [39, 41, 200])
def test_presence_keeps_its_density(count):
    rows = [Mention(f"a{n}", "m0", 0, 0, 3, "Ada", "name", "", "person:ada", "Ada", "person") for n in range(count)]
    sentences = frame("sentences", [SentenceRow(f"a{n}", 0, 0, 0, 3, "Ada") for n in range(count)])
    presence = charts.presence(Analysis(mentions=frame("mentions", rows), sentences=sentences))
    assert len(presence.data) == (count if count <= 40 else 20)
    assert presence.title == f"Ada appears in {count} of {count} articles"
