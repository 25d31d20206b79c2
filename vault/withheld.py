"""Texts that senders of public files wrote and that name a person whom the vault knows: nothing outside it shows them.

A remark such as `ketua: Maria Nahak` must neither be published nor hold a release back.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from vault.scanner.needles import Needles
from vault.scanner.scan import kinds_in

NAME = "text"
"""The kind of secret that a name is. A number would make the whole file personal, so one that is seen is a leak."""
WITHHELD_ID = "Isinya memuat nama orang, jadi tidak ditampilkan."
WITHHELD_EN = "It holds the name of a person and is not shown."
_BETWEEN = "\0\n"


def without_names(table: pa.Table, sought: Needles) -> pa.Table:
    """The table with WITHHELD_ID, in columns in English WITHHELD_EN, in the place of each text that shows a name."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            texts = table[field.name].unique().drop_null().to_pylist()
            named = pa.array(_naming(texts, sought), pa.string())
            if len(named):
                words = WITHHELD_EN if field.name.endswith("_en") else WITHHELD_ID
                column = pc.if_else(pc.is_in(table[field.name], named), words, table[field.name])
                table = table.set_column(place, field, column)
    return table


def names_someone(content: bytes, sought: Needles) -> bool:
    """Whether the bytes of a file show a name, also where they have to be unpacked for it."""
    return NAME in kinds_in(content, sought)


def _naming(texts: Sequence[str], sought: Needles) -> list[str]:
    """Those of the texts that show a name; where none of many does one look is enough."""
    if not texts or NAME not in sought.first(_BETWEEN.join(texts).encode()):
        return []
    if len(texts) == 1:
        return list(texts)
    half = len(texts) // 2
    return [*_naming(texts[:half], sought), *_naming(texts[half:], sought)]
