"""Find who says what: a cue, its content, its source, and the speaker who is meant.

Words in quotation marks and reported clauses are found apart and then put together: marks say where a
quotation ends even when the parse is wrong, the parse says what a cue without marks reports.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import category

from ..actors.gazetteer import closed
from ..parse import Parsed, with_subjects
from ..tables import Mention, Quote
from . import attribution, cues, direct, indirect, layout, roles
from .cues import Draft, Said

TURN = re.compile(r"(?m)^(?:[QA]\.|[^\n:?]{1,80}:) |\?[^\w\n]{0,9}$")  # what may begin a turn, or ask for one
MARK = re.compile("[\"“„«‟‘”»’]|''|``")


def find(parsed: Parsed, mentions: Sequence[Mention], minds: bool = False) -> list[Quote]:
    """Return the quotations of one article, one row a part, in the order of their first words.

    Args:
        parsed: the article.
        mentions: its mentions, with the actors they mean; a speaker is whom the mention means that covers the
            source's head word.
        minds: also report thoughts (think, believe, hope), with the stance `mind`.

    Returns:
        Rows of the table `quotes`; those with `negated` say what was not said and count nowhere.

    Raises:
        KnowledgeError: a word list has a bad row.

    Source: cue, source and content after Pareti (2015), "Attribution: A Computational Approach".
    """
    parsed = with_subjects(parsed)
    found = list(cues.find(parsed, minds))
    draft = Draft(parsed, found)
    for cue in found:
        indirect.clause(draft, cue)
    for number in range(len(parsed.marked)):
        direct.quotation(draft, number)
    layout.things(draft, found)
    indirect.add_findings(draft)
    layout.add_headlines(draft, mentions)
    layout.add_transcripts(draft, mentions)
    layout.add_blocks(draft)
    _past_datelines(parsed, draft.said)
    _nest(draft.said)
    said = sorted(_worded(parsed.text, draft.said), key=lambda s: (min(s.content)[0], -max(s.content)[1]))
    for s in said:
        s.negated = s.cue is not None and cues.denied(parsed, s.cue)
        s.negated |= s.source >= 0 and parsed.lower[s.source] in closed("nobody")  # "nothing to suggest that"
    if said:
        attribution.name(parsed, said, list(mentions), draft.mark)
        roles.describe(parsed, said, mentions, draft.mark)
    return list(_rows(draft, said))


def in_turns(parsed: Parsed, mentions: Sequence[Mention]) -> list[Mention]:
    """Find "I" where it stands in no marks: in the turns of a transcript, and the answers of an interview.

    Args:
        parsed: the article.
        mentions: its mentions, in order.

    Returns:
        They, and one for each such word, which means whoever the turn is ascribed to.
    """
    added = list[Mention]()
    if len(TURN.findall(parsed.text)) > 1:
        draft = Draft(parsed, [])
        layout.add_transcripts(draft, mentions)
        named = roles.Named(parsed, list(mentions))
        for turn in draft.said:
            if turn.source < 0 or not turn.verbatim:
                continue
            whom = named.covering(turn.source) or named.first.get(named.unread(turn.source)[0])
            if whom is not None and whom.actor_type == "person":
                spans = [
                    (bisect_left(parsed.start, start), bisect_left(parsed.start, end)) for start, end in turn.content
                ]
                own = (k for span in spans for k in range(*span) if parsed.lower[k] in closed("first person"))
                for token in (k for k in own if k not in draft.mark and parsed.pos[k] == "PRON"):
                    added.append(replace(
                        whom, mention_id=f"m{len(mentions) + len(added)}", sentence_id=parsed.sentence[token],
                        start=parsed.start[token], end=parsed.end[token], surface=parsed.word[token], kind="pronoun",
                        reason=f"{whom.actor} speaks here",
                    ))  # fmt: skip
    return sorted([*mentions, *added], key=lambda mention: mention.start) if added else list(mentions)


def with_speakers(mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Mention]:
    """Let "I" in marked words be the person who says them, and "he" or "she" somebody else; or nobody.

    Args:
        mentions: of one article, in order; an "I" among them means who spoke last before it.
        quotes: of the same article.

    Returns:
        The mentions. Left out are those of the first person in nobody's words, and those by which a speaker would
        speak of itself as of another.
    """
    parts = sorted(quotes, key=lambda part: (part.start, -part.end))
    around: list[Quote] = []
    settled, number = [], 0
    for mention in mentions:
        while number < len(parts) and parts[number].start <= mention.start:
            around.append(parts[number])
            number += 1
        while around and around[-1].end < mention.end:
            around.pop()
        said = around[-1] if around else None
        if mention.kind == "pronoun" and mention.surface.lower() in closed("first person"):
            said = next((part for part in around[::-1] if part.kind != "indirect"), said)  # "he told me that I"
            if said is None or not said.speaker_id.startswith("person:"):
                continue
            mention = replace(
                mention, reason=f"{said.speaker} speaks here",
                actor_id=said.speaker_id, actor=said.speaker, actor_type="person",
            )  # fmt: skip
        elif mention.kind == "pronoun" and said is not None and _of_itself(said, mention):
            continue
        settled.append(mention)
    return settled


def _of_itself(said: Quote, mention: Mention) -> bool:
    """Say whether a speaker would mean itself by "he"; in 'saying he "is sure"' the word stands before the marks."""
    return said.kind == "direct" and said.speaker_id == mention.actor_id and bool(MARK.match(said.content))


def _nest(said: list[Said]) -> None:
    """Let what would cross the content around it end with it: a parse that is lost may say both.

    What lies in twenty others says nothing: no reader follows so deep, and contents that repeat one another grow
    with the square of the text.
    """
    places = ((number, place) for number, s in enumerate(said) for place in enumerate(s.content))
    spans = sorted((start, -end, number, at) for number, (at, (start, end)) in places)
    around: list[tuple[int, Said]] = []  # where each content ends that is still open
    for start, minus_end, number, at in spans:
        s = said[number]
        while around and around[-1][0] <= start:
            around.pop()
        end = min([-minus_end, *(end for end, _ in around[-1:])]) if len(around) < indirect.DEEPEST else start
        s.content[at] = (start, end)
        s.inside = s.inside or next((other for _, other in around[::-1] if other is not s), None)
        around.append((end, s))


def _worded(text: str, said: list[Said]) -> list[Said]:
    """Leave out content that holds no word, number or symbol: marks around nothing, or around a dash."""
    for s in said:
        s.content = [(start, end) for start, end in s.content if any(map(_counts, text[start:end]))]
    return [s for s in said if s.content]


def _past_datelines(p: Parsed, said: list[Said]) -> None:
    """Let a content begin behind the dateline: nobody says where the report was written."""
    begins = {sentence.start: number for number, sentence in enumerate(p.sentences)}
    for s in said:
        s.content = [(cues.dateline(p, begins[start]) if start in begins else start, end) for start, end in s.content]


def _counts(char: str) -> bool:
    return char.isalnum() or category(char) in ("So", "Sc", "Sm")  # an emoji may be all that somebody said


def _form(d: Draft, start: int, end: int) -> str:
    """Say how much of a content stands in quotation marks: direct (nearly all), mixed or indirect."""
    text, marks = d.p.text, [d.marked[number] for number in d.over(start, end)]
    within = "".join(text[max(start, mark.start) : min(end, mark.end)] for mark in marks)
    marked, letters = sum(map(str.isalnum, within)), sum(map(str.isalnum, text[start:end]))
    return "direct" if 0 < 0.9 * letters <= marked else "mixed" if marks else "indirect"


def _stance(text: str, s: Said) -> str:
    """Return the stance of a cue; who asks somebody to do something asks no question."""
    stance, said = s.cue.entry.stance if s.cue else "neutral", text[slice(*min(s.content))]
    asks = "?" in said or MARK.match(said) or not closed("question words").isdisjoint(said.lower().split()[:3])
    return stance if asks or stance != "question" else "neutral"


def _rows(d: Draft, said: list[Said]) -> Iterator[Quote]:
    p = d.p
    text, begins = p.text, [sentence.start for sentence in p.sentences]
    numbers = {id(s): number for number, s in enumerate(said)}
    for number, s in enumerate(said):
        cue = p.span(s.cue.token, s.cue.last) if s.cue else None
        source = p.span(*s.source_span) if s.source_span[0] >= 0 else None
        for part, (start, end) in enumerate(sorted(s.content)):
            yield Quote(
                article_id=p.article.article_id, quote_id=f"q{number}",
                sentence_id=max(0, bisect_right(begins, start) - 1),
                kind="direct" if s.verbatim else _form(d, start, end), start=start, end=end, content=text[start:end],
                cue=text[cue[0] : cue[1]] if cue else "",
                cue_start=cue[0] if cue else None, cue_end=cue[1] if cue else None,
                cue_lemma=s.cue.entry.lemma if s.cue else "", stance=_stance(text, s),
                source=text[source[0] : source[1]] if source else "",
                source_start=source[0] if source else None, source_end=source[1] if source else None,
                speaker_id=s.speaker_id, speaker=s.speaker, speaker_by=s.by or "none", joint=" ".join(s.joint),
                part=part, inside=f"q{numbers[id(s.inside)]}" if id(s.inside) in numbers else "",
                negated=int(s.negated), source_kind=s.kind, source_title=s.title, source_organisation=s.organisation,
            )  # fmt: skip
