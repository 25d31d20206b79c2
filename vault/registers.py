"""Registers of persons and families to protected counts, inside the vault: tokens in, counts per area out.

A date of birth becomes an age before the token is made, and goes with the other personal columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import pyarrow as pa

from transforms.core.disclosure_audit import protect_and_prove
from transforms.core.register_lineage import register_lineage
from transforms.core.rollup import rollup
from transforms.staging import child_growth, family_answers, residents
from vault.ages import completed_months
from vault.people import Aggregates
from vault.persons import Persons
from warehouse import contract
from warehouse.engines.opening import Engine, stored

REGISTERS = {
    residents.SOURCE: ("nik", "period_end"),
    child_growth.SOURCE: ("nik", "measured_on"),
    family_answers.SOURCE: ("family_card_no", None),
}
"""Contract to the number that its rows are known by, and to the column with the day on which an age is wanted."""
FACTS = {each.SOURCE: each.facts for each in (residents, child_growth, family_answers)}


def aggregate_registers(
    rows: Mapping[str, pa.Table], areas: pa.Table, persons: Persons, engine: Engine, *, older: Sequence[pa.Table] = ()
) -> Aggregates:
    """Counts of residents, of children by their growth and of families, per area and period.

    `rows` has the accepted rows of the contracts in REGISTERS, `areas` is the contract `areas`, `engine` a new one that
    spills inside the vault, `older` the facts of the releases that are kept.
    """
    tokens = {name: stored(engine, name, _tokenised(rows[name], name, persons)) for name in REGISTERS}
    area_table = stored(engine, "areas", areas)
    facts = stored(engine, "village_facts", ibis.union(*(FACTS[name](tokens[name]) for name in REGISTERS)))
    counted = engine.to_pyarrow(rollup(facts, area_table))
    no_values = contract.load("indicator_values").empty_table()
    proved = protect_and_prove(counted, areas, older).facts
    return Aggregates(proved, engine.to_pyarrow(register_lineage(tokens)), no_values)


def _tokenised(table: pa.Table, name: str, persons: Persons) -> pa.Table:
    number, aged_on = REGISTERS[name]
    tokens = persons.tokens(name, table, number)
    if aged_on is None:
        return tokens
    return tokens.append_column("age_months", completed_months(table["birth_date"], table[aged_on]))
