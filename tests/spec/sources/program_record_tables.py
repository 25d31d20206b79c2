"""Minimal tables of the records of programmes, by layout: header and one row, and what is read of the row."""

from __future__ import annotations

from datetime import date

from sources.texts import Cell

NAMOSAIN = "53.71.01.1001"
NIK = "9999010101909999"
KK = "9999010101909998"
"""Of nobody: there is no province 99."""
CODE = "Kode Desa/Kelurahan"

PROGRAM_RECORD_TABLES: dict[str, tuple[list[list[Cell]], dict[str, object]]] = {
    "dtsen_list": (
        [
            ["nik", "nama", "no_kk", "kecamatan", "desa", "desil", "pkh", "bpnt", "pbi_jk"],
            [NIK, "Zwaun", KK, "ALAK", "NAMOSAIN", "6-10 Dalam Proses penurunan", "Tidak", "Ya", "1"],
        ],
        {"nik": NIK, "family_card_no": KK, "decile_low": 6, "decile_high": 10, "on_pkh": "Tidak", "on_pbi_jk": "Ya"},
    ),
    "stage_list": (
        [
            [
                *(CODE, "Program", "Gelombang", "Tahapan", "Rencana Tanggal", "Tanggal Pelaksanaan"),
                *("Jumlah Penerima (orang)", "Nilai (Rp)"),
            ],
            [NAMOSAIN, "BLT DD", 1, "SK Penetapan", "01/02/2025", "05/02/2025", 40, "Rp 12.000.000,-"],
        ],
        {"program_code": "blt_dd", "batch_no": 1, "stage": "penetapan", "done_on": date(2025, 2, 5), "persons": 40},
    ),
    "scholarship_list": (
        [
            [
                *("NIK", "Nama Penerima", CODE, "Beasiswa", "Jenjang", "NPSN", "Tanggal SK", "Tanggal Cair"),
                *("Nominal (Rp)", "Kelanjutan Sekolah", "Daerah Terpencil"),
            ],
            [NIK, "Zwaun", NAMOSAIN, "Beasiswa Walikota", "SMP", "50399001", "01/03/2024", None, 750000, "Lanjut", "T"],
        ],
        {"program_code": "mayor_scholarship", "school_level": "smp", "paid_on": None, "continuation": "melanjutkan"},
    ),
    "followup_list": (
        [
            [
                *("NIK", "Nama Peserta", "Tanggal Lahir", CODE, "Pelatihan", "Kejuruan", "Bulan Sesudah Pelatihan"),
                *("Tanggal Tindak Lanjut", "Bekerja", "Usaha Aktif", "Ber-NIB", "Tenaga Kerja (orang)"),
                *("Pendapatan Sebelum (Rp/bulan)", "Pendapatan Sekarang (Rp/bulan)", "Percaya Diri Sebelum (1-5)"),
                *("Percaya Diri Sekarang (1-5)", "Ibu Rumah Tangga"),
            ],
            [
                *(NIK, "Zwaun", "01/01/1990", NAMOSAIN, "Kursus Menjahit", "Menjahit", 6, "05/05/2025", "Ya", "Ya"),
                *("Tidak", 1, "Rp 500.000", 900000, 2, 4, "Ya"),
            ],
        ],
        {"program_code": "sewing_training", "months_after": 6, "workers": 1, "income_before_idr_per_month": 500000},
    ),
    "health_cover_list": (
        [
            ["NIK", "Nama Peserta", CODE, "Segmen", "Status Kepesertaan", "Kode Faskes"],
            [NIK, "Zwaun", NAMOSAIN, "PBI APBN", "Non Aktif", "P5371010101"],
        ],
        {"cover_kind": "pbi_jkn", "status": "nonaktif", "facility_code": "P5371010101"},
    ),
    "kobo_monitoring": (
        [
            [
                *("start", "lokasi/kode_desa", "responden/nik", "responden/nama", "bantuan/program"),
                *("bantuan/kebutuhan_dasar_terpenuhi", "bantuan/kehilangan_pendapatan", "bantuan/biaya_diminta_rp"),
                *("bantuan/mutu_barang_baik", "bantuan/tanda_terima", "_uuid", "_index", "_validation_status"),
            ],
            [
                *("x", "5371011001", NIK, "Zwaun", "BST", "4", "ya", "10000", "", "0", "u1", "1"),
                "validation_status_not_approved",
            ],
        ],
        {
            "program_code": "bst",
            "basic_needs_met": 4,
            "income_lost": "Ya",
            "charge_idr": 10_000.0,
            "goods_were_good": None,
            "receipt_signed": "Tidak",
            "validation_status": "not_approved",
        },
    ),
    "school_list": (
        [
            [
                *("NPSN", "Nama Sekolah", CODE, "Tahun Dibangun", "Ruang Kelas", "Rombel", "Peserta Didik"),
                *("Kondisi Bangunan", "Jarak (km)"),
            ],
            ["50399001", "SD Contoh", NAMOSAIN, 1987, 6, 8, 210, "Rusak Ringan", 1.5],
        ],
        {"facility_kind": "school", "facility_code": "50399001", "class_groups": 8, "condition": "rusak ringan"},
    ),
    "health_facility_list": (
        [
            ["Kode Faskes", "Nama Faskes", CODE, "Jenis Faskes", "Tahun Dibangun", "Kondisi Bangunan", "Jarak (km)"],
            ["P5371010101", "Pustu Contoh", NAMOSAIN, "Puskesmas Pembantu", None, "baik", 2.5],
        ],
        {"facility_kind": "pustu", "built_year": None, "distance_km": 2.5},
    ),
    "water_supply_list": (
        [
            ["Kode Sarana", "Nama Sarana", CODE, "Jiwa Terlayani", "Jam Alir per Hari", "Kondisi"],
            ["AIR-01", "Reservoir Contoh", NAMOSAIN, 1200, 6.5, "baik"],
        ],
        {"facility_kind": "water", "served_persons": 1200, "flow_hours": 6.5},
    ),
    "harvest_list": (
        [
            [
                *("Kelompok Tani", CODE, "Komoditas", "Musim Tanam", "Luas Panen (ha)", "Hasil Panen (kg)"),
                *("Kelompok Dampingan", "Program"),
            ],
            ["Contoh Tani", NAMOSAIN, "Jagung Pipilan", "MT1", 2.5, 7250, "Ya", "Pertanian Berkelanjutan"],
        ],
        {"commodity": "jagung", "season": "MT I", "area_ha": 2.5, "program_code": "ngo_sustainable_farming"},
    ),
    "complaint_list": (
        [
            ["Nomor Tiket", CODE, "Program", "Kategori", "Tanggal Masuk", "Tanggal Selesai", "Dibuka Kembali"],
            ["T-001", NAMOSAIN, "BPNT", "Jumlah Kurang", "05/01/2025", None, "Tidak"],
        ],
        {"program_code": "sembako", "category": "jumlah berkurang", "closed_on": None, "reopened": "Tidak"},
    ),
    "proposal_list": (
        [
            [
                *(CODE, "Usulan Program", "Pengusul", "Nomor Berita Acara", "Tanggal Berita Acara"),
                *("Anggaran (Rp)", "Realisasi (Rp)", "Diterima"),
            ],
            [NAMOSAIN, "Pamsimas", "Masyarakat", "BA/01/2024", "10/01/2024", 150000000, 140000000, "Ya"],
        ],
        {"program_code": "water_sanitation", "proposed_by": "warga", "minutes_no": "BA/01/2024", "accepted": "Ya"},
    ),
}
