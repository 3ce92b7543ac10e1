"""Form No. 4 of an office or a sub-tree: its three tables, controls, sheet, submissions (`F4 ¶11–75-1`).

What the columns count and what must hold stands in `law/form4`; this room asks the events for it. Does
not belong here: documents and their events (`enforcement`).
"""
