"""Reads of indicators: the things of each figure with their facts, sums, lists, what moved since."""
