"""Options that the commands which print rows share: plain CSV on the terminal, or a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from setara.progress import console

Csv = Annotated[bool, typer.Option("--csv", help="Comma-separated values with decimal points, not a table.")]
To = Annotated[
    Path | None,
    typer.Option(
        help="Write all rows into this file: .xlsx, or .csv with ; and decimal commas for Excel in Indonesia.",
    ),
]


def one_output(csv: bool, to: Path | None) -> None:
    """typer.BadParameter where both were asked for."""
    if csv and to:
        raise typer.BadParameter("--csv atau --to, bukan keduanya | --csv or --to, not both")


def save(to: Path, rows: pa.Table, headings: Sequence[str] | None = None, notes: Sequence[str] = ()) -> None:
    """Write rows into the file `to` and say so; TableFileError as `setara.table_files.write_table` raises it."""
    # What writes workbooks takes half a second to import, which only this way of asking should pay.
    from setara.commands.table_files import write_table

    write_table(to, rows, headings or rows.column_names, notes)
    console.print(f"{rows.num_rows:,} baris | rows → {to}", soft_wrap=True)
