"""An analysis answers what readers ask: a row, its words, who is who, a part of all."""

import tracemalloc

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import charts, pipeline, words
from helpers.analysis import BETWEEN, cast
from helpers.pipeline import store
from helpers.tables import Article

ONE = "Ferry strike\n\nAda Holm said the harbour would close on Monday. Holm blamed the weather."
TWO = "Harbour closes\n\nThe harbour stays shut, Ada Holm said. Bo Lind said that it would open."


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse(
        [
            Article("a b", ONE, published="2024-05-06", outlet="The Quay"),
            Article("c", TWO, published="2024-06-01", outlet="Harbour Wire"),
        ],
        skip=["sentiment"],
    )


def test_actors_are_counted_once_and_keep_every_form_of_their_name(analysis):
    holm = analysis.actors.set_index("actor_id").loc["person:ada-holm"]
    assert (holm["actor"], holm["actor_type"], holm["articles"], holm["listed"]) == ("Ada Holm", "person", 2, 0)
    assert holm["names"].split(BETWEEN) == ["Ada Holm", "Holm"] and holm["mentions"] == 3
    assert analysis.actors["actor_id"].is_unique and analysis.names["person:bo-lind"] == "Bo Lind"


def test_names_are_those_of_the_whole_corpus_in_every_part(analysis):
    part = analysis.of(["c"])
    assert part.names == analysis.names
    assert part.actors.set_index("actor_id").loc["person:ada-holm", "mentions"] == 1


@pytest.mark.parametrize("given", ["Ada Holm", "ada holm", "Holm", "person:ada-holm"])
def test_an_actor_is_found_by_id_by_name_and_by_any_form(analysis, given):
    assert analysis.actor_id(given) == "person:ada-holm"
    with pytest.raises(KeyError, match="'Cy' is not one actor of this corpus"):
        analysis.actor_id("Cy")


def test_a_row_is_found_by_the_name_that_pages_give_it(analysis):
    assert analysis.row("a%20b#q0")["speaker"] == "Ada Holm" == analysis.row("q0", "a b")["speaker"]
    with pytest.raises(KeyError, match="row 'q0' stands in several articles: a b, c; say which"):
        analysis.row("q0")
    with pytest.raises(KeyError, match="no row 'q9' in article 'c'"):
        analysis.row("c#q9")
    with pytest.raises(KeyError, match="'x1' is no row id: they begin with s, m, q"):
        analysis.row("x1")


def test_passages_are_the_very_words_of_rows_or_of_an_actor(analysis):
    said = analysis.passages("Ada Holm")
    assert said["article_id"].tolist()[0] == "a b" and set(said["article_id"]) == {"a b", "c"}
    texts = dict(analysis.articles[["article_id", "text"]].values)
    assert all(texts[row.article_id][row.start : row.end] == row.words for row in said.itertuples())
    assert analysis.passages([]).empty and analysis.passages("").empty
    assert analysis.passages("c#m0")["row"].tolist() == ["m0"] == analysis.passages(["c#m0"])["row"].tolist()


def test_words_are_found_whole_and_whatever_their_case(analysis):
    found = analysis.find("HARBOUR")
    assert found["words"].tolist() == ["harbour", "Harbour", "harbour"]
    assert analysis.find("harb").empty and len(analysis.find("ada   holm")) == 2
    with pytest.raises(ValueError, match="say what words"):
        analysis.find(" ")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"outlet": "The Quay"}, ["a b"]),
        ({"since": "2024-05-07"}, ["c"]),
        ({"until": "2024-05"}, ["a b"]),
        ({"since": "2024-05", "until": "2024-06"}, ["a b", "c"]),
        ({"speaker": "Bo Lind"}, ["c"]),
        ({"outlet": ["The Quay", "Harbour Wire"]}, ["a b", "c"]),
    ],
)
def test_a_part_of_all_is_chosen_by_outlet_time_and_speaker(analysis, given, left):
    assert analysis.where(**given).articles["article_id"].tolist() == left


def test_a_speakers_part_holds_their_quotes_alone_and_an_unknown_outlet_is_named(analysis):
    assert set(analysis.where(speaker="Bo Lind").quotes["speaker"]) == {"Bo Lind"}
    with pytest.raises(KeyError, match="no outlet 'Qay'; there are Harbour Wire, The Quay"):
        analysis.where(outlet="Qay")
    with pytest.raises(ValueError, match="no day is since 2024-06-02 and until 2024-05"):
        analysis.where(since="2024-06-02", until="2024-05")


def test_who_stands_in_the_readers_own_table_is_listed_in_memory_and_in_a_folder(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "one.txt").write_text(ONE)
    (tmp_path / "mine" / "actors.csv").write_text("id,name,type,aliases\nperson:ada,Ada Holm,person,Holm\n")
    pipeline.analyse_into(tmp_path / "out", pipeline.read(tmp_path / "mine"), skip=["sentiment"])
    for analysis in (pipeline.analyse(tmp_path / "mine", skip=["sentiment"]), pipeline.open(tmp_path / "out")):
        assert analysis.actors.set_index("actor_id")["listed"].to_dict() == {"person:ada": 1}


def test_one_actor_counted_as_another(analysis):
    merged = analysis.merged("Bo Lind", "Ada Holm")
    assert set(merged.actors["actor_id"]) == {"person:ada-holm"} and set(merged.quotes["speaker"]) == {"Ada Holm"}
    assert merged.actors["mentions"].tolist() == [analysis.actors["mentions"].sum()]


def test_the_table_of_actors_says_how_a_person_is_spoken_of_and_what_a_body_is_part_of():
    text = "Talks end\n\nAda Holm said she would go. The White House said on Monday that Mr. Bo Lind would stay."
    actors = pipeline.analyse([Article("a", text)], skip=["sentiment"]).actors.set_index("actor")
    assert actors.loc["Ada Holm", ["gender", "gender_by"]].tolist() == ["women", "pronouns"]
    assert actors.loc["Bo Lind", ["gender", "gender_by"]].tolist() == ["men", "title"]
    assert actors.loc["White House", ["gender", "gender_by", "part_of"]].tolist() == ["", "", "country:US"]


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_columns_are_read_alone_where_the_table_lies_in_a_folder(tmp_path, kind):
    (tmp_path / "a.txt").write_text(ONE, encoding="utf-8")
    pipeline.analyse_into(tmp_path / "out", pipeline.read(tmp_path / "a.txt"), kind, skip=["sentiment"])
    opened = pipeline.open(tmp_path / "out")
    some = opened.columns("mentions", "actor_id", "start")
    assert list(some) == ["actor_id", "start"] and repr(opened) == "Analysis(no table read yet)"
    assert some.equals(opened.mentions[["actor_id", "start"]])
    assert opened.columns("mentions", "start", "actor_id").equals(opened.mentions[["start", "actor_id"]])
    fresh = pipeline.open(tmp_path / "out")
    for table in (fresh, opened):  # as categories in their order, and of some rows alone
        coded = table.columns("mentions", "actor_id", "kind", "start", coded=True, mention_id="m0")
        own = opened.mentions[opened.mentions["mention_id"] == "m0"][["actor_id", "kind", "start"]]
        assert coded.astype({"actor_id": "str", "kind": "str"}).values.tolist() == own.values.tolist()
        assert coded["actor_id"].cat.categories.is_monotonic_increasing and len(coded) == 1 < len(opened.mentions)
        places = table.columns("quotes", "source_start", "cue_end", coded=True)  # where a row has none, too
        assert places.equals(opened.quotes[["source_start", "cue_end"]]) and len(places)
    assert repr(fresh) == "Analysis(no table read yet)"
    with pytest.raises(KeyError):
        opened.columns("mentions", "shoe size")
    with pytest.raises(KeyError):
        pipeline.open(tmp_path / "out").columns("mentions", "shoe size")


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_rows_are_those_of_the_whole_table_though_these_alone_are_read(tmp_path, kind, monkeypatch):
    monkeypatch.setattr(store, "SMALL", 1)  # a folder of parts
    monkeypatch.setattr(pipeline, "BATCH", 1)
    for name, text in (("c", TWO), ("a b", ONE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    pipeline.analyse_into(tmp_path / "out", pipeline.read(tmp_path), kind, skip=["sentiment"])
    assert kind == "csv" or len(list((tmp_path / "out" / "mentions.parquet").iterdir())) == 2
    opened, whole = pipeline.open(tmp_path / "out"), pipeline.open(tmp_path / "out")
    for name in ("mentions", "quotes", "sentences"):
        places = [len(getattr(whole, name)) - 1, 0, 1]
        expected = whole.rows(name, places)
        assert expected["article_id"].nunique() == 2 and name not in vars(opened)
        assert_frame_equal(opened.rows(name, places).reset_index(drop=True), expected.reset_index(drop=True))


@pytest.mark.parametrize("bound", ["soon", "May 2024", "06/05/2024", "2024-05-06T10:00"])
def test_a_bound_that_is_no_day_is_an_error(analysis, bound):
    """Guards: it was compared letter by letter, and left out all articles or none."""
    for name in ("since", "until"):
        with pytest.raises(ValueError, match="such as 2024-05-06, 2024-05 or 2024"):
            analysis.where(**{name: bound})


def test_a_workbook_needs_its_folder(analysis, tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no such folder"):
        analysis.to_excel(tmp_path / "gone" / "tables.xlsx")


def test_one_table_is_left_out_by_its_name_alone():
    some = [Article("a", "Ada Holm said that it rained.")]
    assert len(pipeline.analyse(some).framing) == 1 and len(pipeline.analyse(some, skip="framing").framing) == 0
    with pytest.raises(ValueError, match="no table verbs; there are"):
        pipeline.analyse(some, skip="verbs")


def test_the_cast_takes_little_memory_an_actor():
    """Guards: two dictionaries an actor, 1,270 bytes. Counted are the bytes of Python's objects, 250 an actor."""
    columns = ["actor_id", "actor", "actor_type", "kind", "surface", "article_id"]

    def part(first):
        numbers = range(first, first + 500)
        rows = [(f"person:p{n}", f"Ada P{n}", "person", "name", f"Ada P{n}", f"a{n // 3}") for n in numbers]
        said = {"speaker_id": ["person:q"], "speaker": ["Q"], "article_id": [f"a{first}"]}
        return pd.DataFrame(rows, columns=columns, dtype="str"), pd.DataFrame(said, dtype="str")

    tracemalloc.start()
    table = cast(map(part, range(0, 24_000, 500)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(table) == 24_001 and table["articles"].max() == 48
    assert peak < 500 * len(table)


def test_figures_see_a_table_that_a_reader_put_in_place_of_another(analysis):
    own, groups = analysis.of(["a b", "c"]), {"a b": "x", "c": "y"}
    before = charts.outer(own), charts.ranking(own), words.keyness(own, words.by_article(own, groups))
    assert len(before[0]) > 1 < len(before[1])
    own.quotes, own.tokens = own.quotes.head(1), own.tokens[own.tokens["article_id"] == "c"].reset_index(drop=True)
    own.mentions = own.mentions[own.mentions["actor_id"] == "person:ada-holm"]
    assert len(charts.outer(own)) == 1 and charts.ranking(own)["actor_id"].tolist() == ["person:ada-holm"]
    assert len(words.frequencies(own)) and words.keyness(own, words.by_article(own, groups)).empty


def test_a_name_that_a_reader_gives_an_actor_stands_in_every_figure():
    whole = pipeline.analyse([Article("a b", ONE)], skip=["sentiment"])
    assert whole.names["person:ada-holm"] == "Ada Holm" == whole.of(["a b"]).names["person:ada-holm"]
    one = whole.merged("Ada Holm", into="Ada Holm")  # whose actors are counted from its mentions
    assert "person:ada-holm" in one.names
    one.mentions, one.quotes = one.mentions.assign(actor="Ada"), one.quotes.head(0)
    assert one.names["person:ada-holm"] == "Ada"
    whole.actors = whole.actors.assign(actor="Ada", names="Ada Holm-Lind")
    assert whole.names["person:ada-holm"] == "Ada" and whole.names_of("person:ada-holm") == ["Ada Holm-Lind"]
