"""AreaIndex: what a written code or name means; two meanings are two readings, never a guess."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sources.areas.codes import CodeText
from sources.areas.index import AreaIndex
from sources.areas.nearest_codes import NearestCodes
from sources.areas.tables import Area, read_areas


@pytest.fixture(scope="module")
def index() -> AreaIndex:
    return AreaIndex.load()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("53.71.04.1001", "5371030009"),
        (" 53.71.04.1001 ", "5371030009"),
        ("53.10", "5313"),
        ("kemendagri:5301", "5303"),
        ("kemendagri: 53.01", "5303"),
        ("bps:5301", "5301"),
        ("BPS:5371030009", "5371030009"),
        ("5371", "5371"),
        (5371030009, "5371030009"),
        (5371030009.0, "5371030009"),
        ("53.05.03.2003", "5307022003"),
        ("Kota Kupang", "5371"),
        ("KAB. KUPANG", "5303"),
        ("Kec. Kota Raja", "5371031"),
        ("Naikoten I", "5371031004"),
    ],
)
def test_one_meaning(index: AreaIndex, written: str | float, code: str) -> None:
    resolution = index.resolve(written)

    assert (resolution.status, resolution.area_code_bps) == ("ok", code)


@pytest.mark.parametrize(
    ("written", "reading_a", "reading_b"),
    [
        ("5301", "Kab. Kupang (Kemendagri 53.01)", "Kab. Sumba Barat (BPS 5301)"),
        (5303, "Kab. Timor Tengah Utara (Kemendagri 53.03)", "Kab. Kupang (BPS 5303)"),
        ("91", "Provinsi Papua (Kemendagri 91)", "Provinsi Papua Barat (BPS 91)"),
        (
            "Kupang",
            "Kab. Kupang, Provinsi Nusa Tenggara Timur (BPS 5303)",
            "Kota Kupang, Provinsi Nusa Tenggara Timur (BPS 5371)",
        ),
        ("5303141001", "Desa Oelami (Kemendagri 53.03.14.2001)", "Desa Pathau (BPS 5303141001)"),
    ],
)
def test_two_meanings_are_refused_with_both_readings(
    index: AreaIndex, written: str | int, reading_a: str, reading_b: str
) -> None:
    resolution = index.resolve(written)

    assert (resolution.status, resolution.area_code_bps) == ("ambiguous", None)
    assert (resolution.reading_a, resolution.reading_b) == (reading_a, reading_b)


@pytest.mark.parametrize("written", [53.1, 53.71, "53.1", "53,10", "5.37103E+09", "kemendagri:53.1"])
def test_a_code_that_a_spreadsheet_made_a_number_is_caught(index: AreaIndex, written: str | float) -> None:
    assert index.resolve(written).status == "number"


def test_a_lost_zero_is_suggested_and_not_used(index: AreaIndex) -> None:
    resolution = index.resolve(53.1)

    assert (resolution.area_code_bps, resolution.reading_b) == (None, "Kab. Manggarai (Kemendagri 53.10)")


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("53.71.1.1001", "Kel. Namosain (Kemendagri 53.71.01.1001)"),
        ("bps:53.01", "Kab. Sumba Barat (BPS 5301)"),
        ("Kel. Naikotem Satu", "Kel. Naikoten Satu, Kec. Kota Raja (BPS 5371031004)"),
        ("qwertyuiop", None),
        ("-", None),
    ],
)
def test_unknown_suggests_the_nearest(index: AreaIndex, written: str, suggestion: str | None) -> None:
    resolution = index.resolve(written)

    assert (resolution.status, resolution.reading_b) == ("unknown", suggestion)


def test_of_many_codes_that_do_not_exist_none_is_looked_for_among_all() -> None:
    """A list of thousands of them took a minute."""

    class Walked(dict[str, Area]):
        times = 0

        def __iter__(self) -> Iterator[str]:
            self.times += 1
            return super().__iter__()

    known = Walked({area.bps: area for area in read_areas()})
    nearest = NearestCodes(known, {})
    codes = [f"53710400{end:02}" for end in range(40, 60)]
    found = [nearest.near(CodeText(code, "bps")) for code in codes]

    assert all(hint is not None and "(BPS 5371040" in hint for hint in found)
    assert known.times <= 2


def test_a_retired_code_without_a_certain_successor_is_only_a_hint(index: AreaIndex) -> None:
    resolution = index.resolve("53.03.09.1010")

    assert (resolution.status, resolution.area_code_bps) == ("unknown", None)
    assert resolution.reading_a == "Humusu C (Kemendagri 53.03.09.1010, –2022)"
    assert resolution.reading_b == "Desa Humusu Wini (Kemendagri 53.03.09.2010)"


@pytest.mark.parametrize("written", [None, "", "   "])
def test_nothing_written_is_missing(index: AreaIndex, written: str | None) -> None:
    assert index.resolve(written).status == "missing"
    assert index.resolve_name("Oebobo", written).status == "missing"


@pytest.mark.parametrize(
    ("district", "village", "code"),
    [
        ("KOTA RAJA", "NAIKOTEN 1", "5371031004"),
        ("Kec. Oebobo", "Kel. Oebobo", "5371030009"),
        ("Kota Lama", "Merdeka", "5371041004"),
        ("Kupang Timur", "Kelurahan Merdeka", "5303140021"),
        ("Kupang Barat", "Kuanheum", "5303110006"),
        ("Amfoang Selatan", "Ds. Oh`aem", "5303180003"),
        ("Amfoang Selatan", "OHAEM I", "5303180003"),
        ("Kupang Timur", "Desa Oesao", "5303140024"),
        ("Kupang Timur", "Kel. Oesao", "5303140017"),
        ("Kota Lama", "Lahilai Bissi Kopan", "5371041002"),
        (None, "Tuak Daun Merah", "5371030012"),
        ("Alor Barat Daya", "Tribur", "5307022003"),
        ("Kec. Abad Selatan", "Desa Tribur", "5307022003"),
        ("Oebobo", "Naikoten I", "5371031004"),
        ("does not matter", "53.71.04.1001", "5371030009"),
    ],
)
def test_a_village_by_its_name(index: AreaIndex, district: str | None, village: str, code: str) -> None:
    assert index.resolve_name(district, village).area_code_bps == code


@pytest.mark.parametrize("village", ["Merdeka", "Kuanheum", "Oesao"])
def test_namesakes_need_their_district(index: AreaIndex, village: str) -> None:
    resolution = index.resolve_name(None, village)

    assert resolution.status == "ambiguous"
    assert resolution.reading_a != resolution.reading_b


@pytest.mark.parametrize(
    ("written", "status"),
    [("Merdeka, Kupang", "ambiguous"), ("Tarus, Sulamu", "unknown"), ("Tarus, RT 01", "unknown")],
)
def test_a_place_behind_a_name_that_does_not_say_which_village_is_meant(
    index: AreaIndex, written: str, status: str
) -> None:
    assert index.resolve(written).status == status


def test_of_a_village_in_the_wrong_district_the_right_one_is_suggested(index: AreaIndex) -> None:
    resolution = index.resolve_name("Sulamu", "Tarus")

    assert (resolution.status, resolution.reading_b) == ("unknown", "Kel. Tarus, Kec. Kupang Tengah (BPS 5303120012)")
    assert index.resolve("Tribur (Kec. Alor Barat Daya)").area_code_bps == "5307022003"


def test_a_code_beside_another_district_is_a_conflict(index: AreaIndex) -> None:
    for written in ("53.01.08.1007", "Tarus (Kec. Kupang Tengah)", "53.01.08.1007 Tarus"):
        resolution = index.resolve_name("Sulamu", written)
        assert (resolution.status, resolution.area_code_bps) == ("conflict", None)
        readings = (resolution.reading_a, resolution.reading_b)
        assert readings == ("Kel. Tarus, Kec. Kupang Tengah (BPS 5303120012)", "Kec. Sulamu (Kemendagri 53.01.07)")


@pytest.mark.parametrize(
    ("code", "name", "level", "may"),
    [
        ("5303120012", "KUPANG TENGAH", "district", True),
        ("5303120012", "Sulamu", "district", False),
        ("5303120012", "Kecamatan Contoh", "district", True),
        ("5307022003", "Alor Barat Daya", "district", True),
        ("5371031004", "Oebobo", "district", True),
        ("5371030009", "Kota Raja", "district", False),
        ("5303120012", "Kupang", "regency", True),
        ("5303120012", "Kota Kupang", "regency", False),
        ("5303120010", "Oebelo", "village", True),
        ("5303120012", "Oebelo", "village", False),
    ],
)
def test_a_place_beside_a_village_holds_it_or_does_not(
    index: AreaIndex, code: str, name: str, level: str, *, may: bool
) -> None:
    assert index.may_lie_in(code, name, level) is may


def test_within_narrows_names(index: AreaIndex) -> None:
    assert index.resolve_name(None, "Merdeka", within="5371").area_code_bps == "5371041004"
    assert index.resolve("Kel. Oebobo", within="5371").area_code_bps == "5371030009"


def test_an_unknown_district_is_not_passed_over(index: AreaIndex) -> None:
    resolution = index.resolve_name("Kota Rajah", "Kuanino")

    assert (resolution.status, resolution.reading_b) == ("unknown", "Kec. Kota Raja, Kota Kupang (BPS 5371031)")


def test_facts_of_an_area(index: AreaIndex) -> None:
    assert index.kemendagri_of("5371030009") == "53.71.04.1001"
    assert index.kemendagri_of("5302010020") is None
    assert index.name_of("5303") == "Kabupaten Kupang"
    assert (index.parent_of("5371030009"), index.parent_of("53")) == ("5371030", None)
    with pytest.raises(KeyError):
        index.name_of("9999")


def test_villages_of_a_regency(index: AreaIndex) -> None:
    assert len(index.villages_of("5371")) == 51
    assert len(index.villages_of("5303")) == 177
    assert "5302010020" not in index.villages_of("5302")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Namosain (Kec. Alak)", "5371010011"),
        ("Kondamara, Kab. Sumba Timur", "5302010009"),
        ("Oebelo (Kabupaten Kupang)", "5303120010"),
        ("Kel. Naikoten I, Kota Raja", "5371031004"),
        ("Kel. Namosain, Kecamatan Alak", "5371010011"),
        ("Oebelo Kec Kupang Tengah, Kab. Kupang", "5303120010"),
        ("Desa Oebelo Kecamatan Kupang Tengah Kabupaten Kupang", "5303120010"),
        ("Oebelo, Kec. Kpg. Tengah", "5303120010"),
        ("Oebelo, Kupang Tengah, Kabupaten Kupang", "5303120010"),
        ("Oebelo - Kupang Tengah", "5303120010"),
        ("Oebelo/Kupang Tengah", "5303120010"),
        ("Oebelo Kab. Kupang", "5303120010"),
        ("Desa Oebelo, Kec. Kupang Tengah (BPS 5303120010)", "5303120010"),
        ("53.71.01.1001 Namosain", "5371010011"),
        ("53.71.01.1001 - Namosin", "5371010011"),
        ("Kel. Namosain 53.71.01.1001", "5371010011"),
        ("Namosain (Kemendagri 53.71.01.1001)", "5371010011"),
    ],
)
def test_a_village_with_its_district_or_its_code(index: AreaIndex, written: str, code: str) -> None:
    for found in (index.resolve(written), index.resolve_name(None, written)):
        assert (found.status, found.area_code_bps) == ("ok", code)


def test_a_name_beside_the_code_of_another_village_is_asked(index: AreaIndex) -> None:
    found = index.resolve("53.71.01.1001 Fatukoa")
    assert (found.status, found.area_code_bps) == ("ambiguous", None)
    assert (found.reading_a, found.reading_b) == (
        "Kel. Namosain, Kec. Alak (BPS 5371010011)",
        "Kel. Fatukoa, Kec. Maulafa (BPS 5371020001)",
    )
    assert index.resolve("53.71.01.1001 Xyzzqw").status == "unknown"
    assert index.resolve("Namosain (Kec. Maulafa)").status == "unknown"
