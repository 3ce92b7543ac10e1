"""Made-up data for tests, a module a room."""
