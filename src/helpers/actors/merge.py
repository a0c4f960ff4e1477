"""The cast of an article, names merged into its people, and other names that it introduces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise

from ..knowledge import lookup
from ..parse import Parsed
from .gazetteer import SUFFIXES, Parts, closed, given_gender, known_names, known_persons, lexicon, parts, slug
from .names import Name, surface

# --------------------------------------------------------------------------------------------------
# The cast of one article: its actors while they are being put together, and where each is meant.


@dataclass(slots=True, eq=False)
class Actor:
    """One actor of one article.

    gender: m, f, x (could be either) or '' where nothing is known. roles: what the article calls a person
    ("president"), each with the ids of the countries it is said of. likely: how sure it is that a person is one.
    listed: a table of actors names it. number: the order in which the article's actors were made.
    """

    id: str
    name: str
    type: str
    gender: str = ""
    likely: float = 1.0
    roles: dict[str, set[str]] = field(default_factory=dict)
    listed: bool = False
    number: int = 0
    unknown: bool = False  # its kind is a guess: read as an organisation until "he" or "she" says otherwise


@dataclass(slots=True, eq=False)
class Found:
    """One mention, tokens first to last - 1, and whom it means. silent: it is better left out."""

    first: int
    last: int
    kind: str
    reason: str
    actor: Actor
    silent: bool = False


@dataclass
class Cast:
    """All actors of one article by id."""

    actors: dict[str, Actor] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def get(self, actor_id: str, name: str, kind: str) -> Actor:
        """Look up an actor, made on first use.

        Args:
            actor_id: its id.
            name: that it gets when it is made.
            kind: its type then.

        Returns:
            The actor.
        """
        actor = self.actors.get(actor_id)
        if actor is None:
            actor = self.actors[actor_id] = Actor(actor_id, name, kind, number=next(self._numbers))
        return actor

    def rename(self, actor: Actor, actor_id: str) -> None:
        """Give an actor another id, under which it is found from now on.

        Args:
            actor: to be renamed.
            actor_id: the new id; who had it before is replaced.
        """
        if self.actors.get(actor.id) is actor:
            del self.actors[actor.id]
        actor.id = actor_id
        self.actors[actor_id] = actor


# --------------------------------------------------------------------------------------------------
# Merge the names of one person: titles, given names, initials, nicknames, surnames alone.


MOST_FORMS = 30  # different forms of one surname that are compared; of 765 articles of news one has 13, no other 7
Forms = dict[tuple[Parts, int], Actor]  # by a full name and the number of its actor


def cluster(parsed: Parsed, persons: list[Name], cast: Cast) -> list[Found]:
    """Say whom each named person means.

    Full names come first, the longest leading; then the words that stand alone are given to whom they fit.

    Args:
        parsed: the article.
        persons: its names of persons, in order.
        cast: takes the actors.

    Returns:
        Their mentions, each with its actor.
    """
    forms = _alone_too([parts(surface(parsed, name)) for name in persons])
    apart = _two_generations(parsed, persons, forms)
    full, by_surname, by_part = _merged(parsed, persons, forms, apart, cast)
    for number, actor in full.items():
        _learn(parsed, persons[number], forms[number], actor)
    begun: dict[Actor, int] = {}  # where who is named in full first
    stature: Counter[Actor] = Counter()  # how much of the article is about whom: how often in full, and on top
    for number, actor in full.items():
        begun[actor] = min(begun.get(actor, persons[number].first), persons[number].first)
        stature[actor] += 1 if parsed.sentence[persons[number].first] else 2
    called: dict[str, Counter[Actor]] = defaultdict(Counter)  # who has been called by one word alone
    found = []
    for number, name in enumerate(persons):
        if number in full:
            actor = full[number]
            written = " ".join(surface(parsed, name).split())
            reason = "named in full" if written == actor.name else f"another form of {actor.name}"
            reason = "listed in your own table" if actor.listed else reason
        else:
            word = forms[number].bare
            own = [  # by a middle name alone nobody is meant before the full one
                a for a in by_part.get(word, ()) if begun[a] < name.first or word not in parts(a.name).middle
            ]
            place = Place(name.first, begun, stature, called[word])
            actor, reason = _alone(parsed, name, word, by_surname, own, place, cast)
            guessed = reason.endswith(MOST_NAMED)  # upon which no other guess is built
            called[word][actor] += not (guessed or forms[number].suffix)
            _learn(parsed, name, forms[number], actor)
        found.append(Found(name.first, name.last, "name", reason, actor))
    return found


def _alone_too(forms: list[Parts]) -> list[Parts]:
    """Read "Al Masri" and "Ben Ali" as surnames where somebody's begins so: "Hamza al Masri"."""
    begun = {form.surname for form in forms if form.given and form.surname != form.bare}
    whole = {form: f"{form.given}-{form.surname}" for form in forms if form.given in closed("particle")}
    return [Parts("", (), whole[form], form.suffix) if whole.get(form) in begun else form for form in forms]


def without_epithets(parsed: Parsed, spans: list[Name]) -> None:
    """Let a name begin after a word that is none, where the rest stands alone too: "Crooked Hale", "Said Hale".

    Args:
        parsed: the article.
        spans: its names; where they begin is settled in place.
    """
    lex, common = lexicon(), set(parsed.word)
    alone = {surface(parsed, span) for span in spans if span.type == "person"}
    given = [span for span in spans if span.type == "person" and parsed.lower[span.core] in lex.given]
    alone |= {parsed.word[token] for span in given for token in (span.core, span.last - 1)}
    names: dict[str, str] = {}
    for span in spans:
        after = _of_another(parsed, span) if span.last - span.core > 2 else 0
        if after and not names:
            names = {surface(parsed, other): other.type for other in spans if other.entry is None}
        if after and parsed.words(after, span.last) in names:
            span.first = span.core = after  # "Soul of Hale Motors"
            span.type = names[surface(parsed, span)]
        word = parsed.lower[span.core]
        if span.entry is not None or span.last - span.core < 2 or word in lex.types:
            continue
        begins = span.core == parsed.first[parsed.sentence[span.core]] and word in lex.speech  # "Said Ann Lee: …"
        if word in lex.given and not begins:
            continue
        rest = parsed.words(span.core + 1, span.last)
        none = any(word in words for words in (closed("epithet"), closed("alone"), lex.speech, lex.persons, common))
        full = begins and span.last - span.core > 2 and parsed.lower[span.core + 1] in lex.given
        if full or (rest in alone and (none or parsed.tag[span.core][:2] in ("VB", "JJ", "IN", "RB"))):
            span.core, span.type = span.core + 1, "person"
            if word in lex.speech or word in closed("alone") or parsed.tag[span.first][:2] == "VB":
                span.first = span.core


def _of_another(parsed: Parsed, span: Name) -> int:
    """Return where the name after an "of" begins, 0 where the word before it is a body's, a place's or a title."""
    lex, lower = lexicon(), parsed.lower
    of = next((token for token in range(span.core + 1, span.last - 1) if lower[token] == "of"), 0)
    if not of or span.entry is not None or any(lower[token] in lex.types for token in range(span.core, of)):
        return 0
    seat = any(lower[of - 1] in closed(f"seat {where}") for where in ("of", "after", "is"))
    return 0 if seat or lower[of - 1] in lex.titles or lower[of - 1] in closed("portfolio") else of + 1


def _merged(
    parsed: Parsed, persons: list[Name], forms: list[Parts], apart: set[str], cast: Cast
) -> tuple[dict[int, Actor], dict[str, Forms], dict[str, list[Actor]]]:
    """Give each full name its actor, and each actor its id; also who bears a surname, and any part of a name."""
    full: dict[int, Actor] = {}
    by_surname: dict[str, Forms] = defaultdict(dict)
    by_part: dict[str, list[Actor]] = defaultdict(list)
    written: dict[Actor, Counter[str]] = defaultdict(Counter)
    given = lexicon().given  # "Crooked Ann Lee" is no fuller a name than "Ann Lee"
    order = sorted(range(len(persons)), key=lambda n: (forms[n].given not in given, -len(forms[n].names)))
    for number in order:
        name, form = persons[number], forms[number]
        if not form.given:
            continue
        actor = full[number] = _full(parsed, name, form, by_surname, apart, cast)
        same = by_surname[form.bare]
        if len(same) < MOST_FORMS:
            same.setdefault((form, actor.number), actor)
        for word in {form.bare, *form.surname.split("-"), form.given, *form.middle}:
            if len(by_part[word]) < MOST_FORMS and actor not in by_part[word]:
                by_part[word].append(actor)
        written[actor][" ".join(surface(parsed, name).split())] += 1
    _identify({actor: called for actor, called in written.items() if not actor.listed}, cast)
    return full, by_surname, by_part


def _full(parsed: Parsed, name: Name, form: Parts, by_surname: dict[str, Forms], apart: set[str], cast: Cast) -> Actor:
    """Return who bears a full name: a listed person, the one person whose name is compatible, or somebody new."""
    entry = name.entry or known_names().person(form.id)
    if entry is not None and (name.entry or compatible(parts(entry.surface), form)):  # no other middle initial
        actor = cast.get(entry.actor_id, entry.actor, "person")
        actor.listed = True
        return actor
    fits = compatible if form.id not in apart else _same_generation
    kin = _kin_behind(parsed, name) if form.initial else ""
    alike = [(other, one) for (other, _), one in by_surname[form.bare].items() if kin not in other.names]
    same = {actor.number: actor for other, actor in alike if fits(form, other)}
    if len(same) == 1:
        return next(iter(same.values()))
    written = " ".join(surface(parsed, name).split())
    return cast.get(f"person:{slug(written)}", written, "person")


def _kin_behind(parsed: Parsed, name: Name) -> str:
    """Return the given name of whom somebody is said to be kin right behind a name: "J. Hale, Ann’s father"."""
    comma, whose, own, *kin = [*parsed.lower[name.last : name.last + 5], "", "", "", ""]
    return slug(whose) if comma == "," and own == "'s" and not closed("kin").isdisjoint(kin) else ""


def _identify(written: dict[Actor, Counter[str]], cast: Cast) -> None:
    """Give unlisted persons their ids and names: first given name and surname, more where two would fall together."""
    leading: dict[Actor, Parts] = {}
    for actor, called in written.items():
        lead = max(called, key=lambda name: _leads(name, called))
        leading[actor] = parts(lead)
        same = [name for name in called if parts(name).id == leading[actor].id]
        actor.name = max(same, key=lambda name: (not name.isupper(), called[name], len(name)))
    together: dict[str, list[Actor]] = defaultdict(list)
    for actor, form in leading.items():
        together[form.id].append(actor)
    for actor_id, actors in together.items():
        for actor in actors:
            cast.rename(actor, actor_id if len(actors) == 1 else _own_id(actor_id, actor, actors, written))


def _leads(name: str, called: Counter[str]) -> tuple[bool, bool, bool, int, int]:
    """Return what makes a form of a name the leading one: no initial, a known given name, no nickname, often, long."""
    form, lex = parts(name), lexicon()
    others = [parts(other).given for other in called]
    longer = any((form.given, full) in lex.nicknames and len(full) > len(form.given) for full in others)
    return not form.initial, form.given in lex.given, not longer, called[name], len(name)


def _own_id(actor_id: str, actor: Actor, actors: list[Actor], written: dict[Actor, Counter[str]]) -> str:
    """Return an id that tells an actor from others of the same given name and surname in this article."""
    fullest = {a: max((parts(name) for name in written[a]), key=lambda f: len(f.names)) for a in actors}
    suffixes = {a: next((f.suffix for name in written[a] if (f := parts(name)).suffix), "") for a in actors}
    if sum(suffixes[actor] == suffix for suffix in suffixes.values()) > 1:
        form = fullest[actor]
        actor_id = f"person:{'-'.join((form.given, *form.middle, form.surname))}"
    return f"{actor_id}-{suffixes[actor]}" if suffixes[actor] else actor_id


def _two_generations(parsed: Parsed, persons: list[Name], forms: list[Parts]) -> set[str]:
    """Return the ids under which an article names two: "Ann Lee" before "Ann Lee Jr.", or with an office beside her."""
    plain: set[str] = set()
    offices: set[str] = set()
    juniors: set[str] = set()
    apart: set[str] = set()
    for name, form in zip(persons, forms, strict=True):
        if form.suffix:
            juniors.add(form.id)
            apart |= {form.id} & plain
        elif form.given and not parsed.sentences[parsed.sentence[name.first]].headline:
            plain.add(form.id)
            offices |= {form.id} if name.core > name.first else set()
    return apart | (offices & juniors)


def _same_generation(one: Parts, other: Parts) -> bool:
    return one.suffix == other.suffix and compatible(one, other)


def compatible(one: Parts, other: Parts) -> bool:
    """Say whether two full names with the same surname can be one person's.

    Each name of the shorter form must be one of the longer, an initial of it, or a nickname: "J. Hale", "Jim Hale"
    and "James Robert Hale".

    Args:
        one: a name's parts.
        other: another's.

    Returns:
        True where they can.

    Example:
        >>> compatible(parts("J. Hale"), parts("James Robert Hale")), compatible(parts("Ann Hale"), parts("James Hale"))
        (True, False)
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    short, long = sorted((one.names, other.names), key=len)
    left = list(long)
    for name in short:
        match = next((number for number, word in enumerate(left) if _alike(name, word)), -1)
        if match < 0:
            return False
        del left[match]
    return True


def _alike(one: str, other: str) -> bool:
    """Say whether two given names are the same, one the other's initial, or its nickname."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or (one, other) in lexicon().nicknames


def _alone(
    parsed: Parsed, name: Name, word: str, by_surname: dict[str, Forms], by_part: list[Actor],
    place: Place, cast: Cast,
) -> tuple[Actor, str]:  # fmt: skip
    """Find the person whose surname or given name stands alone here: of the article, else of the tables.

    Of several, a title's gender and role must fit; then `_meant_alone` decides, or they are left open.
    """
    gender, roles = _title_gender(parsed, name), set(_roles(parsed.lower[name.first : name.core]))
    written = " ".join(surface(parsed, name).split())
    surnames = list(dict.fromkeys(by_surname.get(word, {}).values()))
    for how, candidates in (("surname", surnames), ("part of the name", by_part)):
        fitting = [a for a in candidates if not gender or a.gender in ("", "x", gender)]
        suffix = parts(written).suffix
        fitting = [a for a in fitting if suffix in ("", parts(a.name).suffix)] or fitting  # "Hale Jr."
        closest = max((_closest(roles, a) for a in fitting), default=0)
        fitting = [a for a in fitting if _closest(roles, a) == closest]
        if fitting and roles and not closest and word in known_persons() and how == "surname":
            break  # "President Obama" in an article on Michelle Obama
        if len(fitting) == 1:
            return fitting[0], f"{how} of {fitting[0].name}"
        if fitting:
            actor, reason = _meant_alone(parsed, fitting, place)
            if actor is None:
                return cast.get(parts(written).id, written, "person"), reason
            return actor, f"{how} of {actor.name}: of those who bear it {reason}"
    if name.entry is not None:
        return cast.get(name.entry.actor_id, name.entry.actor, "person"), "listed in your own table"
    if (listed := known_names().listed(word)) is not None:
        return cast.get(listed.actor_id, listed.actor, "person"), "the one listed person of this surname"
    if (widely := known_persons().get(word) or known_persons().get(parts(written).surname)) is not None:
        actor = cast.get(parts(widely).id, widely, "person")
        actor.gender = actor.gender or given_gender(parts(widely).given)
        return actor, "a surname by which nobody else is known widely"
    return cast.get(parts(written).id, written, "person"), "named only so in this article"


CLEARLY = 1.5  # times as often as the next
MOST_NAMED = "the one whom the article names most"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands alone (token), and what is known there of who may be meant.

    begun: where each is named in full first. stature: how much of the article is
    about whom. called: how often each has been called so before.
    """

    token: int
    begun: dict[Actor, int]
    stature: Counter[Actor]
    called: Counter[Actor]


def _meant_alone(parsed: Parsed, fitting: list[Actor], place: Place) -> tuple[Actor | None, str]:
    """Return whom a word alone means of several who bear it, and why; None where nothing in the article tells.

    Whoever was named last has no better claim than the others.
    """
    first, second = sorted(fitting, key=lambda actor: (-place.called[actor], actor.number))[:2]
    if place.called[first] > CLEARLY * place.called[second]:
        return first, "the one called so before"
    named = [actor for actor in fitting if place.begun[actor] < place.token]
    if len(named) == 1:
        return named[0], "the only one named in full before"
    gender = _gender_of(parsed, place.token)
    same = [actor for actor in fitting if actor.gender == gender]
    if gender and len(same) == 1:
        return same[0], "the pronoun beside it says so"
    widely = [actor for actor in fitting if known_persons().get(parts(actor.name).surname) == _short(actor.name)]
    if len(widely) == 1:
        return widely[0], "the one whom everybody knows by it"
    first, second = sorted(fitting, key=lambda actor: (-place.stature[actor], actor.number))[:2]
    if place.stature[first] > CLEARLY * place.stature[second]:
        return first, MOST_NAMED
    return None, "left open, of those who bear it: " + ", ".join(sorted(actor.name for actor in fitting))


def _short(name: str) -> str:
    """Return a person's name without middle names and suffix, but with the given name's and the surname's spelling."""
    words = [word for word in name.split() if slug(word) not in SUFFIXES]
    return f"{words[0]} {words[-1]}"


def _gender_of(parsed: Parsed, token: int) -> str:
    """Return the gender of the pronouns in a sentence, '' where there are none or of both."""
    number = parsed.sentence[token]
    words = parsed.lower[token : parsed.last[number]]
    found = {gender for word in words if (gender := {"he": "m", "his": "m", "she": "f", "her": "f"}.get(word))}
    return found.pop() if len(found) == 1 else ""


def _closest(roles: set[str], actor: Actor) -> int:
    """Return the words of the longest role that a title and an actor share: "Prime Minister Hale" is no "minister"."""
    return max((role.count(" ") + 1 for role in roles & actor.roles.keys()), default=0)


def _title_gender(parsed: Parsed, name: Name) -> str:
    """Return the gender that a title or a role before a name tells ("Mrs", "his mother"), or ''."""
    lex = lexicon()
    for word in parsed.lower[name.first : name.core]:
        if gender := lex.gender.get(word) or lex.persons.get(word):
            return gender
    return ""


def _learn(parsed: Parsed, name: Name, form: Parts, actor: Actor) -> None:
    """Remember what a mention tells of its person: gender, roles, and whether it is a person at all."""
    lex, lower = lexicon(), parsed.lower
    if gender := _title_gender(parsed, name):
        actor.gender = gender
    elif form.given and actor.gender in ("", "x"):
        actor.gender = given_gender(form.given.partition("-")[0])
    known = name.sure or name.core > name.first or actor.gender in ("m", "f")
    actor.likely = max(1.0 if known else 0.7, actor.likely if actor.likely < 1.0 else 0.0) if not known else 1.0
    countries = _country_before(parsed, name.first)
    for role in _roles(lower[name.first : name.core]):
        actor.roles.setdefault(role, set()).update(countries)
    for role in _appositions(parsed, name):
        actor.roles.setdefault(role, set())
        if not actor.gender or actor.gender == "x":
            actor.gender = lex.persons.get(role, "") or actor.gender


def _roles(before: list[str]) -> Iterator[str]:
    """Yield what titles tell: of "Prime Minister" both "prime minister" and "minister"."""
    lex = lexicon()
    for number, word in enumerate(before):
        if lex.titles.get(word) == "office" or word in lex.persons:
            start = number
            while start and lex.titles.get(before[start - 1]) in ("part", "office"):
                start -= 1
            yield from (" ".join(before[start : number + 1]), word)


def _country_before(parsed: Parsed, token: int) -> set[str]:
    """Return the country of an adjective or name right before a title: "Russian President"."""
    for back in range(1, min(token, 3) + 1):
        entry = known_names().match(parsed.text, parsed.start[token - back])
        reach = parsed.start[token - back] + len(entry.surface) + 2 if entry else 0
        if entry and entry.type == "country" and reach >= parsed.end[token - 1]:
            return {entry.actor_id}
    return set()


def _appositions(parsed: Parsed, name: Name) -> list[str]:
    """Return the nouns that say what a person is: "X, the mayor", "the mayor, X", "X is a mayor"."""
    persons, lower, head = lexicon().persons, parsed.lower, name.last - 1
    while name.first <= parsed.head[head] < name.last and parsed.head[head] != head:
        head = parsed.head[head]
    above = parsed.head[head]
    roles = [lower[child] for child in parsed.below(head, "appos") if lower[child] in persons]
    if parsed.dep[head] == "appos" and lower[above] in persons:
        roles.append(lower[above])
    if parsed.dep[head] == "nsubj" and parsed.lemma[above] == "be":
        roles += [lower[c] for c in parsed.below(above, "attr") if lower[c] in persons]
    return roles


def roles_before(parsed: Parsed, name: Name) -> None:
    """Let a person's mention begin at the role right before the name: "musician Ann Lee".

    Args:
        parsed: the article.
        name: the person's; where it begins is settled in place.
    """
    token, persons = name.first - 1, lexicon().persons
    if token < 0 or parsed.lower[token] not in persons or not parsed.word[token][0].islower():
        return
    if parsed.sentence[token] == parsed.sentence[name.first] and parsed.tag[token] in ("NN", "JJ"):
        hyphen = token >= 2 and parsed.word[token - 1] == "-" and parsed.end[token - 1] == parsed.start[token]
        name.first = token - 2 if hyphen else token


# --------------------------------------------------------------------------------------------------
# Take other names that an article introduces: "Ann Lee, known as the Owl", "the Owl, whose real name is Ann Lee".


MARKS = frozenset("“‘\"'") | {"``", "''"}
FAR = 10  # tokens between a name and another one that is introduced
SINGLE = 3  # words of a nickname, at most
KINDS = {"cue": ("person", "organisation", "place", "group"), "body": ("organisation",)}
CALLED = ("lexicons/also_called.csv", "word", "kind")


def introduced(parsed: Parsed, spans: Sequence[Name]) -> dict[str, Name]:
    """Find the names that the article introduces as other names.

    Spans of such a name that no table of the reader's settles get the bearer's kind.

    Args:
        parsed: the article.
        spans: its names, in order; their kinds are settled in place.

    Returns:
        {the other name, folded: the name of its bearer}.
    """
    found: dict[str, Name] = {}
    words = lookup(*CALLED)
    for one, other in pairwise(spans):
        if not 0 < other.first - one.last <= FAR or parsed.lower[one.last] not in words:
            continue
        bearer, alias = (other, one) if _real(parsed, one, other) else (one, other)
        if bearer is one and not (_called(parsed, one, other) or _name_behind(parsed, one, other, spans)):
            continue
        key, listed = slug(surface(parsed, alias)), alias.entry is not None and bearer.type != alias.type
        fits = bearer.type in KINDS["cue"] and alias.type != "title" and alias.last - alias.core <= SINGLE
        owns = parsed.at(alias.last) == "'s"  # "known as China's answer to …"
        if fits and not listed and not owns and key != slug(surface(parsed, bearer)):
            found.setdefault(key, bearer)
    full = [span for span in spans if span.type == "person" and span.last - span.core > 1]
    found |= _at_birth(parsed, full)
    if not found:
        return found
    for surname in {slug(parsed.word[span.last - 1]) for span in full}:
        found.pop(surname, None)  # somebody else's
    for span in spans:
        whose = found.get(slug(surface(parsed, span)))
        if whose is not None and whose is not span and span.type != "title":
            span.type, span.entry, span.sure = whose.type, whose.entry, True
    return found


def _at_birth(parsed: Parsed, full: Sequence[Name]) -> dict[str, Name]:
    """Find the name that an obituary's person was born by: "Ann Lee, who has died, sang. Ann Ray was born in Leeds".

    Only where nobody else bears that given name, and where that surname stands nowhere else.
    """
    one, begin = (full[0], slug(parsed.word[full[0].core])) if full else (None, "")
    others = [span for span in full if span is not one and slug(parsed.word[span.core]) == begin]
    others = [span for span in others if one and parsed.word[span.last - 1] != parsed.word[one.last - 1]]
    if one is None or len(others) != 1 or parsed.word.count(parsed.word[others[0].last - 1]) != 1:
        return {}
    other = others[0]
    opens = parsed.first[parsed.sentence[other.first]] == other.first
    born = opens and parsed.lower[other.last : other.last + 2] == ["was", "born"]
    died = any(parsed.lemma[k] in closed("dies") and parsed.tag[k] == "VBN" for k in range(one.last, other.first))
    return {slug(surface(parsed, other)): one} if born and died else {}


def is_other(parsed: Parsed, span: Name, also: dict[str, Name]) -> bool:
    """Say whether a span is another name of a bearer that no table lists.

    Args:
        parsed: the article.
        span: the name.
        also: what `introduced` found.

    Returns:
        True where it is.
    """
    bearer = also.get(slug(surface(parsed, span)))
    return bearer is not None and bearer is not span and span.type not in ("title", "other") and span.entry is None


def mentions(parsed: Parsed, spans: Sequence[Name], also: dict[str, Name], found: Sequence[Found]) -> Iterator[Found]:
    """Say whom the other names mean.

    Args:
        parsed: the article.
        spans: the names that `is_other` picked, in order.
        also: what `introduced` found.
        found: the mentions by name.

    Yields:
        Their mentions, each with the actor of its bearer's name; none for a bearer without one.
    """
    actors = {mention.first: mention.actor for mention in found}
    for span in spans:
        actor = actors.get(also[slug(surface(parsed, span))].first)
        if actor is not None:
            actors[span.first] = actor
            reason = f"another name of {actor.name}, as the article says"
            yield Found(span.first, span.last, "name", reason, actor)


def _called(parsed: Parsed, one: Name, other: Name) -> bool:
    """Say whether what stands between two names makes the second another name of the first."""
    between, words = parsed.lower[one.last : other.first], lookup(*CALLED)
    if not between or not all(word in words for word in between):
        return False
    kinds = [words[word] for word in between]
    cue = next((n for n, kind in enumerate(kinds) if one.type in KINDS.get(kind, ())), -1)
    if cue < 0 or "real" in kinds or not MARKS.isdisjoint(between[:cue]):
        return False
    token = one.last + cue
    if parsed.tag[token] == "VBD" or (cue == 0 and between[0] in closed("renames")):
        return False  # "Hale called Moyo"
    return between[cue] not in closed("with as") or "as" in between[cue:]


def _name_behind(parsed: Parsed, one: Name, other: Name, spans: Sequence[Name]) -> bool:
    """Say whether a person's other name follows in brackets: "Ann Lee (“the Owl”)", "Ann Lee (Owl)".

    spans: all names. Where several people have brackets, these hold teams and parties.
    """
    between = parsed.lower[one.last : other.first]
    if one.type != "person" or not between or between[0] != "(" or other.entry is not None:
        return False
    opened = (span for span in spans if span.type == "person" and parsed.at(span.last) == "(")
    only = next(opened) is one and next(opened, None) is None
    closed = ")" in parsed.lower[other.last : other.last + 2]
    marked = not MARKS.isdisjoint(between) and all(lookup(*CALLED).get(word) == "filler" for word in between)
    marked = marked and other.last - other.first < SINGLE
    open_ = other.type in ("person", "") or not (other.sure or parsed.word[other.first].isupper())
    alone = only and len(between) == 1 and other.last - other.first == 1 and open_
    return closed and (marked or alone)


def _real(parsed: Parsed, one: Name, other: Name) -> bool:
    """Say whether the second name is the one borne by right: "whose real name is X", "the Owl, as X is known"."""
    between, words = parsed.lower[one.last : other.first], lookup(*CALLED)
    return "name" in between and any(words.get(w) == "real" for w in between) and all(w in words for w in between)
