"""How far the numbers can be trusted: scores against gold, intervals, corrections, what-if, verification."""

from . import measured

__all__ = ["measured"]
