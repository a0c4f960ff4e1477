"""Say who speaks: from the words of a source to the actor that they mean."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..actors.lexicon import lexicon
from ..knowledge import rows
from ..parse import Parsed
from ..tables import Mention
from .foreground import Foreground
from .reporting import SUBJECTS, noun_group

if TYPE_CHECKING:
    from .draft import Said

BY = {"name": "name", "demonym": "name", "metonym": "name", "pronoun": "pronoun", "nominal": "nominal"}
GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
OPEN = frozenset(("i", "you", "that", "which", "this"))  # these name nobody: the author, the reader, a thing
SOME = frozenset(("who", "those"))
DEFINITE = frozenset(("the", "this", "that"))
PLURAL = ("NNS", "NNPS")


def name(p: Parsed, said: list[Said], mentions: list[Mention], quoted: dict[int, int]) -> None:
    """Fill in source span, speaker and how the speaker was found.

    quoted: the tokens that stand in quotation marks. The quotations are named in the order of their cues.
    """
    fore = Foreground(p, mentions, quoted)
    last: Said | None = None
    for s in sorted(said, key=lambda s: s.at if s.at >= 0 else fore.token(s.content[0][0])):
        position = s.source if s.source >= 0 else s.at if s.at >= 0 else fore.token(s.content[0][0])
        fore.advance(position)
        if s.source >= 0:
            if s.source_span[0] < 0:
                s.source_span = noun_group(p, s.source)
            _sourced(fore, s, last)
        elif s.at < 0:
            _carried(fore, s, position, last)
        fore.spoke(s.speaker_id)
        if s.speaker or s.source >= 0:
            last = s


def _set(s: Said, actor: tuple[str, str], by: str) -> None:
    if actor[1]:
        s.speaker_id, s.speaker = actor
    s.by = s.by or by


def _actor(mention: Mention) -> tuple[str, str]:
    return mention.actor_id, mention.actor


def _sourced(fore: Foreground, s: Said, last: Said | None) -> None:
    """Name the speaker of a quotation that has a source."""
    mention, lower = fore.covering(s.source), fore.p.lower[s.source]
    if mention is not None and (mention.kind != "pronoun" or lower in GENDER):
        _set(s, _actor(mention), BY[mention.kind])
    elif lower in GENDER:
        _set(s, fore.foremost(GENDER[lower]), "pronoun")
    elif lower in ("they", "it", "we"):
        _they(fore, s, lower, last)
    elif lower in OPEN or lower in SOME:
        s.by = "unnamed" if lower in SOME else "none"
    else:
        _noun(fore, s)


def _they(fore: Foreground, s: Said, lower: str, last: Said | None) -> None:
    """Name whom `they` and `it` take up: who spoke last, if number agrees; else the subject before."""
    p, s.by = fore.p, "pronoun"
    if last is not None and last.source >= 0:
        actor = fore.known.get(last.speaker_id)
        many = p.tag[last.source] in PLURAL or any(p.dep[k] == "conj" for k in p.children[last.source])
        body = actor is not None and actor.type != "person"
        if body or (many if lower == "they" else actor is None and not many):
            s.speaker, s.speaker_id = last.speaker or _words(p, last.source_span), last.speaker_id
            return
    if lower == "it":
        _set(s, fore.foremost(person=False), "pronoun")
    if lower == "they":
        begin = p.first[max(0, p.sentence[s.source] - 1)]
        for token in range(s.source - 1, begin - 1, -1):
            if p.dep[token] in SUBJECTS and p.tag[token] in PLURAL and token not in fore.quoted:
                mention = fore.covering(token)
                _set(s, _actor(mention) if mention else ("", _words(p, noun_group(p, token))), "pronoun")
                return


def _words(p: Parsed, span: tuple[int, int]) -> str:
    return p.text[p.start[span[0]] : p.end[span[1] - 1]]


def _noun(fore: Foreground, s: Said) -> None:
    """Name whom a noun means: `his lawyer, Jane Doe`, `her statement`, `the mayor`; or nobody: `a spokesman`."""
    p, head = fore.p, s.source
    for child in p.children[head]:
        mention = fore.covering(child) if p.dep[child] == "appos" else None
        if mention is not None and mention.kind != "pronoun" and mention.actor_type == "person":
            _set(s, _actor(mention), "name")
            return
    owner = next((k for k in p.children[head] if p.dep[k] == "poss"), -1)
    if owner >= 0 and _source_kinds().get(p.lower[head]) == "document":
        mention = fore.covering(owner)
        if mention is not None:
            _set(s, _actor(mention), "nominal")
        elif p.lower[owner] in GENDER:
            _set(s, fore.foremost(GENDER[p.lower[owner]]), "nominal")
    elif p.lower[s.source_span[0]] in DEFINITE and p.tag[head] in ("NN", "NNP"):
        _set(s, _described(fore, head), "nominal")
    if not s.speaker:
        s.by = "unnamed"


def _described(fore: Foreground, head: int) -> tuple[str, str]:
    """Return (id, name) of the actor whom `the` and a singular noun take up again, or ('', '')."""
    word = fore.p.lower[head]
    actor = fore.described(word)
    if actor[1]:
        return actor
    kind = _source_kinds().get(word)
    if word in lexicon().things or kind == "collective":
        actor = fore.called(word)
        return actor if actor[1] else fore.foremost(person=False)
    if kind == "document" or any(fore.p.dep[k] == "prep" for k in fore.p.children[head]):
        return "", ""  # "the lawyer for the city" is somebody new
    return fore.foremost(lexicon().persons.get(word, ""))


def _carried(fore: Foreground, s: Said, position: int, last: Said | None) -> None:
    """Name the speaker of words in marks without a cue: the subject of the sentence before, else who spoke last."""
    p = fore.p
    before = p.sentence[position] - 1
    if before >= 0 and (last is None or max(end for _, end in last.content) <= p.start[p.first[before]]):
        for token in range(p.first[before], p.last[before]):
            if p.dep[token] in SUBJECTS and p.dep[p.head[token]] == "ROOT" and token not in fore.quoted:
                mention = fore.covering(token)
                if mention is not None and mention.actor_type == "person":
                    _set(s, _actor(mention), "carried")
                elif p.lower[token] in GENDER:
                    _set(s, fore.foremost(GENDER[p.lower[token]]), "carried")
                else:
                    break
                s.source_span = noun_group(p, token)
                return
    if last is not None:
        s.speaker, s.speaker_id, s.by = last.speaker, last.speaker_id, "carried"
        s.source_span = last.source_span  # the words that named the speaker last


@cache
def _source_kinds() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in rows("lexicons/sources.csv", ("noun", "kind"))}
