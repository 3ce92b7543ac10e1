"""Breaches of legality, their removal, and the acts of response to them (`2002 ¶4`, `2015 ¶4, ¶12`).

Serves every room that finds a breach: it records the breach here and keeps it open until its
removal is recorded. An act of response is brought about a subject of such a room, which is known
here by its kind, id and label alone (`subjects.py`). Does not belong here: how a breach was found,
private rulings, and the duties either opens, because those are the finding room's facts.
"""
