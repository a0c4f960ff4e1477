"""Measure how long a key pressed in the filter of the page of all statements holds the page up, in Chromium.

    python benchmarks/filtering.py [--rows 100000]

The rows are made up: so many statements of 5,000 speakers in 300 outlets, 12 to 40 words each, drawn by a fixed seed.
The page is written as a report writes it. Each figure is the longest of all keys, from the event until the page is laid
out anew; `opened` is how long the page takes until its table can be filtered.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402

from helpers.analysis import Analysis  # noqa: E402
from helpers.report import pages, site  # noqa: E402

TYPED = {"words": ("#filters input", "harbour gate"), "speaker": ("#filters input[name='0']", "ada holm")}
PRESS = """(() => {
  const field = document.querySelector(%r), times = [];
  for (const text of %r) {
    const begin = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    document.body.getBoundingClientRect();
    times.push(performance.now() - begin);
  }
  return times;
})()"""
SORT = """(() => {
  const begin = performance.now();
  document.querySelectorAll("#rows thead button")[%d].click();
  document.body.getBoundingClientRect();
  return performance.now() - begin;
})()"""


def rows(count: int) -> list[list[str]]:
    """Return so many made-up statements, with the cells that the page of statements has."""
    lot = random.Random(7)
    letters = "aeioulnrstmbdgk"
    words = ["".join(lot.choices(letters, k=lot.randint(2, 9))) for _ in range(20_000)] + [
        "harbour",
        "gate",
        "ada",
        "holm",
    ]
    people = [" ".join(word.title() for word in lot.choices(words, k=2)) for _ in range(5_000)]
    outlets = [" ".join(word.title() for word in lot.choices(words, k=3)) for _ in range(300)]
    made = []
    for number in range(count):
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        said = " ".join(lot.choices(words, k=lot.randint(12, 40)))
        kind = ("person", "organisation", "document", "unnamed person")[number % 4]
        how, address = ("direct", "indirect", "mixed")[number % 3], f"../articles/{number // 3}.html#q{number}"
        row = [lot.choice(people), kind, how, "said", said, lot.choice(outlets), day, f"Article {number // 3}", address]
        made.append(row)
    return made


def written(folder: Path, count: int) -> Path:
    """Write the page of so many statements as a report writes it, and return its path."""
    filters = {"Speaker": "words", "Kind of source": "choice", "Kind": "choice", "Outlet": "choice", "Date": "date"}
    columns = site.COLUMNS
    site._table(  # the page alone, without the tables of a corpus that it would be made from
        pages.Site(Analysis(), folder, [], []), "quotes/index.html", "Statements", rows(count), columns, "Made up.",
        filters, len(columns) - 1, "quotes",
    )  # fmt: skip
    return folder / "quotes" / "index.html"


def main() -> None:
    """Write the page, open it, type, and print what each took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=100_000)
    given = asked.parse_args()
    path = browser.find()
    if path is None:
        raise SystemExit("no Chromium here: install one (Debian: apt-get install chromium) and run this again")
    with tempfile.TemporaryDirectory() as folder:
        page = written(Path(folder), given.rows)
        print(f"{given.rows:,} rows, {page.stat().st_size / 1e6:.1f} MB")
        driven = browser.Browser(path)
        try:
            driven.open(page)
            driven.wait("!document.getElementById('filters').hidden", 60)
            found = {"opened": driven.run("performance.now()")}
            for name, (field, text) in TYPED.items():
                keys = [text[:end] for end in range(1, len(text) + 1)]
                found[name] = max(driven.run(PRESS % (field, [*keys, *keys[-2::-1], ""])))
            found["sort by words"] = driven.run(SORT % 4)
            if trouble := driven.trouble():
                raise SystemExit("\n".join(trouble))
        finally:
            driven.close()
    for name, took in found.items():
        print(f"{name}: {took:.0f} ms")


if __name__ == "__main__":
    main()
