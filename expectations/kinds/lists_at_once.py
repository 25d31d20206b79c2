"""K05 of lists: of two that were taken at once nobody knows which one counts.

Of lists that stand beside each other those rows are asked about that say something else of the same person or thing. Of
lists that count whole one would take the place of the other: they may be the parts of a village, such as a register of
each dusun, or two versions of one list. What says the same twice, such as a workbook and its CSV, is one list.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from expectations.kinds.alike_lists import NAMES as ALIKE_NAMES
from expectations.kinds.row_rules import SOUND, says_one_thing
from expectations.kinds.said import said
from expectations.kinds.shortened_lists import LIST, NAMES
from expectations.kinds.unchanged import PLACE
from expectations.rule import Rule
from warehouse.contract import load
from warehouse.taking import TAKING

TABLE = "lists_at_once"
SOURCES = tuple(source for source in NAMES if source != "village_facilities")
"""Village reports are compared by what they say of each thing (`row_rules.no_contradiction`)."""
FILE = ("file_sha256", "delivery_no")
AT_ONCE = (*LIST, *TAKING)
RULE = Rule("K05", TABLE, lambda t: t.is_agreed, once_a_sheet=True)


def _told(source: str) -> list[str]:
    """Columns of amounts and kinds; dates and spellings of names may differ."""
    columns = (column for column in load(source).own_columns if column.name not in ALIKE_NAMES[source])
    return [column.name for column in columns if not column.personal and (column.is_numeric or column.values)]


def _rows_agree(source: str) -> Rule:
    """Of the rows about one person or thing of a village and period."""
    names, told = ALIKE_NAMES[source], _told(source)
    group = ["area_code_bps", "period", *TAKING, *names]
    return Rule(
        "K05",
        SOUND + source,
        lambda t: says_one_thing(t, group, told),
        when=lambda t: t[names[0]].notnull() & t.area_code_bps.notnull(),
    )


ROW_RULES = tuple(_rows_agree(source) for source in ALIKE_NAMES if _told(source))


def lists_at_once(sound: Mapping[str, ir.Table]) -> ir.Table:
    """Rows of lists of which several were taken at once: is_agreed where all of them say the same.

    `sound` are rows that can be loaded as far as rules of single files say, by source.
    """
    texts = ibis.union(*(_several(source, rows) for source, rows in sound.items()))
    n_files = texts.group_by(*AT_ONCE).agg(n_files=_files(texts))
    said_by = texts.group_by(*AT_ONCE, "said").agg(n=_files(texts)).join(n_files, AT_ONCE)
    differing = said_by.filter(said_by.n < said_by.n_files).select(*AT_ONCE).distinct()
    found = texts.left_join(differing.mutate(differs=True), AT_ONCE)
    return found.select(*PLACE, "area_code_bps", "period", is_agreed=found.differs.isnull())


def _several(source: str, rows: ir.Table) -> ir.Table:
    """What rows say, as texts, of the villages and periods of which several files were taken at once."""
    placed = rows.filter(rows.area_code_bps.notnull(), rows.period.notnull()).mutate(source=ibis.literal(source))
    files = placed.select(*AT_ONCE, *FILE).distinct()
    several = files.group_by(*AT_ONCE).having(files.count() > 1).agg()
    names = [column.name for column in load(source).own_columns]
    met = placed.semi_join(several, AT_ONCE)
    return met.select(*PLACE, *AT_ONCE, *FILE, said=said(names, met))


def _files(rows: ir.Table) -> ir.IntegerValue:
    return (rows.file_sha256 + rows.delivery_no.cast("string")).nunique()
