"""Cut a run of capitalised words into names, and say what kind of actor each names."""

from __future__ import annotations

from dataclasses import dataclass

from ..parse import Parsed
from .gazetteer import Entry, gazetteer
from .lexicon import lexicon, world

Label = tuple[int, int, str]  # first token, last token + 1, the model's entity label
LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
OTHER = frozenset(("EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"))


@dataclass(slots=True)
class Name:
    """One name in the text: tokens first to last - 1; `core` is where the name begins after titles and roles.

    type: person, country, organisation, group, place, title ("the President" alone), other (no actor) or ''
    (not known). sure: the type rests on a table, not on the model alone.
    """

    first: int
    last: int
    core: int
    type: str
    entry: Entry | None = None
    sure: bool = False


def cut(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> list[Name]:
    """Cut one run into names: a country before a title, a title before a person, two entities side by side."""
    lower, lex = parsed.lower, lexicon()
    while first < last and (lower[first] in lex.joints or lower[first] in ("-", "–", "the")):
        first += 1
    if first >= last:
        return []
    if own := _own(parsed, first, last):
        return [*cut(parsed, labels, first, own.first), own, *cut(parsed, labels, own.last, last)]
    entry = gazetteer().match(parsed.text, parsed.start[first])
    end = _after(parsed, first, last, len(entry.surface)) if entry else first
    if entry and _given_name(parsed, labels, first, end, last):
        return [Name(first, last, first, "person", None, True)]
    if entry and end == last:
        return [Name(first, end, first, entry.type, entry, True), *cut(parsed, labels, end, last)]
    for token in range(first, last):
        if lower[token] in lex.titles and (title := _title(parsed, labels, token, last)):
            return [*cut(parsed, labels, first, token), *title]
    if (split := _person_inside(parsed, labels, first, last)) > first:
        return [*cut(parsed, labels, first, split), *cut(parsed, labels, split, last)]
    typed = _typed(parsed, labels, first, last)
    if entry and (typed.type == "other" or not (typed.sure or _one_entity(labels, first, last))):
        rest = [] if typed.type == "other" else cut(parsed, labels, end, last)
        return [Name(first, end, first, entry.type, entry, True), *rest]
    return [typed]


def _own(parsed: Parsed, first: int, last: int) -> Name | None:
    """Find a name of the reader's own table that begins the run, or ends it, with the titles right before it.

    One word that may be a person's surname must stand alone but for titles: an alias "Hale" is not in "Ann Hale".
    """
    table, titles = gazetteer(), lexicon().titles
    if not table.own:
        return None
    for token in range(first, last):
        entry = table.match(parsed.text, parsed.start[token])
        if entry is None or entry.use != "own":
            continue
        end, start = _after(parsed, token, last, len(entry.surface)), token
        while entry.type == "person" and start > first and parsed.lower[start - 1] in titles:
            start -= 1
        inside = (token > first and end < last) if " " in entry.surface else (start > first or end < last)
        if not (inside and (" " in entry.surface or entry.type == "person")):
            return Name(start, end, token, entry.type, entry, True)
    return None


def _given_name(parsed: Parsed, labels: list[Label | None], first: int, end: int, last: int) -> bool:
    """Say whether a country or city is a given name here: "Israel Adesanya"."""
    lower, lex, label = parsed.lower, lexicon(), labels[end] if end < last else None
    if end - first > 1 or last - end != 1 or lower[end] in lex.types or lower[end] in lex.titles:
        return False
    if not (lower[first] in lex.given or lower[first] in world()["given"]) or parsed.tag[end] != "NNP":
        return False
    if label is not None and (label[2] in ("ORG", "FAC") or (label[0] <= first and label[2] != "PERSON")):
        return False
    known = gazetteer().match(parsed.text, parsed.start[end]) or lower[end] in world()["cities"]
    return not known and parsed.head[first] == end


def _after(parsed: Parsed, first: int, last: int, length: int) -> int:
    """Return the token after a surface of this length that begins at token `first`."""
    offset, token = parsed.start[first] + length, first
    while token < last and parsed.end[token] < offset:
        token += 1
    return min(token + 1, last)


def _one_entity(labels: list[Label | None], first: int, last: int) -> bool:
    label = labels[last - 1]
    return label is not None and label[0] <= first and label[1] >= last and label[2] not in ("GPE", "NORP")


def _person_inside(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> int:
    """Return where a person's name begins inside a run ("Texas Ann Lee" is written so at times), or `first`."""
    lower, lex = parsed.lower, lexicon()
    for token in range(first + 1, last):
        before = lower[token - 1]
        if before in lex.particles or before in ("-", "of", "&") or before.isdigit() or lower[token] in lex.particles:
            continue
        label = labels[token]
        starts = label is not None and label[0] == token and label[2] == "PERSON" and before not in lex.given
        if label is not None and starts and (label[1] - token > 1 or lower[token] in lex.given):
            return token
        in_organisation = any(lower[index] in lex.whole for index in range(first, token))
        full = lower[token] in lex.given and token + 2 == last and lower[last - 1] not in lex.types
        if full and token - first > 1 and in_organisation:
            return token
    return first


def _title(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> list[Name]:
    """Read a title and the person after it; [] when the words are no title after all."""
    lower, lex = parsed.lower, lexicon()
    end, office, honour = first, False, False
    while end < last and lower[end] in lex.titles:
        office |= lex.titles[lower[end]] == "office"
        honour |= lex.titles[lower[end]] == "honorific"
        end += 1
    if not (office or honour) or (end < last and lower[end] in lex.types and lower[end] not in lex.given):
        return []
    if office and end < last and lower[end] in ("of", "for"):
        split = next((t + 1 for t in range(end + 1, last - 1) if lex.titles.get(lower[t]) == "honorific"), 0)
        split = split or _person_inside(parsed, labels, end, last)
        if split > end:
            return [Name(first, last, split, "person", None, True)]
        if (
            end + 2 < last
            and lower[end + 1] not in lex.types
            and lower[last - 1] not in lex.types
            and lower[end + 2] in lex.given
        ):
            return [Name(first, last, end + 2, "person", None, True)]
        rest = cut(parsed, labels, end, last)
        if lower[end - 1] in lex.portfolios:
            for name in rest:
                name.type = name.type if name.entry else "other"
        return [Name(first, end, first, "title"), *rest]
    if end >= last:
        return [Name(first, last, first, "title")] if office else []
    if any(lower[token] in lex.types for token in range(end, last)) and lower[end] not in lex.given:
        return []
    return [Name(first, last, end, "person", None, True)]


def _typed(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> Name:
    """Say what kind of actor a run without table entry names."""
    lower, lex = parsed.lower, lexicon()
    label = labels[last - 1] or labels[first]
    if last - first > 1:
        initial = len(parsed.word[first]) == 2 and parsed.word[first][1] == "."
        if initial and last - first < 5 and not any(lower[token] in lex.types for token in range(first, last)):
            return Name(first, last, first, "person", None, True)  # "J. Okafor"
        if lex.types.get(lower[last - 1]) == "other":
            return Name(first, last, first, "other", None, True)
        for token in (*range(first, last),):
            if lower[token] in lex.whole and lex.types[lower[token]] == "organisation":
                return Name(first, last, first, "organisation", None, True)
        if lower[last - 1] in lex.types and not (label and label[2] == "PERSON" and lower[first] in lex.given):
            return Name(first, last, first, lex.types[lower[last - 1]], None, True)
        if lower[first] in lex.whole:
            return Name(first, last, first, lex.types[lower[first]], None, True)
        if last - first <= 5 and lower[first] in lex.given and not (label and label[2] in OTHER):
            return Name(first, last, first, "person", None, True)
    kind = "" if label is None else LABELS.get(label[2], "other")
    word = parsed.word[first]
    if not kind and last - first == 1 and word.isupper() and 2 <= len(word) <= 6:
        kind = "organisation"
    return Name(first, last, first, kind)
