"""Optional: bodies recorded from the API itself, where they are at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sources.bps.answers import AnswerError
from sources.bps.decode import decode

REPOSITORY = Path(__file__).parents[4]
SHARED = Path(os.environ.get("SETARA_SHARED", REPOSITORY.parent / "shared"))
RECORDED = SHARED / "data" / "bps_api" / "recorded"
OF_OTHERS = SHARED / "data" / "bps_api" / "stadata_flutter_sdk"
WITH_DATA = {"data_0000_1804", "data_0000_2263_SUBSET"}
WITHOUT_DATA = {
    "data_list_not_available": "no_data",
    "data_null_too_large": "null_answer",
    "error_bad_key": "key_refused",
    "error_data_missing_th": "years_missing",
    "error_data_prov_max_2_th": "too_many_years",
    "error_data_too_many_th": "too_many_years",
    "error_waf_block_TRIMMED": "not_json",
    "domain_all_NTT_SUBSET": "not_a_data_body",
    "indicators_0000_p1_SUBSET": "not_a_data_body",
    "th_0000_1804": "not_a_data_body",
    "var_0000_p1_SUBSET": "not_a_data_body",
}

pytestmark = pytest.mark.skipif(
    not RECORDED.is_dir(), reason="optional: the recorded bodies are not beside this project"
)


def recorded(name: str) -> bytes:
    answer: Any = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))["body"]
    return answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()


def test_a_yearly_body_reads_whole() -> None:
    cells = {cell.key: cell for cell in decode(recorded("data_0000_1804")).cells}
    assert len(cells) == 9
    (reading,) = cells["3180401170"].readings
    assert (reading.vervar, reading.tahun, cells["3180401170"].figure.value) == ("3", "117", 3_674_369.0)


def test_a_monthly_body_reads_whole_and_its_year_has_no_figure() -> None:
    cells = decode(recorded("data_0000_2263_SUBSET")).cells
    periods = [reading.period.code for cell in cells for reading in cell.readings if reading.period]
    assert len(periods) == len(cells)
    assert "2024-12" in periods
    assert "2024" not in periods


def test_every_recorded_body_is_known_here() -> None:
    assert {path.stem for path in RECORDED.glob("*.json")} == WITH_DATA | set(WITHOUT_DATA)


@pytest.mark.parametrize(("name", "cause"), WITHOUT_DATA.items())
def test_an_answer_without_data_has_its_cause(name: str, cause: str) -> None:
    with pytest.raises(AnswerError) as caught:
        decode(recorded(name))
    assert caught.value.cause == cause


def test_bodies_of_another_client_decode_or_give_their_error() -> None:
    causes: dict[str, str] = {}
    for path in OF_OTHERS.glob("*.json"):
        try:
            decode(path.read_bytes())
        except AnswerError as error:
            causes[path.stem] = error.cause
    data = {path.stem for path in OF_OTHERS.glob("*.json")} - set(causes)
    assert data == {"dynamic_table_detail_fixture"}
    others = {"error_fixture": "error_answer", "list_unavailable_fixture": "no_data", "unavailable_fixture": "no_data"}
    assert {name: cause for name, cause in causes.items() if cause != "not_a_data_body"} == others


def test_an_older_body_has_years_of_two_and_three_digits() -> None:
    cells = decode((OF_OTHERS / "dynamic_table_detail_fixture.json").read_bytes()).cells
    periods = [reading.period.code for cell in cells for reading in cell.readings if reading.period]
    assert periods == ["1999", "2000", "2001"]
