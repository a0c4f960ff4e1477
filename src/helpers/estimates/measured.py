"""Score a table against a gold annotation, keep every score in `data/measured.csv`, and say how far a count is off.

Notebooks, report and README read their scores from there, so that no number is typed twice. Shares are in
per cent, agreement (Krippendorff's alpha) is between -1 and 1, every other measure says its unit in its name.
"""

from __future__ import annotations

import csv
import datetime
import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from statistics import NormalDist, fmean, mean, stdev
from typing import Any

import numpy as np
import pandas as pd

from ..knowledge import DATA, KnowledgeError, commit, rows

MEASURED = DATA / "measured.csv"
# What `overview` shows of each method: rows right in all that the method says, and, for quotes, in their words alone.
ASKED = {
    "actors": ("all mentions", "mentions"),
    "quotes": ("content", "content and source", "content and speaker"),
    "timexes": ("value",),
    "timeline": ("time expressions with value",),
    "framing": ("",),
}
SPANS = ("start", "end", "cue_start", "cue_end", "source_start", "source_end")


@dataclass(frozen=True, slots=True)
class Score:
    """One measured number: which method, on which set, what, how much, out of how many, made how and when."""

    method: str
    set: str
    measure: str
    value: float
    n: int
    commit: str = ""
    date: str = ""
    command: str = ""
    where: str = ""  # where a reader gets the set


# --------------------------------------------------------------------------------------------------
# Keep scores in one file.


def read(path: Path | str = MEASURED) -> list[Score]:
    """Read all scores of the file.

    Args:
        path: of the file; by default `data/measured.csv`.

    Returns:
        The scores, in its order.

    Raises:
        KnowledgeError: a column is missing, or a value is not a number.
    """
    path = DATA / path
    written = path.stat() if path.is_file() else None
    return list(_scores(path, *((written.st_mtime_ns, written.st_size) if written else (0, 0))))


@lru_cache(maxsize=8)
def _scores(path: Path, *written: int) -> tuple[Score, ...]:
    """Return all scores of a file as it was written then: every figure asks for some."""
    names = tuple(field.name for field in fields(Score))
    scores = []
    for row in rows(path, names):
        try:
            numbers: dict[str, Any] = {"value": float(row["value"]), "n": int(row["n"])}
            scores.append(Score(**{name: row[name] for name in names} | numbers))
        except ValueError as error:
            raise KnowledgeError(f"{Path(path).name} line {row['line']}: {error}") from error
    return tuple(scores)


def value(method: str, set: str, measure: str, path: Path | str = MEASURED) -> float:
    """Look up one score.

    Args:
        method: as `data/measured.csv` names it; so are set and measure.
        set: of texts that it was measured on.
        measure: what was measured.
        path: another such file.

    Returns:
        Its value, as it was measured.

    Raises:
        KeyError: it has not been measured.

    Example:
        >>> 50 < value("quotes", "GGT dev", "relaxed F1") <= 100
        True
    """
    return score(method, set, measure, path).value


def score(method: str, set: str, measure: str, path: Path | str = MEASURED) -> Score:
    """Look up one score with how many were asked, which says how much it is worth.

    Args:
        method: as for `value`; so are the others.
        set: as there.
        measure: as there.
        path: as there.

    Returns:
        The row.

    Raises:
        KeyError: it has not been measured.

    Example:
        >>> score("quotes", "GGT dev", "relaxed F1").n > 100
        True
    """
    known = {(score.method, score.set, score.measure): score for score in read(path)}
    if (method, set, measure) in known:
        return known[method, set, measure]
    near = sorted(" · ".join(key) for key in known if key[0] == method)
    raise KeyError(f"not measured: {method} · {set} · {measure}; measured are: {'; '.join(near) or 'nothing'}")


def frame(path: Path | str = MEASURED) -> pd.DataFrame:
    """Read all scores of the file as a table.

    Args:
        path: as for `read`.

    Returns:
        A row a score; its columns are the fields of `Score`.

    Raises:
        KnowledgeError: as `read` does.
    """
    return pd.DataFrame([asdict(score) for score in read(path)])


def shown(set: str = "", method: str = "", measures: Sequence[str] = ()) -> pd.DataFrame:
    """Return measured scores for a lesson: how good is which method, on which texts, out of how many.

    Args:
        set: name of the annotated set, or a part of it; '' for all.
        method: of the program's, '' for all.
        measures: to show, in this order; none: all.

    Returns:
        A row a score: method, texts (in words for readers who do not know the names of sets, each set in its own),
        measure, value, n, where (the address of the set, or who has it). A notebook shows addresses as links.

    Raises:
        KeyError: nothing was measured of this kind.
    """
    table = frame()
    fits = table["set"].str.contains(set, regex=False) & table["method"].str.contains(method, regex=False)
    fits &= table["measure"].str.endswith(tuple(measures) or ("",))
    if not fits.any():
        raise KeyError(f"nothing measured for set {set!r}, method {method!r}, measures {list(measures)}")
    table = table[fits].reset_index(drop=True)
    links = [sets().get(name, ("", ""))[1] or where for name, where in zip(table["set"], table["where"], strict=True)]
    table = table.assign(texts=_in_words(table["set"]), where=links)
    table = table[["method", "texts", "measure", "value", "n", "where"]]
    table._repr_html_ = partial(table.to_html, render_links=True, notebook=True)  # type: ignore[method-assign]
    return table


def _in_words(names: Iterable[str]) -> list[str]:
    """Say what each set is; two sets that are the same in words keep their names beside them."""
    names, known = list(names), sets()
    words = {name: known[name][0] if name in known else name for name in names}
    shared = [said for said, n in Counter(words.values()).items() if n > 1]
    return [f"{words[name]} ({name})" if words[name] in shared else words[name] for name in names]


def overview() -> pd.DataFrame:
    """Set the precision of each method beside its recall: method, set, what, precision, found, recall, annotated.

    precision is a share of the rows found, recall of the rows annotated. Of the sentiment see `shown`: it has classes.
    """
    scores = {(score.method, score.set, score.measure): score for score in read()}
    rows = []
    for (method, name, measure), precision in scores.items():
        what, _, last = measure.rpartition(" ")
        recall = scores.get((method, name, f"{what} recall".strip()))
        if last == "precision" and recall and what in ASKED.get(method.partition(":")[0], ()):
            rows.append((method, name, what, precision.value, precision.n, recall.value, recall.n))
    columns = ["method", "set", "what", "precision", "found", "recall", "annotated"]
    return pd.DataFrame(rows, columns=columns)


def coverage(set: str = "") -> pd.DataFrame:
    """Look up how often intervals held the true number.

    Args:
        set: only sets whose name contains these words; '' for all.

    Returns:
        set, counted, error from, articles (how many at a time), held (per cent), n.
    """
    rows = []
    for score in read():
        _, *parts = score.measure.split(" · ")
        if score.method.startswith("interval") and set in score.set and len(parts) == 3:
            begins = ("all ", "error from ", "articles ")
            counted, source, articles = (part.removeprefix(start) for part, start in zip(parts, begins, strict=True))
            rows.append((score.set, counted, source, int(articles), score.value, score.n))
    columns = ["set", "counted", "error from", "articles", "held", "n"]
    return pd.DataFrame(rows, columns=columns).sort_values(columns[:4], ignore_index=True)


REGIONS = "Worldwide newswire, articles without training labels"
WHERE_FROM = {"LATAM": "Latin America", "Indigenous": "Indigenous peoples"}  # what the set calls them, in words


def regions() -> pd.DataFrame:
    """Return how well names are read from where: F1 of names found, and of those found with the right kind.

    Returns:
        A row a region and one for all: region, names (marked there), found and right kind of this program, and of the
        parser alone.
    """
    found: dict[str, dict[str, float]] = {}
    columns = {"names found F1": "found", "names found and of the right kind F1": "right kind"}
    for score in read():
        measure, _, region = score.measure.partition(", ")
        if score.set == REGIONS and measure in columns:
            row = found.setdefault(WHERE_FROM.get(region, region) or "all", {"names": score.n})
            row[columns[measure] + (", parser alone" if score.method != "actors" else "")] = score.value
    order = ["names", "found", "right kind", "found, parser alone", "right kind, parser alone"]
    table = pd.DataFrame.from_dict(found, orient="index")[order].rename_axis("region").reset_index()
    return table.sort_values("region", key=lambda names: names.replace("all", ""), ignore_index=True)


@cache
def sets() -> dict[str, tuple[str, str]]:
    """Return {set: (what it is in plain words, the address where it is found, or '')}, from `data/sets.csv`."""
    return {row["set"]: (row["plain"], row["link"]) for row in rows("sets.csv", ("set", "plain", "link"))}


def plain(basis: str) -> str:
    """Say what a score rests on in words for those who don't know the sets: their names become what they are.

    Args:
        basis: the name of a set, or a sentence that names some.

    Returns:
        The same with each known name of a set replaced.
    """
    known = sets()
    longest = sorted(known, key=lambda name: (-len(name), name))
    every = "|".join(map(re.escape, longest))
    names_alone = re.fullmatch(rf"(?:{every})(?: and (?:{every}))*", basis)
    # In a sentence only names that can't be its words: "seed" in somebody's own words stays.
    wanted = every if names_alone else "|".join(re.escape(name) for name in longest if not name.islower())
    return re.sub(wanted, lambda found: known[found[0]][0], basis)


def annotators() -> pd.DataFrame:
    """Return who annotated each set, and how well two people agree there: set, by, agreement, source."""
    columns = ("set", "by", "agreement", "source")
    return pd.DataFrame(rows("annotators.csv", columns))[list(columns)]


def record(new: Iterable[Score], path: Path | str = MEASURED) -> None:
    """Write scores into the file; one with the same method, set and measure replaces the old one.

    Commit and date are filled in where they are empty; the file stays sorted and keeps its first lines. A share
    of nothing (n of 0) is no score and is left out.

    Args:
        new: the scores.
        path: of the file, which is there already.

    Raises:
        KnowledgeError: the file is none of scores.
    """
    path = Path(path)
    kept = {(score.method, score.set, score.measure): score for score in read(path)}
    for score in new:
        stamped = {"commit": score.commit or commit(), "date": score.date or datetime.date.today().isoformat()}
        kept[score.method, score.set, score.measure] = Score(**asdict(score) | stamped)
    notes = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(line + "\n" for line in notes)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Score))
        for _, score in sorted((key, score) for key, score in kept.items() if score.n):
            writer.writerow((*astuple(score)[:3], f"{score.value:g}", *astuple(score)[4:]))


# --------------------------------------------------------------------------------------------------
# Score rows found against those of a gold annotation.


def gold(name: str, folder: str = "gold", prefix: str = "seed_", suffix: str = "") -> pd.DataFrame:
    """Read one gold table.

    Args:
        name: mentions, quotes or timexes.
        folder: within `data/`.
        prefix: of the file's name: which articles.
        suffix: of the file's name: which annotator; '' for the gold itself.

    Returns:
        The rows; offsets are whole numbers, <NA> for none.

    Raises:
        KnowledgeError: there is no such file.
    """
    table = pd.DataFrame(rows(f"{folder}/{prefix}{name}{suffix}.csv", ("article_id", "start", "end")))
    table = table.drop(columns="line")
    for column in table.columns.intersection(SPANS):
        table[column] = pd.to_numeric(table[column].replace("", pd.NA)).astype("Int64")
    return table


def pairs(gold: pd.DataFrame, found: pd.DataFrame, least: float = 0.0) -> list[tuple[int, int]]:
    """Pair the rows of two tables one to one by their spans.

    The spans with the largest shared part of their common length (Jaccard, in characters) are paired first,
    ties by position.

    Args:
        gold: article_id, start, end.
        found: the same.
        least: what a pair needs more than, 0 to 1; all of it when it is 1.

    Returns:
        (position in gold, position in found), sorted.

    Example:
        >>> import pandas as pd
        >>> gold = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [10]})
        >>> found = pd.DataFrame({"article_id": ["a", "a"], "start": [5, 0], "end": [12, 9]})
        >>> pairs(gold, found)
        [(0, 1)]
    """
    candidates = []
    for i, (article, start, end) in enumerate(zip(gold["article_id"], gold["start"], gold["end"], strict=True)):
        for j, (other, first, last) in enumerate(zip(found["article_id"], found["start"], found["end"], strict=True)):
            shared = min(end, last) - max(start, first)
            if article == other and shared > 0:
                likeness = shared / (max(end, last) - min(start, first))
                if likeness > least or likeness == 1:
                    candidates.append((-likeness, i, j))
    taken_gold, taken_found, result = set(), set(), []
    for _, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            result.append((i, j))
    return sorted(result)


def compare(gold: pd.DataFrame, found: pd.DataFrame, agree: Sequence[str] = (), least: float = 0.0) -> dict[str, float]:
    """Score found rows against gold rows.

    A row is right when it is paired with a gold row (see `pairs`) and both say the same in every column of `agree`.

    Args:
        gold: article_id, start, end, and the columns to agree in.
        found: the same.
        agree: these columns; none for spans alone.
        least: as for `pairs`.

    Returns:
        As `prf` has it.
    """
    paired = pairs(gold, found, least)
    right = sum(all(gold[column].iloc[i] == found[column].iloc[j] for column in agree) for i, j in paired)
    return prf(right, len(gold), len(found))


def side_by_side(gold: pd.DataFrame, found: pd.DataFrame, columns: Sequence[str], least: float = 0.0) -> pd.DataFrame:
    """Set gold rows beside found rows.

    Args:
        gold: article_id, start, end, and the columns to show.
        found: the same.
        columns: which are shown of both.
        least: as for `pairs`.

    Returns:
        `seen` (both, gold only, program only), and each column of both sides, '' where there is no row; in the order of
        the text.
    """
    matched = pairs(gold, found, least)
    both: list[tuple[int | None, int | None]] = [*matched]
    both += [(i, None) for i in range(len(gold)) if i not in {i for i, _ in matched}]
    both += [(None, j) for j in range(len(found)) if j not in {j for _, j in matched}]
    rows = []
    starts = [gold["start"].iloc[i] if i is not None else found["start"].iloc[j] for i, j in both]
    for _, (i, j) in sorted(zip(starts, both, strict=True), key=lambda pair: int(pair[0])):
        row = {"seen": "both" if i is not None and j is not None else "gold only" if j is None else "program only"}
        for column in columns:
            row[f"{column} (gold)"] = "" if i is None else gold[column].iloc[i]
            row[f"{column} (program)"] = "" if j is None else found[column].iloc[j]
        rows.append(row)
    return pd.DataFrame(rows, columns=["seen", *(f"{c} ({side})" for c in columns for side in ("gold", "program"))])


def prf(right: int, gold: int, found: int) -> dict[str, float]:
    """Work out precision, recall and F1.

    Args:
        right: rows found that are right.
        gold: rows that are there.
        found: rows that were found.

    Returns:
        The three in per cent with one decimal, 0 of nothing; and the counts: right, gold, found.

    Example:
        >>> prf(right=8, gold=10, found=9)
        {'precision': 88.9, 'recall': 80.0, 'F1': 84.2, 'right': 8, 'gold': 10, 'found': 9}
    """
    share = {"precision": (right, found), "recall": (right, gold), "F1": (2 * right, gold + found)}
    rates = {name: round(100 * part / whole, 1) if whole else 0.0 for name, (part, whole) in share.items()}
    return rates | {"right": right, "gold": gold, "found": found}


def alpha(coders: Sequence[Sequence[Hashable]], ordered: Sequence[Hashable] = ()) -> float:
    """Work out how far coders agree who judged the same units: Krippendorff's alpha (NLTK's AnnotationTask).

    Args:
        coders: one sequence a coder, in the same order.
        ordered: the categories from low to high, where they have an order; then a small disagreement counts less. Empty
            for none.

    Returns:
        1 for agreement throughout, 0 for what chance would give, below 0 for less; 1 where all say the same.

    Example:
        >>> alpha([["yes", "no", "yes", "no"], ["yes", "no", "yes", "no"]])
        1.0
    """
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    if len({len(labels) for labels in coders}) != 1:
        raise ValueError(f"coders labelled {', '.join(str(len(labels)) for labels in coders)} units: one each")
    if all(first == other for labels in coders[1:] for first, other in zip(coders[0], labels, strict=True)):
        return 1.0  # also where there is one label only, for which the formula would divide by nothing
    rank = {label: number for number, label in enumerate(ordered)}
    given = ((coder, unit, label) for coder, labels in enumerate(coders) for unit, label in enumerate(labels))
    data = [(str(coder), str(unit), rank[label] if ordered else label) for coder, unit, label in given]
    return round(AnnotationTask(data, distance=interval_distance if ordered else binary_distance).alpha(), 3)


# --------------------------------------------------------------------------------------------------
# Put an interval around a count that contains the tool's own error.
#
# A tool finds rows; some are wrong, some are missed. Two ways to say how many there are in truth:
#
# - `count`, `of_articles`: from the error measured elsewhere (`data/measured.csv`). They assume that the
#   tool errs in your texts as it did there, up to how far the annotated sets differ from one another.
# - `confirmed`, `total`: from a random sample of your own texts that somebody checked. Assumes only that the
#   sample was drawn at random and that the checker is right.
#
# Methods: for the first, a ratio estimator whose variance is measured between annotated articles by leaving out one
# after the other (jackknife; Särndal and others 1992), drawn from a gamma distribution; where less is found than
# annotated articles hold on average, the line through the articles goes before the ratio. For the second, the
# difference estimator of survey sampling (Särndal and others), which Angelopoulos and others (2023,
# Prediction-powered inference; power tuning in PPI++, 2024) and Egami and others (2023, design-based supervised
# learning) rest on, for a finite corpus.


LEVEL = 0.95
NORMAL = NormalDist().inv_cdf((1 + LEVEL) / 2)
DRAWS = 4000  # the limits of a 95 % interval then move by less than a tenth of its width from seed to seed
SEED = 20230216
UNSEEN = 0.1  # of a row: where nothing was found something may have been missed
FRAMING = "framing accounts"  # the set of whole articles; its other one holds hard single sentences
MEASURES = {  # the columns of an error, and what they are called in data/measured.csv
    "per_found": "true per found",
    "dispersion": "dispersion",
    "freedom": "dispersion: degrees of freedom",
    "size": "found in one article (mean)",
    "missed": "missed in an article of few (number)",
    "missed_variance": "missed in an article of few (variance)",
}
BETWEEN = ("count: statements", "between sets", "sd of log true per found")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was found, what is likely there in truth, and between which limits; `basis` says how it is known."""

    found: float
    value: float
    low: float
    high: float
    basis: str


@dataclass(frozen=True, slots=True)
class Error:
    """How a method errs when it counts.

    precision: the share (0 to 1) of the rows found that are right, one by one: what a reader's own check measures.
    per_found: how many there are in truth for each one found; a wrong row and a missed one are often the same row
    with other bounds, so this can be near 1 where precision is not. dispersion: how much more than by chance (1:
    Poisson) the truth differs from that, from article to article. doubt: the relative standard error of per_found.
    articles: behind the dispersion, None when it is given and not measured; freedom: the degrees of freedom it has.
    size: how many are found in one article on average. In one in which fewer are found, more are missed: missed and
    missed_variance are the number, and the variance, that come on top as the number found goes to nothing.
    """

    precision: float
    per_found: float
    dispersion: float
    doubt: float
    articles: int | None = None
    basis: str = "as given"
    freedom: float = math.inf
    size: float = 0.0
    missed: float = 0.0
    missed_variance: float = 0.0

    def checked(self, right: int, wrong: int, settled: int | None = None, unseen: float = math.inf) -> Error:
        """Put the reader's own precision into the error: so many rows, drawn at random, are right and wrong.

        What is missed stays as it was

        Args:
            right: rows that were right when they were checked.
            wrong: rows that were not.
            settled: how many of these are right by now; None for as many as were right.
            unseen: how many rows of the corpus nobody looked at.

        Returns:
            The new error.
        """
        n, settled = right + wrong, right if settled is None else settled
        own = (right + 0.5) / (n + 1)
        rest = unseen / (unseen + n) if unseen < math.inf else 1.0  # the part of the corpus that is not known yet
        share = rest * own + (1 - rest) * max(settled, 0.5) / n
        doubt = math.hypot(self.doubt, rest * math.sqrt(own * (1 - own) / n) / share)
        basis = f"{n} row{'s' * (n != 1)} of yours checked by hand ({right} right)"
        basis += f" and, for what is missed, {self.basis}"
        return replace(self, precision=own, per_found=self.per_found * share / self.precision, doubt=doubt, basis=basis)

    def sampled(self, every: Error, here: Estimate) -> Error:
        """Put the reader's own count of what is there into the error, missed rows too.

        A count of one speaker is off from all of them as far as it was where that was

        Args:
            every: how the count of all rows errs where it was measured, whoever they are of.
            here: that count in the reader's corpus (`total`).

        Returns:
            The new error.
        """
        found = max(here.found, 1.0)
        value = max(here.value, 0.5)
        doubt = math.hypot(0 if self == every else self.doubt, (here.high - here.value) / NORMAL / value)
        ratio = self.per_found / every.per_found * value / found
        return replace(self, per_found=ratio, doubt=doubt, basis=here.basis.replace("units", "sentences of yours"))


def rates(precision: float, n_precision: int, recall: float, n_recall: int, basis: str = "as given") -> Error:
    """Work out the error of a method of which precision and recall are known.

    Takes rows to be right, and missed, as by dice: the variance of a binomial and a negative binomial count.

    Args:
        precision: 0 to 1.
        n_precision: on how many rows it was
        recall: 0 to 1.
        n_recall: on how many rows it was
        basis: where that was, in words.

    Returns:
        The error, its dispersion that of chance.

    Example:
        >>> error = rates(0.9, 200, 0.8, 200)
        >>> round(error.per_found, 2)  # so many there in truth for each one found
        1.12
    """
    p, q = ((share * n + 0.5) / (n + 1) for share, n in ((precision, n_precision), (recall, n_recall)))
    doubt = math.sqrt((1 - p) / p / n_precision + (1 - q) / q / n_recall)
    return Error(precision, p / q, ((1 - p) + (1 - q)) / q, doubt, None, basis)


def measured_error(what: str, only: str = "", carried: bool = True) -> Error:
    """Look up how a count errs, as `data/measured.csv` has it.

    Without a measured dispersion, errors fall as by dice (`rates`).

    Args:
        what: what is counted ("statements of a speaker"), or a measure of framing.
        only: one set; '' for all.
        carried: with how far sets differ, as texts of another kind will.

    Returns:
        The mean of the sets' errors.

    Raises:
        KeyError: it was not
    """
    scores = read()
    sets: dict[str, dict[str, Score]] = {}
    for score in scores:
        framing = score.method == f"framing: {what}" and score.set == FRAMING
        if (score.method == f"count: {what}" or framing) and only in ("", score.set) and score.set != BETWEEN[1]:
            sets.setdefault(score.set, {})[score.measure] = score
    errors = [_of_set(known, name) for name, known in sets.items()]
    if not errors:
        raise KeyError(f"not measured: count: {what}{f' · {only}' if only else ''}")
    between = next(s.value for s in scores if (s.method, s.set, s.measure) == BETWEEN) if carried else 0.0
    k = len(errors)
    known = math.sqrt(sum(error.doubt**2 for error in errors)) / k
    return Error(
        mean(error.precision for error in errors),
        math.exp(mean(math.log(error.per_found) for error in errors)),
        mean(error.dispersion for error in errors),
        math.hypot(known, between * math.sqrt(1 + 1 / k)),
        sum(error.articles or 0 for error in errors) or None,
        " and ".join(sorted(sets)),
        sum(error.freedom for error in errors),
        *(mean(getattr(error, name) for error in errors) for name in ("size", "missed", "missed_variance")),
    )


def _of_set(known: Mapping[str, Score], name: str) -> Error:
    share = known["precision"]
    if "recall" in known:
        recall = known["recall"]
        return rates(share.value / 100, share.n, recall.value / 100, recall.n, name)
    values = {field: known[measure].value for field, measure in MEASURES.items()}
    doubt = math.sqrt(values["dispersion"] / (values["per_found"] * known[MEASURES["per_found"]].n))
    articles = known[MEASURES["dispersion"]].n
    return Error(share.value / 100, **values, doubt=doubt, articles=articles, basis=name)


def student(freedom: int) -> float:
    """Find the quantile of Student's t for a two-sided interval of 95 %.

    Args:
        freedom: degrees of freedom, three at least.

    Returns:
        How many standard errors it reaches to either side.

    Method:
        Cornish-Fisher expansion (Abramowitz and Stegun 1964, 26.7.5); off by less than 1 per cent from 4 on.

    Example:
        >>> round(student(10), 2)
        2.23
    """
    z = NORMAL
    terms = ((z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384)
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))


# --------------------------------------------------------------------------- from measured error


def count(found: float, error: Error) -> Estimate:
    """Estimate how many there are in truth where a tool found so many.

    Args:
        found: how many.
        error: of counting them.

    Returns:
        The estimate with its interval; the same each time.
    """
    return _estimate(found, _true_totals(found, error), error.basis)


def _true_totals(found: float, error: Error) -> np.ndarray:
    """Draw likely true totals: whole numbers, (`DRAWS`,).

    For each draw a ratio and a dispersion that the measurement allows; then a gamma count with their mean and
    variance.
    """
    rng = np.random.default_rng(SEED)
    wider = error.freedom / rng.chisquare(error.freedom, DRAWS) if error.freedom < math.inf else np.ones(DRAWS)
    ratio = error.per_found * np.exp(rng.normal(0, error.doubt, DRAWS) * np.sqrt(wider))
    rows = found + UNSEEN * (error.dispersion > 1e-6)
    few = max(0.0, 1 - found / error.size) if error.size else 0.0
    expected = ratio * rows + error.missed * few
    variance = wider * (error.dispersion * error.per_found * rows + error.missed_variance * few)
    scale = np.maximum(variance, 1e-9) / np.maximum(expected, 1e-9)
    return np.round(rng.gamma(expected / scale, scale))


def of_articles(hits: int, total: int, error: Error) -> Estimate:
    """Estimate the share of articles like these in which something is.

    Contains the tool's error and the chance of few articles: the share found (Jeffreys interval, which reaches the
    end where nothing or everything was a hit: Brown, Cai and DasGupta 2001) times what is there for each one found.

    Args:
        hits: articles in which a tool found it.
        total: articles.
        error: of finding it.

    Returns:
        The estimate of the share, 0 to 1; of no articles 0.5, between 0 and 1.
    """
    if not total:
        return Estimate(0.0, 0.5, 0.0, 1.0, error.basis)
    rng = np.random.default_rng(SEED)
    ratio = error.per_found * np.exp(rng.normal(0, error.doubt, DRAWS))
    share = np.minimum(1, rng.beta(hits + 0.5, total - hits + 0.5, DRAWS) * ratio)
    found = _estimate(hits / total, share, error.basis)
    return replace(found, low=found.low if hits else 0.0, high=found.high if hits < total else 1.0)


def _estimate(found: float, draws: np.ndarray, basis: str) -> Estimate:
    low, middle, high = np.quantile(draws, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2])
    return Estimate(found, float(middle), float(low), float(high), basis)


# --------------------------------------------------------------------------- from a checked sample


def confirmed(found: int, right: int, wrong: int) -> Estimate:
    """Estimate how many of the rows found are right, when a random sample of them was checked.

    The rows that nobody checked are right as often as those that somebody did (beta-binomial, Jeffreys
    prior); when all are checked the interval closes. Says nothing about what the tool missed.

    Args:
        found: rows found.
        right: of the sample, how many are right.
        wrong: and how many are not.

    Returns:
        The estimate.

    Raises:
        ValueError: more rows were checked than found.

    Example:
        >>> everything = confirmed(found=20, right=18, wrong=2)
        >>> everything.low, everything.high
        (18.0, 18.0)
    """
    if right + wrong > found:
        raise ValueError(f"{right + wrong} rows checked, but only {found} found")
    rng = np.random.default_rng(SEED)
    share = rng.beta(right + 0.5, wrong + 0.5, DRAWS)
    draws = right + rng.binomial(found - right - wrong, share)
    return _estimate(found, draws, f"{right + wrong} of {found} rows checked, {right} right")


def total(found: Sequence[float], checked: Mapping[int, float]) -> Estimate:
    """Estimate the true sum over all units, of which a random sample was checked (misses included).

    The tool's sum is put right by the mean difference in the sample, and used as far as it predicts the
    truth there (power tuning). Two made-up units, one with a row too many and one with a row too few, keep
    the interval honest when the sample happens to hold no error (as in Agresti and Coull 1998).

    Args:
        found: what the tool found in each unit (sentence, article).
        checked: {unit: what is there in truth}.

    Returns:
        The estimate.

    Raises:
        ValueError: fewer than two units were checked.
    """
    units, sample = len(found), len(checked)
    if sample < 2:
        raise ValueError("check at least two units, drawn at random")
    predicted = [found[unit] for unit in checked]
    truth = list(checked.values())
    weight = _tuning(predicted, truth)
    rest = [y - weight * f for y, f in zip(truth, predicted, strict=True)]
    value = weight * sum(found) + units * sum(rest) / sample
    mean = sum(rest) / sample
    squares = sum((r - mean) ** 2 for r in rest) + 2 * (sample < units)
    error = units * math.sqrt(squares / (sample + 1) / sample * (1 - sample / units))
    reach = NORMAL * (1 + 1 / sample) * error
    known = sum(truth)  # what was seen in the sample is there
    return Estimate(sum(found), value, max(known, value - reach), value + reach, f"{sample} of {units} units checked")


def _tuning(predicted: Sequence[float], truth: Sequence[float]) -> float:
    """Return how far to lean on the tool: the slope of truth on prediction in the sample, 0 to 1."""
    n = len(truth)
    mean_f, mean_y = sum(predicted) / n, sum(truth) / n
    variance = sum((f - mean_f) ** 2 for f in predicted)
    if variance == 0:
        return 1.0
    slope = sum((f - mean_f) * (y - mean_y) for f, y in zip(predicted, truth, strict=True)) / variance
    return min(1.0, max(0.0, slope))


# --------------------------------------------------------------------------------------------------
# Widen the mean of tone scores by the scorer's own error, as measured on ordinary news.


SET = "ordinary news"  # mentions drawn at random from newspaper articles: data/gold/portrayal_news_rule.md


def widened(scores: pd.DataFrame, method: str, own: Sequence[float] = ()) -> pd.DataFrame:
    """Widen the `low` and `high` of mean scores, which hold the chance of few sentences, by the scorer's own error.

    The error of a mean of scores: the mean error, which no number of sentences makes smaller, and the spread of single
    errors over the root of the number of sentences, as measured on ordinary news: two mentions of an actor in one
    sentence are misheard together. Where the reader has judged `sample.ENOUGH` mentions or more, the interval lies
    around the mean put right by theirs, with their spread (prediction-powered inference for a mean: Angelopoulos and
    others 2023).

    Args:
        scores: sentences, mean, low, high; a row an actor.
        method: the scorer, as `data/measured.csv` names it.
        own: what the reader's own judgements are above the scores (`sample.tone_errors`); empty for none.

    Returns:
        The same rows, `low` and `high` between -1 and 1.

    Raises:
        KeyError: the scorer's error was not
    """
    n = scores["sentences"].clip(lower=1)
    if own:
        shift, single = fmean(own), stdev(own)
        error = student(len(own) - 1) * single * (1 / n + 1 / len(own)) ** 0.5
    else:
        bias, single = (value(method, SET, f"score: {name}") for name in ("mean error", "sd of error"))
        shift, error = 0.0, (bias**2 + single**2 / n) ** 0.5 * NORMAL
    low = scores["mean"] + shift - ((scores["mean"] - scores["low"]) ** 2 + error**2) ** 0.5
    high = scores["mean"] + shift + ((scores["high"] - scores["mean"]) ** 2 + error**2) ** 0.5
    return scores.assign(low=low.clip(-1, 1).round(3), high=high.clip(-1, 1).round(3))


def basis(own: Sequence[float]) -> str:
    """Say on what the error of a mean rests.

    Args:
        own: the reader's own judgements, as `widened` takes them.

    Returns:
        How many there are, in words; without any the set that the error was measured on.
    """
    return f"{len(own)} mentions of yours, judged by hand" if own else SET
