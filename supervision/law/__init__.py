"""Law as data: what the acts oblige an office to do, by which day, and why that day.

Belongs here: the acts with their periods of force (`acts/`), the working calendar (`calendars/`),
and the engine that reads them and counts. Does not belong here: offices, people, databases, pages.
The package uses the standard library and a YAML parser and nothing else of this product.
"""
