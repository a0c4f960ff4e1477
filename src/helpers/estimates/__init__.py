"""How far the numbers can be trusted: scores against gold, intervals from them, samples for a reader to check."""

from . import measured

__all__ = ["measured"]
