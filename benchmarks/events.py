"""Measure times and what they date, in news made up in all parts of the world.

python benchmarks/events.py [--record]

`events_kept.jsonl` lies beside this: articles, each with its day of publication, marked by who wrote it, as CC BY 4.0:
`<Tuesday|2024-03-12>` a time with its value as TIMEX3, `<Tuesday|2024-03-12|vote|planned>` one that tells when the vote
is to be, `left+fled` two words that it dates, `said#2` the second such word of its sentence. The other half of these
articles (`events_articles.jsonl`) is what `dated.py` trains on. A time is found when it shares a letter with a marked
one, its value right when it is the same. A row of the table of events is right when its word, its date (of a time of
day the day) and its modality are; false when its time dates nothing. Lengths of time and what comes again have no row
and count for nothing there.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers import timeline
from helpers.corpus import Article
from helpers.estimates import measured
from helpers.parse import Parsed, parse
from helpers.tables import Event, Timex
from helpers.timeline import events

SET = "Dated events in made-up news, kept apart"
KEPT = Path(__file__).resolve().with_name("events_kept.jsonl")
MARK = re.compile(r"<([^<>|]*)\|([^<>|]*)(?:\|([^<>|]*)\|([^<>|]*))?>")


class Marked(NamedTuple):
    """One time of the truth: where it stands, its value, the words that it dates ('' none), and their modality."""

    start: int
    end: int
    value: str
    words: str
    modality: str


def read(marked: str) -> tuple[str, list[Marked]]:
    """Take the marks out of a text.

    Example:
        >>> read("They vote <today|2024-03-12|vote|planned>.")
        ('They vote today.', [Marked(start=10, end=15, value='2024-03-12', words='vote', modality='planned')])
    """
    text, at, found = "", 0, list[Marked]()
    for mark in MARK.finditer(marked):
        text, at = text + marked[at : mark.start()], mark.end()
        found.append(Marked(len(text), len(text) + len(mark[1]), mark[2], mark[3] or "", mark[4] or ""))
        text += mark[1]
    return text + marked[at:], found


def places(parsed: Parsed, one: Marked) -> list[int]:
    """Return the tokens of the words that a time dates: in its sentence the first such, or the one of that number."""
    sentence, found = parsed.sentence[bisect_left(parsed.start, one.start + 1) - 1], []
    for named in one.words.split("+") if one.words else ():
        word, _, number = named.partition("#")
        for first, last in ((parsed.first[sentence], parsed.last[sentence]), (0, len(parsed.word))):
            if same := [token for token in range(first, last) if parsed.word[token] == word]:
                found.append(same[min(len(same), int(number or 1)) - 1])
                break
    return found


def shared(one: Marked, rows: Iterable[Timex]) -> Timex | None:
    """Return the time of ours that shares most letters with a marked one, if any does."""
    best = max(rows, key=lambda row: min(one.end, row.end) - max(one.start, row.start), default=None)
    return best if best and min(one.end, best.end) > max(one.start, best.start) else None


def counted(one: Marked) -> bool:
    """Say whether a time can date an event of ours: no length of time, nothing that comes again, no 'now'."""
    return bool(one.words) and one.value[:1] != "P" and not one.value.endswith("_REF")


def score(
    parsed: Parsed, truth: Sequence[Marked], times: Sequence[Timex], found: Sequence[Event], n: Counter[str]
) -> None:
    """Add one article's counts."""
    whose = {mate.timex_id: one for one in truth if (mate := shared(one, times))}
    by_time = {event.timex_id: event for event in found}
    ours = {one.timex_id: one for one in times}
    told = set[Marked]()
    n["times"] += len(truth)
    n["ours"] += len(times)
    for time in times:
        one = whose.get(time.timex_id)
        n["found"] += one is not None
        n["value right"] += one is not None and one.value == time.value
        n["no time"] += one is None
    for key, event in by_time.items():
        one = whose.get(key)
        n["rows"] += 1
        if one is None or not one.words:
            n["false"] += 1
            continue
        told.add(one)
        word = event.predicate in {parsed.lemma[token].lower() for token in places(parsed, one)}
        date = one.value.partition("T")[0] == ours[key].value.partition("T")[0]
        n["word"] += word
        n["date"] += date
        n["modality"] += event.modality == one.modality
        n["right"] += word and date and event.modality == one.modality
    ends = {event.end_date for event in found if event.precision == "range"}
    for one in filter(counted, truth):  # 'from 2009 to 2013' is one row, and has both dates
        n["events"] += 1
        mate = shared(one, times)
        n["missed"] += one not in told and not (mate is not None and mate.end_date and mate.end_date in ends)


def scores(n: Counter[str]) -> Iterator[measured.Score]:
    """Yield the scores of what was counted."""
    shares = {
        ("timexes", "times found"): ("found", "times"),
        ("timexes", "values of ours that are right"): ("value right", "ours"),
        ("timexes", "of ours no time"): ("no time", "ours"),
        ("events", "rows right in word, date and modality"): ("right", "rows"),
        ("events", "rows right in word"): ("word", "rows"),
        ("events", "rows right in date"): ("date", "rows"),
        ("events", "rows right in modality"): ("modality", "rows"),
        ("events", "rows whose time dates nothing"): ("false", "rows"),
        ("events", "events that have no row"): ("missed", "events"),
        ("events", "events that have a right row"): ("right", "events"),
    }
    for (method, what), (part, whole) in shares.items():
        value = round(100 * n[part] / max(1, n[whole]), 1)
        yield measured.Score(
            method, SET, what, value, n[whole], where="benchmarks/events_kept.jsonl",
            command="python benchmarks/events.py --record",
        )  # fmt: skip


def main(*options: str) -> None:
    """Print the scores, and record them when asked."""
    kept = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    truths = [read(one["text"]) for one in kept]
    articles = (
        Article(one["id"], text, published=one["published"]) for one, (text, _) in zip(kept, truths, strict=True)
    )
    n = Counter[str]()
    for (_, truth), parsed in zip(truths, parse(articles), strict=True):
        times = timeline.find(parsed)
        score(parsed, truth, times, events.find(parsed, times, []), n)
    every = list(scores(n))
    for one in every:
        print(f"{one.method:10} {one.measure:40} {one.value:6} of {one.n}")
    if "--record" in options:
        measured.record(every)


if __name__ == "__main__":
    main(*sys.argv[1:])
