"""Say in words what the tables show: up to five findings, each with its limit and the marks that prove it.

The sentences describe how the text is written. They never say who is right. Every count is followed by how far the
tool’s own error lets it be off, as the figures have it (`charts.whiskers`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from .. import charts
from ..analysis import Analysis
from ..charts import clocks, telling, voices, whiskers
from ..estimates import measured
from ..estimates.measured import SET
from ..phrases import begun, counted, first_words, minus, together
from ..tables import statements as statements_of
from ..timeline.calendar import UNKNOWN
from .evidence import Figure

Proof = Callable[[str, Iterable[tuple[str, str]]], tuple[tuple[str, str], ...]]
VOICE = {"author": "In the author’s own words", "quoted": "In the words of people quoted"}
# Stand in the first bracket of a sentence; the others need no second one.
WHY, BEFORE = ", allowing for the tool’s own error", ", before allowing for the tool’s own error"
MOST = 5  # findings on a front page
NAME_BEFORE, NEAR = re.compile(r"[A-Z]\w{3,} $"), 30  # a capital word, and how far back one is looked for
NOTED = 3  # places that one quotes; of many articles, words that stand so often
ENOUGH = 20  # asked, from which a share tells something
SILENT = "named three times or more and not heard: quoted after all"  # as it was measured


@dataclass(frozen=True)
class Finding:
    """One finding: the question it answers, the answer, what it does not say, and where the evidence is."""

    question: str
    answer: str
    limit: str
    figure: str  # the figure that shows it
    evidence: tuple[tuple[str, str], ...] = ()  # (figure, mark), the passages behind the answer


def findings(analysis: Analysis, figures: Sequence[Figure]) -> list[Finding]:
    """Say in words what an analysis shows, those findings first that a reader asks for first.

    Args:
        analysis: what is reported on.
        figures: those of the report, whose marks prove the findings.

    Returns:
        At most `MOST`. Only what can be said: where nobody can be said to be silent, for example, nothing is said of
        silence.
    """
    marks = {figure.name: figure.marks for figure in figures}
    articles = len(analysis.articles)
    where = f"{int(analysis.articles['n_words'].sum()):,} words" + f" of {articles:,} articles" * (articles > 1)

    def proof(figure: str, rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return the mark that counts most of these rows and few others, or all passages where none counts half."""
        wanted = set(rows)
        fits = [(len(wanted & set(m.rows)), -len(m.rows), m.name) for m in marks.get(figure, ())]
        best = max(fits, default=(0, 0, ""))
        return ((figure, best[2] if 2 * best[0] >= len(wanted) else ""),) if best[0] else ()

    named = charts.ranking(analysis)
    told = [_named(analysis, named, where, proof), _heard(analysis, where, proof), _unheard(analysis, named, proof)]
    told += [_portrayed(analysis, proof), _told(analysis, proof)]
    if said := voices.named_people(analysis, "{likely} of the {whole} found"):
        own = statements_of(analysis.quotes).query("source_kind == 'person'")
        limit, seen = "A name counts wherever the text gives it.", proof("sources", _rows(own, "quote_id"))
        told.append(Finding("Who are the sources?", f"{begun(_why(said))}.", limit, "sources", seen))
    if said := telling.left_open(analysis):
        kinds = [rows for _, rows in telling.places_open(analysis)]
        words = filter(None, (_first(rows["surface"], analysis) for rows in kinds))  # “was shot” is not “the bank”
        limit = "Who did it may be told elsewhere in the text."
        answer = f"{begun(_why(said))}.{next(words, '')}"
        seen = proof("unsaid", _rows(pd.concat(kinds), "framing_id"))
        told.append(Finding("What is left open?", answer, limit, "unsaid", seen))
    return [finding for finding in told if finding is not None][:MOST]


def _why(told: str) -> str:
    """Say in the first bracket of a sentence why a count is not certain."""
    return re.sub(r"(?<= found)\)| likely\)", lambda end: f"{WHY if 'likely' in end[0] else BEFORE})", told, count=1)


def _first(words: Iterable[str], analysis: Analysis) -> str:
    """Quote the first of what was found, or in many articles the commonest: a number alone tells nothing of them."""
    alone = whiskers.alone(analysis)
    quoted = _quoted(words, 1 if alone else NOTED)
    return f" Found {'first' if alone else 'most often'}: {quoted}." if quoted else ""


def _quoted(words: Iterable[str], least: int) -> str:
    """Quote those that stand so often: the first that were found, or the commonest."""
    first: dict[str, str] = {}  # “The company” is “the company”
    counts = Counter(first.setdefault(word.lower(), word) for word in words)
    most = list(counts) if least == 1 else [word for word, times in counts.most_common(NOTED) if times >= least]
    return together([f"“{first_words(word, 40)}”" for word in most[:NOTED]]) if most else ""


def _rows(table: pd.DataFrame, key: str) -> list[tuple[str, str]]:
    return list(zip(table["article_id"], table[key], strict=True))


def _named(analysis: Analysis, named: pd.DataFrame, where: str, proof: Proof) -> Finding | None:
    question = "Who is named?"
    if not named["surface"].map(charts.is_name).any():
        return Finding(question, f"No actor was found in {where}.", "A list can miss whom it does not know.", "named")
    often, told = charts.most_named(analysis, named)
    if often.empty:
        return None
    top = often.iloc[0]
    counts = not told.startswith("among")
    answer = f"In {where}, {_why(told)}" if counts else begun(told)
    if counts and len(often) == 1 and top["names"] < top["n"]:
        answer += ", and meant besides by a pronoun or in a description"
    limit = "Being named often is not the same as being treated well or badly."
    if counts and len(often) == 1 < top["n_surface"] < top["n"]:  # of what stands once none is the commonest
        limit = f"{top['n_surface']:,} of the mentions are written “{top['surface']}”, the commonest name. {limit}"
    own = analysis.mentions[analysis.mentions["actor_id"] == top["actor_id"]]
    return Finding(question, answer.removesuffix(".") + ".", limit, "named", proof("named", _rows(own, "mention_id")))


def _heard(analysis: Analysis, where: str, proof: Proof) -> Finding | None:
    question, said = "Who speaks?", charts.spoken(analysis)
    named = said[charts.with_name(said["speaker_id"])]
    if named.empty and not whiskers.alone(analysis):
        none = f"In {where}, no statement of anybody with a name was found."
        return Finding(question, none, "Reports of thoughts are not counted.", "heard")
    parts = [_why(telling.reported(analysis)), charts.among(analysis)]
    if found := telling.most_quoted(analysis):
        top, pair = found
        parts = [_why(f"{whiskers.stated(top['words'], pair, analysis)} report what {top['who']} said")]
    answer = f"Of {where}, " * bool(parts[0]) + "; ".join(filter(None, parts))
    if not answer:
        return None
    limit = "Direct and indirect speech are counted alike; a quote within a quote counts for who is quoted first. "
    limit += "What is reported is not thereby true, and not thereby the author’s view."
    own = statements_of(analysis.quotes)
    own = own[own["speaker_id"].isin(named["speaker_id"].head(1)) | (bool(parts[0]) and not found)]
    answer = begun(answer).removesuffix(".")  # of Jr.
    figure = "voice_share" if parts[0] else "heard"  # the one that draws what is said first
    return Finding(question, f"{answer}.", limit, figure, proof(figure, _rows(own, "quote_id")))


def _unheard(analysis: Analysis, named: pd.DataFrame, proof: Proof) -> Finding | None:
    quiet, spoken_of = charts.silent(analysis, named), int((statements_of(analysis.quotes)["speaker_id"] != "").sum())
    if quiet.empty or not spoken_of:
        return None
    top = quiet.iloc[0]
    who = whiskers.in_sentence(top["actor_id"], analysis)
    told = _why(charts.named_often(analysis, top))
    answer = f"{begun(who)} is named {told}; of the {counted(spoken_of, 'statement')} found that have a speaker, none "
    answer += f"is reported as {who}’{'' if top['actor'].endswith('s') else 's'}"
    limit = "Persons, organisations and governments are meant here, not places. Someone who speaks for one counts as "
    limit += f"its voice. {_after_all()}"
    own = analysis.mentions[analysis.mentions["actor_id"] == top["actor_id"]]
    question = "Who is named, and not found to say anything?"
    return Finding(question, answer + ".", limit, "heard", proof("heard", _rows(own, "mention_id")))


def _after_all() -> str:
    """Say how many who seemed silent were quoted after all where it was measured, and whether that tells something."""
    known = measured.score("quotes", "GGT dev", SILENT)
    silent = f"{round(known.value * known.n / 100)} of {known.n} who seemed silent like this"
    found = f"On {measured.plain('GGT dev')} {silent}"
    few = ", too few to go by" if known.n < ENOUGH else ""
    return f"{found} were quoted after all{few}: read before you say so."


def _portrayed(analysis: Analysis, proof: Proof) -> Finding | None:
    from ..charts.tones import NAMES, by_actor_of, judged, standing_out
    from ..sentiment import sides

    question = "How are they spoken of?"
    methods = set(analysis.sentiment["method"])
    method = next((name for name in ("target", "vader", "textblob") if name in methods), "")
    top = standing_out(by_actor_of(analysis, method), analysis, method) if method else None
    if top is None:
        return None
    right = measured.value(method, SET, "tone precision")
    limit = f"Where {NAMES[method]} hears a tone in a sentence of {SET}, it is right in {right:g} %; irony it can’t "
    limit += "hear. So a single sentence proves nothing: read the sentences before you use it."
    figure = f"portrayal-{method}"
    mean, low, high = (minus(f"{top[key]:+.2f}") for key in ("mean", "low", "high"))
    answer = f"{VOICE[top['voice']]}, mentions of {whiskers.in_sentence(top['actor_id'], analysis)} score "
    answer += f"{'negative' if top['mean'] < 0 else 'positive'} on average: {mean} between −1 and "
    answer += f"+1, by {NAMES[method]} (95 % interval {low} to {high}, {int(top['n']):,} mentions)."
    own = judged(analysis, method)
    own = own[(own["actor_id"] == top["actor_id"]) & (sides(own) == top["voice"])].astype({"article_id": "str"})
    proven = proof(figure, _rows(own, "mention_id"))
    return Finding(question, answer, limit, figure, proven)


def _told(analysis: Analysis, proof: Proof) -> Finding | None:
    question = "What is dated?"
    limit = "Only what the text dates is placed. Dates are counted from the day of publication, and where that day is "
    limit += "inferred, so are they."
    dated = analysis.events[analysis.events["begin"] != ""]
    unknown = int((analysis.articles["published"] == "").sum())
    if 2 * unknown > len(analysis.articles):
        times = analysis.timexes
        times = times[(times["anchor"] == UNKNOWN) & ~times["value"].str.endswith("_REF")]  # but “recently”
        if words := _quoted(times["surface"], 1 if len(analysis.articles) == 1 else 2):
            of = f" of {counted(unknown, 'article')}" * (len(analysis.articles) > 1)
            answer = f"The day of publication is not known{of}: without it, {words} can’t be dated."
            limit = "Write the day into a column “published” beside the text, and they can."
            return Finding(question, answer, limit, "two-clocks")
    (pair,) = whiskers.limits([len(dated)], whiskers.error_of(whiskers.DATES, analysis))
    if not whiskers.some(pair, analysis):
        return None
    seen = proof("two-clocks", _rows(dated, "timex_id"))
    clauses = whiskers.stated(len(dated), pair, analysis, lambda n: counted(n, "clause"))
    answer = begun(f"{_why(clauses)} {'is' if len(dated) == 1 else 'are'} dated")
    if len(analysis.articles) > 1:
        known = f"; the day of publication of {counted(unknown, 'article')} is not known" if unknown else ""
        side = clocks.sides(analysis)  # which weekdays stand there most often tells nothing
        told = f"{answer}{known}." + f" {side}." * bool(side)
        return Finding(question, told, limit, "two-clocks", seen) if side or known else None
    first = clocks.earliest(analysis)
    if first is None:
        told = _first(_written(dated.sort_values("start"), analysis), analysis)
        return Finding(question, f"{answer}.{told}", limit, "two-clocks", seen)
    answer += (  # the clause itself is left out: a date may belong to the one beside it
        f". The earliest of these dates, {clocks.when(first['begin'], first['precision'])}, stands in sentence "
        f"{int(first['sentence_id']) + 1} of {len(analysis.sentences)}."
    )
    place = (first["article_id"], first["timex_id"])
    return Finding(question, answer, limit, "two-clocks", proof("two-clocks", [place]))


def _written(events: pd.DataFrame, analysis: Analysis) -> pd.Series:
    """Return the words of the time expressions that date some events, in their order; “Mama Sunday” may be no day."""
    key = ["article_id", "timex_id"]
    found = events[key].merge(analysis.timexes[[*key, "surface", "start"]], on=key)
    texts = whiskers.texts_of(analysis, found["article_id"])
    before = (
        texts[one][max(0, start - NEAR) : start] for one, start in zip(found["article_id"], found["start"], strict=True)
    )
    return found["surface"][[not NAME_BEFORE.search(words) for words in before]]
