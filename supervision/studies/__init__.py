"""Requested enforcement files, the 5-day study and its checklist (`2002 ¶3–6`)."""
