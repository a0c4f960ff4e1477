"""Find the names in a parsed article: runs of capitalised words, cut and typed by tables and by the parse.

The small model misses one name in eight and mistypes more; a run of proper nouns misses few. So runs come
first, the tables say what they know, and the model's entity labels settle the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge import words
from ..parse import Parsed
from .cuts import LABELS, OTHER, Label, Name, cut
from .gazetteer import gazetteer
from .headlines import in_title_case, title_case
from .ids import SUFFIXES, company_forms
from .lexicon import lexicon

PROPER = frozenset(("NNP", "NNPS"))
INSIDE = frozenset(("NNP", "NNPS", "JJ", "NN", "NNS", "CD"))  # tags that a capitalised word inside a name may have
LONGEST = 5  # letters of the second part of a given name
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
        if last - first < 40 and title_case(parsed, first, last, sentence.headline):
            shouted.append((first, last))
            continue
        for run in _runs(parsed, labels, first, last):
            if run[1] - run[0] > 3 and any(parsed.tag[token][:2] in ("VB", "MD") for token in range(*run)):
                shouted.append(run)  # a headline inside a sentence
                continue
            pieces = cut(parsed, labels, *run)
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
        end = _known_end(parsed, token, last)
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


def _joined(parsed: Parsed, labels: list[Label | None], begin: int, token: int, last: int) -> int:
    """Return where a run goes on after the small word at `token`, or `token` when it ends there."""
    word, small, following = parsed.word, parsed.lower[token], token + 1
    if following >= last:
        return token
    lex = lexicon()
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
        tight = parsed.end[token - 1] == parsed.start[token] and parsed.end[token] == parsed.start[following]
        return following + 1 if tight and word[following][0].isalpha() and parsed.tag[following] in PROPER else token
    if small in lex.particles and word[following] == "-" and following + 1 < last:
        return following + 2 if word[following + 1][0].isupper() else token  # "el-Masri"
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
