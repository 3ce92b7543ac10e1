"""Decrees: the Government's decrees that move days off, kept as rows, and the law with them.

Every room asks this one for the law (`law_at_work`), so that web, worker and commands count by the
same days from the moment a decree is applied. Does not belong here: what a decree moves, and
applying or undoing it (`rehearsals`); the frozen calendar (`law/calendars`).
"""
