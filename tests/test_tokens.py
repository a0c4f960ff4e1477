"""What counts as a sentence, and what as a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import analyse, tokens
from helpers.corpus import Article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minsk won’t act.", ["Minsk", "wo", "n’t", "act"]),
        ("a 1000km border", ["a", "1000km", "border"]),
        ("Lukashenko – who has ties – spoke", ["Lukashenko", "who", "has", "ties", "spoke"]),
        ("without evidence- that", ["without", "evidence", "that"]),
        ("the Ukrainian-Belarusian border", ["the", "Ukrainian-Belarusian", "border"]),
        ("“Never,” he said.", ["Never", "he", "said"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert [text[start:end] for start, end, is_word in tokens.words(text) if is_word] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A headline\n\nOne. Two.", ["A headline", "One.", "Two."]),
        ("Ann Lee at sea. Photo: Bo Ek/AP\n\nOne. Two.", ["Ann Lee at sea.", "Photo: Bo Ek/AP", "One.", "Two."]),
        ("Mr. Smith met Gov. Jones. They spoke.", ["Mr. Smith met Gov. Jones.", "They spoke."]),
        ("“I know.” She left.", ["“I know.”", "She left."]),
        ("Line one\nLine two", ["Line one", "Line two"]),
        ("Split by\na wrap.\n\nNext block.", ["Split by\na wrap.", "Next block."]),
        ("Windows\r\n\r\nlines.", ["Windows", "lines."]),
        (" \n\n ", []),
        ("She wrote so on X. Acme Bank agreed with Rs. 500.", ["She wrote so on X.", "Acme Bank agreed with Rs. 500."]),
        ("It is in Basel, Okla. Workers left.", ["It is in Basel, Okla.", "Workers left."]),
        ("Paul Ross of Basel, Okla., left at 9 a.m. Monday.", ["Paul Ross of Basel, Okla., left at 9 a.m. Monday."]),
        ("It is lot No. 1987. She said no. He left.", ["It is lot No. 1987.", "She said no.", "He left."]),
        (
            "THE FACTS\n* May 2019: the dam is built\n* July 2021: it breaks\n\nIt rained.",
            ["THE FACTS", "* May 2019: the dam is built", "* July 2021: it breaks", "It rained."],
        ),
        (
            "Ann Lee\n- who had left\nat noon - was late.\n\nIt rained.",
            ["Ann Lee\n- who had left\nat noon - was late.", "It rained."],
        ),
        (
            "By Ann Lee\nOSLO - Dockers left.\n\nIt rained.",
            ["By Ann Lee", "OSLO - Dockers left.", "It rained."],
        ),
        (
            "They want:\n1. more pay\n2. less work\n\nIt rained.",
            ["They want:", "1. more pay", "2. less work", "It rained."],
        ),
        ("It opened at 9 a.m. Drivers came.", ["It opened at 9 a.m.", "Drivers came."]),
        ("Sen. Anna Keller (D-Wash.) said so.", ["Sen. Anna Keller (D-Wash.) said so."]),
        (
            "18:20\nHarbour Trust: no ferries\nIts director, Anna Keller, has told the drivers why.\n\nIt rained.",
            [
                "18:20",
                "Harbour Trust: no ferries",
                "Its director, Anna Keller, has told the drivers why.",
                "It rained.",
            ],
        ),
        (
            "The ferry of the Harbour\nTrust was late again on\nMonday.\n\nIt rained.",
            ["The ferry of the Harbour\nTrust was late again on\nMonday.", "It rained."],
        ),
        ("The F.B.I. said so. It left.", ["The F.B.I. said so.", "It left."]),
        ("Lund Cos. said it rained.", ["Lund Cos. said it rained."]),
        (
            "It rained (in May.) and stopped. iced tea is cold.",
            ["It rained (in May.) and stopped.", "iced tea is cold."],
        ),
        ("He left the U.S. The judge stayed.", ["He left the U.S.", "The judge stayed."]),
        ("The U.S. Senate met Harbour Inc. Board members.", ["The U.S. Senate met Harbour Inc. Board members."]),
        ("“In June,”Mayor Ross said.Critics left.", ["“In June,”Mayor Ross said.", "Critics left."]),
        ("See www.example.Com or Node.Js now.", ["See www.example.Com or Node.Js now."]),
    ],
)
def test_sentences(text, expected):
    assert [text[s.start : s.end] for s in tokens.sentences(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "She can't; they've 'gone' to the \"Quay\" (at 5.30 p.m.), he said.",
        "“Never,” he said: ‘not once’ since 1,000 B.C. — or 3:15?",
        "The U.S. and Smith & Co. paid $1.2m... 'Tis enough! Cannot gonna y'all's don't. ",
        "I wanna, can-not, cannot: well-known; Inc., x.y? 9th ab-cannot! gimme it_1, lemme—go",
        'He said "it is over."',
        "The dogs' owners' ",
        "Really?! (Yes.)",
        "”)",
        "x",
        "",
    ],
)
def test_words_are_those_of_nltk(text):
    from nltk.tokenize import NLTKWordTokenizer

    for begin in range(0, len(text) + 1, 3):
        plain = text[begin:].replace("’", "'").replace("‘", "'")
        assert list(tokens._spans(plain)) == list(NLTKWordTokenizer().span_tokenize(plain)), plain


@pytest.mark.parametrize("block", [*range(1, 60), 200])
def test_a_long_paragraph_is_cut_like_a_short_one(monkeypatch, block):
    text = " ".join(
        f"Dr. Lind paid $3.50 in No. {n} St. “Why?” she asked. It rained... Mr. Berg left!" for n in range(9)
    )
    whole = tokens.sentences(text)
    monkeypatch.setattr(tokens, "BLOCK", block)
    assert len(whole) == 36
    assert tokens.sentences(text) == whole


def test_two_initials_end_no_sentence():
    text = "A book by M.K. Rao sold well. J.P. Morris read the A.P. The wire was late."
    said = [text[one.start : one.end] for one in tokens.sentences(text)]
    assert said == ["A book by M.K. Rao sold well.", "J.P. Morris read the A.P.", "The wire was late."]


PIECES = [*"aB'’\"“”.,-—–1$()\n ", "n't", "...", "cannot", "gonna", "\x1c"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_words_are_counted_as_they_are_cut(text):
    assert tokens.count_words(text) == sum(is_word for _, _, is_word in tokens.words(text))


@pytest.mark.parametrize("between", [" ", " " * 300, "\t" * 300, "\u00a0" * 300, "\u2003 " * 150])
def test_a_line_beside_the_article_is_one_however_wide_it_is_set(between):
    assert tokens.furniture(f"...{between}Follow{between}Ann Lee on{between}Twitter @annlee.{between}•")


def test_words_are_counted_as_they_are_cut_whatever_their_length():
    said = "Nobody cannot, wanna Wannabes gonna cannot remember Kärntenberg well-known o'clock don’t misunderstandings"
    texts = said, f"{said}.", f"{said} {said}", "Those cannot. These can't."
    for text in texts:
        assert tokens.count_words(text) == sum(is_word for *_, is_word in tokens.words(text))
    assert tokens.count_words(*texts) == sum(map(tokens.count_words, texts))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The committee heard from Amelia\nHale on Monday. Hale denied\nit.", 1),  # broken within sentences
        ("Rain at last\nIt rained.\nIt stopped.", 3),
        ("iPhone sales fall\nApple said so.\neBay did not.", 3),  # begins so, and is none in small letters
        ("A bus was late, a mayor said\nand left.\nIt rained.", 2),
    ],
)
def test_lines_broken_within_sentences_are_no_paragraphs(text, number):
    assert len(tokens.paragraphs(text)) == number


@pytest.mark.parametrize("unseen", ["\u200b", "\u200e", "\ufeff", "\u2060", "\u00ad"])
def test_letters_that_nobody_sees_hide_no_sentence_and_no_name(unseen):
    """Guards: behind a letter of no width a sentence did not end, and Holm was nobody, as pages leave such behind."""
    text = f"Ada {unseen}Holm left.{unseen} {unseen}She waved.{unseen}\n\n{unseen}\n\nHolm said that it rained.{unseen}"
    pieces = [text[one.start : one.end] for one in tokens.sentences(text)]
    assert pieces == [f"Ada {unseen}Holm left.", "She waved.", "Holm said that it rained."]
    assert [text[first:last] for first, last, _ in tokens.words(text, 0, 15)] == ["Ada", "Holm", "left", "."]
    found = analyse([Article("a", text)], skip=["sentiment"])
    assert set(found.mentions["actor_id"]) == {"person:ada-holm"} == set(found.quotes["speaker_id"])


def test_a_sentence_whose_blanks_are_all_unbreakable_ends():
    """Guards: of two full stops without a plain blank between them the first ended nothing."""
    text = "It rained on Monday. Ada Holm left on Friday. Mr. Ek stayed.".replace(" ", "\u00a0")
    assert len(tokens.sentences(text)) == 3
