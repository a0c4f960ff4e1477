"""How far the numbers can be trusted: scores against gold, intervals, corrections, what-if, verification."""
