"""Migrations: each revision a file, run by the owner role; `policies.py` holds their shared words.

Does not belong here: anything the running application imports, but for `supervision.core.schema`.
"""
