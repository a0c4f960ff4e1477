"""Change an article on purpose, run everything again, and see what moved.

Two uses, to be kept apart. The article's choices: what would the same report look like with the roles
exchanged, another reporting verb, a paragraph less? And the tool's own bias: when nothing but the name has
changed, a measure that moves is the tool's doing, and ours to mend.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from .analysis import Analysis
from .figures import Chart
from .knowledge import rows
from .tables import NAMED, Article, affirmed
from .tokens import paragraphs

COUNTS = ("mentions", "statements", "words reported", "statements kept at a distance")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] by `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Variant:
    """Articles with edits made to them, and which actors exchanged places (both ways)."""

    title: str
    articles: tuple[Article, ...]
    edits: Mapping[str, tuple[Edit, ...]]  # by article_id, in the order of the text
    exchanged: Mapping[str, str]

    def again(self) -> Analysis:
        """Run every method over the changed articles, without readers' corrections (their places have moved)."""
        from .pipeline import analyse

        return analyse(list(self.articles), corrections=None, any_language=True)


# --------------------------------------------------------------------------- what to change


def swap(analysis: Analysis, pairs: Mapping[str, str]) -> Variant:
    """Exchange the names of actors throughout: what would the same report look like with the roles the other way round?

    Args:
        analysis: whose texts are changed.
        pairs: {actor_id: actor_id}, each exchanged with the other. Titles, articles and pronouns stay as they are.

    Returns:
        The changed articles; `again` analyses them.

    Raises:
        KeyError: the corpus names no such actor.
    """
    both = dict(pairs) | {new: old for old, new in pairs.items()}
    forms = {actor_id: _forms(analysis, actor_id) for actor_id in both}
    edits = defaultdict(list)
    named = analysis.mentions[analysis.mentions["kind"].isin(NAMED)]
    texts = dict(zip(analysis.articles["article_id"], analysis.articles["text"], strict=True))
    for row in named[named["actor_id"].isin(list(both))].itertuples():
        edit = _renamed(row, forms[row.actor_id], forms[both[row.actor_id]], texts[row.article_id])
        if edit:
            edits[row.article_id].append(edit)
    names = [" and ".join(forms[actor_id]["name"] for actor_id in pair) for pair in pairs.items()]
    return _variant(f"{', '.join(names)} exchange names", analysis, edits, both)


def pair(analysis: Analysis, actor_type: str = "person") -> dict[str, str]:
    """Find the most and the least named actor of one type, to swap.

    Args:
        analysis: of which actors are taken.
        actor_type: person, country, organisation, group or place.

    Returns:
        {actor_id: actor_id}; {} where there are not two.
    """
    own = analysis.mentions[(analysis.mentions["actor_type"] == actor_type) & analysis.mentions["kind"].isin(NAMED)]
    named = own.groupby("actor_id").size().sort_index().sort_values(ascending=False, kind="stable").index
    return {named[0]: named[-1]} if len(named) > 1 else {}


def reword(analysis: Analysis, words: Mapping[str, str]) -> Variant:
    """Put other reporting verbs in the place of these, wherever they report speech.

    Args:
        analysis: whose texts are changed.
        words: {cue in lower case: the verb that takes its place}, such as {"claimed": "said"}; a capital stays one.

    Returns:
        The changed articles; `again` analyses them.
    """
    edits = defaultdict(list)
    for row in analysis.quotes.drop_duplicates(["article_id", "cue_start"]).itertuples():
        new = words.get(row.cue.lower())
        if new is not None and row.cue:
            new = new.capitalize() if row.cue[0].isupper() else new
            edits[row.article_id].append(Edit(int(row.cue_start), int(row.cue_end), new))
    told = ", ".join(f"“{old}” becomes “{new}”" for old, new in words.items())
    return _variant(told, analysis, edits, {})


def drop(analysis: Analysis, article_id: str, paragraph: int) -> Variant:
    """Leave out one paragraph.

    Args:
        analysis: whose texts are changed.
        article_id: of the article.
        paragraph: its number; 0 is the first block, a headline mostly.

    Returns:
        The articles without it; `again` analyses them.

    Raises:
        KeyError: no such article.
        IndexError: it has not so many paragraphs.
    """
    text = dict(zip(analysis.articles["article_id"], analysis.articles["text"], strict=True))[article_id]
    blocks = paragraphs(text)
    if not 0 <= paragraph < len(blocks):
        raise IndexError(f"{article_id} has paragraphs 0 to {len(blocks) - 1}, not {paragraph}")
    start = blocks[paragraph][0]
    end = blocks[paragraph + 1][0] if paragraph + 1 < len(blocks) else len(text)
    return _variant(f"without paragraph {paragraph}", analysis, {article_id: [Edit(start, end, "")]}, {})


def _forms(analysis: Analysis, actor_id: str) -> dict[str, str]:
    """Return an actor's name, and a country's adjective and capital."""
    own = analysis.mentions[analysis.mentions["actor_id"] == actor_id]
    known = next((row for row in rows("lexicons/countries.csv", ("id", "name")) if row["id"] == actor_id), None)
    if known:
        columns = {"name": "name", "demonym": "adjectives", "metonym": "capital"}
        return {kind: known[column].split("|")[0] for kind, column in columns.items()}
    if own.empty:
        there = sorted(set(analysis.mentions["actor_id"]) - {""})
        raise KeyError(f"no {actor_id!r} here; there are {', '.join(there)}")
    return {"name": own["actor"].iloc[0]}


def _renamed(row: object, old: Mapping[str, str], new: Mapping[str, str], text: str) -> Edit | None:
    """Return the edit for one mention: the longest part of the old name that stands in it, renamed."""
    surface, start = str(row.surface), int(row.start)  # type: ignore[attr-defined]
    if "demonym" in old:
        return _possessive(Edit(start, start + len(surface), new.get(str(row.kind), new["name"])), text)  # type: ignore[attr-defined]
    for part, other in ((old["name"], new["name"]), (old["name"].split()[-1], new["name"].split()[-1])):
        at = surface.find(part)
        if at >= 0:
            return _possessive(Edit(start + at, start + at + len(part), other), text)
    return None


def _possessive(edit: Edit, text: str) -> Edit:
    """Write "Belarus’ ally" as "Ukraine’s ally": a bare apostrophe stands after s alone."""
    bare = re.match(r"[’'](?!\w)", text[edit.end : edit.end + 2])
    if bare and text[edit.end - 1] == "s" and not edit.new.endswith("s"):
        return Edit(edit.start, edit.end + 1, f"{edit.new}{bare[0]}s")
    return edit


def _variant(title: str, analysis: Analysis, edits: Mapping[str, list[Edit]], exchanged: Mapping[str, str]) -> Variant:
    kept = {article: tuple(sorted(found, key=lambda edit: edit.start)) for article, found in edits.items()}
    articles = []
    for row in analysis.articles.itertuples():
        text = row.text
        for edit in reversed(kept.get(row.article_id, ())):
            text = text[: edit.start] + edit.new + text[edit.end :]
        articles.append(Article(row.article_id, text, row.title, row.published, row.outlet, row.url, row.author))
    return Variant(title, tuple(articles), kept, exchanged)


# --------------------------------------------------------------------------- what moved


def moved(before: Analysis, after: Analysis, variant: Variant) -> pd.DataFrame:
    """Count each actor before and after a change.

    Args:
        before: the analysis of the articles as they were.
        after: that of the changed ones.
        variant: the change between them. An actor who exchanged names is compared with who now stands in its place, so
            that a tool without bias shows no change.

    Returns:
        actor_id, actor, measure (`COUNTS`, or the mean tone by an instrument), before, after, change.
    """
    one, two = _measures(before), _measures(after)
    back = {variant.exchanged.get(actor, actor): actor for actor in before.mentions["actor_id"]}
    two = {(back.get(actor, actor), measure): value for (actor, measure), value in two.items()}
    names = dict(zip(after.mentions["actor_id"], after.mentions["actor"], strict=True))
    names |= dict(zip(before.mentions["actor_id"], before.mentions["actor"], strict=True))
    table = []
    for actor, measure in sorted({*one, *two}):
        nothing = 0.0 if measure in COUNTS else float("nan")
        was, now = one.get((actor, measure), nothing), two.get((actor, measure), nothing)
        table.append((actor, names.get(actor, actor), measure, was, now, round(now - was, 3)))
    return pd.DataFrame(table, columns=["actor_id", "actor", "measure", "before", "after", "change"])


def _measures(analysis: Analysis) -> dict[tuple[str, str], float]:
    from .charts import NAMELESS, spoken

    found: dict[tuple[str, str], float] = defaultdict(float)
    for actor in analysis.mentions["actor_id"]:
        found[actor, "mentions"] += 1
    for row in spoken(analysis).itertuples():
        if row.speaker_id not in NAMELESS:
            found[row.speaker_id, "statements"], found[row.speaker_id, "words reported"] = row.statements, row.words
    for row in affirmed(analysis.quotes).itertuples():
        found[row.speaker_id, COUNTS[3]] += row.part == 0 and row.stance == "distancing"
    told = analysis.sentiment[analysis.sentiment["voice"] == "author"]
    for (actor, method), group in told.groupby(["actor_id", "method"]):
        if len(group) >= 5:
            found[actor, f"tone ({method})"] = round(float(group["score"].mean()), 3)
    return {key: value for key, value in found.items() if key[0]}


def chart(table: pd.DataFrame, variant: Variant, measure: str = "mentions", name: str = "what_if") -> Chart:
    """Draw one measure before (ring) and after (dot) for each actor.

    Args:
        table: from `moved`.
        variant: the change.
        measure: which to draw.
        name: of the figure.

    Returns:
        A chart; data: the rows drawn, with their marks.
    """
    from . import figures
    from .charts import DRAWN, actor_axis
    from .phrases import counted, listed, minus

    shown = table[table["measure"] == measure].sort_values(["before", "actor_id"], ascending=[False, True]).head(DRAWN)
    changed = shown[shown["change"].abs() > 0]
    what = f"{len(changed)} of {counted(len(shown), 'actor')} {'moves' if len(changed) == 1 else 'move'}"
    most = "" if measure in COUNTS else f", by at most {changed['change'].abs().max():.2g}"
    what = f"{what} in {measure}{most}" if len(changed) else f"nothing moves in {measure}"
    found = what if any(variant.edits.values()) else "no such place"
    title = f"{variant.title}: {found}"
    title = title[0].upper() + title[1:]
    about = "Ring: before. Dot: after. What the program finds in either text; nothing is estimated."
    with figures.canvas(1.3 + 0.34 * max(len(shown), 1), title, about) as (figure, axes):
        marks = []
        for place, row in enumerate(shown.itertuples()):
            axes.plot([row.before, row.after], [place, place], color=figures.FAINT, linewidth=1.5, zorder=1)
            axes.plot(row.before, place, "o", markersize=10, markerfacecolor="white", color=figures.INK, zorder=2)
            (dot,) = axes.plot(row.after, place, "o", markersize=5, color=figures.INK, zorder=3)
            marks.append(figures.mark(dot, f"{name} {row.actor_id}"))
            both = f"{row.before:,.3g} → {row.after:,.3g}" if row.change else f"{row.before:,.3g}"
            figures.beside(axes, minus(both), (max(row.before, row.after), place), 9)
        actor_axis(axes, shown["actor"])
        axes.margins(x=0.14)
        if measure not in COUNTS:  # the whole scale, so that a small move looks small
            axes.set_xlim(-1.05, 1.05)
        else:
            axes.locator_params(axis="x", integer=True)
            axes.set_xlim(left=min(-0.02 * axes.get_xlim()[1], 0))
        axes.set_xlabel(measure)
    alt = f"Pairs of dots show {measure} by actor, before and after: " + listed(
        f"{row.actor} " + minus(" and ".join("too few" if math.isnan(n) else f"{n:g}" for n in (row.before, row.after)))
        for row in shown.itertuples()
    )
    return figures.Chart(name, figure, title, alt, shown.assign(mark=marks), f"{title}.")
