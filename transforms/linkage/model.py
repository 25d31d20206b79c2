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
"""A shorter list is a part of a larger population: its records are not likelier to be of one person for being few."""


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

    def settings(self, n_identities: int) -> Raw:
        """Splink's settings for so many identities (column `identity`, columns of `identities.COMPARED`)."""
        return {
            "link_type": "dedupe_only",
            "unique_id_column_name": "identity",
            "probability_two_random_records_match": 2 * self.expected_matches_per_record / max(FEWEST, n_identities),
            "comparisons": list(self.comparisons),
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
        comparisons=tuple(_comparison(each) for each in raw["comparisons"]),
        compared_where=tuple(raw["compared_where"]),
    )


def _comparison(raw: Raw) -> Raw:
    levels = [_level(raw["column"], level) for level in raw["levels"]]
    if levels[-1]["sql_condition"] != "ELSE":
        raise ModelError(f"{raw['column']}: the last level must be ELSE, so that every pair has a level")
    return {"output_column_name": raw["column"], "comparison_levels": levels}


def _level(column: str, raw: Raw) -> Raw:
    level = {"sql_condition": raw["when"], "label_for_charts": raw["says"]}
    if "match" not in raw:
        return {**level, "is_null_level": True}
    if not (0 < raw["match"] <= 1 and 0 < raw["chance"] <= 1):
        raise ModelError(f"{column}, {raw['says']}: match and chance are shares above 0")
    if raw.get("common", COMPARED[0]) not in COMPARED:
        raise ModelError(f"{column}, {raw['says']}: {raw['common']} is no column of an identity")
    common = {"tf_adjustment_column": raw["common"]} if "common" in raw else {}
    return {**level, "m_probability": raw["match"], "u_probability": raw["chance"], **common}
