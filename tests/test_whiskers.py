"""Every figure of counts says how far its counts may be off, and who put what right."""

import re
import time
from functools import partial

import pandas as pd
import pytest
from drawn import DRAWN

from helpers import charts, knowledge, pipeline
from helpers.charts import clocks, comparing, tones, voices, whiskers
from helpers.estimates import measured, sample
from helpers.estimates.measured import Error, widened
from helpers.report import findings
from helpers.tables import Article

TEXT = (
    "Harbour closes\n\nAda Holm said the harbour would close on May {}. Holm claimed that the boats had left. "
    "Bo Lind said it would not, and that Ada Holm knew. Holm smiled. Holm slept. Holm waited. "
    "Lind failed miserably. The boats were seized.\n"
)
ARTICLES = [
    Article(f"a{n}", TEXT.format(n + 4), f"Title {n}", f"2024-05-{n + 1:02d}", ("One", "Two")[n % 2]) for n in range(12)
]


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse(ARTICLES)


@pytest.fixture(scope="module")
def drawn(analysis):
    return every_chart(analysis)


def makers(a):
    """Return {name: a function that draws it}."""
    seven = a.of(a.articles["article_id"])
    seven.events = pd.concat([a.events] * 7, ignore_index=True)
    crowd = a.of(a.articles["article_id"])
    crowd.quotes = pd.concat([a.quotes, a.quotes.assign(speaker_id="person:eva-berg")], ignore_index=True)
    return {name: partial(draw, a) for name, draw in DRAWN.items()} | {
        "by gender": partial(voices.by_gender, crowd), "compared, portrayed": partial(comparing.portrayed, a),
        "two clocks": partial(clocks.two_clocks, a.of(["a0"])), "two clocks of many": partial(clocks.two_clocks, a),
        "calendar of many": partial(clocks.calendar, seven),
    }  # fmt: skip


def every_chart(a):
    return {name: draw() for name, draw in makers(a).items()}


# Published figures without an interval of the tool's error, and why they need none.
EXACT = {
    "dispersion": "the places of a word, found by its letters",
    "instruments": "two instruments against each other, not against the truth",
    "compare_facts": "read by hand",
    "what_if_names": "what the program finds in two texts; no truth is asked for",
    "compare_words": "words, found by their letters; their interval is that over texts",
    "compare_words_period": "the same",
    "compare_words_speaker": "the same",
    "checking": "nothing but an interval, of a made-up corpus",
}


def written(chart):
    return " ".join(" ".join(text.get_text() for text in chart.figure.texts).split())


def test_every_count_has_its_interval_in_figure_and_data(drawn):
    for name, chart in drawn.items():
        assert "95 % interval" in written(chart), name
        assert "error on" in written(chart), name
        sides = [column for side in ("low", "high") for column in chart.data if column.endswith(side)]
        low, high = (pd.to_numeric(chart.data[column]).dropna() for column in sides)
        assert (low <= high).all() and (low < high).any(), name


def test_no_published_figure_is_left_out_of_these_tests(drawn):
    published = {path.stem for path in (knowledge.DATA.parent / "reports" / "figures").glob("*.csv")}
    here = {re.sub("-(target|vader)", "", chart.name) for chart in drawn.values()}
    assert {re.sub("-(target|vader)", "", name) for name in published} - here <= set(EXACT)


# Numbers of a finding that the tool does not estimate: of the text itself, a place in it, dates, means with their own
# interval, the parts of a count that has one, what was found to look among.
OF_THE_TEXT = (
    r"[\d,]+ (words|articles?)|of the [\d,]+ statements? found|"
    r"sentence \d+ of \d+|\d{4}-\d\d-\d\d|[+−-]\d(\.\d+)?|\d+ (by|as|mentions\))|\d times or"
)


@pytest.mark.parametrize("texts", [ARTICLES[:1], ARTICLES], ids=["one article", "several"])
def test_every_count_of_a_finding_has_its_interval(texts):
    for finding in findings.findings(pipeline.analyse(texts), []):
        found = r"\([\d,]+( %)? found, before allowing[^)]*\)"
        floors = re.sub(rf"[Aa]t least (once|twice|\d+)[^.()]*{found}", "", finding.answer)
        counts = re.sub(OF_THE_TEXT, "", re.sub(r"\([^)]* to [^)]*\)|“.*”", "()", floors))
        bare = re.sub(r"([\d,]+|once|twice)( \w+| %){0,2}( with the doer left out)? \(\)", "", counts)
        assert not re.search(r"\d|once|twice", bare), finding.answer


def test_every_count_says_what_was_put_right_by_hand(analysis, drawn, tmp_path):
    row = analysis.quotes.iloc[0]
    path = tmp_path / "corrections.csv"
    path.write_text(
        "table,article_id,start,end,surface,change,column,value,who,why\n"
        f'quotes,{row.article_id},{row.start},{row.end},"{row.content}",set,stance,hostile,me,\n'
        f'quotes,{row.article_id},{row.start},{row.end},"{row.content}",checked,,wrong,me,\n'
    )
    corrected = pipeline.analyse(ARTICLES, corrections=path)
    again = every_chart(corrected)
    for name, chart in again.items():
        assert "1 row corrected by hand. 1 row checked by hand." in written(chart), name
    assert "by hand" not in written(drawn["named"])
    assert "1 row of yours checked by hand (0 right)" in written(again["heard"])


def test_a_figure_shown_after_saving_says_so_below_it_too(analysis, tmp_path):
    chart = charts.named(analysis)
    done = pd.DataFrame({"table": ["mentions"], "change": ["remove"], "place": ["line 2"]})
    tables = {name: getattr(analysis, name) for name in ("articles", "sentences", "mentions", "quotes", "timexes")}
    chart.save(tmp_path, pipeline.Analysis(**tables, corrections=done))
    assert "1 row corrected by hand." in chart._repr_html_()
    assert "1 row corrected by hand." in (tmp_path / "named.json").read_text()


def test_an_interval_is_drawn_from_its_low_to_its_high(analysis):
    chart = charts.named(analysis)
    drawn = [line.get_xdata().round(1) for line in chart.figure.axes[0].lines if line.get_path_effects()]
    assert [tuple(ends) for ends in drawn] == list(zip(chart.data["low"], chart.data["high"], strict=True))


def test_words_go_with_the_statements_they_stand_in():
    error = Error(0.9, 1.0, 0.5, 0.05)
    ((low, high),) = whiskers.limits([4], error)
    assert whiskers.limits([4, 0], error, [40, 0])[0] == (10 * low, 10 * high)
    assert whiskers.limits([4, 0], error, [40, 0])[1][1] <= 10 * 2  # not heard: a statement or two at most
    assert whiskers.limits([4], error, [40], whole=41)[0][1] == 41


def test_a_mean_is_never_surer_than_its_instrument():
    scores = pd.DataFrame({"sentences": [5, 500], "mean": [0.1, 0.1], "low": [0.1, 0.1], "high": [0.1, 0.1]})
    few, many = widened(scores, "vader").itertuples()
    assert few.high - few.low > many.high - many.low > 0.5  # what is off on average does not go away with numbers


# --------------------------------------------------------------------------- a sample that the reader checked


def checked(tmp_path, analysis, table, values):
    """Analyse again with a sheet on which every row of one kind got these values, one after the other."""
    sheet = sample.sheet(analysis, table, len(values))
    sheet.assign(value=values[: len(sheet)], who="me").to_csv(tmp_path / "corrections.csv", index=False)
    return pipeline.analyse(ARTICLES, corrections=tmp_path / "corrections.csv")


# Which figures rest on which sample.
RESTING = {
    "mentions": ["named", "presence", "heard", "compared, named", "named over time"],
    "quotes": [
        "heard", "voice share", "verbs", "voices", "statements", "compared, heard", "compared, verbs",
        "compared over time", "heard over time",
    ],
    "sentences": [
        "voice share", "verbs", "statements", "compared, heard",
    ],
    "timexes": ["two clocks", "two clocks of many", "calendar", "calendar of many"],
    "framing": ["loaded words", "unsaid"],
    "tones": ["portrayal", "compared, portrayed", "portrayed over time"],
}  # fmt: skip


@pytest.mark.parametrize("table", RESTING)
def test_a_checked_sample_goes_before_the_measured_error_in_every_figure_it_speaks_for(
    table, analysis, drawn, tmp_path
):
    values = {"sentences": ["3"], "tones": ["positive"]}.get(table, ["wrong"]) * 40
    again = makers(checked(tmp_path, analysis, table, values))
    for name in RESTING[table]:
        chart = again[name]()
        assert "of yours" in written(chart), name
        sides = [column for side in ("low", "high") for column in chart.data if column.endswith(side)]
        assert not chart.data[sides].equals(drawn[name].data[sides]), name
    assert "of yours" not in written(again["unsaid" if table != "framing" else "verbs"]())


def test_the_more_sentences_are_checked_the_narrower_the_count(analysis, tmp_path):
    begun = sample.found_in_sentences(analysis)["found"].astype(str).tolist()
    widths = []
    for n in (10, len(begun)):
        drawn = sample.sheet(analysis, "sentences", n)
        truth = [begun[place] for place in drawn.index]
        drawn.assign(value=truth, who="me").to_csv(tmp_path / "corrections.csv", index=False)
        again = pipeline.analyse(ARTICLES, corrections=tmp_path / "corrections.csv")
        error = whiskers.error_of(whiskers.ALL_STATEMENTS, again)
        widths.append(error.doubt)
        assert error.per_found == pytest.approx(1, abs=0.1)
    assert widths[0] > widths[1] == 0


def test_own_tones_put_a_mean_right_and_a_few_of_them_do_not(analysis, tmp_path):
    before = tones.by_actor_of(analysis, "vader")
    for n, moves in ((5, False), (20, True)):
        own = checked(tmp_path, analysis, "tones", ["positive"] * n)
        after = tones.by_actor_of(own, "vader")
        assert (after["low"].dropna() > before["low"].dropna()).all() == moves
        assert ("mentions of yours" in whiskers.note_of_means(own, "vader")) == moves


def test_the_caption_of_a_figure_names_what_it_is_made_and_measured_with(drawn):
    """Guards: figures.csv said of a figure of the trained scorer that a lexicon had made it."""
    about = {row["figure"]: row for row in knowledge.rows("figures.csv", ("figure", "scores", "how"))}
    seen = 0
    for chart in drawn.values():
        if chart.name not in about or chart.data.empty:
            continue
        row, said = about[chart.name], written(chart)
        scores = [score.split("|") for score in row["scores"].split(";") if score]
        judges = {method for method, name in tones.NAMES.items() if f"by {name}" in said or f"how {name}" in said}
        assert judges == {method for method, *_ in scores} & set(tones.NAMES), chart.name
        on = [name for name, (plain, _) in measured.sets().items() if f" {plain}" in said and "by hand" not in plain]
        assert judges or {measured.sets()[of][0] for _, of, _ in scores} & {measured.sets()[name][0] for name in on}, (
            chart.name, on,
        )  # fmt: skip
        seen += 1
    assert seen > 10


def test_questions_are_looked_for_in_time_that_grows_with_the_line():
    """Guards: a line of “you you you …” without a question mark was read once for each of them."""
    begun = time.process_time()
    assert not whiskers.ASKS_YOU.findall("\n" + "you " * 100_000)
    assert time.process_time() - begun < 2
    assert len(whiskers.ASKS_YOU.findall("\nDid you see it?\nWhat is that?\nAre you? Yes, why?")) == 2
