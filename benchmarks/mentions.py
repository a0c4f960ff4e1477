"""How many of our mentions are no actor, or not the one meant? Drawn at random and read one by one by two readers.

python benchmarks/mentions.py            print the shares
python benchmarks/mentions.py --record   and write them into data/measured.csv

Read from `data/gold/mentions_checked.csv`, whose head says what was drawn and when; the texts are not ours to pass on.
A mention is bad when its words name no actor or when another is meant; an actor of the wrong kind is counted apart.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator

from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.knowledge import DATA, rows

GOLD = DATA / "gold/mentions_checked.csv"
BAD = ("wrong actor", "no actor")
ABROAD = ("names/worldwide_dev", "timex/tempeval3_train")  # of the latter, articles on other countries
WHERE = "data/gold/mentions_checked.csv"


def scores() -> Iterator[Score]:
    """Yield the share of bad mentions by sample and reader, in all and in world news, and agreement.

    Yields:
        One score a share, in per cent of the mentions read, and one a sample that two readers read.
    """
    read: dict[tuple[str, str], dict[tuple[str, ...], tuple[str, str]]] = defaultdict(dict)
    for row in rows(GOLD.resolve(), ("sample", "set", "article", "start", "end", "kind", "verdict", "by")):
        unit = (row["set"], row["article"], row["start"], row["end"], row["kind"])
        read[row["sample"], row["by"]][unit] = (row["set"], row["verdict"])
    for (sample, by), found in sorted(read.items()):
        for what, part in (
            ("", list(found.values())),
            (" of world news", [one for one in found.values() if one[0] in ABROAD]),
        ):
            for measure, kinds in (("bad", BAD), ("of the wrong kind", ("wrong kind",))):
                share = round(100 * sum(verdict in kinds for _, verdict in part) / len(part), 1)
                yield _score(sample, f"mentions{what} that are {measure}, {by} reader", share, len(part))
        if by == "second" and read[sample, "first"]:
            both = read[sample, "first"].keys() & found.keys()
            judged = [[read[sample, who][unit][1] in BAD for unit in sorted(both)] for who in ("first", "second")]
            yield _score(sample, "two readers on what is bad (alpha)", round(measured.alpha(judged), 3), len(both))


def _score(sample: str, measure: str, value: float, n: int) -> Score:
    command = "python benchmarks/mentions.py --record"
    return Score("actors", f"mentions drawn at random, {sample}", measure, value, n, command=command, where=WHERE)


def main(*options: str) -> None:
    """Print the shares, and record them when asked. options: of the command line."""
    found = list(scores())
    for score in found:
        print(f"{score.set:44} {score.measure:62} {score.value:6} of {score.n}")
    if "--record" in options:
        measured.record(found)


if __name__ == "__main__":
    main(*sys.argv[1:])
