"""Reminders: who is told of a duty, when, and the proof that the notice went out.

Serves every paragraph whose rule has a ladder (`remind` in the law's files). Notices are rows
planned ahead with their own moment, so a missed run catches up and a doubled one sends nothing
twice. Does not belong here: the duties themselves, their days, or which rungs a rule has.
"""
