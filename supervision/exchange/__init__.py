"""Data in and out as sheets: registers taken away as XLSX or CSV, rows sent in and entered.

Belongs here: cells, files, the list of what may be taken or sent in, and the long work behind it.
Does not belong here: any room's columns; a room declares them in its `sheets.py` and its
`importing.py`. Knows no room.
"""
