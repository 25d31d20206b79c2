"""The rulebook: every source has its rules, and village reports are judged beside each other, too."""

from __future__ import annotations

from expectations import rulebook
from expectations.kinds.base_rules import source_contracts


def test_every_file_of_a_source_has_rules_that_are_judged() -> None:
    judged = set(rulebook.all_rules())
    assert all(module.RULES and set(module.RULES) <= judged for module in rulebook.sources())


def test_every_village_report_is_judged_beside_others() -> None:
    reports = {module.SOURCE for module in rulebook.village_reports()}
    assert reports == {source for source in source_contracts() if source.startswith("village_")}
