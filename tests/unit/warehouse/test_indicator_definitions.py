"""An indicator is defined once, in a file of its own; a file that does not hold is refused by name."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
import yaml

from warehouse.indicators.definition_files import DefinitionError
from warehouse.indicators.definitions import REFERENCE, definitions, indicator_table, source_priority_table


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A copy of the definitions, to be spoilt."""
    for name in ("sources.yml", "release_rules.yml"):
        shutil.copy(REFERENCE / name, tmp_path)
    shutil.copytree(REFERENCE / "indicators", tmp_path / "indicators")
    return tmp_path


def edit(path: Path, **changes: object) -> None:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**raw, **changes}), encoding="utf-8")


def test_every_definition_is_a_row() -> None:
    rows = {row["indicator_code"]: row for row in indicator_table().to_pylist()}
    assert len(rows) == len(list((REFERENCE / "indicators").glob("*.yml")))
    poverty = rows["poverty_headcount_pct"]
    assert (poverty["unit"], poverty["direction"], poverty["sdg_code"]) == ("percent", "down", "1.2.1")
    assert "lf_sp2020 (2020–)" in rows["ipm"]["method_versions"]
    assert "ipm_2010_old (–2013)" in rows["ipm"]["method_versions"]


def test_a_row_says_when_it_is_null_and_whose_figures_it_rests_on() -> None:
    rows = {row["indicator_code"]: row for row in indicator_table().to_pylist()}
    williamson, absorption = rows["williamson_index"], rows["budget_absorption_pct"]
    assert "input_missing" in williamson["edge_rules_id"]
    assert "Null with input_missing unless every regency" in williamson["edge_rules_en"]
    assert absorption["sources_en"] == "Pemerintah daerah: Programme budgets and realisation"
    assert rows["ipm"]["sources_id"].splitlines() == [
        "Badan Pusat Statistik (BPS): Web API BPS; Tabel BPS yang diunduh sendiri; "
        "Halaman berita lintasntt yang mengutip BPS; "
        "Himpunan tabel BPS 2021 (Kaggle); Unduhan tabel IPM metode lama BPS",
        "Setara: Hitungan Setara dari angka terbitan",
    ]


def test_every_transform_that_computes_an_indicator_exists() -> None:
    modules = {module for definition in definitions() for module in definition.computed_by}
    assert [module for module in sorted(modules) if importlib.util.find_spec(module) is None] == []


def test_a_method_comes_before_a_source_and_the_api_before_copies() -> None:
    rows = [row for row in source_priority_table().to_pylist() if row["indicator_code"] == "ipm"]
    order = [(row["method_version"], row["source_code"]) for row in sorted(rows, key=lambda row: row["priority"])]
    assert order == [
        ("lf_sp2020", "bps_webapi"),
        ("lf_sp2020", "bps_download"),
        ("lf_sp2020", "bps_via_lintasntt"),
        ("lf_sp2020", "setara"),
        ("uhh_old", "bps_webapi"),
        ("uhh_old", "bps_download"),
        ("uhh_old", "bps_via_kaggle_2021"),
        ("uhh_old", "bps_via_lintasntt"),
        ("uhh_old", "setara"),
        ("ipm_2010_old", "bps_webapi"),
        ("ipm_2010_old", "bps_download"),
        ("ipm_2010_old", "bps_via_ipm_2010"),
    ]


def test_no_two_sources_of_an_indicator_share_a_place() -> None:
    places = [(row["indicator_code"], row["priority"]) for row in source_priority_table().to_pylist()]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"direction": "sideways"}, r"ipm\.yml: direction sideways"),
        ({"colour": "red"}, r"ipm\.yml: missing \[\], unknown \['colour'\]"),
        ({"name": {"id": "IPM"}}, r"ipm\.yml: name needs a text in 'id' and in 'en'"),
        ({"numerator": "x"}, r"ipm\.yml: numerator needs a text"),
        ({"edge_rules": {"id": "kosong"}}, r"ipm\.yml: edge_rules needs a text in 'id' and in 'en'"),
        ({"unit": ""}, r"ipm\.yml: unit is empty"),
        ({"method_versions": [{"id": "v1"}]}, r"ipm\.yml: method v1 needs"),
        ({"release_rule": "none"}, r"ipm\.yml: release_rule none is not known"),
    ],
)
def test_a_definition_that_does_not_hold_is_named(reference: Path, changes: dict[str, object], message: str) -> None:
    edit(reference / "indicators" / "ipm.yml", **changes)
    with pytest.raises(DefinitionError, match=message):
        indicator_table(reference)


@pytest.mark.parametrize(("content", "message"), [("a: [", "no YAML"), ("- a", "holds no keys"), ("", "holds no keys")])
def test_a_damaged_file_is_named(reference: Path, content: str, message: str) -> None:
    (reference / "indicators" / "ipm.yml").write_text(content, encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"ipm\.yml: {message}"):
        indicator_table(reference)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"method_priority": {}}, "must order the methods of ipm"),
        ({"method_priority": {"ipm": ["uhh_old"]}}, "ipm has the methods"),
        ({"sources": {}}, "are not in sources.yml"),
        ({"sources": {"a": {"priority": 1}, "b": {"priority": 1}}}, "priorities must differ"),
    ],
)
def test_an_order_that_leaves_something_open_is_refused(
    reference: Path, changes: dict[str, object], message: str
) -> None:
    for path in (reference / "indicators").glob("*.yml"):
        if path.stem != "ipm":
            path.unlink()
    edit(reference / "sources.yml", **changes)
    with pytest.raises(DefinitionError, match=message):
        source_priority_table(reference)
