"""Make the table of actors: who is named or quoted in a corpus, under which names, how often.

Names stand on every mention, as their article has them; what a figure or page calls an actor stands here, once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import actors
from .actors import gender
from .actors.gazetteer import Entry
from .tables import NAMED, Actor, frame

if TYPE_CHECKING:
    import pandas as pd

BETWEEN = " | "  # stands between the forms of a name


def of(tables: Iterable[tuple[pd.DataFrame, pd.DataFrame]], own: tuple[Entry, ...] = ()) -> pd.DataFrame:
    """Return the table `actors` of a corpus, most mentioned first, ties by id.

    Args:
        tables: pairs of `mentions` and `quotes`, one after the other for a corpus in parts; an article's rows lie in
            one pair. Only the columns that say who is meant are needed.
        own: what the reader's table beside the articles says (`actors.gazetteer.beside`).

    Returns:
        One row an actor_id that a mention or a speaker has. The name is the commonest that the articles give; of
        equally common ones the longest. `names` holds every form found, most frequent first.
    """
    called: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)  # name and type
    forms: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)  # kind and words
    mentions: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for named, said in tables:
        settled = named[named["actor_id"] != ""]
        for (actor, *known), n in settled.groupby(["actor_id", "actor", "actor_type"], sort=False).size().items():
            called[actor][tuple(known)] += n
            mentions[actor] += n
        for actor, n in settled.groupby("actor_id", sort=False)["article_id"].nunique().items():
            articles[actor] += n
        for (actor, kind, surface), n in settled.groupby(["actor_id", "kind", "surface"], sort=False).size().items():
            forms[actor][kind, " ".join(surface.split())] += n
        speakers = said[~said["speaker_id"].isin({"", *settled["actor_id"]})]
        for (actor, name), n in speakers.groupby(["speaker_id", "speaker"], sort=False).size().items():
            called[actor][name, actor.partition(":")[0]] += n
        for actor, n in speakers.groupby("speaker_id", sort=False)["article_id"].nunique().items():
            articles[actor] += n
    rows = [
        _row(actor, *_commonest(called[actor]), forms[actor], mentions[actor], articles[actor], own) for actor in called
    ]
    return frame("actors", sorted(rows, key=lambda row: (-row.mentions, row.actor_id)))


def _row(
    actor_id: str, name: str, kind: str, forms: Counter[tuple[str, str]], mentions: int, articles: int,
    own: tuple[Entry, ...],
) -> Actor:  # fmt: skip
    written: Counter[str] = Counter()
    for (how, words), n in forms.items():
        written[words] += n * (how in NAMED)
    names = BETWEEN.join(_ordered(+written))
    said, by = gender.settle(name, forms) if kind == "person" else ("", "")
    part, listed = actors.part_of(actor_id, own), int(actors.listed(actor_id, own))
    return Actor(actor_id, name, kind, names, said, by, part, mentions, articles, listed)


def _commonest(known: Counter[tuple[str, str]]) -> tuple[str, str]:
    """Return the commonest name and the commonest type."""
    names: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for (name, kind), n in known.items():
        names[name] += n
        types[kind] += n
    return _ordered(names)[0], _ordered(types)[0]


def _ordered(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda word: (-counts[word], -len(word), word))
