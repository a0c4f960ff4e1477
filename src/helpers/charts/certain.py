"""Say of whom a title may speak: whose name stands whole in the texts, and whose words can be counted at all.

A title is read without what stands beside it. A cut name in it speaks of nobody, and who answers in an interview,
without quotation marks, is quoted more than a count of quotes can tell. A figure draws what was found; a title leaves
it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pandas as pd

from .. import tokens
from ..actors.gazetteer import company_forms, is_body, is_person, lexicon, slug, world
from ..tables import affirmed
from ..timeline.vetoes import given_names
from .whiskers import alone, some

if TYPE_CHECKING:
    from ..analysis import Analysis

UNNAMED, DOCUMENTS = "unnamed", "documents"
NAMELESS = {UNNAMED: "someone unnamed", DOCUMENTS: "documents"}  # who speaks and is no voice by name
CUT = 0.2  # share of the places beyond which what stands beside a name is taken for a part of it
SEEN = 500  # places of one name that are looked at
NEAR = 40  # characters on each side
AFTER = re.compile(r"[ -][A-Z][\w’'-]*[a-z]")  # "Hilla|ry Foundation": the name goes on
JOINED_AFTER = re.compile(r" (?:and|&|of|for) (?:the )?[A-Z]")  # "Board |of Works"
JOINED_BEFORE = re.compile(r"[A-Z][\w’'-]* (?:and|&|of|for) $")  # "Works and |Hilla Foundation"
BEFORE = re.compile(r"(?:^|[\s(“\"‘])([A-Z][\w’'-]*)\.? $")  # "Ada |Hilla", "Mr |Hilla"
LABEL = re.compile(r"^([A-Z][\w .’'-]{0,40}):[ \t]", re.MULTILINE)  # who speaks, at the beginning of a line
ASKS_YOU = re.compile(r"^(?![\"“”„‘'«])[^\n?]*\byou(?:r|rself)?\b[^\n]*\?[ \t]*$", re.MULTILINE | re.IGNORECASE)
LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")  # as `splitlines` has it
COLON = re.compile(r"\w[^.!?]{15,300}:\s*$")  # a sentence that leads on to what stands below it
COLON_LAST = re.compile(r":\s*(?:[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|\Z)")
MARKED = re.compile(r"\s*[\"“”„‘'«]")
BELOW, SOME = 3, 20  # paragraphs; words
TEXTS, SPANS = ("articles", "article_id", "text"), ("quotes", "article_id", "start", "end")
ENDS, MIXED = (".", "!", "?", ".”", '."', "?”", "!”"), 1.5  # of a sentence; lines that end so for each paragraph
HALF = 0.5
Span = tuple[int, int]
Place = tuple[str, str, str]  # what stands before a name, its form there, what stands after it
ASKED, SPOKEN, VOICES = 2, 3, 2  # questions, or lines of each of so many, from which a text is an interview
UNLABELLED = 3  # lines that ask "you" and are nobody's, from which it is one, too


def sayable(analysis: Analysis, ids: Iterable[str]) -> set[str]:
    """Pick those of whom a title may speak by name.

    Args:
        analysis: whose texts show how the names go on.
        ids: of actors or speakers.

    Returns:
        The ids of actors with a name (no documents, nobody unnamed) that is listed, or stands whole as far as the
        texts tell: of a person no surname alone and no rank, one name alone only where it is a given name that nothing
        goes before and that is no part of somebody's longer one; of a body that is not listed no abbreviation and no
        part of a longer name; no company taken for a person. In a single article no body of which just a common noun
        stands there, which may be another's (“Congress” in Lima), no unlisted one without a noun for a body in its name
        (“First Nations”), and no place that is a part of a longer name.
    """
    wanted = [one for one in dict.fromkeys(ids) if one and one not in NAMELESS and not one.startswith("document:")]
    everybody = analysis.everybody
    everybody = everybody[everybody["actor_id"].isin(wanted)].drop_duplicates("actor_id")
    beside, found = _beside(analysis, wanted), set()
    single = alone(analysis)
    columns = (everybody[name].tolist() for name in ("actor_id", "actor", "actor_type", "listed"))
    for one, name, kind, listed in zip(*columns, strict=True):
        places = beside.get(one, [])
        if kind == "place" and name.isupper():  # as a dateline has it
            continue
        if listed or kind == "country":
            own = (form == name or " " in form or form.replace(".", "").isupper() for _, form, _ in places)
            whole = not single or kind != "organisation" or any(own)  # the name itself, two words, an abbreviation
            if single and kind == "place":  # “NPRI Ayle Beach” is a station
                whole = not _often(_goes_before(before) for before, _, _ in places)
        else:
            whole = _whole_person(analysis.whole, name, places) if kind == "person" else _whole_body(name, kind, places)
            if single and kind == "organisation":
                whole = whole and any(is_body(w) or w.rstrip(".") in company_forms() for w in name.lower().split())
            if all(form.isupper() and " " in form for _, form, _ in places):  # "TALIBAN CLOSING RANKS": a heading's
                whole = not places
        found |= {one} if whole else set()
    return found


def quotable(analysis: Analysis, ids: Iterable[str]) -> set[str]:
    """Pick the speakers of whose words a title may speak.

    Args:
        analysis: whose statements they make.
        ids: of speakers.

    Returns:
        Those whose name a title may write (`sayable`). In a single article no speaker whose name stands at less than
        half of the statements: who “she” is, or who goes on speaking, is told wrongly for a whole paragraph at once.
    """
    found = sayable(analysis, ids)
    if not found or not alone(analysis):
        return found
    said = affirmed(analysis.columns("quotes", "speaker_id", "speaker_by", "inside", "negated")).query("inside == ''")
    by_name = said["speaker_by"].isin(["name", "corrected"]).groupby(said["speaker_id"]).mean()
    return {one for one in found if by_name.get(one, 0.0) >= HALF}


def leads(
    analysis: Analysis, first: str, pair: tuple[float, float], others: Iterable[tuple[float, float]]
) -> bool:  # fmt: skip
    """Tell whether a title may say that a speaker comes before all others, whatever the error of the counts.

    Args:
        analysis: whose statements are counted.
        first: the speaker's id.
        pair: (low, high) of its count.
        others: those of the others.

    Returns:
        True where it may: where there are some at least, no other can have more, it is a speaker whose words can be
        counted (`quotable`), and no words of others were passed over (`unheard`).
    """
    clear = some(pair, analysis) and all(high <= pair[0] for _, high in others)
    return clear and not unheard(analysis) and bool(quotable(analysis, [first]))


def texts_of(analysis: Analysis, wanted: Iterable[str]) -> dict[str, str]:
    """Look up the texts of some articles.

    Args:
        analysis: that holds them.
        wanted: ids of articles.

    Returns:
        {article_id: text}.
    """
    articles = analysis.columns("articles", "article_id", "text")
    articles = articles[articles["article_id"].isin(set(wanted))]
    return dict(zip(articles["article_id"], articles["text"], strict=True))


def surely_people(analysis: Analysis) -> set[str]:
    """Pick the persons who are people by more than the shape of a name: “Network Rail” may look like one.

    Args:
        analysis: whose actors are looked at.

    Returns:
        The ids of persons who are listed, of whom a title, a pronoun or a noun tells the gender, or whose first name is
        a given name somewhere.
    """
    people = analysis.everybody[analysis.everybody["actor_type"] == "person"]
    first = [slug(name.split()[0]) in world()["given"] for name in people["actor"]]
    told = people["gender_by"].isin(["pronouns", "title", "kin word"]) | (people["listed"] == 1)
    return set(people.loc[told | pd.Series(first, index=people.index, dtype=bool), "actor_id"])


def paragraphs_told(text: str) -> bool:
    """Tell whether the paragraphs of a text can be counted: blank lines between some, a line each for others, can't.

    Args:
        text: an article's.

    Returns:
        False where far more lines end a sentence than there are paragraphs.
    """
    ends = sum(line.rstrip().endswith(ENDS) for line in text.splitlines())
    return ends <= MIXED * len(tokens.paragraphs(text))


def _company(after: str) -> bool:
    """Whether the form of a company stands behind a name: “Ada Hilla |Cos.”."""
    word = after.split()[0].rstrip(".,") if after.startswith(" ") and after.strip() else ""
    return word[:1].isupper() and word.lower() in company_forms()


def _whole_person(analysis: Analysis, name: str, places: list[Place]) -> bool:
    words = name.split()
    ranked = len(words) > 1 and len(words[0]) > 2 and words[0].isupper() and not name.isupper()
    if (
        ranked
        or (len(words) > 2 and is_person(words[0].lower()))  # “Parent Ada Hilla”
        or (len(words[-1]) > 1 and words[-1].isupper() and not name.isupper())  # “Ada Hilla NPRI”
        or words[-1].islower()
        or lexicon().types.get(words[-1].lower()) == "organisation"
        or _often(AFTER.match(after) for _, _, after in places)
        or any(_company(after) for _, _, after in places)
        or any(_longer(form, words) for _, form, _ in places)
        or _begins_alone(words[0], places)
        or sum(_unknown_before(before) for before, _, _ in places) > HALF * len(places)  # “NPRI Ada Beach”
    ):
        return False
    if len(words) > 1:
        return True
    names = analysis.everybody["actor"]
    another = (names.str.startswith(f"{name} ") | names.str.endswith(f" {name}")).any()
    given = name.lower() in given_names() and not another  # a river may be taken for a person
    return given and not any(_goes_before(before) for before, _, _ in places)


def _longer(form: str, words: list[str]) -> bool:
    """Whether a form that holds the whole name has one more: “Una Ada Hilla” of Ada Hilla, but “Mr Ada Hilla”."""
    more = [word for word in form.split() if word not in words and word[0].isupper() and not word.isupper()]
    titles = lexicon().titles
    return set(words) <= set(form.split()) and any(
        word.lower() not in titles and not is_person(word.lower()) for word in more
    )


def _begins_alone(word: str, places: list[Place]) -> bool:
    """Whether a first name that is no given name stands nowhere but where a sentence begins: “Outside Hilla …”."""
    before = [text.rstrip(" ") for text, form, _ in places if word in form.split()]
    return (
        not word.isupper()
        and slug(word) not in world()["given"]
        and bool(before)
        and all(not text or text[-1] in "\n.!?:”\"'" for text in before)
    )


def _unknown_before(before: str) -> bool:
    """Whether a capital word stands before a name that is no title, no noun for a person and begins no sentence."""
    found = BEFORE.search(before)
    word = found[1].lower() if found and _goes_before(before) else ""
    return bool(word) and word not in lexicon().titles and not is_person(word)


def _goes_before(before: str) -> bool:
    """Whether a capital word stands before a surname, which is not just the first of a sentence ("But Hilla")."""
    found = BEFORE.search(before)
    return found is not None and found[1].lower() not in tokens.word_list("lexicons/sentence_starts.csv")


def _whole_body(name: str, kind: str, places: list[Place]) -> bool:
    if kind == "place" or " " not in name or name.split()[-1].islower():
        return False
    return not _often(
        AFTER.match(after) or JOINED_AFTER.match(after) or JOINED_BEFORE.search(before) or _goes_before(before)
        for before, _, after in places
    )


def _often(signs: Iterable[object]) -> bool:
    seen = [bool(sign) for sign in signs]
    return sum(seen) > CUT * len(seen)


def _beside(analysis: Analysis, ids: list[str]) -> Mapping[str, list[Place]]:
    """Return what stands before each actor's name, its form, and what stands after it, at its first places."""
    own = analysis.columns("mentions", "article_id", "actor_id", "kind", "start", "end", coded=True)
    own = own[own["actor_id"].isin(ids) & (own["kind"] == "name")].astype({"article_id": "str", "actor_id": "str"})
    own = own.groupby("actor_id", sort=False).head(SEEN)
    texts = texts_of(analysis, own["article_id"])
    found: dict[str, list[Place]] = {}
    for article, actor, start, end in own[["article_id", "actor_id", "start", "end"]].itertuples(index=False):
        text = texts.get(article, "")
        found.setdefault(actor, []).append(
            (text[max(0, start - NEAR) : start], text[start:end], text[end : end + NEAR])
        )
    return found


def unheard(analysis: Analysis) -> int:
    """Count the words that may be somebody's and that no quotation marks set apart: of interviews, and below a colon.

    Args:
        analysis: its articles are looked through for lines that begin with who speaks ("Q:", "Ada Holm:"), for lines
            that ask "you" something, and for paragraphs without marks below one that ends with a colon ("In May she
            said:").

    Returns:
        How many words these are.
    """
    return _looked_through(analysis)[0]


_looked: WeakKeyDictionary[Analysis, tuple[int, int]] = WeakKeyDictionary()  # to look through all texts takes time


def not_counted(analysis: Analysis) -> str:
    """Say how many words of answers, and below colons, are in no statement that was found.

    Args:
        analysis: as `unheard` takes it.

    Returns:
        A sentence that follows another, or "" where there are next to none.
    """
    words = _looked_through(analysis)[1]
    said = "words of interviews, and below colons, may be somebody's and are not counted as speech."
    return f" {words:,} {said}" if words >= SOME else ""


def _looked_through(analysis: Analysis) -> tuple[int, int]:
    """Return how many words may be somebody's, and how many of them stand in lines without a statement found."""
    if analysis in _looked:
        return _looked[analysis]
    every, lines = 0, {}
    for article, text, n in analysis.columns(*TEXTS, "n_words").itertuples(index=False):
        interview = _is_interview(text)
        if spans := list(_may_be_said(text, interview)):
            lines[article] = [(low, high, len(text[low:high].split())) for low, high in spans]
        every += int(n) if interview else sum(words for *_, words in lines.get(article, ()))
    quotes = analysis.columns(*SPANS)
    found: dict[str, list[Span]] = {article: [] for article in lines}
    for article, start, end in quotes[quotes["article_id"].isin(list(found))].itertuples(index=False):
        found[article].append((start, end))
    left = sum(
        words
        for article, said in found.items()
        for low, high, words in lines[article]
        if not any(start < high and low < end for start, end in said)
    )
    return _looked.setdefault(analysis, (every, left))


def _may_be_said(text: str, interview: bool) -> Iterator[Span]:
    """Yield the lines that may be somebody's words: in an interview behind its first question, else below colons."""
    if not interview and not COLON_LAST.search(text):
        return
    lines = [(line.start(), line.end()) for line in LINE.finditer(text) if line.group().strip()]
    if interview:
        asks = [text[low:high].rstrip().endswith("?") for low, high in lines]
        behind = asks.index(True) if True in asks else 0
        yield from (line for line, asked in zip(lines[behind:], asks[behind:], strict=True) if not asked)
        return
    for place, (low, high) in enumerate(lines):
        if text[low:high].rstrip().endswith(":") and COLON.search(text[low:high]):
            below = lines[place + 1 : place + 1 + BELOW]
            yield from (line for line in below if not MARKED.match(text[line[0] : line[1]]))


def _is_interview(text: str) -> bool:
    lines = Counter(LABEL.findall(text))
    labelled = lines["Q"] >= ASKED or sum(n >= SPOKEN for n in lines.values()) >= VOICES
    return labelled or ("?" in text and len(ASKS_YOU.findall(text)) >= UNLABELLED)
