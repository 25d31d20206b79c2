"""What a run needs to be right before it takes anything: afterwards files are gone from the inbox, with a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from setara.settings import Settings
from setara.workspace import Workspace, WorkspaceError
from warehouse.areas_table import ReportAreaError, require_villages
from warehouse.release.releases import current_release, read_manifest

CLOCK_SLACK = timedelta(days=1)
"""A clock that was mended by a few hours, as of its time zone, stops nobody."""


def require_fit_to_run(workspace: Workspace, settings: Settings) -> None:
    """WorkspaceError where `report_areas` were changed to what nothing could be expected of, or where the machine's
    clock lies before the release that stands. A time that was given by SETARA_NOW is meant."""
    try:
        require_villages(workspace.report_areas)
    except ReportAreaError as error:
        raise WorkspaceError(f"{workspace.config_file}: report_areas: {error}") from error
    if settings.now is None:
        _refuse_a_clock_of_the_past(workspace, settings.clock())


def _refuse_a_clock_of_the_past(workspace: Workspace, now: datetime) -> None:
    standing = current_release(workspace.warehouse)
    if standing is None:
        return
    built_at = read_manifest(standing).facts.built_at.astimezone(now.tzinfo)
    if now < built_at - CLOCK_SLACK:
        raise WorkspaceError(
            f"Jam komputer menunjuk {now:%Y-%m-%d %H:%M}, padahal rilis yang berlaku dibuat {built_at:%Y-%m-%d %H:%M}. "
            "Betulkan jam komputer, lalu jalankan lagi; bila tanggal rilis itu yang keliru, nyatakan waktu yang benar "
            "dengan SETARA_NOW. | The computer's clock lies before the release that stands. Set the clock right and "
            "run again; where that release has the wrong date, say the right time by SETARA_NOW."
        )
