"""Who is speaking: from the words of a source to the actor that they mean."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from ..actors import gazetteer
from ..actors.gazetteer import body_kinds, closed, is_person, lexicon, may_be, noun_kinds, pronoun_gender, speaks_for
from ..actors.nominals import reports
from ..knowledge import words
from ..parse import Parsed
from ..tables import Mention
from ..tokens import POINTS
from . import bounds, cues
from .bounds import anonymous, document_kind
from .cues import SUBJECTS, Said, Span, main_subject, noun_group
from .roles import PLURAL, Named, past

# Whom a name, a pronoun or a noun means is settled in `actors`, once for all tables. Here it is read off the source's
# head word; what remains is what only quotations tell: who owns a document, who joins in, who goes on speaking.


BY = {"name": "name", "demonym": "name", "metonym": "name", "pronoun": "pronoun", "nominal": "nominal"}
MAKERS = ("person", "organisation", "country")
PLACES = (*MAKERS, "place")  # "Dorset's letter", but "the Hull poll"
MARKS = frozenset('“"„«')
SPEAKS = ("for", "of", "with", "at", "from")  # between who speaks and whose voice it is; a lawyer speaks for a client
FAR = 200  # tokens of a sentence at most whose subject a noun takes up
CREDIT = re.compile(r"[ \t]*\[[A-Z][^]\n]*](?=\s*(\n|$))")  # whose words stand before it: `“It rained.” [Hull Times.]`
STILL = 8  # sentences from who spoke last to "she said", where nobody else comes in


def name(p: Parsed, said: list[Said], mentions: list[Mention], quoted: dict[int, int]) -> None:
    """Fill in source span, speaker, who joins in, and how the speaker was found.

    Args:
        p: the article.
        said: its quotations, which are changed, in the order of their cues.
        mentions: its mentions, which say whom names, pronouns and nouns mean.
        quoted: the tokens that stand in quotation marks.
    """
    named = Named(p, mentions)
    last: Said | None = None
    at: dict[int, Said] = {}
    for s in sorted(said, key=lambda s: s.at if s.at >= 0 else named.token(s.content[0][0])):
        if s.source >= 0 and s.by != "unnamed":
            s.source = _past_dateline(p, s.source) if s.at >= 0 else s.source  # "KELLER: ..." is no dateline
            if s.source < 0:
                continue
            if s.source_span[0] < 0:
                begin, end = _before_cue(p, noun_group(p, s.source), s)
                line = bisect_left(p.start, cues.dateline(p, p.sentence[s.source]))
                begin = line if begin < line <= s.source else begin
                begin += 2 * (bounds.remarked(p, begin) and begin + 1 < s.source)  # "a charge | Lee denied"
                begin += p.word[begin] in POINTS or (begin < s.source and cues.is_mark(p.word[begin]))
                opened = p.at(end) == ")" and "(" in p.word[begin:end]
                s.source_span = begin, end + opened  # "• Sheriff Anna Keller", "» observer Anna Keller"
            _sourced(named, s, last)
        elif s.by != "unnamed" and (s.at < 0 or (p.tag[s.at] == "VBG" and s.at == p.first[p.sentence[s.at]])):
            _carried(named, s, quoted, _main(p, last, at, quoted))
        again = last is not None and last.speaker_id == s.speaker_id and s.content[0][0] < p.start[max(s.source, 0)]
        if s.speaker and s.by != "name" and not (again and s.by == "pronoun") and _names_own(named, s, quoted):
            s.speaker, s.speaker_id, s.by, s.joint = "", "", "none", ()
        if s.speaker or s.source >= 0:
            last = at[s.at] = s
    _soon_named(named, said)
    _exchange(p, [s for s in said if len(s.content) == 1 and p.text[s.content[0][0]] in MARKS])


def _soon_named(named: Named, said: list[Said]) -> None:
    """Name who speaks by an office and by name as the next paragraph begins: "the bishop of Ur said.", "Ann Lee told".

    In the first paragraph anything that tells of a person will do; later on "the captain" takes up one who was told of.
    """
    p = named.p
    lead = next((n for n, sentence in enumerate(p.sentences) if not sentence.headline), 0)
    begins = [n for n in range(lead + 1, len(p.sentences)) if p.sentences[n].paragraph > p.sentences[n - 1].paragraph]
    opens = {t.content[0][0]: named.covering(t.source) for t in said if t.by == "name"}
    for s in said:
        here = p.sentence[s.source]
        later = begins[bisect_right(begins, here) :] if s.source >= 0 and not s.speaker and here >= lead else []
        mention = named.covering(p.first[later[0]]) if later else None
        if mention is None and later and later == begins:
            mention = opens.get(p.sentences[later[0]].start)  # "“We were late,” Ann Lee told"
        if mention is None or mention.actor_type != "person" or " " not in mention.surface:
            continue
        office = lexicon().titles.get(p.lower[s.source]) == "office" and p.below(s.source, "prep")  # "the mayor of Ur"
        tells = is_person(p.lower[s.source]) and (office or later == begins) and not p.below(s.source, "appos")
        new = all(m.actor_id != mention.actor_id for m in named.between(p.sentences[lead].start, mention.start))
        speaks = p.lower[p.head[named.token(mention.end) - 1]] in cues.lexicon()
        first = p.lower[s.source_span[0]]
        if new and speaks and tells and (first in closed("definite") or first in ("its", "their")):
            _set(s, mention, "nominal")
            s.by = "nominal"


def _exchange(p: Parsed, said: list[Said]) -> None:
    """Let two people take turns where nothing stands between their words: `"When?" Lee asked. "At nine." "Alone?"`.

    Who answers a question, or asks after an answer, is the other of the two that speak there.
    """
    for at, here in enumerate(said[1:], 1):
        if _open(here) and _next(p, said[at - 1], here) and _asks(p, said[at - 1]) != _asks(p, here):
            low, high = at - (at > 1 and _next(p, said[at - 2], said[at - 1])) - 1, at + 1
            while high < min(len(said), at + 3) and _next(p, said[high - 1], said[high]):
                high += 1
            near = (s for s in said[low:high] if s.speaker and not _open(s) and _asks(p, here) <= _asks(p, s))
            other = next((s for s in near if s.speaker_id != said[at - 1].speaker_id), None)
            if other is not None and said[at - 1].speaker:
                here.speaker, here.speaker_id, here.by = other.speaker, other.speaker_id, "carried"
                here.source, here.source_span = other.source, other.source_span


def _open(s: Said) -> bool:
    """Say whether nothing beside a quotation tells who says it."""
    return s.at < 0 and s.by in ("", "none", "carried")


def _asks(p: Parsed, s: Said) -> bool:
    return p.text[: s.content[0][1]].endswith(("?", "?”", '?"', "?''"), s.content[0][0])


def _next(p: Parsed, one: Said, other: Said) -> bool:
    """Say whether nothing stands between two quotations but who said the first."""
    end = one.content[0][1]
    if one.at >= 0:
        end = max(end, p.sentences[p.sentence[one.at]].end)
    return end <= other.content[0][0] and not any(map(str.isalnum, p.text[end : other.content[0][0]]))


def _before_cue(p: Parsed, span: Span, s: Said) -> Span:
    """Let a source end before a clause that has its own cue: the clients, of "clients of Norden Bank, who say"."""
    last = span[1]
    if s.source < s.at < last:
        last = next((k for k in range(s.source + 1, s.at) if p.tag[k] in ("WP", "WDT")), last)
    last = next((k for k in range(s.source + 1, last) if _occasion(p, s.source, k)), last)
    while last > s.source + 1 and p.word[last - 1] == ",":
        last -= 1
    return span[0], last


def _occasion(p: Parsed, source: int, token: int) -> bool:
    """Say whether words of a source tell when or where it spoke: "the mayor | on Friday", "Lee | in a statement"."""
    what = next(iter(p.below(token, "pobj")), -1) if p.lower[token] in closed("on an occasion") else -1
    if what < 0 or bounds.tells(p, source):
        return False
    made = p.lower[token + 1] in ("a", "an") or p.tag[token + 1] == "PRP$"  # not "an expert in law"
    return p.lower[what] in words(bounds.TIMES) or (bounds.tells(p, what) and made and p.tag[source] not in PLURAL)


def _past_dateline(p: Parsed, token: int) -> int:
    """Return who speaks behind a dateline or place that the parse took for it, or -1: `OSLO — The mayor, Lee, said`."""
    behind = *p.below(token, "appos"), *(k for k in p.below(p.head[token], *SUBJECTS) if k > token)  # a second subject
    above = token
    while p.dep[above] == "pobj" and p.lower[p.head[above]] == "of":
        above = p.head[p.head[above]]
    if above != token and is_person(p.lower[above]):
        return above  # "a student of the Faculty of Law, who gave no name, told"
    if p.dep[token] == "pobj" and p.lower[p.head[token]] in closed("where"):
        return next((k for k in p.below(token, "appos") if p.tag[k] == "NNP"), token)  # "In Ur, Lee, 27, said"
    own = p.edges[token][0] - 2  # "in a word from his clerk, Lee, the king said": it is the king who said so
    if own > 0 and p.word[own + 1] == "," and p.dep[own] == "pobj" and is_person(p.lower[own]):
        told = (k for k in behind if p.lower[p.edges[k][0]] == "the" and p.edges[k][1] == p.head[token])
        token = next(told, token)
    line = cues.dateline(p, p.sentence[token])
    return next((k for k in behind if p.start[k] >= line), -1) if p.start[token] < line else token


def _main(p: Parsed, last: Said | None, at: dict[int, Said], quoted: dict[int, int]) -> Said | None:
    """Return who spoke last in a main clause: Lee, of `Lee said, after Ross had denied it`."""
    token = last.at if last is not None else -1
    while token >= 0 and p.head[token] != token:
        token = p.head[token]
        if token not in quoted:  # nor whom Lee quotes
            last = at.get(token, last)
    return last


def _names_own(named: Named, s: Said, quoted: dict[int, int]) -> bool:
    """Say whether a person would call themselves by name: "she said Keller would come" was said by another.

    In words of their own some do: marked words tell nothing.
    """
    within = (m for start, end in s.content for m in named.between(start, end) if m.actor_id == s.speaker_id)
    names = (m for m in within if m.actor_type == "person" and m.kind == "name")
    tokens = (k for m in names for k in range(named.token(m.start), named.token(m.end)))
    return any(named.p.dep[k] in SUBJECTS and k not in quoted for k in tokens)


def _set(s: Said, mention: Mention, by: str) -> None:
    s.speaker_id, s.speaker, s.by = mention.actor_id, mention.actor, s.by or by


def _sourced(named: Named, s: Said, last: Said | None) -> None:
    """Name the speaker of a quotation that has a source."""
    mention, lower = named.covering(s.source), named.p.lower[s.source]
    who = s.at >= 0 and any(named.p.lower[k] == "who" for k in named.p.children[s.at])
    if who and (mention is None or mention.actor_type != "person"):
        mention = _named_beside(named, s.source) or mention
    if mention is None or mention.surface == named.p.word[s.source] or mention.actor_type != "person":
        mention = _by_office(named, s.source) or mention
    if mention is None and lower in closed("after a name"):
        mention = named.covering(s.source - 1)  # "Anna Keller KC"
    mention = _within(named, s) if mention is None else mention
    some = mention is not None and mention.kind == "demonym" and _native(named.p, s.source)
    if mention is not None and (some or _members(named.p, s.source)):
        s.by = "unnamed"  # "the New Zealander": somebody from there
    elif mention is not None and lower not in closed("nobody in particular"):
        _set(s, mention, BY[mention.kind])
        last_word = named.token(mention.end)
        if mention.kind == "name" and s.source < last_word and not s.source < s.at < last_word:
            s.source_span = s.source_span[0], max(s.source_span[1], last_word)  # "Dr Nuala | Bell", by the parse
        s.joint = _joint(named, s, s.source)
    elif (body := _told_of(named, s)) is not None:
        _set(s, body, "pronoun" if lower == "it" else "nominal")
    elif lower in closed("pronoun"):
        s.by = "pronoun"
        if lower in ("it", "they") and last is not None and last.source >= 0:
            _last_voice(named.p, s, last, lower)
        elif lower in ("he", "she") and last is not None and _still(named, s, last):
            s.speaker_id, s.speaker = last.speaker_id, last.speaker
    elif lower in closed("nobody in particular"):
        s.by = "none"
    elif not _native(named.p, s.source) and (unread := named.unread(s.source))[0]:
        (s.speaker_id, s.speaker), s.by = unread, s.by or "name"
    else:
        _by_noun(named, s)


def _named_beside(named: Named, token: int) -> Mention | None:
    """Return the person beside whose name a word stands: `Anna Keller, the firm's manager, who testified that`."""
    p = named.p
    while p.head[token] != token and p.dep[token] in ("appos", "pobj", "prep"):
        begin, label, token = p.edges[token][0], p.dep[token], p.head[token]
        mention = named.covering(token) if label == "appos" else None
        if mention is not None and mention.actor_type == "person":
            between = p.text[mention.end : p.start[begin]].partition("(")  # "Lee (D-Ohio), a clerk"
            return mention if not any(map(str.isalpha, between[0] + between[2].partition(")")[2])) else None
    return None


def _by_office(named: Named, source: int) -> Mention | None:
    """Return whose name follows an office, of which another was told before: `the President of the Union, Ann Lee`."""
    p = named.p
    office = (is_person(p.lower[source]) or p.lower[source] == "head") and p.tag[source] not in PLURAL
    behind = (named.covering(k) for k in p.below(source, "appos") if office and p.word[p.edges[k][0] - 1] == ",")
    return next((m for m in behind if m is not None and m.kind == "name" and m.actor_type == "person"), None)


def _within(named: Named, s: Said) -> Mention | None:
    """Return the one person named in a source whose head the parse lost: `One of the survivors, Ann Lee, a mason`.

    Not who is named behind a preposition: `friends of the actor Ann Lee`; but `the director of cricket Ann Lee`.
    """
    p, (begin, end) = named.p, s.source_span
    people = [m for m in named.between(p.start[begin], p.end[end - 1]) if m.kind == "name"]
    people = [m for m in people if m.actor_type == "person"]
    if len(people) != 1 or p.tag[s.source] in PLURAL:
        return None
    first, last = named.token(people[0].start), named.token(people[0].end)
    two = any(p.lower[k] == "and" and is_person(p.lower[k - 1]) for k in range(begin, last))
    role = first
    while begin < role and p.tag[role - 1] not in ("IN", ",", "VBG", "VBN", "VBD"):
        role -= 1
    behind = begin < role and p.tag[role - 1] != ","
    office = behind and p.lower[role - 1] == "of" and p.tag[role - 2] == "NN" and is_person(p.lower[role - 2])
    own = office and not any(is_person(p.lower[k]) for k in range(role, last))
    part = p.at(last) in ("'s", "’s", "and") or p.tag[last : last + 1] == ["NN"]  # "the Ann Lee supporter"
    return None if two or part or (behind and not own) else people[0]


def _told_of(named: Named, s: Said) -> Mention | None:
    """Return the body of which a sentence tells that ends in `it said` or `the company said`."""
    p, lower = named.p, named.p.lower[s.source]
    sole = body_kinds().get(lower) == "any" and p.lower[s.source_span[0]] == "the" and s.source_span[1] == s.source + 1
    if s.content[0][0] > p.start[s.source] or not (sole or lower == "it"):
        return None
    first = next((k for k in range(p.first[p.sentence[s.source]], s.source) if p.dep[k] in SUBJECTS), s.source)
    mention = named.covering(first)
    body = (
        mention is not None and mention.actor_type == "organisation" and (lower == "it" or may_be(lower, mention.actor))
    )
    return mention if body else None


def _last_voice(p: Parsed, s: Said, last: Said, lower: str) -> None:
    """Let `it` go on with the body or document that spoke last, `they` with several people."""
    many = p.tag[last.source] in PLURAL or bool(p.below(last.source, "conj"))
    thing = last.speaker_id.partition(":")[0] in ("organisation", "country", "document", "group")
    near = p.sentence[s.source] - p.sentence[last.source] <= 2
    if near and (many if lower == "they" else thing and not many):
        s.speaker_id, s.speaker, s.joint = last.speaker_id, last.speaker, last.joint


def _native(p: Parsed, token: int) -> bool:
    """Say whether a demonym is people and no state: "the New Zealander", "few Russians"; not "the French said"."""
    if p.tag[token] in PLURAL and p.lower[token].endswith("s"):
        return p.lower[p.edges[token][0]] != "the" or p.edges[token][0] < token - 1
    alone = p.lower[p.edges[token][0]] in ("the", "a", "an") and p.tag[token] not in PLURAL
    return alone and p.lower[token].endswith(("an", "er", "ard"))


def _members(p: Parsed, token: int) -> bool:
    """Say whether a party is named for some of its members: "several Democrats", not "Democrats", "the Democrats"."""
    some = p.edges[token][0] < token and p.lower[p.edges[token][0]] != "the" and p.tag[token] in PLURAL
    return some and p.lower[token].rstrip("s") in closed("party")


def _still(named: Named, s: Said, last: Said) -> bool:
    """Say whether `she said` goes on with who spoke last: nobody else has come in, and nothing tells another sex."""
    p, since = named.p, named.p.end[last.source_span[1] - 1]
    if last.by not in ("name", "pronoun") or last.joint:
        return False
    if not last.speaker_id.startswith("person:") or p.sentence[s.source] - p.sentence[last.source] > STILL:
        return False
    between = named.between(since, p.start[s.source])
    other = pronoun_gender()["she" if p.lower[s.source] == "he" else "he"]
    rivals = (m for m in between if m.actor_type == "person" and pronoun_gender().get(m.surface.lower()) != other)
    if any(m.actor_id != last.speaker_id for m in rivals):
        return False
    wrong = [pronoun_gender().get(m.surface.lower()) == other for m in named.mentions if m.actor_id == last.speaker_id]
    given = lexicon().given.get(last.speaker.split()[0].casefold(), "")
    wrong += [lexicon().persons.get(p.lower[k]) == other for k in range(*last.source_span)]  # "Kim, a mother"
    tokens = range(last.source_span[1], s.source)
    some = any(p.tag[k] == "NN" and p.dep[k] in SUBJECTS and is_person(p.lower[k]) for k in tokens)
    return given != other and not some and not any(wrong)


def _two(named: Named, s: Said) -> None:
    """Name the two people whom `both women` take up: the subject of the sentence before, joined by `and`."""
    p, here = named.p, named.p.sentence[s.source]
    both = here and any(p.lower[k] in closed("both") for k in p.children[s.source])
    token = main_subject(p, p.first[here - 1], p.last[here - 1]) if both else -1
    joined = p.below(token, "conj") if token >= 0 else ()
    people = [m for k in (token, *joined) if (m := named.covering(k)) is not None and m.actor_type == "person"]
    if len(people) == 2 == len(joined) + 1 and not any(p.below(k, "conj") for k in joined):
        _set(s, people[0], "nominal")
        s.joint = (people[1].actor_id,)


def _joint(named: Named, s: Said, token: int) -> tuple[str, ...]:
    """Return the ids of those who are joined to a name by `and`: `Keller and Holm said`, `two men, Keller and Holm`."""
    p, found = named.p, list[str]()
    joined = p.below(token, "conj")
    while joined:
        mention = named.covering(joined[0])
        if mention is not None and mention.actor_id not in (s.speaker_id, *found):
            found.append(mention.actor_id)
        joined = [*joined[1:], *p.below(joined[0], "conj")]
    return tuple(found)


def _by_noun(named: Named, s: Said) -> None:
    """Name whom a noun means: `his lawyer, Jane Doe`, `her statement`, `the lawsuit`; or nobody: `a spokesman`."""
    p, head = named.p, s.source
    beside = p.below(head, "appos")
    behind = s.source_span[1]
    ends = p.last[p.sentence[head]]
    if not beside and p.word[head + 1 : ends][:1] in (["the"], ["."]) and p.tag[head + 2 : ends][:1] == ["NNP"]:
        beside = [head + 2]  # "club spokesman the Rev. Anna Keller", "Capt. Anna Keller"
    if p.tag[head] in ("NN", "NNP") and not any(named.covering(k) or p.tag[k] == "NNP" for k in beside):
        beside = _after_place(named, s) or beside
    if not beside and p.at(behind) == "," and p.tag[head] not in PLURAL and _human(_noun_of(p, head)):
        beside = [behind + 1][: len(p.word) - behind - 1]  # "one of the sponsors, Rep. Anna Keller": the parse lost it
        beside = [] if beside and p.dep[beside[0]] in SUBJECTS else beside  # "According to one source, Keller was late"
    for child in beside:
        mention = named.covering(child)
        if mention is None and p.tag[child] == "NNP":
            mention = named.covering(p.edges[child][0])  # "Anna Keller KC"
        one = mention is not None and mention.actor_type == "person" and not p.below(child, "conj")
        if one and p.tag[head] in PLURAL:
            continue  # "friends of the actor Anna Keller"
        if mention is not None and mention.kind != "pronoun" and mention.actor_type in ("person", "organisation"):
            _set(s, mention, "name")
            s.joint = _joint(named, s, child)
            if child == s.source_span[1] + 1 and p.word[child - 1] == ".":
                s.source_span = s.source_span[0], named.token(mention.end)
            return
    for whom in p.behind(head, "including"):
        if (mention := named.covering(whom)) is not None and mention.actor_type == "person":
            _set(s, mention, "name")  # "many tenants, including Keller"
            s.joint = _joint(named, s, whom)
            return
    if "document" in (noun_kinds().get(p.lower[head]), noun_kinds().get(p.lemma[head])):
        _document(named, s)
    elif p.lower[head] in closed("share") and (poll := _polled(named, s)) is not None:
        _set(s, poll, "nominal")  # "64% said", after a Harbour Institute poll
        s.joint = _partner(named, poll)
    elif not anonymous(p, head) and (mention := _spoken_for(named, head)):
        _set(s, mention, "nominal")
        named.made["lawyer" if speaks_for()[p.lower[head]] == "counsel" else p.lower[head]] = mention
        s.kind = "organisation"
    elif p.tag[head] == "NNS" and is_person(p.lemma[head]):
        _two(named, s)
    elif s.source_span == (head - 1, head + 1) and p.lower[head - 1] == "the" and (place := named.governed(head)):
        _set(s, place, "nominal")  # "the county said"
    elif p.tag[head] in PLURAL and s.source_span == (head, head + 1) and (force := named.holding(head)) is not None:
        _set(s, force, "nominal")  # "police said", after the Harbour Police
    elif (who := _subject_before(named, s)) is not None:
        _set(s, who, "nominal")
    s.by = s.by or "unnamed"


def _polled(named: Named, s: Said) -> Mention | None:
    """Return whose poll tells what a share of people say: the one that is named there, else the one told of most."""
    own = [k for k in range(*s.source_span) if named.p.lower[k] in closed("poll")]
    maker = next((m for k in own if (m := _maker(named, k)) is not None), None)
    most = Counter(m.actor_id for m in named.polled).most_common(2)
    alone = len(most) == 1 or (len(most) > 1 and most[0][1] > most[1][1])
    return maker or next((m for m in named.polled if alone and m.actor_id == most[0][0]), None)


def _partner(named: Named, maker: Mention) -> tuple[str, ...]:
    """Return the id of who made a poll together with its maker: "a Harbour News/Moss Institute poll"."""
    token = named.token(maker.start) - 1
    other = named.covering(token - 1) if token > 0 and named.p.word[token] in ("/", "-", "–") else None
    return (other.actor_id,) if other is not None and other.actor_id != maker.actor_id else ()


def _subject_before(named: Named, s: Said) -> Mention | None:
    """Return whom "the captain" takes up: the person who is the subject of the sentence before, in one paragraph.

    So does "the firm" the body that is. Not a part that many play or that faces somebody, such as "the officer", "the
    judge", "the victim", nor where that sentence tells of another or of one who is called so.
    """
    p, head, word = named.p, s.source, named.p.lower[s.source]
    here = p.sentence[min(named.token(s.content[0][0]), head)]
    before = range(p.first[here - 1], p.last[here - 1]) if here else range(0)
    told = any(p.word[p.edges[k][0] - 1] != "," for k in p.below(head, "relcl", "acl"))
    told |= any(p.lower[k] != "of" for k in p.below(head, "prep"))
    one = p.lower[s.source_span[0]] == "the" and p.tag[head] in ("NN", "NNP") and 0 < len(before) < FAR
    told |= any(p.tag[k] == "NNP" for k in range(head + 1, s.source_span[1]))  # "the chief of Acme Anna Keller"
    if told or not one or word in p.lower[before.start : before.stop]:
        return None
    token = main_subject(p, before.start, before.stop)
    who = named.covering(token) if token >= 0 and not p.below(token, "conj") else None
    if who is None or who.actor_type != "person" or who.kind != "name":
        body = who is not None and who.actor_type == "organisation" and may_be(word, who.actor)
        return who if body and not reports(p, token) else None
    other = any(word in closed(use) for use in ("one of many", "faces somebody", "kin", "no office"))
    other |= not is_person(word) or word in speaks_for()
    apart = p.sentences[here].paragraph != p.sentences[here - 1].paragraph
    return None if apart or other or _contradicts(named, s, who) else who


def _contradicts(named: Named, s: Said, who: Mention) -> bool:
    """Say whether another is told of beside somebody, or a noun has another sex, or is an office or a party's."""
    p, word, sentence = named.p, named.p.lower[s.source], named.p.sentences[who.sentence_id]
    near = (m for m in named.between(sentence.start, sentence.end) if m.actor_type == "person" and m.kind == "name")
    sexes = {lexicon().persons.get(word, ""), lexicon().given.get(who.actor.split()[0].casefold(), "")} - {""}
    new = lexicon().titles.get(word) == "office" and named.first[who.actor_id] is who
    party = not closed("party").isdisjoint(p.lower[slice(*s.source_span)])
    return new or party or len(sexes) > 1 or any(m.actor_id != who.actor_id for m in near)


def _after_place(named: Named, s: Said) -> list[int]:
    """Return the name behind what somebody is: `the bishop of Basel, Paul Ross`, `the union for nurses, the FGBA`."""
    p, staff = named.p, speaks_for().get(named.p.lower[s.source]) in ("body", "staff")
    for token in range(s.source + 2, max(s.source_span[1], s.at - 1)):
        comma = token - 1 - (p.lower[token - 1] == "the")
        who = named.covering(token) if p.word[comma] == "," and p.tag[token][0] == "N" else None
        if who is None or who.kind != "name":
            continue
        last = named.token(who.end)
        if token >= s.source_span[1] and (p.word[last] != "," or last + 1 != s.at):
            continue  # "the man who had been stopped, Paul Ross, said": right before the cue
        where = named.covering(comma - 1)
        other = where.actor_type != "person" if where is not None else not is_person(p.lemma[comma - 1])
        if who.actor_type == "person" and comma == token - 1:
            return [token] if other or staff else []  # a friend of the mayor, Paul Ross, may be either of them
    who = named.covering(s.at - 1) if s.source_span[1] == s.at else None
    if who is not None and who.actor_type == "person" and _human(p.lower[s.source]):
        first = named.token(who.start) - 1
        own = " " in who.surface and p.word[first + 1] in who.actor.split()  # without a title
        if own and s.source < first and p.pos[first] in ("NOUN", "PROPN") and not _human(p.lower[first]):
            return [first + 1]  # "Officer in charge of Hull Station Paul Ross said"
    for token in (k for j in (s.source, *p.below(s.source, "appos")) for k in p.below(j, "conj")):
        begin, who = p.edges[token][0], named.covering(token)
        first = named.token(who.start) if who is not None and who.actor_type == "person" else 0
        called = any(is_person(p.lower[k]) for k in (begin, first - 1, first) if begin <= k <= first)
        one = p.head[token] != s.source or p.pos[p.edges[s.source][0]] != "DET"
        if called and one and p.pos[begin] != "DET":
            return [token]  # "chairman and founder Paul Ross", "its head, the teacher and singer Paul Ross"
    return []


def _human(noun: str) -> bool:
    return is_person(noun) or noun in closed("also people")


def _noun_of(p: Parsed, head: int) -> str:
    """Return the noun that tells who a source is: "sponsor" of "one of the sponsors"."""
    return p.lemma[next(iter(p.behind(head, "of")), head)] if p.lower[head] == "one" else p.lower[head]


def _document(named: Named, s: Said) -> None:
    """Name whoever speaks in a document, such as a letter or a poll; else the document is the speaker."""
    p, head = named.p, s.source
    maker, beside = _maker(named, head), named.covering(min(s.source_span[1], len(p.word) - 1))
    if maker is None and beside is not None and named.token(beside.end) == s.at and p.lower[s.at] in cues.lexicon():
        maker, s.source_span = beside, (s.source_span[0], s.at)  # "a study by the group Moss & Holm found"
    again = p.tag[head] == "NN" and p.lower[s.source_span[0]] in closed("definite")  # "the poll": the one just named
    again = again and not any(p.tag[k] == "NNP" for k in range(*s.source_span))  # not "the latest Ilves/Moss poll"
    if maker is None and again and speaks_for().get(p.lemma[head]) == "maker":
        maker = named.made.get(p.lemma[head], named.made.get("poll") if p.lemma[head] in closed("poll") else None)
    own = p.tag[head] == "NN" and document_kind(p, head) == "own"
    if maker is not None and (speaks_for().get(p.lemma[head]) == "maker" or (own and maker.actor_type == "person")):
        _set(s, maker, "nominal")
        s.kind, s.joint = "document" if own and maker.actor_type != "person" else s.kind, _partner(named, maker)
        named.made[p.lemma[head]] = maker
        if p.lemma[head] in closed("poll"):
            named.polled.append(maker)
        return
    first, last = s.source_span
    while first < head and p.tag[first] in ("DT", "PRP$"):
        first += 1
    called = " ".join(p.words(first, last).split())
    s.speaker, s.speaker_id, s.by = called, f"document:{gazetteer.slug(called)}", "nominal"


def _maker(named: Named, head: int) -> Mention | None:
    """Return who made a document: `Keller's letter`, `a letter from Keller`, `a Harbour Institute poll`."""
    p = named.p
    for child in p.children[head]:
        if p.dep[child] == "poss" or (p.dep[child] in ("compound", "nmod") and child < head):
            mention = named.covering(child)
        elif p.dep[child] == "acl" and p.lower[child] in closed("made"):
            near = (j for k in p.below(child, "agent") for j in p.below(k, "pobj"))
            mention = next((m for j in near if (m := named.covering(j))), None)  # "a poll carried out by the institute"
        elif p.dep[child] == "prep" and p.lower[child] in closed("made by"):
            mention = next((named.covering(k) for k in p.below(child, "pobj")), None)
        else:
            continue
        if mention is not None and mention.actor_type in (PLACES if p.dep[child] == "poss" else MAKERS):
            return mention
    return None


def _spoken_for(named: Named, head: int) -> Mention | None:
    """Return for which body somebody unnamed speaks: `a spokesman for the club`, `Harbour Trust officials`."""
    p = named.p
    role = speaks_for().get(p.lower[head])
    definite = p.lower[p.edges[head][0]] in closed("definite")
    if role == "body" and definite and not p.below(head, "prep"):
        return named.made.get(p.lower[head])  # "the spokesman" of whom the text has told
    if role == "body" and p.edges[head] == (head - 1, head + 1) and p.lower[head - 1] in closed("indefinite"):
        return named.only_body(head)
    alone = not p.below(head, "prep", "compound", "nmod")
    if role == "counsel" and alone and p.lower[p.edges[head][0]] not in closed("indefinite"):
        return named.made.get("lawyer")  # "the lawyers", whose firm the text has told
    if role not in ("body", "staff", "counsel") or past(p, p.edges[head][0], head) or p.lower[head - 1] == "chief":
        return None
    own = p.children[head]
    for child in own[::-1] if role == "counsel" else own:  # "Ada's lawyers, from the firm …" are the firm's, not hers
        if p.dep[child] in ("poss", "compound", "nmod"):
            mention = named.body_called(named.covering(child)) or named.holding(child)
            if role == "staff" and mention is not None and mention.actor_type != "organisation":
                return None
        elif p.dep[child] == "prep" and p.lower[child] in SPEAKS[role == "counsel" :]:
            near = (j for k in p.below(child, "pobj") for j in (k, *p.below(k, "appos")))  # "from the firm Moss & Holm"
            mention = next((m for j in near if (m := named.governed(j) or named.covering(j))), None)
        else:
            continue
        mention = named.body_called(mention)
        kinds = ("organisation", "country", "place") if p.lower[child] == "at" else ("organisation", "country")
        if mention is not None and mention.actor_type in kinds:
            return mention  # "officials at Ludlow Airport"
    return None


def _carried(named: Named, s: Said, quoted: dict[int, int], last: Said | None) -> None:
    """Name the speaker of words in marks without a cue: the subject of the sentence before, else who spoke last."""
    p, position = named.p, named.token(s.content[0][0])
    if CREDIT.match(p.text, max(end for _, end in s.content)):
        return
    before = p.sentence[position] - 1
    if before >= 0 and (last is None or max(end for _, end in last.content) <= p.start[p.first[before]]):
        token = main_subject(p, p.first[before], p.last[before], quoted)
        mention = named.covering(token) if token >= 0 else None
        if mention is not None and mention.actor_type == "person":
            _set(s, mention, "carried")
            s.source_span = noun_group(p, token)
            return
        near = token >= 0 and p.sentences[before].paragraph == p.sentences[before + 1].paragraph
        if near and p.lower[p.edges[token][0]] in closed("indefinite") and is_person(p.lower[token]):
            s.source, s.source_span, s.by = token, noun_group(p, token), "unnamed"  # "A driver wept. “It is bad.”"
            return
    if last is not None and not _answered(p, last, s):
        s.speaker, s.speaker_id, s.joint, s.by = last.speaker, last.speaker_id, last.joint, "carried"
        s.source, s.source_span = last.source, last.source_span  # the words that named the speaker last


def _answered(p: Parsed, last: Said, s: Said) -> bool:
    """Say whether words in marks answer a question right before them, and so are another's: `"Why?" "Because."`."""
    end = max(end for _, end in last.content)
    asked = p.text[max(0, end - 2) : end].strip("\"'”’»")[-1:] == "?"
    return asked and not p.text[end : s.content[0][0]].strip()
