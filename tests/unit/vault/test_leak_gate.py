"""The leak gate: a clean release passes, one that shows a person does not, and the refusal does not say whom."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from vault.leak_gate import LeakFound, require_no_leak, secrets_of
from warehouse import contract

NIK, NAME = "9971014107900001", "Warga Contoh Sintetis"


def listed(**values: str | None) -> pa.Table:
    schema = contract.load("program_beneficiaries").arrow_schema()
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | values], schema=schema)


def test_what_is_looked_for_are_numbers_and_whole_names() -> None:
    people = listed(nik=NIK, person_name=NAME, birth_place="Kota Kupang", program_code="Bantuan Contoh Pangan")
    assert secrets_of({"program_beneficiaries": people}) == {NIK, NAME}
    assert secrets_of({"program_beneficiaries": listed(person_name="Warga", nik=None)}) == set()


def test_a_clean_release_passes(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Bantuan Contoh Pangan: 25</p>")
    require_no_leak([tmp_path], {NIK, NAME})


@pytest.mark.parametrize("shown", [NIK, NAME.upper(), "5371014107900001"])
def test_a_release_that_shows_a_person_is_held_back(tmp_path: Path, shown: str) -> None:
    (tmp_path / "index.html").write_text(f"<p>{shown}</p>")
    with pytest.raises(LeakFound, match=r"index\.html") as caught:
        require_no_leak([tmp_path], {NIK, NAME})
    assert shown not in str(caught.value)
    assert "Rilis ditahan" in caught.value.message_id
    assert "Nothing was published" in caught.value.message_en
