"""Submissions as KoboToolbox's API hands them out (`/api/v2/assets/{uid}/data.json`), as the sheets of its export.

Both name a question by its path (`titik/kondisi`), so that one layout reads both. A sheet has the submissions, another
each repeat group, its rows with the _parent_index of theirs, as formpack writes them. What the API alone tells is left
out. One answer is a page: several may stand in a list, and together they must be all. Runs in the child process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SHEET = "results"
"""Name of the sheet of submissions; that of a repeat group has its path behind it."""
OF_A_PAGE = {"count", "next", "previous", "results"}
OF_A_SUBMISSION = {"_id", "_uuid", "_submission_time"}
COPIED = (*sorted(OF_A_SUBMISSION), "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags")
"""What a row of a repeat group repeats of its submission, under a name that begins with _submission_."""
OF_THE_API = {"_attachments", "_geolocation", "_xform_id_string", "_bamboo_dataset_id", "formhub/uuid"}
META = "meta/"
VALIDATION = "_validation_status"

Row = dict[str, Any]


@dataclass(frozen=True)
class Submissions:
    """Rows by the name of their sheet."""

    rows: dict[str, list[Row]]
    n_missing: int
    """How many submissions of the form are not there: pages that are missing."""


class _OtherShapeError(Exception):
    """The document is no answer of this API after all."""


def submissions_in(document: Any) -> Submissions | None:
    """The submissions of a document; None where it is something else."""
    pages = document if isinstance(document, list) else [document]
    found, n_missing = pages, 0
    if pages and all(map(_is_page, pages)):
        found = [each for page in pages for each in page["results"]]
        n_missing = max(0, max(page["count"] for page in pages) - len(found))
    elif not pages:
        return None
    if not all(isinstance(each, dict) and each.keys() >= OF_A_SUBMISSION for each in found):
        return None
    rows: dict[str, list[Row]] = {}
    try:
        for submission in found:
            _add(rows, SHEET, submission, {})
    except _OtherShapeError:
        return None
    return Submissions(rows, n_missing)


def _is_page(document: Any) -> bool:
    return (
        isinstance(document, dict)
        and document.keys() >= OF_A_PAGE
        and isinstance(document["count"], int)
        and isinstance(document["results"], list)
    )


def _add(rows: dict[str, list[Row]], sheet: str, answers: Row, around: Row) -> None:
    """Add the answers of a submission, or of one turn of a repeat group, and of the groups in it."""
    same = rows.setdefault(sheet, [])
    single = {name: value for name, given in answers.items() for value in _single(name, given)}
    row = single | {"_index": len(same) + 1} | around
    same.append(row)
    told = around if around else {f"_submission_{name}": single[name] for name in COPIED if name in single}
    for group, turns in answers.items():
        if _is_repeat(group, turns):
            for turn in turns:
                place = {"_parent_table_name": sheet, "_parent_index": row["_index"]}
                _add(rows, f"{SHEET}/{group}", turn, told | place)


def _single(name: str, given: Any) -> Iterator[Any]:
    """The value of a cell, or none at all for what has no column."""
    if name in OF_THE_API or name.startswith(META) or _is_repeat(name, given):
        return
    if name == VALIDATION and isinstance(given, dict):
        yield given.get("uid")
    elif isinstance(given, list):
        if given:
            yield ", ".join(map(str, given))
    elif isinstance(given, dict):
        raise _OtherShapeError
    else:
        yield given


def _is_repeat(name: str, given: Any) -> bool:
    if name in OF_THE_API or not isinstance(given, list) or not any(isinstance(turn, dict) for turn in given):
        return False
    if not all(isinstance(turn, dict) for turn in given):
        raise _OtherShapeError
    return True
