"""Rules of the report on epidemics: one row a village, month and disease."""

import re
from itertools import chain

import ibis.expr.types as ir

from expectations.kinds.row_rules import no_contradiction, no_same_rows, value_of
from expectations.rule import Rule
from warehouse.diseases import disease_names

SOURCE = "village_epidemic"
_ANY = "|".join(re.escape(name) for name in sorted(chain(*disease_names().values()), key=len, reverse=True))
SEVERAL = (
    rf"(?i)\b(?:{_ANY})\b.*(?:[;,/+&]|\bdan\b).*\b(?:{_ANY})\b",
    r"(?i)(?:\(|=|:)\s*\d+\s*(?:orang|org|kasus|penderita)?\s*(?:\)|[;,]|$)",
)
"""Two known diseases with something between them that lists them, or numbers of patients beside names."""


def _is_named(t: ir.Table) -> ir.BooleanValue:
    """Whether the disease is known; where rows of the sheet name one it has a column of them, of which N07 speaks."""
    return t.disease.max().over(group_by="sheet_id").notnull()


def _is_as_declared(t: ir.Table) -> ir.BooleanValue:
    """Whether one of the two names holds the other: `DBD` of `Demam Berdarah Dengue (DBD)`."""
    own, declared = _letters(t.disease), _letters(t.declared_disease)
    return own.contains(declared) | declared.contains(own)


def _is_one(t: ir.Table) -> ir.BooleanValue:
    listed, counted = (t.disease.re_search(pattern) for pattern in SEVERAL)
    return ~(listed | counted)


def _letters(text: ir.StringValue) -> ir.StringValue:
    return text.lower().re_replace(r"[^a-z0-9]", "")


RULES = (
    no_same_rows(SOURCE, ["disease"], column="area_code_bps"),
    # a report of no patients may well be one of no disease
    Rule("H03", SOURCE, _is_named, when=lambda t: t.patients > 0, once_a_sheet=True),
    Rule(
        "H05",
        SOURCE,
        _is_one,
        when=lambda t: t.disease.notnull(),
        column="disease",
        args={"value": value_of("disease")},
    ),
    Rule(
        "H04",
        SOURCE,
        _is_as_declared,
        when=lambda t: t.disease.notnull() & t.declared_disease.notnull(),
        column="disease",
        args={"a": value_of("disease"), "b": value_of("declared_disease")},
    ),
)
# an outbreak is what this report is for: its jumps are no faults
RELATION_RULES = (no_contradiction(SOURCE, ["disease"]),)
