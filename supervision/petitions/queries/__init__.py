"""Reads of petitions, one function a question; row-level security keeps them to what is seen."""
