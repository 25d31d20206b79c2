"""The model of `reference/linkage/person_model.yml` as settings of Splink."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from transforms.linkage.identities import COMPARED
from warehouse.yaml_files import read_yaml

FILE = Path(__file__).parents[2] / "reference" / "linkage" / "person_model.yml"
Raw = dict[str, Any]
FEWEST = 10_000
"""A shorter list is a part of a larger population: its records are not likelier to be of one person for being few, nor
are its names and dates more common."""


class ModelError(ValueError):
    """The file does not say what a model must say; the message names the comparison and the level."""


@dataclass(frozen=True)
class LinkageModel:
    """The model and where it decides: weights are log2 of the odds that two records are of one person."""

    version: int
    link_from_weight: float
    """From here on two records are linked without being asked about."""
    ask_from_weight: float
    """From here up to `link_from_weight` a person is asked."""
    expected_matches_per_record: float
    comparisons: tuple[Raw, ...]
    compared_where: tuple[str, ...]

    @property
    def common(self) -> list[str]:
        """Columns of which it is asked how common a value is."""
        levels = [level for comparison in self.comparisons for level in comparison["levels"]]
        return sorted({level["common"] for level in levels if "common" in level})

    def settings(self, n_identities: int) -> Raw:
        """Splink's settings for so many identities (column `identity`, columns of `identities.COMPARED`)."""
        population = max(FEWEST, n_identities)
        return {
            "link_type": "dedupe_only",
            "unique_id_column_name": "identity",
            "probability_two_random_records_match": 2 * self.expected_matches_per_record / population,
            "comparisons": [_comparison(each, population) for each in self.comparisons],
            "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in self.compared_where],
            "retain_matching_columns": False,
            "retain_intermediate_calculation_columns": False,
        }


@cache
def person_model(path: Path = FILE) -> LinkageModel:
    """The model in that file; ModelError where it is not one."""
    raw = read_yaml(path)
    if not raw["ask_from_weight"] <= raw["link_from_weight"]:
        raise ModelError(f"{path.name}: ask_from_weight is above link_from_weight")
    return LinkageModel(
        version=raw["version"],
        link_from_weight=raw["link_from_weight"],
        ask_from_weight=raw["ask_from_weight"],
        expected_matches_per_record=raw["expected_matches_per_record"],
        comparisons=tuple(_checked(each) for each in raw["comparisons"]),
        compared_where=tuple(raw["compared_where"]),
    )


def _checked(comparison: Raw) -> Raw:
    column, levels = comparison["column"], comparison["levels"]
    if levels[-1]["when"] != "ELSE":
        raise ModelError(f"{column}: the last level must be ELSE, so that every pair has a level")
    for level in levels:
        if "match" in level:
            _check(f"{column}, {level['says']}", level)
    return comparison


def _check(where: str, level: Raw) -> None:
    if ("chance" in level) == ("others" in level):
        raise ModelError(f"{where}: a level has either chance or others")
    if not (0 < level["match"] <= 1 and 0 < level.get("chance", 1) <= 1):
        raise ModelError(f"{where}: match and chance are shares above 0")
    if not 0 < level.get("others", 1) <= FEWEST:
        raise ModelError(f"{where}: others is a number above 0 and at most {FEWEST}")
    if level.get("common", COMPARED[0]) not in COMPARED:
        raise ModelError(f"{where}: {level['common']} is no column of an identity")


def _comparison(raw: Raw, population: int) -> Raw:
    levels = [_level(level, population) for level in raw["levels"]]
    return {"output_column_name": raw["column"], "comparison_levels": levels}


def _level(raw: Raw, population: int) -> Raw:
    level = {"sql_condition": raw["when"], "label_for_charts": raw["says"]}
    if "match" not in raw:
        return {**level, "is_null_level": True}
    chance = raw["others"] / population if "others" in raw else raw["chance"]
    common = {"tf_adjustment_column": raw["common"]} if "common" in raw else {}
    return {**level, "m_probability": raw["match"], "u_probability": chance, **common}
