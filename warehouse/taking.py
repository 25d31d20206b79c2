"""When what a file says was taken: the order in which later files take the place of earlier ones."""

TAKING = ("received_on", "received_no")
"""Columns of `staged_row`: the day, and which taking of files on it; where both are the same, neither came later."""
