"""From broken rules to `meta.findings`: words, place and order of every finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations import wording
from expectations.broken import Broken
from warehouse import contract

Sheet = Mapping[str, Any]
NO_LABEL = {"id": "", "en": ""}
ORDER = ("file_sha256", "delivery_no", "sheet_no", "row_number", "cell", "code", "column_name")


def findings_table(broken: list[Broken], sheets: pa.Table) -> pa.Table:
    """`meta.findings` of what was broken in sheets of `staged_sheets`.

    Two rules that say the same of the same cell make one finding, and so does one of two columns that it fills.
    """
    places = {each.sheet_id for each in broken}
    faulty = sheets.filter(pc.is_in(sheets["sheet_id"], pa.array(sorted(places), pa.string())))
    by_id = {sheet["sheet_id"]: sheet for sheet in faulty.to_pylist()}
    told = (_finding(each, by_id[each.sheet_id]) for each in _once_a_cell(_gathered(broken)))
    rows = {tuple(row.items()): row for row in told}
    ordered = sorted(rows.values(), key=lambda row: (*(row[name] for name in ORDER), row["message_id"]))
    number = 0
    for before, row in zip([None, *ordered], ordered, strict=False):
        same_place = before is not None and all(before[name] == row[name] for name in ORDER)
        number = number + 1 if same_place else 1
        row["detail_no"] = number
    findings = contract.load("findings")
    return findings.conform(pa.Table.from_pylist(ordered, schema=findings.arrow_schema()))


def _once_a_cell(broken: list[Broken]) -> Iterable[Broken]:
    """What was broken; of a cell that fills two columns (a range of deciles) what is the same of both of them once."""
    told: dict[tuple[Any, ...], Broken] = {}
    for number, each in enumerate(broken):
        place = (each.row_id, each.cell) if each.cell else number
        told.setdefault((each.rule.code, each.sheet_id, place, *each.args.values()), each)
    return told.values()


def _gathered(broken: list[Broken]) -> list[Broken]:
    """What was broken, with one about the whole sheet, in the words of the first, for all rows of a rule that is told
    once a sheet."""
    rows_of: dict[tuple[int, str], list[Broken]] = {}
    for each in broken:
        if each.rule.once_a_sheet:
            rows_of.setdefault((id(each.rule), each.sheet_id), []).append(each)
    by_row = [each for each in broken if not each.rule.once_a_sheet]
    return by_row + [
        replace(rows[0], row_id=None, row_number=0, args={**rows[0].args, "n": len(rows)}) for rows in rows_of.values()
    ]


def _finding(broken: Broken, sheet: Sheet) -> dict[str, Any]:
    code = broken.rule.code
    text = wording.texts()[code]
    words = wording.message(code, _arguments(broken, sheet), _label(broken.column_name, sheet["source"]))
    return {
        "code": code,
        "severity": text.severity,
        **{name: sheet[name] for name in ("family", "file_sha256", "delivery_no", "sheet_no", "source")},
        **{name: getattr(broken, name) for name in ("row_number", "cell", "column_name", "area_code_bps", "period")},
        **{f"message_{language}": words[language] for language in wording.LANGUAGES},
        **{f"next_step_{language}": text.next_step[language] for language in wording.LANGUAGES},
        "confirmed_by": broken.confirmation.by if broken.confirmation else None,
        "confirmed_on": broken.confirmation.on if broken.confirmation else None,
    }


def _arguments(broken: Broken, sheet: Sheet) -> dict[str, Any]:
    if not sheet["is_personal"]:
        return broken.args
    # how many rows a finding is about tells of nobody
    public = broken.rule.public_args | ({"n"} if broken.rule.once_a_sheet else set())
    told = {name: value for name, value in broken.args.items() if name in public or name not in broken.rule.whole_args}
    shown = {name: value if name in public else wording.masked(value) for name, value in told.items()}
    return dict.fromkeys(broken.args) | shown


def _label(column_name: str, source: str | None) -> Mapping[str, str]:
    """What people call the column; explanations in brackets are for readers of the dictionary."""
    if not column_name or source is None:
        return NO_LABEL
    label = contract.load(source).column(column_name).label
    return {language: text.split(" (")[0] for language, text in label.items()}
