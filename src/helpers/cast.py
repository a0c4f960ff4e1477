"""The table of actors: the cast of the whole corpus, with the gender that the texts give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import actors
from .actors.gazetteer import Entry, lexicon
from .tables import NAMED, Actor, frame

if TYPE_CHECKING:
    import pandas as pd


# --------------------------------------------------------------------------------------------------
# Settle the gender by which an article speaks of a person, from the text first and from a list of names last.
#
# It is a guess about words, not a statement about somebody: what a text calls a person, or what most bearers of a
# given name were registered as. A surname tells nothing. Organisations, countries and documents have none.


WOMEN, MEN, OTHER, UNKNOWN = "women", "men", "other", "unknown"
PRONOUNS = {
    "he": MEN, "him": MEN, "his": MEN, "himself": MEN,
    "she": WOMEN, "her": WOMEN, "hers": WOMEN, "herself": WOMEN,
    "they": OTHER, "them": OTHER, "their": OTHER, "theirs": OTHER, "themself": OTHER, "themselves": OTHER,
}  # fmt: skip
OF_LISTS = {"f": WOMEN, "m": MEN}
MOST = 0.75  # of the pronouns that must agree: resolving one wrongly must not settle anything


def settle(name: str, surfaces: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the gender of one person, and what it rests on.

    Args:
        name: the person's name, as the actor is called.
        surfaces: (kind, surface) of the person's mentions, as in the table `mentions`; or how often each stands.

    Returns:
        (gender, gender_by): women, men, other or unknown; and pronouns, title, kin word (or another noun that tells,
        such as "actress"), given name, or '' where nothing tells. Pronouns go before titles, titles before nouns, and
        all before the given name, which nine in ten of its registered bearers must share (see given_names.csv).

    Source: the order of evidence follows the Gender Gap Tracker (Asr and others 2021), which asks lists of names alone.

    Example:
        >>> settle("Anna Keller", [("name", "Mayor Anna Keller"), ("pronoun", "she")])
        ('women', 'pronouns')
        >>> settle("Keller", [("name", "Keller")])
        ('unknown', '')
    """
    mentions, said = Counter(surfaces), Counter[str]()
    for (kind, form), n in mentions.items():
        if kind == "pronoun" and form.lower() in PRONOUNS:
            said[PRONOUNS[form.lower()]] += n
    if said:
        gender, n = said.most_common(1)[0]
        if n >= MOST * said.total():
            return gender, "pronouns"
    own = {word.lower() for word in name.split()}
    before = [word for kind, surface in mentions if kind == "name" for word in _before(surface, own)]
    for words, by in ((lexicon().gender, "title"), (lexicon().persons, "kin word")):
        told = {OF_LISTS[words[word]] for word in before if words.get(word) in OF_LISTS}
        if len(told) == 1:
            return told.pop(), by
    given = name.split()[0].lower() if len(name.split()) > 1 else ""
    listed = OF_LISTS.get(lexicon().given.get(given, ""), UNKNOWN)
    return listed, "given name" if listed != UNKNOWN else ""


def _before(surface: str, own: set[str]) -> list[str]:
    """Return the words before the name itself: "mrs" of "Mrs Keller"."""
    words = [word.lower().strip(",") for word in surface.split()]
    return words[: next((n for n, word in enumerate(words) if word in own), len(words))]


# --------------------------------------------------------------------------------------------------
# Make the table of actors: who is named or quoted in a corpus, under which names, how often.
#
# Names stand on every mention, as their article has them; what a figure or page calls an actor stands here, once.


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
    said, by = settle(name, forms) if kind == "person" else ("", "")
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
