"""Published figures as tests write them: only what the test is about."""

from __future__ import annotations

from datetime import date
from typing import Any

Row = dict[str, Any]
DAY = date(2026, 10, 15)


def indicator_row(indicator: str, area: str, value: float | None, **changes: Any) -> Row:
    """A published figure of a regency in 2024, known since DAY."""
    period = changes.get("period", "2024")
    return {
        "indicator_code": indicator,
        "area_code_bps": area,
        "area_level": "regency",
        "period": period,
        "period_start": date(int(period), 1, 1),
        "period_end": date(int(period), 12, 31),
        "sex": "_T",
        "breakdown": "_T",
        "breakdown_value": "_T",
        "value": value,
        "unit": "index",
        "uncertainty_status": "not_published",
        "release_class": "official_via_copy",
        "obs_status": "A",
        "conf_status": "F",
        "value_status": "ok",
        "source_code": "copy_a",
        "method_version": "as_published",
        "known_from": DAY,
        **changes,
    }


def priorities(*sources: str) -> list[Row]:
    """Rows of `source_priority`: the sources in order, for every indicator and method that these tests use."""
    methods = ("as_published", "25plus", "uhh_old", "lf_sp2020")
    indicators = (
        "life_expectancy_years",
        "expected_years_schooling",
        "mean_years_schooling",
        "expenditure_ppp_idr_thousand_per_year",
        "grdp_pc_const2010_idr_thousand",
        "population_persons",
    )
    return [
        {"indicator_code": indicator, "source_code": source, "method_version": method, "priority": place}
        for indicator in indicators
        for method in methods
        for place, source in enumerate(sources, start=1)
    ]


def regencies(*codes: str) -> list[Row]:
    """Rows of core.areas: province 53 and these regencies; Malaka (5321) exists since 2012."""
    common = {"name_id": "-", "area_type": "kabupaten", "reports_expected": False}
    return [{**common, "area_code_bps": "53", "area_code_kemendagri": "53", "area_level": "province"}] + [
        {
            **common,
            "area_code_bps": code,
            "area_code_kemendagri": f"53.{code[2:]}",
            "area_level": "regency",
            "parent_area_code_bps": "53",
            "valid_from": date(2012, 1, 1) if code == "5321" else None,
        }
        for code in codes
    ]
