"""Tests of enforcement documents: cards, events, transfers."""
