"""Check the answer to an exercise: say what was compared, give a hint, but never the answer.

The right answers are nowhere written down. They are computed from the tables of the article at hand, so that the
checks work for any text, and so that no file for students holds them. `sheet` says what an exercise accepts,
`answers.judge` compares. `tests/verdicts.csv` is the specification: answers to the seed with their verdicts.
"""

from __future__ import annotations

import html
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

import pandas as pd

from .. import charts, knowledge, sentiment
from ..analysis import Analysis
from ..charts import telling, whiskers
from ..estimates import measured
from . import answers
from .answers import Sheet

TOLD = ("aim", "question", "lines", "hint", "headline", "figure", "entry")  # columns of `exercises.csv`
NOBODY, UNNAMED = "nobody", "someone unnamed"


@dataclass(frozen=True)
class Checked:
    """The outcome of a check; a notebook shows its message."""

    right: bool
    message: str

    def __repr__(self) -> str:
        return ("✓ " if self.right else "Not yet. ") + self.message

    def _repr_html_(self) -> str:
        return f"<p class='mathjax_ignore'>{html.escape(repr(self))}</p>"


def check(number: int, answer: Any, analysis: Analysis) -> Checked:
    """Check an answer to exercise 1 to 10.

    Args:
        number: the exercise's.
        answer: what it asks for, as text, number or list; an empty one gets the hint.
        analysis: of the articles that the exercise is about.

    Returns:
        The outcome, with a message that says what was compared.

    Raises:
        KeyError: for an exercise that does not exist.
    """
    if number not in SHEETS:
        raise KeyError(f"there is no exercise {number}: they run from 1 to {len(SHEETS)}")
    given = _entries(answer)
    if not any(map(answers.written, given)):
        return Checked(False, row(number)["hint"])
    asked = sheet(number, analysis)
    right, message = answers.judge(asked, given)
    if right and number == 3 and len(given) == asked["fields"]:
        message = f"{message} {_alpha(given, analysis, asked)}"
    return Checked(right, message if right else f"{message} {row(number)['hint']}".strip())


def _entries(answer: Any) -> list[Any]:
    """Return what was written as a list: one text or number is a list of one."""
    if answer is None or isinstance(answer, str) or not isinstance(answer, Iterable):
        return [answer]
    return list(answer.values()) if isinstance(answer, Mapping) else list(answer)


def plan() -> pd.DataFrame:
    """Return the ten exercises.

    Returns:
        One row an exercise: number, notebook, minutes, title, aim.
    """
    table = pd.DataFrame(_rows()).drop(columns=[*TOLD[1:], "line"])
    return table.astype({"number": int, "minutes": int})


def row(number: int) -> dict[str, str]:
    """Return all that is known about one exercise.

    Args:
        number: the exercise's.

    Returns:
        {column of `exercises.csv`: cell}.

    Raises:
        KeyError: where there is none.
    """
    return {int(row["number"]): row for row in _rows()}[number]


def asking(source: str) -> str:
    """Put a question over each figure that an exercise asks about, where its finding would tell the answer.

    Args:
        source: of a notebook's cell.

    Returns:
        The source, in which the calls that draw such figures (`figure` in `exercises.csv`) are followed by `asking`.
    """
    for call, question in questions().items():
        drawn = rf"(?<![\w.])({re.escape(call)}\([^()]*\))(?!\.asking)"
        source = re.sub(drawn, rf'\1.asking("{question}")', source)
    return source


def questions() -> dict[str, str]:
    """Return the question that stands over each figure whose finding would tell an answer.

    Returns:
        {the call that draws the figure: its question}.
    """
    pairs = (zip(row["figure"].split("|"), row["headline"].split("|"), strict=True) for row in _rows())
    return {call: question for pair in pairs for call, question in pair if call}


def coding(analysis: Analysis) -> list[str]:
    """Return the tool's answer to exercise 3: for each sentence of the first article, who is reported first.

    Args:
        analysis: whose first article is read.

    Returns:
        One name a sentence, or "nobody".
    """
    return [NOBODY if who is None else analysis.names.get(who, UNNAMED) for who in coded(analysis)]


def _alpha(given: Sequence[Any], analysis: Analysis, asked: Sheet) -> str:
    """Say how well a coding agrees with the tool's, chance taken off."""
    labels = answers.coded(asked, [answers.written(part) for part in given], asked["forms"].get)
    ids = {number: actor for number, actor in enumerate(analysis.everybody["actor_id"], 2)}
    mine = [NOBODY if label == 0 else analysis.names.get(ids.get(label or 1, ""), UNNAMED) for label in labels]
    alpha = agreement({"you": mine, "the tool": coding(analysis)}).iloc[0]["alpha"]
    return f"Krippendorff's alpha is {alpha}: that is {_meaning(alpha)}."


def agreement(codings: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Say for each two coders how well they agree: in how many sentences, and Krippendorff's alpha (nominal).

    Args:
        codings: {name: one entry a sentence}. Names count as the same when one is part of the other, so that "Smith"
            agrees with "Ada Smith". A sentence for which one of them has written nothing is left out.

    Returns:
        One row a pair: who, same, sentences, alpha (1 where they agree throughout, 0 where chance would do as well;
        Krippendorff 2004) and meaning, which says what may be built on it.

    Raises:
        ValueError: when the lists differ in length.
    """
    if len({len(entries) for entries in codings.values()}) > 1:
        sizes = ", ".join(f"{name} {len(entries)}" for name, entries in codings.items())
        raise ValueError(f"one entry for each sentence, please: {sizes}")
    labels = _merged(entry for entries in codings.values() for entry in entries)
    rows, names = [], list(codings)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            both = zip(codings[one], codings[other], strict=True)
            pairs = [(labels[a], labels[b]) for a, b in (map(_plain, pair) for pair in both) if a and b]
            alpha = round(measured.alpha(list(zip(*pairs, strict=True))), 2) if pairs else math.nan
            rows.append((f"{one} and {other}", sum(a == b for a, b in pairs), len(pairs), alpha, _meaning(alpha)))
    return pd.DataFrame(rows, columns=["who", "same", "sentences", "alpha", "meaning"])


def _meaning(alpha: float) -> str:
    known = answers.words("agreement").items()
    return next((words for least, words in known if alpha >= float(least)), "nothing to compare yet")


# ------------------------------------------------------------------ comparing what people write


def _same(answer: str, wanted: str) -> bool:
    """Whether one consists of words of the other: "Smith" for "Ada Smith", and the other way round."""
    one, other = set(_plain(answer).split()), set(_plain(wanted).split())
    return bool(one and other) and (one <= other or other <= one)


def _plain(entry: object) -> str:
    """Return an entry in its plain form; whatever stands for nobody is one word."""
    text, form = str(entry).strip(), answers.plain(str(entry))
    return NOBODY if text and (not form or form in answers.words("nobody")) else form


def _merged(entries: Iterable[str]) -> dict[str, str]:
    """Give each entry a label, so that a surname and the full name get the same one."""
    plain = sorted({_plain(entry) for entry in entries}, key=lambda entry: (-len(entry), entry))
    return {entry: next(longer for longer in plain if entry == longer or _same(entry, longer)) for entry in plain}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(knowledge.rows("exercises.csv", ("number", "notebook", "minutes", "title", *TOLD)))


# --------------------------------------------------------------------------------------------------
# Work out what each exercise accepts, from the tables of the article at hand.
#
# A sheet is for `answers.judge`: its kind, its number of fields, the forms of right and known answers, what is said.


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


def _ranking_sheet(analysis: Analysis) -> Sheet:
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


def _silent_sheet(analysis: Analysis) -> Sheet:
    table = charts.ranking(analysis)
    said = charts.spoken(analysis).set_index("speaker_id")["statements"].to_dict()
    states = [
        ("heard", int(said[actor])) if said.get(actor) else ("silent" if n >= OFTEN else "rare", int(n))
        for actor, n in zip(table["actor_id"], table["n"], strict=True)
    ]
    forms, people = _names(analysis, table["actor_id"]), _people(table["actor_id"])
    return {"kind": "silent", "fields": 1, "forms": forms, "states": states, "people": people}


def _marked_sheet(analysis: Analysis) -> Sheet:
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


def _feeling_sheet(analysis: Analysis) -> Sheet:
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


def _earliest_sheet(analysis: Analysis) -> Sheet:
    begins = analysis.events[analysis.events["begin"] != ""].sort_values("begin", kind="stable")
    letters = {"day": None, "year": 4}  # of a date, by how exactly it is known
    forms: dict[str, int] = {}
    for first in begins.head(1).itertuples():
        forms = {first.begin[: letters.get(first.precision, NO_DAY)]: 1, first.begin[:NO_DAY]: 1}
    return {"kind": "earliest", "fields": 1, "forms": forms}


def _brief_sheet(analysis: Analysis) -> Sheet:
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
    1: _ranking_sheet, 2: _silent_sheet, 3: _marked_sheet, 4: _distant, 5: _agentless,
    6: _own_words, 7: _feeling_sheet, 8: _means, 9: _earliest_sheet, 10: _brief_sheet,
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
            for known in (name, *_tables().get(actor, ())):
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
    numbers = (number for text in analysis.articles["text"] for number in re.findall(r"\d[\d.,]*", text))
    found = {re.sub(r"[.,]", "", number) for number in numbers}
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
    parts = (*said["words"], words, every - words)
    shares = [part * 100 / whole for whole in {words, every} if whole for part in parts]
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


# ------------------------------------------------------------------ a name without quotation marks


def _help_with_names() -> None:
    """In a notebook, answer `answer = Ukraine` with one line instead of a traceback."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.set_custom_exc((NameError,), _one_line)


def _one_line(shell: Any, kind: type[BaseException], error: BaseException, trace: Any, **_: Any) -> None:
    """Print how a bare word becomes an answer; any other error, and any other cell, keeps its traceback."""
    name = getattr(error, "name", "") or ""
    here = getattr(shell.history_manager, "input_hist_raw", [""])[-1]
    if "exercises." in here and re.search(rf"=.*\b{re.escape(name)}\b", here):
        print(f'Words stand between quotation marks: write "{name}" in the place of {name}, and run the cell again.')
    else:
        shell.showtraceback((kind, error, trace))


_help_with_names()
