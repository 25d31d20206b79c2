"""Checks of programme targeting over households: who is reached, by decile, impact, overlap, survey error."""

from __future__ import annotations

import re
from typing import Any

import ibis.expr.types as ir

from setara.reference_checks import survey
from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.conditions import COMPARISON, REMARK, condition
from setara.reference_checks.frames import column, rows
from setara.reference_checks.households import LINE, SAID_WEIGHT, USUAL, WEIGHT, WELFARE, groups, households, in_order
from setara.reference_checks.survey_measures import Wanted
from transforms.indicators.targeting import by_decile, targeting
from transforms.indicators.targeting_effects import TARGETING_DIFFERENTIAL, differential_values, impact, overlap
from transforms.indicators.uncertainty.psu_sums import Ingredients

PROGRAMME, BENEFIT = "prog", "ben"
"""How columns begin that say whether a household receives, and how much."""
ELIGIBLE = "eligible"
USUAL_WEIGHT = "w_hh*hh_size"
OTHER_NAMES = {
    "leakage": "leakage_nonpoor_benefit_share",
    "inclusion_error": "inclusion_error_share_nonelig",
    "exclusion_error": "exclusion_error_eligible",
    "td": "targeting_differential",
    "targeting_diff": "targeting_differential",
}
LEVELS = ("p0", "p1", "p2")


def compute(check: Check) -> Any:
    """By what is asked: rows by decile, an estimate with its error, else every measure by name (a row per group)."""
    if "est" in check.asked:
        return _with_error(check)
    table = _receivers(check)
    by = groups(check)
    if isinstance(check.asked, list) and check.asked and "decile" in check.asked[0]:
        return rows(by_decile(table, by))
    made = [in_order(measure, by) for measure in _measures(check, table, by)]
    answers = [
        _named({name: value for part in parts for name, value in part.items()}) for parts in zip(*made, strict=True)
    ]
    return answers if isinstance(check.asked, list) else answers[0]


def _measures(check: Check, table: ir.Table, by: list[str]) -> list[ir.Table]:
    """Every measure, a row per group in each table; later ones win where names are the same."""
    one, other = _programmes(check, table)
    both = [overlap(table, one, other, "person_weight", by)] if other else []
    return [*both, impact(table, by), targeting(table, by)]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """The measures of a group with their other names."""
    return row | {
        **{name: row[full] for name, full in OTHER_NAMES.items()},
        "with_transfer": [row[f"{level}_with"] for level in LEVELS],
        "without_transfer": [row[f"{level}_without"] for level in LEVELS],
        "gap_reduction_rp": row["gap_reduction_idr"],
        "transfers_rp": row["transfers_idr"],
    }


def _receivers(check: Check) -> ir.Table:
    """The rows of the check with the columns that `targeting` takes beside its own."""
    table = households(check)
    programme, benefit = _programme_and_benefit(check, table)
    said = SAID_WEIGHT.search(str(check.params.get("exclude") or ""))
    weight, *size = (said.group(1) if said else USUAL_WEIGHT).split("*")
    welfare, line = _poor(check, table)
    eligible = REMARK.sub("", str(check.params.get("eligible") or ELIGIBLE)).strip()
    is_eligible = column(table, eligible) if eligible in table.columns else welfare < line
    return table.mutate(
        welfare=welfare,
        line=line,
        person_weight=table[WEIGHT],
        household_weight=column(table, weight.strip()),
        size=column(table, "*".join(size) or 1),
        benefit=table[benefit],
        is_beneficiary=table[programme],
        is_eligible=is_eligible,
    )


def _poor(check: Check, table: ir.Table) -> tuple[ir.NumericValue, ir.NumericValue]:
    """Welfare and line, from `poor` where it says `welfare < line`."""
    written = check.params.get("poor")
    if not written:
        return table[WELFARE], table[LINE]
    found = COMPARISON.match(REMARK.sub("", str(written)).strip())
    if not found or found.group(2) != "<":
        raise Unsupported(f"poor is not of the form welfare<line: {written!r}")
    return column(table, found.group(1)), column(table, found.group(3))


def _programmes(check: Check, table: ir.Table) -> tuple[str, str | None]:
    """The programmes that a check means: of its parameters, of its words, else the first of the table."""
    given = check.params.get("programs") or check.params.get("program") or []
    texts = [given] if isinstance(given, str) else given
    named = [name for text in (*texts, check.indicator) for name in re.findall(r"\w+", str(text))]
    columns = [name for name in table.columns if name.startswith(PROGRAMME)]
    found = [name for name in dict.fromkeys((*named, *columns)) if name in columns]
    if not found:
        raise Unsupported(f"{check.id} has no programme")
    return found[0], found[1] if len(found) > 1 else None


def _programme_and_benefit(check: Check, table: ir.Table) -> tuple[str, str]:
    """A programme and its benefit; where only one is named the other has the same ending."""
    words = re.findall(r"\w+", f"{REMARK.sub('', str(check.params.get('benefit') or ''))} {check.indicator}")
    benefit = next((name for name in words if name.startswith(BENEFIT) and name in table.columns), None)
    if benefit and "program" not in check.params and f"{PROGRAMME}{benefit.removeprefix(BENEFIT)}" in table.columns:
        return f"{PROGRAMME}{benefit.removeprefix(BENEFIT)}", benefit
    programme, _ = _programmes(check, table)
    benefit = benefit or f"{BENEFIT}{programme.removeprefix(PROGRAMME)}"
    if benefit not in table.columns:
        raise Unsupported(f"{check.id} names no benefit of {programme}")
    return programme, benefit


def _with_error(check: Check) -> dict[str, Any]:
    """The targeting differential under the design of the parameters."""
    sample = survey.sample_of(check)
    programme, _ = _programmes(check, sample.rows)
    written = check.params.get("poor") or f"{USUAL['welfare']}<{USUAL['line']}"
    is_poor = condition(sample.rows, str(written))
    values = differential_values(is_poor, sample.rows[programme])
    wanted = Wanted(Ingredients(values=values), (TARGETING_DIFFERENTIAL,))
    return survey.estimated(check, sample, wanted)[0]
