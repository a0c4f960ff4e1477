"""Where a name begins and ends: at each gap between capitalised words, the whole article says whether it goes on.

The rules of `runs` and `names` propose; a small linear model overrules them where it is sure. Its weights lie in
`models/edges/`, with a card; they were trained by `benchmarks/edges.py` on names whose right extent was read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..knowledge import weights
from ..parse import Parsed
from .gazetteer import closed, lexicon
from .kinds import shapes
from .names import Name, labelled, names, typed

JOIN = 0.8  # share from which words are one name against the rules
LOUD = 0.6  # share of longer words with capitals from which a capital tells little
LOOSE = ("end", "start", "always", "words", "world-first")  # what letters alone tell of a word
NEAR = 3  # tokens from one capitalised word to the next, at most


class View:
    """What the gaps of an article are read by: the rules' names and the parser's entities, token by token."""

    def __init__(self, parsed: Parsed, found: Sequence[Name]) -> None:
        """Look up which name and which entity each token is in.

        Args:
            parsed: the article.
            found: its names by the rules, in order.
        """
        self.parsed, self.labels = parsed, labelled(parsed)
        self.own = {token: name for name in found for token in range(name.first, name.last)}

    def beside(self, token: int, step: int) -> int:
        """Find the next capitalised word with nothing but small words between.

        Args:
            token: a word.
            step: 1 for after it, -1 for before it.

        Returns:
            The other word; -1 where there is none in the sentence.
        """
        parsed, sentence = self.parsed, self.parsed.sentence[token]
        for other in range(token + step, token + step * (NEAR + 1), step):
            if not parsed.first[sentence] <= other < parsed.last[sentence]:
                break
            if parsed.word[other][0].isupper():
                return other
            if parsed.lower[other] not in closed("inside") and parsed.lower[other] not in closed("inside too"):
                break
        return -1

    def loud(self, token: int) -> bool:
        """Say whether a sentence is written as headlines are, so that a capital tells little in it.

        Args:
            token: in it.

        Returns:
            True where most of its longer words have one.
        """
        number = self.parsed.sentence[token]
        longer = [w for w in self.parsed.word[self.parsed.first[number] : self.parsed.last[number]] if len(w) > 3]
        return sum(word[0].isupper() for word in longer) >= LOUD * len(longer)

    def share(self, a: int, b: int) -> float:
        """Say how likely two words of two names, or of a name and none, are of one.

        Args:
            a: the first.
            b: the second, `beside` it.

        Returns:
            The model's share; 0 where titles, or the parser with the rules, keep them apart.
        """
        lower, titles = self.parsed.lower, lexicon().titles
        whole = self.labels[a] is self.labels[b] is not None
        settled = not whole and b > a + 1 and lower[a + 1] not in ("of", "-", "and")
        titled = any(word in titles or word.removesuffix("s") in titles for word in (lower[a], lower[b]))
        beside = (self.own.get(a), self.own.get(b))
        places = all(name and name.type in ("place", "country") for name in beside) and lower[a + 1] == "and"
        settled |= titled or places or lower[a] in ("the", "a", "i")  # "Red Deer and Lloydminster"
        listed = all((name := self.own.get(word)) and name.entry and name.entry.use == "name" for word in (a, b))
        counts = self.parsed.tag[a] == "CD" and lower[a] != "one"  # "Three Guild members"
        settled |= counts or (listed and lower[a + 1] == "-")  # "Peru-Chile"
        if settled or self.parsed.word[b][0].islower() or self.loud(a):
            return 0.0
        table = weights("edges")
        return 1 / (1 + math.exp(-sum(table[feature][0] for feature in self.features(a, b) if feature in table)))

    def features(self, a: int, b: int) -> Iterator[str]:
        """Collect what speaks for one name or two: words, parse, tables, and the rest of the article.

        Args:
            a: the first word.
            b: the second, `beside` it.

        Yields:
            Each feature.
        """
        parsed, text, word, lower = self.parsed, self.parsed.text, self.parsed.word, self.parsed.lower
        gap = " ".join(lower[a + 1 : b])
        names, entity = (self.own.get(a), self.own.get(b)), (self.labels[a], self.labels[b])
        ruled, whole = names[0] is names[1] is not None, entity[0] is entity[1] is not None
        types = [f"{one.type}:{one.entry is not None:d}{one.sure:d}" if one else "-" for one in names]
        yield f"entities:{':'.join(one[2] if one else '' for one in entity)}:{whole:d}:{gap}"
        yield f"tags:{parsed.tag[a]}:{parsed.tag[b]}:{gap}"
        yield f"types:{':'.join(types)}:{ruled:d}:{gap}"
        for side, token in (("a", a), ("b", b)):
            yield from (f"{side}:{sign}:{gap}" for sign in _signs(word[token]))
        yield f"around:{' '.join(lower[max(a - 1, 0) : a])}"
        yield f"after:{' '.join(lower[b + 1 : b + 2])}"
        both = text.count(text[parsed.start[a] : parsed.end[b]])
        yield f"again:{min(both, 3)}:{gap}"
        yield f"alone:{both > 1:d}{text.count(word[a]) > both:d}{text.count(word[b]) > both:d}:{ruled:d}"


@lru_cache(maxsize=20_000)
def _signs(word: str) -> list[str]:
    return [sign for sign in shapes((word,)) if not sign.startswith(LOOSE)]


def mended(parsed: Parsed) -> list[Name]:
    """Find the names of an article, with what the model adds to them.

    Args:
        parsed: the article.

    Returns:
        The names in order; they don't overlap.
    """
    rules = names(parsed)
    view, found = View(parsed, rules), list[Name]()
    for name in rules:
        first, last, least = name.first, name.last, found[-1].last if found else 0
        if first < least:
            continue
        while (after := view.beside(last - 1, 1)) >= 0 and view.share(last - 1, after) > JOIN:
            last = view.own[after].last if after in view.own else after + 1
        while (before := view.beside(first, -1)) >= least and view.share(before, first) > JOIN:
            first = before
        if (first, last) != (name.first, name.last):
            core = name.core if first < name.core and name.type == "person" else first
            titled, joined = core > first, typed(parsed, view.labels, core, last)
            firm = name.entry is not None and name.entry.type == "organisation"
            if not firm or joined.type != "other":  # the Google Science Fair is Google's
                name = joined
                name.first, name.type, name.sure = first, "person" if titled else name.type, titled or name.sure
        found.append(name)
    return found
