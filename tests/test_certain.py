"""A title names nobody by half a name, gives no number without its interval, says nothing where nothing can be told."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from drawn import DRAWN

from helpers import charts
from helpers.analysis import Analysis
from helpers.charts import clocks, comparing, telling, uncertainty, voices, whiskers
from helpers.corpus import Article
from helpers.estimates import measured
from helpers.pipeline import analyse
from helpers.report.findings import SILENT, _after_all, _written, findings
from helpers.tables import Actor, ArticleRow, Framing, Mention, frame


def actor(name, kind="person", listed=0):
    return Actor(f"{kind}:{name.lower().replace(' ', '-')}", name, kind, name, "", "", "", 1, 1, listed)


def texts(text, *actors, single=False):
    """Return the tables of two articles, in the first of which each actor is marked wherever its name stands."""
    named = [
        Mention("a", f"m{n}{found.start()}", 0, *found.span(), one.actor, "name", "", one.actor_id, one.actor,
                one.actor_type)
        for n, one in enumerate(actors) for found in re.finditer(re.escape(one.actor), text)
    ]  # fmt: skip
    rows = {"articles": [ArticleRow("a", "", "2024-05-01", "", "", "", text, len(text.split()), 1, ""),
                         ArticleRow("b", "", "2024-05-02", "", "", "", "It rained.", 2, 1, "")][: 2 - single],
            "mentions": named, "actors": list(actors)}  # fmt: skip
    return Analysis(**{name: frame(name, found) for name, found in rows.items()})


@pytest.mark.parametrize(
    ("text", "name", "kind", "listed", "whole"),
    [
        ("But Ada left. Then Ada came.", "Ada", "person", 0, True),
        ("They saw Bo Ada. Ada left.", "Ada", "person", 0, False),  # half of a longer one that stands there
        ("Ms Ada left.", "Ada", "person", 0, False),
        ("Ms Ada left.", "Ada", "person", 1, True),
        ("The Ayle rose. They saw Ayle rise.", "Ayle", "person", 0, False),  # a river
        ("The mayor, Ada Hilla, left.", "Ada Hilla", "person", 0, True),
        ("Dr. Ada Hilla left on Monday.", "Ada Hilla", "person", 0, True),
        ("The Ada Hilla Foundation gave. The Ada Hilla Foundation took.", "Ada Hilla", "person", 0, False),
        ("Lt Gen (retd) Hilla left.", "Lt Gen", "person", 0, False),
        ("Bo alias Ada Hilla left.", "Ada Hilla", "person", 0, False),
        ("Officer 3 Ada Hilla left.", "3 Ada Hilla", "person", 0, False),
        ("SUPT Hilla left.", "SUPT Hilla", "person", 0, False),  # a rank is no given name
        ("Farmer Ada Hilla left.", "Farmer Ada Hilla", "person", 0, False),
        ("Ada Hilla Cos. grew.\n\nAda Hilla sold. So Ada Hilla paid.", "Ada Hilla", "person", 0, False),
        ("Ada Hilla co-opted Bo. Ada Hilla and Co. met.\n\nAda Hilla sold.", "Ada Hilla", "person", 0, True),
        ("Pilot Ada Hilla NPRI flight nine.", "Ada Hilla NPRI", "person", 0, False),
        ("It rained.\n\nOutside Hilla they met.", "Outside Hilla", "person", 0, False),
        ("AJ Hilla left.", "AJ Hilla", "person", 0, True),
        ("Ada bin Hilla left.", "Ada bin", "person", 0, False),
        ("The Marsh and Hilla Relief Fund gave.", "Hilla Relief Fund", "organisation", 0, False),
        ("The Hilla Relief Fund gave.", "Hilla Relief Fund", "organisation", 0, True),
        ("The Ministry of Dykes and Roads said no.", "Ministry of Dykes", "organisation", 0, False),
        ("The HRF gave.", "HRF", "organisation", 0, False),  # may stand for anything
        ("HILLA CLOSING RANKS\n\nThey met.", "HILLA CLOSING RANKS", "organisation", 0, False),  # a heading
        ("ADA HILLA WINS\n\nAda won.", "ADA HILLA", "person", 0, False),
        ("The HRF gave.", "HRF", "organisation", 1, True),
        ("They left Marsh Lane.", "Marsh Lane", "place", 0, False),
        ("They bought Hilla's Bay Co. from Hilla's Bay Co. itself.", "Bay Co.", "organisation", 0, False),
        ("The Dutch marsh group sold.", "Dutch marsh group", "organisation", 0, False),  # no name
        ("The Hilla Memorial Museum closed.", "Hilla Memorial Museum", "person", 0, False),  # is none
        ("The Ada Park case closed.", "Ada Park", "person", 0, True),  # a family name
        ("They saw NPRI Ada Beach. NPRI Ada Beach came.", "Ada Beach", "person", 0, False),  # a station
        ("They saw Mayor Ada Beach. Ms Ada Beach came. But Ada Beach left.", "Ada Beach", "person", 0, True),
        ("HILLA (Wire) - Rain fell on HILLA.", "HILLA", "place", 1, False),
    ],
)
def test_a_title_speaks_of_whole_names_alone(text, name, kind, listed, whole):
    one = actor(name, kind, listed)
    assert whiskers.sayable(texts(text, one), [one.actor_id]) == ({one.actor_id} if whole else set())


def test_a_surname_is_half_a_name_where_the_corpus_knows_the_whole():
    short, full = actor("Kelly"), actor("Ada Kelly")
    some = texts(
        "Kelly left. Kelly came. Kelly stayed, and Ada Kelly wept. Ada Kelly came, and Ada Kelly went.", short, full
    )
    assert whiskers.sayable(some, [short.actor_id, full.actor_id, "unnamed", "", "document:x"]) == {full.actor_id}
    assert charts.named(some).title == "Who is named, and how often", (
        "as the finding has it: who is named less is no answer"
    )
    assert "Who is named?" not in {finding.question for finding in findings(some, [])}, "Kelly is named more"
    more = texts("Ada Kelly left. Ada Kelly came. Ada Kelly wept. Bo Lund left.", full, actor("Bo Lund"))
    (finding, *_) = findings(more, [])
    assert "Ada Kelly is named 3 times" in finding.answer


RAIN = Article("b", "It rained on the hill.")  # so that an analysis is of two articles
WALKED = "We walked to the hill, and then we walked back, and it rained on us all the way to the town."
INTERVIEW = "\n\n".join(
    [f"Rolf Baum said: “{WALKED}”", "Ines Okoro said that it had not rained."]
    + [f"Rolf Baum said: “{WALKED.replace('hill', there)}”" for there in ("dam", "inn", "sea", "mill", "barn", "weir")]
    + ["Q: Did you go there?\n\nA: We went there in spring, and again in autumn, with all the boats that we had."] * 4
)


def test_who_answers_in_an_interview_is_not_said_to_be_quoted_less():
    told, plain = (
        analyse(
            [Article("a", text)],
        )
        for text in (INTERVIEW, INTERVIEW.replace("Q: Did you go there?", "They went.").replace("A:", ""))
    )
    assert whiskers.unheard(told) > 60 and whiskers.unheard(plain) == 0
    unlabelled = analyse([Article("a", INTERVIEW.replace("Q:", "").replace("A:", ""))])
    assert whiskers.unheard(unlabelled) == whiskers.unheard(told) - 8  # the labels are words, too
    for chart in (charts.heard(unlabelled), telling.voice_share(unlabelled), voices.by_gender(unlabelled)):
        subtitle = " ".join(text.get_text() for text in chart.figure.texts).replace("\n", " ")
        assert "words of interviews, and below colons, may be somebody's" in subtitle
    assert whiskers.unheard(analyse([Article("a", "Photo: Ada Holm\n\nThe boats came.\n\nPhoto: Ada Holm")])) == 0
    for some, silent in ((told, True), (plain, False)):
        titles = [voices.voices(some).title, charts.heard(some).title, uncertainty.statements(some).title]
        told = ["Rolf Baum makes most", "Rolf Baum is quoted at most length", "Rolf Baum: "]
        assert [(who not in title) for who, title in zip(told, titles, strict=True)] == [silent] * 3, titles
        (answer,) = [one.answer for one in findings(some, []) if one.question == "Who speaks?"]
        assert ("report what Rolf Baum said" not in answer) == silent


def test_who_belongs_to_a_party_is_not_the_party_that_says_nothing():
    said = (
        "Ada Hilla said that {0} slept. In the hall sat {0}. It rained on {0}. They saw {0}." + " They heard {0}." * 2
    )
    told = [analyse([Article("a", said.format(words)), RAIN]) for words in ("Republicans", "the Republican Party")]
    quiet = [set(charts.silent(some, charts.ranking(some))["actor_id"]) for some in told]
    assert quiet == [set(), {"organisation:republican-party"}]


ARTICLES = [
    Article(f"a{n}", text, published=f"2024-05-{n + 1:02d}", outlet=("The Quay", "Marsh Post")[n % 2])
    for n, text in enumerate([
        "Rolf Baum spoke to the Dyke Board on Monday. “The wall will hold,” Mr Baum said. He had it checked in April.",
        "Ines Okoro, who leads the Dyke Board, said that the wall was old. It was built in 1960. She sees it in May.",
        "Ines Okoro told the Marsh Post that nobody had asked her. “Nobody asked,” she said. A neighbour agreed.",
        "Pia Lund praised Rolf Baum on Tuesday. She said that he had done what he could. Ms Lund is his sister.",
    ])
]  # fmt: skip


@pytest.fixture(scope="module", params=[1, 2, 4])
def corpus(request):
    return analyse(ARTICLES[: request.param])


NOT_COUNTED = (
    r"sentence \d+ of \d+|Of \d+ statements? found|of \d+ (articles|paragraphs)|per 100 words|were 5 mentions found"
    r"|fewer than 3|[A-Z][a-z]+ \d{4}"
)
NUMBER = r"\d+(?: %)?"
LIKELY = (
    rf"[Aa]t least (?:once|twice|{NUMBER})(?: [^\d(]*)?(?:\({NUMBER} found\))?|(?:once|twice) \(\d+ to \d+ likely"
    rf"|\d+(?: [^\d(]*)?[(,] ?{NUMBER}(?: to {NUMBER})? likely"
    r"|\d.*\(difference [\d.]+(?: points)?, [\d.]+ to [\d.]+\)"
)


@pytest.mark.parametrize("draw", [*DRAWN.values(), comparing.words], ids=[*DRAWN, "words"])
def test_no_title_gives_a_count_without_its_interval(draw, corpus):
    """Guards: "1 event could be dated", where two are; "36 of 41 statements are those of people with a name"."""
    title = draw(corpus).title
    assert not re.search(r"\d|One event", re.sub(LIKELY, "", re.sub(NOT_COUNTED, "", title))), title


def test_what_stands_below_a_colon_without_marks_may_be_anybodys():
    said = (
        "In a speech last May the mayor of the town, Ada Hilla, said:\n\nThe wall will hold.\n\nIt is new.\n\nBo left."
    )
    assert whiskers.unheard(analyse([Article("a", said)])) == 4 + 3 + 2
    assert whiskers.unheard(analyse([Article("a", said.replace("The wall will hold.", "“The wall will hold.”"))])) == 5
    assert whiskers.unheard(analyse([Article("a", "Score: 3 to 1.\n\nThe time: four.\n\nAda left.")])) == 0


def test_a_title_counts_names_alone_and_nothing_that_may_be_none():
    """Guards: of a man named twice six mentions were told, where “he” meant him ten times more."""
    some = analyse([Article("a", "Ada Hilla left. " + "She said that she was tired and that she would go. " * 4), RAIN])
    assert charts.named(some).title == "Who is named, and how often", "one name may be an error"
    often = analyse([Article("a", "Ada Hilla left. Ada Hilla came. Ms Hilla wept. She and her dog slept."), RAIN])
    assert charts.named(often).title.startswith("Ada Hilla is named 3 times (1 to 5")
    assert findings(often, [])[0].answer.endswith("and meant besides by a pronoun or in a description.")
    meant = "Bo Lund left. " + "He said that he was tired and that he would go. " * 4
    more = analyse([Article("a", f"Ada Hilla left. Ada Hilla came. Ada Hilla wept. {meant}"), RAIN])
    assert more.actors.iloc[0]["actor"] == "Bo Lund", "meant most, and named least"
    assert charts.named(more).title.startswith("Ada Hilla is named 3 times (1 to 5")
    shared = "Nelia Moyo left. Nelia Moyo came. Ilmar Moyo Lund, the mayor, rested. " + "Moyo said that it rained. " * 4
    alone = analyse([Article("a", shared.replace("Ilmar Moyo", "Ilmar"))])
    assert charts.named(alone).title == "Nelia Moyo is named at least 3 times (6 found)"
    assert charts.named(analyse([Article("a", shared)])).title == "Who is named, and how often", "whose surname?"
    once = analyse([Article("a", "The wall was built in 1960, and rain fell.")])
    assert clocks.calendar(once).title == "What is dated in the text"


def test_a_body_is_not_silent_whose_part_speaks():
    named = "The United Nations slept. Rain fell on the United Nations. They saw the United Nations. " * 2
    quiet, heard = (
        analyse([Article("a", named + said), RAIN]) for said in ("", "The Security Council said that it rained.")
    )
    assert "organisation:united-nations" in set(charts.silent(quiet, charts.ranking(quiet))["actor_id"])
    assert charts.silent(heard, charts.ranking(heard)).empty


def test_a_lone_full_stop_is_no_paragraph():
    some = analyse([Article("a", "Ada Hilla left.\n\n.\n\nBo Lund came.\n\n.\n\n" + "Ada Hilla wept.\n\n.\n\n" * 4)])
    assert charts.presence(some).title == "Ada Hilla appears in at least 3 of 6 paragraphs (5 found)"


def test_events_are_not_counted_where_the_day_of_publication_is_not_known():
    said = "The wall was built in 1960. The gate was built in 1970. The dyke broke in 1980. On Monday it rained."
    known, unknown = (analyse([Article("a", said, published=day)]) for day in ("2024-05-01", ""))
    assert "are dated" in clocks.calendar(known).title and clocks.calendar(unknown).title.startswith("What is")


def test_of_one_article_a_title_says_what_is_at_least_there():
    """Guards: "2 events are dated (1 to 3 likely)" where seven are: in one article errors come in kinds."""
    said = "Ada Hilla said that it rained. She said that the wall held. “It held,” Ada Hilla said. " * 3
    text = f"{said}On May {{}} Ada Hilla left. On May {{}} Bo Lund came. On May {{}} it rained. On May {{}} it snowed. "
    text = "".join(text.format(*range(n, n + 4)) for n in (1, 5))
    one, two = (analyse([Article("a", text, published="2024-06-01"), *more]) for more in ([], [RAIN]))
    draw = (charts.named, charts.presence, telling.voice_share, voices.sources, voices.voices, clocks.calendar,
            clocks.two_clocks, uncertainty.statements)  # fmt: skip
    alone, several = ([one.title for one in map(lambda chart, some=some: chart(some), draw)] for some in (one, two))
    assert sum("at least" in title.lower() and " found)" in title for title in alone) >= 5, alone
    assert not any("likely" in title for title in alone), alone
    assert not any("at least" in title for title in several) and sum("likely" in title for title in several) >= 3
    assert all("at least" in finding.answer.lower() for finding in findings(one, [])[:2])


def test_a_floor_of_one_is_no_title():
    name = actor("Ada Hilla")
    few, more = (texts("Ada Hilla left. " * n, name, single=True) for n in (3, 6))
    assert charts.named(few).title == "Who is named, and how often"
    assert charts.named(more).title == "Ada Hilla is named at least 3 times (6 found)"


def test_a_floor_counts_no_american_no_members_and_no_longer_name():
    """Guards: a bank was named by its index, a country by its people."""
    floor = {
        text: charts.names_limits(some, charts.ranking(some).iloc[0])[0]
        for text, some in (
            (text, texts(text * 8, actor("Hilla Bank", "organisation"), single=True))
            for text in ("The Hilla Bank fell. ", "The Hilla Bank Index fell. ")
        )
    }
    assert floor["The Hilla Bank fell. "] >= 4 and floor["The Hilla Bank Index fell. "] == 0
    party, member = "Republican Party", "Republicans"
    some = analyse([Article("a", f"The {party} slept. " + f"It rained on the {member}. " * 8)])
    assert charts.names_limits(some, charts.ranking(some).iloc[0])[0] <= 1
    office = texts("The President slept. " * 8 + "Ada Hilla slept.", actor("Ada Hilla"), single=True)
    called = office.mentions.head(1).assign(surface="President", start=4, end=13)
    office = Analysis(
        articles=office.articles, actors=office.actors,
        mentions=pd.concat([called.assign(mention_id=f"p{n}") for n in range(8)] + [office.mentions]),
    )  # fmt: skip
    assert charts.names_limits(office, charts.ranking(office).iloc[0])[0] <= 1
    people = analyse([Article("a", "Norway slept. " + "It rained on Norwegian boats. " * 8)])
    assert charts.names_limits(people, charts.ranking(people).iloc[0])[0] <= 1


def test_who_the_groom_is_may_be_told_and_one_article_counts_no_such_source():
    """Guards: “At least 2 sources without a name. Found first: “the groom” and “His bride””, who both had one."""
    said = " said that the dykes would hold. "
    for who, told in (("His bride", False), ("The groom", False), ("A neighbour", True)):
        rows = [Framing("a", f"f{n}", 0, n, n + 9, who, "unnamed source", "unnamed", "", "", "") for n in range(9)]
        one = Analysis(articles=texts(f"{who}{said}" * 9, single=True).articles, framing=frame("framing", rows))
        assert ("without a name" in telling.left_open(one)) == told, who


def test_one_longer_form_of_hundreds_silences_nobody():
    """Guards: of 972 articles nobody could be said to be named most, for “Texas Sen. Ted Cruz” stood there 20 times."""
    one, few = actor("Ada Hilla"), texts("Ada Hilla left. " * 9 + "Una Ada Hilla came.", actor("Ada Hilla"))
    forms = few.mentions.assign(start=few.mentions["start"].where(few.mentions.index < 9, 144))
    for single in (False, True):
        some = Analysis(mentions=forms, actors=few.actors, articles=few.articles.head(2 - single))
        assert (one.actor_id in whiskers.sayable(some, [one.actor_id])) != single


def test_half_of_a_longer_name_is_nobodys():
    """Guards: a girl of three names was called by two of them, which are her father's."""
    longer = texts("Una Ada Hilla left. Una came.", actor("Ada Hilla"))
    forms = longer.mentions.assign(surface="Una Ada Hilla", start=0, end=13).head(1)
    tables = {name: getattr(longer, name) for name in ("articles", "actors")}
    for surface, whole in (("Una Ada Hilla", False), ("Mayor Ada Hilla", True), ("Ada Hilla", True)):
        text = f"{surface} left."
        some = Analysis(
            articles=tables["articles"].assign(text=text), actors=tables["actors"],
            mentions=forms.assign(surface=surface, end=len(surface)),
        )  # fmt: skip
        assert whiskers.sayable(some, ["person:ada-hilla"]) == ({"person:ada-hilla"} if whole else set()), surface
    given = texts("Ada left. Ada Lund came.", actor("Ada"), actor("Ada Lund"))
    assert whiskers.sayable(given, ["person:ada"]) == set(), "half of Ada Lund"


def test_a_body_by_a_common_noun_alone_may_be_anothers():
    """Guards: the Congress in Lima was called that of the United States."""
    for form, whole in (("Congress", False), ("US Congress", True), ("NATO", True)):
        some = texts(f"The {form} slept.", actor(form, "organisation", 1), single=True)
        some = Analysis(
            articles=some.articles, mentions=some.mentions,
            actors=some.actors.assign(actor="US Congress" if form == "Congress" else form),
        )  # fmt: skip
        assert whiskers.sayable(some, some.actors["actor_id"]) == (set(some.actors["actor_id"]) if whole else set())


def test_in_one_article_nobody_is_silent_who_is_named_a_few_times_or_where_few_speak():
    """Guards: a man named once, and meant twice, was "named again and again"."""
    spoke = "Bo Lund said that it rained. Mr Lund said that it snowed. “It thaws,” Mr Lund said. "
    seldom, often = ("Ada Hilla left. " * n for n in (3, 8))
    quiet = [
        set(charts.silent(some, charts.ranking(some))["actor_id"])
        for some in (analyse([Article("a", text)]) for text in (seldom + 2 * spoke, often + spoke, often + 2 * spoke))
    ]
    assert quiet == [set(), set(), {"person:ada-hilla"}]


@pytest.mark.parametrize(
    ("who", "said", "silent"),
    [
        ("Ada Hilla", "The captain said that it hailed. ", False),
        ("Ada Hilla", "Residents said that it hailed. ", True),
        ("United Nations", "The club said that it hailed. ", False),
        ("United Nations", "The captain said that it hailed. ", True),
    ],
)
def test_nobody_is_silent_while_somebody_like_them_speaks_without_a_name(who, said, silent):
    """Guards: a captain was "named again and again", and "the captain said" stood in the article, nobody's."""
    spoke = "Bo Lund said that it rained. Mr Lund said that it snowed. “It thaws,” Mr Lund said. " * 2
    some = analyse([Article("a", f"{who} left. It rained. " * 8 + "\n\n" + spoke + "\n\n" + said)])
    assert (who in set(charts.silent(some, charts.ranking(some))["actor"])) == silent


def test_bodies_that_look_like_people_make_no_floor_of_people():
    """Guards: a storm and two railways were people with a name."""
    rows = [actor("Ada Hilla"), actor("Network Marsh"), actor("Tovrin Quell")]
    some = Analysis(actors=frame("actors", [*rows[:2], replace(rows[2], gender="women", gender_by="pronouns")]))
    assert whiskers.surely_people(some) == {"person:ada-hilla", "person:tovrin-quell"}


def test_paragraphs_are_not_counted_where_some_are_lines_and_some_stand_apart():
    """Guards: "in 2 of 4 paragraphs", where a blank line stands before headings alone."""
    mixed = "\n".join(["Ada Hilla left."] * 8) + "\n\nLATER\n" + "\n".join(["Ada Hilla came."] * 8)
    assert not whiskers.paragraphs_told(mixed) and whiskers.paragraphs_told(mixed.replace("\n", "\n\n"))
    assert whiskers.paragraphs_told("Ada left, and then\nshe came.\n\nIt rained on\nthem.")
    titles = [charts.presence(analyse([Article("a", text)])).title for text in (mixed, mixed.replace("\n", "\n\n"))]
    assert titles[0] == "In which paragraph each actor appears" and "Ada Hilla appears in at least" in titles[1]


def test_who_is_told_by_pronouns_alone_makes_no_title_of_one_article():
    """Guards: of a woman in two paragraphs, whom the “she” of five more did not mean, five were told."""
    they = "\n\n".join(["Una Abel built the dam.", *["She said that it held. She said that it rained."] * 6])
    named = they.replace("She said that it held", "Una Abel said that it held")
    for text, told in ((they, False), (named, True)):
        one, two = analyse([Article("a", text)]), analyse([Article("a", text), RAIN])
        assert whiskers.quotable(one, ["person:una-abel"]) == ({"person:una-abel"} if told else set())
        assert whiskers.quotable(two, ["person:una-abel"]) == {"person:una-abel"}
        assert ("Una Abel" in telling.voice_share(one).title) == told and "Una Abel" in telling.voice_share(two).title
        assert ("Una Abel" in charts.presence(one).title) == told


def test_of_one_article_nobody_is_said_not_to_be_quoted():
    """Guards: "nobody was found quoted" in an article of tweets, and in one that cites an estimate by a ministry."""
    some = analyse([Article("a", "The boats came in.\n\nAs per an estimate by the port, ten more will come."), RAIN])
    none = Analysis(articles=some.articles, sentences=some.sentences, tokens=some.tokens)  # nothing was found
    one = Analysis(articles=none.articles.head(1), sentences=none.sentences, tokens=none.tokens)
    for found, silent in ((one, True), (none, False)):
        told = [telling.voice_share(found).title, voices.voices(found).title, voices.sources(found).title]
        assert [title.startswith(("Nobody was found", "No statement was")) for title in told] == [not silent] * 3, told
        answers = [finding.answer for finding in findings(found, []) if finding.question == "Who speaks?"]
        assert any("no statement" in answer for answer in answers) != silent


def test_a_place_in_a_longer_name_is_none_in_one_article():
    """Guards: a station of the coastguard was called by its beach; of the Dubai Metro and Dubai Shaji, Dubai was."""
    for before, after, whole in (("NPRI ", "", False), ("", " Metro", False), ("", " on Monday", True)):
        some = texts(f"They saw {before}Ayle Beach{after}. " * 6, actor("Ayle Beach", "place", 1), single=True)
        assert whiskers.sayable(some, ["place:ayle-beach"]) == ({"place:ayle-beach"} if whole else set())


@pytest.mark.parametrize(("n", "told"), [(2, "0 of 2 who seemed silent"), (50, "5 of 50 who seemed silent")])
def test_a_share_of_few_is_said_to_be_one(monkeypatch, n, told):
    """Guards: "0 % of those who seemed silent were quoted after all" stood on a front page, of two who were asked."""
    known = measured.Score("quotes", "GGT dev", SILENT, 0.0 if n < 10 else 10.0, n)
    monkeypatch.setattr(measured, "score", lambda *_: known)
    limit = _after_all()
    assert told in limit and ("too few to go by" in limit) == (n < 20) and "%" not in limit


@pytest.mark.parametrize(("second", "leads"), [(12, False), (1, True)])
def test_whose_words_are_most_is_said_only_where_nobody_may_have_as_many(second, leads):
    """Guards: “39 words report what Ada said; others may have as many” names somebody by lot."""
    words = " ".join(["of the dykes and the ferries"] * 6)
    said = [f"Ada Hilla said that the works {words} were safe.\n\n"] * 13 + [
        f"Bo Lund said that the works {words} were not.\n\n"
    ] * second
    some = analyse([Article("a", "".join(said)), Article("b", "It rained.")], skip=("sentiment", "framing", "events"))
    (answer,) = [one.answer for one in findings(some, []) if one.question == "Who speaks?"]
    assert ("what Ada Hilla said" in answer) == leads and "Bo Lund" not in answer
    assert telling.voice_share(some).title.startswith("Ada Hilla has") == leads


@pytest.mark.parametrize(("other", "named"), [(12, True), (18, False)])
def test_who_is_named_most_is_no_lot(other, named):
    """Guards: somebody named four times stood in a finding beside two who were named three times."""
    one, two = actor("Ada Hilla"), actor("Bo Lund")
    some = texts("Ada Hilla left. " * 20 + "Bo Lund came. " * other, one, two)
    assert ("Ada Hilla" in charts.named(some).title) == named


@pytest.mark.parametrize(("when", "told"), [("March", False), ("March 2023", True), ("January", True)])
def test_a_month_without_its_year_that_lies_far_back_is_no_earliest_date(when, told):
    """Guards: ads “reserved in December and January” were dated to the December before, eleven months back."""
    text = f"The hall burned in {when}. The board met on Monday."
    some = analyse([Article("a", text, published="2024-02-20")], skip=("sentiment", "framing", "quotes"))
    assert (clocks.earliest(some) is not None) == told


@pytest.mark.parametrize(("name", "single", "whole"), [
    ("Hilla Peoples", True, False), ("Hilla Peoples", False, True), ("Hilla Relief Fund", True, True),
    ("Hilla Bay Co.", True, True),
])  # fmt: skip
def test_one_article_alone_makes_no_body_of_a_people(name, single, whole):
    one = actor(name, "organisation")
    some = texts(f"They met the {name} there. The {name} paid.", one, single=single)
    assert (one.actor_id in whiskers.sayable(some, [one.actor_id])) == whole


def test_a_title_of_one_article_counts_what_grammar_alone_tells():
    """Guards: “concern has grown” and “the demand” were two of four places without a doer."""
    rows = [Framing("a", f"f{n}", 0, n, n + 1, "x", "agentless", kind, "author", "", "")
            for n, kind in enumerate(["passive"] * 5 + ["happens", "nobody's"] * 9)]  # fmt: skip
    articles = [ArticleRow(one, "", "", "", "", "", "It rained.", 2, 1, "") for one in "ab"]
    titles = [
        telling.unsaid(Analysis(articles=frame("articles", articles[:n]), framing=frame("framing", rows))).title
        for n in (1, 2)
    ]
    assert "(5 found)" in titles[0] and "23 places" in titles[1]


def test_no_two_figures_have_one_title_and_none_says_that_nothing_is_certain(corpus):
    """Guards: “At least 6 events are dated” above two figures, and four titles in ten “… is not certain”."""
    titles = [draw(corpus).title for name, draw in DRAWN.items() if "compared" not in name and "time" not in name]
    assert len(set(titles)) == len(titles), titles
    told = [finding.answer for finding in findings(corpus, [])]
    assert not any("not certain" in sentence for sentence in titles + told), titles + told


def test_words_of_interviews_widen_the_share_that_is_said():
    """Guards: nothing at all was said of who speaks in 250 articles, for one in a hundred words of interviews."""
    asked = Article("a", INTERVIEW.replace("Q:", "").replace("A:", ""))
    some = analyse([asked, Article("b", f"{WALKED} " * 20)])
    chart, passed = telling.voice_share(some), whiskers.passed_over(some)
    own = chart.data.set_index("voice").loc[telling.AUTHOR]
    assert passed == 64 and own["who"] == "the author", "of a press release too"
    assert re.match(r"\d+ % of the words \(\d+ % to \d+ % likely\) are reported as said by somebody", chart.title)
    said = some.articles["n_words"].sum() - own["words"]
    ((_, most),) = whiskers.limits([said], whiskers.error_of(whiskers.ALL_WORDS, some))
    assert own["low"] == pytest.approx(own["words"] + said - most - passed, abs=0.1)
    assert "Who speaks?" in {finding.question for finding in findings(some, [])}


def test_who_is_surely_quoted_is_named_in_one_article():
    """Guards: “Who speaks?” was answered without a name, and a figure with “… is not certain”."""
    said = (
        "“The dykes hold,” said Ada Hilla. Bo Lund said that it rained. He slept. Bo Lund said that it snowed. "
        "Pia Holm said that it thawed. “It froze.” Una Moen left.\n\nThe Marsh Board said: “Stay.”"
    )
    one, two = analyse([Article("a", said)]), analyse([Article("a", said), RAIN])
    assert charts.heard(one).title == "Among those quoted are Bo Lund and Ada Hilla", (
        "once, and without marks: not sure"
    )
    assert "; among those quoted are Bo Lund and Ada Hilla." in "".join(one.answer for one in findings(one, []))
    assert charts.among(two) == ""
    only = charts.heard(analyse([Article("a", "Bo Lund said that it rained. He slept. “It snows,” Bo Lund said.")]))
    assert only.title == "Bo Lund is quoted", "“among” would say that there are others"
    more = "Bo Lund said that it rained. “It snows,” Bo Lund said. Una Moen, dubbed “the child,” left. "
    more += "Pia Holm said that it thawed."
    assert charts.heard(analyse([Article("a", more)])).title == "Among those quoted is Bo Lund"


def test_those_named_most_stand_together_where_which_of_them_is_first_is_not_told():
    """Guards: of two who are named four times as often as anybody nothing was said, or one of them alone."""
    many = [actor(name) for name in ("Ada Hilla", "Bo Lund", "Pia Holm")]
    some = texts("Ada Hilla left. " * 40 + "Bo Lund came. " * 36 + "Pia Holm slept. " * 5, *many)
    title = r"Ada Hilla and Bo Lund are named most: 40 times \(\d+ to \d+ likely\) and 36 times \(\d+ to \d+ likely\)"
    assert re.fullmatch(title, charts.named(some).title)
    assert "Ada Hilla and Bo Lund are named most" in findings(some, [])[0].answer
    near = texts("Ada Hilla left. " * 40 + "Bo Lund came. " * 36 + "Pia Holm slept. " * 30, *many)
    assert charts.named(near).title == "Who is named, and how often"


def test_a_title_passes_over_nobody_who_appears_more_often():
    """Guards: a nurse was said to appear in 7 paragraphs, and the hospital, in 8, was left out."""
    body = actor("Hilla", "organisation")
    some = texts("\n\n".join(["Hilla met Ada Lund."] * 9 + ["Hilla slept."] * 2), body, actor("Ada Lund"), single=True)
    rows = [("a", n, n, found.start(), found.end(), found.group())
            for n, found in enumerate(re.finditer(r"[^\n]+", some.articles["text"].iloc[0]))]  # fmt: skip
    names = ["article_id", "sentence_id", "paragraph_id", "start", "end", "surface"]
    sentences = pd.DataFrame(rows, columns=names)
    place = [int(sentences.loc[sentences["start"] <= at, "sentence_id"].max()) for at in some.mentions["start"]]
    for known, title in ((some.actors, "In which paragraph"), (some.actors.assign(listed=1), "Hilla appears in at")):
        found = Analysis(
            articles=some.articles, actors=known, sentences=sentences, mentions=some.mentions.assign(sentence_id=place)
        )
        assert charts.presence(found).title.startswith(title)


def test_most_verbs_take_no_side_or_nothing_is_said():
    rows = [Framing("a", f"f{n}", 0, n, n + 1, word, "reporting verb", value, "author", "", "")
            for n, (word, value) in enumerate([("said", "neutral")] * 6 + [("claimed", "distancing")] * 2)]  # fmt: skip
    article = frame("articles", [ArticleRow("a", "", "", "", "", "", "It rained.", 2, 1, "")])
    titles = [
        telling.verbs(Analysis(articles=article, framing=frame("framing", own))).title for own in (rows, rows[4:])
    ]
    assert titles[0] == "Most of the reporting verbs found take no side; “claimed” keeps a distance"
    assert titles[1] == "How far the reporting verbs found vouch for what is said"
    words = [("said", "neutral")] * 12 + [("rejected", "hostile")] * 3 + [("claimed", "distancing")]
    rows = [Framing("a", f"f{n}", 0, n, n + 1, *said[:1], "reporting verb", said[1], "author", "", "")
            for n, said in enumerate(words)]  # fmt: skip
    title = telling.verbs(Analysis(articles=article, framing=frame("framing", rows))).title
    assert title == "Most of the reporting verbs found take no side", "not of the one, where three attack"


@pytest.mark.parametrize(("others", "told"), [(0, True), (30, False)])
def test_who_is_quoted_most_is_asked_of_all_who_speak(monkeypatch, others, told):
    """Guards: a title told who is quoted most of the twelve drawn, and one who was not drawn had five times as much."""
    monkeypatch.setattr(charts, "DRAWN", 1)
    said = "Ada Hilla said that it rained on the dykes of the town all through the night and the day. " * 12
    text = said + "Ada Hilla left. " * 30 + "Una Kvist said that it had not rained at all on the dykes. " * others
    chart = charts.heard(analyse([Article("a", text), RAIN], skip=("sentiment",)))
    assert set(chart.data["actor"]) == {"Ada Hilla" if told else "Una Kvist"}, "who says most is drawn"
    assert ("Ada Hilla is quoted at most length" in chart.title) == told


def test_a_front_page_ends_its_sentences_once_and_tells_no_side_where_there_are_two():
    """Guards: “… and Roy Hilla Jr..”; “What is dated lies on both sides of …”; “20 clauses are dated: “Thursday””."""
    said = "“The dykes hold,” said Ada Hilla Jr. on Monday, and it rained. "
    days = "On May {} the board met. On May {} the board meets again. "
    text = said + "".join(days.format(n, 30 - n) for n in range(1, 9))
    one, two = (
        analyse([Article("a", text, published="2024-05-15"), *more])
        for more in ([], [replace(RAIN, published="2024-05-15")])
    )
    told, several = ([finding.answer for finding in findings(some, [])] for some in (one, two))
    assert not any("are dated" in answer for answer in several), "how many there are tells nothing of several"
    assert not any(".." in answer or " ." in answer or "both sides" in answer for answer in told + several), told
    assert any("Ada Hilla Jr." in answer for answer in told) and any("are dated." in answer for answer in told)
    assert clocks.two_clocks(two).title == "How far from the day of publication the dated events lie"


def test_a_sentence_writes_the_before_names_that_need_it():
    """Guards: “Among those named are United States, Afghanistan and Iraq.”"""
    said = "The United States met Norway. The United States left. Norway left. The Czech Republic met the White House. "
    named = charts.named(analyse([Article("a", said + "It left the Czech Republic. Rain fell on the White House.")]))
    assert named.title == "Among those named are the Czech Republic, Norway and the United States"
    assert charts.named(analyse([Article("a", "The United States left. " * 5)])).title.startswith(
        "The United States is named at least"
    )


def test_a_sentence_writes_the_before_bodies_that_the_text_writes_so():
    """Guards: “Indian Navy is named at least 3 times”."""
    titles = [
        charts.named(analyse([Article("a", f"It rained, and {the}Hilla Navy left for home. " * 8)])).title
        for the in ("the ", "")
    ]
    assert [title.partition(" is named")[0] for title in titles] == ["The Hilla Navy", "Hilla Navy"]


def test_a_rank_of_two_letters_beside_a_whole_name_is_in_no_title():
    """Guards: “Among those named are OC Mainuddin and Noor Alam”, an officer in charge who had a first name."""
    rows = [actor("OC Hilla"), actor("Ada Hilla"), actor("JK Lund")]
    some = texts("OC Hilla left. Ada Hilla came. JK Lund slept.", *rows)
    assert whiskers.sayable(some, ["person:oc-hilla", "person:jk-lund"]) == {"person:jk-lund"}


def test_who_stands_there_with_an_initial_too_may_be_two_and_is_in_no_title():
    """Guards: a father and his son were one, “quoted at most length”, where the text wrote “J. Mason” of the father."""
    said = "Ada Hilla left. {} Hilla said that the dykes would hold until the spring. "
    titles = [charts.named(analyse([Article("a", 6 * said.format(form))])).title for form in ("A.", "Ms")]
    assert titles[0] == "Who is named, and how often" and titles[1].startswith("Ada Hilla is named")


def test_two_names_of_one_may_be_the_same_and_only_the_longer_is_in_a_title():
    """Guards: “Among those named are Qadir Bux Samejo and Qadir Bux”, who is one man."""
    rows = [actor("Ada Hilla"), actor("Ada Hilla Lund")]
    some = texts("Ada Hilla Lund left. Ada Hilla came.", *rows, single=True)
    assert whiskers.sayable(some, ["person:ada-hilla", "person:ada-hilla-lund"]) == {"person:ada-hilla-lund"}


def test_what_is_in_few_articles_and_what_the_week_tells_heads_no_figure():
    """Guards: “Daniel Ortega appears in 2 of 12 articles”; “the earliest, on 6 Apr 2000, is told in sentence 1”."""
    said = "Ada Hilla left. Ms Hilla came. " * 4
    rain = [
        " ".join(f"{['Rain', 'Snow', 'Hail', 'Fog', 'Dust', 'Sleet'][n]} fell on day {day}." for day in range(9))
        for n in range(6)
    ]
    few, half = (analyse([Article(f"{n}", said * (n < most) + rain[n]) for n in range(6)]) for most in (2, 3))
    assert charts.presence(few).title == "In which article each actor appears"
    assert charts.presence(half).title.startswith("Ada Hilla appears in 3 of 6 articles")
    told = "It rained on 5 March 2024. It snowed on {}."
    for day, known in (("1 March 2024", False), ("1 February 2024", True)):
        assert (clocks.earliest(analyse([Article("a", told.format(day), published="2024-03-06")])) is not None) == known


def test_who_says_most_is_drawn_though_twelve_are_mentioned_oftener():
    """Guards: a figure of who is heard left out the one who speaks most."""
    names = ["Bo Lund", "Una Moen", "Pia Holm", "Kai Berg", "Ida Dahl", "Per Vik", "Eva Lie", "Tor Nes", "Liv Aas"]
    often = " ".join(f"{name} left. {name} came." for name in [*names, "Jon Eik", "Ann Rud", "Max Sund"])
    drawn = charts.heard(analyse([Article("a", f"{often} Ada Hilla said that the dykes would hold until spring.")]))
    shown = drawn.data[drawn.data["side"] == "heard"]
    assert len(shown) == 12 and shown.set_index("actor").loc["Ada Hilla", "words"] > 5
    assert drawn.caption.endswith("1 more actor with 2 mentions is not drawn.")


def test_found_most_often_quotes_one_kind():
    """Guards: “Found most often: “was shot”, “were killed” and “Dow Jones””."""
    said = (
        "The town was emptied, and the house was emptied. The men were taken. The ministry said that it was emptied. "
    )
    several = [Article(f"{n}", said + f"The {word} was emptied. The ministry said that {word}s were taken." * 3)
               for n, word in enumerate(("cart", "boat", "shed", "barn", "cellar"))]  # fmt: skip
    (told,) = (one.answer for one in findings(analyse(several), []) if one.question == "What is left open?")
    assert "named as a body" in told and "Found most often: “was emptied”" in told and "ministry" not in told


def test_a_surname_of_two_counts_for_who_had_it_first():
    """Guards: nothing was said of how often Ted Cruz is named, since his wife is named once, at the end."""
    said = "Bo Berg came. " + "Berg slept. " * 5 + "Then Ada Berg came. " + "Berg sang. " * 3
    one, late = (analyse([Article("a", head + said)]) for head in ("", "Berg wins\n\n" + "Ada Berg rested. "))
    rows = [charts.ranking(some).query("actor == 'Bo Berg'").iloc[0] for some in (one, late)]
    assert rows[0]["names"] == 9 and charts.names_limits(one, rows[0])[0] in (4, 5, 6)
    assert charts.names_limits(late, rows[1])[0] <= 1, "the headline may be either's"
    house = analyse([Article("a", "Ada House of Hilla said that it rained. Ada House of Hilla left. " * 3)])
    assert "House of" not in charts.named(house).title
    year = ["Year Maria Hilla", "Bo Maria Hilla", "J. Maria Hilla", "Maria Hilla", "Carlos Maria Hilla"]
    assert [whiskers._word_before(name.split()) for name in year] == [True, False, False, False, False]


def test_a_number_of_few_dates_is_told_with_their_words():
    """Guards: “At least 3 clauses are dated”, which tells a reader nothing of this article."""
    days = "".join(f"On May {n} the board met. " for n in range(3, 9))
    text = days + "The gate was closed. The road was blocked. The boats were sunk. The town was shelled."
    told = {one.question: one.answer for one in findings(analyse([Article("a", text, published="2024-07-15")]), [])}
    assert told["What is dated?"].endswith("stands in sentence 1 of 10.")
    assert told["What is left open?"].endswith(" Found first: “was closed”, “was blocked” and “were sunk”.")
    text = "The gate was closed. " + "".join(f"Officials said that it rained in {n} towns. " for n in range(2, 9))
    (left,) = (
        one.answer for one in findings(analyse([Article("a", text)]), []) if one.question == "What is left open?"
    )
    assert "doer" not in left and left.endswith("Found first: “Officials”."), "of what is said, not of what is not"
    both = analyse([Article(f"a{n}", text.replace("closed", "shut") + f" It was part {n}.") for n in range(2)])
    (left,) = (one.answer for one in findings(both, []) if one.question == "What is left open?")
    assert left.endswith("Found most often: “Officials”."), "what stands twice is not often"
    both = analyse([Article(f"b{n}", text.replace("closed", word)) for n, word in enumerate(("shut", "sealed"))])
    (left,) = (one.answer for one in findings(both, []) if one.question == "What is left open?")
    assert left.endswith("Found most often: “Officials”."), "what stands once stands not oftener than others"
    week = "Bo Berg met Ada Hilla on {}. "
    text = "".join(map(week.format, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")))
    (dated,) = (one.answer for one in findings(analyse([Article("a", text, published="2024-07-15")]), [])
                if one.question == "What is dated?")  # fmt: skip
    assert dated.endswith(" are dated. Found first: “Monday”, “Tuesday” and “Wednesday”.")
    table = pd.DataFrame({"article_id": "a", "timex_id": ["t0", "t1"], "surface": "Sunday", "start": [9, 22]})
    some = Analysis(articles=texts("He is Mr Sunday. Mama Sunday came on Sunday.", single=True).articles, timexes=table)
    assert list(_written(table, some)) == ["Sunday"], "a trader is no day"


def test_who_is_surely_named_is_told_where_nobody_is_named_often():
    """Guards: of eleven articles in fourteen a front page did not say who is named."""
    said = "Ada Hilla met Bo Lund. Ms Hilla left. Mr Lund slept. The Ayle rose. They saw Ayle fall. Pia Moen came."
    one, two = (analyse([Article("a", said), *more]) for more in ([], [RAIN]))
    assert charts.named(one).title == "Among those named are Ada Hilla and Bo Lund", "once, or no person: not sure"
    (answer,) = [one.answer for one in findings(one, []) if one.question == "Who is named?"]
    assert answer == "Among those named are Ada Hilla and Bo Lund."
    assert charts.named(two).title == "Who is named, and how often"
