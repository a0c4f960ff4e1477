"""What a pupil pastes and types is understood, or it is said why not."""

import pytest

import helpers
from helpers import classroom, passages, tokens
from helpers.classroom import pasting
from helpers.report import lesson

NEWS = (
    "The mayor said on Monday that the bridge would stay closed. Ada Holm, who sells shoes on the left bank, asked for "
    "money. Nobody from the ministry could be reached before this paper was printed on Tuesday night at eleven, and "
    "nobody called back in the hours after that, although two people had promised to do so by noon."
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12 March 2024", "2024-03-12"), ("March 12, 2024", "2024-03-12"), ("2024-03-12", "2024-03-12"),
        ("13/03/2024", "2024-03-13"), ("12.12.2024", "2024-12-12"), ("Tuesday, 12 March 2024", "2024-03-12"),
        ("12/03/2024", ""), ("3-12-24", ""), ("tomorow", ""), ("12 March", ""), ("31/31/2024", ""),
        ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_or_asked_about(typed, day):
    told = pasting.dated(typed)
    assert told.right == bool(day) and pasting.article(NEWS, typed).published == day
    if not day and typed.strip():
        assert typed in told.message


def test_a_date_that_could_be_two_asks_which():
    told = pasting.dated("12/03/2024").message
    assert "12 March 2024 or 3 December 2024?" in told and "month as a word" in told


@pytest.mark.parametrize(
    ("text", "right", "said"),
    [
        (NEWS, True, "words."),
        ("https://www.example.org/news/1", False, "copy the words"),
        (NEWS.upper(), False, "capitals"),
        (NEWS.lower(), False, "small letters"),
        (f"{NEWS}\n\n-----\n\n{NEWS}\n\n-----\n", False, "Paste one at a time"),
        (NEWS.encode().decode("cp1252", "replace") + " “No.”".encode().decode("cp1252", "replace"), False, "garbled"),
        (NEWS.replace("\n", "\\n") + "\\n", False, "Signs of a program"),
        ("".join(f"[06/05/2024, 10:1{n}:12] Ada: It is shut.\n" for n in range(9)), False, "no article"),
        (f"{NEWS}\n\nFollow Ada Holm on Twitter @adaholm.", True, "nobody is counted"),
        (f"We use cookies to improve this page.\n\n{NEWS}", False, "Delete that"),
        ("Die Bürgermeisterin sagte am Montag, dass die Fähre auf den Wind warten werde.", False, "not English"),
        ("It rained.", False, "is all of it there?"),
        ("", False, "0 words"),
    ],
)
def test_what_would_make_the_figures_wrong_is_noticed(text, right, said):
    told = pasting.looked(text)
    assert told.right == right and said in told.message


def test_broken_lines_are_put_together_and_nothing_else_is_changed():
    lines = [
        "The mayor said on Monday that the bridge over the river would", "be closed for at least three weeks, because",
        "engineers had found cracks in two of its four pillars. She", "did not say who would pay for it.",
        "Shop owners on the left bank fear that customers will stay", "away until the summer, and they ask the town",
        "for money, which it does not have, as the mayor repeated in", "the evening, when she met thirty of them in a",
        "hall that the fire brigade had lent for two hours without a", "fee and promised to come back when she has",
       
        "read the report of the engineers, which nobody saw yet and", "which will not be public before the council has",
        "met, in two weeks, to talk about a ferry for the summer.",
    ]  # fmt: skip
    broken = "\n".join(lines)
    told, text = pasting.looked(broken), pasting.article(broken).text
    assert told.right and "put together" in told.message
    assert text.split() == broken.split() and text.count("\n\n") == 1 and text.count("\n") == 2
    assert pasting.article(NEWS).text == NEWS


def test_paragraphs_have_the_same_numbers_everywhere():
    text = "Rain at last\n\nIt rained, Ada Holm said.\n\nIt stopped when Bo Dale came."
    analysis = helpers.analyse([helpers.corpus.Article("a", text)])
    assert tokens.numbered(text) == ["H", "1", "2"]
    assert tokens.numbered("It rained.\n\nIt stopped.") == ["1", "2"]
    rows = analysis.mentions.query("actor == 'Bo Dale'")
    shown = passages.listed(analysis, " ".join(f"a#{row}" for row in rows["mention_id"]))
    assert shown[["paragraph", "words"]].values.tolist() == [["2", "Bo Dale"]]
    assert list(shown) == ["paragraph", "before", "words", "after"]
    drawn = helpers.charts.presence(analysis).data
    assert drawn.set_index("actor")["paragraph"].to_dict() == {"Ada Holm": "1", "Bo Dale": "2"}


def test_a_long_article_is_counted_by_its_parts():
    text = "Rain\n\n" + "\n\n".join(f"Ada Holm said on day {n} that it rained." for n in range(60))
    chart = helpers.charts.presence(helpers.analyse([helpers.corpus.Article("a", text)]))
    assert chart.data["twentieth"].astype(int).max() == 20 and "of 61 paragraphs" in chart.title
    assert chart.data["n"].sum() == 60


def test_several_articles_are_named_by_what_is_known_of_them():
    texts = [
        helpers.corpus.Article(name, f"Ada Holm spoke in {name}.", outlet=name.title()) for name in ("york", "bath")
    ]
    analysis = helpers.analyse(texts)
    mentions = analysis.mentions
    rows = [f"{article}#{row}" for article, row in zip(mentions.article_id, mentions.mention_id, strict=True)]
    assert set(passages.listed(analysis, " ".join(rows))["article"]) == {"York", "Bath"}


def test_what_is_pasted_into_the_lesson_is_the_text_whatever_letters_are_in_it():
    """Guards: a backslash in an article, with which Python ended or put a line end in its place."""
    cells = lesson.read(classroom.NOTEBOOKS / "10_your_own_article.ipynb").cells
    (source,) = [cell.source for cell in cells if cell.source.startswith("text =")]
    pasted = "Kardis shut\n\nIts path is C:\\new\\users, said Ada Holm."
    held = {}
    exec(source.partition("\n\n")[0].replace('"""\n"""', f'"""\n{pasted}\n"""'), held)
    assert held["text"].strip() == pasted
