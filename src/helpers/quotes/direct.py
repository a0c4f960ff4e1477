"""Quotes in quotation marks, with a cue or without."""

from __future__ import annotations

from ..actors.gazetteer import closed, is_body, is_person, noun_kinds
from ..knowledge import words
from ..parse import FINITE, Parsed
from . import cues
from .bounds import accused, bears_out, document_kind, remarked, who, who_says
from .cues import SUBJECTS, Cue, Draft, Said

# --------------------------------------------------------------------------------------------------
# Attribute words in quotation marks that have no cue: by a signature or a colon, or to whoever is to the fore.


DASHES = frozenset(("-", "–", "—", "―", "--"))
SIGNS = DASHES | {":"}  # before who signs marked words
BACK = 2  # sentences back to a quotation that short marked words may go on with
ALONE = 3  # words at least of marked words that stand alone
CLAUSE = 5  # words at least of a quoted clause


def _add_uncued(d: Draft, number: int, low: int, high: int) -> None:
    """Add marked words that are signed, follow a colon, stand alone, or float in a sentence (low to high)."""
    first, last = d.words[number]
    signed = _signature(d, last)
    signed = signed if signed >= 0 else _colon_source(d, first)
    signed = signed if signed >= 0 else _beat(d, number)
    if signed >= 0 or _stand_alone(d, first, last, low, high):
        keep(d, number, signed)
    else:
        floating(d, number, low, high)


def floating(d: Draft, number: int, low: int, high: int) -> None:
    """Add marked words without a cue of their own that can hardly be anything but speech.

    They hold a clause and end their sentence (`Instead, "he just gave up."`), or begin it right after a quotation.

    Args:
        d: the quotations so far; takes this one.
        number: of the marked words.
        low: the first token of the sentence they begin in.
        high: the token after the sentence they end in.
    """
    p, (first, last) = d.p, d.words[number]
    if d.words_before[last] - d.words_before[first] < CLAUSE:
        return
    if not p.finite(first, last):
        return
    before = d.outermost(number - 1)
    follows = before in d.owner and 0 <= p.sentence[first] - p.sentence[d.words[before][1] - 1] <= 1
    if last >= high - 1 or (follows and first <= low + 1):
        keep(d, number, _who_before(d, low, first))
    elif first <= low + 1 and p.word[last - 2] == "," and p.pos[last] != "ADP":
        keep(d, number, _beside_it(d, last, high))


def _beside_it(d: Draft, last: int, high: int) -> int:
    """Return the last word of the noun group behind marked words and a comma, whatever it does: `"...," the ad has`."""
    begin = last + (d.p.pos[last] == "VERB")  # `"...," read one`
    group = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM")
    end = next((k for k in range(begin, high) if d.p.pos[k] not in group and d.p.word[k] != "-"), high)
    return end - 1 if end > begin else -1


def _who_before(d: Draft, low: int, first: int) -> int:
    """Return the head of who is to speak before marked words without a cue: of a cue, else the subject; or -1."""
    p = d.p
    before = (c for c in reversed(d.cues.get(p.sentence[first], ())) if low <= c.token < first)
    cue = next((c for c in before if c.token not in d.mark), None)
    if cue and cue.entry.kind == "verb":
        return cues.source(p, cue.token)
    if cue and cue.entry.kind == "noun":
        return next(iter(p.below(cue.token, "poss")), -1)
    for token in range(low, first):
        main = p.dep[token] in SUBJECTS and p.dep[p.head[token]] == "ROOT"
        if main and p.tag[token] in ("NNP", "PRP") and p.lower[token] not in closed("empty"):
            return token
    return -1


def _signature(d: Draft, last: int) -> int:
    """Return the head of the name that signs marked words (`"..." - Jane Doe`), or -1."""
    p, end = d.p, last + 1
    if p.at(last) == "(":  # `"..." (Senator Jane Doe)`, `"..." (Jane Doe, painter)`
        close = next((k for k in range(end, min(len(p.word), last + 8)) if p.word[k] in "),"), end)
        named = all(p.tag[k] in ("NNP", "NNPS") for k in range(end, close))
        return close - 1 if close > end + 1 and named else -1
    if not any(word in SIGNS or (word[0] in DASHES and word[1:2].isupper()) for word in p.word[last : last + 1]):
        return -1
    while p.word[last] == ":" and end < min(len(p.word), last + 4) and p.tag[end] == "NN":
        end += 1  # `"...": fire chief Jane Doe on the long night`
    first, high = end, min(len(p.word), last + 8, p.last[min(p.sentence[last - 1] + 1, len(p.last) - 1)])
    while end < high and (p.pos[end] == "PROPN" or is_person(p.lower[end])):  # "- Transport chief Jane Doe"
        end += 1
    if p.word[last] == ":" and end < first + 2:
        return -1  # `"...": thousands march`
    return end - 1 if end > last + 1 else -1


def _colon_source(d: Draft, first: int) -> int:
    """Return the head of who is named before a colon: `Jane Doe: "..."`, `Her answer: "..."`, or -1."""
    p = d.p
    if p.word[first - 1] != ":":
        return -1
    before = range(p.first[p.sentence[first - 1]], first - 1)
    for token in before:
        if p.dep[token] == "poss" and p.lower[p.head[token]] in cues.nouns():
            return token
    for token in before:
        named = p.tag[token] in ("NNP", "PRP") and p.lower[token] not in closed("empty")
        above = p.head[p.head[token]]
        some = p.dep[token] == "nsubj" and (above == p.head[token] or above >= before.stop)
        some = some and (is_person(p.lower[token]) or _sends(p, token))  # "His spokesman brushed it aside: ..."
        if (p.dep[token] in ("nsubj", "nsubjpass") and named) or some:
            return token
    if (sender := _sender_before(d, before)) >= 0:
        return sender
    name = [k for k in before if p.word[k][0].isalnum()]
    if 0 < len(name) <= 5 and all(p.tag[k] in ("NNP", "NNPS") for k in name):
        return name[-1]
    return first - 2 if all(k in before and p.tag[k] == "NNP" for k in (first - 2, first - 3)) else -1


def _sends(p: Parsed, token: int) -> bool:
    """Say whether somebody without a name sends words: `the port sent one line: "..."`."""
    sending = any(noun_kinds().get(p.lower[k]) == "document" for k in p.below(p.head[token], "dobj"))
    return sending and (is_person(p.lower[token]) or is_body(p.lower[token]) or p.tag[token] == "NNS")


def _sender_before(d: Draft, before: range) -> int:
    """Return who a line that leads in names: `From the desk of Anna Keller:`, `Anna Keller, on the ferry:`, or -1."""
    p, end = d.p, before.start
    if p.lower[before.start] == "for":  # "For Jane Doe, the matter is simple: ..."
        whom = next((k for k in p.below(before.start, "pobj") if p.tag[k] == "NNP"), -1)
        if whom >= 0 and p.word[whom + 1] == ",":
            return whom
    for token in before:
        note = p.lower[p.head[token]] in cues.nouns() or noun_kinds().get(p.lower[p.head[token]]) == "document"
        if p.lower[token] == "from" and (token == before.start or note):
            below = next(iter(p.below(token, "pobj")), -1)
            further = [k for j in p.children[below] if p.lower[j] == "of" for k in p.children[j]] if below >= 0 else []
            writer = [high - 1 for _, high, label in p.entities if label == "PERSON" and high == p.head[token]]
            return [*writer, *(further if p.tag[below] == "NN" else ()), below][0]  # "Reader Bo Berg emails from Bern:"
    while end < before.stop and p.tag[end] == "NNP":
        end += 1
    if before.start < end < before.stop and p.word[end] in (",", "on"):
        return end - 1
    people = [span for span in p.entities if span[2] == "PERSON" and span[0] in before and span[1] <= before.stop]
    alone = len(people) == 1 and p.dep[people[0][1] - 1] != "pobj" and FINITE.isdisjoint(p.tag[k] for k in before)
    return people[0][1] - 1 if alone else -1  # "Spokesman Bo Berg in Bern:"


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
    token = cues.main_subject(p, last, p.last[middle])
    return token if token >= 0 and p.tag[token] in ("NNP", "PRP") and p.lower[token] not in closed("empty") else -1


def _stand_alone(d: Draft, first: int, last: int, low: int, high: int) -> bool:
    """Say whether marked words are whole sentences that stand on their own."""
    words, sentences, here = d.words_before, d.p.sentences, d.p.sentence[first]
    whole = words[first] == words[low] and words[high] == words[last]
    said = d.p.word[last - 2] in (".", "?", "!") and d.p.finite(first, last)  # "I won."
    before = d.outermost(d.mark.get(first, 0) - 1)
    there = d.p.sentence[d.words[before][1] - 1] if before in d.owner else -1 - BACK
    near = here - there <= BACK
    apart = sentences[here].paragraph - sentences[there].paragraph if near else BACK
    asked = apart == 1 and d.p.word[last - 2] in (".", "?", "!")  # "When?" a paragraph of its own
    same = apart == 0 or asked  # "Why?" she asked. "How?"
    return whole and words[last] - words[first] >= (1 if same else 2 if said else ALONE)


def _single_again(d: Draft, number: int, low: int, high: int) -> bool:
    """Say whether words in single marks are a sentence right after a quotation in such marks (British papers)."""
    before = d.outermost(number - 1)
    near = before in d.owner and d.marked[before].single
    (first, last), after = d.words[number], d.words[before][1] if near else 0
    return near and d.p.sentence[first] - d.p.sentence[after - 1] == 1 and _stand_alone(d, first, last, low, high)


def keep(d: Draft, number: int, source: int) -> None:
    """Add marked words with their source.

    Args:
        d: the quotations so far; takes this one.
        number: of the marked words.
        source: its head word, or -1.
    """
    mark = d.marked[number]
    said = Said(None, [(mark.start, mark.end)], source=source)
    d.said.append(said)
    d.owner[number] = said


# --------------------------------------------------------------------------------------------------
# Attribute words in quotation marks: by a cue before or after them, or within others.


NO_SPEECH = "lexicons/no_speech.csv"
BRIEF = 5  # tokens of a sentence that only tells who says the marked words before it
SHORT = 8  # tokens at most between marked words and a verb that no list knows
QUOTE = frozenset(("quote",))
FAR = 25  # tokens at most between marked words and their cue
CLOSING = ",.?!…"  # before a closing mark: what is marked ends there
OBJECTS = frozenset(("dobj", "oprd", "attr", "ccomp", "xcomp", "acomp"))


def quotation(d: Draft, number: int) -> None:
    """Add marked words that no clause has taken yet; words in marks that nobody says stay out.

    Args:
        d: the quotations so far; takes this one.
        number: of the marked words.
    """
    p, mark = d.p, d.marked[number]
    first, last = d.words[number]
    if first >= last or (first and p.lower[first - 1] in words(NO_SPEECH)):
        return
    if p.word[first - 1] == "(" and p.at(last) == ")" and last - first < SHORT:
        return  # Harbour Union (“Harbour”)
    if mark.inside < 0 and number in d.owner:
        _told_within(d, number)
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
    apart = _adjective(d, first, last) or remarked(p, last + 1)  # `"a lie", a charge that Lee denied`
    cue = None if apart else _cue_after(d, last, high) or _how(d, last, high)
    if cue is not None and p.word[last - 2] not in CLOSING and (named := _naming(d, low, first)) is not None:
        cue = named  # 'what Keller calls "a wound" began in May'
    if cue is None or (cue.token in d.taken and first > low and _follows(d, cue)):
        cue = _cue_before(d, low, first) or cue
    cue = cue if cue is None or _right_beside(d, cue, first, last) else None
    if cue is not None and (
        cue.takes("song") or ((cue.takes("name") or p.at(cue.last) == "to") and _only_named(p, cue, first, last))
    ):
        return  # what somebody sings; 'a play called "The Bridge"'
    if _work(d, low, first, last) and not (cue is not None and cue.takes("name") and cue.token < first):
        return  # 'on "The Late Hour"'
    cue = cue or _unlisted(d, last, high)
    if cue is None:
        _add_uncued(d, number, low, high)
        return
    told = cue.takes("person") and (p.at(last) == "that" or p.tag[first - 1] == "POS")
    if cue.token < first and (told or (p.at(cue.last) == "on" and cues.titled(p, first, last))):
        return  # `told "Morning News" that`, `told the channel's "Morning News"`, `said on "Morning News"`
    begin = _begin(d, cue, first) if cue.token < first else first
    said = d.taken.get(cue.token)
    if begin < 0 or (said and cue.token >= last and first > low and _follows(d, cue)):
        floating(d, number, low, high)
        return
    end = _joined(d, number) if cue.token < first else number
    stop = _rest(d, end) if begin < first or cue.takes("name") else _call_ends(d, cue, end)
    content = (p.start[begin] if begin < first else mark.start, stop)
    if said:
        said.content.append(content)
    else:
        sender = _sender(d, cue.last, first)
        said = Said(cue, [content], source=sender if sender >= 0 else who_says(d, cue, first, last))
        if document_kind(p, said.source) == "inscribed" or bears_out(p, cue, said.source):
            return
        d.said.append(said)
        d.taken[cue.token] = said
    d.owner.update(dict.fromkeys(range(number, end + 1), said))


def _work(d: Draft, low: int, first: int, last: int) -> bool:
    """Say whether marked words are a name within a sentence: 'of "The Bridge"', not 'a chant of "Lock Him Up"'."""
    p, before = d.p, first - 1
    small = ("ADP", "DET", "NOUN", "PROPN", "CCONJ", "PART")
    within = low < first < last - 1 and p.pos[before] in small and before not in d.at
    chants = p.pos[before] == "ADP" and p.lower[before - 1] in cues.nouns()
    named = [word for word in p.word[first:last] if word[0].isalnum()]
    return within and not chants and cues.titled(p, first, last) and named[0][0].isupper() and max(map(len, named)) > 3


def _only_named(p: Parsed, cue: Cue, first: int, last: int) -> bool:
    """Say whether a verb of naming only tells what something is called, by nobody: 'a play called "The Bridge"'."""
    verb = cue.token
    kids = {p.dep[k] for k in p.children[verb]}
    if p.tag[verb] != "VBN" or "agent" in kids or p.at(last) == "by":
        return False
    if "auxpass" in kids or p.lower[verb - 1] == "being":
        return True  # 'has been called "a scandal"': by whom is not told
    beside = all(p.pos[k] in ("ADP", "SCONJ", "DET") or cues.is_mark(p.word[k]) for k in range(cue.last, first))
    noun = p.tag[verb - 1] in ("NN", "NNS") or p.word[verb - 1] == ","
    return noun and beside and kids.isdisjoint((*SUBJECTS, "aux"))


def _adjective(d: Draft, first: int, last: int) -> bool:
    """Say whether marked words stand before a noun as an adjective does: `a "cooling-off" period begins`."""
    p = d.p
    before, after = p.tag[first - 1] if first else "", p.pos[last] if last < len(p.pos) else ""
    return p.word[last - 2] not in CLOSING and before in ("DT", "PRP$") and after in ("NOUN", "PROPN")


def _naming(d: Draft, low: int, first: int) -> Cue | None:
    """Return the verb of naming right before marked words: `calls "..."`."""
    cues = d.cues.get(d.p.sentence[low], ())
    beside = (c for c in cues if c.token < first and d.words_before[first] == d.words_before[c.last])
    return next((c for c in beside if c.takes("name")), None)


def _right_beside(d: Draft, cue: Cue, first: int, last: int) -> bool:
    """Say whether a cue that must stand right beside words in marks does: `and he went, "..."`."""
    if not cue.takes("beside") or d.p.word[first - 1] == ":":
        return True
    words_ = d.words_before
    if cue.token < first:
        return words_[first] <= words_[cue.last]
    own = [d.p.edges[k] for k in d.p.below(cue.token, *SUBJECTS) if k >= last]
    return words_[cue.token] - words_[last] <= sum(words_[right] - words_[left] for left, right in own) + (not own)


def _told_within(d: Draft, number: int) -> None:
    """Add marked words that somebody said within what another reports: `Keller said her lawyer had told her: "..."`."""
    p, mark, outer = d.p, d.marked[number], d.owner[number]
    first, last = d.words[number]
    cue = _cue_before(d, p.first[p.sentence[first]], first)
    if cue is None or cue is outer.cue or cue.token in d.taken or mark.start <= outer.content[0][0]:
        return
    inside = any(start <= p.start[cue.token] < end for start, end in outer.content)
    named = cue.takes("name") and any(p.pos[k] == "NOUN" for k in p.below(cue.token, *SUBJECTS))
    near = d.words_before[first] - d.words_before[cue.last] <= 1 and cue.takes("quote") and not cue.takes("name")
    if inside and (near or named) and p.below(cue.token, *SUBJECTS) and not cues.unsaid(p, cue):
        said = Said(cue, [(mark.start, mark.end)], source=who(d, cue.token, first, last))
        d.said.append(said)
        d.taken[cue.token] = said


def _sender(d: Draft, begin: int, first: int) -> int:
    """Return who wrote what somebody reads out: `read a message from Marsh: "..."`, or -1."""
    p = d.p
    if p.word[first - 1] != ":":
        return -1
    for token in range(begin, first - 1):
        sent = p.head[p.head[token] if p.lower[token] == "by" else token]  # "a note left by the suspect, Marsh: ..."
        if p.lower[token] in ("from", "by") and noun_kinds().get(p.lower[sent]) == "document":
            return first - 2
    return -1


def _how(d: Draft, last: int, high: int) -> Cue | None:
    """Return the cue of `"..." is how Keller described it`, `"..." is what Keller calls it`."""
    p = d.p
    if p.at(last) not in ("is", "was") or p.at(last + 1) not in ("how", "what"):
        return None
    after = (c for c in d.cues.get(p.sentence[last], ()) if last < c.token < high)
    return next((c for c in after if c.takes("name", "quote") or c.entry.lemma == "put"), None)


def _unlisted(d: Draft, last: int, high: int) -> Cue | None:
    """Return a verb that no list knows where it stands as a verb of speech does: `"She is tired," Keller corrected`."""
    p = d.p
    if last >= len(p.word) or p.word[last - 2] not in (",", "?", "!"):
        return None
    if last >= high:  # "...!" spat Senator Keller: the sentences were cut after the mark
        end = p.last[p.sentence[last]]
        brief = p.tag[last] == "NNP" and end - last < BRIEF  # `"Is it safe?" Keller pressed.`
        high = end if brief or p.word[last][0].islower() else high
    if _behind(d, last, high):  # `"...," spat Senator Keller`
        return Cue(last, last + 1, cues.Entry(p.lemma[last], "verb", QUOTE, "neutral"))
    for token in range(last, min(last + SHORT, high)):
        ends = p.at(token + 1) in (".", ",") and p.tag[token] == "VBN"  # taken for a participle
        if p.at(token + 1) == "to" and token + 2 in d.at:
            return d.at[token + 2]  # "liked to say"
        if (p.tag[token] in ("VBD", "VBZ") or ends) and p.pos[token] == "VERB" and p.lower[token] not in cues.lexicon():
            who = next((k for k in p.below(token, "nsubj") if p.edges[k][0] == last), -1)
            speaks = p.tag[who] in ("NNP", "PRP") or is_person(p.lower[who]) or p.tag[last] == "DT"
            cue = Cue(token, token + 1, cues.Entry(p.lemma[token], "verb", QUOTE, "neutral"))
            return cue if who >= 0 and speaks else None
        if p.word[token] in ",.;:" or p.pos[token] == "AUX":
            return None
    return None


def _behind(d: Draft, verb: int, high: int) -> bool:
    """Say whether a verb right behind marked words is followed by a name alone: `"Fine," shrugged Anna Keller.`"""
    p = d.p
    if p.lower[verb] in cues.lexicon() or p.tag[verb] == "VBG" or not p.word[verb].isalpha():
        return False
    if p.word[verb][0].isupper() or p.pos[verb] not in ("VERB", "NOUN", "ADJ", "PROPN") or is_person(p.lower[verb]):
        return False
    last = verb + 1
    while last < high and (p.tag[last] == "NNP" or is_person(p.lower[last])):
        last += 1
    some = p.tag[verb + 1 : verb + 2] == ["DT"] and is_person(p.lower[verb + 2]) if verb + 3 < high else False
    last = verb + 3 if some else last  # `"...!" mouthed the singer.`
    named = last > verb + 1 and p.tag[last - 1] == "NNP"
    return (some or named) and p.at(last) in (".", ",")


def _joined(d: Draft, number: int) -> int:
    """Return the last of marked words that a comma, `and` or `or` joins to these: `called it "slow" and "dear"`."""
    p, other = d.p, number + 1
    while other < len(d.marked):
        between = range(d.words[number][1], d.words[other][0])
        if d.marked[other].inside < 0:
            listed = len(between) in (1, 2, 3) or p.word[d.words[number][1] - 2] == ","  # called it "slow," "dear"
            if not listed or any(p.lower[k] not in closed("join") for k in between):
                break
            number = other
        other += 1
    return number


def _rest(d: Draft, number: int) -> int:
    """Return where a noun group ends whose head stands in marks: `called it a "danger" to the town`."""
    p, (first, last) = d.p, d.words[number]
    for token in range(first, last):
        for below in p.children[token] if not first <= p.head[token] < last else ():
            left, right = p.edges[below]
            if p.dep[below] == "prep" and p.lower[left] in closed("link") and left == last:
                return p.end[cues.trim(p, left, right)[1] - 1]
    noun = max(p.head[k] for k in range(first, last))
    within = last <= noun < p.last[p.sentence[last - 1]] and p.word[last - 2] not in CLOSING
    if within and all(p.pos[k] in ("NOUN", "PROPN", "ADJ") for k in range(last, noun + 1)):
        of = [p.edges[k][1] for k in p.below(noun, "prep") if k == noun + 1 and p.lower[k] == "of"]
        return p.end[cues.trim(p, first, max([noun + 1, *of]))[1] - 1]  # `the “big tent” party of Lee`
    return d.marked[number].end


def _call_ends(d: Draft, cue: Cue, number: int) -> int:
    """Return where a call ends that marked words only begin: `urged “all citizens” to respect the vote`."""
    p, last = d.p, d.words[number][1]
    deed = next((k for k in p.below(cue.token, "xcomp") if p.edges[k][0] == last), -1)
    if deed < 0 or not cue.takes("to") or p.lower[last] != "to":
        return d.marked[number].end
    return p.end[cues.trim(p, last, p.edges[deed][1])[1] - 1]


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
            if not _quotes(cue) or not low <= cue.token < high or cue.token in d.taken or cues.unsaid(p, cue):
                continue
            right_before = cue.token < first and d.words_before[first] == d.words_before[cue.last]
            after = last <= cue.token <= last + 4 and p.word[last - 2] in ",?!." and _clear(d, last, cue.token)
            if right_before or after:
                mark, found = d.marked[number], -1 if accused(p, cue) else cues.source(p, cue.token)
                if found >= 0 and p.lower[found] in closed("own"):
                    return  # "I said, 'Enough'": who is quoted quotes nobody else
                said = Said(cue, [(mark.start, mark.end)], source=found)
                d.said.append(said)
                d.taken[cue.token] = said
                if outer < 0:
                    d.owner[number] = said
                return
    if outer < 0 and _single_again(d, number, low, high):
        keep(d, number, -1)


def _quotes(cue: Cue) -> bool:
    return cue.entry.kind == "verb" and cue.takes("quote")


def _cue_after(d: Draft, last: int, high: int) -> Cue | None:
    """Return the cue that follows marked words: `"...", he said`."""
    p = d.p
    if last < high:
        after = (c for c in d.cues.get(p.sentence[last], ()) if c.token >= last and _quotes(c))
        # not "... to maintain the ship", nor '"the raid", which they claimed'
        after = (c for c in after if p.tag[c.token] != "VB" or any(p.tag[k] == "MD" for k in p.children[c.token]))
        after = (c for c in after if not _continues(p, c.token, last))
        cue = next((c for c in after if p.dep[c.token] != "relcl"), None)
        return cue if cue and cue.token - last <= FAR and _clear(d, last, cue.token) else None
    # "...?" she asked: the sentences were cut after the mark
    if last >= len(p.word) or p.sentences[p.sentence[last]].paragraph != p.sentences[p.sentence[last - 1]].paragraph:
        return None
    ends = p.text[max(0, p.start[last] - 8) : p.start[last]].rstrip(" \"'”’»\u00a0")[-1:]
    cue = next((c for c in d.cues.get(p.sentence[last], ()) if _quotes(c) and not _continues(p, c.token, last)), None)
    if cue is None or cue.token - last > FAR // 2 or cue.token in d.taken:
        return None
    alone = cue.last == p.last[p.sentence[last]] - 1 and cue.token > last  # "...missing.” Keller said."
    if ends not in ("?", "!") and not p.word[last][0].islower() and not (alone and cue.token - last < ALONE):
        return None
    return cue if _clear(d, last, cue.token) else None


def _continues(p: Parsed, verb: int, last: int) -> bool:
    """Say whether a verb behind marked words goes on with what stands before them: '"a mess" and called for', "citing".

    So does one that tells when or why: '"a mess" after he attacked it', '"a mess", when an inspector noted rust'.
    """
    if any(k >= last for k in p.below(verb, *SUBJECTS)):
        return any((p.dep[k] == "mark" or p.tag[k] == "WRB") and last <= k < verb for k in p.children[verb])
    return p.tag[verb] == "VBG" or (p.pos[last] == "CCONJ" and p.head[verb] < last)


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
        if (token in d.mark and not cues.is_mark(p.word[token])) or p.word[token] in ".;":
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
    if cue.last > verb + 1 and cue.takes("noun"):
        return cue.last  # 'called for it to be "torn down"'
    if label in OBJECTS:
        return max(p.edges[around][0], verb + 1) + cues.addressed(p, cue)
    if around >= 0 and cue.entry.stance in ("hostile", "endorsing") and p.lower[around] in ("of", "for", "as", "about"):
        return p.edges[thing][0] if thing >= 0 and p.pos[thing] != "PRON" else around + 1
    return -1 if label in ("prep", "") else first
