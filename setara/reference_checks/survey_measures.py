"""Which measures a survey check asks for, read from its words and parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass

import ibis.expr.types as ir

from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.conditions import REMARK, known_column
from setara.reference_checks.frames import column
from transforms.indicators.uncertainty import household_measures as household
from transforms.indicators.uncertainty.measure import Measure, mean_of, ratio_of, total_of
from transforms.indicators.uncertainty.psu_sums import Ingredients

USUAL_LINE = "pline"
SHARES = (0.2, 0.4, 0.8, 0.9)
POWERS = {"gem1": -1.0, "ge05": 0.5, "ge2": 2.0}
EPSILONS = {"atk05": 0.5, "atk1": 1.0, "atk2": 2.0}
OF_LINE = (household.P0, household.P1, household.P2, household.WATTS, household.POOR_PERSONS)
OF_WELFARE = (
    household.MEAN,
    household.GINI,
    household.THEIL_T,
    household.MLD,
    *(household.ge(name, alpha) for name, alpha in POWERS.items()),
    *(household.atkinson(name, epsilon) for name, epsilon in EPSILONS.items()),
    *(household.lorenz(name, p) for name, p in {"b20": 0.2, "b20_share": 0.2, "b40": 0.4, "b40_share": 0.4}.items()),
    *(
        household.share_above(name, p)
        for name, p in {"t20": 0.8, "t20_share": 0.8, "t10": 0.9, "t10_share": 0.9}.items()
    ),
    household.share_ratio("s80s20", 0.8, 0.2),
    household.share_ratio("palma", 0.9, 0.4),
)
WORD = re.compile(r"[a-z]\w*")
TOTAL_OR_MEAN = re.compile(r"\b(total|mean)\s+(\w+)")


@dataclass(frozen=True)
class Wanted:
    """Measures, and the sums that they are functions of."""

    ingredients: Ingredients
    measures: tuple[Measure, ...]


def every_measure(check: Check, rows: ir.Table) -> Wanted:
    """All measures of welfare, and those of poverty where the file has a line. Raises Unsupported without welfare."""
    line = _line(check, rows)
    powers = (*POWERS.values(), *(1 - epsilon for epsilon in EPSILONS.values() if epsilon != 1))
    ingredients = Ingredients(
        welfare=_welfare(check, rows), line=line, powers=tuple(sorted(set(powers))), shares=SHARES
    )
    return Wanted(ingredients, OF_WELFARE if line is None else OF_WELFARE + OF_LINE)


def wanted(check: Check, rows: ir.Table) -> Wanted:
    """The ratio of the parameters, a total or mean of a column, or the measures that the check's words name, in order.

    Raises Unsupported where the words name none.
    """
    if "numerator" in check.params:
        above, below = (column(rows, check.params[name]) for name in ("numerator", "denominator"))
        return Wanted(Ingredients(values={"above": above, "below": below}), (ratio_of("ratio", "v_above", "v_below"),))
    text = REMARK.sub("", check.indicator).lower().replace("s80/s20", "s80s20")
    if found := TOTAL_OR_MEAN.search(text):
        kind, name = found.groups()
        if name in rows.columns:
            measure = total_of if kind == "total" else mean_of
            sums = ("v_y",) if kind == "total" else ("v_y", "v_y_sq")
            return Wanted(Ingredients(values={"y": column(rows, name)}), (measure(kind, *sums),))
        text = text.replace("total poor", household.POOR_PERSONS.name)
    everything = every_measure(check, rows)
    by_name = {measure.name: measure for measure in everything.measures}
    named = tuple(by_name[word] for word in WORD.findall(text) if word in by_name)
    if not named:
        raise Unsupported(f"no measure is named in {check.indicator!r}")
    return Wanted(everything.ingredients, named)


def _welfare(check: Check, rows: ir.Table) -> ir.NumericValue:
    name = check.params.get("welfare") or known_column(str(check.params.get("domain") or ""))
    if name is None:
        raise Unsupported("no welfare column is named")
    return column(rows, name)


def _line(check: Check, rows: ir.Table) -> ir.NumericValue | None:
    name = check.params.get("line") or (USUAL_LINE if USUAL_LINE in rows.columns else None)
    return None if name is None else column(rows, name)
