"""Who is known before reading: word lists, the ids that a name gives, the tables of actors."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from ..knowledge import DATA, PACKAGE, KnowledgeError, lookup, rows, words

# --------------------------------------------------------------------------------------------------
# Hold the word tables that say what a capitalised word, a title or a noun tells about who is named.


@dataclass(frozen=True)
class Lexicon:
    """The word tables, each a dictionary from a word in lower case to what it tells."""

    titles: dict[str, str]  # "minister": office, "mr": honorific, "prime": part (only beside an office)
    types: dict[str, str]  # "university": organisation, "lake": place, "festival": other
    given: dict[str, str]  # given name: m, f or x
    origins: tuple[str, ...]  # "ian": ends a word that tells where somebody belongs
    persons: dict[str, str]  # noun for a person: m, f or ''
    things: dict[str, str]  # "company": organisation, "city": place
    gender: dict[str, str]  # of titles: "mrs": f
    speech: frozenset[str]  # forms of verbs that report speech
    nicknames: frozenset[tuple[str, str]]  # ("bill", "william") and ("william", "bill")


@cache
def lexicon() -> Lexicon:
    """Read the word tables once."""
    titles = rows("lexicons/titles.csv", ("word", "kind", "gender"))
    kinds = rows("lexicons/name_words.csv", ("word", "type", "position"))
    short = {(row["short"], row["long"]) for row in rows("lexicons/nicknames.csv", ("short", "long"))}
    cues = rows("lexicons/cues.csv", ("forms", "class", "takes", "stance"))
    verbs = [row for row in cues if row["class"] == "verb" and "document" not in row["takes"].split()]
    return Lexicon(
        titles={row["word"]: row["kind"] for row in titles},
        types={row["word"]: row["type"] for row in kinds if row["type"] in ("organisation", "place", "other")},
        given=lookup("lexicons/given_names.csv", "name", "gender"),
        origins=tuple(row["word"] for row in kinds if row["type"] == "origin"),
        persons=lookup("lexicons/person_nouns.csv", "word", "gender"),
        things=lookup("lexicons/thing_nouns.csv", "word", "type"),
        gender={row["word"]: row["gender"] for row in titles if row["gender"]},
        speech=frozenset(form for row in verbs if row["stance"] != "mind" for form in row["forms"].split()),
        nicknames=frozenset(short | {(long, form) for form, long in short}),
    )


def noun_kinds() -> dict[str, str]:
    """Return what a noun without a name is as a source: person, collective or document."""
    return lookup("lexicons/sources.csv", "noun", "kind")


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("lexicons/closed_words.csv", ("use", "word")):
        found[row["use"]].add(row["word"])
    for row in rows("lexicons/not_names.csv", ("word", "kind")):
        found["alone" if row["kind"] == "calendar" else row["kind"]].add(row["word"])
        found[row["kind"]].add(row["word"])
    for row in rows("lexicons/name_words.csv", ("word", "type", "position")):
        found[row["position"]].add(row["word"])
        found[f"seat {row['position']}" if row["type"] == "seat" else row["type"]].add(row["word"])
    found["of a state"] = set(words("lexicons/state_nouns.csv"))  # "invasion", "president"
    return {use: frozenset(own) for use, own in found.items()}


@cache
def closed(use: str) -> frozenset[str]:
    """Look up the words of one class, by what they do in a clause or in a name.

    Args:
        use: as the head of lexicons/closed_words.csv lists them, a kind of lexicons/not_names.csv, or a type or a
            position of lexicons/name_words.csv: "team", "first", "seat of"; or "of a state", for state_nouns.csv.

    Returns:
        The words in lower case; none for a class that is not there.
    """
    return _classes().get(use, frozenset())


@cache
def pronoun_gender() -> dict[str, str]:
    """Return what the pronouns of the third person singular tell: m, f, or n for "it".

    Returns:
        {word in lower case: gender}.

    Example:
        >>> pronoun_gender()["her"], pronoun_gender()["its"], pronoun_gender().get("they", "")
        ('f', 'n', '')
    """
    return {word: gender for use, gender in (("he", "m"), ("she", "f"), ("it", "n")) for word in closed(use)}


def document_nouns() -> dict[str, str]:
    """Return what some nouns for documents tell beyond that: own, picture or inscribed (see the head of the file).

    Returns:
        {noun: kind}.
    """
    return lookup("lexicons/document_nouns.csv", "noun", "kind")


def is_person(word: str) -> bool:
    """Say whether a noun stands for a person.

    Args:
        word: in lower case.

    Returns:
        True for "lawyer", "senator".
    """
    lex = lexicon()
    return word in lex.persons or lex.titles.get(word) == "office" or noun_kinds().get(word) == "person"


def is_body(word: str) -> bool:
    """Say whether a noun stands for an organisation.

    Args:
        word: in lower case.

    Returns:
        True for "ministry", "company"; False for "people", "villagers".
    """
    known = body_kinds().get(word, "") not in ("", "people") or lexicon().things.get(word) == "organisation"
    return known or (noun_kinds().get(word) == "collective" and body_kinds().get(word) != "people")


def body_kinds() -> dict[str, str]:
    """Return what some nouns for bodies tell beyond that: government, any, part or people."""
    return lookup("lexicons/body_nouns.csv", "noun", "kind")


def may_be(word: str, name: str) -> bool:
    """Say whether a noun that takes up a body of whatever kind may take up one of this name: no court is "the company".

    Args:
        word: the noun, in lower case.
        name: the body's.

    Returns:
        True where it may; False for any other noun.
    """
    public = not closed("no company").isdisjoint(name.lower().split())
    return body_kinds().get(word) == "any" and (word in closed("any body") or not public)


@cache
def world() -> dict[str, frozenset[str]]:
    """Return the names, cities, regions, bodies and teams of the world (see the files' heads)."""
    read, marks = {}, {"given": ("women", "men"), "cities": ("large", "small"), "bodies": ("teams", "perhaps")}
    for name in ("given_names", "family_names", "cities", "regions", "bodies"):
        text, own = (PACKAGE / f"lexicons/{name}_world.txt").read_text(encoding="utf-8"), name.removesuffix("_names")
        for part, mark in zip(marks.get(own, ()), "+-", strict=False):
            read[part] = frozenset(re.findall(rf"^[{mark}](.+)", text, re.MULTILINE))
        plain = text if own == "bodies" else text.replace("\n+", "\n").replace("\n-", "\n")
        read[own] = frozenset([line for line in plain.split("\n") if line and line[0] not in "#+-"])
    return read


def given_gender(name: str) -> str:
    """Return the gender that a given name goes with: m, f, or x where it goes with both, or no list has it.

    Args:
        name: folded, as ids are.

    Returns:
        What given_names.csv says, else the lists of many languages.

    Example:
        >>> given_gender("anna"), given_gender("fiona"), given_gender("marion")
        ('f', 'f', 'x')
    """
    return lexicon().given.get(name, "f" if name in world()["women"] else "m" if name in world()["men"] else "x")


def speaks_for() -> dict[str, str]:
    """Return for whom a source speaks, where the text says so: body, staff or maker (see the head of the file)."""
    return lookup("lexicons/speaks_for.csv", "noun", "whom")


# --------------------------------------------------------------------------------------------------
# The rule of ids: one person, one id, however an article writes the name.
#
# A person is `person:` with the first given name and the surname, folded: no case, diacritics, apostrophes or full
# stops, no middle names, initials, honorifics, no Jr. Initials that are all there is of a given name are joined
# ("M. K. Name", "MK Name"). An organisation is `organisation:` and its name without "the" and without the form of
# company. Whether two people of one article would fall together is for `people` to see.


JUNIOR = frozenset(("jr", "sr"))
SUFFIXES = JUNIOR | {"ii", "iii", "iv"}
SYLLABLE = 6  # letters, at most, of the words of a name whose family name stands first
POLITE = ("-san", "-sama", "-ssi", "-nim")  # after a name, none of it
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
        while len(words) > 1 and words[0] in closed("particle"):
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
    """Fold a name: case, diacritics, apostrophes and full stops.

    Args:
        name: in any script; one that has no Latin letters keeps its own.

    Returns:
        Plain lower-case letters and digits, words joined by hyphens; "unnamed" for neither.

    Example:
        >>> slug("João da Silva"), slug("O’Hara"), slug("…")
        ('joao-da-silva', 'ohara', 'unnamed')
    """
    bare = re.sub(r"['’‘ʼʻ`´.]", "", name.translate(UNDECOMPOSED)).lower()
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    for letters, rest in ((plain, r"[^a-z0-9]+"), (bare, r"[\W_]+")):  # other scripts keep their letters
        if found := re.sub(rest, "-", letters).strip("-"):
            return found
    return "unnamed"


@lru_cache(maxsize=50_000)
def parts(name: str) -> Parts:
    """Take a person's name apart, honorifics left out.

    Args:
        name: as it is written.

    Returns:
        Its parts, folded, and the id that follows from them.

    Example:
        >>> parts("M. K. Selvan").id, parts("Dr. Robert J. O’Hara, Jr.").id, parts("Kim Jong-un").id
        ('person:mk-selvan', 'person:robert-ohara', 'person:kim-jong-un')
    """
    lex = lexicon()
    found = [(written, word) for written in name.split() if (word := slug(written)) != "unnamed"]
    while len(found) > 1 and lex.titles.get(found[0][1]) == "honorific":
        del found[0]
    if len(found) > 2 and found[0][1] in closed("courtesy"):
        del found[0]
    generation = len(found) > 2 and found[-1][1] in SUFFIXES
    alone = len(found) == 2 and found[-1][1] in JUNIOR  # "Hale Jr.", after "Robert Hale Jr."
    suffix = found.pop()[1] if generation or alone else ""
    plain = [word for _, word in found] or ["unnamed"]
    plain[-1] = next((plain[-1].removesuffix(end) for end in POLITE if plain[-1].endswith(end)), plain[-1])
    if _family_first(plain):
        return Parts(plain[0], (), "-".join(plain[1:]), suffix, tuple(plain[:1]))
    start = _surname_at(plain)
    names: list[str] = []
    for written, word in found[:start]:
        initials = not name.isupper() and written.isupper() and INITIALS.fullmatch(written)
        if names and names[-1] in closed("compound"):
            names[-1] += f"-{word}"
        else:
            names += list(word) if initials else [word]
    full = [number for number, word in enumerate(names) if len(word) > 1 and word not in closed("particle")]
    if not full:  # nothing but initials
        return Parts("".join(names), (), "-".join(plain[start:]), suffix, tuple(names))
    given, lead = names[full[0]], full[0]
    middle = (*names[:lead], *names[lead + 1 :])
    return Parts(given, middle, "-".join(plain[start:]), suffix, tuple(names))


def _surname_at(plain: list[str]) -> int:
    """Return where the surname begins: at its last word, or at the particles before that."""
    particles = closed("particle")
    start = len(plain) - 1
    while start > 1 and plain[start - 1] in particles:
        start -= 1
    given = len(plain) == 2 and plain[0] in lexicon().given  # "Ben Hale"
    alone = plain[0] in particles and plain[0] not in closed("compound") and not given  # "van der Berg"
    return 0 if alone else start


def _family_first(plain: list[str]) -> bool:
    """Say whether the family name stands first, and more than one word after it: "Kim Jong Un"."""
    if len(plain) != 3 or plain[0] not in words("lexicons/family_first.csv"):
        return False
    return all(2 <= len(word) <= SYLLABLE and word not in lexicon().given for word in plain[1:])


@cache
def known_persons() -> dict[str, str]:
    """Return the full names of persons so widely known that the surname alone, folded, means them."""
    table = rows("lexicons/known_persons.csv", ("name", "surnames"))
    return {parts(surname).surname: row["name"] for row in table for surname in _cell(row["surnames"])}


AMPERSAND = ("&", "amp")  # and as it is written where a page has lost its marks: "Hale amp Co."


def organisation_key(name: str) -> str:
    """Fold the name of an organisation, without "the" and without the form of company.

    Args:
        name: as it is written.

    Returns:
        Its words, joined by hyphens.

    Example:
        >>> organisation_key("The General Motors Corp."), organisation_key("General Motors")
        ('general-motors', 'general-motors')
    """
    plain = [slug(word) for word in re.split(r"[\s,]+", name) if word and word not in AMPERSAND]
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
    """Make the id of an unlisted organisation, place or group.

    Args:
        kind: one of these three.
        name: as it is written.

    Returns:
        The id.

    Example:
        >>> thing_id("organisation", "The Harbour Co."), thing_id("place", "Port Élan")
        ('organisation:harbour', 'place:port-elan')
    """
    return f"{kind}:{organisation_key(name) if kind == 'organisation' else slug(name)}"


def renewed(old_id: str) -> str:
    """Find the id that an actor of an older version has now.

    Ids of countries, places and groups have not changed.

    Args:
        old_id: of a version that put all words of a name into the id.

    Returns:
        The id, or '' where the old one alone does not tell.

    Example:
        >>> renewed("person:james-b-hale"), renewed("person:james-robert-b-hale")
        ('person:james-hale', '')
    """
    kind, _, rest = old_id.partition(":")
    if kind == "person":
        plain = [word for word in rest.split("-") if word]
        clear = len(plain) <= 2 or (len(plain) == 3 and (len(plain[1]) == 1 or plain[-1] in SUFFIXES))
        return parts(" ".join(plain)).id if clear else ""
    if kind == "organisation":
        return thing_id(kind, rest.replace("-", " "))
    return old_id


# --------------------------------------------------------------------------------------------------
# Hold the tables of known actors: states, organisations, places, and the analyst's own table.
#
# `match` answers one question, fast: does a known name begin at this offset, and what does it stand for?


TYPES = ("person", "country", "organisation", "group", "place")
OWN_TABLE = "actors.csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name. use: name, adjective, people, capital, own (the analyst's table), dateline (no table's)."""

    surface: str
    actor_id: str
    actor: str
    type: str
    use: str
    part_of: str = ""  # the id of the body or state that it is a part of
    home: str = ""  # the country without which the name may be another's; of a place, the one it lies in
    the: bool = False  # stands for the actor only after "the": "the West", "the States"
    comma: bool = False  # or only after a comma: "Ava, Mo."


@dataclass
class Gazetteer:
    """Known names by their first three letters, longest first, and listed persons by surname."""

    by_start: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    own: dict[str, Entry] = field(default_factory=dict)
    begins: set[str] = field(default_factory=set)  # two letters that begin a name of the analyst's table
    ids: set[str] = field(default_factory=set)
    part_of: dict[str, str] = field(default_factory=dict)
    countries: dict[str, Entry] = field(default_factory=dict)  # by id
    surnames: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    # by the id of an unlisted namesake
    persons: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    seen: tuple[str, dict[int, Entry | None]] = ("", {})  # the text looked into last, and what begins where in it

    def match(self, text: str, start: int) -> Entry | None:
        """Find the longest known name that begins at a place and ends where a word ends.

        Args:
            text: an article's.
            start: offset of the place.

        Returns:
            Its entry; None where none begins there.
        """
        memo = self.seen
        if memo[0] is not text:
            memo = self.seen = (text, {})
        if start not in memo[1]:
            memo[1][start] = self._match(text, start)
        return memo[1][start]

    def _match(self, text: str, start: int) -> Entry | None:
        begin = text[start : start + 3]
        for entry in self.by_start.get(begin, ()) or self.by_start.get(begin[:2], ()):
            if not text.startswith(entry.surface, start):
                continue
            end = start + len(entry.surface)
            ends = end == len(text) or not (text[end].isalnum() or text[end] in "$€£")
            follows = not entry.the or text[max(0, start - 4) : start].lower() == "the "
            if ends and follows and (not entry.comma or text[max(0, start - 2) : start].endswith((", ", "-"))):
                return entry
        return None

    def listing(self, text: str, start: int) -> Entry | None:
        """Look up what begins at a place in the analyst's table, in small letters or not.

        Args:
            text: an article's.
            start: offset of the place.

        Returns:
            Its entry; None where that table has none.
        """
        entry = self.match(text, start) if text[start : start + 2] in self.begins else None
        return entry if entry is not None and entry.use == "own" else None

    def place(self, text: str, start: int) -> Entry | None:
        """Find the place or country whose name begins somewhere.

        Args:
            text: an article's.
            start: offset of the place.

        Returns:
            Its entry; None where none begins there.
        """
        entry = self.match(text, start)
        return entry if entry is not None and entry.type in ("place", "country") else None

    def listed(self, surname: str) -> Entry | None:
        """Find the one listed person of a surname.

        Args:
            surname: folded.

        Returns:
            Its entry; None when there is none or more than one.
        """
        return _only(self.surnames.get(surname, ()))

    def person(self, actor_id: str) -> Entry | None:
        """Find the one listed person whose name, or an alias, gives an id by the rule for unlisted ones.

        Args:
            actor_id: by that rule.

        Returns:
            Its entry; None when there is none or more than one.
        """
        return _only(self.persons.get(actor_id, ()))


def _only(entries: Iterable[Entry]) -> Entry | None:
    found = {entry.actor_id: entry for entry in entries}
    return next(iter(found.values())) if len(found) == 1 else None


_in_use: ContextVar[Gazetteer | None] = ContextVar("gazetteer", default=None)


def known_names() -> Gazetteer:
    """Look up the tables in use: ours and `data/actors.csv`, and within `using` the one beside the articles.

    Returns:
        The known names.

    Raises:
        KnowledgeError: a row is bad; the message names file and line.
    """
    return _in_use.get() or read(())


@contextmanager
def using(own: tuple[Entry, ...]) -> Iterator[None]:
    """Let what `beside` read override all other tables, for the length of a with-block.

    Args:
        own: what `beside` read; () for nothing.

    Yields:
        Nothing.

    Raises:
        KnowledgeError: a table of actors has a bad row.
    """
    token = _in_use.set(read(own))
    try:
        yield
    finally:
        _in_use.reset(token)


@lru_cache(maxsize=8)
def read(own: tuple[Entry, ...]) -> Gazetteer:
    """Put all tables together, the reader's last.

    Args:
        own: what `beside` read; () for nothing.

    Returns:
        The known names; of one that several tables have, the last counts.

    Raises:
        KnowledgeError: a row is bad; the message names file and line.
    """
    found: dict[tuple[str, bool], Entry] = {}
    for entry in (*_places(), *_known(), *_countries(), *_readers(OWN_TABLE), *own):  # the later overrides the earlier
        if entry.use == "own":
            found.pop((entry.surface, True), None)
        found[entry.surface, entry.the] = entry
        if "'" in entry.surface:
            curly = entry.surface.replace("'", "’")
            found[curly, entry.the] = replace(entry, surface=curly)
    table = Gazetteer()
    for entry in found.values():
        table.by_start[entry.surface[:3]].append(entry)
        table.ids.add(entry.actor_id)
        if entry.type == "country" and entry.surface == entry.actor:
            table.countries[entry.actor_id] = entry
        if entry.part_of:
            table.part_of[entry.actor_id] = entry.part_of
        if entry.use == "own":
            table.own[entry.surface] = entry
            table.begins.add(entry.surface[:2])
            form = parts(entry.surface)
            if entry.type == "person" and form.given:
                table.surnames[form.bare].append(entry)
                table.persons[form.id].append(entry)
    for begin, entries in table.by_start.items():
        if len(begin) == 3:  # names of two letters are looked for where none of three fits
            entries += table.by_start.get(begin[:2], ())
    for entries in table.by_start.values():
        entries.sort(key=lambda entry: (-len(entry.surface), not entry.the))
    return table


def beside(source: object) -> tuple[Entry, ...]:
    """Read the `actors.csv` that lies in a folder of articles, or beside a file of them.

    Args:
        source: what the articles are read from; anything but a path has nothing beside it.

    Returns:
        Its entries; () where there is none.

    Raises:
        KnowledgeError: a row is bad; the message names file and line.
    """
    if not isinstance(source, str | Path):
        return ()
    folder = Path(source) if Path(source).is_dir() else Path(source).parent
    path = (folder / OWN_TABLE).resolve()
    if not path.is_file() or path == (DATA / OWN_TABLE).resolve():
        return ()
    if any("actor_id" in row for row in rows(path)):  # the table `actors` of an analysis, not the reader's
        return ()
    return tuple(_readers(str(path)))


def _countries() -> Iterator[Entry]:
    columns = (("capital", "capital"), ("adjectives", "adjective"), ("people", "people"))
    for row in rows("lexicons/countries.csv", ("id", "name", "aliases", "seats", *(c for c, _ in columns))):
        known = (row["id"], row["name"], "country")
        for column, use in columns:
            yield from (_entry(surface, *known, use) for surface in _cell(row[column]))
        for seat in _cell(row["seats"]):
            surface, _, body = seat.partition("=")
            body = (body or surface).removeprefix("the ")
            entry = _entry(surface, f"organisation:{slug(body)}", body, "organisation", "name")
            yield replace(entry, part_of=row["id"])
        peoples = (adjective + "s" for adjective in _cell(row["adjectives"]) if adjective[-1] in "ni")
        yield from (_entry(surface, *known, "people") for surface in peoples)
        yield from (_entry(surface, *known, "name") for surface in (*_cell(row["aliases"]), row["name"]))


def _known() -> Iterator[Entry]:
    for row in rows("lexicons/known_actors.csv", ("id", "name", "aliases", "adjectives", "capital", "part_of", "home")):
        known = (row["id"], row["name"].removeprefix("the "), row["id"].split(":")[0])
        own = [_entry(surface, *known, "adjective") for surface in _cell(row["adjectives"])]
        own += [_entry(surface, *known, "capital") for surface in _cell(row["capital"])]
        own += [_entry(surface, *known, "name") for surface in (row["name"], *_cell(row["aliases"]))]
        yield from (replace(entry, part_of=row["part_of"], home=row["home"]) for entry in own)


def _places() -> Iterator[Entry]:
    for row in rows("lexicons/places.csv", ("name", "aliases", "after_comma", "country")):
        known = (f"place:{slug(row['name'])}", row["name"], "place")
        own = [_entry(surface, *known, "name") for surface in (row["name"], *_cell(row["aliases"]))]
        own += [replace(_entry(form, *known, "name"), comma=True) for form in _cell(row["after_comma"])]
        yield from (replace(entry, home=row["country"]) for entry in own)


def _readers(table: str) -> Iterator[Entry]:
    """Read a table of the reader's, which overrides ours. table: absolute, or relative to `data/`."""
    owners: dict[str, str] = {}
    for row in rows(table, ("id", "name", "type", "aliases")):
        where = f"{Path(table).name} line {row['line']}"
        if not row["name"]:
            raise KnowledgeError(f"{where}: the name is empty")
        if row["type"] not in TYPES:
            raise KnowledgeError(f"{where}: type {row['type']!r} is not one of {', '.join(TYPES)}")
        if ";" in row["aliases"]:
            raise KnowledgeError(f"{where}: aliases are parted by |, not by ;")
        if not re.fullmatch(r"[a-z]+:[A-Za-z0-9-]+", row["id"]):
            raise KnowledgeError(f"{where}: id {row['id']!r} should look like {row['type']}:{slug(row['name'])}")
        if not row["id"].startswith(row["type"] + ":"):
            raise KnowledgeError(f"{where}: id {row['id']!r} says another type than {row['type']!r}: make them agree")
        name = " ".join(row["name"].split())  # a line end in the cell is none of the name
        for surface in (name, *_cell(row["aliases"])):
            behind = [word for piece in surface.split(",")[1:] for word in piece.split()]
            if row["type"] == "person" and not all(slug(word) in SUFFIXES or word.isupper() for word in behind):
                raise KnowledgeError(f"{where}: {surface!r} has a comma in it: part aliases by |, not by commas")
            if owners.setdefault(surface, row["id"]) != row["id"]:
                raise KnowledgeError(f"{where}: {surface!r} already stands for {owners[surface]}")
            yield _entry(surface, row["id"], name, row["type"], "own")


def _cell(cell: str) -> list[str]:
    return [value.strip() for value in cell.split("|") if value.strip()]


def _entry(surface: str, actor_id: str, actor: str, kind: str, use: str) -> Entry:
    the = surface.startswith("the ") and use != "own"
    bare = surface.removeprefix("the ").removeprefix("The ") if use != "own" else surface
    return Entry(bare, actor_id, actor, kind, use, the=the)
