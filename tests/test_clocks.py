"""Charts of time say their finding, lead back to rows, and draw nothing, one, a few or hundreds of events."""

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from matplotlib.figure import Figure
from tabled import cases

from helpers.analysis import Analysis
from helpers.charts import clocks, rhythms, voices
from helpers.charts.clocks import GAP, _apart, stretch
from helpers.figures import words
from helpers.tables import ArticleRow, Event, Mention, Quote, SentimentRow, frame
from helpers.timeline.calendar import amount, around, in_words

WHO = ("Ada Berg", "Norland", "Bo Carlsen")


def article(number, published="2024-03-01"):
    return ArticleRow(f"a {number}", "", published, "", "", "", "x" * 4000, 600, 30, "")


def event(number, begin, precision="day", modality="happened", where=None, at=0):
    period = around(precision, date.fromisoformat(begin))
    return Event(
        f"a {where or 0}", f"e{number}", f"t{number}", 1, "meet", at or number * 10, 0,
        "the board met in the old harbour", period.first.isoformat(), period.last.isoformat(), precision, modality, "",
    )  # fmt: skip


def many(count, articles):
    chance = random.Random(1)
    first = date(2024, 3, 1)
    rows = []
    for number in range(count):
        where = chance.randrange(articles)
        off = chance.choice([0, 0, -1, -2, -5, 3, 20, -40, -400, -4000])
        precision = "day" if abs(off) < 30 else chance.choice(["month", "year"])
        modality = "happened" if off <= 0 else chance.choice(["planned", "feared", "possible", "denied", "hoped"])
        day = (first + timedelta(where + off)).isoformat()
        rows.append(event(number, day, precision, modality, where, chance.randrange(3900)))
    days = [(first + timedelta(n)).isoformat() for n in range(articles)]
    return of(frame("events", rows), frame("articles", [article(n, day) for n, day in enumerate(days)]))


def of(events, articles):
    return Analysis(events=events, articles=articles)


ONE = frame("articles", [article(0)])
THREE = frame(
    "events",
    [
        event(1, "2024-03-01"),
        event(2, "2024-03-05", modality="planned"),
        event(3, "2023-01-01", "month"),
        Event("a 0", "e4", "t4", 1, "meet", 50, 0, "they met", "", "", "day", "happened", ""),
    ],
)


MANY = frame("events", [event(n, f"2024-03-0{n}") for n in range(1, 9)])


def people(articles, days):
    chance, first = random.Random(2), date(2024, 1, 1)
    rows = {"articles": [], "mentions": [], "quotes": [], "sentiment": []}
    for number in range(articles):
        rows["articles"].append(article(number, (first + timedelta(number * days // articles)).isoformat()))
        for place, who in enumerate(WHO):
            late = place == 2 and number < articles / 2
            if late or chance.random() > 0.8:
                continue
            actor = f"person:{who.lower().replace(' ', '-')}"
            name, start = f"a {number}", chance.randrange(3500)
            rows["mentions"].append(Mention(name, f"m{place}", 1, 0, 3, who[:3], "name", "", actor, who, "person"))
            rows["quotes"].append(
                Quote(name, f"q{place}", 1, "direct", start, start + 90, "x", "said", None, None, "say", "neutral", "",
                      None, None, actor if place else "", who if place else "", "name", 0, "")
            )  # fmt: skip
            rows["sentiment"].append(
                SentimentRow(name, f"m{place}", 1, actor, who, 0, 3, who[:3], "author", "vader", None, None, None,
                             0.9 if number < articles / 2 else -0.9, 1.0, "")
            )  # fmt: skip
    return Analysis(**{name: frame(name, found) for name, found in rows.items()})


def charts_of(some):
    return [
        voices.voices(some),
        rhythms.named_over_time(some),
        rhythms.heard_over_time(some),
        rhythms.portrayed_over_time(some, "vader"),
    ]


CROWD = people(60, 50)
DRAWN = [
    clocks.two_clocks(of(THREE, ONE)),
    clocks.two_clocks(many(300, 40)),
    clocks.calendar(of(THREE, ONE)),
    clocks.calendar(many(300, 40)),
    *charts_of(CROWD),
]


@pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: chart.name)
def test_marks_are_unique_drawn_and_lead_to_rows(chart, tmp_path):
    marks = chart.data["mark"].tolist()
    assert len(set(marks)) == len(marks) > 0
    chart.save(tmp_path)
    svg = (tmp_path / f"{chart.name}.svg").read_text(encoding="utf-8")
    assert [name for name in marks if f'href="#{name}"' not in svg] == []
    assert all(part.startswith("a%20") and "#" in part for cell in chart.data["evidence"] for part in cell.split())
    assert chart.alt.endswith(".") and chart.title


@pytest.mark.parametrize("count", [0, 1, 24, 300])
def test_any_number_of_events_can_be_drawn(count):
    assert all(draw(many(count, 1)).png for draw in (clocks.two_clocks, clocks.calendar))


def test_a_chart_is_the_same_twice():
    first, second = (clocks.calendar(many(8, 1)) for _ in "ab")
    assert first.png == second.png and first.data.equals(second.data)


@pytest.mark.parametrize("tables", [people(0, 1), people(1, 1), people(3, 400)], ids=["none", "one", "three"])
def test_few_articles_can_be_drawn(tables):
    assert all(chart.png for chart in charts_of(tables))


def test_labels_of_fourteen_events_do_not_collide():
    chart = clocks.two_clocks(many(14, 1))
    figure = chart.figure
    figure.draw_without_rendering()
    texts = [text for text in figure.axes[0].texts if text.get_text() and text.get_bbox_patch() is None]
    boxes = [text.get_window_extent() for text in texts]
    clashes = [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.overlaps(b)]
    assert clashes == []


@pytest.mark.parametrize(
    ("chart", "title"),
    [
        (clocks.two_clocks(of(THREE[1:], ONE)), "The order of telling and the order of time"),
        (clocks.calendar(of(MANY, ONE)), "At least 5 events are dated (8 found)"),
        (clocks.two_clocks(of(THREE[3:], ONE)), "No dated event was found"),
        (clocks.calendar(of(THREE[1:], ONE)), "What is dated in the text"),
        (voices.voices(Analysis(articles=ONE)), "Who speaks where"),
        (charts_of(people(3, 400))[0], "Who speaks where, from the first word to the last"),
        (rhythms.named_over_time(CROWD), "Bo Carlsen is named in 9 %"),
    ],
)
def test_titles_say_the_finding(chart, title):
    assert chart.title.startswith(title)


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ([8, 1, 7, 2, 6, 3], "What is dated is not told in the order of time"),
        ([8, 1, 7, 2, 5, 6], "The order of telling"),  # two wrong dates may be the reason
        ([1, 2, 3, 4, 5, 6, 7, 8], "The order of telling"),
    ],
)
def test_two_wrong_dates_make_no_order_of_telling(days, title):
    events = frame("events", [replace(event(n, f"2024-03-0{day}"), start=n) for n, day in enumerate(days)])
    assert clocks.two_clocks(of(events, ONE)).title.startswith(title)


def test_a_month_among_years_is_a_bar_that_can_be_seen():
    events = frame("events", [event(1, "2024-03-01"), event(2, "2024-02-28"), event(3, "1984-01-01", "month")])
    axes = clocks.calendar(of(events, ONE)).figure.axes[0]
    (bar,) = axes.patches
    assert bar.get_width() > 0.01 * (axes.get_xlim()[1] - axes.get_xlim()[0])


def test_no_words_of_a_calendar_are_cut_off_beside_a_long_bar():
    """Guards: “told as fa”, where a bar of seventy years left no room, and the years below it ran into one another."""
    long = replace(
        event(9, "1953-01-01"), precision="range", end_date="2024-03-01", surface="which has run " + "on and on " * 9
    )
    late = replace(event(8, "2024-06-06", modality="planned"), surface="The number " + "that runs " * 30)
    figure = clocks.calendar(
        of(frame("events", [long, late, *[event(n, f"2024-02-2{n}") for n in range(5)]]), ONE)
    ).figure
    figure.draw_without_rendering()
    (axes,) = figure.axes
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
    assert all(box.x0 >= -1 and box.x1 <= figure.bbox.width + 1 for box in boxes)
    ticks = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
    assert len(ticks) > 4 and not any(one.overlaps(other) for one, other in pairwise(ticks))


def test_what_cannot_be_dated_is_counted_and_not_drawn():
    chart = clocks.two_clocks(of(THREE, ONE))
    assert "1 more cannot be dated" in " ".join(text.get_text() for text in chart.figure.texts)
    assert chart.data["timex_id"].tolist() == ["t1", "t2", "t3"]
    assert chart.data["happened"].tolist() == [2, 3, 1]


def test_events_of_a_dense_calendar_are_all_counted_or_named_as_outside():
    chart = clocks.calendar(many(300, 1))
    ids = {part for cell in chart.data["evidence"] for part in cell.split()}
    outside = [int(word) for word in " ".join(t.get_text() for t in chart.figure.texts).split() if word.isdigit()]
    assert len(ids) + sum(outside[-2:]) >= 300


def test_gaps_in_coverage_are_grey():
    tables = people(30, 30)
    tables.articles = tables.articles.iloc[[*range(10), *range(20, 30)]]
    chart = rhythms.named_over_time(tables)
    grey = [patch for patch in chart.figure.axes[0].patches if patch.get_width() == 1.0]
    assert len(grey) == 10


@pytest.mark.parametrize(
    ("told", "drawn"),
    [
        ({"Ada": [1, 1, 1], "Bo": [4, 1, 1], "Cy": [9, 9]}, ["Bo", "Ada"]),
        ({"Ada": [2, 2], "Bo": [9], "Cy": [1, 1]}, []),
    ],
    ids=["most mentions first", "in too few articles"],
)
def test_a_course_is_drawn_of_those_whom_three_articles_tell_of(told, drawn):
    days = [article(number, f"2024-03-{number + 1:02}") for number in range(12)]
    rows = [
        Mention(f"a {number}", f"m{who}{n}", 1, 0, 3, who, "name", "", f"person:{who.lower()}", who, "person")
        for who, times in told.items() for number, most in enumerate(times) for n in range(most)
    ]  # fmt: skip
    chart = rhythms.named_over_time(Analysis(articles=frame("articles", days), mentions=frame("mentions", rows)))
    assert list(dict.fromkeys(chart.data.get("actor", []))) == drawn
    assert chart.title.startswith("No actor is named clearly" if drawn else "Too few articles tell of any one actor")


def test_quarters_are_named_on_two_lines():
    """Guards: “Q1 2023” beside “Q3 2023” left no room, and the figure was too wide for a phone."""
    bins, unit = rhythms.spans(["2021-02-01", "2022-12-01", "2024-07-05"])
    axes = Figure().subplots()
    rhythms.name_spans(axes, bins, unit)
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert unit == "quarter" and labels[:4] == ["Q1\n2021", "Q4", "Q3\n2022", "Q2\n2023"]


def test_no_course_leads_to_a_day_of_one_article():
    """Guards: “from 81 % (Nov 2015) to 0 % (Oct 2016)”, a month with one article; lines beyond 100 %."""
    days = [article(n, f"2024-03-{(1, 1, 1, 2, 2, 2, 3, 3, 3, 4)[n]:02}") for n in range(10)]
    rows = [Mention(f"a {n}", "m", 1, 0, 3, "Ada", "name", "", "person:ada", "Ada", "person") for n in range(9)]
    chart = rhythms.named_over_time(Analysis(articles=frame("articles", days), mentions=frame("mentions", rows)))
    axes = chart.figure.axes[0]
    lines = [line for line in axes.lines if line.get_alpha() is None]
    assert [list(line.get_xdata()) for line in lines] == [[0, 1], [1, 2]] and len(chart.data) == 4
    assert chart.alt.endswith("Ada from 100 % (1 Mar 2024) to 100 % (3 Mar 2024).")
    told = " ".join(" ".join(text.get_text() for text in chart.figure.texts).split())
    assert told.endswith("No line leads to fewer than 3 articles.")
    assert {line.get_solid_capstyle() for line in axes.lines if line.get_alpha()} == {"butt"}


def test_a_tone_that_changed_is_told_in_numbers():
    """Guards: “Donald Trump is spoken of worse in the second half of the time than in the first”."""
    halves = [("Ada Berg", ((-0.1, -0.15, -0.05), (-0.5, -0.55, -0.45)))]
    said = "Ada Berg: mean −0.50 in the second half of the time, −0.10 in the first (difference −0.40, −0.4"
    assert rhythms._tone_title(halves).startswith(said)


@pytest.mark.parametrize(*cases("days"))
def test_dates_are_written_as_exactly_as_they_are_known(begin, precision, end, expected):
    assert clocks.when(begin, precision, end) == expected


@pytest.mark.parametrize(*cases("codes"))
def test_a_code_of_a_time_is_said_in_words(value, kind, expected):
    assert in_words(value, kind) == expected


def test_every_unit_of_the_calendar_has_words():
    units = {"season": "3", "weekend": "6"}
    for unit in ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"):
        value = around(unit, date(2024, int(units.get(unit, "5")), 3)).value
        assert in_words(value) == (in_words(value).strip() or None) and (in_words(value) != value or unit == "year")
        assert in_words(amount(3, unit) if unit != "season" else "P3M").endswith("s")


def test_a_calendar_names_months_and_years_and_counts_nothing_that_lies_outside():
    """Guards: “08 15 22 May 08” with no month and no year; “0” above a lane whose one event lies outside."""
    far = event(900, "2020-01-01", modality="planned")
    crowd = frame("events", [event(n, (date(2024, 3, 1) + timedelta(n % 60)).isoformat()) for n in range(60)] + [far])
    figure = clocks.calendar(of(crowd, ONE)).figure
    assert " 1 earlier event and 8 later events lie outside. " in " ".join(
        " ".join(text.get_text() for text in figure.texts).split()
    )
    axes = figure.axes
    ticks = [label.get_text() for label in axes[-1].get_xticklabels()]
    assert ticks[0].endswith("\n2024") and all(re.match(r"\d+ [A-Z]", tick) for tick in ticks), ticks
    assert not any("2024" in tick for tick in ticks[1:])
    assert "0" not in [text.get_text() for one in axes for text in one.texts]
    assert clocks._tick_labels([date(2023, 12, 1), date(2024, 1, 1)]) == ["Dec\n2023", "Jan\n2024"]
    assert clocks._tick_labels([date(2020, 1, 1), date(2024, 1, 1)]) == ["2020", "2024"]


def test_a_part_of_a_decade_is_called_so():
    """Guards: “1985s” and “1972s” in a calendar, of the late 1980s and the mid-1970s."""
    days = {"1985-01-01": "1989-12-31", "1990-01-01": "1994-12-31", "1972-07-01": "1977-07-02"}
    rows = [
        replace(event(n, day, precision="decade"), begin=day, end_date=end) for n, (day, end) in enumerate(days.items())
    ]
    alt = clocks.calendar(of(frame("events", rows), ONE)).alt
    assert all(part in alt for part in ("late 1980s", "early 1990s", "mid-1970s")) and "5s" not in alt


def test_words_below_a_stretched_calendar_have_room():
    ticks = [(int(days), label) for days, label in words("tick").items()]
    for low, high in ((-60000, 100), (-400, 90), (-40000, 40000)):
        ends = stretch(low), stretch(high)
        marks = [tick for tick in ticks if ends[0] <= stretch(tick[0]) <= ends[1]]
        kept = [stretch(days) for days, _ in _apart(marks, GAP * (ends[1] - ends[0]))]
        assert 0 in kept and all(b - a >= GAP * (ends[1] - ends[0]) for a, b in pairwise(kept))


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (["published: given"], ""),
        (["title: given; published: inferred: its Thursday"], "The day of publication is inferred from the text."),
        (["published: inferred", ""], "The day of publication of 1 of 2 articles is inferred from the text."),
    ],
)
def test_an_inferred_day_of_publication_is_said_to_be_so(known, sentence):
    articles = frame("articles", [replace(article(n), known=how) for n, how in enumerate(known)])
    assert clocks.inferred(articles) == sentence


def test_a_day_that_nobody_gave_is_said_to_be_so():
    by = ("metadata", "url", "text", "reader", "none")
    articles = frame("articles", [replace(article(n), published_by=how) for n, how in enumerate(by)])
    assert clocks.inferred(articles) == (
        "The day of publication of 1 of 5 articles is inferred from the text. "
        "The day of publication of 1 of 5 articles is taken from the web address."
    )
    assert clocks.inferred(articles[articles["published_by"] == "url"]) == (
        "The day of publication is taken from the web address."
    )
