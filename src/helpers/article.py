"""Say what an article is: a text that nobody changes, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True)
class Article:
    """One article: its id, its text exactly as given, and what is known about it ('' where nothing is)."""

    article_id: str
    text: str
    title: str = ""
    published: str = ""  # ISO date
    outlet: str = ""
    url: str = ""
    author: str = ""
    known: str = ""  # how what is said above is known, such as "published: inferred from ..."

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8 (a lone surrogate, which has no UTF-8, counts as '?')."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=1 << 16)
def quote_id(article_id: str) -> str:
    """Write an article id without white space, as a URL would, so that lists of ids can be cut apart."""
    from urllib.parse import quote

    return quote(article_id, safe="/:.,-_~")
