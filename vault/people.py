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
from transforms.core.rollup import rollup, unasked
from transforms.staging.program_records import listed_persons, paid_persons
from vault.persons import Persons
from vault.program_subjects import subject_facts, subject_indicators
from vault.program_tokens import program_tokens
from warehouse import contract
from warehouse.disbursement_statuses import disbursement_meanings
from warehouse.engines.opening import Engine, stored

BESIDE = ("program_budgets", "program_stages", "programs", "bps_values", "source_priority", "areas")


@dataclass(frozen=True)
class Aggregates:
    """What leaves the vault: nothing in it is about a person, and counts of 1 to 4 persons are hidden."""

    facts: pa.Table
    """Contract `facts`."""
    lineage: pa.Table
    """Contract `lineage`: which files stand behind the programme indicators, by sha256."""
    indicator_values: pa.Table
    """Contract `indicator_values`: figures that do not add up, of enough persons each."""


def joined(*parts: Aggregates) -> Aggregates:
    """What several of the vault's rooms hand out, as one."""
    return Aggregates(
        pa.concat_tables([part.facts for part in parts]),
        pa.concat_tables([part.lineage for part in parts]),
        pa.concat_tables([part.indicator_values for part in parts]),
    )


def aggregate(
    people: Mapping[str, pa.Table],
    beside: Mapping[str, pa.Table],
    persons: Persons,
    engine: Engine,
    *,
    older: Sequence[pa.Table] = (),
) -> Aggregates:
    """Counts and amounts of programmes per area and period.

    `people` has the accepted rows of the contracts in `program_tokens.PEOPLE`, `beside` what they are put beside and is
    not personal, by its names in BESIDE: accepted rows, the known programmes (program_code, program_type and
    agency_type at least), and the contracts `source_priority` and `areas`. `engine` is a new one that spills inside the
    vault, `older` the facts of the releases that are kept.
    """
    of_persons = program_tokens(people, persons)
    records = {name: stored(engine, name, table) for name, table in (of_persons | dict(beside)).items()}
    areas = records["areas"]
    meanings = disbursement_meanings()
    payments = records["program_disbursements"]
    lists = (records["program_beneficiaries"], records["training_participants"], payments)
    records["listed"] = stored(engine, "listed", listed_persons(*lists, meanings.taken_off))
    records["paid"] = stored(engine, "paid", paid_persons(payments, meanings.paid))
    of_subjects = stored(engine, "subject_facts", subject_facts(records, engine))
    counted = ibis.union(
        program_facts(records["listed"], records["paid"], areas),
        budget_facts(records["program_budgets"], areas),
        unasked(rollup(of_subjects, areas)),
    )
    values = contract.load("indicator_values").conform(engine.to_pyarrow(subject_indicators(records)))
    lineage = engine.to_pyarrow(program_lineage(records))
    proved = protect_and_prove(engine.to_pyarrow(counted), beside["areas"], older).facts
    return Aggregates(proved, lineage, values)
