"""What a time expression dates: one (sentence, day of publication, [(predicate, modality, precision)]) a line."""

import pytest

from helpers import actors, timeline
from helpers.corpus import Article
from helpers.parse import parse
from helpers.timeline import events


def found(text, published="2023-02-16"):
    (parsed,) = parse([Article("a", text, published=published)])
    return events.find(parsed, timeline.find(parsed), actors.find(parsed), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor resigned on Tuesday.", [("resign", "happened", "day")]),
        ("The mayor will resign on Friday.", [("resign", "planned", "day")]),
        ("The council plans to meet in March.", [("meet", "planned", "month")]),
        ("The court meets on Friday.", [("meet", "planned", "day")]),
        ("The mayor denied that he met the builders last year.", [("meet", "denied", "year")]),
        ("The mayor did not resign on Tuesday.", [("resign", "negated", "day")]),
        ("Residents fear that the river will flood this spring.", [("flood", "feared", "season")]),
        ("Amid fears of a spring offensive, shops closed.", [("offensive", "feared", "season")]),
        ("The dam may burst this week.", [("burst", "possible", "week")]),
        ("The team hopes to win the cup next year.", [("win", "hoped", "year")]),
        ("The union demanded that the firm pay the wages by Friday.", [("pay", "demanded", "day")]),
        ("The firm allegedly dumped waste in the 1990s.", [("dump", "supposed", "decade")]),
        ("The planned March vote drew protests.", [("vote", "planned", "month")]),
        ("Last month’s fire destroyed the mill.", [("fire", "happened", "month")]),
        ("The march took three days.", []),
        ("It is now a gym.", []),
    ],
)
def test_modality(text, expected):
    assert [(e.predicate, e.modality, e.precision) for e in found(text)] == expected


def test_who_takes_part():
    (event,) = found("On Tuesday, French troops met Angela Merkel in a field.")
    assert event.actors.split() == ["country:FR", "person:angela-merkel"]
    assert (event.begin, event.end_date) == ("2023-02-14", "2023-02-14")


def test_the_clause_ends_where_another_begins():
    (event,) = found("The mayor, who hates snow, resigned on Tuesday because the budget failed.")
    assert event.surface == "The mayor, who hates snow, resigned on Tuesday"


def test_without_a_date_of_publication_an_event_has_no_day():
    (event,) = found("The mayor resigned on Tuesday.", "")
    assert (event.begin, event.end_date, event.precision, event.modality) == ("", "", "day", "happened")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-02-16", "day"),
        ("2023-02-16TNI", "time"),
        ("2023-W07", "week"),
        ("2023-W07-WE", "weekend"),
        ("2023-02", "month"),
        ("2023-Q1", "quarter"),
        ("2023-H1", "half"),
        ("2023-SP", "season"),
        ("2023-WI", "season"),
        ("2023", "year"),
        ("198", "decade"),
        ("19", "century"),
        ("XXXX-WXX-4", "day"),
        ("XXXX-XX-XX", "day"),
        ("XXXX-02", "month"),
        ("XXXX-WXX", "week"),
        ("XXXX-SP", "season"),
        ("XXXX", "year"),
    ],
)
def test_precision(value, expected):
    assert events.precision(value) == expected


def test_every_row_points_at_its_words(request):
    text = (request.config.rootpath / "data/articles/lukashenko-belarus-troops.txt").read_text(encoding="utf-8")
    rows = found(text)
    assert [(e.predicate, e.modality) for e in rows] == [
        ("claim", "happened"),
        ("offensive", "feared"),
        ("meet", "planned"),
        ("enter", "happened"),
    ]
    assert all(text[e.start : e.end] == e.surface for e in rows)


def test_ids_are_unique_in_an_article():
    rows = found("The mayor resigned on Tuesday, the judge on Friday. The council will meet in March.")
    assert [row.event_id for row in rows] == [f"e{n + 1}" for n in range(len(rows))] and len(rows) > 1


def test_without_a_date_of_publication_nothing_is_planned_because_it_lies_later():
    rows = found("The strike began on 3 March 2021. Two weeks later the pit closed.", "")
    assert [(row.predicate, row.begin, row.modality) for row in rows] == [
        ("begin", "2021-03-03", "happened"),
        ("close", "2021-03-15", "happened"),
    ]


@pytest.mark.parametrize("dates", ["May ", "3 May, 4 June 1999, ", "on Monday and "])
def test_many_dates_in_one_sentence_cost_what_few_cost(dates):
    """What is written down for each date does not grow with their number: 4,800 clauses would be gigabytes."""
    sizes = []
    for count in (150, 300):
        rows = found(f"The mayor met the council {dates * count}again.")
        sizes.append(max((len(row.surface) for row in rows), default=0))
    assert sizes[1] <= 1.1 * sizes[0] + 10
