"""Enforcement proceedings as Form No. 4 counts them: kinds of events, what may follow what, the term.

Serves `F4 ¶11–75` and articles 38, 39, 42, 47–49 of the Law of 2010. Does not belong here: the
columns of the form, and any table.
"""
