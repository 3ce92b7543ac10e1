"""Reports: the control journal of every working morning, and the reports the instructions ask for.

A report of a period (`2002 ¶9–10`, `2015 ¶7, ¶20, ¶28`) fills itself from registers and indicators,
goes from district to oblast to the General Prosecutor's Office, and stands as approved. Does not
belong here: the press and the numbers (`supervision.printing`), what a section counts (the room that
owns the facts), any day of the law.
"""
