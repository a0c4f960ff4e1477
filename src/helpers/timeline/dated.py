"""Choose the word that a time expression dates: the verb or noun of action that tells what happens then, or none.

Each word that may be it is weighed by where it stands to the time, in the sentence and in its parse, and by what both
are. The weights are learnt (`models/dated/`, with a card); none is chosen where the best weighs too little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..knowledge import weights, words
from ..parse import Parsed
from ..tables import Timex
from .outlook import AUXILIARY, MARKS, PRESENT, auxiliaries, due, is_verb, signs

MODEL = "dated"
LEAST = 0.4  # the log-odds from which a word counts as dated: of rows between it and 0.8 six of ten were right
CLIMB = 10  # steps up the parse from a time to a word that it may date
NOUNS = 4  # and to a noun
DOWN = 3  # steps down again
NEAR = 40  # tokens from a time to a word that it may date
PREPOSITIONS = frozenset((
    "in", "on", "at", "by", "since", "until", "till", "from", "of", "for", "during", "the", "to", "before", "after",
    "as", "about", "between", "through", "throughout", "with", "within", "around", "than",
))  # fmt: skip
CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "xcomp", "csubj", "pcomp", "appos"))
BREAKS = frozenset((";", ":", "–", "—", "(", ")"))
LIGHT = ("be", "have", "do")
LONG = 100  # tokens that are looked through for marks
MANY = 40  # of the words that hang on a verb, those that are looked at
PARTS = frozenset(("nummod", "compound", "nmod"))
STOPS = frozenset((".", "”", '"', "''", "!", "?"))
COMPLEMENTS = ("attr", "acomp", "expl", "dobj")


class Place(NamedTuple):
    """Where a time stands: its tokens [first, last), the highest of them, and all above, nearest first."""

    first: int
    last: int
    top: int
    above: list[int]


def place(parsed: Parsed, timex: Timex) -> Place:
    """Find the tokens of a time expression.

    Args:
        parsed: the article.
        timex: one of its rows.

    Returns:
        Where it stands.
    """
    first, last = bisect_left(parsed.start, timex.start), bisect_left(parsed.start, timex.end)
    last = max(last, first + 1)
    inside = range(first, last)
    top = next((token for token in reversed(inside) if parsed.head[token] not in inside), first)
    above, token = list[int](), top
    while parsed.head[token] != token and len(above) < CLIMB:
        token = parsed.head[token]
        above.append(token)
    return Place(first, last, top, above)


def may_be(parsed: Parsed, here: Place, sentence: int) -> list[int]:
    """Collect the words that a time may date.

    Args:
        parsed: the article.
        here: where the time stands.
        sentence: its number.

    Returns:
        Tokens in order: verbs and nouns above it, the two verbs or nouns of action before it, and the one behind it.
    """
    found = {token for token in here.above if _acts(parsed, token)}
    found |= {token for token in here.above[:NOUNS] if parsed.pos[token] in ("NOUN", "PROPN")}
    before = range(here.first - 1, max(parsed.first[sentence], here.first - NEAR) - 1, -1)
    behind = range(here.last, min(parsed.last[sentence], here.last + NEAR))
    for some, most in ((before, 2), (behind, 1)):
        near = (token for token in some if _acts(parsed, token))
        found.update(token for token, _ in zip(near, range(most), strict=False))
    if parsed.dep[here.top] == "poss":
        found.update(here.above[:1])
    noun = next((token for token in before[:4] if parsed.pos[token] not in ("ADP", "DET", "PUNCT", "PART")), -1)
    if noun >= 0 and parsed.pos[noun] in ("NOUN", "PROPN"):
        found.add(noun)
    return sorted(found.difference(range(here.first, here.last)))


def _acts(parsed: Parsed, token: int) -> bool:
    """Say whether a word is a verb, or a noun of action: 'raid', but no 'market'."""
    if parsed.pos[token] == "NOUN" and parsed.lemma[token].lower() in words("lexicons/event_nouns.csv"):
        return True
    return parsed.dep[token] not in AUXILIARY and is_verb(parsed, token)


def _kind(parsed: Parsed, token: int) -> str:
    if is_verb(parsed, token):
        return "V"
    if parsed.pos[token] != "NOUN":
        return "P"
    return "N" if parsed.lemma[token].lower() in words("lexicons/event_nouns.csv") else "M"


class Evidence(NamedTuple):
    """What speaks for and against words, as names of weights: the same for all, and of each its own."""

    all: list[str]
    words: list[list[str]]


def evidence(parsed: Parsed, timex: Timex, here: Place, choices: Sequence[int]) -> Evidence:
    """Collect what speaks for and against each word that a time may date.

    Args:
        parsed: the article.
        timex: the time.
        here: where it stands.
        choices: tokens.

    Returns:
        Names of weights.
    """
    about, prep, when = _about(parsed, timex, here)
    every, loose = [], timex.surface.lower() in signs("loose")
    for word in choices:
        kind, side = _kind(parsed, word), "<" if word < here.first else ">"
        low, high = (word + 1, here.first) if side == "<" else (here.last, word)
        between = sum(low <= token < high for token in choices)
        own = [f"{kind}{side}", f"between={between}{side}{kind}", f"far={(high - low + 1).bit_length()}{side}"]
        path = list(_path(parsed, here, word, kind, choices))
        own += [*path, f"{prep},{path[0]}"]
        own += _own(parsed, word, kind, side, prep, "loose" if loose else when)
        gap = parsed.lower[low : min(high, low + LONG)]
        if "," in gap:
            own.append(f"comma{min(2, gap.count(','))}{side}")
        if sum(word in MARKS for word in gap) % 2:
            own.append(f"quote{side}")
        if not BREAKS.isdisjoint(gap):
            own.append(f"break{side}")
        every.append(own)
    return Evidence(about, every)


def _about(parsed: Parsed, timex: Timex, here: Place) -> tuple[list[str], str, str]:
    """Return what a time is like, whatever it dates; the word before it; and whether it is over."""
    first, last, top, _ = here
    begin, end = parsed.first[timex.sentence_id], parsed.last[timex.sentence_id]
    published, value = parsed.article.published[:10], timex.value
    before = parsed.lower[first - 1] if first > begin else "^"
    behind = parsed.lower[last] if last < end else "$"
    prep = "'s" if behind in ("'s", "’s") else before if before in PREPOSITIONS or before == "^" else "-"
    size = next((mark for mark in "TW/" if mark in value), str(len(value)))
    when = "over" if timex.end_date < published else "ahead" if timex.begin > published else "now"
    when = when if timex.begin and published else "?"
    about = [f"size={size}", f"prep={prep}", f"size={size},prep={prep}", f"top={parsed.dep[top]}", f"when={when}"]
    about.append(f"size={size},when={when}")
    far = range(max(begin, first - 12), first)
    left = parsed.lower[max(begin, first - 4) : first]
    about += [f"near={role}" for role in ("stamp", "apart") if not signs(role).keys().isdisjoint(left)]
    if not signs("against").keys().isdisjoint(parsed.lower[far.start : first]):
        about.append("against,number" if "CD" in parsed.tag[far.start : first] else "against")
    if "since" in left:
        ranks = any(parsed.tag[token] in ("JJS", "RBS") or parsed.lower[token] in signs("rank") for token in far)
        about += ["since", f"since,rank={ranks}"]
    if "CD" in parsed.tag[far.start : first][-4:]:
        about.append("number")
    if parsed.word[end - 1] not in STOPS:
        about.append("no stop")
    if sum(word in MARKS for word in parsed.word[max(begin, first - LONG) : first]) % 2:
        about.append("marked")
    return about, prep, when


def _path(parsed: Parsed, here: Place, word: int, kind: str, choices: Sequence[int]) -> Iterator[str]:
    """Yield how the parse leads from a time to a word: up, and perhaps down again."""
    down, token = list[str](), word
    while token not in here.above and token != here.top and len(down) < DOWN and parsed.head[token] != token:
        down.append(parsed.dep[token])
        token = parsed.head[token]
    if token not in here.above and token != here.top:
        yield f"path=no{kind}"
        return
    steps = [here.top, *here.above]
    up = steps[: steps.index(token)]
    labels = [parsed.dep[one] for one in up if parsed.dep[one] not in PARTS or len(up) == 1]
    passed = sum(one in choices for one in up[1:])
    yield f"path={'<'.join(labels[:5])}|{'>'.join(reversed(down))}{kind}"
    yield f"steps={min(len(labels), 5)},{len(down)}"
    yield f"clauses={min(3, sum(label in CLAUSES for label in labels))},{len(down)}{kind}"
    yield f"passed={min(passed, 3)},{len(down)}"
    yield f"end={labels[-1] if labels else ''}{kind},{len(down)}"


def _own(parsed: Parsed, word: int, kind: str, side: str, prep: str, when: str) -> Iterator[str]:
    """Yield what a word itself is: its tense, what it governs, whether it tells of speech or only how something is."""
    tag, lemma = parsed.tag[word] if kind == "V" else kind, parsed.lemma[word].lower()
    yield from (
        f"tag={tag}{side}",
        f"tag={tag},prep={prep}",
        f"tag={tag},when={when}",
        f"dep={parsed.dep[word]}{kind}{side}",
    )
    yield f"word={lemma}"
    if kind != "V":
        if parsed.lemma[parsed.head[word]] in signs("relation"):
            yield f"under relation{kind}"  # 'the move follows a vote'
        return
    helps = auxiliaries(parsed, word)
    yield f"helps={helps[0] if helps else ''}"
    for role in ("stative", "state", "relation", "usual"):
        if lemma in signs(role):
            yield from (f"role={role}{side}", f"role={role},prep={prep}", f"role={role},tag={tag}")
    if tag in PRESENT and not helps:
        yield f"present,{when},{lemma in signs('stative')}"
    children = {parsed.dep[child] for child in parsed.children[word][:MANY]}
    own = lemma if lemma in LIGHT else "v"
    yield from (f"{own}+{dep}{end}" for dep in COMPLEMENTS if dep in children for end in ("", f",{tag}"))
    if own != "v":
        yield from (f"{own},{tag},{prep}", *(f"{own}+{_kind(parsed, thing)}" for thing in parsed.below(word, "dobj")))
    if own == "be" and due(parsed, word):
        yield "due"
    if "neg" in children:
        yield "neg"
    if any(parsed.lower[child] in signs("each") for child in parsed.below(word, "advmod")):
        yield "each"


def word_of(parsed: Parsed, timex: Timex) -> int:
    """Choose the word that a time expression dates.

    Args:
        parsed: the article.
        timex: one of its rows.

    Returns:
        A verb or noun; -1 for none.
    """
    here, weight = place(parsed, timex), weights(MODEL)
    choices = may_be(parsed, here, timex.sentence_id)
    found = evidence(parsed, timex, here, choices)
    scores = [(_total(own, weight), word) for word, own in zip(choices, found.words, strict=True)]
    best, word = max(scores, default=(0.0, -1))
    return word if best + _total(found.all, weight) > LEAST else -1


def _total(names: Iterable[str], weight: dict[str, tuple[float, ...]]) -> float:
    return sum(weight[name][0] for name in names if name in weight)
