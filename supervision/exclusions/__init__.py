"""Acts left out of the count with the Department's consent, assessments of the higher office (`2015 ¶22–23`).

Belongs here: the request that a quashed or changed act is not counted, its way to consent or
refusal, and what the higher office found of such acts and of protests that failed. Does not belong
here: a protest (`protests`), or any figure worked out from these records.
"""
