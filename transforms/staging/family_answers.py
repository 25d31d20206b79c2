"""Families by their answers to Prodeskel's questions, from accepted and tokenised records; runs inside the vault."""

from __future__ import annotations

import ibis.expr.types as ir

from transforms.core.revisions import latest_files
from transforms.staging.newest import newest
from transforms.staging.register_counts import village_counts

SOURCE = "family_answers"
ANSWERS = {
    "own_home": ("home_ownership", ("own",)),
    "pre_prosperous": ("welfare_category", ("pre_prosperous",)),
    "insured": ("health_insurance", ("insured",)),
    "piped_water": ("drinking_water_source", ("public_hydrant", "tap", "pipe")),
}
"""What is counted: its column, and the answers that mean it."""


def part_and_rest(answer: str) -> tuple[str, str]:
    """Measure codes of the families that answer so and of those that answer otherwise."""
    return f"{answer}_families", f"not_{answer}_families"


def facts(families: ir.Table) -> ir.Table:
    """Village facts [households] of rows of the contract `family_answers` with family_token.

    The file of a village and period that came last counts. A family that leaves a question open is in neither count.
    """
    counted = newest(latest_files(families), ["family_token", "period"])
    measures: dict[str, ir.BooleanValue] = {}
    for answer, (column, meant) in ANSWERS.items():
        part, rest = part_and_rest(answer)
        measures |= {part: counted[column].isin(meant), rest: counted[column].notin(meant)}
    return village_counts(counted, measures, unit="households", source_code=SOURCE)
