"""What the pipeline promises beside its tables: nothing loaded in vain, one failure costs one article."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import helpers
from helpers import pipeline
from helpers.pipeline import methods
from helpers.tables import Article

GIVEN = [Article("b", "The mayor said it rained."), Article("a", "It snowed, she said."), Article("c", "Fog came.")]


def test_the_package_is_light_until_it_is_used():
    heavy = "spacy, matplotlib, onnxruntime, pandas, nltk, pyarrow, trafilatura, distributed, py3langid"
    script = f"import sys, helpers; print([m for m in {heavy.split(', ')!r} if m in sys.modules])"
    environment = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


FIRST = """
import sys, helpers
from helpers.tables import Article
analysis = helpers.analyse([Article("a", "Ada Lind said on Monday that no ferry would leave.")])
assert len(analysis.quotes) == 1
in_vain = ("spacy.cli", "httpx", "onnxruntime", "tokenizers", "textblob", "matplotlib")
print([name for name in in_vain if name in sys.modules])
assert set(analysis.sentiment["method"]) == {"target", "textblob", "vader"}
import spacy, spacy.cli
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__, callable(spacy.cli.download))
"""


def test_the_first_table_loads_nothing_that_it_does_not_need():
    # the command line of spaCy is half of its import, the trained scorer takes longer to load than a page to read
    environment = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", FIRST], env=environment, capture_output=True, text=True)
    assert done.stdout.split("\n")[:2] == ["[]", "True True"], done.stderr


def test_tone_that_is_judged_when_asked_for_is_the_same(monkeypatch):
    text = "Ada Lind lied, Bo Holm said. Ada Lind is a brave woman, he did not say. “The mayor failed,” said Cy Dahl."
    given = [Article(f"{number:03d}", text) for number in range(70)]  # more than a batch
    kept = helpers.analyse(given).sentiment
    real = methods.find_all
    monkeypatch.setattr(methods, "find_all", lambda batch, options: real(batch, methods.Options()))
    pd.testing.assert_frame_equal(kept, helpers.analyse(given).sentiment)
    assert len(kept) and len(helpers.analyse(given, skip=["quotes"]).sentiment) == len(kept)


THREADS = """
import os, sys
import pandas, pyarrow.parquet
from helpers.tables import Article
from helpers.corpus import read
from helpers.pipeline import files
from helpers.tables import Problem
def threads():
    return len(os.listdir("/proc/self/task"))
packed, before = files.pack(files.table("problems", [Problem("a", "b", "c")] * 50)), threads()
files.unpack("problems", [packed, packed])
list(read(sys.argv[1]).records())
print(threads() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts the threads that Linux lists")
def test_reading_parquet_starts_no_thread(tmp_path):
    # one that outlives the interpreter aborts it at its end, now and then: see `files.read`
    pd.DataFrame({"id": ["a"], "text": ["The mayor said it rained."]}).to_parquet(tmp_path / "a.parquet")
    environment = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    command = [sys.executable, "-c", THREADS, str(tmp_path / "a.parquet")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "0", done.stderr


def test_articles_come_in_the_order_they_were_given():
    assert helpers.analyse(GIVEN).articles["article_id"].tolist() == ["b", "a", "c"]


def test_a_method_that_fails_costs_one_article(monkeypatch):
    real = methods.find

    def find(parsed, options):
        if parsed.article.article_id == "a":
            raise RuntimeError("no luck")
        return real(parsed, options)

    monkeypatch.setattr(methods, "find", find)
    analysis = helpers.analyse(GIVEN)
    assert analysis.articles["article_id"].tolist() == ["b", "c"]
    assert analysis.problems.values.tolist() == [["a", "analysis failed", "RuntimeError: no luck"]]


def test_an_article_that_cannot_be_parsed_costs_itself(monkeypatch):
    from helpers import parse

    real = parse.sentences

    def sentences(text):
        if text == GIVEN[1].text:
            raise TimeoutError("too long")
        return real(text)

    monkeypatch.setattr(parse, "sentences", sentences)
    analysis = helpers.analyse(GIVEN)
    assert analysis.articles["article_id"].tolist() == [GIVEN[0].article_id, GIVEN[2].article_id]
    assert analysis.problems.values.tolist() == [[GIVEN[1].article_id, "analysis failed", "TimeoutError: too long"]]


@pytest.mark.parametrize("name", ["quotes", "sentiment", "tokens"])
def test_a_table_left_out_is_empty_and_changes_no_other(name):
    whole, part = helpers.analyse(GIVEN), helpers.analyse(GIVEN, skip=[name])
    assert getattr(part, name).empty and not whole.tokens.empty
    assert part.articles.equals(whole.articles) and part.mentions.equals(whole.mentions)


def test_wrong_names():
    with pytest.raises(ValueError, match="no table verbs"):
        helpers.analyse(GIVEN, skip=["verbs"])
    with pytest.raises(AttributeError, match="no table 'verbs'"):
        _ = helpers.analyse([]).verbs
    with pytest.raises(FileNotFoundError, match="no analysis here"):
        helpers.open("tests")
    assert repr(pipeline.Analysis()) == "Analysis(no table read yet)"


@pytest.mark.parametrize(("text", "expected"), [
    # who is named behind the words says them, not who spoke last
    (
        "“We lost,” said Robert Hale. Ann Lee scored.\n\n“I was lucky. It rained,” said Clara Weiss.",
        [("I", "person:clara-weiss")],
    ),
    # somebody without a name is nobody who was named
    ("“We lost,” said Robert Hale.\n\n“I was lucky,” said the rookie. “But I ran.”", []),
    # nobody speaks of himself as of another
    ("Clara Weiss came. Peter Lindqvist was there. “He paid her,” Lindqvist said.", [("her", "person:clara-weiss")]),
    # an interview and a transcript need no marks; what is reported in them is still told by who speaks
    (
        "Clara Weiss met us.\n\nQ: Is it old?\n\nA: I know that Hale told me so.\n\nQ: Did he?\n\nA: My word on it.",
        [
            ("I", "person:clara-weiss"), ("me", "person:clara-weiss"), ("he", "person:hale"),
            ("My", "person:clara-weiss"),
        ],
    ),
    (
        "Clara Weiss met Peter Lindqvist.\n\nWEISS: I was there.\n\nLINDQVIST: I was there too.",
        [("I", "person:clara-weiss"), ("I", "person:peter-lindqvist")],
    ),
    # in the reporter's words nobody of the article is "I"
    ("Clara Weiss met Peter Lindqvist. I was there. She told me: it rained.", [("She", "person:clara-weiss")]),
    # unless the word stands before the marks
    ("Robert Hale spoke, saying he “was never so sure of anything in life”.", [("he", "person:robert-hale")]),
])  # fmt: skip
def test_a_pronoun_in_somebodys_words_is_read_by_who_says_them(text, expected):
    mentions = helpers.analyse([Article("a", text)]).mentions
    pronouns = mentions[mentions["kind"] == "pronoun"]
    assert [pair for pair in zip(pronouns["surface"], pronouns["actor_id"], strict=True)] == expected
