"""Say who takes part in what a verb or noun tells: whom the parse makes its subject, object or companion."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ..actors.gazetteer import lexicon
from ..knowledge import words
from ..parse import SUBJECTS, Parsed
from ..tables import Mention
from ..tokens import DATELINE
from .outlook import VERBAL, auxiliaries, signs

STEPS = 5  # up the parse to where a subject stands
SHARES = frozenset(("conj", "xcomp", "advcl", "acomp", "oprd"))  # where a verb has the subject of the one above
NEAR = 40  # characters before a name in which a dateline may begin: "BUSAN, Republic of Korea —"
LONGEST = 100  # actors joined by 'and'


def taking_part(parsed: Parsed, heads: dict[int, Mention], head: int) -> str:
    """Return the ids of who takes part in what a verb or noun tells: by the parse, and by name; no places.

    Args:
        parsed: the article.
        heads: {the token that a mention hangs by: the mention}.
        head: the verb or noun.

    Returns:
        They, in order, separated by spaces. Who is only named in its clause is left out: whose office or country it is,
        whom a content or another clause tells of.
    """
    doing = parsed.pos[head] in VERBAL
    sides = [*(_subjects(parsed, head) if doing else ()), *behind(parsed, head, "with" if doing else "noun with")]
    for noun in [one for one in sides if doing and one not in heads]:  # 'its sales rose', 'Acme stock fell'
        near = () if parsed.lemma[noun] in lexicon().persons else parsed.below(noun, "poss", "compound", "nmod")
        some = [one for one in (*near, *behind(parsed, noun, "acts for")) if one in heads]  # 'officials of the port'
        body = parsed.lemma[noun] in words("lexicons/body_nouns.csv", "noun")  # 'her party', which is not she
        sides += (
            one for one in some if heads[one].actor_type == "organisation" or (parsed.dep[one] == "poss" and not body)
        )
    for noun in parsed.below(head, "dobj") if doing else ():  # 'cancelled the club's licence'
        whose = (one for one in parsed.below(noun, "poss") if noun not in heads and one in heads)
        sides += (one for one in whose if heads[one].actor_type != "person")
    takers = _beside_them(parsed, [*sides, *(_taken(parsed, head) if doing else ())])
    takers |= set() if doing else {*parsed.below(head, "poss", "compound", "nmod")}
    above = parsed.head[parsed.head[head]]
    at = parsed.dep[head] == "pobj" and parsed.lower[parsed.head[head]] in signs("there at")
    if takers.isdisjoint(heads) and at and parsed.pos[above] in VERBAL:
        takers = _beside_them(parsed, _subjects(parsed, above))  # 'she spoke at Monday's rally'
    takes = sorted((heads[one] for one in takers if one in heads), key=lambda one: one.start)
    return " ".join(dict.fromkeys(one.actor_id for one in takes))


def _taken(parsed: Parsed, head: int) -> Iterator[int]:
    """Yield the words for whom or what a verb is done to, and with whom."""
    for verb in (head, *parsed.below(head, "xcomp")):
        things = parsed.below(verb, "dobj", "dative")
        yield from [*things, *behind(parsed, verb, "at"), *(behind(parsed, verb, "with") if verb != head else ())]
        yield from (one for thing in things for one in behind(parsed, thing, "with"))
    made = [one for one in parsed.below(head, "ccomp") if parsed.tag[one] == "VB" and "to" in auxiliaries(parsed, one)]
    yield from [one for verb in made for one in parsed.below(verb, "nsubj")]  # 'allowed the firm to close it'


def behind(parsed: Parsed, token: int, role: str) -> list[int]:
    """Find the nouns behind prepositions of a verb or noun.

    Args:
        parsed: the article.
        token: the verb or noun.
        role: which prepositions, as outlook.csv has it.

    Returns:
        The nouns, in order.
    """
    preps = parsed.below(token, "prep", "agent", "dative")
    return [noun for prep in preps if parsed.lower[prep] in signs(role) for noun in parsed.below(prep, "pobj")]


def _subjects(parsed: Parsed, verb: int) -> list[int]:
    """Return the subjects of a verb, also where it stands with another verb or behind what it tells of."""
    for _ in range(STEPS):
        own, dep, above = parsed.below(verb, *SUBJECTS), parsed.dep[verb], parsed.head[verb]
        if dep in ("relcl", "acl") and (not own or parsed.tag[own[0]] in ("WDT", "WP")):
            return [above] if own or parsed.tag[verb] in ("VBN", "VBG") else []
        if own:
            return own
        if dep == "pcomp" and (whom := parsed.below(parsed.head[above], "dobj")):
            return whom  # 'blamed them for closing it'
        if dep == "pcomp":
            dep, above = "advcl", parsed.head[above]  # 'after touring it, he said'
        loose = dep == "advcl" and parsed.tag[verb] != "VBG"
        if loose or dep not in SHARES or (dep == "xcomp" and parsed.below(above, "dobj")):
            return []
        verb = above
    return []


def _beside_them(parsed: Parsed, tokens: Iterable[int]) -> set[int]:
    """Return words and those joined to them or put beside them: 'Ms Moe, the mayor, and Mr Doe'."""
    found, waiting = set[int](), list(tokens)
    while waiting and len(found) < LONGEST:
        found.add(token := waiting.pop())
        waiting += parsed.below(token, "conj", "appos")
    return found


def hung(parsed: Parsed, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Find the actors named, but places, by the token that the words of each hang by.

    Args:
        parsed: the article.
        mentions: its rows, in order.

    Returns:
        {token: mention}.
    """
    found: dict[int, Mention] = {}
    for one in mentions:
        if one.actor_id and one.actor_type != "place" and one.kind != "demonym":  # 'two Canadians' are not Canada
            token, last = bisect_left(parsed.start, one.start), bisect_left(parsed.start, one.end)
            begin = parsed.sentences[one.sentence_id].start
            if one.start - begin < NEAR and (line := DATELINE.match(parsed.text, begin)) and one.end <= line.end():
                continue  # 'Harare, Zimbabwe (Wire) - …'
            outside = (word for word in range(token, last) if not token <= parsed.head[word] < last)
            found.setdefault(next(outside, token), one)
    return found
