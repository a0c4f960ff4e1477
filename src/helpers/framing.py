"""Find the choices of words that frame an article: how speech is reported, and what is left unsaid.

Five measures, one row for each place:

- `reporting verb`: the words that report speech, with their stance (from the quotes).
- `loaded word`: a word that judges or colours where a plainer one would do (Recasens and others 2013).
- `hedge`: a word that leaves open whether, or how much, something is so (Hyland 2005).
- `unnamed source`: somebody speaks and no name is given, or a body speaks as one (Duffy and Williams 2011).
- `agentless`: a construction that leaves out who did, said or felt it (Fowler 1991).

None of them says that a writer is unfair: each marks a choice that could have been made otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from . import tokens
from .actors.gazetteer import document_nouns, is_body, is_person, noun_kinds
from .actors.nominals import meaning
from .knowledge import grouped, rows, words
from .parse import SUBJECTS, Parsed
from .tables import Framing, Mention, Quote

PIECE = re.compile(r"'s\b|\w+|[^\w\s]")  # as the parser splits: "wolf in sheep's clothing" has five pieces
FORMER = {"former", "retired"}  # who was named before: "the former banker"
DEFINITE = {"the", "his", "her", "its", "their"}
CLOSING = {"”", '"', "’", "'", "''"}
LONGEST = 20  # participles joined in one passive
BESIDE = 6  # tokens to each side in which a word can make a loaded one plain
NEAR = 12  # tokens behind a passive verb in which “by” may name its doer, whatever the parse hangs it on
STEPS = 3  # and so many steps below it in the parse
FREE = {"whatever", "wherever", "whoever", "whenever", "however", "whichever"}  # "may" behind them leaves nothing open
# kinds of hedges that are none by themselves
NONE = {"not", "amount", "able", "ability", "who", "active", "advice", "modified", "claimed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a word list: what must follow its first word, its part of speech, and what it tells."""

    measure: str
    rest: tuple[str, ...]
    pos: frozenset[str]
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found, before it is known in whose voice it stands."""

    start: int
    end: int
    measure: str
    value: str
    reason: str


def find(parsed: Parsed, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Framing]:
    """Find every framing choice of one article.

    Args:
        parsed: the article.
        mentions: its rows.
        quotes: its rows.

    Returns:
        Rows in the order of the text. `voice` of a row is `author`, or, inside a quote's content, the innermost
        speaker's actor_id, or `unnamed`, as in marks that no quote holds; `quoted` is that quote's kind ('' without).
    """
    names = sorted(mention.start for mention in mentions)
    ends = {mention.end for mention in mentions if mention.kind == "name"}
    found = chain(_words(parsed, ends), _agentless(parsed, names), _verbs(quotes), _sources(parsed, mentions, quotes))
    hits = list(dict.fromkeys(found))  # "re-elected" is two words to the parser, and one place
    hits.sort(key=lambda hit: (hit.start, hit.end, hit.measure))
    return list(_voiced(parsed, hits, quotes))


def _words(parsed: Parsed, ends: set[int]) -> Iterator[Hit]:
    """Loaded words and hedges: one look-up a token, by its form and by its lemma. ends: those of names."""
    entries, lower, lemma = _entries(), parsed.lower, parsed.lemma
    covered = 0  # a phrase is one choice: the words inside it do not count again
    for token, word in enumerate(lower):
        if word in entries or lemma[token] in entries:
            length, entry = _longest(parsed, token, entries)
            if entry and token >= covered:
                covered = token + length
                if entry.value in NONE or _literal(parsed, token, covered) or _certain(parsed, token, entry):
                    continue
                if parsed.word[token][0].isupper() and parsed.span(token, covered)[1] in ends:
                    continue  # Tyson Fury
                yield Hit(*parsed.span(token, covered), entry.measure, entry.value, entry.reason)


def _literal(parsed: Parsed, token: int, end: int) -> bool:
    """Whether what stands beside a loaded word makes it a plain one: "an exercise regime", "slashed with a knife"."""
    lower, lemma = parsed.lower, parsed.lemma
    words = " ".join(lower[token:end])  # of several, the last one is what others hang on: scored on a power play
    beside = _plain().get(" ".join((lemma[token].lower(), *lower[token + 1 : end]))) or _plain().get(words)
    if not beside:
        return False
    token = end - 1
    above = parsed.head[token]
    above = parsed.head[above] if parsed.pos[above] == "ADP" else above
    sentence = parsed.sentence[token]
    near = range(max(parsed.first[sentence], token - BESIDE), min(parsed.last[sentence], token + BESIDE + 1))
    forms = ((one, (lemma[one].lower(), lower[one], lower[one].removesuffix("s"))) for one in near if one != token)
    heard = (one for one, heard in forms if not beside.isdisjoint(heard))
    return any(one == above or _under(parsed, one, token) for one in heard)


def _certain(parsed: Parsed, token: int, entry: Entry) -> bool:
    """Whether the words of a hedge leave nothing open here: what one could not do, who suspects."""
    verb = parsed.head[token]
    if "modified" in _kinds(parsed, token):  # "was apparent", "this unlikely pair"
        alone = parsed.dep[token] == "amod" and token < verb and parsed.pos[verb] == "NOUN"
        return alone == (parsed.lemma[token] == "unlikely")
    if "claimed" in _kinds(parsed, token):  # "the possibility that", but "reduce the possibility of it"
        return not parsed.below(token, "acl", "ccomp", "relcl") and not parsed.below(verb, "expl")
    if entry.value == "modal":
        inverted = any(child > token for child in parsed.below(verb, *SUBJECTS))
        if inverted and parsed.word[parsed.last[parsed.sentence[token]] - 1] != "?":
            return True  # "May the best team win", "neither could the clerk"
        before = range(max(parsed.edges[verb][0], token - NEAR), token)
        free = any(parsed.lower[one] in FREE and parsed.word[one + 1] != "," for one in before)
        return free or (parsed.lower[token] == "could" and _able(parsed, token, verb))
    if parsed.pos[token] == "VERB" and "active" in _kinds(parsed, token):
        return not parsed.below(token, "auxpass") and parsed.dep[token] != "amod"
    joined = parsed.below(verb, "nsubj") if parsed.dep[token] in ("conj", "advcl", "xcomp") else ()
    whose = (verb,) if parsed.dep[token] == "relcl" else ()
    by = (*parsed.below(token, "nsubj"), *joined, *whose)
    who = any(
        "who" in _kinds(parsed, one) or parsed.pos[one] == "PROPN" or is_person(parsed.lemma[one].lower()) for one in by
    )
    return who and "advice" in _kinds(parsed, token)  # who suggests says it, or advises it


def _able(parsed: Parsed, token: int, verb: int) -> bool:
    """Whether "could" tells what somebody was able to do, was not, or would have done (see the rule of the gold)."""
    sentence = parsed.sentence[token]
    near = range(max(parsed.first[sentence], token - 1), min(parsed.last[sentence], token + 2))
    first = [parsed.edges[child][0] for child in parsed.below(verb, *SUBJECTS, "dobj")]  # "no one", "nothing"
    beside = parsed.below(verb, "aux", "neg", "mark", "advmod", "cc", "preconj")
    if any("able" in _kinds(parsed, child) for child in (*near, *first, *beside)):
        return True
    by = parsed.below(verb, *SUBJECTS)
    who = any("who" in _kinds(parsed, child) or is_person(parsed.lemma[child].lower()) for child in by)
    able = who and parsed.dep[verb] == "relcl" and parsed.tag[by[0]] not in ("WDT", "WP")
    return able or verb == token or (who and "ability" in _kinds(parsed, verb))  # "a way that people could relate to"


def _kinds(parsed: Parsed, token: int) -> set[str]:
    """Return what the list of hedges says of one word by itself."""
    forms = {parsed.lower[token], parsed.lemma[token].lower()}
    return {entry.value for form in forms for entry in _entries().get(form, ()) if not entry.rest}


def _under(parsed: Parsed, token: int, top: int) -> bool:
    """Whether a token hangs on another one, or on what hangs on it: "knife" on "slashed" in "slashed with a knife"."""
    for _ in range(STEPS):
        token = parsed.head[token]
        if token == top or parsed.pos[token] == "VERB":
            break
    return token == top


def _longest(parsed: Parsed, token: int, entries: dict[str, list[Entry]]) -> tuple[int, Entry | None]:
    """Return the longest entry that begins at a token, with its length in tokens."""
    lower, lemma = parsed.lower, parsed.lemma
    last = parsed.last[parsed.sentence[token]]
    best: tuple[int, Entry | None] = (0, None)
    after = (lower[token + 1], lemma[token + 1]) if token + 1 < last else ()
    for entry in chain.from_iterable(entries.get(form, ()) for form in {lower[token]: 0, lemma[token]: 0}):
        length = 1 + len(entry.rest)
        if length <= best[0] or token + length > last or (entry.rest and entry.rest[0] not in after):
            continue
        if entry.pos and not entry.pos & _parts(parsed, token, lower[token] in entries):
            continue
        if entry.value == "number" and not _amount(parsed, token + length, last):
            continue
        if all(part in (lower[token + 1 + n], lemma[token + 1 + n]) for n, part in enumerate(entry.rest)):
            best = length, entry
    return best


def _parts(parsed: Parsed, token: int, listed: bool) -> set[str]:
    """Return the parts of speech a token may be taken for: before a noun, a listed form is an adjective to a reader.

    The parser calls "tireless" in "the tireless chair" a noun, and "stinging" in "a stinging reply" a verb.
    """
    parts = {parsed.pos[token], parsed.tag[token]}
    before = parsed.dep[token] in ("amod", "compound") and token < parsed.head[token]
    return parts | {"ADJ"} if listed and before and "PROPN" not in parts else parts


def _amount(parsed: Parsed, token: int, last: int) -> bool:
    """Whether a number or an amount stands here: "30", "half", "a dozen"."""
    if token < last and parsed.lower[token] in ("a", "an"):
        token += 1
    return token < last and (parsed.tag[token] == "CD" or "amount" in _kinds(parsed, token))


def _agentless(parsed: Parsed, names: list[int]) -> Iterator[Hit]:
    """Passives without "by", sentences that open with "Asked …", fears that nobody holds, wars that break out."""
    roles, deps, tags, lemmas = _roles(), parsed.dep, parsed.tag, parsed.lemma
    for token, dep in enumerate(deps):
        if dep == "auxpass":
            yield from _passive(parsed, token, parsed.head[token])
            yield from _joined(parsed, parsed.head[token])
        elif dep == "acomp" and tags[token] == "VBN" and lemmas[parsed.head[token]] == "be":
            yield from _passive(parsed, parsed.head[token], token)  # how the parser reads "is Attacked" in a headline
        elif tags[token] in ("VBN", "VBD"):
            if "asked" in roles.get(lemmas[token], ()) and _opens(parsed, token):
                reason = "opens with a participle and does not say who asked"
                yield Hit(*parsed.span(token, token + 1), "agentless", "asked", reason)
        elif tags[token] in ("NN", "NNS") and lemmas[token] in roles:
            yield from _nominal(parsed, token, roles[lemmas[token]], names)


def _passive(parsed: Parsed, auxiliary: int, verb: int) -> Iterator[Hit]:
    """A passive verb without an agent; states ("is located") leave nobody out."""
    if verb < auxiliary or parsed.lemma[auxiliary] not in ("be", "get") or _state(parsed, auxiliary, verb):
        return
    if parsed.tag[verb] not in ("VBN", "VBD", "HYPH"):
        return  # "and so are rounds"
    first = verb
    while parsed.at(verb + 1) == "-" and parsed.end[verb] == parsed.start[verb + 1]:
        verb += 2  # "was re-elected"
    if parsed.word[first] == "-" or any(_agent(parsed, one) for one in (first, verb, *_chain(parsed, first))):
        return
    it = any(parsed.lower[child] == "it" for child in parsed.below(verb, *SUBJECTS)) and parsed.below(verb, "ccomp")
    if parsed.lower[auxiliary] == "'s" and not it:  # “she's made a mistake”, “he's done”: has
        return
    if it:
        yield Hit(*parsed.span(auxiliary, verb + 1), "agentless", "impersonal", "“it is …ed that” names nobody")
    else:
        yield Hit(*parsed.span(auxiliary, verb + 1), "agentless", "passive", "passive without “by”")


def _state(parsed: Parsed, auxiliary: int, verb: int) -> bool:
    """Whether a participle tells a state: "is located", "was crowded", "is covered in snow", "got lost", "born"."""
    lemma, roles = parsed.lemma[verb].lower(), _roles()
    behind = [parsed.lower[child] for child in parsed.below(verb, "prep", "prt") if child > verb]
    made = any(parsed.tag[child] == "HYPH" for child in parsed.children[verb])
    if (
        made
        or (parsed.dep[verb] == "xcomp" and parsed.lemma[parsed.head[verb]] == "remain")
        or "degree" in roles.get(parsed.lower[verb - 1], ())
    ):
        return True  # "Danish-made", "remains to be seen", "well informed", "little changed"
    forms = [lemma, parsed.lower[verb], " ".join(parsed.lower[verb : verb + 2])]  # "bound to"
    forms += [f"{parsed.lemma[auxiliary]} {lemma}", *(f"{lemma} {word}" for word in behind)]
    times = any(parsed.lower[child] in ("at", "during", "after", "before", "when") for child in parsed.children[verb])
    told = times or parsed.below(verb, "prt", "npadvmod")  # "are shut down", "is locked at dusk": somebody does it
    if parsed.tag[auxiliary] in ("VBZ", "VBP") and not told:
        forms.append(f"is {lemma}")  # a state only in the present: "the road is closed", but "was closed at noon"
    return any("state" in roles.get(form, ()) for form in forms)


def _chain(parsed: Parsed, verb: int) -> list[int]:
    """The participles joined to a passive verb that have no subject, auxiliary or object: "was seized and held"."""
    found: list[int] = []
    last = verb
    while True:
        joined = [child for child in parsed.below(last, "conj") if child > last and parsed.tag[child] == "VBN"]
        shared = [one for one in joined if not parsed.below(one, *SUBJECTS, "aux", "auxpass", "dobj")]
        if not shared or len(found) > LONGEST:
            return found
        found.append(last := shared[0])


def _joined(parsed: Parsed, verb: int) -> Iterator[Hit]:
    """The further participles of a chain that name no agent: "was written in May and published in June"."""
    chain_ = _chain(parsed, verb)
    for place, one in enumerate(chain_):
        stated = "state" in _roles().get(parsed.lemma[one], ())
        if not stated and not any(_agent(parsed, later) for later in chain_[place:]):
            reason = "passive without “by”, its “be” stands before"
            yield Hit(*parsed.span(one, one + 1), "agentless", "passive", reason)


def _agent(parsed: Parsed, verb: int) -> bool:
    """Whether "by" names who did it; "by bus" and "by Monday" do not."""
    by = [child for child in parsed.below(verb, "agent", "prep") if parsed.lower[child] == "by"]
    for one in range(verb + 1, min(verb + NEAR, parsed.last[parsed.sentence[verb]])):
        if parsed.pos[one] == "VERB":
            break
        by += [one] if parsed.lower[one] == "by" and parsed.dep[one] == "prep" else []  # attacked on them by Ms Moe
    return any(not any(_means(parsed, noun) for noun in parsed.below(one, "pobj", "pcomp")) for one in by)


def _means(parsed: Parsed, noun: int) -> bool:
    """Whether "by" this names nobody: "by Monday", "by a third", "by bus"; but "hit by a bus", "seen by the Post"."""
    roles = _roles().get(parsed.lemma[noun].lower(), frozenset())
    bare = parsed.edges[noun][0] == noun and parsed.pos[noun] != "PROPN"
    of = (child for child in parsed.children[noun] if parsed.lower[child] == "of")
    whose = any(parsed.pos[child + 1 : child + 2] == ["PROPN"] for child in of)
    return ("means" in roles and not whose) or (bare and "way" in roles)


def _opens(parsed: Parsed, token: int) -> bool:
    """Whether a participle opens a clause of its own, with neither subject, auxiliary nor "by"."""
    before = token - 1
    first = parsed.first[parsed.sentence[token]]
    while before >= first and (parsed.lower[before] in ("when", "if", "once") or parsed.pos[before] == "ADV"):
        before -= 1
    if before >= 0 and parsed.word[before] in CLOSING:
        return False  # “Who is she?” asked the boy
    alone = before < first or (parsed.word[before] in (",", "–", "—") and parsed.dep[token] in ("advcl", "acl"))
    if not alone or (token + 1 < len(parsed.word) and parsed.lower[token + 1] == "by"):
        return False
    above = token
    while parsed.dep[token] == "acl" and parsed.head[above] != above:
        above = parsed.head[above]
    if parsed.dep[token] == "acl" and parsed.pos[above] not in ("VERB", "AUX"):
        return False  # "The judge, Ada Byron, asked for more.", which the parser reads as no sentence
    return not parsed.below(token, *SUBJECTS, "agent", "aux", "auxpass")


def _nominal(parsed: Parsed, noun: int, roles: frozenset[str], names: list[int]) -> Iterator[Hit]:
    """A feeling or an act as a noun that belongs to nobody, or that happens by itself."""
    head, dep = parsed.head[noun], parsed.dep[noun]
    behind = noun + 1 < len(parsed.word) and parsed.head[noun + 1] == noun and parsed.dep[noun + 1] == "acl"
    if dep == "ROOT" and behind and parsed.tag[noun + 1] in ("VBN", "VBD"):
        head, dep = noun + 1, "nsubj"  # how the parser reads "Tensions flared after the vote"
    known = _roles().get(parsed.lemma[head], frozenset())
    if _held(parsed, noun, names):
        return
    if roles & {"force", "feeling", "speech"} and dep == "nsubj" and "arise" in known and head > noun:
        end = head + 1
        if end < len(parsed.word) and parsed.dep[end] == "prt":
            end += 1
        yield Hit(*parsed.span(noun, end), "agentless", "happens", "it happens by itself")
    elif roles & {"feeling", "speech"}:
        reason = f"nobody is said to have this {parsed.lemma[noun]}"
        if dep == "pobj" and "around" in known:
            yield Hit(*parsed.span(head, noun + 1), "agentless", "nobody's", reason)
        elif (dep == "dobj" and "cause" in known) or (dep == "attr" and parsed.below(head, "expl")):
            yield Hit(*parsed.span(noun, noun + 1), "agentless", "nobody's", reason)


def _held(parsed: Parsed, noun: int, names: list[int]) -> bool:
    """Whether the text says whose it is: an owner, a named actor before it, or "by", "among", "from"."""
    for child in parsed.children[noun]:
        if parsed.dep[child] == "poss" or (child > noun and parsed.lower[child] in ("by", "among", "from", "between")):
            return True
        if child < noun and (parsed.pos[child] == "PROPN" or "owner" in _roles().get(parsed.lower[child], ())):
            return True
    left = parsed.start[parsed.edges[noun][0]]
    at = bisect_left(names, left)
    return at < len(names) and names[at] < parsed.start[noun]


def _verbs(quotes: Sequence[Quote]) -> Iterator[Hit]:
    """The cue of each quote, once, with its stance."""
    seen: set[int] = set()
    for quote in quotes:
        if quote.cue_start is not None and quote.cue_end is not None and quote.cue_start not in seen:
            seen.add(quote.cue_start)
            yield Hit(quote.cue_start, quote.cue_end, "reporting verb", quote.stance, f"cue: {quote.cue_lemma}")


def _sources(parsed: Parsed, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> Iterator[Hit]:
    """Sources without a person's name; each place once, however many quotes hang on it."""
    seen: set[int] = set()
    people = sorted((row.start, row.end) for row in mentions if row.kind == "name" and row.actor_type == "person")
    ends = defaultdict[str, list[int]](list)
    for row in mentions:
        ends[row.actor_id].append(row.end)
    introduced = _introduced(parsed)
    for quote in quotes:
        start, end = quote.source_start, quote.source_end
        if start is None or end is None or start in seen or quote.speaker_id.startswith("person:"):
            continue
        seen.add(start)
        head = _source_head(parsed, start, end)
        kind = _noun_kind(parsed.lemma[head].lower()) or _noun_kind(parsed.lower[head])
        titled = parsed.pos[head] == "PROPN" and parsed.lower[bisect_left(parsed.start, start)] not in ("a", "an")
        paper = kind == "document" or parsed.lemma[head].lower() in document_nouns()
        document = quote.source_kind == "document" or (paper and not titled)
        if document or parsed.tag[head] == "PRP":
            continue
        named = bool(people) and people[0][0] < start
        known = kind == "person" and _known(parsed, start, head, introduced, named)
        after = bisect_left(
            parsed.start, max((one for one in ends[quote.speaker_id] if start < one <= end), default=end)
        )
        behind = range(after, bisect_left(parsed.start, end) - 1)
        if any(parsed.word[one][0].isupper() and is_person(parsed.lower[one]) for one in behind):
            continue  # "Water Council Chief Ada Byron", taken for the council
        if quote.speaker_id:
            yield Hit(start, end, "unnamed source", "collective", f"{quote.speaker} is said to speak as one")
        elif kind and not known and not _beside(parsed, head, start, people):
            value = "collective" if kind == "collective" else "unnamed"
            yield Hit(start, end, "unnamed source", value, "no name is given")


def _noun_kind(noun: str) -> str:
    """Return what a noun without a name is as a source: person, collective or document, '' for another word."""
    return noun_kinds().get(noun) or ("person" if is_person(noun) else "collective" if is_body(noun) else "")


def _source_head(parsed: Parsed, start: int, end: int) -> int:
    """Return the first token of a source on which no other of its tokens hangs."""
    first, last = bisect_left(parsed.start, start), bisect_left(parsed.start, end)
    heads = (one for one in range(first, last) if parsed.head[one] == one or not first <= parsed.head[one] < last)
    return next(heads, first)


def _beside(parsed: Parsed, head: int, start: int, people: list[tuple[int, int]]) -> bool:
    """Whether a person's name stands with the words of a source: "his son, Ada Byron", "Ada Byron - his sister"."""
    for begin, end in people[bisect_left(people, (start, 0)) :]:
        last = bisect_left(parsed.start, end) - 1
        if begin > parsed.end[parsed.edges[head][1] - 1] + 1:
            break
        joined = begin == start and parsed.at(last + 1) in ("-", "–", "—", ",")
        if parsed.dep[last] == "appos" or joined:
            return True
    return False


def _introduced(parsed: Parsed) -> set[str]:
    """Return the nouns that the text puts beside a proper name: "Mayor Ada Byron", "Bo, the author"."""
    found = set()
    for token, head in enumerate(parsed.head):
        if parsed.dep[token] == "compound" and token < head and parsed.pos[head] == "PROPN":
            found.add(meaning(parsed.lower[token]))
        elif parsed.dep[token] == "appos":
            found |= {parsed.lower[one] for one, name in ((token, head), (head, token)) if parsed.pos[name] == "PROPN"}
    return found


def _known(parsed: Parsed, start: int, head: int, introduced: set[str], named: bool) -> bool:
    """Whether a source without a name is somebody whom the text names: "the minister" where it puts a name to one."""
    definite = parsed.tag[head] == "NN" and parsed.lower[bisect_left(parsed.start, start)] in DEFINITE
    ends = parsed.edges[head][1]
    closed = parsed.word[ends - 1 : ends + 1].count(",") > 0 or bool(parsed.below(head, "relcl"))
    # "Mr King, a banker who"
    beside = closed and parsed.dep[head] == "appos" and parsed.pos[parsed.head[head]] == "PROPN"
    naming = grouped("lexicons/timex_contexts.csv", "kind", "word")["naming"]  # "a driver surnamed Bai"
    called = any(
        parsed.lower[one] in naming and "PROPN" in parsed.pos[one + 1 : one + 3] for one in parsed.below(head, "acl")
    )
    if parsed.pos[head] == "PROPN" or beside or called:
        return True
    before = {parsed.lower[one] for one in range(bisect_left(parsed.start, start), head)}
    taken_up = named and (parsed.lower[head] in words("lexicons/epithets.csv") or not before.isdisjoint(FORMER))
    return definite and bool(taken_up or parsed.lower[head] in introduced)


def _voiced(parsed: Parsed, hits: list[Hit], quotes: Sequence[Quote]) -> Iterator[Framing]:
    """Say for each hit, in order, in whose words it stands: one sweep over hits and quotes together."""
    waiting = sorted(quotes, key=lambda quote: (-quote.start, quote.end))
    around: list[Quote] = []
    starts = [sentence.start for sentence in parsed.sentences]
    for number, hit in enumerate(hits):
        while waiting and waiting[-1].start <= hit.start:
            around.append(waiting.pop())
        around = [quote for quote in around if quote.end > hit.start]
        inside = [quote for quote in around if quote.end >= hit.end]
        voice = (inside[-1].speaker_id or "unnamed") if inside else "author"
        if not inside and (at := tokens.at(parsed.marked, hit.start)) >= 0 and hit.end < parsed.marked[at].end:
            sentence = parsed.sentences[bisect_left(starts, hit.start + 1) - 1]
            voice = "unnamed" if parsed.marked[at].end <= sentence.end else voice
        yield Framing(
            parsed.article.article_id, f"f{number}", bisect_left(starts, hit.start + 1) - 1, hit.start, hit.end,
            parsed.text[hit.start : hit.end], hit.measure, hit.value, voice, hit.reason,
            inside[-1].kind if inside else "",
        )  # fmt: skip


@cache
def _entries() -> dict[str, list[Entry]]:
    """The word lists by first word."""
    found: dict[str, list[Entry]] = {}
    for measure, path in (("loaded word", "lexicons/loaded.csv"), ("hedge", "lexicons/hedges.csv")):
        for row in rows(path, ("word", "pos", "kind")):
            first, *rest = PIECE.findall(row["word"])
            plainer = f"; plainer: {row['plainer']}" if row.get("plainer") else ""
            pos = frozenset(row["pos"].split("/")) if row["pos"] else frozenset()
            if rest and pos <= {"ADJ", "NOUN"}:
                pos = frozenset()  # "fat cat", "self-serving": what several words say together needs no other sign
            entry = Entry(measure, tuple(rest), pos, row["kind"], f"list: {row['word']}{plainer}")
            found.setdefault(first, []).append(entry)
    return found


@cache
def _plain() -> dict[str, frozenset[str]]:
    """What makes a loaded word a plain one, by word."""
    table = {row["word"]: row["beside"].lower().split("|") for row in rows("lexicons/literal.csv", ("word", "beside"))}
    more = {word: [one for sign in beside if sign[0] == "@" for one in table[sign]] for word, beside in table.items()}
    return {word: frozenset((*beside, *more[word])) for word, beside in table.items()}


def _roles() -> dict[str, frozenset[str]]:
    """What a lemma can do in a sentence without an agent."""
    return grouped("lexicons/agentless.csv", "lemma", "role")
