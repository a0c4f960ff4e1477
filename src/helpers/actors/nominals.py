"""Whom a description means: what the text calls each, and which noun fits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice, pairwise, takewhile
from operator import attrgetter

from ..knowledge import rows, words
from ..parse import Parsed
from . import gazetteer
from .gazetteer import body_kinds, closed, is_person, lexicon, may_be, slug, speaks_for
from .merge import Actor, Found
from .names import Name
from .salience import Salience

# --------------------------------------------------------------------------------------------------
# Read what an article calls somebody: before a name, beside it, or after `is`.


Span = tuple[int, int]
Bodies = dict[str, dict[Actor, list[int]]]  # by a word for what they are: where each is mentioned
NOUNS = ("NN", "NNP", "NNS", "NNPS")
ONE = ("NN", "NNP")  # what stands beside a name: a plural tells of several, and no name beside it is all of them
BREAKS = frozenset(("--", "–", "—", ":", ";", "|"))
PARTY = re.compile(r"[RDI]-\w")
NO_TITLE = ("CD", "PRP")  # an age, "himself"
HYPHENS = re.compile(r"[\s-]+")  # "Ms Okoro-Bright" is four tokens
BEFORE = frozenset(("compound", "nmod", "amod", "det", "poss", "nummod", "appos"))


def spans(p: Parsed, first: int, last: int, name: str) -> list[Span]:
    """Return the tokens that say who or what is named by tokens first to last - 1.

    Args:
        p: the article.
        first, last: the mention, which may begin with a title.
        name: the name alone; what stands before its first word is a title.

    Returns:
        Spans (first token, last token + 1) without articles at their beginning, in no order: `Mayor` of
        `Mayor Anna Keller`; `a lawyer in Basel` of `Anna Keller, a lawyer in Basel`; `the club's treasurer` of
        `the club's treasurer, Anna Keller`; `the first to call` of `Keller, who was the first to call`.
    """
    head = p.top(first, last)
    found, above, children = [], p.head[head], p.children[head]
    left = min([first, *(p.edges[k][0] for k in children if k < head and p.dep[k] in BEFORE)])
    if left < head:
        own = set(HYPHENS.split(name.lower()))
        core = next((k for k in range(left, last) if p.lower[k] in own), head)
        apart = (k for k in range(left, core) if p.word[k] != "-" or p.end[k - 1] < p.start[k])
        breaks = (k for k in apart if p.word[k] in BREAKS or p.word[k] == "-")
        found.append((max([left, *(k + 1 for k in breaks)]), core))  # "WASHINGTON -- President"
    for child in children:
        if p.dep[child] == "appos" and child >= last and p.at(last) != ":":
            joined = (k for k in p.below(child, "conj") if p.tag[k] == "NNP" and p.word[k - 1] != "and")
            other = (k for k in joined if not is_person(p.lower[k]))
            found.append((p.edges[child][0], min([p.edges[child][1], *(p.edges[k][0] for k in other)])))
        being = p.dep[child] == "relcl" and p.lemma[child] == "be"
        if being and not any(p.tag[k] == "WP$" for k in range(p.edges[child][0], child)):
            found += _is(p, child)
    one = p.tag[above] in ONE or p.lower[above] == "one"  # "one of the bill's sponsors, Anna Keller"
    linked = p.dep[head] == "appos" and p.dep[above] == "pobj" and p.dep[p.head[above]] == "prep"
    if linked and (p.tag[above] == "NNP" or not is_person(p.lower[above])):
        above = p.head[p.head[above]]  # "the mayor of Basel, Anna Keller", "its spokesman on finance, Anna Keller"
    if p.dep[head] == "appos" and one and above < first and not _marked(p, above, first):
        found.append((p.edges[above][0], p.edges[head][0]))
    if p.dep[head] == "nsubj" and p.lemma[above] == "be":
        found += _is(p, above)
    if last + 1 < len(p.word) and p.word[last] in ("(", ","):  # a party and a state: "(D-Ohio)"
        end = next((k for k in range(last + 1, min(last + 8, len(p.word))) if p.word[k] in ("),", ")", ",", ".")), 0)
        if end and PARTY.match(p.text, p.start[last + 1]):
            found.append((last + 1, end))
    found = [bare(p, *span) for span in found]
    return [span for span in found if any(p.tag[k] not in NO_TITLE for k in range(*span)) and p.tag[span[0]] != "WP$"]


def _is(p: Parsed, verb: int) -> list[Span]:
    """Return the spans of what somebody is said to be; nothing where they are said not to be: "is not a fool"."""
    denied = bool(p.below(verb, "neg"))
    return [p.edges[k] for k in p.below(verb, "attr") if p.tag[k] in NOUNS and not denied]


def _marked(p: Parsed, first: int, last: int) -> bool:
    """Say whether something begins or ends between two tokens, such as a quotation: its other side describes nobody."""
    return any(word[0] in '"“”' or word in ("''", "``") or word in BREAKS for word in p.word[first:last])


def bare(p: Parsed, first: int, last: int) -> Span:
    """Leave out articles, possessives and punctuation at the edges of a span.

    Args:
        p: the article.
        first: the span's first token.
        last: the token after its last.

    Returns:
        (first, last) of what is left, which may be nothing.
    """
    while first < last and (p.tag[first] in ("DT", "PRP$") or not p.word[first][0].isalnum()):
        first += 1
    while last > first and not any(map(str.isalnum, p.word[last - 1])):
        last -= 1
    return first, last


# --------------------------------------------------------------------------------------------------
# Resolve what stands for a name without naming: "the President", "the Russian president", "the company".


CONTENT = frozenset(("NOUN", "PROPN", "ADJ"))
MANY = 12  # words of one description
TOLD = frozenset(("ccomp", "acl", "advcl", "relcl"))  # a clause in what another tells
MOST_CALLED = 50  # actors who are called by one word
FAR = 80  # tokens back


def resolve(parsed: Parsed, spans: list[Name], found: list[Found], known: Told) -> list[Found]:
    """Return the mentions by role or kind whose actor is plain; the others stay out.

    A role must have been given to a person in this article, and to one alone of those named before.

    Args:
        parsed: the article.
        spans: the names in it.
        found: the named mentions.
        known: what the article tells of its actors (see `told`).

    Returns:
        The mentions, in no order.
    """
    ordered = sorted(found, key=lambda mention: mention.first)
    persons = [mention for mention in ordered if mention.actor.type == "person"]
    holders: dict[str, list[Actor]] = {}
    for actor in dict.fromkeys(mention.actor for mention in persons):
        for role in actor.roles:
            holders.setdefault(role, []).append(actor)
    added = list(_offices(parsed, spans, persons, holders))
    covered = {token for mention in found for token in range(mention.first, mention.last)}
    organisations = [mention for mention in ordered if mention.actor.type == "organisation"]
    called = {actor: _own_words(actor) for actor in dict.fromkeys(mention.actor for mention in organisations)}
    bodies: Bodies = {}
    for one in organisations:
        for word in called[one.actor]:
            bodies.setdefault(word, {}).setdefault(one.actor, []).append(one.first)
    lex = lexicon()
    for token, word in enumerate(parsed.lower):
        if parsed.tag[token] != "NN" or token in covered or parsed.dep[token] in ("appos", "attr"):
            continue
        if parsed.dep[token] == "compound" and word not in closed("owns"):
            continue
        if word in holders:
            mention = _role(parsed, token, persons, holders[word], known)
        elif lex.things.get(word) == "organisation":
            mention = _kind(parsed, token, word, organisations, bodies, known)
        else:
            continue
        if mention is not None:
            added.append(mention)
    return added


def _offices(parsed: Parsed, spans: list[Name], people: list[Found], held: dict[str, list[Actor]]) -> Iterator[Found]:
    """Read titles that stand alone with a capital, as names do: "the President"."""
    for span in spans:
        if span.type != "title":
            continue
        if span.last < len(parsed.tag) and parsed.tag[span.last] == "NNP" and parsed.head[span.last - 1] >= span.last:
            continue  # "President Park Geun-hye": that one's title, whether or not the name was read
        office = " ".join(parsed.lower[span.first : span.last])
        holder = _last_named(people, held.get(office, []), span.first)
        if holder is not None and _holds(parsed, span, people, holder):
            yield Found(span.first, span.last, "name", f"{holder.name} is {office} in this article", holder)


def _holds(parsed: Parsed, title: Name, persons: list[Found], holder: Actor) -> bool:
    """Say whether a title may mean who has it: not "a President", "the late President", "a run for President"."""
    token = title.last - 1
    end = title.last
    while end < parsed.last[parsed.sentence[token]] and (parsed.tag[end][0] in "NIJ" or parsed.word[end] == ")"):
        end += 1  # "Minister of Justice Ann Lee"
    same = next((m.actor for m in persons if title.last <= m.first < end), holder) is holder
    no_more = closed("indefinite") | closed("another one")
    left = (k for k in parsed.children[token] if k < title.first)
    other = any(parsed.lower[k] in no_more or parsed.tag[k] == "CD" for k in left)
    office = parsed.lower[parsed.head[token]] in ("as", "for", "to") and parsed.edges[token][0] == title.first
    return same and not other and not office and parsed.at(title.last) != "-"  # "Editor-in-Chief"


def _last_named(persons: list[Found], holders: list[Actor], token: int) -> Actor | None:
    """Return who of the holders of a role was named last before a token; the first named where nobody was."""
    latest = None
    for mention in persons:
        if mention.first > token and latest is not None:
            break
        if mention.actor in holders:
            latest = mention.actor
    return latest


def _role(parsed: Parsed, token: int, persons: list[Found], holders: list[Actor], known: Told) -> Found | None:
    first = _definite(parsed, token)
    if first < 0 or parsed.below(token, "prep", "relcl", "appos", "acl"):
        return None
    role = parsed.lower[token]
    for start in range(first + 1, token):  # "the prime minister" is no other minister
        longer = " ".join(parsed.lower[start : token + 1])
        if fuller := [actor for actor in holders if longer in actor.roles]:
            role, holders = longer, fuller
            break
    countries = _countries_in(parsed, range(first, token))
    fitting = []
    for actor in holders:
        own = actor.roles[role] or known.countries[actor]
        if not countries or not own or countries & own:
            fitting.append(actor)
    before = {mention.actor for mention in persons if mention.first < token} & set(fitting)
    if len(before) > 1:
        return None
    holder = _last_named([m for m in persons if m.first < token], fitting, token)
    named = {k for m in persons if m.actor is holder for k in range(m.first, m.last)}
    if _met(parsed, token, named):
        return None
    if holder is None or (first + 1 < token and not countries and " " not in role):
        return None
    return Found(first, token + 1, "nominal", f"{holder.name} is called {role} in this article", holder)


def _met(parsed: Parsed, token: int, own: set[int]) -> bool:
    """Say whether an actor (own: where it stands) met who is called so: "Keller met the president. The president".

    Or is one of several in a race, and not spoken of in this sentence or the last: "the nominee".
    """
    near = range(parsed.first[max(0, parsed.sentence[token] - 1)], token + 1)
    if meaning(parsed.lower[token]) == "candidate" and own.isdisjoint(near):
        return True
    for other in near:
        label, above = parsed.dep[other], parsed.head[other]
        if parsed.lower[other] == parsed.lower[token] and label in ("dobj", "pobj", "dative"):
            verb = parsed.head[above] if label == "pobj" else above
            if any(k in own and parsed.dep[k] in ("nsubj", "nsubjpass") for k in parsed.children[verb]):
                return True
    return False


def _kind(
    parsed: Parsed, token: int, word: str, organisations: list[Found], bodies: Bodies, known: Told
) -> Found | None:  # fmt: skip
    """Read "the court" as the one court named before."""
    first = _definite(parsed, token)
    if first != token - 1 or parsed.below(token, "prep"):
        return None
    before = list(islice(takewhile(lambda one: one[1][0] < token, bodies.get(word, {}).items()), 2))
    nearest = organisations[bisect_left(organisations, token, key=attrgetter("first")) - 1] if before else None
    if len(before) != 1 or (body_kinds().get(word) == "any" and nearest and nearest.actor is not before[0][0]):
        return None  # "the group" after two is the nearer one
    actor, places = before[0]
    last = places[bisect_left(places, token) - 1]
    if any(last < k < token for k in known.introduced.get(word, ())):
        return None  # another one came in
    return Found(first, token + 1, "nominal", f"{actor.name} is the one {word} named before", actor)


def _own_words(actor: Actor) -> set[str]:
    """Return the nouns that say what a body is in its name: "bank" of "Bank of Hale", "airline" of "Lumo Airlines".

    Any other word says what it is for: no government is "Project on Government Secrecy".
    """
    name = actor.name.lower().split()
    cut = next((k for k, word in enumerate(name) if k and word in closed("of what")), len(name))
    said = {name[-1], name[cut - 1], *(a for a, b in pairwise(name) if slug(b) in gazetteer.company_forms())}
    return {*said, *(word[:-1] for word in said if word.endswith("s"))}


def _definite(parsed: Parsed, token: int) -> int:
    """Return where "the …" begins whose noun this is, or -1 when it is not definite."""
    begin = _aged(parsed, token)
    for first in range(begin - 1, max(begin - 4, -1), -1):
        if parsed.lower[first] in closed("definite") and parsed.tag[first] == "DT":
            return first
        if parsed.tag[first] not in ("JJ", "NN", "NNP", "VBN"):
            break
    return -1


def _aged(parsed: Parsed, token: int) -> int:
    """Return where "58-year-old" begins whose last word this is; else the token."""
    age = parsed.lower[token - 4 : token + 1] if token > 4 else []
    return token - 4 if age[1:] == ["-", "year", "-", "old"] and age[0].isdigit() else token


@dataclass
class Told:
    """What an article tells of its actors, for nouns that take them up.

    words, countries: of each named actor, the words that describe it and the countries among them. called: the actors
    by these words and, but for persons, by those of their names. since: the first token of each. again: those named
    again. introduced: where somebody without a name comes in ("a doctor"), by noun. actors: by id, also those that are
    named only by another's name ("the Keller campaign").
    """

    actors: dict[str, Actor]
    words: dict[Actor, set[str]] = field(default_factory=lambda: defaultdict(set))
    countries: dict[Actor, set[str]] = field(default_factory=lambda: defaultdict(set))
    called: dict[str, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    since: dict[Actor, int] = field(default_factory=dict)
    again: set[Actor] = field(default_factory=set)
    introduced: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def told(parsed: Parsed, found: list[Found]) -> Told:
    """Gather what an article tells of its actors.

    Args:
        parsed: the article.
        found: its named mentions.

    Returns:
        Descriptions, countries and first places of actors, and who comes in without a name.
    """
    known = Told({mention.actor.id: mention.actor for mention in found})
    for mention in found:
        actor = mention.actor
        if actor in known.since:
            known.again.add(actor)
        known.since[actor] = min(mention.first, known.since.get(actor, mention.first))
        if mention.kind == "name" and len(known.words[actor]) < MANY:
            for first, last in spans(parsed, mention.first, mention.last, actor.name):
                tokens = [k for k in range(first, min(last, first + MANY)) if not _belongs(parsed, k)]
                known.words[actor].update(meaning(parsed.lower[k]) for k in tokens if parsed.pos[k] in CONTENT)
                known.countries[actor].update(_countries_in(parsed, tokens))
    for actor in known.since:
        own = set() if actor.type == "person" else _own_words(actor)
        for word in sorted(known.words[actor] | own):
            if len(known.called[word]) < MOST_CALLED:
                known.called[word].append(actor)
    found_at = {k for mention in found for k in range(mention.first, mention.last)}
    lower, dep, tag, indefinite = parsed.lower, parsed.dep, parsed.tag, closed("indefinite")
    for token in [token for token, one in enumerate(tag) if one == "NN"]:
        below = parsed.children[token]
        if below and dep[token] not in ("appos", "attr", "compound"):
            new = any(lower[k] in indefinite for k in below if k < token) or _told_anew(parsed, token, found_at)
            if new and not any(dep[k] == "appos" and tag[k] == "NNP" for k in below):
                known.introduced[lower[token]].append(token)
    return known


def _told_anew(parsed: Parsed, token: int, named: set[int]) -> bool:
    """Say whether a noun brings in a body that is told of at length, and not named: "the trade group for growers"."""
    below = parsed.children[token]
    longer = any(parsed.dep[k] == "compound" and parsed.word[k].islower() for k in below)
    return longer and token not in named and any(parsed.lower[k] in ("for", "of") for k in below if k > token)


def _belongs(parsed: Parsed, token: int) -> bool:
    """Say whether a word belongs to an owner: "the magazine's" in "the magazine's reader Anna Keller"."""
    return "poss" in (parsed.dep[token], parsed.dep[parsed.head[token]])


def meaning(word: str) -> str:
    """Read the plain word for an office or party.

    Args:
        word: in lower case.

    Returns:
        "senator" for "sen.", "republican" for "gop" and "r-ohio"; any other word without its full stop.
    """
    word = word.rstrip(".")
    return _epithets().get(word) or _epithets().get(word[:2], "") or word


def takes_up(parsed: Parsed, token: int, state: Salience, known: Told, says: bool) -> Found | None:
    """Resolve the noun of who speaks: "the Danish government", "the Keller campaign", "the candidate".

    None: nobody is sure.

    A noun is given to somebody only for a reason in the text: the article calls them so, their name holds it, or the
    sentence before tells of them and nothing contradicts (sex, country, party, somebody brought in without a name).

    Args:
        parsed: the article.
        token: the noun.
        state: who is to the fore where it stands.
        known: what the article tells of its actors; a body named here first is added.
        says: it is who says something. Where it is not, what is found only brings a person to the fore: its kind is "".

    Returns:
        The mention with its reason, or None.

    Source: right or silent, after measuring that 59 in 100 speakers named by a noun were wrong (see data/gold).
    """
    word, verb = parsed.lower[token], parsed.head[token]
    if token not in state.named and (kin := state.kin_of(token)) is not None:
        return Found(token, token + 1, "nominal" if says else "", f"{kin.name} is the {word} told of before", kin)
    if not says:
        acts = parsed.dep[token] in ("nsubj", "nsubjpass") and parsed.dep[verb] == "ROOT"
        acts = acts and (is_person(word) or parsed.tag[token] == "NNP")
        named = takes_up(parsed, token, state, known, True) if acts else None
        return replace(named, kind="") if named is not None and named.actor.type == "person" else None
    if word in ("latter", "former"):
        return _latter(parsed, token, state)
    aged = _aged(parsed, token) < token
    if (parsed.tag[token] not in ("NN", "NNP") and not aged) or body_kinds().get(word) == "people" or word == "source":
        return None
    if _is_body(word, known) and not _countries_in(parsed, (token,)):
        return _own_body(parsed, token, state, known) or _body_called(parsed, token, state, known)
    return _person(parsed, token, state, known)


def _is_body(word: str, known: Told) -> bool:
    """Say whether a noun is a body's, as such or by a name: "the district", of the Ludlow School District."""
    called = (actor for actor in known.called.get(word, ()) if actor.type == "organisation")
    return gazetteer.is_body(word) or any(actor.name.lower().endswith(f" {word}") for actor in called)


def _own_body(parsed: Parsed, token: int, state: Salience, known: Told) -> Found | None:
    """Read a body that another's name names: "the Keller campaign", "its board", "the Danish government"."""
    word, kind = parsed.lower[token], body_kinds().get(parsed.lower[token], "")
    left = [k for k in parsed.children[token] if k < token and parsed.dep[k] in BEFORE]
    first = min((parsed.edges[k][0] for k in left), default=token)
    if token - first > MANY or any(parsed.lower[k] in closed("indefinite") for k in left) or kind == "people":
        return None
    day = words("lexicons/time_words.csv")  # "the Cuban government Friday condemned"
    after = parsed.tag[token + 1 : token + 2] == ["NNP"] and parsed.lower[token + 1] not in day
    if after or any(parsed.tag[k] == "NNP" for k in parsed.below(token, "appos")):
        return None  # "the Swiss newspaper Morgen", "Hale's unit, Hale Electronics"
    owner = next((k for k in left if parsed.dep[k] == "poss"), -1)
    if owner >= 0:
        named = owner in state.heads or not _is_body(parsed.lower[owner], known)
        said = None if named else _body_called(parsed, owner, state, known)
        actor = said.actor if said is not None else state.heads.get(owner)
        rest = [k for k in range(parsed.edges[owner][1], token + 1) if parsed.word[k] not in ("'s", "’s", "'", "’")]
        if actor is None or not rest or kind in ("any", "government", "described"):
            return None
        if actor.type == "organisation" and speaks_for().get(word) == "maker":
            return Found(first, token + 1, "nominal", f"the {word} of {actor.name}", actor)
        base = actor.name.split()[-1] if actor.type == "person" else actor.name
        return _body_named(f"{base} {parsed.words(rest[0], token + 1)}", first, token, known)
    start = first + (parsed.tag[first] == "DT")
    begins = parsed.first[parsed.sentence[token]]  # "City staff said": the capital says nothing there
    within = [k for k in range(start, token) if parsed.word[k][0].isupper() and (k > begins or k in state.heads)]
    if not within or (start == first and not parsed.word[first][0].isupper()):
        return None
    actors = [state.heads[k] for k in within if k in state.heads]
    countries = _countries_in(parsed, range(start, token))
    if kind == "government" and len(countries) == 1 and all(a.type == "country" for a in actors):
        actor = known.actors.get(next(iter(countries)))
        return Found(first, token + 1, "nominal", f"the {word} of {actor.name}", actor) if actor else None
    its = kind == "any" or speaks_for().get(word) == "maker"  # "the Harbour Trust website" is the trust
    its |= word in closed("after letters") and parsed.word[within[-1]].isupper()  # "the HLM union" is HLM
    if its and len(actors) == 1 and actors[0].type == "organisation":
        return Found(first, token + 1, "nominal", f"{actors[0].name} is called {word} here", actors[0])
    if kind in ("described", "any"):
        return None  # "the Boston-based company" has a name of its own
    return _body_named(parsed.words(start, token + 1), first, token, known)


def _body_named(name: str, first: int, token: int, known: Told) -> Found:
    name = " ".join(name.split())
    word = name.lower().split()[-1]
    key = f"organisation:{slug(name)}"
    actor = known.actors.get(key)
    if actor is None:
        actor = known.actors[key] = Actor(key, name, "organisation")
        known.since[actor] = first
        known.called[word].append(actor)
    return Found(first, token + 1, "nominal", "named by another name in it", actor)


def _body_called(parsed: Parsed, token: int, state: Salience, known: Told) -> Found | None:
    """Read "the company" as the organisation that the article calls so, in its name or beside it, or told of last."""
    word, first = parsed.lower[token], _definite(parsed, token)
    below = [c for c in parsed.children[token] if not _set_off(parsed, c)]
    if first < 0 or word in closed("level") or any(parsed.dep[c] in ("prep", "relcl", "acl", "appos") for c in below):
        return None
    more = {parsed.lower[k] for k in range(first + 1, token) if parsed.pos[k] in CONTENT} - closed("level")
    fitting = []
    for actor in known.called.get(word, ()):
        if known.since[actor] < token and actor.type == "organisation":
            said = set(actor.name.lower().split()) | known.words[actor]
            if more <= said:
                fitting.append(actor)
    if len(fitting) > 1 or body_kinds().get(word) == "any":
        fitting = [actor for actor in fitting if actor is state.subject]
    if len(fitting) == 1:
        return Found(first, token + 1, "nominal", f"{fitting[0].name} is the {word} named before", fitting[0])
    if more or fitting or body_kinds().get(word) != "any":
        return None  # "the regulator", "the union" may be its opponent
    begin = parsed.first[max(0, parsed.sentence[token] - 1)]
    named = dict.fromkeys(state.heads[k] for k in range(begin, token) if k in state.heads and not hears(parsed, k))
    near = [actor for actor in named if actor.type == "organisation" and may_be(word, actor.name)]
    last = near[0] if len(near) == 1 else state.subject if state.subject in near else None
    heads = (k for k in range(begin, token) if len(near) > 1 and state.heads.get(k) is last)
    if last is None or any(reports(parsed, k) for k in heads):
        return None
    return Found(first, token + 1, "nominal", f"the sentence before tells of {last.name}", last)


def reports(parsed: Parsed, token: int) -> bool:
    """Say whether a subject only reports what its sentence tells: "The Post said Acme owned it. The company" is Acme's.

    Args:
        parsed: the article.
        token: the subject's head.

    Returns:
        True where it does: what is told next may be of anybody in its report.
    """
    return parsed.dep[token] == "nsubj" and bool(parsed.below(parsed.head[token], "ccomp"))


def hears(parsed: Parsed, token: int) -> bool:
    """Say whether a name is whom somebody tells, or who only gathered what is told: "told the Post", "data by Acme".

    Args:
        parsed: the article.
        token: the name's head.

    Returns:
        True where it is: what is told next is hardly of that one.
    """
    label, above = parsed.dep[token], parsed.head[token]
    if label == "pobj" and parsed.dep[above] == "agent":
        return parsed.dep[parsed.head[above]] == "acl"  # "data compiled by Acme showed"
    return label in ("dobj", "dative") and parsed.lower[above] in lexicon().speech


def _set_off(parsed: Parsed, child: int) -> bool:
    """Say whether a clause stands behind a comma: "the widow, who has four children, said"."""
    return parsed.dep[child] == "relcl" and parsed.word[parsed.edges[child][0] - 1] == ","


def _person(parsed: Parsed, token: int, state: Salience, known: Told) -> Found | None:
    """Read "the senator" as the one person whom the article calls so, "the candidate" as who was just told of."""
    first, word = _definite(parsed, token), parsed.lower[token]
    below = parsed.children[token]
    of = [c for c in below if parsed.lower[c] == "of" and any(parsed.tag[k] == "CD" for k in parsed.children[c])]
    below = [c for c in below if not _set_off(parsed, c)]
    if first < 0 or any(parsed.dep[c] in ("prep", "relcl", "acl", "appos") and c not in of for c in below):
        return None
    gender, head = lexicon().persons.get(word, ""), meaning(word)
    another = not closed("another one").isdisjoint(parsed.lower[first + 1 : token])  # "the other man"
    someone = is_person(word) or head in _epithets() or _countries_in(parsed, (token,))
    another |= parsed.pos[token] == "PRON" or not someone
    if another or gazetteer.noun_kinds().get(word) == "document" or lexicon().things.get(word):
        return None  # "the film, about Anna Keller": no person
    names = {meaning(parsed.lower[k]) for k in range(first + 1, token) if parsed.word[k][0].isupper()}
    countries = _countries_in(parsed, range(first + 1, token))
    fitting = []
    for actor in known.called.get(head, ()):
        if known.since[actor] > token or actor.type != "person" or (gender and actor.gender not in ("", "x", gender)):
            continue
        said, own = known.words[actor], known.countries[actor]
        if not (countries and own and not countries & own) and not _rivals(names, said):
            fitting.append((len(names & said) + len(countries & own), actor))
    most = max((n for n, _ in fitting), default=0)
    best = [actor for n, actor in fitting if n == most]
    if len(best) > 1 or (names and not most):
        best = [actor for actor in best if actor in (state.subject, state.speaker)]
    if len(best) == 1 and not _met(parsed, token, {k for k, actor in state.heads.items() if actor is best[0]}):
        return Found(first, token + 1, "nominal", f"{best[0].name} is called {word} in this article", best[0])
    last = state.subject or state.speaker
    if state.speaker not in (last, None) or (state.subject is None and not state.near(last)):
        return None
    if fitting or last is None or last.type != "person" or state.open or known.introduced.get(word):
        return None
    beside = [state.heads[k] for k in range(first + 1, token) if k in state.heads]
    if any(actor.type == "person" for actor in beside):
        return None  # "the Keller supporter"; but "the Ohio senator"
    said, own = known.words[last], known.countries[last]
    other = word in closed("of a state") or word in closed("one of many")
    if parsed.dep[parsed.head[token]] in TOLD:
        return None  # "Keller said that the mayor was late": nobody calls himself so
    going_on = state.speaker in (last, None) and first + 1 < token and is_person(word) and not other
    fits = not gender or last.gender in ("", "x", gender)
    fits = fits and not _rivals(names | {head}, said) and not (countries and own and not countries & own)
    native = bool(_countries_in(parsed, (token,))) and state.near(last)  # "the Ethiopian"
    told = (meaning(word) in _epithets() and names <= said | closed("party")) or of or native  # "the mother of two"
    begin = parsed.first[max(0, parsed.sentence[token] - 1)]
    near = {state.heads[k] for k in range(begin, token) if k in state.heads and state.heads[k].type == "person"}
    office = lexicon().titles.get(head) == "office" and not speaks_for().get(word) and word not in closed("one of many")
    office = office and last in known.again and last is state.subject is state.protagonist
    crowned = word in closed("crowned") and head not in said  # "the Queen", in the life of one whom she met
    alone = office and near == {last} and not crowned  # "the manager", of whom the article tells
    if fits and (going_on or told or alone):
        return Found(first, token + 1, "nominal", f"the sentence before tells of {last.name}", last)
    return None


def _rivals(names: set[str], said: set[str]) -> bool:
    """Say whether one party is named and the other was told of: "the Republican candidate" is no Democrat."""
    parties = closed("party")
    return any(party in names and said & (parties - {party}) and party not in said for party in parties)


def _latter(parsed: Parsed, token: int, state: Salience) -> Found | None:
    """Read "the former" and "the latter" of two persons joined by `and`."""
    if _definite(parsed, token) != token - 1:
        return None
    for second in range(token - 1, max(token - FAR, -1), -1):
        one, other = state.heads.get(parsed.head[second]), state.heads.get(second)
        if parsed.dep[second] == "conj" and one is not None and other is not None and one is not other:
            actor = other if parsed.lower[token] == "latter" else one
            return Found(token - 1, token + 1, "nominal", f"{actor.name} is the {parsed.lower[token]} of two", actor)
    return None


def _countries_in(parsed: Parsed, tokens: Iterable[int]) -> set[str]:
    """Return the ids of the countries that words name: "the French president"."""
    found = set()
    for token in tokens:
        known = gazetteer.known_names().match(parsed.text, parsed.start[token])
        if known is not None and known.type == "country" and parsed.word[token][0].isupper():
            found.add(known.actor_id)
    return found


@cache
def _epithets() -> dict[str, str]:
    table = rows("lexicons/epithets.csv", ("word", "means"))
    return {row["word"]: row["means"] or row["word"] for row in table}
