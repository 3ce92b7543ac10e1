"""Enforcement documents on record cards 4.0, the events of their lives, control cards (`F4`).

Serves the account of each unit: what came, what was initiated, sent by territoriality, recovered,
suspended, ended. Does not belong here: which event may follow which and the term of article 39
(`law/enforcement`), the columns of Form No. 4, or the study of a requested file (`studies`).
"""
