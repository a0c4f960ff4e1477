"""Names in a text: where they begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..knowledge import words
from ..parse import Parsed
from .gazetteer import SUFFIXES, Entry, company_forms, gazetteer, lexicon, world

# --------------------------------------------------------------------------------------------------
# Cut a run of capitalised words into names, and say what kind of actor each names.


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
    while last > first and _trails(parsed, first, last):
        last -= 1
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
    token = first - 1
    while (token := token + 1) < last:
        if lower[token] not in lex.titles:
            continue
        if (after := _field(parsed, first, token, last)) > token:
            token = after - 1
        elif title := _title(parsed, labels, token, last):
            return [*cut(parsed, labels, first, token), *title]
    if (split := _person_inside(parsed, labels, first, last)) > first:
        return [*cut(parsed, labels, first, split), *cut(parsed, labels, split, last)]
    typed = _typed(parsed, labels, first, last)
    if entry and (typed.type == "other" or not (typed.sure or _one_entity(labels, first, last))):
        rest = [] if typed.type == "other" else cut(parsed, labels, end, last)
        return [Name(first, end, first, entry.type, entry, True), *rest]
    return [typed]


def _trails(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether the last word of a run is none of a name: "and", "MPs"."""
    word, lex = parsed.lower[last - 1], lexicon()
    if last - first > 1 and parsed.word[last - 2] in ("-", "–"):
        return False  # "Jae-in"
    return word in lex.joints or word in lex.bridges or word in ("-", "–") or (last - first > 1 and word in lex.tails)


def _field(parsed: Parsed, first: int, token: int, last: int) -> int:
    """Return where a title ends that is part of a body's name, or `token`: "Ministry of Justice", "Office of the President"."""
    lower, lex = parsed.lower, lexicon()
    before = token - (token > first and lower[token - 1] == "the") - 1
    if before <= first or lower[before] not in ("of", "for", "and", "&"):
        return token
    if not any(lex.types.get(lower[index]) == "organisation" for index in range(first, before)):
        return token
    end = token
    while end < last and lower[end] in lex.titles:
        end += 1
    if end == last or lower[end] in lex.joints:
        return end
    if lower[before] == "and":
        return token
    known = gazetteer().match(parsed.text, parsed.start[token])
    return token + 1 if lower[token] == "justice" or (known is not None and " " in known.surface) else token


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
        starts = (
            label is not None and label[0] == token and label[2] == "PERSON" and not _named(labels, lower, token - 1)
        )
        if label is not None and starts and (label[1] - token > 1 or lower[token] in lex.given):
            return token
        ended = labels[token - 1]
        if ended is not None and ended[1] == token and ended[2] == "ORG" and 1 < last - token < 4:
            others = {beside[2] for beside in labels[token:last] if beside is not None}
            if others <= {"PERSON"} and lower[token] in world()["given"] and lower[last - 1] not in lex.types:
                return token  # "… of the Refugee Council Enver Solomon"
        in_organisation = any(lower[index] in lex.whole for index in range(first, token))
        full = lower[token] in lex.given and token + 2 == last and lower[last - 1] not in lex.types
        if full and token - first > 1 and in_organisation:
            return token
    return first


def _named(labels: list[Label | None], lower: list[str], token: int) -> bool:
    """Say whether a word goes on with the person named after it, as far as the lists of names and the model know."""
    label = labels[token]
    if lower[token] in lexicon().given:
        return True
    listed = lower[token] in world()["given"] or lower[token] in world()["family"]
    return listed and lower[token] not in lexicon().types and (label is None or label[2] == "PERSON")


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
    if end < last and lower[end] == "'s":
        return []  # "Attorney General's Office"
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
    if (
        label
        and label[2] == "NORP"
        and label[0] <= first
        and lower[last - 1][-1] == "s"
        and parsed.tag[last - 1] in ("NNPS", "NNS")
    ):
        return Name(first, last, first, "group", None, True)  # "Roman Catholics"
    if last - first > 1:
        form, written = lower[last - 1].replace(".", ""), parsed.word[last - 1]
        if form in company_forms() and (written.isupper() or len(form) > 3 or not set(form) & set("aeiou")):
            return Name(first, last, first, "organisation", None, True)  # "Fruta Feliz S.A."
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


# --------------------------------------------------------------------------------------------------
# Find names where capitals tell nothing: in headlines that write every longer word with one.


SHORT = 8  # words of a heading between the paragraphs
LOOKED_UP = 6  # words in a name that is looked up as a whole


def title_case(parsed: Parsed, first: int, last: int, headline: bool) -> bool:
    """Say whether a headline, or a line that ends without a full stop, capitalises most of its longer words."""
    if not headline and parsed.word[last - 1][-1:] in '.?!:;,”"':
        return False
    longer = [word for word in parsed.word[first:last] if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 4 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def heading(parsed: Parsed, number: int) -> bool:
    """Say whether a sentence is a short heading: a paragraph of its own, no full stop, a capital on each longer word."""
    first, last, sentence = parsed.first[number], parsed.last[number], parsed.sentences[number]
    if not 1 < last - first <= SHORT or parsed.word[last - 1][-1:] in '.?!:;,”"':
        return False
    beside = parsed.sentences[max(number - 1, 0) : number] + parsed.sentences[number + 1 : number + 2]
    if any(other.paragraph == sentence.paragraph for other in beside):
        return False
    if any(word in lexicon().titles for word in parsed.lower[first:last]):
        return False
    longer = [word for word in parsed.word[first:last] if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 1 and all(word[0].isupper() for word in longer) and not _byline(parsed, first, last)


def _byline(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether nothing but a person's name stands here."""
    whole = any(label == "PERSON" and a <= first and b >= last for a, b, label in parsed.entities)
    return whole or (last - first < 5 and parsed.lower[first] in world()["given"])


def lines(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """Return the tokens of a headline that one line end parts from the sentence after it, and that sentence begins."""
    if "\n" not in parsed.text[parsed.start[first] : parsed.end[last - 1]]:
        return first, first
    begin = first
    for token in range(first + 1, last):
        if "\n" in parsed.text[parsed.end[token - 1] : parsed.start[token]]:
            if not title_case(parsed, begin, token, headline=False):
                break
            begin = token
    return first, begin


def in_title_case(
    parsed: Parsed, labels: list[Label | None], first: int, last: int, known: dict[str, Name]
) -> list[Name]:
    """Return the names of a line in title case: those that the tables know or the article has elsewhere.

    known: the names of the rest of the article by their words, and its persons by their surnames.
    """
    found, token = [], first
    while token < last:
        name = _at(parsed, labels, token, last, known) if parsed.word[token][0].isupper() else None
        if name is not None:
            found.append(name)
        token = name.last if name is not None else token + 1
    return found


def _at(parsed: Parsed, labels: list[Label | None], token: int, last: int, known: dict[str, Name]) -> Name | None:
    entry = gazetteer().match(parsed.text, parsed.start[token])
    reach = parsed.start[token] + len(entry.surface) if entry else 0
    for end in range(min(token + LOOKED_UP, last), token, -1):
        if parsed.end[end - 1] <= reach and entry:
            break
        same = known.get(parsed.text[parsed.start[token] : parsed.end[end - 1]])
        if same is not None:
            return Name(token, end, token, same.type, same.entry, True)
    if entry and parsed.tag[token] not in ("PRP", "VB", "VBP"):
        end = token + 1
        while end < last and parsed.end[end - 1] < reach:
            end += 1
        return Name(token, end, token, entry.type, entry, True)
    label = labels[token]
    if (
        label
        and label[0] == token
        and label[2] == "PERSON"
        and 1 < label[1] - token < 5
        and parsed.lower[token] in lexicon().given
    ):
        return Name(token, label[1], token, "person", None, True)
    return None


# --------------------------------------------------------------------------------------------------
# Find the names in a parsed article: runs of capitalised words, cut and typed by tables and by the parse.
#
# The small model misses one name in eight and mistypes more; a run of proper nouns misses few. So runs come
# first, the tables say what they know, and the model's entity labels settle the rest.


PROPER = frozenset(("NNP", "NNPS"))
INSIDE = frozenset(("NNP", "NNPS", "JJ", "NN", "NNS", "CD"))  # tags that a capitalised word inside a name may have
LONGEST = 5  # letters of the second part of a given name
HEADING = 8  # words of a line that may be a heading
GLUED = re.compile("[a-z][A-Z]")
ORIGIN = (
    "ian",
    "ean",
    "can",
    "ish",
    "ese",
    "ist",
    "ite",
    "ic",
    "lim",
)  # ends of words that tell where somebody belongs
NO_START = frozenset(("DT", "IN", "PRP", "PRP$", "WP", "WRB", "RB", "CC", "UH", "MD", "EX", "TO", "VBZ", "VBP"))


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
        if (last - first < 40 and title_case(parsed, first, last, sentence.headline)) or heading(parsed, number):
            shouted.append((first, last))
            continue
        begin, first = lines(parsed, first, last)
        shouted += [(begin, first)] if first > begin else []
        for run in _runs(parsed, labels, first, last):
            if run[1] - run[0] > 3 and any(parsed.tag[token][:2] in ("VB", "MD") for token in range(*run)):
                shouted.append(run)  # a headline inside a sentence
                continue
            pieces = cut(parsed, labels, run[0], _without_adjective(parsed, labels, *run))
            doubtful = pieces and _only_begins(parsed, labels, first, pieces[0])
            initial += pieces[:1] if doubtful else []
            found += pieces[1:] if doubtful else pieces
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


def _without_adjective(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> int:
    """Return where a run ends without the adjective that only tells of the noun after it: "Senate Democratic leaders"."""
    token, lex = last - 1, lexicon()
    if last >= len(parsed.word) or not parsed.word[last][0].islower() or parsed.tag[last] not in ("NN", "NNS", "JJ"):
        return last
    label, word = labels[token], parsed.lower[token]
    origin = label is not None and label[2] == "NORP"
    tells = parsed.dep[token] in ("amod", "compound", "nmod") and parsed.head[token] >= last
    if not (tells and word.endswith(ORIGIN)) or word in lex.types or word in lex.given:
        return last
    entry = gazetteer().match(parsed.text, parsed.start[token])
    region = token > first and parsed.lower[token - 1] in lex.directions
    if not (origin or region or parsed.tag[token] == "JJ") or any(
        _known_end(parsed, n, last) == last for n in range(first, token)
    ):
        return last
    if entry is not None and not region and (entry.type != "organisation" or token == first):
        return last
    if label is not None and not region and entry is None:
        if not origin and label[0] < token:
            return last  # "Hale Catholic students", a school's
        token = max(first, label[0])
    while token > first and parsed.lower[token - 1] in lex.directions:
        token -= 1
    return token


def surface(parsed: Parsed, name: Name) -> str:
    """Return the words of a name without its titles."""
    return bare(parsed.text[parsed.start[name.core] : parsed.end[name.last - 1]])


def bare(written: str) -> str:
    """Return a name without the dash that a dateline glued to it: "Oran-", "LEON.-"."""
    left = written.rstrip("-–—")
    return left if left == written or not left else left.rstrip(".")


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
    token = after = first
    while token < last:
        if not word[token][0].isupper() or _glued(word[token]) or not _begins(parsed, labels, token):
            token += 1
            continue
        if len(word[token]) == 1 and word[token + 1 : token + 2] == ["-"]:
            token += 3  # "(R-Ohio)"
            continue
        begin, end = token, _known_end(parsed, token, last)
        if token - 2 >= after and _tight(parsed, token - 1) and word[token - 2][0].isupper():
            begin = token - 2  # "Open-Ended"
        while end < last:
            initial = word[end][0]
            if "\n" in parsed.text[parsed.end[end - 1] : parsed.start[end]] and _heading(parsed, end):
                break
            if _glued(word[end]):
                break
            if initial.isupper() and (tag[end] in INSIDE or labels[end]) and not _breaks(parsed, labels, end):
                end += 1
            elif not initial.isupper() and (joined := _joined(parsed, labels, begin, end, last)) > end:
                end = joined
            else:
                break
        if end - begin > 1 or not _no_name(parsed, token):
            yield begin, end
        token = after = end


def _glued(word: str) -> bool:
    """Say whether buttons of a page have run together into one word: "ShareLikeReplyFlag"."""
    return len(word) > 12 and len(GLUED.findall(word)) > 2


def _tight(parsed: Parsed, token: int) -> bool:
    """Say whether a hyphen stands here with no space on either side."""
    if parsed.word[token] not in ("-", "–") or token + 1 >= len(parsed.word):
        return False
    return parsed.end[token - 1] == parsed.start[token] and parsed.end[token] == parsed.start[token + 1]


def _heading(parsed: Parsed, token: int) -> bool:
    """Say whether the line that ends before this token is a heading, which no name goes on from."""
    end = parsed.text.rfind("\n", 0, parsed.start[token])
    line = parsed.text[parsed.text.rfind("\n", 0, end) + 1 : end]
    longer = [word for word in line.split() if len(word) > 3]
    return len(line.split()) <= HEADING and all(word[0].isupper() for word in longer)


def _unit(parsed: Parsed, token: int) -> bool:
    """Say whether a short word beside a number is a unit or a currency: "184 MW", "Tk 3,000"."""
    word, beside = parsed.word[token], parsed.word[token - 1][0] if token else ""
    after = parsed.word[token + 1] if token + 1 < len(parsed.word) else "."
    if word.isupper() and len(word) <= 3 and beside.isdigit():
        return not (after[0].isalpha() and parsed.tag[token + 1][:2] == "NN")
    return len(word) == 2 and not word.isupper() and after[0].isdigit()


def _no_name(parsed: Parsed, token: int) -> bool:
    """Say whether a single capitalised word names nobody: "However", "Mr", an adjective no table knows."""
    word = parsed.lower[token]
    if _unit(parsed, token) and not _known(parsed, token):
        return True
    if len(word) > 1 and _acronym(parsed, token) and _known(parsed, token):
        return False  # "the WHO"
    if word in lexicon().alone or lexicon().titles.get(word) == "honorific" or len(word) == 1:
        return True
    return parsed.tag[token] == "JJ" and not _known(parsed, token)


def _acronym(parsed: Parsed, token: int) -> bool:
    """Say whether a word in capitals stands among words that are not."""
    beside = parsed.word[max(token - 1, 0) : token] + parsed.word[token + 1 : token + 2]
    return parsed.word[token].isupper() and not any(word.isupper() and len(word) > 1 for word in beside)


def _begins(parsed: Parsed, labels: list[Label | None], token: int) -> bool:
    if parsed.word[token].isupper() and len(parsed.word[token]) > 1 and _known(parsed, token):
        return True
    if _given(parsed, token):
        return True
    if parsed.tag[token] in PROPER or labels[token] is not None:
        return parsed.tag[token] not in NO_START and not _breaks(parsed, labels, token)
    return _known(parsed, token)


def _given(parsed: Parsed, token: int) -> bool:
    """Say whether a word that the tagger takes for another is a given name before a surname: "Will Rose"."""
    if parsed.lower[token] not in lexicon().given or token == parsed.first[parsed.sentence[token]]:
        return False
    after = token + 1
    return after < parsed.last[parsed.sentence[token]] and parsed.word[after].istitle() and parsed.tag[after] in PROPER


def _known_end(parsed: Parsed, token: int, last: int) -> int:
    """Return the token after a known name that begins here ("Côte d'Ivoire"), or after this one."""
    entry, end = gazetteer().match(parsed.text, parsed.start[token]), token + 1
    reach = parsed.start[token] + len(entry.surface) if entry else 0
    while end < last and parsed.end[end] <= reach:
        end += 1
    return end


def _known(parsed: Parsed, token: int) -> bool:
    return gazetteer().match(parsed.text, parsed.start[token]) is not None


def _breaks(parsed: Parsed, labels: list[Label | None], token: int) -> bool:
    """Say whether a word of the calendar stands here and is no part of a person's name ("Theresa May")."""
    if parsed.lower[token] in lexicon().alone and parsed.word[token + 1 : token + 2] == [":"]:
        return True  # "Image: …"
    if parsed.lower[token] not in lexicon().calendar:
        return False
    label, before = labels[token], parsed.lower[token - 1] if token else ""
    if token + 1 < len(parsed.word) and _known(parsed, token + 1):
        return True  # "the June NATO summit"
    return not (label and label[2] == "PERSON") and before not in lexicon().given and before not in lexicon().gender


def _family_first(parsed: Parsed, begin: int, token: int, last: int) -> bool:
    """Say whether a hyphen goes on a given name in small letters: "Moon Jae-in"."""
    after = parsed.word[token + 1]
    tight = parsed.end[token - 1] == parsed.start[token] and parsed.end[token] == parsed.start[token + 1]
    known = token >= begin + 2 and parsed.lower[token - 2] in words("lexicons/family_first.csv")
    return known and tight and after.isalpha() and after.islower() and len(after) <= LONGEST


def _portfolio(parsed: Parsed, labels: list[Label | None], begin: int, token: int, last: int) -> bool:
    """Say whether the name of a ministry goes on: "Ministry of Agriculture, Forestry and Fisheries"."""
    lower, lex = parsed.lower, lexicon()
    if not any(lower[n] in lex.portfolios and lower[n + 1] in ("of", "for") for n in range(begin, token - 1)):
        return False
    while token + 1 < last and (lower[token] == "," or lower[token] == "and"):
        closed, item = lower[token] == "and", token + 1
        if closed and lower[token - 1] == ",":
            return False
        if lower[token] == "," and lower[item] == "and" and item + 1 < last:
            closed, item = True, item + 1
        label, name = labels[item], parsed.word[item]
        apart = label is not None and label[0] == item and label[2] in ("PERSON", "GPE")
        if not name[0].isupper() or name.isupper() or apart or lower[item] in lex.given or _known(parsed, item):
            return False
        if closed:
            return True
        token = item + 1
        while token < last and parsed.word[token][0].isupper() and lower[token] not in lex.given:
            token += 1
    return False


def _chained(parsed: Parsed, token: int) -> bool:
    """Say whether a small word between two hyphens joins the parts of a name: "Port-of-Spain", "Chan-o-cha"."""
    small, after = parsed.lower[token], parsed.word[token + 2]
    lex = lexicon()
    if small == "o":
        return after.isalpha()
    joins = small in lex.particles or small in lex.bridges or small in ("of", "upon", "sur", "en")
    return joins and after[0].isupper()


def _covers(labels: list[Label | None], begin: int, token: int, following: int) -> bool:
    """Say whether the model saw one body or building around a small word."""
    label = labels[token]
    return (
        label is not None and label[2] in ("ORG", "FAC") and label[0] <= max(begin, token - 2) and label[1] > following
    )


def _body(word: str) -> bool:
    return lexicon().types.get(word) == "organisation"


def _paired(parsed: Parsed, labels: list[Label | None], begin: int, token: int, last: int) -> bool:
    """Say whether a body has an "and" in its name: "the Truth and Reconciliation Commission", "Parks and Zoos Canada"."""
    lower, word, end = parsed.lower, parsed.word, token + 1
    while end < last and word[end][0].isupper():
        end += 1
    whole = _body(lower[end - 1]) and begin and lower[begin - 1] == "the"
    if end - token < 3 or not (whole or lower[end - 1] == "canada"):
        return False
    for number in (*range(begin, token), token + 1):
        label = labels[number]
        apart = label is not None and (label[2] in ("PERSON", "GPE") or (label[1] <= token and label[2] in LABELS))
        if apart or _known(parsed, number) or word[number].isupper() or lower[number] in lexicon().types:
            return False
    return True


def _joined(parsed: Parsed, labels: list[Label | None], begin: int, token: int, last: int) -> int:
    """Return where a run goes on after the small word at `token`, or `token` when it ends there."""
    word, small, following = parsed.word, parsed.lower[token], token + 1
    if following >= last:
        return token
    lex = lexicon()
    if small == "'s" and lex.titles.get(parsed.lower[token - 1]) == "office":  # "Attorney General's Office"
        return following if word[following][0].isupper() and _body(parsed.lower[following]) else token
    if small == "'s" and _body(parsed.lower[following]) and _covers(labels, begin, token, following):
        return token if _known(parsed, token - 1) else following  # "St. Brendan's Hospital"
    if small == "'s" and parsed.lower[token - 1] in lex.owners and word[following][0].isupper():
        return (
            following if any(lex.types.get(w) == "organisation" for w in parsed.lower[following : token + 4]) else token
        )
    if small in (",", "and") and _portfolio(parsed, labels, begin, token, last):
        return following + (parsed.lower[following] == "and")
    if small == ",":  # "Hale Motors, Inc.", "Robert Hale, Jr."
        form = parsed.lower[following].replace(".", "")
        written = word[following][0].isupper() and (form in SUFFIXES or form in company_forms())
        return following + 1 if written else token
    if small in ("-", "–") and _family_first(parsed, begin, token, last):
        return following + 1
    if small in ("-", "–"):
        tight = _tight(parsed, token)
        if tight and following + 2 < last and _tight(parsed, following + 1) and _chained(parsed, following):
            return following + 3  # "Port-of-Spain"
        return following + 1 if tight and word[following][0].isalpha() and parsed.tag[following] in PROPER else token
    if small in lex.particles and word[following] == "-" and following + 1 < last:
        return following + 2 if word[following + 1][0].isupper() else token  # "el-Masri"
    if small in lex.particles:
        return following if word[following][0].isupper() or parsed.lower[following] in lex.particles else token
    if small.isdigit():
        return following if word[following][0].isupper() and parsed.tag[following] in PROPER else token
    if small in lex.bridges:
        upper = word[following][0].isupper() or parsed.lower[following] in lex.bridges | lex.particles
        return following if upper else token
    if small not in lex.joints:
        return token
    if small == "and" and _paired(parsed, labels, begin, token, last):
        return following
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
