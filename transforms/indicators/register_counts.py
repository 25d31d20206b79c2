"""Counts of full household registers: households and persons, the poor among them, those with water and sanitation."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.core.reporting_areas import expected_villages, reporting_tree
from transforms.core.revisions import latest_files
from transforms.indicators.poverty_lines import with_lines
from warehouse import contract

SOURCE = "register_households"
NO_LINE = "none"
"""line_version of a household without a poverty line."""
ACCESS = ("water", "sanitation")

FACTS = {
    "register_households": ("households", "households"),
    "register_persons": ("persons", "persons"),
    "register_poor_households": ("poor_households", "households"),
    "register_poor_persons": ("poor_persons", "persons"),
    "register_not_poor_persons": ("not_poor_persons", "persons"),
    **{f"register_{access}_persons": (f"{access}_persons", "persons") for access in ACCESS},
    **{f"register_without_{access}_persons": (f"without_{access}_persons", "persons") for access in ACCESS},
}
"""Measure of the contract `facts`: its column in `area_counts`, and its unit. A part and the rest are facts both: a
rate tells the rest as well, so that both are protected."""
PERIOD = ("period", "period_start", "period_end")
AREA = ("area_code_bps", "area_code_kemendagri", "area_level")


def register_units(rows: ir.Table, lines: ir.Table, areas: ir.Table) -> ir.Table:
    """The households of the current registers of expected villages: period, its bounds, received_on, file_sha256,
    area_code_bps (village), district, regency, persons (the weight), welfare, line, line_version, line_known_from,
    water, sanitation.

    `rows` are accepted rows of register_households, `lines` the result of `published_lines`, `areas` core.areas.
    """
    villages = expected_villages(areas).select("area_code_bps", district="parent_area_code_bps")
    districts = areas.select(district="area_code_bps", regency="parent_area_code_bps")
    placed = latest_files(rows).inner_join(villages.inner_join(districts, "district"), "area_code_bps")
    lined = with_lines(placed, lines)
    return lined.select(
        *(*PERIOD, "received_on", "file_sha256", "area_code_bps", "district", "regency", "line", "line_known_from"),
        line_version=lined.line_version.coalesce(NO_LINE),
        persons=lined.household_size,
        welfare=lined.expenditure_pc_idr_per_month,
        water=lined.improved_water,
        sanitation=lined.improved_sanitation,
    )


def upper_areas(areas: ir.Table) -> ir.Table:
    """The result of `reporting_tree` for districts, regencies and provinces: nothing is told of a single village."""
    tree = reporting_tree(areas)
    return tree.filter(tree.area_level != "village")


def area_counts(units: ir.Table, upper: ir.Table) -> ir.Table:
    """One row per period and district, regency or province with a register: codes, level, known_from, line_known_from,
    n_expected and n_received (villages), and sums over households.

    households, persons; used_households and used_persons (welfare known); poor_households and poor_persons, null where
    a household has no line, and not_poor_persons; for water and sanitation those of whom it is known (_households,
    _known_persons), the persons who have it (_persons) and those who have not (without_).
    """
    expected = upper.group_by("area_code_bps").agg(n_expected=ibis._.count())
    villages = _village_counts(units)
    placed = upper.join(villages, upper.village_code_bps == villages.village, rname="of_{name}")
    names = [name for name in villages.columns if name not in {*PERIOD, "village", "known_from", "line_known_from"}]
    sums = placed.aggregate(
        by=[*AREA, *PERIOD],
        known_from=placed.known_from.max(),
        line_known_from=placed.line_known_from.max(),
        n_received=placed.village.nunique(),
        **{name: placed[name].sum() for name in names},
    )
    has_lines = sums.lineless_households == 0
    poor = {name: _where(has_lines, sums[name]) for name in ("poor_households", "poor_persons")}
    rest = {
        "not_poor_persons": sums.used_persons - poor["poor_persons"],
        **{
            f"without_{access}_persons": sums[f"{access}_known_persons"] - sums[f"{access}_persons"]
            for access in ACCESS
        },
    }
    return sums.mutate(**poor, **rest).drop("lineless_households").inner_join(expected, "area_code_bps")


def _village_counts(rows: ir.Table) -> ir.Table:
    is_used = rows.welfare.notnull() & (rows.persons > 0)
    is_poor = is_used & (rows.welfare < rows.line)
    has_no_line = is_used & ~(rows.line > 0).fill_null(False)
    sums = {
        "households": rows.count(),
        "persons": rows.persons.sum(),
        "used_households": is_used.sum(),
        "used_persons": rows.persons.sum(where=is_used),
        "lineless_households": has_no_line.sum(),
        "poor_households": is_poor.sum(),
        "poor_persons": rows.persons.sum(where=is_poor),
    }
    for access in ACCESS:
        is_known = rows[access].notnull() & (rows.persons > 0)
        sums |= {
            f"{access}_households": is_known.sum(),
            f"{access}_known_persons": rows.persons.sum(where=is_known),
            f"{access}_persons": rows.persons.sum(where=is_known & (rows[access] == 1)),
        }
    return rows.aggregate(
        by=[*PERIOD, rows.area_code_bps.name("village")],
        known_from=rows.received_on.max(),
        line_known_from=rows.line_known_from.max(),
        **{name: value.coalesce(0) for name, value in sums.items()},
    )


def register_facts(counts: ir.Table) -> ir.Table:
    """Rows of the contract `facts` from `area_counts`, before disclosure; a count that is unknown has none."""
    rows = ibis.union(
        *(
            counts.mutate(
                measure_code=ibis.literal(code), value=counts[column].cast("float64"), unit=ibis.literal(unit)
            )
            for code, (column, unit) in FACTS.items()
        )
    )
    known = rows.filter(rows.value.notnull()).mutate(
        breakdown=ibis.literal("_T"),
        breakdown_value=ibis.literal("_T"),
        conf_status=ibis.literal("F"),
        source_code=ibis.literal(SOURCE),
    )
    return known.select(contract.load("facts").column_names)


def _where(condition: ir.BooleanValue, value: ir.IntegerValue) -> ir.IntegerValue:
    return ibis.ifelse(condition, value, ibis.null("int64"))
