"""Whom the vault knows: numbers and whole names, but not the saint that a school is called by."""

from __future__ import annotations

import pyarrow as pa
import pytest

from vault.known_persons import secrets_of
from vault.scanner.needles import Needles
from vault.withheld import WITHHELD_EN, WITHHELD_ID, names_someone, without_names
from warehouse import contract

NIK, NAME = "9971014107900001", "Warga Contoh Sintetis"


def listed(**values: str | None) -> dict[str, pa.Table]:
    schema = contract.load("program_beneficiaries").arrow_schema()
    return {"program_beneficiaries": pa.Table.from_pylist([dict.fromkeys(schema.names) | values], schema=schema)}


def test_what_is_looked_for_are_numbers_and_whole_names() -> None:
    people = listed(nik=NIK, person_name=NAME, birth_place="Kota Kupang", program_code="Bantuan Contoh Pangan")
    assert secrets_of(people) == {NIK, NAME}
    assert secrets_of(listed(person_name="Warga", nik=None)) == set()


@pytest.mark.parametrize(
    ("thing", "is_public"),
    [
        pytest.param("SD WARGA CONTOH SINTETIS 2", True, id="a school has the name"),
        pytest.param("Warga Contoh Sintetis", False, id="the name alone: a person in the place of a thing"),
        pytest.param("SD Warga Contoh", False, id="a part of the name"),
    ],
)
def test_a_name_that_a_thing_has_is_public(thing: str, *, is_public: bool) -> None:
    assert secrets_of(listed(nik=NIK, person_name=NAME), [thing]) == ({NIK} if is_public else {NIK, NAME})


def test_texts_with_a_name_are_withheld_and_all_others_stay() -> None:
    told = [f"ketua: {NAME.upper()}", "baik", None, *map(str, range(40)), f"{NAME}, wakil"]
    rows = pa.table({"remark": told, "message_en": told, "n": range(len(told))})

    shown = without_names(rows, Needles({NIK, NAME}))

    assert shown["remark"].to_pylist() == [WITHHELD_ID, *told[1:-1], WITHHELD_ID]
    assert shown["message_en"].to_pylist() == [WITHHELD_EN, *told[1:-1], WITHHELD_EN]
    assert shown.schema == rows.schema
    assert without_names(rows, Needles([])).equals(rows)


def test_a_number_is_no_name_and_stays_for_the_gate_to_see() -> None:
    rows = pa.table({"remark": [NIK]})
    assert without_names(rows, Needles({NIK, NAME})).equals(rows)
    assert not names_someone(NIK.encode(), Needles({NIK, NAME}))
    assert names_someone(f"a;b\n1;{NAME}\n".encode(), Needles({NIK, NAME}))
