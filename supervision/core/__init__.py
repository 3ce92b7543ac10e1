"""The ground floor: database session, transaction, clock, access, errors, languages, queue.

Knows no room, no office and no law. What two rooms need and no law decides moves down to here.
"""
