"""Say what makes words something else than a time: the column `veto` of timex_rules.csv, one function a name.

Each function is asked of a match whose words lie at the tokens [first, last]; its one line says what the words are
then, and after `but` what it lets pass.

Args:
    asked: the match in its article.

Returns:
    True where the match is no time. None raises.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property

from ..actors.gazetteer import lexicon
from ..knowledge import grouped
from ..parse import Parsed
from .calendar import Slots

WORDS = "lexicons/timex_contexts.csv"
MONEY = frozenset("$£€¥#")
HOUR = 6  # letters of the longest word of an hour: 'p.m.', '11a.m.'
OLD = 1500  # a bare number below is a year only where a word says so
AHEAD = 30  # years after publication that a bare number behind a name can be: 'Agenda 2030', but 'RTX 2080'
STREET = 4  # tokens in which an address comes to its street
OPENING = frozenset(("“", '"', "``", "‘"))
TAKEN = 31  # a number of two digits above it is no day of a month


@dataclass
class Asked:
    """One match in its article, and what the vetoes find out about the article once."""

    parsed: Parsed
    year: int  # of publication, or of the latest year there is
    first: int = 0
    last: int = 0
    sentence: int = 0
    slots: Slots = field(default_factory=dict)  # of the match
    vocabulary: dict[int, frozenset[str]] = field(default_factory=dict)  # the words of each sentence asked for

    def at(self, token: int) -> str:
        """Read a word beside the match.

        Args:
            token: its number in the article.

        Returns:
            The word in lower case, '' beyond the sentence.
        """
        inside = self.parsed.first[self.sentence] <= token < self.parsed.last[self.sentence]
        return self.parsed.lower[token] if inside else ""

    @property
    def before(self) -> str:
        """The word before the match."""
        return self.at(self.first - 1)

    @property
    def after(self) -> str:
        """The word after the match."""
        return self.at(self.last + 1)

    def tag(self, token: int) -> str:
        """Read the tag of a word beside the match.

        Args:
            token: its number in the article.

        Returns:
            Its Penn Treebank tag, '' beyond the sentence.
        """
        return self.parsed.tag[token] if self.at(token) else ""

    @cached_property
    def persons(self) -> list[tuple[int, int]]:
        """The tokens of the persons that the parse names."""
        return [(begin, end) for begin, end, label in self.parsed.entities if label == "PERSON"]

    def in_person(self, token: int) -> bool:
        """Say whether a token stands inside a person's name.

        Args:
            token: its number in the article.

        Returns:
            True for any part of the name.
        """
        place = bisect_left(self.persons, (token + 1,)) - 1
        return place >= 0 and token < self.persons[place][1]

    @cached_property
    def surnames(self) -> set[str]:
        """The words that this article has used behind a title or a given name: 'Theresa May', 'Mr March'."""
        parsed, known = self.parsed, context("month")
        given, found = lexicon().given, set()
        for token in range(1, len(parsed.lower)):
            if parsed.lower[token] in known and parsed.word[token][0].isupper():
                before = parsed.lower[token - 1]
                title = before in context("title") or (before == "." and parsed.lower[token - 2] in context("title"))
                named = before in given and before not in known and parsed.word[token - 1][0].isupper()
                if title or named or somebodys(parsed, token):
                    found.add(parsed.lower[token])
                elif before in known and parsed.word[token - 1][0].isupper() and parsed.head[token - 1] == token:
                    found |= {before, parsed.lower[token]}
        return found

    @cached_property
    def forenames(self) -> set[str]:
        """The weekdays that stand before a surname in this article: Tuesday Weldon."""
        parsed, days = self.parsed, context("month")
        found = (token for token, word in enumerate(parsed.lower) if word in days and _forename(parsed, token))
        return {parsed.lower[one] for one in found if parsed.word[max(0, one - 1)] not in OPENING}  # no “Sunday Live”

    @cached_property
    def clubs(self) -> set[str]:
        """The weekdays that the article knows as a team: Sheffield Wednesday."""
        lower, towns = self.parsed.lower, context("club")
        return {lower[place + 1] for place in range(len(lower) - 1) if lower[place] in towns} & context("month")

    def words(self) -> frozenset[str]:
        """Return the words of the sentence, each once."""
        if self.sentence not in self.vocabulary:
            first, last = self.parsed.first[self.sentence], self.parsed.last[self.sentence]
            self.vocabulary[self.sentence] = frozenset(self.parsed.lower[first:last])
        return self.vocabulary[self.sentence]


@cache
def context(kind: str) -> frozenset[str]:
    """Read the words of one kind in timex_contexts.csv.

    Args:
        kind: as its column `kind` has it.

    Returns:
        The words in lower case; none for a kind that is not there.
    """
    return grouped(WORDS, "kind", "word").get(kind, frozenset())


def somebodys(parsed: Parsed, token: int) -> bool:
    """Say whether a word names what somebody has, or a person: 'his wife, June', 'our dog April'; not 'its month, May'.

    Args:
        parsed: the article.
        token: the word.

    Returns:
        True where it is apposed to such a noun.
    """
    noun = parsed.head[token]
    if parsed.dep[token] != "appos" or parsed.pos[noun] != "NOUN" or parsed.lemma[noun] in context("period"):
        return False
    return noun < token and bool(parsed.below(noun, "poss") or parsed.lemma[noun] in lexicon().persons)


def money(asked: Asked) -> bool:
    """A sum: $1995."""
    before = asked.parsed.word[asked.first - 1] if asked.first else ""
    return before[-1:] in MONEY


def counted(asked: Asked) -> bool:
    """A number of things: 2000 people, over 1000 good men, 1850 metres; but the 2000 Games, 1990 earnings forecasts."""
    parsed, last = asked.parsed, asked.last
    if asked.after in ("+", "%", "percent", "per") or asked.after in context("measure"):
        return True
    head = parsed.head[last]
    if parsed.dep[last] != "nummod" or parsed.tag[head] != "NNS" or not last < head < last + 4:
        return False
    if asked.before in context("determiner") and parsed.lower[head] not in context("countable"):
        return False
    return head == last + 1 or asked.before in context("quantity")


def numbered(asked: Asked) -> bool:
    """The number of a thing: Room 1900, P.O. Box 1990, GTX 1060, page 1984."""
    parsed, first, number = asked.parsed, asked.first, asked.slots.get("year", "")
    while asked.at(first - 2).isdigit() and asked.at(first - 1) in context("joins"):
        first -= 2  # 'Flats 1800 and 2010'
    before = asked.at(first - 1)
    if before in context("numbered") or (before == "." and asked.at(first - 2) in context("numbered")):
        return True
    name = parsed.tag[first - 1] in ("NNP", "NNPS") if before else False
    is_month = before in context("month") or before in context("season")
    return name and not is_month and number.isdigit() and not 1700 <= int(number) <= asked.year + AHEAD


def old(asked: Asked) -> bool:
    """A number too small for a year, where no word says that it is one: scored 1187, at 1353; but in 1066."""
    number = asked.slots.get("year", "")
    if not number.isdigit() or int(number) >= OLD:
        return False
    return asked.before not in context("before year") or asked.tag(asked.last + 1) in ("NN", "NNS", "JJ", "CD")


def address(asked: Asked) -> bool:
    """A house: 1600 Pennsylvania Avenue."""
    for token in range(asked.last + 1, asked.last + 1 + STREET):
        word = asked.at(token)
        if word in context("street"):
            return token > asked.last + 1 or asked.parsed.word[token][0].isupper()
        if not word or not (asked.parsed.word[token][0].isupper() or word[0].isdigit()):
            return False
    return False


def modifier(asked: Asked) -> bool:
    """A word that says of what kind a thing is: an overnight train."""
    return asked.parsed.dep[asked.last] in ("amod", "compound")


def glued(asked: Asked) -> bool:
    """The end of a longer word, such as an address on the web: /h3pm."""
    return asked.parsed.end[asked.last] - asked.parsed.start[asked.last] > HOUR


def proper(asked: Asked) -> bool:
    """Part of a name: LA Weekly, the Century Towers."""
    return asked.parsed.pos[asked.last] == "PROPN"


def named(asked: Asked) -> bool:
    """The first word of a name, or no noun at all: the Winter Olympics, April Baker, Fall River, 'may'."""
    parsed, last = asked.parsed, asked.last
    if parsed.pos[last] not in ("PROPN", "NOUN"):
        return True
    capital = parsed.word[last][0].isupper()
    follows = asked.tag(last + 1) in ("NNP", "NNPS") and parsed.head[last] > last and parsed.word[last + 1].isalpha()
    if capital and parsed.dep[last] == "compound" and parsed.pos[parsed.head[last]] == "PROPN":
        return parsed.lower[parsed.head[last]] not in context("month")  # 'the rains (March-May)'
    alone = asked.before not in context("before date") and not asked.before[-1:].isdigit()
    return capital and follows and alone and parsed.dep[last] in ("compound", "nmod")


def longer(asked: Asked) -> bool:
    """The beginning of a longer name: Mar-a-Lago, the 1963 March on Washington, 21st Century Fox; but March-May."""
    parsed, last = asked.parsed, asked.last
    following = parsed.word[last + 1 : last + 3] if asked.at(last + 2) else ["", ""]
    capital, text, end = parsed.word[last][0].isupper(), parsed.text, parsed.end[last]
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
        return capital and following[1].lower() not in context("month")
    if parsed.lower[last] == "march" and asked.after in ("on", "for", "of"):
        return capital and bool(asked.before) and asked.tag(asked.first - 1) != "IN" and following[1][:1].isupper()
    if parsed.lower[last] == "march" and capital and not asked.after[:1].isdigit() and asked.tag(last - 1) == "NNP":
        return parsed.head[last - 1] == last and parsed.lower[last - 1] not in context("month")  # the Pride March
    return parsed.lower[last] == "century" and capital and asked.tag(last + 1) in ("NNP", "NNPS")


def person(asked: Asked) -> bool:
    """A person: Mr May, Pieter-Jan, Moe-May, Theresa May and then May alone, Johnnie Christmas, the actress June."""
    parsed, last = asked.parsed, asked.last
    lead = asked.before in context("before date") or asked.after[:1].isdigit()
    if (asked.in_person(last) or somebodys(parsed, last)) and not lead:
        return True
    if _half(asked, asked.first - 2, asked.first - 1):
        return True
    if parsed.lower[last] in asked.surnames and not lead:
        return True
    at = asked.first - 1
    return asked.tag(at) in ("NNP", "NNPS") and asked.before in lexicon().given and parsed.head[at] == last


def called(asked: Asked) -> bool:
    """A name: Mr Sunday, in Friday Harbor, a team; but told the Senator Tuesday, in Tuesday's vote."""
    parsed, first, last = asked.parsed, asked.first, asked.last
    whole = asked.before == "the" and parsed.dep[last] == "compound" and parsed.pos[parsed.head[last]] == "PROPN"
    if _club(asked) or (whole and parsed.word[last + 1][0].isupper()):
        return True  # 'the Monday Club'
    if asked.before in context("title"):
        return parsed.dep[first - 1] == "compound" and parsed.head[first - 1] == last
    return asked.before == "in" and asked.tag(last + 1) == "NNP"


def _club(asked: Asked) -> bool:
    """Say whether a weekday is a team: Sheffield Wednesday; play Wednesday on Friday; but on Wednesday."""
    parsed, last = asked.parsed, asked.last
    name, follows = parsed.lower[last], asked.at(last + 2)
    if asked.after == "on" and follows in context("month"):
        return parsed.dep[last] in ("npadvmod", "dobj") and follows != name
    if name not in asked.clubs:
        return False
    return asked.before in context("club") or asked.before not in context("on day")


def first_name(asked: Asked) -> bool:
    """Somebody's name: Tuesday Weldon, Ada Moe-Tuesday, one named Tuesday; but his Sunday Mass, Tuesday Mr Moe."""
    parsed, first, last = asked.parsed, asked.first, asked.last
    verb = parsed.head[last]
    so_called = asked.before in context("naming") and parsed.dep[verb] == "acl" and verb == first - 1
    known = parsed.lower[last] in asked.forenames and asked.before not in context("on day")
    return (
        (so_called and parsed.lemma[parsed.head[verb]].lower() in lexicon().persons)
        or (known or _forename(parsed, last))
        or (_half(asked, first - 2, first - 1) or _half(asked, last + 2, last + 1))
    )


def _half(asked: Asked, other: int, hyphen: int) -> bool:
    """Say whether a weekday and another word are the two halves of a name: Sunday-Okoro; not Friday-Sunday."""
    name = asked.at(hyphen) == "-" and asked.at(other).isalpha() and asked.parsed.word[other].istitle()
    return name and asked.at(other) not in context("month") | context("before date")  # 'Mid-May'


def _forename(parsed: Parsed, token: int) -> bool:
    """Say whether a weekday stands before a surname that it belongs to: Tuesday Weldon, Ada Tuesday Weldon."""
    number, name = parsed.sentence[token], parsed.head[token]
    surname = name == token + 1 < parsed.last[number] and parsed.tag[name] == "NNP" and parsed.dep[token] == "compound"
    if not surname or parsed.lower[name] in context("month") or token == parsed.first[number]:
        return surname and parsed.lower[name] not in context("month")
    before, tag = parsed.lower[token - 1], parsed.tag[token - 1]
    if parsed.head[token - 1] in (name, token) and (tag == "NNP" or before in lexicon().titles):
        return True  # 'Corporal Friday Okon'
    behind_noun = tag in ("NNP", "NNPS", "NN", "NNS")
    return (before not in context("before date") and not behind_noun) or before in ("and", "or")


def agent(asked: Asked) -> bool:
    """Somebody who acts: March released an album, May said; but August brought rain."""
    parsed, last = asked.parsed, asked.last
    verb = parsed.head[last]
    acts = parsed.dep[last] == "nsubj" and parsed.pos[verb] == "VERB" and last < verb
    joint = asked.after in ("and", "or", ",") and asked.at(last + 2) in context("month")
    if joint and asked.at(asked.first - 2) in context("month"):
        return False  # 'talks in April, May and June failed'
    return acts and asked.before not in context("before date") and parsed.lemma[verb] not in context("passes")


def titled(asked: Asked) -> bool:
    """A title: the newspaper USA TODAY, the programme This Week, a person called Soon."""
    parsed, first, last = asked.parsed, asked.first, asked.last
    words = [t for t in range(first, last + 1) if parsed.word[t].isalpha() and parsed.lower[t] in context("small")]
    if not words or not all(parsed.word[token][0].isupper() for token in words):
        return False
    begins = parsed.first[asked.sentence]
    opened = first
    while opened > begins and not parsed.word[opened - 1][-1].isalnum():
        opened -= 1
    if opened > begins and opened == first:
        return True
    marked = opened < first and parsed.word[first - 1] in OPENING
    return marked and asked.after in (",", ".", "”", '"', "''", "’")


def match(asked: Asked) -> bool:
    """A time in a game: scored at 7:14, a foul in the third quarter."""
    return not context("match").isdisjoint(asked.words())


def score(asked: Asked) -> bool:
    """A score, a ratio or a verse: won 4:12, First Corinthians 9:25; but at 9:25, 9:25 p.m., 9:25 on a line alone."""
    if not asked.slots.keys().isdisjoint(("ampm", "tz", "day", "weekday")):
        return False
    start, end = asked.parsed.start[asked.first], asked.parsed.end[asked.last]
    text = asked.parsed.text
    if (text[start - 1 : start] or "\n") == "\n" == (text[end : end + 1] or "\n"):
        return False
    return asked.before not in context("before time") or asked.after in ("-", ":", "/")


def thing(asked: Asked) -> bool:
    """An ordinal before the noun that it counts: on the 30th floor; but on the 30th."""
    return asked.tag(asked.last + 1)[:2] in ("NN", "JJ", "CD") or asked.after in ("-", "of", "'s")


def short(asked: Asked) -> bool:
    """Two figures that are no year: finished in 80; but Reagan in 80 and 84, Romney in 08."""
    parsed, first = asked.parsed, asked.first
    number = parsed.word[asked.last]
    if not number.isdigit() or not (int(number) > TAKEN or number[0] == "0") or match(asked):
        return True
    if asked.tag(asked.last + 1)[:2] in ("NN", "JJ", "CD", "NNP") or asked.after in ("%", "of", "percent", "-", "per"):
        return True
    at = first - 1
    if asked.before in ("and", "or") and asked.at(first - 2).isdigit():
        at = first - 3
    return asked.at(at) != "in" or asked.tag(at - 1) not in ("NNP", "NNPS")


def weather(asked: Asked) -> bool:
    """Degrees: highs will be in the mid-80s."""
    return not context("weather").isdisjoint(asked.words())


def quoted(asked: Asked) -> bool:
    """The beginning of a quotation: ''60 Minutes'', ' one; but the flood of '87."""
    start = asked.parsed.start[asked.first]
    if not asked.parsed.word[asked.last][-1].isdigit():
        return True
    return asked.parsed.text[max(0, start - 1) : start] in ("'", "’", "‘", "`") or asked.tag(asked.last + 1) == "NNPS"


def web(asked: Asked) -> bool:
    """Part of an address or a tag: Monday.com, #May2020, @friday."""
    text, start, end = asked.parsed.text, asked.parsed.start[asked.first], asked.parsed.end[asked.last]
    glued = text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha() and text[end + 1].islower()
    return glued or text[max(0, start - 1) : start] in tuple("@#_=&") or "." in asked.parsed.word[asked.last].strip(".")


def seasonal(asked: Asked) -> bool:
    """What a season has each year: the summer palace, winter clothes; but the summer fair."""
    return asked.after in context("seasonal")


def programme(asked: Asked) -> bool:
    """A programme: Monday Night Football; but on Monday night, Monday Night."""
    parsed, night = asked.parsed, asked.last + (asked.after == "night")
    name = asked.tag(night + 1) in ("NNP", "NNPS") and parsed.head[night] > night and parsed.lower[night] == "night"
    return name and parsed.word[night].istitle() and parsed.word[night + 1].istitle()


def award(asked: Asked) -> bool:
    """What is chosen each month or year: the player of the month; and the month of July, which July tells."""
    if asked.after == "of" and asked.at(asked.last + 2) in context("month"):
        return True
    return asked.before == "of" and asked.at(asked.first - 2) in context("prize")


def someday(asked: Asked) -> bool:
    """No length of time: you will win one day; but lasted one day, one day later, for one day."""
    parsed, last = asked.parsed, asked.last
    if parsed.lower[asked.first : last + 1] != ["one", "day"] or parsed.dep[last] != "npadvmod":
        return False
    verb, opens = parsed.head[last], asked.first == parsed.first[asked.sentence]
    ahead = any(parsed.tag[child] in ("MD", "TO") for child in parsed.children[verb])
    ends = not asked.after or not asked.after[0].isalnum()
    return (opens or (ends and ahead)) and parsed.lemma[verb] not in context("lasting")


def minuted(asked: Asked) -> bool:
    """What a meeting wrote down, or who came second: read the minutes; but in the minutes before, the seconds since."""
    the = asked.last - 1
    if asked.parsed.lower[asked.last] not in ("minutes", "seconds") or asked.at(the) != "the":
        return False
    if asked.tag(the - 1) == "IN":
        return False
    return asked.after not in ("before", "after", "leading", "until", "since", "between")


def soon(asked: Asked) -> bool:
    """No night but no time at all: it won't be mended overnight; but the fire was not put out overnight."""
    parsed, verb = asked.parsed, asked.parsed.head[asked.first]
    modal = any(parsed.tag[child] == "MD" for child in parsed.children[verb])
    return modal and bool(parsed.below(verb, "neg"))


def mark(asked: Asked) -> bool:
    """A share of a thing or of a game: a three-quarter-size cello, before the half-hour; but the half-hour talk."""
    if asked.parsed.lower[asked.last] == "quarter":
        return asked.after == "-"
    half = asked.parsed.lower[asked.first] == "half"
    return half and asked.before == "the" and asked.tag(asked.last + 1)[:2] not in ("NN", "JJ")


def toll(asked: Asked) -> bool:
    """Hours that are counted: worked 1353 hours; but at 1353 hours."""
    return asked.before not in context("before time")


def small_letter(asked: Asked) -> bool:
    """No name of a feast: a day in Australia; but Australia Day."""
    return asked.parsed.word[asked.last][0].islower()


def own(asked: Asked) -> bool:
    """The last one of somebody's life or time: in his last spring; but last spring."""
    return asked.parsed.lower[asked.first] == "last" and asked.tag(asked.first - 1) == "PRP$"


def lasts(asked: Asked) -> bool:
    """A verb: expected to last three weeks; but the last three weeks."""
    return asked.parsed.pos[asked.first] == "VERB"


VETOES: dict[str, Callable[[Asked], bool]] = {
    "money": money, "counted": counted, "numbered": numbered, "old": old, "address": address, "modifier": modifier,
    "glued": glued, "minuted": minuted, "proper": proper, "named": named, "longer": longer, "person": person,
    "agent": agent, "titled": titled, "match": match, "score": score, "thing": thing, "short": short,
    "toll": toll, "web": web, "quoted": quoted, "weather": weather, "first_name": first_name,
    "called": called, "someday": someday, "lasts": lasts, "award": award, "small_letter": small_letter,
    "soon": soon, "mark": mark, "seasonal": seasonal, "programme": programme, "own": own,
}  # fmt: skip
