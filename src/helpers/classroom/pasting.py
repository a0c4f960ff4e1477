"""Take in what a pupil pastes and types: say what was understood, or why not and what to do."""

from __future__ import annotations

import datetime
import re

from ..corpus import entries
from ..corpus.entries import foreign
from ..phrases import counted
from ..tables import Article
from . import answers
from .exercises import Checked

SHORT = 50  # words below which a text is hardly an article
NARROW = 0.8  # of the longest line: one that ends a sentence and is shorter ends a paragraph, too
BROKEN, BESIDE = "lines broken within sentences", "lines beside the article"


def dated(published: str) -> Checked:
    """Say which day was understood.

    Args:
        published: as a pupil writes it: 12 March 2024, 2024-03-12, 12/03/2024.

    Returns:
        The day, or why there is none; where it could be two days, the question which one.

    Example:
        >>> dated("31 May 2024")
        ✓ Published on Friday, 31 May 2024.
        >>> dated("12/03/2024")
        Not yet. Does 12/03/2024 mean 12 March 2024 or 3 December 2024? Write the month as a word.
    """
    shown = " ".join(published.split())[:60]
    if not shown:
        return Checked(False, "No date is given: words such as yesterday stay without one.")
    days = _days(published)
    if not days:
        return Checked(False, f"“{shown}” is no date that can be read: write day, month and year, as in 31 May 2024.")
    if len(days) > 1:
        one, other = (f"{day.day} {day:%B %Y}" for day in days)
        return Checked(False, f"Does {shown} mean {one} or {other}? Write the month as a word.")
    return Checked(True, f"Published on {days[0]:%A}, {days[0].day} {days[0]:%B %Y}.")


def looked(text: str) -> Checked:
    """Say what about a pasted text would make the figures wrong, and what to do.

    Args:
        text: as pasted.

    Returns:
        How many words there are, and what was noticed: an address alone, capitals, banners, another language.
    """
    found = list(entries.noticed(text.strip()))
    words = len(text.split())
    beside = [what for what in found if what.startswith(BESIDE)]  # set aside by the program: no harm
    known = answers.words("way out")
    ways = {what: known.get(what.partition(" (")[0], "") for what in found}  # without where it stands
    around = [what for what in found if not ways[what] and what not in beside]
    said = list(dict.fromkeys(filter(None, ways.values())))
    said += [f"Found, too: {beside[0]}."] if beside else []
    said += [f"What stands around an article is in it: {'; '.join(around)}. Delete that."] if around else []
    if language := foreign(text):
        said.append(f"This is not English ({language}), and the program reads nothing else.")
    elif words < SHORT and not found:
        said.append("That is little for an article: is all of it there?")
    fine = words >= SHORT and set(found) <= {BROKEN, *beside} and not language
    return Checked(fine, " ".join([f"{counted(words, 'word')}.".capitalize(), *said]))


def article(text: str, published: str = "") -> Article:
    """Return what was pasted as an article.

    Args:
        text: as pasted. Lines that an e-mail or a page broke within sentences are put together; else it stays as it is.
        published: as a pupil writes it; what `dated` can't read counts as no date.

    Returns:
        The article, for `helpers.analyse`.
    """
    days = _days(published)
    return Article("mine", _joined(text.strip()), published=days[0].isoformat() if len(days) == 1 else "")


def _days(published: str) -> list[datetime.date]:
    """Return the days that a date may mean, the day before the month first."""
    found: dict[str, None] = {}
    for day_first in (True, False):
        try:
            found[entries.iso(published, entries.Order(day_first))] = None
        except ValueError:
            continue
    return [datetime.date.fromisoformat(day) for day in found if day]


def _joined(text: str) -> str:
    if BROKEN not in entries.noticed(text):
        return text
    blocks = re.split(r"\n\s*\n", text)
    if len(blocks) == 1:  # no empty line tells where a paragraph ends: a short line does
        widest = max(map(len, text.split("\n")))
        short = NARROW * widest
        lines = text.split("\n")
        ended = [f"{line}\n" if len(line) < short and entries.SENTENCE.search(line) else line for line in lines]
        blocks = re.split(r"\n\s*\n", "\n".join(ended))
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())
