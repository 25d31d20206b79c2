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
