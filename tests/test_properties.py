"""What holds for any article, tried on made-up ones; HELPERS_SOAK tries 20,000."""

import os
from concurrent.futures import ProcessPoolExecutor

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from invariants import broken

import helpers
from helpers import charts
from helpers.pipeline import files, methods
from helpers.report.evidence import slug
from helpers.tables import Article

EXAMPLES = 20_000 if os.environ.get("HELPERS_SOAK") else 20
PIECES = [
    "Ada Lind", "President Bo Berg", "Mr. Berg", "the mayor", "he", "She", "they", "Minsk", "Kyiv", "Ukrainian",
    "said", "claimed that", "according to", "asked why", "was told", "will meet", "denied", "fears that", "never",
    "on Monday", "last May", "two weeks later", "in 1999", "every day", "the 1980s", "Friday", "it rained",
    "the harbour", "“", "”", '"', "’s", ",", ".", ". ", "\n", "\n\n", " – ", ":", "(", ")", " ", "é", "👩‍👧", "\u202e",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), min_size=1, max_size=40).map(" ".join)
TEXTS = TEXTS.map(lambda text: text.encode("utf-8", "replace").decode("utf-8")).filter(str.strip)
tried = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def analysed(*texts):
    articles = [Article(f"a{number}", text) for number, text in enumerate(texts)]
    return helpers.analyse(articles, skip=["sentiment"], any_language=True)


@tried
@given(TEXTS)
@example("said said fears that /0")  # found by the soak: what one cue reports crossed what another does
@example("Ada Lind according to according to Ada Lind")  # one within the other, from the same place
def test_every_row_points_at_its_own_words(text):
    assert broken(analysed(text)) == []


@pytest.fixture(scope="module")
def worker():
    with ProcessPoolExecutor(1, methods.context()) as pool:
        yield pool


def batch(articles):
    return methods.find_all(articles, methods.Options(skip=frozenset({"sentiment"})))


@tried
@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_company_order_and_process_change_nothing(worker, texts, chance):
    articles = [Article(f"a{number}", text) for number, text in enumerate(texts)]
    alone = [batch((article,)) for article in articles]  # batches of one, here
    order = chance.sample(range(len(texts)), len(texts))
    together = worker.submit(batch, tuple(articles[number] for number in order)).result()  # one batch, elsewhere
    assert together.article_ids == tuple(f"a{number}" for number in order) and not together.problems
    for name, packed in together.tables.items():
        apart = pa.concat_tables([files.read(alone[number].tables[name]) for number in order])
        assert files.read(packed).equals(apart), name


# What a later text may change in an earlier one: how the sentences of its last dozen tokens are read, since the
# parser looks a few words ahead, and who is meant, which is decided on the whole article.
LOCAL = {
    "sentences": ["sentence_id", "start", "end"],
    "tokens": ["sentence_id", "start", "end", "is_word"],
    "timexes": ["start", "end", "type", "value"],
    "quotes": ["kind", "start", "end", "cue_start", "cue_end", "source_start", "source_end"],
}


@tried
@given(TEXTS, TEXTS)
@example("said “ \n\n " + "Ada Lind " * 6, "“")  # an open mark was held to go on at a mark two paragraphs later
def test_what_follows_changes_no_earlier_row(one, other):
    one = f"The harbour\n\n{one}"  # a text with blank lines: without them every line is a paragraph
    alone, longer = analysed(one), analysed(f"{one}\n\nAt last: {other}")
    dozen = alone.tokens["sentence_id"].iloc[-12:].iloc[0]
    settled = alone.sentences["start"].iloc[dozen]
    for name, columns in LOCAL.items():
        before, after = (getattr(a, name) for a in (alone, longer))
        before, after = (t[t["end"] <= settled][columns].reset_index(drop=True) for t in (before, after))
        assert before.equals(after), (name, before, after)


# People and bodies in every way that articles write them: titles, initials, capitals, accents, both apostrophes.
WRITTEN = {
    "person:ada-lind": ["Ada Lind", "Ada B. Lind", "Ada B Lind", "Mayor Ada Lind", "ADA LIND", "Ms. Ada Lind"],
    "person:conan-obrien": ["Conan O'Brien", "Conan O’Brien", "Senator Conan O'Brien", "CONAN O’BRIEN"],
    "person:jose-nunez": ["José Nuñez", "Jose Nunez", "President José M. Nuñez", "JOSÉ NUÑEZ"],
    "organisation:peoples-union": ["the People's Union", "the People’s Union", "THE PEOPLE'S UNION"],
}
SAID = ["{} said on Monday that {} would close the harbour.", "{} met {} in the old town hall.", "{} blamed {} again."]
NAMED = st.builds(
    lambda said, one, other: said.format(one[0].upper() + one[1:], other),
    st.sampled_from(SAID), *[st.sampled_from([form for forms in WRITTEN.values() for form in forms])] * 2,
)  # fmt: skip


@tried
@given(st.lists(st.lists(NAMED, min_size=2, max_size=5).map("\n\n".join), min_size=2, max_size=4))
def test_one_actor_is_one_row_one_bar_and_one_page(texts):
    articles = [Article(f"a{number}", f"Harbour talks go on\n\n{text}") for number, text in enumerate(texts)]
    analysis = helpers.analyse(articles, skip=["sentiment", "quotes", "timexes", "events", "framing", "tokens"])
    actors, drawn = analysis.actors, charts.named(analysis).data
    assert set(actors["actor_id"]) <= set(WRITTEN) and actors["actor_id"].is_unique and actors["actor"].is_unique
    assert drawn["actor_id"].tolist() == charts.ranking(analysis)["actor_id"].tolist() and drawn["mark"].is_unique
    assert drawn["n"].sum() == (analysis.mentions["actor_id"] != "").sum()
    assert len({slug(actor) for actor in actors["actor_id"]}) == len(actors)


@pytest.mark.slow
@tried
@given(
    st.lists(st.sampled_from(["Ada Lind won.", "Bo lost the war.", "Kyiv won."]), min_size=1, max_size=4).map(" ".join)
)
def test_probabilities_sum_to_one(text):
    analysis = helpers.analyse([Article("a", text)], any_language=True)
    assert broken(analysis) == []
