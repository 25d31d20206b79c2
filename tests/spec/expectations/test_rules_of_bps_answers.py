"""Rules of BPS answers: a figure has one meaning that the catalogue knows."""

import pytest
from staged_samples import Sheet, cell, columns, fates, validated

FIGURE = {"domain": "5300", "key": "5371584012300", "source_code": "bps_webapi", "recorded_from_api": True}


@pytest.mark.parametrize(
    ("status", "code", "fate"),
    [
        ("unmatched", "B01", "rejected"),
        ("ambiguous", "B02", "held"),
        ("uncatalogued", "B03", "rejected"),
        ("ambiguous_mark", "B05", "held"),
    ],
)
def test_a_figure_without_one_known_meaning_does_not_load(status: str, code: str, fate: str) -> None:
    sheet = Sheet(
        "bps_values",
        [{**FIGURE, "decode_status": status, "reading_a": "var=9"}],
        [cell("2", "value", "unknown_category", raw="12.3")],
        {"family": "bps", "period_status": "not_needed"},
    )
    validation = validated(sheet)
    assert columns(validation.findings, "code", "cell") == [(code, "2")]
    assert fates(validation) == [fate]


def test_a_figure_that_is_missing_is_loaded_without_a_value() -> None:
    about = {"family": "bps", "period_status": "not_needed"}
    sheet = Sheet("bps_values", [{**FIGURE, "decode_status": "missing"}], [cell("2", "value", "not_available")], about)
    validation = validated(sheet)
    assert validation.findings.num_rows == 0
    assert fates(validation) == ["loaded"]


def test_an_answer_that_is_an_error_is_rejected_in_its_own_words() -> None:
    about = {"family": "bps", "read_status": "unreadable", "read_detail": "error_answer: bad key", "rows_read": 0}
    (found,) = validated(Sheet("", about={**about, "rows_layout": 0})).findings.to_pylist()
    assert found["code"] == "B03"
    assert "error_answer: bad key" in found["message_en"]


def test_a_table_that_drifted_is_held_and_says_where_and_what_was_expected() -> None:
    about = {
        "family": "bps",
        "read_status": "header_unknown",
        "read_cell": "B2",
        "read_detail": "Garis",
        "rows_read": 0,
    }
    sheet = Sheet("", about={**about, "read_hint": "Garis Kemiskinan", "rows_layout": 0})
    (found,) = validated(sheet).findings.to_pylist()
    assert (found["code"], found["severity"], found["cell"], found["row_number"]) == ("B04", "ask", "B2", 2)
    assert 'The catalogue knows "Garis Kemiskinan".' in found["message_en"]


@pytest.mark.parametrize(("status", "code"), [("encoding", "F06"), ("delimiter", "F07"), ("truncated", "F01")])
def test_a_downloaded_file_that_cannot_be_opened_is_told_as_any_other(status: str, code: str) -> None:
    about = {"family": "bps", "read_status": status, "rows_read": 0, "rows_layout": 0}
    assert columns(validated(Sheet("", about=about)).findings, "code") == [(code,)]


def test_what_nobody_knows_is_told_with_the_hint() -> None:
    about = {"family": "bps", "read_status": "layout_unknown", "read_detail": "origin without domain", "rows_read": 0}
    (found,) = validated(Sheet("", about={**about, "read_hint": "domain=5300", "rows_layout": 0})).findings.to_pylist()
    assert (found["code"], "domain=5300" in found["message_id"]) == ("B03", True)
