"""Audit: who changed what, when, from what to what, as a chain nobody can mend unseen.

Serves every room: each operation that changes a row records it here in the same transaction. The
chain is computed by the database; the app role may only insert. Does not belong here: logs.
"""
