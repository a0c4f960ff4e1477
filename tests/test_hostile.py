"""Nothing lost, nothing let in: each hostile kind has its expected result, and none stops the others."""

import os
import sys
import time

import pandas as pd
import pytest
import tabled
from hostile import PLAIN, SAID, kinds, write
from invariants import broken

import helpers
from helpers import actors, framing, quotes, tokens
from helpers.parse import parse
from helpers.pipeline import Analysis
from helpers.tables import TABLES, Article

TABLES_OF_CASES = [path for path in sorted(tabled.FOLDER.glob("*.csv")) if "text" in next(iter(tabled.rows(path)))]

SOAK = bool(os.environ.get("HELPERS_SOAK"))
KINDS = list(kinds(80 if SOAK else 1))
TABLES_FREE = [table for table in ("sentiment",) if not SOAK]  # the scorer is the slow part; the soak keeps it


HUGE = {
    "ten megabytes on one line": SAID * (10_000_000 // len(SAID)),
    "ten megabytes of paragraphs": (PLAIN + "\n\n") * (10_000_000 // (len(PLAIN) + 2)),
    "a sentence of 50,000 words": "Ada Lind said that " + "the ferry and " * 16_665 + "the harbour shut.",
    "a million quotation marks": "“" * 1_000_000,
}


def test_there_are_enough_kinds():
    assert len(KINDS) >= 60 and len({kind.name for kind in KINDS}) == len({kind.file for kind in KINDS}) == len(KINDS)


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for kind in KINDS:
        write(folder, kind)
    (folder / "sound.txt").write_text(PLAIN + " Sound.", encoding="utf-8")
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text(PLAIN + " Secret.", encoding="utf-8")
    (folder / "leads out.txt").symlink_to(outside)
    started = time.process_time()
    analysis = helpers.analyse(helpers.read(folder), skip=TABLES_FREE)
    return analysis, time.process_time() - started


def test_every_table_is_sound(all_at_once):
    analysis, _ = all_at_once
    assert broken(analysis) == []


@pytest.mark.skipif(not SOAK, reason="a quarter of an hour: `make soak`")
@pytest.mark.parametrize("name", HUGE)
def test_the_largest_texts_are_read_whole(name):
    analysis = helpers.analyse([Article("a", HUGE[name])], skip=["sentiment"], any_language=True)
    assert analysis.problems.empty
    assert analysis.articles["text"].tolist() == [HUGE[name]]
    assert broken(analysis) == []


def test_a_text_may_end_anywhere():
    """Guards: of texts cut off in a sentence one in seventy was lost, as a database cuts them or a teaser ends."""
    texts = [row["text"].replace(" // ", "\n\n") for table in TABLES_OF_CASES for row in tabled.rows(table)]
    ends = [(text, [at for at, letter in enumerate(text) if letter == " "] or [len(text)]) for text in texts]
    cut = {text[: at[k * len(at) // 5 - 1]] for text, at in ends for k in range(1, 6)}
    articles = [Article(f"{number}", text) for number, text in enumerate(sorted(filter(str.strip, cut)))]
    lost = helpers.analyse(articles, skip=["sentiment"], any_language=True).problems
    assert len(articles) > 4000 and lost[lost["problem"] == "analysis failed"].empty


def test_none_stops_the_others(all_at_once):
    analysis, _ = all_at_once
    assert "sound" in set(analysis.articles["article_id"])
    assert not analysis.articles["text"].str.contains("Secret").any()
    assert (analysis.problems["problem"] == "link leads out").sum() == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_has_its_result(kind, tmp_path):
    write(tmp_path, kind)
    records = list(helpers.read(tmp_path).records())
    articles = [record for record in records if hasattr(record, "article_id")]
    problems = {record.problem for record in records if hasattr(record, "problem")} - {"not English"}
    not_english = any(getattr(record, "problem", "") == "not English" for record in records)
    assert problems == set(kind.problems)
    if kind.articles >= 0:
        assert len(articles) == kind.articles or (not_english and len(articles) == 0)


def sizes():
    names = (
        "one long line",
        "unbalanced marks",
        "many pronouns",
        "deep clauses",
        "many dates",
        "one name again and again",
        "a large family",
    )
    size = 20 if SOAK else 10
    return [*((name, size) for name in names), ("straight marks", size // 5)]  # that one is large at once


@pytest.mark.slow
@pytest.mark.parametrize(("name", "size"), sizes())
def test_time_grows_no_faster_than_the_text(name, size, tmp_path):
    taken = []
    helpers.analyse([helpers.corpus.Article("a", PLAIN)], skip=["sentiment"])  # the parser's loading is no growth
    for scale in (size, 4 * size):
        kind = next(kind for kind in kinds(scale) if kind.name == name)
        path = write(tmp_path / str(scale), kind)
        started = time.process_time()
        helpers.analyse(helpers.read(path), skip=["sentiment"])
        taken.append(time.process_time() - started)
    assert taken[1] < 4 * taken[0] * 2.5 + 0.5  # four times the text; slack for a noisy machine


GROWING = {
    "marks in marks": lambda n: "“Ada said ‘she asked " * 4 * n + "no" + "’ ”" * 4 * n,
    "reports in reports": lambda n: "Ada said that " * n + "it rained.",
    "sources without a name": lambda n: "The mayor said that the woman told the minister that the firm was his. " * n,
    "a transcript": lambda n: "Ada Lind and Bo Berg met.\n\n" + "LIND: I said she would go.\n\n" * n,
    "an interview": lambda n: "Q: Why did you go?\nA: I went since he asked me.\n" * n,
    "questions between": lambda n: "Ada Lind came.\n\n" + ("Did you go?\n\n" + "I saw Bo Berg there.\n\n" * 4) * n,
    "letters": lambda n: "Bo said he left. " * 9 * n + ("\n\nAda Lind wrote:\n\nWe " + "wait and " * 9 + "go.") * n,
}


@pytest.mark.parametrize("name", GROWING)
def test_steps_grow_no_faster_than_the_text(name):
    """Guards: a report read all those within it anew, a source all the text, a turn all turns. Steps, not seconds."""
    steps = []

    def step(*_):
        steps[-1] += 1
        return step

    for n in (60, 120):
        (parsed,) = parse([Article("a", GROWING[name](n))])
        mentions, before = actors.find(parsed), sys.gettrace()
        steps.append(0)
        sys.settrace(step)
        try:
            framing.find(parsed, mentions, quotes.find(parsed, quotes.in_turns(parsed, mentions)))
        finally:
            sys.settrace(before)
    assert steps[1] < 2.2 * steps[0]


def test_steps_of_marks_within_single_ones_grow_no_faster_than_these():
    """Guards: each double mark was looked for in all the single ones before it."""
    steps = []

    def step(*_):
        steps[-1] += 1
        return step

    for n in (200, 400):
        text, before = "‘We heard “no” twice,’ Ada Lind said. " * n, sys.gettrace()
        steps.append(0)
        sys.settrace(step)
        try:
            assert len(tokens.find(text)) == 2 * n
        finally:
            sys.settrace(before)
    assert steps[1] < 2.2 * steps[0]


@pytest.mark.parametrize(
    "text",
    ["A{0}a Lind came. Lind said so. ", "The A{0}a Party won. The party lost. ", "A{0}a Berg{0} and "],
    ids=("family", "parties", "people joined"),
)
def test_steps_of_many_names_grow_no_faster_than_these(text):
    """Guards: each mention asked of two hundred whether it means them, each gap of a sentence the whole sentence."""
    steps = []

    def step(*_):
        steps[-1] += 1
        return step

    actors.find(next(iter(parse([Article("a", text.format("lo") + "left.")]))))  # what is read and remembered once
    for n in (100, 200):
        letters = (chr(97 + k // 26) + chr(97 + k % 26) for k in range(n))
        (parsed,) = parse([Article("a", "".join(map(text.format, letters)) + "left.")])
        steps.append(0)
        before = sys.gettrace()
        sys.settrace(step)
        try:
            actors.find(parsed)
        finally:
            sys.settrace(before)
    assert steps[1] < 2.2 * steps[0]


def test_the_invariants_bite():
    sound = helpers.analyse([helpers.corpus.Article("a", PLAIN)], skip=["sentiment"])
    assert broken(sound) == []
    tables = {name: getattr(sound, name) for name in TABLES}
    moved = Analysis(**tables | {"mentions": sound.mentions.assign(start=0)})
    assert any("is not text" in line for line in broken(moved))
    twice = Analysis(**tables | {"mentions": pd.concat([sound.mentions, sound.mentions])})
    assert "mentions: mention_id is not unique" in broken(twice)
    assert any("unknown article" in line for line in broken(Analysis(**tables | {"articles": sound.articles[:0]})))
    wide = Analysis(**tables | {"quotes": sound.quotes.assign(extra=1)})
    assert any(line.startswith("quotes: columns") for line in broken(wide))
