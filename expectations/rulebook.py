"""All rules, in the rounds in which they are judged.

Repeats first: a file that came before is not judged again. Then every sheet, cell and row by itself and within its
file. Then rows that repeat another one of their file, of which the first good one counts. Then contradictions between
the rows that are sound by then, because what was rejected contradicts nobody; then what was loaded before; then other
relations between the reports that are left. Last what senders and office answered.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from expectations import by_source, confirmations
from expectations.kinds import (
    cell_rules,
    correction_rules,
    lists_at_once,
    older_versions,
    outside_areas,
    program_people,
    replaced_lists,
    retold_periods,
    sheet_rules,
    shortened_lists,
    unchanged,
)
from expectations.kinds.base_rules import STAGED, reader_rule, source_contracts, value_rules
from expectations.rule import Rule

SAME_ROW, CONTRADICTION = "K01", "K05"


@cache
def sources() -> tuple[ModuleType, ...]:
    """A module for each source that has rules of its own, by name: RULES of its rows, and of a village report
    RELATION_RULES between reports."""
    return tuple(import_module(f"{by_source.__name__}.{each.name}") for each in iter_modules(by_source.__path__))


def village_reports() -> tuple[ModuleType, ...]:
    """Those of village reports, which are judged beside each other, too."""
    return tuple(module for module in sources() if hasattr(module, "RELATION_RULES"))


def repeat_rules() -> tuple[Rule, ...]:
    """First round."""
    return sheet_rules.REPEAT_RULES


@cache
def reader_rules() -> tuple[Rule, ...]:
    """What our own reader owes every staged table; a failure is a bug and no finding."""
    return tuple(reader_rule(name) for name in (*STAGED, *source_contracts()))


@cache
def own_rules() -> tuple[Rule, ...]:
    """Second round: what our own reader owes, and rules of a sheet, a cell, a row or a file by itself."""
    from_contracts = tuple(rule for source in source_contracts() for rule in value_rules(source))
    written = (rule for rule in _within_files() if rule.code != SAME_ROW)
    return (*reader_rules(), *sheet_rules.RULES, *cell_rules.RULES, *outside_areas.RULES, *from_contracts, *written)


@cache
def same_row_rules() -> tuple[Rule, ...]:
    """Third round: rows of one file that say the same thing again."""
    return tuple(rule for rule in _within_files() if rule.code == SAME_ROW)


@cache
def contradiction_rules() -> tuple[Rule, ...]:
    """Fourth round: what files of one day say of the same village and period, lists that are a part of the last,
    returns that were filled in for another period, and older versions that came last."""
    of_one_day = (rule for rule in _between_reports() if rule.code == CONTRADICTION)
    of_lists = (*lists_at_once.ROW_RULES, lists_at_once.RULE, shortened_lists.RULE)
    return (*of_one_day, *of_lists, retold_periods.RULE, older_versions.RULE)


def unchanged_rules() -> tuple[Rule, ...]:
    """Fifth round: what is as it was loaded before."""
    return (unchanged.RULE,)


@cache
def relation_rules() -> tuple[Rule, ...]:
    """Sixth round: the past of a village, and the lists of other programmes."""
    past = (rule for rule in _between_reports() if rule.code != CONTRADICTION)
    return (*past, *program_people.RELATION_RULES)


def answer_rules() -> tuple[Rule, ...]:
    """Last round: answers of senders and corrections of the office."""
    return (*confirmations.RULES, *correction_rules.RULES, *replaced_lists.RULES)


@cache
def all_rules() -> tuple[Rule, ...]:
    """The rules of all rounds."""
    between = (*contradiction_rules(), *unchanged_rules(), *relation_rules())
    return (*repeat_rules(), *own_rules(), *same_row_rules(), *between, *answer_rules())


def _within_files() -> tuple[Rule, ...]:
    return tuple(rule for module in sources() for rule in module.RULES)


def _between_reports() -> tuple[Rule, ...]:
    return tuple(rule for module in village_reports() for rule in module.RELATION_RULES)
