"""Programme records to village facts, subject by subject, inside the vault; tokens in, counts before disclosure out."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from transforms.core.adequacy_facts import adequacy_facts
from transforms.core.agency_facts import agency_facts
from transforms.core.list_faults import list_faults
from transforms.core.reach_facts import reach_facts
from transforms.core.remote_facts import remote_facts
from transforms.core.tepat_facts import handover_facts, tepat_facts
from transforms.indicators.income_gains import income_gains
from transforms.indicators.poverty_lines import published_lines
from transforms.staging import distribution_monitoring, health_cover, program_stages, scholarships, training
from transforms.staging.eligibility import register_persons, with_decile_group
from transforms.staging.program_records import RECORD
from warehouse.disbursement_statuses import disbursement_meanings
from warehouse.disclosure_rules import disclosure_rules
from warehouse.engines.opening import Engine, stored
from warehouse.service_levels import service_levels

Tables = Mapping[str, ir.Table]


def subject_facts(records: Tables, engine: Engine) -> ir.Table:
    """Village facts of all subjects but lists and payments themselves.

    `records` has the tokenised rows of `program_tokens.PEOPLE`, and beside them listed and paid (of
    `transforms.staging.program_records`), program_stages, programs, bps_values, source_priority and areas.
    """
    persons = stored(engine, "register_persons", register_persons(records["eligibility_register"]))
    scholars = stored(engine, "scholars", with_decile_group(scholarships.current(records["scholarships"]), persons))
    on_lists = stored(engine, "on_lists", ibis.union(*(t.select(RECORD) for t in (records["listed"], scholars))))
    return ibis.union(
        _targeting(records, persons),
        _payouts(records, persons, engine),
        agency_facts(on_lists, records["programs"]),
        remote_facts(scholars, records["listed"], records["programs"]),
        scholarships.facts(scholars),
        training.graduate_facts(records["training_participants"]),
        training.followup_facts(training.current_followups(records["training_followups"])),
        distribution_monitoring.facts(records["distribution_monitoring"]),
        handover_facts(records["distribution_monitoring"], service_levels()),
    )


def _targeting(records: Tables, persons: ir.Table) -> ir.Table:
    lines = published_lines(records["bps_values"], records["areas"], records["source_priority"])
    return ibis.union(
        reach_facts(persons, records["listed"]),
        adequacy_facts(persons, records["paid"], lines),
        health_cover.facts(persons, records["health_cover"]),
    )


def _payouts(records: Tables, persons: ir.Table, engine: Engine) -> ir.Table:
    paid = disbursement_meanings().paid
    payments = records["program_disbursements"]
    batches = stored(engine, "batches", program_stages.batches(records["program_stages"]))
    return ibis.union(
        program_stages.facts(batches),
        tepat_facts(with_decile_group(payments, persons), batches, paid, service_levels()),
        list_faults(records["program_beneficiaries"], payments, paid),
    )


def subject_indicators(records: Tables) -> ir.Table:
    """Rows of the contract `indicator_values` that do not add up over areas; those of few persons are hidden."""
    rules, source = disclosure_rules(), training.FOLLOWUPS
    followed = training.current_followups(records[source])
    return income_gains(followed, records["areas"], rules.least_for_quantiles[source], rules.least_for_means[source])
