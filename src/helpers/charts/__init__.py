"""Draw who is named, where, and who is heard. Each function returns a `figures.Chart`.

Every title is made from the data it stands over, so that it says the finding for the reader's own articles too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .. import figures, tokens
from ..actors.gazetteer import pronoun_gender
from ..analysis import Analysis, once
from ..estimates import measured
from ..figures import FAINT, Chart, actor_axis, evidence, mark
from ..phrases import begun, counted, listed, times, together
from ..tables import NAMED, PEOPLE, affirmed, statements
from ..tables import heard as all_heard
from . import whiskers
from .whiskers import AFTER, DOCUMENTS, HALF, NAMELESS, UNNAMED, leads, paragraphs_told, sayable, texts_of, unheard

OFFICE = r" is .+ in this article$"  # how the reason of an office in capitals ends (`actors.nominals`)
CREDIT = 8  # words before the name in a line that says who made a picture
FEW = 5  # statements with a speaker, without which nobody of one article is said to be silent
STATED = ("article_id", "quote_id", "speaker_id", "inside", "negated")  # columns that tell statements apart
OFTEN = 3  # mentions from which never being heard is worth a sentence
ROW, ACROSS = 20.0, 330.0  # points: a line of `presence`, and all its columns
SMALLEST = 5.5  # points: numbers smaller than this are not written
COLUMNS, PARTS = 40, 20  # of `presence` at most; beyond, it counts by parts
OF_WHOM_HEARD = (
    "article_id", "speaker_id", "joint", "negated", "source", "source_start", "source_end", "source_organisation",
    "source_kind",
)  # fmt: skip
BESIDE = 3  # words from a name to a word of speech that may be its own
FROM = frozenset(("of", "by", "from"))
BREAK = re.compile(r"[.,!?;:]\s|\n")  # what a word beside a name does not reach over
TOGETHER = 3  # names in one sentence
DRAWN = 12  # actors a figure shows; the rest are counted in a line below it


def ranking(analysis: Analysis, documents: bool = False) -> pd.DataFrame:
    """Count mentions two ways: merged by actor, and as the names that stand in the text.

    Args:
        analysis: whose mentions are counted, by id; names are those of its table of actors.
        documents: whether documents (a report, a complaint) count as actors too.

    Returns:
        One row an actor, most mentioned first: actor_id, actor, actor_type, n (all mentions), names (of which names,
        demonyms and metonyms), people (of which a country's people are meant, "Americans", not its government), surface
        and n_surface (its commonest name as it is written, and how often that stands), parts (mentions, not in n, of
        the bodies that are a part of it: the White House beside the United States).
    """
    table = _ranking(analysis)
    return table.copy() if documents else table[table["actor_type"] != "document"].reset_index(drop=True)


@once
def _ranking(analysis: Analysis) -> pd.DataFrame:
    settled = analysis.columns("mentions", "actor_id", "kind", "surface", "reason", coded=True)
    settled = settled[settled["actor_id"] != ""]
    office = settled["reason"].str.contains(OFFICE)  # “the President” is a mention of who holds it, and no name
    own = (settled["kind"].isin(NAMED) & ~office.astype(bool)).to_numpy()
    people = ((settled["kind"] == "demonym") & settled["reason"].str.startswith(PEOPLE)).to_numpy()
    actor, surface = settled["actor_id"].array, settled["surface"].array
    of, ids, wide = actor.codes, actor.categories, max(len(surface.categories), 1)
    n, names, people = (np.bincount(of[rows], minlength=len(ids)) for rows in (slice(None), own, people))
    cells, often = np.unique(of[own].astype("int64") * wide + surface.codes[own], return_counts=True)
    order = np.lexsort((-often, cells // wide))  # an actor's commonest name first, of equal ones the first by letters
    first = order[np.flatnonzero(np.diff(cells[order] // wide, prepend=-1))]
    form, n_form = np.full(len(ids), -1), np.zeros(len(ids), "int64")
    form[cells[first] // wide], n_form[cells[first] // wide] = cells[first] % wide, often[first]
    everybody = analysis.everybody[["actor_id", "actor", "actor_type", "part_of"]].drop_duplicates("actor_id")
    everybody = everybody.set_index("actor_id")
    part_of = everybody.loc[everybody["part_of"] != "", "part_of"]
    of_parts = pd.Series(n, ids).reindex(part_of.index).groupby(part_of).sum()
    table = everybody[["actor", "actor_type"]].reindex(ids).assign(
        n=n, names=names, people=people, surface=pd.Series(surface.categories).reindex(form, fill_value="").array,
        n_surface=n_form, parts=of_parts.reindex(ids).fillna(0).astype("int64"),
    )  # fmt: skip
    table = table[table["n"] > 0].rename_axis("actor_id").reset_index()
    return table.sort_values(["n", "actor_id"], ascending=[False, True], kind="stable", ignore_index=True)


def named(analysis: Analysis) -> Chart:
    """Draw how often each actor is mentioned, merged by who is meant, beside its commonest name alone.

    Args:
        analysis: whose mentions are counted.

    Returns:
        A chart; data: `ranking` of those drawn, with low, high, mark, evidence. Its title speaks of names alone: who is
        meant by “she” is less certain than any interval over all mentions tells of one actor.
    """
    table = ranking(analysis)
    shown = table.head(DRAWN)
    title = "No actor is named in this text" if shown.empty else "Who is named, and how often"
    title = begun(most_named(analysis, table)[1]) or title
    error = whiskers.error_of(whiskers.MENTIONS, analysis)
    ranges = whiskers.limits(shown["n"], error)
    likely = list(map(whiskers.between, ranges))
    chart = whiskers.counts(
        "named", title,
        "Mentions by who is meant: names, pronouns and descriptions together. "
        f"The line across a bar is the count of the actor's commonest name alone. {whiskers.note(error, analysis)}",
        "A bar chart shows how often each actor is mentioned: "
        + listed(f"{a} {n:,}, {pair} likely" for a, n, pair in zip(shown["actor"], shown["n"], likely, strict=True)),
        shown, "n", ranges, shown["actor"], shown["actor_id"].map(figures.colours(analysis).get),
        [f"{n:,} ({pair}), {own:,} by name" for n, pair, own in zip(shown["n"], likely, shown["names"], strict=True)],
        "named " + shown["actor_id"], _mentions(analysis, shown["actor_id"]), f"{_counted_apart(shown)}{_rest(table)}",
    )  # fmt: skip
    for place, (n, alone) in enumerate(zip(shown["n"], shown["n_surface"], strict=True)):
        if 0 < alone < n:
            chart.figure.axes[0].plot([alone, alone], [place - 0.35, place + 0.35], color="white", linewidth=2.5)
    return chart


def most_named(analysis: Analysis, table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Find who is named most of those that the figure `named` draws, for its title and the finding beside it.

    Args:
        analysis: of one article or of many.
        table: its `ranking`.

    Returns:
        Rows of it, and what can be said of them; none and '' where they may not be spoken of, or may not be named at
        all. In several articles one, or up to three of whom each is named more than the others, whichever of them comes
        first; nobody where others' names are found as often as theirs may be. Of one article it is said how often
        somebody is named at least, and not that nobody is named more; or else who is named for certain.
    """
    often = table.head(DRAWN).query("names > 0")
    often = often[often["surface"].map(is_name).astype(bool)].sort_values("names", ascending=False, kind="stable")
    rows = [(row["names"], *names_limits(analysis, row)) for _, row in often.head(TOGETHER + 1).iterrows()]
    for k, (_, low, high) in enumerate(rows[: 1 if whiskers.alone(analysis) else TOGETHER], 1):
        top, after = often.head(k), [] if whiskers.alone(analysis) else rows[k : k + 1]
        most = any(whiskers.difference(rows[k - 1], other)[1] > 0 for other in after)
        if all(n <= max(low, 1) for n, *_ in after) and (most or k == 1):
            worth = low >= OFTEN if whiskers.alone(analysis) else whiskers.some((low, high), analysis)
            if worth and set(top["actor_id"]) <= sayable(analysis, top["actor_id"]):
                said = together([whiskers.stated(n, (a, b), analysis, times) for n, a, b in rows[:k]])
                verb = "is named" if k == 1 else "are named"
                return top, f"{_together(top, analysis)} {verb}{' most:' * most} {said}"
            break
    if not whiskers.alone(analysis):
        return often.head(0), ""
    known = set(analysis.everybody.query("listed == 1 or actor_type == 'country'")["actor_id"])
    sure = sayable(analysis, often["actor_id"]) & (whiskers.surely_people(analysis) | known)
    top = often[often["actor_id"].isin(sure) & (often["n"] > 1)].sort_index().head(TOGETHER)
    return (top, f"among those named are {_together(top, analysis)}") if len(top) > 1 else (often.head(0), "")


def _together(top: pd.DataFrame, analysis: Analysis) -> str:
    return together([whiskers.in_sentence(one, analysis) for one in top["actor_id"]])


def named_often(analysis: Analysis, row: Any) -> str:
    """Say how often somebody is named.

    Args:
        analysis: of one article or of many.
        row: of `ranking`.

    Returns:
        “at least 4 times (6 found)”, of one article.
    """
    return whiskers.stated(row["names"], names_limits(analysis, row), analysis, times)


def names_limits(analysis: Analysis, row: Any) -> tuple[float, float]:
    """Say how often somebody may be named in truth, for a title.

    Args:
        analysis: of one article or of many.
        row: of `ranking`.

    Returns:
        (low, high). In a single article the low end is no more than stand there as a noun of its own: “American”,
        “Democrats”, “Hilla Foundation” and “the President” name a country, a party, a woman and a man, and not every
        reader counts them; a surname alone counts before somebody else of that name comes, and behind the whole one.
    """
    ((low, high),) = whiskers.limits([row["names"]], whiskers.error_of(whiskers.MENTIONS, analysis))
    if not whiskers.alone(analysis):
        return low, high
    own = analysis.mentions[(analysis.mentions["actor_id"] == row["actor_id"]) & (analysis.mentions["kind"] == "name")]
    texts = texts_of(analysis, own["article_id"])
    person, words = row["actor_type"] == "person", set(row["actor"].split())
    others = analysis.everybody.query("actor_type == 'person' and actor_id != @row.actor_id")
    same = [person and row["actor"].split()[-1] in name.split() for name in others["actor"]]
    kin = others[np.array(same, dtype=bool)]
    theirs = analysis.mentions.loc[analysis.mentions["actor_id"].isin(kin["actor_id"]), "start"].min()
    whole = own.loc[own["surface"].str.contains(" "), "start"].min()  # a heading may have the surname of either
    nouns = [
        (kin.empty or " " in form or whole < start < theirs)
        and not _are_people(form, row["actor"])
        and not AFTER.match(texts[article], end)
        and not (person and words.isdisjoint(form.split()))
        for article, form, start, end in own[["article_id", "surface", "start", "end"]].itertuples(index=False)
    ]
    return min(low, sum(nouns)), high


def _counted_apart(shown: pd.DataFrame) -> str:
    """Say how often the first country drawn is its people, and how often its bodies are named, which count apart."""
    for row in shown[shown["people"] + shown["parts"] > 0].head(1).itertuples():
        people = f"its people, not its government, are meant {times(row.people)}" if row.people else ""
        bodies = f"bodies that are a part of it are mentioned {times(row.parts)} and count apart" if row.parts else ""
        return f"{row.actor}: {'; '.join(filter(None, (people, bodies)))}. "
    return ""


def presence(analysis: Analysis) -> Chart:
    """Draw in which paragraph of an article (or which of several articles) each actor appears.

    The area of a dot is the number of mentions there. Beyond 40 paragraphs or articles the columns are twentieths of
    the article, or of the corpus in its order.

    Args:
        analysis: of one article or of many.

    Returns:
        A chart; data: actor_id, actor, paragraph or article, n, low, high, mark, evidence.
    """
    sentences = analysis.columns("sentences", "article_id", "sentence_id", "paragraph_id", coded=True)
    shown = ranking(analysis).head(DRAWN)
    rank = {actor: place for place, actor in enumerate(shown["actor_id"])}
    drawn = analysis.columns("mentions", "article_id", "mention_id", "sentence_id", "actor_id", "kind", coded=True)
    drawn = drawn[drawn["actor_id"].isin(list(rank))].astype({"actor_id": "str"})
    known = sentences["article_id"].cat.categories  # so that both tables are joined by numbers
    drawn = drawn.assign(article_id=drawn["article_id"].cat.set_categories(known))
    where, labels, unit = _columns(drawn, sentences, analysis)
    drawn = drawn.assign(column=where).merge(sentences)
    within, key, what = "article", "article_id", whiskers.NAMING
    whole = sentences["article_id"].nunique()
    if whole <= 1:  # a lone full stop is no paragraph
        within, key, what = "paragraph", "paragraph_id", whiskers.PARAGRAPHS
        words = analysis.columns("sentences", "paragraph_id", "surface")
        whole = words.loc[words["surface"].str.contains(r"\w"), "paragraph_id"].nunique()
    spread = drawn.drop_duplicates(["actor_id", key])["actor_id"].value_counts()
    present = {actor: int(spread[actor]) for actor in rank}
    error, each = (whiskers.error_of(one, analysis) for one in (what, whiskers.MENTIONS))
    ranges = dict(zip(rank, whiskers.limits(present.values(), error, whole=whole), strict=True))
    title = "No actor appears in this text"
    if rank:
        title = f"In which {within} each actor appears"
        most = max(rank, key=lambda actor: (present[actor], -rank[actor]))
        low, high = ranges[most] if sayable(analysis, [most]) else (0, 0)
        if key == "paragraph_id":  # “she” may be somebody else through whole paragraphs
            named = drawn.loc[(drawn["kind"] == "name") & (drawn["actor_id"] == most), key].nunique()
            told = 2 * named >= present.get(most, 0) and all(map(paragraphs_told, analysis.articles["text"]))
            low = min(low, named) if told else 0
        half = whiskers.alone(analysis) or 2 * present[most] >= whole  # who is in two of twelve articles is in few
        if half and whiskers.some((low, high), analysis):
            often = whiskers.stated(present[most], (low, high), analysis, lambda n: f"{n:,} of {whole:,} {within}s")
            title = begun(f"{whiskers.in_sentence(most, analysis)} appears in {often}")
    cells = drawn.groupby(["actor_id", "column"], sort=True)
    most_here = max((len(group) for _, group in cells), default=1)
    room = min(ROW, ACROSS / max(len(labels), 1))  # points from one dot's middle to the next
    letters = min(8.0, 0.8 * room / max(len(str(most_here)), 2))
    room *= 1 if letters >= SMALLEST else 0.63  # where no numbers need it, a page for phones has so much less width
    shades, rows = figures.colours(analysis), []
    with figures.canvas(
        1.5 + 0.34 * max(len(shown), 1),
        title,
        f"Mentions by {unit}; a larger dot is more{', the number says how many' * (letters >= SMALLEST)}. "
        f"Right: in how many {within}s{', the headline (H) among them' if 'H' in labels else ''}. "
        + whiskers.note(error, analysis, mark="In brackets"),
    ) as (figure, axes):
        for (actor, column), group in cells:
            area = (0.9 * room) ** 2 * (0.3 + 0.7 * len(group) / most_here)  # the largest fits, the smallest is read
            dot = axes.scatter(column, rank[actor], s=area, color=shades[actor], zorder=3)
            name = mark(dot, f"presence {actor} {column}")
            if letters >= SMALLEST:
                axes.annotate(
                    str(len(group)), (column, rank[actor]), ha="center", va="center", fontsize=letters,
                    color=figures.on(shades[actor]), zorder=4,
                )  # fmt: skip
            ids = evidence(group["article_id"], group["mention_id"])
            likely = whiskers.limits([len(group)], each)[0]
            rows.append((actor, analysis.names[actor], labels[column], len(group), *likely, name, ids))
        whiskers.sums(axes, [f"{present[actor]:,} ({whiskers.between(ranges[actor])})" for actor in rank])
        actor_axis(axes, shown["actor"])
        step = -(-len(labels) // 12)  # of more than a dozen every second, third … is named
        axes.set_xticks(range(len(labels)), [label * (n % step == 0) for n, label in enumerate(labels)], fontsize=8)
        axes.set_xlim(-0.6, max(len(labels), 1) - 0.4)
        axes.grid(axis="both")
        axes.spines["bottom"].set_visible(False)
        order = ", by date" * bool((analysis.columns("articles", "published")["published"] != "").any())
        parts = f"twentieth of the article{f's{order}' * (within == 'article')}"
        axes.set_xlabel({"twentieth": parts, "article": f"article{order}"}.get(unit, unit))
    data = pd.DataFrame(rows, columns=["actor_id", "actor", unit, "n", "low", "high", "mark", "evidence"])
    told = listed(f"{analysis.names[actor]} in {present[actor]:,} of {whole:,}" for actor in rank)
    alt = f"A grid of dots shows in which {within}s each actor appears: {told}"
    return Chart("presence", figure, title, alt, data, f"{title}.")


def spoken(
    analysis: Analysis, speakers: Collection[str] | None = None, articles: Collection[str] | None = None
) -> pd.DataFrame:
    """Count the words reported as each speaker's.

    A quote inside a quote counts for the outer speaker alone, so that each word of the text counts once. Speakers
    without an id stand together as `unnamed`, reports, lawsuits and the like as `documents`: they are sources, and
    nobody's voice.

    Args:
        analysis: whose quotes are counted.
        speakers: ids to count alone; None for all.
        articles: ids to count alone; None for all.

    Returns:
        speaker_id, speaker, words, statements; most words first.
    """
    if speakers is articles is None:
        return _all_spoken(analysis).copy()
    own = outer(analysis)
    for column, only in (("speaker_id", speakers), ("article_id", articles)):
        own = own if only is None else own[own[column].isin(only)]
    return _spoken(analysis, own)


def _spoken(analysis: Analysis, own: pd.DataFrame) -> pd.DataFrame:
    table = own.groupby("voice", sort=True).agg(words=("words", "sum"), statements=("first", "sum"))
    table = table.rename_axis("speaker_id").reset_index()
    table.insert(1, "speaker", [called(analysis, speaker) for speaker in table["speaker_id"].tolist()])
    return table.sort_values(["words", "speaker_id"], ascending=[False, True], kind="stable", ignore_index=True)


_all_spoken = once(lambda analysis: _spoken(analysis, outer(analysis)))


def outer(analysis: Analysis, *more: str) -> pd.DataFrame:
    """Pick the quotes that stand in no other quote.

    Args:
        analysis: whose quotes are taken.
        more: columns beside article_id, quote_id and speaker_id.

    Returns:
        The rows that count, with `voice` (speaker_id, `unnamed` or `documents`), `words` (how many) and `first`
        (whether it is the first part of its statement).
    """
    return _outer(analysis, *more) if more else _plainly(analysis).copy()


def _outer(analysis: Analysis, *more: str) -> pd.DataFrame:
    quotes = analysis.columns("quotes", "article_id", "quote_id", "speaker_id", "inside", "negated", "words", *more)
    own = affirmed(quotes).query("inside == ''")
    voice = own["speaker_id"].where(~own["speaker_id"].str.startswith("document:"), DOCUMENTS)
    first = ~own.duplicated(["article_id", "quote_id"])
    return own.assign(voice=voice.where(voice != "", UNNAMED), first=first)


_plainly = once(_outer)


def called(analysis: Analysis, speaker_id: str) -> str:
    """Name a speaker.

    Args:
        analysis: with its table of actors.
        speaker_id: an id, `unnamed`, `documents` or ''.

    Returns:
        The name; of statements without a speaker, and of documents, what stands for it.

    Raises:
        KeyError: nobody has this id.
    """
    return NAMELESS.get(speaker_id or UNNAMED) or analysis.names[speaker_id]


def with_name(speakers: pd.Series) -> pd.Series:
    """Tell which speakers a title may name: not the unnamed, and no document (“the report”, “polls”).

    Args:
        speakers: ids.

    Returns:
        True or False each, indexed as they are.
    """
    return (speakers != "") & ~speakers.isin(list(NAMELESS)) & ~speakers.str.startswith("document:")


def is_name(surface: str) -> bool:
    """Tell whether a word can be a name: “her” and “it” are none, though a table may hold them as such.

    Args:
        surface: as it is written.

    Returns:
        True where it has a capital letter: “governor Holm”, “al-Qaida”.

    Example:
        >>> is_name("Holm"), is_name("governor Holm"), is_name("her"), is_name("")
        (True, True, False, False)
    """
    return surface != surface.lower()


def _credited(text: str, start: int) -> bool:
    """Whether a name stands alone after a colon in its line, as who made a picture does ("Image: Ada Holm")."""
    line = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    return line.endswith(":") and len(line.split()) < CREDIT


def silent(analysis: Analysis, table: pd.DataFrame) -> pd.DataFrame:
    """Pick those of whom it can be said that no statement of theirs was found, though they could have made one.

    Args:
        analysis: in which they are looked for.
        table: rows of `ranking`; those that a figure draws are looked at.

    Returns:
        Its rows of persons, of organisations that are listed, and of countries that often
        stand for a government (“Moscow refused”), with `OFTEN` mentions or more, half of them by name. They speak
        nowhere: not with others, not within another's words, not through a part of them (the Security Council) or
        anybody who is called theirs ("a spokesman for the ministry"), and they stand beside no word of speech that was
        not understood ("the claims of the bank"). A name below a picture is no mention here, and “Democrats” are
        people, not their party. No person and no body half of whose mentions stand in articles where “he said” or “the
        captain said” (“it said”, “the club said”), and nobody knows who. Nobody, where an article is an interview: of
        what is said there little is found. `OFTEN` is the low end of how often they may be named. In a single article
        nobody is silent where fewer than `FEW` statements have a speaker.
    """
    table = table.head(DRAWN)
    single, said = whiskers.alone(analysis), statements(analysis.columns("quotes", *STATED))
    if unheard(analysis) or (single and (said["speaker_id"] != "").sum() < FEW):
        return table.head(0)
    wanted = ("article_id", "actor_id", "kind", "start", "end", "surface")
    mentions = analysis.columns("mentions", *wanted, coded=True)
    quotes = affirmed(analysis.columns("quotes", *OF_WHOM_HEARD))
    meant = mentions.loc[mentions["kind"] == "metonym", "actor_id"].value_counts()
    governments = set(meant.index[meant >= OFTEN])
    could = table["actor_type"].isin(["person", "organisation"]) | table["actor_id"].isin(governments)
    often = (table["n"] >= OFTEN) & (2 * table["names"] >= table["n"]) & table["surface"].map(is_name).astype(bool)
    speak = all_heard(quotes)
    parts = analysis.everybody[analysis.everybody["part_of"] != ""]
    whole_of = parts.loc[parts["actor_id"].isin(speak & {*parts["actor_id"]}), "part_of"]
    quiet = table[could & often & ~table["actor_id"].isin(set(table["actor_id"]) & (speak | set(whole_of)))]
    own = mentions.loc[mentions["actor_id"].isin(quiet["actor_id"])]
    own = own.astype({"article_id": "str", "actor_id": "str", "surface": "str"})
    by_name = (own["kind"] == "name") | (not single)  # in one article three mentions may be one name and two errors
    own = own.drop(columns="kind")
    texts = texts_of(analysis, own["article_id"])
    names, rows = analysis.names, own[["article_id", "actor_id", "start", "surface"]].itertuples(index=False)
    told = [not _credited(texts.get(one, ""), at) and not _are_people(form, names[who]) for one, who, at, form in rows]
    counts = own.loc[by_name & np.array(told, dtype=bool), "actor_id"].value_counts()
    limits = whiskers.limits(quiet["actor_id"].map(counts).fillna(0), whiskers.error_of(whiskers.MENTIONS, analysis))
    quiet = quiet[np.array([low >= OFTEN for low, _ in limits], dtype=bool)]
    open_ones = quotes[quotes["speaker_id"] == ""]  # “he said”, “the captain said”, and nobody knows who
    source = open_ones["source"].str.lower()
    somebody = ("unnamed person", "")  # of "the captain" the kind may be left open
    for actor_type, kinds, genders in (("person", somebody, "mf"), ("organisation", ("organisation",), "n")):
        by_pronoun = source.map(pronoun_gender()).isin(list(genders))
        theirs = open_ones["source_kind"].isin(kinds) | (source == "") | by_pronoun
        unclear = set(open_ones.loc[theirs, "article_id"].astype(str))
        share = own["article_id"].isin(unclear).groupby(own["actor_id"]).mean()
        quiet = quiet[(quiet["actor_type"] != actor_type) | (quiet["actor_id"].map(share).fillna(0) < HALF)]
    said = quotes.loc[quotes["source_start"].notna(), ["article_id", "source_start", "source_end"]]
    within = own.merge(said, on="article_id").query("source_start <= start and end <= source_end")
    bodies = {name.casefold() for name in quotes["source_organisation"]} - {""}
    forms = [set(map(str.casefold, analysis.names_of(actor))) for actor in quiet["actor_id"]]
    formed = pd.Series([bool(form & bodies) for form in forms], index=quiet.index, dtype=bool)
    spoken_for = quiet["actor_id"].isin(within["actor_id"]) | formed
    known = set(analysis.everybody.query("listed == 1")["actor_id"])
    # “Party”, “MFS”: many a name that looks like a body's is none.
    whole = (quiet["actor_type"] != "organisation") | quiet["actor_id"].isin(known)
    quiet = quiet[~spoken_for & whole & quiet["actor_id"].isin(sayable(analysis, quiet["actor_id"]))]
    return quiet[~quiet["actor_id"].isin(_beside_speech(own[own["actor_id"].isin(quiet["actor_id"])], texts))]


def _are_people(form: str, name: str) -> bool:
    """Whether a form of a body's name means those who belong to it: “Democrats” of the Democratic Party."""
    return form.endswith("s") and form.split()[-1] not in name


def _beside_speech(mentions: pd.DataFrame, texts: Mapping[str, str]) -> set[str]:
    """Return the ids of actors who stand beside a word that may report their words, in one of their mentions.

    After the mention any cue does (“Iran believes”, “the bank’s press release claims”), before it a noun with what
    leads on from it (“the response of the bank”).
    """
    from ..quotes.cues import lexicon, nouns

    found = set()
    for article, actor, start, end in mentions[["article_id", "actor_id", "start", "end"]].itertuples(index=False):
        text = texts.get(article, "")
        after = BREAK.split(text[end : end + 80])[0].lower().replace("’", "'").split()[:BESIDE]
        before = BREAK.split(text[max(0, start - 80) : start])[-1].lower().split()[-BESIDE:]
        leads_on = any(word in nouns() and FROM & set(before[place:]) for place, word in enumerate(before))
        if leads_on or any(word.strip("“”\"',") in lexicon() for word in after):
            found.add(actor)
    return found


def heard(analysis: Analysis) -> Chart:
    """Draw for each actor how often it is mentioned, and beside it how many words are reported as its own.

    The finding is the most mentioned actor of whom no statement was found, if there is one (`silent`).

    Args:
        analysis: whose mentions and statements are counted.

    Returns:
        A chart; data: actor_id, actor, n, words, statements, side (which of both is drawn), low, high, mark, evidence.
    """
    quotes, table = analysis.columns("quotes", *OF_WHOM_HEARD, "quote_id", "inside"), ranking(analysis)
    every = spoken(analysis).rename(columns={"speaker_id": "actor_id"})
    loudest = every.loc[with_name(every["actor_id"]), "actor_id"].head(TOGETHER)  # who says most, if named once, too
    quiet = table.iloc[DRAWN:].loc[lambda rows: rows["actor_id"].isin(loudest)]
    table = pd.concat([table.head(DRAWN - len(quiet)), quiet, table.iloc[DRAWN - len(quiet) :].drop(quiet.index)])
    shown = table.head(DRAWN).merge(every, how="left").fillna({"words": 0, "statements": 0})
    shown = shown.astype({"words": int, "statements": int})
    by_mentions, error = (whiskers.error_of(what, analysis) for what in (whiskers.MENTIONS, whiskers.WORDS))
    words = whiskers.limits(shown["statements"], error, shown["words"])
    ranges = {"n": whiskers.limits(shown["n"], by_mentions), "words": words}
    title = _heard_title(shown, silent(analysis, shown), analysis)
    spoke = shown["actor_id"].isin(all_heard(quotes) & {*shown["actor_id"]})
    silence = spoke.map({True: "with or within others’", False: "none found"})
    quoted = quotes.loc[(quotes["negated"] == 0) & (quotes["inside"] == ""), ["article_id", "speaker_id", "quote_id"]]
    heard = behind(quoted, "speaker_id", shown["actor_id"], "quote_id")
    rows = {"n": _mentions(analysis, shown["actor_id"]), "words": heard}
    shades, data = shown["actor_id"].map(figures.colours(analysis).get), []
    about = "Left: how often each actor is mentioned. Right: words reported as said by it."
    basis = measured.plain(by_mentions.basis)
    line = whiskers.note(error, analysis).replace("error on ", f"error on {basis} (left) and ", 1)
    line += whiskers.not_counted(analysis)
    with figures.titled(1.5 + 0.34 * max(len(shown), 1), title, f"{about} {line}") as figure:
        sides = (("n", "named", "mentions"), ("words", "heard", "words reported"))
        for axes, (column, side, head) in zip(figure.subplots(1, 2, sharey=True), sides, strict=True):
            written = [f"{n:,}" if n else words for n, words in zip(shown[column], silence, strict=True)]
            names = f"heard {side} " + shown["actor_id"]
            marks = whiskers.bars(axes, shown["actor"], shown[column], ranges[column], shades, written, names)
            axes.set_title(head, fontsize=10, color=FAINT)
            part = whiskers.columns(shown, ranges[column])
            data.append(part.assign(side=side, mark=marks, evidence=rows[column]))
    columns = ["actor_id", "actor", "n", "words", "statements", "side", "low", "high", "mark", "evidence"]
    counts = zip(shown["actor"], shown["n"], shown["words"], strict=True)
    alt = "Two bar charts show how often each actor is mentioned, and how many words are reported as its own: "
    alt += listed(f"{a} {n:,} and {w:,}" for a, n, w in counts)
    return Chart("heard", figure, title, alt, pd.concat(data, ignore_index=True)[columns], f"{title}. {_rest(table)}")


def _heard_title(shown: pd.DataFrame, quiet: pd.DataFrame, analysis: Analysis) -> str:
    if shown.empty:
        return "Nobody was found who is named or heard"
    if len(quiet):
        top = quiet.iloc[0]
        who = whiskers.in_sentence(top["actor_id"], analysis)
        return begun(f"{who} is named {named_often(analysis, top)}, and no statement of {who} was found")
    if not shown["words"].any() and not whiskers.alone(analysis):
        return "Of those mentioned most, no words were found reported"
    said = spoken(analysis).loc[lambda rows: with_name(rows["speaker_id"])]  # those that are not drawn, too
    pair, *rest = whiskers.limits(said["statements"], whiskers.error_of(whiskers.WORDS, analysis), said["words"]) or [
        ()
    ]
    first, most = next(zip(said["speaker_id"], said["words"], strict=True), ("", 0))
    if first not in set(shown["actor_id"]) or not leads(analysis, first, pair, rest):
        return begun(among(analysis)) or "How often each is mentioned, and how many words of each are reported"
    words = whiskers.stated(most, pair, analysis, lambda n: counted(n, "word"))
    return begun(f"{whiskers.in_sentence(first, analysis)} is quoted at most length: {words}")


def among(analysis: Analysis) -> str:
    """Name people of whom it is certain that they are quoted, though not how much.

    Args:
        analysis: of one article; of many, somebody is quoted whoever it is.

    Returns:
        A clause with up to three names, who has most words found first: people by more than their name's shape, whose
        name stands beside a cue, and beside a whole sentence in marks or twice; '' for nobody.
    """
    if not whiskers.alone(analysis):
        return ""
    own = outer(analysis, "kind", "cue", "speaker_by")
    own = own[own["first"] & own["speaker_by"].isin(["name", "corrected"]) & (own["cue"] != "")]
    marked = set(own.loc[own["kind"] == "direct", "voice"])  # “Ada, dubbed “the child”” is no quote of hers
    certain = own.loc[own["voice"].isin(marked) | own["voice"].duplicated(), "voice"]
    certain = sayable(analysis, certain) & whiskers.surely_people(analysis)
    names = [row.speaker for row in spoken(analysis).itertuples() if row.speaker_id in certain][:TOGETHER]
    if len(names) == 1 and outer(analysis)["voice"].loc[with_name].nunique() == 1:  # “among” tells of others
        return f"{names[0]} is quoted"
    return f"among those quoted {'is' if len(names) == 1 else 'are'} {together(names)}" if names else ""


def behind(table: pd.DataFrame, column: str, keys: Iterable[str], row: str) -> list[str]:
    """Name the rows that stand behind each row of a figure, as evidence.

    Args:
        table: of an analysis.
        column: that says whose a row is.
        keys: what stands there, one a row of the figure.
        row: the column with the ids of the rows.

    Returns:
        As `figures.evidence` writes them.
    """
    parts = (table[table[column] == key] for key in keys)
    return [evidence(own["article_id"], own[row]) for own in parts]


def _mentions(analysis: Analysis, actors: Iterable[str]) -> list[str]:
    mentions = analysis.columns("mentions", "article_id", "mention_id", "actor_id", coded=True)
    return behind(mentions, "actor_id", actors, "mention_id")


def _rest(table: pd.DataFrame) -> str:
    hidden = table.iloc[DRAWN:]
    more = f"{counted(len(hidden), 'more actor')} with {counted(hidden['n'].sum(), 'mention')}"
    return f"{more} {'is' if len(hidden) == 1 else 'are'} not drawn." if len(hidden) else ""


def _columns(named: pd.DataFrame, sentences: pd.DataFrame, analysis: Analysis) -> tuple[Iterable[int], list[str], str]:
    """Return the column of each mention, the columns' labels, and what a column is.

    named: mentions, whose articles are those that have sentences, as categories.
    """
    known = dict.fromkeys(sentences["article_id"].unique())
    articles = [article for article in analysis.by_date if article in known] or list(known)
    if len(articles) == 1:
        paragraph = dict(zip(sentences["sentence_id"], sentences["paragraph_id"], strict=True))
        where = [paragraph[sentence] for sentence in named["sentence_id"]]
        text = "\n\n".join(analysis.articles.loc[analysis.articles["article_id"] == articles[0], "text"])
        labels = tokens.numbered(text) or [str(n + 1) for n in range(max(paragraph.values(), default=-1) + 1)]
        if len(labels) <= COLUMNS:
            return where, labels, "paragraph"
        return [place * PARTS // len(labels) for place in where], [str(n + 1) for n in range(PARTS)], "twentieth"
    parts, unit = (len(articles), "article") if len(articles) <= COLUMNS else (PARTS, "twentieth")
    place = {article: number * parts // len(articles) for number, article in enumerate(articles)}
    of = np.array([place.get(article, -1) for article in named["article_id"].cat.categories] + [-1])
    return of[named["article_id"].cat.codes], [str(n + 1) for n in range(parts)], unit
