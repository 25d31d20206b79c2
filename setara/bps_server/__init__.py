"""A BPS Web API on loopback, for tests and demonstrations: its shapes, limits and faults, with the bundled figures.

`figures` holds what it knows, `answers` makes bodies of it, `faults` says what goes wrong, `server` speaks HTTP.
"""
