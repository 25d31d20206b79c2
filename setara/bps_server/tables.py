"""Static and SIMDASI tables of the loopback service: small, made up, and labelled so in their titles and notes.

No title here is one of `sources/bps/tables.yml`: nothing of it can be taken for a figure of BPS.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

SIMDASI = "interoperabilitas/datasource/simdasi/id/"
AREA = "5371000"
TABLE_ID = "Q09OVE9IIEJVQVRBTg=="
YEARS = (2022, 2023)
COLUMN = "lxkwts7rnj"
MADE_UP = "contoh buatan | made-up example"
TITLE = f"Luas Panen Jagung Menurut Kecamatan ({MADE_UP})"
STATIC_TABLES = {str(number): f"Tabel Statis {number} ({MADE_UP})" for number in range(1, 13)}
HARVEST = {"5371010": ("Alak", "1.836,00"), "5371020": ("Maulafa", "-")}
"""Name and hectares, as SIMDASI writes them, by 7-digit code."""

Params = Mapping[str, str]


def static_items(of_domain: Mapping[str, Any], params: Params) -> Iterable[dict[str, Any]]:
    """The static tables of a domain that has figures; `keyword` narrows them."""
    keyword = params.get("keyword", "").casefold()
    for number, title in STATIC_TABLES.items() if of_domain else ():
        if keyword in title.casefold():
            yield {"table_id": int(number), "title": title, "subj_id": 1, "subj": "Contoh", "updt_date": "2024-09-27"}


def static_view(params: Params) -> Any:
    """A static table, its page escaped twice; None where there is none of that number."""
    title = STATIC_TABLES.get(params.get("id", ""))
    if params.get("model") != "statictable" or title is None:
        return None
    rows = (("&nbsp;", "2023"), ("Alak", "-"), ("Maulafa", "1.234"))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ((title, "&nbsp;"), *rows))
    data = {"table_id": params["id"], "title": title, "table": html.escape(f"<table>{cells}</table>")}
    return {"status": "OK", "data-availability": "available", "data": {**data, "updt_date": "2024-09-27"}}


def simdasi(number: str, params: Params) -> Any:
    """An answer of SIMDASI: 22 subjects, 23 tables of an area, 25 a table. Errors stand inside an answer that is OK."""
    if number not in ("22", "23", "25") or "wilayah" not in params:
        return _answer(_refusal("Invalid Parameter"))
    if params["wilayah"] != AREA:
        return _answer(_refusal("Wilayah tidak ditemukan"))
    if number == "22":
        return _answer({"status": 200, "data": [{"mms_id": 1, "subject": "Contoh", "bab": MADE_UP}]})
    if number == "23":
        return _answer({"status": 200, "data": [_entry()]})
    if params.get("id_tabel") != TABLE_ID or params.get("tahun", "") not in map(str, YEARS):
        return _answer(_refusal("Tabel tidak ditemukan"))
    return _answer(_table(int(params["tahun"])))


def _answer(held: Any) -> Any:
    head = {"page": 1, "pages": 1, "per_page": 1, "count": 1, "total": 1}
    return {"status": "OK", "data-availability": "available", "data": [head, held]}


def _refusal(message: str) -> dict[str, Any]:
    return {"status": 400, "condition": "ERROR", "message": message}


def _entry() -> dict[str, Any]:
    about = {"id_tabel": TABLE_ID, "kode_tabel": "0.0.1", "judul": TITLE, "subject": "Contoh"}
    return {**about, "ketersediaan_tahun": list(YEARS)}


def _table(year: int) -> dict[str, Any]:
    rows = [
        {
            "label": name,
            "label_raw": name,
            "satuan": None,
            "kode_wilayah": code,
            "variables": {COLUMN: {"value": figure, "value_raw": figure, "value_code": None}},
        }
        for code, (name, figure) in HARVEST.items()
    ]
    head = {"status": 200, "condition": "OK", "judul_tabel": TITLE, "tahun_data": year, "wilayah": MADE_UP}
    return {**head, "kolom": {COLUMN: {"nama_variabel": "Luas Panen (ha)"}}, "data": rows}
