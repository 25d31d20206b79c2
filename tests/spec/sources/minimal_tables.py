"""Minimal tables of the layouts: a header and one row of each, and what is read of it."""

from __future__ import annotations

from datetime import date

from program_record_tables import KK, NAMOSAIN, NIK, PROGRAM_RECORD_TABLES

from sources.texts import Cell

BORN = "01/01/1990"
DIMENSIONS = ("LAYANAN DASAR", "SOSIAL", "EKONOMI", "LINGKUNGAN", "AKSESIBILITAS", "TATA KELOLA PEMERINTAH")
POINTS = (120, 60, 100, 70, 40, 60)

Lines = list[list[Cell]]

TABLES: dict[str, tuple[Lines, dict[str, object]]] = {
    "opendk_deaths": (
        [["desa_id", "jumlah_aki", "jumlah_akb"], [NAMOSAIN, 0, 2]],
        {"maternal_deaths": 0, "infant_deaths": 2},
    ),
    "opendk_immunisation": ([["desa_id", "cakupan_imunisasi"], [NAMOSAIN, 85.5]], {"coverage": 85.5}),
    "opendk_epidemic": ([["desa_id", "jumlah_penderita"], [NAMOSAIN, 12]], {"patients": 12}),
    "epidemic_by_disease": (
        [["desa_id", "Jenis Penyakit", "jumlah_penderita"], [NAMOSAIN, "DBD", 12]],
        {"disease": "DBD", "patients": 12},
    ),
    "opendk_sanitation": ([["desa_id", "sanitasi", "toilet"], [NAMOSAIN, 80, 75]], {"sanitation": 80, "toilet": 75}),
    "opendk_preschool": (
        [["jumlah_paud_ra", "jumlah_guru_paud_ra", "jumlah_siswa_paud_ra"], [2, 6, 40]],
        {"preschools": 2, "preschool_teachers": 6, "preschool_pupils": 40},
    ),
    "opendk_dropout": (
        [
            [
                *("siswa_paud_ra", "anak_usia_paud_ra", "siswa_sd_mi", "anak_usia_sd_mi"),
                *("siswa_smp_mts", "anak_usia_smp_mts", "siswa_sma_ma", "anak_usia_sma_ma"),
            ],
            [10, 20, 90, 95, 40, 50, 30, 45],
        ],
        {"pupils_paud_ra": 10, "children_paud_ra": 20, "pupils_sd_mi": 90, "children_sma_ma": 45},
    ),
    "opendk_education": (
        [
            [
                *("tidak_tamat_sekolah", "tamat_sd_sederajat", "tamat_smp_sederajat"),
                *("tamat_sma_sederajat", "tamat_diploma_sederajat"),
            ],
            [100, 200, 150, 120, 30],
        ],
        {"no_schooling_completed": 100, "completed_diploma": 30},
    ),
    "opendk_preschool_rows": (
        [
            ["ID", "Nama Desa", "Jumlah PAUD/RA", "Jumlah Guru PAUD/RA", "Jumlah Siswa PAUD/RA"],
            [7, "Namosain", 2, 6, 40],
        ],
        {"preschools": 2, "preschool_pupils": 40, "area_code_bps": "5371010011"},
    ),
    "opendk_dropout_rows": (
        [
            [
                *("ID", "Nama Desa", "Siswa PAUD", "Anak Usia PAUD", "Siswa SD", "Anak Usia SD"),
                *("Siswa SMP", "Anak Usia SMP", "Siswa SMA", "Anak Usia SMA", "Tanggal Dibuat"),
            ],
            [7, "Namosain", 10, 20, 90, 95, 40, 50, 30, 45, "02/05/2025 10:00:00"],
        ],
        {"pupils_paud_ra": 10, "children_sd_mi": 95, "children_sma_ma": 45, "area_code_bps": "5371010011"},
    ),
    "opendk_education_rows": (
        [
            [
                *("ID", "Nama Desa", "Tidak Tamat Sekolah", "Tamat SD", "Tamat SMP", "Tamat SMA"),
                "Tamat Diploma/Sederajat",
            ],
            [7, "Namosain", 100, 200, 150, 120, 30],
        ],
        {"no_schooling_completed": 100, "completed_smp": 150, "completed_diploma": 30, "area_code_bps": "5371010011"},
    ),
    "opendk_apbdes_rows": (
        [["ID", "Desa", "No Akun", "Nama Akun", "Jumlah"], [7, "Namosain", "4.10", "Pendapatan", "1,500,000.00"]],
        {"account_no": "4.10", "amount_idr": 1500000.0, "area_code_bps": "5371010011"},
    ),
    "opendk_apbdes": (
        [["no_akun", "nama_akun", "jumlah"], ["4.10", "Pendapatan", "Rp 1.500.000,-"]],
        {"account_no": "4.10", "account_name": "Pendapatan", "amount_idr": 1_500_000},
    ),
    "opendk_budget": (
        [
            [
                *("total_anggaran", "total_belanja", "belanja_pegawai"),
                *("belanja_barang_jasa", "belanja_modal", "belanja_tidak_langsung"),
            ],
            [1000000, 600000, 300000, 100000, 150000, 50000],
        ],
        {"total_budget_idr": 1000000, "indirect_idr": 50000},
    ),
    "opendk_facilities": (
        [["desa_id", "nama", "jumlah", "kategori", "keterangan"], [NAMOSAIN, "Posyandu Melati", 1, "Posyandu", None]],
        {"facility_name": "Posyandu Melati", "facility_count": 1, "facility_category": "posyandu", "remark": None},
    ),
    "opendk_programs": (
        [
            ["desa_id", "id", "nama", "sasaran", "ndesc", "sdate", "edate", "userid", "status", "asaldana"],
            [NAMOSAIN, 7, "BLT DD", 1, "x", "2025-01-01", "2025-12-31", 1, 1, "Dana Desa"],
        ],
        {"program_code": "blt_dd", "program_name": "BLT DD", "target_kind": "Penduduk", "starts_on": date(2025, 1, 1)},
    ),
    "opendk_participants": (
        [
            [
                *("desa_id", "id", "peserta", "program_id", "no_id_kartu", "kartu_nik", "kartu_nama"),
                *("kartu_tempat_lahir", "kartu_tanggal_lahir", "kartu_alamat", "sasaran"),
            ],
            [NAMOSAIN, 1, NIK, "BLT DD 2025", 1, NIK, "Zwaun", "Nyel", "1990-01-01", "Jl. X", 1],
        ],
        {"program_code": "blt_dd", "nik": NIK, "birth_date": date(1990, 1, 1)},
    ),
    "bansos_list": (
        [
            [
                *("No", "NAMA PENERIMA", "NIK KTP", "TAHAP", "BANSOS", "NM KAB", "NM KEC", "NM KEL"),
                *("ALAMAT", "STATUS", "NOMINAL", "TANGGAL"),
            ],
            [1, "Zwaun", NIK, "Tahap 1", "BST", "KOTA KUPANG", "ALAK", "NAMOSAIN", "Jl. X", "OMSPAN", 600000, None],
        ],
        {"program_code": "bst", "nik": NIK, "stage": "1", "amount_idr": 600000, "disbursement_status": "OMSPAN"},
    ),
    "pip_list": (
        [
            ["NISN", "NIK", "NAMA", "JENJANG", "SEKOLAH", "DESA_ID", "TERMIN", "NOMINAL", "STATUS", "TANGGAL"],
            ["0099", NIK, "Zwaun", "SD", "SD X", NAMOSAIN, 1, 450000, "ditransfer", "05/05/2025"],
        ],
        {"program_code": "pip", "stage": "1", "disbursement_status": "ditransfer", "paid_on": date(2025, 5, 5)},
    ),
    "training_list": (
        [
            ["NIK", "NAMA", "JK", "DESA_ID", "KEJURUAN", "TANGGAL", "LULUS"],
            [NIK, "Zwaun", "P", NAMOSAIN, "Las Listrik", "05/05/2025", "Ya"],
        ],
        {"program_code": "blk_training", "sex": "F", "trade": "Las Listrik", "graduated": "Ya"},
    ),
    "sipd_budget": (
        [
            ["Kode Program", "Nama Program", "Perangkat Daerah", "Pagu", "Realisasi"],
            ["bst", "Bantuan Sosial Tunai", "Dinas Sosial", 5000000, 1000000],
        ],
        {"program_code": "bst", "agency": "Dinas Sosial", "budget_idr": 5000000, "realised_idr": 1000000},
    ),
    **PROGRAM_RECORD_TABLES,
    "idm_api": (
        [
            [
                *("status", "mapData/SUMMARIES/TAHUN", "mapData/SUMMARIES/SKOR_SAAT_INI", "mapData/SUMMARIES/STATUS"),
                *("mapData/ROW/NO", "mapData/ROW/INDIKATOR", "mapData/ROW/SKOR", "mapData/IDENTITAS/id_desa"),
            ],
            [200, 2024, 0.71, "MAJU", None, "IKS 2024", "0.8123", "5371011001"],
        ],
        {"index_year": 2024, "indicator_name": "IKS 2024", "indicator_score": 0.8123, "village_status": "maju"},
    ),
    "idm_stored": (
        [
            ["SUMMARIES/TAHUN", "SUMMARIES/SKOR_SAAT_INI", "ROW/INDIKATOR", "ROW/SKOR", "IDENTITAS/id_desa"],
            [2024, 0.71, "Skor Akses Sarkes", 5, "5371011001"],
        ],
        {"period": "2024", "village_score": 0.71, "indicator_score": 5},
    ),
    "indeks_desa": (
        [
            [*DIMENSIONS, "KODE DESA", "SKOR INDEKS DESA", "STATUS", "TAHUN"],
            [*POINTS, "5371011001", 70.87, "MAJU", 2025],
        ],
        {"period": "2025", "basic_services_points": 120, "governance_points": 60, "village_status": "maju"},
    ),
    "indeks_desa_names": (
        [
            ["PROVINSI", "NAMA KABUPATEN / KOTA", "KECAMATAN", "DESA/KELURAHAN", *DIMENSIONS, "SKOR", "TAHUN"],
            ["NUSA TENGGARA TIMUR", "KOTA KUPANG", "ALAK", "NAMOSAIN", *POINTS, 70.87, 2025],
        ],
        {"period": "2025", "social_points": 60, "index_score": 70.87, "village_status": None},
    ),
    "sdgs_desa_api": (
        [["average", "total_desa", "data/goals", "data/title", "data/score"], [55.5, 1, 3, "Desa Sehat", 61.25]],
        {"goal_no": 3, "goal_name": "Desa Sehat", "goal_score": 61.25, "village_average": 55.5},
    ),
    "kobo_water_points": (
        [
            [
                *("start", "lokasi/kode_desa", "titik/tanggal_kunjungan", "titik/nama", "titik/kondisi"),
                *("titik/jumlah_kk", "titik/kegunaan", "_uuid", "_index"),
            ],
            ["2025-05-12", "5371011001", "2025-05-12", "Sumur Contoh", "berfungsi", "25", "minum masak", "u-1", "1"],
        ],
        {"period": "2025-05", "user_households": 25, "used_for_cooking": "yes", "used_for_livestock": "no"},
    ),
    "kobo_water_points_labels": (
        [
            [
                *("Kabupaten atau kota", "Kecamatan", "Desa atau kelurahan", "Tanggal kunjungan", "Nama titik air"),
                *("Kondisi titik air", "Jumlah KK pengguna", "Air dipakai untuk", "_uuid", "_index"),
            ],
            [
                *("Kota Kupang", "Alak", "Namosain", "12/05/2025", "Sumur Contoh", "Berfungsi baik", 25),
                *("Minum Mandi dan cuci", "u-1", 1),
            ],
        ],
        {"period": "2025-05", "point_status": "functioning", "used_for_washing": "yes", "used_for_cooking": "no"},
    ),
    "opensid_residents": (
        [["alamat", "nama", "no_kk", "nik", "sex", "tanggallahir", "status_dasar"], ["X", "Y", KK, NIK, 2, BORN, 1]],
        {"nik": NIK, "family_card_no": KK, "sex": "F", "birth_date": date(1990, 1, 1), "life_status": "alive"},
    ),
    "opendk_residents": (
        [
            ["nama", "nomor_kk", "nomor_nik", "jenis_kelamin", "tanggal_lahir", "status_dasar", "desa_id"],
            ["Y", KK, NIK, "PEREMPUAN", BORN, "PINDAH", NAMOSAIN],
        ],
        {"nik": NIK, "sex": "F", "birth_date": date(1990, 1, 1), "life_status": "moved", "area_code_bps": "5371010011"},
    ),
    "siak_residents": (
        [
            ["Nomor KK", "NIK", "Nama Penduduk", "Status", "Tanggal Lahir", "Kelamin", "Kecamatan", "Desa/Kel"],
            [KK, NIK, "Y", "MATI", BORN, "Laki-laki", "Alak", "Namosain"],
        ],
        {"nik": NIK, "sex": "M", "life_status": "dead", "birth_date": date(1990, 1, 1), "area_code_bps": "5371010011"},
    ),
    "buku_induk_residents": (
        [
            [
                *("Nomor Urut", "Nama Lengkap", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir"),
                *("Dapat Membaca Huruf", "Kedudukan Dalam Keluarga", "NIK", "Nomor KK", "Ket"),
            ],
            [1, "X", "LAKI-LAKI", "Y", "01-01-1990", "L", "KEPALA KELUARGA", NIK, KK, "-"],
        ],
        {"nik": NIK, "family_card_no": KK, "sex": "M", "birth_date": date(1990, 1, 1), "said_to_have_left": "no"},
    ),
    "bip_residents": (
        [
            ["NO", "Nama Lengkap", "NIK", "Tempat dan Tanggal Lahir", None, "JK", "SHDK"],
            [f"No. KK : {KK}"],
            [1, "Y", NIK, "Z", BORN, "L", "KEPALA KELUARGA"],
        ],
        {"nik": NIK, "family_card_no": KK, "sex": "M", "birth_date": date(1990, 1, 1)},
    ),
    "eppgbm_children": (
        [
            [
                *("NIK", "Tgl Lahir", "Kab/Kota", "Kec", "Pukesmas", "Desa/Kel", "Tanggal Pengukuran", "Berat"),
                *("Tinggi", "BB/U", "ZS BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB"),
            ],
            [
                *(NIK, "01/03/2023", "KOTA KUPANG", "ALAK", "Alak", "NAMOSAIN", "10/02/2025", "10,5"),
                *("83,2", "Normal", "-1,5", "Pendek", "-2:25", "Gizi Baik", "0.3"),
            ],
        ],
        {"period": "2025-02", "weight_kg": 10.5, "height_for_age": "stunted", "height_for_age_z": -2.25},
    ),
    "prodeskel_families": (
        [
            [
                *("No. KK", "3. Status Kepemilikan Rumah *", "Kategori KK"),
                *("Peserta BPJS/Jamkesmas/Jamkesda", "Sumber Air Minum *"),
            ],
            [KK, 169, 0, "Ya", "499"],
        ],
        {
            "family_card_no": KK,
            "home_ownership": "own",
            "welfare_category": "pre_prosperous",
            "health_insurance": "insured",
            "drinking_water_source": "tap",
        },
    ),
}
