"""Measure names, pronouns and statements in news made up in all parts of the world, which nothing was trained on.

python benchmarks/world.py [--record]

`world_kept.jsonl` and `plain_kept.jsonl` lie beside this: 199 articles and 118 plainer ones, which were scored once
when all was done. Each has id, region and text, marked by who wrote it, as CC BY 4.0:
`[Amina Wanjiru|person|amina]` a name (person, organisation, place, people, or other: no actor), `[she|=amina]` a
pronoun, `{amina|what she said}` a statement, with `?` for somebody without a name. What `kinds.py` and `resolver.py`
train on is marked alike (`world_articles.jsonl`). Names are counted as in `names.py`; those of peoples count for
nothing. bad: names of ours that are no actor's, or of another kind. A pronoun is right when it is given to the actor
that most names of whom it means are given to. A statement is found when at least half of both spans is shared; its
speaker is right when that actor, or nobody with a name, is named.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from names import SAME, count

from helpers.corpus import Article
from helpers.estimates import measured
from helpers.parse import parse
from helpers.pipeline.methods import Options, find
from helpers.tables import Mention, Quote

SETS = {
    "world_kept.jsonl": "News made up in all parts of the world, kept apart",
    "plain_kept.jsonl": "Plain news made up in all parts of the world, kept apart",
}
KINDS = {"person": "Person", "place": "Location", "organisation": "Organization"}  # as `names.py` calls them


@dataclass
class Truth:
    """A text without its marks, and what they say of it: spans with a kind and whom they mean."""

    text: str = ""
    names: list[tuple[int, int, str, str]] = field(default_factory=list)
    pronouns: list[tuple[int, int, str]] = field(default_factory=list)
    statements: list[tuple[int, int, str]] = field(default_factory=list)


def read(marked: str) -> Truth:
    """Take the marks out of a text.

    Example:
        >>> read("[Ada Lind|person|ada] said {ada|[she|=ada] won}.").statements
        [(14, 21, 'ada')]
    """
    truth, opened, at = Truth(), list[tuple[int, str]](), 0
    while at < len(marked):
        start, mark = len(truth.text), marked[at]
        if mark == "[":
            inner, at = marked[at + 1 : marked.index("]", at)], marked.index("]", at) + 1
            words, *rest = inner.split("|")
            truth.text += words
            if len(rest) == 2:
                truth.names.append((start, len(truth.text), rest[0], rest[1]))
            else:
                truth.pronouns.append((start, len(truth.text), rest[0].removeprefix("=")))
        elif mark == "{":
            whom, at = marked[at + 1 : marked.index("|", at)], marked.index("|", at) + 1
            opened.append((start, whom))
        elif mark == "}":
            begin, whom = opened.pop()
            truth.statements.append((begin, start, whom))
            at += 1
        else:
            truth.text, at = truth.text + mark, at + 1
    return truth


def unmarked(path: Path, text: str) -> str:
    """Return a text of a file as an article has it: the marks of `world_articles.jsonl` are taken out."""
    return read(text).text if path.name == "world_articles.jsonl" else text


def shared(start: int, end: int, row: Mention | Quote) -> float:
    """Return which part of two spans together both hold."""
    both = min(end, row.end) - max(start, row.start)
    return max(0.0, both / (max(end, row.end) - min(start, row.start)))


def score(truth: Truth, mentions: list[Mention], said: list[Quote], n: Counter[str]) -> None:
    """Add one article's counts."""
    named = [m for m in mentions if m.kind in ("name", "metonym") and m.actor_type != "group"]
    entities = [(start, end, KINDS.get(kind, "other")) for start, end, kind, _ in truth.names if kind != "people"]
    count({"entities": entities}, [(m.start, m.end, SAME.get(m.actor_type, m.actor_type)) for m in named], n)
    whose: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, kind, whom in truth.names:
        best = max(named, key=lambda m: shared(start, end, m), default=None)
        if best is not None and shared(start, end, best) and kind in KINDS:
            whose[whom][best.actor_id] += 1
    main = {whom: ids.most_common(1)[0][0] for whom, ids in whose.items()}
    for m in named:
        kinds = {kind for start, end, kind, _ in truth.names if m.start < end and start < m.end}
        n["bad"] += SAME.get(m.actor_type, m.actor_type) not in kinds
        n["read"] += 1
    ours = {m.start: m.actor_id for m in mentions if m.kind == "pronoun"}
    for start, _, whom in truth.pronouns:
        given = ours.get(start, "")
        n["pronouns"] += 1
        n["pronouns right"] += bool(given) and main.get(whom) == given
        n["pronouns wrong"] += bool(given) and main.get(whom) != given
    for start, end, whom in truth.statements:
        best = max(said, key=lambda q: shared(start, end, q), default=None)
        n["statements"] += 1
        if best is not None and shared(start, end, best) >= 0.5:
            n["statements found"] += 1
            n["given a speaker"] += best.speaker_id != ""
            n["speaker right"] += best.speaker_id != "" and best.speaker_id == main.get(whom)
    n["ours said"] += len(said)
    n["said"] += sum(any(min(end, q.end) > max(start, q.start) for start, end, _ in truth.statements) for q in said)


def scores(n: Counter[str], file: str, where: str) -> Iterator[measured.Score]:
    """Yield the scores of what was counted, in all or in one region."""
    shares = {
        ("actors", "names found"): ("found", "gold"),
        ("actors", "names found and of the right kind"): ("typed", "gold"),
        ("actors", "names of ours that are bad"): ("bad", "read"),
        ("pronouns", "right"): ("pronouns right", "pronouns"),
        ("pronouns", "wrong"): ("pronouns wrong", "pronouns"),
        ("quotes", "statements found"): ("statements found", "statements"),
        ("quotes", "statements of ours that are one"): ("said", "ours said"),
        ("quotes", "speakers given that are right"): ("speaker right", "given a speaker"),
    }
    for (method, what), (part, whole) in shares.items():
        if where and method != "actors":
            continue  # too few in a region
        value = round(100 * n[part] / max(1, n[whole]), 1)
        yield measured.Score(
            method, SETS[file], what + where, value, n[whole], where=f"benchmarks/{file}",
            command="python benchmarks/world.py --record",
        )  # fmt: skip


def main(*options: str) -> None:
    """Print the scores, and record them when asked."""
    every = [score for file in SETS for score in of(file)]
    for one in every:
        print(f"{one.set[:5]:6} {one.method:10} {one.measure:64} {one.value:6} of {one.n}")
    if "--record" in options:
        measured.record(one for one in every if ", " not in one.measure)  # a region's names are few


def of(file: str) -> Iterator[measured.Score]:
    """Yield the scores of one set, in all and by region."""
    lines = Path(__file__).resolve().with_name(file).read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines]
    truths = {one["id"]: read(one["text"]) for one in kept}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one, parsed in zip(kept, parse(Article(key, truth.text) for key, truth in truths.items()), strict=True):
        found = find(parsed, Options(skip=frozenset({"sentiment"})))
        n = Counter[str]()
        score(truths[one["id"]], found["mentions"], found["quotes"], n)
        counts[""] += n
        counts[f", {one['region']}"] += n
    for where, n in sorted(counts.items()):
        yield from scores(n, file, where)


if __name__ == "__main__":
    main(*sys.argv[1:])
