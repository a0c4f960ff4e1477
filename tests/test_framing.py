"""Which choices of words are found, in whose voice they stand, and which look-alikes are left alone."""

import pytest

from helpers import framing, knowledge
from helpers.corpus import Article
from helpers.parse import parse
from helpers.tables import Mention, Quote


def found(text, measure, mentions=(), quotes=()):
    rows = framing.find(next(parse([Article("a", text)])), mentions, quotes)
    assert all(text[row.start : row.end] == row.surface for row in rows)
    return [row for row in rows if row.measure == measure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The regime slaughtered the villagers.", ["regime", "slaughtered"]),
        ("The government killed the villagers.", []),
        ("The so-called expert shrugged off the report.", ["so-called", "shrugged off"]),
        ("Its council drags its feet over the bridge.", ["drags its feet"]),
        # beside a word that makes it a plain one
        ("He follows an exercise regime; the regime fell.", ["regime"]),
        ("He slashed the guard with a knife; she slashed the budget.", ["slashed"]),
        ("The volcano erupted.", []),
        ("The crowd erupted.", ["erupted"]),
        ("She fried the battered fish.", []),
        ("The old plot of land was sold; the plot failed.", ["plot"]),
        ("A duck swam past; the minister ducked the question.", ["ducked"]),
        ("Fat cats ran the self-serving board.", ["Fat cats", "self-serving"]),
        ("The tireless chair sent a stinging reply.", ["tireless", "stinging"]),
        ("The smoke was stinging her eyes.", []),
    ],
)
def test_loaded_words(text, expected):
    assert [row.surface for row in found(text, "loaded word")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam may fail, and perhaps it has.", ["may", "perhaps"]),
        ("In May the dam failed.", []),
        ("About 30 people wrote about the dam.", ["About"]),
        ("Up to 300 cows crossed, and some drowned.", ["Up to"]),
        ("She is believed to have left; he believed to the end.", ["believed to"]),
        ("Most likely voters prefer tea.", []),
        ("The dam is supposed to hold.", []),
    ],
)
def test_hedges(text, expected):
    assert [row.surface for row in found(text, "hedge")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three men were killed in the town.", [("were killed", "passive")]),
        ("He's a young man who's made a mistake, and she's done with him.", []),  # has
        ("The mayor's stood by the man who's killed the bill.", []),
        ("It's said that the bridge is safe.", [("'s said", "impersonal")]),
        ("Three men were killed by soldiers.", []),
        ("The village is located in the north.", []),
        ("It is feared that the dam will fail.", [("is feared", "impersonal")]),
        ("Asked why the dam failed, the mayor left.", [("Asked", "asked")]),
        ("Asked by a reporter why it failed, the mayor left.", []),
        ("The mayor asked why the dam failed.", []),
        ("She spoke amid fears that the dam would fail.", [("amid fears", "nobody's")]),
        ("She spoke amid the farmers' fears that it would fail.", []),
        ("The plan raised concerns in the valley.", [("concerns", "nobody's")]),
        ("Farmers expressed concerns about it.", []),
        ("Tensions are mounting on the border.", [("Tensions are mounting", "happens")]),
        ("Clashes broke out at noon.", [("Clashes broke out", "happens")]),
        ("Prices are rising.", []),
        ("Tensions flared after the vote.", [("Tensions flared", "happens")]),
        # joined to a passive, with an agent of its own, or one for all
        ("The flat was searched and sealed on Monday.", [("was searched", "passive"), ("sealed", "passive")]),
        ("The man was beaten and robbed by youths.", []),
        ("It was written by hand and published on Monday.", [("was written", "passive"), ("published", "passive")]),
        ("She was born in Oslo and wanted to leave.", []),
        # states leave nobody out
        ("The hall was crowded, the hill is covered in snow.", []),
        ("They got lost; the delegates are gone.", []),
        ("The road is closed.", []),
        ("He was mistaken about the year.", []),
        (
            "The gates are locked at dusk, and the mill is shut down.",
            [("are locked", "passive"), ("is shut", "passive")],
        ),
        ("The road was closed at noon.", [("was closed", "passive")]),
        ("The bridge is set to be closed.", [("be closed", "passive")]),
        ("She is committed to peace; a crime was committed.", [("was committed", "passive")]),
        # by whom, and by what
        ("She was hit by a car.", []),
        ("It was sent by car.", [("was sent", "passive")]),
        ("It was seen by the Oslo Post.", []),
    ],
)
def test_agentless(text, expected):
    assert [(row.surface, row.value) for row in found(text, "agentless")] == expected


def test_fears_with_a_named_owner_are_somebodys():
    text = "Varnish fears grew."
    owner = Mention("a", "m0", 0, 0, 7, "Varnish", "demonym", "", "country:VA", "Varna", "country")
    assert found(text, "agentless", [owner]) == []
    assert [row.surface for row in found(text, "agentless")] == ["fears grew"]


def quote(text, content, cue="", source="", *, stance="neutral", kind="indirect", speaker_id="", part=0):
    def span(words):
        return (text.index(words), text.index(words) + len(words)) if words else (None, None)

    by = "name" if speaker_id else "unnamed"
    return Quote("a", f"q{content[:5]}", 0, kind, *span(content), content, cue, *span(cue), cue, stance, source,
                 *span(source), speaker_id, speaker_id.partition(":")[2], by, part, "")  # fmt: skip


def test_voice_is_the_innermost_speaker():
    text = "Ada said the brutal regime fell, as Bo put it, in a bloodbath. It was a massacre."
    outer = quote(text, "the brutal regime fell, as Bo put it, in a bloodbath", "said", "Ada", speaker_id="person:ada")
    inner = quote(text, "in a bloodbath", "put", "Bo", kind="direct", speaker_id="person:bo")
    rows = [(r.surface, r.voice, r.quoted) for r in found(text, "loaded word", quotes=[outer, inner])]
    assert rows == [
        ("brutal", "person:ada", "indirect"), ("regime", "person:ada", "indirect"),
        ("bloodbath", "person:bo", "direct"), ("massacre", "author", ""),
    ]  # fmt: skip


def test_a_reporting_verb_counts_once_and_keeps_its_stance():
    text = "Ada claimed it rained, and it snowed."
    parts = [
        quote(text, words, "claimed", "Ada", stance="distancing", speaker_id="person:ada", part=part)
        for part, words in enumerate(["it rained", "it snowed"])
    ]
    assert [(r.surface, r.value, r.voice) for r in found(text, "reporting verb", quotes=parts)] == [
        ("claimed", "distancing", "author")
    ]


@pytest.mark.parametrize(
    ("text", "source", "speaker", "expected"),
    [
        ("Two senior officials said it fell.", "Two senior officials", "", ["unnamed"]),
        ("A source close to the talks said it fell.", "A source close to the talks", "", ["unnamed"]),
        ("The ministry said it fell.", "The ministry", "", ["collective"]),
        ("Ruritania said it fell.", "Ruritania", "country:RU", ["collective"]),
        ("Shopkeepers in the lane said it fell.", "Shopkeepers in the lane", "", ["unnamed"]),
        ("The judge said it fell.", "The judge", "", ["unnamed"]),
        ("Judge Ada Byron left. The judge said it fell.", "The judge", "", []),
        ("Ada Byron, the author, left. Its author said it fell.", "Its author", "", []),
        ("Mr King said it fell.", "Mr King", "", []),
        ("Ada said it fell.", "Ada", "person:ada", []),
        ("A report said it fell.", "A report", "", []),
        ("She said it fell.", "She", "", []),
    ],
)
def test_sources(text, source, speaker, expected):
    rows = found(text, "unnamed source", quotes=[quote(text, "it fell", "said", source, speaker_id=speaker)])
    assert [row.value for row in rows] == expected


def test_word_lists_are_clean():
    """Each word stands once for a part of speech, and no list promises a kind that the code does not know."""
    for path in ("loaded", "hedges"):
        rows = knowledge.rows(f"lexicons/{path}.csv", ("word", "pos", "kind"))
        keys = [(row["word"], row["pos"]) for row in rows]
        assert len(keys) == len(set(keys))
        assert all(row["word"] == row["word"].lower() for row in rows)
