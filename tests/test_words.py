"""Words counted, in context, and along the text."""

import pandas as pd
import pytest

from helpers import tokens, words
from helpers.analysis import Analysis
from helpers.tables import ArticleRow, Quote, Token, frame

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
    found = words.frequencies(Analysis(tokens=table()))
    assert found.iloc[0].tolist() == ["war", 3, round(3 / 12, 4)]
    assert set(found["word"]) == {"war", "came", "said", "end"}
    assert "the" in set(words.frequencies(Analysis(tokens=table()), content_only=False)["word"])


def test_concordance_leads_back_to_the_words():
    found = words.concordance(Analysis(tokens=table()), "war")
    assert [TEXT[start : start + 3].lower() for start in found["start"]] == ["war"] * 3
    assert "The" in found["left"].iloc[0]


def test_concordance_does_not_run_from_one_article_into_the_next():
    two = pd.concat([table(), table("Peace at last.", "b")])
    assert words.concordance(Analysis(tokens=two), "peace")["left"].str.strip().tolist() == [""]


def test_dispersion_marks_every_place():
    chart = words.dispersion(Analysis(tokens=table()), ["war", "end"])
    assert chart.title == "“war” stands 3 times among the 12 words"
    assert chart.data["word"].tolist() == ["war"] * 3 + ["end"]
    named = words.dispersion(Analysis(tokens=table("Belarus slept. Belarus woke, and belarus slept.")), ["belarus"])
    assert named.title.startswith("“Belarus” stands 3 times"), "a name has its capital"
    with pytest.raises(ValueError, match="one article"):
        words.dispersion(Analysis(tokens=pd.concat([table(), table(article="b")])), ["war"])


def corpus(texts, outlets, near=()):
    rows = [
        ArticleRow(f"a{n}", "", f"2024-05-{n + 1:02}", outlet, "", "", text, 9, 1, "")
        for n, (text, outlet) in enumerate(zip(texts, outlets, strict=True))
    ]
    articles = frame("articles", rows)
    if len(near):
        articles["near"] = near
    return Analysis(
        articles=articles, tokens=pd.concat([table(text, f"a{n}") for n, text in enumerate(texts)], ignore_index=True)
    )


FILLER = "The ferry left the harbour at noon and came back with the tide. " * 40
HERALDS = ["Herald"] * 8 + ["Quay"] * 8


def found(some, outlets):
    group = words.by_article(some, dict(zip(some.articles["article_id"], outlets, strict=True)))
    return words.keyness(some, group)


def test_a_word_of_many_texts_of_an_outlet_is_its_keyword():
    texts = [FILLER + "Order reigns, order holds. " * 6] * 8 + [FILLER + "Calm."] * 8
    table = found(corpus(texts, HERALDS), HERALDS)
    row = table.set_index("word").loc["order"]
    assert (row["group"], row["n"], row["rest"], row["texts"], row["of_texts"]) == ("Herald", 96, 0, 8, 8)
    assert row["low"] > 0 and row["dp"] == 0, "spread evenly over the outlet's texts"
    assert set(table["word"]) == {"order", "reigns", "holds", "calm"} and "the" not in set(table["word"])


@pytest.mark.parametrize(
    ("texts", "near"),
    [
        ([FILLER + "Order reigns. " * 90] + [FILLER] * 15, ()),
        ([FILLER + "Order reigns. " * 200] + [FILLER + "Order reigns."] * 15, ()),
        ([FILLER + "Order reigns. " * 200] * 2 + [FILLER] * 6 + [FILLER + "Order reigns."] * 8, ()),
        ([FILLER + "Order reigns. " * 9] * 7 + [FILLER] * 9, ["n0"] * 7 + [""] * 9),
    ],
    ids=["one text", "one text and a trace in all", "two texts", "one text printed seven times"],
)
def test_one_text_makes_no_keyword(texts, near):
    assert found(corpus(texts, HERALDS, near), HERALDS).empty


def test_chance_makes_no_keywords():
    """Guards: words come in bursts, and outlets drawn by lot had keywords, when each word was an independent draw."""
    import random

    draw = random.Random(7)
    topics = ["harbour", "court", "strike", "budget", "storm", "election", "museum", "bridge", "school", "clinic"]
    texts = [FILLER + f"The {draw.choice(topics)} is here. " * draw.randrange(40) for _ in range(40)]
    some, wrong = corpus(texts, ["x"] * 40), 0
    for _ in range(20):
        outlets = ["Herald"] * 20 + ["Quay"] * 20
        draw.shuffle(outlets)
        wrong += found(some, outlets)["sure"].any()
    assert wrong <= 2


def test_log_likelihood_is_that_of_nltk():
    from nltk.metrics import BigramAssocMeasures

    for a, b, c, d in ((12, 3, 400, 900), (5, 0, 50, 70), (1, 40, 300, 300)):
        ours = words.log_likelihood(*(pd.Series([float(n)]) for n in (a, b, c, d))).iloc[0]
        theirs = BigramAssocMeasures.likelihood_ratio(a, (a + b, c), c + d)
        assert abs(ours) == pytest.approx(theirs, rel=1e-6), "its cells that are none count as nearly none"
        assert (ours > 0) == (a * d > b * c)


def test_collocates_stand_near_a_word_within_its_sentence():
    texts = [FILLER + "The grey gull cried. A boat came. " * 4] * 6
    some = corpus(texts, ["x"] * 6)
    table = words.collocates(some, "Gull")
    assert table["word"].tolist()[:2] == ["cried", "grey"] and "boat" not in set(table["word"])
    near = words.near(some, "gull")
    assert near[some.tokens["surface"] == "gull"].isna().all(), "the word itself is neither near nor elsewhere"


def test_halves_of_time_and_speakers_are_groups():
    some = corpus(["One.", "Two.", "Three.", "Four."], ["x"] * 4)
    assert words.by_period(some) == {
        "a0": "until 2024-05-02", "a1": "until 2024-05-02", "a2": "since 2024-05-03", "a3": "since 2024-05-03"
    }  # fmt: skip
    said = Quote(
        "a0", "q0", 0, "direct", 0, 3, "One", "", None, None, "", "", "", None, None, "person:bo", "Bo", "", 0, ""
    )
    some.quotes = frame("quotes", [said])
    assert words.by_speaker(some).astype(object).fillna("").tolist()[:2] == ["person:bo", ""]
