"""Whose record is it: pairs of records as a clerk sees them, and whether they are linked, asked about or let be."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from tests.person_lists import FIRST, OTHER_CARD, OTHER_VILLAGE, records
from transforms.linkage.persons import DIFFERENT, SAME
from vault.linkage.decisions import DECISIONS, decision
from vault.linkage.identity import Linked, link_persons, open_linkage_engine
from vault.store.keys import VaultKey
from vault.tokens import person_token

KEY = VaultKey(bytes(range(32)))
LINKED, ASKED, LET_BE = "linked", "asked", "let be"


def linked(*written: dict, decisions: pa.Table | None = None) -> Linked:
    engine = open_linkage_engine(None)
    lists = {"program_beneficiaries": engine.create_table("lists", records(*written))}
    return link_persons(lists, KEY, engine, DECISIONS.empty_table() if decisions is None else decisions)


def person_of(found: Linked, number: int, nik: str | None = None) -> str:
    known = dict(zip(found.persons["row_id"].to_pylist(), found.persons["person_token"].to_pylist(), strict=True))
    return known.get(f"row{number}") or person_token(nik or FIRST["nik"], KEY)


PAIRS = {
    "NIK with one digit wrong": (LINKED, {"nik": "9901015708860301"[:12] + "0001", "person_name": "Ratsefo Contoh."}),
    "NIK mistyped, name with a letter wrong": (LINKED, {"nik": "9901015703860001", "person_name": "Ratsefo Comtoh"}),
    "NIK cut by a spreadsheet": (LINKED, {"nik": "9901015708860000"}),
    "no NIK, a common name shortened": (ASKED, {"nik": None, "person_name": "Ratsefo C"}),
    "name with title and in another order": (LINKED, {"nik": None, "person_name": "Contoh, Hj. Ratsefo"}),
    "no NIK, birth date with a digit wrong": (LINKED, {"birth_date": date(1986, 8, 27), "nik": None}),
    "moved to another village, new card": (LINKED, {"area_code_bps": OTHER_VILLAGE, "family_card_no": OTHER_CARD}),
    "a sister: other name, other date": (
        LET_BE,
        {"nik": "9901014102900001", "person_name": "Vurelu Contoh", "birth_date": date(1990, 2, 1)},
    ),
    "the NIK of a relative": (LET_BE, {"person_name": "Vurelu Contoh", "birth_date": date(1960, 2, 1), "sex": "M"}),
    "a namesake elsewhere": (
        LET_BE,
        {
            "nik": "9902011201700001",
            "birth_date": date(1970, 1, 12),
            "sex": "M",
            "area_code_bps": OTHER_VILLAGE,
            "family_card_no": OTHER_CARD,
        },
    ),
    "twins whose names differ in the ending": (
        LET_BE,
        {"nik": "9901015708860002", "person_name": "Ratsefi Contoh"},
    ),
    "a twin who uses the other's NIK": (LET_BE, {"person_name": "Ratsefi Minggus Contoh"}),
    "NIK equal, first name with a letter wrong": (LINKED, {"person_name": "Ratsefe Contoh"}),
}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    """What becomes of the pair of each case; every case is in a district of its own: one linkage does for all."""
    pairs = [(FIRST, {**FIRST, **other}) for _, other in PAIRS.values()]
    written = [_moved(record, 10 + place) for place, pair in enumerate(pairs) for record in pair]
    found = linked(*written)
    asked = {(pair["nik_one"], pair["nik_other"]) for pair in found.pairs.to_pylist()}
    said = {}
    for place, case in enumerate(PAIRS):
        first, second = 2 * place, 2 * place + 1
        niks = written[first]["nik"], written[second]["nik"]
        is_linked = person_of(found, first, niks[0]) == person_of(found, second, niks[1])
        said[case] = LINKED if is_linked else ASKED if {niks, niks[::-1]} & asked else LET_BE
    return said


def _moved(record: dict, district: int) -> dict:
    """The record as if its village and its numbers were of another district."""
    codes = ("nik", "family_card_no", "area_code_bps")
    return {**record, **{name: record[name] and f"99{district}{record[name][4:]}" for name in codes}}


@pytest.mark.parametrize("case", PAIRS)
def test_pairs(verdicts: dict[str, str], case: str) -> None:
    assert verdicts[case] == PAIRS[case][0]


def test_a_person_keeps_the_token_of_the_first_nik() -> None:
    found = linked({}, {"nik": "9901015703860001"}, {"nik": None})
    assert {person_of(found, number) for number in range(3)} == {person_token(FIRST["nik"], KEY)}


def test_whoever_uses_another_persons_nik_gets_a_token_of_his_own() -> None:
    other = {"person_name": "Vurelu Contoh", "birth_date": date(1960, 2, 1), "sex": "M"}
    found = linked({}, other)
    assert person_of(found, 0) == person_token(FIRST["nik"], KEY) != person_of(found, 1)


def test_a_decision_of_a_person_goes_first_and_the_later_one_holds() -> None:
    unsure = {"nik": None, "birth_date": None, "sex": "M"}
    asked = linked({}, unsure).pairs.to_pylist()
    assert len(asked) == 1
    one, other = asked[0]["one"], asked[0]["other"]
    for is_same in (True, False):
        made = [
            decision(one, other, is_same=said, author="A", decided_on=date(2025, 2, 1))
            for said in (not is_same, is_same)
        ]
        found = linked({}, unsure, decisions=pa.Table.from_pylist(made, DECISIONS))
        assert (person_of(found, 0) == person_of(found, 1)) is is_same
        assert found.n_decisions_unused == 0


def test_a_decision_about_nobody_is_counted() -> None:
    made = decision("a" * 32, "b" * 32, is_same=True, author="A", decided_on=date(2025, 2, 1))
    assert linked({}, {"nik": None}, decisions=pa.Table.from_pylist([made], DECISIONS)).n_decisions_unused == 1


def test_weights_of_decided_pairs_are_infinite() -> None:
    assert SAME == -DIFFERENT == float("inf")
