"""Errors that are answers: their message is for the person at the keyboard, a traceback would only hide it."""

from __future__ import annotations

import errno
import os

from pydantic import ValidationError

DISK_FAULTS = {
    errno.ENOSPC: "disk penuh; kosongkan tempat, lalu jalankan lagi | the disk is full; make room, then run again",
    errno.EDQUOT: "kuota disk habis; kosongkan tempat | the disk quota is used up; make room, then run again",
    errno.EFBIG: "berkas melebihi batas akun ini (ulimit -f) | the file is over this account's limit (ulimit -f)",
    errno.EROFS: "disk hanya dapat dibaca | the disk can only be read",
    errno.EACCES: "tidak diizinkan; periksa pemilik dan izinnya | not permitted; check its owner and permissions",
    errno.ENOTDIR: "bukan folder; pilih tempat lain | no folder; choose another place",
}


def told(error: Exception) -> str | None:
    """What to say to the person at the keyboard; None where only a traceback helps."""
    if isinstance(error, ValidationError) and error.title == "Settings":
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        return f"pengaturan tidak dapat dipakai | a setting cannot be used: {'; '.join(faults)}"
    if isinstance(error, OSError) and error.errno in DISK_FAULTS:
        return f"{error.filename or ''} {DISK_FAULTS[error.errno]}".strip()
    if fault := _disk_fault_of_database(error):
        return DISK_FAULTS[fault]
    return str(error) if isinstance(error, known_errors()) else None


def _disk_fault_of_database(error: Exception) -> int | None:
    """DuckDB hands on the kernel's words without the number."""
    import duckdb

    if not isinstance(error, duckdb.Error):
        return None
    return next((fault for fault in DISK_FAULTS if os.strerror(fault) in str(error)), None)


def known_errors() -> tuple[type[Exception], ...]:
    """Exception types that the command line shows as one line; looked up late, since each lives in its own room."""
    from expectations.gate import GateRefused
    from flows.local_server import ServerDidNotStartError
    from setara.bench.measure import BenchError
    from setara.commands.asking import NotAnsweredError, UnknownQuestionError
    from setara.commands.explain import UnknownIndicatorError
    from setara.commands.table_files import TableFileError
    from setara.demo import DemoError
    from setara.reference_checks.run import ReferenceSetError
    from setara.workspace import WorkspaceError
    from sources.corrections.lines import CorrectionError
    from sources.layouts.files import LayoutError
    from sources.mappings.confirmed import MappingError
    from sources.received.manifest import ManifestError
    from vault.errors import VaultError
    from warehouse.areas_table import ReportAreaError
    from warehouse.engines.errors import EngineError
    from warehouse.query import QueryError
    from warehouse.question import QuestionError
    from warehouse.release.disclosure_gate import DisclosureRefused

    return (
        WorkspaceError,
        DemoError,
        ManifestError,
        CorrectionError,
        LayoutError,
        MappingError,
        VaultError,
        ReportAreaError,
        EngineError,
        QueryError,
        GateRefused,
        DisclosureRefused,
        ServerDidNotStartError,
        ReferenceSetError,
        BenchError,
        UnknownIndicatorError,
        UnknownQuestionError,
        NotAnsweredError,
        TableFileError,
        QuestionError,
    )
