"""What counts as a right answer, and that no hint gives one away."""

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers import knowledge, pipeline
from helpers.classroom import answers, exercises

VERDICTS = knowledge.rows(Path(__file__).with_name("verdicts.csv"), ("exercise", "answer", "verdict", "why"))


@pytest.fixture(scope="module")
def seed():
    return pipeline.analyse(knowledge.DATA / "articles")


def right(number, analysis):
    """The answers, worked out from the tables in another way than the checks do."""
    mentions, quotes, framing = analysis.mentions, analysis.quotes, analysis.framing
    counts = mentions[mentions.actor != ""].actor.value_counts()
    silent = [actor for actor in counts.index[counts >= 5] if actor not in set(quotes.speaker)]
    loaded = framing[(framing.measure == "loaded word") & (framing.voice == "author")]
    unsaid = framing[(framing.measure == "agentless") & (framing.voice == "author")]
    return {
        1: counts.index[:3].tolist(),
        2: silent[:1],
        3: exercises.coding(analysis),
        4: [int((framing.value == "distancing").sum())],
        5: unsaid.surface.tolist()[:2],
        6: loaded.surface.tolist()[:3],
        7: ["VADER"],
        9: [min(analysis.events.begin)[:7]],
        10: ["The article mentions Ukraine 12 times and Lukashenko 10, and reports no statement of Ukraine's."],
    }[number]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 9, 10])
def test_right_answers_pass(number, seed):
    checked = exercises.check(number, right(number, seed), seed)
    assert checked.right, checked.message


@pytest.mark.parametrize("number", range(1, 11))
def test_every_verdict_of_the_specification_in_words_and_sealed(number, seed):
    """The sealed sheet of a page, judged by digests alone, says what the open one says."""
    sheet = exercises.sheet(number, seed)
    sealed = answers.seal(sheet, f"salt of {number}")
    wanted = [row for row in VERDICTS if row["exercise"] == str(number)]
    assert {row["verdict"] for row in wanted} == {"right", "wrong"} and len(wanted) >= 20
    for row in wanted:
        given = json.loads(row["answer"])
        checked = exercises.check(number, given, seed)
        assert checked.right == (row["verdict"] == "right"), (row, checked)
        assert len(checked.message) > 20
        entries = given if isinstance(given, list) else [given]
        if any(map(answers.written, entries)):
            assert answers.judge(sealed, entries)[0] == checked.right, row
    assert not {*sheet["forms"]} & {*sealed["forms"]} and len(sealed["forms"]) == len(sheet["forms"])


def test_the_specification_has_its_rows():
    assert len(VERDICTS) >= 120 and len({(row["exercise"], row["answer"]) for row in VERDICTS}) == len(VERDICTS)


def test_the_checks_work_on_another_article():
    """Nothing of the seed stands in a check: a text of our own has answers of its own."""
    from helpers.corpus import Article

    text = (
        "Norway waits\n\nOslo has no plan, Swedish Minister Ada Lind claimed on 3 May 2024. Norway was not asked. "
        "Norway and Oslo waited, and Norwegian fishers waited for Norway.\n\nNorway, Lind added, should not be blamed."
    )
    found = pipeline.analyse([Article("other", text, published="2024-05-04")])
    assert exercises.check(2, "the Norwegian government", found).right
    assert not exercises.check(2, "Ukraine", found).right
    assert exercises.check(4, "one", found).right
    assert exercises.check(9, "3 May 2024", found).right and exercises.check(9, "May 2024", found).right


def test_a_name_without_quotation_marks_gets_one_line(capsys):
    """`answer = Ukraine` in an exercise's cell; any other slip keeps its traceback."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        exercises._help_with_names()
        cell = "from helpers.classroom import exercises\nanswer = Ukraine\nexercises.check(2, answer, None)"
        assert not shell.run_cell(cell, store_history=True).success
        told = capsys.readouterr().out
        assert 'write "Ukraine"' in told and len(told.strip().splitlines()) == 1
        shell.run_cell("print(nowhere)", store_history=True)
        assert "NameError" in capsys.readouterr().out
    finally:
        InteractiveShell.clear_instance()


WRONG = {1: ["Putin", "Peskov", "Belarus"], 2: "Peskov", 3: ["Putin"] * 9, 4: 99, 5: ["Moscow", "him"],
         6: ["slaughter", "pumping", "aggression"], 7: "TextBlob", 8: [99, 98], 9: "1999-01",
         10: "The regime's strongman lies."}  # fmt: skip


@pytest.mark.parametrize("number", range(1, 11))
@pytest.mark.parametrize("kind", ["empty", "wrong"])
def test_a_wrong_answer_gets_a_hint_that_gives_nothing_away(number, kind, seed):
    answer = WRONG[number] if kind == "wrong" else ["", ""]
    checked = exercises.check(number, answer, seed)
    assert not checked.right and len(repr(checked)) > 20
    if number not in (3, 7, 8, 10):
        shown = checked.message.casefold().replace("two", "").split("99")[0]
        assert [str(part) for part in right(number, seed) if str(part).casefold() in shown] == []


@pytest.mark.parametrize(
    ("number", "answer", "told"),
    [
        (1, ["Belarus", "Ukraine", "banana"], "banana"),
        (3, ["Lukashenko"] * 8 + ["X"], "X"),
        (4, "several", "one number"),
        (5, ["banana fears", "tensions"], "do not stand in the article"),
        (6, ["slaughter", "strongman", "ducking"], "reported to have said"),
        (6, ["provocation", "strongman", "ducking"], "claim"),
        (8, ["some", "few"], "two numbers"),
        (9, "24 February 2022", "no day"),
        (10, "Ukraine 12, Belarus 19", "write sentences"),
        (10, "One number, 12, is not enough.", "2 are needed"),
    ],
)
def test_a_slip_of_form_is_told_apart_from_a_wrong_answer(number, answer, told, seed):
    checked = exercises.check(number, answer, seed)
    assert not checked.right and told in checked.message


def test_a_little_word_or_a_whole_paragraph_is_no_place_copied(seed):
    unsaid = right(5, seed)
    assert not exercises.check(5, ["amid", "are", "be"], seed).right
    assert not exercises.check(5, ["word " * 20 + words for words in unsaid], seed).right
    assert not exercises.check(5, [f"{words} in the text" for words in unsaid], seed).right


def test_ten_exercises_each_with_a_place_and_minutes():
    table = exercises.plan()
    assert table.number.tolist() == list(range(1, 11)) == sorted(exercises.SHEETS)
    assert (table.minutes > 0).all()
    with pytest.raises(KeyError, match="from 1 to 10"):
        exercises.check(11, "", None)


@pytest.mark.parametrize(
    ("codings", "same", "alpha"),
    [
        ({"ada": ["Smith", "nobody"], "bo": ["John Smith", "Nobody"]}, 2, 1.0),
        ({"ada": ["Smith", "nobody", "Smith", "nobody"], "bo": ["Smith", "Smith", "nobody", "nobody"]}, 2, 0.12),
    ],
)
def test_agreement(codings, same, alpha):
    table = exercises.agreement(codings)
    assert isinstance(table, pd.DataFrame)
    assert table[["same", "alpha"]].values.tolist() == [[same, pytest.approx(alpha, abs=0.01)]]


def test_an_honest_reading_counts_however_far_it_lies_from_the_tool(seed):
    """Two people may differ over what is reported speech: the check explains their alpha, and asks for no other."""
    tool = exercises.coding(seed)
    other = ["nobody" if number % 2 else "Peskov" for number, _ in enumerate(tool)]
    checked = exercises.check(3, other, seed)
    assert checked.right and "chance" in checked.message
    near = exercises.check(3, [*tool[:-1], "Belarus"], seed)
    assert near.right and "close enough" in near.message


@pytest.mark.parametrize(
    ("answer", "told"), [(["Putin", *[""] * 8], "list has 1"), (["Putin", "x", *[""] * 7], "7 of 9")]
)
def test_an_unfinished_reading_is_told_what_is_missing(answer, told, seed):
    checked = exercises.check(3, answer, seed)
    assert not checked.right and told in checked.message


def test_empty_lists_agree_on_nothing():
    row = exercises.agreement({"ada": ["", ""], "bo": ["", ""]}).iloc[0]
    assert (row["same"], row["sentences"], row["meaning"]) == (0, 0, "nothing to compare yet")


def test_agreement_needs_lists_of_the_same_length():
    with pytest.raises(ValueError, match="ada 1, bo 2"):
        exercises.agreement({"ada": ["x"], "bo": ["x", "y"]})
