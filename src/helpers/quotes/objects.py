"""Read what a verb reports in less than a clause: `announced a plan`, `reported losing`, `described it as a mess`.

The lexicon says which verbs report so, and how (`takes` in cues.csv): a noun group, an infinitive or gerund, or what
stands after `as`, `for`, `of` or `on`.
"""

from __future__ import annotations

from bisect import bisect_right

from .cues import Cue, denied, linked, unsaid
from .draft import Draft, Said
from .reporting import FINITE, Span, trim
from .sourcing import who

LINKS = ("as", "for", "of", "on")


def things(d: Draft, cues: list[Cue]) -> None:
    """Add what cues report in less than a clause, where they have found no content and stand in none."""
    starts, ends = _covered(d)
    reached = 0
    for cue in cues:
        if not cue.takes("noun", "to", *LINKS) or cue.token in d.taken or cue.token in d.mark:
            continue
        at = d.p.start[cue.token]
        number = bisect_right(starts, at) - 1
        free = at >= reached and (number < 0 or ends[number] <= at)
        if free and _happens(d, cue.token) and not unsaid(d.p, cue) and not linked(d.p, cue):
            reached = max(reached, _add(d, cue))


def _covered(d: Draft) -> tuple[list[int], list[int]]:
    """Return where the content found so far begins and ends, in order and without overlaps."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(span for said in d.said for span in said.content):
        if ends and start <= ends[-1]:
            ends[-1] = max(end, ends[-1])
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _happens(d: Draft, verb: int) -> bool:
    """Say whether a verb tells what somebody does: "announced a plan", not "refused to announce" one."""
    p = d.p
    if p.tag[verb] in FINITE or (p.tag[verb] == "VBG" and p.dep[verb] in ("advcl", "acl")):
        return True
    return p.tag[verb] in ("VBN", "VBG") and any(p.dep[k] == "aux" for k in p.children[verb])


def _add(d: Draft, cue: Cue) -> int:
    """Add what one cue reports, and return where it ends, or 0."""
    first, last = _content(d, cue)
    owners = (d.owner.get(d.mark.get(k, -1)) for k in range(first, last))
    if last - first < 2 or any(owner and not (owner.cue and denied(d.p, owner.cue)) for owner in owners):
        return 0
    said = Said(cue, source=who(d, cue.token, first, last))
    said.content = d.settle(cue.token, [(first, last)]) if said.source >= 0 else []
    if not said.content:
        return 0
    d.keep(said)
    return said.content[-1][1]


def _content(d: Draft, cue: Cue) -> Span:
    """Return the words from the first to the last part that the cue takes."""
    p, parts = d.p, []
    after = [k for k in p.children[cue.token] if k > cue.token]
    links = [k for k in after if p.dep[k] == "prep" and p.lower[k] in LINKS and cue.takes(p.lower[k])]
    for child in after:
        label, (first, last) = p.dep[child], p.edges[child]
        named = label == "dobj" and (cue.takes("noun") or (links and not cue.takes("person")))
        if named or (label == "xcomp" and cue.takes("to")):
            parts.append((first, last))
        elif child in links and (parts or p.lower[child] != "as"):
            parts.append((first if parts else child + 1, last))
    return trim(p, parts[0][0], parts[-1][1]) if parts else (0, 0)
