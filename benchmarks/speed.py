"""Measure the CPU of all tables beside the stock parse: medians of several rounds in one process.

    python benchmarks/speed.py [SOURCE] [--articles N] [--rounds N] [--sentiment] [--stages]

Ratios, not seconds, are what to compare: every round runs each candidate once, in turn, on one core. The stock parse is
as it is installed: the kernels that `parse` gives its own pipeline on processors that BLIS does not know are not its.
GGT is the extractor behind the ATAP Quotation Tool: on the same machine it did 4.5 to 5.5 thousand words a
CPU second where the stock parse one by one did 5.6 thousand; its better figure is taken.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterable
from itertools import islice

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy

from helpers import knowledge
from helpers.corpus import Article, read
from helpers.parse import Parsed, parse, parser_path
from helpers.pipeline import files
from helpers.pipeline.methods import Options, _tokens, find, find_all
from helpers.sentiment import portrayal
from helpers.tables import TABLES

GGT_OF_STOCK_ONE = 5.5 / 5.6


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one call, with no answer left from an earlier one."""
    portrayal.judged.cache_clear()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def drain(items: Iterable[object]) -> None:
    """Use up an iterator."""
    for _ in items:
        pass


def main() -> None:
    """Print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", default=knowledge.DATA / "classroom")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sentiment", action="store_true", help="with the trained scorer")
    parser.add_argument("--stages", action="store_true", help="also the cost of each table alone")
    options = parser.parse_args()
    articles = list(islice(read(options.source, duplicates=True), options.articles))
    words = sum(len(article.text.split()) for article in articles)
    stock = spacy.load(parser_path())
    texts = [article.text for article in articles]
    candidates: dict[str, Callable[[], object]] = {
        "stock nlp.pipe": lambda: drain(stock.pipe(texts)),
        "stock one by one": lambda: drain(map(stock, texts)),
        "our parse": lambda: drain(parse(articles)),
        "all tables but sentiment": lambda: find_all(articles, Options(frozenset({"sentiment"}))),
    }
    if options.sentiment:
        candidates["all tables"] = lambda: find_all(articles, Options())
    for work in candidates.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(options.rounds):
        for name, work in candidates.items():
            seconds[name].append(cpu(work))
    median = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"{len(articles)} articles, {words} words, {options.rounds} rounds")
    for name, value in median.items():
        spread = f"{min(seconds[name]) / words * 1e6:.0f} to {max(seconds[name]) / words * 1e6:.0f}"
        print(f"{name:26} {value / words * 1e6:6.1f} µs a word ({spread})  {words / value:7.0f} words a CPU second")
    for name in list(candidates)[2:]:
        ratios = [ours / theirs for ours, theirs in zip(seconds[name], seconds["stock nlp.pipe"], strict=True)]
        print(f"{name} : stock nlp.pipe = {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    ratios = [
        theirs / GGT_OF_STOCK_ONE / ours
        for ours, theirs in zip(seconds["all tables but sentiment"], seconds["stock one by one"], strict=True)
    ]
    print(f"words a CPU second, ours : GGT = {statistics.median(ratios):.2f}")
    if options.stages:
        stages(articles, words)


def stages(articles: list[Article], words: int) -> None:
    """Print what each table costs on its own, the parse given."""
    from helpers import actors, framing, quotes, timeline, tokens
    from helpers.timeline import events

    parsed = list(parse(articles))
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[Parsed], object], given: list[Parsed] = parsed) -> list[object]:
        begin = time.process_time()
        found = [work(one) for one in given]
        spent[name] = (time.process_time() - begin) / words * 1e6
        return found

    at = {id(one): number for number, one in enumerate(parsed)}
    timed("sentences", lambda one: tokens.sentences(one.text))
    timed("tokens", _tokens)
    mentions = timed("actors", actors.find)
    said = timed("quotes", lambda one: quotes.find(one, mentions[at[id(one)]], False))
    dates = timed("timeline", timeline.find)
    timed("events", lambda one: events.find(one, dates[at[id(one)]], mentions[at[id(one)]]))
    timed("framing", lambda one: framing.find(one, mentions[at[id(one)]], said[at[id(one)]]))
    rows = [find(one, Options(frozenset({"sentiment"}))) for one in parsed]
    together = {name: [row for found in rows for row in found[name]] for name in TABLES if name in rows[0]}
    begin = time.process_time()
    for name, found in together.items():
        files.pack(files.table(name, found))
    spent["packing"] = (time.process_time() - begin) / words * 1e6
    for name, value in spent.items():
        print(f"  {name:12} {value:6.1f} µs a word")


if __name__ == "__main__":
    main()
