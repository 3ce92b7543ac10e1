"""Breaches of legality and their removal (`2002 ¶4`).

Serves every room that finds a breach: it records the breach here and keeps it open until its
removal is recorded. Does not belong here: how a breach was found, and the duties it opens, because
both are the finding room's facts.
"""
