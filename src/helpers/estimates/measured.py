"""Score a table against a gold annotation, and keep every score in one place: `data/measured.csv`.

Notebooks, report and README read their scores from there, so that no number is typed twice. Shares are in
per cent, agreement (Krippendorff's alpha) is between -1 and 1, every other measure says its unit in its name.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..knowledge import DATA, KnowledgeError, commit, rows

if TYPE_CHECKING:
    import pandas as pd

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


# --------------------------------------------------------------------------- the file of scores


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
    import pandas as pd

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
    import pandas as pd

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
    import pandas as pd

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
    import pandas as pd

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
    import pandas as pd

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


# --------------------------------------------------------------------------- scoring


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
    import pandas as pd

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
    import pandas as pd

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
