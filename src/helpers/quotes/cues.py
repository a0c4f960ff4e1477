"""Find the words that report what somebody said: verbs, nouns and `according to`, from the cue lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..knowledge import rows, words
from ..parse import Parsed

LEXICON = "lexicons/cues.csv"
LABELS = "lexicons/link_labels.csv"
DENIALS = "lexicons/denials.csv"
NO = frozenset(("no", "neither"))  # "no official said", "neither Keller nor Ross said"
NOBODY = frozenset(("nobody", "none", "neither"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
MODAL = frozenset(("would", "could", "might", "may", "can", "should", "will", "'d", "'ll"))
PARTICIPIAL = frozenset(("advcl", "acl", "ccomp", "ROOT"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the cue lexicon. kind: verb, noun or prep; takes and stance: see the head of the file."""

    lemma: str
    kind: str
    takes: frozenset[str]
    stance: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in a text: its (first) token, the token after its last, and its entry."""

    token: int
    last: int
    entry: Entry

    def takes(self, *what: str) -> bool:
        """Say whether the cue takes any of these."""
        return any(one in self.entry.takes for one in what)


@cache
def lexicon() -> dict[str, list[tuple[str, Entry]]]:
    """Return {form: [(particle or '', entry)]}; forms with a particle come first."""
    table: dict[str, list[tuple[str, Entry]]] = {}
    for row in rows(LEXICON, ("lemma", "class", "forms", "takes", "stance", "judgement")):
        entry = Entry(row["lemma"], row["class"], frozenset(row["takes"].split()), row["stance"])
        for form in row["forms"].split():
            word, _, particle = form.partition("_")
            table.setdefault(word, []).append((particle, entry))
    return {word: sorted(entries, key=lambda pair: not pair[0]) for word, entries in table.items()}


@cache
def nouns() -> frozenset[str]:
    """Return the forms of the nouns in the lexicon: "statement", "warnings"."""
    return frozenset(form for form, entries in lexicon().items() if any(e.kind == "noun" for _, e in entries))


def find(p: Parsed, minds: bool = False) -> Iterator[Cue]:
    """Yield the cues of an article in order; those of minds (think, hope) only when they are wanted."""
    table, lower, tag = lexicon(), p.lower, p.tag
    for token, word in enumerate(lower):
        for particle, entry in table.get(word, ()):
            if entry.stance == "mind" and not minds:
                continue
            if token and lower[token - 1] == "-" and p.end[token - 1] == p.start[token]:
                continue  # "so-called"
            if (entry.kind == "verb" and not _verb(p, token)) or (entry.kind == "noun" and tag[token][0] != "N"):
                continue
            last = _after(lower, token, particle)
            if not last:
                continue
            yield Cue(token, last, entry)
            break


def _verb(p: Parsed, token: int) -> bool:
    """Say whether a word is a verb here: not so "an estimated cost", "the accused"."""
    if p.tag[token][0] != "V" or p.dep[token] == "amod":
        return False
    return not (p.tag[token] == "VBN" and token and p.tag[token - 1] == "DT" and p.dep[token] != "acl")


def _after(lower: list[str], token: int, particle: str) -> int:
    """Return the token after a cue and its particle ("pointed it out") or its further words; 0 where they lack."""
    if not particle:
        return token + 1
    more = particle.split("_")
    if len(more) > 1:
        end = token + 1 + len(more)
        return end if lower[token + 1 : end] == more else 0
    return next((k + 1 for k in range(token + 1, min(token + 3, len(lower))) if lower[k] == particle), 0)


def denied(p: Parsed, cue: Cue) -> bool:
    """Say whether a cue reports what was not said: "never said that", "declined to say when", "nobody said"."""
    if cue.entry.kind != "verb":
        return False
    kids, head = p.children[cue.token], p.head[cue.token]
    if any(_negates(p, k) for k in kids) and p.lower[cue.token - 1] != "only":
        return cue.entry.lemma not in words(DENIALS, "lemma")  # "did not deny" is no denial of saying
    subjects = [k for k in kids if p.dep[k] in SUBJECTS]
    if any(p.lower[k] in NOBODY or any(p.lower[j] in NO for j in p.children[k] if j < k) for k in subjects):
        return True
    governed = p.dep[cue.token] in ("xcomp", "pcomp", "advcl") and p.tag[cue.token] in ("VB", "VBG")
    above = p.head[head] if p.dep[cue.token] == "pcomp" and p.pos[head] == "ADP" else head
    yet = p.lemma[above] == "have" and any(p.lower[k] == "yet" for k in range(above, cue.token))  # "has yet to say"
    return governed and (yet or p.lemma[above] in words(DENIALS, "lemma") or p.lower[head] == "without")


def _negates(p: Parsed, token: int) -> bool:
    return p.dep[token] == "neg" or p.lower[token] == "n't"  # with a curly apostrophe the parser knows it not


def unsaid(p: Parsed, cue: Cue) -> bool:
    """Say whether a cue reports nothing that was said: to come, supposed, or put to somebody unnamed."""
    kids = p.children[cue.token]
    if any(p.dep[k] == "aux" and p.lower[k] in MODAL for k in kids):
        return not any(_negates(p, k) for k in kids)
    if not cue.takes("person"):
        return False
    passive = any(p.dep[k] == "auxpass" for k in kids)
    if not passive and p.tag[cue.token] == "VBN" and p.dep[cue.token] in PARTICIPIAL:
        passive = not any(p.dep[k] == "aux" for k in kids)  # "Asked whether ...", but not "has asked"
    return passive and not any(p.dep[k] == "agent" for k in kids)


def linked(p: Parsed, cue: Cue) -> bool:
    """Say whether a sentence begins with a label such as `READ MORE:`, which links to another article."""
    low, label = p.first[p.sentence[cue.token]], list[str]()
    for token in range(low, min(low + 4, cue.token)):
        if p.word[token] == ":":
            return " ".join(label) in words(LABELS, "label")
        label.append(p.lower[token])
    return False
