"""A layout that does not hold is refused, naming the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.layouts import LayoutError, load_layouts, read_layout

GOOD = """
source: village_deaths
area: {from: rows, village: desa_id}
headers:
  jumlah_aki: maternal_deaths
"""


def _read(folder: Path, text: str) -> None:
    path = folder / "sample.yml"
    path.write_text(text, encoding="utf-8")
    read_layout(path)


def test_a_good_layout_is_read(tmp_path: Path) -> None:
    _read(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("source: village_deaths", "source: village_births"), "source: no contract village_births"),
        (("source: village_deaths\n", ""), r"missing keys \['source'\]"),
        (("headers:", "units: {x: y}\nheaders:"), r"unknown keys \['units'\]"),
        (("maternal_deaths", "patients"), r"headers: village_deaths has no columns \['patients'\]"),
        (("from: rows", "from: sky"), "area: needs from"),
        (("from: rows, village: desa_id", "from: rows"), "area: needs from"),
        (("from: rows, village: desa_id", "from: file, level: planet"), "area: level"),
        (("headers:", "shape: circle\nheaders:"), "shape: must be"),
        (("headers:", "aliases: {jumlah: [n]}\nheaders:"), r"aliases: there are no headers \['jumlah'\]"),
        (("headers:", "hours_behind: {jam: 8}\nheaders:"), r"hours_behind: there are no headers \['jam'\]"),
        (("headers:", "codes: {x: {a: [1]}}\nheaders:"), r"codes: village_deaths has no columns \['x'\]"),
        (("headers:", "row_key: [x]\nheaders:"), r"row_key: village_deaths has no columns \['x'\]"),
    ],
)
def test_a_layout_that_does_not_hold(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(LayoutError, match=rf"sample\.yml: .*{told}"):
        _read(tmp_path, GOOD.replace(*change))


def test_what_makes_a_row_unique_are_columns_that_its_layout_fills() -> None:
    for layout in load_layouts():
        filled = {column for columns in layout.headers.values() for column in columns}
        assert set(layout.row_key) <= filled | set(layout.constants) | set(layout.from_partner)
