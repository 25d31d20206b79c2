"""Rules of the households that were asked about a water point: each belongs to a visit."""

from expectations.kinds.form_submissions import has_parent, validated

SOURCE = "village_water_users"
RULES = (has_parent(SOURCE, "submission_index"), *validated(SOURCE))
RELATION_RULES = ()
