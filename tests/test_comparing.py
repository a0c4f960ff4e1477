"""What is counted when a telling is measured and when outlets are compared."""

import math

import pandas as pd
import pytest

from helpers import knowledge
from helpers.charts import comparing, telling, voices, whiskers
from helpers.corpus import Article
from helpers.pipeline import Analysis, analyse
from helpers.tables import OF_ARTICLES, ArticleRow, Framing, Mention, Quote, Token, frame

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


def test_no_title_speaks_of_an_outlet_that_is_not_known():
    """Guards: “1.9 mentions per 100 words in west-journal, 0.2 in outlet not known”."""
    outlets = {"a": "Quay", "b": "Quay", "c": "Post", "d": "Post", "e": "", "f": ""}
    mentions = [
        Mention(name, f"m{n}", 0, 9 * n, 9 * n + 8, "Ada Lund", "name", "", "person:ada-lund", "Ada Lund", "person")
        for name, outlet in outlets.items() for n in range(0 if outlet else 60)
    ]  # fmt: skip
    articles = [article(name, outlet, 200) for name, outlet in outlets.items()]
    title = comparing.named(analysis(articles=articles, mentions=mentions)).title
    assert title == "No difference between outlets can be told in how often each is named"


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
            comparing.over_time(rows), telling.voice_share(rows), voices.matrix(rows), comparing.of_whom(rows),
            comparing.words(rows), comparing.words(rows, "period"), comparing.words(rows, "speaker", near="one"),
            telling.verbs(rows), telling.whose(rows),
            telling.unsaid(rows),
        ]  # fmt: skip
        for chart in charts:
            assert chart.png and chart.alt.strip() and chart.title.strip()
            assert {"mark", "evidence"} <= set(chart.data.columns)


SPOKEN = [  # start, surface, kind, id, type: in what Ada says from 10 to 40, and Bo within that from 20 to 30
    (4, "Cleo", "name", "person:cleo", "person"), (12, "Bo", "name", "person:bo", "person"),
    (14, "he", "pronoun", "person:cleo", "person"), (16, "Rome", "name", "place:rome", "place"),
    (18, "Ada", "name", "person:ada", "person"), (22, "Dan", "name", "person:dan", "person"),
    (32, "Bo", "name", "person:bo", "person"), (36, "French", "demonym", "country:FR", "country"),
]  # fmt: skip


def speaking(name="a", outlet=""):
    mentions = [
        Mention(name, f"m{n}", 0, at, at + len(word), word, kind, "", who, who.partition(":")[2].title(), what)
        for n, (at, word, kind, who, what) in enumerate(SPOKEN)
    ]
    said = [
        Quote(name, "q0", 0, "indirect", 10, 40, "…", "said", 8, 9, "say", "neutral", "Ada", None, None, "person:ada",
              "Ada", "name", 0, ""),
        Quote(name, "q1", 0, "indirect", 20, 30, "…", "said", 8, 9, "say", "neutral", "Bo", None, None, "person:bo",
              "Bo", "name", 0, "q0"),
    ]  # fmt: skip
    return article(name, outlet), mentions, said


def test_who_speaks_of_whom_counts_a_statement_once_for_who_says_it():
    one, mentions, said = speaking()
    some = analysis(articles=[one], mentions=mentions, quotes=said)
    table = voices.of_whom(some)
    assert table[["speaker_id", "actor_id", "n", "of", "evidence"]].values.tolist() == [
        ["person:ada", "person:bo", 1, 1, "a#q0"], ["person:ada", "person:dan", 1, 1, "a#q0"],
    ]  # fmt: skip
    chart = voices.matrix(some)
    assert "Thin line" not in " ".join(text.get_text() for text in chart.figure.texts), "none is drawn"
    assert chart.title == "Who speaks of whom"
    assert chart.data["evidence"].tolist() == ["a#q0", "a#q0"] and chart.data["mark"].is_unique


def test_no_row_and_no_column_of_who_speaks_of_whom_is_empty():
    """Of fourteen speakers who name somebody of their own, and two who name one and the same."""
    said = [(f"s{n:02}", f"a{n:02}", 1) for n in range(14)] + [("x", "zed", 1), ("y", "zed", 1), ("y", "a13", 2)]
    table = pd.DataFrame(said, columns=["speaker_id", "actor_id", "n"])
    table = table.assign(speaker=table["speaker_id"], actor=table["actor_id"])
    speakers, actors = voices._meeting(table)
    drawn = table[table["speaker_id"].isin(list(speakers)) & table["actor_id"].isin(list(actors))]
    assert set(drawn["speaker_id"]) == set(speakers) and set(drawn["actor_id"]) == set(actors)
    assert len(speakers) == voices.HEARD and next(iter(speakers)) == "y" and list(actors)[:2] == ["a13", "zed"]


def test_who_speaks_of_whom_is_compared_between_outlets():
    parts = [speaking(f"a{n}", "Herald" if n < 30 else "Quay") for n in range(60)]
    articles = [one for one, _, _ in parts]
    mentions = [row for n, (_, rows, _) in enumerate(parts) if n < 30 for row in rows]
    some = analysis(articles=articles, mentions=mentions, quotes=[row for _, _, rows in parts for row in rows])
    chart = comparing.of_whom(some)
    rows = chart.data.set_index(["group", "key"])["value"]
    assert rows["Herald", "person:ada→person:bo"] == 100 and rows["Quay", "person:ada→person:bo"] == 0
    assert chart.title.startswith("Ada on Bo: 100 of 100 statements in Herald, none in Quay")


def test_an_outlet_that_names_nobody_may_have_missed_a_mention_not_one_in_a_hundred_words():
    """Guards: beside “none” stood a line from 0 to 1 mention per 100 words, longer than every bar, of 2,000 words."""
    data = pd.DataFrame({"group": ["A", "A", "B", "B"], "n": [20, 10, 0, 0], "value": [1.0, 0.5, 0.0, 0.0]})
    high = comparing._with_limits(data, "n", whiskers.error_of(whiskers.MENTIONS, analysis()), 100)["high"]
    assert 0 < high[3] <= 0.15 and high[2] == high[3]


def test_articles_side_by_side_are_no_outlets_and_no_place_in_several_is_told_as_one():
    """Guards: “in any outlet” of two articles without one; “Ada Berg 10 times, first at 86 %” of the first article."""
    said = "The bridge fell. Ada Berg said that it rained. Ada Berg left. "
    one, two = (analyse([Article(f"a{n}", said + f"It was part {n}.") for n in range(count)]) for count in (1, 2))
    assert comparing.portrayed(two).title == "Of no actor can a tone be stated in any article"
    assert voices.voices(one).alt.endswith("words stand: Ada Berg once, first at 41 %.")
    assert (
        voices.voices(two).alt
        == "Shaded cells show in which tenths of the articles each speaker's words stand: Ada Berg twice."
    )


def test_words_that_set_outlets_apart_are_drawn_with_their_sentences():
    texts = {f"a{n}": ["order", "reigns"] * 6 if n < 12 else ["calm", "waters"] * 6 for n in range(24)}
    tokens = [
        Token(name, 0, 2 * n, 2 * n + 1, word, True)
        for name, said in texts.items() for n, word in enumerate(["ferry", "tide"] * 100 + said)
    ]  # fmt: skip
    articles = [article(name, "Herald" if int(name[1:]) < 12 else "Quay") for name in texts]
    some = analysis(articles=articles, tokens=tokens)
    chart = comparing.words(some)
    assert chart.title == "“calm” stands 72 times in Quay, and in no other outlet"
    more = [Token("a0", 0, 900 + n, 901 + n, word, True) for n, word in enumerate(["calm", "waters"])]
    both = comparing.words(analysis(articles=articles, tokens=[*tokens, *more])).title
    assert both.startswith("“calm”: ") and " times as often in Quay as elsewhere (" in both
    assert set(chart.data["word"]) == {"order", "reigns", "calm", "waters"} and chart.data["sure"].all()
    assert chart.data.set_index("word").loc["order", "evidence"].split() == [f"a{n}#s0" for n in range(12)]
    with pytest.raises(ValueError, match="say one of outlet, period, speaker"):
        comparing.words(some, "moon")
    known = [article(name, ("", "Herald", "Quay")[min(int(name[1:]) // 6, 2)]) for name in texts]
    storm = [Token(f"a{n}", 0, 900 + m, 901 + m, "storm", True) for n in range(6) for m in range(40)]
    told = comparing.words(analysis(articles=known, tokens=[*tokens, *storm]))
    assert told.data["word"].iloc[0] == "storm" and told.title.startswith("“calm” stands"), "not in “outlet not known”"


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


def test_articles_without_a_title_are_called_by_how_they_begin_and_none_is_taken_for_another():
    texts = ["Ferry stops\nAda went.", "Ferry stops\nBo went.", "Storm", ""]
    rows = frame("articles", [ArticleRow(f"a{n}", "", "", "", "", "", text, 2, 1, "") for n, text in enumerate(texts)])
    assert set(comparing.groups(rows).values()) == {"Ferry stops (a0)", "Ferry stops (a1)", "Storm", "a3"}


def test_a_loaded_word_in_marks_that_no_statement_holds_is_not_the_reporters():
    rows = [Framing("a", f"f{n}", 0, n, n + 1, word, "loaded word", "", voice, "", "") for n, (word, voice) in
            enumerate([("vile", "author"), ("astonishing", "unnamed")])]  # fmt: skip
    data = telling.whose(analysis(articles=[article("a")], framing=rows)).data
    assert dict(zip(data["word"], data["column"], strict=True)) == {"vile": "author", "astonishing": "quoted"}
