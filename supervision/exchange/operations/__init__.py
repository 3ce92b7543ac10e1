"""Verbs over files taken away (`exports`) and sheets sent in (`imports`)."""
