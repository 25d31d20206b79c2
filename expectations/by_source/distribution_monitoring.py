"""Rules of interviews after a distribution: one row a recipient and programme."""

from expectations.kinds.form_submissions import validated
from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats

SOURCE = "distribution_monitoring"
RULES = (nik_rule(SOURCE), no_repeats(SOURCE, ["program_code", "nik"], column="nik"), *validated(SOURCE))
