"""Run every method over a corpus."""
