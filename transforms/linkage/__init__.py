"""Whose record is it: identities from lists, a model of what makes two records one person's, persons and families."""
