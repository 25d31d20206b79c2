"""The rounds of the rulebook over one working database: each looks at what the rounds before it have left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from expectations import confirmations, fates, round_tables, rulebook, tables
from expectations.broken import Broken, Confirmation
from expectations.confirmations import marked
from expectations.judge import judge
from expectations.kinds import (
    correction_rules,
    list_lines,
    replaced_lists,
)
from expectations.kinds.base_rules import FROM_READER


class ReaderError(AssertionError):
    """A staged table breaks its own contract: a bug of our reader, which no sender can mend."""


@dataclass(frozen=True)
class Answers:
    """What people said of rows."""

    confirmed: Mapping[str, Confirmation]
    """By row_id, who says that the row is right all the same."""
    stale: Collection[str]
    """row_id of answers that were given about another period."""
    of_office: pa.Table
    """What became of the office's corrections (contract `corrections`), with sheet_id."""


@dataclass(frozen=True)
class Judged:
    """What the rulebook says."""

    broken: list[Broken]
    """Everything that breaks a rule."""
    replaced: Collection[str]
    """row_id of those that count no more, because the list in which they stand was corrected."""


def judge_in_rounds(
    con: duckdb.DuckDBPyConnection, sheets: pa.Table, rows: Mapping[str, pa.Table], answers: Answers
) -> Judged:
    """What the rulebook says of the tables that came (named ALL and their name).

    `sheets` are the staged ones, `rows` those of the sources among them. Raises ReaderError.
    """
    round_tables.make_receipts(con, rows)
    broken = judge(con, rulebook.repeat_rules())
    round_tables.leave_out_repeats(con, rows, [each.sheet_id for each in broken])
    round_tables.add_up_accounts(con, rows)
    of_own = judge(con, rulebook.own_rules())
    _trust_reader(of_own)
    broken += marked(of_own, answers.confirmed)
    round_tables.weigh(con, rows, fates.row_fates(rows, broken))
    broken += judge(con, rulebook.same_row_rules())
    decided = fates.row_fates(rows, broken)
    kept_back = [sheet_id for sheet_id, fate in fates.sheet_fates(broken).items() if fate != fates.LOADED]
    lines = list_lines.lines(sheets, round_tables.compare_deliveries(con, rows))
    replaced = replaced_lists.replaced(lines, rows, decided, kept_back)
    tables.store(con, replaced_lists.TABLE, replaced.told)
    round_tables.keep_sound(con, rows, decided, replaced.row_ids)
    round_tables.compare_lists(con, rows)
    round_tables.compare_answers(con, rows)
    round_tables.compare_days(con, rows)
    contradictions = judge(con, rulebook.contradiction_rules())
    round_tables.compare_versions(con, rows, decided, contradictions)
    not_loaded = contradictions + judge(con, rulebook.unchanged_rules())
    round_tables.relate(con, rows, not_loaded)
    broken += not_loaded + marked(judge(con, rulebook.relation_rules()), answers.confirmed)
    tables.store(con, confirmations.ANSWERS, confirmations.row_answers(rows, answers.stale, broken))
    tables.store(con, correction_rules.TABLE, answers.of_office)
    return Judged(broken + judge(con, rulebook.answer_rules()), replaced.row_ids)


def _trust_reader(broken: list[Broken]) -> None:
    of_reader = [each for each in broken if each.rule.code == FROM_READER]
    if of_reader:
        places = sorted({f"{each.rule.table} {each.row_id or each.sheet_id}" for each in of_reader})
        raise ReaderError(f"{len(places)} rows break the contract of their table: {', '.join(places[:5])}")
