"""Every figure can be read at one article, at twelve and at a thousand: no words on words, and none cut off."""

import os
import re
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from helpers import charts, figures
from helpers.analysis import Analysis
from helpers.charts import clocks, comparing, rhythms, telling, tones, uncertainty, voices
from helpers.corpus import Article
from helpers.pipeline import analyse

OUTLETS = [f"Outlet {n}" for n in range(15)]
OUTLETS[1] = "The Quay and Marsh Courier with which is incorporated the Evening Lantern"
OUTLETS[4] = "www.news-of-the-marsh.example.org"
OUTLETS[3] = "Daily Telegraph of the Upper Valleys"
STORIES = [
    "Haulier on trial\n\nConrad Vell, who owns Sunder Freight, denied on Monday that he had emptied the pension fund. "
    "“I took nothing,” Mr Vell said. It was alleged that 3 million were moved in 2019. He will be heard on Thursday.",
    "Sister heard\n\nMira Vell told the court on 9 March that Conrad Vell had signed everything. “He asked me to go,” "
    "she said. Beatrix Olsund, the judge, asked why nobody had been told. According to the Pension Board, no loan was "
    "registered.",
    "Strike in port\n\nAna Drobny, who leads the Harbour Workers Union, accused Luka Drobny of lying. “We asked for "
    "two years,” Ms Drobny said. Luka Drobny of the Kelvic Port Company claimed that cranes were checked. Some fear "
    "delays.",
    "Flood\n\nRosa Quennel, the mayor, said on 14 November 2022 that the dyke had given way. Ossian Birk insisted that "
    "Ms Quennel was warned. “She knew,” he said. Tom Birk and Pavel Istok said they had warned Rosa Quennel in June.",
    "Help\n\nNils Odegard praised Rosa Quennel. “She came at once,” Mr Odegard said. Lena Farrow of the National "
    "Weather Service warned that rain may come in May. A neighbour asked whether Luka Drobny had paid. He had not.",
    "Money\n\nPavel Istok promised five million on Friday. Tom Birk mocked the promise. Henrik Saal, Idris Fenwick, "
    "Petra Anholt and Ilse Tarrant said that they believed it. Jarmila Kost and Sofia Marek said that they did not.",
]
NUMBER = (
    {1: 1, 12: 2, 1200: 200} if os.environ.get("HELPERS_SOAK") else {12: 2, 1200: 200}
)  # articles, and how often the six stand among them


@pytest.fixture(scope="module")
def parsed():
    return analyse([Article(f"s{n}", text, published="2023-03-13") for n, text in enumerate(STORIES)])


@pytest.fixture(scope="module", params=NUMBER)
def corpus(request, parsed):
    """The rows of six made-up articles as often as it takes, over four years and fifteen outlets."""
    copies, tables = range(NUMBER[request.param]), {}
    for name in ("articles", "sentences", "mentions", "quotes", "sentiment", "timexes", "events", "framing"):
        rows = [getattr(parsed, name).assign(article_id=lambda t, n=n: t["article_id"] + f"~{n:03}") for n in copies]
        tables[name] = pd.concat(rows, ignore_index=True)
    many, articles = tables["articles"], len(tables["articles"])
    days = [date(2020, 1, 6) + timedelta(n % max(20, min(articles, 1400))) for n in range(articles)]
    tables["articles"] = many.assign(
        near=many["article_id"], published=[day.isoformat() for day in days],
        outlet=[OUTLETS[(n * n) % 97 % (3 if articles < 100 else 15)] for n in range(articles)],
    )  # fmt: skip
    whole = Analysis(actors=parsed.actors, **tables)
    return whole if request.param > 1 else whole.of(["s0~000"])


def written(figure):
    """Return the words that the figure shows, each with the box that it fills."""
    FigureCanvasAgg(figure).draw()
    outside = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            drawn = {id(label) for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
                     for label in (tick.label1, tick.label2) if axes.axison}  # fmt: skip
            every = (label for tick in axis.get_major_ticks() for label in (tick.label1, tick.label2))
            outside |= {id(label) for label in every} - drawn
    texts = (one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip())
    return [
        (one.get_text(), one.get_window_extent()) for one in texts if id(one) not in outside and not one.get_rotation()
    ]


def faults(figure):
    """Return the words that lie on others, and those that the edge cuts off."""
    texts = written(figure)
    on = [(a, b) for (a, one), (b, other) in combinations(texts, 2) if one.padded(-0.5).overlaps(other.padded(-0.5))]
    width, height = figure.bbox.width, figure.bbox.height
    return on + [a for a, box in texts if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1]


DRAWN = [
    charts.named, charts.presence, charts.heard, telling.voice_share, telling.verbs, telling.whose, telling.unsaid,
    voices.voices, voices.matrix, uncertainty.statements, voices.sources, voices.by_gender, clocks.two_clocks,
    clocks.calendar, comparing.named, comparing.heard, comparing.verbs, comparing.of_whom, comparing.over_time,
    rhythms.named_over_time, rhythms.heard_over_time, comparing.portrayed, tones.portrayal,
]  # fmt: skip


def test_numbers_of_an_axis_are_written_as_those_beside_the_marks(corpus):
    """Guards: “1,172” stood above an axis that went from 1000 to 1250."""
    across, up = uncertainty.statements(corpus).figure.axes[0], comparing.over_time(corpus).figure.axes[0]
    across.set_xlim(0, 2000)
    up.set_ylim(0, 2000)
    for labels in (across.get_xticklabels(), up.get_yticklabels()):
        assert {"1,000", "2,000"} <= {label.get_text() for label in labels}


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: f"{draw.__module__.split('.')[-1]}-{draw.__name__}")
def test_words_lie_on_no_others_and_none_is_cut_off(draw, corpus):
    chart = draw(corpus)
    assert not faults(chart.figure), chart.title
    if os.environ.get("HELPERS_SOAK"):
        with figures.style(), figures._for_page(chart.figure, figures.HEADLINE):
            assert not faults(chart.figure), "without its title, for a phone"


@pytest.mark.parametrize("draw", [
    charts.named, voices.sources, voices.by_gender, voices.matrix, uncertainty.statements, voices.voices,
])  # fmt: skip
def test_the_figures_that_are_read_first_fit_on_a_phone(draw, corpus):
    if draw is voices.voices and len(corpus.articles) > 12:
        pytest.skip("its cells hold numbers of four digits, for which a phone has no room")
    figure = draw(corpus).figure
    with figures.style(), figures._for_page(figure, figures.HEADLINE):
        assert figure.get_size_inches()[0] == figures.NARROW
    before = figures._drawn(figure, "svg", {})
    with figures.style(), figures._for_page(figure, figures.HEADLINE):
        assert figures._drawn(figure, "svg", {}) != before
    assert figures._drawn(figure, "svg", {}) == before, "after that it is as it was"


def test_no_pale_grey_of_a_figure_glares_on_dark_paper():
    """Guards: the spans of a course in which no article appeared were white on black."""
    dark = (Path(figures.STYLE).parent / "site.css").read_text("utf-8").lower()
    code = "".join(path.read_text("utf-8") for path in Path(charts.__file__).parent.glob("*.py"))
    greys = {f"#{two}{two}{two}".lower() for two in re.findall(r'"#([0-9a-fA-F]{2})\1\1"', code)}
    pale = {grey for grey in greys if grey[1] in "cdef"}
    assert pale >= {"#efefef", "#cccccc"}
    assert {grey for grey in pale if f'="{grey}"]' not in dark} == set()
