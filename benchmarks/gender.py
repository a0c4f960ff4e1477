"""Measure how often a given name tells the gender that the text tells by another word, and how often it tells nothing.

python benchmarks/gender.py POLITICS.jsonl WORLD.jsonl [--record]

One article a line: {"id", "text"}, WORLD with "region" as well. Asked are people with a given name and a surname right
before whom the text has a title or a noun that tells: "Mrs Anna Keller", "spokesman Dan Holm". told: of how many the
given name tells anything; right: of these, for how many it tells the same. Pronouns are not asked: this program gives
"she" to nobody whose given name speaks against it. WORLD is counted by region too, since lists of given names come from
where somebody kept them. Nothing but counts leaves the texts.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from helpers import actors, analysis
from helpers.actors.gazetteer import lexicon
from helpers.estimates import measured
from helpers.estimates.measured import Score
from helpers.parse import parse
from helpers.tables import Article

POLITICS = "US politics, people with a word that tells"
WORLD = "world news, people with a word that tells"
WHERE = {
    POLITICS: "github.com/networkdynamics/PolNeAR",
    WORLD: "github.com/stanfordnlp/en-worldwide-newswire",
}
FEW = 15  # people of a region without whom nothing is said of it


def people(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (region, the gender by the word before the name, the gender by the given name) of the people of a set."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    regions = {line["id"]: line.get("region", "") for line in lines}
    for p in parse(Article(line["id"], line["text"]) for line in lines):
        told: dict[str, set[str]] = defaultdict(set)
        for mention in actors.find(p):
            names = mention.actor.split()
            full = mention.actor_type == "person" and mention.kind == "name" and len(names) > 1
            if full and mention.surface.endswith(mention.actor):
                told[mention.actor] |= _words(p.text, mention.end - len(mention.actor))
        for name, genders in told.items():
            if len(genders) == 1:
                yield regions[p.article.article_id], genders.pop(), analysis.gender_of(name, [])[0]


def _words(text: str, start: int) -> set[str]:
    """Return the gender that the words right before a name tell, if they do."""
    before = text[:start].rsplit("\n", 1)[-1].split()[-1:]
    word = before[0].lower() if before else ""
    tells = lexicon().gender.get(word) or lexicon().persons.get(word)
    return {analysis.OF_LISTS[tells]} if tells in analysis.OF_LISTS else set()


def scores(name: str, found: list[tuple[str, str, str]]) -> Iterator[Score]:
    """Yield the scores of one set, and of each region in it."""
    groups = {"": found}
    for region in sorted({region for region, _, _ in found} - {""}):
        groups[f", {region}"] = [row for row in found if row[0] == region]
    command = "python benchmarks/gender.py POLITICS.jsonl WORLD.jsonl --record"
    for region, own in groups.items():
        told = [(word, by_name) for _, word, by_name in own if by_name != analysis.UNKNOWN]
        if len(own) < FEW or not told:
            continue
        right = sum(word == by_name for word, by_name in told)
        for what, n, of in ((f"told{region}", len(told), len(own)), (f"right{region}", right, len(told))):
            yield Score(
                "gender by given name", name, what, round(100 * n / of, 1), of, command=command, where=WHERE[name]
            )


def main() -> None:
    """Print the scores, and record them when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("politics", type=Path)
    parser.add_argument("world", type=Path)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    found = [
        score for name, path in ((POLITICS, args.politics), (WORLD, args.world))
        for score in scores(name, list(people(path)))
    ]  # fmt: skip
    for one in found:
        print(f"{one.set:56} {one.measure:28} {one.value:6} n={one.n}")
    if args.record:
        measured.record(found)


if __name__ == "__main__":
    main()
