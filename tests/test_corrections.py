"""What a reader puts right is used everywhere, and what no longer fits is an error."""

import csv

import pytest

import helpers.reading
from helpers import pipeline, reading
from helpers.corpus import read
from helpers.estimates import sample
from helpers.parse import parse
from helpers.pipeline import corrections
from helpers.pipeline.corrections import Corrected, CorrectionError
from helpers.report import pages
from helpers.tables import Article, Mention, Quote, Timex

TEXT = "Ferry strike\n\nAda Holm said the harbour would close on Monday. She blamed the weather, her aide noted."
COLUMNS = ["table", "article_id", "start", "end", "surface", "change", "column", "value", "who", "why"]


def at(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words), words


def mention(words, actor_id="person:ada-holm", actor="Ada Holm"):
    start, end, surface = at(words)
    return Mention("a", f"m{start}", 1, start, end, surface, "name", "", actor_id, actor, "person")


def quote(content, cue, source):
    (start, end, _), (cs, ce, _), (ss, se, _) = at(content), at(cue), at(source)
    return Quote("a", "q0", 1, "indirect", start, end, content, cue, cs, ce, "say", "neutral", source, ss, se,
                 "person:ada-holm", "Ada Holm", "name", 0, "")  # fmt: skip


ROWS = {
    "mentions": [mention("Ada Holm"), mention("She")],
    "quotes": [quote("the harbour would close on Monday", "said", "Ada Holm")],
    "timexes": [Timex("a", "t0", 1, *at("Monday"), "DATE", "2024-05-06", "2024-05-06", "2024-05-06", "", "weekday")],
}


@pytest.fixture
def fix(tmp_path):
    """Apply one line of a corrections file; return (rows, corrections applied)."""
    parsed = next(parse([Article("a", TEXT, published="2024-05-08")]))

    def apply(table, words, change, column="", value="", nth=0):
        path = tmp_path / "corrections.csv"
        start, end, surface = words if isinstance(words, tuple) else at(words, nth)
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = [COLUMNS, [table, "a", start, end, surface, change, column, value, "me", "because"]]
            csv.writer(file).writerows(lines)
        corrected = Corrected(parsed, corrections.read(path)["a"])
        rows = {name: corrected(name, list(rows)) for name, rows in ROWS.items()}
        return rows[table], corrected.done

    return apply


def test_a_speaker_put_right_brings_the_name_along(fix):
    rows, done = fix("quotes", ROWS["quotes"][0].content, "set", "speaker_id", "person:her-aide")
    assert (rows[0].speaker_id, rows[0].speaker) == ("person:her-aide", "Her Aide")
    assert (rows[0].speaker_by, rows[0].source_kind) == ("corrected", "person")  # and says that it was found by hand
    assert [(c.was, c.value, c.who) for c in done] == [("person:ada-holm", "person:her-aide", "me")]


def test_a_wrong_merge_is_undone(fix):
    rows, _ = fix("mentions", "She", "set", "actor_id", "country:NO")
    assert (rows[1].actor_id, rows[1].actor_type) == ("country:NO", "country")
    assert rows[0].actor_id == "person:ada-holm"


def test_a_known_actor_keeps_the_name_it_has_elsewhere(fix):
    rows, _ = fix("mentions", "aide", "add", value="actor_id=person:ada-holm; kind=nominal")
    assert [(row.surface, row.actor, row.kind, row.sentence_id) for row in rows][-1] == (
        "aide",
        "Ada Holm",
        "nominal",
        2,
    )


def test_a_wrong_date_is_put_right(fix):
    rows, _ = fix("timexes", "Monday", "set", "value", "2024-05-13")
    assert rows[0].value == "2024-05-13"


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-05-13", ("2024-05-13", "2024-05-13")), ("2024-05-13TMO", ("2024-05-13", "2024-05-13")),
        ("2024-02", ("2024-02-01", "2024-02-29")), ("2023", ("2023-01-01", "2023-12-31")),
        ("2024-W20", ("2024-05-13", "2024-05-19")), ("P3D", ("", "")), ("PAST_REF", ("", "")),
    ],
)  # fmt: skip
def test_the_days_follow_a_date_that_is_put_right(fix, value, days):
    """Guards: figures went on counting the day that stood there before."""
    rows, _ = fix("timexes", "Monday", "set", "value", value)
    assert (rows[0].value, rows[0].begin, rows[0].end_date) == (value, *days)


def test_events_follow_a_date_that_is_put_right(tmp_path):
    told = corrected(tmp_path, ("timexes", "Monday", "set", "value", "2024-05-13"))
    assert list(told.events["begin"]) == ["2024-05-13"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("value", "hello"), ("value", "2024-13-01"), ("value", "3 May"), ("begin", "2024-05")]
    + [("value", mangled) for mangled in ("04.03.2024", "45355", "3/4/2024", "2024-3-4", "03-04-24", "2024/03/04")],
)
def test_what_is_no_date_is_none(fix, column, value):
    with pytest.raises(CorrectionError, match=rf"line 2: '{value}' is no {column}, such as "):
        fix("timexes", "Monday", "set", column, value)


@pytest.mark.parametrize("value", ["", "kind=name", "actor_id="])
def test_a_mention_of_nobody_is_not_added(fix, value):
    with pytest.raises(CorrectionError, match="line 2: say in `value` whom these words mean"):
        fix("mentions", "aide", "add", value=value)


def test_offsets_as_pandas_writes_them_beside_an_empty_cell_are_whole_numbers(fix):
    """Guards: `13.0` ended the run as no whole number."""
    start, end, surface = at("She")
    rows, _ = fix("mentions", (f"{start}.0", f"{end}.0", surface), "remove")
    assert [row.surface for row in rows] == ["Ada Holm"]


def test_a_row_is_removed(fix):
    rows, done = fix("mentions", "She", "remove")
    assert [row.surface for row in rows] == ["Ada Holm"] and done[0].was == "She"


def test_a_missed_quote_is_added_with_cue_and_source_found_in_its_sentence(fix):
    rows, _ = fix("quotes", "She blamed the weather", "add", value="cue=noted; source=her aide; speaker_id=person:aide")
    row = rows[1]
    assert row.quote_id != rows[0].quote_id
    assert TEXT[row.cue_start : row.cue_end] == row.cue == "noted"
    assert TEXT[row.source_start : row.source_end] == row.source == "her aide"
    assert (row.content, row.sentence_id, row.stance, row.cue_lemma) == (
        "She blamed the weather", 2, "neutral", "note",
    )  # fmt: skip


def test_moving_a_boundary_keeps_the_words_of_the_row_true(fix):
    rows, _ = fix("quotes", ROWS["quotes"][0].content, "set", "end", str(at("close")[1]))
    assert rows[0].content == "the harbour would close" == TEXT[rows[0].start : rows[0].end]
    assert (ROWS["quotes"][0].words, rows[0].words) == (6, 4)


def test_a_checked_row_stays_as_it_is_and_is_kept_in_mind(fix):
    rows, done = fix("quotes", ROWS["quotes"][0].content, "checked", value="wrong")
    assert rows == ROWS["quotes"] and done[0].value == "wrong"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            ("quotes", (0, 5, "Lorry"), "remove"),
            r"line 2: a\[0:5\] is now 'Ferry', not 'Lorry'; the words are gone",
        ),
        (("quotes", (0, 3, "Ada"), "remove"), r"is now 'Fer', not 'Ada'; the words now stand at 14"),
        (("mentions", "strike", "remove"), r"no row of mentions at 6:12 of a; rows there: none"),
        (("mentions", "Ada", "remove"), r"rows there: 14:22"),
        (
            ("mentions", "She", "set", "colour", "red"),
            r"mentions has no column 'colour' to set; there are start, end",
        ),
        (("mentions", "She", "set", "surface", "he"), r"no column 'surface'"),
        (("mentions", "She", "change"), r"change 'change' is none of set, remove, add, checked"),
        (("tokens", "She", "remove"), r"table 'tokens' takes no corrections"),
        (("mentions", "She", "checked", "", "maybe"), r"right or wrong, not 'maybe'"),
        (("mentions", "She", "checked", "tone", "angry"), r"a tone is one of negative, neutral, positive"),
        (("framing", "blamed", "remove"), r"which measure of framing is meant"),
        (("events", "She", "checked", "", "right"), r"check timexes"),
        (
            ("quotes", "She blamed the weather", "add", "", "cue=shouted"),
            r"the cue 'shouted' does not stand in a",
        ),
        (("quotes", "She blamed the weather", "add", "", "noted"), r"expected column=value"),
        (("quotes", ROWS["quotes"][0].content, "set", "start", "soon"), r"start: invalid literal"),
        (("quotes", ROWS["quotes"][0].content, "set", "negated", "7"), r"negated is 0 or 1, not '7'"),
        (
            ("mentions", "She", "add", "", "actor_id=person:ada-holm"),
            r"there is such a row \(found since, or added twice",
        ),
        (("quotes", (14, 22, "Ada\u00a0Holm"), "remove"), r"with other marks or blanks: copy them from the article"),
    ],
)
def test_what_does_not_fit_is_an_error_that_names_line_reason_and_way_out(fix, line, message):
    with pytest.raises(CorrectionError, match=message):
        fix(*line)


WIND = "Ferry strike\n\nThe cowardly captain was fined on Monday.\n"


def corrected(tmp_path, *lines):
    """Analyse WIND with lines of corrections, each (table, words, change, column, value)."""
    path = tmp_path / "corrections.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [
            [table, "a", WIND.index(words), WIND.index(words) + len(words), words, change, column, value, "me", ""]
            for table, words, change, column, value in lines
        ]
        csv.writer(file).writerows([COLUMNS, *rows])
    return pipeline.analyse([Article("a", WIND, published="2024-05-08")], corrections=path)


def test_framing_and_events_are_put_right_too(tmp_path):
    before = corrected(tmp_path)
    (clause,), measures = before.events["surface"], dict(before.framing[["surface", "measure"]].values)
    assert measures["cowardly"] == "loaded word" and "agentless" in measures.values()
    after = corrected(
        tmp_path,
        ("framing", "cowardly", "remove", "loaded word", ""),
        ("framing", "Ferry strike", "add", "", "measure=loaded word; value=negative; voice=author"),
        ("events", clause, "set", "modality", "denied"),
    )
    assert after.framing[after.framing["measure"] == "loaded word"]["surface"].tolist() == ["Ferry strike"]
    assert "agentless" in set(after.framing["measure"]) and after.events["modality"].tolist() == ["denied"]
    assert after.corrections.set_index("table").loc["events", "was"] == "happened"
    with pytest.raises(CorrectionError, match=r"a modality is one of denied, .*, not .rumoured"):
        corrected(tmp_path, ("events", clause, "set", "modality", "rumoured"))


def test_a_row_can_be_checked_whether_it_was_added_or_is_removed(tmp_path):
    after = corrected(
        tmp_path,
        ("timexes", "Monday", "remove", "", ""),
        ("timexes", "Monday", "checked", "", "wrong"),
        ("mentions", "captain", "add", "", "actor_id=person:captain"),
        ("mentions", "captain", "checked", "", "right"),
    )
    assert after.timexes.empty and sample.checked(after, "timexes") == (0, 1, 0, 0)
    assert sample.checked(after, "mentions")[:3] == (1, 0, 1)


@pytest.mark.parametrize(("start", "words"), [("1²", "start and end are"), ("9" * 5000, "start and end are")])
def test_a_number_that_is_none_is_named_with_its_line(tmp_path, start, words):
    path = tmp_path / "corrections.csv"
    path.write_text(f"{','.join(COLUMNS)}\nmentions,a,{start},5,Ferry,remove,,,me,\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match=rf"corrections\.csv line 2: {words}"):
        corrections.read(path)


def test_a_correction_of_another_corpus_is_noted_not_lost(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(f"{','.join(COLUMNS)}\nmentions,zz,0,5,Ferry,remove,,,me,\n", encoding="utf-8")
    notes = corrections.unused(corrections.read(path), {"a"})
    assert [(note.problem, note.source) for note in notes] == [("correction not used", "corrections.csv line 2")]


def test_no_file_means_no_corrections(tmp_path):
    assert corrections.read(tmp_path / "none.csv") == {}


def test_an_analysis_uses_the_file_and_keeps_what_it_did(tmp_path):
    path = tmp_path / "corrections.csv"
    lines = [
        "timexes,a,55,61,Monday,set,value,2024-05-13,me,next week",
        "quotes,zz,0,1,x,remove,,,me,",
    ]
    path.write_text("\n".join([",".join(COLUMNS), *lines]), encoding="utf-8")
    analysis = pipeline.analyse([Article("a", TEXT)], corrections=path)
    assert "2024-05-13" in set(analysis.timexes["value"])
    assert analysis.corrections[["table", "change", "who"]].values.tolist() == [["timexes", "set", "me"]]
    assert analysis.problems["problem"].tolist() == ["correction not used"]


def test_a_line_is_written_for_a_row_and_does_what_it_says(tmp_path):
    analysis = pipeline.analyse([Article("a", TEXT)])
    row = analysis.quotes.iloc[0]
    path = tmp_path / "corrections.csv"
    written = corrections.line("quotes", row, "set", "speaker_id", "person:x-y", who="me", why="“so”, I think")
    path.write_text(",".join(COLUMNS) + "\n" + written, encoding="utf-8")
    corrected = pipeline.analyse([Article("a", TEXT)], corrections=path)
    assert corrected.quotes["speaker_id"].iloc[0] == "person:x-y"


def test_a_line_that_can_t_work_is_not_written():
    with pytest.raises(CorrectionError, match="this line: quotes has no column 'colour'"):
        corrections.line("quotes", pipeline.analyse([Article("a", TEXT)]).quotes.iloc[0], "set", "colour", "red")


def test_a_row_that_the_annotated_article_names_is_corrected_and_used(tmp_path):
    analysis = pipeline.analyse([Article("a", TEXT)])
    path, row = tmp_path / "mine.csv", analysis.quotes.iloc[0]
    assert f"row {row.quote_id}" in helpers.reading.article(analysis).html
    written = corrections.correct(analysis, row.quote_id, "set", "stance", "hostile", who="me", path=path)
    corrections.correct(analysis, analysis.mentions.iloc[0].mention_id, "remove", path=path)
    again = pipeline.analyse([Article("a", TEXT)], corrections=path)
    assert again.quotes.iloc[0].stance == "hostile" and len(again.mentions) == len(analysis.mentions) - 1
    with pytest.raises(CorrectionError, match="has this line already"):
        corrections.correct(analysis, row.quote_id, "set", "stance", "hostile", who="me", path=path)
    assert path.read_text().count(written) == 1


@pytest.mark.parametrize(
    ("row_id", "change", "message"),
    [
        ("q99", ("remove",), "no row 'q99'"),
        ("x1", ("remove",), "'x1' is no row id"),
        ("q0", ("set", "colour", "red"), "no column 'colour'"),
        ("q0", ("remove",), "several articles: a, b"),
    ],
)
def test_a_correction_that_fits_no_row_is_not_written(tmp_path, row_id, change, message):
    analysis = pipeline.analyse([Article("a", TEXT), Article("b", TEXT.replace("Monday", "Friday"))])
    with pytest.raises(CorrectionError, match=message):
        corrections.correct(
            analysis, row_id, *change, article_id="a" if len(change) == 3 else "", path=tmp_path / "mine.csv"
        )
    assert not (tmp_path / "mine.csv").exists()


@pytest.mark.parametrize(
    ("column", "value"), [("speaker", "Bo Lind"), ("speaker", "bo lind"), ("speaker_id", "person:bo-lind")]
)
def test_a_speaker_corrected_by_name_settles_the_id_too(tmp_path, column, value):
    text = "Ferry\n\nAda Holm said the harbour would close. Bo Lind waited."
    path = tmp_path / "corrections.csv"
    words = "the harbour would close"
    start = text.index(words)
    path.write_text(f"{','.join(COLUMNS)}\nquotes,a,{start},{start + len(words)},{words},set,{column},{value},me,\n")
    after = pipeline.analyse([Article("a", text)], corrections=path)
    assert after.quotes[["speaker_id", "speaker"]].values.tolist() == [["person:bo-lind", "Bo Lind"]]


WORDS_OF = "the harbour would close on Monday"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("set,speaker,Cy", r"line 2: no actor here bears the name 'Cy'; set speaker_id instead"),
        ("set,speaker_id,Ada Holm", r"line 2: 'Ada Holm' is no id; ids look like person:ada-holm"),
        ("set,kind,loud", r"line 2: a kind is one of direct, indirect, mixed, not 'loud'"),
        ("set,end,5000", r"line 2: 28:5000 is no place in a, whose text goes from 0 to 102"),
        ("set,end,3", r"line 2: 28:3 is no place in a"),
        ("add,,kind=loud; cue=said", r"a kind is one of"),
    ],
)
def test_a_correction_that_would_corrupt_the_figures_is_refused_with_the_way_out(tmp_path, change, message):
    path, start = tmp_path / "corrections.csv", TEXT.index(WORDS_OF)
    line = f"quotes,a,{start},{start + len(WORDS_OF)},{WORDS_OF},{change},me,"
    path.write_text(f"{','.join(COLUMNS)}\n{line}\n")
    with pytest.raises(CorrectionError, match=message):
        pipeline.analyse([Article("a", TEXT)], corrections=path)


def test_an_id_of_a_version_before_still_names_its_actor(tmp_path):
    text = "Ferry\n\nAda J. Holm said the harbour would close. Bo Lind waited for Ada Holm."
    path, start = tmp_path / "corrections.csv", text.index("Bo Lind")
    path.write_text(f"{','.join(COLUMNS)}\nmentions,a,{start},{start + 7},Bo Lind,set,actor_id,person:ada-j-holm,me,\n")
    after = pipeline.analyse([Article("a", text)], corrections=path)
    assert set(after.mentions["actor_id"]) == {"person:ada-holm"}


def test_an_id_that_nobody_has_is_a_new_actor_and_said_once(tmp_path):
    text = "Ferry\n\nAda J. Holm said the harbour would close. Bo Lind waited for Ada Holm in Norway."
    path, start, said = tmp_path / "corrections.csv", text.index("Bo Lind"), text.index("the harbour")

    def notes(*ids):
        lines = [
            f"mentions,a,{start},{start + 7},Bo Lind,set,actor_id,{ids[0]},me,",
            *(f"quotes,a,{said},{said + 23},the harbour would close,set,speaker_id,{one},me," for one in ids[1:]),
        ]
        path.write_text("\n".join([",".join(COLUMNS), *lines]), encoding="utf-8")
        found = pipeline.analyse([Article("a", text)], corrections=path).problems
        return [(row.source, row.problem, row.detail.split()[0]) for row in found.itertuples()]

    assert notes("person:ada-j-holm", "country:NO") == [] == notes("country:SE")  # renewed, found here, in our tables
    assert notes("person:ada-x-y-holm") == [("corrections.csv line 2", "actor not known", "person:ada-x-y-holm")]
    assert notes("person:bo-ek", "person:bo-ek") == [("corrections.csv line 2", "actor not known", "person:bo-ek")]


@pytest.mark.parametrize("ends", ["\r", "\r\n"])
def test_every_kind_of_line_end_is_read_and_kept_when_a_line_is_added(tmp_path, ends):
    path = tmp_path / "corrections.csv"
    path.write_bytes(ends.join([",".join(COLUMNS), "mentions,zz,0,5,Ferry,remove,,,me,", ""]).encode())
    assert len(corrections.read(path)["zz"]) == 1
    before = path.read_bytes()
    analysis = pipeline.analyse([Article("a", TEXT)])
    corrections.correct(analysis, analysis.quotes.iloc[0].quote_id, "remove", path=path)
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize("head", [";".join(COLUMNS), ",".join(COLUMNS[::-1])])
def test_a_line_is_added_to_no_table_of_another_form(tmp_path, head):
    """Guards: cells went into the wrong columns."""
    path = tmp_path / "corrections.csv"
    path.write_text(head + "\n", encoding="utf-8")
    analysis = pipeline.analyse([Article("a", TEXT)])
    with pytest.raises(CorrectionError, match="add it by hand"):
        corrections.correct(analysis, analysis.quotes.iloc[0].quote_id, "remove", path=path)
    assert path.read_text(encoding="utf-8") == head + "\n"


def test_what_lies_beside_the_articles_is_used(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    with (folder / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, ["mentions", "a", *at("Ada Holm"), "remove", "", "", "me", "because"]])
    skip = ("sentiment", "events", "framing", "timexes", "quotes")

    def named(source, **given):
        return "Ada Holm" in set(pipeline.analyse(source, skip=skip, **given).mentions["surface"])

    assert not named(folder) and not named(folder / "a.txt")
    assert named(folder, corrections=None) and named([Article("a", TEXT)])
    tables = tmp_path / "tables"
    pipeline.analyse_into(tables, read(folder), skip=skip)
    assert len(pipeline.open(tables).corrections) == 1 and corrections.beside(tables) is None
    (folder / "corrections.csv").write_text("day,page,what\n1,2,A name was wrong\n", encoding="utf-8")  # a newspaper's
    pipeline.analyse_into(tables, read(folder), skip=skip)  # what was analysed with it is analysed anew
    assert not len(pipeline.open(tables).corrections)


OFFERED = "Ada Holm met Bo Lund on Monday. “The gate, too, is open,” Ms Holm said. She was told so in 1998."


def test_every_line_that_a_page_offers_puts_something_right(tmp_path):
    article = Article("a, b", OFFERED, published="2024-05-13")
    found = pipeline.analyse([article])
    offers = pages.offers(reading.tables(found, "a, b"))
    assert {offer.taken for offer in offers} >= {"means Ada Holm", "said by Ada Holm", "reporting verb"}
    removed, named = tmp_path / "removed.csv", tmp_path / "named.csv"
    for tables in (("quotes",), ("mentions", "timexes", "framing")):  # with a statement goes its verb
        lines = [line for offer in offers for line in offer.lines[:1] if line.startswith(tables)]
        removed.write_text("\n".join([pages.HEAD, *lines]), encoding="utf-8")
        none = pipeline.analyse([article], corrections=removed)
        assert all(getattr(none, table).empty for table in tables) and len(none.corrections) == len(lines) > 0
    lines = [offer.lines[1].replace(pages.NAME, "Bo Lund") for offer in offers if len(offer.lines) > 1]
    named.write_text("\n".join([pages.HEAD, *lines]), encoding="utf-8")
    other = pipeline.analyse([article], corrections=named)
    assert set(other.quotes["speaker_id"]) == set(other.mentions["actor_id"]) == {"person:bo-lund"}
    assert len(other.corrections) == len(lines)


def test_a_page_offers_no_more_lines_than_it_has_room_for():
    found = pipeline.analyse([Article("a", OFFERED * 300, published="2024-05-13")])
    offers = pages.offers(reading.tables(found, "a"))
    assert 0 < sum(len(line) for offer in offers for line in offer.lines) < pages.ROOM
