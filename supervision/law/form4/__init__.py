"""Form No. 4 as data: rows, columns, what each column counts, open questions, controls (`F4 ¶11–75-1`).

An edition is a folder of YAML beside its act (`acts/F4/form4/2020`); a later one adds columns there.
Does not belong here: events and what may follow what (`law/enforcement`), finding events in a database.
"""
