"""Rules of complaints: one row a ticket; it is closed after it came, and all that is told of it has happened."""

from expectations.kinds.row_rules import no_repeats, not_after_report, not_before, value_of

SOURCE = "complaints"
RULES = (
    no_repeats(SOURCE, ["ticket_no"], column="ticket_no"),
    not_after_report(SOURCE, "received_complaint_on"),
    not_after_report(SOURCE, "closed_on"),
    not_before("R17", SOURCE, "closed_on", value_of("received_complaint_on")),
)
