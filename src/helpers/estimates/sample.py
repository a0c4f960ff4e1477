"""Draw rows at random for somebody to check, and turn the checks into an estimate.

A sheet has the columns of `data/corrections.csv`; fill in `value`, and append the lines there (or give the
sheet itself as `--corrections`). Rows of a table are `right` or `wrong`: that measures precision. Sentences
get the number of statements they report in truth: that finds what was missed as well. `tones` are mentions, each
`negative`, `neutral` or `positive`: how the sentence speaks of who is named, which the instruments are held against.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ..analysis import Analysis
from ..tables import CHECKS, CORRECTIONS, ROLES, TONES, affirmed
from . import measured
from .measured import Estimate

TABLES = (*CHECKS, "framing", "sentences", "tones")
RESTS_ON = {"events": "timexes"}  # a table whose rows are as right as those of another
ENOUGH = 10  # judged tones from which they go before the measured error
SHOWN = {
    "mentions": ("kind", "actor"),
    "quotes": ("speaker", "cue", "source"),
    "timexes": ("type", "value"),
    "framing": ("measure", "value", "reason"),
    "sentences": ("found",),
    "tones": ("actor", "sentence"),
}


def sheet(analysis: Analysis, table: str, n: int = 50, seed: int = 0) -> pd.DataFrame:
    """Draw rows at random; return a sheet to fill in, in the order of the text.

    Args:
        analysis: to draw from.
        table: one of `TABLES`.
        n: how many rows; all, if there are fewer.
        seed: the same seed draws the same rows.

    Returns:
        The columns of `data/corrections.csv`; `why` shows what the tool says of the row; the checker may overwrite it.

    Raises:
        ValueError: a table that can't be sampled, or an n below one.
    """
    if table not in TABLES:
        raise ValueError(f"no samples of {table!r}; there are samples of {', '.join(TABLES)}")
    if n < 1:
        raise ValueError(f"a sample has at least one row, not {n}")
    special = {"sentences": found_in_sentences, "tones": _judged}
    rows = special[table](analysis) if table in special else getattr(analysis, table)
    drawn = rows.sample(min(n, len(rows)), random_state=seed).sort_index()
    says = ["; ".join(f"{name}: {row[name]}" for name in SHOWN[table]) for row in drawn.to_dict("records")]
    words = drawn.rename(columns={ROLES["mentions" if table == "tones" else table].words: "surface"})
    column = {"tones": "tone", "framing": drawn["measure"] if table == "framing" else ""}.get(table, "")
    words = words.assign(table="mentions" if table == "tones" else table, column=column)
    return words.assign(change="checked", value="", who="", why=says)[list(CORRECTIONS)]


def _judged(analysis: Analysis) -> pd.DataFrame:
    """Return the mentions that have a tone, each with its sentence; without scores, which would sway the checker."""
    key = ["article_id", "sentence_id"]
    sentences = analysis.sentences[[*key, "surface"]].rename(columns={"surface": "sentence"})
    mentions = analysis.mentions[analysis.mentions["actor_id"] != ""]
    return mentions.merge(sentences, on=key, how="left")


def found_in_sentences(analysis: Analysis) -> pd.DataFrame:
    """Count the statements that the tool found to begin in each sentence.

    Args:
        analysis: whose sentences and quotes are read.

    Returns:
        The sentences, with the count in `found`.
    """
    said = affirmed(analysis.quotes)
    begun = Counter(zip(said["article_id"], said["sentence_id"], strict=True))
    keys = zip(analysis.sentences["article_id"], analysis.sentences["sentence_id"], strict=True)
    return analysis.sentences.assign(found=[begun[key] for key in keys])


def checked(analysis: Analysis, table: str, measure: str = "") -> tuple[int, ...]:
    """Count how many rows of a table a reader found right and wrong, are right by now, and nobody looked at.

    Args:
        analysis: with the reader's corrections.
        table: its name; events are as right as their time expressions.
        measure: of framing, the one that is counted; '' for all.

    Returns:
        These four numbers, or () where no row was checked.
    """
    source = RESTS_ON.get(table, table)
    checks = _checks(analysis, source)
    checks = checks[checks["column"] == measure] if measure else checks
    if checks.empty:
        return ()
    rows, edits = getattr(analysis, source), analysis.corrections
    places = _places(rows[rows["measure"] == measure] if measure else rows)
    put_right = set(_places(edits[(edits["table"] == source) & (edits["change"] == "set")]))
    verdict = dict(zip(_places(checks), checks["value"], strict=True))
    settled = sum(verdict.get(place) == "right" or (place in verdict and place in put_right) for place in places)
    right, wrong = (sum(value == name for value in verdict.values()) for name in ("right", "wrong"))
    return right, wrong, settled, sum(place not in verdict for place in places)


def statements(analysis: Analysis) -> Estimate | None:
    """Estimate how many statements there are from sentences that a reader checked.

    What the tool found is counted as before anybody put it right.

    Args:
        analysis: with the reader's corrections.

    Returns:
        The estimate; None where fewer than two were checked.
    """
    checks = _checks(analysis, "sentences")
    if len(checks) < 2:
        return None
    sentences = found_in_sentences(analysis)
    place = {key: number for number, key in enumerate(_places(sentences))}
    found, edits = sentences["found"].tolist(), analysis.corrections
    for row in edits[(edits["table"] == "quotes") & edits["change"].isin(["add", "remove"])].itertuples():
        inside = (sentences["article_id"] == row.article_id) & (sentences["start"] <= row.start)
        if inside.any():
            found[sentences[inside].index[-1]] += 1 if row.change == "remove" else -1
    truth = {place[key]: float(value) for key, value in zip(_places(checks), checks["value"], strict=True)}
    return measured.total(found, truth)


def tone_errors(analysis: Analysis, method: str) -> list[float]:
    """Say how far the reader's tones are above one instrument's scores.

    Args:
        analysis: with the reader's corrections.
        method: the instrument, as the table of sentiment names it.

    Returns:
        The difference for each mention judged, between -2 and 2; [] where fewer than `ENOUGH` were.
    """
    checks = _checks(analysis, "tones")
    if checks.empty:
        return []
    judged = {place: TONES[value] for place, value in zip(_places(checks), checks["value"], strict=True)}
    places = zip(_mention_keys(analysis.mentions), _places(analysis.mentions), strict=True)
    tones = {row: judged[place] for row, place in places if place in judged}
    own = analysis.sentiment[analysis.sentiment["method"] == method]
    rest = [tones[key] - score for key, score in zip(_mention_keys(own), own["score"], strict=True) if key in tones]
    return rest if len(rest) >= ENOUGH else []


def _mention_keys(table: pd.DataFrame) -> list[str]:
    """Name the mention of each row: article_id#mention_id."""
    return (table["article_id"] + "#" + table["mention_id"]).tolist()


def _checks(analysis: Analysis, table: str) -> pd.DataFrame:
    """Return the checks of one kind of sample; the last word counts where a place was checked twice."""
    done = analysis.corrections
    name, column = ("mentions", "tone") if table == "tones" else (table, "")
    asked = (done["table"] == name) & (done["change"] == "checked")
    asked &= (done["column"] == column) | (table == "framing")
    return done[asked].drop_duplicates(["article_id", "start", "end", "column"], keep="last")


def _places(table: pd.DataFrame) -> list[tuple[str, int, int]]:
    return list(zip(table["article_id"], table["start"], table["end"], strict=True))
