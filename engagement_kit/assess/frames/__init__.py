"""Answers by the million: the same placements from a long table on any engine."""
