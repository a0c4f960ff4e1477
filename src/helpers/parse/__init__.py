"""Hold the one spaCy pipeline: an article is parsed once, and everyone shares that parse.

What comes out is not a spaCy object but plain columns, one entry a token, that a newcomer can print.
The tagger, parser and entity recogniser run in batches; parts of speech and lemmas, a third of the cost,
are worked out once for each different word (`lemmas`; the results are the same, see tests/test_parse.py).
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..article import Article
from ..tokens import Sentence, sentences
from . import lemmas
from .models import ModelError, parser_path

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_TOKENS = 10_000  # a spaCy Doc longer than this is cut, so that memory stays bounded
BATCH = 64  # articles parsed at once: nlp.pipe gains a third over one at a time, and no more beyond
CHARACTERS = 200_000  # … or this much text
FORGET = 5_000_000  # characters after which the pipeline is loaded anew
LONG_WORD = 200
LONG_RUN = re.compile(rf"\S{{{LONG_WORD}}}")
GLUED = re.compile(
    r"(?<=[,.?!][”\"])(?=\w)|(?<=\w[,.?!])(?=“\w)"
)  # “safe,”Keller: two tokens, though no space is there


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
        order = [token for token, head in enumerate(self.head) if head == token]
        for token in order:  # grows as it is walked: heads before their dependents
            order += self.children[token]
        for token in reversed(order):
            head = self.head[token]
            left[head], right[head] = min(left[head], left[token]), max(right[head], right[token])
        return list(zip(left, right, strict=True))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of tokens first to last - 1."""
        return self.start[first], self.end[last - 1]


def parse(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles in batches, in order; what comes out does not depend on the batches.

    Raises OSError with the way out when the spaCy model is not installed or not the one that is pinned.
    """
    for batch in _batches(articles):
        nlp = _refresh(sum(len(article.text) for article in batch))
        yield from _parse(nlp, batch)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the spaCy pipeline once: the pinned small model, or the one HELPERS_SPACY_MODEL names.

    Raises ModelError when there is none, or none that loads.
    """
    path = parser_path()
    try:
        nlp = _spacy().load(path)
    except Exception as error:  # whatever keeps it from loading, no article can be analysed
        raise ModelError(f"the spaCy model in {path} does not load ({type(error).__name__}: {error})") from error
    if lemmas.can_complete(nlp):
        for name in lemmas.COMPONENTS:
            nlp.disable_pipe(name)
    return nlp


def _spacy() -> Any:
    """Import spaCy without its command line, which it loads for the one function `spacy.info`.

    That brings an HTTP client and a terminal library: half of the import, and nothing that a parse needs. Who asks for
    `spacy.info` or `spacy.cli` gets them, loaded then.
    """
    if "spacy" not in sys.modules:
        info = ModuleType("spacy.cli.info")
        info.__dict__["info"] = lambda *given, **named: import_module("spacy.cli.info").info(*given, **named)
        stands_in = {"spacy.cli": ModuleType("spacy.cli"), info.__name__: info}
        sys.modules.update(stands_in)
        try:
            import_module("spacy")
        finally:
            for name in stands_in:
                del sys.modules[name]
    return sys.modules["spacy"]


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Group articles in order: at most BATCH a group, and no more once they hold CHARACTERS."""
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) >= BATCH or sum(len(article.text) for article in batch) >= CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


_seen = 0  # characters parsed since the pipeline was loaded


def _refresh(characters: int) -> Language:
    """Return the pipeline, loaded anew from time to time: it remembers every word, and memory would grow.

    spaCy's memory zones would forget them as well, but its tokenizer remembers nothing within them.
    """
    global _seen
    if _seen > FORGET:
        pipeline.cache_clear()
        lemmas.forget()
        gc.collect()
        _seen = 0
    _seen += characters
    return pipeline()


def _parse(nlp: Language, articles: list[Article]) -> Iterator[Parsed]:
    found = [sentences(article.text) for article in articles]
    cut = [list(_docs(nlp, article.text, inner)) for article, inner in zip(articles, found, strict=True)]
    docs = [doc for pieces in cut for doc, _, _ in pieces]
    longest = max((len(doc) for doc in docs), default=1)
    parsed = nlp.pipe(docs, batch_size=max(1, min(BATCH, 4 * MAX_TOKENS // longest)))
    for article, inner, pieces in zip(articles, found, cut, strict=True):
        yield _columns(nlp, article, inner, [(next(parsed), starts, numbers) for _, starts, numbers in pieces])


def _docs(nlp: Language, text: str, found: list[Sentence]) -> Iterator[tuple[Doc, list[int], list[int]]]:
    """Cut a text into Docs of whole sentences: yields (doc, offset of each token, sentence of each token)."""
    import numpy as np
    from spacy.tokens import Doc

    if not found:
        return
    orth, start, space = _tokenize(nlp, text, found)
    sentence = np.searchsorted([sentence.start for sentence in found], start, side="right") - 1
    begins = np.flatnonzero(np.diff(sentence, prepend=-1))
    first = 0
    while first < len(orth):
        last = min(first + MAX_TOKENS, len(orth))
        if last < len(orth) and (inside := begins[(begins > first) & (begins <= last)]).size:
            last = int(inside[-1])
        piece = slice(first, last)
        flags = np.diff(sentence[piece], prepend=-1) > 0
        doc = Doc(nlp.vocab, orth[piece].tolist(), space[piece].tolist(), sent_starts=flags.tolist())
        yield doc, start[piece].tolist(), sentence[piece].tolist()
        first = last


def _tokenize(nlp: Language, text: str, found: list[Sentence]) -> tuple[Any, Any, Any]:
    """Return (word id, offset, followed by a space) of each token but white space, as arrays."""
    import numpy as np
    from spacy.attrs import IDX, IS_SPACE, ORTH, SPACY

    arrays = []
    for begin, end in _pieces(text, found):
        array = nlp.tokenizer(text[begin:end]).to_array([ORTH, IDX, SPACY, IS_SPACE])
        array = array[array[:, 3] == 0]
        array[:, 1] += np.uint64(begin)
        arrays.append(array)
    array = np.concatenate(arrays)
    return array[:, 0], array[:, 1].astype("int64"), array[:, 2].astype(bool)


def _pieces(text: str, found: list[Sentence]) -> Iterator[tuple[int, int]]:
    """Cut the text at sentences, and a run without white space where it is too long to be a word.

    The tokenizer takes one affix after another off such a run: a million quotation marks would take it days.
    """
    for sentence in found:
        begin = sentence.start
        for glued in GLUED.finditer(text, begin, sentence.end):
            yield begin, glued.start()
            begin = glued.start()
        if sentence.end - begin > LONG_WORD:
            for run in LONG_RUN.finditer(text, begin, sentence.end):
                yield begin, run.end()
                begin = run.end()
        if begin < sentence.end:
            yield begin, sentence.end


def _columns(nlp: Language, article: Article, found: list[Sentence], pieces: list[Any]) -> Parsed:
    """Copy what the methods read out of the Docs into plain lists."""
    from spacy.attrs import DEP, HEAD, LENGTH, TAG

    strings = nlp.vocab.strings
    lists: dict[str, list[Any]] = {name: [] for name in ("start", "end", "tag", "dep", "head", "sentence")}
    entities: list[tuple[int, int, str]] = []
    for doc, starts, numbers in pieces:
        offset = len(lists["start"])
        tags, deps, heads, lengths = doc.to_array([TAG, DEP, HEAD, LENGTH]).astype("int64").T.tolist()
        names = {number: strings[number & 0xFFFFFFFFFFFFFFFF] for number in {*tags, *deps}}
        lists["start"] += starts
        lists["end"] += [start + length for start, length in zip(starts, lengths, strict=True)]
        lists["tag"] += [names[tag] for tag in tags]
        lists["dep"] += [names[dep] for dep in deps]
        lists["head"] += [index + head for index, head in enumerate(heads, offset)]
        lists["sentence"] += numbers
        entities += [(offset + ent.start, offset + ent.end, ent.label_) for ent in doc.ents]
    word = [article.text[start:end] for start, end in zip(lists["start"], lists["end"], strict=True)]
    first, last = _bounds(lists["sentence"], len(found))
    pos, lemma = lemmas.complete(nlp, word, lists["tag"], lists["dep"], [doc for doc, _, _ in pieces])
    return Parsed(
        article=article, sentences=found, first=first, last=last, word=word, entities=entities,
        pos=pos, lemma=lemma, **lists,
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
