"""What Kupang asks of BPS is in the catalog, or on the list of what is still to be found."""

from __future__ import annotations

from sources.bps.catalog import load_catalog
from sources.bps.wanted import load_wanted

DOMAINS = {"0000", "5300", "5371", "5303"}
NTT, CITY, REGENCY = "5300", "5371", "5303"
ANSWERED_BY_BPS = {
    "A1": {"gini", "expenditure_share_pct", "b40_share_pct"},
    "A2": {"grdp_const2010_idr_bn", "grdp_pc_const2010_idr_thousand", "expenditure_ppp_idr_thousand_per_year"},
    "A3": {"mean_years_schooling", "expected_years_schooling", "life_expectancy_years", "ipm", "village_facilities"},
    "A5": {"unemployment_pct", "labour_participation_pct", "population_persons"},
    "A8": {"village_facilities"},
    "A12": {"water_access_pct", "sanitation_access_pct"},
    "A13": {"poor_persons"},
    "A19": {"net_enrolment_pct", "gross_enrolment_pct"},
    "B1": {"poverty_headcount_pct", "poverty_gap_index", "poverty_severity_index", "poverty_line_idr_per_month"},
    "B2": {"poverty_headcount_pct", "poverty_gap_index"},
    "B8": {"health_insurance_pct"},
    "B13": {"population_persons", "health_facilities"},
    "B14": {"immunisation_coverage_pct"},
    "B14b": {"stunting_eppgbm_pct"},
    "B16": {"crop_yield_kg_per_ha"},
    "B18": {"poverty_headcount_pct"},
}
"""Indicators that a question of the two articles needs of BPS, by question."""
NOT_OF_BPS = {"area_km2", "population_register_persons"}
"""Served beside the figures of BPS, from other producers."""

KNOWN = {(entry.domain, entry.indicator_code) for entry in load_catalog().values() if entry.variable_id_by == "bps"}
WANTED = {(domain, each.indicator_code) for each in load_wanted() for domain in each.domains}


def test_every_question_has_its_indicators_for_the_province_the_city_and_the_regency() -> None:
    needed = {(domain, code) for codes in ANSWERED_BY_BPS.values() for code in codes for domain in (NTT, CITY, REGENCY)}
    assert needed - KNOWN - WANTED == set()


def test_what_is_wanted_names_the_questions_that_need_it() -> None:
    for each in load_wanted():
        assert each.needed_for, each
        assert set(each.domains) <= DOMAINS, each
        assert each.words, each
    said = {(question, each.indicator_code) for each in load_wanted() for question in each.needed_for}
    known = {code for _, code in KNOWN}
    for question, codes in ANSWERED_BY_BPS.items():
        assert {code for code in codes if (question, code) not in said} <= known, question


def test_what_was_found_is_wanted_no_more() -> None:
    assert set() == KNOWN & WANTED


def test_nothing_is_wanted_twice() -> None:
    pairs = [(domain, each.indicator_code) for each in load_wanted() for domain in each.domains]
    assert len(pairs) == len(set(pairs))


def test_every_id_of_setara_waits_for_that_of_bps() -> None:
    stand_ins = {entry.indicator_code for entry in load_catalog().values() if entry.variable_id_by == "setara"}
    assert stand_ins - NOT_OF_BPS - {code for _, code in WANTED} == set()
