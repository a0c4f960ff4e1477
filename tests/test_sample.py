"""Rows drawn at random, checked by somebody, become an estimate."""

import pytest

from helpers import pipeline
from helpers.__main__ import main
from helpers.estimates import sample
from helpers.tables import Article

TEXT = "Ferry strike\n\nAda Holm said the harbour would close on Monday. Bo Lind said it would not. It rained."
ARTICLES = [Article(f"a{number}", TEXT.replace("Monday", day)) for number, day in enumerate(("Monday", "Friday"))]


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse(ARTICLES)


def checked(analysis, tmp_path, table, values, extra=()):
    """Fill in a sheet of all rows, one value after the other, and analyse again."""
    sheet = sample.sheet(analysis, table, len(values))
    path = tmp_path / "corrections.csv"
    sheet.assign(value=values, who="me").to_csv(path, index=False)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(extra)
    return pipeline.analyse(ARTICLES, corrections=path)


def test_a_sheet_says_what_stands_where_and_waits_for_a_verdict(analysis):
    sheet = sample.sheet(analysis, "quotes", 3)
    assert len(sheet) == 3 and set(sheet["change"]) == {"checked"} and set(sheet["value"]) == {""}
    for row in sheet.to_dict("records"):
        text = next(article.text for article in ARTICLES if article.article_id == row["article_id"])
        assert text[row["start"] : row["end"]] == row["surface"]
        assert "speaker: " in row["why"] and "cue: said" in row["why"]


def test_the_same_seed_draws_the_same_rows_another_seed_others(analysis):
    one, same = (sample.sheet(analysis, "sentences", 3, 1) for _ in range(2))
    others = [sample.sheet(analysis, "sentences", 3, seed) for seed in range(2, 6)]
    assert one.equals(same) and not all(one.equals(other) for other in others)


@pytest.mark.parametrize(
    ("verdicts", "counted"), [(["right", "right", "wrong", "right"], (3, 1, 3, 0)), (["right", "wrong"], (1, 1, 1, 2))]
)
def test_checked_rows_are_counted_as_right_wrong_and_not_looked_at(analysis, tmp_path, verdicts, counted):
    assert sample.checked(checked(analysis, tmp_path, "quotes", verdicts), "quotes") == counted


def test_a_checked_row_that_is_then_put_right_counts_as_right(analysis, tmp_path):
    row = sample.sheet(analysis, "quotes", 4).iloc[2]
    line = f'quotes,{row.article_id},{row.start},{row.end},"{row.surface}",set,speaker_id,person:x,me,\n'
    again = checked(analysis, tmp_path, "quotes", ["right", "right", "wrong", "right"], [line])
    assert sample.checked(again, "quotes") == (3, 1, 4, 0)


def test_checked_sentences_find_what_was_missed(analysis, tmp_path):
    truth = [0, 1, 2, 0, 0, 1, 1, 0]  # in the second sentence of one article somebody hears a second statement
    estimate = sample.statements(checked(analysis, tmp_path, "sentences", truth))
    assert (estimate.found, estimate.value, estimate.low, estimate.high) == (4, 5, 5, 5)


@pytest.mark.parametrize(
    ("table", "n", "message"), [("tokens", 5, "there are samples of mentions"), ("quotes", 0, "at least one row")]
)
def test_what_can_t_be_drawn_is_said(analysis, table, n, message):
    with pytest.raises(ValueError, match=message):
        sample.sheet(analysis, table, n)


def test_without_checks_there_is_no_estimate(analysis):
    assert sample.checked(analysis, "quotes") == () and sample.statements(analysis) is None


def test_the_command_writes_a_sheet(tmp_path, capsys):
    out = tmp_path / "sheet.csv"
    assert main(["sample", "quotes", "--n", "3", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").count("checked") == 3
    assert "3 rows to check" in capsys.readouterr().out


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sheet_holds_words_that_go_over_several_lines(tmp_path, end):
    text = "Ferry strike\n\nAda Holm said that the\nharbour would “not\nclose” on Monday.\n".replace("\n", end)
    articles, path = [Article("wrapped", text)], tmp_path / "sheet.csv"
    for table in ("quotes", "sentences"):
        sheet = sample.sheet(pipeline.analyse(articles), table, 9)
        assert sheet["surface"].str.contains(end).any()
        sheet.assign(value="1" if table == "sentences" else "right").to_csv(path, index=False, lineterminator="\n")
        assert len(pipeline.analyse(articles, corrections=path).corrections) == len(sheet)


def test_a_sheet_can_be_given_by_its_name_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sheet = sample.sheet(pipeline.analyse(ARTICLES), "quotes", 2)
    sheet.assign(value="right").to_csv("sheet.csv", index=False)
    assert len(pipeline.analyse(ARTICLES, corrections="sheet.csv").corrections) == 2


def test_the_command_names_a_wrong_table(capsys):
    assert main(["sample", "tokens"]) == 1
    assert "there are samples of" in capsys.readouterr().err
