"""Offices and people: the office tree, users and their posts, assignments, sign-in and sessions.

Serves `2002 ¶2, ¶14` and `2015 ¶4–5`. Does not belong here: what an office owes (room `duties`) or
any case. Administrators manage this room and see no cases.
"""
