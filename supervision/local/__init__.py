"""One-command mode: the product on one machine with nothing installed beside Python.

Belongs here: starting and stopping embedded PostgreSQL and Valkey, creating their roles, and
running web, worker and scheduler beside them. Does not belong here: anything the product does for a
prosecutor, and any choice an installation with servers of its own would need.
"""
