"""How an expression becomes SQL, for the engines and for whoever asks for the text."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def keep_selects_apart() -> None:
    """Have Ibis write each step as a select of its own.

    To merge them takes it a tenth of a small run's time; engines do it themselves, and what was given a name is
    computed under it once, not again wherever it is used.
    """
    ibis.options.sql.fuse_selects = False


def compiled(expression: ir.Table, dialect: str = "duckdb") -> str:
    """The SQL of an expression, in a dialect by Ibis's name."""
    keep_selects_apart()
    return str(ibis.to_sql(expression, dialect=dialect))
