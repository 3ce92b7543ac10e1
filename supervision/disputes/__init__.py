"""Court disputes in enforcement proceedings: mandatory participation and the check of court acts
(`2002 ¶5, ¶7`).

Belongs here: disputes, their parties, hearings and court acts, and what the law finds in them. Does
not belong here: courts (`cases`), requested enforcement files (`studies`), protests themselves.
"""
