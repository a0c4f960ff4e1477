"""What can't be told apart is not said to differ, and what is counted is counted once, by one function."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from helpers import knowledge, phrases
from helpers.analysis import Analysis
from helpers.charts import comparing, panels, rhythms, telling, uncertainty, voices, whiskers
from helpers.estimates import measured
from helpers.tables import ArticleRow, Framing, Mention, Quote, frame, heard, statements


def article(n, outlet="", day=""):
    return ArticleRow(f"a{n}", f"Title {n}", day, outlet, "", "", "x " * 50, 50, 1, "")


def mention(n, m, who="Ada"):
    return Mention(f"a{n}", f"m{m}", 0, 0, 3, who, "name", "", f"person:{who.lower()}", who, "person")


def quote(n, q, who="Ada", part=0, inside="", negated=0):
    speaker = f"person:{who.lower()}" if who else ""
    return Quote(f"a{n}", f"q{q}", 0, "direct", 0, 9, "one two three", "said", 10, 14, "say", "neutral", who, None,
                 None, speaker, who, "name", part, inside, negated=negated)  # fmt: skip


def analysis(articles, mentions=(), quotes=(), framing=()):
    rows = {"articles": articles, "mentions": mentions, "quotes": quotes, "framing": framing}
    return Analysis(**{name: frame(name, list(own)) for name, own in rows.items()})


def test_a_statement_is_counted_once_and_the_same_everywhere():
    said = [
        quote(0, 0), quote(0, 0, part=1), quote(0, 1, "Bo", inside="q0"), quote(0, 2, negated=1), quote(0, 3, ""),
        quote(1, 0, "Bo"),
    ]  # fmt: skip
    some = analysis([article(0), article(1)], quotes=said)
    assert len(statements(some.quotes)) == 3
    assert heard(some.quotes) == {"person:ada", "person:bo"}
    assert uncertainty.statements(some).data["found"].tolist() == [1, 1]
    assert telling.diversity(some)["statements"] == 3
    assert voices.voices(some).title == "Who speaks where, from the first word to the last"


@pytest.mark.parametrize(
    ("pair", "looked", "told"),
    [
        (((9, 8, 10), (2, 1, 3)), 1, True),
        (((9, 5, 13), (6, 4, 9)), 1, False),
        (((9, 6.5, 11.5), (5, 3.5, 6.5)), 1, True),
        (((9, 6.5, 11.5), (5, 3.5, 6.5)), 100, False),  # the best of a hundred pairs
    ],
)
def test_a_difference_is_told_only_where_its_interval_leaves_zero_out(pair, looked, told):
    found, low, high = whiskers.difference(*pair, looked=looked)
    assert low <= found <= high and (low > 0) == told


def outlets(first, second, days=("", "")):
    """Two outlets of ten articles, in so many of which Ada is named four times."""
    articles = [
        article(n, "X" if n < 10 else "Y", days[n >= 10] and f"2024-0{1 + (n >= 10)}-{n % 10 + 10}") for n in range(20)
    ]
    named = [n for n in range(20) if n % 10 < (first if n < 10 else second)]
    return analysis(
        articles, [mention(n, m) for n in named for m in range(4)] + [mention(n, 9, "Bo") for n in range(20)]
    )


def test_outlets_differ_only_where_it_can_be_told():
    assert "Ada" in comparing.named(outlets(10, 1)).title and "(difference" in comparing.named(outlets(10, 1)).title
    assert comparing.named(outlets(5, 4)).title == f"{comparing.NO_DIFFERENCE}how often each is named"


SIDE = "Fewer than two outlets have more than one article here: how often each is named, side by side"


@pytest.mark.parametrize(
    ("outlet", "units", "told"),
    [("XY", "outlets", SIDE), (("", ""), "articles", "How often each is named, article by article")],
)
def test_one_article_is_no_outlet(outlet, units, told):
    articles, often = [article(n, outlet[n], "") for n in range(2)], [mention(0, m) for m in range(40)]
    some = analysis(articles, [*often, mention(1, 0)])
    assert comparing.named(some).title == told
    apart = comparing.named(analysis(articles, [*often, mention(1, 0, "Bo")]))
    assert apart.data.empty and apart.title == f"Of those counted most nobody is in two {units}"


def test_someone_unnamed_in_two_articles_is_not_one_voice_to_compare():
    two = [article(n, "XY"[n], "") for n in range(2)]
    assert comparing.heard(analysis(two, quotes=[quote(0, 0, ""), quote(1, 0, ""), quote(0, 1)])).data.empty
    both = comparing.heard(analysis(two, quotes=[quote(0, 0), quote(1, 0), quote(0, 1, "")]))
    assert len(both.data) and both.alt.endswith("someone unnamed: X 6 %, none elsewhere.")


def test_an_alt_text_is_cut_between_words():
    assert phrases.listed(["rain " * 40]) == "rain " * 23 + "rain …."


def test_what_one_article_tells_is_no_matter_of_its_outlet():
    """Ada is named forty times in one of three articles of X; before, X named her more than Y."""
    articles, others = [article(n, "XY"[n > 2], "") for n in range(6)], [mention(n, 9, "Bo") for n in range(6)]
    once = comparing.named(analysis(articles, [*[mention(0, m) for m in range(40)], *others]))
    assert once.title == f"{comparing.NO_DIFFERENCE}how often each is named"
    often = comparing.named(analysis(articles, [*[mention(n, m) for n in range(3) for m in range(14)], *others]))
    assert often.title.startswith("Ada: ")
    alone = comparing.named(analysis(articles, [mention(n, m, "ABCDEF"[n]) for n in range(6) for m in range(9)]))
    assert alone.data.empty and alone.title == "Of those counted most nobody is in two outlets"


def test_a_course_is_told_by_halves_and_only_where_it_can():
    days = ("2024-01", "2024-02")
    assert rhythms.named_over_time(outlets(0, 10, days)).title.startswith(
        "Ada is named in 0 % of the articles of the first"
    )
    assert rhythms.named_over_time(outlets(5, 6, days)).title.startswith("No actor is named clearly more")


@pytest.mark.parametrize("draw", [comparing.named, comparing.heard, comparing.verbs, comparing.portrayed,
                                  comparing.over_time, rhythms.named_over_time, rhythms.heard_over_time])  # fmt: skip
def test_one_article_is_compared_with_nothing_and_has_no_course(draw):
    chart = draw(analysis([article(0, "X", "2024-01-01")], [mention(0, n) for n in range(5)], [quote(0, 0)]))
    assert chart.data.empty and chart.png, "no page shows a figure that counts nothing"
    assert "compare" in chart.title or "one time" in chart.title or "no course" in chart.title


def test_one_course_is_compared_with_nothing():
    days = [("X", "2024-01-01"), ("X", "2024-01-05"), ("Y", "2024-01-03")]
    articles = [article(n, outlet, day) for n, (outlet, day) in enumerate(days)]
    said = [quote(n, 0) for n in range(3)]
    chart = comparing.over_time(analysis(articles, [], said))
    assert chart.data.empty and chart.title == "No two outlets have articles of more than one day"
    assert len(comparing.over_time(analysis([*articles, article(3, "Y", "2024-01-05")], [], said)).data)


def test_every_outlet_has_a_panel_or_shares_the_last_one_and_says_its_articles():
    some = analysis([article(n, f"Outlet {n // 2:02d}") for n in range(40)], [mention(n, 0) for n in range(40)])
    chart = comparing.named(some)
    names = list(dict.fromkeys(chart.data["group"]))
    assert len(names) == comparing.PANELS and names[-1] == "9 other outlets"
    assert chart.data.drop_duplicates("group")["articles"].sum() == 40
    heads = [axes.get_title(loc="left") for axes in chart.figure.axes if axes.get_title(loc="left")]
    assert heads[0] == "Outlet 00\n2 articles" and heads[-1] == "9 other outlets\n18 articles"
    assert comparing.groups(frame("articles", [article(n, "X") for n in range(13)])) == {}, "one outlet of many"
    alone = [frame("articles", [article(n, f"Outlet {n}") for n in range(most)]) for most in (12, 13)]
    assert [len(comparing.groups(one)) for one in alone] == [12, 0], "many outlets with an article each tell nothing"


def test_the_number_above_a_column_of_words_counts_all_of_them_and_lies_in_its_bracket():
    rows = [Framing("a0", f"f{n}", 0, n, n + 1, f"word{n}", "loaded word", "x", "author", "", "") for n in range(40)]
    chart = telling.whose(analysis([article(0)], framing=rows))
    assert chart.title == "Most of the words that a list calls loaded are the author's own"
    few = telling.whose(analysis([article(0)], framing=rows[:4]))
    mixed = [replace(row, quoted="direct") if n % 2 else row for n, row in enumerate(rows)]
    for other in (few, telling.whose(analysis([article(0)], framing=mixed))):
        assert other.title == "Whose the words are that a list calls loaded"
    own = chart.data[chart.data["column"] == "author"]
    assert set(own["column_n"]) == {40} and own["n"].sum() == telling.MOST_WORDS
    assert "\n40 (" in chart.figure.axes[0].get_title(loc="left")


def test_a_finding_names_somebody():
    crowd = [quote(0, n, "") for n in range(9)]
    some = analysis([article(0)], quotes=[*crowd, *(quote(0, 9 + n) for n in range(9))])
    assert telling.voice_share(some).title.startswith("Ada has "), "who has a name, though the others have as much"
    one = analysis([article(0)], quotes=[*crowd, quote(0, 9)])
    assert re.match(r"At least \d+ % of the words \(\d+ % found\) are rep", telling.voice_share(one).title), (
        "Ada's may be none"
    )
    assert telling.voice_share(analysis([article(0)], quotes=crowd)).title.startswith("Whose the words are")


def test_what_was_found_lies_in_its_own_interval():
    for what in (whiskers.MENTIONS, whiskers.STATEMENTS, whiskers.WORDS, whiskers.ALL_WORDS, whiskers.DATES):
        error = whiskers.error_of(what, Analysis())
        assert all(
            low <= n <= high for n, (low, high) in zip(range(60), whiskers.limits(range(60), error), strict=True)
        )


def test_outsiders_read_what_a_set_is_and_not_its_name():
    known = measured.sets()
    beside = {part.split("|")[1] for row in knowledge.rows("figures.csv", ("figure", "scores"))
              for part in row["scores"].split(";") if part}  # fmt: skip
    counted = set(measured.frame().query("method.str.startswith('count: ')")["set"])
    assert beside | counted <= set(known)
    assert all(plain and name not in plain for name, (plain, _) in known.items() if name != "ordinary news")
    assert measured.plain("GGT dev and PolNeAR dev") == "48 Canadian news articles and 83 articles of US political news"
    own = "9 rows of yours checked by hand (8 right) and, for what is missed, GGT dev"
    assert measured.plain(own).endswith("for what is missed, 48 Canadian news articles")
    n = dict(
        zip(
            *measured.frame().query("method == 'count: statements' and measure == 'dispersion'")[["set", "n"]].values.T,
            strict=True,
        )
    )
    assert all(known[name][0].startswith(str(n[name])) for name in ("GGT dev", "PolNeAR dev"))


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0 %"), (0.001, "under 1 %"), (0.314, "31 %"), (0.999, "over 99 %"), (1, "100 %")]
)
def test_a_share_that_is_something_never_reads_as_nothing(share, said):
    assert phrases.percent(share) == said
    assert panels.written(0.003, "{:.1f}") == "0.003" and panels.written(0, "{:.1f}") == "0.0"


def test_a_line_over_time_breaks_where_an_outlet_has_no_article():
    days = [f"2024-01-{day:02d}" for day in (1, 2, 5, 6)]
    some = analysis([article(n, "XY"[n % 2], day) for n, day in enumerate([*days, "2024-01-03"])],
                    quotes=[quote(n, 0) for n in range(5)])  # fmt: skip
    chart = comparing.over_time(some)
    printed = chart.data.groupby("group")["published"].nunique().to_dict()
    assert printed == {"X": 3, "Y": 2}
    lines = [line for axes in chart.figure.axes for line in axes.lines if len(line.get_xdata()) == 6]
    assert {int(pd.Series(line.get_ydata()).isna().sum()) for line in lines} == {3, 4}
    once = analysis(
        [article(n, "WXYZ"[n], f"2024-01-0{n + 1}") for n in range(4)], quotes=[quote(n, 0) for n in range(4)]
    )
    assert comparing.over_time(once).data.empty, "four outlets with a day each have no course"


def test_a_handful_of_articles_each_of_another_week_has_no_course():
    some = analysis([article(n, "X", f"2024-0{n + 1}-03") for n in range(5)], [mention(n, 0) for n in range(5)])
    chart = rhythms.named_over_time(some)
    assert chart.data.empty and "too few" in chart.title
