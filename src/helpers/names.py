"""Find the names in a parsed article: runs of capitalised words, cut and typed by tables and by the parse.

The small model misses one name in eight and mistypes more; a run of proper nouns misses few. So runs come
first, the tables say what they know, and the model's entity labels settle the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .gazetteer import Entry, gazetteer
from .headlines import in_title_case, title_case
from .lexicon import lexicon
from .parse import Parsed

Label = tuple[int, int, str]  # first token, last token + 1, the model's entity label
PROPER = frozenset(("NNP", "NNPS"))
INSIDE = frozenset(("NNP", "NNPS", "JJ", "NN", "NNS", "CD"))  # tags that a capitalised word inside a name may have
NO_START = frozenset(("DT", "IN", "PRP", "PRP$", "WP", "WRB", "RB", "CC", "UH", "MD", "EX", "TO", "VBZ", "VBP"))
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


def names(parsed: Parsed) -> list[Name]:
    """Return the names of an article in order; they don't overlap."""
    labels: list[Label | None] = [None] * len(parsed.word)
    for entity in parsed.entities:
        if entity[2] in LABELS or entity[2] in OTHER:
            labels[entity[0] : entity[1]] = [entity] * (entity[1] - entity[0])
    found: list[Name] = []
    initial: list[Name] = []  # single words whose capital may be only that of a sentence
    shouted = []
    for number, sentence in enumerate(parsed.sentences):
        first, last = parsed.first[number], parsed.last[number]
        if last - first < 40 and title_case(parsed, first, last, sentence.headline):
            shouted.append((first, last))
            continue
        for run in _runs(parsed, labels, first, last):
            if run[1] - run[0] > 3 and any(parsed.tag[token][:2] in ("VB", "MD") for token in range(*run)):
                shouted.append(run)  # a headline inside a sentence
                continue
            cut = _cut(parsed, labels, *run)
            doubtful = cut and _only_begins(parsed, labels, first, cut[0])
            initial += cut[:1] if doubtful else []
            found += cut[1:] if doubtful else cut
    if initial:
        known = {parsed.word[token] for name in found for token in range(name.first, name.last)}
        found += [name for name in initial if parsed.word[name.first] in known]
    if shouted:
        known_names = {surface(parsed, name): name for name in found}
        known_names |= {parsed.word[name.last - 1]: name for name in found if name.type == "person"} | known_names
        for first, last in shouted:
            found += in_title_case(parsed, labels, first, last, known_names)
    found.sort(key=lambda name: name.first)
    return found


def surface(parsed: Parsed, name: Name) -> str:
    """Return the words of a name without its titles."""
    return parsed.text[parsed.start[name.core] : parsed.end[name.last - 1]]


def _only_begins(parsed: Parsed, labels: list[Label | None], first: int, name: Name) -> bool:
    """Say whether nothing but its place makes a word look like a name: "Cool clock"."""
    token = name.first
    if name.last - token > 1 or name.entry is not None or name.type == "title":
        return False
    starts = token == first or parsed.word[token - 1] in ("“", '"', "‘", ":", "-", "–", "—", "•", "*", "(", "''", "``")
    return starts and (labels[token] is None or parsed.tag[token] not in PROPER)


def _runs(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the (first, last) tokens of runs of capitalised words with what may join them."""
    word, tag = parsed.word, parsed.tag
    token = first
    while token < last:
        if not word[token][0].isupper() or not _begins(parsed, labels, token):
            token += 1
            continue
        if len(word[token]) == 1 and word[token + 1 : token + 2] == ["-"]:
            token += 3  # "(R-Ohio)"
            continue
        end = token + 1
        while end < last:
            initial = word[end][0]
            if initial.isupper() and (tag[end] in INSIDE or labels[end]) and not _breaks(parsed, labels, end):
                end += 1
            elif not initial.isupper() and (joined := _joined(parsed, labels, token, end, last)) > end:
                end = joined
            else:
                break
        if end - token > 1 or not _no_name(parsed, token):
            yield token, end
        token = end


def _no_name(parsed: Parsed, token: int) -> bool:
    """Say whether a single capitalised word names nobody: "However", "Mr", an adjective no table knows."""
    word = parsed.lower[token]
    if word in lexicon().alone or lexicon().titles.get(word) == "honorific" or len(word) == 1:
        return True
    return parsed.tag[token] == "JJ" and not _known(parsed, token)


def _begins(parsed: Parsed, labels: list[Label | None], token: int) -> bool:
    if parsed.word[token].isupper() and len(parsed.word[token]) > 1 and _known(parsed, token):
        return True
    if parsed.tag[token] in PROPER or labels[token] is not None:
        return parsed.tag[token] not in NO_START and not _breaks(parsed, labels, token)
    return _known(parsed, token)


def _known(parsed: Parsed, token: int) -> bool:
    return gazetteer().match(parsed.text, parsed.start[token]) is not None


def _breaks(parsed: Parsed, labels: list[Label | None], token: int) -> bool:
    """Say whether a word of the calendar stands here and is no part of a person's name ("Theresa May")."""
    if parsed.lower[token] in lexicon().alone and parsed.word[token + 1 : token + 2] == [":"]:
        return True  # "Image: …"
    if parsed.lower[token] not in lexicon().calendar:
        return False
    label, before = labels[token], parsed.lower[token - 1] if token else ""
    return not (label and label[2] == "PERSON") and before not in lexicon().given and before not in lexicon().gender


def _joined(parsed: Parsed, labels: list[Label | None], begin: int, token: int, last: int) -> int:
    """Return where a run goes on after the small word at `token`, or `token` when it ends there."""
    word, small, following = parsed.word, parsed.lower[token], token + 1
    if following >= last:
        return token
    lex = lexicon()
    if small in ("-", "–"):
        tight = parsed.end[token - 1] == parsed.start[token] and parsed.end[token] == parsed.start[following]
        return following + 1 if tight and word[following][0].isalpha() and parsed.tag[following] in PROPER else token
    if small in lex.particles:
        return following if word[following][0].isupper() or parsed.lower[following] in lex.particles else token
    if small.isdigit():
        return following if word[following][0].isupper() and parsed.tag[following] in PROPER else token
    if small not in lex.joints:
        return token
    if small == "of" and parsed.lower[following] == "the":
        following += 1
    if following >= last or not word[following][0].isupper():
        return token
    label = labels[token]
    covered = label is not None and label[2] not in ("PERSON", "GPE") and label[0] < token and label[1] > following
    before = parsed.lower[token - 1]
    if small == "&" or (small == "of" and (covered or before in lex.types or before in lex.titles)):
        return following
    if covered and (small != "and" or any(parsed.lower[index] in lex.types for index in range(begin, token))):
        return following
    return token


def _cut(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> list[Name]:
    """Cut one run into names: a country before a title, a title before a person, two entities side by side."""
    lower, lex = parsed.lower, lexicon()
    while first < last and (lower[first] in lex.joints or lower[first] in ("-", "–", "the")):
        first += 1
    if first >= last:
        return []
    entry = gazetteer().match(parsed.text, parsed.start[first])
    end = _after(parsed, first, last, len(entry.surface)) if entry else first
    if entry and (end == last or entry.use == "own"):
        return [Name(first, end, first, entry.type, entry, True), *_cut(parsed, labels, end, last)]
    for token in range(first, last):
        if lower[token] in lex.titles and (title := _title(parsed, labels, token, last)):
            return [*_cut(parsed, labels, first, token), *title]
    if (split := _person_inside(parsed, labels, first, last)) > first:
        return [*_cut(parsed, labels, first, split), *_cut(parsed, labels, split, last)]
    typed = _typed(parsed, labels, first, last)
    if (
        entry
        and entry.use != "seat"
        and (typed.type == "other" or not (typed.sure or _one_entity(labels, first, last)))
    ):
        rest = [] if typed.type == "other" else _cut(parsed, labels, end, last)
        return [Name(first, end, first, entry.type, entry, True), *rest]
    return [typed]


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
        starts = label and label[0] == token and label[2] == "PERSON" and before not in lex.given
        if starts and (label[1] - token > 1 or lower[token] in lex.given):
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
    if not (office or honour) or (end < last and lower[end] in lex.types):
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
        return [Name(first, end, first, "title"), *_cut(parsed, labels, end, last)]
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
