"""A layout that does not hold is refused, naming the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.layouts.files import LayoutError, load_layouts, read_layout
from sources.layouts.layout import Layout
from sources.texts import key

GOOD = """
source: village_deaths
area: {from: rows, village: desa_id}
headers:
  jumlah_aki: maternal_deaths
"""


def _read(folder: Path, text: str) -> Layout:
    path = folder / "sample.yml"
    path.write_text(text, encoding="utf-8")
    return read_layout(path)


def test_a_good_layout_is_read(tmp_path: Path) -> None:
    _read(tmp_path, GOOD)


def test_a_layout_knows_the_usual_spellings_of_its_villages_but_those_that_it_names_itself(tmp_path: Path) -> None:
    spelled = _read(tmp_path, GOOD + "ignored: [Nama Desa]\naliases: {desa_id: [id desa]}\n").spelled
    assert [spelled[name] for name in map(key, ("Id Desa", "Kode Desa", "Kelurahan"))] == ["desa_id"] * 3
    assert spelled[key("Nama Desa")] == "Nama Desa"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("source: village_deaths", "source: village_births"), r"source: tidak ada \| no contract village_births"),
        (("source: village_deaths\n", ""), r"missing keys \['source'\]"),
        (("headers:", "units: {x: y}\nheaders:"), r"unknown keys \['units'\]"),
        (
            ("maternal_deaths", "patients"),
            r"headers: tidak ada kolom ini \| village_deaths has no columns \['patients'\]",
        ),
        (("from: rows", "from: sky"), r"area: perlu from dan judul kolomnya \| needs from"),
        (("from: rows, village: desa_id", "from: rows"), r"area: perlu from dan judul kolomnya \| needs from"),
        (("from: rows, village: desa_id", "from: file, level: planet"), "area: level"),
        (("headers:", "shape: circle\nheaders:"), r"shape: harus salah satu dari \| must be"),
        (
            ("headers:", "aliases: {jumlah: [n]}\nheaders:"),
            r"aliases: judul ini tidak ada di atas \| there are no headers \['jumlah'\]",
        ),
        (
            ("headers:", "hours_behind: {jam: 8}\nheaders:"),
            r"hours_behind: judul ini tidak ada di atas \| there are no headers \['jam'\]",
        ),
        (
            ("headers:", "codes: {x: {a: [1]}}\nheaders:"),
            r"codes: tidak ada kolom ini \| village_deaths has no columns \['x'\]",
        ),
        (
            ("headers:", "row_key: [x]\nheaders:"),
            r"row_key: tidak ada kolom ini \| village_deaths has no columns \['x'\]",
        ),
    ],
)
def test_a_layout_that_does_not_hold(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(LayoutError, match=rf"sample\.yml: .*{told}"):
        _read(tmp_path, GOOD.replace(*change))


TWICE = "headers:\n  jumlah_aki: infant_deaths"


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (("  jumlah_aki", "\tjumlah_aki"), 5, "use spaces, no tab"),
        (("headers:", "ignored: [No\nheaders:"), 5, "YAML cannot be read"),
        (("headers:", f"{TWICE}\nheaders:"), 6, '"headers" sudah ada di baris | stands on line 4, too'),
        (("headers:", f"{TWICE}"), 6, '"jumlah_aki" sudah ada di baris | stands on line 5, too'),
        (("headers:", "ignored: [Jumlah AKI]\nheaders:"), 6, "one header is named twice"),
        (("village: desa_id", "village: jumlah_aki"), 3, "one header is named twice"),
        (("headers:", "optional: {aki: maternal_deaths}\nheaders:"), 5, "the column is filled from two places"),
        (("headers:\n  jumlah_aki: maternal_deaths", "headers: [jumlah_aki]"), 4, "must hold `name: value`"),
        (("headers:\n  jumlah_aki: maternal_deaths", "headers:"), 4, "must hold `name: value`"),
        (("maternal_deaths", ""), 5, "must be one text"),
        (("headers:", "ignored: No\nheaders:"), 4, "must be a list"),
        (("{from: rows, village: desa_id}", "rows"), 3, "must hold `name: value`"),
        (("desa_id}", "desa_id, system: bsp}"), 3, "system: harus salah satu dari | must be one of"),
        (("desa_id}", "desa_id, villages: x}"), 3, "unknown keys ['villages']"),
        (("headers:", "hours_behind: {jumlah_aki: delapan}\nheaders:"), 4, "must be a whole number"),
        (("headers:", "constants: {infant_deaths: banyak}\nheaders:"), 4, '"banyak" bukan isi infant_deaths'),
        (("source: village_deaths", "source: bps_values"), 2, "source: harus salah satu dari | must be one of"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, told: str) -> None:
    with pytest.raises(LayoutError) as error:
        _read(tmp_path, GOOD.replace(*change))
    assert str(error.value).startswith(f"sample.yml: baris | line {line}: ")
    assert told in str(error.value)


@pytest.mark.parametrize("text", ["", "- a", "halo"])
def test_what_is_no_layout_at_all_is_told_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(LayoutError, match=r"sample\.yml: harus berisi"):
        _read(tmp_path, text)


def test_what_a_row_must_have_is_filled_by_something(tmp_path: Path) -> None:
    facilities = "source: facilities\narea: {from: rows, village: desa}\nheaders: {NPSN: facility_code}\n"
    with pytest.raises(LayoutError, match=r"filled by nothing \['facility_kind'\]"):
        _read(tmp_path, facilities)
    _read(tmp_path, facilities + "constants: {facility_kind: school}\n")


def test_headers_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "sample.yml"
    path.write_text(GOOD + "  2025: infant_deaths\nignored: [No, 1.10, 2025-01-01]\n", encoding="utf-8-sig")
    layout = read_layout(path)
    assert layout.headers == {"jumlah_aki": ("maternal_deaths",), "2025": ("infant_deaths",)}
    assert layout.ignored == {"No", "1.10", "2025-01-01"}


def test_what_makes_a_row_unique_are_columns_that_its_layout_fills() -> None:
    for layout in load_layouts():
        filled = {column for columns in layout.headers.values() for column in columns}
        assert set(layout.row_key) <= filled | set(layout.constants) | set(layout.from_partner)
