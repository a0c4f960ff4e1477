"""Attribute words in quotation marks: by a cue before or after them, or within others."""

from __future__ import annotations

from collections.abc import Sequence

from ..tables import Mention
from . import uncued
from .cues import Cue, unsaid
from .draft import Draft, Said
from .reporting import FINITE, Span, is_mark, source, trim
from .sourcing import who

FAR = 25  # tokens at most between marked words and their cue
OWN = frozenset(("i", "we", "you"))
OBJECTS = frozenset(("dobj", "oprd", "attr", "ccomp", "xcomp", "acomp"))
TITLES = frozenset(("person", "country", "organisation"))


def quotation(d: Draft, number: int) -> None:
    """Add marked words that no clause has taken yet; words in marks that nobody says stay out."""
    p, mark = d.p, d.marked[number]
    first, last = d.words[number]
    if first >= last or (mark.inside < 0 and number in d.owner):
        return
    if mark.inside >= 0 or mark.single:
        _inner(d, number)
        return
    before = d.outermost(number - 1)
    if mark.continues and before in d.owner:
        d.owner[before].content.append((mark.start, mark.end))
        d.owner[number] = d.owner[before]
        return
    low, high = p.first[p.sentence[first]], p.last[p.sentence[last - 1]]
    cue = _cue_after(d, last, high)
    if cue is None or (cue.token in d.taken and first > low and _follows(d, cue)):
        cue = _cue_before(d, low, first) or cue
    if cue is None:
        uncued.add(d, number, low, high)
        return
    begin = _begin(d, cue, first) if cue.token < first else first
    said = d.taken.get(cue.token)
    if begin < 0 or (said and cue.token >= last and first > low and _follows(d, cue)):
        uncued.floating(d, number, low, high)
        return
    end = _joined(d, number) if cue.token < first else number
    content = (p.start[begin] if begin < first else mark.start, d.marked[end].end)
    if said:
        said.content.append(content)
    else:
        said = Said(cue, [content], source=who(d, cue.token, first, last))
        d.said.append(said)
        d.taken[cue.token] = said
    d.owner.update(dict.fromkeys(range(number, end + 1), said))


def _joined(d: Draft, number: int) -> int:
    """Return the last of marked words that a comma, `and` or `or` joins to these: `called it "slow" and "dear"`."""
    p, other = d.p, number + 1
    while other < len(d.marked):
        between = range(d.words[number][1], d.words[other][0])
        if d.marked[other].inside < 0:
            if len(between) not in (1, 2) or any(p.lower[k] not in ("and", "or", ",") for k in between):
                break
            number = other
        other += 1
    return number


def _follows(d: Draft, cue: Cue) -> bool:
    """Say whether what a cue has reported so far stands after it: `a "mess", and said that ...`."""
    return d.taken[cue.token].content[0][0] > d.p.start[cue.token]


def _inner(d: Draft, number: int) -> None:
    """Add marked words inside others, or in single marks, where a cue stands right beside them."""
    p, outer = d.p, d.marked[number].inside
    first, last = d.words[number]
    if last - first < 4 or (number in d.owner and outer < 0):
        return
    low, high = p.first[p.sentence[first]], p.last[p.sentence[last - 1]]
    if outer >= 0:
        low, high = max(low, d.words[outer][0]), min(high, d.words[outer][1])
    for sentence in sorted({p.sentence[first], p.sentence[last - 1]}):
        for cue in d.cues.get(sentence, ()):
            if not _quotes(cue) or not low <= cue.token < high or cue.token in d.taken or unsaid(p, cue):
                continue
            right_before = cue.token < first and d.words_before[first] == d.words_before[cue.last]
            after = last <= cue.token <= last + 4 and p.word[last - 2] in ",?!." and _clear(d, last, cue.token)
            if right_before or after:
                mark, found = d.marked[number], source(p, cue.token)
                if found >= 0 and p.lower[found] in OWN:
                    return  # "I said, 'Enough'": who is quoted quotes nobody else
                said = Said(cue, [(mark.start, mark.end)], source=found)
                d.said.append(said)
                d.taken[cue.token] = said
                return


def _quotes(cue: Cue) -> bool:
    return cue.entry.kind == "verb" and cue.takes("quote")


def _cue_after(d: Draft, last: int, high: int) -> Cue | None:
    """Return the cue that follows marked words: `"...", he said`."""
    p = d.p
    if last < high:
        cue = next((c for c in d.cues.get(p.sentence[last], ()) if c.token >= last and _quotes(c)), None)
        return cue if cue and cue.token - last <= FAR and _clear(d, last, cue.token) else None
    # "...?" she asked: the sentences were cut after the mark
    if last >= len(p.word) or p.sentences[p.sentence[last]].paragraph != p.sentences[p.sentence[last - 1]].paragraph:
        return None
    ends = p.text[max(0, p.start[last] - 8) : p.start[last]].rstrip(" \"'”’»\u00a0")[-1:]
    if ends not in ("?", "!") and not p.word[last][0].islower():
        return None
    cue = next((c for c in d.cues.get(p.sentence[last], ()) if _quotes(c)), None)
    near = cue is not None and cue.token - last <= FAR // 2 and cue.token not in d.taken
    return cue if near and _clear(d, last, cue.token) else None


def _cue_before(d: Draft, low: int, first: int) -> Cue | None:
    """Return the cue that leads to marked words: `he said: "..."`, also from the sentence before a colon."""
    p = d.p
    if first <= low:
        if low == 0 or p.word[low - 1] != ":":
            return None
        verbs = [cue for cue in d.cues.get(p.sentence[low - 1], ()) if cue.entry.kind == "verb"]
        return verbs[-1] if verbs else None
    for cue in reversed(d.cues.get(p.sentence[low], ())):
        if cue.token < first and cue.entry.kind == "verb" and cue.takes("quote", "name"):
            near = first - cue.token <= FAR and _clear(d, cue.token + 1, first)
            return cue if near else None
    return None


def _clear(d: Draft, first: int, last: int) -> bool:
    """Say whether nothing but a noun group and its modifiers stands in a gap: no finite verb of its own."""
    p, relative = d.p, False
    for token in range(first, last):
        if (token in d.mark and not is_mark(p.word[token])) or p.word[token] in ".;":
            return False
        relative = relative or p.tag[token] in ("WP", "WDT", "WP$")
        if p.tag[token] in FINITE and p.dep[token] not in ("aux", "auxpass") and not relative:
            return False
    return True


def _begin(d: Draft, cue: Cue, first: int) -> int:
    """Return where content begins that ends in marked words: at the mark, at an object before it, -1: nowhere.

    `called the plan "a mess"` reports the plan as well; `said on "Face the Nation"` reports nothing.
    """
    p, verb = d.p, cue.token
    gap = [k for k in range(verb + 1, first) if p.pos[k] not in ("ADV", "AUX")]
    if not gap or p.word[gap[-1]] in ",:—–-" or p.lower[gap[-1]] in ("that", "like"):
        return first
    around = next((k for k in p.children[verb] if p.edges[k][0] <= first < p.edges[k][1]), -1)
    near = p.children[verb] if cue.last == verb + 1 else [*p.children[verb], *p.children[cue.last - 1]]
    thing = next((k for k in near if verb < k < first and p.dep[k] in ("dobj", "nsubj", "dative", "pobj")), -1)
    label = p.dep[around] if around >= 0 else ""
    if cue.takes("name"):
        if label == "prep" and p.lower[around] != "as":
            return -1
        whom = label == "prep"  # "described him as": what is said would begin at "as" without the pronoun
        objects = [k for k in (thing, around) if k >= cue.last and p.dep[k] != "prep" and (whom or p.pos[k] != "PRON")]
        begin = min([first, *(p.edges[k][0] for k in objects)])
        return begin + (p.pos[begin] == "PRON" and not whom)
    if label in OBJECTS:
        return max(p.edges[around][0], verb + 1)
    if (
        label == "prep"
        and cue.entry.stance in ("hostile", "endorsing")
        and p.lower[around] in ("of", "for", "as", "about")
    ):
        return p.edges[thing][0] if thing >= 0 and p.pos[thing] != "PRON" else around + 1
    return -1 if label in ("prep", "") else first


def headline(d: Draft, mentions: Sequence[Mention]) -> None:
    """Add a headline of the form `Name: statement`."""
    p = d.p
    if not p.sentences or not p.sentences[0].headline or not mentions:
        return
    low, high = p.first[0], p.last[0]
    colon = next((k for k in range(low + 1, min(low + 6, high - 2)) if p.word[k] == ":"), -1)
    if colon < 0 or any(said.content[0][0] < p.end[high - 1] for said in d.said if said.content):
        return
    named = [m for m in mentions if m.start <= p.start[colon - 1] < m.end and m.kind != "pronoun"]
    if (
        not named
        or named[0].actor_type not in TITLES
        or not any(p.pos[k] in ("VERB", "AUX") for k in range(colon, high))
    ):
        return
    content: list[Span] = d.settle(-1, [trim(p, colon + 1, high)])
    d.said.append(Said(None, content, source=colon - 1, source_span=(low, colon), by="headline"))
