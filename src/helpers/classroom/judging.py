"""Let a class judge ten sentences by the rule, and set its judgement beside the instruments'."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .. import sentiment
from ..estimates import measured
from ..knowledge import rows

TONES = ("negative", "neutral", "positive")


def sentences() -> pd.DataFrame:
    """Return the ten sentences, numbered from 1, with «marks» around the actor to judge."""
    marked = [row["sentence"].replace("{}", f"«{row['actor']}»") for row in rows("lexicons/tone_ten.csv")]
    return pd.DataFrame({"sentence": marked}, index=pd.RangeIndex(1, len(marked) + 1, name="number"))


def judged(*classes: Sequence[str]) -> pd.DataFrame:
    """Set what readers say of the ten sentences beside the rule and the instruments.

    Args:
        classes: the answers of one reader, or of several: negative, neutral, positive (neg, neu, pos will do); "" for
            none.

    Returns:
        A row a sentence; rule (our label), reader 1, reader 2, …, the trained scorer, VADER, TextBlob, always neutral.

    Raises:
        ValueError: an answer that is no tone, or another number of answers than of sentences.
    """
    ten = rows("lexicons/tone_ten.csv")
    table = sentences()[[]].assign(rule=[row["label"] for row in ten])
    for number, answers in enumerate(classes, 1):
        table[f"reader {number}"] = _tones(answers, len(ten))
    whole = [row["sentence"].replace("{}", row["actor"]) for row in ten]
    starts = [row["sentence"].index("{}") for row in ten]
    spans = [(start, start + len(row["actor"])) for start, row in zip(starts, ten, strict=True)]
    likeliest = sentiment.toward(whole, spans)[list(sentiment.CLASSES)].to_numpy().argmax(axis=1)
    table["the trained scorer"] = [TONES[place] for place in likeliest]
    for name, judge in (("VADER", sentiment.vader), ("TextBlob", sentiment.textblob)):
        scores = [judge(sentence).score for sentence in whole]
        table[name] = [TONES[1 + (score >= sentiment.LEAST) - (score <= -sentiment.LEAST)] for score in scores]
    return table.assign(**{"always neutral": "neutral"})


def agreement(*classes: Sequence[str]) -> pd.DataFrame:
    """Work out how far each agrees with the rule.

    Args:
        classes: as for `judged`. A reader with an answer missing is left out.

    Returns:
        who, right (of ten), alpha (Krippendorff's). Of two readers and more the last line says how far they agree with
        each other.

    Raises:
        ValueError: as `judged` does.
    """
    table = judged(*classes)
    done = [name for name in table.columns[1:] if (table[name] != "").all()]
    found: list[tuple[str, int | None, float]] = [
        (name, int((table[name] == table["rule"]).sum()), measured.alpha([list(table["rule"]), list(table[name])]))
        for name in done
    ]
    readers = [list(table[name]) for name in done if name.startswith("reader")]
    if len(readers) > 1:
        found.append(("the readers, with each other", None, measured.alpha(readers)))
    return pd.DataFrame(found, columns=["who", "right", "alpha"])


def _tones(answers: Sequence[str], wanted: int) -> list[str]:
    if len(answers) != wanted:
        raise ValueError(f'{len(answers)} answers for {wanted} sentences: write one for each, or ""')
    told = []
    for answer in answers:
        begun = str(answer).strip().lower()
        fits = [tone for tone in TONES if tone.startswith(begun)] if begun else [""]
        if len(fits) != 1:
            raise ValueError(f"{answer!r} is no tone: write {', '.join(TONES)}, or as much of it as tells them apart")
        told += fits
    return told
