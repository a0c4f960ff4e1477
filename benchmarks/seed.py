"""Measure every method on the gold of the seed, and the agreement of the gold's two passes.

python benchmarks/seed.py            print the scores
python benchmarks/seed.py --record   and write them into data/measured.csv
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pandas as pd

import helpers
from helpers import tokens
from helpers.estimates import measured
from helpers.estimates.measured import Score, alpha, compare, gold, pairs
from helpers.knowledge import DATA

SEED = DATA / "articles" / "lukashenko-belarus-troops.txt"
TONES = ("negative", "neutral", "positive")
NAMED = ("name", "demonym", "metonym")
NEARLY_ZERO = 0.05  # VADER's own bound of neutral (its README); used for every lexicon


def score(method: str, measure: str, value: float, n: int, set: str = "seed") -> Score:
    """Make one row of the file of scores."""
    where = "data/gold" if set == "seed" else "data/gold/passes"
    return Score(method, set, measure, value, n, command="python benchmarks/seed.py --record", where=where)


def agreement() -> Iterator[Score]:
    """Yield how well the two passes agree: on words for spans, on jointly marked rows for the rest."""
    text = SEED.read_text(encoding="utf-8")
    words = [(start, end) for start, end, is_word in tokens.words(text) if is_word]
    for name, column in (("mentions", "actor_id"), ("quotes", "speaker_id"), ("timexes", "value")):
        one, two = gold(name, "gold/passes", suffix="_a"), gold(name, "gold/passes", suffix="_b")
        labels = [label_words(words, table, column) for table in (one, two)]
        yield score("two annotators", f"{name} alpha", alpha(labels), len(words), "seed passes")
    one, two = (gold("mentions", "gold/passes", suffix=suffix) for suffix in ("_a", "_b"))
    both = [(i, j) for i, j in pairs(one, two, least=1)]
    for column, ordered in (("kind", ()), ("voice", ()), ("tone", TONES)):
        labels = [[one[column].iloc[i] for i, _ in both], [two[column].iloc[j] for _, j in both]]
        judged = [k for k, label in enumerate(labels[0]) if label and labels[1][k]]
        labels = [[coder[k] for k in judged] for coder in labels]
        yield score("two annotators", f"{column} alpha", alpha(labels, ordered), len(judged), "seed passes")


def label_words(words: list[tuple[int, int]], table: pd.DataFrame, column: str) -> list[str]:
    """Label each word with `column` of the shortest row that covers it, or '' where none does."""
    spans = sorted(zip(table["start"], table["end"], table[column], strict=True), key=lambda row: row[1] - row[0])
    return [next((label for first, last, label in spans if first <= start and end <= last), "") for start, end in words]


def three(method: str, name: str, result: dict[str, float]) -> Iterator[Score]:
    """Yield precision (a share of the rows found), recall and F1 (of the gold rows) of one comparison."""
    for measure, whole in (("precision", "found"), ("recall", "gold"), ("F1", "gold")):
        if result["found"]:  # of nothing found there is no precision
            yield score(method, f"{name} {measure}", result[measure], int(result[whole]))


def actors(found: pd.DataFrame) -> Iterator[Score]:
    """Yield the scores of the mentions; right is right span (overlapping) and right actor."""
    wanted, found = gold("mentions"), found[found["actor_id"] != ""]
    for name, kinds in (("named", NAMED), ("pronouns", ("pronoun",)), ("nominals", ("nominal",))):
        result = compare(wanted[wanted["kind"].isin(kinds)], found[found["kind"].isin(kinds)], ("actor_id",))
        yield from three("actors", name, result)
    yield from three("actors", "mentions", compare(wanted, found, ("actor_id",)))
    yield from three("actors", "mentions with kind", compare(wanted, found, ("actor_id", "kind")))


def quotes(found: pd.DataFrame) -> Iterator[Score]:
    """Yield the scores of the quotes; a content is right when it shares at least half with the gold's."""
    wanted = gold("quotes")
    said = found[found["stance"] != "mind"].assign(speaker_id=lambda t: t["speaker_id"].replace("", "unnamed"))
    yield from three("quotes", "content", compare(wanted, said, (), least=0.499))
    yield from three("quotes", "content and speaker", compare(wanted, said, ("speaker_id",), least=0.499))
    yield from three("quotes", "content and cue", compare(wanted, said, ("cue",), least=0.499))


def timexes(found: pd.DataFrame) -> Iterator[Score]:
    """Yield the scores of the time expressions."""
    yield from three("timeline", "time expressions", compare(gold("timexes"), found, (), least=1))
    yield from three("timeline", "time expressions with value", compare(gold("timexes"), found, ("value",)))


def sentiment(mentions: pd.DataFrame, table: pd.DataFrame) -> Iterator[Score]:
    """Yield each instrument's accuracy on the gold mentions of actors; a missed mention counts as wrong."""
    wanted = gold("mentions")
    wanted = wanted[wanted["tone"] != ""].reset_index(drop=True)
    yield score("always neutral", "tone accuracy", *share(wanted["tone"] == "neutral"))
    yield score("always neutral", "tone macro F1", macro_f1(wanted["tone"], ["neutral"] * len(wanted)), len(wanted))
    for method, judged in table.groupby("method"):
        rows = mentions.merge(judged.drop_duplicates("mention_id")[["mention_id", "score", "voice", *PROBABILITIES]])
        tones, voices = [""] * len(wanted), [""] * len(wanted)
        for i, j in pairs(wanted, rows):
            if wanted["actor_id"].iloc[i] == rows["actor_id"].iloc[j]:
                tones[i], voices[i] = tone(rows.iloc[j]), rows["voice"].iloc[j]
        yield score(str(method), "tone accuracy", *share(wanted["tone"] == pd.Series(tones)))
        yield score(str(method), "tone macro F1", macro_f1(wanted["tone"], tones), len(wanted))
    if len(table):
        yield score("sentiment", "voice accuracy", *share(wanted["voice"] == pd.Series(voices)))


PROBABILITIES = ["p_negative", "p_neutral", "p_positive"]


def tone(row: pd.Series) -> str:
    """Return the likeliest tone, or, of a lexicon, the sign of its score."""
    if row[PROBABILITIES].notna().all():
        return TONES[int(row[PROBABILITIES].astype(float).argmax())]
    return TONES[1 + (row["score"] > NEARLY_ZERO) - (row["score"] < -NEARLY_ZERO)]


def share(right: pd.Series) -> tuple[float, int]:
    """Return the share of true values in per cent, and how many values there are."""
    return round(100 * float(right.mean()), 1), len(right)


def macro_f1(wanted: pd.Series, found: list[str]) -> float:
    """Return the mean F1 of the three tones in per cent."""
    results = []
    for name in TONES:
        right = sum(a == b == name for a, b in zip(wanted, found, strict=True))
        results.append(measured.prf(right, sum(wanted == name), found.count(name))["F1"])
    return round(sum(results) / len(results), 1)


def main(record: bool) -> None:
    """Print all scores of the seed; with `record`, write them into the file of scores too."""
    analysis = helpers.analyse(helpers.read(SEED))
    scores = [
        *agreement(),
        *actors(analysis.mentions),
        *quotes(analysis.quotes),
        *timexes(analysis.timexes),
        *sentiment(analysis.mentions, analysis.sentiment),
    ]
    for row in scores:
        print(f"{row.method:<16} {row.measure:<40} {row.value:>7g}  n={row.n}")
    if record:
        measured.record(scores)


if __name__ == "__main__":
    main("--record" in sys.argv[1:])
