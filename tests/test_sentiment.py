"""Which words are judged, in whose voice, and what the instruments say of them."""

import pandas as pd
import pytest

from helpers import sentiment
from helpers.analysis import Analysis
from helpers.charts import comparing, rhythms, tones
from helpers.classroom import judging
from helpers.corpus import Article
from helpers.estimates import measured
from helpers.knowledge import rows
from helpers.parse import parse
from helpers.report import findings
from helpers.sentiment import portrayal
from helpers.tables import ArticleRow, Mention, Quote, frame


def parsed(text):
    return next(parse([Article("a", text)]))


def mention(text, surface, number=0, actor="person:x"):
    start = text.index(surface)
    end = start + len(surface)
    return Mention("a", f"m{number}", 0, start, end, surface, "name", "", actor, "X", "person")


def quote(text, content, speaker):
    start = text.index(content)
    return Quote(
        "a", "q0", 0, "indirect", start, start + len(content), content, "", None, None, "", "neutral", "",
        None, None, speaker, speaker, "name", 0, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "surface", "judged"),
    [
        ("Anna praised the plan.", "Anna", "Anna praised the plan"),
        ("Anna praised the plan because Boris had failed.", "Anna", "Anna praised the plan"),
        ("Anna praised the plan because Boris had failed.", "Boris", "Boris had failed"),
        ("Anna said that Boris lied.", "Boris", "Boris lied"),
        ("Anna said that Boris lied.", "Anna", "Anna said"),
        ("Anna smiled and Boris wept.", "Boris", "Boris wept"),
    ],
)
def test_the_clause_of_the_mention_is_judged(text, surface, judged):
    (row,) = sentiment.find(parsed(text), [mention(text, surface)], [], methods=["textblob"])
    assert row.surface == judged == text[row.start : row.end]


def test_voice_is_the_innermost_speaker():
    text = "Anna said that Boris claimed that Clara lied."
    quotes = [quote(text, "Boris claimed that Clara lied", "person:anna"), quote(text, "Clara lied", "")]
    who = [mention(text, name) for name in ("Anna", "Boris", "Clara")]
    assert sentiment.voices_of(who, quotes) == ["author", "person:anna", "unnamed"]


@pytest.mark.parametrize(
    ("judge", "text", "score", "matched"),
    [
        (sentiment.textblob, "the slaughter", 0.0, ""),
        (sentiment.textblob, "a good plan", 0.7, "good +0.70"),
        (sentiment.vader, "the strongman", 0.178, "strongman +0.70"),
        (sentiment.vader, "the slaughter", 0.0, ""),
    ],
)
def test_what_the_lexicons_know(judge, text, score, matched):
    judgement = judge(text)
    assert (judgement.score, judgement.matched) == (score, matched)
    assert judgement.known == (0.0 if not matched else round(1 / len(text.split()), 3))


def test_a_mention_without_actor_is_not_judged():
    assert sentiment.find(parsed("They left."), [mention("They left.", "They", actor="")], []) == []


def scores(*values, actor="a", voice="author"):
    return pd.DataFrame(
        [
            {"article_id": "x", "sentence_id": n, "actor_id": actor, "actor": actor, "voice": voice,
             "method": "vader", "score": value}
            for n, value in enumerate(values)
        ]
    )  # fmt: skip


def test_no_mean_below_five_mentions():
    few = sentiment.by_actor(scores(1, 1, 1, 1), "vader")
    assert few["n"].tolist() == [4] and few["mean"].isna().all()
    enough = sentiment.by_actor(scores(1, 1, 1, 0, 0), "vader").iloc[0]
    assert enough["mean"] == 0.6 and enough["low"] < 0.6 < enough["high"]


def test_voices_are_separated_before_averaging():
    both = pd.concat([scores(*[1] * 5), scores(*[-1] * 5, voice="person:b")])
    assert sentiment.by_actor(both, "vader")["mean"].tolist() == [1.0, -1.0]


def judged(*tones, actor="a", sentence=0):
    """Return scores by the trained instrument: so sure of each tone (-1, 0, 1), a sentence each."""
    table = scores(*[0.9 * tone for tone in tones], actor=actor).assign(method="target")
    for name, tone in zip(sentiment.CLASSES, (-1, 0, 1), strict=True):
        table[name] = [0.95 if said == tone else 0.025 for said in tones]
    return table.assign(sentence_id=table["sentence_id"] + sentence)


@pytest.mark.parametrize(
    ("tones", "coloured", "stated"),
    [
        ([-1] * 60, 60, True),
        ([1] * 60, 60, True),
        ([-1] * 4, 0, False),  # no mean at all
        ([-1, 1] * 30, None, False),  # the interval holds zero
        ([-1] * 4 + [-0.4] * 56, 4, False),  # clear of zero, but four sentences carry it
        ([-1] * 5 + [-0.4] * 56, 5, True),
    ],
    ids=["negative", "positive", "few mentions", "both ways", "four sentences", "five sentences"],
)
def test_a_tone_is_stated_only_where_five_sentences_carry_it_and_the_interval_excludes_zero(tones, coloured, stated):
    table = judged(*[round(tone) for tone in tones]).assign(score=[0.9 * tone for tone in tones])
    row = sentiment.by_actor(table, "target").iloc[0]
    assert bool(row["stated"]) is stated
    assert coloured is None or row["coloured"] == coloured
    if not stated and coloured == 4:
        assert row["high"] < 0


def test_many_mentions_of_one_sentence_are_one_coloured_sentence():
    table = judged(*[-1] * 60).assign(sentence_id=0)
    row = sentiment.by_actor(table, "target").iloc[0]
    assert (row["n"], row["coloured"], bool(row["stated"])) == (60, 1, False)


def test_mentions_of_one_sentence_do_not_make_the_scorer_surer():
    """Ten mentions a sentence are misheard together: the interval is that of six sentences, not of sixty mentions."""
    table = judged(*[-1] * 60)
    few = sentiment.by_actor(table.assign(sentence_id=table["sentence_id"] // 10), "target").iloc[0]
    off = measured.value("target", "ordinary news", "score: sd of error") * 1.96 / 6**0.5
    assert few["n"] == 60 and few["high"] - few["mean"] >= off - 0.001


def test_sentences_of_the_other_sign_do_not_carry_a_tone():
    table = judged(*[-1] * 4, *[1] * 3, *[0] * 53).assign(score=[-0.9] * 4 + [0.1] * 3 + [-0.3] * 53)
    row = sentiment.by_actor(table, "target").iloc[0]
    assert (row["coloured"], bool(row["stated"])) == (4, False) and row["high"] < 0


def test_of_a_very_long_sentence_the_row_holds_what_was_read():
    text = "Anna " + "and more " * 200 + "accused Boris of theft."
    (row,) = sentiment.find(parsed(text), [mention(text, "Boris")], [], methods=["target"])
    assert text[row.start : row.end] == row.surface and "accused Boris of theft" in row.surface
    assert len(row.surface) <= portrayal.WHOLE < len(text)
    start = text.index("Boris")
    assert row.score == sentiment.toward([text], [(start, start + 5)])["score"][0]


def test_the_interval_holds_the_error_measured_on_ordinary_news():
    row = sentiment.by_actor(judged(*[-1] * 60), "target").iloc[0]
    off = measured.value("target", "ordinary news", "score: sd of error") * 1.96 / 60**0.5
    assert row["high"] - row["mean"] >= off - 0.001  # sixty scores that agree are still as doubtful as their instrument


def analysed(table):
    """Return an analysis that holds these judgements and the mentions judged, of actors whose names are whole."""
    rows = [
        Mention(
            row.article_id,
            row.mention_id,
            row.sentence_id,
            0,
            1,
            "x",
            "name",
            "",
            row.actor_id,
            f"{row.actor_id.title()} Saint-Jean Club",
            "group",
        )
        for row in table.itertuples()
    ]
    articles = [ArticleRow(name, "", "", "", "", "", "", 9, 9, "") for name in table["article_id"].unique()]
    return Analysis(sentiment=table, mentions=frame("mentions", rows), articles=frame("articles", articles))


def test_the_picture_the_front_page_and_the_table_state_the_same():
    """Of nine actors the ninth, whom the figure does not draw, is never stated; nor is one with an unclear tone."""
    much = [judged(*[0] * (30 + n), actor=f"a{n}", sentence=100 * n) for n in range(8)]
    table = pd.concat([*much, judged(*[-1] * 20, actor="z", sentence=900)], ignore_index=True)
    table = table.assign(mention_id=[f"m{n}" for n in table.index])
    rows = sentiment.by_actor(table, "target")
    assert rows.loc[rows["actor_id"] == "z", "stated"].item()  # the table says so, to those who look
    assert tones.standing_out(rows, analysed(table), "target") is None
    chart = tones.portrayal(analysed(table), "target")
    assert chart.title == "Of no actor can a tone be stated" and "z" not in set(chart.data["actor_id"])
    assert chart.data[["low", "high"]].equals(rows[rows["actor_id"] != "z"][["low", "high"]].reset_index(drop=True))
    assert findings._portrayed(analysed(table), lambda *_: ()) is None, "a front page says what was found"
    for kind in ("country:ZZ", "place:z"):  # of whom half of the tones that are heard are none
        assert not sentiment.by_actor(judged(*[-1] * 30, actor=kind), "target")["stated"].any()
    lone = judged(*[-1] * 30, actor="z").assign(mention_id="m")
    assert (
        "mentions of Z Saint-Jean Club score negative on average: −0.90 between"
        in findings._portrayed(analysed(lone), lambda *_: ()).answer
    )


def test_all_of_whom_a_tone_is_stated_stand_in_the_title():
    """Guards: “Anthony stands out”, where Donald's tone was as clear, and which of them is lower nobody could tell."""
    table = pd.concat([judged(*[-1] * n, actor=who, sentence=99 * n) for n, who in ((30, "z"), (20, "y"))])
    table = table.assign(mention_id=[f"m{n}" for n in range(len(table))])
    title = tones.portrayal(analysed(table), "target").title
    assert title == "Y Saint-Jean Club and Z Saint-Jean Club: scored negative on average in the author's words", title


def test_a_quote_that_covers_only_the_start_of_a_mention_does_not_take_it():
    text = "Anna said the minister of trade lied."
    half = [quote(text, "the minister", "person:anna")]
    assert sentiment.voices_of([mention(text, "the minister of trade")], half) == ["author"]


def two_outlets(first, second, every=2):
    """Return an analysis of two outlets and months, five articles of each, of which two have these judgements.

    every: how manyeth judgement lies in the second article.
    """
    parts = [judged(*tones_) for tones_ in (first, second)]
    for part, name in zip(parts, "ab", strict=True):
        part["article_id"] = [name + "2" * (n % every == 0) for n in range(len(part))]
    table = pd.concat(parts, ignore_index=True)
    some = analysed(table.assign(mention_id=[f"m{n}" for n in table.index]))
    days = {"a": "2024-01-10", "b": "2024-03-10"}
    articles = [
        ArticleRow(name + more, name, day, name.upper(), "", "", "", 9, 9, "")
        for name, day in days.items()
        for more in ("", "2", "3", "4", "5")
    ]
    return Analysis(sentiment=some.sentiment, mentions=some.mentions, articles=frame("articles", articles))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [([-1] * 60, [1] * 60, True), ([-1] * 60, [0] * 60, False), ([-1] * 3 + [0] * 57, [1] * 60, False)],
    ids=["both", "one is plain", "one rests on three sentences"],
)
def test_outlets_are_set_against_each_other_only_where_both_tones_are_stated(first, second, told):
    some = two_outlets(first, second)
    title = comparing.portrayed(some).title
    assert ("in A, " in title or "in B, " in title) == told, title
    assert (
        "Saint-Jean Club: mean +0.90 in B, −0.90 in A" in title
    ) == told  # a name keeps its hyphen, a number has a minus sign


def test_what_lies_in_one_article_is_told_of_no_outlet_and_of_no_corpus():
    """Guards: in twelve articles Bill Clinton “scored negative on average”, by the 19 mentions of one accusation."""
    for every, told in ((4, False), (2, True)):
        assert (": mean" in comparing.portrayed(two_outlets([-1] * 60, [1] * 60, every)).title) == told
        one = two_outlets([-1] * 60, [0] * 60, every).of(["a", "a2", "b3"])
        title = tones.portrayal(one, "target").title
        assert title.startswith("A Saint-Jean" if told else "How each actor is spoken of"), title
        assert (findings._portrayed(one, lambda *_: ()) is not None) == told


def test_what_is_read_aloud_of_a_figure_states_no_tone_that_the_figure_does_not():
    """Sixty negative mentions in A are stated; in B thirty each way are not, in the description of no figure."""
    some = two_outlets([-1] * 60, [1] * 30 + [-1] * 30)
    assert "A 60 judgements, mean −0.90" in comparing.portrayed(some).alt
    assert "B 60 judgements, can’t tell" in comparing.portrayed(some).alt
    assert "from −0.90 (week of 8 Jan 2024)" in rhythms.portrayed_over_time(some).alt
    assert "to can’t tell (week of 4 Mar 2024)" in rhythms.portrayed_over_time(some).alt


@pytest.mark.parametrize(
    ("late", "judged_in", "told"),
    [([-1] * 12, 12, True), ([-0.4] * 12, 12, False), ([-1] * 12, 10, False)],
    ids=["every sentence", "no sentence that has a tone", "in four articles of the second half"],
)
def test_a_change_over_time_is_told_only_where_sentences_carry_a_tone(late, judged_in, told):
    parts = []
    for number in range(judged_in):
        tones_ = [0] * 12 if number < 6 else late
        part = judged(*[round(tone) for tone in tones_]).assign(score=[0.9 * tone for tone in tones_])
        parts.append(part.assign(article_id=f"a{number}"))
    table = pd.concat(parts, ignore_index=True)
    some = analysed(table.assign(mention_id=[f"m{n}" for n in table.index]))
    days = {f"a{n}": f"2024-{1 + n:02}-10" for n in range(12)}
    articles = [ArticleRow(name, name, day, "", "", "", "", 9, 9, "") for name, day in days.items()]
    some = Analysis(sentiment=some.sentiment, mentions=some.mentions, articles=frame("articles", articles))
    assert ("in the second half of the time, " in rhythms.portrayed_over_time(some).title) == told


def test_a_zero_is_no_sign(monkeypatch):
    compared = pd.DataFrame({"textblob": [0.0, 0.5, -0.5, 0.01], "vader": [0.5, -0.5, -0.1, -0.5]})
    compared = compared.assign(article_id="a", sentence_id=range(4), surface="Anna smiled.")
    monkeypatch.setattr(tones, "compare", lambda _: compared)
    title = tones.instruments(analysed(judged(0).assign(mention_id="m"))).title
    assert title == ("TextBlob and VADER agree on the tone of 1 of 4 sentences; in 1 they contradict each other")
    monkeypatch.setattr(tones, "compare", lambda _: compared.head(1))
    title = tones.instruments(analysed(judged(0).assign(mention_id="m"))).title
    assert title.endswith("; in none do they contradict each other")


@pytest.mark.parametrize(
    ("textblob", "vader", "sides"),
    [
        (0.0, 0.9, ["center", "center"]),
        (0.0, 0.2, ["left", "right"]),
        (-1.0, -0.65, ["left", "left"]),
        (0.0, 1.0, ["center", "right"]),
    ],
)
def test_the_names_of_two_word_lists_stand_apart(monkeypatch, textblob, vader, sides):
    """Guards: “VADER” and “TextBlob” were written over one another, or over the sentence beside them."""
    compared = pd.DataFrame({"textblob": [textblob], "vader": [vader], "article_id": "a", "sentence_id": [0]})
    monkeypatch.setattr(tones, "compare", lambda _: compared.assign(surface="Anna smiled."))
    axes = tones.instruments(analysed(judged(0).assign(mention_id="m"))).figure.axes[0]
    assert sorted(text.get_horizontalalignment() for text in axes.texts) == sides


# --------------------------------------------------------------------------- ten sentences for a class


RULE = [row["label"] for row in rows("lexicons/tone_ten.csv", ("sentence", "actor", "label"))]


def test_a_class_sees_its_answers_beside_the_instruments():
    first = [tone[:3] for tone in RULE]
    table = judging.judged(first, ["neutral"] * 10)
    assert table["reader 1"].tolist() == RULE == table["rule"].tolist()
    assert {"the trained scorer", "VADER", "TextBlob", "always neutral"} <= set(table)
    said = judging.agreement(first, ["neu"] * 10, [""] * 10).set_index("who")
    assert said.loc["reader 1", ["right", "alpha"]].tolist() == [10, 1.0]
    assert said.loc["reader 2", "right"] == said.loc["always neutral", "right"] == RULE.count("neutral")
    assert said.loc["always neutral", "alpha"] < 0.1  # right often, and yet no better than chance
    assert "reader 3" not in said.index and "the readers, with each other" in said.index
    assert said.loc["the trained scorer", "right"] > said.loc["VADER", "right"]


def test_of_the_ten_sentences_most_are_neutral_as_in_the_news_and_each_marks_its_actor():
    assert 7 <= RULE.count("neutral") <= 8 and len(RULE) == 10
    assert all(text.count("«") == text.count("»") == 1 for text in judging.sentences()["sentence"])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["neutral"] * 9, "9 answers for 10 sentences"),
        (["good", *["neu"] * 9], "'good' is no tone"),
        (["n"] * 10, "'n' is"),
    ],
)
def test_an_answer_that_is_none_is_named(answers, message):
    with pytest.raises(ValueError, match=message):
        judging.judged(answers)


def test_an_unknown_method_is_named():
    with pytest.raises(ValueError, match="no scores by 'tone'; there are vader"):
        sentiment.by_actor(scores(1), "tone")
