"""Judge what a pupil wrote against what an exercise asks for: one way for notebooks, and the same for a page.

A `Sheet` holds what one exercise accepts, as JSON would: `forms` gives a number to each form of an answer (a name, a
count, a place in the text). `judge` reads the pupil's words, looks forms up, and says what it compared. In a page the
forms are sealed: only slow, salted digests of them stand there, and `templates/classroom.js` does, function by
function, what this module does. `tests/verdicts.csv` holds both to the same verdicts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import pbkdf2_hmac
from typing import Any

from .. import knowledge

ROUNDS = 2000  # of PBKDF2: a page needs about ten milliseconds for one form
Sheet = dict[str, Any]
Verdict = tuple[bool, str]
Look = Callable[[str], "int | None"]


def judge(sheet: Sheet, given: Sequence[object]) -> Verdict:
    """Judge an answer.

    Args:
        sheet: what the exercise accepts, from `exercises.sheet`, or sealed by `seal`.
        given: what the pupil wrote, one entry a field.

    Returns:
        Whether it is right, and in words what was compared.
    """
    looked: dict[str, int | None] = {}

    def look(form: str) -> int | None:
        if form not in looked:
            looked[form] = sheet["forms"].get(digest(form, sheet["salt"]) if sheet.get("salt") else form)
        return looked[form]

    return JUDGES[sheet["kind"]](sheet, [written(part) for part in given], look)


def seal(sheet: Sheet, salt: str) -> Sheet:
    """Return a sheet whose forms are digests.

    Args:
        sheet: what an exercise accepts.
        salt: put into each digest, another for each exercise.

    Returns:
        The sheet with `salt` and the digests, in their order, so that nothing tells which form stood first.
    """
    forms = sorted((digest(form, salt), number) for form, number in sheet["forms"].items())
    return sheet | {"salt": salt, "forms": dict(forms)}


@cache
def digest(form: str, salt: str) -> str:
    """Return the slow, salted digest of a form: 20 hexadecimal digits of PBKDF2-HMAC-SHA256 (RFC 8018).

    Args:
        form: a form of an answer, as `plain` or a judge writes it.
        salt: the exercise's.

    Returns:
        The digest, the same in a page.
    """
    return pbkdf2_hmac("sha256", form.encode(), salt.encode(), ROUNDS).hex()[:20]


# ------------------------------------------------------------------ how pupils write


def written(part: object) -> str:
    """Return an entry as text: 2, 2.0 and "2" are the same.

    Args:
        part: a word, a number, also one of numpy's, or None.

    Returns:
        What a pupil would have typed.
    """
    if part is None:
        return ""
    if isinstance(part, str):
        return part.strip()
    try:
        number = float(part)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(part).strip()
    return str(int(number)) if number == number // 1 else str(part)


def plain(text: str) -> str:
    """Return words in their simplest form: small letters without accents, marks, articles and the genitive's s.

    Args:
        text: any words.

    Returns:
        The words, one space between two: "the U.S.’s Ada-Éva" becomes "us ada eva".
    """
    kept = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)).lower()
    kept = re.sub(r"['’‘ʼ]s(?![^\W_])", " ", kept)
    parts = [word for word in re.sub(r"[\W_]+", " ", kept).split() if word not in ("the", "a", "an")]
    joined: list[str] = []
    for place, word in enumerate(parts):
        if joined and len(word) == 1 and word.isalpha() and parts[place - 1].isalpha() and len(parts[place - 1]) == 1:
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(joined)


def words(use: str) -> dict[str, str]:
    """Return the words of one use, with what each means ('' for most).

    Args:
        use: as in the column of `lexicons/answers.csv`.

    Returns:
        {word: meaning}.
    """
    return knowledge.lookup("lexicons/answers.csv", "word", "value", use=use)


def name(sheet: Sheet, entry: str, look: Look) -> int | None:
    """Look a name up: as it stands, without "the government of", and, of a person, without titles.

    Args:
        sheet: with the numbers of persons under `people`: "the Ukrainian president" is not Ukraine.
        entry: what the pupil wrote.
        look: the sheet's forms.

    Returns:
        The form's number, None where no form fits.
    """
    form = plain(entry)
    bare = " ".join(word for word in form.split() if word not in words("body"))
    short = " ".join(word for word in bare.split() if word not in words("title"))
    for tried in dict.fromkeys((form, bare, short)):
        found = look(tried) if tried else None
        if found is not None and (tried in (form, bare) or found in sheet["people"]):
            return found
    return None


def parts(given: Sequence[str], wanted: int) -> list[str]:
    """Return the entries that a pupil wrote, also where all of them stand in one field.

    Args:
        given: one text a field.
        wanted: how many entries the exercise asks for.

    Returns:
        The entries, empty ones left out.
    """
    filled = [part for part in given if part]
    if len(filled) != 1 or wanted == 1:
        return filled
    text = re.sub(r"(^|[\s,;])\(?\d{1,2}[.):](?=\s|[^\W\d])", r"\1\n", filled[0])
    return _cut(text)


def listed(entry: str, look: Look) -> list[int]:
    """Read names that stand in a row with nothing between them: "Belarus Ukraine Russia".

    Args:
        entry: what the pupil wrote.
        look: the sheet's forms.

    Returns:
        The numbers of the names, the longest name first at each place; empty when a word belongs to none.
    """
    left, found = [word for word in plain(entry).split() if word not in words("title")], list[int]()
    while left:
        sizes = [size for size in (3, 2, 1) if size <= len(left) and look(" ".join(left[:size])) is not None]
        if not sizes:
            return []
        found.append(look(" ".join(left[: sizes[0]])) or 0)
        left = left[sizes[0] :]
    return found


def _cut(text: str) -> list[str]:
    """Cut at signs and words that stand between two answers."""
    between = "|".join(words("joint"))
    pieces = re.split(rf"[\n,;>/|→]|\s[-–—]\s|\b(?:{between})\b", text)
    return [piece for part in pieces if (piece := part.strip(" .\"“”'"))]


def numbers(given: Iterable[str]) -> list[str] | None:
    """Read numbers, in digits or words.

    Args:
        given: one text a field.

    Returns:
        The numbers as text; None where words of doubt stand beside them.
    """
    text = " ".join(given).lower()
    spoken = re.findall(r"[-−]?\d+(?:[.,]\d+)*|[^\W\d_]+", text)
    if set(spoken) & words("doubt").keys():
        return None
    found = [words("number").get(word, word) for word in spoken if word[-1].isdigit() or word in words("number")]
    return [re.sub(r"[.,]0+$", "", number) for number in found]


def month(text: str) -> str | None:
    """Read a date as a pupil writes it.

    Args:
        text: "2022-02", "Feb. 2022", "2022/2", "24 February 2022".

    Returns:
        Year, or year and month, or all three, as "2022-02"; None where it can't be read one way only.
    """
    signs = [sign for sign in plain(text).split() if sign not in words("filler")]
    year = [sign for sign in signs if re.fullmatch(r"\d{4}", sign)]
    named = [number for sign in signs if (number := _named_month(sign))]
    rest = [re.sub(r"(st|nd|rd|th)$", "", sign) for sign in signs if sign not in year and not _named_month(sign)]
    if len(year) != 1 or len(named) > 1 or any(not re.fullmatch(r"\d{1,2}", sign) for sign in rest):
        return None
    if named:
        found = [*named, *map(int, rest)]
    elif len(rest) == 2 and signs[0] != year[0]:
        day_first, month_first = map(int, rest)
        if day_first <= 12 and month_first <= 12 and day_first != month_first:
            return None  # 3/4: which of them is the month?
        found = [month_first, day_first] if day_first > 12 else [day_first, month_first]
        found = [month_first, day_first] if day_first == month_first else found
    else:
        found = list(map(int, rest))
    if len(found) > 2 or (found and not 1 <= found[0] <= 12):
        return None
    return "-".join([year[0], *(f"{number:02d}" for number in found)])


def _named_month(sign: str) -> int:
    hits = {int(value) for word, value in words("month").items() if len(sign) >= 3 and word.startswith(sign)}
    return hits.pop() if len(hits) == 1 else 0


def runs(sheet: Sheet, entry: str) -> list[tuple[int, int]]:
    """Find where the words of an entry stand in the article, in a row.

    Args:
        sheet: with the article's words in their plain form under `text`.
        entry: words that were copied.

    Returns:
        (first, after the last) of each place, counted in words.
    """
    wanted, text = plain(entry).split(), sheet["text"]
    size = len(wanted)
    return [(at, at + size) for at in range(len(text) - size + 1) if size and text[at : at + size] == wanted]


# ------------------------------------------------------------------ one function a kind of exercise


def _said(sheet: Sheet, what: str, **values: object) -> str:
    message = sheet["says"][what]
    for key, value in values.items():
        message = message.replace("{" + key + "}", str(value))
    return message


def _ranking(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    entries = parts(given, sheet["fields"])
    found = [name(sheet, entry, look) for entry in entries]
    if found == [None]:
        found = [*listed(entries[0], look)] or found
    if unknown := [entry for entry, number in zip(entries, found, strict=False) if number is None]:
        return False, _said(sheet, "unknown", which=", ".join(unknown))
    if len(found) != sheet["fields"] or len(set(found)) != len(found):
        return False, _said(sheet, "count", n=len(set(found)), wanted=sheet["fields"])
    faults = 0
    for first, later in sheet["ahead"]:  # clearly more often than
        behind = first not in found or (later in found and found.index(first) > found.index(later))
        faults += later in found and behind
    return (False, _said(sheet, "wrong")) if faults else (True, _said(sheet, "right"))


def _silent(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    entry = next(part for part in given if part)
    number = name(sheet, entry, look)
    if number is not None:
        found = [number]
    else:
        pieces = [name(sheet, part, look) for part in _cut(entry)]
        head = name(sheet, re.split(r"[.:?!(–—\n]|\s-\s", entry)[0], look)
        known = [piece for piece in pieces if piece is not None]
        found = known if len(known) == len(pieces) else ([head] if head is not None and not known[1:] else [])
    if not found:
        return False, _said(sheet, "unknown", which=entry)
    for number in found:
        state, n = sheet["states"][number]
        if state != "silent":
            return False, _said(sheet, state, n=n)
    return True, _said(sheet, "right", n=sheet["states"][found[0]][1])


def coded(sheet: Sheet, given: Sequence[str], look: Look) -> list[int | None]:
    """Return the label of each entry of a coding: 0 for nobody, None for what is no name of the article.

    Args:
        sheet: of exercise 3.
        given: one entry a sentence.
        look: the sheet's forms.

    Returns:
        One label an entry; where two are named, that of the first.
    """
    return [_label(sheet, entry, look) for entry in given]


def _label(sheet: Sheet, entry: str, look: Look) -> int | None:
    if entry and not plain(entry):  # "-", "–", "/"
        return 0
    number = name(sheet, entry, look)
    return number if number is not None else next((name(sheet, part, look) for part in _cut(entry) if part), None)


def _marked(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    wanted = sheet["fields"]
    entries = list(given)
    if len([entry for entry in entries if entry]) == 1 != wanted:
        entries = parts(given, wanted)
    if len(entries) != wanted:
        return False, _said(sheet, "count", n=len(entries), wanted=wanted)
    if left := sum(not entry for entry in entries):
        return False, _said(sheet, "empty", n=left, wanted=wanted)
    labels = coded(sheet, entries, look)
    if unknown := [entry for entry, label in zip(entries, labels, strict=True) if label is None]:
        return False, _said(sheet, "unknown", which=", ".join(dict.fromkeys(unknown)))
    if len(set(labels)) == 1:
        return False, _said(sheet, "same")
    agreed = sum(look(f"{place}:{label}") is not None for place, label in enumerate(labels))
    return True, _said(sheet, "right" if agreed < wanted else "all", n=agreed, wanted=wanted)


def _number(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    found = numbers(given)
    if found is None or len(found) != sheet["fields"] or any(not number.isdecimal() for number in found):
        return False, _said(sheet, "form")
    right = look("=" + " ".join(str(int(number)) for number in found)) is not None
    return right, _said(sheet, "right" if right else "wrong", n=" / ".join(found))


def _feeling(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    signs = plain(" ".join(given)).split()
    named = [sign for sign in sheet["names"] if sign in signs]
    if len(named) != 1 or set(signs) & words("doubt").keys() or len(signs) > sheet["most"]:
        return False, _said(sheet, "form")
    right = look(named[0]) == 1
    return right, _said(sheet, "right" if right else "wrong")


def _earliest(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    found = month(" ".join(given))
    if found is None:
        return False, _said(sheet, "form")
    if look(found) == 1:
        return True, _said(sheet, "right")
    if len(found) == 10 and look(found[:7]) == 1:
        return False, _said(sheet, "exact")
    return False, _said(sheet, "wrong")


def _places(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    """Places copied from the article: each entry counts for one place that no other entry has."""
    entries = [part for entry in given if entry for part in _pieces(sheet, entry)]
    taken: list[int] = []
    told: list[str] = []
    for entry in dict.fromkeys(map(plain, entries)):
        size = len(entry.split())
        places = runs(sheet, entry)
        hits = [found for place in places for found in _hits(sheet, place, look)]
        own = [number for number in hits if number >= 0 and number not in taken]
        if not places:
            told.append(_said(sheet, "foreign", which=entry))
        elif size > sheet["most"]:
            told.append(_said(sheet, "long", wanted=sheet["most"]))
        elif own:
            taken.append(own[0])
        elif hits and max(hits) < 0:
            told.append(_said(sheet, "reported" if max(hits) == -1 else "disputed", which=entry))
        else:
            told.append(_said(sheet, "none", which=entry))
    if len(taken) >= sheet["fields"]:
        return True, _said(sheet, "right")
    return False, " ".join([_said(sheet, "wrong", n=len(taken), wanted=sheet["fields"]), *dict.fromkeys(told)])


def _pieces(sheet: Sheet, entry: str) -> Iterator[str]:
    """Yield what was copied: an entry as it stands in the article, or its parts where it names several places."""
    for line in re.split(r"[\n;/|]|[”\"]\s*,?\s*(?:and\s+)?[“\"]", entry):
        if runs(sheet, line) or not plain(line):
            if plain(line):
                yield line
            continue
        pieces = [piece for piece in _cut(line) if plain(piece)]
        yield from pieces if all(runs(sheet, piece) for piece in pieces) else [line]


def _hits(sheet: Sheet, run: tuple[int, int], look: Look) -> list[int]:
    """Return the places that lie in a run of words: sealed as "first-after"."""
    first, after = run
    if after - first > sheet["most"]:
        return []
    spans = ((at, at + size) for size in range(1, sheet["span"] + 1) for at in range(first, after - size + 1))
    return [found for span in spans if (found := look(f"{span[0]}-{span[1]}")) is not None]


def _brief(sheet: Sheet, given: Sequence[str], look: Look) -> Verdict:
    text = " ".join(part for part in given if part)
    own = re.sub(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’", lambda found: " … " if runs(sheet, found[0]) else found[0], text)
    signs, mine = plain(text).split(), f" {plain(own)} "
    size = sum(any(sign.isalnum() for sign in word) for word in text.split())
    digits = re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![^\W\d_])", text)
    true = [number for number in digits if look("#" + re.sub(r"[.,]", "", number)) == 1]
    judging = [form for form in sheet["judging"] if f" {form} " in mine]
    plainly = len(set(signs) & words("plain").keys())
    faults = [
        _said(sheet, "long", n=size, wanted=sheet["most"]) if size > sheet["most"] else "",
        _said(sheet, "short") if size < sheet["least"] or len(set(signs)) < sheet["different"] or plainly < 3 else "",
        _said(sheet, "numbers", n=len(digits)) if len(digits) < 2 else "",
        _said(sheet, "untrue", n=len(true)) if len(digits) >= 2 > len(true) else "",
        "" if set(signs) & set(sheet["names"]) else _said(sheet, "nobody"),
        _said(sheet, "judging", which=", ".join(judging)) if judging else "",
    ]
    if any(faults):
        return False, " ".join(filter(None, faults))
    return True, _said(sheet, "right", n=size, true=len(true))


JUDGES: Mapping[str, Callable[[Sheet, Sequence[str], Look], Verdict]] = {
    "ranking": _ranking, "silent": _silent, "marked": _marked, "number": _number, "feeling": _feeling,
    "earliest": _earliest, "places": _places, "brief": _brief,
}  # fmt: skip
