"""Who says what: each class of quotation as a small table of (text, expected)."""

from functools import cache
from pathlib import Path

import pytest
from tabled import cases

from helpers import actors, knowledge, quotes, tables, tokens
from helpers.corpus import Article
from helpers.parse import parse
from helpers.quotes import cues

SEED = Path(__file__).parents[1] / "data" / "articles" / "lukashenko-belarus-troops.txt"


@cache
def parsed(text):
    return next(parse([Article("a", text)]))


def read(text, **options):
    p = parsed(text)
    found = quotes.find(p, actors.find(p), **options)
    for q in found:
        assert q.content and text[q.start : q.end] == q.content
        assert q.words == tokens.count_words(q.content)
        assert (text[q.cue_start : q.cue_end] if q.cue_start is not None else "") == q.cue
        assert (text[q.source_start : q.source_end] if q.source_start is not None else "") == q.source
        assert q.speaker_by in {"name", "pronoun", "nominal", "carried", "headline", "unnamed", "none"}
    return found


def said(text, **options):
    return [(q.speaker, q.content.strip("“”‘’\"' ")) for q in read(text, **options) if not q.negated]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ("''A b,'' he said.", ["''A b,''"]),
        ("“One.\n\n“Two.\n\n“Three,” he said.", ["“One.", "“Two.", "“Three,”"]),
        ("He said: “A ‘b c’ d.”", ["“A ‘b c’ d.”", "‘b c’"]),
        ("He called it 'a mess' and it's the workers' fault.", ["'a mess'"]),
        ('A 6" nail and "this".', ['"this"']),
        ("(”This guy”)", ["”This guy”"]),
        ("“Never closed.\n\nNext.", ["“Never closed."]),
        ("He said “no.\n\n“Yes,” he said.", ["“no.", "“Yes,”"]),
        ("He said “no.\n\nIt rained.\n\n“Yes,” she said.", ["“Yes,”"]),  # only the next paragraph can go on with it
        ("He said “no.\n\nIt rained. “Yes,” she said.", ["“Yes,”"]),  # and only from its beginning
        ("Closed” but never opened.", []),
        ('He said “no.\nA link\n"Yes," she said.\n\nEnd.', ['"Yes,"']),
        ('It rained. "No.\nIt rained.\nYes,” she said.\n\nEnd.', ['"No.']),  # the other was never opened
        ("‘The workers’ day is done,’ she said.", ["‘The workers’ day is done,’"]),
        ('<a href="x">“A b,”</a> he said.', ["“A b,”"]),
    ],
)
def test_marks(text, expected):
    assert [text[m.start : m.end] for m in tokens.find(text)] == expected


def test_seed():
    found = read(SEED.read_text(encoding="utf-8"))
    assert [(q.cue, q.speaker, q.content.split()[:4]) for q in found] == [
        ("", "Alexander Lukashenko", ["Belarus", "Won’t", "Send", "Troops"]),
        ("claimed", "Alexander Lukashenko", ["There", "is", "no", "way"]),
        ("Pointing out", "Alexander Lukashenko", ["that", "Belarus", "knows", "what"]),
        ("added", "Alexander Lukashenko", ["that", "the", "West", "must"]),
        ("announced", "Dmitry Peskov", ["that", "the", "Russian", "president"]),
        ("stressed", "Alexander Lukashenko", ["that", "Moscow", "has", "never"]),
        ("asking", "Alexander Lukashenko", ["why", "it", "is", "supporting"]),
        ("pointed out", "Alexander Lukashenko", ["the", "US", "is", "the"]),
        ("claimed", "Belarus", ["that", "Ukrainian", "drones", "and"]),
    ]
    assert [q.speaker_by for q in found] == ["headline", *["name"] * 6, "pronoun", "name"]
    assert {q.cue: q.stance for q in found}["claimed"] == "distancing"
    assert {q.cue: q.stance for q in found}["Pointing out"] == "endorsing"


@pytest.mark.parametrize(*cases("quotes"))
def test_class(text, expected):
    assert " | ".join(f"{who}: {what}" for who, what in said(text)) == expected


DENIED = [
    ("Anna Keller did not say that the bridge was safe.", "that the bridge was safe"),
    ("Anna Keller has never said she would close the bridge.", "she would close the bridge"),
    ("Anna Keller declined to say when the bridge would open.", "when the bridge would open"),
    ("Anna Keller wouldn’t say whether the bridge was safe.", "whether the bridge was safe"),
    ("Anna Keller left without saying who had closed the bridge.", "who had closed the bridge"),
    ("Anna Keller didn’t say “close it,” but everyone heard it.", "“close it,”"),
    ("Nobody said that the bridge was safe.", "that the bridge was safe"),
    ("There was nothing to suggest that the bridge was safe.", "that the bridge was safe"),
    ("Nothing suggests that the bridge was safe.", "that the bridge was safe"),
    ("No engineer said that the bridge was safe.", "that the bridge was safe"),
    ("Neither Anna Keller nor Paul Ross said that the bridge was safe.", "that the bridge was safe"),
    ("Anna Keller was not willing to say whether the bridge was safe.", "whether the bridge was safe"),
    ("Anna Keller has yet to say whether the bridge is safe.", "whether the bridge is safe"),
    ("Police have not named the driver or said what closed the bridge.", "what closed the bridge"),
    ("Nowhere does the report say that the bridge was safe.", "that the bridge was safe"),
    ("The port neither confirmed nor denied that the bridge was safe.", "that the bridge was safe"),
]
UPHELD = [
    "Anna Keller said care will be key, as most Dutch people who come by train don’t yet know the town.",
    "Anna Keller did not deny that the bridge was unsafe.",
    "Anna Keller not only said that the bridge was safe.",
    "Anna Keller denied that the bridge was unsafe.",
    "Anna Keller said that nobody would close the bridge.",
    "Anna Keller denied the theft, telling the court that she had slept there.",
]


@pytest.mark.parametrize(("text", "content"), DENIED)
def test_what_is_said_not_to_have_been_said_counts_nowhere(text, content):
    rows = read(text)
    assert [(q.content, q.negated) for q in rows] == [(content, 1)]
    assert tables.affirmed(tables.frame("quotes", rows)).empty


@pytest.mark.parametrize("text", UPHELD)
def test_a_negation_beside_a_report_takes_nothing_back(text):
    assert {q.negated for q in read(text)} == {0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRENTON, N.J. — A former clerk testified that it rained.", [("A former clerk", "that it rained")]),
        ("Residents shouted “Shame!” as the vote was read out.", [("Residents", "“Shame!”")]),
        ("Anna Keller said the board had met and asked parents to wait.",
         [("Anna Keller", "the board had met"), ("the board", "parents to wait")]),
        ("The review found no evidence that tablets improve reading.",
         [("The review", "no evidence that tablets improve reading")]),
        ("Anna Keller told reporters after a meeting that the plants would \"work as long as the market lets them\" "
         "but declined to put her signature to a date.",
         [("Anna Keller", 'that the plants would "work as long as the market lets them"')]),
        ("Bus drivers reject offer as mayor calls walkout 'a gift to taxis'\n\nIt rained.",
         [("mayor", "'a gift to taxis'")]),
    ],
)  # fmt: skip
def test_whose_words(text, expected):
    assert [(q.source, q.content) for q in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "kind", "title", "organisation"),
    [
        ("Anna Keller, the director of the Northern Bridge Company, said it rained.", "person",
         "director of the Northern Bridge Company", "Northern Bridge Company"),
        ("Mayor Anna Keller said it rained.", "person", "Mayor", ""),
        ("The treasurer of the club, Anna Keller, said it rained.", "person", "treasurer of the club", ""),
        ("The Northern Bridge Company said it rained.", "organisation", "", "Northern Bridge Company"),
        ("Two drivers said it rained.", "unnamed group", "Two drivers", ""),
        ("A retired driver said it rained.", "unnamed person", "retired driver", ""),
        ("According to the report, it rained.", "document", "", ""),
        ("The company said it rained.", "organisation", "", ""),
        ("The audience said it rained.", "unnamed group", "audience", ""),
        ("A Harbour Trust official, who asked for anonymity to speak freely, said it rained.", "unnamed person",
         "Harbour Trust official", "Harbour Trust"),
        ("Records from Anna Keller, a friend of the mayor, show that it rained.", "document", "", ""),
        ("Sen. Anna Keller, D-Ohio, said it rained.", "person", "Sen., D-Ohio", ""),
        ("BASEL -- Mayor Anna Keller said it rained.", "person", "Mayor", ""),
        ("Dan Holm, 46, said it rained.", "person", "", ""),
        ("Its chairman, Anna Keller, a veteran of the Falklands, said it rained.", "person", "chairman", ""),
        ("Anna Keller, a cellist in the town’s orchestra, said it rained.", "person",
         "cellist in the town’s orchestra", ""),
        ("Anna Keller, a projectionist in Hull, said it rained.", "person", "projectionist in Hull", ""),
        ("Anna Keller, a sewing machine operator in Hull, said it rained.", "person",
         "sewing machine operator in Hull", ""),
        ("Anna Keller, the co-founder of the club, said it rained.", "person", "co-founder of the club", ""),
        ("Anna Keller, a driver who lost her house, said it rained.", "person", "driver", ""),
        ("Anna Keller was a typist. Councillor Anna Keller said it rained.", "person", "Councillor", ""),
        ("A spokeswoman for the president, Anna Keller, said it rained.", "person",
         "spokeswoman for the president", ""),
        ("Critics of what is called a toll said it rained.", "unnamed group", "Critics of what is called a toll", ""),
        ("Anna Keller, the sixth woman to win the prize, said it rained.", "person", "", ""),
        ("The Speaker, Sir Dan Holm, was late. Mr Holm said it rained.", "person", "Speaker", ""),
        ("The Dane Anna Keller, a 6-2 6-3 winner on Monday, said it rained.", "person", "", ""),
        ("Justice Anna Keller, the first woman on the Court and a fierce critic of it, said it rained.", "person",
         "Justice", ""),
        ("Its director, Anna Keller, a teacher at Basel and a keen fan of it, said it rained.", "person",
         "teacher at Basel", ""),
        ("Residents of Mill Lane in Hull said it rained.", "unnamed group", "Residents of Mill Lane in Hull", ""),
        ("The Harbour Trust’s treasurer, Anna Keller, said it rained.", "person", "treasurer", "Harbour Trust"),
        ("Anna Keller is no fool. Mayor Anna Keller said it rained.", "person", "Mayor", ""),
        ("Ms Anna Okoro-Bright said it rained.", "person", "", ""),
        ("Dr Anna Okoro-Bright said it rained.", "person", "", ""),
        ("The mayor on Friday told drivers to leave.", "unnamed person", "mayor", ""),
        ("The minister in a statement on Sunday said it rained.", "unnamed person", "minister", ""),
        ("The woman in the video said it rained.", "unnamed person", "woman in the video", ""),
        ("An expert in custody law said it rained.", "unnamed person", "expert in custody law", ""),
        ("A constable said it rained.", "unnamed person", "constable", ""),
        ("The pianist said it rained.", "unnamed person", "pianist", ""),
        ("It rained, according to a count by Hull Aid.", "", "", ""),
        ("The mayor of Basel, Anna Keller, said it rained.", "person", "mayor of Basel", "Basel"),
        ("The Harbour Trust’s Anna Keller said it rained.", "person", "", "Harbour Trust"),
        ("A spokesman for the Harbour Trust, Dan Holm, said it rained.", "person", "spokesman for the Harbour Trust",
         "Harbour Trust"),
        ("The Speaker, Nora Hale, said it rained.", "person", "Speaker", ""),
        ("Its spokesman on finance, Nora Hale, said it rained.", "person", "spokesman on finance", ""),
        ("Mr Nora Hale is a retired GP. Nora Hale said it rained.", "person", "retired GP", ""),
        ("Dorset County met. Dorset County’s letter said it rained.", "document", "", ""),
        ("A trader in Hull, Mrs Nora Hale, said it rained.", "person", "trader in Hull", ""),
        ("One of them, Nora Hale, said it rained.", "person", "", ""),
        ("Nora Hale, also 13, said it rained.", "person", "", ""),
        ("Trustee Nora Hale, whose son is a pilot with Oslo Air, said it rained.", "person", "Trustee", ""),
        ("Nora Hale, a big boost to the team, said it rained.", "person", "", ""),
        ("Nora Hale, 44, was a threat to the plan. Hale said it rained.", "person", "", ""),
        ("Nora Hale, the head of the club, said it rained.", "person", "head of the club", ""),
        ("Nora Hale, a former chief engineer of the port, is director. It rained, Nora Hale said.", "person",
         "director", ""),
        ("Nora Hale (12 December, page 41) said that it rained.", "person", "", ""),
        ("Nora Hale (Letters, October 3) says that it rained.", "person", "", ""),
        ("The Specials' Nora Hale said it rained.", "person", "", "Specials"),
        ("Nora Hale, a Republican from Hull, said it rained.", "person", "Republican from Hull", ""),
        ("Nora Hale, PhD, said it rained.", "person", "PhD", ""),
        ("One sailor, Nora Hale, said it rained.", "person", "sailor", ""),
        ("Nora Hale, also a sailor, said it rained.", "person", "sailor", ""),
        ("Nora Hale, director since January, said it rained.", "person", "director", ""),
        ("Nora Hale was a baker in Hull before she retired. Hale said it rained.", "person", "", ""),
        ("Nora Hale was the only child of a baker and a cook. Hale said it rained.", "person", "", ""),
        ("Nora Hale, the daughter of Dan Holm, said it rained.", "person", "daughter of Dan Holm", ""),
        ("It was Dan Holm and not its chief executive, Nora Hale, who left. Nora Hale said it rained.", "person",
         "", ""),
        ("Anna Keller, head of Hull Aid, a charity, said it rained.", "person", "head of Hull Aid", "Hull Aid"),
        ("Anna Keller, President and Chief Executive Officer of Hull Aid, said it rained.", "person",
         "President and Chief Executive Officer of Hull Aid", "Hull Aid"),
        ("“Rain,” said Dan Holm, communications and policy director for Hull Aid.", "person",
         "communications and policy director for Hull Aid", "Hull Aid"),
        ("Anna Keller left the port and is mayor of Hull. Anna Keller said it rained.", "person",
         "mayor of Hull", "Hull"),
        ("Anna Keller, who works as a nurse in Hull, said it rained.", "person", "nurse in Hull", ""),
        ("Anna Keller has been dozens of times in Hull. Keller said it rained.", "person", "", ""),
        ("Dan Holm, a tour guide in Hull, a town near Basel, said it rained.", "person", "tour guide in Hull", ""),
        ("A number of drivers said it rained.", "unnamed group", "number of drivers", ""),
        ("Half of the drivers said it rained.", "unnamed group", "", ""),
        ("Another said it rained.", "unnamed person", "", ""),
        ("Traffic cameras said it rained.", "", "", ""),
        ("Anna Keller slept. Keller’s spokeswoman said it rained.", "unnamed person", "Keller’s spokeswoman", ""),
        ("Critics of the port, including the Harbour Trust, said it rained.", "unnamed group",
         "Critics of the port", ""),
        ("Hundreds of drivers said it rained.", "unnamed group", "Hundreds of drivers", ""),
        ("Local advocates said it rained.", "unnamed group", "Local advocates", ""),
        ("Her rival Anna Keller said it rained.", "person", "", ""),
        ("Her husband, Dan Holm, said it rained.", "person", "", ""),
        ("Dan Holm, a better candidate, said it rained.", "person", "", ""),
        ("Dan Holm (R-WI) said it rained.", "person", "", ""),
        ("Best-selling author Dan Holm said it rained.", "person", "Best-selling author", ""),
        ("Dan Holm, the most gifted singer in Hull, said it rained.", "person", "", ""),
        ("Dan Holm, the next mayor of Hull, said it rained.", "person", "", ""),
        ("Sen. Dan Holm (R-WI) said it rained.", "person", "Sen., R-WI", ""),
        ("Anna Keller left. An aide of hers wept. The aide said it rained.", "unnamed person", "aide", ""),
        ("Hull coach Dan Holm Vuli met the team. Holm Vuli said it rained.", "person", "Hull coach", ""),
        ("Anna Keller, an 18-year-old baker in Hull, said it rained.", "person", "baker in Hull", ""),
        ("Mayor Dan Holm, “the biggest loser of all”, left. Dan Holm said it rained.", "person", "Mayor", ""),
        ("Legal analyst Judge Dan Holm said it rained.", "person", "Legal analyst", ""),
        ("Sir Dan Holm, author of “Rain,” said it rained.", "person", "author of “Rain”", ""),
        ("Mayor Dan Holm, a Republican from Hull, said it rained.", "person", "Mayor", ""),
        ("Director of the Hull Institute Dr. Dan Holm said it rained.", "person", "Director of the Hull Institute",
         ""),
        ("Dan Holm, a clerk at a bank, and his cousin, Anna Keller, left. Dan Holm said it rained.", "person",
         "clerk at a bank", ""),
        ("Her new wife, Anna Keller, said it rained.", "person", "", ""),
        ("If Dan Holm were a bad mayor it would show. Dan Holm said it rained.", "person", "", ""),
        ("Dan Holm fired Anna Keller, the police chief, on Monday. Dan Holm said it rained.", "person", "", ""),
        ("Dan Holm, then a clerk in Hull, left. Mr Holm, a baker, said it rained.", "person", "baker", ""),
        ("Dan Holm, an 18-year-old, said it rained.", "person", "", ""),
        ("Dan Holm, the father of a soldier, said it rained.", "person", "father of a soldier", ""),
        ("Even comedian Dan Holm said it rained.", "person", "comedian", ""),
        ("Dan Holm, who was mayor of Hull, said it rained.", "person", "", ""),
        ("Mayor Dan Holm, the husband of the painter Anna Keller, said it rained.", "person", "Mayor", ""),
        ("Mayor Dan Holm, a vocal advocate of cheap and frequent ferries, said it rained.", "person", "Mayor", ""),
        ("A clerk from Hull, Holm said it rained.", "person", "clerk from Hull", ""),
        ("Holm has sold the club and is director of the port. It rained, Holm said.", "person", "director of the port",
         ""),
        ("Then there was the radio host Dan Holm. It rained, Dan Holm said.", "person", "radio host", ""),
        ("A 9/11 widow, Anna Keller, said it rained.", "person", "9/11 widow", ""),
        ("Even the organiser of the march said it rained.", "unnamed person", "organiser of the march", ""),
        ("ISLAMABAD – A day after the vote, PTI Chairman Dan Holm said it rained.", "person", "PTI Chairman", "PTI"),
    ],
)  # fmt: skip
def test_source(text, kind, title, organisation):
    (row,) = read(text)
    assert (row.source_kind, row.source_title, row.source_organisation) == (kind, title, organisation)


def test_a_crowd_in_a_headline_signs_no_words():
    lead = "Some 8,000 people filled the streets of Port Sarrow on Tuesday evening, the Dockers’ Union said."
    row, *_ = read(f"“The police cannot investigate the police”: thousands march in Sarrow\n\n{lead}")
    assert (row.source_kind, row.speaker) == ("", "")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A clerk said it rained. She added that it hailed.", ["unnamed person", "unnamed person"]),
        ("The company said it rained. It added that it hailed.", ["organisation", "organisation"]),
        ("A clerk said it rained. She herself said that it hailed.", ["unnamed person", ""]),
        ("Two clerks said it rained. It added that it hailed.", ["unnamed group", ""]),
    ],
)
def test_who_goes_on_is_of_the_same_kind(text, kinds):
    assert [q.source_kind for q in read(text)] == kinds


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Anna Keller asked the police to look for the ferry.", "neutral"),
        ("Anna Keller asked that the ferry wait.", "neutral"),
        ("Anna Keller asked the police when the ferry had left.", "question"),
        ("Anna Keller asked whether the ferry had left.", "question"),
        ("“Has the ferry left?” Anna Keller asked.", "question"),
        ("Anna Keller asked: “And the ferry.”", "question"),
    ],
)
def test_who_asks_for_a_deed_asks_no_question(text, stance):
    assert [q.stance for q in read(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("“The bridge is safe,” Anna Keller said.", ["direct"]),
        ("Anna Keller said the bridge was “perfectly safe.”", ["mixed"]),
        ("Anna Keller said the bridge was safe.", ["indirect"]),
        ("''The bridge is safe,'' Anna Keller said.", ["direct"]),
        ("``The bridge is safe,'' Anna Keller said.", ["direct"]),
        ("Anna Keller said the bridge was ''perfectly safe.''", ["mixed"]),
        ("Anna Keller met us.\n\nQ: Is it old?\n\nA: It is old.", ["direct"]),
        ("Anna Keller met Paul Ross.\n\nKELLER: The bridge is old.\n\nROSS: It is new.", ["direct", "direct"]),
        ("Anna Keller wrote:\n\nI have seen the bridge, and I shall not cross it.", ["direct"]),
    ],
)
def test_kind(text, kinds):
    assert [q.kind for q in read(text)] == kinds


def test_parts_of_one_quotation_share_its_id():
    first, second = read("“The bridge,” Anna Keller said, “is safe.”")
    assert (first.quote_id, first.part, second.part) == (second.quote_id, 0, 1)


def test_a_quotation_knows_the_one_around_it():
    outer, inner = read("“Paul came in and said, ‘Close the bridge right now,’” Anna Keller said.")
    assert (outer.inside, inner.inside) == ("", outer.quote_id)


def test_minds_are_kept_apart():
    text = "Anna Keller thinks that the bridge is safe."
    assert said(text) == []
    assert [(q.speaker, q.stance) for q in read(text, minds=True)] == [("Anna Keller", "mind")]


def test_a_text_without_words_says_nothing():
    assert [quotes.find(parsed(text), []) for text in ("", "\n\n", "“”", "...")] == [[], [], [], []]


def test_reports_within_reports_end_somewhere():
    text = "Anna Keller said that " * 300 + "it rained."
    found = read(text)
    assert 15 < len(found) <= 20 and sum(len(q.content) for q in found) < 20 * len(text)


def test_asides_without_end_take_no_more_than_the_text():
    text = "That attitude, many argue, " * 200 + "could cost Paul Ross the election."
    assert sum(len(q.content) for q in read(text)) <= len(text)


def test_the_lexicon_is_sound():
    table = knowledge.rows(cues.LEXICON)
    stances = {"neutral", "distancing", "endorsing", "hostile", "question", "mind"}
    takes = {
        "clause",
        "that",
        "question",
        "quote",
        "name",
        "person",
        "noun",
        "to",
        "as",
        "for",
        "of",
        "on",
        "document",
        "evidence",
        "beside",
        "at",
        "song",
        "claim",
        "about",
        "against",
    }
    for row in table:
        assert row["stance"] in stances, row
        assert set(row["takes"].split()) <= takes and row["takes"], row
        assert row["forms"].split()[0] == row["lemma"].replace(" ", "_"), row
        assert row["judgement"], row
    keys = [(row["lemma"], row["class"]) for row in table]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("ACCRA, Oct 14 - Ghana’s central bank said it rained.", "Ghana’s central bank"),
        ("Kampala (Reuters) - Uganda’s central bank said it rained.", "Uganda’s central bank"),
        ("MUMBAI: The airline, Anna Keller’s, said it rained.", "The airline, Anna Keller’s"),
        ("The Harbour Trust (HT) said it rained.", "The Harbour Trust (HT)"),
        ("Anna Keller, 82, a driver, said it rained.", "Anna Keller, 82, a driver"),
        ("The club’s co-founder said it rained.", "The club’s co-founder"),
    ],
)
def test_a_source_begins_behind_the_dateline_and_ends_before_the_comma(text, source):
    assert [row.source for row in read(text)] == [source]


def test_the_subject_after_the_comma_is_no_part_of_the_source():
    (row,) = read(
        "According to a report by the engineering firm Dalton & Webb, two of the five piers have moved since "
        "last spring."
    )
    assert row.source == "a report by the engineering firm Dalton & Webb"
    assert row.content == "two of the five piers have moved since last spring"


@pytest.mark.parametrize("text", ["'We are late,' Anna Keller said.", "Anna Keller said: 'We are late.'"])
def test_words_in_the_single_marks_of_typewriters_are_direct(text):
    assert [q.kind for q in read(text)] == ["direct"]
