"""Resolve he, she, it and their forms: agreement first, then salience; open rather than wrong.

Who has been spoken of lately, as what, and who speaks: after Lappin and Leass (1994), "An Algorithm for
Pronominal Anaphora Resolution", with news' own habit that "he said" goes on with the last speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import exp, log
from operator import attrgetter, itemgetter

from ..parse import Parsed
from . import nominals
from .gazetteer import closed, document_nouns, is_person, lexicon, pronoun_gender
from .merge import Actor, Found
from .runs import dateline
from .salience import Candidate, Salience, in_marks, protagonist, weights

Told = tuple[Candidate, dict[str, float]]  # with how much speaks for and against it
FAINT = 0.005  # a score below which none matters
WITHIN = frozenset(("poss", "pobj", "compound", "conj", "dobj", "pcomp", "xcomp", "prep"))  # a word in what is told of
TELLING = frozenset("NJW")  # with which the tags of nouns, adjectives and "who" begin
ASIDE = frozenset(("advcl", "pcomp", "prep", "conj", "xcomp", "acl"))  # a clause of whose subject another tells
SUBJECTS = ("nsubj", "nsubjpass")
ARGUMENTS = (*SUBJECTS, "dobj", "dative")
OTHERS = frozenset(("NN", "NNS", "PRP", "WP"))  # tags of who tells without a name
LISTED = 3  # pronouns that a given name counts as


def resolve(parsed: Parsed, found: list[Found], known: nominals.Told) -> list[Found]:
    """Find whom pronouns mean, and nouns of who speaks.

    Args:
        parsed: the article.
        found: its named mentions.
        known: what the article tells of its actors.

    Returns:
        The new mentions, each with the actor it means; open ones are left out.
    """
    at = {mention.first: mention for mention in sorted(found, key=lambda mention: mention.last)}
    _tell_sexes(parsed, found)
    inside = {token for mention in found for token in range(mention.first + 1, mention.last)}
    marked, surnames, added = in_marks(parsed), _surnames(found), []
    state = Salience(parsed, marked, at, *protagonist(parsed, found))
    lower, tag, kin = parsed.lower, parsed.tag, closed("kin")
    pronouns = closed("first person") | pronoun_gender().keys()
    for number in range(len(parsed.sentences)):
        first, last = parsed.first[number], parsed.last[number]
        quoted = bool(first < last and marked[first] >= 0 and marked[last - 1] >= 0)
        quoting = not quoted and max(marked[first:last], default=-1) >= 0
        state.pass_sentence(number, quoted)
        behind = dateline(parsed, number)  # "OSLO, May 2 - Hale said it": no Oslo
        ahead, topic = _ahead(parsed, first, last, at), _topic(parsed, first, last, at)
        # who speaks is known only after the words around the quotation
        for token in sorted(range(first, last), key=lambda token: quoting and marked[token] >= 0):
            mention = at.get(token)
            if token not in inside and (bearer := _bearer(parsed, token, mention, surnames)) is not None:
                read = Found(token, token + 1, "name", f"surname of {bearer.name}, who acts here", bearer)
                added += [read] if mention is None else []
                mention = read
            if mention is None and token not in inside:
                if lower[token] in pronouns:
                    mention = _meant(parsed, token, state, ahead, topic)
                elif tag[token][:1] not in TELLING:
                    continue
                if mention is None and tag[token][0] in "NJ" and marked[token] < 0:
                    says = speaks(parsed, token)
                    if says or parsed.dep[token] in SUBJECTS or lower[token] in kin:
                        mention = nominals.takes_up(parsed, token, state, known, says)
                if mention is not None:
                    added += [mention] if mention.kind else []
                elif tag[token] in ("NN", "NNP"):
                    state.add_unnamed(token)
                    if quoting and marked[token] < 0 and _unknown_says(parsed, token, marked):
                        state.speaker = None
                elif tag[token] == "WP" and parsed.dep[token] == "nsubj":
                    state.add_relative(token)
                elif quoting and lower[token] in ("he", "she") and marked[token] < 0 and speaks(parsed, token):
                    state.speaker = None  # who says "I" here is as open
            if mention is not None and token >= behind and not _credited(parsed, token):
                state.add(mention, quoting)
        state.told(number)
    return added


def _tell_sexes(parsed: Parsed, found: list[Found]) -> None:
    """Let pronouns that can hardly mean anybody else tell who is he and who is she, before any other is read.

    "Lee lost her seat", "Lee said she", "who saved her mother" go before a given name that is of both, or of the other.
    """
    named = {parsed.top(m.first, m.last): m.actor for m in found if m.actor.type == "person"}
    votes: dict[Actor, Counter[str]] = defaultdict(Counter)
    tells = {word: gender for word, gender in pronoun_gender().items() if gender != "n"}
    for token, gender in [(k, tells[word]) for k, word in enumerate(parsed.lower) if word in tells]:
        for other in (_own_subject(parsed, token), _teller(parsed, token)):
            if other >= 0 and parsed.tag[other] == "WP" and parsed.dep[parsed.head[other]] == "relcl":
                other = parsed.head[parsed.head[other]]
            if other in named:
                votes[named[other]][gender] += 1
    for actor, said in votes.items():
        said[actor.gender] += LISTED if actor.gender in ("m", "f") else 0
        (most, n), *rest = said.most_common()
        if n > 2 * sum(k for _, k in rest):
            actor.gender = most


def _credited(parsed: Parsed, token: int) -> bool:
    """Say whether a name only signs a picture: "Photo: Anna Keller", "(Photo by Anna Keller)"."""
    by = parsed.lower[token - 1 : token] in (["by"], [":"])
    return by and document_nouns().get(parsed.lower[token - 2]) == "picture"


def _meant(parsed: Parsed, token: int, state: Salience, ahead: Found | None, topic: Found | None) -> Found | None:
    """Return whom a pronoun means: the subject ahead of it or the topic of its sentence first, then who is salient."""
    mention = None
    told = parsed.dep[_content(parsed, token)] != "ccomp"
    beside = ahead is not None and state.marked[token] == state.marked[ahead.first] and told
    if ahead is not None and token < ahead.first and beside and not _within(parsed, token, ahead):
        mention = _taken(parsed, token, ahead, "is the subject that follows")
    if topic is not None and token > topic.last and parsed.dep[token] in ("nsubj", "nsubjpass", "poss"):
        mention = _taken(parsed, token, topic, "is the topic of the sentence")
    judged = state.heads.get(_judged(parsed, token))
    if mention is None and judged is not None and judged.type == "person":
        mention = _taken(parsed, token, Found(token, token, "", "", judged), "is judged for it")
    return mention or _pronoun(parsed, token, state)


def _within(parsed: Parsed, token: int, name: Found) -> bool:
    """Say whether a word belongs to a name, or to what the name tells of: "her sister, Ann Lee"."""
    while parsed.head[token] != token and parsed.pos[token] not in ("VERB", "AUX"):
        token = parsed.head[token]
        beside = parsed.below(token, "appos")
        if any(name.first <= k < name.last for k in (token, *beside)):
            return True
    return False


def _content(parsed: Parsed, token: int) -> int:
    """Return the verb of what is reported in which a word stands, or of its sentence: "His team lost, Lee said"."""
    while parsed.dep[token] != "ccomp" and parsed.head[token] != token:
        token = parsed.head[token]
    return token


def _surnames(found: list[Found]) -> dict[str, set[Actor]]:
    """Return who bears each surname of those who are named in full."""
    bearers: dict[str, set[Actor]] = {}
    for mention in found:
        if mention.actor.type == "person" and " " in mention.actor.name:
            bearers.setdefault(mention.actor.name.split()[-1], set()).add(mention.actor)
    return bearers


def _bearer(parsed: Parsed, token: int, mention: Found | None, surnames: dict[str, set[Actor]]) -> Actor | None:
    """Return whom a surname means that acts, though it was read as another word or a place: "West landed a blow"."""
    place = mention is None or (mention.actor.type == "place" and mention.last - mention.first == 1)
    bearers = surnames.get(parsed.word[token], ()) if place and parsed.dep[token] in SUBJECTS else ()
    return next(iter(bearers)) if len(bearers) == 1 and all(k > token for k in parsed.children[token]) else None


def _judged(parsed: Parsed, token: int) -> int:
    """Return the object of a verb that judges, for what is somebody's: "she praised Lee for his work"; or -1."""
    below = token if parsed.dep[token] == "poss" else -1
    while below >= 0 and parsed.dep[below] in WITHIN and (below == token or parsed.head[below] < below):
        below, verb = parsed.head[below], parsed.head[parsed.head[below]]
        use = {"for": "judges", "of": "judges of"}.get(parsed.lower[below], "")
        if use and parsed.lemma[verb] in closed(use):
            whom = [k for k in parsed.below(verb, "dobj", "nsubjpass") if k < below]
            return max(whom, default=-1)
    return -1


def speaks(parsed: Parsed, token: int) -> bool:
    """Say whether a word is who says something: the subject or agent of a verb of speech, or after "according to".

    Args:
        parsed: the article.
        token: the word's.

    Returns:
        True where it is.
    """
    label, above, speech = parsed.dep[token], parsed.head[token], lexicon().speech
    if label in ("nsubj", "csubj"):
        below = [k for c in parsed.below(above, "dobj") for k in parsed.children[c]]
        below += parsed.children[above]
        saying = any(parsed.tag[k] == "VBG" and parsed.lower[k] in speech for k in below)  # "issued a statement saying"
        return saying or parsed.lower[above] in speech
    if parsed.lower[token] == "old" and parsed.lower[token - 3 : token] == ["-", "year", "-"]:  # no noun of its own
        after = next((k for k in (token + 1, token + 2) if parsed.tag[k : k + 1] and parsed.tag[k][0] == "V"), token)
        return parsed.lower[after] in speech
    over = parsed.lower[parsed.head[above]]
    return label == "pobj" and (over == "according" or (parsed.dep[above] == "agent" and over in speech))


def _pronoun(parsed: Parsed, token: int, state: Salience) -> Found | None:
    """Resolve one pronoun; None where the word is none, or stays open."""
    word = parsed.lower[token]
    gender = pronoun_gender().get(word)
    quoted = state.marked[token] >= 0
    if gender is None:
        if word in closed("first person") and quoted and state.speaker is not None and parsed.pos[token] == "PRON":
            return Found(token, token + 1, "pronoun", f"{state.speaker.name} speaks here", state.speaker)
        return None
    after = parsed.lower[token + 1 : token + 4]
    rank = after[:1] != [] and after[0] in closed("of rank") and parsed.word[token + 1][0].isupper()
    opens = token == parsed.first[parsed.sentence[token]] + 1
    part = opens and after[:1] == ["part"] and after[2:] not in (["he"], ["she"])
    picked = parsed.dep[token] == "attr" and after[:1] == ["who"]
    if gender != "n" and (rank or part or picked or _either(parsed, token)):
        return None  # "His Highness", "For his part, the mayor said", "it was she who", "he or she"
    saying = not quoted and speaks(parsed, token) and not _aside(parsed, parsed.head[token])
    saying |= parsed.dep[token] == "nsubj" and not quoted and len(_told_before(parsed, token, state)) > 0
    replies = saying and (state.question or parsed.lemma[parsed.head[token]] in closed("answers"))
    asked = state.asked if replies else None
    if asked is not None and asked in state.candidates and _fits(asked, gender):
        return Found(token, token + 1, "pronoun", f"{asked.name} was asked just before", asked)
    actor = _best(parsed, token, gender, saying, state)
    if actor is None:
        return None
    if gender != "n":
        state.candidates[actor].gender = actor.gender = gender
        if actor.type != "person":  # a name of unknown kind: the pronoun tells
            actor.type, actor.id = "person", f"person:{actor.id.partition(':')[2]}"
    goes_on = " and goes on speaking" if saying and actor is state.speaker else ""
    return Found(token, token + 1, "pronoun", f"{actor.name} is spoken of most just before{goes_on}", actor)


def _aside(parsed: Parsed, verb: int) -> bool:
    """Say whether a verb of speech says nothing where it stands: "after he claimed for a hot tub"."""
    aside = parsed.dep[verb] in ("ccomp", "advcl", "relcl", "acl")
    return aside and all(parsed.dep[k] != "ccomp" for k in parsed.children[verb])


def _best(parsed: Parsed, token: int, gender: str, saying: bool, state: Salience) -> Actor | None:
    """Return whom a pronoun most likely means, of those who agree; None where nobody is likely enough.

    saying: the pronoun is the subject of a verb of speech, outside quotations.
    """
    kind = "it" if gender == "n" else "he"
    told, nobody = _signs(parsed, token, gender, saying, state)
    counts = [exp(sum(weights(kind).get(sign, 0.0) * much for sign, much in one.items())) for _, one in told]
    total = sum(counts) + exp(sum(weights(kind).get(f"nobody: {sign}", 0.0) for sign in nobody))
    most, best = max(zip(counts, (one for one, _ in told), strict=True), key=itemgetter(0), default=(0.0, None))
    least = weights("least").get(parsed.lower[token], weights("least")[kind])
    return best.actor if best is not None and most > least * total else None


def _stand_joined(parsed: Parsed, one: Candidate, other: Candidate) -> bool:
    """Say whether two candidates stand joined: "Lee and Ross met. He said" may be either's."""
    upper, lower = sorted((one.head, other.head))
    return other.actor is not None and parsed.head[lower] == upper and parsed.dep[lower] == "conj"


def _signs(parsed: Parsed, token: int, gender: str, saying: bool, state: Salience) -> tuple[list[Told], set[str]]:
    """Return what speaks for and against each candidate that agrees, by how much, and for nobody of them."""
    quoted, acts = state.marked[token] >= 0, parsed.dep[token] in SUBJECTS
    asking = _asked_here(parsed, token)
    own, teller = (-1, -1) if asking >= 0 else (_own_subject(parsed, token), _teller(parsed, token))
    subject, told, owner = _told_of(parsed, token, state), state.heads.get(teller), state.heads.get(own)
    noun = parsed.lower[parsed.head[token]] if parsed.dep[token] == "poss" else ""
    if noun in closed("kin") and any(owner in who and noun in closed(kin) for (_, kin), who in state.kin.items()):
        own, owner = -1, None  # "his father, Lee, was a smith, and his mother"
    barred = _barred(parsed, token)
    if own >= 0 and parsed.lower[own] == "client":  # "Lee said her client had lost her job"
        barred += parsed.below(own, "poss")
    others = {state.heads[k] for k in barred if k in state.heads}
    others |= {state.named[k].actor for k in barred if k in state.named}  # "she met Ann Lee": not her
    if saying:  # a long quotation is not read by each "he" in it
        others |= {state.named[k].actor for k in _told_before(parsed, token, state) if k in state.named}
    sentence = parsed.sentence[token]
    opens = token == parsed.first[sentence] != state.begins and not quoted
    fit = [one for one in state.candidates.values() if _agrees(one, gender) and one.head not in barred]
    fit = [one for one in fit if one.actor is None or one.actor not in others]
    joined = {one.head for one in fit if any(_stand_joined(parsed, one, other) for other in fit)}
    fit = [one for one in fit if not saying or one.head not in joined]  # "Lee and Ross met. He said" is neither's
    last = [one.gender for one in fit if one.actor is None and parsed.sentence[one.head] == sentence - 1]
    if saying and state.open and gender in last:
        return [], set()  # "His brother was late. He said"
    named = sorted(one.head for one in fit if one.actor is not None)
    others_say = gender == "n" and teller >= 0 and told is None and parsed.tag[teller] in OTHERS
    if others_say or any(k >= 0 and k not in state.heads and _anyone(parsed, k, token) for k in (own, teller)):
        return [], set()  # "observers worry it will", "another said she", "each told of his"
    reflexive = own >= 0 and owner is None and parsed.lower[token] in closed("reflexive")
    if reflexive or (acts and any(_unnamed(parsed, k, state) for k in (own, teller))):
        return [], set()  # "a doctor who asked not to be named because he"
    another = opens and acts and token != state.begins and subject is not None and subject is not state.protagonist
    another = another and subject is not None and subject.gender == gender  # "Ann came. She"
    another = another and all(subject not in who for (of, _), who in state.kin.items() if of is state.protagonist)
    loose = gender == "n" and _loose(parsed, token)
    nobody = {
        "always": True,
        "saying": saying,
        "open before": saying and state.open,
        "several": len(named) > 2 and sentence - parsed.sentence[named[-3]] < 2,
        "it": parsed.lower[token] == "it",
        "empty": _empty(parsed, token),
        "not acting": not acts and parsed.dep[token] != "poss",
    }
    into = [quoted and one.marked != state.marked[token] for one in fit]
    near = {one.head for one, k in zip(fit, into, strict=True) if gender != "n" or _near(parsed, token, one.head, k)}
    first = max((one for one in fit if one.head in near), key=attrgetter("score"), default=None)
    came = any(one.new and parsed.sentence[one.head] == sentence - 1 for one in fit)
    ranked = []
    for one in fit:
        actor, head, back = one.actor, one.head, sentence - parsed.sentence[one.head]
        acted = back == 1 and parsed.dep[head] == "nsubj" and parsed.dep[parsed.head[head]] == "ROOT"
        if acted and came and not saying and nominals.reports(parsed, head):
            continue  # "Lee said a man was held. He"
        signs = {
            "here": back == 0,
            "sentence before": back == 1,
            "paragraph before": head < state.begins,
            "acted": acted,
            "leads": one is first,
            "hears": nominals.hears(parsed, head),
            "in marks": one.marked >= 0 and not quoted and (saying or not one.outside),
            "outside the marks": quoted and one.marked != state.marked[token],
            "joined": head in joined,
            "teller": head == teller or (actor is not None and actor is told),
            "loose": loose and head not in (own, teller),
            "far": head not in near,
            "asked": actor is not None and asking >= 0 and actor is state.heads.get(asking),
            "own subject": (head == own and one.new) or (actor is not None and actor is owner),
            "new": one.new,
            "another acts": owner is not None and actor is not owner,
        }
        if actor is not None:
            signs |= {
                actor.type: True,
                f"{actor.type} speaks": saying,
                "subject": actor is subject,
                "gender open": one.gender == "x",
                "nearest": head == named[-1],
                "new name": one.new_name,
                "speaker": saying and actor is state.speaker,
                "speaks here": quoted and actor is state.speaker,
                "subject speaks": saying and actor is subject,
                "subject opens": opens and actor is subject,
                "kin": any(noun in closed(k) and state.kin.get((actor, k)) for k in ("parent", "offspring")),
                "only spoke": head < state.begins and not (saying or one.told or actor is state.protagonist),
                "protagonist": actor is state.protagonist,
                "of one life": state.life
                and actor is state.protagonist
                and not saying
                and not (another and head < parsed.first[sentence]),
            }
        measures = {"score": log(max(one.score, FAINT)), "times": log(1 + one.times)}
        ranked.append((one, {sign: 1.0 for sign, holds in signs.items() if holds} | measures))
    return ranked, {sign for sign, holds in nobody.items() if holds}


def _unnamed(parsed: Parsed, who: int, state: Salience) -> bool:
    """Say whether "who" means a person without a name: "according to a medical source, who"."""
    told = state.heads.get(who)
    if (
        who < 0
        or parsed.tag[who] != "WP"
        or parsed.dep[parsed.head[who]] != "relcl"
        or (told and told.type == "person")
    ):
        return False
    noun = parsed.head[parsed.head[who]]
    while not is_person(parsed.lower[noun]) and parsed.dep[noun] == "pobj":
        noun = parsed.head[parsed.head[noun]]  # the parse takes the town for it: "a doctor in Leeds, who"
    some = {parsed.lower[k] for k in parsed.children[noun]} & closed("indefinite") - {"one"}
    return bool(some) and parsed.dep[noun] in ("nsubj", "nsubjpass", "pobj") and is_person(parsed.lower[noun])


def _anyone(parsed: Parsed, token: int, pronoun: int) -> bool:
    """Say whether a word means somebody of several, who speaks or is each of them; not "one of her fans said"."""
    (first, last), before = parsed.edges[token], parsed.lower[max(token - 1, 0)]
    if first <= pronoun < last or before in (",", "no") or parsed.lower[token] not in closed("each one"):
        return False
    return (parsed.tag[token] == "DT" and parsed.lower[token] != "another") or speaks(parsed, token)


def _loose(parsed: Parsed, token: int) -> bool:
    """Say whether "it" may well be a thing or nothing: "because it was late"; not "than it did", "if it is hit"."""
    verb = parsed.head[token]
    if parsed.dep[token] == "nsubjpass" or any(parsed.tag[k] == "VBN" for k in parsed.children[verb] if k > verb):
        return False
    compared = any(parsed.lower[k] in closed("compared") for k in parsed.below(verb, "mark"))
    is_so = parsed.lemma[verb] == "be" or parsed.pos[verb] not in ("VERB", "AUX")
    return parsed.dep[token] in SUBJECTS and not compared and (is_so or parsed.dep[verb] == "advcl")


def _told_of(parsed: Parsed, token: int, state: Salience) -> Actor | None:
    """Return of whom is told where a pronoun stands: the subject of its own sentence ("Lee left when he heard")."""
    root = token
    while parsed.head[root] != root:
        root = parsed.head[root]
    if root != parsed.head[token]:
        above = next((k for k in parsed.children[root] if parsed.dep[k] in ("nsubj", "nsubjpass")), token)
        return state.heads.get(above if above < token else -1, state.subject)
    if (number := parsed.sentence[token]) not in state.opens:
        inside = range(parsed.first[number], parsed.last[number])
        state.opens[number] = next((k for k in inside if state.marked[k] >= 0 or parsed.word[k] == ":"), inside.stop)
    if (colon := state.opens[number]) < token and state.marked[colon] < 0:  # "Lee saw it otherwise: “…,” he said"
        before = range(parsed.first[number], colon)
        lead = next((k for k in before if parsed.dep[k] == "nsubj" and k in state.heads), -1)
        return state.heads.get(lead, state.subject)
    return state.subject


def _fits(actor: Actor, gender: str) -> bool:
    return actor.gender in ("", "x", gender) if actor.type == "person" else actor.unknown


def _ahead(parsed: Parsed, first: int, last: int, at: dict[int, Found]) -> Found | None:
    """Return the subject of a sentence that opens with something else and a comma: "In her speech, Lee said".

    None when a person stands before it: then "her" may be that one.
    """
    comma = False
    for token in range(first, last):
        mention = at.get(token)
        if mention is not None:
            core = parsed.top(mention.first, mention.last)
            if parsed.dep[core] in ("nsubj", "nsubjpass") and parsed.dep[parsed.head[core]] == "ROOT":
                return mention if comma else None
            if mention.actor.type == "person":
                return None
        comma |= parsed.word[token] == ","
    return None


def _unknown_says(parsed: Parsed, token: int, marked: list[int]) -> bool:
    """Say whether somebody who comes in without a name says what stands in marks: "“I saw it,” a neighbour said"."""
    verb = parsed.head[token]
    says = any(k < token and marked[k] >= 0 for k in (*parsed.children[verb], parsed.head[verb]))
    the = any(parsed.lower[k] in closed("definite") for k in parsed.children[token])
    return says and not the and is_person(parsed.lower[token]) and speaks(parsed, token)


def _topic(parsed: Parsed, first: int, last: int, at: dict[int, Found]) -> Found | None:
    """Return of whom a sentence says first that it tells: "As for Lee, he said", "To Lee, his work is done"."""
    if parsed.lower[first : first + 2] == ["as", "for"]:
        return next((at[token] for token in range(first, min(first + 8, last)) if token in at), None)
    mention = at.get(first + 1)
    named = mention is not None and parsed.at(mention.last) == ","
    named = named and parsed.lower[first] in closed("topic")
    return mention if named else None


def _taken(parsed: Parsed, token: int, mention: Found, why: str) -> Found | None:
    gender = pronoun_gender().get(parsed.lower[token])
    actor = mention.actor
    own = (actor.gender or "x") if actor.type == "person" else "n"
    if gender is None or not (own == gender or (own == "x" and gender != "n")) or _empty(parsed, token):
        return None
    return Found(token, token + 1, "pronoun", f"{actor.name} {why}", actor)


def _agrees(candidate: Candidate, gender: str) -> bool:
    return candidate.gender == gender or candidate.gender == "?" or (candidate.gender == "x" and gender != "n")


def _near(parsed: Parsed, token: int, other: int, into: bool) -> bool:
    """Say whether "it" may reach back to a token: in its own sentence, or from subject to the last one's subject.

    into: it stands in a quotation that the token is not in: what is spoken of there need not be what the text tells of.
    """
    sentence = parsed.sentence[token]
    if into:
        return False
    if parsed.sentence[other] == sentence:
        owned = parsed.dep[other] in ("poss", "compound") and parsed.lower[token] == "it"  # "the bank's plan, but it"
        return parsed.word[token - 1] != "(" and not owned
    verb = parsed.head[other]
    if parsed.sentence[other] != sentence - 1 or parsed.dep[other] != "nsubj" or parsed.dep[verb] != "ROOT":
        return False
    things = [k for k in parsed.below(verb, "dobj") if parsed.tag[k] == "NN"]
    new = any(parsed.lower[j] in closed("indefinite") for k in things for j in parsed.children[k])
    return token == parsed.first[sentence] and not (new and parsed.lower[token] == "it")  # "built a wall. It is high"


def _teller(parsed: Parsed, token: int) -> int:
    """Return who tells what a pronoun is the subject of, or whose lawyer tells it, or -1: "Lee said she"."""
    if parsed.dep[token] not in SUBJECTS:
        return -1
    verb = parsed.climb(parsed.head[token], "conj")  # "said that she won and that she would stay"
    heard = [j for k in parsed.children[verb] if parsed.lower[k] == "according" for j in parsed.children[k]]
    if heard and heard[0] < token:
        return next(iter(parsed.below(heard[0], "pobj")), -1)  # "according to Lee, she"
    above, that = parsed.head[verb], any(parsed.lower[k] == "that" for k in parsed.children[verb])
    if not (parsed.dep[verb] == "ccomp" or (parsed.dep[verb] == "acl" and that)):
        return -1
    if parsed.pos[above] == "NOUN":  # "Lee's fear that she", "a plan by Lee that she"
        by = [j for k in parsed.children[above] if parsed.lower[k] == "by" for j in parsed.children[k]]
        return next((k for k in (*parsed.children[above], *by) if parsed.dep[k] == "poss" or k in by), -1)
    joined = parsed.dep[above] == "conj" and parsed.lower[above] in lexicon().speech  # "Lee rose and said she"
    verbs = (above, parsed.head[above]) if joined else (above,)
    teller = next((c for k in verbs for c in parsed.below(k, "nsubj") if c < token), -1)
    if teller < 0 and parsed.dep[above] == "advcl" and parsed.tag[above] == "VBG":  # "Lee refused, saying that she"
        teller = max((k for k in _doer(parsed, above, ASIDE) if k < token), default=-1)
    if teller >= 0 and parsed.lower[teller] in closed("acts for"):
        named = bool(parsed.below(teller, "appos"))
        if named and parsed.lower[teller] not in closed("pleads for"):
            return -1  # "his trainer, Ann Lee, said she": of either
        return next(iter(parsed.below(teller, "poss")), teller)
    return teller


def _asked_here(parsed: Parsed, token: int) -> int:
    """Return who is asked what a pronoun stands in: "Lee asked Ross why he left", or -1."""
    verb = parsed.head[_content(parsed, token)]
    if parsed.lemma[verb] not in closed("asks"):
        return -1
    return next((k for k in parsed.below(verb, "dobj", "dative") if k < token), -1)


def _empty(parsed: Parsed, token: int) -> bool:
    """Say whether "it" means nothing: "it is clear that", "it seems"."""
    if parsed.lower[token] != "it":
        return False
    verb = parsed.head[token]
    if parsed.dep[token] != "nsubj":
        return False
    if parsed.lemma[verb] in closed("empty subject"):
        return True
    if parsed.lemma[verb] == "come" and parsed.dep[verb] == "advcl":
        return any(parsed.lower[k] == "to" for k in parsed.children[verb])  # "when it comes to"
    below = [child for child in parsed.children[verb] if child > verb]
    called = [child for child in below if parsed.dep[child] in ("acomp", "attr")]
    below += [grandchild for child in called for grandchild in parsed.children[child]]
    clause = any(parsed.dep[child] in ("ccomp", "xcomp", "advcl") for child in below)
    bare = any(parsed.dep[c] == "attr" and min(parsed.children[c], default=c) >= c for c in below)  # "it is time"
    return parsed.lemma[verb] == "be" and (clause or bare)


def _barred(parsed: Parsed, token: int) -> list[int]:
    """Return the words that can't mean the same: arguments of its verb ("he saw him"), who asks what it stands in."""
    above, barred = token, []
    while parsed.head[above] != above:
        below, above = above, parsed.head[above]
        if parsed.lemma[above] in closed("asks"):  # "asked by Lee if he would go"
            agents = (k for k in parsed.below(above, "agent") if k != below)
            barred += [j for k in agents for j in parsed.below(k, "pobj") if j < below]
    head = parsed.head[token]
    listed = bool(parsed.below(head, "conj"))  # "she, her mother and her sister"
    part = parsed.head[parsed.head[head]] if parsed.lower[parsed.head[parsed.head[head]]] == "one" else head
    if parsed.dep[token] == "poss" and parsed.dep[part] == "appos" and not listed:
        return [*barred, parsed.head[part]]  # "Ann Lee, her friend", "Ann Lee, one of her friends"
    themselves = closed("of oneself").intersection(parsed.lower[token + 1 : head + 1])  # "she was her old self"
    if parsed.dep[token] == "poss" and parsed.dep[head] == "attr" and not themselves:
        who = parsed.below(parsed.head[head], *SUBJECTS)
        return barred + who  # "Lee, who was his deputy"
    if parsed.dep[token] == "poss" or parsed.lower[token] in closed("reflexive") | {"his", "its"}:
        return barred
    verb = parsed.head[head] if parsed.dep[token] == "pobj" else head
    with_it = [k for k in parsed.below(verb, *ARGUMENTS) if k != token]
    barred += with_it + [parsed.head[verb] for k in with_it if parsed.tag[k] == "WP"]  # "Lee, whom he knew"
    if parsed.dep[token] in SUBJECTS:
        bare = parsed.lower[token] in ("him", "her") and parsed.tag[verb] == "VB"  # "hears him bat"
        if bare or any(parsed.tag[k] == "TO" for k in parsed.children[verb]):
            above = parsed.head[verb]
            barred += parsed.below(above, *ARGUMENTS) or _doer(parsed, above, ASIDE)
    elif all(parsed.dep[k] not in SUBJECTS for k in with_it) and parsed.lemma[verb] not in closed("brings about"):
        barred += _doer(parsed, verb, ASIDE)
    return barred + [j for k in barred for j in parsed.below(k, "conj")]


def _told_before(parsed: Parsed, token: int, state: Salience) -> range:
    """Return the quotation right before a word: in ““Lee is late,” he said” he is not Lee, who says “I”."""
    last = token - 1
    while last >= 0 and state.marked[last] < 0 and not parsed.word[last][0].isalnum():
        last -= 1
    first = last
    while first >= 0 and state.marked[first] == state.marked[last] >= 0:
        first -= 1
    return range(first + 1, last + 1)


def _doer(parsed: Parsed, below: int, within: frozenset[str] = frozenset()) -> list[int]:
    """Return who does what a verb without a subject says: "Lee left, calling him a liar", "Lee rose and hit him".

    within: how each clause on the way up must hang on the next ("the man accused of killing him" did it); none: anyhow.
    """
    before, label = len(parsed.word) if within else below, ""
    while parsed.head[below] != below and (not within or parsed.dep[below] in within):
        of, came, label, below = below, label, parsed.dep[below], parsed.head[below]
        if label == "acl" and within:
            to = any(parsed.tag[k] == "TO" for k in parsed.children[of])
            return [below, *(parsed.below(below, "poss") if to else ())]  # "Lee's refusal to support him"
        theirs = label == "xcomp" or (came == "pcomp" and parsed.lower[of] in ("of", "for", "from"))
        for labels in (("dobj", "dative") if theirs else (), SUBJECTS):  # "asked Lee to help him", "accused her of"
            if found := [k for k in parsed.below(below, *labels) if k < before]:
                return found
    return []


def _either(parsed: Parsed, token: int) -> bool:
    """Say whether a pronoun stands for anybody: "he or she"."""
    words = parsed.lower
    pairs = (words[token + 1 : token + 3], words[max(token - 2, 0) : token][::-1])
    return any(pair[:1] in (["or"], ["/"]) and pair[-1] in pronoun_gender() for pair in pairs)


def _own_subject(parsed: Parsed, token: int) -> int:
    """Return the subject of the clause around, or -1: "Lee lost his seat", "Lee cried when she lost"."""
    verb = parsed.head[token]
    joined = parsed.dep[token] == "poss" and parsed.dep[verb] == "conj" and parsed.pos[parsed.head[verb]] == "NOUN"
    above = verb if joined else -1
    while above >= 0 and parsed.dep[above] in ("conj", "pobj", "prep"):
        above = parsed.head[above]
        if owners := parsed.below(above, "poss"):
            return owners[0]  # "Lee's praise of the law and his vote"
    aside = parsed.dep[verb] == "advcl" and closed("like").isdisjoint(parsed.lower[k] for k in parsed.children[verb])
    tells = parsed.dep[token] == "poss" or (aside and parsed.dep[token] in SUBJECTS)
    tells |= parsed.lower[token] in closed("reflexive")
    who = next(iter(_doer(parsed, token) if tells else ()), -1)
    if who >= 0 and parsed.at(who + 1) == ":":  # "Lee: Norway won't fight unless it is attacked"
        who = next(iter(parsed.below(who, "appos")), who)
    return who
