"""Who says what: each class of quotation as a small table of (text, expected)."""

from pathlib import Path

import pytest

from helpers import marks, quotes, tokens
from helpers.corpus import Article
from helpers.parse import parse
from helpers.tables import Mention

SEED = Path(__file__).parents[1] / "data" / "articles" / "lukashenko-belarus-troops.txt"


def read(text, **options):
    parsed = next(parse([Article("a", text)]))
    mentions = [
        Mention("a", f"m{n}", 0, parsed.start[first], parsed.end[last - 1], "", "name", "", label, name, "person")
        for n, (first, last, label) in enumerate(parsed.entities)
        if label in ("PERSON", "GPE", "ORG")
        for name in [text[parsed.start[first] : parsed.end[last - 1]]]
    ]
    found = quotes.find(parsed, mentions, **options)
    for q in found:
        assert text[q.start : q.end] == q.content and q.content
        assert q.cue_start is None or text[q.cue_start : q.cue_end] == q.cue
        assert q.source_start is None or text[q.source_start : q.source_end] == q.source
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ("''A b,'' he said.", ["''A b,''"]),
        ("“One.\n\n“Two.\n\n“Three,” he said.", ["“One.", "“Two.", "“Three,”"]),
        ("He said: “A ‘b c’ d.”", ["“A ‘b c’ d.”", "‘b c’"]),
        ("He called it 'a mess' and it's the workers' fault.", ["'a mess'"]),
        ('A 6" nail and "this".', ['"this"']),
        ("(”This guy”)", ["”This guy”"]),
        ("“Never closed.\n\nNext.", ["“Never closed."]),
        ("‘The workers’ day is done,’ she said.", ["‘The workers’ day is done,’"]),
    ],
)
def test_marks(text, expected):
    assert [text[m.start : m.end] for m in marks.find(text, tokens.paragraphs(text))] == expected


def test_seed():
    found = read(SEED.read_text(encoding="utf-8"))
    assert [(q.cue, q.source.split()[-1], q.content.split()[:4]) for q in found] == [
        ("", "Lukashenko", ["Belarus", "Won’t", "Send", "Troops"]),
        ("claimed", "Lukashenko", ["There", "is", "no", "way"]),
        ("Pointing out", "Lukashenko", ["that", "Belarus", "knows", "what"]),
        ("added", "Lukashenko", ["that", "the", "West", "must"]),
        ("announced", "Peskov", ["that", "the", "Russian", "president"]),
        ("stressed", "Lukashenko", ["that", "Moscow", "has", "never"]),
        ("asking", "Lukashenko", ["why", "it", "is", "supporting"]),
        ("pointed out", "he", ["the", "US", "is", "the"]),
        ("claimed", "Belarus", ["that", "Ukrainian", "drones", "and"]),
    ]
