"""Find names where capitals tell nothing: in headlines that write every longer word with one."""

from __future__ import annotations

from ..parse import Parsed
from .cuts import Label, Name
from .gazetteer import gazetteer
from .lexicon import lexicon

LONGEST = 6  # words in a name that is looked up as a whole


def title_case(parsed: Parsed, first: int, last: int, headline: bool) -> bool:
    """Say whether a headline, or a line that ends without a full stop, capitalises most of its longer words."""
    if not headline and parsed.word[last - 1][-1:] in '.?!:;,”"':
        return False
    longer = [word for word in parsed.word[first:last] if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 4 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


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
    for end in range(min(token + LONGEST, last), token, -1):
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
