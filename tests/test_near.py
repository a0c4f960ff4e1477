"""Near-duplicates: what is one text told again, what is not, and that the column stands in every table."""

import random

import pytest

import helpers
from helpers.corpus import Article, intake
from helpers.pipeline import analyse_into, files, store

WIRE = """The harbour of Norvik stays shut until Thursday, the harbour master, Ada Lindqvist, said on Monday.
Nobody was hurt when the storm broke the pier, but two ferries were driven against the quay and took in water.
The council will meet on Wednesday to decide who is to pay for the repairs, which engineers put at four million crowns.
Bo Berg, who runs the larger of the ferries, said that he would wait for the report of the insurers before he sued."""
OWN = """It took the islanders three days to learn that the storm had cut them off for the week.
Shops ran out of bread first, says Ada Lindqvist, who has kept the harbour for thirty years and has seen worse."""


def clusters(*texts):
    ids = [f"a{number:04}" for number in range(len(texts))]
    return intake.clusters(ids, [(ids, b"".join(map(intake.sketch, texts)))])


@pytest.mark.parametrize(
    "told_again",
    [
        f"Storm shuts Norvik harbour\n\nNORVIK, March 2 (Wire) — {WIRE}",
        WIRE.rpartition("\n")[0],
        WIRE.replace("two ferries", "both ferries").replace("will meet", "meets"),
        WIRE.upper(),
    ],
    ids=["another headline and dateline", "without its last paragraph", "edited", "in capitals"],
)
def test_wire_copy_is_found_again(told_again):
    assert clusters(OWN, WIRE, told_again) == {"a0001": "a0001", "a0002": "a0001"}


def test_another_article_on_the_same_event_is_none_nor_is_a_text_without_words():
    assert clusters(WIRE, OWN, "", "—", "!", "Yes", "No") == {}


def test_each_cluster_has_the_first_of_its_ids_in_whatever_order_they_come():
    sketches = {one: intake.sketch(WIRE + f" {one}.") for one in "cab"}
    parts = [(["c", "b"], sketches["c"] + sketches["b"]), (["a"], sketches["a"])]
    assert intake.clusters("cab", parts) == dict.fromkeys("abc", "a")
    assert intake.clusters("cab", parts[:1]) == dict.fromkeys("bc", "b") == intake.clusters("cb", parts)


def test_found_among_many_and_none_beside():
    rng = random.Random(3)
    words = [f"word{number}" for number in range(3000)]
    texts = [rng.choices(words, k=200) for _ in range(2000)]
    copies = [[*rng.choices(words, k=9), *text[5:180]] for text in texts[:100]]
    found = clusters(*(" ".join(text) for text in [*texts, *copies]))
    pairs = {f"a{2000 + number}": f"a{number:04}" for number in range(100)}
    assert {one: first for one, first in found.items() if one != first} == pairs


def given(number):
    """Return articles of which the first and the last are one text told twice."""
    rest = [Article(f"n{one:04}", f"Report {one}\n\nShip number {one} left at {one} o'clock.") for one in range(number)]
    return [Article("a", WIRE), *rest, Article("z", f"Harbour shut\n\n{WIRE}")]


def test_the_column_stands_in_memory_and_in_every_kind_of_folder(tmp_path, monkeypatch):
    wanted = {"a": "a", "z": "a"} | {f"n{one:04}": f"n{one:04}" for one in range(6)}
    near = lambda analysis: dict(analysis.articles[["article_id", "near"]].values)  # noqa: E731
    monkeypatch.setattr(helpers.pipeline, "BATCH", 3)
    assert near(helpers.analyse(given(6), skip=["sentiment"])) == wanted
    for small in (1000, 2):  # a file, and a folder of parts
        monkeypatch.setattr(store, "SMALL", small)
        for kind in ("csv", "parquet"):
            out = tmp_path / f"{kind}{small}"
            for _ in range(2):  # made, and known already
                analyse_into(out, helpers.read(given(6)), kind=kind, skip=["sentiment"])
                assert near(helpers.open(out)) == wanted, out
    parts = [files.read(path.read_bytes()) for path in (out / ".parts").glob("part-*/articles.parquet")]
    assert all(part["near"].equals(part["article_id"]) for part in parts)  # what is kept depends on no other article


def test_a_known_text_is_not_sketched_anew_and_counts_beside_a_new_one(tmp_path, monkeypatch):
    """Guards: every run sketched every text again, which was a third of what a known article cost."""
    source, sketched = given(2), []
    sketch = helpers.pipeline.methods.sketch
    monkeypatch.setattr(helpers.pipeline.methods, "sketch", lambda text: sketched.append(text) or sketch(text))
    analyse_into(tmp_path, helpers.read(source[:-1]), skip=["sentiment"])
    assert sketched == [article.text for article in source[:-1]]
    summary = analyse_into(tmp_path, helpers.read(source), skip=["sentiment"])
    assert sketched == [article.text for article in source] and summary.tally.near == 1
    assert helpers.open(tmp_path).articles["near"].tolist() == ["a", "n0000", "n0001", "a"]


def test_a_table_of_an_earlier_version_opens_and_one_that_cannot_says_so(tmp_path):
    from helpers.pipeline import files

    analyse_into(tmp_path, helpers.read(given(0)), skip=["sentiment"])
    path = tmp_path / "articles.parquet"
    table = files.read(path.read_bytes())
    files.write_file(table.drop_columns(["near", "published_by"]), path, "parquet")
    assert helpers.open(tmp_path).articles["published_by"].tolist() == ["none", "none"]
    files.write_file(table.drop_columns(["sha256"]), path, "parquet")
    with pytest.raises(ValueError, match=r"no column 'sha256'.*analyse SOURCE --out FOLDER --overwrite`"):
        _ = helpers.open(tmp_path).articles
