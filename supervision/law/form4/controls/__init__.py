"""The controls A1–M7 of Form No. 4 as checks over plain tables, our own and imported ones.

Each failing control names row, column and the values. Does not belong here: which documents or offices
make the difference (a room asks its database).
"""
