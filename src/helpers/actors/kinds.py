"""What kind of actor a name is, where it begins and ends, and whether it counts, by what the whole article says."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise, repeat

from ..knowledge import lookup, strange, weights, words
from ..parse import Parsed
from .gazetteer import AMPERSAND, Entry, closed, company_forms, known_names, lexicon, slug, world
from .merge import Actor, Found
from .names import LABELS, Label, Name, labelled, names, surface, typed

# --------------------------------------------------------------------------------------------------
# Tell a place that stands inside the name of a body from a short form of the body.


CONTEXTS = ("lexicons/capital_contexts.csv", "word", "reads")


def seated(parsed: Parsed, spans: Sequence[Name]) -> None:
    """Tell what bodies' names have in them: places, for sure, and short forms of the bodies.

    "University of Tamsel", "Tamsel County Council" and "in Tamsel" all make Tamsel a place; who bears it in full, or
    with a title, stays a person. "The Dolphins" are the Carrow Dolphins, and "Hale" is Hale Motors, where nobody is
    called so.

    Args:
        parsed: the article.
        spans: its names; their types and entries are settled in place.
    """
    told: dict[str, set[str]] = {"place": set(), "likely": set(), "organisation": set()}
    persons: set[str] = set()
    full: set[str] = set()  # their surnames and given names, by which they are called
    for span in spans:
        written = parsed.word[span.core : span.last]
        if span.type == "person" and (len(written) > 1 or span.core > span.first):
            persons.update(map(slug, written), (slug(" ".join(written)),))
            full |= set(map(slug, written)) if slug(written[0]) in world()["given"] else {slug(written[-1])}
        elif span.entry is None and span.type not in ("person", "title") and len(written) > 1:
            for kind, key in _inside(written, span.type == "organisation" and not _seat_or_name(written[0])):
                told[kind].add(key)
            span.entry = _state(parsed, span)
            span.type = span.type if span.entry is None else span.entry.type
    lists, lex = world(), lexicon()
    named = groups(parsed, spans)
    firms = {key for key in told["organisation"] if "-" in key and _firm(key, named)}
    persons -= firms  # "Norfolk Eastern" beside Norfolk Eastern Corp.
    for key, same in named.items():
        if key in persons or (key in lex.types and key not in closed("team")):
            for span in same if key in full else ():
                if span.type in ("place", "organisation", "") and not (span.sure or _located(parsed, span)):
                    span.type = "person"  # "Sadia" beside Sadia Hussain
            continue
        kinds = {span.type for span in same}
        if key in told["place"] or any(_is_place(parsed, span) for span in same):
            for span in same:  # "Hale is a small town", whatever the model takes it for
                span.type = "" if span.type == "other" and not span.sure else span.type
            _make(same, "place")
            continue
        if key in firms:
            for span in same:
                span.sure &= span.core > span.first
        here = kinds == {"place"} and any(_located(parsed, span) for span in same)
        listed = here or key in lists["cities"] or key in lists["regions"]
        if key in told["organisation"] and not kinds & {"group", "other"} and not here:
            _make(same, "organisation")
        elif (listed and kinds == {"place"}) or (key in told["likely"] and kinds <= {"person", ""}):
            _make(same, "place")


def _firm(key: str, named: dict[str, list[Name]]) -> bool:
    """Say whether the name of a firm without its form is the firm, not who it is called after.

    A person is named by a surname, or with a title, once the whole name has been told: "Ann Lee" of Ann Lee Inc.
    """
    pieces, bare = key.split("-"), named.get(key, [])
    if pieces[0] not in lexicon().given:
        return True
    return len(bare) > 1 and named.keys().isdisjoint(pieces) and all(span.core == span.first for span in bare)


def _make(same: Iterable[Name], kind: str) -> None:
    for span in same:
        titled = span.sure and span.type == ("person" if kind == "organisation" else "organisation")
        if span.type in ("", "person", "place", "organisation") and not titled:
            span.type, span.sure = kind, True


def _seat_or_name(word: str) -> bool:
    """Say whether a word that begins a body's name may be where it lies, what it is, or a name: "Leeds Motors"."""
    known = (world()["large"], world()["regions"], lexicon().types, words("lexicons/family_first.csv"))
    return any(slug(word) in those for those in known)


def _inside(written: Sequence[str], named: bool = False) -> Iterable[tuple[str, str]]:
    """Yield what the name of a body tells of the names in it: "University of X", "X County Council", "X Motors".

    named: it is one that is called by its first words.
    """
    lower, lex = [word.lower() for word in written], lexicon()
    for number in range(1, len(lower)):
        before = lower[number - 1]
        if lower[number] in closed("seat after") and before not in ("of", "and", "the"):
            yield "likely" if lower[number] == "council" else "place", slug(" ".join(written[:number]))
            if lower[number] in lex.types and number + 1 < len(lower):
                yield "place", slug(" ".join(written[: number + 1]))
        if lower[number] == "of" and number + 1 < len(lower) and (before in lex.types or before in closed("seat of")):
            seat = before in closed("seat of") or before in closed("seat is")
            yield "place" if seat else "likely", slug(" ".join(written[number + 1 :]))
    end = len(lower)
    while end > 1 and (lower[end - 1] == "," or lower[end - 1].rstrip(".") in company_forms()):
        end -= 1
    last, front = lower[end - 1], slug(" ".join(written[: end - 1]))
    if end < len(lower):
        yield "organisation", slug(" ".join(written[:end]))
        if written[0].isupper() and len(written[0]) > 2:
            yield "organisation", lower[0]  # "LIN" of LIN Casting Corp.
    if last in closed("team"):
        yield from (("organisation", slug(last)), ("likely", front))
    elif end > 1 and (named or (lex.types.get(last) == "organisation" and last not in closed("any"))):
        yield "organisation", front


def _state(parsed: Parsed, span: Name) -> Entry | None:
    """Return the country that a longer name of it means: "Kingdom of Norway"."""
    words, lower = parsed.word[span.core : span.last], parsed.lower
    number = words.index("of") if "of" in words else 0
    if not number or lower[span.core + number - 1] not in closed("seat is"):
        return None
    entry = known_names().match(parsed.text, parsed.start[span.core + number + 1])
    return entry if entry is not None and entry.type == "country" and entry.use == "name" else None


def _is_place(parsed: Parsed, span: Name) -> bool:
    """Say whether the words around a name call it a place: "the outskirts of X", "X residents", "X is a village"."""
    lower, lex, first, last = parsed.lower, lexicon(), span.first, span.last
    if first > 1 and lower[first - 1] == "of" and lower[first - 2] in closed("seat of") | closed("seat is"):
        return True
    if parsed.at(last) == "residents":
        return True
    head = last - 1
    above = parsed.head[head]
    if parsed.dep[head] == "nsubj" and parsed.lemma[above] == "be":
        return any(lex.things.get(lower[c]) == "place" for c in parsed.below(above, "attr"))
    called = [c for c in parsed.below(head, "appos") if lex.things.get(lower[c]) == "place"]
    return any(lower[article] in ("a", "an") for c in called for article in parsed.children[c])


def located(parsed: Parsed, span: Name) -> bool:
    """Say whether a mention stands where a place does: "in X", "near X", "the outskirts of X", "X residents".

    Args:
        parsed: the article.
        span: the name.

    Returns:
        True where the words around it say so.
    """
    return _located(parsed, span) or _is_place(parsed, span)


def _located(parsed: Parsed, span: Name) -> bool:
    owner, before = ["", *parsed.lower[max(span.first - 2, 0) : span.first]][-2:] if span.first else ("", "")
    if before == "in" and owner in closed("company's own"):
        return False  # "shares in Hale"
    return before != "at" and lookup(*CONTEXTS).get(before) == "place"


# --------------------------------------------------------------------------------------------------
# Say what kind of actor a name names, by the evidence of the whole article: a small linear model.
#
# The parser's label is one voice among many: what stands before and after each mention, what it does, what the words
# of the name are like, and whether another name of the article holds it. The weights lie in `models/kinds/`, with a
# card; they were trained by `benchmarks/kinds.py`.


CLASSES = ("person", "place", "organisation", "other")
CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|La|Le|O['’]|D['’])[A-Z][a-z]+[A-Z]")  # "StarHaul"
JOINS = frozenset((",", "and", "or", *AMPERSAND, "/"))  # between the names of an enumeration
REACH = 6  # words after a comma among which an apposition's noun is looked for
AROUND = 15  # words on each side that are heard
FADED = [0.24 * 0.9**far for far in range(AROUND)]  # how much each of them counts
Features = dict[str, float]
Shares = dict[str, tuple[float, ...]]  # how likely each name is of each class, by its folded words


def groups(parsed: Parsed, spans: Sequence[Name]) -> dict[str, list[Name]]:
    """Put together the names that no table settles.

    Args:
        parsed: the article.
        spans: its names.

    Returns:
        {folded words: the names written so}.
    """
    found: dict[str, list[Name]] = defaultdict(list)
    for span in spans:
        if span.entry is None and span.type != "title":
            found[slug(surface(parsed, span))].append(span)
    return found


def features(parsed: Parsed, spans: Sequence[Name], same: dict[str, list[Name]] | None = None) -> dict[str, Features]:
    """Collect what speaks for each kind of actor, name by name.

    Args:
        parsed: the article.
        spans: its names.
        same: what `groups` makes of them; None to make it.

    Returns:
        {folded words: {feature: number}} of the names that no table settles.
    """
    labels: list[Label | None] = [None] * len(parsed.word)
    for entity in parsed.entities:
        labels[entity[0] : entity[1]] = [entity] * (entity[1] - entity[0])
    named = groups(parsed, spans) if same is None else same
    votes = {key: Counter(_label(labels, s) for s in own).most_common(1)[0][0] for key, own in named.items()}
    found = {}
    for key, own in named.items():
        counts: Features = defaultdict(float)
        for span in own:
            for feature, much in chain(zip(_around(parsed, labels, span), repeat(1.0)), _heard(parsed, span)):
                counts[feature] += much
        scale = len(own) / math.sqrt(min(len(own), OFTEN))  # the same again and again tells little more
        mine: Features = dict(counts) if scale == 1 else {f: count / scale for f, count in counts.items()}
        mine.update(shapes(tuple(parsed.word[own[0].core : own[0].last])))
        found[key] = mine
    for key, linked in _links(named, votes):
        found[key][linked] = 1.0
    for key, beside in _lists(parsed, spans, votes):
        found[key][beside] = 1.0
    return found


def shares(found: Features) -> tuple[float, ...]:
    """Let the model say what kind of actor a name is.

    Args:
        found: {feature: number} of the name.

    Returns:
        How likely it is of each of `CLASSES`.
    """
    table, person, place, organisation, other = weights("kinds"), 0.0, 0.0, 0.0, 0.0
    for feature, value in found.items():
        if (known := table.get(feature)) is not None:
            person += known[0] * value
            place += known[1] * value
            organisation += known[2] * value
            other += known[3] * value
    scores = (person, place, organisation, other)
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    whole = sum(raised)
    return tuple(share / whole for share in raised)


def _label(labels: list[Label | None], span: Name) -> str:
    label = labels[span.last - 1] or labels[span.core]
    return label[2] if label else "none"


def _around(parsed: Parsed, labels: list[Label | None], span: Name) -> Iterable[str]:
    """Yield what stands around one mention."""
    lower, lex, first, last = parsed.lower, lexicon(), span.first, span.last
    sentence = parsed.sentence[first]
    begin, end = parsed.first[sentence], parsed.last[sentence]
    label = labels[last - 1] or labels[span.core]
    exact = label is not None and label[0] in (span.core, span.first) and label[1] == last
    yield f"label:{label[2] if label else 'none'}:{exact:d}"
    yield f"rule:{span.type}:{span.sure:d}"
    yield f"tag:{parsed.tag[last - 1]}"
    before = lower[first - 1] if first > begin else "^"
    earlier = lower[first - 2] if first - 1 > begin else "^"
    after = lower[last] if last < end else "$"
    later = lower[last + 1] if last + 1 < end else "$"
    yield f"before:{before}"
    yield f"after:{after}"
    yield f"before2:{earlier} {before}"
    yield f"after2:{after} {later}"
    if span.core > first:
        yield "title"
    for where, word in (("noun-before", before), ("noun-after", after)):
        if kind := _noun(word):
            yield f"{where}:{kind}"
    if after in (",", "(") and last + 1 < end:
        if later.isdigit():
            yield "age"
        if after == "(" and parsed.word[last + 1].isupper():
            yield "abbreviated"
        if (label := labels[last + 1]) is not None and label[2] == "GPE":
            yield "place-after"
        if after == ",":
            near = range(last + 1, min(last + REACH, end))
            nouns = (_noun(lower[k]) for k in near if parsed.at(k + 1) != "'s")  # "the country's regulator"
            if kind := next(filter(None, nouns), ""):
                yield f"apposition:{kind}"
    head = last - 1
    while first <= parsed.head[head] < last and parsed.head[head] != head:
        head = parsed.head[head]
    dep, above = parsed.dep[head], parsed.head[head]
    yield f"dep:{dep}"
    yield f"head:{dep}:{parsed.lemma[above].lower()}"
    if dep == "pobj":
        noun = parsed.lemma[parsed.head[above]].lower()
        yield f"above:{lower[above]}:{noun}"
        if kind := _noun(noun):
            yield f"noun-above:{lower[above]}:{kind}"
    if after in ("'s", "'") and last + 1 < end:
        yield f"has:{later}"
        if kind := _noun(later):
            yield f"has-noun:{kind}"
    if dep == "nsubj" and lower[above] in lex.speech:
        yield "speaks"
    if parsed.sentences[sentence].headline:
        yield "headline"


def _heard(parsed: Parsed, span: Name) -> Iterable[tuple[str, float]]:
    """Yield the words on both sides of a mention in its sentence, the less the farther they stand."""
    sentence = parsed.sentence[span.first]
    before = parsed.lower[max(span.first - AROUND, parsed.first[sentence]) : span.first][::-1]
    after = parsed.lower[span.last : min(span.last + AROUND, parsed.last[sentence])]
    for side, beside in (("left", before), ("right", after)):
        yield from zip((f"{side}:{word}" for word in beside), FADED, strict=False)
    if before[:1] == ["("] and len(before) > 1:  # "the Road Safety Board (RSB)"
        kind = lexicon().types.get(before[1]) or _noun(before[1])
        yield f"bracket:{kind}:{parsed.word[span.core].isupper():d}", 1.0


def _noun(word: str) -> str:
    lex = lexicon()
    return "person" if word in lex.persons or word in lex.titles else lex.things.get(word, "")


@lru_cache(maxsize=20_000)  # the same names come again and again
def shapes(written: tuple[str, ...]) -> Features:
    """Look up what the words of a name are like.

    Args:
        written: the words.

    Returns:
        {feature: 1}.
    """
    return dict.fromkeys(_shape(written), 1.0)


def _shape(written: tuple[str, ...]) -> Iterable[str]:
    """Yield what the words of a name are like."""
    lex, text = lexicon(), " ".join(written)
    lower = [word.lower().replace("’", "'") for word in written]
    yield "always"
    yield f"words:{min(len(written), 5)}"
    for where, word in (("first", lower[0]), ("last", lower[-1])):
        if word in lex.given:
            yield f"given-{where}:{len(written) > 1:d}"
        if word in lex.types and (where == "last" or word in closed("any") or word in closed("first")):
            name = len(written) == 2 and slug(written[0]) in world()["given"] and slug(word) in world()["family"]
            yield f"type-{'name' if name else where}:{lex.types[word]}"  # "Mats Hall"
        yield f"end-{where}:{word[-3:]}"
        yield f"end4-{where}:{word[-4:]}"
        yield f"end2-{where}:{word[-2:]}"
        yield f"start-{where}:{word[:3]}"
    lists, plain = world(), [slug(word) for word in written]
    for where, end in (("first", 0), ("last", -1)):
        borne = f"{plain[end] in lists['given']:d}{plain[end] in lists['family']:d}:{len(written) > 1:d}"
        yield from (f"world-{where}:{borne}", f"strange-{where}:{strange(written[end]):d}:{borne}")
    if len(plain) > 1 and (plain[0] in lists["large"] or plain[0] in lists["regions"]):
        yield "place-first"
    whole = slug(text)
    if whole in lists["cities"]:
        yield f"city:{(whole in lists['large']) - (whole in lists['small'])}:{min(len(written), 2)}"
    if whole in lists["regions"]:
        yield "region"
    if lower[0] in words("lexicons/family_first.csv"):
        yield f"family-first:{min(len(written), 4)}"
    for word in lower:
        yield f"word:{word}"
        if word in closed("any"):
            yield f"whole:{lex.types[word]}"
        if word in closed("particle"):
            yield "particle"
    if len(written[0].rstrip(".")) == 1:
        yield "initial"
    if text.isupper():
        yield f"capitals:{min(len(text), 7)}:{len(written) > 1:d}"
    elif any(word[1:].lower() != word[1:] for word in written):
        yield "capitals-inside"
        if any(CAMEL.search(word) for word in written):
            yield "camel"
    if any(char.isdigit() for char in text):
        yield "digit"
    if "-" in text or "&" in text:
        yield "joined"


def _lists(parsed: Parsed, spans: Sequence[Name], votes: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Yield what the names beside a name in an enumeration are: "Hale, Okafor and Moyo", "Lima, Quito and …"."""
    kinds: dict[int, str] = {}
    for number, span in enumerate(spans):
        sure = span.entry is not None or span.sure
        kind = span.type if sure else LABELS.get(votes.get(slug(surface(parsed, span)), ""), "")
        kinds[number] = f"{'place' if kind == 'country' else kind}:{sure:d}"
    for number, (one, other) in enumerate(pairwise(spans)):
        between = parsed.lower[one.last : other.first]
        if not 0 < len(between) < 3 or not JOINS.issuperset(between):
            continue
        for mine, beside in ((number, number + 1), (number + 1, number)):
            if spans[mine].entry is None and spans[mine].type != "title":
                yield slug(surface(parsed, spans[mine])), f"beside:{kinds[beside]}"


def _links(named: dict[str, list[Name]], votes: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Yield what other names of the article say of a name: it is the last word of a person's, initials of a body's."""
    heads: dict[str, str] = {}
    starts: dict[str, str] = {}
    initials: dict[str, str] = {}
    for key, same in named.items():
        pieces = key.split("-")
        if len(pieces) > 1:
            kind = same[0].type if same[0].sure else LABELS.get(votes[key], "other")
            heads.setdefault(pieces[-1], kind)
            for length in range(1, len(pieces)):
                starts.setdefault("-".join(pieces[:length]), kind)
            initials.setdefault("".join(piece[0] for piece in pieces), kind)
            initials.setdefault("".join(piece[0] for piece in pieces if piece not in ("of", "the", "and", "for")), kind)
    for key in named:
        pieces = key.split("-")
        if len(pieces) == 1:
            for where, table in (("last", heads), ("first", starts), ("initials", initials)):
                if key in table:
                    yield key, f"{where}-of:{table[key]}"
        else:
            if key in starts:
                yield key, f"front-of:{starts[key]}"
            if pieces[-1] in named:
                yield key, f"alone-too:{LABELS.get(votes[pieces[-1]], 'other')}"


# --------------------------------------------------------------------------------------------------
# Say where a name begins and ends: at each gap between capitalised words, whether it goes on.
# The rules of `runs` and `names` propose; a small linear model overrules them where it is sure. Its weights lie in
# `models/edges/`, with a card; they were trained by `benchmarks/edges.py` on names whose right extent was read.


JOIN = 0.8  # share from which words are one name against the rules
LOUD = 0.6  # share of longer words with capitals from which a capital tells little
LOOSE = ("end", "start", "always", "words", "world-first")  # what letters alone tell of a word
NEAR = 3  # tokens from one capitalised word to the next, at most


class View:
    """What the gaps of an article are read by: the rules' names and the parser's entities, token by token."""

    def __init__(self, parsed: Parsed, found: Sequence[Name]) -> None:
        """Look up which name and which entity each token is in.

        Args:
            parsed: the article.
            found: its names by the rules, in order.
        """
        self.parsed, self.labels = parsed, labelled(parsed)
        self.told: dict[int, bool] = {}  # by sentence: whether it is loud
        self.own = {token: name for name in found for token in range(name.first, name.last)}

    def beside(self, token: int, step: int) -> int:
        """Find the next capitalised word with nothing but small words between.

        Args:
            token: a word.
            step: 1 for after it, -1 for before it.

        Returns:
            The other word; -1 where there is none in the sentence.
        """
        parsed, sentence = self.parsed, self.parsed.sentence[token]
        for other in range(token + step, token + step * (NEAR + 1), step):
            if not parsed.first[sentence] <= other < parsed.last[sentence]:
                break
            if parsed.word[other][0].isupper():
                return other
            if parsed.lower[other] not in closed("inside") and parsed.lower[other] not in closed("inside too"):
                break
        return -1

    def loud(self, token: int) -> bool:
        """Say whether a sentence is written as headlines are, so that a capital tells little in it.

        Args:
            token: in it.

        Returns:
            True where most of its longer words have one.
        """
        if (number := self.parsed.sentence[token]) not in self.told:
            longer = [w for w in self.parsed.word[self.parsed.first[number] : self.parsed.last[number]] if len(w) > 3]
            self.told[number] = sum(word[0].isupper() for word in longer) >= LOUD * len(longer)
        return self.told[number]

    def share(self, a: int, b: int) -> float:
        """Say how likely two words of two names, or of a name and none, are of one.

        Args:
            a: the first.
            b: the second, `beside` it.

        Returns:
            The model's share; 0 where titles, or the parser with the rules, keep them apart.
        """
        lower, titles = self.parsed.lower, lexicon().titles
        whole = self.labels[a] is self.labels[b] is not None
        settled = not whole and b > a + 1 and lower[a + 1] not in ("of", "-", "and")
        titled = any(word in titles or word.removesuffix("s") in titles for word in (lower[a], lower[b]))
        beside = (self.own.get(a), self.own.get(b))
        places = all(name and name.type in ("place", "country") for name in beside) and lower[a + 1] == "and"
        settled |= titled or places or lower[a] in ("the", "a", "i")  # "Red Deer and Lloydminster"
        listed = all((name := self.own.get(word)) and name.entry and name.entry.use == "name" for word in (a, b))
        counts = self.parsed.tag[a] == "CD" and lower[a] != "one"  # "Three Guild members"
        settled |= counts or (listed and lower[a + 1] == "-")  # "Peru-Chile"
        if settled or self.parsed.word[b][0].islower() or self.loud(a):
            return 0.0
        table = weights("edges")
        return 1 / (1 + math.exp(-sum(table[feature][0] for feature in self.features(a, b) if feature in table)))

    def features(self, a: int, b: int) -> Iterator[str]:
        """Collect what speaks for one name or two: words, parse, tables, and the rest of the article.

        Args:
            a: the first word.
            b: the second, `beside` it.

        Yields:
            Each feature.
        """
        parsed, text, word, lower = self.parsed, self.parsed.text, self.parsed.word, self.parsed.lower
        gap = " ".join(lower[a + 1 : b])
        names, entity = (self.own.get(a), self.own.get(b)), (self.labels[a], self.labels[b])
        ruled, whole = names[0] is names[1] is not None, entity[0] is entity[1] is not None
        types = [f"{one.type}:{one.entry is not None:d}{one.sure:d}" if one else "-" for one in names]
        yield f"entities:{':'.join(one[2] if one else '' for one in entity)}:{whole:d}:{gap}"
        yield f"tags:{parsed.tag[a]}:{parsed.tag[b]}:{gap}"
        yield f"types:{':'.join(types)}:{ruled:d}:{gap}"
        for side, token in (("a", a), ("b", b)):
            yield from (f"{side}:{sign}:{gap}" for sign in signs(word[token]))
        yield f"around:{' '.join(lower[max(a - 1, 0) : a])}"
        yield f"after:{' '.join(lower[b + 1 : b + 2])}"
        both = text.count(parsed.words(a, b + 1))
        yield f"again:{min(both, 3)}:{gap}"
        yield f"alone:{both > 1:d}{text.count(word[a]) > both:d}{text.count(word[b]) > both:d}:{ruled:d}"


@lru_cache(maxsize=20_000)
def signs(word: str) -> list[str]:
    """Look up what one word is like, its letters apart.

    Args:
        word: it.

    Returns:
        Its features.
    """
    return [sign for sign in shapes((word,)) if not sign.startswith(LOOSE)]


def mended(parsed: Parsed) -> list[Name]:
    """Find the names of an article, with what the model adds to them.

    Args:
        parsed: the article.

    Returns:
        The names in order; they don't overlap.
    """
    rules = names(parsed)
    view, found = View(parsed, rules), list[Name]()
    for name in rules:
        first, last, least = name.first, name.last, found[-1].last if found else 0
        if first < least:
            continue
        while (after := view.beside(last - 1, 1)) >= 0 and view.share(last - 1, after) > JOIN:
            last = view.own[after].last if after in view.own else after + 1
        while (before := view.beside(first, -1)) >= least and view.share(before, first) > JOIN:
            first = before
        if (first, last) != (name.first, name.last):
            core = name.core if first < name.core and name.type == "person" else first
            titled, joined = core > first, typed(parsed, view.labels, core, last)
            firm = name.entry is not None and name.entry.type == "organisation"
            if not firm or joined.type != "other":  # the Google Science Fair is Google's
                name = joined
                name.first, name.type, name.sure = first, "person" if titled else name.type, titled or name.sure
        found.append(name)
    return found


# --------------------------------------------------------------------------------------------------
# Say which names are better left out: how likely a row is no actor, cut, glued, or of another kind.
#
# A small model, too. Its weights lie in `models/doubts/`, with a card; they were trained by `benchmarks/doubts.py` on
# names of which kind and extent were read. What the reader's own table names is never doubted.


SURE, SHORT = 0.0, 5  # log odds from which a row is left out; a text of fewer sentences tells too little to doubt by
OFTEN = 6  # times somebody is named, beyond which nothing is left out
SMALLEST = 2  # letters of a word that may tell nothing by standing in small letters elsewhere
FAR = 0.02  # from 0 and 1, beyond which a share tells no more
Row = tuple[tuple[str, Found], list[str]]  # a mention with its folded words, and its features
SAME = {"group": "organisation", "country": "place", "document": "other"}


def weigh(parsed: Parsed, spans: Sequence[Name], found: Sequence[Found], shares: Shares) -> None:
    """Mark the mentions that are better left out; what is written alike and means the same is weighed as one.

    Args:
        parsed: the article.
        spans: its names.
        found: its named mentions; `silent` is settled in place.
        shares: how likely each name that no table settles is of each of `kinds.CLASSES`, by folded words.
    """
    table, same = weights("doubts"), defaultdict[tuple[str, Actor], list[tuple[float, Found]]](list)
    for (written, mention), evidence in collected(parsed, spans, found, shares):
        same[written, mention.actor].append((sum(table[f][0] for f in evidence if f in table), mention))
    for own in same.values():
        silent = sum(score for score, _ in own) >= SURE * len(own) and len(parsed.sentences) >= SHORT
        for _, mention in own:
            mention.silent = silent


def collected(parsed: Parsed, spans: Sequence[Name], found: Sequence[Found], shares: Shares) -> Iterator[Row]:
    """Collect what speaks for and against each mention, but of who is named often.

    Args:
        parsed: the article.
        spans: its names.
        found: its named mentions.
        shares: as for `weigh`.

    Yields:
        The folded words and the mention, and its features.
    """
    view, often = View(parsed, spans), Counter(mention.actor for mention in found)
    small = {word for word in parsed.word if word.islower()}
    for mention in found:
        span = view.own.get(mention.first)
        own = mention.actor.listed if span is None or span.entry is None else span.entry.use == "own"
        sure = own or mention.actor.type == "country"  # of the table: "US Vice President Bo Lund" names it, too
        if span is not None and span.first < span.core < span.last - 1 and parsed.word[span.core - 1].istitle():
            sure |= lexicon().titles.get(parsed.lower[span.core - 1]) == "office"  # "– Mayor Anna Keller" signs
        if span is not None and not sure and often[mention.actor] <= OFTEN:
            key = slug(surface(parsed, span))
            yield (key, mention), list(_features(view, span, mention, shares.get(key), small))


def _features(
    view: View, span: Name, mention: Found, shares: tuple[float, ...] | None, small: set[str]
) -> Iterator[str]:
    parsed, core, last, kind = view.parsed, span.core, mention.last, mention.actor.type
    yield "always"
    yield f"why:{mention.reason.replace(mention.actor.name, '')}:{kind}"
    label = view.labels[last - 1] or view.labels[core]
    exact = label is not None and label[0] in (core, span.first) and label[1] == last
    yield f"label:{label[2] if label else 'none'}:{exact:d}:{kind}"
    if shares is not None:
        yield f"own:{_step(shares[CLASSES.index(SAME.get(kind, kind))])}"
        yield f"none:{_step(shares[-1])}"
        yield f"best:{CLASSES[shares.index(max(shares))]}:{kind}"
    yield f"words:{min(last - core, 5)}:{kind}"
    use = span.entry.use if span.entry is not None else f"{span.sure:d}"
    yield f"begins:{span.first == parsed.first[parsed.sentence[core]]:d}:{min(last - core, 3)}:{use}"
    gaps = {"left": (view.beside(span.first, -1), span.first), "right": (last - 1, view.beside(last - 1, 1))}
    for side, (a, b) in gaps.items():
        known = min(a, b) >= 0
        other = view.own.get(a if side == "left" else b) if known else None
        yield f"{side}:{_step(view.share(a, b)) if known else '-'}"
        yield f"{side}-gap:{' '.join(parsed.lower[a + 1 : b]) if known else '-'}:{other.type if other else '-'}"
    yield f"tags:{' '.join(parsed.tag[max(span.first - 1, 0) : span.first])}:{parsed.tag[last - 1]}"
    yield f"next:{' '.join(parsed.tag[last : last + 1])}:{parsed.dep[last - 1]}"
    for where, token in (("first", core), ("last", last - 1)):
        yield from (f"{where}:{sign}:{kind}" for sign in signs(parsed.word[token]))
    longer = [parsed.lower[token] in small for token in range(core, last) if len(parsed.word[token]) > SMALLEST]
    yield f"small:{any(longer) + all(longer)}:{kind}"
    sentence, head = parsed.sentence[core], parsed.head[last - 1]
    for where, token in (("before", span.first - 1), ("after", last)):
        inside = parsed.first[sentence] <= token < parsed.last[sentence]
        yield f"{where}:{parsed.lower[token] if inside else '-'}:{kind}"
    yield f"above:{parsed.dep[last - 1]}:{parsed.lemma[head].lower()}:{kind}"


def _step(share: float) -> int:
    """Return the log odds of a share, in whole numbers."""
    share = min(max(share, FAR), 1 - FAR)
    return round(math.log(share / (1 - share)))
