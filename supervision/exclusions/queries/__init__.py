"""Reads of requests for exclusion and of assessments."""
