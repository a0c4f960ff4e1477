"""Names merged into organisations, places and groups: initials, beginnings, last words, other forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ..parse import Parsed
from .gazetteer import Entry, closed, company_forms, gazetteer, lexicon, organisation_key, slug, thing_id, world
from .kinds import located
from .merge import Actor, Cast, Found
from .names import MARKS, Name, surface

LONGEST = 12  # words of a short form
CLEAR, LEAST = 0.8, 2  # of the countries that an article tells of: the share, and the number, that settle one
UNITED_STATES = "country:US"  # told of in the news of all others


def states(parsed: Parsed, spans: Sequence[Name]) -> dict[str, Entry]:
    """Say whose the bodies are that many states have: "Peru's Congress", the Senate of an article about Manila.

    Args:
        parsed: the article.
        spans: its names.

    Returns:
        {the body's name, folded: the entry of its state}, of those whose state the article tells.
    """
    countries = {span.entry.actor_id: span.entry for span in spans if span.entry is not None and span.type == "country"}
    told = Counter(home for span in spans if (home := tells_of(span)))
    bodies = closed("every state's")
    abroad = Counter({home: times for home, times in told.items() if home != UNITED_STATES})
    clear = _clear(told)
    homes = (clear if clear == UNITED_STATES or not told[UNITED_STATES] else "", _clear(abroad))
    any_state, other_state = (countries.get(home) or gazetteer().countries.get(home) for home in homes)
    found: dict[str, Entry] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for number, span in enumerate(spans):
        name = surface(parsed, span).lower()
        if span.type not in ("organisation", "") or name not in bodies:
            continue
        state = other_state if name in closed("parliament") else any_state
        if state is not None:
            found.setdefault(slug(name), state)
        before = spans[number - 1] if number else None
        between = parsed.lower[before.last : span.first] if before is not None else ["none"]
        if before is not None and before.entry is not None and before.type == "country" and between in ([], ["'s"]):
            owners[slug(name)].add(before.entry.actor_id)
    return found | {name: countries[min(own)] for name, own in owners.items() if len(own) == 1}


def _clear(told: Counter[str]) -> str:
    """Return the country of which an article tells most by far, or ''."""
    top, times = told.most_common(1)[0] if told else ("", 0)
    return top if times >= max(LEAST, CLEAR * told.total()) else ""


def tells_of(span: Name) -> str:
    """Say of which country a name tells that it, or its place or body, is written about.

    Args:
        span: the name.

    Returns:
        The country's id; '' for none.
    """
    if span.entry is None or span.entry.surface.lower() in closed("every state's"):
        return ""
    return span.entry.actor_id if span.type == "country" else span.entry.home


def namesakes(spans: Sequence[Name]) -> None:
    """Take a country's name for a state of another's where the article tells of that one's places: Georgia.

    Args:
        spans: the names; those that are taken so are settled in place.
    """
    listed = [(span, span.entry) for span in spans if span.entry is not None]
    places = Counter(entry.home for span, entry in listed if span.type == "place")
    for span, entry in listed:
        state = gazetteer().match(f"State of {entry.surface}", 0) if span.type == "country" else None
        if state is None or state.type != "place" or entry.use != "name":
            continue
        abroad = [other for one, other in listed if one.type == "country" and other.actor_id != state.home]
        others = sum(other.surface != entry.surface for other in abroad)
        if places[state.home] > max(1, 2 * others):
            span.entry, span.type = state, "place"


class Things:
    """The organisations, places and groups named so far, and which of them each part of a name may stand for.

    A name is looked up by its folded words, so that capitals, apostrophes and forms of company make no difference.
    """

    def __init__(self, states: dict[str, Entry] | None = None) -> None:
        self.states = states or {}  # of the bodies that many states have, by their folded names
        self.actors: dict[str, Actor] = {}  # by their folded names, in the order of the text
        self.initials: dict[str, list[str]] = defaultdict(list)
        self.written: dict[Actor, list[str]] = defaultdict(list)  # the names of those that no table lists
        self._parts: dict[str, list[str]] = defaultdict(list)  # by their first and their last words
        self._order: dict[str, int] = {}
        self.placed: dict[str, list[str]] = defaultdict(list)  # by what stands after the place that begins them

    def add(self, written: str, actor: Actor, full: str = "", rest: str = "") -> None:
        """Remember a name.

        Args:
            written: the name.
            actor: who bears it.
            full: the same with the place that begins it written out; '' for the same.
            rest: what follows the place; '' for none.
        """
        words = plain(full or written)
        if words not in self.actors:
            self._order[words] = len(self._order)
            # "US X", "X", "X Corp."
            for initials in {_initials(form) for form in (full, written, rest, words.title())}:
                self.initials[initials].append(words)
            if " " in rest:
                self.placed[plain(rest)].append(words)
            if " " in words and _company(written):
                self.placed[slug(written.split()[-1])].append(words)  # "the Corporation"
            pieces = words.split(" ")
            for length in range(1, min(len(pieces) - 1, LONGEST) + 1):
                for part in (" ".join(pieces[:length]), " ".join(pieces[-length:])):
                    self._parts[part].append(words)
            head = words.partition(" of ")[0].split(" ") if " of " in words else []
            for length in range(1, min(len(head) - 1, LONGEST) + 1):
                self._parts[" ".join(head[-length:])].append(words)  # "the Court" of the "Supreme Court of X"
        self.actors[words] = actor
        self.written[actor].append(written)

    def related(self, words: str) -> list[str]:
        """Find the names that begin or end with these words, or that have them after an `of`.

        Looked up, not searched for: among ten thousand names the search would take longer than all the rest.

        Args:
            words: folded.

        Returns:
            The names, folded, in the order they were met.
        """
        pieces = words.split(" of ")[-LONGEST:]
        after = (" of ".join(pieces[number:]) for number in range(1, len(pieces)))
        found = {*self._parts.get(words, ()), *(name for name in after if name in self.actors)}
        return sorted(found, key=self._order.__getitem__)

    def identify(self, cast: Cast) -> None:
        """Give each actor that no table lists the id and the name of its fullest form.

        Args:
            cast: of the article.
        """
        for actor, written in self.written.items():
            if not actor.listed:
                actor.name = max(written, key=lambda name: (len(plain(name).split(" ")), not name.isupper()))
                cast.rename(actor, thing_id(actor.type, actor.name))


def plain(written: str) -> str:
    """Fold the words of a name, by which it is looked up.

    Args:
        written: the name.

    Returns:
        The words, apart by spaces.

    Example:
        >>> plain("The Harbour Co.")
        'harbour'
    """
    return organisation_key(written).replace("-", " ")


def find(parsed: Parsed, span: Name, cast: Cast, known: Things) -> Found:
    """Merge an organisation, place or group with the one it is a short form of.

    Args:
        parsed: the article.
        span: the name.
        cast: takes the actor.
        known: the names met so far; takes this one.

    Returns:
        The mention with its actor.
    """
    written = " ".join(surface(parsed, span).split())
    kind = span.type or "organisation"
    full, rest = _written_out(parsed, span, written) if kind == "organisation" else (written, "")
    apart = rest or parsed.lower[max(span.first - 1, 0)] in closed("level")  # "the state Senate"
    state = known.states.get(slug(written)) if kind == "organisation" and not apart else None
    actor = known.actors.get(plain(full))
    if actor is not None:
        if full != written or actor.name.isupper():
            known.written[actor].append(written)
        return Found(span.first, span.last, "name", f"named so before: {actor.name}", actor)
    place = span.type == "place" and span.sure and plain(full) not in lexicon().types  # no body's short form, then
    actor, reason = _long_form(full, known, place, place and located(parsed, span))
    if actor is None and state is not None:
        name = f"{state.actor} {written}"
        entry = gazetteer().match(name, 0)
        listed = entry is not None and len(entry.surface) == len(name) and entry.type == "organisation"
        actor = cast.get(entry.actor_id, entry.actor, kind) if entry is not None and listed else None
        actor = actor or cast.get(thing_id(kind, name), name, kind)
        actor.listed = True  # its name is settled
        reason = f"the one of {state.actor}, of which the article tells"
    elif actor is None:
        actor = cast.get(thing_id(kind, written), written, kind)
        reason = f"not listed; by its name: {kind}" if span.type else "not listed; a name of unknown kind"
        actor.unknown = not span.type
    known.add(written, actor, full, rest)
    if short := _bracketed(parsed, span, written):
        known.add(short, actor)
    return Found(span.first, span.last, "name", reason, actor)


def _written_out(parsed: Parsed, span: Name, written: str) -> tuple[str, str]:
    """Return a body's name with the place that begins it written out ("U.S. Seed Bureau", "NY Daily"), and the rest."""
    entry = gazetteer().match(parsed.text, parsed.start[span.core])
    if entry is None or entry.type not in ("country", "place") or entry.use not in ("name", "adjective"):
        return written, ""
    rest = written[len(entry.surface) :].strip()
    return (f"{entry.actor} {rest}", rest) if rest and rest[0].isupper() else (written, "")


def _bracketed(parsed: Parsed, span: Name, words: str) -> str:
    """Return the other form that follows a name in brackets: "National Labor Relations Board (NLRB)", or ''."""
    token, word = span.last, parsed.word
    if word[token : token + 1] != ["("]:
        return ""
    end = next((t for t in range(token + 1, min(token + 9, len(word))) if word[t] == ")"), 0)
    if end - token > 3 and word[token + 1] in MARKS and word[end - 1] == MARKS[word[token + 1]]:
        token, end = token + 1, end - 1  # “Pine Valley Credit Union (“Pine Valley”)”
        return parsed.text[parsed.start[token + 1] : parsed.end[end - 1]] if word[token + 1][0].isupper() else ""
    if end < token + 2:
        return ""
    other = parsed.text[parsed.start[token + 1] : parsed.end[end - 1]].removeprefix("the ")
    short, long = sorted((other, words), key=len)
    upper = [char for char in short if char.isupper()]
    initials = _initials(long)
    if span.type == "organisation" and end == token + 2 and other[0].isupper() and other[1:].isalpha():
        return "" if gazetteer().match(parsed.text, parsed.start[token + 1]) else other
    fits = len(upper) >= 2 and " " not in short and bool(set(upper) & set(initials)) and upper[0] in initials
    return other if fits else ""


def _long_form(written: str, known: Things, place: bool, located: bool) -> tuple[Actor | None, str]:
    """Find the one earlier, longer name that this one shortens: its initials, its beginning or its last word.

    place: the name is surely a place's. located: it stands where a place does ("in X").
    """
    letters = written.isupper() and " " not in written and len(written) > 1
    if letters and (same := known.initials.get(written.replace(".", ""))):
        return known.actors[same[0]], f"the initials of {known.actors[same[0]].name}"
    matches, words = {}, plain(written)
    for long in known.related(words):
        actor = known.actors[long]
        if _shortens(words, long, actor, place, located):
            matches[actor] = long
    for long in known.placed.get(words, ()):
        matches[known.actors[long]] = long
    if letters:  # "LIN" of LIN Broadcasting Corp.; of what is no company it may be a part, as the IRGC Navy is
        matches = {actor: long for actor, long in matches.items() if any(map(_company, known.written[actor]))}
    if len(matches) != 1:
        return None, ""
    actor, long = next(iter(matches.items()))
    return actor, f"a short form of {actor.name}" if len(long) > len(words) else f"the long form of {actor.name}"


def _company(written: str) -> bool:
    return slug(written.split()[-1]) in company_forms()


def _body(words: str) -> bool:
    return any(lexicon().types.get(word) == "organisation" for word in words.split(" "))


def _shortens(words: str, long: str, actor: Actor, place: bool, located: bool) -> bool:
    """Say whether a name stands for a longer one that begins or ends with it: "the Court", "Hale" for "Hale Motors".

    A place does so only for a state ("Republic of X") or for a team, where nothing tells that it is where things are.
    """
    lex, last, kind = lexicon(), words.split(" ")[-1], actor.type
    if long.endswith(f" of {words}") or long.endswith(f" of the {words}"):
        if " " in words and _body(words):
            return False  # "the Faculty of the Hale School" is no Hale School
        state = kind != "organisation" and long.split(" of ")[0].split(" ")[-1] in closed("seat is")
        return state if place else kind == "organisation"
    if long.endswith(f" {words}") or f" {words} of " in long:
        front = long.removesuffix(f" {words}").replace(" ", "-")
        if kind == "organisation" and (front in world()["cities"] or front in world()["regions"]):
            return True  # "the Comets" of the Carlow Comets
        return lex.types.get(last) == "organisation" or words in lex.types or last in closed("team")
    other = words in closed("every state's") and not long.startswith(f"{words} of ")  # the Senate Republicans
    if not long.startswith(f"{words} ") or kind == "place" or other:
        return False
    return not place or (long.split(" ")[-1] in closed("team") and not located)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
