"""Tell whether an article is in English: what is not would only make the tables wrong."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ..knowledge import words

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 600  # characters from the beginning, and as many from the middle
FEW = 10  # words: too few to judge
SURE = 0.9


def foreign(text: str) -> str:
    """Return the language of a text (ISO 639-1) where it is surely not English, else ''.

    Function words that no other language shares settle nearly all articles; py3langid (its model is part of
    the package) is asked about the rest. A text of fewer than ten words is not judged.
    """
    middle = len(text) // 2
    sample = text if len(text) <= 2 * SAMPLE else f"{text[:SAMPLE]} {text[middle : middle + SAMPLE]}"
    found = [word.lower() for word in WORD.findall(sample)]
    if len(found) < FEW or sum(map(_english().__contains__, found)) > len(found) / 10:
        return ""
    language, probability = _identifier().classify(sample)
    return str(language) if language != "en" and probability > SURE else ""


@cache
def _english() -> frozenset[str]:
    return words("lexicons/only_english.csv")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
