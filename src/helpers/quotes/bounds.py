"""The two sides of a report: who a cue's words are from, and where what it reports ends."""

from __future__ import annotations

from ..actors import gazetteer
from ..actors.gazetteer import closed, is_body, is_person, noun_kinds, speaks_for
from ..knowledge import grouped, words
from ..parse import FINITE, Parsed
from .cues import PARTICIPIAL, SUBJECTS, Cue, Draft, is_mark, source

# --------------------------------------------------------------------------------------------------
# Find who a cue's words are from: the head word of a source, by the parse, else the noun beside the cue.


APART = (",", "—", "–", "--")  # and words before an objection
TIMES = "lexicons/time_words.csv"
EVENTS = "lexicons/event_nouns.csv"
DEEDS = ("ing", "ings", "tion", "tions", "ment", "ments", "ness", "ity")  # how nouns for what happens or is done end
NOUN = frozenset(("NOUN", "PROPN", "PRON"))
NOMINAL = NOUN | {"NUM", "DET", "ADJ", "X"}  # "some said", "the poor said"
WITHIN = frozenset(("compound", "poss", "nmod"))


def who(d: Draft, verb: int, first: int, last: int) -> int:
    """Find the source of a cue.

    Args:
        d: the quotations so far.
        verb: token of the cue.
        first: the first token of its content.
        last: the token after the last of its content.

    Returns:
        The head word of the source, or -1.
    """
    p = d.p
    if verb in d.at and accused(p, d.at[verb]):
        return -1
    found = _quoted_as(d, verb)
    if found < 0:
        found = source(p, verb)
        if p.tag[verb] == "VBG" and _is_event(p, found) and p.dep[found] in SUBJECTS:
            found = source(p, p.head[p.head[found]])  # "said the talks were brief, adding that"
            found = -1 if _is_event(p, found) else found
    told = p.tag[verb] == "VBG" and 0 <= found == p.head[verb] == verb - 1 and p.dep[found] == "dobj"
    if told and is_person(p.lemma[found]) and p.head[found] in d.at:
        found = source(p, p.head[found])  # "emailed drivers saying"
    if p.tag[verb] in ("VBG", "VB") and 0 <= found == p.head[verb] and _idle(p, found):
        did = p.tag[verb] == "VBG" or p.tag[p.head[found]] == "VBD"  # "held talks to say that", not "has a way to say"
        beside = (did and p.dep[found] == "dobj") or p.word[verb - 1] == ","
        found = source(p, p.head[found]) if beside else -1
    about = verb in d.at and d.at[verb].takes("document") and found < verb - 1 and tells(p, verb - 1)
    if about and p.dep[found] == "nsubj" and p.pos[found] == "PROPN":
        found = verb - 1  # "The State of the Air report found"
    if _speaks(d, found, verb, first, last):
        return found
    low, high = p.first[p.sentence[verb]], p.last[p.sentence[verb]]
    by = p.tag[verb] == "VBN" and p.at(last) == "by"  # 'was called "a fraud" by Keller'
    passive = p.tag[verb] == "VBN" and bool(p.below(verb, "auxpass"))
    if passive or (by and p.dep[verb] in PARTICIPIAL):
        return next(iter(p.below(last, "pobj")), -1) if by else -1
    finite = p.tag[verb] in FINITE or p.tag[verb] == "VBN" or p.tag[verb][0] != "V"  # taken for something else
    token = _word_before(d, verb, low) if finite else -1
    if token >= low and _speaks(d, token, verb, first, last):
        return token
    for token in range(verb + 1, min(verb + 12, high)) if verb >= last else ():  # "...", said the mayor
        noun = p.pos[token] in NOUN and p.dep[token] not in (*WITHIN, "pobj")
        if noun and _speaks(d, token, verb, first, last):
            return token
        if p.word[token] in ",.;":
            break
    return -1


def who_says(d: Draft, cue: Cue, first: int, last: int) -> int:
    """Find the source of a cue that may go on with another's: "said its count was ahead and warned rivals".

    Args:
        d: the quotations so far.
        cue: the cue.
        first: the first token of its content.
        last: the token after the last of its content.

    Returns:
        The head word of the source, or -1.
    """
    p, found, above = d.p, who(d, cue.token, first, last), d.p.head[cue.token]
    body = found >= 0 and is_body(p.lower[found]) and p.lemma[above] != "be"  # "said the board had met and asked"
    theirs = body and not any(p.tag[k] == "MD" for k in p.children[above])
    other = who(d, d.joint.get(cue.token, cue.token), first, last)
    return found if theirs or other < 0 else other


def accused(p: Parsed, cue: Cue) -> bool:
    """Say whether a verb of attack tells of whom it is said, as headlines do: `Keller accused of ‘theft’`.

    Args:
        p: the article.
        cue: in it.

    Returns:
        True where it does.
    """
    whom = any(k > cue.token for k in p.below(cue.token, "dobj"))
    return cue.entry.stance == "hostile" and p.at(cue.last) == "of" and not whom


def document_kind(p: Parsed, source: int) -> str:
    """Say what a source tells beyond being a document: "her letter" is hers, "the video" shows, "the sign" bears words.

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        own, picture or inscribed (see the head of document_nouns.csv), or "" for any other source.
    """
    return gazetteer.document_nouns().get(p.lemma[source].lower(), "") if source >= 0 else ""


def tells(p: Parsed, source: int) -> bool:
    """Say whether a source is a document.

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        True for a document.
    """
    return source >= 0 and "document" in (noun_kinds().get(p.lower[source]), noun_kinds().get(p.lemma[source].lower()))


def thing(p: Parsed, source: int) -> bool:
    """Say whether a source is a thing or an event that says nothing in a literal sense: "the storm", "the belief".

    Args:
        p: the article.
        source: its head word, or -1.

    Returns:
        True where it is; False for a document.
    """
    if source < 0 or p.tag[source] not in ("NN", "NNS") or tells(p, source):
        return False
    one = p.lemma[source].lower()
    return not (is_body(p.lower[source]) or is_body(one) or is_person(one) or noun_kinds().get(one))


def bears_out(p: Parsed, cue: Cue, source: int) -> bool:
    """Say whether something only lets us think so, and says nothing: "the delay suggests that", "that shows".

    Args:
        p: the article.
        cue: in it.
        source: its head word, or -1.

    Returns:
        True where it does.
    """
    if source < 0 or not cue.takes("evidence"):
        return False
    if p.lower[source] in ("this", "that"):
        return p.tag[source] == "DT"
    somebody = p.word[source][0].isupper() or p.lower[source].endswith(tuple(closed("ends people")))
    return _idle(p, source) and not somebody and not p.below(source, "appos")


def _idle(p: Parsed, source: int) -> bool:
    """Say whether a source neither says nor shows anything: "held talks saying", but not "dozens of men saying"."""
    several = p.lower[source] in closed("share") | closed("nobody")
    several = several or any(p.lower[k] == "of" for k in p.below(source, "prep"))
    return thing(p, source) and not several and not document_kind(p, source)


def _is_event(p: Parsed, source: int) -> bool:
    known = source >= 0 and (p.lemma[source] in words(EVENTS) or p.lower[source].endswith(DEEDS))
    return known and p.word[source][0].islower() and thing(p, source)


def anonymous(p: Parsed, head: int) -> bool:
    """Say whether a source asked not to be named: then nobody speaks for a body.

    Args:
        p: the article.
        head: the source's head word.

    Returns:
        True where it did.
    """
    return any(word in closed("unnamed") for word in p.lower[head : p.edges[head][1]])


def _quoted_as(d: Draft, verb: int) -> int:
    """Return whom `saying` belongs to in `quoted Keller as saying`, `Keller was quoted as saying`, or -1."""
    p, link = d.p, d.p.head[verb]
    if p.lemma[verb] in closed("quoted as") and p.at(verb + 1) == "as":
        return next(iter(p.below(verb, "nsubjpass")), -1)  # `"...," he was quoted as saying`
    above = p.head[link]
    having = any(p.lower[k] == "having" for k in p.children[verb])
    if not (p.tag[verb] == "VBG" or having) or p.lower[link] != "as" or above not in d.at:
        return -1
    wanted = "nsubjpass" if p.below(above, "auxpass") else "dobj"
    return next((k for k in p.children[above] if p.dep[k] == wanted), -1)


def _word_before(d: Draft, verb: int, low: int) -> int:
    """Return the word before a verb, past adverbs, auxiliaries and what stands in brackets or commas."""
    p, token = d.p, verb - 1
    while token >= low:
        aside = p.word[token] in ",)" or p.word[token - 1] == "," == p.word[token + 1]  # ", 82,"
        named = token == verb - 1 and p.word[token][0].isupper() and is_mark(p.word[token - 1])
        if named or (not aside and p.pos[token] not in ("ADV", "AUX", "PART")):
            break
        token = next((k for k in range(token, low, -1) if p.word[k] == "("), low) if p.word[token] == ")" else token
        token -= 1
    up = p.head[p.head[token]]
    token = up if p.dep[token] == "pobj" and low <= up < token and up not in d.mark and p.pos[up] in NOUN else token
    behind = token
    while p.word[verb - 1] == "," and low <= p.head[behind] < behind:
        behind, label = p.head[behind], p.dep[behind]
        if label in ("appos", "relcl") and p.tag[behind] == "NNP" and behind not in d.mark:
            return behind  # "on May 2, Anna Keller, a guard, said", "Anna Keller, who is married to Paul Ross, said"
    if p.word[verb - 1] != ",":
        return token
    whose = next((k for k in range(token, low + 1, -1) if p.tag[k] == "WP" and p.word[k - 1] == ","), low)
    if whose > low and p.finite(whose, token):
        while whose > low and (p.pos[whose - 1] in ("PUNCT", "ADV")):
            whose -= 1  # "Keller, meanwhile, who has two offers, said"
        return whose - 1
    if not thing(p, token) or p.lower[token] in closed("share"):
        return token
    behind = verb + 1 if p.tag[verb + 1 : verb + 2] == ["NNP"] else low  # "In other words, said Keller: ..."
    names = (k for k in range(behind, verb + 6) if p.tag[k : k + 1] == ["NNP"])
    return next((k for k in names if p.at(k + 1) in (",", ":")), -1)


def _speaks(d: Draft, token: int, verb: int, first: int, last: int) -> bool:
    """Say whether a token can be the head of a source: a noun or pronoun outside of the content."""
    p = d.p
    if token < 0 or first <= token < last:
        return False
    if p.edges[token][0] <= first and last - 1 <= p.edges[token][1] <= verb:
        return False  # 'Bridge sale “a farce”, says Keller': the parse hangs the words on the noun before them
    named = p.head[token] == verb and p.lower[token + 1 : token + 3] == [",", "who"]
    named |= token == verb - 1 and p.word[token][0].isupper() and is_mark(p.word[token - 1])  # `"...," Tolliver said`
    if p.pos[token] not in NOMINAL and not named:  # "Bol, who ..., said": a name that the parse took for a verb
        return False
    if not any(char.isalnum() or char == "%" for char in p.word[token]) or p.lower[token] in words(TIMES):
        return False
    return d.mark.get(token, -1) in (-1, d.mark.get(verb, -1)) or p.sentence[token] != p.sentence[verb]


# --------------------------------------------------------------------------------------------------
# Find where what a cue reports ends: at another report, at the reporter's own words, at an objection.


NOW = ("VBZ", "VBP")
# cues in one sentence from which on they are not read beside one another: each would take the whole sentence
CROWD = 50


def right_edge(d: Draft, cue: Cue, right: int, high: int) -> int:
    """Find where a clause after its cue ends: what else depends on the cue belongs to it as well.

    But not another cue ("..., adding that", "and said"), which begins a report of its own.

    Args:
        d: the quotations so far.
        cue: what reports the clause.
        right: where the clause ends in the parse.
        high: where its sentence ends.

    Returns:
        The token after its last.
    """
    p = d.p
    while right < high:
        token = next((k for k in range(right, high) if p.word[k][0].isalnum()), -1)
        if token < 0:
            return right
        head = token
        while p.head[head] != head and p.head[head] >= right:
            head = p.head[head]
        if p.head[head] != cue.token or head in d.at:
            return right
        if p.dep[head] == "cc":
            other = next((k for k in p.children[cue.token] if k > head and p.dep[k] == "conj"), -1)
            if other < 0 or other in d.at:
                return right
        right = max(p.edges[head][1], token + 1)
    return right


def cut(d: Draft, cue: Cue, left: int, right: int) -> int:
    """Find where what a cue reports ends before its sentence does: at another report, at the reporter's words.

    Args:
        d: the quotations so far; a cue that goes on shares this one's speaker (`..., adding that`, `and said`).
        cue: what reports the words.
        left: their first token.
        right: the token after their last in the parse.

    Returns:
        The token after their last.
    """
    p = d.p
    end = min(_behind_marks(d, left, right), main_verb(p, cue, left, right), second_deed(d, cue, left, right))
    low = p.first[p.sentence[cue.token]]
    if any(k < low + 2 and p.dep[k] in ("mark", "advmod") and p.tag[k] in ("WRB", "IN") for k in p.children[cue.token]):
        commas = (k for k in range(left + 2, end - 1) if p.word[k] == "," and k not in d.mark)
        commas = (k for k in commas if p.tag[k + 1][0] != "W")
        both = (k for k in commas if p.finite(left, k) and p.finite(k, end))
        end = next(both, end)  # "When he said it had gone, she wept"
    declines = (k for k in range(left + 2, end - 2) if p.lower[k] in closed("declines") and p.tag[k + 2] == "VB")
    aside = (k for k in range(left + 2, end) if p.lower[k] in closed("in passing"))
    aside = (k for k in (*declines, *aside) if p.word[k - 1] == ",")
    end = min(next((k for k in aside if k not in d.mark), end), end)  # ", referring to her speech"
    apart = (k for k in range(left + 2, end - 2) if p.word[k] in APART or p.lower[k] in closed("but"))
    apart = (k for k in apart if k not in d.mark)
    end = next((k for k in apart if _remark(d, k + 1) or _unsaid(d, k)), end)
    others = d.cues.get(p.sentence[cue.token], ())
    for other in others if len(others) <= CROWD else ():
        if left + 2 <= other.token < end and (mark := _meanwhile(d, other)) > left:
            end = min(end, mark - 1)
    for other in d.joins.get(p.sentence[cue.token], ()):
        token = other.token
        if not left + 2 <= token < right or token in d.mark:
            continue
        before = token - 1
        while before > left and p.pos[before] == "ADV":
            before -= 1
        if p.tag[token] == "VBG" and "," in p.word[before - is_mark(p.word[before]) : token]:
            d.joint[token] = cue.token
            return min(before + is_mark(p.word[before]), end)  # 'may be “messy,” adding, “It always is.”'
        tense = p.tag[cue.token] if p.tag[token] != "VBN" else "VBN" if p.tag[cue.token] == "VBD" else ""
        same = p.dep[token] == "conj" and p.tag[token] == tense and not _somebody_elses(d, cue, other)
        if same and p.lower[before] in ("and", "but"):
            d.joint[token] = cue.token
            return min(before, end)
    return end


def _unsaid(d: Draft, token: int) -> bool:
    """Say whether "but" leads to what is not said: "confirmed that it rained | but would not say how much"."""
    p, verb = d.p, token + 3
    if p.lower[token] not in closed("but") or p.tag[token + 1] not in ("MD", "VBD") or p.dep[token + 2] != "neg":
        return False
    asks = p.at(verb + 1) in closed("question words")
    whether = asks and verb in d.at and d.at[verb].takes("question")
    return whether and all(thing(p, k) for k in p.below(p.head[verb], *SUBJECTS))  # not "the mayor knew but"


def remarked(p: Parsed, token: int) -> bool:
    """Say whether words behind a comma call by a noun what was said, which another takes up: ", a charge Lee denied".

    Args:
        p: the article.
        token: the first word.

    Returns:
        True where they do.
    """
    article, *noun = p.lower[token : token + 2] or [""]
    return article in ("a", "an") and not closed("remark").isdisjoint(noun)


def _remark(d: Draft, token: int) -> bool:
    """Say whether the reporter tells what others make of it: ", a view which Lee did not share", ", as Lee says"."""
    p, opens = d.p, d.p.lower[token]
    verb = p.head[token]
    if opens == "as":
        own = any(token < k < verb for k in p.below(verb, "nsubj"))
        return own and verb in d.at and p.at(verb + 1) in (",", ".") and p.dep[verb] == "advcl"
    if opens == "which":
        return p.lemma[verb] in closed("doubts") and p.dep[token] == "dobj"
    return remarked(p, token) and p.pos[token + 2 : token + 3] in (["PRON"], ["DET"], ["NOUN"], ["PROPN"])


def _meanwhile(d: Draft, cue: Cue) -> int:
    """Return the "while" by which another's report goes on after a comma: "..., while Moll asked why", or -1."""
    p, kids = d.p, d.p.children[cue.token]
    whose = any(p.dep[k] == "nsubj" and p.pos[k] in ("NOUN", "PROPN") and not thing(p, k) for k in kids)
    deed = cue.takes("to") and any(p.dep[k] == "xcomp" for k in kids)  # "as the board vowed to block it"
    mark = next((k for k in kids if p.lower[k] in closed("meanwhile") or (deed and p.lower[k] == "as")), 0)
    return mark if whose and p.word[mark - 1] == "," and mark not in d.mark else -1


def second_deed(d: Draft, cue: Cue, left: int, right: int) -> int:
    """Find where a speaker does something else, by the form of the verb: "said it would fall | and left by train".

    Args:
        d: the quotations so far.
        cue: what reports the words; its content has no tense of its own, or tells what would be.
        left: the first token of the content.
        right: the token after the last in the parse.

    Returns:
        The "and" before the verb, or `right`.
    """
    p = d.p
    for verb in p.below(cue.token, "conj"):
        bare = not p.below(verb, *SUBJECTS, "aux") and p.lemma[verb] != "do" and verb not in d.mark
        if left + 2 < verb < right and bare and p.tag[verb] == p.tag[cue.token] == "VBD":
            word = p.lower[verb - 1]
            apart = word == "but" or (word == "and" and "VBD" not in p.tag[left : verb - 1])
            right = min(right, verb - 1) if apart else right  # "said the plant would close | but signed nothing"
    for head in p.children[cue.token]:
        for verb in p.below(head, "conj") if p.dep[head] in ("ccomp", "xcomp") else ():
            did = next(iter(p.below(verb, "aux")), verb)
            own = [p.edges[k][0] for k in p.below(verb, *SUBJECTS) if p.pos[k] != "PRON"]
            link = min([did, *own]) - 1
            link -= p.pos[link] == "ADV"
            if left + 2 <= link < right and p.pos[link] == "CCONJ" and verb not in d.mark:
                if own and p.tag[cue.token] in NOW and p.tag[head] in NOW and p.tag[did] == "VBD":
                    right = min(right, link)  # "say it is too dear, and a court ordered them to publish it"
                elif not own and _speakers(d, cue, head, verb):
                    d.joint.update(dict.fromkeys((verb, *p.below(verb, "xcomp")), cue.token))  # "and declined to say"
                    return link
    return right


def _speakers(d: Draft, cue: Cue, head: int, verb: int) -> bool:
    """Say whether a verb without a subject, joined to what was said, tells what its speaker did.

    So it is where what was said has no tense; where the doer would act on herself: "told her that she was mad and
    built her a bicycle"; and behind a comma where the doer is a thing: "said losses were not over, and cut her rating".
    """
    p, did = d.p, next(iter(d.p.below(verb, *SUBJECTS, "aux")), verb)
    finite = p.tag[did] == "VBD" and (did == verb or p.lemma[did] == "do")
    finite |= did == verb and (p.tag[head], p.tag[verb]) in (("VBD", "VB"), ("VB", "VBN"))  # "cut"; taken for others
    if not finite or p.tag[cue.token] != "VBD":
        return False
    doers = p.below(head, *SUBJECTS)
    agent = any(p.lower[k] != "it" and not (thing(p, k) or tells(p, k)) for k in doers)
    aux = {p.tag[k] for k in p.below(head, "aux")}
    comma = any(p.word[k] == "," or is_mark(p.word[k]) for k in range(did - 3, did))
    if "MD" in aux or (p.tag[head] in ("VB", "VBG") and not aux & {"VBD", *NOW}):
        return not agent or comma or (verb in d.at and any(is_body(p.lower[k]) for k in doers))
    objects = p.below(verb, "dobj", "dative")
    sexes = [gazetteer.pronoun_gender().get(p.lower[k]) for k in doers]
    if any(p.tag[k] == "PRP" and gazetteer.pronoun_gender().get(p.lower[k], "they") in sexes for k in objects):
        return True
    whose = any(gazetteer.pronoun_gender().get(p.lower[j], "n") != "n" for k in objects for j in p.children[k])
    return comma and doers != [] and not agent and (whose or verb in d.at)


def main_verb(p: Parsed, cue: Cue, left: int, right: int) -> int:
    """Find where the main clause goes on behind a relative one: "A cook who says she slipped | has been paid".

    Args:
        p: the article.
        cue: of the relative clause.
        left: the first token of what it reports.
        right: the token after the last.

    Returns:
        The first token of the main clause, or `right`.
    """
    if p.tag[cue.token - 1] not in ("WP", "WDT"):
        return right
    for token in range(left + 3, right):
        verb = p.head[token]
        own = any(k > cue.token for k in p.below(verb, *SUBJECTS))
        free = p.dep[verb] in ("ccomp", "ROOT", "parataxis") and not own
        if token < verb and p.tag[token] in FINITE and free and p.pos[token - 1] in ("NOUN", "PROPN", "ADJ", "PUNCT"):
            return token
    return right


def _behind_marks(d: Draft, left: int, right: int) -> int:
    """Return where words in marks end behind which the reporter goes on: `“I stay”, and drove off`, `, a line he`."""
    p = d.p
    for number in dict.fromkeys(d.mark[k] for k in range(left, right) if k in d.mark):
        first, last = d.words[number]
        if last < right and p.word[last] in APART[1:] and all(p.pos[k] == "PUNCT" for k in range(left, first)):
            return last  # '“I stay” – but nobody believes it'
        comma = next((k for k in (last, last - 2) if p.at(k) == "," and k > left), -1)
        if comma < 0 or last >= right - 1 or d.marked[number].inside >= 0:
            continue
        begin = last + (comma == last)
        told = any(p.dep[k] == "relcl" and p.head[k] < begin + 4 for k in range(begin, right))
        gloss = p.lower[begin] in ("a", "an") and told
        acts = p.pos[begin] == "CCONJ" and p.tag[begin + 1 : begin + 2] in (["VBD"], ["VBN"])
        later = next((k for k in range(begin, min(begin + 3, right)) if p.lower[k] in ("after", "before")), begin) - 1
        later = later >= begin and p.lemma[later].lower() in words(TIMES)  # "..., hours after it rained"
        if gloss or acts or later:
            return last
    return right


def _somebody_elses(d: Draft, cue: Cue, other: Cue) -> bool:
    """Say whether a joined cue is another's: "Keller said her brother had phoned and said that ...".

    A body may ask for something as well: "Keller said the board had met and asked parents to wait".
    """
    p, head = d.p, d.p.head[other.token]
    if head == cue.token or p.lemma[head] == "be" or any(p.tag[k] == "MD" for k in p.children[head]):
        return False
    clause = other.takes("clause", "that")
    others = [k for k in p.below(head, "nsubj") if k not in d.mark and speaks_for().get(p.lower[k]) != "maker"]
    return any(is_person(p.lower[k]) or not (clause or thing(p, k) or tells(p, k)) for k in others)


def objection(d: Draft, left: int, right: int) -> int:
    """Find where the reporter objects to what was said: ", but in fact the bridge had closed", ", but it is not".

    Args:
        d: the quotations so far.
        left: the first token of what was said.
        right: the token after the last.

    Returns:
        The comma or dash before the objection, or `right`.
    """
    p, known = d.p, grouped("lexicons/objections.csv", "after", "words")
    for token in range(left + 2, right - 1):
        if p.word[token - 1] not in (",", "–", "—") or p.word[token][0].isupper() or token in d.mark:
            continue
        if (p.word[token - 1] != "," or p.lower[token] == "and") and _belies(p, token, right, ("VBZ", "VBP", "VBD")):
            return token - 1  # "said he had won – he had not"
        size = next((n for n in (2, 1) if " ".join(p.lower[token : token + n]) in known), 0)
        opening, after = " ".join(p.lower[token : token + size]), p.lower[token + size : token + size + 4]
        if not size:
            continue
        if any(f"{' '.join(after)} ".startswith(f"{words} ") for words in known[opening]):
            return token - 1
        subject = next((k for k in range(token + 1, min(token + 5, right)) if p.dep[k] == "nsubj"), -1)
        if opening in closed("but") and (tells(p, subject) or _belies(p, token + 1, right, ("VBZ", "VBP"))):
            return token - 1
    return right


def _belies(p: Parsed, first: int, right: int, tenses: tuple[str, ...]) -> bool:
    """Say whether a clause denies the one before, and says no more: "(was finished, but) it is not"."""
    if p.lower[first] == "and" and first + 3 == right and p.tag[first + 1] == "PRP":
        return True  # "said she would sing, and she has"
    now = first + 1 < right and p.tag[first] == "PRP" and p.tag[first + 1] in tenses
    ends = not any(word[0].isalnum() for word in p.word[first + 3 : right])
    return now and ends and p.lower[first + 2 : first + 3] in (["not"], ["n't"], ["n’t"])
