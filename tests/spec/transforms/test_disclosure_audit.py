"""The attack on unprotected tables succeeds and on published ones fails; what is not proved is published coarser."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from test_disclosure import PARENTS, VILLAGES, district, fact

from transforms.core.disclosure import protect, replaced
from transforms.core.disclosure_audit import audit, protect_and_prove, published
from transforms.core.disclosure_utility import disclosure_utility
from warehouse import contract
from warehouse.release.disclosure_notes import disclosure_notes

LISTED = {"measure_code": "program_beneficiaries_persons", "source_code": "program_beneficiaries"}
PAID = {"measure_code": "program_paid_persons", "source_code": "program_disbursements"}

BUSINESSES = {"source_code": "training_followups"}
ALIVE, REGISTERED = (1, 0, 4, 3, 1, 2, 0, 0, 3, 1, 2, 0), (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0)


def table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema())


def naive(facts: pa.Table) -> pa.Table:
    """Only small counts hidden, as one would do it by hand."""
    marks = ["C" if 0 < value < 5 else "F" for value in facts["value"].to_pylist()]
    values = [None if mark == "C" else value for value, mark in zip(facts["value"].to_pylist(), marks, strict=True)]
    return replaced(replaced(facts, "value", values), "conf_status", marks)


def statuses(facts: pa.Table, *older: pa.Table, seconds: float = 60.0) -> list[str]:
    return [verdict.status for verdict in audit(facts, PARENTS, older, seconds=seconds)]


UNPROTECTED = {
    "a total tells the one that is hidden": district(3, 30, 20, 40),
    "two hidden ones of one person each": district(1, 1, 30, 0),
    "listed less paid is two persons": [*district(80, 30, 40, **LISTED), *district(78, 30, 40, **PAID)],
    "no child of a village is stunted": [
        *district(0, 12, 20, measure_code="stunted_children", unit="children", source_code="child_growth"),
        *district(30, 50, 60, measure_code="not_stunted_children", unit="children", source_code="child_growth"),
    ],
    "businesses and those registered, which are hidden together": [
        *district(*ALIVE, **BUSINESSES, measure_code="youth_business_active_persons"),
        *district(*REGISTERED, **BUSINESSES, measure_code="youth_business_registered_persons"),
    ],
    "all but one on the list of another programme": [
        *district(30, 20, 40, **LISTED, breakdown="program", breakdown_value="bst"),
        *district(
            *(29, 10, 12),
            measure_code="program_overlap_persons",
            source_code="program_beneficiaries",
            breakdown="program_pair",
            breakdown_value="bst+pip",
        ),
    ],
}


@pytest.mark.parametrize("rows", UNPROTECTED.values(), ids=UNPROTECTED)
def test_the_attack_succeeds_on_the_unprotected_table_and_fails_on_the_published_one(rows: list) -> None:
    assert statuses(naive(table(rows))) == ["exposed"]
    assert statuses(protect(table(rows), PARENTS)) == ["proved"]


def test_what_is_exposed_is_published_at_the_next_coarser_level() -> None:
    made = published(naive(table(district(3, 30, 20, 40))), PARENTS)
    assert made.facts["value"].to_pylist() == [93, None, None, None, None]
    assert made.facts["conf_status"].to_pylist() == ["F", "D", "D", "D", "D"]
    assert [(verdict.status, verdict.closed_level) for verdict in made.verdicts] == [("proved", "village")]


def test_what_is_not_proved_in_time_is_undecided_and_goes_level_by_level() -> None:
    safe = protect(table(district(3, 30, 20, 40)), PARENTS)
    assert statuses(safe, seconds=0.0) == ["undecided"]
    made = published(safe, PARENTS, seconds=0.0)
    assert set(made.facts["value"].to_pylist()) == {None}
    assert [(verdict.status, verdict.closed_level) for verdict in made.verdicts] == [("hidden", "district")]


def test_an_older_release_tells_a_cell_that_nothing_has_changed_since() -> None:
    """Hidden now to cover its sister of three, but the last release had it: the day it is known from is the same."""
    now = protect(table(district(3, 30, 20, 40)), PARENTS)
    changed_since = table([fact(VILLAGES[2], 25, known_from=date(2025, 2, 1))])
    assert statuses(now, changed_since) == ["proved"]
    told = table([fact(VILLAGES[2], 20, known_from=date(2025, 2, 3))])
    assert statuses(now, told) == ["exposed"]
    made = published(now, PARENTS, [told])
    assert made.facts["value"].to_pylist() == [93, None, None, None, None]
    assert statuses(made.facts, told) == ["proved"]


def test_what_only_older_releases_tell_is_not_held_against_the_new_one() -> None:
    exposed_before = naive(table(district(3, 30, 20, 40)))
    assert statuses(protect(table(district(3, 30, 20, 40)), PARENTS), exposed_before) == ["told_before"]


def test_public_counts_and_households_are_not_judged() -> None:
    public = {"measure_code": "children_of_school_age", "unit": "children", "source_code": "village_dropout"}
    households = {"measure_code": "sanitation_households", "unit": "households", "source_code": "village_sanitation"}
    assert audit(table([*district(3, 9, **public), *district(3, 9, **households)]), PARENTS) == []


def test_protection_and_proof_in_one_step_leave_a_safe_table_as_it_is() -> None:
    facts = table(district(3, 30, 20, 40))
    assert protect_and_prove(facts, PARENTS).facts.equals(protect(facts, PARENTS))


def test_utility_says_how_many_cells_and_how_much_of_the_total_are_left() -> None:
    facts = protect(table(district(3, 30, 20, 40)), PARENTS)
    village, above = disclosure_utility(facts)
    assert (village.cells, village.cells_shown, round(village.total_shown_pct or 0, 1)) == (4, 2, round(7000 / 93, 1))
    assert (above.area_level, above.cells_shown_pct, above.total_shown_pct) == ("district", 100, 100)
    assert "| maternal_deaths_persons | village | 2 / 4 | 50.0 | 75.3 |" in disclosure_notes(facts)
    assert disclosure_notes(table(district(30, 20))) == ""
