"""Bodies become rows with their place; what cannot be used becomes a sheet row that says why, and no exception."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from bps_bodies import body, dimension, written

from sources.bps.bundled import bundled_bodies
from sources.bps.stage import stage_bodies
from sources.received.delivery import Delivery
from sources.staging.stage import Staged
from warehouse import contract

ORIGIN = {"domain": "5300", "source_code": "bps_webapi", "recorded_from_api": "true"}


def delivery(content: bytes, declared: dict[str, str]) -> Delivery:
    sha256 = hashlib.sha256(content).hexdigest()
    return Delivery(sha256, 1, "bps", date(2026, 10, 15), None, len(content), declared)


def stage(content: bytes, **changes: str) -> Staged:
    return stage_bodies([(delivery(content, {**ORIGIN, **changes}), content)])


def rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return stage(written(answer)).rows["bps_values"].to_pylist()


def test_a_figure_becomes_a_row_with_its_place_and_meaning() -> None:
    first, second = rows(body({"537158401230": 8.61, "537158401240": 8.24}))
    assert second["row_id"] == f"{second['file_sha256'][:16]}:1:1:00002"
    assert (second["row_number"], second["key"]) == (2, "537158401240")
    assert (second["area_code_bps"], second["period"], second["sex"]) == ("5371", "2024", "_T")
    assert (second["indicator_code"], second["unit"], second["value"]) == ("poverty_headcount_pct", "percent", 8.24)
    assert (second["source_code"], second["recorded_from_api"]) == ("bps_webapi", True)
    assert (second["decode_status"], second["obs_status"]) == ("ok", "A")
    assert second["published_on"] == date(2025, 1, 20)
    assert first["period"] == "2023"


def test_the_origin_block_knows_the_date_of_publication_better_than_the_body() -> None:
    staged = stage(written(body({"537158401240": 8.24})), published_on="2024-07-01")
    assert staged.rows["bps_values"]["published_on"].to_pylist() == [date(2024, 7, 1)]


def test_every_key_is_a_row_whatever_comes_of_it() -> None:
    answer = body(
        {
            "537158401240": 8.24,
            "537158401230": "-",
            "999958401240": 9.0,
            "537158451240": 9.0,
            "123": 9.0,
            "537177701240": 9.0,
            "530058401240": 19.02,
        },
        vervar=dimension(5371, 9999, 5300),
        var=dimension(584, 777),
        turvar=dimension(0, 5),
    )
    assert {row["key"]: (row["decode_status"], row["reading_a"], row["value"]) for row in rows(answer)} == {
        "537158401240": ("ok", None, 8.24),
        "537158401230": ("missing", None, None),
        "999958401240": ("area_unknown", "vervar=9999", None),
        "537158451240": ("uncatalogued", "turvar=5", None),
        "123": ("unmatched", None, None),
        "537177701240": ("uncatalogued", "var=777", None),
        "530058401240": ("ok", None, 19.02),
    }


def test_the_province_as_a_whole_has_its_area_code_and_not_the_domain_of_the_api() -> None:
    (row,) = rows(body({"530058401240": 19.02}, vervar=dimension(5300)))
    assert row["area_code_bps"] == "53"


def test_an_ambiguous_key_gives_both_readings_and_no_value() -> None:
    answer = body({"537158411240": 1.0}, vervar=dimension(537, 5371), var=dimension(1584, 584), turvar=dimension(1))
    (row,) = rows(answer)
    assert (row["decode_status"], row["value"], row["variable"]) == ("ambiguous", None, None)
    assert row["reading_a"] == "vervar=537 var=1584 turvar=1 tahun=124 turtahun=0"
    assert row["reading_b"] == "vervar=5371 var=584 turvar=1 tahun=124 turtahun=0"


def test_a_figure_of_two_readings_is_asked_back() -> None:
    (row,) = rows(body({"537158401240": "1.234"}))
    assert (row["decode_status"], row["value"]) == ("ambiguous_number", None)
    assert (row["reading_a"], row["reading_b"]) == ("1234", "1.234")


def test_the_cell_of_an_unknown_area_shows_its_id() -> None:
    staged = stage(written(body({"999958401240": 9.0}, vervar=dimension(9999))))
    (cell,) = staged.cells.to_pylist()
    assert (cell["cell"], cell["column_name"], cell["raw"]) == ("999958401240", "area_code_bps", "9999")
    assert cell["cell_status"] == "area_unknown"


@pytest.mark.parametrize(
    ("content", "changes", "read_status", "detail"),
    [
        (b"", {}, "empty", None),
        (b"null", {}, "unreadable", "null_answer"),
        (b"<html>", {}, "unreadable", "not_json: HTML"),
        (b'{"status":"Error","message":"no key"}', {}, "unreadable", "error_answer: no key"),
        (b'{"status":"OK","data-availability":"list-not-available"}', {}, "unreadable", "no_data: list-not-available"),
        (written(body({})), {"domain": ""}, "layout_unknown", "origin without domain"),
        (
            written(body({})),
            {"recorded_from_api": "?"},
            "layout_unknown",
            "recorded_from_api is neither true nor false",
        ),
        (written(body({})), {"published_on": "1 Juli"}, "layout_unknown", "published_on is 1 Juli, no date"),
        (written(body({}, var=dimension(777))), {}, "layout_unknown", "5300/777 777"),
        (written(body({})), {"domain": "7300"}, "layout_unknown", "7300/584 Persentase Penduduk Miskin"),
    ],
)
def test_a_body_that_cannot_be_used_is_a_sheet_that_says_why(
    content: bytes, changes: dict[str, str], read_status: str, detail: str | None
) -> None:
    staged = stage(content, **changes)
    (sheet,) = staged.sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_detail"], sheet["rows_read"]) == (read_status, detail, 0)
    assert staged.cells.num_rows == staged.rows["bps_values"].num_rows == 0


def test_one_bad_body_does_not_keep_the_others_out() -> None:
    good = written(body({"537158401240": 8.24}))
    staged = stage_bodies([(delivery(content, ORIGIN), content) for content in (b"null", good)])
    assert sorted(staged.sheets["read_status"].to_pylist()) == ["ok", "unreadable"]
    assert staged.rows["bps_values"].num_rows == 1


def test_all_bundled_bodies_stage_to_sound_rows() -> None:
    staged = stage_bodies((delivery(content, origin), content) for _, content, origin in bundled_bodies())
    values = staged.rows["bps_values"]
    assert set(staged.sheets["read_status"].to_pylist()) == {"ok"}
    assert set(values["decode_status"].to_pylist()) == {"ok"}
    assert sum(staged.sheets["rows_read"].to_pylist()) == values.num_rows == staged.cells.num_rows == 3303
    required = [column.name for column in contract.load("bps_values").columns if column.required]
    assert all(values[name].null_count == 0 for name in required)


def test_the_country_as_a_whole_and_parts_of_a_province_are_left_out_without_a_finding() -> None:
    answer = body(
        {"530019243412461": 19.48, "530019243212461": 8.61, "999919243412461": 9.03, "190119243412461": 1},
        var=[{"val": 192, "label": "Persentase Penduduk Miskin (P0)", "unit": "Persen"}],
        vervar=dimension(5300, 9999, 1901),
        turvar=dimension(432, 434),
        tahun=[{"val": 124, "label": "2024"}],
        turtahun=[{"val": 61, "label": "Semester 1 (Maret)"}],
    )
    staged = stage(written(answer), domain="0000")
    found = {row["key"]: row for row in staged.rows["bps_values"].to_pylist()}
    assert {key: row["decode_status"] for key, row in found.items()} == {
        "530019243412461": "ok",
        "530019243212461": "left_out",
        "999919243412461": "left_out",
        "190119243412461": "area_unknown",
    }
    assert (found["530019243412461"]["area_code_bps"], found["530019243412461"]["period"]) == ("53", "2024-S1")
    assert found["999919243412461"]["value"] is None
    assert staged.cells["cell_status"].to_pylist() == ["ok", "ok", "ok", "area_unknown"]


def test_a_preliminary_figure_has_status_p_and_a_revised_one_is_noted() -> None:
    years = [{"val": 123, "label": "2023r"}, {"val": 124, "label": "2024*"}]
    revised, preliminary = rows(body({"537158401230": 8.61, "537158401240": 8.24}, tahun=years))
    assert (preliminary["obs_status"], preliminary["source_mark"], preliminary["value"]) == ("P", "*", 8.24)
    assert (revised["obs_status"], revised["source_mark"], revised["value"]) == ("A", "r", 8.61)


def test_a_mark_that_nobody_explains_is_asked_back() -> None:
    (row,) = rows(body({"537158401240": "8,24*"}))
    assert (row["decode_status"], row["value"], row["source_mark"]) == ("ambiguous_mark", None, "*")
    assert (row["reading_a"], row["reading_b"]) == ("sementara | preliminary", "catatan kaki | footnote")
