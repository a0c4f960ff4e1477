"""What the words beside a name settle that it names: "the ferry Hale", "Hale beat Moyo 3-1", "Hale analyst Tim Cho"."""

from __future__ import annotations

import re
from collections import Counter

from ..parse import Parsed
from .gazetteer import closed, is_body, is_person, known_persons, lexicon, slug, world
from .kinds import located
from .names import Name, surface

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
    for key, same in named.items():
        titled = any(span.core > span.first for span in same)
        firm = key in surnames and not titled and any(_firm(parsed, span) for span in same)
        if (key in somebody or key in known_persons() or titled) and not firm:
            continue
        told = Counter(organisation=len(same)) if firm else Counter(filter(None, (_beside(parsed, s) for s in same)))
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


def _firm(parsed: Parsed, span: Name) -> bool:
    """Say whether a noun calls a name a body, or something is "its" own: "Hale, the maker of gears"."""
    called = [child for child in parsed.children[span.last - 1] if parsed.dep[child] == "appos"]
    set_off = parsed.word[span.last : span.last + 1] == [","]
    return (set_off and any(is_body(parsed.word[child]) for child in called)) or _owns(parsed, span)


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
    rival = rival or "".join(lower[span.last : span.last + 1]) in closed("plays")
    return dep in ("dobj", "dative", "ROOT") or rival or (before == "the" and parsed.tag[span.last - 1] == "NNPS")


def _as_town(parsed: Parsed, span: Name) -> bool:
    """Say whether a name stands where only a town does: "in Leeds", "Leeds, Alabama", "born to Leeds", "LEEDS —"."""
    lower, first, last, regions = parsed.lower, span.first, span.last, world()["regions"]
    before = lower[max(first - 1, 0)]
    if before in ("from", "to"):
        return parsed.lemma[parsed.head[first - 1]] not in closed("moves")
    state = lower[last : last + 1] == [","] and "".join(lower[last + 1 : last + 2]) in regions
    region = before == "," and slug(surface(parsed, span)) in regions and parsed.dep[last - 1] != "nsubj"
    return state or region or parsed.word[first].isupper() or located(parsed, span)


def _beside(parsed: Parsed, span: Name) -> str:
    """Return what the words beside one name make it, '' where they tell nothing."""
    lower, first, last = parsed.lower, span.first, span.last
    words = parsed.word[first:last]
    if len(words) == 1 and SHORT.fullmatch(words[0]) and not words[0].isupper():
        return "organisation"
    if lower[first] in closed("index") and (lower[first - 1] == "the" or "".join(lower[last : last + 1]).isdigit()):
        return "other"  # "the Dow", "S&P 500"
    count = words[1] if len(words) == 2 else "".join(parsed.word[last : last + 1]) if len(words) == 1 else ""
    numbered = NUMBER.fullmatch(count) and lower[first] in closed("numbered part")
    if numbered or CODE.fullmatch("".join(words)):
        return "other"  # "K-1 visas", "the A-10", "an F-16"
    after, before = "".join(lower[last : last + 1]), lower[max(first - 1, 0)]
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
    if _trades(parsed, span) or _plays(parsed, span) or _owns(parsed, span) or _employs(parsed, span):
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
    return "place" if here and lower[last : last + 1] != ["'s"] else ""


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
        called = [lower[child] for child in parsed.children[last - 1] if parsed.dep[child] == "appos"]
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
    if lower[last : last + 1] == ["'s"] and not closed("plays for").isdisjoint(lower[last + 1 : last + 3]):
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


def _owns(parsed: Parsed, span: Name) -> bool:
    """Say whether what a person is taken for does something to "its" own: "Hale will list its shares"."""
    head, lower = span.last - 1, parsed.lower
    verb = parsed.head[head]
    given = lower[span.core] in lexicon().given or lower[span.core] in world()["given"]
    if span.type != "person" or given or parsed.dep[head] != "nsubj" or verb < head:
        return False
    after = range(verb + 1, min(verb + REACH, parsed.last[parsed.sentence[head]]))
    first = next((n for n in after if parsed.tag[n][:2] == "NN" or parsed.tag[n] == "PRP$"), verb)
    return lower[first] == "its"


def _employs(parsed: Parsed, span: Name) -> bool:
    """Say whether a person by full name is of what is taken for one: "Hale's Tim Cho"."""
    lower, last, given = parsed.lower, span.last, lexicon().given
    if span.type != "person" or lower[span.core] in given:
        return False
    full = [*parsed.tag[last + 1 : last + 3], "", ""][:2] == ["NNP", "NNP"]
    return lower[last : last + 1] == ["'s"] and full and lower[last + 1] in given


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
    if lower[last : last + 2] == [",", "whose"] or lower[last : last + 1] == ["'s"]:
        owned = lower[last + 1 : last + 5]
        if any(word in closed("company's own") for word in owned[:3]) or owned[1:3] == ["chief", "executive"]:
            return True
    verb = parsed.head[last - 1]
    where = "".join(lower[verb + 1 : verb + 2])
    moved = lower[verb] in closed("trade") or (parsed.lemma[verb] == "be" and where in ("up", "down"))
    if parsed.dep[last - 1] != "nsubj" or not moved:
        return False
    after = lower[verb + 1 : verb + 7]
    return "%" in after or "percent" in after or ("per" in after and "cent" in after)
