"""Corrections of the office: a line of corrections.csv changes one value that it finds as it expects, or says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from grids import book, delivery, grid, staged

from sources.corrections.applied import Corrected, apply_corrections
from sources.corrections.file import read_corrections
from sources.corrections.lines import COLUMNS, CorrectionError
from sources.staging.collector import Staged

HEADER = ",".join(COLUMNS)
VILLAGE = "5371041001"
DEATHS = f"village_deaths,{VILLAGE},2025-05,,infant_deaths"
WHY = "dikonfirmasi bidan,Bidang Data,2025-06-30"


def deaths(infants: object, number: int = 0) -> Any:
    lines = [["desa_id", "jumlah_aki", "jumlah_akb"], ["bps:5371041001", 0, infants]]
    return delivery(number, declared={"period": "2025-05"}), book(grid(lines))


def accounts() -> Any:
    lines = [["no_akun", "nama_akun", "jumlah"], ["4.1", "PAD", 5], ["4.2", "Transfer", 5]]
    return delivery(7, declared={"period": "2025-05", "village": "bps:5371041001"}), book(grid(lines))


def corrected(folder: Path, line: str, *files: Any) -> Corrected:
    path = folder / "corrections.csv"
    path.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    return apply_corrections(staged(files), read_corrections(path).lines)


def infants(side: Staged) -> list[int | None]:
    return side.rows["village_deaths"]["infant_deaths"].to_pylist()


def outcome(done: Corrected) -> dict[str, Any]:
    (row,) = done.outcomes.to_pylist()
    return row


def test_a_value_that_is_as_expected_is_corrected(tmp_path: Path) -> None:
    done = corrected(tmp_path, f"{DEATHS},12,2,{WHY}", deaths(12))
    assert infants(done.staged[False]) == [2]
    told = outcome(done)
    assert (told["outcome"], told["cell"], told["row_number"], told["line_no"]) == ("applied", "C2", 2, 2)
    assert (told["reason"], told["author"], told["decided_on"]) == (*WHY.split(",")[:2], date(2025, 6, 30))


def test_a_cell_that_could_not_be_read_is_expected_as_it_is_written(tmp_path: Path) -> None:
    done = corrected(tmp_path, f"{DEATHS},1O,10,{WHY}", deaths("1O"))
    assert infants(done.staged[False]) == [10]
    (cell,) = [c for c in done.staged[False].cells.to_pylist() if c["column_name"] == "infant_deaths"]
    assert (cell["cell_status"], cell["raw"]) == ("ok", "1O")


def test_a_value_that_is_not_the_expected_one_stays_and_is_told(tmp_path: Path) -> None:
    done = corrected(tmp_path, f"{DEATHS},12,2,{WHY}", deaths(3))
    assert infants(done.staged[False]) == [3]
    assert (outcome(done)["outcome"], outcome(done)["found"]) == ("expectation_failed", "3")


def test_a_blank_expectation_fills_a_gap_and_nothing_else(tmp_path: Path) -> None:
    assert infants(corrected(tmp_path, f"{DEATHS},,2,{WHY}", deaths(None)).staged[False]) == [2]
    assert outcome(corrected(tmp_path, f"{DEATHS},,2,{WHY}", deaths(0)))["outcome"] == "expectation_failed"


@pytest.mark.parametrize(("expected", "written"), [("1O", "2O"), ("1O", None), ("", "1O"), ("", "TA")])
def test_what_could_not_be_read_is_neither_a_gap_nor_another_cell_that_could_not(
    expected: str, written: str | None, tmp_path: Path
) -> None:
    done = corrected(tmp_path, f"{DEATHS},{expected},10,{WHY}", deaths(written))
    assert infants(done.staged[False]) == [None]
    assert (outcome(done)["outcome"], outcome(done)["found"]) == ("expectation_failed", written)


def test_the_expected_value_again_is_a_confirmation_and_changes_nothing(tmp_path: Path) -> None:
    done = corrected(tmp_path, f"{DEATHS},12,12,{WHY}", deaths(12))
    assert infants(done.staged[False]) == [12]
    assert outcome(done)["outcome"] == "confirmed"


def test_a_row_that_never_came_is_not_found(tmp_path: Path) -> None:
    done = corrected(tmp_path, f"{DEATHS.replace('2025-05', '2025-04')},12,2,{WHY}", deaths(12))
    assert (outcome(done)["outcome"], outcome(done)["row_id"]) == ("not_found", None)


def test_the_newest_version_decides_and_older_ones_with_the_fault_are_corrected_too(tmp_path: Path) -> None:
    older, newer = deaths(12), deaths(12, number=1)
    assert infants(corrected(tmp_path, f"{DEATHS},12,2,{WHY}", older, newer).staged[False]) == [2, 2]


def test_where_the_newest_version_is_another_no_version_is_corrected(tmp_path: Path) -> None:
    """The newest may be rejected and the one before count: what is said not to be used must not be used there."""
    done = corrected(tmp_path, f"{DEATHS},12,2,{WHY}", deaths(12), deaths("dua belas", number=1))
    assert (infants(done.staged[False]), outcome(done)["outcome"]) == ([12, None], "expectation_failed")


def test_a_row_is_named_by_its_key(tmp_path: Path) -> None:
    line = f"village_apbdes,{VILLAGE},2025-05,account_no=4.2,amount_idr,5,6,{WHY}"
    rows = corrected(tmp_path, line, accounts()).staged[False].rows["village_apbdes"]
    assert dict(zip(rows["account_no"].to_pylist(), rows["amount_idr"].to_pylist(), strict=True)) == {
        "4.1": 5,
        "4.2": 6,
    }


def test_the_target_that_a_file_declares_can_be_corrected(tmp_path: Path) -> None:
    lines = [["desa_id", "cakupan_imunisasi"], ["bps:5371041001", 80]]
    file = delivery(3, declared={"period": "2025-05", "unit": "persen", "target": "20"}), book(grid(lines))
    line = f"village_immunisation,{VILLAGE},2025-05,,declared_target,20,200,{WHY}"
    rows = corrected(tmp_path, line, file).staged[False].rows["village_immunisation"]
    assert rows["declared_target"].to_pylist() == [200.0]


def test_in_a_file_that_holds_persons_the_value_found_is_not_told(tmp_path: Path) -> None:
    lines = [["desa_id", "jumlah_aki", "jumlah_akb", "NIK"], ["bps:5371041001", 0, 3, "9901011708900001"]]
    file = delivery(declared={"period": "2025-05"}), book(grid(lines))
    done = corrected(tmp_path, f"{DEATHS},12,2,{WHY}", file)
    assert infants(done.staged[True]) == [3]
    assert (outcome(done)["outcome"], outcome(done)["found"]) == ("expectation_failed", None)


def test_what_was_given_is_left_as_it_is(tmp_path: Path) -> None:
    before = staged([deaths(12)])
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEADER}\n{DEATHS},12,2,{WHY}\n", encoding="utf-8")
    apply_corrections(before, read_corrections(path).lines)
    assert infants(before[False]) == [12]


def test_an_office_without_corrections_has_none(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.csv").lines == ()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (f"village_dead,{VILLAGE},2025-05,,infant_deaths,1,2,{WHY}", "source"),
        (f"program_beneficiaries,{VILLAGE},2025-05,,decile,1,2,{WHY}", "source"),
        (f"village_deaths,53.71.04.1001,2025-05,,infant_deaths,1,2,{WHY}", "area_code_bps"),
        (f"village_deaths,{VILLAGE},Mei,,infant_deaths,1,2,{WHY}", "period"),
        (f"village_apbdes,{VILLAGE},2025-05,,amount_idr,1,2,{WHY}", "row_key"),
        (f"village_apbdes,{VILLAGE},2025-05,akun=4,amount_idr,1,2,{WHY}", "row_key"),
        (f"village_deaths,{VILLAGE},2025-05,,area_code_bps,1,2,{WHY}", "column"),
        (f"{DEATHS},1,dua,{WHY}", "corrected"),
        (f"{DEATHS},1,-2,{WHY}", "corrected"),
        (f"{DEATHS},1,2,,Bidang Data,2025-06-30", "reason"),
        (f"{DEATHS},1,2,alasan,,2025-06-30", "author"),
        (f"{DEATHS},1,2,alasan,Bidang Data,kemarin", "decided_on"),
        (f"{DEATHS},1,2,alasan", "source"),
        (f"{DEATHS},1,2,{WHY},lagi", "source"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_column(tmp_path: Path, line: str, column: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEADER}\n{DEATHS},7,8,{WHY}\n{line}\n", encoding="utf-8")
    read = read_corrections(path)
    (problem,) = read.problems
    assert problem.startswith(f"corrections.csv: baris | line 3, {column}: ")
    assert [line.line_no for line in read.lines] == [2]


def test_all_lines_that_cannot_be_used_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    lines = [f"{DEATHS},1,dua,{WHY}", f"{DEATHS},7,8,{WHY}", f"{DEATHS},7,9,{WHY}", f"{DEATHS},1,2,alasan,,2025-06-30"]
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    read = read_corrections(path)
    assert [problem.partition("line ")[2][:1] for problem in read.problems] == ["2", "3", "4", "5"]
    assert read.lines == []


def test_a_reason_in_two_lines_stays_one_line_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f'{HEADER}\n{DEATHS},7,8,"dikonfirmasi\nbidan",Bidang Data,2025-06-30\n', encoding="utf-8")
    (line,) = read_corrections(path).lines
    assert line.reason == "dikonfirmasi bidan"


def test_of_two_answers_for_one_value_none_is_used(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEADER}\n{DEATHS},7,8,{WHY}\n{DEATHS},7,9,{WHY}\n", encoding="utf-8")
    read = read_corrections(path)
    assert read.lines == []
    assert [problem.rpartition("| ")[2] for problem in read.problems] == [
        "repeats line 3; delete one of them",
        "repeats line 2; delete one of them",
    ]


def test_another_header_is_refused_and_semicolons_are_not(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("sumber,desa\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match="line 1"):
        read_corrections(path)
    path.write_text(f"{HEADER}\n{DEATHS},7,8,{WHY}\n".replace(",", ";"), encoding="utf-8")
    assert [line.corrected_value for line in read_corrections(path).lines] == [8]
