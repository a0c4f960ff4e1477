"""Read what an article calls somebody: before a name, beside it, or after `is`."""

from __future__ import annotations

from ..parse import Parsed

Span = tuple[int, int]
NOUNS = ("NN", "NNP", "NNS", "NNPS")
BEFORE = frozenset(("compound", "nmod", "amod", "det", "poss", "nummod", "appos"))


def spans(p: Parsed, first: int, last: int, name: str) -> list[Span]:
    """Return the tokens that say who or what is named by tokens first to last - 1.

    Args:
        p: the article.
        first, last: the mention, which may begin with a title.
        name: the name alone; what stands before its first word is a title.

    Returns:
        Spans (first token, last token + 1) without articles at their beginning, in no order: `Mayor` of
        `Mayor Anna Keller`; `a lawyer in Basel` of `Anna Keller, a lawyer in Basel`; `the club's treasurer` of
        `the club's treasurer, Anna Keller`; `the first to call` of `Keller, who was the first to call`.
    """
    head = first
    for token in range(last - 1, first - 1, -1):
        if not first <= p.head[token] < last or p.head[token] == token:
            head = token
            break
    found, own, above = [], set(name.lower().split()), p.head[head]
    left = min([first, *(p.edges[k][0] for k in p.children[head] if k < head and p.dep[k] in BEFORE)])
    core = next((k for k in range(left, last) if p.lower[k] in own), head)
    found.append((left, core))
    for child in p.children[head]:
        if p.dep[child] == "appos" and child >= last:
            found.append(p.edges[child])
        if p.dep[child] == "relcl" and p.lemma[child] == "be":
            found += [p.edges[k] for k in p.children[child] if p.dep[k] == "attr"]
    if p.dep[head] == "appos" and p.tag[above] in NOUNS and above < first:
        found.append((p.edges[above][0], p.edges[head][0]))
    if p.dep[head] == "nsubj" and p.lemma[above] == "be":
        found += [p.edges[k] for k in p.children[above] if p.dep[k] == "attr" and p.tag[k] in NOUNS]
    if last + 1 < len(p.word) and p.word[last] in ("(", ","):  # a party and a state: "(D-Ohio)"
        end = next((k for k in range(last + 1, min(last + 8, len(p.word))) if p.word[k] in ("),", ")", ",")), 0)
        if end and p.lower[last + 1][:2] in ("r-", "d-", "i-"):
            found.append((last + 1, end))
    return [span for span in (bare(p, *span) for span in found) if span[0] < span[1]]


def bare(p: Parsed, first: int, last: int) -> Span:
    """Leave out articles, possessives and punctuation at the edges of a span."""
    while first < last and (p.tag[first] in ("DT", "PRP$") or not p.word[first][0].isalnum()):
        first += 1
    while last > first and not any(map(str.isalnum, p.word[last - 1])):
        last -= 1
    return first, last
