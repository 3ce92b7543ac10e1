"""Entries and checks of disputes in enforcement proceedings, on plain values, one module a thing.

Belongs here: what a record must say. Does not belong here: the grounds of participation and any
count of days (the law), hearings (`cases.rules.hearings` serves both rooms).
"""

KIND = "dispute"
PARTICIPATION_RULES = ("2002/5/participate_in_hearing",)
