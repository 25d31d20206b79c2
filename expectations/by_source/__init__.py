"""A file for each source that has rules of its own, named as its contract; the rulebook takes what it finds here."""
