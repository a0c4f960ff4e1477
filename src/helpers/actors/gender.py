"""Settle the gender by which an article speaks of a person, from the text first and from a list of names last.

It is a guess about words, not a statement about somebody: what a text calls a person, or what most bearers of a
given name were registered as. A surname tells nothing. Organisations, countries and documents have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .lexicon import lexicon

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
