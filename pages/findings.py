"""Findings at a glance: how often each rule was broken, in the words that all its findings share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from pages.languages import Both, number
from pages.release import Release, Row

SEVERITIES = {
    "reject": Both("Ditolak", "Rejected"),
    "ask": Both("Ditanyakan", "Asked back"),
    "warn": Both("Peringatan", "Warning"),
}
GAP = "…"


@dataclass(frozen=True)
class CodeRow:
    """One reason code: what its findings say, what to do, how many there are."""

    code: str
    severity: str
    words: Both
    next_step: Both
    count: Both
    width: str
    """Length of its bar in percent of the most frequent code's, as CSS takes it."""


@dataclass(frozen=True)
class FindingsSection:
    """All codes, the most severe and frequent first, and how many findings each severity has."""

    codes: list[CodeRow]
    by_severity: dict[str, Both]
    total: Both


def findings_section(release: Release) -> FindingsSection:
    """Counts of all findings of the release; no codes where nothing was found."""
    columns = ("code", "severity", "message_id", "message_en", "next_step_id", "next_step_en")
    findings = release.rows("findings", columns)
    by_code: dict[str, list[Row]] = {}
    for finding in findings:
        by_code.setdefault(finding["code"], []).append(finding)
    most = max(map(len, by_code.values()), default=1)
    severities = list(SEVERITIES)
    order = sorted(
        by_code, key=lambda code: (severities.index(by_code[code][0]["severity"]), -len(by_code[code]), code)
    )
    counts = Counter(finding["severity"] for finding in findings)
    return FindingsSection(
        codes=[_code_row(code, by_code[code], most) for code in order],
        by_severity={severity: number(counts[severity]) for severity in severities},
        total=number(len(findings)),
    )


def shared_words(messages: list[str]) -> str:
    """The words that all messages have in common, in order, with … where they differ: values stay with their sender."""
    distinct = sorted(set(messages))
    common = distinct[0].split(" ")
    for message in distinct[1:]:
        common = _common(common, message.split(" "))
    return " ".join(common)


def _common(first: list[str], second: list[str]) -> list[str]:
    words: list[str] = []
    for kind, start, end, *_ in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            words += first[start:end]
        elif not words or words[-1] != GAP:
            words.append(GAP)
    return words


def _code_row(code: str, findings: list[Row], most: int) -> CodeRow:
    return CodeRow(
        code=code,
        severity=findings[0]["severity"],
        words=_shared(findings, "message"),
        next_step=_shared(findings, "next_step"),
        count=number(len(findings)),
        width=f"{100 * len(findings) / most:.3f}",
    )


def _shared(findings: list[Row], text: str) -> Both:
    return Both(*(shared_words([finding[f"{text}_{language}"] for finding in findings]) for language in ("id", "en")))
