"""Administrative cases in court: grounds, competence, hearings, acts, conclusions (`2015 ¶4–17`).

Serves the register of cases with what makes participation mandatory, the register of notices, the
hearings at three instances, the acts with their check and the conclusions on them. Does not belong
here: days of duties (the law, by way of `duties`), and what becomes of a breach (`responses`).
"""
