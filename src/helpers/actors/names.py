"""Names in a text: where they begin and end."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..knowledge import strange
from ..parse import Parsed
from ..tokens import byline, furniture
from . import runs
from .gazetteer import AMPERSAND, Entry, closed, company_forms, known_names, lexicon, slug, world
from .runs import LABELS, MARKS, Label, Name

# --------------------------------------------------------------------------------------------------
# Cut a run of capitalised words into names, and say what kind of actor each names.

BEGUN = re.compile(r'(?<=\w)[:,;.]"\w.*', re.DOTALL)  # a quotation
JOINED = ("-", "of", *AMPERSAND, "and", *MARKS.values())  # after these no person's name begins
LINE = 24  # tokens of a line that may stand on the page beside the article
HOUSES = ("senate", "congress", "house")  # which a party holds: "a Democratic Senate"
CALLINGS = ("ist", "er", "or", "ian", "man", "woman")  # ends of words for what people do
DOCTRINES = ("ism", "phobia")  # ends of words that name no actor: "Hinduism"


def cut(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> list[Name]:
    """Cut one run into names: a country before a title, a title before a person, two entities side by side.

    Args:
        parsed: the article.
        labels: the parser's entity at each token, or None.
        first: the run's first token.
        last: the token after its last.

    Returns:
        The names in order.
    """
    lower, lex = parsed.lower, lexicon()
    while first < last and (lower[first] in closed("joint") or lower[first] in ("-", "–", "the")):
        if known_names().listing(parsed.text, parsed.start[first]):
            break
        first += 1
    whole = slug(parsed.words(first, last)) if last - first > 1 else ""
    area = whole in world()["cities"] or whole in world()["regions"]  # "Two Harbors", "Rio Grande do Sul"
    if last - first > 1 and parsed.tag[first] == "CD" and lower[first] in closed("alone") and not area:
        first += 1  # "Three Court of Appeal judges"
    while last > first and (_trails(parsed, first, last) or _honours(parsed, first, last)):
        last -= 1
    if first >= last or " ".join(lower[first:last]) in closed("phrase"):
        return []
    if _caps(parsed, first, last):
        return [*cut(parsed, labels, first, last - 1), *cut(parsed, labels, last - 1, last)]
    if own := _listed_inside(parsed, first, last):
        return [*cut(parsed, labels, first, own.first), own, *cut(parsed, labels, own.last, last)]
    inner = known_names().match(parsed.text, parsed.start[first + 1]) if last - first > 1 else None
    begun = first == parsed.first[parsed.sentence[first]] and lower[first] in closed("hosts")
    if (begun and last - first > 1) or (inner is not None and lower[first] in closed("calendar")):
        return cut(parsed, labels, first + 1, last)  # "Host Hale", "Retailer Hale", "the June NATO summit"
    entry = known_names().match(parsed.text, parsed.start[first])
    end = _after(parsed, first, last, len(entry.surface)) if entry else first
    if entry and _given_name(parsed, labels, first, end, last):
        return [Name(first, last, first, "person", None, True)]
    if entry and entry.use == "adjective" and entry.type == "organisation" and last - end == 1 and lower[end] in HOUSES:
        return cut(parsed, labels, end, last)  # "a Democratic Senate"
    if entry and (end == last or _joined_pair(parsed, entry, end, last)):
        return [Name(first, end, first, entry.type, entry, True), *cut(parsed, labels, end, last)]  # "CNN-BBC"
    tells = lower[first].endswith(lex.origins) and lower[first] not in lex.given and lower[first] not in lex.types
    if not entry and last - first == 2 and tells:
        known = known_names().match(parsed.text, parsed.start[last - 1])
        if known is not None and known.type == "country" and known.use == "name":
            return [Name(last - 1, last, last - 1, "country", known, True)]  # "Communist China"
    token = first - 1
    while (token := token + 1) < last:
        if lower[token] not in lex.titles or _family(parsed, first, token, last):
            continue
        if (after := _field(parsed, first, token, last)) > token:
            token = after - 1
        elif title := _titled(parsed, labels, token, last):
            field = lex.types.get(lower[first].removesuffix("s"), "organisation") != "organisation"
            if token - first == 1 and title[0].core > token and field:
                title[0].first, token = first, first  # "Town Manager Ann Lee", "Mines Minister Bo Lund"
            before = [] if "".join(lower[first:token]) in closed("alone") else cut(parsed, labels, first, token)
            return [*before, *title]  # "Police Chief Ann Lee"
    if (split := _person_inside(parsed, labels, first, last)) > first:
        return [*cut(parsed, labels, first, split), *cut(parsed, labels, split, last)]
    if entry and entry.type in ("country", "organisation") and end < last and lower[last - 1] in closed("absorbs"):
        return [Name(first, last, first, "other", None, True)]  # "Vietnam War"
    name = typed(parsed, labels, first, last)
    full = last - first == 3 and (lower[first + 1] in lex.given or slug(lower[first + 1]) in world()["given"])
    given = lower[first] in lex.given and not full  # "the Dane Bo Berg"
    people = entry and entry.use in ("adjective", "people") and name.type == "person" and not given
    if entry and not area and (people or name.type == "other" or not (name.sure or _one_entity(labels, first, last))):
        rest = [] if name.type == "other" else cut(parsed, labels, end, last)
        return [Name(first, end, first, entry.type, entry, True), *rest]
    return [name]


def _joined_pair(parsed: Parsed, entry: Entry, end: int, last: int) -> bool:
    """Say whether a hyphen joins a known body or country to another: "an ABC News-Washington Post poll"."""
    other = known_names().match(parsed.text, parsed.start[end + 1]) if end < last - 1 else None
    if other is None or parsed.word[end] not in ("-", "–"):
        return False
    return all(one.use == "name" and one.type in ("organisation", "country") for one in (entry, other))


def _caps(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether the letters that end a run are a body's that the article names alone too: "Ann Lee TWA"."""
    word = parsed.word
    short, lex = word[last - 1], lexicon()
    known = parsed.lower[first] in lex.given and parsed.lower[last - 1] not in lex.types
    letters = 2 < len(short) < 6 and short.isupper() and word.count(short) > 1
    return known and letters and last - first > 2 and all(each.istitle() for each in word[first : last - 1])


def _trails(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether the last word of a run is none of a name: "and", "MPs"."""
    word = parsed.lower[last - 1]
    if last - first > 1 and parsed.word[last - 2] in ("-", "–"):
        return False  # "Jae-in"
    return word in closed("joint") or word in ("-", "–") or (last - first > 1 and word in closed("tail"))


def _honours(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether the last letters of a run tell an office, honour or degree of who is named: "Ann Lee KC"."""
    lower, word = parsed.lower, parsed.word[last - 1]
    if last - first < 2 or not (word.isupper() or word in ("PhD", "Esq", "Esq.")) or parsed.word[last - 2].isupper():
        return False
    plain = lower[last - 1].replace(".", "")
    if last - first > 2 and plain in closed("after a name"):
        return True
    lex = lexicon()
    given = lower[first] in lex.given or slug(lower[first]) in world()["given"] or lower[first] in lex.titles
    return given and last - first > 2 and plain in closed("perhaps after a name")


def _family(parsed: Parsed, first: int, token: int, last: int) -> bool:
    """Say whether a title is a family name here: "TJ King", "Judith Pope"."""
    if token != last - 1 or token != first + 1:
        return False
    whole = slug(" ".join(parsed.word[first:last]))
    known = known_names().match(parsed.text, parsed.start[first]) or whole in world()["cities"]
    if parsed.lower[first] in lexicon().given and parsed.at(last) == "," and not known:
        return parsed.word[token].istitle() and parsed.lower[token] not in lexicon().types  # "Darlene Cardinal, 40"
    if parsed.lower[token] not in world()["family"]:
        return False
    before = parsed.word[first]
    initials = before.isupper() and len(before.replace(".", "")) == 2 and parsed.word[token].istitle()
    return initials or parsed.lower[first] in lexicon().given


def _field(parsed: Parsed, first: int, token: int, last: int) -> int:
    """Return where a title ends that is part of a body's name, or `token`: "Office of the President"."""
    lower, lex = parsed.lower, lexicon()
    before = token - (token > first and lower[token - 1] == "the") - 1
    named = (lex.types.get(lower[index]) in ("organisation", "place") for index in range(first, before))
    if before <= first or lower[before] not in ("of", "for", "and", *AMPERSAND) or not any(named):
        return token
    end = token
    while end < last and lower[end] in lex.titles:
        end += 1
    return end if end == last or lower[end] in closed("joint") else token


def _listed_inside(parsed: Parsed, first: int, last: int) -> Name | None:
    """Find a name of the reader's own table that begins the run, or ends it, with the titles right before it.

    One word that may be a person's surname must stand alone but for titles: an alias "Hale" is not in "Ann Hale".
    """
    titles = lexicon().titles
    for token in range(first, last):
        if (entry := known_names().listing(parsed.text, parsed.start[token])) is None:
            continue
        end, start = _after(parsed, token, last, len(entry.surface)), token
        while entry.type == "person" and start > first and parsed.lower[start - 1] in titles:
            start -= 1
        kinds = (lexicon().types.get(word) for word in parsed.lower[end:last])
        if entry.type in ("place", "country") and "organisation" in kinds:
            continue  # "Hale Port Company" is a body, whoever lists the town of Hale
        inside = (token > first and end < last) if " " in entry.surface else (start > first or end < last)
        if not (inside and (" " in entry.surface or entry.type == "person")):
            return Name(start, end, token, entry.type, entry, True)
    return None


def _given_name(parsed: Parsed, labels: list[Label | None], first: int, end: int, last: int) -> bool:
    """Say whether a country or city is a given name here: "Israel Adesanya", "his father Orlando"."""
    lower, lex, label = parsed.lower, lexicon(), labels[end] if end < last else None
    if end - first > 1 or not (lower[first] in lex.given or lower[first] in world()["given"]):
        return False
    if first > 1 and last == end and lower[first - 1] in closed("kin"):
        return parsed.tag[first - 2] in ("PRP$", "POS")
    if last - end != 1 or lower[end] in lex.types or lower[end] in lex.titles or parsed.tag[end] != "NNP":
        return False
    if label is not None and (label[2] in ("ORG", "FAC") or (label[0] <= first and label[2] != "PERSON")):
        return False
    return known_names().match(parsed.text, parsed.start[end]) is None


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
        if before in JOINED or not closed("particle").isdisjoint((before, lower[token])):
            continue
        label = labels[token]
        starts = label is not None and label[0] == token and label[2] == "PERSON"
        full = label is not None and label[1] > token + 1
        if starts and not _named_with(labels, lower, token - 1) and (full or lower[token] in lex.given):
            return token
        ended = labels[token - 1]
        if ended is not None and ended[1] == token and ended[2] == "ORG" and 1 < last - token < 4:
            others = {beside[2] for beside in labels[token:last] if beside is not None}
            if others <= {"PERSON"} and lower[token] in world()["given"] and lower[last - 1] not in lex.types:
                return token  # "… of the Refugee Council Enver Solomon"
        if token - first > 2 and _full_name(lower, token, last) and not closed("any").isdisjoint(lower[first:token]):
            return token  # "… Committee for Women Wafa Bani Mustafa"
    return first


def _begins_person(parsed: Parsed, token: int, last: int) -> bool:
    """Say whether a person's name begins here and ends the run: "… of the House Ann Lee", "… of the House V. Lee"."""
    lower, word = parsed.lower, parsed.word
    if _full_name(lower, token, last):
        return True
    known = lower[token] in lexicon().given or (len(word[token]) == 2 and word[token][1] == ".")
    return known and last - token > 1 and not any(w in lexicon().types for w in lower[token:last])


def _full_name(lower: list[str], token: int, last: int) -> bool:
    """Say whether two or three words are a person's by the lists of the world's names, and none tells of a body."""
    lists, types = world(), lexicon().types
    if not 1 < last - token < 4 or any(lower[number] in types for number in range(token, last)):
        return False
    first = lower[token] in lists["given"] and lower[token] not in lists["cities"]
    return first and (lower[last - 1] in lists["family"] or lower[last - 1] in lists["given"])


def _named_with(labels: list[Label | None], lower: list[str], token: int) -> bool:
    """Say whether a word goes on with the person named after it, as far as the lists of names and the model know."""
    label = labels[token]
    if lower[token] in lexicon().given:
        return True
    listed = lower[token] in world()["given"] or lower[token] in world()["family"]
    return listed and lower[token] not in lexicon().types and (label is None or label[2] == "PERSON")


def _titled(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> list[Name]:
    """Read a title and the person after it; [] when the words are no title after all."""
    lower, lex = parsed.lower, lexicon()
    end, office, honour = first, False, False
    while end < last and lower[end + (parsed.word[end] == "-" and end + 1 < last)] in lex.titles:
        office |= lex.titles.get(lower[end]) == "office"  # also of "Director-General"
        honour |= lex.titles.get(lower[end]) == "honorific"
        end += 1
    kinds = [lex.types.get(word) for word in lower[end + 1 : last]]
    work = kinds[1:][-1:] == ["other"] and lower[end] != "of"  # not "Director of the Bureau of Investigation"
    if (lower[first] in closed("namesake") and any(kinds)) or work:
        return []  # "Queen Ann University of Carlow", "Dr. Ann Lee Scholarship Program"
    if last - end == 1 and lower[first][-1] == "." and slug(lower[end]) in world()["family"]:
        return [Name(first, last, end, "person", None, True)]  # "Rep. Park"
    if not (office or honour) or (end < last and lower[end] in lex.types and lower[end] not in lex.given):
        return []
    if office and end < last and lower[end] in ("of", "for"):
        split = _person_inside(parsed, labels, end, last)
        if split <= end:
            split = next((t for t in range(end + 2, last - 1) if _begins_person(parsed, t, last)), 0)
        if split > end:
            return [Name(first, last, split, "person", None, True)]
        rest = cut(parsed, labels, end, last)
        if lower[end - 1] in closed("portfolio"):
            rest = [name for name in rest if name.entry is not None]  # a field of work: "Minister of Trade"
        return [Name(first, end, first, "title"), *rest]
    if end >= last:
        return [Name(first, last, first, "title")] if office else []
    entry = known_names().match(parsed.text, parsed.start[end]) if office and lower[first] != "captain" else None
    governs = entry is not None and entry.use == "name" and entry.type in ("country", "place")
    if entry and governs and _after(parsed, end, last, len(entry.surface)) == last:
        return [Name(first, end, first, "title"), Name(end, last, end, entry.type, entry, True)]  # "CM Punjab"
    if any(lower[token] in lex.types for token in range(end, last)) and lower[end] not in lex.given:
        return []
    return [Name(first, last, end, "person", None, True)]


def _work(lower: list[str], first: int) -> bool:
    """Say whether a name is a work's by the words before it: "titled X", "the novel “X”", "author of The X"."""
    last = lower[first - 1] if first else ""
    if last != "the" and last not in MARKS and last not in closed("work"):
        return False
    before = [word for word in lower[max(first - 4, 0) : first] if word not in MARKS]
    article = before[-1:] == ["the"]
    before = before[: len(before) - article]
    if not before:
        return False
    return before[-1] in closed("work") or (article and before[-2:] in (["author", "of"], ["writer", "of"]))


def _named_after(lower: list[str], first: int, last: int) -> bool:
    """Say whether a person's name follows the first word of a run, which is none itself: "Zoologist Ann Lee"."""
    word, own, known = lower[first], lexicon().given, world()["given"]
    if word in own or word in closed("namesake") or "'s" in lower[first:last] or not 2 < last - first < 6:
        return False
    if word in lexicon().persons:  # "Skipper Ann Lee"
        return slug(lower[first + 1]) in known or not any(w in lexicon().types for w in lower[first:last])
    return slug(lower[first + 1]) in known and slug(word) not in known


def typed(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> Name:
    """Say what kind of actor a run without table entry names.

    Args:
        parsed: the article.
        labels: the parser's entity at each token, or None.
        first: the run's first token.
        last: the token after its last.

    Returns:
        The name.
    """
    lower, lex = parsed.lower, lexicon()
    label = labels[last - 1] or labels[first]
    written, bodies = slug(parsed.words(first, last)), world()["bodies"]
    begins = first + 1 + (parsed.at(first + 1) == "'s")  # "Tesco Express", "MTN Ghana", "Domino's Pizza"
    begun = begins < last and slug("".join(parsed.word[first:begins])) in bodies
    begun = begun and lex.types.get(lower[last - 1], "organisation") == "organisation"
    if written in bodies or begun or (last - first == 1 and runs.body_speaks(parsed, first)):
        return Name(first, last, first, "organisation", None, True)
    if _work(lower, first) or (lower[first] not in lex.given and parsed.at(last) in closed("medium")):
        return Name(first, last, first, "other", None, True)
    if label and label[2] == "NORP" and label[0] <= first and parsed.tag[last - 1] in ("NNPS", "NNS"):
        return Name(first, last, first, "group", None, True)  # "Roman Catholics"
    if last - first > 1:
        if _family(parsed, first, last - 1, last):
            return Name(first, last, first, "person", None, True)
        form, written = lower[last - 1].replace(".", ""), parsed.word[last - 1]
        if form in company_forms() and (written.isupper() or len(form) > 3 or not set(form) & set("aeiou")):
            return Name(first, last, first, "organisation", None, True)  # "Fruta Feliz S.A."
        if (
            last - first == 2
            and parsed.word[first] in ("Co", "Co.")
            and parsed.word[max(first - 1, 0)] not in (*AMPERSAND, "and")
        ):
            return Name(first, last, first, "place", None, True)  # "Co Tipperary"
        if lower[first] in closed("storm") or (lower[first] == "tropical" and lower[first + 1] in closed("storm")):
            return Name(first, last, first, "other", None, True)  # "Hurricane Dora"
        initial = len(parsed.word[first]) == 2 and parsed.word[first][1] == "."
        if initial and last - first < 5 and not any(lower[token] in lex.types for token in range(first, last)):
            return Name(first, last, first, "person", None, True)  # "J. Okafor"
        calls = first == parsed.first[parsed.sentence[first]] and lower[first].endswith(CALLINGS)
        if (calls or lower[first] in lex.persons) and _named_after(lower, first, last):
            return Name(first, last, first + 1, "person", None, True)  # "Actress Ann Lee", "Hotelier Ann Lee"
        given = lower[first] in lex.given or slug(lower[first]) in world()["given"]
        somebody = label is not None and label[2] == "PERSON" and given and slug(lower[last - 1]) in world()["family"]
        somebody = (somebody and last - first == 2) or initial
        if lex.types.get(lower[last - 1]) == "other" and not somebody:
            return Name(first, last, first, "other", None, True)
        heads = (word for word, after in pairwise((*lower[first:last], "")) if word in closed("any") or after == "for")
        if any(lex.types.get(word) == "organisation" for word in heads):
            return Name(first, last, first, "organisation", None, True)  # "Movement for Rural Change"
        surname = label is not None and label[2] == "PERSON" and given and slug(lower[last - 1]) in world()["family"]
        if lower[last - 1] in lex.types and not surname:
            perhaps = last - first == 2 and given and slug(lower[last - 1]) in world()["family"]  # "Mats Hall"
            return Name(first, last, first, lex.types[lower[last - 1]], None, not perhaps)
        if lower[first] in closed("any") or lower[first] in closed("first"):
            return Name(first, last, first, lex.types[lower[first]], None, True)
        if last - first <= 5 and lower[first] in lex.given and not (label and label[2] in runs.OTHER):
            city = slug(parsed.words(first, last)) in world()["cities"]
            return Name(first, last, first, "person", None, not city)
    if lower[last - 1].endswith(DOCTRINES) or (first and last - first == 1 and lower[first - 1] in closed("storm")):
        return Name(first, last, first, "other", None, True)
    kind = "" if label is None else LABELS.get(label[2], "other")
    word = parsed.word[first]
    if not kind and last - first == 1 and word.isupper() and 2 <= len(word) <= 6:
        kind = "organisation"
    return Name(first, last, first, kind)


# --------------------------------------------------------------------------------------------------
# Find the names in a parsed article: runs of capitalised words, cut and typed by tables and by the parse.
#
# The small model misses one name in eight and mistypes more; a run of proper nouns misses few. So runs come
# first, the tables say what they know, and the model's entity labels settle the rest.


def labelled(parsed: Parsed) -> list[Label | None]:
    """Look up the parser's entity at each token.

    Args:
        parsed: the article.

    Returns:
        The entity, or None for no name of anything.
    """
    labels: list[Label | None] = [None] * len(parsed.word)
    for entity in parsed.entities:
        if entity[2] in LABELS or entity[2] in runs.OTHER:
            labels[entity[0] : entity[1]] = [entity] * (entity[1] - entity[0])
    return labels


def names(parsed: Parsed) -> list[Name]:
    """Find the names of an article.

    Args:
        parsed: the article.

    Returns:
        The names in order; they don't overlap.
    """
    labels = labelled(parsed)
    found: list[Name] = []
    initial: list[Name] = []  # single words whose capital may be only that of a sentence
    shouted, words = [], set(parsed.word)
    for number, sentence in enumerate(parsed.sentences):
        first, last = parsed.first[number], parsed.last[number]
        line = parsed.text[sentence.start : sentence.end]
        if last - first < LINE and (furniture(line) or byline(line)):
            continue
        if (end := runs.dateline(parsed, number)) > first:
            for begin, stop, entry in runs.written_in(parsed, first, end):
                found.append(Name(begin, stop, begin, entry.type, entry, True))
            first = end
        capitals = last - first < 40 and runs.title_case(parsed, first, last, sentence.headline)
        if capitals or runs.heading(parsed, labels, number):
            shouted.append((first, last))
            continue
        begin, first = runs.lines(parsed, first, last)
        shouted += [(begin, first)] if first > begin else []
        for run in runs.runs(parsed, labels, first, last):
            verbs = (t for t in range(*run) if parsed.tag[t][:2] in ("VB", "MD"))
            if run[1] - run[0] > 3 and any(parsed.lower[token] not in closed("particle") for token in verbs):
                shouted.append(run)  # a headline inside a sentence
                continue
            pieces = cut(parsed, labels, run[0], runs.without_adjective(parsed, labels, *run))
            if pieces and _medium(parsed, pieces[-1]):
                place = surface(parsed, pieces[-1])
                own = f"organisation:{slug(place)}-magazine", f"{place} magazine", "organisation", "name"
                pieces[-1].entry, pieces[-1].type = Entry(place, *own), "organisation"
            doubtful = pieces and _only_begins(parsed, labels, first, pieces[0])
            plain = parsed.word[run[0]].isupper() or parsed.lower[run[0]] in words or not strange(parsed.word[run[0]])
            doubtful = doubtful and plain
            initial += pieces[:1] if doubtful else []
            found += pieces[1:] if doubtful else pieces
    found = [name for name in found if not _common(parsed, name, words)]
    if initial:
        known = {parsed.word[token] for name in found for token in range(name.first, name.last)}
        found += [name for name in initial if parsed.word[name.first] in known]
    if shouted:
        known_names = {surface(parsed, name): name for name in found}
        known_names |= {parsed.word[name.last - 1]: name for name in found if name.type == "person"} | known_names
        for first, last in shouted:
            found += runs.in_title_case(parsed, labels, first, last, known_names)
    found = _spelt_out(parsed, sorted(found, key=lambda name: name.first))
    found += _letters_behind(parsed, found)
    found += _again(parsed, labels, found, words)
    return sorted(found, key=lambda name: name.first)


def _letters_behind(parsed: Parsed, found: list[Name]) -> list[Name]:
    """Return the letters in brackets that stand for the name before them: "the Centre for Arab Training (CAT)"."""
    taken = {token for name in found for token in range(name.first, name.last)}
    letters = []
    for name in found:
        token = name.last + 1 + (parsed.at(name.last) == "'s")
        around = parsed.word[token - 1 : token + 2]
        if around[::2] != ["(", ")"] or token in taken or name.type in ("person", "title") or not around[1].isupper():
            continue
        first = iter("".join(w if w.isupper() else w[0].upper() for w in parsed.word[name.core : name.last]))
        if len(around[1]) > 1 and name.last - name.core > 1 and all(letter in first for letter in around[1]):
            letters.append(Name(token, token + 1, token, name.type, None, name.sure))
    return letters


def _spelt_out(parsed: Parsed, found: list[Name]) -> list[Name]:
    """Let a name begin where its initials in brackets say: "the Seed Tracking and Retrieval System (STARS)"."""
    for name in list(found):
        short = parsed.word[name.last + 1] if name.last + 2 < len(parsed.word) else ""
        if parsed.word[name.last] != "(" if short else True:
            continue
        if name.entry is not None or not (short.isupper() and 2 < len(short) < 9 and parsed.word[name.last + 2] == ")"):
            continue
        begin = _begin(parsed, name, short.lower())
        inside = [other for other in found if begin <= other.first < name.first]
        if begin < name.first and not any(other.type == "person" for other in inside):
            found = [other for other in found if other not in inside]
            office = any(
                o.type == "title" and o.first == begin and parsed.lower[o.last] in ("of", "for") for o in inside
            )
            name.first = name.core = begin  # "the District Chief Executive (DCE)", "the Registrar of Births (RB)"
            name.type, name.sure = "title" if office else name.type, True
            name.type = name.type if name.type in ("other", "title") else "organisation"
    return found


def _begin(parsed: Parsed, name: Name, short: str) -> int:
    """Return where the words begin whose first letters make `short`, read backwards; the name's start if none do."""
    token, left, lowest = name.last, short, parsed.first[parsed.sentence[name.first]]
    while left and token > lowest and name.last - token < 3 * len(short):
        token -= 1
        word = parsed.lower[token]
        if word[0] == left[-1] and (parsed.word[token][0].isupper() or word in closed("no initial")):
            left = left[:-1]
        elif word not in closed("no initial") and not parsed.word[token][0].isupper():
            return name.first
    return token if not left and parsed.word[token][0].isupper() else name.first


def _again(parsed: Parsed, labels: list[Label | None], found: list[Name], words: set[str]) -> list[Name]:
    """Return the mentions that the tagger takes for plain words: "Sanders won" after "Ann Sanders", "May promised".

    words: all of the article, to tell a surname from a word that it has in small letters too.
    """
    borne = {parsed.word[name.last - 1]: "person" for name in found if _full_person(parsed, labels, name)}
    often = Counter(surface(parsed, name) for name in found if name.type in ("organisation", ""))
    borne |= {
        parsed.word[name.first]: name.type
        for name in found
        if name.last - name.first == 1 and name.entry is None and name.type != "title"
        if len(short := parsed.word[name.first]) > 2
        if short.isupper()
        or slug(short) in world()["teams"]
        or (often[short] > 1 and short.lower() not in closed("every state's"))
        if short not in borne
    }
    taken = {token for name in found for token in range(name.first, name.last)}
    free = ((token, word) for token, word in enumerate(parsed.word) if word in borne and token not in taken)
    again = [(token, word) for token, word in free if _meant_again(parsed, token, words)]
    return [Name(k, k + 1, k, borne[word], None, word.lower() in closed("calendar")) for k, word in again]


def _full_person(parsed: Parsed, labels: list[Label | None], name: Name) -> bool:
    """Say whether a name is a person's whose last word may stand alone."""
    last, label = parsed.word[name.last - 1], labels[name.last - 1]
    if name.type != "person" or len(last) < 3 or not last[0].isupper() or (label is not None and label[2] == "NORP"):
        return False
    return name.last - name.core > 1 or last.lower() in closed("calendar")


def _meant_again(parsed: Parsed, token: int, words: set[str]) -> bool:
    """Say whether a capitalised word may be a surname where it stands."""
    lower, dep = parsed.lower[token], parsed.dep[token]
    beside = parsed.word[max(token - 1, 0)], "".join(parsed.word[token + 1 : token + 2])
    subject = dep in ("nsubj", "nsubjpass", "poss")
    if lower in closed("calendar"):
        return subject and beside[1] != "," and not beside[0].isdigit() and not beside[1].isdigit()
    first = token == parsed.first[parsed.sentence[token]] or not beside[0][0].isalnum()
    if lower in words or "-" in beside or (parsed.tag[token] in ("JJ", "RB") and not first and beside[1][:1].islower()):
        return False
    return subject or dep in ("pobj", "dobj", "conj", "ROOT") or not first


def _medium(parsed: Parsed, name: Name) -> bool:
    """Say whether a place gives its name to a magazine here: "told Boston magazine", not "told a Boston magazine"."""
    behind = parsed.at(name.last) in ("magazine", "newspaper")
    return behind and name.type == "place" and parsed.tag[name.first - 1] not in ("DT", "JJ", "PRP$", "POS", "CD")


def surface(parsed: Parsed, name: Name) -> str:
    """Read a name without its titles.

    Args:
        parsed: the article.
        name: in it.

    Returns:
        Its words as they are written.
    """
    written = parsed.words(name.core, name.last)
    return bare(written) if written[-1] in runs.DASHES or '"' in written else written


def bare(written: str) -> str:
    """Take off the dash that a dateline glued to a name, and the words that begin a quotation.

    Args:
        written: the name.

    Returns:
        The name without it.

    Example:
        >>> bare("Oran-"), bare("LEON.-"), bare('Hale:"We')
        ('Oran', 'LEON', 'Hale')
    """
    left = BEGUN.sub("", written)
    return (left.rstrip(runs.DASHES).rstrip(".") or written) if left[-1:] in runs.DASHES else left


def _common(parsed: Parsed, name: Name, words: set[str]) -> bool:
    """Say whether a word is a common one of the article, put before the noun that it tells of: "Digital experts"."""
    token = name.first
    if name.last - token > 1 or name.entry is not None or parsed.word[token].isupper():
        return False
    above = parsed.head[token]
    before = parsed.text[parsed.end[token - 1] : parsed.start[token]] if token else "\n"
    begins = token == parsed.first[parsed.sentence[token]] or "\n" in before
    tells = above == token + 1 and parsed.word[above].islower() and parsed.tag[above] in ("NN", "NNS")
    tells = tells or parsed.sentences[parsed.sentence[token]].headline  # "Tribunal clears officer"
    return begins and tells and parsed.lower[token] in words


def _only_begins(parsed: Parsed, labels: list[Label | None], first: int, name: Name) -> bool:
    """Say whether nothing but its place makes a word look like a name: "Cool clock"."""
    token = name.first
    if name.last - token > 1 or name.entry is not None or name.type == "title":
        return False
    opened = ("“", '"', "‘", ":", "-", "–", "—", "•", "*", "(", "''", "``")
    starts = token == first or "\n" in parsed.text[parsed.end[token - 1] : parsed.start[token]]
    starts = starts or parsed.word[token - 1] in opened
    known = labels[token] is not None or slug(parsed.word[token]) in world()["cities"]
    written, after = parsed.word[token], "".join(parsed.word[token + 1 : token + 2])
    if len(written) > 2 and written.isupper() and not after.isupper():
        starts &= (
            parsed.word[token - 1] == "(" and parsed.word[token - 2].islower()
        )  # "DPS, which left", no "tools (AGV)"
    return starts and not (known and parsed.tag[token] in runs.PROPER) and not runs.body_speaks(parsed, token)
