"""Reports that a kecamatan collects from its villages, the code of each in its row: deaths, epidemics, facilities.

Kecamatan take turns: workbooks with a cover sheet, or CSV files declared by their name and the manifest. Reports that
need a target are in `target_files`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from setara.demo import figures
from setara.demo.chance import chance
from setara.demo.figures import DISEASES, Village
from setara.demo.labels import cover, slug, title
from setara.demo.plan import LABEL, VILLAGE_REPORTS, Cell, DemoFile, Row, Sheet
from setara.demo.reference_areas import undotted
from setara.demo.world import District, World, received

SILENT_SHARE = 0.05
"""Of the villages, those that send no figure for a given report and period."""
FACILITY_WORDS = {"posyandu": "Posyandu", "sd": "SD"}
"""Categories as written in the reports."""


@dataclass(frozen=True)
class Issue:
    """A kecamatan's reports of one month."""

    world: World
    district: District
    month: str

    @property
    def is_workbook(self) -> bool:
        return self.district.number % 2 == 0

    def received(self, report: str) -> int:
        """Days after the month's end on which a report comes: in time, which is by the tenth."""
        return chance(self.world.seed, "received", report, self.district.name, self.month).randint(2, 8)

    def sheet(self, source: str, headers: list[str], row: Callable[[Village], Row]) -> Sheet:
        """The data sheet of a report, with a row for each village that has something to say (at least one has)."""
        talking = [v for v in self.district.villages if reports(self.world, source, v, self.month)]
        where = title(source.removeprefix("village_"), f"Kecamatan {self.district.name}", self.month)
        return Sheet(source, "Data", headers, [row(v) for v in talking or self.district.villages[:1]], [where])


def reports(world: World, source: str, village: Village, period: str) -> bool:
    """Whether the village has something to say in this report; the few that do not are left out of it."""
    return chance(world.seed, "silent", source, village.code, period).random() >= SILENT_SHARE


def district_files(world: World) -> Iterator[DemoFile]:
    """Deaths and epidemics of all kecamatan and months, and their facilities once; without faults."""
    for district in world.districts():
        for index, month in enumerate(world.months):
            issue = Issue(world, district, month)
            yield _deaths(issue)
            yield _epidemic(issue, DISEASES[(district.number + index) % len(DISEASES)])
        yield _facilities(Issue(world, district, world.months[0]))


def _code(issue: Issue, village: Village) -> str:
    """The code as this kecamatan writes it: dotted; bare digits, where they are a code in one system only; or BPS's."""
    if issue.district.number % 7 == 3 and issue.world.is_plain(village):
        return undotted(village.code_kemendagri)
    return f"bps:{village.code}" if issue.district.number % 7 == 5 else village.code_kemendagri


def _file(issue: Issue, report: str, sheet: Sheet, *lines: tuple[str, Cell], disease: str = "") -> DemoFile:
    place = slug(issue.district.name)
    if issue.is_workbook:
        name, front = f"{slug(report)}_{place}_{issue.month}.xlsx", cover(report, issue.month, *lines)
    else:
        name, front = f"{slug(report)}_{place}__{issue.month}.csv", None
    declared = {"disease": disease} if disease and not issue.is_workbook else {}
    came = received(issue.month, issue.received(report))
    return DemoFile(VILLAGE_REPORTS, name, came, issue.month, [sheet], cover=front, declared=declared)


def _deaths(issue: Issue) -> DemoFile:
    def row(village: Village) -> Row:
        told = figures.deaths(issue.world.seed, village, issue.month)
        mothers, infants = told["maternal_deaths"], told["infant_deaths"]
        return Row(
            {"desa_id": _code(issue, village), "jumlah_aki": mothers, "jumlah_akb": infants},
            village.code,
            {("maternal_deaths_persons", "_T", "_T"): mothers, ("infant_deaths_persons", "_T", "_T"): infants},
        )

    sheet = issue.sheet("village_deaths", ["desa_id", "jumlah_aki", "jumlah_akb"], row)
    sheet.tail = [["Jumlah", *(sum(int(str(r.cells[h])) for r in sheet.rows) for h in sheet.headers[1:])]]
    return _file(issue, "Kematian", sheet)


def _epidemic(issue: Issue, disease: str) -> DemoFile:
    def row(village: Village) -> Row:
        patients = figures.patients(issue.world.seed, village, issue.month)
        cells: dict[str, Cell] = {"desa_id": _code(issue, village), "jumlah_penderita": patients}
        return Row(cells, village.code, {("epidemic_patients_persons", "disease", disease): patients})

    sheet = issue.sheet("village_epidemic", ["desa_id", "jumlah_penderita"], row)
    return _file(issue, "Epidemi", sheet, ("Penyakit", disease), disease=disease)


def _facilities(issue: Issue) -> DemoFile:
    """A list without a period: it counts for the month in which it comes."""
    came = received(issue.month, issue.received("facilities"))
    rows = [
        Row(
            {
                "desa_id": village.code_kemendagri,
                "nama": name,
                "jumlah": count,
                "kategori": FACILITY_WORDS[category],
                "keterangan": "",
            },
            village.code,
            {("facilities", "facility_category", category): count},
        )
        for village in issue.district.villages
        for name, count, category in figures.facilities(issue.world.seed, village)
    ]
    headers = ["desa_id", "nama", "jumlah", "kategori", "keterangan"]
    titles = [title("sarana", f"Kecamatan {issue.district.name}", f"{came:%Y-%m}")]
    sheet = Sheet("village_facilities", "Data", headers, rows, titles)
    front: list[tuple[str, Cell]] = [("Laporan", "Data sarana"), ("Keterangan", LABEL)]
    name = f"sarana_{slug(issue.district.name)}." + ("xlsx" if issue.is_workbook else "csv")
    return DemoFile(VILLAGE_REPORTS, name, came, f"{came:%Y-%m}", [sheet], cover=front if issue.is_workbook else None)
