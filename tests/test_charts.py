"""Every chart says its finding, names its marks and leads back to rows; empty tables draw too."""

import re

import pandas as pd
import pytest
from drawn import DRAWN

from helpers import charts
from helpers.analysis import Analysis
from helpers.charts import comparing, rhythms, telling, tones
from helpers.corpus import Article
from helpers.pipeline import analyse
from helpers.report.findings import _quoted
from helpers.tables import ArticleRow, Framing, Mention, Quote, SentenceRow, SentimentRow, frame

TEXT = "Ada met Bo. Bo said that Ada won."


def mentions(*named):
    return frame(
        "mentions",
        [
            Mention("a b", f"m{n}", n % 2, 0, 3, surface, kind, "", f"person:{who.lower()}", who, "person")
            for n, (surface, who, kind) in enumerate(named)
        ],
    )


THREE = mentions(("Ada", "Ada", "name"), ("Bo", "Bo", "name"), ("she", "Ada", "pronoun"))
SENTENCES = frame("sentences", [SentenceRow("a b", n, n, 0, 3, "Ada met Bo") for n in range(2)])


def quotes(*said, inside=""):
    return frame(
        "quotes",
        [
            Quote("a b", f"q{n}", 0, "indirect", 0, 9, content, "", None, None, "", "neutral", "", None, None,
                  f"person:{who.lower()}" if who else "", who, "name", 0, inside)
            for n, (who, content) in enumerate(said)
        ],
    )  # fmt: skip


SAID = quotes(("Bo", "Ada won"))


def every_chart():
    some = Analysis(mentions=THREE, sentences=SENTENCES, quotes=SAID)
    return [charts.named(some), charts.presence(some), charts.heard(some), tones.instruments(some)]


@pytest.mark.parametrize("chart", every_chart(), ids=lambda chart: chart.name)
def test_marks_are_unique_drawn_and_lead_to_rows(chart, tmp_path):
    marks = chart.data["mark"].tolist()
    assert len(set(marks)) == len(marks) > 0
    chart.save(tmp_path)
    svg = (tmp_path / f"{chart.name}.svg").read_text()
    assert all(f'href="#{name}"' in svg for name in marks)
    found = [row for row, said in zip(chart.data["evidence"], chart.data.get("words", [1] * 99), strict=False) if said]
    assert all(part.startswith("a%20b#") for row in found for part in row.split())
    assert chart.alt.endswith(".") and chart.title


def test_merged_and_raw_counts_stand_side_by_side():
    table = charts.ranking(Analysis(mentions=THREE))
    assert table[["actor", "n", "names", "surface", "n_surface"]].values.tolist() == [
        ["Ada", 2, 1, "Ada", 1],
        ["Bo", 1, 1, "Bo", 1],
    ]


ADA = [*[("Ada", "Ada", "name")] * 4, ("she", "Ada", "pronoun"), ("Bo", "Bo", "name")]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ([("Bo", "x")], "Ada is named 4 times (2 to 7 likely), and no statement of Ada was found"),
        (
            [("Bo", "x"), ("Ada", "x y")],
            "How often each is mentioned, and how many words of each are reported",
        ),
        ([], "Ada is named 4 times (2 to 7 likely), and no statement of Ada was found"),
    ],
)
def test_who_is_never_heard(said, title):
    assert charts.heard(Analysis(mentions=mentions(*ADA), quotes=quotes(*said))).title == title


def quiet(named, said, **columns):
    """Those of whom it can be said that no statement of theirs was found."""
    table = mentions(*named)
    for column, values in columns.items():
        table[column] = values
    some = Analysis(mentions=table, quotes=said)
    return charts.silent(some, charts.ranking(some))["actor"].tolist()


def test_only_who_could_have_spoken_is_said_to_be_silent():
    """Guards: a place, a pronoun that is nobody's name, somebody quoted with or within others, and a body that a
    spokeswoman speaks for were said to be never heard."""
    none = quotes(("Bo", "x"))
    assert quiet(ADA, none) == ["Ada"]
    assert quiet(ADA[1:], none) == [], "named four times, it may be twice in truth"
    assert quiet(ADA, none, actor_type="place") == []
    assert quiet(ADA, none, actor_type="country") == [], "a country where things happen"
    assert quiet(ADA, none, actor_type="country", kind="metonym") == ["Ada"], "a government"
    assert quiet([("her", "Ada", "name")] * 6, none) == []
    assert quiet(ADA, none.assign(joint="person:ada")) == []
    assert quiet(ADA, pd.concat([none, quotes(("Ada", "y"), inside="q0").assign(quote_id="q1")])) == []
    assert quiet(ADA, none.assign(source_organisation="Ada")) == []
    assert quiet(ADA, none.assign(source_start=0, source_end=9)) == [], "a source that names it"
    somebody = quotes(("Bo", "x"), ("", "y")).assign(source=["Bo", "he"])
    assert quiet(ADA, somebody) == [], "he may be Ada's"
    assert quiet(ADA, somebody.assign(article_id="b")) == ["Ada"], "he is another article's"
    assert quiet(ADA, somebody, actor_type="country", kind="metonym") == ["Ada"], "no state is a he"


@pytest.mark.parametrize(
    ("sentence", "silent"),
    [
        ("The claims of Ada were read. ", []),
        ("Ada believes that it will rain. ", []),
        ("Ada’s report claims it. ", []),
        ("The mayor fears Ada. She said so. ", ["Ada"]),
        ("Because of Ada, Bo said, it rains. ", ["Ada"]),
    ],
)
def test_who_stands_beside_a_word_of_speech_is_not_said_to_be_silent(sentence, silent):
    """Guards: "none is reported as the bank's" was said of a bank whose claims the article reports."""
    text = sentence + "Ada came. Ada went." * 2
    places = [found.start() for found in re.finditer("Ada", text)]
    rows = [Mention("a", f"m{n}", n, start, start + 3, "Ada", "name", "", "person:ada", "Ada", "person")
            for n, start in enumerate(places)]  # fmt: skip
    some = Analysis(
        articles=frame("articles", [ArticleRow(one, "", "", "", "", "", text, 9, 3, "") for one in "ab"]),
        mentions=frame("mentions", rows), quotes=SAID,
    )  # fmt: skip
    assert charts.silent(some, charts.ranking(some))["actor"].tolist() == silent


@pytest.mark.parametrize(("before", "silent"), [("Belle. Image: ", []), ("Then came ", ["Ada"])])
def test_who_made_a_picture_is_not_said_to_be_silent(before, silent):
    text = f"{before}Ada\n" * 5
    rows = [Mention("a b", f"m{n}", n, text.index("Ada", n * (len(before) + 4)), 0, "Ada", "name", "", "person:ada",
                    "Ada", "person") for n in range(5)]  # fmt: skip
    some = Analysis(
        articles=frame("articles", [ArticleRow(one, "", "", "", "", "", text, 9, 3, "") for one in ("a b", "c")]),
        mentions=frame("mentions", rows), quotes=SAID,
    )  # fmt: skip
    assert charts.silent(some, charts.ranking(some))["actor"].tolist() == silent


def test_words_count_once_for_the_outer_speaker():
    both = pd.concat([quotes(("Bo", "one two three")), quotes(("Ada", "two three"), inside="q0")])
    assert charts.spoken(Analysis(quotes=both))[["speaker", "words", "statements"]].values.tolist() == [["Bo", 3, 1]]


def test_a_speaker_without_id_is_someone_unnamed():
    assert charts.spoken(Analysis(quotes=quotes(("", "one two"))))["speaker"].tolist() == ["someone unnamed"]


def test_empty_tables_draw_an_honest_figure():
    none = Analysis()
    drawn = [charts.named(none), charts.presence(none), charts.heard(none)]
    titles = [
        "No actor is named in this text",
        "No actor appears in this text",
        "Nobody was found who is named or heard",
    ]
    assert [chart.title for chart in drawn] == titles
    assert tones.portrayal(none, "vader").title.startswith("Of no actor were 5 mentions found")
    assert all(chart.png for chart in drawn)


@pytest.mark.parametrize("count", [39, 41, 200])
def test_presence_keeps_its_density(count):
    rows = [Mention(f"a{n}", "m0", 0, 0, 3, "Ada", "name", "", "person:ada", "Ada", "person") for n in range(count)]
    sentences = frame("sentences", [SentenceRow(f"a{n}", 0, 0, 0, 3, "Ada") for n in range(count)])
    presence = charts.presence(Analysis(mentions=frame("mentions", rows), sentences=sentences))
    assert len(presence.data) == (count if count <= 40 else 20)
    assert re.fullmatch(rf"Ada appears in {count} of {count} articles \(\d+ to {count} likely\)", presence.title)


def spelled(*forms):
    """Return an analysis in which one id is written in all these forms, an article each, and speaks in the last."""
    rows = [
        Mention(f"a{n}", "m0", 0, 0, 3, form, "name", "", "organisation:people-s-union", form, "organisation")
        for n, form in enumerate([*forms, forms[0]])
    ] + [Mention("a0", "m1", 0, 0, 3, "Bo", "name", "", "person:bo", "Bo", "person")] * 2
    said = [
        Quote(f"a{n}", "q0", 0, "indirect", 0, 9, "one two", "said", 5, 9, "say", "neutral", "", None, None,
              "organisation:people-s-union", form, "name", 0, "")
        for n, form in enumerate(forms)
    ]  # fmt: skip
    judged = [
        SentimentRow(f"a{n % len(forms)}", f"m{n}", 0, "organisation:people-s-union", form, 0, 3, form, "author",
                     "vader", None, None, None, 0.5, 1.0, "")
        for n, form in enumerate(forms * 5)
    ]  # fmt: skip
    articles = [ArticleRow(f"a{n}", "", f"2024-05-{n + 1:02d}", f"Outlet {n % 2}", "", "", "x " * 40, 40, 1, "")
                for n in range(len(forms) + 1)]  # fmt: skip
    sentences = [SentenceRow(f"a{n}", 0, 0, 0, 3, "x x") for n in range(len(forms) + 1)]
    verbs = [Framing(f"a{n}", "f0", 0, 5, 9, "said", "reporting verb", "neutral", "author", "", "")
             for n in range(len(forms))]  # fmt: skip
    tables = {"mentions": rows, "quotes": said, "sentiment": judged, "articles": articles, "sentences": sentences,
              "framing": verbs}  # fmt: skip
    return Analysis(**{name: frame(name, found) for name, found in tables.items()})


WITHOUT = ("loaded words", "unsaid", "sources", "by gender", "of whom", "compared, of whom", "two clocks", "calendar")
FORMS = ["People's Union", "People’s Union", "PEOPLE'S UNION", "the Péople’s Union", "People's Union"]


@pytest.mark.parametrize("name", [name for name in DRAWN if name not in WITHOUT])
def test_one_id_has_one_name_and_marks_of_its_own_in_every_figure_however_its_articles_spell_it(name):
    data = DRAWN[name](spelled(*FORMS, *FORMS)).data
    ids = next(name for name in ("actor_id", "speaker_id", "voice", "key") if name in data)
    names = next(name for name in ("actor", "speaker", "who", "row", "note") if name in data)
    own = data[data[ids] == "organisation:people-s-union"]
    assert set(own[names]) == {"People's Union"}, own
    assert (data[data["mark"] != ""].groupby("mark")[ids].nunique() == 1).all()


def test_a_label_stands_beside_its_own_number_when_names_vary():
    figure = comparing.named(spelled(*FORMS)).figure
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["People's Union", "Bo"] == charts.ranking(spelled(*FORMS))["actor"].tolist()


def test_names_are_names_alone_and_a_description_or_a_pronoun_is_never_the_commonest():
    """Guards: descriptions counted as names."""
    kinds = ("name", "demonym", "metonym", "pronoun", "nominal", "nominal", "nominal", "nominal")
    rows = [
        Mention(
            "a b", f"m{n}", 0, 0, 3, "Norway" if n < 3 else "the country", kind, "", "country:NO", "Norway", "country"
        )
        for n, kind in enumerate(kinds)
    ]
    (row,) = charts.ranking(Analysis(mentions=frame("mentions", rows))).to_dict("records")
    assert (row["n"], row["names"], row["surface"], row["n_surface"]) == (8, 3, "Norway", 3)
    articles = [ArticleRow("a b", "", "2024-05-01", "", "", "", "x", 1, 1, "")]
    some = Analysis(mentions=frame("mentions", rows[3:]), articles=frame("articles", articles))
    assert rhythms.named_over_time(some).data.empty  # described and never named


def test_a_people_its_government_and_its_bodies_can_be_told_apart():
    text = "Americans cheered. American officials met Americans in Ohio. The White House and the United States said no."
    ranked = charts.ranking(analyse([Article("a", text)])).set_index("actor")
    assert ranked.loc["United States", ["n", "people", "parts"]].tolist() == [4, 2, 1]
    assert ranked.loc["White House", ["n", "people", "parts"]].tolist() == [1, 0, 0]
    caption = charts.named(analyse([Article("a", text)])).caption
    assert "United States: its people, not its government, are meant twice; bodies that are a part of it" in caption


def test_a_word_at_the_begin_of_a_sentence_is_the_same_word():
    """Guards: “Asked ×8” above “asked ×7”."""
    said = ("Asked", "asked", "Told", "asked")
    rows = [Framing("a", f"f{n}", 0, n, n + 1, word, "agentless", "nobody's", "author", "", "")
            for n, word in enumerate(said)]  # fmt: skip
    drawn = telling.unsaid(Analysis(framing=frame("framing", rows)))
    assert drawn.data[["word", "n"]].to_numpy().tolist() == [["Asked", 3], ["Told", 1]]
    assert _quoted(said, 2) == "“Asked”" and _quoted(said, 1) == "“Asked” and “Told”"


def test_dots_without_numbers_have_room_on_a_page_for_phones():
    """Guards: twenty dots were a strip, and the first and the last were cut."""
    articles = [f"a{n:03}" for n in range(200)]
    rows = [
        Mention(one, f"m{n}", 0, 0, 3, "Ada", "name", "", "person:ada", "Ada Berg", "person")
        for one in articles for n in range(10)
    ]  # fmt: skip
    sentences = frame("sentences", [SentenceRow(one, 0, 0, 0, 3, "Ada") for one in articles])
    drawn = charts.presence(Analysis(mentions=frame("mentions", rows), sentences=sentences))
    sizes = [dot.get_sizes()[0] ** 0.5 for dot in drawn.figure.axes[0].collections]
    assert len(sizes) == 20 and max(sizes) < 10.5


def test_documents_are_no_actors_unless_asked():
    rows = [Mention("a", "m0", 0, 0, 3, "report", "name", "", "document:report", "the report", "document")]
    some = Analysis(mentions=frame("mentions", rows))
    assert charts.ranking(some).empty and len(charts.ranking(some, documents=True)) == 1


def test_an_office_alone_is_no_name():
    """Guards: somebody named six times was found 19 times, since 13 times “President” stood there."""
    text = "President Ada Holm opened the park. Ada Holm spoke. “It is open,” the President said. The President left."
    told = analyse([Article("a", text)], skip=("sentiment", "framing"))
    (row,) = charts.ranking(told).query("actor == 'Ada Holm'").to_dict("records")
    assert row["names"] == 2 < row["n"], "in the text the name stands twice"
    offices = told.mentions[told.mentions["surface"] == "President"]
    assert set(offices["kind"]) == {"name"}, "the rule has something to leave out"
