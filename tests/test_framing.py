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
        ("Some 63 properties were flooded.", []),
        ("He smashed his racket and clung to the railing; she clung to power.", ["clung"]),
        ("The pension scheme pays; the jungle is damp; it was given in 2012.", []),
        ("He gave in to the voters.", ["gave in"]),
        ("Farmers welcomed the slaughter of cattle; the slaughter of villagers went on.", ["slaughter"]),
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
        # what somebody was able to do, and what nobody could
        ("The owner could not be reached.", []),
        ("Nobody answered, and neither could the clerk.", []),
        ("The boy couldn't swim; the bank could fail.", ["could"]),
        ("No one could say when; neither side could win; doctors could do nothing.", []),
        ("The vote could hardly have been closer.", []),
        ("The claim could not be verified.", ["could not be verified"]),
        ("He could see the harbour; the harbour could see floods.", ["could"]),
        ("She left before anyone could stop her.", []),
        ("They built it so that ships could pass.", []),
        ("He ran as fast as he could.", []),
        # what would have been, and a wish
        ("The club could have sold him but kept him.", []),
        ("The pilot may have slept.", ["may"]),
        ("May the best team win.", []),
        ("Could the vote be rigged?", ["Could"]),
        # a rate, and how much is asked
        ("Smokers were three times as likely to fall ill.", []),
        ("How likely is rain?", []),
        # a deed is no doubt: who suggests, suspects or alleges
        ("She suggested a walk; the data suggest a fall.", ["suggest"]),
        ("She suspected a trick; the suspected thief left.", ["suspected"]),
        ("They alleged that he lied; the alleged lie is short.", ["alleged"]),
        ("They put their arms around one another.", []),
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
        ("His style was copied by half of London.", []),
        ("It was sold by half past nine; sales were little changed.", [("was sold", "passive")]),
        # adjectives in the form of a participle
        ("The plan is well founded, and he was well informed.", []),
        ("The lamps are Danish-made.", []),
        ("The board is split, and the judge was not amused.", []),
        ("“Who is she?” asked the boy.", []),
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
        # a document, whoever made it
        ("An Oslo Post poll said it fell.", "An Oslo Post poll", "organisation:oslo-post", []),
        ("A survey by the union said it fell.", "A survey by the union", "organisation:union", []),
        # the name stands with the words for it
        ("His son, Bo Quill, said it fell.", "His son, Bo Quill,", "", []),
        ("A spokeswoman for the union, Bo Quill, said it fell.", "A spokeswoman for the union, Bo Quill,", "", []),
        ("Ada Byron - the coach's sister - said it fell.", "Ada Byron - the coach's sister", "", []),
        ("Ada Byron's advisers said it fell.", "Ada Byron's advisers", "", ["unnamed"]),
        ("Supporters of Ada Byron said it fell.", "Supporters of Ada Byron", "", ["unnamed"]),
        ("A neighbour in Oslo said it fell.", "A neighbour in Oslo", "", ["unnamed"]),
        ("Sen. Ada Byron left. The senator said it fell.", "The senator", "", []),
    ],
)
def test_sources(text, source, speaker, expected):
    names = [(text.find(name), name) for name in ("Ada Byron", "Bo Quill")]
    people = [
        Mention("a", f"m{n}", 0, at, at + len(name), name, "name", "", "person:x", name, "person")
        for n, (at, name) in enumerate(names)
        if at >= 0
    ]
    rows = found(text, "unnamed source", people, [quote(text, "it fell", "said", source, speaker_id=speaker)])
    assert [row.value for row in rows] == expected


def test_word_lists_are_clean():
    """Each word stands once for a part of speech, and no list promises a kind that the code does not know."""
    for path in ("loaded", "hedges"):
        rows = knowledge.rows(f"lexicons/{path}.csv", ("word", "pos", "kind"))
        keys = [(row["word"], row["pos"]) for row in rows]
        assert len(keys) == len(set(keys))
        assert all(row["word"] == row["word"].lower() for row in rows)
