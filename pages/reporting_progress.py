"""Progress of village reporting: who improved, what is complete, and what to do where nothing came yet.

Improvement comes first and no area is shown as the worst: who reports nothing is counted, not named.
"""

from __future__ import annotations

from dataclasses import dataclass

from pages.languages import Both, number, percent
from pages.release import Release, Row, short_name

ALL_REPORTS = "_T"
NAMED = 10
"""At most so many villages of a home area are named for how much they improved."""
SHARES = {
    "received": Both("Diterima", "Received"),
    "on_time": Both("Tepat waktu", "On time"),
    "complete": Both("Lengkap", "Complete"),
}
COLUMNS = (
    *("area_code_bps", "area_level", "improvement_rank", "progress", "progress_id", "progress_en"),
    *("score_pct", "score_change_points", "n_expected", "n_received", "window_start", "window_end"),
    *(f"{share}_pct" for share in SHARES),
    *(f"{share}_change_points" for share in SHARES),
)


@dataclass(frozen=True)
class Share:
    """A share of the reports expected, and how it moved; `change` is None where there is nothing to compare with."""

    name: Both
    value: Both
    width: str
    change: Both | None
    is_up: bool


@dataclass(frozen=True)
class Climber:
    """A village that improved, or a district; `above` is the district of a village."""

    name: str
    above: str
    score: Both
    change: Both | None
    is_up: bool
    words: Both
    shares: list[Both]


@dataclass(frozen=True)
class AreaProgress:
    """The league of one home area."""

    name: str
    shares: list[Share]
    climbers: list[Climber]
    n_improved: Both
    n_complete: Both
    n_silent: int
    districts: list[Climber]


def reporting_progress(release: Release) -> list[AreaProgress]:
    """The league of each home area whose reports were due; empty where none was."""
    rows = release.rows("village_reporting", COLUMNS, source_code=ALL_REPORTS)
    by_area = {row["area_code_bps"]: row for row in rows}
    return [
        _area(release, by_area[area["area_code_bps"]], short_name(area), rows)
        for area in release.home_areas
        if area["area_code_bps"] in by_area
    ]


def _area(release: Release, own: Row, name: str, rows: list[Row]) -> AreaProgress:
    ranked = sorted(rows, key=lambda row: (row["improvement_rank"], row["area_code_bps"]))
    home = own["area_code_bps"]
    districts = [r for r in ranked if release.parent_of[r["area_code_bps"]] == home and r["progress"] != "silent"]
    villages = [row for row in ranked if release.regency_of.get(row["area_code_bps"]) == home]
    improved = [row for row in villages if row["progress"] == "improved"]
    return AreaProgress(
        name=name,
        shares=[_share(own, share) for share in SHARES],
        climbers=[_climber(release, row) for row in improved[:NAMED]],
        n_improved=number(len(improved)),
        n_complete=number(sum(1 for row in villages if row["score_pct"] == 100)),
        n_silent=sum(1 for row in villages if row["progress"] == "silent"),
        districts=[_climber(release, row) for row in districts],
    )


def _share(row: Row, share: str) -> Share:
    change = row[f"{share}_change_points"]
    return Share(
        name=SHARES[share],
        value=percent(row[f"{share}_pct"]),
        width=f"{row[f'{share}_pct']:.3f}",
        change=_signed(change),
        is_up=change is not None and round(change, 1) > 0,
    )


def _climber(release: Release, row: Row) -> Climber:
    change = row["score_change_points"]
    return Climber(
        name=release.name_of[row["area_code_bps"]],
        above=release.name_of[release.parent_of[row["area_code_bps"]]],
        score=percent(row["score_pct"]),
        change=_signed(change),
        is_up=change is not None and round(change, 1) > 0,
        words=Both(row["progress_id"], row["progress_en"]),
        shares=[percent(row[f"{share}_pct"]) for share in SHARES],
    )


def _signed(points: float | None) -> Both | None:
    """+4,1 poin, -2,0 poin; None where there is nothing to compare with."""
    if points is None:
        return None
    rounded = round(points, 1)
    plain = number(abs(rounded), 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return Both(f"{sign}{plain.id} poin", f"{sign}{plain.en} points")
