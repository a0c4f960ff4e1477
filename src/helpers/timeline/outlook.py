"""Say how a clause stands to time and to the world: which verb a date hangs on, which way it looks, and how sure it is.

A feared offensive is not a past one: the modality is read off the verb's auxiliaries, the words the clause depends on
('fears that …', 'denied that …', 'plans to …') and the tense; the words are in outlook.csv.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from ..knowledge import rows
from ..parse import FINITE, Parsed
from .calendar import GOAL, Slots
from .vetoes import context

OF_NOUN = frozenset(("compound", "nmod"))
OUTLOOK = "lexicons/outlook.csv"
MODALITIES = "lexicons/modalities.csv"
VERBAL = frozenset(("VERB", "AUX"))
AUXILIARY = frozenset(("aux", "auxpass"))
INSIDE = frozenset(("nummod", "compound", "nmod"))  # the parts of a date: '1' in 'March 1'
APART_FROM = frozenset((",", "that", ":", "“", '"', "``"))  # what parts a date from the verb before it
MARKS = frozenset(("“", "”", '"', "``", "''"))
NEAR = 16  # tokens before a date in which we look for a clause that it belongs to
FAR = 50  # tokens between a verb and its auxiliary: 'will, when …, go'
CLIMB = 12  # how far up the tree we climb
# Along these a clause or noun depends on what may be a word of planning, fearing or denying: the first ones a noun.
NOMINAL = frozenset(("dobj", "pobj", "prep", "nsubjpass", "dative"))
CARRIES = NOMINAL | {"ccomp", "xcomp", "pcomp", "acomp", "oprd"}
# Along these it takes nothing from the word above: a clause that only stands beside it.
APART = frozenset(("advcl", "parataxis", "appos", "relcl", "ROOT"))
COMING = frozenset(("planned", "possible", "demanded"))  # what 'and' carries over: will meet and sign
PRESENT = frozenset(("VBZ", "VBP"))
SUBJECT = ("nsubj", "nsubjpass")
TAKES_PART = (*SUBJECT, "dobj")
PASSIVE = frozenset(("had", "was", "were"))
ADVERBIAL = frozenset(("neg", "advmod", "det", "preconj", "amod"))


class Sign(NamedTuple):
    """What a word says of what depends on it, and whether that looks ahead in time."""

    outlook: str
    ahead: bool  # what depends on it looks ahead: expected to meet
    own: bool  # and a date beside its past tense does, too: planned a march on Saturday


NONE = Sign("", False, False)


@cache
def signs(role: str) -> dict[str, Sign]:
    """Read the signs of one role in outlook.csv.

    Args:
        role: as its column `role` has it: governor, implicative, adverb …

    Returns:
        {word: its sign}; {} for a role that is not there.
    """
    table = rows(OUTLOOK, ("word", "role", "outlook", "forward"))
    own = ((row["word"], row["outlook"], row["forward"]) for row in table if row["role"] == role)
    return {word: Sign(outlook, way in ("yes", "own"), way == "own") for word, outlook, way in own}


@cache
def _phrasal() -> frozenset[str]:
    """Return the verbs that say something else with a particle: rule out, put off."""
    return frozenset(word.partition(" ")[0] for word in signs("governor") if " " in word)


def governs(parsed: Parsed, token: int) -> Sign:
    """Say how a word stands to what depends on it.

    Args:
        parsed: the article.
        token: a verb, noun or adjective in it.

    Returns:
        The sign of its lemma, of a verb with its particle where that has one of its own; `NONE` for other words.
    """
    lemma, governors = parsed.lemma[token].lower(), signs("governor")
    for child in parsed.children[token] if lemma in _phrasal() else ():
        denied = "not " if parsed.below(child, "neg") else ""  # 'pleaded not guilty'
        if sign := governors.get(f"{lemma} {denied}{parsed.lower[child]}"):
            return sign
    return governors.get(lemma, NONE)


@cache
def strength() -> list[str]:
    """Return the modalities, the strongest first: a denied plan counts as denied."""
    return [row["modality"] for row in rows(MODALITIES, ("modality",))]


def verb_above(parsed: Parsed, token: int) -> int:
    """Find the verb that governs a token.

    Args:
        parsed: the article.
        token: in it.

    Returns:
        The verb, the token itself if it is one; -1 for none.
    """
    for _ in range(CLIMB):
        if is_verb(parsed, token) and parsed.dep[token] not in AUXILIARY:
            return token
        if parsed.head[token] == token:
            return -1
        token = parsed.head[token]
    return -1


def is_verb(parsed: Parsed, token: int) -> bool:
    """Say whether a word is a verb, also where the tagger takes it for a noun: 'due to report', 'Leeds visit Derby'.

    Args:
        parsed: the article.
        token: in it.

    Returns:
        True for a verb or an auxiliary.
    """
    if parsed.pos[token] in VERBAL:
        return parsed.lower[token] != "am" or parsed.tag[token - 1] != "CD"  # 'at 4am'
    if parsed.dep[token] == "xcomp":
        return "to" in auxiliaries(parsed, token)
    return parsed.dep[token] == "ROOT" and bool(parsed.below(token, "dobj"))


def verb_of(parsed: Parsed, token: int) -> int:
    """Find the verb that a time expression belongs to, also where the parse hangs it on another one.

    Args:
        parsed: the article.
        token: the last word of the time expression.

    Returns:
        The verb; -1 for none. What was told before the clause that it announces has the date ('said in May they would
        go'), and so has a relative clause behind a comma that no comma ends ('meet Brest, who won 1-0 on Saturday').
    """
    verb = verb_above(parsed, token)
    if verb >= 0 and parsed.dep[verb] == "advcl" and any(word > token for word in _opens(parsed, verb)):
        verb = verb_above(parsed, parsed.head[verb])  # 'will vote next year after the delegates met'
    if verb < 0:
        return verb
    outer = parsed.climb(token, *INSIDE, "pobj")
    start = parsed.edges[outer][0]
    if verb > start:
        teller = parsed.head[verb]
        said = parsed.dep[verb] == "ccomp" and parsed.tag[teller] == "VBD" and start - NEAR < teller < start
        said = said and not teller < parsed.head[outer] < start  # 'said sales in the quarter rose'
        return teller if said and not APART_FROM.intersection(parsed.lower[teller + 1 : start]) else verb
    for inner in range(start - 1, max(verb, start - NEAR), -1):
        if parsed.dep[inner] == "relcl" and (parsed.tag[inner] in FINITE or auxiliaries(parsed, inner)):
            return inner if parsed.word[parsed.edges[inner][0] - 1] == "," else verb
    return verb


def auxiliaries(parsed: Parsed, verb: int) -> list[str]:
    """Return the auxiliaries of a verb.

    Args:
        parsed: the article.
        verb: in it.

    Returns:
        They, in lower case: has, been, will, to.
    """
    children = parsed.children[verb]
    near = children[bisect_left(children, verb - FAR) : bisect_left(children, verb + FAR)]  # not all of its 4,800 dates
    return [parsed.lower[child] for child in near if parsed.dep[child] in AUXILIARY]


def direction(parsed: Parsed, token: int, ahead: bool = False) -> int:
    """Tell which way the clause around a token looks.

    Args:
        parsed: the article.
        token: the last word of a time expression.
        ahead: a preposition such as 'for' or 'until' stands before it ('was postponed until Tuesday').

    Returns:
        -1 back, and -2 where the words hang on the past verb itself ('robbed on Friday', not 'spoke of a vote on
        Friday'); 1 or 2 forward, 2 being a plain future (will), 1 a weaker sign (would, may, is expected to); 0 where
        the clause does not say.
    """
    verb, implied = verb_of(parsed, token), signs("implicative")
    at = verb
    told = 0 <= verb < token and not (parsed.tag[verb] == "VB" and verb == parsed.head[verb])
    if (verb >= 0 and _sets(parsed, verb, token)) or (not told and _fixture(parsed, token)):
        return 1
    for _ in range(CLIMB):
        if verb < 0:
            return 0
        aux = auxiliaries(parsed, verb)
        own = _tense(parsed, verb, aux, ahead, token)
        above = parsed.head[verb]
        if own is not None or above == verb:
            mine = verb == at and (hangs_on(parsed, token) == verb or verb != verb_above(parsed, token))
            return -2 if own == -1 and mine else own or 0
        if "to" in aux and parsed.lemma[above] == "be" and parsed.tag[above] in FINITE:
            return 1  # 'is to resume on Tuesday', 'was to meet him on Tuesday'
        done = parsed.lemma[above] in implied  # 'was able to', 'managed to': it was done, if that is past
        if "to" in aux and not done and governs(parsed, above).ahead:
            return -1 if "had" in auxiliaries(parsed, verb_above(parsed, above)) else 1  # 'had been due to expire'
        over = verb_above(parsed, above)
        if parsed.tag[verb] == "VBG" and over >= 0 and governs(parsed, over).ahead:
            return 1 if above == over or parsed.lower[above] in signs("aim") else 0  # 'rules out closing it in May'
        verb = over
    return 0


def looks(parsed: Parsed, token: int, first: int, slots: Slots) -> int:
    """Tell which way a time expression looks: by its clause, and by what it stands behind.

    Args:
        parsed: the article.
        token: its last word.
        first: its first word.
        slots: {slot: value} of its words.

    Returns:
        As `direction`; `GOAL` for a date to come that the clause names as its goal.
    """
    before = parsed.lower[first - 1] if first else ""
    after = parsed.lower[token + 1] if token + 1 < len(parsed.lower) else ""
    if after == "'s" and awaited(parsed, parsed.head[token]):
        return 1  # 'ahead of Sunday's final'
    if "weekday" in slots and _game(parsed, parsed.head[token] if after == "'s" else hangs_on(parsed, token)):
        return 1  # 'Saturday's fight will be', 'the fight on Saturday pits'
    if ("weekday" in slots and awaited(parsed, hangs_on(parsed, token))) or announced(parsed, first) >= 0:
        return 1  # 'ahead of a vote on Sunday'
    if before == "since" or after == "'s":  # 'Wednesday's ruling': the clause tells of the ruling, not of its day
        fixed = after == "'s" and "weekday" in slots and parsed.lemma[parsed.head[token]] in signs("game")
        if fixed and before != "since" and direction(parsed, parsed.head[token]) > 0:
            return 1  # 'will speak at Monday's rally'
        return -2 if before == "since" else 0
    if before == "for" and _waits(parsed, parsed.head[first - 1]):
        return 1  # 'raised its forecast for the second quarter'
    noun = hangs_on(parsed, token) if before == "of" else parsed.head[token] if parsed.dep[token] in OF_NOUN else -1
    if "month" in slots and noun >= 0 and parsed.pos[noun] == "NOUN" and parsed.lemma[noun] not in context("unit"):
        return 0  # nor does it in 'is bound by a June agreement', 'will look into the crash of July 2'
    verb = verb_above(parsed, token) if "season" in slots and (before, parsed.lower[first]) == ("in", "the") else -1
    if -1 < verb < token and governs(parsed, verb).ahead:
        return 1  # 'has promised an election in the autumn'
    if counted_from(parsed, first):
        return -1  # 'is down six points from December'
    goal = signs("before").get(before, NONE).ahead
    if "weekday" in slots and not goal and voted(parsed, verb_above(parsed, token)) >= 0:
        return -2
    way = direction(parsed, token, goal)
    bound = [*parsed.lower[token + 1 : token + 4]]
    if bound[:2] == ["at", "the"] and not context("bound").isdisjoint(bound):
        return max(way, 1)  # 'in May at the earliest'
    if goal and way < 0 and _goes_on(parsed, verb_above(parsed, token), before, slots):
        return -1  # 'was working there until January', 'stayed until January'
    if before == "for" and "weekday" in slots and way == -2:
        return 1  # 'called them in for Tuesday'
    if before in signs("turn") and {"has", "have"}.intersection(auxiliaries(parsed, verb_above(parsed, token))):
        return max(way, 1)  # 'has given them until Friday'
    if not goal:
        return int("weekday" in slots and is_then(parsed, token)) if way == 0 else way
    return GOAL if way > 0 else int(not way)  # 'gave them until March' does not say which


def _game(parsed: Parsed, noun: int) -> bool:
    """Say whether a noun is a game of which a clause of the present or future tells: 'Saturday's fight is her last'."""
    if noun < 0 or parsed.dep[noun] not in SUBJECT or not (fixed := signs("game").get(parsed.lemma[noun])):
        return False
    verb = parsed.head[noun]
    return (fixed.own and parsed.tag[verb] in PRESENT) or "will" in auxiliaries(parsed, verb)


def voted(parsed: Parsed, verb: int, agreed: bool = False) -> int:
    """Find the vote of which a date tells that the parse hangs on what was voted for: 'voted to leave on Tuesday'.

    Args:
        parsed: the article.
        verb: what the date hangs on, or -1.
        agreed: look for any such plan: 'agreed to meet in 2014'.

    Returns:
        The verb of the vote; -1 for none.
    """
    above = parsed.head[verb]
    if verb < 0 or parsed.dep[verb] != "xcomp" or parsed.tag[above] != "VBD" or "to" not in auxiliaries(parsed, verb):
        return -1
    plan = agreed and governs(parsed, above).outlook == "planned" and parsed.lemma[above] not in signs("implicative")
    return above if parsed.lower[above] == "voted" or plan else -1


def announced(parsed: Parsed, first: int) -> int:
    """Find the thing to come that a date stands behind: 'spoke of a planned rally on Saturday'.

    Args:
        parsed: the article.
        first: the first word of the date.

    Returns:
        The noun; -1 for none.
    """
    noun = first - 2 if parsed.lower[first - 1] in ("on", "in") else first - 1
    if noun < first - 1 and parsed.pos[parsed.head[first - 1]] == "NOUN":
        noun = parsed.head[first - 1]  # 'the slated visit of Ms Moe in May'
    if noun < parsed.first[parsed.sentence[first]] or parsed.pos[noun] != "NOUN":
        return -1
    ahead = (parsed.lower[child] in signs("coming") for child in parsed.below(noun, "amod") if child < noun)
    return noun if any(ahead) else -1


def _goes_on(parsed: Parsed, verb: int, before: str, slots: Slots) -> bool:
    """Say whether a past clause tells what went on up to a date; not 'gave them until March', 'was shut until it'."""
    if parsed.tag[verb] != "VBD" or before not in signs("turn") or "weekday" in slots:
        return parsed.tag[verb] == "VBG"
    return not parsed.below(verb, "dobj", "auxpass", "acomp")


def _waits(parsed: Parsed, token: int) -> bool:
    """Say whether a noun, or what its verb is done to, is about what is to come: a forecast, tickets."""
    return any(parsed.lemma[one] in signs("awaits") for one in (token, *parsed.below(token, "dobj")))


def _fixture(parsed: Parsed, token: int) -> bool:
    """Say whether a clause without a verb tells who plays whom: 'Goa host Pune on Friday', 'Cubs: At Goa on Friday'."""
    first = max(parsed.first[parsed.sentence[token]], token - NEAR)
    for one in range(first + 1, token):
        behind = (k for k in range(one + 1, token) if parsed.pos[k] != "DET" and parsed.lower[k] != "to")
        named = next(behind, one)
        if parsed.lower[one] not in signs("fixture") or not parsed.word[named][0].isupper():
            continue
        listed = parsed.word[one - 1][-1] == ":" and parsed.tag[verb_above(parsed, token)] not in FINITE
        if listed or (parsed.pos[one - 1] == "PROPN" == parsed.pos[named] and parsed.lower[one] != "at"):
            return True
    return False


def coming(parsed: Parsed, verb: int) -> bool:
    """Say whether a clause is about the next one: 'the next briefing is at 3pm'.

    Args:
        parsed: the article.
        verb: of the clause.

    Returns:
        True where its subject has 'next' or the like before it.
    """
    subjects = parsed.below(verb, *SUBJECT)
    return any(parsed.lower[word] in signs("coming") for one in subjects for word in parsed.children[one] if word < one)


def due(parsed: Parsed, verb: int) -> bool:
    """Say whether an adjective beside a verb looks ahead: 'results are due on Friday'.

    Args:
        parsed: the article.
        verb: of the clause.

    Returns:
        True where one is a governor of what is to come (lexicons/outlook.csv).
    """
    return any(signs("governor").get(parsed.lower[child], NONE).ahead for child in parsed.below(verb, "acomp"))


def _sets(parsed: Parsed, verb: int, token: int) -> bool:
    """Say whether a day is what a verb sets: 'has set Nov. 10 as the deadline', 'fixed 3 May for the vote'."""
    token = parsed.climb(token, *INSIDE)
    sets = parsed.lemma[verb] in signs("dates") and parsed.head[token] == verb
    if not sets or parsed.dep[token] not in ("dobj", "npadvmod"):
        return False
    return any(parsed.lower[child] in ("as", "for") and child > token for child in parsed.children[verb])


def awaited(parsed: Parsed, noun: int) -> bool:
    """Say whether a thing that has a day for its owner is still to come: 'ahead of Sunday's vote'.

    Args:
        parsed: the article.
        noun: the thing.

    Returns:
        True behind 'ahead of', and behind 'for' where that belongs to what waits for it ('tickets for').
    """
    prep = parsed.head[noun]
    outer = parsed.head[prep]
    if parsed.lower[prep] == "of":
        return parsed.lower[outer] == "ahead"
    return parsed.lower[prep] == "for" and parsed.lemma[outer] in signs("awaits")


def counted_from(parsed: Parsed, first: int) -> bool:
    """Say whether a date is that of a number which another one is counted from: 'down six points from December'.

    Args:
        parsed: the article.
        first: the first word of the date.

    Returns:
        True behind "from" and a number with its unit; not in 'will rise by 4 per cent from April'.
    """
    begin = parsed.first[parsed.sentence[first]]
    unit = first - 2 >= begin and parsed.lower[first - 1] == "from" and parsed.pos[first - 2] in ("NOUN", "NUM")
    if not unit or "CD" not in parsed.tag[max(begin, first - 5) : first - 1]:
        return False
    verb = verb_above(parsed, first)
    return verb < 0 or signs("modal").keys().isdisjoint(auxiliaries(parsed, verb))


def habit(parsed: Parsed, token: int) -> bool:
    """Say whether a clause tells what is usual: 'never jokes before Thursday'.

    Args:
        parsed: the article.
        token: the last word of a time expression in it.

    Returns:
        True where an adverb beside its present tense says so.
    """
    verb = verb_above(parsed, token)
    says = verb >= 0 and parsed.tag[verb] == "VBD" and parsed.lemma[verb] in signs("stative")
    if says and any(word in signs("habit") for word in parsed.lower[verb + 1 : token]):
        return True  # 'said terminals normally close at 11pm': the parse takes 'close' for no verb
    if verb < 0 or (parsed.tag[verb] not in PRESENT and {"do", "does"}.isdisjoint(auxiliaries(parsed, verb))):
        return False
    return any(parsed.lower[child] in signs("habit") for child in parsed.children[verb])


def usual(parsed: Parsed, token: int) -> bool:
    """Say whether a clause tells what is so each day, or has to be: 'finishes at six', 'must close by 11pm'.

    Args:
        parsed: the article.
        token: the last word of a time of day in it.

    Returns:
        True for the simple present, but of what comes next or is due, and for what is to be done by rule.
    """
    verb = verb_above(parsed, token)
    while verb >= 0 and parsed.dep[verb] == "xcomp" and parsed.lemma[parsed.head[verb]] in signs("rule"):
        verb = parsed.head[verb]  # 'have to be there before 8am'
    if verb < 0:
        return False
    aux = auxiliaries(parsed, verb)
    if parsed.tag[verb] in PRESENT and not aux:
        return not (coming(parsed, verb) or due(parsed, verb) or parsed.lemma[verb] in signs("fixture"))
    return any(word in signs("rule") for word in aux) or ("may" in aux and bool(parsed.below(verb, "neg")))


def nowadays(parsed: Parsed, token: int) -> bool:
    """Say whether 'today' means these days: 'today the firm employs fifty'; not 'the fair is today', 'I am here today'.

    Args:
        parsed: the article.
        token: the word.

    Returns:
        True beside the simple present of a verb that tells what is so, and beside the present passive.
    """
    verb = verb_above(parsed, token)
    aux = set(auxiliaries(parsed, verb)) if verb >= 0 else set()
    if verb >= 0 and parsed.tag[verb] == "VBN" and aux and aux <= {"is", "are", "being"}:
        return True  # 'today it is owned by a trust'
    if verb < 0 or parsed.tag[verb] not in PRESENT or aux or parsed.dep[token] == "poss":
        return False
    if parsed.lemma[verb] == "be":
        near = any(parsed.lower[one] in ("i", "we") for one in parsed.below(verb, *SUBJECT))
        return bool(parsed.below(verb, "attr", "acomp")) and not near and parsed.dep[token] not in SUBJECT
    return parsed.lemma[verb] in signs("state") or parsed.lemma[verb] in signs("usual")


def told_then(parsed: Parsed, token: int) -> bool:
    """Say whether a date is when somebody spoke of the story, and no part of it: 'as she told the paper in 1989'.

    Args:
        parsed: the article.
        token: the last word of the date.

    Returns:
        True beside the past tense of a verb of telling.
    """
    verb = verb_above(parsed, token)
    return verb >= 0 and parsed.tag[verb] == "VBD" and parsed.lemma[verb] in signs("tells")


def is_then(parsed: Parsed, token: int) -> bool:
    """Say whether all that a clause of the present says of something is its day: 'the funeral is on Saturday'.

    Args:
        parsed: the article.
        token: the last word of the day.

    Returns:
        True where nothing else is said of it.
    """
    verb = hangs_on(parsed, token)
    if verb < 0 or parsed.lemma[verb] != "be" or parsed.tag[verb] not in PRESENT:
        return False
    return verb < token and not parsed.below(verb, "attr", "acomp", "neg")


def hangs_on(parsed: Parsed, token: int) -> int:
    """Find what a date hangs on, a preposition left out: 'robbed' for '1' in 'robbed on March 1'.

    Args:
        parsed: the article.
        token: the last word of a time expression.

    Returns:
        The token; -1 where the date is no adverbial: 'has set Nov. 10 as the deadline'.
    """
    token = parsed.climb(token, *INSIDE)
    if parsed.dep[token] not in ("pobj", "npadvmod"):
        return -1
    above = parsed.head[token]
    return parsed.head[above] if parsed.dep[token] == "pobj" else above


def _tense(parsed: Parsed, verb: int, aux: list[str], ahead: bool, token: int) -> int | None:
    """Return which way a verb looks by itself, None where the verb above it decides (infinitives, participles)."""
    tag, sign, modals = parsed.tag[verb], governs(parsed, verb), signs("modal")
    tenses = {signs("auxiliary").get(word, NONE).outlook for word in aux}
    if any(modals.get(word, NONE).ahead for word in aux):
        missed = "could" in aux and bool(parsed.below(verb, "neg"))
        if any(modals.get(word, NONE).outlook == "planned" for word in aux):  # will, shall
            return 2
        return -1 if missed or ("have" in aux and tag == "VBN") else 1  # 'could not be reached on Monday'
    if "to" in aux and "have" in aux:
        return -1  # 'is said to have left on Friday'
    if tag == "VBN" and parsed.lower[verb] == "got" and aux and {"had", "been"}.isdisjoint(aux):
        return 2  # 'have got an exam on Tuesday'
    if tag == "VBD" or "past" in tenses:
        return 1 if (sign.own and verb < token) or (sign.outlook == "planned" and ahead and "had" not in aux) else -1
    if "to" in aux:  # 'the rules to be published in May', 'Assembly to return Monday'
        return 1 if parsed.dep[verb] in ("acl", "relcl", "ROOT") else None
    if tag == "VBN":  # 'a march planned Saturday'; but 'a strike called Saturday' was called then
        if not aux and parsed.dep[verb] in ("ccomp", "oprd"):
            return None  # 'will make it known on Tuesday'
        aims = any(parsed.lower[child] == "for" and verb < child < token for child in parsed.below(verb, "prep"))
        if sign.own or (sign.ahead and (ahead or (aims and sign.outlook == "planned"))):
            return 1  # 'a film set for release on Friday'
        if "present" in tenses:  # 'votes are counted on Sunday'; but 'is said on Sunday'
            return int(parsed.lemma[verb] not in signs("stative"))
        return 1 if not aux and _conditional(parsed, verb) else -1  # 'if elected in November'
    if tag == "VBG" and "present" in tenses:
        return 1
    if tag == "VBG" and parsed.dep[verb] == "pcomp" and parsed.lower[above := parsed.head[verb]] in signs("deed"):
        accused = parsed.pos[parsed.head[above]] != "NOUN" or governs(parsed, parsed.head[above]).outlook == "supposed"
        # 'blames them for bombing it', 'the idea of bombing it'
        return -1 if accused or parsed.lower[above] != "of" else 0
    if tag in ("VBZ", "VBP", "NN") or (tag == "VB" and parsed.below(verb, *SUBJECT)):
        mine = parsed.head[token] == verb and parsed.dep[token] in ("attr", "nsubj")
        is_day = parsed.lemma[verb] == "be" and (mine or coming(parsed, verb))
        is_day = is_day or bool(parsed.below(verb, "expl"))  # 'there is an election on Tuesday'
        if parsed.lemma[verb] in signs("stative") or parsed.lemma[verb] in signs("relation"):
            results = any(parsed.lemma[child] in signs("results") for child in parsed.children[verb])
            return int(sign.ahead or is_day or due(parsed, verb) or results)  # 'reports its results on Friday'
        return 1 + (parsed.lemma[verb] in signs("fixture"))  # 'the fair opens on Friday', surely 'Leeds visit Derby'
    return None


def modality(parsed: Parsed, head: int, apart: str = "") -> str:
    """Return the strongest sign of how the text stands to what it dates.

    The signs are the word's own (will, not, allegedly) and those of what it depends on (plans to, fears that, denied
    that). What stands beside it has none: neither the clause that it modifies nor the one it is joined to by 'and'.

    Args:
        parsed: the article.
        head: the verb or noun that a date belongs to.
        apart: a modality that doesn't count.

    Returns:
        happened, planned, feared, hoped, demanded, possible, supposed, denied or negated.
    """
    token, found = head, {"happened"} | _own_signs(parsed, head)
    for _ in range(CLIMB):
        above, dep = parsed.head[token], parsed.dep[token]
        if dep == "advcl" and "to" in auxiliaries(parsed, token) and not parsed.below(above, "dobj"):
            awaited = governs(parsed, above).outlook and parsed.lemma[above] != "go"
            dep = "xcomp" if awaited else dep  # 'promised in May to hold a vote'
        if dep in ("relcl", "acl") and parsed.lower[above] == "nothing" and "to" in auxiliaries(parsed, token):
            return "negated"  # 'had done nothing to mend it'
        if above == token or dep in APART or (dep == "ccomp" and ";" in parsed.word[token:above]):
            break
        aside = token < above or parsed.lower[token] in signs("beside").keys() - signs("goal").keys()
        aside = aside or (parsed.pos[head] not in VERBAL and parsed.lower[token] in ("in", "at"))
        if (dep == "prep" and aside) or (dep == "pcomp" and parsed.tag[token] in FINITE):
            break  # 'asked during the debate', 'needs a win in it', 'needs to hear of how it came about'
        if dep == "ccomp" and _outside(parsed, token, above):
            break
        if dep == "conj":  # 'plans to meet and sign'; but 'failed and will reopen'
            if parsed.tag[token] in FINITE or auxiliaries(parsed, token):
                break
            token, found = above, found | (_own_signs(parsed, above) & COMING)
            continue
        sign = _sign_above(parsed, token, above, dep)
        found.add(sign or "happened")
        content = dep in ("acl", "relcl") and ("that" in _marks(parsed, token) or "to" in auxiliaries(parsed, token))
        if content and dep == "acl" and parsed.dep[above] == "dobj":
            token, found = above, found | _own_signs(parsed, above)
            continue  # 'dismissed reports that they had met', 'scrapped plans to close'
        if dep not in CARRIES or (dep == "ccomp" and not sign) or (dep not in NOMINAL and parsed.pos[token] == "NOUN"):
            break
        if parsed.pos[above] in VERBAL and (dep in NOMINAL or (token == head and parsed.pos[head] not in VERBAL)):
            break  # a noun takes nothing from a clause but the verb that it is the object of
        token, found = above, found | _own_signs(parsed, above)
    return min(found - {apart}, key=strength().index)


def _sign_above(parsed: Parsed, token: int, above: int, dep: str) -> str:
    """Return what the word above says of what depends on it, or ''."""
    governors, lemma = signs("governor"), parsed.lemma[above].lower()
    if dep == "acl" and "to" not in auxiliaries(parsed, token) and "that" not in _marks(parsed, token):
        return ""  # 'the plan announced on Friday'
    raised = dep == "nsubjpass" and parsed.below(above, "xcomp")  # 'the fair is expected to be full'
    if dep == "nsubj" or raised or (lemma in ("due", "about") and dep == "pobj"):
        return ""
    must = lemma != "have" or (parsed.tag[above] in PRESENT and not auxiliaries(parsed, above))
    if dep in ("xcomp", "ccomp") and lemma in signs("bids") and must and "to" in auxiliaries(parsed, token):
        return signs("bids")[lemma].outlook  # 'told them to leave', 'they have to leave'; not 'had to leave'
    sign = governs(parsed, above).outlook
    if sign == "demanded" and dep == "ccomp":
        asked = (signs("asked").get(parsed.lower[child]) for child in parsed.children[token])
        sign = next((one.outlook for one in asked if one), sign)  # 'asked why he left', 'asked whether he had left'
    told = dep in ("ccomp", "csubj") and (parsed.tag[token] == "VBD" or "had" in auxiliaries(parsed, token))
    if sign in COMING and (told or (lemma in signs("implicative") and _past(parsed, above))):
        return ""  # 'this means that he owned it', 'was able to'
    if sign:
        return sign
    if dep == "xcomp" and lemma in signs("hearsay") and "to" in auxiliaries(parsed, token):
        return "supposed" if parsed.tag[above] == "VBN" else ""  # 'is said to have sold it'
    if dep == "xcomp" and lemma == "be" and "to" in auxiliaries(parsed, token):
        return "planned"  # 'was to open on Friday'
    if dep == "ccomp" and lemma == "be":  # 'it is possible that'
        beside = (governors.get(parsed.lower[child], NONE).outlook for child in parsed.children[above])
        return next((sign for sign in beside if sign), "")
    return ""


def _outside(parsed: Parsed, token: int, above: int) -> bool:
    """Say whether a verb hangs on what it quotes, or asks what stands before it: '"We need it," she wrote'."""
    first = parsed.first[parsed.sentence[token]]
    before, between = (sum(word in MARKS for word in parsed.word[a:b]) for a, b in ((first, above), (above, token)))
    asks = token < above and parsed.lemma[above] == "ask"
    return asks or (above < token and bool(before % 2 and between % 2))


def _past(parsed: Parsed, token: int) -> bool:
    verb = verb_above(parsed, token)
    return verb >= 0 and parsed.tag[verb] == "VBD"


def _conditional(parsed: Parsed, clause: int) -> bool:
    """Say whether a clause is a condition of the one above it: 'if it rains'."""
    return any(signs("marker").get(word, NONE).ahead for word in _marks(parsed, clause))


def _marks(parsed: Parsed, clause: int) -> set[str]:
    """Return the conjunctions that a clause begins with."""
    return {parsed.lower[child] for child in parsed.below(clause, "mark")}


def _opens(parsed: Parsed, clause: int) -> list[int]:
    opening = parsed.below(clause, "mark", "advmod")
    return [one for one in opening if parsed.lower[one] == "when" or parsed.dep[one] == "mark"]


def _own_signs(parsed: Parsed, token: int) -> set[str]:
    """Return what auxiliaries, negation, adverbs, participles and conditions beside a word say."""
    modals, governors, adverbs, markers = signs("modal"), signs("governor"), signs("adverb"), signs("marker")
    found, aux = set(), auxiliaries(parsed, token)
    for word in aux:
        if word == "'d" and parsed.tag[token] == "VBN" and "have" not in aux:
            continue  # 'he'd seen it': had
        if sign := modals.get(word, NONE).outlook:
            first = parsed.head[token] if parsed.dep[token] == "conj" else token  # 'said he was angry and would resign'
            above, told = parsed.head[first], parsed.dep[first] == "ccomp"
            if word in ("would", "'d") and told and governs(parsed, above).outlook == "supposed":
                continue  # 'forecast that it would rise'
            past = told and (parsed.tag[above] == "VBD" or not PASSIVE.isdisjoint(auxiliaries(parsed, above)))
            if word in ("would", "'d") and past:
                sign = "planned"  # 'said', 'had been told that it would come'
            unreal = "have" in aux and word != "could" and sign not in ("demanded", "planned")
            found.add("supposed" if unreal else sign)
    if _announced(parsed, token, aux):
        found.add("planned")
    if _nobody(parsed, token):
        found.add("negated")
    for child in parsed.children[token]:
        lower, dep = parsed.lower[child], parsed.dep[child]
        of_number = dep == "advmod" and child + 1 < len(parsed.tag) and parsed.tag[child + 1] == "CD"  # 'maybe 30 died'
        if dep in ADVERBIAL and not of_number and (known := adverbs.get(lower)):
            found.add("negated" if known.outlook == "denied" else known.outlook)
        beside = {"amod": governors.get(parsed.lemma[child].lower()), "mark": markers.get(lower)}.get(dep)
        found |= {beside.outlook} if beside else set()
        if dep == "advcl" and parsed.tag[child] in PRESENT and _conditional(parsed, child):
            found |= {"possible"} if parsed.tag[token] != "VBD" else set()  # 'will close if it rains'
    return found


def _announced(parsed: Parsed, verb: int, aux: list[str]) -> bool:
    """Say whether a verb announces by its form: 'Club to close in March', 'are going to begin'."""
    if "to" in aux:
        return parsed.dep[verb] == "ROOT" or bool(parsed.dep[verb] in ("csubj", "dep") and parsed.below(verb, *SUBJECT))
    going = parsed.lemma[verb] == "go" and parsed.tag[verb] == "VBG" and not {"was", "were"}.intersection(aux)
    return going and any("to" in auxiliaries(parsed, child) for child in parsed.children[verb] if child > verb)


def _nobody(parsed: Parsed, verb: int) -> bool:
    """Say whether a verb is negated by what takes part: 'no one was hurt', 'made no arrests', 'there were none'."""
    there = ("attr",) if parsed.below(verb, "expl") else ()
    for child in parsed.below(verb, *TAKES_PART, *there) if parsed.pos[verb] in VERBAL else ():
        if parsed.lower[child] in signs("quantity") or _none(parsed, child):
            return parsed.lemma[child] not in signs("sure")
    return False


def _none(parsed: Parsed, noun: int) -> bool:
    before = [child for child in parsed.children[noun] if child < noun]
    none = any(parsed.dep[child] == "neg" and parsed.lower[child + 1] in ("a", "one") for child in before)
    return none or any(parsed.lower[child] in signs("quantity") for child in before)  # 'not a single one came'
