"""Rules of payments: one row a person, programme and stage; a payment lies in the past."""

from expectations.nik import nik_rule
from expectations.row_rules import no_repeats, not_after_report

SOURCE = "program_disbursements"
RULES = (
    nik_rule(SOURCE),
    no_repeats(SOURCE, ["program_code", "nik", "stage"], column="nik"),
    not_after_report(SOURCE, "paid_on"),
)
