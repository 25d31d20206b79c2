"""The queries of programme indicators that are not made from facts: over batches, and over tokenised follow-ups."""

from __future__ import annotations

from functools import cache

import ibis
import ibis.expr.types as ir

from transforms.indicators import income_gains, openness
from transforms.staging.program_stages import SOURCE as STAGES
from transforms.staging.program_stages import batches
from transforms.staging.training import FOLLOWUPS, current_followups
from warehouse import contract
from warehouse.disclosure_rules import disclosure_rules


@cache
def of_program_records(module: str) -> ir.Table:
    """Rows of the contract `indicator_values` that the module makes; KeyError where it makes none of these."""
    areas = ibis.table(ibis.schema(contract.load("areas").arrow_schema()), name="areas", database="core")
    return _MADE[module](areas)


def _openness(areas: ir.Table) -> ir.Table:
    return openness.openness(batches(_rows(STAGES)), areas)


def _income_gains(areas: ir.Table) -> ir.Table:
    rules = disclosure_rules()
    least = rules.least_for_quantiles[FOLLOWUPS], rules.least_for_means[FOLLOWUPS]
    return income_gains.income_gains(current_followups(_rows(FOLLOWUPS)), areas, *least)


_MADE = {openness.__name__: _openness, income_gains.__name__: _income_gains}
MODULES = tuple(_MADE)


def _rows(source: str) -> ir.Table:
    """Accepted rows of a source; of persons as the vault has them: a token in the place of what is personal."""
    columns = [column.name for column in contract.load(source).columns if not column.personal]
    schema = dict(ibis.schema(contract.load(source).arrow_schema()).items())
    token = {"person_token": "string"} if contract.load(source).personal else {}
    return ibis.table(token | {name: schema[name] for name in columns}, name=source)
