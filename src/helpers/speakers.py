"""Say who speaks: from the source's words to the actor they mean."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from .reporting import noun_group
from .parse import Parsed
from .tables import Mention

if TYPE_CHECKING:
    from .quotes import Said

BY = {"name": "name", "demonym": "name", "metonym": "name", "pronoun": "pronoun", "nominal": "nominal"}


def name(p: Parsed, said: list[Said], mentions: list[Mention]) -> None:
    """Fill in source span, speaker and how the speaker was found."""
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end))
    starts = [m.start for m in ordered]
    last: Said | None = None
    for s in said:
        if s.source >= 0:
            s.source_span = s.source_span if s.source_span[0] >= 0 else noun_group(p, s.source)
            _resolve(p, s, ordered, starts)
        elif s.at < 0 and last is not None:
            s.speaker, s.speaker_id, s.by = last.speaker, last.speaker_id, "carried"
            s.source_span = last.source_span  # the words that named the speaker last
        if s.speaker:
            last = s


def _resolve(p: Parsed, s: Said, mentions: list[Mention], starts: list[int]) -> None:
    at = p.start[s.source]
    number = bisect_right(starts, at) - 1
    while number >= 0 and mentions[number].end <= at and number > bisect_right(starts, at) - 6:
        number -= 1
    if number >= 0 and mentions[number].start <= at < mentions[number].end and mentions[number].actor:
        m = mentions[number]
        s.speaker, s.speaker_id, s.by = m.actor, m.actor_id, s.by or BY[m.kind]
        return
    s.by = "pronoun" if p.pos[s.source] == "PRON" else "unnamed"
    if s.by == "unnamed":
        first, last = s.source_span
        s.speaker = p.text[p.start[first] : p.end[last - 1]]
