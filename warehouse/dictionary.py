"""The data dictionary, written from the contracts: `python -m warehouse.dictionary` (or `make docs`)."""

from __future__ import annotations

from pathlib import Path

from warehouse import contract
from warehouse.contract import SCHEMA_VERSION, Column, Contract
from warehouse.release.database import SCHEMAS

DICTIONARY = Path(__file__).parents[1] / "docs" / "data_dictionary.md"

_HEAD = f"""# Kamus data / Data dictionary

Dibuat dari `warehouse/contracts/`; jangan disunting di sini. / Made from `warehouse/contracts/`; do not edit here.
Versi skema / schema version: {SCHEMA_VERSION}. Kunci / key: **tebal / bold**.
Kode wilayah adalah teks / area codes are text.

`mart.indicator_values_as_of(date)`: nilai seperti diketahui pada tanggal itu / values as known on that date,
misalnya / for example `SELECT * FROM mart.indicator_values_as_of('2025-06-30')`. Bila berkas dibuka dengan ATTACH,
jalankan USE dahulu / where the file is attached, say USE first.
"""


def data_dictionary() -> str:
    """Markdown with every published table: what a row is, its key, and its columns with type, unit and values."""
    sections = [_table(contract.load(name)) for schema in SCHEMAS for name in contract.names(schema)]
    return "\n".join([_HEAD, *sections])


def _table(table: Contract) -> str:
    lines = [
        f"## {table.schema}.{table.name}",
        "",
        f"{table.grain['id']}.  ",
        f"{table.grain['en']}.",
        "",
        *(f"> {warning['id']}  \n> {warning['en']}\n" for warning in table.warnings),
    ]
    if not table.parquet:
        lines += ["Hanya di berkas DuckDB / in the DuckDB file only.", ""]
    lines += [
        "| Kolom / Column | Jenis / Type | Satuan / Unit | Bahasa Indonesia | English | Nilai / Values |",
        "|---|---|---|---|---|---|",
        *(_row(column, is_key=column.name in table.key) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _row(column: Column, *, is_key: bool) -> str:
    name = f"**{column.name}**" if is_key else column.name
    kind = column.type if column.required else f"{column.type}, null"
    cells = [name, kind, column.unit or "", _text(column, "id"), _text(column, "en"), _values(column)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _text(column: Column, language: str) -> str:
    described = column.description.get(language)
    return f"{column.label[language]}. {described}" if described else column.label[language]


def _values(column: Column) -> str:
    bounds = [
        f"{sign} {bound:g}" for sign, bound in (("≥", column.minimum), ("≤", column.maximum)) if bound is not None
    ]
    return ", ".join([*(f"`{value}`" for value in column.values), *bounds])


if __name__ == "__main__":
    DICTIONARY.write_text(data_dictionary(), encoding="utf-8")
