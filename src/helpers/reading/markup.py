"""Write marked text as HTML that nests, escaped, under a policy that lets no foreign script act."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple


class Link(NamedTuple):
    """A way from a mark to a figure: what stands there, where it leads, what a screen reader says."""

    text: str
    address: str
    said: str


Links = Mapping[tuple[str, str], Sequence[Link]]  # {(layer, key): the figures that the mark counts in}

# Characters that HTML forbids or that would turn round the text after them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
UNSAFE = re.compile(f"[&<>\"']|{UNPRINTABLE.pattern}")  # most words are neither
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")


@dataclass(frozen=True)
class Mark:
    """One stretch of text to mark: text[start:end], its layer, and what its label says."""

    start: int
    end: int
    layer: str
    key: str = ""  # the row it stands for: m3, q1, t2; made an id on the page
    label: str = ""
    title: str = ""
    classes: str = ""
    before: bool = False  # whether the label stands before the words (quotes) or after them


def nest(text: str, start: int, end: int, found: list[Mark], links: Links) -> str:
    """Write a part of a text with its marks, those that cross cut in two so that elements nest.

    A label is written once, where its mark begins or ends.

    Args:
        text: an article's.
        start: where the part begins.
        end: where it ends, exclusive.
        found: its marks, sorted by start, the longest first.
        links: {(layer, key): ways to figures} of marks that have some.

    Returns:
        The HTML; without its tags and labels it is the part, escaped.
    """
    out: list[str] = []
    stack: list[Mark] = []
    waiting = list(reversed(found))
    position = start
    while waiting or stack:
        next_start = max(waiting[-1].start, start) if waiting else end
        next_end = min((min(mark.end, end) for mark in stack), default=end)
        stop = min(next_start, next_end)
        out.append(safe(text[position:stop]))
        position = stop
        if next_end <= next_start and stack:
            lowest = min(n for n, mark in enumerate(stack) if min(mark.end, end) == stop)
            closing, stack[lowest:] = stack[lowest:], [m for m in stack[lowest:] if min(m.end, end) > stop]
            out += [_close(mark, links, stop >= mark.end) for mark in reversed(closing)]
            out += [_open(mark, stack[: lowest + n], links, False) for n, mark in enumerate(stack[lowest:])]
        else:
            mark = waiting.pop()
            out.append(_open(mark, stack, links, mark.start >= start))
            stack.append(mark)
    return "".join(out) + safe(text[position:end])


def _open(mark: Mark, around: list[Mark], links: Links, first: bool) -> str:
    depth = sum(outer.layer == "quotes" for outer in around) + 1
    classes = f"{mark.layer} {mark.classes}".split()
    if mark.layer == "quotes":
        classes.append(f"depth{min(depth, 3)}")
    name = f' id="{mark_id(mark.layer, mark.key)}"' if first and mark.key else ""
    title = f' title="{safe(mark.title)}"' if mark.title else ""
    label = _label(mark, "[", " ") + _figures(mark, links) if first and mark.before else ""
    return f'<span class="{" ".join(classes)}"{name}{title}>{label}'


def _close(mark: Mark, links: Links, last: bool) -> str:
    if not last:
        return "</span>"
    if mark.before:
        return f'<span class="label shut {mark.layer}">]</span></span>'
    return _label(mark, " [", "]") + _figures(mark, links) + "</span>"


def _label(mark: Mark, left: str, right: str) -> str:
    return f'<span class="label {mark.layer}">{left}{safe(mark.label)}{right}</span>' if mark.label else ""


def _figures(mark: Mark, links: Links) -> str:
    found = links.get((mark.layer, mark.key), ())
    refs = " ".join(f'<a href="{safe(to)}" aria-label="{safe(said)}">{safe(text)}</a>' for text, to, said in found)
    return f'<sup class="label refs {mark.layer}"> {refs}</sup>' if refs else ""


def mark_id(layer: str, key: str) -> str:
    """Make the id that a row's mark has on the page.

    Args:
        layer: of the mark.
        key: of the row.

    Returns:
        Both, with a hyphen for what an id may not hold.

    Example:
        >>> mark_id("quotes", "q1")
        'quotes-q1'
    """
    return f"{layer}-{re.sub(r'[^0-9A-Za-z_-]', '-', key)}"


@lru_cache(maxsize=100_000)
def actor_class(actor_id: str) -> str:
    """Make the class that carries an actor's colour; the same on every page.

    Args:
        actor_id: of the actor, or ''.

    Returns:
        A class of nine letters and digits; "nobody" for ''.
    """
    return f"a{sha256(actor_id.encode('utf-8', 'replace')).hexdigest()[:8]}" if actor_id else "nobody"


def safe(text: object) -> str:
    """Escape foreign text for HTML, in elements and in quoted attributes alike.

    Characters that HTML forbids become U+FFFD; direction controls stay (they belong to some scripts), for
    the style sheet keeps each mark's direction to itself.

    Args:
        text: anything; it is made a string.

    Returns:
        The HTML.

    Example:
        >>> safe('<b>"Rain"')
        '&lt;b&gt;&quot;Rain&quot;'
    """
    plain = str(text)
    return html.escape(UNPRINTABLE.sub("\ufffd", plain)) if UNSAFE.search(plain) else plain


def visible(text: object) -> str:
    """Escape a name or an id, its direction controls made visible, so that nothing poses as another.

    Args:
        text: anything; it is made a string.

    Returns:
        The HTML.

    Example:
        >>> visible("a\\u202eb")
        'a⟨U+202E⟩b'
    """
    return safe(BIDI.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", str(text)))


def policy(*styles: str, scripts: tuple[str, ...] = ()) -> str:
    """Write a Content-Security-Policy that lets exactly these styles and scripts act, and nothing else.

    Args:
        styles: the style sheets of a page, as they stand there.
        scripts: its scripts, as they stand there.

    Returns:
        The policy, with their hashes.
    """
    import base64

    def hashes(codes: tuple[str, ...]) -> str:
        digests = (base64.b64encode(sha256(code.encode()).digest()).decode() for code in codes)
        return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"

    return (
        f"default-src 'none'; style-src {hashes(styles)}; script-src {hashes(scripts)}; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
