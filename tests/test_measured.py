"""Scores: how rows are paired and counted, what agreement means, and how the one file of scores is kept."""

import pandas as pd
import pytest

from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.knowledge import DATA, KnowledgeError

TEXT = (DATA / "articles" / "lukashenko-belarus-troops.txt").read_text(encoding="utf-8")


def table(*spans, **columns):
    return pd.DataFrame(
        {"article_id": ["a"] * len(spans), "start": [s for s, _ in spans], "end": [e for _, e in spans]} | columns
    )


@pytest.mark.parametrize(
    ("gold", "found", "least", "expected"),
    [
        ([(0, 10)], [(0, 10)], 1, [(0, 0)]),
        ([(0, 10)], [(0, 9)], 1, []),  # all of it is asked for
        ([(0, 10)], [(5, 15)], 0, [(0, 0)]),  # any overlap will do
        ([(0, 10)], [(5, 15)], 0.499, []),  # a third of the common length is less than half
        ([(0, 10)], [(10, 20)], 0, []),  # touching is not overlapping
        ([(0, 10)], [(0, 20), (0, 10)], 0, [(0, 1)]),  # the better fit wins, each row is used once
        ([(0, 10), (4, 6)], [(4, 6), (0, 10)], 0, [(0, 1), (1, 0)]),  # nested spans find their like
    ],
)
def test_rows_are_paired_one_to_one_by_their_spans(gold, found, least, expected):
    assert measured.pairs(table(*gold), table(*found), least) == expected


def test_rows_of_different_articles_are_never_paired():
    assert measured.pairs(table((0, 5)), table((0, 5)).assign(article_id="b")) == []


def test_a_row_is_right_when_span_and_label_agree():
    gold = table((0, 5), (10, 15), (20, 25), who=["x", "y", "z"])
    found = table((0, 5), (10, 16), who=["x", "x"])
    assert measured.compare(gold, found, ("who",)) == {
        "precision": 50.0,
        "recall": 33.3,
        "F1": 40.0,
        "right": 1,
        "gold": 3,
        "found": 2,
    }


def test_nothing_found_scores_zero_and_does_not_fail():
    assert measured.compare(table((0, 5)), table())["F1"] == 0.0


@pytest.mark.parametrize(
    ("one", "two", "ordered", "expected"),
    [
        ("aabb", "aabb", "", 1.0),
        ("aaaa", "aaaa", "", 1.0),
        ("aabb", "abab", "", 0.125),  # D_o = 1/2, D_e = 2*4*4/(8*7) = 4/7, alpha = 1 - 7/8
        ("aabb", "bbaa", "", -0.75),
        ("ac", "bc", "abc", 0.727),  # ranks 0 1 | 2 2: D_o = 1/2, D_e = 22/12; a miss by one step
        ("ac", "cc", "abc", 0.0),  # a miss by two
    ],
)
def test_agreement_of_two_coders(one, two, ordered, expected):
    assert measured.alpha([one, two], ordered) == pytest.approx(expected, abs=0.001)


def test_coders_must_label_the_same_units():
    with pytest.raises(ValueError, match="3, 2 units"):
        measured.alpha(["aaa", "aa"])


@pytest.fixture
def scores(tmp_path):
    path = tmp_path / "measured.csv"
    path.write_text("# what this is\nmethod,set,measure,value,n,commit,date,command,where\n", encoding="utf-8")
    measured.record([Score("quotes", "seed", "F1", 80.0, 13), Score("actors", "seed", "F1", 90.5, 64)], path)
    return path


def test_recorded_scores_are_sorted_stamped_and_read_back(scores):
    first, second = measured.read(scores)
    assert (first.method, first.value, first.n) == ("actors", 90.5, 64)
    assert second.method == "quotes" and len(second.date) == len("2026-01-31")
    assert scores.read_text(encoding="utf-8").startswith("# what this is\nmethod,")


def test_a_new_score_replaces_the_old_one(scores):
    measured.record([Score("quotes", "seed", "F1", 85.0, 13)], scores)
    assert measured.value("quotes", "seed", "F1", scores) == 85.0
    assert len(measured.frame(scores)) == 2


def test_a_share_of_nothing_is_no_score(scores):
    measured.record([Score("quotes", "empty set", "precision", 0.0, 0)], scores)
    assert "empty set" not in scores.read_text(encoding="utf-8")


def test_asking_for_what_was_not_measured_names_what_was(scores):
    with pytest.raises(KeyError, match="quotes · seed · F1"):
        measured.value("quotes", "moon", "F1", scores)


def test_a_wrong_value_is_named_with_its_line(scores):
    scores.write_text(scores.read_text(encoding="utf-8").replace("80", "eighty"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"measured.csv line 4"):
        measured.read(scores)


def test_the_project_s_scores_are_whole_and_sorted():
    scores = measured.read()
    keys = [(score.method, score.set, score.measure) for score in scores]
    assert keys == sorted(set(keys))
    assert all(score.n > 0 and score.command and score.where and score.date for score in scores)


@pytest.mark.parametrize("suffix", ["", "_a", "_b"])
@pytest.mark.parametrize(
    ("name", "spans"),
    [
        ("mentions", [("start", "end", "surface")]),
        (
            "quotes",
            [
                ("start", "end", "content"),
                ("cue_start", "cue_end", "cue"),
                ("source_start", "source_end", "source"),
            ],
        ),
        ("timexes", [("start", "end", "surface")]),
    ],
)
def test_every_gold_row_points_at_its_own_words(name, spans, suffix):
    gold = measured.gold(name, "gold/passes" if suffix else "gold", suffix=suffix)
    for start, end, surface in spans:
        for row in gold.to_dict("records"):
            assert row[surface] == ("" if pd.isna(row[start]) else TEXT[row[start] : row[end]])


def test_side_by_side_names_who_saw_what():
    gold = table((0, 5), (10, 15), who=["x", "y"])
    found = table((0, 4), (7, 9), who=["x", "z"])
    rows = measured.side_by_side(gold, found, ["who"])
    assert rows.values.tolist() == [["both", "x", "x"], ["program only", "", "z"], ["gold only", "y", ""]]


def test_precision_stands_beside_recall_for_every_method():
    table = measured.overview()
    assert {"actors", "quotes", "timexes", "timeline"} <= set(table["method"].str.partition(":")[0])
    assert not table.duplicated(["method", "set", "what"]).any()
    row = table[(table["method"] == "quotes") & (table["set"] == "GGT dev") & (table["what"] == "content")].iloc[0]
    assert row["precision"] == measured.value("quotes", "GGT dev", "content precision")
    assert row["recall"] == measured.value("quotes", "GGT dev", "content recall")


def test_a_table_of_a_lesson_is_cut_nowhere():
    for table in (measured.overview(), measured.annotators(), measured.coverage()):
        assert len(table) and table.astype(str).map(len).max().max() <= 50


def test_coverage_is_read_from_the_names_of_the_scores():
    table = measured.coverage("PolNeAR dev")
    row = table[(table["error from"] == "GGT dev") & (table["articles"] == 20)].iloc[0]
    measure = "coverage · all statements · error from GGT dev · articles 20"
    assert row["held"] == measured.value("interval from measured error", "PolNeAR dev", measure)
    assert set(table["counted"]) == {"statements", "words"}


def test_of_every_set_it_is_said_who_annotated_it():
    known = [name.strip() for names in measured.annotators()["set"] for name in names.split(",")]
    sets = set(measured.overview()["set"])
    assert sets and all(any(name.startswith(one) for one in known) for name in sets), sets


def test_each_region_stands_beside_the_parser_alone_and_all_come_first():
    table = measured.regions()
    assert table["region"].iloc[0] == "all"
    assert {"Africa", "Asia", "Latin America", "Middle East"} <= set(table["region"])
    everywhere = table[table["region"] == "all"].iloc[0]
    assert everywhere["names"] == table.loc[table["region"] != "all", "names"].sum()
    assert (table["right kind"] <= table["found"]).all()
    assert everywhere["right kind"] == measured.value(
        "actors", measured.REGIONS, "names found and of the right kind F1"
    )


def test_sets_are_said_in_plain_words_where_several_are_joined():
    """Guards: "the error on 348 statements of US news and seed and accounts, kinds of source"."""
    both = "US news, sourced statements and seed and accounts, kinds of source"
    said = measured.plain(both)
    assert said == " and ".join(
        map(measured.plain, ("US news, sourced statements", "seed and accounts, kinds of source"))
    )
    assert "kinds of source" not in said and measured.plain("my seed corpus") == "my seed corpus"
