"""What the contracts say of protection is read, inherited and checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warehouse import contract
from warehouse.disclosure_rules import SHARED, DisclosureRuleError, Part, _check, disclosure_rules


def test_every_source_has_the_threshold_of_the_shared_row_unless_it_says_another() -> None:
    rules = disclosure_rules()
    assert {rules.threshold(name) for name in ("program_beneficiaries", "village_deaths", "unknown")} == {5}
    assert replace(rules, thresholds={SHARED: 5.0, "residents": 10.0}).threshold("residents") == 10


def test_a_contract_keeps_what_it_inherits_beside_what_it_says() -> None:
    assert contract.load("residents").disclosure["threshold"] == 5
    assert contract.load("residents").disclosure["linked"]


def test_groups_that_share_a_measure_are_one() -> None:
    rules = disclosure_rules()
    of_the_poor = ("register_poor_households", "register_poor_persons", "register_not_poor_persons")
    assert len({rules.group(measure) for measure in of_the_poor}) == 1
    assert rules.group("register_persons") != rules.group("register_poor_persons")


def test_a_pair_of_programmes_is_part_of_the_first_one() -> None:
    part = Part("program_overlap_persons", "program_beneficiaries_persons", "program")
    assert part.whole_of("program_pair", "bst+pip") == ("program", "bst")


@pytest.mark.parametrize(
    "rules",
    [
        {"threshold": 1},
        {"threshold": 5, "treshold": 3},
        {"threshold": 5, "shares": [["a"]]},
        {"threshold": 5, "parts": [{"part": "a"}]},
    ],
)
def test_rules_that_do_not_hold_are_refused(rules: dict) -> None:
    with pytest.raises(DisclosureRuleError, match=r"made\.yml"):
        _check("made", rules)
