"""Rules of figures from BPS answers: the key of a figure has one meaning, and the catalogue knows it."""

from expectations.kinds.row_rules import value_of
from expectations.rule import Rule

SOURCE = "bps_values"


def _rule(code: str, status: str, shown: str) -> Rule:
    return Rule(code, SOURCE, lambda t: t.decode_status != status, column="value", args={"value": value_of(shown)})


RULES = (
    _rule("B01", "unmatched", "key"),
    _rule("B02", "ambiguous", "key"),
    _rule("B03", "uncatalogued", "reading_a"),
    _rule("B05", "ambiguous_mark", "source_mark"),
)
