"""Say what kind of source speaks, what the article calls it, and whom it speaks for.

Six kinds, after what journalists ask of a source: a person or body with a name, a document, or a person or people
whom the article leaves without one. What the article calls somebody anywhere holds for all that somebody says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..actors import descriptions
from ..actors.lexicon import is_body, lexicon, noun_kinds
from ..parse import Parsed
from ..tables import Mention
from .draft import Said
from .reporting import Span

KINDS = {"person": "person", "country": "organisation", "organisation": "organisation", "place": "organisation"}
KINDS |= {"document": "document", "group": "unnamed group"}
BODIES = ("organisation", "country", "place")  # the likeliest first
PLURAL = ("NNS", "NNPS")
MANY = frozenset(("they", "we", "some", "many", "others", "most", "several", "those", "few", "both"))
LONG = 30  # tokens at most of what somebody is called
LINKS = frozenset(("of", "for", "with", "at", "from", "in"))
NOUNS = ("NN", "NNP", "NNS", "NNPS")


def describe(p: Parsed, said: Sequence[Said], mentions: Sequence[Mention]) -> None:
    """Fill in the kind of each source, the title that the article gives it, and its organisation.

    Args:
        p: the article.
        said: its quotations, with their speakers; they are changed.
        mentions: its mentions.

    Source: the six kinds are those of the Markkula Center for Applied Ethics' benchmark of news sources (2026).
    """
    named = [m for m in mentions if m.actor_id]
    starts = [m.start for m in named]
    titles = _titles(p, named, starts)
    for s in said:
        s.kind = s.kind or _kind(p, s)
        if s.kind == "person":
            s.title, s.organisation = titles.get(s.speaker_id, ("", ""))
        elif s.kind == "organisation":
            s.organisation = s.speaker
        elif s.source >= 0 and s.kind.startswith("unnamed") and p.tag[s.source] in NOUNS:
            span = descriptions.bare(p, *s.source_span)
            s.title, s.organisation = _words(p, span), _body(p, named, starts, span)


def _kind(p: Parsed, s: Said) -> str:
    """Return what kind of source speaks; '' where there is none."""
    actor_type = s.speaker_id.partition(":")[0]
    if actor_type in KINDS:
        return KINDS[actor_type]
    if s.source < 0:
        return ""
    word, tag = p.lower[s.source], p.tag[s.source]
    noun = noun_kinds().get(word, "") or noun_kinds().get(p.lemma[s.source], "")
    if is_body(word) and tag in NOUNS:
        return "organisation"
    if tag in PLURAL or noun == "collective" or word in MANY or any(p.dep[k] == "conj" for k in p.children[s.source]):
        return "unnamed group"
    person = noun == "person" or word in lexicon().persons or tag in ("PRP", "WP")
    return "unnamed person" if person and word != "it" else ""


def _titles(p: Parsed, named: list[Mention], starts: list[int]) -> dict[str, tuple[str, str]]:
    """Return {actor_id: (title, organisation)}: of all that the article calls a person the longest."""
    titles: dict[str, tuple[str, str]] = {}
    for mention in named:
        if mention.actor_type != "person" or mention.kind != "name":
            continue
        first, last = bisect_right(p.start, mention.start - 1), bisect_left(p.start, mention.end)
        for span in descriptions.spans(p, first, last, mention.actor):
            known = titles.get(mention.actor_id, ("", ""))
            words = _words(p, span)
            if 0 < span[1] - span[0] <= LONG and len(words) > len(known[0]):
                titles[mention.actor_id] = (words, _body(p, named, starts, span) or known[1])
    return titles


def _body(p: Parsed, named: list[Mention], starts: list[int], span: Span) -> str:
    """Return the body named within a span: an organisation before a country before a place."""
    if span[0] >= span[1]:
        return ""
    begin, end = p.start[span[0]], p.end[span[1] - 1]
    within = [m for m in named[bisect_right(starts, begin - 1) :][:LONG] if m.start < end and m.kind != "pronoun"]
    return next((m.actor for kind in BODIES for m in within if m.actor_type == kind), "")


def _words(p: Parsed, span: Span) -> str:
    return " ".join(p.text[p.start[span[0]] : p.end[span[1] - 1]].split()) if span[0] < span[1] else ""
