"""How village reporting moves: the last periods of each report against those before, improvement first."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from transforms.core.reporting_areas import reporting_tree
from warehouse import contract

MONTHS_IN_WINDOW = 3
"""Monthly reports are compared in threes; what comes by the half-year or year, one period with the one before."""
ALL_REPORTS = "_T"
SHARES = ("received", "on_time", "complete")
PROGRESS = {
    "silent": ("Belum melapor", "Not reporting yet"),
    "first_window": ("Baru mulai", "Just begun"),
    "improved": ("Membaik", "Improved"),
    "full": ("Tetap lengkap", "Complete as before"),
    "steady": ("Tetap", "As before"),
    "slipped": ("Perlu didukung", "Could use support"),
}
"""What became of reporting, in the words that people read; nobody is blamed in them."""
_AREA = ("area_code_bps", "area_code_kemendagri", "area_level")


def reporting_progress(receipts: ir.Table, areas: ir.Table, as_of: date | None) -> ir.Table:
    """Rows of the contract `village_reporting`: each area and report, and all reports together (source_code _T).

    `receipts` are rows of `village_report_receipts`, of which periods due after `as_of` do not count yet; `areas` rows
    of the contract `areas`. The score is the mean of the shares received, on time and complete; ranks are among areas
    of one level, by the change of the score, then by the score: who has no former window comes last.
    """
    due = receipts.filter(receipts.due_on <= ibis.literal(as_of, type="date"))
    placed = _placed(due.join(_windows(due), ["source_code", "period"]), areas)
    everything = ibis.union(placed, placed.mutate(source_code=ibis.literal(ALL_REPORTS)))
    counted = everything.group_by([*_AREA, "source_code"]).agg(
        window_start=everything.period_start.min(where=everything.is_last),
        window_end=everything.period_end.max(where=everything.is_last),
        **_counts(everything, everything.is_last, ""),
        **_counts(everything, ~everything.is_last, "former_"),
    )
    return _ranked(_compared(counted)).select(contract.load("village_reporting").column_names)


def _windows(due: ir.Table) -> ir.Table:
    """Of each report its periods in the last window (is_last) and in the one before."""
    periods = due.select("source_code", "period", "period_start").distinct()
    is_monthly = (periods.period.length() == len("2025-01")) & periods.period.substr(5, 1).isin(["0", "1"])
    length = ibis.ifelse(is_monthly, MONTHS_IN_WINDOW, 1)
    newest_first = ibis.window(group_by="source_code", order_by=ibis.desc(periods.period_start))
    placed = periods.mutate(age=ibis.row_number().over(newest_first), length=length)
    kept = placed.filter(placed.age < 2 * placed["length"])
    return kept.select("source_code", "period", is_last=kept.age < kept["length"])


def _placed(receipts: ir.Table, areas: ir.Table) -> ir.Table:
    """Each village's report under every area that holds the village."""
    of_villages = receipts.select(
        "source_code",
        "period_start",
        "period_end",
        "is_last",
        "is_complete",
        village_code_bps="area_code_bps",
        is_received=receipts.receipt_status.isin(["on_time", "late"]),
        is_on_time=receipts.receipt_status == "on_time",
    )
    return reporting_tree(areas).join(of_villages, "village_code_bps")


def _counts(rows: ir.Table, chosen: ir.BooleanValue, prefix: str) -> dict[str, ir.Value]:
    counts = {f"{prefix}n_expected": rows.count(where=chosen)}
    return counts | {f"{prefix}n_{share}": rows.count(where=chosen & rows[f"is_{share}"]) for share in SHARES}


def _compared(counted: ir.Table) -> ir.Table:
    """With shares and score of both windows, and how many points they moved."""
    shares = {
        f"{prefix}{share}_pct": 100 * counted[f"{prefix}n_{share}"] / counted[f"{prefix}n_expected"].nullif(0)
        for prefix in ("", "former_")
        for share in SHARES
    }
    table = counted.mutate(**shares)
    scores = {
        f"{prefix}score_pct": sum((table[f"{prefix}{share}_pct"] for share in SHARES), start=ibis.literal(0.0)) / 3
        for prefix in ("", "former_")
    }
    scored = table.mutate(**scores)
    # Rounded: sums of thirds must not make a change where there is none.
    return scored.mutate(
        **{f"{name}_change_points": (scored[f"{name}_pct"] - scored[f"former_{name}_pct"]).round(6) for name in SHARES},
        score_change_points=(scored.score_pct - scored.former_score_pct).round(6),
    )


def _ranked(compared: ir.Table) -> ir.Table:
    """With the rank, and what became of reporting as code and words."""
    change = compared.score_change_points
    progress = ibis.cases(
        (compared.n_received == 0, "silent"),
        (change.isnull(), "first_window"),
        (change > 0, "improved"),
        (compared.score_pct > 100 - 1e-6, "full"),
        (change == 0, "steady"),
        else_="slipped",
    )
    told = compared.mutate(
        progress=progress, order_of_change=change.fill_null(-1000.0), level=compared.score_pct.round(6)
    )
    best_first = ibis.window(
        group_by=["area_level", "source_code"], order_by=[ibis.desc(told.order_of_change), ibis.desc(told.level)]
    )
    words = {
        f"progress_{language}": told.progress.cases(*((code, texts[place]) for code, texts in PROGRESS.items()))
        for place, language in enumerate(("id", "en"))
    }
    return told.mutate(improvement_rank=ibis.rank().over(best_first) + 1, **words)
