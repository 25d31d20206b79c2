"""Which measure of household records is which indicator, by the name that all engines give the measure."""

from __future__ import annotations

from dataclasses import dataclass, replace

INDEX, PERCENT, RATIO = "index", "percent", "ratio"
IDR_PER_PERSON = "idr_per_person_per_month"


@dataclass(frozen=True)
class HouseholdIndicator:
    """One indicator: its value is `factor` × the measure."""

    measure: str
    code: str
    unit: str
    factor: float = 1.0
    is_share: bool = False
    """The measure lies between 0 and 1."""
    is_quantile: bool = False
    """The measure is made of single households' welfare, and needs more of them around it."""
    needs_line: bool = False
    breakdown: str = "_T"
    breakdown_value: str = "_T"


def _share(measure: str, code: str) -> HouseholdIndicator:
    return HouseholdIndicator(measure, code, PERCENT, factor=100.0, is_share=True)


OF_POVERTY = (
    HouseholdIndicator("p0", "poverty_headcount_pct", PERCENT, factor=100.0, is_share=True, needs_line=True),
    HouseholdIndicator("p1", "poverty_gap_index", INDEX, factor=100.0, needs_line=True),
    HouseholdIndicator("p2", "poverty_severity_index", INDEX, factor=100.0, needs_line=True),
    HouseholdIndicator("watts", "watts_index", INDEX, needs_line=True),
    HouseholdIndicator("poor_persons", "poor_persons", "persons", needs_line=True),
)
OF_WELFARE = (
    HouseholdIndicator("mean", "expenditure_pc_mean_idr_per_month", IDR_PER_PERSON),
    HouseholdIndicator("p50", "expenditure_pc_median_idr_per_month", IDR_PER_PERSON, is_quantile=True),
    HouseholdIndicator("gini", "gini", INDEX),
    HouseholdIndicator("theil_t", "theil_t", INDEX),
    HouseholdIndicator("mld", "mld", INDEX),
    HouseholdIndicator("ge2", "ge2", INDEX),
    HouseholdIndicator("atk05", "atkinson_05", INDEX),
    HouseholdIndicator("atk1", "atkinson_1", INDEX),
    HouseholdIndicator("atk2", "atkinson_2", INDEX),
    HouseholdIndicator("hoover", "hoover", INDEX),
    HouseholdIndicator("cv", "cv", INDEX),
    _share("b40_share", "b40_share_pct"),
    _share("m40_share", "m40_share_pct"),
    _share("t20_share", "t20_share_pct"),
    _share("t10_share", "t10_share_pct"),
    HouseholdIndicator("s80s20", "s80s20", RATIO),
    HouseholdIndicator("palma", "palma", RATIO),
    HouseholdIndicator("p90p10", "p90p10", RATIO, is_quantile=True),
    *(
        replace(_share(f"decile_{n}_share", "expenditure_share_pct"), breakdown="decile", breakdown_value=str(n))
        for n in range(1, 11)
    ),
)
OF_ACCESS = (
    _share("water", "water_access_pct"),
    _share("sanitation", "sanitation_access_pct"),
    HouseholdIndicator("water_erreygers", "water_access_erreygers", INDEX),
    HouseholdIndicator("sanitation_erreygers", "sanitation_access_erreygers", INDEX),
)
PARTS = ("between_regency", "within_regency", "between_district_in_regency", "within_district")
OF_DECOMPOSITION = tuple(
    HouseholdIndicator(f"{code}_{part}", code, INDEX, breakdown="decomposition", breakdown_value=part)
    for code in ("theil_t", "mld")
    for part in PARTS
)
BY_MEASURE = {each.measure: each for each in (*OF_POVERTY, *OF_WELFARE, *OF_ACCESS, *OF_DECOMPOSITION)}
