"""Rules of facilities: one row each; not built after the year it is of, and its class groups fit pupils and rooms."""

from expectations.kinds.row_rules import no_repeats, value_of
from expectations.rule import Rule

SOURCE = "facilities"
SHIFTS = 2
"""Class groups that one room takes at most: one in the morning, one in the afternoon."""
RULES = (
    no_repeats(SOURCE, ["facility_kind", "facility_code"], column="facility_code"),
    Rule(
        "R11",
        SOURCE,
        lambda t: t.built_year <= t.period_end.year(),
        when=lambda t: t.built_year.notnull() & t.period_end.notnull(),
        column="built_year",
        args={"value": lambda t: t.built_year.cast("string"), "period": value_of("period")},
    ),
    Rule(
        "R12",
        SOURCE,
        lambda t: t.class_groups > 0,
        when=lambda t: (t.pupils > 0) & t.class_groups.notnull(),
        column="class_groups",
        args={"n": value_of("pupils")},
    ),
    Rule(
        "R13",
        SOURCE,
        lambda t: t.class_groups <= SHIFTS * t.classrooms,
        when=lambda t: t.class_groups.notnull() & t.classrooms.notnull(),
        column="class_groups",
        args={"a": value_of("class_groups"), "b": value_of("classrooms")},
    ),
)
