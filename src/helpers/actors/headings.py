"""Lines in which a capital tells little: headlines, headings, and datelines ("OSLO, May 2 (Wire) — ")."""

from __future__ import annotations

from ..parse import Parsed
from ..tokens import DATELINE
from .gazetteer import Entry, closed, gazetteer, lexicon, slug, world
from .runs import Label, Name

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
    line = DATELINE.match(parsed.text, sentence.start, sentence.end)
    if line is None:
        return first
    end = first
    while end < parsed.last[number] and parsed.start[end] < line.end():
        end += 1
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
        written = parsed.text[parsed.start[token] : parsed.end[end - 1]].rstrip(DASHES)
        entry = gazetteer().match(parsed.text, parsed.start[token])
        if entry is not None and entry.type in ("place", "country") and token > first:
            while end < opened and parsed.end[end - 1] < parsed.start[token] + len(entry.surface):
                end += 1
            places.append((token, end, entry))
        elif token == first and (opened < last or _city(written)):
            plain = " ".join(word if "." in word else word.title() for word in written.split())
            places.append((token, end, Entry(written, f"place:{slug(written)}", plain, "place", "dateline")))
        token = end
    return places


def _city(written: str) -> bool:
    """Say whether a place in capitals is known: "LOS ANGELES"."""
    entry = gazetteer().match(written.title(), 0)
    return slug(written) in world()["cities"] or (entry is not None and entry.type in ("place", "country"))


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


def heading(parsed: Parsed, labels: list[Label | None], number: int) -> bool:
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


def _byline(parsed: Parsed, labels: list[Label | None], first: int, last: int) -> bool:
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
    if first >= last or "\n" not in parsed.text[parsed.start[first] : parsed.end[last - 1]]:
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


def _at(parsed: Parsed, labels: list[Label | None], token: int, last: int, known: dict[str, Name]) -> Name | None:
    entry = gazetteer().match(parsed.text, parsed.start[token])
    reach = parsed.start[token] + len(entry.surface) if entry else 0
    for end in range(min(token + LOOKED_UP, last), token, -1):
        same = known.get(parsed.text[parsed.start[token] : parsed.end[end - 1]])
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
    if (
        label
        and label[0] == token
        and label[2] == "PERSON"
        and label[1] > token + 1
        and parsed.lower[token] in lex.given
    ):
        return Name(token, label[1], token, "person", None, True)
    return None
