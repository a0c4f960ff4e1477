"""From a figure's number to the very words, and nowhere else."""

import pytest

from helpers import passages
from helpers.analysis import WIDTH
from helpers.pipeline import Analysis
from helpers.quotes import baselines
from helpers.tables import ArticleRow, Mention, Quote, SentenceRow, frame

TEXT = "Ada met Bo.\n\n“No,” Bo said. Ada Lind said that it rained."
ARTICLE = "my file/a"


def mention(number, surface):
    start = TEXT.index(surface)
    return Mention(ARTICLE, f"m{number}", 0, start, start + len(surface), surface, "name", "", "p", "P", "person")


def quote(content, part=0):
    start = TEXT.index(content)
    return Quote(
        ARTICLE, "q0", 1, "direct", start, start + len(content), content, "", None, None, "", "neutral", "", None,
        None, "person:bo", "Bo", "name", part, "",
    )  # fmt: skip


@pytest.fixture
def analysis():
    article = ArticleRow(ARTICLE, "", "", "", "", "", TEXT, 6, 2, "")
    return Analysis(
        articles=frame("articles", [article]),
        sentences=frame("sentences", [SentenceRow(ARTICLE, 0, 0, 0, 11, TEXT[:11])]),
        mentions=frame("mentions", [mention(0, "Ada"), mention(1, "Bo")]),
        quotes=frame("quotes", [quote("No"), quote("it rained", 1)]),
        timexes=frame("timexes", []),
    )


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ("my%20file/a#m1", ["Bo"]),
        ("my%20file/a#m1 my%20file/a#m0", ["Bo", "Ada"]),
        ("my%20file/a#q0", ["No", "it rained"]),
        ("my%20file/a#s0", ["Ada met Bo."]),
        ("", []),
    ],
)
def test_evidence_leads_to_the_words(analysis, evidence, words):
    found = passages.behind(analysis, evidence)
    assert found["words"].tolist() == words
    assert [TEXT[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == words


def test_context_is_whole_words_that_a_notebook_shows_whole(analysis):
    row = passages.behind(analysis, "my%20file/a#q0", width=9).iloc[1]
    assert (row["before"], row["words"], row["after"]) == ("that", "it rained", ".")
    assert WIDTH < 50


def test_context_stands_on_both_sides(analysis):
    row = passages.behind(analysis, "my%20file/a#m1", width=8).iloc[0]
    assert (row["before"], row["after"]) == ("Ada met", ". “No,”")


@pytest.mark.parametrize("evidence", ["my%20file/a#m9", "my%20file/a#x1", "other#m1"])
def test_a_row_that_is_not_there_is_an_error(analysis, evidence):
    with pytest.raises(KeyError, match="no row"):
        passages.behind(analysis, evidence)


@pytest.mark.parametrize(
    ("reader", "expected"),
    [(baselines.marks_alone, ["No,"]), (baselines.pattern, ["No,", "it rained"])],
)
def test_what_the_simple_readers_find(reader, expected):
    assert [TEXT[start:end] for start, end in reader(TEXT)] == expected


def test_three_readers_side_by_side(analysis):
    assert baselines.compared(analysis)[["statements", "words", "speakers"]].values.tolist() == [
        [1, 1, 0],
        [2, 3, 0],
        [1, 3, 1],
    ]
