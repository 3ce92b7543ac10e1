"""Petitions and complaints: taken in, routed, examined, answered (`2015 ¶17–18, ¶27`, `2002 ¶8`).

Serves the numbered intake with its duplicates, the routing by topic and region (`2015 ¶5`), requests
for case files with the court's own term, extensions, refusals with their approved conclusion, the
checklist of a petition for a cassation protest and the additional checks it may need. Does not
belong here: days of duties (the law, by way of `duties`), and protests themselves.
"""
