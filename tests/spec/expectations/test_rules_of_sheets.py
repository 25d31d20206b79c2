"""Rules of a whole file or sheet: reading, village, period, repeats."""

from datetime import UTC, date, datetime

import pytest
from staged_samples import RECEIVED, Sheet, columns, fates, findings, validated

READ_STATUSES = [
    ("truncated", "F01"),
    ("unreadable", "F01"),
    ("too_large", "F02"),
    ("sparse", "F03"),
    ("html", "F04"),
    ("empty", "F05"),
    ("encoding", "F06"),
    ("delimiter", "F07"),
    ("layout_unknown", "F08"),
    ("timeout", "F09"),
    ("archive", "F10"),
    ("no_table", "F11"),
    ("other_kind", "F12"),
    ("password", "F13"),
    ("sheet_missing", "T02"),
    ("header_missing", "T05"),
    ("two_tables", "T07"),
    ("header_over_parts", "T09"),
    ("header_twice", "T12"),
    ("rates", "T10"),
]


def deaths(**about: object) -> Sheet:
    return Sheet("village_deaths", [{"maternal_deaths": 0, "infant_deaths": 0}], about=about)


def test_a_good_sheet_has_no_finding() -> None:
    validation = validated(deaths())
    assert validation.findings.num_rows == 0
    assert columns(validation.loads, "rows_read", "rows_loaded", "rows_layout", "load_status") == [(2, 1, 1, "loaded")]
    assert validation.accepted["village_deaths"].num_rows == 1


@pytest.mark.parametrize(("status", "code"), READ_STATUSES)
def test_a_sheet_that_was_not_read_is_rejected_with_all_its_rows(status: str, code: str) -> None:
    sheet = Sheet("", about={"read_status": status, "rows_read": 9, "rows_layout": 2})
    validation = validated(sheet)
    assert columns(validation.findings, "code", "severity", "row_number", "cell") == [(code, "reject", 0, "")]
    assert columns(validation.loads, "rows_rejected", "load_status") == [(7, "rejected")]


def test_a_file_without_any_row_is_rejected_and_not_called_empty() -> None:
    validation = validated(Sheet("", about={"read_status": "truncated", "rows_read": 0, "rows_layout": 0}))
    assert columns(validation.loads, "rows_read", "load_status") == [(0, "rejected")]


def test_an_unknown_header_is_named_with_its_cell_and_the_nearest_one() -> None:
    about = {"read_status": "header_unknown", "read_cell": "C4", "read_detail": "jumlah_akx", "read_hint": "jumlah_akb"}
    found = validated(deaths(**about, rows_read=2)).findings.to_pylist()[0]
    assert (found["code"], found["cell"], found["row_number"]) == ("T01", "C4", 4)
    assert '"jumlah_akx"' in found["message_id"]
    assert '"jumlah_akb"' in found["message_en"]
    assert found["message_id"].endswith("Lembar ini kami baca sebagai laporan Kematian ibu dan bayi.")


def test_of_a_missing_column_it_is_said_for_which_report_the_sheet_was_taken() -> None:
    about = {"read_status": "header_missing", "read_detail": "jumlah_akb"}
    found = validated(deaths(**about)).findings.to_pylist()[0]
    assert found["message_id"] == (
        'Kolom "jumlah_akb" yang dibutuhkan tidak ada pada lembar ini, yang kami baca sebagai laporan Kematian ibu dan '
        "bayi."
    )


def test_a_web_page_is_called_no_excel_file_since_answers_of_services_are_pages_too() -> None:
    found = validated(Sheet("", about={"read_status": "html"})).findings.to_pylist()[0]
    assert "Excel" not in found["message_id"] + found["message_en"]
    assert "unduh ulang" in found["next_step_id"]


def test_a_sheet_that_is_missing_is_named_and_so_are_those_that_are_there() -> None:
    about = {"read_status": "sheet_missing", "read_detail": "Program", "read_hint": "Peserta, #2"}
    found = validated(deaths(**about)).findings.to_pylist()[0]
    assert 'dibutuhkan "Program" tidak ditemukan. Lembar yang ada Peserta, #2.' in found["message_id"]
    assert 'needed "Program" was not found. The sheets there are Peserta, #2.' in found["message_en"]


def test_hidden_rows_are_told_of_once_and_load() -> None:
    validation = validated(deaths(hidden_rows=3, hidden_cell="A5"))
    assert columns(validation.findings, "code", "severity", "cell", "row_number") == [("T08", "warn", "A5", 5)]
    assert "3 baris data" in validation.findings.to_pylist()[0]["message_id"]
    assert fates(validation) == ["loaded"]


def test_hidden_columns_are_told_of_by_their_headers_and_load() -> None:
    validation = validated(deaths(hidden_columns="jumlah_akb", hidden_column_cell="C1"))
    assert columns(validation.findings, "code", "severity", "cell", "row_number") == [("T11", "warn", "C1", 1)]
    assert '"jumlah_akb"' in validation.findings.to_pylist()[0]["message_id"]
    assert fates(validation) == ["loaded"]


def test_an_extra_column_is_flagged_and_the_rows_load() -> None:
    validation = validated(deaths(read_cell="D1", read_detail="catatan"))
    assert columns(validation.findings, "code", "severity", "cell") == [("T06", "warn", "D1")]
    assert fates(validation) == ["loaded"]


@pytest.mark.parametrize(
    ("status", "code", "fate"),
    [
        ("missing", "W05", "rejected"),
        ("unknown", "W01", "rejected"),
        ("ambiguous", "W02", "rejected"),
        ("number", "W03", "rejected"),
        ("conflict", "W04", "held"),
    ],
)
def test_a_file_without_one_clear_village_does_not_load(status: str, code: str, fate: str) -> None:
    validation = validated(deaths(area_status=status, area_text="Oesapa", area_cell="Sampul!B2", area_code_bps=None))
    assert columns(validation.findings, "code", "cell", "row_number") == [(code, "Sampul!B2", 0)]
    assert fates(validation) == [fate]


@pytest.mark.parametrize(
    ("status", "code", "fate"),
    [("missing", "P01", "rejected"), ("invalid", "P04", "rejected"), ("conflict", "P05", "held")],
)
def test_a_file_without_one_clear_period_does_not_load(status: str, code: str, fate: str) -> None:
    validation = validated(deaths(period_status=status, period=None, period_start=None, due_on=None))
    assert [code] == [found for (found,) in columns(validation.findings, "code")]
    assert fates(validation) == [fate]


@pytest.mark.parametrize(
    ("source", "example"),
    [
        ("village_deaths", "2025-05"),
        ("village_preschool", "2025-S1"),
        ("harvests", "2025-Q2"),
        ("village_dimensions", "2025"),
        ("village_sdgs", "2025"),
        ("village_index", "2025"),
    ],
)
@pytest.mark.parametrize("status", ["missing", "invalid"])
def test_a_period_is_asked_for_in_the_form_that_the_report_needs(source: str, example: str, status: str) -> None:
    about = {"period_status": status, "period": None, "period_start": None, "due_on": None}
    (found,) = validated(Sheet(source, about=about)).findings.to_pylist()
    assert f"Laporan ini perlu periode seperti {example}." in found["message_id"]
    assert f"This report needs one like {example}." in found["message_en"]


def test_a_period_that_has_not_begun_is_rejected_and_one_that_begins_today_is_not() -> None:
    assert findings(deaths(period_start=date(2025, 2, 6), period_text="2025-03")) == [("P02", "")]
    assert findings(deaths(period_start=RECEIVED)) == []


def test_a_late_report_is_loaded_and_told_how_late_it_is() -> None:
    validation = validated(deaths(due_on=date(2025, 2, 1)))
    (found,) = validation.findings.to_pylist()
    assert (found["code"], found["severity"]) == ("P03", "warn")
    assert "4 hari setelah tenggat 1 Februari 2025" in found["message_id"]
    assert "4 days after it was due on 1 February 2025" in found["message_en"]
    assert fates(validation) == ["loaded"]
    assert findings(deaths(due_on=RECEIVED)) == []


def test_a_corrected_report_is_not_told_that_it_came_late() -> None:
    late = {"received_on": date(2025, 3, 5)}
    rows = [{"maternal_deaths": 0, "infant_deaths": 0}]
    assert findings(Sheet("village_deaths", rows, about={**late, "answers": f"{'b' * 16}:1"})) == []
    assert findings(Sheet("village_deaths", rows, about=late)) == [("P03", "")]


@pytest.mark.parametrize(("due", "is_doubted"), [(date(2024, 4, 10), True), (date(2024, 4, 11), False)])
def test_of_a_report_about_a_year_late_the_year_is_doubted(due: date, *, is_doubted: bool) -> None:
    about = {"due_on": due, "period": "2024-03", "period_start": date(2024, 3, 1), "period_end": date(2024, 3, 31)}
    validation = validated(deaths(**about))
    (found,) = validation.findings.to_pylist()
    assert ("Mungkin tahunnya keliru; yang tertulis 2024." in found["message_id"]) == is_doubted
    assert ("Perhaps the year is wrong; it says 2024." in found["message_en"]) == is_doubted
    assert (found["code"], fates(validation)) == ("P03", ["loaded"])


def test_the_same_file_again_is_a_duplicate_and_nothing_else_is_said_of_it() -> None:
    again = deaths(delivery_no=2, first_received_on=RECEIVED, received_on=date(2025, 2, 20))
    validation = validated(deaths(), again)
    assert columns(validation.findings, "code", "delivery_no") == [("T04", 2)]
    assert fates(validation) == ["loaded", "duplicate"]
    assert columns(validation.loads, "rows_loaded", "rows_duplicate", "load_status") == [
        (1, 0, "loaded"),
        (0, 1, "duplicate"),
    ]


def test_the_same_file_under_a_corrected_manifest_is_no_repeat() -> None:
    first = deaths(period_status="missing", period=None, period_start=None, due_on=None)
    again = deaths(delivery_no=2, first_received_on=RECEIVED)
    validation = validated(first, again)
    assert columns(validation.findings, "code", "delivery_no") == [("P01", 1)]
    assert fates(validation) == ["rejected", "loaded"]


def test_the_same_file_with_its_target_declared_is_no_repeat() -> None:
    def sheet(delivery: int, target: float | None) -> Sheet:
        row = {"coverage": 80.0, "declared_unit": "persen", "declared_target": target}
        return Sheet("village_immunisation", [row], about={"delivery_no": delivery, "first_received_on": RECEIVED})

    validation = validated(sheet(1, None), sheet(2, 245.0))
    assert columns(validation.findings, "code", "delivery_no") == [("N08", 1)]
    assert fates(validation) == ["held", "loaded"]


@pytest.mark.parametrize(("fetched_on", "fate"), [((3, 5), "loaded"), ((None, None), "duplicate")])
def test_figures_that_the_service_returns_to_are_no_repeat_but_the_same_file_by_hand_is(
    fetched_on: tuple[int | None, int | None], fate: str
) -> None:
    def body(delivery: int, day: int | None) -> Sheet:
        told = {"domain": "5300", "key": "537158401240", "source_code": "bps_webapi", "recorded_from_api": True}
        row = {
            **told,
            "decode_status": "ok",
            "value": 8.24,
            "fetched_at": day and datetime(2025, 2, day, 9, tzinfo=UTC),
        }
        about = {"family": "bps", "delivery_no": delivery, "first_received_on": RECEIVED if delivery > 1 else None}
        return Sheet("bps_values", [row], about={**about, "area_status": "in_rows", "period_status": "not_needed"})

    validation = validated(*(body(number, day) for number, day in enumerate(fetched_on, start=1)))
    assert fates(validation) == ["loaded", fate]


def test_a_cover_sheet_is_empty_and_balances() -> None:
    cover = Sheet(
        "", about={"area_status": "not_needed", "period_status": "not_needed", "rows_read": 5, "rows_layout": 5}
    )
    assert columns(validated(cover).loads, "rows_read", "rows_layout", "load_status") == [(5, 5, "empty")]


def test_where_nothing_came_there_is_nothing_to_judge() -> None:
    validation = validated()
    assert (validation.findings.num_rows, validation.row_fates.num_rows, validation.loads.num_rows) == (0, 0, 0)
    assert (validation.accepted, validation.suites) == ({}, [])
