"""Settings and logging of an installation. Holds no law, no business rule and no secret."""
