"""Quotes that are no clause: less than one (`announced a plan`), headlines, transcripts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from ..actors.gazetteer import closed, is_body, is_person
from ..knowledge import words
from ..parse import FINITE, Parsed
from ..tables import Mention
from ..tokens import furniture
from .bounds import document_kind, second_deed, tells, thing, who, who_says
from .cues import LABELS, SUBJECTS, Cue, Draft, Said, Span, denied, is_mark, linked, nouns, titled, trim, unsaid

# --------------------------------------------------------------------------------------------------
# Add what a verb reports in less than a clause: `announced a plan`, `reported losing`, `called it a mess`.
# The lexicon says which verbs report so, and how (`takes` in cues.csv): a noun group, an infinitive or gerund, what
# somebody calls something, or what stands after `as`, `for`, `of` or `on`.


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
    auxiliary = bool(p.below(verb, "aux"))
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
    deed = d.p.tag[last - 1] == "TO"  # "nobody asked him to"
    if deed or names or (deeds and not closed("unnamed").isdisjoint(d.p.lower[first:last])):
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
    own = bool(p.below(cue.token, *SUBJECTS))
    to = p.at(cue.last) == "to"
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
        elif child < cue.last and (deeds or cue.takes("noun")) and p.below(child, "pobj"):
            parts.append((cue.last, last))  # "called on the board to resign", "called for calm"
        elif child in links and (parts or p.lower[child] != "as"):
            parts.append((first if parts else child + 1, last))
    if not parts:
        return 0, 0
    first, last = parts[0][0], parts[-1][1]
    if p.dep[cue.token] == "advcl" and cue.token < p.head[cue.token]:  # "Announcing it on Monday, its head, Holm, said"
        last = next((k for k in range(first + 1, last) if p.word[k] == ","), last)
    adding = (k for k in range(first + 1, last) if p.tag[k] == "VBG" and k in d.at and p.word[k - 1] == ",")
    last = next(adding, last + 1) - 1
    joined = (k for k in p.below(cue.token, "conj") if k in d.at and first + 1 < k < last)
    last = min(last, next((k - 1 for k in joined if p.pos[k - 1] == "CCONJ"), last))  # "denied it and said that ..."
    comma = next((k for k in range(last - 1, first + 1, -1) if p.word[k] == "," and k not in d.mark), last)
    last = (
        comma if p.tag[comma + 1 : comma + 2] in (["WDT"], ["WP"]) else last
    )  # "called for calm, which drew laughter"
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
    links = [k for k in p.below(noun, "prep") if cue.takes(p.lower[k])]
    return any(p.dep[j] == "pcomp" or p.lower[k + 1].endswith("ing") for k in links for j in p.children[k])


def _claims(p: Parsed, noun: int) -> bool:
    """Say whether a noun holds what somebody claims: "rejected the idea that she had lied"."""
    marks = (j for k in p.below(noun, "acl", "ccomp") for j in p.below(k, "mark"))
    return any(p.lower[j] == "that" for j in marks)


def _so_that(p: Parsed, child: int) -> bool:
    """Say whether the parse took an infinitive for a purpose: "appealed to farmers to share water"."""
    return p.dep[child] == "advcl" and any(p.lower[k] == "to" for k in p.children[child])


def _deed(p: Parsed, child: int) -> bool:
    """Say whether a word begins an infinitive or gerund: "claims to know", "urged voters to stay", "admits losing"."""
    bare = p.dep[child] == "ccomp" and p.tag[child] == "VB" and any(p.lower[k] == "to" for k in p.children[child])
    return p.dep[child] == "xcomp" or bare or (p.dep[child] == "acl" and p.tag[child] == "VB")


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
        work = first == colon + 1 and titled(p, first, last) and last < high - 1  # `Review: ‘The Bridge’ is slow`
        beside = colon > 0 and (last == colon or first == colon + 1) and first < last and not work
        if mark.inside < 0 and beside and number not in d.owner:
            who_says = _who_acts(d, colon, high) if last == colon else _named(d, mentions, low, colon)
            _keep(d, (mark.start, mark.end), who_says)
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
    if unsaid(p, cue) or (cue.last < high and cue.token != comma + 1):
        return False
    source = high - 1 if cue.last < high else cue.token - 1
    named = p.word[source][0].isupper() or is_person(p.lemma[source]) or is_body(p.lower[source])
    behind = (
        cue.takes("clause") and named and all(p.pos[k] in GROUP or p.pos[k] == "ADP" for k in range(cue.last, high))
    )
    speaks = p.pos[source] in GROUP and not cue.takes("document") and (behind or cue.last == high)
    if source <= comma or not (speaks or tells(p, source)):
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
        cues = reversed(d.cues.get(p.sentence[first], ()))
        before = next((c for c in cues if c.token < first and c.takes("name", "quote")), None)
        clause = last - first > FEW + 2 and p.finite(first, last)
        named = titled(p, first, last)
        if mark.inside >= 0 or number in d.owner or first >= last or not (before or clause) or named:
            continue
        said = Said(before, [(mark.start, mark.end)], source=who(d, before.token, first, last) if before else -1)
        said.by = "" if before else "headline"
        d.keep(said)


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
    places = [(m.start, m.end) for m in mentions if m.actor_type in ("place", "country")]
    first = bisect_left(p.start, min((m.start for m in named), default=at))
    before = (k for k in range(low, first) if p.pos[k] not in ("ADJ", "DET", "NUM") and not is_person(p.lower[k]))
    if named and not all(any(start <= p.start[k] < end for start, end in places) for k in before):
        acts = next((k for k in range(low + 1, first) if p.tag[k] in FINITE), 0)
        return acts - 1 if p.pos[acts - 1] in NOUNS and acts else -1  # "Keller slams Ross: ..." is Keller's
    label = p.lower[colon - 1] if colon - low <= 2 else ""  # "Police: ...", "Study: ..."
    people = p.tag[colon - 1] == "NNS" and is_person(p.lemma[colon - 1])
    if label in closed("genre"):
        return -1
    if verb and label and (is_body(label) or tells(p, colon - 1) or people):
        return colon - 1
    surname = any(m.actor_type == "person" and m.actor.split()[-1] == p.word[colon - 1] for m in mentions)
    return colon - 1 if surname or (named and verb) else -1


def _who_acts(d: Draft, colon: int, high: int) -> int:
    """Return who acts after a quotation and a colon: `‘We were lied to’: flood victims turn on the mayor`."""
    p, token = d.p, colon + 1
    while token < high and p.pos[token] in GROUP:
        token += 1
    return token - 1 if token > colon + 1 and token < high and p.pos[token - 1] in NOUNS else -1


# --------------------------------------------------------------------------------------------------
# Read transcripts and interviews: paragraphs that begin with who speaks, `KELLER: The bridge is old.`


FEW = 2  # words at least of a turn
LONG = 5  # tokens at most before the colon
BRACKET = 12  # and of what stands in brackets there: "CALLER (Ines, from Basel):"
OFTEN = 5  # paragraphs at most from one question to the next, on average
BLOCK = 5  # tokens at least of a paragraph that somebody says
QUESTION = 60  # words at most of a question that is a paragraph


def add_transcripts(d: Draft, mentions: Sequence[Mention]) -> None:
    """Add what stands behind the names of an article that is, in part, a transcript: two paragraphs at least.

    A label is the surname of somebody whom the article names, the Q and A of an interview, or, where people talk, any
    word in capitals (`HOST:`). An interview may also have none, and questions that are paragraphs of their own.

    Args:
        d: the article's draft, which is added to.
        mentions: the article's mentions.
    """
    p = d.p
    named = {m.actor.split()[-1].casefold() for m in mentions if m.actor_type == "person" and m.kind == "name"}
    blocks = paragraphs(p)
    turns = [(block, colon) for block in blocks if (colon := _label(d, block[0], named)) >= 0]
    parts = [(block, colon) for block in blocks if (colon := _label(d, block[0], named, loud=True)) >= 0]
    turns = parts if _talk(d, [(block[0], colon) for block, colon in parts], named) else turns
    if len(turns) < 2:
        _interview(d, blocks, mentions)
        return
    whom, said = _interviewed(p, mentions, turns[0][0][0]), list[Said]()
    for (number, end), colon in turns:
        start, stop = p.start[colon + 1], p.sentences[end].end
        if sum(word.isalpha() for word in p.word[colon + 1 : p.last[end]]) < FEW:
            continue  # a score: "Keller: 12."
        stop -= p.text[start:stop].count("”") > p.text[start:stop].count("“") and p.text[stop - 1] == "”"
        last = max(colon, p.first[number] + 1)
        label = p.word[last - 1].rstrip(".")
        if label.lower() in closed("question and answer"):
            if whom is not None and label in "Aa":
                said.append(_answer(p, [(start, stop)], whom))
            elif whom is None:
                said.append(Said(None, [(start, stop)], last - 1, (p.first[number], last), "unnamed", verbatim=True))
            continue  # who asks is the paper itself
        turn = Said(None, [(start, stop)], last - 1, (p.first[number], last), verbatim=not p.sentences[number].headline)
        if label.isupper() and len(label) > 2 and label.lower() not in named:
            turn.by = "unnamed"  # "HOST": a part, and nobody whom the article names so
        said.append(turn)
    _take_turns(d, said)


def paragraphs(p: Parsed) -> list[Span]:
    """Find the paragraphs.

    Args:
        p: the article.

    Returns:
        The first and the last sentence of each.
    """
    begin = [k for k, s in enumerate(p.sentences) if not k or p.sentences[k - 1].paragraph != s.paragraph]
    return [(low, high - 1) for low, high in pairwise([*begin, len(p.sentences)])]


def _take_turns(d: Draft, turns: list[Said]) -> None:
    """Add what is said at each turn, beside what others say in it; what was found there of its own is part of it."""
    begins, ends = [turn.content[0][0] for turn in turns], [turn.content[-1][1] for turn in turns]
    places = [[(start, bisect_left(begins, end) - 1) for start, end in said.content] for said in d.said]
    within = [any(at >= 0 and start < ends[at] for start, at in own) for own in places]
    others = [s.cue and s.source >= 0 and d.p.lower[s.source] not in closed("own") for s in d.said]
    d.said = [s for s, inside, other in zip(d.said, within, others, strict=True) if not inside or other] + turns


def _answer(p: Parsed, content: list[Span], whom: Mention) -> Said:
    first, last = bisect_left(p.end, whom.start + 1), bisect_left(p.start, whom.end)
    return Said(None, content, source=last - 1, source_span=(first, last), by="carried", verbatim=True)


def _interviewed(p: Parsed, mentions: Sequence[Mention], number: int) -> Mention | None:
    """Return who is interviewed: the one person of the headline, or named before the first question, or named most."""
    before = [m for m in mentions if m.sentence_id < number and m.actor_type == "person" and m.kind == "name"]
    before = [m for m in before if p.lower[p.first[m.sentence_id]] != "by"]  # whose piece it is
    above = {m.actor_id for m in before if p.sentences[m.sentence_id].headline}
    often = Counter(m.actor_id for m in before if len(above) != 1 or m.actor_id in above).most_common(2)
    if not often or (len(often) > 1 and often[0][1] == often[1][1]):
        return None
    return next(m for m in before if m.actor_id == often[0][0])


def _interview(d: Draft, blocks: Sequence[Span], mentions: Sequence[Mention]) -> None:
    """Add the answers to questions that are paragraphs of their own: who answers speaks of himself or herself."""
    p = d.p
    asks = [at for at, block in enumerate(blocks) if _question(d, block)]
    if len(asks) > 1:  # "You came here in 1993.": what the reporter says to have it answered
        told = (
            at for at, block in enumerate(blocks) if at > asks[0] and _asks_you(d, block) and not _of_oneself(d, block)
        )
        asks = sorted({*asks, *(at for at in told if at - 1 not in asks)})
    to_whom = 2 * sum(_asks_you(d, blocks[at]) for at in asks) >= len(asks)
    if len(asks) > 3 and len({at % 2 for at in asks}) == 1:
        asks = list(range(asks[0], len(blocks), 2))  # one paragraph each: "The Post called it a flop."
    often = len(asks) > 1 and len(blocks) - asks[0] <= OFTEN * len(asks)
    whom = _interviewed(p, mentions, blocks[asks[0]][0]) if often else None
    if whom is None or (not to_whom and any(_quotes_some(d, block) for block in blocks[asks[0] :])):
        return
    ends = [*asks[1:], len(blocks)]
    named = sorted(m.start for m in mentions if m.kind == "name" and m.actor_id == whom.actor_id)
    answers = [_until(p, blocks[at + 1 : end], named) for at, end in zip(asks, ends, strict=True)]
    answers = [[b for b in blocks if _marked_whole(d, b) or not _marked_whole(d, blocks[0])] for blocks in answers]
    own = [any(_of_oneself(d, block) or _marked_whole(d, block) for block in answer) for answer in answers if answer]
    if len(own) < 2 or 2 * sum(own) < len(own):
        return  # an explainer: the paper answers its own questions
    mixed = bisect_left(named, p.sentences[blocks[asks[0]][0]].start) < len(named)  # the reporter tells of them between
    for answer in answers if mixed else answers[-1:]:
        while len(answer) > 1 and not (_of_oneself(d, answer[-1]) or _marked_whole(d, answer[-1])):
            answer.pop()  # what the paper adds
    spans = [[(p.sentences[low].start, p.sentences[high].end) for low, high in answer] for answer in answers if answer]
    _take_turns(d, [_answer(p, span, whom) for span in spans])


def _marked_whole(d: Draft, block: Span) -> bool:
    """Say whether a paragraph begins and ends in quotation marks."""
    return d.p.first[block[0]] in d.mark and d.p.last[block[1]] - 1 in d.mark


def _quotes_some(d: Draft, block: Span) -> bool:
    """Say whether the reporter quotes somebody in a paragraph: so does nobody who answers."""
    first, last = d.p.first[block[0]], d.p.last[block[1]]
    quoted = (d.owner[d.mark[k]] for k in range(first, last) if d.mark.get(k) in d.owner)
    return any(said.cue and d.p.lower[said.source] not in closed("own") for said in quoted if said.source >= 0)


def add_blocks(d: Draft) -> None:
    """Add a paragraph without marks behind one that ends with who says it and a colon: `Keller wrote:`.

    Further paragraphs belong to it as long as somebody speaks of himself or herself in them.

    Args:
        d: the article's draft, which is added to.
    """
    p, blocks = d.p, paragraphs(d.p)
    said = sorted(span for one in d.said for span in one.content)
    begins, furthest = [start for start, _ in said], [-1, *accumulate((end for _, end in said), max)]
    for at, (_, lead) in enumerate(blocks[:-1]):
        last = p.last[lead] - 1
        if last < 0 or p.word[last] != ":":
            continue
        cues = [c for c in d.cues.get(lead, ()) if c.takes("quote") and c.entry.kind == "verb"]
        if not cues or cues[-1].token in d.taken or (source := who(d, cues[-1].token, last, last + 1)) < 0:
            continue
        content = list[Span]()
        for low, high in blocks[at + 1 :]:
            start, end = p.sentences[low].start, p.sentences[high].end
            tokens = range(p.first[low], p.last[high])
            whole = len(tokens) > BLOCK and p.text[end - 1] in ".?!" and not any(k in d.mark for k in tokens)
            others = furthest[bisect_left(begins, end)] > start
            if not whole or others or (content and not _of_oneself(d, (low, high))):
                break
            content.append((start, end))
        if content:
            d.keep(Said(cues[-1], content, source=source, verbatim=True))


def _question(d: Draft, block: Span) -> bool:
    """Say whether a paragraph is nothing but a question that nobody in the article is said to ask."""
    p, (first, last) = d.p, block
    if not any("?" in word for word in p.word[p.last[last] - 3 : p.last[last]]):
        return False
    text = p.text[p.sentences[first].start : p.sentences[last].end].strip("*_# ")
    marked = any(k in d.mark for k in range(p.first[first], p.last[last])) and not _asks_you(d, block)
    return text.endswith("?") and not marked and len(text.split()) <= QUESTION and first > 0


def _asks_you(d: Draft, block: Span) -> bool:
    """Say whether a paragraph speaks to somebody, outside quotation marks: "Has your mother seen it?"."""
    tokens = range(d.p.first[block[0]], d.p.last[block[1]])
    return any(d.p.lower[k] in closed("second person") and k not in d.mark for k in tokens)


def _until(p: Parsed, blocks: Sequence[Span], named: Sequence[int]) -> list[Span]:
    """Return the paragraphs of an answer: up to one in which the reporter names the one who answers."""
    for at, (low, high) in enumerate(blocks):
        if bisect_left(named, p.sentences[low].start) < bisect_left(named, p.sentences[high].end):
            return list(blocks[:at])
    return list(blocks)


def _of_oneself(d: Draft, block: Span) -> bool:
    """Say whether somebody speaks of himself or herself in a paragraph, outside quotation marks."""
    p = d.p
    tokens = range(p.first[block[0]], p.last[block[1]])
    return any(p.lower[k] in closed("first person") and k not in d.mark for k in tokens)


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
    bracket = "(" in p.word[first : first + LONG]
    for token in range(first + 1, min(first + (BRACKET if bracket else LONG), p.last[number] - 1)):
        if p.lower[first] in ("q.", "a.") and token == first + 1:
            return first
        if p.word[token] == ":":
            asks = p.lower[token - 1] in closed("question and answer") and token == first + 1  # "Q: Is it old?"
            last = token - 1
            shouted = loud and p.word[last].isupper() and len(p.word[last]) > 2 and not furniture(line)
            known = asks or p.lower[last] in named or shouted
            return token if known and p.word[last][0].isupper() else -1
    return -1
