"""Bodies, places, groups and teams: what the words beside a name settle that it names, and which names are one's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ..parse import Parsed
from . import gazetteer
from .gazetteer import Entry, closed, is_person, lexicon, slug, world
from .kinds import located
from .merge import Actor, Cast, Found
from .names import MARKS, Name, surface

# --------------------------------------------------------------------------------------------------
# Settle by the words beside a name what it names: "the ferry Hale", "Hale beat Moyo 3-1", "Hale analyst Tim Cho".


ALL = range(99, 102)  # per cent of the votes
REACH = 6  # tokens between a club and its score
OLDEST = 110
RARE, MANY = 60, 3  # words to a point for sport, at most, and points, at least, of an article on it
SHORT = re.compile(r"[A-Z][a-z]?[A-Z]{1,3}")  # "TfL", "MoD"
WORD = re.compile(r"\w[\w–-]*")
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
CODE = re.compile(r"[A-FH-Z][A-Z]?-\d+[A-Z]?")
NUMBER = re.compile(r"[IVX]{1,5}\.?|[A-Z]?-?\d[\dA-Z.-]*")


def settle(parsed: Parsed, spans: list[Name], named: dict[str, list[Name]]) -> None:
    """Give names the kind that a word beside them settles: "the Gordon airport", "Hale shed 4%", "Title II".

    Args:
        parsed: the article.
        spans: its names; types are settled in place, for all names of the same words, and teams are added.
        named: what `groups` makes of them.
    """
    full = [span for span in spans if span.type == "person" and (span.last - span.core > 1 or span.core > span.first)]
    somebody = {part for span in full for part in map(slug, parsed.word[span.core : span.last])}
    surnames = {slug(parsed.word[span.last - 1]) for span in full}  # "Preston beat Hull" beside a Preston Lowe
    sites = [s for s in spans if s.type == "place" and s.last - s.core > 1 and parsed.lower[s.core] in closed("first")]
    towns = {slug(" ".join(parsed.word[site.core + 1 : site.last])) for site in sites}  # "Sarrow" beside Port Sarrow
    for key, same in named.items():
        titled = any(span.core > span.first for span in same)
        if key in somebody or key in gazetteer.known_persons() or titled:
            continue
        told = Counter(filter(None, (_beside(parsed, span) for span in same)))
        if not told and key in towns and key not in lexicon().given:
            told = Counter(place=len(same))
        if not told:
            continue
        kind, times = told.most_common(1)[0]
        few = len(same) > times and (kind == "other" or (kind == "place" and key not in world()["cities"]))
        if few:
            continue
        for span in same:
            if kind != "organisation" or not _as_town(parsed, span):
                span.type, span.sure = kind, True
    playing = {slug(surface(parsed, span)) for span in spans if _plays(parsed, span)}  # "Leeds beat Hull 3-1"
    known = world()["teams"] | playing if playing else world()["teams"]
    teams = [span for span in spans if _perhaps_team(parsed, span, known, somebody - (playing - surnames))]
    sport = bool(teams) and _sport(parsed, len({slug(surface(parsed, span)) for span in teams}))
    if sport:
        playing |= {slug(surface(parsed, span)) for span in teams if _as_team(parsed, span)}  # "Preston host Stoke"
    for span in teams:
        if slug(surface(parsed, span)) in playing and not _as_town(parsed, span):
            span.entry, span.type, span.sure = None, "organisation", True
    taken = {token for span in spans for token in range(span.first, span.last)}
    words = ((k, word) for k, word in enumerate(parsed.word if sport else ()) if k not in taken and word.istitle())
    alone = (k for k, word in words if slug(word) in known and _stands_alone(parsed, k))
    spans += [Name(token, token + 1, token, "organisation", None, True) for token in alone]
    spans.sort(key=lambda span: span.first)


def _stands_alone(parsed: Parsed, token: int) -> bool:
    """Say whether a word with a capital is a name, though the tagger takes it for none: no title, no plain word."""
    word, roles = parsed.lower[token], ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj")
    return parsed.dep[token] in roles and word not in lexicon().titles and word not in parsed.word


def _sport(parsed: Parsed, teams: int) -> bool:
    """Say whether an article is about a match or a season, by its words, its scores and how many teams it may name."""
    told = WORD.findall(parsed.text.lower())
    sure = sum(word in closed("sport") for word in told)
    likely = {word for word in told if word in closed("perhaps sport") or SCORE.fullmatch(word)}
    points = 2 * sure + len(likely) + min(teams, MANY)
    return sure + len(likely) > 0 and points >= max(MANY, len(told) / RARE)


def _perhaps_team(parsed: Parsed, span: Name, known: frozenset[str], somebody: set[str]) -> bool:
    """Say whether a known team is called so, nobody is so in full here, and the tables leave the name open."""
    key, entry = slug(surface(parsed, span)), span.entry
    town = key.rpartition("-")[0] if key.endswith(("-city", "-town", "-county")) else key  # "York City"
    if town not in known or key in somebody or span.core > span.first:
        return False
    if entry is not None:
        return entry.use == "capital" or (entry.use == "name" and entry.type == "place")
    return not (span.sure and span.type in ("organisation", "person"))


def _as_team(parsed: Parsed, span: Name) -> bool:
    """Say whether a name does, or has, what a team does: "Preston captain", "against Stoke", "the Panthers"."""
    lower, head = parsed.lower, span.last - 1
    while parsed.dep[head] in ("conj", "appos") and parsed.head[head] < head:
        head = parsed.head[head]
    above, dep, before = parsed.head[head], parsed.dep[head], lower[max(span.first - 1, 0)]
    if _as_town(parsed, span):
        return False
    if dep in ("compound", "nmod", "poss"):
        return lower[above] in closed("sport") | closed("perhaps sport") or is_person(lower[above])
    if dep in ("nsubj", "nsubjpass") and before != "the":
        return parsed.lemma[above] != "be" or parsed.tag[above] == "VBP" or head != span.last - 1
    plays = before != "at" or parsed.lemma[parsed.head[span.first - 1]] in closed("moves")
    rival = before in ("for", "between", "from") or (before in closed("before a rival") and plays)
    rival = rival or parsed.at(span.last) in closed("plays")
    return dep in ("dobj", "dative", "ROOT") or rival or (before == "the" and parsed.tag[span.last - 1] == "NNPS")


def _as_town(parsed: Parsed, span: Name) -> bool:
    """Say whether a name stands where only a town does: "in Leeds", "Leeds, Alabama", "born to Leeds", "LEEDS —"."""
    lower, first, last, regions = parsed.lower, span.first, span.last, world()["regions"]
    before = lower[max(first - 1, 0)]
    if before in ("from", "to"):
        return parsed.lemma[parsed.head[first - 1]] not in closed("moves")
    state = parsed.at(last) == "," and parsed.at(last + 1) in regions
    region = before == "," and slug(surface(parsed, span)) in regions and parsed.dep[last - 1] != "nsubj"
    return state or region or parsed.word[first].isupper() or located(parsed, span)


def _beside(parsed: Parsed, span: Name) -> str:
    """Return what the words beside one name make it, '' where they tell nothing."""
    lower, first, last = parsed.lower, span.first, span.last
    words = parsed.word[first:last]
    if len(words) == 1 and SHORT.fullmatch(words[0]) and not words[0].isupper():
        return "organisation"
    if lower[first] in closed("index") and (lower[first - 1] == "the" or parsed.at(last).isdigit()):
        return "other"  # "the Dow", "S&P 500"
    count = words[1] if len(words) == 2 else "".join(parsed.word[last : last + 1]) if len(words) == 1 else ""
    numbered = NUMBER.fullmatch(count) and lower[first] in closed("numbered part")
    if numbered or CODE.fullmatch("".join(words)):
        return "other"  # "K-1 visas", "the A-10", "an F-16"
    after, before = parsed.at(last), lower[max(first - 1, 0)]
    listed = any(slug(surface(parsed, span)) in world()[places] for places in ("cities", "regions"))
    if not listed and (after in closed("people behind") or before in closed("people before")):
        return "group"  # "the Hale language", "indigenous Hale"
    if after in ("magazine", "newspaper") and parsed.dep[last - 1] in ("compound", "nmod"):
        return "organisation"
    behind = "place" if after in closed("site") else "other" if after in closed("thing") else ""
    if behind and parsed.dep[last - 1] in ("compound", "nmod") and not (span.sure and span.type == "organisation"):
        several = len(words) > 1 and span.type != "person"
        if behind == "place" or several:
            return behind
    if span.sure and span.type in ("person", "organisation"):
        return ""
    if _trades(parsed, span) or _plays(parsed, span) or _has_its(parsed, span):
        return "organisation"
    if kind := _apposed(parsed, span):
        return kind
    if span.sure or span.type not in ("person", "organisation") or lower[first] in lexicon().given:
        return ""
    key = slug(surface(parsed, span))
    city = key in world()["cities"] and before == "in"
    way = before in ("from", "to", "between") and parsed.lemma[parsed.head[first - 1]] in closed("route")
    alone = len(words) == 1 and (city or (before == "in" and span.type == "person"))
    here = way or alone or before in ("near", "outside")
    return "place" if here and parsed.at(last) != "'s" else ""


def _apposed(parsed: Parsed, span: Name) -> str:
    """Return what the nouns beside a name call it: "her brother, Hale,", "the insurer Hale", "Hale, 44,", "of Hale"."""
    lower, first, last, lex = parsed.lower, span.first, span.last, lexicon()
    before = ["", "", "", *lower[max(first - 3, parsed.first[parsed.sentence[first]]) : first]][-3:]
    after = [*lower[last : last + 3], "", "", ""][:3]
    if (span.sure and span.type == "other") or (
        any(word in lex.types for word in lower[first:last]) and lower[first] not in lex.given
    ):
        return ""
    several = last - first > 1 and (lower[first] in lex.given or lower[first] in world()["given"])
    if after[0] == "," and after[1].isdigit() and 5 < int(after[1]) < OLDEST and after[2] in (",", ".", "and", "who"):
        return "person"
    if before[2] in ("named", "called") and is_person(before[1]):
        return "person"  # "a guard named Hale"
    if before[2] == "," and after[0] in (",", ".") and before[1].isalpha() and parsed.tag[first - 2] in ("NN", "NNP"):
        if before[1] in lex.persons or lex.titles.get(before[1]) == "office":
            return "person"
        if lex.things.get(before[1]) == "organisation" and _is_named(parsed, first - 2, last - 1) and not several:
            return "organisation"
    if after[1] in ("a", "an") and span.type == "person" and not several:
        called = [lower[child] for child in parsed.below(last - 1, "appos")]
        if "organisation" in map(lex.things.get, called):
            return "organisation"  # "Hale AI, a company"
    if after[0] in closed("works for a firm") and span.type == "person" and not span.sure:
        return "organisation"
    if span.sure or several or span.type == "place":
        return ""
    if lex.things.get(before[2]) == "organisation" and parsed.tag[first - 1] == "NN" and span.type == "person":
        return "organisation"
    if span.type in ("person", "other") and after[:2] == [",", "which"]:
        return "organisation"
    aged = before[2] == "of" and before[1] == "," and before[0].isdigit()
    quarter = before[2] == "of" and before[1] in closed("direction")
    home = before[2] == "from" and is_person(parsed.lemma[first - 2]) and after[:1] != ["'s"]
    return "place" if aged or quarter or home or before[2] == "nearby" else ""


def _is_named(parsed: Parsed, noun: int, name: int) -> bool:
    """Say whether a name beside a noun for a body names it, and not who heads it: "the head of the party, Lee"."""
    if parsed.tag[noun] != "NN" or parsed.head[name] != noun or parsed.dep[name] != "appos":
        return False
    above = parsed.head[noun]
    over = parsed.head[above] if parsed.dep[noun] == "pobj" else noun
    return parsed.tag[over][:2] != "NN" or over == noun


def _plays(parsed: Parsed, span: Name) -> bool:
    """Say whether a name is a club's: "Hale beat Moyo 3-1", "0-0 with Hale", "Hale have signed", "Hale's striker"."""
    lower, first, last, head = parsed.lower, span.first, span.last, span.last - 1
    verb = parsed.head[head]
    if last - span.core > 1 and (lower[span.core] in lexicon().given or lower[span.core] in world()["given"]):
        return False  # "Ann Lee beat Bo Lund 10-8"
    if last - first > 1 and lexicon().types.get(lower[head]) == "place":
        return False  # "3-1 at Hale Park"
    if parsed.at(last) == "'s" and not closed("plays for").isdisjoint(lower[last + 1 : last + 3]):
        return True
    if parsed.dep[head] == "nsubj" and verb > head:
        alone = all(parsed.dep[c] not in ("cc", "conj") for c in parsed.children[head])
        plural = parsed.tag[last : last + 1] == ["VBP"] and lower[last] in closed("plural verb")
        if plural and alone and parsed.tag[head] == "NNP" and lower[head][-1] != "s":
            return True
        return lower[verb] in closed("plays") and _score(parsed, verb + 1, verb + REACH)
    if first and lower[first - 1] in closed("before a rival"):
        back = max(parsed.first[parsed.sentence[first]], first - REACH - 3)
        played = any(word in closed("plays") for word in lower[back:first])  # but "the vote was 5-4, with Hale against"
        return played and _score(parsed, first - REACH, first - 1)
    if (lower[verb] in closed("plays") and parsed.dep[head] == "dobj") or lower[max(first - 1, 0)] in closed("plays"):
        return _score(parsed, last, last + REACH)
    joins = lower[first - 1] == "for" and lower[first - 2] in closed("joins")
    return joins and lower[last : last + 2] == ["on", "loan"]


def _has_its(parsed: Parsed, span: Name) -> bool:
    """Say whether what a person is taken for does something to "its" own: "Hale will list its shares"."""
    head, lower = span.last - 1, parsed.lower
    verb = parsed.head[head]
    given = lower[span.core] in lexicon().given or lower[span.core] in world()["given"]
    if span.type != "person" or given or parsed.dep[head] != "nsubj" or verb < head:
        return False
    after = range(verb + 1, min(verb + REACH, parsed.last[parsed.sentence[head]]))
    first = next((n for n in after if parsed.tag[n][:2] == "NN" or parsed.tag[n] == "PRP$"), verb)
    return lower[first] == "its"


def _score(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether a match's score stands among these tokens: "3-1", "101–98"."""
    begin = max(first, 0)
    words = parsed.word[begin : last + REACH]
    joined = [(at, "".join(words[at : at + long])) for at in range(len(words)) for long in (1, 3)]
    scores = [(at, text) for at, text in joined if SCORE.fullmatch(text)]
    votes = any(sum(map(int, re.findall(r"\d+", text))) in ALL for _, text in scores)  # "lost 52-48 to Hale"
    sets = any(words[at - 1] == "," for at, _ in scores[1:])  # "6-4, 6-2": who plays these has a name of one's own
    return bool(scores) and scores[0][0] < last + 3 - begin and not votes and not sets


def _trades(parsed: Parsed, span: Name) -> bool:
    """Say whether a name does what a company does on the market, or has what a company has."""
    lower, last = parsed.lower, span.last
    if span.type == "other" or (span.sure and span.type == "person"):
        return False
    if lower[last : last + 2] == [",", "whose"] or parsed.at(last) == "'s":
        owned = lower[last + 1 : last + 5]
        if any(word in closed("company's own") for word in owned[:3]) or owned[1:3] == ["chief", "executive"]:
            return True
    verb = parsed.head[last - 1]
    where = parsed.at(verb + 1)
    moved = lower[verb] in closed("trade") or (parsed.lemma[verb] == "be" and where in ("up", "down"))
    if parsed.dep[last - 1] != "nsubj" or not moved:
        return False
    after = lower[verb + 1 : verb + 7]
    return "%" in after or "percent" in after or ("per" in after and "cent" in after)


# --------------------------------------------------------------------------------------------------
# Merge names into organisations, places and groups: initials, beginnings, last words, other forms.


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
    any_state, other_state = (countries.get(home) or gazetteer.known_names().countries.get(home) for home in homes)
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
        state = gazetteer.known_names().match(f"State of {entry.surface}", 0) if span.type == "country" else None
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
                cast.rename(actor, gazetteer.thing_id(actor.type, actor.name))


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
    return gazetteer.organisation_key(written).replace("-", " ")


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
        entry = gazetteer.known_names().match(name, 0)
        listed = entry is not None and len(entry.surface) == len(name) and entry.type == "organisation"
        actor = cast.get(entry.actor_id, entry.actor, kind) if entry is not None and listed else None
        actor = actor or cast.get(gazetteer.thing_id(kind, name), name, kind)
        actor.listed = True  # its name is settled
        reason = f"the one of {state.actor}, of which the article tells"
    elif actor is None:
        actor = cast.get(gazetteer.thing_id(kind, written), written, kind)
        reason = f"not listed; by its name: {kind}" if span.type else "not listed; a name of unknown kind"
        actor.unknown = not span.type
    known.add(written, actor, full, rest)
    if short := _form_behind(parsed, span, written):
        known.add(short, actor)
    return Found(span.first, span.last, "name", reason, actor)


def _written_out(parsed: Parsed, span: Name, written: str) -> tuple[str, str]:
    """Return a body's name with the place that begins it written out ("U.S. Seed Bureau", "NY Daily"), and the rest."""
    entry = gazetteer.known_names().match(parsed.text, parsed.start[span.core])
    if entry is None or entry.type not in ("country", "place") or entry.use not in ("name", "adjective"):
        return written, ""
    rest = written[len(entry.surface) :].strip()
    return (f"{entry.actor} {rest}", rest) if rest and rest[0].isupper() else (written, "")


def _form_behind(parsed: Parsed, span: Name, words: str) -> str:
    """Return the other form that follows a name in brackets: "National Labor Relations Board (NLRB)", or ''."""
    token, word = span.last, parsed.word
    if parsed.at(token) != "(":
        return ""
    end = next((t for t in range(token + 1, min(token + 9, len(word))) if word[t] == ")"), 0)
    if end - token > 3 and word[token + 1] in MARKS and word[end - 1] == MARKS[word[token + 1]]:
        token, end = token + 1, end - 1  # “Pine Valley Credit Union (“Pine Valley”)”
        return parsed.words(token + 1, end) if word[token + 1][0].isupper() else ""
    if end < token + 2:
        return ""
    other = parsed.words(token + 1, end).removeprefix("the ")
    short, long = sorted((other, words), key=len)
    upper = [char for char in short if char.isupper()]
    initials = _initials(long)
    if span.type == "organisation" and end == token + 2 and other[0].isupper() and other[1:].isalpha():
        return "" if gazetteer.known_names().match(parsed.text, parsed.start[token + 1]) else other
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
    return slug(written.split()[-1]) in gazetteer.company_forms()


def _has_body(words: str) -> bool:
    return any(lexicon().types.get(word) == "organisation" for word in words.split(" "))


def _shortens(words: str, long: str, actor: Actor, place: bool, located: bool) -> bool:
    """Say whether a name stands for a longer one that begins or ends with it: "the Court", "Hale" for "Hale Motors".

    A place does so only for a state ("Republic of X") or for a team, where nothing tells that it is where things are.
    """
    lex, last, kind = lexicon(), words.split(" ")[-1], actor.type
    if long.endswith(f" of {words}") or long.endswith(f" of the {words}"):
        if " " in words and _has_body(words):
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
