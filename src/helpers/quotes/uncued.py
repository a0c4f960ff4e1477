"""Attribute words in quotation marks that have no cue: by a signature or a colon, or to whoever is to the fore."""

from __future__ import annotations

from .cues import nouns
from .draft import Draft, Said
from .reporting import FINITE, SUBJECTS, source

DASHES = frozenset(("-", "–", "—", "―", "--"))
EMPTY = frozenset(("it", "this", "there", "i"))
FAR = 2  # sentences back to a quotation that short marked words may go on with
ALONE = 3  # words at least of marked words that stand alone
CLAUSE = 5  # words at least of a quoted clause


def add(d: Draft, number: int, low: int, high: int) -> None:
    """Add marked words that are signed, follow a colon, stand alone, or float in a sentence (low to high)."""
    first, last = d.words[number]
    signed = _signature(d, last)
    signed = signed if signed >= 0 else _colon_source(d, first)
    signed = signed if signed >= 0 else _beat(d, number)
    if signed >= 0 or _alone(d, first, last, low, high):
        keep(d, number, signed)
    else:
        floating(d, number, low, high)


def floating(d: Draft, number: int, low: int, high: int) -> None:
    """Add marked words without a cue of their own that can hardly be anything but speech.

    They hold a clause and end their sentence (`Instead, "he just gave up."`), or begin it right after a quotation.
    """
    p, (first, last) = d.p, d.words[number]
    if d.words_before[last] - d.words_before[first] < CLAUSE:
        return
    if not any(p.tag[k] in FINITE for k in range(first, last)):
        return
    before = d.outermost(number - 1)
    follows = before in d.owner and 0 <= p.sentence[first] - p.sentence[d.words[before][1] - 1] <= 1
    if last >= high - 1 or (follows and first <= low + 1):
        keep(d, number, _before(d, low, first))


def _before(d: Draft, low: int, first: int) -> int:
    """Return the head of who is to speak before marked words without a cue: of a cue, else the subject; or -1."""
    p = d.p
    cue = next((c for c in reversed(d.cues.get(p.sentence[first], ())) if low <= c.token < first), None)
    if cue and cue.entry.kind == "verb":
        return source(p, cue.token)
    if cue and cue.entry.kind == "noun":
        return next((k for k in p.children[cue.token] if p.dep[k] == "poss"), -1)
    for token in range(low, first):
        if (
            p.dep[token] in SUBJECTS
            and p.dep[p.head[token]] == "ROOT"
            and p.tag[token] in ("NNP", "PRP")
            and p.lower[token] not in EMPTY
            and token not in d.mark
        ):
            return token
    return -1


def _signature(d: Draft, last: int) -> int:
    """Return the head of the name that signs marked words (`"..." - Jane Doe`), or -1."""
    p, end = d.p, last + 1
    if last >= len(p.word) or not (p.word[last] in DASHES or (p.word[last][0] in DASHES and p.pos[last] == "PROPN")):
        return -1
    while end < min(len(p.word), last + 8) and p.pos[end] == "PROPN" and p.sentence[end] - p.sentence[last - 1] < 2:
        end += 1
    return end - 1 if end > last + 1 else -1


def _colon_source(d: Draft, first: int) -> int:
    """Return the head of who is named before a colon: `Jane Doe: "..."`, `Her answer: "..."`, or -1."""
    p = d.p
    if first < 2 or p.word[first - 1] != ":":
        return -1
    before = range(p.first[p.sentence[first - 1]], first - 1)
    for token in before:
        if p.dep[token] == "poss" and p.lower[p.head[token]] in nouns():
            return token
    for token in before:
        if p.dep[token] in ("nsubj", "nsubjpass") and p.tag[token] in ("NNP", "PRP") and p.lower[token] not in EMPTY:
            return token
    if (sender := _sender(d, before)) >= 0:
        return sender
    name = [k for k in before if p.word[k][0].isalnum()]
    if 0 < len(name) <= 5 and all(p.tag[k] in ("NNP", "NNPS") for k in name):
        return name[-1]
    return first - 2 if all(k in before and p.tag[k] == "NNP" for k in (first - 2, first - 3)) else -1


def _sender(d: Draft, before: range) -> int:
    """Return who a line that leads in names: `From the desk of Anna Keller:`, `Anna Keller, on the ferry:`, or -1."""
    p, end = d.p, before.start
    for token in before:
        if p.lower[token] == "from" and (token == before.start or p.lower[p.head[token]] in nouns()):
            below = next((k for k in p.children[token] if p.dep[k] == "pobj"), -1)
            further = [k for j in p.children[below] if p.lower[j] == "of" for k in p.children[j]] if below >= 0 else []
            return further[0] if further and p.tag[below] == "NN" else below
    while end < before.stop and p.tag[end] == "NNP":
        end += 1
    return end - 1 if before.start < end < before.stop and p.word[end] in (",", "on") else -1


def _beat(d: Draft, number: int) -> int:
    """Return who acts between two quotations of one paragraph: `"..." Keller tapped the table. "..."`, or -1."""
    p, (first, last) = d.p, d.words[number]
    after, begin = number + 1, p.sentence[first]
    if first > p.first[begin] or (begin and p.sentences[begin - 1].paragraph == p.sentences[begin].paragraph):
        return -1
    if after >= len(d.marked) or d.marked[after].inside >= 0 or last >= len(p.word):
        return -1
    middle = p.sentence[last]
    same = p.sentences[middle].paragraph == p.sentences[p.sentence[last - 1]].paragraph
    if not same or p.first[middle] != last or d.words[after][0] != p.last[middle]:
        return -1
    for token in range(last, p.last[middle]):
        if p.dep[token] in SUBJECTS and p.dep[p.head[token]] == "ROOT":
            return token if p.tag[token] in ("NNP", "PRP") and p.lower[token] not in EMPTY else -1
    return -1


def _alone(d: Draft, first: int, last: int, low: int, high: int) -> bool:
    """Say whether marked words are whole sentences that stand on their own."""
    words, sentences, here = d.words_before, d.p.sentences, d.p.sentence[first]
    whole = words[first] == words[low] and words[high] == words[last]
    before = d.outermost(d.mark.get(first, 0) - 1)
    there = d.p.sentence[d.words[before][1] - 1] if before in d.owner else -1 - FAR
    same = here - there <= FAR and sentences[here].paragraph == sentences[there].paragraph  # "Why?" she asked. "How?"
    return whole and words[last] - words[first] >= (1 if same else ALONE)


def goes_on(d: Draft, number: int, low: int, high: int) -> bool:
    """Say whether words in single marks are a sentence right after a quotation in such marks (British papers)."""
    before = d.outermost(number - 1)
    near = before in d.owner and d.marked[before].single
    (first, last), after = d.words[number], d.words[before][1] if near else 0
    return near and d.p.sentence[first] - d.p.sentence[after - 1] == 1 and _alone(d, first, last, low, high)


def keep(d: Draft, number: int, source: int) -> None:
    """Add marked words whose source is a token, or -1."""
    mark = d.marked[number]
    said = Said(None, [(mark.start, mark.end)], source=source)
    d.said.append(said)
    d.owner[number] = said
