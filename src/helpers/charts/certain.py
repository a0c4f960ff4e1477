"""Say of whom a title may speak: whose name stands whole in the texts, and whose words can be counted at all.

A title is read without what stands beside it. A cut name in it speaks of nobody, and who answers in an interview,
without quotation marks, is quoted more than a count of quotes can tell. A figure draws what was found; a title leaves
it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .. import tokens
from ..actors.gazetteer import lexicon
from ..timeline.vetoes import given_names

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
COLON = re.compile(r"\w[^.!?]{15,300}:\s*$")  # a sentence that leads on to what stands below it
MARKED = re.compile(r"\s*[\"“”„‘'«]")
BELOW = 3  # paragraphs
ASKED, SPOKEN, VOICES = 2, 3, 2  # questions, or lines of each of so many, from which a text is an interview


def sayable(analysis: Analysis, ids: Iterable[str]) -> set[str]:
    """Pick those of whom a title may speak by name.

    Args:
        analysis: whose texts show how the names go on.
        ids: of actors or speakers.

    Returns:
        The ids of actors with a name (no documents, nobody unnamed) that is listed, or stands whole as far as the
        texts tell: of a person no surname alone and no rank, one name alone only where it is a given name that nothing
        goes before; of a body that is not listed no abbreviation and no part of a longer name.
    """
    wanted = [one for one in dict.fromkeys(ids) if one and one not in NAMELESS and not one.startswith("document:")]
    everybody = analysis.everybody
    everybody = everybody[everybody["actor_id"].isin(wanted)].drop_duplicates("actor_id")
    last, beside, found = _last_names(analysis.whole), _beside(analysis, wanted), set()
    columns = (everybody[name].tolist() for name in ("actor_id", "actor", "actor_type", "listed"))
    for one, name, kind, listed in zip(*columns, strict=True):
        places = beside.get(one, [])
        if kind == "place" and name.isupper():  # as a dateline has it
            continue
        if (
            listed
            or kind == "country"
            or (_whole_person if kind == "person" else _whole_body)(name, kind, places, last)
        ):
            found.add(one)
    return found


def _last_names(analysis: Analysis) -> set[str]:
    if analysis not in _last:
        _last[analysis] = {name.split()[-1] for name in analysis.everybody["actor"].tolist() if " " in name.strip()}
    return _last[analysis]


def _whole_person(name: str, kind: str, places: list[tuple[str, str]], last: set[str]) -> bool:
    words = name.split()
    ranked = len(words) > 1 and len(words[0]) > 2 and words[0].isupper() and not name.isupper()
    if (
        ranked
        or words[-1].islower()
        or lexicon().types.get(words[-1].lower()) == "organisation"
        or _often(AFTER.match(after) for _, after in places)
    ):
        return False
    if len(words) == 1 and (name.lower() not in given_names() or name in last):  # a river may be taken for a person
        return False
    return len(words) > 1 or not any(_goes_before(before) for before, _ in places)


def _goes_before(before: str) -> bool:
    """Whether a capital word stands before a surname, which is not just the first of a sentence ("But Hilla")."""
    found = BEFORE.search(before)
    return found is not None and found[1].lower() not in tokens.word_list("lexicons/sentence_starts.csv")


def _whole_body(name: str, kind: str, places: list[tuple[str, str]], last: set[str]) -> bool:
    if kind == "place" or " " not in name or name.split()[-1].islower():
        return False
    return not _often(
        AFTER.match(after) or JOINED_AFTER.match(after) or JOINED_BEFORE.search(before) or _goes_before(before)
        for before, after in places
    )


def _often(signs: Iterable[object]) -> bool:
    seen = [bool(sign) for sign in signs]
    return sum(seen) > CUT * len(seen)


def _beside(analysis: Analysis, ids: list[str]) -> Mapping[str, list[tuple[str, str]]]:
    """Return what stands before and after each actor's name, at its first places."""
    own = analysis.columns("mentions", "article_id", "actor_id", "kind", "start", "end", coded=True)
    own = own[own["actor_id"].isin(ids) & (own["kind"] == "name")].astype({"article_id": "str", "actor_id": "str"})
    own = own.groupby("actor_id", sort=False).head(SEEN)
    articles = analysis.columns("articles", "article_id", "text")
    articles = articles[articles["article_id"].isin(own["article_id"])]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    found: dict[str, list[tuple[str, str]]] = {}
    for article, actor, start, end in own[["article_id", "actor_id", "start", "end"]].itertuples(index=False):
        text = texts.get(article, "")
        found.setdefault(actor, []).append((text[max(0, start - NEAR) : start], text[end : end + NEAR]))
    return found


def unheard(analysis: Analysis) -> int:
    """Count the words that may be somebody's and that no quotation marks set apart: of interviews, and below a colon.

    Args:
        analysis: its articles are looked through for lines that begin with who speaks ("Q:", "Ada Holm:"), and for
            paragraphs without marks below one that ends with a colon ("In May she said:").

    Returns:
        How many words these are.
    """
    if analysis not in _unheard:
        articles = analysis.columns("articles", "text", "n_words").itertuples(index=False)
        _unheard[analysis] = sum(int(words) if _is_interview(text) else _below(text) for text, words in articles)
    return _unheard[analysis]


# To look through all texts and all names takes time.
_unheard: WeakKeyDictionary[Analysis, int] = WeakKeyDictionary()
_last: WeakKeyDictionary[Analysis, set[str]] = WeakKeyDictionary()


def _below(text: str) -> int:
    """Return how many words stand below colons, without marks."""
    lines = [line for line in text.splitlines() if line.strip()]
    ends = [place for place, line in enumerate(lines) if line.rstrip().endswith(":") and COLON.search(line)]
    return sum(len(line.split()) for end in ends for line in lines[end + 1 : end + 1 + BELOW] if not MARKED.match(line))


def _is_interview(text: str) -> bool:
    lines = Counter(LABEL.findall(text))
    return lines["Q"] >= ASKED or sum(n >= SPOKEN for n in lines.values()) >= VOICES
