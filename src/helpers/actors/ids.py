"""The rule of ids: one person, one id, however an article writes the name.

A person is `person:` with the first given name and the surname, folded: no case, diacritics, apostrophes or full
stops, no middle names, initials, honorifics, no Jr. Initials that are all there is of a given name are joined
("M. K. Name", "MK Name"). An organisation is `organisation:` and its name without "the" and without the form of
company. Whether two people of one article would fall together is for `people` to see.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ..knowledge import words
from .lexicon import lexicon

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
COMPOUND = frozenset(("abd", "abdel", "abdul", "abu", "umm"))  # begin a given name of two words
SYLLABLE = 6  # letters, at most, of the words of a name whose family name stands first
INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,3}")
UNDECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A person's name in its parts, each folded. given: '' where only a surname stands."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str = ""
    names: tuple[str, ...] = ()  # given and middle names in the order they are written, joined initials apart

    @property
    def bare(self) -> str:
        """Return the surname without the particles before it."""
        words = self.surname.split("-")
        while len(words) > 1 and words[0] in lexicon().particles:
            del words[0]
        return "-".join(words)

    @property
    def initial(self) -> bool:
        """Say whether nothing but initials is known of the given name."""
        return all(len(name) == 1 for name in self.names)

    @property
    def id(self) -> str:
        """Return the id of who is called so."""
        return f"person:{self.given}-{self.surname}" if self.given else f"person:{self.surname}"


@lru_cache(maxsize=100_000)
def slug(name: str) -> str:
    """Return a name in plain lower-case letters and digits, words joined by hyphens ("joao-da-silva")."""
    bare = re.sub(r"['’‘ʼʻ`´.]", "", name.translate(UNDECOMPOSED)).lower()
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    for letters, rest in ((plain, r"[^a-z0-9]+"), (bare, r"[\W_]+")):  # other scripts keep their letters
        if found := re.sub(rest, "-", letters).strip("-"):
            return found
    return "unnamed"


@lru_cache(maxsize=50_000)
def parts(name: str) -> Parts:
    """Return the parts of a person's name, honorifics left out.

    >>> parts("M. K. Selvan").id, parts("Dr. Robert J. O’Hara, Jr.").id, parts("Kim Jong-un").id
    ('person:mk-selvan', 'person:robert-ohara', 'person:kim-jong-un')
    """
    lex = lexicon()
    found = [(written, word) for written in name.split() if (word := slug(written)) != "unnamed"]
    while len(found) > 1 and lex.titles.get(found[0][1]) == "honorific":
        del found[0]
    suffix = found.pop()[1] if len(found) > 2 and found[-1][1] in SUFFIXES else ""
    plain = [word for _, word in found] or ["unnamed"]
    if _family_first(plain):
        return Parts(plain[0], (), "-".join(plain[1:]), suffix, tuple(plain[:1]))
    start = _surname(plain)
    names: list[str] = []
    for written, word in found[:start]:
        initials = not name.isupper() and written.isupper() and INITIALS.fullmatch(written)
        if names and names[-1] in COMPOUND:
            names[-1] += f"-{word}"
        else:
            names += list(word) if initials else [word]
    full = [number for number, word in enumerate(names) if len(word) > 1 and word not in lex.particles]
    if not full:  # nothing but initials
        return Parts("".join(names), (), "-".join(plain[start:]), suffix, tuple(names))
    given, lead = names[full[0]], full[0]
    middle = (*names[:lead], *names[lead + 1 :])
    return Parts(given, middle, "-".join(plain[start:]), suffix, tuple(names))


def _surname(plain: list[str]) -> int:
    """Return where the surname begins: at its last word, or at the particles before that."""
    particles = lexicon().particles
    start = len(plain) - 1
    while start > 1 and plain[start - 1] in particles:
        start -= 1
    return 0 if plain[0] in particles and plain[0] not in COMPOUND else start  # "van der Berg": a surname alone


def _family_first(plain: list[str]) -> bool:
    """Say whether the family name stands first, and more than one word after it: "Kim Jong Un"."""
    if len(plain) != 3 or plain[0] not in words("lexicons/family_first.csv"):
        return False
    return all(2 <= len(word) <= SYLLABLE and word not in lexicon().given for word in plain[1:])


def person_id(name: str) -> str:
    """Return the id of an unlisted person of this name."""
    return parts(name).id


def organisation_key(name: str) -> str:
    """Return the name of an organisation, folded, without "the" and without the form of company.

    >>> organisation_key("The General Motors Corp."), organisation_key("General Motors")
    ('general-motors', 'general-motors')
    """
    plain = [slug(word) for word in re.split(r"[\s,]+", name) if word]
    plain = [word for word in plain if word != "unnamed"] or ["unnamed"]
    if len(plain) > 1 and plain[0] == "the":
        del plain[0]
    while len(plain) > 1 and plain[-1] in company_forms():
        del plain[-1]
    return "-".join(plain)


def company_forms() -> frozenset[str]:
    """Return the words that say in what form a company is set up: "inc", "ltd"."""
    return words("lexicons/company_forms.csv")


def thing_id(kind: str, name: str) -> str:
    """Return the id of an unlisted organisation, place or group of this name."""
    return f"{kind}:{organisation_key(name) if kind == 'organisation' else slug(name)}"


def renewed(old_id: str, name: str = "") -> str:
    """Return the id that an actor of an older version has now, or '' where the id alone does not tell.

    old_id: of a version that put all words of a name into the id. name: the actor's name in the old tables, which
    always settles it. Ids of countries, places and groups have not changed.
    """
    kind, _, rest = old_id.partition(":")
    if kind == "person":
        if name:
            return person_id(name)
        plain = [word for word in rest.split("-") if word]
        clear = len(plain) <= 2 or (len(plain) == 3 and (len(plain[1]) == 1 or plain[-1] in SUFFIXES))
        return person_id(" ".join(plain)) if clear else ""
    if kind == "organisation":
        return thing_id(kind, name or rest.replace("-", " "))
    return old_id
