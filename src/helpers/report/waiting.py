"""Say what a report is doing and how long still: on a terminal one line that goes with it, elsewhere a line each."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import Any

from .. import knowledge
from ..phrases import counted

COSTS = "lexicons/waits.csv"
AT_ONCE = 2  # lessons that are executed at the same time
TRUST = 4.0  # seconds for which what was measured elsewhere counts, beside what is seen here
PATIENCE = 10.0  # seconds between two lines about articles, where lines are no bar


def expected(units: Iterable[str], articles: int) -> dict[str, float]:
    """Look up how long units took where that was measured.

    Args:
        units: names of lessons, and `site`.
        articles: of the report.

    Returns:
        {unit: seconds until it is done, lessons two at a time}; a unit that was never measured takes the mean of all.
    """
    table = knowledge.rows(COSTS, ("unit", "one", "thousand", "more"))
    grow = fmean(float(row["more"]) for row in table if row["more"])  # for what was not run on so many
    known = {row["unit"]: _cost(row, articles, grow) for row in table}
    usual = fmean(known.values())
    return {unit: known.get(unit, usual) / (1 if unit == "site" else AT_ONCE) for unit in units}


def _cost(row: Mapping[str, str], articles: int, grow: float) -> float:
    """Up to a thousand articles the cost grows with the digits of their number, beyond with the number."""
    one, thousand, more = float(row["one"]), float(row["thousand"]), float(row["more"] or grow)
    if articles > 1000:
        return thousand + more * (articles / 1000 - 1)
    return one + (thousand - one) * math.log(max(articles, 1), 1000)


def spoken(seconds: float) -> str:
    """Say a time in words as rough as it is known.

    Args:
        seconds: so many.

    Returns:
        The words.

    Example:
        >>> spoken(3), spoken(44), spoken(400), spoken(3600), spoken(5000)
        ('a few seconds', 'about 45 s', 'about 7 min', 'about 1 h', 'about 1 h 25 min')
    """
    if seconds < 7.5:
        return "a few seconds"
    if seconds < 100:
        return f"about {5 * round(seconds / 5)} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min"
    minutes = 5 * round(minutes / 5)
    return f"about {minutes // 60} h{f' {minutes % 60} min' if minutes % 60 else ''}"


class Waiting:
    """What of a report is done, what is at work, and how long the rest takes as far as can be told."""

    def __init__(self, units: Iterable[str], articles: int, quiet: bool) -> None:
        self.waiting, self.done, self.quiet = expected(units, articles), 0.0, quiet
        self.count, self.begun = len(self.waiting), time.monotonic()
        self.over = sys.stderr.isatty()  # then lines are written over one another
        self.wide = 0  # letters of the last one

    def finished(self, unit: str) -> None:
        """Note that a unit is done, and say what is next.

        Args:
            unit: of those given.
        """
        self.done += self.waiting.pop(unit)
        self.tell()

    @property
    def left(self) -> float:
        """Seconds still, by what each unit took elsewhere and how fast this machine has been so far."""
        at_work = sum(list(self.waiting.values())[:AT_ONCE]) / 2  # each halfway, as far as anybody knows
        pace = (time.monotonic() - self.begun + TRUST) / (self.done + (at_work if self.done else 0) + TRUST)
        return max(sum(self.waiting.values()) - (at_work if self.done else 0), 0) * pace

    def tell(self) -> None:
        """Say how much is done, what is at work, and how long still."""
        if self.waiting:
            now = ", ".join(list(self.waiting)[:AT_ONCE]).replace("site", "the pages")
            self.say(f"{self.count - len(self.waiting)} of {self.count} done; at {now}; {spoken(self.left)} left")

    def say(self, line: str) -> None:
        """Write a line, on a terminal over the one before; nothing where the run is quiet.

        Args:
            line: on the standard error output.
        """
        if not self.quiet:
            shown, self.wide = f"\r{line.ljust(self.wide)}" if self.over else f"{line}\n", len(line)
            print(shown, end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Make room, on a terminal, for lines that stay."""
        if self.over:
            self.say("")
            self.say("")  # now nothing is left of the line: the next one begins where it began


def bar(quiet: bool, then: str = "") -> Any:
    """Show how many articles are read: on a terminal by a bar, elsewhere by a line now and then.

    Args:
        quiet: show nothing.
        then: what follows when all are read.

    Returns:
        A context with `n`, `total`, `set_postfix` and `update`, as tqdm has them. It shows nothing in its first half
        second, so that a usage error stands alone.
    """
    if quiet or sys.stderr.isatty():
        from tqdm import tqdm

        return tqdm(disable=quiet, unit=" articles", smoothing=0.05, dynamic_ncols=True, mininterval=0.5, delay=0.5)
    return Lines(then)


class Lines:
    """Lines in the place of a bar of tqdm, for where nobody sees a bar move."""

    def __init__(self, then: str) -> None:
        self.n, self.total, self.begun, self.then = 0, None, time.monotonic(), then
        self.told, self.first = self.begun, 0

    def set_postfix(self, **_: Any) -> None:
        """Stand in for what a bar has beside it.

        Args:
            _: what that is.
        """

    def update(self, more: int) -> None:
        """Move on, and every few seconds say how far.

        Args:
            more: articles that were read since.
        """
        now = time.monotonic()
        if not self.n:  # what came before the first, such as loading the parser, comes once
            self.begun, self.first = now, more
        self.n += more
        if now - self.told >= PATIENCE and self.n > self.first:
            self.told = now
            pace = (now - self.begun) / (self.n - self.first)
            rest = spoken(pace * (self.total - self.n)) if self.total else ""
            of = f" of about {self.total:,}; {rest} left{self.then}" if self.total else ""
            print(f"{counted(self.n, 'article')}{of}", file=sys.stderr, flush=True)

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        return None
