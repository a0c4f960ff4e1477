"""How a sentence portrays one of its actors: a small trained model that ships with the project.

An encoder reads each sentence once; a head then judges every mention from what the encoder made of the sentence
(the states of its tokens), so two actors in one sentence get two answers, which no lexicon can give. It runs on one
core through `onnxruntime` and `tokenizers`. How it was made stands in `benchmarks/portrayal`, what it can and can't
do in its card, `CARD.md` beside the model."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..actors.gazetteer import closed, lexicon, noun_kinds, world
from ..knowledge import PACKAGE, lookup, words

if TYPE_CHECKING:
    import numpy as np


# --------------------------------------------------------------------------------------------------
# Hide the names of a sentence from the scorer: what is said of somebody must count, not who it is.
#
# Names are told by their capital letters, from the sentence alone: it is read in one way whoever is asked about.


Span = tuple[int, int]
Spot = tuple[int, int, str]  # where a name stands, and the word that is read in its place

WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z]\.(?= )|(?:[a-z]+-)?[A-ZÀ-Þ](?:\w|[&.-](?=\w)|[’'](?!s\b)(?=\w))*)"
CAPITAL = re.compile(WORD)
SMALL = re.compile(r"\b[a-z]{3,}\b")


def hidden(sentence: str, span: Span) -> tuple[Spot, ...]:
    """Say which names of a sentence are hidden when a mention in it is judged, and behind which words.

    Args:
        sentence: its text.
        span: (start, end) of the mention; a name in it is hidden wherever it stands.

    Returns:
        (start, end, word) of each name with its article, in order: the same word for the same name, titles left out.

    >>> hidden("The envoy of the United Nations met Ms. Okoro, and Okoro left.", (36, 45))
    ((13, 31, 'abc'), (40, 45, 'smith'), (51, 56, 'smith'))
    """
    spots = names(sentence)
    own = (a for a in _names(sentence, span, own=True) if not any(a[0] < b[1] and b[0] < a[1] for b in spots))
    return _behind(sentence, tuple(sorted([*spots, *own])))


@lru_cache(maxsize=2**12)
def names(sentence: str) -> tuple[Span, ...]:
    """Find the names of a sentence; in a headline that has capitals throughout, none.

    Args:
        sentence: its text.

    Returns:
        (start, end) of each.
    """
    capital, small = CAPITAL.findall(sentence), [word for word in SMALL.findall(sentence) if word not in _plain()]
    headline = len(capital) > 3 and 8 * len(small) < len(capital)
    return () if headline else tuple(_names(sentence, (0, len(sentence)), own=False))


def _names(sentence: str, span: Span, own: bool) -> Iterator[Span]:
    """Find the names within a span; own: of a mention, whose first word is a name even where a sentence begins."""
    for run in _run().finditer(sentence, *span):
        parts = [part.span() for part in CAPITAL.finditer(sentence, *run.span())]
        lower = [_lower(sentence[a:b]) for a, b in parts]
        if all(word in lexicon().titles or word in _plain() for word in lower):
            continue
        small = next(place for place, word in enumerate(lower) if word not in _plain())
        first = max([small, *(place for place in range(1, len(lower)) if _titled(lower[place - 1], lower[place:]))])
        start, end = parts[first][0], parts[-1][1]
        before, word = sentence[:start].rstrip(), lower[-1]
        if start == parts[-1][0] and word.islower() and (not before or before[-1] in '"“‘:!?'):
            noun = word in noun_kinds() or word in lexicon().persons or word in lexicon().things
            if noun or not (own or word in lexicon().given or word in world()["family"]):
                continue
        yield start, end


def _titled(title: str, rest: list[str]) -> bool:
    """Say whether a title stands before a name: not in "Justice Department", nor in "Mayor Pete", which is one name."""
    one, known = rest[0] if len(rest) == 1 else "", lexicon()
    whole = one in known.types or one in known.things or (one in known.given and one not in world()["family"])
    return known.titles.get(title, "part") != "part" and not whole


def _behind(sentence: str, spots: tuple[Span, ...]) -> tuple[Spot, ...]:
    """Choose the words that are read in the place of names, as they come; "the FBI" is hidden like "Hamas"."""
    found: list[Spot] = []
    chosen: dict[tuple[str, str], str] = {}
    for start, end in spots:
        parts = [_lower(part) for part in sentence[start:end].split()]
        kind = "person" if parts[0] in lexicon().given or parts[-1] in world()["family"] else "other"
        several = list(lookup("lexicons/stand_ins.csv", "word", "kind", kind=kind))
        word = chosen.setdefault((kind, parts[-1]), several[sum(k == kind for k, _ in chosen) % len(several)])
        found.append((start - 4 * (sentence[max(0, start - 4) : start].lower() == "the "), end, word))
    return tuple(found)


def _lower(word: str) -> str:
    return word.lower() if word != word.upper() or len(word) == 1 else word  # "WHO" is not "who"


@cache
def _run() -> re.Pattern[str]:
    """Return what a name looks like: capitals, with at most one small word between two ("Bank of the West")."""
    joint = "|".join(sorted(closed("in a hidden name")))
    return re.compile(rf"(?<!\w){WORD}(?: (?:(?:{joint})(?: the)? )?{WORD})*")


@cache
def _plain() -> frozenset[str]:
    return words("lexicons/function_words.csv") | closed("calendar") | {"i"}


# --------------------------------------------------------------------------------------------------
# Judge a mention by a sentence whose names are hidden.


LABELS = ("negative", "neutral", "positive")
PRIORS = ("news", "even")
FILES = ("model.onnx", "head.onnx", "tokenizer.json")  # encoder, head, words
SHIPPED = PACKAGE / "models" / "portrayal"


class ModelError(RuntimeError):
    """A file of the model is missing, or is not the one its description names."""


def toward(sentences: Sequence[str], spans: Sequence[Span], prior: str = "news") -> np.ndarray:
    """Say how each sentence portrays the words of its span.

    Args:
        sentences: one for each span; a sentence that comes again at once is read once.
        spans: the (start, end) code points of the mention in each sentence.
        prior: "news", as likely as ordinary news has the three tones, or "even", for sentences picked for their tone.

    Returns:
        An array (n, 3) of probabilities in the order of LABELS, rounded to three decimals. Sentences are encoded one by
        one and mentions judged one by one: sums over a padded batch round differently, so in batches a score would
        depend on its company.

    Raises:
        ValueError: a span outside its sentence, or another prior.
        ModelError: a missing or changed file of the model.
    """
    import numpy as np

    if len(sentences) != len(spans):
        raise ValueError(f"{len(sentences)} sentences but {len(spans)} spans: one span a sentence is needed")
    if prior not in PRIORS:
        raise ValueError(f"no prior {prior!r}; there are {', '.join(PRIORS)}")
    for sentence, (start, end) in zip(sentences, spans, strict=True):
        if not 0 <= start < end <= len(sentence):
            raise ValueError(f"span ({start}, {end}) lies outside its sentence of {len(sentence)} characters")
    model = load(folder())
    found = [judged(model, *shown(model, *asked), prior) for asked in zip(sentences, spans, strict=True)]
    return np.round(calibrated(np.array(found, dtype=float).reshape(-1, len(LABELS)), *model.priors[prior]), 3)


def calibrated(p: np.ndarray, slope: float, shift: Sequence[float], both: float = 0.0) -> np.ndarray:
    """Stretch and shift the logarithms of probabilities, and take for neutral what speaks for both sides.

    Args:
        p: a row a judgement, its three classes.
        slope: of the stretch.
        shift: of each class.
        both: the share of the less likely tone that, with as much of the other, goes to neutral.

    Returns:
        The new probabilities, each row summing to 1; `both` leaves positive less negative as it is.

    Method:
        Vector scaling with one slope (Guo and others 2017).
    """
    import numpy as np

    logits = slope * np.log(np.clip(p, 1e-3, 1)) + np.array(shift)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    found = powers / powers.sum(axis=1, keepdims=True)
    less = both * np.minimum(found[:, :1], found[:, 2:])
    return found + less * np.array([-1.0, 2.0, -1.0])


# --------------------------------------------------------------------------- what the model is shown

WHOLE = 480  # characters read at once: one sentence in two hundred is longer
MOST_TOKENS = 512  # tokens the encoder has places for
STEP = 160  # a longer one is read in windows that begin at multiples of this, so that near mentions share one


def reach(length: int, span: Span) -> Span:
    """Choose which part of a sentence is read for a span: all of it, or a window around it.

    Args:
        length: of the sentence, in characters.
        span: (start, end) of the mention in it.

    Returns:
        (first, last) of the part.
    """
    centre = min(sum(span) // 2, span[0] + STEP // 2)
    first = STEP * max(0, min(centre // STEP - 1, -(-(length - WHOLE) // STEP)))
    return first, min(first + WHOLE, length)


def window(sentence: str, span: Span) -> tuple[str, Span]:
    """Cut out the words to read for a span.

    Args:
        sentence: its text.
        span: (start, end) of the mention in it.

    Returns:
        The words, and where the span lies in them.
    """
    first, last = reach(len(sentence), span)
    return sentence[first:last], (span[0] - first, min(span[1], last) - first)


@lru_cache(maxsize=2**4)
def encode(tokenizer: Any, sentence: str, spots: tuple[Spot, ...] = ()) -> tuple[list[int], list[Span]]:
    """Turn a sentence into what the encoder reads.

    Args:
        tokenizer: of the model.
        sentence: its text.
        spots: where names are hidden in it, each with the token that is read in its place.

    Returns:
        The token ids, and where each lies in the sentence; (0, 0) for the marks at its ends.
    """
    encoding, found, left = tokenizer.encode(sentence), [], list(spots)[::-1]
    for number, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        while left and start >= left[-1][1]:
            left.pop()
        if not left or end <= left[-1][0]:
            found.append((number, (start, end)))
        elif found[-1][1] != left[-1][:2]:
            found.append((tokenizer.token_to_id(left[-1][2]), left[-1][:2]))
    return [number for number, _ in found], [place for _, place in found]


def shown(model: Model, sentence: str, span: Span) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Turn a sentence and a mention in it into what the model judges.

    Args:
        model: with its tokenizer.
        sentence: its text.
        span: (start, end) of the mention.

    Returns:
        The token ids of what is read of the sentence, its names hidden, and the weight of each in the mention.
    """
    words, place = window(sentence, span)
    ids, offsets = encode(model.tokenizer, words, hidden(words, place))
    return tuple(ids), tuple(inside(offsets, place))


def inside(offsets: Sequence[Span], span: Span) -> list[float]:
    """Weigh the tokens of a mention for the mean over it.

    Args:
        offsets: (start, end) of each token.
        span: (start, end) of the mention.

    Returns:
        A weight each, 1 in sum; the first token stands in where none is the mention's.

    Example:
        >>> inside([(0, 0), (0, 4), (5, 9)], (0, 9))
        [0.0, 0.5, 0.5]
    """
    own = [a < span[1] and b > span[0] for a, b in offsets]
    count = sum(own)
    return [own_ / count for own_ in own] if count else [1.0, *[0.0] * (len(offsets) - 1)]


# --------------------------------------------------------------------------- the files


@dataclass(frozen=True, eq=False)  # hashed as the one object it is
class Model:
    """A loaded model: tokenizer, encoder of sentences, head that judges one mention, (slope, shift, both) by prior."""

    tokenizer: Any
    encoder: Any
    head: Any
    priors: dict[str, tuple[float, Sequence[float], float]]

    def read(self, ids: tuple[int, ...]) -> dict[str, np.ndarray]:
        """Encode a sentence.

        Args:
            ids: of its tokens.

        Returns:
            What the encoder makes of them, by name.
        """
        import numpy as np

        made = self.encoder.run(None, {"input_ids": np.array([ids])})
        return dict(zip(("states", "keys", "values"), made, strict=True))

    def judge(self, ids: tuple[int, ...], weights: tuple[float, ...], prior: str) -> np.ndarray:
        """Judge a mention in a sentence.

        Args:
            ids: of the tokens of the sentence.
            weights: of each in the mention.
            prior: which calibration is used, one of `PRIORS`.

        Returns:
            p_negative, p_neutral and p_positive.
        """
        import numpy as np

        return self.head.run([prior], {**read(self, ids), "mention": np.array([weights], dtype=np.float32)})[0][0]


read = lru_cache(maxsize=2**4)(Model.read)  # the mentions of a sentence come one after the other
judged = lru_cache(maxsize=2**13)(Model.judge)  # news repeats itself: agencies, summaries, an article's own captions


def folder() -> Path:
    """Return the model's folder: the one HELPERS_PORTRAYAL_MODEL names, else the one that ships."""
    return Path(os.environ.get("HELPERS_PORTRAYAL_MODEL") or SHIPPED)


@lru_cache(maxsize=2)
def load(path: Path) -> Model:
    """Load the model of a folder, after checking each file against its sha256 in model.json.

    Args:
        path: the folder.

    Returns:
        The model.

    Raises:
        ModelError: a file is missing or another; the message names it and the way out.
    """
    check(path)
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    encoder, head = (
        onnxruntime.InferenceSession(path / name, options, providers=["CPUExecutionProvider"])
        for name in ("model.onnx", "head.onnx")
    )
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    priors = json.loads((path / "model.json").read_text(encoding="utf-8"))["priors"]
    read = {name: (prior["slope"], prior["shift"], prior.get("both", 0.0)) for name, prior in priors.items()}
    return Model(tokenizer, encoder, head, read)


def check(path: Path) -> None:
    """Make sure that every file of a model is there, as model.json describes it.

    Args:
        path: its folder.

    Raises:
        ModelError: it is not; the message names the file and the way out.
    """
    way_out = "get it again with the project, or unset HELPERS_PORTRAYAL_MODEL to use the model that ships"
    if not (path / "model.json").is_file():
        raise ModelError(f"{path} has no model.json, so it is no model: {way_out}")
    described = json.loads((path / "model.json").read_text(encoding="utf-8"))
    if set(described.get("priors", ())) != set(PRIORS):
        raise ModelError(f"{path / 'model.json'} has no calibration for the priors {', '.join(PRIORS)}: {way_out}")
    for name in FILES:
        if not (path / name).is_file():
            raise ModelError(f"{path / name} is missing: {way_out}")
        if hashlib.sha256((path / name).read_bytes()).hexdigest() != described["sha256"].get(name):
            raise ModelError(f"{path / name} is not the file that model.json describes: {way_out}")
