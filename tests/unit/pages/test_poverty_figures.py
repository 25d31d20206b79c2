"""The poverty trend shows what was published, never an estimate or a count that Setara made of household records."""

from __future__ import annotations

from typing import Any

from pages.poverty import _values_by_area

PUBLISHED = {"area_code_bps": "5371", "period": "2024", "value": 8.6, "release_class": "official_via_copy"}
ESTIMATED = {"area_code_bps": "5371", "period": "2025-03", "value": 9.1, "release_class": "survey_estimate"}


class OneCity:
    """A release whose figures are given."""

    neighbours = ({"area_code_bps": "5371"},)

    def rows(self, *_: Any, **__: Any) -> list[dict[str, Any]]:
        return [PUBLISHED, ESTIMATED]


def test_only_published_figures_are_in_the_trend() -> None:
    assert _values_by_area(OneCity()) == {"5371": {2024: 8.6}}
