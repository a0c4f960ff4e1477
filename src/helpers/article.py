"""Say what an article is: a text that nobody changes, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

PUBLISHED_BY = ("metadata", "url", "text", "reader")  # what says when an article was published


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
    published_by: str = field(default="", compare=False)  # metadata, url, text, reader; none without a date
    spare: str = field(
        default="", compare=False, repr=False
    )  # the id to take where article_id is taken: it names the file

    def __post_init__(self) -> None:
        if not self.published or self.published_by not in PUBLISHED_BY:
            object.__setattr__(self, "published_by", "reader" if self.published else "none")

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8 (a lone surrogate, which has no UTF-8, counts as '?')."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=1 << 16)
def quote_id(article_id: str) -> str:
    """Write an article id without white space, as a URL would, so that lists of ids can be cut apart."""
    from urllib.parse import quote

    return quote(article_id, safe="/:.,-_~")
