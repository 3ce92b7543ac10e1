"""The ladder of notices, delivery, heartbeats."""
