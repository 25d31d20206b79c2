"""What the API gives beside its figures by variable: bodies saved by hand, static tables, SIMDASI tables."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from bps_files import IN_FIGURES, LINE, MEASURES, Stage, figures, refused


def test_a_body_of_the_api_saved_by_hand_needs_its_domain(stage_file: Stage) -> None:
    body = {
        "status": "OK",
        "data-availability": "available",
        "var": [{"val": 584, "label": "P0"}],
        "turvar": [{"val": "0", "label": "Tidak ada"}],
        "vervar": [{"val": 5371, "label": "Kota Kupang"}],
        "tahun": [{"val": 124, "label": "2024"}],
        "turtahun": [{"val": 0, "label": "Tahun"}],
        "datacontent": {"537158401240": 8.24},
    }
    content = json.dumps(body).encode()
    status, _, _, hint = refused(stage_file(content))
    assert status == "layout_unknown"
    assert "domain=5300" in hint
    staged = stage_file(content, notes="disimpan dari peramban; domain=5300")
    assert figures(staged) == [("537158401240", "5371", "2024", 8.24)]
    assert staged.rows["bps_values"]["source_code"].to_pylist() == ["bps_download"]


def test_a_static_table_of_the_api_is_escaped_twice_and_bilingual(stage_file: Stage) -> None:
    page_text = (
        f"<table><tr><td>{LINE}, 2024</td><td>&nbsp;</td></tr><tr><td>Poverty Line by Regency, 2024</td><td></td></tr>"
        "<tr><td>Kabupaten/Kota</td><td>2024</td></tr><tr><td> Alor </td><td>446875</td></tr>"
        "<tr><td>Malaka</td><td>-</td></tr><tr><td>Sumber: BPS</td><td>&nbsp;</td></tr></table>"
    )
    escaped = page_text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    data = {"table_id": "23", "title": LINE, "table": escaped, "updt_date": "2024-09-27"}
    answer = {"status": "OK", "data-availability": "available", "data": data}
    origin = {"domain": "5300", "source_code": "bps_webapi", "recorded_from_api": "true", "request": "view?id=23"}
    staged = stage_file(json.dumps(answer).encode(), **origin, fetched_at="2026-10-15T01:00:00+00:00")
    assert figures(staged) == [("B4", "5307", "2024", 446875.0), ("B5", "5321", "2024", None)]
    row = staged.rows["bps_values"].to_pylist()[0]
    assert (row["source_code"], row["recorded_from_api"], row["published_on"]) == (
        "bps_webapi",
        True,
        date(2024, 9, 27),
    )
    assert (row["request"], row["fetched_at"]) == ("view?id=23", datetime(2026, 10, 15, 1))  # noqa: DTZ001


def test_a_simdasi_table_has_codes_of_seven_digits_and_indonesian_numbers(stage_file: Stage) -> None:
    def row(code: str, label: str, *written: str) -> dict[str, Any]:
        cells = {
            f"k{number}": {"value": text, "value_raw": text, "value_code": None} for number, text in enumerate(written)
        }
        return {"label": label, "label_raw": label, "satuan": None, "kode_wilayah": code, "variables": cells}

    table = {
        "status": 200,
        "judul_tabel": f"{IN_FIGURES}, 2023",
        "tahun_data": 2023,
        "kolom": {f"k{number}": {"nama_variabel": name} for number, name in enumerate(MEASURES)},
        "data": [
            row("5371000", "Kupang", "730.000", "38,02", "8,61"),
            row("5300000", "NTT", "500.000,00", "...", "19,96"),
        ],
    }
    answer = {"status": "OK", "data-availability": "available", "data": [{"page": 1, "pages": 1}, table]}
    staged = stage_file(json.dumps(answer).encode())
    assert figures(staged) == [
        ("C3", "5371", "2023", 730000.0),
        ("D3", "5371", "2023", 38020.0),
        ("E3", "5371", "2023", 8.61),
        ("C4", "53", "2023", 500000.0),
        ("D4", "53", "2023", None),
        ("E4", "53", "2023", 19.96),
    ]
