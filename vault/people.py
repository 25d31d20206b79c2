"""People's records to protected counts, inside the vault: tokens in, counts per area out, small counts hidden.

Everything happens in memory; where the engine must spill it does so encrypted, into the vault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import pyarrow as pa

from transforms.core.disclosure_audit import protect_and_prove
from transforms.core.program_facts import budget_facts, program_facts
from transforms.core.program_lineage import program_lineage
from transforms.staging.program_records import listed_persons, paid_persons
from vault.persons import Persons
from warehouse.disbursement_statuses import disbursement_meanings
from warehouse.engines import Engine, stored

PEOPLE = ("program_beneficiaries", "training_participants", "program_disbursements")


@dataclass(frozen=True)
class Aggregates:
    """What leaves the vault: nothing in it is about a person, and counts of 1 to 4 persons are hidden."""

    facts: pa.Table
    """Contract `facts`."""
    lineage: pa.Table
    """Contract `lineage`: which files stand behind the programme indicators, by sha256."""


def joined(*parts: Aggregates) -> Aggregates:
    """What several of the vault's rooms hand out, as one."""
    return Aggregates(
        pa.concat_tables([part.facts for part in parts]), pa.concat_tables([part.lineage for part in parts])
    )


def aggregate(
    people: Mapping[str, pa.Table],
    budgets: pa.Table,
    areas: pa.Table,
    persons: Persons,
    engine: Engine,
    *,
    older: Sequence[pa.Table] = (),
) -> Aggregates:
    """Counts and amounts of programmes per area and period.

    `people` has the accepted rows of the contracts in PEOPLE, `budgets` those of program_budgets; `areas` is the
    contract `areas`, `engine` a new one that spills inside the vault, `older` the facts of the releases that are kept.
    """
    tokens = {name: stored(engine, name, persons.tokens(name, people[name])) for name in PEOPLE}
    area_table = stored(engine, "areas", areas)
    budget_rows = stored(engine, "program_budgets", budgets)
    meanings = disbursement_meanings()
    payments = tokens["program_disbursements"]
    lists = (tokens["program_beneficiaries"], tokens["training_participants"], payments)
    listed = stored(engine, "listed", listed_persons(*lists, meanings.taken_off))
    paid = stored(engine, "paid", paid_persons(payments, meanings.paid))
    counted = ibis.union(program_facts(listed, paid, area_table), budget_facts(budget_rows, area_table))
    lineage = program_lineage({**tokens, "program_budgets": budget_rows}).to_pyarrow()
    return Aggregates(protect_and_prove(counted.to_pyarrow(), areas, older).facts, lineage)
