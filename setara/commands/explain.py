"""What an indicator is, and the queries that compute it, as SQL with comments: `setara sql INDICATOR`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

import ibis.expr.types as ir
from rapidfuzz import fuzz, process, utils

from warehouse.engines.readable_sql import readable_sql
from warehouse.indicators.definitions import definitions, indicator_table
from warehouse.indicators.household_queries import HOUSEHOLDS
from warehouse.indicators.queries import indicator_queries, tables_read

NEAREST = 3
WIDTH = 110
DESCRIBED = (
    ("satuan | unit", ("unit",)),
    ("rumus | formula", ("formula_id", "formula_en")),
    ("aturan tepi | edge rules", ("edge_rules_id", "edge_rules_en")),
    ("sumber | sources", ("sources_id", "sources_en")),
    ("metode | methods", ("method_versions",)),
)
"""Headings and the columns of meta.indicators under each."""
NOTES = {
    HOUSEHOLDS: (
        "Satu baris per rumah tangga, penimbangnya orang. Catatan tanpa garis pada berkas memakai garis terbitan "
        "kab/kota dan tahunnya. Pendataan penuh: sama, dengan penimbang household_size, atau dari kelas-kelasnya. "
        "Data pribadi: berjalan di dalam brankas. Galat baku dihitung tersendiri.",
        "One row per household, weights of persons. A record without a line in its file has the published line of its "
        "regency and year. Registers: the same with the weight household_size, or from their bins. Personal data: runs "
        "inside the vault. Standard errors are computed apart.",
    ),
    "bps_values": (
        "bps_values: jawaban BPS yang diterima; tidak ada pada rilis.",
        "bps_values: the accepted answers of BPS; not in a release.",
    ),
}
"""What to know of a table, by its name."""


class UnknownIndicatorError(ValueError):
    """There is no indicator of that code; the message names the nearest ones."""


def explained_sql(code: str, engine: str) -> str:
    """Comments on what the indicator is, then each of its queries under a comment of its own; runs as it is.

    UnknownIndicatorError where there is no such indicator, EngineError where the engine is not installed.
    """
    by_code = {definition.code: definition for definition in definitions()}
    rows = {row["indicator_code"]: row for row in indicator_table().to_pylist()}
    if code not in by_code:
        raise UnknownIndicatorError(_nearest(code, rows))
    queries = indicator_queries(by_code[code])
    parts = [
        "\n".join([*_comment(f"[{number}/{len(queries)}] {maker}"), *_tables(expression)])
        + f"\n{readable_sql(expression, engine)};"
        for number, (maker, expression) in enumerate(queries.items(), start=1)
    ]
    return "\n\n".join(["\n".join(_described(rows[code])), *parts])


def _described(row: dict[str, str]) -> Iterator[str]:
    yield from _comment(f"{row['indicator_code']}: {row['name_id']} | {row['name_en']}")
    for heading, columns in DESCRIBED:
        yield from _comment(f"{heading}:")
        for line in [line for name in columns for line in row[name].splitlines()]:
            yield from _comment(line, indent="  ")


def _tables(expression: ir.Table) -> Iterator[str]:
    tables = tables_read(expression)
    yield from _comment(f"tabel | tables: {', '.join(tables)}")
    for note in [note for name in tables for note in NOTES.get(name, ())]:
        yield from _comment(note, indent="  ")


def _comment(text: str, indent: str = "") -> Sequence[str]:
    first = f"-- {indent}"
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=f"{first}  ", break_on_hyphens=False)


def _nearest(code: str, rows: dict[str, dict[str, str]]) -> str:
    """Nearest by code or by name in either language."""
    words = {known: f"{known.replace('_', ' ')} {row['name_id']} {row['name_en']}" for known, row in rows.items()}
    asked = code.replace("_", " ")
    near = process.extract(asked, words, scorer=fuzz.partial_ratio, processor=utils.default_process, limit=NEAREST)
    named = ", ".join(known for _words, _score, known in near)
    return f"tidak ada indikator {code}; yang mirip: {named} | no indicator {code}; the nearest: {named}"
