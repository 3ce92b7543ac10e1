"""Duties: what the law obliges an office to do by a day, opened, moved and closed from facts.

Serves every paragraph with a term, a recurrence or a mandatory step. Rooms record facts and call
`operations.sync`; only this room asks the law for a date. Does not belong here: the facts
themselves, reminders, or any day count.
"""
