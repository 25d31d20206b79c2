"""What may be told of texts in a file that may be personal: codes and periods, and an ellipsis for all else."""

from __future__ import annotations

import re
from collections.abc import Callable

from sources.staging.agreement import SEPARATOR
from sources.staging.file_facts import ReportDate
from sources.values.periods import parse

HIDDEN_TEXT = "…"
AREA_CODE = re.compile(r"(?:bps:|kemendagri:)?\s*[\d.,]{2,13}", re.IGNORECASE)
PERIOD_DIGITS = re.compile(r"[\d\s./-]{1,10}")


def area_text(text: str | None, *, is_shown: bool) -> str | None:
    """What is written of an area; where it is not shown, only what is a code in it."""
    return text if is_shown or text is None else _hidden_parts(text, lambda part: bool(AREA_CODE.fullmatch(part)))


def period_text(text: str | None, *, is_shown: bool) -> str | None:
    """What is written of a period; where it is not shown, only what is a period or figures."""
    if is_shown or text is None:
        return text
    return _hidden_parts(text, lambda part: parse(part) is not None or bool(PERIOD_DIGITS.fullmatch(part)))


def reported_text(reported: ReportDate, *, is_shown: bool) -> str | None:
    """What is written of the day of a report; where it is not shown, only what is a day."""
    return reported.text if is_shown or reported.status != "invalid" else HIDDEN_TEXT


def _hidden_parts(text: str, may_show: Callable[[str], bool]) -> str:
    return SEPARATOR.join(part if may_show(part) else HIDDEN_TEXT for part in text.split(SEPARATOR))
