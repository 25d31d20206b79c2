"""Reports that a village sends itself: budget every month, schools and schooling every half-year.

Most send one workbook of several sheets behind a cover; some send each sheet as a CSV file, its village and period in
the file name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from setara.demo import figures
from setara.demo.chance import chance
from setara.demo.district_files import reports
from setara.demo.figures import SCHOOL_SHARES, Village
from setara.demo.labels import cover, slug, title
from setara.demo.plan import VILLAGE_REPORTS, Cell, DemoFile, Measure, Row, Sheet
from setara.demo.world import World, received

CSV_EVERY = 9
"""Of a kab/kota, one village in so many sends CSV files."""
DAYS_TO_REPORT = 5

PRESCHOOL_HEADERS = {
    "jumlah_paud_ra": ("preschools", "preschools"),
    "jumlah_guru_paud_ra": ("preschool_teachers", "preschool_teachers_persons"),
    "jumlah_siswa_paud_ra": ("preschool_pupils", "preschool_pupils_children"),
}
EDUCATION_HEADERS = {
    "tidak_tamat_sekolah": "no_schooling_completed",
    "tamat_sd_sederajat": "completed_sd",
    "tamat_smp_sederajat": "completed_smp",
    "tamat_sma_sederajat": "completed_sma",
    "tamat_diploma_sederajat": "completed_diploma",
}
BUDGET_HEADERS = {
    "total_anggaran": "total_budget_idr",
    "total_belanja": "total_spending_idr",
    "belanja_pegawai": "personnel_idr",
    "belanja_barang_jasa": "goods_services_idr",
    "belanja_modal": "capital_idr",
    "belanja_tidak_langsung": "indirect_idr",
}
SHEET_NAMES = {
    "village_apbdes": "APBDes",
    "village_budget": "Anggaran",
    "village_preschool": "PAUD",
    "village_dropout": "Putus Sekolah",
    "village_education": "Pendidikan",
}


def village_files(world: World) -> Iterator[DemoFile]:
    """All files of all villages, without faults."""
    numbers: dict[str, int] = defaultdict(int)
    for village in world.villages:
        number = numbers[village.regency]
        numbers[village.regency] += 1
        for report, period, sheets in _reports(world, village):
            days = chance(world.seed, "received", report, village.code, period).randint(2, 8)
            came = received(period, days)
            if number % CSV_EVERY == 1:
                yield from (_csv(village, period, came, sheet) for sheet in sheets)
            else:
                yield _workbook(village, period, came, report, sheets)


def _reports(world: World, village: Village) -> Iterator[tuple[str, str, list[Sheet]]]:
    """Name, period and sheets of each of a village's reports."""
    for month in world.months:
        if reports(world, "monthly", village, month):
            yield "laporan_bulanan", month, [_apbdes(world, village, month), _budget(world, village, month)]
    if reports(world, "semester", village, world.semester):
        sheets = [_preschool(world, village), _dropout(world, village), _education(world, village)]
        yield "laporan_semester", world.semester, sheets


def monthly_workbook(world: World, village: Village, month: str) -> DemoFile:
    """A village's accounts and budget of one month, whether or not it reports in the demo."""
    sheets = [_apbdes(world, village, month), _budget(world, village, month)]
    return _workbook(village, month, received(month, DAYS_TO_REPORT), "laporan_bulanan", sheets)


def _workbook(village: Village, period: str, came: date, report: str, sheets: list[Sheet]) -> DemoFile:
    code = village.code_kemendagri
    front = cover(report.replace("_", " ").capitalize(), period, ("Desa/Kelurahan", code))
    name = f"{report}_{code}_{period}.xlsx"
    return DemoFile(VILLAGE_REPORTS, name, came, period, sheets, village=village.code, cover=front)


def _csv(village: Village, period: str, came: date, sheet: Sheet) -> DemoFile:
    name = f"{slug(sheet.name)}__{village.code_kemendagri}__{period}.csv"
    _as_careful_text(sheet)
    return DemoFile(VILLAGE_REPORTS, name, came, period, [sheet], village=village.code)


def _as_careful_text(sheet: Sheet) -> None:
    """Amounts of money as people write them into a text: they stay unambiguous, having two separators or more."""
    for row in sheet.rows:
        if sheet.source == "village_apbdes":
            row.cells["jumlah"] = f"Rp {int(str(row.cells['jumlah'])):,}".replace(",", ".") + ",-"


def _sheet(source: str, headers: list[str], rows: list[Row], village: Village, period: str) -> Sheet:
    name = SHEET_NAMES[source]
    return Sheet(source, name, headers, rows, [title(name, village.code_kemendagri, period)])


def _apbdes(world: World, village: Village, month: str) -> Sheet:
    rows = [
        Row(
            {"no_akun": number, "nama_akun": name, "jumlah": amount},
            village.code,
            {("apbdes_amount_idr", "account", number): amount},
        )
        for number, name, amount in figures.accounts(world.seed, village, int(month[-2:]))
    ]
    return _sheet("village_apbdes", ["no_akun", "nama_akun", "jumlah"], rows, village, month)


def _budget(world: World, village: Village, month: str) -> Sheet:
    told = figures.budget(world.seed, village, int(month[-2:]))
    row = Row({header: told[column] for header, column in BUDGET_HEADERS.items()}, village.code, budget_counts(told))
    return _sheet("village_budget", list(BUDGET_HEADERS), [row], village, month)


def budget_counts(told: Mapping[str, float]) -> dict[Measure, float]:
    """What a budget row adds to."""
    kinds = [column for column in told if column != "total_budget_idr"]
    names = {column: column.removesuffix("_idr").removesuffix("_spending") for column in kinds}
    return {
        ("village_budget_idr", "_T", "_T"): told["total_budget_idr"],
        **{("village_spending_idr", "spending_kind", names[column]): told[column] for column in kinds},
    }


def _preschool(world: World, village: Village) -> Sheet:
    told = figures.preschool(world.seed, village)
    cells: dict[str, Cell] = {header: told[column] for header, (column, _) in PRESCHOOL_HEADERS.items()}
    counts: dict[Measure, float] = {(measure, "_T", "_T"): told[c] for c, measure in PRESCHOOL_HEADERS.values()}
    row = Row(cells, village.code, counts)
    return _sheet("village_preschool", list(PRESCHOOL_HEADERS), [row], village, world.semester)


def _dropout(world: World, village: Village) -> Sheet:
    told = figures.dropout(world.seed, village)
    cells: dict[str, Cell] = {}
    counts: dict[Measure, float] = {}
    for level in SCHOOL_SHARES:
        pupils, children = told[f"pupils_{level}"], told[f"children_{level}"]
        cells |= {f"siswa_{level}": pupils, f"anak_usia_{level}": children}
        counts["out_of_school_children", "school_level", level] = children - pupils
        counts["children_of_school_age", "school_level", level] = children
    return _sheet("village_dropout", list(cells), [Row(cells, village.code, counts)], village, world.semester)


def _education(world: World, village: Village) -> Sheet:
    told = figures.education(world.seed, village)
    cells: dict[str, Cell] = {header: told[column] for header, column in EDUCATION_HEADERS.items()}
    counts: dict[Measure, float] = {
        ("education_attained_persons", "education", column): told[column] for column in EDUCATION_HEADERS.values()
    }
    return _sheet("village_education", list(cells), [Row(cells, village.code, counts)], village, world.semester)
