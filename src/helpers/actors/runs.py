"""Find the runs of capitalised words that may be names, and the lines in which a capital tells little.

The small model misses one name in eight; a run of proper nouns misses few. What a run holds is for `names` to say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ..knowledge import strange, words
from ..parse import Parsed
from ..tokens import DATELINE
from .gazetteer import AMPERSAND, SUFFIXES, Entry, closed, company_forms, known_names, lexicon, slug, world

Label = tuple[int, int, str]  # first token, last token + 1, the model's entity label
Labels = list[Label | None]  # of each token
LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
OTHER = frozenset(("EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"))
PROPER = frozenset(("NNP", "NNPS"))
INSIDE = frozenset(("NNP", "NNPS", "JJ", "NN", "NNS", "CD"))  # tags that a capitalised word inside a name may have
LONGEST = 5  # letters of the second part of a given name
NAMES = ("given", "family", "cities", "bodies", "perhaps")  # lists by which a word is a name of its own
HEADING = 8  # words of a line that may be a heading
MANY = 8  # tokens of a name with commas in it
MARKS = {"“": "”", "‘": "’", '"': '"', "``": "''", "'": "'"}
GLUED = re.compile("[a-z][A-Z]")
NO_START = frozenset(("DT", "IN", "PRP", "PRP$", "WP", "WRB", "RB", "CC", "UH", "MD", "EX", "TO", "VBZ", "VBP"))


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


def runs(parsed: Parsed, labels: Labels, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Find the runs of capitalised words with what may join them.

    Args:
        parsed: the article.
        labels: the parser's entity at each token, or None.
        first: the token to begin at.
        last: the token to end before.

    Yields:
        (first, last) tokens of each run, in order.
    """
    word, tag = parsed.word, parsed.tag
    follows = after = first
    small, own = closed("in small letters"), known_names().listing if known_names().begins else None
    for token in range(first, last):
        named = word[token][0].isupper() or word[token] in small or (own and own(parsed.text, parsed.start[token]))
        if not named or token < follows or _glued(word[token]) or not _begins(parsed, labels, token):
            continue
        if len(word[token]) == 1 and parsed.at(token + 1) == "-":
            follows = token + 3  # "(R-Ohio)"
            continue
        begin, end = token, _known_end(parsed, token, last)
        if token - 2 >= after and _tight(parsed, token - 1) and word[token - 2][0].isupper() and word[token - 2] != "I":
            begin = token - 2  # "Open-Ended"
        while end < last:
            initial = word[end][0]
            if "\n" in parsed.text[parsed.end[end - 1] : parsed.start[end]] and (
                _ends_heading(parsed, end)
                or (parsed.lower[begin - 1] == ":" and parsed.lower[begin - 2] in closed("credit"))
            ):
                break
            stop = word[end - 1][-1] == "."
            stops = stop and (tag[end] in NO_START or (end - begin > 1 and _closed(parsed, end)))
            if stops or _glued(word[end]):
                break
            if initial.isupper() and (tag[end] in INSIDE or labels[end]) and not _breaks(parsed, labels, end):
                end += 1
            elif word[end] in MARKS and (nicknamed := _nickname(parsed, end, last)) > end:
                end = nicknamed
            elif not initial.isupper() and (joined := _joined(parsed, labels, begin, end, last)) > end:
                end = joined
            else:
                break
        if end - begin > 1 or not _no_name(parsed, token) or body_speaks(parsed, token):
            yield begin, end
            after = end
        follows = end


def _nickname(parsed: Parsed, token: int, last: int) -> int:
    """Return where the name after a nickname in marks begins, or `token`: "Ana “La Reina” Flores"."""
    word, close = parsed.word, MARKS[parsed.word[token]]
    end = next((n for n in range(token + 1, min(token + 5, last)) if word[n] == close), 0)
    inside = word[token + 1 : end]
    joined = inside and all(w[0].isupper() or w in ("de", "la", "el", "the") for w in inside)
    return end + 1 if joined and end + 1 < last and parsed.tag[end + 1] == "NNP" else token


def _closed(parsed: Parsed, token: int) -> bool:
    """Say whether the form of a company ends a name, with a full stop: "Hale Inc. Moyo said …", not "Co., Ltd."."""
    forms = [word.rstrip(".") in company_forms() for word in parsed.lower[token - 1 : token + 2]]
    return forms[0] and not forms[1] and not (parsed.word[token] == "," and forms[-1])


def _glued(word: str) -> bool:
    """Say whether a word is put together: buttons of a page ("ShareLikeReplyFlag"), an editor's letter ("[W]e")."""
    return "]" in word or (len(word) > 12 and len(GLUED.findall(word)) > 2)


def _tight(parsed: Parsed, token: int) -> bool:
    """Say whether a hyphen stands here with no space on either side."""
    if parsed.word[token] not in ("-", "–") or token + 1 >= len(parsed.word):
        return False
    return parsed.end[token - 1] == parsed.start[token] and parsed.end[token] == parsed.start[token + 1]


def _ends_heading(parsed: Parsed, token: int) -> bool:
    """Say whether the line that ends before this token is a heading, which no name goes on from."""
    end = parsed.end[token - 1]
    line = parsed.text[parsed.text.rfind("\n", 0, end) + 1 : end].split()
    return len(line) <= HEADING and all(word[0].isupper() for word in line if len(word) > 3)


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
    if _unit(parsed, token) and not _begins_known(parsed, token):
        return True
    if word == "bill" and parsed.lower[max(token - 1, 0)] == "the":
        return True
    if parsed.word[token].isupper() and parsed.lower[max(token - 1, 0)] == "," and _honour(parsed, token):
        return True
    if parsed.word[token] in ("US", "C", "A", "HK") and parsed.at(token + 1) == "$":
        return True  # "US $5"
    if word in closed("direction") and parsed.at(token + 1) in ("and", "or"):
        return True  # "Central and South America"
    if len(word) > 1 and _acronym(parsed, token) and _begins_known(parsed, token):
        return False  # "the WHO"
    if word in closed("alone") or lexicon().titles.get(word) == "honorific" or len(word.rstrip(".")) == 1:
        return True
    return parsed.tag[token] == "JJ" and not _begins_known(parsed, token) and not strange(parsed.word[token])


def _honour(parsed: Parsed, token: int) -> bool:
    """Say whether letters behind a comma are an honour of who is named before it: "Ann Lee, KC,"."""
    word = parsed.lower[token].replace(".", "")
    if word in closed("after a name"):
        return True
    if word not in closed("perhaps after a name"):
        return False
    return token > 1 and parsed.word[token - 2][0].isupper()


def _acronym(parsed: Parsed, token: int) -> bool:
    """Say whether a word in capitals stands among words that are not."""
    beside = parsed.word[max(token - 1, 0) : token] + parsed.word[token + 1 : token + 2]
    return parsed.word[token].isupper() and not any(word.isupper() and len(word) > 1 for word in beside)


def _begins(parsed: Parsed, labels: Labels, token: int) -> bool:
    if token and parsed.word[token - 1] == "#":
        return False  # "#SaveHale"
    if parsed.word[token].isupper() and len(parsed.word[token]) > 1 and _begins_known(parsed, token):
        return True
    if _given(parsed, token) or _office(parsed, token):
        return True
    odd = strange(parsed.word[token])
    if parsed.tag[token] in PROPER or labels[token] is not None or odd:
        begins = (odd or parsed.tag[token] not in NO_START) and not _breaks(parsed, labels, token)
    else:
        begins = _begins_known(parsed, token)
    return begins or body_speaks(parsed, token)


def body_speaks(parsed: Parsed, token: int) -> bool:
    """Say whether a word stands for a body here that is called so: "Unite said", "Next, which".

    Args:
        parsed: the article.
        token: the word's.

    Returns:
        True for a word of our list of bodies, or one there that has other senses and does here what a body does.
    """
    word, after = slug(parsed.word[token]), parsed.lower[token + 1 : token + 3]
    speaks = after[:1] and (after[0] in lexicon().speech or after in ([",", "which"], [",", "whose"]))
    return word in world()["bodies"] or bool(speaks and word in world()["perhaps"])


def _office(parsed: Parsed, token: int) -> bool:
    """Say whether an office and its field begin here: "Leader of the Opposition V. Lee"."""
    word = parsed.word[token : token + 4]
    if len(word) < 4 or word[1] != "of" or lexicon().titles.get(parsed.lower[token]) != "office":
        return False
    return word[2 + (word[2] == "the")][0].isupper()


def _given(parsed: Parsed, token: int) -> bool:
    """Say whether a word that the tagger takes for another is a given name before a surname: "Will Rose"."""
    if parsed.lower[token] not in lexicon().given or token == parsed.first[parsed.sentence[token]]:
        return False
    after = token + 1
    if parsed.tag[token] == "MD" and parsed.tag[after + 1 : after + 2] == ["VB"]:
        return False  # "Will Hale run again?"
    return after < parsed.last[parsed.sentence[token]] and parsed.word[after].istitle() and parsed.tag[after] in PROPER


def _known_end(parsed: Parsed, token: int, last: int) -> int:
    """Return the token after a known name that begins here ("Côte d'Ivoire"), or after this one."""
    entry, end = known_names().match(parsed.text, parsed.start[token]), token + 1
    reach = parsed.start[token] + len(entry.surface) if entry else 0
    while end < last and parsed.end[end] <= reach:
        end += 1
    return end


def _begins_known(parsed: Parsed, token: int) -> bool:
    return known_names().match(parsed.text, parsed.start[token]) is not None


def _breaks(parsed: Parsed, labels: Labels, token: int) -> bool:
    """Say whether a word of the calendar stands here and is no part of a person's name ("Theresa May")."""
    if parsed.lower[token] in closed("alone") and parsed.at(token + 1) == ":":
        return True  # "Image: …"
    if parsed.lower[token] not in closed("calendar"):
        return False
    label, before = labels[token], parsed.lower[token - 1] if token else ""
    one, *more = [*parsed.word[max(token - 2, parsed.first[parsed.sentence[token]]) : token][::-1], ""]
    if one[:1].isupper() and (parsed.word[token + 1 : token + 2] or [""])[0].isdigit():
        return True  # "in Orlando July 8"
    if one[:1].isupper() and parsed.lower[token].endswith("day") and not _begins_known(parsed, token):
        again = parsed.text.count(one) > parsed.text.count(f"{one} {parsed.word[token]}")
        if again or more[0][:1].isupper():
            return True  # "Ann Lee Friday"; "Lee Friday" of Ann Lee, but not "Joe Friday"
    begins = token == parsed.first[parsed.sentence[token]] and parsed.tag[token + 1 : token + 2] == ["NNP"]
    if begins and slug(parsed.lower[token]) in world()["given"] and parsed.dep[token] == "compound":
        return False  # "Sunday Bello"
    return not (label and label[2] == "PERSON") and before not in lexicon().given and before not in lexicon().gender


def _given_goes_on(parsed: Parsed, begin: int, token: int) -> bool:
    """Say whether a hyphen goes on a given name in small letters: "Moon Jae-in"."""
    after = parsed.word[token + 1]
    tight = parsed.end[token - 1] == parsed.start[token] and parsed.end[token] == parsed.start[token + 1]
    known = token >= begin + 2 and parsed.lower[token - 2] in words("lexicons/family_first.csv")
    word, then = parsed.lower[begin], "".join(parsed.tag[token + 2 : token + 3])
    named = parsed.tag[token + 1] not in ("VBN", "VBD", "VBG", "IN") and then[:1] not in ("N", "J")
    known = known or (token == begin + 2 and named and (word in lexicon().given or slug(word) in world()["given"]))
    return known and tight and after.isalpha() and after.islower() and len(after) <= LONGEST


def _goes_on(parsed: Parsed, labels: Labels, begin: int, token: int, last: int) -> int:
    """Return where the field of a body goes on after a comma or an "and", or 0.

    "Ministry of Agriculture, Forestry and Fisheries", "Office of Trade and Travel", "… for Asia and the Pacific".
    """
    lower, lex = parsed.lower, lexicon()
    of = max((n for n in range(begin + 1, token) if lower[n] in ("of", "for")), default=0)
    field = of > 0 and lower[of - 1] in closed("portfolio")
    if not of or not (field or (_body(lower[of - 1]) and lower[token] == "and")):
        return 0
    start, land = 0, getattr(known_names().match(parsed.text, parsed.start[of + 1]), "use", "") == "name"  # "of Ohio"
    while token + 2 < last and lower[token] in (",", "and"):
        ended, the = "and" in lower[token : token + 2], lower[token + 1] == "the"
        item = token + 1 + (ended and lower[token] == ",") + the
        if the:
            areas = lower[of] == "for" and _area(parsed, of + 1, token) and _area(parsed, item, item + 1)
            return item if areas else 0
        label, word = labels[item], slug(parsed.word[item])
        own = label if label is not None and label[0] == item else None
        apart = own is not None and (own[2] == "GPE" or (own[2] == "PERSON" if field else own[1] > item + 1))
        named = lower[item] in lex.given or _begins_known(parsed, item)
        named = named or (not field and (word in lex.types or _has_any(parsed, item) or land))
        if not parsed.word[item].istitle() or named or (apart and lower[item + 1] not in lex.given):
            return 0
        start = start or item
        if ended:
            return start
        token = item + 1
        while token < last and parsed.word[token][0].isupper() and lower[token] not in lex.given:
            token += 1
    return 0


def _has_any(parsed: Parsed, *tokens: int) -> bool:
    """Say whether a list of names has one of some words."""
    return any(slug(parsed.word[token]) in world()[names] for token in tokens for names in NAMES)


def _chained(parsed: Parsed, token: int) -> bool:
    """Say whether a small word between two hyphens joins the parts of a name: "Port-of-Spain", "Chan-o-cha"."""
    small, after = parsed.lower[token], parsed.word[token + 2]
    if small == "o":
        return after.isalpha()
    joins = small in closed("particle") or small in closed("bridge") or small in ("of", "upon", "sur", "en")
    return joins and after[0].isupper()


def _body(word: str) -> bool:
    return lexicon().types.get(word) == "organisation"


def _paired(parsed: Parsed, begin: int, token: int, last: int) -> bool:
    """Say whether a body has an "and" in its name: "the Truth and Amnesty Commission", "Parks and Zoos Canada".

    Also of several parts: "the Rail, Tram and Bus Union".
    """
    lower, word, end = parsed.lower, parsed.word, token + 1
    while end < last and (
        word[end][0].isupper() or lower[end] in closed("particle") or (word[end] == "-" and _tight(parsed, end))
    ):
        end += 1
    behind = range(token + 2, min(token + 3, len(word)) + 1)
    both = [_area(parsed, begin, token), any(_area(parsed, token + 1, stop) for stop in behind)]
    areas = all(both) or (any(both) and end - token > 3 and token - begin == 1)
    if areas and _body(lower[end - 1]) and lower[end - 1][-1] != "s" and lower[max(begin - 1, 0)] != "between":
        return True  # "Devon and Cornwall Police"
    whole = _body(lower[end - 1]) and begin and lower[begin - 1] in ("the", "'s")
    if end - token < 3 or not (whole or lower[end - 1] == "canada"):
        return False
    near = {lower[token - 1], lower[token + 1]}
    inside = {*lower[begin : token - 1], lower[token + 1]}
    bodies = {w for w in near | inside if w in lexicon().types and w not in lexicon().things}
    return near.isdisjoint(world()["cities"]) and not bodies and not any(w in lexicon().types for w in inside | near)


def _area(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether words are a place's name as far as the lists know: "Devon", "South Wales", "Highlands"."""
    name = slug(" ".join(parsed.word[first:last]))
    listed = any(name in world()[kind] for kind in ("cities", "regions"))
    entry = known_names().match(parsed.text, parsed.start[first])
    country = entry is not None and entry.type in ("country", "place") and slug(entry.surface) == name
    return listed or country or lexicon().types.get(parsed.lower[last - 1].removesuffix("s")) == "place"


def _several(parsed: Parsed, begin: int, token: int, last: int) -> bool:
    """Say whether a comma parts the words of one body's name: "the Rail, Tram and Bus Union"."""
    word, lower = parsed.word, parsed.lower
    behind = "".join(word[token + 1 : token + 2])
    if token - begin != 1 or not begin or lower[begin - 1] not in ("the", "'s") or not behind[:1].isupper():
        return False  # "the Net, and Hale Magazine"
    end, joined = token + 1, False
    while end < last and end - token < MANY and (word[end][0].isupper() or lower[end] in (",", "and")):
        joined |= lower[end] == "and"
        end += 1
    end -= lower[end - 1] == ","  # "the Bakers, Food and Allied Workers Union, which"
    inside = [n for n in range(begin, end - 1) if word[n][0].isupper()]
    plain = not any(_begins_known(parsed, n) or word[n].isupper() or lower[n] in lexicon().given for n in inside)
    return joined and plain and _body(lower[end - 1]) and lower[end - 2] not in (",", "and")


def _joined(parsed: Parsed, labels: Labels, begin: int, token: int, last: int) -> int:
    """Return where a run goes on after the small word at `token`, or `token` when it ends there."""
    word, small, following = parsed.word, parsed.lower[token], token + 1
    if following >= last:
        return token
    lex = lexicon()
    if small == "'s" and lex.titles.get(parsed.lower[token - 1]) == "office":  # "Attorney General's Office"
        return following if word[following][0].isupper() and _body(parsed.lower[following]) else token
    if small == "'s" and token - 1 == begin and slug(word[begin]) + "s" in world()["bodies"]:
        return following  # "Barnardo's"
    saint = parsed.lower[begin] in ("saint", "st", "st.")
    whole = labels[token]
    covered = whole is not None and whole[2] in ("ORG", "FAC") and whole[1] > following
    if small == "'s" and _body(parsed.lower[following]) and (saint or covered):
        return token if _begins_known(parsed, token - 1) else following  # "St. Brendan's Hospital"
    label = labels[token - 1]
    several = small == "'" and not _begins_known(parsed, token - 1) and (label is None or label[2] != "PERSON")
    owned = parsed.lower[token - 1] in closed("owner") or several or parsed.tag[token - 1] == "NNPS"
    if small in ("'s", "'") and owned and word[following][0].isupper():
        body = any(lex.types.get(w) == "organisation" for w in parsed.lower[following : token + 4])
        return following if body else token
    if small in (",", "and") and (begun := _goes_on(parsed, labels, begin, token, last)):
        return begun
    if small in MARKS and parsed.lower[following] == "n" and following + 1 < last and word[following + 1][0].isupper():
        return following + 1  # "Touch 'n Go"
    if small == "," and _several(parsed, begin, token, last):
        return following
    if small == ",":  # "Hale Motors, Inc.", "Robert Hale, Jr."
        form = parsed.lower[following].replace(".", "")
        county = form == "co" and parsed.at(following + 1) != "," and following + 1 < last  # ", Co Louth"
        county = county and word[following + 1][0].isupper()
        written = word[following][0].isupper() and not county and (form in SUFFIXES or form in company_forms())
        return following + 1 if written else token
    if small in ("-", "–") and _given_goes_on(parsed, begin, token):
        return following + 1
    if small in ("-", "–"):
        tight = _tight(parsed, token)
        if tight and following + 2 < last and _tight(parsed, following + 1) and _chained(parsed, following):
            return following + 3  # "Port-of-Spain"
        if tight and parsed.lower[token - 1] == "co" and parsed.lower[following].startswith("op"):
            return following + 1  # "Co-operative Bank"
        prefix = token - 1 == begin and parsed.lower[begin] in closed("epithet")  # "Anti-Hale"
        other = len(word[following]) > 1 and word[following].istitle() and parsed.tag[token - 1] in PROPER
        proper = parsed.tag[following] in PROPER or (other and not prefix)
        return following + 1 if tight and word[following][0].isalpha() and proper else token
    if small in closed("particle") and word[following] == "-" and following + 1 < last:
        return following + 2 if word[following + 1][0].isupper() else token  # "el-Masri"
    if small in closed("small form") and not word[following][0].isupper():
        return following  # "Hale Moyo plc"
    if small in closed("particle"):
        return following if word[following][0].isupper() or parsed.lower[following] in closed("particle") else token
    if small.isdigit() and parsed.lower[token - 1] in closed("numbered"):
        return following  # "Channel 4"
    if small.isdigit():
        return following if word[following][0].isupper() and parsed.tag[following] in PROPER else token
    if small in closed("bridge"):
        upper = word[following][0].isupper() or parsed.lower[following] in closed("bridge") | closed("particle")
        return following if upper else token
    if small not in closed("joint"):
        return token
    if small == "and" and _paired(parsed, begin, token, last):
        return following
    if small in ("of", "on") and parsed.lower[following] == "the":
        following += 1
    if following >= last or not word[following][0].isupper():
        return token
    label = labels[token]
    covered = label is not None and label[2] not in ("PERSON", "GPE") and label[0] < token and label[1] > following
    before = parsed.lower[token - 1]
    if small in AMPERSAND or (small == "of" and (covered or before in lex.types or before in lex.titles)):
        return following
    field = _body(before) and lex.titles.get(parsed.lower[following]) is None
    seat = parsed.lower[token - 2 : token] == ["of", "parliament"]  # "Member of Parliament for Hale"
    if small == "for" and not seat and (field or before in closed("portfolio")):
        return following
    field = parsed.lower[following] not in closed("calendar") and not _begins_known(parsed, following)
    if small == "on" and _body(before) and before in closed("any") and field:
        return following  # "Commission on the Status of Women"
    single = begin == token - 1 and (label is None or label[2] == "ORG") and not _has_any(parsed, begin, token + 1)
    parted = small == "and" and not single and not any(parsed.lower[n] in lex.types for n in range(begin, token))
    joined = covered and not parted
    return following if joined else token


def without_adjective(parsed: Parsed, labels: Labels, first: int, last: int) -> int:
    """Let a run end before an adjective that tells of the noun after it: "Senate Democratic leaders".

    Args:
        parsed: the article.
        labels: the parser's entity at each token, or None.
        first: the run's first token.
        last: the token after its last.

    Returns:
        Where it ends; `last` where there is no such adjective.
    """
    token, lex = last - 1, lexicon()
    if last >= len(parsed.word) or not parsed.word[last][0].islower() or parsed.tag[last] not in ("NN", "NNS", "JJ"):
        return last
    label, word = labels[token], parsed.lower[token]
    tells = parsed.dep[token] in ("amod", "compound", "nmod") and parsed.head[token] >= last
    if not (tells and word.endswith(lex.origins)) or word in lex.types or word in lex.given:
        return last
    entry = known_names().match(parsed.text, parsed.start[token])
    region = token > first and parsed.lower[token - 1] in closed("direction")
    if any(_known_end(parsed, n, last) == last for n in range(first, token)):
        return last
    if entry is not None and not region and (entry.type != "organisation" or token == first):
        return last
    if label is not None and not region and entry is None:
        token = max(first, label[0])
    while token > first and parsed.lower[token - 1] in closed("direction"):
        token -= 1
    return token


# --------------------------------------------------------------------------------------------------
# Read the lines in which a capital tells little: headlines, headings, and datelines ("OSLO, May 2 (Wire) — ").


COLON = re.compile(r"(?m)^[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}:\s")  # "QUITO: …", as papers of Asia and Africa begin
DASHES = "-–—"
SMALL_TAGS = frozenset(("VB", "IN", "PR", "WR", "CC", "DT", "MD"))  # of words that a headline alone capitalises
SHORT = 8  # words of a heading between the paragraphs
LOOKED_UP = 6  # words in a name that is looked up as a whole
Place = tuple[int, int, Entry]  # first token, the one after the last, and what stands there


def dateline(parsed: Parsed, number: int) -> int:
    """Find where a sentence begins behind its dateline: "OSLO, May 2 (Wire) — ".

    Args:
        parsed: the article.
        number: of the sentence.

    Returns:
        The token; the sentence's first where it has none.
    """
    first, sentence = parsed.first[number], parsed.sentences[number]
    if not parsed.word[first].isupper() or (number and parsed.sentences[number - 1].paragraph == sentence.paragraph):
        return first
    turns = number > 1 or sentence.headline or len(COLON.findall(parsed.text)) > 1  # "KELLER: …" more than once
    forms = (DATELINE,) if turns else (DATELINE, COLON)
    line = next(filter(None, (form.match(parsed.text, sentence.start, sentence.end) for form in forms)), None)
    if line is None:
        return first
    end = min(bisect_left(parsed.start, line.end()), parsed.last[number])
    places = written_in(parsed, first, end)
    told = "(" in line.group() or (places and places[0][0] == first)
    return end if told and parsed.lower[first] not in closed("genre") else first


def written_in(parsed: Parsed, first: int, last: int) -> list[Place]:
    """Find the places of a dateline: what stands in capitals, and known names behind it; the agency is none.

    Args:
        parsed: the article.
        first: the dateline's first token.
        last: the token after it.

    Returns:
        The places in order.
    """
    places: list[Place] = []
    token = first
    opened = next((k for k in range(first, last) if parsed.word[k] == "("), last)
    while token < opened:
        end = token
        while end < opened and parsed.word[end][0].isupper() and (end == token or parsed.word[end].isupper()):
            end += 1
        if end == token:
            token += 1
            continue
        written = parsed.words(token, end).rstrip(DASHES)
        entry = known_names().place(parsed.text, parsed.start[token])
        beyond = end + 1 < last and parsed.word[end] == "," and known_names().place(parsed.text, parsed.start[end + 1])
        if entry is not None and token > first:
            while end < opened and parsed.end[end - 1] < parsed.start[token] + len(entry.surface):
                end += 1
            places.append((token, end, entry))
        elif token == first and (opened < last or beyond or _city(written)):
            plain = " ".join(word if "." in word else word.title() for word in written.split())
            places.append((token, end, Entry(written, f"place:{slug(written)}", plain, "place", "dateline")))
        token = end
    return places


def _city(written: str) -> bool:
    """Say whether a place in capitals is known: "LOS ANGELES"."""
    key = slug(written)
    return key in world()["cities"] or key in world()["regions"] or known_names().place(written.title(), 0) is not None


def title_case(parsed: Parsed, first: int, last: int, headline: bool) -> bool:
    """Say whether a headline, or a line that ends without a full stop, capitalises most of its longer words.

    Args:
        parsed: the article.
        first: the line's first token.
        last: the token after its last.
        headline: it is one.

    Returns:
        True where it does, so that a capital tells nothing.
    """
    longer = [word for word in parsed.word[first:last] if len(word) > 3 and word[0].isalpha()]
    if len(longer) > 2 and sum(map(str.isupper, longer)) >= 0.75 * len(longer):
        return True  # "5. RIVALS CLOSE RANKS AROUND LEADER."
    ended = not headline and parsed.word[last - 1][-1:] in '.?!:;,”"'
    if ended and not (last - first > 6 and any(word[0].isupper() for word in parsed.word[first + 1 : first + 3])):
        return False  # a sentence as most are
    if ended:
        small = [token for token in range(first + 1, last) if parsed.tag[token][:2] in SMALL_TAGS]
        raised = sum(parsed.word[token].istitle() and len(parsed.word[token]) > 1 for token in small)
        return raised > 1 and len(longer) > 5 and sum(word[0].isupper() for word in longer) >= 0.9 * len(longer)
    return len(longer) >= 4 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def heading(parsed: Parsed, labels: Labels, number: int) -> bool:
    """Say whether a sentence is a heading: a short paragraph, no full stop, a capital on each longer word.

    Args:
        parsed: the article.
        labels: the parser's entity at each token, or None.
        number: of the sentence.

    Returns:
        True for a heading; False for one that holds a title, and for a byline.
    """
    first, last, sentence = parsed.first[number], parsed.last[number], parsed.sentences[number]
    if not 1 < last - first <= SHORT or parsed.word[last - 1][-1:] in '.?!:;,”"':
        return False
    beside = parsed.sentences[max(number - 1, 0) : number] + parsed.sentences[number + 1 : number + 2]
    if any(other.paragraph == sentence.paragraph for other in beside):
        return False
    if any(word in lexicon().titles for word in parsed.lower[first:last]):
        return False
    longer = [word for word in parsed.word[first:last] if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 1 and all(word[0].isupper() for word in longer) and not _byline(parsed, labels, first, last)


def _byline(parsed: Parsed, labels: Labels, first: int, last: int) -> bool:
    """Say whether nothing but a person's name stands here."""
    label = labels[first]
    whole = label is not None and label[2] == "PERSON" and label[1] >= last
    return whole or (last - first < 5 and parsed.lower[first] in world()["given"])


def lines(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """Find the headline that one line end parts from the sentence after it.

    Args:
        parsed: the article.
        first: the first token of both.
        last: the token after their last.

    Returns:
        The token that the headline begins with, and the one that the sentence does; the same where there is none.
    """
    if first >= last or "\n" not in parsed.words(first, last):
        return first, first
    begin = first
    for token in range(first + 1, last):
        if "\n" in parsed.text[parsed.end[token - 1] : parsed.start[token]]:
            if not title_case(parsed, begin, token, headline=False):
                break
            begin = token
    return first, begin


def in_title_case(parsed: Parsed, labels: Labels, first: int, last: int, known: dict[str, Name]) -> list[Name]:
    """Find the names of a line in title case: those that the tables know or the article has elsewhere.

    Args:
        parsed: the article.
        labels: the parser's entity at each token, or None.
        first: the line's first token.
        last: the token after its last.
        known: the names of the rest of the article by their words, and its persons by their surnames.

    Returns:
        The names in order.
    """
    found, token = [], first
    while token < last:
        name = _at(parsed, labels, token, last, known) if parsed.word[token][0].isupper() else None
        if name is not None:
            found.append(name)
        token = name.last if name is not None else token + 1
    return found


def _at(parsed: Parsed, labels: Labels, token: int, last: int, known: dict[str, Name]) -> Name | None:
    entry = known_names().match(parsed.text, parsed.start[token])
    reach = parsed.start[token] + len(entry.surface) if entry else 0
    for end in range(min(token + LOOKED_UP, last), token, -1):
        same = known.get(parsed.words(token, end))
        if same is not None and not (entry and parsed.end[end - 1] <= reach):
            return Name(token, end, token, same.type, same.entry, True)
    if entry and parsed.tag[token] not in ("PRP", "VB", "VBP"):
        end = token + 1
        while end < last and parsed.end[end - 1] < reach:
            end += 1
        return Name(token, end, token, entry.type, entry, True)
    label, lex = labels[token], lexicon()
    titled = lex.titles.get(parsed.lower[token]) and token + 2 < last and parsed.lower[token + 1] in lex.given
    if titled and parsed.word[token + 2].istitle() and parsed.lower[token + 2] not in lex.types:
        return Name(token, token + 3, token + 1, "person", None, True)  # "Mayor Ann Lee Speaks To Reporters"
    given = parsed.lower[token] in lex.given
    if given and label and label[0] == token and label[2] == "PERSON" and label[1] > token + 1:
        return Name(token, label[1], token, "person", None, True)
    return None
