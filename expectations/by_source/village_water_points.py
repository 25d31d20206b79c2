"""Rules of visits to water points: one row a submission."""

from expectations.kinds.form_submissions import dated, validated
from expectations.kinds.row_rules import no_contradiction, no_repeats

SOURCE = "village_water_points"
RULES = (
    no_repeats(SOURCE, ["submission_uuid"], column="submission_uuid"),
    *dated(SOURCE, "visited_on"),
    *validated(SOURCE),
)
RELATION_RULES = (no_contradiction(SOURCE, ["submission_uuid"]),)
