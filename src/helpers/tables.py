"""Say what the rows are: one frozen dataclass a table, its fields the table's columns.

Offsets are Python string indices (code points, end exclusive) into `articles.text`, and for every row
`text[start:end]` is the row's own words. Ids such as `m3` or `q1` are unique within their article.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from .tokens import count_words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as it was read."""

    article_id: str
    title: str
    published: str
    outlet: str
    url: str
    author: str
    text: str
    n_words: int
    n_sentences: int
    sha256: str
    known: str = ""  # how the rest is known, such as "published: inferred from ..."
    published_by: str = "none"  # what says so: metadata, url, text, reader; none where no date is known
    near: str = ""  # the first id of its cluster of near-duplicates; its own where it is like no other


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the corpus; names are looked up here, by id.

    names: every form found, most frequent first, with ` | ` between them. gender: of a person, as the articles speak
    of it (women, men, other, unknown), guessed from what gender_by says: pronouns, title, kin word, given name.
    part_of: the body or state that it is a part of. mentions, articles: how often it is meant, and in how many
    articles. listed: 1 where a table of actors (ours, or the reader's) names it.
    """

    actor_id: str
    actor: str
    actor_type: str
    names: str
    gender: str
    gender_by: str
    part_of: str
    mentions: int
    articles: int
    listed: int


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One sentence; a headline is a sentence of its own."""

    article_id: str
    sentence_id: int
    paragraph_id: int
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Token:
    """One NLTK token; `is_word` is false for dashes, marks and other punctuation."""

    article_id: str
    sentence_id: int
    start: int
    end: int
    surface: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is named or meant.

    kind: name, demonym, metonym, pronoun or nominal; the reason of a demonym that means a people ("Americans")
    begins with PEOPLE. actor_type: person, country, organisation, group or place. `reason` says in words why the
    mention counts for that actor; actor_id and actor are '' where nobody could be settled on.
    """

    article_id: str
    mention_id: str
    sentence_id: int
    start: int
    end: int
    surface: str
    kind: str
    reason: str
    actor_id: str
    actor: str
    actor_type: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One part of a quotation; the parts of a quote broken in two share their quote_id."""

    article_id: str
    quote_id: str
    sentence_id: int
    kind: str  # direct, indirect, mixed
    start: int
    end: int
    content: str
    cue: str
    cue_start: int | None
    cue_end: int | None
    cue_lemma: str
    stance: str  # neutral, distancing, endorsing, hostile, question, mind
    source: str
    source_start: int | None
    source_end: int | None
    speaker_id: str
    speaker: str
    speaker_by: str  # name, pronoun, nominal, carried, headline, unnamed, corrected (by a reader), none
    part: int
    inside: str  # quote_id of the quote around it, or ''
    joint: str = ""  # ids of those who say it together with the speaker, separated by spaces
    negated: int = 0  # 1: it is said not to have been said; such rows are counted nowhere (see `affirmed`)
    source_kind: str = ""  # person, organisation, document, unnamed person, unnamed group
    source_title: str = ""  # the office, role or description that the article gives the source
    source_organisation: str = ""  # whom the source speaks for or belongs to
    words: int = field(init=False)  # of the content

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", count_words(self.content))


@dataclass(frozen=True, slots=True)
class SentimentRow:
    """One judgement of one instrument on the words that concern one mention."""

    article_id: str
    mention_id: str
    sentence_id: int
    actor_id: str
    actor: str
    start: int
    end: int
    surface: str
    voice: str  # 'author', or the innermost speaker's actor_id, or 'unnamed'
    method: str  # target, textblob, vader
    p_negative: float | None
    p_neutral: float | None
    p_positive: float | None
    score: float
    known: float
    matched: str  # the words that a lexicon knew, with their values


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression in TIMEX3 terms; begin and end_date are ISO dates or ''."""

    article_id: str
    timex_id: str
    sentence_id: int
    start: int
    end: int
    surface: str
    type: str  # DATE, TIME, DURATION, SET
    value: str
    begin: str
    end_date: str
    anchor: str
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """One clause that a time expression dates. modality: happened, planned, feared, denied, …"""

    article_id: str
    event_id: str
    timex_id: str
    sentence_id: int
    predicate: str
    start: int
    end: int
    surface: str
    begin: str
    end_date: str
    precision: str
    modality: str
    actors: str  # actor_ids of who takes part, separated by spaces


@dataclass(frozen=True, slots=True)
class Framing:
    """One choice of words: reporting verb, loaded word, hedge, unnamed source, agentless."""

    article_id: str
    framing_id: str
    sentence_id: int
    start: int
    end: int
    surface: str
    measure: str
    value: str
    voice: str  # 'author', or the innermost speaker's actor_id, or 'unnamed'
    reason: str  # the line of the word list, or the rule
    quoted: str  # the kind of the quote around it, or ''


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read, or was read only in part."""

    source: str
    problem: str
    detail: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a reader put right, or checked (see helpers.pipeline.corrections)."""

    table: str
    article_id: str
    start: int
    end: int
    surface: str  # the words at [start:end) of the article, which must still stand there
    change: str  # set, remove, add, checked
    column: str
    value: str
    was: str
    who: str
    why: str
    place: str  # file and line


TABLES: dict[str, type] = {
    "articles": ArticleRow,
    "actors": Actor,
    "sentences": SentenceRow,
    "tokens": Token,
    "mentions": Mention,
    "quotes": Quote,
    "sentiment": SentimentRow,
    "timexes": Timex,
    "events": Event,
    "framing": Framing,
    "corrections": Correction,
    "problems": Problem,
}

OF_ARTICLES = tuple(name for name in TABLES if name not in ("actors", "problems"))  # whose rows belong to articles

FLOAT = "float64"  # which has room for what is missing
DTYPES = {"str": "str", "int": "int64", "int | None": "Int64", "float": FLOAT, "float | None": FLOAT, "bool": "bool"}


@dataclass(frozen=True, slots=True)
class Roles:
    """What the columns of a table are to those who look its rows up, draw, correct and export them.

    key: what tells the rows of an article apart, the row's id first. letter: what that id begins with. words: the
    column that holds `text[start:end]`. label: the column that says in short what the row claims. correctable: the
    columns that a reader may set. follows: {column: those that follow from it}. checked: rows can be `checked`.
    """

    key: tuple[str, ...]
    letter: str = ""
    words: str = "surface"
    label: str = ""
    correctable: tuple[str, ...] = ()
    follows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    checked: bool = False

    @property
    def id(self) -> str:
        """The column that holds a row's id."""
        return self.key[0]


ROLES = {
    "sentences": Roles(("sentence_id",), "s"),
    "mentions": Roles(
        ("mention_id",), "m", label="actor_id", checked=True,
        correctable=("start", "end", "kind", "reason", "actor_id", "actor", "actor_type"),
        follows={"actor_id": ("actor", "actor_type"), "actor": ("actor_id", "actor_type")},
    ),
    "quotes": Roles(
        ("quote_id", "part"), "q", "content", label="speaker_id", checked=True,
        correctable=("kind", "start", "end", "cue", "cue_lemma", "stance", "source", "speaker_id", "speaker",
                     "speaker_by", "part", "inside", "joint", "negated", "source_kind", "source_title",
                     "source_organisation"),
        follows={"speaker_id": ("speaker",), "speaker": ("speaker_id",)},
    ),
    "sentiment": Roles(("mention_id", "method"), label="actor_id"),
    "timexes": Roles(
        ("timex_id",), "t", label="value", checked=True,
        correctable=("start", "end", "type", "value", "begin", "end_date", "anchor", "rule"),
    ),
    "events": Roles(
        ("event_id",), label="modality",
        correctable=("predicate", "start", "end", "begin", "end_date", "precision", "modality", "actors"),
    ),
    "framing": Roles(
        ("framing_id",), "f", label="measure",
        correctable=("start", "end", "measure", "value", "voice", "reason", "quoted"),
    ),
}  # fmt: skip
LETTERS = {roles.letter: name for name, roles in ROLES.items() if roles.letter}
WHOLE = 2000  # letters of a cell that a notebook shows whole: every statement, no article
ACTOR_TYPES = ("person", "country", "organisation", "group", "place", "document")
ACTOR_ID = re.compile(rf"(?:{'|'.join(ACTOR_TYPES)}):[\w-]+")
# What a column may hold, where that is settled; modalities stand in a lexicon.
VALUES = {
    ("mentions", "kind"): ("name", "demonym", "metonym", "pronoun", "nominal"),
    ("mentions", "actor_type"): ACTOR_TYPES,
    ("quotes", "kind"): ("direct", "indirect", "mixed"),
    ("quotes", "stance"): ("neutral", "distancing", "endorsing", "hostile", "question", "mind"),
    ("quotes", "speaker_by"): ("name", "pronoun", "nominal", "carried", "headline", "unnamed", "corrected", "none", ""),
    ("quotes", "source_kind"): ("person", "organisation", "document", "unnamed person", "unnamed group", ""),
    ("timexes", "type"): ("DATE", "TIME", "DURATION", "SET"),
    ("framing", "measure"): ("reporting verb", "loaded word", "hedge", "unnamed source", "agentless"),
}
PEOPLE = "the people of "  # begins the reason of a demonym that means the people ("Americans"), not their government
NAMED = ("name", "demonym", "metonym")  # kinds of mention whose words are a form of the name
CHECKS = tuple(name for name, roles in ROLES.items() if roles.checked)  # whose rows a reader draws and checks
CORRECTIONS = ("table", "article_id", "start", "end", "surface", "change", "column", "value", "who", "why")  # the file
TONES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}  # what a reader may call a mention's tone


def row_ids(name: str, table: pd.DataFrame) -> list[str]:
    """Make the ids of rows, as figures and pages give them.

    Args:
        name: a table that `LETTERS` knows.
        table: its rows.

    Returns:
        `m3`, `q1`, `s0`: an id a row, in their order.
    """
    ids, letter = table[ROLES[name].id], ROLES[name].letter
    return [f"{letter}{number}" for number in ids] if ids.dtype.kind in "iu" else ids.tolist()


def affirmed(quotes: pd.DataFrame) -> pd.DataFrame:
    """Leave out of statements what is said not to have been said ("didn't say whether").

    Whatever counts or draws statements takes them from here.

    Args:
        quotes: the table, or a part of it.

    Returns:
        Its rows that count.
    """
    return quotes[quotes["negated"] == 0]


def statements(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that every figure, finding and page counts, one row each.

    Args:
        quotes: the table, or rows of it.

    Returns:
        Of each affirmed statement that stands in no other its first part: a quote within a quote belongs to who is
        quoted first, and one that is broken in two is one.
    """
    own = affirmed(quotes)
    return own[own["inside"] == ""].drop_duplicates(["article_id", "quote_id"])


def heard(quotes: pd.DataFrame) -> set[str]:
    """Find all of whom some statement is reported: alone, with others, or within another's words.

    Args:
        quotes: the table, or a part of it.

    Returns:
        Their actor ids.
    """
    own = affirmed(quotes[["speaker_id", "joint", "negated"]])
    return set(own["speaker_id"].unique()).union(*map(str.split, own["joint"].unique())) - {""}


def columns(name: str) -> dict[str, str]:
    """Say which columns a table has.

    Args:
        name: one of `TABLES`.

    Returns:
        {column: pandas dtype}, in the table's order.

    Raises:
        KeyError: no table has this name.

    Example:
        >>> columns("problems")
        {'source': 'str', 'problem': 'str', 'detail': 'str'}
    """
    return {field.name: DTYPES[str(field.type)] for field in fields(TABLES[name])}


def show_whole() -> None:
    """Have pandas show quoted words whole, and tell JupyterLab that what stands between two dollars is no mathematics.

    A cell of more than `WHOLE` letters is a text to read elsewhere, and is cut.
    """
    import pandas as pd

    pd.set_option("display.html.use_mathjax", False)
    pd.set_option("display.max_colwidth", WHOLE)


def rows_of(name: str, rows: Iterable[Any]) -> list[Any]:
    """Make sure that rows are a table's.

    Args:
        name: of the table.
        rows: instances of the table's dataclass.

    Returns:
        They.

    Raises:
        TypeError: a row of another class.
    """
    kind, rows = TABLES[name], list(rows)
    stray = next((row for row in rows if type(row) is not kind), None)
    if stray is not None:
        raise TypeError(f"table {name}: expected rows of {kind.__name__}, got {type(stray).__name__}")
    return rows


def frame(name: str, rows: Iterable[Any]) -> pd.DataFrame:
    """Turn rows into a DataFrame with exactly the table's columns and dtypes.

    Args:
        name: one of `TABLES`.
        rows: instances of the table's dataclass.

    Returns:
        A row each, in their order; for no rows an empty table with the same columns.

    Raises:
        KeyError: no table has this name.
        TypeError: a row belongs to another table.
    """
    import pandas as pd

    show_whole()
    rows = rows_of(name, rows)
    types = columns(name).items()
    data = {one: pd.Series([getattr(row, one) for row in rows], dtype=dtype) for one, dtype in types}
    return pd.DataFrame(data)


# --------------------------------------------------------------------------------------------------
# Say what an article is: a text that nobody changes, and what is known about it.


PUBLISHED_BY = ("metadata", "url", "text", "reader")  # what says when an article was published


@dataclass(frozen=True)
class Article:
    """One article: its id, its text exactly as given, and what is known about it ('' where nothing is)."""

    article_id: str
    text: str
    title: str = ""
    published: str = ""  # ISO date
    outlet: str = ""
    url: str = ""
    author: str = ""
    known: str = ""  # how what is said above is known, such as "published: inferred from ..."
    published_by: str = field(default="", compare=False)  # metadata, url, text, reader; none without a date
    # the id to take where article_id is taken: it names the file
    spare: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if not (isinstance(self.article_id, str) and isinstance(self.text, str)):
            kinds = f"{type(self.article_id).__name__} and {type(self.text).__name__}"
            raise TypeError(f"an article's id and its text are strings, not {kinds}")
        if not self.published or self.published_by not in PUBLISHED_BY:
            object.__setattr__(self, "published_by", "reader" if self.published else "none")

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8 (a lone surrogate, which has no UTF-8, counts as '?')."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=1 << 16)
def quote_id(article_id: str) -> str:
    """Write an article id without white space, as a URL would, so that lists of ids can be cut apart.

    Args:
        article_id: any, also a path or an address.

    Returns:
        The id, percent-encoded but for what ids mostly hold.

    Example:
        >>> quote_id("herald/2024 05")
        'herald/2024%2005'
    """
    from urllib.parse import quote

    return quote(article_id, safe="/:.,-_~")
