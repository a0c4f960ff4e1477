"""Which choices of words are found, in whose voice they stand, and which look-alikes are left alone."""

import pytest
from tabled import cases

from helpers import framing, knowledge
from helpers.corpus import Article
from helpers.parse import parse
from helpers.tables import Mention, Quote


def found(text, measure, mentions=(), quotes=()):
    rows = framing.find(next(parse([Article("a", text)])), mentions, quotes)
    assert all(text[row.start : row.end] == row.surface for row in rows)
    return [row for row in rows if row.measure == measure]


@pytest.mark.parametrize(*cases("framing"))
def test_choices_of_words(measure, text, expected):
    told = [f"{row.surface} = {row.value}" if measure == "agentless" else row.surface for row in found(text, measure)]
    assert "; ".join(told) == expected


def test_a_name_is_no_loaded_word():
    text = "Fury stopped Mr Ek. The fury of the fans grew."
    named = Mention("a", "m0", 0, 0, 4, "Fury", "name", "", "person:fury", "Tyson Fury", "person")
    assert [[row.start for row in found(text, "loaded word", names)] for names in ([], [named])] == [[0, 24], [24]]


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


def test_what_stands_in_marks_is_not_the_reporters_own():
    text = 'Ada hit out at "shameful" charges and a “brutal” mayor. The regime fell.'
    rows = [(r.surface, r.voice, r.quoted) for r in found(text, "loaded word")]
    assert rows == [
        ("hit out", "author", ""), ("shameful", "unnamed", ""), ("brutal", "unnamed", ""),
        ("regime", "author", ""),
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
        # a word that takes up somebody who was named
        ("Ada Byron left. The Tory leader said it fell.", "The Tory leader", "", []),
        ("The Tory leader said it fell.", "The Tory leader", "", ["unnamed"]),
        ("Ada Byron left. The former banker said it fell.", "The former banker", "", []),
        ("Ada Byron left. The banker said it fell.", "The banker", "", ["unnamed"]),
        ("Ada Byron, a banker in Oslo, said it fell.", "a banker in Oslo", "", []),
        ("A banker named Ada Byron said it fell.", "A banker named Ada Byron", "", []),
        ("Ada Byron left. A banker in Oslo said it fell.", "A banker in Oslo", "", ["unnamed"]),
        ("A new Oslo Post Poll said it fell.", "A new Oslo Post Poll", "organisation:oslo-post", []),
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
