"""A small synthetic office: village reports, programme records, households and published figures of one kota."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from flows.publishing import known_programs
from tests.household_records import Row, aggregated, published_line, register_row, survey_row, table
from tests.program_records import open_records
from tests.program_records import people as program_people
from tests.six_villages import PLACES, VILLAGES
from vault.people import aggregate, joined
from vault.persons import Persons
from vault.registers import aggregate_registers
from vault.store.keys import VaultKey
from warehouse import contract
from warehouse.assemble import Inputs, assemble
from warehouse.engines.opening import Engine
from warehouse.village_deliveries import VILLAGE_SOURCES

MONTH = {"period": "2025-01", "period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
REPORTED = {"received_on": date(2025, 2, 3), "due_on": date(2025, 2, 10)}
CATEGORIES = {"declared_unit": "persen", "disease": "DBD", "account_no": "4.1", "facility_category": "sd"} | {
    "point_status": "functioning",
    "indicator_name": "IKS 2025",
}
YEAR = {"period": "2025", "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
SCHOOL = {"pupils": 210, "class_groups": 7, "classrooms": 6, "condition": "rusak berat", "built_year": 2023}
LISTS = {
    "facilities": (
        {"facility_kind": "school", **SCHOOL},
        {"facility_kind": "puskesmas", "distance_km": 2.5},
        {"facility_kind": "water", "served_persons": 900, "flow_hours": 6.0},
    ),
    "program_proposals": (
        {
            "program_code": "blt_dd",
            "proposed_by": "warga",
            "accepted": "Ya",
            "minutes_no": "1",
            "budget_idr": 2e8,
            "realised_idr": 1e8,
        },
        {"program_code": "bst", "proposed_by": "pemerintah", "accepted": "Tidak"},
    ),
}
FIGURES = {
    "life_expectancy_years": 70.1,
    "expected_years_schooling": 14.2,
    "mean_years_schooling": 9.7,
    "expenditure_ppp_idr_thousand_per_year": 13_000.0,
    "grdp_pc_const2010_idr_thousand": 40_000.0,
    "population_persons": 400_000.0,
    "poor_persons": 39_000.0,
}


def release_tables(engine: Callable[[], Engine]) -> dict[str, pa.Table]:
    """All tables of a release of this office, as `engine` makes them; each room opens one of its own."""
    reports = {source: _reports(source) for source in VILLAGE_SOURCES}
    figures = table("bps_values", _figures())
    budgets = table("program_budgets", [_row(number, **budget) for number, budget in enumerate(_budgets())])
    persons = Persons.by_nik(VaultKey(bytes(32)))
    of_registers = aggregate_registers(_registers(), PLACES, persons, engine())
    others = open_records(VILLAGES)
    priorities = table("source_priority", _priorities())
    beside = {"program_budgets": budgets, "program_stages": others["program_stages"], "bps_values": figures}
    beside |= {"programs": known_programs(), "source_priority": priorities, "areas": PLACES}
    people = joined(aggregate(program_people(VILLAGES), beside, persons, engine()), of_registers)
    homes = aggregated(PLACES, survey=_survey(), register=_register(), figures=figures.to_pylist(), engine=engine())
    listed = {"program_code": "blt_dd", "program_name": "BLT", "fund_source": "Dana Desa"}
    late = {"fund_source": None, "received_on": date(2025, 3, 1)}
    return assemble(
        Inputs(
            accepted={
                **reports,
                **others,
                **{source: table(source, _listed(kinds)) for source, kinds in LISTS.items()},
                "bps_values": figures,
                "program_budgets": budgets,
                "program_list": table("program_list", [_row(1, **listed), _row(2, **{**listed, **late})]),
            },
            staged=reports,
            sheets=table("staged_sheets", [_sheet(source) for source in VILLAGE_SOURCES]),
            cells=table("staged_cells", [_cell(number) for number in range(7)]),
            row_fates=pa.table({"row_id": [f"{n:05d}" for n in range(9)], "fate": ["loaded"] * 7 + ["held"] * 2}),
            program_facts=people.facts,
            program_values=people.indicator_values,
            program_lineage=people.lineage,
            household_values=homes.indicator_values,
            household_facts=homes.facts,
            household_lineage=homes.lineage,
            known_programs=known_programs(),
            kept_facts=(),
            own={name: table(name, []) for name in ("indicators", "loads", "findings", "snapshots")}
            | {"areas": PLACES, "source_priority": priorities},
        ),
        engine(),
    )


def _row(number: int, **said: Any) -> Row:
    place = {"sheet_id": "s", "delivery_no": 1, "sheet_no": 1, "row_number": number, "layout": "test"}
    return {"row_id": f"{number:05d}", "file_sha256": f"{number:064d}", **place, **MONTH, **REPORTED, **said}


def _reports(source: str) -> pa.Table:
    """A row per village, corrected by the first of them later; the last one has no figures."""
    chance = random.Random(source)
    shared = set(contract.load("staged_row").column_names)
    rows = []
    for number, village in enumerate([*VILLAGES, VILLAGES[0]]):
        figures = {
            column.name: chance.randint(5, 60) if column.type == "integer" else chance.random() * 90
            for column in contract.load(source).columns
            if column.type in {"integer", "number"} and column.name not in shared and number != 5
        }
        told = {"area_code_bps": village, "declared_target": 60.0, "received_on": date(2025, 2, 3 + 2 * number)}
        rows.append(_row(number, **CATEGORIES, **told) | figures)
    return table(source, rows)


def _listed(kinds: Sequence[Row]) -> list[Row]:
    """A row per village and kind."""
    rows = []
    for number, (village, kind) in enumerate(itertools.product(VILLAGES, kinds)):
        code = {"facility_code": village} if "facility_kind" in kind else {}
        rows.append(_row(number, area_code_bps=village) | YEAR | kind | code)
    return rows


def _sheet(source: str) -> Row:
    about = {"family": "village_reports", "source": source, "read_status": "ok", "area_code_bps": VILLAGES[0]}
    return _row(0, **about)


def _cell(number: int) -> Row:
    told = {"column_name": "patients", "cell_status": "ok"}
    return {"row_id": f"{number:05d}", "sheet_id": "s", "row_number": number, "cell": "A1", **told}


def _figures() -> list[Row]:
    """Published figures of two years and two regencies, one figure missing, one revised, and poverty lines."""
    rows = []
    for indicator, value in FIGURES.items():
        for year, area in ((2023, "5371"), (2024, "5371"), (2024, "5303")):
            if (indicator, area) != ("poor_persons", "5303"):
                told = published_line(area, str(year), value + year % 2 + int(area) % 7, date(year + 1, 1, 15))
                method = "25plus" if indicator == "mean_years_schooling" else "as_published"
                rows.append(told | {"indicator_code": indicator, "method_version": method})
    rows.append(rows[0] | {"row_id": "r", "value": 70.4, "received_on": date(2025, 6, 1), "published_on": None})
    return [*rows, published_line("5371", "2025", 450_000.0, date(2025, 12, 1))]


def _priorities() -> list[Row]:
    return [
        {"indicator_code": code, "source_code": "bps_webapi", "method_version": method, "priority": 1}
        for code in FIGURES
        for method in ("as_published", "25plus")
    ]


def _budgets() -> list[Row]:
    told = {"program_code": "blt_dd", "agency": "Dinas Sosial", "area_code_bps": "5371", "budget_idr": 9e9}
    return [told | {"realised_idr": 3e9}, told | {"realised_idr": 4e9, "received_on": date(2025, 3, 1)}]


def _registers() -> dict[str, pa.Table]:
    """Residents, measured children and families of all villages but the last, some on two registers."""
    chance = random.Random(6)
    rows: dict[str, list[Row]] = {"residents": [], "child_growth": [], "family_answers": []}
    for number in range(400):
        village, born = chance.choice(VILLAGES[:-1]), date(chance.randint(1940, 2024), 3, 5)
        told = {"area_code_bps": village, "nik": f"9901{number % 380:012d}", "birth_date": born}
        rows["residents"].append(_row(number, **told, sex=chance.choice("MF")) | {"file_sha256": village * 2})
        status = chance.choice(["stunted", "normal", "outlier", None])
        child = {"birth_date": date(2022, 5, 1), "measured_on": date(2025, 1, 9), "height_for_age": status}
        rows["child_growth"].append(_row(number, **{**told, **child}, height_for_age_z=-2.5))
        family = {
            "family_card_no": told["nik"],
            "area_code_bps": village,
            "home_ownership": chance.choice(["own", "rented"]),
        }
        rows["family_answers"].append(_row(number, **family) | {"file_sha256": village * 2})
    return {name: table(name, made) for name, made in rows.items()}


def _survey() -> list[Row]:
    """Two regencies, two strata of three PSUs of twelve households each; one household spends nothing."""
    chance = random.Random(3)
    return [
        survey_row(
            area,
            stratum=stratum,
            psu=f"{stratum}{psu}",
            residence="urban" if stratum == "U" else "rural",
            expenditure_pc_idr_per_month=0.0 if (psu, home) == (0, 0) else float(chance.randint(2, 30) * 50_000),
            poverty_line_idr_per_month=None if area == "5371" else 400_000.0,
            household_size=chance.randint(1, 6),
            improved_water=chance.choice([0, 1, 1, None]),
        )
        for area in ("5371", "5303")
        for stratum in ("U", "R")
        for psu in range(3)
        for home in range(12)
    ]


def _register() -> list[Row]:
    """Fifteen households of each village but the last; those of the first have no line and none is published."""
    chance = random.Random(4)
    return [
        register_row(
            village,
            expenditure_pc_idr_per_month=float(chance.randint(0 if number == 2 else 2, 30) * 50_000),
            poverty_line_idr_per_month=400_000.0,
            household_size=chance.randint(1, 6),
            improved_sanitation=chance.choice([0, 1]),
        )
        for number, village in enumerate(VILLAGES[:-1])
        for _ in range(15)
    ]
