"""Which files stand behind programme indicators; files are known by their sha256, so this may leave the vault."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

LISTS = ("program_beneficiaries", "training_participants", "program_disbursements")
USES = (
    ("program_beneficiaries_persons", "program_beneficiaries", LISTS),
    ("program_overlap_persons", "program_beneficiaries", LISTS),
    ("program_coverage_of_poor_pct", "program_beneficiaries", LISTS),
    ("program_disbursed_idr", "program_disbursements", ("program_disbursements",)),
    ("budget_absorption_pct", "program_budgets", ("program_budgets",)),
)
"""Indicator, source_code of its values, contracts of the rows it is made from."""


def program_lineage(rows: Mapping[str, ir.Table]) -> ir.Table:
    """Rows of the contract `lineage`; `rows` has the accepted rows of each contract of USES, tokenised or not."""
    files = [
        rows[name].select("period", "file_sha256", indicator_code=ibis.literal(code), source_code=ibis.literal(source))
        for code, source, names in USES
        for name in names
    ]
    return ibis.union(*files, distinct=True).select("indicator_code", "source_code", "period", "file_sha256")
