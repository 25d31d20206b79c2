"""C01: a correction of the office that no longer finds the value which it was written for."""

from expectations.kinds.row_rules import value_of
from expectations.rule import Rule

TABLE = "corrections"
RULES = (
    Rule(
        "C01",
        TABLE,
        lambda t: t.outcome != "expectation_failed",
        args={"n": value_of("line_no"), "value": value_of("expected"), "found": value_of("found")},
        public_args=frozenset({"n"}),
    ),
)
