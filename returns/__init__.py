"""Returns: what goes back to the sender of a report that has findings, in words for the sender."""
