"""Quotes that the layout shows: headlines and transcripts."""

from __future__ import annotations

from collections.abc import Sequence

from ..actors.gazetteer import closed, is_body, is_person
from ..knowledge import words
from ..tables import Mention
from ..tokens import furniture
from .cues import FINITE, LABELS, Draft, Said, tells, trim, who

# --------------------------------------------------------------------------------------------------
# Read a headline: `Keller: The Bridge Is Safe`, `‘We were lied to’: drivers turn on the mayor`.


TITLES = frozenset(("person", "country", "organisation"))
GROUP = frozenset(("NOUN", "PROPN", "ADJ", "DET", "NUM"))
NOUNS = frozenset(("NOUN", "PROPN"))
NAME_TOKENS = 5  # tokens at most of a name before a colon
TAIL = 7  # tokens at most of who says what a headline holds


def add_headlines(d: Draft, mentions: Sequence[Mention]) -> None:
    """Add what a headline quotes, in marks of either kind, or after a name and a colon.

    Args:
        d: the article's draft, with what its sentences quote; it is added to.
        mentions: the article's mentions: only somebody named is quoted after a colon without marks.
    """
    p = d.p
    if not p.sentences or not p.sentences[0].headline:
        return
    low, high = p.first[0], p.last[0]
    colon = next((k for k in range(low + 1, high - 1) if p.word[k] == ":"), -1)
    for number, mark in enumerate(d.marked):
        first, last = d.words[number]
        if first >= high:
            break
        work = first == colon + 1 and _title(d, first, last) and last < high - 1  # `Review: ‘The Bridge’ is slow`
        beside = colon > 0 and (last == colon or first == colon + 1) and first < last and not work
        if mark.inside < 0 and beside and number not in d.owner:
            _keep(
                d, (mark.start, mark.end), _after(d, colon, high) if last == colon else _named(d, mentions, low, colon)
            )
            return
    if any(said.content[0][0] < p.end[high - 1] for said in d.said if said.content):
        return
    source = _named(d, mentions, low, colon) if 0 < colon <= low + NAME_TOKENS else -1
    if source >= 0 and high - colon > 2:
        for span in d.settle(-1, [trim(p, colon + 1, high)]):
            _keep(d, span, source)
            d.said[-1].source_span = (low, colon) if source == colon - 1 else (-1, -1)
    elif not _tail(d, low, high):
        _marked(d, high)


def _tail(d: Draft, low: int, high: int) -> bool:
    """Add a headline that ends in who says it: `Oceans are warming faster, study finds`, `..., says union boss`."""
    p = d.p
    comma = next((k for k in range(high - 2, max(low, high - 2 - TAIL), -1) if p.word[k] == ","), -1)
    cue = next((c for c in d.cues.get(p.sentence[low], ()) if c.token > comma > 0), None)
    if cue is None or cue.token in d.taken or not cue.takes("clause", "that", "quote") or comma - low < 2:
        return False
    if cue.last < high and cue.token != comma + 1:
        return False
    source = high - 1 if cue.last < high else cue.token - 1
    if (
        source <= comma
        or (p.pos[source] not in GROUP and not tells(p, source))
        or (cue.takes("document") and not tells(p, source))
    ):
        return False
    said = Said(cue, d.settle(cue.token, [trim(p, low, comma)]), source=source)
    said.source_span = (cue.last, high) if cue.last < high else (comma + 1, cue.token)
    d.keep(said)
    return True


def _marked(d: Draft, high: int) -> None:
    """Add words in marks that a headline's verb reports, or that hold a verb: `Bank ‘knew of fraud for years’`."""
    p = d.p
    for number, mark in enumerate(d.marked):
        first, last = d.words[number]
        if first >= high:
            return
        before = next(
            (c for c in d.cues.get(p.sentence[first], ()) if c.token < first and c.takes("name", "quote")), None
        )
        clause = last - first > FEW + 2 and any(p.tag[k] in FINITE for k in range(first, last))
        named = _title(d, first, last)
        if mark.inside >= 0 or number in d.owner or first >= last or not (before or clause) or named:
            continue
        said = Said(before, [(mark.start, mark.end)], source=who(d, before.token, first, last) if before else -1)
        said.by = "" if before else "headline"
        d.keep(said)


def _title(d: Draft, first: int, last: int) -> bool:
    """Say whether marked words are written as the title of a work is: ‘The Long Rain’."""
    return all(word[0].isupper() for word in d.p.word[first:last] if len(word) > 3)


def _keep(d: Draft, span: tuple[int, int], source: int) -> None:
    d.said.append(Said(None, [span], source=source, by="headline"))


def _named(d: Draft, mentions: Sequence[Mention], low: int, colon: int) -> int:
    """Return the last token of who is named before a colon, or -1: a label such as `WATCH:` names nobody."""
    p = d.p
    if " ".join(p.lower[low:colon]) in words(LABELS, "label"):
        return -1
    colon = next((k for k in range(low + 1, colon - 1) if p.lower[k] in ("to", "on")), colon)  # "Lopez to rivals: ..."
    at, verb = p.start[colon - 1], any(p.pos[k] in ("VERB", "AUX") for k in range(colon, p.last[0]))
    named = [m for m in mentions if m.start <= at < m.end and m.kind != "pronoun" and m.actor_type in TITLES]
    label = p.lower[colon - 1] if colon - low <= 2 else ""  # "Police: ...", "Study: ..."
    people = p.tag[colon - 1] == "NNS" and is_person(p.lemma[colon - 1])
    if label in closed("genre"):
        return -1
    if verb and label and (is_body(label) or tells(p, colon - 1) or people):
        return colon - 1
    surname = any(m.actor_type == "person" and m.actor.split()[-1] == p.word[colon - 1] for m in mentions)
    return colon - 1 if surname or (named and verb) else -1


def _after(d: Draft, colon: int, high: int) -> int:
    """Return who acts after a quotation and a colon: `‘We were lied to’: flood victims turn on the mayor`."""
    p, token = d.p, colon + 1
    while token < high and p.pos[token] in GROUP:
        token += 1
    return token - 1 if token > colon + 1 and token < high and p.pos[token - 1] in NOUNS else -1


# --------------------------------------------------------------------------------------------------
# Read transcripts and interviews: paragraphs that begin with who speaks, `KELLER: The bridge is old.`


FEW = 2  # words at least of a turn
LONG = 5  # tokens at most before the colon


def add_transcripts(d: Draft, mentions: Sequence[Mention]) -> None:
    """Add what stands behind the names of an article that is, in part, a transcript: two paragraphs at least.

    A label is the surname of somebody whom the article names, the Q and A of an interview, or, where people talk, any
    word in capitals (`HOST:`).

    Args:
        d: the article's draft, which is added to.
        mentions: the article's mentions.
    """
    p = d.p
    named = {m.actor.split()[-1].casefold() for m in mentions if m.actor_type == "person" and m.kind == "name"}
    begin = [k for k, s in enumerate(p.sentences) if not k or p.sentences[k - 1].paragraph != s.paragraph]
    turns = [(number, colon) for number in begin if (colon := _label(d, number, named)) >= 0]
    parts = [(number, colon) for number in begin if (colon := _label(d, number, named, loud=True)) >= 0]
    turns = parts if _talk(d, parts, named) else turns
    for number, colon in turns if len(turns) > 1 else ():
        end = number
        while end + 1 < len(p.sentences) and p.sentences[end + 1].paragraph == p.sentences[number].paragraph:
            end += 1
        start, stop = p.start[colon + 1], p.sentences[end].end
        told = sum(word.isalpha() for word in p.word[colon + 1 : p.last[end]]) >= FEW  # else a score: "Keller: 12."
        over = [said for said in d.said if any(s < stop and start < e for s, e in said.content)]
        if told and all(said.cue is None and said.source < 0 for said in over):  # `“KELLER: The bridge is old.`
            d.said = [said for said in d.said if said not in over]
            stop -= p.text[start:stop].count("”") > p.text[start:stop].count("“") and p.text[stop - 1] == "”"
            last = max(colon, p.first[number] + 1)
            said = Said(None, [(start, stop)], source=last - 1, source_span=(p.first[number], last))
            if p.word[last - 1].isupper() and len(p.word[last - 1]) > 2 and p.lower[last - 1] not in named:
                said.by = "unnamed"  # "HOST": a part, and nobody whom the article names so
            d.said.append(said)


def _talk(d: Draft, parts: Sequence[tuple[int, int]], named: set[str]) -> bool:
    """Say whether people talk behind labels in capitals, and no box lists them: `WINNER: Ada Holm`.

    One speaks again after another, two turns at least are those of people, and most turns have a verb and an end.
    """
    p = d.p
    labels = [p.lower[colon - 1] for _, colon in parts]
    people = sum(label in named or is_person(label) for label in labels)
    ended = sum(
        p.word[p.last[number] - 1][-1] in '.?!”"’' and any(tag in FINITE for tag in p.tag[colon + 1 : p.last[number]])
        for number, colon in parts
    )
    again = any(label in labels[at + 2 :] and labels[at + 1] != label for at, label in enumerate(labels[:-2]))
    return people > 1 and again and 2 * ended > len(parts)


def _label(d: Draft, number: int, named: set[str], loud: bool = False) -> int:
    """Return the colon after a label at the beginning of a paragraph, or -1; loud: any word in capitals is one."""
    p, first = d.p, d.p.first[number]
    line = p.text[p.sentences[number].start : p.sentences[number].end]
    while first < p.last[number] and not p.word[first][0].isalnum():
        first += 1
    for token in range(first + 1, min(first + LONG, p.last[number] - 1)):
        if p.lower[first] in ("q.", "a.") and token == first + 1:
            return first
        if p.word[token] == ":":
            asks = p.lower[token - 1] in closed("question and answer") and token == first + 1  # "Q: Is it old?"
            last = token - 1
            if p.word[last] == ")":  # "CALLER (Basel):"
                last = next((k - 1 for k in range(last, first, -1) if p.word[k] == "("), last)
            shouted = loud and p.word[last].isupper() and len(p.word[last]) > 2 and not furniture(line)
            known = asks or p.lower[last] in named or shouted
            return token if known and p.word[last][0].isupper() else -1
    return -1
