"""Tell when a capital or a nationality stands for the state: by its place in the sentence."""

from __future__ import annotations

from functools import cache

from ..knowledge import rows
from ..parse import Parsed
from .lexicon import state_nouns

SUBJECT = frozenset(("nsubj", "nsubjpass", "agent", "csubj"))
OBJECT = frozenset(("dobj", "dative", "npadvmod", "oprd"))
WITHIN = 4  # words after a nationality among which its noun is looked for


@cache
def _contexts() -> dict[str, str]:
    return {row["word"]: row["reads"] for row in rows("lexicons/capital_contexts.csv", ("word", "reads"))}


def capital(parsed: Parsed, first: int, last: int) -> tuple[bool, str]:
    """Say whether a capital city stands for its state here, and why.

    "Moscow has never asked him" does; "in Moscow", "Moscow, Russia —" and "the mayor of Moscow" don't.
    """
    lower, head = parsed.lower, last - 1
    before = lower[first - 1] if first else ""
    after = lower[last] if last < len(lower) else ""
    if after == "-" and lower[last + 1 : last + 2] == ["based"]:
        return False, "where somebody has the office"
    if _dateline(parsed, first, last):
        return False, "where the report was written"
    if after in ("'s", "'"):
        return _owns(lower[parsed.head[head]])
    while parsed.dep[head] == "conj" and parsed.head[head] != head:
        head = parsed.head[head]
    dep, governor = parsed.dep[head], parsed.head[head]
    if head < first:  # "Moscow and Kyiv": read as the first of them
        before = lower[head - 1] if head else ""
    if (reads := _contexts().get(before)) is not None:
        return reads == "actor", f"after “{before}” it is {'an actor' if reads == 'actor' else 'a place'}"
    if dep in ("compound", "amod", "nmod"):
        return _owns(lower[governor])
    if dep in SUBJECT:
        return True, "it does something, as a government does"
    if dep in OBJECT and parsed.pos[governor] == "VERB":
        return True, "something is done to it, as to a government"
    if dep == "pobj":
        noun = lower[parsed.head[governor]]
        return (
            (True, f"“{noun}” belongs to a state")
            if noun in state_nouns()
            else (False, "nothing says that the state is meant")
        )
    return False, "nothing says that the state is meant"


def _owns(noun: str) -> tuple[bool, str]:
    if noun in state_nouns():
        return True, f"“{noun}” belongs to a state"
    return False, f"“{noun}” belongs to a city"


def _dateline(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether a place opens its paragraph as the place of writing: "MINSK (Reuters) –", "Minsk, Belarus —"."""
    number = parsed.sentence[first]
    sentence = parsed.sentences[number]
    if first != parsed.first[number] or (number and parsed.sentences[number - 1].paragraph == sentence.paragraph):
        return False
    return any(
        parsed.word[token] in ("(", "–", "—", "--", "-") for token in range(last, min(last + 4, len(parsed.word)))
    )


def adjective(parsed: Parsed, last: int) -> str:
    """Return why a nationality that ends before token `last` stands for its state, '' when it does not.

    "The Russian invasion" is Russia's; "a Russian novel" is not.
    """
    noun = False
    for token in range(last, min(last + WITHIN, len(parsed.word))):
        word, pos = parsed.lower[token], parsed.pos[token]
        if word in state_nouns():
            return f"“{word}” belongs to a state"
        noun |= pos == "NOUN"
        if pos not in ("ADJ", "NOUN", "PROPN") and word not in ("-", "–") and (noun or pos != "CCONJ"):
            break
    return ""
