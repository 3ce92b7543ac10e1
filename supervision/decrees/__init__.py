"""Decrees that move days off and amendments of acts, kept as rows, and the law with them.

Every room asks this one for the law (`law_at_work`), so that web, worker and commands count by the
same law from the moment a change is applied. Does not belong here: what a change moves, and
applying or undoing it (`rehearsals`); the frozen calendar (`law/calendars`).
"""
