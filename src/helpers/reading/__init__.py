"""Render an article with its marks: who is named, who speaks, when, how portrayed, in which loaded words.

This is the one renderer: notebooks show a `Reading` through `_repr_html_`, pages embed its `html`. Without
the style sheet (on GitHub, in a text browser) the labels in square brackets remain, so nothing hangs on
colour. Taking every element of class `label` away leaves the article's words as they were.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from .. import figures, sentiment, tokens
from ..corpus.entries import wrapped
from ..phrases import first_words, minus
from ..timeline.calendar import in_words

LAYERS = dict(actors="Actors", quotes="Quotes, by speaker", time="Time", portrayal="Portrayal", loaded="Loaded words")
QUIET = frozenset({"portrayal", "loaded"})  # layers that a reader switches on
READ = ("sentences", "mentions", "quotes", "timexes", "sentiment", "framing")  # the tables that a reading shows
METHODS = ("target", "vader", "textblob")  # whose judgement of a mention is shown, in this order
UNSAID = "“not said”: the article says that it was not said; counted nowhere"
SIGNS = {-1: "−", 0: "±0", 1: "+"}  # of a tone; a score alone colours no mention
STYLE = Path(__file__).parents[1] / "templates" / "reading.css"


@dataclass(frozen=True)
class Reading:
    """An annotated article: `html` is a fragment, `css` what it needs; a notebook shows both."""

    html: str
    css: str

    def _repr_html_(self) -> str:
        return f'<div class="mathjax_ignore"><style>{self.css}</style>{self.html}</div>'  # $21bn is no mathematics

    def page(self, title: str) -> str:
        """Make a page of its own, which opens without network and runs no script.

        Args:
            title: of the page; it is escaped.

        Returns:
            The HTML.
        """
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{visible(title)}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy(self.css)}">'
            f"<style>{self.css}</style></head><body><main>{self.html}</main></body></html>\n"
        )


@dataclass(frozen=True)
class Tables:
    """The rows of one article, by table, as dictionaries."""

    article: Mapping[str, Any]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __getitem__(self, table: str) -> list[dict[str, Any]]:
        return self.rows.get(table, [])


def article(analysis: Any, article_id: str = "", layers: Collection[str] = tuple(LAYERS)) -> Reading:
    """Show one article of an analysis with its marks.

    Args:
        analysis: that holds it.
        article_id: '' for the first.
        layers: which to mark, of `LAYERS`: actors, quotes, time, portrayal, loaded.

    Returns:
        What a notebook shows and `page` writes. All text is escaped; without elements of class `label` it is the
        article's own.

    Raises:
        KeyError: there is no such article or layer.
    """
    layers = [layers] if isinstance(layers, str) else layers
    if unknown := set(layers) - set(LAYERS):
        raise KeyError(f"no layer {', '.join(sorted(unknown))}: there are {', '.join(LAYERS)}")
    articles = analysis.articles
    if article_id:
        articles = articles[articles["article_id"] == article_id]
    if not len(articles):
        raise KeyError(f"no article {article_id!r}")
    found = tables(analysis, articles["article_id"].iloc[0])
    return render(found, figures.colours(analysis), layers=layers)


def tables(analysis: Any, article_id: str) -> Tables:
    """Take the rows of one article that a reading shows.

    Args:
        analysis: that holds it.
        article_id: of the article.

    Returns:
        The article and its rows.

    Raises:
        KeyError: no such article.
    """
    return next(split(analysis.of([article_id]), [article_id]))


def split(analysis: Any, article_ids: Collection[str]) -> Iterator[Tables]:
    """Take the rows of each of some articles, in one pass over each table; for many articles.

    Args:
        analysis: that holds them.
        article_ids: of the articles, in the order of the tables.

    Yields:
        Each article with its rows.

    Raises:
        KeyError: no such article.
    """
    articles = {row["article_id"]: row for row in analysis.articles.to_dict("records")}
    cut = {name: _cut(getattr(analysis, name), set(article_ids)) for name in READ}
    for article in article_ids:
        yield Tables(articles[article], {name: list(rows(article)) for name, rows in cut.items()})


def _cut(frame: Any, article_ids: set[str]) -> Callable[[str], Iterator[dict[str, Any]]]:
    """Return a function that gives the rows of an article; plain lists, since Arrow takes long to take a few rows."""
    frame = frame[frame["article_id"].isin(article_ids)]
    columns = {name: frame[name].to_numpy(dtype=object).tolist() for name in frame}
    places: dict[str, list[int]] = {}
    for place, article in enumerate(columns["article_id"]):
        places.setdefault(article, []).append(place)

    def rows(article: str) -> Iterator[dict[str, Any]]:
        for place in places.get(article, ()):
            yield {name: column[place] for name, column in columns.items()}

    return rows


def render(
    tables: Tables, colours: Mapping[str, str], links: Links | None = None, layers: Collection[str] = tuple(LAYERS)
) -> Reading:
    """Write an article as HTML.

    Args:
        tables: its rows.
        colours: {actor_id: colour}; who has none stays without.
        links: {(layer, key): ways back to the figures that the mark counts in}; None for no links.
        layers: which of `LAYERS` are marked.

    Returns:
        The fragment, with the style sheet it needs.
    """
    text = tables.article["text"]
    wanted = marks(tables, layers)
    body = "\n".join(_paragraphs(text, wanted, links or {}, tables["sentences"]))
    shown = [name for name in LAYERS if name in layers]
    switches = "".join(
        f'<label class="switch {name}"><input type="checkbox" class="show-{name}"'
        f"{'' if name in QUIET and len(shown) > 1 else ' checked'}> {LAYERS[name]}</label> "
        for name in shown
    )
    if "quotes" in layers and any(row["negated"] for row in tables["quotes"]):
        switches += f'<span class="key">{UNSAID}</span>'
    if links:
        switches += '<label class="switch"><input type="checkbox" class="show-refs"> Numbers of the figures</label>'
    used = {mark.classes.split()[-1] for mark in wanted if mark.classes}
    named = {row[key] for key, name in (("actor_id", "mentions"), ("speaker_id", "quotes")) for row in tables[name]}
    shades = "".join(  # of those named here: a corpus has more actors than an article has words
        f".reading .{actor_class(actor)}{{--c:{colours[actor]}}}\n"
        for actor in sorted(named & colours.keys())
        if actor_class(actor) in used
    )
    frame = '<div class="reading"><fieldset class="layers label"><legend>Show</legend>'
    frame += f'{switches}</fieldset>\n<div class="text" lang="en">\n{body}\n</div></div>'
    return Reading(frame, _css() + shades)


def marks(tables: Tables, layers: Collection[str] = tuple(LAYERS)) -> list[Mark]:
    """Find what is to be marked in an article.

    Args:
        tables: its rows.
        layers: which of `LAYERS` are marked.

    Returns:
        The marks, in no particular order.
    """
    found: list[Mark] = []
    judged = _judgements(tables["sentiment"]) if "portrayal" in layers else {}
    for row in tables["mentions"] if {"actors", "portrayal"} & set(layers) else ():
        found += _mention(row, judged.get(row["mention_id"]), "actors" in layers)
    if "quotes" in layers:
        for row in tables["quotes"]:
            found += _quote(row)
    if "time" in layers:
        for row in tables["timexes"]:
            when = in_words(row["value"], row["type"])
            label = "" if when.casefold() == row["surface"].casefold() else when
            title = f"{when}, by the rule “{row['rule']}” · row {row['timex_id']}"
            found.append(Mark(row["start"], row["end"], "time", row["timex_id"], label, title))
    if "loaded" in layers:
        for row in tables["framing"]:
            found.append(Mark(row["start"], row["end"], "loaded", row["framing_id"], row["measure"], str(row["value"])))
    return found


def _mention(row: Mapping[str, Any], judged: Mapping[str, Any] | None, shown: bool) -> Iterator[Mark]:
    """Mark a mention; its label names the actor only where the words themselves do not."""
    start, end, key = row["start"], row["end"], row["mention_id"]
    if judged is not None:
        sign = SIGNS[judged["tone"]]
        voice = "the author" if judged["voice"] == "author" else str(judged["voice"])
        title = f"{judged['method']}: {minus(format(judged['score'], '+.2f'))}, in the words of {voice}"
        tone = {"+": "good", "−": "bad"}.get(sign, "even")
        yield Mark(start, end, "portrayal", key, sign, title, tone)
    if shown:
        actor = row["actor"] or "who?"
        label = "" if _says(row["surface"], actor) else actor
        title = f"{actor}: {row['reason']}" if row["reason"] else actor
        title = f"{title} · row {key}"
        classes = f"{row['kind']} {actor_class(row['actor_id'])}"
        yield Mark(start, end, "actors", key, label, title, classes)


def _says(surface: str, actor: str) -> bool:
    """Whether the words themselves tell who is meant: a name in common, or the start of one (Ukrainian, Ukraine)."""
    said, name = surface.casefold(), actor.casefold()
    starts = {word[:5] for word in re.findall(r"\w{4,}", name)}
    return name in said or any(word[:5] in starts for word in re.findall(r"\w{4,}", said))


def _quote(row: Mapping[str, Any]) -> list[Mark]:
    who = row["speaker"] or (first_words(row["source"]) if row["speaker_by"] == "unnamed" else "") or "who?"
    label = f"{who}{', continued' if row['part'] else ''}{', not said' if row['negated'] else ''}:"
    key = row["quote_id"] + (f"-{row['part']}" if row["part"] else "")
    title = f"{row['kind']} quote, {row['cue_lemma'] or 'no cue'} ({row['stance']}) · row {row['quote_id']}"
    shade = actor_class(row["speaker_id"])
    classes = f"{row['kind']}{' unsaid' if row['negated'] else ''} {shade}"
    found = [Mark(row["start"], row["end"], "quotes", key, label, title, classes, before=True)]
    if row["cue"] and not row["part"]:
        start, end = int(row["cue_start"]), int(row["cue_end"])
        found.append(Mark(start, end, "cue", classes=f"cue {shade}", title=f"cue: {row['stance']}"))
    return found


def _judgements(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return one judgement a mention, the best instrument's that judged it, with the tone it hears."""
    import pandas as pd

    best: dict[str, dict[str, Any]] = {}
    rank = {method: number for number, method in enumerate(METHODS)}
    for row in rows:
        seen = best.get(row["mention_id"])
        if seen is None or rank.get(row["method"], 9) < rank.get(seen["method"], 9):
            best[row["mention_id"]] = row
    judged = {name: [row[name] for row in best.values()] for name in ("score", *sentiment.CLASSES)}
    heard = sentiment.tone(pd.DataFrame(judged)) if best else ()
    return {key: {**row, "tone": int(tone)} for (key, row), tone in zip(best.items(), heard, strict=True)}


def _paragraphs(text: str, found: list[Mark], links: Links, sentences: list[dict[str, Any]]) -> list[str]:
    rows = [Mark(row["start"], row["end"], "sentence", f"s{row['sentence_id']}") for row in sentences]
    order = {"sentence": 0, "quotes": 1, "portrayal": 2, "actors": 3, "cue": 4, "time": 5, "loaded": 6}
    some = (mark for mark in rows + found if mark.start < mark.end)
    every = sorted(some, key=lambda mark: (mark.start, -mark.end, order[mark.layer]))
    blocks, waiting, parts = [], iter(every), tokens.paragraphs(text)
    bodies = (n for n, (start, end) in enumerate(parts) if not tokens.furniture(text[start:end]))
    first = next(bodies, 0)  # behind “FOR IMMEDIATE RELEASE”
    headline = tokens.begins_with_headline(text, parts[first:])
    following = next(waiting, None)
    inside: list[Mark] = []
    for number, (start, end) in enumerate(parts):
        inside = [mark for mark in inside if mark.end > start]  # what goes on from the paragraph before
        while following is not None and following.start < end:
            inside += [following] if following.end > start else []
            following = next(waiting, None)
        lines = text[start:end].splitlines()
        own = len(lines) > 1 and not wrapped(lines[:-1])  # a list, verses, a live blog
        kind = ' class="headline"' if number == first and headline else ' class="lines"' if own else ""
        blocks.append(f"<p{kind}>{nest(text, start, end, inside, links)}</p>")
    return blocks


@cache
def _css() -> str:
    return STYLE.read_text(encoding="utf-8")


# --------------------------------------------------------------------------------------------------
# Write marked text as HTML that nests, escaped, under a policy that lets no foreign script act.


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
        next_end = min([end, *[mark.end for mark in stack]])
        stop = min(next_start, next_end)
        out.append(safe(text[position:stop]))
        position = stop
        if next_end <= next_start and stack:
            lowest = next(n for n, mark in enumerate(stack) if min(mark.end, end) == stop)
            closing, stack[lowest:] = stack[lowest:], [m for m in stack[lowest:] if min(m.end, end) > stop]
            out += [_close(mark, links, stop >= mark.end) for mark in reversed(closing)]
            out += [_open(mark, stack[: lowest + n], links, False) for n, mark in enumerate(stack[lowest:])]
        else:
            mark = waiting.pop()
            out.append(_open(mark, stack, links, mark.start >= start))
            stack.append(mark)
    return "".join(out) + safe(text[position:end])


def _open(mark: Mark, around: list[Mark], links: Links, first: bool) -> str:
    classes = f"{mark.layer} {mark.classes}".split()
    if mark.layer == "quotes":
        classes.append(f"depth{min(sum(outer.layer == 'quotes' for outer in around) + 1, 3)}")
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

    def hashes(codes: tuple[str, ...]) -> str:
        digests = (base64.b64encode(sha256(code.encode()).digest()).decode() for code in codes)
        return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"

    return (
        f"default-src 'none'; style-src {hashes(styles)}; script-src {hashes(scripts)}; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
