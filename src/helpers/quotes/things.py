"""What a verb reports in less than a clause: `announced a plan`, `reported losing`, `called it a mess`.

The lexicon says which verbs report so, and how (`takes` in cues.csv): a noun group, an infinitive or gerund, what
somebody calls something, or what stands after `as`, `for`, `of` or `on`.
"""

from __future__ import annotations

from bisect import bisect_right

from ..actors.gazetteer import closed
from ..parse import Parsed
from .bounds import second_deed
from .cues import FINITE, SUBJECTS, Cue, Draft, Said, Span, denied, is_mark, linked, nouns, trim, unsaid
from .heads import document_kind, tells, thing, who_says


def things(d: Draft, cues: list[Cue]) -> None:
    """Add what cues report in less than a clause, where they have found no content and stand in none.

    Args:
        d: the quotations so far; takes these.
        cues: of the article, in order.
    """
    starts, ends = covered(d)
    reached = 0
    for cue in cues:
        takes = cue.takes("name", "noun", "claim", "to", "document", *closed("reported by"))
        if not takes or cue.token in d.taken or cue.token in d.mark:
            continue
        at = d.p.start[cue.token]
        number = bisect_right(starts, at) - 1
        free = at >= reached and (number < 0 or ends[number] <= at)
        if free and _happens(d, cue) and not unsaid(d.p, cue) and not linked(d.p, cue):
            reached = max(reached, _add(d, cue))


def covered(d: Draft) -> tuple[list[int], list[int]]:
    """Find where the content found so far begins and ends.

    Args:
        d: the quotations so far.

    Returns:
        The starts and the ends in characters, in order and without overlaps.
    """
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(span for said in d.said for span in said.content):
        if ends and start <= ends[-1]:
            ends[-1] = max(end, ends[-1])
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _happens(d: Draft, cue: Cue) -> bool:
    """Say whether a verb tells what somebody does: "announced a plan", not "refused to announce" one."""
    p, verb = d.p, cue.token
    if p.tag[verb] == "VBG" and p.dep[verb] in ("advcl", "acl"):
        return cue.last == verb + 1 or not cue.takes("noun")  # not "..., calling for calm"
    auxiliary = any(p.dep[k] == "aux" for k in p.children[verb])
    return p.tag[verb] in FINITE or (p.tag[verb] in ("VBN", "VBG") and (auxiliary or verb in d.joint))


def _add(d: Draft, cue: Cue) -> int:
    """Add what one cue reports, and return where it ends, or 0."""
    first, last = _content(d, cue)
    owners = [owner for k in range(first, last) if (owner := d.owner.get(d.mark.get(k, -1)))]
    within = (owner.cue is not None and (denied(d.p, owner.cue) or first <= owner.at < last) for owner in owners)
    alone = last - first == 1 and d.p.tag[first] in ("NN", "NNS")  # "warned of floods", "called for calm"
    alone = alone and (cue.last > cue.token + 1 or cue.takes(*closed("reported by")))
    alone = alone or (cue.takes("claim") and d.p.lower[first] in closed("denied"))  # "denied wrongdoing"
    alone = alone or (cue.takes("name") and d.p.tag[first : first + 1] == ["JJ"])  # "called it shameful"
    if _thought_to(d.p, cue):
        return 0
    if (last - first < 2 and not alone) or not all(within):
        return 0  # but "vowed to end what it called “a mess”" reports both
    said = Said(cue, source=who_says(d, cue, first, last))
    if cue.takes("document") and (not tells(d.p, said.source) or document_kind(d.p, said.source) == "picture"):
        return 0  # "the survey found a rise", not "she found a key" or "the video shows a bridge"
    deeds = [k for k in d.p.children[cue.token] if _deed(d.p, k) and first <= k < last]
    names = any(d.p.lemma[k] in closed("names") and first == d.p.edges[k][0] for k in deeds)
    if names or (deeds and not closed("unnamed").isdisjoint(d.p.lower[first:last])):
        return 0  # "asked not to be named", "asked to remain anonymous"
    if d.p.tag[said.source] == "WDT" or ((deeds or cue.last > cue.token + 1) and thing(d.p, said.source)):
        return 0  # "the miners threaten to strike", not "the storm threatens to grow", "the task calls for care"
    said.content = d.settle(cue.token, [(first, last)]) if said.source >= 0 else []
    if not said.content:
        return 0
    d.keep(said)
    return said.content[-1][1]


def _thought_to(p: Parsed, cue: Cue) -> bool:
    """Say whether nobody is said to say it: "an earring, said to have belonged to Keller, is lost"."""
    own = any(p.dep[k] in SUBJECTS for k in p.children[cue.token])
    to = p.lower[cue.last : cue.last + 1] == ["to"]
    return to and not own and p.tag[cue.token] != "VBG" and p.pos[cue.token - 1] != "CCONJ"


def _content(d: Draft, cue: Cue) -> Span:
    """Return the words from the first to the last part that the cue takes."""
    p, parts = d.p, []
    after = [k for k in p.children[cue.token] if k > cue.token]
    if cue.takes("name") and (judged := _judged(d, after)) >= 0:
        whom = next((k for k in after if p.dep[k] in ("dobj", "nsubj") and p.edges[k][1] <= judged), -1)
        noun = p.pos[whom] in ("NOUN", "PROPN") and p.edges[whom][1] == p.edges[judged][0]
        beside = whom >= 0 or (p.edges[judged][0] < judged and p.tag[judged][0] == "J")  # "called the tax unfair"
        return trim(p, p.edges[whom if noun else judged][0], p.edges[judged][1]) if beside else (0, 0)
    if cue.takes("document"):
        what = next((k for k in after if p.dep[k] == "dobj"), -1)
        return trim(p, p.edges[what][0], p.edges[cue.token][1]) if what >= 0 else (0, 0)
    links = [k for k in after if p.dep[k] == "prep" and p.lower[k] in closed("reported by") and cue.takes(p.lower[k])]
    links = [k for k in links if p.lower[k] != "at" or any(p.tag[j] == "CD" for j in range(*p.edges[k]))]
    if p.tag[cue.token] == "VBG" and cue.entry.stance == "hostile" and p.head[cue.token] in d.at:
        links = [k for k in links if p.lower[k] != "of"]  # ", accusing her of it": a remark beside what is reported
    deeds = [k for k in after if cue.takes("to") and (_deed(p, k) or (cue.last == cue.token + 2 and _so_that(p, k)))]
    if cue.takes("person"):  # "asked the port to close", not "asked for help to close"
        deeds = [k for k in deeds if not any(p.lower[j] == "for" and j < k for j in after)]
    for child in after:
        label, (first, last) = p.dep[child], p.edges[child]
        tied = links or (label == "dobj" and p.tag[cue.token] != "VBG" and _deed_of(p, cue, child))
        whom = cue.takes("person") and any(_deed(p, k) for k in p.children[child])  # "urged pilgrims to turn back"
        claim = cue.takes("claim") and (p.lower[child] in nouns() or _claims(p, child))
        claim |= cue.takes("claim") and not cue.takes("as") and p.lower[child] in closed("denied")  # a judge dismisses
        tied = tied and not cue.takes("person")
        named = label == "dobj" and (whom or claim or cue.takes("noun") or deeds or tied)
        if named or child in deeds:
            parts.append((max(first, cue.last), last))
        elif child < cue.last and (deeds or cue.takes("noun")) and any(p.dep[k] == "pobj" for k in p.children[child]):
            parts.append((cue.last, last))  # "called on the board to resign", "called for calm"
        elif child in links and (parts or p.lower[child] != "as"):
            parts.append((first if parts else child + 1, last))
    if not parts:
        return 0, 0
    first, last = parts[0][0], parts[-1][1]
    if p.dep[cue.token] == "advcl" and cue.token < p.head[cue.token]:  # "Announcing it on Monday, its head, Holm, said"
        last = next((k for k in range(first + 1, last) if p.word[k] == ","), last)
    last = next(
        (k - 1 for k in range(first + 1, last) if p.tag[k] == "VBG" and k in d.at and p.word[k - 1] == ","), last
    )
    joined = (k for k in p.children[cue.token] if p.dep[k] == "conj" and k in d.at and first + 1 < k < last)
    last = min(last, next((k - 1 for k in joined if p.pos[k - 1] == "CCONJ"), last))  # "denied it and said that ..."
    first, last = trim(p, first, second_deed(d, cue, first, last))
    return first, last - (last - first > 1 and p.pos[last - 1] == "CCONJ")  # "called for calm and | blamed the wind"


def _judged(d: Draft, after: list[int]) -> int:
    """Return what somebody calls something without marks: "called it a stunt", not "called it a day", or -1."""
    p = d.p
    judged = next((k for k in after if p.dep[k] == "oprd"), -1)
    name = judged < 0 or p.tag[judged] in ("NNP", "NNPS") or p.lower[judged] in closed("call it")
    return -1 if name or any(k in d.mark or is_mark(p.word[k]) for k in range(*p.edges[judged])) else judged


def _deed_of(p: Parsed, cue: Cue, noun: int) -> bool:
    """Say whether a link hangs on the object in the parse: "accused the army of burning homes"."""
    links = [k for k in p.children[noun] if p.dep[k] == "prep" and cue.takes(p.lower[k])]
    return any(p.dep[j] == "pcomp" or p.lower[k + 1].endswith("ing") for k in links for j in p.children[k])


def _claims(p: Parsed, noun: int) -> bool:
    """Say whether a noun holds what somebody claims: "rejected the idea that she had lied"."""
    return any(
        p.dep[j] == "mark" and p.lower[j] == "that" for k in p.below(noun, "acl", "ccomp") for j in p.children[k]
    )


def _so_that(p: Parsed, child: int) -> bool:
    """Say whether the parse took an infinitive for a purpose: "appealed to farmers to share water"."""
    return p.dep[child] == "advcl" and any(p.lower[k] == "to" for k in p.children[child])


def _deed(p: Parsed, child: int) -> bool:
    """Say whether a word begins an infinitive or gerund: "claims to know", "urged voters to stay", "admits losing"."""
    bare = p.dep[child] == "ccomp" and p.tag[child] == "VB" and any(p.lower[k] == "to" for k in p.children[child])
    return p.dep[child] == "xcomp" or bare or (p.dep[child] == "acl" and p.tag[child] == "VB")
