"""The catalog of tables holds, and says nothing of its indicators that their definitions do not say."""

from __future__ import annotations

from typing import Any

import pytest

from sources.bps.catalog import load_catalog
from sources.bps.staging import DOWNLOADED
from sources.bps.tables_catalog import TableCatalogError, load_tables, parse_tables
from warehouse.indicators.definitions import definitions

MEASURE = {"indicator_code": "ipm", "unit": "index", "method_version": "uhh_old"}
TABLE = {
    "id": "a",
    "kinds": ["download"],
    "domain": "5300",
    "areas_within": "53",
    "areas_by": "names",
    "titles": ["Judul A"],
    "measures": [MEASURE],
}


def parsed(*tables: dict[str, Any]) -> Any:
    shared = {"area_headers": ["Wilayah"], "code_headers": [], "ignored_headers": [], "not_areas": []}
    return parse_tables({**shared, "tables": list(tables)})


def test_every_measure_is_a_method_of_its_indicator_that_names_this_source() -> None:
    methods = {(d.code, method.id): (d.unit, method.sources) for d in definitions() for method in d.methods}
    for table in load_tables().tables:
        for measure in table.measures:
            unit, sources = methods[measure.indicator_code, measure.method_version]
            assert (measure.unit, DOWNLOADED in sources) == (unit, True), table.id


def test_every_variable_that_a_body_saved_by_hand_may_hold_names_this_source() -> None:
    methods = {(d.code, method.id): method.sources for d in definitions() for method in d.methods}
    entries = [entry for entry in load_catalog().values() if entry.variable_id_by == "bps"]
    assert all(DOWNLOADED in methods[entry.indicator_code, entry.method_version] for entry in entries)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kinds": ["fax"]}, "table a: kinds"),
        ({"areas_by": "guess"}, "areas_by"),
        ({"titles": []}, "needs titles"),
        ({"measures": [MEASURE, MEASURE]}, "each needs headers"),
        ({"measures": [{"unit": "index"}]}, "table a"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_an_entry_that_does_not_hold_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(TableCatalogError, match=message):
        parsed({**TABLE, **changes})


def test_a_title_stands_for_one_table() -> None:
    with pytest.raises(TableCatalogError, match="table b: a title of a, too"):
        parsed(TABLE, {**TABLE, "id": "b", "titles": ["JUDUL a"]})
