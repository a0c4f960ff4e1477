"""Find the names in a parsed article: runs of capitalised words, cut and typed by tables and by the parse.

The small model misses one name in eight and mistypes more; a run of proper nouns misses few. So runs come
first, the tables say what they know, and the model's entity labels settle the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .gazetteer import Entry, gazetteer
from .knowledge import rows, words
from .parse import Parsed

PROPER = frozenset(("NNP", "NNPS"))
PARTICLES = frozenset("de van von der den del della di da dos das do bin ibn al el la le du ter ten y e zu af av".split())
LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
OTHER = frozenset(("EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"))


@dataclass(slots=True)
class Name:
    """One name in the text: tokens first to last - 1; `core` is where the name begins after its titles.

    type: person, country, organisation, group, place, title ("the President" alone) or '' (not known).
    """

    first: int
    last: int
    core: int
    type: str
    entry: Entry | None = None
    sure: bool = False  # the type rests on more than the model's guess


@dataclass(frozen=True)
class Words:
    """The word tables that say what a capitalised word tells."""

    titles: dict[str, tuple[str, str]]  # word: (kind, gender)
    types: dict[str, tuple[str, str]]  # word: (organisation or place, position)
    given: dict[str, str]  # given name: gender
    never: frozenset[str]


@cache
def tables() -> Words:
    """Read the word tables once."""
    return Words(
        titles={r["word"]: (r["kind"], r["gender"]) for r in rows("lexicons/titles.csv", ("word", "kind", "gender"))},
        types={r["word"]: (r["type"], r["position"]) for r in rows("lexicons/name_words.csv", ("word", "type", "position"))},
        given={r["name"]: r["gender"] for r in rows("lexicons/given_names.csv", ("name", "gender"))},
        never=words("lexicons/not_names.csv"),
    )


def names(parsed: Parsed) -> list[Name]:
    """Return the names of an article in order; they don't overlap."""
    labels = _labels(parsed)
    found: list[Name] = []
    shouted = []
    for number in range(len(parsed.sentences)):
        first, last = parsed.first[number], parsed.last[number]
        if 0 < last - first < 40 and _title_case(parsed, first, last):
            shouted.append((first, last))
            continue
        for run in _runs(parsed, labels, first, last):
            found += _cut(parsed, labels, *run)
    if shouted:
        known = {parsed.text[parsed.start[name.core] : parsed.end[name.last - 1]]: name for name in found}
        for name in [name for name in found if name.type == "person"]:
            known.setdefault(parsed.word[name.last - 1], name)
        for first, last in shouted:
            found += _in_title_case(parsed, labels, first, last, known)
        found.sort(key=lambda name: name.first)
    return found


def _labels(parsed: Parsed) -> list[tuple[int, int, str] | None]:
    labels: list[tuple[int, int, str] | None] = [None] * len(parsed.word)
    for entity in parsed.entities:
        if entity[2] in LABELS or entity[2] in OTHER:
            for token in range(entity[0], entity[1]):
                labels[token] = entity
    return labels


def _title_case(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether a sentence writes most of its longer words with a capital, as headlines do."""
    if parsed.word[last - 1][-1] in ".?!" and not parsed.word[last - 1][0].isupper():
        return False
    longer = [word for word in parsed.word[first:last] if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 4 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def _runs(parsed: Parsed, labels: list, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the (first, last) tokens of runs of capitalised words with what may join them."""
    word, tag, lower, never = parsed.word, parsed.tag, parsed.lower, tables().never
    token = first
    while token < last:
        if not word[token][0].isupper() or lower[token] in never or not _begins(parsed, labels, token, first):
            token += 1
            continue
        end = token + 1
        while end < last:
            if word[end][0].isupper() and lower[end] not in never and (tag[end] in PROPER or labels[end] or tag[end] in ("JJ", "NN", "NNS")):
                end += 1
            elif (joined := _joined(parsed, labels, token, end, last)) > end:
                end = joined
            else:
                break
        yield token, end
        token = end


def _begins(parsed: Parsed, labels: list, token: int, first: int) -> bool:
    if parsed.tag[token] in PROPER or labels[token] is not None:
        return parsed.tag[token] not in ("DT", "IN", "PRP", "PRP$", "WP", "RB", "CC")
    return gazetteer().match(parsed.text, parsed.start[token]) is not None


def _joined(parsed: Parsed, labels: list, begin: int, token: int, last: int) -> int:
    """Return where a run goes on after the small words at `token`, or `token` when it ends there."""
    word, lower = parsed.word, parsed.lower
    following = token + 1
    if following >= last:
        return token
    small = lower[token]
    if small == "-" or small == "–":
        tight = parsed.end[token - 1] == parsed.start[token] and parsed.end[token] == parsed.start[following]
        return following + 1 if tight and word[following][0].isalpha() and parsed.tag[following] in PROPER else token
    if small == "of" and lower[following] == "the":
        following += 1
    if following >= last or not word[following][0].isupper():
        return token
    if small in PARTICLES or small == "&":
        return following
    label = labels[token]
    covered = label is not None and label[2] not in ("PERSON", "GPE") and label[0] < token and label[1] > following
    types, titles = tables().types, tables().titles
    if small == "of" and (covered or lower[token - 1] in types or lower[token - 1] in titles):
        return following
    if small in ("for", "on", "in", "and", "to", "the") and covered:
        if small != "and" or any(lower[index] in types for index in range(begin, token)):
            return following
    return token


def _cut(parsed: Parsed, labels: list, first: int, last: int) -> list[Name]:
    """Cut one run into names: a country before a title, a title before a person, two entities side by side."""
    if first >= last:
        return []
    lower, table = parsed.lower, tables()
    entry = gazetteer().match(parsed.text, parsed.start[first])
    end = _token_at(parsed, parsed.start[first] + len(entry.surface), first, last) if entry else first
    if entry and end == last:
        return [_known(parsed, labels, first, last, entry)]
    has_type = any(lower[token] in table.types for token in range(first, last))
    for token in range(first, last):
        if lower[token] in table.titles and (title := _title(parsed, token, last)):
            return [*_cut(parsed, labels, first, token), *title]
    for token in range(first + 1, last):
        label = labels[token]
        if label and label[0] == token and label[2] == "PERSON" and lower[token] not in PARTICLES and word_gap(lower, token):
            return [*_cut(parsed, labels, first, token), *_cut(parsed, labels, token, last)]
    if entry and entry.use == "own":
        return [_known(parsed, labels, first, end, entry), *_cut(parsed, labels, end, last)]
    if entry and end < last and not has_type and not _whole(labels, first, last) and entry.use != "seat":
        return [_known(parsed, labels, first, end, entry), *_cut(parsed, labels, _skip(lower, end, last), last)]
    return [_typed(parsed, labels, first, last)]


def word_gap(lower: list[str], token: int) -> bool:
    """Say whether a new name may begin here: not after a particle or an initial."""
    return lower[token - 1] not in PARTICLES and lower[token - 1] not in ("-", "of", "&")


def _skip(lower: list[str], token: int, last: int) -> int:
    while token < last and (lower[token] in PARTICLES or lower[token] in ("-", "–", "of", "and", "&", "the", "for")):
        token += 1
    return token


def _whole(labels: list, first: int, last: int) -> bool:
    label = labels[last - 1]
    return label is not None and label[0] <= first and label[1] >= last


def _token_at(parsed: Parsed, offset: int, first: int, last: int) -> int:
    token = first
    while token < last and parsed.end[token] < offset:
        token += 1
    return min(token + 1, last)


def _title(parsed: Parsed, first: int, last: int) -> list[Name]:
    """Read a title and the person after it; [] when the words are no title after all."""
    lower, table = parsed.lower, tables()
    end, office = first, False
    while end < last and lower[end] in table.titles:
        office |= table.titles[lower[end]][0] != "part"
        end += 1
    if not office:
        return []
    if end < last and lower[end] == "of":
        end = _skip(lower, end, last) + 1
        while end < last and lower[end] in ("and", "&"):
            end += 2
    if end >= last:
        honorific = all(table.titles.get(lower[token], ("", ""))[0] == "honorific" for token in range(first, end))
        return [] if honorific else [Name(first, last, first, "title")]
    if any(lower[token] in table.types for token in range(end, last)):
        return []
    return [Name(first, last, end, "person", None, True)]


def _known(parsed: Parsed, labels: list, first: int, last: int, entry: Entry) -> Name:
    return Name(first, last, first, entry.type, entry, True)


def _typed(parsed: Parsed, labels: list, first: int, last: int) -> Name:
    """Say what kind of actor a run without table entry names."""
    lower, table = parsed.lower, tables()
    known = [table.types[lower[token]] for token in range(first, last) if lower[token] in table.types]
    ends = table.types.get(lower[last - 1])
    if last - first > 1 and known:
        if any(kind == "organisation" and place == "any" for kind, place in known):
            return Name(first, last, first, "organisation", None, True)
        if ends:
            return Name(first, last, first, ends[0], None, True)
        if table.types.get(lower[first]):
            return Name(first, last, first, table.types[lower[first]][0], None, True)
    if 2 <= last - first <= 5 and lower[first] in table.given:
        return Name(first, last, first, "person", None, True)
    label = labels[last - 1] or labels[first]
    kind = "" if label is None else LABELS.get(label[2], "other")
    if not kind and parsed.word[first].isupper() and last - first == 1 and 2 <= len(parsed.word[first]) <= 6:
        kind = "organisation"
    return Name(first, last, first, kind)


def _in_title_case(parsed: Parsed, labels: list, first: int, last: int, known: dict[str, Name]) -> list[Name]:
    """Find names where capitals tell nothing: what the tables or the rest of the article know."""
    found, token = [], first
    while token < last:
        if not parsed.word[token][0].isupper():
            token += 1
            continue
        entry = gazetteer().match(parsed.text, parsed.start[token])
        end = token
        if entry and parsed.tag[token] not in ("PRP", "VB", "VBP"):
            end = _token_at(parsed, parsed.start[token] + len(entry.surface), token, last)
        for length in range(min(6, last - token), 0, -1):
            if token + length <= end:
                break
            name = known.get(parsed.text[parsed.start[token] : parsed.end[token + length - 1]])
            if name is not None:
                entry, end = name.entry, token + length
                found.append(Name(token, end, token, name.type, entry, True))
                break
        else:
            length = 0
        if length and end > token and entry and (not found or found[-1].first != token):
            found.append(_known(parsed, labels, token, end, entry))
        elif end == token and (label := labels[token]) and label[0] == token and label[2] == "PERSON" and label[1] - token > 1:
            end = label[1]
            if parsed.lower[token] in tables().given:
                found.append(Name(token, end, token, "person", None, True))
        token = max(end, token + 1)
    return found
