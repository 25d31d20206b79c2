"""Which files stand behind programme indicators; files are known by their sha256, so this may leave the vault."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

LISTS = ("program_beneficiaries", "training_participants", "program_disbursements")
REGISTER, BUDGETS, STAGES = "eligibility_register", "program_budgets", "program_stages"
SCHOLARSHIPS, FOLLOWUPS, MONITORING = "scholarships", "training_followups", "distribution_monitoring"
ON_LISTS = (*LISTS, SCHOLARSHIPS)
USES = (
    ("program_beneficiaries_persons", "program_beneficiaries", LISTS),
    ("program_overlap_persons", "program_beneficiaries", LISTS),
    ("program_coverage_of_poor_pct", "program_beneficiaries", LISTS),
    ("program_disbursed_idr", "program_disbursements", ("program_disbursements",)),
    ("budget_absorption_pct", BUDGETS, (BUDGETS,)),
    ("exclusion_error_pct", REGISTER, (REGISTER, *LISTS)),
    ("inclusion_error_pct", REGISTER, (REGISTER, *LISTS)),
    ("aid_per_neediest_family_idr", REGISTER, (REGISTER, "program_disbursements")),
    ("aid_adequacy_pct", REGISTER, (REGISTER, "program_disbursements")),
    ("health_cover_decile14_pct", REGISTER, (REGISTER, "health_cover")),
    ("six_tepat_pct", "program_disbursements", ("program_disbursements", STAGES, REGISTER)),
    ("recipients_more_agency_types_pct", "program_beneficiaries", ON_LISTS),
    ("recipients_more_programs_pct", "program_beneficiaries", ON_LISTS),
    ("scholars_decile14_pct", SCHOLARSHIPS, (SCHOLARSHIPS, REGISTER)),
    ("scholars_double_pct", SCHOLARSHIPS, (SCHOLARSHIPS,)),
    ("scholars_continuing_pct", SCHOLARSHIPS, (SCHOLARSHIPS, REGISTER)),
    ("training_graduates_per_1000", "training_participants", ("training_participants",)),
    ("working_after_training_pct", FOLLOWUPS, (FOLLOWUPS,)),
    ("youth_business_alive_pct", FOLLOWUPS, (FOLLOWUPS,)),
    ("housewife_income_gain_idr_per_month", FOLLOWUPS, (FOLLOWUPS,)),
    ("housewife_confidence_change", FOLLOWUPS, (FOLLOWUPS,)),
    ("six_tepat_pct", MONITORING, (MONITORING,)),
    ("basic_needs_met_pct", MONITORING, (MONITORING,)),
    ("income_lost_pct", MONITORING, (MONITORING,)),
)
"""Indicator, source_code of its values, contracts of the rows it is made from."""
OPEN_USES = (
    ("lists_published_before_payout_pct", STAGES, (STAGES,)),
    ("complaints_closed_pct", "complaints", ("complaints",)),
    ("harvest_yield_kg_per_ha", "harvests", ("harvests",)),
)
"""The same of records that are not of persons."""


def program_lineage(
    rows: Mapping[str, ir.Table], uses: tuple[tuple[str, str, tuple[str, ...]], ...] = USES
) -> ir.Table:
    """Rows of the contract `lineage`; `rows` has the accepted rows of each contract of `uses`, tokenised or not."""
    files = [
        rows[name].select("period", "file_sha256", indicator_code=ibis.literal(code), source_code=ibis.literal(source))
        for code, source, names in uses
        for name in names
    ]
    return ibis.union(*files, distinct=True).select("indicator_code", "source_code", "period", "file_sha256")
