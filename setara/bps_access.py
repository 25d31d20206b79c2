"""The one way to BPS: the key, the client with its limits, and the archive of what was answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from setara.settings import Settings
from setara.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from sources.bps.archive import Archive
    from sources.bps.client.transport import Answer, Transport


class NoKeyError(WorkspaceError):
    """Nothing can be asked without a key."""


def require_key(settings: Settings) -> str:
    """The key for the API; NoKeyError says where to get one."""
    if settings.bps_api_key is None:
        raise NoKeyError(
            "BPS_API_KEY belum diisi; minta token gratis di webapi.bps.go.id | "
            "BPS_API_KEY is not set; a token is free at webapi.bps.go.id"
        )
    return settings.bps_api_key.get_secret_value()


def open_transport(settings: Settings, keep: Callable[[Answer], None]) -> Transport:
    """The client of the service that the settings name; `keep` is given each answer. Raises NoKeyError."""
    from sources.bps.client.transport import Transport
    from sources.bps.fetch import limits_for

    return Transport(require_key(settings), keep, settings.bps_api_url, limits_for(settings.bps_api_url))


def answers_archive(workspace: Workspace) -> Archive:
    """The workspace's answers; nothing in it is personal, so that no key of the vault is needed."""
    from sources.bps.archive import Archive
    from sources.received.snapshots import Ledger, PlainBlobs

    return Archive(workspace.bps_answers, PlainBlobs(workspace.plain_bytes), Ledger(workspace.deliveries))
