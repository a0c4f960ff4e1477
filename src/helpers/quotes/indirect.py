"""Quotes without marks: reported clauses and objects."""

from __future__ import annotations

import calendar

from ..actors.gazetteer import closed, is_body, is_person
from ..parse import FINITE, Parsed
from . import cues
from .bounds import CROWD, bears_out, cut, document_kind, objection, remarked, right_edge, tells, thing, who
from .cues import SUBJECTS, Cue, Draft, Said, Span, complement, is_mark, parenthesis, trim

# --------------------------------------------------------------------------------------------------
# Read reported clauses: `said that ...`, `..., he said`, `according to ...`, with the parse and beside it.
#
# The parse says what a cue reports; where it lost a long sentence, the words do: `that` soon after a cue, a
# subject and a verb right behind it, a comma before `he said`.


QUESTION_TAGS = frozenset(("WP", "WRB", "WDT", "WP$"))
# What stands between a cue and the verb it reports, and is yet no adverb, date or place: part of the report.
OWN = frozenset(("nsubj", "dep", "csubj", "ccomp", "attr", "oprd", "compound", "nmod", "amod"))
BEGINNING = frozenset(("PRP", "DT", "NNP", "NN", "NNS", "NNPS", "EX", "PRP$", "JJ", "CD"))
UNFINISHED = frozenset(("AUX", "ADP", "CCONJ", "DET"))  # before `, she insisted,`: what follows is said, too
BREAKS = ",?!–—--…"
DEEPEST = 20  # contents around another one
SUBJECT_WORDS = 9  # words at most of a subject between commas
LONG = 12  # tokens at most that the parse left out of a source
NAMING = frozenset(("NOUN", "PROPN", "PRON"))
STARTS = frozenset(("ADP", "DET", "PRON", "SCONJ", "PUNCT", "NUM"))  # what may begin a clause behind a source
DAYS = frozenset(calendar.day_name)


def clause(d: Draft, cue: Cue) -> None:
    """Add what a cue reports as a clause; cues in quotation marks belong to who is quoted and are left out.

    Args:
        d: the quotations so far; takes this one.
        cue: in the article.
    """
    p = d.p
    d.around = [end for end in d.around if end > p.start[cue.token]]
    if len(d.around) >= DEEPEST or cue.token in d.mark or cues.unsaid(p, cue) or cues.linked(p, cue):
        return  # what lies so deep says nothing, and to read it anew at each cue takes the square of the sentence
    if other := {"prep": _according, "noun": _noun}.get(cue.entry.kind):
        other(d, cue)
        return
    if not cue.takes("clause", "that", "question"):
        return
    segments = [span for span in _segments(d, cue) if span[0] < span[1]]
    last, span, whole = _closing(d, cue)
    if segments and not (whole and whole[0][0] == segments[0][0] and segments[-1][1] < whole[0][1]):
        last, span, whole = -1, (-1, -1), segments
    segments = whole  # "Two were hurt and a man died, police said": the parse may give the verb a part alone
    marked = d.mark.get(segments[0][0], -1) if segments else -1
    closes = d.words[marked][1] if marked >= 0 else -1
    if 0 < closes < segments[0][1] and p.word[closes - 2] == "," and p.pos[closes] != "CCONJ":
        return  # "“We are ready,” a student, who gave no name, told the crowd"
    number = d.mark.get(segments[0][0], -1) if segments else -1
    on = number >= 0 and p.at(cue.last) == "on"
    if not segments or (on and cues.titled(p, *d.words[number])):
        return  # "said on “Morning News”"
    said = Said(
        cue, source=last if last >= 0 else who(d, d.joint.get(cue.token, cue.token), *segments[0]), source_span=span
    )
    none = p.tag[cue.token] in ("VB", "VBG") if said.source < 0 else p.lower[said.source] in closed("no source")
    if none:
        return  # "It is worth noting that ...", "when you say that", "That said, ...": nobody says it
    finds = said.source >= 0 and p.lower[said.source] in closed("finds") and p.lower[segments[0][0]] == "that"
    finds = finds and p.tag[segments[0][0]] == "IN"
    if cue.takes("document") and not (tells(d.p, said.source) or finds):
        return  # "the survey found that", "the judge found that", not "she found that"
    if document_kind(p, said.source) == "inscribed" or bears_out(p, cue, said.source):
        return  # "Stop, the sign read", "the delay suggests that"
    if document_kind(p, said.source) == "picture" and p.lower[segments[0][0]] != "that":
        return  # "the video shows that he fell", not "the video shows him falling"
    noun = segments[0][0] - 1
    if p.head[noun] == cue.token < noun and not closed("hardly any").isdisjoint(p.lower[p.edges[noun][0] : noun]):
        segments[0] = p.edges[noun][0], segments[0][1]  # "found | no evidence that"
    said.content = d.settle(cue.token, segments)
    if said.content:
        d.keep(said)
        d.around.append(said.content[-1][1])


def _noun(d: Draft, cue: Cue) -> None:
    """Add what a noun reports with "that", where the text tells whose it is: "her claim that", "made a claim that"."""
    p, noun = d.p, cue.token
    clause = next((k for k in p.children[noun] if k > cue.last and p.dep[k] in ("acl", "ccomp")), -1)
    if clause < 0 or p.at(cue.last) != "that" or p.dep[cue.last] not in ("mark", "advmod"):
        return
    whose = next(iter(p.below(noun, "poss")), -1)
    verb = p.head[noun]
    if verb in d.taken and d.taken[verb].content[-1][1] > p.start[cue.last]:
        return  # "repeated a claim that": the verb reports it
    if whose < 0 and p.dep[noun] == "dobj" and p.lemma[verb] in closed("issues") and p.tag[verb] in FINITE:
        whose = next(iter(p.below(verb, "nsubj")), -1)
    number = d.mark.get(cue.last + 1, -1)
    whole = is_mark(p.word[cue.last + 1]) and number >= 0 and p.edges[clause][1] >= d.words[number][1] - 2
    begin = cue.last + whole  # 'her remark that "nobody used it"'
    if whose >= 0 and (content := d.settle(noun, [trim(p, begin, p.edges[clause][1])])):
        d.keep(Said(cue, content, source=whose))


def _segments(d: Draft, cue: Cue) -> list[Span]:
    """Return the spans of what a verb reports."""
    p, verb = d.p, cue.token
    low, high = p.first[p.sentence[verb]], p.last[p.sentence[verb]]
    head = max(complement(p, verb), complement(p, cue.last - 1))  # "wanted to know whether"
    if head < 0 and cue.entry.stance == "question":  # "asked him when he had left"
        whom = next((p.edges[k][1] for k in p.children[verb] if k > verb and p.dep[k] == "dobj"), verb + 2)
        asked = (k for k in p.below(verb, "advcl") if _question_word(p, p.edges[k][0]))
        head = next((k for k in asked if verb < p.edges[k][0] <= max(verb + 2, whom)), -1)
    begin = next((k for k in range(*p.edges[head]) if p.word[k] != ","), head) if head > verb else head
    absolute = p.tag[head] == "VBG" and p.tag[begin] == "PRP$" and p.word[begin - 1] == "," and not _finite(p, head)
    if head > verb and (_inverted(d, verb) or absolute):
        return []  # "she said, her voice shaking"
    if head > verb:
        left = _left(d, cue, max(p.edges[head][0], verb + 1), head)
        marks = (k for k in p.below(head, "mark") if p.lower[k] == "that" and verb < k < head)
        that = next(marks, left)
        when = p.lower[left] in ("when", "after") and p.tag[left + 1] in ("VBN", "VBD")  # "said, when asked, that"
        if when and that == left:  # 'said when asked why, “no idea”'
            that = next((k + 1 for k in range(left, head) if p.word[k] == "," and is_mark(p.word[k + 1])), left)
        left = that if when or not p.finite(left, that) else left  # "said outside court that"
        day = p.lower[left] == "on" and p.word[left + 1] in DAYS and p.pos[left + 2] != "PUNCT"
        left += 2 * (left == cue.last and day)
        question = _question_word(p, left)
        fact = cue.entry.stance == "question" and _finite(p, head)  # "asked that he leave", not "that he had left"
        fits = cue.takes("clause") or (cue.takes("that") and p.lower[left] == "that" and not fact)
        fits = fits or (cue.takes("question") and question)
        right = right_edge(d, cue, max(p.edges[head][1], left + 1), high)
        if not fits:
            return []
        right = objection(d, left, cut(d, cue, left, right))
        report = trim(p, left, right)
        first, last = parenthesis(p, verb, low, verb + 1)
        if p.word[min(verb + 1, high - 1)] == "," and low < first <= verb and _breaks(d, first - 1):
            return _front(p, trim(p, low, first), report)  # "If it rains, she said, we stay"
        return [report]
    if head >= 0:
        left, right = p.edges[head]
        first, last = parenthesis(p, verb, right if right <= verb else low, high)
        deed = (
            cue.takes("to")
            and p.lower[cue.last : cue.last + 1] == ["to"]
            and p.tag[cue.last + 1 : cue.last + 2] == ["VB"]
        )
        if deed or first <= left or not _breaks(d, first - 1) or remarked(p, first):
            return []  # a headline's "Junta dissolves parties, opposition vows to resist"
        colon = next((k for k in range(left + 1, first - 1) if p.word[k] == ":" and k not in d.mark), first)
        right = first if right <= colon < first else right  # "The firm has a problem: it is broke, she said"
        left = colon + 1 if _tells_apart(d, cue, left, colon, first) else left
        on = right > last + 2 and p.word[last] == ","
        after = trim(p, last, cut(d, cue, last + 1, right)) if on else (0, 0)
        return [trim(p, left, min(right, first)), after]
    said = _that_clause(d, cue, high) or _around(d, cue, low, high) or _bare(d, cue, high)
    return said or _after_time(d, cue, high)


def _closing(d: Draft, cue: Cue) -> tuple[int, Span, list[Span]]:
    """Return who ends a sentence by saying it, head and span, and the words before: `It rained, the Guard (CG) said.`

    The parse may have lost both in a long sentence.
    """
    p, verb, first = d.p, cue.token, d.p.first[d.p.sentence[cue.token]]
    tail = range(cue.last, d.p.last[d.p.sentence[verb]] - 1)
    placed = not tail or (p.tag[tail[0]] == "IN" and p.lower[tail[0]] != "that") or p.word[tail[0]] in DAYS
    alone = (
        placed
        and len(tail) < LONG
        and p.at(tail.stop) == "."
        and all(p.tag[k][0] not in "VMW," and k not in d.mark for k in tail)
    )
    if not alone or not cue.takes("clause", "that", "quote") or p.tag[verb] not in (*FINITE, "VBN"):
        return -1, (-1, -1), []
    end = verb - (p.lower[verb - 1] in ("has", "had", "have"))
    opened = next((k for k in range(verb, first, -1) if p.word[k] == "("), first)
    who = (opened if p.word[end - 1] == ")" else end) - 1
    comma = next((k for k in range(end - 1, max(first, verb - LONG), -1) if p.word[k] == ","), first)
    named = comma < who and p.pos[who] in NAMING and p.tag[comma + 1] in BEGINNING and not remarked(p, comma + 1)
    whole = not p.finite(comma, end) and (complement(p, verb) >= 0 or p.finite(first, comma))
    if named and whole and (end == verb) == (p.tag[verb] != "VBN") and not any(k in d.mark for k in range(first, verb)):
        return who, (comma + 1, end), [trim(p, first, comma)]
    return -1, (-1, -1), []


def _tells_apart(d: Draft, cue: Cue, left: int, colon: int, end: int) -> bool:
    """Say whether the reporter tells of a speaker up to a colon: "Keller was blunt: the plan was dead, she said"."""
    p = d.p
    subject = next((k for k in range(left, colon) if p.dep[k] in SUBJECTS), -1)
    one = any(p.lower[k] in ("he", "she") for k in p.below(cue.token, *SUBJECTS))
    named = any(label == "PERSON" and first <= subject < last for first, last, label in p.entities)
    whole = p.finite(left, colon) and p.finite(colon, end)
    return one and whole and subject >= 0 and (named or is_person(p.lower[subject]))


def _question_word(p: Parsed, token: int) -> bool:
    return p.tag[token] in QUESTION_TAGS or p.lower[token] in ("if", "whether")


def _inverted(d: Draft, verb: int) -> bool:
    """Say whether what the parse takes for a clause is who speaks: `"...," said Keller, who ...`."""
    p = d.p
    noun = verb + 1 < len(p.tag) and p.tag[verb + 1] in BEGINNING and p.tag[verb + 1] not in ("PRP", "EX")
    alone = not any(k < verb and p.dep[k] in SUBJECTS for k in p.children[verb])
    return noun and alone and p.tag[verb] in FINITE and verb - 1 in d.mark


def _breaks(d: Draft, token: int) -> bool:
    """Say whether a token sets off what follows: a comma, a dash, a closing mark, a question mark."""
    return d.p.word[token] in BREAKS or is_mark(d.p.word[token])


def _left(d: Draft, cue: Cue, left: int, head: int) -> int:
    """Return where a clause after its cue begins: a noun group before its verb belongs to it as well.

    So does all else where its verb has no subject: "said about half of it was lost".
    """
    p = d.p
    subject = p.below(head, *SUBJECTS, "expl")
    if _finite(p, head) and left >= head - 3 and not subject:
        between = [k for k in p.children[cue.token] if cue.last <= k < left]
        first = next((p.edges[k][0] for k in between if p.dep[k] in ("prep", "advmod", "advcl")), left)
        bare = next((k for k in p.below(cue.token, "dobj") if p.edges[k][1] == left), -1)
        bare = bare if p.lower[left] != "that" and (p.tag[bare][:2] == "JJ" or thing(p, bare)) else -1
        first = p.edges[bare][0] if bare > cue.token else first  # "warned the worst was to come"
        left = max(first, cue.token + 1) if not cue.takes("person") or bare > cue.token else left
    for child in p.children[cue.token]:
        if cue.last <= child < left:
            first = max(cue.last, p.edges[child][0])
            if first == cue.last and cues.addressed(p, cue):
                return first + 1
            asks = cue.takes("question") and p.tag[first] in QUESTION_TAGS  # "questioned how some of it was spent"
            spoken_to = (cue.takes("person") or not cue.takes("clause")) and not asks
            if p.dep[child] in OWN or (p.dep[child] == "dobj" and not spoken_to):
                return first
    return left


def _finite(p: Parsed, verb: int) -> bool:
    return p.tag[verb] in FINITE or any(p.tag[k] in FINITE for k in p.below(verb, "aux"))


def _that_clause(d: Draft, cue: Cue, high: int) -> list[Span]:
    """Return the clause that `that` opens shortly after a cue, where the parse missed it."""
    p = d.p
    if not cue.takes("clause", "that") or cue.entry.stance == "question":
        return []
    for token in range(cue.token + 1, min(cue.token + 12, high)):
        if p.at(cue.last) == "on" and token in d.mark and cues.titled(p, *d.words[d.mark[token]]):
            continue  # "said on “Morning News” that it rained"
        water = (
            p.tag[token] == "DT" and cue.takes("person") and p.dep[p.head[token]] in SUBJECTS
        )  # "on a call that water"
        if p.lower[token] == "that" and (water or p.tag[token] in ("IN", "WDT")) and not _relative(p, cue, token):
            ended = p.at(token + 1) in (",", ".")  # "..., and that she won"
            another = p.pos[token - 1] == "CCONJ" or ended
            report = p.lower[token - 1] in cues.nouns()  # "responds to reports that"
            another |= report and not {"to", "at"}.isdisjoint(p.lower[cue.last : token])
            another |= cue.takes("noun", "claim") and any(p.dep[k] == "dobj" for k in range(cue.last, token))
            return [] if another else [trim(p, token, cut(d, cue, token, high))]
        if p.tag[token] in FINITE or p.tag[token] == "VBG" or p.word[token] in ':;"“':
            break
    return []


def _relative(p: Parsed, cue: Cue, that: int) -> bool:
    """Say whether "that" only describes a noun: "was written into a contract that was never signed"."""
    if p.lower[p.head[that - 1]] in ("through", "via"):
        return False  # "said through an interpreter that she saw"
    passive = bool(p.below(cue.token, "auxpass"))
    alone = not any(k > that for k in p.below(p.head[that], "dobj"))  # not "told us that she saw it"
    described = p.dep[that] == "dobj" and p.tag[that] == "WDT" and p.pos[that - 1] in ("NOUN", "PROPN") and alone
    whose = p.tag[that] == "WDT" and p.dep[that] == "nsubjpass" and (passive or p.pos[that - 1] == "NOUN")
    return p.dep[that] == "nsubj" or described or whose


def _bare(d: Draft, cue: Cue, high: int) -> list[Span]:
    """Return the rest of the sentence where a cue is followed by a subject and a finite verb."""
    p, begin = d.p, cue.token + 1 + cues.addressed(d.p, cue)
    if not _with_subject(d, cue) or begin >= high or p.tag[begin] not in BEGINNING:
        return []
    for token in range(begin, min(begin + 15, high)):
        if p.word[token] in ",.;:" or is_mark(p.word[token]) or p.tag[token] in ("WP", "WDT", "IN"):
            return []
        if p.tag[token] in FINITE and token > begin:  # but "denied a theft and said that"
            link = range(begin if p.dep[token] == "conj" else token - 1, token)
            joined = p.head[token] == cue.token and any(p.pos[k] == "CCONJ" for k in link)
            return [] if joined else [trim(p, begin, cut(d, cue, begin, high))]
    return []


def _after_time(d: Draft, cue: Cue, high: int) -> list[Span]:
    """Return the clause behind a time that the parse took for part of it: "said after the vote she would stay"."""
    p = d.p
    for verb in p.children[cue.token]:
        if verb > cue.token and p.dep[verb] == "advcl" and _with_subject(d, cue):
            begin = next((p.edges[k][0] for k in p.below(verb, *SUBJECTS)), -1)
            time = [k for k in p.children[verb] if k < begin and p.dep[k] == "prep"]
            if time and p.edges[time[-1]][1] == begin and p.below(time[-1], "pobj"):
                return [trim(p, begin, high)]
    return []


def _around(d: Draft, cue: Cue, low: int, high: int) -> list[Span]:
    """Return the words around a parenthetical `he said`, `as he pointed out`."""
    p = d.p
    if len(d.cues[p.sentence[cue.token]]) > CROWD or _describes(p, cue.token):
        return []
    deed = cue.takes("to") and any(k > cue.token for k in p.below(cue.token, "xcomp"))
    kids = p.children[cue.token]
    passive = any(p.dep[k] == "mark" for k in kids) and any(p.dep[k] == "auxpass" for k in kids)  # "as it was read out"
    if deed or passive or any(_subordinates(p, k) for k in kids if k < cue.token):
        return []  # "though her father insists", "when she said yes"
    if not _with_subject(d, cue) and not _set_off(d, cue):
        return _aside(d, cue, low, high) or _as_reported(d, cue, low, high) or _turned(d, cue, low, high)
    first, last = parenthesis(p, cue.token, low, high)
    if remarked(p, first):
        return []  # "Lee called it theft, a charge Ross denied": not what Lee called it
    apart = [k > cue.token for k in p.below(cue.token, *SUBJECTS)]
    set_off = any(p.word[k] in ",“" for k in range(cue.last, high - 1))
    if True in apart and False in apart and p.finite(cue.last, high) and not set_off:
        return [trim(p, cue.last, high)]  # "The chair, Ann Lee, said the bill did not tax offerings"
    if low < first and p.word[first - 1] == "," == p.word[min(cue.last, high - 1)]:
        rest = any(k > cue.last and p.dep[k] in ("dobj", "attr", "advmod", "acomp") for k in p.children[cue.token])
        last = cue.last if rest or p.pos[first - 2] in UNFINISHED else last  # "And, she insisted, no need"
    behind = any(k > cue.token for k in p.below(cue.token, *SUBJECTS))
    if behind and p.word[cue.token - 1] == ",":
        first = cue.token  # "Rents, says Anna Keller, will fall": the parse gives the verb both subjects
    left = min(p.edges[k][0] for k in p.below(cue.token, *SUBJECTS) if k >= first)
    if first < left < cue.token and _breaks(d, left - 1) and p.word[min(cue.token + 1, high - 1)] == ",":
        first = left  # "Even then, others insist, ...": the adverb belongs to the report
    dashes = () if p.below(cue.token, "dobj") else ("--",)
    begins = p.lower[first] == "as" if first <= low else _breaks(d, first - 1)
    begins |= p.lower[first] == "as" and p.pos[first - 1] == "CCONJ"  # "But as she said, ..."
    if not begins or (last < high and p.word[last] not in (*",.;:–—-", *dashes)):
        return _aside(d, cue, low, high)
    before = trim(p, _aside_from(d, cue, low, first), first)
    after = trim(p, last, high) if last < high and p.word[last] == "," else (0, 0)
    if left > cue.token and not p.finite(*after):
        after = (0, 0)  # "..., said one of the sponsors, Rep. Anna Keller": who it is, not what she said
    marked = first - 1 in d.mark and after[0] not in d.mark
    after = (0, 0) if marked and p.tag[after[0]] == "VBG" else after  # "“It rained,” she said, holding up her coat"
    whole = after[0] < after[1] and before[0] < before[1]
    if whole and before[1] - before[0] == 1 and p.pos[before[0]] == "CCONJ":
        return [after]
    cut_off = ("IN", "CC", "WRB") if p.lower[first] == "as" else ("WRB",)
    if whole and p.tag[before[1] - 1] in cut_off:
        return [after]  # "because, as he said, ...", "missed the days when, he said, ..."
    one = before[1] - before[0] == 1 and after[0] >= after[1]  # "Yet, as she observed -- ..."
    return [] if one and p.pos[before[0]] in ("CCONJ", "ADV", "SCONJ") else _front(p, before, after)


def _front(p: Parsed, before: Span, after: Span) -> list[Span]:
    """Return what stands around a cue; not what leads to a sentence in marks: `In a note, she said, "We stay."`."""
    sentence = after[0] < after[1] - 1 and is_mark(p.word[after[0]]) and p.word[after[0] + 1][0].isupper()
    leads = sentence and before[0] < before[1] and not is_mark(p.word[before[0]])
    return [after] if leads or p.lower[before[0]] == "asked" else [before, after]


def _subordinates(p: Parsed, token: int) -> bool:
    if p.dep[token] == "mark":
        return p.lower[token] not in ("as", "that")
    return p.dep[token] == "advmod" and p.tag[token] == "WRB"


def _aside_from(d: Draft, cue: Cue, low: int, first: int) -> int:
    """Return where what an aside reports begins in its sentence: behind a colon, or within another's report.

    "The board disagrees: the well, it says, is dry"; "She said vans, two of which, she added, were stolen"; "whether it
    had expired, as the union says"; "He praised Paris — the singer, he added, not the city".
    """
    p = d.p
    colon = next((k for k in range(first - 2, low, -1) if p.word[k] in ":;" and k not in d.mark), -1)
    low = colon + 1 if colon > 0 else low
    dash = [k for k in range(low + 1, first - 1) if p.word[k] in ("—", "–", "--")]
    others = (*range(dash[0], first), *range(cue.last, p.last[p.sentence[first]])) if len(dash) == 1 else ()
    if others and not any(p.tag[k] in FINITE for k in others):
        return dash[0] + 1
    above, clause = p.head[cue.token], -1
    if p.lower[first] == "as" and p.dep[cue.token] == "advcl" and p.dep[above] == "ccomp" and p.head[above] < above:
        clause = p.edges[above][0]
    before = (c for c in d.cues.get(p.sentence[cue.token], ()) if low <= c.token < first)
    outer = next((c for c in before if _reports(d, c, cue)), None)
    if clause < 0 and outer is not None and p.word[first - 1] == ",":
        if any(p.tag[k] == "PRP" for k in p.below(cue.token, *SUBJECTS)):
            d.joint[cue.token] = outer.token
        comma = next((k for k in range(first - 2, outer.last, -1) if p.word[k] == ","), -1)
        clause = comma + 1 if comma > 0 else outer.last
    return max(low, clause)


def _reports(d: Draft, outer: Cue, cue: Cue) -> bool:
    """Say whether what one cue reports holds another, an aside in it."""
    p, below = d.p, complement(d.p, outer.token)
    return outer.takes("clause", "that") and below > outer.token and p.edges[below][0] < cue.token < p.edges[below][1]


def _describes(p: Parsed, verb: int) -> bool:
    """Say whether a verb only tells of something: "Lee, who had promised to resign, was late" reports no lateness.

    Nor does "firms, which he wrote on a pad" report the firms.
    """
    kids = p.children[verb]
    if any(p.dep[k] in (*SUBJECTS, "dobj") and any(p.tag[j] == "WP$" for j in p.children[k]) for k in kids):
        return True  # "whose names she wrote on a pad", "sold to Hale Corp, whose director, Ann Lee, denied it"
    kids = [j for k in kids for j in (k, *(p.children[k] if p.dep[k] == "prep" else ()))]  # "in which"
    return any(p.dep[k] in (*SUBJECTS, "dobj", "pobj") and p.lower[k] in closed("relative") for k in kids)


def _set_off(d: Draft, cue: Cue) -> bool:
    """Say whether a verb that takes a clause after "that" alone ends what stands between commas: `, it concluded,`."""
    p, end = d.p, d.p.word[cue.last : cue.last + 1]
    return cue.takes("that") and end in ([","], ["."]) and bool(p.below(cue.token, *SUBJECTS))


def _aside(d: Draft, cue: Cue, low: int, high: int) -> list[Span]:
    """Return the words around `, many say,` where the parse lost it: a short subject and a cue between commas."""
    p, verb = d.p, cue.token
    if not cue.takes("clause") or p.tag[verb] not in FINITE:
        return []
    first = verb
    while low < first and verb - first < SUBJECT_WORDS and p.tag[first - 1] not in FINITE and not _breaks(d, first - 1):
        first -= 1
    told = (p.edges[k][1] for k in p.children[verb] if cue.takes("person") and p.dep[k] in ("dobj", "dative"))
    last = max([verb + 1, *told])
    if p.tag[first] not in BEGINNING or p.word[first - 1] != "," or p.at(last) != ",":
        return []
    around = [trim(p, low, first), trim(p, last, high)]
    return around if any(p.tag[k] in FINITE for span in around for k in range(*span)) else []


def _as_reported(d: Draft, cue: Cue, low: int, high: int) -> list[Span]:
    """Return the words before or after `as first reported by ...`."""
    p, first = d.p, cue.token - 1
    while first > low and p.pos[first] == "ADV" and p.lower[first] != "as":
        first -= 1
    agent = next(iter(p.below(cue.token, "agent")), -1)
    if first < low or p.lower[first] != "as" or agent < 0:
        return []
    if first > low:
        return [trim(p, low, first)] if p.word[first - 1] == "," else []
    last = p.edges[agent][1]
    return [trim(p, last, high)] if p.at(last) == "," else []


def _turned(d: Draft, cue: Cue, low: int, high: int) -> list[Span]:
    """Return the words before `, added Keller at a meeting`, where the parse took who says it for an object."""
    p, verb = d.p, cue.token
    name = next((k for k in p.children[verb] if k > verb and p.dep[k] == "dobj"), -1)
    beside = name > 0 and p.word[verb - 1] == "," and p.edges[name][0] == cue.last and not cue.takes("person")
    speaks = beside and (p.tag[name] == "NNP" or is_person(p.lemma[name]) or is_body(p.lower[name]))
    whole = p.finite(low, verb - 1) and not p.finite(name, high)
    said = speaks and whole and cue.takes("clause") and p.tag[verb] in ("VBD", "VBN")
    return [trim(p, low, verb - 1)] if said else []


def _with_subject(d: Draft, cue: Cue) -> bool:
    return cue.takes("clause") and bool(d.p.below(cue.token, *SUBJECTS))


def _according(d: Draft, cue: Cue) -> None:
    """Add the sentence around `according to` or `in the words of` and its noun group, in one segment or two."""
    p, token = d.p, cue.token
    low, high = p.first[p.sentence[token]], p.last[p.sentence[token]]
    near = (k for k in range(cue.last, min(cue.last + 10, high)) if p.dep[k] == "pobj")
    head = next(iter(p.below(cue.last - 1, "pobj")), next(near, -1))
    if head < 0 or p.lower[head] in closed("a standard"):
        return  # "were paid according to need"
    end = _own_subject(p, token, head) if token == low else -1
    quoted = next((k for k in range(head + 1, p.edges[head][1]) if k in d.mark), 0)
    if end < 0 < quoted and p.word[quoted - 1] == ",":
        end = trim(p, head, quoted)[1]  # 'There was, according to Keller, "a plan"'
    whole = max(p.edges[head][1], head + 1)  # "According to a Basel/Hull poll out Thursday, it rained"
    comma = next((k for k in range(whole, min(whole + LONG, high)) if p.word[k] == ","), 0) if token == low else 0
    if end < 0 and whole < comma and p.pos[whole] not in STARTS and not p.finite(whole, comma):
        end = comma
    if (
        end < 0 and token == low and p.at(whole) == "," and p.tag[whole + 1 : whole + 2] == ["VBN"]
    ):  # "the suit, filed by Lee, the"
        far = next((k for k in range(whole + 2, min(whole + LONG, high)) if p.word[k] == ","), -1)
        whole = far if far > 0 and not p.finite(whole, far) else whole
    said = Said(cue, source=head, source_span=(p.edges[head][0], end) if end > 0 else (-1, -1))
    before = trim(p, low, token)
    if before[0] < before[1] and (p.tag[before[1] - 1] in ("WDT", "WP") or p.lower[before[1] - 1] == "that"):
        before = (0, 0)  # "protests in which, according to Keller, ...", "Keller said that, according to the poll, ..."
    after = trim(p, end if end > 0 else whole, high)
    opens = after[0] if after[0] < after[1] else before[0]
    if opens > token and p.lower[opens] in closed("turns") and not FINITE.isdisjoint(p.tag[slice(*before)]):
        after = (0, 0)  # "It leads by two points, according to the poll, but its lead shrinks"
    pieces = before, after
    said.content = d.settle(token, [piece for piece in pieces if piece[0] < piece[1]])
    if said.content:
        d.keep(said)


def _own_subject(p: Parsed, token: int, head: int) -> int:
    """Return where the words of a source end that the parse gave the subject of the sentence as well, or -1.

    "According to a report by the union, two of the drivers have left": *left* has no subject, so that it stands after
    the comma.
    """
    verb = p.head[token]
    if verb == token:  # the parse found no verb: "According to Keller, the plan reeks of fear"
        verb = p.edges[head][1]
    elif p.below(verb, *SUBJECTS):
        return -1
    commas = [k for k in range(head + 1, min(p.edges[head][1], verb)) if p.word[k] == ","]
    who_it_is = len(commas) > 1 and p.lower[commas[0] + 1] in ("a", "an")  # "According to Keller, a lawyer, ..."
    return commas[who_it_is] if commas else -1


# --------------------------------------------------------------------------------------------------
# Go on with what a poll or a study finds: shares of people, in the sentences after it.


AFTER = 1  # sentences from one finding to the next
EARLY = 9  # tokens at most before a share, and behind it before its verb


def add_findings(d: Draft) -> None:
    """Add the sentences after what a document found that tell how many of whom: `Among women, 61 percent oppose it.`

    Args:
        d: the article's draft, which is added to.
    """
    p, last = d.p, -1 - AFTER
    source: Said | None = None
    found = {p.sentence[s.at]: s for s in d.said if s.at >= 0 and _finds(p, s)}
    for number, sentence in enumerate(p.sentences):
        if number in found:
            source, last = found[number], number
            continue
        first, end = p.first[number], p.last[number]
        if any(cue.entry.kind != "noun" and p.dep[cue.token] != "acl" for cue in d.cues.get(number, ())):
            continue
        at = _poll(p, first, end, source)
        left, right = p.edges[p.head[at]] if at >= 0 else (end, end)
        said = Said(None, d.settle(-1, [trim(p, first, left), trim(p, right, end)]), source=at)
        near = number - last <= AFTER and sentence.paragraph - p.sentences[last].paragraph <= AFTER
        if source and near and said.source < 0 and _shares(p, first, end):
            said.source, said.source_span, said.by = source.source, source.source_span, "carried"
        if said.source >= 0 and not any(k in d.mark for k in range(first, end)):
            d.keep(said)
            source, last = said, number


def _finds(p: Parsed, s: Said) -> bool:
    """Say whether a quotation tells a share that a document found."""
    if s.cue is None or not tells(p, s.source) or document_kind(p, s.source) == "picture":
        return False
    number = p.sentence[s.at]
    return any(_share(p, k) for k in range(p.first[number], p.last[number]))


def _share(p: Parsed, token: int) -> bool:
    """Say whether a word tells a share: "61 percent", "a quarter", "four in 10"."""
    several = p.lower[token] == "in" and p.tag[token - 1] == "CD" and p.tag[token + 1 : token + 2] == ["CD"]
    return several or p.lower[token] in closed("share")


def _poll(p: Parsed, first: int, end: int, other: Said | None) -> int:
    """Return the poll in which a sentence tells a share: "Keller had 31 percent in the Harbour poll", or -1.

    Of "the poll" another must have told: it may be an election.
    """
    polls = (k for k in range(first, end) if p.lower[k] in closed("poll") and p.dep[k] == "pobj")
    at = next((k for k in polls if p.lower[p.head[k]] == "in"), -1)
    named = at >= 0 and (other is not None or any(p.tag[k] == "NNP" for k in p.children[at]) or p.lower[at] == "survey")
    return at if named and any(_share(p, k) for k in range(first, end)) else -1


def _shares(p: Parsed, first: int, end: int) -> bool:
    """Say whether a sentence tells first of all what share of people does something, or who leads by how much."""
    if any(p.lower[k] == "to" and p.tag[k + 1] == "CD" and _share(p, k + 2) for k in range(first, end - 2)):
        return True
    at = next((k for k in range(first, min(first + EARLY, end)) if _share(p, k)), -1)
    if at < 0:
        return False
    own = any(p.dep[k] in SUBJECTS and p.edges[k][0] <= at <= k for k in range(at, min(at + EARLY, end)))
    return own or p.lower[first] in closed("among")
