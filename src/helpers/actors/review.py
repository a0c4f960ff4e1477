"""List who is probably one person or body in a corpus, for the reader to say: `python -m helpers actors SOURCE`.

An id depends on one article and the tables of actors alone; what only a corpus shows (that the one "Hale" of another
article may be Ann Hale) is offered here. A line in the reader's `actors.csv` merges two actors or keeps them apart.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from ..tables import NAMED
from .gazetteer import Parts, lexicon, parts, thing_id
from .merge import compatible

HEADER = "id,name,type,aliases"
UNLIKE = {"women", "men"}  # genders, as `analysis.gender_of` has them
MOST_COMPARED = 50  # actors of one surname, or one row of initials, that are compared with one another
AROUND = 70  # characters of a passage on either side of the name


@dataclass(frozen=True, slots=True)
class Place:
    """Where an actor is named: the offsets of the first mention, and the words around it."""

    article_id: str
    start: int
    end: int
    passage: str


@dataclass(slots=True)
class Known:
    """An actor of the corpus: its names by how often they stand, its mentions, and the articles that name it."""

    actor_id: str
    type: str
    names: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    articles: set[str] = field(default_factory=set)
    first: tuple[str, int, int] = ("", 0, 0)
    firsts: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # where each of its names stands first

    @property
    def name(self) -> str:
        """Return its commonest name; of equally common ones the longest."""
        return min(self.names, key=lambda name: (-self.names[name], -len(name), name))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that are probably one, the better known first, why, a passage of each, and the lines to settle it."""

    actor_id: str
    actor: str
    mentions: int
    articles: int
    other_id: str
    other: str
    other_mentions: int
    other_articles: int
    why: str
    place: Place
    other_place: Place
    merge: str
    apart: str


def review(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    listed: Collection[str] = (),
    genders: Mapping[str, str] | None = None,
) -> list[Pair]:
    """Return the pairs of actors that are probably one, most mentions at stake first.

    Args:
        mentions: the table of that name, of a whole corpus.
        articles: the table of that name; passages are cut from its texts.
        listed: ids in the reader's tables; two listed actors are not offered.
        genders: {id: gender, as in the table of actors}; a man and a woman are not offered.

    Returns:
        Each pair once. The line `merge`, in an `actors.csv` beside the articles, makes one actor of the two; `apart`
        says that they are two, and they are not offered again.
    """
    known = _actors(mentions)
    chosen, seen = [], set()
    for better, other, why in (*_persons(known), *_other_initials(known), *_bodies(known), *_kinds(known)):
        key = frozenset((better.actor_id, other.actor_id))
        of_both = {(genders or {}).get(one.actor_id) for one in (better, other)}
        if key not in seen and other.actor_id not in listed and of_both != UNLIKE:
            seen.add(key)
            chosen.append((better, other, why))
    chosen.sort(key=lambda pair: (-min(pair[0].mentions, pair[1].mentions), pair[0].actor_id, pair[1].actor_id))
    wanted = {actor.first[0] for pair in chosen for actor in pair[:2]}
    rows = articles[articles["article_id"].isin(wanted)]
    texts = dict(zip(rows["article_id"], rows["text"], strict=True))
    return [_pair(better, other, why, texts) for better, other, why in chosen]


def report(pairs: list[Pair], table: str) -> str:
    """Write the pairs for a terminal, with the lines to copy into the reader's table.

    Args:
        pairs: as they were found.
        table: the path of that table.

    Returns:
        The text; a sentence where there are none.
    """
    if not pairs:
        return "No two actors of this corpus are probably one."
    lines = [f"Copy the lines that are right into {table}, whose first line is {HEADER}", ""]
    for number, pair in enumerate(pairs, 1):
        lines += [
            f"{number}. {pair.other} ({_counts(pair.other_mentions, pair.other_articles)}) and "
            f"{pair.actor} ({_counts(pair.mentions, pair.articles)}): {pair.why}",
            f"   {pair.other_place.article_id}: {pair.other_place.passage}",
            f"   {pair.place.article_id}: {pair.place.passage}",
            f"   one:  {pair.merge}",
            f"   two:  {pair.apart}",
            "",
        ]
    return "\n".join(lines)


def _counts(mentions: int, articles: int) -> str:
    return f"{mentions} mention{'s' * (mentions != 1)} in {articles} article{'s' * (articles != 1)}"


def _actors(mentions: pd.DataFrame) -> dict[str, Known]:
    known: dict[str, Known] = {}
    columns = ("article_id", "start", "end", "surface", "kind", "actor_id", "actor", "actor_type")
    for article, start, end, surface, kind, actor_id, actor, kind_of in zip(
        *(mentions[column].tolist() for column in columns), strict=True
    ):
        if not actor_id:
            continue
        one = known.get(actor_id)
        if one is None:
            one = known[actor_id] = Known(actor_id, kind_of)
        one.mentions += 1
        one.articles.add(article)
        if kind in NAMED:
            one.names[actor] += 1
            one.written[" ".join(surface.split())] += 1
            one.first = one.first if one.first[0] else (article, start, end)
            one.firsts.setdefault(actor, (article, start, end))
    return {actor_id: one for actor_id, one in known.items() if one.names}


def _persons(known: dict[str, Known]) -> Iterator[tuple[Known, Known, str]]:
    """Yield pairs of persons: a surname beside its one full name, and two full names that can be one."""
    by_surname: dict[str, list[tuple[Parts, Known]]] = defaultdict(list)
    alone: dict[str, Known] = {}
    for actor in known.values():
        form = parts(actor.name)
        if actor.type == "person" and form.given:
            by_surname[form.bare].append((form, actor))
        elif actor.type == "person":
            alone[form.bare] = actor
    for surname, actors in by_surname.items():
        if surname in alone and len(actors) == 1:
            yield actors[0][1], alone[surname], "a surname alone, and the one full name of this corpus that it fits"
        actors = sorted(actors[:MOST_COMPARED], key=lambda pair: (-pair[1].mentions, pair[1].actor_id))
        for number, (form, actor) in enumerate(actors):
            for other_form, other in actors[number + 1 :]:
                if compatible(form, other_form):
                    yield actor, other, _difference(form, other_form)


def _difference(one: Parts, other: Parts) -> str:
    if (one.given, other.given) in lexicon().nicknames:
        return f"{one.given.title()} is short for {other.given.title()}, or the other way round"
    if one.initial or other.initial:
        return "an initial that fits"
    return "the same names, written otherwise" if one.given == other.given else "one name has the words of the other"


def _other_initials(known: dict[str, Known]) -> Iterator[tuple[Known, Known, str]]:
    """Yield persons of one id whom articles write with initials that differ: John A. Hale, John B. Hale."""
    for actor in known.values():
        forms = sorted(actor.names, key=lambda name: (-actor.names[name], name)) if actor.type == "person" else []
        first, *others = [name for name in forms if parts(name).middle] or [""]
        for name in others:
            form, n = parts(name), actor.names[name]
            if not compatible(parts(first), form):
                own_id = f"person:{'-'.join((form.given, *form.middle, form.surname))}"
                place = actor.firsts[name]
                own = Known(own_id, "person", Counter({name: n}), Counter({name: n}), n, {place[0]}, place)
                same = replace(actor, names=Counter({first: actor.names[first]}), first=actor.firsts[first])
                yield same, own, "an initial that differs: one id, and perhaps two people"


def _bodies(known: dict[str, Known]) -> Iterator[tuple[Known, Known, str]]:
    """Yield organisations and groups of which one is the abbreviation of the other's name."""
    bodies = [actor for actor in known.values() if actor.type in ("organisation", "group", "country")]
    initials: dict[str, list[Known]] = defaultdict(list)
    for actor in bodies:
        letters = "".join(word[0] for word in actor.name.replace("-", " ").split() if word[0].isupper())
        if len(letters) > 1 and " " in actor.name:
            initials[letters].append(actor)
    for actor in bodies:
        letters = actor.name.replace(".", "")
        if letters.isupper() and " " not in letters and 1 < len(letters) < 8:
            longer = [other for other in initials.get(letters, ())[:MOST_COMPARED] if other is not actor]
            if len(longer) == 1:
                yield longer[0], actor, "an abbreviation of the one name of this corpus that it fits"


def _kinds(known: dict[str, Known]) -> Iterator[tuple[Known, Known, str]]:
    """Yield actors of one name that some articles take for a person and others for a body or a place."""
    by_name: dict[str, list[Known]] = defaultdict(list)
    for actor in known.values():
        by_name[thing_id("organisation", actor.name)].append(actor)
    for actors in by_name.values():
        actors.sort(key=lambda actor: (-actor.mentions, actor.actor_id))
        for other in actors[1:MOST_COMPARED]:
            # a town or a state beside the country of its name (a dateline's Singapore) is no slip
            if other.type != actors[0].type and {other.type, actors[0].type} != {"place", "country"}:
                yield actors[0], other, f"the same name, read as {actors[0].type} and as {other.type}"


def _pair(better: Known, other: Known, why: str, texts: dict[str, str]) -> Pair:
    forms = other.names if other.type == "person" else other.written  # titles before a person's name need no alias
    aliases = sorted({form.removeprefix("the ").removeprefix("The ") for form in forms} - {better.name})
    return Pair(
        better.actor_id, better.name, better.mentions, len(better.articles),
        other.actor_id, other.name, other.mentions, len(other.articles), why,
        _place(better, texts), _place(other, texts),
        _line(better.actor_id, better.name, better.type, "|".join(aliases)),
        _line(other.actor_id, other.name, other.type, ""),
    )  # fmt: skip


def _place(actor: Known, texts: dict[str, str]) -> Place:
    article, start, end = actor.first
    text = texts.get(article, "")
    first, last = max(0, start - AROUND), end + AROUND
    first = min(start, first + len(text[first:start].partition(" ")[0]) + 1) if first else 0  # no half a word
    last -= len(text[end:last].rpartition(" ")[2]) if last < len(text) else 0
    passage = ("… " if first else "") + " ".join(text[first:last].split()) + (" …" if last < len(text) else "")
    return Place(article, start, end, passage)


def _line(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
