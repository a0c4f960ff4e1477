"""Work out parts of speech and lemmas once for each different word, not once for each token.

spaCy's `attribute_ruler` and rule `lemmatizer` see nothing but a token's word, tag and dependency label,
and for a few pairs ("let 's", "there is") its neighbour. So their answers are kept, and only what is new
goes through them. Where a model has other components, they run as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Token = tuple[str, str, str]  # word, tag, dependency label
Key = tuple[Token | None, Token, Token | None]  # a token, and its neighbour where a rule wants both

COMPONENTS = ("attribute_ruler", "lemmatizer")
LOOKED_AT = {"LOWER", "TAG", "DEP", "IS_SPACE"}  # by the rules of spaCy's English models
TESTS = {"IN", "NOT_IN", "REGEX"}
MOST = 100_000  # answers kept; beyond, all are forgotten, so that memory does not grow with the corpus
GAP: Token = (",", ",", "punct")  # keeps tokens apart that don't belong together


def can_complete(nlp: Language) -> bool:
    """Tell whether a model's lemmatizer and rules are of the kind described above."""
    if not set(COMPONENTS) <= set(nlp.pipe_names) or getattr(nlp.get_pipe("lemmatizer"), "mode", "") != "rule":
        return False
    return all(
        len(rule) <= 2
        and set(token) <= LOOKED_AT
        and all(set(w) <= TESTS for w in token.values() if isinstance(w, dict))
        for rule, _ in _rules(nlp)
        for token in rule
    )


def complete(
    nlp: Language, words: list[str], tags: list[str], deps: list[str], docs: list[Doc]
) -> tuple[list[str], list[str]]:
    """Return the part of speech and the lemma of each token, as the full pipeline gives them.

    docs: the parsed Docs of these tokens, read where the model's own components have run.
    """
    if not set(COMPONENTS) <= set(nlp.disabled):
        return [t.pos_ for doc in docs for t in doc], [t.lemma_ for doc in docs for t in doc]
    memory = _memory(nlp)
    lower = [word.lower() for word in words]
    keys: list[Key] = [
        (None, (word, tag, dep if low in memory.own else memory.labels[tag, dep]), None)
        for word, low, tag, dep in zip(words, lower, tags, deps, strict=True)
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
    return [pos for pos, _ in found], [lemma for _, lemma in found]


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
        self.pairs = [(rule, index) for rule, index in rules if len(rule) == 2]
        self.seconds = {word for rule, _ in self.pairs for word in _literals(rule[1])}
        self.firsts = {word for rule, _ in self.pairs if not _literals(rule[1]) for word in _literals(rule[0])}

    def learn(self, nlp: Language, missing: list[Key], wanted: list[Key]) -> None:
        """Send what is new through the model's own components, all at once."""
        from spacy.tokens import Doc

        if len(self.answers) > MOST:
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


def forget() -> None:
    """Forget the answers, and the model that gave them."""
    _memory.cache_clear()


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


def _literals(pattern: dict[str, Any]) -> list[str]:
    wanted = pattern.get("LOWER", {})
    return wanted.get("IN", []) if isinstance(wanted, dict) else [wanted]
