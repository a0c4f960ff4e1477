"""When things happen: one (sentence, day of publication, expected) a line."""

import json
import random
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers import timeline
from helpers.corpus import Article
from helpers.knowledge import KnowledgeError, rows
from helpers.parse import parse
from helpers.timeline import grammar
from helpers.timeline.calendar import Known, Period, amount, around, days_of

RULES = rows(grammar.RULES, grammar.COLUMNS)
SEED = "data/articles/lukashenko-belarus-troops.txt"
WILD = Path(__file__).with_name("wild_dates.jsonl")
CASES = [json.loads(line) for line in WILD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def tried():
    """What is found in each rule's example, and in its counter-example."""
    said = [(rule[cell], rule["published"]) for rule in RULES for cell in ("example", "counter")]
    articles = [Article(str(n), text, published=published) for n, (text, published) in enumerate(said)]
    found = [timeline.find(parsed) for parsed in parse(articles)]
    return list(zip(found[::2], found[1::2], strict=True))


@pytest.mark.parametrize("number", range(len(RULES)), ids=[rule["rule"] for rule in RULES])
def test_every_rule_does_what_its_example_says_and_not_what_its_counter_example_says(number, tried):
    rule, (found, other) = RULES[number], tried[number]
    assert rule["source"] and rule["counter"]
    if not rule["type"]:  # leaves words alone, and only those
        assert found == [] and other != []
        return
    assert [(t.surface, t.value, t.type) for t in found if t.rule == rule["rule"]] == [
        (rule["surface"], rule["value"], rule["type"])
    ]
    assert [t.surface for t in other if t.rule == rule["rule"]] == []


def values(text, published):
    return [
        (t.surface, t.value)
        for parsed in parse([Article("a", text, published=published)])
        for t in timeline.find(parsed)
    ]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # published on a Thursday
        ("The mayor spoke on Thursday.", "2023-02-16", [("Thursday", "2023-02-16")]),
        ("The mayor spoke on Wednesday.", "2023-02-16", [("Wednesday", "2023-02-15")]),
        ("The mayor spoke on Friday.", "2023-02-16", [("Friday", "2023-02-10")]),
        ("The mayor will speak on Friday.", "2023-02-16", [("Friday", "2023-02-17")]),
        ("The mayor is expected to speak on Monday.", "2023-02-16", [("Monday", "2023-02-20")]),
        ("The vote was postponed until Monday.", "2023-02-16", [("Monday", "2023-02-20")]),
        ("The mayor refused to speak on Monday.", "2023-02-16", [("Monday", "2023-02-13")]),
        ("He said the vote would be held on Tuesday.", "2023-02-16", [("Tuesday", "2023-02-21")]),
        ("Wednesday’s storm will cost millions.", "2023-02-16", [("Wednesday", "2023-02-15")]),
        ("The bridge will open next Friday.", "2023-02-16", [("next Friday", "2023-02-24")]),
        ("The bridge opened in March.", "2023-02-16", [("March", "2022-03")]),
        # the next week and that evening of a story are the story's; nobody knows when where it names no day
        ("He heard a cello one night and bought one the next week.", "2026-01-14", [("the next week", "XXXX-WXX")]),
        ("The choir will tour the next week.", "2026-01-14", [("the next week", "2026-W04")]),
        ("The visitor collapsed that evening.", "2026-01-14", [("that evening", "XXXX-XX-XXTEV")]),
        ("The firm took in 61 pups this winter.", "2026-03-06", [("this winter", "2025-WI")]),
        ("Victims called the helpline 1930.", "2026-03-06", []),
        ("The firm raised its forecast for the second quarter.", "2026-03-06", [("the second quarter", "2026-Q2")]),
        ("Support is down six points from December.", "2026-03-06", [("December", "2025-12")]),
        ("The mill opened two weeks later than planned.", "2026-03-06", []),
        # a time of day goes on with the day that was told, also where a year was named since
        (
            "The council met on Tuesday night. It had rained last year. The mayor left at 7 p.m.",
            "2026-10-15",
            [("Tuesday night", "2026-10-13TNI"), ("last year", "2025"), ("7 p.m.", "2026-10-13T19:00")],
        ),
        # what goes on after midnight is of the next day, if that is over
        (
            "It rained at 9pm. Crews stayed until 1am.",
            "2026-03-06",
            [("9pm", "2026-03-06T21:00"), ("1am", "2026-03-06T01:00")],
        ),
        (
            "The fire began on Thursday evening. Crews fought it until 2 a.m.",
            "2026-03-07",
            [("Thursday evening", "2026-03-05TEV"), ("2 a.m.", "2026-03-06T02:00")],
        ),
        (
            "The pub was robbed last night. Police arrived at 4am.",
            "2026-03-06",
            [("last night", "2026-03-05TNI"), ("4am", "2026-03-06T04:00")],
        ),
        (
            "It began at 11pm on Tuesday and ended at 1am.",
            "2026-03-06",
            [("11pm on Tuesday", "2026-03-03T23:00"), ("1am", "2026-03-04T01:00")],
        ),
        (
            "It began on Thursday morning. Crews left at 11 a.m.",
            "2026-03-07",
            [("Thursday morning", "2026-03-05TMO"), ("11 a.m.", "2026-03-05T11:00")],
        ),
        ("Trains run again from Fri. morning.", "2023-02-16", [("Fri. morning", "2023-02-17TMO")]),
        ("Analysts see the first cut in May at the earliest.", "2023-11-16", [("May", "2024-05")]),
        ("He was working in a garage until January.", "2023-11-16", [("January", "2023-01")]),
        ("Congress to return Monday", "2023-10-19", [("Monday", "2023-10-23")]),
        ("He was to meet the king on Tuesday.", "2023-10-19", [("Tuesday", "2023-10-24")]),
        ("She has not met Rao since Diwali.", "2023-09-19", [("Diwali", "2022-10-24")]),
        ("It would order two ships by Labor Day.", "2023-10-19", [("Labor Day", "2024-09-02")]),
        ("The letter is dated June 30.", "2023-09-19", [("June 30", "2023-06-30")]),
        ("The court summoned the minister for Tuesday.", "2023-10-19", [("Tuesday", "2023-10-24")]),
        ("The mayor blames them for bombing a plant in July.", "2023-09-19", [("July", "2023-07")]),
        ("He has a job interview at the mill on Monday.", "2023-09-20", [("Monday", "2023-09-25")]),
        (
            "It runs until 6am on Friday 22 September.",
            "2023-09-19",
            [("6am on Friday 22 September", "2023-09-22T06:00")],
        ),
        ("Nurses have quit since Jan. 1, she said.", "2023-11-12", [("Jan. 1", "2023-01-01")]),
        ("She will look into the crash of July 2.", "2023-10-19", [("July 2", "2023-07-02")]),
        # seasons and quarters of the southern half of the world; ranges in brackets; zones behind p.m.
        ("Sales rose in the June quarter.", "2023-08-16", [("the June quarter", "2023-Q2")]),
        ("The rains (March-May) were poor.", "2023-06-16", [("March", "2023-03"), ("May", "2023-05")]),
        ("Nurses voted to strike in July.", "2023-06-16", [("July", "2023-07")]),
        ("It is set for 7:45 p.m. EDT on Friday.", "2023-02-16", [("7:45 p.m. EDT on Friday", "2023-02-17T19:45")]),
        # what a day is for, and what it was set for
        ("Ahead of Sunday’s vote, the mayor spoke.", "2023-02-16", [("Sunday", "2023-02-19")]),
        ("Tickets for Saturday’s match are on sale.", "2023-02-16", [("Saturday", "2023-02-18")]),
        ("He was charged for Saturday’s fire.", "2023-02-16", [("Saturday", "2023-02-11")]),
        ("The firm has set March 10 as the deadline.", "2023-02-16", [("March 10", "2023-03-10")]),
        ("The vote was put off to Tuesday.", "2023-02-16", [("Tuesday", "2023-02-21")]),
        # a clause of its own decides, not the one above it
        (
            "They travel on 4 March to face Al Nahda, who beat Katanga on Saturday.",
            "2023-02-16",
            [("4 March", "2023-03-04"), ("Saturday", "2023-02-11")],
        ),
        ("You said in May you would not raise it.", "2023-02-16", [("May", "2022-05")]),
        ("Flats 1800 and 2010 flooded, Units 1805 and 2012 did not.", "2023-02-16", []),
        # what is usual is on no day, a clock line alone is of the paper's day
        ("Piet never jokes before Thursday.", "2023-02-16", [("Thursday", "XXXX-WXX-4")]),
        ("Piet never joked on Thursday.", "2023-02-16", [("Thursday", "2023-02-16")]),
        (
            "He usually gets up at 5am.",
            "2023-09-10",
            [("5am", "XXXX-XX-XXT05:00")],
        ),
        (
            "The shop opens daily from 9am.",
            "2023-02-16",
            [("daily", "P1D"), ("9am", "XXXX-XX-XXT09:00")],
        ),
        (
            "The talk goes on tomorrow.\n\n22:31\n\nThe mayor speaks.",
            "2023-02-16",
            [("tomorrow", "2023-02-17"), ("22:31", "2023-02-16T22:31")],
        ),
        (
            "Talks in April, May and June failed.",
            "2023-08-16",
            [("April", "2023-04"), ("May", "2023-05"), ("June", "2023-06")],
        ),
        # a time of day, a week: of the day that is told, or planned
        (
            "The raid was on 3 May 2021. The judge agreed. The sergeant came at 11.50pm and drank that week.",
            "2023-08-16",
            [("3 May 2021", "2021-05-03"), ("11.50pm", "2021-05-03T23:50"), ("that week", "2021-W18")],
        ),
        (
            "They go to Oslo on 4 September to meet Brest, who beat Bonn on Saturday. Rovers host Bari the same week.",
            "2023-08-16",
            [("4 September", "2023-09-04"), ("Saturday", "2023-08-12"), ("the same week", "2023-W36")],
        ),
        (
            "They strike from 6pm on Sunday until 6am on Friday.",
            "2023-02-16",
            [("6pm on Sunday", "2023-02-19T18:00"), ("6am on Friday", "2023-02-24T06:00")],
        ),
        ("16:40\n\nThe vote goes on.", "2023-02-16", [("16:40", "2023-02-16T16:40")]),
        ("Gor Mahia visit Tusker on Saturday.", "2023-02-16", [("Saturday", "2023-02-18")]),
        # of a Sunday's paper: who visits whom the day before is to come, and last weekend is the one before this
        ("Tusker travel to Nakuru on Saturday.", "2023-02-19", [("Saturday", "2023-02-25")]),
        ("Leeds visit Derby on Saturday.", "2023-02-19", [("Saturday", "2023-02-25")]),
        ("Leeds visited Derby on Saturday.", "2023-02-19", [("Saturday", "2023-02-18")]),
        ("The choir sang at the fair last weekend.", "2023-02-19", [("last weekend", "2023-W06-WE")]),
        ("Leeds United play Derby on Friday.", "2023-02-16", [("Friday", "2023-02-17")]),
        ("Helvarix reports its results on Friday.", "2023-02-16", [("Friday", "2023-02-17")]),
        ("She is rumoured to have married in May.", "2023-03-16", [("May", "2022-05")]),
        ("Mumbai City host Bengaluru on Tuesday.", "2023-02-16", [("Tuesday", "2023-02-21")]),
        ("Her next game is in Rome on Saturday.", "2023-02-16", [("Saturday", "2023-02-18")]),
        ("The funeral is on Saturday.", "2023-02-16", [("Saturday", "2023-02-18")]),
        ("He has promised a vote in the autumn.", "2023-02-16", [("the autumn", "2023-FA")]),
        ("Over the summer, they offered more.", "2023-02-16", [("the summer", "2022-SU")]),
        ("It came at 1.15am AWST on Tuesday.", "2023-02-16", [("1.15am AWST on Tuesday", "2023-02-14T01:15")]),
        ("The paper reports clashes on Friday.", "2023-02-16", [("Friday", "2023-02-10")]),
        # somebody's name
        (
            "Midfielder April May, 24, joins in July. April sat there in June.",
            "2023-06-16",
            [("July", "2023-07"), ("June", "2023-06")],
        ),
        ("Their last cow, June, went. June is 11.", "2023-02-16", []),
        ("He is survived by his wife, April, and their son, August.", "2023-02-16", []),
        ("Its first month, June, was dry.", "2023-02-16", [("June", "2022-06")]),
        ("Preston play Wednesday on Saturday.", "2023-02-16", [("Saturday", "2023-02-18")]),
        (
            "Sheffield Wednesday lost. Wednesday boss Bo Ek left on Wednesday.",
            "2023-02-16",
            [("Wednesday", "2023-02-15")],
        ),
        ("You will win a match here one day.", "2023-02-16", []),
        ("She had been in the job one day.", "2023-02-16", [("one day", "P1D")]),
        ("The general picked Saturday as the best day.", "2023-02-16", [("Saturday", "2023-02-11")]),
        ("Its share before Friday’s sale is small.", "2023-02-16", [("Friday", "2023-02-10")]),
        ("It lasted one day.", "2023-02-16", [("one day", "P1D")]),
        ("Shops open on Friday week.", "2023-02-17", [("Friday week", "2023-02-24")]),
        ("He was named player of the month.", "2023-09-19", []),
        ("They play three one-day matches.", "2023-09-19", [("one-day", "P1D")]),
        ("The shop is shut until January.", "2023-11-16", [("January", "2024-01")]),
        ("The talk begins.\n\n22:31\n\nThe mayor speaks.", "2023-02-16", [("22:31", "2023-02-16T22:31")]),
        ("Reporters met Mr Sunday and Ms. Friday in Friday Harbor.", "2023-02-16", []),
        ("Ada Holm told the mayor Tuesday that it was late.", "2023-02-16", [("Tuesday", "2023-02-14")]),
        ("She met the Senator Tuesday in Oslo.", "2023-02-16", [("Tuesday", "2023-02-14")]),
        ("The bill, No. 1998, passed. It stood in lot no. 1987.", "2023-02-16", []),
        ("The bridge will open in March.", "2023-02-16", [("March", "2023-03")]),
        ("If elected in November, she would cut the tax.", "2023-02-16", [("November", "2023-11")]),
        ("The bridge opened in February.", "2023-02-16", [("February", "2023-02")]),
        ("The bridge opened on Dec. 30.", "2023-02-16", [("Dec. 30", "2022-12-30")]),
        ("The bridge opened on 29 February.", "2024-03-16", [("29 February", "2024-02-29")]),
        ("The court gave them until March.", "2023-02-16", [("March", "2023-03")]),
        ("She stays away, bound by a June agreement.", "2022-10-16", [("June", "2022-06")]),
        ("The union called Tuesday for a strike.", "2023-02-16", [("Tuesday", "2023-02-14")]),
        ("A march planned Saturday was cancelled.", "2023-02-16", [("Saturday", "2023-02-18")]),
        ("The deadline is Monday.", "2023-02-16", [("Monday", "2023-02-20")]),
        ("The fair opens on Saturday.", "2023-02-16", [("Saturday", "2023-02-18")]),
        ("The mayor spoke at 10 a.m. yesterday.", "2023-02-16", [("10 a.m. yesterday", "2023-02-15T10:00")]),
        ("The mayor spoke late Sunday.", "2023-02-16", [("late Sunday", "2023-02-12")]),
        # near days are meant, whatever the tense of the verb above them
        ("The mayor spoke of the vote of Nov. 20.", "2022-11-02", [("Nov. 20", "2022-11-20")]),
        ("Keller named Nov. 20 as the day of the strike.", "2022-11-02", [("Nov. 20", "2022-11-20")]),
        ("The mayor spoke of the vote of May 20.", "2022-11-02", [("May 20", "2022-05-20")]),
        ("The mayor would speak on Wednesday.", "2023-02-16", [("Wednesday", "2023-02-15")]),
        ("The mayor will speak on Wednesday.", "2023-02-16", [("Wednesday", "2023-02-22")]),
        ("Snow fell overnight.", "2023-02-16", [("overnight", "2023-02-15TNI")]),
        ("Snow will fall overnight.", "2023-02-16", [("overnight", "2023-02-16TNI")]),
    ],
)
def test_direction(text, published, expected):
    assert values(text, published) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She may march in august company.", []),
        ("It cost $1995 and drew 2000 people.", []),
        ("April Baker met Mr. May and June Carter.", []),
        ("The 71-year-old and his 8-year-old niece waved.", []),
        ("They met on 31 February 2021.", [("31 February 2021", "")]),
        ("Twenty-four years later he came home.", [("Twenty-four years later", "XXXX")]),
        ("Nineteen ninety-six was warm.", [("Nineteen ninety-six", "1996")]),
        ("She was told to count to a thousand. He shouted '' one time, they say.", []),
        ("It takes weeks or months, over the late-July slump.", [("weeks or months", "PXW"), ("late-July", "2023-07")]),
        ("One year ago he left.", [("One year ago", "2022")]),
        ("It rained for two-and-a-half years.", [("two-and-a-half years", "P2.5Y")]),
        ("It rained over a three-year period.", [("a three-year period", "P3Y")]),
        ("Profit for the quarter beat a year earlier.", [("the quarter", "2022-Q4"), ("a year earlier", "2021-Q4")]),
        (
            "The fourth quarter is poor, as the latest quarter was.",
            [("The fourth quarter", "2022-Q4"), ("the latest quarter", "2022-Q4")],
        ),
        ("They took an overnight train.", []),
        ("The bridge opened in Mar. 2021 in the rain.", [("Mar. 2021", "2021-03")]),
        ("The Sept. 12 attacks came at 9.30 points.", [("Sept. 12", "2022-09-12")]),
    ],
)
def test_traps(text, expected):
    assert values(text, "2023-02-16") == expected


@pytest.fixture(scope="module")
def wild():
    texts = [(case["text"].replace(" // ", "\n\n"), case["published"]) for case in CASES]
    articles = [Article(str(n), text, published=published) for n, (text, published) in enumerate(texts)]
    return [timeline.find(parsed) for parsed in parse(articles)]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["kind"] for case in CASES])
def test_dates_as_people_write_them(number, wild):
    """Kinds of date that tools like this were reported to get wrong, each with a made-up text."""
    case, found = CASES[number], wild[number]
    for words, value in case["expect"]:
        here = [t for t in found if words in t.surface or t.surface in words]
        said = [part for t in here for part in (t.begin, t.value[: len(value or "")], t.value[10:])]
        assert value in said or (here and value is None), (words, here)
    for words in case["no"]:
        assert not [t for t in found if t.surface == words or (words[0].isdigit() and words in t.surface)], words


def test_a_year_earlier_is_no_early_part_of_a_year():
    (parsed,) = parse(
        [Article("a", "Profit in the second quarter of 2022 beat a year earlier.", published="2022-07-16")]
    )
    assert [(t.surface, t.end_date) for t in timeline.find(parsed)][1] == ("a year earlier", "2021-06-30")


@pytest.mark.parametrize(
    ("text", "value", "begin"),
    [
        ("It snowed in New Zealand this winter.", "2023-WI", "2023-06-01"),
        ("Fires burned in Australia last summer.", "2022-SU", "2022-12-01"),
        ("Fires burned in Chile in the summer of 2016.", "2016-SU", "2016-12-01"),
        ("It snowed in Norway last winter.", "2022-WI", "2022-12-01"),
    ],
)
def test_a_season_is_that_of_its_half_of_the_world(text, value, begin):
    (parsed,) = parse([Article("a", text, published="2023-08-16")])
    (found,) = timeline.find(parsed)
    assert (found.value, found.begin) == (value, begin)


@pytest.mark.parametrize("published", ["", "0000-00-00", "yesterday", "2023-13-45", "9999-12-31", "0001-01-01"])
def test_a_useless_date_is_no_crash(published):
    text = " ".join(rule["example"] for rule in RULES)
    assert len(values(text, published)) > 90


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left on Thursday.", "XXXX-WXX-4"),
        ("He left yesterday.", "XXXX-XX-XX"),
        ("He left last year.", "XXXX"),
        ("He left in March.", "XXXX-03"),
        ("He left on March 3.", "XXXX-03-03"),
        ("He left last summer.", "XXXX-SU"),
        ("He left two weeks ago.", "XXXX-WXX"),
    ],
)
def test_without_a_publication_date_relative_stays_relative(text, expected):
    table = timeline.find_timexes(text, None)
    assert table.value.tolist() == [expected]
    assert table.anchor.tolist() == ["no publication date"]
    assert table.begin.tolist() == [""]


def test_the_seed(request):
    text = (request.config.rootpath / SEED).read_text(encoding="utf-8")
    table = timeline.find_timexes(text, "2023-02-16")
    assert list(zip(table.surface, table.value, strict=True)) == [
        ("Thursday", "2023-02-16"), ("spring", "2023-SP"), ("Friday", "2023-02-17"), ("last February", "2022-02"),
    ]  # fmt: skip
    assert all(text[row.start : row.end] == row.surface for row in table.itertuples())


def test_find_timexes_has_the_columns_of_the_table():
    from helpers.tables import columns

    assert list(timeline.find_timexes("", None).columns) == list(columns("timexes"))


@pytest.mark.parametrize(
    ("unit", "day", "value", "last"),
    [
        ("week", "2023-02-16", "2023-W07", "2023-02-19"),
        ("weekend", "2023-02-16", "2023-W07-WE", "2023-02-19"),
        ("month", "2024-02-16", "2024-02", "2024-02-29"),
        ("quarter", "2023-02-16", "2023-Q1", "2023-03-31"),
        ("half", "2023-08-16", "2023-H2", "2023-12-31"),
        ("season", "2023-02-16", "2022-WI", "2023-02-28"),
        ("decade", "1987-02-16", "198", "1989-12-31"),
        ("century", "1987-02-16", "19", "1999-12-31"),
    ],
)
def test_periods(unit, day, value, last):
    period = around(unit, timeline.day_of(day))
    assert (period.value, period.last.isoformat()) == (value, last)


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [
        (3, "day", "P3D"),
        ("X", "hour", "PTXH"),
        (2.5, "hour", "PT2H30M"),
        (2, "fortnight", "P4W"),
        (1.5, "year", "P1.5Y"),
    ],
)
def test_amounts(count, unit, value):
    assert amount(count, unit) == value


def test_no_words_are_too_wild():
    """Any row of the words the grammar knows, with odd numbers between, is read without an error."""
    chance, known_words = random.Random(4), grammar.Grammar()
    known = [word for word in known_words.char if word.isprintable()]
    odd = ["0", "00", "31", "99", "1999", "2024-13-45", "13/13/13", "1/0", "5 1/2", "24:61", "9" * 400, "1990s", "21st",
           "131st", "2,000", "9.5", "12 p.m.", "٣", "²", "’s", "-"]  # fmt: skip
    for _ in range(400):
        words = [chance.choice(known if chance.random() < 0.7 else odd) for _ in range(40)]
        text = " ".join(words)
        for found in grammar.find(text):
            for published in (None, date(2023, 2, 16), date.min, date.max):
                meaning = timeline._resolve(found, Known(published, lambda: chance.choice((-2, -1, 0, 1, 2))))
                assert isinstance(meaning.value, str)


def test_movable_feasts():
    easter = [day.isoformat() for year in (2000, 2023, 2024) for day in days_of("easter", year)]
    assert easter == ["2000-04-23", "2023-04-09", "2024-03-31"]
    assert [day.isoformat() for day in days_of("orthodox-easter", 2024)] == ["2024-05-05"]
    for name, day in (("11-4-4", "2023-11-23"), ("6-0-1", "2023-05-29"), ("3-17", "2023-03-17")):
        assert [one.isoformat() for one in days_of(name, 2023)] == [day]


def test_shift_leaves_the_calendar_with_an_error():
    with pytest.raises(ValueError, match="year 10000 is out of range"):
        Period("year", timeline.day_of("9999-01-01")).shift(1)


def test_a_broken_rule_names_its_line(monkeypatch):
    row = {"rule": "x", "pattern": "{nonsense} ago", "type": "DATE", "meaning": "ago", "veto": "", "line": "7"}
    with pytest.raises(KnowledgeError, match=r"line 7: no class 'nonsense'"):
        grammar.Grammar()._rule(0, row)
    with pytest.raises(KnowledgeError, match=r"line 7: no veto luck; there are .*money"):
        grammar.Grammar()._rule(0, row | {"pattern": "{units} ago", "veto": "money luck"})


@pytest.mark.parametrize(
    "words",
    [
        "May ",
        "May 3, ",
        "Diwali ",
        "the third quarter ",
        "“May” ",
        "3/4/2020 ",
        "in the mid-80s ",
        "Theresa May ",
        "2012-13 ",
    ],
)
def test_many_dates_in_one_sentence_cost_what_few_cost(words):
    """Twice the words take about twice the time; what grows with their square takes four times as long."""

    def seconds(count):
        (parsed,) = parse([Article("a", words * count, published="2023-02-16")])
        timeline.find(parsed)
        times = []
        for _ in range(3):
            start = time.process_time()
            timeline.find(replace(parsed))
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(800) < 3 * seconds(400) + 0.03
