"""Errors that are answers: their message is for the person at the keyboard, a traceback would only hide it."""

from __future__ import annotations


def known_errors() -> tuple[type[Exception], ...]:
    """Exception types that the command line shows as one line; looked up late, since each lives in its own room."""
    from expectations.gate import GateRefused
    from flows.local_server import ServerDidNotStartError
    from setara.asking import NotAnsweredError, UnknownQuestionError
    from setara.bench.measure import BenchError
    from setara.demo import DemoError
    from setara.explain import UnknownIndicatorError
    from setara.reference_checks.run import ReferenceSetError
    from setara.workspace import WorkspaceError
    from sources.correction_lines import CorrectionError
    from sources.inbox import ManifestError
    from sources.layouts import LayoutError
    from sources.mappings import MappingError
    from vault.errors import VaultError
    from warehouse.disclosure_gate import DisclosureRefused
    from warehouse.engines import EngineError
    from warehouse.query import QueryError
    from warehouse.question import QuestionError

    return (
        WorkspaceError,
        DemoError,
        ManifestError,
        CorrectionError,
        LayoutError,
        MappingError,
        VaultError,
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
        QuestionError,
    )
