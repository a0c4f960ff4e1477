"""What kinds of source speak, and who is quoted by gender: counted once, and no guess about anybody alone."""

import re

import pandas as pd
import pytest

from helpers import charts, pipeline
from helpers.charts import telling, voices
from helpers.report import findings
from helpers.tables import Article

TEXT = (
    "Mayor Anna Keller said that the bridge was safe. The Harbour Trust said that it was not. "
    "Officials said it rained. According to the lawsuit, the bridge is old. A driver said that he was late. "
    "Keller has never said that it shook. Keller said: “My lawyer told me: ‘Wait.’”"
)


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse([Article("a", TEXT)])


def test_each_statement_counts_once_for_the_kind_of_its_outer_source(analysis):
    chart = voices.sources(analysis)
    counts = dict(zip(chart.data["source_kind"], chart.data["n"], strict=True))
    assert counts == {
        "person": 2, "organisation": 1, "document": 1, "unnamed person": 1, "unnamed group": 1, "": 0,
    }  # fmt: skip
    assert chart.title == "What kinds of source speak", "at least one of two says nothing"
    assert (chart.data["low"] <= chart.data["n"]).all() and (chart.data["n"] <= chart.data["high"]).all()
    assert chart.data["share"].sum() == pytest.approx(1, abs=1e-3)
    marked = chart.data.set_index("source_kind")["evidence"]
    assert len(marked["person"].split()) == 2 and not marked[""]


def test_documents_are_no_voices(analysis):
    said = charts.spoken(analysis).set_index("speaker_id")
    assert said.loc["documents", "speaker"] == "documents"
    assert not any(one.startswith("document:") for one in said.index)
    assert "documents" in {*voices.voices(analysis).data["speaker"]}
    assert telling.diversity(analysis)["named"] == 2  # the mayor and the trust


def said_by(*names, articles=1):
    text = " ".join(f"{name} said on Monday that it rained." for name in names)
    return pipeline.analyse([Article(f"a{n}", text + f" It was part {n}.") for n in range(articles)])


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (("Mrs Ada Lind", "Ms Eva Berg", "Mr Dan Holm", "Mr Bo Ross"), {"women": 2, "men": 2, "unknown": 0}),
        (("Mrs Ada Lind", "Ms Eva Berg", "Mr Dan Holm"), {"women": 2, "unknown": 1}),  # one alone is no group
        (("Mrs Ada Lind", "Ms Eva Berg"), {"women": 0, "men": 0, "unknown": 0}),  # too few to ask
        (("Mrs Ada Lind", "Ms Eva Berg", "The Harbour Trust", "The lawsuit"), {"women": 0, "men": 0, "unknown": 0}),
    ],
)
def test_no_guess_is_shown_of_somebody_alone(names, people):
    data = voices.by_gender(said_by(*names)).data
    assert dict(zip(data["gender"], data["people"], strict=True)) == people


def test_the_figure_says_that_gender_is_guessed_and_from_what():
    chart = voices.by_gender(said_by("Mrs Ada Lind", "Ms Eva Berg", "Mr Dan Holm", "Mr Bo Ross"))
    words = " ".join(text.get_text() for text in chart.figure.findobj(lambda one: hasattr(one, "get_text")))
    assert "guessed: of 4 from a title" in " ".join(words.split())
    women, men = chart.data.set_index("gender")["words"][["women", "men"]]
    assert women == men and chart.title == "Words quoted, by the gender of who says them, as far as the text tells"
    more = voices.by_gender(said_by(*["Mrs Ada Lind", "Ms Eva Berg"] * 12, "Mr Dan Holm", "Mr Bo Ross"))
    women, men = more.data.set_index("gender")["words"][["women", "men"]]
    assert re.fullmatch(rf"More words of women than of men are quoted, .*: at least \d+ \({women} found\)", more.title)
    names = ["Mrs Ada Lind", "Ms Eva Berg", "Mr Dan Holm", "Mr Dan Holm", "Mr Dan Holm", "Mr Bo Ross"]
    title = voices.by_gender(said_by(*names, articles=9)).title
    assert re.fullmatch(r"More words of men than of women are .*: 108 .* and 54 \(\d+ to \d+ likely\)", title)
    assert men and str(men) not in more.title


def test_no_title_asks_by_gender_that_one_wrong_he_would_undo():
    """Guards: “More words are quoted of men: at least 155”, all of them of one whom a “he” had made a man."""
    often = ["Mrs Ada Lind", "Ms Eva Berg"] + ["Toril Quell"] * 20
    guessed = voices.by_gender(said_by(*often, "Toril Quell said that she slept. She came. Ada Moe"))
    titled = voices.by_gender(said_by(*[name.replace("Toril", "Mrs") for name in often], "Mr Bo Ross", "Mr Dan Holm"))
    assert guessed.data.set_index("gender").loc["women", "people"] == 4
    assert guessed.title == "Words quoted, by the gender of who says them, as far as the text tells"
    assert titled.title.startswith("More words of women than of men"), "a title leaves no doubt"


def test_of_one_woman_and_one_man_nothing_is_said():
    chart = voices.by_gender(said_by("Mrs Ada Lind", "Mr Dan Holm", "Tovrin Quell"))
    assert chart.data["gender"].tolist() == ["unknown"]
    assert chart.title == "Of too few who are quoted does the text tell a gender"


def test_empty_tables_draw_an_honest_figure():
    from helpers.analysis import Analysis

    none = Analysis()
    assert voices.sources(none).title == "No statement was found"
    assert voices.by_gender(none).title.startswith("Too few people with a name were found quoted")
    assert isinstance(voices.sources(none).data, pd.DataFrame)


def test_what_stands_once_is_nobodys_commonest_name():
    once = pipeline.analyse([Article("a", "Mayor Ada Lind said it rained. She sat down. Lind said it was late.")])
    assert "commonest" not in " ".join(finding.limit for finding in findings.findings(once, []))
    twice = pipeline.analyse(
        [
            Article(
                "a",
                "Mayor Ada Lind said it rained. She sat down. Lind said it was late. Lind left. Lind came. Lind ate.",
            )
        ]
    )
    assert "4 of the mentions are written “Lind”" in findings.findings(twice, [])[0].limit


def test_one_statement_of_somebody_with_a_name_heads_no_page():
    """Guards: “1 (1 to 2, allowing for the tool’s own error) of the 5 statements found are those of people”."""
    one, more = said_by("Mrs Ada Lind", articles=2), said_by(*["Mrs Ada Lind", "Mr Dan Holm"] * 6, articles=2)
    assert voices.named_people(one) == "" and "are those of people with a name" in voices.named_people(more)
