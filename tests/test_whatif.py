"""Change an article on purpose: names, verbs, paragraphs; and see what moves."""

import pytest

from helpers import pipeline, whatif
from helpers.tables import Article

TEXT = (
    "Norway closes a harbour\n\n"
    "Norwegian minister Ada Holm claimed on Monday that Denmark’s boats left. Holm said Norway’s boats stay.\n\n"
    "Danish minister Bo Lind added that Denmark regrets it.\n"
)
HOLM, LIND, NORWAY, DENMARK = "person:ada-holm", "person:bo-lind", "country:NO", "country:DK"


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse([Article("a", TEXT)])


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            {HOLM: LIND},
            "Norway closes a harbour\n\n"
            "Norwegian minister Bo Lind claimed on Monday that Denmark’s boats left. Lind said Norway’s boats stay.\n\n"
            "Danish minister Ada Holm added that Denmark regrets it.\n",
        ),
        (
            {NORWAY: DENMARK},
            "Denmark closes a harbour\n\n"
            "Danish minister Ada Holm claimed on Monday that Norway’s boats left. Holm said Denmark’s boats stay.\n\n"
            "Norwegian minister Bo Lind added that Norway regrets it.\n",
        ),
    ],
)
def test_actors_exchange_every_form_of_their_names(analysis, pairs, expected):
    (article,) = whatif.swap(analysis, pairs).articles
    assert article.text == expected


def test_a_bare_apostrophe_gets_its_s_back():
    analysis = pipeline.analyse([Article("a", "Cyprus’ ally is Norway. Norway’s ally is Cyprus.")])
    (article,) = whatif.swap(analysis, {"country:CY": NORWAY}).articles
    assert article.text == "Norway’s ally is Cyprus. Cyprus’s ally is Norway."


def test_a_capital_goes_with_its_country():
    analysis = pipeline.analyse([Article("a", "Oslo has promised Denmark more fish, Norway’s king said.")])
    (article,) = whatif.swap(analysis, {NORWAY: DENMARK}).articles
    assert article.text == "Copenhagen has promised Norway more fish, Denmark’s king said."


def test_the_most_and_the_least_named_of_a_type_make_a_pair(analysis):
    assert whatif.pair(analysis) == {HOLM: LIND}
    assert whatif.pair(analysis, "organisation") == {}
    assert whatif.swap(analysis, {}).articles[0].text == TEXT


def test_a_verb_is_reworded_only_where_it_reports(analysis):
    (article,) = whatif.reword(analysis, {"claimed": "said"}).articles
    assert article.text == TEXT.replace("claimed", "said")
    variant = whatif.reword(analysis, {"claimed": "said"})
    table = whatif.moved(analysis, variant.again(), variant)
    moved = table[table["change"] != 0]
    assert moved[["actor_id", "measure", "change"]].values.tolist() == [[HOLM, "statements kept at a distance", -1.0]]


@pytest.mark.parametrize(
    ("paragraph", "left"), [(0, "Norwegian minister"), (1, "Norway closes a harbour\n\nDanish"), (2, "Norway closes")]
)
def test_a_paragraph_is_dropped(analysis, paragraph, left):
    (article,) = whatif.drop(analysis, "a", paragraph).articles
    assert article.text.startswith(left) and len(article.text) < len(TEXT)


def test_a_paragraph_that_is_not_there_can_t_be_dropped(analysis):
    with pytest.raises(IndexError, match="paragraphs 0 to 2, not 7"):
        whatif.drop(analysis, "a", 7)


def test_who_is_not_named_can_t_be_swapped(analysis):
    with pytest.raises(KeyError, match="no 'person:x' here; there are country:DK"):
        whatif.swap(analysis, {"person:x": HOLM})


def test_exchanged_actors_are_compared_with_who_stands_in_their_place(analysis):
    variant = whatif.swap(analysis, {NORWAY: DENMARK})
    table = whatif.moved(analysis, variant.again(), variant)
    counts = table[(table["measure"] == "mentions") & table["actor_id"].isin([NORWAY, DENMARK])]
    assert (counts["before"] > 0).all() and (counts["change"] == 0).all()


def test_a_tone_that_is_not_there_is_not_called_nan(analysis):
    variant = whatif.drop(analysis, "a", 2)
    table = whatif.moved(analysis, variant.again(), variant)
    tone = table.assign(measure="tone (target)", before=0.5, after=float("nan"), change=float("nan")).head(1)
    assert whatif.chart(tone, variant, "tone (target)").alt.endswith(" 0.5 and too few.")


def test_what_moves_is_said(analysis):
    variant = whatif.drop(analysis, "a", 2)
    table = whatif.moved(analysis, variant.again(), variant)
    lind = table[(table["actor_id"] == LIND) & (table["measure"] == "statements")].iloc[0]
    assert (lind["before"], lind["after"], lind["change"]) == (1, 0, -1)
    chart = whatif.chart(table, variant, "statements")
    assert chart.title.startswith("Without paragraph 2: ") and "Bo Lind 1 and 0" in chart.alt


@pytest.mark.parametrize("name", ["Lukashenko", "Zelensky", "Miller", "Okafor", "Holm"])
def test_a_statement_does_not_hang_on_the_speaker_s_name(name):
    text = (
        "Harbour closes\n\nPointing out that Norway knows what war is and doesn’t want war, "
        f"{name} – who has close ties with minister Bo Lind – however, added that the West must not forget the talks.\n"
    )
    quotes = pipeline.analyse([Article("a", text)]).quotes
    assert quotes[["source", "cue", "content"]].values.tolist() == [
        [name, "Pointing out", "that Norway knows what war is and doesn’t want war"],
        [name, "added", "that the West must not forget the talks"],
    ]
