"""Rules of complaints: one row a ticket; it is closed after it came, and all that is told of it has happened."""

from expectations.row_rules import no_repeats, not_after_report, value_of
from expectations.rule import Rule

SOURCE = "complaints"
RULES = (
    no_repeats(SOURCE, ["ticket_no"], column="ticket_no"),
    not_after_report(SOURCE, "received_complaint_on"),
    not_after_report(SOURCE, "closed_on"),
    Rule(
        "R17",
        SOURCE,
        lambda t: t.closed_on >= t.received_complaint_on,
        when=lambda t: t.closed_on.notnull() & t.received_complaint_on.notnull(),
        column="closed_on",
        args={"value": value_of("closed_on"), "date": value_of("received_complaint_on")},
    ),
)
