"""Rehearsals: what a change of the law would move, before it moves it; applying, undoing, the log.

Serves every paragraph whose term is counted in working days or moved off a day off. A preview
stores nothing; applying changes the open duties it showed, their reminders and the log in one
transaction; undoing restores them. Does not belong here: the decree as the law takes it (`decrees`),
the counting (`law`), and closed duties, which no change ever touches.
"""
