"""Data in and out as sheets: registers taken away as XLSX or CSV.

Belongs here: cells, files, the list of what may be taken, and the long work behind it. Does not
belong here: any room's columns; a room declares them in its `sheets.py`. Knows no room.
"""
