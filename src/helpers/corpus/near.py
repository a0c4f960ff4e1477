"""Find near-duplicates: wire copy with another headline, dateline or last paragraph.

MinHash (Broder 1997, "On the resemblance and containment of documents") over runs of four words, looked up in
bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3): a pass over each text, a sort of
each band, no comparison of every article with every other. An article costs 256 bytes; the same articles in the
same order give the same clusters.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

WORD = re.compile(r"\w+")
RUN = 4  # words a run: shorter ones are shared by articles on one subject
HASHES, ROWS = 63, 3  # 21 bands of three: of pairs that share half of their runs 94 in 100 are looked at
SAME = 0.5  # share of the runs of both that are common to both, from which they count as one
BLOCK = 1 << 14  # runs or pairs at a time, so that any number of them needs little memory


class Sketches:
    """What is remembered of each text: for each of 63 orders of all runs of four words, its first run."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.rows = bytearray()

    def add(self, article_id: str, text: str) -> None:
        """Take one more text; a run that is stopped just here has taken it whole, or not at all."""
        self.rows += sketch(text).tobytes()
        self.ids.append(article_id)

    def clusters(self, among: Collection[str] | None = None) -> dict[str, str]:
        """Return {article_id: the first id of its cluster, in the order of ids} of articles in a cluster of several.

        among: the articles to look at (default: all).
        """
        import numpy as np

        table = np.frombuffer(self.rows, np.uint32)[: len(self.ids) * HASHES].reshape(len(self.ids), HASHES)
        at = np.arange(len(self.ids))
        if among is not None and not all(one in among for one in self.ids):
            at = np.flatnonzero([one in among for one in self.ids])
            table = table[at]
        parent: dict[int, int] = {}

        def root(one: int) -> int:
            while (above := parent.get(one, one)) != one:
                parent[one] = parent.get(above, above)
                one = above
            return one

        for first, second in _alike(table):
            one, other = root(int(at[first])), root(int(at[second]))
            if one != other:  # the smaller id stands for both
                one, other = sorted((one, other), key=self.ids.__getitem__)
                parent[other] = one
                parent.setdefault(one, one)
        return {self.ids[one]: self.ids[root(one)] for one in list(parent)}


def sketch(text: str) -> np.ndarray[Any, Any]:
    """Return the MinHash of a text: 63 numbers of 32 bits, of which two texts share the share of runs they share."""
    import numpy as np

    words = np.fromiter(map(zlib.crc32, (word.encode() for word in WORD.findall(text.lower()))), np.uint64)
    runs = words[: len(words) - RUN + 1] if len(words) >= RUN else words[:1]
    for step in range(1, min(RUN, len(words))):
        runs = _mixed(runs) + words[step : step + len(runs)]
    times, plus = _orders()
    least = np.full(HASHES, 0xFFFFFFFF, np.uint32)
    for start in range(0, len(runs), BLOCK):
        block = (_mixed(runs[start : start + BLOCK])[:, None] * times + plus) >> np.uint64(32)
        least = np.minimum(least, block.min(axis=0).astype(np.uint32))
    return least


def _mixed(numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Spread numbers of 64 bits (the finaliser of MurmurHash3)."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return numbers ^ (numbers >> np.uint64(33))


@cache
def _orders() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return what makes each order: a factor and a summand, the same for ever."""
    import numpy as np

    drawn = np.random.Generator(np.random.PCG64(1997)).integers(0, 1 << 64, (2, HASHES), np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]


def _alike(table: np.ndarray[Any, Any]) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows that share a band and enough of the whole: each with its neighbour and the band's first."""
    import numpy as np

    keys = [_key(table[:, start : start + ROWS]) for start in range(0, HASHES, ROWS)]
    filled = table[:, 0] != 0xFFFFFFFF  # a text without words is like no other
    for band, key in enumerate(keys):
        order = np.lexsort((keys[(band + 1) % len(keys)], key))
        order = order[filled[order]]
        same = key[order[1:]] == key[order[:-1]]
        begins = np.flatnonzero(np.concatenate(([True], ~same))) if len(order) else np.zeros(0, int)
        first = order[np.repeat(begins, np.diff(np.append(begins, len(order))))]
        for left, right in ((order[:-1][same], order[1:][same]), (first[1:][same], order[1:][same])):
            for start in range(0, len(left), BLOCK):
                one, other = left[start : start + BLOCK], right[start : start + BLOCK]
                enough = (table[one] == table[other]).mean(axis=1) >= SAME
                yield from zip(one[enough], other[enough], strict=True)


def _key(band: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    key = np.zeros(len(band), np.uint64)
    for column in band.T:
        key = _mixed(key) + column.astype(np.uint64)
    return key
