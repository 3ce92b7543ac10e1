"""Representations for a protest, and protest terms that were missed (`2015 ¶14, ¶17, ¶19`, `2002 ¶7`).

Belongs here: what an office writes to a higher one so that it protests, the finding that a rejection
was justified, and the responsibility for a missed term. Does not belong here: a protest
(`protests`), or what follows from these records (the law).
"""
