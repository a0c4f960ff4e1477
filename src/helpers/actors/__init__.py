"""Say who is meant: every mention of an actor in an article, merged, with the reason for each decision."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ..knowledge import lookup, rows
from ..parse import Parsed
from ..tables import NAMED, PEOPLE, Mention
from . import bodies, gazetteer, kinds, merge, nominals, pronouns
from .gazetteer import Entry, beside, closed, is_person, lexicon, parts, read, renewed, slug, world
from .kinds import mended
from .merge import Cast, Found
from .names import Name, bare, surface

SURER, SUREST = 0.65, 0.75  # shares from which evidence overrules rules, and takes for none what a name's words say
NONE, BORNE = 0.55, 0.85  # from which it takes a body or place for none, and a name that people bear
PAIR = 0.92  # from which it takes two words for a body that the parser takes for a person
LEAST, UNKNOWN = 0.38, 0.53  # from which it overrules the parser, and says what a name is that no rule knows

__all__ = ["beside", "find", "read", "renewed"]


def find(parsed: Parsed, own: tuple[Entry, ...] = ()) -> list[Mention]:
    """Find the mentions of an article.

    Args:
        parsed: the article.
        own: what `beside` read, which overrides all other tables.

    Returns:
        Rows in order of appearance.

    Raises:
        KnowledgeError: a table of actors has a bad row.
    """
    with gazetteer.using(own):
        return _find(parsed)


def _find(parsed: Parsed) -> list[Mention]:
    cast = Cast()
    spans = list(_parted(parsed, mended(parsed)))
    found = named(parsed, spans, cast)
    known = nominals.told(parsed, found)
    found += [mention for mention in nominals.resolve(parsed, spans, found, known) if _in_sentence(parsed, mention)]
    found += pronouns.resolve(parsed, found, known)
    gone = {m.actor for m in found if m.silent} - {m.actor for m in found if m.kind in NAMED and not m.silent}
    found = [mention for mention in found if not (mention.silent or mention.actor in gone)]
    _print_names(found)
    found.sort(key=lambda mention: (mention.first, -mention.last))
    return [_row(parsed, number, mention) for number, mention in enumerate(found)]


def _parted(parsed: Parsed, spans: list[Name]) -> Iterator[Name]:
    """Part two names that “and” joins in one, where each stands alone as well: "Hale Energy and City of Vance"."""
    alone = {surface(parsed, span): span for span in spans}
    for span in spans:
        joints = [k for k in range(span.first + 1, span.last - 1) if parsed.lower[k] == "and" and span.entry is None]
        for joint in joints:
            sides = ((span.first, joint), (joint + 1, span.last))
            same = [alone.get(parsed.words(a, b)) for a, b in sides]
            fit = [one for one in same if one is not None and one.type in ("organisation", "country", "place")]
            plain = fit and (
                fit[0].entry or joint - span.first > 1 or span.last - joint == 2
            )  # not "Food and Drink Union"
            if plain and len(fit) == len(sides):
                yield from (replace(one, first=a, last=b, core=a) for one, (a, b) in zip(fit, sides, strict=True))
                break
        else:
            yield span


def _print_names(found: list[Found]) -> None:
    """Print no name in capitals that only its place put into them: "OSAKA", "ANN LEE-HART"."""
    for actor in dict.fromkeys(mention.actor for mention in found):
        if actor.listed or actor.type not in ("place", "person") or not actor.name.isupper():
            continue
        city = actor.type == "place" and any(slug(actor.name) in world()[known] for known in ("cities", "regions"))
        if city or " " in actor.name:
            actor.name = _written(actor.name)


def _written(name: str) -> str:
    """Write a name in capitals as names are written: "VELLA-DIMECH" as "Vella-Dimech", "D'SOUZA" as "D'Souza"."""
    return " ".join(word if "." in word else word.title() for word in name.split(" "))


def _in_sentence(parsed: Parsed, mention: Found) -> bool:
    """Say whether a mention lies in one sentence: where the parse leads over its end, nobody is meant."""
    return parsed.sentence[mention.first] == parsed.sentence[mention.last - 1]


def _row(parsed: Parsed, number: int, mention: Found) -> Mention:
    start, end = parsed.span(mention.first, mention.last)
    end = start + len(bare(parsed.text[start:end]))
    actor = mention.actor
    return Mention(
        article_id=parsed.article.article_id,
        mention_id=f"m{number}",
        sentence_id=parsed.sentence[mention.first],
        start=start,
        end=end,
        surface=parsed.text[start:end],
        kind=mention.kind,
        reason=mention.reason,
        actor_id=actor.id,
        actor=actor.name,
        actor_type=actor.type,
    )


def named(parsed: Parsed, spans: list[Name], cast: Cast) -> list[Found]:
    """Say whom each name means.

    Args:
        parsed: the article.
        spans: its names; what they are is settled in place.
        cast: takes the actors.

    Returns:
        The named mentions, each with its actor.
    """
    merge.without_epithets(parsed, spans)
    _settle_types(parsed, spans)
    same = kinds.groups(parsed, spans)
    shares = {key: kinds.shares(evidence) for key, evidence in kinds.features(parsed, spans, same).items()}
    _weigh(parsed, spans, same, shares)
    bodies.settle(parsed, spans, same)
    kinds.seated(parsed, spans)
    _abbreviations(parsed, spans)
    states = bodies.states(parsed, spans)
    _doubt(parsed, spans, states)
    also = merge.introduced(parsed, spans)
    others = [span for span in spans if merge.is_other(parsed, span, also)] if also else []
    taken = {span.first for span in others}
    spans = [span for span in spans if span.first not in taken]
    persons = [span for span in spans if span.type == "person"]
    ends = {span.last: span for span in spans if span.entry is not None and span.entry.use == "name"}
    for span in persons:
        before = ends.get(span.first)
        merge.roles_before(parsed, span)
        if before is not None and span.core > span.first == before.last:
            span.first = before.first  # "US President …": the mention is the whole, the country one inside it
    _joint_titles(parsed, spans)
    found = merge.cluster(parsed, persons, cast)
    known = bodies.Things(states)
    parts = _parts_of_countries(spans)
    for span in sorted(spans, key=lambda span: _short_above(parsed, span)):
        if span.entry is not None and span.entry.surface in parts:
            span.entry = parts[span.entry.surface]
        if span.entry is not None and span.type not in ("person", "other"):
            mention = _listed(parsed, span, cast)
            named = span.entry.type == "organisation" and span.entry.use in ("name", "own")
            if mention is not None and named and not mention.actor.listed:
                mention.actor.listed = True
                known.add(span.entry.surface, mention.actor)
        elif span.type in ("organisation", "place", "group", ""):
            mention = bodies.find(parsed, span, cast, known)
        else:
            continue
        if mention is not None:
            found.append(mention)
    known.identify(cast)
    found += merge.mentions(parsed, others, also, found)
    found = [mention for mention in found if _in_sentence(parsed, mention)]
    kinds.weigh(parsed, spans, found, shares)
    return found


def _short_above(parsed: Parsed, span: Name) -> bool:
    """Say whether one word of a headline may name in short what stands in full below it."""
    return span.last - span.core == 1 and parsed.sentences[parsed.sentence[span.first]].headline


def _abbreviations(parsed: Parsed, spans: list[Name]) -> None:
    """Take the abbreviation of what is no actor for none either: "the Clean Rivers Act (CRA)"."""
    none = {
        parsed.word[short.first]
        for long, short in pairwise(spans)
        if (long.type == "title" or (long.type == "other" and long.sure))
        and (short.entry is None and parsed.word[short.first].isupper())
        and (parsed.word[long.last : short.first] == ["("] and parsed.at(short.last) == ")")
    }
    none |= {  # "Dora" after "Hurricane Dora"
        parsed.word[span.last - 1]
        for span in spans
        if span.type == "other" and span.last - span.first > 1 and parsed.lower[span.last - 2] in closed("storm")
    }
    two = (span for span in spans if span.type == "other" and span.last - span.core == 2)
    prizes = {parsed.word[span.core] for span in two if lexicon().types.get(parsed.lower[span.last - 1])}
    alone = (span.first for span in spans if span.last == span.first + 1)
    the = (token for token in alone if parsed.lower[max(token - 1, 0)] == "the")
    none |= prizes & {parsed.word[token] for token in the if parsed.head[token] != token + 1}  # "the Booker"
    for span in spans:
        if span.last - span.first == 1 and span.entry is None and parsed.word[span.first] in none:
            span.type = "other"


def _doubt(parsed: Parsed, spans: list[Name], states: dict[str, Entry]) -> None:
    """Take back what a table says where the article speaks against it: a Congress of its own, apples."""
    evidence = Counter(home for span in spans if (home := bodies.tells_of(span)))
    countries = sum(span.entry is not None and span.type == "country" for span in spans)
    same: dict[str, list[Name]] = defaultdict(list)
    for span in spans:
        if span.entry is not None and span.entry.use == "name" and span.type in ("organisation", "group"):
            same[span.entry.surface].append(span)
    bodies.namesakes(spans)
    for written, named in same.items():
        home = named[0].entry.home if named[0].entry else ""
        own = len(named) if bodies.tells_of(named[0]) else 0
        state = states.get(slug(written))
        several = countries > 1 or (not countries and written.lower() in closed("every state's"))
        away = state.actor_id != home if state is not None else several and evidence[home] <= own
        if home and away:
            for span in named:
                span.entry = None
        elif slug(written) in world()["perhaps"]:
            things, river = all(_thing(parsed, span.first) for span in named), slug(written) in closed("river's")
            for span in named:
                if things or (river and _with_article(parsed, span)):
                    span.entry, span.type = None, "other"


def _with_article(parsed: Parsed, span: Name) -> bool:
    """Say whether a name stands as a thing's: "in the Brazilian Amazon", "Amazon forest", not "the Amazon drivers"."""
    if parsed.at(span.last) in closed("by a river"):
        return True
    before = span.first - 1 - (parsed.tag[span.first - 1] == "JJ")
    return parsed.lower[before] == "the" and parsed.dep[span.last - 1] not in ("compound", "nmod", "poss")


def _thing(parsed: Parsed, token: int) -> bool:
    """Say whether a word that begins a sentence only tells what kind of thing follows: "Apple growers"."""
    if token != parsed.first[parsed.sentence[token]] or parsed.word[token].isupper():
        return False
    if parsed.tag[token] in ("NN", "NNS"):
        return True
    head = parsed.climb(parsed.head[token], "nmod", "compound", "conj")
    joined = parsed.dep[token] in ("compound", "nmod", "amod")
    return joined and head > token and parsed.word[head].islower() and parsed.tag[head] == "NNS"


def _joint_titles(parsed: Parsed, spans: list[Name]) -> None:
    """Take a title that is joined to the title before a name for that person's: "President and Prime Minister X"."""
    titled = {span.first for span in spans if span.type == "person" and span.core > span.first}
    for span in spans:
        if span.type == "title" and parsed.at(span.last) == "and" and span.last + 1 in titled:
            span.type = "other"
    for number, span in enumerate(spans):
        if span.type == "title" and _explains(parsed, spans, number):
            span.type = "other"


def _explains(parsed: Parsed, spans: list[Name], number: int) -> bool:
    """Say whether a title says what the person right before or after it is: "Ann Lee, FIFA Chief"."""
    title, before = spans[number], spans[max(number - 1, 0)]
    near = [one for one in spans[number + 1 : number + 3] if parsed.sentence[one.first] == parsed.sentence[title.first]]
    after = [span for span in near if span.type == "person" and parsed.word[span.first - 1] == ","]
    if after and (parsed.lower[title.last] in ("of", "for") or parsed.at(after[0].last) == ","):
        return True  # "the Minister of Finance, Ann Lee"
    if before.last == title.first and before.type == "organisation" and number > 1:
        title, before = before, spans[number - 2]
    return before.type == "person" and parsed.word[before.last : title.first] == [","]


def _parts_of_countries(spans: list[Name]) -> dict[str, Entry]:
    """Return what a place means that is part of one country's name here: "Korea" where only South Korea is named."""
    entries = {span.entry.surface: span.entry for span in spans if span.entry is not None}
    parts = {}
    for part, entry in entries.items():
        if entry.type == "place" and entry.use == "name" and part not in _divided():
            longer = {e.actor_id: e for e in entries.values() if e.type == "country" and e.surface.endswith(f" {part}")}
            if len(longer) == 1:
                parts[part] = next(iter(longer.values()))
    return parts


@cache
def _divided() -> frozenset[str]:
    """Return the regions that have named parts of their own, "West Africa": no country's name is short for them."""
    places = rows("lexicons/places.csv", ("name",))
    return frozenset(row["name"].rpartition(" ")[2] for row in places if " " in row["name"])


def _settle_types(parsed: Parsed, spans: list[Name]) -> None:
    """Give all names of the same words one type: what a table says for sure, else what the model says most."""
    persons: set[str] = set()  # words and full names that are a person's in this article
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if span.type == "person" and span.entry is None and (span.sure or span.last - span.core > 1):
            persons.update((*parsed.word[span.core : span.last], surface(parsed, span)))  # "Espinosa" of four names
        if span.entry is None and span.type not in ("", "title"):
            votes[surface(parsed, span)][span.type] += 10 if span.sure else 1
    for number, span in enumerate(spans):
        if span.entry is not None and span.type in ("country", "place") and _among_names(parsed, spans, number):
            span.entry, span.type, span.sure = None, "person", True
        if span.entry is not None and _is_surname(parsed, span, persons):
            span.entry, span.type, span.sure = None, "person", True
        if span.type == "title" and surface(parsed, span) in persons and parsed.lower[max(span.first - 1, 0)] != "the":
            span.type = "person"  # "Pope was out", of Ollie Pope
        if span.entry is not None or span.type == "title":
            continue
        words = surface(parsed, span)
        many = words[-1:] == "s" and words[:-1] in persons and words not in persons
        if many and span.last - span.first == 1 and parsed.lower[max(span.first - 1, 0)] == "the":
            span.type, span.sure = "group", True  # "the Hales"
        if not span.sure and words in votes:
            span.type = votes[words].most_common(1)[0][0]
        if span.type == "organisation" and words in persons and span.last - span.first == 1:
            span.type = "person"  # "Takeda said", of Hiroshi Takeda
        named = span.type == "person" or (span.type == "" and words in persons)
        if named and parsed.at(span.last) in closed("one family"):
            span.type, span.sure = "group", True  # "the Hale family" is not one of them
        if span.sure or span.last - span.core > 1:
            if not span.sure and parsed.words(span.last - 2, span.last) in persons:
                span.type = "person"  # "Crooked Ann Lee" where Ann Lee is one
            continue
        says = parsed.dep[span.first] == "nsubj" and parsed.lower[parsed.head[span.first]] in lexicon().speech
        guess = span.type == "" and (says or parsed.lower[span.first] in lexicon().given)
        if guess or (words in persons and span.type != "other"):
            span.type = "person"
        if span.type != "other" and parts(words).surname in gazetteer.known_persons():
            span.type, span.sure = "person", True


def _among_names(parsed: Parsed, spans: list[Name], number: int) -> bool:
    """Say whether a country's or city's name stands among given names: "Jesús, Daniel, Jordan, and Kevin"."""
    if number < 1 or number + 1 >= len(spans):
        return False
    beside, given = (number - 1, number, number + 1), lexicon().given
    known = [parsed.lower[spans[n].first] in given for n in beside]
    if any(spans[n].last - spans[n].first > 1 for n in beside) or not (known[1] and sum(known) > 1):
        return False
    gaps = [parsed.lower[spans[n].last : spans[n + 1].first] for n in (number - 1, number)]
    lists = all(gap in ([","], ["and"], [",", "and"]) for gap in gaps)
    return lists and spans[number - 1].entry is None and spans[number + 1].entry is None


def _is_surname(parsed: Parsed, span: Name, persons: set[str]) -> bool:
    """Say whether a listed city is the surname of somebody whom the article names in full: "Bryant Austin … Austin"."""
    token = span.first
    if span.last - token == 1 and span.type in ("place", "country") and _of_an_age(parsed, token):
        return True
    capital = span.entry is not None and span.entry.use == "capital"
    if not (span.type == "place" or capital) or span.last - token > 1 or parsed.word[token] not in persons:
        return False
    before = parsed.at(token - 1)
    return parsed.dep[token] in ("nsubj", "nsubjpass", "poss", "dobj") and before not in ("in", "from", "of", "the")


def _of_an_age(parsed: Parsed, token: int) -> bool:
    """Say whether a country's or city's name is somebody's here, of an age or a calling: "Jordan, 61, a plumber"."""
    lower, lex = parsed.lower, lexicon()
    named = lower[token] in lex.given or lower[token] in world()["given"]
    if not named or parsed.at(token + 1) != ",":
        return False
    after = [*lower[token + 2 : token + 5], "", "", ""]
    return after[0].isdigit() and 5 < int(after[0]) < 110 and after[1] in (",", ".", ";", "and", "who")


def _weigh(parsed: Parsed, spans: list[Name], groups: dict[str, list[Name]], shares: kinds.Shares) -> None:
    """Give each name that no table settles the kind that the article speaks for."""
    decided = {key: (kinds.CLASSES[own.index(max(own))], max(own)) for key, own in shares.items()}
    full = [key for key, (kind, share) in decided.items() if kind == "person" and share >= SURER and "-" in key]
    known = [key.split("-") for key in full if key.partition("-")[0] in lexicon().given]
    surnames = {piece for pieces in known for piece in pieces[1:]}
    surnames -= {key.partition("-")[0] for key, (kind, _) in decided.items() if kind == "organisation" and "-" in key}
    for key, same in groups.items():
        kind, share = decided[key]
        kind = "other" if kind == "person" and "-for-" in key else kind  # "Freedom for Ann" is a slogan
        alone = decided.get(key.rpartition("-")[2], ("", 0.0)) if "-" in key else ("", 0.0)
        named = key in lexicon().given or key in gazetteer.known_persons()
        aged = named and any(span.sure and span.type == "person" for span in same)  # "Jordan, 61, a plumber"
        surname = alone[0] == "person" and alone[1] >= SURER  # "Adesanya said": so "Israel Adesanya" is no place
        own, pieces = dict(zip(kinds.CLASSES, shares[key], strict=True)), key.split("-")
        listed = len(pieces) > 1 and pieces[0] in world()["given"] and pieces[-1] in world()["family"]
        listed = listed and max(own["organisation"], own["place"]) < SURER
        for span in same:
            if span.type == "person" and kind != "person" and (surname or aged or key in surnames):
                continue  # "Park said" beside Park Chan-wook
            if listed and not span.sure and span.type in ("organisation", "place"):
                span.type = "person"  # "Conan O’Brien", which the parse takes for a body
            # what is beside it may tell
            lone = kind == "other" and not span.type and share < UNKNOWN and len(same) == 1
            if kind == span.type or share < _needed(parsed, span, kind) or lone:
                continue  # of a lone name, what stands beside it may tell still
            if span.core == span.first or kind == "other":
                span.type = kind
    borne = {slug(name[-1]) for one in spans if one.type == "person" and len(name := surface(parsed, one).split()) > 1}
    for span in spans:
        loose = span.entry is None and span.type in ("organisation", "place", "group", "")
        if loose and "-" in surface(parsed, span) and slug(surface(parsed, span)) in borne:
            span.type, span.sure = "person", True  # "Okoro-Hale" after "Dennis Okoro-Hale"
    ids = {parts(surface(parsed, span)).id for span in spans if span.type == "person" and span.last - span.core > 1}
    for span in spans:
        if span.entry is None and span.type == "organisation" and span.last - span.first > 1:
            form = parts(surface(parsed, span))
            if form.initial and form.id in ids:
                span.type = "person"  # "MK Rao" where "M. K. Rao" is one
        if span.entry is None and not set(gazetteer.AMPERSAND).isdisjoint(parsed.word[span.first + 1 : span.last - 1]):
            span.type = "organisation"  # "Dalton & Webb": people are joined by a word


def _needed(parsed: Parsed, span: Name, kind: str) -> float:
    """Return the share from which evidence for a kind overrules what a name has been read as."""
    lower = parsed.lower
    if span.type == "group":  # the model knows no peoples
        return 1.0 if span.sure or kind == "other" else LEAST
    if span.sure and slug(surface(parsed, span)) in world()["bodies"]:
        return 1.0
    begins = span.first == parsed.first[parsed.sentence[span.first]]
    if span.type == "organisation" and not begins and slug(surface(parsed, span)) in world()["perhaps"]:
        return SUREST
    work = parsed.head[span.last - 1] == span.last and lower[span.last] in closed("medium")
    if span.sure and span.type == "other" and (lower[span.first] in closed("storm") or work):
        return 1.0  # "Storm Bettina", "HMS Hale", "the Hale podcast"
    if span.sure and "other" in (kind, span.type):
        return 1.0 if span.type == "organisation" else SUREST
    key, lists = slug(surface(parsed, span)), world()
    borne = span.type == "person" and all(one in lists["family"] or one in lists["given"] for one in key.split("-"))
    if kind == "other":
        return BORNE if borne else NONE
    pair = span.type == "person" and span.last - span.core == 2  # "Tovrin Quell said on Monday", not "Lobos UCAB"
    loud = [len(word) > 2 and word.isupper() for word in parsed.word[span.core : span.last]]
    pair &= loud != [False, True]
    if (borne or pair) and kind == "organisation":
        return PAIR if pair else SUREST
    return SURER if span.sure and not (kind == "place" and key in lists["cities"]) else LEAST


def _listed(parsed: Parsed, span: Name, cast: Cast) -> Found | None:
    """Read a name that the tables know: the actor itself, or what it stands for here."""
    entry = span.entry
    if entry is None:
        return None
    actor = (entry.actor_id, entry.actor, entry.type)
    if entry.use == "capital":
        meant, reason = _capital(parsed, span)
        if not meant:
            return _city_for(parsed, span, reason, cast)
        return Found(span.first, span.last, "metonym", reason, cast.get(*actor))
    if entry.use == "people" and parsed.tag[span.last - 1] in ("NN", "NNP") and not entry.surface.endswith("s"):
        return None  # "the Pole": a player, and no state
    if parsed.at(span.last) in closed("coin"):
        return None  # "10,000 US dollars"
    if entry.use in ("people", "adjective") and parsed.lower[max(span.first - 1, 0)] == "ethnic":
        return None  # "ethnic Albanians" of another state
    if entry.use == "people" or (entry.use == "adjective" and parsed.tag[span.first] in ("NNPS", "NNS")):
        return Found(span.first, span.last, "demonym", f"{PEOPLE}{entry.actor}", cast.get(*actor))
    if entry.use == "adjective":
        reason = _adjective(parsed, span.last)
        return Found(span.first, span.last, "demonym", reason, cast.get(*actor)) if reason else None
    return Found(span.first, span.last, "name", _why(entry), cast.get(*actor))


def _city_for(parsed: Parsed, span: Name, reason: str, cast: Cast) -> Found:
    """Read a capital as a place: the city, or the region around it that bears its name ("the Moscow region")."""
    end = span.last
    if lexicon().things.get(parsed.at(end)) == "place" and parsed.tag[end] == "NN":
        end += 1
    name = parsed.words(span.first, end)
    actor = cast.get(f"place:{slug(name)}", name, "place")
    actor.name = name if actor.name.isupper() else actor.name
    return Found(span.first, end, "name", reason, actor)


def _why(entry: Entry) -> str:
    if entry.use == "own":
        return "listed in your own table"
    if entry.use == "dateline":
        return "where the report was written"
    return f"a listed name of {entry.actor}" if entry.surface != entry.actor else "listed by this name"


# --------------------------------------------------------------------------------------------------
# Tell when a capital or a nationality stands for the state: by its place in the sentence.


SUBJECT = frozenset(("nsubj", "nsubjpass", "agent", "csubj"))
OBJECT = frozenset(("dobj", "dative", "npadvmod", "oprd"))
VERBS = frozenset(("VERB", "AUX"))
WITHIN = 4  # words after a nationality among which its noun is looked for


def _capital(parsed: Parsed, span: Name) -> tuple[bool, str]:
    """Say whether a capital city stands for its state here, and why or why not.

    "Moscow has never asked him" does; "in Moscow", "Moscow, Russia —" and "the mayor of Moscow" don't.
    """
    first, last, lower, head = span.first, span.last, parsed.lower, span.last - 1
    before, after = parsed.at(first - 1), parsed.at(last)
    if after == "-" and parsed.at(last + 1) == "based":
        return False, "where somebody has the office"
    if _dateline(parsed, first, last):
        return False, "where the report was written"
    if after in ("'s", "'"):
        return _owner(lower[parsed.head[head]])
    head = parsed.climb(head, "conj")
    dep, governor = parsed.dep[head], parsed.head[head]
    if head < first:  # "Moscow and Kyiv": read as the first of them
        before = parsed.at(head - 1)
    if (reads := lookup(*kinds.CONTEXTS).get(before)) is not None:
        return reads == "actor", f"after “{before}” it is {'an actor' if reads == 'actor' else 'a place'}"
    if dep in ("compound", "amod", "nmod"):
        return _owner(lower[governor])
    if dep in SUBJECT:
        kids = parsed.below(governor, "attr")  # "London was the capital of money", "Seoul is a buyer of arms"
        city = parsed.pos[governor] not in VERBS or any(not is_person(parsed.lower[k]) for k in kids)
        return (False, "told of as a city") if city else (True, "it does something, as a government does")
    if dep in OBJECT and parsed.lemma[governor] in closed("done to a state"):
        return True, "something is done to it, as to a government"
    return False, "nothing says that the state is meant"


def _owner(noun: str) -> tuple[bool, str]:
    if noun in closed("of a state") and noun not in closed("city's own"):
        return True, f"“{noun}” belongs to a state"
    return False, f"“{noun}” belongs to a city"


def _dateline(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether a place opens its paragraph as the place of writing: "MINSK (Reuters) –", "Minsk, Belarus —"."""
    number = parsed.sentence[first]
    sentence = parsed.sentences[number]
    if first != parsed.first[number] or (number and parsed.sentences[number - 1].paragraph == sentence.paragraph):
        return False
    return any(word in ("(", "–", "—", "--", "-") for word in parsed.word[last : last + 4])


def _adjective(parsed: Parsed, last: int) -> str:
    """Return why a nationality stands for its state, "a Russian move"; '' where it does not, "a Russian novel"."""
    noun = False
    for token in range(last, min(last + WITHIN, len(parsed.word))):
        word, pos = parsed.lower[token], parsed.pos[token]
        if word in closed("of a state") and pos != "VERB":
            return f"“{word}” belongs to a state"
        noun |= pos == "NOUN"
        if pos not in ("ADJ", "NOUN", "PROPN") and word not in ("-", "–") and (noun or pos != "CCONJ"):
            break
    return ""
