"""Exports of one Kobo form on water points, made in the test: two submissions, the first with two user households."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import xlsxwriter

Lines = Sequence[Sequence[Any]]

POINTS: Lines = [
    [
        *("start", "lokasi/kode_desa", "titik/tanggal_kunjungan", "titik/nama", "titik/jenis", "titik/kondisi"),
        *("titik/jumlah_kk", "titik/kegunaan", "petugas/nama", "_id", "_uuid", "_submission_time"),
        *("_validation_status", "_submitted_by", "__version__", "_index"),
    ],
    [
        *("2025-05-12T08:01:22.113+08:00", "5371011001", "2025-05-12", "Sumur Contoh", "sumur_bor", "berfungsi"),
        *("25", "minum masak", "Warga Contoh 1", "811", "uuid-1", "2025-05-13T09:30:00"),
        *("validation_status_approved", "lsm_contoh", "vA1", "1"),
    ],
    [
        *("2025-06-02T10:00:00.000+08:00", "5371011002", "2025-06-02", "Mata Air Contoh", "mata_air", "rusak"),
        *("8", "ternak", "Warga Contoh 2", "812", "uuid-2", "2025-06-02T11:00:00"),
        *(None, "lsm_contoh", "vA1", "2"),
    ],
]
USERS: Lines = [
    [
        *("pengguna/nama", "pengguna/jumlah_anggota", "pengguna/menit_ambil_air", "_index", "_parent_table_name"),
        *("_parent_index", "_submission__id", "_submission__uuid", "_submission__validation_status"),
    ],
    ["Warga Contoh 3", "4", "45", "1", "Titik air", "1", "811", "uuid-1", "validation_status_approved"],
    ["Warga Contoh 4", "6", "20", "2", "Titik air", "1", "811", "uuid-1", "validation_status_approved"],
]
POINTS_IN_LABELS: Lines = [
    [
        *("start", "Kabupaten atau kota", "Kecamatan", "Desa atau kelurahan", "Tanggal kunjungan", "Nama titik air"),
        *("Jenis titik air", "Kondisi titik air", "Jumlah KK pengguna"),
        *("Air dipakai untuk/Minum", "Air dipakai untuk/Memasak", "Air dipakai untuk/Mandi dan cuci"),
        *("Air dipakai untuk/Ternak", "Nama petugas", "_uuid", "_submission_time", "_validation_status"),
        *("__version__", "_index"),
    ],
    [
        *("2025-05-12T08:01:22.113+08:00", "Kota Kupang", "Alak", "Namosain", "2025-05-12", "Sumur Contoh"),
        *("Sumur bor", "Berfungsi baik", 25, 1, 1, 0, 0, "Warga Contoh 1", "uuid-1", "2025-05-13T09:30:00"),
        *("Approved", "vA1", 1),
    ],
    [
        *("2025-06-02T10:00:00.000+08:00", "Kota Kupang", "Alak", "Nunbaun Sabu", "2025-06-02", "Mata Air Contoh"),
        *("Mata air", "Rusak", 8, 0, 0, 0, 1, "Warga Contoh 2", "uuid-2", "2025-06-02T11:00:00"),
        *(None, "vA1", 2),
    ],
]
USERS_IN_LABELS: Lines = [
    [
        *("Nama responden", "Jumlah anggota rumah tangga", "Menit mengambil air (pulang-pergi)", "_index"),
        *("_parent_table_name", "_parent_index", "_submission__uuid", "_submission__validation_status"),
    ],
    ["Warga Contoh 3", 4, 45, 1, "Titik air", 1, "uuid-1", "Approved"],
    ["Warga Contoh 4", 6, 20, 2, "Titik air", 1, "uuid-1", "Approved"],
]


def as_workbook(points: Lines, users: Lines | None = None) -> bytes:
    """An .xlsx export: the submissions, and a sheet for the repeat group."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, lines in (("Titik air", points), ("pengguna", users)):
            if lines is not None:
                sheet = book.add_worksheet(name)
                for number, line in enumerate(lines):
                    sheet.write_row(number, 0, line)
    return stream.getvalue()


def as_csv(points: Lines) -> bytes:
    """A CSV export: every field quoted, separated by semicolons, without the repeat group."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(points)
    return text.getvalue().encode()


def as_answer(points: Lines, users: Lines = (), *, count: int | None = None) -> bytes:
    """The answer of Kobo's API: the submissions with the repeat group in them, and with what no export has."""
    results = []
    for line in points[1:]:
        told = {name: value for name, value in zip(points[0], line, strict=True) if name != "_index"}
        turns = [dict(zip(users[0], turn, strict=True)) for turn in users[1:]]
        of_the_api = {
            "formhub/uuid": "f00",
            "meta/instanceID": f"uuid:{told['_uuid']}",
            "_xform_id_string": "aTitikAir",
            "_attachments": [],
            "_geolocation": [-10.17, 123.58],
            "_tags": [],
            "_notes": [],
            "_status": "submitted_via_web",
            "_validation_status": {"uid": told["_validation_status"]} if told["_validation_status"] else {},
        }
        households = [
            {name: value for name, value in turn.items() if name.startswith("pengguna/")}
            for turn in turns
            if turn["_submission__uuid"] == told["_uuid"]
        ]
        results.append(told | of_the_api | ({"pengguna": households} if households else {}))
    page = {"count": len(results) if count is None else count, "next": None, "previous": None, "results": results}
    return json.dumps(page).encode()


def renamed(lines: Lines, **headers: str) -> Lines:
    """The lines with other headers, as another version of the form has them; `titik__kk` stands for titik/kk."""
    names = {old.replace("__", "/"): new for old, new in headers.items()}
    return [[names.get(header, header) for header in lines[0]], *lines[1:]]


def without(lines: Lines, *headers: str) -> Lines:
    """The lines without these columns."""
    kept = [place for place, header in enumerate(lines[0]) if header not in headers]
    return [[line[place] for place in kept] for line in lines]


def changed(lines: Lines, row: int, **values: Any) -> Lines:
    """The lines with other values in one row (from 1), by header; `titik__nama` stands for titik/nama."""
    header = list(lines[0])
    copy = [list(line) for line in lines]
    for name, value in values.items():
        known = name if name in header else name.replace("__", "/")
        copy[row][header.index(known)] = value
    return copy
