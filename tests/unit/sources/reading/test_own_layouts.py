"""The layouts of an office: they may not take persons out of the vault, nor the files of other layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.layouts.own import read_own_layouts
from sources.layouts.text import LayoutError

RECAP = """
source: village_deaths
area: {from: rows, village: Kode Desa}
headers: {Kematian Ibu: maternal_deaths, Kematian Bayi: infant_deaths}
"""


def refused(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError) as error:
        read_own_layouts(folder)
    return str(error.value)


def test_a_layout_of_the_office_is_read_whichever_way_its_name_ends(tmp_path: Path) -> None:
    (tmp_path / "recap.yml").write_text(RECAP)
    (tmp_path / "later.yaml").write_text(RECAP.replace("Ibu", "Ibu Hamil"))
    assert [layout.name for layout in read_own_layouts(tmp_path)] == ["later", "recap"]
    assert read_own_layouts(tmp_path / "none") == ()


@pytest.mark.parametrize("header", ["NIK", "NIK Ibu", "No. KK", "Nama Penerima"])
def test_persons_are_not_passed_over(tmp_path: Path, header: str) -> None:
    told = refused(tmp_path, recap=RECAP + f"ignored: [{header}]\n")
    assert told.startswith(f"recap.yml: {header}: ")
    (tmp_path / "recap.yml").write_text(RECAP + f"persons: [{header}]\n")
    assert len(read_own_layouts(tmp_path)) == 1


def test_a_number_of_persons_is_not_read_as_something_else(tmp_path: Path) -> None:
    assert "NIK" in refused(tmp_path, recap=RECAP.replace("Kode Desa", "NIK"))


def test_two_layouts_that_need_the_same_headers_are_refused(tmp_path: Path) -> None:
    assert "tata letak one memerlukan judul yang sama" in refused(tmp_path, one=RECAP, two=RECAP)
    (tmp_path / "one.yml").unlink()
    same = "source: village_deaths\narea: {from: rows, village: desa_id}\nheaders: {jumlah_aki: maternal_deaths, "
    assert "opendk_deaths" in refused(tmp_path, two=same + "JUMLAH AKB: infant_deaths}\n")


def test_names_and_partners_are_those_of_layouts_that_there_are(tmp_path: Path) -> None:
    assert "another layout has this name" in refused(tmp_path, opendk_deaths=RECAP)
    (tmp_path / "opendk_deaths.yml").unlink()
    assert "there is no layout nothing" in refused(tmp_path, recap=RECAP + "partner: nothing\n")
