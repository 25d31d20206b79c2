"""Faults of single rows and cells in village reports."""

from __future__ import annotations

from datetime import timedelta

from setara.demo.field import Field, Spot
from setara.demo.plan import DUPLICATE, HELD, LABEL, REJECTED, VILLAGE_REPORTS, DemoFile, Expected, Row, Sheet
from setara.demo.village_files import BUDGET_HEADERS, budget_counts
from setara.demo.world import World

AMBIGUOUS_CODE = "5371041001"
"""Airmata in BPS's codes, Oebobo in those of Kemendagri (53.71.04.1001)."""
UNKNOWN_CODE = "53.71.05.1077"
ANSWER = "Konfirmasi"
CODE_AS_NUMBER = 53.7101
"""What a spreadsheet makes of 53.71.01 typed without its second dot."""


def plant_wrong_rows(field: Field) -> None:
    """W01 to W03, W06, W07, N01 to N10 but N06, N15, H01, H02, K01, K05, K08, C02; a correction that is no fault."""
    _overspent(field)
    _parts_and_total(field)
    _villages(field)
    _numbers(field)
    _declared(field)
    _facilities(field)
    _repeated_row(field)
    _contradiction(field)
    _correction(field)
    _sent_unchanged(field)
    _without_a_school(field)
    _odd_answer(field)


def _in_workbook(spot: Spot) -> bool:
    return spot.file.is_workbook


def _in_csv(spot: Spot) -> bool:
    return not spot.file.is_workbook


def _villages(field: Field) -> None:
    field.spot("W01", "village_deaths").spoil(REJECTED, "W01", "desa_id", UNKNOWN_CODE)
    field.spot("W02", "village_epidemic", _in_csv).spoil(REJECTED, "W02", "desa_id", AMBIGUOUS_CODE)
    field.spot("W03", "village_epidemic", _in_workbook).spoil(REJECTED, "W03", "desa_id", CODE_AS_NUMBER)
    field.spot("W06", "village_deaths").spoil(REJECTED, "W06", "desa_id", _village_outside(field.world))
    field.spot("W07", "village_deaths").spoil(REJECTED, "W07", "desa_id", None)


def _village_outside(world: World) -> str:
    """Code of a village of the same province in a kab/kota that does not report here."""
    villages = (area for area in world.areas if area.level == "village" and area.code_kemendagri)
    return next(village.code_kemendagri for village in villages if village.code[:4] not in world.published)


def _numbers(field: Field) -> None:
    field.spot("N01", "village_epidemic").spoil(REJECTED, "N01", "jumlah_penderita", "dua belas")
    field.spot("N07", "village_deaths").spoil(REJECTED, "N07", "jumlah_akb", None)
    field.spot("N09", "village_deaths").spoil(REJECTED, "N09", "jumlah_aki", -1)
    pupils = field.spot("N04", "village_dropout")
    children = pupils.row.cells["anak_usia_sd_mi"]
    pupils.spoil(REJECTED, "N04", "siswa_sd_mi", int(str(children)) + 12)


def _is_percent(spot: Spot) -> bool:
    lines = dict(spot.file.cover or [])
    return (spot.file.declared.get("unit") or lines.get("Satuan")) == "persen"


def _declared(field: Field) -> None:
    """Values whose unit and target are on the cover or in the manifest, or are not."""
    field.spot("N02", "village_immunisation", _is_percent).spoil(HELD, "N02", "cakupan_imunisasi", "1.234")
    field.spot("N03", "village_immunisation", _is_percent).spoil(REJECTED, "N03", "cakupan_imunisasi", 130)
    without_unit = field.file("N08", lambda f: "unit" in f.declared and f.name.startswith("sanitasi__"))
    del without_unit.declared["unit"]
    (sheet,) = without_unit.sheets
    for row in sheet.rows:
        row.fate = HELD
        for header in ("sanitasi", "toilet"):
            Spot(without_unit, sheet, row).expect("N08", header)
    without_target = field.spot("N08", "village_immunisation", _in_workbook)
    label = f"Sasaran {without_target.row.cells['desa_id']}"
    without_target.file.cover = [line for line in without_target.file.cover or [] if line[0] != label]
    without_target.row.fate = HELD
    without_target.expect("N08", "cakupan_imunisasi")


def plant_jump(field: Field) -> None:
    """N06: the last month's budget is almost twice that of the months before, so the village must have no other fault.

    To be planted before all others.
    """
    last = field.world.months[-1]
    monthly = [f for f in field.files if f.name.startswith("laporan_bulanan")]
    before = {f.village for f in monthly if f.period in field.world.months[-2:-1]}
    file = field.file("N06", lambda f: f in monthly and f.period == last and f.village in before)
    for other in monthly:
        other.taken = other.village == file.village
    sheet = file.sheet("village_budget")
    (row,) = sheet.rows
    row.cells["total_anggaran"] = raised = round(int(str(row.cells["total_anggaran"])) * 1.9)
    row.counts["village_budget_idr", "_T", "_T"] = raised
    Spot(file, sheet, row).expect("N06", "total_anggaran")


def _overspent(field: Field) -> None:
    """More spent than there was, in parts that sum to it: a warning."""
    spot = field.spot("N10", "village_budget")
    told = {column: float(str(spot.row.cells[header])) for header, column in BUDGET_HEADERS.items()}
    factor = 1 + int(told["total_budget_idr"] // told["total_spending_idr"])
    raised = {column: int(n * (1 if column == "total_budget_idr" else factor)) for column, n in told.items()}
    spot.row.cells = {header: raised[column] for header, column in BUDGET_HEADERS.items()}
    spot.row.counts = budget_counts(raised)
    spot.expect("N10", "total_belanja")


def _parts_and_total(field: Field) -> None:
    spot = field.spot("N05", "village_budget")
    total = int(str(spot.row.cells["total_belanja"]))
    spot.spoil(REJECTED, "N05", "total_belanja", total - 1_000_000)


def _facilities(field: Field) -> None:
    strange = field.spot("H01", "village_facilities")
    strange.row.cells["nama"] = "Gardu Pandang"
    strange.spoil(REJECTED, "H01", "kategori", "Gardu Pandang")
    market = field.spot("H02", "village_facilities", lambda s: s.row.cells["kategori"] == "Posyandu")
    market.row.cells["nama"] = "Pasar Inpres"
    market.expect("H02", "kategori")


def _repeated_row(field: Field) -> None:
    spot = field.spot("K01", "village_deaths")
    again = Row(dict(spot.row.cells), spot.row.village, fate=DUPLICATE, faulty=True)
    spot.sheet.rows.insert(spot.sheet.rows.index(spot.row) + 1, again)
    Spot(spot.file, spot.sheet, again).expect("K01", "desa_id")


def _single(spot: Spot, name: str, infant_deaths: int, days_later: int, fate: str) -> Spot:
    """A file with that one village's deaths of the same month, saying something else."""
    cells = {**spot.row.cells, "jumlah_akb": infant_deaths}
    counts = {**spot.row.counts, ("infant_deaths_persons", "_T", "_T"): float(infant_deaths)}
    row = Row(cells, spot.row.village, counts, fate=fate, faulty=True)
    code = str(cells["desa_id"])
    sheet = Sheet(
        spot.sheet.source, "Data", ["desa_id", "jumlah_aki", "jumlah_akb"], [row], [f"{LABEL} - {name} - {code}"]
    )
    file = DemoFile(
        VILLAGE_REPORTS,
        f"{name}__{spot.file.period}.csv",
        spot.file.received_on + timedelta(days=days_later),
        spot.file.period,
        [sheet],
        village=spot.row.village,
        taken=True,
    )
    return Spot(file, sheet, row)


def _contradiction(field: Field) -> None:
    """Two files of one day say different things of one village: both rows wait."""
    first = field.spot("K05", "village_deaths")
    told = int(first.row.counts["infant_deaths_persons", "_T", "_T"])
    second = _single(first, "kematian_susulan", told + 3, 0, HELD)
    first.row.fate = HELD
    for spot in (first, second):
        spot.expect("K05")
    field.files.append(second.file)


def _correction(field: Field) -> None:
    """A corrected report, a day later and still in time: it takes the place of the first, and nothing is found."""
    first = field.spot("correction", "village_deaths")
    told = int(first.row.counts["infant_deaths_persons", "_T", "_T"])
    second = _single(first, "kematian_perbaikan", told + 2, 1, first.row.fate)
    field.files.append(second.file)


def _sent_unchanged(field: Field) -> None:
    """A report that says again, a day later, what was loaded: it counts once."""
    first = field.spot("K08", "village_deaths")
    told = int(first.row.counts["infant_deaths_persons", "_T", "_T"])
    second = _single(first, "kematian_ulangan", told, 1, DUPLICATE)
    second.file.expected.append(Expected("K08", second.sheet))
    field.files.append(second.file)


def _without_a_school(field: Field) -> None:
    """Teachers and pupils of no school: asked back, at both cells."""
    spot = field.spot("N15", "village_preschool")
    spot.row.cells["jumlah_paud_ra"] = 0
    spot.row.fate = HELD
    for header in ("jumlah_guru_paud_ra", "jumlah_siswa_paud_ra"):
        spot.expect("N15", header)


def _odd_answer(field: Field) -> None:
    """An answer in the column Konfirmasi that says neither yes nor no: the row is loaded, and its sender asked."""
    spot = field.spot("C02", "village_epidemic", _in_workbook)
    spot.sheet.headers.append(ANSWER)
    spot.row.cells[ANSWER] = "entah"
    spot.expect("C02")
