"""The search for many secrets at once, and for any number that could be a NIK."""

from __future__ import annotations

import random

import pytest

from vault.scanner.needles import CHUNK, Needles
from warehouse.nik_numbers import is_possible_nik

NIK = "5371014107900001"
NAMES = ["Neno", "Ina Sio", "Yosefina X", "Sintetis Satu", "Contoh Orang Sintetis Nama Panjang"]
"""Four, seven, ten, thirteen and 34 letters: one for each way in which needles are looked for."""


@pytest.mark.parametrize("needle", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("before", range(17))
def test_a_name_is_found_wherever_it_stands(needle: str, encoding: str, before: int) -> None:
    data = b"x" * before + needle.upper().encode(encoding) + b" and so on"
    assert Needles([*NAMES, "Nobody Here"]).first(data) == {"text": before}
    assert Needles(["Nobody Here"]).first(data) == {}


@pytest.mark.parametrize("place", [0, CHUNK - 40, CHUNK - 7, CHUNK - 1, CHUNK, 2 * CHUNK - 16])
@pytest.mark.parametrize("needle", NAMES)
def test_a_name_across_the_edge_of_a_chunk_is_found(place: int, needle: str) -> None:
    data = bytearray(b"." * (2 * CHUNK + 100))
    data[place : place + len(needle)] = needle.encode()
    assert Needles([needle]).first(bytes(data)) == {"text": place}


def test_a_name_at_the_very_end_is_found() -> None:
    for needle in NAMES:
        for before in range(9):
            assert Needles([needle]).first(b"." * before + needle.encode()) == {"text": before}


def test_all_places_of_a_needle_are_alike() -> None:
    """At every place behind the edge of a word, in bytes that are looked at in words of four and of eight."""
    needle = "Warga Contoh"
    for encoding in ("utf-8", "utf-16-le"):
        for length in range(4, len(needle) + 1):
            for before in range(9):
                data = b"\x00\x01" * 8 + b"." * before + needle[:length].encode(encoding) + b"\x00\x02" * 8
                assert Needles([needle[:length]]).first(data) == {"text": 16 + before}


def test_letters_beyond_ascii_have_no_case_either() -> None:
    assert Needles(["José Élan"]).first("JOSÉ ÉLAN".encode()) == {"text": 0}
    assert Needles(["JOSÉ ÉLAN"]).first("josé élan".encode()) == {"text": 0}


def test_signs_that_are_as_far_from_each_other_as_capitals_from_small_letters_are_different() -> None:
    assert Needles(["Ina[Sio] Contoh"]).first(b"INA[SIO] CONTOH") == {"text": 0}
    for other in (b"ina{sio} contoh", b"ina[sio]\x00contoh"):
        assert Needles(["Ina[Sio] Contoh"]).first(other) == {}


def test_among_ten_thousand_needles_the_right_one_is_found() -> None:
    draw = random.Random(1)
    needles = [f"{draw.randrange(10**15, 10**16)}" for _ in range(10_000)]
    data = b",".join(b"%d" % draw.randrange(10**15, 10**16) for _ in range(10_000))
    assert "number" not in Needles(needles).first(data)
    for needle in (needles[0], needles[4711], needles[-1]):
        assert Needles(needles).first(data + b"," + needle.encode())["number"] == len(data) + 1


def test_a_needle_too_short_to_mean_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="4 characters"):
        Needles(["Ina"])


@pytest.mark.parametrize("text", [f"nik={NIK},", f"{NIK}.0", f'"{NIK}"', f"No.{NIK}", f"x{NIK}z", f"{NIK}\n{NIK}"])
def test_an_unknown_nik_is_seen(text: str) -> None:
    assert Needles([]).first(text.encode()) == {"nik_pattern": text.index(NIK)}
    assert Needles([]).first(text.encode("utf-16-le")) == {"nik_pattern": 2 * text.index(NIK)}


@pytest.mark.parametrize(
    "text",
    [
        f"{NIK}7",
        f"1{NIK}",
        f"a{NIK}",
        f"{NIK}f",
        f"0.{NIK}",
        "7371014107900001",  # another province
        "5371013213900001",  # day 32
        "5371010113900001",  # month 13
        "5371017107900000",  # serial 0000
        "5371013002900001",  # 30 February
        "c4aaa913-f395-4444-9870-5387576105492026-11-23",  # an id, and the date that a database has next
    ],
)
def test_other_numbers_are_not_taken_for_a_nik(text: str) -> None:
    assert Needles([]).first(text.encode()) == {}
    assert Needles([]).first(text.encode("utf-16-le")) == {}


def test_dates_of_birth_in_a_nik() -> None:
    assert is_possible_nik("5371017107900001")  # a woman born on the 31st
    assert not is_possible_nik("5371017207900001")
    assert is_possible_nik("5371012902040001")
    assert not is_possible_nik("5371012902050001")
