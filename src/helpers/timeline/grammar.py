"""Find time expressions with a table of patterns over words; what they mean is a column of that table.

A pattern is a row of words: `{num} {units} ago`. `{class}` stands for any word of that class
(timex_words.csv, or a shape of number below), `{class:slot}` gives its word to another slot, `{class:-}` to none,
`a|b` is either word, `?` makes what it follows optional, `( … )` groups, and `[ … ]` marks the time expression where a
pattern also asks for the words around it.
Every known word becomes one character, a sentence a short string, and a pattern a regular expression
over such strings: this is why a page is read in well under a millisecond.
What an expression means is arithmetic, which the column `meaning` names: calendar dates stand in `dates`, which also
says what each function takes, returns and raises; here is what is counted from another date, lengths of time, what
comes again, and the table of all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from dateutil.relativedelta import relativedelta

from ..knowledge import KnowledgeError, rows
from . import calendar, dates
from .calendar import NOT_SAID, UNKNOWN, Known, Meaning, Period, Slots, around, named, rank, units
from .vetoes import VETOES

RULES = "lexicons/timex_rules.csv"
COLUMNS = (
    "rule", "pattern", "type", "meaning", "veto", "published", "example", "surface", "value", "counter", "source",
)  # fmt: skip
MODIFIERS = "lexicons/timex_modifiers.csv"
BRACKET = re.compile(r"[(\[\]]|\)\??")
WORDS = "lexicons/timex_words.csv"
TOKEN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|[12]\d{3}(?=/\d\d(?:\d\d)?(?![\d/]))|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)|\d+/\d+(?!\d)|\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|\d+(?:,\d{3})+(?!\d)|\d+\.\d+|\d+(?:st|nd|rd|th|s)?(?![^\W_])|\d+"
    r"|[ap]\.m\.?(?!\w)|[^\W\d_]+|['’]s(?!\w)|[^\w\s]|_"
)
# What a number looks like decides what it can be; the letters are the characters that stand for the shapes.
SHAPES = {
    "year": "Y", "year3": "G", "yy": "DB", "dom": "D", "hour": "D", "num": "DYNBEMG", "clock": "C", "dotted": "E",
    "hhmm": "YM", "iso": "I", "slash": "S", "dots": "P", "ordinal": "O", "decade4": "T", "decade2": "U", "ampm": "A",
}  # fmt: skip
OTHER = "x"
# The shapes of numbers, of which the first that fits counts: 21st, 80s, 1980s (x: no other such word), 2023-02-16,
# 3/4/2021, 1/2, 7:15, 3.4.2021, 9.30 (before a.m. a time of day), 2.5, 2023, 0735 (before GMT), 384, 16, 87.
SHAPE = re.compile(
    r"(?P<O>.*(?:st|nd|rd|th))|(?P<U>.0s)|(?P<T>...0s)|(?P<x>.*s)|(?P<I>.*-.*)|(?P<S>.*/.*/.*)|(?P<F>.*/.*)|(?P<C>.*:.*)"
    r"|(?P<P>.*\..*\..*)|(?P<E>\d{1,2}\.[0-5]\d)|(?P<N>.*[.,].*)|(?P<Y>1\d{3}|2[01]\d\d)"
    r"|(?P<M>(?:[01]\d|2[0-4])[0-5]\d)|(?P<G>[1-9]\d\d)|(?P<D>0?[1-9]|[12]\d|3[01])|(?P<B>[3-9]\d)"
)
COUNTS = frozenset(("earlier", "later"))  # 'a year earlier' is no early part of a year
Spans = list[tuple[int, int]]
LARGEST = 1e15  # no number above is read


@dataclass(frozen=True)
class Rule:
    """One row of timex_rules.csv, its pattern compiled; `type` '' leaves what matches alone (ages)."""

    name: str
    pattern: re.Pattern[str]
    slots: dict[str, str]  # group name -> class
    type: str
    meaning: tuple[str, ...]
    vetoes: tuple[str, ...]  # what, in the parse, would make it something else (vetoes.py)
    order: int


@dataclass(frozen=True)
class Match:
    """One match: offsets into the sentence, the rule, and the words in its slots as values.

    core: where it begins without the words before it that belong to it: 'early' June.
    """

    start: int
    end: int
    core: int
    rule: Rule
    slots: Slots
    mod: str
    by: str  # the word that gave the mod: 'later'


def find(sentence: str, refused: Callable[[Match], bool] = lambda found: False) -> list[Match]:
    """Find the time expressions of one sentence, the longest match first where two overlap.

    Args:
        sentence: its text.
        refused: says of a match that it is something else; the next best is asked then.

    Returns:
        The matches in order; none overlap.

    Example:
        >>> text = "She left three months ago."
        >>> [text[one.start : one.end] for one in find(text)]
        ['three months ago']
    """
    grammar = _grammar()
    words = TOKEN.findall(sentence)
    code = "".join(map(grammar.code, words))
    if grammar.trigger.isdisjoint(code):
        return []
    spans = [match.span() for match in TOKEN.finditer(sentence)]
    code, words, spans = _join_numbers(code, words, spans, grammar)
    return _choose(code, words, spans, grammar, refused)


def _choose(
    code: str, words: list[str], spans: Spans, grammar: Grammar, refused: Callable[[Match], bool]
) -> list[Match]:
    candidates = []
    present = set(code)
    awake = {order for letter in present for order in grammar.needing.get(letter, ())}
    begins = {letter: [rule for rule in grammar.first.get(letter, ()) if rule.order in awake] for letter in present}
    for position, letter in enumerate(code):
        for rule in begins[letter]:
            if match := rule.pattern.match(code, position):
                first, last = match.span("_")
                candidates.append((first - last, rule.order, first, match, rule))
    taken: set[int] = set()
    found = []
    for _, _, _, match, rule in sorted(candidates, key=lambda item: item[:3]):
        first, last = match.span("_")
        if taken.intersection(range(first, last)):
            continue
        given = ((name, kind) for name, kind in rule.slots.items() if match[name])
        slots = {name: grammar.value(kind, words[match.start(name)]) for name, kind in given}
        begin, (first, mod) = first, _modifier(code, first, rule, grammar)
        if not mod and rule.meaning[0] not in COUNTS:
            mod = next(filter(None, map(grammar.inner.get, code[first:last])), "")
        if code.startswith(grammar.or_so, last):
            last, mod = last + 2, "APPROX"
        if taken.intersection(range(first, begin)):
            first = begin
        by = words[first].lower() if first < begin else ""
        one = Match(spans[first][0], spans[last - 1][1], spans[begin][0], rule, slots, mod, by)
        if rule.vetoes and refused(one):
            continue
        taken.update(range(first, last))
        if rule.type:
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _modifier(code: str, first: int, rule: Rule, grammar: Grammar) -> tuple[int, str]:
    """Widen a match to the left by 'early', 'more than', 'the end of' …"""
    if rule.type == "SET" or rule.meaning[0] == "clock":
        return first, ""
    kinds = {"both", "count" if rule.type == "DURATION" or "ago" in rule.meaning[0] else "date"}
    if "count" in kinds and grammar.counts.match(code, first):
        kinds.add("number")
    for length in range(min(3, first), 0, -1):
        mod, applies = grammar.modifiers.get(code[first - length : first], ("", ""))
        if mod and applies in kinds:
            return first - length, mod
    return first, ""


@cache
def _grammar() -> Grammar:
    return Grammar()


class Grammar:
    """The tables, compiled: a character for each word, the classes it belongs to, rules by how they can begin."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, str]] = {}
        self.capital: set[str] = set()
        self.char: dict[str, str] = {}
        for row in rows(WORDS, ("class", "word", "value", "case")):
            self.values.setdefault(row["class"], {})[row["word"]] = row["value"]
            self.letter(row["word"])
            if row["case"]:
                self.capital.add(row["word"])
        self.code = lru_cache(maxsize=200_000)(self._code)
        self.spelled = self._spelled()
        self.common = {self.letter(word) for word in self.values["common"]} | set(SHAPES["num"])
        self.rules = [self._rule(order, row) for order, row in enumerate(rows(RULES, COLUMNS[:5]))]
        table = rows(MODIFIERS, ("phrase", "mod", "applies"))
        known = ((row["phrase"].split(), row["mod"], row["applies"]) for row in table)
        self.modifiers = {"".join(map(self.letter, words)): (mod, applies) for words, mod, applies in known}
        one = {code: mod for code, (mod, applies) in self.modifiers.items() if len(code) == 1 and applies == "date"}
        self.inner = one  # 'the late 1980s': the rule has the word
        self.or_so = self.letter("or") + self.letter("so")
        number, a = self.chars("num"), self.letter("a") + self.letter("an")
        self.counts = re.compile(f"[{number}]|[{a}](?![{number}])")  # not 'over a three-year period'
        self.first: dict[str, list[Rule]] = {}
        self.needing: dict[str, set[int]] = {}  # the rules that can't do without one of some characters, by each
        for rule, letters, needs in self.rules:
            for letter in letters:
                self.first.setdefault(letter, []).append(rule)
            for letter in needs:
                self.needing.setdefault(letter, set()).add(rule.order)
        self.trigger = self.needing.keys() | set(self.chars("number"))  # a sentence without any is left at once

    def letter(self, word: str) -> str:
        """Find the character that stands for a word, a new one where it has none.

        Args:
            word: in lower case.

        Returns:
            One character; for a mark itself.
        """
        mark = len(word) == 1 and not word.isalnum() and word != "_"
        return self.char.setdefault(word, word if mark else chr(0xE000 + len(self.char)))

    def shape(self, word: str) -> str:
        """Find the character for the shape of a number.

        Args:
            word: that begins with a digit.

        Returns:
            One character: Y a year, D a day, C a time of day …; `OTHER` for none that is known.
        """
        found = SHAPE.fullmatch(word)
        return found.lastgroup or OTHER if found else "N"

    def value(self, kind: str, word: str) -> str:
        """Look up what a word means in the first of its classes that knows it.

        Args:
            kind: classes, apart by |.
            word: whatever its case.

        Returns:
            Its value; a word that none knows, such as a number, is its own in lower case.
        """
        lower = word.lower()
        return next((known for one in kind.split("|") if (known := self.values.get(one, {}).get(lower))), lower)

    def chars(self, kind: str) -> str:
        """Collect all characters of a class.

        Args:
            kind: its name.

        Returns:
            They, as the inside of a regular expression's [ ].
        """
        letters = [self.letter(word) for word in self.values.get(kind, ())] + list(SHAPES.get(kind, ""))
        return "".join(letters)

    def _spelled(self) -> re.Pattern[str]:
        number, scale, ordinal = self.chars("number"), self.chars("scale"), self.chars("ord")
        unit = "".join(self.letter(word) for word, value in self.values["number"].items() if len(value) == 1)
        a, dash, and_, half = self.letter("a"), re.escape("-"), self.letter("and"), self.letter("half")
        word = f"[{number}DYNBEMG]"
        return re.compile(
            f"(?:{a}|{word})[{scale}](?:{and_}?(?:[{number}](?:{dash}?[{number}])?|[{scale}]))*"
            f"|{word}{dash}?{and_}{dash}?{a}{dash}?{half}[{scale}]?|{half}{a}?[{scale}]|[DN]?F|[{unit}](?:{dash}[{ordinal}])?"
            f"|[{number}](?:{dash}?[{number}])*(?:{dash}[{ordinal}])?"  # twenty-four; but three one-day matches
        )

    def _code(self, word: str) -> str:
        """Return the character for a word: OTHER where it is unknown; numbers go by their shape."""
        lower = word.lower()
        if word[0].isdigit():
            return self.char.get(word) or (self.shape(word) if word.isascii() else OTHER)
        if lower[:4] in ("a.m.", "p.m.", "a.m", "p.m", "am", "pm"):
            return "A"
        if lower in self.capital and not word[0].isupper():
            return OTHER
        return self.char.get("'s" if lower == "’s" else lower, OTHER)

    def _rule(self, order: int, row: dict[str, str]) -> tuple[Rule, set[str], set[str]]:
        """Return a rule, the characters it can begin with, and those of its rarest word that is not optional."""
        where = f"timex_rules.csv line {row['line']}"
        slots: dict[str, str] = {}
        pieces, first, open_first, depth = [], set(), True, []
        needed: list[list[set[str]]] = [[]]  # the words that are not optional, by the group they stand in
        for item in BRACKET.sub(r" \g<0> ", row["pattern"]).split():
            optional = item.endswith("?") and len(item) > 1
            item = item.removesuffix("?") if optional else item
            if item in "([":
                depth.append(open_first)
                needed.append([])
                pieces.append("(?:" if item == "(" else "(?P<_>")
                continue
            if item in ")]":
                before, inside = depth.pop(), needed.pop()
                needed[-1] += [] if optional else inside
                open_first = open_first or (optional and before)
                pieces.append(")?" if optional else ")")
                continue
            letters, piece = self._item(item, slots, where)
            if open_first:
                first |= letters
            needed[-1] += [] if optional else [letters]
            open_first = open_first and optional
            pieces.append(piece + ("?" if optional else ""))
        expression = "".join(pieces)
        if "(?P<_>" not in expression:
            expression = f"(?P<_>{expression})"
        try:
            pattern = re.compile(expression)
        except re.error as error:
            raise KnowledgeError(f"{where}: the pattern cannot be read ({error})") from error
        if unknown := sorted(set(row["veto"].split()) - set(VETOES)):
            raise KnowledgeError(f"{where}: no veto {', '.join(unknown)}; there are {', '.join(sorted(VETOES))}")
        meaning = tuple(row["meaning"].split()) or ("",)
        common = self.common
        rarest = min(needed[0], key=lambda one: (len(one & common), len(one), min(one) > "Z"), default=first)  # a year
        return Rule(row["rule"], pattern, slots, row["type"], meaning, tuple(row["veto"].split()), order), first, rarest

    def _item(self, item: str, slots: dict[str, str], where: str) -> tuple[set[str], str]:
        """Return the characters one item of a pattern can begin with, and its regular expression."""
        letters, name, known = "", "", set(slots)
        for part in item.split("|"):
            if part.startswith("{"):
                kind, _, given = part.strip("{}").partition(":")
                letters += self.chars(kind)
                if given != "-":
                    name = name or given or kind
                    slots[name] = f"{slots[name]}|{kind}" if name in slots else kind
                if not self.chars(kind):
                    raise KnowledgeError(f"{where}: no class {kind!r} in timex_words.csv")
            else:
                letters += self.letter(part)
        body = "[" + "".join(re.escape(letter) for letter in letters) + "]"
        return set(letters), f"(?P<{name}>{body})" if name and name not in known else body


def _join_numbers(code: str, words: list[str], spans: Spans, known: Grammar) -> tuple[str, list[str], Spans]:
    """Make one number of 'twenty-four', 'a hundred', 'nineteen ninety-seven', '5 1/2', '2 million'."""
    if not (match := known.spelled.search(code)):
        return code, words, spans
    codes, joined, places, last = [], [], [], 0
    while match:
        first = match.start()
        number = _number([word.lower() for word in words[first : match.end()]], known)
        shape = known.shape(number) if number else OTHER
        codes += [code[last:first], "N" if number == "1000" else shape]  # no year is called a thousand
        joined += [*words[last:first], number]
        places += [*spans[last:first], (spans[first][0], spans[match.end() - 1][1])]
        last = match.end()
        match = known.spelled.search(code, last)
    return "".join([*codes, code[last:]]), [*joined, *words[last:]], [*places, *spans[last:]]


def _number(words: list[str], known: Grammar) -> str:
    """Return the number that words spell, an ordinal with 'th' behind it, '' where they spell none."""
    total, part, ordinal = 0.0, 0.0, False
    for word in words:
        if word in ("-", "and", "a", "an"):
            continue
        if word == "half":
            part += 0.5
        elif "/" in word:
            over, under = word.split("/")
            part += int(over) / int(under) if int(under) else 0
        elif word in known.values["scale"]:
            total, part = total + (part or 1) * float(known.values["scale"][word]), 0.0
        else:
            spelled = known.values["number"].get(word) or known.values["ord"].get(word)
            ordinal = word in known.values["ord"]
            value = float(spelled or word.replace(",", ""))
            # two tens in a row are a year said in halves: nineteen ninety-seven
            part = part * 100 + value if 10 <= part < 100 and value >= 10 else part + value
    number = total + part
    if number > LARGEST:
        return ""
    text = str(int(number)) if number == int(number) else f"{number:g}"
    return text + "th" if ordinal else text


# --------------------------------------------------------------------------------------------------
# Work out what a time expression means: the arithmetic behind the column `meaning` of timex_rules.csv.


def resolve(meaning: tuple[str, ...], slots: Slots, known: Known) -> Meaning:
    """Work out what a rule's meaning says about these words.

    Args:
        meaning: name of the arithmetic and what follows it in the column `meaning`; `slot=value` fills a slot.
        slots: {slot: value} of the words that the pattern found.
        known: what the article has made known before.

    Returns:
        Value, period and anchor.

    Raises:
        KeyError: the meaning has no arithmetic.
        ValueError, OverflowError: the day is in no calendar (31 February); callers turn it into 'no value'.
    """
    said = dict(word.split("=") for word in meaning if "=" in word)
    name, *given = (word for word in meaning if "=" not in word)
    return OPERATIONS[name](slots | said, known, *given)


def shift(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Last, this or next week, month, year … counted from the publication date."""
    unit = slots.get("calunit", "year")
    if not known.published:
        return Meaning(units("relative")[unit], None, UNKNOWN)
    step = int(count or slots.get("last", "-1"))
    if unit == "weekend" and not step and known.published.weekday() < 4 and known.direction() < 0:
        step = -1  # 'this weekend' of what has happened, read on a Tuesday
    return named(around(unit, known.published).shift(step), known.anchor)


def year_period(slots: Slots, known: Known) -> Meaning:
    """The 1988 period: of that year, the quarter that the text speaks of, if it does."""
    number = int(slots["year"])
    if known.business and slots["period"] != "year":
        return named(Period(known.business.unit, known.business.first.replace(year=number)), "text")
    return named(Period("year", date(number, 1, 1)))


def the(slots: Slots, known: Known) -> Meaning:
    """The week, the month, the year: the one just named in the text, else the one of publication."""
    unit = slots.get("calunit", slots.get("period", "quarter"))
    if unit in ("quarter", "period") and known.business:
        return named(known.business, "text")
    unit = "quarter" if unit == "period" else unit
    if not known.published:
        return Meaning(units("relative")[unit], None, UNKNOWN)
    now = around(unit, known.published)
    if unit == "week" and not known.apart and known.direction() <= 0:
        return Meaning(f"{now.value[:4]}-WXX", None, NOT_SAID)  # of a market or a chronicle it is the one before
    if unit == "weekend" and known.published < now.first and known.direction() <= 0:
        now = now.shift(-1)
    if unit == "quarter":
        now = now.shift(-1)
    return named(now, known.anchor)


def ended(slots: Slots, known: Known) -> Meaning:
    """The latest quarter: the one that the text speaks of, if it is over."""
    over = known.published and known.business and known.business.last >= known.published
    return the(slots, replace(known, business=None)) if over else the(slots, known)


def that(slots: Slots, known: Known) -> Meaning:
    """That year, the same day: the one the text named last."""
    unit, last = slots["calunit"], known.last
    plan = known.planned if rank(unit) <= rank("week") and known.direction() >= 0 else None
    if plan and plan.unit == "day" and last and known.published and last.last < known.published:
        last = plan  # 'they travel on 4 December … and play the same week'
    if last and rank(last.unit) <= rank(unit):
        return named(around(unit, last.first), "text")
    return Meaning(units("relative")[unit], None, "not named in the text")


def step(slots: Slots, known: Known, count: str) -> Meaning:
    """The next day, the previous year: from the last date the text named, else from publication."""
    unit = slots.get("calunit", "day")
    if unit == "day" and not known.near and known.usual():
        return Meaning(units("relative")[unit], None, NOT_SAID)  # 'her shift ends at six the next morning'
    if known.last and rank(known.last.unit) <= rank(unit):
        return named(around(unit, known.last.first).shift(int(count)), "text")
    if count == "0" or (int(count) > 0 and known.published and known.direction() < 0):  # 'the next day': after what?
        return Meaning(units("relative")[unit], None, "not named in the text")
    return shift({"calunit": unit, "last": count}, known)


def story_next(slots: Slots, known: Known) -> Meaning:
    """The next year: of a story, the one after the date it named last; else the coming one."""
    if known.published and known.direction() >= 0:
        found, first = shift(slots | {"last": "1"}, known), known.published + timedelta(1)
        if found.period and found.period.unit in ("week", "month", "year", "decade"):
            return replace(found, days=(first, replace(found.period, first=first).last))
        return found
    return step(slots, known if known.idle <= dates.STORY_DAY else replace(known, last=None), "1")


def ago(slots: Slots, known: Known, count: str = "") -> Meaning:
    """A week ago, three months ago: counted back from the publication date."""
    if known.published and slots.get("unit") == "year" and known.business:
        return named(_years_on(known.business, -1), "text")
    return _reckoned(slots.get("unit") or slots["units"], known, -_count(slots, count))


def ahead(slots: Slots, known: Known) -> Meaning:
    """Three months from now: counted on from the publication date."""
    return _reckoned(slots.get("unit") or slots["units"], known, _count(slots, ""))


def earlier(slots: Slots, known: Known, count: str = "", unit: str = "") -> Meaning:
    """A year earlier, the year-ago period: from the period the text speaks of."""
    return _counted(slots, known, -_count(slots, count), unit)


def later(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Two weeks later: from the last date the text named; without one, or one too coarse, there is no saying."""
    unit = slots.get("unit") or slots["units"]
    coarse = not known.last or (rank(known.last.unit) > rank(unit) and known.era)
    found = None if coarse else _counted(slots, known, _count(slots, count), "")
    to_come = bool(found and found.period and known.published and found.period.first > known.published)
    if found is None or (to_come and known.direction() < 0):  # "was found nine days later": not after publication
        return Meaning(units("relative").get(unit, "XXXX-XX-XX"), None, "not named in the text")
    return found


def length(slots: Slots, known: Known, count: str = "") -> Meaning:
    """A length of time."""
    unit = slots.get("unit") or slots.get("units") or ""
    count = count if count not in ("", "past") else slots.get("num", "1")
    return Meaning(calendar.amount(count if count == "X" else float(count.replace(",", "")), unit))


def up_to(slots: Slots, known: Known) -> Meaning:
    """The year to the end of March, the six months to June 30: so long a time, of which the end is told."""
    found = (dates.day if "dom" in slots else dates.month)(slots, known)
    if not found.period:
        return found
    unit, count = slots.get("unit") or slots["units"], _count(slots, "")
    months, days = calendar.lengths("months").get(unit, 0) * count, calendar.lengths("days").get(unit, 0) * count
    begin = found.period.last + timedelta(1) - relativedelta(months=months, days=days)
    return replace(found, value=f"{begin}/{calendar.amount(count, unit)}", days=(begin, found.period.last))


def value(slots: Slots, known: Known, text: str) -> Meaning:
    """A value that stands in the table, with slots in it."""
    text = text.format(**slots)
    return Meaning(text, None, known.anchor if text.endswith("_REF") else "")


def soon(slots: Slots, known: Known) -> Meaning:
    """Soon: no time where it was soon then."""
    if known.direction() < 0:
        raise ValueError("it was soon then")
    return value(slots, known, "FUTURE_REF")


def some_weekday(slots: Slots, known: Known) -> Meaning:
    """On a Saturday: of which week the text does not say."""
    return Meaning(f"XXXX-WXX-{slots['weekday']}", None, NOT_SAID)


def feasts(slots: Slots, known: Known) -> Meaning:
    """Every Christmas: its day where that is the same each year."""
    name = slots["holiday"]
    return Meaning(f"XXXX-{name}" if name[:1].isdigit() else "P1Y")


def every(slots: Slots, known: Known, count: str = "") -> Meaning:
    """Every year, twice a week: how often, as the length of one round."""
    return length(slots, known, count or ("" if "units" in slots else "1"))


def part_of(slots: Slots, known: Known, count: str) -> Meaning:
    """The next morning: of the day after the one the text named last."""
    found = step({"calunit": "day"}, known, count)
    return Meaning(f"{found.value}T{slots['daypart']}", found.period, found.anchor)


def clock_of(slots: Slots, known: Known, count: str) -> Meaning:
    """At 4.05 the next morning: of the day after the one the text named last."""
    found, time = step({"calunit": "day"}, known, count), dates.clock(slots, replace(known, published=None, near=None))
    return Meaning(f"{found.value}T{time.value.partition('T')[2]}", found.period, found.anchor)


def _count(slots: Slots, count: str) -> int:
    return round(float((count or slots.get("num", "1")).replace(",", "")))


def _reckoned(unit: str, known: Known, count: int) -> Meaning:
    if not known.published:
        return Meaning(units("relative").get(unit, "XXXX-XX-XX"), None, UNKNOWN)
    unit, count = ("year", 10 * count) if unit == "decade" else (unit, count)  # 'a decade ago' is a year, about
    return named(calendar.moved(known.published, unit, count), known.anchor)


def _counted(slots: Slots, known: Known, count: int, unit: str) -> Meaning:
    unit = unit or slots.get("unit") or slots["units"]
    if unit == "year" and known.business:
        return named(_years_on(known.business, count), "text")
    if known.last and rank(known.last.unit) <= rank(unit):
        return named(calendar.moved(known.last.first, unit, count), "text")
    return _reckoned(unit, known, count)


def _years_on(period: Period, count: int) -> Period:
    return replace(period, first=period.first + relativedelta(years=count))


OPERATIONS: dict[str, Callable[..., Meaning]] = {
    operation.__name__: operation
    for operation in (
        shift, year_period, the, ended, that, step, story_next, ago, ahead, earlier, later, length, up_to, value,
        soon, some_weekday, feasts, part_of, clock_of,
    )
} | {"set": every} | dates.OPERATIONS  # fmt: skip
