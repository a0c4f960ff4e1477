"""What holds for the tables of any articles whatever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import category

import pandas as pd

from helpers.tables import ROLES, TABLES, columns

# table -> (start, end, the column that holds the words between them, may the span be absent?)
SPANS = {
    "sentences": [("start", "end", "surface", False)],
    "tokens": [("start", "end", "surface", False)],
    "mentions": [("start", "end", "surface", False)],
    "quotes": [
        ("start", "end", "content", False),
        ("cue_start", "cue_end", "cue", True),
        ("source_start", "source_end", "source", True),
    ],
    "sentiment": [("start", "end", "surface", False)],
    "timexes": [("start", "end", "surface", False)],
    "events": [("start", "end", "surface", False)],
    "framing": [("start", "end", "surface", False)],
}
# table -> (column that names a row of another table, that table, its column); '' names nobody
REFERENCES = {
    "sentiment": ("mention_id", "mentions", "mention_id"),
    "events": ("timex_id", "timexes", "timex_id"),
    "quotes": ("inside", "quotes", "quote_id"),
}


def broken(analysis: Any) -> list[str]:
    """Return every invariant that the tables break, one line each; an empty list is a sound analysis."""
    texts = dict(zip(analysis.articles["article_id"], analysis.articles["text"], strict=True))
    return [*_schema(analysis), *_spans(analysis, texts), *_ids(analysis), *_numbers(analysis), *_quotes(analysis)]


def _schema(analysis: Any) -> Iterator[str]:
    for name in TABLES:
        table, wanted = getattr(analysis, name), columns(name)
        if list(table.columns) != list(wanted):
            yield f"{name}: columns {list(table.columns)}"
        elif wrong := {c: str(table[c].dtype) for c in wanted if str(table[c].dtype) != wanted[c]}:
            yield f"{name}: dtypes {wrong}"


def _spans(analysis: Any, texts: dict[str, str]) -> Iterator[str]:
    for name, checks in SPANS.items():
        for row in getattr(analysis, name).to_dict("records"):
            text = texts.get(row["article_id"])
            if text is None:
                yield f"{name}: unknown article {row['article_id']!r}"
                continue
            for start, end, words, optional in checks:
                first, last = row[start], row[end]
                if optional and not row[words] and pd.isna(first) and pd.isna(last):
                    continue
                if pd.isna(first) or not (0 <= first < last <= len(text)) or text[int(first) : int(last)] != row[words]:
                    yield f"{name}: {words} {row[words]!r} is not text[{first}:{last}]"


def _ids(analysis: Any) -> Iterator[str]:
    for name, roles in ROLES.items():
        if getattr(analysis, name).duplicated(["article_id", *roles.key]).any():
            yield f"{name}: {', '.join(roles.key)} is not unique"
    if not analysis.actors["actor_id"].is_unique:
        yield "actors: actor_id is not unique"
    for name, (column, other, key) in REFERENCES.items():
        table, target = getattr(analysis, name), getattr(analysis, other)
        there = set(zip(target["article_id"], target[key], strict=True))
        named = {pair for pair in zip(table["article_id"], table[column], strict=True) if pair[1] != ""}
        if missing := named - there:
            yield f"{name}: {column} names rows that are not there: {sorted(missing)[:3]}"
    for name in SPANS:
        table = getattr(analysis, name)
        sentences = set(zip(analysis.sentences["article_id"], analysis.sentences["sentence_id"], strict=True))
        if set(zip(table["article_id"], table["sentence_id"], strict=True)) - sentences:
            yield f"{name}: a sentence_id that is not there"


def _numbers(analysis: Any) -> Iterator[str]:
    table = analysis.sentiment
    if not table["score"].between(-1, 1).all() or not table["known"].between(0, 1).all():
        yield "sentiment: a score or share out of bounds"
    sums = table[["p_negative", "p_neutral", "p_positive"]].dropna().sum(axis=1)
    if ((sums - 1).abs() > 0.0021).any():
        yield "sentiment: probabilities do not sum to one"


def _quotes(analysis: Any) -> Iterator[str]:
    """Contents of one article are apart, or one lies wholly inside the other; and each says something."""
    yield from (
        f"quotes: {content!r} holds no word"
        for content in analysis.quotes["content"]
        if not re.search(r"[^\W_]", content) and not any(category(char)[0] == "S" for char in content)
    )
    for article_id, group in analysis.quotes.groupby("article_id"):
        spans = sorted(set(zip(group["start"], group["end"], strict=True)), key=lambda span: (span[0], -span[1]))
        open_until: list[int] = []
        for start, end in spans:
            while open_until and open_until[-1] <= start:
                open_until.pop()
            if open_until and end > open_until[-1]:
                yield f"quotes: contents of {article_id!r} cross at {start}"
            open_until.append(end)
