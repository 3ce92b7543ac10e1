"""Administrative cases in court: grounds, competence, hearings, court acts (`2015 ¶4–9, ¶16`).

Serves the register of cases with what makes participation mandatory, the register of notices, the
hearings at three instances and the acts with their check. Does not belong here: days of duties (the
law, by way of `duties`), and what becomes of a breach (`responses`).
"""
