"""States, entries and checks of administrative cases, on plain values.

Belongs here: what a record must say and which step follows which, one module a thing. Does not
belong here: grounds and competence themselves, and any count of days (the law).
"""

KIND = "admin_case"
