"""What a village's reports would truly say: numbers of one village, from its own random generator.

The totals of a kab/kota agree with what is published about it: the villages' populations sum to the civil register's,
the households with sanitation to the published percentage of all households (see `world.py`).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from setara.demo.chance import chance, poisson

INFANT_SHARE = 0.018
"""Children of the immunisation age in a population."""
MATERNAL_DEATHS_PER_PERSON_MONTH = 2.2e-6
INFANT_DEATHS_PER_PERSON_MONTH = 2.4e-5
SCHOOL_SHARES = {"paud_ra": 0.062, "sd_mi": 0.118, "smp_mts": 0.055, "sma_ma": 0.053}
ENROLMENT = {"paud_ra": 0.62, "sd_mi": 0.985, "smp_mts": 0.93, "sma_ma": 0.8}
EDUCATION_SHARES = {
    "no_schooling_completed": 0.17,
    "completed_sd": 0.24,
    "completed_smp": 0.09,
    "completed_sma": 0.13,
    "completed_diploma": 0.05,
}
SPENDING_PARTS = {"personnel_idr": 0.34, "goods_services_idr": 0.27, "capital_idr": 0.29, "indirect_idr": 0.1}
DISEASES = ("DBD", "ISPA", "Diare")


@dataclass(frozen=True)
class Village:
    """A village of the demo and what is fixed about it."""

    code: str
    """BPS code, 10 digits."""
    code_kemendagri: str
    name: str
    district: str
    """BPS code of its kecamatan."""
    district_name: str
    regency: str
    """BPS code of its kab/kota."""
    is_rural: bool
    """A desa, which has a village fund, and not a kelurahan."""
    population: int
    households: int
    with_sanitation: int
    recipients: int
    """Programme recipients of the demo who live there."""


def deaths(seed: int, village: Village, month: str) -> dict[str, float]:
    """Maternal and infant deaths of a month."""
    rng = chance(seed, "deaths", village.code, month)
    return {
        "maternal_deaths": poisson(rng, village.population * MATERNAL_DEATHS_PER_PERSON_MONTH),
        "infant_deaths": poisson(rng, village.population * INFANT_DEATHS_PER_PERSON_MONTH),
    }


def immunisation(seed: int, village: Village, month: str) -> dict[str, float]:
    """Children to be immunised and children immunised."""
    target = max(5, round(village.population * INFANT_SHARE))
    usual = chance(seed, "immunisation", village.code).uniform(0.7, 0.96)
    share = usual + chance(seed, "immunisation", village.code, month).uniform(-0.03, 0.03)
    return {"target": target, "children": round(target * share)}


def patients(seed: int, village: Village, month: str) -> int:
    """Patients of the month's reported disease."""
    return poisson(chance(seed, "epidemic", village.code, month), 0.4 + village.population / 3000)


def sanitation(seed: int, village: Village, months_before_last: int) -> dict[str, float]:
    """Households, those with sanitation and with a toilet; the last month is the one that is calibrated."""
    earlier = round(village.with_sanitation * (1 - 0.004 * months_before_last))
    extra = chance(seed, "toilet", village.code).uniform(0, 0.3)
    toilet = earlier + round((village.households - earlier) * extra)
    return {"target": village.households, "sanitation": earlier, "toilet": toilet}


def preschool(seed: int, village: Village) -> dict[str, float]:
    """Preschools, their teachers and pupils."""
    rng = chance(seed, "preschool", village.code)
    schools = 1 + village.population // 2500
    return {
        "preschools": schools,
        "preschool_teachers": schools * rng.randint(2, 4),
        "preschool_pupils": schools * rng.randint(14, 30),
    }


def dropout(seed: int, village: Village) -> dict[str, float]:
    """Pupils and children of the age, by level of school; never more pupils than children."""
    rng = chance(seed, "dropout", village.code)
    numbers: dict[str, float] = {}
    for level, share in SCHOOL_SHARES.items():
        children = max(4, round(village.population * share * rng.uniform(0.9, 1.1)))
        enrolled = min(1.0, ENROLMENT[level] * rng.uniform(0.94, 1.015))
        numbers[f"pupils_{level}"] = min(children, round(children * enrolled))
        numbers[f"children_{level}"] = children
    return numbers


def education(seed: int, village: Village) -> dict[str, float]:
    """Persons by the highest school completed."""
    rng = chance(seed, "education", village.code)
    return {
        level: round(village.population * share * rng.uniform(0.85, 1.15)) for level, share in EDUCATION_SHARES.items()
    }


def budget(seed: int, village: Village, month_number: int) -> dict[str, float]:
    """The year's budget and what was spent to that month, whose four parts sum to it exactly."""
    rng = chance(seed, "budget", village.code)
    total = rng.randint(900, 1500) * 1_000_000 + village.population * 40_000
    pace = chance(seed, "spending", village.code, str(month_number)).uniform(0.85, 1.0)
    spent = round(total * month_number / 12 * pace / 1000) * 1000
    parts = {name: round(spent * share / 1000) * 1000 for name, share in SPENDING_PARTS.items()}
    return {"total_budget_idr": total, "total_spending_idr": sum(parts.values()), **parts}


def accounts(seed: int, village: Village, month_number: int) -> list[tuple[str, str, int]]:
    """Accounts (number, name, amount in IDR): incomes under 4, expenditures under 5, each heading their sum."""
    rng: random.Random = chance(seed, "accounts", village.code)
    year = int(budget(seed, village, month_number)["total_budget_idr"])
    own = rng.randint(20, 90) * 1_000_000
    incomes = [("4.1", "Pendapatan Asli Desa", own), ("4.2", "Pendapatan Transfer", year - own)]
    fields = ("Pemerintahan", "Pembangunan", "Pembinaan Kemasyarakatan", "Pemberdayaan Masyarakat")
    part = year // 5 // 1000 * 1000
    spending: list[tuple[str, str, int]] = [
        (f"5.{number}", f"Bidang {field}", part) for number, field in enumerate(fields, start=1)
    ]
    return [_heading("4", "Pendapatan", incomes), *incomes, _heading("5", "Belanja", spending), *spending]


def _heading(number: str, name: str, parts: Sequence[tuple[str, str, int]]) -> tuple[str, str, int]:
    return number, name, sum(amount for _, _, amount in parts)


def facilities(seed: int, village: Village) -> list[tuple[str, int, str]]:
    """Facilities (name, number, code of the category)."""
    rng = chance(seed, "facilities", village.code)
    return [
        (f"Posyandu {village.name}", 1 + village.population // 1500, "posyandu"),
        (f"SD {village.name}", rng.randint(1, 3), "sd"),
    ]
