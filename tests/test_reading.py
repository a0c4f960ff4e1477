"""The annotated article: every mark in place, nothing executed, readable without colour."""

import re
import time
from dataclasses import fields
from html.parser import HTMLParser

import pytest

from helpers import figures, reading, tables
from helpers.corpus import Article
from helpers.pipeline import Analysis, analyse
from helpers.reading import Link, Mark

TEXT = "Mayor talks\n\n“The bridge,” Ann Lee said, “is what Bob calls ‘a cruel joke’.” She left on Monday."


class Words(HTMLParser):
    """What a page says: its words without the labels, its elements and its attributes."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.words, self.tags, self.attributes, self.open, self.mute = "", [], [], [], 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"input", "meta"}:
            self.open.append((tag, "label" in (dict(attrs).get("class") or "").split()))
            self.mute += self.open[-1][1]

    def handle_endtag(self, tag):
        opened, label = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        self.mute -= label

    def handle_data(self, data):
        self.words += "" if self.mute else data


def find(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def row(table, /, start=0, end=0, text=TEXT, **known):
    """A row with what the test says, and nothing ('' or 0) in its other columns."""
    blank = {field.name: "" if str(field.type) == "str" else 0 for field in fields(table)}
    return table(**blank | {"article_id": "a", "start": start, "end": end, "surface": text[start:end]} | known)


def mention(key, words, actor, text=TEXT, kind="name"):
    who = {"mention_id": key, "kind": kind, "actor_id": f"person:{actor}", "actor": actor}
    return row(tables.Mention, *find(words, text), text, **who)


def quote(key, words, speaker, part=0, cue=None, text=TEXT):
    (start, end), (cue_start, cue_end) = find(words, text), find(cue, text) if cue else (None, None)
    blank = {field.name: "" for field in fields(tables.Quote) if field.init}
    known = {
        "article_id": "a", "quote_id": key, "sentence_id": 0, "start": start, "end": end, "kind": "direct",
        "content": words, "cue": cue or "", "cue_start": cue_start, "cue_end": cue_end, "source_start": None,
        "source_end": None, "speaker_id": f"person:{speaker}", "speaker": speaker, "part": part, "negated": 0,
    }  # fmt: skip
    return tables.Quote(**blank | known)


def judged(method, score, p=(None, None, None)):
    known = dict(zip(("p_negative", "p_neutral", "p_positive"), p, strict=True))
    return row(tables.SentimentRow, mention_id="m1", voice="author", method=method, score=score, **known)


def analysis(text=TEXT, **rows):
    blank = {field.name: "" if str(field.type) == "str" else 0 for field in fields(tables.ArticleRow)}
    article = tables.ArticleRow(**blank | {"article_id": "a", "text": text})
    frames = {name: tables.frame(name, rows.get(name, [])) for name in tables.OF_ARTICLES if name != "articles"}
    return Analysis(articles=tables.frame("articles", [article]), **frames)


@pytest.fixture
def bridge():
    return analysis(
        mentions=[
            mention("m0", "Ann Lee", "Ann Lee"),
            mention("m1", "Bob", "Bob"),
            mention("m2", "She", "Ann Lee", kind="pronoun"),
        ],
        quotes=[
            quote("q0", "The bridge,", "Ann Lee", cue="said"),
            quote("q0", "is what Bob calls ‘a cruel joke’.", "Ann Lee", part=1),
            quote("q1", "a cruel joke", "Bob"),
        ],
        timexes=[row(tables.Timex, *find("Monday"), timex_id="t0", value="2023-02-20")],
        sentiment=[judged("vader", 0.9), judged("target", -0.8)],
        framing=[row(tables.Framing, *find("cruel"), measure="loaded word")],
    )


@pytest.mark.parametrize(
    ("judgement", "sign"),
    [
        (judged("target", -0.4, (0.45, 0.5, 0.05)), "±0"),
        (judged("target", -0.4, (0.5, 0.4, 0.1)), "−"),
        (judged("vader", 0.05), "+"),
        (judged("vader", 0.04), "±0"),
    ],
    ids=["leans, but neutral is likelier", "negative", "a lexicon's least", "less than that"],
)
def test_a_mention_is_coloured_only_where_its_instrument_hears_a_tone(judgement, sign):
    some = analysis(mentions=[mention("m1", "Bob", "Bob")], sentiment=[judgement])
    html = re.sub(r"<[^>]*>", "", reading.article(some, layers=["portrayal"]).html)
    assert re.search(r"Bob \[([^]]*)\]", html)[1] == sign


def test_without_labels_the_words_are_the_articles(bridge):
    said = Words(reading.article(bridge).html)
    assert said.words.split() == TEXT.split()
    assert not said.open


@pytest.mark.parametrize(
    ("layer", "marked"),
    [
        ("actors", ["Ann Lee", "Bob", "She [Ann Lee]"]),
        ("quotes", ["[Ann Lee: The bridge,]",
                    "[Ann Lee, continued: is what Bob calls ‘[Bob: a cruel joke]’.]", "[Bob: a cruel joke]"]),
        ("time", ["Monday [20 Feb 2023]"]),
        ("portrayal", ["Bob [−]"]),
        ("loaded", ["cruel [loaded word]"]),
    ],
)  # fmt: skip
def test_each_layer_marks_its_words_and_says_so_without_colour(bridge, layer, marked):
    html = reading.article(bridge, layers=[layer]).html
    found = []
    for begin in re.finditer(rf'<span class="{layer}[ "]', html):
        depth, position = 0, begin.start()
        for tag in re.finditer(r"<(/?)span", html[begin.start() :]):
            depth += -1 if tag[1] else 1
            if not depth:
                position = begin.start() + tag.end() + 1
                break
        found.append(re.sub(r"<[^>]*>", "", html[begin.start() : position]))
    assert found == marked


def test_a_source_without_a_name_is_called_by_its_own_words():
    told = analyse([Article("a", "The rights group says the camp must close.")])
    html = reading.article(told, layers=["quotes"]).html
    assert "The rights group:" in html and "unnamed" not in html


def test_what_was_not_said_is_marked_so_and_the_legend_says_what_that_is():
    told = analyse([Article("a", "Ann Lee said that the boat was late. Bo Ek did not say why the engines had failed.")])
    html = reading.article(told, layers=["quotes"]).html
    assert "[Ann Lee: " in html and "[Bo Ek, not said: " in html and html.count("unsaid") == 1
    assert reading.UNSAID in html[: html.index('<div class="text"')]
    assert reading.UNSAID not in reading.article(analyse([Article("a", "Ann Lee said that it rained.")])).html


WRAPPED = (
    "The ferry that was to leave for the island at noon\nlay in the harbour until the evening, and nobody had\ncome."
)


@pytest.mark.parametrize(
    ("block", "kept"), [("Rain\nWind\nSnow", True), ("10:00 It began.\r\n10:05 It ended.", True), (WRAPPED, False)]
)
def test_line_ends_of_a_list_are_shown_and_those_of_a_width_are_not(block, kept):
    html = reading.article(analyse([Article("a", f"A day at sea\n\n{block}\n\nIt is over.")]), layers=["time"]).html
    assert ('<p class="lines">' in html) == kept and ".lines{white-space:pre-line}" in reading.STYLE.read_text()


def test_a_headline_stands_behind_what_a_release_puts_before_it():
    told = analyse([Article("a", "FOR IMMEDIATE RELEASE\n\nHarbour to close\n\nIt rained.")])
    assert re.findall(r"<p[^>]*>", reading.article(told).html) == ["<p>", '<p class="headline">', "<p>"]


def test_one_layer_is_given_by_its_name_alone(bridge):
    assert reading.article(bridge, layers="time").html == reading.article(bridge, layers=["time"]).html


def test_nested_quotes_are_nested_elements(bridge):
    html = reading.article(bridge, layers=["quotes"]).html
    assert re.search(r'depth1" id="quotes-q0-1".*depth2" id="quotes-q1"', html)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 3)], "<abc>def"),
        ([(0, 6), (1, 2)], "<a<b>cdef>"),
        ([(0, 4), (2, 6)], "<ab<cd>><ef>"),  # crossing marks: the second is cut in two
        ([(0, 3), (0, 3)], "<<abc>>def"),
        ([(4, 9)], "abcd<ef>"),  # goes on in the next paragraph
        ([], "abcdef"),
    ],
)
def test_marks_nest_even_where_they_cross(spans, expected):
    found = [Mark(start, end, "time") for start, end in sorted(spans, key=lambda span: (span[0], -span[1]))]
    html = reading.nest("abcdefghi", 0, 6, found, {})
    assert re.sub("<span[^>]*>", "<", html).replace("</span>", ">") == expected


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "' onload='x",
        "\u202eevil\u2066", "\x00\x08", "x" * 10_000, "&lt;b&gt;", "</style><script>x</script>",
    ],
)  # fmt: skip
def test_hostile_text_and_tables_stay_text(nasty):
    text = f"A headline\n\n{nasty} said no."
    table = analysis(text, mentions=[mention("m0", nasty, nasty, text)], quotes=[quote(nasty, "no", nasty, text=text)])
    shown = reading.article(table)
    for page in (shown.html, shown.page(nasty)):
        said = Words(page)
        assert not {"script", "img", "iframe", "object"} & set(said.tags)
        assert not [name for name, _ in said.attributes if name.startswith("on")]
        assert all(not (value or "").startswith("javascript") for name, value in said.attributes if name == "href")
        page.encode("utf-8")
    assert reading.safe(nasty) in shown.html


def test_links_lead_from_marks_to_figures(bridge):
    table = reading.Tables({"text": TEXT}, {"mentions": bridge.mentions.to_dict("records")})
    links = {("actors", "m1"): [Link("2", "#bar-bob", "figure 2")], ("actors", "m0"): [Link("<", 'x"y', "'")]}
    html = reading.render(table, {}, links).html
    assert html.count('<a href="#bar-bob" aria-label="figure 2">2</a>') == 1
    assert '<a href="x&quot;y" aria-label="&#x27;">&lt;</a>' in html


def test_colours_follow_the_actor_and_only_those_used(bridge):
    css = reading.article(bridge).css
    for actor, colour in {"person:Ann Lee": "#332288", "person:Bob": "#88CCEE"}.items():
        assert f".{reading.actor_class(actor)}{{--c:{colour}}}" in css


@pytest.mark.parametrize(
    ("given", "message"), [({"article_id": "b"}, "no article 'b'"), ({"layers": ["x"]}, "no layer")]
)
def test_what_is_not_there_is_named(bridge, given, message):
    with pytest.raises(KeyError, match=message):
        reading.article(bridge, **given)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\ud800b\x00", "a\ufffdb\ufffd"),
        ("<'\"&>", "&lt;&#x27;&quot;&amp;&gt;"),
        ("naïve – “x”\n", "naïve – “x”\n"),
    ],
)
def test_safe_text_can_be_written_and_parsed(text, expected):
    assert reading.safe(text) == expected


def test_direction_controls_in_names_are_shown():
    assert reading.visible("gpj\u202e.exe") == "gpj⟨U+202E⟩.exe"


def test_a_policy_names_its_styles_and_nothing_else():
    assert reading.policy("p{}") == (
        "default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; "
        "script-src 'none'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )


def test_many_paragraphs_take_time_that_grows_with_them():
    """Each paragraph once looked at every mark of the article."""
    took = []
    for count in (1600, 6400):
        text = "\n\n".join(f"Ada met Bo, number {n}." for n in range(count))
        spots = [place for place in range(len(text)) if text.startswith("Ada", place)]
        rows = [row(tables.Mention, place, place + 3, text, mention_id=f"m{n}", actor_id="person:ada", actor="Ada")
                for n, place in enumerate(spots)]  # fmt: skip
        some = analysis(text, mentions=rows)
        found = reading.tables(some, "a")
        start = time.process_time()
        html = reading.render(found, {}).html
        took.append(time.process_time() - start)
        assert html.count('id="actors-m') == count
    assert took[1] < 10 * took[0] + 0.3  # four times as much; sixteen, were it by the square


def test_an_article_costs_the_same_whatever_the_corpus_holds(bridge):
    """Its style sheet once hashed every actor of the corpus, for each article anew."""
    found = reading.tables(bridge, bridge.articles["article_id"].iloc[0])
    colours = figures.colours(bridge)
    many = colours | {f"person:nobody-{number}": "#000000" for number in range(20_000)}
    reading.actor_class.cache_clear()
    assert reading.render(found, many) == reading.render(found, colours)
    assert reading.actor_class.cache_info().misses < 100


def test_many_articles_are_cut_apart_as_one_is(bridge):
    ids = list(bridge.articles["article_id"])
    one_by_one = [reading.render(reading.tables(bridge, one), {}) for one in ids]
    assert ids and [reading.render(found, {}) for found in reading.split(bridge, ids)] == one_by_one


def test_a_mark_that_goes_over_several_paragraphs_stands_in_each():
    text = "One two.\n\nThree four.\n\nFive six."
    known = {"content": text, "quote_id": "q0", "kind": "direct", "speaker": "Ada", "speaker_id": "person:ada"}
    blank = dict.fromkeys(field.name for field in fields(tables.Quote) if field.init)
    said = tables.Quote(**{**blank, **dict.fromkeys([f.name for f in fields(tables.Quote) if f.type == "str"], ""),
                           "article_id": "a", "sentence_id": 0, "start": 0, "end": len(text), "part": 0, "negated": 0,
                           **known})  # fmt: skip
    html = reading.render(reading.tables(analysis(text, quotes=[said]), "a"), {}).html
    assert len(re.findall(r'<p[^>]*><span class="quotes', html)) == 3
