"""The linkage model as settings of Splink: what grows with the list and what does not, and models that are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.linkage.model import FEWEST, FILE, ModelError, person_model

LEVELS = [
    {"says": "missing", "when": "sex_l IS NULL"},
    {"says": "equal", "match": 0.9, "others": 4, "when": "sex_l = sex_r"},
    {"says": "other", "match": 0.1, "chance": 0.5, "when": "ELSE"},
]
MODEL = {
    "version": 1,
    "expected_matches_per_record": 0.15,
    "link_from_weight": 8,
    "ask_from_weight": 0,
    "comparisons": [{"column": "sex", "levels": LEVELS}],
    "compared_where": ["l.sex = r.sex"],
}


def written(folder: Path, model: dict[str, Any]) -> Path:
    file = folder / "model.yml"
    file.write_text(yaml.safe_dump(model))
    return file


@pytest.mark.parametrize(("n_identities", "population"), [(10_000_000, 10_000_000), (20_000, 20_000), (50, FEWEST)])
def test_others_are_as_many_however_long_the_list_is(tmp_path: Path, n_identities: int, population: int) -> None:
    settings = person_model(written(tmp_path, MODEL)).settings(n_identities)
    _, equal, other = settings["comparisons"][0]["comparison_levels"]
    assert equal["u_probability"] == 4 / population
    assert settings["probability_two_random_records_match"] == 0.3 / population
    assert other["u_probability"] == 0.5


@pytest.mark.parametrize(
    ("level", "change"),
    [
        (1, {"chance": 0.1}),
        (1, {"others": 0}),
        (1, {"others": FEWEST + 1}),
        (1, {"match": 0}),
        (1, {"common": "religion"}),
        (2, {"chance": 1.5}),
        (2, {"when": "sex_l <> sex_r"}),
    ],
)
def test_what_is_no_model_is_refused_by_comparison_and_level(
    tmp_path: Path, level: int, change: dict[str, Any]
) -> None:
    levels = [{**each, **change} if place == level else each for place, each in enumerate(LEVELS)]
    with pytest.raises(ModelError, match="sex"):
        person_model(written(tmp_path, {**MODEL, "comparisons": [{"column": "sex", "levels": levels}]}))


def test_a_level_without_a_chance_is_refused(tmp_path: Path) -> None:
    levels = [LEVELS[0], {"says": "equal", "match": 0.9, "when": "sex_l = sex_r"}, LEVELS[2]]
    with pytest.raises(ModelError, match="sex, equal"):
        person_model(written(tmp_path, {**MODEL, "comparisons": [{"column": "sex", "levels": levels}]}))


def test_a_person_is_not_linked_where_nobody_would_be_asked(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ask_from_weight"):
        person_model(written(tmp_path, {**MODEL, "ask_from_weight": 9}))


def test_the_model_in_use_knows_which_values_can_be_common() -> None:
    assert person_model(FILE).common == ["area_code_bps", "birth_date", "first_word", "name"]
