"""Read the news closely: who is named, who speaks, how they are spoken of, when things happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import charts, classroom, corpus, estimates, figures, passages, reading, sentiment, timeline, words
    from .analysis import Analysis
    from .corpus import read
    from .pipeline import analyse, open

__version__ = "1.0.0"
__released__ = "2026-11-26"  # the day of this version
__all__ = [
    "Analysis", "analyse", "charts", "classroom", "corpus", "estimates", "figures", "open", "passages", "read",
    "reading", "sentiment", "timeline", "words",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is first asked for, so that `import helpers` stays light."""
    if name == "Analysis":
        from .analysis import Analysis

        return Analysis
    if name == "read":
        from .corpus import read

        return read
    if name == "analyse":
        from .pipeline import analyse

        return analyse
    if name == "open":
        from .pipeline import open

        return open
    if name == "charts":
        import helpers.charts as charts

        return charts
    if name == "classroom":
        import helpers.classroom as classroom

        return classroom
    if name == "corpus":
        import helpers.corpus as corpus

        return corpus
    if name == "estimates":
        import helpers.estimates as estimates

        return estimates
    if name == "figures":
        import helpers.figures as figures

        return figures
    if name == "passages":
        import helpers.passages as passages

        return passages
    if name == "reading":
        import helpers.reading as reading

        return reading
    if name == "sentiment":
        import helpers.sentiment as sentiment

        return sentiment
    if name == "timeline":
        import helpers.timeline as timeline

        return timeline
    if name == "words":
        import helpers.words as words

        return words
    raise AttributeError(f"module 'helpers' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
