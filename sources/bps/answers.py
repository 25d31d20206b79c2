"""What the BPS Web API answered: a body with data, or an error whose cause is known.

Almost every error arrives as HTTP 200, so the cause is read from the body and never from the status line.
"""

from __future__ import annotations

import json
import re
from typing import Any

KEY_IN_TEXT = re.compile(r"(?i)(key[=/:\s]+)[0-9a-z]{16,}")
MOST_YEARS_IN_TEXT = re.compile(r"'th' parameter is (\d+)")
LONGEST_MESSAGE = 200


class AnswerError(ValueError):
    """An answer without usable data. `cause` names why, `detail` is what the answer itself said, its key redacted."""

    cause = "answer"
    next_step = ""
    """What to do next, in Bahasa Indonesia and English."""

    def __init__(self, detail: str = "") -> None:
        self.detail = KEY_IN_TEXT.sub(r"\1***", detail)[:LONGEST_MESSAGE]
        super().__init__(f"{self.cause}: {self.detail}" if self.detail else self.cause)


class NotJsonError(AnswerError):
    """The bytes are no JSON: a truncated file, a firewall's page, something else."""

    cause = "not_json"
    next_step = "Ambil jawaban itu sekali lagi | Fetch the answer once more"


class NullAnswerError(AnswerError):
    """The answer is `null`: the API's way to say that the result is too large."""

    cause = "null_answer"
    next_step = "Minta per tahun, lalu per wilayah | Ask year by year, then area by area"


class ErrorAnswerError(AnswerError):
    """`status` is not OK; `detail` is the API's own message."""

    cause = "error_answer"
    next_step = "Perbaiki permintaan menurut pesan itu | Correct the request as the message says"


class KeyRefusedError(ErrorAnswerError):
    """The key is missing or not accepted."""

    cause = "key_refused"
    next_step = (
        "Isi BPS_API_KEY dengan token dari webapi.bps.go.id | Set BPS_API_KEY to the token from webapi.bps.go.id"
    )


class YearsMissingError(ErrorAnswerError):
    """A request for data named no year."""

    cause = "years_missing"
    next_step = "Sebutkan tahun (th) | Name the years (th)"


class TooManyYearsError(ErrorAnswerError):
    """More years than the API gives at once; `allowed` says how many it does."""

    cause = "too_many_years"
    next_step = "Minta lebih sedikit tahun sekaligus | Ask for fewer years at once"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        allowed = MOST_YEARS_IN_TEXT.search(detail)
        self.allowed = int(allowed[1]) if allowed else 0


class NoDataError(AnswerError):
    """`status` is OK but the API says that there is no data; `detail` is its `data-availability`."""

    cause = "no_data"
    next_step = "Periksa nomor variabel, tahun dan domain | Check the variable, year and domain"


class NotDataBodyError(AnswerError):
    """JSON, but not the shape of a `model=data` body; `detail` names what is missing or strange."""

    cause = "not_a_data_body"
    next_step = "Simpan jawaban model=data utuh | Save the whole model=data answer"


def parse_answer(content: bytes) -> dict[str, Any]:
    """The JSON object of an answer that has data; raises one of the errors above where it has none."""
    try:
        answer = json.loads(content, object_pairs_hook=_no_repeats, parse_constant=_no_constant)
    except AnswerError:
        raise
    except (ValueError, RecursionError) as error:
        is_page = content.lstrip()[:1] == b"<"
        raise NotJsonError("HTML" if is_page else type(error).__name__) from error
    if answer is None:
        raise NullAnswerError
    if not isinstance(answer, dict):
        raise NotDataBodyError(f"top level is {type(answer).__name__}")
    if answer.get("status") != "OK":
        raise _error_answer(str(answer.get("message", answer.get("status"))))
    if answer.get("data-availability") != "available":
        raise NoDataError(str(answer.get("data-availability")))
    return answer


ERRORS_BY_WORDS: tuple[tuple[str, type[ErrorAnswerError]], ...] = (
    ("re-check your key", KeyRefusedError),
    ("parameter key is missing", KeyRefusedError),
    ("maximum allowed number of years", TooManyYearsError),
    ("'th' parameter is required", YearsMissingError),
)


def _error_answer(message: str) -> ErrorAnswerError:
    kind = next((kind for words, kind in ERRORS_BY_WORDS if words in message.lower()), ErrorAnswerError)
    return kind(message)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and readers keep the last one; here that would lose a figure."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise NotDataBodyError(f"key twice: {next(name for name in names if names.count(name) > 1)}")
    return found


def _no_constant(name: str) -> float:
    raise NotDataBodyError(f"{name} is no figure")
