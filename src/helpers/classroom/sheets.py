"""Work out what each exercise accepts, from the tables of the article at hand.

A sheet is for `answers.judge`: its kind, its number of fields, the forms of right and known answers, and what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Any

from .. import charts, knowledge, sentiment
from ..analysis import Analysis
from ..charts import telling, whiskers
from . import answers
from .answers import Sheet

LISTED = 3  # mentions in one voice from which people count them with a pencil
OFTEN = 5  # mentions from which an actor is mentioned often
BRIEF, SHORT, DIFFERENT = 100, 12, 10  # words that a brief may have; must have; different ones
COPIED, WORDS = 15, 5  # words that a copied place may have: whoever copies a paragraph has not yet found the place
CONTENT = 5  # letters of a word that makes a place known
NO_DAY = 7  # letters of a date without its day


def sheet(number: int, analysis: Analysis) -> Sheet:
    """Return what an exercise accepts for the articles at hand.

    Args:
        number: the exercise's, 1 to 10.
        analysis: of the articles that it is about.

    Returns:
        The kind of the exercise, its number of fields, the forms of right and known answers, and what is said.
    """
    said = knowledge.rows("lexicons/exercise_says.csv", ("exercise", "key", "says"))
    says = {row["key"]: row["says"] for row in said if row["exercise"] in ("0", str(number))}
    return {"number": number, "says": says} | SHEETS[number](analysis)


# ------------------------------------------------------------------ one function an exercise, by its number


def _ranking(analysis: Analysis) -> Sheet:
    """Who is ahead of whom, where the counts lie further apart than the program's own error."""
    table = charts.ranking(analysis)
    ranges = whiskers.limits(table["n"], whiskers.error_of(whiskers.MENTIONS, analysis))
    counts = table["n"].tolist()
    ahead = [
        (one, other) for one, (low, _) in enumerate(ranges) for other, n in enumerate(counts)
        if n < min(low, counts[one])
    ]  # fmt: skip
    return {
        "kind": "ranking", "fields": min(3, len(table)), "forms": _names(analysis, table["actor_id"]), "ahead": ahead,
        "people": _people(table["actor_id"]),
    }  # fmt: skip


def _silent(analysis: Analysis) -> Sheet:
    table = charts.ranking(analysis)
    said = charts.spoken(analysis).set_index("speaker_id")["statements"].to_dict()
    states = [
        ("heard", int(said[actor])) if said.get(actor) else ("silent" if n >= OFTEN else "rare", int(n))
        for actor, n in zip(table["actor_id"], table["n"], strict=True)
    ]
    forms, people = _names(analysis, table["actor_id"]), _people(table["actor_id"])
    return {"kind": "silent", "fields": 1, "forms": forms, "states": states, "people": people}


def _marked(analysis: Analysis) -> Sheet:
    everybody = [""] * 2 + analysis.everybody["actor_id"].tolist()
    forms = _names(analysis, everybody, described=True)
    forms |= dict.fromkeys(answers.words("nobody"), 0) | dict.fromkeys(answers.words("unnamed"), 1)
    tool = coded(analysis)
    named = analysis.quotes[analysis.quotes["speaker_by"].isin(["name", "nominal", "corrected"])]
    for source, speaker in zip(named["source"], named["speaker_id"], strict=True):
        if speaker in everybody[2:] and (form := answers.plain(source)):
            forms.setdefault(form, everybody.index(speaker))
    label = {actor: place for place, actor in enumerate(everybody) if actor}
    forms |= {f"{place}:{label.get(who, 1) if who is not None else 0}": 1 for place, who in enumerate(tool)}
    return {"kind": "marked", "fields": len(tool), "forms": forms, "people": _people(everybody)}


def _distant(analysis: Analysis) -> Sheet:
    verbs = analysis.framing[analysis.framing["measure"] == "reporting verb"]
    return {"kind": "number", "fields": 1, "forms": {f"={int((verbs['value'] == 'distancing').sum())}": 1}}


def _agentless(analysis: Analysis) -> Sheet:
    own = analysis.framing[analysis.framing["voice"] == telling.AUTHOR]
    found = own[own["measure"].isin(["agentless", "unnamed source"])]
    text, where = _words(analysis)
    forms: dict[str, int] = {}
    for place, spot in enumerate(found.itertuples()):
        first, after = where(spot.article_id, spot.start, spot.end)
        longest = max(map(len, text[first:after]), default=0)
        known = [at for at in range(first, after) if len(text[at]) >= min(CONTENT, longest)]
        forms |= {f"{at}-{at + 1}": place for at in known}
    return {"kind": "places", "fields": 2, "forms": forms, "text": text, "most": COPIED, "span": 1}


def _own_words(analysis: Analysis) -> Sheet:
    """The reporter's own; -1 stands for those in somebody's statement, -2 for what somebody is said to cite as such."""
    loaded = analysis.framing[analysis.framing["measure"] == "loaded word"]
    text, where = _words(analysis)
    claims = list(_claimed(analysis))
    forms: dict[str, int] = {}
    span = 1
    for place, spot in enumerate(loaded.itertuples()):
        first, after = where(spot.article_id, spot.start, spot.end)
        claimed = any(who == spot.article_id and start <= spot.start < end for who, start, end in claims)
        own = place if spot.voice == telling.AUTHOR else -1
        forms[f"{first}-{after}"] = -2 if claimed and own >= 0 else own
        span = max(span, after - first)
    return {"kind": "places", "fields": 3, "forms": forms, "text": text, "most": WORDS, "span": span}


def _feeling(analysis: Analysis) -> Sheet:
    judges = {"textblob": sentiment.textblob, "vader": sentiment.vader}
    forms = {name: int(judge("strongman").score > 0) for name, judge in judges.items()}
    return {"kind": "feeling", "fields": 1, "forms": forms, "names": list(judges), "most": 6}


def _means(analysis: Analysis) -> Sheet:
    """Two numbers: the lines with a mean, with all sentences and without the last."""
    judged, ends, method = _judged(analysis)
    tables = (sentiment.by_actor(table, method) for table in (judged, judged[~ends]))
    wanted = [str(int(table["mean"].notna().sum())) for table in tables]
    return {"kind": "number", "fields": 2, "forms": {f"={' '.join(wanted)}": 1}}


def _judged(analysis: Analysis) -> tuple[Any, Any, str]:
    """Return the judgements, which of them are of the last sentence, and the method that people count with."""
    judged = analysis.sentiment
    last = int(analysis.sentences["sentence_id"].iloc[-1]) if len(analysis.sentences) else -1
    method = judged["method"].min() if len(judged) else ""  # the trained model where it is there: its name comes first
    return judged, judged["sentence_id"] == last, method


def _earliest(analysis: Analysis) -> Sheet:
    begins = analysis.events[analysis.events["begin"] != ""].sort_values("begin", kind="stable")
    letters = {"day": None, "year": 4}  # of a date, by how exactly it is known
    forms: dict[str, int] = {}
    for first in begins.head(1).itertuples():
        forms = {first.begin[: letters.get(first.precision, NO_DAY)]: 1, first.begin[:NO_DAY]: 1}
    return {"kind": "earliest", "fields": 1, "forms": forms}


def _brief(analysis: Analysis) -> Sheet:
    named = sorted(word for form in _names(analysis, analysis.everybody["actor_id"]) for word in form.split())
    common = answers.words("title").keys() | answers.words("body").keys() | answers.words("plain").keys()
    text, _ = _words(analysis)
    return {
        "kind": "brief", "fields": 1, "forms": {f"#{number}": 1 for number in sorted(_counts(analysis))},
        "names": [word for word in dict.fromkeys(named) if word not in common and len(word) > 1],
        "judging": judging(), "text": text,
        "most": BRIEF, "least": SHORT, "different": DIFFERENT,
    }  # fmt: skip


SHEETS: dict[int, Callable[[Any], Sheet]] = {
    1: _ranking, 2: _silent, 3: _marked, 4: _distant, 5: _agentless,
    6: _own_words, 7: _feeling, 8: _means, 9: _earliest, 10: _brief,
}  # fmt: skip


# ------------------------------------------------------------------ what an answer is compared with


def _names(analysis: Analysis, actors: Iterable[str], described: bool = False) -> dict[str, int]:
    """Return {a form of a name: its actor's place in `actors`}.

    A name of two actors means the one that has it more often in the text: "Kyiv" is the country where lesson 02 counts
    it so. Names of the tables count too, where the text has none of them for another actor.

    Args:
        analysis: whose names are read.
        actors: ids, in their order.
        described: whether descriptions ("the Russian president") are names too.
    """
    place = {actor: number for number, actor in enumerate(actors) if actor}
    kinds = ["name", "demonym", "metonym", *(["nominal"] if described else [])]
    mentions = analysis.mentions[analysis.mentions["actor_id"].isin(place.keys())]
    counted = mentions[mentions["kind"].isin(kinds)].groupby(["actor_id", "surface"]).size()
    weighed: dict[str, dict[str, float]] = {}
    for (actor, surface), n in counted.items():
        for form in _forms(surface, actor):
            weighed.setdefault(form, {}).setdefault(actor, 0)
            weighed[form][actor] += n
    everybody = analysis.everybody
    for actor, name in zip(everybody["actor_id"], everybody["actor"], strict=True):
        if actor in place:
            for known in (name, *_known(actor)):
                for form in _forms(known, actor):
                    weighed.setdefault(form, {}).setdefault(actor, 0.5 if known == name else 0.25)
    return {form: place[max(who, key=lambda actor: (who[actor], actor))] for form, who in sorted(weighed.items())}


def _people(actors: Iterable[str]) -> list[int]:
    return [place for place, actor in enumerate(actors) if actor.startswith("person:")]


def _forms(name: str, actor: str) -> Iterator[str]:
    """Yield the forms of a name: whole, without titles, a person's surname, a people's plural."""
    form = answers.plain(name)
    around = answers.words("title") if actor.startswith("person:") else answers.words("body")
    bare = [word for word in form.split() if word not in around]
    yield from dict.fromkeys(filter(None, (form, " ".join(bare))))
    if actor.startswith("person:") and bare:
        yield bare[-1]
    elif actor.startswith("country:") and len(bare) == 1 and bare[0][-1] in "ni":
        yield f"{bare[0]}s"


@cache
def _tables() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in ("lexicons/countries.csv", "lexicons/known_actors.csv", "actors.csv"):
        for known in knowledge.rows(path, ("id", "name", "aliases")):
            names = [known[column] for column in ("aliases", "adjectives", "people", "capital") if known.get(column)]
            actor = known["id"] if ":" in known["id"] else f"country:{known['id']}"
            found.setdefault(actor, []).extend([known["name"], *(name for cell in names for name in cell.split("|"))])
    return found


def _known(actor: str) -> list[str]:
    return _tables().get(actor, [])


def _words(analysis: Analysis) -> tuple[list[str], Callable[[str, int, int], tuple[int, int]]]:
    """Return the words of all articles in their plain form, and which of them a stretch of an article covers."""
    texts = dict(zip(analysis.articles["article_id"], analysis.articles["text"], strict=True))
    split = {article: answers.plain(text).split() for article, text in texts.items()}
    sizes = accumulate((len(found) for found in split.values()), initial=0)
    offset = dict(zip(split, sizes, strict=False))

    def where(article: str, start: int, end: int) -> tuple[int, int]:
        first = offset[article] + len(answers.plain(texts[article][:start]).split())
        return first, first + len(answers.plain(texts[article][start:end]).split())

    return [word for found in split.values() for word in found], where


def _claimed(analysis: Analysis) -> Iterator[tuple[str, int, int]]:
    """Yield what stands behind "citing … as", up to the next comma: there a word may be somebody's claim."""
    verbs = "|".join(answers.words("claim"))
    pattern = re.compile(rf"\b(?:{verbs})\b[^.,;:!?\n]*?\bas\b([^.,;:!?\n]*)", re.IGNORECASE)
    for article, text in zip(analysis.articles["article_id"], analysis.articles["text"], strict=True):
        for found in pattern.finditer(text):
            yield article, *found.span(1)


def _counts(analysis: Analysis) -> set[str]:
    """Return the numbers that a brief may give: those of the text, and what the tables count."""
    found = {
        re.sub(r"[.,]", "", number) for text in analysis.articles["text"] for number in re.findall(r"\d[\d.,]*", text)
    }
    ranking, said = charts.ranking(analysis), charts.spoken(analysis)
    framing, words = analysis.framing, int(said["words"].sum())
    every = int(analysis.tokens["is_word"].sum()) if len(analysis.tokens) else 0
    counted: list[Any] = [
        *ranking["n"], *ranking["names"], *ranking["n_surface"], *said["words"], *said["statements"],
        len(ranking), len(said), len(analysis.quotes), int(said["statements"].sum()), words, every, every - words,
        *framing.groupby("measure").size(), *framing.groupby(["measure", "value"]).size(),
        *framing.groupby(["measure", "voice"]).size(), len(analysis.timexes), len(analysis.events),
        len(analysis.sentences), analysis.sentences["paragraph_id"].nunique(), len(analysis.articles),
    ]  # fmt: skip
    shares = [
        part * 100 / whole for whole in {words, every} if whole for part in (*said["words"], words, every - words)
    ]
    dates = [part for begin in analysis.events["begin"] for part in str(begin).split("-") if part]
    return found | {str(int(n)) for n in [*counted, *map(round, shares), *dates] if n or n == 0}


@cache
def judging() -> list[str]:
    """Return the words that a brief should not hold of its own: the loaded ones, in their forms, and verdicts.

    A verb of the list counts in the forms that no noun has; a page has no parser to tell "a barrel" from "to barrel".
    """
    found = dict.fromkeys(answers.words("verdict"))
    for entry in knowledge.rows("lexicons/loaded.csv", ("word", "pos")):
        if entry["kind"] not in ("not", "amount", "number"):
            found |= dict.fromkeys(filter(None, map(answers.plain, _inflected(entry["word"], entry["pos"]))))
    return sorted(found)


def _inflected(word: str, pos: str) -> Iterator[str]:
    if " " in word or pos in ("ADJ", "ADV", ""):
        yield word
    elif "NOUN" in pos:
        yield from (word, word if word.endswith("s") else f"{word}s")
    elif "VERB" in pos:
        stem = word[:-1] if word.endswith("e") else word
        past = f"{word[:-1]}ied" if re.search(r"[^aeiou]y$", word) else f"{stem}ed"
        yield from (past, f"{stem}ing")
        if re.search(r"[^aeiou][aeiou][bdgmnprt]$", word):
            yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")


def coded(analysis: Analysis) -> list[str | None]:
    """Say who is reported first in each sentence of the first article.

    Args:
        analysis: whose first article is read.

    Returns:
        The id of the speaker: '' for somebody unnamed, None for nobody.
    """
    article = analysis.articles["article_id"].iloc[0]
    quotes = charts.outer(analysis.of([article]), "start", "sentence_id")
    first = quotes.sort_values("start", kind="stable").drop_duplicates("sentence_id").set_index("sentence_id")
    sentences = analysis.sentences[analysis.sentences["article_id"] == article]["sentence_id"]
    return [first["speaker_id"].get(number) for number in sentences]


def voices(analysis: Analysis) -> list[tuple[str, str, str, str]]:
    """List how often each actor is mentioned in each voice, and how often of that in the last sentence.

    Args:
        analysis: whose judged mentions are counted.

    Returns:
        (mentions, of them in the last sentence, actor, in whose words) of each with `LISTED` or more, for people who
        count with a pencil.
    """
    judged, ends, method = _judged(analysis)
    ending = sentiment.by_actor(judged[ends], method).set_index(["actor_id", "voice"])["n"]
    said = {"author": "the reporter's", "quoted": "somebody's who is quoted"}
    return [
        (str(row.n), str(int(ending.get((row.actor_id, row.voice), 0))), row.actor, said[row.voice])
        for row in sentiment.by_actor(judged, method).itertuples()
        if row.n >= LISTED
    ]
