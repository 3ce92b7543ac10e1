"""The JSON API's shell: addresses under /api/v1, the document that describes them, shapes all share.

Serves programs of the office's people: the same reads, rights and verbs as the pages. Does not
belong here: any address of a room (a room's own `api.py`), tokens (`offices`), a rule.
"""
