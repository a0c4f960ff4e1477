"""Words counted, in context, and along the text."""

import pandas as pd
import pytest

from helpers import tokens, words
from helpers.analysis import Analysis
from helpers.tables import Token, frame

TEXT = "The war came. War, they said, is war – and won’t end."


def table(text=TEXT, article="a"):
    return frame(
        "tokens",
        [
            Token(article, number, start, end, text[start:end], is_word)
            for number, sentence in enumerate(tokens.sentences(text))
            for start, end, is_word in tokens.words(text, sentence.start, sentence.end)
        ],
    )


def test_frequencies_leave_function_words_and_dashes_out():
    found = words.frequencies(table())
    assert found.iloc[0].tolist() == ["war", 3, round(3 / 12, 4)]
    assert set(found["word"]) == {"war", "came", "said", "end"}
    assert "the" in set(words.frequencies(table(), content_only=False)["word"])


def test_concordance_leads_back_to_the_words():
    found = words.concordance(table(), "war")
    assert [TEXT[start : start + 3].lower() for start in found["start"]] == ["war"] * 3
    assert "The" in found["left"].iloc[0]


def test_concordance_does_not_run_from_one_article_into_the_next():
    two = pd.concat([table(), table("Peace at last.", "b")])
    assert words.concordance(two, "peace")["left"].str.strip().tolist() == [""]


def test_dispersion_marks_every_place():
    chart = words.dispersion(Analysis(tokens=table()), ["war", "end"])
    assert chart.title == "“war” stands 3 times among 12 words"
    assert chart.data["word"].tolist() == ["war"] * 3 + ["end"]
    with pytest.raises(ValueError, match="one article"):
        words.dispersion(Analysis(tokens=pd.concat([table(), table(article="b")])), ["war"])
