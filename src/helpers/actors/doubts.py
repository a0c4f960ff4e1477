"""Which names are better left out: a small model says how likely a row is no actor, cut, glued, or of another kind.

Its weights lie in `models/doubts/`, with a card; they were trained by `benchmarks/doubts.py` on names of which kind and
extent were read. What the reader's own table names is never doubted.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..knowledge import weights
from ..parse import Parsed
from .gazetteer import slug
from .kinds import CLASSES, Shares, View, signs
from .merge import Actor, Found
from .names import Name, surface

SURE, SHORT = 0.4, 5  # log odds from which a row is left out; a text of fewer sentences tells too little to doubt by
OFTEN = 6  # times somebody is named, beyond which nothing is left out
FAR = 0.02  # from 0 and 1, beyond which a share tells no more
Row = tuple[tuple[str, Found], list[str]]  # a mention with its folded words, and its features
SAME = {"group": "organisation", "country": "place", "document": "other"}


def weigh(parsed: Parsed, spans: Sequence[Name], found: Sequence[Found], shares: Shares) -> None:
    """Mark the mentions that are better left out; what is written alike and means the same is weighed as one.

    Args:
        parsed: the article.
        spans: its names.
        found: its named mentions; `silent` is settled in place.
        shares: how likely each name that no table settles is of each of `kinds.CLASSES`, by folded words.
    """
    table, same = weights("doubts"), defaultdict[tuple[str, Actor], list[tuple[float, Found]]](list)
    for (written, mention), evidence in collected(parsed, spans, found, shares):
        same[written, mention.actor].append((sum(table[f][0] for f in evidence if f in table), mention))
    for own in same.values():
        silent = sum(score for score, _ in own) >= SURE * len(own) and len(parsed.sentences) >= SHORT
        for _, mention in own:
            mention.silent = silent


def collected(parsed: Parsed, spans: Sequence[Name], found: Sequence[Found], shares: Shares) -> Iterator[Row]:
    """Collect what speaks for and against each mention, but of who is named often.

    Args:
        parsed: the article.
        spans: its names.
        found: its named mentions.
        shares: as for `weigh`.

    Yields:
        The folded words and the mention, and its features.
    """
    view, often = View(parsed, spans), Counter(mention.actor for mention in found)
    for mention in found:
        span = view.own.get(mention.first)
        own = mention.actor.listed if span is None or span.entry is None else span.entry.use == "own"
        country = mention.actor.type == "country"  # of the table: "US Vice President Bo Lund" names it, too
        if span is not None and not (own or country) and often[mention.actor] <= OFTEN:
            key = slug(surface(parsed, span))
            yield (key, mention), list(_features(view, span, mention, shares.get(key)))


def _features(view: View, span: Name, mention: Found, shares: tuple[float, ...] | None) -> Iterator[str]:
    parsed, core, last, kind = view.parsed, span.core, mention.last, mention.actor.type
    yield "always"
    yield f"why:{mention.reason.replace(mention.actor.name, '')}:{kind}"
    label = view.labels[last - 1] or view.labels[core]
    exact = label is not None and label[0] in (core, span.first) and label[1] == last
    yield f"label:{label[2] if label else 'none'}:{exact:d}:{kind}"
    if shares is not None:
        yield f"own:{_step(shares[CLASSES.index(SAME.get(kind, kind))])}"
        yield f"none:{_step(shares[-1])}"
        yield f"best:{CLASSES[shares.index(max(shares))]}:{kind}"
    yield f"words:{min(last - core, 5)}:{kind}"
    use = span.entry.use if span.entry is not None else f"{span.sure:d}"
    yield f"begins:{span.first == parsed.first[parsed.sentence[core]]:d}:{min(last - core, 3)}:{use}"
    gaps = {"left": (view.beside(span.first, -1), span.first), "right": (last - 1, view.beside(last - 1, 1))}
    for side, (a, b) in gaps.items():
        known = min(a, b) >= 0
        other = view.own.get(a if side == "left" else b) if known else None
        yield f"{side}:{_step(view.share(a, b)) if known else '-'}"
        yield f"{side}-gap:{' '.join(parsed.lower[a + 1 : b]) if known else '-'}:{other.type if other else '-'}"
    yield f"tags:{' '.join(parsed.tag[max(span.first - 1, 0) : span.first])}:{parsed.tag[last - 1]}"
    yield f"next:{' '.join(parsed.tag[last : last + 1])}:{parsed.dep[last - 1]}"
    for where, token in (("first", core), ("last", last - 1)):
        yield from (f"{where}:{sign}:{kind}" for sign in signs(parsed.word[token]))


def _step(share: float) -> int:
    """Return the log odds of a share, in whole numbers."""
    share = min(max(share, FAR), 1 - FAR)
    return round(math.log(share / (1 - share)))
