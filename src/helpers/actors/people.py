"""Merge the names of one person: titles, given names, initials, nicknames, surnames alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ..parse import Parsed
from .cast import Actor, Cast, Found
from .gazetteer import gazetteer, slug
from .lexicon import lexicon
from .names import Name, surface

MOST = 200  # different forms of one surname that are compared; a text with more of them names nobody
Forms = dict[tuple[tuple[str, ...], str], Actor]  # by the words of a full name and its actor's id


def cluster(parsed: Parsed, persons: list[Name], cast: Cast) -> list[Found]:
    """Return the mentions of all named persons, each with its actor.

    Full names come first, the longest leading; then the words that stand alone are given to whom they fit.
    """
    full: dict[int, tuple[Actor, str]] = {}
    by_surname: dict[str, Forms] = defaultdict(dict)
    by_part: dict[str, dict[str, Actor]] = defaultdict(dict)  # by actor_id
    words = [_words(parsed, name) or [""] for name in persons]
    given = lexicon().given  # "Crooked Ann Lee" is no fuller a name than "Ann Lee"
    for number in sorted(range(len(persons)), key=lambda n: (words[n][0] not in given, -len(words[n]))):
        if len(words[number]) < 2 and persons[number].entry is None:
            continue
        actor, reason = _full(parsed, persons[number], words[number], by_surname, cast)
        full[number] = actor, reason
        forms = by_surname[words[number][-1]]
        if len(forms) < MOST:
            forms.setdefault((tuple(words[number]), actor.id), actor)
        for word in words[number]:
            if len(by_part[word]) < MOST:
                by_part[word].setdefault(actor.id, actor)
    for number, (actor, _) in full.items():
        _learn(parsed, persons[number], actor)
    latest: dict[str, int] = {}
    called: dict[str, Counter[str]] = defaultdict(Counter)  # who has been called by one word alone
    found = []
    for number, name in enumerate(persons):
        if number in full:
            actor, reason = full[number]
        else:
            word = words[number][0]
            actor, reason = _alone(parsed, name, word, by_surname, by_part, latest, called[word], cast)
            called[word][actor.id] += 1
            _learn(parsed, name, actor)
        latest[actor.id] = number
        found.append(Found(name.first, name.last, "name", reason, actor))
    return found


def _words(parsed: Parsed, name: Name) -> list[str]:
    """Return the words of a name in plain lower case, without hyphens and what follows a name ("Jr.")."""
    words = [w.rstrip(".").replace("’", "'") for w in parsed.lower[name.core : name.last] if w not in "-–"]
    return words[:-1] if len(words) > 2 and words[-1] in ("jr", "sr", "ii", "iii", "iv") else words


def _full(parsed: Parsed, name: Name, words: list[str], by_surname: dict[str, Forms], cast: Cast) -> tuple[Actor, str]:
    if name.entry is not None:
        return cast.get(name.entry.actor_id, name.entry.actor, "person"), "listed in your own table"
    written = surface(parsed, name)
    same = {actor.id: actor for (full, _), actor in by_surname[words[-1]].items() if compatible(words, full)}
    if len(same) == 1:
        actor = next(iter(same.values()))
        return actor, "named in full" if written == actor.name else f"another form of {actor.name}"
    return cast.get(f"person:{slug(written)}", written, "person"), "named in full"


def compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two full names with the same surname, as words, can be one person's."""
    a, b = one[0], other[0]
    if a == b:
        return len(one) == 2 or len(other) == 2 or one[1][0] == other[1][0]
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    short, long = sorted((one, other), key=len)
    return (a, b) in lexicon().nicknames or (len(short) < len(long) and all(word in long for word in short))


def _alone(
    parsed: Parsed, name: Name, word: str, by_surname: dict[str, Forms], by_part: dict[str, dict[str, Actor]],
    latest: dict[str, int], called: Counter[str], cast: Cast,
) -> tuple[Actor, str]:  # fmt: skip
    """Find the person whose surname or given name stands alone here.

    Of several, who has been called so before; then who was named last; a title's gender must fit.
    """
    gender = title_gender(parsed, name)
    for how, candidates in (
        ("surname", list({actor.id: actor for actor in by_surname.get(word, {}).values()}.values())),
        ("part of the name", list(by_part.get(word, {}).values())),
    ):
        fitting = [a for a in candidates if not gender or a.gender in ("", "x", gender)]
        if fitting:
            actor = max(fitting, key=lambda a: (called[a.id], latest.get(a.id, -1)))
            return actor, f"{how} of {actor.name}" + (", of those who bear it" if len(fitting) > 1 else "")
    written = surface(parsed, name)
    listed = gazetteer().listed(written)
    if listed is not None:
        return cast.get(listed.actor_id, listed.actor, "person"), "the one listed person of this surname"
    return cast.get(f"person:{slug(written)}", written, "person"), "named only so in this article"


def title_gender(parsed: Parsed, name: Name) -> str:
    """Return the gender that a title or a role before a name tells ("Mrs", "his mother"), or ''."""
    lex = lexicon()
    for word in parsed.lower[name.first : name.core]:
        if gender := lex.gender.get(word) or lex.persons.get(word):
            return gender
    return ""


def _learn(parsed: Parsed, name: Name, actor: Actor) -> None:
    """Remember what a mention tells of its person: gender, roles, and whether it is a person at all."""
    lex, lower = lexicon(), parsed.lower
    if gender := title_gender(parsed, name):
        actor.gender = gender
    elif not actor.gender and name.last - name.core > 1:
        actor.gender = lex.given.get(lower[name.core], "x")
    known = name.sure or name.core > name.first or actor.gender in ("m", "f")
    actor.likely = max(1.0 if known else 0.7, actor.likely if actor.likely < 1.0 else 0.0) if not known else 1.0
    countries = _country_before(parsed, name.first)
    for role in _titles(lower[name.first : name.core]):
        actor.roles.setdefault(role, set()).update(countries)
    for role in _appositions(parsed, name):
        actor.roles.setdefault(role, set())
        if not actor.gender or actor.gender == "x":
            actor.gender = lex.persons.get(role, "") or actor.gender


def _titles(before: list[str]) -> list[str]:
    """Return the roles that titles tell: of "Prime Minister" both "prime minister" and "minister"."""
    lex = lexicon()
    roles = []
    for number, word in enumerate(before):
        if lex.titles.get(word) == "office" or word in lex.persons:
            start = number
            while start and lex.titles.get(before[start - 1]) in ("part", "office"):
                start -= 1
            roles += [" ".join(before[start : number + 1]), word]
    return roles


def _country_before(parsed: Parsed, token: int) -> set[str]:
    """Return the country of an adjective or name right before a title: "Russian President"."""
    if token == 0:
        return set()
    for back in (1, 2, 3):
        if token - back < 0:
            break
        entry = gazetteer().match(parsed.text, parsed.start[token - back])
        if (
            entry
            and entry.type == "country"
            and parsed.start[token - back] + len(entry.surface) >= parsed.end[token - 1] - 2
        ):
            return {entry.actor_id}
    return set()


def _appositions(parsed: Parsed, name: Name) -> list[str]:
    """Return the nouns that say what a person is: "X, the mayor", "the mayor, X", "X is a mayor"."""
    persons, lower, head = lexicon().persons, parsed.lower, name.last - 1
    while name.first <= parsed.head[head] < name.last and parsed.head[head] != head:
        head = parsed.head[head]
    above = parsed.head[head]
    roles = [
        lower[child] for child in parsed.children[head] if parsed.dep[child] == "appos" and lower[child] in persons
    ]
    if parsed.dep[head] == "appos" and lower[above] in persons:
        roles.append(lower[above])
    if parsed.dep[head] == "nsubj" and parsed.lemma[above] == "be":
        roles += [lower[c] for c in parsed.children[above] if parsed.dep[c] == "attr" and lower[c] in persons]
    return roles


def roles_before(parsed: Parsed, name: Name) -> None:
    """Let a person's mention begin at the role right before the name: "musician Ann Lee"."""
    token, persons = name.first - 1, lexicon().persons
    if token < 0 or parsed.lower[token] not in persons or not parsed.word[token][0].islower():
        return
    if parsed.sentence[token] == parsed.sentence[name.first] and parsed.tag[token] in ("NN", "JJ"):
        hyphen = token >= 2 and parsed.word[token - 1] == "-" and parsed.end[token - 1] == parsed.start[token]
        name.first = token - 2 if hyphen else token
