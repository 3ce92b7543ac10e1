"""The engine room of sheets: how any list of the house becomes a workbook somebody takes away.

Belongs here: cells, columns, the answer that carries the file. Does not belong here: any room's list
or words.
"""
