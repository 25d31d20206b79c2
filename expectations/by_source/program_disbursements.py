"""Rules of payments: one row a person, programme and stage; a payment lies in the past."""

from expectations.kinds.cell_rules import filled
from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report, not_in_thousands

SOURCE = "program_disbursements"
RULES = (
    nik_rule(SOURCE),
    no_repeats(SOURCE, ["program_code", "nik", "stage"], column="nik"),
    not_after_report(SOURCE, "paid_on"),
    filled("R22", SOURCE, "disbursement_status"),
    *not_in_thousands(SOURCE, "amount_idr"),
)
