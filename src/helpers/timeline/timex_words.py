"""Turn the words of a sentence into characters that patterns can be matched on, and spelled numbers into numbers."""

from __future__ import annotations

import re

from ..knowledge import rows

WORDS = "lexicons/timex_words.csv"
TOKEN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)|\d+/\d+(?!\d)|\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|\d+(?:,\d{3})+(?!\d)|\d+\.\d+|\d+(?:st|nd|rd|th|s)?(?![^\W\d_])|\d+"
    r"|[ap]\.m\.?(?!\w)|[^\W\d_]+|['’]s(?!\w)|[^\w\s]|_"
)
# What a number looks like decides what it can be; the letters are the characters that stand for the shapes.
SHAPES = {
    "year": "Y", "dom": "D", "hour": "D", "num": "DYNBEM", "clock": "C", "dotted": "E", "hhmm": "YM", "iso": "I",
    "slash": "S", "ordinal": "O", "decade4": "T", "decade2": "U", "ampm": "A",
}  # fmt: skip
OTHER = "x"
DOTTED = re.compile(r"\d{1,2}\.[0-5]\d")  # 9.30 before a.m. is a time of day
HHMM = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d")  # 0735 before GMT
LARGEST = 1e15  # no number above is read


class Words:
    """The table of words: a character for each, and the classes it belongs to."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, str]] = {}
        self.capital: set[str] = set()
        self.char: dict[str, str] = {}
        for row in rows(WORDS, ("class", "word", "value", "case")):
            self.values.setdefault(row["class"], {})[row["word"]] = row["value"]
            self.letter(row["word"])
            if row["case"]:
                self.capital.add(row["word"])
        self.codes = Codes(self)
        self.spelled = self._spelled()

    def letter(self, word: str) -> str:
        """Return the character that stands for a word."""
        mark = len(word) == 1 and not word.isalnum() and word != "_"
        return self.char.setdefault(word, word if mark else chr(0xE000 + len(self.char)))

    def shape(self, word: str) -> str:
        """Return the character for the shape of a number."""
        if word.endswith(("st", "nd", "rd", "th")):
            return "O"
        if word.endswith("s"):
            return {3: "U", 5: "T"}.get(len(word), OTHER) if word[-2] == "0" else OTHER
        if "-" in word:
            return "I"
        if "/" in word:
            return "S" if word.count("/") == 2 else "F"
        if ":" in word:
            return "C"
        if "." in word or "," in word:
            return "E" if DOTTED.fullmatch(word) else "N"
        if len(word) == 4 and "1000" <= word <= "2199":
            return "Y"
        if HHMM.fullmatch(word):
            return "M"
        if len(word) <= 2 and word != "0" and word != "00":
            return "D" if int(word) <= 31 else "B"
        return "N"

    def value(self, kind: str, word: str) -> str:
        """Return what a word means in the first of its classes that knows it; a number is its own meaning."""
        lower = word.lower()
        return next((known for one in kind.split("|") if (known := self.values.get(one, {}).get(lower))), lower)

    def chars(self, kind: str) -> str:
        """Return all characters of a class, as the inside of a regular expression's [ ]."""
        letters = [self.letter(word) for word in self.values.get(kind, ())] + list(SHAPES.get(kind, ""))
        return "".join(letters)

    def _spelled(self) -> re.Pattern[str]:
        number, scale, ordinal = self.chars("number"), self.chars("scale"), self.chars("ord")
        a, dash, and_, half = self.letter("a"), re.escape("-"), self.letter("and"), self.letter("half")
        word = f"[{number}DYNBEM]"
        return re.compile(
            f"(?:{a}|{word})[{scale}](?:{and_}?(?:[{number}](?:{dash}?[{number}])?|[{scale}]))*"
            f"|{word}{dash}?{and_}{dash}?{a}{dash}?{half}|[DN]?F|[{number}](?:{dash}?[{number}])*(?:{dash}[{ordinal}])?"
        )


class Codes(dict[str, str]):
    """word -> character; unknown words are 'x', numbers go by their shape."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, word: str) -> str:
        words, lower = self.words, word.lower()
        if word[0].isdigit():
            letter = words.char.get(word) or (words.shape(word) if word.isascii() else OTHER)
        elif lower[:4] in ("a.m.", "p.m.", "a.m", "p.m", "am", "pm"):
            letter = "A"
        elif lower in words.capital and not word[0].isupper():
            letter = words.char[lower] if lower not in words.capital else OTHER
        else:
            letter = words.char.get("'s" if lower == "’s" else lower, OTHER)
        if len(self) < 200_000:
            self[word] = letter
        return letter


def join_numbers(
    code: str, words: list[str], spans: list[tuple[int, int]], known: Words
) -> tuple[str, list[str], list[tuple[int, int]]]:
    """Make one number of 'twenty-four', 'a hundred', 'nineteen ninety-seven', '5 1/2', '2 million'."""
    if not (match := known.spelled.search(code)):
        return code, words, spans
    codes, joined, places, last = [], [], [], 0
    while match:
        first = match.start()
        number = _number([word.lower() for word in words[first : match.end()]], known)
        codes += [code[last:first], known.shape(number) if number else OTHER]
        joined += [*words[last:first], number]
        places += [*spans[last:first], (spans[first][0], spans[match.end() - 1][1])]
        last = match.end()
        match = known.spelled.search(code, last)
    return "".join([*codes, code[last:]]), [*joined, *words[last:]], [*places, *spans[last:]]


def _number(words: list[str], known: Words) -> str:
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
