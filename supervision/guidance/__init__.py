"""The guidance of an office's year: six registers that are alike, declared and not copied.

Yearly inspections (`2002 ¶10`), training (`2002 ¶11`, `2015 ¶30`), publications (`2002 ¶13`,
`2015 ¶32`), proposals (`2002 ¶10`, `2015 ¶31`), breaches and positive practice (`2015 ¶28`), posts
of the branch (`2002 ¶14`). What a register asks, by which steps a record moves and what is counted
of it stands in `rules`; the forms, lists, pages, sheets and histories are made of that. Does not
belong here: reports that print the counts, and acts of response, which the room of that name keeps.
"""
