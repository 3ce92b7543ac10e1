"""States, choices and checks of petitions, on plain values.

Belongs here: what can be decided without the database. Does not belong here: days of duties and
which petition needs which step (the law).
"""

KIND = "petition"
CHECK_KIND = "petition_check"
