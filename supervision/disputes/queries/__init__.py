"""Reads of disputes, one module a thing; row-level security keeps them to the scope.

Belongs here: one function a question, lists as named tuples. Does not belong here: what a fact
means (the law), or any change.
"""
