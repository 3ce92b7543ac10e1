"""The demo world: real offices, made-up people and files, made by the product's own operations.

Refuses a production installation. Does not belong here: anything a real installation needs.
"""
