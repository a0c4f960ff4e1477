"""What is counted when a telling is measured and when outlets are compared."""

import math

import pandas as pd
import pytest

from helpers import knowledge
from helpers.charts import comparing, telling
from helpers.pipeline import Analysis
from helpers.tables import OF_ARTICLES, ArticleRow, Framing, Mention, Quote, frame

CONSTRUCTED = knowledge.DATA / "classroom"


def article(name, outlet="", n_words=10):
    return ArticleRow(name, f"Title {name}", "2024-05-13", outlet, "", "", "", n_words, 1, "")


def quote(name, number, content, speaker="", *, cue="said", stance="neutral", inside=""):
    who, by = (f"person:{speaker}", "name") if speaker else ("", "unnamed")
    return Quote(name, f"q{number}", 0, "indirect", 0, 1, content, cue, number, number + 1, cue, stance, speaker, None,
                 None, who, speaker, by, 0, inside)  # fmt: skip


def analysis(**tables):
    return Analysis(**{name: frame(name, tables.get(name, [])) for name in OF_ARTICLES})


def test_every_word_belongs_to_one_voice():
    quotes = [
        quote("a", 1, "it rains, and Bo says it pours", "ada"),
        quote("a", 2, "it pours", "bo", inside="q1"),
    ]
    table = telling.voices(analysis(articles=[article("a", n_words=20)], quotes=quotes))
    assert dict(zip(table["voice"], table["words"], strict=True)) == {"author": 13, "person:ada": 7}
    assert table["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("contents", "effective"),
    [
        ([("ada", "a b c"), ("bo", "a b c")], 2.0),
        ([("ada", "a b c")], 1.0),
        ([("ada", "a b c"), ("bo", "a")], 1.755),
    ],
)
def test_effective_number_of_sources(contents, effective):
    quotes = [quote("a", number, content, who) for number, (who, content) in enumerate(contents)]
    counted = telling.diversity(analysis(quotes=[*quotes, quote("a", 9, "x y")]))
    assert counted["effective"] == pytest.approx(effective, abs=0.001)
    assert (counted["named"], counted["unnamed"]) == (len(contents), 1)


def test_no_sources_have_no_share():
    counted = telling.diversity(analysis())
    assert counted["statements"] == 0 and math.isnan(counted["effective"])


def test_articles_without_outlets_are_groups_of_their_own():
    rows = frame("articles", [article("a"), article("b")])
    assert comparing.groups(rows) == {"a": "Title a", "b": "Title b"}
    rows["outlet"] = ["X", "Y"]
    assert comparing.groups(rows) == {"a": "X", "b": "Y"}


def test_only_the_reporters_own_framing_is_counted():
    rows = [
        Framing("a", f"f{n}", 0, n, n + 1, "x", "hedge", "modal", voice, "", "")
        for n, voice in enumerate(["author", "p"])
    ]
    table = comparing.counted(analysis(articles=[article("a")], framing=rows))
    assert table["hedges"].tolist() == [1]


def test_charts_can_be_drawn_of_anything():
    """Nothing at all, and a name that would break mathtext or a link, give a chart with alt text."""
    nasty = 'a$b_{c}$ <"#>'
    mentions = [Mention("a", "m0", 0, 0, 1, nasty, "name", "", f"person:{nasty}", nasty, "person")]
    some = analysis(articles=[article("a", "X $1$"), article("b", "Y")], mentions=mentions,
                    quotes=[quote("a", 1, "one two", nasty, cue="claimed", stance="distancing")])  # fmt: skip
    for rows in (analysis(), some):
        charts = [
            comparing.named(rows), comparing.heard(rows), comparing.verbs(rows), comparing.portrayed(rows),
            comparing.over_time(rows), telling.voice_share(rows),
            telling.verbs(rows), telling.whose(rows),
            telling.unsaid(rows),
        ]  # fmt: skip
        for chart in charts:
            assert chart.png and chart.alt.strip() and chart.title.strip()
            assert {"mark", "evidence"} <= set(chart.data.columns)


def test_the_facts_are_the_accounts_own_words():
    """Each account says the words that the table of facts gives for it, and says that it is invented."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(CONSTRUCTED.glob("*.txt"))}
    facts = knowledge.rows("gold/classroom_facts.csv", ("fact_id", "fact", "article_id", "words"))
    assert len(texts) == 12 and {row["article_id"] for row in facts} == set(texts)
    assert [row["line"] for row in facts if row["words"] not in texts[row["article_id"]]] == []
    assert all("an invented place, invented people, invented events" in text for text in texts.values())
    listed = pd.read_csv(CONSTRUCTED / "articles.csv")
    assert sorted(listed["file"]) == sorted(f"{name}.txt" for name in texts)
    assert listed["outlet"].str.endswith("(constructed)").all()
