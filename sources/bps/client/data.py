"""Figures of a variable: within the API's limits of years, and in smaller parts where it answers null."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.bps.answers import NoDataError, NullAnswerError, TooManyYearsError, parse_answer
from sources.bps.client.lists import listed
from sources.bps.client.request import Request, list_of
from sources.bps.client.transport import Answer, Transport

MOST_YEARS = {"0000": 3}
MOST_YEARS_ELSEWHERE = 2


@dataclass(frozen=True)
class Figures:
    """Answers that hold figures, and the requests for which the API says that it has none."""

    answers: tuple[Answer, ...]
    without_data: tuple[Request, ...]


def years_of(transport: Transport, domain: str, variable: str) -> list[int]:
    """Ids of the years (1900 + id) for which the API lists the variable, ascending."""
    return sorted(int(item["th_id"]) for item in listed(transport, "th", domain, var=variable))


def figures(transport: Transport, domain: str, variable: str, years: Iterable[int], lang: str = "ind") -> Figures:
    """All figures of these years (ids). Where a part is null even for one year and one area, NullAnswerError is
    raised; other errors of answers and of the service are, too: a part alone would look like the whole."""
    most = MOST_YEARS.get(domain, MOST_YEARS_ELSEWHERE)
    answers: list[Answer] = []
    nothing: list[Request] = []
    for part in _parts(sorted(set(years)), most):
        request = list_of("data", domain, var=variable, lang=lang, th=written_years(part))
        for answer, has_data in _whole(transport, request, part):
            if has_data:
                answers.append(answer)
            else:
                nothing.append(answer.request)
    return Figures(tuple(answers), tuple(nothing))


def written_years(years: Sequence[int]) -> str:
    """`a:b` for years in a row, else `a;b`."""
    in_a_row = len(years) > 1 and all(later - earlier == 1 for earlier, later in pairwise(years))
    return f"{years[0]}:{years[-1]}" if in_a_row else ";".join(map(str, years))


def _parts(years: Sequence[int], size: int) -> list[Sequence[int]]:
    return [years[start : start + size] for start in range(0, len(years), size)]


def _whole(transport: Transport, request: Request, years: Sequence[int]) -> list[tuple[Answer, bool]]:
    """Each answer that the request came to, and whether it has figures; in smaller parts where it is too much."""
    answer = transport.get(request)
    try:
        parse_answer(answer.content)
    except NoDataError:
        return [(answer, False)]
    except TooManyYearsError as error:
        if not 0 < error.allowed < len(years):
            raise
        return _by_years(transport, request, _parts(years, error.allowed))
    except NullAnswerError:
        if len(years) > 1:
            return _by_years(transport, request, _parts(years, 1))
        if request.param("vervar") is not None:
            raise
        return _by_area(transport, request, years)
    return [(answer, True)]


def _by_years(transport: Transport, request: Request, parts: list[Sequence[int]]) -> list[tuple[Answer, bool]]:
    return [found for part in parts for found in _whole(transport, request.with_params(th=written_years(part)), part)]


def _by_area(transport: Transport, request: Request, years: Sequence[int]) -> list[tuple[Answer, bool]]:
    areas = listed(transport, "vervar", str(request.param("domain")), var=request.param("var"))
    if not areas:
        raise NullAnswerError
    return [
        found for area in areas for found in _whole(transport, request.with_params(vervar=area["vervar_id"]), years)
    ]
