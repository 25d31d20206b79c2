"""The layouts' headers are those of the files in real use, where the material that lists them is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sources.layouts.files import load_layouts
from sources.texts import key

SHARED = Path(os.environ.get("SETARA_SHARED", Path(__file__).parents[5] / "shared"))
HEADERS = SHARED / "data" / "village" / "headers.json"
FILES = {
    "opendk_deaths": "Format_Upload_AKI_&_AKB.xlsx",
    "opendk_immunisation": "Format_Upload_Cakupan_Imunisasi.xlsx",
    "opendk_epidemic": "Format_Upload_Epidemi_Penyakit.xlsx",
    "opendk_sanitation": "Format_Upload_Toilet_&_Sanitasi.xlsx",
    "opendk_preschool": "Format_Upload_Fasilitas_PAUD.xlsx",
    "opendk_dropout": "Format_Upload_Putus_Sekolah.xlsx",
    "opendk_education": "Format_Upload_Tingkat_Pendidikan.xlsx",
    "opendk_apbdes": "Format_Upload_APBDes.xlsx",
    "opendk_budget": "Format_Upload_Anggaran_Realisasi.xlsx",
    "opendk_facilities": "Format_Upload_Data_Sarana.xlsx",
    "opendk_programs": "program_bantuan_31_05_2022_opendk.csv",
    "opendk_participants": "peserta_program_bantuan_31_05_2022_opendk.csv",
}


@pytest.mark.skipif(not HEADERS.exists(), reason="optional: no list of headers in real use here")
@pytest.mark.parametrize("name", FILES)
def test_every_header_of_a_real_file_is_known_and_every_needed_one_is_in_it(name: str) -> None:
    layout = next(layout for layout in load_layouts() if layout.name == name)
    real = {key(header) for header in json.loads(HEADERS.read_text(encoding="utf-8"))[f"opendk/{FILES[name]}"]}
    assert layout.needed <= real <= set(layout.spelled)
