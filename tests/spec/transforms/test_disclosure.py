"""Small counts are hidden, and hidden so that subtraction does not bring them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from transforms.core.disclosure import DisclosureError, protect
from warehouse import contract
from warehouse.disclosure_rules import disclosure_rules

VILLAGES = [f"53710100{number:02d}" for number in range(1, 13)]
PARENTS = pa.table(
    {
        "area_code_bps": ["53", "5371", "5371010", "5371020", *VILLAGES, "5371020001"],
        "parent_area_code_bps": [None, "53", "5371", "5371", *["5371010"] * len(VILLAGES), "5371020"],
    }
)
LEVELS = {2: "province", 4: "regency", 7: "district", 10: "village"}


def fact(area: str, value: float, **changes: Any) -> dict[str, Any]:
    row = {
        "measure_code": "maternal_deaths_persons",
        "area_code_bps": area,
        "area_code_kemendagri": None,
        "area_level": LEVELS[len(area)],
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "breakdown": "_T",
        "breakdown_value": "_T",
        "value": float(value),
        "unit": "persons",
        "n_expected": None,
        "n_received": None,
        "conf_status": "F",
        "source_code": "village_deaths",
        "known_from": date(2025, 2, 3),
    }
    return row | changes


def district(*counts: float, **changes: Any) -> list[dict[str, Any]]:
    """A kecamatan and its first kelurahan."""
    villages = [fact(village, count, **changes) for village, count in zip(VILLAGES, counts, strict=False)]
    return [fact("5371010", sum(counts), **changes), *villages]


def published(rows: list[dict[str, Any]], parents: pa.Table = PARENTS) -> list[float | str]:
    """Per row what a reader sees: the number, or the mark where it is hidden."""
    table = pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema())
    after = protect(table, parents)
    assert after.schema.equals(table.schema, check_metadata=True)
    assert after.drop_columns(["value", "conf_status"]).equals(table.drop_columns(["value", "conf_status"]))
    seen = []
    for value, mark in zip(after["value"].to_pylist(), after["conf_status"].to_pylist(), strict=True):
        assert (value is None) == (mark != "F")
        seen.append(mark if value is None else value)
    return seen


@pytest.mark.parametrize(("value", "seen"), [(0, 0), (1, "C"), (4, "C"), (5, 5), (0.5, "C"), (4.4, "C")])
def test_one_to_four_persons_are_hidden(value: float, seen: float | str) -> None:
    assert published([fact(VILLAGES[0], value)]) == [seen]


def test_children_are_persons_too_but_households_and_facilities_are_not() -> None:
    units = ["children", "households", "facilities", "idr"]
    rows = [fact(VILLAGES[0], 3, unit=unit, measure_code=unit) for unit in units]
    assert published(rows) == ["C", 3, 3, 3]


def test_the_smallest_sister_is_hidden_too() -> None:
    assert published(district(3, 30, 20, 40)) == [93, "C", 30, "D", 40]


def test_of_two_equal_sisters_the_lower_code_is_hidden() -> None:
    assert published(district(40, 20, 20, 1)) == [81, 40, "D", 20, "C"]


def test_two_hidden_sisters_that_their_sum_does_not_pin_are_enough() -> None:
    assert published(district(2, 3, 30, 0)) == [35, "C", "C", 30, 0]


def test_two_hidden_sisters_that_their_sum_pins_need_a_third() -> None:
    assert published(district(1, 1, 30, 0)) == [32, "C", "C", "D", 0]
    assert published(district(4, 4, 30, 0)) == [38, "C", "C", "D", 0]


def test_a_sister_is_not_hidden_by_being_the_smallest() -> None:
    """23 in both hidden cells: the greater is at most the 20 beside it, so the small one would be 3 or 4."""
    assert published(district(40, 20, 20, 3)) == [83, 40, "D", "D", "C"]


def test_a_sister_of_five_does_not_hide_one_person() -> None:
    """6 in all, one cell of five or more: the other can only be 1."""
    assert published(district(1, 5, 0, 0)) == ["D", "C", "D", 0, 0]


def test_without_a_sister_the_parent_is_hidden_and_so_upward() -> None:
    rows = [
        *district(3, 0, 0),
        fact("5371020", 50),
        fact("5371020001", 50),
        fact("5371", 53),
    ]
    assert published(rows) == ["C", "C", 0, 0, "D", "D", 53]  # with what is below the district of 50


def test_four_villages_of_one_person_each_are_not_given_away_by_the_mark_of_their_sum() -> None:
    assert published(district(1, 1, 1, 1)) == ["D", "C", "C", "C", "C"]


def test_a_level_without_a_row_is_jumped_over() -> None:
    rows = [fact("5371", 30), fact(VILLAGES[0], 3), fact("5371020001", 27)]
    assert published(rows) == [30, "C", "D"]


def test_each_period_breakdown_and_source_is_protected_by_itself() -> None:
    calm = district(30, 20, 10, period="2025-02") + district(30, 20, 10, breakdown_value="M")
    assert published(district(3, 20, 10) + calm)[4:] == [60, 30, 20, 10, 60, 30, 20, 10]


def test_the_target_of_a_share_is_public_and_stays() -> None:
    rows = [
        fact(VILLAGES[0], 3, unit="children", measure_code="immunised_children"),
        fact(VILLAGES[0], 4, unit="children", measure_code="immunisation_target_children"),
        fact(VILLAGES[0], 2, unit="children", measure_code="out_of_school_children"),
        fact(VILLAGES[0], 3, unit="children", measure_code="children_of_school_age"),
    ]
    assert published(rows) == ["C", 4, "C", 3]


def test_money_paid_and_persons_paid_are_hidden_together_and_wherever_the_persons_listed_are() -> None:
    listed = {"measure_code": "program_beneficiaries_persons", "source_code": "program_beneficiaries"}
    paid = {"measure_code": "program_paid_persons", "source_code": "program_disbursements"}
    money = {"measure_code": "program_disbursed_idr", "source_code": "program_disbursements", "unit": "idr"}
    rows = [
        *district(8, 4, 40, 9, **listed),
        *district(3, 4, 40, 9, **paid),
        *district(900_000, 1_200_000, 12_000_000, 2_700_000, **money),
    ]
    assert published(rows) == [
        *(61, "D", "C", 40, "D"),
        *(56, "C", "C", 40, "D"),
        *(16_800_000, "D", "D", 12_000_000, "D"),
    ]


def test_persons_paid_are_hidden_where_few_of_those_listed_are_not_paid() -> None:
    listed = {"measure_code": "program_beneficiaries_persons", "source_code": "program_beneficiaries"}
    paid = {"measure_code": "program_paid_persons", "source_code": "program_disbursements"}
    rows = [*district(80, 30, 40, **listed), *district(78, 25, 40, **paid)]
    assert published(rows) == [150, 80, 30, 40, 143, "D", "D", 40]


def test_persons_on_two_lists_are_hidden_where_all_but_few_are_on_both() -> None:
    """Two of the thirty are on the first list alone; the pair is counted among the first programme's persons."""
    listed = {"measure_code": "program_beneficiaries_persons", "breakdown": "program", "breakdown_value": "bst"}
    both = {"measure_code": "program_overlap_persons", "breakdown": "program_pair", "breakdown_value": "bst+pip"}
    rows = [*district(30, 20, 40, **listed), *district(28, 10, 12, **both)]
    assert published(rows) == [90, 30, 20, 40, 50, "D", "D", 12]


def test_where_two_kinds_of_agencies_overlap_either_tells_of_the_other() -> None:
    """Of the village's 30 listed by the government all but two are on lists of the village as well, which has 50."""
    listed = {"measure_code": "agency_recipients_persons", "breakdown": "agency_type"}
    both = {"measure_code": "recipients_more_agency_types_persons", "breakdown": "agency_type"}
    overlap = (28, 10, 12)
    rows = [
        *(
            *district(30, 20, 40, **listed, breakdown_value="government"),
            *district(*overlap, **both, breakdown_value="government"),
        ),
        *(
            *district(50, 40, 60, **listed, breakdown_value="village"),
            *district(*overlap, **both, breakdown_value="village"),
        ),
    ]
    seen = published(rows)
    assert seen[:8] == [90, 30, 20, 40, 50, "D", "D", 12]
    assert seen[8:] == [150, 50, 40, 60, 50, "D", "D", 12]


def test_a_share_of_none_or_of_all_is_hidden_with_its_rest() -> None:
    """None of 30 children is stunted, all of 12 are: neither may be seen of a village."""
    stunted = {"measure_code": "stunted_children", "unit": "children", "source_code": "child_growth"}
    others = {"measure_code": "not_stunted_children", "unit": "children", "source_code": "child_growth"}
    rows = [*district(0, 12, 20, 9, **stunted), *district(30, 0, 50, 60, **others)]
    assert published(rows) == [41, "D", "D", 20, 9, 140, "D", "D", 50, 60]


def test_the_threshold_is_the_source_s(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = disclosure_rules()
    stricter = replace(rules, thresholds={**rules.thresholds, "village_deaths": 10.0})
    monkeypatch.setattr("transforms.core.disclosure.disclosure_rules", lambda: stricter)
    assert published(district(9, 30, 20, 40)) == [99, "C", 30, "D", 40]


def test_other_programmes_are_not_linked() -> None:
    listed = {"measure_code": "program_beneficiaries_persons", "breakdown": "program"}
    rows = district(3, 30, 20, breakdown_value="bst", **listed) + district(30, 20, 10, breakdown_value="pip", **listed)
    assert published(rows)[4:] == [60, 30, 20, 10]


def test_counts_that_do_not_add_up_cannot_be_protected() -> None:
    rows = [*district(3, 20, 10), fact(VILLAGES[3], 1)]
    with pytest.raises(DisclosureError, match="maternal_deaths_persons of 5371010 in 2025-01"):
        published(rows)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = district(3, 20, 20, 1, 8)
    assert published(rows[::-1]) == published(rows)[::-1]


def test_where_zeros_would_tell_who_is_counted_they_go_too() -> None:
    """Eight persons in eight of twelve villages: beside the zeros the total would say that each has one."""
    assert published(district(*[1] * 8, *[0] * 4)) == [8, *["D"] * 12]


def test_a_regency_of_many_small_villages_keeps_its_total_and_shows_no_village() -> None:
    """Four kecamatan of a few persons in three kelurahan each: marks at all levels and the total would say too much."""
    districts = {f"53710{number}0": [f"53710{number}0{village:03d}" for village in (1, 2, 3)] for number in range(1, 5)}
    pairs = [(code, "5371") for code in districts]
    pairs += [(village, code) for code, villages in districts.items() for village in villages]
    parents = pa.table(dict(zip(("area_code_bps", "parent_area_code_bps"), zip(*pairs, strict=True), strict=True)))
    counts = {area: 1 for area, _ in pairs if len(area) == 10} | {"5371040001": 2, "5371040002": 2}
    counts |= {code: sum(counts[village] for village in villages) for code, villages in districts.items()}
    seen = published([fact("5371", 14), *(fact(area, counts[area]) for area, _ in pairs)], parents)
    assert seen[0] == 14
    assert set(seen[1:5]) <= {"C", "D"}
    assert set(seen[5:]) == {"D"}
