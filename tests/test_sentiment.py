"""Which words are judged, in whose voice, and what the instruments say of them."""

import pandas as pd
import pytest

from helpers import sentiment
from helpers.corpus import Article
from helpers.parse import parse
from helpers.tables import Mention, Quote


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


def test_an_unknown_method_is_named():
    with pytest.raises(ValueError, match="no scores by 'tone'; there are vader"):
        sentiment.by_actor(scores(1), "tone")
