"""When things happen."""

import json
import random
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tabled import cases

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


def test_a_country_named_in_passing_turns_no_season_round():
    told = "I gave up my car in the spring. It rained. The bus left. Her son lives in New Zealand."
    farms = "Farmers in New Zealand lost sheep in the spring."
    begins = [timeline.find_timexes(text, "2023-02-16")["begin"].tolist() for text in (told, farms)]
    assert begins == [["2022-03-01"], ["2022-09-01"]]


def test_the_end_of_a_year_is_less_of_it_than_what_is_late_in_it():
    texts = ("by the end of the year", "late in the year", "at the beginning of the year", "at the end of May 2025")
    found = [timeline.find_timexes(f"It closed {text}.", "2023-11-03") for text in texts]
    days = [(table["begin"].item(), table["end_date"].item()) for table in found]
    halves = [("2023-10-01", "2023-12-31"), ("2023-07-03", "2023-12-31"), ("2023-01-01", "2023-04-02")]
    assert days == [*halves, ("2025-05-23", "2025-05-31")]


@pytest.mark.parametrize(*cases("dates"))
def test_what_is_found_in_a_text_is_all_that_is_there(published, text, expected):
    assert "; ".join(f"{words} = {value}" for words, value in values(text, published)).rstrip() == expected


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


@pytest.mark.parametrize(
    ("url", "begin"), [("https://the-quay.com.au/a", "2023-06-01"), ("https://the-quay.com/a", "2022-12-01")]
)
def test_an_address_on_the_web_tells_the_country(url, begin):
    (parsed,) = parse([Article("a", "It snowed in the winter.", published="2023-08-16", url=url)])
    assert [found.begin for found in timeline.find(parsed)] == [begin]


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


def test_the_next_week_begins_tomorrow():
    (row,) = timeline.find_timexes("She will travel over the next week.", "2016-02-10").itertuples()
    assert (row.begin, row.end_date) == ("2016-02-11", "2016-02-17")
