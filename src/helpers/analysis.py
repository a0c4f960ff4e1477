"""Hold the tables of an analysis, and answer what readers ask of them: a row, its words, who is who, a part of all.

An `Analysis` knows tables and nothing of how they were made. Every name is looked up in its table of actors, by id:
the cast of the whole corpus, with the gender that the texts give, which is made here too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, wraps
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

from . import actors, workbook
from .actors.gazetteer import Entry, closed, lexicon
from .tables import LETTERS, NAMED, TABLES, Actor, columns, frame, quote_id, row_ids

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Found = TypeVar("Found")
Some = Callable[..., "pd.DataFrame"]  # see `pipeline.files.load`
WIDTH = 48  # a notebook cuts a cell of fifty characters at its end, which for the words before is the wrong one
ISO = re.compile(r"\d{1,4}(?:-\d{0,2}){0,2}")  # a day, or how one begins
BETWEEN = " | "  # stands between the forms of a name


def once(work: Callable[[Analysis], Found]) -> Callable[[Analysis], Found]:
    """Work out once what figures ask of an analysis again and again.

    Args:
        work: of an analysis; nobody changes what it gives.

    Returns:
        The same, which remembers as long as the analysis is there and no table of it is replaced.
    """

    @wraps(work)
    def asked(analysis: Analysis) -> Found:
        known = analysis._known
        if work not in known:
            known[work] = work(analysis)
        return known[work]

    return asked


class Analysis:
    """The tables of an analysis, one DataFrame each (see helpers.tables), made when first asked for.

    To change one, put another in its place (`analysis.quotes = analysis.quotes.assign(…)`): what was worked out of the
    old one is forgotten. A part that was taken before keeps what it has.
    """

    articles: pd.DataFrame
    actors: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    sentiment: pd.DataFrame
    timexes: pd.DataFrame
    events: pd.DataFrame
    framing: pd.DataFrame
    corrections: pd.DataFrame
    problems: pd.DataFrame

    def __init__(
        self,
        load: Callable[[str], pd.DataFrame] | None = None,
        some: Some | None = None,
        whole: Analysis | None = None,
        **tables: pd.DataFrame,
    ) -> None:
        """Take the tables, or functions that give them.

        Args:
            load: gives the table of a name. some: gives of the table of a name the rows of some articles, or some
                columns, where that is cheaper (as `pipeline.files.load`). Without either, tables that are not given
                are empty.
            whole: the analysis that this one is a part of; names and colours are those of the whole.
            tables: DataFrames by table name.
        """
        self._load, self._some, self._whole = load or (lambda name: frame(name, [])), some, whole
        self._read: dict[tuple[Any, ...], dict[str, pd.Series]] = {}
        self._known: dict[Callable[[Analysis], Any], Any] = {}  # see `once`
        self.__dict__.update(tables)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"no table {name!r}; there are {', '.join(TABLES)}")
        table = self._load(name)
        if name == "actors" and table.empty:  # a part of a corpus, or tables of a version that had none
            return _counted(self)
        self.__dict__[name] = table
        return table

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in TABLES:
            self._known.clear()

    def __repr__(self) -> str:
        made = [f"{name}: {len(self.__dict__[name]):,}" for name in TABLES if name in self.__dict__]
        return f"Analysis({', '.join(made) or 'no table read yet'})"

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES})

    def columns(self, name: str, *wanted: str, coded: bool = False, kept: bool = True, **values: str) -> pd.DataFrame:
        """Take some columns of a table; of one that lies in a folder and was not asked for yet, these alone are read.

        What was read once is kept: figures ask for the same columns again and again.

        Args:
            name: of the table.
            wanted: its columns.
            coded: text as categories in their order, which take four bytes a row instead of the words, and are
                compared and grouped as fast as numbers. Of a table of millions of rows nothing else fits.
            kept: for the next who asks; of columns of millions of rows, of which a few numbers are wanted, none.
            values: rows with this value alone, such as method="target".

        Returns:
            The columns, in the order wanted.

        Raises:
            KeyError: there is no such column.
        """
        import pandas as pd

        if self._some is None or name in self.__dict__:
            table = getattr(self, name)
            for column, value in values.items():
                table = table[table[column] == value]
            texts = [column for column in wanted if coded and table[column].dtype == "str"]
            return table[list(wanted)].astype(dict.fromkeys(texts, "category"))
        known = self._read.get(key := (name, coded, *sorted(values.items())), {})
        if missing := [column for column in wanted if column not in known]:
            read = dict(self._some(name, None, missing, values, coded).items())
            known = known | read
            if kept:
                self._read[key] = known
        return pd.DataFrame({column: known[column] for column in wanted}, copy=False)

    def rows(self, name: str, places: Sequence[int] | np.ndarray) -> pd.DataFrame:
        """Take rows of a table; of one that lies in a folder and was not asked for yet, these alone are read.

        Args:
            name: of the table.
            places: of the rows, from 0 on.

        Returns:
            They, with all columns, in this order.
        """
        if self._some is None or name in self.__dict__:
            return getattr(self, name).iloc[places]
        import numpy as np

        order = np.argsort(places, kind="stable")
        places = np.asarray(places)[order]
        known, types = self._read.get((name, False), {}) | self._read.get((name, True), {}), columns(name)
        read = self._some(name, None, [one for one in types if one not in known] or ["article_id"], places=places)
        read = read.assign(**{one: own.iloc[places].astype(types[one]).array for one, own in known.items()})
        return read[list(types)].iloc[order.argsort()]

    # ----------------------------------------------------------------------- who is who

    @property
    def whole(self) -> Analysis:
        """The analysis of the whole corpus, of which this may be a part: what was checked there speaks for both."""
        return self._whole or self

    @property
    def everybody(self) -> pd.DataFrame:
        """The table of actors of the whole corpus, most mentioned first, also for a part of it."""
        return self.whole.actors

    @property
    def names(self) -> dict[str, str]:
        """{actor_id: the name that figures and pages give the actor}, of the whole corpus."""
        return _names(self.whole)

    def names_of(self, actor_id: str) -> list[str]:
        """Look up all forms in which an actor is named.

        Args:
            actor_id: of the table of actors.

        Returns:
            The forms, the most frequent first; none for an id that is not there.
        """
        own = _forms(self.whole).get(actor_id, "")
        return own.split(BETWEEN) if own else []

    def actor_id(self, actor: str) -> str:
        """Find the id of an actor.

        Args:
            actor: its id, its name or one of the forms found, whatever their case.

        Returns:
            The id.

        Raises:
            KeyError: nobody bears the name, or more than one actor does; the message lists them.
        """
        table = self.everybody
        if actor in set(table["actor_id"]):
            return actor
        wanted = actor.casefold()
        fits = table[table["actor"].str.casefold() == wanted]
        if fits.empty:
            forms = table["names"].str.casefold().str.split(BETWEEN, regex=False)
            fits = table[[wanted in found for found in forms]]
        if len(fits) != 1:
            shown = ", ".join(fits["actor_id"]) or "none"
            raise KeyError(f"{actor!r} is not one actor of this corpus; actors of that name: {shown}")
        return str(fits["actor_id"].iloc[0])

    def merged(self, one: str, into: str) -> Analysis:
        """Count one actor as another: what if the West were the United States?

        Args:
            one: id or name of the actor that is given up.
            into: id or name of the other.

        Returns:
            The same tables; the rows of `one` have the id, the name and the type of `into`, and nothing else moves.

        Raises:
            KeyError: no such actor.
        """
        old, new = self.actor_id(one), self.actor_id(into)
        type_ = dict(zip(self.everybody["actor_id"], self.everybody["actor_type"], strict=True))[new]
        name = self.names[new]
        follows = {"actor_id": {"actor": name, "actor_type": type_}, "speaker_id": {"speaker": name}}

        def load(name: str) -> pd.DataFrame:
            if name == "actors":
                return frame(name, [])
            table = getattr(self, name)
            for column in {"actor_id", "speaker_id", "voice"} & set(table):
                moved = table[column] == old
                values = {column: new} | follows.get(column, {})
                table = table.assign(**{key: table[key].mask(moved, to) for key, to in values.items() if key in table})
            return table

        return Analysis(load)

    @property
    def by_date(self) -> list[str]:
        """The ids of the articles in the order of their publication; those without a date follow, as they were read."""
        articles = self.columns("articles", "article_id", "published")
        day = articles["published"].str[:10]
        return articles["article_id"].iloc[day.where(day != "", "9999").argsort(kind="stable")].tolist()

    def to_excel(self, path: str | Path) -> Path:
        """Write all tables into one workbook: a sheet a table, header frozen, filters on, no cell a formula.

        Args:
            path: of the .xlsx file; a file that stands there is not replaced.

        Returns:
            The path.

        Raises:
            FileExistsError: there is such a file.
            FileNotFoundError: there is no folder for it.
            ValueError: a table has more rows than a sheet holds.
            ImportError: openpyxl, of the extra `formats`, is not installed.
        """
        path = Path(path)
        if path.exists():
            raise FileExistsError(f"{path}: there is such a file; choose another name")
        if not path.parent.is_dir():  # before a library begins a file and leaves it half done
            raise FileNotFoundError(f"{path.parent}: there is no such folder")
        return workbook.write({name: getattr(self, name) for name in TABLES}, path)

    # ----------------------------------------------------------------------- rows and their words

    def row(self, row_id: str, article_id: str = "") -> pd.Series:
        """Return the row that a page or a figure names: `analysis.row("q3")`, or `row("my-article#q3")`.

        Args:
            row_id: its letter and number, as the annotated article shows it; in front, with `#`, the article.
            article_id: the article, where the corpus has more than one and row_id names none.

        Returns:
            The row (of a quote broken in parts, the first), with its table's columns.

        Raises:
            KeyError: there is no such row, or it stands in several articles.
        """
        article, _, own = row_id.rpartition("#")
        article = unquote(article) or article_id
        if own[:1] not in LETTERS:
            raise KeyError(f"{own!r} is no row id: they begin with {', '.join(LETTERS)}")
        name = LETTERS[own[:1]]
        table = getattr(self, name)
        if article:
            table = table[table["article_id"] == article]
        table = table[[known == own for known in row_ids(name, table)]]
        if table.empty:
            raise KeyError(f"no row {own!r}" + (f" in article {article!r}" if article else ""))
        if table["article_id"].nunique() > 1:
            where = ", ".join(sorted(set(table["article_id"]))[:5])
            raise KeyError(f"row {own!r} stands in several articles: {where}; say which")
        return table.iloc[0]

    def passages(self, what: str | Iterable[str]) -> pd.DataFrame:
        """Return the very words of rows, or all that an actor says, with what stands around them.

        Args:
            what: row ids as `row` takes them, as one string (an `evidence` cell) or several; or an actor's id or
                name, which gives the actor's quotes.

        Returns:
            article_id, row, before, words, after, start, end, in the order given; text[start:end] == words.

        Raises:
            KeyError: no such row or actor.
        """
        ids = what.split() if isinstance(what, str) else list(what)
        if isinstance(what, str) and not all(re.fullmatch(r"(?:.*#)?[a-z][\w-]*\d[\w-]*", name) for name in ids):
            own = self.quotes[self.quotes["speaker_id"] == self.actor_id(what)]
            own = own.drop_duplicates(["article_id", "quote_id"])
            ids = [f"{quote_id(a)}#{q}" for a, q in zip(own["article_id"], own["quote_id"], strict=True)]
        placed = [name if "#" in name else f"{quote_id(self.row(name)['article_id'])}#{name}" for name in ids]
        return behind(self, " ".join(placed))

    def find(self, words: str, width: int = WIDTH, most: int | None = None) -> pd.DataFrame:
        """Find words in all texts, whatever their case: `analysis.find("pipeline", width=60)`.

        Args:
            words: one word or several; between them any white space may stand. A word is found whole.
            width: characters of context on either side at most.
            most: places that are wanted, the first so many; None: all.

        Returns:
            article_id, before, words, after, start, end, one row a place, in the order of the corpus.

        Raises:
            ValueError: no word is given.
        """
        import pandas as pd

        if not words.split():
            raise ValueError("find: say what words to look for")
        inside = r"\s+".join(map(re.escape, words.split()))
        wanted = re.compile(rf"(?<!\w){inside}(?!\w)", re.IGNORECASE)
        articles = self.columns("articles", "article_id", "text")
        texts = zip(articles["article_id"], articles["text"], strict=True)
        rows = []
        for article, text, hit in islice(((a, t, hit) for a, t in texts for hit in wanted.finditer(t)), most):
            before, after = around(text, hit.start(), hit.end(), width)
            rows.append((article, before, hit[0], after, hit.start(), hit.end()))
        return pd.DataFrame(rows, columns=["article_id", "before", "words", "after", "start", "end"])

    # ----------------------------------------------------------------------- a part of all

    def of(self, article_ids: Iterable[str]) -> Analysis:
        """Take some articles out of the whole.

        Of tables that lie in a folder and were not asked for yet, only these rows are read.

        Args:
            article_ids: of the articles; an id that is not there is passed over.

        Returns:
            The same tables with the rows of these; problems belong to no article and stay.
        """
        chosen = set(article_ids)

        def load(name: str) -> pd.DataFrame:
            if name == "actors":
                return frame(name, [])
            if self._some and name not in self.__dict__:
                return self._some(name, chosen)
            table = getattr(self, name)
            return table[table["article_id"].isin(chosen)].reset_index(drop=True) if "article_id" in table else table

        return Analysis(load, whole=self.whole)

    def where(self, outlet: str | Iterable[str] = "", since: str = "", until: str = "", speaker: str = "") -> Analysis:
        """Take the part that these say: `analysis.where(outlet="Harbour Wire", since="2024-05")`.

        Args:
            outlet: as `articles` has it, or several; '' for all.
            since: ISO date or the beginning of one, included; articles without a date are left out. '' for no bound.
            until: likewise.
            speaker: an actor's id or name; leaves the articles that quote it, and of `quotes` its own alone.

        Returns:
            The same tables with the rows of these articles.

        Raises:
            KeyError: no such outlet or speaker.
            ValueError: a bound is no ISO date.
        """
        for bound in filter(None, (since, until)):
            if not ISO.fullmatch(bound):
                raise ValueError(f"{bound!r} is no day, month or year, such as 2024-05-06, 2024-05 or 2024")
        if since and until and until[: len(since)] < since[: len(until)]:
            raise ValueError(f"no day is since {since} and until {until}: are they the wrong way round?")
        articles = self.articles
        if outlet:
            wanted = [outlet] if isinstance(outlet, str) else list(outlet)
            if unknown := [one for one in wanted if one not in set(articles["outlet"])]:
                known = ", ".join(sorted(set(articles["outlet"]) - {""})[:8]) or "none"
                raise KeyError(f"no outlet {unknown[0]!r}; there are {known}")
            articles = articles[articles["outlet"].isin(wanted)]
        if since or until:
            day = articles["published"].str[:10]
            articles = articles[(day != "") & (day >= since) & (day.str[: len(until) or None] <= (until or "9999"))]
        if not speaker:
            return self.of(articles["article_id"])
        who = self.actor_id(speaker)
        said = self.quotes[(self.quotes["speaker_id"] == who) & self.quotes["article_id"].isin(articles["article_id"])]
        part = self.of(said["article_id"])
        part.__dict__["quotes"] = said.reset_index(drop=True)
        return part


@once
def _counted(analysis: Analysis) -> pd.DataFrame:
    return cast([(analysis.mentions, analysis.quotes)])


@once
def _names(analysis: Analysis) -> dict[str, str]:
    return dict(zip(analysis.actors["actor_id"].tolist(), analysis.actors["actor"].tolist(), strict=True))


@once
def _forms(analysis: Analysis) -> dict[str, str]:
    return dict(zip(analysis.actors["actor_id"].tolist(), analysis.actors["names"].tolist(), strict=True))


# --------------------------------------------------------------------------------------------------
# Find the very words of rows, with what stands before and after.


def behind(analysis: Analysis, evidence: str, width: int = WIDTH) -> pd.DataFrame:
    """Return the passages that an `evidence` cell of a figure's data names, in its order.

    Args:
        analysis: that the figure was drawn from.
        evidence: `article_id#row_id` separated by spaces; row ids are m… (mentions), q… (quotes), t… (time
            expressions), s… (sentences) or f… (framing).
        width: characters of context on either side at most; a word that does not fit in is left out.

    Returns:
        article_id, row, before, words, after, start, end, with text[start:end] == words. A quote broken in parts gives
        a row a part.

    Raises:
        KeyError: a row is not there.
    """
    import pandas as pd

    wanted = [name.rpartition("#")[::2] for name in evidence.split()]
    wanted = [(unquote(article_id), row) for article_id, row in wanted]
    places = _places(analysis, wanted)
    articles = analysis.articles[analysis.articles["article_id"].isin({article_id for article_id, _ in wanted})]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = []
    for article_id, row in wanted:
        for start, end in places[article_id, row]:
            text = texts[article_id]
            before, after = around(text, start, end, width)
            rows.append((article_id, row, before, text[start:end], after, start, end))
    return pd.DataFrame(rows, columns=["article_id", "row", "before", "words", "after", "start", "end"])


def _places(analysis: Analysis, wanted: list[tuple[str, str]]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Return where the wanted rows lie, in one pass over each table that holds some."""
    places: dict[tuple[str, str], list[tuple[int, int]]] = {key: [] for key in wanted}
    for letter in sorted({row[:1] for _, row in wanted}):
        if letter not in LETTERS:
            odd = next(row for _, row in wanted if row[:1] == letter)
            raise KeyError(f"{odd!r} is no row id: they begin with {', '.join(LETTERS)}")
        name = LETTERS[letter]
        here = getattr(analysis, name)
        here = here[here["article_id"].isin({article_id for article_id, row in wanted if row[:1] == letter})]
        places_here = zip(here["article_id"], row_ids(name, here), here["start"], here["end"], strict=True)
        for article_id, row, start, end in places_here:
            if (article_id, row) in places:
                places[article_id, row].append((int(start), int(end)))
    for (article_id, row), found in places.items():
        if not found:
            raise KeyError(f"no row {row!r} in article {article_id!r}")
    return places


def around(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Find the whole words before and after a place.

    Args:
        text: the article's.
        start: where the place begins.
        end: where it ends, exclusive.
        width: characters to either side; a word that is cut there is left out.

    Returns:
        (before, after), each on one line.

    Example:
        >>> around("Rain at last in the north", 8, 12, 8)
        ('Rain at', 'in the')
    """
    first, last = max(start - width, 0), end + width
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return " ".join(text[first:start].split()), " ".join(text[end:last].split())


# --------------------------------------------------------------------------------------------------
# Settle the gender by which an article speaks of a person, from the text first and from a list of names last.
#
# It is a guess about words, not a statement about somebody: what a text calls a person, or what most bearers of a
# given name were registered as. A surname tells nothing. Organisations, countries and documents have none.


WOMEN, MEN, OTHER, UNKNOWN = "women", "men", "other", "unknown"
OF_LISTS = {"f": WOMEN, "m": MEN}
AGREE = 0.75  # of the pronouns that must agree: resolving one wrongly must not settle anything


def gender_of(name: str, surfaces: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the gender of one person, and what it rests on.

    Args:
        name: the person's name, as the actor is called.
        surfaces: (kind, surface) of the person's mentions, as in the table `mentions`; or how often each stands.

    Returns:
        (gender, gender_by): women, men, other or unknown; and pronouns, title, kin word (or another noun that tells,
        such as "actress"), given name, or '' where nothing tells. Pronouns go before titles, titles before nouns, and
        all before the given name, which nine in ten of its registered bearers must share (see given_names.csv).

    Source: the order of evidence follows the Gender Gap Tracker (Asr and others 2021), which asks lists of names alone.

    Example:
        >>> gender_of("Anna Keller", [("name", "Mayor Anna Keller"), ("pronoun", "she")])
        ('women', 'pronouns')
        >>> gender_of("Keller", [("name", "Keller")])
        ('unknown', '')
    """
    mentions, said = Counter(surfaces), Counter[str]()
    for (kind, form), n in mentions.items():
        if kind == "pronoun" and (gender := _pronouns().get(form.lower())):
            said[gender] += n
    if said:
        gender, n = said.most_common(1)[0]
        if n >= AGREE * said.total():
            return gender, "pronouns"
    own = {word.lower() for word in name.split()}
    before = [word for kind, surface in mentions if kind == "name" for word in _before(surface, own)]
    for words, by in ((lexicon().gender, "title"), (lexicon().persons, "kin word")):
        told = {OF_LISTS[words[word]] for word in before if words.get(word) in OF_LISTS}
        if len(told) == 1:
            return told.pop(), by
    given = name.split()[0].lower() if len(name.split()) > 1 else ""
    listed = OF_LISTS.get(lexicon().given.get(given, ""), UNKNOWN)
    return listed, "given name" if listed != UNKNOWN else ""


@cache
def _pronouns() -> dict[str, str]:
    return {word: gender for use, gender in (("he", MEN), ("she", WOMEN), ("they", OTHER)) for word in closed(use)}


def _before(surface: str, own: set[str]) -> list[str]:
    """Return the words before the name itself: "mrs" of "Mrs Keller"."""
    words = [word.lower().strip(",") for word in surface.split()]
    return words[: next((n for n, word in enumerate(words) if word in own), len(words))]


# --------------------------------------------------------------------------------------------------
# Make the table of actors: who is named or quoted in a corpus, under which names, how often.
#
# Names stand on every mention, as their article has them; what a figure or page calls an actor stands here, once.


FORM = ["actor_id", "actor", "actor_type", "kind", "surface"]
BLOCK = 4096  # rows that are Python objects at a time


def cast(tables: Iterable[tuple[pd.DataFrame, pd.DataFrame]], own: tuple[Entry, ...] = ()) -> pd.DataFrame:
    """Return the table `actors` of a corpus, most mentioned first, ties by id.

    Args:
        tables: pairs of `mentions` and `quotes`, one after the other for a corpus in parts; an article's rows lie in
            one pair. Only the columns that say who is meant are needed.
        own: what the reader's table beside the articles says (`actors.gazetteer.beside`).

    Returns:
        One row an actor_id that a mention or a speaker has. The name is the commonest that the articles give; of
        equally common ones the longest. `names` holds every form found, most frequent first.
    """
    import pandas as pd

    found = []
    for named, said in tables:
        settled = named[named["actor_id"] != ""]
        other = said[~said["speaker_id"].isin({"", *settled["actor_id"]})].assign(kind="", surface="")
        other = other.assign(actor_id=other["speaker_id"], actor=other["speaker"])
        other["actor_type"] = other["actor_id"].str.replace(":.*", "", regex=True)
        for rows in (settled, other):
            counts = rows.groupby(FORM, sort=False).size().reset_index(name="n")
            spread = counts["actor_id"].map(rows.groupby("actor_id", sort=False)["article_id"].nunique())
            found.append(counts.assign(articles=spread.mask(counts["actor_id"].duplicated(), 0)))
    if not found:  # a run was stopped before its first article
        return frame("actors", [])
    rows = pd.concat(found)
    found.clear()  # so that memory does not hold all of them three times
    rows = rows.sort_values("actor_id")  # one actor after the other, so that memory holds one at a time
    some = (rows[at : at + BLOCK].itertuples(index=False, name=None) for at in range(0, len(rows), BLOCK))
    grouped = groupby(chain.from_iterable(some), itemgetter(0))
    made = (_row(actor_id, group, own) for actor_id, group in grouped)
    blocks = iter(lambda: list(islice(made, BLOCK)), [])
    table = pd.concat([frame("actors", block) for block in chain(blocks, [[]])])
    return table.sort_values(["mentions", "actor_id"], ascending=[False, True], ignore_index=True)


def _row(actor_id: str, group: Iterable[tuple[Any, ...]], own: tuple[Entry, ...]) -> Actor:
    names, types, written, forms = Counter[str](), Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    mentions = articles = 0
    for _, name, kind, how, surface, n, more in group:
        words = " ".join(surface.split())
        names[name] += n
        types[kind] += n
        articles += more
        if how:
            mentions += n
            forms[how, words] += n
            written[words] += n * (how in NAMED)
    name, kind = _ordered(names)[0], _ordered(types)[0]
    said, by = gender_of(name, forms) if kind == "person" else ("", "")
    known = actors.read(own)
    part, listed = known.part_of.get(actor_id, ""), int(actor_id in known.ids)
    return Actor(actor_id, name, kind, BETWEEN.join(_ordered(+written)), said, by, part, mentions, articles, listed)


def _ordered(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda word: (-counts[word], -len(word), word))
